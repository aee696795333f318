//! Promise 5: same input and same date, same bytes. Publishing is whole or not at all, a file whose bytes did not
//! change is not touched, a page changes only when a fact on it changes, and nothing that loa did not write is ever
//! overwritten or deleted.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use std::time::Duration;
use std::time::SystemTime;

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::civil::date;

use support::Site;
use support::TODAY;

type Tree = BTreeMap<String, Vec<u8>>;

/// Paths whose bytes differ between two outputs, or that only one of them has.
fn differing(a: &Tree, b: &Tree) -> BTreeSet<String> {
    a.keys().chain(b.keys()).filter(|path| a.get(*path) != b.get(*path)).cloned().collect()
}

#[track_caller]
fn assert_same(a: &Tree, b: &Tree) {
    assert!(!a.is_empty());
    assert_eq!(differing(a, b), BTreeSet::new());
}

/// Builds with a number of threads.
fn build_with_threads(site: &Site, threads: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_loa"));
    command.arg("--root").arg(site.root()).args(["build", "--as-of", TODAY]);
    let output = command.env("RAYON_NUM_THREADS", threads).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The same files as in the fixture, written in the opposite order.
fn small_written_backwards() -> Site {
    let site = Site::small();
    let files: Vec<(String, Vec<u8>)> = site.content().into_iter().collect();
    site.remove("content");
    for (path, bytes) in files.iter().rev() {
        site.write_bytes(&format!("content/{path}"), bytes);
    }
    site
}

#[test]
fn two_folders_with_the_same_content_give_the_same_bytes() {
    let (first, second) = (Site::small(), small_written_backwards());
    assert_ne!(first.root(), second.root());
    first.build().ends_with(0);
    second.build().ends_with(0);
    assert_same(&first.tree(), &second.tree());
    assert_eq!(first.read("content/qr.lock"), second.read("content/qr.lock"));
}

#[test]
fn the_number_of_threads_does_not_reach_the_output() {
    let (one, four) = (Site::small(), Site::small());
    build_with_threads(&one, "1");
    build_with_threads(&four, "4");
    assert_same(&one.tree(), &four.tree());
}

#[test]
fn a_site_built_day_by_day_is_the_site_built_at_once() {
    let (daily, once) = (Site::small(), Site::small());
    for day in ["2025-10-20", "2025-10-22", "2025-10-26"] {
        daily.build_on(day).ends_with(0);
    }
    once.build_on("2025-10-26").ends_with(0);
    assert_same(&daily.tree(), &once.tree());
}

#[test]
fn the_language_of_messages_does_not_reach_the_output() {
    let (vi, en) = (Site::small(), Site::small());
    vi.loa(&["--lang", "vi", "build", "--as-of", TODAY]).ends_with(0);
    en.loa(&["--lang", "en", "build", "--as-of", TODAY]).ends_with(0);
    assert_same(&vi.tree(), &en.tree());
}

#[test]
fn the_epoch_of_reproducible_builds_is_a_day_in_the_campaigns_zone() {
    let (by_epoch, by_day) = (Site::small(), Site::small());
    let mut command = Command::new(env!("CARGO_BIN_EXE_loa"));
    // 2025-10-19 17:30 in UTC is already the 20th in Vietnam.
    command.arg("--root").arg(by_epoch.root()).arg("build").env("SOURCE_DATE_EPOCH", "1760895000");
    assert_eq!(command.output().unwrap().status.code(), Some(0));
    by_day.build_on("2025-10-20").ends_with(0);
    assert_same(&by_epoch.tree(), &by_day.tree());
}

#[test]
fn a_second_build_touches_nothing() {
    let site = Site::small();
    site.build().ends_with(0);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let written = site.tree();
    for path in written.keys().map(|path| format!("output/{path}")).chain(["content/qr.lock".to_owned()]) {
        fs::File::options().write(true).open(site.path(&path)).unwrap().set_modified(long_ago).unwrap();
    }
    site.build().ends_with(0).says(&["written 0, removed 0"]);
    for path in written.keys().map(|path| format!("output/{path}")).chain(["content/qr.lock".to_owned()]) {
        let modified = fs::metadata(site.path(&path)).unwrap().modified().unwrap();
        assert_eq!(modified, long_ago, "{path} was touched");
    }
}

#[test]
fn a_build_of_the_same_input_still_sees_what_became_of_the_output() {
    let site = Site::small();
    site.build().ends_with(0);
    let built = site.tree();
    assert!(site.exists("output/.loa/made-from"));
    // A page that is gone comes back.
    site.remove("output/schedule/index.html");
    site.build().ends_with(0);
    assert_same(&built, &site.tree());
    // A page that someone changed is still theirs.
    site.append("output/schedule/index.html", "<!-- mine -->");
    site.build().ends_with(4).says(&["schedule/index.html"]);
    site.loa(&["build", "--as-of", TODAY, "--adopt"]).ends_with(0);
    assert_same(&built, &site.tree());
    // So is a page that was cut off without being made shorter on paper: the manifest knows its bytes.
    let page = site.output("index.html");
    site.write("output/index.html", &page.replace("</html>", "<!html>"));
    site.build().ends_with(4).says(&["index.html"]);
}

#[test]
fn a_build_of_the_same_input_says_the_same() {
    let site = Site::small();
    site.build().ends_with(0);
    site.replace("content/points.csv", "T2-T6", "giờ hành chính T2-T6");
    let first = site.build();
    first.ends_with(3).says(&["set aside"]);
    let second = site.build();
    second.ends_with(3);
    let messages = |run: &support::Run| run.stderr.split_once("built in").unwrap().0.to_owned();
    assert_eq!(messages(&first), messages(&second));
}

#[test]
fn whatever_the_bytes_follow_from_makes_another_build() {
    let site = Site::small();
    site.build().ends_with(0);
    let record = || site.read("output/.loa/made-from");
    let mut seen = BTreeSet::from([record()]);
    let changes: [&dyn Fn(); 4] = [
        &|| site.append("content/guides/dang-ky.vi.md", "\nThêm một dòng.\n"),
        &|| site.write("themes/default/templates/extra.html", "nothing"),
        &|| site.append("content/progress/tan-trieu.csv", ""),
        &|| {
            site.write(
                "content/schedules/them.csv",
                "date,start,commune,place\n2025-10-22,19h,26188,Nhà văn hóa\n",
            );
        },
    ];
    for (index, change) in changes.iter().enumerate() {
        change();
        site.build();
        assert_eq!(seen.insert(record()), index != 2, "change {index}");
    }
    site.build_on("2025-10-21");
    assert!(seen.insert(record()), "another day");
    site.loa(&["build", "--as-of", "2025-10-21", "--drafts"]);
    assert!(seen.insert(record()), "drafts");
}

#[test]
fn one_changed_word_touches_only_the_pages_that_show_it() {
    let site = Site::small();
    site.build().ends_with(0);
    let before = site.tree();
    site.replace("content/points.csv", "Gửi xe ở cổng sau", "Gửi xe ở cổng trước");
    site.build().ends_with(0);
    let note = ["26188/index.html", "commune/26188/index.html"];
    let expected = note.into_iter().chain(["status.json", "status/index.html", "en/status/index.html"]);
    let mut changed = differing(&before, &site.tree());
    // The page of the other point lists this one among the others.
    assert!(changed.remove("26188-2/index.html"));
    assert_eq!(changed, expected.map(str::to_owned).collect());
}

// ---- whole or not at all ----

#[test]
fn an_error_in_the_content_leaves_the_old_output_whole() {
    let site = Site::small();
    site.build().ends_with(0);
    let (before, ledger) = (site.tree(), site.read("content/qr.lock"));
    site.replace("content/points.csv", "Gửi xe ở cổng sau", "Gửi xe ở cổng trước");
    site.append("content/points.csv", "26188-3,26188,Điểm mới,New point,,,,,,,,,,,\n");
    site.append("content/pages/about.vi.md", "\n[lạc](/guides/khong-co/)\n");
    site.build().ends_with(1).says(&["nothing was written"]);
    assert_same(&before, &site.tree());
    assert_eq!(ledger, site.read("content/qr.lock"));
}

#[test]
fn a_template_that_fails_on_one_page_leaves_the_old_output_whole() {
    let site = Site::small();
    site.build().ends_with(0);
    let (before, ledger) = (site.tree(), site.read("content/qr.lock"));
    site.append("content/points.csv", "26188-3,26188,Điểm mới,New point,,,,,,,,,,,\n");
    site.write("themes/default/templates/day.html", "{{ no_such_field.deeper }}");
    site.build().ends_with(1).says(&["bad-template", "nothing was written"]);
    assert_same(&before, &site.tree());
    assert_eq!(ledger, site.read("content/qr.lock"));
}

#[test]
fn a_failed_first_build_writes_no_page_at_all() {
    let site = Site::small();
    site.write("themes/default/templates/day.html", "{{ no_such_field.deeper }}");
    site.build().ends_with(1);
    assert_eq!(site.tree(), Tree::new());
    assert!(!site.exists("content/qr.lock"));
}

#[test]
fn no_temporary_file_stays_behind() {
    let site = Site::small();
    site.build().ends_with(0);
    let kept: BTreeSet<String> = fs::read_dir(site.path("output/.loa"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(kept, ["issued", "lock", "made-from", "manifest"].map(str::to_owned).into());
}

// ---- what is not loa's ----

#[test]
fn a_foreign_file_that_is_in_nobodys_way_is_never_touched() {
    let site = Site::small();
    site.build().ends_with(0);
    site.write("output/google1234.html", "verification");
    site.write("output/schedule/2025-10-21/photo.jpg", "photo");
    site.write("output/.gitignore", "*\n");
    // The day's page leaves, the photo beside it stays.
    site.build_on("2025-11-21").ends_with(0);
    assert!(!site.exists("output/schedule/2025-10-21/index.html"));
    assert_eq!(site.output("google1234.html"), "verification");
    assert_eq!(site.output("schedule/2025-10-21/photo.jpg"), "photo");
    assert_eq!(site.output(".gitignore"), "*\n");
}

#[test]
fn a_foreign_file_at_a_pages_place_is_an_error_until_it_is_adopted() {
    let site = Site::small();
    site.write("output/about/index.html", "someone else's page");
    site.build().ends_with(4).says(&["about/index.html", "--adopt"]);
    assert_eq!(site.tree().len(), 1, "{:?}", site.tree().keys());
    assert_eq!(site.output("about/index.html"), "someone else's page");
    site.loa(&["build", "--as-of", TODAY, "--adopt"]).ends_with(0);
    assert!(site.output("about/index.html").contains("Giới thiệu"));
    site.build().ends_with(0);
}

#[test]
fn a_page_edited_by_hand_is_not_overwritten() {
    let site = Site::small();
    site.build().ends_with(0);
    site.write("output/about/index.html", "edited by hand");
    site.replace("content/pages/about.vi.md", "Mọi người trưởng thành", "Mỗi người trưởng thành");
    site.build().ends_with(4).says(&["about/index.html"]);
    assert_eq!(site.output("about/index.html"), "edited by hand");
}

#[test]
fn a_foreign_file_with_the_right_bytes_is_taken_over_in_silence() {
    let (built, moved) = (Site::small(), Site::small());
    built.build().ends_with(0);
    moved.write("output/about/index.html", &built.output("about/index.html"));
    moved.build().ends_with(0);
    assert_same(&built.tree(), &moved.tree());
}

#[test]
fn pages_of_removed_content_are_removed_and_their_folders_with_them() {
    let site = Site::small();
    site.build().ends_with(0);
    site.write("output/keep.txt", "keep");
    site.remove("content/pages");
    site.replace("content/site.yaml", ", about]", "]");
    site.build().ends_with(0);
    assert!(!site.exists("output/about") && !site.exists("output/en/about"));
    assert!(site.exists("output/keep.txt"));
}

#[test]
fn the_output_may_not_lie_in_what_the_site_is_made_from_or_contain_it() {
    let site = Site::small();
    site.write("themes/own/assets/x.css", "");
    site.write("src/x", "");
    let before = site.content();
    for output in ["content", "content/out", "themes/out", "src", ".", "content/../content/pages"] {
        site.loa(&["build", "--as-of", TODAY, "--output", output]).ends_with(2).says(&["output"]);
        assert_eq!(site.content(), before, "{output}");
    }
    assert!(!site.exists("themes/out") && !site.exists("index.html") && !site.exists("src/index.html"));
}

#[cfg(unix)]
#[test]
fn the_output_may_not_reach_the_content_through_a_link() {
    let site = Site::small();
    std::os::unix::fs::symlink(site.path("content"), site.path("way")).unwrap();
    site.loa(&["build", "--as-of", TODAY, "--output", "way/out"]).ends_with(2);
    assert!(!site.exists("content/out"));
}

// ---- from one day to the next ----

/// The dates of a site on which something begins or ends, read from its own files.
struct Dates {
    /// Each session's day.
    sessions: Vec<Date>,
    /// First days of points, and the days after their last.
    points: BTreeSet<Date>,
    /// `starts`, and the day after `ends`.
    campaign: BTreeSet<Date>,
    /// First days of notices, and the days after their last.
    notices: BTreeSet<Date>,
    /// Days after the `by` of a target.
    targets: BTreeSet<Date>,
    /// Days on which a deadline is over.
    deadlines: BTreeSet<Date>,
    /// Days on which texts were published.
    published: BTreeSet<Date>,
}

impl Dates {
    fn of(site: &Site) -> Dates {
        let yaml = site.read("content/site.yaml");
        let texts: String = site
            .content()
            .into_iter()
            .filter(|(path, _)| path.ends_with(".vi.md") && !path.starts_with('.'))
            .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
            .collect();
        let after = |dates: Vec<Date>| dates.into_iter().map(|date| date.tomorrow().unwrap());
        let points = site.read("content/points.csv");
        let schedule = site.read("content/schedules/tan-trieu.csv");
        Dates {
            sessions: column(&schedule, "date"),
            points: column(&points, "from").into_iter().chain(after(column(&points, "until"))).collect(),
            campaign: dates_behind(&yaml, "starts: ")
                .into_iter()
                .chain(after(dates_behind(&yaml, "ends: ")))
                .collect(),
            notices: dates_behind(&yaml, " from: ")
                .into_iter()
                .chain(after(dates_behind(&yaml, "until: ")))
                .collect(),
            targets: after(dates_behind(&yaml, "by: ")).collect(),
            deadlines: dates_behind(&texts, "before: ")
                .into_iter()
                .chain(after(dates_behind(&texts, " by: ")))
                .collect(),
            published: dates_behind(&texts, "published: ").into_iter().collect(),
        }
    }

    /// Whether a page may differ between the day before and `day`: the rule of the contract, section 8.
    fn lets_change(&self, page: &str, day: Date) -> bool {
        if page.ends_with("status/index.html") || page == "status.json" {
            return true;
        }
        let file = page.strip_prefix("en/").unwrap_or(page);
        let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| file.starts_with(prefix));
        let is_html = file.ends_with(".html");
        let landing = file.starts_with(|c: char| c.is_ascii_digit()) && file != "404.html" && is_html;
        let home = file == "index.html";
        let yesterday = day.yesterday().unwrap();
        let day_page_leaves = self.sessions.iter().any(|session| session.saturating_add(31.days()) == day);
        let session_over = self.sessions.contains(&yesterday);
        (session_over
            && (home || landing || begins(&["schedule/", "commune/", "province/", "guides/dang-ky/"])))
            || (day_page_leaves && (file.starts_with("schedule/") || file == "sitemap.xml"))
            || (self.points.contains(&day) && (landing || begins(&["commune/"])))
            || (self.campaign.contains(&day) && (landing || begins(&["commune/"])))
            || (self.notices.contains(&day) && is_html)
            || (self.targets.contains(&day)
                && (home || landing || begins(&["commune/", "province/", "progress/"])))
            || (self.deadlines.contains(&day) && (home || begins(&["directives/", "commune/"])) && is_html)
            || (self.published.contains(&day) && (is_html || file == "sitemap.xml"))
    }

    fn is_quiet(&self, day: Date) -> bool {
        let sets =
            [&self.points, &self.campaign, &self.notices, &self.targets, &self.deadlines, &self.published];
        !sets.into_iter().any(|set| set.contains(&day))
            && !self.sessions.contains(&day.yesterday().unwrap())
            && !self.sessions.iter().any(|session| session.saturating_add(31.days()) == day)
    }
}

/// The dates of a column of a table.
fn column(table: &str, name: &str) -> Vec<Date> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let index = reader.headers().unwrap().iter().position(|header| header == name).unwrap();
    reader.records().filter_map(|record| record.unwrap().get(index)?.parse().ok()).collect()
}

/// The dates that stand behind each occurrence of a key.
fn dates_behind(text: &str, key: &str) -> Vec<Date> {
    text.split(key).skip(1).filter_map(|rest| rest.get(..10)?.parse().ok()).collect()
}

/// The fixture with a notice, a second target and another deadline, and figures from before the range of days: a
/// figure that is not yet there when a day is built is set aside, which is another story.
fn site_of_many_dates() -> Site {
    let site = Site::small();
    site.replace("content/site.yaml", "data_from: 2025-10-01", "data_from: 2025-09-01");
    site.replace("content/progress/tan-trieu.csv", "2025-10-1", "2025-09-1");
    site.append(
        "content/site.yaml",
        "notice: {text: {vi: Có mưa lớn, en: Heavy rain}, from: 2025-10-12, until: 2025-10-18}\n",
    );
    site.replace(
        "content/site.yaml",
        "    targets:\n",
        "    targets:\n      - {by: 2025-10-22, count: 500, scope: all}\n",
    );
    site.replace(
        "content/directives/ke-hoach-2025-10.vi.md",
        "deadlines:\n",
        "deadlines:\n  - {what: {vi: Họp, en: Meeting}, by: 2025-10-16}\n",
    );
    site
}

/// The output of each day of a range, one after the other in one folder, as a nightly job builds it.
fn nightly(first: Date, last: Date) -> Vec<(Date, Tree)> {
    let site = site_of_many_dates();
    first
        .series(1.day())
        .take_while(|day| *day <= last)
        .map(|day| {
            site.build_on(&day.to_string()).ends_with(0);
            (day, site.tree())
        })
        .collect()
}

#[test]
fn from_one_day_to_the_next_only_what_takes_effect_changes() {
    let dates = Dates::of(&site_of_many_dates());
    let (first, last) = (date(2025, 9, 25), date(2025, 12, 5));
    let halves =
        [(first, date(2025, 10, 14)), (date(2025, 10, 14), date(2025, 11, 2)), (date(2025, 11, 2), last)];
    let status: BTreeSet<String> =
        ["status.json", "status/index.html", "en/status/index.html"].map(str::to_owned).into();
    let (mut quiet, mut busy) = (0, BTreeSet::new());
    let trees: Vec<_> = std::thread::scope(|scope| {
        let runs: Vec<_> = halves.iter().map(|(a, b)| scope.spawn(|| nightly(*a, *b))).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    for pair in trees.iter().flat_map(|days| days.windows(2)) {
        let [(_, before), (day, after)] = pair else { unreachable!() };
        let changed = differing(before, after);
        let wrong: Vec<&String> = changed.iter().filter(|page| !dates.lets_change(page, *day)).collect();
        assert!(wrong.is_empty(), "on {day} nothing takes effect on {wrong:#?}");
        assert!(status.is_subset(&changed), "on {day} the status does not name the day");
        if dates.is_quiet(*day) {
            assert_eq!(changed, status, "on {day}");
            quiet += 1;
        } else if changed != status {
            busy.insert(*day);
        }
    }
    // The test would hold of a site that never changes, too: what must change does.
    assert!(quiet > 30, "{quiet}");
    let effects: BTreeSet<Date> =
        [&dates.points, &dates.campaign, &dates.notices, &dates.targets, &dates.deadlines]
            .into_iter()
            .flatten()
            .copied()
            .chain(
                dates
                    .sessions
                    .iter()
                    .flat_map(|day| [day.tomorrow().unwrap(), day.saturating_add(31.days())]),
            )
            .filter(|day| first < *day && *day <= last)
            .collect();
    assert!(effects.len() > 12);
    assert_eq!(
        effects.difference(&busy).collect::<Vec<_>>(),
        Vec::<&Date>::new(),
        "a date that has no effect"
    );
}
