//! Ninety nights in a row: figures of three senders, with faults sprinkled in by a seeded generator, taken in and
//! published by `loa nightly`. A second reckoning of what should become of each record stands beside; in the end the
//! books must balance.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "the books are printed")]

mod support;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;
use std::time::SystemTime;

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Value;
use support::Random;
use support::Site;
use support::vietnam::Vietnam;

const NIGHTS: i64 = 90;
const SENDERS: [&str; 3] = ["long-thanh", "xuan-loc", "bien-hoa"];
const COMMUNES_EACH: usize = 12;
/// Of each commune.
const ADULTS: u64 = 20_000;

/// What a sender gets wrong in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    Falls,
    Jumps,
    InFuture,
    NotANumber,
    Fraction,
    Negative,
    MoreThanAll,
    UnknownCommune,
    Twice,
    AnotherValue,
}

const FAULTS: [Fault; 10] = [
    Fault::Falls,
    Fault::Jumps,
    Fault::InFuture,
    Fault::NotANumber,
    Fault::Fraction,
    Fault::Negative,
    Fault::MoreThanAll,
    Fault::UnknownCommune,
    Fault::Twice,
    Fault::AnotherValue,
];

/// A commune and the day of a figure.
type Key = (String, Date);

/// What the sender writes into one row.
#[derive(Clone, Debug)]
struct Row {
    date: Date,
    commune: String,
    value: String,
    by: &'static str,
    reason: &'static str,
}

/// What should have become of everything that was sent so far.
#[derive(Debug, Default)]
struct Books {
    /// What stands, by key.
    accepted: BTreeMap<Key, u64>,
    /// Keys that were sent and could not be taken.
    open: BTreeSet<Key>,
    sent: usize,
    taken: usize,
    unchanged: usize,
    superseded: usize,
    set_aside: usize,
    faults: BTreeMap<Fault, usize>,
    broken_files: usize,
}

#[test]
fn ninety_nights_with_faults_leave_books_that_balance() {
    let site = Site::small();
    let communes = province(&site);
    let first: Date = "2025-10-01".parse().unwrap();
    let mut random = Random(20_251_001);
    let mut books = Books::default();
    let mut truth: BTreeMap<&str, u64> = communes.iter().map(|code| (code.as_str(), 200)).collect();
    let mut truths: BTreeMap<Key, u64> = BTreeMap::new();
    let mut days_of_accepted: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for night in 1..=NIGHTS {
        let today = first + night.days();
        let yesterday = today.yesterday().unwrap();
        let mut files: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        let mut expect_aside = 0;
        for (sender, codes) in SENDERS.iter().zip(communes.chunks(COMMUNES_EACH)) {
            let mut rows = Vec::new();
            for code in codes {
                // Never less than three a day, so that a correction by one stays below the next figure.
                let value = truth[code.as_str()] + 3 + random.below(17);
                truth.insert(code, value);
                truths.insert((code.clone(), yesterday), value);
                if random.one_in(8) {
                    continue;
                }
                let key = (code.clone(), yesterday);
                let fault = random.one_in(12).then(|| FAULTS[random.below(FAULTS.len() as u64) as usize]);
                // A jump is one only against the pace of two weeks, and a fall only against a figure before.
                let before = books.accepted.range(..=key.clone()).next_back().filter(|((c, _), _)| c == code);
                let before = before.map(|(_, value)| *value);
                let fault = fault.filter(|fault| match fault {
                    Fault::Jumps => night > 30,
                    Fault::Falls | Fault::AnotherValue => before.is_some(),
                    _ => true,
                });
                expect_aside += send(&mut books, &mut rows, fault, &key, value, before);
            }
            // The night's file may come broken; its sender tries again another night.
            let keys: Vec<Key> = rows.iter().map(|row| (row.commune.clone(), row.date)).collect();
            let name = format!("{sender}-{}.csv", yesterday.strftime("%d%m"));
            if rows.len() > 2 && random.one_in(40) {
                break_file(&site, &name, &mut random);
                let _ = keys;
                books.broken_files += 1;
                undo(&mut books, &rows, &mut expect_aside);
                continue;
            }
            files.insert(name, rows);
        }
        // What was set aside comes back, mended, in a file of its own; and some rows come twice.
        let mut rows = Vec::new();
        let open: Vec<Key> = books.open.iter().filter(|_| random.one_in(2)).cloned().collect();
        for key in open.into_iter().filter(|key| truths.contains_key(key) && key.1 < yesterday) {
            books.sent += 1;
            books.taken += 1;
            books.open.remove(&key);
            books.accepted.insert(key.clone(), truths[&key]);
            rows.push(Row::new(&key, truths[&key].to_string()));
        }
        let known: Vec<Key> = books.accepted.keys().cloned().collect();
        for key in known.iter().filter(|key| key.1 < yesterday) {
            if !random.one_in(200) {
                continue;
            }
            if rows.iter().any(|row| (&row.commune, row.date) == (&key.0, key.1)) {
                continue;
            }
            books.sent += 1;
            if books.accepted[key] == truths[key] && random.one_in(2) {
                // Someone found one more, and signs for it.
                books.taken += 1;
                let value = truths[key] + 1;
                books.accepted.insert(key.clone(), value);
                let signed =
                    Row { by: "Phòng VHXH", reason: "đếm sót", ..Row::new(key, value.to_string()) };
                rows.push(signed);
            } else {
                books.unchanged += 1;
                rows.push(Row::new(key, books.accepted[key].to_string()));
            }
        }
        if !rows.is_empty() {
            files.insert(format!("sua-{}.csv", letters(night)), rows);
        }
        for (number, (name, rows)) in files.iter().enumerate() {
            write(&site, name, rows, night as usize + number);
        }
        let news = run(&site, today);
        let intake = &news["intake"]["progress"];
        let count = |key: &str| intake[key].as_u64().unwrap_or_default() as usize;
        let sent: usize = files.values().map(Vec::len).sum();
        assert_eq!(count("sent"), sent, "night {night}: {intake}");
        assert_eq!(
            count("sent") + count("released"),
            count("accepted") + count("unchanged") + count("superseded") + count("set_aside"),
            "night {night}: {intake}"
        );
        assert_eq!(count("set_aside"), expect_aside, "night {night}: {}", told(&news));
        assert!(inbox_is_empty(&site), "night {night}");
        // Nothing that was accepted is ever rewritten.
        let accepted = day_files(&site);
        for (day, before) in &days_of_accepted {
            assert!(accepted[day].starts_with(before), "night {night}: {day} was rewritten");
        }
        days_of_accepted = accepted;
        assert_eq!(standing(&site), books.accepted, "night {night}");
        // The live site shows it.
        let shown = shown(&site);
        for code in &communes {
            let last = books.accepted.iter().rev().find(|((commune, _), _)| commune == code);
            assert_eq!(
                shown.get(code),
                last.map(|((_, day), value)| (*day, *value)).as_ref(),
                "night {night}: {code}"
            );
        }
        books.set_aside += expect_aside;
    }
    println!("{}", books.summary());
    assert_eq!(books.sent, books.taken + books.unchanged + books.superseded + books.set_aside);
    assert!(books.faults.len() == FAULTS.len(), "{:?}", books.faults);
    let open: Value = serde_json::from_str(&site.read("content/set-aside/open.json")).unwrap();
    let open = open["records"].as_array().unwrap().len();
    assert!(open >= books.open.len(), "{open} open records, {} expected", books.open.len());
}

/// Adds what a sender writes for one commune, and books what should become of it. Gives how many records should be set
/// aside.
fn send(
    books: &mut Books,
    rows: &mut Vec<Row>,
    fault: Option<Fault>,
    key: &Key,
    value: u64,
    before: Option<u64>,
) -> usize {
    let row = |value: String| Row::new(key, value);
    let Some(fault) = fault else {
        books.sent += 1;
        books.taken += 1;
        books.open.remove(key);
        books.accepted.insert(key.clone(), value);
        rows.push(row(value.to_string()));
        return 0;
    };
    *books.faults.entry(fault).or_default() += 1;
    books.sent += 1;
    match fault {
        Fault::Falls => rows.push(row((before.unwrap() - 1).to_string())),
        Fault::Jumps => rows.push(row((value + 9_000).to_string())),
        Fault::InFuture => rows.push(Row { date: key.1 + 40.days(), ..row(value.to_string()) }),
        Fault::NotANumber => rows.push(row("ba trăm".to_owned())),
        Fault::Fraction => rows.push(row(format!("{value}.5"))),
        Fault::Negative => rows.push(row(format!("-{value}"))),
        Fault::MoreThanAll => rows.push(row((ADULTS + 1).to_string())),
        Fault::UnknownCommune => {
            rows.push(Row { commune: "Xã Không Có Thật".to_owned(), ..row(value.to_string()) });
        }
        Fault::Twice => {
            books.sent += 1;
            rows.push(row(value.to_string()));
            rows.push(row((value + 2).to_string()));
            books.open.insert(key.clone());
            return 2;
        }
        Fault::AnotherValue => {
            // The day before was told already.
            let (known, accepted) = books.accepted.range(..key.clone()).next_back().unwrap();
            rows.push(Row::new(&known.clone(), (accepted + 2).to_string()));
            return 1;
        }
    }
    if !matches!(fault, Fault::InFuture | Fault::UnknownCommune) {
        books.open.insert(key.clone());
    }
    1
}

/// Takes back what was booked of a file that nobody can read.
fn undo(books: &mut Books, rows: &[Row], expect_aside: &mut usize) {
    for row in rows {
        let key = (row.commune.clone(), row.date);
        books.sent -= 1;
        if books.accepted.get(&key).is_some_and(|value| value.to_string() == row.value) {
            books.taken -= 1;
            books.accepted.remove(&key);
            books.open.insert(key);
        } else {
            *expect_aside -= 1;
        }
    }
}

impl Row {
    fn new(key: &Key, value: String) -> Row {
        Row { date: key.1, commune: key.0.clone(), value, by: "", reason: "" }
    }
}

impl Books {
    fn summary(&self) -> String {
        format!(
            "{NIGHTS} nights: {} records sent, {} accepted, {} unchanged, {} superseded, {} set aside, {} files broken; {:?}",
            self.sent,
            self.taken,
            self.unchanged,
            self.superseded,
            self.set_aside,
            self.broken_files,
            self.faults
        )
    }
}

/// Makes the small site one of three dozen communes that publishes, without figures of its own; gives their codes.
fn province(site: &Site) -> Vec<String> {
    let vietnam = Vietnam::read();
    let all =
        vietnam.communes.iter().filter(|commune| commune.province_code == "75" && commune.code != "26188");
    let chosen: Vec<_> = all.take(SENDERS.len() * COMMUNES_EACH).collect();
    let header = site.read("content/communes.csv").lines().next().unwrap().to_owned();
    let columns: Vec<&str> = header.split(',').collect();
    let place = |name: &str| columns.iter().position(|column| *column == name).unwrap();
    let mut table = site.read("content/communes.csv");
    for commune in &chosen {
        let mut cells = vec![String::new(); columns.len()];
        cells[place("code")] = commune.code.clone();
        cells[place("name")] = commune.name.clone();
        cells[place("kind")] = commune.kind.clone();
        cells[place("province_code")] = "75".to_owned();
        cells[place("province")] = commune.province.clone();
        cells[place("adults")] = ADULTS.to_string();
        table += &format!("{}\n", cells.join(","));
    }
    site.write("content/communes.csv", &table);
    site.remove("content/progress");
    site.replace("content/site.yaml", "ends: 2025-10-31", "ends: 2026-03-31");
    site.append("content/site.yaml", "publish: {to: live, keep: 5}\n");
    chosen.iter().map(|commune| commune.code.clone()).collect()
}

/// Writes a drop as one of the programs that senders use does, old enough to be whole.
fn write(site: &Site, name: &str, rows: &[Row], form: usize) {
    let signed = rows.iter().any(|row| !row.by.is_empty());
    let mut header = vec!["Ngày", "Mã xã", "Chữ ký số cá nhân"];
    if signed {
        header.extend(["Người đính chính", "Lý do"]);
    }
    let cells = |row: &Row| {
        let mut cells =
            vec![row.date.strftime("%d/%m/%Y").to_string(), row.commune.clone(), row.value.clone()];
        if signed {
            cells.extend([row.by.to_owned(), row.reason.to_owned()]);
        }
        cells
    };
    let lines = |mark: &str| {
        let all = std::iter::once(header.join(mark)).chain(rows.iter().map(|row| cells(row).join(mark)));
        all.map(|line| format!("{line}\r\n")).collect::<String>()
    };
    let path = format!("content/inbox/progress/{name}");
    match form % 3 {
        // Excel for Windows, Vietnamese: CSV UTF-8, and Unicode text.
        0 => site.write_bytes(&path, format!("\u{feff}{}", lines(";")).as_bytes()),
        1 => {
            let text = lines("\t");
            let bytes: Vec<u8> =
                "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
            site.write_bytes(&path, &bytes);
        }
        _ => site.write(&path, &lines(",")),
    }
    settle(site, &path);
}

/// A file that nobody can read.
fn break_file(site: &Site, name: &str, random: &mut Random) {
    let path = format!("content/inbox/progress/{name}");
    match random.below(3) {
        0 => site.write(&path, ""),
        1 => site.write(&path, "<!doctype html><title>Đăng nhập</title>"),
        _ => site.write(&path, "Ngày;Tên\r\n20/10/2025;abc\r\n"),
    }
    settle(site, &path);
}

/// A drop that changed within the last minute waits for the next night.
fn settle(site: &Site, path: &str) {
    let file = fs::File::options().write(true).open(site.path(path)).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(120)).unwrap();
}

/// Runs a night at ten past midnight of the campaign's zone, and gives its report.
fn run(site: &Site, today: Date) -> Value {
    let midnight = today.at(0, 10, 0, 0).in_tz("Asia/Ho_Chi_Minh").unwrap();
    let run = site.loa_at(&["nightly"], midnight.timestamp().as_second());
    assert!([0, 3].contains(&run.status), "{today}: {} {}{}", run.status, run.stdout, run.stderr);
    serde_json::from_str(&site.read(&format!("staff/nightly/{today}.json"))).unwrap()
}

/// What was set aside, and why.
fn told(news: &Value) -> String {
    let told = news["set_aside"].as_array().unwrap().iter();
    told.map(|told| format!("\n{} {}: {}", told["file"], told["cell"], told["message"])).collect()
}

fn inbox_is_empty(site: &Site) -> bool {
    let mut entries = walkdir::WalkDir::new(site.path("content/inbox")).into_iter().map(Result::unwrap);
    !entries.any(|entry| entry.file_type().is_file())
}

/// The files of accepted figures, by name.
fn day_files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let folder = site.path("content/accepted/progress");
    let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
    let entries = entries.map(Result::unwrap);
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

/// What stands by the accepted files alone: the last line of each key.
fn standing(site: &Site) -> BTreeMap<Key, u64> {
    let mut standing = BTreeMap::new();
    for bytes in day_files(site).into_values() {
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        for row in reader.records().map(Result::unwrap) {
            standing.insert((row[1].to_owned(), row[0].parse().unwrap()), row[3].parse().unwrap());
        }
    }
    standing
}

/// The newest figure of each commune in the open data of the live site.
fn shown(site: &Site) -> BTreeMap<String, (Date, u64)> {
    let mut shown = BTreeMap::new();
    let text = site.read("live/current/data/progress.csv");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().unwrap().clone();
    let column =
        |name: &str| header.iter().position(|column| column == name).unwrap_or_else(|| panic!("{header:?}"));
    let (date, scope, value) = (column("date"), column("scope"), column("value"));
    for row in reader.records().map(Result::unwrap) {
        let (day, value): (Date, u64) = (row[date].parse().unwrap(), row[value].parse().unwrap());
        let newest = shown.entry(row[scope].to_owned()).or_insert((day, value));
        if newest.0 <= day {
            *newest = (day, value);
        }
    }
    shown
}

/// A name without digits, so that no two nights seem to be of one sender.
fn letters(number: i64) -> String {
    let letter = |digit: i64| char::from(b'a' + u8::try_from(digit).unwrap());
    format!("{}{}", letter(number / 26), letter(number % 26))
}
