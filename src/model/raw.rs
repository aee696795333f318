//! What the resolvers of the model share: from raw YAML values to typed ones, with a diagnostic for each that does
//! not fit.
//!
//! Reading the YAML itself is left to [`crate::yaml`].

use std::sync::Arc;

use jiff::civil::Date;

use super::config::is_key;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::lang::Languages;
use crate::lang::Localized;
use crate::lang::Words;
use crate::source::Place;
use crate::source::Placed;
use crate::source::Source;
use crate::source::Span;
use crate::tables::value::date::DateProblem;
use crate::text::slug;
use crate::yaml::Located;
use crate::yaml::RawWords;

/// One YAML text on its way into the model.
pub(super) struct Resolve<'a> {
    pub source: &'a Arc<Source>,
    pub languages: &'a Languages,
    /// Keys whose entries could not be read, see [`crate::yaml::Read`].
    pub taken_out: Vec<String>,
    /// Whether `languages` stands for languages that could not be read.
    pub languages_unknown: bool,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Resolve<'a> {
    pub fn new(
        source: &'a Arc<Source>,
        languages: &'a Languages,
        diagnostics: &'a mut Diagnostics,
    ) -> Resolve<'a> {
        Resolve { source, languages, taken_out: Vec::new(), languages_unknown: false, diagnostics }
    }

    pub fn push(&mut self, code: Code, span: Span, fill: impl FnOnce(Diagnostic) -> Diagnostic) {
        self.diagnostics.push(fill(Diagnostic::new(code, self.source.place(span))));
    }

    /// A value of the wrong form, with examples of the right one.
    pub fn wrong<const N: usize>(&mut self, code: Code, located: &Located<String>, expected: [&str; N]) {
        self.push(code, located.span, |d| d.found(&located.value).expected(expected));
    }

    /// A name that is not one of the right ones.
    pub fn unknown<'n>(
        &mut self,
        code: Code,
        located: &Located<String>,
        right: impl IntoIterator<Item = &'n str>,
    ) {
        self.push(code, located.span, |d| d.found(&located.value).one_of(right));
    }

    /// A key that must be there; its absence is a problem of the file. `publisher.name` is `name` within `publisher`.
    pub fn required<T>(&mut self, key: &str, value: Option<T>) -> Option<T> {
        if value.is_none() && !self.is_written(key) {
            let place = Place::File(self.source.path.clone());
            let (case, within, last) = match key.rsplit_once('.') {
                Some((within, last)) => ("within", within, last),
                None => ("top", "", key),
            };
            let missing = Diagnostic::new(Code::MissingKey, place).found(last);
            self.diagnostics.push(missing.arg("case", case).arg("within", within));
        }
        value
    }

    /// Whether the key stands in the text although it has no value that could be read: then the reason has been told.
    pub fn is_written(&self, key: &str) -> bool {
        let last = key.rsplit('.').next().unwrap_or(key);
        self.taken_out.iter().any(|taken| taken == last)
    }

    /// A key that must be there in the entry at `span`.
    pub fn required_at<T>(&mut self, span: Span, key: &str, value: Option<T>) -> Option<T> {
        if value.is_none() && !self.is_written(key) {
            self.push(Code::MissingKey, span, |d| d.found(key).arg("case", "top").arg("within", ""));
        }
        value
    }

    pub fn placed(&self, located: Located<String>) -> Placed<String> {
        Placed::new(located.value, self.source.place(located.span))
    }

    /// A full date, year first.
    pub fn date(&mut self, located: Option<Located<String>>) -> Option<Date> {
        let located = located?;
        let date = parse_iso_date(&located.value);
        if date.is_none() {
            let offered = match crate::tables::value::date::parse_date(&located.value) {
                Ok(date) | Err(DateProblem::Words { offer: date } | DateProblem::Swapped { offer: date }) => {
                    Some(date)
                }
                Err(_) => None,
            };
            self.push(Code::BadDate, located.span, |d| {
                d.found(&located.value)
                    .expected([offered.map_or_else(|| "2025-10-31".to_owned(), |d| d.to_string())])
            });
        }
        date
    }

    /// An `http:` or `https:` address; others are reported and left out.
    pub fn url(&mut self, located: Option<Located<String>>) -> Option<String> {
        let located = located?;
        let right = ["https://", "http://"].iter().any(|scheme| {
            located.value.strip_prefix(scheme).is_some_and(|rest| {
                !rest.is_empty()
                    && !rest.starts_with('/')
                    && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
            })
        });
        if !right {
            self.wrong(Code::BadAddress, &located, ["https://…"]);
            return None;
        }
        Some(located.value)
    }

    /// A key that the site chooses.
    pub fn key(&mut self, located: Located<String>) -> Option<String> {
        if is_key(&located.value) {
            return Some(located.value);
        }
        self.push(Code::BadKey, located.span, |d| d.found(&located.value).expected([slug(&located.value)]));
        None
    }

    /// Words in every language of the site; those that a language lacks are borrowed.
    pub fn words(&mut self, raw: RawWords) -> Option<Localized<Words>> {
        match raw {
            RawWords::Plain(located) => {
                let text = self.text(&located)?;
                Some(Localized::same(self.languages, &text))
            }
            RawWords::AsWritten(span) => {
                let text = self.source.text.get(span.range())?.trim().to_owned();
                Some(Localized::same(self.languages, &text))
            }
            RawWords::PerLanguage(entries) => {
                let mut known = Vec::new();
                for (tag, located) in entries {
                    let Some(lang) = self.languages.find(&tag.value) else {
                        // Where the languages could not be read, that one problem is enough to tell.
                        if self.languages_unknown {
                            continue;
                        }
                        let place = self.source.place(tag.span);
                        self.diagnostics.push(unknown_language(place, &tag.value, self.languages));
                        continue;
                    };
                    if let Some(text) = self.text(&located) {
                        known.push((lang, text));
                    }
                }
                Localized::borrowing(self.languages, |lang| {
                    known.iter().find(|(other, _)| *other == lang).map(|(_, text)| text.clone())
                })
            }
        }
    }

    /// A text that is not blank.
    pub fn text(&mut self, located: &Located<String>) -> Option<String> {
        let text = located.value.trim();
        if text.is_empty() {
            self.push(Code::EmptyValue, located.span, |d| d);
            return None;
        }
        Some(text.to_owned())
    }
}

/// That the site does not have a language, with the tag that was likely meant.
pub(super) fn unknown_language(place: Place, tag: &str, languages: &Languages) -> Diagnostic {
    let mut unknown = Diagnostic::new(Code::UnknownLanguage, place).found(tag).one_of(languages.tags());
    let meant = crate::lang::meant_tag(tag).filter(|meant| languages.find_ignoring_case(meant).is_some());
    if let Some(meant) = meant {
        unknown.nearest = vec![meant];
    }
    unknown
}

/// A full date in the form `2025-10-31` (ISO 8601), and no other.
pub(super) fn parse_iso_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let form = bytes.len() == 10
        && digits(0..4)
        && bytes[4] == b'-'
        && digits(5..7)
        && bytes[7] == b'-'
        && digits(8..10);
    if form { text.parse().ok() } else { None }
}
