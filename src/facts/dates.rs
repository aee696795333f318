//! Dates: in figures, and with the words of Vietnamese and English. What a range implies for its first date is added
//! by `ranges`.

use super::Found;
use super::PartialDate;
use super::Read;
use super::TextLang;
use super::Value;
use super::numbers::plain;
use super::tokens::Gap;
use super::tokens::Reader;
use super::words;

/// No list of days or months in one phrase is longer; it bounds how far a grammar looks ahead.
const LONGEST_LIST: usize = 31;

pub fn date(reader: &Reader<'_>, at: usize, _before: &[Found]) -> Option<Read> {
    match reader.lang {
        TextLang::Vietnamese => vietnamese(reader, at),
        TextLang::English => english(reader, at),
        TextLang::Other => None,
    }
    .or_else(|| numeric(reader, at).map(Read::one))
}

/// `31/10/2025`, `31-10-2025`, `31.10.2025`, `2025-10-31`, `10/2025`, `31/10`.
fn numeric(reader: &Reader<'_>, at: usize) -> Option<Found> {
    let first = reader.digits(at)?;
    let joint = reader.joint(at + 1).filter(|mark| matches!(mark, '/' | '-' | '.'))?;
    let third = reader.joint(at + 3) == Some(joint);
    let goes_on = |end: usize| reader.joint(end) == Some(joint);
    if third && !goes_on(at + 5) {
        let last = reader.digits(at + 4)?;
        let date = if first.len() == 4 {
            full(year(reader, at)?, month(reader, at + 2)?, day(reader, at + 4)?)
        } else if last.len() == 4 || (last.len() == 2 && joint == '/') {
            let year =
                if last.len() == 4 { year(reader, at + 4)? } else { 2000 + last.parse::<i16>().ok()? };
            match (day(reader, at), month(reader, at + 2)) {
                (Some(day), Some(month)) => full(year, month, day),
                // `10/31/2025` can only be the American order.
                _ if reader.lang == TextLang::English => full(year, month(reader, at)?, day(reader, at + 2)?),
                _ => return None,
            }
        } else {
            return None;
        };
        return Some(Found::new(Value::Date(date), at, at + 5));
    }
    if third {
        return None;
    }
    let second = reader.digits(at + 2)?;
    let two = |date| Some(Found::new(Value::Date(date), at, at + 3));
    if joint != '.' && first.len() <= 2 && second.len() == 4 {
        return two(PartialDate::new(Some(year(reader, at + 2)?), Some(month(reader, at)?), None));
    }
    if joint == '-' && first.len() == 4 && second.len() == 2 {
        return two(PartialDate::new(Some(year(reader, at)?), Some(month(reader, at + 2)?), None));
    }
    let cued = reader.word_before(at) == "ngày";
    if (joint == '/' || (joint == '-' && cued)) && !reader.is_mark(at + 3, &['%']) {
        let found = two(PartialDate::new(None, Some(month(reader, at + 2)?), Some(day(reader, at)?)))?;
        // Without the word for day it may be a fraction or a score.
        let parts = if cued { Vec::new() } else { vec![plain(first), plain(second)] };
        return Some(found.parts(parts));
    }
    None
}

fn vietnamese(reader: &Reader<'_>, at: usize) -> Option<Read> {
    let word = reader.word(at);
    let before = reader.word_before(at);
    if matches!(word, "ngày" | "mùng" | "mồng") {
        // In `thứ Ba ngày 14` the number word belongs to the weekday.
        let weekday = at.checked_sub(2).is_some_and(|first| reader.word(first) == "thứ");
        if (words::makes_unit(before) && !weekday)
            || (word == "ngày" && at > 0 && reader.digits(at - 1).is_some())
        {
            return None;
        }
        let first = if matches!(reader.word(at + 1), "mùng" | "mồng") { at + 2 } else { at + 1 };
        if let Some(mut read) = vi_days(reader, first) {
            if let Some(found) = read.found.first_mut() {
                found.start = at;
            }
            return Some(read);
        }
        let only = day(reader, first).filter(|_| reader.joint(first + 1).is_none())?;
        if is_unit(reader.word(first + 1)) || reader.is_mark(first + 1, &['%']) {
            return None;
        }
        let date = PartialDate::new(None, None, Some(only));
        let found = Found::new(Value::Date(date), at, first + 1);
        return Some(Read::one(found.also(plain(reader.digits(first)?))));
    }
    if word == "tháng" {
        if words::makes_unit(before) {
            return None;
        }
        return vi_months(reader, at);
    }
    if reader.digits(at).is_some() {
        return vi_days(reader, at);
    }
    None
}

/// `31 tháng 10 năm 2025`, `1, 5 và 10 tháng 11`.
fn vi_days(reader: &Reader<'_>, at: usize) -> Option<Read> {
    let (days, next) = list(reader, at, day, |_, end| end)?;
    if reader.word(next) != "tháng" {
        return None;
    }
    let (month, after) = vi_month(reader, next + 1)?;
    let (year, end) = vi_year(reader, after);
    if is_unit(reader.word(end)) && year.is_none() {
        return None;
    }
    Some(several(&days, |day| PartialDate::new(year, Some(month), Some(day)), None, end))
}

/// `tháng 10`, `tháng 10 năm 2025`, `tháng 12/2025`, `tháng 10, 11 và 12 năm 2025`, `tháng Mười`.
fn vi_months(reader: &Reader<'_>, at: usize) -> Option<Read> {
    if let Some((months, next)) =
        list(reader, at + 1, month, |_, end| end).filter(|(months, _)| months.len() > 1)
    {
        // More figures after a comma are months only if nothing is counted by them.
        let (year, end) = vi_year(reader, next);
        if year.is_some() || reader.word(next).is_empty() {
            let mut read = several(&months, |month| PartialDate::new(year, Some(month), None), None, end);
            if let Some(found) = read.found.first_mut() {
                found.start = at;
            }
            return Some(read);
        }
    }
    let (month, next) = vi_month(reader, at + 1)?;
    if is_unit(reader.word(next)) || reader.is_mark(next, &['%']) {
        return None;
    }
    let (year, end) = vi_year(reader, next);
    let found = Found::new(Value::Date(PartialDate::new(year, Some(month), None)), at, end);
    Some(Read::one(found))
}

fn vi_month(reader: &Reader<'_>, at: usize) -> Option<(i8, usize)> {
    if let Some(month) = month(reader, at) {
        return Some((month, at + 1));
    }
    let month = match reader.word(at) {
        "giêng" => 1,
        "chạp" => 12,
        // After `tháng` it is as likely the year.
        "năm" if !reader.capital(at) => return None,
        "mười" => match reader.word(at + 1) {
            "một" => return Some((11, at + 2)),
            "hai" => return Some((12, at + 2)),
            _ => 10,
        },
        word => i8::try_from(words::vi_digit(word)?).ok()?,
    };
    Some((month, at + 1))
}

/// `năm 2025`, `/2025`, `-2025`, `.2025` after a month, if there is one.
fn vi_year(reader: &Reader<'_>, at: usize) -> (Option<i16>, usize) {
    let comma = usize::from(reader.is_mark(at, &[',']));
    if reader.word(at + comma) == "năm"
        && let Some(year) = year(reader, at + comma + 1)
    {
        return (Some(year), at + comma + 2);
    }
    if reader.is_mark(at, &['/', '-', '.']) && reader.glued(at) && reader.glued(at + 1) {
        if let Some(year) = year(reader, at + 1) {
            return (Some(year), at + 2);
        }
    } else if let Some(year) = year(reader, at) {
        return (Some(year), at + 1);
    }
    (None, at)
}

/// A unit that takes the figure before it: `2 tháng 6 ngày`, `tháng 2 lần`.
fn is_unit(word: &str) -> bool {
    words::counted(word) && word != "năm"
        || matches!(word, "lần" | "hộ" | "điểm" | "lượt" | "đồng" | "triệu" | "nghìn")
}

fn english(reader: &Reader<'_>, at: usize) -> Option<Read> {
    if reader.digits(at).is_some() {
        return en_days(reader, at);
    }
    let (month, alone, next) = en_month(reader, at)?;
    if let Some((days, after)) = list(reader, next, day, en_suffix)
        && en_day_ends(reader, after)
    {
        let comma = usize::from(reader.is_mark(after, &[',']));
        let year = year(reader, after + comma);
        let end = if year.is_some() { after + comma + 1 } else { after };
        return Some(several(&days, |day| PartialDate::new(year, Some(month), Some(day)), Some(at), end));
    }
    let skip = usize::from(reader.is_mark(next, &[',']) || reader.word(next) == "of");
    if let Some(year) = year(reader, next + skip) {
        let date = PartialDate::new(Some(year), Some(month), None);
        return Some(Read::one(Found::new(Value::Date(date), at, next + skip + 1)));
    }
    let cued = matches!(
        reader.word_before(at),
        "in" | "by"
            | "of"
            | "until"
            | "since"
            | "from"
            | "to"
            | "late"
            | "early"
            | "before"
            | "after"
            | "during"
            | "through"
            | "end"
            | "mid"
            | "and"
            | "this"
            | "last"
            | "next"
    );
    // `March and May 2026`
    let joined = words::joins(reader.word(next)) || reader.is_mark(next, &[',', '-', '–', '&']);
    let listed = joined && en_month(reader, next + 1).is_some();
    (alone || cued || listed)
        .then(|| Read::one(Found::new(Value::Date(PartialDate::new(None, Some(month), None)), at, next)))
}

/// `31 October 2025`, `31st of October`, `from 1 to 31 October`.
fn en_days(reader: &Reader<'_>, at: usize) -> Option<Read> {
    let (days, next) = list(reader, at, day, en_suffix)?;
    let next = if reader.word(next) == "day" { next + 1 } else { next };
    let of = usize::from(reader.word(next) == "of");
    if of == 1
        && (matches!(reader.word(next + 1), "each" | "every" | "the") && reader.word(next + 2) == "month")
    {
        let mut read = several(&days, |day| PartialDate::new(None, None, Some(day)), None, next + 3);
        for (found, (day, _, _)) in read.found.iter_mut().zip(&days) {
            found.also.push(Value::Number(day.to_string()));
        }
        return Some(read);
    }
    let comma = usize::from(of == 0 && reader.is_mark(next, &['-']));
    let (month, _, after) = en_month(reader, next + of + comma)?;
    let skip = usize::from(reader.is_mark(after, &[',', '-']) || reader.word(after) == "of");
    let year = year(reader, after + skip);
    let end = if year.is_some() { after + skip + 1 } else { after };
    Some(several(&days, |day| PartialDate::new(year, Some(month), Some(day)), None, end))
}

/// The figure after a month is its day, not a count, a share or a time.
fn en_day_ends(reader: &Reader<'_>, at: usize) -> bool {
    let unit =
        matches!(reader.word(at), "am" | "pm" | "percent" | "per" | "h") || words::counted(reader.word(at));
    let ends = reader.joint(at).is_none() || reader.is_mark(at, &[',', '-', '–']);
    !unit && ends && !reader.is_mark(at, &['%', ':', '/'])
}

fn en_month(reader: &Reader<'_>, at: usize) -> Option<(i8, bool, usize)> {
    let (month, alone) = words::en_month(reader.word(at)).filter(|_| reader.capital(at))?;
    let short = reader.word(at).len() <= 4 && !matches!(reader.word(at), "may" | "june" | "july");
    let dot = usize::from(short && reader.is_mark(at + 1, &['.']) && reader.digits(at + 2).is_some());
    Some((month, alone, at + 1 + dot))
}

/// Steps over `st`, `nd`, `rd`, `th`.
fn en_suffix(reader: &Reader<'_>, at: usize) -> usize {
    at + usize::from(reader.glued(at) && matches!(reader.word(at), "st" | "nd" | "rd" | "th"))
}

/// A value, its first token and the one after its last.
type Listed = (i8, usize, usize);

/// `1`, `1–5`, `1, 5 and 10`: the values with their tokens, and the token after the last.
fn list(
    reader: &Reader<'_>,
    at: usize,
    read: fn(&Reader<'_>, usize) -> Option<i8>,
    ends: fn(&Reader<'_>, usize) -> usize,
) -> Option<(Vec<Listed>, usize)> {
    let mut next = ends(reader, at + 1);
    let mut values = vec![(read(reader, at)?, at, next)];
    while values.len() < LONGEST_LIST {
        let word = reader.word(next);
        let joint = reader.is_mark(next, &[',', '-', '–', '—', '&'])
            || matches!(word, "to" | "and" | "until" | "till" | "through" | "or" | "đến" | "tới" | "và");
        let mut member = next + 1;
        if matches!(reader.word(member), "the" | "ngày" | "and" | "và") {
            member += 1;
        }
        // `1,5` is a decimal; `31-10-2025` and `5/11` are dates of their own.
        let decimal = reader.is_mark(next, &[',']) && reader.joint(next).is_some();
        let own = reader.joint(member + 1).is_some_and(|mark| matches!(mark, '/' | '.'));
        let Some(value) =
            read(reader, member).filter(|_| joint && !decimal && !own && reader.gap(next) != Gap::Break)
        else {
            break;
        };
        next = ends(reader, member + 1);
        values.push((value, member, next));
    }
    Some((values, next))
}

/// One fact for each member of a list; the last takes in what follows it up to `end`.
fn several(days: &[Listed], date: impl Fn(i8) -> PartialDate, start: Option<usize>, end: usize) -> Read {
    let mut found: Vec<Found> =
        days.iter().map(|&(value, from, to)| Found::new(Value::Date(date(value)), from, to)).collect();
    if let Some(last) = found.last_mut() {
        last.end = end;
    }
    if let (Some(first), Some(start)) = (found.first_mut(), start) {
        first.start = start;
    }
    Read { found, next: end }
}

fn full(year: i16, month: i8, day: i8) -> PartialDate {
    PartialDate::new(Some(year), Some(month), Some(day))
}

fn day(reader: &Reader<'_>, at: usize) -> Option<i8> {
    reader.small(at, 2).filter(|day| (1..=31).contains(day)).and_then(|day| i8::try_from(day).ok())
}

fn month(reader: &Reader<'_>, at: usize) -> Option<i8> {
    reader.small(at, 2).filter(|month| (1..=12).contains(month)).and_then(|month| i8::try_from(month).ok())
}

pub fn year(reader: &Reader<'_>, at: usize) -> Option<i16> {
    let digits = reader.digits(at).filter(|digits| digits.len() == 4)?;
    digits.parse().ok().filter(|year| (1900..=2199).contains(year))
}
