//! Dates of a workbook whose day and month a spreadsheet may have changed over.
//!
//! A spreadsheet that is set to month first takes `05/11/2025` for 11 May and makes a date of it, and leaves
//! `20/11/2025` as the text it is, since there is no twentieth month. So a column in which all real dates have a day up to 12
//! and all texts one above was read the wrong way. What a single cell says is left to [`super::value`].

use jiff::civil::Date;

use super::grid::Cell;
use super::grid::Grid;
use super::grid::Kind;
use super::header::Header;
use super::spec::Field;
use super::value::date::parse_date;
use super::value::date::typed;
use crate::diag::Code;
use crate::diag::Diagnostic;

/// Fewer dates than this in a column say nothing.
const FEWEST: usize = 3;

/// The cells whose day and month may have been changed over, with the index of their rows.
pub(super) fn swapped(grid: &Grid, header: &Header, rows: &[u32]) -> Vec<(usize, Diagnostic)> {
    let fields = [Field::Date, Field::Until, Field::From, Field::OverrideUntil];
    let columns = fields.into_iter().filter_map(|field| header.column(field));
    columns.flat_map(|column| swapped_in(grid, header, column, rows)).collect()
}

fn swapped_in(grid: &Grid, header: &Header, column: usize, rows: &[u32]) -> Vec<(usize, Diagnostic)> {
    let (mut dates, mut texts): (Vec<(usize, Cell<'_>, Date)>, Vec<Cell<'_>>) = (Vec::new(), Vec::new());
    for row in rows.iter().map(|row| *row as usize) {
        let Some(cell) = grid.cell(row, column).and_then(Cell::filled) else { continue };
        // The year first leaves no doubt.
        let day_first =
            |text: &str| !text.get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()));
        match cell.kind {
            Kind::Date => match cell.text.get(..10).and_then(|day| day.parse::<Date>().ok()) {
                Some(date) if date.day() <= 12 => dates.push((row, cell, date)),
                Some(_) => return Vec::new(),
                None => {}
            },
            Kind::Text if day_first(cell.text) => match parse_date(cell.text) {
                Ok(date) if date.day() > 12 => texts.push(cell),
                Ok(_) => return Vec::new(),
                Err(_) => {}
            },
            _ => {}
        }
    }
    let Some(text) = texts.first().filter(|_| dates.len() + texts.len() >= FEWEST) else { return Vec::new() };
    let told = |(row, cell, date): (usize, Cell<'_>, Date)| {
        let meant = Date::new(date.year(), date.day(), date.month()).ok().filter(|meant| *meant != date)?;
        let told = Diagnostic::new(Code::DateMaybeSwapped, cell.place())
            .found(typed(date))
            .arg("column", header.title(column))
            .arg("text", text.text)
            .arg("offer", typed(meant));
        Some((row, told))
    };
    dates.into_iter().filter_map(told).collect()
}
