//! What is wrong with the site, as the panel on the page shows it: in the page's language, with the line it speaks of.

use jiff::civil::Date;
use serde_json::Value;
use serde_json::json;

use super::notes;
use super::preview::Preview;
use super::preview::State;
use crate::catalogue::Values;
use crate::diag::Diagnostic;
use crate::messages::Messages;
use crate::messages::Speech;
use crate::source::Place;

/// Words of the panel and of the date box, by the name that the script knows them by.
const WORDS: [(&str, &str); 20] = [
    ("errors", "preview-errors"),
    ("warnings", "preview-warnings"),
    ("right", "preview-right"),
    ("old", "preview-old"),
    ("broken", "preview-broken"),
    ("close", "preview-close"),
    ("hint", "label-hint"),
    ("notes", "preview-notes"),
    ("day", "preview-day"),
    ("today", "preview-today"),
    ("differences", "preview-differences"),
    ("differ", "preview-differ"),
    ("changed", "preview-changed"),
    ("new", "preview-new"),
    ("gone", "preview-gone"),
    ("same", "preview-same"),
    ("draft", "preview-draft"),
    ("lost", "preview-lost"),
    ("then", "preview-then"),
    ("now", "preview-now"),
];

/// The state for the page at `path`, whose language is `lang`.
pub(super) fn json(preview: &Preview, state: &State, path: &str, lang: &str, day: Option<Date>) -> Value {
    let messages = Messages::new(Speech::of_page(lang));
    let word = |id: &str| messages.say(id, &Values::new());
    let unread = state.unread.iter().map(|error| {
        let values = Values::new()
            .text("path", error.path.display().to_string())
            .text("error", error.error.to_string());
        json!({
            "severity": "error", "label": word("label-error"), "code": "", "message": messages.say("failed-read", &values),
            "place": "", "hints": [],
        })
    });
    let unfilled = state.unfilled(path);
    let problems: Vec<Value> = unread
        .chain(state.problems.iter().chain(unfilled.iter()).map(|problem| one(&messages, problem)))
        .collect();
    let snapshot = preview.snapshot(state, day);
    let today = snapshot.as_ref().map(|snapshot| snapshot.site().today.to_string());
    let is_draft = snapshot.is_some_and(|snapshot| notes::is_draft(&snapshot, path));
    let is_old = state.problems.has_errors() || !unfilled.is_empty() || !state.unread.is_empty();
    json!({
        "version": state.version,
        "isOld": is_old,
        "isBroken": today.is_none(),
        "today": today,
        "isDraft": is_draft,
        "problems": problems,
        "words": WORDS.iter().map(|(name, id)| ((*name).to_owned(), Value::from(word(id)))).collect::<serde_json::Map<_, _>>(),
    })
}

fn one(messages: &Messages, problem: &Diagnostic) -> Value {
    let severity = problem.severity.id();
    json!({
        "severity": severity,
        "label": messages.say(&format!("label-{severity}"), &Values::new()),
        "code": problem.code.id(),
        "message": messages.sentence(problem),
        "place": problem.place.to_text(),
        "snippet": snippet(&problem.place),
        "hints": messages.hints(problem),
    })
}

/// The line that a place in a text lies in, its number, and the part that is meant, in UTF-16 units as scripts count.
fn snippet(place: &Place) -> Option<Value> {
    let Place::Text { source, span } = place else { return None };
    let at = source.line_column(span.start);
    let line = source.text.lines().nth(at.line - 1)?;
    let before: String = line.chars().take(at.column - 1).collect();
    let meant = source.text.get(span.range()).unwrap_or_default().lines().next().unwrap_or_default();
    let units = |text: &str| text.encode_utf16().count();
    let start = units(&before);
    let end = (start + units(meant).max(1)).min(units(line).max(start));
    Some(json!({ "line": at.line, "text": line, "start": start, "end": end }))
}
