//! The generated tables of `content/` are what their generator writes, and hold what the sample promises.
//!
//! `SNAPSHOTS=overwrite cargo test --test sample_data` writes them anew, after a change to the generator or to the
//! register in `data/`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

#[path = "sample_data/tables.rs"]
mod tables;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use support::Site;

#[test]
fn the_tables_are_those_that_the_generator_writes() {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut other = Vec::new();
    for (path, bytes) in tables::files() {
        if overwrite {
            fs::write(content.join(path), &bytes).unwrap();
        }
        if fs::read(content.join(path)).ok().as_deref() != Some(&bytes[..]) {
            other.push(path);
        }
    }
    assert!(other.is_empty(), "{other:?} differ: `SNAPSHOTS=overwrite cargo test --test sample_data`");
}

#[test]
fn the_register_has_every_commune_of_four_provinces() {
    let mut of: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows("communes.csv").iter().filter(|row| row["successor"].is_empty()) {
        assert!(!row["name_en"].is_empty() && !row["adults"].is_empty() && !row["lat"].is_empty(), "{row:?}");
        *of.entry(row["province_code"].clone()).or_default() += 1;
    }
    let counted: Vec<(&str, usize)> = of.iter().map(|(code, count)| (code.as_str(), *count)).collect();
    assert_eq!(counted, [("38", 166), ("42", 69), ("51", 96), ("75", 95)]);
}

#[test]
fn each_commune_of_dong_nai_has_a_main_point_and_each_hamlet_of_tan_hung_a_house() {
    let points = rows("points.csv");
    let main: BTreeSet<&str> =
        points.iter().filter(|point| point["main"] == "có").map(|point| point["commune"].as_str()).collect();
    for commune in rows("communes.csv").iter().filter(|row| row["successor"].is_empty()) {
        let has = main.contains(commune["code"].as_str());
        assert!(has || commune["province_code"] != "75", "{commune:?}");
    }
    let ids: BTreeSet<&str> = points.iter().map(|point| point["id"].as_str()).collect();
    assert!((1..=tables::HAMLETS).all(|hamlet| ids.contains(format!("25345-{hamlet}").as_str())));
    assert!(["26188", "26188-2", "21548", "16531"].iter().all(|id| ids.contains(id)));
}

#[test]
fn the_sample_is_built_with_nothing_set_aside_and_each_commune_has_a_figure() {
    let site = Site::sample();
    site.loa(&["build", "--locked"]).ends_with(0);
    let figures = site.output("data/progress.csv");
    for commune in rows("communes.csv").iter().filter(|row| row["successor"].is_empty()) {
        assert!(figures.contains(&format!(",{},", commune["code"])), "{commune:?}");
    }
}

/// The rows of a table of `content/` by header.
fn rows(path: &str) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("content").join(path)).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headers: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row =
        |record: csv::StringRecord| headers.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}
