//! Codes and their ledger together: every new code is read back by two decoders before anything is published.
//!
//! Drawing and reading is left to [`crate::qr`], the lines themselves to [`crate::model::ledger`].

use rayon::prelude::*;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::model::ledger::Ledger;
use crate::qr::Matrix;
use crate::qr::Misread;
use crate::source::Place;

/// Where the ledger lies in a site.
pub const LEDGER_PATH: &str = "content/qr.lock";

/// The ledger with the hash of each code that was read back now; a matrix that is recorded is not decoded again. What a
/// decoder reads otherwise than it was meant is an error.
pub fn read_back(ledger: &Ledger) -> (Ledger, Vec<Diagnostic>) {
    let lines: Vec<_> = ledger.lines().collect();
    let read: Vec<_> =
        lines.into_par_iter().map(|(id, url, line)| (id, url, one(url, line.check.as_deref()))).collect();
    let mut next = ledger.clone();
    let mut problems = Vec::new();
    for (id, url, result) in read {
        match result {
            Ok(Some(hash)) => next.record_check(id, url, &hash),
            Ok(None) => {}
            Err(problem) => problems.push(problem),
        }
    }
    (next, problems)
}

/// Reads one code back unless its matrix is the recorded one; gives the new hash.
fn one(url: &str, recorded: Option<&str>) -> Result<Option<String>, Diagnostic> {
    let matrix = Matrix::encode(url).map_err(|_| misread(url, String::new()))?;
    let hash = matrix.hash();
    if recorded == Some(hash.as_str()) {
        return Ok(None);
    }
    verify(&matrix, url)?;
    Ok(Some(hash))
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
