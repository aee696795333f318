//! `loa nightly`: takes in what was handed in, builds, publishes, and says what changed, unattended and under one lock.
//!
//! Each step is another module's; this file knows their order, what a failure of each means for the rest, and where the
//! night's own files lie: `.loa/` (may be lost without harm) and `staff/nightly/` (reports).

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;
use std::time::Instant;

use jiff::Timestamp;
use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Map;
use serde_json::Value;

use super::Exit;
use super::Reading;
use super::World;
use super::build;
use super::build::Built;
use super::build::Plan;
use super::install;
use super::now;
use super::publishing;
use super::publishing::target;
use super::publishing::unknown_codes;
use super::today;
use crate::catalogue::Values;
use crate::check::Memo;
use crate::codes;
use crate::codes::LedgerLock;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Severity;
use crate::fetch;
use crate::fetch::Fetched;
use crate::fetch::Limits;
use crate::intake;
use crate::intake::Balance;
use crate::intake::Taken;
use crate::messages::Speech;
use crate::model::Options;
use crate::model::Site;
use crate::model::config;
use crate::model::config::Config;
use crate::news;
use crate::news::Correction;
use crate::news::News;
use crate::news::Pages;
use crate::news::Reach;
use crate::news::Snapshot;
use crate::news::Telling;
use crate::nightly::health;
use crate::nightly::health::Health;
use crate::nightly::hooks;
use crate::nightly::hooks::Ended;
use crate::nightly::hooks::When;
use crate::nightly::install::Kind;
use crate::nightly::log::Form;
use crate::nightly::log::Step;
use crate::nightly::log::StepName;
use crate::publish;
use crate::publish::Outcome;
use crate::read::Cache;
use crate::read::ReadError;
use crate::read::Sources;
use crate::report;
use crate::source::Place;
use crate::write;
use crate::write::FileLock;
use crate::write::Summary;
use crate::write::atomic_write;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How the steps are told.
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    log: Form,
    /// Print what starts the run each night, instead of running it.
    #[arg(long, value_enum, value_name = "KIND")]
    install: Option<Kind>,
    /// With `--install`: write it where it goes.
    #[arg(long, requires = "install")]
    write: bool,
}

/// Reports that stay; older ones are removed.
const REPORTS_KEPT: usize = 90;
/// The manifest of the output as the last night left it, in `.loa/`.
const LAST_MANIFEST: &str = "last.manifest";

pub(super) fn run(world: &World<'_>, args: &Args) -> Exit {
    if let Some(kind) = args.install {
        return install::run(world, kind, args.write);
    }
    // Where there is no site, nothing is left behind either.
    if !world.root.join("content").is_dir() {
        let found = world.root.display().to_string();
        return world.report(&mut [Diagnostic::new(Code::NoSite, Place::Site).found(found)].into());
    }
    let mut night = match Night::begin(world, args) {
        Ok(night) => night,
        Err(exit) => return exit,
    };
    match night.walk() {
        Ok(exit) => {
            let failed = (!matches!(exit, Exit::Done | Exit::SetAside)).then_some(night.step.0);
            night.end(exit, failed)
        }
        Err(exit) => {
            let failed = night.step.0;
            let exit = night.failed(exit);
            night.end(exit, Some(failed))
        }
    }
}

/// A night under way.
struct Night<'w> {
    world: &'w World<'w>,
    form: Form,
    records: Records,
    /// The moment that stands for now.
    now: Timestamp,
    /// None where site.yaml cannot be understood.
    config: Option<Config>,
    sources: Sources,
    /// What was read, for when it is read again.
    cache: Cache,
    /// What was understood, for when only some of it has changed.
    memo: Memo,
    /// From reading the ledger until what was built is live, no other command may change it.
    ledger: Option<LedgerLock>,
    health: Option<Health>,
    /// What was taken in, as far as it goes into the report.
    intake: News,
    /// How far the accepted files reached before that.
    reach: Reach,
    /// The day of the site that was made.
    checked: Option<Date>,
    /// What the sources said.
    fetched: Fetched,
    /// Whether the report is written.
    is_told: bool,
    /// Whether readers have what was built: from then on no failure means that the old site stands.
    is_live: bool,
    /// The step under way, and since when.
    step: (StepName, Instant),
    diagnostics: Diagnostics,
    /// What hooks are given, as far as it is known.
    report: Map<String, Value>,
}

impl<'w> Night<'w> {
    /// Sees that no other night is under way, and reads the site.
    fn begin(world: &'w World<'w>, args: &Args) -> Result<Night<'w>, Exit> {
        let records = Records::open(world)?;
        let ledger = codes::lock_ledger(world.root);
        let mut diagnostics = Diagnostics::default();
        let mut cache = Cache::default();
        let sources = world.read_again(&mut cache, &mut diagnostics)?;
        // What is wrong with site.yaml is told when the site is checked.
        let yaml = sources.site_yaml.as_ref();
        let config = yaml.and_then(|yaml| config::resolve(yaml, &mut Diagnostics::default()));
        let now = now();
        let mut night = Night {
            world,
            form: args.log,
            records,
            now,
            config,
            sources,
            cache,
            memo: Memo::default(),
            ledger: Some(ledger),
            health: None,
            intake: News::default(),
            reach: Reach::default(),
            checked: None,
            fetched: Fetched::default(),
            is_told: false,
            is_live: false,
            step: (StepName::Fetch, Instant::now()),
            diagnostics,
            report: Map::new(),
        };
        night.health = night.config.as_ref().map(|config| Health::started(&night.moment(), config));
        Ok(night)
    }

    /// The steps, in their order.
    fn walk(&mut self) -> Result<Exit, Exit> {
        let world = self.world;
        self.write_health()?;
        if let Some(config) = &self.config {
            publishing::place(world, config)?;
        }
        self.fetch()?;
        let taken = self.take_in()?;

        self.start(StepName::Check);
        let sources = std::mem::take(&mut self.sources);
        let mut memo = std::mem::take(&mut self.memo);
        let checked = world.check_again(&sources, Reading::default(), &mut memo, &mut self.diagnostics);
        // What follows is large, and nothing is read again.
        drop((memo, std::mem::take(&mut self.cache)));
        if let Some(taken) = &taken {
            self.diagnostics.extend(taken.warnings.iter().chain(&taken.unreadable).cloned());
            self.diagnostics.extend(taken.set_aside.iter().flat_map(|aside| aside.reasons.iter().cloned()));
        }
        if let Some(checked) = &checked {
            let site = checked.site();
            self.diagnostics.extend(unknown_codes(world, &site.config, &site.ledger)?);
        }
        let Some(checked) = checked.filter(|_| !self.diagnostics.has_errors()) else {
            return Ok(self.refused());
        };
        let count = |severity| self.diagnostics.count(severity);
        let (errors, set_aside, warnings) =
            (count(Severity::Error), count(Severity::SetAside), count(Severity::Warning));
        self.done(|step| {
            step.count("errors", errors).count("set_aside", set_aside).count("warnings", warnings)
        });

        self.start(StepName::Build);
        let plan = Plan {
            output: build::output(world, None)?,
            drafts: false,
            locked: false,
            strict: false,
            adopt: false,
        };
        let Some(built) = build::make(world, &plan, &sources, checked, &mut self.diagnostics)? else {
            return Ok(self.refused());
        };
        let Built { pages, files, summary, ledger_told, checked, .. } = built;
        build::keep_out_of_git(&plan.output);
        self.done(|step| {
            step.count("pages", pages)
                .count("files", files)
                .count("written", summary.written.len())
                .count("removed", summary.removed.len())
                .count("unchanged", summary.unchanged)
        });

        self.start(StepName::Publish);
        let lock = self.ledger.take();
        let (output, manifest) = (&plan.output, &summary.manifest);
        let published =
            publishing::publish(world, &checked, output, manifest, self.now, ledger_told, lock.as_ref());
        drop(lock);
        let published = published?;
        self.is_live = true;
        if let Some(published) = &published {
            let release = published.release.to_string();
            self.done(|step| step.text("release", release));
        }

        self.start(StepName::Report);
        let before = self.records.snapshot();
        let mut after = Snapshot::of(checked.site(), checked.ledger(), &sources);
        if published.as_ref().is_some_and(|published| published.outcome != Outcome::Pinned) {
            after.issue_all();
        }
        if let Some(told) = before.as_ref().and_then(|before| before.accepted.as_ref()) {
            // Of nights that were cut off, or failed to publish, before tonight's own.
            let missed = news::missed(told, &self.reach, &sources, checked.site());
            self.intake.corrections.splice(0..0, missed);
        }
        let mut news = self.with_intake(News::between(before.as_ref(), &after, checked.site()));
        news.release = published.as_ref().map(|published| published.release.to_string());
        news.pinned = published.is_some_and(|published| published.outcome == Outcome::Pinned);
        // What a night wrote that then failed to publish, readers get tonight.
        let since = before.as_ref().and_then(|_| self.records.written(&plan.output));
        news.pages =
            self::pages(&since.filter(|since| since.manifest == summary.manifest).unwrap_or(summary));
        let exit = self.tell(news, Some(&after), None)?;
        self.records.keep_manifest(&plan.output);
        Ok(exit)
    }

    /// Fetches the sources of site.yaml into the inbox.
    fn fetch(&mut self) -> Result<(), Exit> {
        let Some(config) = self.config.as_ref().filter(|config| !config.sources.is_empty()) else {
            return Ok(());
        };
        // Sources may take their time, and nobody who needs the ledger should wait for them.
        self.ledger = None;
        let limits = Limits::of(&config.nightly);
        let anew = intake::open_sources(self.world.root, &config.sources);
        let anew = anew.map_err(|error| failed_read(self.world, &error))?;
        let fetched = fetch::fetch(self.world.root, &config.sources, &anew, self.now, &limits);
        let fetched = fetched.map_err(|error| failed_write(self.world, &error.path, &error.error))?;
        self.ledger = Some(codes::lock_ledger(self.world.root));
        self.read()?;
        self.done(|step| {
            step.count("sources", fetched.outcomes.len())
                .count("new", fetched.drops().count())
                .count("unchanged", fetched.unchanged())
                .count("failed", fetched.failed())
        });
        self.fetched = fetched;
        Ok(())
    }

    /// Takes in what lies in the inbox, and reads the site anew where that changed it. None where nothing lies there, or
    /// where the site that would judge it cannot be understood: then the drops wait.
    fn take_in(&mut self) -> Result<Option<Taken>, Exit> {
        self.start(StepName::TakeIn);
        self.reach = news::reach(&self.sources);
        let root = self.world.root;
        let whole: Vec<PathBuf> = self.fetched.drops().map(|path| root.join(path)).collect();
        // Whether a file is still being written, only the clock of the machine can tell.
        let inbox = intake::inbox(root, Timestamp::now(), &whole);
        let inbox = inbox.map_err(|error| failed_read(self.world, &error))?;
        self.intake.open = inbox.open.records.len();
        self.intake.returned = news::returned(&inbox.open);
        self.intake.waiting = inbox.waiting.len() + inbox.drops.len();
        // A spreadsheet of open records that somebody threw away closes them.
        if inbox.is_empty() && inbox.open.records.is_empty() {
            return Ok(None);
        }
        let options = Options { as_of: None, drafts: false, clock: today };
        let mut unsaid = Diagnostics::default();
        let site = Site::resolve_again(&self.sources, &options, &mut self.memo.model, &mut unsaid);
        let Some(site) = site.filter(|_| !unsaid.has_errors()) else { return Ok(None) };
        let mut taken = intake::take_in(&self.sources, &site, &inbox, site.today);
        let stays = intake::store(root, &taken).map_err(|error| build::write_failed(self.world, &error))?;
        taken.warnings.extend(stays);
        account(&mut self.intake, &taken, &site);
        self.read()?;
        let sum = |count: fn(&Balance) -> usize| taken.balance.values().map(count).sum();
        self.done(|step| {
            step.count("drops", taken.drops.len())
                .count("accepted", sum(|balance| balance.accepted))
                .count("unchanged", sum(|balance| balance.unchanged))
                .count("set_aside", sum(|balance| balance.set_aside))
                .count("unreadable", taken.unreadable.len() + sum(|balance| balance.unreadable_files))
        });
        Ok(Some(taken))
    }

    /// Reads the site anew: files that have changed since.
    fn read(&mut self) -> Result<(), Exit> {
        self.diagnostics = Diagnostics::default();
        self.sources = self.world.read_again(&mut self.cache, &mut self.diagnostics)?;
        Ok(())
    }

    /// News with what was taken in: that is done, whatever becomes of the rest of the night.
    fn with_intake(&self, news: News) -> News {
        let News { drops, waiting, open, returned, intake, corrections, indicators, warnings, .. } =
            &self.intake;
        News {
            drops: *drops,
            waiting: *waiting,
            open: *open,
            returned: returned.clone(),
            intake: intake.clone(),
            corrections: corrections.clone(),
            indicators: if news.indicators.is_empty() { indicators.clone() } else { news.indicators },
            warnings: warnings.clone(),
            ..news
        }
    }

    /// The content has errors: the old site stands, and the report says why.
    fn refused(&mut self) -> Exit {
        let exit = match self.tell(self.unchanged(), None, None) {
            Ok(exit) | Err(exit) => exit,
        };
        self.world.reporter.say("nothing-written", &Values::new());
        exit
    }

    /// Prints what was found, and writes the report of the night. `failure` is how the night ended where the world failed.
    fn tell(
        &mut self,
        mut news: News,
        after: Option<&Snapshot>,
        failure: Option<Exit>,
    ) -> Result<Exit, Exit> {
        let of = |severity| {
            let told = self.diagnostics.iter().filter(move |told| told.severity == severity);
            told.cloned().collect::<Vec<_>>()
        };
        news.errors = of(Severity::Error);
        news.set_aside = of(Severity::SetAside);
        news.sources = self.fetched.diagnostics().into_iter().collect();
        self.diagnostics.extend(self.fetched.diagnostics());
        let found = self.world.report(&mut self.diagnostics);
        let exit = failure.unwrap_or(found);
        self.report = json(self.world, &news);
        self.report.insert("exit".to_owned(), (exit as u8).into());
        self.records.tell(self.world, &news, &self.report)?;
        self.is_told = true;
        self.checked = after.map(|after| after.day);
        // The night is told: the next one is compared with it.
        if let Some(after) = after {
            self.records.keep(self.world, after)?;
            let changes = news.figures.len() + news.sessions.len();
            self.done(|step| step.count("changes", changes));
        }
        Ok(exit)
    }

    /// The world failed. Where the new site is live, only the report of it could not be written, and the night is not one
    /// that failed to publish. Else the old site stands, and what was taken in before that is told all the same.
    fn failed(&mut self, exit: Exit) -> Exit {
        if self.is_live {
            return self.untold();
        }
        if !self.is_told {
            let news = News { failed_step: Some(self.step.0.id()), ..self.unchanged() };
            // Where not even the report can be written, that has been said.
            let _ = self.tell(news, None, Some(exit));
        }
        exit
    }

    /// How a night ends whose site is live, and whose report or health file could not be written: somebody has to see to
    /// it, and readers need not.
    fn untold(&self) -> Exit {
        self.world.reporter.failure("failed-telling", &Values::new());
        Exit::SetAside
    }

    /// The news of a night that built nothing.
    fn unchanged(&self) -> News {
        let day = self.config.as_ref().map(|config| config.as_of.unwrap_or_else(|| today(config)));
        let sample = self.config.as_ref().is_some_and(|config| config.sample);
        let since = self.records.snapshot().map(|snapshot| snapshot.day);
        self.with_intake(News { day, sample, since, ..News::default() })
    }

    /// Calls the hook that belongs to how the night ended, and notes how it did for monitors. `failed` is the step that
    /// did not succeed.
    fn end(&mut self, mut exit: Exit, failed: Option<StepName>) -> Exit {
        if failed.is_some() {
            self.log(false, |step| step);
        }
        let Some(config) = self.config.clone() else { return exit };
        self.report.insert("exit".to_owned(), (exit as u8).into());
        self.report.insert("failed_step".to_owned(), failed.map(StepName::id).into());
        if let Some(health) = self.health.take() {
            let mut health = health.finished(&self.moment(), exit as u8, &config);
            health.set_aside = self.intake.open as u64;
            // What readers get, which after a night that failed is what they got before.
            (health.release, health.checked) = match target(self.world, &config) {
                Some((to, _)) => {
                    let live = publish::standing(&to).ok().and_then(|standing| standing.live);
                    let checked = live.as_ref().and_then(|live| live.checked);
                    (live.map(|live| live.release.hash().to_owned()), checked.map(|day| day.to_string()))
                }
                None => (None, self.checked.map(|day| day.to_string())),
            };
            health.failed_step = failed.map(|step| step.id().to_owned());
            self.health = Some(health);
        }
        let is_unsaid = failed.is_none() && matches!(exit, Exit::Done | Exit::SetAside);
        if self.write_health().is_err() && is_unsaid {
            exit = self.untold();
            self.report.insert("exit".to_owned(), (exit as u8).into());
        }
        let when = When::of_exit(exit as u8);
        let hook = match when {
            When::Success => &config.nightly.on_success,
            When::Failure => &config.nightly.on_failure,
        };
        if let Some(hook) = hook {
            self.start(StepName::Hook);
            let limit = Duration::from_secs(u64::from(config.nightly.hook_timeout));
            let report = serde_json::to_vec_pretty(&self.report).unwrap_or_default();
            let ended = hooks::run(self.world.root, when, hook, &report, exit as u8, limit);
            self.log(ended == Ended::Well, |step| step.text("name", when.id()));
            let told = hooks::diagnostic(when, &ended, limit);
            self.world.report(&mut told.into_iter().fold(Diagnostics::default(), |mut all, told| {
                all.push(told);
                all
            }));
        }
        exit
    }

    fn start(&mut self, step: StepName) {
        self.step = (step, Instant::now());
    }

    fn done(&self, values: impl FnOnce(Step) -> Step) {
        self.log(true, values);
    }

    /// One line for the step under way.
    fn log(&self, ok: bool, values: impl FnOnce(Step) -> Step) {
        let (name, since) = self.step;
        let step = values(Step::new(name, self.moment(), since.elapsed(), ok));
        self.world.reporter.step(&step, self.form);
    }

    /// The moment in the campaign's zone.
    fn moment(&self) -> Zoned {
        let zone = self.config.as_ref().map_or(TimeZone::UTC, |config| config.timezone.clone());
        now().to_zoned(zone)
    }

    fn write_health(&self) -> Result<(), Exit> {
        let (Some(health), Some(config)) = (&self.health, &self.config) else { return Ok(()) };
        let path = health::path(self.world.root, config);
        health.write(self.world.root, config).map_err(|error| failed_write(self.world, &path, &error))
    }
}

/// What was taken in, for the report.
fn account(news: &mut News, taken: &Taken, site: &Site) {
    news.drops = taken.drops.len();
    news.waiting = taken.waiting.len();
    news.open = taken.open.records.len();
    news.returned = news::returned(&taken.open);
    news.indicators = news::indicators(site);
    // A drop that could not be moved away is told of with what is set aside.
    let warnings = taken.warnings.iter().filter(|told| told.severity == Severity::Warning);
    news.warnings = warnings.cloned().collect();
    news.intake = taken.balance.iter().map(|(table, balance)| (table.to_string(), *balance)).collect();
    let corrections = taken
        .figures
        .iter()
        .filter_map(|figure| Correction::of(&figure.record, figure.before.map(|before| before.value), site));
    news.corrections.extend(corrections);
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
    _lock: FileLock,
}

impl Records {
    /// Makes the folders, out of git's sight, and sees that no other night is under way.
    fn open(world: &World<'_>) -> Result<Records, Exit> {
        let state = world.root.join(".loa");
        let reports = world.root.join("staff/nightly");
        for folder in [&state, &reports] {
            fs::create_dir_all(folder).map_err(|error| failed_write(world, folder, &error))?;
        }
        for folder in [&state, &reports] {
            let path = folder.join(".gitignore");
            if !path.exists() {
                atomic_write(&path, b"*\n").map_err(|error| failed_write(world, &path, &error))?;
            }
        }
        let path = state.join("nightly.lock");
        let lock = FileLock::take(&path).map_err(|error| failed_write(world, &path, &error))?;
        let Some(lock) = lock else {
            let values = Values::new().text("path", path.display().to_string());
            world.reporter.failure("failed-locked", &values);
            return Err(Exit::WorldFailed);
        };
        Ok(Records { state, reports, _lock: lock })
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

    /// What was written to the output since the last night; None where its record is lost.
    fn written(&self, output: &Path) -> Option<Summary> {
        write::difference(&self.state.join(LAST_MANIFEST), &write::manifest_of(output))
    }

    /// Keeps the list of what is in the output, for the next night. Where that fails it is told what its own build wrote.
    fn keep_manifest(&self, output: &Path) {
        let (from, to) = (write::manifest_of(output), self.state.join(LAST_MANIFEST));
        // No second name of it: whatever happens to the one must not happen to the other.
        let _ = fs::remove_file(&to);
        let _ = fs::copy(&from, &to);
    }

    /// Writes the report of the night, and says where it lies.
    fn tell(&self, world: &World<'_>, news: &News, json: &Map<String, Value>) -> Result<(), Exit> {
        let Some(day) = news.day else { return Ok(()) };
        self.set_back(&day.to_string());
        for speech in Speech::ALL {
            let telling = Telling::new(news, speech);
            let html = telling.html().unwrap_or_else(|error| error.to_string());
            for (ending, bytes) in [("txt", telling.text()), ("html", html)] {
                let path = self.reports.join(format!("{day}.{}.{ending}", speech.tag()));
                atomic_write(&path, bytes.as_bytes()).map_err(|error| failed_write(world, &path, &error))?;
            }
        }
        let path = self.reports.join(format!("{day}.json"));
        let json = serde_json::to_vec_pretty(json).map_err(Into::into);
        let written = json.and_then(|json| atomic_write(&path, &json));
        written.map_err(|error| failed_write(world, &path, &error))?;
        self.prune();
        Ok(())
    }

    /// Gives the report of an earlier run of the same day a number, so that what it said is not lost.
    fn set_back(&self, day: &str) {
        let at = |name: String| self.reports.join(name);
        if !at(format!("{day}.json")).exists() {
            return;
        }
        let free = (1..).find(|number| !at(format!("{day}.{number}.json")).exists()).unwrap_or(1);
        // The JSON last: as long as it stands, this is done again.
        for ending in ["vi.txt", "en.txt", "vi.html", "en.html", "json"] {
            let _ = fs::rename(at(format!("{day}.{ending}")), at(format!("{day}.{free}.{ending}")));
        }
    }

    /// Removes the oldest reports. Only names that loa itself gives are looked at; what cannot be removed stays.
    fn prune(&self) {
        let Ok(entries) = fs::read_dir(&self.reports) else { return };
        let day = |name: &str| name.get(..10)?.parse::<Date>().ok();
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut files: Vec<(Date, String)> = names.filter_map(|name| Some((day(&name)?, name))).collect();
        files.sort();
        let days: BTreeSet<_> = files.iter().map(|(day, _)| *day).collect();
        let Some(first) = days.iter().rev().nth(REPORTS_KEPT - 1) else { return };
        for (_, name) in files.iter().filter(|(day, _)| day < first) {
            let _ = fs::remove_file(self.reports.join(name));
        }
    }
}

/// The news for machines, with what is wrong in the words of the command's language.
fn json(world: &World<'_>, news: &News) -> Map<String, Value> {
    let mut json = match serde_json::to_value(news) {
        Ok(Value::Object(json)) => json,
        _ => Map::new(),
    };
    for (key, list) in [
        ("errors", &news.errors),
        ("set_aside", &news.set_aside),
        ("sources", &news.sources),
        ("warnings", &news.warnings),
    ] {
        let told = list.iter().map(|told| report::object(&world.reporter.messages, told));
        json.insert(key.to_owned(), told.collect());
    }
    json
}

fn failed_read(world: &World<'_>, error: &ReadError) -> Exit {
    let values =
        Values::new().text("path", error.path.display().to_string()).text("error", error.error.to_string());
    world.reporter.failure("failed-read", &values);
    Exit::WorldFailed
}

fn failed_write(world: &World<'_>, path: &Path, error: &io::Error) -> Exit {
    let values = Values::new().text("path", path.display().to_string()).text("error", error.to_string());
    world.reporter.failure("failed-write", &values);
    Exit::WorldFailed
}
