//! The preview: a real server, a real client, and the files changing under them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::fs;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::net::TcpListener;
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use support::Site;
use support::TODAY;
use support::preview::PATIENCE;
use support::preview::Server;
use support::preview::undressed;

/// The guide's own title, in no step's.
const TITLE: &str = "title: Đăng ký chữ ký số ";

#[test]
fn every_route_is_what_a_build_with_drafts_writes() {
    let site = Site::sample();
    site.write("content/guides/ban-nhap.vi.md", "---\ntitle: Bản nháp\ndraft: true\n---\n\nChưa xong.\n");
    let server = Server::start(&site, &[]);
    site.loa(&["build", "--drafts"]).ends_with(0);
    let tree = site.tree();
    assert!(tree.contains_key("guides/ban-nhap/index.html") && tree.len() > 80, "{}", tree.len());
    for (file, bytes) in tree {
        let path = format!("/{}", file.strip_suffix("index.html").unwrap_or(&file));
        let answer = server.get(&path);
        let is_not_found = path.ends_with("/404.html");
        assert_eq!(answer.status, if is_not_found { 404 } else { 200 }, "{path}");
        assert_same(&bytes, &undressed(&answer.body, None), &path);
    }
}

#[test]
fn another_day_is_what_a_build_of_that_day_writes_and_scripts_are_told() {
    let site = Site::small();
    let built = |day: &str| {
        site.loa(&["build", "--drafts", "--as-of", day]).ends_with(0);
        site.tree()
    };
    let (today, later) = (built(TODAY), built("2025-10-25"));
    site.remove("output");
    let server = Server::start(&site, &["--as-of", TODAY]);
    for (tree, query, day) in [(&today, "", TODAY), (&later, "?_as_of=2025-10-25", "2025-10-25")] {
        for (file, bytes) in tree {
            let path = format!("/{}", file.strip_suffix("index.html").unwrap_or(file));
            let answer = server.get(&format!("{path}{query}"));
            if file.ends_with(".html") {
                assert!(answer.text().contains(&format!("<html data-now=\"{day}\"")), "{path}");
            }
            assert_same(bytes, &undressed(&answer.body, Some(day)), &path);
        }
    }
    let differences = server.json(&format!("/_loa/differences?from={TODAY}&to=2025-10-25"));
    let mut differing: Vec<String> = today
        .iter()
        .filter(|(file, bytes)| later.get(*file).is_some_and(|other| other != *bytes))
        .filter(|(file, _)| !file.contains("status"))
        .map(|(file, _)| format!("/{}", file.strip_suffix("index.html").unwrap_or(file)))
        .collect();
    differing.sort();
    assert!(!differing.is_empty());
    assert_eq!(differences["changed"], serde_json::json!(differing));
}

#[test]
fn two_days_of_a_sample_differ_only_where_a_day_takes_effect_and_the_words_stand_side_by_side() {
    let site = Site::sample();
    let server = Server::start(&site, &[]);
    let differences = server.json("/_loa/differences?from=2025-10-20&to=2025-10-22");
    let changed: Vec<&str> =
        differences["changed"].as_array().unwrap().iter().map(|p| p.as_str().unwrap()).collect();
    // A session of the 21st has gone by; pages of words stay as they are.
    assert!(changed.contains(&"/commune/26188/"), "{changed:?}");
    assert!(!changed.contains(&"/guides/dang-ky-vnpt/") && changed.len() < 600, "{changed:?}");
    let page = server.json("/_loa/differences?from=2025-10-20&to=2025-10-22&path=/commune/26188/");
    let marked = |side: &str| {
        let lines = page[side].as_array().unwrap().iter().filter(|line| line["changed"] == true);
        lines.map(|line| line["text"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(!marked("old").is_empty() && marked("old") != marked("fresh"), "{page}");
    assert!(!page.to_string().contains("<p"), "{page}");
}

#[test]
fn what_a_page_of_another_day_asks_for_is_of_that_day() {
    let site = Site::small();
    let server = Server::start(&site, &["--as-of", TODAY]);
    let status = |headers: &str| {
        let host = format!("Host: localhost:{}\r\n", server.port);
        let answer =
            server.send(&format!("GET /status.json HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n"));
        serde_json::from_slice::<serde_json::Value>(&answer.body).unwrap()
    };
    let page = format!("Referer: http://localhost:{}/guides/?_as_of=2025-10-25\r\n", server.port);
    // As a browser asks on this machine, and from another one in the network.
    for asked in ["Sec-Fetch-Dest: empty\r\n", "Accept: */*\r\n"] {
        assert_eq!(status(&format!("{page}{asked}"))["checked"], "2025-10-25", "{asked}");
    }
    // Someone who follows a link to the file sees what a build of today writes.
    for opened in ["Sec-Fetch-Dest: document\r\n", "Accept: text/html,*/*\r\n"] {
        let status = status(&format!("{page}{opened}"));
        assert_eq!(status["checked"], TODAY, "{opened}");
        assert_eq!(status["release"].as_str().unwrap().len(), 8, "{opened}");
    }
}

#[test]
fn a_saved_text_is_shown_and_nothing_is_written() {
    let site = Site::small();
    let server = Server::start(&site, &[]);
    let before = site.content();
    site.replace("content/guides/dang-ky.vi.md", TITLE, "title: Mới tinh ");
    server.until("/guides/dang-ky/", |text| text.contains("Mới tinh"));
    site.write(
        "themes/default/templates/not_found.html",
        "{% extends \"base.html\" %}{% block main %}lạc{% endblock %}",
    );
    server.until("/khong-co/", |text| text.contains("lạc"));
    let mut after = site.content();
    let saved = "guides/dang-ky.vi.md";
    assert_ne!(after.remove(saved), before.get(saved).cloned());
    assert_eq!(after.len() + 1, before.len());
    assert!(!site.exists("output") && !site.exists("content/qr.lock"));
    // Codes that no build has entered into the ledger are drawn all the same.
    assert_eq!(server.get("/26188/qr.svg").status, 200);
}

#[test]
fn fifty_quick_saves_of_the_same_length_end_with_the_last_one() {
    let site = Site::small();
    let server = Server::start(&site, &[]);
    let text = site.read("content/guides/dang-ky.vi.md");
    for save in 100..150 {
        site.write("content/guides/dang-ky.vi.md", &text.replace(TITLE, &format!("title: Lần {save} ")));
        thread::sleep(Duration::from_millis(3));
    }
    server.until("/guides/dang-ky/", |text| text.contains("Lần 149"));
}

#[test]
fn a_save_by_rename_and_a_folder_that_goes_and_comes_back_are_seen() {
    let site = Site::small();
    let server = Server::start(&site, &[]);
    let text = site.read("content/guides/dang-ky.vi.md");
    site.write("content/guides/.dang-ky.vi.md.swp", &text.replace(TITLE, "title: Đổi tên "));
    fs::rename(site.path("content/guides/.dang-ky.vi.md.swp"), site.path("content/guides/dang-ky.vi.md"))
        .unwrap();
    server.until("/guides/dang-ky/", |text| text.contains("Đổi tên"));
    fs::rename(site.path("content"), site.path("away")).unwrap();
    server.until_state(|state| state.contains("no-site"));
    // The last good page stays.
    assert!(server.get("/guides/dang-ky/").text().contains("Đổi tên"));
    fs::rename(site.path("away"), site.path("content")).unwrap();
    server.until_state(|state| !state.contains("no-site"));
    site.replace("content/guides/dang-ky.vi.md", "Đổi tên", "Trở lại");
    server.until("/guides/dang-ky/", |text| text.contains("Trở lại"));
}

#[test]
fn what_the_night_took_in_is_shown_as_soon_as_it_is_there() {
    let site = Site::small();
    let server = Server::start(&site, &["--as-of", TODAY]);
    let header = "date,commune,indicator,value,group,as_unit,missing,approx,source,correction_by,reason,override_until,drop";
    for value in ["777", "888"] {
        site.write(
            "content/accepted/progress/2025-10-20.csv",
            &format!("{header}\n2025-10-20,26188,signatures,{value},,,,,,,,,a.xlsx:4\n"),
        );
        server.until("/commune/26188/", |text| text.contains(value));
    }
}

#[test]
fn a_file_that_is_handed_out_is_fresh_though_size_and_time_of_the_new_one_are_those_of_the_old() {
    let site = Site::small();
    let directive = "content/directives/ke-hoach-2025-10.vi.md";
    site.replace(
        directive,
        "\n---\n",
        "\nattachments:\n  - {title: {vi: Mẫu, en: Form}, file: {path: mau.pdf, public: yes}}\n---\n",
    );
    let file = site.path("content/directives/mau.pdf");
    let time = std::time::SystemTime::now() - Duration::from_secs(3600);
    let put = |text: &str| {
        let new = site.path("content/directives/.mau.tmp");
        fs::write(&new, text).unwrap();
        fs::File::options().write(true).open(&new).unwrap().set_modified(time).unwrap();
        fs::rename(new, &file).unwrap();
    };
    put("old");
    let server = Server::start(&site, &[]);
    let address = || {
        let text = server.get("/directives/ke-hoach-2025-10/").text();
        let address =
            text.split("href=\"/assets/mau.").nth(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        address.map(|rest| format!("/assets/mau.{rest}"))
    };
    let old = address().unwrap();
    assert_eq!(server.get(&old).text(), "old");
    put("new");
    server
        .until("/directives/ke-hoach-2025-10/", |text| text.contains("/assets/mau.") && !text.contains(&old));
    assert_eq!(server.get(&address().unwrap()).text(), "new");
    assert_eq!(server.get(&old).status, 404);
}

#[test]
fn a_mistake_is_listed_and_the_last_good_page_stays_until_it_is_mended() {
    let site = Site::small();
    let server = Server::start(&site, &[]);
    site.replace("content/guides/dang-ky.vi.md", TITLE, "titel: x\ntitle: Sai rồi ");
    server.until_state(|state| state.contains("titel"));
    let state = server.json("/_loa/state?path=/guides/dang-ky/&lang=en");
    assert_eq!(state["isOld"], true);
    let problem = &state["problems"][0];
    assert_eq!(problem["severity"], "error");
    assert!(problem["place"].as_str().unwrap().starts_with("content/guides/dang-ky.vi.md:"), "{problem}");
    let snippet = &problem["snippet"];
    assert_eq!(
        (&snippet["text"], &snippet["start"], &snippet["end"]),
        (&"titel: x".into(), &0.into(), &5.into())
    );
    assert!(problem["hints"].to_string().contains("did you mean `title`?"), "{problem}");
    let vietnamese = server.json("/_loa/state?path=/&lang=vi");
    assert_eq!(vietnamese["problems"][0]["label"], "lỗi");
    assert!(!server.get("/guides/dang-ky/").text().contains("Sai rồi"));
    site.replace("content/guides/dang-ky.vi.md", "titel: x\n", "");
    server.until_state(|state| !state.contains("titel"));
    assert!(server.get("/guides/dang-ky/").text().contains("Sai rồi"));
    let said = server.stop();
    assert_eq!(said.matches("error[").count(), 1, "{said}");
    assert!(said.contains("0 errors"), "{said}");
}

#[test]
fn the_terminal_says_each_mistake_once_however_often_others_come_and_go() {
    let site = Site::small();
    let server = Server::start(&site, &[]);
    site.replace("content/guides/dang-ky.vi.md", TITLE, "titel: x\nsumary: y\ntitle: Sai rồi ");
    server.until_state(|state| state.contains("titel") && state.contains("sumary"));
    // One of two is mended, and the other moves to another line.
    site.replace("content/guides/dang-ky.vi.md", "titel: x\nsumary", "sumary");
    server.until_state(|state| !state.contains("titel"));
    site.replace("content/guides/dang-ky.vi.md", "sumary: y\n", "");
    server.until_state(|state| !state.contains("sumary"));
    let said = server.stop();
    assert_eq!(said.matches("error[").count(), 2, "{said}");
    assert!(said.contains("2 errors") && said.contains("1 error,"), "{said}");
}

#[test]
fn a_site_that_is_wrong_from_the_start_shows_the_panel_and_then_the_page() {
    let site = Site::small();
    site.append("content/site.yaml", "\nnope: 1\n");
    let server = Server::start(&site, &[]);
    let answer = server.get("/");
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("/_loa/client.js"));
    assert_eq!(server.json("/_loa/state?lang=en")["isBroken"], true);
    site.replace("content/site.yaml", "\nnope: 1\n", "");
    server.until("/", |text| text.contains("<h1"));
    let said = server.stop();
    assert!(said.contains("nothing is wrong any more"), "{said}");
}

#[test]
fn a_template_that_cannot_be_filled_keeps_the_last_good_page_and_is_listed_there() {
    let site = Site::small();
    let server = Server::start(&site, &[]);
    assert_eq!(server.get("/guides/dang-ky/").status, 200);
    site.write(
        "themes/default/templates/guide.html",
        "{% extends \"base.html\" %}{% block main %}{{ nothing.at.all }}{% endblock %}",
    );
    server.until("/", |text| text.contains("data-version=\"2\""));
    let kept = server.get("/guides/dang-ky/");
    assert_eq!(kept.status, 200);
    assert!(kept.text().contains("<h1"));
    let state = server.json("/_loa/state?path=/guides/dang-ky/&lang=en");
    assert_eq!(state["problems"][0]["code"], "bad-template", "{state}");
    assert_eq!(server.json("/_loa/state?path=/&lang=en")["problems"], serde_json::json!([]));
}

#[test]
fn a_new_file_that_is_still_empty_is_waited_for_and_then_taken_as_it_is() {
    let site = Site::small();
    let server = Server::start(&site, &[]);
    let heading = || server.get("/guides/dang-ky/").text().contains("<h1");
    assert!(heading());
    site.write("themes/default/templates/guide.html", "");
    for _ in 0..10 {
        thread::sleep(Duration::from_millis(20));
        assert!(heading(), "half a file is shown");
    }
    // It was meant so.
    server.until("/guides/dang-ky/", |text| !text.contains("<h1"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_another_program_holds_keeps_its_last_state_and_is_told_of_once() {
    let site = Site::small();
    let server = Server::start(&site, &["--as-of", TODAY]);
    let figures = "content/progress/tan-trieu.csv";
    fs::rename(site.path(figures), site.path("kept.csv")).unwrap();
    // Whoever reads it from its beginning gets an error, even the administrator.
    let held = site.path("content/progress/.held");
    std::os::unix::fs::symlink("/proc/self/mem", &held).unwrap();
    fs::rename(held, site.path(figures)).unwrap();
    site.replace("content/guides/dang-ky.vi.md", TITLE, "title: Mới tinh ");
    server.until("/guides/dang-ky/", |text| text.contains("Mới tinh"));
    server.until_state(|state| state.contains("tan-trieu.csv"));
    fs::rename(site.path("kept.csv"), site.path(figures)).unwrap();
    server.until_state(|state| !state.contains("tan-trieu.csv"));
    assert!(server.get("/commune/26188/").text().contains("400"));
    let said = server.stop();
    assert_eq!(said.matches("could not read").count(), 1, "{said}");
}

#[test]
fn a_half_written_workbook_is_waited_for_and_files_of_office_programs_are_not_there() {
    let site = Site::small();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, header) in ["date", "start", "commune", "place"].into_iter().enumerate() {
        sheet.write(0, column as u16, header).unwrap();
    }
    for (column, cell) in ["2025-10-28", "8h", "26188", "Nhà văn hóa mới"].into_iter().enumerate() {
        sheet.write(1, column as u16, cell).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    site.write_bytes("content/schedules/them.xlsx", &bytes);
    let server = Server::start(&site, &["--as-of", TODAY]);
    assert!(server.get("/commune/26188/").text().contains("Nhà văn hóa mới"));
    for _ in 0..5 {
        site.write_bytes("content/schedules/them.xlsx", &bytes[..bytes.len() / 2]);
        site.write("content/schedules/~$them.xlsx", "locked");
        thread::sleep(Duration::from_millis(80));
        assert!(server.get("/commune/26188/").text().contains("Nhà văn hóa mới"));
        assert_eq!(server.json("/_loa/state?lang=en")["problems"], serde_json::json!([]));
    }
    site.write_bytes("content/schedules/them.xlsx", &bytes);
    // What stays half written is told.
    site.write_bytes("content/schedules/them.xlsx", &bytes[..bytes.len() / 2]);
    server.until_state(|state| state.contains("them.xlsx"));
}

#[test]
fn without_word_from_the_system_changes_are_seen_all_the_same() {
    let site = Site::small();
    let server = Server::start(&site, &["--poll"]);
    site.replace("content/guides/dang-ky.vi.md", TITLE, "title: Không báo ");
    server.until("/guides/dang-ky/", |text| text.contains("Không báo"));
}

#[test]
fn the_path_of_the_base_address_stands_in_front_of_every_address() {
    let site = Site::small();
    site.replace(
        "content/site.yaml",
        "base_url: https://chukyso.example",
        "base_url: https://chukyso.example/xa",
    );
    let server = Server::start(&site, &[]);
    assert!(server.address.ends_with("/xa/"), "{}", server.address);
    assert_eq!(server.get("/xa/guides/").status, 200);
    assert_eq!(server.get("/guides/").status, 404);
    for (path, to) in [("/", "/xa/"), ("/xa", "/xa/"), ("/xa/guides?a=b", "/xa/guides/?a=b")] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("location")), (308, Some(to)), "{path}");
    }
}

#[test]
fn no_address_leaves_the_site() {
    let site = Site::small();
    site.write("secret.txt", "secret");
    site.write("content/secret.txt", "secret");
    let server = Server::start(&site, &[]);
    for path in [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/%e0%80%ae%e0%80%ae/secret.txt",
        "/assets/../../secret.txt",
        "/assets/..%00/secret.txt",
        "/content/secret.txt",
        "/content/site.yaml",
        "/output/",
        "/assets/",
        "//etc/passwd",
        "///etc/passwd",
        "/_loa/../content/site.yaml",
        "/_loa/%2e%2e/secret.txt",
        "/.git/config",
        "/content/.translated/",
        "/file:///etc/passwd",
        "/C:/Windows/win.ini",
    ] {
        let answer = server.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.text().contains("secret") || answer.text().contains("<html"), "{path}");
        assert!(!answer.text().contains("root:") && !answer.text().contains("base_url"), "{path}");
    }
    server.lives();
}

#[test]
fn foreign_hosts_and_origins_are_refused() {
    let site = Site::small();
    let server = Server::start(&site, &[]);
    let port = server.port;
    let get = |path: &str, headers: &str| {
        server.send(&format!("GET {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n")).status
    };
    for host in ["localhost", "127.0.0.1", "LocalHost"] {
        assert_eq!(get("/", &format!("Host: {host}:{port}\r\n")), 200, "{host}");
    }
    for host in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        "localhost".to_owned(),
        "127.0.0.1".to_owned(),
        format!("localhost:{}", port + 1),
        format!("localhost.evil.example:{port}"),
        format!("evil@localhost:{port}"),
        format!("192.168.0.1:{port}"),
        String::new(),
    ] {
        assert!(matches!(get("/", &format!("Host: {host}\r\n")), 400 | 421), "{host}");
    }
    assert!(matches!(get("/", ""), 400 | 421), "no host");
    assert!(matches!(get("/", &format!("Host: localhost:{port}\r\nHost: evil.example\r\n")), 400 | 421));
    assert_eq!(get("http://evil.example/", &format!("Host: localhost:{port}\r\n")), 421);
    let own = format!("Host: localhost:{port}\r\n");
    for path in ["/_loa/state", "/_loa/notes", "/_loa/events", "/_loa/client.js", "/_loa/differences"] {
        for foreign in [
            "Origin: http://evil.example",
            "Origin: null",
            "Origin: https://localhost",
            "Sec-Fetch-Site: cross-site",
        ] {
            assert_eq!(get(path, &format!("{own}{foreign}\r\n")), 403, "{path} {foreign}");
        }
    }
    assert_eq!(get("/_loa/state", &format!("{own}Origin: http://localhost:{port}\r\n")), 200);
    server.lives();
}

#[test]
fn nothing_but_asking_is_understood_and_nothing_huge_or_slow() {
    let site = Site::small();
    let server = Server::start(&site, &[]);
    let host = format!("Host: localhost:{}\r\n", server.port);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        let answer = server.send(&format!("{method} / HTTP/1.1\r\n{host}Content-Length: 0\r\n\r\n"));
        assert_eq!(answer.status, 405, "{method}");
    }
    let with_body = format!("GET / HTTP/1.1\r\n{host}Content-Length: 3\r\n\r\nabc");
    assert_eq!(server.send(&with_body).status, 413);
    let endless = format!("GET / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\n");
    assert_eq!(server.send(&endless).status, 413);
    let head = server.send(&format!("HEAD / HTTP/1.1\r\n{host}Connection: close\r\n\r\n"));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert!(head.header("content-length").is_some_and(|length| length != "0"));
    for size in [20_000, 1_000_000] {
        let header = format!("GET / HTTP/1.1\r\n{host}X: {}\r\n\r\n", "a".repeat(size));
        assert_eq!(server.send(&header).status, 431, "a header of {size}");
        let many = "X: a\r\n".repeat(size / 6);
        assert_eq!(server.send(&format!("GET / HTTP/1.1\r\n{host}{many}\r\n")).status, 431);
        let long = format!("GET /{} HTTP/1.1\r\n{host}\r\n", "a".repeat(size));
        assert!(matches!(server.send(&long).status, 414 | 431), "an address of {size}");
    }
    for garbage in
        ["\r\n\r\n\r\n", "\0\0\0\0\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{16}\u{3}\u{1}"]
    {
        let mut stream = server.connect();
        stream.write_all(garbage.as_bytes()).unwrap();
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
    }
    // Whoever says a letter a second is sent away, and nobody waits for them.
    let slow: Vec<TcpStream> = (0..40).map(|_| server.connect()).collect();
    let start = Instant::now();
    for mut stream in slow {
        stream.write_all(b"GET / HT").unwrap();
        server.lives();
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
        assert!(!String::from_utf8_lossy(&rest).contains("200 OK"));
    }
    assert!(start.elapsed() < PATIENCE, "slow clients are kept");
    server.lives();
}

#[test]
fn ten_thousand_requests_while_files_change_get_whole_answers() {
    let site = Arc::new(Site::small());
    let server = Server::start(&site, &["--as-of", TODAY]);
    let text = site.read("content/guides/dang-ky.vi.md");
    let done = Arc::new(AtomicBool::new(false));
    let before = server.memory();
    let peak = Arc::new(Mutex::new(0));
    thread::scope(|scope| {
        let editor = {
            let (site, done) = (Arc::clone(&site), Arc::clone(&done));
            scope.spawn(move || {
                let mut save = 0;
                while !done.load(Ordering::Relaxed) {
                    save += 1;
                    site.write(
                        "content/guides/dang-ky.vi.md",
                        &text.replace(TITLE, &format!("title: Lần-{save:05} ")),
                    );
                    thread::sleep(Duration::from_millis(30));
                }
                save
            })
        };
        let clients: Vec<_> = (0..50)
            .map(|client| {
                let (server, peak) = (&server, Arc::clone(&peak));
                scope.spawn(move || {
                    let paths = ["/guides/dang-ky/", "/", "/en/26188/", "/data/points.csv", "/26188/qr.svg"];
                    let mut connection = server.keep();
                    for request in 0..200 {
                        let path = paths[(client + request) % paths.len()];
                        let answer = connection.get(path, server.port);
                        assert_eq!(answer.status, 200, "{path}");
                        let text = answer.text();
                        let whole = match path {
                            "/data/points.csv" => text.ends_with('\n') && text.contains("26188"),
                            "/26188/qr.svg" => text.trim_end().ends_with("</svg>"),
                            _ => text.starts_with("<!doctype html>") && text.trim_end().ends_with("</html>"),
                        };
                        assert!(whole, "{path}: {text}");
                        if path == "/guides/dang-ky/" && text.contains("Lần-") {
                            // The title, the heading: all of one save.
                            let saves: Vec<&str> =
                                text.split("Lần-").skip(1).map(|rest| &rest[..5]).collect();
                            assert!(saves.iter().all(|save| *save == saves[0]), "{saves:?}");
                        }
                        if request % 50 == 0 {
                            let mut peak = peak.lock().unwrap();
                            *peak = server.memory().max(*peak);
                        }
                    }
                })
            })
            .collect();
        let ended: Vec<_> = clients.into_iter().map(thread::ScopedJoinHandle::join).collect();
        done.store(true, Ordering::Relaxed);
        assert!(editor.join().unwrap() > 5);
        ended.into_iter().for_each(|ended| ended.unwrap());
    });
    let peak = *peak.lock().unwrap();
    assert!(peak < before + 200_000, "memory grew from {before} to {peak} KiB");
    server.lives();
}

#[test]
fn two_starts_take_two_ports_and_a_taken_port_is_one_clear_line() {
    let site = Site::small();
    let first = Server::start_with(&site, &[]);
    let second = Server::start_with(&site, &[]);
    assert_ne!(first.port, second.port);
    assert!(first.port >= 3000 && second.port >= 3000);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = site.loa(&["serve", "--port", &port]);
    run.ends_with(4).says(&[&format!("error: port {port} is taken")]);
    assert_eq!(run.said().lines().count(), 1, "{}", run.said());
}

#[test]
fn a_folder_that_is_missing_or_closed_is_one_clear_line() {
    let empty = tempfile::tempdir().unwrap();
    let loa = |root: &Path| {
        let output = Command::new(env!("CARGO_BIN_EXE_loa"))
            .args(["serve", "--lang", "en", "--root"])
            .arg(root)
            .output()
            .unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap(),
        )
    };
    for root in [empty.path().to_owned(), empty.path().join("nowhere")] {
        let (status, said) = loa(&root);
        assert_eq!((status, said.lines().count()), (Some(4), 1), "{said}");
        assert!(said.contains("there is no folder `content`"), "{said}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let site = Site::small();
        let close =
            |mode| fs::set_permissions(site.path("content"), fs::Permissions::from_mode(mode)).unwrap();
        close(0o000);
        // The administrator may read whatever there is.
        if fs::read_dir(site.path("content")).is_err() {
            let (status, said) = loa(site.root());
            assert_eq!((status, said.lines().count()), (Some(4), 1), "{said}");
            assert!(said.contains("could not read"), "{said}");
        }
        close(0o755);
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_cleanly_though_a_page_waits_for_changes() {
    let site = Site::small();
    let mut server = Server::start(&site, &[]);
    let mut waiting = server.connect();
    waiting
        .write_all(format!("GET /_loa/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port).as_bytes())
        .unwrap();
    let mut first = [0; 16];
    waiting.read_exact(&mut first).unwrap();
    let status = Command::new("kill").args(["-INT", &server.child.id().to_string()]).status().unwrap();
    assert!(status.success());
    let start = Instant::now();
    let ended = loop {
        if let Some(ended) = server.child.try_wait().unwrap() {
            break ended;
        }
        assert!(start.elapsed() < PATIENCE, "it does not end");
        thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(ended.code(), Some(0));
}

#[test]
fn notes_say_where_facts_stand_and_what_has_changed_in_the_source() {
    let site = Site::small();
    site.write("content/pages/sap-co.vi.md", "---\ntitle: Sắp có\ndraft: true\n---\n\nChưa xong.\n");
    let translation = site.path("content/guides/dang-ky.en.md");
    site.loa(&["translations", "--stamp", translation.to_str().unwrap()]).ends_with(0);
    let server = Server::start(&site, &["--as-of", TODAY]);
    let notes = |path: &str| server.json(&format!("/_loa/notes?path={path}&lang=en"));
    let landing = notes("/26188/").to_string();
    for place in [
        "content/points.csv:",
        "content/progress/tan-trieu.csv:6",
        "19/10/2025, 1 day old",
        "content/schedules/",
    ] {
        assert!(landing.contains(place), "{place}: {landing}");
    }
    assert_eq!(notes("/")["drafts"], serde_json::json!(["/sap-co/", "/en/sap-co/"]));
    assert!(notes("/sap-co/").to_string().contains("A draft"));
    assert!(notes("/en/guides/dang-ky/").to_string().contains("the translation is current"));
    site.replace("content/guides/dang-ky.vi.md", "Tự đặt mã PIN", "Tự chọn mã PIN");
    server.until("/_loa/notes?path=/guides/dang-ky/&lang=en", |text| text.contains("lags behind"));
    let note = &notes("/guides/dang-ky/")["notes"][1];
    let side = |name: &str| {
        let lines = note[name].as_array().unwrap().iter();
        lines.filter(|line| line["changed"] == true).map(|line| line["text"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(side("old"), ["  - title: Tự đặt mã PIN"]);
    assert_eq!(side("fresh"), ["  - title: Tự chọn mã PIN"]);
    for note in ["preview-", "lags behind", "/_loa/"] {
        site.loa(&["build", "--drafts", "--as-of", TODAY]).ends_with(0);
        assert!(site.tree().values().all(|bytes| !String::from_utf8_lossy(bytes).contains(note)), "{note}");
    }
}

#[test]
fn pages_that_wait_hear_of_each_change() {
    let site = Site::small();
    let server = Server::start(&site, &[]);
    let mut stream = server.connect();
    stream
        .write_all(format!("GET /_loa/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port).as_bytes())
        .unwrap();
    let mut lines = BufReader::new(stream).lines();
    let mut next = |event: &str| {
        lines.by_ref().map(Result::unwrap).find(|line| *line == format!("event: {event}")).unwrap();
        let data = lines.next().unwrap().unwrap();
        data["data: ".len()..].parse::<u128>().unwrap()
    };
    // Which preview it is, since another one at the same address counts from the beginning.
    assert_ne!(next("run"), 0);
    let first = next("version");
    site.replace("content/guides/dang-ky.vi.md", TITLE, "title: Mới ");
    assert!(next("version") > first);
}

#[track_caller]
fn assert_same(built: &[u8], shown: &[u8], path: &str) {
    if built != shown {
        let (built, shown) = (String::from_utf8_lossy(built), String::from_utf8_lossy(shown));
        panic!("{path}: built\n{built}\nand shown\n{shown}");
    }
}
