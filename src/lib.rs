//! loa turns a folder of directives, schedules, guides and progress tables into a bilingual campaign site with a QR
//! code for every registration point.
//!
//! The way of the data, in the order in which things happen:
//!
//! ```text
//! read ──▶ model ──▶ check ──▶ routes ──▶ render ──▶ write
//! files    typed     facts     every      one route  only
//!          values    agree     address    → bytes    changes
//! ```
//!
//! Each step is a function of its input; the world (files, the clock, the terminal) is met in [`cli`] only.

pub mod catalogue;
pub mod check;
pub mod cli;
pub mod codes;
pub mod diag;
pub mod facts;
pub mod fetch;
pub mod format;
pub mod intake;
pub mod landing;
pub mod lang;
pub mod links;
pub mod live;
pub mod markdown;
pub mod messages;
pub mod model;
pub mod name;
pub mod news;
pub mod nightly;
pub mod picture;
pub mod publish;
pub mod qr;
pub mod read;
pub mod render;
pub mod report;
pub mod routes;
pub mod serve;
pub mod source;
pub mod tables;
pub mod text;
pub mod theme;
pub mod write;
pub mod yaml;

use crate::check::Checked;
use crate::check::Memo;
use crate::diag::Diagnostics;
use crate::model::Options;
use crate::model::Site;
use crate::read::Sources;

/// Understands the files and checks them: all that is wrong, and a site to build where nothing is wrong with it.
pub fn compile(sources: &Sources, options: &Options, diagnostics: &mut Diagnostics) -> Option<Checked> {
    compile_again(sources, options, &mut Memo::default(), diagnostics)
}

/// The same, for whoever does it again and again: what is made from files that did not change is not made again.
pub fn compile_again(
    sources: &Sources,
    options: &Options,
    memo: &mut Memo,
    diagnostics: &mut Diagnostics,
) -> Option<Checked> {
    let site = Site::resolve_again(sources, options, &mut memo.model, diagnostics)?;
    check::check(site, sources, memo, diagnostics)
}
