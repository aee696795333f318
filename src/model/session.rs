//! Sessions: when someone sits at a place and registers people; once, or again on days of the week (contract, sections
//! 5 and 8).

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::civil::Time;
use rayon::prelude::*;

use super::CommuneCode;
use super::PointId;
use super::accepted;
use super::accepted::DayTable;
use super::accepted::Table;
use super::config::Config;
use super::ledger::Ledger;
use super::point::Point;
use super::point::Points;
use super::point::commune;
use super::register::Register;
use super::register::strange_columns;
use super::register::words;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Severity;
use crate::lang::Localized;
use crate::lang::Words;
use crate::read::Sources;
use crate::source::Place;
use crate::tables::Cell;
use crate::tables::Field;
use crate::tables::Fields;
use crate::tables::Row;
use crate::tables::TableSpec;
use crate::tables::value::time::typed;
use crate::tables::value::weekday;
use crate::tables::value::weekday::Weekdays;
use crate::text::fold;
use crate::text::nearest;
use crate::text::slug;

/// A longer run of repeats is taken for a wrong year.
const LONGEST_RUN: i32 = 366;

/// Hours at which nobody registers anybody: `1h30` is the afternoon of somebody who counts to twelve. What goes on after
/// midnight begins at `0h`.
const NIGHT: RangeInclusive<i8> = 1..=4;

/// The most points that a message about an unknown one lists.
const MOST_LISTED: usize = 50;

/// All sessions, in the order of first day, time and id; as a slice, or by commune.
#[derive(Debug, Default)]
pub struct Sessions {
    all: Vec<Session>,
    /// The places in `all` of each commune's sessions, in the same order.
    of: BTreeMap<CommuneCode, Vec<usize>>,
}

impl Sessions {
    fn new(mut all: Vec<Session>) -> Sessions {
        all.sort_unstable_by(|a, b| (a.date, a.start, &a.id).cmp(&(b.date, b.start, &b.id)));
        let mut of: BTreeMap<CommuneCode, Vec<usize>> = BTreeMap::new();
        for (index, session) in all.iter().enumerate() {
            of.entry(session.commune.clone()).or_default().push(index);
        }
        Sessions { all, of }
    }

    /// Those of one commune.
    pub fn of(&self, code: &CommuneCode) -> impl Iterator<Item = &Session> {
        let places = self.of.get(code).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|place| self.all.get(*place))
    }
}

impl std::ops::Deref for Sessions {
    type Target = [Session];

    fn deref(&self) -> &[Session] {
        &self.all
    }
}

/// One row of a schedule.
#[derive(Debug)]
pub struct Session {
    /// The row's own, or made from point or commune, date and time.
    pub id: String,
    /// The point it is held at, where the row names one.
    pub point: Option<PointId>,
    pub commune: CommuneCode,
    /// The day, or the first of a run.
    pub date: Date,
    /// The last day of a run, inclusive.
    pub until: Option<Date>,
    /// The days of the week of a run; none means every day.
    pub weekdays: Option<Weekdays>,
    pub start: Time,
    pub end: Option<Time>,
    pub at: Option<Localized<Words>>,
    pub audience: Option<Localized<Words>>,
    /// Keys of `providers`, or names as the row has them.
    pub providers: Vec<String>,
    pub note: Option<Localized<Words>>,
    pub status: Status,
    pub reason: Option<Localized<Words>>,
    /// Where or when instead.
    pub moved_to: Option<MovedTo>,
    /// The day on which the row was taken in; none of rows kept by hand.
    pub taken: Option<Date>,
    pub place: Place,
}

/// What takes the place of a session that was moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MovedTo {
    /// A point of the site.
    Point(PointId),
    Day(Date),
    /// Anything else, as the row says it.
    Words(Localized<Words>),
}

/// Whether a session takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Planned,
    Cancelled,
    Moved,
}

impl Status {
    fn parse(text: &str) -> Option<Status> {
        match fold(text).as_str() {
            "planned" | "du kien" | "theo ke hoach" | "theo lich" => Some(Status::Planned),
            "cancelled" | "canceled" | "huy" | "da huy" | "huy bo" | "hoan" | "tam hoan" | "tam dung" => {
                Some(Status::Cancelled)
            }
            "moved" | "chuyen" | "da chuyen" | "doi" | "doi lich" | "chuyen dia diem" => Some(Status::Moved),
            _ => None,
        }
    }
}

impl Session {
    /// The last day on which it is held.
    pub fn last_day(&self) -> Date {
        self.until.unwrap_or(self.date)
    }

    /// The days on which it is held, from `first` on.
    pub fn days_from(&self, first: Date) -> impl Iterator<Item = Date> + use<'_> {
        let start = self.date.max(first);
        let last = self.last_day();
        start.series(1.day()).take_while(move |day| *day <= last).filter(|day| self.is_on(*day))
    }

    /// The next day on which it is held, `today` included.
    pub fn next_day(&self, today: Date) -> Option<Date> {
        self.days_from(today).next()
    }

    pub fn is_on(&self, day: Date) -> bool {
        self.date <= day
            && day <= self.last_day()
            && self.weekdays.is_none_or(|weekdays| weekdays.contains(day.weekday()))
    }
}

/// Reads the schedules. Bad rows are set aside, each with its reason; accepted rows stand in the place of those kept by
/// hand that have the same id.
pub fn resolve(
    sources: &Sources,
    config: &Config,
    register: &Register,
    points: &Points,
    ledger: &Ledger,
    diagnostics: &mut Diagnostics,
) -> Sessions {
    let spec = TableSpec::schedules();
    let mut sessions = Vec::new();
    let tables: Vec<_> = sources.schedules.par_iter().map(|file| crate::tables::read(file, &spec)).collect();
    sessions.reserve(tables.iter().flat_map(|(table, _)| table).map(crate::tables::Table::len).sum());
    for (table, told) in tables {
        diagnostics.extend(told);
        diagnostics.extend(table.iter().flat_map(|table| strange_columns(table, &config.languages)));
        let rows = table.iter().flat_map(crate::tables::Table::rows);
        sessions
            .extend(rows.filter_map(|row| resolve_row(row, config, register, points, ledger, diagnostics)));
    }
    let taken = taken(sources, &spec, config, register, points, ledger, diagnostics);
    sessions.retain(|session: &Session| !taken.contains_key(&session.id));
    let mut sessions = without_clashes(sessions, diagnostics);
    sessions.extend(taken.into_values());
    Sessions::new(sessions)
}

/// The accepted rows that stand, by their id: a later one replaces all of an earlier one. One that cannot be taken any
/// more, since the point is gone or the register changed, leaves the one before it.
fn taken(
    sources: &Sources,
    spec: &TableSpec,
    config: &Config,
    register: &Register,
    points: &Points,
    ledger: &Ledger,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Session> {
    let mut by_id: BTreeMap<String, (Option<Session>, Diagnostics)> = BTreeMap::new();
    for DayTable { day, table } in accepted::tables(&sources.accepted, Table::Schedules, spec, diagnostics) {
        for row in table.rows() {
            let Some(id) = row.text(Field::Id) else {
                diagnostics.push(accepted::without_id(row));
                continue;
            };
            let taken = by_id.entry(id.text.to_owned()).or_default();
            let mut told = Diagnostics::default();
            match resolve_row(row, config, register, points, ledger, &mut told) {
                // What was said of earlier rows is over.
                Some(session) => *taken = (Some(Session { taken: Some(day), ..session }), told),
                None => taken.1.extend(told),
            }
        }
    }
    let told = |(id, (session, told))| {
        diagnostics.extend(told);
        Some((id, session?))
    };
    by_id.into_iter().filter_map(told).collect()
}

/// The session of one row; none where it cannot be taken.
pub(crate) fn resolve_row(
    row: Row<'_>,
    config: &Config,
    register: &Register,
    points: &Points,
    ledger: &Ledger,
    diagnostics: &mut Diagnostics,
) -> Option<Session> {
    let mut fields = row.read(diagnostics);
    fields.require(Field::Date);
    fields.require(Field::Start);
    let point = fields.text(Field::Point).and_then(|cell| {
        let id = PointId::parse(cell.text);
        let known = id.as_ref().and_then(|id| {
            // A point whose row was set aside is not gone, and its sessions are held.
            let own = id.as_commune().filter(|code| points.of(code).next().is_some());
            let aside = points.set_aside_commune(id);
            let issued = ledger.commune(id).filter(|commune| points.is_set_aside(id, Some(*commune)));
            // Where points are there that could not be read, the id itself says where it belongs.
            let unread = || {
                let code = CommuneCode::parse(cell.text.get(..5)?)?;
                points
                    .is_set_aside(id, Some(&code))
                    .then_some(code)
                    .filter(|code| register.get(code).is_some_and(|commune| commune.successor.is_empty()))
            };
            let known = points.get(id).map(|point| point.commune.clone()).or(own);
            known.or_else(|| aside.or(issued).cloned()).or_else(unread)
        });
        if known.is_none() {
            fields.report(unknown_point(&cell, points));
        }
        id.zip(known)
    });
    let has_commune = fields.text(Field::Code).or(fields.text(Field::Commune)).is_some();
    let code = if has_commune || fields.text(Field::Point).is_none() {
        commune(&mut fields, register)
    } else {
        None
    };
    if let (Some((id, of_point)), Some(code), Some(cell)) = (&point, &code, fields.text(Field::Point))
        && of_point != code
    {
        let disagree = Diagnostic::new(Code::PointOfOtherCommune, cell.place()).found(id.as_str());
        fields.report(disagree.arg("commune", code.as_str()).expected([of_point.as_str()]));
    }
    let date = fields.date(Field::Date);
    let until = fields.date(Field::Until);
    if let (Some(first), Some(last), Some(cell)) = (date, until, fields.text(Field::Until)) {
        if last < first {
            let order = Diagnostic::new(Code::UntilBeforeFrom, cell.place()).found(cell.text);
            fields.report(order.arg("from", first));
        } else if last.since(first).is_ok_and(|span| span.get_days() > LONGEST_RUN) {
            fields.report(Diagnostic::new(Code::RunTooLong, cell.place()).found(cell.text));
        }
    }
    let weekdays = fields.weekdays(Field::Weekdays);
    if let (None, Some(days), Some(cell)) =
        (fields.text(Field::Until), weekdays, fields.text(Field::Weekdays))
    {
        // Beside a single day its weekday is no more than a help for readers, and one that is wrong misleads them.
        match (days.only(), date) {
            (Some(_), None) => {}
            (Some(day), Some(date)) if day == date.weekday() => {}
            (Some(_), Some(date)) => {
                let wrong = Diagnostic::new(Code::WrongWeekday, cell.place()).severity(Severity::SetAside);
                let right = weekday::typed(date.weekday());
                fields.report(wrong.found(cell.text).arg("date", date).expected([right]));
            }
            (None, _) => {
                let open = Diagnostic::new(Code::WeekdaysWithoutUntil, cell.place());
                fields.report(open.found(cell.text));
            }
        }
    }
    let start = fields.time(Field::Start);
    let end = fields.time(Field::End);
    if let (Some(start), Some(cell)) = (start, fields.text(Field::Start))
        && NIGHT.contains(&start.hour())
    {
        let later = typed(start.wrapping_add(12.hours()));
        let night = Diagnostic::new(Code::SessionAtNight, cell.place()).found(cell.text);
        fields.report(night.arg("offer", later));
    }
    if let (Some(start), Some(end), Some(cell)) = (start, end, fields.text(Field::End))
        && end <= start
    {
        let order = Diagnostic::new(Code::EndBeforeStart, cell.place()).found(cell.text);
        fields.report(order.arg("start", typed(start)));
    }
    let status = match fields.text(Field::Status) {
        None => Status::Planned,
        Some(cell) => Status::parse(cell.text).unwrap_or_else(|| {
            let unknown = Diagnostic::new(Code::UnknownStatus, cell.place()).found(cell.text);
            fields.report(unknown.one_of(["planned", "cancelled", "moved"]));
            Status::Planned
        }),
    };
    let reason = words(&mut fields, Field::Reason, &config.languages);
    let moved_to = moved_to(&mut fields, config, points, ledger);
    if status != Status::Planned && reason.is_none() {
        let place = fields.row().place();
        fields.report(Diagnostic::new(Code::ChangeWithoutReason, place));
    }
    let at = words(&mut fields, Field::Place, &config.languages);
    let audience = words(&mut fields, Field::Audience, &config.languages);
    let note = words(&mut fields, Field::Note, &config.languages);
    let providers = providers(fields.text(Field::Providers).map(|cell| cell.text), config);
    let own_id = fields.text(Field::Id).map(|cell| {
        // It becomes part of addresses and of the page.
        if slug(cell.text) != cell.text {
            fields.report(
                Diagnostic::new(Code::BadSessionId, cell.place())
                    .found(cell.text)
                    .expected([slug(cell.text)]),
            );
        }
        cell.text.to_owned()
    });
    if let (Some(first), Some(last), Some(weekdays), Some(cell)) =
        (date, until, weekdays, fields.text(Field::Weekdays))
        && first <= last
        && !first
            .series(1.day())
            .take_while(|day| *day <= last)
            .take(7)
            .any(|day| weekdays.contains(day.weekday()))
    {
        fields.report(Diagnostic::new(Code::RunWithoutDays, cell.place()).found(cell.text));
    }
    if fields.failed() {
        return None;
    }
    let (date, start) = (date?, start?);
    let (point, commune) = match point {
        Some((id, commune)) => (Some(id), commune),
        None => (None, code?),
    };
    let base = point.as_ref().map_or_else(|| commune.as_str(), PointId::as_str);
    let id = own_id.unwrap_or_else(|| format!("{base}-{date}-{:02}{:02}", start.hour(), start.minute()));
    let weekdays = weekdays.filter(|_| until.is_some());
    Some(Session {
        id,
        point,
        commune,
        date,
        until,
        weekdays,
        start,
        end,
        at,
        audience,
        providers,
        note,
        status,
        reason,
        moved_to,
        taken: None,
        place: row.place(),
    })
}

/// A day, the id of a point, or words in each language.
fn moved_to(
    fields: &mut Fields<'_, '_>,
    config: &Config,
    points: &Points,
    ledger: &Ledger,
) -> Option<MovedTo> {
    let words = words(fields, Field::MovedTo, &config.languages)?;
    let Some(cell) = fields.text(Field::MovedTo) else { return Some(MovedTo::Words(words)) };
    if let Ok(day) = crate::tables::row::date(&cell) {
        return Some(MovedTo::Day(day));
    }
    // Less than a commune's code is a number in a sentence.
    if let Some(id) = PointId::parse(cell.text).filter(|id| id.as_str().len() >= 5) {
        let codes = points.codes();
        if codes.contains_key(&id) || ledger.contains(&id) {
            return Some(MovedTo::Point(id));
        }
        fields.report(unknown_point(&cell, points).severity(Severity::Warning));
    }
    Some(MovedTo::Words(words))
}

/// An id that no point has. A province has more points than a message can list, and a bad table more such rows than
/// memory.
fn unknown_point(cell: &Cell<'_>, points: &Points) -> Diagnostic {
    let unknown = Diagnostic::new(Code::UnknownPoint, cell.place()).found(cell.text);
    let ids: Vec<PointId> = points.iter().map(Point::page_id).collect();
    let right = ids.iter().map(PointId::as_str);
    if ids.len() <= MOST_LISTED { unknown.one_of(right) } else { unknown.nearest(nearest(cell.text, right)) }
}

/// Names with commas or semicolons between; one that is a provider of site.yaml becomes its key.
fn providers(text: Option<&str>, config: &Config) -> Vec<String> {
    let names = text
        .into_iter()
        .flat_map(|text| text.split([',', ';']))
        .map(str::trim)
        .filter(|name| !name.is_empty());
    names
        .map(|name| {
            let folded = fold(name);
            let known = config.providers.iter().find(|(key, provider)| {
                **key == folded || provider.name.iter().any(|(_, words)| fold(&words.text) == folded)
            });
            known.map_or_else(|| name.to_owned(), |(key, _)| key.clone())
        })
        .collect()
}

/// Takes out all rows of an id that stands twice, unless the rows say the same: then one of them stays.
fn without_clashes(mut sessions: Vec<Session>, diagnostics: &mut Diagnostics) -> Vec<Session> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let again = sessions.iter().filter(|session| !seen.insert(&session.id));
    let again: BTreeSet<String> = again.map(|session| session.id.clone()).collect();
    if again.is_empty() {
        return sessions;
    }
    let mut taken: BTreeSet<String> = seen.into_iter().map(str::to_owned).collect();
    // Most ids stand once, and their sessions where they are.
    let mut by_id: BTreeMap<String, Vec<Session>> = BTreeMap::new();
    for session in sessions.extract_if(.., |session| again.contains(&session.id)) {
        by_id.entry(session.id.clone()).or_default().push(session);
    }
    for (id, mut group) in by_id {
        let same = group.iter().all(|session| says_the_same(session, &group[0]));
        if group.len() == 1 || same {
            for again in group.drain(1..).rev() {
                diagnostics.push(Diagnostic::new(Code::SessionTwice, again.place).found(&id));
            }
            sessions.append(&mut group);
            continue;
        }
        for (index, session) in group.iter().enumerate() {
            let other = &group[usize::from(index == 0)];
            let clash = Diagnostic::new(Code::SessionIdClash, session.place.clone()).found(&id);
            diagnostics.push(clash.related(other.place.clone()).expected([free_id(session, &mut taken)]));
        }
    }
    sessions
}

/// An id to offer for a session, made from what tells it apart, which no other row has or was offered.
fn free_id(session: &Session, taken: &mut BTreeSet<String>) -> String {
    let told_apart = [&session.at, &session.audience].into_iter().flatten();
    let endings = told_apart.filter_map(|words| words.iter().next().map(|(_, words)| slug(&words.text)));
    let numbers = (1_u32..).map(|number| number.to_string());
    let endings = endings.filter(|ending| !ending.is_empty()).chain(numbers);
    let mut ids = endings.map(|ending| format!("{}-{}-{ending}", session.commune, session.date));
    let id = ids.find(|id| !taken.contains(id)).unwrap_or_default();
    taken.insert(id.clone());
    id
}

/// Whether two rows of one id say one thing.
pub(crate) fn says_the_same(a: &Session, b: &Session) -> bool {
    (a.date, a.until, a.weekdays, a.start, a.end, a.status)
        == (b.date, b.until, b.weekdays, b.start, b.end, b.status)
        && (&a.point, &a.commune, &a.at, &a.audience, &a.note)
            == (&b.point, &b.commune, &b.at, &b.audience, &b.note)
        && (&a.reason, &a.moved_to, &a.providers) == (&b.reason, &b.moved_to, &b.providers)
}
