//! Releases as folders: staging one from links and copies, moving it into place, the switch, and removing one. When
//! each is done, and that others keep away, is left to [`super`].

use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;

use rayon::prelude::*;

use super::PublishError;
use super::ReleaseName;
use super::Target;
use super::release::Files;
use super::release::Record;
use super::standing::current;
use super::standing::record_folder;
use super::standing::release_folder;
use super::with_changes;
use crate::write::Manifest;
use crate::write::OutPath;
use crate::write::Spot;
use crate::write::Sum;
use crate::write::content;
use crate::write::look;
use crate::write::sync_folder;

/// How a file came into a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    Linked,
    Copied,
}

impl Target {
    /// Makes all files of a release under `.loa/staging`. A carried asset that is lost everywhere is left out of the
    /// record. Tells how many are links, and how many are copies.
    pub(super) fn stage_release(
        &self,
        record: &mut Record,
        output: Option<&Path>,
    ) -> Result<(usize, usize), PublishError> {
        let staging = self.own("staging");
        self.disk.create_folders(&staging)?;
        let files = record.all();
        let folders: BTreeSet<OutPath> = files.keys().flat_map(OutPath::folders).collect();
        for folder in &folders {
            self.disk.create_folders(&folder.under(&staging))?;
        }
        // What is live has most of the files.
        let mut others: Vec<(PathBuf, &Record)> = Vec::new();
        let live = self.live.iter().filter_map(|live| self.records.get_key_value(live));
        for (name, other) in live.chain(self.records.iter().rev()) {
            others.push((release_folder(&self.to, name), other));
        }
        let bring = |(path, sum): (&OutPath, &Sum)| match self.bring(path, *sum, &staging, &others, output) {
            Ok(came) => Ok((path.clone(), Some(came))),
            Err(PublishError::Changed(path)) if record.carried.has(&path, *sum) => Ok((path, None)),
            Err(error) => Err(error),
        };
        let came: Result<Vec<_>, PublishError> = files.par_iter().map(bring).collect();
        let came = came?;
        let copies: Vec<PathBuf> = came
            .iter()
            .filter(|(_, came)| *came == Some(Came::Copied))
            .map(|(path, _)| path.under(&staging))
            .collect();
        self.disk.sync(&copies)?;
        let count = |kind| came.iter().filter(|(_, came)| *came == Some(kind)).count();
        let counts = (count(Came::Linked), count(Came::Copied));
        if came.iter().any(|(_, came)| came.is_none()) {
            let lost: BTreeSet<OutPath> =
                came.into_iter().filter(|(_, came)| came.is_none()).map(|(path, _)| path).collect();
            let carried: Files = record
                .carried
                .lines()
                .filter(|(path, _)| !lost.contains(*path))
                .map(|(path, sum)| (path.clone(), sum))
                .collect();
            record.carried = Manifest::of(carried.into_iter());
        }
        Ok(counts)
    }

    /// Links or copies one file to where it is staged: from the first release that has these bytes at this path and has
    /// not lost them, else from the output.
    fn bring(
        &self,
        path: &OutPath,
        sum: Sum,
        staging: &Path,
        others: &[(PathBuf, &Record)],
        output: Option<&Path>,
    ) -> Result<Came, PublishError> {
        let to = path.under(staging);
        for (folder, _) in others.iter().filter(|(_, record)| record.has(path, sum)) {
            let from = path.under(folder);
            if !matches!(look(folder, path)?, Spot::File(_)) || content(&from)?.sum != sum {
                continue;
            }
            if self.disk.link(&from, &to)? {
                return Ok(Came::Linked);
            }
            // No hard links here, or too many already.
            self.copy(path, sum, folder, staging)?;
            return Ok(Came::Copied);
        }
        match output {
            Some(output) => self.copy(path, sum, output, staging).map(|()| Came::Copied),
            None => Err(PublishError::Changed(path.clone())),
        }
    }

    /// Copies one file between folders of sites, and sees that it is what it should be.
    fn copy(&self, path: &OutPath, sum: Sum, from: &Path, to: &Path) -> Result<(), PublishError> {
        if !matches!(look(from, path)?, Spot::File(_)) {
            return Err(PublishError::Changed(path.clone()));
        }
        let copied = self.disk.copy_new(&path.under(from), &path.under(to))?;
        if copied == sum { Ok(()) } else { Err(PublishError::Changed(path.clone())) }
    }

    /// Moves the staged release to where it is to stay.
    pub(super) fn place_release(&self, name: &ReleaseName) -> Result<(), PublishError> {
        let releases = self.to.join("releases");
        self.disk.create_folders(&releases)?;
        self.disk.rename(&self.own("staging"), &release_folder(&self.to, name))?;
        Ok(sync_folder(&releases)?)
    }

    /// Shows a release: from this rename on readers get it.
    pub(super) fn switch(&self, name: &ReleaseName) -> Result<(), PublishError> {
        let link = self.own("current");
        self.disk.remove_file(&link)?;
        self.disk.symlink(&Path::new("releases").join(name.as_str()), &link)?;
        self.disk.rename(&link, &current(&self.to))?;
        Ok(sync_folder(&self.to)?)
    }

    /// Replaces or adds files of a release that is live. Until all are in place, the record has what they were as well.
    pub(super) fn patch_release(
        &self,
        name: &ReleaseName,
        mut record: Record,
        changes: &Files,
        output: &Path,
    ) -> Result<Record, PublishError> {
        let (staging, folder) = (self.own("staging"), release_folder(&self.to, name));
        let noted = record_folder(&self.to, name);
        for (path, sum) in changes {
            if let Some(parent) = path.under(&staging).parent() {
                self.disk.create_folders(parent)?;
            }
            self.copy(path, *sum, output, &staging)?;
        }
        let copies: Vec<PathBuf> = changes.keys().map(|path| path.under(&staging)).collect();
        self.disk.sync(&copies)?;
        let after = with_changes(&record, changes);
        for (path, sum) in changes {
            record.files.add(path.clone(), *sum);
        }
        record.rewrite_files(&self.disk, &noted)?;
        for path in changes.keys() {
            let at = path.under(&folder);
            if let Some(parent) = at.parent() {
                self.disk.create_folders(parent)?;
            }
            self.disk.rename(&path.under(&staging), &at)?;
        }
        record.files = after;
        record.rewrite_files(&self.disk, &noted)?;
        self.disk.remove_folder(&staging)?;
        Ok(record)
    }

    /// Whether each file of a release stands in its folder as the record has it.
    pub(super) fn is_whole(&self, name: &ReleaseName, record: &Record) -> bool {
        let folder = release_folder(&self.to, name);
        record.all().par_iter().all(|(path, _)| {
            matches!(look(&folder, path), Ok(Spot::File(_)))
                && content(&path.under(&folder)).is_ok_and(|content| record.has(path, content.sum))
        })
    }

    /// Removes the files of a release that its record names, and folders that became empty.
    pub(super) fn remove_files(&self, name: &ReleaseName, record: &Record) -> Result<(), PublishError> {
        let folder = release_folder(&self.to, name);
        let files = record.all();
        files.par_iter().try_for_each(|(path, _)| match look(&folder, path)? {
            Spot::File(_) => self.disk.remove_file(&path.under(&folder)),
            _ => Ok(()),
        })?;
        let folders: BTreeSet<OutPath> = files.keys().flat_map(OutPath::folders).collect();
        // Backwards, a folder comes after those that it holds.
        for inside in folders.iter().rev() {
            if look(&folder, inside)? == Spot::Folder {
                self.disk.remove_empty_folder(&inside.under(&folder))?;
            }
        }
        Ok(self.disk.remove_empty_folder(&folder)?)
    }
}
