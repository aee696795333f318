//! Gives the program a hash of what it is made from, `LOA_PROGRAM`, so that a build can tell whether the program that made
//! an output folder was this one.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::Hash;
use std::hash::Hasher;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for path in ["Cargo.lock", "Cargo.toml", "build.rs", "src", "themes/default"] {
        println!("cargo::rerun-if-changed={path}");
        hash(Path::new(path), &mut hasher)?;
    }
    println!("cargo::rustc-env=LOA_PROGRAM={:016x}", hasher.finish());
    Ok(())
}

/// Names and bytes of a file, or of all files in a folder, in the order of their names. One that is not there is part of
/// no program: a package that others build has no lock file.
fn hash(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        let mut paths: Vec<_> =
            fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
        paths.sort();
        paths.iter().try_for_each(|path| hash(path, hasher))
    } else if path.is_file() {
        path.hash(hasher);
        fs::read(path)?.hash(hasher);
        Ok(())
    } else {
        Ok(())
    }
}
