//! Taking in drops: tables that people and sources put into `content/inbox/` become accepted records, or are set aside
//! with a reason (contract, sections 5, 7 and 10).
//!
//! [`inbox`] looks what is there, [`take_in`] decides, and [`store`] writes, in an order in which a kill between any two
//! steps loses nothing and a second run changes nothing:
//!
//! 1. the accepted records of the day, with all lines that were there before,
//! 2. what was mended leaves the spreadsheets that went back before,
//! 3. the list of open records,
//! 4. what was set aside, for the senders,
//! 5. last of all the drops are moved to the archive.
//!
//! How a row is read is left to [`crate::model`], which reads rows kept by hand by the same functions; how accepted
//! records are written and read again, to [`crate::model::accepted`].

mod books;
mod file;
mod inbox;
mod open;
mod progress;
mod reading;
mod rows;
mod said;
mod series;
mod sheet;
mod store;

pub use books::Balance;
pub use inbox::Drop;
pub use inbox::Inbox;
pub use inbox::LastDrop;
pub use inbox::inbox;
pub use inbox::open_sources;
pub use open::Contradiction;
pub use open::Key;
pub use open::Open;
pub use open::OpenRecord;
pub use store::Step;
pub use store::store;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::messages::Messages;
use crate::messages::Speech;
use crate::model::Site;
use crate::model::accepted::ProgressRecord;
use crate::model::amount::Amount;
use crate::model::progress::SeriesKey;
use crate::read::Sources;
use crate::read::Table;
use crate::source::CellPlace;
use crate::source::Place;

use self::reading::Fate;
use self::reading::Reading;
use self::store::Night;

/// What a night's drops came to: all that is to be written, and all that is to be told.
#[derive(Debug, Default)]
pub struct Taken {
    /// Figures that were taken, in the order of the drops and their rows.
    pub figures: Vec<AcceptedFigure>,
    /// Points and sessions that were taken, in the same order.
    pub rows: Vec<AcceptedRow>,
    /// Rows and files that were set aside tonight. One that was set aside before and was sent again is here as well.
    pub set_aside: Vec<SetAside>,
    /// Open records that are closed now.
    pub closed: Vec<OpenRecord>,
    /// Whether the books balance, per table: every record sent is accepted, unchanged, superseded or set aside.
    pub balance: BTreeMap<Table, Balance>,
    /// What is said of drops that were taken: columns that nobody knows, former names.
    pub warnings: Diagnostics,
    /// Files and folders of the inbox that could not be read, and stay there.
    pub unreadable: Vec<Diagnostic>,
    /// Drops that were read, by their shown path.
    pub drops: Vec<String>,
    /// Drops that changed less than a minute ago and wait for the next run.
    pub waiting: Vec<String>,
    /// All records that are set aside after tonight, those of earlier nights among them.
    pub open: Open,
    /// What [`store`] does, in its order.
    pub steps: Vec<Step>,
}

/// A figure that was taken.
#[derive(Clone, Debug)]
pub struct AcceptedFigure {
    pub key: SeriesKey,
    pub record: ProgressRecord,
    /// What the site showed for the same day, or for the last day before.
    pub before: Option<Before>,
    /// Whether it was held as a jump on an earlier night, and is confirmed now.
    pub released: bool,
    /// Whether it stands against an earlier statement or a rule, by its sender's own word.
    pub overrides: bool,
}

impl AcceptedFigure {
    /// The key by which an open record is closed.
    fn open_key(&self) -> Key {
        Key::of_figure(&self.key, self.record.as_unit.as_deref(), self.record.date)
    }
}

/// A figure before tonight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    pub date: Date,
    pub value: Amount,
}

/// A point or a session that was taken.
#[derive(Clone, Debug)]
pub struct AcceptedRow {
    pub table: Table,
    /// The point's or the session's id.
    pub id: String,
    /// Column to text, as it is kept.
    pub cells: BTreeMap<String, String>,
    /// Whether the site had a row of this id before.
    pub is_new: bool,
}

/// A row, or a whole file, that was set aside.
#[derive(Clone, Debug)]
pub struct SetAside {
    pub table: Table,
    /// The name of the drop.
    pub drop: String,
    /// The row as a spreadsheet counts it; none for a whole file.
    pub row: Option<usize>,
    /// Which records it is, as far as the row says so.
    pub keys: Vec<Key>,
    /// How many records of the row were set aside.
    pub records: usize,
    /// Why, each with its place in the drop.
    pub reasons: Vec<Diagnostic>,
    /// Since when it has been open: tonight, or the night on which it was first sent.
    pub since: Date,
    /// Where the sender finds it, relative to the root.
    pub file: String,
}

/// The sentences that senders read; loa speaks two languages, whatever those of the site.
pub(crate) struct Words {
    messages: Vec<Messages>,
}

impl Words {
    fn new() -> Words {
        Words { messages: Speech::ALL.map(Messages::new).into() }
    }

    /// What is wrong and what to type, one paragraph for each language. Cells are called by the `titles` of their columns:
    /// in what goes back to the sender they do not stand where they stood.
    fn reasons(&self, reasons: &[Diagnostic], title: impl Fn(usize) -> String) -> Vec<String> {
        let said = |messages: &Messages| {
            let lines: Vec<String> =
                reasons.iter().map(|reason| one_reason(messages, reason, &title)).collect();
            lines.join("\n")
        };
        self.messages.iter().map(said).collect()
    }
}

/// `[column] what is wrong; what to type`.
fn one_reason(messages: &Messages, reason: &Diagnostic, title: impl Fn(usize) -> String) -> String {
    let mut line = String::new();
    if let Place::Cell(CellPlace { column: Some(column), .. }) = &reason.place {
        line.push_str(&format!("[{}] ", title(*column)));
    }
    line.push_str(&messages.sentence(reason));
    for hint in messages.hints(reason) {
        line.push_str(if line.ends_with('?') { " " } else { "; " });
        line.push_str(&hint);
    }
    line
}

/// Decides what becomes of each record of the drops. Nothing is written.
///
/// `today` is the intake day: accepted records go into the file of that day.
pub fn take_in(sources: &Sources, site: &Site, inbox: &Inbox, today: Date) -> Taken {
    let mut taken = Taken { waiting: inbox.waiting.clone(), ..Taken::default() };
    taken.warnings.extend(inbox.strayed.iter().cloned());
    taken.unreadable.clone_from(&inbox.unreadable);
    taken.drops = inbox.drops.iter().map(|drop| drop.path.clone()).collect();
    let mut readings: Vec<Reading<'_>> =
        inbox.drops.iter().map(|drop| reading::read(drop, inbox, site, today)).collect();

    file::judge(&mut readings, site, inbox, today);
    said::recognise(&mut readings, inbox, &site.config.sources);
    let released = progress::judge(&mut readings, sources, site, inbox, today);
    rows::judge(&mut readings, sources, site, inbox, today);
    said::pass_over_mended(&mut readings, &released, inbox);
    let words = Words::new();
    collect(&mut taken, &readings, &released);
    books::balance(&mut taken, &readings, released.len());
    let (readings, released) = (readings.as_slice(), released.as_slice());
    let night = Night { readings, released, sources, site, inbox, words: &words, today };
    store::plan(&mut taken, &night);
    taken
}

/// Gathers what was accepted, in the order of the drops.
fn collect(taken: &mut Taken, readings: &[Reading<'_>], released: &[AcceptedFigure]) {
    taken.figures.extend(released.iter().cloned());
    for reading in readings {
        taken.warnings.extend(reading.warnings.iter().cloned());
        for row in &reading.rows {
            for figure in &row.figures {
                if let Fate::Accepted(accepted) | Fate::Replaced(accepted) = &figure.fate {
                    taken.figures.push((**accepted).clone());
                }
            }
            taken.rows.extend(row.accepted.clone());
        }
    }
}
