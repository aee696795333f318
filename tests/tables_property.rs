//! A table that is written in any format and read again is the same table; bytes that are no table end in a message.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/windows_1258.rs"]
mod windows_1258;

use std::fmt::Write as _;
use std::io::Cursor;
use std::io::Write;

use loa::read::TableFile;
use loa::read::TableFormat;
use loa::tables;
use loa::tables::Field;
use loa::tables::TableSpec;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use zip::CompressionMethod;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use windows_1258::windows_1258;

/// The columns of the tables made here, and the fields they are read back from.
const COLUMNS: [(&str, Field); 4] =
    [("commune", Field::Commune), ("name", Field::Name), ("note", Field::Note), ("phone", Field::Phone)];

type Rows = Vec<[String; 4]>;

/// A cell as people type it, with all that a format may stumble over: separators, quotes, pipes, marks of YAML,
/// formulas, tones, line breaks. No blanks at the ends, which no format keeps.
fn cell() -> impl Strategy<Value = String> {
    const WORDS: [&str; 20] = [
        "Nhà văn hóa ấp 1",
        "00004",
        "26188",
        "no",
        "null",
        "~",
        "1.10",
        "0x1F",
        "2025-10-20",
        "7h30-11h30, 13h30-17h; T7",
        "\"trích\" dẫn",
        "a|b",
        "- # gạch: {đầu} [dòng]",
        "'nháy",
        "=1+1",
        "@x",
        "&amp; <b>",
        "*sao* `mã` \\ _x000D_",
        "Ữ ợ ẫ ỹ Ặ Đ",
        "một\nhai",
    ];
    // No `ă`: a syllable `xă` or `mă` in Windows-1258 is taken for another code page, and refused.
    let typed = "[a-zA-Zắâđêôơưáàảãạ0-9 ,;:.'\"|#&<>\\-]{0,12}";
    let text = prop_oneof![prop::sample::select(&WORDS[..]).prop_map(str::to_owned), typed];
    text.prop_map(|text| text.nfc().collect::<String>().trim().to_owned())
}

fn rows() -> impl Strategy<Value = Rows> {
    let row = [cell(), cell(), cell(), cell()].prop_map(|mut row| {
        // The first cell says that the row is one, and no total.
        row[0] = format!("x{}", row[0]).trim().to_owned();
        row
    });
    proptest::collection::vec(row, 0..6)
}

fn read(format: TableFormat, bytes: &[u8]) -> Option<Rows> {
    let path = "content/points.x".to_owned();
    let file = TableFile { path, format, bytes: bytes.into() };
    let (table, _) = tables::read(&file, &TableSpec::points());
    let table = table?;
    let texts = |row: tables::Row<'_>| {
        COLUMNS.map(|(_, field)| row.text(field).map(|cell| cell.text.to_owned()).unwrap_or_default())
    };
    Some(table.rows().map(texts).collect())
}

fn with_header(rows: &Rows) -> Vec<[String; 4]> {
    let header = COLUMNS.map(|(name, _)| name.to_owned());
    [vec![header], rows.clone()].concat()
}

fn delimited(rows: &Rows, separator: char) -> String {
    let cell = |text: &String| {
        if text.contains([separator, '"', '\n']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.clone()
        }
    };
    let lines = with_header(rows).into_iter().map(|row| {
        let cells: Vec<String> = row.iter().map(cell).collect();
        cells.join(&separator.to_string()) + "\r\n"
    });
    lines.collect()
}

fn xlsx(rows: &Rows) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in with_header(rows).iter().enumerate() {
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(u32::try_from(row).unwrap(), u16::try_from(column).unwrap(), text).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn ods(rows: &Rows) -> Vec<u8> {
    let mut content = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:body><table:table table:name="A">"#,
    );
    for row in with_header(rows) {
        content.push_str("<table:table-row>");
        for text in row {
            if text.is_empty() {
                content.push_str("<table:table-cell/>");
                continue;
            }
            content.push_str(r#"<table:table-cell office:value-type="string">"#);
            for line in text.split('\n') {
                let line = line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                let line = line.replace("  ", " <text:s/>");
                write!(content, "<text:p>{line}</text:p>").unwrap();
            }
            content.push_str("</table:table-cell>");
        }
        content.push_str("</table:table-row>");
    }
    content.push_str("</table:table></office:body></office:document-content>");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", &content),
    ] {
        writer.start_file(name, stored).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn yaml(rows: &Rows) -> String {
    let mut text = String::new();
    for row in rows {
        let mut mark = "- ";
        for ((name, _), cell) in COLUMNS.iter().zip(row) {
            writeln!(text, "{mark}{name}: {}", serde_json::to_string(cell).unwrap()).unwrap();
            mark = "  ";
        }
    }
    text
}

/// Bare scalars where YAML lets them stand: what looks like a number, a truth value or a date stays as it is written.
fn bare_yaml(rows: &Rows) -> String {
    let bare = |text: &str| {
        text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')) && !text.starts_with('-')
    };
    let mut text = String::new();
    for row in rows {
        let mut mark = "- ";
        for ((name, _), cell) in COLUMNS.iter().zip(row) {
            let written = if bare(cell) && cell != "null" {
                cell.clone()
            } else {
                serde_json::to_string(cell).unwrap()
            };
            writeln!(text, "{mark}{name}: {written}").unwrap();
            mark = "  ";
        }
    }
    text
}

fn pipes(rows: &Rows) -> String {
    let escaped = |text: &String| {
        let mut out = String::new();
        for c in text.chars() {
            match c {
                '\n' => out.push_str("<br>"),
                c if c.is_ascii_punctuation() => out.extend(['\\', c]),
                c => out.push(c),
            }
        }
        out
    };
    let mut text = String::from("# Điểm\n\nvăn bản | có gạch\n\n");
    for (row, cells) in with_header(rows).iter().enumerate() {
        let cells: Vec<String> = cells.iter().map(escaped).collect();
        writeln!(text, "| {} |", cells.join(" | ")).unwrap();
        if row == 0 {
            text.push_str("|---|---|---|---|\n");
        }
    }
    text + "\nhết\n"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_survives_every_format(rows in rows()) {
        for separator in [',', ';', '\t'] {
            let text = delimited(&rows, separator);
            let units = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
            let marked = format!("\u{feff}{text}");
            let mut encoded = vec![
                ("utf-8", text.clone().into_bytes()),
                ("utf-8 with mark", marked.clone().into_bytes()),
                ("utf-8, decomposed", text.nfd().collect::<String>().into_bytes()),
                ("utf-16le", units(&marked, u16::to_le_bytes)),
                ("utf-16be", units(&marked, u16::to_be_bytes)),
            ];
            encoded.extend(windows_1258(&text).map(|bytes| ("windows-1258", bytes)));
            for (name, bytes) in encoded {
                prop_assert_eq!(read(TableFormat::Csv, &bytes), Some(rows.clone()), "{} {:?}", name, separator);
            }
        }
        prop_assert_eq!(read(TableFormat::Workbook, &xlsx(&rows)), Some(rows.clone()), "xlsx");
        prop_assert_eq!(read(TableFormat::Workbook, &ods(&rows)), Some(rows.clone()), "ods");
        if !rows.is_empty() {
            prop_assert_eq!(read(TableFormat::Yaml, yaml(&rows).as_bytes()), Some(rows.clone()), "yaml");
            prop_assert_eq!(read(TableFormat::Yaml, bare_yaml(&rows).as_bytes()), Some(rows.clone()), "bare yaml");
        }
        prop_assert_eq!(read(TableFormat::Markdown, pipes(&rows).as_bytes()), Some(rows.clone()), "pipe table");
    }

    /// Numbers, dates and truth values of a workbook are read as what they are.
    #[test]
    fn values_of_a_workbook_survive(
        count in 0_u64..1_000_000_000, share in 0_u32..=10_000, day in 36_600_u32..73_000, minute in 0_u32..1440,
    ) {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        let format = |code: &str| rust_xlsxwriter::Format::new().set_num_format(code);
        sheet.write_row(0, 0, ["date", "start", "commune", "note"]).unwrap();
        sheet.write_with_format(1, 0, day, &format("dd/mm/yyyy")).unwrap();
        sheet.write_with_format(1, 1, f64::from(minute) / 1440.0, &format("[$-42A]h:mm;@")).unwrap();
        sheet.write(1, 2, f64::from(u32::try_from(count).unwrap())).unwrap();
        sheet.write_with_format(1, 3, f64::from(share) / 10_000.0, &format("0.00%")).unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let file = TableFile { path: "a.xlsx".to_owned(), format: TableFormat::Workbook, bytes: bytes.into() };
        let (table, _) = tables::read(&file, &TableSpec::schedules());
        let table = table.unwrap();
        let mut diagnostics = loa::diag::Diagnostics::default();
        let mut fields = table.rows().next().unwrap().read(&mut diagnostics);
        let days = fields.date(Field::Date).unwrap() - jiff::civil::date(1899, 12, 30);
        prop_assert_eq!(days.get_days(), i32::try_from(day).unwrap());
        let start = fields.time(Field::Start).unwrap();
        prop_assert_eq!(u32::try_from(start.hour()).unwrap() * 60 + u32::try_from(start.minute()).unwrap(), minute);
        prop_assert_eq!(fields.count(Field::Commune), Some(count));
        prop_assert_eq!(fields.share(Field::Note), Some(share));
        prop_assert!(diagnostics.is_empty(), "{:?}", diagnostics);
    }

    /// Bytes changed within the parts of a workbook (not within the zip, whose checksums would hide the rest).
    #[test]
    fn damaged_workbooks_end_in_a_message(
        file in 0_usize..3, part in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(),
        change in prop::sample::select(vec![
            "", ">", "<", "\"", "\u{1}", "99999999999999999999", "-1", "</row>", "<c>", "</table:table>", "<!--", "/",
        ]),
        cut in 0_usize..40, to_end in any::<bool>(),
    ) {
        let name = ["openpyxl/progress.xlsx", "libreoffice-xlsx/points.xlsx", "libreoffice-ods/schedule.ods"][file];
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables").join(name);
        let mut archive = zip::ZipArchive::new(Cursor::new(std::fs::read(path).unwrap())).unwrap();
        let chosen = part.index(archive.len());
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            std::io::copy(&mut entry, &mut bytes).unwrap();
            if index == chosen && !bytes.is_empty() {
                let at = at.index(bytes.len());
                let end = if to_end { bytes.len() } else { (at + cut).min(bytes.len()) };
                bytes.splice(at..end, change.bytes());
            }
            writer.start_file(entry.name().unwrap(), stored).unwrap();
            writer.write_all(&bytes).unwrap();
        }
        let bytes = writer.finish().unwrap().into_inner();
        let file = TableFile { path: "a.xlsx".to_owned(), format: TableFormat::Workbook, bytes: bytes.into() };
        for spec in [TableSpec::points(), TableSpec::schedules(), TableSpec::progress(vec![])] {
            let (table, told) = tables::read(&file, &spec);
            prop_assert!(table.is_some() || !told.is_empty());
        }
    }

    #[test]
    fn any_bytes_end_in_a_table_or_a_message(
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        start in prop::sample::select(vec![
            &b""[..],
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"- commune: a\n  name: ",
            b"| commune | name |\n|---|---|\n",
            b"\xff\xfe",
        ]),
    ) {
        let bytes = [start, &bytes].concat();
        for format in [TableFormat::Csv, TableFormat::Workbook, TableFormat::Yaml, TableFormat::Markdown] {
            let file = TableFile { path: "a".to_owned(), format, bytes: bytes.as_slice().into() };
            let (table, told) = tables::read(&file, &TableSpec::points());
            prop_assert!(table.is_some() || !told.is_empty());
        }
    }

    /// A workbook cut off anywhere is broken, or not yet a workbook.
    #[test]
    fn a_workbook_that_was_cut_off_is_refused(at in any::<prop::sample::Index>(), ods in any::<bool>()) {
        let name = if ods { "libreoffice-ods/points.ods" } else { "openpyxl/points.xlsx" };
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables").join(name);
        let mut bytes = std::fs::read(path).unwrap();
        bytes.truncate(at.index(bytes.len()));
        let file = TableFile { path: "a.xlsx".to_owned(), format: TableFormat::Workbook, bytes: bytes.into() };
        let (table, told) = tables::read(&file, &TableSpec::points());
        prop_assert!(table.is_none() && told.len() == 1);
    }
}
