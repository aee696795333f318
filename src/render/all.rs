//! All routes of a site at once, in parallel; each route's bytes are handed on as soon as they are there.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use rayon::prelude::*;

use super::Renderer;
use super::lock;
use super::over_budget;
use crate::diag::Diagnostics;
use crate::model::Scope;
use crate::routes::DataFile;
use crate::routes::PageKey;
use crate::routes::Route;
use crate::source::Place;
use crate::write::OutPath;

/// A mistake in a template is made on every page that it fills, each time perhaps with other words: a few tell enough.
const MOST_OF_ONE_PLACE: usize = 20;

/// So many routes that it is worth the time to put the words of each language into the templates beforehand.
const MANY: usize = 400;

/// Why not all routes were rendered.
#[derive(Debug)]
pub enum Stop<E> {
    /// Templates that could not be filled, and warnings besides.
    Content(Diagnostics),
    /// Whoever takes the bytes could not.
    Sink(E),
}

/// Renders every route and hands its bytes to `put`. The status files come last, when `release` can tell the hash of
/// all others (it is given their paths, to leave them out). Gives warnings. Once something is wrong, no more bytes are handed
/// on, but all templates are tried.
pub fn all<E: Send>(
    renderer: &Renderer<'_>,
    routes: &BTreeMap<OutPath, Route>,
    put: impl Fn(&OutPath, &[u8]) -> Result<(), E> + Sync,
    release: impl FnOnce(&[OutPath]) -> String,
) -> Result<Diagnostics, Stop<E>> {
    let problems = Mutex::new(Diagnostics::default());
    let has_failed = AtomicBool::new(false);
    let render = |path: &OutPath, route: &Route, release: &str| -> Result<(), E> {
        match renderer.render(route, release) {
            Ok(bytes) => {
                if let Route::Page(PageKey::Landing(_), _) = route {
                    lock(&problems).extend(over_budget(path.as_str(), &bytes));
                }
                if has_failed.load(Ordering::Relaxed) { Ok(()) } else { put(path, &bytes) }
            }
            Err(found) => {
                has_failed.store(true, Ordering::Relaxed);
                lock(&problems).extend(found);
                Ok(())
            }
        }
    };
    if routes.len() >= MANY {
        renderer.theme.put_words_in();
    }
    let (status, others): (Vec<_>, Vec<_>) = routes.iter().partition(|(_, route)| route.is_status());
    // The sitemap names the day of each page, which is known once the page is made.
    let (sitemap, mut others): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|(_, route)| matches!(route, Route::Sitemap));
    others.sort_by_key(|(_, route)| commune_of(route));
    for part in [others, sitemap] {
        part.par_iter().try_for_each(|(path, route)| render(path, route, "")).map_err(Stop::Sink)?;
    }
    let except: Vec<OutPath> = status.iter().map(|(path, _)| (*path).clone()).collect();
    let release = release(&except);
    status.iter().try_for_each(|(path, route)| render(path, route, &release)).map_err(Stop::Sink)?;
    let mut problems = problems.into_inner().unwrap_or_else(PoisonError::into_inner);
    // Which page was made first must not tell which problems are told or accepted.
    problems.sort();
    let mut at_place: BTreeMap<Place, usize> = BTreeMap::new();
    problems.retain(|problem| {
        let count = at_place.entry(problem.place.clone()).or_default();
        *count += 1;
        *count <= MOST_OF_ONE_PLACE
    });
    if has_failed.into_inner() { Err(Stop::Content(problems)) } else { Ok(problems) }
}

/// The digits of the commune that a route is about, by which its pages come to be made one after the other: they show
/// much the same. Empty for all else.
fn commune_of(route: &Route) -> &str {
    let digits = match route {
        Route::Page(PageKey::Landing(id), _) | Route::QrSvg(id) | Route::QrPng(id) => id.as_str(),
        Route::Page(PageKey::Commune(code), _)
        | Route::Data(DataFile::ScopeProgress(Scope::Commune(code))) => code.as_str(),
        _ => "",
    };
    digits.get(..5).unwrap_or(digits)
}
