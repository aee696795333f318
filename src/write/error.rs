//! What can go wrong while writing. The words here are for logs and tests; the command line says it in the
//! reader's language.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

use super::out_path::OutPath;

/// Why the output could not be written.
#[derive(Debug)]
pub enum WriteError {
    /// Another run holds this lock file.
    Locked(PathBuf),
    /// Things stand in the output that loa did not write, or that someone changed after loa wrote them.
    /// Nothing was changed. Both lists are sorted.
    Foreign {
        /// Files that `--adopt` would take over: replaced, or removed where the site has no such file
        /// any more.
        adoptable: Vec<OutPath>,
        /// Files that stand where the site needs a folder, or inside a folder where it needs a file.
        /// `--adopt` does not delete these; a person has to move them. A name that no [`OutPath`] can
        /// hold is given as the folder that it stands in.
        in_the_way: Vec<OutPath>,
    },
    /// The system refused.
    Io {
        /// The file or folder that it was about.
        path: PathBuf,
        /// What was being done to it.
        action: Action,
        /// The system's own reason.
        source: io::Error,
    },
    /// The manifest is damaged or of a later version; loa cannot tell which files are its own. Without
    /// the manifest every file that differs is foreign, so deleting it and building with `--adopt` helps.
    BadManifest {
        /// The manifest.
        path: PathBuf,
        /// Its line, from 1.
        line: usize,
        /// What is wrong there, in English.
        reason: &'static str,
    },
    /// A symbolic link stands in the output where loa needs a folder or a record of its own.
    Symlink(PathBuf),
    /// The site has two files for one place: the same path with other bytes, two paths that differ only in
    /// case, or a file and a folder of one name.
    Duplicate {
        /// The path that comes first.
        first: OutPath,
        /// The other one; the same as `first` if only the bytes differ.
        second: OutPath,
    },
    /// A commit was asked for although the put of this path had failed.
    Incomplete(OutPath),
}

/// What was being done when the system refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Making a folder.
    CreateFolder,
    /// Reading a file, listing a folder, or asking what stands at a path.
    Read,
    /// Writing a file.
    Write,
    /// Moving a finished file to this path.
    Rename,
    /// Removing a file or an empty folder.
    Remove,
    /// Taking the lock.
    Lock,
}

impl Action {
    /// For `map_err`: says which path an I/O error belongs to.
    pub(crate) fn at(self, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> WriteError {
        move |source| WriteError::Io { path: path.into(), action: self, source }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Locked(path) => write!(f, "another run holds `{}`", path.display()),
            WriteError::Foreign { adoptable, in_the_way } => {
                f.write_str("the output holds files that are not loa's:")?;
                adoptable.iter().chain(in_the_way).try_for_each(|path| write!(f, " `{path}`"))
            }
            WriteError::Io { path, action, source } => {
                let action = match action {
                    Action::CreateFolder => "create folder",
                    Action::Read => "read",
                    Action::Write => "write",
                    Action::Rename => "move a finished file to",
                    Action::Remove => "remove",
                    Action::Lock => "lock",
                };
                write!(f, "could not {action} `{}`: {source}", path.display())
            }
            WriteError::BadManifest { path, line, reason } => {
                write!(f, "the manifest `{}` cannot be used: line {line}: {reason}", path.display())
            }
            WriteError::Symlink(path) => write!(f, "`{}` is a symbolic link", path.display()),
            WriteError::Duplicate { first, second } if first == second => {
                write!(f, "`{first}` was made twice, with different bytes")
            }
            WriteError::Duplicate { first, second } => {
                write!(f, "`{first}` and `{second}` cannot stand side by side")
            }
            WriteError::Incomplete(path) => write!(f, "`{path}` could not be written earlier in this run"),
        }
    }
}

impl Error for WriteError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            WriteError::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
