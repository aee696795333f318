//! A text of the site with its path, and where in it something stands: byte spans, lines and columns, table cells.
//!
//! Reading files is left to [`crate::read`], and saying what is wrong at a place to [`crate::diag`].

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// One text file of the site: the path as it is shown to people (relative to the root, with `/`) and its text, in
/// Unicode NFC and without a byte order mark.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Source> {
        Arc::new(Source { path: path.into(), text: text.into() })
    }

    /// The line and column of a byte offset, both from 1; the column counts characters. An offset beyond the end
    /// is taken as the end.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &self.text[..end];
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        LineColumn { line: before.matches('\n').count() + 1, column: before[start..].chars().count() + 1 }
    }

    /// A place in this text.
    pub fn place(self: &Arc<Source>, span: Span) -> Place {
        Place::Text { source: Arc::clone(self), span }
    }
}

/// A position for people: line and column, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

/// Byte offsets into the text of a [`Source`], end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end: end.max(start) }
    }

    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}

/// Where something stands that a message speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The site as a whole, or something outside it.
    Site,
    /// A file as a whole.
    File(String),
    /// A part of a text.
    Text { source: Arc<Source>, span: Span },
    /// A cell, or a row where `column` is none.
    Cell(CellPlace),
}

impl Place {
    /// The path of the file, if the place is in one.
    pub fn path(&self) -> Option<&str> {
        match self {
            Place::Site => None,
            Place::File(path) => Some(path),
            Place::Text { source, .. } => Some(&source.path),
            Place::Cell(cell) => Some(&cell.path),
        }
    }

    /// The place as one word in a sentence, the same in every language: `content/points.csv:3`, `content/x.xlsx, C7`.
    pub fn to_text(&self) -> String {
        let path = self.path().unwrap_or_default();
        match (self, self.line_column()) {
            (Place::Cell(cell), None) => format!("{path}, {cell}"),
            (_, Some((line, Some(column)))) => format!("{path}:{line}:{column}"),
            (_, Some((line, None))) => format!("{path}:{line}"),
            (_, None) => path.to_owned(),
        }
    }

    /// Line and column where they are known: in texts, and the line in tables that are text files.
    pub fn line_column(&self) -> Option<(usize, Option<usize>)> {
        match self {
            Place::Site | Place::File(_) => None,
            Place::Text { source, span } => {
                let at = source.line_column(span.start);
                Some((at.line, Some(at.column)))
            }
            Place::Cell(cell) => cell.line.map(|line| (line, None)),
        }
    }
}

/// A cell of a table, as a person finds it in a spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellPlace {
    pub path: Arc<str>,
    /// The sheet's name; none in text files.
    pub sheet: Option<Arc<str>>,
    /// The row as a spreadsheet counts it, from 1.
    pub row: usize,
    /// The column from 0; none means the row as a whole.
    pub column: Option<usize>,
    /// The line in a text file, from 1; it differs from the row where a quoted cell holds line breaks.
    pub line: Option<usize>,
}

impl CellPlace {
    /// The name a spreadsheet gives the cell (`C7`), or none for a whole row.
    pub fn name(&self) -> Option<String> {
        self.column.map(|column| format!("{}{}", column_letters(column), self.row))
    }
}

impl fmt::Display for CellPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(&name),
            None => write!(f, "{}", self.row),
        }
    }
}

/// The letters of a spreadsheet column counted from 0: 0 is `A`, 26 is `AA`.
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A value with its place, for values that a rule may complain about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    pub value: T,
    pub place: Place,
}

impl<T> Placed<T> {
    pub fn new(value: T, place: Place) -> Placed<T> {
        Placed { value, place }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_start_at_one() {
        let source = Source::new("a.md", "một\nhai ba\n");
        assert_eq!(source.line_column(0), LineColumn { line: 1, column: 1 });
        let ba = source.text.find("ba").unwrap();
        assert_eq!(source.line_column(ba), LineColumn { line: 2, column: 5 });
        assert_eq!(source.line_column(9_999), LineColumn { line: 3, column: 1 });
    }

    #[test]
    fn an_offset_inside_a_character_is_taken_as_its_start() {
        let source = Source::new("a.md", "ộ");
        assert_eq!(source.line_column(1), LineColumn { line: 1, column: 1 });
    }

    #[test]
    fn column_letters_go_on_after_z() {
        let names: Vec<_> = [0, 25, 26, 51, 52, 701, 702].map(column_letters).to_vec();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
