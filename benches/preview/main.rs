//! How long an editor waits: from a save to the new bytes at the client, on sites of 100, 1,000 and 3,321 communes.
//!
//! `cargo bench --bench preview [-- SAVES]` runs the real program and a real client. `LOA_BIN` names another program than the
//! one that the bench was built with. A save is a write of the file; the client, which waits for word as a page does, asks
//! for the page at each word until its bytes are new. The time includes the moment for which the preview waits until the
//! files are still (20 ms).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a bench that cannot go on has failed"
)]
#![allow(clippy::print_stdout, reason = "this is a program of its own")]

#[path = "../nation/site.rs"]
#[allow(dead_code, reason = "the generator has sizes of its own")]
mod site;

use std::fs;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use crate::site::Size;

/// The sites.
const COMMUNES: [usize; 3] = [100, 1_000, 3_321];
/// How often each file is saved.
const SAVES: usize = 20;

fn main() {
    let saves = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(SAVES);
    println!(
        "communes  pages  ready ms    text p50/p95    template p50/p95    table p50/p95    report p50/p95 (ms)"
    );
    for communes in COMMUNES {
        measure(communes, saves);
    }
}

fn measure(communes: usize, saves: usize) {
    let folder = tempfile::tempdir().unwrap();
    site::write(folder.path(), Size { communes, days: 20, accepted: false }).unwrap();
    let file = |path: &str| folder.path().join(path);
    // Once, so that the files are in the system's cache.
    drop(Server::start(folder.path()));
    let start = Instant::now();
    let server = Server::start(folder.path());
    assert!(server.get("/").contains("<html"));
    let ready = start.elapsed();

    let points = fs::read_to_string(file("content/points.csv")).unwrap();
    let code: String = points.lines().nth(1).unwrap().chars().take_while(char::is_ascii_digit).collect();
    let landing = format!("/{code}/");
    let guide = fs::read_to_string(file("content/guides/dang-ky.vi.md")).unwrap();
    let text = server.time(saves, "/guides/dang-ky/", " Cán bộ", |mark| {
        fs::write(file("content/guides/dang-ky.vi.md"), guide.replace("Cán bộ", &format!("{mark} Cán bộ")))
            .unwrap();
    });
    let template = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/templates/landing.html");
    let template = fs::read_to_string(template).unwrap();
    fs::create_dir_all(file("themes/default/templates")).unwrap();
    let template = server.time(saves, &landing, "</p>\n<h1>", |mark| {
        let marked = template.replace("<h1>", &format!("<p>{mark}</p>\n<h1>"));
        fs::write(file("themes/default/templates/landing.html"), marked).unwrap();
    });
    let table = server.time(saves, &landing, " Trung tâm", |mark| {
        let marked = points.replacen("Trung tâm", &format!("{mark} Trung tâm"), 1);
        fs::write(file("content/points.csv"), marked).unwrap();
    });
    // The figures of one province: all series are made anew.
    let reports = fs::read_dir(file("content/progress")).unwrap().map(|entry| entry.unwrap().path());
    let report = reports.min().unwrap();
    let figures = fs::read_to_string(&report).unwrap();
    let code = figures.lines().nth(1).unwrap().split(',').nth(1).unwrap();
    let series = format!("/data/progress/{code}.csv");
    let report = server.time(saves, &series, ",", |mark| {
        let (rest, _) = figures.trim_end().split_once(&format!(",{code},")).unwrap();
        let tail = &figures[rest.len()..];
        let line = tail.lines().next().unwrap();
        fs::write(&report, format!("{rest},{code},{mark}{}", &tail[line.len()..])).unwrap();
    });
    let pages = server.get("/sitemap.xml").matches("<loc>").count();
    let show = |times: [Duration; 2]| format!("{:>7.1} {:>7.1}", ms(times[0]), ms(times[1]));
    println!(
        "{communes:>8} {pages:>6} {:>9.0} {} {:>19} {:>16} {:>17}",
        ms(ready),
        show(text),
        show(template),
        show(table),
        show(report)
    );
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start(root: &Path) -> Server {
        let program = std::env::var("LOA_BIN").unwrap_or_else(|_| env!("CARGO_BIN_EXE_loa").to_owned());
        let mut child = Command::new(program)
            .args(["serve", "--port", "0", "--quiet", "--root"])
            .arg(root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let port = address.split(['/', ':']).nth(4).unwrap().parse().unwrap();
        Server { child, port }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", self.port)
            .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Each word of a new state.
    fn events(&self) -> impl Iterator<Item = String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        write!(stream, "GET /_loa/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port).unwrap();
        let lines = BufReader::new(stream).lines().map(Result::unwrap);
        lines.filter(|line| line.starts_with("data: "))
    }

    /// The median and the 95th percentile from a save until its mark is in the page, with what stands behind it.
    fn time(&self, saves: usize, path: &str, behind: &str, save: impl Fn(&str)) -> [Duration; 2] {
        let mut events = self.events();
        // The state as it is.
        events.next();
        let mut times: Vec<Duration> = (0..saves)
            .map(|number| {
                // A number that fits a figure, too: no commune has fewer people.
                let mark = (3_001 + number).to_string();
                let start = Instant::now();
                save(&mark);
                loop {
                    events.next();
                    if self.get(path).contains(&format!("{mark}{behind}")) {
                        break;
                    }
                }
                let time = start.elapsed();
                // An editor does not save while the last save is being looked at.
                thread::sleep(Duration::from_millis(100));
                time
            })
            .collect();
        times.sort_unstable();
        let at = |share: usize| times[(times.len() * share).div_ceil(100).saturating_sub(1)];
        [at(50), at(95)]
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
