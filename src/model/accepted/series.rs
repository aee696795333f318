//! Accepted figures of many days, grouped by what they are of.
//!
//! A country has more than a million of them in a year, so days are read in parallel, and nothing is allocated for a line
//! that says no more than its figure.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::ops::Range;
use std::ops::RangeInclusive;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::MOST_TOLD;
use super::PROGRESS;
use super::Problem;
use super::is_header;
use super::parse_amount;
use super::parse_approx;
use super::parse_day;
use super::parse_digits;
use super::split;
use super::text;
use crate::diag::Diagnostics;
use crate::model::Scope;
use crate::model::progress::Correction;
use crate::model::progress::Details;
use crate::model::progress::Observation;
use crate::read::AcceptedFile;
use crate::read::Table;

/// The accepted figures of one scope, indicator, group and former unit.
#[derive(Debug)]
pub(in crate::model) struct Series {
    pub scope: Scope,
    pub indicator: String,
    pub group: Option<String>,
    /// What the group is called in other languages, by their tags: as in the newest line that says so.
    pub group_names: BTreeMap<String, String>,
    pub as_unit: Option<String>,
    /// In the order in which they were taken in.
    pub observations: Vec<Observation>,
}

/// Reads the files of progress, which stand in the order of their days. Figures as of days outside `days` are passed over.
/// A line that cannot be read is an error.
pub(in crate::model) fn gather(
    files: &[AcceptedFile],
    days: &RangeInclusive<Date>,
    diagnostics: &mut Diagnostics,
) -> Vec<Series> {
    let files: Vec<&AcceptedFile> = files.iter().filter(|file| file.table == Table::Progress).collect();
    // Few chunks of many days each: every chunk meets all series anew.
    let size = files.len().div_ceil(rayon::current_num_threads()).max(1);
    let chunks: Vec<Chunk<'_>> = files
        .par_chunks(size)
        .map(|files| {
            let mut chunk = Chunk::default();
            files.iter().for_each(|file| chunk.read(file, days));
            chunk
        })
        .collect();
    let mut parts: BTreeMap<(&str, Member), Vec<Vec<Observation>>> = BTreeMap::new();
    let mut names: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for mut chunk in chunks {
        diagnostics.extend(chunk.problems.iter().map(|(file, problem)| problem.told(file)));
        // The newest statement counts, wherever the chunks begin and end.
        chunk.names.sort_unstable_by_key(|name| name.last);
        for Name { group, tag, text, .. } in chunk.names {
            names.entry(group).or_default().insert(tag, text);
        }
        let members: BTreeMap<u32, &Member> =
            chunk.members.iter().map(|(member, number)| (*number, member)).collect();
        for (head, member, observations) in chunk.series {
            let member = members.get(&member).map(|member| (*member).clone()).unwrap_or_default();
            parts.entry((head, member)).or_default().push(observations);
        }
    }
    let whole = |((head, member), parts): ((&str, Member), Vec<Vec<Observation>>)| {
        let (scope, indicator) = parse_head(head)?;
        let group_names =
            member.group.as_ref().and_then(|group| names.get(group)).cloned().unwrap_or_default();
        Some(Series {
            scope,
            indicator: indicator.to_owned(),
            group: member.group,
            group_names,
            as_unit: member.as_unit,
            // Made at its full length, since a year is kept for as long as the site is.
            observations: parts.concat(),
        })
    };
    parts.into_par_iter().filter_map(whole).collect()
}

/// What a series is of beside its scope and indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Member {
    group: Option<String>,
    as_unit: Option<String>,
}

/// The figures of some days.
#[derive(Default)]
struct Chunk<'a> {
    /// The series by `commune,indicator` and the number of the member.
    index: HashMap<(&'a str, u32), usize>,
    series: Vec<(&'a str, u32, Vec<Observation>)>,
    /// Numbers from 1; 0 is that of the scope itself, as it is today.
    members: HashMap<Member, u32>,
    /// What groups are called in other languages, tail by tail.
    names: Vec<Name>,
    /// What the end of a line came to, by its parts before and behind the drop: ends are mostly alike.
    tails: HashMap<(&'a str, &'a str), Tail>,
    /// The columns that `tails` have.
    columns: Vec<&'a str>,
    /// Lines with more than their figure, so far.
    lines: usize,
    problems: Vec<(&'a AcceptedFile, Problem)>,
}

/// What stands behind the value.
#[derive(Clone, Default)]
struct Tail {
    member: u32,
    details: Option<Arc<Details>>,
    /// Its part of the chunk's names.
    names: Range<usize>,
}

/// What a group is called in one other language.
struct Name {
    group: String,
    tag: String,
    text: String,
    /// The last line that says so, counted over all files of the chunk.
    last: usize,
}

/// How the line ends that says no more than its figure: with empty cells before the drop.
const PLAIN: &str = ",,,,,,,,";
/// The cells of [`PLAIN`].
const BEFORE_DROP: usize = PLAIN.len();
/// Columns up to the value, with it.
const HEAD: usize = PROGRESS.len() - BEFORE_DROP - 1;

impl<'a> Chunk<'a> {
    fn read(&mut self, file: &'a AcceptedFile, days: &RangeInclusive<Date>) {
        let before = self.problems.len();
        match text(file) {
            Err(problem) => self.problems.push((file, problem)),
            Ok(text) => self.lines(file, text, days),
        }
        self.problems.truncate(before + MOST_TOLD);
    }

    fn lines(&mut self, file: &'a AcceptedFile, text: &'a str, days: &RangeInclusive<Date>) {
        let mut has_header = false;
        // The rows of a drop mostly have one date.
        let mut last = ("", Date::MIN);
        for (number, line) in (1..).zip(text.lines()) {
            if is_header(line, Table::Progress) {
                if let Err(problem) = self.header(number, line) {
                    self.problems.push((file, problem));
                    return;
                }
                has_header = true;
                continue;
            }
            if !has_header {
                self.problems.push((file, Problem::new(number, "header", line)));
                return;
            }
            if let Err(problem) = self.line(file, number, line, &mut last, days) {
                self.problems.push((file, problem));
            }
        }
    }

    fn header(&mut self, number: u32, line: &'a str) -> Result<(), Problem> {
        let columns: Vec<&str> = line.split(',').collect();
        if let Some(missing) = PROGRESS.iter().find(|column| !columns.contains(column)) {
            return Err(Problem::new(number, "header", missing));
        }
        if columns.iter().zip(PROGRESS).any(|(column, right)| *column != right) {
            return Err(Problem::new(number, "header", line));
        }
        if self.columns != columns {
            self.tails.clear();
            self.columns = columns;
        }
        Ok(())
    }

    fn line(
        &mut self,
        file: &AcceptedFile,
        number: u32,
        line: &'a str,
        last: &mut (&'a str, Date),
        days: &RangeInclusive<Date>,
    ) -> Result<(), Problem> {
        let cells = || Problem::new(number, "cells", line);
        let (date, rest) = cut(line).ok_or_else(cells)?;
        let (commune, behind) = cut(rest).ok_or_else(cells)?;
        let (indicator, behind) = cut(behind).ok_or_else(cells)?;
        let head = rest.get(..commune.len() + 1 + indicator.len()).ok_or_else(cells)?;
        let (value, tail) = cut(behind).ok_or_else(cells)?;
        if last.0 != date {
            let day = parse_day(date.as_bytes()).ok_or_else(|| Problem::new(number, "date", date))?;
            *last = (date, day);
        }
        let date = last.1;
        let value = parse_amount(value.as_bytes()).ok_or_else(|| Problem::new(number, "value", value))?;
        let Tail { member, details, .. } = self.tail(number, line, tail)?;
        let place = match self.index.get(&(head, member)) {
            Some(place) => *place,
            None => {
                if parse_head(head).is_none() {
                    let is_scope = Scope::parse(commune).is_some();
                    let (column, found) =
                        if is_scope { ("indicator", indicator) } else { ("commune", commune) };
                    return Err(Problem::new(number, column, found));
                }
                let place = self.series.len();
                self.index.insert((head, member), place);
                self.series.push((head, member, Vec::new()));
                place
            }
        };
        if let (Some((_, _, observations)), true) = (self.series.get_mut(place), days.contains(&date)) {
            observations.push(Observation::accepted(date, value, file.day, number, details));
        }
        Ok(())
    }

    fn tail(&mut self, number: u32, line: &'a str, tail: &'a str) -> Result<Tail, Problem> {
        if let Some(drop) = tail.strip_prefix(PLAIN)
            && self.columns.len() == PROGRESS.len()
            && !drop.bytes().any(|byte| matches!(byte, b',' | b'"'))
        {
            return Ok(Tail::default());
        }
        let cells = || Problem::new(number, "cells", line);
        let (before, rest) = tail.split_at_checked(cells_end(tail, BEFORE_DROP)).ok_or_else(cells)?;
        let (drop, behind) = rest.split_at_checked(cells_end(rest, 1)).ok_or_else(cells)?;
        // Its comma is part of what is behind the drop: a column is there, even if its cell is empty.
        let behind = if drop.ends_with(',') { rest.get(drop.len() - 1..).unwrap_or(behind) } else { behind };
        self.lines += 1;
        if let Some(known) = self.tails.get(&(before, behind)) {
            let names = self.names.get_mut(known.names.clone());
            names.into_iter().flatten().for_each(|name| name.last = self.lines);
            return Ok(known.clone());
        }
        let texts = split(tail);
        if HEAD + texts.len() != self.columns.len() {
            return Err(cells());
        }
        let columns: Vec<&str> = self.columns.iter().skip(HEAD).copied().collect();
        let cell = |column: &str| {
            let index = columns.iter().position(|other| *other == column);
            index.and_then(|index| texts.get(index)).map_or("", |text| &**text)
        };
        let text = |column: &str| Some(cell(column)).filter(|text| !text.is_empty()).map(str::to_owned);
        let bad = |column: &'static str| Problem::new(number, column, cell(column));
        let missing = match cell("missing") {
            "" => None,
            digits => Some(parse_digits(digits.as_bytes()).ok_or_else(|| bad("missing"))?),
        };
        let until = match cell("override_until") {
            "" => None,
            day => Some(parse_day(day.as_bytes()).ok_or_else(|| bad("override_until"))?),
        };
        let approx = parse_approx(cell("approx")).ok_or_else(|| bad("approx"))?;
        let correction = text("correction_by").zip(text("reason"));
        let correction = correction.map(|(by, reason)| Correction { by, reason, until });
        let member = Member { group: text("group"), as_unit: text("as_unit") };
        let details = Details {
            missing,
            approx,
            as_unit: member.as_unit.clone(),
            source: text("source"),
            correction,
            table: None,
        };
        let first = self.names.len();
        let names = columns.iter().zip(&texts).filter(|(_, text)| !text.is_empty());
        let names = names.filter_map(|(column, text)| Some((column.strip_prefix("group_")?, text)));
        for (tag, text) in names {
            if let Some(group) = member.group.clone() {
                let (tag, text) = (tag.to_owned(), text.to_string());
                self.names.push(Name { group, tag, text, last: self.lines });
            }
        }
        let known = Tail {
            member: self.member(member),
            details: (details != Details::default()).then(|| Arc::new(details)),
            names: first..self.names.len(),
        };
        self.tails.insert((before, behind), known.clone());
        Ok(known)
    }

    fn member(&mut self, member: Member) -> u32 {
        if member == Member::default() {
            return 0;
        }
        let next = u32::try_from(self.members.len() + 1).unwrap_or(u32::MAX);
        *self.members.entry(member).or_insert(next)
    }
}

/// The scope and the indicator of `26188,signatures`.
fn parse_head(head: &str) -> Option<(Scope, &str)> {
    let (commune, indicator) = cut(head)?;
    let is_id = !indicator.is_empty() && !indicator.contains('"');
    Some((Scope::parse(commune)?, Some(indicator).filter(|_| is_id)?))
}

/// The text before the first comma, and behind it. None of the cells before the value ever has quotes.
fn cut(text: &str) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == b',')?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Where so many cells end, their commas among them; the end of the text where there are not so many.
fn cells_end(text: &str, count: usize) -> usize {
    let mut quoted = false;
    let mut left = count;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted => {
                left -= 1;
                if left == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}
