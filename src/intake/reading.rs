//! A drop's bytes → rows, each with its records or with the reasons why it has none. Rows are read by the functions that
//! read the tables kept by hand; what is wrong with a row beside others is left to [`super::progress`] and [`super::rows`].

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use sha2::Digest;
use sha2::Sha256;

use super::AcceptedFigure;
use super::AcceptedRow;
use super::inbox::Drop;
use super::inbox::Inbox;
use super::open::Contradiction;
use super::open::Key;
use super::said::Said;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Severity;
use crate::model::Scope;
use crate::model::Site;
use crate::model::accepted::ProgressRecord;
use crate::model::progress;
use crate::model::progress::Observation;
use crate::model::progress::SeriesKey;
use crate::model::register::Meaning;
use crate::model::register::strange_columns;
use crate::read::Table;
use crate::read::TableFile;
use crate::read::unreadable_table;
use crate::source::Place;
use crate::tables;
use crate::tables::Cell;
use crate::tables::Field;
use crate::tables::Row;
use crate::tables::TableSpec;
use crate::text::fold;

/// A drop as it was read.
#[derive(Debug)]
pub(super) struct Reading<'d> {
    pub drop: &'d Drop,
    /// None where it cannot be read as a table.
    pub table: Option<tables::Table>,
    /// Why the whole file is set aside; empty where it is not.
    pub whole: Vec<Diagnostic>,
    /// In the order of the table's rows.
    pub rows: Vec<RowRead>,
    pub warnings: Vec<Diagnostic>,
    /// How many records the rows hold, counted before any was judged.
    pub sent: usize,
    /// Whether [an earlier night](super::said::Memory::was_read) has dealt with it.
    pub is_again: bool,
    /// Whether it was set aside as a whole on an earlier night, and is done with.
    pub is_done: bool,
}

/// One row of a drop.
#[derive(Debug)]
pub(super) struct RowRead {
    /// The row as a spreadsheet counts it.
    pub number: usize,
    pub place: Place,
    /// What stands in its known columns, by their [meaning](tables::header::Header::meaning).
    pub cells: BTreeMap<String, String>,
    /// What the row is known by.
    pub mark: String,
    /// The same for its own sender's next file, where two rows must not be taken for one.
    pub said: String,
    /// When the file was saved by which the row was said first.
    pub since: Timestamp,
    /// Whether an earlier file of its sender said the same, so that it is no later word than it was.
    pub is_again: bool,
    /// What became of it then, as far as that is remembered.
    pub before: Option<Said>,
    /// Whether it was set aside then, and is done with.
    pub is_done: bool,
    /// The mark of the open record that the row mends.
    pub mends: Option<String>,
    /// How many records it holds, as far as can be seen.
    pub records: usize,
    /// Which records it holds, as far as can be seen.
    pub keys: Vec<Key>,
    /// Its day, where it has one that can be read.
    pub date: Option<Date>,
    pub fate: RowFate,
    /// Why the row was set aside.
    pub reasons: Vec<Diagnostic>,
    /// The figures of a row of progress.
    pub figures: Vec<Figure>,
    /// A row of points or schedules that was taken.
    pub accepted: Option<AcceptedRow>,
    /// What contradicts a row of points.
    pub contradicts: Option<Contradiction>,
}

/// What becomes of a row as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowFate {
    /// Each of its figures has a fate of its own.
    Figures,
    Accepted,
    Unchanged,
    Superseded,
    Bad,
}

/// One figure of a row.
#[derive(Debug)]
pub(super) struct Figure {
    pub key: SeriesKey,
    pub record: ProgressRecord,
    /// The cell that states it.
    pub place: Place,
    pub fate: Fate,
    /// What contradicts it.
    pub contradicts: Option<Contradiction>,
}

/// What becomes of a figure.
#[derive(Debug)]
pub(super) enum Fate {
    Undecided,
    Accepted(Box<AcceptedFigure>),
    /// Taken, and replaced at once by a later correction of the same drops.
    Replaced(Box<AcceptedFigure>),
    Unchanged,
    Superseded,
    SetAside(Vec<Diagnostic>),
    /// Set aside as a jump, until a report of a later day confirms it.
    Held(Vec<Diagnostic>),
}

/// Reads a drop. Rows that cannot be understood by themselves have the fate [`RowFate::Bad`].
pub(super) fn read<'d>(drop: &'d Drop, inbox: &Inbox, site: &Site, today: Date) -> Reading<'d> {
    let mut reading = Reading {
        drop,
        table: None,
        whole: Vec::new(),
        rows: Vec::new(),
        warnings: Vec::new(),
        sent: 0,
        is_again: inbox.read.was_read(drop),
        is_done: false,
    };
    let Some(format) = drop.format else {
        reading.whole.push(unknown_format(drop));
        return reading;
    };
    if drop.bytes.iter().all(u8::is_ascii_whitespace) {
        reading.whole.push(Diagnostic::new(Code::DropEmpty, Place::File(drop.path.clone())));
        return reading;
    }
    let file = TableFile { path: drop.path.clone(), format, bytes: drop.bytes.as_slice().into() };
    let (table, told) = tables::read(&file, &spec(drop.table, site));
    let Some(mut table) = table else {
        reading.whole.extend(told.into_iter().filter(|told| told.severity != Severity::Warning));
        return reading;
    };
    let signatures =
        table.rows().rev().take_while(|row| is_signature(*row, &table, drop.table, site)).count();
    table.pass_over_signatures(signatures);
    // What was said of cells goes to their rows, what is a warning to whoever looks after the site.
    let (mut of_rows, warnings): (Vec<Diagnostic>, Vec<Diagnostic>) =
        told.into_iter().partition(|told| told.severity != Severity::Warning);
    reading.warnings = warnings;
    reading.warnings.extend(strange_columns(&table, &site.config.languages));
    for row in table.rows() {
        let place = row.place();
        let cells = cells(row, &table);
        let mut row_read = RowRead {
            number: row.number(),
            mark: mark(drop.table, &cells, &[]),
            said: said(drop.table, &cells),
            since: drop.modified,
            is_again: false,
            before: None,
            is_done: false,
            cells,
            mends: mends(row, &table),
            records: 1,
            keys: Vec::new(),
            date: row.text(Field::Date).and_then(|cell| tables::row::date(&cell).ok()),
            fate: RowFate::Figures,
            reasons: Vec::new(),
            figures: Vec::new(),
            accepted: None,
            contradicts: None,
            place,
        };
        if row.is_damaged() {
            let (own, others) = of_rows.into_iter().partition(|told| is_within(&told.place, &row_read.place));
            row_read.reasons = own;
            of_rows = others;
        }
        if drop.table == Table::Progress {
            read_figures(&mut row_read, row, drop, site, today, &mut reading.warnings);
        }
        reading.sent += row_read.records;
        reading.rows.push(row_read);
    }
    reading.table = Some(table);
    reading
}

/// Whether a row below the last record is one of the names and signatures that stand below official tables: one or two
/// cells with words only, none of which is a day, a commune or a figure, in whichever columns they stand.
fn is_signature(row: Row<'_>, of: &tables::Table, table: Table, site: &Site) -> bool {
    let filled: Vec<Cell<'_>> = of.grid().cells(row.index()).filter_map(Cell::filled).collect();
    let is_words = |cell: &Cell<'_>| {
        let form = fold(cell.text);
        // `Đồng Nai, ngày 20 tháng 10 năm 2025` stands above the names.
        let is_dateline = ["ngay ", " thang ", " nam "].iter().all(|word| form.contains(word));
        let has_figure = cell.text.contains(|c: char| c.is_numeric() || c == '#') && !is_dateline;
        !has_figure && !form.is_empty() && tables::row::date(cell).is_err()
    };
    let names_commune =
        [Field::Code, Field::Commune].into_iter().filter_map(|field| row.text(field)).any(|cell| {
            let form = fold(cell.text);
            let has_kind = ["xa ", "phuong ", "dac khu ", "thi tran ", "tinh ", "thanh pho "];
            has_kind.iter().any(|kind| form.starts_with(kind))
                || !matches!(site.register.find(cell.text), Meaning::Unknown(near) if near.is_empty())
        });
    // A point has no figures: one whose commune nobody knows has a name beside it.
    let is_point = table == Table::Points && row.text(Field::Name).is_some() && filled.len() > 1;
    (1..=2).contains(&filled.len()) && filled.iter().all(is_words) && !names_commune && !is_point
}

/// What the columns of a drop may be.
pub(super) fn spec(table: Table, site: &Site) -> TableSpec {
    match table {
        Table::Progress => progress::spec(&site.config),
        Table::Points => TableSpec::points(),
        Table::Schedules => TableSpec::schedules(),
    }
}

fn unknown_format(drop: &Drop) -> Diagnostic {
    let ending = drop.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    unreadable_table(&drop.path, ending, &drop.bytes).severity(Severity::SetAside)
}

fn read_figures(
    read: &mut RowRead,
    row: Row<'_>,
    drop: &Drop,
    site: &Site,
    today: Date,
    warnings: &mut Vec<Diagnostic>,
) {
    let config = &site.config;
    let mut told = Diagnostics::default();
    let figures = progress::resolve_row(row, config, &site.register, today, &mut told);
    let (bad, more): (Vec<Diagnostic>, Vec<Diagnostic>) =
        told.into_iter().partition(|told| told.severity != Severity::Warning);
    warnings.extend(more);
    read.reasons.extend(bad);
    if read.reasons.is_empty() {
        let of_indicator = |id: &str| {
            let column = config.indicators.iter().position(|indicator| indicator.id == id);
            column.and_then(|column| row.extra(column)).or(row.text(Field::Value))
        };
        read.records = figures.len();
        read.figures = figures
            .into_iter()
            .map(|(key, observation)| Figure {
                place: of_indicator(&key.indicator).map_or_else(|| row.place(), |cell| cell.place()),
                record: record(row, &key, &observation, drop),
                key,
                fate: Fate::Undecided,
                contradicts: None,
            })
            .collect();
        return;
    }
    read.fate = RowFate::Bad;
    read.keys = partial_keys(row, site, read.date);
    read.records = read.keys.len();
}

/// A figure as it is kept once it is taken.
fn record(row: Row<'_>, key: &SeriesKey, observation: &Observation, drop: &Drop) -> ProgressRecord {
    let group_names = row.words(Field::Group).into_iter();
    let group_names = group_names.filter_map(|(tag, cell)| Some((tag?.to_owned(), cell.text.to_owned())));
    let first = |field| row.words(field).first().map(|(_, cell)| cell.text.to_owned());
    ProgressRecord {
        date: observation.date,
        scope: key.scope.clone(),
        indicator: key.indicator.clone(),
        group: key.group.clone(),
        group_names: if key.group.is_some() { group_names.collect() } else { BTreeMap::new() },
        as_unit: observation.as_unit().map(str::to_owned),
        value: observation.value,
        missing: observation.missing(),
        approx: observation.approx(),
        source: observation.source().map(str::to_owned),
        correction_by: row.text(Field::CorrectionBy).map(|cell| cell.text.to_owned()),
        reason: first(Field::Reason),
        override_until: observation.correction().and_then(|correction| correction.until),
        drop: format!("{}:{}", drop.name, row.number()),
    }
}

/// What a row that cannot be taken says of the figures that it holds: one key for each, at least one.
fn partial_keys(row: Row<'_>, site: &Site, date: Option<Date>) -> Vec<Key> {
    let text = |field: Field| row.text(field).map(|cell| cell.text.to_owned());
    let scope = [Field::Code, Field::Commune].into_iter().filter_map(text).find_map(|text| {
        match site.register.find(&text) {
            Meaning::Current(code) => Some(code.to_string()),
            _ => Scope::parse(&text)
                .filter(|scope| !matches!(scope, Scope::Commune(_)))
                .map(|scope| scope.to_string()),
        }
    });
    let key = |indicator: Option<String>| Key {
        id: None,
        date,
        scope: scope.clone(),
        indicator,
        group: text(Field::Group),
        as_unit: text(Field::AsUnit),
    };
    let mut keys = Vec::new();
    if let Some(cell) = row.text(Field::Indicator) {
        let known = progress::indicator(&site.config, cell.text);
        keys.push(key(known.map(|indicator| indicator.id.clone())));
    }
    for (column, indicator) in site.config.indicators.iter().enumerate() {
        if row.extra(column).is_some() {
            keys.push(key(Some(indicator.id.clone())));
        }
    }
    if keys.is_empty() {
        keys.push(key(None));
    }
    keys
}

/// What stands in the known columns of a row.
fn cells(row: Row<'_>, of: &tables::Table) -> BTreeMap<String, String> {
    let header = of.header();
    let cell = |column| Some((header.meaning(column)?.to_owned(), row.at(column)?.text.to_owned()));
    (0..header.width()).filter_map(cell).collect()
}

/// The digits of a mark.
pub(super) const MARK: usize = 8;

/// What a row is known by: eight hexadecimal digits of all that its known columns say, whatever their order and their
/// headers, without those of `faulty`. The same row sent again, in whichever format, is the same record.
pub(super) fn mark(table: Table, cells: &BTreeMap<String, String>, faulty: &[String]) -> String {
    short(hasher_of(table, cells, faulty), MARK / 2)
}

/// The same in sixteen digits, of which the mark is the first eight: of a long table no row should be taken for another one.
fn said(table: Table, cells: &BTreeMap<String, String>) -> String {
    short(hasher_of(table, cells, &[]), MARK)
}

fn hasher_of(table: Table, cells: &BTreeMap<String, String>, faulty: &[String]) -> Sha256 {
    let mut hasher = Sha256::new();
    hasher.update(table.folder());
    for (title, text) in cells.iter().filter(|(title, _)| !faulty.contains(title)) {
        hasher.update([0]);
        hasher.update(title);
        hasher.update([1]);
        hasher.update(text);
    }
    hasher
}

/// What a whole file is known by.
pub(super) fn mark_of_file(drop: &Drop) -> String {
    let mut hasher = Sha256::new();
    hasher.update(drop.table.folder());
    hasher.update([0]);
    hasher.update(&drop.bytes);
    short(hasher, MARK / 2)
}

fn short(hasher: Sha256, bytes: usize) -> String {
    hasher.finalize().iter().take(bytes).map(|byte| format!("{byte:02x}")).collect()
}

/// The mark at the end of the column that loa added: `… [#1a2b3c4d]`.
pub(super) fn mends(row: Row<'_>, of: &tables::Table) -> Option<String> {
    let cell = row.at(of.header().reasons()?)?;
    let (_, mark) = cell.text.rsplit_once("[#")?;
    let (mark, _) = mark.split_once(']')?;
    (mark.len() == MARK && mark.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| mark.to_owned())
}

/// Whether a cell is one of a row.
fn is_within(place: &Place, row: &Place) -> bool {
    match (place, row) {
        (Place::Cell(cell), Place::Cell(row)) => cell.path == row.path && cell.row == row.row,
        (Place::Text { source: a, span: cell }, Place::Text { source: b, span: row }) => {
            a.path == b.path && row.start <= cell.start && cell.end <= row.end
        }
        _ => false,
    }
}

impl RowRead {
    /// Whether it is taken, or says what stands already.
    pub fn is_right(&self) -> bool {
        let figures = || self.figures.iter().map(|figure| &figure.fate);
        let is_right = |fate: &Fate| matches!(fate, Fate::Accepted(_) | Fate::Replaced(_) | Fate::Unchanged);
        match self.fate {
            RowFate::Accepted | RowFate::Unchanged => true,
            RowFate::Figures => figures().all(is_right),
            RowFate::Superseded | RowFate::Bad => false,
        }
    }

    /// The keys of which it says what is right, by which open records are closed. What says again what it said is no answer
    /// to what was set aside since, unless it was taken only now.
    pub fn answers(&self) -> Vec<Key> {
        let is_good = |figure: &&Figure| match figure.fate {
            Fate::Accepted(_) | Fate::Replaced(_) => true,
            Fate::Unchanged | Fate::Superseded => !self.is_again,
            Fate::SetAside(_) | Fate::Held(_) | Fate::Undecided => false,
        };
        let is_good_row = match self.fate {
            RowFate::Accepted => true,
            RowFate::Figures | RowFate::Unchanged | RowFate::Superseded => !self.is_again,
            RowFate::Bad => false,
        };
        let figures = self.figures.iter().filter(is_good).map(Figure::open_key);
        figures.chain(self.keys.iter().filter(move |_| is_good_row).cloned()).collect()
    }

    /// Sets nothing of it aside: others say it, or nobody waits for it any more.
    pub fn pass_over(&mut self) {
        self.is_done = true;
        self.contradicts = None;
        if self.fate == RowFate::Bad {
            self.fate = RowFate::Superseded;
        }
        for figure in &mut self.figures {
            if matches!(figure.fate, Fate::Undecided | Fate::SetAside(_) | Fate::Held(_)) {
                figure.fate = Fate::Superseded;
                figure.contradicts = None;
            }
        }
    }
}

impl Figure {
    /// The key by which an open record is closed.
    pub fn open_key(&self) -> Key {
        Key::of_figure(&self.key, self.record.as_unit.as_deref(), self.record.date)
    }
}

impl Reading<'_> {
    /// Whether it is a file that loa gave back, mended or not.
    pub fn is_returned(&self) -> bool {
        self.table.as_ref().is_some_and(|table| table.header().reasons().is_some())
    }

    /// Sets the whole file aside.
    pub fn set_aside(&mut self, reason: Diagnostic) {
        self.whole.push(reason);
        for row in &mut self.rows {
            row.keys = if row.keys.is_empty() {
                row.figures.iter().map(Figure::open_key).collect()
            } else {
                std::mem::take(&mut row.keys)
            };
            row.fate = RowFate::Bad;
            row.accepted = None;
        }
    }
}
