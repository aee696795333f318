//! Official terms as the law or their owner writes them, and one way to set tone marks within a site.
//!
//! The table of terms is the only place to add one. Spelling at large is left to people.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::Context;
use super::written::Written;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;

/// A term, how else it gets written, and who says so.
struct Term {
    right: &'static str,
    /// Whether any other use of capitals is wrong, as in acronyms and names; else only `wrong` is.
    exact: bool,
    /// Further wrong forms, in small letters.
    wrong: &'static [&'static str],
    source: &'static str,
}

const TERMS: &[Term] = &[
    Term { right: "VNeID", exact: true, wrong: &["vne-id", "vn eid", "vne id"], source: "69/2024/NĐ-CP" },
    Term { right: "CCCD", exact: true, wrong: &[], source: "59/2014/QH13" },
    Term {
        right: "Cổng Dịch vụ công quốc gia",
        exact: true,
        wrong: &["cổng dvc quốc gia"],
        source: "118/2025/NĐ-CP",
    },
    Term {
        right: "Trung tâm Phục vụ hành chính công", exact: true, wrong: &[], source: "118/2025/NĐ-CP"
    },
    Term { right: "chữ ký", exact: false, wrong: &["chữ kí"], source: "20/2023/QH15" },
    Term { right: "ký số", exact: false, wrong: &["kí số"], source: "20/2023/QH15" },
    Term { right: "SmartCA", exact: true, wrong: &["smart ca"], source: "VNPT" },
    Term { right: "MySign", exact: true, wrong: &["my sign"], source: "Viettel" },
];

/// All forms in small letters, in the order of the terms.
static FORMS: LazyLock<Vec<(&'static Term, String)>> = LazyLock::new(|| {
    let forms = |term: &'static Term| {
        let wrong = term.wrong.iter().map(|form| (*form).to_owned());
        wrong.chain(term.exact.then(|| term.right.to_lowercase())).map(move |form| (term, form))
    };
    TERMS.iter().flat_map(forms).collect()
});

/// Which of the forms begin with a byte, in small letters or in capitals. All begin with a letter of ASCII.
static BEGINNING: LazyLock<[Vec<usize>; 256]> = LazyLock::new(|| {
    let begins = |byte: u8| {
        let begins = |form: &str| form.as_bytes().first() == Some(&byte.to_ascii_lowercase());
        let forms = FORMS.iter().enumerate().filter(|(_, (_, form))| begins(form));
        forms.map(|(index, _)| index).collect()
    };
    std::array::from_fn(|byte| u8::try_from(byte).map(begins).unwrap_or_default())
});

/// Told once for a file and a wrong form, with how often it stands there.
pub(super) fn official_terms_are_spelt_officially(texts: &[Written<'_>], diagnostics: &mut Diagnostics) {
    let mut told: BTreeMap<(String, &str), usize> = BTreeMap::new();
    let mut found: Vec<(Diagnostic, usize)> = Vec::new();
    for written in texts.iter().filter(|written| !written.is_link) {
        for (term, at, length) in misspelt(written.text) {
            let place = written.place(at..at + length);
            let form = &written.text[at..at + length];
            let key = (place.path().unwrap_or_default().to_owned(), form);
            if let Some(index) = told.get(&key) {
                found[*index].1 += 1;
                continue;
            }
            told.insert(key, found.len());
            let misspelt = Diagnostic::new(Code::TermMisspelt, place).found(form).expected([term.right]);
            found.push((misspelt.arg("source", term.source), 1));
        }
    }
    diagnostics.extend(found.into_iter().map(|(diagnostic, count)| diagnostic.arg("count", count)));
}

/// Wrong forms of terms in a text: the term, where, and how many bytes.
fn misspelt(text: &str) -> Vec<(&'static Term, usize, usize)> {
    let mut found = Vec::new();
    // A heading in capitals has no other choice.
    if !text.chars().any(char::is_lowercase) {
        return found;
    }
    for (term, at, length) in candidates(text) {
        let written = &text[at..at + length];
        let capitals = term.exact && !written.chars().any(char::is_lowercase) && !is_acronym(term);
        let taken = found.iter().any(|(_, other, size)| *other < at + length && at < other + size);
        if written != term.right && is_whole(text, at, at + length) && !capitals && !taken {
            found.push((term, at, length));
        }
    }
    found.sort_by_key(|(_, at, _)| *at);
    found
}

/// Where the forms stand in a text, in whatever case, in the order of the terms: the term, where, and how many bytes. A
/// form is the start of a word, so that most places need not be looked at.
fn candidates(text: &str) -> Vec<(&'static Term, usize, usize)> {
    let mut found = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        // Within a letter of several bytes none of them is that of an ASCII letter.
        for index in &BEGINNING[usize::from(byte)] {
            let (before, rest) = text.split_at(at);
            if let Some(length) = starts(rest, &FORMS[*index].1)
                && !before.ends_with(char::is_alphanumeric)
            {
                found.push((*index, at, length));
            }
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(index, at, length)| (FORMS[index].0, at, length)).collect()
}

/// How many bytes of a text are a form, which is in small letters, in whatever case.
fn starts(text: &str, form: &str) -> Option<usize> {
    let mut rest = text.chars();
    for right in form.chars() {
        let c = rest.next()?;
        if c != right && !c.to_lowercase().eq([right]) {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

/// One word, which capitals all through misspell.
fn is_acronym(term: &Term) -> bool {
    !term.right.contains(' ')
}

/// Neither a part of a word nor of an address.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '@' | '_' | '/' | '-');
    let mut after = text[end..].chars();
    let ends = match after.next() {
        Some('.' | '/') => !after.next().is_some_and(char::is_alphanumeric),
        other => !other.is_some_and(joins),
    };
    ends && !text[..start].ends_with(|c: char| joins(c) || c == '.')
}

/// `hoà` and `hòa` are both right, but a site that has both looks careless and is searched badly. Told once, of a word
/// that the site's own texts write in both ways; names in tables are spelt as they are registered.
pub(super) fn tone_marks_are_set_in_one_way(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let languages = &context.site.config.languages;
    let mut words: BTreeMap<String, [Vec<Syllable<'_>>; 2]> = BTreeMap::new();
    let texts = context.written().filter(|w| w.in_document && !w.is_link);
    for written in texts.filter(|written| languages.tag(written.lang) == "vi") {
        for (at, word) in syllables(written.text) {
            let Some((style, plain)) = tone_style(word) else { continue };
            words.entry(plain).or_default()[style as usize].push((written, at, word));
        }
    }
    let total = |style: Style| words.values().map(|both| both[style as usize].len()).sum::<usize>();
    let (on_first, on_last) = (total(Style::First), total(Style::Last));
    let (rare, usual) =
        if on_last <= on_first { (Style::Last, Style::First) } else { (Style::First, Style::Last) };
    let mixed = words.values().find_map(|both| {
        let here = both[rare as usize].first()?;
        both[usual as usize].first().map(|other| (here, other))
    });
    if let Some(((written, at, word), (other, other_at, right))) = mixed {
        let place = written.place(*at..at + word.len());
        let related = other.place(*other_at..other_at + right.len());
        let told = Diagnostic::new(Code::TonesMixed, place).found(*word).expected([*right]).related(related);
        diagnostics.push(told.arg("count", on_first.min(on_last)).arg("usual", on_first.max(on_last)));
    }
}

/// A syllable as written, its text, and where in that it starts.
type Syllable<'a> = (&'a Written<'a>, usize, &'a str);

/// Where an open syllable in `oa`, `oe`, `uy` has its tone mark: `hòa` on the first vowel, `hoà` on the last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    First = 0,
    Last = 1,
}

fn syllables(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphabetic)?;
        let length = text[start..].find(|c: char| !c.is_alphabetic()).unwrap_or(text.len() - start);
        rest = start + length;
        Some((start, &text[start..rest]))
    })
}

/// The style, and the word in small letters with its mark on the first vowel; none where the styles do not differ.
fn tone_style(word: &str) -> Option<(Style, String)> {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    if word.is_ascii() {
        return None;
    }
    let mut letters: Vec<char> = word.to_lowercase().nfd().collect();
    let at = letters.iter().position(|c| TONES.contains(c))?;
    let tone = letters.remove(at);
    let [before @ .., first, last] = letters.as_slice() else { return None };
    let open = matches!((first, last), ('o', 'a' | 'e') | ('u', 'y')) && !before.ends_with(&['q']);
    // The mark stands behind its vowel.
    let style = match letters.len() - at {
        1 => Style::First,
        0 => Style::Last,
        _ => return None,
    };
    let first = letters.len() - 1;
    letters.insert(first, tone);
    open.then(|| (style, letters.into_iter().nfc().collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters of several bytes need not begin alike in small letters and in capitals.
    #[test]
    fn forms_begin_with_a_letter_that_is_one_byte_in_either_case() {
        for (term, form) in FORMS.iter() {
            assert!(form.starts_with(|first: char| first.is_ascii_lowercase()), "{form} of {}", term.right);
        }
    }

    #[test]
    fn terms_are_found_in_every_wrong_form_and_right_ones_are_left_alone() {
        for (text, wrong) in [
            ("tài khoản VneID", "VneID"),
            ("Vneid.", "Vneid"),
            ("App VNEID nhé", "VNEID"),
            ("Có Vnei khác VNeId", "VNeId"),
            ("mang cccd theo", "cccd"),
            ("cài chữ kí số", "chữ kí"),
            ("để kí số", "kí số"),
            ("Cổng dịch vụ công Quốc gia", "Cổng dịch vụ công Quốc gia"),
            ("Trung Tâm Phục Vụ Hành Chính Công xã", "Trung Tâm Phục Vụ Hành Chính Công"),
            ("VNPT Smart CA", "Smart CA"),
        ] {
            let found = misspelt(text);
            let forms: Vec<&str> = found.iter().map(|(_, at, length)| &text[*at..at + length]).collect();
            assert_eq!(forms, [wrong], "{text}");
        }
        for text in [
            "VNeID, CCCD và chữ ký số trên Cổng Dịch vụ công quốc gia",
            "CỔNG DỊCH VỤ CÔNG QUỐC GIA",
            "vneid.gov.vn",
            "https://vi.example/vneid/",
            "hỗ trợ@vneid",
            "Chữ Ký Số",
            "",
        ] {
            assert!(misspelt(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn tone_styles_are_told_apart() {
        for (word, style) in [
            ("hòa", Some(Style::First)),
            ("Hoà", Some(Style::Last)),
            ("khỏe", Some(Style::First)),
            ("khoẻ", Some(Style::Last)),
            ("ủy", Some(Style::First)),
            ("uỷ", Some(Style::Last)),
            ("quý", None),
            ("quả", None),
            ("hoàn", None),
            ("loại", None),
            ("hoa", None),
            ("toàn", None),
            ("mùa", None),
        ] {
            assert_eq!(tone_style(word).map(|(style, _)| style as u8), style.map(|s| s as u8), "{word}");
        }
        assert_eq!(tone_style("HOÀ").map(|(_, plain)| plain), Some("hòa".to_owned()));
    }
}
