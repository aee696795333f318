//! Sessions on whichever page shows them: which come next, and what is said of each.

use jiff::civil::Date;
use jiff::civil::Weekday;

use super::Page;
use super::views::Link;
use super::views::MovedToView;
use super::views::SessionStatus;
use super::views::SessionView;
use super::views::Shared;
use super::words::capitalized;
use crate::catalogue::Values;
use crate::model::session::MovedTo;
use crate::model::session::Session;
use crate::model::session::Status;
use crate::routes::PageKey;
use crate::tables::value::weekday::Weekdays;

impl Page<'_> {
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
    pub(super) fn days_of_week(&self, weekdays: Weekdays) -> String {
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
}

/// The id of a session's element: a run that stands on a page once for each day has the day in it.
fn session_id(session: &Session, day: Date) -> String {
    let id = crate::text::slug(&session.id);
    if day == session.date { id } else { format!("{id}-on-{day}") }
}

/// `12345` for Monday to Friday.
pub(super) fn iso_weekdays(weekdays: Weekdays) -> String {
    weekdays.iter().map(|weekday| weekday.to_monday_one_offset().to_string()).collect()
}
