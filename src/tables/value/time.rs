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
    /// A time with AM or PM, as Excel writes it in English.
    TwelveHour {
        offer: Time,
    },
    /// Hour and minute with a dot, comma or hyphen between: `7.30` may be seven and a half minutes past something, or a
    /// number that a spreadsheet made of a time.
    Mark {
        offer: Time,
    },
}

/// Reads a time of day. Seconds are taken only where they are zero.
pub fn parse_time(text: &str) -> Result<Time, TimeProblem> {
    let text = fold(text);
    let (clock, half) = match text
        .strip_suffix("am")
        .map(|rest| (rest, 0))
        .or(text.strip_suffix("pm").map(|rest| (rest, 12)))
    {
        Some((clock, half)) => (clock.trim_end(), Some(half)),
        None => (text.as_str(), None),
    };
    let time = clock_time(clock)?;
    let Some(half) = half else { return Ok(time) };
    let hour = time.hour() % 12 + half;
    if time.hour() > 12 {
        return Err(TimeProblem::Form);
    }
    let offer = Time::new(hour, time.minute(), 0, 0).map_err(|_| TimeProblem::Form)?;
    Err(TimeProblem::TwelveHour { offer })
}

/// The time as an officer types it: `7h30`, `19h`.
pub fn typed(time: Time) -> String {
    match time.minute() {
        0 => format!("{}h", time.hour()),
        minute => format!("{}h{minute:02}", time.hour()),
    }
}

fn clock_time(text: &str) -> Result<Time, TimeProblem> {
    let (hour, minute) = if let Some((hour, minute)) = text.split_once("gio") {
        let minute = minute.trim();
        (hour, minute.strip_suffix("phut").unwrap_or(minute).trim())
    } else if let Some((hour, minute)) = text.split_once('h') {
        (hour, minute.trim())
    } else if let Some((hour, minute)) = text.split_once(':') {
        let minute = minute.strip_suffix(":00").unwrap_or(minute);
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
            ("7h-11h", Form),
            ("pm", Form),
            ("13:00 PM", Form),
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
        for (text, right) in
            [("1:30 PM", "13h30"), ("12:00 AM", "0h"), ("12:15 pm", "12h15"), ("7:05 AM", "7h05")]
        {
            let Err(TimeProblem::TwelveHour { offer }) = parse_time(text) else { panic!("{text}") };
            assert_eq!(typed(offer), right);
        }
    }
}
