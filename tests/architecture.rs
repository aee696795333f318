//! ARCHITECTURE.md says what is true: its table of who may use whom is compared with the sources, and its lists with
//! Cargo.toml and src/.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

type Uses = BTreeMap<String, BTreeSet<String>>;

#[test]
fn the_table_of_who_may_use_whom_is_what_the_sources_do() {
    let allowed = table();
    for (module, used) in actual() {
        let Some(may) = allowed.get(&module) else { panic!("ARCHITECTURE.md has no row for `{module}`") };
        assert_eq!(&used, may, "`{module}`: the sources (left) and ARCHITECTURE.md (right)");
    }
    for module in allowed.keys() {
        assert!(
            actual().contains_key(module),
            "ARCHITECTURE.md has a row for `{module}`, which is not there"
        );
    }
}

#[test]
fn nothing_goes_round_in_a_circle() {
    let mut left = table();
    // Take away what uses nothing that is left, until all is gone.
    while !left.is_empty() {
        let names: BTreeSet<String> = left.keys().cloned().collect();
        let free: Vec<String> =
            left.iter().filter(|(_, uses)| uses.is_disjoint(&names)).map(|(name, _)| name.clone()).collect();
        assert!(!free.is_empty(), "these use each other in a circle: {names:?}");
        for name in free {
            left.remove(&name);
        }
    }
}

#[test]
fn each_dependency_has_its_reason() {
    let architecture = read("ARCHITECTURE.md");
    let reasons = architecture.split("## Dependencies, and why each").nth(1).unwrap();
    let cargo = read("Cargo.toml");
    let dependencies = cargo.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let names: Vec<&str> =
        dependencies.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name).collect();
    assert!(names.len() > 20, "{names:?}");
    for name in names {
        let listed = reasons
            .lines()
            .filter_map(|line| line.split('|').nth(1))
            .any(|cell| cell.split(',').any(|word| word.trim() == name));
        assert!(listed, "ARCHITECTURE.md does not say why `{name}` was taken");
    }
}

#[test]
fn each_source_file_says_what_it_is_for() {
    for file in sources() {
        let text = fs::read_to_string(&file).unwrap();
        // A file that is included into another one is part of that.
        if file.ends_with("diag/codes.rs") {
            continue;
        }
        assert!(text.starts_with("//! "), "{} does not open with `//!`", file.display());
    }
}

/// The rows of the table "Who may use whom".
fn table() -> Uses {
    let architecture = read("ARCHITECTURE.md");
    let section = architecture.split("## Who may use whom").nth(1).unwrap().split("\n## ").next().unwrap();
    let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
    section
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').collect();
            (names(cells[1]).pop_first().unwrap(), names(cells[2]))
        })
        .collect()
}

/// What each module of the sources uses, tests and comments left out.
fn actual() -> Uses {
    let mut uses = Uses::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in sources() {
        let inside = file.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let module = inside.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
        if matches!(module.as_str(), "lib" | "main") || inside.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let used = uses.entry(module.clone()).or_default();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for (at, _) in line.match_indices("crate::") {
                let name: String =
                    line[at + 7..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if !name.is_empty() && name != module {
                    used.insert(name);
                }
            }
        }
    }
    uses
}

fn sources() -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}
