//! Parts that several pages show: dates, links, sessions, points, figures, cards.

use jiff::civil::Date;
use jiff::civil::Weekday;
use percent_encoding::AsciiSet;
use percent_encoding::NON_ALPHANUMERIC;
use percent_encoding::utf8_percent_encode;

use super::Page;
use super::shared::Places;
use super::views::DateView;
use super::views::DeadlineView;
use super::views::Directions;
use super::views::DirectiveCard;
use super::views::Download;
use super::views::GuideCard;
use super::views::HoursRow;
use super::views::LandingState as StateView;
use super::views::Link;
use super::views::MovedToView;
use super::views::Phone;
use super::views::PhonePart;
use super::views::Phrase;
use super::views::PointCard;
use super::views::SessionStatus;
use super::views::SessionView;
use super::views::Shared;
use super::views::StepView;
use super::views::Words;
use crate::catalogue::Values;
use crate::landing::LandingState;
use crate::landing::point_state;
use crate::lang;
use crate::lang::Localized;
use crate::model::CommuneCode;
use crate::model::PointId;
use crate::model::ProvinceCode;
use crate::model::attachment::Attachment;
use crate::model::document::Basis;
use crate::model::document::Deadline;
use crate::model::document::Directive;
use crate::model::document::Document;
use crate::model::document::Guide;
use crate::model::document::Step;
use crate::model::document::When;
use crate::model::point::Point;
use crate::model::register::Commune;
use crate::model::register::Province;
use crate::model::session::MovedTo;
use crate::model::session::Session;
use crate::model::session::Status;
use crate::name::Name;
use crate::routes::PageKey;
use crate::tables::value::hours::Hours;
use crate::tables::value::weekday::Weekdays;

/// What was written for a telephone, with its numbers as a phone dials them. The local form is kept: short numbers such
/// as 1900 1234 cannot be dialled with the country's prefix.
fn phone(text: &str) -> Phone {
    let mut pieces: Vec<&str> = text.split_inclusive(['/', ';', ',', '|', '\n']).collect();
    // `0271/3870123`: an area code in front of its number is no number of its own.
    let is_area_code = |piece: &&str| {
        let digits: String = piece.chars().filter(char::is_ascii_digit).collect();
        digits.starts_with('0') && digits.len() < 9
    };
    if pieces.iter().any(is_area_code) {
        pieces = vec![text];
    }
    let mut parts: Vec<PhonePart> = Vec::new();
    for piece in pieces {
        let bare = piece.trim_end_matches(['/', ';', ',', '|', '\n', ' ']);
        let (before, number) = bare.split_at(bare.len() - bare.trim_start().len());
        let after = piece.get(bare.len()..).unwrap_or_default();
        let href = dialled(number).map(|number| format!("tel:{number}"));
        for (text, href) in [(before, None), (number, href), (after, None)] {
            match parts.last_mut() {
                _ if text.is_empty() => {}
                Some(last) if last.href.is_none() && href.is_none() => last.text.push_str(text),
                _ => parts.push(PhonePart { text: text.to_owned(), href }),
            }
        }
    }
    let dials = parts.iter().any(|part| part.href.is_some());
    Phone { text: text.to_owned(), parts, dials }
}

/// The first number in a text, without extensions and words around it. A number has 3 digits (113) to 15 (ITU-T E.164).
fn dialled(text: &str) -> Option<String> {
    let of_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+().-/".contains(c);
    text.split(|c| !of_number(c)).find_map(|run| {
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        let plus = run.trim_start_matches([' ', '(']).starts_with('+');
        (3..=15).contains(&digits.len()).then(|| if plus { format!("+{digits}") } else { digits })
    })
}

/// The words of an indicator's unit; counts such as households need none.
pub(super) type Unit<'a> = Option<&'a Localized<lang::Words>>;

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

    /// A sentence in which some values are words that may be borrowed: those carry their language, the others do not.
    pub(super) fn phrase(&self, id: &str, words: &[(&'static str, Phrase)], values: Values) -> Phrase {
        let is_own = |(_, phrase): &(_, Phrase)| phrase.iter().all(|words| words.lang.is_none());
        if words.iter().all(is_own) {
            let text = |phrase: &Phrase| phrase.iter().map(|words| words.text.as_str()).collect::<String>();
            let values = words.iter().fold(values, |values, (name, phrase)| values.text(name, text(phrase)));
            return Some(self.own_words(self.say(id, &values)))
                .filter(|words| !words.text.is_empty())
                .into_iter()
                .collect();
        }
        // Each value is a character of the private use area, which is no part of any text, until the sentence is made.
        let marks = (0xe000..0xf8ff_u32).filter_map(char::from_u32);
        let marked: Vec<(char, &Phrase)> = marks.zip(words.iter().map(|(_, phrase)| phrase)).collect();
        let names = words.iter().map(|(name, _)| *name);
        let values =
            names.zip(&marked).fold(values, |values, (name, (mark, _))| values.text(name, mark.to_string()));
        let mut runs: Phrase = Vec::new();
        let mut push = |text: &str, lang: Option<&String>| match runs.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.lang.as_ref() == lang => last.text.push_str(text),
            _ => runs.push(Words { text: text.to_owned(), lang: lang.cloned() }),
        };
        for piece in self.say(id, &values).split_inclusive(|c| marked.iter().any(|(mark, _)| *mark == c)) {
            let found = marked.iter().find_map(|(mark, phrase)| Some((piece.strip_suffix(*mark)?, phrase)));
            let Some((before, phrase)) = found else {
                push(piece, None);
                continue;
            };
            push(before, None);
            for words in *phrase {
                push(&words.text, words.lang.as_ref());
            }
        }
        runs
    }

    /// A number with its unit, where it has one: `5.000 người`.
    pub(super) fn of_unit(&self, amount: String, unit: Unit<'_>) -> Phrase {
        match unit {
            Some(unit) => {
                let unit = ("unit", vec![self.words(unit)]);
                self.phrase("amount-of-unit", &[unit], Values::new().text("amount", amount))
            }
            None => vec![self.own_words(amount)],
        }
    }

    /// Words of a table that has them in the source language only.
    pub(super) fn source_words(&self, text: &str) -> Words {
        let lang = self.site().config.languages.source();
        self.words_of(&lang::Words { text: text.to_owned(), lang })
    }

    pub(super) fn own_words(&self, text: impl Into<String>) -> Words {
        Words { text: text.into(), lang: None }
    }

    pub(super) fn date(&self, date: Date) -> Shared<DateView> {
        self.common().dates.get(&date, || {
            let format = self.format();
            let view = DateView {
                iso: date.to_string(),
                text: format.date(date),
                long: format.long_date(date),
                weekday: format.weekday(date),
                day: date.day().to_string(),
                month_short: format.month(date),
            };
            view.into()
        })
    }

    /// `31/10/2025`
    pub(super) fn date_text(&self, date: Date) -> String {
        self.date(date).text.clone()
    }

    /// `Thứ Sáu, 31/10/2025`
    pub(super) fn long_date(&self, date: Date) -> String {
        self.date(date).long.clone()
    }

    pub(super) fn phone(&self, text: &str) -> Shared<Phone> {
        self.common().phones.get(text, || phone(text).into())
    }

    pub(super) fn number(&self, number: u64) -> String {
        self.format().number(number)
    }

    /// `count` chooses the plural form, `amount` is read.
    pub(super) fn counted(&self, count: usize) -> Values {
        let count = count as u64;
        Values::new().number("count", count).text("amount", self.number(count))
    }

    /// A sentence that says how many there are, and nothing else.
    pub(super) fn say_count(&self, id: &'static str, count: usize) -> String {
        self.common().counts.get(&(id, count), || self.say(id, &self.counted(count)))
    }

    pub(super) fn commune_link(&self, commune: &Commune) -> Shared<Link> {
        let known = self.places().commune_links.get(&commune.code);
        known.cloned().unwrap_or_else(|| self.new_commune_link(commune).into())
    }

    fn new_commune_link(&self, commune: &Commune) -> Link {
        Link { text: self.words(&commune.name), path: self.path(&PageKey::Commune(commune.code.clone())) }
    }

    pub(super) fn province_link(&self, province: &Province) -> Shared<Link> {
        let known = self.places().province_links.get(&province.code);
        known.cloned().unwrap_or_else(|| self.new_province_link(province).into())
    }

    fn new_province_link(&self, province: &Province) -> Link {
        Link { text: self.words(&province.name), path: self.path(&PageKey::Province(province.code.clone())) }
    }

    /// Provinces in the order of the language.
    pub(super) fn provinces(&self) -> Vec<&Province> {
        let register = &self.site().register;
        self.places().provinces.iter().filter_map(|code| register.province(code)).collect()
    }

    /// The communes in force of a province, in the order of the language.
    pub(super) fn communes_of(&self, province: &ProvinceCode) -> Vec<&Commune> {
        let register = &self.site().register;
        let codes = self.places().of_province.get(province).into_iter().flatten();
        codes.filter_map(|code| register.get(code)).collect()
    }

    /// Where a commune in force stands among all, in the order of provinces and communes.
    pub(super) fn commune_rank(&self, code: &CommuneCode) -> Option<usize> {
        self.places().ranks.get(code).copied()
    }

    fn places(&self) -> &Places {
        self.common().places.get_or_init(|| {
            let register = &self.site().register;
            let order = |a: &Localized<lang::Words>, b: &Localized<lang::Words>| {
                self.format().compare(a.text(self.lang), b.text(self.lang))
            };
            let mut provinces: Vec<&Province> = register.provinces().collect();
            provinces.sort_by(|a, b| order(&a.name, &b.name));
            let of_province = provinces.iter().map(|province| {
                let mut communes: Vec<&Commune> = register.of_province(&province.code).collect();
                communes.sort_by(|a, b| order(&a.name, &b.name));
                (province.code.clone(), communes.into_iter().map(|commune| commune.code.clone()).collect())
            });
            let of_province: Vec<(ProvinceCode, Vec<CommuneCode>)> = of_province.collect();
            let in_order = of_province.iter().flat_map(|(_, communes)| communes);
            let ranks = in_order.enumerate().map(|(rank, code)| (code.clone(), rank)).collect();
            let commune_link =
                |commune: &Commune| (commune.code.clone(), self.new_commune_link(commune).into());
            let province_link =
                |province: &&Province| (province.code.clone(), self.new_province_link(province).into());
            Places {
                of_province: of_province.into_iter().collect(),
                ranks,
                province_links: provinces.iter().map(province_link).collect(),
                provinces: provinces.into_iter().map(|province| province.code.clone()).collect(),
                commune_links: register.in_force().map(commune_link).collect(),
            }
        })
    }

    /// The name that stands for an id: of its point, else of its commune.
    pub(super) fn point_name(&self, id: &PointId) -> Words {
        self.point_link(id).text.clone()
    }

    pub(super) fn point_link(&self, id: &PointId) -> Shared<Link> {
        self.common().points.get(id, || {
            let path = self.path(&PageKey::Landing(id.clone()));
            Link { text: self.new_point_name(id), path }.into()
        })
    }

    fn new_point_name(&self, id: &PointId) -> Words {
        let site = self.site();
        // What the landing page of a commune's own code shows depends on the day; any other id is its point.
        if let Some(point) = site.points.get(id).filter(|point| point.commune.as_str() != id.as_str()) {
            return self.words(&point.name);
        }
        let landing = crate::landing::landing(site, self.r.checked.ledger(), id);
        match (landing.point, landing.commune) {
            (Some(point), _) => self.words(&point.name),
            (None, Some(commune)) => self.words(&commune.name),
            (None, None) => self.own_words(id.as_str()),
        }
    }

    pub(super) fn qr_title(&self, id: &PointId) -> String {
        format!("{} {}", self.word("qr-label"), self.point_name(id).text)
    }

    // ---- sessions ----

    /// Those of `sessions` that are still to come, next first.
    pub(super) fn coming<'s>(
        &self,
        sessions: impl IntoIterator<Item = &'s Session>,
    ) -> Vec<(Date, &'s Session)> {
        let sessions = sessions.into_iter();
        let mut coming: Vec<(Date, &Session)> =
            sessions.filter_map(|session| Some((session.next_day(self.today())?, session))).collect();
        coming.sort_by(|a, b| (a.0, a.1.start, &a.1.id).cmp(&(b.0, b.1.start, &b.1.id)));
        coming
    }

    /// The first few of them, and whether there are more.
    pub(super) fn next_sessions<'s>(
        &self,
        limit: usize,
        sessions: impl IntoIterator<Item = &'s Session>,
    ) -> (Vec<Shared<SessionView>>, bool) {
        let coming = self.coming(sessions);
        let views =
            coming.iter().take(limit).map(|(day, session)| self.coming_session(session, *day)).collect();
        (views, coming.len() > limit)
    }

    /// A session as of `day`; `whole` shows a run with its last day, else the day alone is meant.
    pub(super) fn session(&self, session: &Session, day: Date, whole: bool) -> Shared<SessionView> {
        self.new_session(session, day, whole, self.unique_id(session_id(session, day))).into()
    }

    /// A session on its next day. It stands on the page of its commune and on those behind its codes.
    fn coming_session(&self, session: &Session, day: Date) -> Shared<SessionView> {
        let wished = session_id(session, day);
        let id = self.unique_id(wished.clone());
        if id != wished {
            return self.new_session(session, day, true, id).into();
        }
        let make = || self.new_session(session, day, true, id).into();
        self.common().sessions.get((session.id.clone(), day), make)
    }

    fn new_session(&self, session: &Session, day: Date, whole: bool, id: String) -> SessionView {
        let site = self.site();
        let until = session.until.filter(|until| whole && day < *until);
        let last = until.unwrap_or(day);
        let format = self.format();
        let (start, end) = (format.time(session.start), session.end.map(|end| format.time(end)));
        let time_text = self.time_text(session);
        let (status, status_text) = self.status(session.status);
        let weekdays = session.weekdays.filter(|weekdays| *weekdays != Weekdays::ALL);
        let repeats = until.map(|until| {
            let values = Values::new().text("until", self.date_text(until));
            match weekdays {
                Some(weekdays) => {
                    self.say("repeats-weekly", &values.text("days", self.days_of_week(weekdays)))
                }
                None => self.say("repeats-daily", &values),
            }
        });
        let repeats = repeats.map(|repeats| capitalized(&repeats));
        let commune = site.register.get(&session.commune);
        SessionView {
            id,
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
                || Link { text: self.own_words(session.commune.as_str()), path: String::new() }.into(),
                |commune| self.commune_link(commune),
            ),
            audience: session.audience.as_ref().map(|audience| self.words(audience)),
            providers: session
                .providers
                .iter()
                .map(|name| {
                    let known = site.config.providers.get(name);
                    known.map_or_else(|| self.own_words(name), |provider| self.words(&provider.name))
                })
                .collect(),
            note: session.note.as_ref().map(|note| self.words(note)),
            status,
            status_text,
            reason: session.reason.as_ref().map(|reason| self.words(reason)),
            moved_to: session.moved_to.as_ref().map(|to| self.moved_to(to)),
            ics: None,
        }
    }

    /// Where or when a session is held instead.
    fn moved_to(&self, to: &MovedTo) -> MovedToView {
        let path = |key: PageKey| self.r.checked.links().has_page(&key).then(|| self.path(&key));
        match to {
            MovedTo::Point(id) => {
                MovedToView { text: self.point_name(id), path: path(PageKey::Landing(id.clone())) }
            }
            MovedTo::Day(day) => {
                MovedToView { text: self.own_words(self.long_date(*day)), path: path(PageKey::Day(*day)) }
            }
            MovedTo::Words(words) => MovedToView { text: self.words(words), path: None },
        }
    }

    /// `12 buổi`
    pub(super) fn session_count(&self, count: usize) -> String {
        self.say_count("sessions-count", count)
    }

    /// `19:00–21:00`, `từ 19:00`.
    pub(super) fn time_text(&self, session: &Session) -> String {
        self.common().times.get(&(session.start, session.end), || {
            let format = self.format();
            let start = Values::new().text("start", format.time(session.start));
            match session.end {
                Some(end) => self.say("time-range", &start.text("end", format.time(end))),
                None => self.say("time-from", &start),
            }
        })
    }

    pub(super) fn status(&self, status: Status) -> (SessionStatus, Option<String>) {
        match status {
            Status::Planned => (SessionStatus::Planned, None),
            Status::Cancelled => (SessionStatus::Cancelled, Some(self.word("session-cancelled"))),
            Status::Moved => (SessionStatus::Moved, Some(self.word("session-moved"))),
        }
    }

    // ---- days of the week ----

    /// `thứ Hai – thứ Sáu, Chủ nhật`, within a sentence.
    fn days_of_week(&self, weekdays: Weekdays) -> String {
        self.common().weekdays.get(&weekdays, || self.new_days_of_week(weekdays))
    }

    fn new_days_of_week(&self, weekdays: Weekdays) -> String {
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

    /// Empty where none are known.
    pub(super) fn hours(&self, hours: Option<&Hours>) -> Shared<Vec<HoursRow>> {
        let none = Hours::default();
        let hours = hours.unwrap_or(&none);
        self.common().hours.get(hours, || self.new_hours(hours).into())
    }

    fn new_hours(&self, hours: &Hours) -> Vec<HoursRow> {
        let format = self.format();
        hours
            .groups()
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
        let (state, state_text) = self.point_state(point);
        PointCard {
            id: point.page_id().to_string(),
            name: self.words(&point.name),
            path: self.path(&PageKey::Landing(point.page_id())),
            address: point.address.as_ref().map(|address| self.words(address)),
            phone: point.phone.as_deref().map(|text| self.phone(text)),
            hours: self.hours(point.hours.as_ref()),
            main: point.main,
            state,
            state_text,
            note: point.note.as_ref().map(|note| self.words(note)),
        }
    }

    /// Whether readers can still go there, now or later.
    pub(super) fn offers(&self, point: &Point) -> bool {
        let (state, _) = self.point_state(point);
        !matches!(state, StateView::Moved | StateView::Retired | StateView::Closed)
    }

    fn point_state(&self, point: &Point) -> (StateView, Option<String>) {
        let dated =
            |id: &str, date: Date| Some(self.say(id, &Values::new().text("date", self.date_text(date))));
        let id = point.page_id();
        let landing = crate::landing::landing(self.site(), self.r.checked.ledger(), &id);
        let state = match landing.state {
            // What became of the id, or of the commune, holds for each row that it has.
            LandingState::Moved { .. } | LandingState::Retired | LandingState::Merged { .. } => landing.state,
            // The commune's page shows its point of the day, which need not be this one.
            _ => point_state(self.site(), point),
        };
        match state {
            LandingState::Moved { .. } => (StateView::Moved, Some(self.word("point-moved"))),
            LandingState::Retired => (StateView::Retired, Some(self.word("point-retired"))),
            LandingState::Merged { .. } => (StateView::Merged, Some(self.word("point-merged"))),
            LandingState::Closed { since } => (StateView::Closed, dated("point-closed", since)),
            LandingState::Ended { .. } => (StateView::Ended, Some(self.word("point-ended"))),
            LandingState::NotYet { opens } => (StateView::NotYet, dated("point-not-yet", opens)),
            LandingState::Checking => (StateView::Checking, Some(self.word("point-checking"))),
            LandingState::NoRow | LandingState::Open => (StateView::Open, None),
        }
    }

    /// Ways to find a place: by position where it is known, else by its words.
    pub(super) fn directions(&self, point: &Point) -> Option<Directions> {
        const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b',');
        let encode = |text: &str| -> String { utf8_percent_encode(text, PLAIN).collect() };
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
            geo: ["geo:0,0?q=", &query].concat(),
            osm: ["https://www.openstreetmap.org/search?query=", &query].concat(),
            google: ["https://www.google.com/maps/search/?api=1&query=", &query].concat(),
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
                Some(number) => {
                    let id =
                        if facts.number.is_some() { "directive-number" } else { "directive-number-blank" };
                    self.say(id, &Values::new().text("number", number))
                }
                None => self.word("directive-no-number"),
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
        let dated = |id: &str, date: Date| self.say(id, &Values::new().text("date", self.date_text(date)));
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
            last_day: match deadline.when {
                When::Before(_) => deadline.when.last_day().map(|last| {
                    self.say("deadline-last-day", &Values::new().text("date", self.long_date(last)))
                }),
                When::By(_) | When::MonthlyBefore(_) => None,
            },
            source: deadline.source.as_ref().map(|source| self.words(source)),
            ends_iso: deadline.when.last_day().map(|last| format!("{last}T23:59")),
            directive: None,
        }
    }

    /// `Công văn số 2359/SKHCN-CĐS ngày 06/10/2025 của Sở …`. What the basis does not say of itself, the directive of
    /// this site that it is says for it.
    pub(super) fn basis_text(&self, basis: &Basis, directive: Option<&Document<Directive>>) -> Phrase {
        let facts = directive.map(|directive| &directive.facts);
        let kind = basis.kind.or(facts.map(|facts| facts.kind.value)).filter(|_| basis.title.is_none());
        let named = basis.number.is_some() || basis.symbol.is_some();
        let (number_of, symbol_of) = match facts.filter(|_| !named) {
            Some(facts) => (&facts.number, &facts.symbol),
            None => (&basis.number, &basis.symbol),
        };
        let mut parts: Vec<Phrase> = Vec::new();
        match (&basis.title, kind) {
            (Some(title), _) => parts.push(vec![self.words(title)]),
            (None, Some(kind)) => parts.push(vec![self.own_words(self.word(kind.string_key()))]),
            (None, None) => {}
        }
        if let Some(number) = number(number_of.as_ref(), symbol_of.as_ref()) {
            let id = if parts.is_empty() { "directive-number" } else { "basis-number" };
            parts.push(self.phrase(id, &[], Values::new().text("number", number)));
        }
        if let Some(date) = basis.date.or(facts.and_then(|facts| facts.date)) {
            let id = match (date.month, date.day) {
                (Some(_), Some(_)) => "basis-dated",
                (Some(_), None) => "basis-month",
                (None, _) => "basis-year",
            };
            let date = Values::new().text("date", self.format().partial_date(date));
            parts.push(self.phrase(id, &[], date));
        }
        if let Some(issuer) = basis.issuer.as_ref().or(facts.and_then(|facts| facts.issuer.as_ref())) {
            let issuer = ("issuer", vec![self.words(issuer)]);
            parts.push(self.phrase("basis-issuer", &[issuer], Values::new()));
        }
        if let Some(directive) = directive.filter(|_| basis.title.is_none()) {
            let title = ("title", vec![self.words_of(&directive.title(self.lang))]);
            parts.push(self.phrase("basis-title", &[title], Values::new()));
        }
        parts.join(&self.own_words(" "))
    }

    /// The files that a directive hands out, with their type and size.
    pub(super) fn attachments(&self, directive: &Document<Directive>) -> Vec<Download> {
        let files = self.r.checked.files();
        let download = |attachment: &Attachment| {
            let path = &attachment.path.value;
            let name = files.name(path)?;
            let kind = name.rsplit('.').next().unwrap_or_default().to_uppercase();
            let size = self.format().size(files.bytes(name)?.len());
            Some(Download {
                text: self.words(&attachment.title),
                path: self.file_path(path)?,
                detail: Some(format!("{kind}, {size}")),
            })
        };
        directive.facts.attachments.iter().filter_map(download).collect()
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
            sentences.push(self.say("free-until", &Values::new().text("date", self.date_text(until))));
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
                .map(|way| StepView {
                    title: words(&way.title),
                    text: way.text.as_deref().map(words),
                    or: Vec::new(),
                })
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
