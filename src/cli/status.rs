//! `loa status`: what readers get, how old it is, what was set aside, and when the next night is due. Changes nothing
//! and waits for nobody.

use std::fs;

use jiff::ToSpan;
use jiff::Zoned;
use jiff::civil::Date;
use serde_json::Value;
use serde_json::json;

use super::Exit;
use super::World;
use super::publishing::failed;
use super::publishing::settings;
use super::publishing::target;
use crate::catalogue::Values;
use crate::messages::Messages;
use crate::messages::Speech;
use crate::model::config::Config;
use crate::nightly::health::Health;
use crate::publish;
use crate::publish::Standing;
use crate::read::OPEN_FILE;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Form of the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Form,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// Sentences.
    #[default]
    Human,
    /// One JSON object.
    Json,
}

/// A person is shown so many records that were set aside.
const MOST: usize = 20;

pub(super) fn run(world: &World<'_>, args: &Args) -> Exit {
    status(world, args).unwrap_or_else(|exit| exit)
}

fn status(world: &World<'_>, args: &Args) -> Result<Exit, Exit> {
    let config = settings(world)?;
    let now = Zoned::new(super::now(), config.timezone.clone());
    let to = target(world, &config).map(|(to, _)| to);
    let standing = match &to {
        Some(to) => publish::standing(to).map_err(|error| failed(world, to, &error))?,
        None => Standing::default(),
    };
    let state = State::new(world, &config, standing, &now)?;
    match args.format {
        Form::Human => state.tell(world, to.is_some()),
        Form::Json => world.reporter.result(&state.json(to.map(|to| to.display().to_string())).to_string()),
    }
    Ok(Exit::Done)
}

struct State {
    standing: Standing,
    /// The day on which the live release was last looked at, and how many days ago that is.
    checked: Option<(Date, i32)>,
    stale: bool,
    /// None where the list of them cannot be understood.
    set_aside: Option<Vec<Value>>,
    next_due: Option<Zoned>,
    overdue: bool,
}

impl State {
    fn new(world: &World<'_>, config: &Config, standing: Standing, now: &Zoned) -> Result<State, Exit> {
        // On a sample site with a day of its own, that is today.
        let today = config.as_of.unwrap_or_else(|| now.date());
        let checked = standing.live.as_ref().and_then(|live| live.checked);
        let checked = checked.map(|day| (day, (today - day).get_days().max(0)));
        // A run that did not show anything new, as while the target is pinned, was a run.
        let has_run = Health::read(world.root, config)
            .and_then(|health| health.started.get(..10)?.parse::<Date>().ok())
            .is_some_and(|day| day >= now.date());
        let is_done = has_run || checked.is_some_and(|(day, _)| day >= today);
        let due = if is_done { now.date().saturating_add(1.day()) } else { now.date() };
        let next_due = due.to_datetime(config.nightly.at).to_zoned(config.timezone.clone()).ok();
        let overdue = next_due.as_ref().is_some_and(|due| due < now);
        let stale = checked.is_some_and(|(_, age)| i64::from(age) > i64::from(config.stale_after));
        Ok(State { standing, checked, stale, set_aside: open_records(world)?, next_due, overdue })
    }

    fn json(&self, target: Option<String>) -> Value {
        let live = self.standing.live.as_ref().map(|live| {
            json!({
                "release": live.release.as_str(),
                "published": live.release.time().to_string(),
                "checked": self.checked.map(|(day, _)| day.to_string()),
                "age_days": self.checked.map(|(_, age)| age),
                "stale": self.stale,
                "codes": live.ids.len(),
            })
        });
        let pin = self.standing.pin.as_ref();
        json!({
            "target": target,
            "live": live,
            "pinned": pin.map(|pin| json!({"release": pin.release.as_str(), "since": pin.since.to_string()})),
            "releases": self.standing.releases.iter().map(publish::ReleaseName::as_str).collect::<Vec<_>>(),
            "set_aside": self.set_aside,
            "next_due": self.next_due.as_ref().map(|due| due.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()),
            "overdue": self.overdue,
        })
    }

    fn tell(&self, world: &World<'_>, is_published: bool) {
        let messages = &world.reporter.messages;
        let say = |id: &str, values: &Values| world.reporter.result(&messages.say(id, values));
        match &self.standing.live {
            Some(live) => {
                say("status-live", &Values::new().text("release", live.release.as_str()));
                match self.checked {
                    Some((day, age)) => {
                        let age = u64::try_from(age).unwrap_or_default();
                        let values = Values::new().text("day", messages.day(day)).number("age", age);
                        say(if self.stale { "status-stale" } else { "status-checked" }, &values);
                    }
                    None => say("status-unchecked", &Values::new()),
                }
            }
            None if is_published => say("status-nothing", &Values::new()),
            None => say("status-nowhere", &Values::new()),
        }
        match &self.standing.pin {
            Some(pin) => {
                let since = Zoned::new(pin.since, jiff::tz::TimeZone::UTC);
                let values = Values::new()
                    .text("release", pin.release.as_str())
                    .text("since", messages.day(since.date()));
                say("status-pinned", &values);
            }
            None => say("status-not-pinned", &Values::new()),
        }
        let releases: Vec<&str> = self.standing.releases.iter().map(publish::ReleaseName::as_str).collect();
        if !releases.is_empty() {
            let values =
                Values::new().text("count", releases.len().to_string()).text("names", releases.join("\n  "));
            say("status-releases", &values);
        }
        match &self.set_aside {
            Some(set_aside) => {
                let count = u64::try_from(set_aside.len()).unwrap_or(u64::MAX);
                say("status-set-aside", &Values::new().number("count", count));
                for record in set_aside.iter().take(MOST) {
                    world.reporter.result(&format!("  {}", record_line(messages, record)));
                }
                if set_aside.len() > MOST {
                    world.reporter.result("  …");
                }
                if count > 0 {
                    say("status-mend", &Values::new());
                }
            }
            None => say("status-set-aside-broken", &Values::new().text("path", OPEN_FILE)),
        }
        if let Some(due) = &self.next_due {
            let values = Values::new()
                .text("day", messages.day(due.date()))
                .text("time", due.strftime("%H:%M").to_string());
            say(if self.overdue { "status-overdue" } else { "status-due" }, &values);
        }
    }
}

/// `progress/tan-trieu.xlsx, row 14, since 2025-10-19: [value] `30.5` is a fraction …`; a list that was changed by hand may
/// lack the reason, and then has its code.
fn record_line(messages: &Messages, record: &Value) -> String {
    let text = |key: &str| record[key].as_str().unwrap_or_default();
    let language = Speech::ALL.iter().position(|speech| *speech == messages.speech());
    let reason = language.and_then(|index| record["reasons"][index].as_str());
    let codes = || {
        let codes = record["codes"].as_array().into_iter().flatten().filter_map(Value::as_str);
        codes.collect::<Vec<_>>().join(", ")
    };
    let row = record["row"].as_u64().map(|row| Values::new().text("name", row.to_string()));
    let since = text("since");
    let values = Values::new()
        .text("drop", format!("{}/{}", text("table"), text("drop")))
        .text("row", row.map(|row| messages.say("place-row", &row)).unwrap_or_default())
        .text("since", since.parse().map_or_else(|_| since.to_owned(), |day: Date| messages.day(day)))
        .text("reason", reason.and_then(|reason| reason.lines().next()).map_or_else(codes, str::to_owned));
    messages.say("status-record", &values)
}

/// The records that are waiting to be mended, an empty list where nothing was ever set aside. None where the list cannot
/// be understood: the next night keeps it aside and begins another (`open-broken`).
fn open_records(world: &World<'_>) -> Result<Option<Vec<Value>>, Exit> {
    let path = world.root.join(OPEN_FILE);
    let failed = |error: String| {
        let values = Values::new().text("path", path.display().to_string()).text("error", error);
        world.reporter.failure("failed-read", &values);
        Exit::WorldFailed
    };
    let text = match fs::read(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Some(Vec::new())),
        other => other.map_err(|error| failed(error.to_string()))?,
    };
    let open: Option<Value> = serde_json::from_slice(&text).ok();
    Ok(open.and_then(|open| open["records"].as_array().cloned()))
}
