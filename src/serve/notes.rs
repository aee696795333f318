//! Notes in the margin of a page for whoever edits it: where each fact stands and how old it is, how the languages of a
//! text stand to each other, and what is a draft.
//!
//! What is wrong is no note; it stands in the `panel`.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::civil::Date;
use serde_json::Value;
use serde_json::json;

use super::changes;
use super::site::Snapshot;
use crate::catalogue::Values;
use crate::format::Format;
use crate::lang::Lang;
use crate::live;
use crate::live::InlineFact;
use crate::messages::Messages;
use crate::messages::Speech;
use crate::model::CommuneCode;
use crate::model::Scope;
use crate::model::amount::Amount;
use crate::model::document::Document;
use crate::model::document::Text;
use crate::model::document::TextStanding;
use crate::model::progress::Observation;
use crate::model::register::Commune;
use crate::model::session::Session;
use crate::model::session::Status;
use crate::name::Name;
use crate::read::TableFile;
use crate::routes::PageKey;
use crate::routes::Route;
use crate::source::Source;

/// Of how many sessions the notes say where they stand.
const SESSIONS_SHOWN: usize = 30;
/// Of how many parts of a sum: the oldest, since a sum is as old as they are.
const PARTS_SHOWN: usize = 10;
/// Keys of a front matter that hold words of one language, not facts.
const WORDS: [&str; 8] = ["title", "summary", "source_hash", "facts_ok", "bring", "duration", "steps", "for"];

/// What the editor should know of the page at `path`, in the page's language.
pub(super) fn json(snapshot: &Snapshot, path: &str, lang: &str) -> Value {
    let site = snapshot.site();
    let route = snapshot.route(path);
    let page_lang = match route {
        Some(Route::Page(_, lang)) => *lang,
        _ => site.config.languages.source(),
    };
    let notes = Notes { snapshot, messages: Messages::new(Speech::of_page(lang)), lang: page_lang };
    let mut sections = Vec::new();
    if let Some(Route::Page(key, _)) = route {
        match key {
            PageKey::Directive(name) => sections.extend(notes.document(site.directives.get(name))),
            PageKey::Guide(name) => sections.extend(notes.document(site.guides.get(name))),
            PageKey::Page(name) => sections.extend(notes.document(site.pages.get(name))),
            PageKey::Home => {
                let home = site.pages.iter().find(|(name, _)| name.as_str() == "home");
                sections.extend(notes.document(home.map(|(_, document)| document)));
                sections.extend(notes.figures(&Scope::All));
            }
            PageKey::Commune(code) => sections.extend(notes.commune(code)),
            PageKey::Landing(id) => {
                let point = site.points.get(id).map(|point| point.commune.clone());
                if let Some(code) = point.or_else(|| id.as_commune()) {
                    sections.extend(notes.commune(&code));
                }
            }
            PageKey::Province(code) => {
                sections.extend(notes.figures(&Scope::Province(code.clone())));
                let communes: BTreeSet<&CommuneCode> =
                    site.register.of_province(code).map(|commune| &commune.code).collect();
                let own = site.sessions.iter().filter(|session| communes.contains(&session.commune));
                sections.extend(notes.sessions(own));
            }
            PageKey::Progress => sections.extend(notes.figures(&Scope::All)),
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

/// Whether what stands at an address is a draft.
pub(super) fn is_draft(snapshot: &Snapshot, path: &str) -> bool {
    let site = snapshot.site();
    match snapshot.route(path) {
        Some(Route::Page(PageKey::Directive(name), _)) => {
            site.directives.get(name).is_some_and(|d| d.is_draft)
        }
        Some(Route::Page(PageKey::Guide(name), _)) => site.guides.get(name).is_some_and(|d| d.is_draft),
        Some(Route::Page(PageKey::Page(name), _)) => site.pages.get(name).is_some_and(|d| d.is_draft),
        _ => false,
    }
}

struct Notes<'a> {
    snapshot: &'a Snapshot,
    messages: Messages,
    /// The language of the page.
    lang: Lang,
}

impl Notes<'_> {
    fn word(&self, id: &str) -> String {
        self.messages.say(id, &Values::new())
    }

    fn format(&self) -> &Format {
        self.snapshot.format(self.lang)
    }

    /// How long ago a day was: `19/10/2025, 1 day old`.
    fn age(&self, date: Date) -> String {
        let values = Values::new()
            .text("date", self.format().date(date))
            .number("days", days_between(date, self.snapshot.site().today));
        self.messages.say("preview-note-age", &values)
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
                    let (old, fresh) = changes::near(old, fresh);
                    sections.push(json!({ "title": title, "lines": lines, "old": old, "fresh": fresh }));
                }
                None => sections.push(json!({ "title": title, "lines": lines })),
            }
        }
        let published = document.published.map(|day| {
            let values = Values::new().text("age", self.age(day));
            self.messages.say("preview-note-published", &values)
        });
        let source = &document.source().source;
        let lines = published.into_iter().chain(own_facts(source)).collect();
        sections.extend(self.section("preview-note-facts", lines));
        sections.extend(self.quoted(document.shown(self.lang).text));
        sections
    }

    /// The inline facts of a text, each with where it stands.
    fn quoted(&self, text: &Text) -> Option<Value> {
        let site = self.snapshot.site();
        let known = live::inline_facts(site);
        let paths: BTreeSet<&str> = text.body.facts.iter().map(|fact| fact.path.as_str()).collect();
        let line = |path: &str| {
            let (config, tables) = (&site.config, &self.snapshot.sources);
            let first = |files: &[TableFile]| files.first().map(|file| file.path.clone());
            let place = match known.get(path)? {
                InlineFact::IndicatorValue(id) | InlineFact::IndicatorAsOf(id) => {
                    let own = newest(site.progress.of(id, &Scope::All, None), site.today);
                    Some(own.map_or_else(|| self.word("preview-note-sum"), |own| own.place().to_text()))
                }
                InlineFact::IndicatorTarget(id) | InlineFact::IndicatorBy(id) => {
                    site.target(config.indicator(id)?, &Scope::All).map(|target| target.place.to_text())
                }
                InlineFact::CommuneCount => first(&tables.communes),
                InlineFact::PointCount => first(&tables.points),
                _ => Some(config.source.path.clone()),
            };
            Some(format!("{path}: {}", place?))
        };
        self.section("preview-note-quoted", paths.into_iter().filter_map(line).collect())
    }

    /// The rows that a commune's pages are made from.
    fn commune(&self, code: &CommuneCode) -> Vec<Value> {
        let (site, lang) = (self.snapshot.site(), self.lang);
        let points = site.points.of(code).map(|point| {
            format!("{} {}; {}", point.page_id(), point.name.get(lang).text, point.place.to_text())
        });
        let points = self.section("preview-note-points", points.collect());
        let register = site.register.get(code).map(|commune| {
            format!("{} {}; {}", commune.code, commune.name.get(lang).text, commune.place.to_text())
        });
        let register = self.section("preview-note-register", register.into_iter().collect());
        let figures = self.figures(&Scope::Commune(code.clone()));
        let sessions = self.sessions(site.sessions.of(code));
        points.into_iter().chain(register).chain(figures).chain(sessions).collect()
    }

    /// The newest figure of each series of a scope, with its row and its age; of a sum, its oldest parts.
    fn figures(&self, scope: &Scope) -> Vec<Value> {
        let site = self.snapshot.site();
        let own = site.progress.of_scope(scope).filter_map(|(key, observations)| {
            let newest = newest(observations, site.today)?;
            let group = key.group.iter().map(|group| format!(", {group}")).collect::<String>();
            Some(self.figure(&format!("{}{group}", self.indicator(&key.indicator)), newest))
        });
        let own = self.section("preview-note-figures", own.collect());
        let communes: Vec<&Commune> = match scope {
            Scope::Commune(_) => Vec::new(),
            Scope::Province(code) => site.register.of_province(code).collect(),
            Scope::All => site.register.in_force().collect(),
        };
        let mut parts: Vec<(&str, &Commune, &Observation)> = Vec::new();
        for indicator in &site.config.indicators {
            for commune in &communes {
                let scope = Scope::Commune(commune.code.clone());
                let part = newest(site.progress.of(&indicator.id, &scope, None), site.today);
                parts.extend(part.map(|part| (indicator.id.as_str(), *commune, part)));
            }
        }
        parts.sort_by_key(|(_, _, part)| part.date);
        let parts = parts.iter().take(PARTS_SHOWN).map(|(indicator, commune, part)| {
            let name = &commune.name.get(self.lang).text;
            self.figure(&format!("{}, {} {name}", self.indicator(indicator), commune.code), part)
        });
        let parts = self.section("preview-note-parts", parts.collect());
        own.into_iter().chain(parts).collect()
    }

    fn indicator(&self, id: &str) -> String {
        let indicator = self.snapshot.site().config.indicator(id);
        indicator.map_or_else(|| id.to_owned(), |indicator| indicator.name.get(self.lang).text.clone())
    }

    fn figure(&self, name: &str, figure: &Observation) -> String {
        let value = match figure.value {
            Amount::Count(count) => self.format().number(count),
            Amount::Share(share) => self.format().share(share),
        };
        let values = Values::new()
            .text("name", name)
            .text("value", value)
            .text("age", self.age(figure.date))
            .text("place", figure.place().to_text());
        let line = self.messages.say("preview-note-figure", &values);
        figure.source().into_iter().fold(line, |line, source| format!("{line} ({source})"))
    }

    /// Sessions to come and past ones, each with its row.
    fn sessions<'s>(&self, sessions: impl Iterator<Item = &'s Session>) -> Vec<Value> {
        let today = self.snapshot.site().today;
        let (past, coming): (Vec<&Session>, Vec<&Session>) =
            sessions.partition(|session| session.last_day() < today);
        let line = |session: &&Session| self.session(session);
        let coming = coming.iter().take(SESSIONS_SHOWN).map(line).collect();
        let past = past.iter().rev().take(SESSIONS_SHOWN).map(line).collect();
        let coming = self.section("preview-note-coming", coming);
        coming.into_iter().chain(self.section("preview-note-past", past)).collect()
    }

    fn session(&self, session: &Session) -> String {
        let (format, site) = (self.format(), self.snapshot.site());
        let last = session.last_day();
        let until = if last > session.date { format!(" – {}", format.date(last)) } else { String::new() };
        let end = session.end.map(|end| format!(" – {}", format.time(end))).unwrap_or_default();
        let point = session.point.as_ref().and_then(|id| site.points.get(id)).map(|point| &point.name);
        let commune = site.register.get(&session.commune).map(|commune| &commune.name);
        let at = session.at.as_ref().or(point).or(commune);
        let at = at.map(|name| format!(", {}", name.get(self.lang).text)).unwrap_or_default();
        let status = match session.status {
            Status::Planned => String::new(),
            Status::Cancelled => format!(" ({})", self.word("preview-note-cancelled")),
            Status::Moved => format!(" ({})", self.word("preview-note-moved")),
        };
        let (day, start) = (format.date(session.date), format.time(session.start));
        format!("{day}{until}, {start}{end}{at}{status}; {}", session.place.to_text())
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

/// The newest report that the day knows of.
fn newest(observations: &[Observation], today: Date) -> Option<&Observation> {
    observations.iter().rev().find(|observation| observation.date <= today)
}

/// The facts of a front matter as they stand there, each with its line; words are left out.
fn own_facts(source: &Source) -> Vec<String> {
    let inside = source.text.lines().enumerate().skip(1).take_while(|(_, line)| *line != "---");
    let facts = inside.filter(|(_, line)| {
        line.split_once(':').is_some_and(|(key, _)| {
            !key.is_empty()
                && key.chars().all(|c| c.is_ascii_lowercase() || c == '_')
                && !WORDS.contains(&key)
        })
    });
    facts.map(|(at, line)| format!("{line}; {}:{}", source.path, at + 1)).collect()
}

fn days_between(from: Date, to: Date) -> u64 {
    from.until(to).ok().and_then(|span| u64::try_from(span.get_days()).ok()).unwrap_or(0)
}
