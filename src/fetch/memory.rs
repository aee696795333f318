//! What is remembered of each source from one night to the next: its validators (RFC 9110, section 8.8) and the hash of
//! its last body, one file for each in `ROOT/.loa/fetch/`. Addresses are not written down, since they may hold secrets.

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;
use std::time::SystemTime;

use serde::Deserialize;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;

use super::StoreError;
use crate::model::config::DataSource;
use crate::nightly::state_folder;
use crate::write::atomic_write;

/// What a server gave by which it knows its own body again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Validators {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// The folder of what is remembered.
#[derive(Debug)]
pub(super) struct Memory {
    folder: PathBuf,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Entry {
    validators: Validators,
    /// Hex of the SHA-256 of the last body.
    body: String,
    /// When it was said for the first time, in seconds since 1970.
    since: u64,
}

impl Memory {
    pub fn open(root: &Path) -> Result<Memory, StoreError> {
        let failed = |path: PathBuf| move |error| StoreError { path, error };
        let folder = state_folder(root).map_err(failed(root.join(".loa")))?.join("fetch");
        fs::create_dir_all(&folder).map_err(failed(folder.clone()))?;
        Ok(Memory { folder })
    }

    /// The validators of the last body; none where it is not known.
    pub fn validators(&self, source: &DataSource) -> Validators {
        self.entry(source).map(|entry| entry.validators).unwrap_or_default()
    }

    /// When the source said this for the first time; none where its last body was another.
    pub fn since(&self, source: &DataSource, bytes: &[u8]) -> Option<SystemTime> {
        let entry = self.entry(source).filter(|entry| entry.body == hex(bytes))?;
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(entry.since))
    }

    pub fn remember(
        &mut self,
        source: &DataSource,
        bytes: &[u8],
        validators: Validators,
        since: SystemTime,
    ) -> Result<(), StoreError> {
        let file = self.file(source);
        let since = since.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
        let entry = Entry { validators, body: hex(bytes), since };
        let text = serde_json::to_vec(&entry).map_err(io::Error::from);
        text.and_then(|text| atomic_write(&file, &text))
            .map(|_| ())
            .map_err(|error| StoreError { path: file, error })
    }

    /// Removes what is remembered of sources that are no more. What cannot be removed does no harm.
    pub fn forget_all_but(&mut self, sources: &[DataSource]) {
        let kept: Vec<PathBuf> = sources.iter().map(|source| self.file(source)).collect();
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
            if path.extension().is_some_and(|ending| ending == "json") && !kept.contains(&path) {
                let _ = fs::remove_file(path);
            }
        }
    }

    /// What is remembered of a source. What cannot be read was never there: the source is fetched anew.
    fn entry(&self, source: &DataSource) -> Option<Entry> {
        serde_json::from_slice(&fs::read(self.file(source)).ok()?).ok()
    }

    fn file(&self, source: &DataSource) -> PathBuf {
        let name = source.name.as_ref().map(ToString::to_string).unwrap_or_default();
        let key = hex(format!("{}\n{name}\n{}", source.table, source.url).as_bytes());
        self.folder.join(format!("{}.json", key.get(..16).unwrap_or(&key)))
    }
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
