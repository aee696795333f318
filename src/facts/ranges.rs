//! What the end of a range says about its beginning, and a date about the weekday beside it:
//! `01/10 đến 31/10/2025` begins in 2025, `8–11 a.m.` at eight in the morning.

use super::Clock;
use super::Found;
use super::PartialDate;
use super::Value;
use super::numbers::plain;
use super::tokens::Gap;
use super::tokens::Reader;
use super::words;

/// Tokens that may stand between two members of a range.
const WIDEST_GAP: usize = 4;

pub fn complete(reader: &Reader<'_>, found: &mut [Found]) {
    // From the last pair to the first, so that a list of several hands its year on to the front.
    for second in (1..found.len()).rev() {
        let (front, back) = found.split_at_mut(second);
        let (Some(first), Some(last)) = (front.last_mut(), back.first_mut()) else {
            continue;
        };
        beside(reader, first, last);
        if joined(reader, first, last) {
            range(reader, first, last);
        }
    }
    for second in 1..found.len() {
        let (front, back) = found.split_at_mut(second);
        let (Some(first), Some(last)) = (front.last(), back.first_mut()) else {
            continue;
        };
        if !joined(reader, first, last) {
            continue;
        }
        if let (Value::Date(from), Value::Date(to)) = (&first.value, &mut last.value) {
            forward(*from, to);
        }
    }
}

/// Only connecting words and marks stand between the two, at least one of which connects.
fn joined(reader: &Reader<'_>, first: &Found, last: &Found) -> bool {
    let mut connects = false;
    let mut between = first.end..last.start;
    between.len() <= WIDEST_GAP
        && between.all(|at| {
            let word = reader.word(at);
            let joins = words::joins(word) || reader.is_mark(at, &['-', '–', '—', '&', '→']);
            connects |= joins || reader.is_mark(at, &[',']);
            reader.gap(at) != Gap::Break
                && (joins || words::fills(word) || reader.is_mark(at, &[',', ')', '(']))
        })
        && connects
        && reader.gap(last.start) != Gap::Break
}

fn range(reader: &Reader<'_>, first: &mut Found, last: &Found) {
    let opened = first.start.checked_sub(1).is_some_and(|before| words::opens_range(reader.word(before)));
    let dashed = reader.is_mark(first.end, &['-', '–', '—']) && first.end + 1 == last.start;
    let figure =
        if first.end == first.start + 1 && (opened || dashed) { reader.small(first.start, 2) } else { None };
    match (&mut first.value, &last.value) {
        (Value::Date(from), Value::Date(to)) => backward(from, *to),
        (Value::Number(_), Value::Date(to)) if to.day.is_some() => {
            if let Some(day) =
                figure.filter(|day| (1..=31).contains(day)).and_then(|day| i8::try_from(day).ok())
            {
                let mut from = PartialDate::new(None, None, Some(day));
                backward(&mut from, *to);
                first.value = Value::Date(from);
                first.also.extend(reader.digits(first.start).map(plain));
            }
        }
        (Value::Number(_), Value::Time(to)) => {
            if let Some(hour) = figure.filter(|hour| *hour < 24) {
                let afternoon =
                    last.clock == Clock::Half && *to >= 12 * 60 && hour < 12 && (hour + 12) * 60 < *to;
                first.also.extend(reader.digits(first.start).map(plain));
                first.value = Value::Time(if afternoon { hour + 12 } else { hour } * 60);
            }
        }
        (Value::Time(from), Value::Time(to)) => {
            let morning = *from;
            if last.clock == Clock::Half
                && first.clock == Clock::Plain
                && *to >= 12 * 60
                && morning + 12 * 60 < *to
            {
                *from = morning + 12 * 60;
                first.also.push(Value::Time(morning));
            }
        }
        (Value::Number(number), Value::Share(_)) => {
            let share = Value::Share(number.clone());
            first.also.push(share);
        }
        _ => {}
    }
}

/// Gives the beginning the year and month of the end.
fn backward(from: &mut PartialDate, to: PartialDate) {
    if from.month.is_none() && from.day.is_some() && to.day.is_some() && from.year.is_none() {
        from.month = to.month;
        if from.day > to.day {
            // `28 đến 05/11` begins in the month before; which year follows from that.
            from.month = to.month.map(|month| if month == 1 { 12 } else { month - 1 });
        }
    }
    if from.year.is_none()
        && from.month.is_some()
        && to.month.is_some()
        && from.day.is_some() == to.day.is_some()
    {
        let crosses = (from.month, from.day) > (to.month, to.day);
        from.year = to.year.map(|year| if crosses { year - 1 } else { year });
    }
}

/// Gives the end the year of the beginning.
fn forward(from: PartialDate, to: &mut PartialDate) {
    if to.year.is_none()
        && to.month.is_some()
        && from.month.is_some()
        && from.day.is_some() == to.day.is_some()
    {
        let crosses = (from.month, from.day) > (to.month, to.day);
        to.year = from.year.map(|year| if crosses { year + 1 } else { year });
    }
}

/// Tells a weekday which date it stands beside: `thứ Sáu, 31/10/2025`, `31 October 2025 (Friday)`.
fn beside(reader: &Reader<'_>, first: &mut Found, last: &mut Found) {
    let near = (first.end..last.start).all(|at| {
        reader.gap(at) != Gap::Break
            && (reader.is_mark(at, &[',', '(']) || matches!(reader.word(at), "ngày" | "the" | "on"))
    });
    if !near || last.start.saturating_sub(first.end) > 2 || reader.gap(last.start) == Gap::Break {
        return;
    }
    match (&first.value, &last.value) {
        (Value::Weekday(_), Value::Date(date)) if date.day.is_some() => first.date = Some(*date),
        // `31/10/2025, thứ Hai 03/11/2025`: a weekday belongs to the date behind it if there is one.
        (Value::Date(date), Value::Weekday(_)) if date.day.is_some() && last.date.is_none() => {
            last.date = Some(*date);
        }
        _ => {}
    }
}
