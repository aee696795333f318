//! Numbers, shares, phone numbers, document numbers and number words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Found;
use super::PartialDate;
use super::Read;
use super::TextLang;
use super::Value;
use super::dates;
use super::tokens::Gap;
use super::tokens::Reader;
use super::words;

/// Tokens that a document's number and symbol may have; it bounds how far the grammar looks ahead.
const LONGEST_REFERENCE: usize = 24;

/// An address written out in the text.
pub fn link(reader: &Reader<'_>, at: usize, _before: &[Found]) -> Option<Read> {
    let address = reader.is_link(at).then(|| reader.raw(at))?;
    let address = if address.contains("://") || !address.contains('@') {
        address.to_owned()
    } else {
        format!("mailto:{address}")
    };
    Some(Read::one(Found::new(Value::Link(normal_link(&address)), at, at + 1)))
}

pub fn normal_link(destination: &str) -> String {
    let destination = destination.trim();
    let secure = destination.strip_prefix("www.").map(|rest| format!("https://www.{rest}"));
    secure.unwrap_or_else(|| destination.to_owned())
}

/// `2359/SKHCN-CĐS`, `130/2018/NĐ-CP`, `13 -NQ/TU`: the number and symbol of a document.
pub fn reference(reader: &Reader<'_>, at: usize, _before: &[Found]) -> Option<Read> {
    let number = reader.digits(at)?;
    let is_symbol = |at: usize| reader.capital(at) && (reader.capitals(at) > 1);
    let mut next = at + 1;
    if reader.joint(next) == Some('/') && reader.digits(next + 1).is_some_and(|year| year.len() == 4) {
        next += 2;
    }
    let slash = reader.is_mark(next, &['/']) && reader.glued(next);
    let dash = reader.is_mark(next, &['-', '–']) && reader.glued(next + 1);
    if !(slash || dash) || !is_symbol(next + 1) || reader.gap(next + 1) == Gap::Break {
        return None;
    }
    let mut slashes = usize::from(slash);
    next += 2;
    while next < at + LONGEST_REFERENCE && reader.glued(next) {
        if reader.is_mark(next, &['-', '–', '&', '/', '.']) && reader.glued(next + 1) {
            if reader.word(next + 1).is_empty() && reader.digits(next + 1).is_none() {
                break;
            }
            slashes += usize::from(reader.is_mark(next, &['/']));
            next += 1;
        } else if reader.word(next).is_empty() && reader.digits(next).is_none() {
            break;
        }
        next += 1;
    }
    let symbol = fold_symbol(reader.slice(reader.bytes(at, next)));
    // A translation may name the document by its number alone.
    (slashes > 0).then(|| Read::one(Found::new(Value::Reference(symbol), at, next).also(plain(number))))
}

/// Upper case without blanks and diacritics, since English texts often drop them.
fn fold_symbol(text: &str) -> String {
    text.nfd()
        .filter(|c| !c.is_whitespace() && !is_combining_mark(*c))
        .map(|c| match c {
            'đ' | 'Đ' => 'D',
            '–' => '-',
            other => other,
        })
        .flat_map(char::to_uppercase)
        .collect()
}

/// `1900 1234`, `0251.3822.123`, `(0251) 3822 123`, `+84 251 3822 123`: Vietnamese numbers have ten digits (mobile) or
/// ten or eleven (fixed) from the national `0` on; service numbers start with 1800 or 1900 and have eight or ten.
pub fn phone(reader: &Reader<'_>, at: usize, _before: &[Found]) -> Option<Read> {
    let (digits, end) = if reader.is_mark(at, &['+']) && reader.glued(at + 1) {
        abroad(reader, at + 1)?
    } else if reader.is_mark(at, &['(']) {
        let area = reader.digits(at + 1).filter(|area| area.starts_with('0') && area.len() > 2)?;
        if reader.glued(at + 1) && reader.is_mark(at + 2, &[')']) && reader.gap(at + 3) != Gap::Break {
            let after = at + 3 + usize::from(reader.is_mark(at + 3, &['-', '.']));
            groups(reader, after, area, 11)?
        } else {
            return None;
        }
    } else {
        let first = reader.digits(at)?;
        if matches!(first.get(..4), Some("1800" | "1900")) {
            service(reader, at, first)?
        } else if first.starts_with('0') && first.len() > 2 {
            groups(reader, at, "", 11)?
        } else {
            return None;
        }
    };
    let long_enough = digits.starts_with('+') || digits.starts_with('1') || matches!(digits.len(), 10 | 11);
    long_enough.then(|| Read::one(Found::new(Value::Phone(digits), at, end)))
}

fn abroad(reader: &Reader<'_>, at: usize) -> Option<(String, usize)> {
    let country = reader.digits(at)?;
    // `+84 (0)251 …` says the national 0 as well.
    let dropped = reader.is_mark(at + 1, &['('])
        && reader.digits(at + 2) == Some("0")
        && reader.is_mark(at + 3, &[')']);
    let (digits, end) =
        if dropped { groups(reader, at + 4, country, 15)? } else { groups(reader, at, "", 15)? };
    if digits.len() < 9 {
        return None;
    }
    let national = digits.strip_prefix("84").map(|rest| format!("0{}", rest.trim_start_matches('0')));
    Some((national.unwrap_or_else(|| format!("+{digits}")), end))
}

fn service(reader: &Reader<'_>, at: usize, first: &str) -> Option<(String, usize)> {
    if matches!(first.len(), 8 | 10) {
        return Some((first.to_owned(), at + 1));
    }
    if first.len() != 4 {
        return None;
    }
    for lengths in [&[2, 2, 2][..], &[3, 3], &[6], &[4], &[2, 2]] {
        let mut digits = first.to_owned();
        let mut next = at + 1;
        let fits = lengths.iter().all(|&length| {
            let group = if reader.is_mark(next, &['.', '-']) && reader.joint(next).is_some() {
                next + 1
            } else {
                next
            };
            let Some(more) = reader.digits(group).filter(|more| more.len() == length) else {
                return false;
            };
            // `1900-1975` is a span of years.
            if reader.gap(group) == Gap::Break
                || (reader.is_mark(next, &['-']) && dates::year(reader, group).is_some())
            {
                return false;
            }
            digits.push_str(more);
            next = group + 1;
            true
        });
        if fits && reader.joint(next).is_none() {
            return Some((digits, next));
        }
    }
    None
}

/// Takes groups of two digits or more, parted by one blank, `.` or `-`, while they stay within `most` digits.
fn groups(reader: &Reader<'_>, at: usize, before: &str, most: usize) -> Option<(String, usize)> {
    let mut digits = format!("{before}{}", reader.digits(at)?);
    let mut next = at + 1;
    loop {
        let group =
            if reader.is_mark(next, &['.', '-']) && reader.joint(next).is_some() { next + 1 } else { next };
        let parted = matches!(reader.gap(group), Gap::Space | Gap::Binding) || group > next;
        let Some(more) = reader.digits(group).filter(|more| parted && more.len() > 1) else {
            break;
        };
        // A date or a time behind the number is not part of it.
        let own = matches!(reader.joint(group + 1), Some('/' | ':')) || reader.word(group + 1) == "h";
        if digits.len() + more.len() > most || own {
            break;
        }
        digits.push_str(more);
        next = group + 1;
    }
    (digits.len() <= most).then_some((digits, next))
}

/// Figures that nothing more special has claimed, with magnitude words and signs of per cent.
pub fn number(reader: &Reader<'_>, at: usize, _before: &[Found]) -> Option<Read> {
    let first = reader.digits(at)?;
    let chain = Chain::read(reader, at, first);
    let mut next = chain.end;
    if chain.groups.len() == 1 && reader.joint(next) == Some('/') {
        return Some(slashed(reader, at, first));
    }
    let Some(mut readings) = chain.readings(reader.lang) else {
        return Some(chain.unread(reader, at));
    };
    if let Some(power) = words::magnitude(reader.word(next)).filter(|_| reader.gap(next) != Gap::Break) {
        readings = readings.iter().map(|reading| scale(reading, power)).collect();
        next += 1;
    } else if reader.word(next) == "k" && reader.glued(next) {
        readings = readings.iter().map(|reading| scale(reading, 3)).collect();
        next += 1;
    }
    let percent = percent_end(reader, next);
    let wrap = if percent.is_some() { Value::Share } else { Value::Number };
    let simple = chain.groups.len() == 1 && percent.is_none() && next == chain.end;
    let end = percent.unwrap_or(next);
    let mut readings = readings.into_iter().map(wrap);
    let mut found = Found::new(readings.next()?, at, end);
    found.also.extend(readings);
    if let (true, Some(year)) = (simple, dates::year(reader, at).filter(|year| *year < 2100)) {
        let number =
            std::mem::replace(&mut found.value, Value::Date(PartialDate::new(Some(year), None, None)));
        found.also.push(number);
    } else if simple && reader.lang == TextLang::English {
        return Some(Read::one(ordinal(reader, found, first)));
    } else if let (2, Some(second)) = (chain.groups.len(), chain.groups.get(1)) {
        found = pair(reader, found, first, second, chain.separators.first().copied());
    }
    Some(Read::one(found))
}

/// `20th` may be a day of the month.
fn ordinal(reader: &Reader<'_>, mut found: Found, digits: &str) -> Found {
    let end = found.end;
    if reader.glued(end) && matches!(reader.word(end), "st" | "nd" | "rd" | "th") {
        found.end += 1;
        if let Some(day) = digits.parse().ok().filter(|day| (1..=31).contains(day)) {
            let date = Value::Date(PartialDate::new(None, None, Some(day)));
            if matches!(reader.word(end + 1), "each" | "every") && reader.word(end + 2) == "month" {
                let number = std::mem::replace(&mut found.value, date);
                found.also.push(number);
            } else {
                found.also.push(date);
            }
        }
    }
    found
}

/// Two figures with one separator may be two numbers (`tổ 1,2 và 3`) or, in English, a time (`at 7.30`).
fn pair(reader: &Reader<'_>, mut found: Found, first: &str, second: &str, separator: Option<char>) -> Found {
    let short = first.len() <= 2 && second.len() <= 2;
    let listed = reader.word(found.end) == "và" || reader.is_mark(found.end, &[',', '&']);
    if separator == Some(',') && short && listed {
        found.parts = vec![plain(first), plain(second)];
    }
    let cued =
        matches!(reader.word_before(found.start), "at" | "from" | "until" | "before" | "by" | "to" | "and");
    if separator == Some('.') && short && second.len() == 2 && cued && reader.lang == TextLang::English {
        let time = first.parse::<u16>().ok().zip(second.parse::<u16>().ok());
        if let Some((hour, minute)) = time.filter(|(hour, minute)| *hour < 24 && *minute < 60) {
            found.also.push(Value::Time(hour * 60 + minute));
        }
    }
    found
}

/// `120/150`, `24/24`: no number, but answered by both.
fn slashed(reader: &Reader<'_>, at: usize, first: &str) -> Read {
    let mut parts = vec![plain(first)];
    let mut end = at + 1;
    while reader.joint(end) == Some('/') {
        parts.extend(reader.digits(end + 1).map(plain));
        end += 2;
    }
    let text = fold_symbol(reader.slice(reader.bytes(at, end)));
    Read::one(Found::new(Value::Reference(text), at, end).parts(parts))
}

fn percent_end(reader: &Reader<'_>, at: usize) -> Option<usize> {
    match reader.word(at) {
        _ if reader.gap(at) == Gap::Break => None,
        "percent" | "pct" => Some(at + 1),
        "per" if reader.word(at + 1) == "cent" => Some(at + 2),
        "phần" if reader.word(at + 1) == "trăm" => Some(at + 2),
        _ => reader.is_mark(at, &['%', '％']).then_some(at + 1),
    }
}

/// Digits joined by `.` and `,` or by binding blanks.
struct Chain<'t> {
    groups: Vec<&'t str>,
    separators: Vec<char>,
    end: usize,
}

impl<'t> Chain<'t> {
    fn read(reader: &Reader<'t>, at: usize, first: &'t str) -> Self {
        let mut chain = Self { groups: vec![first], separators: Vec::new(), end: at + 1 };
        loop {
            let gap = reader.gap(chain.end);
            let blank = gap == Gap::Binding || (gap == Gap::Space && reader.lang == TextLang::Other);
            let thousands =
                reader.digits(chain.end).filter(|group| blank && group.len() == 3 && first.len() <= 3);
            if let Some(group) = thousands.filter(|_| chain.separators.last().is_none_or(|c| *c == ' ')) {
                chain.separators.push(' ');
                chain.groups.push(group);
                chain.end += 1;
            } else if let Some(mark) = reader.joint(chain.end).filter(|mark| matches!(mark, '.' | ',')) {
                chain.separators.push(mark);
                chain.groups.extend(reader.digits(chain.end + 1));
                chain.end += 2;
            } else {
                return chain;
            }
        }
    }

    /// The numbers that the chain can mean, likeliest first; `None` if it is no number.
    fn readings(&self, lang: TextLang) -> Option<Vec<String>> {
        let Some((last, before)) = self.separators.split_last() else {
            return self.groups.first().map(|digits| vec![decimal(digits, "")]);
        };
        let (fraction, whole) = self.groups.split_last()?;
        let first = whole.first()?;
        let grouped =
            |groups: &[&str]| groups.iter().skip(1).all(|group| group.len() == 3) && first.len() <= 3;
        let as_whole = || decimal(&self.groups.concat(), "");
        let as_fraction = || decimal(&whole.concat(), fraction);
        if let Some(mark) = before.first() {
            let same = before.iter().all(|c| c == mark);
            return match (same && grouped(whole), last == mark) {
                (true, true) if fraction.len() == 3 => Some(vec![as_whole()]),
                (true, false) => Some(vec![as_fraction()]),
                _ => None,
            };
        }
        let thousands = fraction.len() == 3 && grouped(&self.groups) && !first.starts_with('0');
        match (last, lang) {
            (' ', _) => Some(vec![as_whole()]),
            (_, TextLang::Other) if thousands => Some(vec![as_whole(), as_fraction()]),
            ('.', TextLang::Vietnamese) | (',', TextLang::English) if thousands => Some(vec![as_whole()]),
            // Spreadsheets with English settings bring `30,000` into Vietnamese texts; nobody means thirty by it.
            // The reverse, `30.000` in English, misleads its readers and is not forgiven.
            (',', TextLang::Vietnamese) if thousands => Some(vec![as_fraction(), as_whole()]),
            (',', TextLang::English) => None,
            _ => Some(vec![as_fraction()]),
        }
    }

    /// `1,2,3` are three numbers; `3.1.2` is the number of a section.
    fn unread(&self, reader: &Reader<'_>, at: usize) -> Read {
        if self.separators.iter().all(|c| *c == ',') {
            let one = |(index, digits): (usize, &&str)| {
                Found::new(plain(digits), at + 2 * index, at + 2 * index + 1)
            };
            return Read { found: self.groups.iter().enumerate().map(one).collect(), next: self.end };
        }
        let text = fold_symbol(reader.slice(reader.bytes(at, self.end)));
        Read::one(Found::new(Value::Reference(text), at, self.end))
    }
}

/// A whole number.
pub fn plain(digits: &str) -> Value {
    Value::Number(decimal(digits, ""))
}

/// The one way to write a decimal: no needless zeros, `.` before the fraction.
fn decimal(whole: &str, fraction: &str) -> String {
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

/// Moves the point to the right.
fn scale(number: &str, power: usize) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let padded = format!("{fraction}{}", "0".repeat(power.saturating_sub(fraction.len())));
    let (moved, rest) = padded.split_at_checked(power).unwrap_or((&padded, ""));
    decimal(&format!("{whole}{moved}"), rest)
}

/// Number words to ninety-nine and Roman numerals. All are soft but a count of days, people, copies and the like.
pub fn number_word(reader: &Reader<'_>, at: usize, _before: &[Found]) -> Option<Read> {
    if reader.word(at).is_empty() {
        return None;
    }
    let (value, firm, end) = match reader.lang {
        TextLang::Vietnamese => vi_word(reader, at),
        TextLang::English => en_word(reader, at),
        TextLang::Other => None,
    }
    .or_else(|| words::roman(reader.raw(at)).map(|value| (value, false, at + 1)))?;
    let mut text = value.to_string();
    let magnitude = words::magnitude(reader.word(end)).filter(|_| value > 0);
    let end = if let Some(power) = magnitude {
        text = scale(&text, power);
        end + 1
    } else {
        end
    };
    let share = percent_end(reader, end);
    let counted = words::counted(reader.word(end)) && magnitude.is_none() && (2..=12).contains(&value);
    // `hai ngày thứ Bảy và Chủ nhật`: English says the days only.
    let named = matches!(reader.word(end + 1), "thứ" | "chủ" | "cuối" | "nay" | "này")
        || reader.digits(end + 1).is_some();
    let value = if share.is_some() { Value::Share(text) } else { Value::Number(text) };
    let found = Found::new(value, at, share.unwrap_or(end));
    Some(Read::one(if firm && counted && !named { found } else { found.soft() }))
}

fn vi_word(reader: &Reader<'_>, at: usize) -> Option<(u16, bool, usize)> {
    let word = reader.word(at);
    if word == "thứ" && reader.word(at + 1) == "nhất" || word == "đầu" && reader.word(at + 1) == "tiên"
    {
        return Some((1, false, at + 2));
    }
    if word == "nửa" || word == "đôi" {
        return Some((2, false, at + 1));
    }
    let value = words::vi_digit(word).filter(|_| !matches!(word, "mốt" | "lăm" | "tư"))?;
    let follow = |at: usize| words::vi_digit(reader.word(at)).filter(|digit| *digit < 10);
    if reader.word(at + 1) == "mươi" {
        return Some(
            follow(at + 2).map_or((value * 10, true, at + 2), |unit| (value * 10 + unit, true, at + 3)),
        );
    }
    if word == "mười"
        && reader.word(at + 1) != "năm"
        && let Some(unit) = follow(at + 1)
    {
        return Some((10 + unit, true, at + 2));
    }
    // `năm` is a year far more often than five; `cả hai` is both; a capital makes a name.
    let firm = word != "năm"
        && !matches!(reader.word_before(at), "cả" | "thứ" | "những" | "vài")
        && !reader.capital(at);
    Some((value, firm, at + 1))
}

fn en_word(reader: &Reader<'_>, at: usize) -> Option<(u16, bool, usize)> {
    let word = reader.word(at);
    if let Some(tens) = words::en_tens(word) {
        let hyphen = usize::from(reader.is_mark(at + 1, &['-']));
        let unit = words::en_number(reader.word(at + 1 + hyphen)).filter(|(unit, firm)| *firm && *unit < 10);
        return Some(unit.map_or((tens, true, at + 1), |(unit, _)| (tens + unit, true, at + 2 + hyphen)));
    }
    let (value, counts) = words::en_number(word)?;
    let firm =
        counts && !matches!(reader.word_before(at), "the" | "these" | "those" | "all" | "last" | "first");
    Some((value, firm, at + 1))
}
