//! The books: every record that was sent is accepted, unchanged, superseded, or set aside with a reason.

use serde::Serialize;

use super::Taken;
use super::reading::Fate;
use super::reading::Reading;
use super::reading::RowFate;
use crate::read::Table;

/// What became of the records of one table. A record of progress is one figure; a row with three indicators has three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Balance {
    /// Counted in the files, before anything was judged.
    pub sent: usize,
    /// Records that had been held as a jump, and were confirmed tonight.
    pub released: usize,
    pub accepted: usize,
    /// The same key and value as before, or twice in the drops.
    pub unchanged: usize,
    /// Stated before, and corrected since; or corrected by a later row of the drops.
    pub superseded: usize,
    pub set_aside: usize,
    /// Files of which not even the number of records is known.
    pub unreadable_files: usize,
    /// Rows below the last record of a file that are names and signatures, and no records.
    pub signatures: usize,
}

impl Balance {
    /// Whether nothing was lost on the way and nothing came from nowhere.
    pub fn holds(&self) -> bool {
        self.sent + self.released == self.accepted + self.unchanged + self.superseded + self.set_aside
    }
}

/// Counts what became of the records, table by table.
pub(super) fn balance(taken: &mut Taken, readings: &[Reading<'_>], released: usize) {
    for reading in readings {
        let balance = taken.balance.entry(reading.drop.table).or_default();
        balance.sent += reading.sent;
        balance.unreadable_files += usize::from(reading.table.is_none());
        balance.signatures += reading.table.as_ref().map_or(0, |table| table.skipped.signature);
        for row in &reading.rows {
            match &row.fate {
                RowFate::Bad => balance.set_aside += row.records,
                RowFate::Accepted => balance.accepted += 1,
                RowFate::Unchanged => balance.unchanged += 1,
                RowFate::Superseded => balance.superseded += row.records,
                RowFate::Figures => {}
            }
            if row.fate != RowFate::Figures {
                continue;
            }
            for figure in &row.figures {
                match figure.fate {
                    Fate::Accepted(_) => balance.accepted += 1,
                    Fate::Unchanged => balance.unchanged += 1,
                    Fate::Superseded | Fate::Replaced(_) => balance.superseded += 1,
                    // Nothing is left undecided; if something were, the books would not balance.
                    Fate::Undecided => {}
                    Fate::SetAside(_) | Fate::Held(_) => balance.set_aside += 1,
                }
            }
        }
    }
    if released > 0 {
        let balance = taken.balance.entry(Table::Progress).or_default();
        balance.released += released;
        balance.accepted += released;
    }
}
