//! What the site's own files of a theme say that nothing understands: a value that a sentence is not given, a sentence
//! or a file with a name that nobody asks for.
//!
//! Whether templates and files of strings can be read at all is left to [`super::Theme::load`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::Default;
use super::File;
use crate::catalogue;
use crate::catalogue::Sentence;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::model::config::Config;
use crate::source::Place;
use crate::source::Source;
use crate::source::Span;

/// The names of languages within a sentence, of which there may be as many as there are languages.
const NAME_OF_LANGUAGE: &str = "language-";
/// Terms are there for the sentences that hold them.
const TERM: char = '-';

/// Looks through the files of the theme that are not the default's; of strings, those of the site's languages. Says
/// whether pages can be filled with them.
pub(super) fn check(config: &Config, files: &BTreeMap<String, File>, diagnostics: &mut Diagnostics) -> bool {
    let mut can_be_filled = true;
    let own = |folder: &'static str| {
        files.iter().filter_map(move |(path, file)| {
            Some((path.strip_prefix(folder)?, file.shown.as_ref()?, file.text()))
        })
    };
    let templates: Vec<String> = own("templates/").map(|(_, _, text)| text).collect();
    for (name, shown, text) in own("strings/") {
        let Some(tag) = name.strip_suffix(".ftl") else { continue };
        if config.languages.iter().any(|lang| config.languages.tag(lang) == tag) {
            let source = Source::new(shown.clone(), text);
            can_be_filled &= sentences(&source, &given(tag), &templates, diagnostics);
        }
    }
    let known: BTreeSet<String> = Default::iter().map(std::borrow::Cow::into_owned).collect();
    for (path, file) in files {
        if let Some(shown) = &file.shown
            && !known.contains(path)
            && is_unasked(path, &templates)
        {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let beside =
                known.iter().filter(|other| other.rsplit_once('/').is_some_and(|(of, _)| of == folder));
            let unknown = Diagnostic::new(Code::UnknownThemeFile, Place::File(shown.clone())).found(path);
            diagnostics.push(unknown.nearest(crate::text::nearest(path, beside.map(String::as_str))));
        }
    }
    can_be_filled
}

/// The values that each sentence of the default theme is given, in the language of this tag or in English.
fn given(tag: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut given: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for tag in ["en", tag] {
        let file = Default::get(&format!("strings/{tag}.ftl"));
        let text = file.map(|file| String::from_utf8_lossy(&file.data).into_owned()).unwrap_or_default();
        for sentence in catalogue::sentences(&text) {
            let values = given.entry(sentence.id).or_default();
            values.extend(sentence.values.into_iter().map(|(name, _)| name));
            // A plural form that neither of the two languages tells apart.
            if sentence.comment.contains("count") {
                values.insert("count".to_owned());
            }
        }
    }
    given
}

/// Says whether each sentence that loa fills asks for nothing but what it is given.
fn sentences(
    source: &std::sync::Arc<Source>,
    given: &BTreeMap<String, BTreeSet<String>>,
    templates: &[String],
    diagnostics: &mut Diagnostics,
) -> bool {
    let mut can_be_filled = true;
    let sentences = catalogue::sentences(&source.text);
    let own: BTreeSet<&String> = sentences.iter().map(|sentence| &sentence.id).collect();
    let held: BTreeSet<&String> =
        sentences.iter().flat_map(|sentence| &sentence.holds).map(|(id, _)| id).collect();
    for Sentence { id, offset, values, holds, .. } in &sentences {
        let Some(values_given) = given.get(id) else {
            let name = format!("s.{}", id.replace('-', "_"));
            let is_asked = held.contains(id) || templates.iter().any(|text| text.contains(&name));
            if !is_asked && !id.starts_with(NAME_OF_LANGUAGE) && !id.starts_with(TERM) {
                let place = source.place(Span::new(*offset, offset + id.len()));
                let near = crate::text::nearest(id, given.keys().map(String::as_str));
                diagnostics.push(Diagnostic::new(Code::UnknownString, place).found(id).nearest(near));
            }
            continue;
        };
        let right: Vec<String> = values_given.iter().map(|name| format!("${name}")).collect();
        let asked = values.iter().map(|(name, at)| (format!("${name}"), at - "$".len()));
        // `{ date }` is another sentence; where this one is given a date, `{ $date }` was meant.
        let other = |name: &String| own.contains(name) || given.contains_key(name);
        let other = |name: &String| other(name) && !values_given.contains(name);
        let held = holds.iter().filter(|(name, _)| !other(name)).map(|(name, at)| (name.clone(), *at));
        for (name, at) in asked.filter(|(name, _)| !right.contains(name)).chain(held) {
            can_be_filled = false;
            let place = source.place(Span::new(at, at + name.len()));
            let wrong = Diagnostic::new(Code::StringValue, place).found(name);
            let wrong = wrong.arg("sentence", id.as_str()).arg("has", right.len());
            diagnostics.push(wrong.one_of(right.iter().map(String::as_str)));
        }
    }
    can_be_filled
}

/// Whether a file that the default theme does not have changes nothing: one in no folder of a theme, or a template that
/// no other names. What stands beside the folders (a licence, a readme) is for people.
fn is_unasked(path: &str, templates: &[String]) -> bool {
    match path.split_once('/') {
        None | Some(("assets" | "strings", _)) => false,
        // Components are called by the names that they give themselves.
        Some(("templates", name)) => {
            !name.starts_with("components/") && !templates.iter().any(|text| text.contains(name))
        }
        Some(_) => true,
    }
}
