//! The ledger of codes, `content/qr.lock`: every id that was ever given a code, and what answers it (contract,
//! section 6).
//!
//! This module reads, writes and advances the ledger; the page that answers is decided in [`crate::routes`] and
//! drawn by [`crate::render`], codes are drawn and read back by [`crate::qr`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt::Write;

use jiff::civil::Date;

use super::CommuneCode;
use super::PointId;
use super::raw::parse_iso_date;
use super::register::Register;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::read::Sources;
use crate::source::Place;
use crate::source::Span;

/// The columns, which the first line of the file names for a person who opens it.
const COLUMNS: [&str; 7] = ["id", "url", "commune", "since", "state", "to", "check"];

/// All lines, by id and address. An id has one line for each base that its code was ever printed with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    lines: BTreeMap<(PointId, String), Line>,
}

/// One code: an id at one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub commune: CommuneCode,
    /// The day on which a build first saw the id.
    pub since: Date,
    pub state: State,
    /// A hash of the matrix that was read back by both decoders; none before.
    pub check: Option<String>,
}

/// What has happened to a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Seen by a build; may still change or go.
    New,
    /// Published, printed or exported: it answers for ever.
    Issued,
    /// Taken out of use; `to` is the id that answers instead, if there is one.
    Retired { to: Option<PointId> },
}

impl State {
    /// The word in the file.
    pub fn id(&self) -> &'static str {
        match self {
            State::New => "new",
            State::Issued => "issued",
            State::Retired { .. } => "retired",
        }
    }
}

impl Ledger {
    pub fn lines(&self) -> impl Iterator<Item = (&PointId, &str, &Line)> {
        self.lines.iter().map(|((id, url), line)| (id, url.as_str(), line))
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub fn ids(&self) -> BTreeSet<&PointId> {
        self.lines.keys().map(|(id, _)| id).collect()
    }

    pub fn contains(&self, id: &PointId) -> bool {
        self.of(id).next().is_some()
    }

    /// The lines of an id, by address.
    pub fn of<'a>(&'a self, id: &PointId) -> impl Iterator<Item = (&'a str, &'a Line)> + use<'a> {
        let from = (id.clone(), String::new());
        let id = id.clone();
        self.lines
            .range(from..)
            .take_while(move |((other, _), _)| *other == id)
            .map(|((_, url), line)| (url.as_str(), line))
    }

    /// The state of an id: what has gone furthest among its lines.
    pub fn state(&self, id: &PointId) -> Option<&State> {
        let rank = |state: &&State| match state {
            State::New => 0,
            State::Issued => 1,
            State::Retired { .. } => 2,
        };
        self.of(id).map(|(_, line)| &line.state).max_by_key(rank)
    }

    /// Whether the id must answer for ever.
    pub fn is_issued(&self, id: &PointId) -> bool {
        self.state(id).is_some_and(|state| *state != State::New)
    }

    pub fn commune(&self, id: &PointId) -> Option<&CommuneCode> {
        self.of(id).next().map(|(_, line)| &line.commune)
    }

    pub fn line(&self, id: &PointId, url: &str) -> Option<&Line> {
        self.lines.get(&(id.clone(), url.to_owned()))
    }

    /// Records the hash of a matrix that was read back.
    pub fn record_check(&mut self, id: &PointId, url: &str, check: &str) {
        if let Some(line) = self.lines.get_mut(&(id.clone(), url.to_owned())) {
            line.check = Some(check.to_owned());
        }
    }

    /// Sets the state of every line of an id; false where the ledger has no such id.
    pub fn set_state(&mut self, id: &PointId, state: &State) -> bool {
        let mut known = false;
        let from = (id.clone(), String::new());
        for (_, line) in self.lines.range_mut(from..).take_while(|((other, _), _)| other == id) {
            line.state = state.clone();
            known = true;
        }
        known
    }

    /// Marks a new line as issued; lines that are issued or retired stay as they are.
    pub fn issue(&mut self, id: &PointId, url: &str) {
        if let Some(line) = self.lines.get_mut(&(id.clone(), url.to_owned()))
            && line.state == State::New
        {
            line.state = State::Issued;
        }
    }

    /// How many lines differ from those of `other`: added, changed or gone.
    pub fn lines_changed(&self, other: &Ledger) -> usize {
        let gone = other.lines.keys().filter(|key| !self.lines.contains_key(key)).count();
        self.lines.iter().filter(|(key, line)| other.lines.get(key) != Some(line)).count() + gone
    }

    /// The ledger after a build that saw `seen` (id and commune of each code that the model asks for), with codes
    /// made by `address`.
    ///
    /// Lines are added for ids and addresses not seen before; an id that was never issued and that nothing asks for
    /// any more loses its lines. `kept` are ids that must stay although no row asks for them (their row was set
    /// aside). Under a successor, an id takes the new commune.
    pub fn advance(
        &self,
        seen: &BTreeMap<PointId, CommuneCode>,
        kept: &BTreeSet<PointId>,
        address: impl Fn(&PointId) -> String,
        today: Date,
        register: &Register,
    ) -> Ledger {
        let mut next = self.clone();
        next.lines
            .retain(|(id, _), line| line.state != State::New || seen.contains_key(id) || kept.contains(id));
        for (id, commune) in seen {
            let urls: Vec<String> = next.of(id).map(|(url, _)| url.to_owned()).collect();
            for url in urls {
                if let Some(line) = next.lines.get_mut(&(id.clone(), url))
                    && (line.state == State::New || register.leads_to(&line.commune, commune))
                {
                    line.commune = commune.clone();
                }
            }
            // A retired id is retired at every address.
            let state = match next.state(id) {
                Some(retired @ State::Retired { .. }) => retired.clone(),
                Some(State::New | State::Issued) | None => State::New,
            };
            let new = || Line { commune: commune.clone(), since: today, state, check: None };
            next.lines.entry((id.clone(), address(id))).or_insert_with(new);
        }
        next
    }

    /// The file: sorted, tab-separated lines; `-` stands for nothing.
    pub fn to_text(&self) -> String {
        let mut text = format!("# {}\n", COLUMNS.join("\t"));
        for ((id, url), line) in &self.lines {
            let to = match &line.state {
                State::Retired { to: Some(to) } => to.as_str(),
                _ => "-",
            };
            let check = line.check.as_deref().unwrap_or("-");
            let Line { commune, since, state, .. } = line;
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{id}\t{url}\t{commune}\t{since}\t{}\t{to}\t{check}", state.id());
        }
        text
    }
}

/// Reads the ledger. Each line that is not right is an error: a code that nobody remembers must not be lost by a
/// typing error.
pub fn resolve(sources: &Sources, diagnostics: &mut Diagnostics) -> Ledger {
    let mut ledger = Ledger::default();
    let Some(source) = &sources.ledger else { return ledger };
    let mut places = BTreeMap::new();
    let mut offset = 0;
    for line in source.text.split_inclusive('\n') {
        let span = Span::new(offset, offset + line.trim_end().len());
        offset += line.len();
        let line = line.trim_end_matches(['\r', '\n']);
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let place = source.place(span);
        match parse_line(line) {
            None => {
                diagnostics.push(Diagnostic::new(conflict_or_bad(line), place).found(line).expected(COLUMNS));
            }
            Some((id, url, line)) => {
                if ledger.commune(&id).is_some_and(|commune| *commune != line.commune) {
                    diagnostics
                        .push(Diagnostic::new(Code::LedgerTwoCommunes, place.clone()).found(id.as_str()));
                }
                places.entry(id.clone()).or_insert_with(|| place.clone());
                if ledger.lines.insert((id.clone(), url.clone()), line).is_some() {
                    diagnostics
                        .push(Diagnostic::new(Code::LedgerTwice, place).found(id.as_str()).arg("url", url));
                }
            }
        }
    }
    check_targets(&ledger, &places, diagnostics);
    ledger
}

/// `to` must be an id of the ledger, and following it must come to an end.
fn check_targets(ledger: &Ledger, places: &BTreeMap<PointId, Place>, diagnostics: &mut Diagnostics) {
    for (id, place) in places {
        if let Some(State::Retired { to: Some(to) }) = ledger.state(id) {
            if !ledger.contains(to) {
                let right: Vec<&str> = ledger.ids().into_iter().map(PointId::as_str).collect();
                diagnostics.push(
                    Diagnostic::new(Code::LedgerUnknownTarget, place.clone())
                        .found(to.as_str())
                        .one_of(right)
                        .arg("id", id.as_str()),
                );
            } else if ledger.is_first_of_circle(id) {
                diagnostics.push(Diagnostic::new(Code::LedgerCircle, place.clone()).found(id.as_str()));
            }
        }
    }
}

impl Ledger {
    /// The id that answers for `id` in the end, following `to`; the id itself where it is in use or has no `to`.
    /// None where following never ends.
    pub fn answering<'a>(&'a self, id: &'a PointId) -> Option<&'a PointId> {
        let mut current = id;
        for _ in 0..=self.lines.len() {
            match self.state(current) {
                Some(State::Retired { to: Some(to) }) => current = to,
                _ => return Some(current),
            }
        }
        None
    }

    /// Whether following `to` comes back to the id, and to none that sorts before it: so a circle is told once.
    fn is_first_of_circle(&self, id: &PointId) -> bool {
        let mut current = id;
        for _ in 0..=self.lines.len() {
            match self.state(current) {
                Some(State::Retired { to: Some(to) }) if to == id => return true,
                Some(State::Retired { to: Some(to) }) if to > id => current = to,
                _ => return false,
            }
        }
        false
    }
}

fn conflict_or_bad(line: &str) -> Code {
    if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) {
        Code::LedgerConflict
    } else {
        Code::LedgerBadLine
    }
}

fn parse_line(line: &str) -> Option<(PointId, String, Line)> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [id, url, commune, since, state, to, check] = fields[..] else { return None };
    let to = match to {
        "-" => None,
        to => Some(PointId::parse(to)?),
    };
    let state = match (state, to) {
        ("new", None) => State::New,
        ("issued", None) => State::Issued,
        ("retired", to) => State::Retired { to },
        _ => return None,
    };
    let right_url = url.starts_with("https://") && url.ends_with(&format!("/{id}/"));
    let check = match check {
        "-" => None,
        hash if hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()) => Some(hash.to_owned()),
        _ => return None,
    };
    let line = Line { commune: CommuneCode::parse(commune)?, since: parse_iso_date(since)?, state, check };
    right_url.then_some((PointId::parse(id)?, url.to_owned(), line))
}
