//! The JSON Schemas of site.yaml and of each front matter are generated from the types and checked in, so that editors
//! can complete and check while one types. `SNAPSHOTS=overwrite cargo test --test schemas` writes them anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;

use loa::model::config::RawConfig;
use loa::model::document::RawDirective;
use loa::model::document::RawGuide;
use loa::model::document::RawPage;
use schemars::JsonSchema;
use schemars::schema_for;

#[test]
fn the_schemas_checked_in_are_those_of_the_types() {
    check::<RawConfig>("site");
    check::<RawDirective>("directive");
    check::<RawGuide>("guide");
    check::<RawPage>("page");
}

#[test]
fn the_schema_knows_every_key_and_no_other() {
    let schema: serde_json::Value = serde_json::from_str(&written::<RawConfig>()).unwrap();
    assert_eq!(schema["additionalProperties"], false);
    let properties = schema["properties"].as_object().unwrap();
    let mut keys: Vec<&str> = properties.keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(
        keys,
        [
            "as_of",
            "base_url",
            "checks",
            "data_from",
            "denominators",
            "ends",
            "indicators",
            "landing",
            "languages",
            "menu",
            "name",
            "nightly",
            "notice",
            "providers",
            "publish",
            "publisher",
            "qr",
            "sample",
            "sources",
            "stale_after",
            "starts",
            "theme",
            "timezone"
        ]
    );
}

fn check<T: JsonSchema>(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/schemas/{name}.schema.json"));
    let text = written::<T>();
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        return;
    }
    let checked_in = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(checked_in, text, "docs/schemas/{name}.schema.json: write it anew with SNAPSHOTS=overwrite");
}

fn written<T: JsonSchema>() -> String {
    format!("{}\n", serde_json::to_string_pretty(&schema_for!(T)).unwrap())
}
