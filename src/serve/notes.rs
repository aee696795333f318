//! Notes in the margin of a page for whoever edits it: where each fact stands and how old it is, how the languages of a
//! text stand to each other, and what is a draft.
//!
//! What is wrong is no note; it stands in the `panel`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;
use serde_json::json;

use super::changes;
use super::site::Snapshot;
use crate::catalogue::Values;
use crate::lang::Lang;
use crate::messages::Messages;
use crate::messages::Speech;
use crate::model::CommuneCode;
use crate::model::Scope;
use crate::model::document::Document;
use crate::model::document::TextStanding;
use crate::model::session::Session;
use crate::name::Name;
use crate::routes::PageKey;
use crate::routes::Route;

/// Of how many sessions the notes say where they stand.
const SESSIONS_SHOWN: usize = 30;

/// What the editor should know of the page at `path`, in the page's language.
pub(super) fn json(snapshot: &Snapshot, path: &str, lang: &str) -> Value {
    let notes = Notes { snapshot, messages: Messages::new(Speech::of_page(lang)) };
    let site = snapshot.site();
    let mut sections = Vec::new();
    if let Some(Route::Page(key, lang)) = snapshot.route(path) {
        match key {
            PageKey::Directive(name) => sections.extend(notes.document(site.directives.get(name))),
            PageKey::Guide(name) => sections.extend(notes.document(site.guides.get(name))),
            PageKey::Page(name) => sections.extend(notes.document(site.pages.get(name))),
            PageKey::Home => {
                let home = site.pages.iter().find(|(name, _)| name.as_str() == "home");
                sections.extend(notes.document(home.map(|(_, document)| document)));
                sections.extend(notes.figures(&Scope::All, *lang));
            }
            PageKey::Commune(code) => sections.extend(notes.commune(code, *lang)),
            PageKey::Landing(id) => {
                let point = site.points.get(id).map(|point| point.commune.clone());
                if let Some(code) = point.or_else(|| id.as_commune()) {
                    sections.extend(notes.commune(&code, *lang));
                }
            }
            PageKey::Province(code) => {
                sections.extend(notes.figures(&Scope::Province(code.clone()), *lang));
            }
            PageKey::Progress => sections.extend(notes.figures(&Scope::All, *lang)),
            PageKey::Schedule => sections.extend(notes.sessions(site.sessions.iter())),
            PageKey::Day(day) => {
                sections.extend(notes.sessions(site.sessions.iter().filter(|session| session.is_on(*day))));
            }
            PageKey::Communes
            | PageKey::Directives
            | PageKey::Guides
            | PageKey::Status
            | PageKey::NotFound => {}
        }
    }
    if sections.is_empty() {
        sections.push(json!({ "title": notes.word("preview-note-nothing"), "lines": [] }));
    }
    json!({ "notes": sections, "drafts": notes.drafts() })
}

struct Notes<'a> {
    snapshot: &'a Snapshot,
    messages: Messages,
}

impl Notes<'_> {
    fn word(&self, id: &str) -> String {
        self.messages.say(id, &Values::new())
    }

    fn section(&self, id: &str, lines: Vec<String>) -> Option<Value> {
        (!lines.is_empty()).then(|| json!({ "title": self.word(id), "lines": lines }))
    }

    /// How the texts of a document stand to their source; of one that lags, what has changed in the source since.
    fn document<F>(&self, document: Option<&Document<F>>) -> Vec<Value> {
        let Some(document) = document else { return Vec::new() };
        let mut sections = Vec::new();
        if document.is_draft {
            sections.push(json!({ "title": self.word("preview-note-draft"), "lines": [] }));
        }
        let languages = &self.snapshot.site().config.languages;
        for lang in languages.iter() {
            let tag = languages.tag(lang);
            let text = document.texts().find(|(other, _)| *other == lang).map(|(_, text)| text);
            let standing = match text.map(|text| &text.standing) {
                None => "preview-standing-missing",
                Some(TextStanding::Source) => "preview-standing-source",
                Some(TextStanding::Current { .. }) => "preview-standing-current",
                Some(TextStanding::Lagging { stamped: true, .. }) => "preview-standing-lagging",
                Some(TextStanding::Lagging { stamped: false, .. }) => "preview-standing-unstamped",
            };
            let title = format!("{tag}: {}", self.word(standing));
            let lines: Vec<&str> = text.iter().map(|text| text.source.path.as_str()).collect();
            let source = &document.source().source;
            let kept = match text.map(|text| &text.standing) {
                Some(TextStanding::Lagging { .. }) => self.snapshot.sources.translated(tag, &source.path),
                _ => None,
            };
            match kept {
                Some(kept) => {
                    let (old, fresh) = changes::side_by_side(&kept, &source.text);
                    sections.push(json!({ "title": title, "lines": lines, "old": old, "fresh": fresh }));
                }
                None => sections.push(json!({ "title": title, "lines": lines })),
            }
        }
        sections
    }

    /// The rows that a commune's pages are made from.
    fn commune(&self, code: &CommuneCode, lang: Lang) -> Vec<Value> {
        let site = self.snapshot.site();
        let points = site.points.of(code).map(|point| {
            format!("{} {}: {}", point.page_id(), point.name.get(lang).text, point.place.to_text())
        });
        let points = self.section("preview-note-points", points.collect());
        let register = site.register.get(code).map(|commune| {
            format!("{} {}: {}", commune.code, commune.name.get(lang).text, commune.place.to_text())
        });
        let register = self.section("preview-note-register", register.into_iter().collect());
        let figures = self.figures(&Scope::Commune(code.clone()), lang);
        let sessions = self.sessions(site.sessions.of(code));
        points.into_iter().chain(register).chain(figures).chain(sessions).collect()
    }

    /// The newest figure of each series of a scope, with its row and its age.
    fn figures(&self, scope: &Scope, lang: Lang) -> Option<Value> {
        let site = self.snapshot.site();
        let lines = site.progress.of_scope(scope).filter_map(|(key, observations)| {
            let newest = observations.iter().rev().find(|observation| observation.date <= site.today)?;
            let indicator = site.config.indicators.iter().find(|indicator| indicator.id == key.indicator);
            let name = indicator.map_or(key.indicator.as_str(), |indicator| &indicator.name.get(lang).text);
            let group = key.group.iter().map(|group| format!(", {group}")).collect::<String>();
            let values = Values::new()
                .text("name", format!("{name}{group}"))
                .text("date", newest.date.to_string())
                .number("days", days_between(newest.date, site.today))
                .text("place", newest.place.to_text());
            Some(self.messages.say("preview-note-figure", &values))
        });
        self.section("preview-note-figures", lines.collect())
    }

    /// Sessions to come and past ones, each with its row.
    fn sessions<'s>(&self, sessions: impl Iterator<Item = &'s Session>) -> Vec<Value> {
        let today = self.snapshot.site().today;
        let (past, coming): (Vec<&Session>, Vec<&Session>) =
            sessions.partition(|session| session.last_day() < today);
        let line = |session: &&Session| {
            let last = session.last_day();
            let until = if last > session.date { format!(" – {last}") } else { String::new() };
            format!("{}{until} {}: {}", session.date, session.id, session.place.to_text())
        };
        let coming = coming.iter().take(SESSIONS_SHOWN).map(line).collect();
        let past = past.iter().rev().take(SESSIONS_SHOWN).map(line).collect();
        let coming = self.section("preview-note-coming", coming);
        coming.into_iter().chain(self.section("preview-note-past", past)).collect()
    }

    /// The addresses of all drafts, in every language.
    fn drafts(&self) -> Vec<String> {
        let site = self.snapshot.site();
        let names = |names: Vec<&Name>, key: fn(Name) -> PageKey| -> Vec<PageKey> {
            names.into_iter().cloned().map(key).collect()
        };
        let keys = [
            names(drafts(&site.directives), PageKey::Directive),
            names(drafts(&site.guides), PageKey::Guide),
            names(drafts(&site.pages), PageKey::Page),
        ];
        let languages = &site.config.languages;
        let path = |key: &PageKey, lang| format!("{}{}", self.snapshot.base(), key.url(languages, lang));
        keys.iter().flatten().flat_map(|key| languages.iter().map(move |lang| path(key, lang))).collect()
    }
}

fn drafts<F>(documents: &BTreeMap<Name, Document<F>>) -> Vec<&Name> {
    documents.iter().filter(|(_, document)| document.is_draft).map(|(name, _)| name).collect()
}

fn days_between(from: Date, to: Date) -> u64 {
    from.until(to).ok().and_then(|span| u64::try_from(span.get_days()).ok()).unwrap_or(0)
}
