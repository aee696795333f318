//! Inline SVG charts for progress pages: a bar (a value beside its target) and a line (a course over time).
//!
//! Geometry and accessibility only. Words, numbers and dates come ready from the caller, who knows the
//! language; colours belong to the theme, which reaches every part through its class: `chart` and `chart-bar`
//! on the `svg` element, `chart-line`, `chart-fill`, `chart-target`, `chart-axis`, `chart-grid`,
//! `chart-label` and `chart-point` inside. The presentation attributes written here (`currentColor`
//! throughout) keep a chart legible without any style sheet, and any CSS rule overrides them.
//!
//! All arithmetic is on integers, in tenths of a unit of the viewBox, so the same input gives the same bytes
//! on every machine. The viewBox is 320 units wide: on a phone 360 px wide, a label of 12 units is about 12
//! px high.

use std::borrow::Cow;
use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::Date;

/// A value beside its target.
#[derive(Clone, Copy, Debug)]
pub struct Bar<'a> {
    /// What has been reached.
    pub value: u64,
    /// What should be reached. Without it the bar fills its whole length and measures nothing.
    pub target: Option<u64>,
    /// The accessible name: what is measured, and where.
    pub title: &'a str,
    /// The chart told in a sentence, for those who cannot see it; may be empty.
    pub description: &'a str,
    /// The words above the bar. Wrapped where they are too long for a line.
    pub value_text: &'a str,
    /// The words below the bar, under the mark of the target.
    pub target_text: Option<&'a str>,
    /// A prefix unique on the page, for the ids that tie the name to the chart. Empty: the chart has no ids,
    /// and its name is repeated in an attribute.
    pub id: &'a str,
}

/// A value on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The day the value is of (as of), not the day it was reported.
    pub date: Date,
    /// The value on that day.
    pub value: u64,
}

/// A course over time.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// In any order; of several values on one day the last counts.
    pub points: &'a [Point],
    /// What should be reached, with its label.
    pub target: Option<(u64, &'a str)>,
    /// The accessible name: what is measured, and where.
    pub title: &'a str,
    /// The chart told in a sentence (first, last, target), for those who cannot see it; may be empty.
    pub description: &'a str,
    /// Writes a value, for the axis and for the last point.
    pub y_text: &'a dyn Fn(u64) -> String,
    /// Writes a day, for the axis; short, as up to three stand side by side.
    pub x_text: &'a dyn Fn(Date) -> String,
    /// As [`Bar::id`].
    pub id: &'a str,
}

/// The most points a line is drawn with.
pub const MAX_POINTS: usize = 60;

/// Draws a value beside its target as an `<svg>` element.
///
/// The longer of the two spans the chart. A target that was passed is marked inside the bar, in a gap, so
/// that the mark shows whatever the colours are.
#[must_use]
pub fn bar(bar: &Bar) -> String {
    let scale = bar.value.max(bar.target.unwrap_or(0));
    let mut labels = String::new();
    let mut baseline = 0;
    for line in wrap(bar.value_text) {
        baseline += LINE_HEIGHT;
        text(&mut labels, &line, Place::start(0, baseline), WIDTH);
    }
    let top = baseline + 80;
    let bottom = top + BAR_HEIGHT;
    let mark = bar.target.map(|target| scaled(target, scale, WIDTH).clamp(10, WIDTH - 10));

    let mut height = bottom + 50;
    if let Some(words) = bar.target_text {
        baseline = bottom + 40;
        for line in wrap(words) {
            baseline += LINE_HEIGHT - 20;
            text(&mut labels, &line, Place::under(mark.unwrap_or(0), baseline, width_of(&line)), WIDTH);
            baseline += 20;
        }
        height = baseline + 20;
    }

    let mut svg = open("chart chart-bar", height, bar.title, bar.description, bar.id);
    if mark.is_some() {
        push(
            &mut svg,
            format_args!(
                r#"<path class="chart-grid" d="{}" fill="currentColor" fill-opacity=".15"/>"#,
                rect(0, WIDTH, top, bottom)
            ),
        );
    }
    // The least value that is not nothing still shows.
    let end = if bar.value == 0 { 0 } else { scaled(bar.value, scale, WIDTH).max(10) };
    let pieces = match mark {
        Some(mark) => [(0, end.min(mark - 20)), (mark + 20, end)],
        None => [(0, end), (0, 0)],
    };
    let fill: String = pieces
        .into_iter()
        .filter(|(from, to)| from < to)
        .map(|(from, to)| rect(from, to, top, bottom))
        .collect();
    if !fill.is_empty() {
        push(&mut svg, format_args!(r#"<path class="chart-fill" d="{fill}" fill="currentColor"/>"#));
    }
    if let Some(mark) = mark {
        push(
            &mut svg,
            format_args!(
                r#"<path class="chart-target" d="M{} {}V{}" stroke="currentColor" stroke-width="2"/>"#,
                Tenths(mark),
                Tenths(top - 40),
                Tenths(bottom + 40)
            ),
        );
    }
    close(svg, &labels)
}

/// Draws a course over time as an `<svg>` element; `None` where there are fewer than two days to join.
///
/// The y axis starts at 0, so that heights can be compared. Days lie on the x axis at their true distance:
/// where nothing was reported for a week, the line crosses a week.
#[must_use]
pub fn line(line: &Line) -> Option<String> {
    let points = thin(line.points);
    let (first, last) = (*points.first()?, *points.last()?);
    let days = days_between(first.date, last.date);
    if days == 0 {
        return None;
    }
    let highest = points.iter().map(|point| point.value).max()?;
    let top_value = highest.max(line.target.map_or(0, |(target, _)| target)).max(1);

    let mut labels = String::new();
    let ticks: Vec<(u64, String)> =
        ticks(top_value).into_iter().map(|value| (value, (line.y_text)(value))).collect();
    let gutter = ticks.iter().map(|(_, words)| width_of(words)).max().unwrap_or(0).min(MAX_GUTTER);
    let left = gutter + 60;
    let y_of = |value| PLOT_BOTTOM - scaled(value, top_value, PLOT_BOTTOM - PLOT_TOP);
    let x_of = |date| left + scaled(days_between(first.date, date), days, PLOT_RIGHT - left);

    let mut grid = String::new();
    for (value, words) in &ticks {
        let y = y_of(*value);
        if *value > 0 {
            push(&mut grid, format_args!("M{} {}H{}", Tenths(left), Tenths(y), Tenths(PLOT_RIGHT)));
        }
        text(&mut labels, words, Place::end(gutter, y + 40), gutter);
    }
    let mut axis = format!("M{} {}H{}", Tenths(left), Tenths(PLOT_BOTTOM), Tenths(PLOT_RIGHT));
    for date in dates(line, first.date, last.date, left, &x_of, &mut labels) {
        push(&mut axis, format_args!("M{} {}v4", Tenths(x_of(date)), Tenths(PLOT_BOTTOM)));
    }

    let course: Vec<(i64, i64)> = points.iter().map(|point| (x_of(point.date), y_of(point.value))).collect();
    let mut path = String::new();
    for (nth, (x, y)) in course.iter().enumerate() {
        // After the first pair of a move, further pairs are lines.
        path.push(if nth == 0 { 'M' } else { ' ' });
        Tenths(*x).write(&mut |part| path.push_str(part));
        path.push(' ');
        Tenths(*y).write(&mut |part| path.push_str(part));
    }

    let mut svg = open("chart", HEIGHT, line.title, line.description, line.id);
    push(
        &mut svg,
        format_args!(
            r#"<path class="chart-grid" d="{grid}" stroke="currentColor" stroke-opacity=".2"/><path class="chart-axis" d="{axis}" stroke="currentColor" stroke-opacity=".6"/><path class="chart-fill" d="{path}V{bottom}H{left}Z" fill="currentColor" fill-opacity=".12"/>"#,
            bottom = Tenths(PLOT_BOTTOM),
            left = Tenths(left),
        ),
    );
    let last_at = (PLOT_RIGHT, y_of(last.value));
    let target_y = line.target.map(|(target, _)| y_of(target));
    let last_words = (line.y_text)(last.value);
    let (last_place, last_box) = last_label(&last_words, left, last_at, target_y, &course);
    if let (Some((_, words)), Some(y)) = (line.target, target_y) {
        push(
            &mut svg,
            format_args!(
                r#"<path class="chart-target" d="M{} {}H{}" stroke="currentColor" stroke-width="1.5" stroke-dasharray="5 4"/>"#,
                Tenths(left),
                Tenths(y),
                Tenths(PLOT_RIGHT)
            ),
        );
        text(&mut labels, words, target_label(words, left, y, last_box, &course), PLOT_RIGHT - left);
    }
    text(&mut labels, &last_words, last_place, PLOT_RIGHT - left);
    push(
        &mut svg,
        format_args!(
            r#"<path class="chart-line" d="{path}" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/><circle class="chart-point" cx="{}" cy="{}" r="3" fill="currentColor"/>"#,
            Tenths(last_at.0),
            Tenths(last_at.1)
        ),
    );
    Some(close(svg, &labels))
}

/// At most [`MAX_POINTS`] of the points, by date and one a day: the first, the last, a highest and a lowest
/// one always, and of the rest those that shape the line most.
///
/// The rest is chosen by Largest-Triangle-Three-Buckets (Sveinn Steinarsson, "Downsampling Time Series for
/// Visual Representation", University of Iceland, 2013), which alone would not promise to keep the extremes.
#[must_use]
pub fn thin(points: &[Point]) -> Vec<Point> {
    let mut sorted: Vec<Point> = Vec::with_capacity(points.len());
    let mut by_date = points.to_vec();
    by_date.sort_by_key(|point| point.date);
    for point in by_date {
        match sorted.last_mut() {
            Some(last) if last.date == point.date => *last = point,
            _ => sorted.push(point),
        }
    }
    let [first, inner @ .., last] = sorted.as_slice() else {
        return sorted;
    };
    if sorted.len() <= MAX_POINTS {
        return sorted;
    }

    // Two places are kept free for the extremes.
    let buckets = MAX_POINTS - 4;
    let bucket =
        |nth: usize| inner.get(nth * inner.len() / buckets..(nth + 1) * inner.len() / buckets).unwrap_or(&[]);
    let mut kept = vec![*first];
    let mut previous = *first;
    for nth in 0..buckets {
        let next = if nth + 1 < buckets { bucket(nth + 1) } else { std::slice::from_ref(last) };
        let mean = mean(previous, next);
        // The first of equals, so that the choice does not hang on how a maximum is looked for.
        let largest = bucket(nth).iter().rev().max_by_key(|point| triangle(previous, **point, mean));
        if let Some(point) = largest {
            kept.push(*point);
            previous = *point;
        }
    }
    kept.push(*last);
    kept.extend(inner.iter().rev().max_by_key(|point| point.value));
    kept.extend(inner.iter().min_by_key(|point| point.value));
    kept.sort_by_key(|point| point.date);
    kept.dedup_by_key(|point| point.date);
    kept
}

/// The area of the triangle between a point kept, a candidate and the mean of the next bucket, as [`mean`]
/// gives it; in no unit, but comparable within a bucket. A date has under 2^23 days and a bucket no more
/// points than there are days, so that all products stay below 2^112.
fn triangle(kept: Point, candidate: Point, (mean_x, mean_y): (i128, i128)) -> u128 {
    let (x, y) = seen_from(kept, candidate);
    (mean_x * y - x * mean_y).unsigned_abs()
}

/// The mean of a bucket seen from a point kept, times the points it has.
fn mean(kept: Point, bucket: &[Point]) -> (i128, i128) {
    let seen = bucket.iter().map(|point| seen_from(kept, *point));
    seen.fold((0, 0), |sum, (x, y)| (sum.0 + x, sum.1 + y))
}

/// How many days behind a point kept another lies, and how far above it.
fn seen_from(kept: Point, point: Point) -> (i128, i128) {
    let x = i128::from(days_between(kept.date, point.date));
    (x, i128::from(point.value) - i128::from(kept.value))
}

// Lengths, all in tenths of a unit.
const WIDTH: i64 = 3200;
const HEIGHT: i64 = 1500;
const LINE_HEIGHT: i64 = 160;
const BAR_HEIGHT: i64 = 160;
/// Leaves room for a label over the highest point.
const PLOT_TOP: i64 = 200;
const PLOT_BOTTOM: i64 = 1280;
/// Leaves room for half the mark of the last point.
const PLOT_RIGHT: i64 = 3160;
/// The most that the labels of the y axis may take away from the plot; longer ones are squeezed.
const MAX_GUTTER: i64 = 1300;
/// From the baseline of a label up to its top, with the marks that Vietnamese sets over capitals.
const ASCENT: i64 = 110;
/// From the baseline of a label down to its bottom.
const DESCENT: i64 = 30;

/// A length in tenths of a unit, written with at most one decimal.
struct Tenths(i64);

impl Tenths {
    /// What [`Display`](std::fmt::Display) writes; a course is some hundred lengths, and formatting costs more than they.
    fn write(&self, write: &mut impl FnMut(&str)) {
        if self.0 < 0 {
            write("-");
        }
        let (whole, tenth) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        let mut digits = itoa::Buffer::new();
        write(digits.format(whole));
        if tenth > 0 {
            write(".");
            write(digits.format(tenth));
        }
    }
}

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut result = Ok(());
        self.write(&mut |part| result = result.and_then(|()| f.write_str(part)));
        result
    }
}

/// Where a label stands: its anchor and its baseline.
#[derive(Clone, Copy, Debug)]
struct Place {
    x: i64,
    baseline: i64,
    anchor: Anchor,
}

#[derive(Clone, Copy, Debug)]
enum Anchor {
    Start,
    Middle,
    End,
}

impl Place {
    fn start(x: i64, baseline: i64) -> Place {
        Place { x, baseline, anchor: Anchor::Start }
    }

    fn middle(x: i64, baseline: i64) -> Place {
        Place { x, baseline, anchor: Anchor::Middle }
    }

    fn end(x: i64, baseline: i64) -> Place {
        Place { x, baseline, anchor: Anchor::End }
    }

    /// Centred on `x`, or against the edge of the chart where it would cross it.
    fn under(x: i64, baseline: i64, width: i64) -> Place {
        if x * 2 < width {
            Place::start(0, baseline)
        } else if (WIDTH - x) * 2 < width {
            Place::end(WIDTH, baseline)
        } else {
            Place::middle(x, baseline)
        }
    }

    /// The room that a label of this width takes here.
    fn room(self, width: i64) -> Room {
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2,
            Anchor::End => self.x - width,
        };
        Room { left, right: left + width, top: self.baseline - ASCENT, bottom: self.baseline + DESCENT }
    }
}

/// An upright rectangle; y grows downwards.
#[derive(Clone, Copy, Debug)]
struct Room {
    left: i64,
    right: i64,
    top: i64,
    bottom: i64,
}

impl Room {
    fn overlaps(self, other: Room) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn is_crossed_at(self, y: i64) -> bool {
        self.top < y && y < self.bottom
    }

    /// How many pieces of the course, which runs from left to right, pass through.
    fn crossings(self, course: &[(i64, i64)]) -> usize {
        let passes = |from: (i64, i64), to: (i64, i64)| {
            let (start, end) = (from.0.max(self.left), to.0.min(self.right));
            if start > end {
                return false;
            }
            let at = |x| {
                if to.0 == from.0 { to.1 } else { from.1 + (to.1 - from.1) * (x - from.0) / (to.0 - from.0) }
            };
            let (one, other) = (at(start), at(end));
            one.min(other) < self.bottom && one.max(other) > self.top
        };
        course.windows(2).filter(|pair| matches!(pair, [from, to] if passes(*from, *to))).count()
    }
}

/// Finds a place for the label of the last value: over or under its point, as near as the line and the
/// target's line leave room.
fn last_label(
    words: &str,
    left: i64,
    (x, y): (i64, i64),
    target_y: Option<i64>,
    course: &[(i64, i64)],
) -> (Place, Room) {
    let width = width_of(words).min(PLOT_RIGHT - left);
    let above = Place::end(x, (y - 80).max(ASCENT));
    let steps = (0..8).map(|nth| nth * 40);
    let places = steps.flat_map(|step| [Place::end(x, y - 80 - step), Place::end(x, y + 80 + ASCENT + step)]);
    let best = places
        .filter(|place| place.baseline >= ASCENT && place.baseline + DESCENT <= PLOT_BOTTOM)
        .min_by_key(|place| {
            let room = place.room(width);
            let on_target = target_y.is_some_and(|y| room.is_crossed_at(y));
            room.crossings(course) + usize::from(on_target)
        })
        .unwrap_or(above);
    (best, best.room(width))
}

/// Finds a place for the target's label along the target's line, clear of the last value's label first of
/// all, then of the line.
fn target_label(words: &str, left: i64, y: i64, taken: Room, course: &[(i64, i64)]) -> Place {
    let width = width_of(words).min(PLOT_RIGHT - left);
    let above = y - 50;
    let below = y + 30 + ASCENT;
    [above, below]
        .into_iter()
        .flat_map(|baseline| {
            [
                Place::start(left, baseline),
                Place::middle(i64::midpoint(left, PLOT_RIGHT), baseline),
                Place::end(PLOT_RIGHT, baseline),
            ]
        })
        .filter(|place| place.baseline >= ASCENT && place.baseline + DESCENT <= PLOT_BOTTOM)
        .min_by_key(|place| {
            let room = place.room(width);
            (room.overlaps(taken), room.crossings(course))
        })
        .unwrap_or(Place::start(left, above.max(ASCENT)))
}

/// Labels the x axis with the first and the last day, and with the one half-way where there is room; returns
/// the days labelled.
fn dates(
    line: &Line,
    first: Date,
    last: Date,
    left: i64,
    x_of: &dyn Fn(Date) -> i64,
    labels: &mut String,
) -> Vec<Date> {
    const BASELINE: i64 = PLOT_BOTTOM + 180;
    const GAP: i64 = 100;
    let (first_words, last_words) = ((line.x_text)(first), (line.x_text)(last));
    let half = (WIDTH - GAP) / 2;
    let (first_width, last_width) = (width_of(&first_words).min(half), width_of(&last_words).min(half));
    // Pushed to the left, under the labels of the y axis, where the two would meet.
    let first_left = left.min(WIDTH - last_width - GAP - first_width);
    text(labels, &first_words, Place::start(first_left, BASELINE), half);
    text(labels, &last_words, Place::end(WIDTH, BASELINE), half);
    let mut labelled = vec![first, last];

    let days = i64::try_from(days_between(first, last) / 2).unwrap_or(0);
    if let Ok(middle) = first.checked_add(days.days())
        && middle > first
    {
        let words = (line.x_text)(middle);
        let room = Place::middle(x_of(middle), BASELINE).room(width_of(&words));
        if first_left + first_width + GAP <= room.left && room.right + GAP <= WIDTH - last_width {
            text(labels, &words, Place::middle(x_of(middle), BASELINE), WIDTH);
            labelled.push(middle);
        }
    }
    labelled
}

/// From 0 in steps of 1, 2 or 5 times a power of ten up to at most `top`: two to four ticks, where `top` is
/// not 0.
fn ticks(top: u64) -> Vec<u64> {
    let mut step: u64 = 1;
    let mut factors = [2, 5, 10].into_iter().cycle();
    let mut power: u64 = 1;
    while top / step > 3 {
        let factor = factors.next().unwrap_or(10);
        step = power.saturating_mul(factor);
        if factor == 10 {
            power = step;
        }
    }
    (0..=top / step).map(|nth| nth * step).collect()
}

/// `value` as a length where `whole` is `length` long, rounded to the nearest tenth, halves up; 0 of 0 is 0.
fn scaled(value: u64, whole: u64, length: i64) -> i64 {
    let whole = i128::from(whole.max(1));
    let product = i128::from(value) * i128::from(length);
    i64::try_from((product + whole / 2) / whole).unwrap_or(length)
}

/// The days from one date to a later one; 0 where it is not later.
fn days_between(from: Date, to: Date) -> u64 {
    // The length of a civil day is always 24 hours, as no time zone is involved.
    u64::try_from(from.duration_until(to).as_hours() / 24).unwrap_or(0)
}

/// The width of a label: 0.62 em for each character, a whole em for those of scripts further on, where they
/// are often as wide as high. Marks that combine take none.
fn width_of(words: &str) -> i64 {
    words.chars().map(width_of_char).sum::<i64>().saturating_add(9) / 10
}

/// In hundredths of a unit, at 12 units to the em.
fn width_of_char(char: char) -> i64 {
    match u32::from(char) {
        0x300..=0x36f => 0,
        0x1100..=0x1dff | 0x2e80.. => 1200,
        _ => 744,
    }
}

/// Breaks words into lines at blanks that may break, so that each fits the chart; a word longer than a line
/// stays whole.
fn wrap(words: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if width_of(line) + width_of(" ") + width_of(word) <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Adds a label. One that is too long for `room` is squeezed into it, and cut where it would be squeezed to
/// less than half: its words are in the description too.
fn text(labels: &mut String, words: &str, place: Place, room: i64) {
    if words.is_empty() {
        return;
    }
    let anchor = match place.anchor {
        Anchor::Start => "",
        Anchor::Middle => r#" text-anchor="middle""#,
        Anchor::End => r#" text-anchor="end""#,
    };
    labels.push_str("<text x=\"");
    Tenths(place.x).write(&mut |part| labels.push_str(part));
    labels.push_str("\" y=\"");
    Tenths(place.baseline).write(&mut |part| labels.push_str(part));
    labels.push('"');
    labels.push_str(anchor);
    let mut shown = Cow::Borrowed(words);
    let width = width_of(words);
    if width > room {
        if width > room * 2 {
            shown = Cow::Owned(cut(words, room * 2));
        }
        push(labels, format_args!(r#" textLength="{}" lengthAdjust="spacingAndGlyphs""#, Tenths(room)));
    }
    labels.push('>');
    labels.push_str(&escape(&shown));
    labels.push_str("</text>");
}

/// The beginning of the words, as far as it fits with an ellipsis.
fn cut(words: &str, room: i64) -> String {
    let mut left = (room - width_of("…")) * 10;
    let mut shown: String = words
        .chars()
        .take_while(|char| {
            left -= width_of_char(*char);
            left >= 0
        })
        .collect();
    shown.push('…');
    shown
}

fn rect(left: i64, right: i64, top: i64, bottom: i64) -> String {
    format!("M{} {}H{}V{}H{}Z", Tenths(left), Tenths(top), Tenths(right), Tenths(bottom), Tenths(left))
}

fn open(class: &str, height: i64, title: &str, description: &str, id: &str) -> String {
    // A blank would end the id in `aria-labelledby`.
    let id: String = id.chars().map(|char| if char.is_whitespace() { '-' } else { char }).collect();
    let (id, title, description) = (escape(&id), escape(title), escape(description));
    let mut svg =
        format!(r#"<svg class="{class}" viewBox="0 0 {} {}" role="img""#, Tenths(WIDTH), Tenths(height));
    let (title_id, description_id) = if id.is_empty() {
        let blank = if description.is_empty() { "" } else { " " };
        push(&mut svg, format_args!(r#" aria-label="{title}{blank}{description}">"#));
        (String::new(), String::new())
    } else {
        let second = if description.is_empty() { String::new() } else { format!(" {id}-d") };
        push(&mut svg, format_args!(r#" aria-labelledby="{id}-t{second}">"#));
        (format!(r#" id="{id}-t""#), format!(r#" id="{id}-d""#))
    };
    push(&mut svg, format_args!("<title{title_id}>{title}</title>"));
    if !description.is_empty() {
        push(&mut svg, format_args!("<desc{description_id}>{description}</desc>"));
    }
    svg
}

fn close(mut svg: String, labels: &str) -> String {
    if !labels.is_empty() {
        push(
            &mut svg,
            format_args!(r#"<g class="chart-label" font-size="12" fill="currentColor">{labels}</g>"#),
        );
    }
    svg.push_str("</svg>");
    svg
}

/// Makes text safe in element content and in quoted attributes; characters that XML does not allow are left
/// out.
fn escape(words: &str) -> Cow<'_, str> {
    // In UTF-8, 0xc2 begins the control characters from U+0080 on, and 0xef the two that XML leaves out.
    let is_plain =
        |byte: u8| byte >= 0x20 && !matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | 0x7f | 0xc2 | 0xef);
    if words.bytes().all(is_plain) {
        return Cow::Borrowed(words);
    }
    let mut escaped = String::with_capacity(words.len());
    for char in words.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if char.is_control() => {}
            _ => escaped.push(char),
        }
    }
    Cow::Owned(escaped)
}

#[expect(clippy::expect_used, reason = "a String takes whatever it is given")]
fn push(out: &mut String, words: std::fmt::Arguments) {
    out.write_fmt(words).expect("writing to a String cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn day(nth: u64) -> Date {
        date(2025, 10, 1).checked_add(i64::try_from(nth).unwrap().days()).unwrap()
    }

    fn points(values: &[(u64, u64)]) -> Vec<Point> {
        values.iter().map(|(nth, value)| Point { date: day(*nth), value: *value }).collect()
    }

    fn plain_bar(value: u64, target: Option<u64>) -> Bar<'static> {
        Bar {
            value,
            target,
            title: "Signatures",
            description: "",
            value_text: "so far",
            target_text: Some("target"),
            id: "s",
        }
    }

    fn draw(points: &[Point], target: Option<(u64, &str)>) -> Option<String> {
        line(&Line {
            points,
            target,
            title: "Signatures",
            description: "From 0 to 40.",
            y_text: &|value| value.to_string(),
            x_text: &|date| format!("{}/{}", date.day(), date.month()),
            id: "s",
        })
    }

    /// A linear congruential generator (Knuth's MMIX constants); the high bits are the good ones.
    struct Random(u64);

    impl Random {
        fn next(&mut self) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            self.0.rotate_left(31)
        }

        fn below(&mut self, end: u64) -> u64 {
            self.next() % end
        }

        /// Of any magnitude, 0 and the largest included.
        fn value(&mut self) -> u64 {
            match self.below(10) {
                0 => 0,
                1 => u64::MAX,
                _ => self.next() >> self.below(64),
            }
        }
    }

    fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
        let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        tag[from..].split('"').next()
    }

    fn number(words: &str) -> i64 {
        let (whole, tenth) = words.split_once('.').unwrap_or((words, "0"));
        assert_eq!(tenth.len(), 1, "more than a decimal in {words}");
        whole.parse::<i64>().unwrap() * 10 + tenth.parse::<i64>().unwrap()
    }

    /// Reads every coordinate back from the output; labels are measured as the module estimates them.
    fn assert_within_view_box(svg: &str) -> Vec<(String, Room)> {
        let height = number(attribute(svg, "viewBox").unwrap().rsplit(' ').next().unwrap());
        let mut rooms = Vec::new();
        for tag in svg.split('<').filter(|tag| !tag.is_empty()) {
            if let Some(d) = attribute(tag, "d") {
                let mut words = d.replace(['M', 'H', 'V', 'Z'], " ");
                words = words.replace("v4", " ");
                for word in words.split_whitespace() {
                    let number = number(word);
                    assert!((0..=WIDTH).contains(&number), "{number} in {tag}");
                }
                // A path without H, V or v is pairs of x and y.
                if !d.contains(['H', 'V', 'v']) {
                    let numbers: Vec<i64> = words.split_whitespace().map(number).collect();
                    assert!(numbers.chunks(2).all(|pair| (0..=height).contains(&pair[1])), "{tag}");
                }
            }
            if tag.starts_with("circle") {
                let (x, y) = (number(attribute(tag, "cx").unwrap()), number(attribute(tag, "cy").unwrap()));
                assert!(x >= 30 && x + 30 <= WIDTH && y >= 30 && y + 30 <= height, "{tag}");
            }
            if tag.starts_with("text ") {
                let (x, y) = (number(attribute(tag, "x").unwrap()), number(attribute(tag, "y").unwrap()));
                let words = tag.split('>').nth(1).unwrap();
                let width = attribute(tag, "textLength").map_or(width_of(words), number);
                let room = match attribute(tag, "text-anchor") {
                    None => Place::start(x, y),
                    Some("middle") => Place::middle(x, y),
                    Some(_) => Place::end(x, y),
                }
                .room(width);
                assert!(room.left >= 0 && room.right <= WIDTH, "{tag}");
                assert!(room.top >= 0 && y <= height, "{tag}");
                rooms.push((words.to_owned(), room));
            }
        }
        rooms
    }

    #[test]
    fn a_bar_is_written_like_this() {
        let svg = bar(&Bar { description: "400 of 1,000.", ..plain_bar(400, Some(1000)) });
        assert_eq!(
            svg,
            concat!(
                r#"<svg class="chart chart-bar" viewBox="0 0 320 62" role="img" aria-labelledby="s-t s-d">"#,
                r#"<title id="s-t">Signatures</title>"#,
                r#"<desc id="s-d">400 of 1,000.</desc>"#,
                r#"<path class="chart-grid" d="M0 24H320V40H0Z" fill="currentColor" fill-opacity=".15"/>"#,
                r#"<path class="chart-fill" d="M0 24H128V40H0Z" fill="currentColor"/>"#,
                r#"<path class="chart-target" d="M319 20V44" stroke="currentColor" stroke-width="2"/>"#,
                r#"<g class="chart-label" font-size="12" fill="currentColor">"#,
                r#"<text x="0" y="16">so far</text>"#,
                r#"<text x="320" y="58" text-anchor="end">target</text></g></svg>"#,
            )
        );
    }

    #[test]
    fn a_line_is_written_like_this() {
        let svg = draw(&points(&[(0, 0), (2, 10), (10, 40)]), Some((50, "target"))).unwrap();
        assert_eq!(
            svg,
            concat!(
                r#"<svg class="chart" viewBox="0 0 320 150" role="img" aria-labelledby="s-t s-d">"#,
                r#"<title id="s-t">Signatures</title>"#,
                r#"<desc id="s-d">From 0 to 40.</desc>"#,
                r#"<path class="chart-grid" d="M20.9 84.8H316M20.9 41.6H316" stroke="currentColor" stroke-opacity=".2"/>"#,
                r#"<path class="chart-axis" d="M20.9 128H316M20.9 128v4M316 128v4M168.5 128v4" stroke="currentColor" stroke-opacity=".6"/>"#,
                r#"<path class="chart-fill" d="M20.9 128 79.9 106.4 316 41.6V128H20.9Z" fill="currentColor" fill-opacity=".12"/>"#,
                r#"<path class="chart-target" d="M20.9 20H316" stroke="currentColor" stroke-width="1.5" stroke-dasharray="5 4"/>"#,
                r#"<path class="chart-line" d="M20.9 128 79.9 106.4 316 41.6" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/>"#,
                r#"<circle class="chart-point" cx="316" cy="41.6" r="3" fill="currentColor"/>"#,
                r#"<g class="chart-label" font-size="12" fill="currentColor">"#,
                r#"<text x="14.9" y="132" text-anchor="end">0</text>"#,
                r#"<text x="14.9" y="88.8" text-anchor="end">20</text>"#,
                r#"<text x="14.9" y="45.6" text-anchor="end">40</text>"#,
                r#"<text x="20.9" y="146">1/10</text>"#,
                r#"<text x="320" y="146" text-anchor="end">11/10</text>"#,
                r#"<text x="168.5" y="146" text-anchor="middle">6/10</text>"#,
                r#"<text x="20.9" y="15">target</text>"#,
                r#"<text x="316" y="33.6" text-anchor="end">40</text></g></svg>"#,
            )
        );
    }

    #[test]
    fn the_fill_of_a_bar_follows_value_and_target() {
        let cases = [
            (0, Some(0), None, Some("M1 20V44")),
            (5, Some(0), Some("M3 24H320V40H3Z"), Some("M1 20V44")),
            (0, Some(9), None, Some("M319 20V44")),
            (1, Some(1_000_000), Some("M0 24H1V40H0Z"), Some("M319 20V44")),
            (1000, Some(1000), Some("M0 24H317V40H0Z"), Some("M319 20V44")),
            // Over-fulfilled: the mark stands in a gap.
            (2000, Some(1000), Some("M0 24H158V40H0ZM162 24H320V40H162Z"), Some("M160 20V44")),
            (
                u64::MAX,
                Some(u64::MAX / 2 + 1),
                Some("M0 24H158V40H0ZM162 24H320V40H162Z"),
                Some("M160 20V44"),
            ),
            (u64::MAX / 2 + 1, Some(u64::MAX), Some("M0 24H160V40H0Z"), Some("M319 20V44")),
            (7, None, Some("M0 24H320V40H0Z"), None),
            (0, None, None, None),
        ];
        for (value, target, fill, mark) in cases {
            let svg = bar(&plain_bar(value, target));
            let path = |class: &str| {
                let tag = svg.split('<').find(|tag| tag.contains(&format!("class=\"{class}\"")))?;
                attribute(tag, "d")
            };
            assert_eq!(path("chart-fill"), fill, "{value} of {target:?}");
            assert_eq!(path("chart-target"), mark, "{value} of {target:?}");
        }
    }

    #[test]
    fn a_course_needs_two_days() {
        assert_eq!(draw(&[], None), None);
        assert_eq!(draw(&points(&[(0, 1)]), None), None);
        assert_eq!(draw(&points(&[(3, 1), (3, 2)]), None), None);
        assert!(draw(&points(&[(3, 1), (4, 1)]), None).is_some());
    }

    #[test]
    fn a_gap_in_time_is_a_gap_on_the_axis() {
        let svg = draw(&points(&[(0, 0), (1, 0), (10, 0)]), None).unwrap();
        let path = svg.split(r#"class="chart-line" d="M"#).nth(1).unwrap().split('"').next().unwrap();
        let xs: Vec<i64> = path.split(' ').step_by(2).map(number).collect();
        // A tenth for the rounding of each.
        assert!(((xs[1] - xs[0]) * 10 - (xs[2] - xs[0])).abs() <= 10, "{path}");
    }

    #[test]
    fn ticks_are_round_and_two_to_four() {
        let cases: [(u64, &[u64]); 9] = [
            (1, &[0, 1]),
            (3, &[0, 1, 2, 3]),
            (4, &[0, 2, 4]),
            (9, &[0, 5]),
            (61, &[0, 20, 40, 60]),
            (399, &[0, 100, 200, 300]),
            (400, &[0, 200, 400]),
            (3000, &[0, 1000, 2000, 3000]),
            (
                u64::MAX,
                &[0, 5_000_000_000_000_000_000, 10_000_000_000_000_000_000, 15_000_000_000_000_000_000],
            ),
        ];
        for (top, expected) in cases {
            assert_eq!(ticks(top), expected, "{top}");
        }
        let mut random = Random(7);
        for _ in 0..2000 {
            let top = random.value().max(1);
            let ticks = ticks(top);
            assert!((2..=4).contains(&ticks.len()), "{top}: {ticks:?}");
            assert!(ticks.iter().all(|tick| *tick <= top), "{top}: {ticks:?}");
        }
    }

    #[test]
    fn nothing_leaves_the_view_box_and_no_labels_meet() {
        let mut random = Random(2025);
        for round in 0..1500 {
            let count = 2 + random.below(90);
            let spread = 1 + random.below(400);
            let shift = random.below(64);
            let course: Vec<Point> = (0..count)
                .map(|_| Point { date: day(random.below(spread) * 7), value: random.value() >> shift })
                .collect();
            let words = "Chỉ tiêu đến hết ngày 31/10/2025, toàn xã và các ấp"
                .chars()
                .take(usize::try_from(random.below(60)).unwrap())
                .collect::<String>();
            let goal = random.value() >> shift;
            let target = (random.below(3) > 0).then_some((goal, words.as_str()));
            if let Some(svg) = draw(&course, target) {
                let rooms = assert_within_view_box(&svg);
                // Long words and huge numbers may leave no free place; labels of usual length always find
                // one.
                let usual = shift >= 40 && words.chars().count() <= 16;
                for (nth, (one, room)) in rooms.iter().enumerate().filter(|_| usual) {
                    for (other, taken) in rooms.iter().skip(nth + 1) {
                        let (room, taken) =
                            (Room { top: room.top + 20, ..*room }, Room { top: taken.top + 20, ..*taken });
                        assert!(!room.overlaps(taken), "round {round}: `{one}` and `{other}` in {svg}");
                    }
                }
            }
            let target = (random.below(3) > 0).then(|| random.value());
            let long = words.repeat(4);
            let svg = bar(&Bar {
                value_text: &long,
                target_text: Some(&words),
                ..plain_bar(random.value(), target)
            });
            assert_within_view_box(&svg);
        }
    }

    #[test]
    fn a_label_without_blanks_is_squeezed_then_cut() {
        let squeezed = bar(&Bar { value_text: &"x".repeat(60), ..plain_bar(1, None) });
        assert!(squeezed.contains(&format!(
            r#" textLength="320" lengthAdjust="spacingAndGlyphs">{}</text>"#,
            "x".repeat(60)
        )));
        let cut = bar(&Bar { value_text: &"x".repeat(100), ..plain_bar(1, None) });
        assert!(cut.contains(&format!(
            r#" textLength="320" lengthAdjust="spacingAndGlyphs">{}…</text>"#,
            "x".repeat(85)
        )));
    }

    #[test]
    fn long_dates_beside_a_wide_axis_do_not_meet() {
        for length in [1, 5, 10, 16, 20, 30, 90] {
            let svg = line(&Line {
                points: &points(&[(0, 1), (9, u64::MAX)]),
                target: None,
                title: "Signatures",
                description: "",
                y_text: &|value| value.to_string(),
                x_text: &|date| format!("{:>length$}", date.day()).replace(' ', "-"),
                id: "s",
            })
            .unwrap();
            let mut dates = assert_within_view_box(&svg);
            dates.retain(|(_, room)| room.bottom > PLOT_BOTTOM + 180);
            assert!(dates.len() >= 2);
            for (nth, (one, room)) in dates.iter().enumerate() {
                let rest = dates.iter().skip(nth + 1);
                assert!(rest.clone().all(|(_, other)| !room.overlaps(*other)), "`{one}` in {svg}");
            }
        }
    }

    #[test]
    fn thinning_keeps_the_ends_and_the_extremes() {
        let mut random = Random(1);
        for _ in 0..300 {
            let count = random.below(500);
            let course: Vec<Point> =
                (0..count).map(|_| Point { date: day(random.below(700)), value: random.value() }).collect();
            let mut days: Vec<Point> = Vec::new();
            for point in &course {
                days.retain(|other| other.date != point.date);
                days.push(*point);
            }
            days.sort_by_key(|point| point.date);
            let thinned = thin(&course);
            assert!(thinned.len() <= MAX_POINTS);
            assert!(thinned.len() >= days.len().min(MAX_POINTS - 2));
            assert!(thinned.is_sorted_by(|one, next| one.date < next.date));
            assert!(thinned.iter().all(|point| days.contains(point)));
            assert_eq!(thinned.first(), days.first());
            assert_eq!(thinned.last(), days.last());
            let values = |points: &[Point]| points.iter().map(|point| point.value).collect::<Vec<_>>();
            assert_eq!(values(&thinned).iter().max(), values(&days).iter().max());
            assert_eq!(values(&thinned).iter().min(), values(&days).iter().min());
        }
    }

    #[test]
    fn thinning_keeps_a_spike_and_a_dip_side_by_side() {
        let mut course = points(&(0..300).map(|nth| (nth, 1000)).collect::<Vec<_>>());
        course[150].value = 5000;
        course[151].value = 3;
        let thinned = thin(&course);
        assert!(thinned.contains(&course[150]) && thinned.contains(&course[151]));
    }

    #[test]
    fn dates_at_both_ends_of_the_calendar_and_huge_values_do_not_overflow() {
        let mut course = points(&(0..300).map(|nth| (nth, nth)).collect::<Vec<_>>());
        course.push(Point { date: Date::MIN, value: u64::MAX });
        course.push(Point { date: Date::MAX, value: u64::MAX });
        assert!(thin(&course).len() <= MAX_POINTS);
        assert_within_view_box(&draw(&course, Some((u64::MAX, "target"))).unwrap());
    }

    #[test]
    fn of_two_values_on_a_day_the_last_counts() {
        let thinned = thin(&points(&[(5, 1), (0, 2), (5, 3)]));
        assert_eq!(thinned, points(&[(0, 2), (5, 3)]));
    }

    #[test]
    fn words_are_escaped_everywhere() {
        let nasty = "<a href=\"x\">&'\u{0}\u{ffff}";
        let safe = "&lt;a href=&quot;x&quot;&gt;&amp;&#39;";
        let in_bar = bar(&Bar {
            value: 1,
            target: Some(2),
            title: nasty,
            description: nasty,
            value_text: "<b>",
            target_text: Some("\"&"),
            id: "a b\"",
        });
        let in_line = line(&Line {
            points: &points(&[(0, 1), (9, 2)]),
            target: Some((2, "<b>")),
            title: nasty,
            description: nasty,
            y_text: &|_| "\"&".to_owned(),
            x_text: &|_| "<i>".to_owned(),
            id: "a b\"",
        })
        .unwrap();
        for svg in [in_bar, in_line] {
            assert!(svg.contains(&format!(r#"<title id="a-b&quot;-t">{safe}</title>"#)), "{svg}");
            assert!(svg.contains(&format!(r#"<desc id="a-b&quot;-d">{safe}</desc>"#)), "{svg}");
            assert!(svg.contains(">&lt;b&gt;</text>") && svg.contains(">&quot;&amp;</text>"), "{svg}");
            assert!(!svg.contains("<b>") && !svg.contains("<i>") && !svg.contains('\0'), "{svg}");
        }
    }

    #[test]
    fn without_a_prefix_there_are_no_ids_but_a_name() {
        let svg = bar(&Bar { id: "", description: "One of 2 & more.", ..plain_bar(1, Some(2)) });
        assert!(svg.contains(r#" role="img" aria-label="Signatures One of 2 &amp; more.">"#), "{svg}");
        assert!(!svg.contains(" id=") && !svg.contains("labelledby"), "{svg}");
    }

    #[test]
    fn without_a_description_nothing_points_to_one() {
        let svg = bar(&plain_bar(1, Some(2)));
        assert!(svg.contains(r#" aria-labelledby="s-t"><title id="s-t">Signatures</title><path"#), "{svg}");
    }

    #[test]
    fn the_order_of_the_points_does_not_change_a_byte() {
        let mut random = Random(3);
        let course: Vec<Point> =
            (0..200).map(|nth| Point { date: day(nth), value: random.below(10_000) }).collect();
        let mut reversed = course.clone();
        reversed.reverse();
        let svg = draw(&course, Some((9000, "target"))).unwrap();
        assert_eq!(svg, draw(&reversed, Some((9000, "target"))).unwrap());
        assert!(svg.len() < 3000, "{} bytes", svg.len());
    }
}
