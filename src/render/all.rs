//! All routes of a site at once, in parallel; each route's bytes are handed on as soon as they are there.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;

use rayon::prelude::*;

use super::Renderer;
use super::lock;
use super::over_budget;
use crate::diag::Diagnostic;
use crate::model::Scope;
use crate::routes::DataFile;
use crate::routes::PageKey;
use crate::routes::Route;
use crate::write::OutPath;

/// A template that is wrong is wrong on every page it makes: a few tell enough.
const MOST_FAILURES: usize = 20;

/// Why not all routes were rendered.
#[derive(Debug)]
pub enum Stop<E> {
    /// Templates that could not be filled, and warnings besides.
    Content(Vec<Diagnostic>),
    /// Whoever takes the bytes could not.
    Sink(E),
}

/// Renders every route and hands its bytes to `put`. The status files come last, when `release` can tell the hash of
/// all others (it is given their paths, to leave them out). Gives warnings.
pub fn all<E: Send>(
    renderer: &Renderer<'_>,
    routes: &BTreeMap<OutPath, Route>,
    put: impl Fn(&OutPath, &[u8]) -> Result<(), E> + Sync,
    release: impl FnOnce(&[OutPath]) -> String,
) -> Result<Vec<Diagnostic>, Stop<E>> {
    let problems = Mutex::new(Vec::new());
    let failures = AtomicUsize::new(0);
    let render = |path: &OutPath, route: &Route, release: &str| -> Result<(), E> {
        if failures.load(Ordering::Relaxed) >= MOST_FAILURES {
            return Ok(());
        }
        match renderer.render(route, release) {
            Ok(bytes) => {
                if let Route::Page(PageKey::Landing(_), _) = route {
                    lock(&problems).extend(over_budget(path.as_str(), &bytes));
                }
                put(path, &bytes)
            }
            Err(problem) => {
                failures.fetch_add(1, Ordering::Relaxed);
                lock(&problems).push(problem);
                Ok(())
            }
        }
    };
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
    let problems = problems.into_inner().unwrap_or_else(PoisonError::into_inner);
    if failures.into_inner() > 0 { Err(Stop::Content(problems)) } else { Ok(problems) }
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
