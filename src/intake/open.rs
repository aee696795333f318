//! What is set aside and not yet mended: `content/set-aside/open.json`. It tells an old fault from a new one, says since
//! when a sender has been waited for, and keeps a held jump until a later report confirms it.
//!
//! The file is never in git. Where it is lost, nothing that was accepted is lost with it; what is sent again is judged
//! again. One that is broken is kept under another name.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde::Serialize;

use crate::model::Scope;
use crate::model::progress::SeriesKey;
use crate::read::Table;

/// All open records, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    pub records: Vec<OpenRecord>,
    /// Rows and files that were set aside and are done with, since others said it right or somebody threw the spreadsheet away, by
    /// their marks, with the last night that met them: where their sender only says them again, they stay done with.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) done: BTreeMap<String, Date>,
}

/// A row or a file that was set aside and has not been mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenRecord {
    /// Known by what stands in the row: the same row sent again is the same record. It is written beside the reason, so
    /// that a mended row says what it mends.
    pub mark: String,
    /// The folder of the table: `progress`, `schedules` or `points`.
    pub table: String,
    /// The name of the drop.
    pub drop: String,
    /// The row as a spreadsheet counts it; none for a whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// The night on which it was first set aside.
    #[serde(with = "day")]
    pub since: Date,
    /// Why: ids of codes.
    pub codes: Vec<String>,
    /// Why, and what to type, in Vietnamese and in English.
    pub reasons: Vec<String>,
    /// The spreadsheet that the sender mends, relative to the root.
    pub file: String,
    /// The columns that hold what is wrong, by their [meaning](crate::tables::Header::meaning).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faulty: Vec<String>,
    /// What the row is known by without these columns: the same row of the sender's next file, if all else in it is as
    /// it was, is the mended one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rest: String,
    /// Which records it is, as far as the row says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<Key>,
    /// A figure that is held as a jump.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<Held>,
    /// Figures that others of the same day contradict; a main point beside another one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contradicts: Vec<Contradiction>,
}

/// A figure or a point, and one of those that contradict it. What was saved no later than these is no answer to them: it is one of
/// them, or older.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    pub key: Key,
    /// The figure, as it is shown; the point's id.
    pub says: String,
    /// The other one.
    pub other: String,
    /// Where the other one stood.
    pub place: String,
    /// When the last of the files that contradict each other was saved.
    pub saved: Timestamp,
}

/// Which record: a figure by day, scope, indicator, group and former unit, or a point or session by its id. What could
/// not be read is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "some_day")]
    pub date: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_unit: Option<String>,
}

/// A figure that is taken as soon as a report of a later day confirms it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub key: Key,
    pub value: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<u64>,
    #[serde(default)]
    pub approx: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Key {
    pub(super) fn of_figure(key: &SeriesKey, as_unit: Option<&str>, date: Date) -> Key {
        Key {
            id: None,
            date: Some(date),
            scope: Some(key.scope.to_string()),
            indicator: Some(key.indicator.clone()),
            group: key.group.clone(),
            as_unit: as_unit.map(str::to_owned),
        }
    }

    pub(super) fn of_id(id: &str) -> Key {
        Key { id: Some(id.to_owned()), ..Key::default() }
    }

    /// Whether the key says all there is to say, so that it can be compared.
    pub(super) fn is_whole(&self) -> bool {
        self.id.is_some() || (self.date.is_some() && self.scope.is_some() && self.indicator.is_some())
    }

    /// The series and day of a figure; none where the key does not say them.
    pub(super) fn series(&self) -> Option<(SeriesKey, Date)> {
        let scope = Scope::parse(self.scope.as_deref()?)?;
        let indicator = self.indicator.clone()?;
        Some((SeriesKey { scope, indicator, group: self.group.clone() }, self.date?))
    }
}

impl Open {
    /// Reads the list; None where it cannot be understood.
    pub(super) fn parse(text: &[u8]) -> Option<Open> {
        serde_json::from_slice(text).ok()
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// The open records of one table.
    pub fn of(&self, table: Table) -> impl Iterator<Item = &OpenRecord> {
        self.records.iter().filter(move |record| record.table == table.folder())
    }
}

/// Days as text: `2025-10-20`.
pub(super) mod day {
    use jiff::civil::Date;
    use serde::Deserialize;
    use serde::Deserializer;
    use serde::Serializer;
    use serde::de::Error;

    pub(in crate::intake) fn serialize<S: Serializer>(day: &Date, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(day)
    }

    pub(in crate::intake) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

/// The same where there may be none.
pub(super) mod some_day {
    use jiff::civil::Date;
    use serde::Deserialize;
    use serde::Deserializer;
    use serde::Serializer;
    use serde::de::Error;

    #[expect(clippy::ref_option, reason = "serde hands it over so")]
    pub(in crate::intake) fn serialize<S: Serializer>(day: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => to.collect_str(day),
            None => to.serialize_none(),
        }
    }

    pub(in crate::intake) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|text| text.parse().map_err(D::Error::custom)).transpose()
    }
}
