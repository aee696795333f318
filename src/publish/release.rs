//! What a release is called, and what is remembered of it: its files, the assets that it carries for others, and where
//! it came from. Where its files stand is left to [`super::releases`] and [`super::plain`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use jiff::SignedDuration;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;

use super::PublishError;
use crate::write::Action;
use crate::write::Disk;
use crate::write::Durable;
use crate::write::Manifest;
use crate::write::OutPath;
use crate::write::Sum;
use crate::write::WriteError;
use crate::write::push_line;
use crate::write::read_manifest;
use crate::write::sync_folder;

/// The name of a release: the moment of its making and the hash of its files, `20251020T171000Z-8bd64248` (contract,
/// section 9). The order of names is that of time; no two releases of a target have one moment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReleaseName(String);

const TIME: &str = "%Y%m%dT%H%M%SZ";

impl ReleaseName {
    pub(super) fn new(time: Timestamp, hash: &str) -> ReleaseName {
        ReleaseName(format!("{}-{hash}", time.strftime(TIME)))
    }

    /// Reads a name; none where the text is not one that loa could have given.
    #[must_use]
    pub fn parse(text: &str) -> Option<ReleaseName> {
        let (time, hash) = text.split_once('-')?;
        let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let right = hash.len() == 8 && hash.bytes().all(hex) && time.len() == 16;
        let name = ReleaseName(text.to_owned());
        (right && name.read_time().is_some_and(|read| ReleaseName::new(read, hash) == name)).then_some(name)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first 8 hexadecimal digits of the hash over all files but the status files.
    #[must_use]
    pub fn hash(&self) -> &str {
        self.0.split_once('-').map_or("", |(_, hash)| hash)
    }

    /// When it was made, to the second.
    #[must_use]
    pub fn time(&self) -> Timestamp {
        self.read_time().unwrap_or_default()
    }

    fn read_time(&self) -> Option<Timestamp> {
        let (time, _) = self.0.split_once('-')?;
        let time = DateTime::strptime(TIME, time).ok()?;
        time.to_zoned(TimeZone::UTC).ok().map(|time| time.timestamp())
    }
}

impl fmt::Display for ReleaseName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The moment of the next release: now, or a second after the newest where the clock does not say so.
pub(super) fn next_time(now: Timestamp, newest: Option<&ReleaseName>) -> Timestamp {
    let after = newest.and_then(|newest| newest.time().checked_add(SignedDuration::from_secs(1)).ok());
    after.map_or(now, |after| after.max(now))
}

/// The files of a site by path.
pub(super) type Files = BTreeMap<OutPath, Sum>;

/// What is remembered of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// Its own files. While status files are being replaced, those have two sums.
    pub(super) files: Manifest,
    /// Assets of other releases, so that a page that a reader opened before the switch keeps its style.
    pub(super) carried: Manifest,
    pub(super) about: About,
}

/// The small facts of a release, `about.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct About {
    /// What the addresses of the languages other than the first begin with: `en`.
    pub(super) languages: Vec<String>,
    /// The release that this one brought back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) brings_back: Option<String>,
}

impl Record {
    /// Reads the record in a folder; none where there is none that can be understood. Such a release is left alone: the
    /// site is not kept from being published by what is lost of an old one.
    pub(super) fn read(folder: &Path) -> Result<Option<Record>, PublishError> {
        let about = folder.join("about.json");
        let text = match fs::read(&about) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            other => other.map_err(Action::Read.at(&about))?,
        };
        let Ok(about) = serde_json::from_slice(&text) else { return Ok(None) };
        let manifest = |name: &str| match read_manifest(&folder.join(name)) {
            Err(WriteError::BadManifest { .. }) => Ok(None),
            other => other.map(Some),
        };
        let (files, carried) = (manifest("manifest")?, manifest("carried")?);
        Ok(files.zip(carried).map(|(files, carried)| Record { files, carried, about }))
    }

    /// Writes a record into a folder that does not exist, onto the medium.
    pub(super) fn write(&self, disk: &Disk, folder: &Path) -> Result<(), PublishError> {
        disk.create_folders(folder)?;
        let about = serde_json::to_string(&self.about).unwrap_or_default();
        for (name, text) in
            [("manifest", self.files.to_text()), ("carried", self.carried.to_text()), ("about.json", about)]
        {
            disk.write_new(&folder.join(name), text.as_bytes(), Durable::Yes)?;
        }
        Ok(sync_folder(folder)?)
    }

    /// Replaces the list of the release's own files in one step.
    pub(super) fn rewrite_files(&self, disk: &Disk, folder: &Path) -> Result<(), PublishError> {
        replace(disk, &folder.join("manifest"), &self.files.to_text())
    }

    /// All files that stand in the release, each with one sum.
    pub(super) fn all(&self) -> Files {
        let both = self.carried.lines().chain(self.files.lines());
        both.map(|(path, sum)| (path.clone(), sum)).collect()
    }

    /// Whether the release has these bytes at this path.
    pub(super) fn has(&self, path: &OutPath, sum: Sum) -> bool {
        self.files.has(path, sum) || self.carried.has(path, sum)
    }

    /// The ids whose codes the release answers.
    pub(super) fn ids(&self) -> BTreeSet<String> {
        let ids = self.files.paths().filter_map(|path| self.about.id(path));
        ids.map(str::to_owned).collect()
    }
}

impl About {
    /// The id of the code that a file belongs to: `26188` of `26188/index.html` and `en/26188/index.html`. No other
    /// page's name starts with a digit (contract, section 6).
    pub(super) fn id<'a>(&self, path: &'a OutPath) -> Option<&'a str> {
        let (id, rest) = self.inside(path).split_once('/')?;
        (id.starts_with(|first: char| first.is_ascii_digit()) && !rest.is_empty()).then_some(id)
    }

    /// Whether a file names the day of the build, and so is left out of the hash (contract, section 8).
    pub(super) fn is_status(&self, path: &OutPath) -> bool {
        path.as_str() == "status.json" || self.inside(path) == "status/index.html"
    }

    /// The hash that names a release: over all files but the status files (contract, section 8).
    pub(super) fn hash(&self, files: &Files) -> String {
        let mut hasher = Sha256::new();
        let mut line = String::new();
        for (path, sum) in files.iter().filter(|(path, _)| !self.is_status(path)) {
            line.clear();
            push_line(&mut line, path, *sum);
            hasher.update(&line);
        }
        Sum::finish(hasher).to_string().chars().take(8).collect()
    }

    /// The path below the folder of its language.
    fn inside<'a>(&self, path: &'a OutPath) -> &'a str {
        let text = path.as_str();
        match text.split_once('/') {
            Some((first, rest)) if self.languages.iter().any(|language| language == first) => rest,
            _ => text,
        }
    }
}

/// Replaces one of the target's own small files in one step, onto the medium. Its folder must be there.
pub(super) fn replace(disk: &Disk, path: &Path, text: &str) -> Result<(), PublishError> {
    let temporary = path.with_extension("tmp");
    disk.remove_file(&temporary)?;
    disk.write_new(&temporary, text.as_bytes(), Durable::Yes)?;
    disk.rename(&temporary, path)?;
    Ok(sync_folder(path.parent().unwrap_or(Path::new(".")))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> ReleaseName {
        ReleaseName::parse(text).unwrap()
    }

    #[test]
    fn a_name_tells_its_time_and_its_hash() {
        let release = name("20251020T171000Z-8bd64248");
        assert_eq!(release.time().to_string(), "2025-10-20T17:10:00Z");
        assert_eq!(release.hash(), "8bd64248");
    }

    #[test]
    fn what_loa_could_not_have_called_a_release_is_none() {
        for bad in [
            "",
            "current",
            "20251020T171000Z",
            "20251020T171000Z-",
            "20251020T171000Z-8bd6424",
            "20251020T171000Z-8BD64248",
            "20251320T171000Z-8bd64248",
            "20251020T176000Z-8bd64248",
            "2025102T0171000Z-8bd64248",
            "20251020T171000Z-8bd64248/..",
            "20251020T171000Z-8bd64248.old",
        ] {
            assert_eq!(ReleaseName::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_next_release_is_later_than_the_newest_whatever_the_clock_says() {
        let now: Timestamp = "2025-10-20T17:10:00Z".parse().unwrap();
        assert_eq!(next_time(now, None), now);
        assert_eq!(next_time(now, Some(&name("20251020T170959Z-8bd64248"))), now);
        for newest in ["20251020T171000Z-8bd64248", "20360101T000000Z-8bd64248"] {
            let newest = name(newest);
            assert_eq!(next_time(now, Some(&newest)).as_second(), newest.time().as_second() + 1);
        }
    }

    #[test]
    fn paths_tell_codes_and_status_files_from_all_others() {
        let about = About { languages: vec!["en".to_owned()], brings_back: None };
        let path = |text: &str| OutPath::new(text).unwrap();
        for (text, id) in [
            ("26188/index.html", Some("26188")),
            ("en/26188-2/index.html", Some("26188-2")),
            ("26188/qr.svg", Some("26188")),
            ("commune/26188/index.html", None),
            ("en/commune/26188/index.html", None),
            ("schedule/2025-10-20/index.html", None),
            ("26188", None),
            ("km/26188/index.html", None),
        ] {
            assert_eq!(about.id(&path(text)), id, "{text}");
        }
        for (text, status) in [
            ("status.json", true),
            ("status/index.html", true),
            ("en/status/index.html", true),
            ("en/status.json", false),
            ("guides/status/index.html", false),
        ] {
            assert_eq!(about.is_status(&path(text)), status, "{text}");
        }
    }
}
