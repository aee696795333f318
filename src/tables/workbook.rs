//! Workbooks (xlsx, xlsm, ods) → [`Grid`]: unpacked within bounds, each visible sheet looked at, and the one taken that
//! has the header (contract, section 5).
//!
//! The XML is read by calamine; what it does not say of an ods, and what it should not be handed, is seen to by
//! `ods`. Values stay what the sheet shows: a date, a time, a number, a number in percent.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::io::Read;
use std::io::Write;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;

use calamine::DataRef;
use calamine::Reader;
use calamine::SheetType;
use calamine::SheetVisible;
use calamine::Xlsx;
use calamine::XlsxError;
use jiff::SignedDuration;
use jiff::civil::Date;
use jiff::civil::DateTime;
use unicode_normalization::IsNormalized;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::is_nfc_quick;
use zip::ZipArchive;

use super::Table;
use super::encoding;
use super::grid::Grid;
use super::grid::Kind;
use super::header;
use super::ods;
use super::read_grid;
use super::spec::TableSpec;
use super::value::date::Epoch;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::source::Place;

/// The XML of a workbook has at most so many bytes when it is unpacked: several times what a million rows take. A
/// file of a few kilobytes can be made to unpack into more than any memory holds.
pub const LARGEST_UNPACKED: u64 = 1 << 28;

/// Columns from here on are not looked at: no table is that wide, and what strays there would fill up every row.
pub const MOST_COLUMNS: u32 = 512;

/// Filled cells, and empty ones before them.
const MOST_CELLS: usize = 20_000_000;

/// So many letters of a formula are kept, for the message.
const MOST_SHOWN: usize = 60;

/// Why a file gives no sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Not a workbook of either kind, whatever the file is called.
    NotWorkbook,
    /// The form before 2007 (`.xls`).
    Old,
    /// Locked with a password.
    Locked,
    /// Damaged, or cut off.
    Broken,
    TooLarge,
}

/// A sheet as far as it matters: without the header it is read no further than a header may stand.
#[derive(Debug)]
pub struct Sheet {
    pub name: String,
    pub grid: Grid,
    /// Whether people see it. What they do not see they cannot correct.
    pub visible: bool,
}

/// Reads the sheet of a workbook that has the header. None where there is none, or two, or no workbook.
pub fn read(path: &str, bytes: &[u8], spec: &TableSpec) -> (Option<Table>, Diagnostics) {
    // calamine states bounds by `expect` in a few places; a workbook made to reach one must not end the program.
    let sheets = catch_unwind(AssertUnwindSafe(|| sheets(path, bytes, spec))).unwrap_or(Err(Refused::Broken));
    let mut diagnostics = Diagnostics::default();
    let sheets = match sheets {
        Ok(sheets) => sheets,
        Err(refused) => {
            diagnostics.push(Diagnostic::new(refused.code(), Place::File(path.to_owned())));
            return (None, diagnostics);
        }
    };
    let (visible, hidden): (Vec<Sheet>, Vec<Sheet>) = sheets.into_iter().partition(|sheet| sheet.visible);
    let (mut tables, others): (Vec<Sheet>, Vec<Sheet>) =
        visible.into_iter().partition(|sheet| header::is_table(&sheet.grid, spec));
    if tables.len() > 1 {
        let names: Vec<String> = tables.into_iter().map(|sheet| sheet.name).collect();
        let found = names.join("`, `");
        let twice = Diagnostic::new(Code::TableTwoSheets, Place::File(path.to_owned())).found(found);
        diagnostics.push(twice);
        return (None, diagnostics);
    }
    if let Some(sheet) = tables.pop() {
        return read_sheet(sheet.grid, spec);
    }
    if let Some(sheet) = hidden.iter().find(|sheet| header::is_table(&sheet.grid, spec)) {
        let place = Place::File(path.to_owned());
        diagnostics.push(Diagnostic::new(Code::TableSheetHidden, place).found(&sheet.name));
        return (None, diagnostics);
    }
    // The sheet that comes nearest says best what is missing; the first of equals.
    let nearest = others.into_iter().rev().max_by_key(|sheet| header::most_known(&sheet.grid, spec));
    read_grid(nearest.map_or_else(|| Grid::of_sheet(path, "", Epoch::Y1900), |sheet| sheet.grid), spec)
}

fn read_sheet(grid: Grid, spec: &TableSpec) -> (Option<Table>, Diagnostics) {
    if let Some((cell, word)) = encoding::old_font(&grid) {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::new(Code::TableOldFont, cell.place()).found(word));
        return (None, diagnostics);
    }
    read_grid(grid, spec)
}

impl Refused {
    fn code(self) -> Code {
        match self {
            Refused::NotWorkbook => Code::TableNotWorkbook,
            Refused::Old => Code::TableOldWorkbook,
            Refused::Locked => Code::TableLocked,
            Refused::Broken => Code::TableBrokenWorkbook,
            Refused::TooLarge => Code::TableTooLarge,
        }
    }
}

/// All sheets, by what the file is rather than by its ending: programs write either kind under either name.
fn sheets(path: &str, bytes: &[u8], spec: &TableSpec) -> Result<Vec<Sheet>, Refused> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        // The old container holds either an old workbook or the encrypted package of a new one.
        let package: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_locked = bytes.windows(package.len()).any(|window| window == package);
        return Err(if is_locked { Refused::Locked } else { Refused::Old });
    }
    if !bytes.starts_with(b"PK") {
        return Err(Refused::NotWorkbook);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Broken)?;
    let has_formulas = unpack_within_bounds(&mut archive)?;
    if archive.by_name("content.xml").is_ok() {
        return ods::sheets(path, &mut archive, spec);
    }
    let is_xlsx =
        archive.file_names().flatten().any(|name| name.to_ascii_lowercase().ends_with("workbook.xml"));
    if is_xlsx { xlsx_sheets(path, bytes, has_formulas, spec) } else { Err(Refused::NotWorkbook) }
}

/// Unpacks all XML once and throws it away, so that nothing larger than the bounds is handed on. What the archive says
/// of its sizes need not be true. Says whether there are formulas, which only a further pass can tell from blanks.
fn unpack_within_bounds(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<bool, Refused> {
    let mut left = LARGEST_UNPACKED;
    let mut formulas = FormulaTags::default();
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Refused::Broken)?;
        let name = part.name().map_err(|_| Refused::Broken)?.to_ascii_lowercase();
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let mut part = part.take(left + 1);
        let size = if name.ends_with("sharedstrings.xml") {
            let mut text = Vec::new();
            let size = part.read_to_end(&mut text).map_err(|_| Refused::Broken)?;
            left = left.checked_sub(size as u64).ok_or(Refused::TooLarge)?;
            // calamine makes room for as many texts as the part says it has; each takes a byte at the least.
            if said_count(&text)? > size {
                return Err(Refused::Broken);
            }
            0
        } else {
            std::io::copy(&mut part, &mut formulas).map_err(|_| Refused::Broken)?
        };
        left = left.checked_sub(size).ok_or(Refused::TooLarge)?;
    }
    Ok(formulas.found)
}

/// Takes XML and keeps nothing of it but whether an element `f` opened, which is a formula in a sheet of an xlsx.
#[derive(Debug, Default)]
struct FormulaTags {
    found: bool,
    /// How much of `<f` ended the last piece.
    begun: usize,
}

impl Write for FormulaTags {
    fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
        if self.found {
            return Ok(piece.len());
        }
        for byte in piece {
            self.begun = match (self.begun, byte) {
                (_, b'<') => 1,
                (1, b'f') => 2,
                (2, b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n') => {
                    self.found = true;
                    break;
                }
                _ => 0,
            };
        }
        Ok(piece.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The largest `uniqueCount` in the XML of the shared texts. An encoding in which that word could hide is refused: Excel
/// and LibreOffice write UTF-8.
fn said_count(xml: &[u8]) -> Result<usize, Refused> {
    let text = std::str::from_utf8(xml).map_err(|_| Refused::Broken)?;
    if text.contains(['\0', '\u{1b}']) {
        return Err(Refused::Broken);
    }
    let counts = text.match_indices("uniqueCount").map(|(at, name)| {
        let rest = text.get(at + name.len()..).unwrap_or_default();
        let rest =
            rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '"' | '\'' | '+'));
        let digits = rest.bytes().take_while(u8::is_ascii_digit);
        digits
            .fold(0_usize, |count, digit| count.saturating_mul(10).saturating_add(usize::from(digit - b'0')))
    });
    Ok(counts.max().unwrap_or(0))
}

fn xlsx_sheets(
    path: &str,
    bytes: &[u8],
    has_formulas: bool,
    spec: &TableSpec,
) -> Result<Vec<Sheet>, Refused> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refused(&error))?;
    let epoch = if workbook.has_1904_epoch() { Epoch::Y1904 } else { Epoch::Y1900 };
    let listed: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let mut found = Vec::with_capacity(listed.len());
    let mut left = MOST_CELLS;
    for (name, visible) in listed {
        let unsaved =
            if has_formulas { unsaved_formulas(&mut workbook, &name)? } else { BTreeMap::default() };
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(|error| refused(&error))?;
        let looks: Vec<Look> = cells.styles().iter().map(Look::of).collect();
        let struck: Vec<bool> = cells.styles().iter().map(is_struck).collect();
        let mut filler = Filler::new(Grid::of_sheet(path, &name, epoch), spec, left);
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| refused(&error))? {
            let (row, column) = cell.get_position();
            let look = looks.get(style).copied().unwrap_or(Look::Plain);
            let value = match cell.get_value() {
                DataRef::Int(number) => number_value(*number as f64, look),
                DataRef::Float(number) => number_value(*number, look),
                DataRef::String(text) => Value::Text(Cow::Borrowed(text)),
                DataRef::SharedString(text) => Value::Text(Cow::Borrowed(text)),
                DataRef::Bool(value) => Value::Bool(*value),
                DataRef::DateTime(at) if at.is_duration() => Value::Duration(at.as_f64()),
                DataRef::DateTime(at) => Value::Serial(at.as_f64()),
                DataRef::DateTimeIso(text) => Value::Date(Cow::Borrowed(text)),
                DataRef::DurationIso(text) => Value::IsoDuration(Cow::Borrowed(text)),
                DataRef::Error(error) => Value::Text(Cow::Owned(error.to_string())),
                DataRef::Empty => match unsaved.get(&(row, column)) {
                    Some(formula) => Value::Unsaved(Cow::Borrowed(formula)),
                    None => continue,
                },
            };
            if !filler.push(row, column, &value)? {
                break;
            }
            if struck.get(style) == Some(&true) {
                filler.strike(row, &value);
            }
        }
        let (grid, rest) = filler.finish();
        left = rest;
        found.push(Sheet { name, grid, visible });
    }
    Ok(found)
}

/// Formulas that were saved without what they come to, by row and column from 0. Programs that write a workbook
/// without reckoning leave the value to whoever opens it; without a word the cell would count as empty.
fn unsaved_formulas(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
) -> Result<BTreeMap<(u32, u32), String>, Refused> {
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|error| refused(&error))?;
    let mut unsaved = BTreeMap::new();
    while let Some(cell) = cells.next_cell_with_formula().map_err(|error| refused(&error))? {
        if let (DataRef::Empty, Some(formula)) = (cell.value, cell.formula) {
            unsaved.insert(cell.pos, formula);
        }
    }
    Ok(unsaved)
}

fn refused(error: &XlsxError) -> Refused {
    match error {
        XlsxError::Password => Refused::Locked,
        _ => Refused::Broken,
    }
}

fn is_struck(style: &calamine::Style) -> bool {
    style.font.as_ref().is_some_and(calamine::Font::has_strikethrough)
}

/// How a number format shows a number, where that changes what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Plain,
    /// 0.25 is shown as 25 %.
    Percent,
    /// 4 is shown as 00004, by a format of so many zeros.
    Zeros(usize),
}

impl Look {
    fn of(style: &calamine::Style) -> Look {
        style.number_format.as_ref().map_or(Look::Plain, |format| Look::of_format(&format.format_code))
    }

    fn of_format(format: &str) -> Look {
        let first = format.split(';').next().unwrap_or_default();
        if first.len() > 1 && first.bytes().all(|byte| byte == b'0') {
            return Look::Zeros(first.len());
        }
        // A sign in quotes or behind a backslash is shown and does not multiply by a hundred.
        let (mut quoted, mut escaped) = (false, false);
        for c in first.chars() {
            match c {
                _ if escaped => escaped = false,
                '\\' if !quoted => escaped = true,
                '"' => quoted = !quoted,
                '%' if !quoted => return Look::Percent,
                _ => {}
            }
        }
        Look::Plain
    }
}

fn number_value(number: f64, look: Look) -> Value<'static> {
    match look {
        Look::Percent => Value::Percent(number),
        Look::Zeros(width) if number >= 0.0 && number.fract() == 0.0 => Value::Zeros(number, width),
        Look::Plain | Look::Zeros(_) => Value::Number(number),
    }
}

/// What a cell of a sheet holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'v> {
    Text(Cow<'v, str>),
    Number(f64),
    /// A number that the sheet shows in percent, as it is stored: 0.25.
    Percent(f64),
    /// A whole number that the sheet shows with so many digits.
    Zeros(f64, usize),
    /// A number that the sheet shows as a date or a time.
    Serial(f64),
    /// Days that the sheet shows as hours, which may be more than 24.
    Duration(f64),
    /// `2025-10-20`, or with a time behind it.
    Date(Cow<'v, str>),
    /// `PT07H30M00S`.
    IsoDuration(Cow<'v, str>),
    Bool(bool),
    /// A formula, without its `=`, that was saved without a value.
    Unsaved(Cow<'v, str>),
}

/// Puts the cells of a sheet, which come row by row, into a grid.
#[derive(Debug)]
pub struct Filler<'s> {
    grid: Grid,
    spec: &'s TableSpec,
    /// Where the next cell would stand, from 0.
    next: Option<(u32, u32)>,
    /// Whether the header was seen, once all rows where it may stand are there.
    is_table: Option<bool>,
    left: usize,
}

impl<'s> Filler<'s> {
    /// `left` says how many cells there may still be.
    pub fn new(grid: Grid, spec: &'s TableSpec, left: usize) -> Filler<'s> {
        Filler { grid, spec, next: None, is_table: None, left }
    }

    /// Notes that a cell of the row, from 0, is struck through.
    fn strike(&mut self, row: u32, value: &Value<'_>) {
        let is_blank = matches!(value, Value::Text(text) if text.trim().is_empty());
        if !is_blank && self.next.is_some_and(|(last, _)| last == row) {
            self.grid.strike_last_row();
        }
    }

    /// Adds a cell; row and column from 0. False when the sheet need not be read any further.
    pub fn push(&mut self, row: u32, column: u32, value: &Value<'_>) -> Result<bool, Refused> {
        if column >= MOST_COLUMNS {
            return Ok(true);
        }
        let searched = u32::try_from(header::SEARCHED_ROWS).unwrap_or(u32::MAX);
        if row >= searched && !*self.is_table.get_or_insert_with(|| header::is_table(&self.grid, self.spec)) {
            return Ok(false);
        }
        let mut next = match self.next {
            Some((last, next)) if last == row => next,
            Some((last, _)) if last > row => return Err(Refused::Broken),
            _ => {
                self.grid.start_row(row as usize + 1, 0);
                0
            }
        };
        let cells = column.checked_sub(next).ok_or(Refused::Broken)? as usize + 1;
        self.left = self.left.checked_sub(cells).ok_or(Refused::TooLarge)?;
        while next < column {
            self.grid.push("", Kind::Text);
            next += 1;
        }
        push_value(&mut self.grid, value);
        self.next = Some((row, column + 1));
        Ok(true)
    }

    /// The grid, and how many cells may still come in other sheets.
    pub fn finish(self) -> (Grid, usize) {
        (self.grid, self.left)
    }
}

fn push_value(grid: &mut Grid, value: &Value<'_>) {
    match value {
        Value::Text(text) => grid.push(&clean(text), Kind::Text),
        Value::Number(number) => grid.push_number(as_shown(*number)),
        Value::Percent(part) => grid.push(&percent(*part), Kind::Text),
        Value::Zeros(number, width) => grid.push(&format!("{number:0>width$}"), Kind::Number),
        Value::Serial(serial) => grid.push_serial(*serial),
        Value::Duration(days) if (0.0..1.0).contains(days) => grid.push_serial(*days),
        Value::Duration(days) => grid.push(&hours(*days), Kind::Text),
        Value::Date(text) => match date_text(text) {
            Some(date) => grid.push(&date, Kind::Date),
            None => grid.push(&clean(text), Kind::Text),
        },
        Value::IsoDuration(text) => match text.parse::<SignedDuration>() {
            Ok(duration) => push_value(grid, &Value::Duration(duration.as_secs_f64() / 86_400.0)),
            Err(_) => grid.push(&clean(text), Kind::Text),
        },
        Value::Bool(value) => grid.push_bool(*value),
        Value::Unsaved(formula) => {
            let shown: String = clean(formula).chars().take(MOST_SHOWN).collect();
            grid.push(&format!("={shown}"), Kind::Unsaved);
        }
    }
}

/// A share as a text: 0.25 is `25%`. Of a computed share two decimals are kept, which is what loa counts in.
pub fn percent(part: f64) -> String {
    format!("{}%", as_shown((part * 10_000.0).round() / 100.0))
}

/// A number with the fifteen digits that spreadsheets show and compare: what is behind them comes from computing.
fn as_shown(number: f64) -> f64 {
    format!("{number:.14e}").parse().unwrap_or(number)
}

/// Hours beyond a day, as the sheet shows them: `36:00`. No column takes them; the message shows them.
fn hours(days: f64) -> String {
    let minutes = (days * 1440.0).round();
    if !minutes.is_finite() {
        return days.to_string();
    }
    let sign = if minutes < 0.0 { "-" } else { "" };
    let minutes = minutes.abs();
    format!("{sign}{}:{:02}", (minutes / 60.0).floor(), minutes % 60.0)
}

/// A date, or a date with a time, in the form that [`Kind::Date`] asks for.
fn date_text(iso: &str) -> Option<String> {
    let iso = iso.trim();
    if let Ok(at) = iso.parse::<DateTime>()
        && iso.contains('T')
    {
        // The day before the first of all is how some programs say that there is none.
        let whole = at.date() >= Date::constant(1900, 1, 1);
        let form = match (whole, at.time() == jiff::civil::Time::midnight()) {
            (true, true) => "%Y-%m-%d",
            (true, false) => "%Y-%m-%dT%H:%M:%S",
            (false, _) => "%H:%M:%S",
        };
        return Some(at.strftime(form).to_string());
    }
    iso.parse::<Date>().ok().map(|date| date.to_string())
}

/// The text in NFC, with plain line ends and without control characters.
fn clean(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if !text.contains(is_control) && is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| !is_control(*c)).nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells of one row, as they come out.
    fn texts(values: &[Value<'_>]) -> Vec<(String, Kind)> {
        let spec = TableSpec::points();
        let mut filler = Filler::new(Grid::of_sheet("a.xlsx", "A", Epoch::Y1900), &spec, 1_000);
        for (column, value) in values.iter().enumerate() {
            assert_eq!(filler.push(0, u32::try_from(column).unwrap(), value), Ok(true));
        }
        let (grid, _) = filler.finish();
        grid.cells(0).map(|cell| (cell.text.to_owned(), cell.kind)).collect()
    }

    #[test]
    fn values_become_what_the_sheet_shows() {
        let text = |text: &'static str| Value::Text(Cow::Borrowed(text));
        for (value, shown, kind) in [
            (Value::Number(30_500.0), "30500", Kind::Number),
            (Value::Number(30_499.999_999_999_996), "30500", Kind::Number),
            (Value::Number(0.1 + 0.2), "0.3", Kind::Number),
            (Value::Percent(0.25), "25%", Kind::Text),
            (Value::Percent(1.0 / 3.0), "33.33%", Kind::Text),
            (Value::Percent(1.0), "100%", Kind::Text),
            (Value::Percent(-0.05), "-5%", Kind::Text),
            (Value::Zeros(4.0, 5), "00004", Kind::Number),
            (Value::Serial(45_950.312_5), "2025-10-20T07:30:00", Kind::Date),
            (Value::Duration(0.312_5), "07:30:00", Kind::Date),
            (Value::Duration(1.5), "36:00", Kind::Text),
            (Value::Duration(1.0), "24:00", Kind::Text),
            (Value::Duration(-0.5), "-12:00", Kind::Text),
            (Value::IsoDuration("PT07H30M00S".into()), "07:30:00", Kind::Date),
            (Value::IsoDuration("PT36H00M00S".into()), "36:00", Kind::Text),
            (Value::IsoDuration("PT".into()), "PT", Kind::Text),
            (Value::Date("2025-10-20".into()), "2025-10-20", Kind::Date),
            (Value::Date("2025-10-20T00:00:00".into()), "2025-10-20", Kind::Date),
            (Value::Date("2025-10-20T07:30:00.000".into()), "2025-10-20T07:30:00", Kind::Date),
            (Value::Date("1899-12-30T07:30:00".into()), "07:30:00", Kind::Date),
            (Value::Date("hôm nay".into()), "hôm nay", Kind::Text),
            (Value::Bool(true), "true", Kind::Bool),
            (text("\u{a0}Xa\u{303}\r\ntrên \u{7}"), "Xã\ntrên", Kind::Text),
            (text("#N/A"), "#N/A", Kind::Text),
        ] {
            assert_eq!(texts(std::slice::from_ref(&value)), [(shown.to_owned(), kind)], "{value:?}");
        }
        for number in [f64::NAN, f64::INFINITY, 1e300] {
            for value in [
                Value::Number(number),
                Value::Percent(number),
                Value::Duration(number),
                Value::Serial(number),
            ] {
                assert_eq!(texts(&[value]).len(), 1);
            }
        }
    }

    #[test]
    fn number_formats_are_known_by_what_they_show() {
        for (format, look) in [
            ("0%", Look::Percent),
            ("0.00%", Look::Percent),
            ("#,##0.0 %;-0%", Look::Percent),
            ("General", Look::Plain),
            (r#"0" %""#, Look::Plain),
            (r"0\%", Look::Plain),
            ("0;0%", Look::Plain),
            ("00000", Look::Zeros(5)),
            ("00000;@", Look::Zeros(5)),
            ("0", Look::Plain),
            ("", Look::Plain),
        ] {
            assert_eq!(Look::of_format(format), look, "{format}");
        }
    }

    #[test]
    fn rows_and_columns_that_stray_cost_nothing() {
        let spec = TableSpec::points();
        let mut filler = Filler::new(Grid::of_sheet("a.xlsx", "A", Epoch::Y1900), &spec, 10);
        let text = |text: &'static str| Value::Text(Cow::Borrowed(text));
        assert_eq!(filler.push(0, 0, &text("commune")), Ok(true));
        assert_eq!(filler.push(0, 1, &text("name")), Ok(true));
        assert_eq!(filler.push(0, MOST_COLUMNS, &text("x")), Ok(true));
        assert_eq!(filler.push(1_048_575, 0, &text("x")), Ok(true));
        assert_eq!(filler.push(5, 0, &text("x")), Err(Refused::Broken), "rows come in order");
        assert_eq!(filler.push(1_048_575, 0, &text("x")), Err(Refused::Broken), "a cell comes once");
        assert_eq!(filler.push(1_048_575, 9, &text("x")), Err(Refused::TooLarge));
        let (grid, left) = filler.finish();
        assert_eq!((grid.len(), grid.row_number(1), left), (2, 1_048_576, 7));
    }

    #[test]
    fn a_sheet_without_the_header_is_not_read_to_its_end() {
        let spec = TableSpec::points();
        let mut filler = Filler::new(Grid::of_sheet("a.xlsx", "A", Epoch::Y1900), &spec, 1_000);
        let value = Value::Bool(true);
        assert_eq!(filler.push(19, 0, &value), Ok(true));
        assert_eq!(filler.push(20, 0, &value), Ok(false));
    }

    #[test]
    fn what_a_part_says_of_its_size_is_seen() {
        assert_eq!(said_count(br#"<sst count="1" uniqueCount = "12">"#), Ok(12));
        assert_eq!(said_count(b"<sst uniqueCount='99999999999999999999999'>"), Ok(usize::MAX));
        assert_eq!(said_count(b"<sst/>"), Ok(0));
        assert_eq!(said_count(b"u\0n\0"), Err(Refused::Broken));
    }
}
