//! Progress: figures by day, place, group and indicator, and what they come to beside their targets (contract, sections
//! 5 and 8).
//!
//! Taking in drops is left to the nightly job; here stand the tables kept by hand.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::CommuneCode;
use super::ProvinceCode;
use super::Scope;
use super::Site;
use super::amount::Amount;
use super::amount::Share;
use super::amount::Standing;
use super::amount::standing;
use super::config::Config;
use super::config::Indicator;
use super::config::IndicatorKind;
use super::config::Target;
use super::register::Meaning;
use super::register::Register;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::read::Sources;
use crate::source::Place;
use crate::tables::Cell;
use crate::tables::Extra;
use crate::tables::Field;
use crate::tables::Fields;
use crate::tables::Row;
use crate::tables::TableSpec;
use crate::tables::row::count;
use crate::tables::value::number::parse_share;
use crate::text::fold;

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
    communes: BTreeSet<CommuneCode>,
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
    /// Whether it replaces an earlier statement for the same day.
    correction: bool,
    pub place: Place,
}

/// The newest figure of a scope: a series' own, or a sum over communes.
#[derive(Clone, Debug)]
pub struct Figure {
    pub value: Amount,
    /// The day of the figure; of a sum, the oldest among its parts.
    pub as_of: Date,
    /// The newest day among the parts.
    pub newest: Date,
    pub missing: Option<u64>,
    pub approx: bool,
    /// For sums: how many units reported, of how many.
    pub reported: Option<(usize, usize)>,
    /// The denominator of the same units; none where one of them lacks it.
    pub whole: Option<u64>,
}

/// A target as it stands beside a figure.
#[derive(Clone, Debug)]
pub struct TargetStanding<'a> {
    pub target: &'a Target,
    /// In units; none for a share of a denominator that is not known.
    pub amount: Option<u64>,
    /// Whether its day is over.
    pub past: bool,
    /// For counts.
    pub standing: Option<Standing>,
    /// Whether the figure is what was aimed at; none where the two cannot be compared.
    pub reached: Option<bool>,
}

impl Progress {
    pub fn is_empty(&self) -> bool {
        self.series.is_empty()
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

    /// Whether a commune has a figure of any kind, a former one included.
    pub fn has(&self, code: &CommuneCode) -> bool {
        self.communes.contains(code)
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

    /// Figures under the names of former units, oldest first.
    pub fn history(&self, indicator: &str, scope: &Scope) -> &[Observation] {
        let key = SeriesKey { indicator: indicator.to_owned(), scope: scope.clone(), group: None };
        self.history.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Communes that have a figure of any kind, a former one included.
    pub fn communes(&self) -> &BTreeSet<CommuneCode> {
        &self.communes
    }
}

impl Site {
    /// The newest figure of an indicator in a scope: what was reported for the scope itself, else the sum of its
    /// communes. None where nothing was reported.
    pub fn figure(&self, indicator: &Indicator, scope: &Scope) -> Option<Figure> {
        if let Some(last) = self.progress.of(&indicator.id, scope, None).last() {
            return Some(Figure {
                value: last.value,
                as_of: last.date,
                newest: last.date,
                missing: last.missing,
                approx: last.approx,
                reported: None,
                whole: indicator.of.as_ref().and_then(|of| self.whole(of, scope)),
            });
        }
        let communes: Vec<&CommuneCode> = match scope {
            Scope::Commune(_) => return None,
            Scope::Province(code) => self.register.of_province(code).map(|commune| &commune.code).collect(),
            Scope::All => self.register.in_force().map(|commune| &commune.code).collect(),
        };
        self.sum(indicator, &communes)
    }

    /// The course of an indicator in a scope, one value a day, oldest first: of the scope's own reports, else of the
    /// sum of the newest figures of its communes on each day on which one of them reported. Empty for shares.
    pub fn course(&self, indicator: &Indicator, scope: &Scope) -> Vec<(Date, u64)> {
        let counts = |list: &[Observation]| -> Vec<(Date, u64)> {
            let count = |observation: &Observation| match observation.value {
                Amount::Count(count) => Some((observation.date, count)),
                Amount::Share(_) => None,
            };
            list.iter().filter_map(count).collect()
        };
        let own = counts(self.progress.of(&indicator.id, scope, None));
        if !own.is_empty() || matches!(scope, Scope::Commune(_)) {
            return own;
        }
        let mut changes: Vec<(Date, u64, u64)> = Vec::new();
        for commune in self.register.in_force() {
            if matches!(scope, Scope::Province(code) if *code != commune.province) {
                continue;
            }
            let mut before = 0;
            for (date, value) in
                counts(self.progress.of(&indicator.id, &Scope::Commune(commune.code.clone()), None))
            {
                changes.push((date, value, before));
                before = value;
            }
        }
        changes.sort_by_key(|(date, ..)| *date);
        let mut course: Vec<(Date, u64)> = Vec::new();
        let mut sum = 0_u64;
        for (date, value, before) in changes {
            sum = sum.saturating_add(value).saturating_sub(before);
            match course.last_mut() {
                Some((last, total)) if *last == date => *total = sum,
                _ => course.push((date, sum)),
            }
        }
        course
    }

    fn sum(&self, indicator: &Indicator, communes: &[&CommuneCode]) -> Option<Figure> {
        if indicator.kind == IndicatorKind::Share {
            return None;
        }
        let mut total = Figure {
            value: Amount::Count(0),
            as_of: Date::MAX,
            newest: Date::MIN,
            missing: None,
            approx: false,
            reported: None,
            whole: Some(0),
        };
        let mut value = 0_u64;
        let mut reported = 0;
        for code in communes {
            let scope = Scope::Commune((*code).clone());
            let Some(last) = self.progress.of(&indicator.id, &scope, None).last() else { continue };
            let Amount::Count(part) = last.value else { continue };
            value = value.saturating_add(part);
            reported += 1;
            total.as_of = total.as_of.min(last.date);
            total.newest = total.newest.max(last.date);
            total.approx |= last.approx;
            let whole = indicator.of.as_ref().and_then(|of| self.whole(of, &scope));
            // No share without a denominator for all summed units.
            total.whole = total.whole.zip(whole).map(|(sum, part)| sum.saturating_add(part));
        }
        total.value = Amount::Count(value);
        total.reported = Some((reported, communes.len()));
        (reported > 0).then_some(total)
    }

    /// A denominator of a scope; of several communes, the sum, and none where one of them lacks it.
    pub fn whole(&self, denominator: &str, scope: &Scope) -> Option<u64> {
        match scope {
            Scope::Commune(code) => self.register.get(code)?.denominators.get(denominator).copied(),
            Scope::Province(code) => sum_all(self.register.of_province(code), denominator),
            Scope::All => sum_all(self.register.in_force(), denominator),
        }
    }

    /// The target to show for a scope: of the nearest scope that has one, the earliest that is not over, else the last.
    pub fn target<'a>(&self, indicator: &'a Indicator, scope: &Scope) -> Option<&'a Target> {
        let province = match scope {
            Scope::Commune(code) => {
                self.register.get(code).map(|commune| Scope::Province(commune.province.clone()))
            }
            Scope::Province(_) | Scope::All => None,
        };
        let scopes = [Some(scope.clone()), province, Some(Scope::All)];
        let nearest = scopes.into_iter().flatten().find_map(|scope| {
            let own: Vec<&Target> = indicator
                .targets
                .iter()
                .filter(|target| target.scope == scope && target.group.is_none() && target.as_unit.is_none())
                .collect();
            (!own.is_empty()).then_some(own)
        })?;
        let open = nearest.iter().filter(|target| target.by.is_some_and(|by| self.today <= by));
        let next = open.min_by_key(|target| target.by);
        let undated = nearest.iter().find(|target| target.by.is_none());
        let last = nearest.iter().max_by_key(|target| target.by);
        next.or(undated).or(last).copied()
    }

    /// How a figure stands to the target of its scope.
    pub fn target_standing<'a>(
        &self,
        indicator: &'a Indicator,
        scope: &Scope,
        figure: &Figure,
    ) -> Option<TargetStanding<'a>> {
        let target = self.target(indicator, scope)?;
        let past = target.by.is_some_and(|by| by < self.today);
        // A count set for the whole campaign says nothing of one commune.
        if matches!(target.amount, Amount::Count(_)) && target.scope != *scope {
            return None;
        }
        let whole = target.of.as_ref().and_then(|of| self.whole(of, scope));
        let amount = match (figure.value, target.amount) {
            (Amount::Count(_), Amount::Count(count)) => Some(count),
            (Amount::Count(_), Amount::Share(share)) => whole.map(|whole| share.count_of(whole)),
            (Amount::Share(_), _) => None,
        };
        let standing = match (figure.value, amount) {
            (Amount::Count(value), Some(amount)) => {
                Some(standing(value, figure.missing, amount, target.by, figure.as_of, self.today))
            }
            _ => None,
        };
        let reached = match (figure.value, target.amount) {
            (Amount::Share(value), Amount::Share(share)) => Some(value >= share),
            _ => standing.map(|standing| standing.missing == 0),
        };
        Some(TargetStanding { target, amount, past, standing, reached })
    }

    /// The part that a figure is of its denominator.
    pub fn share_of(&self, figure: &Figure) -> Option<Share> {
        match figure.value {
            Amount::Share(share) => Some(share),
            Amount::Count(value) => Share::of(value, figure.whole?),
        }
    }
}

fn sum_all<'a>(
    communes: impl Iterator<Item = &'a super::register::Commune>,
    denominator: &str,
) -> Option<u64> {
    communes
        .map(|commune| commune.denominators.get(denominator).copied())
        .try_fold(0_u64, |sum, part| part.map(|part| sum.saturating_add(part)))
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
    let mut records: BTreeMap<(SeriesKey, Option<String>, Date), Vec<Observation>> = BTreeMap::new();
    for file in &sources.progress {
        let (table, told) = crate::tables::read_csv(&file.path, &file.bytes, &spec);
        diagnostics.extend(told);
        for row in table.iter().flat_map(crate::tables::Table::rows) {
            for (key, observation) in resolve_row(row, config, register, today, diagnostics) {
                let unit = observation.as_unit.clone();
                records.entry((key, unit, observation.date)).or_default().push(observation);
            }
        }
    }
    let mut progress = Progress::default();
    for ((key, unit, _), same_day) in records {
        let Some(observation) = settled(same_day, diagnostics) else { continue };
        let series = if unit.is_some() { &mut progress.history } else { &mut progress.series };
        series.entry(key).or_default().push(observation);
    }
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
    progress
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
        let other = same_day.iter().find(|other| other.value != observation.value).unwrap_or(first);
        let told = Diagnostic::new(Code::ProgressContradicts, observation.place.clone());
        let told = told.found(plain(observation.value)).arg("value", plain(other.value));
        diagnostics.push(told.related(other.place.clone()));
    }
    None
}

fn plain(value: Amount) -> String {
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
    let scope = scope(&mut fields, register);
    let group = fields.text(Field::Group).map(|cell| cell.text.to_owned());
    let approx = fields.flag(Field::Approx);
    let missing = fields.count(Field::Missing);
    let source = fields.text(Field::Source).map(|cell| cell.text.to_owned());
    let by = fields.text(Field::CorrectionBy);
    let correction = by.is_some() && fields.text(Field::Reason).is_some();
    if let (Some(cell), None) = (by, fields.text(Field::Reason)) {
        fields.report(Diagnostic::new(Code::CorrectionWithoutReason, cell.place()).found(cell.text));
    }
    let values = values(&mut fields, config);
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
                place: place.clone(),
            };
            (key, observation)
        })
        .collect()
}

/// The commune, a province by its code, or `all`. A part is never published as the whole: a former name or a dead code
/// is not taken for its successor.
fn scope(fields: &mut Fields<'_, '_>, register: &Register) -> Option<Scope> {
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
    let into = match register.find(cell.text) {
        Meaning::Former(code) => vec![code],
        Meaning::Dead(codes) => codes,
        _ => return super::point::commune(fields, register).map(Scope::Commune),
    };
    let names = into.iter().filter_map(|code| register.get(code)).map(|commune| {
        let name = commune.name.iter().next().map(|(_, words)| words.text.clone()).unwrap_or_default();
        format!("{name} ({})", commune.code)
    });
    fields.report(Diagnostic::new(Code::ProgressOfFormerUnit, cell.place()).found(cell.text).expected(names));
    None
}

/// The values of a row: one for the indicator it names, or one for each column of an indicator.
fn values<'t>(fields: &mut Fields<'t, '_>, config: &Config) -> Vec<(String, Amount, Cell<'t>)> {
    let mut values = Vec::new();
    if let Some(cell) = fields.text(Field::Indicator) {
        let folded = fold(cell.text);
        let known = config.indicators.iter().find(|indicator| {
            indicator.id == cell.text || indicator.name.iter().any(|(_, words)| fold(&words.text) == folded)
        });
        fields.require(Field::Value);
        match (known, fields.text(Field::Value)) {
            (Some(indicator), Some(value)) => {
                let read = amount(fields, indicator, value);
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
            let read = amount(fields, indicator, cell);
            values.extend(read.map(|amount| (indicator.id.clone(), amount, cell)));
        }
    }
    values
}

fn amount<'t>(fields: &mut Fields<'t, '_>, indicator: &Indicator, cell: Cell<'t>) -> Option<Amount> {
    match indicator.kind {
        IndicatorKind::Share => {
            fields.cell_value(cell, |cell| Ok(Amount::Share(Share(parse_share(cell.text)?))))
        }
        IndicatorKind::Cumulative | IndicatorKind::Level => {
            fields.cell_value(cell, |cell| Ok(Amount::Count(count(cell)?)))
        }
    }
}

/// A commune cannot have more than all of it.
fn check_wholes(
    fields: &mut Fields<'_, '_>,
    config: &Config,
    register: &Register,
    scope: Option<&Scope>,
    is_part: bool,
    values: &[(String, Amount, Cell<'_>)],
) {
    let Some(Scope::Commune(code)) = scope else { return };
    for (id, value, cell) in values {
        let whole = config
            .indicator(id)
            .and_then(|indicator| indicator.of.as_ref())
            .and_then(|of| Some((of, *register.get(code)?.denominators.get(of)?)));
        if let (Amount::Count(value), Some((of, whole))) = (value, whole)
            && *value > whole
            && !is_part
        {
            let more = Diagnostic::new(Code::MoreThanWhole, cell.place()).found(cell.text);
            fields.report(more.arg("denominator", of).arg("whole", whole.to_string()));
        }
    }
}
