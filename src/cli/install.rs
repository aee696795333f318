//! `loa nightly --install`: prints what starts the nightly run each night, or writes it where it goes. What the machine
//! says of itself (program, folder, user) is asked here; the files are made by [`crate::nightly::install`].

use std::env;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use super::Exit;
use super::World;
use super::now;
use super::publishing::settings;
use crate::catalogue::Values;
use crate::nightly::install::Kind;
use crate::nightly::install::Machine;
use crate::nightly::install::install;
use crate::nightly::install::printed;
use crate::nightly::install::write;

/// Prints the files of a kind, or writes those that have a place of their own.
pub(super) fn run(world: &World<'_>, kind: Kind, writes: bool) -> Exit {
    match files(world, kind, writes) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn files(world: &World<'_>, kind: Kind, writes: bool) -> Result<Exit, Exit> {
    let config = settings(world)?;
    let failed = |path: &Path, error: &std::io::Error| {
        let values = Values::new().text("path", path.display().to_string()).text("error", error.to_string());
        world.reporter.failure("failed-read", &values);
        Exit::WorldFailed
    };
    let root = fs::canonicalize(world.root).map_err(|error| failed(world.root, &error))?;
    let program = env::current_exe().map_err(|error| failed(Path::new("loa"), &error))?;
    let user = owner(&root);
    let machine = Machine { program: plain(program), root: plain(root), user, now: now() };
    let files = install(kind, &config, &machine);
    if !writes || files.iter().all(|file| file.path.is_none()) {
        world.reporter.result(printed(&files).trim_end());
        return Ok(Exit::Done);
    }
    let written = write(&files).map_err(|(path, error)| {
        let values = Values::new().text("path", path.display().to_string()).text("error", error.to_string());
        let is_there = error.kind() == std::io::ErrorKind::AlreadyExists;
        world.reporter.failure(if is_there { "failed-install-there" } else { "failed-write" }, &values);
        Exit::WorldFailed
    })?;
    for path in written {
        world.reporter.say("installed", &Values::new().text("path", path.display().to_string()));
    }
    Ok(Exit::Done)
}

/// Windows writes whole paths in a form (`\\?\C:\site`) that not all of its programs take.
fn plain(path: PathBuf) -> PathBuf {
    match path.to_str().and_then(|text| text.strip_prefix(r"\\?\")) {
        Some(text) if !text.starts_with("UNC") => PathBuf::from(text),
        _ => path,
    }
}

/// Whom the site's folder belongs to; where that cannot be said, who is at work.
fn owner(root: &Path) -> String {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let uid = fs::metadata(root).map(|metadata| metadata.uid().to_string()).ok();
        let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let name = users.lines().find_map(|line| {
            let mut fields = line.split(':');
            let name = fields.next()?;
            (fields.nth(1) == uid.as_deref()).then(|| name.to_owned())
        });
        if let Some(name) = name {
            return name;
        }
    }
    #[cfg(not(unix))]
    let _ = root;
    ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_else(|| "root".to_owned())
}
