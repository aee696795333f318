//! Latitude and longitude in decimal degrees, with a point or a comma.

use std::fmt;

use super::number::digits;

/// Which of the two a coordinate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    Latitude,
    Longitude,
}

/// Why a text is no coordinate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoordinateProblem {
    Form,
    /// Beyond 90 degrees of latitude or 180 of longitude.
    Range,
    /// A latitude that only fits as a longitude of Viet Nam, or the other way round.
    Swapped,
}

/// Millionths of a degree, which is about a hand's breadth; exact, so that it is written as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Coordinate(i32);

impl Coordinate {
    pub fn millionths(self) -> i32 {
        self.0
    }

    /// For distances; as a text it is written exactly.
    pub fn degrees(self) -> f64 {
        f64::from(self.0) / 1_000_000.0
    }
}

impl fmt::Display for Coordinate {
    /// With a point and without zeros at the end: `10.95`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        write!(f, "{sign}{}", magnitude / 1_000_000)?;
        let fraction = format!("{:06}", magnitude % 1_000_000);
        match fraction.trim_end_matches('0') {
            "" => Ok(()),
            fraction => write!(f, ".{fraction}"),
        }
    }
}

/// Reads `10.95` or `10,95`. Decimals beyond the sixth are cut off.
pub fn parse_coordinate(text: &str, axis: Axis) -> Result<Coordinate, CoordinateProblem> {
    let text = text.trim();
    let (negative, number) = match text.strip_prefix('-') {
        Some(number) => (true, number),
        None => (false, text),
    };
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(CoordinateProblem::Form);
    }
    // So many digits before the point are degrees that lost it.
    let beyond = whole.len() > 3 && whole.bytes().all(|byte| byte.is_ascii_digit());
    let whole = digits(whole, 1..=3).ok_or(if beyond {
        CoordinateProblem::Range
    } else {
        CoordinateProblem::Form
    })?;
    let six: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let magnitude = whole * 1_000_000 + digits(&six, 6..=6).ok_or(CoordinateProblem::Form)?;
    let millionths = i32::try_from(magnitude).map_err(|_| CoordinateProblem::Range)?;
    // The mainland and all islands lie within 6 to 24 degrees north and 101 to 118 east.
    match axis {
        Axis::Latitude if (101_000_000..118_000_000).contains(&millionths) => Err(CoordinateProblem::Swapped),
        Axis::Longitude if !negative && (6_000_000..24_000_000).contains(&millionths) => {
            Err(CoordinateProblem::Swapped)
        }
        Axis::Latitude if millionths > 90_000_000 => Err(CoordinateProblem::Range),
        Axis::Longitude if millionths > 180_000_000 => Err(CoordinateProblem::Range),
        _ => Ok(Coordinate(if negative { -millionths } else { millionths })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_exact_and_written_as_they_were_read() {
        for (text, axis, right) in [
            ("10.95", Axis::Latitude, "10.95"),
            ("10,95", Axis::Latitude, "10.95"),
            ("106.8423", Axis::Longitude, "106.8423"),
            ("21", Axis::Latitude, "21"),
            ("21.03860049", Axis::Latitude, "21.0386"),
            ("-0.5", Axis::Latitude, "-0.5"),
            ("105.838000", Axis::Longitude, "105.838"),
        ] {
            assert_eq!(parse_coordinate(text, axis).map(|at| at.to_string()), Ok(right.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_coordinate_is_refused() {
        use CoordinateProblem::{Form, Range, Swapped};
        for (text, axis, problem) in [
            ("106.84", Axis::Latitude, Swapped),
            ("10.95", Axis::Longitude, Swapped),
            ("95", Axis::Latitude, Range),
            ("200", Axis::Longitude, Range),
            ("1095", Axis::Latitude, Range),
            ("", Axis::Latitude, Form),
            ("10.", Axis::Latitude, Form),
            ("10.9.5", Axis::Latitude, Form),
            ("10,95, 106,84", Axis::Latitude, Form),
            ("10°57'", Axis::Latitude, Form),
            (".5", Axis::Latitude, Form),
            ("N10.95", Axis::Latitude, Form),
            ("--1", Axis::Latitude, Form),
        ] {
            assert_eq!(parse_coordinate(text, axis), Err(problem), "{text}");
        }
    }
}
