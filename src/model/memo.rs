//! What the model was made from and what came of it, part by part: a part whose inputs are the same is not made again.
//!
//! Inputs are compared by identity, never by content: [`crate::read::Cache`] hands out the very same bytes as long as a
//! file holds them.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::config;
use super::config::Config;
use super::document;
use super::document::Documents;
use super::ledger;
use super::ledger::Ledger;
use super::point;
use super::point::Points;
use super::progress;
use super::progress::Progress;
use super::progress::ReadTables;
use super::progress::more::Before;
use super::progress::more::More;
use super::register;
use super::register::Register;
use super::session;
use super::session::Sessions;
use crate::diag::Code;
use crate::diag::Diagnostics;
use crate::read::Sources;
use crate::read::Table;
use crate::read::TableFile;
use crate::source::Source;

/// The parts of a site as they were made the last time.
#[derive(Clone, Debug, Default)]
pub struct Memo {
    pub(super) config: Kept<Option<Arc<Config>>>,
    pub(super) register: Kept<Register>,
    pub(super) ledger: Kept<Ledger>,
    pub(super) points: Kept<Points>,
    pub(super) sessions: Kept<Sessions>,
    pub(super) progress: Kept<Progress>,
    pub(super) documents: Kept<Documents>,
}

impl Kept<Option<Arc<Config>>> {
    pub(super) fn of(&mut self, source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Option<Arc<Config>> {
        let inputs = vec![Input::Text(Arc::clone(source))];
        let made = self.get(inputs, diagnostics, |found| config::resolve(source, found).map(Arc::new));
        (*made).clone()
    }
}

impl Kept<Register> {
    pub(super) fn of(
        &mut self,
        sources: &Sources,
        config: &Arc<Config>,
        diagnostics: &mut Diagnostics,
    ) -> Arc<Register> {
        let inputs = [Input::made(config)].into_iter().chain(tables(&sources.communes)).collect();
        self.get(inputs, diagnostics, |found| register::resolve(sources, config, found))
    }
}

impl Kept<Ledger> {
    pub(super) fn of(&mut self, sources: &Sources, diagnostics: &mut Diagnostics) -> Arc<Ledger> {
        let inputs = sources.ledger.iter().cloned().map(Input::Text).collect();
        self.get(inputs, diagnostics, |found| ledger::resolve(sources, found))
    }
}

impl Kept<Points> {
    pub(super) fn of(
        &mut self,
        sources: &Sources,
        config: &Arc<Config>,
        register: &Arc<Register>,
        ledger: &Arc<Ledger>,
        diagnostics: &mut Diagnostics,
    ) -> Arc<Points> {
        let made = [Input::made(config), Input::made(register), Input::made(ledger)];
        let inputs =
            made.into_iter().chain(tables(&sources.points)).chain(accepted(sources, Table::Points)).collect();
        self.get(inputs, diagnostics, |found| point::resolve(sources, config, register, ledger, found))
    }
}

impl Kept<Sessions> {
    pub(super) fn of(
        &mut self,
        sources: &Sources,
        config: &Arc<Config>,
        register: &Arc<Register>,
        points: &Arc<Points>,
        ledger: &Arc<Ledger>,
        diagnostics: &mut Diagnostics,
    ) -> Arc<Sessions> {
        let made = [Input::made(config), Input::made(register), Input::made(points), Input::made(ledger)];
        let inputs = made
            .into_iter()
            .chain(tables(&sources.schedules))
            .chain(accepted(sources, Table::Schedules))
            .collect();
        self.get(inputs, diagnostics, |found| {
            session::resolve(sources, config, register, points, ledger, found)
        })
    }
}

impl Kept<Progress> {
    pub(super) fn of(
        &mut self,
        sources: &Sources,
        config: &Arc<Config>,
        register: &Arc<Register>,
        today: Date,
        ahead: Option<ReadTables>,
        diagnostics: &mut Diagnostics,
    ) -> Arc<Progress> {
        let made = [Input::made(config), Input::made(register), Input::Day(today)];
        let inputs: Vec<Input> = made
            .into_iter()
            .chain(tables(&sources.progress))
            .chain(accepted(sources, Table::Progress))
            .collect();
        if let Some((progress, found)) = self.with_more(&inputs, sources, config, register, today) {
            diagnostics.extend(found.iter().cloned());
            let part = Arc::new(progress);
            self.0 = Some((inputs, Arc::clone(&part), found));
            return part;
        }
        self.get(inputs, diagnostics, |found| {
            let tables = ahead.unwrap_or_else(|| progress::read(sources, config));
            progress::understand(sources, tables, config, register, today, found)
        })
    }

    /// The tables, where they are sure to be asked for, read before all is there that they are understood by.
    pub(super) fn read_ahead(&self, sources: &Sources, config: &Config) -> Option<ReadTables> {
        self.0.is_none().then(|| progress::read(sources, config))
    }

    /// The figures with what was taken in since, where nothing else has changed and nobody else holds them. With what is
    /// told of them.
    fn with_more(
        &mut self,
        inputs: &[Input],
        sources: &Sources,
        config: &Config,
        register: &Register,
        today: Date,
    ) -> Option<(Progress, Diagnostics)> {
        let (known, ..) = self.0.as_ref()?;
        // The site's settings, the register, the day, and the tables kept by hand; then the accepted files.
        let (known, files) = known.split_at_checked(3 + sources.progress.len())?;
        if inputs.get(known.len()..) == Some(files) || !inputs.starts_with(known) {
            return None;
        }
        let before = files.iter().map(|input| match input {
            Input::Table(path, bytes) => Some((path.as_str(), bytes)),
            _ => None,
        });
        let more = More::since(&before.collect::<Option<Before<'_>>>()?, &sources.accepted)?;
        let (_, part, found) = self.0.take()?;
        // Days of which nothing is shown, until a figure is accepted that settles them.
        if found.iter().any(|told| told.code == Code::ProgressContradicts) {
            return None;
        }
        let progress = Arc::try_unwrap(part).ok()?;
        Some((more.added_to(progress, config, register, today)?, found))
    }
}

impl Kept<Documents> {
    pub(super) fn of(
        &mut self,
        sources: &Sources,
        config: &Arc<Config>,
        drafts: bool,
        diagnostics: &mut Diagnostics,
    ) -> Arc<Documents> {
        let texts = sources.documents.iter().map(|document| Input::Text(Arc::clone(&document.source)));
        let inputs = [Input::made(config), Input::Drafts(drafts)].into_iter().chain(texts).collect();
        self.get(inputs, diagnostics, |found| document::resolve(sources, config, drafts, found))
    }
}

/// Something that a part is made from.
#[derive(Clone)]
enum Input {
    Text(Arc<Source>),
    Table(String, Arc<[u8]>),
    Day(Date),
    Drafts(bool),
    /// Another part.
    Made(Arc<dyn Any + Send + Sync>),
}

impl Input {
    fn made<T: Any + Send + Sync>(part: &Arc<T>) -> Input {
        Input::Made(Arc::<T>::clone(part))
    }
}

impl PartialEq for Input {
    fn eq(&self, other: &Input) -> bool {
        match (self, other) {
            (Input::Text(a), Input::Text(b)) => Arc::ptr_eq(a, b),
            (Input::Table(a, text), Input::Table(b, other)) => a == b && Arc::ptr_eq(text, other),
            (Input::Day(a), Input::Day(b)) => a == b,
            (Input::Drafts(a), Input::Drafts(b)) => a == b,
            (Input::Made(a), Input::Made(b)) => std::ptr::addr_eq(Arc::as_ptr(a), Arc::as_ptr(b)),
            _ => false,
        }
    }
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Input::Text(source) => f.write_str(&source.path),
            Input::Table(path, _) => f.write_str(path),
            Input::Day(day) => day.fmt(f),
            Input::Drafts(drafts) => write!(f, "drafts: {drafts}"),
            Input::Made(_) => f.write_str("a part"),
        }
    }
}

fn tables(files: &[TableFile]) -> impl Iterator<Item = Input> {
    files.iter().map(|file| Input::Table(file.path.clone(), Arc::clone(&file.bytes)))
}

/// What the nightly job took in lies over the tables kept by hand.
fn accepted(sources: &Sources, table: Table) -> impl Iterator<Item = Input> {
    let files = sources.accepted.iter().filter(move |file| file.table == table);
    files.map(|file| Input::Table(file.path.clone(), Arc::clone(&file.bytes)))
}

/// A part with what it was made from. The inputs are held, so that nothing else can take their place in memory.
#[derive(Debug)]
pub(super) struct Kept<T>(Option<(Vec<Input>, Arc<T>, Diagnostics)>);

impl<T> Kept<T> {
    /// The part, and all that was found when it was made.
    fn get(
        &mut self,
        inputs: Vec<Input>,
        diagnostics: &mut Diagnostics,
        make: impl FnOnce(&mut Diagnostics) -> T,
    ) -> Arc<T> {
        if let Some((known, part, found)) = &self.0
            && *known == inputs
        {
            diagnostics.extend(found.iter().cloned());
            return Arc::clone(part);
        }
        // Two of them at once would take twice the room.
        self.0 = None;
        let mut found = Diagnostics::default();
        let part = Arc::new(make(&mut found));
        diagnostics.extend(found.iter().cloned());
        self.0 = Some((inputs, Arc::clone(&part), found));
        part
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept(None)
    }
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Kept<T> {
        Kept(self.0.clone())
    }
}
