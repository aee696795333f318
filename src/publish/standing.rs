//! What stands in a target: which release is live, which others there are, and whether it is pinned. Only reads.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;
use rayon::prelude::*;
use serde::Deserialize;

use super::PublishError;
use super::release::Record;
use super::release::ReleaseName;
use crate::write::Action;

/// What stands in a target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The release that readers get; none before the first.
    pub live: Option<Live>,
    /// All releases, the newest first.
    pub releases: Vec<ReleaseName>,
    /// Set by a rollback: nothing new is shown until it is taken off.
    pub pin: Option<Pin>,
}

/// The release that readers get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    pub release: ReleaseName,
    /// Where its files stand.
    pub folder: PathBuf,
    /// The day on which the content was last looked at, as `/status.json` tells readers.
    pub checked: Option<Date>,
    /// The ids whose codes it answers.
    pub ids: BTreeSet<String>,
}

/// That a release is to stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The release that was brought back.
    pub release: ReleaseName,
    pub since: Timestamp,
}

/// What stands in the target folder `to`; nothing where there is no such folder. Waits for nobody: while another
/// command publishes, this is what stood before or what stands after.
///
/// # Errors
///
/// [`PublishError::NotOurs`] where `current` was not made by loa, [`PublishError::Write`].
pub fn standing(to: &Path) -> Result<Standing, PublishError> {
    let Some(live) = live(to)? else {
        return Ok(Standing { live: None, releases: names(to)?, pin: pin(to)? });
    };
    let folder = live.folder(to);
    let record = Record::read(&record_folder(to, &live.release))?;
    let mut releases = names(to)?;
    releases.retain(|release| *release == live.release || was_shown(to, release));
    let checked = checked(&folder);
    let ids = record.map(|record| record.ids()).unwrap_or_default();
    Ok(Standing { live: Some(Live { release: live.release, folder, checked, ids }), releases, pin: pin(to)? })
}

/// How the files of what is live are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// A folder for each release, and `current` is a link to one of them.
    Releases,
    /// `current` is the one folder, and files are replaced in it.
    Plain,
}

/// Which release is live, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LiveName {
    pub(super) release: ReleaseName,
    pub(super) layout: Layout,
}

impl LiveName {
    fn folder(&self, to: &Path) -> PathBuf {
        match self.layout {
            Layout::Releases => release_folder(to, &self.release),
            Layout::Plain => current(to),
        }
    }
}

pub(super) fn current(to: &Path) -> PathBuf {
    to.join("current")
}

pub(super) fn release_folder(to: &Path, release: &ReleaseName) -> PathBuf {
    to.join("releases").join(release.as_str())
}

pub(super) fn record_folder(to: &Path, release: &ReleaseName) -> PathBuf {
    to.join(".loa/releases").join(release.as_str())
}

/// Which release is live.
pub(super) fn live(to: &Path) -> Result<Option<LiveName>, PublishError> {
    let current = current(to);
    match fs::symlink_metadata(&current) {
        Ok(metadata) if metadata.is_symlink() => {
            let target = fs::read_link(&current).map_err(Action::Read.at(&current))?;
            let mut parts = target.iter();
            let named = (parts.next(), parts.next().and_then(|name| name.to_str()), parts.next());
            let (Some(folder), Some(name), None) = named else {
                return Err(PublishError::NotOurs(current));
            };
            match ReleaseName::parse(name).filter(|_| folder == "releases") {
                Some(release) => Ok(Some(LiveName { release, layout: Layout::Releases })),
                None => Err(PublishError::NotOurs(current)),
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        // A folder of loa's own has a note which release it shows.
        Ok(_) => {
            let release = note(to, "live")?.and_then(|text| ReleaseName::parse(text.trim()));
            Ok(release.map(|release| LiveName { release, layout: Layout::Plain }))
        }
        Err(error) => Err(Action::Read.at(&current)(error).into()),
    }
}

/// The pin. One that cannot be read pins all the same.
pub(super) fn pin(to: &Path) -> Result<Option<Pin>, PublishError> {
    let Some(text) = note(to, "pin")? else { return Ok(None) };
    let read = || {
        let (release, since) = text.trim().split_once('\t')?;
        Some(Pin { release: ReleaseName::parse(release)?, since: since.parse().ok()? })
    };
    let unreadable = || {
        let release = ReleaseName::new(Timestamp::UNIX_EPOCH, "00000000");
        Pin { release, since: Timestamp::UNIX_EPOCH }
    };
    Ok(Some(read().unwrap_or_else(unreadable)))
}

/// One of the target's own small files; none where it is not there.
pub(super) fn note(to: &Path, name: &str) -> Result<Option<String>, PublishError> {
    let path = to.join(".loa").join(name);
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Action::Read.at(&path)(error).into()),
    }
}

/// Whether readers ever got a release.
pub(super) fn was_shown(to: &Path, release: &ReleaseName) -> bool {
    record_folder(to, release).join("shown").is_file()
}

/// All releases of which there is a record, by name.
pub(super) fn records(to: &Path) -> Result<BTreeMap<ReleaseName, Record>, PublishError> {
    let read = names(to)?.into_par_iter().map(|name| {
        let record = Record::read(&record_folder(to, &name))?;
        Ok(record.map(|record| (name, record)))
    });
    let read: Result<Vec<_>, PublishError> = read.collect();
    Ok(read?.into_iter().flatten().collect())
}

/// The names of all releases of which something is noted, the newest first.
fn names(to: &Path) -> Result<Vec<ReleaseName>, PublishError> {
    let mut names = names_in(&to.join(".loa/releases"))?;
    names.reverse();
    Ok(names)
}

/// The releases in a folder, sorted; none where there is no such folder.
pub(super) fn names_in(folder: &Path) -> Result<Vec<ReleaseName>, PublishError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(Action::Read.at(folder))?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(Action::Read.at(folder))?.file_name();
        names.extend(name.to_str().and_then(ReleaseName::parse));
    }
    names.sort();
    Ok(names)
}

/// `checked` of a release's `status.json`.
fn checked(folder: &Path) -> Option<Date> {
    #[derive(Deserialize)]
    struct Status {
        checked: String,
    }
    let status: Status = serde_json::from_slice(&fs::read(folder.join("status.json")).ok()?).ok()?;
    status.checked.parse().ok()
}
