//! The ledger of codes by hand and by command: `loa qr` and what builds may and may not do to `content/qr.lock`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use support::Site;

const LEDGER: &str = "content/qr.lock";

fn built() -> Site {
    let site = Site::small();
    site.build().ends_with(0);
    site
}

#[test]
fn the_first_build_writes_a_sorted_ledger_with_a_heading() {
    let site = built();
    let text = site.read(LEDGER);
    assert!(text.starts_with("# id\turl\tcommune\tsince\tstate\tto\tcheck\n"), "{text}");
    let lines = site.ledger();
    let first: Vec<&str> = lines[0].iter().map(String::as_str).collect();
    assert_eq!(first[..6], ["26188", "https://CKS.EXAMPLE/26188/", "26188", "2025-10-20", "new", "-"]);
    assert_eq!(lines[1][0], "26188-2");
}

#[test]
fn list_gives_a_line_for_each_code() {
    let site = built();
    site.loa(&["qr", "retire", "26188-2", "--to", "26188"]).ends_with(0);
    let run = site.loa(&["qr", "list"]);
    run.ends_with(0);
    assert_eq!(
        run.stdout,
        "26188\tnew\t26188\thttps://CKS.EXAMPLE/26188/\t-\n\
         26188-2\tretired\t26188\thttps://CKS.EXAMPLE/26188-2/\t26188\n"
    );
}

#[test]
fn verify_reads_every_code_and_writes_nothing() {
    let site = built();
    let before = site.read(LEDGER);
    site.loa(&["qr", "verify"]).ends_with(0);
    assert_eq!(site.read(LEDGER), before);
}

#[test]
fn export_issues_what_it_writes_and_nothing_else() {
    let site = built();
    let folder = site.path("posters");
    site.loa(&["qr", "export", "--to", folder.to_str().unwrap(), "26188-2"]).ends_with(0);
    assert_eq!(states(&site), ["26188 new", "26188-2 issued"]);
    assert!(site.exists("posters/26188-2.svg") && site.exists("posters/26188-2.png"));
    assert!(!site.exists("posters/26188.svg"));
}

#[test]
fn export_without_ids_leaves_out_what_is_retired() {
    let site = built();
    site.loa(&["qr", "retire", "26188-2"]).ends_with(0);
    site.loa(&["qr", "export", "--to", site.path("posters").to_str().unwrap()]).ends_with(0);
    assert_eq!(states(&site), ["26188 issued", "26188-2 retired"]);
    assert!(!site.exists("posters/26188-2.svg"));
}

#[test]
fn printed_issues_codes_and_never_takes_one_back() {
    let site = built();
    site.loa(&["qr", "printed", "26188-2"]).ends_with(0);
    assert_eq!(states(&site), ["26188 new", "26188-2 issued"]);
    site.build().ends_with(0);
    assert_eq!(states(&site), ["26188 new", "26188-2 issued"]);
    site.loa(&["qr", "retire", "26188-2"]).ends_with(0);
    site.loa(&["qr", "printed", "26188-2"]).ends_with(0);
    assert_eq!(states(&site), ["26188 new", "26188-2 retired"]);
}

#[test]
fn an_id_that_the_ledger_lacks_is_refused_with_the_nearest_right_ones() {
    let site = built();
    let before = site.read(LEDGER);
    for args in
        [&["qr", "printed", "26188-22"][..], &["qr", "retire", "26188-22"], &["qr", "export", "26188-22"]]
    {
        site.loa(args).ends_with(2).says(&["26188-22", "26188-2"]);
    }
    site.loa(&["qr", "printed", "26188", "26188-22"]).ends_with(2);
    assert_eq!(site.read(LEDGER), before);
}

#[test]
fn codes_are_not_retired_in_a_circle() {
    let site = built();
    site.loa(&["qr", "retire", "26188-2", "--to", "26188-2"]).ends_with(2);
    site.loa(&["qr", "retire", "26188-2", "--to", "26188"]).ends_with(0);
    let before = site.read(LEDGER);
    site.loa(&["qr", "retire", "26188", "--to", "26188-2"]).ends_with(2);
    assert_eq!(site.read(LEDGER), before);
}

#[test]
fn only_hosts_of_codes_in_use_must_keep_answering() {
    let site = built();
    assert_eq!(site.loa(&["qr", "hosts"]).stdout, "");
    site.loa(&["qr", "printed", "26188"]).ends_with(0);
    assert_eq!(site.loa(&["qr", "hosts"]).stdout, "cks.example\t1\n");
}

#[test]
fn a_new_base_adds_a_second_line_for_each_id() {
    let site = built();
    site.replace("content/site.yaml", "https://cks.example", "https://ky.example");
    site.build().ends_with(0);
    let lines: Vec<String> = site.ledger().iter().map(|line| format!("{} {}", line[0], line[1])).collect();
    assert_eq!(
        lines,
        [
            "26188 https://CKS.EXAMPLE/26188/",
            "26188 https://KY.EXAMPLE/26188/",
            "26188-2 https://CKS.EXAMPLE/26188-2/",
            "26188-2 https://KY.EXAMPLE/26188-2/",
        ]
    );
}

#[test]
fn a_locked_build_fails_where_the_ledger_would_change() {
    let site = Site::small();
    site.loa(&["build", "--as-of", "2025-10-20", "--locked"]).ends_with(1).says(&["error[ledger-locked]"]);
    assert!(!site.exists(LEDGER) && site.tree().is_empty());
    site.build().ends_with(0);
    site.loa(&["build", "--as-of", "2025-10-21", "--locked"]).ends_with(0);
}

#[test]
fn drafts_and_checks_never_write_the_ledger() {
    let site = Site::small();
    site.loa(&["check", "--as-of", "2025-10-20"]).ends_with(0);
    assert!(!site.exists(LEDGER));
    site.loa(&["build", "--as-of", "2025-10-20", "--drafts"]).ends_with(0);
    assert!(!site.exists(LEDGER));
    assert!(site.tree().contains_key("26188/qr.png"), "a draft shows its codes all the same");
}

#[test]
fn a_build_with_nothing_new_leaves_the_ledger_as_it_is() {
    let site = built();
    let modified = || std::fs::metadata(site.path(LEDGER)).unwrap().modified().unwrap();
    let before = (site.read(LEDGER), modified());
    site.build_on("2025-10-25").ends_with(0);
    assert_eq!((site.read(LEDGER), modified()), before);
}

#[test]
fn marks_of_an_unfinished_merge_are_named() {
    let site = built();
    let text = site.read(LEDGER);
    let (heading, lines) = text.split_once('\n').unwrap();
    site.write(LEDGER, &format!("{heading}\n<<<<<<< HEAD\n{lines}=======\n{lines}>>>>>>> other\n"));
    site.build().ends_with(1).says(&["error[ledger-conflict]", "qr.lock:2"]);
}

#[test]
fn each_bad_line_is_an_error_with_its_place() {
    // What a hand may do to a line: what was changed, and the code of the error.
    let cases = [
        ("26188-2\thttps", "26188-2 https", "ledger-bad-line"),
        ("26188-2\thttps", "diem-2\thttps", "ledger-bad-line"),
        ("\thttps://CKS.EXAMPLE/26188-2/\t", "\thttps://CKS.EXAMPLE/26188-3/\t", "ledger-bad-line"),
        ("\thttps://CKS.EXAMPLE/26188-2/\t", "\thttp://CKS.EXAMPLE/26188-2/\t", "ledger-bad-line"),
        ("/26188-2/\t26188\t", "/26188-2/\t6188\t", "ledger-bad-line"),
        ("\t2025-10-20\tnew", "\t20/10/2025\tnew", "ledger-bad-line"),
        ("\tnew\t-\t", "\told\t-\t", "ledger-bad-line"),
        ("\tnew\t-\t", "\tissued\t26188\t", "ledger-bad-line"),
        ("\tnew\t-\t", "\tretired\t26188-9\t", "ledger-unknown-target"),
        ("\tnew\t-\t", "\tretired\t26188-2\t", "ledger-circle"),
    ];
    for (from, to, code) in cases {
        let site = built();
        let text = site.read(LEDGER);
        let (before, last) = text.trim_end().rsplit_once('\n').unwrap();
        assert!(last.contains(from), "{last} has no {from}");
        site.write(LEDGER, &format!("{before}\n{}\n", last.replace(from, to)));
        let spoiled = site.read(LEDGER);
        let pages = site.tree();
        let run = site.build();
        run.ends_with(1).says(&[&format!("error[{code}]"), "content/qr.lock"]);
        if code == "ledger-bad-line" {
            run.says(&["qr.lock:3"]);
        }
        assert_eq!(site.read(LEDGER), spoiled, "a ledger that is not understood is not written");
        assert_eq!(site.tree(), pages);
        site.loa(&["qr", "printed", "26188"]).ends_with(1);
        assert_eq!(site.read(LEDGER), spoiled);
    }
}

#[test]
fn a_line_twice_and_an_id_of_two_communes_are_errors() {
    let site = built();
    let line = site.read(LEDGER).lines().last().unwrap().to_owned();
    site.append(LEDGER, &format!("{line}\n"));
    site.build().ends_with(1).says(&["error[ledger-twice]", "qr.lock:4"]);

    let site = built();
    let other = line.replace("CKS.EXAMPLE", "KY.EXAMPLE").replace("\t26188\t", "\t26001\t");
    site.append(LEDGER, &format!("{other}\n"));
    site.build().ends_with(1).says(&["error[ledger-two-communes]", "qr.lock:4"]);
}

#[test]
fn a_code_that_was_never_issued_goes_with_its_row() {
    let site = built();
    site.remove("content/schedules");
    let points = site.read("content/points.csv");
    let kept: Vec<&str> = points.lines().filter(|line| !line.starts_with("26188-2,")).collect();
    site.write("content/points.csv", &(kept.join("\n") + "\n"));
    site.build().ends_with(0).is_silent_on("warning");
    assert_eq!(states(&site), ["26188 new"]);
    assert!(!site.tree().keys().any(|path| path.contains("26188-2")));
}

#[test]
fn a_code_that_was_never_issued_may_change_its_commune() {
    let site = built();
    site.append(
        "content/communes.csv",
        "26002,Xã Thạnh Phú,Thạnh Phú Commune,xã,75,Tỉnh Đồng Nai,Đồng Nai Province,,,,\n",
    );
    site.replace("content/points.csv", "26188-2,26188,", "26188-2,26002,");
    site.build().ends_with(0);
    let line = site.ledger().into_iter().find(|line| line[0] == "26188-2").unwrap();
    assert_eq!(line[2], "26002");
}

#[test]
fn the_next_free_id_counts_every_id_ever_used() {
    let site = built();
    site.loa(&["qr", "retire", "26188-2"]).ends_with(0);
    site.remove("content/schedules");
    site.replace("content/points.csv", "26188-2,26188,", ",26188,");
    site.loa(&["check", "--as-of", "2025-10-20"])
        .ends_with(3)
        .says(&["set aside[point-needs-id]", "26188-3"]);
}

#[test]
fn a_base_that_may_not_stand_in_a_code_is_refused() {
    for base in ["http://cks.example", "https://localhost", "https://10.0.0.1", "https://cks.example/path"] {
        let site = Site::small();
        site.replace("content/site.yaml", "https://cks.example", base);
        site.build().ends_with(1).says(&["error[bad-code-base]", "site.yaml"]);
        assert!(!site.exists(LEDGER));
    }
}

#[test]
fn a_base_url_with_a_path_needs_a_base_for_codes() {
    let site = Site::small();
    site.replace(
        "content/site.yaml",
        "base_url: https://chukyso.example",
        "base_url: https://chukyso.example/web",
    );
    site.build().ends_with(0);
    site.replace("content/site.yaml", "qr: {base: https://cks.example}\n", "");
    site.build().ends_with(1).says(&["error[bad-code-base]"]);
}

fn states(site: &Site) -> Vec<String> {
    site.ledger().iter().map(|line| format!("{} {}", line[0], line[4])).collect()
}

#[test]
fn a_ledger_that_lost_an_issued_code_stops_the_build() {
    for spoil in ["gone", "empty", "back to new"] {
        let site = Site::small();
        site.build().ends_with(0);
        site.loa(&["qr", "export", "26188-2"]).ends_with(0);
        let page = site.output("26188-2/index.html");
        match spoil {
            "gone" => site.remove("content/qr.lock"),
            "empty" => site.write("content/qr.lock", ""),
            _ => site.replace("content/qr.lock", "issued", "new"),
        }
        let run = site.build();
        run.ends_with(1).says(&["ledger-forgot", "26188-2"]);
        assert_eq!(site.output("26188-2/index.html"), page, "{spoil}");
    }
}

#[test]
fn a_line_whose_address_was_changed_by_hand_is_an_error() {
    let site = Site::small();
    site.build().ends_with(0);
    site.replace("content/qr.lock", "CKS.EXAMPLE/26188/", "CKZ.EXAMPLE/26188/");
    site.build().ends_with(1).says(&["ledger-check-differs", "CKZ.EXAMPLE/26188/"]);
}

#[test]
fn commands_at_the_same_time_lose_none_of_what_they_write() {
    let site = Site::small();
    site.build().ends_with(0);
    for _ in 0..10 {
        let ledger = site.read("content/qr.lock");
        std::thread::scope(|scope| {
            scope.spawn(|| assert_eq!(site.loa(&["qr", "printed", "26188"]).status, 0));
            scope.spawn(|| assert_eq!(site.loa(&["qr", "retire", "26188-2", "--to", "26188"]).status, 0));
            scope.spawn(|| site.build());
        });
        let states: Vec<(String, String)> =
            site.ledger().into_iter().map(|line| (line[0].clone(), line[4].clone())).collect();
        assert!(states.contains(&("26188".into(), "issued".into())), "{states:?}");
        assert!(states.contains(&("26188-2".into(), "retired".into())), "{states:?}");
        // Back to the start; the output folder forgets, too.
        site.write("content/qr.lock", &ledger);
        site.remove("output/.loa/issued");
    }
}
