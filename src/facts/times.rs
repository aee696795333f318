//! Times of day. An hour without minutes (`7 giờ`, `24h`) may be a length of time; the words around it decide which
//! reading comes first, and the other is kept.

use super::Clock;
use super::Found;
use super::Read;
use super::TextLang;
use super::Value;
use super::numbers::plain;
use super::tokens::Reader;

pub fn time(reader: &Reader<'_>, at: usize, _before: &[Found]) -> Option<Read> {
    let lang = reader.lang;
    if lang == TextLang::English
        && let minutes @ Some(_) = match reader.word(at) {
            "noon" | "midday" => Some(12 * 60),
            "midnight" => Some(0),
            _ => None,
        }
    {
        return minutes.map(|minutes| Read::one(Found::new(Value::Time(minutes), at, at + 1).soft()));
    }
    let hour = reader.small(at, 2).filter(|hour| *hour <= 24)?;
    colon(reader, at, hour)
        .or_else(|| if lang == TextLang::English { english(reader, at, hour) } else { None })
        .or_else(|| hours(reader, at, hour))
        .map(Read::one)
}

/// `7:30`, `19:00`, `7:30 pm`, `2:30 chiều`.
fn colon(reader: &Reader<'_>, at: usize, hour: u16) -> Option<Found> {
    if reader.joint(at + 1) != Some(':') {
        return None;
    }
    let minute = minutes(reader, at + 2)?;
    let seconds = reader.joint(at + 3) == Some(':') && minutes(reader, at + 4).is_some();
    Some(clock_time(reader, at, hour, minute, if seconds { at + 5 } else { at + 3 }))
}

/// `7 pm`, `7.30 a.m.`, `7 o'clock`.
fn english(reader: &Reader<'_>, at: usize, hour: u16) -> Option<Found> {
    if reader.joint(at + 1) == Some('.')
        && let Some(minute) = minutes(reader, at + 2)
        && meridiem(reader, at + 3).is_some()
    {
        return Some(clock_time(reader, at, hour, minute, at + 3));
    }
    if meridiem(reader, at + 1).is_some() {
        return Some(clock_time(reader, at, hour, 0, at + 1));
    }
    let oclock =
        reader.word(at + 1) == "o" && reader.is_mark(at + 2, &['\'', '’']) && reader.word(at + 3) == "clock";
    oclock.then(|| clock_time(reader, at, hour, 0, at + 4).also(Value::Time((hour % 12 + 12) * 60)))
}

/// `19h`, `7h30`, `7g30`, `7 giờ 30 phút`, `7 giờ rưỡi tối`.
fn hours(reader: &Reader<'_>, at: usize, hour: u16) -> Option<Found> {
    let unit = reader.word(at + 1);
    let short = matches!(unit, "h" | "g") && (reader.glued(at + 1) || unit == "h");
    if !(short || unit == "giờ") || (unit == "g" && !reader.glued(at + 2)) {
        return None;
    }
    let lasting = lasts(reader, at);
    if let Some(minute) = minutes_after(reader, at + 2, short) {
        if lasting && !short {
            return None;
        }
        let phut = matches!(reader.word(at + 3), "phút" | "p") || reader.is_mark(at + 3, &['\'', '’', '′']);
        let end = at + 3 + usize::from(phut);
        let found = clock_time(reader, at, hour, minute, end);
        return Some(found.parts([plain(reader.digits(at)?), plain(reader.digits(at + 2)?)]));
    }
    if reader.word(at + 2) == "rưỡi" {
        return Some(clock_time(reader, at, hour, 30, at + 3).also(Value::Number(format!("{hour}.5"))));
    }
    let number = plain(reader.digits(at)?);
    let found = clock_time(reader, at, hour, 0, at + 2);
    let said = found.end > at + 2 || cued(reader, at) || short || dated(reader, at + 2);
    if lasting || !said || (hour == 24 && !dated(reader, at + 2)) {
        let time = found.value.clone();
        return Some(Found { value: number, ..found }.also(time));
    }
    Some(found.also(number))
}

/// The minutes after the sign of the hour: glued ones after `h`; after `giờ` only if they count nothing else.
fn minutes_after(reader: &Reader<'_>, at: usize, short: bool) -> Option<u16> {
    let minute = minutes(reader, at)?;
    if short {
        return reader.glued(at).then_some(minute);
    }
    let free = matches!(
        reader.word(at + 1),
        "" | "phút"
            | "sáng"
            | "trưa"
            | "chiều"
            | "tối"
            | "đêm"
            | "đến"
            | "tới"
            | "ngày"
            | "thứ"
            | "và"
            | "hàng"
            | "hằng"
            | "các"
            | "mỗi"
            | "tại"
            | "chủ"
    );
    (free && reader.joint(at + 1).is_none()).then_some(minute)
}

fn minutes(reader: &Reader<'_>, at: usize) -> Option<u16> {
    reader
        .small(at, 2)
        .filter(|minute| *minute < 60 && reader.digits(at).is_some_and(|digits| digits.len() == 2))
}

/// Puts a time together with the half of the day that may follow it at `end`.
fn clock_time(reader: &Reader<'_>, at: usize, hour: u16, minute: u16, end: usize) -> Found {
    let (hour, end, clock) = match half(reader, end) {
        Some((half, end)) => (half.apply(hour), end, if half.spoken { Clock::Plain } else { Clock::Half }),
        None => (hour, end, Clock::Plain),
    };
    let minutes = (hour * 60 + minute).min(24 * 60);
    Found { clock, ..Found::new(Value::Time(minutes), at, end) }
}

/// The half of the day, and whether it was said in words that leave a time on the 24-hour clock alone.
struct Half {
    part: Part,
    spoken: bool,
}

enum Part {
    Morning,
    Noon,
    Afternoon,
    Night,
}

impl Half {
    fn apply(&self, hour: u16) -> u16 {
        match (&self.part, hour) {
            (Part::Morning, 12) if !self.spoken => 0,
            (Part::Afternoon, 1..=11) | (Part::Noon, 1..=3) | (Part::Night, 6..=11) => hour + 12,
            (Part::Night, 12) => 0,
            _ => hour,
        }
    }
}

fn half(reader: &Reader<'_>, at: usize) -> Option<(Half, usize)> {
    if reader.lang == TextLang::Vietnamese {
        let part = match reader.word(at) {
            "sáng" => Part::Morning,
            "trưa" => Part::Noon,
            "chiều" | "tối" => Part::Afternoon,
            "đêm" => Part::Night,
            _ => return None,
        };
        return Some((Half { part, spoken: true }, at + 1));
    }
    let (after_noon, end) = meridiem(reader, at)?;
    let part = if after_noon { Part::Afternoon } else { Part::Morning };
    Some((Half { part, spoken: false }, end))
}

/// `am`, `a.m.`, `pm`, `p.m.`, `in the evening`: whether it is after noon, and the token after it.
fn meridiem(reader: &Reader<'_>, at: usize) -> Option<(bool, usize)> {
    match reader.word(at) {
        "am" => Some((false, at + 1)),
        "pm" => Some((true, at + 1)),
        "a" | "p" if reader.is_mark(at + 1, &['.']) && reader.word(at + 2) == "m" && reader.glued(at + 2) => {
            let dot = usize::from(reader.is_mark(at + 3, &['.']) && reader.glued(at + 3));
            Some((reader.word(at) == "p", at + 3 + dot))
        }
        "in" if reader.word(at + 1) == "the" => match reader.word(at + 2) {
            "morning" => Some((false, at + 3)),
            "afternoon" | "evening" => Some((true, at + 3)),
            _ => None,
        },
        _ => None,
    }
}

/// The words before speak of a length of time, or a rate follows.
fn lasts(reader: &Reader<'_>, at: usize) -> bool {
    let rate = reader.is_mark(at + 2, &['/'])
        || matches!(reader.word(at + 2), "mỗi" | "một" | "làm" | "liền" | "liên");
    rate || matches!(
        reader.word_before(at),
        "trong"
            | "vòng"
            | "mất"
            | "hơn"
            | "đa"
            | "thiểu"
            | "dưới"
            | "dài"
            | "cần"
            | "suốt"
            | "chậm"
            | "nhất"
            | "within"
            | "for"
    )
}

fn cued(reader: &Reader<'_>, at: usize) -> bool {
    let before = reader.word_before(at);
    matches!(before, "lúc" | "từ" | "đến" | "tới" | "vào" | "hồi" | "trước" | "at" | "from" | "to" | "until")
}

/// A day follows, so a time came before.
fn dated(reader: &Reader<'_>, at: usize) -> bool {
    let at = at + usize::from(reader.is_mark(at, &[',']));
    reader.word(at) == "ngày" && reader.digits(at + 1).is_some()
        || matches!(reader.word(at), "thứ" | "hôm" | "hằng" | "hàng")
}
