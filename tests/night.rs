//! One night after another at the front door: what a night builds is what `loa build` would make, and what becomes of its
//! report when something goes wrong on the way.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeMap;
use std::fs::File;
use std::time::Duration;
use std::time::SystemTime;

use serde_json::Value;
use support::Run;
use support::Site;
use walkdir::WalkDir;

/// Writes a file an hour ago: nobody is still at work on it.
fn send(site: &Site, path: &str, text: &str) {
    site.write(path, text);
    settle(site);
}

/// Makes all content an hour old, as it is on most nights: what a night has read it need not read again.
fn settle(site: &Site) {
    let then = SystemTime::now() - Duration::from_secs(3600);
    for entry in WalkDir::new(site.path("content")).into_iter().map(Result::unwrap) {
        if entry.file_type().is_file() {
            let file = File::options().write(true).open(entry.path()).unwrap();
            file.set_modified(then).unwrap();
        }
    }
}

/// Makes a day stand for today, in site.yaml, so that the clock of the machine plays no part.
fn set_day(site: &Site, day: &str) {
    let yaml = site.read("content/site.yaml");
    let kept = yaml.lines().filter(|line| !line.starts_with("as_of:") && !line.starts_with("sample:"));
    let kept: String = kept.map(|line| format!("{line}\n")).collect();
    site.write("content/site.yaml", &format!("{kept}sample: true\nas_of: {day}\n"));
    settle(site);
}

fn night(site: &Site, day: &str) -> Run {
    set_day(site, day);
    site.loa(&["nightly"])
}

fn news(site: &Site, day: &str) -> Value {
    serde_json::from_str(&site.read(&format!("staff/nightly/{day}.json"))).unwrap()
}

/// The files that a build of its own makes.
fn built(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let other = tempfile::tempdir().unwrap();
    let output = other.path().join("site");
    site.loa(&["build", "--output", output.to_str().unwrap()]);
    let files = WalkDir::new(&output).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path = entry.path().strip_prefix(&output).unwrap().to_str().unwrap().to_owned();
        (path, std::fs::read(entry.path()).unwrap())
    });
    files.filter(|(path, _)| !path.starts_with(".loa/")).collect()
}

/// Fails the test unless the output of the night is that of a build that has seen nothing before.
#[track_caller]
fn assert_same(site: &Site, when: &str) {
    let (night, build) = (site.tree(), built(site));
    assert_eq!(night.keys().collect::<Vec<_>>(), build.keys().collect::<Vec<_>>(), "{when}");
    let differ: Vec<&String> = night.keys().filter(|path| night[*path] != build[*path]).collect();
    assert!(differ.is_empty(), "{when}: {differ:?}");
}

#[test]
fn a_night_with_news_builds_what_a_build_would_make() {
    let small = Site::small();
    // Figures in groups, of former units, of other kinds; once beside tables kept by hand, once without them.
    let rich = Site::progress();
    let bare = Site::progress();
    bare.remove("content/progress");
    for (which, site) in [("small", &small), ("rich", &rich), ("bare", &bare)] {
        let (code, figure) = if which == "small" { ("26188", 430) } else { ("25345", 3950) };
        let figure = |more: u32| (figure + more).to_string();
        let nights: [(&str, &[(&str, String)]); 6] = [
            (
                "2025-10-20",
                &[("progress/a.csv", format!("date,commune,signatures\n2025-10-20,{code},{}\n", figure(10)))],
            ),
            (
                "2025-10-21",
                &[
                    // A late report, and one of the day.
                    (
                        "progress/b.csv",
                        format!(
                            "date,commune,signatures\n2025-10-21,{code},{}\n2025-10-18,{code},{}\n",
                            figure(20),
                            figure(0)
                        ),
                    ),
                    ("progress/c.csv", "date,commune,signatures\n2025-10-20,26188,4501\n".to_owned()),
                ],
            ),
            (
                "2025-10-22",
                &[
                    (
                        "progress/d.csv",
                        format!(
                            "date,commune,signatures,correction_by,reason,override_until\n\
                             2025-10-21,{code},{},Phòng VHXH,đếm nhầm,2025-10-31\n",
                            figure(15)
                        ),
                    ),
                    (
                        "schedules/d.csv",
                        format!("date,start,end,commune,place\n2025-10-27,19h,21h,{code},Nhà văn hóa\n"),
                    ),
                ],
            ),
            // Groups and a former unit.
            (
                "2025-10-23",
                &[(
                    "progress/e.csv",
                    format!(
                        "date,commune,signatures,group,as_unit\n2025-10-22,{code},250,Hội Nông dân,\n\
                         2025-10-22,{code},{},,\n2025-10-02,{code},260,,Phường cũ\n",
                        figure(25)
                    ),
                )],
            ),
            (
                "2025-10-24",
                &[("points/f.csv", format!("id,commune,name,address\n{code}-7,{code},Điểm bảy,Ấp Bảy\n"))],
            ),
            // A second run takes more into the file of the same day.
            (
                "2025-10-24",
                &[("progress/g.csv", format!("date,commune,signatures\n2025-10-24,{code},{}\n", figure(60)))],
            ),
        ];
        for (day, drops) in nights {
            for (path, text) in drops {
                send(site, &format!("content/inbox/{path}"), text);
            }
            let run = night(site, day);
            assert!([0, 3].contains(&run.status), "{which} {day}: {}", run.said());
            let taken: u64 = news(site, day)["intake"]
                .as_object()
                .unwrap()
                .values()
                .map(|table| table["accepted"].as_u64().unwrap())
                .sum();
            assert!(taken > 0, "{which} {day}: {}", run.said());
            assert_same(site, &format!("{which} {day}"));
        }
    }
}

#[test]
fn a_night_whose_site_is_live_is_not_told_as_one_that_failed_to_publish() {
    // Folders in the way of what is written after the switch.
    for path in ["staff/nightly/2025-10-20.en.txt/x", ".loa/last.json/x"] {
        let site = Site::small();
        site.append("content/site.yaml", "publish: {to: live}\nnightly: {on_success: cat > hook.json}\n");
        site.write(path, "");
        let run = night(&site, "2025-10-20");
        run.ends_with(3).says(&["could not write", "the new site is live"]);
        assert!(site.exists("live/current/index.html"), "{path}");
        let health: Value = serde_json::from_str(&site.read(".loa/health.json")).unwrap();
        assert_eq!(health["state"], "set-aside", "{path}");
        assert_eq!((&health["failed_step"], &health["exit"]), (&"report".into(), &3.into()), "{path}");
        assert_eq!(health["checked"], "2025-10-20", "{path}: what is live");
        let hook: Value = serde_json::from_str(&site.read("hook.json")).unwrap();
        assert_eq!((&hook["failed_step"], &hook["exit"]), (&"report".into(), &3.into()), "{path}");
        site.remove(path.strip_suffix("/x").unwrap());
        night(&site, "2025-10-20").ends_with(0).is_silent_on("is live all the same");
        assert_eq!(news(&site, "2025-10-20")["since"], Value::Null, "{path}: nothing was told before");
    }
}

#[test]
fn a_night_whose_health_file_cannot_be_written_in_the_end_has_published_all_the_same() {
    let site = Site::small();
    // The report takes the place of the folder that the file lay in, since an earlier one makes way for it.
    let health =
        "nightly: {health: staff/nightly/2025-10-20.en.txt/health.json, on_success: cat > hook.json}\n";
    site.append("content/site.yaml", health);
    site.write("staff/nightly/2025-10-20.json", "{}");
    let run = night(&site, "2025-10-20");
    run.ends_with(3).says(&["could not write", "health.json", "the new site is live"]);
    assert_eq!(run.stderr.matches("is live all the same").count(), 1);
    assert!(site.exists("output/index.html"));
    assert!(site.read("staff/nightly/2025-10-20.en.txt").contains("first run"));
    let hook: Value = serde_json::from_str(&site.read("hook.json")).unwrap();
    assert_eq!(hook["exit"], 3);
}

/// What stands in a report of a correction: what it was before, what it is, and who signed.
fn corrections<'n>(news: &'n Value) -> Vec<(Option<&'n str>, &'n str, &'n str)> {
    let list = news["corrections"].as_array().unwrap();
    let told = |one: &'n Value| {
        (one["before"].as_str(), one["after"].as_str().unwrap(), one["by"].as_str().unwrap())
    };
    list.iter().map(told).collect()
}

/// Starts a night that can only end by being killed, and kills it as soon as it has taken in what `text` says: the
/// target's pin is a pipe, for the end of which it waits before it builds.
#[cfg(unix)]
fn killed_when_taken(site: &Site, day: &str, text: &str) {
    set_day(site, day);
    let pin = site.path("live/.loa/pin");
    assert!(std::process::Command::new("mkfifo").arg(&pin).status().unwrap().success());
    let mut night = std::process::Command::new(env!("CARGO_BIN_EXE_loa"))
        .arg("--root")
        .arg(site.root())
        .arg("nightly")
        .env_remove("SOURCE_DATE_EPOCH")
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let accepted = format!("content/accepted/progress/{day}.csv");
    while !(site.exists(&accepted) && site.read(&accepted).contains(text)) {
        assert!(night.try_wait().unwrap().is_none(), "the night ended by itself");
        std::thread::sleep(Duration::from_millis(5));
    }
    night.kill().unwrap();
    night.wait().unwrap();
    std::fs::remove_file(pin).unwrap();
    assert!(!site.exists(&format!("staff/nightly/{day}.json")), "it told of itself");
}

#[cfg(unix)]
#[test]
fn corrections_of_a_night_that_was_killed_are_told_by_the_next() {
    let site = Site::small();
    site.append("content/site.yaml", "publish: {to: live}\n");
    send(&site, "content/inbox/progress/a.csv", "date,commune,signatures\n2025-10-20,26188,410\n");
    night(&site, "2025-10-20").ends_with(0);
    let correct = |name: &str, value: u32, by: &str| {
        let row = format!("2025-10-20,26188,{value},{by},đếm sót\n");
        let text = format!("date,commune,signatures,correction_by,reason\n{row}");
        send(&site, &format!("content/inbox/progress/{name}.csv"), &text);
    };
    correct("b", 412, "Bà Lan");
    killed_when_taken(&site, "2025-10-21", "Bà Lan");
    night(&site, "2025-10-21").ends_with(0);
    assert_eq!(corrections(&news(&site, "2025-10-21")), [(Some("410"), "412", "Bà Lan")]);
    night(&site, "2025-10-22").ends_with(0);
    assert_eq!(corrections(&news(&site, "2025-10-22")), [], "told once");

    // A killed night, and one that has corrections of its own, into the file of one day.
    correct("c", 413, "Ông Nam");
    killed_when_taken(&site, "2025-10-23", "Ông Nam");
    correct("d", 414, "Bà Hoa");
    night(&site, "2025-10-23").ends_with(0);
    let both = [(Some("412"), "413", "Ông Nam"), (Some("413"), "414", "Bà Hoa")];
    assert_eq!(corrections(&news(&site, "2025-10-23")), both);
    // More lines in a file of which the others have been told.
    correct("e", 415, "Ông Nam");
    night(&site, "2025-10-23").ends_with(0);
    assert_eq!(corrections(&news(&site, "2025-10-23")), [(Some("414"), "415", "Ông Nam")]);
}

#[test]
fn pages_of_a_night_that_failed_to_publish_are_told_by_the_next() {
    let site = Site::small();
    site.append("content/site.yaml", "publish: {to: live}\n");
    night(&site, "2025-10-20").ends_with(0);
    // A folder in the place of the lock: the target can be looked at, and not be changed.
    site.remove("live/.loa/lock");
    site.write("live/.loa/lock/x", "");
    send(&site, "content/inbox/progress/a.csv", "date,commune,signatures\n2025-10-20,26188,410\n");
    night(&site, "2025-10-21").ends_with(4);
    let failed = news(&site, "2025-10-21");
    assert_eq!(failed["failed_step"], "publish");
    assert_eq!(failed["pages"]["changed"].as_array().unwrap().len(), 0, "readers got none of them");
    assert!(site.output("commune/26188/index.html").contains("410"), "they were built");
    site.remove("live/.loa/lock");
    night(&site, "2025-10-21").ends_with(0);
    let told = news(&site, "2025-10-21");
    let changed: Vec<&str> =
        told["pages"]["changed"].as_array().unwrap().iter().map(|page| page.as_str().unwrap()).collect();
    assert!(changed.contains(&"/commune/26188/") && changed.contains(&"/en/26188/"), "{changed:?}");
    assert!(!changed.contains(&"/404.html"), "{changed:?}");
    assert_eq!(told["since"], "2025-10-20");
    let told = site.read("staff/nightly/2025-10-21.en.txt");
    assert!(told.contains("• /commune/26188/"), "{told}");
    // Every page is as the two nights left it: those of the first are told once.
    night(&site, "2025-10-21").ends_with(0);
    assert_eq!(news(&site, "2025-10-21")["pages"]["changed"].as_array().unwrap().len(), 0);
}

#[test]
fn what_happens_to_the_list_of_the_last_night_does_not_happen_to_that_of_the_output() {
    let site = Site::small();
    night(&site, "2025-10-20").ends_with(0);
    let list = site.path(".loa/last.manifest");
    assert_eq!(std::fs::read(&list).unwrap(), std::fs::read(site.path("output/.loa/manifest")).unwrap());
    // In place, as some editors and backups write.
    File::options().write(true).truncate(true).open(list).unwrap();
    night(&site, "2025-10-21").ends_with(0);
}
