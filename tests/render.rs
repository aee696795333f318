//! Pages of sites that lack something, or have something twice: each builds, and says what is so.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeSet;

use support::Site;
use support::visible_text;

const CONFIG: &str = "content/site.yaml";
const POINTS: &str = "content/points.csv";
const PROGRESS: &str = "content/progress/tan-trieu.csv";

/// The pages of the output by path.
fn pages(site: &Site) -> Vec<(String, String)> {
    let html = |(path, bytes): (String, Vec<u8>)| {
        path.ends_with(".html").then(|| (path, String::from_utf8(bytes).unwrap()))
    };
    site.tree().into_iter().filter_map(html).collect()
}

/// Removes the line that starts with this, which must be there.
fn without_line(site: &Site, path: &str, start: &str) {
    let text = site.read(path);
    let kept: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with(start)).collect();
    assert!(kept.len() < text.lines().count(), "{path} has no line `{start}`");
    site.write(path, &(kept.join("\n") + "\n"));
}

/// Removes a key of site.yaml with everything below it.
fn without_key(site: &Site, key: &str) {
    let text = site.read(CONFIG);
    let (before, after) = text.split_once(&format!("\n{key}:")).unwrap();
    let rest: Vec<&str> = after.lines().skip(1).skip_while(|line| line.starts_with(' ')).collect();
    site.write(CONFIG, &format!("{before}\n{}\n", rest.join("\n")));
}

/// Fails where an id stands twice on a page, or a name points to an id that is not there.
fn ids_are_right(path: &str, html: &str) {
    let values = |attribute: &str| -> Vec<String> {
        let start = format!(" {attribute}=\"");
        html.split(&start).skip(1).map(|part| part.split('"').next().unwrap().to_owned()).collect()
    };
    let mut ids = BTreeSet::new();
    for id in values("id") {
        assert!(ids.insert(id.clone()), "`{id}` twice in {path}");
    }
    for name in values("aria-labelledby").iter().flat_map(|names| names.split(' ')) {
        assert!(ids.contains(name), "`{name}` is not in {path}");
    }
}

/// Takes something away from a site.
type Change = &'static dyn Fn(&Site);

#[test]
fn open_data_runs_nothing_in_a_spreadsheet_and_keeps_numbers_as_they_are() {
    let site = Site::small();
    let point = |id: &str, name: &str, address: &str, phone: &str| {
        let blank = ",".repeat(11);
        site.append(
            "content/points.csv",
            &format!("26188-{id},26188,{name},A,{address},A,{phone}{}\n", &blank[..8]),
        );
    };
    point("5", "=1+1", "-2+3 hẻm 5", "+84 (251) 000.0002");
    point("6", "@nhà", "+cmd|' /C calc'!A0", "0251 000 0003");
    site.build();
    let csv = site.output("data/points.csv");
    for cell in [",'=1+1,", ",'-2+3 hẻm 5,", ",+84 (251) 000.0002,", ",'@nhà,", ",'+cmd|"] {
        assert!(csv.contains(cell), "{cell}: {csv}");
    }
}

#[test]
fn a_site_without_something_builds() {
    let cases: [(&str, Change); 13] = [
        ("a denominator of the indicator", &|site| without_line(site, CONFIG, "of: adults")),
        ("a size of the denominator", &|site| {
            site.replace("content/communes.csv", ",2000,", ",,");
        }),
        ("a unit", &|site| without_line(site, CONFIG, "unit:")),
        ("targets", &|site| {
            without_line(site, CONFIG, "targets:");
            without_line(site, CONFIG, "- {by:");
        }),
        ("indicators", &|site| {
            without_key(site, "indicators");
            site.remove(PROGRESS);
        }),
        ("progress", &|site| site.remove(PROGRESS)),
        ("points", &|site| {
            site.remove(POINTS);
            site.remove("content/schedules/tan-trieu.csv");
        }),
        ("sessions", &|site| site.remove("content/schedules/tan-trieu.csv")),
        ("directives", &|site| site.remove("content/directives")),
        ("guides", &|site| {
            site.remove("content/guides");
            without_key(site, "landing");
            for lang in ["vi", "en"] {
                let path = format!("content/directives/ke-hoach-2025-10.{lang}.md");
                site.replace(&path, "/guides/dang-ky/", "/about/");
            }
        }),
        ("price and duration of the guide", &|site| {
            for lang in ["vi", "en"] {
                let path = format!("content/guides/dang-ky.{lang}.md");
                let text = site.read(&path);
                let kept = text.lines().filter(|l| !l.starts_with("price:") && !l.starts_with("duration:"));
                site.write(&path, &(kept.collect::<Vec<_>>().join("\n") + "\n"));
            }
        }),
        ("a publisher", &|site| without_key(site, "publisher")),
        ("days of the campaign", &|site| {
            without_line(site, CONFIG, "starts:");
            without_line(site, CONFIG, "ends:");
            for lang in ["vi", "en"] {
                site.replace(&format!("content/guides/dang-ky.{lang}.md"), "{{ campaign.ends }}", "…");
            }
        }),
    ];
    for (what, change) in cases {
        let site = Site::small();
        change(&site);
        let run = site.build();
        // Texts that link to what is gone are an error of the texts; a template that fails is one of the program.
        assert!(!run.said().contains("template"), "without {what}: {}", run.said());
        assert_eq!(run.status, 0, "without {what}: {}", run.said());
        for (path, html) in pages(&site) {
            ids_are_right(&path, &html);
        }
    }
}

#[test]
fn headings_of_a_text_and_figures_shown_twice_do_not_share_an_id_with_the_page() {
    let site = Site::small();
    site.append(
        "content/guides/dang-ky.vi.md",
        "\n## Steps\n\n## Prepare\n\n## Provider\n\n## Main\n\n### Số liệu\n\n```progress\n```\n\n```progress\n```\n\n\
         ```schedule\n```\n\n```schedule\n```\n",
    );
    site.build();
    let html = site.output("guides/dang-ky/index.html");
    ids_are_right("guides/dang-ky/index.html", &html);
    assert!(html.contains("id=\"s-26188-2-2025-10-21-1900\""), "the first keeps its id");
    assert!(html.contains("id=\"s-26188-2-2025-10-21-1900-2\""), "the second is numbered");
    // The figure stands one level below `### Số liệu`, or below where the text is shifted to.
    let before = html.split("class=\"figure-name\"").next().unwrap();
    assert!(before.ends_with("<h4 "), "{}", &before[before.len() - 20..]);
}

#[test]
fn the_menu_tells_the_page_from_one_below_it() {
    let site = Site::small();
    site.build().ends_with(0);
    let entry = |page: &str| {
        let html = site.output(page);
        let (_, after) = html.split_once("<nav class=\"menu\"").unwrap();
        let (_, value) = after.split_once("aria-current=\"").unwrap();
        value.split('"').next().unwrap().to_owned()
    };
    assert_eq!(entry("guides/index.html"), "page");
    assert_eq!(entry("guides/dang-ky/index.html"), "true");
    assert_eq!(entry("about/index.html"), "page");
}

#[test]
fn a_point_without_others_does_not_send_readers_to_others() {
    let site = Site::small();
    site.build_on("2025-10-31").ends_with(0);
    // Both points closed on the day before: there is none left to go to.
    let text = visible_text(&site.output("26188/index.html"));
    assert!(text.contains("Điểm này đã đóng") && !text.contains("điểm khác dưới đây"), "{text}");
    site.replace(POINTS, ",2025-10-09,2025-10-30,,", ",2025-10-09,,,");
    site.build_on("2025-10-31").ends_with(0);
    let text = visible_text(&site.output("26188/index.html"));
    assert!(text.contains("điểm khác dưới đây"), "{text}");
}

#[test]
fn each_number_of_a_phone_is_a_link_and_words_are_none() {
    for (written, hrefs) in [
        ("0271 3870 123 / 0912 345 678", vec!["tel:02713870123", "tel:0912345678"]),
        ("0251 3822 123 (máy lẻ 12)", vec!["tel:02513822123"]),
        ("0271/3870123", vec!["tel:02713870123"]),
        ("+84 251 3822 123", vec!["tel:+842513822123"]),
        ("gọi văn phòng", vec![]),
    ] {
        let site = Site::small();
        site.replace(POINTS, "0251 000 0003", written);
        site.build().ends_with(0);
        let html = site.output("26188-2/index.html");
        for href in &hrefs {
            // Beside the place, and as a button.
            assert_eq!(html.matches(&format!("href=\"{href}\"")).count(), 2, "{written}");
        }
        let others = ["tel:02510000001", "tel:02510000002", "tel:19000000"];
        let all = html.matches("href=\"tel:").count();
        let of_others: usize =
            others.iter().map(|href| html.matches(&format!("href=\"{href}\"")).count()).sum();
        assert_eq!(all - of_others, 2 * hrefs.len(), "{written}");
        assert!(visible_text(&html).contains(written), "{written}");
    }
}

/// A number too short, and two that run into each other: neither is shown, nor dialled, and the row says why.
#[test]
fn a_phone_that_nobody_can_dial_reaches_no_page() {
    for written in ["12", "0251 3822 123 0251 3822 124"] {
        let site = Site::small();
        site.replace(POINTS, "0251 000 0003", written);
        let place = "content/points.csv:3";
        site.build().ends_with(3).says(&["set aside[phone-length]", place, written]);
        let digits: String = written.split(' ').collect();
        for (path, bytes) in site.tree() {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            assert!(!text.contains(&format!("tel:{digits}")), "{written}: {path}");
        }
        let page = visible_text(&site.output("commune/26188/index.html"));
        assert!(page.contains("Trung tâm Phục vụ hành chính công"), "the other point stays: {page}");
        assert!(!site.output("data/points.csv").contains("26188-2"), "{written}");
    }
}

#[test]
fn a_commune_that_was_split_offers_each_part() {
    let site = Site::small();
    site.append("content/communes.csv", "26002,Xã Một,,xã,75,,,100,,,\n26003,Xã Cũ,,xã,75,,,,,,\n");
    site.append(POINTS, "26003,26003,Điểm Cũ,,,,,,,,,,,,\n");
    site.build();
    let ledger = site.read("content/qr.lock");
    let printed = ledger.lines().map(|line| {
        if line.starts_with("26003\t") { line.replace("\tnew\t", "\tissued\t") } else { line.to_owned() }
    });
    let printed = printed.collect::<Vec<_>>().join("\n") + "\n";
    assert_ne!(printed, ledger);
    site.write("content/qr.lock", &printed);
    site.replace(
        "content/communes.csv",
        "26003,Xã Cũ,,xã,75,,,,,,",
        "26003,Xã Cũ,,xã,75,,,,,,\"26188;26002\"",
    );
    without_line(&site, POINTS, "26003,");
    site.build();
    let html = site.output("26003/index.html");
    let text = visible_text(&html);
    assert!(text.contains("Xã Cũ đã được chia vào Phường Tân Triều, Xã Một"), "{text}");
    for code in ["26188", "26002"] {
        assert!(html.contains(&format!("<a class=\"button\" href=\"/commune/{code}/\">")), "{html}");
    }
}

#[test]
fn figures_of_groups_and_former_units_stand_on_the_commune_s_page() {
    let site = Site::small();
    site.write(
        "content/progress/tan-trieu.csv",
        "date,commune,indicator,value,group,as_unit\n\
         2025-10-15,26188,signatures,90,Hội Phụ nữ,\n\
         2025-10-16,26188,signatures,120,Hội Phụ nữ,\n\
         2025-10-05,26188,signatures,55,,Phường Tân Phong\n",
    );
    site.replace(
        CONFIG,
        "      - {by: 2025-10-31, count: 1000, scope: \"26188\"}\n",
        "      - {by: 2025-10-31, count: 1000, scope: \"26188\"}\n      \
         - {by: 2025-10-31, count: 300, scope: \"26188\", group: Hội Phụ nữ}\n      \
         - {by: 2025-10-31, count: 200, scope: \"26188\", group: Đoàn Thanh niên}\n",
    );
    site.build().ends_with(0);
    let text = visible_text(&site.output("commune/26188/index.html"));
    assert!(text.contains("Tên đơn vị khi đó Số lượng 05/10/2025 Phường Tân Phong 55"), "{text}");
    assert!(text.contains("Hội Phụ nữ 120 16/10/2025 300 đến hết ngày 31/10/2025 40%"), "{text}");
    assert!(text.contains("Đoàn Thanh niên chưa báo cáo"), "{text}");
    let english = site.output("en/commune/26188/index.html");
    assert!(english.contains("<span lang=\"vi\">Hội Phụ nữ</span>"), "{english}");
    assert!(english.contains("<span lang=\"vi\">Phường Tân Phong</span>"), "{english}");
    assert!(!visible_text(&site.output("26188/index.html")).contains("Phường Tân Phong"));
}

#[test]
fn of_many_former_figures_the_latest_stand_there_and_the_others_in_the_file() {
    let site = Site::small();
    let rows: String =
        (1..=30).map(|day| format!("2025-09-{day:02},26188,{day},Phường Tân Phong\n")).collect();
    site.replace(CONFIG, "data_from: 2025-10-01", "data_from: 2025-09-01");
    site.write(PROGRESS, &format!("date,commune,signatures,as_unit\n{rows}"));
    site.build().ends_with(0);
    let text = visible_text(&site.output("commune/26188/index.html"));
    assert!(text.contains("07/09/2025 Phường Tân Phong 7 08/09/2025"), "{text}");
    assert!(text.contains("30/09/2025 Phường Tân Phong 30 Số liệu cũ hơn nữa (CSV)"), "{text}");
    assert!(!text.contains("06/09/2025"), "{text}");
    assert!(site.output("data/progress/26188.csv").contains("2025-09-01,26188,,signatures,1,"));
}

#[test]
fn a_sentence_without_a_unit_has_no_double_blank() {
    let site = Site::small();
    without_line(&site, CONFIG, "unit:");
    site.build().ends_with(0);
    let html = site.output("commune/26188/index.html");
    assert!(html.contains("Chỉ tiêu: 1.000 đến hết ngày 31/10/2025"), "{html}");
    assert!(html.contains("Còn thiếu 600.") && html.contains("Cần thêm 47 mỗi ngày"), "{html}");
    assert!(html.contains("400 trên chỉ tiêu 1.000</desc>"), "{html}");
}

#[test]
fn a_unit_that_is_borrowed_carries_its_language() {
    let site = Site::small();
    site.replace(CONFIG, "unit: {vi: người, en: people}", "unit: {vi: người}");
    site.build();
    let english = site.output("en/commune/26188/index.html");
    assert!(english.contains("Target: 1,000 <span lang=\"vi\">người</span> by 31 Oct 2025"), "{english}");
}

#[test]
fn a_long_table_says_that_it_is_a_selection_and_leads_to_all_days() {
    let site = Site::small();
    let mut rows = String::from("date,commune,signatures\n");
    for nth in 1..=90_i32 {
        let (month, day) = (7 + (nth - 1) / 30, (nth - 1) % 30 + 1);
        rows.push_str(&format!("2025-{month:02}-{day:02},26188,{}\n", nth * 3));
    }
    site.write(PROGRESS, &rows);
    site.replace(CONFIG, "data_from: 2025-10-01", "data_from: 2025-01-01");
    site.build().ends_with(0);
    let text = visible_text(&site.output("commune/26188/index.html"));
    assert!(text.contains("ngày chọn từ 90 ngày có số liệu"), "{text}");
    assert!(text.contains("Đủ số của tất cả các ngày (CSV)"), "{text}");
}

#[test]
fn a_language_without_words_of_its_own_is_named_by_its_tag() {
    let site = Site::small();
    site.replace(CONFIG, "languages: [vi, en]", "languages: [vi, en, km]");
    site.build();
    let html = site.output("index.html");
    assert!(html.contains("hreflang=\"km\" rel=\"alternate\">km</a>"), "{html}");
    assert!(html.contains("hreflang=\"en\" rel=\"alternate\">English</a>"), "{html}");
}

#[test]
fn empty_cells_are_seen_as_a_dash_and_heard_as_a_word() {
    let site = Site::small();
    site.append("content/communes.csv", "26002,Xã Một,Một Commune,xã,75,,,100,,,\n");
    site.build();
    for page in ["province/75/index.html", "progress/index.html"] {
        let html = site.output(page);
        assert!(html.contains("<span aria-hidden=\"true\">–</span>"), "{page}: {html}");
        assert!(html.contains("Tỷ lệ trên dân số trưởng thành") && html.contains("Còn thiếu"), "{page}");
    }
}

#[test]
fn control_characters_do_not_break_the_feed() {
    let site = Site::small();
    site.replace("content/directives/ke-hoach-2025-10.vi.md", "title: ", "title: \"A\\u0001B\" # ");
    site.build();
    let feed = site.output("directives/feed.xml");
    assert!(!feed.contains('\u{1}'), "{feed}");
    assert!(feed.contains("<title xml:lang=\"vi\">AB</title>"), "{feed}");
}
