//! Watches the files and makes a new state of the site after each change.
//!
//! Word from the operating system only says that it is worth looking; what has changed is seen by looking. So nothing is
//! lost where word is lost: on network folders, when a folder was removed and restored, when a watch overflowed.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use jiff::civil::Date;
use notify_debouncer_full::DebounceEventResult;
use notify_debouncer_full::Debouncer;
use notify_debouncer_full::RecommendedCache;
use notify_debouncer_full::new_debouncer;
use notify_debouncer_full::notify::EventKind;
use notify_debouncer_full::notify::RecommendedWatcher;
use notify_debouncer_full::notify::RecursiveMode;

use super::Settings;
use super::preview::Preview;
use super::site::Snapshot;
use crate::catalogue::Values;
use crate::check::Memo;
use crate::compile_again;
use crate::diag::Code;
use crate::diag::Diagnostics;
use crate::diag::Severity;
use crate::model::config::Config;
use crate::read;
use crate::read::Cache;
use crate::read::ReadError;
use crate::read::Sources;
use crate::report::Reporter;
use crate::theme::Theme;

/// How long the files must be still: editors and git change several at once.
const STILL: Duration = Duration::from_millis(20);
/// How often to look without any word.
const LOOK: Duration = Duration::from_secs(2);
/// The same with `--poll`.
const POLL: Duration = Duration::from_millis(500);
/// How often to look for a file that is being written, locked or gone.
const WAIT: Duration = Duration::from_millis(250);
/// How long a file that is being written may hold up what else has changed.
const HOLD: Duration = Duration::from_secs(1);
/// How often a folder that changes while it is read is read again at once.
const TRIES: usize = 5;

/// What the watch hears.
#[derive(Debug)]
pub(super) enum Signal {
    /// Something may have changed.
    Look,
    Stop,
}

type Listener = Debouncer<RecommendedWatcher, RecommendedCache>;

/// What tells one mistake from another, wherever it stands in its file.
type Told = (Code, String, Option<String>);

/// The one who reads the site.
#[derive(Debug)]
pub(super) struct Watch<'a> {
    root: PathBuf,
    poll: bool,
    reporter: &'a Reporter,
    cache: Cache,
    memo: Memo,
    /// Whether something has changed that is not yet in the preview.
    is_dirty: bool,
    /// Whether to look again soon.
    is_waiting: bool,
    /// Since when a file that is being written has held up the rest.
    held: Option<Instant>,
    themed: Option<Themed>,
    /// The last state without errors.
    snapshot: Option<Arc<Snapshot>>,
    /// The day of the clock when the site was last read.
    day: Option<Date>,
    /// What is wrong and was said, each with its file, so that nothing is said twice.
    said: BTreeMap<Told, usize>,
}

/// A theme, what was wrong with it, and what it was made from.
#[derive(Debug)]
struct Themed {
    sources: Arc<Sources>,
    theme: Option<Arc<Theme>>,
    problems: Diagnostics,
}

impl<'a> Watch<'a> {
    /// Reads the site for the first time.
    pub fn begin(settings: &Settings, reporter: &'a Reporter) -> Result<(Preview, Watch<'a>), ReadError> {
        let preview = Preview::new(settings.as_of, settings.clock);
        let mut watch = Watch {
            root: settings.root.clone(),
            poll: settings.poll,
            reporter,
            cache: Cache::default(),
            memo: Memo::default(),
            is_dirty: true,
            is_waiting: false,
            held: None,
            themed: None,
            snapshot: None,
            day: None,
            said: BTreeMap::new(),
        };
        watch.look(&preview)?;
        Ok((preview, watch))
    }

    /// Looks whenever there is word, until told to stop.
    pub fn run(&mut self, heard: &Receiver<Signal>, signals: &Sender<Signal>, preview: &Preview) {
        let mut listener = None;
        let mut listens_to = None;
        // The first reading may have missed what changed before anyone listened.
        let mut wait = Duration::ZERO;
        loop {
            match heard.recv_timeout(wait) {
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(Signal::Look) | Err(RecvTimeoutError::Timeout) => {}
            }
            // What came in the meantime is seen by the same look.
            while let Ok(signal) = heard.try_recv() {
                if matches!(signal, Signal::Stop) {
                    return;
                }
            }
            if !self.poll {
                let folders = self.folders();
                if listens_to.as_ref() != Some(&folders) {
                    listener = self.listen(&folders, signals);
                    listens_to = Some(folders);
                }
            }
            if let Err(error) = self.look(preview) {
                self.unread(preview, vec![error]);
            }
            wait = match &listener {
                _ if self.held.is_some() => STILL,
                _ if self.is_waiting => WAIT,
                Some(_) => LOOK,
                None => POLL,
            };
        }
    }

    /// The folders to listen to that are there, each with what tells it from another of the same name.
    fn folders(&self) -> Vec<(PathBuf, u64)> {
        let folders = [self.root.clone(), self.root.join("content"), self.root.join("themes")];
        let number = |path: &PathBuf| {
            let metadata = std::fs::metadata(path).ok()?;
            #[cfg(unix)]
            let number = std::os::unix::fs::MetadataExt::ino(&metadata);
            #[cfg(not(unix))]
            let number = u64::from(metadata.is_dir());
            Some((path.clone(), number))
        };
        folders.iter().filter_map(number).collect()
    }

    /// Has the operating system tell of changes. None where it cannot: then the files are looked at every moment.
    fn listen(&self, folders: &[(PathBuf, u64)], signals: &Sender<Signal>) -> Option<Listener> {
        let signals = signals.clone();
        let tell = move |result: DebounceEventResult| {
            // Reading the files is no reason to read them again; an error is a reason to look.
            let is_change = result.as_ref().map_or(true, |events| {
                events.iter().any(|event| !matches!(event.kind, EventKind::Access(_)))
            });
            if is_change {
                // Nobody listens any more once the preview ends.
                let _ = signals.send(Signal::Look);
            }
        };
        let mut listener = new_debouncer(STILL, None, tell).ok()?;
        for (path, _) in folders {
            let is_root = *path == self.root;
            let mode = if is_root { RecursiveMode::NonRecursive } else { RecursiveMode::Recursive };
            // The root is listened to for the sake of folders that come and go.
            if let Err(error) = listener.watch(path, mode)
                && !is_root
            {
                let values = Values::new().text("path", path.display().to_string());
                self.reporter.say("serve-polls", &values.text("error", error.to_string()));
                return None;
            }
        }
        Some(listener)
    }

    /// Reads what changed, and publishes what follows from it.
    fn look(&mut self, preview: &Preview) -> Result<(), ReadError> {
        let mut problems = Diagnostics::default();
        let read = self.read(&mut problems);
        self.is_dirty |= self.cache.has_changed();
        self.is_waiting = read.is_err() || self.cache.is_pending();
        let held = self.held.take();
        let sources = Arc::new(read?);
        // What is shown is better than half of what is coming.
        if self.cache.is_unripe() && self.snapshot.is_some() {
            let since = held.unwrap_or_else(Instant::now);
            if since.elapsed() < HOLD {
                self.held = Some(since);
                return Ok(());
            }
        }
        let options = preview.options();
        let day = self.snapshot.as_ref().map(|snapshot| (options.clock)(&snapshot.site().config));
        let locked = self.cache.locked();
        let was_unread = !preview.state().unread.is_empty();
        if !self.is_dirty && day == self.day && locked.is_empty() && !was_unread {
            return Ok(());
        }
        if !self.is_dirty && day == self.day && !locked.is_empty() {
            let locked = locked.iter().map(again).collect();
            self.unread(preview, locked);
            return Ok(());
        }
        let checked = compile_again(&sources, &options, &mut self.memo, &mut problems);
        let snapshot = checked.and_then(|checked| {
            let theme = self.theme(&checked.site().config, &sources, &mut problems)?;
            checked.accept(&mut problems);
            Some(Arc::new(Snapshot::new(Arc::clone(&sources), checked, theme, self.snapshot.as_deref())))
        });
        problems.sort();
        self.is_dirty = false;
        let old = self.snapshot.clone();
        if !problems.has_errors() && snapshot.is_some() {
            self.snapshot = snapshot;
        }
        self.day = self.snapshot.as_ref().map(|snapshot| (options.clock)(&snapshot.site().config));
        self.say(&problems);
        let unread: Vec<ReadError> = self.cache.locked().iter().map(again).collect();
        self.say_unread(&preview.state().unread, &unread);
        preview.publish(self.snapshot.clone(), problems, unread, self.memo.clone());
        // A country takes a moment to let go of, and the page is waited for.
        drop(old);
        Ok(())
    }

    /// Reads the files; a folder that changes meanwhile is read again.
    fn read(&mut self, problems: &mut Diagnostics) -> Result<Sources, ReadError> {
        for _ in 1..TRIES {
            let mut found = Diagnostics::default();
            match read::read_again(&self.root, &mut self.cache, &mut found) {
                Err(error) if error.error.kind() == ErrorKind::NotFound => {
                    self.is_dirty |= self.cache.has_changed();
                    thread::sleep(STILL);
                }
                other => {
                    problems.extend(found);
                    return other;
                }
            }
        }
        read::read_again(&self.root, &mut self.cache, problems)
    }

    /// The theme: that of the last state where nothing changed that it is made from.
    fn theme(
        &mut self,
        config: &Config,
        sources: &Arc<Sources>,
        problems: &mut Diagnostics,
    ) -> Option<Arc<Theme>> {
        let is_same = |themed: &Themed| {
            let same_config = match (&themed.sources.site_yaml, &sources.site_yaml) {
                (Some(old), Some(new)) => Arc::ptr_eq(old, new),
                _ => false,
            };
            same_config && themed.sources.themes == sources.themes
        };
        if !self.themed.as_ref().is_some_and(is_same) {
            let mut found = Diagnostics::default();
            let theme = Theme::load(config, sources, &mut found).map(Arc::new);
            self.themed = Some(Themed { sources: Arc::clone(sources), theme, problems: found });
        }
        let themed = self.themed.as_ref()?;
        problems.extend(themed.problems.iter().cloned());
        themed.theme.clone()
    }

    /// Files that cannot be read: what was shown is shown on, and told of once.
    fn unread(&mut self, preview: &Preview, unread: Vec<ReadError>) {
        self.is_waiting = true;
        let state = preview.state();
        let known: Vec<&PathBuf> = state.unread.iter().map(|error| &error.path).collect();
        if known == unread.iter().map(|error| &error.path).collect::<Vec<_>>() {
            return;
        }
        self.say_unread(&state.unread, &unread);
        preview.publish(state.snapshot.clone(), state.problems.clone(), unread, self.memo.clone());
    }

    /// Tells of the files that can no longer be read.
    fn say_unread(&self, known: &[ReadError], unread: &[ReadError]) {
        for ReadError { path, error } in unread {
            if known.iter().all(|known| known.path != *path) {
                let values = Values::new().text("path", path.display().to_string());
                self.reporter.failure("failed-read", &values.text("error", error.to_string()));
            }
        }
    }

    /// Tells what is wrong, each thing once as long as it is there, and how much there is left.
    fn say(&mut self, problems: &Diagnostics) {
        let mut known = std::mem::take(&mut self.said);
        let mut new = Diagnostics::default();
        for problem in problems.iter() {
            // Lines move while a file is edited; what is wrong stays the same.
            let path = problem.place.path().unwrap_or_default().to_owned();
            let told = (problem.code, path, problem.found.clone());
            match known.get_mut(&told).filter(|count| **count > 0) {
                Some(count) => *count -= 1,
                None => new.push(problem.clone()),
            }
            *self.said.entry(told).or_default() += 1;
        }
        if new.is_empty() && known.values().all(|count| *count == 0) {
            return;
        }
        self.reporter.diagnostics(&new);
        let count = |severity| problems.count(severity).to_string();
        if problems.is_empty() {
            self.reporter.say("serve-mended", &Values::new());
        } else {
            let values = Values::new()
                .number("errorsN", problems.count(Severity::Error) as u64)
                .number("set_asideN", problems.count(Severity::SetAside) as u64)
                .number("warningsN", problems.count(Severity::Warning) as u64)
                .text("errors", count(Severity::Error))
                .text("set_aside", count(Severity::SetAside))
                .text("warnings", count(Severity::Warning));
            self.reporter.say("summary-counts", &values);
        }
    }
}

/// The same error once more; the standard library's cannot be cloned.
fn again(ReadError { path, error }: &ReadError) -> ReadError {
    let error = std::io::Error::new(error.kind(), error.to_string());
    ReadError { path: path.clone(), error }
}
