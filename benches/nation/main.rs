//! How fast a site of the whole country is understood, rendered and written.
//!
//! `cargo bench --bench nation` measures the steps. With arguments it is the tool of whole-process measurements, which
//! `docs/performance.md` explains:
//!
//! * `cargo bench --bench nation -- site DIR [COMMUNES [DAYS [accepted]]]` writes the site, its figures kept by hand
//!   or taken in one night after the other;
//! * `cargo bench --bench nation -- rewrite FROM TO` writes the files of one folder into another, each to a temporary
//!   that is renamed, and does nothing else: what no build can be faster than.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a bench that cannot go on has failed"
)]
#![allow(clippy::print_stderr, reason = "this is a program of its own")]

mod rewrite;
mod site;

use std::hint::black_box;
use std::path::Path;

use criterion::Criterion;
use loa::check::Checked;
use loa::diag::Diagnostics;
use loa::model::Options;
use loa::read::Sources;
use loa::render;
use loa::render::Renderer;
use loa::routes;
use loa::theme::Theme;
use loa::write;

use crate::site::Size;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["site", dir] => site::write(Path::new(dir), Size::NATION).unwrap(),
        ["site", dir, communes] => {
            site::write(Path::new(dir), Size { communes: communes.parse().unwrap(), ..Size::NATION })
                .unwrap();
        }
        ["site", dir, communes, days, ref history @ ..] => {
            let accepted = history == ["accepted"];
            let size = Size { communes: communes.parse().unwrap(), days: days.parse().unwrap(), accepted };
            site::write(Path::new(dir), size).unwrap();
        }
        ["rewrite", from, to] => {
            let done = rewrite::rewrite(Path::new(from), Path::new(to)).unwrap();
            eprintln!("{} files, {} bytes: {:.3} s", done.files, done.bytes, done.seconds);
        }
        _ => {
            let mut criterion = Criterion::default().configure_from_args().sample_size(10);
            measure(&mut criterion);
            criterion.final_summary();
        }
    }
}

/// The steps of a build, each by itself.
fn measure(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    site::write(folder.path(), Size::NATION).unwrap();
    let sources = loa::read::read(folder.path(), &mut Diagnostics::default()).unwrap();
    criterion.bench_function("read", |b| {
        b.iter(|| loa::read::read(black_box(folder.path()), &mut Diagnostics::default()).unwrap());
    });
    criterion.bench_function("compile", |b| b.iter(|| compile(black_box(&sources))));
    let checked = compile(&sources);
    let theme = Theme::load(&checked.site().config, &sources, &mut Diagnostics::default()).unwrap();
    let routes = routes::all(checked.site(), checked.ledger(), checked.pages(), theme.assets());
    criterion.bench_function("list the routes", |b| {
        b.iter(|| routes::all(checked.site(), checked.ledger(), checked.pages(), theme.assets()).len());
    });
    criterion.bench_function("render all", |b| {
        b.iter(|| {
            let renderer = Renderer::new(&checked, &theme);
            render::all(&renderer, &routes, |_, _| Ok::<(), ()>(()), |_| String::new()).is_ok()
        });
    });
    let bytes: Vec<_> = {
        let renderer = Renderer::new(&checked, &theme);
        routes.iter().map(|(path, route)| (path, renderer.render(route, "00000000").unwrap())).collect()
    };
    criterion.bench_function("write all", |b| {
        b.iter_with_large_drop(|| {
            let output = tempfile::tempdir().unwrap();
            let writer = write::Writer::begin(output.path(), write::Options::default()).unwrap();
            for (path, bytes) in &bytes {
                writer.put(path, bytes).unwrap();
            }
            writer.commit().unwrap();
            output
        });
    });
}

fn compile(sources: &Sources) -> Checked {
    let options = Options { as_of: None, drafts: false, clock: |_| jiff::civil::date(2025, 10, 20) };
    let mut diagnostics = Diagnostics::default();
    let checked = loa::compile(sources, &options, &mut diagnostics);
    checked.unwrap_or_else(|| panic!("{diagnostics:?}"))
}
