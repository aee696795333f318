//! Schedules, through the front door: each form of a session as it stands on each page, on a day and on the next; and a
//! schedule too large to be described on one page.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use support::Site;
use support::visible_text;

const SCHEDULE: &str = "content/schedules/tan-trieu.csv";

/// The fixture with one schedule: these lines under this header.
fn with_sessions(header: &str, lines: &[&str]) -> Site {
    let site = Site::small();
    site.write(SCHEDULE, &format!("{header}\n{}\n", lines.join("\n")));
    site
}

/// The days that have a page.
fn day_pages(site: &Site) -> Vec<String> {
    let days = site.tree().into_keys().filter_map(|path| {
        Some(
            path.strip_prefix("schedule/")?
                .strip_suffix("/index.html")
                .filter(|day| day.len() == 10)?
                .to_owned(),
        )
    });
    days.collect()
}

/// The files that differ between two days, without the status files.
fn changed(site: &Site, day: &str, next: &str) -> BTreeSet<String> {
    site.build_on(day).ends_with(0);
    let before = site.tree();
    site.build_on(next).ends_with(0);
    let after = site.tree();
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differ = paths.into_iter().filter(|path| before.get(*path) != after.get(*path));
    differ.filter(|path| !path.contains("status")).cloned().collect()
}

#[test]
fn a_run_is_held_on_its_weekdays_only_and_is_next_on_the_first_of_them() {
    // 2025-10-21 is a Tuesday: the first day on which it is held is the Wednesday after.
    let site = with_sessions(
        "date,until,weekdays,start,end,commune,place",
        &["2025-10-21,2025-10-31,T4;T6,18h30,20h30,26188,Chợ đêm"],
    );
    site.build().ends_with(0);
    assert_eq!(day_pages(&site), ["2025-10-22", "2025-10-24", "2025-10-29", "2025-10-31"]);
    let text = visible_text(&site.output("commune/26188/index.html"));
    for words in ["Thứ Tư 22 Tháng 10", "18:30–20:30", "Thứ Tư, thứ Sáu hằng tuần, đến hết ngày 31/10/2025"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    // On the page of a day it is that day alone.
    let day = visible_text(&site.output("schedule/2025-10-24/index.html"));
    assert!(day.contains("18:30–20:30") && !day.contains("hằng tuần"), "{day}");
    // On the day after a held day the next one stands first.
    site.build_on("2025-10-25").ends_with(0);
    assert!(visible_text(&site.output("index.html")).contains("Thứ Tư 29 Tháng 10"));
    site.build_on("2025-11-01").ends_with(0);
    assert!(!visible_text(&site.output("index.html")).contains("Chợ đêm"));
}

#[test]
fn a_run_changes_pages_on_the_day_after_each_of_its_days_and_on_no_other() {
    let site = with_sessions(
        "date,until,weekdays,start,commune,place",
        &["2025-10-21,2025-10-31,T4,19h,26188,Chợ đêm"],
    );
    assert_eq!(changed(&site, "2025-10-20", "2025-10-21"), BTreeSet::new());
    assert_eq!(changed(&site, "2025-10-21", "2025-10-22"), BTreeSet::new(), "it is still to come");
    let after = changed(&site, "2025-10-22", "2025-10-23");
    for page in ["index.html", "en/index.html", "schedule/index.html", "schedule/2025-10-22/index.html"] {
        assert!(after.contains(page), "{page}: {after:?}");
    }
    assert!(
        !after.contains("schedule/2025-10-29/index.html") && !after.contains("progress/index.html"),
        "{after:?}"
    );
    assert!(!after.contains("data/schedule.csv"), "the data are what was handed in");
}

#[test]
fn sessions_stand_by_day_place_and_province_with_the_next_first() {
    let site = with_sessions(
        "date,start,end,commune,point,place",
        &[
            "2025-10-23,19h,21h,26188,,Sau",
            "2025-10-22,7h30,,,26188-2,",
            "2025-10-22,6h,7h,26188,,Sớm",
            "2025-10-19,8h,9h,26188,,Qua rồi",
        ],
    );
    site.build().ends_with(0);
    for page in ["index.html", "schedule/index.html", "commune/26188/index.html", "province/75/index.html"] {
        let text = visible_text(&site.output(page));
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} on {page}: {text}"));
        assert!(at("06:00–07:00") < at("từ 07:30") && at("từ 07:30") < at("19:00–21:00"), "{page}: {text}");
        assert!(!text.contains("Qua rồi"), "{page}: {text}");
    }
    // The point has its own and those of the commune without a point.
    let point = visible_text(&site.output("26188-2/index.html"));
    assert!(point.contains("từ 07:30") && point.contains("Sớm"), "{point}");
    let html = site.output("schedule/index.html");
    assert!(
        html.contains("data-starts=\"2025-10-22T07:30\" data-ends=\"2025-10-22T23:59\""),
        "without an end it is that day's"
    );
}

#[test]
fn a_session_that_ends_before_it_starts_is_set_aside_and_midnight_is_explained() {
    for (start, end) in [("22h", "1h"), ("19h", "7h"), ("19h", "19h")] {
        let site = with_sessions(
            "date,start,end,commune",
            &[&format!("2025-10-22,{start},{end},26188"), "2025-10-23,8h,9h,26188"],
        );
        site.build().ends_with(3).says(&["end-before-start", "after midnight, make two rows", "23h59"][..2]);
        assert_eq!(day_pages(&site), ["2025-10-23"]);
    }
    let site =
        with_sessions("date,start,end,commune", &["2025-10-22,22h,23h59,26188", "2025-10-23,0h,1h,26188"]);
    site.build().ends_with(0);
    assert!(visible_text(&site.output("schedule/2025-10-23/index.html")).contains("00:00–01:00"));
}

#[test]
fn a_time_with_a_dot_is_offered_the_right_form() {
    for (written, right) in [("7.30", "7h30"), ("19.00", "19h"), ("13,30", "13h30"), ("7:30 PM", "19h30")] {
        let line = format!("2025-10-22,\"{written}\",26188");
        let site = with_sessions("date,start,commune", &[&line]);
        site.build().ends_with(3).says(&[written, &format!("type `{right}`")]);
    }
}

#[test]
fn a_moved_session_leads_to_the_point_or_the_day_or_says_the_words() {
    let header = "date,start,commune,place,status,reason,reason_en,moved_to,moved_to_en";
    let moved = |to: &str| {
        let line = format!("2025-10-22,19h,26188,Đình làng,moved,Mưa,Rain,{to}");
        with_sessions(header, &[&line, "2025-10-24,19h,26188,Đình làng,,,,,"])
    };
    for (to, vi, en) in [
        (
            "26188-2,",
            "<a href=\"/26188-2/\">Nhà văn hóa khu phố 1</a>",
            "<a href=\"/en/26188-2/\">Culture House of Quarter 1</a>",
        ),
        (
            "24/10/2025,",
            "<a href=\"/schedule/2025-10-24/\">Thứ Sáu, 24/10/2025</a>",
            "<a href=\"/en/schedule/2025-10-24/\">Friday, 24 October 2025</a>",
        ),
        // A day without a page is named all the same.
        ("2025-10-27,", "Chuyển đến: Thứ Hai, 27/10/2025</strong>", "Monday, 27 October 2025</strong>"),
        ("Nhà ông Tư,Mr Tu's house", "Chuyển đến: Nhà ông Tư</strong>", "Mr Tu&#x27;s house</strong>"),
        ("Nhà ông Tư,", "Chuyển đến: Nhà ông Tư</strong>", "<span lang=\"vi\">Nhà ông Tư</span></strong>"),
    ] {
        let site = moved(to);
        site.build().ends_with(0);
        for page in [
            "schedule/index.html",
            "commune/26188/index.html",
            "26188/index.html",
            "schedule/2025-10-22/index.html",
        ] {
            let html = site.output(page);
            assert!(html.contains(vi), "{page} {to}: {html}");
            let html = site
                .output(&format!("en/{page}"))
                .replace("&#39;", "&#x27;")
                .replace("Mr Tu's", "Mr Tu&#x27;s");
            assert!(html.contains(en), "en/{page} {to}: {html}");
        }
        assert!(site.output("data/schedule.csv").contains("moved_to,moved_to_en"));
    }
    let site = moved("26188-9,");
    site.build().ends_with(0).says(&["unknown-point", "`26188-9`"]);
    assert!(
        visible_text(&site.output("index.html")).contains("Chuyển đến: 26188-9"),
        "the session is not lost"
    );
}

#[test]
fn the_schedule_block_takes_a_point_a_commune_a_province_and_a_limit() {
    let site = with_sessions(
        "date,start,commune,point,place",
        &["2025-10-22,19h,26188,,Đình", "2025-10-23,19h,,26188-2,", "2025-10-24,19h,26188,,Chùa"],
    );
    let shown = |arguments: &str| {
        let block = format!("---\ntitle: Thử\n---\n\n```schedule {arguments}\n```\n");
        site.write("content/pages/thu.vi.md", &block);
        let run = site.build();
        if run.status != 0 {
            return Err(run.said());
        }
        let html = site.output("thu/index.html");
        let days = ["22", "23", "24"]
            .into_iter()
            .filter(|day| html.contains(&format!("datetime=\"2025-10-{day}\"")));
        Ok((days.collect::<Vec<_>>().join(" "), html))
    };
    for (arguments, days) in [
        ("", "22 23 24"),
        ("commune=26188", "22 23 24"),
        ("province=75 limit=2", "22 23"),
        ("point=26188-2", "23"),
        ("limit=1", "22"),
    ] {
        assert_eq!(shown(arguments).unwrap().0, days, "{arguments}");
    }
    assert!(
        shown("commune=26188 limit=1").unwrap().1.contains("href=\"/commune/26188/#p-sessions\""),
        "and where the others are"
    );
    for (arguments, told) in [
        ("point=26188-7", "26188-7"),
        ("point=26188-2 commune=26188", "bad-argument"),
        ("limit=0", "bad-argument"),
        ("communes=26188", "`commune`"),
    ] {
        let said = shown(arguments).unwrap_err();
        assert!(said.contains(told), "{arguments}: {said}");
    }
}

/// A country of communes, each with a session on each of ten days, and two of them cancelled.
fn large(communes: usize) -> Site {
    let site = Site::small();
    let mut register = site.read("content/communes.csv");
    let mut rows = String::from("date,until,start,end,commune,status,reason,reason_en\n");
    for n in 0..communes {
        let code = 10_000 + n;
        let province = 10 + n % 20;
        writeln!(
            register,
            "{code},Xã Số {n},Commune {n},xã,{province},Tỉnh {province},Province {province},,,,"
        )
        .unwrap();
        let (status, reason) = if n < 2 { ("cancelled", "Mưa,Rain") } else { ("", ",") };
        writeln!(rows, "2025-10-21,2025-10-30,7h30,11h30,{code},{status},{reason}").unwrap();
    }
    site.write("content/communes.csv", &register);
    site.write(SCHEDULE, &rows);
    site
}

#[test]
fn a_large_schedule_counts_by_day_and_place_and_every_session_is_two_links_away() {
    let site = large(400);
    site.build().ends_with(0);
    let html = site.output("schedule/index.html");
    assert!(html.len() < 40_000, "{} bytes", html.len());
    let text = visible_text(&html);
    assert!(
        text.contains("Thứ Ba, 21/10/2025 400 buổi") && text.contains("Thứ Năm, 30/10/2025 400 buổi"),
        "{text}"
    );
    assert!(html.contains("href=\"/province/10/#p-sessions\"") && text.contains("Tỉnh 10 20 buổi"), "{text}");
    assert!(html.contains("href=\"/data/schedule.csv\""));
    // A day lists all by province and commune, one line each.
    let day = site.output("schedule/2025-10-21/index.html");
    assert_eq!(day.matches("07:30–11:30").count(), 400);
    assert!(day.len() < 400 * 120 + 20_000, "{} bytes", day.len());
    assert!(
        day.contains("<h2 id=\"p-10\">Tỉnh 10</h2>")
            && day.contains("href=\"/commune/10001/#p-sessions\">Xã Số 1</a>")
    );
    assert_eq!(day.matches("Đã hủy").count(), 2);
    // A province lists some, and its communes with their counts.
    let province = site.output("province/10/index.html");
    assert!(province.contains("href=\"/commune/10040/"), "{province}");
    // The place that all of them lead to.
    for code in ["10000", "10399"] {
        let commune = site.output(&format!("commune/{code}/index.html"));
        assert!(commune.contains("id=\"p-sessions\"") && commune.contains("07:30–11:30"));
    }
    assert_eq!(site.output("data/schedule.csv").lines().count(), 401);
}

#[test]
fn a_large_schedule_changes_only_the_day_after_a_session() {
    let site = large(70);
    assert_eq!(changed(&site, "2025-10-19", "2025-10-20"), BTreeSet::new());
    assert_eq!(changed(&site, "2025-10-20", "2025-10-21"), BTreeSet::new());
    assert!(changed(&site, "2025-10-21", "2025-10-22").contains("schedule/index.html"));
}

#[test]
fn a_session_in_place_of_one_that_was_called_off_is_not_taken_for_it() {
    let site = Site::small();
    let row = "Nhà văn hóa khu phố 2,";
    site.replace("content/schedules/tan-trieu.csv", row, "Nhà văn hóa khu phố 2 (bù buổi đã hủy),");
    let run = site.loa(&["check", "--as-of", support::TODAY]);
    run.ends_with(0);
    assert!(!run.said().contains("planned-and-changed"), "{}", run.said());
    site.replace("content/schedules/tan-trieu.csv", "(bù buổi đã hủy)", "(đã hủy)");
    let run = site.loa(&["check", "--as-of", support::TODAY]);
    assert!(run.said().contains("planned-and-changed"), "{}", run.said());
}
