//! The sample holds the facts of its sources: `docs/sources.md` maps each to a page, and the words stand there in both
//! languages.
//!
//! Whether the documents are quoted rightly only a reader can tell; this sees that nothing gets lost.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use support::Site;
use support::visible_text;

/// A row of a checked table.
struct Row {
    line: usize,
    section: String,
    page: String,
    vi: String,
    en: String,
}

#[test]
fn each_fact_of_the_sources_is_on_its_page_in_both_languages() {
    let site = Site::sample();
    site.loa(&["build"]).ends_with(0);
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut missing = Vec::new();
    for row in rows() {
        for (prefix, words) in [("", &row.vi), ("en/", &row.en)] {
            let file = format!("{prefix}{}index.html", row.page.trim_start_matches('/'));
            let text = texts.entry(file.clone()).or_insert_with(|| main_text(&site.output(&file)));
            // A row without words would be on every page.
            if words.is_empty() || !text.contains(words.as_str()) {
                missing.push(format!("docs/sources.md:{}: {file}: `{words}`", row.line));
            }
        }
    }
    assert!(missing.is_empty(), "these words are not on their page:\n{}", missing.join("\n"));
}

#[test]
fn each_directive_of_the_sample_has_a_table_of_its_own() {
    let rows = rows();
    for (path, _) in Site::sample().content() {
        let Some(name) = path.strip_prefix("directives/").and_then(|path| path.strip_suffix(".vi.md")) else {
            continue;
        };
        let page = format!("/directives/{name}/");
        let sections: Vec<&str> =
            rows.iter().filter(|row| row.page == page).map(|row| row.section.as_str()).collect();
        assert!(sections.len() >= 15, "{name}: {} rows", sections.len());
        assert!(sections.iter().all(|section| *section == sections[0]), "{name}: {sections:?}");
    }
}

#[test]
fn what_the_sources_do_not_say_is_marked_for_the_operator() {
    let notes = [
        (".vi.md", "**Cần kiểm tra trước khi dùng thật.**"),
        (".en.md", "**To be checked before real use.**"),
    ];
    let mut seen = 0;
    for (path, bytes) in Site::sample().content() {
        for (ending, note) in notes.iter().filter(|(ending, _)| path.ends_with(ending)) {
            if path.starts_with("guides/") {
                let text = String::from_utf8(bytes.clone()).unwrap();
                assert!(text.contains(&format!("> [!IMPORTANT]\n> {note} ")), "{path}: no {ending} note");
                seen += 1;
            }
        }
    }
    assert!(seen >= 13, "{seen}");
}

#[test]
fn no_text_of_the_sample_holds_a_mail_address() {
    for (path, bytes) in Site::sample().content() {
        if path.ends_with(".md") {
            let text = String::from_utf8(bytes).unwrap();
            assert!(!text.contains('@'), "{path}");
        }
    }
}

/// The rows of the tables up to the facts that need data.
fn rows() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/sources.md");
    let text = fs::read_to_string(path).unwrap();
    let (mut rows, mut section) = (Vec::new(), String::new());
    for (line, words) in text.lines().enumerate() {
        if let Some(title) = words.strip_prefix("## ") {
            if title == "Facts that need data" {
                return rows;
            }
            title.clone_into(&mut section);
        }
        let cells: Vec<&str> = words.trim_matches('|').split('|').map(str::trim).collect();
        let &[_, page, vi, en, _] = &cells[..] else { continue };
        if page.starts_with('/') {
            rows.push(Row {
                line: line + 1,
                section: section.clone(),
                page: page.into(),
                vi: vi.into(),
                en: en.into(),
            });
        }
    }
    panic!("docs/sources.md has no section `Facts that need data`");
}

/// What a reader sees of the page itself, without the frame around it.
fn main_text(html: &str) -> String {
    let (_, main) = html.split_once("<main").unwrap();
    let (main, _) = main.split_once("</main>").unwrap();
    visible_text(&format!("<main{main}"))
}
