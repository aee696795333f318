//! The command line: one file per command, each a few steps along the way of the data. The only place where the steps
//! meet the world: arguments, the clock, the environment, exit statuses.

mod build;
mod check;
mod explain;
mod install;
mod nightly;
mod publishing;
mod qr;
mod rollback;
mod serve;
mod status;
mod translations;
mod usage;

use std::path::Path;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use clap::Subcommand;
use jiff::Timestamp;
use jiff::Zoned;
use jiff::civil::Date;

use crate::catalogue::Values;
use crate::check::Checked;
use crate::check::Memo;
use crate::compile_again;
use crate::diag::Diagnostics;
use crate::diag::Severity;
use crate::messages::Messages;
use crate::messages::Speech;
use crate::model::Options;
use crate::model::config::Config;
use crate::read;
use crate::read::Cache;
use crate::read::ReadError;
use crate::read::Sources;
use crate::report::Reporter;
use crate::report::Style;

/// Builds bilingual campaign sites with a QR code for every registration point.
#[derive(Debug, Parser)]
#[command(name = "loa", version, propagate_version = true)]
struct Cli {
    /// Folder that holds `content/`.
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    root: PathBuf,
    /// Language of messages; without it, that of the locale.
    #[arg(long, global = true, value_enum)]
    lang: Option<Speech>,
    /// Say only what is wrong.
    #[arg(long, short, global = true)]
    quiet: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site into the output folder.
    Build(build::Args),
    /// Look at the content and say everything that is wrong with it.
    Check(check::Args),
    /// Show the site while it is edited.
    Serve(serve::Args),
    /// Take in what was handed in, build, publish, and say what changed.
    Nightly(nightly::Args),
    /// Show an earlier release again, and keep it until told otherwise.
    Rollback(rollback::Args),
    /// What readers get, how old it is, what was set aside, and when the next night is due.
    Status(status::Args),
    /// The ledger of codes: what was issued, and what answers it.
    #[command(subcommand)]
    Qr(qr::Args),
    /// The state of translations.
    Translations(translations::Args),
    /// Explain a message by its code.
    Explain(explain::Args),
}

/// How a command ended (contract, section 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    Done = 0,
    /// The content has errors; nothing was written.
    ContentErrors = 1,
    /// Arguments that mean nothing here.
    Usage = 2,
    /// Done, and records were set aside.
    SetAside = 3,
    /// The world failed; what stood before still stands.
    WorldFailed = 4,
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let cli = match usage::parse() {
        Ok(cli) => cli,
        Err(exit) => return ExitCode::from(exit as u8),
    };
    let speech = cli.lang.unwrap_or_else(|| Speech::of_locale(locale().as_deref()));
    let style = match &cli.command {
        Command::Check(args) => args.format,
        _ => Style::Human,
    };
    let reporter = Reporter::new(Messages::new(speech), style, cli.quiet);
    let world = World { root: &cli.root, reporter: &reporter };
    let exit = match &cli.command {
        Command::Build(args) => build::run(&world, args),
        Command::Check(args) => check::run(&world, args),
        Command::Serve(args) => serve::run(&world, args),
        Command::Nightly(args) => nightly::run(&world, args),
        Command::Rollback(args) => rollback::run(&world, args),
        Command::Status(args) => status::run(&world, args),
        Command::Qr(args) => qr::run(&world, args),
        Command::Translations(args) => translations::run(&world, args),
        Command::Explain(args) => explain::run(&world, args),
    };
    ExitCode::from(world.with_results_given(exit) as u8)
}

/// The locale that messages follow, in POSIX's order.
fn locale() -> Option<String> {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|v| !v.is_empty())
}

/// What commands share.
struct World<'a> {
    root: &'a Path,
    reporter: &'a Reporter,
}

/// How a site is to be understood.
#[derive(Clone, Copy, Debug, Default)]
struct Reading {
    as_of: Option<Date>,
    drafts: bool,
    strict: bool,
}

impl World<'_> {
    /// Opens the files; what the operating system does not give ends the command.
    fn read(&self, diagnostics: &mut Diagnostics) -> Result<Sources, Exit> {
        self.read_again(&mut Cache::default(), diagnostics)
    }

    /// The same, for a command that reads the site more than once.
    fn read_again(&self, cache: &mut Cache, diagnostics: &mut Diagnostics) -> Result<Sources, Exit> {
        read::read_again(self.root, cache, diagnostics).map_err(|ReadError { path, error }| {
            let values =
                Values::new().text("path", path.display().to_string()).text("error", error.to_string());
            self.reporter.failure("failed-read", &values);
            Exit::WorldFailed
        })
    }

    /// Reads and checks the site. What is wrong is gathered, and not printed yet.
    fn compile(
        &self,
        reading: Reading,
        diagnostics: &mut Diagnostics,
    ) -> Result<(Sources, Option<Checked>), Exit> {
        let sources = self.read(diagnostics)?;
        let checked = self.check(&sources, reading, diagnostics);
        Ok((sources, checked))
    }

    /// Checks what was read.
    fn check(&self, sources: &Sources, reading: Reading, diagnostics: &mut Diagnostics) -> Option<Checked> {
        self.check_again(sources, reading, &mut Memo::default(), diagnostics)
    }

    /// The same, for a command that has understood parts of the site before.
    fn check_again(
        &self,
        sources: &Sources,
        reading: Reading,
        memo: &mut Memo,
        diagnostics: &mut Diagnostics,
    ) -> Option<Checked> {
        let options = Options { as_of: reading.as_of, drafts: reading.drafts, clock: today };
        let checked = compile_again(sources, &options, memo, diagnostics);
        if reading.strict {
            diagnostics.make_strict();
        }
        checked.filter(|_| !diagnostics.has_errors())
    }

    /// How the command ended, given that a result which nobody gets is none.
    fn with_results_given(&self, exit: Exit) -> Exit {
        let Some(error) = self.reporter.lost_result() else { return exit };
        self.reporter.failure("failed-output", &Values::new().text("error", error.to_string()));
        Exit::WorldFailed
    }

    /// Prints what was gathered and says how the command ended.
    fn report(&self, diagnostics: &mut Diagnostics) -> Exit {
        diagnostics.sort();
        self.reporter.diagnostics(diagnostics);
        let count = |severity| diagnostics.count(severity);
        let (errors, set_aside, warnings) =
            (count(Severity::Error), count(Severity::SetAside), count(Severity::Warning));
        if errors + set_aside + warnings > 0 {
            let values = Values::new()
                .number("errorsN", errors as u64)
                .number("set_asideN", set_aside as u64)
                .number("warningsN", warnings as u64)
                .text("errors", errors.to_string())
                .text("set_aside", set_aside.to_string())
                .text("warnings", warnings.to_string());
            self.reporter.say("summary-counts", &values);
        }
        if errors > 0 {
            Exit::ContentErrors
        } else if set_aside > 0 {
            Exit::SetAside
        } else {
            Exit::Done
        }
    }
}

/// The day of [`now`] in the campaign's zone.
fn today(config: &Config) -> Date {
    Zoned::new(now(), config.timezone.clone()).date()
}

/// The moment of SOURCE_DATE_EPOCH (reproducible-builds.org) where it is set, else of the clock.
fn now() -> Timestamp {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.trim().parse().ok());
    epoch.and_then(|seconds| Timestamp::from_second(seconds).ok()).unwrap_or_else(Timestamp::now)
}

/// A day given on the command line.
fn parse_day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| A_DAY.to_owned())
}

/// How a day is given.
const A_DAY: &str = "2025-10-20";
