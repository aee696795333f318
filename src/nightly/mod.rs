//! What the nightly run needs besides the steps of a build: hooks, the health file, the log, and a folder for what it
//! remembers. Walking the steps is left to the command.

pub mod health;
pub mod hooks;
pub mod install;
pub mod log;

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use crate::write::atomic_write;

/// The folder `ROOT/.loa`, made if need be, with a `.gitignore` of its own: what the machine remembers from night to
/// night, and may lose without harm.
///
/// # Errors
///
/// Whatever the system says of the folder or the file.
pub fn state_folder(root: &Path) -> io::Result<PathBuf> {
    let folder = root.join(".loa");
    fs::create_dir_all(&folder)?;
    let ignore = folder.join(".gitignore");
    if !ignore.exists() {
        atomic_write(&ignore, b"*\n")?;
    }
    Ok(folder)
}
