//! `loa serve`: the preview, until it is interrupted.

use super::Exit;
use super::World;
use super::parse_day;
use super::today;
use crate::catalogue::Values;
use crate::read::ReadError;
use crate::serve;
use crate::serve::Failure;
use crate::serve::Settings;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// This port and no other; without it, the next free one from 3000.
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// The day to take for today.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    as_of: Option<jiff::civil::Date>,
    /// Open the browser.
    #[arg(long)]
    open: bool,
    /// Let other devices in the network look, too.
    #[arg(long)]
    lan: bool,
    /// Look for changes twice a second, for network folders that do not tell of them.
    #[arg(long)]
    poll: bool,
}

pub(super) fn run(world: &World<'_>, args: &Args) -> Exit {
    let settings = Settings {
        root: world.root.to_owned(),
        as_of: args.as_of,
        clock: today,
        port: args.port,
        lan: args.lan,
        poll: args.poll,
        open: args.open,
    };
    let Err(failure) = serve::run(&settings, world.reporter) else { return Exit::Done };
    let (id, values) = match failure {
        Failure::NoContent(path) => {
            ("failed-no-content", Values::new().text("path", path.display().to_string()))
        }
        Failure::Read(ReadError { path, error }) => {
            let values = Values::new().text("path", path.display().to_string());
            ("failed-read", values.text("error", error.to_string()))
        }
        Failure::PortTaken(port) => ("failed-port-taken", Values::new().text("port", port.to_string())),
        Failure::Ports(error) => ("failed-ports", Values::new().text("error", error.to_string())),
        Failure::NoNetwork => ("failed-no-network", Values::new()),
        Failure::Runtime(error) => ("failed-runtime", Values::new().text("error", error.to_string())),
    };
    world.reporter.failure(id, &values);
    Exit::WorldFailed
}
