//! Facts in running text as values: what a sentence says about dates, times, numbers, shares, phone numbers,
//! document numbers and links, so that a source and its translation can be compared (contract, section 4).
//!
//! `extract` reads one text; `compare` sets the facts of two texts against each other. Both run in time
//! linear (up to a logarithm) in the length of the text.
//!
//! Left to others: taking the prose out of markdown (headings' own list numbers, code and raw HTML should not come
//! here), resolving a link to the page it means, and wording the message.

mod compare;
mod dates;
mod numbers;
mod ranges;
mod times;
mod tokens;
mod weekdays;
mod words;

#[cfg(test)]
mod tests;

pub use compare::Difference;
pub use compare::compare;
pub use weekdays::WrongWeekday;
pub use weekdays::wrong_weekdays;

use std::fmt;
use std::ops::Range;

use tokens::Reader;

/// Reads the facts of a text, in the order in which they stand there. `range` of each fact counts bytes of `text`.
#[must_use]
pub fn extract(text: &str, lang: TextLang) -> Vec<Fact> {
    let reader = Reader::new(text, lang);
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < reader.len() {
        let read = read_at(&reader, at, &found);
        // A grammar that consumed nothing would never end; each takes at least the token it starts at.
        at = read.next.max(at + 1);
        found.extend(read.found);
    }
    ranges::complete(&reader, &mut found);
    found.into_iter().map(|item| item.into_fact(&reader)).collect()
}

/// How the words and separators of a text are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextLang {
    /// `30.000` is thirty thousand, `2,5` two and a half; months and weekdays are numbered.
    Vietnamese,
    /// `30,000` is thirty thousand, `2.5` two and a half; dates written in figures are day, month, year.
    English,
    /// Only what needs no words; a separator that can be read in two ways is read in both.
    Other,
}

impl TextLang {
    /// Chooses by the primary subtag of a BCP 47 tag; case does not matter.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("vi") {
            Self::Vietnamese
        } else if primary.eq_ignore_ascii_case("en") {
            Self::English
        } else {
            Self::Other
        }
    }
}

/// One fact as a text states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The likeliest reading.
    pub value: Value,
    /// Where it stands: bytes of the text given to `extract`.
    pub range: Range<usize>,
    /// As written.
    pub text: String,
    /// False for a word that may be no fact at all (`một`, `one`, a Roman numeral): it can answer a fact of the other
    /// text, but is never reported.
    pub firm: bool,
    /// Other readings, any of which answers a fact of the other text: `7 giờ` is a time or seven hours.
    pub also: Vec<Value>,
    /// Values that together say the same: `8/10` is answered by `8 of 10`.
    parts: Vec<Value>,
    /// The date that a weekday stands beside.
    date: Option<PartialDate>,
    /// Read without knowing the language's words, so month names and weekdays are not to be expected.
    wordless: bool,
}

impl Fact {
    /// A link that the markdown parser found. Give `destination` in a form that is the same in every language,
    /// such as the key of the page that it resolves to; an outside address as it is.
    #[must_use]
    pub fn link(destination: &str, range: Range<usize>) -> Self {
        Self {
            value: Value::Link(numbers::normal_link(destination)),
            range,
            text: destination.to_owned(),
            firm: true,
            also: Vec::new(),
            parts: Vec::new(),
            date: None,
            wordless: false,
        }
    }
}

/// What a fact says, free of the way it is written. `Display` gives the form that `facts_ok` may name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A date, or as much of one as is said: `2025-10-31`, `10-31`, `2025-10`, `day 20`, `2025`.
    Date(PartialDate),
    /// Monday is 1, Sunday is 7 (ISO 8601).
    Weekday(i8),
    /// Minutes since midnight, 0 to 1440; 1440 is 24:00.
    Time(u16),
    /// A decimal number, with `.` before its fraction and without needless zeros.
    Number(String),
    /// Per cent; written like `Number`.
    Share(String),
    /// Digits only, from the national `0` on; another country's number keeps its `+`.
    Phone(String),
    /// The number and symbol of a document, or another figure that is no quantity (`3.1.2`): compared as text, without
    /// blanks, case and diacritics.
    Reference(String),
    /// The destination of a link.
    Link(String),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Weekday(day) => f.write_str(words::weekday_name(*day)),
            Self::Time(minutes) => write!(f, "{:02}:{:02}", minutes / 60, minutes % 60),
            Self::Share(share) => write!(f, "{share}%"),
            Self::Number(text) | Self::Phone(text) | Self::Reference(text) | Self::Link(text) => {
                f.write_str(text)
            }
        }
    }
}

/// As much of a date as a text says. Not checked against the calendar: `31/02/2025` is compared like any other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDate {
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: Option<i8>,
    /// 1 to 31.
    pub day: Option<i8>,
}

impl PartialDate {
    pub(crate) fn new(year: Option<i16>, month: Option<i8>, day: Option<i8>) -> Self {
        Self { year, month, day }
    }

    /// The weekday (Monday is 1) of a full date that the calendar has.
    #[must_use]
    pub fn weekday(self) -> Option<i8> {
        let date = jiff::civil::Date::new(self.year?, self.month?, self.day?).ok()?;
        Some(date.weekday().to_monday_one_offset())
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.year, self.month, self.day) {
            (Some(year), Some(month), Some(day)) => write!(f, "{year:04}-{month:02}-{day:02}"),
            (Some(year), Some(month), None) => write!(f, "{year:04}-{month:02}"),
            (Some(year), None, _) => write!(f, "{year:04}"),
            (None, Some(month), Some(day)) => write!(f, "{month:02}-{day:02}"),
            (None, Some(month), None) => write!(f, "month {month}"),
            (None, None, Some(day)) => write!(f, "day {day}"),
            (None, None, None) => Ok(()),
        }
    }
}

/// A fact while the text is still being read: places are tokens, and what the neighbours say may be added.
#[derive(Clone, Debug)]
struct Found {
    value: Value,
    also: Vec<Value>,
    parts: Vec<Value>,
    firm: bool,
    /// First token and the one after the last.
    start: usize,
    end: usize,
    date: Option<PartialDate>,
    /// A time that says which half of the day it means, or needs no saying.
    clock: Clock,
}

/// How much a time says about the half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Clock {
    /// Not a time, or one on the 24-hour clock.
    Plain,
    /// Written with `am` or `pm`.
    Half,
}

impl Found {
    fn new(value: Value, start: usize, end: usize) -> Self {
        Self {
            value,
            also: Vec::new(),
            parts: Vec::new(),
            firm: true,
            start,
            end,
            date: None,
            clock: Clock::Plain,
        }
    }

    fn also(mut self, value: Value) -> Self {
        self.also.push(value);
        self
    }

    fn parts(mut self, parts: impl IntoIterator<Item = Value>) -> Self {
        self.parts.extend(parts);
        self
    }

    fn soft(mut self) -> Self {
        self.firm = false;
        self
    }

    fn into_fact(self, reader: &Reader<'_>) -> Fact {
        let range = reader.bytes(self.start, self.end);
        Fact {
            value: self.value,
            text: reader.slice(range.clone()).to_owned(),
            range,
            firm: self.firm,
            also: self.also,
            parts: self.parts,
            date: self.date,
            wordless: reader.lang == TextLang::Other,
        }
    }
}

/// What a grammar read, and the token to go on from.
struct Read {
    found: Vec<Found>,
    next: usize,
}

impl Read {
    fn one(found: Found) -> Self {
        let next = found.end;
        Self { found: vec![found], next }
    }
}

/// Reads what starts at a token, knowing what was read before it; `None` if that is nothing of its kind.
type Grammar = fn(&Reader<'_>, usize, &[Found]) -> Option<Read>;

/// The grammars in the order in which they may claim a token: the more a form says, the earlier it is tried.
const GRAMMARS: &[Grammar] = &[
    numbers::link,
    numbers::reference,
    numbers::phone,
    dates::date,
    times::time,
    weekdays::weekday,
    numbers::number,
    numbers::number_word,
];

fn read_at(reader: &Reader<'_>, at: usize, before: &[Found]) -> Read {
    GRAMMARS
        .iter()
        .find_map(|grammar| grammar(reader, at, before))
        .unwrap_or(Read { found: Vec::new(), next: at + 1 })
}
