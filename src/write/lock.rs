//! The operating system's locks on files, by which commands that would get in each other's way keep apart. Which file
//! stands for what belongs to those who take them.

use std::fs::File;
use std::fs::TryLockError;
use std::io;
use std::path::Path;

/// A file that this process holds locked until this is dropped.
///
/// The lock is given back by name, not by closing the file alone: a program that is started at that moment has a copy
/// of each open file until it has begun its own work, and the lock would last as long as the last copy.
#[derive(Debug)]
pub struct FileLock(File);

impl FileLock {
    /// Locks a file, which is made if need be; None where someone else holds it.
    pub fn take(path: &Path) -> io::Result<Option<FileLock>> {
        let file = open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(FileLock(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Locks a file, which is made if need be, as soon as nobody else holds it.
    pub fn wait(path: &Path) -> io::Result<FileLock> {
        let file = open(path)?;
        file.lock()?;
        Ok(FileLock(file))
    }
}

impl Drop for FileLock {
    fn drop(&mut self) {
        // What fails here is undone by closing the file, which comes next.
        self.0.unlock().ok();
    }
}

fn open(path: &Path) -> io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(path)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

    use super::*;

    #[test]
    fn a_lock_is_free_once_it_is_dropped_though_a_copy_of_the_file_is_open() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let lock = FileLock::take(&path).unwrap().unwrap();
        let copy = lock.0.try_clone().unwrap();
        assert!(FileLock::take(&path).unwrap().is_none());
        drop(lock);
        assert!(FileLock::take(&path).unwrap().is_some());
        drop(copy);
    }
}
