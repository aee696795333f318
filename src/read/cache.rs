//! What was read before, so that a site that is read again and again is opened only where it changed; and what stands in
//! for a file that is being written at this moment.
//!
//! Which files there are, and what each is for, is left to [`crate::read`].

use std::collections::BTreeMap;
use std::fs;
use std::fs::Metadata;
use std::io::ErrorKind;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use std::time::SystemTime;

use rayon::prelude::*;
use unicode_normalization::IsNormalized;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::is_nfc_quick;

use super::ReadError;
use crate::source::Source;

/// How long after its last change a file's times tell two states apart: FAT counts in steps of two seconds.
const SETTLED: Duration = Duration::from_secs(3);
/// How long a file that looks half written may stay so before it is taken for what its author meant.
const WRITING: Duration = Duration::from_secs(1);

/// Files as they were read the last time, by path on this machine.
#[derive(Debug, Default)]
pub struct Cache {
    files: BTreeMap<PathBuf, Cached>,
    /// Files that were opened before they were asked for, each as it was when it was opened.
    ahead: BTreeMap<PathBuf, (Metadata, Arc<[u8]>)>,
    round: u64,
    changed: bool,
    pending: bool,
    unripe: bool,
    locked: Vec<ReadError>,
}

#[derive(Debug)]
struct Cached {
    stamp: String,
    /// Whether a change of the file would show in its stamp.
    is_settled: bool,
    /// None for files that are not opened.
    bytes: Option<Arc<[u8]>>,
    /// The text of the bytes, once it was asked for; none within where it is none.
    text: Option<Option<Arc<Source>>>,
    round: u64,
}

impl Cache {
    /// Whether the last reading found anything else than the one before it.
    pub fn has_changed(&self) -> bool {
        self.changed
    }

    /// Whether the last reading took an earlier state of a file for one that is being written, so that it has to be
    /// read again soon.
    pub fn is_pending(&self) -> bool {
        self.pending
    }

    /// Whether the last reading met a file that was written meanwhile, or a new one that looks half written. No earlier
    /// state can stand in for it, so the reading is best put off for a moment.
    pub fn is_unripe(&self) -> bool {
        self.unripe
    }

    /// Files whose earlier state stands in for them because the operating system does not give them now: locked by an
    /// office program, or not fetched from a cloud folder.
    pub fn locked(&self) -> &[ReadError] {
        &self.locked
    }

    /// Starts a reading.
    pub(super) fn begin(&mut self) {
        self.round += 1;
        self.changed = false;
        self.pending = false;
        self.unripe = false;
        self.locked.clear();
    }

    /// Opens files that are new, several at once. What cannot be opened is told when it is asked for.
    pub(super) fn read_ahead<'f>(&mut self, files: impl Iterator<Item = &'f Path>) {
        let new: Vec<&Path> = files.filter(|file| !self.files.contains_key(*file)).collect();
        let read = new.into_par_iter().filter_map(|file| {
            let metadata = fs::metadata(file).ok()?;
            Some((file.to_owned(), (metadata, self::bytes(file).ok()?)))
        });
        self.ahead = read.collect();
    }

    /// Ends a reading: files that were not met are gone.
    pub(super) fn end(&mut self) {
        self.ahead.clear();
        let before = self.files.len();
        self.files.retain(|_, cached| cached.round == self.round);
        self.changed |= self.files.len() != before;
    }

    /// Notes a file that is not opened here, so that a change of it is one of the site.
    pub(super) fn note(&mut self, file: &Path) -> Result<(), ReadError> {
        let metadata = fs::metadata(file).map_err(|error| failed(file, error))?;
        let stamp = stamp(&metadata);
        let is_settled = age(&metadata).is_some_and(|age| age > SETTLED);
        // Nobody looks into it here, so it counts as changed once more when its times have come to rest.
        let known = self
            .files
            .get(file)
            .is_some_and(|cached| cached.stamp == stamp && (cached.is_settled || !is_settled));
        self.changed |= !known;
        let cached = Cached { stamp, is_settled, bytes: None, text: None, round: self.round };
        self.files.insert(file.to_owned(), cached);
        Ok(())
    }

    /// The bytes of a file: those of the last reading where it did not change, the very same ones.
    pub(super) fn bytes(&mut self, file: &Path) -> Result<Arc<[u8]>, ReadError> {
        let (metadata, ahead) = match self.ahead.remove(file) {
            Some((metadata, bytes)) => (metadata, Some(bytes)),
            None => (fs::metadata(file).map_err(|error| failed(file, error))?, None),
        };
        let stamp = stamp(&metadata);
        let age = age(&metadata);
        let is_settled = age.is_some_and(|age| age > SETTLED);
        // Where the clocks disagree, nobody can tell how long ago.
        let is_fresh = age.is_some_and(|age| age < WRITING);
        let round = self.round;
        let known = self.files.get_mut(file);
        if let Some(cached) = known
            && let Some(bytes) = cached.bytes.clone()
        {
            cached.round = round;
            if cached.is_settled && cached.stamp == stamp {
                return Ok(bytes);
            }
            let read = match self::bytes(file) {
                Ok(read) => read,
                Err(error) if error.error.kind() == ErrorKind::NotFound => return Err(error),
                Err(error) => {
                    self.locked.push(error);
                    self.pending = true;
                    return Ok(bytes);
                }
            };
            if read == bytes {
                // A new file that was empty when it was first met.
                self.unripe |= is_fresh && is_half_written(file, &read);
                (cached.stamp, cached.is_settled) = (stamp, is_settled);
                return Ok(bytes);
            }
            if is_fresh && is_half_written(file, &read) {
                self.pending = true;
                return Ok(bytes);
            }
            self.unripe |= is_fresh && has_moved(file, &stamp, read.len());
            self.changed = true;
            let cached = Cached { stamp, is_settled, bytes: Some(Arc::clone(&read)), text: None, round };
            self.files.insert(file.to_owned(), cached);
            return Ok(read);
        }
        let read = ahead.map_or_else(|| self::bytes(file), Ok)?;
        self.unripe |= is_fresh && (is_half_written(file, &read) || has_moved(file, &stamp, read.len()));
        self.changed = true;
        let cached = Cached { stamp, is_settled, bytes: Some(Arc::clone(&read)), text: None, round };
        self.files.insert(file.to_owned(), cached);
        Ok(read)
    }

    /// A text in NFC, without byte order mark, known to people as `path`. None where it is not UTF-8.
    pub(super) fn text(&mut self, file: &Path, path: &str) -> Result<Option<Arc<Source>>, ReadError> {
        let bytes = self.bytes(file)?;
        let Some(cached) = self.files.get_mut(file) else { return Ok(text(path, &bytes)) };
        Ok(cached.text.get_or_insert_with(|| text(path, &bytes)).clone())
    }
}

/// Opens a file.
pub(super) fn bytes(file: &Path) -> Result<Arc<[u8]>, ReadError> {
    fs::read(file).map(Arc::from).map_err(|error| failed(file, error))
}

fn text(path: &str, bytes: &[u8]) -> Option<Arc<Source>> {
    let text = str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_nfc = is_nfc_quick(text.chars()) == IsNormalized::Yes;
    Some(Source::new(path, if is_nfc { text.to_owned() } else { text.nfc().collect() }))
}

fn failed(file: &Path, error: std::io::Error) -> ReadError {
    ReadError { path: file.to_owned(), error }
}

/// Another when the file is. A file that took the place of another by a rename may have its size and time; what the
/// file system calls it differs then.
fn stamp(metadata: &Metadata) -> String {
    let (len, modified) = (metadata.len(), metadata.modified().ok());
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let (inode, second, nanosecond) = (metadata.ino(), metadata.ctime(), metadata.ctime_nsec());
        format!("{len} {modified:?} {inode} {second}.{nanosecond}")
    }
    #[cfg(not(unix))]
    format!("{len} {modified:?}")
}

/// Whether a file was written while it was read: it is not as it was before, or holds more or less than what was read.
fn has_moved(file: &Path, before: &str, read: usize) -> bool {
    fs::metadata(file).is_ok_and(|after| stamp(&after) != before || usize::try_from(after.len()) != Ok(read))
}

/// How long ago the file was changed; none where the clocks disagree.
fn age(metadata: &Metadata) -> Option<Duration> {
    SystemTime::now().duration_since(metadata.modified().ok()?).ok()
}

/// Whether a file looks as if whoever writes it has only begun: it is empty, or a workbook without the directory that
/// every ZIP archive ends with.
fn is_half_written(file: &Path, bytes: &[u8]) -> bool {
    /// "PK", 5, 6: the end of central directory record, at most a comment of 64 KiB before the end.
    const END: &[u8] = b"PK\x05\x06";
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let is_workbook = matches!(ending.as_deref(), Some("xlsx" | "xlsm" | "ods"));
    let tail = &bytes[bytes.len().saturating_sub(0x1_0000 + 22)..];
    bytes.is_empty() || is_workbook && !tail.windows(END.len()).any(|four| four == END)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_grows_or_is_replaced_while_it_is_read_has_moved() {
        let folder = tempfile::tempdir().unwrap();
        let (file, other) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
        fs::write(&file, "a,b").unwrap();
        let before = stamp(&fs::metadata(&file).unwrap());
        assert!(!has_moved(&file, &before, 3));
        assert!(has_moved(&file, &before, 2), "less was read than there is");
        fs::write(&other, "c,d").unwrap();
        fs::rename(&other, &file).unwrap();
        assert_eq!(has_moved(&file, &before, 3), cfg!(unix), "another file of the same size");
        fs::write(&file, "c,d\n1,2\n").unwrap();
        assert!(has_moved(&file, &before, 3));
    }
}
