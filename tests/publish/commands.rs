//! `loa nightly` as far as it publishes, `loa rollback` and `loa status`, on a small site.

use std::fs;

use crate::made::tree;
use crate::support::Run;
use crate::support::Site;

/// Ten past midnight in the campaign's zone, on 2026-03-02: long after the campaign, so that nothing but the day changes
/// from one night to the next.
const MONDAY: i64 = 1_772_385_000;
const DAY: i64 = 86_400;

fn site() -> Site {
    let site = Site::small();
    site.append("content/site.yaml", "publish: {to: srv, keep: 3}\n");
    site
}

fn nightly(site: &Site, night: i64) -> Run {
    site.loa_at(&["nightly"], MONDAY + night * DAY)
}

fn live(site: &Site) -> String {
    fs::read_link(site.path("srv/current")).unwrap().file_name().unwrap().to_string_lossy().into_owned()
}

fn status(site: &Site, night: i64) -> serde_json::Value {
    let run = site.loa_at(&["status", "--format", "json"], MONDAY + night * DAY + 3600);
    run.ends_with(0);
    serde_json::from_str(&run.stdout).unwrap()
}

fn states(site: &Site) -> Vec<String> {
    site.ledger().iter().map(|line| format!("{} {}", line[0], line[4])).collect()
}

/// Changes what a page says.
fn edit(site: &Site, from: &str, to: &str) {
    site.replace("content/points.csv", from, to);
}

#[test]
fn what_is_live_is_told_where_the_list_of_what_was_set_aside_is_broken() {
    let site = site();
    nightly(&site, 0).ends_with(0);
    for broken in ["{\"records\": [", "[]", ""] {
        site.write("content/set-aside/open.json", broken);
        site.loa(&["status"]).ends_with(0).says(&[
            "live release: ",
            "content/set-aside/open.json",
            "is broken",
        ]);
        let run = site.loa(&["status", "--format", "json"]);
        let state: serde_json::Value = serde_json::from_str(&run.ends_with(0).stdout).unwrap();
        assert!(state["set_aside"].is_null() && state["live"].is_object(), "{state}");
    }
}

#[test]
fn the_first_night_publishes_the_whole_site_and_issues_its_codes() {
    let site = site();
    nightly(&site, 0).ends_with(0).says(&["published 20260301T171000Z-"]);
    assert_eq!(tree(&site.path("srv/current")), site.tree());
    let told: serde_json::Value = serde_json::from_str(&site.read("srv/current/status.json")).unwrap();
    assert_eq!(live(&site), format!("20260301T171000Z-{}", told["release"].as_str().unwrap()));
    assert_eq!(states(&site), ["26188 issued", "26188-2 issued"]);
    assert_eq!(status(&site, 0)["live"]["codes"], 2);
}

#[test]
fn nights_without_news_renew_the_status_files_and_count_for_nothing() {
    let site = site();
    nightly(&site, 0).ends_with(0);
    let first = live(&site);
    let before = tree(&site.path("srv/current"));
    for night in 1..6 {
        nightly(&site, night).ends_with(0).says(&["nothing but the day changed"]);
    }
    assert_eq!(live(&site), first);
    assert_eq!(status(&site, 5)["releases"].as_array().unwrap().len(), 1);
    let after = tree(&site.path("srv/current"));
    let changed: Vec<&String> = after.keys().filter(|path| before.get(*path) != after.get(*path)).collect();
    assert_eq!(changed, ["en/status/index.html", "status.json", "status/index.html"]);
    assert_eq!(status(&site, 5)["live"]["checked"], "2026-03-07");
}

#[test]
fn a_site_without_publish_is_built_and_issues_nothing() {
    let site = Site::small();
    nightly(&site, 0).ends_with(0).is_silent_on("published");
    assert_eq!(states(&site), ["26188 new", "26188-2 new"]);
    site.loa(&["status"]).ends_with(0).says(&["site.yaml has no `publish`"]);
    site.loa(&["rollback"]).ends_with(2).says(&["site.yaml has no `publish`"]);
}

#[test]
fn a_night_refuses_where_the_ledger_has_forgotten_a_code_that_is_live() {
    let site = site();
    nightly(&site, 0).ends_with(0);
    let first = live(&site);
    // Neither the ledger nor the output folder know of the code: only the live release does.
    site.remove("content/qr.lock");
    site.remove("output");
    let points = site.read("content/points.csv");
    let kept: Vec<&str> = points.lines().filter(|line| !line.contains("26188-2")).collect();
    site.write("content/points.csv", &format!("{}\n", kept.join("\n")));
    nightly(&site, 1).ends_with(1).says(&["ledger-forgot", "`26188-2`"]);
    assert_eq!(live(&site), first);
    assert!(site.exists("srv/current/26188-2/index.html"));
}

#[test]
fn going_back_keeps_new_codes_alive_and_pins_until_it_is_told_otherwise() {
    let site = site();
    let points = site.read("content/points.csv");
    let kept: Vec<&str> = points.lines().filter(|line| !line.contains("26188-2")).collect();
    let schedules: Vec<String> =
        site.content().keys().filter(|path| path.starts_with("schedules/")).cloned().collect();
    for path in schedules {
        site.remove(&format!("content/{path}"));
    }
    site.write("content/points.csv", &format!("{}\n", kept.join("\n")));
    nightly(&site, 0).ends_with(0);
    let (first, before) = (live(&site), tree(&site.path("srv/current")));
    assert!(!site.exists("srv/current/26188-2/index.html"));
    site.write("content/points.csv", &points);
    nightly(&site, 1).ends_with(0);
    let second = live(&site);
    assert!(site.exists("srv/current/26188-2/index.html"));

    let run = site.loa_at(&["rollback"], MONDAY + DAY + 600);
    run.ends_with(0).says(&[&first, &second, "kept alive: 1", "loa rollback --release"]);
    let back = live(&site);
    for (path, bytes) in &before {
        assert!(tree(&site.path("srv/current")).get(path) == Some(bytes), "{path}");
    }
    for path in ["26188-2/index.html", "en/26188-2/index.html", "26188-2/qr.svg", "26188-2/qr.png"] {
        assert!(site.exists(&format!("srv/current/{path}")), "{path}");
    }
    assert_eq!(status(&site, 1)["pinned"]["release"], first.as_str());

    nightly(&site, 2).ends_with(0).says(&["is pinned", "loa rollback --release"]);
    assert_eq!(live(&site), back);
    site.loa(&["rollback", "--release"]).ends_with(0).says(&["the pin is off"]);
    site.loa(&["rollback", "--release"]).ends_with(0).says(&["nothing is pinned"]);
    assert_eq!(live(&site), back, "taking the pin off shows nothing new by itself");
    nightly(&site, 3).ends_with(0).says(&["published"]);
    assert_eq!(tree(&site.path("srv/current"))["index.html"], site.tree()["index.html"]);

    site.loa(&["rollback", "--to", &second]).ends_with(0);
    // Three are kept, and the first had to go.
    for gone in [first.as_str(), "nonsense"] {
        site.loa(&["rollback", "--to", gone])
            .ends_with(2)
            .says(&[&format!("`{gone}` names no release"), &second]);
    }
    site.loa(&["rollback", "--to", &second, "--release"]).ends_with(2);
}

#[test]
fn a_code_that_is_issued_while_the_target_is_pinned_is_answered_all_the_same() {
    let site = site();
    nightly(&site, 0).ends_with(0);
    site.loa(&["rollback", "--to", &live(&site)]).ends_with(0).says(&["is pinned"]);
    let points = site.read("content/points.csv");
    let row = points.lines().find(|line| line.contains("26188-2")).unwrap().replace("26188-2", "26188-3");
    site.append("content/points.csv", &format!("{row}\n"));
    let home = site.read("srv/current/index.html");
    // Built, and not issued: nobody can have seen it.
    nightly(&site, 1).ends_with(0);
    assert!(!site.exists("srv/current/26188-3/index.html"));
    site.loa(&["qr", "printed", "26188-3"]).ends_with(0);
    nightly(&site, 2).ends_with(0);
    assert!(site.exists("srv/current/26188-3/index.html") && site.exists("srv/current/26188-3/qr.png"));
    assert_eq!(site.read("srv/current/index.html"), home);
    assert_eq!(states(&site), ["26188 issued", "26188-2 issued", "26188-3 issued"]);
}

#[test]
fn going_back_does_not_need_content_without_errors() {
    let site = site();
    nightly(&site, 0).ends_with(0);
    let first = live(&site);
    edit(&site, "26188-2", "26188-2,");
    let points = site.read("content/points.csv");
    site.write("content/points.csv", &points.replace("26188-2,,", "26188-2,"));
    site.append("content/guides/dang-ky.vi.md", "\nMới.\n");
    site.append("content/communes.csv", "khong phai ma,x,y\n");
    nightly(&site, 1).ends_with(1);
    assert_eq!(live(&site), first);
    site.loa(&["rollback", "--to", &first]).ends_with(0);
    site.loa(&["status"]).ends_with(0).says(&[&first, "pinned to"]);
}

#[test]
fn status_tells_age_what_was_set_aside_and_when_the_next_run_is_due() {
    let site = site();
    assert_eq!(status(&site, 0)["live"], serde_json::Value::Null);
    site.loa(&["status"]).ends_with(0).says(&["live release: none yet"]);
    nightly(&site, 0).ends_with(0);
    let same_day = status(&site, 0);
    assert_eq!((&same_day["live"]["age_days"], &same_day["live"]["stale"]), (&0.into(), &false.into()));
    assert_eq!(same_day["next_due"], "2026-03-03T00:10:00+07:00");
    assert_eq!(same_day["overdue"], false);
    assert_eq!(same_day["live"]["published"], "2026-03-01T17:10:00Z");
    assert_eq!(same_day["live"]["release"], live(&site).as_str());

    let later = status(&site, 4);
    assert_eq!((&later["live"]["age_days"], &later["live"]["stale"]), (&4.into(), &true.into()));
    assert_eq!(later["overdue"], true);
    site.loa_at(&["status"], MONDAY + 4 * DAY + 3600).says(&[
        "(4 days ago)",
        "no longer updated",
        "is overdue",
    ]);
    site.loa_at(&["--lang", "vi", "status"], MONDAY + DAY).says(&["02/03/2026 (1 ngày trước)", "không ghim"]);

    let record = r#"{"table":"progress","drop":"tan-hung.xlsx","row":14,"key":"k","since":"2026-03-01","codes":["count-fraction"]}"#;
    site.write("content/set-aside/open.json", &format!("{{\"records\":[{record}]}}"));
    site.loa(&["status"])
        .says(&["set aside: one record", "progress/tan-hung.xlsx, row 14, since 2026-03-01: count-fraction"]);
    let reasons = r#","reasons":["[số] `1.5` là số thập phân; gõ `1500`\nnữa","[count] `1.5` is a fraction; type `1500`\nmore"]}"#;
    let record_with = format!("{}{reasons}", record.trim_end_matches('}'));
    site.write("content/set-aside/open.json", &format!("{{\"records\":[{record_with}]}}"));
    let said = "progress/tan-hung.xlsx, row 14, since 2026-03-01: [count] `1.5` is a fraction; type `1500`\nmend it in";
    site.loa(&["status"]).says(&[said]);
    site.loa(&["--lang", "vi", "status"])
        .says(&["tan-hung.xlsx, hàng 14, từ 01/03/2026: [số] `1.5` là số thập phân"]);
    assert_eq!(status(&site, 0)["set_aside"][0]["row"], 14);
}

#[test]
fn each_failure_is_one_plain_line_in_both_languages_and_leaves_what_is_live() {
    let site = site();
    nightly(&site, 0).ends_with(0);
    let (first, before) = (live(&site), tree(&site.path("srv/current")));
    site.append("content/guides/dang-ky.vi.md", "\nMới.\n");
    site.append("content/guides/dang-ky.en.md", "\nNew.\n");

    let lock = fs::File::options().write(true).open(site.path("srv/.loa/lock")).unwrap();
    lock.try_lock().unwrap();
    site.loa(&["nightly"]).ends_with(4).says(&[
        "nothing was published",
        "srv/.loa/lock",
        "wait until it is done",
    ]);
    site.loa(&["--lang", "vi", "nightly"]).ends_with(4).says(&[
        "chưa công bố",
        "srv/.loa/lock",
        "chờ lệnh đó xong",
    ]);
    site.loa(&["rollback"]).ends_with(4).says(&["wait until it is done"]);
    site.loa(&["status"]).ends_with(0).says(&[&first]);
    drop(lock);
    assert_eq!((live(&site), tree(&site.path("srv/current"))), (first, before));

    for (kind, text) in [("a file", "could not be written"), ("a folder of theirs", "was not made by loa")] {
        let site = self::site();
        match kind {
            "a file" => site.write("srv", "theirs"),
            _ => site.write("srv/current/index.html", "theirs"),
        }
        site.loa(&["nightly"]).ends_with(4).says(&["nothing was published", text]);
        site.loa(&["--lang", "vi", "nightly"]).ends_with(4).says(&["chưa công bố", "chạy lại"]);
        site.loa(&["rollback"]).ends_with(4);
        let theirs = if kind == "a file" { site.read("srv") } else { site.read("srv/current/index.html") };
        assert_eq!(theirs, "theirs");
    }
}

#[test]
fn a_clock_that_was_set_back_is_told_and_the_new_release_is_the_newest() {
    let site = site();
    nightly(&site, 10).ends_with(0);
    edit(&site, "26188-2", "26188-2");
    site.append("content/guides/dang-ky.vi.md", "\nMới.\n");
    site.append("content/guides/dang-ky.en.md", "\nNew.\n");
    nightly(&site, 0).says(&["clock is behind", "20260311T171000Z-"]);
    assert!(live(&site).starts_with("20260311T171001Z-"), "{}", live(&site));
}
