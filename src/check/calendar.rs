//! Rules on the dates of sessions and points, and on what a changed session has to say.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::civil::Date;

use super::TablesContext;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::lang::Localized;
use crate::lang::Words;
use crate::model::session::Session;
use crate::model::session::Status;
use crate::text::fold;
use crate::text::nearest;

/// Further away than this from the campaign, it is the year that was mistyped.
const WRONG_YEAR_DAYS: i32 = 250;

pub(super) fn sessions_lie_within_the_campaign(context: &TablesContext<'_>, diagnostics: &mut Diagnostics) {
    let config = &context.site.config;
    for session in context.site.sessions.iter() {
        let last = session.last_day();
        let early = config.starts.filter(|starts| session.date < *starts);
        let late = config.ends.filter(|ends| last > *ends);
        let (day, case, limit) = match (early, late) {
            (Some(starts), _) => (session.date, "before", starts),
            (None, Some(ends)) if session.date > ends => (session.date, "after", ends),
            (None, Some(ends)) => (last, "leaves", ends),
            (None, None) => continue,
        };
        diagnostics.push(outside(Code::SessionOutsideCampaign, session.place.clone(), day, case, limit));
    }
}

/// A point may be there before and after, as an office is; one that is never there during the campaign has a wrong
/// date.
pub(super) fn points_are_there_during_the_campaign(
    context: &TablesContext<'_>,
    diagnostics: &mut Diagnostics,
) {
    let config = &context.site.config;
    for point in context.site.points.iter() {
        let late = point.from.zip(config.ends).filter(|(from, ends)| from > ends);
        let early = point.until.zip(config.starts).filter(|(until, starts)| until < starts);
        let (day, case, limit) = match (late, early) {
            (Some((from, ends)), _) => (from, "after", ends),
            (None, Some((until, starts))) => (until, "before", starts),
            (None, None) => continue,
        };
        diagnostics.push(outside(Code::PointOutsideCampaign, point.place.clone(), day, case, limit));
    }
}

fn outside(
    code: Code,
    place: crate::source::Place,
    day: Date,
    case: &'static str,
    limit: Date,
) -> Diagnostic {
    let away = day.since(limit).map_or(0, |span| span.get_days().abs());
    let told =
        Diagnostic::new(code, place).found(written(day)).arg("case", case).arg("limit", written(limit));
    // The same day in the campaign's year, where that is what was meant.
    let offered = Date::new(limit.year(), day.month(), day.day()).ok();
    match offered.filter(|offered| away > WRONG_YEAR_DAYS && offered.year() != day.year()) {
        Some(offered) => told.arg("year", "wrong").arg("meant", written(offered)),
        None => told.arg("year", "right").arg("meant", ""),
    }
}

fn written(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// Readers who come to the old place must learn where to go.
pub(super) fn moved_sessions_say_where_to(context: &TablesContext<'_>, diagnostics: &mut Diagnostics) {
    let moved = context.site.sessions.iter().filter(|session| session.status == Status::Moved);
    for session in moved.filter(|session| session.moved_to.is_none()) {
        diagnostics.push(Diagnostic::new(Code::MovedNowhere, session.place.clone()).found(&session.id));
    }
}

/// What a reader tells sessions apart by first: commune, point, day and hour.
type Same<'a> = (&'a str, Option<&'a str>, Date, jiff::civil::Time);

/// The same place, day and hour for the same people: one of the two rows is left over, or its date is wrong.
pub(super) fn sessions_stand_once(context: &TablesContext<'_>, diagnostics: &mut Diagnostics) {
    let source = context.site.config.languages.source();
    let folded = |words: &Option<Localized<Words>>| {
        words.as_ref().map(|words| fold(words.text(source))).unwrap_or_default()
    };
    // Words are compared only where two sessions might be one.
    let said =
        |session: &Session| (folded(&session.at), folded(&session.audience), session.providers.clone());
    let mut by_hour: BTreeMap<Same<'_>, &Session> = BTreeMap::new();
    let mut of_one_hour: BTreeMap<Same<'_>, BTreeMap<_, &Session>> = BTreeMap::new();
    for session in context.site.sessions.iter() {
        let key = (
            session.commune.as_str(),
            session.point.as_ref().map(crate::model::PointId::as_str),
            session.date,
            session.start,
        );
        let earlier = match by_hour.entry(key) {
            Entry::Vacant(place) => {
                place.insert(session);
                continue;
            }
            Entry::Occupied(earlier) => *earlier.get(),
        };
        let all = of_one_hour.entry(key).or_insert_with(|| BTreeMap::from([(said(earlier), earlier)]));
        match all.entry(said(session)) {
            Entry::Vacant(place) => drop(place.insert(session)),
            Entry::Occupied(same) => {
                let same = same.get();
                let again = Diagnostic::new(Code::SessionAgain, session.place.clone()).found(&session.id);
                diagnostics.push(again.arg("id", same.id.as_str()).related(same.place.clone()));
            }
        }
    }
}

/// A name in the column `providers` that is nearly a provider of site.yaml, and would be shown as another company.
pub(super) fn providers_of_sessions_are_not_misspelt(
    context: &TablesContext<'_>,
    diagnostics: &mut Diagnostics,
) {
    let providers = &context.site.config.providers;
    let names = || {
        let words = providers.iter().flat_map(|(key, provider)| {
            provider.name.iter().filter(move |(_, words)| fold(&words.text) != *key)
        });
        providers.keys().map(String::as_str).chain(words.map(|(_, words)| words.text.as_str()))
    };
    let mut looked_at: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for session in context.site.sessions.iter() {
        for name in session.providers.iter().filter(|name| !providers.contains_key(name.as_str())) {
            let near = looked_at.entry(name).or_insert_with(|| nearest(name, names()));
            if !near.is_empty() {
                let unknown = Diagnostic::new(Code::ProviderMisspelt, session.place.clone()).found(name);
                diagnostics.push(unknown.nearest(near.iter().cloned()));
            }
        }
    }
}
