//! Progress: figures by day, place, group and indicator. What was taken in lies over the tables kept by hand (contract,
//! sections 5 and 10).
//!
//! Taking in drops is left to the nightly job, how accepted files are read to [`super::accepted`], and what figures come
//! to beside their targets to [`super::figure`].

pub(super) mod more;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::CommuneCode;
use super::ProvinceCode;
use super::Scope;
use super::accepted;
use super::accepted::series;
use super::accepted::series::Series;
use super::amount::Amount;
use super::amount::Share;
use super::config::Config;
use super::config::Indicator;
use super::config::IndicatorKind;
use super::figure::Index;
use super::figure::plain_name;
use super::figure::whole;
use super::register::Register;
use super::register::strange_columns;
use super::register::words;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::lang::Localized;
use crate::lang::Words;
use crate::read::Sources;
use crate::source::CellPlace;
use crate::source::Place;
use crate::tables::Cell;
use crate::tables::Extra;
use crate::tables::Field;
use crate::tables::Fields;
use crate::tables::Row;
use crate::tables::Table;
use crate::tables::TableSpec;
use crate::tables::row::count;
use crate::tables::row::share_under;
use crate::text::fold;

/// Former units that a message lists by name.
const UNITS_LISTED: usize = 8;

/// What a series is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SeriesKey {
    /// First, so that all series of a scope stand together.
    pub scope: Scope,
    pub indicator: String,
    pub group: Option<String>,
}

/// All series; each has its observations by date, one a day.
#[derive(Debug, Default)]
pub struct Progress {
    series: BTreeMap<SeriesKey, Vec<Observation>>,
    /// Figures of former units: shown as history, never summed.
    history: BTreeMap<SeriesKey, Vec<Observation>>,
    /// Scopes that have a figure of any kind, a former one included; provinces also where one of their communes has.
    scopes: BTreeSet<Scope>,
    communes: BTreeSet<CommuneCode>,
    index: Index,
    /// What groups are called in each language, by the name that stands for them.
    groups: BTreeMap<String, Localized<Words>>,
    /// Scopes and indicators of which accepted figures are not shown any more.
    left_out: BTreeSet<(Scope, String)>,
}

/// One figure. A year of the whole country is more than a million of them: what few figures have lies apart.
#[derive(Clone, Debug)]
pub struct Observation {
    pub value: Amount,
    details: Option<Arc<Details>>,
    origin: Origin,
    /// The day as of which it holds.
    pub date: Date,
}

/// Where a figure came from.
#[derive(Clone, Copy, Debug)]
enum Origin {
    /// A line of the file of accepted figures of a day.
    Accepted { day: Date, line: u32 },
    /// A row of a table kept by hand, and its line where the table has lines; the table stands in the details.
    Kept { row: u32, line: u32 },
}

/// What few figures have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Details {
    pub missing: Option<u64>,
    pub approx: bool,
    pub as_unit: Option<String>,
    pub source: Option<String>,
    pub correction: Option<Correction>,
    /// Of figures kept by hand: a place in their table, whose row and line are those of the figure.
    pub table: Option<Place>,
}

/// Who replaced an earlier statement for the same day, or went against a rule, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub by: String,
    pub reason: String,
    /// The last day on which it stands against a rule.
    pub until: Option<Date>,
}

impl Observation {
    /// One that was taken in on `day`.
    pub(super) fn accepted(
        date: Date,
        value: Amount,
        day: Date,
        line: u32,
        details: Option<Arc<Details>>,
    ) -> Observation {
        Observation { value, details, origin: Origin::Accepted { day, line }, date }
    }

    fn kept(date: Date, value: Amount, details: Details, place: Place) -> Observation {
        let (mut row, mut line) = (0, 0);
        let table = match place {
            Place::Cell(cell) => {
                row = u32::try_from(cell.row).unwrap_or(u32::MAX);
                line = u32::try_from(cell.line.unwrap_or(0)).unwrap_or(u32::MAX);
                Place::Cell(CellPlace { row: 0, line: cell.line.map(|_| 0), ..cell })
            }
            other => other,
        };
        let details = Arc::new(Details { table: Some(table), ..details });
        Observation { value, details: Some(details), origin: Origin::Kept { row, line }, date }
    }

    /// Takes the details that another has where they are the same, as those of most rows of a table are.
    fn share_details(&mut self, others: &mut Option<Arc<Details>>) {
        if self.details == *others {
            self.details.clone_from(others);
        } else {
            others.clone_from(&self.details);
        }
    }

    /// Units missing to the target, where the report states them itself.
    pub fn missing(&self) -> Option<u64> {
        self.details.as_ref()?.missing
    }

    pub fn approx(&self) -> bool {
        self.details.as_ref().is_some_and(|details| details.approx)
    }

    /// The unit's name at that time.
    pub fn as_unit(&self) -> Option<&str> {
        self.details.as_ref()?.as_unit.as_deref()
    }

    pub fn source(&self) -> Option<&str> {
        self.details.as_ref()?.source.as_deref()
    }

    /// Who made it in the place of an earlier statement for the same day, and why.
    pub fn correction(&self) -> Option<&Correction> {
        self.details.as_ref()?.correction.as_ref()
    }

    /// The day on which it was taken in; none of figures kept by hand.
    pub fn taken(&self) -> Option<Date> {
        match self.origin {
            Origin::Accepted { day, .. } => Some(day),
            Origin::Kept { .. } => None,
        }
    }

    /// Its place among all that was taken in; none of figures kept by hand.
    fn taken_in(&self) -> Option<(Date, u32)> {
        match self.origin {
            Origin::Accepted { day, line } => Some((day, line)),
            Origin::Kept { .. } => None,
        }
    }

    /// The row that states it.
    pub fn place(&self) -> Place {
        match self.origin {
            Origin::Accepted { day, line } => accepted::place(accepted::Table::Progress, day, line),
            Origin::Kept { row, line } => {
                let table = self.details.as_ref().and_then(|details| details.table.as_ref());
                match table.unwrap_or(&Place::Site) {
                    Place::Cell(table) => Place::Cell(CellPlace {
                        row: row as usize,
                        line: table.line.map(|_| line as usize),
                        ..table.clone()
                    }),
                    other => other.clone(),
                }
            }
        }
    }

    fn says_the_same(&self, other: &Observation) -> bool {
        self.value == other.value && self.missing() == other.missing()
    }
}

impl Progress {
    pub fn is_empty(&self) -> bool {
        self.series.is_empty()
    }

    /// What a group is called in each language, where a table names it.
    pub fn group(&self, name: &str) -> Option<&Localized<Words>> {
        self.groups.get(name)
    }

    pub fn series(&self) -> impl Iterator<Item = (&SeriesKey, &[Observation])> {
        self.series.iter().map(|(key, list)| (key, list.as_slice()))
    }

    /// Figures under the names of former units.
    pub fn former(&self) -> impl Iterator<Item = (&SeriesKey, &[Observation])> {
        self.history.iter().map(|(key, list)| (key, list.as_slice()))
    }

    /// The series of one scope.
    pub fn of_scope<'a>(
        &'a self,
        scope: &Scope,
    ) -> impl Iterator<Item = (&'a SeriesKey, &'a [Observation])> + use<'a> {
        let first = SeriesKey { scope: scope.clone(), indicator: String::new(), group: None };
        let scope = scope.clone();
        let series = self.series.range(first..).take_while(move |(key, _)| key.scope == scope);
        series.map(|(key, list)| (key, list.as_slice()))
    }

    /// Whether a scope has a figure of any kind, a former one or one of its communes included.
    pub fn has(&self, scope: &Scope) -> bool {
        self.scopes.contains(scope)
    }

    /// Scopes that have a figure of any kind, former ones and those of their communes included.
    pub fn scopes(&self) -> &BTreeSet<Scope> {
        &self.scopes
    }

    /// The observations of a series, oldest first.
    pub fn of(&self, indicator: &str, scope: &Scope, group: Option<&str>) -> &[Observation] {
        let key = SeriesKey {
            indicator: indicator.to_owned(),
            scope: scope.clone(),
            group: group.map(str::to_owned),
        };
        self.series.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Figures of a scope under the names of former units, each series oldest first.
    pub fn history<'a>(
        &'a self,
        scope: &Scope,
    ) -> impl Iterator<Item = (&'a SeriesKey, &'a [Observation])> + use<'a> {
        let first = SeriesKey { scope: scope.clone(), indicator: String::new(), group: None };
        let scope = scope.clone();
        let series = self.history.range(first..).take_while(move |(key, _)| key.scope == scope);
        series.map(|(key, list)| (key, list.as_slice()))
    }

    /// Communes that have a figure of any kind, a former one included.
    pub fn communes(&self) -> &BTreeSet<CommuneCode> {
        &self.communes
    }

    pub(super) fn index(&self) -> &Index {
        &self.index
    }
}

/// What a row says.
enum Said {
    /// What it calls the group that it is of; before its figures.
    Group(Localized<Words>),
    /// Figures of rows that follow each other.
    Figures(SeriesKey, Vec<Observation>),
}

/// The tables kept by hand, with what was found when they were read.
pub(super) type ReadTables = Vec<(Option<Table>, Diagnostics)>;

/// Reads the tables kept by hand. They are understood once the register is there; to read them needs nothing of it.
pub(super) fn read(sources: &Sources, config: &Config) -> ReadTables {
    let spec = spec(config);
    sources.progress.par_iter().map(|file| crate::tables::read(file, &spec)).collect()
}

/// The rows of one table, in their order.
fn read_rows(
    (table, told): (Option<Table>, Diagnostics),
    config: &Config,
    register: &Register,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Vec<Said> {
    diagnostics.extend(told);
    diagnostics.extend(table.iter().flat_map(|table| strange_columns(table, &config.languages)));
    let mut said = Vec::new();
    let mut details = None;
    for row in table.iter().flat_map(Table::rows) {
        said.extend(words(&mut row.read(diagnostics), Field::Group, &config.languages).map(Said::Group));
        for (key, mut figure) in resolve_row(row, config, register, today, diagnostics) {
            figure.share_details(&mut details);
            match said.last_mut() {
                Some(Said::Figures(same, figures)) if *same == key => figures.push(figure),
                _ => said.push(Said::Figures(key, vec![figure])),
            }
        }
    }
    said
}

/// Reads the accepted progress and that kept by hand; bad rows of the latter are set aside.
pub fn resolve(
    sources: &Sources,
    config: &Config,
    register: &Register,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Progress {
    understand(sources, read(sources, config), config, register, today, diagnostics)
}

/// Understands the accepted progress and the `tables` kept by hand. Bad rows of the latter are set aside, each with its reason.
pub(super) fn understand(
    sources: &Sources,
    tables: ReadTables,
    config: &Config,
    register: &Register,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Progress {
    let mut figures = Figures::default();
    for target in config.indicators.iter().flat_map(|indicator| &indicator.targets) {
        target.group.iter().chain(&target.as_unit).for_each(|name| drop(figures.spellings.of(name)));
    }
    figures.add_accepted(sources, config, register, today, diagnostics);
    let read = tables.into_par_iter().map(|table| {
        let mut told = Diagnostics::default();
        (read_rows(table, config, register, today, &mut told), told)
    });
    // In the order of the files, whichever was read first: the first spelling of a name counts.
    for (said, told) in read.collect::<Vec<(Vec<Said>, Diagnostics)>>() {
        diagnostics.extend(told);
        said.into_iter().for_each(|said| figures.add_kept(said, config));
    }
    let mut progress = figures.settled(diagnostics);
    progress.sum_up(config, register);
    progress
}

/// The figures of a site while they are brought together, by the names that stand for their groups and former units.
#[derive(Default)]
struct Figures {
    spellings: Spellings,
    groups: BTreeMap<String, Localized<Words>>,
    records: BTreeMap<UnitKey, Vec<Observation>>,
    left_out: BTreeSet<(Scope, String)>,
}

impl Figures {
    fn add_accepted(
        &mut self,
        sources: &Sources,
        config: &Config,
        register: &Register,
        today: Date,
        diagnostics: &mut Diagnostics,
    ) {
        let accepted = series::gather(&sources.accepted, &days(config, today), diagnostics);
        let mut named: Vec<&Series> =
            accepted.iter().filter(|series| series.group.is_some() || series.as_unit.is_some()).collect();
        named.sort_by_key(|series| series.observations.first().and_then(Observation::taken_in));
        for series in named {
            series.group.iter().chain(&series.as_unit).for_each(|name| drop(self.spellings.of(name)));
        }
        for series in accepted {
            if let Some(unused) = unused(&series, config, register) {
                diagnostics.push(unused);
                self.left_out.insert((series.scope, series.indicator));
                continue;
            }
            let Series { scope, indicator, group, group_names, as_unit, observations } = series;
            let group = group.map(|group| {
                let own = |lang| {
                    let is_source = lang == config.languages.source();
                    let name = group_names.get(config.languages.tag(lang)).cloned();
                    if is_source { Some(group.clone()) } else { name }
                };
                self.named(&group, Localized::borrowing(&config.languages, own))
            });
            let unit = as_unit.map(|unit| self.spellings.of(&unit));
            let key = (SeriesKey { scope, indicator, group }, unit);
            self.records.entry(key).or_default().extend(observations);
        }
    }

    fn add_kept(&mut self, said: Said, config: &Config) {
        let (mut key, figures) = match said {
            Said::Group(name) => {
                let group = name.text(config.languages.source()).to_owned();
                self.named(&group, Some(name));
                return;
            }
            Said::Figures(key, figures) => (key, figures),
        };
        key.group = key.group.map(|group| self.spellings.of(&group));
        // Of one unit mostly all along.
        let mut figures = figures.into_iter().peekable();
        while let Some(first) = figures.peek() {
            let unit = first.as_unit().map(str::to_owned);
            let of_unit = |figure: &Observation| figure.as_unit() == unit.as_deref();
            let key = (key.clone(), unit.as_deref().map(|unit| self.spellings.of(unit)));
            let records = self.records.entry(key).or_default();
            while let Some(figure) = figures.next_if(of_unit) {
                records.push(figure);
            }
        }
    }

    /// The name that stands for a group. What a row calls it is kept, unless another row did so in more languages.
    fn named(&mut self, group: &str, name: Option<Localized<Words>>) -> String {
        let own = |name: &Localized<Words>| name.iter().filter(|(lang, words)| words.lang == *lang).count();
        let key = self.spellings.of(group);
        if let Some(name) = name
            && self.groups.get(&key).is_none_or(|known| own(&name) > own(known))
        {
            self.groups.insert(key.clone(), name);
        }
        key
    }

    /// With one figure for each day.
    fn settled(self, diagnostics: &mut Diagnostics) -> Progress {
        let mut progress = Progress { groups: self.groups, left_out: self.left_out, ..Progress::default() };
        let settled: Vec<Settled> =
            self.records.into_par_iter().map(|(key, list)| settled(key, list)).collect();
        for Settled { key: (key, unit), mut list, told } in settled {
            diagnostics.extend(told);
            if list.is_empty() {
                continue;
            }
            match unit {
                None => drop(progress.series.insert(key, list)),
                Some(_) => progress.history.entry(key).or_default().append(&mut list),
            }
        }
        for series in progress.history.values_mut() {
            series.sort_by_key(|observation| observation.date);
        }
        progress
    }
}

impl Progress {
    /// Makes what follows from the series.
    fn sum_up(&mut self, config: &Config, register: &Register) {
        self.communes = self
            .series
            .keys()
            .chain(self.history.keys())
            .filter_map(|key| match &key.scope {
                Scope::Commune(code) => Some(code.clone()),
                Scope::Province(_) | Scope::All => None,
            })
            .collect();
        self.scopes = self.series.keys().chain(self.history.keys()).map(|key| key.scope.clone()).collect();
        let provinces = self.communes.iter().filter_map(|code| register.get(code));
        let provinces: Vec<Scope> =
            provinces.map(|commune| Scope::Province(commune.province.clone())).collect();
        self.scopes.extend(provinces);
        if !self.scopes.is_empty() {
            self.scopes.insert(Scope::All);
        }
        self.index = Index::default();
        self.index = Index::new(config, register, self);
    }
}

/// The days as of which a figure is taken.
pub(super) fn days(config: &Config, today: Date) -> RangeInclusive<Date> {
    config.data_from.unwrap_or(Date::MIN)..=today
}

/// The columns of a table of progress: those that every site has, and one for each indicator.
pub(crate) fn spec(config: &Config) -> TableSpec {
    let extra = |indicator: &Indicator| Extra {
        id: indicator.id.clone(),
        names: indicator.name.iter().map(|(_, words)| words.text.clone()).collect(),
        is_share: indicator.kind == IndicatorKind::Share,
    };
    TableSpec::progress(config.indicators.iter().map(extra).collect())
}

/// The indicator that a text means: its id, or its name in any language.
pub(crate) fn indicator<'c>(config: &'c Config, text: &str) -> Option<&'c Indicator> {
    let folded = fold(text);
    config.indicators.iter().find(|indicator| {
        indicator.id == text || indicator.name.iter().any(|(_, words)| fold(&words.text) == folded)
    })
}

/// How groups and former units are spelt: as in site.yaml, else as in the first row that was taken in, else as in the
/// first one kept by hand. Case and blanks do not tell two names apart.
#[derive(Default)]
struct Spellings(BTreeMap<String, String>);

impl Spellings {
    fn of(&mut self, name: &str) -> String {
        self.0.entry(plain_name(name)).or_insert_with(|| name.to_owned()).clone()
    }
}

/// A series of the units of today, or of a former one.
type UnitKey = (SeriesKey, Option<String>);

/// A series of which each day has one figure.
struct Settled {
    key: UnitKey,
    list: Vec<Observation>,
    told: Diagnostics,
}

/// The figure of each day in the end, oldest first, of a series in which the figures kept by hand stand in the order of
/// their rows.
fn settled(key: UnitKey, mut list: Vec<Observation>) -> Settled {
    let mut told = Diagnostics::default();
    // Those of one day in the order in which they were taken in, which the spellings of one name have each its own of;
    // then those kept by hand, in the order that they have.
    list.sort_by_key(|observation| {
        let taken = observation.taken_in();
        (observation.date, taken.is_none(), taken)
    });
    if list.array_windows().all(|[before, after]| before.date != after.date) {
        return Settled { key, list, told };
    }
    let mut settled = Vec::with_capacity(list.len());
    for same_day in list.chunk_by(|one, other| one.date == other.date) {
        settled.extend(match same_day {
            [only] => Some(only.clone()),
            _ => settled_day(same_day, &mut told).cloned(),
        });
    }
    settled.shrink_to_fit();
    Settled { key, list: settled, told }
}

/// What is said of one day in the end: the last correction that was taken in, else the last one kept by hand; else what
/// was taken in first, beside which rows kept by hand that say otherwise are set aside; else the one value that all rows
/// state. Rows kept by hand that contradict each other are all set aside.
fn settled_day<'o>(same_day: &'o [Observation], told: &mut Diagnostics) -> Option<&'o Observation> {
    let kept_from = same_day.partition_point(|observation| observation.taken().is_some());
    let (taken, kept) = same_day.split_at_checked(kept_from)?;
    let correction =
        |list: &'o [Observation]| list.iter().rfind(|observation| observation.correction().is_some());
    if let Some(last) = correction(taken).or_else(|| correction(kept)) {
        return Some(last);
    }
    if let Some(first) = taken.first() {
        for other in taken.iter().chain(kept).filter(|other| !other.says_the_same(first)) {
            told.push(contradicts(Code::ProgressNotAsAccepted, other, first));
        }
        return Some(first);
    }
    let first = kept.first()?;
    if kept.iter().all(|other| other.says_the_same(first)) {
        return kept.last();
    }
    for observation in kept {
        let differs = |other: &&Observation| other.value != observation.value;
        let other = kept.iter().find(differs);
        let other = other.or_else(|| kept.iter().find(|other| other.missing() != observation.missing()));
        told.push(contradicts(Code::ProgressContradicts, observation, other.unwrap_or(first)));
    }
    None
}

/// That two figures of one day do not say the same.
fn contradicts(code: Code, observation: &Observation, other: &Observation) -> Diagnostic {
    let told = Diagnostic::new(code, observation.place());
    let told = if other.value == observation.value {
        told.found(stated_missing(observation)).arg("value", stated_missing(other))
    } else {
        told.found(plain(observation.value)).arg("value", plain(other.value))
    };
    told.related(other.place())
}

/// That accepted figures are no longer shown: the commune is gone from the register or no longer in force, the indicator
/// from site.yaml, or it is counted otherwise now. They stay in their files.
fn unused(taken: &Series, config: &Config, register: &Register) -> Option<Diagnostic> {
    let first = taken.observations.first()?;
    let is_history = taken.as_unit.is_some();
    let is_known = match &taken.scope {
        Scope::Commune(code) => {
            register.get(code).is_some_and(|commune| is_history || commune.successor.is_empty())
        }
        Scope::Province(code) => register.province(code).is_some(),
        Scope::All => true,
    };
    let kind = config.indicator(&taken.indicator).map(|indicator| indicator.kind);
    let is_share = |observation: &Observation| matches!(observation.value, Amount::Share(_));
    let other_kind = |observation: &&Observation| {
        !is_history && is_share(observation) != (kind == Some(IndicatorKind::Share))
    };
    let told = Diagnostic::new(Code::AcceptedUnused, first.place()).arg("count", taken.observations.len());
    if !is_known {
        return Some(told.found(taken.scope.to_string()).arg("case", "commune"));
    }
    if kind.is_none() {
        return Some(told.found(&taken.indicator).arg("case", "indicator"));
    }
    let other = taken.observations.iter().find(other_kind)?;
    Some(Diagnostic { place: other.place(), ..told.found(plain(other.value)).arg("case", "kind") })
}

/// `missing: 580`, as the column is called; of two rows with one value it is what they differ in.
fn stated_missing(observation: &Observation) -> String {
    format!("missing: {}", observation.missing().map(|missing| missing.to_string()).unwrap_or_default())
}

pub(crate) fn plain(value: Amount) -> String {
    match value {
        Amount::Count(count) => count.to_string(),
        Amount::Share(Share(parts)) => format!("{}.{:02}%", parts / 100, parts % 100),
    }
}

/// The figures of one row: one for the indicator it names, or for each indicator that has a column. None, and the
/// reasons, where the row cannot be taken.
pub(crate) fn resolve_row(
    row: Row<'_>,
    config: &Config,
    register: &Register,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Vec<(SeriesKey, Observation)> {
    let mut fields = row.read(diagnostics);
    fields.require(Field::Date);
    let date = fields.date(Field::Date);
    if let (Some(date), Some(cell)) = (date, fields.text(Field::Date)) {
        if date > today {
            let future = Diagnostic::new(Code::ProgressInFuture, cell.place()).found(cell.text);
            fields.report(future.arg("today", today));
        }
        if let Some(from) = config.data_from.filter(|from| date < *from) {
            let old = Diagnostic::new(Code::ProgressTooOld, cell.place()).found(cell.text);
            fields.report(old.arg("from", from));
        }
    }
    let as_unit = fields.text(Field::AsUnit).map(|cell| cell.text.to_owned());
    let scope = scope(&mut fields, register, as_unit.is_some());
    let group = words(&mut fields, Field::Group, &config.languages);
    let group = group.map(|name| name.text(config.languages.source()).to_owned());
    let approx = fields.flag(Field::Approx);
    let missing = fields.count(Field::Missing);
    let source = fields.row().words(Field::Source).first().map(|(_, cell)| cell.text.to_owned());
    let by = fields.text(Field::CorrectionBy);
    if let (Some(cell), None) = (by, fields.text(Field::Reason)) {
        fields.report(Diagnostic::new(Code::CorrectionWithoutReason, cell.place()).found(cell.text));
    }
    let until = fields.date(Field::OverrideUntil);
    let reason = fields.text(Field::Reason);
    let correction = by.zip(reason).map(|(by, reason)| Correction {
        by: by.text.to_owned(),
        reason: reason.text.to_owned(),
        until,
    });
    if let (Some(cell), None) = (fields.text(Field::OverrideUntil), &correction) {
        let alone = Diagnostic::new(Code::OverrideWithoutCorrection, cell.place());
        fields.report(alone.found(cell.text));
    }
    let values = values(&mut fields, config, as_unit.is_some());
    if let (Some(cell), true) = (fields.text(Field::Missing), values.len() > 1) {
        fields.report(Diagnostic::new(Code::MissingOfSeveral, cell.place()).found(cell.text));
    }
    check_wholes(
        &mut fields,
        config,
        register,
        scope.as_ref(),
        group.is_some() || as_unit.is_some(),
        &values,
    );
    if fields.failed() {
        return Vec::new();
    }
    let (Some(date), Some(scope)) = (date, scope) else { return Vec::new() };
    let place = row.place();
    values
        .into_iter()
        .map(|(indicator, value, _)| {
            let key = SeriesKey { indicator, scope: scope.clone(), group: group.clone() };
            let details = Details {
                missing,
                approx,
                as_unit: as_unit.clone(),
                source: source.clone(),
                correction: correction.clone(),
                table: None,
            };
            (key, Observation::kept(date, value, details, place.clone()))
        })
        .collect()
}

/// The commune, a province by its code, or `all`. A part is never published as the whole: a former name or a dead code
/// is not taken for its successor, unless the figure is history anyway.
fn scope(fields: &mut Fields<'_, '_>, register: &Register, is_history: bool) -> Option<Scope> {
    let cell = fields.text(Field::Code).or(fields.text(Field::Commune));
    let Some(cell) = cell else {
        let place = fields.row().place();
        fields.report(Diagnostic::new(Code::NoCommune, place));
        return None;
    };
    if let Some(code) = ProvinceCode::parse(cell.text) {
        if register.province(&code).is_none() {
            let right: Vec<&str> = register.provinces().map(|province| province.code.as_str()).collect();
            fields
                .report(Diagnostic::new(Code::UnknownProvince, cell.place()).found(cell.text).one_of(right));
            return None;
        }
        return Some(Scope::Province(code));
    }
    if matches!(fold(cell.text).as_str(), "all" | "tat ca" | "toan chien dich") {
        return Some(Scope::All);
    }
    if let Some(province) = register.province_named(cell.text) {
        return Some(Scope::Province(province.clone()));
    }
    let named = super::point::named(fields, register, Code::ProgressOfSplitUnit)?;
    if let (Some(cell), false) = (named.former, is_history) {
        let former = Diagnostic::new(Code::ProgressOfFormerUnit, cell.place()).found(cell.text);
        let units = register.made_from(&named.code);
        let more = units.len().saturating_sub(UNITS_LISTED);
        let units = units.into_iter().take(UNITS_LISTED).collect::<Vec<_>>().join("; ");
        fields.report(former.arg("units", units).arg("more", more).expected([register.label(&named.code)]));
        return None;
    }
    Some(Scope::Commune(named.code))
}

/// The values of a row: one for the indicator it names, or one for each column of an indicator.
fn values<'t>(
    fields: &mut Fields<'t, '_>,
    config: &Config,
    is_history: bool,
) -> Vec<(String, Amount, Cell<'t>)> {
    let mut values = Vec::new();
    if let Some(cell) = fields.text(Field::Indicator) {
        let known = indicator(config, cell.text);
        fields.require(Field::Value);
        match (known, fields.text(Field::Value)) {
            (Some(indicator), Some(value)) => {
                let read = amount(fields, indicator, value, is_history);
                values.extend(read.map(|amount| (indicator.id.clone(), amount, value)));
            }
            (None, _) => {
                let right: Vec<&str> =
                    config.indicators.iter().map(|indicator| indicator.id.as_str()).collect();
                fields.report(
                    Diagnostic::new(Code::UnknownIndicator, cell.place()).found(cell.text).one_of(right),
                );
            }
            (Some(_), None) => {}
        }
    }
    for (index, indicator) in config.indicators.iter().enumerate() {
        if let Some(cell) = fields.row().extra(index) {
            let read = amount(fields, indicator, cell, is_history);
            values.extend(read.map(|amount| (indicator.id.clone(), amount, cell)));
        }
    }
    values
}

/// A count or a share, as the indicator's kind says. Former units reported now in one, now in the other; since nothing
/// is reckoned with their figures, both are taken.
fn amount<'t>(
    fields: &mut Fields<'t, '_>,
    indicator: &Indicator,
    cell: Cell<'t>,
    is_history: bool,
) -> Option<Amount> {
    let is_share = match indicator.kind {
        _ if is_history => cell.text.contains('%'),
        IndicatorKind::Share => true,
        IndicatorKind::Cumulative | IndicatorKind::Level => false,
    };
    if is_share {
        let title = fields.row().title(cell.column());
        fields.cell_value(cell, |cell| Ok(Amount::Share(Share(share_under(cell, title)?))))
    } else {
        fields.cell_value(cell, |cell| Ok(Amount::Count(count(cell)?)))
    }
}

/// A commune, a province and the campaign cannot have more than all of it.
fn check_wholes(
    fields: &mut Fields<'_, '_>,
    config: &Config,
    register: &Register,
    scope: Option<&Scope>,
    is_part: bool,
    values: &[(String, Amount, Cell<'_>)],
) {
    let Some(scope) = scope else { return };
    for (id, value, cell) in values {
        let whole = config
            .indicator(id)
            .and_then(|indicator| indicator.of.as_ref())
            .and_then(|of| Some((of, whole(register, of, scope)?)));
        if let (Amount::Count(value), Some((of, whole))) = (value, whole)
            && *value > whole
            && !is_part
        {
            let more = Diagnostic::new(Code::MoreThanWhole, cell.place()).found(cell.text);
            fields.report(more.arg("denominator", of).arg("whole", whole.to_string()));
        }
    }
}
