//! Parts that several pages show: dates, links, sessions, points, figures, cards.

use jiff::civil::Date;
use jiff::civil::Weekday;
use percent_encoding::AsciiSet;
use percent_encoding::NON_ALPHANUMERIC;
use percent_encoding::utf8_percent_encode;

use super::Page;
use super::chart;
use super::views::DateView;
use super::views::DeadlineView;
use super::views::Directions;
use super::views::DirectiveCard;
use super::views::FigureRow;
use super::views::FigureView;
use super::views::GuideCard;
use super::views::HoursRow;
use super::views::LandingState as StateView;
use super::views::Link;
use super::views::Phone;
use super::views::PointCard;
use super::views::SessionStatus;
use super::views::SessionView;
use super::views::StepView;
use super::views::TargetView;
use super::views::Words;
use crate::catalogue::Values;
use crate::landing::LandingState;
use crate::landing::point_state;
use crate::lang;
use crate::lang::Localized;
use crate::model::PointId;
use crate::model::Scope;
use crate::model::amount::Amount;
use crate::model::config::Indicator;
use crate::model::document::Basis;
use crate::model::document::Deadline;
use crate::model::document::Directive;
use crate::model::document::Document;
use crate::model::document::Guide;
use crate::model::document::Step;
use crate::model::document::When;
use crate::model::point::Point;
use crate::model::progress::Figure;
use crate::model::progress::TargetStanding;
use crate::model::register::Commune;
use crate::model::register::Province;
use crate::model::session::Session;
use crate::model::session::Status;
use crate::name::Name;
use crate::routes::DataFile;
use crate::routes::PageKey;
use crate::routes::Route;
use crate::tables::value::hours::Hours;
use crate::tables::value::weekday::Weekdays;

/// How much of a figure a page has room for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// The bar only.
    Short,
    /// With its course over time.
    Full,
}

/// A telephone number as people write it and as a phone dials it. The local form is kept: short numbers such as
/// 1900 1234 cannot be dialled with the country's prefix.
pub(super) fn phone(text: &str) -> Phone {
    let dialled: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    Phone { text: text.to_owned(), href: format!("tel:{dialled}") }
}

impl Page<'_> {
    pub(super) fn words(&self, words: &Localized<lang::Words>) -> Words {
        self.words_of(words.get(self.lang))
    }

    /// Words, marked where they are in another language than the page.
    pub(super) fn words_of(&self, words: &lang::Words) -> Words {
        let borrowed = words.lang != self.lang;
        let tag = borrowed.then(|| self.site().config.languages.tag(words.lang).to_owned());
        Words { text: words.text.clone(), lang: tag }
    }

    pub(super) fn own_words(&self, text: impl Into<String>) -> Words {
        Words { text: text.into(), lang: None }
    }

    pub(super) fn date(&self, date: Date) -> DateView {
        let format = self.format();
        DateView {
            iso: date.to_string(),
            text: format.date(date),
            long: format.long_date(date),
            weekday: format.weekday(date),
            day: date.day().to_string(),
            month_short: format.month(date),
        }
    }

    pub(super) fn number(&self, number: u64) -> String {
        self.format().number(number)
    }

    /// `count` chooses the plural form, `amount` is read.
    pub(super) fn counted(&self, count: usize) -> Values {
        let count = count as u64;
        Values::new().number("count", count).text("amount", self.number(count))
    }

    pub(super) fn commune_link(&self, commune: &Commune) -> Link {
        Link { text: self.words(&commune.name), path: self.path(&PageKey::Commune(commune.code.clone())) }
    }

    pub(super) fn province_link(&self, province: &Province) -> Link {
        Link { text: self.words(&province.name), path: self.path(&PageKey::Province(province.code.clone())) }
    }

    /// The name that stands for an id: of its point, else of its commune.
    pub(super) fn point_name(&self, id: &PointId) -> Words {
        let site = self.site();
        let landing = crate::landing::landing(site, self.r.checked.ledger(), id);
        match (landing.point, landing.commune) {
            (Some(point), _) => self.words(&point.name),
            (None, Some(commune)) => self.words(&commune.name),
            (None, None) => self.own_words(id.as_str()),
        }
    }

    pub(super) fn point_link(&self, id: &PointId) -> Link {
        Link { text: self.point_name(id), path: self.path(&PageKey::Landing(id.clone())) }
    }

    pub(super) fn qr_title(&self, id: &PointId) -> String {
        format!("{} {}", self.word("qr-label"), self.point_name(id).text)
    }

    // ---- sessions ----

    /// The sessions that are still to come and that `wanted` takes, next first.
    pub(super) fn coming(&self, wanted: impl Fn(&Session) -> bool) -> Vec<(Date, &Session)> {
        let mut coming: Vec<(Date, &Session)> = self
            .site()
            .sessions
            .iter()
            .filter(|session| wanted(session))
            .filter_map(|session| Some((session.next_day(self.today())?, session)))
            .collect();
        coming.sort_by(|a, b| (a.0, a.1.start, &a.1.id).cmp(&(b.0, b.1.start, &b.1.id)));
        coming
    }

    /// The first few of them, and whether there are more.
    pub(super) fn next_sessions(
        &self,
        limit: usize,
        wanted: impl Fn(&Session) -> bool,
    ) -> (Vec<SessionView>, bool) {
        let coming = self.coming(wanted);
        let views =
            coming.iter().take(limit).map(|(day, session)| self.session(session, *day, true)).collect();
        (views, coming.len() > limit)
    }

    /// A session as of `day`; `whole` shows a run with its last day, else the day alone is meant.
    pub(super) fn session(&self, session: &Session, day: Date, whole: bool) -> SessionView {
        let site = self.site();
        let until = session.until.filter(|until| whole && day < *until);
        let last = until.unwrap_or(day);
        let format = self.format();
        let (start, end) = (format.time(session.start), session.end.map(|end| format.time(end)));
        let time_text = match &end {
            Some(end) => {
                self.say("time-range", &Values::new().text("start", start.clone()).text("end", end.clone()))
            }
            None => self.say("time-from", &Values::new().text("start", start.clone())),
        };
        let weekdays = session.weekdays.filter(|weekdays| *weekdays != Weekdays::ALL);
        let repeats = until.map(|until| {
            let values = Values::new().text("until", format.date(until));
            match weekdays {
                Some(weekdays) => {
                    self.say("repeats-weekly", &values.text("days", self.days_of_week(weekdays)))
                }
                None => self.say("repeats-daily", &values),
            }
        });
        let commune = site.register.get(&session.commune);
        SessionView {
            id: session_id(session, day),
            date: self.date(day),
            until: until.map(|until| self.date(until)),
            repeats,
            time_text,
            starts_iso: format!("{day}T{start}"),
            ends_iso: format!("{last}T{}", end.as_deref().unwrap_or("23:59")),
            weekdays: weekdays.filter(|_| until.is_some()).map(iso_weekdays),
            place: session.at.as_ref().map(|at| self.words(at)),
            point: session.point.as_ref().map(|id| self.point_link(id)),
            commune: commune.map_or_else(
                || Link { text: self.own_words(session.commune.as_str()), path: String::new() },
                |commune| self.commune_link(commune),
            ),
            audience: session.audience.as_ref().map(|audience| self.words(audience)),
            providers: session
                .providers
                .iter()
                .map(|name| {
                    let known = site.config.providers.get(name);
                    known.map_or_else(|| name.clone(), |provider| provider.name.text(self.lang).to_owned())
                })
                .collect(),
            note: session.note.as_ref().map(|note| self.words(note)),
            status: match session.status {
                Status::Planned => SessionStatus::Planned,
                Status::Cancelled => SessionStatus::Cancelled,
                Status::Moved => SessionStatus::Moved,
            },
            status_text: match session.status {
                Status::Planned => None,
                Status::Cancelled => Some(self.word("session-cancelled")),
                Status::Moved => Some(self.word("session-moved")),
            },
            reason: session.reason.as_ref().map(|reason| self.words(reason)),
            moved_to: session.moved_to.as_deref().map(|to| self.moved_to(to)),
            ics: None,
        }
    }

    /// Where a session went: the name of a point where its id is given, else the words as they are.
    fn moved_to(&self, text: &str) -> Words {
        let id = PointId::parse(text).filter(|id| self.r.checked.ledger().contains(id));
        id.map_or_else(|| self.own_words(text), |id| self.point_name(&id))
    }

    // ---- days of the week ----

    /// `thứ Hai – thứ Sáu, Chủ nhật`, within a sentence.
    fn days_of_week(&self, weekdays: Weekdays) -> String {
        let names = self.word("weekdays");
        let names: Vec<&str> = names.split('|').collect();
        let name = |weekday: Weekday| {
            let index = usize::try_from(weekday.to_monday_zero_offset()).unwrap_or(0);
            names.get(index).copied().unwrap_or_default().to_owned()
        };
        let runs = weekdays.runs().into_iter().map(|(first, last)| {
            if first == last {
                name(first)
            } else if first.next() == last {
                format!("{}, {}", name(first), name(last))
            } else {
                self.say("weekday-range", &Values::new().text("first", name(first)).text("last", name(last)))
            }
        });
        runs.collect::<Vec<_>>().join(", ")
    }

    pub(super) fn hours(&self, hours: Option<&Hours>) -> Vec<HoursRow> {
        let format = self.format();
        let groups = hours.map(Hours::groups).unwrap_or_default();
        groups
            .iter()
            .map(|group| {
                let times = group.ranges.iter().map(|range| {
                    let values = Values::new().text("start", format.time(range.start));
                    self.say("time-range", &values.text("end", format.time(range.end)))
                });
                let spans = group
                    .ranges
                    .iter()
                    .map(|range| format!("{}-{}", format.time(range.start), format.time(range.end)));
                let days = if group.days == Weekdays::ALL {
                    self.word("every-day")
                } else {
                    capitalized(&self.days_of_week(group.days))
                };
                HoursRow {
                    days,
                    times: times.collect::<Vec<_>>().join(", "),
                    weekdays: iso_weekdays(group.days),
                    spans: spans.collect::<Vec<_>>().join(" "),
                }
            })
            .collect()
    }

    // ---- points ----

    pub(super) fn point_card(&self, point: &Point) -> PointCard {
        let (state, state_text) = self.point_state(&point_state(self.site(), point));
        PointCard {
            id: point.page_id().to_string(),
            name: self.words(&point.name),
            path: self.path(&PageKey::Landing(point.page_id())),
            address: point.address.as_ref().map(|address| self.words(address)),
            phone: point.phone.as_deref().map(phone),
            hours: self.hours(point.hours.as_ref()),
            main: point.main,
            state,
            state_text,
            note: point.note.as_ref().map(|note| self.words(note)),
        }
    }

    fn point_state(&self, state: &LandingState<'_>) -> (StateView, Option<String>) {
        let dated =
            |id: &str, date: Date| Some(self.say(id, &Values::new().text("date", self.format().date(date))));
        match state {
            LandingState::Closed { since } => (StateView::Closed, dated("point-closed", *since)),
            LandingState::Ended { .. } => (StateView::Ended, Some(self.word("point-ended"))),
            LandingState::NotYet { opens } => (StateView::NotYet, dated("point-not-yet", *opens)),
            LandingState::Checking => (StateView::Checking, Some(self.word("point-checking"))),
            LandingState::Moved { .. }
            | LandingState::Retired
            | LandingState::Merged { .. }
            | LandingState::NoRow
            | LandingState::Open => (StateView::Open, None),
        }
    }

    /// Ways to find a place: by position where it is known, else by its words.
    pub(super) fn directions(&self, point: &Point) -> Option<Directions> {
        const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b',');
        let encode = |text: &str| utf8_percent_encode(text, PLAIN).to_string();
        let name = point.name.text(self.lang);
        if let Some((lat, lon)) = point.position {
            return Some(Directions {
                geo: format!("geo:{lat},{lon}?q={lat},{lon}({})", encode(name)),
                osm: format!("https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=17/{lat}/{lon}"),
                google: format!("https://www.google.com/maps/search/?api=1&query={lat},{lon}"),
            });
        }
        // Search services know the place by its own language's words.
        let source = self.site().config.languages.source();
        let address = point.address.as_ref()?.text(source);
        let query = encode(&format!("{}, {address}", point.name.text(source)));
        Some(Directions {
            geo: format!("geo:0,0?q={query}"),
            osm: format!("https://www.openstreetmap.org/search?query={query}"),
            google: format!("https://www.google.com/maps/search/?api=1&query={query}"),
        })
    }

    // ---- figures ----

    /// The figures of a scope, one for each indicator that has any.
    pub(super) fn figures(&self, scope: &Scope, detail: Detail) -> Vec<FigureView> {
        self.site()
            .config
            .indicators
            .iter()
            .filter_map(|indicator| self.figure(indicator, scope, detail))
            .collect()
    }

    pub(super) fn figure(&self, indicator: &Indicator, scope: &Scope, detail: Detail) -> Option<FigureView> {
        let site = self.site();
        let figure = site.figure(indicator, scope)?;
        self.touch(figure.newest);
        let standing = site.target_standing(indicator, scope, &figure);
        let unit = indicator.unit.as_ref().map_or_else(|| self.own_words(""), |unit| self.words(unit));
        let target = standing.as_ref().map(|standing| self.target(standing, &unit.text));
        let scope_name = self.scope_name(scope);
        let id = format!("{}-{}", indicator.id, crate::text::slug(&scope.to_string()));
        let course = if detail == Detail::Full { site.course(indicator, scope) } else { Vec::new() };
        let points: Vec<chart::Point> = chart::thin(
            &course
                .iter()
                .map(|(date, value)| chart::Point { date: *date, value: *value })
                .collect::<Vec<_>>(),
        );
        let reached = standing.as_ref().is_some_and(|standing| standing.reached == Some(true));
        let value = self.amount(figure.value);
        let name = self.words(&indicator.name);
        let line = self.line(&id, &name.text, &points, standing.as_ref());
        let rows = if line.is_some() {
            let rows = points.iter().rev();
            rows.map(|point| FigureRow { date: self.date(point.date), value: self.number(point.value) })
                .collect()
        } else {
            Vec::new()
        };
        Some(FigureView {
            indicator: indicator.id.clone(),
            scope: scope_name,
            approx: figure.approx,
            as_of: self.date(figure.as_of),
            share: self.share_sentence(indicator, &figure),
            missing: standing.as_ref().and_then(|standing| self.missing(standing, &figure, &unit.text)),
            per_day: standing.as_ref().and_then(|standing| self.per_day(standing, &unit.text)),
            reached,
            units: figure.reported.map(|(reported, total)| {
                let values = Values::new().number("count", reported as u64);
                let values = values
                    .text("reported", self.number(reported as u64))
                    .text("total", self.number(total as u64));
                self.say("figure-units", &values.text("oldest", self.format().date(figure.as_of)))
            }),
            history: site
                .progress
                .history(&indicator.id, scope)
                .iter()
                .map(|observation| {
                    let values = Values::new().text("unit", observation.as_unit.clone().unwrap_or_default());
                    let values = values.text("amount", self.amount(observation.value));
                    self.say("figure-history", &values.text("date", self.format().date(observation.date)))
                })
                .collect(),
            bar: self.bar(&id, &name.text, &unit.text, &figure, standing.as_ref(), &value),
            line,
            rows,
            csv: self.csv(scope),
            name,
            unit,
            value,
            target,
        })
    }

    fn csv(&self, scope: &Scope) -> Option<String> {
        match scope {
            Scope::Commune(code) => {
                let known = self.site().progress.communes().contains(code);
                known.then(|| self.route_path(&Route::Data(DataFile::CommuneProgress(code.clone()))))
            }
            Scope::Province(_) | Scope::All => Some(self.route_path(&Route::Data(DataFile::Progress))),
        }
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

    fn share_sentence(&self, indicator: &Indicator, figure: &Figure) -> Option<String> {
        let Amount::Count(_) = figure.value else { return None };
        let percent = self.format().share(self.site().share_of(figure)?);
        let of = self.site().config.denominator(indicator.of.as_ref()?)?;
        let values = Values::new().text("percent", percent).text("total", self.number(figure.whole?));
        Some(self.say("figure-share", &values.text("of", of.text(self.lang))))
    }

    fn target(&self, standing: &TargetStanding<'_>, unit: &str) -> TargetView {
        let TargetStanding { target, amount, past, .. } = standing;
        let of = target.of.as_ref().and_then(|of| self.site().config.denominator(of));
        let amount_text = amount.map_or_else(|| self.amount(target.amount), |amount| self.number(amount));
        let mut values = Values::new().text("amount", amount_text.clone()).text("unit", unit);
        let mut id = "target".to_owned();
        if let (Amount::Share(share), Some(of), Some(_)) = (target.amount, of, amount) {
            id.push_str("-share");
            values = values.text("percent", self.format().share(share)).text("of", of.text(self.lang));
        }
        id.push_str(if target.by.is_some() { "-by" } else { "-open" });
        if let Some(by) = target.by {
            values = values.text("by", self.format().date(by));
        }
        let source = target.source.as_ref().and_then(|source| {
            let (name, directive) = self.site().directives.get_key_value(source.value.as_str())?;
            let path = self.path(&PageKey::Directive(name.clone()));
            Some(Link { text: self.words_of(&directive.title(self.lang)), path })
        });
        TargetView {
            sentence: self.say(&id, &values),
            amount: amount_text,
            by: target.by.map(|by| self.date(by)),
            past: *past,
            source,
        }
    }

    fn missing(&self, standing: &TargetStanding<'_>, figure: &Figure, unit: &str) -> Option<String> {
        let missing = standing.standing?.missing;
        if missing == 0 {
            return None;
        }
        let values =
            Values::new().number("count", missing).text("amount", self.number(missing)).text("unit", unit);
        Some(self.say(if figure.approx { "figure-missing-approx" } else { "figure-missing" }, &values))
    }

    fn per_day(&self, standing: &TargetStanding<'_>, unit: &str) -> Option<String> {
        let per_day = standing.standing?.per_day?;
        let by = self.format().date(standing.target.by?);
        let values = Values::new().number("count", per_day).text("amount", self.number(per_day));
        Some(self.say("figure-per-day", &values.text("unit", unit).text("by", by)))
    }

    fn bar(
        &self,
        id: &str,
        name: &str,
        unit: &str,
        figure: &Figure,
        standing: Option<&TargetStanding<'_>>,
        value_text: &str,
    ) -> Option<String> {
        let Amount::Count(value) = figure.value else { return None };
        let target = standing.and_then(|standing| standing.amount)?;
        let target_text = self.number(target);
        let values = Values::new().text("name", name).text("value", value_text).text("unit", unit);
        let description = self.say("chart-bar", &values.text("target", target_text.clone()));
        Some(chart::bar(&chart::Bar {
            value,
            target: Some(target),
            title: name,
            description: &description,
            value_text,
            target_text: Some(&target_text),
            id: &format!("{id}-bar"),
        }))
    }

    fn line(
        &self,
        id: &str,
        name: &str,
        points: &[chart::Point],
        standing: Option<&TargetStanding<'_>>,
    ) -> Option<String> {
        let (first, last) = (points.first()?, points.last()?);
        let values = Values::new().text("name", name).text("first", self.number(first.value));
        let values =
            values.text("last", self.number(last.value)).text("from", self.format().date(first.date));
        let description = self.say("chart-line", &values.text("to", self.format().date(last.date)));
        let target = standing.and_then(|standing| standing.amount);
        let target_text =
            target.map(|target| format!("{} {}", self.word("chart-target"), self.number(target)));
        chart::line(&chart::Line {
            points,
            target: target.zip(target_text.as_deref()),
            title: name,
            description: &description,
            y_text: &|value| self.number(value),
            x_text: &|date| self.format().date(date),
            id: &format!("{id}-line"),
        })
    }

    // ---- documents ----

    pub(super) fn directive_card(&self, name: &Name, directive: &Document<Directive>) -> DirectiveCard {
        let facts = &directive.facts;
        let published = directive.published.unwrap_or(self.today());
        self.touch(published);
        let next = facts
            .deadlines
            .iter()
            .filter(|deadline| deadline.when.last_day().is_some_and(|last| self.today() <= last))
            .min_by_key(|deadline| deadline.when.last_day());
        DirectiveCard {
            title: self.words_of(&directive.title(self.lang)),
            path: self.path(&PageKey::Directive(name.clone())),
            kind: self.word(facts.kind.value.string_key()),
            number: match number(facts.number.as_ref(), facts.symbol.as_ref()) {
                Some(number) if facts.number.is_some() => {
                    self.say("directive-number", &Values::new().text("number", number))
                }
                _ => self.word("directive-no-number"),
            },
            dated: facts.date.map(|date| self.format().partial_date(date)),
            issuer: facts.issuer.as_ref().map(|issuer| self.words(issuer)),
            urgency: facts.urgency.map(|urgency| self.word(urgency.string_key())),
            summary: directive.summary(self.lang).map(|summary| self.words_of(&summary)),
            published: self.date(published),
            next_deadline: next.map(|deadline| self.deadline(deadline)),
        }
    }

    pub(super) fn deadline(&self, deadline: &Deadline) -> DeadlineView {
        let dated =
            |id: &str, date: Date| self.say(id, &Values::new().text("date", self.format().date(date)));
        let (text, date) = match deadline.when {
            When::Before(date) => (dated("deadline-before", date), Some(date)),
            When::By(date) => (dated("deadline-by", date), Some(date)),
            When::MonthlyBefore(day) => {
                (self.say("deadline-monthly-before", &Values::new().text("day", day.to_string())), None)
            }
        };
        DeadlineView {
            what: self.words(&deadline.what),
            who: deadline.who.as_ref().map(|who| self.words(who)),
            text,
            date: date.map(|date| self.date(date)),
            ends_iso: deadline.when.last_day().map(|last| format!("{last}T23:59")),
            directive: None,
        }
    }

    /// `2359/SKHCN-CĐS ngày 06/10/2025 của Sở …`
    pub(super) fn basis_text(&self, basis: &Basis) -> Words {
        let mut parts = Vec::new();
        if let Some(number) = number(basis.number.as_ref(), basis.symbol.as_ref()) {
            parts.push(self.say("directive-number", &Values::new().text("number", number)));
        }
        if let Some(date) = basis.date {
            parts
                .push(self.say("basis-dated", &Values::new().text("date", self.format().partial_date(date))));
        }
        if let Some(issuer) = &basis.issuer {
            parts.push(self.say("basis-issuer", &Values::new().text("issuer", issuer.text(self.lang))));
        }
        self.own_words(parts.join(" "))
    }

    pub(super) fn guide_card(&self, name: &Name, guide: &Document<Guide>) -> GuideCard {
        let shown = guide.shown(self.lang);
        let words = |text: &Option<String>| {
            let text = text.clone()?;
            Some(self.words_of(&lang::Words { text, lang: shown.lang }))
        };
        if let Some(published) = guide.published {
            self.touch(published);
        }
        GuideCard {
            title: self.words_of(&guide.title(self.lang)),
            path: self.path(&PageKey::Guide(name.clone())),
            summary: words(&shown.text.summary),
            price: words(&shown.text.guide.price),
            duration: words(&shown.text.guide.duration),
        }
    }

    /// What to bring, in the words that the reader is shown.
    pub(super) fn bring(&self, guide: &Document<Guide>) -> Vec<Words> {
        let shown = guide.shown(self.lang);
        let bring = shown.text.guide.bring.iter();
        bring.map(|text| self.words_of(&lang::Words { text: text.clone(), lang: shown.lang })).collect()
    }

    /// Sentences on how long it costs nothing.
    pub(super) fn free(&self, guide: &Document<Guide>) -> Vec<String> {
        use crate::model::document::FreeFor;
        let mut sentences = Vec::new();
        if let Some(free_for) = guide.facts.free_for {
            let (id, count) = match free_for {
                FreeFor::Years(count) => ("span-years", count),
                FreeFor::Months(count) => ("span-months", count),
                FreeFor::Days(count) => ("span-days", count),
            };
            let span = self.say(id, &self.counted(usize::from(count)));
            sentences.push(self.say("free-for", &Values::new().text("amount", span)));
        }
        if let Some(until) = guide.facts.free_until {
            sentences.push(self.say("free-until", &Values::new().text("date", self.format().date(until))));
        }
        sentences
    }

    pub(super) fn steps(&self, guide: &Document<Guide>) -> Vec<StepView> {
        let shown = guide.shown(self.lang);
        let words = |text: &str| self.words_of(&lang::Words { text: text.to_owned(), lang: shown.lang });
        let step = |step: &Step| StepView {
            title: words(&step.title),
            text: step.text.as_deref().map(words),
            or: step
                .or
                .iter()
                .map(|way| StepView { title: words(way), text: None, or: Vec::new() })
                .collect(),
        };
        shown.text.guide.steps.iter().map(step).collect()
    }
}

/// The id of a session's element: a run that stands on a page once for each day has the day in it.
fn session_id(session: &Session, day: Date) -> String {
    let id = crate::text::slug(&session.id);
    if day == session.date { id } else { format!("{id}-on-{day}") }
}

/// Number and symbol as they stand on the document; either may be absent.
fn number(number: Option<&String>, symbol: Option<&String>) -> Option<String> {
    match (number, symbol) {
        (Some(number), Some(symbol)) => Some(format!("{number}/{symbol}")),
        (Some(number), None) => Some(number.clone()),
        (None, Some(symbol)) => Some(format!("…/{symbol}")),
        (None, None) => None,
    }
}

/// `12345` for Monday to Friday.
fn iso_weekdays(weekdays: Weekdays) -> String {
    weekdays.iter().map(|weekday| weekday.to_monday_one_offset().to_string()).collect()
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
