//! What is wrong with a cell → a diagnostic with its code, what was found, and the form of a right one.
//!
//! The words stand in the catalogues of messages, by the code's id.

use super::grid::Cell;
use super::value::code::CodeProblem;
use super::value::coordinate::CoordinateProblem;
use super::value::date::{self, DateProblem};
use super::value::flag::FlagProblem;
use super::value::hours::HoursProblem;
use super::value::number::{CountProblem, ShareProblem};
use super::value::phone::PhoneProblem;
use super::value::time::{self, TimeProblem};
use super::value::weekday::WeekdayProblem;
use crate::diag::{Code, Diagnostic};
use crate::text::fold;

/// Why a cell cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Letters stand for digits.
    Letters {
        offer: String,
    },
    Date(DateProblem),
    Time(TimeProblem),
    Count(CountProblem),
    Share(ShareProblem),
    Weekdays(WeekdayProblem),
    Hours(HoursProblem),
    Flag(FlagProblem),
    Coordinate(CoordinateProblem),
    Code(CodeProblem),
    Phone(PhoneProblem),
}

/// The problem of a cell as a diagnostic. `column` is the header as it is written. Where something was likely meant, it
/// is the argument `offer`; where only a part of the cell is wrong, that part is `part`.
pub fn diagnostic(problem: &Problem, cell: &Cell, column: &str) -> Diagnostic {
    let Described { code, offer, part, second, several, expected } = describe(problem);
    let mut diagnostic = Diagnostic::new(code, cell.place())
        .found(cell.text)
        .expected(expected.iter().copied())
        .arg("column", column);
    if let Some(offer) = offer {
        diagnostic = diagnostic.arg("offer", offer);
    }
    if let Some(part) = part {
        let words = own_words(cell.text, &part);
        // What is to be typed stands for the part only.
        if matches!(problem, Problem::Hours(HoursProblem::Time { .. })) {
            diagnostic = diagnostic.found(words);
        }
        diagnostic = diagnostic.arg("part", words);
    }
    if let Some(second) = second {
        diagnostic = diagnostic.arg("second", second).word("case", if several { "several" } else { "one" });
    }
    diagnostic
}

/// The part of a text whose folded form is `part`, as the author wrote it; the whole text where there is none.
fn own_words<'t>(text: &'t str, part: &str) -> &'t str {
    let mut folded = String::with_capacity(text.len());
    // Where each byte of the folded form comes from.
    let mut origins = Vec::with_capacity(text.len());
    for (offset, c) in text.char_indices() {
        if !c.is_whitespace() {
            folded.push_str(&fold(c.encode_utf8(&mut [0; 4])));
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
        origins.resize(folded.len(), offset..offset + c.len_utf8());
    }
    let whole = || {
        let at = folded.find(part).filter(|_| !part.is_empty())?;
        let (first, last) = (origins.get(at)?, origins.get(at + part.len() - 1)?);
        text.get(first.start..last.end)
    };
    whole().unwrap_or(text)
}

struct Described {
    code: Code,
    offer: Option<String>,
    part: Option<String>,
    /// What belongs into another cell.
    second: Option<String>,
    /// Whether there is more of it than one row holds.
    several: bool,
    expected: &'static [&'static str],
}

impl Described {
    fn new(code: Code, expected: &'static [&'static str]) -> Described {
        Described { code, offer: None, part: None, second: None, several: false, expected }
    }

    fn offer(self, offer: &str) -> Described {
        Described { offer: Some(offer.to_owned()), ..self }
    }

    fn part(self, part: &str) -> Described {
        Described { part: Some(part.to_owned()), ..self }
    }
}

const DATE: &[&str] = &["20/10/2025", "2025-10-20"];
const TIME: &[&str] = &["7h30", "19h"];
const COUNT: &[&str] = &["30500"];
const SHARE: &[&str] = &["25%", "12,5%"];
const WEEKDAYS: &[&str] = &["T2,T4", "T2-T6", "CN"];
const HOURS: &[&str] = &["T2-T6 7h30-11h30, 13h30-17h; T7 7h30-11h30"];
const FLAG: &[&str] = &["x", ""];
const COORDINATE: &[&str] = &["10.95", "106.82"];
const CODE: &[&str] = &["26188"];
const PHONE: &[&str] = &["0251 382 2222", "1900 0000"];

fn describe(problem: &Problem) -> Described {
    match problem {
        Problem::Letters { offer } => Described::new(Code::DigitLetters, &[]).offer(offer),
        Problem::Date(problem) => describe_date(*problem),
        Problem::Time(problem) => describe_time(*problem),
        Problem::Count(problem) => describe_count(problem),
        Problem::Share(problem) => describe_share(problem),
        Problem::Weekdays(problem) => describe_weekdays(problem),
        Problem::Hours(problem) => describe_hours(problem),
        Problem::Flag(FlagProblem) => Described::new(Code::FlagForm, FLAG),
        Problem::Coordinate(problem) => match problem {
            CoordinateProblem::Form => Described::new(Code::CoordinateForm, COORDINATE),
            CoordinateProblem::Range => Described::new(Code::CoordinateRange, COORDINATE),
            CoordinateProblem::Swapped => Described::new(Code::CoordinateSwapped, &[]),
        },
        Problem::Phone(problem) => match problem {
            PhoneProblem::Letters { offer } => Described::new(Code::DigitLetters, &[]).offer(offer),
            PhoneProblem::Form | PhoneProblem::Decimal => Described::new(Code::PhoneForm, PHONE),
            PhoneProblem::Words { offer } => Described::new(Code::PhoneWords, PHONE).offer(offer),
            PhoneProblem::Length { part } => Described::new(Code::PhoneLength, PHONE).part(part),
        },
        Problem::Code(problem) => match problem {
            CodeProblem::Form => Described::new(Code::CodeForm, CODE),
            CodeProblem::Zeros { offer } => Described::new(Code::CodeZeros, CODE).offer(offer),
            CodeProblem::Decimal { offer } => Described::new(Code::CodeDecimal, CODE).offer(offer),
        },
    }
}

fn describe_date(problem: DateProblem) -> Described {
    match problem {
        DateProblem::Form => Described::new(Code::DateForm, DATE),
        DateProblem::NoYear => Described::new(Code::DateNoYear, DATE),
        DateProblem::ShortYear => Described::new(Code::DateShortYear, DATE),
        DateProblem::Swapped { offer } => Described::new(Code::DateSwapped, DATE).offer(&date::typed(offer)),
        DateProblem::Words { offer } => Described::new(Code::DateWords, DATE).offer(&date::typed(offer)),
        DateProblem::Range { first, last } => Described {
            second: Some(date::typed(last)),
            ..Described::new(Code::DateRange, DATE).offer(&date::typed(first))
        },
        DateProblem::Impossible => Described::new(Code::DateImpossible, DATE),
    }
}

fn describe_time(problem: TimeProblem) -> Described {
    match problem {
        TimeProblem::Form => Described::new(Code::TimeForm, TIME),
        TimeProblem::OutOfDay => Described::new(Code::TimeOutOfDay, TIME),
        TimeProblem::TwelveHour { offer } => {
            Described::new(Code::TimeTwelveHour, TIME).offer(&time::typed(offer))
        }
        TimeProblem::Mark { offer } => Described::new(Code::TimeMark, TIME).offer(&time::typed(offer)),
        TimeProblem::Range { start, end, several } => Described {
            second: Some(time::typed(end)),
            several,
            ..Described::new(Code::TimeRange, TIME).offer(&time::typed(start))
        },
    }
}

fn describe_count(problem: &CountProblem) -> Described {
    match problem {
        CountProblem::Form => Described::new(Code::CountForm, COUNT),
        CountProblem::Fraction { offer } => Described::new(Code::CountFraction, COUNT).offer(offer),
        CountProblem::Groups => Described::new(Code::CountGroups, COUNT),
        CountProblem::Negative => Described::new(Code::CountNegative, COUNT),
        CountProblem::Words { offer } => Described::new(Code::CountWords, COUNT).offer(offer),
        CountProblem::TooLarge => Described::new(Code::CountTooLarge, COUNT),
    }
}

fn describe_share(problem: &ShareProblem) -> Described {
    match problem {
        ShareProblem::Form => Described::new(Code::ShareForm, SHARE),
        ShareProblem::NoPercent { offer } => Described::new(Code::ShareNoPercent, SHARE).offer(offer),
        ShareProblem::TooPrecise => Described::new(Code::ShareTooPrecise, SHARE),
        ShareProblem::TooLarge => Described::new(Code::ShareTooLarge, SHARE),
    }
}

fn describe_weekdays(problem: &WeekdayProblem) -> Described {
    match problem {
        WeekdayProblem::Form { part } => Described::new(Code::WeekdayForm, WEEKDAYS).part(part),
        WeekdayProblem::Bare { offer } => Described::new(Code::WeekdayBare, WEEKDAYS).offer(offer),
        WeekdayProblem::Reversed { part } => Described::new(Code::WeekdayReversed, WEEKDAYS).part(part),
    }
}

fn describe_hours(problem: &HoursProblem) -> Described {
    match problem {
        HoursProblem::Form { part } => Described::new(Code::HoursForm, HOURS).part(part),
        HoursProblem::NoDays { part } => Described::new(Code::HoursNoDays, HOURS).part(part),
        HoursProblem::Days(problem) => describe_weekdays(problem),
        HoursProblem::Time { part, problem } => describe_time(*problem).part(part),
        HoursProblem::Order { part } => Described::new(Code::HoursOrder, HOURS).part(part),
        HoursProblem::Overlap { part } => Described::new(Code::HoursOverlap, HOURS).part(part),
    }
}

macro_rules! from {
    ($($problem:ident => $variant:ident;)+) => {
        $(impl From<$problem> for Problem {
            fn from(problem: $problem) -> Problem {
                Problem::$variant(problem)
            }
        })+
    };
}

from! {
    DateProblem => Date;
    TimeProblem => Time;
    CountProblem => Count;
    ShareProblem => Share;
    WeekdayProblem => Weekdays;
    HoursProblem => Hours;
    FlagProblem => Flag;
    CoordinateProblem => Coordinate;
    CodeProblem => Code;
    PhoneProblem => Phone;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_given_back_in_the_author_s_own_words() {
        for (text, part, own) in [
            ("Thứ 2, Thứ Tám", "thu tam", "Thứ Tám"),
            ("T2  7h –  24H", "24h", "24H"),
            ("T2 7h  –  6h", "7h – 6h", "7h  –  6h"),
            ("sáng", "", "sáng"),
            ("sáng", "chieu", "sáng"),
            ("", "x", ""),
            ("\u{301}\u{1e9e}đ", "d", "đ"),
        ] {
            assert_eq!(own_words(text, part), own, "{text}");
        }
    }
}
