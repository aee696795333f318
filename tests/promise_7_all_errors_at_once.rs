//! Promise 7: all errors at once, in plain words, with file, line or cell, what was found, what was expected, and what
//! to type; in Vietnamese or English, and for machines.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use loa::diag::Code;
use loa::diag::Severity;
use serde_json::Value;

use support::Run;
use support::Site;
use support::TODAY;

/// One mistake as it must be told.
struct Told {
    code: &'static str,
    severity: &'static str,
    file: &'static str,
    line: Option<u64>,
    cell: Option<&'static str>,
    /// What stands there.
    found: &'static str,
    /// What an advice must offer.
    offered: &'static str,
}

/// A row of the table below.
const fn told(
    code: &'static str,
    severity: &'static str,
    file: &'static str,
    line: Option<u64>,
    cell: Option<&'static str>,
    (found, offered): (&'static str, &'static str),
) -> Told {
    Told { code, severity, file, line, cell, found, offered }
}

const MISTAKES: [Told; 13] = [
    told("unknown-menu-entry", "error", "content/site.yaml", Some(10), None, ("abuot", "`about`")),
    told("unknown-scope", "error", "content/site.yaml", Some(26), None, ("26189", "`26188`")),
    told("unknown-successor", "error", "content/communes.csv", Some(3), None, ("26198", "`26188`")),
    told("hours-form", "set-aside", "content/points.csv", Some(2), Some("J2"), ("T2-T6 sáng", "7h30")),
    told(
        "date-swapped",
        "set-aside",
        "content/schedules/tan-trieu.csv",
        Some(4),
        Some("A4"),
        ("10/25/2025", "25/10/2025"),
    ),
    told(
        "count-fraction",
        "set-aside",
        "content/progress/tan-trieu.csv",
        Some(6),
        Some("C6"),
        ("30.5", "30500"),
    ),
    told(
        "unknown-value",
        "error",
        "content/directives/ke-hoach-2025-10.vi.md",
        Some(4),
        None,
        ("ke-hoch", "`ke-hoach`"),
    ),
    told("unknown-provider", "error", "content/guides/dang-ky.vi.md", Some(4), None, ("vntp", "`vnpt`")),
    told(
        "broken-link",
        "error",
        "content/pages/a.vi.md",
        Some(5),
        None,
        ("/guides/dang-ki/", "`/guides/dang-ky/`"),
    ),
    told("unknown-block", "error", "content/pages/b.vi.md", Some(5), None, ("shedule", "`schedule`")),
    told(
        "unknown-fact",
        "error",
        "content/pages/c.vi.md",
        Some(5),
        None,
        ("campaign.end", "`campaign.ends`"),
    ),
    told("unknown-folder", "warning", "content/guidess/x.vi.md", None, None, ("guidess", "`guides`")),
    told("bad-name", "error", "content/pages/Hỏi Đáp.vi.md", None, None, ("Hỏi Đáp", "`hoi-dap`")),
];

fn with_mistakes() -> Site {
    let site = Site::small();
    site.replace("content/site.yaml", ", about]", ", abuot]");
    site.replace("content/site.yaml", "count: 1000, scope: \"26188\"", "count: 1000, scope: \"26189\"");
    site.replace("content/communes.csv", ",,,,26188", ",,,,26198");
    site.replace("content/points.csv", "T2-T6 7h30-11h30, 13h30-17h", "T2-T6 sáng");
    site.replace("content/schedules/tan-trieu.csv", "2025-10-25", "10/25/2025");
    site.replace("content/progress/tan-trieu.csv", "26188,400", "26188,30.5");
    site.replace("content/directives/ke-hoach-2025-10.vi.md", "kind: ke-hoach", "kind: ke-hoch");
    site.replace("content/guides/dang-ky.vi.md", "published:", "provider: vntp\npublished:");
    let page = |name: &str, body: &str| {
        site.write(&format!("content/pages/{name}.vi.md"), &format!("---\ntitle: Trang\n---\n\n{body}\n"));
    };
    page("a", "[hướng dẫn](/guides/dang-ki/)");
    page("b", "```shedule commune=26188\n```");
    page("c", "Kết thúc: {{ campaign.end }}.");
    page("Hỏi Đáp", "Chữ.");
    site.write("content/guidess/x.vi.md", "---\ntitle: X\n---\n");
    site
}

/// The messages for machines: one object a line.
fn json(run: &Run) -> Vec<Value> {
    run.stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

fn check(site: &Site, lang: &str, more: &[&str]) -> Run {
    let mut args = vec!["--lang", lang, "check", "--as-of", TODAY];
    args.extend(more);
    site.loa(&args)
}

fn codes(run: &Run) -> Vec<String> {
    let mut codes: Vec<String> =
        json(run).iter().map(|told| told["code"].as_str().unwrap().to_owned()).collect();
    codes.sort();
    codes
}

// ---- all at once ----

#[test]
fn what_is_typed_wrong_is_told_in_the_language_of_messages() {
    let site = Site::small();
    for (args, vi, en) in [
        (
            &["build", "--bogus"][..],
            "lỗi: `--bogus` không dùng được ở đây",
            "error: `--bogus` means nothing here",
        ),
        (&["biuld"], "không có lệnh `biuld`\ngợi ý: có phải `build` không?", "did you mean `build`?"),
        (
            &["check", "--as-of", "20/10/2025"],
            "gợi ý: ví dụ: `2025-10-20`",
            "`20/10/2025` cannot stand behind `--as-of <DATE>`",
        ),
        (
            &["check", "--format", "xml"],
            "dùng được: `human`, `json`, `github`",
            "right ones: `human`, `json`, `github`",
        ),
        (
            &["build", "--output"],
            "sau `--output <DIR>` còn thiếu nội dung",
            "nothing stands behind `--output <DIR>`",
        ),
        (&["qr", "printed"], "còn thiếu `<IDS>...`", "hint: `loa qr printed --help` lists what can be typed"),
        (&["rollback", "--to", "a", "--release"], "không dùng cùng nhau được", "cannot stand together"),
        (&["explain", "date-swaped"], "gợi ý: có phải `date-swapped`", "hint: did you mean `date-swapped`"),
    ] {
        site.loa(&[args, &["--lang", "vi"]].concat()).ends_with(2).says(&["lỗi: ", vi]);
        site.loa(&[args, &["--lang", "en"]].concat()).ends_with(2).says(&["error: ", en]);
    }
    site.loa(&["--help"]).ends_with(0).says(&["Usage: loa"]);
    site.loa(&["--version"]).ends_with(0).says(&["loa 0."]);
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_a_failure_and_a_reader_that_has_left_is_none() {
    use std::fs::File;
    use std::process::Command;
    use std::process::Stdio;
    let site = Site::small();
    let status = |args: &[&str], out: Stdio| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_loa"));
        let run =
            command.arg("--root").arg(site.root()).args(args).args(["--lang", "en"]).stdout(out).output();
        let run = run.unwrap();
        (run.status.code().unwrap(), String::from_utf8(run.stderr).unwrap())
    };
    for args in [&["translations"][..], &["explain", "date-form"], &["status", "--format", "json"]] {
        let (code, said) = status(args, File::create("/dev/full").unwrap().into());
        assert_eq!(code, 4, "{args:?}: {said}");
        assert!(said.contains("could not be written to standard output"), "{said}");
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        assert_eq!(status(args, writer.into()), (0, String::new()), "{args:?}");
    }
}

#[test]
fn all_mistakes_are_told_in_one_run_and_no_other() {
    let site = with_mistakes();
    let mut expected: Vec<&str> = MISTAKES.iter().map(|mistake| mistake.code).collect();
    expected.sort_unstable();
    let run = check(&site, "en", &["--format", "json"]);
    run.ends_with(1);
    assert_eq!(codes(&run), expected, "{}", check(&site, "en", &[]).stderr);
}

#[test]
fn each_mistake_is_told_with_its_place_what_was_found_and_what_to_type() {
    let site = with_mistakes();
    for lang in ["vi", "en"] {
        let told = json(&check(&site, lang, &["--format", "json"]));
        let people = check(&site, lang, &[]).stderr;
        for mistake in &MISTAKES {
            let Told { code, severity, file, line, cell, found, offered } = mistake;
            let one =
                told.iter().find(|one| one["code"] == *code).unwrap_or_else(|| panic!("{code} is not told"));
            assert_eq!(one["severity"], *severity, "{one:#}");
            assert_eq!(one["file"], *file, "{one:#}");
            assert_eq!(one["line"].as_u64(), *line, "{one:#}");
            assert_eq!(one["cell"].as_str(), *cell, "{one:#}");
            assert_eq!(one["found"], *found, "{one:#}");
            let said = format!("{} {}", one["message"], one["hints"]);
            assert!(said.contains(offered), "{lang}: {code} does not offer {offered}: {one:#}");
            // The same for people.
            let place = line.map_or_else(|| (*file).to_owned(), |line| format!("{file}:{line}"));
            for text in [&place, &format!("[{code}]"), *found, offered] as [&str; 4] {
                assert!(people.contains(text), "{lang}: `{text}` is not said of {code}:\n{people}");
            }
            if let Some(cell) = cell {
                let name = if lang == "vi" { format!("ô {cell}") } else { format!("cell {cell}") };
                assert!(people.contains(&name), "{name}:\n{people}");
            }
        }
    }
}

#[test]
fn the_two_languages_say_it_in_their_own_words() {
    let site = with_mistakes();
    let (vi, en) =
        (json(&check(&site, "vi", &["--format", "json"])), json(&check(&site, "en", &["--format", "json"])));
    assert_eq!(vi.len(), en.len());
    for (vi, en) in vi.iter().zip(&en) {
        assert_eq!((&vi["code"], &vi["file"], &vi["line"]), (&en["code"], &en["file"], &en["line"]));
        assert_ne!(vi["message"], en["message"]);
        assert!(
            !en["hints"].as_array().unwrap().is_empty() && !vi["hints"].as_array().unwrap().is_empty(),
            "{en:#}"
        );
    }
}

#[test]
fn build_tells_what_check_tells_and_writes_nothing() {
    let site = with_mistakes();
    let run = site.build();
    run.ends_with(1);
    for mistake in &MISTAKES {
        run.says(&[&format!("[{}]", mistake.code)]);
    }
    assert!(site.tree().is_empty() && !site.exists("content/qr.lock"));
}

#[test]
fn a_wrong_key_in_site_yaml_does_not_hide_what_else_is_wrong() {
    let site = with_mistakes();
    site.replace("content/site.yaml", "stale_after:", "stale_afetr:");
    let told = codes(&check(&site, "en", &["--format", "json"]));
    assert!(told.contains(&"unknown-key".to_owned()));
    for mistake in &MISTAKES {
        assert!(
            told.contains(&mistake.code.to_owned()),
            "{} is hidden by the wrong key: {told:?}",
            mistake.code
        );
    }
}

#[test]
fn one_mistake_gives_one_message() {
    for mistake in 0..6 {
        let site = Site::small();
        let expected = match mistake {
            0 => {
                // A wrong front matter: the page is still known to those who link to it.
                site.replace("content/guides/dang-ky.vi.md", "free_for: 1 year", "free_for: một năm");
                "bad-duration"
            }
            1 => {
                site.replace("content/schedules/tan-trieu.csv", "2025-10-25", "2025-13-25");
                // Neither way round is it a date.
                "date-impossible"
            }
            2 => {
                site.replace("content/site.yaml", "timezone: Asia/Ho_Chi_Minh", "timezone: Asia/Saigon2");
                "unknown-timezone"
            }
            3 => {
                site.replace("content/points.csv", ",hours,", ",houurs,");
                "table-column-unknown"
            }
            4 => {
                site.replace("content/communes.csv", ",phường,", ",phuong xa,");
                "unknown-kind"
            }
            _ => {
                site.replace("content/communes.csv", "2000,", "2000 người,");
                "count-words"
            }
        };
        let run = check(&site, "en", &["--format", "json"]);
        let told: BTreeSet<String> = codes(&run).into_iter().collect();
        assert!(told.contains(expected), "{told:?}");
        assert_eq!(json(&run).len(), 1, "{expected}: {}", run.stdout);
    }
}

// ---- for machines ----

#[test]
fn json_has_the_keys_of_the_contract_on_every_line() {
    let run = check(&with_mistakes(), "en", &["--format", "json"]);
    let keys = [
        "code", "severity", "message", "file", "line", "column", "sheet", "cell", "found", "expected",
        "hints",
    ];
    for one in json(&run) {
        let object = one.as_object().unwrap();
        for key in keys {
            assert!(object.contains_key(key), "{key} is missing: {one:#}");
        }
        assert!(one["expected"].is_array() && one["hints"].is_array());
        assert!(Code::parse(one["code"].as_str().unwrap()).is_some());
    }
    assert_eq!(run.stderr, "", "people's lines stay out of the machine's way");
}

#[test]
fn of_many_like_messages_a_person_reads_the_first_and_how_many_more_there_are() {
    let site = Site::small();
    let rows: String = (0..50).map(|number| format!("khong phai ngay {number:02},26188,500\n")).collect();
    site.append("content/progress/tan-trieu.csv", &rows);
    site.replace("content/points.csv", "2025-10-30,Gửi xe", "sau này,Gửi xe");
    let people = check(&site, "en", &[]);
    people.ends_with(3).says(&["khong phai ngay 00", "khong phai ngay 19", "30 more places", "51 set aside"]);
    people.is_silent_on("khong phai ngay 20").says(&["sau này"]);
    check(&site, "vi", &[]).says(&["30 chỗ khác trong `content/progress/tan-trieu.csv`", "[date-form]"]);
    assert_eq!(codes(&check(&site, "en", &["--format", "json"])).len(), 51, "machines are told each of them");
}

#[test]
fn json_of_a_site_without_mistakes_is_empty() {
    let run = check(&Site::small(), "en", &["--format", "json"]);
    run.ends_with(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
}

#[test]
fn github_gets_one_annotation_a_line() {
    let run = check(&with_mistakes(), "en", &["--format", "github"]);
    run.ends_with(1);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines.len(), MISTAKES.len(), "{}", run.stdout);
    for mistake in &MISTAKES {
        let command = if mistake.severity == "error" { "::error " } else { "::warning " };
        let file = mistake.file.replace(':', "%3A").replace(',', "%2C");
        let line = lines.iter().find(|line| line.contains(&format!("title={}::", mistake.code))).unwrap();
        assert!(line.starts_with(&format!("{command}file={file},")), "{line}");
        if let Some(number) = mistake.line {
            assert!(line.contains(&format!(",line={number},")), "{line}");
        }
    }
}

// ---- exit statuses ----

#[test]
fn the_exit_status_says_how_it_ended() {
    let done = Site::small();
    done.build().ends_with(0);
    check(&done, "en", &[]).ends_with(0);

    let wrong = with_mistakes();
    wrong.build().ends_with(1);
    check(&wrong, "en", &[]).ends_with(1);

    done.loa(&["build", "--as-of", "20/10/2025"]).ends_with(2);
    done.loa(&["bild"]).ends_with(2);
    done.loa(&["build", "--no-such-flag"]).ends_with(2);
    done.loa(&["explain", "no-such-code"]).ends_with(2);

    let aside = Site::small();
    aside.replace("content/schedules/tan-trieu.csv", "2025-10-25", "10/25/2025");
    for strict in [&[][..], &["--strict"]] {
        check(&aside, "en", strict).ends_with(3);
        let mut args = vec!["build", "--as-of", TODAY];
        args.extend(strict);
        aside.loa(&args).ends_with(3);
        assert!(
            aside.output("index.html").contains("2025-10-21T19:00"),
            "the site is built without the bad row"
        );
    }

    let world = Site::small();
    world.write("output", "a file where the folder should be");
    world.build().ends_with(4);
    let foreign = Site::small();
    foreign.write("output/index.html", "foreign");
    foreign.build().ends_with(4);
}

#[test]
fn strict_makes_warnings_errors() {
    let site = Site::small();
    site.write("content/guidess/x.vi.md", "");
    site.build().ends_with(0).says(&["warning[unknown-folder]"]);
    check(&site, "en", &[]).ends_with(0);
    site.remove("output");
    check(&site, "en", &["--strict"]).ends_with(1).says(&["error[unknown-folder]"]);
    site.loa(&["build", "--as-of", TODAY, "--strict"]).ends_with(1);
    assert!(site.tree().is_empty());
}

#[test]
fn an_empty_folder_is_told_what_is_missing() {
    let site = Site::small();
    site.remove("content");
    let run = site.build();
    run.ends_with(1).says(&["no-site", "site.yaml"]);
}

// ---- warnings that are accepted ----

/// The fixture with the same warning at two places of one file, and at one of another.
fn with_warnings() -> Site {
    let site = Site::small();
    for page in ["a", "b"] {
        let text = "---\ntitle: Trang\n---\n\nNgày thứ Hai 21/10/2025.\n\nHọp thứ Ba 22/10/2025.\n";
        site.write(&format!("content/pages/{page}.vi.md"), text);
    }
    assert_eq!(places(&site), ["a.vi.md:5", "a.vi.md:7", "b.vi.md:5", "b.vi.md:7"]);
    site
}

/// Places of the warnings on weekdays.
fn places(site: &Site) -> Vec<String> {
    let told = json(&check(site, "en", &["--format", "json"]));
    let told = told.iter().filter(|one| one["code"] == "wrong-weekday");
    told.map(|one| format!("{}:{}", one["file"].as_str().unwrap().replace("content/pages/", ""), one["line"]))
        .collect()
}

fn accept(site: &Site, entry: &str) {
    site.append("content/site.yaml", &format!("    - {entry}\n"));
}

#[test]
fn an_accepted_warning_is_silenced_and_no_other() {
    let site = with_warnings();
    accept(&site, "{code: wrong-weekday, at: \"content/pages/a.vi.md:7\", reason: as the document has it}");
    assert_eq!(places(&site), ["a.vi.md:5", "b.vi.md:5", "b.vi.md:7"]);
}

#[test]
fn an_entry_that_names_a_file_silences_one_warning_there() {
    let site = with_warnings();
    accept(&site, "{code: wrong-weekday, at: content/pages/a.vi.md, reason: as the document has it}");
    assert_eq!(places(&site).len(), 3, "a second mistake in the file is not silenced unseen");
}

#[test]
fn an_accepted_warning_is_none_under_strict_either() {
    let site = Site::small();
    site.write("content/pages/a.vi.md", "---\ntitle: Trang\n---\n\nNgày thứ Hai 21/10/2025.\n");
    check(&site, "en", &["--strict"]).ends_with(1);
    accept(&site, "{code: wrong-weekday, at: content/pages/a.vi.md, reason: as the document has it}");
    check(&site, "en", &["--strict"]).ends_with(0);
}

#[test]
fn a_warning_is_accepted_until_a_day() {
    let site = with_warnings();
    accept(&site, "{code: wrong-weekday, at: \"content/pages/a.vi.md:7\", reason: yes, until: 2025-10-20}");
    assert_eq!(places(&site).len(), 3);
    let later = site.loa(&["check", "--as-of", "2025-10-21", "--format", "json"]);
    assert_eq!(codes(&later).iter().filter(|code| *code == "wrong-weekday").count(), 4);
}

#[test]
fn an_accepted_warning_that_is_not_there_is_told_of() {
    let site = Site::small();
    accept(&site, "{code: wrong-weekday, at: content/pages/about.vi.md, reason: old}");
    check(&site, "en", &[]).ends_with(0).says(&["accept-unused", "content/site.yaml:", "wrong-weekday"]);
}

#[test]
fn warnings_of_the_theme_and_of_size_are_accepted_like_all_others() {
    let site = Site::small();
    site.replace("content/site.yaml", "languages: [vi, en]", "languages: [vi, en, fr]");
    check(&site, "en", &[]).ends_with(0).says(&["missing-strings"]);
    accept(&site, "{code: missing-strings, reason: French follows}");
    check(&site, "en", &[]).ends_with(0).is_silent_on("missing-strings");
    site.build().ends_with(0).is_silent_on("missing-strings");
    site.loa(&["build", "--as-of", TODAY, "--strict"]).ends_with(0);
}

#[test]
fn an_error_cannot_be_accepted() {
    let site = Site::small();
    site.append("content/pages/about.vi.md", "\n[x](/guides/khong/)\n");
    accept(&site, "{code: broken-link, reason: later}");
    site.build().ends_with(1).says(&["broken-link", "accept-not-warning"]);
}

#[test]
fn a_code_that_does_not_exist_is_offered_the_nearest() {
    let site = Site::small();
    accept(&site, "{code: wrong-weekdya, reason: slip}");
    check(&site, "en", &[]).ends_with(1).says(&["`wrong-weekdya`", "`wrong-weekday`", "content/site.yaml:"]);
}

// ---- explain ----

#[test]
fn every_code_can_be_explained_in_both_languages() {
    let site = Site::small();
    let mut texts: BTreeMap<String, &str> = BTreeMap::new();
    for lang in ["vi", "en"] {
        for code in Code::ALL {
            let run = site.loa(&["--lang", lang, "explain", code.id()]);
            run.ends_with(0);
            let text = run.stdout.trim();
            assert!(text.chars().count() > 15 && !text.contains(code.id()), "{lang} {}: {text}", code.id());
            texts.insert(text.to_owned(), code.id());
        }
    }
    // Some pieces of advice are shared, most are not.
    assert!(texts.len() > Code::ALL.len() * 3 / 2, "{}", texts.len());
}

#[test]
fn an_unknown_code_is_offered_the_nearest() {
    let run = Site::small().loa(&["explain", "date-swaped"]);
    run.ends_with(2).says(&["`date-swaped`", "`date-swapped`"]);
}

#[test]
fn codes_named_in_the_table_have_the_severity_of_the_contract() {
    for mistake in &MISTAKES {
        let severity = Code::parse(mistake.code).unwrap().severity();
        assert!(Severity::id(severity) == mistake.severity, "{}", mistake.code);
    }
}

#[test]
fn a_text_that_cannot_be_understood_gives_no_broken_links_besides() {
    let site = Site::small();
    site.append("content/pages/about.vi.md", "\n[một](/guides/dang-ky/), [hai](/guides/khong-co/)\n");
    site.replace("content/guides/dang-ky.vi.md", "title:", "titel:");
    let run = site.loa(&["check", "--as-of", support::TODAY]);
    run.ends_with(1).says(&["titel", "/guides/khong-co/"]);
    assert_eq!(run.said().matches("[broken-link]").count(), 1, "{}", run.said());
}
