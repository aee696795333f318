//! What the page behind a printed code has to say: the state of a registration point on a day (contract, section 6).
//!
//! The words for each state are the theme's; the page is drawn by [`crate::render`].

use jiff::civil::Date;

use crate::model::CommuneCode;
use crate::model::PointId;
use crate::model::Site;
use crate::model::ledger::Ledger;
use crate::model::ledger::State;
use crate::model::point::Point;
use crate::model::register::Commune;

/// The page of one id.
#[derive(Debug)]
pub struct Landing<'a> {
    pub id: &'a PointId,
    pub state: LandingState<'a>,
    /// The commune that the code belongs to; none only where the register lost it.
    pub commune: Option<&'a Commune>,
    /// The row that answers: the point of this id, or the commune's main point of the day.
    pub point: Option<&'a Point>,
    /// The commune's further points that readers can go to.
    pub others: Vec<&'a Point>,
}

/// The first that holds, in this order.
#[derive(Clone, Debug)]
pub enum LandingState<'a> {
    /// Another id answers instead.
    Moved {
        to: &'a PointId,
    },
    /// Taken out of use, and nothing answers instead.
    Retired,
    /// The commune is part of another now; the first is the largest.
    Merged {
        into: Vec<&'a Commune>,
    },
    /// The row was set aside and no record of it was ever accepted: nothing is said of the point itself.
    Checking,
    /// The row is gone.
    NoRow,
    /// The point's last day is over.
    Closed {
        since: Date,
    },
    /// The campaign's last day is over.
    Ended {
        since: Date,
    },
    /// The campaign or the point has not begun.
    NotYet {
        opens: Date,
    },
    Open,
}

impl LandingState<'_> {
    /// The name in templates and styles.
    pub fn id(&self) -> &'static str {
        match self {
            LandingState::Moved { .. } => "moved",
            LandingState::Retired => "retired",
            LandingState::Merged { .. } => "merged",
            LandingState::Checking => "checking",
            LandingState::NoRow => "no-row",
            LandingState::Closed { .. } => "closed",
            LandingState::Ended { .. } => "ended",
            LandingState::NotYet { .. } => "not-yet",
            LandingState::Open => "open",
        }
    }
}

/// The page of `id`, which is in `ledger`.
pub fn landing<'a>(site: &'a Site, ledger: &'a Ledger, id: &'a PointId) -> Landing<'a> {
    let code = ledger.commune(id).or_else(|| site.points.get(id).map(|point| &point.commune));
    let commune = code.and_then(|code| site.register.get(code));
    let point = match code {
        Some(code) if code.as_str() == id.as_str() => main_point(site, code),
        _ => site.points.get(id),
    };
    let state = state(site, ledger, id, code, point);
    let others = match code {
        Some(code) => others(site, ledger, &state, code, point),
        None => Vec::new(),
    };
    Landing { id, state, commune, point, others }
}

fn state<'a>(
    site: &'a Site,
    ledger: &'a Ledger,
    id: &'a PointId,
    code: Option<&CommuneCode>,
    point: Option<&Point>,
) -> LandingState<'a> {
    match ledger.state(id) {
        Some(State::Retired { to: Some(_) }) => {
            // A circle is an error of the ledger that check has reported.
            return match ledger.answering(id) {
                Some(to) if to != id => LandingState::Moved { to },
                _ => LandingState::Retired,
            };
        }
        Some(State::Retired { to: None }) => return LandingState::Retired,
        Some(State::New | State::Issued) | None => {}
    }
    if let Some(code) = code {
        let into = site.register.successors(code);
        if !into.is_empty() {
            return LandingState::Merged { into };
        }
    }
    let Some(point) = point else {
        let own = code.filter(|code| code.as_str() == id.as_str());
        let points: Vec<&Point> = own.into_iter().flat_map(|code| site.points.of(code)).collect();
        let own_set_aside = own.is_some_and(|code| site.points.is_own_set_aside(code));
        return if !points.is_empty() && !own_set_aside {
            several_state(site, &points)
        } else if site.points.is_set_aside(id, code) {
            LandingState::Checking
        } else {
            LandingState::NoRow
        };
    };
    point_state(site, point)
}

/// The state that the days of the campaign and of the point give.
pub fn point_state(site: &Site, point: &Point) -> LandingState<'static> {
    if let Some(until) = point.until.filter(|until| *until < site.today) {
        return LandingState::Closed { since: until };
    }
    let campaign = campaign_state(site);
    match (campaign, point.from.filter(|from| site.today < *from)) {
        (Some(LandingState::Ended { since }), _) => LandingState::Ended { since },
        (Some(LandingState::NotYet { opens }), from) => {
            LandingState::NotYet { opens: from.map_or(opens, |from| from.max(opens)) }
        }
        (_, Some(from)) => LandingState::NotYet { opens: from },
        (Some(other), None) => other,
        (None, None) => LandingState::Open,
    }
}

/// The state of a page that lists several points of which none is the main one: that of the point that is best off.
fn several_state(site: &Site, points: &[&Point]) -> LandingState<'static> {
    let states = || points.iter().map(|point| point_state(site, point));
    let open = states().find(|state| matches!(state, LandingState::Open | LandingState::Ended { .. }));
    let opens = states()
        .filter_map(|state| if let LandingState::NotYet { opens } = state { Some(opens) } else { None });
    let since = states()
        .filter_map(|state| if let LandingState::Closed { since } = state { Some(since) } else { None });
    open.or_else(|| opens.min().map(|opens| LandingState::NotYet { opens }))
        .or_else(|| since.max().map(|since| LandingState::Closed { since }))
        .unwrap_or(LandingState::Open)
}

/// The state that the campaign's own days give: ended, not yet begun, or none.
fn campaign_state(site: &Site) -> Option<LandingState<'static>> {
    let (starts, ends) = (site.config.starts, site.config.ends);
    if let Some(ends) = ends.filter(|ends| *ends < site.today) {
        return Some(LandingState::Ended { since: ends });
    }
    starts.filter(|starts| site.today < *starts).map(|opens| LandingState::NotYet { opens })
}

/// The point that answers for the commune on the day: the main one whose period holds today, else the next to open,
/// else the last to close. A commune's only point is its main one. None where several points share the day and none
/// is the main one.
fn main_point<'a>(site: &'a Site, code: &CommuneCode) -> Option<&'a Point> {
    let all: Vec<&Point> = site.points.of(code).collect();
    let mut candidates: Vec<&Point> = all.iter().copied().filter(|point| point.main).collect();
    let aside = site.points.is_own_set_aside(code);
    if candidates.is_empty() && !aside {
        let [only] = &all[..] else { return None };
        candidates = vec![only];
    }
    let holds = candidates.iter().copied().find(|point| point.holds_on(site.today));
    if holds.is_none() && aside {
        // The row that should answer is being checked; another must not be taken for it.
        return None;
    }
    let next = candidates.iter().copied().filter(|point| point.from.is_some_and(|from| site.today < from));
    let last = candidates.iter().copied().filter(|point| point.until.is_some_and(|until| until < site.today));
    holds.or_else(|| next.min_by_key(|point| point.from)).or_else(|| last.max_by_key(|point| point.until))
}

/// The points to offer besides the one shown: those of the commune, or of the one it went into, that are not closed.
fn others<'a>(
    site: &'a Site,
    ledger: &Ledger,
    state: &LandingState<'a>,
    code: &CommuneCode,
    shown: Option<&'a Point>,
) -> Vec<&'a Point> {
    let mut codes: Vec<&CommuneCode> = match state {
        LandingState::Merged { into } => into.iter().map(|commune| &commune.code).collect(),
        _ => vec![],
    };
    if codes.is_empty() {
        codes.push(code);
    }
    codes
        .into_iter()
        .flat_map(|code| site.points.of(code))
        .filter(|point| shown.is_none_or(|shown| !std::ptr::eq(*point, shown)))
        .filter(|point| point.until.is_none_or(|until| site.today <= until))
        .filter(|point| !matches!(ledger.state(&point.page_id()), Some(State::Retired { .. })))
        .collect()
}
