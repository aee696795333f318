//! What each series of files has said, row by row, and when it said so first: a row that a file only repeats is no later
//! word, whatever else in the file has changed. Others may have said otherwise since.
//!
//! A row that is missing from a newer file changes nothing (contract, section 10), so it stays remembered; a session or a
//! point that was said otherwise in between is said anew. Of figures only the rows of the last file that speaks of their
//! commune are remembered, since two senders may call their files alike, and those that wait to be mended: what was said of
//! others before stands in `content/accepted/`.
//!
//! All of it lies in `.loa/read.json`. Where that is lost, the next file of each name is taken for a new word as a whole,
//! once.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde::Serialize;

use super::AcceptedFigure;
use super::file::REMEMBERED_DAYS;
use super::inbox::Drop;
use super::inbox::Inbox;
use super::open::Key;
use super::open::Open;
use super::open::OpenRecord;
use super::reading::Fate;
use super::reading::Figure;
use super::reading::MARK;
use super::reading::Reading;
use super::reading::RowFate;
use super::reading::RowRead;
use super::reading::mark_of_file;
use super::series::series;
use super::series::source_of;
use crate::model::config::DataSource;
use crate::read::Table;
use crate::write::Sum;

/// Drops that are not met for so many days do not come again as they were.
const READ_AGAIN_DAYS: i32 = 14;

/// What was read on earlier nights.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Memory {
    /// The nights on which a drop was read, by its mark.
    drops: BTreeMap<String, Nights>,
    /// What a series of files has said, by its key.
    series: BTreeMap<String, Series>,
    /// The hash of the list of open records that the last night left behind, once all spreadsheets of it were written; none
    /// where nothing was open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    list: Option<String>,
}

/// The first and the last night on which a drop was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Nights {
    #[serde(with = "super::open::day")]
    first: Date,
    #[serde(with = "super::open::day")]
    last: Date,
    /// Whether it went back as a whole, so that nothing was taken of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    whole: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Series {
    /// The last night on which a file of it was read.
    #[serde(with = "super::open::day")]
    last: Date,
    /// The mark of that file as a whole.
    file: String,
    /// By what the rows say.
    rows: BTreeMap<String, Said>,
}

/// A row that was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Said {
    /// When the file was saved that said it first, in seconds since 1970.
    at: i64,
    /// The point or session that it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// The place of which its figures are, as far as it can be seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    /// Whether it was set aside.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub aside: bool,
    /// The night that took it, if it was news; only as long as that night's file has it does it count as said.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "super::open::some_day")]
    pub taken: Option<Date>,
}

impl Memory {
    /// Reads what was written. What cannot be understood is not remembered.
    pub fn parse(text: &[u8]) -> Memory {
        serde_json::from_slice(text).unwrap_or_default()
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Whether an earlier night has read the drop and dealt with every row of it: one of a source with open records, or one
    /// that could not be moved away. Others may have said otherwise since, so that only what stayed open can be news of it.
    pub fn was_read(&self, drop: &Drop) -> bool {
        !self.drops.is_empty() && self.drops.get(&drop.mark()).is_some_and(|nights| !nights.whole)
    }

    /// The night on which the very same drop was read first, if an earlier night has read it.
    pub fn first_read(&self, drop: &Drop) -> Option<Date> {
        let nights = if self.drops.is_empty() { None } else { self.drops.get(&drop.mark()) };
        nights.map(|nights| nights.first)
    }

    /// Whether every spreadsheet of the list was written: the night that made it came to its end. Of another list nobody can
    /// tell whether somebody threw away what is not there.
    pub fn is_whole(&self, open: &Open) -> bool {
        self.list == hash_of(open)
    }

    /// What is remembered after a night that leaves `open` behind. Rows of drops that went back as a whole, of which nothing
    /// was taken, are not; nor are those of spreadsheets that loa gave back, which are parts of a file that is known.
    pub fn after(
        &self,
        readings: &[Reading<'_>],
        open: &Open,
        sources: &[DataSource],
        today: Date,
    ) -> Memory {
        let mut memory = Memory { list: hash_of(open), ..self.clone() };
        for reading in readings {
            let Drop { table, name, .. } = reading.drop;
            let (whole, first) = (!reading.whole.is_empty(), self.first_read(reading.drop).unwrap_or(today));
            memory.drops.insert(reading.drop.mark(), Nights { first, last: today, whole });
            if whole {
                continue;
            }
            let key = series(*table, name, sources);
            if !reading.is_again && !reading.is_returned() {
                memory.series.entry(key).or_default().hear(reading, open, today);
            } else if let Some(series) = memory.series.get_mut(&key) {
                // A later file may have said otherwise.
                series.last = today;
            }
        }
        if memory != *self {
            let age = |day: Date| today.since(day).map_or(0, |age| age.get_days());
            let live: BTreeSet<String> = sources.iter().filter_map(series_of_source).collect();
            memory.drops.retain(|_, nights| age(nights.last) <= READ_AGAIN_DAYS);
            memory.series.retain(|key, series| live.contains(key) || age(series.last) <= REMEMBERED_DAYS);
        }
        memory
    }
}

fn hash_of(open: &Open) -> Option<String> {
    (!open.records.is_empty()).then(|| Sum::of(&open.to_bytes()).to_string())
}

/// The key of a source's drops.
fn series_of_source(source: &DataSource) -> Option<String> {
    let table = Table::of_folder(&source.table)?;
    Some(series(table, &format!("{}.csv", source.drop_name()), std::slice::from_ref(source)))
}

impl Said {
    /// Whether a file that says nothing of it is of somebody else, who calls it alike, or leaves it out: one that speaks of
    /// other points and sessions only, or of other communes.
    fn is_of_another(&self, ids: &BTreeSet<String>, scopes: &BTreeSet<String>) -> bool {
        match (&self.id, &self.scope) {
            (Some(id), _) => !ids.contains(id),
            (None, Some(scope)) => !scopes.contains(scope),
            (None, None) => false,
        }
    }
}

/// The point or session that a row is, if it is one.
fn id_of(row: &RowRead) -> Option<String> {
    row.keys.iter().find_map(|key| key.id.clone())
}

/// The place of which the figures of a row are.
fn scope_of(row: &RowRead) -> Option<String> {
    let figure = row.figures.first().map(|figure| figure.key.scope.to_string());
    figure.or_else(|| row.keys.iter().find_map(|key| key.scope.clone()))
}

/// The points and sessions, and the places of figures, of which a file says something.
fn spoken_of(reading: &Reading<'_>) -> (BTreeSet<String>, BTreeSet<String>) {
    let ids = reading.rows.iter().flat_map(|row| &row.keys).filter_map(|key| key.id.clone()).collect();
    (ids, reading.rows.iter().filter_map(scope_of).collect())
}

impl Series {
    /// What stands after one more file, and with what stays `open`.
    fn hear(&mut self, reading: &Reading<'_>, open: &Open, today: Date) {
        let said: BTreeSet<&str> = reading.rows.iter().map(|row| row.said.as_str()).collect();
        let (ids, scopes) = spoken_of(reading);
        // Of a row that waits to be mended the list knows which figures it holds.
        let figures = reading.rows.iter().flat_map(|row| &row.figures).map(Figure::open_key);
        let keys: BTreeSet<Key> =
            figures.chain(reading.rows.iter().flat_map(|row| row.keys.iter().cloned())).collect();
        let is_missing = |open: &&OpenRecord| !open.keys.iter().any(|key| keys.contains(key));
        let missing: BTreeSet<&str> =
            open.records.iter().filter(is_missing).map(|open| open.mark.as_str()).collect();
        self.rows.retain(|said_before, old| {
            let waits =
                || old.id.is_none() && said_before.get(..MARK).is_some_and(|mark| missing.contains(mark));
            said.contains(said_before.as_str()) || old.is_of_another(&ids, &scopes) || waits()
        });
        for row in &reading.rows {
            let before = row.before.as_ref();
            let taken =
                if row.accepted.is_some() { Some(today) } else { before.and_then(|before| before.taken) };
            // What is done with stays what it was.
            let aside = row.fate == RowFate::Bad || (row.is_done && before.is_none_or(|before| before.aside));
            // Of two rows that say the same one is the news.
            let there = self.rows.get(&row.said).and_then(|there| there.taken);
            let (at, id, scope) = (row.since.as_second(), id_of(row), scope_of(row));
            let new = Said { at, id, scope, aside, taken: taken.max(there) };
            self.rows.insert(row.said.clone(), new);
        }
        self.last = today;
        self.file = mark_of_file(reading.drop);
    }
}

/// Finds out which rows only say again what an earlier file of their series said, and since when they say so; and which
/// of these are done with.
pub(super) fn recognise(readings: &mut [Reading<'_>], inbox: &Inbox, sources: &[DataSource]) {
    let marks = |is_wanted: fn(&Inbox, &OpenRecord) -> bool| -> BTreeSet<&str> {
        let records = inbox.open.records.iter().filter(|open| is_wanted(inbox, open));
        records.map(|open| open.mark.as_str()).collect()
    };
    let open = marks(|inbox, open| inbox.set_aside_at(&open.file).is_some());
    let thrown_away = marks(Inbox::is_thrown_away);
    // What the files of the night said so far.
    let mut tonight: BTreeMap<String, (String, BTreeMap<String, Said>)> = BTreeMap::new();
    for reading in readings {
        let Drop { table, name, modified, .. } = reading.drop;
        if !reading.whole.is_empty() || (reading.is_returned() && !reading.is_again) {
            continue;
        }
        let key = series(*table, name, sources);
        let before = inbox.read.series.get(&key).map(|series| (&series.file, &series.rows));
        let before = tonight.get(&key).map(|(file, rows)| (file, rows)).or(before);
        let file = mark_of_file(reading.drop);
        // Whoever saves a file anew as it was says all of it anew; a source says nothing when it is only asked again.
        let is_anew = source_of(*table, name, sources).is_none()
            && before.is_some_and(|(before, _)| *before == file)
            && !reading.is_again;
        for row in &mut reading.rows {
            let known = before.and_then(|(_, rows)| rows.get(&row.said)).filter(|_| !is_anew);
            if let Some(known) = known {
                row.since = Timestamp::from_second(known.at).map_or(*modified, |at| at.min(*modified));
                row.before = Some(known.clone());
            }
            row.is_again = reading.is_again || known.is_some();
            let mark = row.mark.as_str();
            let is_closed = thrown_away.contains(mark) || inbox.open.done.contains_key(mark);
            if row.is_again && is_closed && !open.contains(mark) {
                row.pass_over();
            }
        }
        if !reading.is_again {
            let said = |row: &RowRead| Said {
                at: row.since.as_second(),
                id: None,
                scope: scope_of(row),
                aside: false,
                taken: row.before.as_ref().and_then(|before| before.taken),
            };
            // Which point or session a row is, is not known yet: only of figures can a file be seen to say nothing.
            let (ids, scopes) = spoken_of(reading);
            let others = before.into_iter().flat_map(|(_, rows)| rows).filter(|(_, said)| said.id.is_none());
            let others = others.filter(|(_, said)| said.is_of_another(&ids, &scopes));
            let mut rows: BTreeMap<String, Said> =
                others.map(|(row, said)| (row.clone(), said.clone())).collect();
            rows.extend(reading.rows.iter().map(|row| (row.said.clone(), said(row))));
            tonight.insert(key, (file, rows));
        }
    }
}

/// Rows that are open since an earlier night, are said again as they were, and of which others have said tonight what is
/// right: nobody needs to mend them any more. Nor a file as a whole that is the very same as one that somebody threw away.
/// `released` are figures that were held and are confirmed.
pub(super) fn pass_over_mended(readings: &mut [Reading<'_>], released: &[AcceptedFigure], inbox: &Inbox) {
    let open: BTreeSet<&str> = inbox.open.records.iter().map(|open| open.mark.as_str()).collect();
    let mut taken: BTreeSet<Key> = released.iter().map(AcceptedFigure::open_key).collect();
    let right = readings.iter().filter(|reading| reading.whole.is_empty());
    taken.extend(right.flat_map(|reading| &reading.rows).flat_map(RowRead::answers));
    for reading in readings.iter_mut().filter(|reading| !reading.whole.is_empty()) {
        let mark = mark_of_file(reading.drop);
        let mut records = inbox.open.records.iter().filter(|open| open.mark == mark);
        let is_thrown_away = records.next().map(|open| inbox.is_thrown_away(open));
        let is_closed = is_thrown_away.unwrap_or_else(|| inbox.open.done.contains_key(&mark));
        if is_closed && inbox.read.first_read(reading.drop).is_some() {
            reading.is_done = true;
            reading.rows.iter_mut().for_each(RowRead::pass_over);
        }
    }
    let rows = readings.iter_mut().filter(|reading| reading.whole.is_empty());
    let rows = rows.flat_map(|reading| &mut reading.rows);
    for row in rows.filter(|row| row.is_again && open.contains(row.mark.as_str())) {
        let is_aside = |figure: &&Figure| matches!(figure.fate, Fate::SetAside(_) | Fate::Held(_));
        let keys: Vec<Key> = if row.fate == RowFate::Bad {
            row.keys.clone()
        } else {
            row.figures.iter().filter(is_aside).map(Figure::open_key).collect()
        };
        if !keys.is_empty() && keys.iter().all(|key| key.is_whole() && taken.contains(key)) {
            row.pass_over();
        }
    }
}
