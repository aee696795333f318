//! Phone numbers: one or several of them, as people dial them in Viet Nam, with no other words than those of an extension.
//!
//! Whether a number is of an office or of a person is left to the rules.

use super::look_alike::{with_digits_for_letters, with_plain_digits};
use crate::text::fold;

/// Why a text is no phone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhoneProblem {
    /// No number, or one that nobody can dial.
    Form,
    /// Letters stand for digits. Offers the number.
    Letters { offer: String },
    /// Words beside a number: a name, mostly. Offers the number.
    Words { offer: String },
    /// A spreadsheet made a number of it: `2.51E+09`, `0251.0`.
    Decimal,
    /// Digits are missing from one of the numbers, or there are too many; this one.
    Length { part: String },
}

/// Words that may stand with a number: of an extension, and between two numbers.
const WORDS: [&str; 12] =
    ["may", "le", "nhanh", "ext", "x", "hoac", "va", "so", "dt", "hotline", "tong", "dai"];

/// Reads one number or several, parted by `-`, `/`, `,`, `;` or words. They are kept as they are written.
pub fn parse_phone(text: &str) -> Result<(), PhoneProblem> {
    let text = with_plain_digits(text);
    let text = text.trim().trim_start_matches('\'');
    if text.parse::<f64>().is_ok() && text.contains(['e', 'E']) || text.ends_with(".0") {
        return Err(PhoneProblem::Decimal);
    }
    if words(text).any(|word| !WORDS.contains(&word.as_str())) {
        let is_right = |offer: &String| parse_phone(offer).is_ok();
        if let Some(offer) = with_digits_for_letters(text).filter(is_right) {
            return Err(PhoneProblem::Letters { offer });
        }
        let number: String = text
            .chars()
            .skip_while(|c| !matches!(c, '0'..='9' | '+' | '('))
            .take_while(|c| !c.is_alphabetic() && !matches!(c, ',' | ';'))
            .collect();
        let number = number.trim().trim_end_matches(['(', '-', ':']).trim().to_owned();
        return Err(match is_right(&number) {
            true => PhoneProblem::Words { offer: number },
            false => PhoneProblem::Form,
        });
    }
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return Err(PhoneProblem::Form);
    }
    match numbers(&with_area_codes(text)).into_iter().find(|number| !is_dialled(number)) {
        Some(part) => Err(PhoneProblem::Length { part: part.trim().to_owned() }),
        None => Ok(()),
    }
}

/// The words of a text, toneless.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(fold)
}

/// `0271/3870123` is one number: three or four digits that begin with a zero are the code of an area.
fn with_area_codes(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    for part in text.split_inclusive(['/', ',', ';', '\n']) {
        let is_area = matches!(digits(part).as_bytes(), [b'0', _, _] | [b'0', _, _, _]);
        match part.strip_suffix('/').filter(|_| is_area) {
            Some(area) => whole.extend([area, " "]),
            None => whole.push_str(part),
        }
    }
    whole
}

/// The numbers of a text. A hyphen parts two numbers where what stands on both sides can be dialled, else groups of digits.
/// What stands behind a word is an extension, unless it is a number itself.
fn numbers(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    for (index, part) in
        text.split(|c: char| c.is_alphabetic() || matches!(c, '/' | ',' | ';' | '\n')).enumerate()
    {
        let digits = digits(part);
        if digits.is_empty() || (index > 0 && digits.len() <= 5) {
            continue;
        }
        match part.split_once(['-', '–']) {
            Some((one, other)) if is_dialled(one) && is_dialled(other) => all.extend([one, other]),
            _ => all.push(part),
        }
    }
    all
}

/// Whether a number has as many digits as one that can be dialled: three to five of a service (113, 1022), eight or ten
/// of 1800 and 1900, ten or eleven with the zero in front, nine or ten behind +84; seven or eight without the code of the area.
fn is_dialled(number: &str) -> bool {
    let digits = digits(number);
    if number.trim_start().starts_with('+') {
        return (8..=15).contains(&digits.len());
    }
    match digits.as_bytes() {
        // Some numbers of small exchanges have been shorter.
        [b'0', b'2', ..] => matches!(digits.len(), 9..=11),
        [b'0', ..] => matches!(digits.len(), 10 | 11),
        [b'1', ..] => matches!(digits.len(), 3..=10),
        [b'8', b'4', ..] => matches!(digits.len(), 7 | 8 | 11 | 12),
        _ => matches!(digits.len(), 7..=10),
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_can_be_dialled_are_kept() {
        for text in [
            "0271/3870123",
            "024/3870123 / 0271/3870124",
            "0251 000 0002",
            "02510000002",
            "0251.000.0002",
            "(0251) 3 822 222",
            "0251-3822-222",
            "+84 251 382 2222",
            "1900 0000",
            "18001260",
            "1022",
            "0912345678",
            "3822222",
            "0251 382 2222 - 0251 382 2223",
            "02513822222/02513822223",
            "0251 382 2222 hoặc 1022",
            "0251 382 2222 máy lẻ 12",
            "ĐT: 0251 382 2222",
            "０２５１３８２２２２２",
        ] {
            assert_eq!(parse_phone(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_nobody_can_dial_is_told() {
        use PhoneProblem::{Decimal, Form, Length, Letters, Words};
        let offer = "0251 000 0002".to_owned();
        for (text, problem) in [
            ("đang cập nhật", Form),
            ("không", Form),
            ("khu phố 2", Form),
            ("-", Form),
            ("O251 OOO OOO2", Letters { offer: offer.clone() }),
            ("0251 000 0002 (anh Nam)", Words { offer: offer.clone() }),
            ("Chị Hoa: 0251 000 0002", Words { offer: offer.clone() }),
            ("2.51E+09", Decimal),
            ("2510000006.0", Decimal),
            ("0", Length { part: "0".into() }),
            ("0251 00 00", Length { part: "0251 00 00".into() }),
            ("0251 000 0002 / 0251 000 0", Length { part: "0251 000 0".into() }),
        ] {
            assert_eq!(parse_phone(text), Err(problem), "{text}");
        }
    }
}
