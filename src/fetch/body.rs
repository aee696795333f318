//! Tells a table from what servers give in its place, by the bytes: what servers say of them is often wrong.

use serde::de::IgnoredAny;

use super::Failure;
use super::NotTable;

/// The ending of the drop that a body becomes, or why it cannot be a table. What looks like text is left to the reader
/// of tables, which knows encodings and separators better.
pub(super) fn ending(bytes: &[u8], content_type: &str, path: &str) -> Result<&'static str, Failure> {
    let magic = |start: &[u8]| bytes.starts_with(start);
    if magic(b"PK\x03\x04") {
        // The first file of an OpenDocument is its type, stored as it is.
        let is_ods = bytes.get(..256).unwrap_or(bytes).windows(ODS.len()).any(|window| window == ODS);
        return Ok(if is_ods { "ods" } else { "xlsx" });
    }
    // A workbook of before 2007: the reader says what to do about it.
    if magic(b"\xd0\xcf\x11\xe0") {
        return Ok("xlsx");
    }
    let not_table = |what| Err(Failure::NotTable(what));
    if magic(b"%PDF") {
        return not_table(NotTable::Pdf);
    }
    if magic(b"\x89PNG") || magic(b"\xff\xd8\xff") || magic(b"GIF8") {
        return not_table(NotTable::Picture);
    }
    if magic(b"\x1f\x8b") || magic(b"Rar!") || magic(b"7z\xbc\xaf") {
        return not_table(NotTable::Archive);
    }
    let text = first_letters(bytes);
    let Some(first) = text.chars().next() else { return not_table(NotTable::Empty) };
    let says_html = content_type.contains("html");
    if first == '<' {
        let is_page = says_html || HTML.iter().any(|tag| text.contains(tag));
        return if is_page { Err(Failure::WebPage) } else { not_table(NotTable::Xml) };
    }
    if says_html && ["<html", "<body", "<head"].iter().any(|tag| text.contains(tag)) {
        return Err(Failure::WebPage);
    }
    if matches!(first, '{' | '[') && serde_json::from_slice::<IgnoredAny>(bytes).is_ok() {
        return not_table(NotTable::Json);
    }
    let is_tsv = content_type.contains("tab-separated") || path.to_ascii_lowercase().ends_with(".tsv");
    Ok(if is_tsv { "tsv" } else { "csv" })
}

const ODS: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// Tags that pages start with; XML has others.
const HTML: &[&str] = &["<!doctype html", "<html", "<head", "<body", "<script", "<meta", "<title"];

/// The first letters, small, without mark and blanks; of UTF-16, too.
fn first_letters(bytes: &[u8]) -> String {
    let start = bytes.get(..4096).unwrap_or(bytes);
    let without_zeros: Vec<u8> = start.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&without_zeros);
    let is_mark = |c: char| c == '\u{feff}' || c == '\u{fffd}' || c.is_whitespace();
    text.trim_start_matches(is_mark).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_told_from_pages_and_other_things_by_their_bytes() {
        let utf16: Vec<u8> = "\u{feff}<html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let not_table = |what| Err(Failure::NotTable(what));
        let cases: [(&[u8], &str, Result<&str, Failure>); 20] = [
            (b"date,commune\n", "text/csv", Ok("csv")),
            (b"\xef\xbb\xbfNg\xc3\xa0y;M\xc3\xa3 x\xc3\xa3\n", "", Ok("csv")),
            (b"date\tcommune\n", "text/tab-separated-values", Ok("tsv")),
            (b"a,b\n", "text/html; charset=utf-8", Ok("csv")),
            (b"\xff\xfed\0a\0t\0e\0", "", Ok("csv")),
            (b"PK\x03\x04....", "text/html", Ok("xlsx")),
            (
                b"PK\x03\x04......................mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK",
                "",
                Ok("ods"),
            ),
            (b"\xd0\xcf\x11\xe0", "", Ok("xlsx")),
            (b"\n <!DOCTYPE html><html>", "text/csv", Err(Failure::WebPage)),
            (b"\xef\xbb\xbf<html>", "", Err(Failure::WebPage)),
            (&utf16, "", Err(Failure::WebPage)),
            (b"<p>Sign in", "text/html", Err(Failure::WebPage)),
            (b"Sign in <body>", "text/html", Err(Failure::WebPage)),
            (b"<?xml version=\"1.0\"?><Error/>", "application/xml", not_table(NotTable::Xml)),
            (b"{\"error\": 1}", "", not_table(NotTable::Json)),
            (b"%PDF-1.7", "text/csv", not_table(NotTable::Pdf)),
            (b"\x1f\x8b\x08", "", not_table(NotTable::Archive)),
            (b"\x89PNG\r\n", "", not_table(NotTable::Picture)),
            (b"", "text/csv", not_table(NotTable::Empty)),
            (b"\xef\xbb\xbf \r\n", "text/csv", not_table(NotTable::Empty)),
        ];
        for (bytes, content_type, expected) in cases {
            assert_eq!(ending(bytes, content_type, "/x"), expected, "{}", String::from_utf8_lossy(bytes));
        }
        assert_eq!(ending(b"a\tb", "", "/export.TSV"), Ok("tsv"));
    }
}
