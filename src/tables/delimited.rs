//! Text with separators (csv, tsv, Excel's "Unicode text") → [`Grid`]: the separator is found, quotes are checked, and
//! each row gets both its number in a spreadsheet and its line in the file.

use csv::{ReaderBuilder, StringRecord};

use super::grid::{Grid, Kind};
use super::header;
use super::spec::TableSpec;
use crate::source::Place;

/// A quote because of which what follows cannot be told from what belongs to the cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenQuote {
    /// The row where the quote stands.
    pub place: Place,
    /// How the cell begins.
    pub cell: String,
}

/// Cuts a text into rows and cells. Rows with something behind a closing quote are marked as damaged.
pub fn split(path: &str, text: &str, spec: &TableSpec) -> Result<Grid, OpenQuote> {
    let (separator, text, lines) = match named_separator(text) {
        Some((separator, rest)) => (separator, rest, 1),
        None => (likely_separator(path, text, spec), text, 0),
    };
    let mut grid = Grid::separated(path, separator);
    let rows = 1 + count(text, b'\n').max(count(text, b'\r'));
    grid.reserve(rows, rows + count(text, separator), text.len());
    read_rows(&mut grid, text, separator, lines, usize::MAX).map_or(Ok(grid), Err)
}

/// The separator that a first line `sep=;` names, as Excel has it, and the text behind that line. Excel does not count
/// the line as a row.
fn named_separator(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let line = line.trim_matches(['\r', '"']);
    let named =
        line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and_then(|_| line.get(4..))?;
    match named.as_bytes() {
        [separator @ (b',' | b';' | b'\t' | b'|')] => Some((*separator, rest)),
        _ => None,
    }
}

/// The separator with which most headers are known; where none is known with any, the most frequent one.
fn likely_separator(path: &str, text: &str, spec: &TableSpec) -> u8 {
    let score = |separator: u8| {
        let mut grid = Grid::of_text_file(path);
        // A quote left open is reported when the text is read in earnest.
        let _ = read_rows(&mut grid, text, separator, 0, header::SEARCHED_ROWS);
        let known = header::most_known(&grid, spec);
        let frequent = text.lines().take(header::SEARCHED_ROWS).flat_map(str::bytes);
        (known, frequent.filter(|byte| *byte == separator).count())
    };
    // The last of equals wins: a comma where there is no separator at all.
    [b'\t', b';', b','].into_iter().max_by_key(|separator| score(*separator)).unwrap_or(b',')
}

/// Reads up to `limit` rows of a text that `lines_before` lines stand before.
fn read_rows(
    grid: &mut Grid,
    text: &str,
    separator: u8,
    lines_before: usize,
    limit: usize,
) -> Option<OpenQuote> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut counted = Counted { line: 1 + lines_before, row: 0, offset: 0 };
    let bytes = text.as_bytes();
    // The text is valid UTF-8 and rows may differ in length, so the reader has nothing to complain of.
    while grid.len() < limit && reader.read_record(&mut record).unwrap_or(false) {
        let start = record.position().map_or(0, csv::Position::byte);
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let start = counted.advance(bytes, start);
        grid.start_row(counted.row, counted.line);
        for cell in &record {
            grid.push(cell, Kind::Text);
        }
        let raw = bytes.get(start..end).unwrap_or_default();
        if !raw.contains(&b'"') {
            continue;
        }
        match quote_fault(raw, separator, |column| grid.note_quoted(column)) {
            None => {}
            Some(QuoteFault::Stray) => grid.damage_last_row(),
            Some(QuoteFault::Open { offset }) => {
                let cell = text.get(start + offset..).unwrap_or_default();
                let cell = cell.lines().next().unwrap_or_default().chars().take(40).collect();
                return Some(OpenQuote { place: grid.row_place(grid.len() - 1), cell });
            }
        }
    }
    None
}

/// How far rows and lines have been counted.
struct Counted {
    line: usize,
    row: usize,
    offset: usize,
}

impl Counted {
    /// Goes on to the record that begins at or behind `start`: the reader passes over blank lines, which are rows in a
    /// spreadsheet. Returns where the record itself begins.
    fn advance(&mut self, bytes: &[u8], start: usize) -> usize {
        let mut at = start;
        // The reader may stop between the two bytes of a line end.
        if at > 0 && bytes.get(at - 1) == Some(&b'\r') && bytes.get(at) == Some(&b'\n') {
            at += 1;
        }
        self.row += 1;
        loop {
            match (bytes.get(at), bytes.get(at + 1)) {
                (Some(b'\r'), Some(b'\n')) => at += 2,
                (Some(b'\r' | b'\n'), _) => at += 1,
                _ => break,
            }
            self.row += 1;
        }
        self.line += line_ends(bytes.get(self.offset..at).unwrap_or_default());
        self.offset = at;
        at
    }
}

#[expect(clippy::naive_bytecount, reason = "a plain count over bytes is vectorised and fast enough")]
fn count(bytes: impl AsRef<[u8]>, sign: u8) -> usize {
    bytes.as_ref().iter().filter(|byte| **byte == sign).count()
}

/// Line ends of any kind; `\r\n` is one.
fn line_ends(bytes: &[u8]) -> usize {
    let newlines = count(bytes, b'\n');
    if !bytes.contains(&b'\r') {
        return newlines;
    }
    let alone = bytes
        .iter()
        .zip(bytes.iter().skip(1).chain([&0]))
        .filter(|pair| matches!(pair, (b'\r', b) if **b != b'\n'));
    newlines + alone.count()
}

enum QuoteFault {
    /// From this byte of the record on.
    Open {
        offset: usize,
    },
    Stray,
}

/// What is wrong with the quotes of one record. A quote opens a cell only at its start; blanks behind a closing quote do
/// no harm. A cell that runs over several lines and has text behind its closing quote was closed by a quote of a later
/// row. Tells `quoted` the cells that stand within quotes.
fn quote_fault(raw: &[u8], separator: u8, mut quoted: impl FnMut(usize)) -> Option<QuoteFault> {
    let ends_cell = |byte: u8| byte == separator || matches!(byte, b'\r' | b'\n');
    let mut stray = false;
    let mut at = 0;
    for column in 0.. {
        if at >= raw.len() {
            break;
        }
        if raw.get(at) == Some(&b'"') {
            quoted(column);
            let offset = at;
            at += 1;
            loop {
                let Some(quote) = raw.iter().skip(at).position(|byte| *byte == b'"') else {
                    return Some(QuoteFault::Open { offset });
                };
                at += quote + 1;
                if raw.get(at) != Some(&b'"') {
                    break;
                }
                at += 1;
            }
            let behind = raw.iter().skip(at).take_while(|byte| !ends_cell(**byte));
            if behind.clone().any(|byte| *byte != b' ') {
                if raw.get(offset..at).is_some_and(|cell| cell.contains(&b'\n')) {
                    return Some(QuoteFault::Open { offset });
                }
                stray = true;
            }
        }
        at += raw.iter().skip(at).take_while(|byte| !ends_cell(**byte)).count() + 1;
    }
    stray.then_some(QuoteFault::Stray)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(text: &str) -> Grid {
        split("a.csv", text, &TableSpec::points()).unwrap()
    }

    /// Row, line and cells of each row.
    fn rows(grid: &Grid) -> Vec<(usize, usize, Vec<&str>)> {
        (0..grid.len())
            .map(|row| {
                let line = grid.row_place(row).line_column().unwrap().0;
                (grid.row_number(row), line, grid.cells(row).map(|cell| cell.text).collect())
            })
            .collect()
    }

    #[test]
    fn rows_and_lines_are_counted_with_any_line_end() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["xã,tên", "", "a,\"b", "c\"", "d,e", "", "", "f,g", ""].join(end);
            let within = format!("b{end}c");
            let right = vec![
                (1, 1, vec!["xã", "tên"]),
                (3, 3, vec!["a", within.as_str()]),
                (4, 5, vec!["d", "e"]),
                (7, 8, vec!["f", "g"]),
            ];
            assert_eq!(rows(&grid(&text)), right, "{end:?}");
        }
    }

    #[test]
    fn the_separator_is_the_one_that_makes_the_headers_known() {
        let cases = [
            ("xã,tên,giờ làm việc\n1,2,T2 7h-8h; T3 7h-8h; T4 7h-8h; T5 7h-8h\n", "tên"),
            ("xã;tên;địa chỉ\n1;2;ấp 1, xã A, huyện B, tỉnh C, D\n", "tên"),
            ("xã\ttên\n1\t2, 3, 4; 5; 6\n", "tên"),
            ("DANH SÁCH ĐIỂM, KÈM CÔNG VĂN, SỐ 1, NGÀY 2;\nxã;tên\n", ""),
            ("a|b|c\n", ""),
        ];
        for (text, second) in cases {
            let grid = grid(text);
            assert_eq!(grid.cell(0, 1).map_or("", |cell| cell.text), second, "{text}");
        }
        assert_eq!(grid(cases[3].0).cell(1, 1).unwrap().text, "tên");
    }

    #[test]
    fn excel_s_separator_line_is_obeyed_and_is_no_row() {
        for first in ["sep=;\r\n", "SEP=;\n", "\"sep=;\"\r\n"] {
            let text = format!("{first}xã;tên\n1;2\n");
            assert_eq!(rows(&grid(&text))[1], (2, 3, vec!["1", "2"]), "{first}");
        }
        assert_eq!(grid("sep=x\nxã,tên\n").len(), 2);
    }

    #[test]
    fn quotes_are_undone_and_doubled_ones_are_one() {
        let grid = grid("xã,tên\n1,\"Nhà văn hóa \"\"Mới\"\", ấp 2\" \n2,ấp \"Cũ\"\n");
        assert_eq!(grid.cell(1, 1).unwrap().text, "Nhà văn hóa \"Mới\", ấp 2");
        assert_eq!(grid.cell(2, 1).unwrap().text, "ấp \"Cũ\"");
        assert!(!grid.is_damaged(1) && !grid.is_damaged(2));
    }

    #[test]
    fn a_quote_that_is_never_closed_is_named_where_it_opens() {
        let cases = [
            "xã,tên\n1,2\n3,\"ấp Mới\n4,5\n6,7\n",
            "xã,tên\n1,2\n3,\"ấp Mới\n4,\"5\"\n6,7\n",
            "xã,tên\r\n1,2\r\n3,\"ấp Mới\r\n4,5",
        ];
        for text in cases {
            let open = split("a.csv", text, &TableSpec::points()).unwrap_err();
            assert_eq!(
                (open.place.line_column(), open.cell.as_str()),
                (Some((3, None)), "\"ấp Mới"),
                "{text}"
            );
        }
    }

    #[test]
    fn text_behind_a_closing_quote_damages_the_row_only() {
        let grid = grid("xã,tên\n1,\"ấp\" Mới\n2,b\n");
        assert!(grid.is_damaged(1) && !grid.is_damaged(2));
    }
}
