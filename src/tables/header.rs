//! Which row of a grid names the columns, and what each column means.
//!
//! What columns there may be stands in [`super::spec`]; the rows below the header are read by [`super`].

use super::grid::{Cell, Grid};
use super::spec::{Choice, Extra, Field, Need, TableSpec, Target, header_form};
use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::lang::is_language_tag;
use crate::source::Place;
use crate::source::column_letters;

/// The header stands in one of these first rows, as a spreadsheet counts them (contract, section 5).
pub const SEARCHED_ROWS: usize = 20;

/// In bytes; what is longer is running text.
const LONGEST_HEADER: usize = 200;

/// The column that loa adds to what it gives back to a sender: why the row was set aside, and what to type. It is passed
/// over when the mended file comes back.
pub const REASONS: &str = "Lý do và cách sửa / Reason and what to type";

/// The header of a table: where it stands, and the column of each field.
#[derive(Clone, Debug)]
pub struct Header {
    /// The header's row, by its index in the grid.
    pub(super) row: usize,
    /// The column of each field, by the field's number; the one without a language tag.
    fields: [Option<u16>; Field::COUNT],
    words: Vec<WordColumn>,
    extras: Vec<Option<u16>>,
    /// The headers as they are written.
    titles: Vec<String>,
    /// What each known column means, whatever its header is called in this file.
    meant: BTreeMap<usize, String>,
}

/// A column of words in a language of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordColumn {
    pub field: Field,
    /// The language tag in lower case: `en`.
    pub tag: String,
    pub column: usize,
}

/// Finds the header and says what is wrong with it. None where the table cannot be read: no row names columns, a
/// required one is missing, or two columns mean one field.
pub fn find(grid: &Grid, spec: &TableSpec) -> (Option<Header>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let Some((row, meanings)) = best_row(grid, spec) else {
        if let Some(told) = in_one_cell(grid, spec) {
            diagnostics.push(told);
            return (None, diagnostics);
        }
        let needed = spec.needs.iter().filter_map(|need| need_names(*need, spec).into_iter().next());
        diagnostics.push(Diagnostic::new(Code::TableNoHeader, grid.file_place()).expected(needed));
        return (None, diagnostics);
    };
    if let Some(second) = second_row(grid, row, &meanings, spec) {
        let words: Vec<&str> = grid.cells(second).filter_map(Cell::filled).map(|cell| cell.text).collect();
        let two = Diagnostic::new(Code::TableHeaderTwoRows, grid.row_place(second));
        diagnostics.push(two.found(words.join(" | ")));
        return (None, diagnostics);
    }
    let mut header = Header {
        row,
        fields: [None; Field::COUNT],
        words: Vec::new(),
        extras: vec![None; spec.extras.len()],
        titles: grid.cells(row).map(|cell| cell.text.to_owned()).collect(),
        meant: BTreeMap::new(),
    };
    let mut readable = true;
    let (mut unknown, mut has_missing) = (Vec::new(), false);
    for (cell, meaning) in grid.cells(row).zip(&meanings) {
        let Some(meaning) = meaning else {
            unknown.extend(unknown_column(cell, spec));
            continue;
        };
        header.meant.insert(cell.column(), meaning.name(spec));
        if let Some(first) = header.claim(meaning, cell.column()) {
            readable = false;
            let first_title = header.titles.get(first).cloned().unwrap_or_default();
            let mut twice = Diagnostic::new(Code::TableColumnTwice, cell.place())
                .found(cell.text)
                .arg("column", cell.text)
                .arg("first", first_title);
            twice.related.extend(grid.cell(row, first).map(|cell| cell.place()));
            diagnostics.push(twice);
        }
    }
    for need in spec.needs {
        for missing in header.missing(*need, spec, &grid.row_place(row)) {
            (readable, has_missing) = (false, true);
            diagnostics.push(with_unknown(missing, &mut unknown));
        }
    }
    // Those that were named beside a missing column are told of with it.
    let named = if has_missing { MOST_NAMED } else { 0 };
    diagnostics.extend(unknown.into_iter().skip(named));
    (readable.then_some(header), diagnostics)
}

/// A header of which all stands in one cell, since the file has a separator that nobody looked for, or a program did not
/// part it before it made a workbook of it.
fn in_one_cell(grid: &Grid, spec: &TableSpec) -> Option<Diagnostic> {
    searched(grid).find_map(|row| {
        let mut filled = grid.cells(row).filter_map(Cell::filled);
        let cell = filled.next()?;
        // What a cell holds behind a comma went into the next one.
        let separator = [',', ';', '\t', '|'].into_iter().find(|separator| {
            let named: Vec<_> =
                cell.text.split(*separator).map(|title| meaning(title.trim(), spec)).collect();
            distinct(&named) >= 2 && meets_needs(&named, spec)
        })?;
        let sign = if separator == '\t' { "Tab".to_owned() } else { separator.to_string() };
        let told = Diagnostic::new(Code::TableOneColumn, cell.place()).found(cell.text);
        let told = told.arg("column", column_letters(cell.column())).arg("separator", sign);
        Some(told.word("case", grid.made_of()))
    })
}

/// Names the columns that the missing one may be, so that nothing else need be said of them: those whose header is like
/// one of its own, which are taken out of `unknown`; else all that are not known.
fn with_unknown(missing: Diagnostic, unknown: &mut Vec<Diagnostic>) -> Diagnostic {
    let likest = |told: &Diagnostic| {
        let title = told.found.as_deref().unwrap_or_default();
        missing.expected.iter().find(|right| is_like(title, right)).cloned()
    };
    let near: Vec<Diagnostic> = unknown.extract_if(.., |told| likest(told).is_some()).collect();
    let case = match (near.as_slice(), unknown.as_slice()) {
        ([], []) => return missing.word("case", "none"),
        ([], _) => "others",
        _ => "near",
    };
    let named = if near.is_empty() { unknown.as_slice() } else { near.as_slice() };
    let named = named.iter().take(MOST_NAMED);
    let titles: Vec<&str> = named.clone().filter_map(|told| told.found.as_deref()).collect();
    let titles = titles.join("`, `");
    let right = near.first().and_then(likest).unwrap_or_default();
    let mut missing = missing.word("case", case).arg("others", titles).arg("right", right);
    missing.related.extend(named.map(|told| told.place.clone()));
    missing
}

/// So many columns that are not known are named beside a missing one.
const MOST_NAMED: usize = 5;

/// Whether a header may stand for another: near in its letters, or one has all words of the other (`Ngày tổ chức`).
fn is_like(title: &str, right: &str) -> bool {
    let (one, other) = (header_form(title), header_form(right));
    let has = |all: &str, part: &str| format!(" {all} ").contains(&format!(" {part} "));
    !one.is_empty()
        && (has(&one, &other)
            || has(&other, &one)
            || !crate::text::nearest(&one, [other.as_str()]).is_empty())
}

/// The other row of a header of two rows, where the columns mean nothing, or something else, without it. Either both
/// rows together name all required columns and neither does alone; or the row below names parts of a column whose header
/// stands in merged cells, beside it nothing: under `Chữ ký số` stand `Trong ngày` and `Lũy kế`.
fn second_row(grid: &Grid, row: usize, named: &[Option<Meaning>], spec: &TableSpec) -> Option<usize> {
    let is_words = |other: &usize| {
        let mut cells = grid.cells(*other).filter_map(Cell::filled);
        grid.row_number(*other).abs_diff(grid.row_number(row)) == 1
            && cells.all(|cell| cell.text.contains(char::is_alphabetic) && cell.text.len() <= LONGEST_HEADER)
    };
    let beside = [row.checked_add(1), row.checked_sub(1)].into_iter().flatten();
    let mut beside = beside.filter(|other| *other < grid.len()).filter(is_words);
    if !meets_needs(named, spec) {
        return beside.find(|other| {
            let width = grid.width(row).max(grid.width(*other));
            let other = meanings(grid, *other, spec);
            let both: Vec<Option<Meaning>> = (0..width)
                .map(|column| {
                    let at = |all: &[Option<Meaning>]| all.get(column).cloned().flatten();
                    at(named).or_else(|| at(&other))
                })
                .collect();
            distinct(&other) > 0 && meets_needs(&both, spec)
        });
    }
    let below = beside.find(|other| *other > row)?;
    let is_required = |meaning: &Meaning| {
        match meaning {
        Meaning::Plain(Target::Field(field)) => spec.needs.iter().flat_map(|need| need.0).any(|choice| {
            matches!(choice, Choice::Columns(fields) if fields.contains(field) && *field != Field::Value)
        }),
        _ => false,
    }
    };
    let filled = |column: usize| grid.cell(below, column).and_then(Cell::filled).is_some();
    let titled = |column: usize| grid.cell(row, column).and_then(Cell::filled).is_some();
    let mut required =
        named.iter().enumerate().filter(|(_, meaning)| meaning.as_ref().is_some_and(is_required));
    let under_nothing = (1..grid.width(below)).any(|column| {
        // The nearest header to the left is what the merged cells say.
        let anchor = (0..column).rev().find(|left| titled(*left));
        let is_known = |left: usize| named.get(left).is_some_and(Option::is_some);
        filled(column) && !titled(column) && anchor.is_some_and(|left| is_known(left) && filled(left))
    });
    (under_nothing && required.all(|(column, _)| !filled(column))).then_some(below)
}

/// Whether the grid has a row that names all required columns: the sheet of a workbook that is the table.
pub fn is_table(grid: &Grid, spec: &TableSpec) -> bool {
    best_row(grid, spec).is_some_and(|(_, meanings)| meets_needs(&meanings, spec))
}

/// How many columns are known in the row that names most.
pub(super) fn most_known(grid: &Grid, spec: &TableSpec) -> usize {
    searched(grid).map(|row| distinct(&meanings(grid, row, spec))).max().unwrap_or(0)
}

impl Header {
    /// The column of a field, from 0; the one without a language tag.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.fields.get(field as usize).copied().flatten().map(usize::from)
    }

    /// The column of an extra, by its place in the spec.
    pub fn extra(&self, extra: usize) -> Option<usize> {
        self.extras.get(extra).copied().flatten().map(usize::from)
    }

    /// The columns with a language tag.
    pub fn word_columns(&self) -> &[WordColumn] {
        &self.words
    }

    /// The index of the header's row in the grid.
    pub fn row(&self) -> usize {
        self.row
    }

    /// The column of [`REASONS`], where the file is one that loa gave back.
    pub fn reasons(&self) -> Option<usize> {
        let form = header_form(REASONS);
        self.titles.iter().position(|title| header_form(title) == form)
    }

    /// The header of a column as it is written.
    pub fn title(&self, column: usize) -> &str {
        self.titles.get(column).map_or("", String::as_str)
    }

    /// What a known column means, under one name for all headers that mean it: `commune` for `Xã` and `Đơn vị`.
    pub fn meaning(&self, column: usize) -> Option<&str> {
        self.meant.get(&column).map(String::as_str)
    }

    /// Whether the column means a field of the table.
    pub fn is_known(&self, column: usize) -> bool {
        let known = self.fields.iter().chain(&self.extras).flatten().copied().map(usize::from);
        known.chain(self.words.iter().map(|words| words.column)).any(|other| other == column)
    }

    /// Whether the column is one that the site names.
    pub fn is_extra(&self, column: usize) -> bool {
        self.extras.iter().flatten().any(|extra| usize::from(*extra) == column)
    }

    /// How many columns the header row has, those without a header among them.
    pub fn width(&self) -> usize {
        self.titles.len()
    }

    /// Gives the column its meaning; the column that has it already, where there is one.
    fn claim(&mut self, meaning: &Meaning, column: usize) -> Option<usize> {
        let narrow = u16::try_from(column).unwrap_or(u16::MAX);
        let slot = match meaning {
            Meaning::Plain(Target::Field(field)) => self.fields.get_mut(*field as usize)?,
            Meaning::Plain(Target::Extra(extra)) => self.extras.get_mut(*extra)?,
            Meaning::Words { field, tag } => {
                let same = |words: &&WordColumn| words.field == *field && words.tag == *tag;
                if let Some(first) = self.words.iter().find(same) {
                    return Some(first.column);
                }
                self.words.push(WordColumn { field: *field, tag: tag.clone(), column });
                return None;
            }
        };
        let first = slot.map(usize::from);
        *slot = slot.or(Some(narrow));
        first
    }

    fn has(&self, field: Field) -> bool {
        self.column(field).is_some() || self.words.iter().any(|words| words.field == field)
    }

    /// A diagnostic for each column that the need lacks. Of several choices the one that is partly there is meant.
    fn missing(&self, need: Need, spec: &TableSpec, place: &Place) -> Vec<Diagnostic> {
        let lacking = |choice: &Choice| -> Vec<Field> {
            match choice {
                Choice::Columns(fields) => fields.iter().copied().filter(|field| !self.has(*field)).collect(),
                Choice::Extra => Vec::new(),
            }
        };
        let met = |choice: &Choice| match choice {
            Choice::Columns(_) => lacking(choice).is_empty(),
            Choice::Extra => self.extras.iter().any(Option::is_some),
        };
        if need.0.iter().any(met) {
            return Vec::new();
        }
        // Named as the file names its other columns.
        let in_vietnamese = self.titles.iter().any(|title| !title.is_ascii());
        let report = |field: Field, expected: Vec<String>| {
            let name = spec.column(field).map_or("", |column| match column.vietnamese.first() {
                Some(vietnamese) if in_vietnamese => vietnamese,
                _ => column.english,
            });
            Diagnostic::new(Code::TableColumnMissing, place.clone()).expected(expected).arg("column", name)
        };
        let partly = need.0.iter().find_map(|choice| match choice {
            Choice::Columns(fields) if lacking(choice).len() < fields.len() => Some(lacking(choice)),
            _ => None,
        });
        if let Some(lacking) = partly {
            let names = |field| spec.column(field).into_iter().flat_map(super::spec::Column::names);
            return lacking
                .into_iter()
                .map(|field| report(field, names(field).map(str::to_owned).collect()))
                .collect();
        }
        let first = need.0.iter().find_map(|choice| match choice {
            Choice::Columns(fields) => fields.first().copied(),
            Choice::Extra => None,
        });
        first.map(|field| report(field, need_names(need, spec))).into_iter().collect()
    }
}

/// What a header cell means.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Meaning {
    Plain(Target),
    Words { field: Field, tag: String },
}

impl Meaning {
    /// A name that no other meaning has.
    fn name(&self, spec: &TableSpec) -> String {
        let english = |field| spec.column(field).map_or("", |column| column.english);
        match self {
            Meaning::Plain(Target::Field(field)) => english(*field).to_owned(),
            // An indicator may be called like a field.
            Meaning::Plain(Target::Extra(extra)) => {
                format!(":{}", spec.extras.get(*extra).map_or("", |extra| extra.id.as_str()))
            }
            Meaning::Words { field, tag } => format!("{}_{tag}", english(*field)),
        }
    }
}

/// The first row that has all required columns, else the one with most known ones. A single known header is no header
/// row: `xã` may stand anywhere.
fn best_row(grid: &Grid, spec: &TableSpec) -> Option<(usize, Vec<Option<Meaning>>)> {
    let mut best: Option<(usize, usize, Vec<Option<Meaning>>)> = None;
    for row in searched(grid) {
        let meanings = meanings(grid, row, spec);
        if meets_needs(&meanings, spec) {
            return Some((row, meanings));
        }
        let known = distinct(&meanings);
        if known >= 2 && best.as_ref().is_none_or(|(most, ..)| known > *most) {
            best = Some((known, row, meanings));
        }
    }
    best.map(|(_, row, meanings)| (row, meanings))
}

/// What a row below the header is to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Again {
    No,
    /// The same header, as on the next page of a printed table.
    Same,
    /// That of another table.
    Other,
}

/// Whether a row names columns once more.
pub(super) fn again(grid: &Grid, row: usize, header: &Header, spec: &TableSpec) -> Again {
    let mut first = grid.cells(row).filter_map(Cell::filled).take(FIRST_CELLS).peekable();
    // Nearly all rows begin with a number, a date or a code, which no header does.
    let is_number = |cell: &Cell<'_>| cell.text.starts_with(|c: char| c.is_ascii_digit());
    if first.peek().is_none_or(is_number) {
        return Again::No;
    }
    if !first.any(|cell| !is_number(&cell) && meaning(cell.text, spec).is_some()) {
        return Again::No;
    }
    let named = meanings(grid, row, spec);
    let before = meanings(grid, header.row, spec);
    if named.iter().zip(&before).filter(|(now, then)| now.is_some() && now == then).count() >= 2
        && named.iter().zip(&before).all(|(now, then)| now.is_none() || now == then)
        && meets_needs(&named, spec)
    {
        Again::Same
    } else if distinct(&named) >= 2 && meets_needs(&named, spec) {
        Again::Other
    } else {
        Again::No
    }
}

/// A row is looked at as a header only if one of so many of its cells is one: behind a number, and what has no meaning.
const FIRST_CELLS: usize = 3;

fn searched(grid: &Grid) -> impl Iterator<Item = usize> {
    (0..grid.len()).take_while(|row| grid.row_number(*row) <= SEARCHED_ROWS)
}

fn meanings(grid: &Grid, row: usize, spec: &TableSpec) -> Vec<Option<Meaning>> {
    grid.cells(row).map(|cell| meaning(cell.text, spec)).collect()
}

fn distinct(meanings: &[Option<Meaning>]) -> usize {
    let known = meanings.iter().enumerate().filter(|(_, meaning)| meaning.is_some());
    known.filter(|(index, meaning)| !meanings.iter().take(*index).any(|other| other == *meaning)).count()
}

fn meets_needs(meanings: &[Option<Meaning>], spec: &TableSpec) -> bool {
    let has = |field: &Field| {
        meanings.iter().flatten().any(|meaning| match meaning {
            Meaning::Plain(Target::Field(other)) | Meaning::Words { field: other, .. } => other == field,
            Meaning::Plain(Target::Extra(_)) => false,
        })
    };
    let has_extra =
        || meanings.iter().flatten().any(|meaning| matches!(meaning, Meaning::Plain(Target::Extra(_))));
    spec.needs.iter().all(|need| {
        need.0.iter().any(|choice| match choice {
            Choice::Columns(fields) => fields.iter().all(has),
            Choice::Extra => has_extra(),
        })
    })
}

/// What a header means: as it stands, else with a language tag at its end, else without what it has in brackets at its
/// end (`Ngày (ngày/tháng/năm)`).
fn meaning(header: &str, spec: &TableSpec) -> Option<Meaning> {
    // No header is that long; a cell of running text need not be folded.
    if header.is_empty() || header.len() > LONGEST_HEADER {
        return None;
    }
    if let Some(target) = spec.target(&header_form(header)) {
        return (!is_percent_of_count(header, target, spec)).then_some(Meaning::Plain(target));
    }
    if let Some((name, tag)) = header.rsplit_once('_') {
        let tag = tag.trim().to_ascii_lowercase();
        let target = spec.target(&header_form(name));
        if let (true, Some(Target::Field(field))) = (is_language_tag(&tag), target)
            && spec.column(field).is_some_and(|column| column.words)
        {
            return Some(Meaning::Words { field, tag });
        }
    }
    let (name, brackets) = in_brackets(header)?;
    let target = spec.target(&header_form(name))?;
    let is_number = match target {
        Target::Extra(_) => true,
        Target::Field(field) => matches!(field, Field::Value | Field::Missing | Field::Hamlets),
    };
    let is_other = is_percent_of_count(header, target, spec) || is_other_number(brackets);
    (!is_number || !is_other).then_some(Meaning::Plain(target))
}

/// Whether the header speaks of percent and the column holds counts: `Chữ ký số (%)` is not how many there are.
fn is_percent_of_count(header: &str, target: Target, spec: &TableSpec) -> bool {
    let Target::Extra(extra) = target else { return false };
    let is_named_so = |extra: &Extra| extra.names.iter().any(|name| name.contains('%'));
    header.contains('%') && spec.extras.get(extra).is_some_and(|extra| !extra.is_share && !is_named_so(extra))
}

/// A header and what it has in brackets at its end.
fn in_brackets(header: &str) -> Option<(&str, &str)> {
    header.trim_end().strip_suffix(')')?.rsplit_once('(')
}

/// Whether what stands in brackets makes another number of it: another unit, a part of the time, a plan. `(người)` and
/// `(lũy kế)` do not.
fn is_other_number(brackets: &str) -> bool {
    const WORDS: [&str; 24] = [
        "nghin",
        "ngan",
        "trieu",
        "ty",
        "trong ngay",
        "trong tuan",
        "trong thang",
        "trong ky",
        "ke hoach",
        "muc tieu",
        "chi tieu",
        "duoc giao",
        "con lai",
        "con thieu",
        "tang",
        "tang them",
        "moi",
        "ty le",
        "thousand",
        "million",
        "per day",
        "planned",
        "target",
        "new",
    ];
    let form = format!(" {} ", header_form(brackets));
    WORDS.iter().any(|words| form.contains(&format!(" {words} ")))
}

/// A warning that names the right headers nearest to this one; none for empty headers and running numbers.
fn unknown_column(cell: Cell, spec: &TableSpec) -> Option<Diagnostic> {
    let form = header_form(cell.text).replace(' ', "");
    if matches!(form.as_str(), "" | "stt" | "tt" | "sott" | "sothutu")
        || form == header_form(REASONS).replace(' ', "")
    {
        return None;
    }
    let unknown = Diagnostic::new(Code::TableColumnUnknown, cell.place());
    if cell.text.len() > LONGEST_HEADER {
        let start: String = cell.text.chars().take(40).collect();
        return Some(unknown.found(format!("{start}…")).arg("column", start).word("case", "other"));
    }
    let is_part = in_brackets(cell.text).is_some_and(|(name, _)| spec.target(&header_form(name)).is_some());
    let case = if is_part { "brackets" } else { "other" };
    Some(unknown.found(cell.text).one_of(spec.headers()).arg("column", cell.text).word("case", case))
}

/// All headers that can meet a need, those of one choice behind those of the other.
fn need_names(need: Need, spec: &TableSpec) -> Vec<String> {
    let mut names = Vec::new();
    for choice in need.0 {
        match choice {
            Choice::Columns(fields) => {
                for column in fields.iter().filter_map(|field| spec.column(*field)) {
                    names.extend(column.names().map(str::to_owned));
                }
            }
            Choice::Extra => {
                names.extend(
                    spec.extras
                        .iter()
                        .flat_map(|extra| extra.names.first().into_iter().chain([&extra.id]).cloned()),
                );
            }
        }
    }
    names
}
