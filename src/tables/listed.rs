//! YAML tables → [`Grid`]: a list of maps, one a row, whose keys are the headers. Scalars stay the text they are, so that
//! codes keep their zeros.
//!
//! The YAML is read by [`crate::yaml`]; which key means what is left to [`super::header`].

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize;

use super::Table;
use super::grid::Grid;
use super::read_grid;
use super::spec::TableSpec;
use super::workbook::MOST_COLUMNS;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Severity;
use crate::source::Place;
use crate::source::Source;
use crate::source::Span;
use crate::yaml;
use crate::yaml::Entries;
use crate::yaml::Items;
use crate::yaml::Located;
use crate::yaml::Read;

/// The rows as they are written. An entry without a value is an empty cell.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
struct Rows(Vec<Entries<Option<Located<String>>>>);

/// Reads a list of maps. None where it is none, or has not the required columns. A row that is wrong is set aside, and
/// the others are read.
pub fn read(source: &Arc<Source>, spec: &TableSpec) -> (Option<Table>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let read = yaml::read_list::<Rows>(source, &mut diagnostics);
    // What is an error in settings concerns a table only.
    let mut diagnostics = set_aside(diagnostics);
    let Some(Read { value: Rows(rows), wrong, .. }) = read else { return (None, diagnostics) };
    let items = Items::of(&source.text);
    // Within brackets nobody can say where one row ends.
    if items.is_empty() && !diagnostics.is_empty() {
        return (None, diagnostics);
    }
    if rows.is_empty() {
        if diagnostics.is_empty() {
            diagnostics.push(Diagnostic::new(Code::TableNoHeader, Place::File(source.path.clone())));
        }
        return (None, diagnostics);
    }
    let wrong: BTreeSet<usize> = wrong.into_iter().filter_map(|at| items.index(at)).collect();
    let Some(grid) = grid(source, &rows, &items, wrong) else {
        diagnostics.push(Diagnostic::new(Code::TableTooLarge, Place::File(source.path.clone())));
        return (None, diagnostics);
    };
    let (table, more) = read_grid(grid, spec);
    diagnostics.extend(more);
    (table, diagnostics)
}

fn set_aside(diagnostics: Diagnostics) -> Diagnostics {
    let mut aside = Diagnostics::default();
    aside.extend(diagnostics.into_iter().map(|diagnostic| diagnostic.severity(Severity::SetAside)));
    aside
}

/// The header is all keys, in the order in which they first stand. None where there are more of them than a table has
/// columns: each row would be filled up to all of them. `wrong` are the items of which something, or all, is not there.
fn grid(
    source: &Arc<Source>,
    rows: &[Entries<Option<Located<String>>>],
    items: &Items,
    mut wrong: BTreeSet<usize>,
) -> Option<Grid> {
    let mut keys: Vec<&Located<String>> = Vec::new();
    for (key, _) in rows.iter().flat_map(|Entries(entries)| entries) {
        if !keys.iter().any(|known| known.value == key.value) {
            if keys.len() >= MOST_COLUMNS as usize {
                return None;
            }
            keys.push(key);
        }
    }
    let mut grid = Grid::in_text(source);
    if keys.is_empty() {
        return Some(grid);
    }
    grid.start_row(1, 0);
    for key in &keys {
        grid.push_spanned(&key.value, key.span);
    }
    let mut number = 1;
    let mut start_row = |grid: &mut Grid| {
        number += 1;
        grid.start_row(number, 0);
    };
    // A row of which nothing is left still stands for a record.
    let lost = |grid: &mut Grid, item: usize| {
        grid.push_spanned("", items.span(item, source.text.len()));
        grid.damage_told();
    };
    for Entries(entries) in rows {
        // An entry that is not there is missing where the row begins.
        let start = entries.first().map_or_else(Span::default, |(key, _)| key.span);
        let item = items.index(start.start);
        while let Some(before) = wrong.first().copied().filter(|wrong| Some(*wrong) < item) {
            wrong.remove(&before);
            start_row(&mut grid);
            lost(&mut grid, before);
        }
        start_row(&mut grid);
        for key in &keys {
            match entries.iter().find(|(other, _)| other.value == key.value) {
                Some((_, Some(value))) => grid.push_spanned(&value.value, value.span),
                Some((key, None)) => grid.push_spanned("", key.span),
                None => grid.push_spanned("", start),
            }
        }
        if item.is_some_and(|item| wrong.remove(&item)) {
            grid.damage_told();
        }
    }
    for item in wrong {
        start_row(&mut grid);
        lost(&mut grid, item);
    }
    Some(grid)
}
