//! What lies in `content/inbox/`, and what the intake has to remember: the open records, and how large the last file of
//! each name was.
//!
//! Nothing is judged here.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::fs::File;
use std::fs::Metadata;
use std::io;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;

use jiff::SignedDuration;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use super::open::Contradiction;
use super::open::Open;
use super::open::OpenRecord;
use super::said::Memory;
use super::series::source_of;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::model::config::DataSource;
use crate::read::OPEN_FILE;
use crate::read::ReadError;
use crate::read::Table;
use crate::read::TableFormat;
use crate::read::walk_error;
use crate::source::Place;

/// A drop that changed less long ago may still be on its way.
const SETTLED: SignedDuration = SignedDuration::from_secs(60);

/// In bytes. No table is as large; a film that was dropped by mistake is, and should not fill the memory.
const LARGEST: u64 = 256 << 20;

/// The inbox, relative to the root.
const INBOX: &str = "content/inbox";
/// How the path of a broken list of open records begins that is kept, relative to the root; a number may follow.
pub(super) const KEPT_LIST: &str = "content/set-aside/open-broken";
/// Where the sizes of the last drops stand, relative to the root; may be lost without harm.
pub(super) const LAST_FILE: &str = ".loa/intake.json";
/// Where it stands what was read, relative to the root; where it is lost, what comes again is news.
pub(super) const READ_FILE: &str = ".loa/read.json";

/// A file in the inbox.
#[derive(Debug)]
pub struct Drop {
    /// The table it feeds, by its folder.
    pub table: Table,
    /// Its name, with the folders between where it lies deeper.
    pub name: String,
    /// The shown path: `content/inbox/progress/tan-hung.xlsx`.
    pub path: String,
    /// Where it lies on this machine.
    pub file: PathBuf,
    pub modified: Timestamp,
    /// None where its ending is of no table that loa reads.
    pub format: Option<TableFormat>,
    pub bytes: Vec<u8>,
}

/// All that [`super::take_in`] looks at besides the site.
#[derive(Debug, Default)]
pub struct Inbox {
    /// When it was looked at.
    pub looked: Timestamp,
    /// By table, and oldest first, so that the later file is the later word.
    pub drops: Vec<Drop>,
    /// Shown paths of drops that changed less than a minute ago.
    pub waiting: Vec<String>,
    /// Files of which nobody knows what table they are, and what is no file: links, pipes.
    pub strayed: Vec<Diagnostic>,
    /// Files and folders that are there and cannot be read. They stay where they are, and hold up nothing else.
    pub unreadable: Vec<Diagnostic>,
    pub open: Open,
    /// The list of open records as it was found, where it could not be understood.
    pub(super) broken: Option<Vec<u8>>,
    /// What was read on earlier nights.
    pub(super) read: Memory,
    /// Whether the night that made the list of open records wrote all of their spreadsheets.
    pub(super) is_whole: bool,
    /// What lies in `content/set-aside/`, by path relative to the root: a spreadsheet that somebody took away is done
    /// with.
    pub set_aside: BTreeMap<String, Vec<u8>>,
    /// The names there by the form in which they are told apart.
    set_aside_names: BTreeMap<String, String>,
    /// The last drop of each series of files.
    pub last: BTreeMap<String, LastDrop>,
}

/// What is remembered of a drop that was taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastDrop {
    #[serde(with = "super::open::day")]
    pub day: Date,
    pub rows: usize,
    /// The communes and other scopes that it spoke of.
    pub scopes: BTreeSet<String>,
    /// How many of its rows did not say rightly of which they spoke.
    #[serde(default)]
    pub unread: usize,
}

/// The numbers of the sources of which records are set aside and open. Their tables must be judged again even where they
/// have not changed: what was wrong may have been mended in the register or in site.yaml.
pub fn open_sources(root: &Path, sources: &[DataSource]) -> Result<BTreeSet<usize>, ReadError> {
    // Where nobody knows, it may be any.
    let Ok(open) = open(root)? else { return Ok(sources.iter().map(|source| source.number).collect()) };
    let of = |record: &OpenRecord| source_of(Table::of_folder(&record.table)?, &record.drop, sources);
    Ok(open.records.iter().filter_map(of).map(|source| source.number).collect())
}

/// Looks what is there. `now` decides which drops are settled; `whole` are files that loa itself has just put there by a
/// rename, which need not wait.
pub fn inbox(root: &Path, now: Timestamp, whole: &[PathBuf]) -> Result<Inbox, ReadError> {
    let (open, broken) = match open(root)? {
        Ok(open) => (open, None),
        Err(broken) => (Open::default(), Some(broken)),
    };
    let read = optional(&root.join(READ_FILE))?.map(|text| Memory::parse(&text)).unwrap_or_default();
    let mut inbox = Inbox {
        is_whole: read.is_whole(&open),
        open,
        broken,
        last: optional(&root.join(LAST_FILE))?
            .and_then(|text| serde_json::from_slice(&text).ok())
            .unwrap_or_default(),
        read,
        set_aside: names(root, "content/set-aside")?
            .into_iter()
            .filter(|(_, is_plain)| *is_plain)
            // What cannot be read lies there all the same: it is as little overwritten as it is understood.
            .map(|(path, _)| (fs::read(root.join(&path)).unwrap_or_default(), path))
            .map(|(bytes, path)| (path, bytes))
            .collect(),
        looked: now,
        ..Inbox::default()
    };
    inbox.set_aside_names = inbox.set_aside.keys().map(|path| (folded(path), path.clone())).collect();
    let folder = root.join(INBOX);
    for found in walk(&folder) {
        match found {
            Ok(found) => inbox.look_at(found, &folder, now, whole),
            Err(error) if is_gone(&error) => {}
            Err(error) => inbox.unreadable.push(unreadable(&folder, &error)),
        }
    }
    inbox.drops.sort_by(|a, b| (a.table, a.modified, &a.name).cmp(&(b.table, b.modified, &b.name)));
    Ok(inbox)
}

impl Drop {
    /// What tells it from every other: its name, its bytes, and the second in which it was saved.
    pub(super) fn mark(&self) -> String {
        let mut hasher = Sha256::new();
        for part in [self.path.as_bytes(), &self.modified.as_second().to_le_bytes(), &self.bytes] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Inbox {
    /// What stands open since it was contradicted. Where somebody threw the spreadsheet away, nothing contradicts any more.
    pub(super) fn contradictions(&self) -> impl Iterator<Item = &Contradiction> {
        let open = self.open.records.iter().filter(|open| !open.contradicts.is_empty());
        open.filter(|open| self.set_aside_at(&open.file).is_some()).flat_map(|open| &open.contradicts)
    }

    /// Whether somebody threw the spreadsheet of a row away that nobody need mend any more. Of figures that contradict each
    /// other the next word counts then; and what a night that was cut off never wrote, nobody threw away.
    pub(super) fn is_thrown_away(&self, open: &OpenRecord) -> bool {
        open.contradicts.is_empty() && self.set_aside_at(&open.file).is_none() && self.is_whole
    }

    /// What lies at a path in `content/set-aside/`, under this name or one that some disks take for it.
    pub(super) fn set_aside_at(&self, path: &str) -> Option<&[u8]> {
        let same = || self.set_aside.get(self.set_aside_names.get(&folded(path))?);
        self.set_aside.get(path).or_else(same).map(Vec::as_slice)
    }

    /// The broken lists of open records that earlier nights kept.
    pub(super) fn kept_lists(&self) -> impl Iterator<Item = &str> {
        let is_kept = |path: &&String| {
            path.strip_prefix(KEPT_LIST).is_some_and(|rest| !rest.contains('/') && rest.ends_with(".json"))
        };
        self.set_aside.keys().filter(is_kept).map(String::as_str)
    }

    /// Whether the list of open records was begun anew since it was broken, and nobody has seen to it yet: nobody knows then
    /// what stands open.
    pub(super) fn is_list_lost(&self) -> bool {
        self.broken.is_some() || self.kept_lists().next().is_some()
    }

    /// Whether there is nothing in it, not even what cannot be taken, and nothing to tell of the list of open records.
    pub fn is_empty(&self) -> bool {
        let nothing = [
            self.strayed.is_empty(),
            self.unreadable.is_empty(),
            self.waiting.is_empty(),
            self.broken.is_none(),
            self.kept_lists().next().is_none(),
        ];
        self.drops.is_empty() && !nothing.contains(&false)
    }

    /// Finds out what a thing in the inbox is, and reads it where it is a drop.
    fn look_at(&mut self, found: Found, folder: &Path, now: Timestamp, whole: &[PathBuf]) {
        let Found { path, is_plain } = found;
        let parts = parts(folder, &path);
        let shown = shown(&parts);
        if !is_plain {
            self.strayed.push(not_plain(&path, &parts));
            return;
        }
        let table =
            Table::ALL.into_iter().find(|table| parts.first().is_some_and(|part| part == table.folder()));
        let (Some(table), [_, name @ ..]) = (table.filter(|_| parts.len() > 1), parts.as_slice()) else {
            let folders = Table::ALL.map(|table| format!("{INBOX}/{}/", table.folder()));
            let strayed = Diagnostic::new(Code::DropStrayed, Place::File(shown)).found(parts.join("/"));
            self.strayed.push(strayed.expected(folders));
            return;
        };
        let (modified, bytes) = match read_plain(&path) {
            Ok(Plain::File { modified, bytes }) => (modified, bytes),
            Ok(Plain::Other) => {
                self.strayed.push(not_plain(&path, &parts));
                return;
            }
            // Taken away in between; or open on Windows, where nobody else may read it then.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return,
            Err(error) if is_in_use(&error) => {
                self.waiting.push(shown);
                return;
            }
            Err(error) => {
                self.unreadable.push(unreadable(folder, &ReadError { path, error }));
                return;
            }
        };
        // The clock of a file server may be a little ahead. A time that lies far ahead is a clock that was set back, not a
        // file on its way.
        if now.duration_since(modified).abs() < SETTLED && !whole.contains(&path) {
            self.waiting.push(shown);
            return;
        }
        let name = name.join("/");
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        self.drops.push(Drop {
            table,
            format: TableFormat::of_ending(ending),
            path: shown,
            bytes,
            file: path,
            modified,
            name,
        });
    }
}

/// The form in which names of files are told apart: disks of Windows and macOS take `Tân.xlsx` and `tân.xlsx` for one name,
/// and the two ways to write `â` as well.
pub(super) fn folded(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase().nfc().collect()
}

/// The parts of a path below the inbox, as people are shown them and as loa calls what it makes of the file: signs that
/// break a line or steer a terminal, and the one in which sentences set names, may stand in the name itself only.
fn parts(folder: &Path, path: &Path) -> Vec<String> {
    let plain = |sign: char| match sign {
        '`' => '\'',
        sign if sign.is_control() => '_',
        sign => sign,
    };
    let inside = path.strip_prefix(folder).unwrap_or(path);
    inside.iter().map(|part| part.to_string_lossy().nfc().map(plain).collect()).collect()
}

/// The path that people are shown.
fn shown(parts: &[String]) -> String {
    let inbox = [INBOX.to_owned()];
    inbox.iter().chain(parts).map(String::as_str).collect::<Vec<_>>().join("/")
}

/// Whoever may write into the inbox may not thereby have other files of this machine read or moved.
fn not_plain(path: &Path, parts: &[String]) -> Diagnostic {
    let is_link = fs::symlink_metadata(path).is_ok_and(|there| there.is_symlink());
    let leads_to_folder = fs::metadata(path).is_ok_and(|there| there.is_dir());
    let what = match (is_link, leads_to_folder) {
        (true, true) => "folder",
        (true, false) => "link",
        (false, _) => "other",
    };
    let told = Diagnostic::new(Code::DropNotPlain, Place::File(shown(parts))).found(parts.join("/"));
    told.arg("what", what)
}

/// What is told of a file or folder that is there and cannot be read.
fn unreadable(folder: &Path, failed: &ReadError) -> Diagnostic {
    let shown = shown(&parts(folder, &failed.path));
    let why = match failed.error.kind() {
        io::ErrorKind::PermissionDenied => "rights",
        io::ErrorKind::FileTooLarge => "size",
        io::ErrorKind::NotFound => "gone",
        _ => "other",
    };
    let told = Diagnostic::new(Code::DropUnreadable, Place::File(shown.clone())).found(shown);
    told.arg("why", why).arg("limit", LARGEST >> 20).arg("error", failed.error.to_string())
}

/// Whether a thing was taken away while the inbox was looked through; the inbox itself is not.
fn is_gone(failed: &ReadError) -> bool {
    failed.error.kind() == io::ErrorKind::NotFound && !failed.path.ends_with(INBOX)
}

/// Whether another program holds a file so that it can be neither read nor moved, as Excel does on Windows.
pub(super) fn is_in_use(error: &io::Error) -> bool {
    // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION.
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// What lies below a folder and is no folder.
struct Found {
    path: PathBuf,
    /// Whether it is a plain file: no link, no pipe, nothing that is somewhere else or never ends.
    is_plain: bool,
}

/// All that lies below a folder, sorted by path, without what `read` ignores everywhere, and what could not be looked
/// into. Links are not followed, but for the folder itself. A folder that is not there is empty; a link that leads to
/// none, such as to a share that is not mounted, is not.
fn walk(folder: &Path) -> Vec<Result<Found, ReadError>> {
    if fs::symlink_metadata(folder).is_err() {
        return Vec::new();
    }
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    let walk = walk.filter_entry(|entry| {
        entry.depth() == 0 || !crate::read::is_ignored(&entry.file_name().to_string_lossy())
    });
    let mut found = Vec::new();
    for entry in walk {
        match entry {
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                found.push(Err(ReadError { path, error: walk_error(error) }));
            }
            // The folder itself may be a link.
            Ok(entry) if entry.depth() > 0 && !entry.file_type().is_dir() => {
                found.push(Ok(Found { is_plain: entry.file_type().is_file(), path: entry.into_path() }));
            }
            Ok(_) => {}
        }
    }
    found
}

/// What lies below a folder, relative to the root, with whether it is a plain file.
fn names(root: &Path, folder: &str) -> Result<BTreeMap<String, bool>, ReadError> {
    let found = walk(&root.join(folder)).into_iter().collect::<Result<Vec<Found>, ReadError>>()?;
    let shown = |path: &Path| {
        let inside = path.strip_prefix(root).unwrap_or(path);
        inside.iter().map(|part| part.to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
    };
    Ok(found.iter().map(|found| (shown(&found.path), found.is_plain)).collect())
}

/// The open records; or what stands in place of them that nobody understands.
fn open(root: &Path) -> Result<Result<Open, Vec<u8>>, ReadError> {
    let Some(text) = optional(&root.join(OPEN_FILE))? else { return Ok(Ok(Open::default())) };
    Ok(Open::parse(&text).ok_or(text))
}

/// What lies at a path.
#[derive(Debug)]
pub(super) enum Plain {
    File {
        modified: Timestamp,
        bytes: Vec<u8>,
    },
    /// A link, a pipe, a device, a folder: nothing to read.
    Other,
}

/// Reads a plain file, and nothing that a link leads to.
///
/// What was opened is compared with what stands at the path afterwards, so that a link that was put there in between is
/// found out before anything is read. Without system calls that the standard library does not have, one gap remains: a
/// pipe that takes the place of a file between the two looks holds the night up until somebody writes into it.
pub(super) fn read_plain(path: &Path) -> io::Result<Plain> {
    if !fs::symlink_metadata(path)?.is_file() {
        return Ok(Plain::Other);
    }
    let file = File::open(path)?;
    let opened = file.metadata()?;
    let there = fs::symlink_metadata(path)?;
    if !opened.is_file() || !there.is_file() || !is_same(&opened, &there) {
        return Ok(Plain::Other);
    }
    if opened.len() > LARGEST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes)?;
    // A time that no calendar holds is as good as none.
    let modified = Timestamp::try_from(opened.modified()?).unwrap_or(Timestamp::UNIX_EPOCH);
    Ok(Plain::File { modified, bytes })
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Here the standard library does not say which file a handle is of; that no link stands at the path must do.
#[cfg(not(unix))]
fn is_same(_: &Metadata, _: &Metadata) -> bool {
    true
}

fn optional(path: &Path) -> Result<Option<Vec<u8>>, ReadError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(ReadError { path: path.to_owned(), error }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn nothing_is_read_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "x").unwrap();
        std::os::unix::fs::symlink(at("file"), at("link")).unwrap();
        assert!(matches!(read_plain(&at("file")), Ok(Plain::File { bytes, .. }) if bytes == b"x"));
        assert!(matches!(read_plain(&at("link")), Ok(Plain::Other)));
        assert!(matches!(read_plain(folder.path()), Ok(Plain::Other)));
        // A link that took the place of the file between the two looks.
        let of = |name: &str| {
            (File::open(at(name)).unwrap().metadata().unwrap(), fs::symlink_metadata(at(name)).unwrap())
        };
        let (opened, there) = of("file");
        assert!(is_same(&opened, &there));
        let (opened, there) = of("link");
        assert!(!is_same(&opened, &there));
    }
}
