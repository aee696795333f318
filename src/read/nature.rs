//! What a file is by its first bytes, whatever it is called: a PDF that was saved as `.csv`, a web page that a system hands
//! out as `.xls`. Reading what a file holds is left to others.

/// A kind of file that office programs, browsers and telephones make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// `.xlsx`, `.xlsm` or `.ods`.
    Workbook,
    /// `.xls`, the form before 2007.
    OldWorkbook,
    /// `.xlsb`, which Excel alone reads.
    BinaryWorkbook,
    /// The XML of Excel 2003, or a flat OpenDocument.
    XmlWorkbook,
    /// A workbook of Numbers.
    Numbers,
    /// HTML, or a page with its pictures in one file (MHTML). Many systems call such a table `.xls`.
    WebPage,
    /// A text of Word, LibreOffice or WordPad.
    Document,
    /// Slides, of either kind.
    Slides,
    Pdf,
    Picture,
    Archive,
}

impl Nature {
    /// None where the bytes are of no such kind; mostly they are plain text then.
    pub fn of(bytes: &[u8]) -> Option<Nature> {
        if bytes.starts_with(b"PK\x03\x04") {
            return Some(in_zip(bytes));
        }
        if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            return Some(in_compound_file(bytes));
        }
        let head = bytes.get(..1024).unwrap_or(bytes);
        if has(head, b"%PDF-") {
            return Some(Nature::Pdf);
        }
        let starts = |signs: &[&[u8]]| signs.iter().any(|sign| bytes.starts_with(sign));
        if starts(&[b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"]) {
            return Some(Nature::Archive);
        }
        let box_type = bytes.get(4..12).unwrap_or_default();
        let is_heif = [b"ftyphei", b"ftypmif", b"ftypavi"].iter().any(|brand| box_type.starts_with(*brand));
        let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
        if is_heif || is_webp || starts(&[b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"]) {
            return Some(Nature::Picture);
        }
        in_text(head)
    }

    /// The key of its words in the catalogues of messages.
    pub fn key(self) -> &'static str {
        match self {
            Nature::Workbook => "workbook",
            Nature::OldWorkbook => "old",
            Nature::BinaryWorkbook => "binary",
            Nature::XmlWorkbook => "xml",
            Nature::Numbers => "numbers",
            Nature::WebPage => "web",
            Nature::Document => "document",
            Nature::Slides => "slides",
            Nature::Pdf => "pdf",
            Nature::Picture => "picture",
            Nature::Archive => "archive",
        }
    }
}

/// By the names of the parts, which a ZIP archive holds in plain at its start and its end.
fn in_zip(bytes: &[u8]) -> Nature {
    const ENDS: usize = 1 << 16;
    let start = bytes.get(..ENDS).unwrap_or(bytes);
    let end = bytes.get(bytes.len().saturating_sub(ENDS)..).unwrap_or_default();
    let holds = |name: &[u8]| has(start, name) || has(end, name);
    let of_names: [(&[u8], Nature); 11] = [
        (b"xl/workbook.bin", Nature::BinaryWorkbook),
        (b"xl/workbook.xml", Nature::Workbook),
        (b"opendocument.spreadsheet", Nature::Workbook),
        (b"word/document.xml", Nature::Document),
        (b"opendocument.text", Nature::Document),
        (b"ppt/presentation.xml", Nature::Slides),
        (b"opendocument.presentation", Nature::Slides),
        (b"Index/Document.iwa", Nature::Numbers),
        // Half a file of an office program: nearest to a workbook, and told as a broken one.
        (b"[Content_Types].xml", Nature::Workbook),
        (b"_rels/.rels", Nature::Workbook),
        (b"docProps/", Nature::Workbook),
    ];
    of_names.into_iter().find(|(name, _)| holds(name)).map_or(Nature::Archive, |(_, nature)| nature)
}

/// By the name of the stream that holds the document, in UTF-16.
fn in_compound_file(bytes: &[u8]) -> Nature {
    let holds = |name: &str| has(bytes, &name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    if holds("WordDocument") {
        Nature::Document
    } else if holds("PowerPoint Document") {
        Nature::Slides
    } else {
        Nature::OldWorkbook
    }
}

/// By the marks that a text begins with, in UTF-8 or UTF-16.
fn in_text(head: &[u8]) -> Option<Nature> {
    let plain: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0 && byte.is_ascii()).collect();
    let plain = plain.trim_ascii_start().to_ascii_lowercase();
    let starts = |signs: &[&[u8]]| signs.iter().any(|sign| plain.starts_with(sign));
    if starts(&[b"{\\rtf"]) {
        Some(Nature::Document)
    } else if starts(&[
        b"mime-version:",
        b"from: <saved by",
        b"<!doctype html",
        b"<html",
        b"<table",
        b"<head",
        b"<meta",
    ]) {
        Some(Nature::WebPage)
    } else if starts(&[b"<"]) && (has(&plain, b"office:spreadsheet") || has(&plain, b"office:document")) {
        Some(Nature::XmlWorkbook)
    } else if starts(&[b"<"]) && (has(&plain, b"<html") || has(&plain, b"<table") || has(&plain, b"<body")) {
        Some(Nature::WebPage)
    } else {
        None
    }
}

fn has(all: &[u8], part: &[u8]) -> bool {
    all.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_first_bytes() {
        let utf16: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let old = [b"\xd0\xcf\x11\xe0\xa1\xb1".as_slice(), &[0; 500]].concat();
        let doc = [old.as_slice(), &utf16].concat();
        let wide: Vec<u8> = "\u{feff}<html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cases: [(&[u8], Option<Nature>); 25] = [
            (b"PK\x03\x04....[Content_Types].xml....xl/workbook.xml", Some(Nature::Workbook)),
            (b"PK\x03\x04....[Content_Types].xml....xl/workbook.bin", Some(Nature::BinaryWorkbook)),
            (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", Some(Nature::Workbook)),
            (b"PK\x03\x04....[Content_Types].xml....word/document.xml", Some(Nature::Document)),
            (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", Some(Nature::Document)),
            (b"PK\x03\x04....ppt/presentation.xml", Some(Nature::Slides)),
            (b"PK\x03\x04....Index/Document.iwa", Some(Nature::Numbers)),
            (b"PK\x03\x04....bang-thang-10.xlsx", Some(Nature::Archive)),
            (b"PK\x03\x04....docProps/app.xml", Some(Nature::Workbook)),
            (&old, Some(Nature::OldWorkbook)),
            (&doc, Some(Nature::Document)),
            (b"%PDF-1.7\n", Some(Nature::Pdf)),
            (b"Rar!\x1a\x07", Some(Nature::Archive)),
            (b"\x89PNG\r\n", Some(Nature::Picture)),
            (b"\xff\xd8\xff\xe0", Some(Nature::Picture)),
            (b"\0\0\0\x24ftypheic", Some(Nature::Picture)),
            (b"{\\rtf1\\ansi", Some(Nature::Document)),
            (b"\xef\xbb\xbf\r\n <!DOCTYPE html>", Some(Nature::WebPage)),
            (&wide, Some(Nature::WebPage)),
            (b"<div><TABLE border=1>", Some(Nature::WebPage)),
            (b"MIME-Version: 1.0\r\n", Some(Nature::WebPage)),
            (
                b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
                Some(Nature::XmlWorkbook),
            ),
            (b"date,commune\n2025-10-20,26188\n", None),
            ("\u{feff}xã;tên\n".as_bytes(), None),
            (b"", None),
        ];
        for (bytes, nature) in cases {
            assert_eq!(Nature::of(bytes), nature, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
