//! What was written for a telephone, with its numbers as a phone dials them.

use super::Page;
use super::views::Phone;
use super::views::PhonePart;
use super::views::Shared;

impl Page<'_> {
    pub(super) fn phone(&self, text: &str) -> Shared<Phone> {
        self.common().phones.get(text, || phone(text).into())
    }
}

/// What was written for a telephone, with its numbers as a phone dials them. The local form is kept: short numbers such
/// as 1900 1234 cannot be dialled with the country's prefix.
fn phone(text: &str) -> Phone {
    let mut pieces: Vec<&str> = text.split_inclusive(['/', ';', ',', '|', '\n']).collect();
    // `0271/3870123`: an area code in front of its number is no number of its own.
    let is_area_code = |piece: &&str| {
        let digits: String = piece.chars().filter(char::is_ascii_digit).collect();
        digits.starts_with('0') && digits.len() < 9
    };
    if pieces.iter().any(is_area_code) {
        pieces = vec![text];
    }
    let mut parts: Vec<PhonePart> = Vec::new();
    for piece in pieces {
        let bare = piece.trim_end_matches(['/', ';', ',', '|', '\n', ' ']);
        let (before, number) = bare.split_at(bare.len() - bare.trim_start().len());
        let after = piece.get(bare.len()..).unwrap_or_default();
        let href = dialled(number).map(|number| format!("tel:{number}"));
        for (text, href) in [(before, None), (number, href), (after, None)] {
            match parts.last_mut() {
                _ if text.is_empty() => {}
                Some(last) if last.href.is_none() && href.is_none() => last.text.push_str(text),
                _ => parts.push(PhonePart { text: text.to_owned(), href }),
            }
        }
    }
    let dials = parts.iter().any(|part| part.href.is_some());
    Phone { text: text.to_owned(), parts, dials }
}

/// The first number in a text, without extensions and words around it. A number has 3 digits (113) to 15 (ITU-T E.164).
fn dialled(text: &str) -> Option<String> {
    let of_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+().-/".contains(c);
    text.split(|c| !of_number(c)).find_map(|run| {
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        let plus = run.trim_start_matches([' ', '(']).starts_with('+');
        (3..=15).contains(&digits.len()).then(|| if plus { format!("+{digits}") } else { digits })
    })
}
