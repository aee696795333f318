//! What starts the nightly run: each file is read as the program reads it that it is for, and its commands are run with a
//! `loa` that only ends with a status.
//!
//! The tests that are ignored need `systemd-analyze`, `xmllint`, `bash` and `git`; `tests/run` installs and runs them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![cfg(unix)]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use loa::model::config::Config;
use loa::nightly::install::Installed;
use loa::nightly::install::Kind;
use loa::nightly::install::Machine;
use loa::nightly::install::install;
use loa::nightly::install::printed;
use loa::nightly::install::write;
use serde_json::Value;

use support::Site;

fn config(keys: &str) -> Config {
    let site = Site::small();
    site.append("content/site.yaml", &format!("\n{keys}\n"));
    let mut diagnostics = loa::diag::Diagnostics::default();
    let read = loa::read::read(site.root(), &mut diagnostics).unwrap();
    let config = loa::model::config::resolve(&read.site_yaml.unwrap(), &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    config.unwrap()
}

fn machine(root: impl Into<PathBuf>, program: impl Into<PathBuf>) -> Machine {
    Machine {
        program: program.into(),
        root: root.into(),
        user: "loa".to_owned(),
        now: "2025-10-20T05:00:00Z".parse().unwrap(),
    }
}

fn made(kind: Kind, keys: &str) -> Vec<Installed> {
    install(kind, &config(keys), &machine("/srv/chu-ky-so", "/usr/local/bin/loa"))
}

fn text(kind: Kind, keys: &str) -> String {
    printed(&made(kind, keys))
}

/// A path with all that shells, units, crontabs and XML take for something else.
const ODD: &str = "it's 100% \"A&B\" <$HOME> của xã";

// ---- all of them ----

#[test]
fn every_placeholder_is_filled_and_all_is_one_text_to_look_at() {
    for kind in Kind::ALL {
        let text = text(kind, "");
        let left = text
            .split('@')
            .skip(1)
            .step_by(2)
            .find(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '_'));
        assert_eq!(left, None, "{text}");
        assert!(text.ends_with('\n') && text.contains("Asia/Ho_Chi_Minh"), "{text}");
    }
    assert!(text(Kind::Systemd, "").contains("# ---- /etc/systemd/system/loa-chu-ky-so.timer ----\n"));
}

#[test]
fn files_are_written_where_they_go_and_nobody_elses_are_replaced() {
    let root = tempfile::tempdir().unwrap();
    let machine = machine(root.path(), "/usr/local/bin/loa");
    let workflow = install(Kind::Github, &config(""), &machine);
    let path = root.path().join(".github/workflows/loa-nightly.yml");
    assert_eq!(write(&workflow).unwrap(), std::slice::from_ref(&path));
    assert_eq!(write(&workflow).unwrap(), std::slice::from_ref(&path), "twice is once");
    let other = install(Kind::Github, &config("nightly: {at: \"01:00\"}"), &machine);
    let (refused, error) = write(&other).unwrap_err();
    assert_eq!((refused, error.kind()), (path.clone(), std::io::ErrorKind::AlreadyExists));
    assert_eq!(fs::read_to_string(&path).unwrap(), workflow[0].text);
    assert!(write(&install(Kind::Cron, &config(""), &machine)).unwrap().is_empty());
}

#[test]
fn the_command_prints_what_the_site_needs_and_writes_it_where_it_goes() {
    let site = Site::small();
    site.append("content/site.yaml", "\nnightly: {at: \"02:15\"}\n");
    let printed = site.loa(&["nightly", "--install", "systemd"]);
    let root = fs::canonicalize(site.root()).unwrap();
    printed.ends_with(0).says(&[
        "OnCalendar=*-*-* 02:15:00 Asia/Ho_Chi_Minh",
        &format!("WorkingDirectory={}", root.display()),
        &format!("ExecStart=\"{}\"", env!("CARGO_BIN_EXE_loa")),
    ]);
    assert!(!site.exists("output") && !site.exists("staff"), "nothing was run");
    site.loa(&["nightly", "--install", "cron", "--write"]).ends_with(0).says(&["CRON_TZ=Asia/Ho_Chi_Minh"]);
    site.loa(&["nightly", "--install", "github", "--write"]).ends_with(0).says(&["was written"]);
    let path = ".github/workflows/loa-nightly.yml";
    assert!(site.read(path).contains("cron: \"15 19 * * *\""));
    site.append(path, "# mine\n");
    let again = site.loa(&["nightly", "--install", "github", "--write"]);
    again.ends_with(4).says(&["is there already"]);
    assert!(site.read(path).ends_with("# mine\n"));
    site.loa(&["nightly", "--write"]).ends_with(2);
    site.write("content/site.yaml", "name: [");
    site.loa(&["nightly", "--install", "github"]).ends_with(1);
}

// ---- systemd ----

/// The keys of a unit, as `section.key=value`.
fn keys(unit: &str) -> Vec<String> {
    let mut section = String::new();
    let mut keys = Vec::new();
    for line in unit.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(name) => section = name.to_owned(),
            None => keys.push(format!("{section}.{line}")),
        }
    }
    keys
}

#[test]
fn the_units_start_the_run_in_the_sites_zone_and_take_3_for_a_success() {
    let units = made(Kind::Systemd, "nightly: {at: \"01:05\"}\npublish: {to: /srv/www}");
    let [service, timer, failed] = &units[..] else { panic!("{units:?}") };
    let service = keys(&service.text);
    for key in [
        "Service.WorkingDirectory=/srv/chu-ky-so",
        "Service.ExecStart=\"/usr/local/bin/loa\" --root \"/srv/chu-ky-so\" nightly --log json",
        "Service.SuccessExitStatus=3",
        "Service.ReadWritePaths=\"/srv/chu-ky-so\" \"-/srv/www\"",
        "Service.User=loa",
        "Unit.OnFailure=loa-chu-ky-so-failed.service",
    ] {
        assert!(service.iter().any(|other| other == key), "{key} is not in {service:#?}");
    }
    let timer = keys(&timer.text);
    for key in ["Timer.OnCalendar=*-*-* 01:05:00 Asia/Ho_Chi_Minh", "Timer.Persistent=true"] {
        assert!(timer.iter().any(|other| other == key), "{key} is not in {timer:#?}");
    }
    assert!(failed.path.as_ref().unwrap().ends_with("loa-chu-ky-so-failed.service"));
}

#[test]
#[ignore = "needs systemd-analyze: tests/run"]
fn systemd_understands_the_units_and_the_time() {
    let folder = tempfile::tempdir().unwrap();
    for (root, zone) in [("/srv/site", "Asia/Ho_Chi_Minh"), ("/srv/100% của \"xã\" $HOME", "Europe/Berlin")]
    {
        let config = config("nightly: {at: \"23:59\"}\npublish: {to: /srv/www}");
        let config = Config { timezone_name: zone.to_owned(), ..config };
        let mut files = Vec::new();
        for unit in install(Kind::Systemd, &config, &machine(root, "/bin/true")) {
            let file = folder.path().join(unit.path.as_ref().unwrap().file_name().unwrap());
            fs::write(&file, unit.bytes()).unwrap();
            files.push(file);
        }
        let verify = Command::new("systemd-analyze").arg("verify").args(&files).output().unwrap();
        let said = String::from_utf8_lossy(&verify.stderr).into_owned();
        let about_ours: Vec<&str> = said.lines().filter(|line| line.contains("loa-")).collect();
        assert!(verify.status.success() && about_ours.is_empty(), "{said}");
        let calendar = format!("*-*-* 23:59:00 {zone}");
        assert!(fs::read_to_string(&files[1]).unwrap().contains(&calendar));
        let calendar = Command::new("systemd-analyze").args(["calendar", &calendar]).status().unwrap();
        assert!(calendar.success());
    }
}

// ---- cron ----

/// The lines of a crontab that set variables, and those that run commands, each as its five fields and the command as
/// cron hands it to the shell.
fn crontab(text: &str) -> (Vec<&str>, Vec<(Vec<&str>, String)>) {
    let mut variables = Vec::new();
    let mut commands = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_uppercase()) {
            variables.push(line);
            continue;
        }
        let fields: Vec<&str> = line.splitn(6, ' ').collect();
        // A `%` that is not guarded ends the command.
        let mut command = String::new();
        let mut chars = fields[5].chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\\' if chars.peek() == Some(&'%') => command.extend(chars.next()),
                '%' => break,
                _ => command.push(c),
            }
        }
        commands.push((fields[..5].to_vec(), command));
    }
    (variables, commands)
}

#[test]
fn the_crontab_names_the_zone_and_the_time_for_those_who_ignore_it() {
    let text = text(Kind::Cron, "nightly: {at: \"00:10\"}");
    let (variables, commands) = crontab(&text);
    assert_eq!(variables, ["CRON_TZ=Asia/Ho_Chi_Minh"]);
    assert_eq!(commands.len(), 1);
    assert_eq!(commands[0].0, ["10", "0", "*", "*", "*"]);
    assert!(text.contains("`10 17 * * *`"), "{text}");
    assert!(!text.contains("Clocks change"), "{text}");
}

#[test]
fn the_line_for_cron_takes_3_for_a_success_and_shows_the_log_of_a_failure() {
    for (folder, status, expected, said) in [
        ("site", 0, true, false),
        ("site", 3, true, false),
        ("site", 4, false, true),
        (ODD, 3, true, false),
        (ODD, 1, false, true),
    ] {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join(folder);
        fs::create_dir_all(&root).unwrap();
        let program = root.join("loa");
        fs::write(&program, format!("#!/bin/sh\necho \"$@\" \"in $PWD\"\nexit {status}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let files = install(Kind::Cron, &config(""), &machine(&root, &program));
        let (_, commands) = crontab(&files[0].text);
        let run = Command::new("/bin/sh").args(["-c", &commands[0].1]).current_dir("/").output().unwrap();
        let out = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert_eq!(run.status.success(), expected, "{status} in {folder}: {out}");
        assert_eq!(!out.is_empty(), said, "{out}");
        let log = fs::read_to_string(root.join(".loa/nightly.log")).unwrap();
        let there = fs::canonicalize(&root).unwrap();
        assert!(
            log.starts_with("nightly --log json in ") && log.contains(&*there.to_string_lossy()),
            "{log}"
        );
    }
}

#[test]
fn where_clocks_change_it_is_said() {
    let zone = "timezone: Europe/Berlin";
    let site = Site::small();
    site.replace("content/site.yaml", "timezone: Asia/Ho_Chi_Minh", zone);
    let mut diagnostics = loa::diag::Diagnostics::default();
    let read = loa::read::read(site.root(), &mut diagnostics).unwrap();
    let config = loa::model::config::resolve(&read.site_yaml.unwrap(), &mut diagnostics).unwrap();
    let machine = machine("/srv/site", "/usr/local/bin/loa");
    for kind in [Kind::Cron, Kind::Github] {
        let text = printed(&install(kind, &config, &machine));
        assert!(text.contains("10 22 * * *") && text.contains("it is 23:10 UTC"), "{text}");
    }
    assert!(printed(&install(Kind::Windows, &config, &machine)).contains("Clocks change"));
}

// ---- Windows ----

#[test]
fn the_task_is_utf_16_with_the_lines_of_windows_and_starts_in_the_sites_zone() {
    let task = &made(Kind::Windows, "")[0];
    let bytes = task.bytes();
    assert!(bytes.starts_with(b"\xff\xfe<\0?\0x\0m\0l\0"));
    let units: Vec<u16> = bytes.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let text = String::from_utf16(&units).unwrap();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    for part in [
        "encoding=\"UTF-16\"",
        "<StartBoundary>2025-10-21T00:10:00+07:00</StartBoundary>",
        "<Arguments>--root &quot;/srv/chu-ky-so&quot; nightly --log json</Arguments>",
        "LastTaskResult 3",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn the_task_is_well_formed_whatever_the_folder_is_called() {
    let files = install(Kind::Windows, &config(""), &machine(format!("C:\\{ODD}\\"), "C:\\loa\\loa.exe"));
    let text = &files[0].text;
    // Every tag that opens is closed in turn, and nothing in between is taken for one.
    let mut open: Vec<&str> = Vec::new();
    for tag in text.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{text}"),
            None if tag.starts_with('?') => {}
            None => open.push(tag.split(' ').next().unwrap()),
        }
    }
    assert!(open.is_empty(), "{open:?}");
    assert!(text.contains("&lt;$HOME&gt;") && text.contains("A&amp;B"), "{text}");
}

#[test]
#[ignore = "needs xmllint: tests/run"]
fn an_xml_reader_understands_the_task() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("task.xml");
    let files = install(Kind::Windows, &config(""), &machine(ODD, "C:\\loa\\loa.exe"));
    fs::write(&file, files[0].bytes()).unwrap();
    let run = Command::new("xmllint").arg("--noout").arg(&file).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

// ---- GitHub ----

/// The workflow, and the script of the step of this name.
fn workflow(step: &str) -> (Value, String) {
    let text = text(Kind::Github, "nightly: {at: \"00:10\"}");
    let workflow: Value = serde_saphyr::from_str(&text).unwrap();
    let steps = workflow["jobs"]["nightly"]["steps"].as_array().unwrap();
    let script =
        steps.iter().find(|other| other["name"] == step).unwrap()["run"].as_str().unwrap().to_owned();
    (workflow, script)
}

#[test]
fn the_workflow_runs_at_the_time_of_the_site_in_utc_one_night_at_a_time() {
    let (workflow, _) = workflow("Nightly run");
    assert_eq!(workflow["on"]["schedule"][0]["cron"], "10 17 * * *");
    assert_eq!(workflow["permissions"], serde_json::json!({"contents": "write"}));
    assert_eq!(workflow["concurrency"]["cancel-in-progress"], false);
    let steps = workflow["jobs"]["nightly"]["steps"].as_array().unwrap();
    let at = |name: &str| steps.iter().position(|step| step["name"] == name).unwrap();
    assert!(at("Nightly run") < at("Commit what was taken in"));
}

/// Runs a script as GitHub does, with a `loa` that ends with a status.
fn bash(script: &str, folder: &Path, status: i32) -> (bool, String) {
    let programs = tempfile::tempdir().unwrap();
    let program = programs.path().join("loa");
    fs::write(&program, format!("#!/bin/sh\nexit {status}\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", programs.path().display(), std::env::var("PATH").unwrap());
    let run = Command::new("bash")
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
        .current_dir(folder)
        .env("PATH", path)
        .output()
        .unwrap();
    let out = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    (run.status.success(), out)
}

#[test]
#[ignore = "needs bash: tests/run"]
fn the_workflow_takes_3_for_a_success_and_says_so() {
    let (_, script) = workflow("Nightly run");
    let site = Site::small();
    site.write("content/inbox/progress/a.csv", "");
    for (status, expected, said) in [(0, true, false), (3, true, true), (1, false, false), (4, false, false)]
    {
        let (success, out) = bash(&script, site.root(), status);
        assert_eq!((success, out.contains("::warning")), (expected, said), "{status}: {out}");
    }
    let modified = fs::metadata(site.path("content/inbox/progress/a.csv")).unwrap().modified().unwrap();
    assert!(modified.elapsed().unwrap().as_secs() > 60, "a drop of a checkout would wait for ever");
}

#[test]
#[ignore = "needs git: tests/run"]
fn the_workflow_commits_what_was_taken_in_or_fails() {
    let (_, script) = workflow("Commit what was taken in");
    let place = tempfile::tempdir().unwrap();
    let git = |folder: &Path, arguments: &[&str]| {
        let set = ["-c", "user.name=t", "-c", "user.email=t@t.example", "-c", "init.defaultBranch=main"];
        let run = Command::new("git").args(set).args(arguments).current_dir(folder).output().unwrap();
        assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).unwrap()
    };
    let (hub, work) = (place.path().join("hub"), place.path().join("work"));
    git(place.path(), &["init", "-q", "--bare", "hub"]);
    git(place.path(), &["clone", "-q", "hub", "work"]);
    fs::create_dir_all(work.join("content/inbox/progress")).unwrap();
    fs::write(work.join("content/inbox/progress/a.csv"), "a").unwrap();
    fs::write(work.join("content/site.yaml"), "a").unwrap();
    git(&work, &["add", "-A"]);
    git(&work, &["commit", "-q", "-m", "start"]);
    git(&work, &["push", "-q", "origin", "HEAD:main"]);
    git(&work, &["branch", "-q", "--set-upstream-to=origin/main"]);

    let (success, out) = bash(&script, &work, 0);
    assert!(success, "{out}");
    assert_eq!(git(&hub, &["rev-list", "--count", "main"]).trim(), "1", "no news, no commit");

    fs::create_dir_all(work.join("content/accepted/progress")).unwrap();
    fs::write(work.join("content/accepted/progress/2025-10-20.csv"), "b").unwrap();
    fs::write(work.join("content/qr.lock"), "c").unwrap();
    fs::remove_dir_all(work.join("content/inbox")).unwrap();
    fs::write(work.join("content/site.yaml"), "somebody's").unwrap();
    let (success, out) = bash(&script, &work, 0);
    assert!(success, "{out}");
    let files = git(&hub, &["ls-tree", "-r", "--name-only", "main"]);
    assert_eq!(files, "content/accepted/progress/2025-10-20.csv\ncontent/qr.lock\ncontent/site.yaml\n");
    assert_eq!(git(&hub, &["show", "main:content/site.yaml"]), "a", "nothing else is committed");

    fs::write(work.join("content/qr.lock"), "d").unwrap();
    git(&work, &["remote", "set-url", "origin", "/nowhere"]);
    let (success, out) = bash(&script, &work, 0);
    assert!(!success, "{out}");
}
