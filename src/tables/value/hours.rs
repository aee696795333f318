//! Opening hours as data: `T2-T6 7h30-11h30, 13h30-17h; T7 7h30-11h30`.

use jiff::civil::{Time, Weekday};

use super::time::{TimeProblem, parse_time};
use super::weekday::{WEEK, WeekdayProblem, Weekdays, parse_weekdays, with_mark};
use crate::text::fold;

/// Why a text is no opening hours; `part` is where it fails, toneless and in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoursProblem {
    Form {
        part: String,
    },
    /// Times without weekdays before them.
    NoDays {
        part: String,
    },
    Days(WeekdayProblem),
    Time {
        part: String,
        problem: TimeProblem,
    },
    /// A range that does not end after it starts.
    Order {
        part: String,
    },
    /// Two ranges of one day that lie over each other.
    Overlap {
        part: String,
    },
}

/// From `start` until `end`, which is later on the same day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeRange {
    pub start: Time,
    pub end: Time,
}

/// Days that have the same hours.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HoursGroup {
    pub days: Weekdays,
    /// In order, not over each other, at least one.
    pub ranges: Vec<TimeRange>,
}

/// Opening hours of a week, in one form whatever the order they were written in: each day stands in at most one group,
/// groups go by their first day, and days with the same hours are one group.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hours {
    groups: Vec<HoursGroup>,
}

impl Hours {
    pub fn groups(&self) -> &[HoursGroup] {
        &self.groups
    }

    /// The hours of one day; none where it is closed.
    pub fn on(&self, day: Weekday) -> &[TimeRange] {
        self.groups.iter().find(|group| group.days.contains(day)).map_or(&[], |group| &group.ranges)
    }
}

/// Reads entries with `;` or line breaks between; each is weekdays and then ranges of times with `,` between.
pub fn parse_hours(text: &str) -> Result<Hours, HoursProblem> {
    let mut week: [Vec<TimeRange>; 7] = Default::default();
    let entries = text.split([';', '\n', '\r']).map(fold).filter(|entry| !entry.is_empty());
    let mut any = false;
    for entry in entries {
        any = true;
        let (days, times) =
            entry.split_at(first_time(&entry).ok_or(HoursProblem::Form { part: entry.clone() })?);
        let days = days.trim_end_matches([' ', ':', ',']).trim();
        if days.is_empty() {
            return Err(HoursProblem::NoDays { part: entry });
        }
        // `T2-T6 từ 7h30`: only where it is not the Wednesday of `thứ tư`.
        let without_from = |problem| match days.strip_suffix(" tu").map(parse_weekdays) {
            Some(Ok(days)) => Ok(days),
            _ => Err(HoursProblem::Days(problem)),
        };
        let days = parse_weekdays(days).or_else(without_from)?;
        let times = with_mark(times, &[" va ", " and ", "&"], ",");
        for part in times.split(',').map(str::trim) {
            let range = time_range(part)?;
            for (_, ranges) in WEEK.into_iter().zip(&mut week).filter(|(day, _)| days.contains(*day)) {
                if ranges.iter().any(|other| other.start < range.end && range.start < other.end) {
                    return Err(HoursProblem::Overlap { part: part.to_owned() });
                }
                ranges.push(range);
            }
        }
    }
    if !any {
        return Err(HoursProblem::Form { part: text.trim().to_owned() });
    }
    let mut hours = Hours::default();
    for (day, mut ranges) in WEEK.into_iter().zip(week).filter(|(_, ranges)| !ranges.is_empty()) {
        ranges.sort_unstable();
        match hours.groups.iter_mut().find(|group| group.ranges == ranges) {
            Some(group) => group.days.insert(day),
            None => hours.groups.push(HoursGroup { days: [day].into_iter().collect(), ranges }),
        }
    }
    Ok(hours)
}

/// Where the first number stands that an hour's sign follows.
fn first_time(entry: &str) -> Option<usize> {
    let mut number = None;
    for (at, c) in entry.char_indices() {
        if c.is_ascii_digit() {
            number = number.or(Some(at));
        } else if number.is_some() {
            let rest = entry.get(at..)?.trim_start();
            let after = rest
                .strip_prefix("gio")
                .or_else(|| rest.strip_prefix('h'))
                .or_else(|| rest.strip_prefix(':'));
            // `T2: 7h` has a colon behind a day, not an hour: no digit follows it at once.
            let is_time = after.is_some_and(|after| {
                !rest.starts_with(':') || after.starts_with(|c: char| c.is_ascii_digit())
            });
            if is_time {
                return number;
            }
            number = None;
        }
    }
    None
}

fn time_range(part: &str) -> Result<TimeRange, HoursProblem> {
    let wrong = || HoursProblem::Form { part: part.to_owned() };
    let ends = with_mark(part, &[" den ", " to ", "–", "—"], "-");
    let (start, end) = ends.split_once('-').ok_or_else(wrong)?;
    let time = |text: &str| {
        parse_time(text).map_err(|problem| match problem {
            TimeProblem::Form | TimeProblem::Range { .. } => wrong(),
            problem => HoursProblem::Time { part: text.trim().to_owned(), problem },
        })
    };
    let range = TimeRange { start: time(start)?, end: time(end)? };
    if range.start < range.end { Ok(range) } else { Err(HoursProblem::Order { part: part.to_owned() }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::value::time::typed;

    /// Each group as `1-5:7h30-11h30,13h30-17h`, days from Monday as 1.
    fn written(hours: &Hours) -> String {
        let groups = hours.groups().iter().map(|group| {
            let runs = group.days.runs().into_iter().map(|(first, last)| {
                format!("{}-{}", first.to_monday_one_offset(), last.to_monday_one_offset())
            });
            let ranges =
                group.ranges.iter().map(|range| format!("{}-{}", typed(range.start), typed(range.end)));
            format!("{}:{}", runs.collect::<Vec<_>>().join("+"), ranges.collect::<Vec<_>>().join(","))
        });
        groups.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn hours_are_read_into_one_form() {
        let office = "1-5:7h30-11h30,13h30-17h 6-6:7h30-11h30";
        for (text, right) in [
            ("T2-T6 7h30-11h30, 13h30-17h; T7 7h30-11h30", office),
            ("T7 7h30-11h30; T2-T6 13h30-17h, 7h30-11h30", office),
            ("Thứ 2 đến thứ 6: 07:30 - 11:30, 13:30 – 17:00\nThứ 7: 07:30-11:30", office),
            ("T2, T3, T4, T5, T6 7h30-11h30 và 13h30-17h; T7 7h30-11h30;", office),
            ("mon-fri 7:30-11:30, 13:30-17:00; sat 7:30-11:30", office),
            ("T2-T6 7 giờ 30 đến 11 giờ 30; T2-T6 13h30-17h; T7 7h30-11h30", office),
            ("T2 7h-11h; T4 7h-11h", "1-1+3-3:7h-11h"),
            ("T2: 7h-11h", "1-1:7h-11h"),
            ("hằng ngày 7h-19h", "1-7:7h-19h"),
            ("T2 7h-11h, 11h-13h", "1-1:7h-11h,11h-13h"),
        ] {
            assert_eq!(parse_hours(text).as_ref().map(written), Ok(right.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_hours_is_refused_where_it_fails() {
        use HoursProblem::{Days, Form, NoDays, Order, Overlap};
        let part = |text: &str| text.to_owned();
        for (text, problem) in [
            ("", Form { part: part("") }),
            (";", Form { part: part(";") }),
            ("giờ hành chính", Form { part: part("gio hanh chinh") }),
            ("7h30-11h30", NoDays { part: part("7h30-11h30") }),
            ("T2", Form { part: part("t2") }),
            ("T8 7h-8h", Days(WeekdayProblem::Form { part: part("t8") })),
            ("T2 7h", Form { part: part("7h") }),
            ("T2 7-11h", Days(WeekdayProblem::Form { part: part("t2 7-") })),
            ("T2 7h-11", Form { part: part("7h-11") }),
            ("T2 11h-7h", Order { part: part("11h-7h") }),
            ("T2 7h-7h", Order { part: part("7h-7h") }),
            ("T2 7h-11h, 10h-12h", Overlap { part: part("10h-12h") }),
            ("T2-T6 7h-11h; T4 10h-12h", Overlap { part: part("10h-12h") }),
            ("T2 7h-24h", HoursProblem::Time { part: part("24h"), problem: TimeProblem::OutOfDay }),
            ("T2 7h-11h, T3 7h-11h", Form { part: part("t3 7h-11h") }),
        ] {
            assert_eq!(parse_hours(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn a_closed_day_has_no_hours() {
        let hours = parse_hours("T2-T6 7h-11h").unwrap();
        assert!(hours.on(Weekday::Sunday).is_empty());
        assert_eq!(hours.on(Weekday::Friday).len(), 1);
    }
}
