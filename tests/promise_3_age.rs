//! Promise 3: the reader is told the truth about age. Every figure has its as-of date; past sessions go, cancelled ones
//! stay with the reason; a translation that lags behind its source says so; words relative to now are the browser's.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeSet;

use support::Site;
use support::TODAY;
use support::visible_text;

const SCHEDULE: &str = "content/schedules/tan-trieu.csv";

/// Paths of all HTML pages of the output.
fn pages(site: &Site) -> Vec<String> {
    let pages: Vec<String> = site.tree().into_keys().filter(|path| path.ends_with(".html")).collect();
    assert!(pages.len() > 20);
    pages
}

fn is_landing(page: &str) -> bool {
    let page = page.strip_prefix("en/").unwrap_or(page);
    page.starts_with(|c: char| c.is_ascii_digit()) && page != "404.html"
}

/// The value of an attribute of `<html>`.
fn html_attribute(html: &str, name: &str) -> Option<String> {
    let (_, rest) = html.split_once("<html ").unwrap();
    let (tag, _) = rest.split_once('>').unwrap();
    let (_, value) = tag.split_once(&format!("{name}=\""))?;
    Some(value.split('"').next().unwrap().to_owned())
}

fn page_date(site: &Site, page: &str) -> Option<String> {
    html_attribute(&site.output(page), "data-date")
}

/// `lastmod` by address, for all pages of the sitemap.
fn sitemap(site: &Site) -> Vec<(String, Option<String>)> {
    let xml = site.output("sitemap.xml");
    let inside = |text: &str, tag: &str| {
        let (_, rest) = text.split_once(&format!("<{tag}>"))?;
        Some(rest.split_once('<').unwrap().0.to_owned())
    };
    let urls: Vec<_> =
        xml.split("<url>").skip(1).map(|url| (inside(url, "loc").unwrap(), inside(url, "lastmod"))).collect();
    assert!(urls.len() > 20);
    urls
}

fn file_of(url: &str) -> String {
    format!("{}index.html", url.strip_prefix("https://chukyso.example/").unwrap())
}

// ---- figures ----

#[test]
fn every_figure_has_its_own_date_beside_it() {
    let site = Site::small();
    site.build().ends_with(0);
    let cards = ["index.html", "commune/26188/index.html", "province/75/index.html", "progress/index.html"];
    for page in cards.into_iter().chain(["26188/index.html", "26188-2/index.html"]) {
        let text = visible_text(&site.output(page));
        assert!(text.contains("400 người Số liệu đến ngày 19/10/2025"), "{page}: {text}");
        let html = site.output(&format!("en/{page}"));
        let text = visible_text(&html);
        assert!(text.contains("400 people"), "{page}: {text}");
        for card in html.split("class=\"card figure").skip(1) {
            let (before, _) = card.split_once("</time>").unwrap();
            assert!(before.contains("as-of") && before.contains("datetime=\"2025-10-19\""), "{page}: {card}");
        }
    }
    for page in ["province/75/index.html", "progress/index.html"] {
        for lang in ["", "en/"] {
            let html = site.output(&format!("{lang}{page}"));
            let rows: Vec<&str> =
                html.split("<tr>").filter(|row| row.contains("<td class=\"number\">400</td>")).collect();
            assert!(!rows.is_empty(), "{page}");
            for row in rows {
                assert!(row.contains("<time datetime=\"2025-10-19\">"), "{page}: {row}");
            }
        }
    }
}

#[test]
fn a_page_that_is_newer_than_its_figures_does_not_date_them_by_a_text() {
    let site = Site::small();
    site.build().ends_with(0);
    let directive = visible_text(&site.output("directives/ke-hoach-2025-10/index.html"));
    assert!(
        directive.contains("Thông tin đến ngày") && !directive.contains("Số liệu đến ngày"),
        "{directive}"
    );
}

#[test]
fn a_figure_keeps_its_date_however_late_the_site_is_built() {
    let site = Site::small();
    site.build_on("2026-03-01").ends_with(0);
    for page in ["index.html", "commune/26188/index.html", "26188/index.html"] {
        let text = visible_text(&site.output(page));
        assert!(text.contains("400 người Số liệu đến ngày 19/10/2025"), "{page}: {text}");
    }
}

#[test]
fn a_sum_has_the_date_of_its_oldest_part_and_says_how_many_reported() {
    let site = Site::small();
    site.append(
        "content/communes.csv",
        "26002,Xã Phú Lý,Phú Lý Commune,xã,75,Tỉnh Đồng Nai,Đồng Nai Province,500,,,\n",
    );
    site.append(
        "content/communes.csv",
        "26003,Xã Trị An,Trị An Commune,xã,75,Tỉnh Đồng Nai,Đồng Nai Province,500,,,\n",
    );
    site.append("content/progress/tan-trieu.csv", "2025-10-12,26002,50\n");
    site.build().ends_with(0);
    for page in ["index.html", "province/75/index.html"] {
        let html = site.output(page);
        let text = visible_text(&html);
        assert!(text.contains("450 người Số liệu đến ngày 12/10/2025"), "{page}: {text}");
        assert!(text.contains("2 trên 3 xã, phường đã báo cáo"), "{page}: {text}");
        // The page itself is as new as its newest part.
        assert_eq!(html_attribute(&html, "data-date").as_deref(), Some("2025-10-19"), "{page}");
    }
}

#[test]
fn what_is_needed_each_day_counts_from_the_figures_date_to_the_last_day() {
    let site = Site::small();
    site.append("content/progress/tan-trieu.csv", "2025-10-20,26188,400\n");
    site.build_on("2025-10-24").ends_with(0);
    let text = visible_text(&site.output("commune/26188/index.html"));
    assert!(text.contains("Còn thiếu 600 người. Cần thêm 50 người mỗi ngày"), "{text}");
    site.build_on("2025-10-31").ends_with(0);
    assert!(visible_text(&site.output("commune/26188/index.html")).contains("Cần thêm 50 người mỗi ngày"));
    site.build_on("2025-11-01").ends_with(0);
    let text = visible_text(&site.output("commune/26188/index.html"));
    assert!(!text.contains("Cần thêm") && text.contains("đã qua hạn"), "{text}");
}

// ---- the page's date ----

#[test]
fn a_pages_date_is_the_newest_of_its_figures_and_texts() {
    let site = Site::small();
    let figure = Some("2025-10-19");
    let published = Some("2025-10-07");
    let dates = [
        ("index.html", figure),
        ("commune/26188/index.html", figure),
        ("province/75/index.html", figure),
        ("progress/index.html", figure),
        ("26188/index.html", figure),
        ("26188-2/index.html", figure),
        ("directives/index.html", published),
        ("directives/ke-hoach-2025-10/index.html", published),
        ("guides/index.html", published),
        ("guides/dang-ky/index.html", published),
        ("about/index.html", published),
        // Sessions, deadlines and the campaign's own days never date a page.
        ("schedule/index.html", None),
        ("schedule/2025-10-21/index.html", None),
        ("communes/index.html", None),
    ];
    for day in ["2025-10-20", "2025-11-08"] {
        site.build_on(day).ends_with(0);
        for (page, date) in dates {
            assert_eq!(page_date(&site, page).as_deref(), date, "{page} on {day}");
            assert_eq!(page_date(&site, &format!("en/{page}")).as_deref(), date, "en/{page} on {day}");
        }
    }
}

#[test]
fn the_sitemap_dates_pages_as_they_date_themselves() {
    let site = Site::small();
    site.build().ends_with(0);
    for (url, lastmod) in sitemap(&site) {
        assert_eq!(lastmod, page_date(&site, &file_of(&url)), "{url}");
    }
}

#[test]
fn a_text_published_on_a_day_to_come_dates_its_page_from_that_day_on() {
    let site = Site::small();
    site.replace("content/pages/about.vi.md", "published: 2025-10-07", "published: 2025-10-22");
    for (day, date) in
        [("2025-10-21", None), ("2025-10-22", Some("2025-10-22")), ("2025-10-30", Some("2025-10-22"))]
    {
        site.build_on(day).ends_with(0);
        assert_eq!(page_date(&site, "about/index.html").as_deref(), date, "on {day}");
        // It hides nothing.
        assert!(site.output("about/index.html").contains("Mọi người trưởng thành"));
    }
}

#[test]
fn the_day_of_the_build_stands_on_the_status_pages_only() {
    let site = Site::small();
    site.build_on("2025-10-23").ends_with(0);
    let forms = ["2025-10-23", "20251023", "23/10/2025", "23 Oct", "Oct 23"];
    let named: BTreeSet<String> = site
        .tree()
        .into_iter()
        .filter(|(_, bytes)| forms.iter().any(|form| String::from_utf8_lossy(bytes).contains(form)))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(named, ["en/status/index.html", "status.json", "status/index.html"].map(str::to_owned).into());
}

#[test]
fn status_json_says_when_was_checked_and_what_was_released() {
    let site = Site::small();
    let status = |day: &str| -> serde_json::Value {
        site.build_on(day).ends_with(0);
        serde_json::from_str(&site.output("status.json")).unwrap()
    };
    let (first, second) = (status("2025-10-22"), status("2025-10-23"));
    assert_eq!((&first["checked"], &second["checked"]), (&"2025-10-22".into(), &"2025-10-23".into()));
    let release = first["release"].as_str().unwrap();
    assert!(release.len() == 8 && release.bytes().all(|b| b.is_ascii_hexdigit()), "{release}");
    assert_eq!(first["release"], second["release"], "nothing but the day changed");
    assert_eq!(first["stale_after"], 3);
    for page in ["status/index.html", "en/status/index.html"] {
        assert!(site.output(page).contains(release), "{page}");
        assert!(site.output(page).contains("datetime=\"2025-10-23\""), "{page}");
        assert!(site.output(page).contains("noindex"), "{page}");
    }
    site.replace("content/pages/about.vi.md", "chữ ký số", "chữ ký số cá nhân");
    assert_ne!(status("2025-10-23")["release"], release);
}

// ---- words relative to now ----

#[test]
fn the_server_writes_no_word_that_is_true_on_one_day_only() {
    let site = Site::small();
    let vi = ["hôm nay", "ngày mai", "hôm qua", "đang mở", "đóng cửa", "vừa qua", "sắp mở"];
    let en = ["today", "tomorrow", "yesterday", "open now", "closed now", "not open yet. opens"];
    // Days with a session on the day itself, on the next and on the one before.
    for day in ["2025-10-20", "2025-10-21", "2025-10-22"] {
        site.build_on(day).ends_with(0);
        for page in pages(&site) {
            let text = visible_text(&site.output(&page)).to_lowercase();
            assert!(!text.is_empty(), "{page}");
            for word in vi.into_iter().chain(en) {
                assert!(!text.contains(word), "{page} on {day} says `{word}`: {text}");
            }
        }
    }
}

#[test]
fn a_session_carries_what_the_browser_needs_to_mark_it() {
    let site = Site::small();
    site.build_on("2025-10-21").ends_with(0);
    for page in ["index.html", "schedule/index.html", "commune/26188/index.html", "26188-2/index.html"] {
        let html = site.output(page);
        assert!(html.contains("data-starts=\"2025-10-21T19:00\" data-ends=\"2025-10-21T21:00\""), "{page}");
        assert!(html.contains("data-past=\"đã qua\""), "{page}");
        assert_eq!(html_attribute(&html, "data-tz").as_deref(), Some("Asia/Ho_Chi_Minh"), "{page}");
        // Without scripts, the day has its weekday and its date.
        let text = visible_text(&html);
        let said = ["Thứ Ba 21 Tháng 10", "Thứ Ba, 21/10/2025"].into_iter().any(|day| text.contains(day));
        assert!(said, "{page}: {text}");
    }
}

#[test]
fn the_day_of_the_build_reaches_scripts_only_where_the_site_sets_it() {
    let site = Site::small();
    let set = |site: &Site| -> BTreeSet<Option<String>> {
        pages(site).iter().map(|page| html_attribute(&site.output(page), "data-now")).collect()
    };
    site.build().ends_with(0);
    assert_eq!(set(&site), [None].into());
    site.append("content/site.yaml", "sample: true\nas_of: 2025-10-20\n");
    site.loa(&["build"]).ends_with(0);
    assert_eq!(set(&site), [Some("2025-10-20".to_owned())].into());
    // A day on the command line is the clock's stand-in for this run, not for the reader's browser.
    site.build_on("2025-10-21").ends_with(0);
    assert_eq!(set(&site), [None].into());
}

#[test]
fn a_real_site_cannot_stop_its_clock() {
    let site = Site::small();
    site.append("content/site.yaml", "as_of: 2025-10-20\n");
    site.loa(&["build"]).ends_with(1).says(&["as-of-without-sample", "content/site.yaml"]);
}

// ---- sessions ----

#[test]
fn a_session_leaves_on_the_day_after() {
    let site = Site::small();
    let lists = ["index.html", "commune/26188/index.html", "province/75/index.html", "26188-2/index.html"];
    let session = "id=\"s-26188-2-2025-10-21-1900\"";
    for (day, stays) in [("2025-10-20", true), ("2025-10-21", true), ("2025-10-22", false)] {
        site.build_on(day).ends_with(0);
        for page in lists.into_iter().chain(["schedule/index.html"]) {
            for lang in ["", "en/"] {
                let page = format!("{lang}{page}");
                assert_eq!(site.output(&page).contains(session), stays, "{page} on {day}");
            }
        }
    }
}

#[test]
fn a_run_of_sessions_leaves_on_the_day_after_its_last() {
    let site = Site::small();
    site.write(
        "content/schedules/run.csv",
        "date,start,end,point,until,weekdays\n2025-10-06,8h,10h,26188-2,2025-10-24,\"T2,T4,T6\"\n",
    );
    for (day, next) in [
        ("2025-10-20", Some("2025-10-20")),
        ("2025-10-21", Some("2025-10-22")),
        ("2025-10-24", Some("2025-10-24")),
        ("2025-10-25", None),
    ] {
        site.build_on(day).ends_with(0);
        for page in ["index.html", "commune/26188/index.html", "26188-2/index.html"] {
            let html = site.output(page);
            let run = html.split("<li class=\"session").find(|item| item.contains("08:00–10:00"));
            assert_eq!(run.is_some(), next.is_some(), "{page} on {day}");
            if let (Some(run), Some(next)) = (run, next) {
                assert!(
                    run.contains(&format!("data-starts=\"{next}T08:00\" data-ends=\"2025-10-24T10:00\"")),
                    "{run}"
                );
            }
        }
    }
}

/// The fixture with its session of the 21st cancelled and that of the 25th moved.
fn with_changed_sessions() -> Site {
    let site = Site::small();
    site.write(
        SCHEDULE,
        "date,start,end,commune,point,place,status,reason,reason_en,moved_to\n\
         2025-10-21,19h,21h,,26188-2,,hủy,Mất điện,Power cut,\n\
         2025-10-25,7h30,11h30,26188,,Nhà văn hóa khu phố 2,moved,Đang sửa chữa,Under repair,26188-2\n",
    );
    site
}

#[test]
fn a_cancelled_session_stays_with_its_reason_until_its_day_is_over() {
    let site = with_changed_sessions();
    let pages = ["index.html", "schedule/index.html", "commune/26188/index.html", "26188-2/index.html"];
    for (day, stays) in [("2025-10-20", true), ("2025-10-21", true), ("2025-10-22", false)] {
        site.build_on(day).ends_with(0);
        for page in pages {
            let text = visible_text(&site.output(page));
            let says = text.contains("Đã hủy") && text.contains("Lý do: Mất điện");
            assert_eq!(says, stays, "{page} on {day}: {text}");
            let text = visible_text(&site.output(&format!("en/{page}")));
            assert_eq!(
                text.contains("Cancelled") && text.contains("Power cut"),
                stays,
                "{page} on {day}: {text}"
            );
        }
        assert!(visible_text(&site.output("schedule/2025-10-21/index.html")).contains("Mất điện"));
    }
}

#[test]
fn a_moved_session_says_where_to_and_why() {
    let site = with_changed_sessions();
    site.build().ends_with(0);
    let text = visible_text(&site.output("commune/26188/index.html"));
    for words in ["Đã dời", "Lý do: Đang sửa chữa", "Chuyển đến: Nhà văn hóa khu phố 1"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn a_cancelled_session_without_a_reason_is_told_of() {
    let site = with_changed_sessions();
    site.replace(SCHEDULE, "Mất điện,Power cut", ",");
    site.build().ends_with(0).says(&["change-without-reason", "content/schedules/tan-trieu.csv:2"]);
    assert!(visible_text(&site.output("index.html")).contains("Đã hủy"));
}

#[test]
fn a_days_page_is_kept_thirty_days_and_says_that_the_day_is_past() {
    let site = Site::small();
    let page = "schedule/2025-10-21/index.html";
    let past = "Ngày này đã qua";
    for (day, is_past) in [("2025-10-21", false), ("2025-10-22", true), ("2025-11-20", true)] {
        site.build_on(day).ends_with(0);
        let text = visible_text(&site.output(page));
        assert_eq!(text.contains(past), is_past, "on {day}: {text}");
        assert!(text.contains("19:00–21:00"), "what was held stays: {text}");
        assert!(site.output("schedule/index.html").contains("href=\"/schedule/2025-10-21/\""), "on {day}");
        assert!(site.output("sitemap.xml").contains("/schedule/2025-10-21/"), "on {day}");
    }
    site.build_on("2025-11-21").ends_with(0);
    assert!(!site.exists(&format!("output/{page}")) && !site.exists(&format!("output/en/{page}")));
    let linked: Vec<String> = site
        .tree()
        .into_iter()
        .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("/schedule/2025-10-21/"))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(linked, Vec::<String>::new());
}

#[test]
fn a_deadline_that_is_over_is_no_longer_the_next_one() {
    let site = Site::small();
    // "Before 5 November": the 4th is the last day.
    for (day, stays) in [("2025-11-04", true), ("2025-11-05", false)] {
        site.build_on(day).ends_with(0);
        for page in ["directives/index.html", "index.html", "commune/26188/index.html"] {
            let text = visible_text(&site.output(page));
            assert_eq!(text.contains("Hạn: Trước ngày 05/11/2025"), stays, "{page} on {day}: {text}");
        }
        let own = visible_text(&site.output("directives/ke-hoach-2025-10/index.html"));
        assert!(own.contains("Trước ngày 05/11/2025"), "the directive keeps all its deadlines");
    }
}

#[test]
fn a_notice_shows_from_its_first_day_to_its_last() {
    let site = Site::small();
    site.append(
        "content/site.yaml",
        "notice: {text: {vi: Có mưa lớn, en: Heavy rain}, from: 2025-10-12, until: 2025-10-18}\n",
    );
    site.replace("content/progress/tan-trieu.csv", "2025-10-1", "2025-10-0");
    for (day, shows) in
        [("2025-10-11", false), ("2025-10-12", true), ("2025-10-18", true), ("2025-10-19", false)]
    {
        site.build_on(day).ends_with(0);
        for page in pages(&site) {
            let text = visible_text(&site.output(&page));
            let notice = if page.starts_with("en/") { "Heavy rain" } else { "Có mưa lớn" };
            assert_eq!(text.contains(notice), shows, "{page} on {day}");
        }
    }
}

// ---- what the reader is told when something is old ----

#[test]
fn a_lagging_translation_says_so_and_its_source_does_not() {
    let site = Site::small();
    site.replace("content/pages/about.vi.md", "được cấp chữ ký số", "sẽ được cấp một chữ ký số");
    site.build().ends_with(0).says(&["translation-lagging", "content/pages/about.en.md"]);
    let english = visible_text(&site.output("en/about/index.html"));
    assert!(english.contains("Every adult is given a digital signature"), "{english}");
    assert!(english.contains("older than the Vietnamese"), "{english}");
    assert!(!site.output("about/index.html").contains("class=\"borrowed\""));
    assert!(!site.output("en/guides/dang-ky/index.html").contains("class=\"borrowed\""));
}

#[test]
fn every_page_but_landing_pages_can_tell_that_the_nightly_job_is_dead() {
    let site = Site::small();
    site.replace("content/site.yaml", "stale_after: 3", "stale_after: 5");
    site.build().ends_with(0);
    for page in pages(&site) {
        let html = site.output(&page);
        let notice = html.split("<div").find(|tag| tag.contains("data-stale-notice"));
        if is_landing(&page) {
            // One file and no further request: their own dates must speak.
            assert!(notice.is_none() && !html.contains("status.json"), "{page}");
            continue;
        }
        let (tag, inside) = notice.unwrap_or_else(|| panic!("{page}")).split_once('>').unwrap();
        assert!(
            tag.contains("data-status=\"/status.json\"") && tag.contains("data-days=\"5\""),
            "{page}: {tag}"
        );
        assert!(tag.ends_with("hidden"), "{page}: {tag}");
        assert!(inside.contains("href=\"tel:19000000\""), "{page}: {inside}");
    }
    assert!(site.exists("output/status.json"));
}

#[test]
fn the_dead_job_notice_asks_where_the_site_lies() {
    let site = Site::small();
    site.replace(
        "content/site.yaml",
        "base_url: https://chukyso.example",
        "base_url: https://tinh.example/chu-ky-so",
    );
    site.build().ends_with(0);
    assert!(site.output("index.html").contains("data-status=\"/chu-ky-so/status.json\""));
    assert!(site.output("en/index.html").contains("data-status=\"/chu-ky-so/status.json\""));
}

#[test]
fn sample_data_says_so_on_every_page_and_in_every_file_of_words() {
    let site = Site::small();
    site.append("content/site.yaml", "sample: true\n");
    site.loa(&["build", "--as-of", TODAY]).ends_with(0);
    for (path, bytes) in site.tree() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let told = match path.rsplit('.').next().unwrap() {
            "html" => visible_text(&text).to_uppercase().contains(if path.starts_with("en/") {
                "SAMPLE"
            } else {
                "DỮ LIỆU MẪU"
            }),
            "csv" => text.lines().next().unwrap().contains("sample"),
            "png" | "css" | "js" => continue,
            _ => text.to_uppercase().contains("SAMPLE") || text.contains("MẪU"),
        };
        assert!(told, "{path}");
    }
}

#[test]
fn a_text_that_quotes_a_figure_is_as_new_as_the_figure() {
    let site = Site::small();
    for lang in ["vi", "en"] {
        site.append(&format!("content/pages/about.{lang}.md"), "\n{{ indicator.signatures.value }}\n");
    }
    site.loa(&["translations", "--stamp", &site.path("content/pages/about.en.md").display().to_string()])
        .ends_with(0);
    for day in ["2025-10-20", "2025-10-30"] {
        site.build_on(day).ends_with(0);
        for page in ["about/index.html", "en/about/index.html"] {
            assert_eq!(page_date(&site, page).as_deref(), Some("2025-10-19"), "{page}");
            assert!(visible_text(&site.output(page)).contains("400"), "{page}");
        }
    }
}
