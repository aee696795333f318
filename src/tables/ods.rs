//! OpenDocument spreadsheets → sheets. calamine reads them; this module first makes their XML safe and complete for it.
//!
//! calamine lays a sheet out as a full rectangle, so that a formatted column a million rows long costs gigabytes; it waits
//! for ever for an element that is never closed; and it does not tell a share from a number. So repeats of empty rows are
//! taken out (and counted), bounds are kept, unclosed XML is refused, and a share becomes the text that it is.

use std::borrow::Cow;
use std::io::Cursor;
use std::io::Read;
use std::io::Write;

use calamine::Data;
use calamine::Ods;
use calamine::OdsError;
use calamine::Reader;
use calamine::SheetVisible;
use zip::CompressionMethod;
use zip::ZipArchive;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::grid::Grid;
use super::spec::TableSpec;
use super::value::date::Epoch;
use super::workbook::Filler;
use super::workbook::MOST_COLUMNS;
use super::workbook::Refused;
use super::workbook::Sheet;
use super::workbook::Value;
use super::workbook::percent;

/// Cells of the rectangle that calamine makes of a sheet; each takes more than a hundred bytes for a moment.
const MOST_CELLS: u64 = 5_000_000;

/// All sheets of the document.
pub fn sheets(
    path: &str,
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    spec: &TableSpec,
) -> Result<Vec<Sheet>, Refused> {
    let manifest = part(archive, "META-INF/manifest.xml").unwrap_or_default();
    if manifest.contains(":encryption-data") {
        return Err(Refused::Locked);
    }
    if !part(archive, "mimetype")?.starts_with(MIMETYPE) {
        return Err(Refused::NotWorkbook);
    }
    let Safe { content, rows } = make_safe(&part(archive, "content.xml")?)?;
    let packed = pack(&content).map_err(|_| Refused::Broken)?;
    let mut document: Ods<_> = Ods::new(Cursor::new(packed)).map_err(|error: OdsError| match error {
        OdsError::Password => Refused::Locked,
        OdsError::CellLimitExceeded { .. } => Refused::TooLarge,
        _ => Refused::Broken,
    })?;
    let listed: Vec<(String, bool)> = document
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let mut found = Vec::with_capacity(listed.len());
    let mut left = usize::try_from(MOST_CELLS).unwrap_or(usize::MAX);
    for ((name, visible), rows) in listed.into_iter().zip(rows) {
        let range = document.worksheet_range(&name).map_err(|_| Refused::Broken)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        // Dates are written out in full, so that the epoch does not matter.
        let mut filler = Filler::new(Grid::of_sheet(path, &name, Epoch::Y1900), spec, left);
        'rows: for (row, cells) in range.rows().enumerate() {
            let Some(row) = rows.get(first_row as usize + row) else { break };
            for (column, cell) in cells.iter().enumerate() {
                let column = first_column.saturating_add(u32::try_from(column).unwrap_or(u32::MAX));
                let Some(value) = value(cell) else { continue };
                if !filler.push(*row, column, &value)? {
                    break 'rows;
                }
            }
        }
        let (grid, rest) = filler.finish();
        left = rest;
        found.push(Sheet { name, grid, visible });
    }
    Ok(found)
}

/// Stands before a formula that was saved without a value. calamine drops formulas; a letter that no text has carries
/// this one through.
const UNSAVED: char = '\u{10ffff}';

const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

fn value(cell: &Data) -> Option<Value<'_>> {
    Some(match cell {
        Data::Int(number) => Value::Number(*number as f64),
        Data::Float(number) => Value::Number(*number),
        Data::String(text) if text.is_empty() => return None,
        Data::String(text) if text.starts_with(UNSAVED) => {
            let formula = text.trim_start_matches(UNSAVED);
            // `of:=SUM([.A1])`: a namespace stands before the formula.
            Value::Unsaved(Cow::Borrowed(formula.split_once('=').map_or(formula, |(_, formula)| formula)))
        }
        Data::String(text) => Value::Text(Cow::Borrowed(text)),
        Data::Bool(value) => Value::Bool(*value),
        Data::DateTime(at) => Value::Serial(at.as_f64()),
        Data::DateTimeIso(text) => Value::Date(Cow::Borrowed(text)),
        Data::DurationIso(text) => Value::IsoDuration(Cow::Borrowed(text)),
        Data::Error(error) => Value::Text(Cow::Owned(error.to_string())),
        Data::Empty => return None,
    })
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<String, Refused> {
    let part = archive.by_name(name).map_err(|_| Refused::Broken)?;
    let mut text = String::new();
    let mut part = part.take(super::workbook::LARGEST_UNPACKED);
    part.read_to_string(&mut text).map_err(|_| Refused::Broken)?;
    Ok(text)
}

fn pack(content: &str) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(content.len() + 1024)));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, text) in
        [("mimetype", MIMETYPE), ("META-INF/manifest.xml", "<manifest:manifest/>"), ("content.xml", content)]
    {
        writer.start_file(name, stored)?;
        writer.write_all(text.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

/// XML that calamine can be handed.
struct Safe {
    content: String,
    /// For each sheet, the true number (from 0) of each row that is left.
    rows: Vec<Vec<u32>>,
}

/// Goes over the tags of the document: refuses what is not closed, rewrites rows and cells.
fn make_safe(xml: &str) -> Result<Safe, Refused> {
    let mut pass = Pass { out: String::with_capacity(xml.len()), ..Pass::default() };
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        // Blanks between cells are no content, but calamine takes them for a mistake.
        if pass.cell_depth.is_some() || !text.trim().is_empty() {
            pass.out.push_str(text);
        }
        let length = if tag.starts_with("<!--") {
            tag.find("-->").map(|end| end + 3)
        } else if tag.starts_with("<![CDATA[") {
            tag.find("]]>").map(|end| end + 3)
        } else if tag.starts_with("<?") {
            tag.find("?>").map(|end| end + 2)
        } else {
            tag_end(tag)
        };
        let (tag, behind) = length.and_then(|length| tag.split_at_checked(length)).ok_or(Refused::Broken)?;
        if tag.starts_with("<!") {
            // Of comments and declarations nothing is needed, and of marked text calamine takes none.
        } else if tag.starts_with("<?") {
            pass.out.push_str(tag);
        } else {
            pass.tag(tag)?;
        }
        rest = behind;
    }
    if pass.open.is_empty() { Ok(Safe { content: pass.out, rows: pass.rows }) } else { Err(Refused::Broken) }
}

/// Where a tag ends: the first `>` outside quotes.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Some(at + 1),
            (None, _) => {}
        }
    }
    None
}

#[derive(Default)]
struct Pass<'x> {
    out: String,
    /// Names of the elements that are open.
    open: Vec<&'x str>,
    /// How many elements were open before the cell that is.
    cell_depth: Option<usize>,
    rows: Vec<Vec<u32>>,
    row: Row,
    /// The next row of the sheet, from 0.
    next_row: u32,
    /// The widest row of the sheet.
    width: u32,
}

/// The row that is open.
#[derive(Default)]
struct Row {
    /// Where its tag belongs in the output.
    at: usize,
    repeats: u32,
    /// Columns before the next cell.
    columns: u32,
    filled: bool,
}

const TABLE: &str = "table:table";
const ROW: &str = "table:table-row";
const CELLS: [&str; 2] = ["table:table-cell", "table:covered-table-cell"];

impl<'x> Pass<'x> {
    fn tag(&mut self, tag: &'x str) -> Result<(), Refused> {
        if let Some(name) = tag.strip_prefix("</") {
            let name = name.trim_end_matches('>').trim_end();
            return if self.open.pop() == Some(name) { self.close(name, tag) } else { Err(Refused::Broken) };
        }
        let is_empty = tag.ends_with("/>");
        let inside = tag.trim_start_matches('<').trim_end_matches('>');
        let inside = inside.strip_suffix('/').unwrap_or(inside);
        let end = inside.find(|c: char| c.is_ascii_whitespace()).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(end);
        let in_cell = self.cell_depth.is_some();
        match name {
            TABLE if !in_cell => {
                // calamine lists the tables that have a name.
                if attributes.contains("table:name") {
                    self.rows.push(Vec::new());
                }
                (self.next_row, self.width) = (0, 0);
                self.out.push_str(tag);
            }
            ROW if !in_cell => {
                let repeats = count(attributes, "table:number-rows-repeated")?;
                self.row = Row { at: self.out.len(), repeats, columns: 0, filled: false };
            }
            name if !in_cell && CELLS.contains(&name) => {
                self.cell(name, attributes, is_empty)?;
                self.cell_depth = Some(self.open.len());
            }
            // Its text is pushed blank by blank.
            "text:s" if count(attributes, "text:c")? > 1_000 => return Err(Refused::Broken),
            _ => self.out.push_str(tag),
        }
        self.open.push(name);
        if is_empty {
            self.open.pop();
            // Tags of other empty elements were copied as they are.
            let closes = if name == ROW || (CELLS.contains(&name) && !in_cell) { "" } else { "/" };
            if closes.is_empty() {
                return self.close(name, "");
            }
        }
        Ok(())
    }

    fn close(&mut self, name: &str, tag: &str) -> Result<(), Refused> {
        if self.cell_depth == Some(self.open.len()) {
            self.cell_depth = None;
        } else if name == ROW && self.cell_depth.is_none() {
            self.out.push_str("</table:table-row>");
            return self.close_row();
        }
        self.out.push_str(tag);
        Ok(())
    }

    /// Writes the tag of a cell anew: within the bounds of columns, and a share as a text.
    fn cell(&mut self, name: &str, attributes: &str, is_empty: bool) -> Result<(), Refused> {
        let repeats = count(attributes, "table:number-columns-repeated")?;
        let repeats = repeats.min(MOST_COLUMNS.saturating_sub(self.row.columns));
        let slash = if is_empty { "/" } else { "" };
        let has = |name: &str| attribute(attributes, name);
        let filled = repeats > 0
            && ["office:value-type", "calcext:value-type", "table:formula"]
                .iter()
                .any(|name| has(name).is_some());
        let mut written = String::new();
        if filled {
            self.row.filled = true;
            self.width = self.width.max(self.row.columns + repeats);
            match (has("office:value-type"), has("office:value").and_then(|value| value.parse::<f64>().ok()))
            {
                (None, None) if has("calcext:value-type").is_none() => {
                    let formula = has("table:formula").unwrap_or_default();
                    written = format!(
                        r#" office:value-type="string" office:string-value="{UNSAVED}{}""#,
                        formula.replace('"', "&quot;")
                    );
                }
                (Some("percentage"), Some(part)) if part.is_finite() => {
                    let share = percent(part);
                    written = format!(r#" office:value-type="string" office:string-value="{share}""#);
                }
                _ => {
                    for name in [
                        "office:value-type",
                        "calcext:value-type",
                        "office:value",
                        "office:string-value",
                        "office:date-value",
                        "office:time-value",
                        "office:boolean-value",
                    ] {
                        if let Some(value) = has(name) {
                            // Quotes of either kind may stand in the other.
                            let value = value.replace('"', "&quot;");
                            written.push_str(&format!(r#" {name}="{value}""#));
                        }
                    }
                }
            }
        }
        if repeats > 0 {
            let times = format!(r#" table:number-columns-repeated="{repeats}""#);
            self.out.push_str(&format!("<{name}{written}{times}{slash}>"));
        } else {
            self.out.push_str(&format!("<{name}{slash}>"));
        }
        self.row.columns += repeats;
        Ok(())
    }

    /// Puts the tag of a row before its cells, now that it is known whether it has any.
    fn close_row(&mut self) -> Result<(), Refused> {
        let Row { at, repeats, filled, .. } = self.row;
        let kept = if filled { repeats } else { 1 };
        let tag = format!(r#"<{ROW} table:number-rows-repeated="{kept}">"#);
        self.out.insert_str(at, &tag);
        if let Some(rows) = self.rows.last_mut() {
            let last = self.next_row.checked_add(kept).ok_or(Refused::TooLarge)?;
            let height = rows.len() as u64 + u64::from(kept);
            if height * u64::from(self.width.max(1)) > MOST_CELLS {
                return Err(Refused::TooLarge);
            }
            rows.extend(self.next_row..last);
        }
        self.next_row = self.next_row.checked_add(repeats).ok_or(Refused::TooLarge)?;
        Ok(())
    }
}

/// The value of an attribute as it is written.
fn attribute<'x>(attributes: &'x str, name: &str) -> Option<&'x str> {
    let mut rest = attributes;
    loop {
        let (key, behind) = rest.split_once('=')?;
        let behind = behind.trim_start();
        let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, next) = behind.get(1..)?.split_once(quote)?;
        if key.trim() == name {
            return Some(value);
        }
        rest = next;
    }
}

/// A number of repeats; one where there is none.
fn count(attributes: &str, name: &str) -> Result<u32, Refused> {
    attribute(attributes, name).map_or(Ok(1), |value| value.parse().map_err(|_| Refused::Broken))
}
