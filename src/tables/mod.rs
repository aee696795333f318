//! Tables: bytes → rows with cells that know their place.
//!
//! The steps: [`encoding`] makes text of bytes, [`delimited`] cuts it into a [`grid::Grid`] (as [`workbook`], [`listed`] and
//! [`pipe`] do with sheets, YAML lists and pipe tables), [`header`] finds which column is which field of the [`spec`], `shifted`
//! and `swapped` set rows aside that could be read, but say something else than was typed, and a [`Row`] reads its cells by
//! [`value`]. What the values of several rows mean together is left to the model.

pub mod delimited;
pub mod encoding;
pub mod grid;
pub mod header;
pub mod listed;
mod ods;
pub mod pipe;
pub mod problem;
pub mod row;
mod shifted;
pub mod spec;
mod swapped;
pub mod value;
pub mod workbook;

pub use grid::{Cell, Grid, Kind};
pub use header::Header;
pub use row::{Fields, Row};
pub use spec::{Extra, Field, TableSpec};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::read::{Nature, TableFile, TableFormat};
use crate::source::{CellPlace, Place, Source};
use encoding::EncodingProblem;
use header::Again;
use spec::header_form;

/// A table has at most so many bytes: twenty times the largest that is known, and few enough to be held in memory.
pub const LARGEST_FILE: usize = 1 << 30;

/// The rows of a table below its header.
#[derive(Debug)]
pub struct Table {
    grid: Grid,
    header: Header,
    /// The rows that hold records, by their index in the grid.
    rows: Vec<u32>,
    pub skipped: Skipped,
}

/// Rows that hold no record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Above the header, and the row of column numbers below it.
    pub title: usize,
    /// Totals.
    pub total: usize,
    /// Without any text, anywhere above the last row.
    pub blank: usize,
    /// Names and signatures below the last record.
    pub signature: usize,
}

/// Reads a table of any format. None where it cannot be read at all; then a diagnostic says why.
///
/// All diagnostics about the file and its rows have the severity of tables that set aside; for the register of communes
/// the caller makes them errors (contract, section 7).
pub fn read(file: &TableFile, spec: &TableSpec) -> (Option<Table>, Diagnostics) {
    let (path, bytes) = (file.path.as_str(), &file.bytes[..]);
    if bytes.len() > LARGEST_FILE {
        return (None, [Diagnostic::new(Code::TableTooLarge, Place::File(path.to_owned()))].into());
    }
    if let Some(told) = of_other_kind(path, bytes) {
        return (None, [told].into());
    }
    match file.format {
        TableFormat::Csv => read_csv(path, bytes, spec),
        TableFormat::Workbook => workbook::read(path, bytes, spec),
        TableFormat::Yaml | TableFormat::Markdown => match encoding::decode(bytes) {
            Ok(text) => {
                let source = Source::new(path, text);
                let read = if file.format == TableFormat::Yaml { listed::read } else { pipe::read };
                read(&source, spec)
            }
            Err(problem) => (None, [encoding_diagnostic(path, &problem)].into()),
        },
    }
}

/// Reads a text table. None where it cannot be read at all; then a diagnostic says why.
pub fn read_csv(path: &str, bytes: &[u8], spec: &TableSpec) -> (Option<Table>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    if bytes.len() > LARGEST_FILE {
        diagnostics.push(Diagnostic::new(Code::TableTooLarge, Place::File(path.to_owned())));
        return (None, diagnostics);
    }
    let text = match encoding::decode(bytes) {
        Ok(text) => text,
        Err(problem) => {
            diagnostics.push(encoding_diagnostic(path, &problem));
            return (None, diagnostics);
        }
    };
    match delimited::split(path, &text, spec) {
        Ok(grid) => read_grid(grid, spec),
        Err(open) => {
            diagnostics.push(Diagnostic::new(Code::TableQuoteOpen, open.place).found(open.cell));
            (None, diagnostics)
        }
    }
}

/// Reads a grid, whatever it was made from. None where it has no header or not the required columns.
pub fn read_grid(mut grid: Grid, spec: &TableSpec) -> (Option<Table>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    if let Some((cell, word)) = encoding::lost_marks(&grid) {
        diagnostics.push(Diagnostic::new(Code::TableLostMarks, cell.place()).found(word));
        return (None, diagnostics);
    }
    let (header, more) = header::find(&grid, spec);
    diagnostics.extend(more);
    let Some(header) = header else { return (None, diagnostics) };

    let mut skipped = Skipped::default();
    let mut is_other_table = false;
    let mut rows = Vec::with_capacity(grid.len());
    for row in 0..grid.len() {
        // Rows that the producer did not even hand on are blank rows, too.
        let before = row.checked_sub(1).map_or(0, |before| grid.row_number(before));
        skipped.blank += grid.row_number(row).saturating_sub(before + 1);
        if row == header.row {
            continue;
        }
        let is_blank = |cell: Cell<'_>| {
            cell.is_empty() || (cell.kind == Kind::Unsaved && !header.is_known(cell.column()))
        };
        let again = if row > header.row { header::again(&grid, row, &header, spec) } else { Again::No };
        if !grid.is_told(row) && grid.cells(row).all(is_blank) {
            skipped.blank += 1;
        } else if row < header.row || (row == header.row + 1 && is_column_numbers(&grid, row)) {
            skipped.title += 1;
        } else if is_total(&grid, row, &header) {
            skipped.total += 1;
        } else if is_other_table {
            grid.leave_out(row);
            rows.extend(u32::try_from(row));
        } else if again == Again::Same {
            skipped.title += 1;
        } else if again == Again::Other {
            is_other_table = true;
            let place = grid.row_place(row);
            diagnostics.push(Diagnostic::new(Code::TableSecond, place).found(words_of(&grid, row)));
        } else if grid.is_struck(row) {
            diagnostics
                .push(Diagnostic::new(Code::RowStruck, grid.row_place(row)).found(words_of(&grid, row)));
            grid.leave_out(row);
            rows.extend(u32::try_from(row));
        } else {
            if grid.is_damaged(row) && !grid.is_told(row) {
                diagnostics.push(Diagnostic::new(Code::RowQuoteStray, grid.row_place(row)));
            }
            // Of a text file `shifted` tells it, which may know what was cut.
            let long = too_long(&grid, row, &header).filter(|_| grid.separator().is_none());
            let broken: Vec<Diagnostic> = error_cells(&grid, row, &header).chain(long).collect();
            if !broken.is_empty() {
                diagnostics.extend(broken);
                grid.damage(row);
            }
            rows.extend(u32::try_from(row));
        }
    }
    for (row, told) in shifted::shifted(&grid, &header, spec, &rows) {
        diagnostics.push(told);
        grid.leave_out(row);
    }
    for (row, told) in swapped::swapped(&grid, &header, &rows) {
        diagnostics.push(told);
        grid.damage(row);
    }
    (Some(Table { grid, header, rows, skipped }), diagnostics)
}

/// All that stands in a row, to show it.
fn words_of(grid: &Grid, row: usize) -> String {
    let words: Vec<&str> = grid.cells(row).filter_map(Cell::filled).map(|cell| cell.text).collect();
    words.join(" | ")
}

impl Table {
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = Row<'_>> + ExactSizeIterator {
        self.rows.iter().map(|row| Row { table: self, row: *row as usize })
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Takes the last `count` rows for names and signatures, which are no records.
    pub fn pass_over_signatures(&mut self, count: usize) {
        let count = count.min(self.rows.len());
        self.rows.truncate(self.rows.len() - count);
        self.skipped.signature += count;
    }

    /// All rows of the file, those above the header among them.
    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    /// Where the header of a column stands.
    pub fn header_place(&self, column: usize) -> Place {
        let cell = self.grid.cell(self.header.row, column);
        cell.map_or_else(|| self.grid.row_place(self.header.row), |cell| cell.place())
    }
}

/// Why a file is no table, where its bytes say that it is something else than its ending. What is a workbook where a
/// text should be, or the other way round, is told by whoever tries to read it.
fn of_other_kind(path: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let is_workbook = |nature: &Nature| matches!(nature, Nature::Workbook | Nature::OldWorkbook);
    let nature = Nature::of(bytes).filter(|nature| !is_workbook(nature))?;
    Some(Diagnostic::new(Code::TableOtherKind, Place::File(path.to_owned())).word("case", nature.key()))
}

fn encoding_diagnostic(path: &str, problem: &EncodingProblem) -> Diagnostic {
    let file = Place::File(path.to_owned());
    match problem {
        EncodingProblem::NotText => Diagnostic::new(Code::TableNotText, file),
        EncodingProblem::Workbook => Diagnostic::new(Code::TableIsWorkbook, file),
        EncodingProblem::BrokenUtf8 { line } => {
            let place =
                CellPlace { path: path.into(), sheet: None, row: *line, column: None, line: Some(*line) };
            Diagnostic::new(Code::TableBrokenUtf8, Place::Cell(place))
        }
        EncodingProblem::OldFont { word } => Diagnostic::new(Code::TableOldFont, file).found(word),
    }
}

/// A row with text in cells beyond the header's last column.
fn too_long(grid: &Grid, row: usize, header: &Header) -> Option<Diagnostic> {
    let cell = grid.cells(row).skip(header.width()).find_map(Cell::filled)?;
    let long = Diagnostic::new(Code::RowTooLong, grid.row_place(row)).found(cell.text);
    let case = grid.made_of();
    Some(long.arg("cells", grid.width(row)).arg("columns", header.width()).word("case", case))
}

/// Cells of known columns in which a formula came to nothing, or was saved without what it came to. No field may take
/// them: the name of a point can be any text.
fn error_cells(grid: &Grid, row: usize, header: &Header) -> impl Iterator<Item = Diagnostic> {
    let cells = grid.cells(row).filter(|cell| header.is_known(cell.column()));
    cells.filter_map(|cell| {
        let code = match cell.kind {
            Kind::Unsaved => Code::CellFormulaUnsaved,
            _ if is_formula_error(cell.text) => Code::CellFormulaError,
            _ => return None,
        };
        let told = Diagnostic::new(code, cell.place()).found(cell.text);
        Some(told.arg("column", header.title(cell.column())))
    })
}

/// What Excel and LibreOffice show where a formula has no value, or a column is too narrow for a date; both get into
/// text files saved from them.
fn is_formula_error(text: &str) -> bool {
    const ERRORS: [&str; 10] =
        ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#DATA!"];
    ERRORS.contains(&text)
        || (text.len() >= 3 && text.bytes().all(|byte| byte == b'#'))
        || text
            .strip_prefix("Err:")
            .is_some_and(|number| number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The row of numbers that official tables have below their header: `(1) (2) (3)`, or `A B 1 2`.
fn is_column_numbers(grid: &Grid, row: usize) -> bool {
    let mut next = None;
    let mut count = 0;
    let texts =
        grid.cells(row).filter_map(Cell::filled).map(|cell| cell.text.trim_matches(['(', ')', '[', ']']));
    for text in texts {
        count += 1;
        // `(5)=(4)/(3)`: how the column is reckoned.
        let text = text.split('=').next().unwrap_or_default().trim_end_matches([')', ']', ' ']);
        match (text.as_bytes(), text.parse::<u8>()) {
            ([b'A'..=b'F'], _) if next.is_none() => {}
            (_, Ok(number)) if number == next.unwrap_or(1) => next = Some(number.saturating_add(1)),
            _ => return false,
        }
    }
    count >= 3 && next.is_some()
}

/// A row of totals: its first words are a total, or a total stands where the commune, point or group should.
fn is_total(grid: &Grid, row: usize, header: &Header) -> bool {
    let first = grid.cells(row).find_map(Cell::filled);
    if first.is_some_and(|cell| total_words(cell.text).is_some()) {
        return true;
    }
    [Field::Commune, Field::Code, Field::Name, Field::Point, Field::Group].into_iter().any(|field| {
        let cell = header.column(field).and_then(|column| grid.cell(row, column));
        cell.is_some_and(|cell| total_words(cell.text) == Some(Total::Alone))
    })
}

#[derive(PartialEq, Eq)]
enum Total {
    Alone,
    /// `Tổng cộng toàn tỉnh`.
    WithWords,
}

fn total_words(text: &str) -> Option<Total> {
    // Nearly all cells are told apart by two letters, without being folded.
    let mut letters = text.trim_start_matches(|c: char| !c.is_alphanumeric()).chars();
    let total = matches!(letters.next()?, 't' | 'T' | 'c' | 'C')
        && matches!(letters.next()?, 'o' | 'O' | 'ổ' | 'Ổ' | 'ộ' | 'Ộ');
    if !total || text.len() > 100 {
        return None;
    }
    match header_form(text).as_str() {
        "tong cong" | "tong so" | "tong" | "cong" | "total" => Some(Total::Alone),
        form => {
            // Without its tones a `Tổng công ty` (a corporation) would begin like a total.
            let lower = text.to_lowercase();
            let begins = |words: &str, toned: &str| {
                form.starts_with(words) && (text.is_ascii() || lower.contains(toned))
            };
            let is_total = (begins("tong cong ", "cộng") && !form.starts_with("tong cong ty"))
                || begins("tong so ", "số");
            is_total.then_some(Total::WithWords)
        }
    }
}

#[cfg(test)]
mod tests;
