//! What is to be written, in the order in which a kill between any two steps loses nothing; and writing it.
//!
//! Each step replaces a file as a whole or moves one. A run that was cut off is made good by the next: its drops are still
//! in the inbox, what was accepted of them is no news any more, and everything else comes out as it did.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use jiff::civil::Date;

use super::AcceptedFigure;
use super::SetAside;
use super::Taken;
use super::Words;
use super::file;
use super::inbox::Drop;
use super::inbox::Inbox;
use super::inbox::KEPT_LIST;
use super::inbox::LAST_FILE;
use super::inbox::Plain;
use super::inbox::READ_FILE;
use super::inbox::folded;
use super::inbox::is_in_use;
use super::inbox::read_plain;
use super::open::Contradiction;
use super::open::Held;
use super::open::Key;
use super::open::Open;
use super::open::OpenRecord;
use super::reading;
use super::reading::Fate;
use super::reading::Reading;
use super::reading::RowFate;
use super::reading::RowRead;
use super::series::series;
use super::sheet;
use super::sheet::Returned;
use crate::catalogue::Values;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::model::Site;
use crate::model::accepted::ProgressRecord;
use crate::model::accepted::progress_day;
use crate::model::accepted::rows_day;
use crate::model::amount::Amount;
use crate::read::AcceptedFile;
use crate::read::OPEN_FILE;
use crate::read::Sources;
use crate::read::Table;
use crate::read::TableFile;
use crate::read::TableFormat;
use crate::source::Place;
use crate::tables;
use crate::write::Action;
use crate::write::Sum;
use crate::write::WriteError;
use crate::write::atomic_write;

/// One change on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A file gets these bytes, whole.
    Write { path: String, bytes: Vec<u8> },
    /// A file goes, if it is there.
    Remove { path: String },
    /// A drop goes to the archive, if its bytes are still those that were read.
    Move { from: PathBuf, shown: String, to: String, sha256: String },
}

/// Makes the steps of a night, in their order. Returns what is to be told of drops that cannot leave the inbox: all that
/// they say is written by then, and nothing of it is news when they are read again.
pub fn store(root: &Path, taken: &Taken) -> Result<Vec<Diagnostic>, WriteError> {
    let mut archive = Archive::default();
    let made = taken.steps.iter().map(|step| step.make_in(root, &mut archive));
    let made = made.collect::<Result<Vec<_>, _>>()?;
    Ok(made.into_iter().flatten().collect())
}

impl Step {
    /// Makes the change below `root`. Made again, it changes nothing. Returns what is to be told of a drop that has to stay
    /// where it is.
    pub fn make(&self, root: &Path) -> Result<Option<Diagnostic>, WriteError> {
        self.make_in(root, &mut Archive::default())
    }

    fn make_in(&self, root: &Path, archive: &mut Archive) -> Result<Option<Diagnostic>, WriteError> {
        let failed = |path: &Path, action: Action| {
            let path = path.to_owned();
            move |source: io::Error| WriteError::Io { path, action, source }
        };
        match self {
            Step::Write { path, bytes } => {
                let path = root.join(path);
                with_folder(&path)?;
                atomic_write(&path, bytes).map(|_| None).map_err(failed(&path, Action::Write))
            }
            Step::Remove { path } => {
                let path = root.join(path);
                match fs::remove_file(&path) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => {
                        Err(failed(&path, Action::Remove)(error))
                    }
                    _ => Ok(None),
                }
            }
            Step::Move { from, shown, to, sha256 } => {
                // What was sent since is another drop, for the next night; and what can no longer be read was dealt with
                // all the same.
                let Ok(Plain::File { bytes, .. }) = read_plain(from) else { return Ok(None) };
                if Sum::of(&bytes).to_string() != *sha256 {
                    return Ok(None);
                }
                let wish = root.join(to);
                with_folder(&wish)?;
                let to = archive.place(&wish, &bytes).map_err(failed(&wish, Action::Read))?;
                let moved = match fs::rename(from, &to) {
                    // The inbox may be a folder of another disk.
                    Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
                        atomic_write(&to, &bytes).map_err(failed(&to, Action::Write))?;
                        // A copy of what stays would be one more each night.
                        fs::remove_file(from).inspect_err(|_| drop(fs::remove_file(&to)))
                    }
                    moved => moved,
                };
                match moved {
                    Ok(()) => Ok(None),
                    // Somebody still looks at it. Read again by the next night, it is no news.
                    Err(error) if error.kind() == io::ErrorKind::NotFound || is_in_use(&error) => Ok(None),
                    Err(error) => {
                        let stays = Diagnostic::new(Code::DropStays, Place::File(shown.clone())).found(shown);
                        Ok(Some(stays.arg("error", error.to_string())))
                    }
                }
            }
        }
    }
}

/// The names of the folders of the archive that drops go to tonight. The days before are not looked at: however much was
/// archived, a night costs the same, and what is taken away there is not missed.
#[derive(Default)]
struct Archive {
    /// By folder: the names in it, by the form in which they are told apart.
    folders: BTreeMap<PathBuf, BTreeMap<String, String>>,
}

impl Archive {
    /// Where a drop goes that is to go to `wish`: there, with a number before its ending where another one has that name,
    /// or to the place of the very same.
    fn place(&mut self, wish: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
        let (Some(folder), Some(name)) = (wish.parent(), wish.file_name()) else {
            return Ok(wish.to_owned());
        };
        if !self.folders.contains_key(folder) {
            let names =
                fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
            let names = names.map(|name| name.map(|name| (folded(&name), name)));
            self.folders.insert(folder.to_owned(), names.collect::<io::Result<_>>()?);
        }
        let names = self.folders.entry(folder.to_owned()).or_default();
        let is_same = |there: &str| matches!(read_plain(&folder.join(there)), Ok(Plain::File { bytes: there, .. }) if there == bytes);
        let is_taken = |name: &str| names.get(&folded(name)).is_some_and(|there| !is_same(there));
        let name = free(&name.to_string_lossy(), is_taken);
        let name = names.entry(folded(&name)).or_insert(name);
        Ok(folder.join(name))
    }
}

fn with_folder(path: &Path) -> Result<(), WriteError> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|source| WriteError::Io {
        path: folder.to_owned(),
        action: Action::CreateFolder,
        source,
    })
}

/// What the plan is made from.
pub(super) struct Night<'a> {
    pub readings: &'a [Reading<'a>],
    pub released: &'a [AcceptedFigure],
    pub sources: &'a Sources,
    pub site: &'a Site,
    pub inbox: &'a Inbox,
    pub words: &'a Words,
    pub today: Date,
}

impl Night<'_> {
    fn series(&self, drop: &Drop) -> String {
        self.series_of(drop.table, &drop.name)
    }

    fn series_of(&self, table: Table, name: &str) -> String {
        series(table, name, &self.site.config.sources)
    }
}

/// Says what is set aside, what is closed, and what is to be written.
pub(super) fn plan(taken: &mut Taken, night: &Night<'_>) {
    let mut returns = Returns::new(night);
    returns.gather();
    returns.close();
    returns.name_files();
    let accepted = accepted_days(taken, night);
    taken.steps.extend(accepted);
    taken.steps.extend(returns.shortened_files());
    let open = Open { records: returns.records(), done: returns.done() };
    let (kept, told) = broken_lists(night);
    taken.steps.extend(kept);
    taken.warnings.extend(told);
    if open != night.inbox.open || night.inbox.broken.is_some() {
        taken.steps.push(Step::Write { path: OPEN_FILE.to_owned(), bytes: open.to_bytes() });
    }
    // Behind the list: a spreadsheet that nobody knew of would be there twice after the next night.
    taken.steps.extend(returns.new_files());
    taken.closed = returns.closed;
    taken.set_aside = returns.told;
    taken.steps.extend(last_drops(night));
    taken.steps.extend(read_drops(night, &open));
    taken.open = open;
    taken.steps.extend(archive(night));
    if taken.steps.iter().any(|step| matches!(step, Step::Write { .. } | Step::Move { .. })) {
        // None of this is ever in git.
        let ignored = ["content/set-aside", "content/archive", ".loa"].map(|folder| format!("{folder}/"));
        let paths = taken.steps.iter().filter_map(|step| match step {
            Step::Write { path, .. } | Step::Move { to: path, .. } => Some(path),
            Step::Remove { .. } => None,
        });
        let folders: BTreeSet<&String> = paths
            .filter_map(|path| ignored.iter().find(|folder| path.starts_with(folder.as_str())))
            .collect();
        let files = folders
            .into_iter()
            .map(|folder| Step::Write { path: format!("{folder}.gitignore"), bytes: b"*\n".to_vec() });
        let files: Vec<Step> = files.collect();
        taken.steps.splice(0..0, files);
    }
}

/// Keeps a list of open records that nobody understands, before an empty one takes its place, and tells of those that are
/// kept until somebody takes them away.
fn broken_lists(night: &Night<'_>) -> (Option<Step>, Vec<Diagnostic>) {
    let mut paths: BTreeSet<String> = night.inbox.kept_lists().map(str::to_owned).collect();
    let step = night.inbox.broken.as_ref().map(|bytes| {
        let is_other = |path: &str| night.inbox.set_aside_at(path).is_some_and(|there| there != bytes);
        let path = free(&format!("{KEPT_LIST}.json"), is_other);
        paths.insert(path.clone());
        Step::Write { path, bytes: bytes.clone() }
    });
    let told = paths
        .into_iter()
        .map(|path| Diagnostic::new(Code::OpenBroken, Place::File(path.clone())).found(path));
    (step, told.collect())
}

/// The files of the day with what was accepted behind what they hold.
fn accepted_days(taken: &Taken, night: &Night<'_>) -> Vec<Step> {
    let old = |table: Table| {
        let is_today = |file: &&AcceptedFile| file.table == table && file.day == night.today;
        night.sources.accepted.iter().find(is_today).map_or(&[][..], |file| &*file.bytes)
    };
    let mut steps = Vec::new();
    for table in Table::ALL {
        let bytes = if table == Table::Progress {
            let records: Vec<ProgressRecord> =
                taken.figures.iter().map(|figure| figure.record.clone()).collect();
            (!records.is_empty()).then(|| progress_day(old(table), &records))
        } else {
            let rows = taken.rows.iter().filter(|row| row.table == table);
            let rows: Vec<BTreeMap<String, String>> = rows.map(|row| row.cells.clone()).collect();
            (!rows.is_empty()).then(|| rows_day(table, old(table), &rows))
        };
        if let Some(bytes) = bytes {
            steps.push(Step::Write { path: AcceptedFile::path_of(table, night.today), bytes });
        }
    }
    steps
}

/// What is remembered of the drops for the next ones of their names, as long as it can still tell anything.
fn last_drops(night: &Night<'_>) -> Option<Step> {
    let mut last = night.inbox.last.clone();
    for reading in night.readings {
        if let Some(remembered) = file::remembered(reading, night.today) {
            last.insert(night.series(reading.drop), remembered);
        }
    }
    if last == night.inbox.last {
        return None;
    }
    last.retain(|_, last| file::still_matters(last, night.today));
    let mut bytes = serde_json::to_vec_pretty(&last).unwrap_or_default();
    bytes.push(b'\n');
    (last != night.inbox.last).then_some(Step::Write { path: LAST_FILE.to_owned(), bytes })
}

/// Notes what was read, should it come again. Behind all that is taken of it, and all that went back.
fn read_drops(night: &Night<'_>, open: &Open) -> Option<Step> {
    let read = night.inbox.read.after(night.readings, open, &night.site.config.sources, night.today);
    (read != night.inbox.read).then(|| Step::Write { path: READ_FILE.to_owned(), bytes: read.to_bytes() })
}

/// All drops leave the inbox, by the order in which they were read. What lay in folders lies there without. The very same
/// drop, such as a source that is judged again, goes to where it went first, and is there but once.
fn archive(night: &Night<'_>) -> impl Iterator<Item = Step> {
    night.readings.iter().map(|reading| {
        let day = night.inbox.read.first_read(reading.drop).unwrap_or(night.today);
        let Drop { table, name, path, file, bytes, .. } = reading.drop;
        Step::Move {
            from: file.clone(),
            shown: path.clone(),
            to: format!("content/archive/{table}/{day}/{}", name.replace('/', "-")),
            sha256: Sum::of(bytes).to_string(),
        }
    })
}

/// The path, with a number before its ending where it is taken.
fn free(path: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(path) {
        return path.to_owned();
    }
    let (stem, ending) = path.rsplit_once('.').map_or((path, String::new()), |(s, e)| (s, format!(".{e}")));
    let mut names = (2_u32..).map(|number| format!("{stem}-{number}{ending}"));
    names.find(|name| !is_taken(name)).unwrap_or_else(|| path.to_owned())
}

/// The marks of the records in each file.
fn marks_by_file<'o>(records: impl Iterator<Item = &'o OpenRecord>) -> BTreeMap<&'o str, BTreeSet<&'o str>> {
    let mut files: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for open in records {
        files.entry(&open.file).or_default().insert(&open.mark);
    }
    files
}

/// What goes back to the senders, and what became of what went back before.
struct Returns<'a> {
    night: &'a Night<'a>,
    /// The open records of earlier nights by their marks.
    known: BTreeMap<&'a str, Vec<&'a OpenRecord>>,
    /// Tonight's, in the order of the drops; by their reading.
    new: Vec<(usize, OpenRecord)>,
    /// The places in `new`, by mark.
    places: BTreeMap<String, usize>,
    /// Columns to colour, by mark.
    faulty: BTreeMap<String, BTreeSet<usize>>,
    /// Those of earlier nights that stay open.
    kept: Vec<OpenRecord>,
    closed: Vec<OpenRecord>,
    /// The marks of those that were mended into rows that are open themselves.
    replaced: Vec<String>,
    told: Vec<SetAside>,
    /// New files by path: bytes.
    written: BTreeMap<String, Vec<u8>>,
}

impl<'a> Returns<'a> {
    fn new(night: &'a Night<'a>) -> Returns<'a> {
        let mut known: BTreeMap<&str, Vec<&OpenRecord>> = BTreeMap::new();
        for open in &night.inbox.open.records {
            known.entry(&open.mark).or_default().push(open);
        }
        Returns {
            night,
            known,
            new: Vec::new(),
            places: BTreeMap::new(),
            faulty: BTreeMap::new(),
            kept: Vec::new(),
            closed: Vec::new(),
            replaced: Vec::new(),
            told: Vec::new(),
            written: BTreeMap::new(),
        }
    }

    /// Everything that is set aside tonight.
    fn gather(&mut self) {
        for (index, reading) in self.night.readings.iter().enumerate() {
            if reading.is_done {
                continue;
            }
            if !reading.whole.is_empty() {
                let keys = reading.rows.iter().flat_map(|row| row.keys.iter().cloned()).collect();
                let records = reading.rows.iter().map(|row| row.records).sum();
                let mark = reading::mark_of_file(reading.drop);
                let outcome = Outcome { keys, records, ..Outcome::because(reading.whole.clone()) };
                self.add(index, None, mark, outcome);
                continue;
            }
            for row in &reading.rows {
                let outcome = Outcome::of(row);
                if outcome.reasons.is_empty() {
                    continue;
                }
                let faulty = outcome.reasons.iter().filter_map(column);
                self.faulty.entry(row.mark.clone()).or_default().extend(faulty);
                self.add(index, Some(row), row.mark.clone(), outcome);
            }
        }
    }

    fn add(&mut self, index: usize, read: Option<&RowRead>, mark: String, outcome: Outcome) {
        let Outcome { reasons, keys, held, contradicts, records } = outcome;
        let Reading { drop, table, .. } = &self.night.readings[index];
        let title = |column| table.as_ref().map_or_else(String::new, |t| t.header().title(column).to_owned());
        let row = read.map(|read| read.number);
        let mends = read.and_then(|read| read.mends.as_deref());
        let marks = [Some(mark.as_str()), mends.filter(|mends| *mends != mark)];
        let known = marks.into_iter().flatten().filter_map(|mark| self.known.get(mark));
        let known: Vec<&OpenRecord> = known.flatten().copied().collect();
        let since = known.iter().map(|open| open.since).min().unwrap_or(self.night.today);
        // What is open and was sent again as it was lies where it lay.
        let same = known.iter().find(|open| open.mark == mark);
        let file = same.filter(|open| self.night.inbox.set_aside_at(&open.file).is_some());
        let file = file.map(|open| open.file.clone()).unwrap_or_default();
        let mut codes: Vec<String> = reasons.iter().map(|reason| reason.code.id().to_owned()).collect();
        codes.dedup();
        self.told.push(SetAside {
            table: drop.table,
            drop: drop.name.clone(),
            row,
            keys: keys.clone(),
            records,
            reasons: reasons.clone(),
            since,
            file: file.clone(),
        });
        // Two rows that say the same are one record.
        let twin = self.places.get(&mark).and_then(|place| self.new.get_mut(*place));
        if let Some((_, twin)) = twin {
            twin.keys.extend(keys);
            twin.keys.sort();
            twin.keys.dedup();
            return;
        }
        let meaning = |column| table.as_ref().and_then(|t| t.header().meaning(column)).map(str::to_owned);
        let faulty: BTreeSet<String> = reasons.iter().filter_map(column).filter_map(meaning).collect();
        let faulty: Vec<String> = faulty.into_iter().collect();
        let open = OpenRecord {
            rest: read.map_or_else(String::new, |read| reading::mark(drop.table, &read.cells, &faulty)),
            faulty,
            mark,
            table: drop.table.folder().to_owned(),
            drop: same.map_or_else(|| drop.name.clone(), |open| open.drop.clone()),
            row: same.map_or(row, |open| open.row),
            since,
            codes,
            reasons: self.night.words.reasons(&reasons, title),
            file,
            keys,
            held,
            contradicts,
        };
        self.places.insert(open.mark.clone(), self.new.len());
        self.new.push((index, open));
    }

    /// Sorts the open records of earlier nights into those that stay and those that are closed.
    fn close(&mut self) {
        let night = self.night;
        let good = Good::of(night);
        let new: BTreeSet<&str> = self.new.iter().map(|(_, open)| open.mark.as_str()).collect();
        let readings = || night.readings.iter().filter(|reading| reading.whole.is_empty());
        let rows = || readings().flat_map(|reading| &reading.rows);
        let mended_badly: BTreeSet<&str> = rows()
            .filter(|row| !Outcome::of(row).reasons.is_empty())
            .filter_map(|row| row.mends.as_deref())
            .collect();
        for open in &night.inbox.open.records {
            if new.contains(open.mark.as_str()) || mended_badly.contains(open.mark.as_str()) {
                // Tonight's record stands for it.
                if !new.contains(open.mark.as_str()) {
                    self.replaced.push(open.mark.clone());
                }
                continue;
            }
            let is_there = night.inbox.set_aside_at(&open.file).is_some();
            if good.closes(open) || !is_there {
                self.closed.push(open.clone());
            } else {
                self.kept.push(open.clone());
            }
        }
    }

    /// Gives each of tonight's records a file, and makes the files.
    fn name_files(&mut self) {
        let night = self.night;
        // Each file may have a letter beside it.
        let names = |path: &str| [folded(path), folded(&letter_of(path))];
        let files = self.kept.iter().chain(self.new.iter().map(|(_, open)| open)).map(|open| &open.file);
        let mut used: BTreeSet<String> = files.flat_map(|path| names(path)).collect();
        let ours: BTreeSet<String> =
            night.inbox.open.records.iter().flat_map(|open| names(&open.file)).collect();
        for (index, reading) in night.readings.iter().enumerate() {
            let mine = |(of, open): &&(usize, OpenRecord)| *of == index && open.file.is_empty();
            let records: Vec<OpenRecord> =
                self.new.iter().filter(mine).map(|(_, open)| open.clone()).collect();
            if records.is_empty() {
                continue;
            }
            let (name, bytes) = self.returned(reading, &records);
            let path = format!("content/set-aside/{}/{name}", reading.drop.table);
            // A file of which nobody knows any more whose it is stays, unless it is the very same.
            let is_other = |path: &str| night.inbox.set_aside_at(path).is_some_and(|there| *there != bytes);
            let path = free(&path, |path| {
                let [file, letter] = names(path);
                let is_others = is_other(path) && !ours.contains(&file);
                used.contains(&file) || used.contains(&letter) || is_others
            });
            used.extend(names(&path));
            for (_, open) in self.new.iter_mut().filter(|(of, open)| *of == index && open.file.is_empty()) {
                open.file.clone_from(&path);
            }
            let drop = reading.drop;
            let untold = |told: &&mut SetAside| told.table == drop.table && told.drop == drop.name;
            for told in self.told.iter_mut().filter(untold).filter(|told| told.file.is_empty()) {
                told.file.clone_from(&path);
            }
            if let [OpenRecord { row: None, reasons, .. }] = records.as_slice() {
                self.written.insert(letter_of(&path), letter(reasons));
            }
            self.written.insert(path, bytes);
        }
    }

    /// The file for the sender: the rows that were set aside, or the whole file as it came.
    fn returned(&self, reading: &Reading<'_>, records: &[OpenRecord]) -> (String, Vec<u8>) {
        let drop = reading.drop;
        let name = drop.name.replace('/', "-");
        let as_it_came = || (name.clone(), drop.bytes.clone());
        let Some(table) = reading.table.as_ref().filter(|_| reading.whole.is_empty()) else {
            return as_it_came();
        };
        let rows: Vec<Returned> = records
            .iter()
            .filter_map(|open| {
                Some(Returned {
                    number: open.row?,
                    faulty: self.faulty.get(&open.mark).cloned().unwrap_or_default(),
                    reasons: self.night.words.cell(open),
                })
            })
            .collect();
        let Some(bytes) = sheet::workbook(table, &rows, &name, self.night.today) else { return as_it_came() };
        let is_workbook = name.to_ascii_lowercase().ends_with(".xlsx");
        (if is_workbook { name } else { format!("{name}.xlsx") }, bytes)
    }

    /// Files of earlier nights that are made shorter, or gone.
    fn shortened_files(&self) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        let before = marks_by_file(self.night.inbox.open.records.iter());
        let mut left = marks_by_file(self.kept.iter().chain(self.new.iter().map(|(_, open)| open)));
        for (path, before) in before {
            let marks = left.remove(path).unwrap_or_default();
            if self.written.contains_key(path) || marks == before {
                continue;
            }
            if marks.is_empty() {
                steps.push(Step::Remove { path: path.to_owned() });
                steps.push(Step::Remove { path: letter_of(path) });
            } else if let Some(bytes) = self.shortened(path, &marks) {
                steps.push(Step::Write { path: path.to_owned(), bytes });
            }
        }
        steps
    }

    /// The new files. Letters come first: what lies there without one would never get it.
    fn new_files(&self) -> Vec<Step> {
        let (letters, files): (Vec<_>, Vec<_>) =
            self.written.iter().partition(|(path, _)| self.is_letter(path));
        let written = letters.into_iter().chain(files);
        written.map(|(path, bytes)| Step::Write { path: path.clone(), bytes: bytes.clone() }).collect()
    }

    fn is_letter(&self, path: &str) -> bool {
        path.strip_suffix(LETTER).is_some_and(|of| self.written.contains_key(of))
    }

    /// A spreadsheet without the rows that were mended; none where it has none of those.
    fn shortened(&self, path: &str, left: &BTreeSet<&str>) -> Option<Vec<u8>> {
        let file = TableFile {
            path: path.to_owned(),
            format: TableFormat::Workbook,
            bytes: self.night.inbox.set_aside_at(path)?.into(),
        };
        let table = Table::of_folder(path.split('/').nth(2)?)?;
        let (sheet, _) = tables::read(&file, &reading::spec(table, self.night.site));
        let sheet = sheet?;
        let reasons = sheet.header().reasons()?;
        let mut rows = Vec::new();
        for row in sheet.rows() {
            let Some(mark) = reading::mends(row, &sheet) else { continue };
            if left.contains(mark.as_str()) {
                let reasons = row.at(reasons).map_or_else(String::new, |cell| cell.text.to_owned());
                rows.push(Returned { number: row.number(), faulty: BTreeSet::new(), reasons });
            }
        }
        if rows.len() == sheet.len() {
            return None;
        }
        sheet::workbook(&sheet, &rows, path, self.night.today)
    }

    /// The rows and files that are done with after tonight although nobody mended them themselves.
    fn done(&self) -> BTreeMap<String, Date> {
        let today = self.night.today;
        let rows = || self.night.readings.iter().flat_map(|reading| &reading.rows);
        let right: BTreeSet<&str> =
            rows().filter(|row| row.is_right()).map(|row| row.mark.as_str()).collect();
        let inbox = self.night.inbox;
        let is_done =
            |open: &&OpenRecord| open.contradicts.is_empty() || inbox.set_aside_at(&open.file).is_some();
        let closed = self.closed.iter().filter(is_done).map(|open| &open.mark);
        let met = rows().filter(|row| row.is_done).map(|row| &row.mark);
        let mut done = inbox.open.done.clone();
        for mark in closed.chain(&self.replaced).chain(met).filter(|mark| !right.contains(mark.as_str())) {
            done.insert(mark.clone(), today);
        }
        done.retain(|mark, day| {
            let age = today.since(*day).map_or(0, |age| age.get_days());
            age <= file::REMEMBERED_DAYS && !self.places.contains_key(mark)
        });
        done
    }

    /// All that is open after tonight: what was open before in its old order, then what is new.
    fn records(&self) -> Vec<OpenRecord> {
        let kept: BTreeMap<&str, &OpenRecord> =
            self.kept.iter().rev().map(|open| (open.mark.as_str(), open)).collect();
        let new = |mark: &str| Some(&self.new.get(*self.places.get(mark)?)?.1);
        let mut records = Vec::new();
        for old in &self.night.inbox.open.records {
            records.extend(kept.get(old.mark.as_str()).copied().or_else(|| new(&old.mark)));
        }
        let is_old = |open: &OpenRecord| self.known.contains_key(open.mark.as_str());
        records.extend(self.new.iter().map(|(_, open)| open).filter(|open| !is_old(open)));
        records.into_iter().cloned().collect()
    }
}

/// What the name of the letter beside a file ends in.
const LETTER: &str = ".txt";

fn letter_of(path: &str) -> String {
    format!("{path}{LETTER}")
}

/// Why a file as a whole was set aside, as a text that any program on Windows opens rightly.
fn letter(reasons: &[String]) -> Vec<u8> {
    let text = reasons.join("\n\n").replace('\n', "\r\n");
    format!("\u{feff}{text}\r\n").into_bytes()
}

/// The column of a cell.
fn column(reason: &Diagnostic) -> Option<usize> {
    match &reason.place {
        Place::Cell(cell) => cell.column,
        Place::Site | Place::File(_) | Place::Text { .. } => None,
    }
}

/// What of a row was set aside.
struct Outcome {
    reasons: Vec<Diagnostic>,
    keys: Vec<Key>,
    held: Vec<Held>,
    contradicts: Vec<Contradiction>,
    records: usize,
}

impl Outcome {
    fn because(reasons: Vec<Diagnostic>) -> Outcome {
        Outcome { reasons, keys: Vec::new(), held: Vec::new(), contradicts: Vec::new(), records: 0 }
    }

    fn of(row: &RowRead) -> Outcome {
        if row.fate == RowFate::Bad {
            return Outcome {
                keys: row.keys.clone(),
                contradicts: row.contradicts.iter().cloned().collect(),
                records: row.records,
                ..Outcome::because(row.reasons.clone())
            };
        }
        let mut outcome = Outcome::because(Vec::new());
        for figure in &row.figures {
            let (Fate::SetAside(reasons) | Fate::Held(reasons)) = &figure.fate else { continue };
            outcome.reasons.extend(reasons.iter().cloned());
            outcome.keys.push(figure.open_key());
            outcome.contradicts.extend(figure.contradicts.clone());
            outcome.records += 1;
            if let (Fate::Held(_), Amount::Count(value)) = (&figure.fate, figure.record.value) {
                let ProgressRecord { missing, approx, source, .. } = figure.record.clone();
                outcome.held.push(Held { key: figure.open_key(), value, missing, approx, source });
            }
        }
        outcome
    }
}

/// What came out right tonight: by which records of earlier nights are closed.
struct Good<'a> {
    night: &'a Night<'a>,
    keys: BTreeSet<Key>,
    /// Marks of rows that are right by now, and of which every row that mends them is right.
    mended: BTreeSet<&'a str>,
    /// By the sender's file and row.
    rows: BTreeMap<(String, usize), &'a RowRead>,
    /// Files that were read, with the communes and other scopes that they spoke of.
    files: BTreeMap<String, BTreeSet<String>>,
}

impl<'a> Good<'a> {
    fn of(night: &'a Night<'a>) -> Good<'a> {
        let mut good = Good {
            night,
            keys: BTreeSet::new(),
            mended: BTreeSet::new(),
            rows: BTreeMap::new(),
            files: BTreeMap::new(),
        };
        good.keys.extend(night.released.iter().map(AcceptedFigure::open_key));
        for reading in night.readings.iter().filter(|reading| reading.whole.is_empty()) {
            if !reading.is_again {
                good.files.entry(night.series(reading.drop)).or_default().extend(file::scopes(reading));
            }
            for row in &reading.rows {
                good.keys.extend(row.answers());
                if Outcome::of(row).reasons.is_empty() {
                    good.mended.extend(row.mends.as_deref());
                    good.mended.extend(Some(row.mark.as_str()).filter(|_| row.is_right()));
                    good.rows.insert((night.series(reading.drop), row.number), row);
                }
            }
        }
        good
    }

    fn closes(&self, open: &OpenRecord) -> bool {
        let Some(table) = Table::of_folder(&open.table) else { return true };
        if self.mended.contains(open.mark.as_str()) {
            return true;
        }
        let Some(row) = open.row else {
            // A file that could not be taken as a whole is done with when the next of its name is, unless that speaks of
            // other places: then it is somebody else's.
            let mut scopes = open.keys.iter().filter_map(|key| key.scope.as_ref()).peekable();
            return self
                .files
                .get(&self.night.series_of(table, &open.drop))
                .is_some_and(|next| scopes.peek().is_none() || scopes.any(|scope| next.contains(scope)));
        };
        let is_done = |key: &Key| self.keys.contains(key) || self.is_known(open, key);
        if !open.keys.is_empty() && open.keys.iter().all(|key| key.is_whole() && is_done(key)) {
            return true;
        }
        // Of a row whose key could not be read, the same row of the sender's next file is the mended one, if nothing in
        // it has changed but what was wrong.
        let mended = self.rows.get(&(self.night.series_of(table, &open.drop), row));
        let is_same = |row: &&&RowRead| reading::mark(table, &row.cells, &open.faulty) == open.rest;
        !open.faulty.is_empty() && mended.filter(is_same).is_some()
    }

    /// Whether a held figure was taken on a night that was cut off before it could say so.
    fn is_known(&self, open: &OpenRecord, key: &Key) -> bool {
        let held = open.held.iter().find(|held| held.key == *key);
        let Some((held, (key, date))) = held.and_then(|held| Some((held, key.series()?))) else {
            return false;
        };
        let series = self.night.site.progress.of(&key.indicator, &key.scope, key.group.as_deref());
        let known = series.binary_search_by_key(&date, |known| known.date).ok();
        known
            .and_then(|index| series.get(index))
            .is_some_and(|known| known.value == Amount::Count(held.value))
    }
}

impl Words {
    /// What the added column says: which row of which file, the reasons in each language, and the mark.
    fn cell(&self, open: &OpenRecord) -> String {
        let mut lines = Vec::new();
        for (messages, reasons) in self.messages.iter().zip(&open.reasons) {
            let values = Values::new().text("file", open.drop.clone());
            let values = values.text("row", open.row.map(|row| row.to_string()).unwrap_or_default());
            lines.push(messages.say("returned-row", &values));
            lines.push(reasons.clone());
        }
        lines.push(format!("[#{}]", open.mark));
        lines.join("\n")
    }
}
