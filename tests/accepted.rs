//! What was taken in lies over the tables kept by hand (contract, section 10): figures by day, points and sessions by id.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use crate::support::Site;
use crate::support::visible_text;

const PROGRESS: &str = "date,commune,indicator,value,group,as_unit,missing,approx,source,correction_by,reason,\
                        override_until,drop\n";
const POINTS: &str = "commune,name,id,address,phone,lat,lon,hours,main,from,until,note,drop\n";
const SCHEDULES: &str = "date,start,commune,point,end,place,audience,providers,note,id,until,weekdays,status,reason,\
                         moved_to,drop\n";

impl Site {
    /// Adds lines to the accepted figures of an intake day.
    fn take_in(&self, day: &str, lines: &[&str]) {
        self.accept("progress", day, PROGRESS, lines);
    }

    fn accept(&self, table: &str, day: &str, header: &str, lines: &[&str]) {
        let path = format!("content/accepted/{table}/{day}.csv");
        let old = if self.exists(&path) { self.read(&path) } else { header.to_owned() };
        self.write(&path, &format!("{old}{}\n", lines.join("\n")));
    }

    /// The days of 26188 and what is said of them, from the open data.
    fn figures(&self) -> Vec<(String, String)> {
        let csv = self.output("data/progress/26188.csv");
        let rows = csv.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
        rows.map(|cells| (cells[0].to_owned(), cells[4].to_owned())).collect()
    }

    /// What is said of one day, if anything.
    fn figure(&self, day: &str) -> Option<String> {
        let figures = self.figures();
        let mut of_day = figures.into_iter().filter(|(date, _)| date == day).map(|(_, value)| value);
        let first = of_day.next();
        assert_eq!(of_day.next(), None, "one figure a day");
        first
    }
}

#[test]
fn an_accepted_figure_is_shown_with_its_own_day() {
    let site = Site::small();
    site.take_in("2025-10-21", &["2025-10-20,26188,signatures,437,,,,,,,,,tan-trieu.xlsx:4"]);
    site.build().ends_with(0);
    assert_eq!(site.figures().len(), 6);
    assert_eq!(site.figure("2025-10-20").as_deref(), Some("437"));
    let page = visible_text(&site.output("commune/26188/index.html"));
    assert!(page.contains("437"), "{page}");
    site.loa(&["check", "--as-of", "2025-10-20"]).ends_with(0);
}

#[test]
fn the_same_figures_make_the_same_pages_wherever_they_lie() {
    let (kept, taken) = (Site::small(), Site::small());
    let rows = kept.read("content/progress/tan-trieu.csv");
    let line = |row: &str| {
        let (date, value) = row.split_once(",26188,").unwrap();
        format!("{date},26188,signatures,{value},,,,,,,,,tan-trieu.xlsx:4")
    };
    let lines: Vec<String> = rows.lines().skip(1).map(line).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    taken.take_in("2025-10-17", &lines[..2]);
    taken.take_in("2025-10-20", &lines[2..]);
    taken.build().ends_with(0);
    kept.build().ends_with(0);
    assert_eq!(kept.tree(), taken.tree(), "beside the rows kept by hand");
    taken.remove("content/progress/tan-trieu.csv");
    taken.build().ends_with(0);
    assert_eq!(kept.tree(), taken.tree(), "alone");
}

#[test]
fn a_row_kept_by_hand_that_says_otherwise_is_set_aside_and_the_accepted_figure_stays() {
    let site = Site::small();
    site.take_in("2025-10-18", &["2025-10-17,26188,signatures,366,,,,,,,,,tan-trieu.xlsx:4"]);
    let place = "content/accepted/progress/2025-10-18.csv:2";
    for command in ["build", "check"] {
        site.loa(&[command, "--as-of", "2025-10-20"]).ends_with(3).says(&[
            "progress-not-as-accepted",
            "content/progress/tan-trieu.csv:4",
            "`365`",
            "`366`",
            place,
        ]);
    }
    assert_eq!(site.figure("2025-10-17").as_deref(), Some("366"));
    // A bad row says nothing at all, so that the accepted figure stands alone.
    site.replace("content/progress/tan-trieu.csv", "2025-10-17,26188,365", "2025-10-17,26188,36.5");
    site.build().ends_with(3).says(&["count-fraction"]).is_silent_on("progress-not-as-accepted");
    assert_eq!(site.figure("2025-10-17").as_deref(), Some("366"));
}

#[test]
fn a_correction_wins_wherever_it_lies() {
    let kept = Site::small();
    kept.write(
        "content/progress/tan-trieu.csv",
        "date,commune,signatures,correction_by,reason\n2025-10-17,26188,365,Nguyễn Văn A,đếm lại\n",
    );
    kept.take_in("2025-10-18", &["2025-10-17,26188,signatures,366,,,,,,,,,tan-trieu.xlsx:4"]);
    kept.build().ends_with(0);
    assert_eq!(kept.figure("2025-10-17").as_deref(), Some("365"), "the one kept by hand");

    let correct =
        |value: u32| format!("2025-10-17,26188,signatures,{value},,,,,,Trần Thị B,đếm lại,,b.xlsx:4");
    kept.take_in("2025-10-20", &[&correct(368), &correct(369)]);
    kept.take_in("2025-10-19", &[&correct(370)]);
    kept.build().ends_with(0);
    assert_eq!(kept.figure("2025-10-17").as_deref(), Some("369"), "the last line of the last day");
    kept.remove("content/accepted/progress/2025-10-20.csv");
    kept.build().ends_with(0);
    assert_eq!(kept.figure("2025-10-17").as_deref(), Some("370"), "before the one kept by hand");
}

/// Names differ in their case, and so stand in another order than that in which they were taken in.
#[test]
fn the_last_correction_counts_however_names_are_spelt() {
    let line = |value: u32, day: u32, group: &str, unit: &str| {
        format!("2025-10-{day},26188,signatures,{value},{group},{unit},,,,Trần Thị B,đếm lại,,b.xlsx:4")
    };
    for (first, last) in [("Phường Cũ", "phường Cũ"), ("phường Cũ", "Phường Cũ")] {
        let site = Site::small();
        site.take_in("2025-10-18", &[&line(11, 17, "", first), &line(21, 17, first, "")]);
        site.take_in("2025-10-19", &[&line(12, 17, "", last), &line(22, 17, last, "")]);
        site.build().ends_with(0);
        let csv = site.output("data/progress/26188.csv");
        for (value, there) in [(",11,", false), (",12,", true), (",21,", false), (",22,", true)] {
            assert_eq!(csv.contains(value), there, "{first}, then {last}: {value}\n{csv}");
        }
        assert!(csv.contains(&format!("2025-10-17,26188,{first},signatures,22")), "{csv}");
    }
}

#[test]
fn what_a_group_is_called_is_as_the_newest_line_says() {
    let header = PROGRESS.replace(",drop", ",drop,group_en");
    let line = |day: u32, name: &str| {
        format!("2025-10-{day},26188,signatures,{day},Hội Phụ nữ,,,,,,,,b.xlsx:4,{name}")
    };
    let names = ["Women Union", "Women's Union", "Women Union", ""];
    for (newest, threads) in [(1, "1"), (1, "3"), (2, "1"), (2, "2"), (2, "4"), (3, "1"), (3, "3")] {
        let site = Site::small();
        for (day, name) in (17..).zip(&names[..=newest]) {
            site.accept("progress", &format!("2025-10-{day}"), &header, &[&line(day, name)]);
        }
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_loa"));
        command.arg("--root").arg(site.root()).args(["build", "--as-of", support::TODAY]);
        assert!(command.env("RAYON_NUM_THREADS", threads).status().unwrap().success());
        let page = site.output("en/commune/26188/index.html");
        let shown: Vec<&str> = ["Women Union", "Women&#39;s Union", "Women's Union"]
            .into_iter()
            .filter(|name| page.contains(&format!(">{name}<")))
            .collect();
        let expected = names[newest.min(2)];
        assert_eq!(shown.len(), 1, "{newest} {threads}: {shown:?}");
        assert_eq!(shown[0].replace("&#39;", "'"), expected, "{newest} {threads}");
    }
}

#[test]
fn a_correction_needs_who_and_why() {
    let site = Site::small();
    site.take_in("2025-10-18", &["2025-10-17,26188,signatures,365,,,,,,,,,a.xlsx:4"]);
    site.take_in("2025-10-19", &["2025-10-17,26188,signatures,366,,,,,,Trần Thị B,,,b.xlsx:4"]);
    site.build().ends_with(3).says(&["content/accepted/progress/2025-10-19.csv:2"]);
    assert_eq!(site.figure("2025-10-17").as_deref(), Some("365"), "what was taken in first");
}

#[test]
fn what_a_line_says_beside_its_figure_is_read() {
    let site = Site::small();
    let header = PROGRESS.replace('\n', ",group_en\n");
    site.accept(
        "progress",
        "2025-10-20",
        &header,
        &[
            "2025-10-18,26188,signatures,12,\"Hội Phụ nữ, xã\",,,,,,,,a.xlsx:4,Women's Union",
            "2025-10-20,26188,signatures,412,,,580,yes,\"Báo cáo \"\"số 5\"\"\",,,,a.xlsx:5,",
        ],
    );
    site.build().ends_with(0);
    let csv = site.output("data/progress/26188.csv");
    assert!(csv.contains("2025-10-20,26188,,signatures,412,580,true,\"Báo cáo \"\"số 5\"\"\",,,"), "{csv}");
    assert!(csv.contains("2025-10-18,26188,\"Hội Phụ nữ, xã\",signatures,12,"), "{csv}");
    assert!(visible_text(&site.output("en/commune/26188/index.html")).contains("Women's Union"));
    assert!(visible_text(&site.output("commune/26188/index.html")).contains("Hội Phụ nữ, xã"));
}

#[test]
fn figures_of_days_to_come_wait_for_their_day() {
    let site = Site::small();
    site.take_in("2025-10-22", &["2025-10-21,26188,signatures,437,,,,,,,,,tan-trieu.xlsx:4"]);
    site.build().ends_with(0);
    assert_eq!(site.figure("2025-10-21"), None);
    site.build_on("2025-10-21").ends_with(0);
    assert_eq!(site.figure("2025-10-21").as_deref(), Some("437"));
}

#[test]
fn figures_of_a_commune_that_is_gone_are_told_and_left_out() {
    let site = Site::small();
    site.take_in(
        "2025-10-20",
        &[
            "2025-10-19,26999,signatures,437,,,,,,,,,tan-trieu.xlsx:4",
            "2025-10-19,26188,signatures,40.00%,,,,,,,,,tan-trieu.xlsx:5",
        ],
    );
    site.build().ends_with(0).says(&["accepted-unused", "26999", "`40.00%`"]);
    assert_eq!(site.figure("2025-10-19").as_deref(), Some("400"));
}

#[test]
fn an_accepted_file_that_cannot_be_read_stops_the_build_and_names_the_line() {
    let good = "2025-10-19,26188,signatures,400,,,,,,,,,tan-trieu.xlsx:4";
    let faults = [
        ("progress", PROGRESS, good.replace("400", "4OO"), ":3"),
        ("progress", PROGRESS, good.replace(",tan-trieu", ""), ":3"),
        ("progress", PROGRESS, good.replace("tan-trieu", "\"tan\",trieu"), ":3"),
        ("progress", "day,commune\n", good.to_owned(), ":1"),
        ("points", POINTS, "26188,Nhà văn hóa,,,,,,,,,,,a.xlsx:3".to_owned(), ":3"),
        ("schedules", SCHEDULES, "2025-10-21,19:00,26188".to_owned(), ":3"),
    ];
    for (table, header, line, at) in faults {
        let site = Site::small();
        let first = match table {
            "points" => "26188,Nhà văn hóa,26188-7,,,,,,,,,,a.xlsx:3",
            "schedules" => "2025-10-21,19:00,26188,,,,,,,26188-2025-10-21-1900,,,,,,a.xlsx:3",
            _ => good,
        };
        site.accept(table, "2025-10-20", header, &[first, &line]);
        let place = format!("content/accepted/{table}/2025-10-20.csv{at}");
        site.build().ends_with(1).says(&["accepted-unreadable", &place]);
        assert!(!site.exists("output/index.html"), "{line}");
    }
    let site = Site::small();
    site.write("content/accepted/progress/2025-10-20.csv", &format!("{PROGRESS}{good}"));
    site.build().ends_with(1).says(&["cut off"]);
    site.remove("content/accepted/progress/2025-10-20.csv");
    site.write("content/accepted/progress/20-10-2025.csv", PROGRESS);
    site.build().says(&["unknown-file", "progress/20-10-2025.csv"]);
}

#[test]
fn an_accepted_session_replaces_the_one_kept_by_hand_and_a_later_one_replaces_it() {
    let site = Site::small();
    let id = "26188-2-2025-10-21-1900";
    let row =
        |end: &str, status: &str| format!("2025-10-21,19:00,,26188-2,{end},,,,,{id},,,{status},,a.xlsx:3");
    let page = |site: &Site| visible_text(&site.output("26188-2/index.html"));
    site.accept("schedules", "2025-10-18", SCHEDULES, &[&row("21:30", ",")]);
    site.build().ends_with(0);
    assert!(page(&site).contains("19:00–21:30"), "{}", page(&site));
    assert!(!page(&site).contains("19:00–21:00"), "{}", page(&site));
    site.accept("schedules", "2025-10-19", SCHEDULES, &[&row("20:30", "cancelled,mưa bão")]);
    site.build().ends_with(0);
    assert!(page(&site).contains("mưa bão") && !page(&site).contains("21:30"), "{}", page(&site));
    // Rows of a newer day that speak of other sessions change nothing.
    let other = "2025-10-22,8:00,,26188-2,11:00,,,,,26188-2-2025-10-22-0800,,,,,,b.xlsx:3";
    site.accept("schedules", "2025-10-20", SCHEDULES, &[other]);
    site.build().ends_with(0);
    assert!(page(&site).contains("mưa bão") && page(&site).contains("08:00–11:00"), "{}", page(&site));
    // One that cannot be held leaves the one before it.
    site.accept(
        "schedules",
        "2025-10-20",
        SCHEDULES,
        &[&row("21:45", ",").replace(",26188-2,", ",26188-9,")],
    );
    site.build().ends_with(3).says(&["unknown-point", "content/accepted/schedules/2025-10-20.csv:3"]);
    assert!(page(&site).contains("mưa bão"), "{}", page(&site));
}

#[test]
fn an_accepted_point_replaces_the_one_kept_by_hand_and_new_ones_get_a_code() {
    let site = Site::small();
    site.build().ends_with(0);
    let before = site.ledger().len();
    let row = |id: &str, name: &str, rest: &str| format!("26188,{name},{id},Số 7,,,,,{rest},,a.xlsx:3");
    site.accept(
        "points",
        "2025-10-18",
        POINTS,
        &[&row("26188-2", "Nhà văn hóa mới", ",,"), &row("26188-3", "Trường học", ",,")],
    );
    site.build().ends_with(0);
    let page = visible_text(&site.output("26188-2/index.html"));
    assert!(page.contains("Nhà văn hóa mới") && !page.contains("Nhà văn hóa khu phố 1"), "{page}");
    assert!(site.exists("output/26188-3/qr.svg"));
    assert_eq!(site.ledger().len(), before + 1);
    // The commune's own, and a row that cannot be taken any more.
    site.accept(
        "points",
        "2025-10-19",
        POINTS,
        &[&row("26188", "Trụ sở mới", "yes,,"), &row("26188-3", "Trường học", ",2025-10-20,2025-10-10")],
    );
    site.build().ends_with(3).says(&["until-before-from", "content/accepted/points/2025-10-19.csv:3"]);
    let page = visible_text(&site.output("26188/index.html"));
    assert!(page.contains("Trụ sở mới") && !page.contains("Trung tâm Phục vụ"), "{page}");
    assert!(visible_text(&site.output("26188-3/index.html")).contains("Trường học"));
}

#[test]
fn a_bad_row_kept_by_hand_falls_back_on_the_accepted_one() {
    let site = Site::small();
    site.accept(
        "points",
        "2025-10-18",
        POINTS,
        &[
            "26188,Nhà văn hóa cũ,26188-2,Số 7,,,,,,,,,a.xlsx:3",
            "26188,Trụ sở,26188,Số 1,,,,,yes,,,,a.xlsx:4",
        ],
    );
    site.replace("content/points.csv", "2025-10-09,2025-10-30", "2025-10-30,2025-10-09");
    site.replace("content/points.csv", "có,2025-10-01,2025-10-30", "chắc,2025-10-01,2025-10-30");
    site.build().ends_with(3).says(&["until-before-from", "flag-form"]);
    let page = visible_text(&site.output("26188-2/index.html"));
    assert!(page.contains("Nhà văn hóa cũ"), "{page}");
    assert!(!page.contains("đang được kiểm tra"), "{page}");
    let page = visible_text(&site.output("26188/index.html"));
    assert!(page.contains("Trụ sở") && !page.contains("đang được kiểm tra"), "{page}");
}

#[test]
fn beside_an_accepted_main_point_one_kept_by_hand_is_set_aside() {
    let site = Site::small();
    site.accept("points", "2025-10-18", POINTS, &["26188,Trường học,26188-3,Số 7,,,,,yes,,,,a.xlsx:3"]);
    site.build().ends_with(3).says(&["two-main-points", "content/points.csv:2"]);
    site.loa(&["check", "--as-of", "2025-10-20"]).is_silent_on("--> content/accepted");
    assert!(visible_text(&site.output("26188/index.html")).contains("Trường học"));
}

#[test]
fn main_points_of_one_drop_may_follow_each_other() {
    let site = Site::small();
    site.accept(
        "points",
        "2025-10-18",
        POINTS,
        &[
            "26188,Trụ sở cũ,26188,Số 1,,,,,yes,,2025-10-24,,a.xlsx:3",
            "26188,Trụ sở mới,26188,Số 2,,,,,yes,2025-10-25,,,a.xlsx:4",
        ],
    );
    site.build().ends_with(0);
    assert!(visible_text(&site.output("26188/index.html")).contains("Trụ sở cũ"));
    site.build_on("2025-10-25").ends_with(0);
    assert!(visible_text(&site.output("26188/index.html")).contains("Trụ sở mới"));
}
