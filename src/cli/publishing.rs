//! Publishing as commands see it: where a site's releases go, which codes a release issues, and the plain words for
//! what went wrong. The work is that of [`crate::publish`].

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;
use std::path::PathBuf;

use jiff::Timestamp;

use super::Exit;
use super::World;
use super::build::overlaps;
use super::build::remember;
use super::build::say_ledger;
use super::build::write_ledger;
use crate::catalogue::Values;
use crate::check::Checked;
use crate::codes;
use crate::codes::LedgerLock;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::model::PointId;
use crate::model::config;
use crate::model::config::Config;
use crate::model::ledger::Ledger;
use crate::publish;
use crate::publish::Built;
use crate::publish::Options;
use crate::publish::Outcome;
use crate::publish::PublishError;
use crate::publish::Published;
use crate::publish::Target;
use crate::source::Place;
use crate::write::OutPath;
use crate::write::WriteError;

/// Shows what was built to readers, and says so. Codes that become known by it are issued first: a code that readers
/// have seen, and the ledger has not, would be forgotten. None where the site is not published anywhere.
///
/// `checked` is the site that `output` was built from, and `manifest` what the build says of its files: what anybody else
/// has built into the folder since, drafts perhaps, is not published. `told` is whether the build has said already that the
/// ledger was updated.
pub(super) fn publish(
    world: &World<'_>,
    checked: &Checked,
    output: &Path,
    manifest: &str,
    now: Timestamp,
    told: bool,
    _ledger: Option<&LedgerLock>,
) -> Result<Option<Published>, Exit> {
    let config = &checked.site().config;
    let Some((to, keep)) = target(world, config) else { return Ok(None) };
    let failed = |error: PublishError| failed(world, &to, &error);
    let mut target = Target::open(&to).map_err(failed)?;
    let built = Built::read(output, config.languages.tags().skip(1));
    let built = built.and_then(|built| built.made_by(manifest)).map_err(failed)?;
    let mut ledger = checked.ledger().clone();
    if target.pin().is_none()
        && let Ok(base) = &config.code_base
    {
        for id in built.ids().iter().filter_map(|id| PointId::parse(id)) {
            ledger.issue(&id, &base.address(id.as_str()));
        }
        if write_ledger(world, &ledger)? && !told {
            say_ledger(world, &ledger);
        }
        remember(world, output, &ledger)?;
    }
    let issued: BTreeSet<String> =
        ledger.ids().into_iter().filter(|id| ledger.is_issued(id)).map(|id| id.as_str().to_owned()).collect();
    let published = target.publish(&built, &Options { now, keep, issued: &issued }).map_err(failed)?;
    say(world, &published);
    Ok(Some(published))
}

/// Refuses a target that lies among what the site is made from or built into, or that holds it.
pub(super) fn place(world: &World<'_>, config: &Config) -> Result<(), Exit> {
    let Some((to, _)) = target(world, config) else { return Ok(()) };
    if overlaps(world.root, &to, &["content", "themes", "src", "staff", "output"]) {
        let values = Values::new().text("path", to.display().to_string());
        world.reporter.failure("failed-publish-place", &values);
        return Err(Exit::Usage);
    }
    Ok(())
}

/// An error for each code that the live release answers and the ledger does not know: such a ledger would let posters
/// die. To be asked before anything is built.
pub(super) fn unknown_codes(
    world: &World<'_>,
    config: &Config,
    ledger: &Ledger,
) -> Result<Vec<Diagnostic>, Exit> {
    let Some((to, _)) = target(world, config) else { return Ok(Vec::new()) };
    let standing = publish::standing(&to).map_err(|error| failed(world, &to, &error))?;
    let ids = standing.live.map(|live| live.ids).unwrap_or_default();
    let unknown = ids.iter().filter(|id| PointId::parse(id).is_none_or(|id| !ledger.contains(&id)));
    let place = || Place::File(codes::LEDGER_PATH.to_owned());
    Ok(unknown.map(|id| Diagnostic::new(Code::LedgerForgot, place()).found(id)).collect())
}

/// Where the releases of a site go, and how many stay. A path that is not absolute lies in the site's folder.
pub(super) fn target(world: &World<'_>, config: &Config) -> Option<(PathBuf, usize)> {
    let publish = config.publish.as_ref()?;
    Some((world.root.join(&publish.to), usize::try_from(publish.keep).unwrap_or(usize::MAX)))
}

/// The site's settings alone: what else is wrong with the content does not keep anyone from looking at what is live, or
/// from going back to an earlier release.
pub(super) fn settings(world: &World<'_>) -> Result<Config, Exit> {
    let sources = world.read(&mut Diagnostics::default())?;
    let mut diagnostics = Diagnostics::default();
    let config = match &sources.site_yaml {
        Some(source) => config::resolve(source, &mut diagnostics),
        None => {
            diagnostics.push(Diagnostic::new(Code::NoSite, Place::Site).found(&sources.root));
            None
        }
    };
    match config {
        Some(config) if !diagnostics.has_errors() => Ok(config),
        _ => Err(match world.report(&mut diagnostics) {
            Exit::Done => Exit::ContentErrors,
            exit => exit,
        }),
    }
}

/// Says in one line why the target could not be changed, and what to do.
pub(super) fn failed(world: &World<'_>, to: &Path, error: &PublishError) -> Exit {
    let path = |path: &Path| Values::new().text("path", path.display().to_string());
    let lines = |paths: &[OutPath]| {
        const MOST: usize = 20;
        let shown: Vec<String> = paths.iter().take(MOST).map(|path| format!("`{path}`")).collect();
        if paths.len() > MOST { format!("{}, …", shown.join(", ")) } else { shown.join(", ") }
    };
    let (id, values) = match error {
        PublishError::NotOurs(at) => ("failed-publish-not-ours", path(at)),
        PublishError::NotBuilt(at) => ("failed-publish-not-built", path(at)),
        PublishError::OtherBuild(at) => ("failed-publish-other-build", path(at)),
        PublishError::Changed(at) => ("failed-publish-changed", Values::new().text("path", at.as_str())),
        PublishError::NothingBefore => ("failed-rollback-nothing", path(to)),
        PublishError::NoSuchRelease { wanted, known } => {
            let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            let values = Values::new().text("wanted", wanted).text("known", known.join(", "));
            world.reporter.failure("failed-rollback-unknown", &values);
            return Exit::Usage;
        }
        PublishError::Write(WriteError::Locked(at)) => ("failed-publish-locked", path(at)),
        PublishError::Write(WriteError::Symlink(at)) => ("failed-publish-not-ours", path(at)),
        PublishError::Write(WriteError::Foreign { adoptable, in_the_way }) => {
            let all: Vec<OutPath> = adoptable.iter().chain(in_the_way).cloned().collect();
            ("failed-publish-foreign", path(to).text("paths", lines(&all)))
        }
        PublishError::Write(WriteError::Io { path: at, source, .. }) => {
            let id = match source.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                    "failed-publish-full"
                }
                ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => "failed-publish-rights",
                _ => "failed-publish-disk",
            };
            (id, path(at).text("error", source.to_string()))
        }
        PublishError::Write(error) => ("failed-publish-disk", path(to).text("error", error.to_string())),
    };
    world.reporter.failure(id, &values);
    Exit::WorldFailed
}

fn say(world: &World<'_>, published: &Published) {
    let text = |number: usize| number.to_string();
    let values = Values::new()
        .text("release", published.release.as_str())
        .text("linked", text(published.linked))
        .text("copied", text(published.copied))
        .text("pruned", text(published.pruned.len()));
    let id = match published.outcome {
        Outcome::Switched => "published",
        Outcome::InPlace => "published-in-place",
        Outcome::Pinned => "published-pinned",
    };
    world.reporter.say(id, &values);
    if let Some(newest) = &published.clock_behind {
        world.reporter.say("published-clock", &Values::new().text("release", newest.as_str()));
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use walkdir::WalkDir;

    use super::*;
    use crate::cli::Reading;
    use crate::cli::build;
    use crate::cli::build::Plan;
    use crate::messages::Messages;
    use crate::messages::Speech;
    use crate::report::Reporter;
    use crate::report::Style;

    /// A copy of the small site, with a draft of an issued directive, that is published beside it.
    fn site() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/small");
        for entry in WalkDir::new(&from).into_iter().map(Result::unwrap) {
            let to = root.path().join(entry.path().strip_prefix(&from).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir_all(to).unwrap();
            } else {
                fs::copy(entry.path(), to).unwrap();
            }
        }
        let yaml = root.path().join("content/site.yaml");
        let text = fs::read_to_string(&yaml).unwrap();
        fs::write(yaml, text + "publish: {to: live}\nsample: true\nas_of: 2025-10-20\n").unwrap();
        let draft = "---\ntitle: Bản nháp\ndraft: true\n---\nChưa ai được đọc.\n";
        fs::write(root.path().join("content/pages/nhap.vi.md"), draft).unwrap();
        root
    }

    fn make(world: &World<'_>, drafts: bool) -> (build::Built, PathBuf) {
        let mut diagnostics = Diagnostics::default();
        let output = world.root.join("output");
        let plan = Plan { output: output.clone(), drafts, locked: false, strict: false, adopt: false };
        let reading = Reading { drafts, ..Reading::default() };
        let (sources, checked) = world.compile(reading, &mut diagnostics).unwrap();
        let built = build::make(world, &plan, &sources, checked.unwrap(), &mut diagnostics).unwrap();
        (built.unwrap_or_else(|| panic!("{diagnostics:?}")), output)
    }

    #[test]
    fn what_another_command_has_built_into_the_output_meanwhile_is_not_published() {
        let root = site();
        let reporter = Reporter::new(Messages::new(Speech::En), Style::Human, true);
        let world = World { root: root.path(), reporter: &reporter };
        let now: Timestamp = "2025-10-20T17:10:00Z".parse().unwrap();
        let draft = root.path().join("live/current/nhap/index.html");
        for again in [false, true] {
            // The second time the night finds its output as it would make it.
            let (night, output) = make(&world, false);
            make(&world, true);
            assert!(output.join("nhap/index.html").exists());
            let published =
                publish(&world, &night.checked, &output, &night.summary.manifest, now, false, None);
            assert!(matches!(published, Err(Exit::WorldFailed)), "{again}: {published:?}");
            assert!(!root.path().join("live/current").exists(), "{again}");
            make(&world, false);
        }
        let (night, output) = make(&world, false);
        assert_eq!(night.summary.written.len(), 0, "it stood already");
        let published = publish(&world, &night.checked, &output, &night.summary.manifest, now, false, None);
        assert!(published.unwrap().is_some());
        assert!(root.path().join("live/current/index.html").exists() && !draft.exists());
    }
}
