//! The languages of a site, and texts that exist in each of them.
//!
//! Which language a page falls back to is decided in [`crate::model::document`]; formats of dates and numbers are
//! left to [`crate::format`].

use std::fmt;

/// A language of the site: its place in [`Languages`]. Cheap to copy and to compare; the source language is first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(u8);

/// The languages of the site in the order of `languages:`; the first is the source language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Languages {
    tags: Vec<String>,
}

impl Languages {
    /// None where there is no language, more than 250, a tag twice, or a text that is not a language tag.
    pub fn new(tags: Vec<String>) -> Option<Languages> {
        let distinct = tags.iter().enumerate().all(|(i, tag)| !tags[..i].contains(tag));
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
}

/// Whether a text has the form of a language tag that can stand in an address and a file name: `vi`, `en`, `km`,
/// `zh-hant` (BCP 47, lower case).
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts
        .next()
        .is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase()));
    first
        && parts.all(|part| {
            (2..=8).contains(&part.len())
                && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
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
