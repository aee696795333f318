//! Sets the facts of a source text against those of its translation. Order and repetition do not count: every fact of
//! one text must be answered somewhere in the other.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::Fact;
use super::PartialDate;
use super::Value;

/// A fact on which two texts do not agree. `near` is where the other text would be expected to state it: the place of
/// the counterpart of the closest fact that both have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The translation states another value of the same kind instead.
    Changed { source: Fact, translation: Fact },
    /// Only the source states it; `near` counts bytes of the translation.
    Missing { source: Fact, near: Option<Range<usize>> },
    /// Only the translation states it; `near` counts bytes of the source.
    Added { translation: Fact, near: Option<Range<usize>> },
}

/// Compares the facts of two texts, leaving out those whose text or value is one of `accepted`. A value that is
/// missing at several places is named once. Differences come in the order of the source, then of the translation.
#[must_use]
pub fn compare(source: &[Fact], translation: &[Fact], accepted: &[String]) -> Vec<Difference> {
    let source = without(source, accepted);
    let translation = without(translation, accepted);
    let mut from = Side::new(&source);
    let mut to = Side::new(&translation);
    match_values(&mut from, &mut to);
    match_dates(&mut from, &mut to);
    let wordless = source.iter().chain(&translation).any(|fact| fact.wordless);
    match_parts(&mut from, &mut to, wordless);
    match_parts(&mut to, &mut from, wordless);
    forgive_weekdays(&mut from, &to, wordless);
    forgive_weekdays(&mut to, &from, wordless);
    differences(&from, &to)
}

fn without<'f>(facts: &'f [Fact], accepted: &[String]) -> Vec<&'f Fact> {
    let normal = |text: &str| text.trim().nfc().flat_map(char::to_lowercase).collect::<String>();
    let accepted: BTreeSet<String> = accepted.iter().map(|token| normal(token)).collect();
    let kept = |fact: &&Fact| {
        accepted.is_empty()
            || !(accepted.contains(&normal(&fact.text))
                || accepted.contains(&normal(&fact.value.to_string())))
    };
    facts.iter().filter(kept).collect()
}

/// One text: its facts, and what is known of each.
struct Side<'f> {
    facts: &'f [&'f Fact],
    answers: Vec<Answer>,
}

/// Whether the other text answers a fact.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    None,
    /// By its fact of this index.
    By(usize),
    /// By something that is not one fact.
    Forgiven,
}

impl<'f> Side<'f> {
    fn new(facts: &'f [&'f Fact]) -> Self {
        Self { facts, answers: vec![Answer::None; facts.len()] }
    }

    fn set(&mut self, index: usize, answer: Answer) {
        if let Some(slot) = self.answers.get_mut(index)
            && *slot == Answer::None
        {
            *slot = answer;
        }
    }

    fn open(&self) -> impl Iterator<Item = (usize, &'f Fact)> {
        let facts = self.facts.iter().enumerate().zip(&self.answers);
        facts.filter(|(_, answer)| **answer == Answer::None).map(|((index, fact), _)| (index, *fact))
    }

    /// The first fact of each value, and of each other reading.
    fn index(&self) -> (BTreeMap<&'f Value, usize>, BTreeMap<&'f Value, usize>) {
        let mut values = BTreeMap::new();
        let mut others = BTreeMap::new();
        for (index, fact) in self.facts.iter().enumerate() {
            values.entry(&fact.value).or_insert(index);
            for other in &fact.also {
                others.entry(other).or_insert(index);
            }
        }
        (values, others)
    }
}

/// Equal values answer each other. One side may take another reading, not both: two document numbers that share only
/// their figure are two documents.
fn match_values(from: &mut Side<'_>, to: &mut Side<'_>) {
    let (from_values, from_others) = from.index();
    let (to_values, to_others) = to.index();
    answer_values(from, &to_values, &to_others);
    answer_values(to, &from_values, &from_others);
}

fn answer_values(side: &mut Side<'_>, values: &BTreeMap<&Value, usize>, others: &BTreeMap<&Value, usize>) {
    for (index, fact) in side.facts.iter().enumerate() {
        let by = values.get(&fact.value);
        let by = by.or_else(|| fact.also.iter().find_map(|other| values.get(other)));
        if let Some(by) = by.or_else(|| others.get(&fact.value)) {
            side.set(index, Answer::By(*by));
        }
    }
}

/// A date without its year answers the full one, as long as neither has a better match. A date that is a part of a
/// fuller one in the other text repeats it and needs no answer of its own.
fn match_dates<'f>(from: &mut Side<'f>, to: &mut Side<'f>) {
    let open_from: Vec<(usize, PartialDate)> = open_dates(from);
    let open_to: Vec<(usize, PartialDate)> = open_dates(to);
    answer_fuller(from, &open_from, to, &open_to);
    answer_fuller(to, &open_to, from, &open_from);
    let parts_from = all_parts(from);
    let parts_to = all_parts(to);
    for (side, open, parts) in [(from, open_from, parts_to), (to, open_to, parts_from)] {
        for (index, date) in open {
            if let Some(by) = parts.get(&date) {
                side.set(index, Answer::By(*by));
            }
        }
    }
}

/// Matches each open date of `side` with an open one of the other that lacks only the year.
fn answer_fuller(
    side: &mut Side<'_>,
    open: &[(usize, PartialDate)],
    other: &mut Side<'_>,
    others: &[(usize, PartialDate)],
) {
    let others: BTreeMap<PartialDate, usize> = others.iter().map(|(index, date)| (*date, *index)).collect();
    for (index, date) in open {
        let yearless = PartialDate { year: None, ..*date };
        if let Some(by) = others.get(&yearless).filter(|_| date.year.is_some() && date.month.is_some()) {
            side.set(*index, Answer::By(*by));
            other.set(*by, Answer::By(*index));
        }
    }
}

fn open_dates(side: &Side<'_>) -> Vec<(usize, PartialDate)> {
    let date = |(index, fact): (usize, &Fact)| match fact.value {
        Value::Date(date) => Some((index, date)),
        _ => None,
    };
    side.open().filter_map(date).collect()
}

/// Every date that is a true part of a date of this text.
fn all_parts(side: &Side<'_>) -> BTreeMap<PartialDate, usize> {
    let mut parts = BTreeMap::new();
    for (index, fact) in side.facts.iter().enumerate() {
        let Value::Date(date) = fact.value else { continue };
        for mask in 1..7_u8 {
            let part = PartialDate {
                year: date.year.filter(|_| mask & 1 > 0),
                month: date.month.filter(|_| mask & 2 > 0),
                day: date.day.filter(|_| mask & 4 > 0),
            };
            if part != date && part != PartialDate::default() {
                parts.entry(part).or_insert(index);
            }
        }
    }
    parts
}

/// `8/10` is answered by `8 of 10`, whose figures are then answered too. In a language whose words loa does not know,
/// a date is answered by its day and year, a time by its hour and minute.
fn match_parts(side: &mut Side<'_>, other: &mut Side<'_>, wordless: bool) {
    let (values, others) = other.index();
    let find = |part: &Value| values.get(part).or_else(|| others.get(part)).copied();
    let mut answered = Vec::new();
    let mut said: BTreeMap<Value, usize> = BTreeMap::new();
    for (index, fact) in side.open() {
        let (needed, covered) = if wordless && fact.parts.is_empty() {
            spelled(&fact.value)
        } else {
            (fact.parts.clone(), Vec::new())
        };
        if needed.is_empty() {
            continue;
        }
        let found: Vec<usize> = needed.iter().filter_map(find).collect();
        if found.len() == needed.len() {
            answered.push(index);
            said.extend(needed.into_iter().chain(covered).map(|value| (value, index)));
        }
    }
    // All that say it, since repetition does not count: in `2025年9月9日` the month and the day are the same figure.
    let repeated: Vec<(usize, usize)> = other
        .open()
        .filter_map(|(index, fact)| {
            let by = std::iter::once(&fact.value).chain(&fact.also).find_map(|value| said.get(value))?;
            Some((index, *by))
        })
        .collect();
    for (index, by) in repeated {
        other.set(index, Answer::By(by));
    }
    for index in answered {
        side.set(index, Answer::Forgiven);
    }
}

/// The figures that any language needs for a date or time, and those that it may write as a word.
fn spelled(value: &Value) -> (Vec<Value>, Vec<Value>) {
    let number = |value: i64| Value::Number(value.to_string());
    match value {
        Value::Date(date) if date.month.is_some() => {
            let year = date.year.map(|year| Value::Date(PartialDate::new(Some(year), None, None)));
            let needed = date.day.map(|day| number(day.into())).into_iter().chain(year).collect();
            (needed, date.month.map(|month| number(month.into())).into_iter().collect())
        }
        Value::Time(minutes) => {
            let minute = Some(minutes % 60).filter(|minute| *minute > 0);
            (std::iter::once(minutes / 60).chain(minute).map(|n| number(n.into())).collect(), Vec::new())
        }
        _ => (Vec::new(), Vec::new()),
    }
}

/// A weekday that only one text adds to a date of both is no difference if the calendar agrees.
fn forgive_weekdays(side: &mut Side<'_>, other: &Side<'_>, wordless: bool) {
    let mut full: BTreeMap<PartialDate, Vec<PartialDate>> = BTreeMap::new();
    for fact in other.facts {
        if let Value::Date(date) = fact.value
            && date.year.is_some()
        {
            full.entry(PartialDate { year: None, ..date }).or_default().push(date);
        }
    }
    let fits = |date: PartialDate, day: i8| {
        let mut dates = full.get(&date).into_iter().flatten();
        date.weekday() == Some(day) || dates.any(|date| date.weekday() == Some(day))
    };
    let forgiven: Vec<usize> = side
        .open()
        .filter(|(_, fact)| match fact.value {
            Value::Weekday(day) => wordless || fact.date.is_some_and(|date| fits(date, day)),
            _ => false,
        })
        .map(|(index, _)| index)
        .collect();
    for index in forgiven {
        side.set(index, Answer::Forgiven);
    }
}

fn differences(from: &Side<'_>, to: &Side<'_>) -> Vec<Difference> {
    let missing = reportable(from);
    let added = reportable(to);
    let pairs = pair(from, to, &missing, &added);
    let paired: BTreeSet<usize> = pairs.values().copied().collect();
    let near_from = neighbours(from);
    let near_to = neighbours(to);
    let place = |near: &[Option<usize>], index: usize, other: &Side<'_>| {
        let counterpart = near.get(index).copied().flatten()?;
        other.facts.get(counterpart).map(|fact| fact.range.clone())
    };
    let mut differences = Vec::new();
    for index in missing {
        let Some(source) = from.facts.get(index).map(|fact| (*fact).clone()) else {
            continue;
        };
        let other = pairs.get(&index).and_then(|by| to.facts.get(*by));
        differences.push(match other {
            Some(other) => Difference::Changed { source, translation: (*other).clone() },
            None => Difference::Missing { source, near: place(&near_from, index, to) },
        });
    }
    for index in added.into_iter().filter(|index| !paired.contains(index)) {
        let Some(translation) = to.facts.get(index).map(|fact| (*fact).clone()) else {
            continue;
        };
        differences.push(Difference::Added { translation, near: place(&near_to, index, from) });
    }
    differences
}

/// The firm facts without an answer, each value once.
fn reportable(side: &Side<'_>) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    side.open().filter(|(_, fact)| fact.firm && seen.insert(&fact.value)).map(|(index, _)| index).collect()
}

/// Which addition evidently stands for which missing fact: in order, if there are as many of one kind on both sides.
fn pair(from: &Side<'_>, to: &Side<'_>, missing: &[usize], added: &[usize]) -> BTreeMap<usize, usize> {
    let mut pairs = BTreeMap::new();
    for (kind, ours) in by_kind(from, missing) {
        let theirs = by_kind(to, added).remove(&kind).unwrap_or_default();
        if ours.len() == theirs.len() {
            pairs.extend(ours.into_iter().zip(theirs));
        }
    }
    if let ([only], [other], true) = (missing, added, pairs.is_empty()) {
        pairs.insert(*only, *other);
    }
    pairs
}

fn by_kind(side: &Side<'_>, indices: &[usize]) -> BTreeMap<u8, Vec<usize>> {
    let mut kinds: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
    for index in indices {
        let kind = match side.facts.get(*index).map(|fact| &fact.value) {
            Some(Value::Date(_)) => 0,
            Some(Value::Weekday(_)) => 1,
            Some(Value::Time(_)) => 2,
            Some(Value::Number(_)) => 3,
            Some(Value::Share(_)) => 4,
            Some(Value::Phone(_)) => 5,
            Some(Value::Reference(_)) => 6,
            Some(Value::Link(_)) | None => 7,
        };
        kinds.entry(kind).or_default().push(*index);
    }
    kinds
}

/// For each fact, the counterpart of the closest answered one: before it if possible, else after it.
fn neighbours(side: &Side<'_>) -> Vec<Option<usize>> {
    let answer = |answer: &Answer| match answer {
        Answer::By(index) => Some(*index),
        _ => None,
    };
    let mut last = None;
    let mut near: Vec<Option<usize>> = Vec::with_capacity(side.answers.len());
    for one in &side.answers {
        near.push(last);
        last = answer(one).or(last);
    }
    let mut next = None;
    for (slot, one) in near.iter_mut().zip(&side.answers).rev() {
        if slot.is_none() {
            *slot = next;
        }
        next = answer(one).or(next);
    }
    near
}
