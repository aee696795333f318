//! Toneless ids from Vietnamese words.

use unicode_normalization::UnicodeNormalization;

/// The words in lower case without tones, `đ` as `d`, with one hyphen for whatever is no ASCII letter or digit:
/// `Đăng ký chữ ký số` gives `dang-ky-chu-ky-so`. Empty where nothing is left.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    let mut gap = false;
    for character in text.nfd() {
        let letter = match character {
            'đ' | 'Đ' => 'd',
            other => other.to_ascii_lowercase(),
        };
        if letter.is_ascii_alphanumeric() {
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            gap = false;
            slug.push(letter);
        } else if !unicode_normalization::char::is_combining_mark(letter) {
            gap = true;
        }
    }
    slug
}
