//! Weekdays: `T2,T4`, `T2-T6`, `thứ 2`, `CN`, `mon,wed`.

use std::borrow::Cow;

use jiff::civil::Weekday;

use crate::text::fold;

/// Why a text is no list of weekdays; `part` is where it fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WeekdayProblem {
    Form {
        part: String,
    },
    /// A bare number: 2 is Monday to a Vietnamese reader and Tuesday to others.
    Bare {
        offer: String,
    },
    /// A range that ends before it starts: `T6-T2`.
    Reversed {
        part: String,
    },
}

/// A set of weekdays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weekdays(u8);

impl Weekdays {
    pub const ALL: Weekdays = Weekdays(0b111_1111);

    pub fn insert(&mut self, day: Weekday) {
        self.0 |= bit(day);
    }

    pub fn contains(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The days in order, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        WEEK.into_iter().filter(move |day| self.contains(*day))
    }

    /// The day, where there is one only.
    pub fn only(self) -> Option<Weekday> {
        let mut days = self.iter();
        days.next().filter(|_| days.next().is_none())
    }

    /// The days as runs, first and last day of each: Monday to Friday, and Sunday.
    pub fn runs(self) -> Vec<(Weekday, Weekday)> {
        let mut runs: Vec<(Weekday, Weekday)> = Vec::new();
        for day in self.iter() {
            match runs.last_mut() {
                Some((_, last)) if last.next() == day => *last = day,
                _ => runs.push((day, day)),
            }
        }
        runs
    }
}

impl FromIterator<Weekday> for Weekdays {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Weekdays {
        let mut weekdays = Weekdays::default();
        days.into_iter().for_each(|day| weekdays.insert(day));
        weekdays
    }
}

/// Reads days and ranges of days. Behind a day with its word, numbers alone will do: `thứ 2, 4, 6`, `T2-6`.
pub fn parse_weekdays(text: &str) -> Result<Weekdays, WeekdayProblem> {
    let folded = fold(text);
    if matches!(folded.as_str(), "hang ngay" | "moi ngay" | "cac ngay trong tuan" | "daily" | "every day") {
        return Ok(Weekdays::ALL);
    }
    let listed = with_mark(&folded, &[" va ", " and ", "&", "+", ";", "/"], ",");
    let mut weekdays = Weekdays::default();
    let mut worded = false;
    for part in listed.split(',').map(str::trim) {
        let ends = with_mark(part, &[" den ", " to ", "–", "—"], "-");
        let mut ends = ends.split('-').map(str::trim);
        let wrong = || WeekdayProblem::Form { part: part.to_owned() };
        let (Some(first), last, None) = (ends.next(), ends.next(), ends.next()) else { return Err(wrong()) };
        let from = day(first, &mut worded).ok_or_else(|| bare(&folded).unwrap_or_else(wrong))?;
        let to = match last {
            Some(last) => day(last, &mut worded).ok_or_else(wrong)?,
            None => from,
        };
        if to.to_monday_zero_offset() < from.to_monday_zero_offset() {
            return Err(WeekdayProblem::Reversed { part: part.to_owned() });
        }
        WEEK.into_iter()
            .filter(|day| {
                (from.to_monday_zero_offset()..=to.to_monday_zero_offset())
                    .contains(&day.to_monday_zero_offset())
            })
            .for_each(|day| weekdays.insert(day));
    }
    Ok(weekdays)
}

/// The day as an officer types it: `T2`, `CN`.
pub fn typed(day: Weekday) -> String {
    match day {
        Weekday::Sunday => "CN".to_owned(),
        day => format!("T{}", day.to_sunday_zero_offset() + 1),
    }
}

pub(super) const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

fn bit(day: Weekday) -> u8 {
    1 << day.to_monday_zero_offset()
}

/// The text with one mark for each of these words; most texts have none of them.
pub(super) fn with_mark<'t>(text: &'t str, words: &[&str], mark: &str) -> Cow<'t, str> {
    let mut marked = Cow::Borrowed(text);
    for word in words {
        if marked.contains(word) {
            marked = Cow::Owned(marked.replace(word, mark));
        }
    }
    marked
}

/// A day by its name in folded form. `worded` says whether a day with its word stood before, and is set by one.
fn day(name: &str, worded: &mut bool) -> Option<Weekday> {
    let name = with_mark(name, &[" ", "."], "");
    if *worded && let Some(day) = vietnamese(&name) {
        return Some(day);
    }
    let day = match name.as_ref() {
        "cn" | "chunhat" | "sun" | "sunday" => Weekday::Sunday,
        "mon" | "monday" => Weekday::Monday,
        "tue" | "tues" | "tuesday" => Weekday::Tuesday,
        "wed" | "wednesday" => Weekday::Wednesday,
        "thu" | "thur" | "thurs" | "thursday" => Weekday::Thursday,
        "fri" | "friday" => Weekday::Friday,
        "sat" | "saturday" => Weekday::Saturday,
        _ => {
            let number = name.strip_prefix("thu").or_else(|| name.strip_prefix('t'))?;
            let day = vietnamese(number)?;
            *worded = true;
            day
        }
    };
    Some(day)
}

/// The day by its number, as Vietnamese counts from Sunday as the first.
fn vietnamese(number: &str) -> Option<Weekday> {
    Some(match number {
        "2" | "hai" => Weekday::Monday,
        "3" | "ba" => Weekday::Tuesday,
        "4" | "tu" => Weekday::Wednesday,
        "5" | "nam" => Weekday::Thursday,
        "6" | "sau" => Weekday::Friday,
        "7" | "bay" => Weekday::Saturday,
        _ => return None,
    })
}

/// The offer for a list of bare numbers: `2, 4` as `T2,T4`.
fn bare(folded: &str) -> Option<WeekdayProblem> {
    let only_days = folded.chars().all(|c| matches!(c, '2'..='7' | ',' | ' ' | '-' | ';' | '/'));
    if !only_days || !folded.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let offer = folded.chars().filter(|c| *c != ' ').map(|c| match c {
        '-' => "-".to_owned(),
        ',' | ';' | '/' => ",".to_owned(),
        digit => format!("T{digit}"),
    });
    Some(WeekdayProblem::Bare { offer: offer.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(weekdays: Weekdays) -> Vec<i8> {
        weekdays.iter().map(Weekday::to_monday_one_offset).collect()
    }

    #[test]
    fn weekdays_are_read_in_both_languages() {
        for (text, days) in [
            ("T2,T4", vec![1, 3]),
            ("T2-T6", vec![1, 2, 3, 4, 5]),
            ("thứ 2", vec![1]),
            ("CN", vec![7]),
            ("mon,wed", vec![1, 3]),
            ("Thứ Hai, thứ Tư", vec![1, 3]),
            ("thứ 2, 4, 6", vec![1, 3, 5]),
            ("T2–6", vec![1, 2, 3, 4, 5]),
            ("t7, cn", vec![6, 7]),
            ("T7-CN", vec![6, 7]),
            ("Chủ nhật", vec![7]),
            ("thứ 2 đến thứ 6", vec![1, 2, 3, 4, 5]),
            ("Mon-Fri", vec![1, 2, 3, 4, 5]),
            ("T2; T3 và T5", vec![1, 2, 4]),
            ("thu", vec![4]),
            ("hằng ngày", vec![1, 2, 3, 4, 5, 6, 7]),
            ("T.2", vec![1]),
            ("thứ bảy", vec![6]),
            ("T4,T2,T2", vec![1, 3]),
        ] {
            assert_eq!(parse_weekdays(text).map(numbers), Ok(days), "{text}");
        }
    }

    #[test]
    fn what_is_no_weekday_is_refused() {
        let form = |part: &str| WeekdayProblem::Form { part: part.into() };
        for (text, problem) in [
            ("", form("")),
            ("T8", form("t8")),
            ("T1", form("t1")),
            ("T2,", form("")),
            ("T2-T4-T6", form("t2-t4-t6")),
            ("sáng", form("sang")),
            ("T2-", form("t2-")),
            ("8,9", form("8")),
            ("2,4", WeekdayProblem::Bare { offer: "T2,T4".into() }),
            ("2 - 6", WeekdayProblem::Bare { offer: "T2-T6".into() }),
            ("T6-T2", WeekdayProblem::Reversed { part: "t6-t2".into() }),
            ("CN-T3", WeekdayProblem::Reversed { part: "cn-t3".into() }),
        ] {
            assert_eq!(parse_weekdays(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn runs_join_days_that_follow_each_other_and_do_not_wrap() {
        let weekdays = parse_weekdays("T2,T3,T5,CN").unwrap();
        let runs = [
            (Weekday::Monday, Weekday::Tuesday),
            (Weekday::Thursday, Weekday::Thursday),
            (Weekday::Sunday, Weekday::Sunday),
        ];
        assert_eq!(weekdays.runs(), runs);
        assert_eq!(Weekdays::ALL.runs(), [(Weekday::Monday, Weekday::Sunday)]);
        assert!(Weekdays::default().runs().is_empty());
    }
}
