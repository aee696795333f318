//! Fetches the tables that `sources:` in site.yaml names, and lays those that are new into `content/inbox/`. The only
//! module that uses the network, called by the nightly run only.
//!
//! A source that fails is reported and never ends the run: its table keeps the last known good (contract, section 7).
//! What the tables say is left to the taking-in; a body is only judged as far as it takes to tell a table from a login
//! page.
//!
//! # Being killed
//!
//! The drop is written first, what is remembered of the source after it, each by one rename. Whoever dies in between
//! fetches the same body once more, and taking it in twice changes nothing. What is remembered (`ROOT/.loa/fetch/`) may
//! be lost: then every source is fetched anew.

mod body;
mod get;
mod memory;

use std::collections::BTreeSet;
use std::fs;
use std::fs::File;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;
use std::time::SystemTime;

use jiff::Timestamp;

use self::get::Answer;
use self::memory::Memory;
use self::memory::Validators;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::model::config::DataSource;
use crate::model::config::Nightly;
use crate::source::Place;
use crate::write::atomic_write;

/// How many sources are asked at once: more would only wait for the same line.
const AT_ONCE: usize = 4;

/// How old a drop is laid down, so that nobody waits for its writer.
const SETTLED: Duration = Duration::from_secs(120);

/// What a source may cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For one try, from looking up the host to the last byte, redirects included.
    pub whole: Duration,
    /// Without a single byte.
    pub idle: Duration,
    /// Bytes of the body, unpacked.
    pub bytes: u64,
    /// How often a source is asked that cannot be reached or is out of order (5xx, 429).
    pub tries: u32,
    /// The wait before the second try; it doubles before each further one.
    pub wait: Duration,
    /// The longest wait that a source may ask for (`Retry-After`); whoever asks for more is left for tomorrow.
    pub longest_wait: Duration,
    /// How many redirects are followed.
    pub redirects: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            whole: Duration::from_secs(60),
            idle: Duration::from_secs(20),
            bytes: 32 * 1024 * 1024,
            tries: 3,
            wait: Duration::from_secs(2),
            longest_wait: Duration::from_secs(60),
            redirects: 5,
        }
    }
}

impl Limits {
    /// The limits of a site: `nightly.fetch_timeout`, and the usual ones.
    pub fn of(nightly: &Nightly) -> Limits {
        let whole = Duration::from_secs(nightly.fetch_timeout.into());
        let usual = Limits::default();
        Limits { whole, idle: usual.idle.min(whole), ..usual }
    }
}

/// What came of all sources, in the order of site.yaml.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Fetched {
    pub outcomes: Vec<Outcome>,
}

/// What came of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The source's place in the list of site.yaml, from 1.
    pub number: usize,
    pub table: String,
    /// Its address, as far as it is no secret.
    pub address: String,
    /// The line of site.yaml.
    pub line: usize,
    /// How often it was asked.
    pub tries: u32,
    pub result: Result<News, Failure>,
}

/// What a source had to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Nothing that it has not said before.
    Unchanged,
    /// A new body, which lies in the inbox now.
    Drop {
        /// Relative to the root, with `/`: `content/inbox/progress/source-docs-google-com-1.csv`.
        path: String,
        bytes: usize,
    },
}

/// Why a source gave no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// There was no connection, or what came over it was no HTTP.
    Unreachable(Unreached),
    /// It took longer than [`Limits::whole`] or [`Limits::idle`], or asked for a longer wait than allowed.
    Slow(Duration),
    /// The status of the answer.
    Status(u16),
    Redirect(Astray),
    /// More than this many bytes.
    TooLarge(u64),
    CutOff,
    WebPage,
    NotTable(NotTable),
}

/// Why a server was not reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreached {
    HostUnknown,
    /// Nobody vouches for the server's certificate, or the encryption failed otherwise.
    Certificate(String),
    /// The answer was not HTTP.
    Garbled(String),
    /// The network's own reason.
    Network(String),
}

/// Why a redirect was not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Astray {
    /// From `https:` to `http:`.
    Insecure,
    /// To something that is neither `http:` nor `https:`.
    Scheme,
    TooMany,
    /// It does not say where to, or no address.
    Nowhere,
}

/// What a body is that is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTable {
    Empty,
    Json,
    Xml,
    Pdf,
    Picture,
    /// A `.gz`, `.rar` or `.7z`: a packed file, not a transfer that is packed on its way.
    Archive,
}

/// That the inbox or the memory could not be written.
#[derive(Debug)]
pub struct StoreError {
    pub path: PathBuf,
    pub error: io::Error,
}

/// Asks all sources, a few at a time, and lays what is new into `ROOT/content/inbox/TABLE/`.
///
/// `anew` are the numbers of sources whose body is news even where it has not changed, since some of the last one could not
/// be taken. `now` is used for a `Retry-After` that names a time of day.
///
/// # Errors
///
/// Only where the disk fails. What goes wrong with a source stands in its outcome.
pub fn fetch(
    root: &Path,
    sources: &[DataSource],
    anew: &BTreeSet<usize>,
    now: Timestamp,
    limits: &Limits,
) -> Result<Fetched, StoreError> {
    let mut memory = Memory::open(root)?;
    let answers = ask_all(sources, anew, &memory, now, limits);
    let mut outcomes = Vec::new();
    for (source, (tries, answer)) in sources.iter().zip(answers) {
        let result = match answer {
            Err(failure) => Err(failure),
            Ok(Answer::NotModified) => Ok(News::Unchanged),
            Ok(Answer::Body { bytes, validators, ending }) => {
                let known = memory.since(source, &bytes);
                // A drop changed less than a minute ago waits for its writer to be done (contract, section 10). This one is
                // whole. One that is judged again is no later word than it was.
                let since = known.or_else(|| SystemTime::now().checked_sub(SETTLED));
                let since = since.unwrap_or(SystemTime::UNIX_EPOCH);
                let news = if known.is_some() && !anew.contains(&source.number) {
                    News::Unchanged
                } else {
                    News::Drop { path: lay_down(root, source, ending, &bytes, since)?, bytes: bytes.len() }
                };
                memory.remember(source, &bytes, validators, since)?;
                Ok(news)
            }
        };
        let DataSource { number, table, line, .. } = source;
        let (number, table, line) = (*number, table.clone(), *line);
        outcomes.push(Outcome { number, table, address: source.shown(), line, tries, result });
    }
    memory.forget_all_but(sources);
    Ok(Fetched { outcomes })
}

impl Fetched {
    /// Paths of the drops that were laid into the inbox, relative to the root.
    pub fn drops(&self) -> impl Iterator<Item = &str> {
        self.outcomes.iter().filter_map(|outcome| match &outcome.result {
            Ok(News::Drop { path, .. }) => Some(path.as_str()),
            _ => None,
        })
    }

    /// How many sources had nothing new.
    pub fn unchanged(&self) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.result == Ok(News::Unchanged)).count()
    }

    /// How many sources failed.
    pub fn failed(&self) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.result.is_err()).count()
    }

    /// What is to be told of the sources that failed. Each is of the severity "set aside", so that the run ends with 3.
    pub fn diagnostics(&self) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        diagnostics.extend(self.outcomes.iter().filter_map(Outcome::diagnostic));
        diagnostics
    }
}

impl Outcome {
    /// What is to be told of the source if it failed. Its place is site.yaml as a whole: a place in the text would have
    /// the line printed, and with it the address.
    pub fn diagnostic(&self) -> Option<Diagnostic> {
        let failure = self.result.as_ref().err()?;
        let new = |code| {
            Diagnostic::new(code, Place::File("content/site.yaml".to_owned()))
                .found(&self.address)
                .arg("number", self.number.to_string())
                .arg("table", &self.table)
                .arg("line", self.line.to_string())
        };
        Some(match failure {
            Failure::Unreachable(why) => {
                let (case, reason) = match why {
                    Unreached::HostUnknown => ("host", ""),
                    Unreached::Certificate(reason) => ("certificate", reason.as_str()),
                    Unreached::Garbled(reason) => ("garbled", reason.as_str()),
                    Unreached::Network(reason) => ("network", reason.as_str()),
                };
                new(Code::SourceUnreachable).arg("case", case).arg("reason", reason)
            }
            Failure::Slow(limit) => new(Code::SourceSlow).arg("seconds", seconds(*limit)),
            Failure::Status(status) => {
                let case = match status {
                    304 => "unasked",
                    401 | 403 => "closed",
                    404 | 410 => "gone",
                    429 => "busy",
                    500.. => "broken",
                    _ => "other",
                };
                new(Code::SourceStatus).arg("case", case).arg("status", status.to_string())
            }
            Failure::Redirect(astray) => {
                let case = match astray {
                    Astray::Insecure => "insecure",
                    Astray::Scheme => "scheme",
                    Astray::TooMany => "many",
                    Astray::Nowhere => "nowhere",
                };
                new(Code::SourceRedirect).arg("case", case)
            }
            Failure::TooLarge(limit) => {
                new(Code::SourceTooLarge).arg("limit", (limit / (1024 * 1024)).max(1).to_string())
            }
            Failure::CutOff => new(Code::SourceCutOff),
            Failure::WebPage => new(Code::SourceWebPage),
            Failure::NotTable(what) => {
                let case = match what {
                    NotTable::Empty => "empty",
                    NotTable::Json => "json",
                    NotTable::Xml => "xml",
                    NotTable::Pdf => "pdf",
                    NotTable::Picture => "picture",
                    NotTable::Archive => "archive",
                };
                new(Code::SourceNotTable).arg("case", case)
            }
        })
    }
}

/// Whole seconds, at least one.
fn seconds(duration: Duration) -> String {
    duration.as_secs_f64().ceil().max(1.0).to_string()
}

/// The answers of all sources with the number of tries each took, in the order of the sources.
fn ask_all(
    sources: &[DataSource],
    anew: &BTreeSet<usize>,
    memory: &Memory,
    now: Timestamp,
    limits: &Limits,
) -> Vec<(u32, Result<Answer, Failure>)> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut answers = Vec::new();
        while let Some((index, source)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|index| Some((index, sources.get(index)?)))
        {
            let known =
                if anew.contains(&source.number) { Validators::default() } else { memory.validators(source) };
            answers.push((index, get::ask(source, known, now, limits)));
        }
        answers
    };
    let mut answers: Vec<(usize, _)> = thread::scope(|scope| {
        let workers: Vec<_> = sources.iter().take(AT_ONCE).map(|_| scope.spawn(work)).collect();
        let joined = workers.into_iter().map(thread::ScopedJoinHandle::join);
        joined.flat_map(|done| done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    answers.sort_by_key(|(index, _)| *index);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// Lays a body into the inbox under the name of its source, whole or not at all, as of when it was said, and says where. A drop of that name
/// that still waits there with other bytes is left: what it says may stand nowhere else. The sign before a number is one that
/// no name of a source has, and hardly any that somebody typed.
fn lay_down(
    root: &Path,
    source: &DataSource,
    ending: &str,
    bytes: &[u8],
    since: SystemTime,
) -> Result<String, StoreError> {
    let stem = source.drop_name();
    let folder = format!("content/inbox/{}", source.table);
    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |error| StoreError { path, error }
    };
    let there = root.join(&folder);
    fs::create_dir_all(&there).map_err(failed(&there))?;
    for count in 1_u32.. {
        let name = if count == 1 { format!("{stem}.{ending}") } else { format!("{stem}+{count}.{ending}") };
        let file = there.join(&name);
        match fs::read(&file) {
            Ok(waiting) if waiting != bytes => continue,
            Ok(_) => return Ok(format!("{folder}/{name}")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(&file)(error)),
        }
        atomic_write(&file, bytes).map_err(failed(&file))?;
        // Where the clock cannot be set, the drop waits for the next run, as any other would.
        if let Ok(file) = File::options().write(true).open(&file) {
            let _ = file.set_modified(since);
        }
        return Ok(format!("{folder}/{name}"));
    }
    let error = io::Error::new(io::ErrorKind::AlreadyExists, "too many drops of this name");
    Err(failed(&there)(error))
}
