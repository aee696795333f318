//! What lies in `content/inbox/`, and what the intake has to remember: the open records, and how large the last file of
//! each name was.
//!
//! Nothing is judged here.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use jiff::SignedDuration;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use super::open::OPEN_FILE;
use super::open::Open;
use super::open::OpenRecord;
use super::series::source_of;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::model::config::DataSource;
use crate::read::ReadError;
use crate::read::Table;
use crate::read::TableFormat;
use crate::source::Place;

/// A drop that changed less long ago may still be on its way.
const SETTLED: SignedDuration = SignedDuration::from_secs(60);

/// Where the sizes of the last drops stand, relative to the root; may be lost without harm.
pub(super) const LAST_FILE: &str = ".loa/intake.json";

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
    /// By table, and oldest first, so that the later file is the later word.
    pub drops: Vec<Drop>,
    /// Shown paths of drops that changed less than a minute ago.
    pub waiting: Vec<String>,
    /// Files of which nobody knows what table they are, and what is no file: links, pipes.
    pub strayed: Vec<Diagnostic>,
    pub open: Open,
    /// What lies in `content/set-aside/`, by path relative to the root: a spreadsheet that somebody took away is done
    /// with.
    pub set_aside: BTreeMap<String, Vec<u8>>,
    /// The last drop of each [`series`](super::series).
    pub last: BTreeMap<String, LastDrop>,
    /// Names of the archive that are taken, relative to the root.
    pub archived: BTreeSet<String>,
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
    let open = open(root)?;
    let of = |record: &OpenRecord| source_of(Table::of_folder(&record.table)?, &record.drop, sources);
    Ok(open.records.iter().filter_map(of).map(|source| source.number).collect())
}

/// Looks what is there. `now` decides which drops are settled; `whole` are files that loa itself has just put there by a
/// rename, which need not wait.
pub fn inbox(root: &Path, now: Timestamp, whole: &[PathBuf]) -> Result<Inbox, ReadError> {
    let mut inbox = Inbox {
        open: open(root)?,
        last: optional(&root.join(LAST_FILE))?
            .and_then(|text| serde_json::from_slice(&text).ok())
            .unwrap_or_default(),
        set_aside: names(root, "content/set-aside")?
            .into_iter()
            .filter(|(_, is_plain)| *is_plain)
            .map(|(path, _)| Ok((read(&root.join(&path))?, path)))
            .map(|read: Result<_, ReadError>| read.map(|(bytes, path)| (path, bytes)))
            .collect::<Result<_, _>>()?,
        archived: names(root, "content/archive")?.into_keys().collect(),
        ..Inbox::default()
    };
    let folder = root.join("content/inbox");
    for Found { path, is_plain } in files(&folder)? {
        let inside = path.strip_prefix(&folder).unwrap_or(&path);
        let parts: Vec<String> = inside.iter().map(|part| part.to_string_lossy().nfc().collect()).collect();
        let shown = format!("content/inbox/{}", parts.join("/"));
        if !is_plain {
            // Whoever may write into the inbox may not thereby have other files of this machine read or moved.
            let special = Diagnostic::new(Code::DropNotPlain, Place::File(shown)).found(parts.join("/"));
            inbox.strayed.push(special);
            continue;
        }
        let table =
            Table::ALL.into_iter().find(|table| parts.first().is_some_and(|part| part == table.folder()));
        let (Some(table), [_, name @ ..]) = (table.filter(|_| parts.len() > 1), parts.as_slice()) else {
            let folders = Table::ALL.map(|table| format!("content/inbox/{}/", table.folder()));
            let strayed = Diagnostic::new(Code::DropStrayed, Place::File(shown)).found(parts.join("/"));
            inbox.strayed.push(strayed.expected(folders));
            continue;
        };
        let (modified, bytes) = match modified(&path).and_then(|modified| Ok((modified, read(&path)?))) {
            Ok(found) => found,
            // Taken away in between; or open on Windows, where nobody else may read it then.
            Err(gone) if gone.error.kind() == io::ErrorKind::NotFound => continue,
            Err(busy) if is_in_use(&busy.error) => {
                inbox.waiting.push(shown);
                continue;
            }
            Err(error) => return Err(error),
        };
        // The clock of a file server may be a little ahead. A time that lies far ahead is a clock that was set back, not a
        // file on its way.
        if now.duration_since(modified).abs() < SETTLED && !whole.contains(&path) {
            inbox.waiting.push(shown);
            continue;
        }
        let name = name.join("/");
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        inbox.drops.push(Drop {
            table,
            format: TableFormat::of_ending(ending),
            path: shown,
            bytes,
            file: path,
            modified,
            name,
        });
    }
    inbox.drops.sort_by(|a, b| (a.table, a.modified, &a.name).cmp(&(b.table, b.modified, &b.name)));
    Ok(inbox)
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

/// All that lies below a folder, sorted by path, without what `read` ignores everywhere. Links are not followed, but for
/// the folder itself. A folder that is not there is empty.
fn files(folder: &Path) -> Result<Vec<Found>, ReadError> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    let walk = walk.filter_entry(|entry| {
        entry.depth() == 0 || !crate::read::is_ignored(&entry.file_name().to_string_lossy())
    });
    let mut found = Vec::new();
    for entry in walk {
        let entry = entry.map_err(|error| ReadError {
            path: error.path().unwrap_or(folder).to_owned(),
            error: error.into(),
        })?;
        // The folder itself may be a link.
        if entry.depth() > 0 && !entry.file_type().is_dir() {
            found.push(Found { is_plain: entry.file_type().is_file(), path: entry.into_path() });
        }
    }
    Ok(found)
}

/// What lies below a folder, relative to the root, with whether it is a plain file.
fn names(root: &Path, folder: &str) -> Result<BTreeMap<String, bool>, ReadError> {
    let found = files(&root.join(folder))?;
    let shown = |path: &Path| {
        let inside = path.strip_prefix(root).unwrap_or(path);
        inside.iter().map(|part| part.to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
    };
    Ok(found.iter().map(|found| (shown(&found.path), found.is_plain)).collect())
}

fn open(root: &Path) -> Result<Open, ReadError> {
    let text = optional(&root.join(OPEN_FILE))?;
    Ok(text.and_then(|text| Open::parse(&text)).unwrap_or_default())
}

fn modified(path: &Path) -> Result<Timestamp, ReadError> {
    let time = fs::metadata(path).and_then(|metadata| metadata.modified());
    let time = time.map_err(|error| ReadError { path: path.to_owned(), error })?;
    // A time that no calendar holds is as good as none.
    Ok(Timestamp::try_from(time).unwrap_or(Timestamp::UNIX_EPOCH))
}

fn read(path: &Path) -> Result<Vec<u8>, ReadError> {
    fs::read(path).map_err(|error| ReadError { path: path.to_owned(), error })
}

fn optional(path: &Path) -> Result<Option<Vec<u8>>, ReadError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(ReadError { path: path.to_owned(), error }),
    }
}
