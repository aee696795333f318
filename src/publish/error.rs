//! What can go wrong while publishing. The words here are for logs and tests; the command line says it in the
//! reader's language.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;

use super::ReleaseName;
use crate::write::OutPath;
use crate::write::WriteError;

/// Why nothing was published. What was live is live.
#[derive(Debug)]
pub enum PublishError {
    /// The disk, the lock, the rights.
    Write(WriteError),
    /// Something stands where loa's own has to go, and loa did not make it.
    NotOurs(PathBuf),
    /// The output folder holds no finished build.
    NotBuilt(PathBuf),
    /// The output folder is another build than the one to be published.
    OtherBuild(PathBuf),
    /// A file is not what the build wrote: it was changed since, or the disk lost it.
    Changed(OutPath),
    /// There is no release to go back to.
    NothingBefore,
    /// No release, or several, of that name.
    NoSuchRelease {
        /// As it was asked for.
        wanted: String,
        /// Those that there are, the newest first.
        known: Vec<ReleaseName>,
    },
}

impl From<WriteError> for PublishError {
    fn from(error: WriteError) -> PublishError {
        PublishError::Write(error)
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublishError::Write(error) => error.fmt(f),
            PublishError::NotOurs(path) => write!(f, "`{}` was not made by loa", path.display()),
            PublishError::NotBuilt(path) => write!(f, "`{}` holds no finished build", path.display()),
            PublishError::OtherBuild(path) => write!(f, "`{}` was built into meanwhile", path.display()),
            PublishError::Changed(path) => write!(f, "`{path}` is not as it was built"),
            PublishError::NothingBefore => f.write_str("there is no release before this one"),
            PublishError::NoSuchRelease { wanted, .. } => write!(f, "there is no release `{wanted}`"),
        }
    }
}

impl Error for PublishError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            PublishError::Write(error) => Some(error),
            _ => None,
        }
    }
}
