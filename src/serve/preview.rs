//! What the server and the watch share: the newest state of the site, what is wrong with it, and who waits for the next.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::sync::RwLock;
use std::time::SystemTime;

use jiff::civil::Date;
use tokio::sync::watch;

use super::site::Snapshot;
use crate::check::Memo;
use crate::compile_again;
use crate::diag::Diagnostics;
use crate::model::Options;
use crate::model::config::Config;
use crate::read::ReadError;
use crate::routes::Route;

/// How many other days are kept at once: someone who goes to and fro does not wait twice.
const DAYS_KEPT: usize = 4;
/// Of how many pages the last good bytes are kept, for when a template cannot be filled.
const PAGES_KEPT: usize = 32;

/// The preview as the server sees it.
#[derive(Clone, Debug)]
pub(super) struct Preview(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// Tells this preview from one that ran at the same address before.
    run: u128,
    /// `--as-of`.
    as_of: Option<Date>,
    clock: fn(&Config) -> Date,
    state: RwLock<Arc<State>>,
    versions: watch::Sender<u64>,
    /// Pages as they were last rendered, the newest at the end.
    good: Mutex<Vec<(String, Arc<[u8]>)>>,
}

/// The site as it was read the last time.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Grows by one with each state.
    pub version: u64,
    /// The last state without errors; none where there was none yet.
    pub snapshot: Option<Arc<Snapshot>>,
    /// What is wrong now, in order.
    pub problems: Diagnostics,
    /// Files that the operating system did not give.
    pub unread: Vec<ReadError>,
    /// The parts that other days share.
    memo: Memo,
    /// The site on other days, the one asked for last at the end.
    days: Mutex<Vec<(Date, Option<Arc<Snapshot>>)>>,
    /// Templates that could not be filled, by the address of the page.
    unfilled: Mutex<BTreeMap<String, Diagnostics>>,
}

/// What stands at an address.
#[derive(Debug)]
pub(super) enum Found {
    /// The bytes that a build writes, or those of the last state that could be rendered.
    Bytes(Route, Vec<u8>),
    /// A page of this address is there with a slash at the end.
    Slash,
    /// Nothing; the page that says so.
    Nothing(Vec<u8>),
    /// There is no state of the site yet that could be shown, or no good one of this page.
    Broken,
}

impl Preview {
    pub fn new(as_of: Option<Date>, clock: fn(&Config) -> Date) -> Preview {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        Preview(Arc::new(Inner {
            run: since.map_or(0, |since| since.as_nanos()),
            as_of,
            clock,
            state: RwLock::default(),
            versions: watch::Sender::new(0),
            good: Mutex::default(),
        }))
    }

    /// Another for each start of the preview: versions begin anew.
    pub fn run(&self) -> u128 {
        self.0.run
    }

    /// The day that takes the place of today, where one was given.
    pub fn as_of(&self) -> Option<Date> {
        self.0.as_of
    }

    /// How to understand the site.
    pub fn options(&self) -> Options {
        Options { as_of: self.0.as_of, drafts: true, clock: self.0.clock }
    }

    /// The path of the site's address on the server.
    pub fn base(&self) -> String {
        self.state().snapshot.as_ref().map(|snapshot| snapshot.base().to_owned()).unwrap_or_default()
    }

    pub fn state(&self) -> Arc<State> {
        Arc::clone(&self.0.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts a newer state in the place of the last, and tells all who wait.
    pub fn publish(
        &self,
        snapshot: Option<Arc<Snapshot>>,
        problems: Diagnostics,
        unread: Vec<ReadError>,
        memo: Memo,
    ) {
        let version = {
            let mut state = self.0.state.write().unwrap_or_else(PoisonError::into_inner);
            let version = state.version + 1;
            let (days, unfilled) = (Mutex::default(), Mutex::default());
            *state = Arc::new(State { version, snapshot, problems, unread, memo, days, unfilled });
            version
        };
        self.0.versions.send_replace(version);
    }

    /// Hears of each new version.
    pub fn versions(&self) -> watch::Receiver<u64> {
        self.0.versions.subscribe()
    }

    /// The site on a day; today's where `day` is none. None where that day has errors, or all have.
    pub fn snapshot(&self, state: &State, day: Option<Date>) -> Option<Arc<Snapshot>> {
        let today = state.snapshot.clone()?;
        let Some(day) = day.filter(|day| *day != today.site().today) else { return Some(today) };
        // Held while the day is made, so that it is made once.
        let mut days = lock(&state.days);
        if let Some(at) = days.iter().position(|(other, _)| *other == day) {
            let known = days.remove(at);
            days.push(known.clone());
            return known.1;
        }
        let mut problems = Diagnostics::default();
        let options = Options { as_of: Some(day), ..self.options() };
        let checked = compile_again(&today.sources, &options, &mut state.memo.clone(), &mut problems);
        let snapshot = checked.map(|checked| {
            let (sources, theme) = (Arc::clone(&today.sources), Arc::clone(&today.theme));
            Arc::new(Snapshot::new(sources, checked, theme, Some(&today)))
        });
        days.push((day, snapshot.clone()));
        if days.len() > DAYS_KEPT {
            days.remove(0);
        }
        snapshot
    }

    /// Renders what stands at an address on a day. `by_script` is for what a page's own script asks for.
    pub fn find(&self, state: &State, path: &str, day: Option<Date>, by_script: bool) -> Found {
        let Some(snapshot) = self.snapshot(state, day) else { return Found::Broken };
        let Some(route) = snapshot.route(path) else {
            let base = snapshot.base();
            if snapshot.route(&format!("{path}/")).is_some()
                || path == base
                || (path == "/" && !base.is_empty())
            {
                return Found::Slash;
            }
            return Found::Nothing(not_found(&snapshot, path));
        };
        let rendered = if by_script && *route == Route::StatusJson {
            snapshot.render_without_release(route)
        } else {
            snapshot.render(route)
        };
        match rendered {
            Ok(bytes) => {
                if matches!(route, Route::Page(..)) && day.is_none() {
                    lock(&state.unfilled).remove(path);
                    self.keep(path, &bytes);
                }
                Found::Bytes(route.clone(), bytes)
            }
            Err(problems) => {
                lock(&state.unfilled).insert(path.to_owned(), problems);
                let good = lock(&self.0.good);
                match good.iter().find(|(other, _)| other == path) {
                    Some((_, bytes)) => Found::Bytes(route.clone(), bytes.to_vec()),
                    None => Found::Broken,
                }
            }
        }
    }

    fn keep(&self, path: &str, bytes: &[u8]) {
        let mut good = lock(&self.0.good);
        good.retain(|(other, _)| other != path);
        good.push((path.to_owned(), bytes.into()));
        if good.len() > PAGES_KEPT {
            good.remove(0);
        }
    }
}

impl State {
    /// What keeps the page at this address from being rendered, though the site is right.
    pub fn unfilled(&self, path: &str) -> Diagnostics {
        lock(&self.unfilled).get(path).cloned().unwrap_or_default()
    }
}

/// The page for addresses that do not exist, in the language of the address.
fn not_found(snapshot: &Snapshot, path: &str) -> Vec<u8> {
    let languages = &snapshot.site().config.languages;
    let inside = path.strip_prefix(snapshot.base()).unwrap_or(path);
    let lang = languages
        .iter()
        .find(|lang| {
            let tag = format!("/{}", languages.tag(*lang));
            *lang != languages.source()
                && inside.strip_prefix(&tag).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
        .unwrap_or_else(|| languages.source());
    snapshot.render(&Route::Page(crate::routes::PageKey::NotFound, lang)).unwrap_or_default()
}

/// A list is whole whatever happened to a thread that held it.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
