//! Codes and their ledger together: every new code is read back by two decoders before anything is published.
//!
//! Drawing and reading is left to [`crate::qr`], the lines themselves to [`crate::model::ledger`].

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::model::PointId;
use crate::model::ledger::Ledger;
use crate::qr::Matrix;
use crate::qr::Misread;
use crate::source::Place;
use crate::write::FileLock;
use crate::write::atomic_write;

/// Where the ledger lies in a site.
pub const LEDGER_PATH: &str = "content/qr.lock";

/// Where commands that write the ledger wait for each other. Hidden, so that reading the site passes it over.
const LOCK_PATH: &str = "content/.qr.lock.lock";

/// The ids that an output folder was built with as issued, one a line.
const ISSUED_PATH: &str = ".loa/issued";

/// Keeps other commands from changing the ledger until it is dropped.
#[derive(Debug)]
pub struct LedgerLock(#[expect(dead_code, reason = "held until it is dropped")] Option<FileLock>);

/// Waits until no other command is between reading and writing the ledger of this site. A folder in which no file can
/// be made needs no lock: its ledger cannot be written either. Where the file system has no locks, as some network shares
/// have none, whoever starts two commands at once is on his own: to refuse all work there would be worse.
pub fn lock_ledger(root: &Path) -> LedgerLock {
    LedgerLock(FileLock::wait(&root.join(LOCK_PATH)).ok())
}

/// Notes in the output folder which ids are issued, so that a ledger that is lost does not go unnoticed.
pub fn remember_issued(output: &Path, ledger: &Ledger) -> io::Result<()> {
    if !output.join(".loa").is_dir() {
        return Ok(());
    }
    let issued = ledger.ids().into_iter().filter(|id| ledger.is_issued(id));
    let text: String = issued.map(|id| format!("{id}\n")).collect();
    atomic_write(&output.join(ISSUED_PATH), text.as_bytes()).map(|_| ())
}

/// An error for each id that the output folder knows as issued and the ledger does not.
pub fn forgotten(output: &Path, ledger: &Ledger) -> Vec<Diagnostic> {
    let text = fs::read_to_string(output.join(ISSUED_PATH)).unwrap_or_default();
    let ids = text.lines().filter_map(PointId::parse).filter(|id| !ledger.is_issued(id));
    ids.map(|id| Diagnostic::new(Code::LedgerForgot, Place::File(LEDGER_PATH.to_owned())).found(id.as_str()))
        .collect()
}

/// What came of reading codes back.
#[derive(Debug)]
pub struct ReadBack {
    /// The ledger with the hash of each code.
    pub ledger: Ledger,
    /// The codes, by address.
    pub matrices: BTreeMap<String, Arc<Matrix>>,
    /// Errors: what a decoder reads otherwise than it was meant.
    pub problems: Vec<Diagnostic>,
}

/// Reads the codes of a ledger back; a matrix that is recorded is not decoded again.
pub fn read_back(ledger: &Ledger) -> ReadBack {
    let lines: Vec<_> = ledger.lines().collect();
    let read: Vec<_> =
        lines.into_par_iter().map(|(id, url, line)| (id, url, one(url, line.check.as_deref()))).collect();
    let mut back = ReadBack { ledger: ledger.clone(), matrices: BTreeMap::new(), problems: Vec::new() };
    for (id, url, result) in read {
        match result {
            Ok((matrix, hash)) => {
                back.matrices.insert(url.to_owned(), Arc::new(matrix));
                if let Some(hash) = hash {
                    back.ledger.record_check(id, url, &hash);
                }
            }
            Err(problem) => back.problems.push(problem),
        }
    }
    back
}

/// Reads one code back unless its matrix is recorded; gives the matrix and, if it is new, its hash.
fn one(url: &str, recorded: Option<&str>) -> Result<(Matrix, Option<String>), Diagnostic> {
    if let Some(recorded) = recorded {
        // Where there is none, that is not the code that was read back under this line: it was changed by hand.
        let matrix = Matrix::recorded(url, recorded).ok_or_else(|| {
            let place = Place::File(LEDGER_PATH.to_owned());
            Diagnostic::new(Code::LedgerCheckDiffers, place).found(url)
        })?;
        return Ok((matrix, None));
    }
    let matrix = Matrix::encode(url).map_err(|_| misread(url, String::new()))?;
    verify(&matrix, url)?;
    let hash = matrix.hash();
    Ok((matrix, Some(hash)))
}

/// Reads a code with both decoders.
pub fn verify(matrix: &Matrix, url: &str) -> Result<(), Diagnostic> {
    matrix.verify(url).map_err(|problem| match problem {
        Misread::Different { decoder, read, .. } => misread(url, format!("{read} ({decoder})")),
        Misread::Unreadable { decoder, reason, .. } => misread(url, format!("{reason} ({decoder})")),
    })
}

/// A code that does not say what it should.
pub fn misread(url: &str, read: String) -> Diagnostic {
    Diagnostic::new(Code::CodeMisread, Place::File(LEDGER_PATH.to_owned())).found(read).arg("address", url)
}
