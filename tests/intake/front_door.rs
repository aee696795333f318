//! The whole night by `loa nightly`: what is dropped is on the site, what is wrong comes back and is told, and what was
//! mended is taken.

use std::fs;
use std::fs::File;
use std::io::Read;
use std::io::Write;
use std::net::TcpListener;
use std::thread;
use std::time::Duration;
use std::time::SystemTime;

use serde_json::Value;

use crate::files::Form;
use crate::files::read_xlsx;
use crate::site;
#[cfg(unix)]
use crate::support::Run;
use crate::support::Site;
use crate::support::visible_text;

/// Puts a file into the inbox an hour ago: it has settled.
fn send(site: &Site, name: &str, bytes: &[u8]) {
    let path = format!("content/inbox/progress/{name}");
    site.write_bytes(&path, bytes);
    let file = File::options().write(true).open(site.path(&path)).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(3600)).unwrap();
}

#[test]
fn a_night_takes_what_is_right_and_gives_back_what_is_wrong() {
    let site = site();
    site.replace("content/site.yaml", "landing: {guide", "sample: true\nas_of: 2025-10-20\nlanding: {guide");
    let rows = |rows: &[[&str; 3]]| {
        rows.iter()
            .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
            .collect::<Vec<Vec<String>>>()
    };
    let sent = rows(&[
        ["ngày", "xã/phường", "chữ ký số cá nhân"],
        ["20/10/2025", "Phường Tân Triều", "437"],
        ["20/10/2025", "Xã Tân Hưg", "123"],
    ]);
    send(&site, "bao-cao-20.xlsx", &Form::Xlsx.bytes(&sent));
    let night = site.loa(&["nightly"]);
    night.ends_with(3).says(&["Xã Tân Hưg", "unknown-commune"]);
    assert!(visible_text(&site.output("commune/26188/index.html")).contains("437"));
    assert!(!visible_text(&site.output("commune/25345/index.html")).contains("123"));

    let path = "content/set-aside/progress/bao-cao-20.xlsx";
    let returned = read_xlsx(&fs::read(site.path(path)).unwrap());
    send(&site, "lai.xlsx", &returned.mended(2, &rows(&[["20/10/2025", "Xã Tân Hưng", "123"]])));
    site.loa(&["nightly"]).ends_with(0).is_silent_on("unknown-commune");
    assert!(visible_text(&site.output("commune/26188/index.html")).contains("437"));
    assert!(visible_text(&site.output("commune/25345/index.html")).contains("123"));
    assert!(!site.exists(path));
}

#[test]
fn git_does_not_see_the_reports_and_sees_everything_else_of_the_staff() {
    let site = dated();
    site.write("staff/ghi-chu.txt", "của tôi");
    site.loa(&["nightly"]).ends_with(0);
    assert_eq!(site.read("staff/nightly/.gitignore"), "*\n");
    assert!(!site.exists("staff/.gitignore"));
    // What somebody wrote stays.
    for path in ["staff/nightly/.gitignore", "staff/.gitignore"] {
        site.write(path, "*.html\n");
    }
    site.loa(&["nightly"]).ends_with(0);
    for path in ["staff/nightly/.gitignore", "staff/.gitignore"] {
        assert_eq!(site.read(path), "*.html\n", "{path}");
    }
}

#[test]
fn the_report_calls_a_row_a_row() {
    let site = dated();
    let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
    let rows = vec![row(["ngày", "xã/phường", "chữ ký số cá nhân"]), row(["20/10/2025", "", "437"])];
    send(&site, "a.xlsx", &Form::Xlsx.bytes(&rows));
    send(&site, "b.csv", "date,commune,signatures\n2025-10-20,,437\n".as_bytes());
    site.loa(&["nightly"]).ends_with(3);
    // As its sender calls it: it has left the inbox.
    let xlsx = "a.xlsx";
    for (language, a, b) in [
        ("en", ", sheet \"Báo cáo\", row 4: ", "b.csv, row 2: "),
        ("vi", ", trang tính \"Báo cáo\", hàng 4: ", "b.csv, hàng 2: "),
    ] {
        let text = site.read(&format!("staff/nightly/2025-10-20.{language}.txt"));
        let page = visible_text(&site.read(&format!("staff/nightly/2025-10-20.{language}.html")));
        for text in [text, page] {
            assert!(text.contains(&format!("{xlsx}{a}")) && text.contains(b), "{text}");
        }
    }
}

fn json(site: &Site, path: &str) -> Value {
    serde_json::from_str(&site.read(path)).unwrap()
}

/// A site whose today is 20 October 2025.
fn dated() -> Site {
    let site = site();
    site.replace("content/site.yaml", "landing: {guide", "sample: true\nas_of: 2025-10-20\nlanding: {guide");
    site
}

#[test]
fn a_code_that_is_issued_while_a_source_takes_its_time_stays_issued() {
    let site = dated();
    site.loa(&["build"]).ends_with(0);
    let ledger = site.read("content/qr.lock");
    assert!(ledger.contains("\tnew\t") && !ledger.contains("\tissued\t"), "{ledger}");
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/a.csv", server.local_addr().unwrap());
    site.append("content/site.yaml", &format!("sources: [{{table: progress, url: \"{url}\"}}]\n"));
    let path = site.path("content/qr.lock");
    let issued = ledger.replace("\tnew\t", "\tissued\t");
    let (written, bytes) = (path.clone(), issued.clone());
    let answer = thread::spawn(move || {
        let (mut stream, _) = server.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]).unwrap();
        // As `loa qr export` would.
        fs::write(written, bytes).unwrap();
        stream
            .write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            .unwrap();
    });
    // A new line, so that the night writes the ledger.
    site.append("content/points.csv", "26188-9,26188,Nhà văn hóa,,,,,,,,,,,,\n");
    let night = site.loa(&["nightly"]);
    answer.join().unwrap();
    night.ends_with(3);
    let after = fs::read_to_string(path).unwrap();
    assert!(after.contains("26188-9"), "{after}");
    for line in issued.lines() {
        assert!(after.contains(line), "{line}\n{after}\n{}", night.stderr);
    }
}

#[test]
fn records_that_wait_to_be_mended_are_counted_on_nights_without_drops_as_well() {
    let site = dated();
    send(&site, "a.csv", "date,commune,signatures\n2025-10-20,26188,abc\n".as_bytes());
    site.loa(&["nightly"]).ends_with(3);
    assert_eq!(json(&site, ".loa/health.json")["set_aside"], 1);
    // Readers are told as well.
    assert_eq!(json(&site, "output/status.json")["set_aside"], 1);
    site.loa(&["nightly"]);
    assert_eq!(json(&site, ".loa/health.json")["set_aside"], 1);
    assert_eq!(json(&site, "output/status.json")["set_aside"], 1);
    assert_eq!(json(&site, "staff/nightly/2025-10-20.json")["open"], 1);
    send(&site, "b.csv", "date,commune,signatures\n2025-10-20,26188,500\n".as_bytes());
    site.loa(&["nightly"]).ends_with(0);
    assert_eq!(json(&site, "output/status.json")["set_aside"], 0);
}

#[test]
fn a_night_that_is_not_published_tells_what_it_took_in_all_the_same() {
    let site = dated();
    site.append("content/site.yaml", "publish: {to: www}\n");
    site.loa(&["nightly"]).ends_with(0);
    let live = json(&site, ".loa/health.json");
    assert_eq!(live["release"].as_str().map(str::len), Some(8), "{live}");
    site.append("content/pages/about.vi.md", "\n[xem](khong-co.md)\n");
    let text = "date,commune,signatures,correction_by,reason\n2025-10-19,26188,399,Nguyễn Văn A,đếm lại\n";
    send(&site, "a.csv", text.as_bytes());
    site.loa(&["nightly"]).ends_with(1);
    let news = json(&site, "staff/nightly/2025-10-20.json");
    assert_eq!(news["intake"]["progress"]["accepted"], 1, "{news}");
    assert_eq!(news["corrections"][0]["by"], "Nguyễn Văn A");
    let health = json(&site, ".loa/health.json");
    assert_eq!((&health["release"], &health["checked"]), (&live["release"], &live["checked"]));
}

/// A site with a good drop, which is taken whatever lies beside it.
#[cfg(unix)]
fn with_good_drop() -> Site {
    let site = dated();
    send(&site, "good.csv", "date,commune,signatures\n2025-10-20,26188,437\n".as_bytes());
    site
}

/// Fails the test unless the night took the good drop, published, and named each of these once.
#[cfg(unix)]
#[track_caller]
fn goes_on(site: &Site, night: &Run, code: &str, names: &[&str]) {
    night.ends_with(3);
    assert!(visible_text(&site.output("commune/26188/index.html")).contains("437"), "{}", night.stderr);
    let report = json(site, "staff/nightly/2025-10-20.json");
    let told: Vec<&Value> = report["set_aside"].as_array().unwrap().iter().collect();
    let told: Vec<_> = told.iter().map(|told| (&told["code"], &told["found"])).collect();
    let want: Vec<_> = names.iter().map(|name| (Value::from(code), Value::from(*name))).collect();
    assert_eq!(told, want.iter().map(|(code, name)| (code, name)).collect::<Vec<_>>(), "{}", night.stderr);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_told_of_and_stays_and_the_night_goes_on() {
    use std::os::unix::fs::PermissionsExt;
    let site = with_good_drop();
    for name in ["a.csv", "folder/b.csv"] {
        send(&site, name, "date,commune,signatures\n2025-10-20,25345,120\n".as_bytes());
    }
    // Sparse: it fills no disk.
    send(&site, "film.csv", b"");
    File::options()
        .write(true)
        .open(site.path("content/inbox/progress/film.csv"))
        .unwrap()
        .set_len(1 << 34)
        .unwrap();
    let refused = ["content/inbox/progress/a.csv", "content/inbox/progress/folder"];
    let rights = |mode: u32| {
        for path in refused {
            fs::set_permissions(site.path(path), fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    let names =
        ["content/inbox/progress/a.csv", "content/inbox/progress/film.csv", "content/inbox/progress/folder"];
    // Not only on the first night.
    for _ in 0..2 {
        let night = site.loa_without_rights(|| rights(0o000), &["nightly"]);
        goes_on(&site, &night, "drop-unreadable", &names);
        told_to_the_operator(&site, &names);
        night.says(&["unreadable files 3", "loa may not read it", "larger than 256 MB"]);
    }
    rights(0o777);
    for name in ["a.csv", "film.csv", "folder/b.csv"] {
        assert!(site.exists(&format!("content/inbox/progress/{name}")), "{name}");
    }
    // With rights they are taken.
    site.remove("content/inbox/progress/film.csv");
    site.loa(&["nightly"]).ends_with(0).says(&["accepted 1", "unreadable files 0"]);
}

/// Fails the test unless the report tells whoever runs the machine, once, of what stays in the inbox, and nobody else.
#[cfg(unix)]
fn told_to_the_operator(site: &Site, paths: &[&str]) {
    let report = site.read("staff/nightly/2025-10-20.en.txt");
    let sections = report.split("\n\n").filter(|section| section.contains("For: the operator"));
    let told: Vec<&str> = sections.flat_map(str::lines).filter(|line| line.contains("• ")).collect();
    assert_eq!(told.len(), paths.len(), "{report}");
    for path in paths {
        let entry = format!("• {path}: ");
        assert!(told.iter().any(|line| line.contains(&entry)), "{path}: {report}");
        assert_eq!(report.matches(&format!("“{path}”")).count(), 1, "{path}: {report}");
    }
}

#[cfg(unix)]
#[test]
fn signs_that_somebody_typed_into_a_name_or_a_cell_do_not_spoil_the_report() {
    let site = dated();
    let text = "date,commune,signatures\n2025-10-20,`Tân Triều`,43\n2025-10-20,\"Tân\nHưng\",`12\n";
    send(&site, "số `liệu`\n• x.csv", text.as_bytes());
    send(&site, "\u{1b}[2J`a.csv", text.as_bytes());
    site.write("content/inbox/b`\n.txt", "x");
    site.loa(&["nightly"]).ends_with(3).is_silent_on("\u{1b}");
    for language in ["vi", "en"] {
        let text = site.read(&format!("staff/nightly/2025-10-20.{language}.txt"));
        let html = site.read(&format!("staff/nightly/2025-10-20.{language}.html"));
        for signs in ["`", "\u{1b}", "\n• x"] {
            assert!(!text.contains(signs) && !html.contains(signs), "{signs:?}: {text}");
        }
        for words in ["số 'liệu'_• x.csv", "_[2J'a.csv", "b'_.txt", "“'Tân Triều'”", "“'12”"]
        {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(html.contains("<code>&#39;Tân Triều&#39;</code>"), "{html}");
    }
    // Windows and git take these names as well.
    let is_plain = |path: &str| !path.contains('`') && !path.chars().any(char::is_control);
    let names: Vec<String> = site.content().into_keys().filter(|path| !path.starts_with("inbox/")).collect();
    assert!(names.iter().all(|path| is_plain(path)), "{names:?}");
    assert!(site.exists("content/set-aside/progress/số 'liệu'_• x.csv.xlsx"), "{names:?}");
}

#[cfg(unix)]
#[test]
fn a_broken_list_of_what_waits_is_kept_and_told_of_until_somebody_sees_to_it() {
    let site = with_good_drop();
    let bad = "date,commune,signatures\n2025-10-20,25345,abc\n";
    send(&site, "bad.csv", bad.as_bytes());
    let night = site.loa(&["nightly"]);
    night.ends_with(3);
    let sheet = "content/set-aside/progress/bad.csv.xlsx";
    assert!(site.exists(sheet));
    let list = site.read("content/set-aside/open.json");
    let half = &list[..list.len() / 2];
    let kept = ["content/set-aside/open-broken.json", "content/set-aside/open-broken-2.json"];
    let open = || json(&site, "content/set-aside/open.json")["records"].as_array().unwrap().len();

    // On a night on which nothing comes, and on the next; figures of other senders are taken all the same.
    site.write("content/set-aside/open.json", half);
    let night = site.loa(&["nightly"]);
    goes_on(&site, &night, "open-broken", &kept[..1]);
    told_to_the_operator(&site, &kept[..1]);
    assert_eq!((site.read(kept[0]).as_str(), open()), (half, 0));
    send(&site, "other.csv", "date,commune,signatures\n2025-10-20,00004,77\n".as_bytes());
    let night = site.loa(&["nightly"]);
    goes_on(&site, &night, "open-broken", &kept[..1]);
    assert!(visible_text(&site.output("commune/00004/index.html")).contains("77"));
    // Another one is kept beside it.
    site.write("content/set-aside/open.json", "null");
    let night = site.loa(&["nightly"]);
    goes_on(&site, &night, "open-broken", &[kept[1], kept[0]]);
    assert_eq!((site.read(kept[0]).as_str(), site.read(kept[1]).as_str()), (half, "null"));

    // As the message says.
    fs::rename(site.path(sheet), site.path("content/inbox/progress/bad.csv.xlsx")).unwrap();
    let sent = File::options().write(true).open(site.path("content/inbox/progress/bad.csv.xlsx")).unwrap();
    sent.set_modified(SystemTime::now() - Duration::from_secs(3600)).unwrap();
    kept.iter().for_each(|path| site.remove(path));
    site.loa(&["nightly"]).ends_with(3).is_silent_on("open-broken").says(&["abc"]);
    assert_eq!((site.exists(sheet), open()), (true, 1));
}

#[cfg(unix)]
#[test]
fn an_inbox_on_a_share_that_is_not_there_is_told_of() {
    let site = dated();
    std::os::unix::fs::symlink(site.path("elsewhere"), site.path("content/inbox")).unwrap();
    let night = site.loa(&["nightly"]);
    night.ends_with(3).says(&["drop-unreadable", "content/inbox", "a folder that is not there"]);
    told_to_the_operator(&site, &["content/inbox"]);
    assert!(site.exists("output/index.html"));
    fs::create_dir(site.path("elsewhere")).unwrap();
    site.loa(&["nightly"]).ends_with(0);
}

#[cfg(unix)]
#[test]
fn a_drop_that_may_not_be_moved_is_taken_and_the_night_goes_on() {
    use std::os::unix::fs::PermissionsExt;
    let site = with_good_drop();
    let folder = site.path("content/inbox/progress");
    let rights = |mode: u32| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
    for _ in 0..2 {
        let night = site.loa_without_rights(|| rights(0o555), &["nightly"]);
        goes_on(&site, &night, "drop-stays", &["content/inbox/progress/good.csv"]);
        told_to_the_operator(&site, &["content/inbox/progress/good.csv"]);
        assert!(site.exists("content/inbox/progress/good.csv"));
        assert!(!site.exists("content/archive/progress/2025-10-20/good.csv"));
    }
    rights(0o777);
    site.loa(&["nightly"]).ends_with(0).says(&["accepted 0", "unchanged 1"]);
    assert!(site.exists("content/archive/progress/2025-10-20/good.csv"));
}
