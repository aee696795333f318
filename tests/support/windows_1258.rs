//! The code page of Windows in a Vietnamese locale, as Excel writes it: vowels with their hats, tone marks behind them.

use encoding_rs::WINDOWS_1258;
use unicode_normalization::UnicodeNormalization;

/// The text in Windows-1258; none where the code page lacks a letter.
pub fn windows_1258(text: &str) -> Option<Vec<u8>> {
    let tones = |c: &char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    let mut split = String::new();
    for c in text.nfc() {
        let parts: Vec<char> = c.nfd().collect();
        split.extend(parts.iter().copied().filter(|c| !tones(c)).nfc());
        split.extend(parts.iter().filter(|c| tones(c)));
    }
    let (bytes, _, lossy) = WINDOWS_1258.encode(&split);
    (!lossy).then(|| bytes.into_owned())
}
