//! What the nightly job took in, as it lies in `content/accepted/TABLE/YYYY-MM-DD.csv`: the one form in which these files
//! are written, and its readers (contract, sections 1 and 10).
//!
//! A day's file only ever grows: what is added stands behind the lines that are there, and where it needs a column that
//! they do not have, a new header stands between. One record is one line, so that every line has its number whatever
//! its cells hold. What is taken in is decided by the nightly job; how accepted records lie over the tables kept by hand,
//! by [`super::progress`], [`super::session`] and [`super::point`].

pub(super) mod series;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::Scope;
use super::amount::Amount;
use super::amount::Share;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Severity;
use crate::read::AcceptedFile;
pub use crate::read::Table;
use crate::source::CellPlace;
use crate::source::Place;
use crate::tables::Field;
use crate::tables::Grid;
use crate::tables::Kind;
use crate::tables::Row;
use crate::tables::TableSpec;

/// An accepted figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressRecord {
    /// The day as of which it holds.
    pub date: Date,
    pub scope: Scope,
    /// Its id in site.yaml.
    pub indicator: String,
    pub group: Option<String>,
    /// What the group is called in other languages, by their tags; empty without a group.
    pub group_names: BTreeMap<String, String>,
    /// The name of the former unit whose figure it is.
    pub as_unit: Option<String>,
    pub value: Amount,
    /// Units missing to the target, where the report states them itself.
    pub missing: Option<u64>,
    pub approx: bool,
    pub source: Option<String>,
    /// Who corrected an earlier statement, or a rule; with a reason the record is a correction.
    pub correction_by: Option<String>,
    pub reason: Option<String>,
    /// The last day on which the correction stands against a rule.
    pub override_until: Option<Date>,
    /// The drop and the row in it (`tan-hung.xlsx:14`): for people who look for where a figure came from.
    pub drop: String,
}

impl ProgressRecord {
    /// Whether it replaces an earlier statement for the same day: it says who did so and why.
    pub fn is_correction(&self) -> bool {
        self.correction_by.is_some() && self.reason.is_some()
    }
}

/// The progress file of a day with these records at its end. The bytes of `old`, which are empty where there is no file
/// yet, stand unchanged before them. Blanks and line ends in texts become single blanks.
pub fn progress_day(old: &[u8], records: &[ProgressRecord]) -> Vec<u8> {
    let needed: Vec<String> = records
        .iter()
        .flat_map(|record| record.group_names.keys())
        .map(|tag| format!("group_{tag}"))
        .collect();
    let fixed: Vec<String> = PROGRESS.iter().map(|column| (*column).to_owned()).collect();
    let mut day = Day::continue_at(old, Table::Progress);
    if records.is_empty() {
        return day.bytes;
    }
    day.ensure(fixed, needed);
    for record in records {
        let cells = record.cells();
        day.line(|column| match column.strip_prefix("group_") {
            Some(tag) => record.group_names.get(tag).map(|text| Cow::Borrowed(text.as_str())),
            None => {
                cells.iter().find(|(name, _)| *name == column).map(|(_, text)| Cow::Borrowed(text.as_str()))
            }
        });
    }
    day.bytes
}

/// The points or schedules file of a day with these rows at its end, as [`progress_day`] does it. A row has a text for
/// each column by its English header (`name`, `name_en`), its `id` and `drop` among them; `commune` stands for `code`.
pub fn rows_day(table: Table, old: &[u8], rows: &[BTreeMap<String, String>]) -> Vec<u8> {
    let mut day = Day::continue_at(old, table);
    if rows.is_empty() {
        return day.bytes;
    }
    let fixed = columns(table);
    let needed =
        rows.iter().flat_map(|row| row.keys()).filter(|column| !fixed.contains(column)).cloned().collect();
    day.ensure(fixed, needed);
    for row in rows {
        day.line(|column| row.get(column).map(|text| Cow::Borrowed(text.as_str())));
    }
    day.bytes
}

/// One accepted row of points or schedules, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedRow {
    /// The day on which it was taken in.
    pub day: Date,
    /// The line in the file of that day, from 1.
    pub line: u32,
    /// Texts by the English header of their column; empty ones are left out.
    pub cells: BTreeMap<String, String>,
}

impl AcceptedRow {
    /// The text of a column.
    pub fn get(&self, column: &str) -> Option<&str> {
        self.cells.get(column).map(String::as_str)
    }

    /// The drop that brought it, without the row in it.
    pub fn drop_name(&self) -> &str {
        let drop = self.get(DROP).unwrap_or_default();
        drop.rsplit_once(':').map_or(drop, |(name, _)| name)
    }
}

/// The rows of an accepted file of points or schedules, in the order of its lines. A line that cannot be read is an
/// error: the file is loa's own.
pub fn rows(file: &AcceptedFile, diagnostics: &mut Diagnostics) -> Vec<AcceptedRow> {
    let mut rows = Vec::new();
    for line in read(file, diagnostics) {
        let header = Arc::clone(&line.header);
        let cells = header.iter().zip(line.cells).filter(|(_, text)| !text.is_empty());
        let cells = cells.map(|(column, text)| (column.clone(), text.into_owned())).collect();
        rows.push(AcceptedRow { day: file.day, line: line.number, cells });
    }
    rows
}

/// The records of an accepted file of progress, in the order of its lines, each with its line. A line that cannot be read
/// is an error. What resolves a site has a faster way; this one is for those who look at a file as it is.
pub fn progress_records(file: &AcceptedFile, diagnostics: &mut Diagnostics) -> Vec<(u32, ProgressRecord)> {
    let mut records = Vec::new();
    for line in read(file, diagnostics) {
        match ProgressRecord::parse(&line) {
            Ok(record) => records.push((line.number, record)),
            Err(problem) => diagnostics.push(problem.told(file)),
        }
    }
    records
}

/// The accepted rows of points or schedules of one day, under one header.
#[derive(Debug)]
pub(super) struct DayTable {
    /// The day on which they were taken in.
    pub day: Date,
    pub table: crate::tables::Table,
}

/// The accepted rows of a table, oldest intake first, as those who read the tables kept by hand take them. What cannot be
/// read is an error.
pub(super) fn tables(
    files: &[AcceptedFile],
    table: Table,
    spec: &TableSpec,
    diagnostics: &mut Diagnostics,
) -> Vec<DayTable> {
    let mut tables = Vec::new();
    for file in files.iter().filter(|file| file.table == table) {
        let lines = read(file, diagnostics);
        for part in lines.chunk_by(|one, other| Arc::ptr_eq(&one.header, &other.header)) {
            let (table, told) = crate::tables::read_grid(grid(file, part), spec);
            let told = told.into_iter().filter(|told| told.code != Code::TableColumnUnknown);
            diagnostics.extend(told.map(|told| told.severity(Severity::Error)));
            tables.extend(table.map(|table| DayTable { day: file.day, table }));
        }
    }
    tables
}

/// Lines of one header.
fn grid(file: &AcceptedFile, lines: &[Line<'_>]) -> Grid {
    let mut grid = Grid::of_text_file(&file.path);
    if let Some(first) = lines.first() {
        // Headers are looked for at the top.
        grid.start_row(1, 1);
        first.header.iter().for_each(|column| grid.push(column, Kind::Text));
    }
    for line in lines {
        grid.start_row(line.number as usize, line.number as usize);
        line.cells.iter().for_each(|cell| grid.push(cell, Kind::Text));
    }
    grid
}

/// That an accepted row of points or schedules has no id, or one that is none: nothing says what it replaces.
pub(super) fn without_id(row: Row<'_>) -> Diagnostic {
    let found = row.text(Field::Id).map_or("", |cell| cell.text);
    Diagnostic::new(Code::AcceptedUnreadable, row.place()).found(found).arg("column", "id")
}

/// The place of a line of a day's file.
pub fn place(table: Table, day: Date, line: u32) -> Place {
    let line = line as usize;
    let path = AcceptedFile::path_of(table, day).into();
    Place::Cell(CellPlace { path, sheet: None, row: line, column: None, line: Some(line) })
}

/// The columns that every progress file has, in their order; columns `group_TAG` follow where languages name groups.
const PROGRESS: [&str; 13] = [
    "date",
    "commune",
    "indicator",
    "value",
    "group",
    "as_unit",
    "missing",
    "approx",
    "source",
    "correction_by",
    "reason",
    "override_until",
    DROP,
];

const DROP: &str = "drop";

/// The columns that every file of the table has, in their order.
fn columns(table: Table) -> Vec<String> {
    let spec = match table {
        Table::Progress => return PROGRESS.iter().map(|column| (*column).to_owned()).collect(),
        Table::Schedules => TableSpec::schedules(),
        Table::Points => TableSpec::points(),
    };
    let known = spec.columns.iter().map(|column| column.english).filter(|column| *column != "code");
    known.chain([DROP]).map(str::to_owned).collect()
}

/// The first column of a table: it begins a header, and no record.
fn first_column(table: Table) -> &'static str {
    match table {
        Table::Progress | Table::Schedules => "date",
        Table::Points => "commune",
    }
}

/// A day's file that is being continued.
struct Day {
    bytes: Vec<u8>,
    /// The columns of what is added, by the last header.
    header: Vec<String>,
}

impl Day {
    fn continue_at(old: &[u8], table: Table) -> Day {
        let mut bytes = old.to_vec();
        if !bytes.is_empty() && !bytes.ends_with(b"\n") {
            bytes.push(b'\n');
        }
        let text = String::from_utf8_lossy(old);
        let begins = |line: &&str| is_header(line, table);
        let header = text.lines().rev().find(begins).map(split).unwrap_or_default();
        Day { bytes, header: header.into_iter().map(Cow::into_owned).collect() }
    }

    /// Writes a new header unless the last one has all of these columns.
    fn ensure(&mut self, fixed: Vec<String>, needed: Vec<String>) {
        if fixed.iter().chain(&needed).all(|column| self.header.contains(column)) {
            return;
        }
        let mut more: Vec<String> =
            self.header.drain(..).chain(needed).filter(|column| !fixed.contains(column)).collect();
        more.sort();
        more.dedup();
        self.header = fixed.into_iter().chain(more).collect();
        let header = std::mem::take(&mut self.header);
        self.cells(header.iter().map(|column| Cow::Borrowed(column.as_str())));
        self.header = header;
    }

    /// Writes a line with the text of each column.
    fn line<'t>(&mut self, text: impl Fn(&str) -> Option<Cow<'t, str>>) {
        let header = std::mem::take(&mut self.header);
        self.cells(header.iter().map(|column| text(column).unwrap_or_default()));
        self.header = header;
    }

    fn cells<'t>(&mut self, cells: impl Iterator<Item = Cow<'t, str>>) {
        for (index, cell) in cells.enumerate() {
            if index > 0 {
                self.bytes.push(b',');
            }
            let cell = one_line(&cell);
            if cell.contains([',', '"']) {
                self.bytes.push(b'"');
                self.bytes.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
                self.bytes.push(b'"');
            } else {
                self.bytes.extend_from_slice(cell.as_bytes());
            }
        }
        self.bytes.push(b'\n');
    }
}

/// Blanks, line ends and other controls as single blanks, none at the ends.
fn one_line(text: &str) -> Cow<'_, str> {
    let is_blank = |c: char| c.is_whitespace() || c.is_control();
    let parts = || text.split(is_blank).filter(|part| !part.is_empty());
    // What must be changed is rare.
    if !text.contains(|c: char| c != ' ' && is_blank(c))
        && !text.contains("  ")
        && text.trim_matches(' ').len() == text.len()
    {
        return Cow::Borrowed(text);
    }
    Cow::Owned(parts().collect::<Vec<_>>().join(" "))
}

impl ProgressRecord {
    /// The text of each fixed column.
    fn cells(&self) -> Vec<(&'static str, String)> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let ProgressRecord {
            date,
            scope,
            indicator,
            group,
            group_names: _,
            as_unit,
            value,
            missing,
            approx,
            source,
            correction_by,
            reason,
            override_until,
            drop,
        } = self;
        let texts = [
            date.to_string(),
            scope.to_string(),
            indicator.clone(),
            super::progress::plain(*value),
            text(group),
            text(as_unit),
            missing.map(|missing| missing.to_string()).unwrap_or_default(),
            if *approx { "yes".to_owned() } else { String::new() },
            text(source),
            text(correction_by),
            text(reason),
            override_until.map(|day| day.to_string()).unwrap_or_default(),
            drop.clone(),
        ];
        PROGRESS.into_iter().zip(texts).collect()
    }

    fn parse(line: &Line<'_>) -> Result<ProgressRecord, Problem> {
        let cell = |column: &str| line.get(column).unwrap_or_default();
        let text = |column: &str| line.get(column).filter(|text| !text.is_empty()).map(str::to_owned);
        let bad = |column: &'static str| Problem::new(line.number, column, cell(column));
        let number = |column: &'static str| {
            text(column).map(|text| parse_digits(text.as_bytes()).ok_or_else(|| bad(column))).transpose()
        };
        let names = line.header.iter().zip(&line.cells).filter(|(_, text)| !text.is_empty());
        let group_names = names
            .filter_map(|(column, text)| Some((column.strip_prefix("group_")?.to_owned(), text.to_string())))
            .collect();
        Ok(ProgressRecord {
            date: parse_day(cell("date").as_bytes()).ok_or_else(|| bad("date"))?,
            scope: Scope::parse(cell("commune")).ok_or_else(|| bad("commune"))?,
            // Ids have no quotes, so that cells up to the value never need any.
            indicator: text("indicator").filter(|id| !id.contains('"')).ok_or_else(|| bad("indicator"))?,
            group: text("group"),
            group_names,
            as_unit: text("as_unit"),
            value: parse_amount(cell("value").as_bytes()).ok_or_else(|| bad("value"))?,
            missing: number("missing")?,
            approx: parse_approx(cell("approx")).ok_or_else(|| bad("approx"))?,
            source: text("source"),
            correction_by: text("correction_by"),
            reason: text("reason"),
            override_until: text("override_until")
                .map(|text| parse_day(text.as_bytes()).ok_or_else(|| bad("override_until")))
                .transpose()?,
            drop: cell(DROP).to_owned(),
        })
    }
}

/// `yes`, or nothing.
fn parse_approx(text: &str) -> Option<bool> {
    match text {
        "" => Some(false),
        "yes" => Some(true),
        _ => None,
    }
}

/// `2025-10-20`, and no other form of a date.
fn parse_day(text: &[u8]) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i16, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + i16::from(digit - b'0'))
        })
    };
    let year = number(&[y1, y2, y3, y4])?;
    let (month, day) = (number(&[m1, m2])?, number(&[d1, d2])?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Digits, or a share with two decimals: `1234`, `12.34%`.
fn parse_amount(text: &[u8]) -> Option<Amount> {
    let Some(share) = text.strip_suffix(b"%") else { return parse_digits(text).map(Amount::Count) };
    let (whole, fraction) = share.split_at_checked(share.len().checked_sub(3)?)?;
    let [b'.', fraction @ ..] = fraction else { return None };
    let parts = parse_digits(whole)?.checked_mul(100)?.checked_add(parse_digits(fraction)?)?;
    Some(Amount::Share(Share(u32::try_from(parts).ok()?)))
}

/// Digits only, at least one.
fn parse_digits(text: &[u8]) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    text.iter().try_fold(0_u64, |number, digit| {
        let digit = digit.is_ascii_digit().then(|| u64::from(digit - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// A record's line as it stands.
#[derive(Debug)]
struct Line<'a> {
    /// From 1.
    number: u32,
    header: Arc<Vec<String>>,
    /// As many as the header has.
    cells: Vec<Cow<'a, str>>,
}

impl Line<'_> {
    fn get(&self, column: &str) -> Option<&str> {
        let index = self.header.iter().position(|other| other == column)?;
        self.cells.get(index).map(|cell| &**cell)
    }
}

/// Why a line cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Problem {
    line: u32,
    /// The column, or what else is wrong with the line.
    column: &'static str,
    /// What stands there.
    found: String,
}

/// What of a line that cannot be read is shown.
const SHOWN: usize = 80;
/// Lines of one file that are told of; a spoilt file has spoilt lines without end.
const MOST_TOLD: usize = 20;

impl Problem {
    fn new(line: u32, column: &'static str, found: &str) -> Problem {
        Problem { line, column, found: found.chars().take(SHOWN).collect() }
    }

    fn told(&self, file: &AcceptedFile) -> Diagnostic {
        let told = Diagnostic::new(Code::AcceptedUnreadable, place(file.table, file.day, self.line));
        told.found(&self.found).arg("column", self.column)
    }
}

/// The lines of a file that hold records. What is no line of such a file is reported.
fn read<'a>(file: &'a AcceptedFile, diagnostics: &mut Diagnostics) -> Vec<Line<'a>> {
    let mut problems = Vec::new();
    let lines = match text(file) {
        Ok(text) => lines(file.table, text, &mut problems),
        Err(problem) => {
            problems.push(problem);
            Vec::new()
        }
    };
    diagnostics.extend(problems.iter().take(MOST_TOLD).map(|problem| problem.told(file)));
    lines
}

/// The text of a file, whole: its last line has its end.
fn text(file: &AcceptedFile) -> Result<&str, Problem> {
    let text = std::str::from_utf8(&file.bytes).map_err(|error| {
        let before = file.bytes.get(..error.valid_up_to()).unwrap_or_default();
        Problem::new(line_of(before), "utf-8", "")
    })?;
    if text.ends_with('\n') {
        return Ok(text);
    }
    let Some(last) = text.lines().next_back() else { return Err(Problem::new(1, "empty", "")) };
    Err(Problem::new(line_of(text.as_bytes()), "end", last))
}

/// The line on which what follows stands.
fn line_of(before: &[u8]) -> u32 {
    let ends = before.iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(ends).unwrap_or(u32::MAX).saturating_add(1)
}

fn lines<'a>(table: Table, text: &'a str, problems: &mut Vec<Problem>) -> Vec<Line<'a>> {
    let fixed = columns(table);
    let mut header: Option<Arc<Vec<String>>> = None;
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if is_header(line, table) {
            let columns: Vec<String> = split(line).into_iter().map(Cow::into_owned).collect();
            if let Some(missing) = fixed.iter().find(|column| !columns.contains(column)) {
                problems.push(Problem::new(number, "header", missing));
                return lines;
            }
            header = Some(Arc::new(columns));
            continue;
        }
        let Some(header) = &header else {
            problems.push(Problem::new(number, "header", line));
            return lines;
        };
        let cells = split(line);
        if cells.len() == header.len() {
            lines.push(Line { number, header: Arc::clone(header), cells });
        } else {
            problems.push(Problem::new(number, "cells", line));
        }
    }
    lines
}

/// Whether a line names columns: the first cell of a record is a day or a code.
fn is_header(line: &str, table: Table) -> bool {
    line.strip_prefix(first_column(table)).is_some_and(|rest| rest.starts_with(','))
}

/// The cells of a line: with commas between them, and quotes around those that hold a comma or a quote.
fn split(line: &str) -> Vec<Cow<'_, str>> {
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        let (cell, next) = match rest.strip_prefix('"') {
            None => {
                let (cell, next) =
                    rest.split_once(',').map_or((rest, None), |(cell, next)| (cell, Some(next)));
                (Cow::Borrowed(cell), next)
            }
            Some(quoted) => {
                let (cell, behind) = unquoted(quoted);
                // Whatever is behind the closing quote makes one cell more than the header has.
                (cell, behind.strip_prefix(',').or((!behind.is_empty()).then_some(behind)))
            }
        };
        cells.push(cell);
        match next {
            Some(next) => rest = next,
            None => return cells,
        }
    }
}

/// The text up to the closing quote, and what is behind it.
fn unquoted(quoted: &str) -> (Cow<'_, str>, &str) {
    let mut from = 0;
    let mut doubled = false;
    while let Some(at) = quoted.get(from..).and_then(|rest| rest.find('"')).map(|at| at + from) {
        let behind = quoted.get(at + 1..).unwrap_or_default();
        if behind.starts_with('"') {
            doubled = true;
            from = at + 2;
            continue;
        }
        let cell = quoted.get(..at).unwrap_or_default();
        let cell = if doubled { Cow::Owned(cell.replace("\"\"", "\"")) } else { Cow::Borrowed(cell) };
        return (cell, behind);
    }
    (Cow::Borrowed(quoted), "")
}

#[cfg(test)]
mod tests;
