//! What senders get back: a workbook that looks like their own, with their title rows, header and columns, only the rows
//! that were set aside, and one column more that says why and what to type.
//!
//! It is a workbook whatever the sender's file was. A text table opened in a spreadsheet loses the zeros of its codes, the
//! order of day and month, and often its tones; here each cell is text unless the sender's own was a number or a date, so
//! that all of them survive being opened, mended and saved.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_xlsxwriter::Color;
use rust_xlsxwriter::DocProperties;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::FormatAlign;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;

use crate::tables::Cell;
use crate::tables::Field;
use crate::tables::Kind;
use crate::tables::Table;
use crate::tables::header::REASONS;

/// In characters; a sheet's name may not be longer.
const LONGEST_NAME: usize = 31;
const WIDEST: usize = 40;
const NARROWEST: usize = 8;
const REASONS_WIDTH: f64 = 70.0;

/// A row on its way back.
#[derive(Debug)]
pub(super) struct Returned {
    /// The row as a spreadsheet counts it.
    pub number: usize,
    /// Columns that hold what is wrong.
    pub faulty: BTreeSet<usize>,
    /// What the added column says.
    pub reasons: String,
}

/// The workbook with these rows of a table. `name` is the drop's, for the sheet of a file that has none; `day` stands in
/// the workbook as the day on which it was made. None where the writer refuses, which no table that was read makes it do.
pub(super) fn workbook(table: &Table, rows: &[Returned], name: &str, day: Date) -> Option<Vec<u8>> {
    write(table, rows, name, day).ok()
}

fn write(table: &Table, rows: &[Returned], name: &str, day: Date) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let month_day = (u8::try_from(day.month()).unwrap_or(1), u8::try_from(day.day()).unwrap_or(1));
    let made = ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(2000), month_day.0, month_day.1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(table.grid().sheet().unwrap_or(name)))?;
    let mut writer = Writer::new(table);
    let header = table.header().row();
    let mut line = 0;
    for row in 0..=header {
        let style = if row == header { Style::Header } else { Style::Title };
        writer.row(sheet, line, row, &style)?;
        line += 1;
    }
    writer.text(sheet, line - 1, writer.width(), REASONS, &Style::Header)?;
    sheet.set_freeze_panes(line, 0)?;
    let grid = table.grid();
    let places: BTreeMap<usize, usize> =
        (header + 1..grid.len()).map(|row| (grid.row_number(row), row)).collect();
    for returned in rows {
        let Some(row) = places.get(&returned.number).copied() else { continue };
        writer.row(sheet, line, row, &Style::Record(&returned.faulty))?;
        writer.text(sheet, line, writer.width(), &returned.reasons, &Style::Reasons)?;
        line += 1;
    }
    for (position, width) in writer.widths.iter().enumerate() {
        let width = u32::try_from(*width).unwrap_or(0);
        sheet.set_column_width(narrow(position), f64::from(width) + 2.0)?;
    }
    sheet.set_column_width(narrow(writer.width()), REASONS_WIDTH)?;
    workbook.save_to_buffer()
}

/// What a row looks like.
enum Style<'s> {
    Title,
    Header,
    /// With the columns that hold what is wrong.
    Record(&'s BTreeSet<usize>),
    Reasons,
}

/// What a column's cells are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Numbers,
    Days,
    Texts,
}

struct Writer<'t> {
    table: &'t Table,
    /// The sender's columns, without the one that loa added to an earlier return.
    columns: Vec<(usize, Holds)>,
    widths: Vec<usize>,
}

impl<'t> Writer<'t> {
    fn new(table: &'t Table) -> Writer<'t> {
        let header = table.header();
        let holds = |column: usize| {
            let is = |fields: &[Field]| fields.iter().any(|field| header.column(*field) == Some(column));
            let days =
                [Field::Date, Field::Until, Field::From, Field::OverrideUntil, Field::Start, Field::End];
            if is(&days) {
                Holds::Days
            } else if is(&[Field::Value, Field::Missing, Field::Lat, Field::Lon]) || header.is_extra(column) {
                Holds::Numbers
            } else {
                Holds::Texts
            }
        };
        let columns = (0..header.width()).filter(|column| header.reasons() != Some(*column));
        let columns: Vec<(usize, Holds)> = columns.map(|column| (column, holds(column))).collect();
        Writer { table, widths: vec![NARROWEST; columns.len()], columns }
    }

    /// How many columns the sender has.
    fn width(&self) -> usize {
        self.columns.len()
    }

    fn row(
        &mut self,
        sheet: &mut Worksheet,
        line: u32,
        row: usize,
        style: &Style<'_>,
    ) -> Result<(), XlsxError> {
        let grid = self.table.grid();
        // A title may stand beyond the last header, and what a row has there too much is what is wrong with it.
        let more = (self.table.header().width()..grid.width(row)).map(|column| (column, Holds::Texts));
        let columns: Vec<(usize, Holds)> = self.columns.iter().copied().chain(more).collect();
        for (position, (column, holds)) in columns.into_iter().enumerate() {
            let position = if position >= self.width() { position + 1 } else { position };
            let cell = grid.cell(row, column);
            let text = cell.map_or("", |cell| cell.text);
            if let (Style::Header | Style::Record(_), Some(width)) = (style, self.widths.get_mut(position)) {
                *width = (*width).max(text.chars().count()).min(WIDEST);
            }
            let faulty = matches!(style, Style::Record(faulty) if faulty.contains(&column));
            match cell {
                Some(cell) if is_as_stored(cell, holds, style) => {
                    own(sheet, line, narrow(position), cell, format(style, faulty))?;
                }
                _ => {
                    let format = format(style, faulty);
                    if text.is_empty() && !matches!(style, Style::Title) {
                        sheet.write_blank(line, narrow(position), &format)?;
                    } else if !text.is_empty() {
                        sheet.write_string_with_format(line, narrow(position), text, &format)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn text(
        &self,
        sheet: &mut Worksheet,
        line: u32,
        position: usize,
        text: &str,
        style: &Style<'_>,
    ) -> Result<(), XlsxError> {
        sheet.write_string_with_format(line, narrow(position), text, &format(style, false)).map(|_| ())
    }
}

/// Whether a cell can stand as the number or the date that it was in the sender's workbook. Codes and phones are texts
/// whatever they were: a number has no leading zeros.
fn is_as_stored(cell: Cell<'_>, holds: Holds, style: &Style<'_>) -> bool {
    let is_record = matches!(style, Style::Record(_));
    match (cell.kind, holds) {
        (Kind::Number, Holds::Numbers) => is_record && !cell.text.starts_with("00"),
        (Kind::Date, Holds::Days) => is_record,
        _ => false,
    }
}

/// Writes a number as a number and a date as a date.
fn own(
    sheet: &mut Worksheet,
    line: u32,
    position: u16,
    cell: Cell<'_>,
    format: Format,
) -> Result<(), XlsxError> {
    if cell.kind == Kind::Number
        && let Ok(number) = cell.text.parse::<f64>()
    {
        let format = format.set_num_format("General");
        return sheet.write_number_with_format(line, position, number, &format).map(|_| ());
    }
    let shown = match (cell.text.contains('-'), cell.text.contains(':')) {
        (true, true) => "dd/mm/yyyy hh:mm",
        (true, false) => "dd/mm/yyyy",
        (false, _) => "hh:mm",
    };
    match ExcelDateTime::parse_from_str(cell.text) {
        Ok(at) => {
            sheet.write_datetime_with_format(line, position, &at, &format.set_num_format(shown)).map(|_| ())
        }
        Err(_) => sheet.write_string(line, position, cell.text).map(|_| ()),
    }
}

/// Cells of records are texts, empty ones as well: what is typed there stays as it was typed.
fn format(style: &Style<'_>, faulty: bool) -> Format {
    let format = Format::new();
    match style {
        Style::Title => format,
        Style::Header => format.set_bold().set_text_wrap().set_align(FormatAlign::Top),
        Style::Record(_) => {
            let format = format.set_num_format("@").set_align(FormatAlign::Top);
            if faulty { format.set_background_color(Color::RGB(0x00FF_E699)) } else { format }
        }
        Style::Reasons => {
            format.set_text_wrap().set_align(FormatAlign::Top).set_background_color(Color::RGB(0x00FF_F2CC))
        }
    }
}

/// A name that a sheet may have: the sender's own, or made of the file's.
fn sheet_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_wrong = |c: char| matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || c.is_control();
    let name: String = stem.chars().map(|c| if is_wrong(c) { '-' } else { c }).take(LONGEST_NAME).collect();
    let name = name.trim_matches('\'').trim();
    if name.is_empty() { "1".to_owned() } else { name.to_owned() }
}

fn narrow(position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX)
}
