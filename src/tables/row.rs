//! One row of a table: its cells by field, and its fields read into values with all their problems gathered.

use jiff::civil::{Date, Time};

use super::Table;
use super::grid::{Cell, Kind};
use super::is_formula_error;
use super::problem::{Problem, diagnostic};
use super::spec::Field;
use super::value::code::{parse_commune_code, parse_province_code};
use super::value::coordinate::{Axis, Coordinate, parse_coordinate};
use super::value::date::{parse_date_or_serial, serial_datetime};
use super::value::flag::parse_flag;
use super::value::hours::{Hours, parse_hours};
use super::value::look_alike::{with_digits_for_letters, with_plain_digits};
use super::value::number::{ShareProblem, parse_count, parse_numeric_count, parse_share};
use super::value::phone::{PhoneProblem, parse_phone};
use super::value::time::{TimeProblem, parse_time};
use super::value::weekday::{Weekdays, parse_weekdays};
use super::workbook::percent;
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::Place;

/// A row below the header.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    pub(super) table: &'t Table,
    /// By its index in the grid.
    pub(super) row: usize,
}

impl<'t> Row<'t> {
    pub fn place(self) -> Place {
        self.table.grid.row_place(self.row)
    }

    /// The row's index in [`Table::grid`].
    pub fn index(self) -> usize {
        self.row
    }

    /// The number that a spreadsheet gives the row, from 1.
    pub fn number(self) -> usize {
        self.table.grid.row_number(self.row)
    }

    /// The cell of a column, from 0, unless it is empty.
    pub fn at(self, column: usize) -> Option<Cell<'t>> {
        self.cell(column)
    }

    /// The header of a column as it is written.
    pub fn title(self, column: usize) -> &'t str {
        self.table.header.title(column)
    }

    /// Whether the cells may stand in the wrong columns. That has been reported; the row may serve to see which record is
    /// meant, and is then set aside.
    pub fn is_damaged(self) -> bool {
        self.table.grid.is_damaged(self.row)
    }

    /// The cell of a field, from the column without a language tag; none where it is empty or there is no such column.
    pub fn text(self, field: Field) -> Option<Cell<'t>> {
        self.cell(self.table.header.column(field)?)
    }

    /// The cell of a column that the site names, by its place in the spec's `extras`.
    pub fn extra(self, extra: usize) -> Option<Cell<'t>> {
        self.cell(self.table.header.extra(extra)?)
    }

    /// The words of a field: without a tag first, then by language in the order of the columns. Empty cells are left out.
    pub fn words(self, field: Field) -> Vec<(Option<&'t str>, Cell<'t>)> {
        let plain = self.text(field).map(|cell| (None, cell));
        let tagged = self.table.header.word_columns().iter().filter(|words| words.field == field);
        let tagged = tagged.filter_map(|words| Some((Some(words.tag.as_str()), self.cell(words.column)?)));
        plain.into_iter().chain(tagged).collect()
    }

    /// Reads fields into values, and gathers what is wrong with them.
    pub fn read<'d>(self, diagnostics: &'d mut Diagnostics) -> Fields<'t, 'd> {
        Fields { row: self, diagnostics, failed: self.is_damaged() }
    }

    /// Whether a cell of the row is this formula, saved without a value.
    fn has_unsaved(self, formula: &str) -> bool {
        formula.starts_with('=')
            && self.table.grid.cells(self.row).any(|cell| cell.kind == Kind::Unsaved && cell.text == formula)
    }

    fn cell(self, column: usize) -> Option<Cell<'t>> {
        self.table.grid.cell(self.row, column)?.filled()
    }
}

/// Reads the fields of one row. Each reader returns none both for an empty cell and for one that cannot be read, and
/// reports the latter; so a resolver reads all fields first and asks [`Fields::failed`] once, and one bad row gives all
/// its problems.
///
/// ```text
/// let mut fields = row.read(&mut diagnostics);
/// fields.require(Field::Date);
/// let date = fields.date(Field::Date);
/// let until = fields.date(Field::Until);
/// if fields.failed() { return None; }
/// ```
#[derive(Debug)]
pub struct Fields<'t, 'd> {
    row: Row<'t>,
    diagnostics: &'d mut Diagnostics,
    failed: bool,
}

impl<'t> Fields<'t, '_> {
    /// Whether the row cannot be taken: it is damaged, or something worse than a warning was reported.
    pub fn failed(&self) -> bool {
        self.failed
    }

    pub fn row(&self) -> Row<'t> {
        self.row
    }

    /// Adds a problem that the resolver found. What a formula's error looks like to a field is no problem of its own: the
    /// error was reported with the row, which is damaged.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        let is_formula = |found: &str| is_formula_error(found) || self.row.has_unsaved(found);
        // Nor is what is missing from a row of which a part was reported and taken out.
        let is_gap = diagnostic.found.is_none() && self.row.table.grid.is_told(self.row.row);
        let is_gap = is_gap || self.row.table.grid.is_left_out(self.row.row);
        if is_gap || diagnostic.found.as_deref().is_some_and(is_formula) {
            self.failed = true;
            return;
        }
        self.failed |= diagnostic.severity != Severity::Warning;
        self.diagnostics.push(diagnostic);
    }

    /// Reports a field that is empty in all its columns. A column that does not exist has been reported with the header,
    /// or is one of several choices.
    pub fn require(&mut self, field: Field) -> bool {
        let there = !self.row.words(field).is_empty();
        let table = self.row.table;
        let tagged = || {
            table.header.word_columns().iter().find(|words| words.field == field).map(|words| words.column)
        };
        if !there && let Some(column) = table.header.column(field).or_else(tagged) {
            let place =
                table.grid.cell(self.row.row, column).map_or_else(|| self.row.place(), |cell| cell.place());
            self.report(Diagnostic::new(Code::CellMissing, place).arg("column", table.header.title(column)));
        }
        there
    }

    pub fn text(&self, field: Field) -> Option<Cell<'t>> {
        self.row.text(field)
    }

    pub fn date(&mut self, field: Field) -> Option<Date> {
        self.value(field, date)
    }

    pub fn time(&mut self, field: Field) -> Option<Time> {
        self.value(field, time)
    }

    pub fn count(&mut self, field: Field) -> Option<u64> {
        self.value(field, count)
    }

    /// In hundredths of a percent.
    pub fn share(&mut self, field: Field) -> Option<u32> {
        self.value(field, share)
    }

    pub fn weekdays(&mut self, field: Field) -> Option<Weekdays> {
        self.value(field, |cell| Ok(parse_weekdays(cell.text)?))
    }

    pub fn hours(&mut self, field: Field) -> Option<Hours> {
        self.value(field, |cell| read(cell.text, parse_hours))
    }

    /// An empty cell and a missing column are no.
    pub fn flag(&mut self, field: Field) -> bool {
        self.value(field, |cell| Ok(parse_flag(cell.text)?)).unwrap_or(false)
    }

    pub fn latitude(&mut self) -> Option<Coordinate> {
        self.value(Field::Lat, |cell| Ok(parse_coordinate(cell.text, Axis::Latitude)?))
    }

    pub fn longitude(&mut self) -> Option<Coordinate> {
        self.value(Field::Lon, |cell| Ok(parse_coordinate(cell.text, Axis::Longitude)?))
    }

    pub fn commune_code(&mut self, field: Field) -> Option<String> {
        self.value(field, |cell| read(cell.text, parse_commune_code))
    }

    pub fn province_code(&mut self, field: Field) -> Option<String> {
        self.value(field, |cell| Ok(parse_province_code(cell.text)?))
    }

    /// A phone number as it is written. One that a spreadsheet took for a number and robbed of its zero is reported: all
    /// numbers of nine or ten digits in Viet Nam begin with a zero, but for the services 1800 and 1900. Words without any
    /// number stand as they are, with a warning: they mislead nobody, and a place is worth more than its number.
    pub fn phone(&mut self, field: Field) -> Option<String> {
        let cell = self.row.text(field)?;
        let is_bare = cell.text.bytes().all(|byte| byte.is_ascii_digit());
        if is_bare && matches!(cell.text.len(), 9 | 10) && !cell.text.starts_with(['0', '1']) {
            let zeros = Diagnostic::new(Code::PhoneZeros, cell.place()).found(cell.text);
            self.report(zeros.arg("offer", format!("0{}", cell.text)));
            return None;
        }
        match parse_phone(cell.text) {
            Err(PhoneProblem::Form) if !cell.text.contains(|c: char| c.is_ascii_digit()) => {
                let title = self.row.table.header.title(cell.column());
                let words = diagnostic(&PhoneProblem::Form.into(), &cell, title);
                self.report(words.severity(Severity::Warning));
            }
            read => self.cell_value(cell, |_| Ok(read?))?,
        }
        // A dash says that there is none.
        let text = cell.text.trim_start_matches('\'');
        text.contains(char::is_alphanumeric).then(|| text.to_owned())
    }

    pub fn extra_count(&mut self, extra: usize) -> Option<u64> {
        let cell = self.row.extra(extra)?;
        self.cell_value(cell, count)
    }

    pub fn extra_share(&mut self, extra: usize) -> Option<u32> {
        let cell = self.row.extra(extra)?;
        self.cell_value(cell, share)
    }

    /// Reads the cell of a field by a function of the caller's.
    pub fn value<T>(
        &mut self,
        field: Field,
        parse: impl FnOnce(&Cell<'t>) -> Result<T, Problem>,
    ) -> Option<T> {
        let cell = self.row.text(field)?;
        self.cell_value(cell, parse)
    }

    /// Reads a cell by a function of the caller's.
    pub fn cell_value<T>(
        &mut self,
        cell: Cell<'t>,
        parse: impl FnOnce(&Cell<'t>) -> Result<T, Problem>,
    ) -> Option<T> {
        match parse(&cell) {
            Ok(value) => Some(value),
            Err(problem) => {
                self.report(diagnostic(&problem, &cell, self.row.table.header.title(cell.column())));
                None
            }
        }
    }
}

/// The date of a cell; of a date with a time, its day.
pub fn date(cell: &Cell) -> Result<Date, Problem> {
    let text = match cell.kind {
        Kind::Date => cell.text.split('T').next().unwrap_or_default(),
        Kind::Text | Kind::Number | Kind::Bool | Kind::Unsaved => cell.text,
    };
    read(text, |text| parse_date_or_serial(text, cell.epoch()))
}

/// What a text says; where it cannot be read, but could with digits for the letters that look like them, that is offered.
fn read<T, P: Into<Problem>>(text: &str, parse: impl Fn(&str) -> Result<T, P>) -> Result<T, Problem> {
    let plain = with_plain_digits(text);
    parse(&plain).map_err(|problem| {
        let offer = with_digits_for_letters(&plain).filter(|other| parse(other).is_ok());
        offer.map_or_else(|| problem.into(), |offer| Problem::Letters { offer })
    })
}

/// The time of a cell; of a date with a time, its time. A number of a spreadsheet is a part of a day.
pub fn time(cell: &Cell) -> Result<Time, Problem> {
    match cell.kind {
        Kind::Text | Kind::Bool | Kind::Unsaved => read(cell.text, parse_time),
        Kind::Date => {
            let time = cell.text.rsplit('T').next().unwrap_or_default();
            Ok(time.parse::<Time>().map_err(|_| TimeProblem::Form)?)
        }
        Kind::Number => {
            let part = cell.text.parse::<f64>().ok().filter(|part| (0.0..1.0).contains(part));
            let at = part.and_then(|part| serial_datetime(part, cell.epoch())).ok_or(TimeProblem::Form)?;
            Ok(at.time())
        }
    }
}

/// The count of a cell.
pub fn count(cell: &Cell) -> Result<u64, Problem> {
    match cell.kind {
        Kind::Number => Ok(parse_numeric_count(cell.text)?),
        Kind::Text | Kind::Date | Kind::Bool | Kind::Unsaved => read(cell.text, parse_count),
    }
}

/// The share of a cell in a column whose header says percent, `Tỷ lệ (%)`: a bare number above one is that share. Up to
/// one it may as well be the part that spreadsheets store.
pub fn share_under(cell: &Cell, title: &str) -> Result<u32, Problem> {
    let is_above_one = cell.text.replace(',', ".").parse::<f64>().is_ok_and(|number| number > 1.0);
    if title.contains('%') && is_above_one {
        Ok(parse_share(&format!("{}%", cell.text))?)
    } else {
        share(cell)
    }
}

/// The share of a cell, in hundredths of a percent. A number of a spreadsheet that is not shown in percent could be
/// meant either way; up to one it is offered as the part that spreadsheets store.
pub fn share(cell: &Cell) -> Result<u32, Problem> {
    let part = cell.text.parse::<f64>().ok().filter(|part| (0.0..=1.0).contains(part));
    if let (Kind::Number, Some(part)) = (cell.kind, part) {
        return Err(ShareProblem::NoPercent { offer: percent(part) }.into());
    }
    read(cell.text, parse_share)
}
