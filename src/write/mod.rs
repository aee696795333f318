//! Bytes to the output folder: touches only what differs, removes only what loa itself wrote, and can be
//! killed at any moment. What the bytes are, and that no two pages claim one address, is settled before.
//!
//! A [`Writer`] takes the files one by one, from any number of threads, and keeps none of their bytes:
//! [`Writer::put`] compares a file with what stands on disk and, if it differs, writes it to a temporary at
//! once. Nothing that a reader could see changes before [`Writer::commit`].
//!
//! # Why temporaries stand in `OUTPUT/.loa/tmp`
//!
//! They are renamed into place, so they must be on the output's own file system. Beside their targets they
//! would be among the pages, and folders would have to be made for pages that may never come. In one hidden
//! folder a killed run's leftovers are found without walking the output, and a server that answers straight
//! from the output needs one rule, "nothing below `.loa`". No folder inside the output may be a mount of its
//! own.
//!
//! A file that differs is written to a temporary with a number and renamed by itself. Where the output has nothing of
//! the name that a path begins with, as in a first build or for a new language, all files below that name are written in
//! their final shape to `OUTPUT/.loa/tmp/new`, and one rename moves the whole folder into place.
//!
//! # Whose a file is
//!
//! The manifest, `OUTPUT/.loa/manifest`, lists each path with the hash of the bytes that loa wrote there.
//! A file is loa's if its path *and* its bytes are in the manifest. So a page that someone edited by hand is
//! theirs: replacing or removing it is an error until `--adopt` says that it may go. A file that already
//! holds the bytes that loa wants is nobody's loss and enters the manifest silently.
//!
//! # Builds that need not be made
//!
//! Whoever can tell by a hash that a build would be the same as the last one gives it to [`stands`]
//! before making anything: where the last commit was [made from](Writer::made_from) the same, and each of its
//! files still holds the bytes that the manifest lists, there is nothing to do. The record,
//! `OUTPUT/.loa/made-from`, names the manifest that it speaks of, so that it never speaks of another.
//!
//! # Being killed
//!
//! Before the first rename the manifest comes to list the old *and* the new bytes of every path; after the
//! last removal, only the new ones. Whatever the moment, each file on disk is whole and the next run knows
//! all of loa's files for its own. Assets come first, then what is new, then what is replaced, and removals last: so
//! pages old and new find their styles all the while, and whoever follows links from a page that was there before
//! finds what they lead to.
//!
//! # Power cuts
//!
//! The manifest is synced to the medium each time before anything relies on it. The other files are not:
//! for 30,000 pages that would take longer than building them, and the next build makes them again. A power
//! cut may thus leave an empty or zeroed file where the manifest promises a page. Such a file holds nothing
//! that could be lost, counts as loa's, and is written anew.

mod disk;
mod error;
mod lock;
mod manifest;
mod out_path;
#[cfg(test)]
pub(crate) mod tests;

use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

pub use self::disk::atomic_write;
pub(crate) use self::disk::{Content, Disk, Durable, Spot, content, list, look, refuse_link, sync_folder};
use self::disk::{holds, kind};

pub use self::error::{Action, WriteError};
pub use self::lock::FileLock;
pub(crate) use self::manifest::{Manifest, Sum, push_line};
pub use self::out_path::{BadOutPath, OutPath};

/// The name of the release that these files, sorted by path, would make: that of [`Writer::release`], without a folder.
pub fn release_of<'a>(files: impl Iterator<Item = (&'a OutPath, &'a FileSum)>) -> String {
    release_name(files.map(|(path, FileSum(sum))| (path, *sum)))
}

/// What [`release_of`] has to know of a file's bytes.
#[derive(Clone, Copy, Debug)]
pub struct FileSum(Sum);

impl FileSum {
    pub fn of(bytes: &[u8]) -> FileSum {
        FileSum(Sum::of(bytes))
    }
}

fn release_name<'a>(files: impl Iterator<Item = (&'a OutPath, Sum)>) -> String {
    let mut hasher = Sha256::new();
    let mut line = String::new();
    for (path, sum) in files {
        line.clear();
        push_line(&mut line, path, sum);
        hasher.update(&line);
    }
    Sum::finish(hasher).to_string().chars().take(8).collect()
}

/// How to treat what stands in the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Take over files that are not loa's where loa has a file of its own to write or to remove.
    pub adopt: bool,
}

/// What a commit did. All lists are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that are new or have new bytes.
    pub written: Vec<OutPath>,
    /// How many files had their bytes already; they were not touched.
    pub unchanged: usize,
    /// Files of an earlier build that the site has no more.
    pub removed: Vec<OutPath>,
    /// Those of `written` and `removed` that `--adopt` took from someone else.
    pub adopted: Vec<OutPath>,
    /// The SHA-256 of the manifest that was left, in hexadecimal: tells this build of the output from any other.
    pub manifest: String,
}

/// One build's way into the output folder. Dropped without [`Writer::commit`] it leaves every file as it was.
#[derive(Debug)]
pub struct Writer {
    root: PathBuf,
    adopt: bool,
    disk: Disk,
    /// What loa wrote in earlier builds.
    old: Manifest,
    /// What stood in the output itself when the writer began, as a file system that ignores case takes it.
    standing: BTreeSet<OutPath>,
    /// The paths of `old` that a file system which ignores case takes for one, by that one.
    spellings: BTreeMap<OutPath, Vec<OutPath>>,
    puts: Mutex<BTreeMap<OutPath, Put>>,
    /// Where the files stand that are new from the first part of their path on.
    new_files: PathBuf,
    temporaries: AtomicU64,
    /// What the files are made from, as the caller puts it.
    made_from: Option<String>,
    /// Holds the operating system's lock until the writer goes.
    _lock: FileLock,
}

/// A file of the new site.
#[derive(Debug)]
struct Put {
    sum: Sum,
    state: State,
}

#[derive(Clone, Copy, Debug)]
enum State {
    /// Begun; stays so if the disk failed.
    Open,
    /// The same bytes stand on disk.
    Unchanged,
    /// Written to a temporary.
    Staged(Temporary),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Temporary {
    /// The one of this number, which is renamed by itself.
    Numbered(u64),
    /// In its place among the files that are new from the first part of their path on.
    InNew,
}

/// The order in which a commit moves files into place. Those of one turn do not wait for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    /// No page refers to them yet, or all do.
    Assets,
    /// Only pages of the last turn lead to them.
    New,
    /// From here on readers find the new site.
    Replaced,
}

impl Turn {
    const ALL: [Turn; 3] = [Turn::Assets, Turn::New, Turn::Replaced];

    fn of(path: &OutPath, is_new: bool) -> Turn {
        if path.is_asset() || path.as_str() == "assets" {
            Turn::Assets
        } else if is_new {
            Turn::New
        } else {
            Turn::Replaced
        }
    }
}

/// What a commit is going to do, once it is known that it may.
#[derive(Default)]
struct Plan {
    /// What is moved into place, and when: files, and whole folders where those are new. Sorted by turn.
    staged: Vec<(Turn, OutPath, Temporary)>,
    /// The files among them and in them, sorted.
    written: Vec<OutPath>,
    /// Files to remove.
    obsolete: BTreeSet<OutPath>,
    /// Foreign files taken over, with their sums where they are regular files.
    adopted: BTreeMap<OutPath, Option<Sum>>,
    /// Folders that may have become empty.
    folders: BTreeSet<OutPath>,
}

/// Files that are not loa's where it has something to write or to remove.
#[derive(Default)]
struct Foreign {
    /// Those that may be taken over.
    adoptable: BTreeSet<OutPath>,
    in_the_way: BTreeSet<OutPath>,
}

/// The manifest that a commit leaves, its text, and the sum of that.
struct Listed {
    manifest: Manifest,
    text: String,
    sum: Sum,
}

impl Listed {
    fn new(puts: &BTreeMap<OutPath, Put>) -> Listed {
        let manifest = Manifest::of(puts.iter().map(|(path, put)| (path.clone(), put.sum)));
        let text = manifest.to_text();
        let sum = Sum::of(text.as_bytes());
        Listed { manifest, text, sum }
    }
}

/// The folders that a commit has come by, and whether it made them itself: those hold nothing but what it put there.
#[derive(Default)]
struct Folders(BTreeMap<OutPath, bool>);

impl Writer {
    /// Makes the folder `output` if need be, locks it, clears away what a killed run left of its temporaries,
    /// and reads the manifest. `output` itself may be a symbolic link.
    ///
    /// # Errors
    ///
    /// [`WriteError::Locked`] if another run is at work there, [`WriteError::BadManifest`] if loa cannot tell
    /// what it wrote, [`WriteError::Symlink`] if one of its own records is a link, [`WriteError::Io`].
    pub fn begin(output: &Path, options: Options) -> Result<Writer, WriteError> {
        Writer::begin_on(Disk::default(), output, options)
    }

    /// The same, by a disk of one's own.
    pub(crate) fn begin_on(disk: Disk, output: &Path, options: Options) -> Result<Writer, WriteError> {
        let records = output.join(".loa");
        refuse_link(&records)?;
        for name in ["lock", "made-from", "manifest", "tmp"] {
            refuse_link(&records.join(name))?;
        }
        disk.create_folders(&records)?;
        let lock = lock(&records.join("lock"))?;
        let old = read_manifest(&records.join("manifest"))?;
        let standing = standing(output)?;

        let mut spellings = BTreeMap::<_, Vec<_>>::new();
        for path in old.paths() {
            spellings.entry(path.folded()).or_default().push(path.clone());
        }
        let writer = Writer {
            root: output.to_path_buf(),
            adopt: options.adopt,
            disk,
            old,
            standing,
            spellings,
            puts: Mutex::default(),
            new_files: records.join("tmp").join("new"),
            temporaries: AtomicU64::new(0),
            made_from: None,
            _lock: lock,
        };
        writer.sweep()?;
        writer.disk.create_folders(&writer.record("tmp"))?;
        Ok(writer)
    }

    /// Says what the files are made from, for [`stands`] in a later build. Without it, later builds are made.
    pub fn made_from(&mut self, input: String) {
        self.made_from = Some(input);
    }

    /// Takes one file of the site. Its bytes are compared with those on disk now and are not kept.
    ///
    /// # Errors
    ///
    /// [`WriteError::Duplicate`] if the path was put before with other bytes, [`WriteError::Symlink`] if one
    /// of its folders is a link, [`WriteError::Io`]. After an error the run should be given up; [`Writer::commit`]
    /// refuses if the file is missing.
    pub fn put(&self, path: &OutPath, bytes: &[u8]) -> Result<(), WriteError> {
        let sum = Sum::of(bytes);
        match self.puts().entry(path.clone()) {
            Entry::Occupied(put) if put.get().sum == sum => return Ok(()),
            Entry::Occupied(_) => {
                let (first, second) = (path.clone(), path.clone());
                return Err(WriteError::Duplicate { first, second });
            }
            Entry::Vacant(place) => drop(place.insert(Put { sum, state: State::Open })),
        }
        let state = self.stage(path, bytes)?;
        if let Some(put) = self.puts().get_mut(path) {
            put.state = state;
        }
        Ok(())
    }

    /// The release's name: the first 8 hexadecimal digits of SHA-256 over the sorted lines
    /// `path<TAB>SHA-256 of the bytes<LF>` of all files put so far, without those in `except` (the status
    /// files, which name the release and the day).
    #[must_use]
    pub fn release(&self, except: &[OutPath]) -> String {
        let puts = self.puts();
        let released = puts.iter().filter(|(path, _)| !except.contains(path));
        release_name(released.map(|(path, put)| (path, put.sum)))
    }

    /// Makes the output what was put: moves changed files into place, assets first, then removes loa's own
    /// files that were not put, and folders that became empty.
    ///
    /// # Errors
    ///
    /// Without having changed anything: [`WriteError::Foreign`] with all files in question,
    /// [`WriteError::Duplicate`], [`WriteError::Symlink`], [`WriteError::Incomplete`]. [`WriteError::Io`] may
    /// come half-way; the output is then as after a kill, every file whole, and the next run completes it.
    pub fn commit(mut self) -> Result<Summary, WriteError> {
        let puts = std::mem::take(self.puts.get_mut().unwrap_or_else(PoisonError::into_inner));
        let (collisions, (plan, listed)) = rayon::join(
            || refuse_collisions(&puts),
            || rayon::join(|| self.plan(&puts), || Listed::new(&puts)),
        );
        collisions?;
        self.carry_out(puts.len(), plan?, listed)
    }

    fn puts(&self) -> MutexGuard<'_, BTreeMap<OutPath, Put>> {
        // Each change to the map is a single insertion, so a thread that panicked cannot have left half of one.
        self.puts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn record(&self, name: &str) -> PathBuf {
        self.root.join(".loa").join(name)
    }

    fn temporary(&self, path: &OutPath, temporary: Temporary) -> PathBuf {
        match temporary {
            Temporary::Numbered(number) => self.record("tmp").join(format!("{number}.tmp")),
            Temporary::InNew => path.under(&self.new_files),
        }
    }

    fn stage(&self, path: &OutPath, bytes: &[u8]) -> Result<State, WriteError> {
        // Where two files claim one place, the second gets a number, and the commit refuses both.
        if !self.standing.contains(&path.first().folded())
            && self.disk.write_new_within(&path.under(&self.new_files), bytes)?
        {
            return Ok(State::Staged(Temporary::InNew));
        }
        let at = path.under(&self.root);
        match look(&self.root, path)? {
            Spot::BehindLink(link) => return Err(WriteError::Symlink(link)),
            // Where case is ignored, a file of another spelling would pass for this one and then be removed.
            Spot::File(length)
                if length == bytes.len() as u64 && !self.has_other_spelling(path) && holds(&at, bytes)? =>
            {
                return Ok(State::Unchanged);
            }
            _ => {}
        }
        let temporary = Temporary::Numbered(self.temporaries.fetch_add(1, Ordering::Relaxed));
        self.disk.write_new(&self.temporary(path, temporary), bytes, Durable::No)?;
        Ok(State::Staged(temporary))
    }

    /// Decides everything and changes nothing.
    fn plan(&self, puts: &BTreeMap<OutPath, Put>) -> Result<Plan, WriteError> {
        let mut plan = Plan::default();
        let mut foreign = Foreign::default();
        let mut gone = self.old.paths().filter(|path| !puts.contains_key(*path));
        gone.try_for_each(|path| self.plan_removal(path, &mut plan, &mut foreign))?;
        let mut new: Vec<OutPath> = Vec::new();
        for (path, put) in puts {
            match put.state {
                State::Open => return Err(WriteError::Incomplete(path.clone())),
                State::Unchanged => {}
                State::Staged(Temporary::InNew) => {
                    if new.last().is_none_or(|first| !path.is_within(first)) {
                        new.push(path.first());
                    }
                    plan.written.push(path.clone());
                }
                State::Staged(temporary) => {
                    self.plan_file(path, put.sum, temporary, &mut plan, &mut foreign)?;
                }
            }
        }
        // Paths are sorted, but something may stand between two that begin alike.
        new.sort_unstable();
        new.dedup();
        self.plan_new(new, &mut plan, &mut foreign)?;
        let Foreign { adoptable, in_the_way } = foreign;
        if adoptable.is_empty() && in_the_way.is_empty() {
            // A stable sort: within a turn the order of the paths stays.
            plan.staged.sort_by_key(|(turn, ..)| *turn);
            return Ok(plan);
        }
        let (adoptable, in_the_way) = (adoptable.into_iter().collect(), in_the_way.into_iter().collect());
        Err(WriteError::Foreign { adoptable, in_the_way })
    }

    /// What becomes of a file of loa's that the site does not have any more.
    fn plan_removal(&self, path: &OutPath, plan: &mut Plan, foreign: &mut Foreign) -> Result<(), WriteError> {
        plan.folders.extend(path.folders());
        // Anything but a file has taken the place of loa's own, which is gone; it is left alone.
        let Spot::File(_) = look(&self.root, path)? else { return Ok(()) };
        let content = content(&path.under(&self.root))?;
        if !self.wrote(path, &content) {
            if !self.adopt {
                foreign.adoptable.insert(path.clone());
                return Ok(());
            }
            plan.adopted.insert(path.clone(), Some(content.sum));
        }
        plan.obsolete.insert(path.clone());
        Ok(())
    }

    /// Where a file goes that is put at a place by itself, and what stands there.
    fn plan_file(
        &self,
        path: &OutPath,
        sum: Sum,
        temporary: Temporary,
        plan: &mut Plan,
        foreign: &mut Foreign,
    ) -> Result<(), WriteError> {
        let Foreign { adoptable, in_the_way } = foreign;
        let goes = |path: &OutPath| plan.obsolete.contains(path) || adoptable.contains(path);
        let spot = look(&self.root, path)?;
        let turn = Turn::of(path, spot == Spot::Absent);
        let not_ours = match spot {
            Spot::Absent => None,
            Spot::File(_) => {
                let content = content(&path.under(&self.root))?;
                (content.sum != sum && !self.wrote(path, &content)).then_some(Some(content.sum))
            }
            Spot::Special => Some(None),
            Spot::Folder => {
                let inside = list(&self.root, path)?;
                in_the_way.extend(inside.strange);
                in_the_way.extend(inside.files.into_iter().filter(|file| !goes(file)));
                None
            }
            Spot::Under(file) => {
                if !goes(&file) {
                    in_the_way.insert(file);
                }
                None
            }
            Spot::BehindLink(link) => return Err(WriteError::Symlink(link)),
        };
        match not_ours {
            Some(sum) if self.adopt => {
                plan.adopted.insert(path.clone(), sum);
            }
            Some(_) => {
                adoptable.insert(path.clone());
            }
            None => {}
        }
        plan.written.push(path.clone());
        plan.staged.push((turn, path.clone(), temporary));
        Ok(())
    }

    /// Where folders and files go that are put whole, since nothing stood at the top of the output by their names.
    fn plan_new(&self, new: Vec<OutPath>, plan: &mut Plan, foreign: &mut Foreign) -> Result<(), WriteError> {
        let standing = if new.is_empty() { BTreeSet::new() } else { standing(&self.root)? };
        for first in new {
            // Someone was quicker: what they put there is no business of this run.
            if !standing.contains(&first.folded()) || look(&self.root, &first)? == Spot::Absent {
                plan.staged.push((Turn::of(&first, true), first, Temporary::InNew));
            } else {
                foreign.in_the_way.insert(first);
            }
        }
        Ok(())
    }

    fn carry_out(&self, files: usize, plan: Plan, listed: Listed) -> Result<Summary, WriteError> {
        let Plan { staged, written, mut obsolete, adopted, folders } = plan;
        let Listed { manifest: new, text: new_text, sum } = listed;
        let mut both = Cow::Borrowed(&new);
        for (path, sum) in self.old.lines() {
            both.to_mut().add(path.clone(), sum);
        }
        // Once taken over they are loa's, so that the run after a kill needs no second leave.
        for (path, sum) in &adopted {
            if let Some(sum) = sum {
                both.to_mut().add(path.clone(), *sum);
            }
        }
        let summary = Summary {
            unchanged: files - written.len(),
            written,
            removed: obsolete.iter().cloned().collect(),
            adopted: adopted.into_keys().collect(),
            manifest: sum.to_string(),
        };

        if *both != self.old {
            let text = if *both == new { Cow::Borrowed(&new_text) } else { Cow::Owned(both.to_text()) };
            self.write_manifest(&text)?;
        }
        let mut made = Folders::default();
        for (_, path, _) in staged.iter().filter(|(.., temporary)| *temporary != Temporary::InNew) {
            self.make_way(path, &mut obsolete, &mut made)?;
        }
        for turn in Turn::ALL {
            let these = staged.iter().filter(|(of, ..)| *of == turn).collect::<Vec<_>>();
            these.into_par_iter().try_for_each(|(_, path, temporary)| {
                self.disk.rename(&self.temporary(path, *temporary), &path.under(&self.root))
            })?;
        }
        for path in &obsolete {
            self.disk.remove_file(&path.under(&self.root))?;
        }
        // Backwards, a folder comes after those that it holds.
        for folder in folders.iter().rev() {
            if look(&self.root, folder)? == Spot::Folder {
                self.disk.remove_empty_folder(&folder.under(&self.root))?;
            }
        }
        if new != *both {
            self.write_manifest(&new_text)?;
        }
        if let Some(input) = &self.made_from {
            self.write_record("made-from", &made_from_line(input, sum), Durable::No)?;
        }
        Ok(summary)
    }

    /// Makes the folders of a path, and clears the way of loa's own files only.
    fn make_way(
        &self,
        path: &OutPath,
        obsolete: &mut BTreeSet<OutPath>,
        folders: &mut Folders,
    ) -> Result<(), WriteError> {
        for spelling in self.spellings(path) {
            self.remove_obsolete(spelling, obsolete)?;
        }
        let mut is_made = false;
        for folder in path.folders() {
            if let Some(made) = folders.0.get(&folder) {
                is_made = *made;
                continue;
            }
            match look(&self.root, &folder)? {
                Spot::Folder => {
                    is_made = false;
                    folders.0.insert(folder, is_made);
                    continue;
                }
                Spot::BehindLink(link) => return Err(WriteError::Symlink(link)),
                Spot::Special => return Err(WriteError::Symlink(folder.under(&self.root))),
                Spot::Absent | Spot::File(_) | Spot::Under(_) => {}
            }
            self.remove_obsolete(&folder, obsolete)?;
            self.disk.create_folders(&folder.under(&self.root))?;
            is_made = true;
            folders.0.insert(folder, is_made);
        }
        if !is_made && look(&self.root, path)? == Spot::Folder {
            let inside = list(&self.root, path)?;
            for file in inside.files {
                self.remove_obsolete(&file, obsolete)?;
            }
            // What someone put there a moment ago keeps its folder, and the rename fails.
            for folder in inside.folders.iter().rev() {
                self.disk.remove_empty_folder(&folder.under(&self.root))?;
            }
        }
        Ok(())
    }

    fn remove_obsolete(&self, path: &OutPath, obsolete: &mut BTreeSet<OutPath>) -> Result<(), WriteError> {
        if obsolete.remove(path) { self.disk.remove_file(&path.under(&self.root)) } else { Ok(()) }
    }

    /// Whether the file at `path` is loa's.
    fn wrote(&self, path: &OutPath, content: &Content) -> bool {
        self.spellings(path).iter().any(|spelling| content.blank || self.old.has(spelling, content.sum))
    }

    fn has_other_spelling(&self, path: &OutPath) -> bool {
        self.spellings(path).iter().any(|spelling| spelling != path)
    }

    fn spellings(&self, path: &OutPath) -> &[OutPath] {
        self.spellings.get(&path.folded()).map_or(&[], Vec::as_slice)
    }

    fn write_manifest(&self, text: &str) -> Result<(), WriteError> {
        self.write_record("manifest", text, Durable::Yes)?;
        sync_folder(&self.root.join(".loa"))
    }

    fn write_record(&self, name: &str, text: &str, durable: Durable) -> Result<(), WriteError> {
        let temporary = self.record("tmp").join(format!("{name}.tmp"));
        self.disk.write_new(&temporary, text.as_bytes(), durable)?;
        self.disk.rename(&temporary, &self.record(name))
    }

    /// Removes temporaries, `new` with all that is in it, and their folder. Files of other names stay, even there.
    fn sweep(&self) -> Result<(), WriteError> {
        let folder = self.record("tmp");
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            other => other.map_err(Action::Read.at(&folder))?,
        };
        for entry in entries {
            let entry = entry.map_err(Action::Read.at(&folder))?;
            let path = entry.path();
            if path.extension().is_some_and(|extension| extension == "tmp") {
                self.disk.remove_file(&path)?;
            }
        }
        self.disk.remove_folder(&self.new_files)?;
        self.disk.remove_empty_folder(&folder)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // The next run sweeps again; an error here would hide the one that led here.
        let _ = self.sweep();
    }
}

/// The record of what a commit was made from: that, and the sum of the manifest that it left.
fn made_from_line(input: &str, manifest: Sum) -> String {
    format!("{input}\t{manifest}\n")
}

/// Whether the last commit to `output` was [made from](Writer::made_from) `input`, and every file is as it was left:
/// then it tells what a commit of the same would. Changes nothing; whatever is not as it should be is for [`Writer`] to tell.
///
/// It takes no lock. Of what a commit beside it changes, this finds a file as it was or finds that it is not; so what is told
/// held when the manifest was read here, or nothing is told.
#[must_use]
pub fn stands(output: &Path, input: &str) -> Option<Summary> {
    let records = output.join(".loa");
    let record = fs::read_to_string(records.join("made-from")).ok()?;
    // On most builds it is something else, and the manifest of a large site takes a while to read.
    if record.rsplit_once('\t').is_none_or(|(made_from, _)| made_from != input) {
        return None;
    }
    let manifest = read_manifest(&records.join("manifest")).ok()?;
    let text = manifest.to_text();
    let sum = Sum::of(text.as_bytes());
    if record != made_from_line(input, sum) {
        return None;
    }
    let files: Vec<(&OutPath, Sum)> = manifest.lines().collect();
    let is_folder = |folder: &OutPath| {
        kind(&folder.under(output)).is_ok_and(|kind| kind.is_some_and(|metadata| metadata.is_dir()))
    };
    let holds = |(path, sum): &(&OutPath, Sum)| {
        let path = path.under(output);
        kind(&path).is_ok_and(|kind| kind.is_some_and(|metadata| metadata.is_file()))
            && content(&path).is_ok_and(|content| content.sum == *sum)
    };
    let stands = folders_of(&files).par_iter().all(is_folder) && files.par_iter().all(holds);
    stands.then(|| Summary { unchanged: files.len(), manifest: sum.to_string(), ..Summary::default() })
}

/// The folders of files that are sorted by path, each once.
fn folders_of(files: &[(&OutPath, Sum)]) -> Vec<OutPath> {
    let mut folders = Vec::new();
    let mut before = "";
    for (path, _) in files {
        // Whatever lies below a folder comes in one piece.
        let is_new = |folder: &OutPath| {
            !before.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
        };
        folders.extend(path.folders().filter(is_new));
        before = path.as_str();
    }
    folders
}

/// Where the list of an output's files stands.
pub fn manifest_of(output: &Path) -> PathBuf {
    output.join(".loa/manifest")
}

/// What builds have written and removed since a manifest was as it is in the file `before`, up to that in `after`. None
/// where one of them is not there, or cannot be read.
pub fn difference(before: &Path, after: &Path) -> Option<Summary> {
    let read = |path: &Path| read_manifest(path).ok().filter(|manifest| manifest.paths().next().is_some());
    let (before, after) = rayon::join(|| read(before), || read(after));
    let (before, after) = (before?, after?);
    let lines = after.lines().collect::<Vec<_>>();
    let written = lines.iter().filter(|(path, sum)| !before.has(path, *sum));
    let written: Vec<OutPath> = written.map(|(path, _)| OutPath::clone(path)).collect();
    let stands: BTreeSet<&OutPath> = after.paths().collect();
    Some(Summary {
        unchanged: lines.len() - written.len(),
        written,
        removed: before.paths().filter(|path| !stands.contains(path)).cloned().collect(),
        adopted: Vec::new(),
        manifest: Sum::of(after.to_text().as_bytes()).to_string(),
    })
}

/// The names of what stands in a folder itself, as a file system that ignores case takes them. Names that are no
/// [`OutPath`] are none that loa would write.
fn standing(output: &Path) -> Result<BTreeSet<OutPath>, WriteError> {
    let entries = fs::read_dir(output).map_err(Action::Read.at(output))?;
    let names = entries.map(|entry| entry.map_err(Action::Read.at(output)).map(|entry| entry.file_name()));
    names
        .filter_map(|name| {
            let name = name.map(|name| OutPath::new(name.to_str()?).ok());
            name.map(|path| path.map(|path| path.folded())).transpose()
        })
        .collect()
}

/// Locks a file; an error where another run holds it.
pub(crate) fn lock(path: &Path) -> Result<FileLock, WriteError> {
    let lock = FileLock::take(path).map_err(Action::Lock.at(path))?;
    lock.ok_or_else(|| WriteError::Locked(path.to_path_buf()))
}

/// Reads a manifest; one that is not there is empty.
pub(crate) fn read_manifest(path: &Path) -> Result<Manifest, WriteError> {
    let bad = |line, reason| WriteError::BadManifest { path: path.to_path_buf(), line, reason };
    match fs::read(path) {
        Ok(bytes) => {
            let text = String::from_utf8(bytes).map_err(|error| {
                let before = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
                bad(before.filter(|byte| **byte == b'\n').count() + 1, "the line is not UTF-8")
            })?;
            Manifest::parse(&text).map_err(|damage| bad(damage.line, damage.reason))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Manifest::default()),
        Err(error) => Err(Action::Read.at(path)(error)),
    }
}

/// Refuses two files that some file system could not keep apart, so that a site built on Linux can be
/// built on Windows.
fn refuse_collisions(puts: &BTreeMap<OutPath, Put>) -> Result<(), WriteError> {
    let mut places = BTreeMap::new();
    for path in puts.keys() {
        if let Some(first) = places.insert(path.folded(), path) {
            return Err(WriteError::Duplicate { first: first.clone(), second: path.clone() });
        }
    }
    for (place, path) in &places {
        if let Some(file) = place.folder_names().find_map(|folder| places.get(folder)) {
            return Err(WriteError::Duplicate { first: OutPath::clone(file), second: OutPath::clone(path) });
        }
    }
    Ok(())
}
