//! What a scope's page says of an indicator: the newest figure, its course, and how it stands to its target (contract,
//! sections 5 and 8).
//!
//! Sums over provinces and over the campaign are made once, when progress is resolved, and looked up from then on: a
//! commune's page must not walk over all communes. Reading the tables is left to [`super::progress`].

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::CommuneCode;
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
use super::progress::Observation;
use super::progress::Progress;
use super::register::Commune;
use super::register::Register;

/// The newest figure of a scope: its own report, or a sum over its communes.
#[derive(Clone, Debug)]
pub struct Figure {
    pub value: Amount,
    /// The day of the figure; of a sum, the oldest among its parts.
    pub as_of: Date,
    /// The newest day among the parts.
    pub newest: Date,
    /// Units missing to the target, where the report states them itself.
    pub missing: Option<u64>,
    pub approx: bool,
    /// Where the report came from, as its row says; none of a sum.
    pub source: Option<String>,
    /// For sums: how many communes reported, of how many.
    pub reported: Option<(usize, usize)>,
    /// For sums: provinces of which the own report was taken, since it is the figure that they show. It counts as a
    /// report of all their communes.
    pub own_provinces: usize,
    /// The denominator of the same units; none where one of them lacks it.
    pub whole: Option<u64>,
    /// What else is said of the scope: its own older report beside a sum, or a newer sum of a part beside its report.
    pub beside: Option<Beside>,
}

/// A statement on a scope that is not the figure shown.
#[derive(Clone, Copy, Debug)]
pub struct Beside {
    pub value: Amount,
    /// The day of the report; of a sum, the oldest among its parts.
    pub as_of: Date,
    pub approx: bool,
    /// None for the scope's own report.
    pub reported: Option<(usize, usize)>,
}

/// A figure in the course of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoursePoint {
    pub date: Date,
    /// A count; of a share, hundredths of a percent.
    pub value: u64,
    /// For sums: how many communes had reported by then.
    pub reported: Option<usize>,
}

/// A target as it stands beside a figure.
#[derive(Clone, Debug)]
pub struct TargetStanding<'a> {
    pub target: &'a Target,
    /// In units; none for a share of a denominator that is not known.
    pub amount: Option<u64>,
    /// On the scale of the figure: a count, or hundredths of a percent; none where the two cannot be compared.
    pub mark: Option<u64>,
    /// Whether its day is over.
    pub past: bool,
    /// None where nothing can be said of what is missing.
    pub standing: Option<Standing>,
    /// Whether what is missing is the report's own statement.
    pub stated: bool,
    /// Whether the figure is what was aimed at; none where the two cannot be compared.
    pub reached: Option<bool>,
}

impl Figure {
    /// How many communes have not reported, where the figure is a sum over the others.
    pub fn unreported(&self) -> Option<usize> {
        self.reported.map(|(reported, total)| total.saturating_sub(reported)).filter(|missing| *missing > 0)
    }

    fn report(observation: &Observation, whole: Option<u64>) -> Figure {
        Figure {
            value: observation.value,
            as_of: observation.date,
            newest: observation.date,
            missing: observation.missing(),
            approx: observation.approx(),
            source: observation.source().map(str::to_owned),
            reported: None,
            own_provinces: 0,
            whole,
            beside: None,
        }
    }

    fn beside(&self) -> Beside {
        Beside { value: self.value, as_of: self.as_of, approx: self.approx, reported: self.reported }
    }
}

impl Site {
    /// The newest figure of an indicator in a scope; None where nothing was reported.
    ///
    /// A province and the campaign show their own report as long as no part is newer. Then the sum takes its place,
    /// unless communes are missing from it and it is smaller than the report: a part is never published as the whole.
    pub fn figure(&self, indicator: &Indicator, scope: &Scope) -> Option<Figure> {
        match scope {
            Scope::Commune(_) => {
                let last = self.progress.of(&indicator.id, scope, None).last()?;
                let whole = indicator.of.as_ref().and_then(|of| self.whole(of, scope));
                Some(Figure::report(last, whole))
            }
            Scope::Province(_) | Scope::All => {
                self.progress.index().figures.get(&indicator.id)?.get(scope).cloned()
            }
        }
    }

    /// The course of an indicator in a scope, one value a day, oldest first: of the reports or of the sums, whichever
    /// the figure is.
    pub fn course(&self, indicator: &Indicator, scope: &Scope) -> Vec<CoursePoint> {
        match scope {
            Scope::Commune(_) => reports(self.progress.of(&indicator.id, scope, None)),
            Scope::Province(_) | Scope::All => {
                let courses = self.progress.index().courses.get(&indicator.id);
                courses.and_then(|courses| courses.get(scope)).cloned().unwrap_or_default()
            }
        }
    }

    /// A denominator of a scope; of several communes, the sum, and none where one of them lacks it.
    pub fn whole(&self, denominator: &str, scope: &Scope) -> Option<u64> {
        match scope {
            Scope::Commune(_) => whole(&self.register, denominator, scope),
            Scope::Province(_) | Scope::All => self.progress.index().whole(denominator, scope),
        }
    }

    /// The target to show for a scope: of the nearest scope that has one, the earliest that is not over, else one
    /// without a day, else the last. A count says nothing of a scope other than its own.
    pub fn target<'a>(&self, indicator: &'a Indicator, scope: &Scope) -> Option<&'a Target> {
        self.target_on(indicator, scope, None, self.today)
    }

    /// The target of an association or a hamlet, by the same rule.
    pub fn group_target<'a>(
        &self,
        indicator: &'a Indicator,
        scope: &Scope,
        group: &str,
    ) -> Option<&'a Target> {
        self.target_on(indicator, scope, Some(group), self.today)
    }

    /// The target that a former unit had on the day of its figure.
    pub fn unit_target<'a>(
        &self,
        indicator: &'a Indicator,
        scope: &Scope,
        unit: &str,
        group: Option<&str>,
        day: Date,
    ) -> Option<&'a Target> {
        let of_unit = |target: &&Target| {
            target.as_unit.as_deref().is_some_and(|other| is_same_name(other, unit))
                && is_same_group(target.group.as_deref(), group)
        };
        chosen(self.targets_of(indicator, scope).filter(of_unit), day)
    }

    /// Targets set for this very scope, its groups' and former units' among them, in the order of site.yaml.
    pub fn targets_of<'a>(
        &self,
        indicator: &'a Indicator,
        scope: &Scope,
    ) -> impl Iterator<Item = &'a Target> + use<'a, '_> {
        let index = self.progress.index().targets.get(&indicator.id).and_then(|scopes| scopes.get(scope));
        index.into_iter().flatten().filter_map(|nth| indicator.targets.get(*nth))
    }

    fn target_on<'a>(
        &self,
        indicator: &'a Indicator,
        scope: &Scope,
        group: Option<&str>,
        day: Date,
    ) -> Option<&'a Target> {
        let province = match scope {
            Scope::Commune(code) => {
                self.register.get(code).map(|commune| Scope::Province(commune.province.clone()))
            }
            Scope::Province(_) | Scope::All => None,
        };
        let wider = [province, Some(Scope::All)];
        std::iter::once(scope.clone()).chain(wider.into_iter().flatten()).find_map(|at| {
            let speaks = |target: &&Target| {
                target.as_unit.is_none()
                    && is_same_group(target.group.as_deref(), group)
                    && (at == *scope || matches!(target.amount, Amount::Share(_)))
            };
            chosen(self.targets_of(indicator, &at).filter(speaks), day)
        })
    }

    /// What a target comes to in a scope, in units; None for a share of a denominator that is not known.
    pub fn target_amount(&self, indicator: &Indicator, target: &Target, scope: &Scope) -> Option<u64> {
        match target.amount {
            Amount::Count(count) => Some(count),
            Amount::Share(_) if indicator.kind == IndicatorKind::Share => None,
            Amount::Share(share) => Some(share.count_of(self.whole(target.of.as_ref()?, scope)?)),
        }
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
        let amount = self.target_amount(indicator, target, scope);
        let mark = match (figure.value, target.amount) {
            (Amount::Count(_), _) => amount,
            // Shares of different denominators are never compared.
            (Amount::Share(_), Amount::Share(share)) if target.of == indicator.of => Some(u64::from(share.0)),
            (Amount::Share(_), _) => None,
        };
        // What a report calls missing is missing to the target of its day; another may have taken its place since.
        let stood = || self.target_on(indicator, scope, None, figure.as_of);
        let stated = figure.missing.filter(|_| stood().is_some_and(|then| std::ptr::eq(then, target)));
        let standing = match (figure.value, mark) {
            (Amount::Count(value), Some(amount)) => {
                Some(standing(value, stated, amount, target.by, figure.as_of, self.today))
            }
            _ => stated.map(|missing| standing(0, Some(missing), 0, target.by, figure.as_of, self.today)),
        };
        let reached = match (figure.value, mark) {
            (Amount::Share(Share(value)), Some(mark)) => Some(u64::from(value) >= mark),
            _ => standing.map(|standing| standing.missing == 0),
        };
        Some(TargetStanding { target, amount, mark, past, standing, stated: stated.is_some(), reached })
    }

    /// The part that a figure is of its denominator.
    pub fn share_of(&self, figure: &Figure) -> Option<Share> {
        match figure.value {
            Amount::Share(share) => Some(share),
            Amount::Count(value) => Share::of(value, figure.whole?),
        }
    }
}

/// Of several targets the one that stands on a day: the earliest that is not over, else one without a day, else the
/// last.
fn chosen<'a>(targets: impl Iterator<Item = &'a Target>, day: Date) -> Option<&'a Target> {
    let all: Vec<&Target> = targets.collect();
    let open = all.iter().filter(|target| target.by.is_some_and(|by| day <= by));
    let next = open.min_by_key(|target| target.by);
    let undated = all.iter().find(|target| target.by.is_none());
    let last = all.iter().max_by_key(|target| target.by);
    next.or(undated).or(last).copied()
}

fn is_same_group(one: Option<&str>, other: Option<&str>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => is_same_name(one, other),
        (None, None) => true,
        _ => false,
    }
}

/// Whether two names of a group or a unit are the same but for case and blanks. Tones count: `Ấp Tân` is not `Ấp Tấn`.
pub(crate) fn is_same_name(one: &str, other: &str) -> bool {
    one == other || plain_name(one) == plain_name(other)
}

/// A name without what does not tell it from others.
pub(crate) fn plain_name(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What is looked up by each page that shows a province or the campaign.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// By indicator, of provinces and of the campaign.
    figures: BTreeMap<String, BTreeMap<Scope, Figure>>,
    courses: BTreeMap<String, BTreeMap<Scope, Vec<CoursePoint>>>,
    /// Denominators of provinces and of the campaign, where each commune has one.
    wholes: BTreeMap<String, BTreeMap<Scope, u64>>,
    /// By indicator and scope: places in the indicator's list.
    targets: BTreeMap<String, BTreeMap<Scope, Vec<usize>>>,
}

impl Index {
    pub(super) fn new(config: &Config, register: &Register, progress: &Progress) -> Index {
        let mut index = Index::default();
        let mut provinces: BTreeMap<Scope, Vec<&Commune>> = BTreeMap::new();
        for commune in register.in_force() {
            provinces.entry(Scope::Province(commune.province.clone())).or_default().push(commune);
        }
        for (denominator, _) in &config.denominators {
            let wholes = index.wholes.entry(denominator.clone()).or_default();
            let scopes = provinces.keys().chain([&Scope::All]);
            wholes.extend(
                scopes.filter_map(|scope| Some((scope.clone(), whole(register, denominator, scope)?))),
            );
        }
        for indicator in &config.indicators {
            let targets = index.targets.entry(indicator.id.clone()).or_default();
            for (nth, target) in indicator.targets.iter().enumerate() {
                targets.entry(target.scope.clone()).or_default().push(nth);
            }
            let sums = Sums { indicator, index: &index, progress, provinces: &provinces };
            let (figures, courses) = sums.all();
            index.figures.insert(indicator.id.clone(), figures);
            index.courses.insert(indicator.id.clone(), courses);
        }
        index
    }

    fn whole(&self, denominator: &str, scope: &Scope) -> Option<u64> {
        self.wholes.get(denominator)?.get(scope).copied()
    }
}

/// A denominator of a scope, reckoned from the register; see [`Site::whole`].
pub(crate) fn whole(register: &Register, denominator: &str, scope: &Scope) -> Option<u64> {
    match scope {
        Scope::Commune(code) => register.get(code)?.denominators.get(denominator).copied(),
        Scope::Province(code) => sum_all(register.of_province(code), denominator),
        Scope::All => sum_all(register.in_force(), denominator),
    }
}

fn sum_all<'a>(communes: impl Iterator<Item = &'a Commune>, denominator: &str) -> Option<u64> {
    communes
        .map(|commune| commune.denominators.get(denominator).copied())
        .try_fold(0_u64, |sum, part| part.map(|part| sum.saturating_add(part)))
}

/// Makes the figures of one indicator above the communes.
struct Sums<'a> {
    indicator: &'a Indicator,
    index: &'a Index,
    progress: &'a Progress,
    /// The communes in force of each province.
    provinces: &'a BTreeMap<Scope, Vec<&'a Commune>>,
}

/// Something that a sum takes in.
struct Part<'a> {
    series: &'a [Observation],
    /// How many communes it stands for.
    communes: usize,
    whole: Option<u64>,
    is_province: bool,
}

impl<'a> Sums<'a> {
    fn all(&self) -> (BTreeMap<Scope, Figure>, BTreeMap<Scope, Vec<CoursePoint>>) {
        let (mut figures, mut courses) = (BTreeMap::new(), BTreeMap::new());
        // The campaign's sum is made of what its provinces show, so that their table adds up to it.
        let mut of_campaign: Vec<Part<'a>> = Vec::new();
        let mut communes_in_all = 0;
        for (scope, communes) in self.provinces {
            communes_in_all += communes.len();
            let parts: Vec<Part<'a>> = communes.iter().map(|commune| self.commune(commune)).collect();
            let own = self.progress.of(&self.indicator.id, scope, None);
            let figure = self.figure(scope, own, &parts, communes.len());
            if figure.as_ref().is_some_and(|figure| figure.reported.is_none()) {
                courses.insert(scope.clone(), reports(own));
                let whole = self.indicator.of.as_ref().and_then(|of| self.index.whole(of, scope));
                of_campaign.push(Part { series: own, communes: communes.len(), whole, is_province: true });
            } else {
                courses.insert(scope.clone(), course(&parts));
                of_campaign.extend(parts);
            }
            figures.extend(figure.map(|figure| (scope.clone(), figure)));
        }
        let own = self.progress.of(&self.indicator.id, &Scope::All, None);
        let figure = self.figure(&Scope::All, own, &of_campaign, communes_in_all);
        let is_own = figure.as_ref().is_some_and(|figure| figure.reported.is_none());
        courses.insert(Scope::All, if is_own { reports(own) } else { course(&of_campaign) });
        figures.extend(figure.map(|figure| (Scope::All, figure)));
        (figures, courses)
    }

    fn commune(&self, commune: &Commune) -> Part<'a> {
        let code: &CommuneCode = &commune.code;
        let of = self.indicator.of.as_ref();
        Part {
            series: self.progress.of(&self.indicator.id, &Scope::Commune(code.clone()), None),
            communes: 1,
            whole: of.and_then(|of| commune.denominators.get(of).copied()),
            is_province: false,
        }
    }

    /// The scope's own report, or the sum of its parts; see [`Site::figure`].
    fn figure(&self, scope: &Scope, own: &[Observation], parts: &[Part<'_>], total: usize) -> Option<Figure> {
        let whole = self.indicator.of.as_ref().and_then(|of| self.index.whole(of, scope));
        let own = own.last().map(|last| Figure::report(last, whole));
        // Shares of different communes cannot be added.
        let sum = if self.indicator.kind == IndicatorKind::Share { None } else { sum(parts, total) };
        match (own, sum) {
            (Some(own), Some(sum)) if own.newest < sum.newest => {
                let beside;
                let mut shown;
                if sum.unreported().is_none() || own.value <= sum.value {
                    (beside, shown) = (own.beside(), sum);
                } else {
                    (beside, shown) = (sum.beside(), own);
                }
                shown.beside = Some(beside);
                Some(shown)
            }
            (own, sum) => own.or(sum),
        }
    }
}

/// The newest figures of those parts that reported, added up.
fn sum(parts: &[Part<'_>], total: usize) -> Option<Figure> {
    let mut value = 0_u64;
    let mut reported = 0;
    let mut own_provinces = 0;
    let mut whole = Some(0_u64);
    let mut days: Option<(Date, Date)> = None;
    let mut approx = false;
    for part in parts {
        let Some(last) = part.series.last() else { continue };
        let Amount::Count(count) = last.value else { continue };
        value = value.saturating_add(count);
        reported += part.communes;
        own_provinces += usize::from(part.is_province);
        // No share without a denominator for all summed units.
        whole = whole.zip(part.whole).map(|(sum, part)| sum.saturating_add(part));
        let (oldest, newest) = days.unwrap_or((last.date, last.date));
        days = Some((oldest.min(last.date), newest.max(last.date)));
        approx |= last.approx();
    }
    let (as_of, newest) = days?;
    Some(Figure {
        value: Amount::Count(value),
        as_of,
        newest,
        missing: None,
        approx,
        source: None,
        reported: Some((reported, total)),
        own_provinces,
        whole,
        beside: None,
    })
}

/// The course of reports as they are.
fn reports(series: &[Observation]) -> Vec<CoursePoint> {
    let point = |observation: &Observation| {
        let value = match observation.value {
            Amount::Count(count) => count,
            Amount::Share(Share(parts)) => u64::from(parts),
        };
        CoursePoint { date: observation.date, value, reported: None }
    };
    series.iter().map(point).collect()
}

/// The sum of the newest figures of the parts on each day on which one of them reported.
fn course(parts: &[Part<'_>]) -> Vec<CoursePoint> {
    /// From this day on the sum is another, and so many communes more have reported.
    #[derive(Clone, Copy, Default)]
    struct Change {
        is_there: bool,
        by: i128,
        communes: usize,
    }
    let days = || parts.iter().flat_map(|part| [part.series.first(), part.series.last()]).flatten();
    let Some(first) = days().map(|observation| observation.date).min() else { return Vec::new() };
    // One for each day: a country has a million figures on some hundred days.
    let mut changes: Vec<Change> = Vec::new();
    for part in parts {
        let (mut before, mut communes) = (0, part.communes);
        for observation in part.series {
            let Amount::Count(value) = observation.value else { continue };
            let day = usize::try_from(observation.date.duration_since(first).as_hours() / 24).unwrap_or(0);
            if day >= changes.len() {
                changes.resize(day + 1, Change::default());
            }
            if let Some(change) = changes.get_mut(day) {
                let by = change.by + i128::from(value) - i128::from(before);
                *change = Change { is_there: true, by, communes: change.communes + communes };
            }
            (before, communes) = (value, 0);
        }
    }
    let mut course: Vec<CoursePoint> = Vec::new();
    let (mut sum, mut reported) = (0_i128, 0);
    for (change, date) in changes.into_iter().zip(first.series(1.day())) {
        sum += change.by;
        reported += change.communes;
        if change.is_there {
            let value = u64::try_from(sum).unwrap_or(u64::MAX);
            course.push(CoursePoint { date, value, reported: Some(reported) });
        }
    }
    course
}
