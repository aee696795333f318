//! Makes a build visible in one step, keeps the releases before it, and goes back to one of them. What a site is made
//! of, and when to publish, is decided elsewhere; bytes come from a finished output folder.
//!
//! ```text
//! TO/current            what a web server serves: a link to releases/NAME
//! TO/releases/NAME/     a whole site; files that did not change are hard links to those of the release before
//! TO/.loa/              loa's own: lock, pin, and for each release the list of its files
//! ```
//!
//! # One switch
//!
//! A release is made under `.loa/staging`, put on the medium, moved to `releases/` as a whole, and shown by renaming a
//! new link over `current`. Whatever happens before that rename, readers get the old release; after it, the new one.
//!
//! # Where links cannot be made
//!
//! On FAT, on Windows and on some network folders `current` is a folder, and files are replaced in it one by one by
//! [`crate::write`]: assets first, then what is new, then what is replaced, deletions last. The bytes of all releases
//! that are kept stand in `.loa/objects`, each once, named by their hash. `.loa/journal` names the release that is being
//! shown; the next run completes it from there, whatever became of the output. The promise is then "every file whole,
//! no dangling link". Where only hard links cannot be made, releases are whole copies.
//!
//! # Nights without news
//!
//! Where a build has the files of what is live but for the status files, those are replaced in place, each by a rename,
//! and no release is made. Other releases keep theirs: a rename takes a name away, not the bytes behind a hard link.
//!
//! # Whose a file is
//!
//! Only releases of which `.loa/releases` has a record are loa's; of those only files in the record are removed.

mod error;
mod plain;
mod release;
mod releases;
mod standing;
#[cfg(test)]
#[cfg(unix)]
mod tests;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::path::PathBuf;

use jiff::Timestamp;

pub use self::error::PublishError;
use self::release::About;
use self::release::Files;
use self::release::Record;
pub use self::release::ReleaseName;
use self::release::next_time;
use self::release::replace;
use self::standing::Layout;
pub use self::standing::Live;
pub use self::standing::Pin;
pub use self::standing::Standing;
use self::standing::current;
use self::standing::live;
use self::standing::names_in;
use self::standing::note;
use self::standing::pin;
use self::standing::record_folder;
use self::standing::records;
use self::standing::release_folder;
pub use self::standing::standing;
use self::standing::was_shown;
use crate::write::Action;
use crate::write::Disk;
use crate::write::Durable;
use crate::write::FileLock;
use crate::write::Manifest;
use crate::write::OutPath;
use crate::write::Sum;
use crate::write::WriteError;
use crate::write::lock;
use crate::write::read_manifest;
use crate::write::refuse_link;
use crate::write::sync_folder;

/// A finished build, kept from changing until this is dropped.
#[derive(Debug)]
pub struct Built {
    folder: PathBuf,
    files: Files,
    about: About,
    hash: String,
    manifest: String,
    _lock: FileLock,
}

impl Built {
    /// Reads the list of what the last build wrote to `output`. `languages` are the tags of all languages but the first:
    /// what the addresses of their pages begin with.
    ///
    /// # Errors
    ///
    /// [`PublishError::NotBuilt`] where no build was finished there, [`WriteError::Locked`] while one is going on.
    pub fn read<'a>(
        output: &Path,
        languages: impl IntoIterator<Item = &'a str>,
    ) -> Result<Built, PublishError> {
        let records = output.join(".loa");
        if !records.is_dir() {
            return Err(PublishError::NotBuilt(output.to_path_buf()));
        }
        let lock = lock(&records.join("lock"))?;
        let manifest = read_manifest(&records.join("manifest"))?;
        let files: Files = manifest.lines().map(|(path, sum)| (path.clone(), sum)).collect();
        // A path with two sums was left by a build that was cut off.
        if files.is_empty() || manifest.lines().count() != files.len() {
            return Err(PublishError::NotBuilt(output.to_path_buf()));
        }
        let about =
            About { languages: languages.into_iter().map(str::to_owned).collect(), brings_back: None };
        let hash = about.hash(&files);
        let manifest = Sum::of(manifest.to_text().as_bytes()).to_string();
        Ok(Built { folder: output.to_path_buf(), files, about, hash, manifest, _lock: lock })
    }

    /// The hash that `/status.json` calls `release`.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Gives it back where it is what the build made whose [`Summary`](crate::write::Summary) has this `manifest`.
    ///
    /// # Errors
    ///
    /// [`PublishError::OtherBuild`] where somebody has built into the folder since.
    pub fn made_by(self, manifest: &str) -> Result<Built, PublishError> {
        if self.manifest == manifest { Ok(self) } else { Err(PublishError::OtherBuild(self.folder)) }
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The ids whose codes it answers.
    #[must_use]
    pub fn ids(&self) -> BTreeSet<String> {
        self.files.keys().filter_map(|path| self.about.id(path)).map(str::to_owned).collect()
    }
}

/// How to publish.
#[derive(Clone, Debug)]
pub struct Options<'a> {
    /// What the release is called after.
    pub now: Timestamp,
    /// How many releases stay. The live one and the one that it replaced always do.
    pub keep: usize,
    /// Ids that must answer whatever is live. Matters while the target is pinned: their pages are then added.
    pub issued: &'a BTreeSet<String>,
}

/// What publishing did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// What is live now.
    pub release: ReleaseName,
    pub outcome: Outcome,
    /// Files of the new release that are links to those of an older one; those of [`Outcome::InPlace`] are none.
    pub linked: usize,
    /// Files whose bytes were copied.
    pub copied: usize,
    /// Releases that were removed.
    pub pruned: Vec<ReleaseName>,
    /// The newest release before, where the clock says that it is yet to come: the clock was set back, or was wrong.
    pub clock_behind: Option<ReleaseName>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new release is live.
    Switched,
    /// Nothing but status files differed: they were replaced in the release that is live.
    InPlace,
    /// The target is pinned: nothing was switched. Pages behind codes that the live release lacked were added to it.
    Pinned,
}

/// What a rollback did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RolledBack {
    /// What was live.
    pub from: ReleaseName,
    /// The release that was brought back.
    pub to: ReleaseName,
    /// What is live now: the release that was brought back, with the pages behind codes that were issued since.
    pub live: ReleaseName,
    /// Ids whose pages were added to it.
    pub added: BTreeSet<String>,
}

/// A folder that releases go to, locked until this is dropped.
#[derive(Debug)]
pub struct Target {
    to: PathBuf,
    disk: Disk,
    layout: Layout,
    records: BTreeMap<ReleaseName, Record>,
    live: Option<ReleaseName>,
    pin: Option<Pin>,
    /// Holds the operating system's lock.
    _lock: FileLock,
}

/// Whether links may be made in a target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Links {
    /// Where the file system can.
    #[default]
    Wanted,
    /// Not even there. A target that has links already keeps them.
    Never,
}

/// How far a clock may be behind the newest release before that is worth telling: two releases in one second give the
/// second the next.
const CLOCK_SLACK: i64 = 600;

impl Target {
    /// Makes the folder if need be, locks it, and completes or clears away what a killed run left there.
    ///
    /// # Errors
    ///
    /// [`WriteError::Locked`] if another run is at work there, [`PublishError::NotOurs`] if `current` is something that
    /// loa did not make, [`PublishError::Write`].
    pub fn open(to: &Path) -> Result<Target, PublishError> {
        Target::open_with(to, Links::Wanted)
    }

    /// The same, with or without links.
    ///
    /// # Errors
    ///
    /// As [`Target::open`].
    pub fn open_with(to: &Path, links: Links) -> Result<Target, PublishError> {
        Target::open_on(Disk::default(), to, links)
    }

    fn open_on(disk: Disk, to: &Path, links: Links) -> Result<Target, PublishError> {
        let own = to.join(".loa");
        refuse_link(&own)?;
        disk.create_folders(&own)?;
        let lock = lock(&own.join("lock"))?;
        for name in ["journal", "live", "objects", "pin", "pruning", "record", "releases", "staging"] {
            refuse_link(&own.join(name))?;
        }
        refuse_link(&to.join("releases"))?;
        let mut target = Target {
            to: to.to_path_buf(),
            disk,
            layout: Layout::Releases,
            records: BTreeMap::new(),
            live: None,
            pin: pin(to)?,
            _lock: lock,
        };
        target.layout = target.find_layout(links)?;
        target.sweep()?;
        target.live = live(to)?.map(|live| live.release);
        target.records = records(to)?;
        target.complete()?;
        Ok(target)
    }

    /// The release that readers get.
    #[must_use]
    pub fn live(&self) -> Option<&ReleaseName> {
        self.live.as_ref()
    }

    /// All releases, the newest first.
    pub fn releases(&self) -> impl Iterator<Item = &ReleaseName> {
        self.records.keys().rev()
    }

    /// Whether a rollback pinned what is live.
    #[must_use]
    pub fn pin(&self) -> Option<&Pin> {
        self.pin.as_ref()
    }

    /// Shows a build to readers, unless the target is pinned, and removes releases beyond those that are kept.
    ///
    /// # Errors
    ///
    /// [`PublishError::Changed`] where the output is not what the build wrote, [`PublishError::Write`]. What was live is
    /// live then; only where `current` is a folder may some of its files be the new ones, until the next run.
    pub fn publish(&mut self, built: &Built, options: &Options<'_>) -> Result<Published, PublishError> {
        let published = self.try_publish(built, options);
        if published.is_err() {
            // The disk may be full of what was staged. The error that led here is the one to tell.
            let _ = self.clear_staging();
        }
        published
    }

    /// Goes back to a release: `to`, by its name, the beginning of its name or its hash; without it, the one before what
    /// is live. Pages behind codes that later releases answer are added. Pins: until [`Target::release_pin`], nothing
    /// new is shown.
    ///
    /// # Errors
    ///
    /// [`PublishError::NothingBefore`], [`PublishError::NoSuchRelease`], [`PublishError::Changed`] where files of that
    /// release are lost, [`PublishError::Write`]. What was live is live then.
    pub fn rollback(&mut self, to: Option<&str>, now: Timestamp) -> Result<RolledBack, PublishError> {
        let rolled = self.try_rollback(to, now);
        if rolled.is_err() {
            let _ = self.clear_staging();
        }
        rolled
    }

    /// Takes the pin off; false where there was none. What is live stays until something is published.
    ///
    /// # Errors
    ///
    /// [`PublishError::Write`].
    pub fn release_pin(&mut self) -> Result<bool, PublishError> {
        let path = self.own("pin");
        self.disk.remove_file(&path)?;
        sync_folder(&self.to.join(".loa"))?;
        Ok(self.pin.take().is_some())
    }

    fn try_publish(&mut self, built: &Built, options: &Options<'_>) -> Result<Published, PublishError> {
        let live = self.live.clone().and_then(|live| Some((live.clone(), self.records.get(&live)?.clone())));
        if let Some(pin) = &self.pin {
            let Some((live, record)) = &live else {
                // What is live cannot be added to, and is not to be replaced either.
                return Ok(published(self.live.as_ref().unwrap_or(&pin.release), Outcome::Pinned, 0));
            };
            let is_missing = |path: &OutPath| {
                built.about.id(path).is_some_and(|id| options.issued.contains(id))
                    && !record.files.has_path(path)
            };
            let missing = built.files.iter().filter(|(path, _)| is_missing(path));
            let missing: Files = missing.map(|(path, sum)| (path.clone(), *sum)).collect();
            let copied = self.patch(live, &missing, &built.folder)?;
            return Ok(published(live, Outcome::Pinned, copied));
        }
        if let Some((live, record)) = &live
            && self.differs_in_status_only(built, live, record)?
        {
            let changed = built
                .files
                .iter()
                .filter(|(path, sum)| built.about.is_status(path) && !record.files.has_only(path, **sum));
            let changed: Files = changed.map(|(path, sum)| (path.clone(), *sum)).collect();
            let copied = self.patch(live, &changed, &built.folder)?;
            let pruned = self.prune(options.keep, live)?;
            return Ok(Published { pruned, ..published(live, Outcome::InPlace, copied) });
        }

        let newest = self.records.keys().next_back().or(self.live.as_ref()).cloned();
        let time = next_time(options.now, newest.as_ref());
        let clock_behind =
            newest.filter(|newest| newest.time().as_second() > options.now.as_second() + CLOCK_SLACK);
        let name = self.free_name(time, &built.hash);
        let kept = self.kept(options.keep.saturating_sub(1));
        let record = Record {
            files: Manifest::of(built.files.clone().into_iter()),
            carried: self.carried(&kept, &built.files),
            about: built.about.clone(),
        };
        let before = self.live.clone();
        let (linked, copied) = self.show(&name, record, Some(&built.folder))?;
        let pruned = self.prune(options.keep, before.as_ref().unwrap_or(&name))?;
        Ok(Published { linked, pruned, clock_behind, ..published(&name, Outcome::Switched, copied) })
    }

    fn try_rollback(&mut self, to: Option<&str>, now: Timestamp) -> Result<RolledBack, PublishError> {
        let from = self.live.clone().ok_or(PublishError::NothingBefore)?;
        let to = match to {
            Some(wanted) => self.find(wanted)?,
            None => self.before(&from)?,
        };
        let old = self.records.get(&to).cloned().ok_or(PublishError::NothingBefore)?;
        let mut files: Files = old.files.lines().map(|(path, sum)| (path.clone(), sum)).collect();
        let mut added = BTreeSet::new();
        if to != from {
            for (_, record) in self.records.iter().rev().take_while(|(name, _)| **name > to) {
                for (path, sum) in record.files.lines() {
                    if let Some(id) = record.about.id(path)
                        && !files.contains_key(path)
                    {
                        files.insert(path.clone(), sum);
                        added.insert(id.to_owned());
                    }
                }
            }
        }
        // The pin comes first: a night between the two would show again what was to go.
        let pin = Pin { release: to.clone(), since: now };
        replace(&self.disk, &self.own("pin"), &format!("{}\t{}\n", pin.release, pin.since))?;
        self.pin = Some(pin);
        if to == from {
            return Ok(RolledBack { from: from.clone(), to, live: from, added });
        }

        let about = About { brings_back: Some(to.as_str().to_owned()), ..old.about };
        let newest = self.records.keys().next_back().cloned();
        let name = self.free_name(next_time(now, newest.as_ref()), &about.hash(&files));
        let all: BTreeSet<ReleaseName> = self.records.keys().cloned().collect();
        let carried = self.carried(&all, &files);
        self.show(&name, Record { files: Manifest::of(files.into_iter()), carried, about }, None)?;
        Ok(RolledBack { from, to, live: name, added })
    }

    /// Makes a release and shows it. Tells how many of its files are links, and how many are copies.
    fn show(
        &mut self,
        name: &ReleaseName,
        mut record: Record,
        output: Option<&Path>,
    ) -> Result<(usize, usize), PublishError> {
        let counts = match self.layout {
            Layout::Releases => {
                let counts = self.stage_release(&mut record, output)?;
                self.note_release(name, &record)?;
                self.place_release(name)?;
                self.switch(name)?;
                counts
            }
            Layout::Plain => {
                let copied = self.store(&mut record, output)?;
                self.note_release(name, &record)?;
                self.apply(name, &record)?;
                (0, copied)
            }
        };
        self.records.insert(name.clone(), record);
        self.live = Some(name.clone());
        self.mark_shown(name)?;
        Ok(counts)
    }

    /// Replaces files of what is live, or adds some. Tells how many.
    fn patch(&mut self, live: &ReleaseName, changes: &Files, output: &Path) -> Result<usize, PublishError> {
        let Some(record) = self.records.get(live) else { return Ok(0) };
        let mut record = record.clone();
        match self.layout {
            Layout::Releases if changes.is_empty() => {}
            Layout::Releases => record = self.patch_release(live, record, changes, output)?,
            Layout::Plain => {
                record.files = with_changes(&record, changes);
                self.store(&mut record, Some(output))?;
                self.begin(live)?;
                record.rewrite_files(&self.disk, &record_folder(&self.to, live))?;
                self.apply(live, &record)?;
            }
        }
        self.records.insert(live.clone(), record);
        Ok(changes.len())
    }

    /// Whether all files but the status files are those of what is live, and stand there whole.
    fn differs_in_status_only(
        &self,
        built: &Built,
        live: &ReleaseName,
        record: &Record,
    ) -> Result<bool, PublishError> {
        let (mine, theirs): (Vec<_>, Vec<_>) = (
            built.files.iter().filter(|(path, _)| !built.about.is_status(path)).collect(),
            record.files.lines().filter(|(path, _)| !record.about.is_status(path)).collect(),
        );
        let same = mine.len() == theirs.len()
            && mine.iter().zip(&theirs).all(|(mine, theirs)| mine.0 == theirs.0 && *mine.1 == theirs.1);
        let status = |paths: Vec<&OutPath>, about: &About| -> BTreeSet<OutPath> {
            paths.into_iter().filter(|path| about.is_status(path)).cloned().collect()
        };
        let same_status = status(built.files.keys().collect(), &built.about)
            == status(record.files.paths().collect(), &record.about);
        let is_whole = || self.layout == Layout::Plain || self.is_whole(live, record);
        Ok(same && same_status && built.about.languages == record.about.languages && is_whole())
    }

    /// The release that was live before this one. Before one that was brought back: that which was before it then.
    fn before(&self, live: &ReleaseName) -> Result<ReleaseName, PublishError> {
        let brought = self.records.get(live).and_then(|record| record.about.brings_back.as_deref());
        let brought = brought.and_then(ReleaseName::parse).unwrap_or_else(|| live.clone());
        self.records
            .range(..brought)
            .next_back()
            .map(|(name, _)| name.clone())
            .ok_or(PublishError::NothingBefore)
    }

    /// The one release that `wanted` names.
    fn find(&self, wanted: &str) -> Result<ReleaseName, PublishError> {
        let fits = |name: &&ReleaseName| {
            name.as_str() == wanted
                || (wanted.len() >= 4 && name.as_str().starts_with(wanted))
                || name.hash() == wanted
        };
        let mut found: Vec<&ReleaseName> = self.records.keys().filter(fits).collect();
        // Of releases with the same files the newest is as good as any.
        if found.iter().all(|name| name.hash() == wanted) {
            found = found.pop().into_iter().collect();
        }
        match found[..] {
            [one] => Ok(one.clone()),
            _ => Err(PublishError::NoSuchRelease {
                wanted: wanted.to_owned(),
                known: self.releases().cloned().collect(),
            }),
        }
    }

    /// A name that no release, and nothing else in `releases`, has.
    fn free_name(&self, time: Timestamp, hash: &str) -> ReleaseName {
        let mut name = ReleaseName::new(time, hash);
        while fs::symlink_metadata(release_folder(&self.to, &name)).is_ok() {
            name = ReleaseName::new(next_time(time, Some(&name)), hash);
        }
        name
    }

    /// The newest releases, and what is live.
    fn kept(&self, count: usize) -> BTreeSet<ReleaseName> {
        self.records.keys().rev().take(count).chain(&self.live).cloned().collect()
    }

    /// The assets of releases that the files of a new one lack.
    fn carried(&self, releases: &BTreeSet<ReleaseName>, files: &Files) -> Manifest {
        let mut carried = Files::new();
        for record in releases.iter().filter_map(|name| self.records.get(name)) {
            let assets =
                record.files.lines().filter(|(path, _)| path.is_asset() && !files.contains_key(*path));
            carried.extend(assets.map(|(path, sum)| (path.clone(), sum)));
        }
        Manifest::of(carried.into_iter())
    }

    /// Removes releases beyond the newest `keep`. What is live and `before`, which readers may still be reading, stay.
    fn prune(&mut self, keep: usize, before: &ReleaseName) -> Result<Vec<ReleaseName>, PublishError> {
        let kept = self.kept(keep);
        let gone = self.records.keys().filter(|name| !kept.contains(name) && *name != before);
        let gone: Vec<ReleaseName> = gone.cloned().collect();
        for name in &gone {
            self.remove(name)?;
        }
        if self.layout == Layout::Plain {
            self.collect_garbage()?;
        }
        Ok(gone)
    }

    /// Removes a release: first its record, so that from then on it is none.
    fn remove(&mut self, name: &ReleaseName) -> Result<(), PublishError> {
        self.records.remove(name);
        let pruning = self.own("pruning");
        self.disk.create_folders(&pruning)?;
        self.disk.rename(&record_folder(&self.to, name), &pruning.join(name.as_str()))?;
        self.finish_removal(name)
    }

    /// Removes the files of a release whose record was moved to `pruning`, and then that.
    fn finish_removal(&self, name: &ReleaseName) -> Result<(), PublishError> {
        let record = self.own("pruning").join(name.as_str());
        if let Some(record) = Record::read(&record)?
            && self.layout == Layout::Releases
        {
            self.remove_files(name, &record)?;
        }
        Ok(self.disk.remove_folder(&record)?)
    }

    /// Clears away what a killed run left.
    fn sweep(&self) -> Result<(), PublishError> {
        self.clear_staging()?;
        for name in names_in(&self.own("pruning"))? {
            self.finish_removal(&name)?;
        }
        if self.layout == Layout::Releases {
            for name in names_in(&self.own("releases"))? {
                // Killed between noting a release and moving it into place; or someone removed it by hand.
                if !release_folder(&self.to, &name).is_dir() {
                    self.disk.remove_folder(&record_folder(&self.to, &name))?;
                }
            }
        }
        Ok(())
    }

    /// Completes what the journal names, and removes releases that were made and never shown.
    fn complete(&mut self) -> Result<(), PublishError> {
        if let Some(name) = note(&self.to, "journal")?.and_then(|text| ReleaseName::parse(text.trim()))
            && self.layout == Layout::Plain
        {
            let applied = match self.records.get(&name) {
                Some(record) => self.apply(&name, record),
                None => Err(PublishError::NotBuilt(record_folder(&self.to, &name))),
            };
            match applied {
                Ok(()) => self.live = Some(name),
                // Its bytes are lost. What is published next replaces whatever stands there.
                Err(PublishError::Changed(_) | PublishError::NotBuilt(_)) => {
                    self.disk.remove_file(&self.own("journal"))?;
                }
                Err(error) => return Err(error),
            }
        }
        if let Some(live) = &self.live
            && self.records.contains_key(live)
        {
            self.mark_shown(live)?;
        }
        let never_shown = self.records.keys().filter(|name| !was_shown(&self.to, name));
        let never_shown: Vec<ReleaseName> = never_shown.cloned().collect();
        never_shown.iter().try_for_each(|name| self.remove(name))
    }

    /// Notes that readers got a release: one without the note was made by a run that was killed before its switch.
    fn mark_shown(&self, name: &ReleaseName) -> Result<(), PublishError> {
        if was_shown(&self.to, name) {
            return Ok(());
        }
        Ok(self.disk.write_new(&record_folder(&self.to, name).join("shown"), b"", Durable::Yes)?)
    }

    fn clear_staging(&self) -> Result<(), PublishError> {
        self.disk.remove_folder(&self.own("staging"))?;
        self.disk.remove_folder(&self.own("record"))?;
        Ok(self.disk.remove_file(&self.own("current"))?)
    }

    /// How files stand in this target, or will.
    fn find_layout(&self, links: Links) -> Result<Layout, PublishError> {
        let current = current(&self.to);
        let is_noted = note(&self.to, "live")?.is_some() || note(&self.to, "journal")?.is_some();
        match fs::symlink_metadata(&current) {
            Ok(metadata) if metadata.is_symlink() => Ok(Layout::Releases),
            Ok(metadata) if !metadata.is_dir() => Err(PublishError::NotOurs(current)),
            Ok(_) if is_noted || links == Links::Never || !self.can_link()? => Ok(Layout::Plain),
            Ok(_) => Err(PublishError::NotOurs(current)),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let plain = is_noted || links == Links::Never || !self.can_link()?;
                Ok(if plain { Layout::Plain } else { Layout::Releases })
            }
            Err(error) => Err(Action::Read.at(&current)(error).into()),
        }
    }

    /// Whether the file system takes symbolic links.
    fn can_link(&self) -> Result<bool, PublishError> {
        let probe = self.own("current");
        self.disk.remove_file(&probe)?;
        match self.disk.symlink(Path::new("releases"), &probe) {
            Ok(()) => {
                self.disk.remove_file(&probe)?;
                Ok(true)
            }
            // A disk that is full or may not be written to says nothing about links; the next step tells.
            Err(WriteError::Io { source, .. })
                if matches!(
                    source.kind(),
                    ErrorKind::StorageFull | ErrorKind::ReadOnlyFilesystem | ErrorKind::QuotaExceeded
                ) =>
            {
                Err(Action::Write.at(&probe)(source).into())
            }
            Err(_) => Ok(false),
        }
    }

    /// One of the target's own files or folders.
    fn own(&self, name: &str) -> PathBuf {
        self.to.join(".loa").join(name)
    }

    /// Notes the files of a release that is about to be put in its place.
    fn note_release(&self, name: &ReleaseName, record: &Record) -> Result<(), PublishError> {
        let new = self.own("record");
        record.write(&self.disk, &new)?;
        let all = self.own("releases");
        self.disk.create_folders(&all)?;
        self.disk.rename(&new, &record_folder(&self.to, name))?;
        Ok(sync_folder(&all)?)
    }
}

fn published(release: &ReleaseName, outcome: Outcome, copied: usize) -> Published {
    let release = release.clone();
    Published { release, outcome, linked: 0, copied, pruned: Vec::new(), clock_behind: None }
}

/// A release's own files after some were replaced or added.
fn with_changes(record: &Record, changes: &Files) -> Manifest {
    let mut files: Files = record.files.lines().map(|(path, sum)| (path.clone(), sum)).collect();
    files.extend(changes.clone());
    Manifest::of(files.into_iter())
}
