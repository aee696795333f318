//! Times of day: `19h`, `7h30`, `07:30`, `7 giờ 30`.

use jiff::civil::Time;

use super::number::digits;
use crate::text::fold;

/// Why a text is no time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeProblem {
    Form,
    /// An hour above 23, or a minute above 59; `24h` is `0h` of the next day, or `23h59`.
    OutOfDay,
    /// A time on the twelve-hour clock: AM and PM, or SA and CH, as Excel writes it, or `2h chiều`.
    TwelveHour {
        offer: Time,
    },
    /// Hour and minute with a dot, comma or hyphen between: `7.30` may be seven and a half minutes past something, or a
    /// number that a spreadsheet made of a time.
    Mark {
        offer: Time,
    },
    /// Start and end in one cell; the first such range where there are several.
    Range {
        start: Time,
        end: Time,
        several: bool,
    },
}

/// Reads a time of day. Seconds are taken only where they are zero.
pub fn parse_time(text: &str) -> Result<Time, TimeProblem> {
    let text = fold(text);
    if let Some(problem) = ranges(&text) {
        return Err(problem);
    }
    let half = HALVES.iter().find_map(|(word, half)| Some((text.strip_suffix(word)?.trim_end(), *half)));
    let Some((clock, half)) = half else { return clock_time(&text) };
    let time = clock_time(clock)?;
    let hour = match half {
        Half::Morning => time.hour() % 12,
        Half::Noon if time.hour() >= 10 => time.hour(),
        Half::Noon | Half::Afternoon => time.hour() % 12 + 12,
    };
    // `19h tối` says the same twice.
    let fits = time.hour() <= 12 || hour == time.hour();
    let offer = Time::new(hour, time.minute(), 0, 0).ok().filter(|_| fits).ok_or(TimeProblem::Form)?;
    Err(TimeProblem::TwelveHour { offer })
}

/// A half of the day, behind a time on the twelve-hour clock.
#[derive(Clone, Copy)]
enum Half {
    Morning,
    Noon,
    Afternoon,
}

/// Words of halves, folded. `SA` and `CH` are what Windows writes in Vietnamese.
const HALVES: [(&str, Half); 8] = [
    ("am", Half::Morning),
    ("pm", Half::Afternoon),
    ("sang", Half::Morning),
    ("sa", Half::Morning),
    ("trua", Half::Noon),
    ("chieu", Half::Afternoon),
    ("ch", Half::Afternoon),
    ("toi", Half::Afternoon),
];

/// Start and end in one cell: `7h30-11h`, `từ 7h30 đến 11h`; of several such ranges the first.
fn ranges(text: &str) -> Option<TimeProblem> {
    let listed = text.replace(" va ", ",");
    let mut all = listed.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(range);
    let (start, end) = all.next()??;
    let mut several = false;
    for other in all {
        other?;
        several = true;
    }
    Some(TimeProblem::Range { start, end, several })
}

fn range(text: &str) -> Option<(Time, Time)> {
    let text = text.strip_prefix("tu ").unwrap_or(text).replace(['–', '—', '−', '~'], "-");
    let (start, end) = text.split_once(" den ").or_else(|| text.split_once('-'))?;
    let end_time = meant(end.trim())?;
    // `7-11h`: the first hour borrows the word of the second.
    let start = start.trim();
    let start_time = meant(start).or_else(|| {
        let hour = digits(start, 1..=2)?;
        Time::new(i8::try_from(hour).ok()?, 0, 0, 0).ok()
    })?;
    Some((start_time, end_time))
}

/// The time that is meant, whether or not it can be taken as it stands.
fn meant(text: &str) -> Option<Time> {
    if text.contains('-') || text.contains(" den ") {
        return None;
    }
    match parse_time(text) {
        Ok(time) | Err(TimeProblem::TwelveHour { offer: time } | TimeProblem::Mark { offer: time }) => {
            Some(time)
        }
        Err(_) => None,
    }
}

/// The time as an officer types it: `7h30`, `19h`.
pub fn typed(time: Time) -> String {
    match time.minute() {
        0 => format!("{}h", time.hour()),
        minute => format!("{}h{minute:02}", time.hour()),
    }
}

/// Minutes without the word or the sign that may stand behind them: `30 phút`, `30p`, `30'`.
fn without_minutes(text: &str) -> &str {
    let signs = ["phut", "ph", "p", "'", "’", "′"];
    let number = signs.iter().find_map(|sign| text.strip_suffix(sign)).map(str::trim_end);
    number.filter(|number| !number.is_empty()).unwrap_or(text)
}

fn clock_time(text: &str) -> Result<Time, TimeProblem> {
    let (hour, minute) = if let Some((hour, minute)) = text.split_once("gio") {
        let minute = minute.trim();
        (hour, without_minutes(minute))
    } else if let Some((hour, minute)) = text.split_once('h') {
        (hour, without_minutes(minute.trim()))
    } else if let Some((hour, minute)) = text.split_once(':') {
        let minute = minute.strip_suffix(":00").unwrap_or(minute).trim();
        // `7:` is a time that somebody did not finish.
        (hour, if minute.is_empty() { "?" } else { minute })
    } else {
        return Err(marked(text).map_or(TimeProblem::Form, |offer| TimeProblem::Mark { offer }));
    };
    let hour = digits(hour.trim(), 1..=2).ok_or(TimeProblem::Form)?;
    // A minute of one digit may lack its first or its last one.
    let minute = if minute.is_empty() { 0 } else { digits(minute, 2..=2).ok_or(TimeProblem::Form)? };
    let (Ok(hour), Ok(minute)) = (i8::try_from(hour), i8::try_from(minute)) else {
        return Err(TimeProblem::Form);
    };
    Time::new(hour, minute, 0, 0).map_err(|_| TimeProblem::OutOfDay)
}

/// The time that `7.30`, `19,00`, `7-30` or `7g30` was likely meant to be.
fn marked(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(['.', ',', '-', 'g'])?;
    let hour = digits(hour.trim(), 1..=2)?;
    let minute = if minute.is_empty() && text.ends_with('g') { 0 } else { digits(minute.trim(), 2..=2)? };
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;

    #[test]
    fn times_are_read_as_officers_write_them() {
        for (text, hour, minute) in [
            ("19h", 19, 0),
            ("7h30", 7, 30),
            ("07:30", 7, 30),
            ("7 giờ 30", 7, 30),
            ("7 giờ", 7, 0),
            ("7H30", 7, 30),
            ("07h00", 7, 0),
            ("7 giờ 30 phút", 7, 30),
            ("7:30:00", 7, 30),
            (" 7h 30 ", 7, 30),
            ("0h", 0, 0),
            ("23:59", 23, 59),
            ("7 GIỜ 05", 7, 5),
            ("7giờ30", 7, 30),
            ("7h30 phút", 7, 30),
            ("7h30p", 7, 30),
            ("7h30'", 7, 30),
            ("07 : 30", 7, 30),
        ] {
            assert_eq!(parse_time(text), Ok(time(hour, minute, 0, 0)), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        use TimeProblem::{Form, OutOfDay};
        for (text, problem) in [
            ("24h", OutOfDay),
            ("24:00", OutOfDay),
            ("7h60", OutOfDay),
            ("99h", OutOfDay),
            ("", Form),
            ("7", Form),
            ("7.3", Form),
            ("7.60", Form),
            ("25.30", Form),
            ("g", Form),
            ("7h5", Form),
            ("7:", Form),
            ("h30", Form),
            ("sáng", Form),
            ("-7h", Form),
            ("7h30h", Form),
            ("7:30:15", Form),
            ("107h", Form),
            ("7h'", Form),
            ("pm", Form),
            ("13:00 AM", Form),
            ("7h-", Form),
            ("7h-11", Form),
            ("7h-9h-11h", Form),
            ("7h-11h, chiều", Form),
        ] {
            assert_eq!(parse_time(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn a_time_with_another_mark_offers_the_right_form() {
        for (text, right) in [
            ("7.30", "7h30"),
            ("07,30", "7h30"),
            ("19.00", "19h"),
            ("13-30", "13h30"),
            ("7g30", "7h30"),
            ("8g", "8h"),
        ] {
            let Err(TimeProblem::Mark { offer }) = parse_time(text) else { panic!("{text}") };
            assert_eq!(typed(offer), right);
        }
    }

    #[test]
    fn a_time_with_pm_offers_the_hour_of_the_day() {
        for (text, right) in [
            ("1:30 PM", "13h30"),
            ("12:00 AM", "0h"),
            ("12:15 pm", "12h15"),
            ("7:05 AM", "7h05"),
            ("7:30 SA", "7h30"),
            ("2:00:00 CH", "14h"),
            ("2h chiều", "14h"),
            ("11h30 trưa", "11h30"),
            ("1 giờ trưa", "13h"),
            ("7 giờ tối", "19h"),
            ("19h tối", "19h"),
        ] {
            let Err(TimeProblem::TwelveHour { offer }) = parse_time(text) else { panic!("{text}") };
            assert_eq!(typed(offer), right, "{text}");
        }
    }

    #[test]
    fn a_start_and_an_end_in_one_cell_are_told_apart() {
        for (text, from, to, more) in [
            ("07:30-11:00", "7h30", "11h", false),
            ("7h30 – 11h30", "7h30", "11h30", false),
            ("từ 7h30 đến 11 giờ", "7h30", "11h", false),
            ("7-11h", "7h", "11h", false),
            ("7g30-11g", "7h30", "11h", false),
            ("7h sáng - 2h chiều", "7h", "14h", false),
            ("7h-11h; 13h-17h", "7h", "11h", true),
            ("7h-11h và 13h-17h", "7h", "11h", true),
        ] {
            let Err(TimeProblem::Range { start, end, several }) = parse_time(text) else { panic!("{text}") };
            assert_eq!((typed(start).as_str(), typed(end).as_str(), several), (from, to, more), "{text}");
        }
    }
}
