//! Bytes of a text table → text in Unicode NFC: UTF-8, UTF-16 and Windows-1258, as Excel and others write them.
//!
//! What is in none of these, or was damaged on its way, is refused: a guess would publish wrong names. How the text is
//! cut into cells is left to [`super::delimited`].

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1258};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::grid::{Cell, Grid};

/// Why bytes are not taken as the text of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncodingProblem {
    /// Not text in any of the encodings.
    NotText,
    /// The beginning of a workbook (`.xlsx`, `.xls`), whatever the file is called.
    Workbook,
    /// Mostly UTF-8, but not on this line (from 1).
    BrokenUtf8 { line: usize },
    /// Letters of an old font (TCVN3, VNI), or a text that was read in the wrong encoding and saved again.
    OldFont { word: String },
}

/// The text in NFC and without byte order mark.
///
/// UTF-16 is known by its mark, or by the zero bytes that no other text has; what is not UTF-8 is taken as
/// Windows-1258, the code page of Windows in Vietnamese. Its tone marks stand behind their vowels and are joined to them.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, EncodingProblem> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(EncodingProblem::Workbook);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return utf8(rest);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(UTF_16LE, rest);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(UTF_16BE, rest);
    }
    if bytes.contains(&0) {
        return unmarked_utf16(bytes);
    }
    if std::str::from_utf8(bytes).is_ok() || is_mostly_utf8(bytes) {
        return utf8(bytes);
    }
    windows_1258(bytes)
}

/// The first cell whose letters were replaced by `?`, and the word: `?` with letters on both sides (`Ph??ng`), or the
/// replacement character of Unicode. A question mark at the end of a word, in an address (`/tim?xa=1`), or between two
/// sentences (`không?Có`) is none.
pub fn lost_marks(grid: &Grid) -> Option<(Cell<'_>, String)> {
    let text = grid.all_text();
    if !text.contains(['?', '\u{fffd}']) {
        return None;
    }
    let mut seen = None;
    text.match_indices(['?', '\u{fffd}']).find_map(|(offset, _)| {
        let cell = grid.cell_at(offset)?;
        // One look at a cell is enough, however many question marks it has.
        if seen.replace(cell.position()) == Some(cell.position()) {
            return None;
        }
        cell.text.split_whitespace().find(|word| has_lost_marks(word)).map(|word| (cell, word.to_owned()))
    })
}

/// The first cell in letters of an old font, and the word; only where there are two such words, as in [`decode`].
/// Workbooks are in Unicode whatever their fonts show, so this is not seen before their cells are there.
pub fn old_font(grid: &Grid) -> Option<(Cell<'_>, String)> {
    if !may_be_odd(grid.all_text()) {
        return None;
    }
    let cells = (0..grid.len()).flat_map(|row| grid.cells(row));
    let mut odd = cells.flat_map(|cell| {
        let words = cell.text.split_whitespace().filter(|word| is_odd(word));
        words.map(move |word| (cell, word.chars().take(40).collect()))
    });
    let first = odd.next()?;
    odd.next().map(|_| first)
}

fn has_lost_marks(word: &str) -> bool {
    if word.contains('\u{fffd}') {
        return true;
    }
    let is_address =
        word.contains("://") || word.contains("www.") || (word.contains('.') && word.contains('/'));
    // What follows the mark decides, so that an address without a scheme (`tim?xa=1`) is known too.
    if is_address || word.split_once('?').is_none_or(|(_, rest)| rest.contains('=')) {
        return false;
    }
    let characters: Vec<char> = word.chars().collect();
    let mut start = 0;
    while let Some(found) = characters.iter().skip(start).position(|c| *c == '?') {
        let first = start + found;
        let behind = first + characters.iter().skip(first).take_while(|c| **c == '?').count();
        let before = first.checked_sub(1).and_then(|index| characters.get(index));
        if let (Some(before), Some(after)) = (before, characters.get(behind)) {
            let new_sentence = before.is_lowercase() && after.is_uppercase();
            if before.is_alphabetic() && after.is_alphabetic() && !new_sentence {
                return true;
            }
        }
        start = behind;
    }
    false
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, EncodingProblem> {
    match std::str::from_utf8(bytes) {
        Ok(text) => readable(nfc(Cow::Borrowed(text))),
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            Err(EncodingProblem::BrokenUtf8 { line: good.split(|byte| *byte == b'\n').count() })
        }
    }
}

fn utf16<'b>(
    encoding: &'static encoding_rs::Encoding,
    bytes: &'b [u8],
) -> Result<Cow<'b, str>, EncodingProblem> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    readable(nfc(text.ok_or(EncodingProblem::NotText)?))
}

/// UTF-16 whose mark is missing: the upper bytes of blanks, digits and separators are zero and stand on one side.
fn unmarked_utf16(bytes: &[u8]) -> Result<Cow<'_, str>, EncodingProblem> {
    let zeros = |first: usize| bytes.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = bytes.len() / 10;
    match (even, odd) {
        (0, odd) if odd > enough => utf16(UTF_16LE, bytes),
        (even, 0) if even > enough => utf16(UTF_16BE, bytes),
        _ => Err(EncodingProblem::NotText),
    }
}

fn windows_1258(bytes: &[u8]) -> Result<Cow<'_, str>, EncodingProblem> {
    let (text, _) = WINDOWS_1258.decode_without_bom_handling(bytes);
    let text = nfc(text);
    // A tone mark that found no vowel, or a syllable `xă`, which no Vietnamese word has, shows that the bytes are of
    // another code page: `ã` of Windows-1252 is the byte that is `ă` here.
    let wrong = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"')).find(|word| {
        word.contains(|c: char| ('\u{300}'..='\u{36f}').contains(&c))
            || matches!(word.to_lowercase().as_str(), "xă" | "mă")
    });
    match wrong {
        Some(word) => Err(EncodingProblem::OldFont { word: word.to_owned() }),
        None => readable(text),
    }
}

/// Whether bytes that are not UTF-8 were meant to be: more whole characters of several bytes than broken ones.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

fn nfc(text: Cow<'_, str>) -> Cow<'_, str> {
    // Neither Latin letters, nor Vietnamese ones, nor punctuation change or combine in NFC; the general test is slow.
    let stays = |c: char| matches!(c, '\0'..='\u{2ff}' | '\u{1ea0}'..='\u{1ef9}' | '\u{2010}'..='\u{2027}');
    if text.chars().all(stays) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text;
    }
    Cow::Owned(text.nfc().collect())
}

/// Refuses control characters and the marks of old fonts and double encoding.
fn readable(text: Cow<'_, str>) -> Result<Cow<'_, str>, EncodingProblem> {
    let is_control = |byte: u8| matches!(byte, 0..=8 | 0x0e..=0x1f | 0x7f);
    if text.bytes().any(is_control) {
        return Err(EncodingProblem::NotText);
    }
    if !may_be_odd(&text) {
        return Ok(text);
    }
    let mut odd = text.split_whitespace().filter(|word| is_odd(word));
    // Once may be a slip of the keyboard; a text in an old font is full of it.
    match (odd.next(), odd.next()) {
        (Some(word), Some(_)) => Err(EncodingProblem::OldFont {
            // A row without blanks is one piece: the odd cell is enough.
            word: word
                .split([',', ';', '"'])
                .find(|cell| is_odd(cell))
                .unwrap_or(word)
                .chars()
                .take(40)
                .collect(),
        }),
        _ => Ok(text),
    }
}

/// A quick look whether [`is_odd`] may hold of some word. All signs of TCVN3 and of double encoding begin with one byte,
/// which few good tables have; in VNI the tone stands behind its vowel.
fn may_be_odd(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.contains(&0xc2) || bytes.windows(3).any(is_vni)
}

/// Whether three bytes are a vowel with the tone of VNI behind it: `Nhaø` is `Nhà`, `caùo` is `cáo`. Neither Vietnamese
/// (`giùm`) nor French (`où`, `août`, `maïs`) has these two letters together.
fn is_vni(bytes: &[u8]) -> bool {
    // ø, ù, û and õ, small and large, begin with the byte C3.
    match bytes {
        [vowel, 0xc3, tone] => match vowel.to_ascii_lowercase() {
            b'a' | b'e' | b'u' | b'y' => {
                matches!(tone, 0x98 | 0x99 | 0x9b | 0x95 | 0xb8 | 0xb9 | 0xbb | 0xb5)
            }
            b'o' => matches!(tone, 0x98 | 0x95 | 0xb8 | 0xb5),
            _ => false,
        },
        _ => false,
    }
}

/// Whether a word has a sign behind a letter where Vietnamese has none: `x·` is `xã` in TCVN3, `PhÆ°á»ng` is `Phường` in
/// UTF-8 read as Windows-1252.
fn is_odd(word: &str) -> bool {
    if word.is_ascii() {
        return false;
    }
    if word.as_bytes().windows(3).any(is_vni) {
        return true;
    }
    let signs =
        |c: char| matches!(c, '¡'..='©' | '¬'..='¯' | '±' | '´'..='¹' | '¼'..='¿' | '\u{80}'..='\u{9f}');
    word.chars().zip(word.chars().skip(1)).any(|(before, after)| {
        (before.is_alphabetic() && signs(after))
            || matches!((before, after), ('á', '»' | 'º') | ('Ä', '‘' | 'ƒ') | ('Æ', '°' | '¡'))
    })
}

#[cfg(test)]
#[path = "../../tests/support/windows_1258.rs"]
mod windows_1258;

#[cfg(test)]
pub(super) mod tests {
    use super::windows_1258::windows_1258;
    use super::*;
    use crate::tables::grid::Kind;
    use unicode_normalization::char::is_combining_mark;

    /// As Windows in Vietnamese saves a text.
    pub fn to_windows_1258(text: &str) -> Vec<u8> {
        windows_1258(text).unwrap_or_else(|| panic!("{text}"))
    }

    fn utf16_bytes(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    const TEXT: &str = "mã xã;tên\r\n26188;Phường Tân Triều – điểm tiếp dân Ữ ợ ẫ ỹ Ặ";

    #[test]
    fn a_text_is_the_same_in_all_encodings_that_excel_writes() {
        let decomposed: String = TEXT.nfd().collect();
        assert!(decomposed.contains(is_combining_mark));
        let encoded: [(&str, Vec<u8>); 9] = [
            ("utf-8", TEXT.into()),
            ("utf-8 with mark", [b"\xef\xbb\xbf", TEXT.as_bytes()].concat()),
            ("utf-8, nfd", decomposed.clone().into()),
            ("utf-16le", [b"\xff\xfe".to_vec(), utf16_bytes(TEXT, false)].concat()),
            ("utf-16be", [b"\xfe\xff".to_vec(), utf16_bytes(TEXT, true)].concat()),
            ("utf-16le, nfd", [b"\xff\xfe".to_vec(), utf16_bytes(&decomposed, false)].concat()),
            ("utf-16le without mark", utf16_bytes(TEXT, false)),
            ("utf-16be without mark", utf16_bytes(TEXT, true)),
            ("windows-1258", to_windows_1258(TEXT)),
        ];
        for (name, bytes) in encoded {
            assert_eq!(decode(&bytes).as_deref(), Ok(TEXT), "{name}");
        }
    }

    #[test]
    fn tone_marks_of_windows_1258_are_joined_to_vowels_with_hats() {
        // By hand, from the code page: ê is EA, a dot below F2, ư FD, a hook above D2, Đ D0.
        assert_eq!(decode(b"Vi\xea\xf2t").as_deref(), Ok("Việt"));
        assert_eq!(decode(b"\xd0\xea\xd2 ngh\xee").as_deref(), Ok("Để nghî"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let cases: [(&[u8], EncodingProblem); 7] = [
            (b"PK\x03\x04rest", EncodingProblem::Workbook),
            (b"\xd0\xcf\x11\xe0\xa1\xb1", EncodingProblem::Workbook),
            (b"a\0b\0\0c", EncodingProblem::NotText),
            (b"a\x01b", EncodingProblem::NotText),
            (b"\xff\xfe\x00\xd8a", EncodingProblem::NotText),
            (
                "xã\nphường T\u{e2}n".as_bytes().split_last().unwrap().1,
                EncodingProblem::BrokenUtf8 { line: 2 },
            ),
            (b"m\xe3 x\xe3;t\xean\n", EncodingProblem::OldFont { word: "mă".into() }),
        ];
        for (bytes, problem) in cases {
            let bytes = if bytes.ends_with(b"T\xc3\xa2") { &bytes[..bytes.len() - 1] } else { bytes };
            assert_eq!(decode(bytes), Err(problem), "{bytes:?}");
        }
    }

    #[test]
    fn utf8_that_ends_within_a_letter_names_its_line() {
        let mut bytes = b"\xef\xbb\xbfx\xc3\xa3\n".to_vec();
        bytes.extend("phường\nđ".as_bytes());
        bytes.pop();
        assert_eq!(decode(&bytes), Err(EncodingProblem::BrokenUtf8 { line: 3 }));
    }

    #[test]
    fn old_fonts_and_double_encoding_are_refused() {
        for text in ["M· x·;Tªn", "Ph\u{ad}êng T©n TriÒu; x·", "PhÆ°á»ng TÃ¢n Triá»u", "Ä‘iá»ƒm tiáº¿p dÃ¢n"]
        {
            assert!(matches!(decode(text.as_bytes()), Err(EncodingProblem::OldFont { .. })), "{text}");
        }
        for text in ["Nhaø vaên hoùa aáp 1, Baùo caùo", "XAÕ TAÂN HÖNG, AÁP ÑOÂNG; NHAØ VAÊN HOÙA"]
        {
            assert!(matches!(decode(text.as_bytes()), Err(EncodingProblem::OldFont { .. })), "{text}");
        }
        let french = "le coût d'août: où est le maïs, là-bas, Zoë";
        assert_eq!(decode(french.as_bytes()).as_deref(), Ok(french));
        let vietnamese = "làm giùm, giũ, quỹ, thuở, khuỷu, ngoẹo, hòa hoà, thùy thuỳ, quà, oà, giỏi, nguệch, cũ, rõ, õng ẽo";
        assert_eq!(decode(vietnamese.as_bytes()).as_deref(), Ok(vietnamese));
        for text in ["«Xã» 500 m², 36°, 5½ «tốt»", "1 µg một lần", "Ea H'Leo; Krông Nô; Đăk R'lấp"]
        {
            assert_eq!(decode(text.as_bytes()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn question_marks_inside_words_are_lost_letters_and_others_are_not() {
        let lost =
            ["Ph??ng", "xã Tân Tri?u", "TÂN TRI?U", "(Tr?ng", "Ph\u{fffd}", "?ông Th?nh", "hỏi gì? Ph?n"];
        for text in lost {
            assert!(text.split_whitespace().any(has_lost_marks), "{text}");
        }
        let kept = [
            "Bạn có cần không?",
            "Có không?Có",
            "thật à??? Vâng",
            "https://a.vn/tim?xa=1&b=c",
            "https://a.vn/tim?xa",
            "www.a.vn?b",
            "a.vn/tim?xa",
            "tim.php?id=3",
            "?",
            "gì?\"",
            "19h?",
            "26188?a",
        ];
        for text in kept {
            assert!(!text.split_whitespace().any(has_lost_marks), "{text}");
        }
    }

    #[test]
    fn lost_letters_are_searched_within_cells_not_across_them() {
        let mut grid = Grid::of_text_file("a.csv");
        grid.start_row(1, 1);
        grid.push("có không?", Kind::Text);
        grid.push("có", Kind::Text);
        assert!(lost_marks(&grid).is_none());
        grid.start_row(2, 2);
        grid.push("1", Kind::Text);
        grid.push("xã Tân Tri?u", Kind::Text);
        let (cell, word) = lost_marks(&grid).unwrap();
        assert_eq!((cell.column(), word.as_str()), (1, "Tri?u"));
    }
}
