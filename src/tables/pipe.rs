//! Pipe tables in a markdown text → [`Grid`]: the first one with the right headers; the text around it is not looked at.
//!
//! Emphasis, links and code in a cell count for their words only. Which column means what is left to [`super::header`].

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::Event;
use pulldown_cmark::Options;
use pulldown_cmark::Parser;
use pulldown_cmark::Tag;
use pulldown_cmark::TagEnd;

use super::Table;
use super::grid::Grid;
use super::header;
use super::read_grid;
use super::spec::TableSpec;
use crate::diag::Diagnostics;
use crate::source::Source;
use crate::source::Span;

/// Reads the first pipe table that has the required columns; where none has, the one that comes nearest says what is
/// missing.
pub fn read(source: &Arc<Source>, spec: &TableSpec) -> (Option<Table>, Diagnostics) {
    let mut tables = tables(source);
    let right = tables.iter().position(|grid| header::is_table(grid, spec)).or_else(|| {
        // The first of equals.
        (0..tables.len()).rev().max_by_key(|index| header::most_known(&tables[*index], spec))
    });
    let grid = right.map_or_else(|| Grid::in_text(source), |index| tables.swap_remove(index));
    read_grid(grid, spec)
}

fn tables(source: &Arc<Source>) -> Vec<Grid> {
    let mut tables: Vec<Grid> = Vec::new();
    let mut cell: Option<(String, Range<usize>)> = None;
    let mut row = 0;
    // Where the last cell of the row ends.
    let mut end = 0;
    for (event, range) in Parser::new_ext(&source.text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Table(_)) => {
                tables.push(Grid::in_text(source));
                row = 0;
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                row += 1;
                end = range.start;
                if let Some(grid) = tables.last_mut() {
                    grid.start_row(row, 0);
                }
            }
            Event::Start(Tag::TableCell) => {
                end = end.max(range.end);
                cell = Some((String::new(), inner(source, range)));
            }
            Event::End(TagEnd::TableCell) => {
                if let (Some(grid), Some((text, range))) = (tables.last_mut(), cell.take()) {
                    grid.push_spanned(&text, Span::from(range));
                }
            }
            // Cells beyond the header's last column are not handed on: CommonMark's table extension drops them. A row that
            // has some may have all of them in the wrong columns.
            Event::End(TagEnd::TableRow) => {
                let rest = inner(source, end..range.end);
                let text = source.text.get(rest.clone()).unwrap_or_default();
                if let (Some(grid), false) = (tables.last_mut(), text.is_empty()) {
                    grid.push_spanned(text, Span::from(rest));
                }
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some((text, _)) = &mut cell {
                    text.push_str(&words);
                }
            }
            // A cell cannot hold a line end; `<br>` stands for it.
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => {
                if let Some((text, _)) = &mut cell {
                    text.push('\n');
                }
            }
            _ => {}
        }
    }
    tables
}

/// The range without the blanks and the pipe around it.
fn inner(source: &Source, range: Range<usize>) -> Range<usize> {
    let text = source.text.get(range.clone()).unwrap_or_default();
    let edge = |c: char| c.is_whitespace() || c == '|';
    let start = range.start + (text.len() - text.trim_start_matches(edge).len());
    let end = start + text.trim_matches(edge).len();
    start.min(range.end)..end.min(range.end)
}
