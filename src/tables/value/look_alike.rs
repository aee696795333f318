//! Signs that stand for digits: letters that look like them (`12OO`, `l250`), which somebody typed for them, and digits of
//! full width (`４１０`), which a keyboard for Chinese or Japanese makes.

use std::borrow::Cow;

/// The text with the digits and marks of full width as plain ones; they mean the same.
pub fn with_plain_digits(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| matches!(c, '０'..='９')) {
        return Cow::Borrowed(text);
    }
    let plain = |c: char| match c {
        '０'..='９' | '／' | '．' | '，' | '：' | '－' | '％' | '（' | '）' => {
            u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c)
        }
        _ => c,
    };
    Cow::Owned(text.chars().map(plain).collect())
}

/// The text with digits for the letters that look like them; none where there are none of both.
pub fn with_digits_for_letters(text: &str) -> Option<String> {
    let digit = |c: char| match c {
        // The Latin, the Greek and the Cyrillic one.
        'O' | 'o' | '\u{39f}' | '\u{3bf}' | '\u{41e}' | '\u{43e}' => '0',
        'l' | 'I' | '|' => '1',
        _ => c,
    };
    let other: String = text.chars().map(digit).collect();
    (other != text && text.contains(|c: char| c.is_ascii_digit())).then_some(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_stand_for_digits_are_seen() {
        assert_eq!(with_plain_digits("２０／１０／２０２５"), "20/10/2025");
        assert_eq!(with_plain_digits("１３h３０"), "13h30");
        assert_eq!(with_plain_digits("Ａ"), "Ａ");
        assert_eq!(with_digits_for_letters("12OO").as_deref(), Some("1200"));
        assert_eq!(with_digits_for_letters("l3h3o").as_deref(), Some("13h30"));
        assert_eq!(with_digits_for_letters("Oo"), None);
        assert_eq!(with_digits_for_letters("1200"), None);
    }
}
