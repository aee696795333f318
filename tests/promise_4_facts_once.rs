//! Promise 4: facts are written once. Numbers, dates, places and phone numbers live in data or in the source's front
//! matter; a translation that claims to be current and states another fact is an error, one that lags gives way to its
//! source.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use support::Run;
use support::Site;
use support::TODAY;
use support::visible_text;

const VI: &str = "content/pages/about.vi.md";
const EN: &str = "content/pages/about.en.md";

/// Says that a translation is current with its source as it is now.
fn stamp(site: &Site, file: &str) -> Run {
    site.loa(&["translations", "--stamp", &site.path(file).display().to_string()])
}

/// The fixture with a sentence more in source and translation, and the translation marked as current.
fn stating(vi: &str, en: &str) -> Site {
    let site = Site::small();
    site.append(VI, &format!("\n{vi}\n"));
    site.append(EN, &format!("\n{en}\n"));
    stamp(&site, EN).ends_with(0);
    site
}

/// Number of the line that holds a text.
fn line_of(site: &Site, file: &str, text: &str) -> usize {
    1 + site.read(file).lines().position(|line| line.contains(text)).unwrap()
}

fn nothing_was_written(site: &Site) {
    assert!(site.tree().is_empty(), "{:?}", site.tree().keys());
    assert!(!site.exists("content/qr.lock"));
}

/// Whether the sitemap lists an address, and its page names itself for search engines.
fn is_listed(site: &Site, path: &str) -> bool {
    let listed = site.output("sitemap.xml").contains(&format!("<loc>https://chukyso.example{path}</loc>"));
    let source = path.strip_prefix("/en").unwrap();
    let named = site.output(&format!("{}index.html", &source[1..]));
    let named = named.contains(&format!("hreflang=\"en\" href=\"https://chukyso.example{path}\""));
    assert_eq!(listed, named, "sitemap and hreflang of {path} disagree");
    listed
}

/// Fails unless the reader of English is shown the Vietnamese text, and is told so.
#[track_caller]
fn shows_the_source(site: &Site, path: &str, words: &str, notice: &str) {
    let html = site.output(&format!("en{path}index.html"));
    let text = visible_text(&html);
    assert!(text.contains(words), "{text}");
    assert!(text.contains(notice), "{text}");
    assert!(html.contains("<html lang=\"en\""), "the page itself is the English reader's");
    let before = html.split_once(words).unwrap().0;
    let lang = before.rfind("lang=\"vi\"").unwrap();
    let main = before.find("<main").unwrap();
    assert!(lang > main, "the borrowed words carry their language: {before}");
    assert!(html.contains(&format!("<link rel=\"canonical\" href=\"https://chukyso.example{path}\">")));
    assert!(!html.contains("rel=\"alternate\" hreflang"), "{path}");
    assert!(!is_listed(site, &format!("/en{path}")));
    // The way to it stays.
    assert!(
        site.output(&path[1..].replace("about/", "about/index.html"))
            .contains(&format!("href=\"/en{path}\""))
    );
}

// ---- a current translation ----

#[test]
fn a_current_translation_with_another_fact_is_an_error_that_names_both_places() {
    let table = [
        (
            "date",
            "Hạn là ngày 15/10/2025.",
            "The last day is 16 October 2025.",
            "16 October 2025",
            "15/10/2025",
        ),
        ("number", "Có 30.500 người.", "There are 35,000 people.", "35,000", "30.500"),
        ("phone", "Gọi 0251 000 0009.", "Call 0251 000 0008.", "0251 000 0008", "0251 000 0009"),
        ("time", "Mở lúc 7h30.", "It opens at 8:30.", "8:30", "7h30"),
        ("share", "Đạt 25%.", "25.5% was reached.", "25.5%", "25%"),
        ("weekday", "Nghỉ thứ Ba.", "Closed on Wednesday.", "Wednesday", "thứ Ba"),
        (
            "link",
            "Xem [hướng dẫn](/guides/dang-ky/).",
            "See the [progress](/progress/).",
            "/progress/",
            "/guides/",
        ),
    ];
    for (case, vi, en, theirs, ours) in table {
        let site = stating(vi, en);
        let run = site.build();
        run.ends_with(1);
        let (line_en, line_vi) = (line_of(&site, EN, theirs), line_of(&site, VI, ours));
        run.says(&["fact-differs", "nothing was written"]);
        assert!(run.stderr.contains(&format!("{EN}:{line_en}")), "{case}: {}", run.stderr);
        assert!(run.stderr.contains(&format!("{VI}:{line_vi}")), "{case}: {}", run.stderr);
        nothing_was_written(&site);
        site.loa(&["check", "--as-of", TODAY]).ends_with(1);
    }
}

#[test]
fn a_fact_that_only_one_of_them_states_is_an_error_too() {
    for (vi, en) in [("Gọi 0251 000 0009.", "Call us."), ("Gọi chúng tôi.", "Call 0251 000 0009.")] {
        let site = stating(vi, en);
        site.build().ends_with(1).says(&["fact-differs", EN, VI, "0251 000 0009"]);
        nothing_was_written(&site);
    }
}

#[test]
fn the_same_fact_may_be_written_as_each_language_writes_it() {
    let table = [
        ("Hạn là ngày 15/10/2025.", "The last day is 15 October 2025."),
        ("Hạn là ngày 15 tháng 10 năm 2025.", "The last day is October 15, 2025."),
        ("Có 30.500 người.", "There are 30,500 people."),
        ("Có ba bàn.", "There are 3 desks."),
        ("Mở lúc 7 giờ 30.", "It opens at 7:30."),
        ("Mở lúc 19h.", "It opens at 7 pm."),
        ("Đạt 25,5%.", "25.5% was reached."),
        ("Nghỉ thứ Ba.", "Closed on Tuesday."),
        ("Gọi 0251 000 0009.", "Call 0251.000.0009."),
    ];
    for (vi, en) in table {
        let site = stating(vi, en);
        let run = site.build();
        assert_eq!(run.status, 0, "{vi} / {en}: {}", run.said());
        run.is_silent_on("fact-differs");
        assert!(is_listed(&site, "/en/about/"));
    }
}

#[test]
fn words_of_the_front_matter_are_compared_too() {
    let site = Site::small();
    site.replace("content/guides/dang-ky.en.md", "About 15 minutes", "About 50 minutes");
    site.build().ends_with(1).says(&[
        "fact-differs",
        "content/guides/dang-ky.en.md:9",
        "content/guides/dang-ky.vi.md:10",
    ]);
    nothing_was_written(&site);
}

#[test]
fn a_fact_of_the_front_matter_is_found_at_its_own_line() {
    let site = Site::small();
    // The day of publication has a 15, too, and stands above the duration.
    site.replace("content/guides/dang-ky.vi.md", "published: 2025-10-07", "published: 2025-10-15");
    site.replace("content/guides/dang-ky.en.md", "About 15 minutes", "About 50 minutes");
    site.build().ends_with(1).says(&["at `content/guides/dang-ky.vi.md:10:18`"]);
}

#[test]
fn every_document_with_a_differing_fact_is_told_of_at_once() {
    let site = Site::small();
    site.replace("content/guides/dang-ky.en.md", "About 15 minutes", "About 50 minutes");
    site.replace("content/directives/ke-hoach-2025-10.en.md", "1 October 2025", "2 October 2025");
    let run = site.build();
    run.ends_with(1).says(&["content/guides/dang-ky.en.md:9", "content/directives/ke-hoach-2025-10.en.md:7"]);
    run.says(&["content/directives/ke-hoach-2025-10.vi.md:17", "2 October 2025"]);
}

#[test]
fn facts_ok_accepts_a_token_and_no_other() {
    let site = stating("Gọi lúc nào cũng được.", "Call us 24/7.");
    site.build().ends_with(1).says(&["fact-differs", "24/7"]);
    site.replace(EN, "summary: What", "facts_ok: [\"24/7\"]\nsummary: What");
    site.build().ends_with(0).is_silent_on("fact");
    assert!(visible_text(&site.output("en/about/index.html")).contains("Call us 24/7."));
    site.append(EN, "\nCall 0251 000 0009.\n");
    site.build().ends_with(1).says(&["0251 000 0009"]).is_silent_on("24/7`");
}

#[test]
fn a_fact_key_in_a_translation_is_an_error() {
    let directive = [
        "kind: ke-hoach",
        "number: \"12\"",
        "symbol: KH-UBND",
        "date: 2025-10-06",
        "published: 2025-10-07",
        "issuer: Ward",
        "urgency: khan",
        "basis: [{number: \"1\"}]",
        "deadlines: [{what: Report, by: 2025-11-05}]",
        "applies_to: [\"26188\"]",
        "draft: true",
    ];
    let guide = ["published: 2025-10-07", "free_for: 1 year", "free_until: 2025-12-31", "provider: vnpt"];
    let files = [
        ("content/directives/ke-hoach-2025-10.en.md", &directive[..]),
        ("content/guides/dang-ky.en.md", &guide[..]),
        (EN, &["published: 2025-10-07"][..]),
    ];
    let site = Site::small();
    for (file, facts) in files {
        let whole = site.read(file);
        for fact in facts {
            // Even where it states the same as the source.
            site.write(file, &whole.replacen("---\n", &format!("---\n{fact}\n"), 1));
            let key = fact.split(':').next().unwrap();
            let run = site.build();
            assert_eq!(run.status, 1, "{file} {fact}: {}", run.said());
            run.says(&["fact-in-translation", &format!("{file}:2"), &format!("`{key}`")]);
        }
        site.write(file, &whole);
    }
    nothing_was_written(&site);
}

#[test]
fn a_source_names_no_source() {
    let site = Site::small();
    site.replace(VI, "summary:", "source_hash: \"2dfc14bbca2fd841\"\nsummary:");
    site.build().ends_with(1).says(&["hash-in-source", &format!("{VI}:3")]);
}

// ---- a lagging translation ----

#[test]
fn a_lagging_translation_that_states_the_same_facts_is_shown_with_a_notice() {
    let site = stating("Hạn là ngày 15/10/2025.", "The last day is 15 October 2025.");
    site.append(VI, "\nXin mời bà con.\n");
    site.build().ends_with(0).says(&["translation-lagging", EN]).is_silent_on("lagging-fact-differs");
    let text = visible_text(&site.output("en/about/index.html"));
    assert!(text.contains("The last day is 15 October 2025"), "{text}");
    assert!(text.contains("older than the Vietnamese"), "{text}");
    assert!(is_listed(&site, "/en/about/"), "it is still a text in English");
}

#[test]
fn a_lagging_translation_that_states_another_fact_gives_way_to_the_source() {
    let site = stating("Hạn là ngày 15/10/2025.", "The last day is 15 October 2025.");
    site.replace(VI, "15/10/2025", "25/10/2025");
    let run = site.build();
    run.ends_with(0).says(&["lagging-fact-differs", EN, VI, "15 October 2025", "25/10/2025"]);
    shows_the_source(&site, "/about/", "Hạn là ngày 25/10/2025", "no longer agrees with the Vietnamese");
    let pages = site.tree();
    for (path, bytes) in &pages {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("15 October 2025"), "{path} states the old date");
    }
    // Where warnings count as errors, it cannot slip through.
    site.loa(&["build", "--as-of", TODAY, "--strict"]).ends_with(1);
}

#[test]
fn a_guide_that_gives_way_gives_way_on_landing_pages_too() {
    let site = Site::small();
    site.replace("content/guides/dang-ky.vi.md", "Khoảng 15 phút", "Khoảng 25 phút");
    site.build().ends_with(0).says(&["lagging-fact-differs"]);
    for page in
        ["en/26188/index.html", "en/guides/index.html", "en/guides/dang-ky/index.html", "en/index.html"]
    {
        let html = site.output(page);
        assert!(!html.contains("About 15 minutes"), "{page}");
        assert!(html.contains("<span lang=\"vi\">Khoảng 25 phút</span>"), "{page}");
    }
}

#[test]
fn a_translation_that_does_not_say_what_it_translates_counts_as_lagging() {
    let site = Site::small();
    let hash = site.read(EN).lines().find(|line| line.starts_with("source_hash")).unwrap().to_owned();
    site.replace(EN, &format!("{hash}\n"), "");
    site.build().ends_with(0).says(&["translation-unstamped", EN]).is_silent_on("translation-lagging");
    let text = visible_text(&site.output("en/about/index.html"));
    assert!(text.contains("Every adult") && text.contains("older than the Vietnamese"), "{text}");
    site.append(VI, "\nGọi 0251 000 0009.\n");
    site.build().ends_with(0).says(&["translation-unstamped", "lagging-fact-differs"]);
    shows_the_source(&site, "/about/", "Gọi 0251 000 0009", "no longer agrees with the Vietnamese");
}

#[test]
fn what_is_no_change_of_words_does_not_make_a_translation_lag() {
    let site = Site::small();
    let whole = site.read(VI);
    let changes = [
        ("line ends", whole.replace('\n', "\r\n")),
        ("runs of blanks", whole.replace("chữ ký số. Xem", "chữ  ký\t số.  Xem")),
        ("another form of the same letters", decomposed(&whole)),
        ("a byte order mark", format!("\u{feff}{whole}")),
        (
            "the order of keys",
            whole.replace("published: 2025-10-07\n", "").replacen("---\n", "---\npublished: 2025-10-07\n", 1),
        ),
        ("a fact", whole.replace("2025-10-07", "2025-10-08")),
    ];
    for (what, text) in changes {
        assert_ne!(text, whole, "{what}");
        site.write(VI, &text);
        let run = site.build();
        assert_eq!((run.status, run.said().contains("lagging")), (0, false), "{what}: {}", run.said());
    }
}

/// The letters of the fixture that have marks, taken apart (NFD).
fn decomposed(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfd().collect()
}

#[test]
fn a_renamed_document_keeps_its_translation() {
    let site = Site::small();
    site.replace("content/site.yaml", ", about]", ", gioi-thieu]");
    for lang in ["vi", "en"] {
        let text = site.read(&format!("content/pages/about.{lang}.md"));
        site.remove(&format!("content/pages/about.{lang}.md"));
        site.write(&format!("content/pages/gioi-thieu/index.{lang}.md"), &text);
    }
    site.build().ends_with(0).is_silent_on("translation");
    assert!(site.output("en/gioi-thieu/index.html").contains("Every adult"));
}

// ---- no translation ----

#[test]
fn where_there_is_no_translation_the_source_stands_in() {
    let site = Site::small();
    site.remove(EN);
    site.build().ends_with(0);
    shows_the_source(&site, "/about/", "Mọi người trưởng thành", "not been translated");
    let listed = visible_text(&site.output("en/index.html"));
    assert!(listed.contains("Giới thiệu"), "{listed}");
}

#[test]
fn where_there_is_no_source_the_first_language_that_has_the_text_is_it() {
    let site = Site::small();
    let english = site.read(EN);
    let hash = english.lines().find(|line| line.starts_with("source_hash")).unwrap();
    site.remove(VI);
    site.write(EN, &english.replace(hash, "published: 2025-10-07"));
    site.build().ends_with(0);
    let html = site.output("about/index.html");
    assert!(html.contains("<html lang=\"vi\"") && html.contains("Every adult"));
    assert!(html.contains("<link rel=\"canonical\" href=\"https://chukyso.example/en/about/\">"));
    let sitemap = site.output("sitemap.xml");
    assert!(sitemap.contains("<loc>https://chukyso.example/en/about/</loc>"));
    assert!(!sitemap.contains("<loc>https://chukyso.example/about/</loc>"));
    assert!(visible_text(&html).contains("chưa có bản dịch"));
}

#[test]
fn words_that_a_table_lacks_in_a_language_are_borrowed_with_their_language() {
    let site = Site::small();
    site.replace("content/points.csv", "Park at the back gate", "");
    site.build().ends_with(0);
    for page in ["en/26188/index.html", "en/commune/26188/index.html"] {
        assert!(site.output(page).contains("<span lang=\"vi\">Gửi xe ở cổng sau</span>"), "{page}");
        assert!(
            is_listed(&site, &format!("/{}", page.strip_suffix("index.html").unwrap())),
            "pages of data are real"
        );
    }
}

// ---- stamping ----

#[test]
fn a_stamp_says_that_the_translation_is_current_and_keeps_what_was_translated() {
    let site = Site::small();
    site.append(VI, "\nXin mời bà con.\n");
    site.append(EN, "\nYou are welcome.\n");
    site.build().ends_with(0).says(&["translation-lagging"]);
    let (before, source) = (site.read(EN), site.read(VI));
    stamp(&site, EN).ends_with(0).says(&[EN]);
    site.build().ends_with(0).is_silent_on("translation");
    assert!(!visible_text(&site.output("en/about/index.html")).contains("older than"));
    assert_eq!(site.read("content/.translated/en/pages/about.vi.md"), source);
    assert_eq!(site.read(VI), source);
    let other = |text: &str| {
        text.lines().filter(|line| !line.starts_with("source_hash")).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(other(&site.read(EN)), other(&before), "nothing else in the file changes");
    assert_ne!(site.read(EN), before);
}

#[test]
fn a_stamp_is_the_hash_of_the_words_and_not_of_the_day() {
    let site = Site::small();
    for file in [EN, "content/guides/dang-ky.en.md", "content/directives/ke-hoach-2025-10.en.md"] {
        let before = site.read(file);
        stamp(&site, file).ends_with(0);
        assert_eq!(site.read(file), before, "{file} was current");
    }
}

#[test]
fn translations_are_listed_with_their_state() {
    let site = Site::small();
    site.append(VI, "\nXin mời bà con.\n");
    let guide = "content/guides/dang-ky.en.md";
    let hash = site.read(guide).lines().find(|line| line.starts_with("source_hash")).unwrap().to_owned();
    site.replace(guide, &format!("{hash}\n"), "");
    site.write("content/pages/hoi-dap.vi.md", "---\ntitle: Hỏi đáp\n---\n\nXin mời.\n");
    let run = site.loa(&["translations"]);
    run.ends_with(0);
    let mut lines: Vec<&str> = run.stdout.lines().collect();
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "current\ten\tcontent/directives/ke-hoach-2025-10.en.md",
            "lagging\ten\tcontent/pages/about.en.md",
            "missing\ten\tcontent/pages/hoi-dap.vi.md",
            "unstamped\ten\tcontent/guides/dang-ky.en.md",
        ]
    );
}

#[test]
fn a_file_that_is_no_translation_is_not_stamped() {
    let site = Site::small();
    let before = site.content();
    for file in [VI, "content/site.yaml", "content/pages/khong-co.en.md"] {
        stamp(&site, file).ends_with(2);
        assert_eq!(site.content(), before, "{file}");
    }
}

#[test]
fn a_translation_that_leaves_out_a_step_is_told_of_although_it_is_stamped() {
    let site = Site::small();
    let path = "content/guides/dang-ky.en.md";
    let text = site.read(path);
    let summary = text.lines().find(|line| line.starts_with("summary:")).unwrap().to_owned();
    site.replace(path, &format!("{summary}\n"), "");
    site.loa(&["check", "--as-of", support::TODAY]).says(&["translation-partial", "`summary`"]);
}
