//! Figures as pages show them: the value with its date, its target, its course, the groups within it and the former units
//! before it.
//!
//! What the figures are is left to [`crate::model::figure`], drawing them to `chart`.

use std::collections::BTreeMap;

use super::Page;
use super::chart;
use super::views::FigureRow;
use super::views::FigureView;
use super::views::GroupFigure;
use super::views::HistoryRow;
use super::views::HistoryTable;
use super::views::Link;
use super::views::Phrase;
use super::views::Shared;
use super::views::SourceView;
use super::views::TargetView;
use super::views::Words;
use super::words::Unit;
use crate::catalogue::Values;
use crate::model::Scope;
use crate::model::amount::Amount;
use crate::model::amount::Share;
use crate::model::config::Indicator;
use crate::model::config::IndicatorKind;
use crate::model::config::Target;
use crate::model::figure::Beside;
use crate::model::figure::Figure;
use crate::model::figure::TargetStanding;
use crate::model::figure::is_same_name;
use crate::model::progress::Observation;
use crate::model::progress::SeriesKey;
use crate::routes::DataFile;
use crate::routes::PageKey;
use crate::routes::Route;

/// How much of a figure a page has room for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// The bar only.
    Short,
    /// With its course over time.
    Course,
    /// With its course, its groups and the figures of former units.
    Full,
}

/// Figures of former units that a page shows at most; the file of the scope has them all.
const HISTORY_SHOWN: usize = 24;

/// What a figure says of itself wherever it stands; the fields are those of [`FigureView`].
#[derive(Clone, Debug)]
pub(super) struct FigureParts {
    value: Shared<String>,
    share: Option<Shared<Phrase>>,
    target: Option<Shared<TargetView>>,
    missing: Option<Shared<Phrase>>,
    per_day: Option<Shared<Phrase>>,
    units: Option<Shared<String>>,
    beside: Option<Shared<Phrase>>,
    source: Option<Shared<SourceView>>,
    bar: Option<Shared<String>>,
}

impl Page<'_> {
    /// The figures of a scope, one for each indicator that has any.
    pub(super) fn figures(&self, scope: &Scope, detail: Detail) -> Vec<FigureView> {
        let indicators = self.site().config.indicators.iter();
        indicators.filter_map(|indicator| self.figure(indicator, scope, detail)).collect()
    }

    /// None where nothing is known of the scope and no target is set for it either.
    pub(super) fn figure(&self, indicator: &Indicator, scope: &Scope, detail: Detail) -> Option<FigureView> {
        let site = self.site();
        let figure = site.figure(indicator, scope);
        let history = if detail == Detail::Full { self.history(indicator, scope) } else { None };
        let groups = if detail == Detail::Full { self.groups(indicator, scope) } else { Vec::new() };
        let own_target = || {
            let mut targets = site.targets_of(indicator, scope);
            targets.any(|target| target.group.is_none() && target.as_unit.is_none())
        };
        if figure.is_none() && history.is_none() && groups.is_empty() && !own_target() {
            return None;
        }
        let is_share = match &figure {
            Some(figure) => matches!(figure.value, Amount::Share(_)),
            None => indicator.kind == IndicatorKind::Share,
        };
        let unit = indicator.unit.as_ref().filter(|_| !is_share);
        let has_data = site.progress.has(scope);
        let mut view = FigureView {
            indicator: indicator.id.clone(),
            name: self.words(&indicator.name),
            unit: unit.map_or_else(|| self.own_words(""), |unit| self.words(unit)),
            scope: self.scope_name(scope),
            value: None,
            approx: false,
            as_of: None,
            share: None,
            target: None,
            missing: None,
            per_day: None,
            reached: false,
            units: None,
            beside: None,
            source: None,
            history,
            bar: None,
            line: None,
            rows: Vec::new(),
            rows_have_units: false,
            rows_title: self.word("figure-rows"),
            full_series: None,
            groups_have_targets: groups.iter().any(|group| group.target.is_some()),
            groups_have_shares: groups.iter().any(|group| group.share.is_some()),
            csv: has_data.then(|| self.csv(scope)),
            groups,
        };
        match figure {
            Some(figure) => self.add_value(&mut view, indicator, scope, &figure, detail),
            None if own_target() => {
                let target = site.target(indicator, scope);
                view.target = target.map(|target| self.target(indicator, target, scope).into());
            }
            None => {}
        }
        Some(view)
    }

    /// The figure itself, how it stands to its target, and its course.
    fn add_value(
        &self,
        view: &mut FigureView,
        indicator: &Indicator,
        scope: &Scope,
        figure: &Figure,
        detail: Detail,
    ) {
        self.touch(figure.newest);
        if let Some(beside) = &figure.beside {
            self.touch(beside.as_of);
        }
        let standing = self.site().target_standing(indicator, scope, figure);
        let standing = standing.as_ref();
        let wished = format!("p-{}-{}", indicator.id, crate::text::slug(&scope.to_string()));
        let id = self.unique_id(wished.clone());
        let scale = Scale::of(figure.value);
        if detail != Detail::Short {
            self.add_course(view, &id, scale, indicator, scope, standing);
        }
        let make = || self.figure_parts(&id, indicator, scope, figure, standing);
        // A commune's figure stands on its own page and on those behind its codes.
        let parts = match scope {
            Scope::Commune(code) if id == wished => {
                self.common().figures.get((code.clone(), indicator.id.clone()), make)
            }
            _ => make(),
        };
        view.approx = figure.approx;
        view.as_of = Some(self.date(figure.as_of));
        view.reached = standing.is_some_and(|standing| standing.reached == Some(true));
        view.value = Some(parts.value);
        view.share = parts.share;
        view.target = parts.target;
        view.missing = parts.missing;
        view.per_day = parts.per_day;
        view.units = parts.units;
        view.beside = parts.beside;
        view.source = parts.source;
        view.bar = parts.bar;
    }

    fn figure_parts(
        &self,
        id: &str,
        indicator: &Indicator,
        scope: &Scope,
        figure: &Figure,
        standing: Option<&TargetStanding<'_>>,
    ) -> FigureParts {
        let unit = indicator.unit.as_ref();
        let name = self.words(&indicator.name).text;
        let per_day = standing.and_then(|standing| self.per_day(standing, figure, unit));
        let bar = self.bar(id, Scale::of(figure.value), &name, unit, figure, standing);
        FigureParts {
            value: self.amount(figure.value).into(),
            share: self.share_sentence(indicator, figure).map(Shared::from),
            target: standing.map(|standing| self.target(indicator, standing.target, scope).into()),
            missing: self.missing(standing, figure, unit).map(Shared::from),
            per_day: per_day.map(Shared::from),
            units: self.units(figure).map(Shared::from),
            beside: figure.beside.map(|beside| self.beside(&beside, scope, unit).into()),
            source: figure.source.as_deref().map(|source| self.source(source).into()),
            bar: bar.map(Shared::from),
        }
    }

    fn add_course(
        &self,
        view: &mut FigureView,
        id: &str,
        scale: Scale,
        indicator: &Indicator,
        scope: &Scope,
        standing: Option<&TargetStanding<'_>>,
    ) {
        let course = self.site().course(indicator, scope);
        let points: Vec<chart::Point> =
            course.iter().map(|point| chart::Point { date: point.date, value: point.value }).collect();
        let points = chart::thin(&points);
        view.line = self.line(id, scale, &view.name.text, &points, standing);
        if view.line.is_some() {
            // The course has one point a day, oldest first, and the selection is of it.
            let mut all = course.iter();
            let row = |point: &chart::Point| FigureRow {
                date: self.date(point.date),
                value: self.scaled(scale, point.value),
                reported: all
                    .find(|known| known.date == point.date)
                    .and_then(|known| known.reported)
                    .map(|reported| self.number(reported as u64)),
            };
            view.rows = points.iter().map(row).collect();
            view.rows.reverse();
            view.rows_have_units = view.rows.iter().any(|row| row.reported.is_some());
        }
        if points.len() < course.len() {
            let values = Values::new().text("amount", self.number(points.len() as u64));
            let values = values.text("total", self.number(course.len() as u64));
            view.rows_title = self.say("figure-rows-selected", &values);
            view.full_series = Some(self.csv(scope));
        }
    }

    /// How many communes reported, and whose own reports are among them.
    fn units(&self, figure: &Figure) -> Option<String> {
        let (reported, total) = figure.reported?;
        let values = Values::new().number("count", reported as u64);
        let values =
            values.text("reported", self.number(reported as u64)).text("total", self.number(total as u64));
        let sentence = self.say("figure-units", &values.text("oldest", self.date_text(figure.as_of)));
        if figure.own_provinces == 0 {
            return Some(sentence);
        }
        let provinces = self.say("figure-units-provinces", &self.counted(figure.own_provinces));
        Some(format!("{sentence} {provinces}"))
    }

    /// The scope's own older report beside its sum, or the newer sum of a part beside its report.
    fn beside(&self, beside: &Beside, scope: &Scope, unit: Unit<'_>) -> Phrase {
        let amount = self.roughly(self.amount(beside.value), beside.approx);
        let unit = unit.filter(|_| matches!(beside.value, Amount::Count(_)));
        let mut words = vec![("amount", self.of_unit(amount, unit))];
        let values = Values::new().text("date", self.date_text(beside.as_of));
        let Some((reported, total)) = beside.reported else {
            words.push(("scope", vec![self.scope_name(scope)]));
            return self.phrase("figure-beside-report", &words, values);
        };
        let values = values.number("count", reported as u64).text("reported", self.number(reported as u64));
        self.phrase("figure-beside-sum", &words, values.text("total", self.number(total as u64)))
    }

    /// Where a figure came from: a document of the site by its name, else the words of the row.
    fn source(&self, text: &str) -> SourceView {
        match self.site().directives.get_key_value(text) {
            Some((name, directive)) => SourceView {
                text: self.words_of(&directive.title(self.lang)),
                path: Some(self.path(&PageKey::Directive(name.clone()))),
            },
            None => SourceView { text: self.source_words(text), path: None },
        }
    }

    // ---- former units ----

    /// The latest figures under the names of former units, oldest first, and those of their targets that no figure
    /// stands beside.
    fn history(&self, indicator: &Indicator, scope: &Scope) -> Option<HistoryTable> {
        let site = self.site();
        let mut figures: Vec<(&SeriesKey, &Observation)> = site
            .progress
            .history(scope)
            .filter(|(key, _)| key.indicator == indicator.id)
            .flat_map(|(key, list)| list.iter().map(move |observation| (key, observation)))
            .collect();
        figures.sort_by_key(|(key, observation)| (observation.date, observation.as_unit(), &key.group));
        let left_out = figures.len().saturating_sub(HISTORY_SHOWN);
        let mut met: Vec<&Target> = Vec::new();
        let mut rows: Vec<HistoryRow> = Vec::new();
        for (nth, (key, observation)) in figures.into_iter().enumerate() {
            let unit = observation.as_unit().unwrap_or_default();
            let target = site.unit_target(indicator, scope, unit, key.group.as_deref(), observation.date);
            met.extend(target);
            if nth < left_out {
                continue;
            }
            self.touch(observation.date);
            rows.push(HistoryRow {
                date: Some(self.date(observation.date)),
                unit: self.source_words(unit),
                group: key.group.as_deref().map(|group| self.group_name(group)),
                value: Some(self.amount(observation.value)),
                approx: observation.approx(),
                missing: observation.missing().map(|missing| self.number(missing)),
                target: target.map(|target| self.short_target(target)),
                source: observation.source().map(|source| self.source(source)),
            });
        }
        for target in site.targets_of(indicator, scope) {
            let Some(unit) = target.as_unit.as_deref() else { continue };
            if met.iter().any(|other| std::ptr::eq(*other, target)) {
                continue;
            }
            rows.push(HistoryRow {
                date: None,
                unit: self.source_words(unit),
                group: target.group.as_deref().map(|group| self.group_name(group)),
                value: None,
                approx: false,
                missing: None,
                target: Some(self.short_target(target)),
                source: self
                    .target_source(target)
                    .map(|link| SourceView { text: link.text.clone(), path: Some(link.path.clone()) }),
            });
        }
        (!rows.is_empty()).then(|| HistoryTable {
            has_groups: rows.iter().any(|row| row.group.is_some()),
            has_missing: rows.iter().any(|row| row.missing.is_some()),
            has_targets: rows.iter().any(|row| row.target.is_some()),
            has_sources: rows.iter().any(|row| row.source.is_some()),
            more: (left_out > 0).then(|| self.csv(scope)),
            rows,
        })
    }

    // ---- groups ----

    /// The newest figure of each association and hamlet of a scope, and their targets.
    fn groups(&self, indicator: &Indicator, scope: &Scope) -> Vec<GroupFigure> {
        let series = self.site().progress.of_scope(scope);
        let mut groups: BTreeMap<&str, Option<&Observation>> = series
            .filter(|(key, _)| key.indicator == indicator.id)
            .filter_map(|(key, list)| Some((key.group.as_deref()?, list.last())))
            .collect();
        let targets = self.site().targets_of(indicator, scope).filter(|target| target.as_unit.is_none());
        for group in targets.filter_map(|target| target.group.as_deref()) {
            // Rows are spelt as site.yaml spells them; two targets may differ in case.
            if !groups.keys().any(|known| is_same_name(known, group)) {
                groups.insert(group, None);
            }
        }
        let mut groups: Vec<(&str, Option<&Observation>)> = groups.into_iter().collect();
        groups.sort_by(|a, b| self.format().compare(a.0, b.0));
        let figure = |(group, newest): (&str, Option<&Observation>)| {
            if let Some(newest) = newest {
                self.touch(newest.date);
            }
            let target = self.site().group_target(indicator, scope, group);
            // Shares of different denominators are never compared.
            let comparable = target
                .filter(|target| matches!(target.amount, Amount::Count(_)) || target.of == indicator.of);
            let (share, reached) = match newest.zip(comparable).map(|(n, t)| (n.value, t.amount)) {
                Some((Amount::Count(value), Amount::Count(target))) => {
                    (Share::of(value, target), value >= target)
                }
                Some((Amount::Share(value), Amount::Share(target))) => {
                    (Share::of(u64::from(value.0), u64::from(target.0)), value >= target)
                }
                _ => (None, false),
            };
            GroupFigure {
                name: self.group_name(group),
                value: newest.map(|newest| self.amount(newest.value)),
                approx: newest.is_some_and(Observation::approx),
                as_of: newest.map(|newest| self.date(newest.date)),
                target: target.map(|target| self.short_target(target)),
                target_past: target.is_some_and(|target| target.by.is_some_and(|by| by < self.today())),
                share: share.map(|share| self.format().share(share)),
                reached,
            }
        };
        groups.into_iter().map(figure).collect()
    }

    // ---- targets ----

    fn target(&self, indicator: &Indicator, target: &Target, scope: &Scope) -> TargetView {
        let amount = self.site().target_amount(indicator, target, scope);
        let of = target.of.as_ref().and_then(|of| self.site().config.denominator(of));
        let amount_text = amount.map_or_else(|| self.amount(target.amount), |amount| self.number(amount));
        // A share of a whole that is not known stays a share, which is of no unit.
        let unit = indicator.unit.as_ref().filter(|_| amount.is_some());
        let mut words = vec![("amount", self.of_unit(amount_text.clone(), unit))];
        let mut values = Values::new();
        let mut id = "target".to_owned();
        if let (Amount::Share(share), Some(of)) = (target.amount, of) {
            id.push_str(if amount.is_some() { "-share" } else { "-part" });
            values = values.text("percent", self.format().share(share));
            words.push(("of", vec![self.words(of)]));
        }
        id.push_str(if target.by.is_some() { "-by" } else { "-open" });
        if let Some(by) = target.by {
            values = values.text("by", self.date_text(by));
        }
        TargetView {
            sentence: self.phrase(&id, &words, values),
            amount: amount_text,
            by: target.by.map(|by| self.date(by)),
            past: target.by.is_some_and(|by| by < self.today()),
            source: self.target_source(target),
        }
    }

    fn target_source(&self, target: &Target) -> Option<Shared<Link>> {
        let source = target.source.as_ref()?;
        let (name, directive) = self.site().directives.get_key_value(source.value.as_str())?;
        let path = self.path(&PageKey::Directive(name.clone()));
        Some(Link { text: self.words_of(&directive.title(self.lang)), path }.into())
    }

    /// `280 đến hết ngày 24/11/2024`, for cells.
    fn short_target(&self, target: &Target) -> Phrase {
        let number = self.amount(target.amount);
        let of = target.of.as_ref().filter(|_| matches!(target.amount, Amount::Share(_)));
        let amount = match of.and_then(|of| self.site().config.denominator(of)) {
            Some(of) => {
                let of = ("of", vec![self.words(of)]);
                self.phrase("part-of", &[of], Values::new().text("percent", number))
            }
            None => vec![self.own_words(number)],
        };
        let Some(by) = target.by else { return amount };
        let by = Values::new().text("by", self.date_text(by));
        self.phrase("group-target-by", &[("amount", amount)], by)
    }

    // ---- sentences ----

    fn share_sentence(&self, indicator: &Indicator, figure: &Figure) -> Option<Phrase> {
        let of = ("of", vec![self.words(self.site().config.denominator(indicator.of.as_ref()?)?)]);
        if let Amount::Share(_) = figure.value {
            return Some(self.phrase("share-of", &[of], Values::new()));
        }
        let percent = self.format().share(self.site().share_of(figure)?);
        let values = Values::new().text("percent", percent).text("total", self.number(figure.whole?));
        // The denominator is that of the communes that reported.
        let id = if figure.unreported().is_some() { "figure-share-reported" } else { "figure-share" };
        Some(self.phrase(id, &[of], values))
    }

    /// What is missing: as the report says itself, else reckoned. A sum that lacks communes is short by that at most.
    fn missing(
        &self,
        standing: Option<&TargetStanding<'_>>,
        figure: &Figure,
        unit: Unit<'_>,
    ) -> Option<Phrase> {
        let (missing, stated) = match standing {
            Some(standing) => (standing.standing?.missing, standing.stated),
            None => (figure.missing?, true),
        };
        if missing == 0 {
            return None;
        }
        let number = self.number(missing);
        if let Some(unreported) = figure.unreported() {
            let amount = self.of_unit(self.roughly(number, figure.approx), unit);
            let communes = Values::new().number("count", unreported as u64);
            let communes = communes.text("communes", self.number(unreported as u64));
            return Some(self.phrase("figure-missing-partial", &[("amount", amount)], communes));
        }
        let (id, number) = match (stated, figure.approx) {
            (true, true) => ("figure-missing-stated-approx", number),
            (true, false) => ("figure-missing-stated", number),
            (false, true) => ("figure-missing-approx", number),
            (false, false) => ("figure-missing", number),
        };
        let amount = self.of_unit(number, unit);
        Some(self.phrase(id, &[("amount", amount)], Values::new().number("count", missing)))
    }

    fn per_day(&self, standing: &TargetStanding<'_>, figure: &Figure, unit: Unit<'_>) -> Option<Phrase> {
        let per_day = standing.standing?.per_day?;
        let by = self.date_text(standing.target.by?);
        let amount = self.of_unit(self.number(per_day), unit);
        let values = Values::new().number("count", per_day).text("by", by);
        let id = if figure.unreported().is_some() { "figure-per-day-partial" } else { "figure-per-day" };
        Some(self.phrase(id, &[("amount", amount)], values))
    }

    /// `khoảng 1.100` within a sentence.
    fn roughly(&self, number: String, approx: bool) -> String {
        if approx { format!("{} {number}", self.word("figure-approx")) } else { number }
    }

    // ---- charts ----

    fn bar(
        &self,
        id: &str,
        scale: Scale,
        name: &str,
        unit: Unit<'_>,
        figure: &Figure,
        standing: Option<&TargetStanding<'_>>,
    ) -> Option<String> {
        let target = standing.and_then(|standing| standing.mark)?;
        let value = Scale::value(figure.value);
        let value_text = self.scaled(scale, value);
        let target_text = self.scaled(scale, target);
        let unit = unit.filter(|_| scale == Scale::Count);
        let of_unit: String =
            self.of_unit(target_text.clone(), unit).into_iter().map(|run| run.text).collect();
        let values =
            Values::new().text("name", name).text("value", value_text.clone()).text("target", of_unit);
        let description = self.say("chart-bar", &values);
        Some(chart::bar(&chart::Bar {
            value,
            target: Some(target),
            title: name,
            description: &description,
            value_text: &value_text,
            target_text: Some(&target_text),
            id: &format!("{id}-bar"),
        }))
    }

    fn line(
        &self,
        id: &str,
        scale: Scale,
        name: &str,
        points: &[chart::Point],
        standing: Option<&TargetStanding<'_>>,
    ) -> Option<String> {
        let (first, last) = (points.first()?, points.last()?);
        let values = Values::new().text("name", name).text("first", self.scaled(scale, first.value));
        let values =
            values.text("last", self.scaled(scale, last.value)).text("from", self.date_text(first.date));
        let description = self.say("chart-line", &values.text("to", self.date_text(last.date)));
        let target = standing.and_then(|standing| standing.mark);
        let target_text =
            target.map(|target| format!("{} {}", self.word("chart-target"), self.scaled(scale, target)));
        chart::line(&chart::Line {
            points,
            target: target.zip(target_text.as_deref()),
            title: name,
            description: &description,
            y_text: &|value| self.scaled(scale, value),
            x_text: &|date| self.date_text(date),
            id: &format!("{id}-line"),
        })
    }

    fn scaled(&self, scale: Scale, value: u64) -> String {
        match scale {
            Scale::Count => self.number(value),
            Scale::Share => self.format().share(Share(u32::try_from(value).unwrap_or(u32::MAX))),
        }
    }

    // ---- names and files ----

    fn csv(&self, scope: &Scope) -> String {
        self.route_path(&Route::Data(DataFile::ScopeProgress(scope.clone())))
    }

    fn group_name(&self, group: &str) -> Words {
        let named = self.site().progress.group(group);
        named.map_or_else(|| self.source_words(group), |name| self.words(name))
    }

    pub(super) fn scope_name(&self, scope: &Scope) -> Words {
        let register = &self.site().register;
        let known = match scope {
            Scope::Commune(code) => register.get(code).map(|commune| self.words(&commune.name)),
            Scope::Province(code) => register.province(code).map(|province| self.words(&province.name)),
            Scope::All => Some(self.own_words(self.word("whole-campaign"))),
        };
        known.unwrap_or_else(|| self.own_words(scope.to_string()))
    }

    pub(super) fn amount(&self, amount: Amount) -> String {
        match amount {
            Amount::Count(count) => self.number(count),
            Amount::Share(share) => self.format().share(share),
        }
    }
}

/// What the numbers of a chart are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scale {
    Count,
    /// Hundredths of a percent.
    Share,
}

impl Scale {
    fn of(amount: Amount) -> Scale {
        match amount {
            Amount::Count(_) => Scale::Count,
            Amount::Share(_) => Scale::Share,
        }
    }

    fn value(amount: Amount) -> u64 {
        match amount {
            Amount::Count(count) => count,
            Amount::Share(Share(parts)) => u64::from(parts),
        }
    }
}
