//! Figures beside what is known: which are news, which contradict what was taken, and which cannot be right where they
//! stand in their series (contract, section 10).
//!
//! The neighbours of a figure are found by looking up its series, so that a drop costs what its own rows cost, however
//! much was taken before. What is wrong with a row by itself has been seen by [`super::reading`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Date;

use super::AcceptedFigure;
use super::Before;
use super::inbox::Inbox;
use super::open::Contradiction;
use super::open::Key;
use super::open::Open;
use super::open::OpenRecord;
use super::reading::Fate;
use super::reading::Reading;
use super::reading::RowFate;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::model::Site;
use crate::model::accepted::ProgressRecord;
use crate::model::accepted::progress_records;
use crate::model::amount::Amount;
use crate::model::config::IndicatorKind;
use crate::model::figure::plain_name;
use crate::model::progress::Observation;
use crate::model::progress::SeriesKey;
use crate::model::progress::plain;
use crate::read::AcceptedFile;
use crate::read::Sources;
use crate::read::Table;
use crate::source::Place;

/// Days of history without which nothing is called a jump.
const HISTORY_DAYS: i32 = 14;
/// So many times the pace of its history a figure may rise.
const TIMES_PACE: u64 = 6;
/// So much of its denominator a figure may rise at any time, in percent.
const PERCENT_OF_WHOLE: u64 = 2;
/// So much a figure may rise at any time.
const LEAST_JUMP: u64 = 50;

/// Gives each figure of the drops its fate; returns those that were held as jumps on earlier nights and are confirmed.
pub(super) fn judge(
    readings: &mut [Reading<'_>],
    sources: &Sources,
    site: &Site,
    inbox: &Inbox,
    today: Date,
) -> Vec<AcceptedFigure> {
    spell(readings, site);
    let mut batch = Batch::new(readings, inbox, today);
    batch.add_held(&inbox.open, site);
    let past = batch.past(sources, site);
    batch.compare(&past, &contradictions(inbox), inbox.is_list_lost(), site);
    let mut by_series: BTreeMap<SeriesKey, Vec<usize>> = BTreeMap::new();
    for (index, candidate) in batch.list.iter().enumerate() {
        if candidate.verdict == Verdict::Open {
            by_series.entry(candidate.key.clone()).or_default().push(index);
        }
    }
    let mut fresh: BTreeMap<SeriesKey, BTreeMap<Date, (Amount, Place)>> = BTreeMap::new();
    // All series of a scope and indicator stand together, the one without a group first: wholes before their parts.
    for (key, indexes) in by_series {
        let mut series = Series::new(&key, site, today);
        series.judge(&mut batch.list, indexes, &fresh);
        let days = series.fresh;
        fresh.insert(key, days);
    }
    batch.stand_behind_none(site);
    batch.finish(readings, site)
}

/// A figure that a drop, or a held record, offers.
struct Candidate {
    from: From,
    /// What tells one report from another: the drop, and the night on which it first came.
    report: (String, Date),
    key: SeriesKey,
    record: ProgressRecord,
    place: Place,
    verdict: Verdict,
    reasons: Vec<Diagnostic>,
    /// The correction, or the later word, of the same day behind which it stands, by its place in the list.
    behind: Option<usize>,
    /// Whether its sender only says it again.
    is_again: bool,
    /// When its file was saved.
    saved: Timestamp,
    contradicts: Option<Contradiction>,
}

/// What contradicts a figure.
struct Other {
    says: String,
    place: Place,
    saved: Timestamp,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    /// Drop, row and figure, by their place in the lists.
    Drop(usize, usize, usize),
    /// Held since an earlier night.
    Held,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// News, as far as its own day goes.
    Open,
    Accepted,
    /// A correction behind which another one stands.
    Replaced,
    Unchanged,
    Superseded,
    SetAside,
    /// Set aside until a report of a later day confirms it.
    Held,
}

/// A series, a former unit and a day: of each there is one figure.
type DayKey = (SeriesKey, Option<String>, Date);

impl Candidate {
    fn day_key(&self) -> DayKey {
        (self.key.clone(), self.record.as_unit.as_deref().map(plain_name), self.record.date)
    }

    fn says(&self, known: &Observation) -> bool {
        known.value == self.record.value && known.missing() == self.record.missing
    }

    fn agrees_with(&self, other: &Candidate) -> bool {
        (self.record.value, self.record.missing) == (other.record.value, other.record.missing)
    }

    /// Whether its sender says that it is right against a rule, and still stands by it.
    fn overrides(&self, today: Date) -> bool {
        self.record.is_correction() && self.record.override_until.is_some_and(|until| today <= until)
    }

    fn set_aside(&mut self, reason: Diagnostic) {
        self.verdict = Verdict::SetAside;
        self.reasons.push(reason);
    }

    /// The figure as one of two that contradict each other.
    fn says_all(&self) -> String {
        let missing = self.record.missing.map(|_| missing(self.record.missing));
        [Some(plain(self.record.value)), missing].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Sets the figure aside, since another one of its day says otherwise.
    fn contradict(&mut self, other: Other) {
        let told = Diagnostic::new(Code::ProgressContradicts, self.place.clone());
        let told = told.found(self.says_all()).arg("value", &other.says).related(other.place.clone());
        self.set_aside(told);
        self.contradicts = Some(Contradiction {
            key: Key::of_figure(&self.key, self.record.as_unit.as_deref(), self.record.date),
            says: self.says_all(),
            other: other.says,
            place: other.place.to_text(),
            saved: self.saved.max(other.saved),
        });
    }

    /// The candidate, for one that it contradicts.
    fn as_other(&self) -> Other {
        Other { says: self.says_all(), place: self.place.clone(), saved: self.saved }
    }
}

/// The figures that stand open since others of their day contradict them.
fn contradictions(inbox: &Inbox) -> BTreeMap<DayKey, Vec<&Contradiction>> {
    let mut days: BTreeMap<DayKey, Vec<&Contradiction>> = BTreeMap::new();
    for one in inbox.contradictions() {
        if let Some((series, date)) = one.key.series() {
            days.entry((series, one.key.as_unit.as_deref().map(plain_name), date)).or_default().push(one);
        }
    }
    days
}

/// Groups and former units get the spelling that the site has for them already, else that of their first row.
fn spell(readings: &mut [Reading<'_>], site: &Site) {
    let mut spellings: BTreeMap<String, String> = BTreeMap::new();
    let mut learn = |name: &str| spellings.entry(plain_name(name)).or_insert_with(|| name.to_owned()).clone();
    for target in site.config.indicators.iter().flat_map(|indicator| &indicator.targets) {
        target.group.iter().chain(&target.as_unit).for_each(|name| drop(learn(name)));
    }
    for (key, _) in site.progress.series().chain(site.progress.former()) {
        key.group.iter().for_each(|name| drop(learn(name)));
    }
    let former = site.progress.former().flat_map(|(_, list)| list);
    former.filter_map(Observation::as_unit).for_each(|name| drop(learn(name)));
    let figures = readings.iter_mut().flat_map(|reading| &mut reading.rows).flat_map(|row| &mut row.figures);
    for figure in figures {
        if let Some(group) = &figure.key.group {
            let group = learn(group);
            figure.key.group = Some(group.clone());
            figure.record.group = Some(group);
        }
        if let Some(unit) = &figure.record.as_unit {
            figure.record.as_unit = Some(learn(unit));
        }
    }
}

struct Batch {
    /// In the order of the drops and their rows; held ones behind them.
    list: Vec<Candidate>,
}

impl Batch {
    fn new(readings: &[Reading<'_>], inbox: &Inbox, today: Date) -> Batch {
        let mut list = Vec::new();
        for (drop, reading) in readings.iter().enumerate() {
            if !reading.whole.is_empty() {
                continue;
            }
            for (row, read) in reading.rows.iter().enumerate() {
                if read.fate != RowFate::Figures || read.is_done {
                    continue;
                }
                for (index, figure) in read.figures.iter().enumerate() {
                    list.push(Candidate {
                        from: From::Drop(drop, row, index),
                        report: (reading.drop.name.clone(), today),
                        key: figure.key.clone(),
                        record: figure.record.clone(),
                        place: figure.place.clone(),
                        verdict: Verdict::Open,
                        reasons: Vec::new(),
                        behind: None,
                        is_again: read.is_again,
                        // A clock that is ahead puts nothing off.
                        saved: read.since.min(inbox.looked),
                        contradicts: None,
                    });
                }
            }
        }
        Batch { list }
    }

    /// Adds what was held on earlier nights, unless its day has a figure by now, or nobody counts it any more. What was sent
    /// again stays a report of the night on which it first came.
    fn add_held(&mut self, open: &Open, site: &Site) {
        let sent: BTreeSet<DayKey> = self.list.iter().map(Candidate::day_key).collect();
        for open in &open.records {
            for (key, record) in open.held.iter().filter_map(|held| held_record(open, held)) {
                let place = Place::File(record.drop.clone());
                let candidate = Candidate {
                    from: From::Held,
                    report: (open.drop.clone(), open.since),
                    key,
                    record,
                    place,
                    verdict: Verdict::Open,
                    reasons: Vec::new(),
                    behind: None,
                    is_again: false,
                    saved: Timestamp::UNIX_EPOCH,
                    contradicts: None,
                };
                let is_counted = site.config.indicator(&candidate.key.indicator).is_some();
                if sent.contains(&candidate.day_key()) {
                    // A sheet that grows by a row a day says again what was held: its new row is another report.
                    let day = candidate.day_key();
                    let again =
                        |other: &&mut Candidate| other.day_key() == day && other.agrees_with(&candidate);
                    self.list
                        .iter_mut()
                        .filter(again)
                        .for_each(|other| other.report = candidate.report.clone());
                } else if is_counted && known(site, &candidate).is_none() {
                    self.list.push(candidate);
                }
            }
        }
    }

    /// What was taken in earlier for the days whose figure was corrected since: only there does it matter what was said
    /// before. Nearly always there are none, and then nothing is read.
    fn past(&self, sources: &Sources, site: &Site) -> Vec<ProgressRecord> {
        let wanted: BTreeSet<String> = self
            .list
            .iter()
            .filter(|candidate| {
                known(site, candidate).is_some_and(|known| {
                    !candidate.says(known)
                        && (known.correction().is_some() || candidate.record.is_correction())
                })
            })
            .map(|candidate| {
                let record = &candidate.record;
                format!("{},{},{}", record.date, record.scope, record.indicator)
            })
            .collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let files = sources.accepted.iter().filter(|file| file.table == Table::Progress);
        files.flat_map(|file| lines_of(file, &wanted)).collect()
    }

    /// Compares each candidate with the figure that its day has, and with the others of its day.
    fn compare(
        &mut self,
        past: &[ProgressRecord],
        open: &BTreeMap<DayKey, Vec<&Contradiction>>,
        is_list_lost: bool,
        site: &Site,
    ) {
        let mut days: BTreeMap<DayKey, Vec<usize>> = BTreeMap::new();
        for (index, candidate) in self.list.iter().enumerate() {
            days.entry(candidate.day_key()).or_default().push(index);
        }
        for (day, indexes) in days {
            let correction = indexes.iter().copied().rfind(|index| self.list[*index].record.is_correction());
            let mut news = Vec::new();
            for index in indexes {
                let candidate = &mut self.list[index];
                let known = known(site, candidate);
                let was_said = |candidate: &Candidate| past.iter().any(|record| is_same(record, candidate));
                candidate.verdict = match known {
                    Some(known) if candidate.says(known) => Verdict::Unchanged,
                    _ if was_said(candidate) => Verdict::Superseded,
                    _ if correction == Some(index) => Verdict::Open,
                    _ if correction.is_some() => {
                        candidate.behind = correction;
                        if candidate.record.is_correction() { Verdict::Replaced } else { Verdict::Superseded }
                    }
                    Some(known) => {
                        candidate.set_aside(differs(candidate, known));
                        Verdict::SetAside
                    }
                    None => {
                        news.push(index);
                        Verdict::Open
                    }
                };
            }
            let open = open.get(&day).map_or(&[][..], Vec::as_slice);
            let (old, fresh) = self.said_before(&news, open);
            self.contradictions(&fresh);
            self.no_answers(&fresh, open);
            if is_list_lost {
                self.wait(&fresh);
            }
            let word = fresh.iter().copied().find(|index| self.list[*index].verdict == Verdict::Open);
            for index in old {
                self.list[index].behind = word.or(fresh.first().copied());
                self.list[index].verdict = Verdict::Superseded;
            }
        }
    }

    /// Of the news of a day, apart from the others: figures that stand open since others contradict them, and are only said
    /// again while something else is said of that day. Whether that is an answer, they do not decide.
    fn said_before(&self, news: &[usize], open: &[&Contradiction]) -> (Vec<usize>, Vec<usize>) {
        let is_old = |index: &usize| {
            let candidate = &self.list[*index];
            candidate.is_again && open.iter().any(|one| one.says == candidate.says_all())
        };
        let (old, fresh): (Vec<usize>, Vec<usize>) = news.iter().copied().partition(is_old);
        if fresh.is_empty() { (fresh, old) } else { (old, fresh) }
    }

    /// News that nobody says but who has said so before: why they were not taken then stands in a list that is lost.
    fn wait(&mut self, news: &[usize]) {
        if !news.iter().all(|index| self.list[*index].is_again) {
            return;
        }
        for index in news {
            let candidate = &mut self.list[*index];
            if candidate.verdict == Verdict::Open {
                candidate.verdict = Verdict::Superseded;
            }
        }
    }

    /// News that are no newer than figures which contradict them and stand open: the night that found it out was cut off
    /// before all of these left the inbox, or an old file came late. One of two that contradict each other is not right
    /// because the other was dealt with first.
    fn no_answers(&mut self, news: &[usize], open: &[&Contradiction]) {
        let Some(last) = open.iter().map(|one| one.saved).max() else { return };
        let is_answer = |index: &usize| self.list[*index].saved > last;
        if news.iter().any(is_answer) {
            return;
        }
        for index in news {
            let candidate = &mut self.list[*index];
            let is_news = candidate.verdict == Verdict::Open && matches!(candidate.from, From::Drop(..));
            let says = candidate.says_all();
            let own = open.iter().find(|one| one.says == says).map(|one| (&one.other, &one.place));
            // What says neither of the two contradicts both.
            let of_others = || open.iter().find(|one| one.other == says).or(open.first());
            let other = own.or_else(|| of_others().map(|one| (&one.says, &one.place)));
            if let Some((says, place)) = other.filter(|_| is_news) {
                candidate.contradict(Other {
                    says: says.clone(),
                    place: Place::File(place.clone()),
                    saved: last,
                });
            }
        }
    }

    /// Figures of one day that nobody corrected: where they agree one of them is the news, else none.
    fn contradictions(&mut self, news: &[usize]) {
        let Some((first, others)) = news.split_first() else { return };
        if others.iter().all(|other| self.list[*other].agrees_with(&self.list[*first])) {
            for other in others {
                self.list[*other].verdict = Verdict::Unchanged;
            }
            return;
        }
        let last = news.iter().map(|index| self.list[*index].saved).max().unwrap_or_default();
        for index in news {
            let candidate = &self.list[*index];
            let other = news.iter().find(|other| !self.list[**other].agrees_with(candidate)).unwrap_or(first);
            let other = Other { saved: last, ..self.list[*other].as_other() };
            self.list[*index].contradict(other);
        }
    }

    /// Sets aside what stands behind a correction that cannot be taken itself: nothing says which is meant.
    fn stand_behind_none(&mut self, site: &Site) {
        for index in 0..self.list.len() {
            let candidate = &self.list[index];
            let Some(correction) = candidate.behind.and_then(|behind| self.list.get(behind)) else {
                continue;
            };
            if !matches!(correction.verdict, Verdict::SetAside | Verdict::Held) {
                continue;
            }
            match known(site, candidate).map(|known| differs(candidate, known)) {
                Some(told) => self.list[index].set_aside(told),
                None => {
                    let other = correction.as_other();
                    self.list[index].contradict(other);
                }
            }
        }
    }

    /// Writes the verdicts to where the figures came from.
    fn finish(self, readings: &mut [Reading<'_>], site: &Site) -> Vec<AcceptedFigure> {
        let accepted_days: BTreeSet<DayKey> = self
            .list
            .iter()
            .filter(|candidate| candidate.verdict == Verdict::Accepted)
            .map(Candidate::day_key)
            .collect();
        let mut released = Vec::new();
        for candidate in self.list {
            let replaced_by_accepted =
                candidate.verdict != Verdict::Replaced || accepted_days.contains(&candidate.day_key());
            let taken = |released| AcceptedFigure {
                before: before(site, &candidate),
                overrides: candidate.record.is_correction(),
                key: candidate.key.clone(),
                record: candidate.record.clone(),
                released,
            };
            match candidate.from {
                From::Held => {
                    if candidate.verdict == Verdict::Accepted {
                        released.push(taken(true));
                    }
                }
                From::Drop(drop, row, figure) => {
                    let fate = match candidate.verdict {
                        Verdict::Accepted => Fate::Accepted(Box::new(taken(false))),
                        Verdict::Replaced if replaced_by_accepted => Fate::Replaced(Box::new(taken(false))),
                        Verdict::Replaced | Verdict::Superseded => Fate::Superseded,
                        Verdict::Unchanged => Fate::Unchanged,
                        Verdict::SetAside => Fate::SetAside(candidate.reasons),
                        Verdict::Held => Fate::Held(candidate.reasons),
                        Verdict::Open => Fate::Undecided,
                    };
                    let read = readings.get_mut(drop).and_then(|reading| reading.rows.get_mut(row));
                    if let Some(figure) = read.and_then(|row| row.figures.get_mut(figure)) {
                        figure.fate = fate;
                        figure.contradicts = candidate.contradicts;
                    }
                }
            }
        }
        released
    }
}

/// A held figure as a record; none where the list of open records was changed by hand.
fn held_record(open: &OpenRecord, held: &super::open::Held) -> Option<(SeriesKey, ProgressRecord)> {
    let (key, date) = held.key.series()?;
    let row = open.row.map(|row| format!(":{row}")).unwrap_or_default();
    let record = ProgressRecord {
        date,
        scope: key.scope.clone(),
        indicator: key.indicator.clone(),
        group: key.group.clone(),
        group_names: BTreeMap::new(),
        as_unit: None,
        value: Amount::Count(held.value),
        missing: held.missing,
        approx: held.approx,
        source: held.source.clone(),
        correction_by: None,
        reason: None,
        override_until: None,
        drop: format!("{}{row}", open.drop),
    };
    Some((key, record))
}

/// The figure that the site has for the candidate's day.
fn known<'s>(site: &'s Site, candidate: &Candidate) -> Option<&'s Observation> {
    let SeriesKey { scope, indicator, group } = &candidate.key;
    let date = candidate.record.date;
    match candidate.record.as_unit.as_deref().map(plain_name) {
        None => at(site.progress.of(indicator, scope, group.as_deref()), date),
        Some(unit) => {
            let series = site.progress.history(scope).find(|(key, _)| *key == &candidate.key)?.1;
            let is_unit = |known: &&Observation| known.as_unit().map(plain_name).as_deref() == Some(&*unit);
            series.iter().filter(|known| known.date == date).find(is_unit)
        }
    }
}

fn at(series: &[Observation], date: Date) -> Option<&Observation> {
    let index = series.binary_search_by_key(&date, |known| known.date).ok()?;
    series.get(index)
}

/// What the site showed for the same day, else for the last day before.
fn before(site: &Site, candidate: &Candidate) -> Option<Before> {
    if let Some(known) = known(site, candidate) {
        return Some(Before { date: known.date, value: known.value });
    }
    if candidate.record.as_unit.is_some() {
        return None;
    }
    let SeriesKey { scope, indicator, group } = &candidate.key;
    let series = site.progress.of(indicator, scope, group.as_deref());
    let index = series.partition_point(|known| known.date < candidate.record.date);
    let last = series.get(index.checked_sub(1)?)?;
    Some(Before { date: last.date, value: last.value })
}

/// Whether a record that was taken in says what the candidate says, and as a correction for the same reason.
fn is_same(record: &ProgressRecord, candidate: &Candidate) -> bool {
    let own = &candidate.record;
    let group = |record: &ProgressRecord| record.group.as_deref().map(plain_name);
    let unit = |record: &ProgressRecord| record.as_unit.as_deref().map(plain_name);
    (record.date, &record.scope, &record.indicator) == (own.date, &own.scope, &own.indicator)
        && (record.value, record.missing) == (own.value, own.missing)
        && (group(record), unit(record)) == (group(own), unit(own))
        && record.is_correction() == own.is_correction()
        && (!own.is_correction()
            || (&record.correction_by, &record.reason, record.override_until)
                == (&own.correction_by, &own.reason, own.override_until))
}

/// The records of an accepted file whose lines begin so.
fn lines_of(file: &AcceptedFile, wanted: &BTreeSet<String>) -> Vec<ProgressRecord> {
    let text = String::from_utf8_lossy(&file.bytes);
    let mut header = "";
    let mut found = String::new();
    for line in text.lines() {
        if line.starts_with("date,") {
            header = line;
            continue;
        }
        // A day, a code and an id: none of them is ever quoted.
        let mut commas = line.match_indices(',').map(|(at, _)| at);
        let start = commas.nth(2).and_then(|end| line.get(..end));
        if start.is_some_and(|start| wanted.contains(start)) {
            for part in [header, line] {
                found.push_str(part);
                found.push('\n');
            }
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    let file = AcceptedFile {
        table: file.table,
        day: file.day,
        path: file.path.clone(),
        bytes: found.into_bytes().into(),
    };
    // What cannot be read of an accepted file has stopped the site before.
    let mut told = Diagnostics::default();
    progress_records(&file, &mut told).into_iter().map(|(_, record)| record).collect()
}

fn missing(missing: Option<u64>) -> String {
    format!("missing: {}", missing.map(|missing| missing.to_string()).unwrap_or_default())
}

fn differs(candidate: &Candidate, known: &Observation) -> Diagnostic {
    let told = Diagnostic::new(Code::ProgressDiffers, candidate.place.clone());
    let told = if candidate.record.value == known.value {
        told.found(missing(candidate.record.missing)).arg("value", missing(known.missing()))
    } else {
        told.found(plain(candidate.record.value)).arg("value", plain(known.value))
    };
    told.arg("date", candidate.record.date).related(known.place())
}

/// One series, with what was taken tonight over what the site has.
struct Series<'s> {
    key: &'s SeriesKey,
    kind: IndicatorKind,
    /// A rise that is nothing unusual for the size of the place.
    usual: u64,
    known: &'s [Observation],
    fresh: BTreeMap<Date, (Amount, Place)>,
    site: &'s Site,
    today: Date,
}

/// A figure of the series, as a neighbour.
#[derive(Clone)]
struct Neighbour {
    date: Date,
    value: Amount,
    place: Place,
}

impl<'s> Series<'s> {
    fn new(key: &'s SeriesKey, site: &'s Site, today: Date) -> Series<'s> {
        let indicator = site.config.indicator(&key.indicator);
        let whole = indicator
            .and_then(|indicator| indicator.of.as_deref())
            .filter(|_| key.group.is_none())
            .and_then(|of| site.whole(of, &key.scope));
        let part = whole.map_or(0, |whole| whole.saturating_mul(PERCENT_OF_WHOLE) / 100);
        Series {
            kind: indicator.map(|indicator| indicator.kind).unwrap_or_default(),
            usual: part.max(LEAST_JUMP),
            known: site.progress.of(&key.indicator, &key.scope, key.group.as_deref()),
            fresh: BTreeMap::new(),
            key,
            site,
            today,
        }
    }

    /// Takes the candidates in the order of their days. What rises too fast is held, and looked at again whenever
    /// something else was taken: a report of a later day may confirm it.
    fn judge(
        &mut self,
        list: &mut [Candidate],
        mut indexes: Vec<usize>,
        others: &BTreeMap<SeriesKey, BTreeMap<Date, (Amount, Place)>>,
    ) {
        indexes.sort_by_key(|index| list[*index].record.date);
        loop {
            let mut changed = false;
            for position in 0..indexes.len() {
                let index = indexes[position];
                if !matches!(list[index].verdict, Verdict::Open | Verdict::Held) {
                    continue;
                }
                let before = list[index].verdict;
                list[index].reasons.clear();
                let (verdict, reason) = self.verdict(index, list, &indexes, others);
                list[index].verdict = verdict;
                list[index].reasons.extend(reason);
                if verdict == Verdict::Accepted {
                    let Candidate { record, place, .. } = &list[index];
                    self.fresh.insert(record.date, (record.value, place.clone()));
                }
                changed |= verdict != before && before == Verdict::Held;
            }
            if !changed {
                return;
            }
        }
    }

    fn verdict(
        &self,
        index: usize,
        list: &[Candidate],
        indexes: &[usize],
        others: &BTreeMap<SeriesKey, BTreeMap<Date, (Amount, Place)>>,
    ) -> (Verdict, Option<Diagnostic>) {
        let candidate = &list[index];
        // Figures of former units are history: nothing is reckoned with them.
        if candidate.record.as_unit.is_some() || candidate.overrides(self.today) {
            return (Verdict::Accepted, None);
        }
        let date = candidate.record.date;
        let (before, after) = (self.before(date), self.after(date));
        if self.kind == IndicatorKind::Cumulative {
            let told = |code| {
                Diagnostic::new(code, candidate.place.clone())
                    .found(plain(candidate.record.value))
                    .arg("date", date)
            };
            if let Some(before) = before.as_ref().filter(|before| candidate.record.value < before.value) {
                let fell = told(Code::ProgressBelowEarlier).arg("value", plain(before.value));
                let fell = fell.arg("before", before.date).related(before.place.clone());
                return (Verdict::SetAside, Some(fell));
            }
            if let Some(after) = after.as_ref().filter(|after| after.value < candidate.record.value) {
                let above = told(Code::ProgressAboveLater).arg("value", plain(after.value));
                let above = above.arg("after", after.date).related(after.place.clone());
                return (Verdict::SetAside, Some(above));
            }
        }
        if let Some(reason) = self.part_above_whole(candidate, others) {
            return (Verdict::SetAside, Some(reason));
        }
        if let Some(reason) = self.jump(index, list, indexes, before.as_ref(), after.as_ref()) {
            return (Verdict::Held, Some(reason));
        }
        (Verdict::Accepted, None)
    }

    /// What is told of a figure that rises far beyond its pace, unless a report of a later day confirms it.
    fn jump(
        &self,
        index: usize,
        list: &[Candidate],
        indexes: &[usize],
        before: Option<&Neighbour>,
        after: Option<&Neighbour>,
    ) -> Option<Diagnostic> {
        let candidate = &list[index];
        let Amount::Count(value) = candidate.record.value else { return None };
        let before = before?;
        let Amount::Count(from) = before.value else { return None };
        // What was taken for a later day, and is no less, confirms it.
        if after.is_some_and(|after| candidate.record.value <= after.value) {
            return None;
        }
        let pace = self.pace(before)?;
        let limit = from.saturating_add(pace.rise(before.date, candidate.record.date, self.usual));
        if value <= limit {
            return None;
        }
        let confirms = |other: &&Candidate| {
            let Amount::Count(later) = other.record.value else { return false };
            let most = value.saturating_add(pace.rise(candidate.record.date, other.record.date, self.usual));
            other.record.date > candidate.record.date
                && other.report != candidate.report
                && matches!(other.verdict, Verdict::Open | Verdict::Held | Verdict::Accepted)
                && (value..=most).contains(&later)
        };
        if indexes.iter().map(|other| &list[*other]).any(|other| confirms(&other)) {
            return None;
        }
        let told = Diagnostic::new(Code::ProgressJumped, candidate.place.clone()).found(value.to_string());
        let told = told.arg("date", candidate.record.date).arg("value", from.to_string());
        let told = told.arg("before", before.date).arg("limit", limit.to_string());
        Some(told.related(before.place.clone()))
    }

    /// How fast the series rose up to its figure `last`, over fourteen days or the first longer time of which there is a
    /// figure; none without such a history.
    fn pace(&self, last: &Neighbour) -> Option<Pace> {
        let day = last.date.checked_sub((HISTORY_DAYS - 1).days()).ok()?;
        let first = self.before(day)?;
        let (Amount::Count(from), Amount::Count(to)) = (first.value, last.value) else { return None };
        Some(Pace { units: to.abs_diff(from), days: days(first.date, last.date).max(1) })
    }

    /// A part that is more than its whole on the same day, or a whole that is less than one of its parts.
    fn part_above_whole(
        &self,
        candidate: &Candidate,
        others: &BTreeMap<SeriesKey, BTreeMap<Date, (Amount, Place)>>,
    ) -> Option<Diagnostic> {
        if self.kind == IndicatorKind::Share {
            return None;
        }
        let date = candidate.record.date;
        let told = |group: &str, part: Amount, whole: Amount, place: Place| {
            Diagnostic::new(Code::PartAboveWhole, candidate.place.clone())
                .found(plain(candidate.record.value))
                .arg("group", group)
                .arg("part", plain(part))
                .arg("whole", plain(whole))
                .arg("date", date)
                .related(place)
        };
        if let Some(group) = &self.key.group {
            let whole = SeriesKey { group: None, ..self.key.clone() };
            let fresh = others.get(&whole).and_then(|days| days.get(&date)).cloned();
            let known = || {
                let known = at(self.site.progress.of(&whole.indicator, &whole.scope, None), date)?;
                Some((known.value, known.place()))
            };
            let (value, place) = fresh.or_else(known)?;
            return (candidate.record.value > value)
                .then(|| told(group, candidate.record.value, value, place));
        }
        let parts = self.site.progress.of_scope(&self.key.scope);
        let mut parts = parts.filter(|(key, _)| key.indicator == self.key.indicator);
        parts.find_map(|(key, series)| {
            let group = key.group.as_deref()?;
            let part = at(series, date).filter(|part| part.value > candidate.record.value)?;
            Some(told(group, part.value, candidate.record.value, part.place()))
        })
    }

    /// The last figure before a day.
    fn before(&self, date: Date) -> Option<Neighbour> {
        let index = self.known.partition_point(|known| known.date < date);
        let known = index.checked_sub(1).and_then(|index| self.known.get(index));
        let fresh = self.fresh.range(..date).next_back();
        match (known, fresh) {
            (Some(known), Some((day, _))) if known.date > *day => Some(neighbour(known)),
            (_, Some((day, fresh))) => Some(fresh_neighbour(*day, fresh)),
            (known, None) => known.map(neighbour),
        }
    }

    /// The first figure behind a day.
    fn after(&self, date: Date) -> Option<Neighbour> {
        let known = self.known.get(self.known.partition_point(|known| known.date <= date));
        let next = date.tomorrow().ok()?;
        let fresh = self.fresh.range(next..).next();
        match (known, fresh) {
            (Some(known), Some((day, _))) if known.date < *day => Some(neighbour(known)),
            (_, Some((day, fresh))) => Some(fresh_neighbour(*day, fresh)),
            (known, None) => known.map(neighbour),
        }
    }
}

fn neighbour(known: &Observation) -> Neighbour {
    Neighbour { date: known.date, value: known.value, place: known.place() }
}

fn fresh_neighbour(date: Date, (value, place): &(Amount, Place)) -> Neighbour {
    Neighbour { date, value: *value, place: place.clone() }
}

/// So many units in so many days.
#[derive(Clone, Copy)]
struct Pace {
    units: u64,
    days: u64,
}

impl Pace {
    /// The most that a figure may rise between two days without being called a jump.
    fn rise(self, from: Date, to: Date, usual: u64) -> u64 {
        let units = u128::from(TIMES_PACE) * u128::from(self.units) * u128::from(days(from, to));
        let units = units.div_ceil(u128::from(self.days.max(1)));
        u64::try_from(units).unwrap_or(u64::MAX).max(usual)
    }
}

fn days(from: Date, to: Date) -> u64 {
    to.since(from).map_or(0, |span| u64::try_from(span.get_days()).unwrap_or(0))
}
