//! Sources are fetched from a server of our own that does everything a server should not. No address but 127.0.0.1 is
//! ever asked.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::net::TcpListener;
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use std::time::SystemTime;

use jiff::Timestamp;
use loa::fetch::Astray;
use loa::fetch::Failure;
use loa::fetch::Fetched;
use loa::fetch::Limits;
use loa::fetch::News;
use loa::fetch::NotTable;
use loa::fetch::Unreached;
use loa::fetch::fetch;
use loa::messages::Messages;
use loa::messages::Speech;
use loa::model::config::Config;
use loa::model::config::DataSource;

use support::Site;
use support::visible_text;

const CSV: &str = "date,commune,signatures\n2025-10-20,26188,700\n";

/// What the server does when it is asked for the n-th time, from 0, with the head of the request.
type Does = Box<dyn Fn(usize, &str, &mut TcpStream) + Send + Sync>;

/// A server on a port of its own.
struct Server {
    port: u16,
    /// The heads of all requests so far.
    heads: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(does: impl Fn(usize, &str, &mut TcpStream) + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let heads = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&heads);
        let does: Arc<Does> = Arc::new(Box::new(does));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (does, seen) = (Arc::clone(&does), Arc::clone(&seen));
                thread::spawn(move || {
                    let mut stream = stream.unwrap();
                    let mut head = String::new();
                    let mut reader = BufReader::new(stream.try_clone().unwrap());
                    while reader.read_line(&mut head).is_ok_and(|length| length > 2) {}
                    let count = {
                        let mut seen = seen.lock().unwrap();
                        seen.push(head.clone());
                        seen.len() - 1
                    };
                    does(count, &head, &mut stream);
                });
            }
        });
        Server { port, heads }
    }

    /// Always the same answer.
    fn saying(answer: impl Into<Vec<u8>>) -> Server {
        let answer = answer.into();
        Server::start(move |_, _, stream| stream.write_all(&answer).unwrap_or_default())
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}/export?key=s3cret", self.port)
    }

    fn asked(&self) -> usize {
        self.heads.lock().unwrap().len()
    }

    fn head(&self, count: usize) -> String {
        self.heads.lock().unwrap()[count].to_ascii_lowercase()
    }
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}")
}

fn ok(body: &str) -> String {
    answer("200 OK", "Content-Type: text/csv\r\n", body)
}

/// Limits that make no test wait; the idle one is long enough for a busy machine.
fn limits() -> Limits {
    Limits {
        whole: Duration::from_secs(20),
        idle: Duration::from_secs(20),
        bytes: 10_000,
        tries: 3,
        wait: Duration::from_millis(1),
        longest_wait: Duration::from_secs(1),
        redirects: 3,
    }
}

/// The sources of a small site with these addresses, as site.yaml states them.
fn sources(urls: &[String]) -> Vec<DataSource> {
    let site = Site::small();
    let list: String = urls.iter().map(|url| format!("  - {{table: progress, url: \"{url}\"}}\n")).collect();
    if !urls.is_empty() {
        site.append("content/site.yaml", &format!("\nsources:\n{list}"));
    }
    config(&site).sources
}

fn config(site: &Site) -> Config {
    let mut diagnostics = loa::diag::Diagnostics::default();
    let read = loa::read::read(site.root(), &mut diagnostics).unwrap();
    let config = loa::model::config::resolve(&read.site_yaml.unwrap(), &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    config.unwrap()
}

fn now() -> Timestamp {
    "2025-10-20T00:10:00Z".parse().unwrap()
}

/// No source is to be judged again.
fn none() -> BTreeSet<usize> {
    BTreeSet::new()
}

fn run(root: &Path, urls: &[String]) -> Fetched {
    fetch(root, &sources(urls), &none(), now(), &limits()).unwrap()
}

/// Fetches one source once and gives what came of it, and how often it was asked.
#[track_caller]
fn outcome(server: &Server, limits: &Limits) -> Result<News, Failure> {
    let root = tempfile::tempdir().unwrap();
    let fetched = fetch(root.path(), &sources(&[server.url()]), &none(), now(), limits).unwrap();
    let outcome = fetched.outcomes.into_iter().next().unwrap();
    assert_eq!(outcome.tries as usize, server.asked().max(1), "tries are not requests");
    if outcome.result.is_err() {
        assert!(!root.path().join("content/inbox/progress").exists(), "a source that failed left a drop");
    }
    outcome.result
}

/// All files of a folder, by name.
fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .map(|entries| entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect())
        .unwrap_or_default();
    names.sort();
    names
}

// ---- what is new, and what is not ----

#[test]
fn a_new_body_becomes_a_drop_under_the_name_of_its_source() {
    let server = Server::saying(ok(CSV));
    let root = tempfile::tempdir().unwrap();
    let fetched = run(root.path(), &[server.url()]);
    let drops: Vec<&str> = fetched.drops().collect();
    assert_eq!(drops, ["content/inbox/progress/source-127-0-0-1-1.csv"]);
    let drop = root.path().join(drops[0]);
    assert_eq!(fs::read_to_string(&drop).unwrap(), CSV);
    assert_eq!(files(drop.parent().unwrap()), ["source-127-0-0-1-1.csv"], "no temporary is left");
    let age = SystemTime::now().duration_since(fs::metadata(&drop).unwrap().modified().unwrap()).unwrap();
    assert!(age >= Duration::from_secs(60), "a whole drop need not wait to be finished, but is {age:?} old");
    assert_eq!(fs::read_to_string(root.path().join(".loa/.gitignore")).unwrap(), "*\n");
    assert!(fetched.diagnostics().is_empty());
}

#[test]
fn the_same_body_again_is_no_drop() {
    let server = Server::saying(ok(CSV));
    let root = tempfile::tempdir().unwrap();
    let first = run(root.path(), &[server.url()]);
    fs::remove_file(root.path().join(first.drops().next().unwrap())).unwrap();
    let second = run(root.path(), &[server.url()]);
    assert_eq!((second.unchanged(), second.drops().count()), (1, 0));
    assert!(files(&root.path().join("content/inbox/progress")).is_empty());
}

#[test]
fn a_server_is_asked_by_the_validators_it_gave_and_may_say_that_nothing_has_changed() {
    let server = Server::start(|count, _, stream| {
        let text = match count {
            0 => answer("200 OK", "ETag: \"v1\"\r\nLast-Modified: Mon, 20 Oct 2025 00:00:00 GMT\r\n", CSV),
            _ => "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_owned(),
        };
        stream.write_all(text.as_bytes()).unwrap();
    });
    let root = tempfile::tempdir().unwrap();
    assert_eq!(run(root.path(), &[server.url()]).drops().count(), 1);
    let second = run(root.path(), &[server.url()]);
    assert_eq!((second.unchanged(), second.drops().count()), (1, 0));
    assert!(!server.head(0).contains("if-none-match"), "{}", server.head(0));
    assert!(server.head(1).contains("if-none-match: \"v1\""), "{}", server.head(1));
    assert!(server.head(1).contains("if-modified-since: mon, 20 oct 2025 00:00:00 gmt"));
}

/// A server that knows its own body again by `"v1"`.
fn knowing_server(body: String) -> Server {
    Server::start(move |_, head, stream| {
        let text = if head.to_ascii_lowercase().contains("if-none-match: \"v1\"") {
            "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n".to_owned()
        } else {
            answer("200 OK", "ETag: \"v1\"\r\nContent-Type: text/csv\r\n", &body)
        };
        stream.write_all(text.as_bytes()).unwrap();
    })
}

#[test]
fn a_source_with_open_records_is_judged_again_every_night_until_the_register_is_mended() {
    let site = Site::small();
    let server = knowing_server(format!("{CSV}2025-10-20,25345,120\n"));
    site.append(
        "content/site.yaml",
        &format!("\nsources:\n  - {{table: progress, url: \"{}\"}}\n", server.url()),
    );
    let night = |status: i32| {
        site.loa_at(&["nightly"], now().as_second()).ends_with(status);
        let conditional = server.head(server.asked() - 1).contains("if-none-match");
        (conditional, site.read("content/set-aside/open.json").contains("unknown-commune"))
    };
    assert_eq!(night(3), (false, true));
    // Nothing has changed on either side: it is judged again, to the same end.
    let open = site.read("content/set-aside/open.json");
    assert_eq!(night(3), (false, true));
    assert_eq!(site.read("content/set-aside/open.json"), open);
    let commune = "25345,Xã Tân Hưng,Tân Hưng Commune,xã,75,Tỉnh Đồng Nai,Đồng Nai Province,3000,,,\n";
    site.append("content/communes.csv", commune);
    assert_eq!(night(0), (false, false));
    assert!(
        site.read("content/accepted/progress/2025-10-20.csv").contains("2025-10-20,25345,signatures,120")
    );
    assert_eq!(night(0), (true, false), "all of it is taken, so it is asked whether anything is new");
}

#[test]
fn a_source_that_is_judged_again_is_no_later_word_against_what_contradicts_it() {
    let site = Site::small();
    let server = knowing_server("date,commune,signatures\n2025-10-20,26188,430\n".to_owned());
    let list = format!("\nsources:\n  - {{table: progress, url: \"{}\"}}\n", server.url());
    site.append("content/site.yaml", &list);
    let drop = "content/inbox/progress/a.csv";
    site.write(drop, "date,commune,signatures\n2025-10-20,26188,440\n");
    let file = fs::File::options().write(true).open(site.path(drop)).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(300)).unwrap();
    for night in 1..=3 {
        site.loa_at(&["nightly"], now().as_second()).ends_with(3);
        let open = site.read("content/set-aside/open.json");
        assert_eq!(open.matches("\"progress-contradicts\"").count(), 2, "night {night}: {open}");
        let accepted = site.content().into_keys().any(|path| path.starts_with("accepted/"));
        assert!(!accepted, "night {night}: saying the same again settles nothing");
        // What is laid down anew would be later by the clock.
        thread::sleep(Duration::from_millis(1100));
    }
}

/// A site with one source, whose body can be changed from one night to the next.
struct Changing {
    site: Site,
    says: Arc<Mutex<String>>,
    _server: Server,
}

impl Changing {
    fn new(table: &str, body: &str) -> Changing {
        let says = Arc::new(Mutex::new(body.to_owned()));
        let text = Arc::clone(&says);
        let server = Server::start(move |_, _, stream| {
            stream.write_all(ok(&text.lock().unwrap()).as_bytes()).unwrap();
        });
        let site = Site::small();
        let list = format!("\nsources:\n  - {{table: {table}, url: \"{}\"}}\n", server.url());
        site.append("content/site.yaml", &list);
        Changing { site, says, _server: server }
    }

    fn says(&self, body: &str) {
        body.clone_into(&mut self.says.lock().unwrap());
    }

    /// Drops a table that was saved five minutes ago.
    fn send(&self, path: &str, text: &str) {
        let path = format!("content/inbox/{path}");
        self.site.write(&path, text);
        let file = fs::File::options().write(true).open(self.site.path(&path)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(300)).unwrap();
    }

    fn open(&self) -> usize {
        let open = self.site.read("content/set-aside/open.json");
        serde_json::from_str::<serde_json::Value>(&open).unwrap()["records"].as_array().unwrap().len()
    }

    #[track_caller]
    fn night(&self, status: i32) {
        self.site.loa_at(&["nightly"], now().as_second()).ends_with(status);
    }
}

#[test]
fn a_row_that_a_source_only_repeats_does_not_undo_what_another_file_has_said_since() {
    let header = "id,date,start,commune,place\n";
    let one = |place: &str| format!("s-1,2025-10-27,19h,26188,{place}\n");
    let two = |place: &str| format!("s-2,2025-10-28,19h,26188,{place}\n");
    let site = Changing::new("schedules", &format!("{header}{}{}", one("Nhà văn hóa"), two("Chợ Tân Triều")));
    let at = |day: &str, place: &str| {
        let page = visible_text(&site.site.output(&format!("schedule/2025-10-{day}/index.html")));
        assert!(page.contains(place), "{day} is not at {place}: {page}");
    };
    let night = |body: String, place: &str| {
        site.says(&body);
        site.night(0);
        at("27", place);
    };
    site.night(0);
    at("27", "Nhà văn hóa");
    site.send("schedules/a.csv", &format!("{header}{}", one("Trạm y tế")));
    site.night(0);
    at("27", "Trạm y tế");
    // Another row has changed, they stand in another order, one stands there twice.
    let again = one("Nhà văn hóa");
    night(format!("{header}{}{again}{again}", two("Trường học")), "Trạm y tế");
    at("28", "Trường học");
    // A row that is missing changes nothing, and so it is none the newer when it is back.
    night(format!("{header}{}", two("Bến xe")), "Trạm y tế");
    night(format!("{header}{again}{}", two("Bến xe")), "Trạm y tế");
    // Whoever changes it, and changes it back, says something.
    night(format!("{header}{}{}", one("Sân vận động"), two("Bến xe")), "Sân vận động");
    site.send("schedules/b.csv", &format!("{header}{}", one("Trạm y tế")));
    site.night(0);
    at("27", "Trạm y tế");
    night(format!("{header}{again}{}", two("Bến phà")), "Nhà văn hóa");
}

#[test]
fn a_bad_row_that_somebody_else_has_mended_is_not_set_aside_again() {
    let header = "date,commune,signatures\n";
    let bad = format!("{header}2025-10-20,26188,-4\n");
    let site = Changing::new("progress", &bad);
    site.night(3);
    assert_eq!(site.open(), 1);
    site.send("progress/a.csv", &format!("{header}2025-10-20,26188,430\n"));
    site.night(0);
    assert_eq!(site.open(), 0);
    // Nor when the source says something else, the bad row among it.
    for day in ["13", "14"] {
        site.says(&format!("{bad}2025-10-{day},26188,2{day}\n"));
        site.night(0);
        assert_eq!(site.open(), 0, "{day}");
    }
    // Another mistake is another row.
    site.says(&bad.replace("-4", "-5"));
    site.night(3);
    assert_eq!(site.open(), 1);
    // Thrown away it is done with as well, on that night and later.
    let sheet = site.site.content().into_keys().find(|path| path.starts_with("set-aside/progress/")).unwrap();
    site.site.remove(&format!("content/{sheet}"));
    site.night(0);
    assert_eq!(site.open(), 0);
    site.says(&format!("{bad}2025-10-12,26188,200\n").replace("-4", "-5"));
    site.night(0);
    assert_eq!(site.open(), 0);
    // So is a table that cannot be read at all, until it says something else.
    for (body, nights) in [("date,commune,signatures\n2025-10-20,\"26188,1\n", 2), ("date\n2025-10-20\n", 1)]
    {
        site.says(body);
        site.night(3);
        assert_eq!(site.open(), 1);
        site.site.remove("content/set-aside/progress");
        for _ in 0..nights {
            site.night(0);
            assert_eq!(site.open(), 0);
        }
    }
    // Where the list is lost, all of it is judged again.
    site.site.remove("content/set-aside");
    site.says(&format!("{bad}2025-10-11,26188,190\n").replace("-4", "-5"));
    site.night(3);
    assert_eq!(site.open(), 1);
}

#[test]
fn a_bad_session_that_somebody_else_has_mended_is_not_set_aside_again() {
    let header = "id,date,start,commune,place\n";
    let bad = format!("{header}s-1,2025-10-27,99h,26188,Nhà văn hóa\n");
    let site = Changing::new("schedules", &bad);
    site.night(3);
    site.send("schedules/a.csv", &format!("{header}s-1,2025-10-27,19h,26188,Nhà văn hóa\n"));
    site.night(0);
    assert_eq!(site.open(), 0);
    site.says(&format!("{bad}s-2,2025-10-28,19h,26188,Chợ\n"));
    site.night(0);
    let page = visible_text(&site.site.output("schedule/2025-10-27/index.html"));
    assert!(page.contains("19:00"), "{page}");
    // It can be read, and clashes with another one only beside it.
    let clash = "date,start,commune,place\n2025-10-29,19h,26188,Chợ\n";
    let site = Changing::new("schedules", clash);
    site.send("schedules/a.csv", &clash.replace("Chợ", "Bến xe"));
    site.night(3);
    site.site.remove("content/set-aside");
    site.says(&format!("{clash}2025-10-30,19h,26188,Chợ\n"));
    site.night(3);
    assert_eq!(site.open(), 1, "what was set aside is no later word, and no earlier one either");
}

#[test]
fn a_contradiction_with_a_source_is_settled_by_a_third_that_is_saved_later() {
    let figure = |value: u32| format!("date,commune,signatures\n2025-10-20,26188,{value}\n");
    let site = Changing::new("progress", &figure(430));
    site.send("progress/a.csv", &figure(440));
    site.night(3);
    assert_eq!(site.open(), 2);
    thread::sleep(Duration::from_millis(1100));
    let path = "content/inbox/progress/b.csv";
    site.site.write(path, &figure(435));
    let file = fs::File::options().write(true).open(site.site.path(path)).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(90)).unwrap();
    site.night(0);
    assert_eq!(site.open(), 0);
    let accepted = site.site.read("content/accepted/progress/2025-10-20.csv");
    assert!(accepted.contains(",435,") && !accepted.contains(",430,"), "{accepted}");
    site.says(&format!("{}2025-10-14,26188,300\n", figure(430)));
    site.night(0);
}

#[test]
fn a_file_that_somebody_called_nearly_like_a_source_is_not_one_of_it() {
    let header = "date,commune,signatures\n";
    let site = Changing::new("progress", &format!("{header}2025-10-13,26188,210\n"));
    site.site.replace("content/site.yaml", "{table: progress, url", "{table: progress, name: tinh, url");
    site.night(0);
    site.send("progress/tinh-2.csv", &format!("{header}2025-10-20,\"26188,430\n"));
    site.night(3);
    assert_eq!(site.open(), 1);
    // What the source says next is not the next file of that sender.
    site.says(&format!("{header}2025-10-14,26188,220\n"));
    site.night(0);
    assert_eq!(site.open(), 1);
    site.send("progress/tinh-2.csv", &format!("{header}2025-10-20,26188,430\n"));
    site.night(0);
    assert_eq!(site.open(), 0);
}

#[test]
fn a_source_that_is_judged_again_is_archived_once() {
    let copies = |site: &Changing| -> Vec<String> {
        let files = site.site.content().into_keys();
        files.filter(|path| path.starts_with("archive/") && path.ends_with(".csv")).collect()
    };
    let day = |day: i64| now().as_second() + day * 86_400;
    // One row that waits to be mended, and a table that cannot be read at all.
    for body in
        [format!("{CSV}2025-10-20,25345,120\n"), "date,commune,signatures\n2025-10-20,\"26188,1\n".into()]
    {
        let site = Changing::new("progress", &body);
        for night in 0..3 {
            site.site.loa_at(&["nightly"], day(night)).ends_with(3);
            assert_eq!(copies(&site).len(), 1, "night {night}: {:?}", copies(&site));
        }
        // What it says then is another file.
        site.says(&format!("{body}2025-10-20,25345,121\n"));
        site.site.loa_at(&["nightly"], day(3)).ends_with(3);
        assert_eq!(copies(&site).len(), 2, "{:?}", copies(&site));
    }
}

#[test]
fn a_server_that_says_nothing_has_changed_without_having_been_asked_has_failed() {
    let server = Server::saying("HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
    assert_eq!(outcome(&server, &limits()), Err(Failure::Status(304)));
    assert_eq!(server.asked(), 1);
}

#[test]
fn a_changed_body_is_a_drop_again_and_one_that_still_waits_is_not_lost() {
    let server = Server::start(|count, _, stream| {
        stream.write_all(ok(&format!("{CSV}2025-10-21,26188,{}\n", 701 + count)).as_bytes()).unwrap();
    });
    let root = tempfile::tempdir().unwrap();
    for _ in 0..3 {
        assert_eq!(run(root.path(), &[server.url()]).drops().count(), 1);
    }
    let inbox = root.path().join("content/inbox/progress");
    let expected = ["source-127-0-0-1-1+2.csv", "source-127-0-0-1-1+3.csv", "source-127-0-0-1-1.csv"];
    assert_eq!(files(&inbox), expected);
    assert!(fs::read_to_string(inbox.join("source-127-0-0-1-1.csv")).unwrap().contains(",701"));
    assert!(fs::read_to_string(inbox.join("source-127-0-0-1-1+3.csv")).unwrap().contains(",703"));
}

#[test]
fn whatever_is_remembered_may_be_lost_or_damaged() {
    let server = Server::saying(answer("200 OK", "ETag: \"v1\"\r\n", CSV));
    let root = tempfile::tempdir().unwrap();
    assert_eq!(run(root.path(), &[server.url()]).drops().count(), 1);
    let memory = root.path().join(".loa/fetch");
    let names = files(&memory);
    assert_eq!(names.len(), 1);
    let text = fs::read_to_string(memory.join(&names[0])).unwrap();
    assert!(!text.contains("s3cret"), "the address is written down: {text}");
    fs::write(memory.join(&names[0]), "{").unwrap();
    let again = run(root.path(), &[server.url()]);
    // The drop of the first run still waits, with the same bytes: it is named again and not made twice.
    assert_eq!(again.drops().collect::<Vec<_>>(), ["content/inbox/progress/source-127-0-0-1-1.csv"]);
    assert_eq!(files(&root.path().join("content/inbox/progress")).len(), 1);
    assert!(run(root.path(), &[]).outcomes.is_empty());
    assert!(files(&memory).is_empty(), "what is remembered of a source that is gone goes, too");
}

#[test]
fn the_site_can_name_the_drops_of_a_source() {
    let server = Server::saying(ok(CSV));
    let site = Site::small();
    let url = server.url();
    let list = format!("\nsources:\n  - {{table: points, url: \"{url}\", name: tan-trieu}}\n");
    site.append("content/site.yaml", &list);
    let fetched = fetch(site.root(), &config(&site).sources, &none(), now(), &limits()).unwrap();
    assert_eq!(fetched.drops().collect::<Vec<_>>(), ["content/inbox/points/tan-trieu.csv"]);
}

#[test]
fn a_packed_transfer_is_unpacked_and_its_size_counts_unpacked() {
    let packed = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(text.as_bytes()).unwrap();
        let body = encoder.finish().unwrap();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        [head.into_bytes(), body].concat()
    };
    let server = Server::saying(packed(CSV));
    assert!(matches!(outcome(&server, &limits()), Ok(News::Drop { bytes, .. }) if bytes == CSV.len()));
    assert!(server.head(0).contains("accept-encoding: gzip"));
    let bomb = Server::saying(packed(&"a,b\n".repeat(100_000)));
    assert_eq!(outcome(&bomb, &limits()), Err(Failure::TooLarge(10_000)));
    let mut cut = packed(&CSV.repeat(50));
    cut.truncate(cut.len() - 20);
    assert_eq!(outcome(&Server::saying(cut), &limits()), Err(Failure::CutOff));
}

// ---- what goes wrong ----

#[test]
fn a_server_that_is_out_of_order_is_asked_again_and_may_recover() {
    let server = Server::start(|count, _, stream| {
        let text = if count < 2 { answer("503 Service Unavailable", "", "later") } else { ok(CSV) };
        stream.write_all(text.as_bytes()).unwrap();
    });
    assert!(matches!(outcome(&server, &limits()), Ok(News::Drop { .. })));
    assert_eq!(server.asked(), 3);
}

#[test]
fn a_server_that_stays_out_of_order_is_left_after_the_last_try() {
    for status in [500, 502, 503, 429] {
        let server = Server::saying(answer(&format!("{status} No"), "", "no"));
        assert_eq!(outcome(&server, &limits()), Err(Failure::Status(status)));
        assert_eq!(server.asked(), 3, "{status}");
    }
}

#[test]
fn what_the_server_means_is_not_asked_again() {
    for status in [400, 401, 403, 404, 410, 204, 206] {
        let server = Server::saying(answer(&format!("{status} No"), "", ""));
        assert_eq!(outcome(&server, &limits()), Err(Failure::Status(status)));
        assert_eq!(server.asked(), 1, "{status}");
    }
}

#[test]
fn a_wait_that_the_server_asks_for_is_kept_within_bounds_and_a_longer_one_is_for_tomorrow() {
    let server = Server::start(|count, _, stream| {
        let text = match count {
            0 => answer("429 Too Many Requests", "Retry-After: 0\r\n", ""),
            _ => ok(CSV),
        };
        stream.write_all(text.as_bytes()).unwrap();
    });
    assert!(outcome(&server, &limits()).is_ok());
    let server = Server::saying(answer("503 Later", "Retry-After: 3600\r\n", ""));
    assert_eq!(outcome(&server, &limits()), Err(Failure::Status(503)));
    assert_eq!(server.asked(), 1);
    let server = Server::saying(answer("503 Later", "Retry-After: Mon, 20 Oct 2025 01:10:00 GMT\r\n", ""));
    assert_eq!(outcome(&server, &limits()), Err(Failure::Status(503)));
    assert_eq!(server.asked(), 1);
}

#[test]
fn a_server_that_hangs_is_left() {
    let hanging = Limits { idle: Duration::from_millis(200), ..limits() };
    for start in ["", "HTTP/1.1 200 OK\r\nConte", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\ndate,"] {
        let server = Server::start(move |_, _, stream| {
            stream.write_all(start.as_bytes()).unwrap();
            thread::sleep(Duration::from_secs(60));
        });
        assert_eq!(outcome(&server, &hanging), Err(Failure::Slow(hanging.idle)), "after `{start}`");
        assert_eq!(server.asked(), 1, "what has cost its time is not asked again");
    }
}

#[test]
fn a_server_that_sends_byte_by_byte_is_left_when_its_time_is_over() {
    let slow = Limits { whole: Duration::from_millis(600), ..limits() };
    let server = Server::start(|_, _, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n").unwrap();
        while stream.write_all(b"1").is_ok() {
            thread::sleep(Duration::from_millis(20));
        }
    });
    assert_eq!(outcome(&server, &slow), Err(Failure::Slow(slow.whole)));
}

#[test]
fn a_body_that_is_cut_off_is_no_drop() {
    let cut = [
        format!("HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n{CSV}"),
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{CSV}\r\n", CSV.len()),
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n{CSV}"),
    ];
    for text in cut {
        let server = Server::saying(text.clone());
        assert_eq!(outcome(&server, &limits()), Err(Failure::CutOff), "{text}");
        assert_eq!(server.asked(), 3, "the connection broke, so it is tried again");
    }
}

#[test]
fn garbage_is_no_answer() {
    let cases = ["\u{0}\u{1}\u{2}garbage\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/9.9 huh\r\n\r\n"];
    for text in cases {
        let server = Server::saying(text);
        let outcome = outcome(&server, &limits());
        assert!(matches!(outcome, Err(Failure::Unreachable(Unreached::Garbled(_)))), "{text}: {outcome:?}");
    }
    let endless = Server::start(|_, _, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\n").unwrap();
        while stream.write_all(b"X-More: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n").is_ok() {}
    });
    let outcome = outcome(&endless, &limits());
    assert!(matches!(outcome, Err(Failure::Unreachable(Unreached::Garbled(_)))), "{outcome:?}");
}

#[test]
fn a_server_that_hangs_up_or_is_not_there_is_tried_again() {
    let server = Server::saying("");
    assert!(outcome(&server, &limits()).is_err());
    assert_eq!(server.asked(), 3);
    // A port that was free a moment ago.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let root = tempfile::tempdir().unwrap();
    let fetched = run(root.path(), &[format!("http://127.0.0.1:{port}/")]);
    let outcome = &fetched.outcomes[0];
    assert!(matches!(outcome.result, Err(Failure::Unreachable(Unreached::Network(_)))), "{outcome:?}");
    assert_eq!(outcome.tries, 3);
}

#[test]
fn a_server_without_encryption_is_not_trusted_behind_https() {
    let server = Server::saying(ok(CSV));
    let root = tempfile::tempdir().unwrap();
    let fetched = run(root.path(), &[server.url().replace("http:", "https:")]);
    let outcome = &fetched.outcomes[0];
    assert!(matches!(outcome.result, Err(Failure::Unreachable(_))), "{outcome:?}");
}

#[test]
fn a_body_beyond_the_limit_is_refused_whether_or_not_its_length_is_told() {
    let long = "1,2,3\n".repeat(5_000);
    for head in ["Content-Length: 30000\r\n", ""] {
        let text = format!("HTTP/1.1 200 OK\r\n{head}Connection: close\r\n\r\n{long}");
        assert_eq!(outcome(&Server::saying(text), &limits()), Err(Failure::TooLarge(10_000)));
    }
}

#[test]
fn redirects_are_followed_to_the_table_and_not_for_ever() {
    let server = Server::start(|count, head, stream| {
        let text = match head.split(' ').nth(1).unwrap() {
            "/export?key=s3cret" => answer("307 Elsewhere", "Location: /2?token=x\r\n", ""),
            "/2?token=x" => ok(CSV),
            other => panic!("{count}: {other}"),
        };
        stream.write_all(text.as_bytes()).unwrap();
    });
    let root = tempfile::tempdir().unwrap();
    assert_eq!(run(root.path(), &[server.url()]).drops().count(), 1);

    let round = Server::saying(answer("302 Found", "Location: /round\r\n", ""));
    let fetched = run(root.path(), &[round.url()]);
    assert_eq!(fetched.outcomes[0].result, Err(Failure::Redirect(Astray::TooMany)));
    assert_eq!(round.asked(), 4, "the first request, and three redirects");

    for (location, astray) in [
        ("Location: file:///etc/passwd\r\n", Astray::Scheme),
        ("Location: ftp://127.0.0.1/\r\n", Astray::Scheme),
        ("Location: http://\r\n", Astray::Nowhere),
        ("", Astray::Nowhere),
    ] {
        let server = Server::saying(answer("301 Moved", location, ""));
        assert_eq!(outcome(&server, &limits()), Err(Failure::Redirect(astray)), "{location}");
    }
}

#[test]
fn a_page_to_log_in_is_refused_with_a_sentence_that_says_so() {
    let page = "<!doctype html><html><title>Sign in - Google Accounts</title></html>";
    let root = tempfile::tempdir().unwrap();
    for content_type in ["text/html; charset=utf-8", "text/csv"] {
        let server = Server::saying(answer("200 OK", &format!("Content-Type: {content_type}\r\n"), page));
        let fetched = run(root.path(), &[server.url()]);
        assert_eq!(fetched.outcomes[0].result, Err(Failure::WebPage));
        let diagnostics = fetched.diagnostics();
        let diagnostic = diagnostics.iter().next().unwrap();
        let said = |speech| {
            let messages = Messages::new(speech);
            format!("{} {}", messages.sentence(diagnostic), messages.hints(diagnostic).join(" "))
        };
        assert!(said(Speech::Vi).contains("trang đăng nhập"), "{}", said(Speech::Vi));
        assert!(said(Speech::En).contains("a page to log in"), "{}", said(Speech::En));
    }
    let json = Server::saying(ok("{\"error\": \"no\"}"));
    assert_eq!(outcome(&json, &limits()), Err(Failure::NotTable(NotTable::Json)));
    assert_eq!(outcome(&Server::saying(ok("")), &limits()), Err(Failure::NotTable(NotTable::Empty)));
}

#[test]
fn one_source_that_fails_does_not_keep_the_others() {
    let bad = Server::saying(answer("500 No", "", ""));
    let hangs = Server::start(|_, _, _| thread::sleep(Duration::from_secs(60)));
    let good: Vec<Server> =
        (0..5).map(|n| Server::saying(ok(&format!("{CSV}2025-10-21,26188,{n}\n")))).collect();
    let mut urls = vec![bad.url(), hangs.url()];
    urls.extend(good.iter().map(Server::url));
    let root = tempfile::tempdir().unwrap();
    let limits = Limits { idle: Duration::from_millis(500), ..limits() };
    let fetched = fetch(root.path(), &sources(&urls), &none(), now(), &limits).unwrap();
    assert_eq!((fetched.failed(), fetched.drops().count()), (2, 5));
    let numbers: Vec<usize> = fetched.outcomes.iter().map(|outcome| outcome.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7]);
    let names: Vec<&str> = fetched.drops().map(|path| path.rsplit('/').next().unwrap()).collect();
    assert_eq!(names[0], "source-127-0-0-1-3.csv");
}

#[test]
fn every_failure_is_told_in_both_languages_and_never_with_the_whole_address() {
    let failures = [
        Failure::Unreachable(Unreached::HostUnknown),
        Failure::Unreachable(Unreached::Certificate("expired".into())),
        Failure::Unreachable(Unreached::Garbled("huh".into())),
        Failure::Unreachable(Unreached::Network("refused".into())),
        Failure::Slow(Duration::from_secs(60)),
        Failure::Status(304),
        Failure::Status(401),
        Failure::Status(404),
        Failure::Status(429),
        Failure::Status(500),
        Failure::Status(206),
        Failure::Redirect(Astray::Insecure),
        Failure::Redirect(Astray::Scheme),
        Failure::Redirect(Astray::TooMany),
        Failure::Redirect(Astray::Nowhere),
        Failure::TooLarge(32 * 1024 * 1024),
        Failure::CutOff,
        Failure::WebPage,
        Failure::NotTable(NotTable::Empty),
        Failure::NotTable(NotTable::Json),
        Failure::NotTable(NotTable::Xml),
        Failure::NotTable(NotTable::Pdf),
        Failure::NotTable(NotTable::Picture),
        Failure::NotTable(NotTable::Archive),
    ];
    let server = Server::saying(answer("404 No", "", ""));
    let root = tempfile::tempdir().unwrap();
    let mut fetched = run(root.path(), &[server.url()]);
    let mut sentences = Vec::new();
    for failure in failures {
        fetched.outcomes[0].result = Err(failure.clone());
        let diagnostics = fetched.diagnostics();
        for speech in Speech::ALL {
            let reporter =
                loa::report::Reporter::new(Messages::new(speech), loa::report::Style::Human, false);
            let text = reporter.render(&diagnostics);
            assert!(text.contains(&format!("http://127.0.0.1:{}/…", server.port)), "{text}");
            assert!(!text.contains("s3cret") && !text.contains("{"), "{failure:?}: {text}");
            assert!(!sentences.contains(&text), "two failures are told alike: {text}");
            sentences.push(text);
        }
    }
}

#[test]
fn a_disk_that_fails_is_told_with_the_path() {
    let server = Server::saying(ok(CSV));
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("content/inbox")).unwrap();
    fs::write(root.path().join("content/inbox/progress"), "a file where a folder should be").unwrap();
    let failed = fetch(root.path(), &sources(&[server.url()]), &none(), now(), &limits()).unwrap_err();
    assert!(failed.path.ends_with("content/inbox/progress"), "{failed:?}");
    fs::remove_file(root.path().join("content/inbox/progress")).unwrap();
    assert_eq!(run(root.path(), &[server.url()]).drops().count(), 1, "nothing was taken for seen");
}

// ---- the rule of the network ----

#[test]
fn only_fetch_uses_the_network_besides_the_preview() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut users = Vec::new();
    for entry in walkdir::WalkDir::new(&src).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.path().extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(entry.path()).unwrap();
            let reaches_out = ["ureq", "TcpStream::connect", "UdpSocket", "ToSocketAddrs"];
            if text.lines().any(|line| {
                !line.trim_start().starts_with("//") && reaches_out.iter().any(|word| line.contains(word))
            }) {
                let path = entry.path().strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
                users.push(path);
            }
        }
    }
    // The preview asks the system for the machine's own address, by a socket that sends nothing.
    assert_eq!(users, ["fetch/get.rs", "serve/lan.rs"]);
}
