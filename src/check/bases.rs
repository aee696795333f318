//! The numbers and dates of official documents, wherever the site names one: a document has one date, and one page.

use std::collections::BTreeMap;

use super::Context;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::facts::Fact;
use crate::facts::TextLang;
use crate::facts::Value;
use crate::facts::extract;
use crate::model::document::Directive;
use crate::model::document::Document;
use crate::model::document::PartialDate;
use crate::source::Place;
use crate::source::Span;
use crate::text::fold;

/// One place that gives a document a date.
struct Mention {
    /// As written: `2443/SKHCN-CĐS`.
    name: String,
    date: PartialDate,
    place: Place,
}

/// In front matters and in running text of the source language; a translation that differs is told of by the rule on
/// translations.
pub(super) fn documents_have_one_date(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    for mentions in mentions(context).into_values() {
        for (index, mention) in mentions.iter().enumerate() {
            let other = mentions[..index].iter().find(|other| contradict(other.date, mention.date));
            let Some(other) = other else { continue };
            let two = Diagnostic::new(Code::DocumentTwoDates, mention.place.clone()).found(&mention.name);
            diagnostics.push(
                two.arg("date", written(mention.date))
                    .arg("other_date", written(other.date))
                    .related(other.place.clone()),
            );
        }
    }
}

pub(super) fn directives_stand_once(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<(String, PartialDate), Place> = BTreeMap::new();
    for directive in context.site.directives.values() {
        let facts = &directive.facts;
        let (Some(key), Some(date)) = (key(facts.number.as_deref(), facts.symbol.as_deref()), facts.date)
        else {
            continue;
        };
        let place = line_of(directive, "number");
        if let Some(other) = first.get(&(key.clone(), date)) {
            let name = name(facts.number.as_deref(), facts.symbol.as_deref());
            diagnostics.push(Diagnostic::new(Code::DirectiveTwice, place).found(name).related(other.clone()));
        } else {
            first.insert((key, date), place);
        }
    }
}

pub(super) fn guides_have_their_own_titles(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let mut first = BTreeMap::new();
    for guide in context.site.guides.values() {
        for (lang, text) in guide.texts() {
            let at = text.source.text.find(&text.title).unwrap_or(0);
            let place = text.source.place(Span::new(at, at + text.title.len()));
            let title = text.title.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some(other) = first.get(&(lang, title.clone())) {
                let twice = Diagnostic::new(Code::TitleTwice, place).found(&text.title);
                diagnostics.push(twice.related(Place::clone(other)));
            } else {
                first.insert((lang, title), place);
            }
        }
    }
}

/// All mentions by the document they mean, in the order of the directives, each directive's own date first.
fn mentions(context: &Context<'_>) -> BTreeMap<String, Vec<Mention>> {
    let site = context.site;
    let mut all: BTreeMap<String, Vec<Mention>> = BTreeMap::new();
    let mut add = |key: Option<String>, name: String, date: Option<PartialDate>, place: Place| {
        if let (Some(key), Some(date)) = (key, date) {
            all.entry(key).or_default().push(Mention { name, date, place });
        }
    };
    for directive in site.directives.values() {
        let Directive { number, symbol, date, .. } = &directive.facts;
        let (number, symbol) = (number.as_deref(), symbol.as_deref());
        add(key(number, symbol), name(number, symbol), *date, line_of(directive, "date"));
    }
    for basis in site.directives.values().flat_map(|directive| &directive.facts.basis) {
        let (number, symbol) = (basis.number.as_deref(), basis.symbol.as_deref());
        add(key(number, symbol), name(number, symbol), basis.date, basis.place.clone());
    }
    for written in context.written().filter(|w| w.in_document && !w.is_translation && !w.is_link) {
        if !written.text.contains('/') {
            continue;
        }
        let facts = extract(written.text, TextLang::of(site.config.languages.tag(written.lang)));
        for pair in facts.windows(2) {
            let [document, dated] = pair else { continue };
            if let Some((reference, date)) = dated_reference(written.text, document, dated) {
                let place = written.place(document.range.start..dated.range.end);
                add(Some(normal(reference)), document.text.clone(), Some(date), place);
            }
        }
    }
    all
}

/// `2443/SKHCN-CĐS ngày 06/10/2025`: a document's number with its date behind it.
fn dated_reference<'f>(text: &str, document: &'f Fact, dated: &Fact) -> Option<(&'f str, PartialDate)> {
    let (Value::Reference(reference), Value::Date(date)) = (&document.value, &dated.value) else {
        return None;
    };
    let between = fold(text.get(document.range.end..dated.range.start)?);
    let beside =
        matches!(between.as_str(), "" | "ngay" | "of" | "dated" | "," | "(" | "(ngay" | ", ngay" | ", dated");
    let date = PartialDate { year: date.year?, month: date.month, day: date.day };
    (beside && reference.contains(char::is_alphabetic)).then_some((reference, date))
}

/// The document meant by a number and a symbol: without case, diacritics and blanks. A number alone may be anybody's.
fn key(number: Option<&str>, symbol: Option<&str>) -> Option<String> {
    Some(normal(&format!("{}/{}", number?, symbol?)))
}

fn normal(reference: &str) -> String {
    let folded: String = fold(reference).chars().filter(|c| !c.is_whitespace()).collect();
    folded.replace('–', "-").trim_start_matches('0').to_owned()
}

fn name(number: Option<&str>, symbol: Option<&str>) -> String {
    format!("{}/{}", number.unwrap_or_default(), symbol.unwrap_or_default())
}

/// Two dates of which neither can be the other said in less words: `2025-10` holds `2025-10-06`.
fn contradict(a: PartialDate, b: PartialDate) -> bool {
    let differ = |a: Option<i8>, b: Option<i8>| a.zip(b).is_some_and(|(a, b)| a != b);
    a.year != b.year || differ(a.month, b.month) || differ(a.day, b.day)
}

/// As Vietnamese and British readers write it, as much as is known.
fn written(date: PartialDate) -> String {
    let PartialDate { year, month, day } = date;
    match (month, day) {
        (Some(month), Some(day)) => format!("{day:02}/{month:02}/{year}"),
        (Some(month), None) => format!("{month:02}/{year}"),
        _ => year.to_string(),
    }
}

/// The line of a key in the front matter of a directive's source.
fn line_of(directive: &Document<Directive>, key: &str) -> Place {
    let source = &directive.source().source;
    let line = source.text.find(&format!("\n{key}:")).map(|at| at + 1);
    line.map_or_else(
        || Place::File(source.path.clone()),
        |start| {
            let end = source.text[start..].find('\n').map_or(source.text.len(), |length| start + length);
            source.place(Span::new(start, end))
        },
    )
}
