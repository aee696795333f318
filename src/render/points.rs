//! Registration points on whichever page shows them: names, hours, states, the way there.

use jiff::civil::Date;
use percent_encoding::AsciiSet;
use percent_encoding::NON_ALPHANUMERIC;
use percent_encoding::utf8_percent_encode;

use super::Page;
use super::sessions::iso_weekdays;
use super::views::Directions;
use super::views::HoursRow;
use super::views::LandingState as StateView;
use super::views::Link;
use super::views::PointCard;
use super::views::Shared;
use super::views::Words;
use super::words::capitalized;
use crate::catalogue::Values;
use crate::landing::LandingState;
use crate::landing::point_state;
use crate::model::PointId;
use crate::model::point::Point;
use crate::routes::PageKey;
use crate::tables::value::hours::Hours;
use crate::tables::value::weekday::Weekdays;

impl Page<'_> {
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
}
