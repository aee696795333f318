//! Finds the front matter of a text. Reading the YAML in it is left to the caller.

use std::ops::Range;

/// A text taken apart; ranges are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The front matter.
    pub front: FrontMatter,
    /// What follows it: all of the text, but for a byte order mark, where there is none.
    pub body: Range<usize>,
}

/// What stands at the very start of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrontMatter {
    /// No line `---`.
    None,
    /// A line `---` which no other closes. The range is that line without its end; all that follows is the body.
    Unclosed(Range<usize>),
    /// The lines between two lines `---`, with their line ends; may be empty.
    Found(Range<usize>),
}

/// Finds the lines between a line `---` at the very start and the next such line. A byte order mark, CRLF, blank lines
/// before it, and blanks after the dashes are tolerated.
#[must_use]
pub fn split_front_matter(text: &str) -> Split {
    let begin = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let all = text.get(begin..).unwrap_or_default();
    let blank: usize =
        all.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
    let start = begin + blank;
    let mut lines = text.get(start..).unwrap_or_default().split_inclusive('\n');
    let first = match lines.next() {
        Some(line) if is_fence(line) => line,
        _ => {
            return Split { front: FrontMatter::None, body: begin..text.len() };
        }
    };
    let yaml = start + first.len();
    let mut at = yaml;
    for line in lines {
        if is_fence(line) {
            return Split { front: FrontMatter::Found(yaml..at), body: at + line.len()..text.len() };
        }
        at += line.len();
    }
    let fence = start..start + first.trim_end().len();
    Split { front: FrontMatter::Unclosed(fence), body: yaml..text.len() }
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}
