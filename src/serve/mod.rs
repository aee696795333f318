//! The preview: a server on the editor's own machine that renders the page that is asked for, watches the files, and
//! tells the browser when something changed.
//!
//! What is shown is what `build --drafts` on the same day writes; the script of the preview, the panel and the notes are
//! put in afterwards, and never reach a build. It writes nothing, neither pages nor the ledger. Reading, checking and
//! rendering are those of the build; nothing here knows a template or a table.

mod changes;
mod differences;
mod http;
mod lan;
mod notes;
mod panel;
mod preview;
mod site;
mod watch;

use std::io;
use std::io::ErrorKind;
use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::SocketAddr;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use jiff::civil::Date;
use tokio::runtime;
use tokio::runtime::Runtime;

use crate::catalogue::Values;
use crate::model::config::Config;
use crate::read::ReadError;
use crate::report::Reporter;

use self::watch::Signal;
use self::watch::Watch;

/// The port that is tried first where none is given.
const FIRST_PORT: u16 = 3000;
/// How many ports are tried.
const PORTS_TRIED: u16 = 1000;

/// What the command line says about the preview.
#[derive(Debug)]
pub struct Settings {
    /// The folder that holds `content/`.
    pub root: PathBuf,
    /// The day to take for today.
    pub as_of: Option<Date>,
    /// Today, where neither `as_of` nor site.yaml says.
    pub clock: fn(&Config) -> Date,
    /// This port and no other.
    pub port: Option<u16>,
    /// Whether other machines of the network may look.
    pub lan: bool,
    /// Whether to look at the files every moment instead of waiting for word from the system.
    pub poll: bool,
    /// Whether to open the browser.
    pub open: bool,
}

/// Why there is no preview.
#[derive(Debug)]
pub enum Failure {
    /// There is no folder `content/` in this folder.
    NoContent(PathBuf),
    Read(ReadError),
    PortTaken(u16),
    /// No port could be had.
    Ports(io::Error),
    /// The machine has no address in a network.
    NoNetwork,
    /// The operating system gave no threads or timers.
    Runtime(io::Error),
}

/// Serves until it is interrupted.
///
/// # Errors
///
/// Where it cannot begin; once it serves, nothing but the user ends it.
pub fn run(settings: &Settings, reporter: &Reporter) -> Result<(), Failure> {
    let content = settings.root.join("content");
    std::fs::read_dir(&content).map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Failure::NoContent(settings.root.clone()),
        _ => Failure::Read(ReadError { path: content.clone(), error }),
    })?;
    let lan = if settings.lan { Some(lan::address().ok_or(Failure::NoNetwork)?) } else { None };
    let (port, listeners) = listen(settings.port, lan)?;
    let runtime = runtime().map_err(Failure::Runtime)?;

    let (preview, mut watch) = Watch::begin(settings, reporter).map_err(Failure::Read)?;
    let address = |host: IpAddr| format!("http://{}{}/", SocketAddr::new(host, port), preview.base());
    let own = address(IpAddr::V4(Ipv4Addr::LOCALHOST));
    reporter.result(&own);
    if let Some(host) = lan {
        let address = address(host);
        reporter.result(&address);
        reporter.result(&lan::code(&address, reporter.is_coloured()));
    }
    reporter.say("serve-ready", &Values::new().text("address", own.clone()));
    if settings.open && lan::open_browser(&own).is_err() {
        reporter.say("serve-no-browser", &Values::new().text("address", own));
    }

    let hosts = http::Hosts::new(port, lan);
    let (signals, heard) = mpsc::channel();
    let stop = signals.clone();
    thread::scope(|scope| {
        let watched = &preview;
        scope.spawn(move || watch.run(&heard, &signals, watched));
        let ended = runtime.block_on(http::serve(listeners, preview.clone(), hosts));
        // A watch that has ended already needs no word.
        let _ = stop.send(Signal::Stop);
        ended.map_err(Failure::Runtime)
    })?;
    // Pages that wait for changes would wait for ever.
    runtime.shutdown_background();
    Ok(())
}

/// The given port, or the next free one, on this machine and, where wanted, at its address in the network.
fn listen(wanted: Option<u16>, lan: Option<IpAddr>) -> Result<(u16, Vec<TcpListener>), Failure> {
    let ports = match wanted {
        Some(port) => port..=port,
        None => FIRST_PORT..=FIRST_PORT + PORTS_TRIED,
    };
    let hosts: Vec<IpAddr> = [IpAddr::V4(Ipv4Addr::LOCALHOST)].into_iter().chain(lan).collect();
    for port in ports {
        let listeners: io::Result<Vec<TcpListener>> =
            hosts.iter().map(|host| TcpListener::bind((*host, port))).collect();
        match listeners {
            Ok(listeners) => {
                // Port 0 is any; both addresses get the one that the first was given.
                let port =
                    listeners.first().and_then(|one| one.local_addr().ok()).map_or(port, |at| at.port());
                return Ok((port, listeners));
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => return Err(Failure::Ports(error)),
        }
    }
    Err(Failure::PortTaken(wanted.unwrap_or(FIRST_PORT)))
}

fn runtime() -> io::Result<Runtime> {
    runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(16)
        .thread_keep_alive(Duration::from_secs(60))
        .enable_io()
        .enable_time()
        .build()
}
