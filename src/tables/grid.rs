//! Rows of cells with their places, whatever they were read from: the one thing that text files, sheets, YAML lists and
//! pipe tables are turned into before anybody looks for a header.
//!
//! All texts of a grid lie in one string, one behind the other, so that a million rows cost a handful of allocations.
//! Which column means what is left to [`super::header`], and what a cell means to [`super::value`].

use std::sync::Arc;

use jiff::civil::DateTime;

use super::value::date::{Epoch, serial_datetime};
use crate::source::{CellPlace, Place, Source, Span};

/// A sheet, a text file with columns, or a table within a text.
///
/// Made row by row: [`Grid::start_row`], then the cells of the row with one of the `push` functions.
#[derive(Clone, Debug)]
pub struct Grid {
    origin: Origin,
    /// What stands between the cells of a text file.
    separator: Option<u8>,
    /// From which day the grid's date serials count.
    pub epoch: Epoch,
    text: String,
    cells: Vec<StoredCell>,
    spans: Vec<Span>,
    rows: Vec<StoredRow>,
}

/// What a spreadsheet knows of a cell beyond its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Typed text; all cells of text files are of this kind.
    Text,
    /// A number: digits, with a point as the decimal mark whatever the locale.
    Number,
    /// A date or time of a spreadsheet: `2025-10-20`, `2025-10-20T07:30:00` or `07:30:00`.
    Date,
    /// `true` or `false`.
    Bool,
    /// A formula of a spreadsheet, beginning with `=`, that was saved without a value. No field takes it.
    Unsaved,
}

/// A cell: its text without blanks at the ends, and where to find it.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'g> {
    pub text: &'g str,
    pub kind: Kind,
    grid: &'g Grid,
    row: usize,
    column: usize,
}

#[derive(Clone, Debug)]
enum Origin {
    File { path: Arc<str>, sheet: Option<Arc<str>>, lines: bool },
    Text { source: Arc<Source> },
}

/// The cell's text begins where the one before it ends.
#[derive(Clone, Copy, Debug)]
struct StoredCell {
    end: u32,
    kind: Kind,
    /// Whether it stood within quotes in a text file.
    quoted: bool,
}

/// The row's cells begin where those of the row before it end.
#[derive(Clone, Copy, Debug)]
struct StoredRow {
    end: u32,
    row: u32,
    line: u32,
    damaged: bool,
    struck: bool,
    told: Told,
}

/// What of a row's damage has been reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Nothing,
    /// Something that was taken out of it.
    Part,
    /// All that there is to say.
    All,
}

impl Grid {
    /// A text file: its places have lines.
    pub fn of_text_file(path: &str) -> Grid {
        Grid::new(Origin::File { path: path.into(), sheet: None, lines: true })
    }

    /// The same, with what stands between its cells.
    pub fn separated(path: &str, separator: u8) -> Grid {
        Grid { separator: Some(separator), ..Grid::of_text_file(path) }
    }

    /// A sheet of a workbook.
    pub fn of_sheet(path: &str, sheet: &str, epoch: Epoch) -> Grid {
        let origin = Origin::File { path: path.into(), sheet: Some(sheet.into()), lines: false };
        Grid { epoch, ..Grid::new(origin) }
    }

    /// A table within a text, such as a pipe table; its cells are pushed with [`Grid::push_spanned`].
    pub fn in_text(source: &Arc<Source>) -> Grid {
        Grid::new(Origin::Text { source: Arc::clone(source) })
    }

    fn new(origin: Origin) -> Grid {
        Grid {
            origin,
            separator: None,
            epoch: Epoch::Y1900,
            text: String::new(),
            cells: Vec::new(),
            spans: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Makes room for so many rows and cells, with texts of so many bytes together.
    pub fn reserve(&mut self, rows: usize, cells: usize, bytes: usize) {
        self.rows.reserve(rows);
        self.cells.reserve(cells);
        self.text.reserve(bytes);
    }

    /// Begins a row. `row` is the number a spreadsheet gives it, from 1; `line` the line of a text file, from 1, or 0
    /// where there are none.
    pub fn start_row(&mut self, row: usize, line: usize) {
        let end = narrow(self.cells.len());
        self.rows.push(StoredRow {
            end,
            row: narrow(row),
            line: narrow(line),
            damaged: false,
            struck: false,
            told: Told::Nothing,
        });
    }

    /// Adds a cell to the last row.
    ///
    /// A producer turns a number shown as percent into its text (`25%`): a share is read from text only.
    pub fn push(&mut self, text: &str, kind: Kind) {
        self.text.push_str(text);
        self.cells.push(StoredCell { end: narrow(self.text.len()), kind, quoted: false });
        if let Some(last) = self.rows.last_mut() {
            last.end = narrow(self.cells.len());
        }
    }

    /// Adds a cell whose text stands at `span` of the source.
    pub fn push_spanned(&mut self, text: &str, span: Span) {
        self.spans.resize(self.cells.len(), Span::default());
        self.spans.push(span);
        self.push(text, Kind::Text);
    }

    /// Adds a number. Not-a-number and infinities become empty cells.
    pub fn push_number(&mut self, number: f64) {
        let text = if number.is_finite() { number.to_string() } else { String::new() };
        self.push(&text, Kind::Number);
    }

    /// Adds a number that the spreadsheet shows as a date or a time, counted from the grid's epoch. A serial that is no
    /// date stays a number.
    pub fn push_serial(&mut self, serial: f64) {
        let Some(at) = serial_datetime(serial, self.epoch) else { return self.push_number(serial) };
        self.push(&serial_text(serial, at), Kind::Date);
    }

    /// Adds a truth value.
    pub fn push_bool(&mut self, value: bool) {
        self.push(if value { "true" } else { "false" }, Kind::Bool);
    }

    /// Notes that a cell of the last row stood within quotes.
    pub(super) fn note_quoted(&mut self, column: usize) {
        let cells = self.cells_of(self.rows.len().saturating_sub(1));
        if let Some(cell) = self.cells.get_mut(cells).and_then(|cells| cells.get_mut(column)) {
            cell.quoted = true;
        }
    }

    /// Marks the last row as one with a quote where none may stand, so that its cells may be in the wrong columns. It is
    /// reported if it holds a record.
    pub fn damage_last_row(&mut self) {
        if let Some(last) = self.rows.last_mut() {
            last.damaged = true;
        }
    }

    /// Marks the last row as one in which a filled cell is struck through, as people do with what no longer holds.
    pub fn strike_last_row(&mut self) {
        if let Some(last) = self.rows.last_mut() {
            last.struck = true;
        }
    }

    /// Whether a filled cell of the row is struck through.
    pub fn is_struck(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|stored| stored.struck)
    }

    /// Marks the last row as damaged by what has been reported already.
    pub(super) fn damage_told(&mut self) {
        if let Some(last) = self.rows.last_mut() {
            (last.damaged, last.told) = (true, Told::Part);
        }
    }

    /// Whether the row is damaged by what was reported before it was looked at.
    pub(super) fn is_told(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|stored| stored.told != Told::Nothing)
    }

    /// Marks a row as one that is not read, for a reason that was reported for all of its kind.
    pub(super) fn leave_out(&mut self, row: usize) {
        if let Some(stored) = self.rows.get_mut(row) {
            (stored.damaged, stored.told) = (true, Told::All);
        }
    }

    /// Whether nothing more need be said of the row.
    pub(super) fn is_left_out(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|stored| stored.told == Told::All)
    }

    pub(super) fn damage(&mut self, row: usize) {
        if let Some(stored) = self.rows.get_mut(row) {
            stored.damaged = true;
        }
    }

    /// Whether the row's cells may stand in the wrong columns.
    pub fn is_damaged(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|stored| stored.damaged)
    }

    /// How many rows there are. Rows are asked for by their index, from 0; it is not the number in a spreadsheet.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many cells the row has, empty ones among them.
    pub fn width(&self, row: usize) -> usize {
        self.cells_of(row).len()
    }

    /// The number a spreadsheet gives the row, from 1.
    pub fn row_number(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, |stored| stored.row as usize)
    }

    /// The cell, empty or not; none where the row is shorter.
    pub fn cell(&self, row: usize, column: usize) -> Option<Cell<'_>> {
        let cells = self.cells_of(row);
        let index = cells.start.checked_add(column).filter(|index| cells.contains(index))?;
        let kind = self.cells.get(index)?.kind;
        Some(Cell { text: trim(self.cell_text(index)), kind, grid: self, row, column })
    }

    /// The cells of a row, empty ones among them.
    pub fn cells(&self, row: usize) -> impl ExactSizeIterator<Item = Cell<'_>> + '_ {
        let cells = self.cells_of(row);
        let first = cells.start;
        cells.map(move |index| Cell {
            text: trim(self.cell_text(index)),
            kind: self.cells[index].kind,
            grid: self,
            row,
            column: index - first,
        })
    }

    /// What stands between the cells of a text file; none of other tables.
    pub(super) fn separator(&self) -> Option<u8> {
        self.separator
    }

    /// What the cells were in, for messages: `sheet`, `lines` with separators, or a `text` around the table.
    pub(super) fn made_of(&self) -> &'static str {
        match &self.origin {
            Origin::File { sheet: Some(_), .. } => "sheet",
            Origin::File { sheet: None, .. } => "lines",
            Origin::Text { .. } => "text",
        }
    }

    /// The name of the sheet, where the grid is one.
    pub fn sheet(&self) -> Option<&str> {
        match &self.origin {
            Origin::File { sheet, .. } => sheet.as_deref(),
            Origin::Text { .. } => None,
        }
    }

    /// The place of the row as a whole.
    pub fn row_place(&self, row: usize) -> Place {
        self.place(row, None)
    }

    /// The place of the file, or of the whole text.
    pub fn file_place(&self) -> Place {
        match &self.origin {
            Origin::File { path, .. } => Place::File(path.to_string()),
            Origin::Text { source } => Place::File(source.path.clone()),
        }
    }

    /// All texts one behind the other; for searches that then ask [`Grid::cell_at`].
    pub(super) fn all_text(&self) -> &str {
        &self.text
    }

    /// The cell that the byte of [`Grid::all_text`] belongs to.
    pub(super) fn cell_at(&self, offset: usize) -> Option<Cell<'_>> {
        let index = self.cells.partition_point(|cell| cell.end as usize <= offset);
        let row = self.rows.partition_point(|row| row.end as usize <= index);
        self.cell(row, index.checked_sub(self.cells_of(row).start)?)
    }

    fn place(&self, row: usize, column: Option<usize>) -> Place {
        let Some(stored) = self.rows.get(row) else { return self.file_place() };
        match &self.origin {
            Origin::File { path, sheet, lines } => Place::Cell(CellPlace {
                path: Arc::clone(path),
                sheet: sheet.clone(),
                row: stored.row as usize,
                column,
                line: lines.then_some(stored.line as usize),
            }),
            Origin::Text { source } => {
                let cells = self.cells_of(row);
                let spans = match column {
                    Some(column) => self.spans.get(cells.start + column..=cells.start + column),
                    None => self.spans.get(cells),
                };
                let spans = spans.unwrap_or_default();
                let start = spans.iter().map(|span| span.start).min().unwrap_or_default();
                let end = spans.iter().map(|span| span.end).max().unwrap_or_default();
                source.place(Span::new(start, end))
            }
        }
    }

    fn cells_of(&self, row: usize) -> std::ops::Range<usize> {
        let Some(stored) = self.rows.get(row) else { return 0..0 };
        let before = row.checked_sub(1).and_then(|before| self.rows.get(before));
        before.map_or(0, |before| before.end as usize)..stored.end as usize
    }

    fn cell_text(&self, index: usize) -> &str {
        let before = index.checked_sub(1).and_then(|before| self.cells.get(before));
        let start = before.map_or(0, |before| before.end as usize);
        let end = self.cells.get(index).map_or(start, |cell| cell.end as usize);
        self.text.get(start..end).unwrap_or_default()
    }
}

impl<'g> Cell<'g> {
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub fn place(&self) -> Place {
        self.grid.place(self.row, Some(self.column))
    }

    /// The column from 0.
    pub fn column(&self) -> usize {
        self.column
    }

    /// The row by its index in the grid, and the column.
    pub(super) fn position(&self) -> (usize, usize) {
        (self.row, self.column)
    }

    /// From which day the cell's date serial counts.
    pub fn epoch(&self) -> Epoch {
        self.grid.epoch
    }

    /// Whether the cell stood within quotes in a text file, so that no separator in it can have cut it.
    pub(super) fn is_quoted(&self) -> bool {
        self.stored().is_some_and(|index| self.grid.cells.get(index).is_some_and(|cell| cell.quoted))
    }

    /// Whether a blank stands before the text, as behind a comma within a sentence.
    pub(super) fn begins_with_blank(&self) -> bool {
        self.stored().is_some_and(|index| self.grid.cell_text(index).starts_with([' ', '\u{a0}']))
    }

    fn stored(&self) -> Option<usize> {
        let cells = self.grid.cells_of(self.row);
        cells.start.checked_add(self.column).filter(|index| cells.contains(index))
    }

    /// The cell, unless it is empty.
    pub fn filled(self) -> Option<Cell<'g>> {
        (!self.is_empty()).then_some(self)
    }
}

/// Without blanks and invisible characters at the ends; these come with cells copied from web pages.
fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
    })
}

/// A date without the midnight, a time without the day that stands for none.
fn serial_text(serial: f64, at: DateTime) -> String {
    if serial < 1.0 {
        at.time().strftime("%H:%M:%S").to_string()
    } else if at.time() == jiff::civil::Time::midnight() {
        at.date().to_string()
    } else {
        at.strftime("%Y-%m-%dT%H:%M:%S").to_string()
    }
}

/// Files are refused before they reach 4 GiB; a producer that pushes more gets cells without text, not a panic.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_know_their_texts_and_places() {
        let mut grid = Grid::of_text_file("a.csv");
        grid.start_row(1, 2);
        grid.push(" một ", Kind::Text);
        grid.push("", Kind::Text);
        grid.start_row(4, 7);
        grid.push("\u{feff}ba\u{a0}", Kind::Text);
        assert_eq!(grid.cells(0).map(|cell| cell.text).collect::<Vec<_>>(), ["một", ""]);
        assert_eq!(grid.cell(1, 0).unwrap().text, "ba");
        assert!(grid.cell(1, 1).is_none() && grid.cell(9, 0).is_none());
        assert_eq!(grid.cell(1, 0).unwrap().place().line_column(), Some((7, None)));
        let offset = grid.all_text().find("ba").unwrap();
        assert_eq!(grid.cell_at(offset).unwrap().text, "ba");
        assert!(grid.cell_at(9_999).is_none());
    }

    #[test]
    fn spreadsheet_values_become_texts_of_one_form() {
        let mut grid = Grid::of_sheet("a.xlsx", "Trang 1", Epoch::Y1900);
        grid.start_row(1, 0);
        grid.push_number(30.0);
        grid.push_number(30.125);
        grid.push_number(f64::NAN);
        grid.push_serial(45_950.0);
        grid.push_serial(45_950.312_5);
        grid.push_serial(0.791_666_666_67);
        grid.push_serial(-3.0);
        grid.push_bool(true);
        let texts: Vec<_> = grid.cells(0).map(|cell| cell.text).collect();
        let right = ["30", "30.125", "", "2025-10-20", "2025-10-20T07:30:00", "19:00:00", "-3", "true"];
        assert_eq!(texts, right);
    }

    #[test]
    fn a_table_within_a_text_has_places_in_the_text() {
        let source = Source::new("a.md", "| xã | ngày |\n");
        let mut grid = Grid::in_text(&source);
        grid.start_row(1, 0);
        grid.push_spanned("xã", Span::new(2, 5));
        grid.push_spanned("ngày", Span::new(8, 13));
        assert_eq!(grid.cell(0, 1).unwrap().place(), source.place(Span::new(8, 13)));
        assert_eq!(grid.row_place(0), source.place(Span::new(2, 13)));
    }
}
