//! Rules on the facts of directives, guides and pages, and on their translations.

use std::collections::BTreeMap;

use super::Context;
use super::settings::is_failed;
use super::settings::unknown_scope;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::model::document::Document;
use crate::model::document::FactDifference;
use crate::model::document::Text;
use crate::model::document::TextStanding;
use crate::name::Name;
use crate::read::DocumentKind;
use crate::routes::PageKey;
use crate::source::Place;

pub(super) fn bases_that_are_named_exist(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let directives = &context.site.directives;
    let named =
        directives.values().flat_map(|directive| &directive.facts.basis).filter_map(|b| b.directive.as_ref());
    let unread = |name: &str| is_failed(context, DocumentKind::Directive, name);
    for name in named.filter(|name| !directives.contains_key(name.value.as_str()) && !unread(&name.value)) {
        let unknown = Diagnostic::new(Code::UnknownDirective, name.place.clone());
        diagnostics.push(unknown.found(&name.value).one_of(directives.keys().map(Name::as_str)));
    }
}

pub(super) fn providers_exist(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let providers = &context.site.config.providers;
    for provider in context.site.guides.values().filter_map(|guide| guide.facts.provider.as_ref()) {
        if !providers.contains_key(&provider.value) {
            let unknown = Diagnostic::new(Code::UnknownProvider, provider.place.clone());
            diagnostics.push(unknown.found(&provider.value).one_of(providers.keys().map(String::as_str)));
        }
    }
}

pub(super) fn scopes_exist(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    for scope in context.site.directives.values().flat_map(|directive| &directive.facts.applies_to) {
        diagnostics.extend(unknown_scope(context, &scope.value, scope.place.clone()));
    }
}

/// A translation that claims to be current and states another fact is an error; one that lags is a warning, and
/// readers are shown the source.
pub(super) fn translations_state_the_same_facts(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    each_translation(context, |source, text| {
        let (code, differences) = match &text.standing {
            TextStanding::Source => return,
            TextStanding::Current { differences } => (Code::FactDiffers, differences),
            TextStanding::Lagging { differences, .. } => (Code::LaggingFactDiffers, differences),
        };
        diagnostics.extend(differences.iter().map(|difference| differs(code, difference, source, text)));
    });
}

/// Names both places: where one of the texts has nothing, the one nearest to it, or its file.
fn differs(code: Code, difference: &FactDifference, source_text: &Text, text: &Text) -> Diagnostic {
    let FactDifference { source, translation, near } = difference;
    let near = |text: &Text| near.clone().unwrap_or_else(|| Place::File(text.source.path.clone()));
    let words = |side: &Option<crate::source::Placed<String>>| {
        side.as_ref().map(|placed| placed.value.clone()).unwrap_or_default()
    };
    let (case, place, other) = match (source, translation) {
        (Some(source), Some(translation)) => ("changed", translation.place.clone(), source.place.clone()),
        (Some(source), None) => ("missing", near(text), source.place.clone()),
        (None, Some(translation)) => ("added", translation.place.clone(), near(source_text)),
        (None, None) => ("changed", near(text), near(source_text)),
    };
    let diagnostic = Diagnostic::new(code, place).found(words(translation)).related(other);
    diagnostic.arg("source", words(source)).arg("case", case)
}

pub(super) fn translations_are_current(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    each_translation(context, |source, text| {
        let TextStanding::Lagging { stamped, differences } = &text.standing else { return };
        // That it lags is told with the facts that differ.
        if *stamped && !differences.is_empty() {
            return;
        }
        let code = if *stamped { Code::TranslationLagging } else { Code::TranslationUnstamped };
        let tag = text.source.path.rsplit('.').nth(1).unwrap_or_default();
        let place = Place::File(text.source.path.clone());
        let related = Place::File(source.source.path.clone());
        diagnostics.push(Diagnostic::new(code, place).found(tag).related(related));
    });
}

/// A translation that is called current has all the words that its source has: no item of a list, no step is left out.
pub(super) fn translations_are_whole(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    each_translation(context, |source, text| {
        if !matches!(text.standing, TextStanding::Current { .. }) {
            return;
        }
        let counts = |text: &Text| {
            let one = |words: &Option<String>| usize::from(words.is_some());
            [
                ("summary", one(&text.summary)),
                ("for", one(&text.guide.for_whom)),
                ("bring", text.guide.bring.len()),
                ("price", one(&text.guide.price)),
                ("duration", one(&text.guide.duration)),
                ("steps", text.guide.steps.len()),
                ("or", text.guide.steps.iter().map(|step| step.or.len()).sum()),
            ]
        };
        for ((key, ours), (_, theirs)) in counts(source).into_iter().zip(counts(text)) {
            if ours != theirs {
                let place = Place::File(text.source.path.clone());
                let partial = Diagnostic::new(Code::TranslationPartial, place).found(key);
                let related = Place::File(source.source.path.clone());
                diagnostics.push(
                    partial.arg("source", ours.to_string()).arg("own", theirs.to_string()).related(related),
                );
            }
        }
    });
}

/// Calls `look` with the source and the translation, for each translation of the site.
fn each_translation(context: &Context<'_>, mut look: impl FnMut(&Text, &Text)) {
    fn of<F>(documents: &BTreeMap<Name, Document<F>>, look: &mut impl FnMut(&Text, &Text)) {
        for document in documents.values() {
            for (_, text) in document.texts().filter(|(lang, _)| *lang != document.source_lang) {
                look(document.source(), text);
            }
        }
    }
    of(&context.site.directives, &mut look);
    of(&context.site.guides, &mut look);
    of(&context.site.pages, &mut look);
}

/// A page called like a section, a language or a file of the site would take its address.
pub(super) fn addresses_are_used_once(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    const FILES: [&str; 4] = ["assets", "data", "commune", "province"];
    let languages = &context.site.config.languages;
    let source = languages.source();
    for (name, page) in context.site.pages.iter() {
        let key = PageKey::Page(name.clone());
        let url = key.url(languages, source);
        let other = context.pages.iter().find(|other| **other != key && other.url(languages, source) == url);
        let reserved = FILES.contains(&name.as_str()) || languages.tags().any(|tag| tag == name.as_str());
        if other.is_some() || reserved {
            let place = Place::File(page.source().source.path.clone());
            diagnostics.push(Diagnostic::new(Code::AddressTwice, place).found(url.as_str()));
        }
    }
}
