//! `loa check`: everything that is wrong with the content, and nothing written.

use std::convert::Infallible;

use super::Exit;
use super::Reading;
use super::World;
use super::parse_day;
use crate::catalogue::Values;
use crate::check::Accepted;
use crate::diag::Diagnostics;
use crate::render;
use crate::render::Renderer;
use crate::render::Stop;
use crate::report::Style;
use crate::routes;
use crate::theme::Theme;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Form of the messages.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Style,
    /// Treat warnings as errors.
    #[arg(long)]
    strict: bool,
    /// The day to take for today.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    as_of: Option<jiff::civil::Date>,
    /// Look at drafts, too.
    #[arg(long)]
    drafts: bool,
}

pub(super) fn run(world: &World<'_>, args: &Args) -> Exit {
    let mut diagnostics = Diagnostics::default();
    let reading = Reading { as_of: args.as_of, drafts: args.drafts, strict: args.strict };
    let (sources, checked) = match world.compile(reading, &mut diagnostics) {
        Ok(compiled) => compiled,
        Err(exit) => return exit,
    };
    if let Some(checked) = &checked {
        // Every page is made, and thrown away: a template may be wrong for one page only.
        if let Some(theme) = Theme::load(&checked.site().config, &sources, &mut diagnostics) {
            let assets = theme.assets().chain(checked.pictures());
            let routes = routes::all(checked.site(), checked.ledger(), checked.pages(), assets);
            let renderer = Renderer::new(checked, &theme);
            match render::all(&renderer, &routes, |_, _| Ok::<(), Infallible>(()), |_| String::new()) {
                Ok(found) | Err(Stop::Content(found)) => diagnostics.extend(found),
                Err(Stop::Sink(never)) => match never {},
            }
        }
        checked.accept_last(&mut diagnostics, Accepted::default());
        if args.strict {
            diagnostics.make_strict();
        }
    }
    let exit = world.report(&mut diagnostics);
    if diagnostics.is_empty() {
        world.reporter.say("summary-checked", &Values::new());
    }
    exit
}
