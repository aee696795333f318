//! What changed tonight: the site as it was published last, beside the site as it is now.
//!
//! [`Snapshot`] keeps the facts that can change from one night to the next; [`News`] is the difference, as data and
//! without words. The sentences are made by [`Telling`]; taking in, building and publishing are left to others, which hand
//! over what only they know.

mod corrections;
mod snapshot;
mod text;

pub use self::corrections::Correction;
pub use self::corrections::Reach;
pub use self::corrections::missed;
pub use self::corrections::reach;
pub use self::snapshot::Held;
pub use self::snapshot::PointFacts;
pub use self::snapshot::SessionFacts;
pub use self::snapshot::Shown;
pub use self::snapshot::Snapshot;
pub use self::text::Telling;

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::diag::Diagnostic;
use crate::intake::Balance;
use crate::intake::Open;
use crate::landing::LandingState;
use crate::lang::Localized;
use crate::lang::Words;
use crate::model::CommuneCode;
use crate::model::Scope;
use crate::model::Site;
use crate::model::config::Indicator;
use crate::model::document::Document;
use crate::model::document::TextStanding;
use crate::name::Name;
use crate::read::DocumentKind;

/// Deadlines are told of this many days ahead, the last day in time included.
const DEADLINE_DAYS: i64 = 7;

/// What a night brought.
#[derive(Debug, Default, Serialize)]
pub struct News {
    /// The day that stands for today.
    pub day: Option<Date>,
    /// Whether the site's figures are made up, so that nobody takes them for news.
    pub sample: bool,
    /// The day of the snapshot that this is the difference to; none on the first night.
    pub since: Option<Date>,
    /// The release that is live now, by its folder's name; none where nothing is published.
    pub release: Option<String>,
    /// The step at which the world failed, if it did: then nothing new is shown.
    pub failed_step: Option<&'static str>,
    /// Whether `loa rollback` holds the live release.
    pub pinned: bool,
    /// Sources that could not be fetched.
    #[serde(skip)]
    pub sources: Vec<Diagnostic>,
    /// What is wrong with the content: then nothing was built.
    #[serde(skip)]
    pub errors: Vec<Diagnostic>,
    /// Records and files that were not taken; with its words in [`Telling`].
    #[serde(skip)]
    pub set_aside: Vec<Diagnostic>,
    /// Files that were taken in.
    pub drops: usize,
    /// Files that were changed a moment ago, and are left for the next run.
    pub waiting: usize,
    /// What is said of drops that were taken, and of files of which nobody knows what table they are.
    #[serde(skip)]
    pub warnings: Vec<Diagnostic>,
    /// Records that are set aside after this night, those of earlier nights among them.
    pub open: usize,
    /// The same by the file that its sender mends.
    pub returned: Vec<Returned>,
    /// By table.
    pub intake: BTreeMap<String, Balance>,
    pub corrections: Vec<Correction>,
    /// Communes that have reported before, but not within `stale_after` days.
    pub silent: Vec<Silent>,
    pub posters: Vec<Poster>,
    pub points: Vec<PointChange>,
    pub deadlines: Vec<Due>,
    pub translations: Vec<Lagging>,
    pub figures: Vec<FigureChange>,
    pub sessions: Vec<SessionChange>,
    pub pages: Pages,
    /// What the indicators are called, by id and tag of the language.
    pub indicators: BTreeMap<String, BTreeMap<String, String>>,
}

/// A file that its sender has got back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Returned {
    /// The folder of its table: `progress`.
    pub table: String,
    /// What the sender called it.
    pub drop: String,
    /// How many of its rows are to be mended; none where it is the whole file.
    pub rows: Option<usize>,
    /// The night on which the first of them was set aside.
    pub since: Date,
    /// What is to be mended, relative to the root.
    pub file: String,
}

/// A commune that nothing was heard of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Silent {
    pub commune: String,
    pub name: String,
    pub province: String,
    /// The telephone number of the register, if there is one.
    pub phone: Option<String>,
    /// The newest day of its figures.
    pub newest: Date,
    pub days: i32,
}

/// A registration point that is another than before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PointChange {
    pub id: String,
    pub commune: String,
    pub what: PointNews,
    /// As it is now; where it is gone, as it was.
    pub point: PointFacts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PointNews {
    Added,
    /// Its name or address is another.
    Changed,
    /// Its page tells readers to go elsewhere for good.
    Gone,
    /// It answers again.
    Back,
}

/// A code on a wall that says something else than its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Poster {
    pub id: String,
    pub commune: String,
    /// What the poster calls the point, where that is known.
    pub name: Option<String>,
    pub why: PosterReason,
}

/// Why a poster should be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PosterReason {
    /// The code leads elsewhere, or is out of use; take the poster down.
    Gone,
    /// The point has another name or address than the one that was printed.
    Renamed,
}

/// A deadline that is near.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    pub directive: String,
    /// Its title in the site's source language.
    pub title: String,
    pub what: String,
    pub who: Option<String>,
    /// The last day in time.
    pub last: Date,
    /// From today; nought is today.
    pub days: i32,
}

/// A text whose translation is not of its present source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lagging {
    /// `directives/tan-hung-2025`, by kind and name.
    pub document: String,
    pub language: String,
    pub state: LaggingState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LaggingState {
    /// There is none.
    Missing,
    /// It is of an earlier source, or does not say of which.
    Lagging,
    /// It states other facts than its source, so that readers get the source.
    Differs,
}

/// A figure that is another than before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureChange {
    pub scope: String,
    pub name: String,
    pub indicator: String,
    pub before: Option<Shown>,
    pub after: Option<Shown>,
}

/// A session that is another than before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SessionChange {
    pub id: String,
    pub commune: String,
    pub name: String,
    pub what: SessionNews,
    /// Where it is held: its place, else the name of its point.
    pub place: Option<String>,
    /// As it is now; where it is gone, as it was.
    pub session: SessionFacts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SessionNews {
    Cancelled,
    Moved,
    /// Its row is gone, though it was yet to come.
    Gone,
    Changed,
    Added,
    /// Its last day is over.
    Past,
}

/// What the build wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pages {
    /// Addresses of pages whose bytes changed, without those of the status.
    pub changed: Vec<String>,
    pub removed: Vec<String>,
    /// Other files, such as open data and feeds.
    pub other_files: usize,
    pub unchanged: usize,
}

impl News {
    /// The difference that the model shows: figures, sessions, posters, and what is due. What only other steps know is
    /// filled in by whoever has it.
    pub fn between(before: Option<&Snapshot>, after: &Snapshot, site: &Site) -> News {
        News {
            day: Some(site.today),
            sample: site.config.sample,
            since: before.map(|before| before.day),
            silent: silent(site),
            posters: before.map(|before| posters(before, after, site)).unwrap_or_default(),
            points: before.map(|before| points(before, after, site)).unwrap_or_default(),
            deadlines: deadlines(site),
            translations: translations(site),
            figures: before.map(|before| figures(before, after, site)).unwrap_or_default(),
            sessions: before.map(|before| sessions(before, after, site)).unwrap_or_default(),
            indicators: indicators(site),
            ..News::default()
        }
    }
}

/// The name of a scope in the site's source language.
pub fn name(site: &Site, scope: &str) -> String {
    let source = site.config.languages.source();
    let name = match Scope::parse(scope) {
        Some(Scope::Commune(code)) => site.register.get(&code).map(|commune| commune.name.text(source)),
        Some(Scope::Province(code)) => {
            site.register.province(&code).map(|province| province.name.text(source))
        }
        Some(Scope::All) => Some(site.config.name.text(source)),
        None => None,
    };
    name.unwrap_or(scope).to_owned()
}

/// What the indicators of a site are called, by id and tag of the language.
pub fn indicators(site: &Site) -> BTreeMap<String, BTreeMap<String, String>> {
    let languages = &site.config.languages;
    let names = |name: &Localized<Words>| {
        let named = languages.iter().map(|lang| (languages.tag(lang).to_owned(), name.text(lang).to_owned()));
        named.collect()
    };
    let of = |indicator: &Indicator| (indicator.id.clone(), names(&indicator.name));
    site.config.indicators.iter().map(of).collect()
}

/// The open records by the file that is to be mended.
pub fn returned(open: &Open) -> Vec<Returned> {
    let mut files: BTreeMap<&str, Returned> = BTreeMap::new();
    for record in &open.records {
        let file = files.entry(&record.file).or_insert_with(|| Returned {
            table: record.table.clone(),
            drop: record.drop.clone(),
            rows: record.row.map(|_| 0),
            since: record.since,
            file: record.file.clone(),
        });
        file.rows = file.rows.filter(|_| record.row.is_some()).map(|rows| rows + 1);
        file.since = file.since.min(record.since);
    }
    files.into_values().collect()
}

fn figures(before: &Snapshot, after: &Snapshot, site: &Site) -> Vec<FigureChange> {
    let none = BTreeMap::new();
    let indicators =
        before.figures.keys().chain(after.figures.keys().filter(|id| !before.figures.contains_key(*id)));
    let mut changes = Vec::new();
    for indicator in indicators {
        let old = before.figures.get(indicator).unwrap_or(&none);
        let new = after.figures.get(indicator).unwrap_or(&none);
        let scopes = old.keys().chain(new.keys().filter(|scope| !old.contains_key(*scope)));
        for scope in scopes.filter(|scope| old.get(*scope) != new.get(*scope)) {
            changes.push(FigureChange {
                scope: scope.clone(),
                name: name(site, scope),
                indicator: indicator.clone(),
                before: old.get(scope).cloned(),
                after: new.get(scope).cloned(),
            });
        }
    }
    changes
}

fn sessions(before: &Snapshot, after: &Snapshot, site: &Site) -> Vec<SessionChange> {
    let change = |id: &str, what: SessionNews, session: &SessionFacts| SessionChange {
        id: id.to_owned(),
        commune: session.commune.clone(),
        name: name(site, &session.commune),
        what,
        place: session.place.clone().or_else(|| {
            let id = session.point.as_ref()?;
            let point = after.points.get(id).or_else(|| before.points.get(id));
            point.and_then(|point| point.name.clone()).or_else(|| Some(id.clone()))
        }),
        session: session.clone(),
    };
    let was_coming = |session: &SessionFacts| session.last_day >= before.day;
    let mut changes = Vec::new();
    for (id, old) in &before.sessions {
        match after.sessions.get(id) {
            None if old.last_day >= after.day => changes.push(change(id, SessionNews::Gone, old)),
            None => {}
            Some(new) if old != new => {
                let what = match new.status {
                    status if status == old.status => SessionNews::Changed,
                    Held::Cancelled => SessionNews::Cancelled,
                    Held::Moved => SessionNews::Moved,
                    Held::Planned => SessionNews::Changed,
                };
                changes.push(change(id, what, new));
            }
            Some(new) if was_coming(old) && new.last_day < after.day => {
                changes.push(change(id, SessionNews::Past, new));
            }
            Some(_) => {}
        }
    }
    for (id, session) in after.sessions.iter().filter(|(id, _)| !before.sessions.contains_key(*id)) {
        let what = match session.status {
            Held::Planned => SessionNews::Added,
            Held::Cancelled => SessionNews::Cancelled,
            Held::Moved => SessionNews::Moved,
        };
        changes.push(change(id, what, session));
    }
    changes.sort_by(|a, b| (a.what, a.session.date, &a.id).cmp(&(b.what, b.session.date, &b.id)));
    changes
}

fn points(before: &Snapshot, after: &Snapshot, site: &Site) -> Vec<PointChange> {
    let mut changes = Vec::new();
    for (id, new) in &after.points {
        let old = before.points.get(id);
        let says = |point: &PointFacts| (point.name.clone(), point.address.clone());
        let (what, point) = match old {
            None if new.gone => continue,
            None => (PointNews::Added, new),
            Some(old) if new.gone && !old.gone => (PointNews::Gone, old),
            Some(old) if old.gone && !new.gone => (PointNews::Back, new),
            Some(old) if !new.gone && says(old) != says(new) => (PointNews::Changed, new),
            Some(_) => continue,
        };
        changes.push(PointChange {
            id: id.clone(),
            commune: name(site, &point.commune),
            what,
            point: point.clone(),
        });
    }
    changes
}

/// Only codes that were issued can be on a wall.
fn posters(before: &Snapshot, after: &Snapshot, site: &Site) -> Vec<Poster> {
    let mut posters = Vec::new();
    for (id, old) in before.points.iter().filter(|(_, old)| old.issued) {
        let Some(new) = after.points.get(id) else { continue };
        let why = if new.gone && !old.gone {
            PosterReason::Gone
        } else if !new.gone && (&new.name, &new.address) != (&old.name, &old.address) {
            PosterReason::Renamed
        } else {
            continue;
        };
        posters.push(Poster {
            id: id.clone(),
            commune: name(site, &new.commune),
            name: old.name.clone(),
            why,
        });
    }
    posters
}

/// Communes that have reported, but not within the last `stale_after` days; those that were silent longest come first.
/// When the campaign is over, nobody need report.
fn silent(site: &Site) -> Vec<Silent> {
    let limit = site.today.checked_sub(i64::from(site.config.stale_after).days()).unwrap_or(site.today);
    if site.config.ends.is_some_and(|ends| ends < limit) {
        return Vec::new();
    }
    let source = site.config.languages.source();
    let silent = |code: &CommuneCode| {
        let commune = site.register.get(code)?;
        let scope = Scope::Commune(code.clone());
        let figures = site.config.indicators.iter().filter_map(|indicator| site.figure(indicator, &scope));
        let newest = figures.map(|figure| figure.newest).max().filter(|newest| *newest < limit)?;
        let province = site.register.province(&commune.province);
        Some(Silent {
            commune: code.to_string(),
            name: commune.name.text(source).to_owned(),
            province: province.map(|province| province.name.text(source).to_owned()).unwrap_or_default(),
            phone: commune.phone.clone(),
            newest,
            days: (site.today - newest).get_days(),
        })
    };
    let mut silent: Vec<Silent> = site.progress.communes().iter().filter_map(silent).collect();
    silent.sort_by(|a, b| (a.newest, &a.commune).cmp(&(b.newest, &b.commune)));
    silent
}

fn deadlines(site: &Site) -> Vec<Due> {
    let source = site.config.languages.source();
    let mut due = Vec::new();
    for (directive, document) in site.directives.iter() {
        for deadline in &document.facts.deadlines {
            let Some(last) = deadline.when.next_last_day(site.today) else { continue };
            let days = (last - site.today).get_days();
            if (0..=DEADLINE_DAYS).contains(&i64::from(days)) {
                due.push(Due {
                    directive: directive.to_string(),
                    title: document.source().title.clone(),
                    what: deadline.what.text(source).to_owned(),
                    who: deadline.who.as_ref().map(|who| who.text(source).to_owned()),
                    last,
                    days,
                });
            }
        }
    }
    due.sort_by(|a, b| (a.last, &a.directive).cmp(&(b.last, &b.directive)));
    due
}

fn translations(site: &Site) -> Vec<Lagging> {
    fn of<F>(site: &Site, kind: DocumentKind, documents: &BTreeMap<Name, Document<F>>) -> Vec<Lagging> {
        let mut lagging = Vec::new();
        for (name, document) in documents {
            for lang in site.config.languages.iter() {
                let text = document.texts().find(|(other, _)| *other == lang);
                let state = match text.map(|(_, text)| &text.standing) {
                    None => LaggingState::Missing,
                    Some(TextStanding::Lagging { differences, .. }) if differences.is_empty() => {
                        LaggingState::Lagging
                    }
                    Some(TextStanding::Lagging { .. }) => LaggingState::Differs,
                    Some(TextStanding::Source | TextStanding::Current { .. }) => continue,
                };
                let language = site.config.languages.tag(lang).to_owned();
                lagging.push(Lagging { document: format!("{}/{name}", kind.folder()), language, state });
            }
        }
        lagging
    }
    let mut lagging = of(site, DocumentKind::Directive, &site.directives);
    lagging.extend(of(site, DocumentKind::Guide, &site.guides));
    lagging.extend(of(site, DocumentKind::Page, &site.pages));
    lagging
}

/// Whether a page behind a code tells its reader to go elsewhere for good.
fn is_gone(state: &LandingState<'_>) -> bool {
    match state {
        LandingState::Moved { .. }
        | LandingState::Retired
        | LandingState::Merged { .. }
        | LandingState::NoRow
        | LandingState::Closed { .. } => true,
        LandingState::Checking
        | LandingState::Ended { .. }
        | LandingState::NotYet { .. }
        | LandingState::Open => false,
    }
}
