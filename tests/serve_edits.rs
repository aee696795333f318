//! The preview after hours of work: edits of every kind of file in random order, and after each the pages are those of
//! a fresh `build --drafts`, or the last good ones where there is an error.
//!
//! The order comes from a seed. `LOA_EDITS` is how many edits are made, `LOA_SEED` another order, for longer runs.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::time::Duration;
use std::time::Instant;
use std::time::SystemTime;

use serde_json::Value;
use support::Site;
use support::TODAY;
use support::preview::Connection;
use support::preview::PATIENCE;
use support::preview::Server;
use support::preview::undressed;

/// How many edits are made where `LOA_EDITS` does not say.
const EDITS: usize = 60;

const PROGRESS: &str = "date,commune,indicator,value,group,as_unit,missing,approx,source,correction_by,reason,\
                        override_until,drop\n";
const POINTS: &str = "commune,name,id,address,phone,lat,lon,hours,main,from,until,note,drop\n";
const SCHEDULES: &str = "date,start,commune,point,end,place,audience,providers,note,id,until,weekdays,status,reason,\
                         moved_to,drop\n";

#[test]
fn whatever_is_edited_in_whatever_order_the_pages_are_those_of_a_fresh_build() {
    let number = |name: &str| env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let edits = number("LOA_EDITS").map_or(EDITS, |edits| usize::try_from(edits).unwrap());
    let mut editor =
        Editor { site: Site::small(), random: Random(number("LOA_SEED").unwrap_or(7)), count: 0 };
    editor.prepare();
    let server = Server::start(&editor.site, &["--as-of", TODAY]);
    let mut good = built(&editor.site).unwrap();
    let mut files = editor.site.content_and_themes();
    let (mut done, mut right, mut wrong): (Vec<String>, usize, usize) = (Vec::new(), 0, 0);
    while right + wrong < edits {
        // Sometimes several files at once, as git does it.
        let at_once = 1 + usize::from(editor.random.below(4) == 0);
        done.extend((0..at_once).map(|_| editor.edit()));
        let last = || done.iter().rev().take(6).rev().cloned().collect::<Vec<_>>().join("\n");
        let told = told_by_check(&editor.site);
        match built(&editor.site) {
            Some(tree) => {
                right += 1;
                let gone: Vec<String> =
                    good.keys().filter(|path| !tree.contains_key(*path)).cloned().collect();
                good = tree;
                files = editor.site.content_and_themes();
                shows(&server, &good, &gone, &last);
                tells(&server, &told, &last);
            }
            None => {
                wrong += 1;
                tells(&server, &told, &last);
                // Of two edits the first may have been right, and was shown.
                if at_once == 1 {
                    shows(&server, &good, &[], &last);
                }
                editor.restore(&files);
                tells(&server, &told_by_check(&editor.site), &last);
                shows(&server, &good, &[], &last);
                done.push("all back to the last good state".to_owned());
            }
        }
    }
    // Most edits are such as people mean to make, and some are not.
    assert!(right > edits / 2 && (wrong > 0 || edits < 40), "right {right}, wrong {wrong}: {done:#?}");
}

/// Files of an output by address.
type Tree = BTreeMap<String, Vec<u8>>;

/// What a fresh build with drafts writes. None where it fails.
fn built(site: &Site) -> Option<Tree> {
    if site.exists("output") {
        site.remove("output");
    }
    let run = site.loa(&["build", "--drafts", "--as-of", TODAY]);
    assert!(matches!(run.status, 0 | 1 | 3), "{}", run.said());
    if run.status == 1 {
        return None;
    }
    let base = if site.read("content/site.yaml").contains(".example/xa\n") { "/xa" } else { "" };
    let address = |file: &str| format!("{base}/{}", file.strip_suffix("index.html").unwrap_or(file));
    Some(site.tree().into_iter().map(|(file, bytes)| (address(&file), bytes)).collect())
}

/// What `check` has to say, in order.
fn told_by_check(site: &Site) -> Vec<String> {
    let run = site.loa(&["check", "--drafts", "--as-of", TODAY, "--format", "json"]);
    messages(run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()))
}

fn messages(all: impl Iterator<Item = Value>) -> Vec<String> {
    let mut messages: Vec<String> =
        all.map(|one| format!("{} {} {}", one["severity"], one["code"], one["message"])).collect();
    messages.sort();
    messages
}

/// Waits until every address shows what was built, and none of those that are gone is there.
fn shows(server: &Server, tree: &Tree, gone: &[String], last: &dyn Fn() -> String) {
    let start = Instant::now();
    // One for each look: the server closes a line on which nothing was said while a site was built.
    let mut connection = server.keep();
    let differs = |connection: &mut Connection| {
        let other = tree.iter().find_map(|(path, bytes)| {
            let shown = undressed(&connection.get(path, server.port).body, Some(TODAY));
            (shown != *bytes).then(|| (path.clone(), String::from_utf8_lossy(&shown).into_owned()))
        });
        other.or_else(|| {
            let there = gone.iter().find(|path| connection.get(path, server.port).status == 200);
            there.map(|path| (path.clone(), "which should be gone".to_owned()))
        })
    };
    while let Some((path, shown)) = differs(&mut connection) {
        if start.elapsed() > PATIENCE {
            let built = tree.get(&path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
            let built = built.unwrap_or_default();
            let line = built.lines().zip(shown.lines()).find(|(built, shown)| built != shown);
            panic!(
                "after\n{}\n{path} differs: {line:?}\n{}",
                last(),
                server.get("/_loa/state?lang=en").text()
            );
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Waits until the panel lists what `check` says.
fn tells(server: &Server, wanted: &[String], last: &dyn Fn() -> String) {
    let start = Instant::now();
    loop {
        let state = server.json("/_loa/state?path=/_/&lang=en");
        let told = messages(state["problems"].as_array().unwrap().iter().cloned());
        if told == wanted {
            return;
        }
        assert!(start.elapsed() < PATIENCE, "after\n{}\n{told:#?}\ninstead of\n{wanted:#?}", last());
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Someone at work on a site.
struct Editor {
    site: Site,
    random: Random,
    /// So that no two edits write the same.
    count: usize,
}

impl Editor {
    /// Adds what the small site has none of: a picture, a file that is handed out, a text without translation.
    fn prepare(&mut self) {
        let site = &self.site;
        site.append("content/guides/dang-ky.vi.md", "\n![Quầy](quay.svg)\n");
        site.write("content/guides/quay.svg", &svg(1));
        site.replace(
            "content/directives/ke-hoach-2025-10.vi.md",
            "\n---\n",
            "\nattachments:\n  - {title: {vi: Mẫu, en: Form}, file: {path: mau.pdf, public: yes}}\n---\n",
        );
        site.write("content/directives/mau.pdf", "%PDF 1");
        site.write("content/pages/moi.vi.md", &page(0, false));
    }

    /// Makes one edit, and says which.
    fn edit(&mut self) -> String {
        self.count += 1;
        let (n, kind) = (self.count, self.random.below(34));
        let site = &self.site;
        let at = |path: &str| format!("content/{path}");
        match kind {
            0 => self.title("guides/dang-ky.vi.md"),
            1 => self.title("guides/dang-ky.en.md"),
            2 => self.title("directives/ke-hoach-2025-10.vi.md"),
            3 => self.title("pages/about.en.md"),
            4 => {
                site.write(&at("pages/moi.vi.md"), &page(n, n % 3 == 0));
                format!("pages/moi.vi.md is written, {n}")
            }
            5 => {
                site.write(&at(&format!("guides/huong-dan-{n}.vi.md")), &page(n, n % 2 == 0));
                format!("guides/huong-dan-{n}.vi.md is new")
            }
            6 => self.remove_one(&["guides/huong-dan", "pages/moi", "pages/doi", "guides/doi"]),
            7 => self.rename_one(&["guides/huong-dan", "pages/moi"]),
            8 => self.remove_one(&["guides/", "pages/", "directives/"]),
            9 => {
                let day = 1 + n % 19;
                site.append(&at("progress/tan-trieu.csv"), &format!("2025-10-{day:02},26188,{}\n", 400 + n));
                format!("a figure of day {day} is added")
            }
            10 => {
                site.append(&at("progress/tan-trieu.csv"), "2025-10-19,26188,18.24\n");
                "a figure that is none is added".to_owned()
            }
            11 => {
                let rows = format!("date,commune,signatures\n2025-10-{:02},26188,{}\n", 2 + n % 12, n % 300);
                site.write(&at(&format!("progress/them-{}.csv", n % 3)), &rows);
                "a table of figures is written".to_owned()
            }
            12 => self.remove_one(&["progress/them", "progress/doi", "schedules/them", "accepted/"]),
            13 => self.rename_one(&["progress/them", "schedules/them"]),
            14 => {
                let day = 12 + n % 8;
                let row = format!("2025-10-{day},26188,signatures,{},,,,,,,,,a.xlsx:{n}\n", 300 + n);
                self.accept("progress", day, PROGRESS, &row)
            }
            15 => {
                let id = 3 + n % 3;
                let row = format!("26188,Nhà {n},26188-{id},Số {n},,,,,,,,,a.xlsx:{n}\n");
                self.accept("points", 12 + n % 8, POINTS, &row)
            }
            16 => {
                let id = "26188-2-2025-10-21-1900";
                let row = format!("2025-10-21,19:00,,26188-2,20:{:02},,,,,{id},,,,,,a.xlsx:{n}\n", n % 60);
                self.accept("schedules", 12 + n % 8, SCHEDULES, &row)
            }
            17 => {
                let row = format!("2025-10-{:02},8h,11h,26188,,Sân {n},Yard {n},,\n", 20 + n % 10);
                site.append(&at("schedules/tan-trieu.csv"), &row);
                "a session is added".to_owned()
            }
            18 => {
                site.write_bytes(&at("schedules/them.xlsx"), &workbook(n));
                "a workbook of sessions is written".to_owned()
            }
            19 => self.swap("points.csv", "Trung tâm Phục vụ", "Bộ phận Một cửa"),
            20 => {
                site.append(&at("points.csv"), &format!("26188-{n},26188,Điểm {n},Point {n},,,,,,,,,,,\n"));
                "a point is added".to_owned()
            }
            21 => self.swap("communes.csv", "0251 000 0001", "0251 000 0009"),
            22 => self.swap("communes.csv", "Phường Tân Triều", "Phường Tân Triều mới"),
            23 => self.swap("site.yaml", "stale_after: 3", "stale_after: 9"),
            24 => self.swap(
                "site.yaml",
                "base_url: https://chukyso.example\n",
                "base_url: https://chukyso.example/xa\n",
            ),
            25 => self.swap("site.yaml", "languages: [vi, en]", "languages: [en, vi]"),
            26 => {
                site.write(&at("guides/quay.svg"), &svg(n));
                "the picture changes".to_owned()
            }
            27 => {
                // Size and time of change are those of the old one.
                let (new, file) = (site.path(&at("directives/.tmp")), site.path(&at("directives/mau.pdf")));
                let time = SystemTime::now() - Duration::from_secs(3600);
                fs::write(&new, format!("%PDF {}", n % 10)).unwrap();
                fs::File::options().write(true).open(&new).unwrap().set_modified(time).unwrap();
                fs::rename(new, file).unwrap();
                "the file that is handed out changes".to_owned()
            }
            28 => self.theme(),
            29 => {
                if site.exists(&at("qr.lock")) {
                    site.remove(&at("qr.lock"));
                    return "the ledger is removed".to_owned();
                }
                site.loa(&["build", "--as-of", TODAY, "--output", "elsewhere"]);
                "a build enters codes into the ledger".to_owned()
            }
            30 => self.move_folder(),
            31 => {
                site.write(&at("guides/.an.md"), "x");
                site.write(&at("schedules/~$them.xlsx"), "x");
                let text = site.read(&at("pages/about.vi.md"));
                site.write(&at("pages/about.vi.md"), &text);
                "files are written that change nothing".to_owned()
            }
            32 => {
                let text = site.read(&at("points.csv"));
                let text = text.strip_prefix('\u{feff}').map_or(format!("\u{feff}{text}"), str::to_owned);
                let by_rename = site.path(&at(".points.tmp"));
                fs::write(&by_rename, text).unwrap();
                fs::rename(by_rename, site.path(&at("points.csv"))).unwrap();
                "points.csv is saved by rename, its byte order mark comes or goes".to_owned()
            }
            _ => self.swap("guides/dang-ky.vi.md", "title: ", "titel: "),
        }
    }

    fn title(&self, path: &str) -> String {
        let (path, n) = (format!("content/{path}"), self.count);
        if !self.site.exists(&path) {
            return format!("{path} is not there");
        }
        let text = self.site.read(&path);
        let title = text.lines().find(|line| line.starts_with("title:")).unwrap_or_default().to_owned();
        let words = title.split(" ·").next().unwrap_or_default();
        self.site.write(&path, &text.replacen(&title, &format!("{words} · {n}"), 1));
        format!("the title of {path} changes, {n}")
    }

    /// One thing becomes the other, or the other way round.
    fn swap(&self, path: &str, one: &str, other: &str) -> String {
        let path = format!("content/{path}");
        if !self.site.exists(&path) {
            return format!("{path} is not there");
        }
        let text = self.site.read(&path);
        let swapped =
            if text.contains(other) { text.replace(other, one) } else { text.replacen(one, other, 1) };
        self.site.write(&path, &swapped);
        format!("{path}: `{one}` and `{other}` change places")
    }

    /// Files whose path begins with one of these.
    fn some(&mut self, beginnings: &[&str]) -> Option<String> {
        let files = self.site.content().into_keys();
        let files: Vec<String> =
            files.filter(|file| beginnings.iter().any(|beginning| file.starts_with(beginning))).collect();
        let at = self.random.below(files.len().max(1));
        files.get(at).map(|file| format!("content/{file}"))
    }

    fn remove_one(&mut self, beginnings: &[&str]) -> String {
        let Some(file) = self.some(beginnings) else { return "nothing is there to remove".to_owned() };
        self.site.remove(&file);
        format!("{file} is removed")
    }

    fn rename_one(&mut self, beginnings: &[&str]) -> String {
        let Some(file) = self.some(beginnings) else { return "nothing is there to rename".to_owned() };
        let (folder, name) = file.rsplit_once('/').unwrap();
        let ending = name.split_once('.').unwrap().1;
        let to = format!("{folder}/doi-{}.{ending}", self.count);
        fs::rename(self.site.path(&file), self.site.path(&to)).unwrap();
        format!("{file} is renamed {to}")
    }

    fn accept(&self, table: &str, day: usize, header: &str, row: &str) -> String {
        let path = format!("content/accepted/{table}/2025-10-{day}.csv");
        self.site.write(&path, &format!("{header}{row}"));
        format!("{path} is taken in: {row}")
    }

    /// Files of the theme come, change and go.
    fn theme(&mut self) -> String {
        let folder = "themes/default";
        match self.random.below(5) {
            0 => {
                self.site
                    .write(&format!("{folder}/assets/site.css"), &format!("h1 {{ order: {} }}", self.count));
                "the style changes".to_owned()
            }
            1 => {
                let block = format!("{{% block main %}}lạc {}{{% endblock %}}", self.count);
                let text = format!("{{% extends \"base.html\" %}}{block}");
                self.site.write(&format!("{folder}/templates/not_found.html"), &text);
                "a template changes".to_owned()
            }
            2 => {
                let text = include_str!("../themes/default/strings/vi.ftl");
                let line = text.lines().find(|line| line.starts_with("home = ")).unwrap_or_default();
                let changed = text.replacen(line, &format!("home = Nhà {}", self.count), 1);
                self.site.write(&format!("{folder}/strings/vi.ftl"), &changed);
                "a word of the interface changes".to_owned()
            }
            3 => {
                self.site.write(&format!("{folder}/templates/page.html"), "{% if %}");
                "a template is wrong".to_owned()
            }
            _ => {
                if self.site.exists("themes") {
                    self.site.remove("themes");
                }
                "the theme is removed".to_owned()
            }
        }
    }

    /// A folder goes and comes back, or another takes its place.
    fn move_folder(&mut self) -> String {
        let folder = ["content", "content/guides", "content/progress", "content/accepted", "themes"]
            [self.random.below(5)];
        if !self.site.exists(folder) {
            return format!("{folder} is not there");
        }
        let away = self.site.path("away");
        fs::rename(self.site.path(folder), &away).unwrap();
        if self.random.below(2) == 0 {
            std::thread::sleep(Duration::from_millis(60));
        }
        fs::rename(away, self.site.path(folder)).unwrap();
        if folder == "content" {
            self.title("pages/about.vi.md");
        }
        format!("{folder} goes and comes back")
    }

    /// Puts all files back, and touches no more of them than git does.
    fn restore(&self, files: &BTreeMap<String, Vec<u8>>) {
        for (path, bytes) in self.site.content_and_themes() {
            match files.get(&path) {
                None => self.site.remove(&path),
                Some(kept) if *kept != bytes => self.site.write_bytes(&path, kept),
                Some(_) => {}
            }
        }
        for (path, bytes) in files {
            if !self.site.exists(path) {
                self.site.write_bytes(path, bytes);
            }
        }
    }
}

fn page(n: usize, is_draft: bool) -> String {
    format!(
        "---\ntitle: Trang {n}\nsummary: Tóm tắt {n}.\npublished: 2025-10-07\ndraft: {is_draft}\n---\n\nNội dung {n}.\n"
    )
}

fn svg(n: usize) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"10\"/>\n", 10 + n)
}

fn workbook(n: usize) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let place = format!("Nhà văn hóa {n}");
    let rows = [["date", "start", "commune", "place"], ["2025-10-28", "8h", "26188", &place]];
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// Numbers that look random and are the same for a seed (a linear congruential generator, the upper half of it).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % end as u64).unwrap()
    }
}
