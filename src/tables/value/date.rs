//! Dates: year first, or day, month and year; and the serial numbers by which spreadsheets count days.

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};

use crate::text::fold;

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateProblem {
    /// Not three numbers with one kind of separator, nor anything else that could be meant.
    Form,
    /// A date with words around it or in it: `Thứ Tư, 05/11/2025`, `ngày 5 tháng 11 năm 2025`.
    Words { offer: Date },
    /// The first and the last day of a run: `20-24/10/2025`.
    Range { first: Date, last: Date },
    /// A day and a month only.
    NoYear,
    /// A year of two digits could be of two centuries, and the day could be the year.
    ShortYear,
    /// The month is above twelve and the day is not: they stand the wrong way round.
    Swapped { offer: Date },
    /// A day that the month does not have, or a year outside 1900 to 2199.
    Impossible,
}

/// From which day a spreadsheet counts its dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Epoch {
    /// 1 is 1 January 1900, and 60 a 29 February 1900 that never was: Excel for Windows.
    #[default]
    Y1900,
    /// 0 is 1 January 1904: workbooks from older Macs say so by a flag.
    Y1904,
}

/// Reads `2025-10-20`, `20/10/2025`, `20.10.2025`, `20-10-2025`. Midnight behind it, as programs write it, does no harm.
pub fn parse_date(text: &str) -> Result<Date, DateProblem> {
    bare_date(text).map_err(|problem| match problem {
        DateProblem::Form => range(text).or_else(|| among_words(text)).unwrap_or(problem),
        problem => problem,
    })
}

fn bare_date(text: &str) -> Result<Date, DateProblem> {
    let text = without_midnight(text.trim());
    let separator = text.chars().find(|c| !c.is_ascii_digit() && *c != ' ').ok_or(DateProblem::Form)?;
    if !matches!(separator, '/' | '.' | '-') {
        return Err(DateProblem::Form);
    }
    let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
    if parts.iter().any(|part| part.is_empty() || part.len() > 4 || !part.bytes().all(|b| b.is_ascii_digit()))
    {
        return Err(DateProblem::Form);
    }
    let numbers: Vec<i16> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    match (numbers.as_slice(), parts.iter().map(|part| part.len()).collect::<Vec<_>>().as_slice()) {
        ([year, month, day], [4, 1..=2, 1..=2]) | ([day, month, year], [1..=2, 1..=2, 4]) => {
            whole(*year, *month, *day)
        }
        ([_, _, _], [1..=2, 1..=2, 1..=2]) => Err(DateProblem::ShortYear),
        ([day, month], [1..=2, 1..=2]) if (1..=31).contains(day) && (1..=12).contains(month) => {
            Err(DateProblem::NoYear)
        }
        _ => Err(DateProblem::Form),
    }
}

/// As [`parse_date`], and also a bare number of five digits as a spreadsheet's serial of a day from 2000 to 2099. The
/// codes of communes are below these.
pub fn parse_date_or_serial(text: &str, epoch: Epoch) -> Result<Date, DateProblem> {
    let text = text.trim();
    if text.len() == 5
        && let Ok(serial) = text.parse::<u32>()
    {
        let date = serial_datetime(f64::from(serial), epoch).map(DateTime::date);
        return date.filter(|date| (2000..2100).contains(&date.year())).ok_or(DateProblem::Form);
    }
    parse_date(text)
}

/// The moment that a spreadsheet's serial means, to the second; its whole part is the day, the rest the time of day. None
/// before the epoch, for the day that never was, and beyond the year 2199.
pub fn serial_datetime(serial: f64, epoch: Epoch) -> Option<DateTime> {
    if !(0.0..109_575.0).contains(&serial) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and 109575 days")]
    let seconds = (serial * 86_400.0).round() as i64;
    let zero = match epoch {
        Epoch::Y1904 => Date::constant(1904, 1, 1),
        Epoch::Y1900 if seconds < 60 * 86_400 => Date::constant(1899, 12, 31),
        Epoch::Y1900 if seconds < 61 * 86_400 => return None,
        Epoch::Y1900 => Date::constant(1899, 12, 30),
    };
    zero.to_datetime(jiff::civil::Time::midnight()).checked_add(SignedDuration::from_secs(seconds)).ok()
}

/// The one date that stands in a text with something else around it: `ngày 5 tháng 11 năm 2025`, `Thứ Tư, 05/11/2025`,
/// `05/11/2025 7h30`, `5-Nov-2025`. None where there are two dates, or a number more than a date has.
fn among_words(text: &str) -> Option<DateProblem> {
    if text.len() > LONGEST {
        return None;
    }
    let folded = fold(text);
    let mut parts: Vec<Part> = Vec::new();
    let mut before = "";
    let mut rest = folded.as_str();
    while let Some(at) = rest.find(char::is_alphanumeric) {
        let word = rest.get(at..)?;
        let is_digit = word.starts_with(|c: char| c.is_ascii_digit());
        let end = word.find(|c: char| !c.is_alphanumeric() || c.is_ascii_digit() != is_digit);
        let (word, behind) = word.split_at(end.unwrap_or(word.len()));
        // The number of a weekday is no part of a date, and a time behind it does no harm.
        let is_weekday = matches!(before, "thu" | "t");
        let is_time = is_digit
            && parts.len() == 3
            && (behind.trim_start().starts_with([':', 'h']) || matches!(before, "h" | ":"));
        match word.parse::<i16>() {
            Ok(number) if !is_weekday && !is_time => parts.push(Part { number, digits: word.len() }),
            Ok(_) => {}
            Err(_) if is_digit => return None,
            Err(_) => parts.extend(month(word).map(|number| Part { number, digits: 0 })),
        }
        before = if behind.starts_with(':') { ":" } else { word };
        rest = behind;
    }
    let at = |index: usize| parts.get(index).map(|part| (part.number, part.digits));
    let (Some((first, one)), Some((second, two)), Some((third, three)), 3) =
        (at(0), at(1), at(2), parts.len())
    else {
        return None;
    };
    let date = match (one, two, three) {
        (4, 0..=2, 1..=2) => whole(first, second, third),
        (1..=2, 0..=2, 4) => whole(third, second, first),
        (0, 1..=2, 4) => whole(third, first, second),
        (1..=2, 0, 2) | (0, 1..=2, 2) => return Some(DateProblem::ShortYear),
        _ => return None,
    };
    date.ok().map(|offer| DateProblem::Words { offer })
}

/// The first and the last day of `20/10/2025 - 24/10/2025`, `20-24/10/2025` or `30/10 đến 02/11/2025`: what the first
/// lacks, it has of the last. None of days in another order.
fn range(text: &str) -> Option<DateProblem> {
    if text.len() > LONGEST {
        return None;
    }
    let lower = text.to_lowercase().replace("đến hết", "đến");
    let days = lower.replace("từ", "").replace("ngày", "").replace(['–', '—', '~'], "-").replace("đến", "-");
    let (first, last) = days.split_once('-')?;
    let (first, last) = (first.trim(), last.trim());
    let last_day = bare_date(last).ok()?;
    let lacking = match first.matches('/').count() {
        0 => format!("{first}/{}/{}", last_day.month(), last_day.year()),
        1 => format!("{first}/{}", last_day.year()),
        _ => first.to_owned(),
    };
    let first_day = bare_date(&lacking).ok().filter(|first| *first < last_day)?;
    Some(DateProblem::Range { first: first_day, last: last_day })
}

/// In bytes; what is longer is running text.
const LONGEST: usize = 100;

struct Part {
    number: i16,
    /// How many digits were typed; none of a month's name.
    digits: usize,
}

/// The number of a month by its English name, whole or in three letters, as Excel writes it.
fn month(word: &str) -> Option<i16> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let is = |name: &&str| *name == word || (word.len() == 3 && name.starts_with(word));
    NAMES.iter().position(is).and_then(|at| i16::try_from(at + 1).ok())
}

fn whole(year: i16, month: i16, day: i16) -> Result<Date, DateProblem> {
    let date = |month: i16, day: i16| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Date::new(year, month, day).ok().filter(|_| (1900..2200).contains(&year))
    };
    match date(month, day) {
        Some(date) => Ok(date),
        None if month > 12 => {
            Err(date(day, month).map_or(DateProblem::Impossible, |offer| DateProblem::Swapped { offer }))
        }
        None => Err(DateProblem::Impossible),
    }
}

fn without_midnight(text: &str) -> &str {
    let Some(at) = text.find([' ', 'T']) else { return text };
    match text.get(at + 1..) {
        // Windows writes SA for AM in Vietnamese.
        Some(
            "00:00" | "00:00:00" | "0:00" | "0:00:00" | "00:00:00.000" | "00:00:00Z" | "12:00 SA"
            | "12:00:00 SA" | "12:00 AM" | "12:00:00 AM",
        ) => text.get(..at).unwrap_or(text),
        _ => text,
    }
}

/// The date as an officer types it: `20/10/2025`.
pub fn typed(date: Date) -> String {
    date.strftime("%d/%m/%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_read_year_first_or_day_first_with_one_separator() {
        for text in [
            "2025-10-05",
            "2025/10/05",
            "2025.10.5",
            "05/10/2025",
            "5/10/2025",
            "5.10.2025",
            "05-10-2025",
            " 5/10/2025 ",
            "5 / 10 / 2025",
            "2025-10-05 00:00:00",
            "2025-10-05T00:00:00",
            "5/10/2025 0:00",
        ] {
            assert_eq!(parse_date(text), Ok(date(2025, 10, 5)), "{text}");
        }
        assert_eq!(parse_date("29/02/2024"), Ok(date(2024, 2, 29)));
    }

    #[test]
    fn a_date_with_month_13_offers_the_swap() {
        let offer = date(2025, 10, 20);
        for text in ["10/20/2025", "2025-20-10", "10.20.2025"] {
            assert_eq!(parse_date(text), Err(DateProblem::Swapped { offer }), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_said_to_be_what_it_is() {
        use DateProblem::{Form, Impossible, NoYear, ShortYear};
        for (text, problem) in [
            ("20/10/25", ShortYear),
            ("25-10-20", ShortYear),
            ("20/10", NoYear),
            ("20.10", NoYear),
            ("45.10", Form),
            ("31/02/2025", Impossible),
            ("29/02/2025", Impossible),
            ("31/04/2025", Impossible),
            ("0/10/2025", Impossible),
            ("00/00/2025", Impossible),
            ("14/13/2025", Impossible),
            ("40/20/2025", Impossible),
            ("20/10/0025", Impossible),
            ("20/10/2520", Impossible),
            ("", Form),
            ("hôm nay", Form),
            ("20//2025", Form),
            ("45950", Form),
            ("2025", Form),
            ("20/10/2025/1", Form),
            ("２０/10/2025", Form),
            ("10/2025", Form),
            ("20, 21/10/2025", Form),
            ("quý 4 năm 2025", Form),
            ("31 tháng 2 năm 2025", Form),
            ("20-Oct-25", ShortYear),
        ] {
            assert_eq!(parse_date(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn the_first_and_the_last_day_of_a_run_are_told_apart() {
        let run = |first: Date| Err(DateProblem::Range { first, last: date(2025, 11, 2) });
        for text in [
            "30/10/2025 - 02/11/2025",
            "30/10-02/11/2025",
            "Từ ngày 30/10 đến ngày 2/11/2025",
            "30/10–2/11/2025",
        ] {
            assert_eq!(parse_date(text), run(date(2025, 10, 30)), "{text}");
        }
        assert_eq!(parse_date("1-2/11/2025"), run(date(2025, 11, 1)));
        for text in ["5/11-2/11/2025", "2/11/2025 - 2/11/2025", "31-2/11/2025", "x-2/11/2025"] {
            assert!(!matches!(parse_date(text), Err(DateProblem::Range { .. })), "{text}");
        }
    }

    #[test]
    fn a_date_among_words_is_offered_without_them() {
        let offer = date(2025, 10, 20);
        for text in [
            "ngày 20 tháng 10 năm 2025",
            "20 tháng 10 năm 2025",
            "Ngày 20/10/2025",
            "Thứ Hai, 20/10/2025",
            "Thứ 2 ngày 20/10/2025",
            "T2 20.10.2025",
            "20/10/2025 (thứ Hai)",
            "20/10/2025 7:30",
            "20/10/2025 7h30",
            "20/10/2025 12:30:00 SA",
            "2025-10-20T00:00:00+07:00",
            "20-Oct-2025",
            "October 20, 2025",
            "20–10–2025",
            "20\\10\\2025",
            "20/10-2025",
        ] {
            assert_eq!(parse_date(text), Err(DateProblem::Words { offer }), "{text}");
        }
        assert_eq!(parse_date("20/10/2025 12:00:00 SA"), Ok(offer));
    }

    #[test]
    fn bare_serials_of_this_century_are_dates_and_codes_of_communes_are_not() {
        assert_eq!(parse_date_or_serial("45950", Epoch::Y1900), Ok(date(2025, 10, 20)));
        assert_eq!(parse_date_or_serial("44488", Epoch::Y1904), Ok(date(2025, 10, 20)));
        assert_eq!(parse_date_or_serial("20/10/2025", Epoch::Y1904), Ok(date(2025, 10, 20)));
        for text in ["26188", "00004", "99999", "4595", "459500", "45950.5", "-4595", "+4595"] {
            assert_eq!(parse_date_or_serial(text, Epoch::Y1900), Err(DateProblem::Form), "{text}");
        }
    }

    #[test]
    fn serials_know_the_day_that_never_was() {
        let day = |serial: f64| serial_datetime(serial, Epoch::Y1900).map(DateTime::date);
        assert_eq!(day(1.0), Some(date(1900, 1, 1)));
        assert_eq!(day(59.0), Some(date(1900, 2, 28)));
        assert_eq!(day(60.0), None);
        assert_eq!(day(61.0), Some(date(1900, 3, 1)));
        assert_eq!(serial_datetime(0.0, Epoch::Y1904), Some(date(1904, 1, 1).at(0, 0, 0, 0)));
        for serial in [-1.0, f64::NAN, f64::INFINITY, 1e18] {
            assert_eq!(serial_datetime(serial, Epoch::Y1900), None);
        }
    }
}
