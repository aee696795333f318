//! What is wrong with a drop as a whole: it is empty, breaks off, is of another month, or has far fewer rows than the last
//! one. Then none of its records is taken: each alone may look right.
//!
//! A file that cannot be read as a table has been set aside by [`super::reading`].

use jiff::civil::Date;

use super::inbox::Drop;
use super::inbox::Inbox;
use super::inbox::LastDrop;
use super::reading::Reading;
use super::reading::RowFate;
use super::reading::RowRead;
use super::series::series;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::model::Site;
use crate::model::accepted::ProgressRecord;
use crate::model::progress::SeriesKey;
use crate::read::Table;
use crate::read::TableFormat;
use crate::source::Place;

/// A file with fewer rows says nothing of how many there should be.
const LEAST_ROWS: usize = 10;
/// A file of a quarter ago is compared with the next of its name, an older one not.
pub(super) const REMEMBERED_DAYS: i32 = 100;
/// Reports of a month come in until this day of the next.
const LATE_REPORTS: i8 = 10;

/// Sets aside the files that cannot be right as a whole.
pub(super) fn judge(readings: &mut [Reading<'_>], site: &Site, inbox: &Inbox, today: Date) {
    for reading in readings {
        // What came again was found right as a whole when it came first.
        if !reading.whole.is_empty() || reading.is_again {
            continue;
        }
        let last = inbox.last.get(&series(reading.drop.table, &reading.drop.name, &site.config.sources));
        let problem = empty(reading)
            .or_else(|| cut_off(reading))
            .or_else(|| other_month(reading, site, today))
            .or_else(|| fewer_rows(reading, last, site));
        if let Some(problem) = problem {
            reading.set_aside(problem);
        }
    }
}

/// What to remember of a drop for the next one of its name; nothing of one that was set aside or that is a sender's answer
/// to what was set aside.
pub(super) fn remembered(reading: &Reading<'_>, today: Date) -> Option<LastDrop> {
    if !reading.whole.is_empty() || reading.is_returned() {
        return None;
    }
    let unread = |row: &&RowRead| {
        row.fate == RowFate::Bad && row.figures.is_empty() && row.keys.iter().all(|key| key.scope.is_none())
    };
    let unread = reading.rows.iter().filter(unread).count();
    Some(LastDrop { day: today, rows: reading.rows.len(), scopes: scopes(reading), unread })
}

/// Whether the next file of its name can be compared with it. Names such as `20251020.xlsx` come once and never again.
pub(super) fn still_matters(last: &LastDrop, today: Date) -> bool {
    let age = today.since(last.day).map_or(0, |age| age.get_days());
    last.rows >= LEAST_ROWS && age <= REMEMBERED_DAYS
}

fn whole(drop: &Drop, code: Code) -> Diagnostic {
    Diagnostic::new(code, Place::File(drop.path.clone()))
}

fn empty(reading: &Reading<'_>) -> Option<Diagnostic> {
    reading.rows.is_empty().then(|| whole(reading.drop, Code::DropEmpty))
}

/// A text table without a line end behind its last row, which is shorter than all others.
fn cut_off(reading: &Reading<'_>) -> Option<Diagnostic> {
    let table = reading.table.as_ref()?;
    let ends = reading.drop.bytes.iter().rev().take_while(|byte| matches!(byte, b'\n' | b'\r' | 0)).count();
    if reading.drop.format != Some(TableFormat::Csv) || ends > 0 {
        return None;
    }
    let (grid, columns) = (table.grid(), table.header().width());
    let last = grid.len().checked_sub(1)?;
    let rows = table.header().row() + 1..last;
    let cells = grid.width(last);
    let is_cut =
        cells < columns && !rows.is_empty() && rows.into_iter().all(|row| grid.width(row) >= columns);
    let told = Diagnostic::new(Code::DropCutOff, grid.row_place(last));
    is_cut.then(|| told.arg("cells", cells).arg("columns", columns))
}

/// Figures that are all news, of one month, and that month is not the one under way: it lies ahead, or most series have
/// figures of a later month already.
fn other_month(reading: &Reading<'_>, site: &Site, today: Date) -> Option<Diagnostic> {
    if reading.drop.table != Table::Progress || reading.is_returned() || is_corrected(reading) {
        return None;
    }
    let month = |date: Date| (date.year(), date.month());
    let known = |key: &SeriesKey, date: Date| {
        let series = site.progress.of(&key.indicator, &key.scope, key.group.as_deref());
        let same_day = series.binary_search_by_key(&date, |known| known.date).is_ok();
        let later = series.last().is_some_and(|last| month(last.date) > month(date));
        (same_day, later)
    };
    let mut dates = reading.rows.iter().map(|row| row.date);
    let first = dates.next().flatten()?;
    if !dates.all(|date| date.is_some_and(|date| month(date) == month(first))) {
        return None;
    }
    let figures = reading.rows.iter().flat_map(|row| &row.figures);
    let figures: Vec<(bool, bool)> = figures
        .filter(|figure| figure.record.as_unit.is_none())
        .map(|figure| known(&figure.key, figure.record.date))
        .collect();
    let is_ahead = month(first) > month(today);
    let is_news = figures.iter().all(|(same_day, _)| !same_day);
    let is_passed = figures.iter().filter(|(_, later)| *later).count() * 2 > figures.len();
    let late = today.first_of_month().yesterday().is_ok_and(|before| month(before) == month(first));
    let is_late_report = late && today.day() <= LATE_REPORTS;
    if is_ahead || (month(first) < month(today) && is_news && is_passed && !is_late_report) {
        let told = whole(reading.drop, Code::DropOtherMonth);
        let written = format!("{:02}/{}", first.month(), first.year());
        return Some(told.arg("month", written).arg("today", today));
    }
    None
}

/// Less than half the rows of the last file of this name, all of communes that were in that one.
fn fewer_rows(reading: &Reading<'_>, last: Option<&LastDrop>, site: &Site) -> Option<Diagnostic> {
    let last = last.filter(|last| last.rows >= LEAST_ROWS)?;
    let rows = reading.rows.len();
    // A commune that was not in the last file may be one that could not be read there.
    let others = scopes(reading).difference(&last.scopes).count();
    if rows * 2 >= last.rows || reading.is_returned() || others > last.unread {
        return None;
    }
    if !reading.rows.iter().any(|row| row.figures.iter().any(|figure| is_news(&figure.record, site))) {
        return None;
    }
    let told = whole(reading.drop, Code::DropFewerRows);
    Some(told.arg("rows", rows).arg("before", last.rows).arg("day", last.day))
}

fn is_news(record: &ProgressRecord, site: &Site) -> bool {
    let series = site.progress.of(&record.indicator, &record.scope, record.group.as_deref());
    series.binary_search_by_key(&record.date, |known| known.date).is_err()
}

/// Whether somebody answers for what the file says.
fn is_corrected(reading: &Reading<'_>) -> bool {
    let mut figures = reading.rows.iter().flat_map(|row| &row.figures);
    figures.any(|figure| figure.record.is_correction())
}

/// The communes and other scopes that a file speaks of.
pub(super) fn scopes(reading: &Reading<'_>) -> std::collections::BTreeSet<String> {
    let taken = reading.rows.iter().flat_map(|row| &row.figures).map(|figure| figure.key.scope.to_string());
    let bad = reading.rows.iter().filter(|row| row.fate == RowFate::Bad);
    taken.chain(bad.flat_map(|row| &row.keys).filter_map(|key| key.scope.clone())).collect()
}
