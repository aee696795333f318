//! The facts of a site that can change from one night to the next, as small as they can be kept.
//!
//! The snapshot of the last night is a convenience: where it is lost, the next night has nothing to compare with and
//! says so.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use serde::Serialize;

use super::Reach;
use super::is_gone;
use super::reach;
use crate::landing::landing;
use crate::model::Scope;
use crate::model::Site;
use crate::model::amount::Amount;
use crate::model::ledger::Ledger;
use crate::model::progress::plain;
use crate::model::session::MovedTo;
use crate::model::session::Session;
use crate::model::session::Status;
use crate::read::Sources;

/// A night's facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The day that stood for today.
    pub day: Date,
    /// Newest figures by indicator, then by scope: communes, provinces, `all`.
    pub figures: BTreeMap<String, BTreeMap<String, Shown>>,
    pub sessions: BTreeMap<String, SessionFacts>,
    /// What the pages behind codes say, by id.
    pub points: BTreeMap<String, PointFacts>,
    /// How far the accepted files reached, so that nothing taken in goes untold; none in snapshots of earlier versions.
    #[serde(default)]
    pub accepted: Option<Reach>,
}

/// A figure as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Digits; a share with its percent sign.
    pub value: String,
    pub as_of: Date,
}

/// A session as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionFacts {
    pub commune: String,
    pub date: Date,
    pub last_day: Date,
    /// `08:00`.
    pub start: String,
    pub end: Option<String>,
    /// The point's id, and the place in the site's source language.
    pub point: Option<String>,
    pub place: Option<String>,
    pub status: Held,
    pub reason: Option<String>,
    pub moved_to: Option<String>,
}

/// Whether a session takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Held {
    Planned,
    Cancelled,
    Moved,
}

/// What a poster says, and what its code leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointFacts {
    pub commune: String,
    pub name: Option<String>,
    pub address: Option<String>,
    /// Whether the code may be on a wall.
    pub issued: bool,
    /// Whether its page tells readers to go elsewhere for good.
    pub gone: bool,
}

impl Snapshot {
    /// Notes that all codes of the site were shown to readers: they may be on a wall from now on.
    pub fn issue_all(&mut self) {
        self.points.values_mut().for_each(|point| point.issued = true);
    }

    pub fn of(site: &Site, ledger: &Ledger, sources: &Sources) -> Snapshot {
        let session = |session: &Session| (session.id.clone(), facts(site, session));
        Snapshot {
            day: site.today,
            figures: figures(site),
            sessions: site.sessions.iter().map(session).collect(),
            points: points(site, ledger),
            accepted: Some(reach(sources)),
        }
    }
}

fn figures(site: &Site) -> BTreeMap<String, BTreeMap<String, Shown>> {
    let scopes: Vec<&Scope> = site.progress.scopes().iter().collect();
    let of = |indicator| {
        let shown = |scope: &Scope| {
            let figure = site.figure(indicator, scope)?;
            let value: Amount = figure.value;
            Some((scope.to_string(), Shown { value: plain(value), as_of: figure.as_of }))
        };
        scopes.iter().filter_map(|scope| shown(scope)).collect::<BTreeMap<_, _>>()
    };
    site.config.indicators.iter().map(|indicator| (indicator.id.clone(), of(indicator))).collect()
}

fn facts(site: &Site, session: &Session) -> SessionFacts {
    let source = site.config.languages.source();
    let words = |words: &Option<crate::lang::Localized<crate::lang::Words>>| {
        words.as_ref().map(|words| words.text(source).to_owned())
    };
    let time = |time: jiff::civil::Time| format!("{:02}:{:02}", time.hour(), time.minute());
    SessionFacts {
        commune: session.commune.to_string(),
        date: session.date,
        last_day: session.last_day(),
        start: time(session.start),
        end: session.end.map(time),
        point: session.point.as_ref().map(ToString::to_string),
        place: words(&session.at),
        status: match session.status {
            Status::Planned => Held::Planned,
            Status::Cancelled => Held::Cancelled,
            Status::Moved => Held::Moved,
        },
        reason: words(&session.reason),
        moved_to: session.moved_to.as_ref().map(|to| match to {
            MovedTo::Point(id) => id.to_string(),
            MovedTo::Day(day) => day.to_string(),
            MovedTo::Words(words) => words.text(source).to_owned(),
        }),
    }
}

fn points(site: &Site, ledger: &Ledger) -> BTreeMap<String, PointFacts> {
    let source = site.config.languages.source();
    let of = |id| {
        let page = landing(site, ledger, id);
        let words = |words: &crate::lang::Localized<crate::lang::Words>| words.text(source).to_owned();
        let facts = PointFacts {
            commune: page.commune.map(|commune| commune.code.to_string()).unwrap_or_default(),
            name: page.point.map(|point| words(&point.name)),
            address: page.point.and_then(|point| point.address.as_ref()).map(words),
            issued: ledger.is_issued(id),
            gone: is_gone(&page.state),
        };
        (id.to_string(), facts)
    };
    ledger.ids().into_iter().map(of).collect()
}
