//! The only place of `write` that touches the disk: asks what stands at a path without following links out of
//! the output, and makes the single steps that a commit consists of. It decides nothing.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use sha2::{Digest, Sha256};

use super::error::{Action, WriteError};
use super::manifest::Sum;
use super::out_path::OutPath;

/// Makes changes, one step at a time. Tests cut it off after any number of steps, as a killed process would be.
#[derive(Clone, Debug, Default)]
pub(crate) struct Disk {
    #[cfg(test)]
    pub(crate) fuse: super::tests::Fuse,
}

/// Whether a new file must be on the medium before the next step.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durable {
    Yes,
    No,
}

impl Disk {
    pub(crate) fn create_folders(&self, path: &Path) -> Result<(), WriteError> {
        self.step().and_then(|()| fs::create_dir_all(path)).map_err(Action::CreateFolder.at(path))
    }

    /// Writes a file that must not be there yet.
    pub(crate) fn write_new(&self, path: &Path, bytes: &[u8], durable: Durable) -> Result<(), WriteError> {
        let write = || {
            self.step()?;
            let mut file = File::create_new(path)?;
            self.step()?;
            file.write_all(bytes)?;
            if durable == Durable::Yes { file.sync_all() } else { Ok(()) }
        };
        write().map_err(Action::Write.at(path))
    }

    /// Writes a file that must not be there yet, and the folders on its way that are not there. False, and nothing
    /// written, where something stands at the path or one of its folders is a file.
    pub(crate) fn write_new_within(&self, path: &Path, bytes: &[u8]) -> Result<bool, WriteError> {
        let open = || {
            if let (true, Some(folder)) = (path.ends_with("index.html"), path.parent()) {
                // A page mostly has a folder to itself: to make that first spares the file an attempt that fails.
                self.step()?;
                match fs::create_dir(folder) {
                    Err(error) if error.kind() == ErrorKind::NotFound => fs::create_dir_all(folder)?,
                    Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
                    _ => {}
                }
            }
            self.step()?;
            match File::create_new(path) {
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    self.step()?;
                    path.parent().map_or(Ok(()), fs::create_dir_all)?;
                    self.step()?;
                    File::create_new(path)
                }
                other => other,
            }
        };
        let write = |mut file: File| {
            self.step()?;
            file.write_all(bytes)
        };
        match open() {
            Ok(file) => write(file).map(|()| true).map_err(Action::Write.at(path)),
            Err(error) if matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::NotADirectory) => {
                Ok(false)
            }
            Err(error) => Err(Action::Write.at(path)(error)),
        }
    }

    /// Copies a file to where nothing stands, with its time, and tells the sum of what was copied. It is not on the
    /// medium yet.
    pub(crate) fn copy_new(&self, from: &Path, to: &Path) -> Result<Sum, WriteError> {
        let modified = fs::metadata(from).and_then(|metadata| metadata.modified());
        let modified = modified.map_err(Action::Read.at(from))?;
        self.step().map_err(Action::Write.at(to))?;
        let mut file = File::create_new(to).map_err(Action::Write.at(to))?;
        self.step().map_err(Action::Write.at(to))?;
        let mut hasher = Sha256::new();
        let mut written = Ok(());
        read_in_parts(from, |part| {
            hasher.update(part);
            written = file.write_all(part);
            written.is_ok()
        })?;
        // A file system that keeps no times is none the worse for it.
        let _ = file.set_modified(modified);
        written.map_err(Action::Write.at(to))?;
        Ok(Sum::finish(hasher))
    }

    /// Waits until files are on the medium. Each waits for the same few turns of the disk, so many wait at once.
    pub(crate) fn sync(&self, files: &[PathBuf]) -> Result<(), WriteError> {
        const AT_ONCE: usize = 64;
        let next = AtomicUsize::new(0);
        let sync_some = || {
            while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                let sync = || self.step().and_then(|()| File::options().write(true).open(path)?.sync_all());
                sync().map_err(Action::Write.at(path))?;
            }
            Ok(())
        };
        std::thread::scope(|scope| {
            let threads: Vec<_> = files.iter().take(AT_ONCE).map(|_| scope.spawn(sync_some)).collect();
            let ended = threads.into_iter().map(|thread| match thread.join() {
                Ok(result) => result,
                Err(panic) => std::panic::resume_unwind(panic),
            });
            ended.collect()
        })
    }

    /// Gives a file a second name. False where the file system, or its rights, do not allow it.
    pub(crate) fn link(&self, from: &Path, to: &Path) -> Result<bool, WriteError> {
        self.step().map_err(Action::Write.at(to))?;
        Ok(fs::hard_link(from, to).is_ok())
    }

    /// Makes a symbolic link where nothing stands.
    pub(crate) fn symlink(&self, target: &Path, at: &Path) -> Result<(), WriteError> {
        #[cfg(unix)]
        let make = || std::os::unix::fs::symlink(target, at);
        // There a link to a folder cannot be replaced by one rename.
        #[cfg(not(unix))]
        let make = || {
            let _ = target;
            Err(io::Error::from(ErrorKind::Unsupported))
        };
        self.step().and_then(|()| make()).map_err(Action::Write.at(at))
    }

    /// Moves a file, replacing what stands at `to` unless that is a folder, or a folder to where nothing stands.
    pub(crate) fn rename(&self, from: &Path, to: &Path) -> Result<(), WriteError> {
        self.step().and_then(|()| fs::rename(from, to)).map_err(Action::Rename.at(to))
    }

    pub(crate) fn remove_file(&self, path: &Path) -> Result<(), WriteError> {
        self.step().and_then(|()| absent_is_fine(fs::remove_file(path))).map_err(Action::Remove.at(path))
    }

    /// Removes a folder; one that holds something stays.
    pub(crate) fn remove_empty_folder(&self, path: &Path) -> Result<(), WriteError> {
        let remove = || match fs::remove_dir(path) {
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => Ok(()),
            other => absent_is_fine(other),
        };
        self.step().and_then(|()| remove()).map_err(Action::Remove.at(path))
    }

    /// Removes a folder of loa's own with all that is in it, following no link.
    pub(crate) fn remove_folder(&self, path: &Path) -> Result<(), WriteError> {
        let remove = || absent_is_fine(fs::remove_dir_all(path));
        self.step().and_then(|()| remove()).map_err(Action::Remove.at(path))
    }

    #[cfg(test)]
    fn step(&self) -> io::Result<()> {
        self.fuse.step()
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "only tests interrupt the steps")]
    fn step(&self) -> io::Result<()> {
        Ok(())
    }
}

/// What stands at a path of the output.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    Absent,
    /// A regular file of so many bytes.
    File(u64),
    Folder,
    /// A symbolic link, a pipe, a device: never something that loa wrote.
    Special,
    /// Nothing can stand there, because this part of the path is no folder.
    Under(OutPath),
    /// This part of the path is a symbolic link, which is not followed.
    BehindLink(PathBuf),
}

/// Asks what stands at `path`, following no link below `root`.
pub(crate) fn look(root: &Path, path: &OutPath) -> Result<Spot, WriteError> {
    for folder in path.folders() {
        let at = folder.under(root);
        match kind(&at)? {
            None => return Ok(Spot::Absent),
            Some(metadata) if metadata.is_dir() => {}
            Some(metadata) if metadata.is_symlink() => return Ok(Spot::BehindLink(at)),
            Some(_) => return Ok(Spot::Under(folder)),
        }
    }
    Ok(match kind(&path.under(root))? {
        None => Spot::Absent,
        Some(metadata) if metadata.is_file() => Spot::File(metadata.len()),
        Some(metadata) if metadata.is_dir() => Spot::Folder,
        Some(_) => Spot::Special,
    })
}

/// Fails if a symbolic link stands at `path`.
pub(crate) fn refuse_link(path: &Path) -> Result<(), WriteError> {
    match kind(path)? {
        Some(metadata) if metadata.is_symlink() => Err(WriteError::Symlink(path.to_path_buf())),
        _ => Ok(()),
    }
}

/// What a folder holds, at any depth.
#[derive(Default)]
pub(crate) struct Inside {
    /// Regular files.
    pub(crate) files: Vec<OutPath>,
    /// The folder itself and those in it, each before what it holds.
    pub(crate) folders: Vec<OutPath>,
    /// What loa cannot have written. A name that is no [`OutPath`] is given as its folder.
    pub(crate) strange: Vec<OutPath>,
}

/// Lists a folder and all folders in it, following no link.
pub(crate) fn list(root: &Path, folder: &OutPath) -> Result<Inside, WriteError> {
    let mut inside = Inside::default();
    let mut open = vec![folder.clone()];
    while let Some(folder) = open.pop() {
        let at = folder.under(root);
        for entry in fs::read_dir(&at).map_err(Action::Read.at(&at))? {
            let entry = entry.map_err(Action::Read.at(&at))?;
            let kind = entry.file_type().map_err(Action::Read.at(entry.path()))?;
            let path =
                entry.file_name().to_str().and_then(|name| OutPath::new(&format!("{folder}/{name}")).ok());
            match path {
                None => inside.strange.push(folder.clone()),
                Some(path) if kind.is_file() => inside.files.push(path),
                Some(path) if kind.is_dir() => open.push(path),
                Some(path) => inside.strange.push(path),
            }
        }
        inside.folders.push(folder);
    }
    Ok(inside)
}

/// What a file's bytes are, as far as the question goes whose they are.
pub(crate) struct Content {
    pub(crate) sum: Sum,
    /// No bytes at all or only zeros: what a power cut leaves of a file that was not yet on the medium.
    pub(crate) blank: bool,
}

pub(crate) fn content(path: &Path) -> Result<Content, WriteError> {
    let mut hasher = Sha256::new();
    let mut blank = true;
    read_in_parts(path, |part| {
        hasher.update(part);
        blank = blank && part.iter().all(|byte| *byte == 0);
        true
    })?;
    Ok(Content { sum: Sum::finish(hasher), blank })
}

/// Whether the file holds exactly `bytes`.
pub(crate) fn holds(path: &Path, bytes: &[u8]) -> Result<bool, WriteError> {
    let mut rest = Some(bytes);
    read_in_parts(path, |part| {
        rest = rest.and_then(|rest| rest.strip_prefix(part));
        rest.is_some()
    })?;
    Ok(rest.is_some_and(<[u8]>::is_empty))
}

/// Waits until renames in `folder` are on the medium. Windows has no such call and does not need it.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), WriteError> {
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(Action::Write.at(folder))?;
    }
    Ok(())
}

/// Replaces the file at `path` in one step and says whether its bytes changed; equal bytes leave it untouched.
///
/// The new bytes go to a hidden file beside it, to the medium, and then into place, so that a reader or a
/// power cut finds either the old file or the new one. The file's rights stay. Where `path` is a symbolic
/// link, what it points to is replaced. Two callers at once must be kept apart by a lock of their own.
///
/// # Errors
///
/// Whatever the system says; the old file then stands as it was.
pub fn atomic_write(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    let path = if link { fs::canonicalize(path)? } else { path.to_path_buf() };
    let old = match fs::metadata(&path) {
        Ok(metadata) if metadata.is_file() => Some(metadata),
        Ok(_) => return Err(io::Error::new(ErrorKind::InvalidInput, "this is not a file")),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if let Some(old) = &old
        && old.len() == bytes.len() as u64
        && fs::read(&path)? == bytes
    {
        return Ok(false);
    }

    let Some(name) = path.file_name() else {
        return Err(io::Error::new(ErrorKind::InvalidInput, "the path has no file name"));
    };
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(".loa-tmp");
    let hidden = path.with_file_name(hidden);
    // A killed run may have left one.
    absent_is_fine(fs::remove_file(&hidden))?;
    let write = || {
        let mut file = File::create_new(&hidden)?;
        file.write_all(bytes)?;
        if let Some(old) = &old {
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&hidden, &path)
    };
    if let Err(error) = write() {
        // The first error is the one worth telling.
        let _ = fs::remove_file(&hidden);
        return Err(error);
    }
    if cfg!(unix) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()?;
    }
    Ok(true)
}

/// What stands at `path` itself; None for nothing.
pub(super) fn kind(path: &Path) -> Result<Option<fs::Metadata>, WriteError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Action::Read.at(path)(error)),
    }
}

/// Hands a file to `take` part by part until it returns false.
fn read_in_parts(path: &Path, mut take: impl FnMut(&[u8]) -> bool) -> Result<(), WriteError> {
    thread_local! {
        /// Most files fit, and to clear it for each takes as long as to read them.
        static BUFFER: RefCell<Vec<u8>> = RefCell::new(vec![0; 64 * 1024]);
    }
    let mut read = |buffer: &mut Vec<u8>| {
        let mut file = File::open(path)?;
        loop {
            let length = match file.read(buffer) {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                other => other?,
            };
            match buffer.get(..length) {
                Some(part) if !part.is_empty() && take(part) => {}
                _ => return Ok(()),
            }
        }
    };
    BUFFER.with_borrow_mut(|buffer| read(buffer)).map_err(Action::Read.at(path))
}

fn absent_is_fine(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
