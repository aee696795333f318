//! Points and sessions of drops: they update what is there by their id (contract, section 10). A row that is missing from a
//! newer file changes nothing, and a column that the file does not have keeps what it had.
//!
//! What is wrong with a row by itself is seen by the model's own functions; here are the rules on rows beside others.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use super::AcceptedRow;
use super::inbox::Inbox;
use super::open::Contradiction;
use super::open::Key;
use super::reading::Reading;
use super::reading::RowFate;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Severity;
use crate::model::CommuneCode;
use crate::model::Site;
use crate::model::accepted;
use crate::model::accepted::rows_day;
use crate::model::point;
use crate::model::point::Point;
use crate::model::point::Points;
use crate::model::session;
use crate::model::session::Session;
use crate::model::session::Status;
use crate::read::AcceptedFile;
use crate::read::Sources;
use crate::read::Table;
use crate::read::TableFile;
use crate::source::Place;
use crate::tables;
use crate::tables::Field;
use crate::tables::Row;
use crate::tables::TableSpec;
use crate::tables::value::flag::parse_flag;
use crate::text::slug;

/// The texts of a row by the English headers of their columns.
type Cells = BTreeMap<String, String>;

/// Gives each row of points and schedules its fate. Points come first, so that sessions can be held at new ones.
pub(super) fn judge(
    readings: &mut [Reading<'_>],
    sources: &Sources,
    site: &Site,
    inbox: &Inbox,
    today: Date,
) {
    if readings.iter().any(|reading| reading.drop.table == Table::Points) {
        points(readings, sources, site, inbox);
    }
    if readings.iter().any(|reading| reading.drop.table == Table::Schedules) {
        let news = with_news(readings, sources, site, today);
        sessions(readings, sources, site, news.as_ref().unwrap_or(&site.points), inbox, today);
    }
}

/// A row that can be taken by itself.
struct Candidate<T> {
    reading: usize,
    row: usize,
    id: String,
    /// Whether the row itself gives the id.
    has_id: bool,
    /// Whether the row itself says that it is the main one.
    is_main: bool,
    /// Whether nothing of this id was there before.
    is_new: bool,
    value: T,
    /// What the row itself says.
    sent: Cells,
    /// The same with what its file has no column for.
    cells: Cells,
    place: Place,
    verdict: Result<RowFate, Vec<Diagnostic>>,
    /// When its file was saved.
    saved: Timestamp,
    contradicts: Option<Contradiction>,
}

impl<T> Candidate<T> {
    fn set_aside(&mut self, reason: Diagnostic) {
        match &mut self.verdict {
            Err(reasons) => reasons.push(reason),
            Ok(_) => self.verdict = Err(vec![reason]),
        }
    }

    fn is_news(&self) -> bool {
        self.verdict == Ok(RowFate::Accepted)
    }
}

fn points(readings: &mut [Reading<'_>], sources: &Sources, site: &Site, inbox: &Inbox) {
    let known = known_points(sources, site);
    let mut list = Vec::new();
    let resolve = |row: Row<'_>, told: &mut Diagnostics| {
        let id = row.text(Field::Id).map(|cell| cell.text.to_owned());
        match point::resolve_row(row, &site.config, &site.register, told) {
            Ok(point) => {
                let id = point.page_id().to_string();
                Ok((id, row.text(Field::Id).is_some(), point.commune.clone(), point))
            }
            Err(known) => Err(known.id.map(|id| id.to_string()).or(id)),
        }
    };
    candidates(readings, Table::Points, (&known, sources), inbox, &mut list, resolve);
    as_kept(&mut list, Table::Points, resolve);
    for candidate in &mut list {
        stay_with_commune(candidate, site);
    }
    let mut free = FreeIds::new(&list, site);
    of_another_place(&mut list, &known, &mut free);
    compare(&mut list, &known, |one, other| {
        // The commune's own id may have a row for each of several periods.
        one.value.id.is_none() && other.value.id.is_none() && !one.value.overlaps(&other.value)
    });
    twice(&mut list, Code::PointIdTwice);
    for candidate in &mut list {
        // A clock that is ahead puts nothing off.
        candidate.saved = candidate.saved.min(inbox.looked);
    }
    two_main(&mut list, site);
    still_two_main(&mut list, inbox);
    without_id(&mut list, &known, site, &mut free);
    stand_behind_none(&mut list);
    finish(readings, Table::Points, list);
}

fn sessions(
    readings: &mut [Reading<'_>],
    sources: &Sources,
    site: &Site,
    points: &Points,
    inbox: &Inbox,
    today: Date,
) {
    let known = known_sessions(sources, site, points);
    let mut list = Vec::new();
    let resolve = |row: Row<'_>, told: &mut Diagnostics| {
        let id = row.text(Field::Id).map(|cell| cell.text.to_owned());
        let (config, register, ledger) = (&site.config, &site.register, &site.ledger);
        match session::resolve_row(row, config, register, points, ledger, told) {
            Some(session) => Ok((session.id.clone(), id.is_some(), session.commune.clone(), session)),
            None => Err(id),
        }
    };
    candidates(readings, Table::Schedules, (&known, sources), inbox, &mut list, resolve);
    as_kept(&mut list, Table::Schedules, resolve);
    told_by_another(&mut list);
    compare(&mut list, &known, |_, _| false);
    twice(&mut list, Code::SessionIdClash);
    taken_by_another(&mut list, site);
    stand_behind_none(&mut list);
    finish(readings, Table::Schedules, list);
    let ids: BTreeSet<&str> = site.sessions.iter().map(|session| session.id.as_str()).collect();
    let is_new = |reading: &&mut Reading<'_>| reading.drop.table == Table::Schedules && !reading.is_again;
    for reading in readings.iter_mut().filter(is_new) {
        if let Some(problem) = of_months_gone(reading, &ids, today) {
            reading.set_aside(problem);
        }
    }
}

/// Reads the rows of a table's drops.
fn candidates<T>(
    readings: &mut [Reading<'_>],
    table: Table,
    (known, sources): (&BTreeMap<String, Vec<Cells>>, &Sources),
    inbox: &Inbox,
    list: &mut Vec<Candidate<T>>,
    resolve: impl Fn(Row<'_>, &mut Diagnostics) -> Result<(String, bool, CommuneCode, T), Option<String>>,
) {
    let open = inbox.open.records.iter().filter(|open| open.table == table.folder());
    let open: BTreeSet<&str> = open.map(|open| open.mark.as_str()).collect();
    let taken = taken_days(readings, sources, table);
    // What earlier drops of the night say.
    let mut said: BTreeMap<String, Vec<Cells>> = BTreeMap::new();
    for (index, reading) in readings.iter_mut().enumerate() {
        if reading.drop.table != table || !reading.whole.is_empty() {
            continue;
        }
        let Some(of) = &reading.table else { continue };
        let columns = columns(of, table);
        let first = list.len();
        // What only says again what it said. Rows of one id are one word: where one of them is new, so are all.
        let mut again: Vec<Candidate<T>> = Vec::new();
        for ((position, read), row) in reading.rows.iter_mut().enumerate().zip(of.rows()) {
            let mut told = Diagnostics::default();
            let resolved = resolve(row, &mut told);
            if read.is_done {
                read.fate = RowFate::Superseded;
                let id = match resolved {
                    Ok((id, ..)) => Some(id),
                    Err(id) => id,
                };
                read.keys = id.iter().map(|id| Key::of_id(id)).collect();
                continue;
            }
            let (bad, warnings): (Vec<Diagnostic>, Vec<Diagnostic>) =
                told.into_iter().partition(|told| told.severity != Severity::Warning);
            read.reasons.extend(bad);
            match resolved {
                Ok((id, has_id, commune, value)) if read.reasons.is_empty() => {
                    reading.warnings.extend(warnings);
                    read.keys = vec![Key::of_id(&id)];
                    let mut cells = canonical(row, &columns, &commune);
                    cells.insert("id".to_owned(), id.clone());
                    let sent = cells.clone();
                    if let Some([before]) = said.get(&id).or_else(|| known.get(&id)).map(Vec::as_slice) {
                        keep(&mut cells, before, &columns, table);
                    }
                    // What was taken then may be gone by now, and the list of what was set aside as well.
                    let is_taken = |day: Date| taken.get(&day).is_some_and(|ids| ids.contains(&id));
                    let stands = known.contains_key(&id)
                        && read
                            .before
                            .as_ref()
                            .is_none_or(|said| !said.aside && said.taken.is_none_or(is_taken));
                    let is_again = read.is_again && stands && !open.contains(read.mark.as_str());
                    let to = if is_again { &mut again } else { &mut *list };
                    to.push(Candidate {
                        reading: index,
                        row: position,
                        is_main: row.text(Field::Main).is_some_and(|cell| parse_flag(cell.text) == Ok(true)),
                        is_new: !known.contains_key(&id),
                        id,
                        has_id,
                        value,
                        sent,
                        cells,
                        place: read.place.clone(),
                        verdict: Ok(RowFate::Accepted),
                        saved: read.since,
                        contradicts: None,
                    });
                }
                Ok((id, ..)) => {
                    read.fate = RowFate::Bad;
                    read.keys = vec![Key::of_id(&id)];
                }
                Err(id) => {
                    read.fate = RowFate::Bad;
                    read.keys = id.iter().map(|id| Key::of_id(id)).collect();
                }
            }
        }
        let new_ids: BTreeSet<String> = list.iter().skip(first).map(|new| new.id.clone()).collect();
        for candidate in again {
            if new_ids.contains(&candidate.id) {
                list.push(candidate);
            } else if let Some(read) = reading.rows.get_mut(candidate.row) {
                // Taken long ago: what is known by now is that, or a later word.
                let is_known = known.get(&candidate.id).is_some_and(|there| there.contains(&candidate.cells));
                read.fate = if is_known { RowFate::Unchanged } else { RowFate::Superseded };
            }
        }
        list[first..].sort_by_key(|candidate| candidate.row);
        let mut news: BTreeMap<String, Vec<Cells>> = BTreeMap::new();
        // A row that is of another place says nothing of this one.
        let is_of = |candidate: &&Candidate<T>| {
            let there = known.get(&candidate.id).filter(|_| table == Table::Points && !candidate.has_id);
            there.is_none_or(|there| there.iter().any(|other| agrees(&candidate.sent, other)))
        };
        for candidate in list.iter().skip(first).filter(is_of) {
            news.entry(candidate.id.clone()).or_default().push(candidate.cells.clone());
        }
        said.extend(news);
    }
}

/// The ids that stand in the accepted files of the days on which rows that are said again were taken.
fn taken_days(readings: &[Reading<'_>], sources: &Sources, table: Table) -> BTreeMap<Date, BTreeSet<String>> {
    let rows =
        readings.iter().filter(|reading| reading.drop.table == table).flat_map(|reading| &reading.rows);
    let days: BTreeSet<Date> = rows.filter_map(|row| row.before.as_ref()?.taken).collect();
    let files = sources.accepted.iter().filter(|file| file.table == table && days.contains(&file.day));
    let mut told = Diagnostics::default();
    let mut ids =
        |file| accepted::rows(file, &mut told).into_iter().filter_map(|mut row| row.cells.remove("id"));
    files.map(|file| (file.day, ids(file).collect())).collect()
}

/// What the file has no column for stays as it was; but for translations of words that it says otherwise.
fn keep(cells: &mut Cells, before: &Cells, columns: &[Column], table: Table) {
    let kept = before.iter().filter(|(column, _)| !has_column(columns, column));
    let kept: Vec<(String, String)> = kept.map(|(column, text)| (column.clone(), text.clone())).collect();
    cells.extend(kept);
    let spec = spec(table);
    let said = |cells: &Cells, column: &str| cells.get(column).map(|text| slug(text));
    let is_stale = |column: &str| {
        let words = column.rsplit_once('_').map(|(words, _)| words);
        let is_column = |name: &str| spec.columns.iter().any(|column| column.english == name);
        words
            .filter(|words| !is_column(column) && is_column(words))
            .is_some_and(|words| said(cells, words) != said(before, words))
    };
    let stale: Vec<String> =
        before.keys().filter(|c| !has_column(columns, c) && is_stale(c)).cloned().collect();
    cells.retain(|column, _| !stale.contains(column));
}

/// Reads each row again as it will be kept, with the columns that its file does not have: what is accepted is what the
/// model reads tomorrow.
fn as_kept<T>(
    list: &mut [Candidate<T>],
    table: Table,
    resolve: impl Fn(Row<'_>, &mut Diagnostics) -> Result<(String, bool, CommuneCode, T), Option<String>>,
) {
    let cells: Vec<Cells> = list.iter().map(|candidate| candidate.cells.clone()).collect();
    let (kept, _) = tables::read_csv("", &rows_day(table, &[], &cells), &spec(table));
    let Some(kept) = kept.filter(|kept| kept.len() == list.len()) else { return };
    for (candidate, row) in list.iter_mut().zip(kept.rows()) {
        let mut told = Diagnostics::default();
        match resolve(row, &mut told) {
            Ok((.., value)) => candidate.value = value,
            Err(_) => {
                let bad = told.into_iter().filter(|told| told.severity != Severity::Warning);
                let here = |told: Diagnostic| Diagnostic { place: candidate.place.clone(), ..told };
                candidate.verdict = Err(bad.map(here).collect());
            }
        }
    }
}

/// What says what is known already, and what a later file says again or otherwise. Rows of one file may stand `together`
/// under one id.
fn compare<T>(
    list: &mut [Candidate<T>],
    known: &BTreeMap<String, Vec<Cells>>,
    together: impl Fn(&Candidate<T>, &Candidate<T>) -> bool,
) {
    let mut by_id: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, candidate) in list.iter().enumerate().filter(|(_, candidate)| candidate.verdict.is_ok()) {
        by_id.entry(candidate.id.clone()).or_default().push(index);
    }
    for (id, indexes) in by_id {
        let before = known.get(&id).map_or(&[][..], Vec::as_slice);
        let last = indexes.iter().map(|index| list[*index].reading).max();
        for (position, index) in indexes.iter().enumerate() {
            let candidate = &list[*index];
            let same = |other: &usize| list[*other].cells == candidate.cells;
            let fate = if Some(candidate.reading) != last {
                RowFate::Superseded
            } else if before.contains(&candidate.cells) || indexes.iter().take(position).any(same) {
                RowFate::Unchanged
            } else {
                RowFate::Accepted
            };
            list[*index].verdict = Ok(fate);
        }
        // A period of the commune's own point that is news takes those beside it along: a day's rows of an id replace
        // those of earlier days.
        let is_last = |index: &&usize| Some(list[**index].reading) == last;
        let of_last: Vec<usize> = indexes.iter().filter(is_last).copied().collect();
        let any_news = of_last.iter().any(|index| list[*index].is_news());
        for index in &of_last {
            let twin = of_last.iter().filter(|other| *other != index).any(|other| {
                together(&list[*index], &list[*other]) && list[*index].cells != list[*other].cells
            });
            if any_news && twin && before.contains(&list[*index].cells) {
                list[*index].verdict = Ok(RowFate::Accepted);
            }
        }
        let clash = |index: &usize| {
            of_last.iter().find(|other| {
                list[**other].cells != list[*index].cells && !together(&list[*index], &list[**other])
            })
        };
        let clashes: Vec<(usize, usize)> =
            of_last.iter().filter_map(|index| Some((*index, *clash(index)?))).collect();
        for (index, other) in clashes {
            let place = list[other].place.clone();
            let candidate = &mut list[index];
            // The code is put in by `twice`.
            candidate.verdict =
                Err(vec![Diagnostic::new(Code::PointIdTwice, candidate.place.clone()).related(place)]);
        }
    }
}

/// Says of the rows of one file that clash under one id what is wrong.
fn twice<T>(list: &mut [Candidate<T>], code: Code) {
    for candidate in list {
        let id = candidate.id.clone();
        if let Err(reasons) = &mut candidate.verdict {
            for reason in reasons
                .iter_mut()
                .filter(|reason| reason.code == Code::PointIdTwice && reason.found.is_none())
            {
                let free = format!("{id}-2");
                *reason = Diagnostic { code, severity: code.severity(), ..reason.clone() }.found(&id);
                if code == Code::SessionIdClash {
                    reason.expected = vec![free];
                }
            }
        }
    }
}

/// An issued id answers for its own commune for ever; a file that gives it to another one would stop every night.
fn stay_with_commune(candidate: &mut Candidate<Point>, site: &Site) {
    let id = candidate.value.page_id();
    let Some(recorded) = site.ledger.commune(&id) else { return };
    let commune = &candidate.value.commune;
    if recorded == commune || site.register.leads_to(recorded, commune) || !site.ledger.is_issued(&id) {
        return;
    }
    let told = Diagnostic::new(Code::LedgerOtherCommune, candidate.place.clone()).found(id.as_str());
    let told = told.arg("ledger", recorded.as_str()).arg("table", commune.as_str());
    candidate.set_aside(told.severity(Severity::SetAside));
}

/// The points that stay beside the candidates: those of the site that none of them replaces.
fn staying<'s>(list: &[Candidate<Point>], site: &'s Site) -> Vec<&'s Point> {
    let ids: BTreeSet<&str> =
        list.iter().filter(|candidate| candidate.is_news()).map(|candidate| candidate.id.as_str()).collect();
    site.points.iter().filter(|point| !ids.contains(point.page_id().as_str())).collect()
}

/// Main points of one commune whose periods share a day.
fn two_main(list: &mut [Candidate<Point>], site: &Site) {
    let staying = staying(list, site);
    let mut found: Vec<(usize, Place, Option<Contradiction>)> = Vec::new();
    for (index, candidate) in list.iter().enumerate().filter(|(_, c)| c.is_news() && c.value.main) {
        let point = &candidate.value;
        let meets = |other: &Point| other.commune == point.commune && other.overlaps(point);
        let rival = |other: &Point| other.main && meets(other);
        // A point that was the commune's only one is its main one.
        let is_own = |other: &Point| point.id.is_some() && other.id.is_none() && meets(other);
        let fresh = list
            .iter()
            .enumerate()
            .find(|(other, candidate)| *other != index && candidate.is_news() && rival(&candidate.value));
        let there = || staying.iter().find(|other| rival(other) || is_own(other));
        if let Some((_, other)) = fresh {
            let contradiction = Contradiction {
                key: Key::of_id(&candidate.id),
                says: candidate.id.clone(),
                other: other.id.clone(),
                place: other.place.to_text(),
                saved: candidate.saved.max(other.saved),
            };
            found.push((index, other.place.clone(), Some(contradiction)));
        } else if let Some(other) = there() {
            found.push((index, other.place.clone(), None));
        }
    }
    for (index, place, contradiction) in found {
        let candidate = &mut list[index];
        candidate.set_aside(two_main_points(candidate, place));
        candidate.contradicts = contradiction;
    }
}

fn two_main_points(candidate: &Candidate<Point>, other: Place) -> Diagnostic {
    let told = Diagnostic::new(Code::TwoMainPoints, candidate.place.clone());
    told.found(candidate.value.commune.as_str()).related(other)
}

/// Main points that are no newer than the other one that stands open beside them: the night that found it out was cut off
/// before both left the inbox.
fn still_two_main(list: &mut [Candidate<Point>], inbox: &Inbox) {
    let open: Vec<&Contradiction> = inbox.contradictions().collect();
    for candidate in list.iter_mut().filter(|candidate| candidate.is_news() && candidate.value.main) {
        let is_this = |one: &&&Contradiction| one.key == Key::of_id(&candidate.id);
        if let Some(one) = open.iter().find(is_this).filter(|one| candidate.saved <= one.saved) {
            candidate.set_aside(two_main_points(candidate, Place::File(one.place.clone())));
            candidate.contradicts = Some((*one).clone());
        }
    }
}

/// Rows without an id that agree neither in name nor in address with what the commune's own code leads to: they may be
/// further points, and would put their place behind a printed code.
fn of_another_place(list: &mut [Candidate<Point>], known: &BTreeMap<String, Vec<Cells>>, free: &mut FreeIds) {
    for index in 0..list.len() {
        let candidate = &list[index];
        if candidate.has_id || candidate.verdict.is_err() {
            continue;
        }
        // Of several files of the night the first says what the point is.
        let earlier = list.iter().filter(|other| {
            other.id == candidate.id && other.reading < candidate.reading && other.verdict.is_ok()
        });
        let there: Vec<&Cells> =
            known.get(&candidate.id).into_iter().flatten().chain(earlier.map(|other| &other.cells)).collect();
        let Some(first) = there.first().filter(|_| !there.iter().any(|other| agrees(&candidate.sent, other)))
        else {
            continue;
        };
        let name = |cells: &Cells| cells.get("name").cloned().unwrap_or_default();
        let told = Diagnostic::new(Code::PointOfAnotherPlace, candidate.place.clone());
        let told = told.found(name(&candidate.sent)).arg("known", name(first)).arg("own", &candidate.id);
        let told = told.expected([free.next(&candidate.value.commune)]);
        list[index].set_aside(told);
    }
}

/// Whether a row speaks of a point that is known: the name or the address is the same, but for case, tones and signs.
fn agrees(sent: &Cells, known: &Cells) -> bool {
    let same = |column: &str| {
        let texts = (sent.get(column), known.get(column));
        matches!(texts, (Some(one), Some(other)) if slug(one) == slug(other))
    };
    same("name") || same("address")
}

/// Rows without an id of communes whose own point is not known, that are neither the commune's only point nor its main
/// one.
fn without_id(
    list: &mut [Candidate<Point>],
    known: &BTreeMap<String, Vec<Cells>>,
    site: &Site,
    free: &mut FreeIds,
) {
    let staying = staying(list, site);
    let mut count: BTreeMap<CommuneCode, usize> = BTreeMap::new();
    let news = list.iter().filter(|candidate| candidate.is_news()).map(|candidate| &candidate.value);
    for point in staying.into_iter().chain(news) {
        *count.entry(point.commune.clone()).or_default() += 1;
    }
    for candidate in list.iter_mut().filter(|candidate| candidate.is_news() && !candidate.has_id) {
        let commune = &candidate.value.commune;
        let only = count.get(commune).is_some_and(|count| *count == 1);
        if only || known.contains_key(&candidate.id) || candidate.is_main {
            continue;
        }
        let told = Diagnostic::new(Code::PointNeedsId, candidate.place.clone());
        let told = told.expected([free.next(commune)]);
        candidate.set_aside(told);
    }
}

/// Ids that were never in use; each is offered once.
struct FreeIds {
    taken: BTreeSet<String>,
}

impl FreeIds {
    fn new(list: &[Candidate<Point>], site: &Site) -> FreeIds {
        let ids = site.points.iter().filter_map(|point| point.id.as_ref()).chain(site.ledger.ids());
        let mut taken: BTreeSet<String> = ids.map(ToString::to_string).collect();
        taken.extend(list.iter().map(|candidate| candidate.id.clone()));
        FreeIds { taken }
    }

    fn next(&mut self, commune: &CommuneCode) -> String {
        let mut ids = (2_u32..).map(|number| format!("{commune}-{number}"));
        let free = ids.find(|id| !self.taken.contains(id)).unwrap_or_default();
        self.taken.insert(free.clone());
        free
    }
}

/// A session without an id of its own whose id is that of another session at another place or for others: it may be a
/// second one at that time, and would take the place of the first.
fn taken_by_another(list: &mut [Candidate<Session>], site: &Site) {
    let known: BTreeMap<&str, &Session> =
        site.sessions.iter().map(|session| (session.id.as_str(), session)).collect();
    for candidate in list.iter_mut().filter(|candidate| candidate.is_news() && !candidate.has_id) {
        let session = &candidate.value;
        let known = known.get(session.id.as_str()).filter(|known| !is_same_session(known, session));
        let Some(known) = known.filter(|_| session.status == Status::Planned) else { continue };
        let clash = another_session(candidate, known.place.clone());
        candidate.set_aside(clash);
    }
}

/// The same beside the sessions of earlier files of the night: the first is taken, as on two nights.
fn told_by_another(list: &mut [Candidate<Session>]) {
    // By id, the first that holds.
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for index in 0..list.len() {
        let candidate = &list[index];
        if candidate.verdict.is_err() {
            continue;
        }
        let Some(earlier) = first.get(&candidate.id).map(|first| &list[*first]) else {
            first.insert(candidate.id.clone(), index);
            continue;
        };
        let is_another = !candidate.has_id
            && candidate.value.status == Status::Planned
            && earlier.reading < candidate.reading
            && !is_same_session(&earlier.value, &candidate.value);
        if is_another {
            let clash = another_session(candidate, earlier.place.clone());
            list[index].set_aside(clash);
        }
    }
}

fn is_same_session(one: &Session, other: &Session) -> bool {
    (&one.at, &one.audience) == (&other.at, &other.audience)
}

fn another_session(candidate: &Candidate<Session>, other: Place) -> Diagnostic {
    let clash = Diagnostic::new(Code::SessionIdClash, candidate.place.clone()).found(&candidate.id);
    clash.related(other).expected([format!("{}-2", candidate.id)])
}

/// Rows of earlier drops whose place was taken by rows of a later one, none of which is right: they go back with those,
/// since nothing says which is meant.
fn stand_behind_none<T>(list: &mut [Candidate<T>]) {
    let is_superseded = |candidate: &Candidate<T>| candidate.verdict == Ok(RowFate::Superseded);
    let right = |candidate: &&Candidate<T>| candidate.verdict.is_ok() && !is_superseded(candidate);
    let right: BTreeSet<String> = list.iter().filter(right).map(|candidate| candidate.id.clone()).collect();
    let wrong: BTreeMap<String, Diagnostic> = list
        .iter()
        .filter_map(|candidate| {
            let reason = candidate.verdict.as_ref().err()?.first()?;
            Some((candidate.id.clone(), reason.clone().related(candidate.place.clone())))
        })
        .collect();
    for candidate in
        list.iter_mut().filter(|candidate| is_superseded(candidate) && !right.contains(&candidate.id))
    {
        if let Some(reason) = wrong.get(&candidate.id) {
            candidate.verdict = Err(vec![Diagnostic { place: candidate.place.clone(), ..reason.clone() }]);
        }
    }
}

/// A schedule that is news, and all of whose days lie in one month that is over.
fn of_months_gone(reading: &Reading<'_>, ids: &BTreeSet<&str>, today: Date) -> Option<Diagnostic> {
    let month = |date: Date| (date.year(), date.month());
    if !reading.whole.is_empty() || reading.is_returned() {
        return None;
    }
    let table = reading.table.as_ref()?;
    let mut months = BTreeSet::new();
    for (row, read) in table.rows().zip(&reading.rows) {
        let until = row.text(Field::Until).and_then(|cell| tables::row::date(&cell).ok());
        months.extend(until.or(read.date).map(month));
        let is_known = read.keys.iter().filter_map(|key| key.id.as_deref()).any(|id| ids.contains(id));
        if is_known {
            return None;
        }
    }
    let only = months.first().filter(|only| months.len() == 1 && **only < month(today))?;
    let told = Diagnostic::new(Code::DropOtherMonth, Place::File(reading.drop.path.clone()));
    Some(told.arg("month", format!("{:02}/{}", only.1, only.0)).arg("today", today))
}

/// Writes the verdicts to the rows they came from.
fn finish<T>(readings: &mut [Reading<'_>], table: Table, list: Vec<Candidate<T>>) {
    for candidate in list {
        let Some(reading) = readings.get_mut(candidate.reading) else { continue };
        let name = reading.drop.name.clone();
        let Some(row) = reading.rows.get_mut(candidate.row) else { continue };
        row.contradicts = candidate.contradicts;
        match candidate.verdict {
            Ok(fate) => {
                row.fate = fate;
                if fate == RowFate::Accepted {
                    let mut cells = candidate.cells;
                    cells.insert("drop".to_owned(), format!("{name}:{}", row.number));
                    row.accepted =
                        Some(AcceptedRow { table, id: candidate.id, cells, is_new: candidate.is_new });
                }
            }
            Err(reasons) => {
                row.fate = RowFate::Bad;
                row.reasons.extend(reasons);
            }
        }
    }
}

/// A column of a file: where it stands, its field, and its English header.
struct Column {
    index: usize,
    field: Field,
    header: String,
}

/// The known columns of a file.
fn columns(of: &tables::Table, table: Table) -> Vec<Column> {
    let spec = spec(table);
    let english = |field: Field| {
        spec.columns.iter().find(|column| column.field == field).map_or("", |column| column.english)
    };
    let header = of.header();
    let plain = spec.columns.iter().filter_map(|column| {
        let index = header.column(column.field)?;
        Some(Column { index, field: column.field, header: column.english.to_owned() })
    });
    let tagged = header.word_columns().iter().map(|words| Column {
        index: words.column,
        field: words.field,
        header: format!("{}_{}", english(words.field), words.tag),
    });
    plain.chain(tagged).collect()
}

fn has_column(columns: &[Column], header: &str) -> bool {
    let is_it =
        |column: &Column| column.header == header || (header == "commune" && column.field == Field::Code);
    header == "id" || columns.iter().any(is_it)
}

fn spec(table: Table) -> TableSpec {
    if table == Table::Points { TableSpec::points() } else { TableSpec::schedules() }
}

/// The texts of a row in one form, whatever the sender's: days and times as the standard has them, the commune by its
/// code.
fn canonical(row: Row<'_>, columns: &[Column], commune: &CommuneCode) -> Cells {
    let mut cells = Cells::new();
    for Column { index, field, header } in columns {
        let Some(cell) = row.at(*index) else { continue };
        let text = match field {
            Field::Code | Field::Commune => {
                cells.insert("commune".to_owned(), commune.to_string());
                continue;
            }
            Field::Date | Field::From | Field::Until => {
                tables::row::date(&cell).map_or_else(|_| cell.text.to_owned(), |day| day.to_string())
            }
            Field::Start | Field::End => tables::row::time(&cell)
                .map_or_else(|_| cell.text.to_owned(), |time| time.strftime("%H:%M").to_string()),
            Field::Main => match parse_flag(cell.text) {
                Ok(true) => "yes".to_owned(),
                _ => continue,
            },
            _ => cell.text.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        cells.insert(header.clone(), text);
    }
    cells
}

/// The rows of points that stand, by the id of their page: those that were taken in, over those kept by hand.
fn known_points(sources: &Sources, site: &Site) -> BTreeMap<String, Vec<Cells>> {
    let mut known = known_rows(&sources.points, Table::Points, |row| {
        let mut told = Diagnostics::default();
        let point = point::resolve_row(row, &site.config, &site.register, &mut told).ok()?;
        Some((point.page_id().to_string(), point.commune))
    });
    taken_over(&mut known, sources, Table::Points);
    known
}

fn known_sessions(sources: &Sources, site: &Site, points: &Points) -> BTreeMap<String, Vec<Cells>> {
    let mut known = known_rows(&sources.schedules, Table::Schedules, |row| {
        let mut told = Diagnostics::default();
        let (config, register, ledger) = (&site.config, &site.register, &site.ledger);
        let session = session::resolve_row(row, config, register, points, ledger, &mut told)?;
        Some((session.id, session.commune))
    });
    taken_over(&mut known, sources, Table::Schedules);
    known
}

fn known_rows(
    files: &[TableFile],
    table: Table,
    resolve: impl Fn(Row<'_>) -> Option<(String, CommuneCode)>,
) -> BTreeMap<String, Vec<Cells>> {
    let mut known: BTreeMap<String, Vec<Cells>> = BTreeMap::new();
    for file in files {
        // What is wrong with tables kept by hand is told by the check.
        let (Some(of), _) = tables::read(file, &spec(table)) else { continue };
        let columns = columns(&of, table);
        for row in of.rows() {
            if let Some((id, commune)) = resolve(row) {
                let mut cells = canonical(row, &columns, &commune);
                cells.insert("id".to_owned(), id.clone());
                known.entry(id).or_default().push(cells);
            }
        }
    }
    known
}

/// Puts what was taken in over what is kept by hand: of each id the rows of its last day.
fn taken_over(known: &mut BTreeMap<String, Vec<Cells>>, sources: &Sources, table: Table) {
    let mut days: BTreeMap<String, (Date, Vec<Cells>)> = BTreeMap::new();
    let mut told = Diagnostics::default();
    for file in sources.accepted.iter().filter(|file| file.table == table) {
        for row in accepted::rows(file, &mut told) {
            let mut cells = row.cells;
            cells.remove("drop");
            let Some(id) = cells.get("id").cloned() else { continue };
            let entry = days.entry(id).or_insert_with(|| (row.day, Vec::new()));
            // A later row of a day replaces an earlier one, unless it is for another period.
            let period = |cells: &Cells| (cells.get("from").cloned(), cells.get("until").cloned());
            if entry.0 == row.day {
                entry.1.retain(|other| table == Table::Points && period(other) != period(&cells));
            } else {
                entry.1.clear();
            }
            entry.0 = row.day;
            entry.1.push(cells);
        }
    }
    known.extend(days.into_iter().map(|(id, (_, rows))| (id, rows)));
}

/// The points as they are with what was just accepted; none where nothing was.
fn with_news(readings: &[Reading<'_>], sources: &Sources, site: &Site, today: Date) -> Option<Points> {
    let rows = readings.iter().flat_map(|reading| &reading.rows).filter_map(|row| row.accepted.as_ref());
    let rows: Vec<Cells> =
        rows.filter(|row| row.table == Table::Points).map(|row| row.cells.clone()).collect();
    if rows.is_empty() {
        return None;
    }
    let is_today = |file: &&AcceptedFile| file.table == Table::Points && file.day == today;
    let old = sources.accepted.iter().find(is_today).map_or(&[][..], |file| &*file.bytes);
    let path = AcceptedFile::path_of(Table::Points, today);
    let bytes = rows_day(Table::Points, old, &rows);
    let copy = |file: &AcceptedFile| AcceptedFile {
        table: file.table,
        day: file.day,
        path: file.path.clone(),
        bytes: file.bytes.clone(),
    };
    let earlier = sources.accepted.iter().filter(|file| file.table == Table::Points && !is_today(file));
    let mut accepted: Vec<AcceptedFile> = earlier.map(copy).collect();
    accepted.push(AcceptedFile { table: Table::Points, day: today, path, bytes: bytes.into() });
    accepted.sort_by_key(|file| file.day);
    let by_hand = sources.points.iter().map(|file| TableFile {
        path: file.path.clone(),
        format: file.format,
        bytes: file.bytes.clone(),
    });
    let news = Sources { points: by_hand.collect(), accepted, ..Sources::default() };
    let mut told = Diagnostics::default();
    Some(point::resolve(&news, &site.config, &site.register, &site.ledger, &mut told))
}
