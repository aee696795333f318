//! Figures that somebody signed for: those of tonight, and those that a night took in which was cut off before it could
//! tell of them. What was taken in stands in `content/accepted/` whatever became of the night, so they are found there.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::name;
use crate::diag::Diagnostics;
use crate::model::Site;
use crate::model::accepted::ProgressRecord;
use crate::model::accepted::progress_records;
use crate::model::amount::Amount;
use crate::model::progress;
use crate::model::progress::Progress;
use crate::model::progress::plain;
use crate::read::AcceptedFile;
use crate::read::Sources;
use crate::read::Table;
use crate::read::TableFile;

/// A row that stands against a rule or an earlier statement, because somebody signed for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Correction {
    pub scope: String,
    pub name: String,
    pub indicator: String,
    pub date: Date,
    pub before: Option<String>,
    pub after: String,
    pub by: String,
    pub reason: String,
    /// The last day on which it stands against a rule.
    pub until: Option<Date>,
}

impl Correction {
    /// None where nobody signed for the record. `before` is what the site showed for the same day, or the last before.
    pub fn of(record: &ProgressRecord, before: Option<Amount>, site: &Site) -> Option<Correction> {
        let by = record.correction_by.clone()?;
        let scope = record.scope.to_string();
        Some(Correction {
            name: name(site, &scope),
            scope,
            indicator: record.indicator.clone(),
            date: record.date,
            before: before.map(plain),
            after: plain(record.value),
            by,
            reason: record.reason.clone().unwrap_or_default(),
            until: record.override_until,
        })
    }
}

/// How far the accepted files of progress reached at a moment, in bytes by path. They only ever grow.
pub type Reach = BTreeMap<String, u64>;

/// How far the accepted files reach now.
pub fn reach(sources: &Sources) -> Reach {
    let files = sources.accepted.iter().filter(|file| file.table == Table::Progress);
    files.map(|file| (file.path.clone(), file.bytes.len() as u64)).collect()
}

/// Corrections that stand in the accepted files behind what was `told`, as far as they reached `before` tonight, in the
/// order in which they were taken in.
pub fn missed(told: &Reach, before: &Reach, sources: &Sources, site: &Site) -> Vec<Correction> {
    let grown = |file: &&AcceptedFile| file.table == Table::Progress && end(before, file) > end(told, file);
    let records = sources.accepted.iter().filter(grown).flat_map(|file| {
        let lines = lines(file, end(told, file))..lines(file, end(before, file));
        // What cannot be read is told by the check.
        let records = progress_records(file, &mut Diagnostics::default());
        // A line's number is that of the line ends before it, and one.
        records
            .into_iter()
            .filter(move |(line, record)| lines.contains(&(line - 1)) && record.is_correction())
    });
    let records: Vec<ProgressRecord> = records.map(|(_, record)| record).collect();
    if records.is_empty() {
        return Vec::new();
    }
    let shown = shown(told, sources, site);
    records.iter().filter_map(|record| Correction::of(record, value(&shown, record), site)).collect()
}

/// How far a file reached, within it.
fn end(reach: &Reach, file: &AcceptedFile) -> usize {
    let end = reach.get(&file.path).and_then(|end| usize::try_from(*end).ok()).unwrap_or_default();
    end.min(file.bytes.len())
}

/// How many lines end before a place in a file.
fn lines(file: &AcceptedFile, end: usize) -> u32 {
    let ends = file.bytes.iter().take(end).filter(|byte| **byte == b'\n').count();
    u32::try_from(ends).unwrap_or(u32::MAX)
}

/// The figures of the site when the accepted files reached so far.
fn shown(reach: &Reach, sources: &Sources, site: &Site) -> Progress {
    let accepted = sources.accepted.iter().filter(|file| file.table == Table::Progress).map(|file| {
        let (AcceptedFile { table, day, path, bytes }, end) = (file, end(reach, file));
        let bytes =
            if end == bytes.len() { Arc::clone(bytes) } else { bytes.iter().take(end).copied().collect() };
        AcceptedFile { table: *table, day: *day, path: path.clone(), bytes }
    });
    let kept = sources.progress.iter().map(|TableFile { path, format, bytes }| TableFile {
        path: path.clone(),
        format: *format,
        bytes: Arc::clone(bytes),
    });
    let earlier = Sources { progress: kept.collect(), accepted: accepted.collect(), ..Sources::default() };
    progress::resolve(&earlier, &site.config, &site.register, site.today, &mut Diagnostics::default())
}

/// What was shown for the day of a record, else for the last day before; of a former unit, for that day only.
fn value(shown: &Progress, record: &ProgressRecord) -> Option<Amount> {
    let group = record.group.as_deref();
    if let Some(unit) = &record.as_unit {
        let of_key = shown
            .history(&record.scope)
            .filter(|(key, _)| key.indicator == record.indicator && key.group.as_deref() == group);
        let mut of_day = of_key.flat_map(|(_, series)| series).filter(|one| one.date == record.date);
        return of_day.find(|one| one.as_unit() == Some(unit)).map(|one| one.value);
    }
    let series = shown.of(&record.indicator, &record.scope, group);
    let behind = series.partition_point(|one| one.date <= record.date);
    series.get(behind.checked_sub(1)?).map(|one| one.value)
}
