//! `loa nightly`: takes in what was handed in, builds, publishes, and says what changed, unattended and under one lock.
//!
//! Each step is another module's; this file knows their order, what a failure of each means for the rest, and where the
//! night's own files lie: `.loa/` (may be lost without harm) and `staff/nightly/` (reports).

use std::fs;
use std::fs::File;
use std::fs::TryLockError;
use std::path::Path;
use std::path::PathBuf;

use super::Exit;
use super::Reading;
use super::World;
use super::build;
use super::build::Built;
use super::build::Plan;
use super::now;
use super::publishing::publish;
use super::publishing::unknown_codes;
use crate::catalogue::Values;
use crate::codes;
use crate::diag::Diagnostics;
use crate::diag::Severity;
use crate::fetch;
use crate::fetch::Fetched;
use crate::fetch::Limits;
use crate::messages::Speech;
use crate::model::config;
use crate::news::News;
use crate::news::Pages;
use crate::news::Snapshot;
use crate::news::Telling;
use crate::publish::Outcome;
use crate::read::Sources;
use crate::report;
use crate::write::Summary;
use crate::write::atomic_write;
use jiff::Timestamp;

#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Reports that stay; older ones are removed.
const REPORTS_KEPT: usize = 90;

pub(super) fn run(world: &World<'_>, _args: &Args) -> Exit {
    match night(world) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn night(world: &World<'_>) -> Result<Exit, Exit> {
    let records = Records::open(world)?;
    let now = now();
    let mut diagnostics = Diagnostics::default();
    let plan = Plan {
        output: build::output(world, None)?,
        drafts: false,
        locked: false,
        strict: false,
        adopt: false,
    };
    // From reading the ledger until what was built is live, no other command may change it.
    let lock = codes::lock_ledger(world.root);
    let mut told = Diagnostics::default();
    let sources = world.read(&mut told)?;
    let fetched = fetch(world, &sources, now)?;
    diagnostics.extend(told);
    let checked = world.check(&sources, Reading::default(), &mut diagnostics);
    let built = match checked {
        Some(checked) => {
            diagnostics.extend(unknown_codes(world, &checked.site().config, &checked.site().ledger)?);
            if diagnostics.has_errors() {
                None
            } else {
                build::make(world, &plan, &sources, checked, &mut diagnostics)?
            }
        }
        None => None,
    };
    let Some(Built { summary, checked, .. }) = built else {
        diagnostics.extend(fetched.diagnostics());
        let exit = world.report(&mut diagnostics);
        world.reporter.say("nothing-written", &Values::new());
        return Ok(exit);
    };
    let published = publish(world, &checked, &plan.output, now, &lock).inspect_err(|_| {
        world.report(&mut diagnostics);
    })?;
    let before = records.snapshot();
    let after = Snapshot::of(checked.site(), checked.ledger());
    let mut news = News::between(before.as_ref(), &after, checked.site());
    if let Some(published) = published {
        news.release = Some(published.release.to_string());
        news.pinned = published.outcome == Outcome::Pinned;
    }
    let set_aside = diagnostics.iter().filter(|told| told.severity == Severity::SetAside);
    news.set_aside = set_aside.cloned().collect();
    news.sources = fetched.diagnostics().into_iter().collect();
    diagnostics.extend(fetched.diagnostics());
    news.pages = pages(&summary);
    let exit = world.report(&mut diagnostics);
    records.tell(world, &news)?;
    records.keep(world, &after)?;
    Ok(exit)
}

/// Fetches the sources of site.yaml into the inbox; what is wrong with site.yaml is told when the site is checked.
fn fetch(world: &World<'_>, sources: &Sources, now: Timestamp) -> Result<Fetched, Exit> {
    let mut unsaid = Diagnostics::default();
    let config = sources.site_yaml.as_ref().and_then(|yaml| config::resolve(yaml, &mut unsaid));
    let list = config.map(|config| config.sources).unwrap_or_default();
    if list.is_empty() {
        return Ok(Fetched::default());
    }
    let fetched = fetch::fetch(world.root, &list, now, &Limits::default());
    fetched.map_err(|error| failed_write(world, &error.path, &error.error))
}

/// What a build changed, for readers of the site: pages by their address.
fn pages(summary: &Summary) -> Pages {
    let address = |path: &str| path.strip_suffix("index.html").map(|folder| format!("/{folder}"));
    let is_status = |address: &String| address.ends_with("/status/");
    let changed: Vec<String> = summary
        .written
        .iter()
        .filter_map(|path| address(path.as_str()))
        .filter(|page| !is_status(page))
        .collect();
    Pages {
        other_files: summary.written.len() - changed.len(),
        changed,
        removed: summary.removed.iter().map(ToString::to_string).collect(),
        unchanged: summary.unchanged,
    }
}

/// The night's own files.
struct Records {
    state: PathBuf,
    reports: PathBuf,
    _lock: File,
}

impl Records {
    /// Makes the folders, out of git's sight, and sees that no other night is under way.
    fn open(world: &World<'_>) -> Result<Records, Exit> {
        let state = world.root.join(".loa");
        let reports = world.root.join("staff/nightly");
        for folder in [&state, &reports] {
            fs::create_dir_all(folder).map_err(|error| failed_write(world, folder, &error))?;
        }
        for folder in [&state, &world.root.join("staff")] {
            let path = folder.join(".gitignore");
            if !path.exists() {
                atomic_write(&path, b"*\n").map_err(|error| failed_write(world, &path, &error))?;
            }
        }
        let path = state.join("nightly.lock");
        let lock = File::options().create(true).write(true).truncate(false).open(&path);
        let lock = lock.map_err(|error| failed_write(world, &path, &error))?;
        match lock.try_lock() {
            Ok(()) => Ok(Records { state, reports, _lock: lock }),
            Err(TryLockError::WouldBlock) => {
                let values = Values::new().text("path", path.display().to_string());
                world.reporter.failure("failed-locked", &values);
                Err(Exit::WorldFailed)
            }
            Err(TryLockError::Error(error)) => Err(failed_write(world, &path, &error)),
        }
    }

    /// The facts of the last night; None where there was none, or its record is lost.
    fn snapshot(&self) -> Option<Snapshot> {
        serde_json::from_slice(&fs::read(self.state.join("last.json")).ok()?).ok()
    }

    fn keep(&self, world: &World<'_>, snapshot: &Snapshot) -> Result<(), Exit> {
        let path = self.state.join("last.json");
        let written =
            serde_json::to_vec(snapshot).map_err(Into::into).and_then(|json| atomic_write(&path, &json));
        written.map(|_| ()).map_err(|error| failed_write(world, &path, &error))
    }

    /// Writes the report of the night, and says where it lies.
    fn tell(&self, world: &World<'_>, news: &News) -> Result<(), Exit> {
        let day = news.day.map(|day| day.to_string()).unwrap_or_default();
        for speech in Speech::ALL {
            let telling = Telling::new(news, speech);
            let html = telling.html().unwrap_or_else(|error| error.to_string());
            for (ending, bytes) in [("txt", telling.text()), ("html", html)] {
                let path = self.reports.join(format!("{day}.{}.{ending}", speech.tag()));
                atomic_write(&path, bytes.as_bytes()).map_err(|error| failed_write(world, &path, &error))?;
            }
        }
        let path = self.reports.join(format!("{day}.json"));
        let json = serde_json::to_vec_pretty(&self::json(world, news)).map_err(Into::into);
        let written = json.and_then(|json| atomic_write(&path, &json));
        written.map_err(|error| failed_write(world, &path, &error))?;
        self.prune();
        Ok(())
    }

    /// Removes the oldest reports. Only names that loa itself gives are looked at; what cannot be removed stays.
    fn prune(&self) {
        let Ok(entries) = fs::read_dir(&self.reports) else { return };
        let day = |name: &str| name.get(..10)?.parse::<jiff::civil::Date>().ok();
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut files: Vec<(jiff::civil::Date, String)> =
            names.filter_map(|name| Some((day(&name)?, name))).collect();
        files.sort();
        let days: std::collections::BTreeSet<_> = files.iter().map(|(day, _)| *day).collect();
        let Some(first) = days.iter().rev().nth(REPORTS_KEPT - 1) else { return };
        for (_, name) in files.iter().filter(|(day, _)| day < first) {
            let _ = fs::remove_file(self.reports.join(name));
        }
    }
}

/// The news for machines, with what was set aside in the words of the command's language.
fn json(world: &World<'_>, news: &News) -> serde_json::Value {
    let mut json = serde_json::to_value(news).unwrap_or_default();
    if let Some(object) = json.as_object_mut() {
        for (key, list) in [("set_aside", &news.set_aside), ("sources", &news.sources)] {
            let told = list.iter().map(|told| report::object(&world.reporter.messages, told));
            object.insert(key.to_owned(), told.collect());
        }
    }
    json
}

fn failed_write(world: &World<'_>, path: &Path, error: &std::io::Error) -> Exit {
    let values = Values::new().text("path", path.display().to_string()).text("error", error.to_string());
    world.reporter.failure("failed-write", &values);
    Exit::WorldFailed
}
