//! `loa qr`: what the ledger of codes holds, and the few acts that change it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use super::Exit;
use super::Reading;
use super::World;
use super::build::remember;
use super::build::save_ledger;
use crate::catalogue::Values;
use crate::codes;
use crate::codes::ReadBack;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::model::PointId;
use crate::model::ledger;
use crate::model::ledger::Ledger;
use crate::model::ledger::State;
use crate::qr::Matrix;
use crate::render::Renderer;
use crate::routes::Route;
use crate::source::Place;
use crate::text::nearest;
use crate::theme::Theme;
use crate::write::atomic_write;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// List all codes: id, state, commune, address, and the id that answers instead.
    List,
    /// Read every code of the ledger back with both decoders.
    Verify,
    /// Write codes as SVG and PNG for printing; they are issued by that, and answer for ever.
    Export {
        /// Where the pictures go; without it, `qr` beside `content/`.
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
        /// Ids; without any, all that are in use.
        ids: Vec<String>,
    },
    /// Note that codes were printed: they are issued, and answer for ever.
    Printed {
        /// Ids, as `loa qr list` names them.
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Take a code out of use; its page stays and says so.
    Retire {
        /// The id, as `loa qr list` names it.
        id: String,
        /// The id that answers instead.
        #[arg(long, value_name = "ID")]
        to: Option<String>,
    },
    /// List the hosts that must keep answering, and for how many codes.
    Hosts,
}

pub(super) fn run(world: &World<'_>, args: &Args) -> Exit {
    let writes = matches!(args, Args::Export { .. } | Args::Printed { .. } | Args::Retire { .. });
    let _lock = writes.then(|| codes::lock_ledger(world.root));
    let done = match args {
        Args::List => list(world),
        Args::Verify => verify(world),
        Args::Export { to, ids } => {
            let to = to.clone().unwrap_or_else(|| world.root.join("qr"));
            export(world, &to, ids)
        }
        Args::Printed { ids } => printed(world, ids),
        Args::Retire { id, to } => retire(world, id, to.as_deref()),
        Args::Hosts => hosts(world),
    };
    done.unwrap_or_else(|exit| exit)
}

/// The ledger as it lies in the site; a ledger that is not right ends the command.
fn read_ledger(world: &World<'_>) -> Result<Ledger, Exit> {
    let sources = world.read(&mut Diagnostics::default())?;
    let mut diagnostics = Diagnostics::default();
    if sources.site_yaml.is_none() {
        diagnostics.push(Diagnostic::new(Code::NoSite, Place::Site).found(&sources.root));
    }
    let ledger = ledger::resolve(&sources, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(world.report(&mut diagnostics));
    }
    Ok(ledger)
}

fn list(world: &World<'_>) -> Result<Exit, Exit> {
    for (id, url, line) in read_ledger(world)?.lines() {
        let to = match &line.state {
            State::Retired { to: Some(to) } => to.as_str(),
            _ => "-",
        };
        world.reporter.result(&format!("{id}\t{}\t{}\t{url}\t{to}", line.state.id(), line.commune));
    }
    Ok(Exit::Done)
}

fn verify(world: &World<'_>) -> Result<Exit, Exit> {
    let ledger = read_ledger(world)?;
    let mut diagnostics = Diagnostics::default();
    for (_, url, _) in ledger.lines() {
        let read = Matrix::encode(url).map(|matrix| codes::verify(&matrix, url));
        match read {
            Ok(Ok(())) => {}
            Ok(Err(problem)) => diagnostics.push(problem),
            Err(_) => diagnostics.push(codes::misread(url, String::new())),
        }
    }
    let exit = world.report(&mut diagnostics);
    if exit == Exit::Done {
        let values = Values::new().text("count", ledger.lines().count().to_string());
        world.reporter.say("verify-ok", &values);
    }
    Ok(exit)
}

fn export(world: &World<'_>, to: &Path, ids: &[String]) -> Result<Exit, Exit> {
    let mut diagnostics = Diagnostics::default();
    let (sources, checked) = world.compile(Reading::default(), &mut diagnostics)?;
    let Some(checked) = checked else { return Err(world.report(&mut diagnostics)) };
    let Ok(base) = &checked.site().config.code_base else { return Err(Exit::ContentErrors) };
    let mut ledger = Ledger::clone(&checked.site().ledger);
    let retired = |id: &PointId| matches!(ledger.state(id), Some(State::Retired { .. }));
    let wanted: Vec<PointId> = if ids.is_empty() {
        ledger.ids().into_iter().filter(|id| !retired(id)).cloned().collect()
    } else {
        known(world, &ledger, ids)?
    };
    // What is drawn is the address of today's base, and only a build adds lines for it.
    let unknown = wanted.iter().find(|id| ledger.line(id, &base.address(id.as_str())).is_none());
    if let Some(id) = unknown.or_else(|| wanted.iter().find(|id| retired(id))) {
        let reason = if retired(id) { "export-retired" } else { "export-not-built" };
        world.reporter.failure(reason, &Values::new().text("id", id.as_str()));
        return Err(Exit::Usage);
    }
    if wanted.is_empty() {
        world.reporter.failure("export-nothing", &Values::new());
        return Err(Exit::Usage);
    }
    let ReadBack { ledger: checks, matrices: _, problems } = codes::read_back(&ledger);
    diagnostics.extend(problems);
    let theme = Theme::load(&checked.site().config, &sources, &mut diagnostics);
    let (Some(theme), false) = (theme, diagnostics.has_errors()) else {
        return Err(world.report(&mut diagnostics));
    };
    ledger = checks;
    for id in &wanted {
        ledger.issue(id, &base.address(id.as_str()));
    }
    // Issued before the first picture exists: a picture that nobody remembers could be printed.
    save_ledger(world, &ledger)?;
    remember(world, &world.root.join("output"), &ledger)?;
    let renderer = Renderer::new(&checked, &theme);
    let failed = |path: &Path, error: &std::io::Error| {
        let values = Values::new().text("path", path.display().to_string()).text("error", error.to_string());
        world.reporter.failure("failed-write", &values);
        Exit::WorldFailed
    };
    fs::create_dir_all(to).map_err(|error| failed(to, &error))?;
    for id in &wanted {
        for (route, ending) in [(Route::QrSvg(id.clone()), "svg"), (Route::QrPng(id.clone()), "png")] {
            let path = to.join(format!("{id}.{ending}"));
            match renderer.render(&route, "") {
                Ok(bytes) => {
                    atomic_write(&path, &bytes).map_err(|error| failed(&path, &error))?;
                }
                Err(problems) => {
                    diagnostics.extend(problems);
                    return Err(world.report(&mut diagnostics));
                }
            }
        }
    }
    let values = Values::new().text("count", wanted.len().to_string()).text("path", to.display().to_string());
    world.reporter.say("exported", &values);
    Ok(Exit::Done)
}

fn printed(world: &World<'_>, ids: &[String]) -> Result<Exit, Exit> {
    let mut ledger = read_ledger(world)?;
    let ids = known(world, &ledger, ids)?;
    for id in &ids {
        // Nobody says with which base it was printed: all that the ledger has must go on answering.
        let urls: Vec<String> = ledger.of(id).map(|(url, _)| url.to_owned()).collect();
        for url in urls {
            ledger.issue(id, &url);
        }
    }
    save_ledger(world, &ledger)?;
    remember(world, &world.root.join("output"), &ledger)?;
    world.reporter.say("issued", &Values::new().text("count", ids.len().to_string()));
    Ok(Exit::Done)
}

fn retire(world: &World<'_>, id: &str, to: Option<&str>) -> Result<Exit, Exit> {
    let mut ledger = read_ledger(world)?;
    let names: Vec<String> = [Some(id), to].into_iter().flatten().map(str::to_owned).collect();
    let ids = known(world, &ledger, &names)?;
    let Some(retired) = ids.first() else { return Err(Exit::Usage) };
    let to = ids.get(1).cloned();
    ledger.set_state(retired, &State::Retired { to: to.clone() });
    if ledger.answering(retired).is_none() {
        world.reporter.failure("retired-circle", &Values::new().text("id", retired.as_str()));
        return Err(Exit::Usage);
    }
    save_ledger(world, &ledger)?;
    remember(world, &world.root.join("output"), &ledger)?;
    let values = Values::new().text("id", retired.as_str());
    match to {
        Some(to) => world.reporter.say("retired", &values.text("to", to.as_str())),
        None => world.reporter.say("retired-none", &values),
    }
    Ok(Exit::Done)
}

fn hosts(world: &World<'_>) -> Result<Exit, Exit> {
    let ledger = read_ledger(world)?;
    let mut hosts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, url, line) in ledger.lines() {
        if line.state != State::New {
            let host =
                url.strip_prefix("https://").and_then(|rest| rest.split('/').next()).unwrap_or_default();
            *hosts.entry(host.to_ascii_lowercase()).or_default() += 1;
        }
    }
    if hosts.is_empty() {
        world.reporter.say("hosts-none", &Values::new());
    }
    for (host, count) in hosts {
        world.reporter.result(&format!("{host}\t{count}"));
    }
    Ok(Exit::Done)
}

/// The ids as the ledger has them; one that it does not have ends the command.
fn known(world: &World<'_>, ledger: &Ledger, names: &[String]) -> Result<Vec<PointId>, Exit> {
    names
        .iter()
        .map(|name| {
            let id = PointId::parse(name).filter(|id| ledger.contains(id));
            id.ok_or_else(|| {
                world.reporter.failure("unknown-id", &Values::new().text("id", name.as_str()));
                let near = nearest(name, ledger.ids().into_iter().map(PointId::as_str));
                if !near.is_empty() {
                    let names = near.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                    world.reporter.failure("did-you-mean", &Values::new().text("names", names));
                }
                Exit::Usage
            })
        })
        .collect()
}
