//! `loa build`: the whole way, from the folder to the output, and the ledger of codes with it.

use std::path::Path;
use std::path::PathBuf;
use std::time::Instant;

use sha2::Digest;
use sha2::Sha256;

use super::Exit;
use super::Reading;
use super::World;
use super::parse_day;
use crate::catalogue::Values;
use crate::check::Accepted;
use crate::check::Checked;
use crate::codes;
use crate::codes::ReadBack;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::model::ledger::Ledger;
use crate::read::Sources;
use crate::render;
use crate::render::Renderer;
use crate::render::Stop;
use crate::routes;
use crate::routes::Route;
use crate::source::Place;
use crate::theme::Theme;
use crate::write;
use crate::write::Options;
use crate::write::OutPath;
use crate::write::Summary;
use crate::write::WriteError;
use crate::write::Writer;
use crate::write::atomic_write;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Where the site goes; without it, `output` beside `content/`.
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// The day to take for today.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    as_of: Option<jiff::civil::Date>,
    /// Build drafts, too; the ledger is left as it is.
    #[arg(long)]
    drafts: bool,
    /// Fail where the ledger of codes would change.
    #[arg(long)]
    locked: bool,
    /// Treat warnings as errors.
    #[arg(long)]
    strict: bool,
    /// Take over files in the output folder that loa did not write.
    #[arg(long)]
    adopt: bool,
}

pub(super) fn run(world: &World<'_>, args: &Args) -> Exit {
    let start = Instant::now();
    let mut diagnostics = Diagnostics::default();
    let built = build(world, args, &mut diagnostics);
    let exit = match built {
        Ok(Some(_) | None) => world.report(&mut diagnostics),
        Err(exit) => {
            world.report(&mut diagnostics);
            return exit;
        }
    };
    match &built {
        Ok(Some(done)) => {
            let text = |number: usize| number.to_string();
            let values = Values::new()
                .text("pages", text(done.pages))
                .text("files", text(done.files))
                .text("codes", text(done.codes))
                .text("written", text(done.summary.written.len()))
                .text("removed", text(done.summary.removed.len()))
                .text("unchanged", text(done.summary.unchanged))
                .text("seconds", format!("{:.2}", start.elapsed().as_secs_f64()));
            world.reporter.say("summary-built", &values);
        }
        _ => world.reporter.say("nothing-written", &Values::new()),
    }
    // The program ends here. The system takes back all memory at once; to free a large site piece by piece takes longer.
    std::mem::forget(built);
    exit
}

/// What a build has made.
pub(super) struct Built {
    pub(super) pages: usize,
    pub(super) files: usize,
    pub(super) codes: usize,
    pub(super) summary: Summary,
    /// Whether it was said that the ledger was updated.
    pub(super) ledger_told: bool,
    /// The site that was built, with its codes read back.
    pub(super) checked: Checked,
}

/// Where a build goes, and what it may change.
pub(super) struct Plan {
    pub(super) output: PathBuf,
    pub(super) drafts: bool,
    pub(super) locked: bool,
    pub(super) strict: bool,
    pub(super) adopt: bool,
}

impl Plan {
    /// Whether nothing that is known so far keeps the build from going on.
    fn may_go_on(&self, diagnostics: &mut Diagnostics) -> bool {
        if self.strict {
            diagnostics.make_strict();
        }
        !diagnostics.has_errors()
    }
}

/// None where the content has errors: they are in `diagnostics`, and nothing was written.
fn build(world: &World<'_>, args: &Args, diagnostics: &mut Diagnostics) -> Result<Option<Built>, Exit> {
    let plan = Plan {
        output: output(world, args.output.as_deref())?,
        drafts: args.drafts,
        locked: args.locked,
        strict: args.strict,
        adopt: args.adopt,
    };
    // From reading the ledger until it is written, no other command may change it.
    let _lock = (!args.drafts && !args.locked).then(|| codes::lock_ledger(world.root));
    let reading = Reading { as_of: args.as_of, drafts: args.drafts, strict: args.strict };
    let (sources, checked) = world.compile(reading, diagnostics)?;
    let Some(checked) = checked else { return Ok(None) };
    let built = make(world, &plan, &sources, checked, diagnostics)?;
    // As with the site itself, see `run`.
    std::mem::forget(sources);
    if built.is_some() && args.output.is_none() {
        keep_out_of_git(&plan.output);
    }
    Ok(built)
}

/// The output folder: the one that was asked for, else `output` beside `content/`.
pub(super) fn output(world: &World<'_>, asked: Option<&Path>) -> Result<PathBuf, Exit> {
    let output = asked.map_or_else(|| world.root.join("output"), Path::to_owned);
    if lies_wrong(world.root, &output) {
        let values = Values::new().text("path", output.display().to_string());
        world.reporter.failure("failed-output-place", &values);
        return Err(Exit::Usage);
    }
    Ok(output)
}

/// Writes a site that was checked, and the ledger. None where its pages have errors: they are in `diagnostics`, and
/// nothing was written.
pub(super) fn make(
    world: &World<'_>,
    plan: &Plan,
    sources: &Sources,
    checked: Checked,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Built>, Exit> {
    diagnostics.extend(codes::forgotten(&plan.output, &checked.site().ledger));
    let (theme, files) =
        rayon::join(|| Theme::load(&checked.site().config, sources, diagnostics), || sources.hash());
    let Some(theme) = theme else { return Ok(None) };
    let input = |checked: &Checked| self::input(checked, sources, &files, plan.drafts);
    if let Some(summary) = stands(&checked, &plan.output, &input(&checked), diagnostics) {
        return as_it_stands(world, plan, checked, summary, diagnostics);
    }
    let assets = theme.assets().chain(checked.pictures());
    let (read_back, routes) = rayon::join(
        || codes::read_back(checked.ledger()),
        || routes::all(checked.site(), checked.ledger(), checked.pages(), assets),
    );
    let ReadBack { ledger, matrices, problems } = read_back;
    diagnostics.extend(problems);
    let changed = ledger.lines_changed(&checked.site().ledger);
    if plan.locked && changed > 0 {
        let place = Place::File(codes::LEDGER_PATH.to_owned());
        diagnostics.push(Diagnostic::new(Code::LedgerLocked, place).found(changed.to_string()));
    }
    let accepted = checked.accept(diagnostics);
    if !plan.may_go_on(diagnostics) {
        return Ok(None);
    }
    let checked = checked.with_codes(ledger, matrices);
    let failed = |error: &_| write_failed(world, error);
    let mut writer =
        Writer::begin(&plan.output, Options { adopt: plan.adopt }).map_err(|error| failed(&error))?;
    let renderer = Renderer::new(&checked, &theme);
    let put = |path: &_, bytes: &_| writer.put(path, bytes);
    let warnings = match render::all(&renderer, &routes, put, |except| writer.release(except)) {
        Ok(warnings) => warnings,
        Err(Stop::Content(problems)) => {
            diagnostics.extend(problems);
            return Ok(None);
        }
        Err(Stop::Sink(error)) => return Err(failed(&error)),
    };
    // What only the pages can tell would not be told by a build that need not make them.
    if warnings.is_empty() {
        writer.made_from(input(&checked));
    }
    diagnostics.extend(warnings);
    checked.accept_last(diagnostics, accepted);
    if !plan.may_go_on(diagnostics) {
        return Ok(None);
    }
    // The ledger before the pages: a page behind a code that the ledger does not know would be forgotten.
    let ledger_told = changed > 0 && !plan.drafts && write_ledger(world, checked.ledger())?;
    if ledger_told {
        say_ledger(world, checked.ledger());
    }
    // What the pages shared takes as long to free as half a commit.
    let (summary, ()) = rayon::join(|| writer.commit(), || drop(renderer));
    let summary = summary.map_err(|error| failed(&error))?;
    remember(world, &plan.output, checked.ledger())?;
    Ok(Some(Built {
        pages: routes.values().filter(|route| matches!(route, Route::Page(..))).count(),
        files: routes.len(),
        codes: checked.ledger().ids().len(),
        summary,
        ledger_told,
        checked,
    }))
}

/// What a build tells that would make what stands in the output already.
fn as_it_stands(
    world: &World<'_>,
    plan: &Plan,
    checked: Checked,
    summary: Summary,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Built>, Exit> {
    // A build whose pages had warnings does not stand, so there are none to come.
    checked.accept_last(diagnostics, Accepted::default());
    if !plan.may_go_on(diagnostics) {
        return Ok(None);
    }
    remember(world, &plan.output, checked.ledger())?;
    Ok(Some(Built {
        pages: checked.pages().len() * checked.site().config.languages.len(),
        files: summary.unchanged,
        codes: checked.ledger().ids().len(),
        summary,
        ledger_told: false,
        checked,
    }))
}

/// Tells all that the bytes of the output follow from: the files, by their hash, the ledger, the day, and the program
/// itself.
fn input(checked: &Checked, sources: &Sources, files: &str, drafts: bool) -> String {
    let site = checked.site();
    let hash =
        |text: String| -> String { Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect() };
    // The name of a file that is handed out has a hash of its bytes in it.
    let handed_out = sources.unopened.keys().filter_map(|path| Some((path, checked.files().name(path)?)));
    let parts = [
        env!("LOA_PROGRAM").to_owned(),
        files.to_owned(),
        hash(handed_out.map(|(path, name)| format!("{path}\t{name}\n")).collect()),
        hash(checked.ledger().to_text()),
        site.today.to_string(),
        site.today_is_fixed.to_string(),
        drafts.to_string(),
    ];
    parts.join(" ")
}

/// The output where it is what this build would make it: the same input, no line of the ledger that
/// is yet to be written or read back, and no file that someone changed.
fn stands(checked: &Checked, output: &Path, input: &str, diagnostics: &Diagnostics) -> Option<Summary> {
    let ledger = checked.ledger();
    let is_settled = ledger.lines_changed(&checked.site().ledger) == 0
        && ledger.lines().all(|(_, _, line)| line.check.is_some());
    if diagnostics.has_errors() || !is_settled {
        return None;
    }
    write::stands(output, input)
}

/// The built site is no source: git is told so once. A file that is there is left alone, and a folder without it is no
/// less whole.
pub(super) fn keep_out_of_git(output: &Path) {
    let path = output.join(".gitignore");
    if !path.exists() {
        let _ = atomic_write(&path, b"*\n!.gitignore\n");
    }
}

/// Writes `content/qr.lock`, and says so where it has changed.
pub(super) fn save_ledger(world: &World<'_>, ledger: &Ledger) -> Result<(), Exit> {
    if write_ledger(world, ledger)? {
        say_ledger(world, ledger);
    }
    Ok(())
}

/// Writes `content/qr.lock`; tells whether it has changed.
pub(super) fn write_ledger(world: &World<'_>, ledger: &Ledger) -> Result<bool, Exit> {
    let path = world.root.join(codes::LEDGER_PATH);
    atomic_write(&path, ledger.to_text().as_bytes()).map_err(|error| {
        let values = Values::new().text("path", path.display().to_string()).text("error", error.to_string());
        world.reporter.failure("failed-write", &values);
        Exit::WorldFailed
    })
}

pub(super) fn say_ledger(world: &World<'_>, ledger: &Ledger) {
    let values = Values::new().text("count", ledger.lines().count().to_string());
    world.reporter.say("ledger-updated", &values);
}

/// Notes in an output folder which codes are issued.
pub(super) fn remember(world: &World<'_>, output: &Path, ledger: &Ledger) -> Result<(), Exit> {
    codes::remember_issued(output, ledger).map_err(|error| {
        let values =
            Values::new().text("path", output.display().to_string()).text("error", error.to_string());
        world.reporter.failure("failed-write", &values);
        Exit::WorldFailed
    })
}

/// The output may not contain, or lie in, what the site is made from.
fn lies_wrong(root: &Path, output: &Path) -> bool {
    overlaps(root, output, &["content", "themes", "src"])
}

/// Whether a folder contains, or lies in, one of these in the root.
pub(super) fn overlaps(root: &Path, folder: &Path, others: &[&str]) -> bool {
    let whole = |path: &Path| {
        let mut known = path.to_owned();
        let mut rest = Vec::new();
        // The longest part that exists is made absolute; what is yet to be made is put back behind it.
        loop {
            if let Ok(found) = known.canonicalize() {
                return rest.iter().rev().fold(found, |path, part| path.join(part));
            }
            match (known.file_name().map(ToOwned::to_owned), known.parent().map(Path::to_owned)) {
                (Some(name), Some(parent)) => {
                    rest.push(name);
                    known = if parent.as_os_str().is_empty() { PathBuf::from(".") } else { parent };
                }
                _ => return path.to_owned(),
            }
        }
    };
    let folder = whole(folder);
    others.iter().any(|other| {
        let other = whole(&root.join(other));
        folder.starts_with(&other) || other.starts_with(&folder)
    })
}

/// Says why the output could not be written.
pub(super) fn write_failed(world: &World<'_>, error: &WriteError) -> Exit {
    let lines = |paths: &[OutPath]| {
        const MOST: usize = 20;
        let mut lines: Vec<String> = paths.iter().take(MOST).map(|path| format!("  {path}")).collect();
        if paths.len() > MOST {
            lines.push("  …".to_owned());
        }
        lines.join("\n")
    };
    let path = |path: &Path| Values::new().text("path", path.display().to_string());
    let (id, values) = match error {
        WriteError::Locked(at) => ("failed-locked", path(at)),
        WriteError::Foreign { adoptable, in_the_way } => {
            if !in_the_way.is_empty() {
                world
                    .reporter
                    .failure("failed-foreign-in-the-way", &Values::new().text("paths", lines(in_the_way)));
            }
            if adoptable.is_empty() {
                return Exit::WorldFailed;
            }
            let values = Values::new().text("count", adoptable.len().to_string());
            ("failed-foreign", values.text("paths", lines(adoptable)))
        }
        WriteError::Io { path: at, source, .. } => {
            ("failed-write", path(at).text("error", source.to_string()))
        }
        WriteError::BadManifest { path: at, line, .. } => {
            ("failed-manifest", path(at).text("line", line.to_string()))
        }
        WriteError::Symlink(at) => ("failed-symlink", path(at)),
        WriteError::Duplicate { first, second } => {
            ("failed-write", Values::new().text("path", first.to_string()).text("error", second.to_string()))
        }
        WriteError::Incomplete(at) => {
            ("failed-write", Values::new().text("path", at.to_string()).text("error", error.to_string()))
        }
    };
    world.reporter.failure(id, &values);
    Exit::WorldFailed
}
