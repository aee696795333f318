//! What changed tonight: a small site, a night, one change, the next night, and what its report says of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use serde_json::Value;
use support::Site;

/// Runs a night on a day, which stands in site.yaml so that the clock of the machine plays no part.
fn night(site: &Site, day: &str, status: i32) -> Value {
    let yaml = site.read("content/site.yaml");
    let kept: String =
        yaml.lines().filter(|line| !line.starts_with("as_of:")).map(|l| format!("{l}\n")).collect();
    let sample = if kept.contains("\nsample: true") { "" } else { "sample: true\n" };
    site.write("content/site.yaml", &format!("{kept}{sample}as_of: {day}\n"));
    let run = site.loa(&["nightly"]);
    assert_eq!(run.status, status, "{}{}", run.stdout, run.stderr);
    serde_json::from_str(&site.read(&format!("staff/nightly/{day}.json"))).unwrap()
}

fn text(site: &Site, day: &str, language: &str) -> String {
    site.read(&format!("staff/nightly/{day}.{language}.txt"))
}

fn of<'a>(news: &'a Value, list: &str, key: &str) -> Vec<&'a str> {
    news[list].as_array().unwrap().iter().map(|entry| entry[key].as_str().unwrap()).collect()
}

#[test]
fn the_first_night_has_nothing_to_compare_with_and_says_so() {
    let site = Site::small();
    let news = night(&site, "2025-10-20", 0);
    assert_eq!(news["since"], Value::Null);
    for list in ["figures", "sessions", "posters", "set_aside", "corrections"] {
        assert_eq!(news[list].as_array().unwrap().len(), 0, "{list}");
    }
    assert!(text(&site, "2025-10-20", "en").contains("This is the first run"));
    assert!(text(&site, "2025-10-20", "vi").contains("lần chạy đầu tiên"));
    assert!(text(&site, "2025-10-20", "vi").contains("dữ liệu mẫu"), "the site says `sample: true`");
}

#[test]
fn a_night_without_news_says_what_the_day_alone_changed() {
    let site = Site::small();
    night(&site, "2025-10-20", 0);
    let news = night(&site, "2025-10-21", 0);
    assert_eq!(news["since"], "2025-10-20");
    assert_eq!(news["figures"].as_array().unwrap().len(), 0);
    assert_eq!(news["sessions"].as_array().unwrap().len(), 0);
    let news = night(&site, "2025-10-22", 0);
    assert_eq!(of(&news, "sessions", "what"), ["past"]);
    assert_eq!(of(&news, "sessions", "id"), ["26188-2-2025-10-21-1900"]);
}

#[test]
fn a_figure_is_told_with_what_it_was() {
    let site = Site::small();
    night(&site, "2025-10-20", 0);
    site.append("content/progress/tan-trieu.csv", "2025-10-20,26188,1430\n");
    let news = night(&site, "2025-10-20", 0);
    let change =
        news["figures"].as_array().unwrap().iter().find(|change| change["scope"] == "26188").unwrap();
    assert_eq!(change["before"], serde_json::json!({"value": "400", "as_of": "2025-10-19"}));
    assert_eq!(change["after"], serde_json::json!({"value": "1430", "as_of": "2025-10-20"}));
    let english = text(&site, "2025-10-20", "en");
    assert!(english.contains("signatures: 400 (2025-10-19) → 1,430 (2025-10-20)"), "{english}");
    let vietnamese = text(&site, "2025-10-20", "vi");
    assert!(vietnamese.contains("400 (ngày 19/10/2025) → 1.430 (ngày 20/10/2025)"), "{vietnamese}");
    assert!(of(&news, "figures", "scope").contains(&"all"));
}

#[test]
fn sessions_are_told_as_added_cancelled_changed_or_gone() {
    let site = Site::small();
    let schedule = "content/schedules/tan-trieu.csv";
    site.replace(schedule, "date,start,end,commune", "id,status,reason,date,start,end,commune");
    site.replace(schedule, "2025-10-09,", "a,,,2025-10-09,");
    site.replace(schedule, "2025-10-21,", "b,,,2025-10-21,");
    site.replace(schedule, "2025-10-25,", "c,,,2025-10-25,");
    night(&site, "2025-10-20", 0);
    site.replace(schedule, "b,,,", "b,cancelled,Mất điện,");
    site.replace(schedule, "c,,,2025-10-25,7h30", "c,,,2025-10-25,8h");
    site.append(schedule, "d,,,2025-10-28,8h,11h,,26188,,,,\n");
    let news = night(&site, "2025-10-20", 0);
    assert_eq!(of(&news, "sessions", "id"), ["b", "c", "d"]);
    assert_eq!(of(&news, "sessions", "what"), ["cancelled", "changed", "added"]);
    assert!(text(&site, "2025-10-20", "en").contains("(Mất điện)"));
    let rows = site.read(schedule);
    let rest: String =
        rows.lines().filter(|row| !row.starts_with("d,")).map(|row| format!("{row}\n")).collect();
    site.write(schedule, &rest);
    let news = night(&site, "2025-10-20", 0);
    assert_eq!(of(&news, "sessions", "what"), ["gone"]);
}

#[test]
fn a_poster_is_to_be_replaced_when_its_point_is_renamed_or_gone_and_its_code_was_issued() {
    let site = Site::small();
    night(&site, "2025-10-20", 0);
    assert_eq!(site.loa(&["qr", "printed", "26188-2"]).status, 0);
    // The record of the night before knows nothing of the printing; the next one does.
    night(&site, "2025-10-20", 0);
    site.replace("content/points.csv", "Nhà văn hóa khu phố 1", "Nhà văn hóa khu phố Một");
    site.replace("content/points.csv", "Trung tâm Phục vụ hành chính công", "Trung tâm hành chính");
    let news = night(&site, "2025-10-20", 0);
    assert_eq!(of(&news, "posters", "id"), ["26188-2"], "the other code was never printed");
    assert_eq!(of(&news, "posters", "why"), ["renamed"]);
    assert_eq!(site.loa(&["qr", "retire", "26188-2", "--to", "26188"]).status, 0);
    let news = night(&site, "2025-10-20", 0);
    assert_eq!(of(&news, "posters", "why"), ["gone"]);
    assert_eq!(night(&site, "2025-10-20", 0)["posters"].as_array().unwrap().len(), 0, "told once");
}

#[test]
fn silent_communes_deadlines_and_lagging_texts_are_told_every_night() {
    let site = Site::small();
    let news = night(&site, "2025-10-22", 0);
    assert_eq!(news["silent"].as_array().unwrap().len(), 0);
    let news = night(&site, "2025-10-23", 0);
    assert_eq!(of(&news, "silent", "commune"), ["26188"]);
    assert_eq!(news["silent"][0]["days"], 4);
    let directive = site
        .content()
        .into_keys()
        .find(|path| path.starts_with("directives/") && path.contains(".vi."))
        .unwrap();
    let path = format!("content/{directive}");
    let text = site.read(&path);
    assert!(text.contains("\ndeadlines:\n"), "{text}");
    let due = |deadline: &str, day: &str| {
        let entry = format!("\ndeadlines:\n  - {{what: {{vi: Việc mới, en: A new task}}, {deadline}}}\n");
        site.write(&path, &text.replacen("\ndeadlines:\n", &entry, 1));
        let news = night(&site, day, 0);
        let entries = news["deadlines"].as_array().unwrap().clone();
        let new = entries.into_iter().find(|entry| entry["what"] == "Việc mới");
        new.map(|entry| (entry["last"].as_str().unwrap().to_owned(), entry["days"].as_i64().unwrap()))
    };
    let told = |last: &str, days: i64| Some((last.to_owned(), days));
    assert_eq!(due("before: 2025-10-24", "2025-10-23"), told("2025-10-23", 0));
    assert_eq!(due("by: 2025-10-30", "2025-10-23"), told("2025-10-30", 7));
    assert_eq!(due("by: 2025-10-31", "2025-10-23"), None, "eight days ahead");
    assert_eq!(due("monthly_before: 28", "2025-10-23"), told("2025-10-27", 4));
    site.remove("content/pages/about.en.md");
    let news = night(&site, "2025-10-23", 0);
    assert_eq!(of(&news, "translations", "document"), ["pages/about"]);
    assert_eq!(of(&news, "translations", "state"), ["missing"]);
}

#[test]
fn what_is_set_aside_is_told_in_both_languages_with_what_to_type() {
    let site = Site::small();
    night(&site, "2025-10-20", 0);
    site.append("content/progress/tan-trieu.csv", "2025-10-20,26189,30.5\n");
    let news = night(&site, "2025-10-20", 3);
    assert!(!of(&news, "set_aside", "code").is_empty());
    for language in ["vi", "en"] {
        let text = text(&site, "2025-10-20", language);
        assert!(text.contains("progress/tan-trieu.csv") && text.contains('→'), "{text}");
    }
}

#[test]
fn a_second_night_at_the_same_time_is_refused_and_the_first_is_not_disturbed() {
    let site = Site::small();
    night(&site, "2025-10-20", 0);
    let lock = std::fs::File::options().write(true).open(site.path(".loa/nightly.lock")).unwrap();
    lock.lock().unwrap();
    let before = site.read("staff/nightly/2025-10-20.json");
    let run = site.loa(&["nightly"]);
    assert_eq!(run.status, 4, "{}", run.stderr);
    assert!(run.stderr.contains("nightly.lock"), "{}", run.stderr);
    assert_eq!(site.read("staff/nightly/2025-10-20.json"), before);
    drop(lock);
    assert_eq!(site.loa(&["nightly"]).status, 0);
}

#[test]
fn a_lost_record_of_the_last_night_is_a_first_night() {
    let site = Site::small();
    night(&site, "2025-10-20", 0);
    site.write(".loa/last.json", "{\"day\": 7");
    assert_eq!(night(&site, "2025-10-20", 0)["since"], Value::Null);
    assert_eq!(night(&site, "2025-10-20", 0)["since"], "2025-10-20");
}

#[test]
fn reports_of_ninety_days_stay_and_other_peoples_files_too() {
    let site = Site::small();
    for day in 1..=28 {
        for month in 1..=4 {
            site.write(&format!("staff/nightly/2025-{month:02}-{day:02}.json"), "{}");
        }
    }
    site.write("staff/nightly/ghi-chu.txt", "của tôi");
    night(&site, "2025-10-20", 0);
    let days = std::fs::read_dir(site.path("staff/nightly")).unwrap();
    let names: std::collections::BTreeSet<String> =
        days.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(names.contains("ghi-chu.txt"));
    let days: std::collections::BTreeSet<&str> =
        names.iter().filter(|name| name.starts_with("20")).map(|name| &name[..10]).collect();
    assert_eq!(days.len(), 90);
    assert_eq!(days.last(), Some(&"2025-10-20"));
}

#[test]
fn an_error_in_the_content_leaves_the_record_of_the_last_night() {
    let site = Site::small();
    night(&site, "2025-10-20", 0);
    let before = site.read(".loa/last.json");
    site.replace("content/site.yaml", "kind: cumulative", "kind: nothing");
    assert_eq!(site.loa(&["nightly"]).status, 1);
    assert_eq!(site.read(".loa/last.json"), before);
}

#[test]
fn a_night_in_which_a_few_communes_report_rewrites_the_pages_that_show_them_and_the_status() {
    let site = Site::sample();
    assert_eq!(site.loa(&["nightly"]).status, 0);
    let table = "content/progress/dong-nai.csv";
    // The last row of each commune.
    let mut last = std::collections::BTreeMap::new();
    for row in site.read(table).lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        last.insert(cells[1].to_owned(), cells[2].parse::<u64>().unwrap());
    }
    // A twentieth of 426.
    let reporting: Vec<(String, u64)> = last.into_iter().take(21).collect();
    let rows = reporting.iter().map(|(code, value)| format!("2025-10-20,{code},{}\n", value + 7));
    site.append(table, &rows.collect::<String>());
    let before = written_when(&site);
    let run = site.loa(&["nightly"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let news: Value = serde_json::from_str(&site.read("staff/nightly/2025-10-20.json")).unwrap();
    let pages = of_texts(&news["pages"]["changed"]);
    let mut sums = ["", "progress", "communes", "province/75"].map(str::to_owned).to_vec();
    // Texts in which an editor shows figures.
    for (path, bytes) in site.content().iter().filter(|(path, _)| path.ends_with(".md")) {
        let text = String::from_utf8_lossy(bytes);
        if text.contains("```progress") || text.contains("{{ indicator") {
            let name = path.rsplit_once('.').unwrap().0.rsplit_once('.').unwrap().0;
            sums.push(name.strip_prefix("pages/").unwrap_or(name).to_owned());
        }
    }
    for page in &pages {
        let (tag, own) = match page.strip_prefix("/en/") {
            Some(own) => ("en/", own),
            None => ("", page.strip_prefix('/').unwrap()),
        };
        let own = own.trim_end_matches('/');
        if sums.iter().any(|page| page == own) {
            continue;
        }
        // The commune's page, or the page of its code.
        let code = own.strip_prefix("commune/").unwrap_or(own).get(..5);
        let reported = reporting.iter().find(|(reporting, _)| Some(reporting.as_str()) == code);
        let (_, value) = reported.unwrap_or_else(|| panic!("{page} shows no figure that changed"));
        let html = site.read(&format!("output/{tag}{own}/index.html"));
        assert!(html.contains(&grouped(value + 7, tag)), "{page} does not show {value} + 7");
    }
    for (code, _) in &reporting {
        for tag in ["/", "/en/"] {
            assert!(pages.contains(&format!("{tag}commune/{code}/").as_str()), "{tag} {code}");
        }
    }
    let after = written_when(&site);
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    let touched: Vec<&String> =
        after.iter().filter(|(path, when)| before[*path] != **when).map(|(path, _)| path).collect();
    let others = news["pages"]["other_files"].as_u64().unwrap() as usize;
    assert_eq!(touched.len(), pages.len() + others, "{touched:?}");
    assert!(touched.len() < after.len() / 20, "{} of {}", touched.len(), after.len());
}

fn of_texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

/// As the language groups digits.
fn grouped(value: u64, tag: &str) -> String {
    let mark = if tag.is_empty() { '.' } else { ',' };
    if value < 1000 { value.to_string() } else { format!("{}{mark}{:03}", value / 1000, value % 1000) }
}

/// When each file of the site was written, without loa's own records.
fn written_when(site: &Site) -> std::collections::BTreeMap<String, std::time::SystemTime> {
    let output = site.path("output");
    let files = walkdir::WalkDir::new(&output).into_iter().map(Result::unwrap);
    let files =
        files.filter(|entry| entry.file_type().is_file() && !entry.path().starts_with(output.join(".loa")));
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(&output).unwrap().to_string_lossy().into_owned();
            (path, entry.metadata().unwrap().modified().unwrap())
        })
        .collect()
}

#[test]
fn a_night_that_cannot_publish_tells_what_it_took_in_and_keeps_the_report_before() {
    let site = Site::small();
    site.append("content/site.yaml", "publish: {to: live}\n");
    site.write("live", "a file where the releases have to go");
    site.write(
        "content/inbox/progress/tan-trieu.csv",
        "Ngày,Mã xã,Chữ ký số cá nhân\n2025-10-20,26188,410\n",
    );
    let drop = site.path("content/inbox/progress/tan-trieu.csv");
    let file = std::fs::File::options().write(true).open(drop).unwrap();
    file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(120)).unwrap();
    let news = night(&site, "2025-10-20", 4);
    // The target is asked for its codes before anything is built.
    assert_eq!((&news["failed_step"], &news["exit"]), (&Value::from("check"), &Value::from(4)));
    assert_eq!(news["intake"]["progress"]["accepted"], 1);
    assert!(text(&site, "2025-10-20", "en").contains("The night failed at the step \"check\""));
    assert!(!site.exists(".loa/last.json"), "nothing was shown that the next night could be compared with");
    site.remove("live");
    let news = night(&site, "2025-10-20", 0);
    assert_eq!(news["failed_step"], Value::Null);
    let before: Value = serde_json::from_str(&site.read("staff/nightly/2025-10-20.1.json")).unwrap();
    assert_eq!(before["intake"]["progress"]["accepted"], 1, "the report of the first run is not lost");
}

#[test]
fn a_target_among_the_content_or_the_output_is_refused() {
    for to in ["output/live", "content", "staff/x", "."] {
        let site = Site::small();
        site.append("content/site.yaml", &format!("publish: {{to: \"{to}\"}}\n"));
        let run = site.loa(&["nightly"]);
        assert_eq!(run.status, 2, "{to}: {}", run.said());
        assert!(run.stderr.contains("publish.to"), "{to}: {}", run.stderr);
        assert!(!site.exists("output") && !site.exists("content/qr.lock"), "{to}: nothing was built");
    }
}

#[test]
fn a_folder_without_content_is_left_as_it_is() {
    let site = Site::small();
    site.remove("content");
    assert_eq!(site.loa(&["nightly"]).status, 1);
    assert_eq!(std::fs::read_dir(site.root()).unwrap().count(), 0);
}

/// Puts a file into the inbox that was finished a while ago.
fn drop_in(site: &Site, path: &str, text: &str) {
    let path = format!("content/inbox/{path}");
    site.write(&path, text);
    let file = std::fs::File::options().write(true).open(site.path(&path)).unwrap();
    file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(120)).unwrap();
}

/// A site in whose second night much goes wrong.
fn busy_site() -> Site {
    let site = Site::small();
    night(&site, "2025-10-20", 0);
    drop_in(
        &site,
        "progress/bao-cao-22.csv",
        "ngày;xã/phường;chữ ký số cá nhân;ghi chú lạ\n21/10/2025;26188;420;\n22/10/2025;Phường Tân Triêu;30.5;x\n22/10/2025;26188;90;\n",
    );
    drop_in(
        &site,
        "progress/sua.csv",
        "date,commune,signatures,correction_by,reason\n2025-10-19,26188,395,A,đếm lại\n",
    );
    drop_in(&site, "points/diem.docx", "x");
    drop_in(&site, "lac.xlsx", "x");
    site.append("content/progress/tan-trieu.csv", "2025-10-20,26189,30\n");
    site.remove("content/pages/about.en.md");
    night(&site, "2025-10-22", 3);
    site
}

#[test]
fn the_report_of_a_busy_night_is_one_that_an_official_can_read() {
    let site = busy_site();
    for (language, words) in [
        (
            "vi",
            [
                "Số liệu: gửi đến 4, ghi nhận 2, để riêng 2.",
                "Điểm đăng ký: 1 tệp không đọc được.",
                "bao-cao-22.csv: 2 hàng",
                "content/set-aside/progress/bao-cao-22.csv.xlsx",
                "bao-cao-22.csv, ô C4: số lũy kế bị giảm",
                "diem.docx: không đọc được",
                "Chữ ký số cá nhân, ngày 19/10/2025: 400 → 395",
                "content/inbox/lac.xlsx: tệp “lac.xlsx” nằm ngoài",
                "không rõ cột “ghi chú lạ”",
                "đã qua: 21/10/2025 19:00, Phường Tân Triều, Nhà văn hóa khu phố 1 [",
                "“pages/about”: chưa có bản tiếng Anh",
            ],
        ),
        (
            "en",
            [
                "Figures: sent 4, accepted 2, set aside 2.",
                "Registration points: 1 file could not be read.",
                "bao-cao-22.csv: 2 rows",
                "content/set-aside/progress/bao-cao-22.csv.xlsx",
                "bao-cao-22.csv, cell C4: the figure falls",
                "diem.docx: a table in a file",
                "Personal digital signatures, 2025-10-19: 400 → 395",
                "content/inbox/lac.xlsx: the file “lac.xlsx” lies",
                "the column “ghi chú lạ” is not known",
                "over: 2025-10-21 19:00, Phường Tân Triều, Nhà văn hóa khu phố 1 [",
                "“pages/about”: there is no English text",
            ],
        ),
    ] {
        let text = text(&site, "2025-10-22", language);
        for words in words {
            assert!(text.contains(words), "{words}\n{text}");
        }
        for jargon in ["`", "), signatures", "content/inbox/progress/bao-cao", " 0,", " 0."] {
            assert!(!text.contains(jargon), "`{jargon}` in\n{text}");
        }
        let html = site.read(&format!("staff/nightly/2025-10-22.{language}.html"));
        assert!(!html.contains('`'), "{html}");
        assert!(html.contains("<code>lac.xlsx</code>"), "{html}");
        // Whoever prints it wants no list of all pages.
        let (read, folded) = html.split_once("<details>").unwrap();
        assert!(read.contains("400 (") && folded.contains("<li>/commune/26188/</li>"), "{html}");
        assert!(!read.contains("<li>/commune/26188/</li>"), "{html}");
        // What must be done comes before what is only good to know, and the editors' rows are not the senders'.
        let places: Vec<usize> = match language {
            "vi" => [
                "Người xử lý: người vận hành",
                "Người xử lý: biên tập viên",
                "Người xử lý: người nộp bảng",
                "Số liệu thay đổi",
            ],
            _ => [
                "For: the operator",
                "For: the editors",
                "For: whoever sent the table",
                "Figures that changed",
            ],
        }
        .map(|heading| text.find(heading).unwrap_or_else(|| panic!("{heading}\n{text}")))
        .into();
        assert!(places.is_sorted(), "{text}");
        let kept = text.find("content/progress/tan-trieu.csv,").unwrap();
        assert!(places[1] < kept && kept < places[2], "{text}");
    }
}

#[test]
fn what_is_still_to_be_mended_is_told_on_every_night_with_the_file_to_mend() {
    let site = busy_site();
    let news = night(&site, "2025-10-23", 3);
    assert_eq!(of(&news, "returned", "drop"), ["diem.docx", "bao-cao-22.csv"]);
    assert_eq!(of(&news, "returned", "since"), ["2025-10-22", "2025-10-22"]);
    assert_eq!(news["returned"][1]["rows"], 2);
    let text = text(&site, "2025-10-23", "vi");
    assert!(text.contains("bao-cao-22.csv: 2 hàng, từ ngày 22/10/2025"), "{text}");
    assert!(text.contains("diem.docx: cả tệp, từ ngày 22/10/2025"), "{text}");
}

#[test]
fn a_night_says_once_that_the_ledger_was_updated() {
    let site = Site::small();
    site.append("content/site.yaml", "publish: {to: live}\n");
    let said = site.loa(&["nightly"]).ends_with(0).said();
    assert_eq!(said.matches("content/qr.lock").count(), 1, "{said}");
    // Codes that are known already are issued, which is news, too.
    let site = Site::small();
    site.loa(&["build"]).ends_with(0);
    site.append("content/site.yaml", "publish: {to: live}\n");
    let said = site.loa(&["nightly"]).ends_with(0).said();
    assert_eq!(said.matches("content/qr.lock").count(), 1, "{said}");
}
