//! Progress: figures by day, place, group and indicator, as the tables kept by hand state them (contract, sections 5
//! and 10).
//!
//! Taking in drops is left to the nightly job, and what figures come to beside their targets to [`super::figure`].

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::civil::Date;
use rayon::prelude::*;

use super::CommuneCode;
use super::ProvinceCode;
use super::Scope;
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
use crate::read::TableFile;
use crate::source::Place;
use crate::tables::Cell;
use crate::tables::Extra;
use crate::tables::Field;
use crate::tables::Fields;
use crate::tables::Row;
use crate::tables::TableSpec;
use crate::tables::row::count;
use crate::tables::row::share;
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
}

/// One figure.
#[derive(Clone, Debug)]
pub struct Observation {
    /// The day as of which it holds.
    pub date: Date,
    pub value: Amount,
    /// Units missing to the target, where the report states them itself.
    pub missing: Option<u64>,
    pub approx: bool,
    /// The unit's name at that time.
    pub as_unit: Option<String>,
    pub source: Option<String>,
    /// Whether it replaces an earlier statement for the same day, and says who did so and why.
    pub correction: bool,
    /// The last day on which the correction stands against a rule.
    pub override_until: Option<Date>,
    pub place: Place,
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

    /// Takes in what is said of one day of a series. Series come in order, and so do the days of each.
    fn settle(&mut self, same_day: Vec<Record>, diagnostics: &mut Diagnostics) {
        let Some((key, first)) = same_day.first() else { return };
        let (key, is_history) = (key.clone(), first.as_unit.is_some());
        let observations = same_day.into_iter().map(|(_, observation)| observation).collect();
        let Some(observation) = settled(observations, diagnostics) else { return };
        let all = if is_history { &mut self.history } else { &mut self.series };
        match all.last_entry() {
            Some(mut last) if *last.key() == key => last.get_mut().push(observation),
            _ => drop(all.insert(key, vec![observation])),
        }
    }
}

/// A figure as it was read.
type Record = (SeriesKey, Observation);

/// By series, former unit and day.
fn in_order((a_key, a): &Record, (b_key, b): &Record) -> Ordering {
    (a_key, &a.as_unit, a.date).cmp(&(b_key, &b.as_unit, b.date))
}

/// What a row says.
enum Said {
    /// What it calls the group that it is of; before its figures.
    Group(Localized<Words>),
    Figure(Record),
}

/// The rows of one file, in their order.
fn read_rows(
    file: &TableFile,
    spec: &TableSpec,
    config: &Config,
    register: &Register,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Vec<Said> {
    let (table, told) = crate::tables::read(file, spec);
    diagnostics.extend(told);
    diagnostics.extend(table.iter().flat_map(|table| strange_columns(table, &config.languages)));
    let mut said = Vec::new();
    for row in table.iter().flat_map(crate::tables::Table::rows) {
        said.extend(words(&mut row.read(diagnostics), Field::Group, &config.languages).map(Said::Group));
        said.extend(resolve_row(row, config, register, today, diagnostics).into_iter().map(Said::Figure));
    }
    said
}

/// Reads the progress kept by hand. Bad rows are set aside, each with its reason.
pub fn resolve(
    sources: &Sources,
    config: &Config,
    register: &Register,
    today: Date,
    diagnostics: &mut Diagnostics,
) -> Progress {
    let extras = config
        .indicators
        .iter()
        .map(|indicator| Extra {
            id: indicator.id.clone(),
            names: indicator.name.iter().map(|(_, words)| words.text.clone()).collect(),
        })
        .collect();
    let spec = TableSpec::progress(extras);
    let read = sources.progress.par_iter().map(|file| {
        let mut told = Diagnostics::default();
        (read_rows(file, &spec, config, register, today, &mut told), told)
    });
    let read: Vec<(Vec<Said>, Diagnostics)> = read.collect();
    let mut groups = BTreeMap::new();
    let mut records: Vec<Record> = Vec::with_capacity(read.iter().map(|(said, _)| said.len()).sum());
    let mut spellings = Spellings::default();
    for target in config.indicators.iter().flat_map(|indicator| &indicator.targets) {
        target.group.iter().chain(&target.as_unit).for_each(|name| drop(spellings.of(name)));
    }
    for (said, told) in read {
        diagnostics.extend(told);
        for said in said {
            match said {
                Said::Group(name) => {
                    let key = spellings.of(name.text(config.languages.source()));
                    name_group(&mut groups, key, name);
                }
                Said::Figure((mut key, mut observation)) => {
                    key.group = key.group.map(|group| spellings.of(&group));
                    observation.as_unit = observation.as_unit.map(|unit| spellings.of(&unit));
                    records.push((key, observation));
                }
            }
        }
    }
    let mut progress = Progress { groups, ..Progress::default() };
    // What is said of one day of one series comes to stand together, in the order of the files and rows.
    records.sort_by(|a, b| in_order(a, b));
    let mut same_day: Vec<Record> = Vec::new();
    for record in records {
        if same_day.first().is_some_and(|first| in_order(first, &record).is_ne()) {
            progress.settle(std::mem::take(&mut same_day), diagnostics);
        }
        same_day.push(record);
    }
    progress.settle(same_day, diagnostics);
    progress.communes = progress
        .series
        .keys()
        .chain(progress.history.keys())
        .filter_map(|key| match &key.scope {
            Scope::Commune(code) => Some(code.clone()),
            Scope::Province(_) | Scope::All => None,
        })
        .collect();
    for series in progress.series.values_mut().chain(progress.history.values_mut()) {
        series.sort_by_key(|observation| observation.date);
    }
    progress.scopes =
        progress.series.keys().chain(progress.history.keys()).map(|key| key.scope.clone()).collect();
    let provinces = progress.communes.iter().filter_map(|code| register.get(code));
    let provinces: Vec<Scope> = provinces.map(|commune| Scope::Province(commune.province.clone())).collect();
    progress.scopes.extend(provinces);
    if !progress.scopes.is_empty() {
        progress.scopes.insert(Scope::All);
    }
    progress.index = Index::new(config, register, &progress);
    progress
}

/// How groups and former units are spelt: as in site.yaml, else as in their first row. Case and blanks do not tell two
/// names apart.
#[derive(Default)]
struct Spellings(BTreeMap<String, String>);

impl Spellings {
    fn of(&mut self, name: &str) -> String {
        self.0.entry(plain_name(name)).or_insert_with(|| name.to_owned()).clone()
    }
}

/// Keeps what a row calls a group, unless another row did so in more languages.
fn name_group(groups: &mut BTreeMap<String, Localized<Words>>, key: String, name: Localized<Words>) {
    let own = |name: &Localized<Words>| name.iter().filter(|(lang, words)| words.lang == *lang).count();
    if groups.get(&key).is_none_or(|known| own(&name) > own(known)) {
        groups.insert(key, name);
    }
}

/// What is said of one day in the end: the last correction, else the one value that all rows state. Rows that
/// contradict each other are all set aside.
fn settled(mut same_day: Vec<Observation>, diagnostics: &mut Diagnostics) -> Option<Observation> {
    if let Some(last) = same_day.iter().rposition(|observation| observation.correction) {
        return Some(same_day.swap_remove(last));
    }
    let first = same_day.first()?;
    if same_day.iter().all(|other| other.value == first.value && other.missing == first.missing) {
        return same_day.pop();
    }
    for observation in &same_day {
        let differs = |other: &&Observation| other.value != observation.value;
        let other = same_day.iter().find(differs);
        let other = other.or_else(|| same_day.iter().find(|other| other.missing != observation.missing));
        let other = other.unwrap_or(first);
        let told = Diagnostic::new(Code::ProgressContradicts, observation.place.clone());
        let told = if other.value == observation.value {
            told.found(stated_missing(observation)).arg("value", stated_missing(other))
        } else {
            told.found(plain(observation.value)).arg("value", plain(other.value))
        };
        diagnostics.push(told.related(other.place.clone()));
    }
    None
}

/// `missing: 580`, as the column is called; of two rows with one value it is what they differ in.
fn stated_missing(observation: &Observation) -> String {
    format!("missing: {}", observation.missing.map(|missing| missing.to_string()).unwrap_or_default())
}

pub(crate) fn plain(value: Amount) -> String {
    match value {
        Amount::Count(count) => count.to_string(),
        Amount::Share(Share(parts)) => format!("{}.{:02}%", parts / 100, parts % 100),
    }
}

fn resolve_row(
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
    let correction = by.is_some() && fields.text(Field::Reason).is_some();
    if let (Some(cell), None) = (by, fields.text(Field::Reason)) {
        fields.report(Diagnostic::new(Code::CorrectionWithoutReason, cell.place()).found(cell.text));
    }
    let override_until = fields.date(Field::OverrideUntil);
    if let (Some(cell), false) = (fields.text(Field::OverrideUntil), correction) {
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
            let observation = Observation {
                date,
                value,
                missing,
                approx,
                as_unit: as_unit.clone(),
                source: source.clone(),
                correction,
                override_until,
                place: place.clone(),
            };
            (key, observation)
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
        let folded = fold(cell.text);
        let known = config.indicators.iter().find(|indicator| {
            indicator.id == cell.text || indicator.name.iter().any(|(_, words)| fold(&words.text) == folded)
        });
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
        fields.cell_value(cell, |cell| Ok(Amount::Share(Share(share(cell)?))))
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
