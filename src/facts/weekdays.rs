//! Weekdays, and whether they fit the date beside them.

use super::Fact;
use super::Found;
use super::PartialDate;
use super::Read;
use super::TextLang;
use super::Value;
use super::tokens::Reader;
use super::words;

/// A weekday that stands beside a full date and is not its weekday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongWeekday {
    pub weekday: Fact,
    pub date: PartialDate,
    /// The weekday of the date; Monday is 1.
    pub right: i8,
}

/// Checks each weekday against the full date that it stands beside, if any: `thứ Hai, 31/10/2025` was a Friday.
#[must_use]
pub fn wrong_weekdays(facts: &[Fact]) -> Vec<WrongWeekday> {
    facts
        .iter()
        .filter_map(|fact| {
            let date = fact.date?;
            let right = date.weekday()?;
            let Value::Weekday(said) = fact.value else {
                return None;
            };
            (said != right).then(|| WrongWeekday { weekday: fact.clone(), date, right })
        })
        .collect()
}

pub fn weekday(reader: &Reader<'_>, at: usize, before: &[Found]) -> Option<Read> {
    match reader.lang {
        TextLang::Vietnamese => vietnamese(reader, at, before),
        TextLang::English => english(reader, at),
        TextLang::Other => None,
    }
}

fn english(reader: &Reader<'_>, at: usize) -> Option<Read> {
    let day = words::en_weekday(reader.word(at)).filter(|_| reader.capital(at))?;
    Some(Read::one(Found::new(Value::Weekday(day), at, at + 1)))
}

/// `thứ Hai`, `thứ 2`, `T2`, `Chủ nhật`, and the lists `thứ 2, 4 và 6`, `T2-T6`, `T7 & CN`.
fn vietnamese(reader: &Reader<'_>, at: usize, before: &[Found]) -> Option<Read> {
    let word = reader.word(at);
    let sunday = |end| Some(Read::one(Found::new(Value::Weekday(7), at, end)));
    match word {
        "chủ" if reader.word(at + 1) == "nhật" => sunday(at + 2),
        "cn" if reader.capitals(at) == 2 && follows_weekday(reader, at, before) => sunday(at + 1),
        "t" if reader.capital(at) && reader.glued(at + 1) => {
            let day = numbered(reader, at + 1)?;
            Some(list(reader, vec![Found::new(Value::Weekday(day), at, at + 2)]))
        }
        "thứ" => {
            let (day, spoken) = match numbered(reader, at + 1) {
                Some(day) => (day, false),
                None => (spoken(reader, at + 1)?, true),
            };
            let number = Value::Number((day + 1).to_string());
            // After `lần`, `đợt` and the like it is a place in an order, as in `lần thứ hai`.
            if orders(reader.word_before(at)) {
                return Some(Read::one(Found::new(number, at, at + 2).soft()));
            }
            let found = Found::new(Value::Weekday(day), at, at + 2).also(number);
            // `Thứ hai, …` opens a point of an argument as often as it names a day.
            let opens = at == 0 || reader.is_mark(at - 1, &['.', ';', ':', '-', '–', '•', '!', '?']);
            let argues = reader.is_mark(at + 2, &[',', ':']) || reader.word(at + 2) == "là";
            let ordinal =
                spoken && opens && argues && !reader.capital(at + 1) && reader.digits(at + 3).is_none();
            Some(list(reader, vec![if ordinal { found.soft() } else { found }]))
        }
        _ => None,
    }
}

/// Takes the bare figures or words that follow in a list of weekdays.
fn list(reader: &Reader<'_>, mut found: Vec<Found>) -> Read {
    while let Some(last) = found.last().map(|last| last.end) {
        let joined = reader.is_mark(last, &[',', '-', '–', '&', '+'])
            || matches!(reader.word(last), "và" | "đến" | "tới");
        let Some(day) = numbered(reader, last + 1)
            .or_else(|| spoken(reader, last + 1).filter(|_| reader.capital(last + 1)))
        else {
            break;
        };
        // `thứ 2, 4 điểm` counts places; a list of days ends before a mark, a joiner or a word of frequency.
        let free = matches!(
            reader.word(last + 2),
            "" | "và" | "đến" | "tới" | "hàng" | "hằng" | "trong" | "mỗi" | "tuần" | "từ" | "lúc" | "tại"
        );
        if !joined || !free || found.len() > 6 {
            break;
        }
        found.push(Found::new(Value::Weekday(day), last + 1, last + 2));
    }
    let next = found.last().map_or(0, |last| last.end);
    Read { found, next }
}

/// `2` to `7`, as the figure of a weekday: Monday is the second day.
fn numbered(reader: &Reader<'_>, at: usize) -> Option<i8> {
    let free =
        !matches!(reader.joint(at + 1), Some('/' | '.' | ':' | ',')) && !reader.is_mark(at + 1, &['%']);
    let day = reader.small(at, 1).filter(|day| (2..=7).contains(day) && free)?;
    i8::try_from(day - 1).ok()
}

fn spoken(reader: &Reader<'_>, at: usize) -> Option<i8> {
    let word = reader.word(at);
    let day = words::vi_digit(word).filter(|day| (2..=7).contains(day) && !matches!(word, "bốn" | "lăm"))?;
    i8::try_from(day - 1).ok()
}

fn orders(word: &str) -> bool {
    matches!(
        word,
        "lần"
            | "đợt"
            | "mũi"
            | "bước"
            | "người"
            | "tổ"
            | "vòng"
            | "kỳ"
            | "khóa"
            | "khoá"
            | "lớp"
            | "hạng"
            | "đoạn"
            | "cấp"
            | "điểm"
            | "việc"
            | "câu"
            | "phần"
            | "tháng"
            | "tuần"
            | "trang"
            | "điều"
            | "bản"
            | "năm"
            | "liều"
            | "nhóm"
    )
}

fn follows_weekday(reader: &Reader<'_>, at: usize, before: &[Found]) -> bool {
    before.last().is_some_and(|last| {
        let joined = reader.is_mark(last.end, &[',', '-', '–', '&', '+', '/'])
            || matches!(reader.word(last.end), "và" | "đến" | "tới");
        matches!(last.value, Value::Weekday(_)) && joined && last.end + 1 == at
    })
}
