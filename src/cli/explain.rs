//! `loa explain CODE`: what a message means, with an example before and after.

use super::Exit;
use super::World;
use crate::catalogue::Values;
use crate::diag::Code;
use crate::text::nearest;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The code in the brackets of a message, such as `fact-differs`.
    code: String,
}

pub(super) fn run(world: &World<'_>, args: &Args) -> Exit {
    let messages = &world.reporter.messages;
    let Some(code) = Code::parse(&args.code) else {
        let near = nearest(&args.code, Code::ALL.iter().map(|code| code.id()));
        let names = near.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        world.reporter.failure("explain-none", &Values::new().text("code", args.code.clone()));
        if !names.is_empty() {
            world.reporter.advice("did-you-mean", &Values::new().text("names", names));
        }
        return Exit::Usage;
    };
    world.reporter.result(&messages.explanation(code));
    Exit::Done
}
