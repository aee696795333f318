//! The table of faults: one fault or one odd but right form each, with what is told or read, and for a fault the form
//! that mends it. The cases stand in `cases/*.txt`; `docs/messages.md` and `docs/messages.vi.md` are made from them.
//!
//! `SNAPSHOTS=overwrite cargo nextest run --test faults` writes what is told now into the cases, and the docs; read the
//! difference before it is committed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod case;
mod docs;
mod run;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use loa::diag::Code;
use loa::messages::Speech;
use rayon::prelude::*;

use case::Case;
use case::File;
use run::Form;
use run::Outcome;
use run::run;

/// Why codes of the intake have no case here.
const TAKING_IN: &str = "told of drops only: tests/intake";

/// Codes without a case, and why. A code that comes to have one must go from here.
const WITHOUT_CASE: &[(Code, &str)] = &[
    (Code::TableTooLarge, "needs a file of a gigabyte"),
    (Code::ClosedAttachment, "needs a file that the operating system does not open: tests/documents.rs"),
    (Code::CodeMisread, "needs a decoder that fails; tests of src/qr see to it"),
    (Code::LandingTooBig, "needs a page of words that do not compress: tests/promise_6_nothing_between.rs"),
    (Code::HookFailed, "is told after a nightly run: src/nightly/hooks.rs"),
    (Code::SourceUnreachable, "needs a server: tests/fetch.rs"),
    (Code::SourceSlow, "needs a server: tests/fetch.rs"),
    (Code::SourceStatus, "needs a server: tests/fetch.rs"),
    (Code::SourceRedirect, "needs a server: tests/fetch.rs"),
    (Code::SourceTooLarge, "needs a server: tests/fetch.rs"),
    (Code::SourceCutOff, "needs a server: tests/fetch.rs"),
    (Code::SourceWebPage, "needs a server: tests/fetch.rs"),
    (Code::SourceNotTable, "needs a server: tests/fetch.rs"),
    (Code::DropEmpty, TAKING_IN),
    (Code::DropCutOff, TAKING_IN),
    (Code::DropOtherMonth, TAKING_IN),
    (Code::DropFewerRows, TAKING_IN),
    (Code::DropUnreadable, TAKING_IN),
    (Code::DropStays, TAKING_IN),
    (Code::OpenBroken, TAKING_IN),
    (Code::DropStrayed, TAKING_IN),
    (Code::DropNotPlain, TAKING_IN),
    (Code::PointOfAnotherPlace, TAKING_IN),
    (Code::ProgressDiffers, TAKING_IN),
    (Code::ProgressBelowEarlier, TAKING_IN),
    (Code::ProgressAboveLater, TAKING_IN),
    (Code::ProgressJumped, TAKING_IN),
    (Code::PartAboveWhole, TAKING_IN),
    (Code::LedgerForgot, "needs an output folder of an earlier build: tests/ledger.rs"),
    (Code::LedgerLocked, "needs `loa build --locked`: tests/ledger.rs"),
];

#[test]
fn each_case_says_what_it_said_when_somebody_last_looked() {
    let mut wrong = Vec::new();
    for mut file in files() {
        let told: Vec<(Option<String>, Vec<String>)> = file.cases.par_iter().map(check).collect();
        let before = fs::read_to_string(path_of(&file.name)).unwrap();
        for (case, (told, problems)) in file.cases.iter_mut().zip(told) {
            wrong.extend(problems);
            case.told = told;
        }
        let now = file.written();
        if overwrites() {
            fs::write(path_of(&file.name), now).unwrap();
        } else if now != before {
            let line = now.lines().zip(before.lines()).position(|(now, before)| now != before);
            let line = line.unwrap_or_else(|| now.lines().count().min(before.lines().count()));
            let at = |text: &str| text.lines().nth(line).unwrap_or_default().to_owned();
            wrong.push(format!(
                "tests/faults/cases/{}.txt:{}: was\n    {}\nand is now\n    {}",
                file.name,
                line + 1,
                at(&before),
                at(&now)
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n\n{} wrong; what is told is written anew by SNAPSHOTS=overwrite cargo nextest run --test faults",
        wrong.join("\n\n"),
        wrong.len()
    );
}

#[test]
fn the_docs_list_each_message_with_an_example() {
    let cases: Vec<Case> = files().into_iter().flat_map(|file| file.cases).collect();
    // One example for each code is run; a case that tells of one thing only is the better one.
    let mut examples: BTreeMap<&str, &Case> = BTreeMap::new();
    for case in &cases {
        for code in &case.codes {
            let example = examples.entry(code).or_insert(case);
            if example.codes.iter().any(|other| other != code) && case.codes.iter().all(|other| other == code)
            {
                *example = case;
            }
        }
    }
    let examples: BTreeMap<&str, (&Case, Outcome)> =
        examples.into_par_iter().map(|(code, case)| (code, (case, run(case, Form::Typed)))).collect();
    for speech in Speech::ALL {
        let name = match speech {
            Speech::Vi => "docs/messages.vi.md",
            Speech::En => "docs/messages.md",
        };
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = docs::written(&cases, &examples, speech);
        if overwrites() {
            fs::write(&path, text).unwrap();
        } else {
            let there = fs::read_to_string(&path).unwrap_or_default();
            assert!(
                there == text,
                "{name}: write it anew with SNAPSHOTS=overwrite cargo nextest run --test faults"
            );
        }
    }
}

#[test]
fn there_are_many_cases_and_no_two_are_called_alike() {
    let cases: Vec<Case> = files().into_iter().flat_map(|file| file.cases).collect();
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.len(), "two cases have one name");
    let faults = cases.iter().filter(|case| case.is_fault()).count();
    let forms = cases.len() - faults;
    assert!(faults >= 120 && forms >= 40, "{faults} faults and {forms} odd but right forms");
}

#[test]
fn every_code_has_a_case() {
    let cases: Vec<Case> = files().into_iter().flat_map(|file| file.cases).collect();
    let told: BTreeSet<&str> = cases.iter().flat_map(|case| &case.codes).map(String::as_str).collect();
    let excused = |code: &Code| WITHOUT_CASE.iter().any(|(other, _)| other == code);
    let without: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !told.contains(code.id()) && !excused(code))
        .map(|code| code.id())
        .collect();
    assert!(
        without.is_empty(),
        "no case tells these codes: {}.\nAdd one for each to the file of its subject in tests/faults/cases/ (how: \
         README.md there), or name the code with the reason in WITHOUT_CASE of tests/faults/main.rs",
        without.join(", ")
    );
    let idle: Vec<&str> =
        WITHOUT_CASE.iter().map(|(code, _)| code.id()).filter(|id| told.contains(id)).collect();
    assert!(
        idle.is_empty(),
        "these have a case, so they need no excuse in WITHOUT_CASE: {}",
        idle.join(", ")
    );
}

/// Runs a case in both forms: what is told, and everything that is not as the case says.
fn check(case: &Case) -> (Option<String>, Vec<String>) {
    let mut wrong = Vec::new();
    let mut not = |what: String| wrong.push(format!("{} {}: {what}", case.at, case.name));
    let typed = run(case, Form::Typed);
    if typed.codes() != case.codes {
        not(format!("must tell {:?}, but tells\n{}", case.codes, typed.told()));
    }
    if !case.reads.is_empty() {
        for read in &case.reads {
            let text = case::plain(&read.text);
            match typed.output.get(&read.path) {
                Some(output) if output.contains(&text) => {}
                Some(output) => not(format!("`{text}` is not in {}:\n{output}", read.path)),
                None => not(format!("there is no {}", read.path)),
            }
            if run::unchanged(&read.path).is_some_and(|output| output.contains(&text)) {
                not(format!("`{text}` is in {} of the small site, so the case cannot fail", read.path));
            }
        }
    }
    if case.is_fault() {
        let mended = run(case, Form::Mended);
        if mended.codes() != case.still {
            not(format!("mended, it must tell {:?}, but tells\n{}", case.still, mended.told()));
        }
    } else if case.reads.is_empty() {
        not("neither `code` nor `read`".to_owned());
    } else if case.name_vi.is_none() {
        not("`vi` is missing: the docs list the form by it".to_owned());
    }
    let told = case.is_fault().then(|| typed.told());
    (told, wrong)
}

fn files() -> Vec<File> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    paths
        .iter()
        .map(|path| {
            File::parse(path, &fs::read_to_string(path).unwrap()).unwrap_or_else(|what| panic!("{what}"))
        })
        .collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/cases")
}

fn path_of(name: &str) -> PathBuf {
    folder().join(format!("{name}.txt"))
}

fn overwrites() -> bool {
    std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite")
}
