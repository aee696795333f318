//! Counts and shares. A count is whole; a point or comma in it may only part groups of three digits, because `30.5` in a
//! Vietnamese table is as likely 30,500 as 30½.

use std::ops::RangeInclusive;

use crate::text::fold;

/// Why a text is no count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CountProblem {
    /// No number at all, or an empty text.
    Form,
    /// A fraction, as Excel makes it of a separator: `30.5` of `30.500`. Offers the count that was likely meant.
    Fraction {
        offer: String,
    },
    /// Groups that are not of three digits, or two kinds of separators.
    Groups,
    Negative,
    /// A number with words or signs around it. Offers the number.
    Words {
        offer: String,
    },
    /// Above [`LARGEST_COUNT`].
    TooLarge,
}

/// No count of people, places or dong that a commune reports is larger; sums of counts stay far within 64 bits.
pub const LARGEST_COUNT: u64 = 999_999_999_999;

/// Why a text is no share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShareProblem {
    Form,
    /// A bare number could be a count. Offers it with the sign.
    NoPercent {
        offer: String,
    },
    /// More than two decimals: `1.000%` is as likely a thousand as one.
    TooPrecise,
    /// Above 1000 %.
    TooLarge,
}

/// Reads digits, or groups of exactly three with one kind of separator: `30500`, `30.500`, `30,500`, `30 500`.
pub fn parse_count(text: &str) -> Result<u64, CountProblem> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix(['-', '−', '–']) {
        let number = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
        return Err(if number { CountProblem::Negative } else { CountProblem::Form });
    }
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return Err(CountProblem::Form);
    }
    let is_part = |c: char| c.is_ascii_digit() || is_separator(c);
    if !text.chars().all(is_part) {
        let inner = text.trim_matches(|c: char| !c.is_ascii_digit());
        let number = match text.rsplit_once(|c: char| c.is_ascii_digit()).and_then(|(_, after)| scale(after))
        {
            Some(scale) => scaled(inner, scale),
            None => inner.chars().all(is_part).then(|| parse_count(inner).ok()).flatten(),
        };
        // A percent sign makes it a share, a sign between digits something else again.
        return Err(match number {
            Some(number) if !text.contains('%') => CountProblem::Words { offer: number.to_string() },
            _ => CountProblem::Form,
        });
    }
    let separators: Vec<char> = text.chars().filter(|c| is_separator(*c)).map(alike).collect();
    let parts: Vec<&str> = text.split(is_separator).collect();
    match parts.as_slice() {
        [whole] => number(whole),
        [first, rest @ ..] if !parts.iter().any(|part| part.is_empty()) => {
            let one_kind = separators.windows(2).all(|pair| pair.first() == pair.last());
            if one_kind
                && first.len() <= 3
                && !first.starts_with('0')
                && rest.iter().all(|part| part.len() == 3)
            {
                return number(&parts.concat());
            }
            // `1.300,00` is written as money is; of another fraction nobody knows what it is.
            if let (Some(last), [.., fraction]) = (separators.last(), rest)
                && matches!(last, '.' | ',')
                && matches!(fraction.len(), 1 | 2)
                && fraction.bytes().all(|byte| byte == b'0')
                && let Some(whole) = text.rfind(is_separator).and_then(|at| text.get(..at))
                && let Ok(count) = parse_count(whole)
            {
                return Err(CountProblem::Fraction { offer: count.to_string() });
            }
            match (separators.as_slice(), rest) {
                (['.' | ','], [fraction]) if fraction.len() <= 2 => Err(fractional(first, fraction)),
                _ => Err(CountProblem::Groups),
            }
        }
        _ => Err(CountProblem::Groups),
    }
}

/// What the word behind a number multiplies it by: `12 nghìn`, `1,2 triệu`, `12k`.
fn scale(after: &str) -> Option<u64> {
    let after = fold(after);
    let word = after.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty())?;
    Some(match word {
        "chuc" => 10,
        "tram" => 100,
        "nghin" | "ngan" | "k" | "thousand" => 1_000,
        "van" => 10_000,
        "trieu" | "tr" | "m" | "million" => 1_000_000,
        "ty" | "ti" | "billion" => 1_000_000_000,
        _ => return None,
    })
}

/// `1,2` by a thousand is 1200. None where a separator may as well part groups of three digits, or where something
/// is left behind the comma.
fn scaled(number: &str, scale: u64) -> Option<u64> {
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, ""));
    if fraction.len() > 2 || whole.len() > 9 {
        return None;
    }
    let tens = 10_u64.pow(u32::try_from(fraction.len()).ok()?);
    let digits = format!("{whole}{fraction}");
    let number: u64 =
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()?;
    let product = number.checked_mul(scale)?;
    (product % tens == 0 && product / tens <= LARGEST_COUNT).then_some(product / tens)
}

/// Reads the number of a spreadsheet cell, where a point is always the decimal mark.
pub fn parse_numeric_count(text: &str) -> Result<u64, CountProblem> {
    match text.split_once('.') {
        Some((whole, fraction)) if !whole.starts_with('-') && fraction.len() <= 3 => {
            Err(fractional(whole, fraction))
        }
        Some((whole, _)) if !whole.starts_with('-') => Err(CountProblem::Groups),
        _ => parse_count(text),
    }
}

/// Reads a share such as `25%` or `12,5 %` into hundredths of a percent: 2500 and 1250.
pub fn parse_share(text: &str) -> Result<u32, ShareProblem> {
    let text = text.trim();
    let Some(number) = text.strip_suffix('%').map(str::trim_end) else {
        return Err(match hundredths(text) {
            // A part of one is how spreadsheets store a share: 0,456 was 45,6 %.
            _ if let Some(offer) = part_of_one(text) => ShareProblem::NoPercent { offer },
            Ok(_) => ShareProblem::NoPercent { offer: format!("{text}%") },
            Err(problem) => problem,
        });
    };
    hundredths(number)
}

/// `0,456` as a percentage, `45,6%`; none of a number that is no part of one, or has too many decimals.
fn part_of_one(text: &str) -> Option<String> {
    let mark = text.chars().nth(1).filter(|mark| matches!(mark, '.' | ','))?;
    let (whole, fraction) = text.split_once(mark)?;
    let fits = (1..=4).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let hundredths: u32 = (whole == "0" && fits).then(|| format!("{fraction:0<4}").parse().ok()).flatten()?;
    let decimals = format!("{:02}", hundredths % 100);
    Some(match decimals.trim_end_matches('0') {
        "" => format!("{}%", hundredths / 100),
        decimals => format!("{}{mark}{decimals}%", hundredths / 100),
    })
}

/// A whole number of so many ASCII digits.
pub(super) fn digits(text: &str, count: RangeInclusive<usize>) -> Option<u32> {
    let right = count.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| text.parse().ok()).flatten()
}

fn hundredths(text: &str) -> Result<u32, ShareProblem> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return Err(ShareProblem::Form);
    }
    if fraction.len() > 2 {
        return Err(ShareProblem::TooPrecise);
    }
    let whole = digits(whole, 1..=4).filter(|whole| *whole <= 1000).ok_or(ShareProblem::TooLarge)?;
    let hundredths = digits(&format!("{fraction:0<2}"), 2..=2).ok_or(ShareProblem::Form)?;
    Some(whole * 100 + hundredths).filter(|share| *share <= 100_000).ok_or(ShareProblem::TooLarge)
}

/// What `30.5` was before a spreadsheet took its point for a decimal mark: 30500. `30.0` stays 30.
fn fractional(whole: &str, fraction: &str) -> CountProblem {
    let offer = if fraction.bytes().all(|byte| byte == b'0') {
        whole.to_owned()
    } else {
        format!("{whole}{fraction:0<3}")
    };
    let trimmed = offer.trim_start_matches('0');
    CountProblem::Fraction { offer: if trimmed.is_empty() { "0".to_owned() } else { trimmed.to_owned() } }
}

fn number(digits: &str) -> Result<u64, CountProblem> {
    let number = digits.parse().map_err(|_| CountProblem::TooLarge)?;
    if number > LARGEST_COUNT { Err(CountProblem::TooLarge) } else { Ok(number) }
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',') || is_blank(c)
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// Blanks of different kinds are one kind of separator.
fn alike(separator: char) -> char {
    if is_blank(separator) { ' ' } else { separator }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_digits_or_groups_of_three() {
        for (text, count) in [
            ("0", 0),
            ("30500", 30_500),
            ("30.500", 30_500),
            ("30,500", 30_500),
            ("30 500", 30_500),
            ("30\u{a0}500", 30_500),
            ("30\u{202f}500", 30_500),
            ("1.234.567", 1_234_567),
            ("1 234\u{a0}567", 1_234_567),
            ("  7 ", 7),
            ("007", 7),
            ("999", 999),
            ("999999999999", LARGEST_COUNT),
        ] {
            assert_eq!(parse_count(text), Ok(count), "{text}");
        }
    }

    #[test]
    fn what_is_no_count_is_refused_with_what_was_meant() {
        use CountProblem::{Form, Groups, Negative, TooLarge};
        let fraction = |offer: &str| CountProblem::Fraction { offer: offer.into() };
        let words = |offer: &str| CountProblem::Words { offer: offer.into() };
        for (text, problem) in [
            ("30.5", fraction("30500")),
            ("30,50", fraction("30500")),
            ("1,25", fraction("1250")),
            ("30.0", fraction("30")),
            ("0.5", fraction("500")),
            ("0.00", fraction("0")),
            ("30.5000", Groups),
            ("1.234,56", Groups),
            ("1.234,567", Groups),
            ("1234.567", Groups),
            ("12.34.567", Groups),
            ("0.500", Groups),
            ("30 5", Groups),
            ("30  500", Groups),
            (".5", Groups),
            ("5.", Groups),
            ("1..000", Groups),
            ("-5", Negative),
            ("− 5", Negative),
            ("-", Form),
            ("", Form),
            ("chưa có", Form),
            ("30 người", words("30")),
            ("khoảng 1.200", words("1200")),
            ("~30", words("30")),
            ("(5)", words("5")),
            ("5-7", Form),
            ("25%", Form),
            ("1e5", Form),
            ("1000000000000", TooLarge),
            ("99999999999999999999999", TooLarge),
            ("３０", Form),
        ] {
            assert_eq!(parse_count(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn a_number_of_a_spreadsheet_has_a_decimal_point_only() {
        assert_eq!(parse_numeric_count("30500"), Ok(30_500));
        assert_eq!(parse_numeric_count("30.125"), Err(CountProblem::Fraction { offer: "30125".into() }));
        assert_eq!(parse_numeric_count("30.12345"), Err(CountProblem::Groups));
        assert_eq!(parse_numeric_count("-3"), Err(CountProblem::Negative));
        assert_eq!(parse_numeric_count("-3.5"), Err(CountProblem::Negative));
    }

    #[test]
    fn shares_are_hundredths_of_a_percent() {
        for (text, share) in [
            ("25%", 2500),
            ("12,5 %", 1250),
            ("12.5%", 1250),
            ("0%", 0),
            ("0,05%", 5),
            ("100%", 10_000),
            ("99.99\u{a0}%", 9_999),
            ("1000%", 100_000),
        ] {
            assert_eq!(parse_share(text), Ok(share), "{text}");
        }
    }

    #[test]
    fn what_is_no_share_is_refused() {
        use ShareProblem::{Form, TooLarge, TooPrecise};
        for (text, problem) in [
            ("25", ShareProblem::NoPercent { offer: "25%".into() }),
            ("0.25", ShareProblem::NoPercent { offer: "25%".into() }),
            ("0,456", ShareProblem::NoPercent { offer: "45,6%".into() }),
            ("0.0025", ShareProblem::NoPercent { offer: "0.25%".into() }),
            ("0.00255", TooPrecise),
            ("1.25", ShareProblem::NoPercent { offer: "1.25%".into() }),
            ("1.000%", TooPrecise),
            ("1.2.3%", Form),
            ("1.234,5%", Form),
            ("-5%", Form),
            ("%", Form),
            ("", Form),
            ("1001%", TooLarge),
            ("1000.01%", TooLarge),
            ("99999999999%", TooLarge),
            ("25 phần trăm", Form),
            (",5%", Form),
            ("5,%", Form),
            ("25%%", Form),
        ] {
            assert_eq!(parse_share(text), Err(problem), "{text}");
        }
    }
}
