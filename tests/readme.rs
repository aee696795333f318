//! The README says what is true: its transcript is what the program prints.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn the_transcripts_are_what_the_program_says() {
    for (readme, command, lang) in [
        ("README.md", "    $ loa build --lang en\n", "en"),
        ("README.vi.md", "    $ loa check --lang vi\n", "vi"),
    ] {
        // The last line has the time, and counts that grow with the sample.
        let without_last = |text: &str| match text.trim().rsplit_once('\n') {
            Some((before, last)) if last.starts_with("built ") => before.trim().to_owned(),
            _ => text.trim().to_owned(),
        };
        let name = command.split_whitespace().nth(2).unwrap();
        assert_eq!(
            without_last(&transcript_of(name, lang)),
            without_last(&shown_in(readme, command)),
            "{readme}"
        );
    }
}

/// The lines below a command in a document.
fn shown_in(document: &str, command: &str) -> String {
    let text = read(document);
    let (_, transcript) = text.split_once(command).unwrap();
    let shown: Vec<&str> =
        transcript.lines().take_while(|line| line.starts_with("    ") || line.is_empty()).collect();
    shown.join("\n").replace("\n    ", "\n").trim().to_owned()
}

/// What the command says of the sample with two wrong cells.
fn transcript_of(command: &str, lang: &str) -> String {
    let site = tempfile::tempdir().unwrap();
    for entry in walkdir::WalkDir::new(root().join("content")) {
        let entry = entry.unwrap();
        let to = site.path().join(entry.path().strip_prefix(root()).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).unwrap();
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
    change(site.path(), "content/progress/tan-trieu.csv", ",18240", ",18.24");
    change(site.path(), "content/schedules/tan-trieu.csv", "2025-10-25,", "10/25/2025,");
    let run = Command::new(env!("CARGO_BIN_EXE_loa"))
        .args([command, "--lang", lang, "--root"])
        .arg(site.path())
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(3));
    String::from_utf8(run.stderr).unwrap()
}

#[test]
fn each_command_of_the_list_exists_and_the_list_has_them_all() {
    let help = Command::new(env!("CARGO_BIN_EXE_loa")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let (_, commands) = help.split_once("Commands:").unwrap();
    let commands = commands.split("Options:").next().unwrap();
    let mut real: Vec<&str> = commands.lines().filter_map(|line| line.split_whitespace().next()).collect();
    real.retain(|name| *name != "help" && commands.contains(&format!("\n  {name} ")));
    let readme = read("README.md");
    let (_, listed) = readme.split_once("## Commands").unwrap();
    let listed: Vec<&str> =
        listed.lines().filter_map(|line| line.strip_prefix("    loa ")?.split_whitespace().next()).collect();
    assert_eq!(listed, real);
}

#[test]
fn every_link_to_a_file_leads_to_one() {
    for document in ["README.md", "README.vi.md", "CHANGELOG.md", "CONTRIBUTING.md"] {
        for target in links(&read(document)) {
            assert!(root().join(&target).exists(), "{document}: {target}");
        }
    }
    for entry in fs::read_dir(root().join("docs")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "md") {
            for target in links(&fs::read_to_string(&path).unwrap()) {
                assert!(path.parent().unwrap().join(&target).exists(), "{}: {target}", path.display());
            }
        }
    }
}

/// Destinations of markdown links to files of the project; links that are shown as code lead nowhere.
fn links(text: &str) -> Vec<String> {
    let mut fence = "";
    let prose = text.lines().filter(|line| {
        let ticks = &line[..line.bytes().take_while(|byte| *byte == b'`').count()];
        let is_fence = ticks.len() >= 3 && (fence.is_empty() || ticks == fence);
        if is_fence {
            fence = if fence.is_empty() { ticks } else { "" };
        }
        !is_fence && fence.is_empty()
    });
    let prose: Vec<&str> = prose.flat_map(|line| line.split('`').step_by(2)).collect();
    prose
        .join(" ")
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .map(|target| target.split('#').next().unwrap_or_default())
        .filter(|target| !target.is_empty() && !target.contains("://") && !target.starts_with(['/', '<']))
        .map(str::to_owned)
        .collect()
}

fn change(site: &Path, path: &str, from: &str, to: &str) {
    let path = site.join(path);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
