//! Durations beside the dates that they are said of: "30 days" from 1 to 31 October are 31.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Context;
use super::written::Written;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::facts::Fact;
use crate::facts::PartialDate;
use crate::facts::TextLang;
use crate::facts::Value;
use crate::facts::extract;
use crate::text::fold;

/// A count of days in a text.
struct Days {
    count: i32,
    /// Bytes of the text, the word for days included.
    start: usize,
    end: usize,
}

/// First and last day, and where the two stand.
struct Range {
    first: Date,
    last: Date,
    start: usize,
    end: usize,
}

impl Range {
    /// Both days count.
    fn days(&self) -> i32 {
        days_between(self.first, self.last)
    }
}

/// What stands in the sources; a translation that says another number is told of by the rule on translations. Told once
/// for a file and a number: a campaign's name stands in many places.
pub(super) fn durations_fit_their_dates(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let mut found = Diagnostics::default();
    look(context, &mut found);
    let mut told = BTreeSet::new();
    diagnostics.extend(found.into_iter().filter(|one| {
        let path = one.place.path().unwrap_or_default().to_owned();
        told.insert((path, one.found.clone(), one.args.clone()))
    }));
}

/// A count of days that stands in one sentence with a range of dates is that of the range; where no range stands
/// beside it and the sentence speaks of the campaign, that of the campaign.
fn look(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let config = &context.site.config;
    let campaign = config.starts.zip(config.ends).filter(|(starts, ends)| starts <= ends);
    let names: Vec<String> = config.name.iter().map(|(_, name)| fold(&name.text)).collect();
    for written in context.written().filter(|w| w.in_document && !w.is_translation && !w.is_link) {
        if !mentions_days(written.text) {
            continue;
        }
        let facts = extract(written.text, TextLang::of(config.languages.tag(written.lang)));
        for sentence in sentences(written.text) {
            let inside = |fact: &&Fact| sentence.start <= fact.range.start && fact.range.end <= sentence.end;
            let facts: Vec<&Fact> = facts.iter().filter(inside).collect();
            let mut ranges = ranges(written.text, &facts);
            // A range that is said again is no other one.
            ranges.dedup_by_key(|range| (range.first, range.last));
            let counts = counts(written.text, &facts);
            if counts.is_empty() {
                continue;
            }
            match (ranges.as_slice(), campaign) {
                ([range], _) => beside_range(written, range, &counts, diagnostics),
                ([], Some((starts, ends))) if speaks_of_campaign(&names, &written.text[sentence.clone()]) => {
                    of_campaign(written, starts, ends, &counts, diagnostics);
                }
                // Several ranges: nobody can tell which is meant.
                _ => {}
            }
        }
    }
}

fn beside_range(written: &Written<'_>, range: &Range, counts: &[Days], diagnostics: &mut Diagnostics) {
    let days = range.days();
    if counts.iter().any(|count| count.count == days) {
        return;
    }
    for count in counts.iter().filter(|count| is_of(written.text, count, range)) {
        let place = written.place(count.start..count.end);
        let found = &written.text[count.start..count.end];
        diagnostics.push(told(place, found, days, range.first, range.last));
    }
}

fn of_campaign(
    written: &Written<'_>,
    starts: Date,
    ends: Date,
    counts: &[Days],
    diagnostics: &mut Diagnostics,
) {
    let days = days_between(starts, ends);
    for count in counts.iter().filter(|count| count.count != days && is_near(count.count, days)) {
        let place = written.place(count.start..count.end);
        let found = &written.text[count.start..count.end];
        diagnostics.push(told(place, found, days, starts, ends));
    }
}

fn told(place: crate::source::Place, found: &str, days: i32, first: Date, last: Date) -> Diagnostic {
    let wrong = Diagnostic::new(Code::DurationDiffers, place).found(found);
    wrong.arg("days", days.to_string()).arg("first", written(first)).arg("last", written(last))
}

fn written(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

fn days_between(first: Date, last: Date) -> i32 {
    last.since(first).map_or(0, |span| span.get_days() + 1)
}

/// A slip counts a day too few or too many, or a round month; another duration that happens to stand in the sentence
/// is further away.
fn is_near(count: i32, days: i32) -> bool {
    (count - days).abs() <= (days / 10).max(2)
}

/// Whether the count is said of the range: nothing but a few joining words between the two, or nearly the same number.
fn is_of(text: &str, count: &Days, range: &Range) -> bool {
    let between = if count.end <= range.start {
        text.get(count.end..range.start)
    } else {
        text.get(range.end..count.start)
    };
    let between = fold(between.unwrap_or_default());
    let joins =
        ["tu", "ngay", "trong", "vong", "la", "gom", "tong", "cong", "from", "for", "of", "in", "keo", "dai"];
    let beside = between
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| joins.contains(&word));
    beside || is_near(count.count, range.days())
}

fn mentions_days(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit()) && (text.contains("ngày") || text.contains("day"))
        || text.contains("NGÀY")
}

/// Whether the sentence names the campaign, or has the word for it.
fn speaks_of_campaign(names: &[String], sentence: &str) -> bool {
    let folded = fold(sentence);
    let mut words = ["chien dich", "campaign"].into_iter().chain(names.iter().map(String::as_str));
    words.any(|word| folded.contains(word))
}

/// Stretches between full stops, question and exclamation marks that a blank follows.
fn sentences(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, mark) in text.match_indices(['.', '?', '!', ';']) {
        let end = at + mark.len();
        if text[end..].starts_with(char::is_whitespace) {
            sentences.push(start..end);
            start = end;
        }
    }
    sentences.push(start..text.len());
    sentences
}

/// How many characters behind a count of days say what it is counted from.
const WORDS_BEHIND: usize = 20;

/// `30 ngày`, `30 days`; not `5 ngày làm việc`, nor what is counted from an event.
fn counts(text: &str, facts: &[&Fact]) -> Vec<Days> {
    let number = |fact: &Fact| match &fact.value {
        Value::Number(number) => number.parse::<i32>().ok().filter(|count| (2..=3_660).contains(count)),
        _ => None,
    };
    facts
        .iter()
        .filter_map(|fact| {
            let count = number(fact)?;
            let rest = text.get(fact.range.end..)?;
            let word = rest.trim_start();
            let length = ["ngày", "NGÀY", "days"].iter().find(|days| word.starts_with(**days))?.len();
            let after = fold(&word.get(length..)?.chars().take(WORDS_BEHIND).collect::<String>());
            let after = after.trim_start_matches(['”', '"', '’', ',', '(']).trim_start();
            let other =
                ["lam viec", "working", "ke tu", "truoc", "sau", "before", "after", "/", "dem", "nua"];
            let whole = !word.get(length..)?.starts_with(char::is_alphanumeric);
            let is_other = other.iter().any(|other| after.starts_with(other));
            let end = fact.range.end + (rest.len() - word.len()) + length;
            (whole && !is_other).then_some(Days { count, start: fact.range.start, end })
        })
        .collect()
}

/// Pairs of full dates with a word or a dash between them that makes them a range.
fn ranges(text: &str, facts: &[&Fact]) -> Vec<Range> {
    let date = |fact: &Fact| match &fact.value {
        Value::Date(PartialDate { year: Some(year), month: Some(month), day: Some(day) }) => {
            Date::new(*year, *month, *day).ok()
        }
        _ => None,
    };
    facts
        .windows(2)
        .filter_map(|pair| {
            let [from, to] = pair else { return None };
            let (first, last) = (date(from)?, date(to)?);
            let between = text.get(from.range.end..to.range.start)?;
            (first < last && makes_range(between)).then_some(Range {
                first,
                last,
                start: from.range.start,
                end: to.range.end,
            })
        })
        .collect()
}

fn makes_range(between: &str) -> bool {
    let folded = fold(between);
    let joins =
        |word: &str| matches!(word, "den" | "toi" | "to" | "until" | "till" | "through" | "-" | "–" | "—");
    let fills = |word: &str| matches!(word, "ngay" | "het" | "the" | "end" | "of" | "day");
    let mut words = folded.split_whitespace().peekable();
    words.peek().is_some()
        && folded.split_whitespace().all(|word| joins(word) || fills(word))
        && words.any(joins)
}
