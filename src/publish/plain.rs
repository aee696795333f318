//! One folder in which files are replaced one by one, for targets without links; and the store of bytes from which that
//! is completed after a kill, or undone. The replacing itself is that of [`crate::write`].

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::path::PathBuf;

use rayon::prelude::*;

use super::PublishError;
use super::ReleaseName;
use super::Target;
use super::release::Files;
use super::release::Record;
use super::release::replace;
use super::standing::current;
use crate::write::Action;
use crate::write::Manifest;
use crate::write::Options;
use crate::write::OutPath;
use crate::write::Spot;
use crate::write::Sum;
use crate::write::Writer;
use crate::write::content;
use crate::write::look;

impl Target {
    /// Puts the bytes of a release into the store, from the output where they are not there yet. A carried asset that is
    /// lost is left out of the record. Tells how many were copied.
    pub(super) fn store(&self, record: &mut Record, output: Option<&Path>) -> Result<usize, PublishError> {
        let files = record.all();
        let folders: BTreeSet<PathBuf> =
            files.values().filter_map(|sum| self.object(*sum).parent().map(Path::to_path_buf)).collect();
        folders.iter().try_for_each(|folder| self.disk.create_folders(folder))?;
        self.disk.create_folders(&self.own("staging"))?;
        // Files with the same bytes are stored once.
        let wanted: std::collections::BTreeMap<Sum, &OutPath> =
            files.iter().map(|(path, sum)| (*sum, path)).collect();
        let store = |(sum, path): (&Sum, &&OutPath)| match self.store_one(path, *sum, output) {
            Ok(copied) => Ok((*sum, Some(copied))),
            Err(PublishError::Changed(path)) if record.carried.has(&path, *sum) => Ok((*sum, None)),
            Err(error) => Err(error),
        };
        let stored: Result<Vec<_>, PublishError> = wanted.par_iter().map(store).collect();
        let stored = stored?;
        let copied: Vec<Sum> =
            stored.iter().filter(|(_, done)| *done == Some(true)).map(|(sum, _)| *sum).collect();
        let copies: Vec<PathBuf> = copied.iter().map(|sum| self.staged(*sum)).collect();
        self.disk.sync(&copies)?;
        copied.iter().try_for_each(|sum| self.disk.rename(&self.staged(*sum), &self.object(*sum)))?;
        let lost: BTreeSet<Sum> =
            stored.iter().filter(|(_, done)| done.is_none()).map(|(sum, _)| *sum).collect();
        if !lost.is_empty() {
            let left = record.carried.lines().filter(|(_, sum)| !lost.contains(sum));
            let left: Files = left.map(|(path, sum)| (path.clone(), sum)).collect();
            record.carried = Manifest::of(left.into_iter());
        }
        self.disk.remove_folder(&self.own("staging"))?;
        Ok(copied.len())
    }

    /// Notes that a release is being shown, for the run after a kill.
    pub(super) fn begin(&self, name: &ReleaseName) -> Result<(), PublishError> {
        replace(&self.disk, &self.own("journal"), &format!("{name}\n"))
    }

    /// Makes `current` the files of a release, from the store.
    pub(super) fn apply(&self, name: &ReleaseName, record: &Record) -> Result<(), PublishError> {
        self.begin(name)?;
        let writer = Writer::begin_on(self.disk.clone(), &current(&self.to), Options { adopt: false })?;
        record.all().par_iter().try_for_each(|(path, sum)| {
            let object = self.object(*sum);
            let bytes = match fs::read(&object) {
                Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
                other => other.map_err(Action::Read.at(&object))?,
            };
            if Sum::of(&bytes) != *sum {
                return Err(PublishError::Changed(path.clone()));
            }
            Ok(writer.put(path, &bytes)?)
        })?;
        writer.commit()?;
        replace(&self.disk, &self.own("live"), &format!("{name}\n"))?;
        Ok(self.disk.remove_file(&self.own("journal"))?)
    }

    /// Removes bytes that no release has any more.
    pub(super) fn collect_garbage(&self) -> Result<(), PublishError> {
        let used: BTreeSet<String> = self
            .records
            .values()
            .flat_map(|record| record.all().into_values())
            .map(|sum| sum.to_string())
            .collect();
        let objects = self.own("objects");
        for folder in entries(&objects)? {
            for object in entries(&folder)? {
                let name = object.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                let is_ours = name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
                if is_ours && !used.contains(name) {
                    self.disk.remove_file(&object)?;
                }
            }
        }
        Ok(())
    }

    /// Stages bytes; false where they are stored already.
    fn store_one(&self, path: &OutPath, sum: Sum, output: Option<&Path>) -> Result<bool, PublishError> {
        let object = self.object(sum);
        if object.is_file() && content(&object)?.sum == sum {
            return Ok(false);
        }
        let Some(output) = output.filter(|output| matches!(look(output, path), Ok(Spot::File(_)))) else {
            return Err(PublishError::Changed(path.clone()));
        };
        if self.disk.copy_new(&path.under(output), &self.staged(sum))? != sum {
            return Err(PublishError::Changed(path.clone()));
        }
        Ok(true)
    }

    /// Where bytes wait until they are on the medium.
    fn staged(&self, sum: Sum) -> PathBuf {
        self.own("staging").join(sum.to_string())
    }

    /// Where bytes are stored. In folders by the first two digits, since FAT takes only so many files in one.
    fn object(&self, sum: Sum) -> PathBuf {
        let name = sum.to_string();
        let folder: String = name.chars().take(2).collect();
        self.own("objects").join(folder).join(name)
    }
}

/// What a folder holds, sorted; nothing where there is none.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, PublishError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        other => other.map_err(Action::Read.at(folder))?,
    };
    let paths: Result<Vec<PathBuf>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths.map_err(Action::Read.at(folder))?;
    paths.sort();
    Ok(paths)
}
