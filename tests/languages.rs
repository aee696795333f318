//! Any list of languages, through the front door: each language as the source, one language alone, one that the theme
//! has no words for, one written from right to left, regional ones, and wrong ones.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use support::Run;
use support::Site;
use support::visible_text;

const CONFIG: &str = "content/site.yaml";
const COMMUNES: &str = "content/communes.csv";
const POINTS: &str = "content/points.csv";
const SCHEDULE: &str = "content/schedules/tan-trieu.csv";
const TAGS: [&str; 3] = ["vi", "en", "km"];

/// A link to the strings that a third language lacks is no part of these tests.
const NO_STRINGS: &str = "missing-strings";

/// The fixture in Vietnamese, English and a third language.
fn three(third: &str) -> Site {
    let site = Site::small();
    site.replace(CONFIG, "languages: [vi, en]", &format!("languages: [vi, en, {third}]"));
    site
}

fn stamp(site: &Site, file: &str) -> Run {
    site.loa(&["translations", "--stamp", &site.path(file).display().to_string()])
}

/// A page of plain words in a language, without a date, so that it may be a source or a translation.
fn write_page(site: &Site, tag: &str, title: &str) {
    site.write(&format!("content/pages/gop-y.{tag}.md"), &format!("---\ntitle: {title}\n---\n\n{title}.\n"));
}

fn prefix(site_source: &str, tag: &str) -> String {
    if tag == site_source { String::new() } else { format!("{tag}/") }
}

/// The addresses that a page names for search engines, by language.
fn alternates(html: &str) -> Vec<(String, String)> {
    let links = html.split("<link rel=\"alternate\" hreflang=\"").skip(1);
    let link = |text: &str| {
        let (lang, rest) = text.split_once('"').unwrap();
        let url = rest.split_once("href=\"").unwrap().1.split_once('"').unwrap().0;
        (lang.to_owned(), url.to_owned())
    };
    links.map(link).collect()
}

fn canonical(html: &str) -> &str {
    html.split_once("<link rel=\"canonical\" href=\"").unwrap().1.split_once('"').unwrap().0
}

#[test]
fn each_language_can_be_the_source_and_lives_at_the_root() {
    for source in TAGS {
        let site = Site::small();
        let others: Vec<&str> = TAGS.into_iter().filter(|tag| *tag != source).collect();
        let list = format!("languages: [{source}, {}]", others.join(", "));
        site.replace(CONFIG, "languages: [vi, en]", &list);
        // Nothing of the fixture's own is translated twice over: its texts would be sources in the wrong language.
        for folder in ["directives", "guides", "pages"] {
            site.remove(&format!("content/{folder}"));
        }
        site.replace(CONFIG, "landing: {guide: dang-ky}\n", "");
        site.replace(CONFIG, "menu: [guides, schedule, progress, directives, about]\n", "");
        for tag in TAGS {
            write_page(&site, tag, &format!("Gop y {tag}"));
        }
        for tag in &others {
            stamp(&site, &format!("content/pages/gop-y.{tag}.md")).ends_with(0);
            assert!(site.exists(&format!("content/.translated/{tag}/pages/gop-y.{source}.md")));
        }
        site.build().ends_with(0).is_silent_on("translation-");
        for tag in TAGS {
            let html = site.output(&format!("{}gop-y/index.html", prefix(source, tag)));
            assert!(html.contains(&format!("<html lang=\"{tag}\"")), "{source} {tag}");
            assert!(visible_text(&html).contains(&format!("Gop y {tag}.")));
            let named = alternates(&html);
            let langs: Vec<&str> = named.iter().map(|(lang, _)| lang.as_str()).collect();
            assert_eq!(langs, [source, others[0], others[1], "x-default"]);
            assert_eq!(named[3].1, "https://chukyso.example/gop-y/", "the source answers everybody else");
            assert_eq!(canonical(&html), format!("https://chukyso.example/{}gop-y/", prefix(source, tag)));
            for other in TAGS {
                let path = format!("/{}gop-y/", prefix(source, other));
                assert!(
                    html.contains(&format!("href=\"{path}\" lang=\"{other}\" hreflang=\"{other}\""))
                        || other == tag
                );
                assert!(
                    site.output("sitemap.xml").contains(&format!("<loc>https://chukyso.example{path}</loc>"))
                );
            }
            let feed = site.output(&format!("{}directives/feed.xml", prefix(source, tag)));
            assert!(feed.contains(&format!("xml:lang=\"{tag}\"")), "{feed}");
            assert!(site.exists(&format!("output/{}404.html", prefix(source, tag))));
        }
        assert!(!site.exists(&format!("output/{source}")), "the source has no folder of its own");
    }
}

#[test]
fn a_site_of_one_language_has_no_switch_and_no_folder_of_a_language() {
    for tag in ["vi", "en"] {
        let site = Site::small();
        site.replace(CONFIG, "languages: [vi, en]", &format!("languages: [{tag}]"));
        let other = if tag == "vi" { "en" } else { "vi" };
        let text = site.read(CONFIG);
        let own_only = regex_less_words(&text, tag);
        site.write(CONFIG, &own_only);
        for folder in ["directives", "guides", "pages"] {
            site.remove(&format!("content/{folder}"));
        }
        site.replace(CONFIG, "landing: {guide: dang-ky}\n", "");
        site.replace(CONFIG, "menu: [guides, schedule, progress, directives, about]\n", "");
        let run = site.build();
        run.ends_with(0);
        let html = site.output("index.html");
        assert!(html.contains(&format!("<html lang=\"{tag}\"")));
        assert!(!html.contains("class=\"languages\""), "no switch where there is nothing to switch to");
        assert!(!site.exists(&format!("output/{tag}")) && !site.exists(&format!("output/{other}")));
        let langs: Vec<String> = alternates(&html).into_iter().map(|(lang, _)| lang).collect();
        assert_eq!(langs, [tag, "x-default"]);
    }
}

/// site.yaml with the words of one language only: `{vi: A, en: B}` becomes `{vi: A}`.
fn regex_less_words(text: &str, tag: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("{vi: ") {
        let end = start + rest[start..].find('}').unwrap();
        let (vi, en) = rest[start + 5..end].split_once(", en: ").unwrap();
        out.push_str(&rest[..start]);
        out.push_str(&format!("{{{tag}: {}}}", if tag == "vi" { vi } else { en }));
        rest = &rest[end + 1..];
    }
    out + rest
}

#[test]
fn a_column_in_a_language_that_the_site_lacks_is_told_of_once() {
    let site = Site::small();
    site.replace(CONFIG, "languages: [vi, en]", "languages: [vi]");
    let run = site.loa(&["check", "--as-of", "2025-10-20"]);
    for (file, columns) in [(COMMUNES, 2), (POINTS, 3), (SCHEDULE, 2)] {
        let told = run
            .said()
            .lines()
            .filter(|line| line.contains(file) && line.contains("unknown-language"))
            .count();
        let told = told.max(run.said().matches(&format!("{file}:1")).count());
        assert_eq!(told, columns, "{file}: {}", run.said());
    }
}

#[test]
fn a_third_language_borrows_words_facts_and_texts_and_marks_what_is_borrowed() {
    for third in ["km", "fr"] {
        let site = three(third);
        site.replace(COMMUNES, "code,name,name_en", &format!("code,name,name_{third},name_en"));
        site.replace(COMMUNES, "Phường Tân Triều,Tân Triều", "Phường Tân Triều,Third Tan Trieu,Tân Triều");
        site.replace(COMMUNES, "Xã Bình Lợi,", "Xã Bình Lợi,,");
        site.build().ends_with(0).says(&[NO_STRINGS]).is_silent_on("unknown");
        let html = site.output(&format!("{third}/commune/26188/index.html"));
        assert!(
            html.contains("Third Tan Trieu") && !html.contains("lang=\"vi\">Third Tan Trieu"),
            "own words"
        );
        assert!(
            html.contains("<span lang=\"vi\">Tỉnh Đồng Nai</span>"),
            "borrowed words name their language"
        );
        assert!(html.contains("<span lang=\"vi\">Nhà văn hóa khu phố 1</span>"));
        // The page of data is real, the borrowed text is not.
        assert!(alternates(&html).iter().any(|(lang, _)| lang == third));
        let guide = site.output(&format!("{third}/guides/dang-ky/index.html"));
        assert!(alternates(&guide).is_empty());
        assert_eq!(canonical(&guide), "https://chukyso.example/guides/dang-ky/");
        assert!(!site.output("sitemap.xml").contains(&format!("/{third}/guides/dang-ky/")));
        assert!(site.output("sitemap.xml").contains(&format!("/{third}/commune/26188/")));
        let source = site.output("guides/dang-ky/index.html");
        assert!(!alternates(&source).iter().any(|(lang, _)| lang == third));
        // A sentence of the borrowed text has its facts in its own language; live data are the reader's.
        assert!(guide.contains("<div class=\"prose\" lang=\"vi\" dir=\"auto\">"), "{guide}");
        assert!(visible_text(&guide).contains("Chiến dịch kết thúc vào ngày 31/10/2025"));
        assert!(guide.contains(&format!("<div lang=\"{third}\" dir=\"auto\"><ol class=\"sessions\"")));
        // In the feed each title says what language it is in.
        let feed = site.output(&format!("{third}/directives/feed.xml"));
        assert!(feed.contains(&format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{third}\"")));
        assert!(feed.contains("<title xml:lang=\"vi\">Kế hoạch phổ cập"));
    }
}

#[test]
fn missing_lagging_and_current_are_told_for_each_language_apart() {
    let site = three("km");
    for (tag, words) in [("vi", "Xin chào"), ("en", "Hello"), ("km", "Suosdei")] {
        write_page(&site, tag, words);
    }
    stamp(&site, "content/pages/gop-y.en.md").ends_with(0);
    let listed = site.loa(&["translations"]).ends_with(0).stdout.clone();
    for line in [
        "current\ten\tcontent/pages/gop-y.en.md",
        "unstamped\tkm\tcontent/pages/gop-y.km.md",
        "missing\tkm\tcontent/pages/about.vi.md",
    ] {
        assert!(listed.lines().any(|other| other == line), "{line}: {listed}");
    }
    stamp(&site, "content/pages/gop-y.km.md").ends_with(0);
    let kept = site.read("content/.translated/km/pages/gop-y.vi.md");
    site.append("content/pages/gop-y.vi.md", "\nVà hẹn gặp lại.\n");
    let listed = site.loa(&["translations"]).stdout;
    for tag in ["en", "km"] {
        assert!(listed.contains(&format!("lagging\t{tag}\tcontent/pages/gop-y.{tag}.md")), "{listed}");
    }
    assert_eq!(
        site.read("content/.translated/km/pages/gop-y.vi.md"),
        kept,
        "what was translated, not what is there now"
    );
    stamp(&site, "content/pages/gop-y.en.md").ends_with(0);
    site.build().ends_with(0).says(&["content/pages/gop-y.km.md"]).is_silent_on("gop-y.en.md");
    // A translation that lags without another fact is shown and listed, with a notice.
    let km = site.output("km/gop-y/index.html");
    assert!(visible_text(&km).contains("Suosdei.") && km.contains("class=\"borrowed\""));
    assert!(!site.output("en/gop-y/index.html").contains("class=\"borrowed\""));
    assert_eq!(alternates(&km).len(), 4);
}

#[test]
fn a_text_that_cannot_be_read_is_not_left_out_of_the_list_in_silence() {
    let site = Site::small();
    site.write("content/pages/gop-y.vi.md", "---\nsummary: Không có tiêu đề\n---\n\nChữ.\n");
    let run = site.loa(&["translations"]);
    run.ends_with(1).says(&[
        "content/pages/gop-y.vi.md",
        "missing-key",
        "current\ten\tcontent/pages/about.en.md",
    ]);
}

#[test]
fn a_language_from_right_to_left_says_so_on_every_page_and_keeps_the_digits() {
    let site = three("ar");
    site.build().ends_with(0);
    for (path, bytes) in site.tree() {
        let Some(inside) = path.strip_prefix("ar/").filter(|path| path.ends_with(".html")) else { continue };
        let html = String::from_utf8(bytes).unwrap();
        assert!(html.contains("<html lang=\"ar\" dir=\"rtl\""), "{path}");
        assert!(!html.chars().any(|c| c.is_numeric() && !c.is_ascii_digit() && !"½¼¾".contains(c)), "{path}");
        assert!(!site.output(inside).contains("dir=\"rtl\""), "{inside}");
    }
}

#[test]
fn regional_tags_are_folders_attributes_file_names_and_columns() {
    let site = Site::small();
    site.replace(CONFIG, "languages: [vi, en]", "languages: [vi, en, en-GB, zh-Hant]");
    site.replace(COMMUNES, "code,name,name_en", "code,name,name_EN-gb,name_zh-hant,name_en");
    site.replace(COMMUNES, "Phường Tân Triều,Tân", "Phường Tân Triều,British Tan Trieu,新潮坊,Tân");
    site.replace(COMMUNES, "Xã Bình Lợi,", "Xã Bình Lợi,,,");
    write_page(&site, "vi", "Chào");
    write_page(&site, "zh-Hant", "你好");
    stamp(&site, "content/pages/gop-y.zh-Hant.md").ends_with(0);
    assert!(site.exists("content/.translated/zh-Hant/pages/gop-y.vi.md"));
    site.build().ends_with(0).is_silent_on("unknown");
    assert!(visible_text(&site.output("en-GB/commune/26188/index.html")).contains("British Tan Trieu"));
    let html = site.output("zh-Hant/gop-y/index.html");
    assert!(html.contains("<html lang=\"zh-Hant\"") && html.contains("你好"));
    assert!(html.contains("hreflang=\"zh-Hant\" href=\"https://chukyso.example/zh-Hant/gop-y/\""));
    assert!(site.output("data/communes.csv").contains("name_zh-Hant"));
}

#[test]
fn a_wrong_tag_is_one_mistake_with_the_right_one_offered() {
    for (list, wrong, right) in [
        ("[vn, en]", "vn", "vi"),
        ("[vi, eng]", "eng", "en"),
        ("[vi, EN]", "EN", "en"),
        ("[vi, en_GB]", "en_GB", "en-GB"),
        ("[Tiếng Việt, en]", "Tiếng Việt", "vi"),
    ] {
        let site = Site::small();
        site.replace(CONFIG, "languages: [vi, en]", &format!("languages: {list}"));
        let run = site.loa(&["check", "--format", "json"]);
        run.ends_with(1);
        let told: Vec<&str> = run.stdout.lines().filter(|line| line.contains("\"code\"")).collect();
        assert_eq!(told.len(), 1, "{list}: {}", run.said());
        assert!(told[0].contains("bad-language-tag") && told[0].contains(wrong), "{}", told[0]);
        assert!(told[0].contains(&format!("\"expected\":[\"{right}\"]")), "{}", told[0]);
    }
}

#[test]
fn files_in_a_wrong_language_are_told_once_each_and_nothing_follows_from_them() {
    let site = Site::small();
    for kind in ["directives/ke-hoach-2025-10", "guides/dang-ky", "pages/about"] {
        let text = site.read(&format!("content/{kind}.vi.md"));
        site.remove(&format!("content/{kind}.vi.md"));
        site.remove(&format!("content/{kind}.en.md"));
        site.write(&format!("content/{kind}.vn.md"), &text);
    }
    let run = site.loa(&["check", "--as-of", "2025-10-20", "--format", "json"]);
    run.ends_with(1);
    let told: Vec<&str> = run.stdout.lines().filter(|line| line.contains("\"code\"")).collect();
    assert_eq!(told.len(), 3, "{}", run.said());
    assert!(told.iter().all(|line| line.contains("unknown-language") && line.contains("`vi`")), "{told:?}");
}

#[test]
fn word_columns_of_any_language_are_read_in_every_table() {
    let site = three("km");
    site.write(
        SCHEDULE,
        "date,start,commune,place,place_km,audience,audience_km,note,note_km,status,reason,reason_km,moved_to,moved_to_km\n\
         2025-10-25,19h,26188,Đình làng,KM-place,Mọi người,KM-audience,Mang đèn,KM-note,moved,Mưa,KM-reason,Nhà ông Tư,KM-moved\n",
    );
    site.replace(POINTS, "note,note_en", "note,note_km");
    site.write(
        "content/progress/tan-trieu.csv",
        "date,commune,group,group_km,signatures\n2025-10-19,26188,,,400\n2025-10-19,26188,Hội Phụ nữ,KM-group,90\n",
    );
    site.build().ends_with(0).is_silent_on("unknown");
    let text = visible_text(&site.output("km/commune/26188/index.html"));
    for words in
        ["KM-place", "KM-audience", "KM-note", "KM-reason", "KM-moved", "Park at the back gate", "KM-group"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    let html = site.output("en/commune/26188/index.html");
    for words in ["Đình làng", "Nhà ông Tư", "Hội Phụ nữ", "Phường Tân Phong, Thành phố Biên Hòa"]
    {
        assert!(html.contains(&format!("<span lang=\"vi\">{words}</span>")), "{words}: {html}");
    }
}
