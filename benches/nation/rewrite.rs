//! The plain writer that builds are held against: the same files, each whole at any moment, and nothing else done.

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::time::Instant;

use rayon::prelude::*;

pub struct Done {
    pub files: usize,
    pub bytes: usize,
    /// For the writing only: reading `from` into memory comes before.
    pub seconds: f64,
}

/// Writes each file of `from` to a temporary in `to`, in parallel, then renames them all, one after the other.
pub fn rewrite(from: &Path, to: &Path) -> io::Result<Done> {
    let mut files = Vec::new();
    collect(from, from, &mut files)?;
    files.sort();
    let start = Instant::now();
    let temporaries = to.join(".tmp");
    fs::create_dir_all(&temporaries)?;
    let number = AtomicUsize::new(0);
    let staged: Vec<(PathBuf, &PathBuf)> = files
        .par_iter()
        .map(|(path, bytes)| {
            let temporary = temporaries.join(number.fetch_add(1, Ordering::Relaxed).to_string());
            fs::write(&temporary, bytes).map(|()| (temporary, path))
        })
        .collect::<io::Result<_>>()?;
    for (temporary, path) in staged {
        let target = to.join(path);
        if let Err(error) = fs::rename(&temporary, &target) {
            let Some(folder) = target.parent().filter(|_| error.kind() == io::ErrorKind::NotFound) else {
                return Err(error);
            };
            fs::create_dir_all(folder)?;
            fs::rename(&temporary, &target)?;
        }
    }
    fs::remove_dir(&temporaries)?;
    let bytes = files.iter().map(|(_, bytes)| bytes.len()).sum();
    Ok(Done { files: files.len(), bytes, seconds: start.elapsed().as_secs_f64() })
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let inside = path.strip_prefix(root).unwrap_or(&path).to_owned();
        if inside.starts_with(".loa") {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files)?;
        } else {
            files.push((inside, fs::read(&path)?));
        }
    }
    Ok(())
}
