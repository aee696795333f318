//! `loa rollback`: shows an earlier release again and keeps it, until it is told that news may be shown.

use super::Exit;
use super::World;
use super::publishing::failed;
use super::publishing::settings;
use super::publishing::target;
use crate::catalogue::Values;
use crate::publish::Target;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The release to go back to: its name, the beginning of it, or its hash; without it, the one before.
    #[arg(long, value_name = "RELEASE", conflicts_with = "release")]
    to: Option<String>,
    /// Take the pin off: the next night publishes again.
    #[arg(long)]
    release: bool,
}

pub(super) fn run(world: &World<'_>, args: &Args) -> Exit {
    rollback(world, args).unwrap_or_else(|exit| exit)
}

fn rollback(world: &World<'_>, args: &Args) -> Result<Exit, Exit> {
    let config = settings(world)?;
    let Some((to, _)) = target(world, &config) else {
        world.reporter.failure("failed-publish-nowhere", &Values::new());
        return Err(Exit::Usage);
    };
    let mut target = Target::open(&to).map_err(|error| failed(world, &to, &error))?;
    if args.release {
        let was_pinned = target.release_pin().map_err(|error| failed(world, &to, &error))?;
        world.reporter.say(if was_pinned { "pin-released" } else { "pin-none" }, &Values::new());
        return Ok(Exit::Done);
    }
    let done = target.rollback(args.to.as_deref(), super::now());
    let done = done.map_err(|error| failed(world, &to, &error))?;
    let values = Values::new()
        .text("from", done.from.as_str())
        .text("to", done.to.as_str())
        .text("live", done.live.as_str())
        .text("count", done.added.len().to_string());
    world.reporter.say(if done.to == done.from { "pinned" } else { "rolled-back" }, &values);
    Ok(Exit::Done)
}
