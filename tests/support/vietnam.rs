//! Vietnam's communes as a table `communes`: made from the register and the succession in `data/`, as docs/tables.md
//! asks for them. For tests, benches and sample sites; it knows nothing of loa.
//!
//! Tests take it by `mod support` (`support::vietnam`), others by `#[path]`.

#![allow(dead_code, reason = "each user needs a part of this module")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the data is in the repository; without it nothing can go on"
)]

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;

/// Today's communes, and the units of before 2025-07-01 that they were made from.
#[derive(Clone, Debug)]
pub struct Vietnam {
    /// By code.
    pub communes: Vec<Commune>,
    /// By code.
    pub former: Vec<Former>,
}

/// A commune of today.
#[derive(Clone, Debug)]
pub struct Commune {
    pub code: String,
    /// With its kind: `Phường Sầm Sơn`.
    pub name: String,
    /// `xã`, `phường`, `đặc khu`.
    pub kind: String,
    pub province_code: String,
    /// `Tỉnh Thanh Hóa`.
    pub province: String,
    pub lat: String,
    pub lon: String,
}

/// A commune, ward or township of before 2025-07-01.
#[derive(Clone, Debug)]
pub struct Former {
    /// Mostly the code of a commune of today as well.
    pub code: String,
    /// With its kind: `Thị trấn Tân Phú`.
    pub name: String,
    pub district: String,
    pub province: String,
    /// Today's codes, the largest part first, the others by code.
    pub into: Vec<String>,
}

/// A row of the table `communes`.
#[derive(Clone, Debug)]
pub struct Row {
    pub code: String,
    pub name: String,
    pub kind: String,
    pub province_code: String,
    pub province: String,
    pub lat: String,
    pub lon: String,
    /// As [`Former::written`] has them, by code.
    pub formerly: Vec<String>,
    /// Empty for a commune in force.
    pub successor: Vec<String>,
}

impl Vietnam {
    /// Reads `data/`.
    pub fn read() -> Vietnam {
        let communes: BTreeMap<String, Commune> = records("communes-vn-2025-07.csv")
            .into_iter()
            .map(|[code, name, kind, province_code, province, lat, lon]| {
                (code.clone(), Commune { code, name, kind, province_code, province, lat, lon })
            })
            .collect();
        let mut former: BTreeMap<String, (Former, Vec<(bool, String)>)> = BTreeMap::new();
        for [code, name, district, province, new, share] in records("succession-vn-2025-07.csv") {
            // A district without communes (five on islands) had no commune's code or name.
            if name.is_empty() {
                continue;
            }
            let unit = Former { code: code.clone(), name, district, province, into: Vec::new() };
            former.entry(code).or_insert((unit, Vec::new())).1.push((share == "part", new));
        }
        let former = former.into_values().map(|(mut unit, mut parts)| {
            // `false`, the whole or the largest part, comes first.
            parts.sort();
            unit.into = parts.into_iter().map(|(_, code)| code).collect();
            unit
        });
        Vietnam { former: former.collect(), communes: communes.into_values().collect() }
    }

    /// Only the communes of some provinces by their codes, and what those were made from. No unit of before went into
    /// two provinces.
    pub fn of_provinces(&self, provinces: &[&str]) -> Vietnam {
        let communes: Vec<Commune> = self
            .communes
            .iter()
            .filter(|commune| provinces.contains(&commune.province_code.as_str()))
            .cloned()
            .collect();
        let kept: BTreeSet<&str> = communes.iter().map(|commune| commune.code.as_str()).collect();
        let former = self
            .former
            .iter()
            .filter(|former| former.into.iter().any(|code| kept.contains(code.as_str())))
            .cloned()
            .collect();
        Vietnam { former, communes }
    }

    /// The rows of the table by code: a row for each commune in force, with the units it was made from under
    /// `formerly`; and one for each code that is in force no more. A unit of before whose code is in force has no row.
    pub fn rows(&self) -> Vec<Row> {
        let mut formerly: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for former in &self.former {
            for code in &former.into {
                formerly.entry(code).or_default().push(former.written());
            }
        }
        let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
        for commune in &self.communes {
            let row = Row {
                code: commune.code.clone(),
                name: commune.name.clone(),
                kind: commune.kind.clone(),
                province_code: commune.province_code.clone(),
                province: commune.province.clone(),
                lat: commune.lat.clone(),
                lon: commune.lon.clone(),
                formerly: formerly.remove(commune.code.as_str()).unwrap_or_default(),
                successor: Vec::new(),
            };
            rows.insert(&commune.code, row);
        }
        let home: BTreeMap<&str, &Commune> =
            self.communes.iter().map(|commune| (commune.code.as_str(), commune)).collect();
        for former in self.former.iter().filter(|former| !home.contains_key(former.code.as_str())) {
            // The province is that of today: provinces were merged on the same day.
            let home = home[former.into[0].as_str()];
            let row = Row {
                code: former.code.clone(),
                name: former.name.clone(),
                kind: former.kind().to_owned(),
                province_code: home.province_code.clone(),
                province: home.province.clone(),
                lat: String::new(),
                lon: String::new(),
                formerly: Vec::new(),
                successor: former.into.clone(),
            };
            rows.insert(&former.code, row);
        }
        rows.into_values().collect()
    }

    /// All [`rows`](Vietnam::rows) as `content/communes.csv` may hold them.
    pub fn table(&self) -> String {
        table(self.rows())
    }
}

/// Rows as `content/communes.csv` may hold them.
pub fn table(rows: impl IntoIterator<Item = Row>) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    let header = "code name kind province_code province lat lon formerly successor";
    table.write_record(header.split(' ')).unwrap();
    for row in rows {
        table
            .write_record([
                row.code,
                row.name,
                row.kind,
                row.province_code,
                row.province,
                row.lat,
                row.lon,
                row.formerly.join("; "),
                row.successor.join(";"),
            ])
            .unwrap();
    }
    String::from_utf8(table.into_inner().unwrap()).unwrap()
}

impl Former {
    /// `Phường Quảng Châu (Thành phố Sầm Sơn, Tỉnh Thanh Hóa)`: as `formerly` names it.
    pub fn written(&self) -> String {
        format!("{} ({}, {})", self.name, self.district, self.province)
    }

    /// Whether it went into several communes.
    pub fn is_split(&self) -> bool {
        self.into.len() > 1
    }

    /// `xã`, `phường`, `thị trấn`.
    pub fn kind(&self) -> &'static str {
        // One of the sources writes `Thị Trấn`.
        let name = self.name.to_lowercase();
        ["xã", "phường", "thị trấn"].into_iter().find(|kind| name.starts_with(kind)).unwrap()
    }
}

/// The records of a file in `data/`.
fn records<const N: usize>(file: &str) -> Vec<[String; N]> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(file);
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    let records = reader.records().map(|record| {
        let fields: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
        fields.try_into().unwrap_or_else(|fields| panic!("{file}: {fields:?}"))
    });
    records.collect()
}
