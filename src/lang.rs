//! The languages of a site, and texts that exist in each of them.
//!
//! Which language a page falls back to is decided in [`crate::model::document`]; formats of dates and numbers are
//! left to [`crate::format`].

use std::fmt;

use icu::locale::Locale;
use icu::locale::LocaleCanonicalizer;

use crate::text::fold;

/// A language of the site: its place in [`Languages`]. Cheap to copy and to compare; the source language is first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(u8);

/// The languages of the site in the order of `languages:`; the first is the source language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Languages {
    tags: Vec<String>,
}

impl Languages {
    /// None where there is no language, more than 250, a tag twice, or a text that is not a language tag. Tags that
    /// differ in case only are one: they would be one folder on many hosts.
    pub fn new(tags: Vec<String>) -> Option<Languages> {
        let same = |tag: &String, other: &String| tag.eq_ignore_ascii_case(other);
        let distinct =
            tags.iter().enumerate().all(|(i, tag)| !tags[..i].iter().any(|other| same(tag, other)));
        let right = tags.iter().all(|tag| is_language_tag(tag));
        ((1..=250).contains(&tags.len()) && distinct && right).then_some(Languages { tags })
    }

    pub fn source(&self) -> Lang {
        Lang(0)
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = Lang> + use<> {
        let count = u8::try_from(self.tags.len()).unwrap_or(u8::MAX);
        (0..count).map(Lang)
    }

    pub fn len(&self) -> usize {
        self.tags.len()
    }

    pub fn is_empty(&self) -> bool {
        self.tags.is_empty()
    }

    pub fn tag(&self, lang: Lang) -> &str {
        &self.tags[usize::from(lang.0)]
    }

    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().map(String::as_str)
    }

    pub fn find(&self, tag: &str) -> Option<Lang> {
        self.iter().find(|lang| self.tag(*lang) == tag)
    }

    /// The same, whatever the case: headers of tables are matched without it.
    pub fn find_ignoring_case(&self, tag: &str) -> Option<Lang> {
        self.iter().find(|lang| self.tag(*lang).eq_ignore_ascii_case(tag))
    }
}

/// Whether a text has the form of a language tag that can stand in an address and a file name: `vi`, `en`, `km`,
/// `en-GB`, `zh-Hant` (BCP 47 with its recommended capitals, or all in small letters).
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts
        .next()
        .is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase()));
    first && parts.all(|part| (2..=8).contains(&part.len()) && is_subtag(part))
}

fn is_subtag(part: &str) -> bool {
    let small = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let region = part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase());
    let script = || {
        let (first, rest) = part.split_at_checked(1).unwrap_or_default();
        part.len() == 4
            && first.bytes().all(|b| b.is_ascii_uppercase())
            && rest.bytes().all(|b| b.is_ascii_lowercase())
    };
    small(part) || region || script()
}

/// Codes of countries that are no code of a language, and names of languages, with the tag that is meant.
const MEANT: [(&str, &[&str]); 8] = [
    ("vi", &["vn", "viet", "vietnam", "vietnamese", "tieng viet"]),
    ("en", &["us", "gb", "england", "english", "tieng anh"]),
    ("km", &["kh", "khmer", "tieng khmer", "tieng khome"]),
    ("zh", &["cn", "chinese", "tieng trung", "tieng hoa"]),
    ("ja", &["jp", "japanese", "tieng nhat"]),
    ("lo", &["lao", "tieng lao"]),
    ("fr", &["french", "tieng phap"]),
    ("ko", &["korean", "tieng han"]),
];

/// The tag that was likely meant by a text that is no language tag, or is one that nobody uses: `vn` is a country,
/// `vie` has the shorter `vi`. None where the text is a right tag, or nothing near it is known.
pub fn meant_tag(text: &str) -> Option<String> {
    let folded = fold(text).replace(['_', '-'], " ");
    let (language, rest) = folded.split_once(' ').unwrap_or((&folded, ""));
    let known = |name: &str| MEANT.iter().find(|(_, names)| names.contains(&name)).map(|(tag, _)| *tag);
    if let Some(tag) =
        known(&folded).or_else(|| known(language).filter(|_| language.len() == 2 && rest.len() <= 4))
    {
        return Some(tag.to_owned());
    }
    let mut locale: Locale = text.trim().replace('_', "-").parse().ok()?;
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    let right = locale.id.to_string();
    // The old form in small letters is as good.
    (is_language_tag(&right) && !(is_language_tag(text) && right.eq_ignore_ascii_case(text))).then_some(right)
}

/// Something in every language of the site: it cannot be built with a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Localized<T> {
    values: Vec<T>,
}

impl<T> Localized<T> {
    /// One value for each language, made by `make`.
    pub fn build(languages: &Languages, make: impl FnMut(Lang) -> T) -> Localized<T> {
        Localized { values: languages.iter().map(make).collect() }
    }

    pub fn get(&self, lang: Lang) -> &T {
        &self.values[usize::from(lang.0)]
    }

    pub fn iter(&self) -> impl Iterator<Item = (Lang, &T)> {
        (0..).map(Lang).zip(&self.values)
    }
}

/// Words with the language they are in: where a language has none of its own, the words of another stand in, and a
/// page must mark them so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub text: String,
    pub lang: Lang,
}

impl Localized<Words> {
    /// Words in each language: its own, else those of the first language that has any. None where there are none.
    pub fn borrowing(
        languages: &Languages,
        own: impl Fn(Lang) -> Option<String>,
    ) -> Option<Localized<Words>> {
        let first = languages.iter().find_map(|lang| own(lang).map(|text| Words { text, lang }))?;
        Some(Localized::build(languages, |lang| {
            own(lang).map_or_else(|| first.clone(), |text| Words { text, lang })
        }))
    }

    /// The same words for all languages, such as a proper name written once: they count as every language's own.
    pub fn same(languages: &Languages, text: &str) -> Localized<Words> {
        Localized::build(languages, |lang| Words { text: text.to_owned(), lang })
    }

    pub fn text(&self, lang: Lang) -> &str {
        &self.get(lang).text
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Languages {
        Languages::new(["vi", "en", "km"].map(str::to_owned).to_vec()).unwrap()
    }

    #[test]
    fn languages_are_distinct_tags() {
        assert!(Languages::new(vec![]).is_none());
        assert!(Languages::new(vec!["vi".into(), "vi".into()]).is_none());
        assert!(Languages::new(vec!["Vietnamese".into()]).is_none());
        assert_eq!(three().find("EN"), None);
        assert!(Languages::new(vec!["zh-Hant".into(), "zh-hant".into()]).is_none());
    }

    #[test]
    fn regions_and_scripts_have_their_capitals_or_none() {
        for right in ["vi", "en-GB", "en-gb", "zh-Hant", "zh-hant", "zh-Hant-TW", "es-419", "khb"] {
            assert!(is_language_tag(right), "{right}");
            assert_eq!(meant_tag(right), None, "{right}");
        }
        for wrong in
            ["EN", "En", "en-Gb", "en_GB", "zh-HANT", "e", "english", "", "en-", "-en", "en--GB", "vi vn"]
        {
            assert!(!is_language_tag(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_wrong_tag_has_the_right_one_offered() {
        for (wrong, right) in [
            ("vn", "vi"),
            ("VN", "vi"),
            ("vn-VN", "vi"),
            ("vie", "vi"),
            ("eng", "en"),
            ("english", "en"),
            ("Tiếng Việt", "vi"),
            ("tiếng Khmer", "km"),
            ("EN", "en"),
            ("en_GB", "en-GB"),
            ("EN-gb", "en-GB"),
            ("zh-HANT", "zh-Hant"),
            ("kh", "km"),
        ] {
            assert_eq!(meant_tag(wrong).as_deref(), Some(right), "{wrong}");
        }
        assert_eq!(meant_tag("klingonese"), None);
        assert_eq!(meant_tag(""), None);
    }

    #[test]
    fn missing_words_are_borrowed_and_keep_the_language_they_are_in() {
        let languages = three();
        let vi = languages.source();
        let km = languages.find("km").unwrap();
        let words =
            Localized::borrowing(&languages, |lang| (lang == vi).then(|| "miễn phí".to_owned())).unwrap();
        assert_eq!(words.get(km), &Words { text: "miễn phí".into(), lang: vi });
        assert!(Localized::borrowing(&languages, |_| None).is_none());
    }
}
