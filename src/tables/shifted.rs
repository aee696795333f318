//! Rows whose cells stand in the wrong columns, without anything in them that could not be read: `1,234` typed into a
//! CSV without quotes is 1, and 234 in the column behind it.
//!
//! What such a row says would be published as it stands, so it is set aside wherever something shows that a separator
//! cut a cell in two. What a single cell says is left to [`super::value`].

use std::collections::BTreeMap;

use super::grid::Cell;
use super::grid::Grid;
use super::grid::Kind;
use super::header::Header;
use super::spec::Field;
use super::spec::TableSpec;
use super::too_long;
use super::value::date::parse_date;
use super::value::hours::parse_hours;
use super::value::weekday::parse_weekdays;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::source::column_letters;

/// The separators that rows of another file may have brought along.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// A row with fewer pieces than this between the separators of another file is a sentence.
const FEWEST_PIECES: usize = 3;

/// The rows that were shifted, with the index of each; among those of a text file all that have more cells than the
/// header.
pub(super) fn shifted(
    grid: &Grid,
    header: &Header,
    spec: &TableSpec,
    rows: &[u32],
) -> Vec<(usize, Diagnostic)> {
    let rows = || rows.iter().map(|row| *row as usize);
    let mut found: BTreeMap<usize, Diagnostic> = BTreeMap::new();
    found.extend(rows().filter_map(|row| Some((row, of_another_file(grid, header, row)?))));
    let Some(separator) = grid.separator() else { return found.into_iter().collect() };

    let columns: Vec<Holds> = (0..header.width()).map(|column| holds(header, spec, column)).collect();
    let usual = usual_excess(grid, header, rows());
    let is_alone = rows().len() == 1;
    let mut cut_figures = Vec::new();
    let mut has_cut_figure = false;
    for row in rows().filter(|row| !found.contains_key(row)).collect::<Vec<_>>() {
        let excess = grid.width(row).saturating_sub(header.width());
        let is_wide = excess > usual || is_beyond(grid, header, row);
        if separator == b','
            && let Some(figure) = cut_figure(grid, &columns, row)
        {
            let is_certain = figure.is_certain || is_wide || (is_alone && excess > 0);
            has_cut_figure |= is_certain;
            cut_figures.push((row, figure.cells, is_certain));
            if is_certain {
                continue;
            }
        }
        let is_short = grid.width(row) < header.width();
        if separator == b'\t' {
            // Nobody types a tab within a cell.
        } else if let Some(cells) = cut_list(grid, &columns, row) {
            found.insert(row, told(grid, header, row, cells, "words"));
        } else if (is_wide || is_short)
            && let Some(cells) = cut_words(grid, header, spec, row)
        {
            found.insert(row, told(grid, header, row, cells, "words"));
        }
        if is_wide {
            found.entry(row).or_insert_with(|| {
                too_long(grid, row, header).unwrap_or_else(|| too_wide(grid, header, row))
            });
        }
    }
    // One figure that was cut says how figures are written in this file.
    for (row, cells, is_certain) in cut_figures {
        if is_certain || (has_cut_figure && !found.contains_key(&row)) {
            found.insert(row, told(grid, header, row, cells, "figure"));
        }
    }
    found.into_iter().collect()
}

/// What a column holds, as far as it matters where a cell was cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    /// A figure; whether its header says percent.
    Figure {
        percent: bool,
    },
    Coordinate,
    Weekdays,
    Hours,
    /// Anything else that is no figure.
    Other,
    /// The header is none of the table's, so that it may hold anything.
    Unknown,
}

fn holds(header: &Header, spec: &TableSpec, column: usize) -> Holds {
    let is = |field: Field| header.column(field) == Some(column);
    let percent = header.title(column).contains('%');
    if header.is_extra(column) || is(Field::Value) || is(Field::Missing) || is(Field::Hamlets) {
        Holds::Figure { percent: percent || is_share(header, spec, column) }
    } else if is(Field::Lat) || is(Field::Lon) {
        Holds::Coordinate
    } else if is(Field::Weekdays) {
        Holds::Weekdays
    } else if is(Field::Hours) {
        Holds::Hours
    } else if header.is_known(column) {
        Holds::Other
    } else {
        Holds::Unknown
    }
}

fn is_share(header: &Header, spec: &TableSpec, column: usize) -> bool {
    let mut extras = spec.extras.iter().enumerate();
    extras.any(|(index, extra)| extra.is_share && header.extra(index) == Some(column))
}

/// A figure that may have been cut, and whether what stands behind it can be nothing else.
struct CutFigure<'g> {
    cells: Vec<Cell<'g>>,
    is_certain: bool,
}

/// The first figure of a row behind which the rest of it may stand: three digits behind one to three, or decimals.
fn cut_figure<'g>(grid: &'g Grid, columns: &[Holds], row: usize) -> Option<CutFigure<'g>> {
    let plain = |column: usize| grid.cell(row, column).and_then(Cell::filled).filter(|cell| is_plain(*cell));
    columns.iter().enumerate().find_map(|(column, holds)| {
        let Holds::Figure { percent } = *holds else { return None };
        let first = plain(column)?;
        let second = plain(column + 1)?;
        let next = columns.get(column + 1).copied();
        let is_behind_figure = next == Some(Holds::Other);
        if is_head(first.text) && is_group(second.text) {
            let behind = (column + 2..).map_while(plain).take_while(|cell| is_group(cell.text));
            let cells: Vec<Cell<'_>> = [first, second].into_iter().chain(behind).collect();
            let is_certain = cells.iter().skip(1).any(|cell| {
                cell.text.starts_with('0') || matches!(columns.get(cell.column()), Some(Holds::Other) | None)
            });
            return Some(CutFigure { cells, is_certain });
        }
        // `12,5%`, or `30.000,5` of somebody who parts groups by points.
        let (decimals, has_sign) = match second.text.strip_suffix('%') {
            Some(digits) => (digits.trim_end(), true),
            None => (second.text, false),
        };
        let is_number = has_groups(first.text) || (is_head(first.text) && (percent || has_sign));
        if !is_number || !matches!(decimals.len(), 1 | 2) || !is_digits(decimals) {
            return None;
        }
        let is_share = matches!(next, Some(Holds::Figure { percent: true }));
        let is_certain = is_behind_figure || next.is_none() || (has_sign && !is_share);
        Some(CutFigure { cells: vec![first, second], is_certain })
    })
}

/// Weekdays or hours that go on in the next column: `T2,T4`.
fn cut_list<'g>(grid: &'g Grid, columns: &[Holds], row: usize) -> Option<Vec<Cell<'g>>> {
    columns.iter().enumerate().find_map(|(column, holds)| {
        if !matches!(holds, Holds::Weekdays | Holds::Hours) {
            return None;
        }
        let plain =
            |column: usize| grid.cell(row, column).and_then(Cell::filled).filter(|cell| is_plain(*cell));
        let goes_on = |text: &str| match holds {
            Holds::Weekdays => parse_weekdays(text).is_ok(),
            _ => parse_hours(text).is_ok() || parse_hours(&format!("T2 {text}")).is_ok(),
        };
        let first = plain(column)?;
        let behind = (column + 1..).map_while(plain).take_while(|cell| goes_on(cell.text));
        let cells: Vec<Cell<'_>> = std::iter::once(first).chain(behind).collect();
        (cells.len() > 1).then_some(cells)
    })
}

/// Words that go on behind a separator and a blank, in a file whose separators have no blank behind them.
fn cut_words<'g>(grid: &'g Grid, header: &Header, spec: &TableSpec, row: usize) -> Option<Vec<Cell<'g>>> {
    let goes_on = |cell: &Cell<'_>| !cell.is_empty() && is_plain(*cell) && cell.begins_with_blank();
    let column = (1..grid.width(row)).find(|column| {
        let cell = grid.cell(row, *column);
        let before = grid.cell(row, column - 1).and_then(Cell::filled);
        cell.is_some_and(|cell| goes_on(&cell))
            && before.is_some_and(is_plain)
            && takes_words(header, spec, column - 1)
    })?;
    if is_habit(grid) {
        return None;
    }
    let behind = (column..).map_while(|column| grid.cell(row, column)).take_while(goes_on);
    Some(grid.cell(row, column - 1).into_iter().chain(behind).collect())
}

fn takes_words(header: &Header, spec: &TableSpec, column: usize) -> bool {
    let is_field = |field: Field| {
        header.column(field) == Some(column)
            || header.word_columns().iter().any(|words| words.field == field && words.column == column)
    };
    let of_words = |field: Field| matches!(field, Field::Providers | Field::Group) || is_words(spec, field);
    spec.columns.iter().any(|other| of_words(other.field) && is_field(other.field))
}

fn is_words(spec: &TableSpec, field: Field) -> bool {
    spec.column(field).is_some_and(|column| column.words)
}

/// Whether blanks behind separators are usual in the file, since somebody types it as one types a sentence.
fn is_habit(grid: &Grid) -> bool {
    let cells = (0..grid.len()).flat_map(|row| grid.cells(row).skip(1)).filter(|cell| !cell.is_empty());
    let (all, blank) = cells.fold((0_usize, 0_usize), |(all, blank), cell| {
        (all + 1, blank + usize::from(cell.begins_with_blank()))
    });
    blank * 4 > all
}

/// How many empty cells most rows have beyond the header's last one: programs write a separator at the end of each line,
/// people do not.
fn usual_excess(grid: &Grid, header: &Header, rows: impl Iterator<Item = usize>) -> usize {
    let mut counts = BTreeMap::from([(0_usize, 1_usize)]);
    for row in rows.filter(|row| !is_beyond(grid, header, *row)) {
        *counts.entry(grid.width(row).saturating_sub(header.width())).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(excess, count)| (*count, *excess)).map_or(0, |(excess, _)| excess)
}

/// Whether the row has text beyond the header's last column.
fn is_beyond(grid: &Grid, header: &Header, row: usize) -> bool {
    grid.width(row) > header.width() && grid.cells(row).skip(header.width()).any(|cell| !cell.is_empty())
}

/// A row that holds a whole row of a file with another separator in one cell.
fn of_another_file(grid: &Grid, header: &Header, row: usize) -> Option<Diagnostic> {
    if grid.made_of() == "text" || header.width() < FEWEST_PIECES {
        return None;
    }
    let mut filled = grid.cells(row).filter_map(Cell::filled);
    let cell = filled.next().filter(|cell| cell.kind == Kind::Text)?;
    if filled.next().is_some() {
        return None;
    }
    let own = grid.separator().map(char::from);
    let separator = SEPARATORS.into_iter().filter(|other| Some(*other) != own).find(|other| {
        let pieces: Vec<&str> = cell.text.split(*other).map(|piece| piece.trim().trim_matches('"')).collect();
        let is_code = |piece: &&str| piece.len() == 5 && is_digits(piece);
        (FEWEST_PIECES..=header.width() + FEWEST_PIECES).contains(&pieces.len())
            && pieces.iter().any(|piece| is_code(piece) || parse_date(piece).is_ok())
    })?;
    Some(
        Diagnostic::new(Code::RowOtherSeparator, grid.row_place(row))
            .found(cell.text)
            .word("case", if own.is_some() { "lines" } else { "sheet" })
            .arg("separator", shown(separator))
            .arg("own", own.map_or(String::new(), |own| shown(own).to_owned())),
    )
}

/// A separator as a person knows it.
fn shown(separator: char) -> &'static str {
    match separator {
        '\t' => "Tab",
        ';' => ";",
        '|' => "|",
        _ => ",",
    }
}

fn told(grid: &Grid, header: &Header, row: usize, cells: Vec<Cell<'_>>, case: &'static str) -> Diagnostic {
    let separator = grid.separator().map_or(',', char::from);
    let blank = if cells.iter().skip(1).any(Cell::begins_with_blank) { " " } else { "" };
    let texts: Vec<&str> = cells.iter().map(|cell| cell.text).collect();
    let read: Vec<String> = cells
        .iter()
        .map(|cell| {
            let title = header.title(cell.column());
            let letters = column_letters(cell.column());
            format!("`{}` = `{}`", if title.is_empty() { &letters } else { title }, cell.text)
        })
        .collect();
    // Of decimals nothing but the quotes can be offered.
    let offer = match case {
        "figure" if cells.iter().skip(1).all(|cell| is_group(cell.text)) => texts.concat().replace('.', ""),
        _ => String::new(),
    };
    let case = if case == "figure" && offer.is_empty() { "decimals" } else { case };
    Diagnostic::new(Code::RowCellCut, grid.row_place(row))
        .found(texts.join(&format!("{separator}{blank}")))
        .word("case", case)
        .arg("read", read.join(", "))
        .arg("separator", shown(separator))
        .arg("parted", texts.join(&format!("\"{separator}\"")))
        .arg("offer", offer)
}

/// A row with separators too many at its end.
fn too_wide(grid: &Grid, header: &Header, row: usize) -> Diagnostic {
    let last = grid.cells(row).filter_map(Cell::filled).last();
    let title = last.map_or("", |cell| header.title(cell.column()));
    Diagnostic::new(Code::RowTooLong, grid.row_place(row))
        .found(last.map_or("", |cell| cell.text))
        .arg("cells", grid.width(row))
        .arg("columns", header.width())
        .arg("column", title)
        .word("case", "blank")
}

/// Whether a separator may have cut the cell: it is text of a file, and stands in no quotes.
fn is_plain(cell: Cell<'_>) -> bool {
    cell.kind == Kind::Text && !cell.is_quoted()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a number in groups of three begins with.
fn is_head(text: &str) -> bool {
    (text.len() <= 3 && is_digits(text) && !text.starts_with('0')) || has_groups(text)
}

fn is_group(text: &str) -> bool {
    text.len() == 3 && is_digits(text)
}

/// `30.000`: groups parted by points.
fn has_groups(text: &str) -> bool {
    let mut parts = text.split('.');
    parts.next().is_some_and(|head| head.len() <= 3 && is_digits(head) && !head.starts_with('0'))
        && text.contains('.')
        && parts.all(is_group)
}
