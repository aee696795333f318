//! Several nights: what is held and released, corrected, sent twice, moved by its sender, or cut off by a kill; and files
//! that are set aside as a whole.

use std::collections::BTreeMap;
use std::fs;

use jiff::civil::date;
use loa::intake;
use loa::intake::Taken;
use loa::messages::Messages;
use loa::messages::Speech;

use crate::TODAY;
use crate::codes;
use crate::decide;
use crate::figures;
use crate::files::Form;
use crate::files::read_xlsx;
use crate::night;
use crate::site;
use crate::support::Site;
use crate::support::visible_text;

fn send(site: &Site, name: &str, text: &str) {
    site.write(&format!("content/inbox/{name}"), text);
}

/// Two and a half weeks of figures of Tân Hưng: two a day, the last as of 17/10.
fn with_history(site: &Site) {
    for (day, value) in [(1, 100), (8, 114), (17, 132)] {
        let row = format!("2025-10-{day:02},25345,{value},\n");
        site.append("content/progress/tan-trieu.csv", &row);
    }
}

fn set_aside(taken: &Taken) -> Vec<(String, usize)> {
    taken.open.records.iter().map(|open| (open.drop.clone(), open.row.unwrap_or(0))).collect()
}

// ---- figures ----

#[test]
fn the_same_file_twice_changes_nothing() {
    let site = site();
    let text = "date,commune,signatures\n2025-10-20,26188,430\n2025-10-20,25345,120\n2025-10-20,99999,5\n";
    send(&site, "progress/a.csv", text);
    let first = night(&site, TODAY);
    assert_eq!((figures(&first).len(), codes(&first)), (2, vec!["unknown-commune"]));
    let accepted = site.read("content/accepted/progress/2025-10-20.csv");
    let open = site.read("content/set-aside/open.json");

    for (day, name) in [(TODAY, "a.csv"), (date(2025, 10, 21), "b.csv")] {
        send(&site, &format!("progress/{name}"), text);
        let again = night(&site, day);
        let balance = again.balance.values().next().unwrap();
        assert_eq!((balance.sent, balance.unchanged, balance.set_aside), (3, 2, 1));
        assert!(again.figures.is_empty());
        assert_eq!(site.read("content/accepted/progress/2025-10-20.csv"), accepted);
        assert!(!site.exists("content/accepted/progress/2025-10-21.csv"));
        assert_eq!(site.read("content/set-aside/open.json"), open, "it has been open since the first night");
    }
}

#[test]
fn another_figure_for_a_day_is_shown_beside_the_accepted_one_which_stays() {
    let site = site();
    send(&site, "progress/a.csv", "date,commune,signatures\n2025-10-20,26188,430\n");
    night(&site, TODAY);
    send(&site, "progress/b.csv", "date,commune,signatures\n2025-10-20,26188,440\n");
    let taken = night(&site, TODAY);
    assert_eq!(codes(&taken), ["progress-differs"]);
    let said = taken.open.records[0].reasons.join("\n");
    for text in ["440", "430", "content/accepted/progress/2025-10-20.csv:2", "correction_by"] {
        assert!(said.contains(text), "{text}: {said}");
    }
    // With who and why it is taken, and the one that was set aside is closed.
    let text = "date,commune,signatures,correction_by,reason\n2025-10-20,26188,440,Nguyễn Văn A,đếm lại\n";
    send(&site, "progress/c.csv", text);
    let taken = night(&site, date(2025, 10, 21));
    assert_eq!(figures(&taken), ["2025-10-20 26188 440"]);
    assert_eq!((taken.closed.len(), taken.open.records.len()), (1, 0));
    assert!(taken.figures[0].overrides);
    let before = taken.figures[0].before.unwrap();
    assert_eq!((before.date, before.value), (TODAY, loa::model::amount::Amount::Count(430)));
    // Nothing that was accepted is rewritten: the first line stands in the file of its day.
    assert!(site.read("content/accepted/progress/2025-10-20.csv").contains(",430,"));

    // The old files sent again are old words, of which nothing is made.
    send(&site, "progress/a.csv", "date,commune,signatures\n2025-10-20,26188,430\n");
    send(&site, "progress/c.csv", text);
    let taken = night(&site, date(2025, 10, 22));
    let balance = taken.balance.values().next().unwrap();
    assert_eq!((balance.superseded, balance.unchanged), (1, 1));
    assert!(taken.figures.is_empty() && taken.set_aside.is_empty());
}

#[test]
fn an_older_correction_sent_again_does_not_undo_a_newer_one() {
    let site = site();
    let row = |value: u32, why: &str| {
        format!("date,commune,signatures,correction_by,reason\n2025-10-19,26188,{value},A,{why}\n")
    };
    for (day, value, why) in [(20, 405, "một"), (21, 410, "hai")] {
        send(&site, "progress/a.csv", &row(value, why));
        assert_eq!(night(&site, date(2025, 10, day)).figures.len(), 1);
    }
    send(&site, "progress/a.csv", &row(405, "một"));
    let taken = night(&site, date(2025, 10, 22));
    assert!(taken.figures.is_empty() && taken.set_aside.is_empty());
    assert_eq!(taken.balance.values().next().unwrap().superseded, 1);
}

#[test]
fn a_former_unit_is_corrected_again_however_it_is_spelt_and_keeps_its_first_spelling() {
    let site = site();
    for (day, value, unit) in [(20, 11, "phường Cũ"), (21, 12, "Phường Cũ")] {
        let text = format!(
            "date,commune,signatures,as_unit,correction_by,reason\n2025-10-19,26188,{value},{unit},A,{value}\n"
        );
        send(&site, "progress/a.csv", &text);
        assert_eq!(night(&site, date(2025, 10, day)).figures.len(), 1);
    }
    let accepted = site.read("content/accepted/progress/2025-10-21.csv");
    assert!(accepted.contains(",12,,phường Cũ,"), "{accepted}");
    site.build_on("2025-10-21").ends_with(0);
    let csv = site.output("data/progress/26188.csv");
    assert!(csv.contains(",signatures,12,") && !csv.contains(",signatures,11,"), "{csv}");
}

#[test]
fn a_held_jump_is_released_when_a_report_of_a_later_day_confirms_it() {
    let site = site();
    with_history(&site);
    send(&site, "progress/a.csv", "date,commune,signatures\n2025-10-20,25345,1350\n");
    let taken = night(&site, TODAY);
    assert_eq!(codes(&taken), ["progress-jumped"]);
    assert_eq!(taken.open.records[0].held.len(), 1);

    // One that goes on at the old pace does not confirm it.
    let other = site_with_same(&site);
    send(&other, "progress/a.csv", "date,commune,signatures\n2025-10-21,25345,140\n");
    let taken = night(&other, date(2025, 10, 21));
    assert_eq!(figures(&taken), ["2025-10-21 25345 140"]);
    assert_eq!(taken.open.records.len(), 1);

    send(&site, "progress/a.csv", "date,commune,signatures\n2025-10-21,25345,1360\n");
    let taken = night(&site, date(2025, 10, 21));
    assert_eq!(figures(&taken), ["2025-10-20 25345 1350", "2025-10-21 25345 1360"]);
    assert!(taken.figures[0].released && !taken.figures[1].released);
    assert_eq!((taken.closed.len(), taken.open.records.len()), (1, 0));
    let balance = taken.balance.values().next().unwrap();
    assert_eq!((balance.sent, balance.released, balance.accepted), (1, 1, 2));
}

fn site_with_same(site: &Site) -> Site {
    let copy = Site::small();
    copy.remove("content");
    for (path, bytes) in site.content() {
        copy.write_bytes(&format!("content/{path}"), &bytes);
    }
    copy
}

#[test]
fn a_jump_needs_fourteen_days_of_history_and_more_than_the_usual_rise() {
    let jumps = |history: &[(i8, u32)], value: u32| {
        let site = site();
        for (day, value) in history {
            site.append("content/progress/tan-trieu.csv", &format!("2025-10-{day:02},25345,{value},\n"));
        }
        send(&site, "progress/a.csv", &format!("date,commune,signatures\n2025-10-20,25345,{value}\n"));
        codes(&night(&site, TODAY)) == ["progress-jumped"]
    };
    assert!(!jumps(&[(4, 100), (17, 132)], 2_000), "thirteen days are no history");
    assert!(jumps(&[(3, 100), (17, 132)], 2_000));
    // 2 % of 3,000 adults is 60.
    assert!(!jumps(&[(3, 100), (17, 100)], 160));
    assert!(jumps(&[(3, 100), (17, 100)], 161));
    // Six times ten a day, for three days.
    assert!(!jumps(&[(3, 100), (17, 240)], 420));
    assert!(jumps(&[(3, 100), (17, 240)], 421));
}

#[test]
fn a_sheet_that_grows_by_a_row_a_day_confirms_by_its_new_row_what_was_held_of_it() {
    let site = site();
    with_history(&site);
    let sheet = "date,commune,signatures\n2025-10-19,25345,1350\n2025-10-20,25345,1352\n";
    for day in [TODAY, date(2025, 10, 21)] {
        send(&site, "progress/a.csv", sheet);
        assert_eq!(codes(&night(&site, day)), ["progress-jumped", "progress-jumped"], "nothing new on {day}");
    }
    send(&site, "progress/a.csv", &format!("{sheet}2025-10-22,25345,1356\n"));
    let taken = night(&site, date(2025, 10, 22));
    assert_eq!(figures(&taken).len(), 3);
    assert!(taken.open.records.is_empty());
}

#[test]
fn one_file_does_not_confirm_itself() {
    let site = site();
    with_history(&site);
    send(&site, "progress/a.csv", "date,commune,signatures\n2025-10-19,25345,1350\n2025-10-20,25345,1352\n");
    assert_eq!(codes(&night(&site, TODAY)), ["progress-jumped", "progress-jumped"]);
    send(&site, "progress/b.csv", "date,commune,signatures\n2025-10-21,25345,1356\n");
    let taken = night(&site, date(2025, 10, 21));
    assert_eq!(figures(&taken).len(), 3);
    assert!(taken.open.records.is_empty());
}

#[test]
fn a_level_may_fall_and_a_cumulative_figure_may_not() {
    let site = site();
    site.replace("content/site.yaml", "kind: cumulative", "kind: level");
    send(&site, "progress/a.csv", "date,commune,signatures\n2025-10-20,26188,12\n");
    assert_eq!(figures(&night(&site, TODAY)), ["2025-10-20 26188 12"]);
}

#[test]
fn an_override_stands_until_its_day_and_shows() {
    for (until, codes_then) in [("2025-10-19", vec!["progress-below-earlier"]), ("2025-10-20", vec![])] {
        let site = site();
        let text = "date,commune,signatures,correction_by,reason,override_until\n";
        send(&site, "progress/a.csv", &format!("{text}2025-10-20,26188,39,A,thu hồi,{until}\n"));
        let taken = night(&site, TODAY);
        assert_eq!(codes(&taken), codes_then, "{until}");
        assert!(taken.figures.iter().all(|figure| figure.overrides));
    }
}

#[test]
fn a_correction_that_does_not_say_until_when_goes_against_no_rule_and_what_it_was_to_replace_goes_back_too() {
    let site = site();
    send(&site, "progress/a.csv", "date,commune,signatures\n2025-10-20,26188,437\n");
    send(
        &site,
        "progress/b.csv",
        "date,commune,signatures,correction_by,reason\n2025-10-20,26188,39,A,thu hồi\n",
    );
    let taken = night(&site, TODAY);
    assert!(figures(&taken).is_empty());
    assert_eq!(codes(&taken), ["progress-contradicts", "progress-below-earlier"]);
    assert_eq!(taken.open.records.len(), 2, "neither is lost");
}

#[test]
fn a_drop_that_is_sent_anew_while_the_night_is_at_work_is_left_for_the_next_one() {
    let site = site();
    send(&site, "progress/a.csv", "date,commune,signatures\n2025-10-20,26188,437\n");
    let taken = decide(site.root(), TODAY);
    send(&site, "progress/a.csv", "date,commune,signatures\n2025-10-20,26188,437\n2025-10-20,25345,120\n");
    intake::store(site.root(), &taken).unwrap();
    assert_eq!(figures(&night(&site, TODAY)), ["2025-10-20 25345 120"]);
}

#[test]
fn what_one_commune_sends_does_not_close_what_another_must_mend() {
    let site = site();
    send(&site, "progress/xa-26188.csv", "ngày,xã\n2025-10-20,26188\n");
    send(&site, "progress/xa-25345.csv", "date,commune,signatures\n2025-09-20,25345,7\n2025-11-01,25345,9\n");
    let open = night(&site, TODAY).open.records.len();
    send(&site, "progress/xa-00004.csv", "date,commune,signatures\n2025-10-20,00004,12\n");
    let taken = night(&site, TODAY);
    assert_eq!((taken.closed.len(), taken.open.records.len()), (0, open));
    assert!(site.exists("content/set-aside/progress/xa-26188.csv"));
}

#[test]
fn a_time_a_little_ahead_is_a_file_on_its_way() {
    let site = site();
    send(&site, "progress/a.csv", "date,commune,signatures\n2025-10-20,26188,437\n");
    for (seconds, waiting) in [(3570, 1), (3630, 1), (7200, 0)] {
        let at = std::time::SystemTime::now();
        let ahead = std::time::Duration::from_secs(seconds);
        let path = site.path("content/inbox/progress/a.csv");
        fs::File::options().write(true).open(path).unwrap().set_modified(at + ahead).unwrap();
        let now = jiff::Timestamp::try_from(at).unwrap() + jiff::SignedDuration::from_hours(1);
        assert_eq!(intake::inbox(site.root(), now, &[]).unwrap().waiting.len(), waiting, "{ahead:?}");
    }
}

#[test]
fn two_files_of_one_night_update_a_point_as_on_two_nights() {
    let site = site();
    send(&site, "points/1.csv", "id,commune,name,phone\n26188-7,26188,Nhà văn hóa,0251 000 0009\n");
    send(&site, "points/2.csv", "id,commune,name,address\n26188-7,26188,Nhà văn hóa,2 đường Mẫu\n");
    for name in ["1", "2"] {
        let path = site.path(&format!("content/inbox/points/{name}.csv"));
        let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(name.parse::<u64>().unwrap() * 1000);
        fs::File::options().write(true).open(path).unwrap().set_modified(at).unwrap();
    }
    let taken = night(&site, TODAY);
    let cells = &taken.rows[0].cells;
    assert_eq!((cells["phone"].as_str(), cells["address"].as_str()), ("0251 000 0009", "2 đường Mẫu"));
}

#[test]
fn a_row_whose_place_a_bad_row_of_a_later_file_took_is_not_lost() {
    let site = site();
    send(&site, "points/1.csv", "id,commune,name\n26188-7,26188,Nhà văn hóa\n");
    send(&site, "points/2.csv", "id,commune,name,main\n26188-7,26188,Nhà văn hóa,có\n");
    for name in ["1", "2"] {
        let path = site.path(&format!("content/inbox/points/{name}.csv"));
        let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(name.parse::<u64>().unwrap() * 1000);
        fs::File::options().write(true).open(path).unwrap().set_modified(at).unwrap();
    }
    let taken = night(&site, TODAY);
    assert_eq!(codes(&taken), ["two-main-points", "two-main-points"]);
    assert!(taken.rows.is_empty());
}

#[test]
fn a_slip_that_was_taken_is_mended_as_the_message_says() {
    let site = site();
    // Twelve thousand for twelve hundred, of ninety thousand adults: too little history to call it a jump.
    send(&site, "progress/a.csv", "ngày;xã/phường;chữ ký số cá nhân\n18/10/2025;00004;1190\n");
    night(&site, TODAY);
    for (day, value) in [(19, 12_000), (20, 12_010)] {
        let text = format!("ngày;xã/phường;chữ ký số cá nhân\n{day}/10/2025;00004;{value}\n");
        send(&site, "progress/a.csv", &text);
        assert_eq!(night(&site, TODAY).figures.len(), 1);
    }
    let day = date(2025, 10, 21);
    send(&site, "progress/a.csv", "ngày;xã/phường;chữ ký số cá nhân\n21/10/2025;00004;1230\n");
    let taken = night(&site, day);
    assert_eq!(codes(&taken), ["progress-below-earlier"]);
    // What the officer reads names the other figure, its day, and what to type, in both languages.
    let [vi, en] = taken.open.records[0].reasons.as_slice() else { panic!("{:?}", taken.open) };
    for text in
        ["12010", "ngày 20/10/2025", "thêm một hàng", "`người đính chính`", "`lý do`", "giữ nguyên hàng này"]
    {
        assert!(vi.contains(text), "{text}: {vi}");
    }
    for text in ["12010", "2025-10-20", "add a row", "`correction_by`", "`reason`", "leave this row as it is"]
    {
        assert!(en.contains(text), "{text}: {en}");
    }
    // The officer does so in the workbook that came back: two headers in free columns, a row for each day with the slip.
    let path = taken.set_aside[0].file.clone();
    let returned = read_xlsx(&fs::read(site.path(&path)).unwrap());
    let mut rows = returned.rows.clone();
    for title in ["người đính chính", "lý do"] {
        rows[0].push(title.to_owned());
    }
    for (day, value) in [("19/10/2025", "1200"), ("20/10/2025", "1210")] {
        rows.push([day, "00004", value, "", "Nguyễn Văn A", "gõ thừa một số 0"].map(str::to_owned).to_vec());
    }
    let mended = crate::files::Returned { rows, ..returned }.mended(0, &[]);
    site.write_bytes("content/inbox/progress/a.csv.xlsx", &mended);
    let taken = night(&site, day);
    assert_eq!(codes(&taken), [""; 0], "{:?}", taken.set_aside);
    let of = |day: u8, value: u32| format!("2025-10-{day} 00004 {value}");
    let mut figures = figures(&taken);
    figures.sort();
    assert_eq!(figures, [of(19, 1200), of(20, 1210), of(21, 1230)]);
    assert!(taken.open.records.is_empty() && !site.exists(&path));
    // A late report above the slip's day is told the same way.
    send(&site, "progress/b.csv", "date,commune,signatures\n2025-10-17,00004,1300\n");
    let taken = night(&site, day);
    assert_eq!(codes(&taken), ["progress-above-later"]);
    let said = taken.open.records[0].reasons.join("\n");
    for text in ["1190", "thêm một hàng ghi ngày 18/10/2025", "add a row for 2025-10-18"] {
        assert!(said.contains(text), "{text}: {said}");
    }
}

#[test]
fn late_reports_are_judged_by_their_day_and_not_by_when_they_come() {
    let site = site();
    site.append("content/progress/tan-trieu.csv", "2025-10-10,25345,100,\n2025-10-18,25345,180,\n");
    let text = "date,commune,signatures\n2025-10-12,25345,120\n2025-10-14,25345,110\n2025-10-16,25345,190\n";
    send(&site, "progress/a.csv", text);
    let taken = night(&site, TODAY);
    assert_eq!(figures(&taken), ["2025-10-12 25345 120"]);
    assert_eq!(codes(&taken), ["progress-below-earlier", "progress-above-later"]);
}

#[test]
fn of_a_row_with_several_figures_the_right_ones_are_taken() {
    let site = site();
    site.replace(
        "content/site.yaml",
        "landing: {guide",
        "  wallets: {name: {vi: Ví, en: Wallets}, kind: level}\nlanding: {guide",
    );
    let text = "date,commune,signatures,wallets\n2025-10-20,26188,43,7\n";
    send(&site, "progress/a.csv", text);
    let taken = night(&site, TODAY);
    assert_eq!(figures(&taken), ["2025-10-20 26188 7"]);
    assert_eq!(codes(&taken), ["progress-below-earlier"]);
    send(&site, "progress/a.csv", "date,commune,signatures,wallets\n2025-10-20,26188,430,7\n");
    let taken = night(&site, TODAY);
    assert_eq!((figures(&taken), taken.open.records.len()), (vec!["2025-10-20 26188 430".to_owned()], 0));
}

// ---- what goes back ----

#[test]
fn a_row_whose_key_cannot_be_read_is_closed_by_the_same_row_of_the_mended_file() {
    let site = site();
    send(&site, "progress/bao-cao-20.csv", "date,commune,signatures\n10/20/2025,26188,430\n");
    assert_eq!(codes(&night(&site, TODAY)), ["date-swapped"]);
    // Tomorrow's file is another report.
    send(&site, "progress/bao-cao-21.csv", "date,commune,signatures\n2025-10-21,26188,440\n");
    assert_eq!(night(&site, date(2025, 10, 21)).open.records.len(), 1);
    // The sender mended the own file, in which nothing else changed, and sent it whole.
    site.remove("content/accepted");
    send(&site, "progress/bao-cao-20.csv", "date,commune,signatures\n20/10/2025,26188,430\n");
    let taken = night(&site, date(2025, 10, 21));
    assert_eq!((taken.closed.len(), taken.open.records.len()), (1, 0));
}

#[test]
fn rows_that_were_mended_leave_the_spreadsheet_and_the_others_stay() {
    let site = site();
    let text = "ngày;xã;chữ ký số cá nhân\r\n20/10/2025;Tân Triu;430\r\n20/10/2025;00004;-7\r\n";
    site.write_bytes("content/inbox/progress/a.csv", &[b"\xef\xbb\xbf", text.as_bytes()].concat());
    let first = night(&site, TODAY);
    assert_eq!(codes(&first), ["unknown-commune", "count-negative"]);
    let path = "content/set-aside/progress/a.csv.xlsx";
    let returned = read_xlsx(&fs::read(site.path(path)).unwrap());
    assert_eq!(returned.rows.len(), 3);
    // The officer moves the file, and mends one row of it.
    let rows = vec![vec!["20/10/2025".to_owned(), "Tân Triều".to_owned()]];
    site.remove(path);
    site.write_bytes("content/inbox/progress/a.xlsx", &returned.mended(0, &rows));
    let taken = night(&site, date(2025, 10, 21));
    assert_eq!(figures(&taken), ["2025-10-20 26188 430"]);
    assert_eq!(taken.closed.len(), 1);
    assert_eq!(taken.open.records.len(), 1);
    assert_eq!(taken.open.records[0].since, TODAY, "it has been open since it was first sent");

    // The other is copied, mended under another name, and the spreadsheet is done with.
    let file = taken.open.records[0].file.clone();
    let returned = read_xlsx(&fs::read(site.path(&file)).unwrap());
    assert_eq!(returned.rows.len(), 2, "{:?}", returned.rows);
    assert_eq!(returned.rows[1][1], "00004");
    let rows = vec![vec!["20/10/2025".to_owned(), "00004".to_owned(), "7".to_owned()]];
    site.write_bytes("content/inbox/progress/khac.xlsx", &returned.mended(0, &rows));
    let taken = night(&site, date(2025, 10, 21));
    assert_eq!(figures(&taken), ["2025-10-20 00004 7"]);
    assert!(taken.open.records.is_empty() && !site.exists(&file));
}

#[test]
fn a_spreadsheet_is_made_shorter_when_one_of_its_rows_was_mended_elsewhere() {
    let site = site();
    send(&site, "progress/a.csv", "date,commune,signatures\n2025-10-20,26188,-430\n2025-10-20,25345,-7\n");
    night(&site, TODAY);
    send(&site, "progress/b.csv", "date,commune,signatures\n2025-10-20,26188,430\n");
    let taken = night(&site, TODAY);
    assert_eq!(set_aside(&taken), [("a.csv".to_owned(), 3)]);
    let returned = read_xlsx(&fs::read(site.path("content/set-aside/progress/a.csv.xlsx")).unwrap());
    assert_eq!(returned.rows.len(), 2);
    assert_eq!(returned.rows[1][1], "25345");
    assert!(returned.rows[1][3].contains("a.csv"), "{:?}", returned.rows);
}

#[test]
fn a_spreadsheet_that_was_thrown_away_is_done_with() {
    let site = site();
    send(&site, "progress/a.csv", "date,commune,signatures\n2025-10-20,26188,-430\n");
    night(&site, TODAY);
    site.remove("content/set-aside/progress/a.csv.xlsx");
    let taken = night(&site, TODAY);
    assert_eq!((taken.closed.len(), taken.open.records.len()), (1, 0));
}

#[test]
fn open_rows_of_an_earlier_file_of_the_same_name_are_not_overwritten() {
    let site = site();
    send(&site, "progress/a.csv", "date,commune,signatures\n2025-10-20,26188,-430\n");
    night(&site, TODAY);
    send(&site, "progress/a.csv", "date,commune,signatures\n2025-10-21,25345,-7\n");
    let taken = night(&site, date(2025, 10, 21));
    let files: Vec<&str> = taken.open.records.iter().map(|open| open.file.as_str()).collect();
    let folder = "content/set-aside/progress";
    assert_eq!(files, [format!("{folder}/a.csv.xlsx"), format!("{folder}/a.csv-2.xlsx")]);
}

#[test]
fn the_example_of_the_docs_is_what_happens() {
    let site = site();
    let text =
        "ngày;xã/phường;chữ ký số cá nhân\n20/10/2025;Phường Tân Triều;430\n20/10/2025;Xã Tân Hưg;120\n";
    send(&site, "progress/bao-cao-20.csv", text);
    let taken = night(&site, TODAY);
    assert_eq!(figures(&taken), ["2025-10-20 26188 430"]);
    let returned = read_xlsx(&fs::read(site.path(&taken.set_aside[0].file)).unwrap());
    let said = returned.rows[1][3].replace('\n', " ");
    let docs = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/nightly.md")).unwrap();
    let quoted = docs.lines().find_map(|line| line.split_once("| 120 | ")).unwrap().1;
    let quoted = quoted.trim_end_matches(" … |").replace(".xlsx", ".csv");
    assert!(said.starts_with(&quoted), "{said}\nand the docs say\n{quoted}");
}

// ---- whole files ----

#[test]
fn files_that_cannot_be_right_are_set_aside_whole_with_a_letter() {
    let rows = |day: &str, count: usize| -> String {
        let rows = (0..count).map(|row| format!("{day},26188,Tổ {row},{}\n", 10 + row));
        format!("date,commune,group,signatures\n{}", rows.collect::<String>())
    };
    let utf8 = |text: &str| text.as_bytes().to_vec();
    let workbook = Form::Xlsx.bytes(&vec![
        vec!["ngày".into(), "xã".into(), "chữ ký số cá nhân".into()],
        vec!["20/10/2025".into(), "26188".into(), "430".into()],
    ]);
    let half = workbook[..workbook.len() / 2].to_vec();
    let good = "date;commune;signatures\r\n20/10/2025;26188;430\r\n";
    let cases: Vec<(&str, &str, Vec<u8>)> = vec![
        ("drop-empty", "a.csv", Vec::new()),
        ("drop-empty", "a.csv", utf8("date,commune,signatures\n")),
        ("drop-cut-off", "a.csv", utf8(&format!("{good}20/10/2025;253"))),
        ("table-column-missing", "a.csv", utf8("date,commune,note\n2025-10-20,26188,430\n")),
        ("table-no-header", "a.csv", utf8("2025-10-20,26188,430\n")),
        ("table-broken-workbook", "a.xlsx", half),
        ("table-not-workbook", "a.xlsx", utf8(good)),
        ("table-is-workbook", "a.csv", workbook),
        ("table-old-workbook", "a.xls", b"\xd0\xcf\x11\xe0".to_vec()),
        ("table-format", "a.docx", utf8("x")),
        ("table-lost-marks", "a.csv", utf8("date,commune,signatures\n2025-10-20,Ph??ng T?n Tri?u,430\n")),
        ("table-quote-open", "a.csv", utf8("date,commune,signatures\n2025-10-20,\"26188,430\n")),
        ("drop-fewer-rows", "bao-cao-20.csv", utf8(&rows("2025-10-20", 9))),
        ("drop-other-month", "a.csv", utf8(&rows("2025-09-30", 9))),
        ("drop-other-month", "a.csv", utf8(&rows("2025-11-20", 9))),
    ];
    for (code, name, bytes) in cases {
        let site = site();
        site.replace("content/site.yaml", "data_from: 2025-10-01", "data_from: 2025-09-01");
        // What came before.
        send(&site, "progress/bao-cao-19.csv", &rows("2025-10-19", 20));
        let first = night(&site, TODAY);
        assert_eq!(first.figures.len(), 20, "{code}");
        let accepted = site.read("content/accepted/progress/2025-10-20.csv");

        site.write_bytes(&format!("content/inbox/progress/{name}"), &bytes);
        let taken = night(&site, TODAY);
        let told = codes(&taken);
        assert_eq!(told, [code], "{name} {:?}", taken.set_aside);
        assert!(taken.set_aside[0].row.is_none(), "{code}");
        assert!(taken.figures.is_empty(), "{code}");
        assert_eq!(site.read("content/accepted/progress/2025-10-20.csv"), accepted, "{code}");
        // The file as it came, and beside it what is wrong with it in both languages.
        let file = format!("content/set-aside/progress/{name}");
        assert_eq!(fs::read(site.path(&file)).unwrap(), bytes, "{code}");
        let letter = site.read(&format!("{file}.txt"));
        assert!(letter.starts_with('\u{feff}') && letter.contains("\r\n"), "{code}");
        assert!(letter.lines().next().unwrap().chars().skip(1).any(|c| !c.is_ascii()), "{letter}");
        assert!(letter.lines().any(str::is_ascii), "{letter}");

        // A file of that name that is right closes it.
        let right = format!(
            "content/inbox/progress/{}",
            name.replace(".docx", ".csv").replace(".xlsx", ".csv").replace(".xls", ".csv")
        );
        site.write(&right, &rows("2025-10-20", 20));
        let taken = night(&site, TODAY);
        assert_eq!(taken.figures.len(), 20, "{code}");
        assert!(taken.open.records.is_empty(), "{code}: {:?}", taken.open);
        assert!(!site.exists(&file) && !site.exists(&format!("{file}.txt")), "{code}");
    }
}

#[test]
fn a_file_in_no_table_s_folder_is_told_of_and_stays() {
    let site = site();
    send(&site, "bao-cao.xlsx", "x");
    let taken = night(&site, TODAY);
    let warnings: Vec<&str> = taken.warnings.iter().map(|warning| warning.code.id()).collect();
    assert_eq!(warnings, ["drop-strayed"]);
    assert!(site.exists("content/inbox/bao-cao.xlsx"));
}

#[test]
fn a_drop_that_changed_a_moment_ago_waits_and_office_locks_are_no_drops() {
    let site = site();
    send(&site, "progress/a.csv", "date,commune,signatures\n2025-10-20,26188,430\n");
    send(&site, "progress/~$a.xlsx", "x");
    send(&site, "progress/.a.csv.part", "x");
    let now = jiff::Timestamp::now();
    let inbox = intake::inbox(site.root(), now, &[]).unwrap();
    assert_eq!(inbox.waiting, ["content/inbox/progress/a.csv"]);
    assert!(inbox.drops.is_empty());
    // What loa has fetched itself is whole.
    let inbox = intake::inbox(site.root(), now, &[site.path("content/inbox/progress/a.csv")]).unwrap();
    assert_eq!((inbox.drops.len(), inbox.waiting.len()), (1, 0));
}

// ---- kills ----

#[test]
fn a_kill_between_any_two_steps_loses_nothing_and_doubles_nothing() {
    // Some of everything: good figures, a bad one, one that closes what was open, a held one that is confirmed, a file
    // that is set aside whole, points and sessions.
    let start = site();
    with_history(&start);
    send(&start, "progress/a.csv", "date,commune,signatures\n2025-10-20,25345,1350\n2025-10-20,26188,-4\n");
    night(&start, TODAY);
    let day = date(2025, 10, 21);
    send(&start, "progress/b.csv", "date,commune,signatures\n2025-10-21,25345,1360\n2025-10-20,26188,430\n");
    send(&start, "progress/c.csv", "date,commune,signatures\n2025-10-21,26188,4\n");
    send(&start, "progress/d.csv", "");
    send(&start, "points/e.csv", "commune,name,id\n25345,Nhà văn hóa,25345-2\n25345,,25345-3\n");
    send(&start, "schedules/f.csv", "date,start,point\n2025-10-25,19h,25345-2\n2025-10-25,99h,25345-2\n");

    let whole = site_with_same(&start);
    let steps = decide(whole.root(), day).steps;
    assert!(steps.len() > 10, "{steps:#?}");
    night(&whole, day);
    let right = everything(&whole);
    assert!(right.keys().any(|path| path.starts_with("accepted/schedules/")), "{:?}", right.keys());
    for stop in 0..=steps.len() {
        let site = site_with_same(&start);
        let taken = decide(site.root(), day);
        for step in taken.steps.iter().take(stop) {
            step.make(site.root()).unwrap();
        }
        night(&site, day);
        let there = everything(&site);
        let names: Vec<&String> = there.keys().collect();
        assert_eq!(names, right.keys().collect::<Vec<_>>(), "stopped after {stop} of {} steps", steps.len());
        for (path, bytes) in &right {
            let text = String::from_utf8_lossy(&there[path]);
            assert!(
                there[path] == *bytes,
                "stopped after {stop}: {path}:\n{text}\n{}",
                String::from_utf8_lossy(bytes)
            );
        }
    }
}

/// Two senders who contradict each other, of which one saved the file at one o'clock and the other at two.
fn with_contradiction() -> Site {
    let site = site();
    for (name, value, hour) in [("a.csv", 430, 1), ("b.csv", 440, 2)] {
        send_at(&site, &format!("progress/{name}"), &figure(value), hour);
    }
    site
}

fn figure(value: u32) -> String {
    format!("date,commune,signatures\n2025-10-20,26188,{value}\n")
}

/// Sends a file that was saved at an hour of a day long ago.
fn send_at(site: &Site, name: &str, text: &str, hour: u64) {
    send(site, name, text);
    let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(hour * 3600);
    let file = fs::File::options().write(true).open(site.path(&format!("content/inbox/{name}"))).unwrap();
    file.set_modified(at).unwrap();
}

#[test]
fn one_of_two_that_contradict_each_other_is_not_taken_since_a_kill_left_it_alone() {
    let whole = with_contradiction();
    let steps = decide(whole.root(), TODAY).steps.len();
    assert_eq!(codes(&night(&whole, TODAY)), ["progress-contradicts", "progress-contradicts"]);
    let right = everything(&whole);
    for stop in 0..=steps {
        let site = with_contradiction();
        for step in decide(site.root(), TODAY).steps.iter().take(stop) {
            step.make(site.root()).unwrap();
        }
        let taken = night(&site, TODAY);
        assert!(figures(&taken).is_empty(), "stopped after {stop} of {steps} steps: {:?}", figures(&taken));
        assert_eq!(taken.open.records.len(), 2, "stopped after {stop}");
        let there = everything(&site);
        assert_eq!(there.keys().collect::<Vec<_>>(), right.keys().collect::<Vec<_>>(), "{stop}");
        for open in taken.open.records {
            let said = open.reasons.join("\n");
            assert!(said.contains("430") && said.contains("440"), "stopped after {stop}: {said}");
        }
    }
}

#[test]
fn one_of_two_main_points_is_not_taken_since_a_kill_left_it_alone() {
    let start = || {
        let site = site();
        for (name, id, hour) in [("a.csv", "25345-2", 1), ("b.csv", "25345-3", 2)] {
            let text = format!("id,commune,name,main\n{id},25345,Nhà văn hóa {hour},x\n");
            send_at(&site, &format!("points/{name}"), &text, hour);
        }
        site
    };
    let whole = start();
    let steps = decide(whole.root(), TODAY).steps.len();
    assert_eq!(codes(&night(&whole, TODAY)), ["two-main-points", "two-main-points"]);
    let right = everything(&whole);
    for stop in 0..=steps {
        let site = start();
        for step in decide(site.root(), TODAY).steps.iter().take(stop) {
            step.make(site.root()).unwrap();
        }
        let taken = night(&site, TODAY);
        assert_eq!((taken.rows.len(), taken.open.records.len()), (0, 2), "stopped after {stop} of {steps}");
        assert_eq!(everything(&site), right, "stopped after {stop}");
    }
    // Sent anew it is the main one.
    send_at(&whole, "points/b.csv", "id,commune,name,main\n25345-3,25345,Nhà văn hóa 2,x\n", 3);
    assert_eq!(night(&whole, TODAY).rows.len(), 1);
}

#[test]
fn two_senders_sessions_at_one_hour_are_both_heard() {
    let header = "date,start,commune,place\n";
    let a = format!("{header}2025-10-25,19h,25345,Nhà văn hóa\n");
    let b = format!("{header}2025-10-25,19h,25345,Trường tiểu học\n");
    let site = site();
    send_at(&site, "schedules/a.csv", &a, 1);
    send_at(&site, "schedules/b.csv", &b, 2);
    let taken = night(&site, TODAY);
    let places =
        |taken: &Taken| -> Vec<String> { taken.rows.iter().map(|row| row.cells["place"].clone()).collect() };
    // As on two nights: the first is taken, the second asked for an id.
    assert_eq!((places(&taken), codes(&taken)), (vec!["Nhà văn hóa".to_owned()], vec!["session-id-clash"]));
    let other = crate::site();
    for (name, text, count) in [("a", &a, 1), ("b", &b, 0)] {
        send(&other, &format!("schedules/{name}.csv"), text);
        assert_eq!(night(&other, TODAY).rows.len(), count);
    }
    // The same session told otherwise by a later file of the night is still an update.
    let site = crate::site();
    send_at(
        &site,
        "schedules/a.csv",
        "date,start,commune,place,note\n2025-10-25,19h,25345,Nhà văn hóa,x\n",
        1,
    );
    send_at(
        &site,
        "schedules/b.csv",
        "date,start,commune,place,note\n2025-10-25,19h,25345,Nhà văn hóa,y\n",
        2,
    );
    let taken = night(&site, TODAY);
    assert_eq!((taken.rows.len(), codes(&taken)), (1, vec![]));
    assert_eq!(taken.rows[0].cells["note"], "y");
}

/// Puts a file into the inbox again as it was, with its time: as a source with open records, or a drop that cannot be moved
/// away.
fn send_again(site: &Site, name: &str, text: &str) {
    send_at(site, name, text, 1);
}

#[test]
fn a_file_that_is_read_again_does_not_undo_what_was_taken_since() {
    let header = "id,date,start,commune,place\n";
    // One session is good, the other is at a point of a commune that the register lacks.
    let source =
        format!("{header}s-1,2025-10-27,19h,25345,Nhà văn hóa\ns-2,2025-10-28,19h,26002,Trường học\n");
    let later = format!("{header}s-1,2025-10-27,19h,25345,Trạm y tế\n");
    let places =
        |taken: &Taken| -> Vec<String> { taken.rows.iter().map(|row| row.cells["place"].clone()).collect() };
    for same_night in [false, true] {
        let site = site();
        send_again(&site, "schedules/a.csv", &source);
        if !same_night {
            assert_eq!(places(&night(&site, TODAY)), ["Nhà văn hóa"]);
            send_again(&site, "schedules/a.csv", &source);
        }
        send_at(&site, "schedules/b.csv", &later, 2);
        assert_eq!(places(&night(&site, date(2025, 10, 21))), ["Trạm y tế"]);
        for day in [22, 23] {
            send_again(&site, "schedules/a.csv", &source);
            let taken = night(&site, date(2025, 10, day));
            assert_eq!((places(&taken), taken.open.records.len()), (vec![], 1), "{same_night} {day}");
        }
        // What stayed open is taken as soon as it can be.
        site.append(
            "content/communes.csv",
            "26002,Xã Mới,New Commune,xã,75,Tỉnh Đồng Nai,Đồng Nai Province,10,,,\n",
        );
        send_again(&site, "schedules/a.csv", &source);
        let taken = night(&site, date(2025, 10, 24));
        assert_eq!((places(&taken), taken.open.records.len()), (vec!["Trường học".to_owned()], 0));
        // Saved anew it is a word like any other.
        send_at(&site, "schedules/a.csv", &source, 3);
        assert_eq!(places(&night(&site, date(2025, 10, 25))), ["Nhà văn hóa"]);
    }
}

/// The places of the sessions that were taken.
fn places(taken: &Taken) -> Vec<&str> {
    taken.rows.iter().map(|row| row.cells["place"].as_str()).collect()
}

#[test]
fn only_the_rows_of_a_file_that_are_new_or_changed_are_said_tonight() {
    let header = "id,date,start,commune,place\n";
    let one = |place: &str| format!("s-1,2025-10-27,19h,25345,{place}\n");
    let two = |place: &str| format!("s-2,2025-10-28,19h,25345,{place}\n");
    let start = || {
        let site = site();
        send_at(&site, "schedules/lich-20-10.csv", &format!("{header}{}{}", one("Chợ"), two("Chợ")), 1);
        assert_eq!(places(&night(&site, TODAY)), ["Chợ", "Chợ"]);
        send_at(&site, "schedules/b.csv", &format!("{header}{}", one("Trạm y tế")), 2);
        assert_eq!(places(&night(&site, TODAY)), ["Trạm y tế"]);
        site
    };
    let next = format!("{header}{}{}", two("Bến xe"), one("Chợ"));
    let site = start();
    send_at(&site, "schedules/lich-27-10.csv", &next, 3);
    assert_eq!(places(&night(&site, TODAY)), ["Bến xe"]);
    // The same file saved anew says all of it anew.
    send_at(&site, "schedules/lich-27-10.csv", &next, 4);
    assert_eq!(places(&night(&site, TODAY)), ["Chợ"]);

    // Where what was read is lost, it is taken for a new word once.
    let site = start();
    site.remove(".loa/read.json");
    send_at(&site, "schedules/lich-27-10.csv", &next, 3);
    assert_eq!(places(&night(&site, TODAY)), ["Bến xe", "Chợ"]);
    send_at(&site, "schedules/b.csv", &format!("{header}{}", one("Sân vận động")), 4);
    night(&site, TODAY);
    send_at(&site, "schedules/lich.csv", &format!("{header}{}{}", two("Trường"), one("Chợ")), 5);
    assert_eq!(places(&night(&site, TODAY)), ["Trường"]);

    // Where what was taken of it is gone, nothing stands for it any more.
    let site = start();
    site.remove("content/accepted");
    send_at(&site, "schedules/b.csv", &format!("{header}{}", one("Trạm y tế")), 3);
    assert_eq!(places(&night(&site, date(2025, 10, 21))), ["Trạm y tế"]);
    send_at(&site, "schedules/lich.csv", &next, 4);
    assert_eq!(places(&night(&site, date(2025, 10, 21))), ["Bến xe", "Chợ"]);
}

#[test]
fn files_that_waited_for_one_night_are_heard_in_their_order() {
    let header = "id,date,start,commune,place\n";
    let said = |place: &str| format!("{header}s-1,2025-10-27,19h,25345,{place}\n");
    let site = site();
    send_at(&site, "schedules/a.csv", &said("Chợ"), 1);
    night(&site, TODAY);
    // It is said otherwise, and then as before.
    send_at(&site, "schedules/b.csv", &said("Trạm y tế"), 2);
    send_at(&site, "schedules/a-21-10.csv", &said("Bến xe"), 3);
    send_at(&site, "schedules/a-22-10.csv", &said("Chợ"), 4);
    night(&site, TODAY);
    send_at(&site, "schedules/c.csv", &said("Chợ"), 5);
    let taken = night(&site, TODAY);
    assert_eq!(taken.balance.values().next().unwrap().unchanged, 1, "{:?}", taken.rows);
}

#[test]
fn what_is_said_again_comes_out_the_same_wherever_a_night_is_killed() {
    let header = "date,commune,signatures\n";
    let sheet = format!("{header}2025-10-20,26188,-4\n2025-10-20,25345,abc\n2025-10-19,25345,110\n");
    let lists = "id,date,start,commune,place\n";
    let (one, two) = ("s-1,2025-10-27,19h,25345,Chợ\n", "s-2,2025-10-28,19h,25345,Chợ\n");
    let start = || {
        let site = site();
        send_at(&site, "progress/a.csv", &sheet, 1);
        send_at(&site, "schedules/a.csv", &format!("{lists}{one}{two}"), 1);
        night(&site, TODAY);
        send_at(&site, "schedules/b.csv", &format!("{lists}{}", one.replace("Chợ", "Trạm y tế")), 2);
        night(&site, TODAY);
        // Both grow, and another sender mends a row.
        send_at(&site, "progress/a.csv", &format!("{sheet}2025-10-20,00004,77\n"), 3);
        send_at(&site, "progress/b.csv", &figure(430), 3);
        send_at(&site, "schedules/a.csv", &format!("{lists}{one}{}", two.replace("Chợ", "Bến xe")), 3);
        site
    };

    let whole = start();
    let steps = decide(whole.root(), TODAY).steps;
    let taken = night(&whole, TODAY);
    assert_eq!((figures(&taken).len(), places(&taken), codes(&taken).len()), (2, vec!["Bến xe"], 1));
    let right = everything(&whole);
    for stop in 0..=steps.len() {
        let site = start();
        for step in decide(site.root(), TODAY).steps.iter().take(stop) {
            step.make(site.root()).unwrap();
        }
        night(&site, TODAY);
        let there = everything(&site);
        let differ: Vec<&String> = right.keys().filter(|path| there.get(*path) != right.get(*path)).collect();
        assert!(differ.is_empty(), "stopped after {stop} of {} steps: {differ:?}", steps.len());
        assert_eq!(there.len(), right.len(), "stopped after {stop}");
    }
}

#[test]
fn a_spreadsheet_that_a_killed_night_did_not_write_was_thrown_away_by_nobody() {
    let sheet = "date,commune,signatures\n2025-10-20,26188,-4\n2025-10-20,25345,120\n";
    let returned = "content/set-aside/progress/a.csv.xlsx";
    // What went back is lost, and the file comes again, with one row more.
    let start = || {
        let site = site();
        send_at(&site, "progress/a.csv", sheet, 1);
        night(&site, TODAY);
        site.remove("content/set-aside");
        send_at(&site, "progress/a.csv", &format!("{sheet}2025-10-20,00004,77\n"), 2);
        site
    };
    let steps = decide(start().root(), date(2025, 10, 21)).steps.len();
    for stop in 0..=steps {
        let site = start();
        for step in decide(site.root(), date(2025, 10, 21)).steps.iter().take(stop) {
            step.make(site.root()).unwrap();
        }
        let open = night(&site, date(2025, 10, 21)).open.records.len();
        assert_eq!((open, site.exists(returned)), (1, true), "stopped after {stop} of {steps} steps");
        // Somebody does.
        site.remove(returned);
        send_at(&site, "progress/a.csv", &format!("{sheet}2025-10-19,00004,76\n"), 3);
        night(&site, date(2025, 10, 21));
        assert!(!site.exists(returned), "stopped after {stop} of {steps} steps");
    }
}

#[test]
fn a_file_that_went_back_as_a_whole_has_said_nothing() {
    let header = "id,date,start,commune,place\n";
    let said = |place: &str| format!("{header}s-1,2025-10-27,19h,25345,{place}\n");
    let site = site();
    send_at(&site, "schedules/lich.csv", &said("Chợ"), 1);
    night(&site, TODAY);
    // It breaks off, and the whole of it comes while it still waits.
    send_at(&site, "schedules/lich-21-10.csv", &format!("{}s-2,2025-10-2", said("Bến xe")), 2);
    let whole = format!("{}s-2,2025-10-28,19h,25345,Bến xe\n", said("Bến xe"));
    send_at(&site, "schedules/lich-22-10.csv", &whole, 3);
    let taken = night(&site, TODAY);
    assert_eq!((codes(&taken), places(&taken)), (vec!["drop-cut-off"], vec!["Bến xe", "Bến xe"]));
}

#[test]
fn periods_of_a_point_that_are_said_again_stay_beside_the_one_that_has_changed() {
    let header = "commune,name,main,from,until\n";
    let row = |name: &str, from: &str, until: &str| format!("25345,{name},x,{from},{until}\n");
    let first = row("Trụ sở", "2025-10-01", "2025-10-31");
    let site = site();
    send_at(&site, "points/a.csv", &format!("{header}{first}{}", row("Chợ", "2025-11-01", "2025-11-30")), 1);
    assert_eq!(night(&site, TODAY).rows.len(), 2);
    let day = date(2025, 10, 21);
    send_at(&site, "points/a.csv", &format!("{header}{first}{}", row("Chợ", "2025-11-01", "2025-12-31")), 2);
    assert_eq!(night(&site, day).rows.len(), 2);
    site.build().ends_with(0);
    assert!(visible_text(&site.output("25345/index.html")).contains("Trụ sở"));
}

#[test]
fn a_sheet_that_grows_does_not_answer_by_what_it_only_repeats() {
    let grown = "date,commune,signatures\n2025-10-20,26188,430\n2025-10-20,25345,120\n";
    // Another sender's other figure waits to be mended: it is not done with because the first is still said.
    let site = site();
    send_at(&site, "progress/a.csv", &figure(430), 1);
    night(&site, TODAY);
    send_at(&site, "progress/b.csv", &figure(440), 2);
    assert_eq!(codes(&night(&site, TODAY)), ["progress-differs"]);
    send_at(&site, "progress/a.csv", grown, 3);
    let taken = night(&site, TODAY);
    assert_eq!((figures(&taken).len(), taken.open.records.len()), (1, 1), "{:?}", taken.closed);
    // Its own sender says the right one.
    send_at(&site, "progress/b.csv", &figure(430), 4);
    assert_eq!(night(&site, TODAY).open.records.len(), 0);

    // Of two that contradict each other the one that grows is no later word.
    let site = with_contradiction();
    night(&site, TODAY);
    send_at(&site, "progress/a.csv", grown, 3);
    let taken = night(&site, TODAY);
    assert_eq!(figures(&taken), ["2025-10-20 25345 120"]);
    assert_eq!(taken.open.records.len(), 2);
    // Nor is it when the row is missing for a night.
    send_at(&site, "progress/a.csv", "date,commune,signatures\n2025-10-20,25345,120\n", 4);
    assert_eq!(night(&site, TODAY).open.records.len(), 2);
    send_at(&site, "progress/a.csv", grown, 5);
    let taken = night(&site, TODAY);
    assert_eq!((figures(&taken).len(), taken.open.records.len()), (0, 2));
    // What went back and comes again as it is, is one.
    let file = taken.open.records.iter().find(|open| open.drop == "a.csv").unwrap().file.clone();
    let returned = fs::read(site.path(&file)).unwrap();
    site.write_bytes("content/inbox/progress/a.csv.xlsx", &returned);
    let taken = night(&site, TODAY);
    assert_eq!((figures(&taken), taken.open.records.len()), (vec!["2025-10-20 26188 430".to_owned()], 0));
}

#[test]
fn a_sheet_whose_titles_or_columns_change_says_again_what_it_said() {
    let site = site();
    let first = "date,commune,signatures,group\n2025-10-20,26188,430,\n2025-10-20,99999,5,\n";
    send_at(&site, "progress/a.csv", first, 1);
    night(&site, TODAY);
    let open = site.read("content/set-aside/open.json");
    send_at(&site, "progress/b.csv", &figure(440), 2);
    assert_eq!(codes(&night(&site, TODAY)), ["progress-differs"]);
    // Other words for the same columns, in another order, and one row more: of the rest nothing is said anew.
    for (night_of, titles) in
        [(3, "Hội,Xã,Ngày,Chữ ký số cá nhân"), (4, "Nhóm,Đơn vị,Ngày báo cáo,signatures (lũy kế)")]
    {
        let text = format!(
            "{titles}\n,26188,2025-10-20,430\n,99999,2025-10-20,5\n,25345,2025-10-1{night_of},{}\n",
            100 + night_of
        );
        send_at(&site, "progress/a.csv", &text, night_of);
        let taken = night(&site, TODAY);
        assert_eq!(figures(&taken), [format!("2025-10-1{night_of} 25345 {}", 100 + night_of)]);
        assert_eq!(
            taken.open.records.len(),
            2,
            "b.csv waits, and the unknown commune stands there once: {:?}",
            taken.open
        );
    }
    assert!(
        site.read("content/set-aside/open.json")
            .contains(open.split("\"mark\": ").nth(1).unwrap().split(',').next().unwrap())
    );
}

#[test]
fn two_senders_who_call_their_files_alike_are_each_known_by_what_they_said() {
    let of = |rows: &str| format!("date,commune,signatures\n{rows}");
    let site = site();
    send_at(&site, "progress/bao-cao.csv", &figure(430), 1);
    night(&site, TODAY);
    send_at(&site, "progress/khac.csv", &figure(440), 2);
    assert_eq!(codes(&night(&site, TODAY)), ["progress-differs"]);
    // Another commune's file under the name of the first, then the first one's with a row more.
    send_at(&site, "progress/bao-cao.csv", &of("2025-10-20,25345,120\n"), 3);
    assert_eq!(figures(&night(&site, TODAY)), ["2025-10-20 25345 120"]);
    send_at(&site, "progress/bao-cao.csv", &of("2025-10-20,26188,430\n2025-10-14,26188,300\n"), 4);
    let taken = night(&site, TODAY);
    assert_eq!(figures(&taken), ["2025-10-14 26188 300"]);
    assert_eq!(taken.open.records.len(), 1, "the figure of khac.csv still waits: {:?}", taken.closed);
    // Both on one night.
    send_at(&site, "progress/bao-cao-19.csv", &of("2025-10-20,25345,120\n2025-10-14,25345,100\n"), 5);
    send_at(&site, "progress/bao-cao-20.csv", &of("2025-10-20,26188,430\n2025-10-13,26188,290\n"), 5);
    let taken = night(&site, TODAY);
    assert_eq!((figures(&taken).len(), taken.open.records.len()), (2, 1), "{:?}", taken.closed);
    // What it says otherwise is a new word.
    let signed = "date,commune,signatures,correction_by,reason\n2025-10-20,26188,440,Nguyễn Văn A,gõ nhầm\n";
    send_at(&site, "progress/bao-cao.csv", signed, 6);
    let taken = night(&site, TODAY);
    assert_eq!((figures(&taken), taken.open.records.len()), (vec!["2025-10-20 26188 440".to_owned()], 0));
}

#[test]
fn a_figure_that_was_contradicted_is_not_taken_since_the_list_of_what_waits_is_broken() {
    let grown = "date,commune,signatures\n2025-10-20,26188,430\n2025-10-20,25345,120\n";
    let site = with_contradiction();
    night(&site, TODAY);
    site.write("content/set-aside/open.json", "{");
    send_at(&site, "progress/a.csv", grown, 3);
    assert_eq!(figures(&night(&site, TODAY)), ["2025-10-20 25345 120"]);
    send_at(&site, "progress/a.csv", &format!("{grown}2025-10-19,25345,110\n"), 4);
    assert_eq!(figures(&night(&site, TODAY)), ["2025-10-19 25345 110"]);
    // What goes back into the inbox, as the report says, contradicts as before.
    let again = site_with_same(&site);
    for name in ["a", "b"] {
        let returned = site.path(&format!("content/set-aside/progress/{name}.csv.xlsx"));
        fs::rename(returned, site.path(&format!("content/inbox/progress/{name}.csv.xlsx"))).unwrap();
    }
    site.remove("content/set-aside/open-broken.json");
    let taken = night(&site, TODAY);
    assert_eq!((figures(&taken).len(), taken.open.records.len()), (0, 2));
    // A new word is one.
    send_at(&again, "progress/c.csv", &figure(430), 5);
    assert_eq!(figures(&night(&again, TODAY)), ["2025-10-20 26188 430"]);
}

#[test]
fn a_file_that_is_read_again_does_not_close_what_others_are_to_mend() {
    let site = site();
    let source = "date,commune,signatures\n2025-10-20,26188,430\n2025-10-20,26002,5\n";
    send_again(&site, "progress/a.csv", source);
    night(&site, TODAY);
    send_at(&site, "progress/b.csv", &figure(440), 2);
    assert_eq!(codes(&night(&site, TODAY)), ["progress-differs"]);
    send_again(&site, "progress/a.csv", source);
    let taken = night(&site, date(2025, 10, 21));
    assert_eq!((taken.open.records.len(), taken.closed.len()), (2, 0), "{:?}", taken.closed);
    assert!(site.exists("content/set-aside/progress/b.csv.xlsx"));
}

#[test]
fn a_contradiction_is_settled_by_what_was_saved_after_it() {
    let taken = |name: &str, text: &str, hour: u64| {
        let site = with_contradiction();
        night(&site, TODAY);
        send_at(&site, name, text, hour);
        let taken = night(&site, TODAY);
        (figures(&taken).len(), taken.open.records.len())
    };
    // The same file from a backup, with its time; the older one of the two; a third that was saved before.
    assert_eq!(taken("progress/b.csv", &figure(440), 2), (0, 2));
    assert_eq!(taken("progress/a.csv", &figure(430), 1), (0, 2));
    assert_eq!(taken("progress/c.csv", &figure(435), 0), (0, 3));
    // Sent anew since: one of the two, and another figure.
    assert_eq!(taken("progress/b.csv", &figure(440), 3), (1, 0));
    assert_eq!(taken("progress/c.csv", &figure(435), 3), (1, 0));
    // Somebody answers for it.
    let text = "date,commune,signatures,correction_by,reason\n2025-10-20,26188,430,A,đếm lại\n";
    assert_eq!(taken("progress/c.csv", text, 0), (1, 0));

    // The spreadsheets were thrown away: nothing contradicts any more.
    let site = with_contradiction();
    night(&site, TODAY);
    for name in ["a", "b"] {
        site.remove(&format!("content/set-aside/progress/{name}.csv.xlsx"));
    }
    send_at(&site, "progress/b.csv", &figure(440), 2);
    assert_eq!(figures(&night(&site, TODAY)), ["2025-10-20 26188 440"]);

    // A clock that is a year ahead does not put it off for a year.
    let site = crate::site();
    send(&site, "progress/a.csv", &figure(430));
    send(&site, "progress/b.csv", &figure(440));
    let file = fs::File::options().write(true).open(site.path("content/inbox/progress/b.csv")).unwrap();
    let ahead = std::time::SystemTime::now() + std::time::Duration::from_secs(365 * 86_400);
    file.set_modified(ahead).unwrap();
    let taken = night(&site, TODAY);
    let now = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(7);
    assert!(taken.open.records.iter().flat_map(|open| &open.contradicts).all(|one| one.saved < now));
}

#[test]
fn a_run_on_the_day_after_a_kill_gives_back_nothing_twice() {
    let start = site();
    send(&start, "progress/a.csv", "date,commune,signatures\n2025-10-20,26188,-4\n2025-10-22,25345,7\n");
    night(&start, TODAY);
    send(&start, "progress/a.csv", "date,commune,signatures\n2025-10-22,25345,9\n2025-10-20,26188,430\n");
    send(&start, "progress/b.csv", "");
    send(&start, "progress/c.csv", "date,commune,signatures\n2025-10-20,26188,abc\n");
    let names = |site: &Site| -> Vec<String> {
        let there = everything(site).into_keys().filter(|path| path.starts_with("set-aside/"));
        there.collect()
    };
    let whole = site_with_same(&start);
    let steps = decide(whole.root(), TODAY).steps.len();
    night(&whole, TODAY);
    let right = names(&whole);
    assert!(right.iter().any(|path| path.ends_with("b.csv.txt")), "{right:?}");
    for stop in 0..=steps {
        let site = site_with_same(&start);
        for step in decide(site.root(), TODAY).steps.iter().take(stop) {
            step.make(site.root()).unwrap();
        }
        night(&site, date(2025, 10, 21));
        assert_eq!(names(&site), right, "stopped after {stop} of {steps} steps");
    }
}

#[test]
fn names_that_some_disks_take_for_one_are_kept_apart() {
    use unicode_normalization::UnicodeNormalization;
    let site = site();
    let bad = |day: u8| format!("date,commune,signatures\n2025-10-{day},26188,-{day}\n");
    // In three folders, so that any disk can hold them; and one that looks like another's letter.
    let decomposed: String = "TÂN.csv".nfd().collect();
    for (name, text) in [
        ("x/Tân.csv".to_owned(), bad(18)),
        ("X-tân.csv".to_owned(), bad(19)),
        (format!("x-{decomposed}"), bad(20)),
        ("x.csv".to_owned(), String::new()),
        ("X.CSV.txt".to_owned(), "x".to_owned()),
    ] {
        send(&site, &format!("progress/{name}"), &text);
    }
    night(&site, TODAY);
    let there = everything(&site);
    for (folder, count) in [("archive/progress/2025-10-20/", 5), ("set-aside/progress/", 3 + 4)] {
        let names: Vec<&String> = there.keys().filter(|path| path.starts_with(folder)).collect();
        let folded: std::collections::BTreeSet<String> =
            names.iter().map(|name| name.nfc().collect::<String>().to_lowercase()).collect();
        assert_eq!((names.len(), folded.len()), (count, count), "{names:?}");
    }
    // Each is mended by itself.
    for (day, left) in [(18_u32, 4), (20, 3), (19, 2)] {
        let value = 382 + day;
        let text =
            format!("date,commune,signatures,correction_by,reason\n2025-10-{day},26188,{value},A,sửa\n");
        send(&site, "progress/again.csv", &text);
        let taken = night(&site, TODAY);
        assert_eq!(taken.open.records.len(), left, "{day}: {:?}", taken.set_aside);
    }
}

#[test]
fn what_lies_in_the_archive_is_neither_read_nor_missed() {
    let site = site();
    // A folder that takes the place of a name, and one that nobody can look into.
    site.write("content/archive/progress/2025-10-20/a.csv/old.txt", "x");
    site.write("content/archive/progress/2025-10-19", "no folder");
    for text in [figure(430), figure(430), figure(440)] {
        send(&site, "progress/a.csv", &text);
        night(&site, TODAY);
    }
    let there = everything(&site);
    let names: Vec<&str> =
        there.keys().filter_map(|path| path.strip_prefix("archive/progress/2025-10-20/")).collect();
    assert_eq!(names, ["a-2.csv", "a-3.csv", "a.csv/old.txt"], "the same file twice is one");
    // All of it may go.
    let accepted = site.read("content/accepted/progress/2025-10-20.csv");
    site.remove("content/archive");
    send(&site, "progress/a.csv", &figure(430));
    assert_eq!(figures(&night(&site, TODAY)), [""; 0]);
    assert_eq!(site.read("content/accepted/progress/2025-10-20.csv"), accepted);
}

#[test]
fn only_names_whose_next_file_can_still_come_are_remembered() {
    let site = site();
    let rows = |day: jiff::civil::Date, count: u32| -> String {
        let rows = (0..count).map(|row| format!("{day},26188,Tổ {row},{}\n", 10 + row));
        format!("date,commune,group,signatures\n{}", rows.collect::<String>())
    };
    let remembered = || -> Vec<String> {
        let text = site.read(".loa/intake.json");
        let last: BTreeMap<String, serde_json::Value> = serde_json::from_str(&text).unwrap();
        last.into_keys().collect()
    };
    // Two rows tell nothing of how many there should be.
    send(&site, "progress/20251020.csv", &rows(TODAY, 2));
    send(&site, "progress/bao-cao-20.csv", &rows(TODAY, 12));
    night(&site, TODAY);
    assert_eq!(remembered(), ["progress/baocao"]);
    let (near, far) = (date(2026, 1, 28), date(2026, 1, 29));
    for (day, kept) in [(near, true), (far, false)] {
        let other = format!("{}.csv", day.strftime("%Y%m%d"));
        send(&site, &format!("progress/{other}"), &rows(day, 12));
        night(&site, day);
        assert_eq!(remembered().contains(&"progress/baocao".to_owned()), kept, "{day}");
    }
}

fn everything(site: &Site) -> BTreeMap<String, Vec<u8>> {
    site.content()
}

// ---- points and sessions ----

#[test]
fn points_and_sessions_update_by_their_id_and_missing_rows_and_columns_change_nothing() {
    let site = site();
    let text = "id,commune,name,phone\n26188-2,26188,Nhà văn hóa khu phố 1,0251 000 0009\n";
    send(&site, "points/a.csv", text);
    let taken = night(&site, TODAY);
    assert_eq!(taken.rows.len(), 1);
    assert!(!taken.rows[0].is_new);
    let cells = &taken.rows[0].cells;
    assert_eq!(cells["phone"], "0251 000 0009");
    assert_eq!(cells["address"], "Khu phố 1", "the file has no such column");
    assert_eq!(cells["until"], "2025-10-30");
    site.build().ends_with(0);
    assert!(site.output("26188-2/index.html").contains("0251 000 0009"));
    assert!(site.output("26188/index.html").contains("0251 000 0002"), "the other point stays as it was");

    // The same again is no news, in whatever form it comes.
    send(&site, "points/b.csv", text);
    let taken = night(&site, TODAY);
    assert_eq!(taken.balance.values().next().unwrap().unchanged, 1);

    // Only the last of several files is heard.
    send(
        &site,
        "schedules/a.csv",
        "date,start,end,point,audience\n2025-10-21,19h,21h,26188-2,Người cao tuổi\n",
    );
    let taken = night(&site, TODAY);
    assert_eq!(taken.rows.len(), 0, "{:?}", taken.rows);
    let text = "date,start,end,point,audience,status,reason\n2025-10-21,19h,21h,26188-2,Người cao tuổi,hủy,mưa bão\n";
    send(&site, "schedules/a.csv", text);
    let taken = night(&site, TODAY);
    assert_eq!(taken.rows.len(), 1);
    assert_eq!(taken.rows[0].id, "26188-2-2025-10-21-1900");
    assert_eq!(taken.rows[0].cells["audience_en"], "Older people");
    site.build().ends_with(0);
    assert!(site.output("26188/index.html").contains("mưa bão"));
}

#[test]
fn faults_of_points_and_sessions_are_set_aside_and_mended() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("points", "commune,name\n26188,Điểm thứ ba\n", &["point-of-another-place"]),
        ("points", "commune,name,id,main\n26188,Điểm thứ ba,26188-3,x\n", &["two-main-points"]),
        (
            "points",
            "commune,name,id\n26188,A,26188-3\n26188,B,26188-3\n",
            &["point-id-twice", "point-id-twice"],
        ),
        ("points", "commune,name,id\nTân Triu,A,26188-3\n", &["unknown-commune"]),
        ("points", "commune,name,id,until\n26188,A,26188-3,31/02/2025\n", &["date-impossible"]),
        ("points", "commune,name,phone\n25345,A,251000000\n", &["phone-zeros"]),
        ("schedules", "date,start,commune\n2025-10-25,25h,26188\n", &["time-out-of-day"]),
        ("schedules", "date,start,point\n2025-10-25,19h,26188-9\n", &["unknown-point"]),
        (
            "schedules",
            "date,start,commune,place\n2025-10-26,19h,26188,A\n2025-10-26,19h,26188,B\n",
            &["session-id-clash", "session-id-clash"],
        ),
        ("schedules", "date,start,commune,place\n2025-10-25,7h30,26188,Nơi khác\n", &["session-id-clash"]),
        ("schedules", "date,start,commune,place\n2025-09-25,7h30,25345,A\n", &["drop-other-month"]),
    ];
    for (table, text, told) in cases {
        let site = site();
        send(&site, &format!("{table}/a.csv"), text);
        let taken = night(&site, TODAY);
        assert_eq!(codes(&taken), *told, "{text}");
        assert!(taken.rows.is_empty(), "{text}");
        assert_eq!(taken.open.records.len(), told.len(), "{text}");
        let file = &taken.open.records[0].file;
        assert!(site.exists(file), "{text}");
        // What is accepted is the same as before, and the site is built as it was.
        site.build().ends_with(0);
    }
}

#[test]
fn an_issued_id_does_not_go_to_another_commune() {
    let site = site();
    site.build().ends_with(0);
    let ledger = site.read("content/qr.lock");
    site.write("content/qr.lock", &ledger.replace("\tnew\t", "\tissued\t"));
    send(&site, "points/a.csv", "commune,name,id\n25345,A,26188-2\n");
    let taken = night(&site, TODAY);
    assert_eq!(codes(&taken), ["ledger-other-commune"]);
    site.build().ends_with(0);
}

#[test]
fn a_session_may_be_held_at_a_point_of_the_same_night() {
    let site = site();
    send(&site, "points/a.csv", "commune,name,id\n25345,Trụ sở,25345\n25345,Nhà văn hóa,25345-2\n");
    send(&site, "schedules/a.csv", "date,start,point\n2025-10-25,19h,25345-2\n");
    let taken = night(&site, TODAY);
    assert_eq!(codes(&taken), [""; 0], "{:?}", taken.set_aside);
    assert_eq!(taken.rows.len(), 3);
    site.build().ends_with(0);
    assert!(site.output("25345-2/index.html").contains("Nhà văn hóa"));
}

/// The small site with a single point of Tân Hưng, kept by hand.
fn with_own_point(row: &str) -> Site {
    let site = site();
    site.append("content/points.csv", &format!("{row}\n"));
    site.build().ends_with(0);
    site
}

#[test]
fn a_row_without_an_id_does_not_put_another_place_behind_a_printed_code() {
    let known = ",25345,Trung tâm HCC,Service Centre,1 Hùng Vương,,0251 000 0009,,,,,,,,";
    let header = "commune;name;address;hours\n";
    // Another place; the same without its address; a second one in the same file.
    for (rows, ids) in [
        ("25345;Nhà văn hóa KP3;5 Lê Lợi;T2 19h-21h\n", vec!["25345-2"]),
        ("25345;Nhà văn hóa KP3;;T2 19h-21h\n", vec!["25345-2"]),
        ("25345;Nhà văn hóa KP3;5 Lê Lợi;\n25345;Trạm y tế;7 Lê Lợi;\n", vec!["25345-2", "25345-3"]),
    ] {
        let site = with_own_point(known);
        send(&site, "points/a.csv", &format!("{header}{rows}"));
        let taken = night(&site, TODAY);
        assert_eq!(codes(&taken), vec!["point-of-another-place"; ids.len()], "{rows}");
        assert!(taken.rows.is_empty(), "{rows}");
        let offered: Vec<&str> =
            taken.set_aside.iter().flat_map(|aside| &aside.reasons[0].expected).map(String::as_str).collect();
        assert_eq!(offered, ids, "{rows}");
        let said = taken.open.records[0].reasons.join("\n");
        for text in ["`Nhà văn hóa KP3`", "`Trung tâm HCC`", "`25345-2`", "`25345`"] {
            assert!(said.contains(text), "{text}: {said}");
        }
        site.build().ends_with(0);
        assert!(visible_text(&site.output("25345/index.html")).contains("Trung tâm HCC"), "{rows}");
    }
    // With the id that is offered it is a further point, with the commune's own it is the one that moved.
    for (id, page, other) in [("25345-2", "25345-2", "Trung tâm HCC"), ("25345", "25345", "0251 000 0009")] {
        let site = with_own_point(known);
        let text = format!("id;{header}{id};25345;Nhà văn hóa KP3;5 Lê Lợi;T2 19h-21h\n");
        send(&site, "points/a.csv", &text);
        let taken = night(&site, TODAY);
        assert_eq!((codes(&taken), taken.rows.len()), (vec![], 1), "{id}");
        site.build().ends_with(0);
        assert!(visible_text(&site.output(&format!("{page}/index.html"))).contains("Nhà văn hóa KP3"));
        assert!(visible_text(&site.output("25345/index.html")).contains(other), "{id}");
    }
    // Renamed, or moved, without an id: whatever the case, tones and signs.
    for row in
        ["TRUNG TAM HCC;9 Lê Lợi;", "Trung tâm Phục vụ HCC;Số 1 Hùng Vương;", "Trung tâm mới;1, Hùng Vương;"]
    {
        let site = with_own_point(&known.replace("1 Hùng Vương", "Số 1 Hùng Vương"));
        send(&site, "points/a.csv", &format!("{header}25345;{}\n", row.replace(";1, ", ";Số 1, ")));
        let taken = night(&site, TODAY);
        assert_eq!((codes(&taken), taken.rows.len()), (vec![], 1), "{row}");
    }
    // Of two officers' points in one night the first file is taken.
    let site = site();
    send(&site, "points/a.csv", "commune,name,address\n25345,Trụ sở,1 Hùng Vương\n");
    send(&site, "points/b.csv", "commune,name,address\n25345,Nhà văn hóa,5 Lê Lợi\n");
    let taken = night(&site, TODAY);
    assert_eq!(codes(&taken), ["point-of-another-place"]);
    assert_eq!(taken.rows.iter().map(|row| row.cells["name"].as_str()).collect::<Vec<_>>(), ["Trụ sở"]);
}

#[test]
fn a_translation_goes_with_the_words_that_it_translates() {
    let known = ",25345,Trung tâm HCC,Service Centre,1 Hùng Vương,1 Hung Vuong Street,0251 000 0009,,,,,,,,";
    let cells = |row: &str| {
        let site = with_own_point(known);
        send(&site, "points/a.csv", &format!("commune,name,address\n{row}\n"));
        night(&site, TODAY).rows.remove(0).cells
    };
    let renamed = cells("25345,Nhà văn hóa khu phố 3,1 Hùng Vương");
    assert!(!renamed.contains_key("name_en"), "{renamed:?}");
    assert_eq!(renamed["address_en"], "1 Hung Vuong Street");
    assert_eq!(renamed["phone"], "0251 000 0009");
    let spelt = cells("25345,TRUNG TÂM HCC,2 Hùng Vương");
    assert_eq!(spelt["name_en"], "Service Centre");
    assert!(!spelt.contains_key("address_en"), "{spelt:?}");
}

#[test]
fn a_further_point_with_an_id_leaves_the_commune_s_own_one_where_it_is() {
    let main = |site: &Site| {
        let page = visible_text(&site.output("25345/index.html"));
        assert!(page.contains("Trụ sở") && !page.contains("đang được kiểm tra"), "{page}");
        assert!(site.exists("output/25345-2/index.html"));
    };
    let site = with_own_point(",25345,Trụ sở,,1 Hùng Vương,,,,,,,,,,");
    send(&site, "points/a.csv", "id,commune,name,address\n25345-2,25345,Nhà văn hóa,5 Lê Lợi\n");
    let taken = night(&site, TODAY);
    assert_eq!((codes(&taken), taken.rows.len()), (vec![], 1));
    site.build().ends_with(0);
    main(&site);
    // It may be updated without an id as before, and no other becomes the main one behind its back.
    send(&site, "points/b.csv", "commune,name,address\n25345,Trụ sở mới,1 Hùng Vương\n");
    assert_eq!(codes(&night(&site, TODAY)), [""; 0]);
    send(&site, "points/c.csv", "id,commune,name,main\n25345-3,25345,Trường học,x\n");
    assert_eq!(codes(&night(&site, TODAY)), ["two-main-points"]);
    site.build().ends_with(0);
    main(&site);

    // Where only a further point is known, nothing says whose a row without an id is.
    let site = with_own_point("25345-2,25345,Nhà văn hóa,,5 Lê Lợi,,,,,,,,,,");
    send(&site, "points/a.csv", "commune,name,address\n25345,Trụ sở,1 Hùng Vương\n");
    assert_eq!(codes(&night(&site, TODAY)), ["point-needs-id"]);

    // By hand, with the commune's own code as id and without.
    for own in ["25345", ""] {
        let site = with_own_point(&format!("{own},25345,Trụ sở,,,,,,,,,,,,"));
        site.append("content/points.csv", "25345-2,25345,Nhà văn hóa,,,,,,,,,,,,\n");
        site.build().ends_with(0);
        main(&site);
    }
    // A row without an id is a further one beside the one that has the commune's.
    let site = with_own_point("25345,25345,Trụ sở,,,,,,,,,,,,");
    site.append("content/points.csv", ",25345,Nhà văn hóa,,,,,,,,,,,,\n");
    site.build().ends_with(3).says(&["point-needs-id", "25345-2"]);
    assert!(visible_text(&site.output("25345/index.html")).contains("Trụ sở"));
    // Where another one is said to be the main one, the own row needs an id of its own.
    let site = with_own_point("25345,25345,Trụ sở,,,,,,,,,,,,");
    site.append("content/points.csv", "25345-2,25345,Nhà văn hóa,,,,,,,,x,,,,\n");
    site.build().ends_with(3).says(&["point-needs-id"]);
}

#[cfg(unix)]
#[test]
fn links_and_pipes_in_the_inbox_are_neither_read_nor_moved() {
    let site = site();
    site.write("elsewhere/a.csv", "date,commune,signatures\n2025-10-20,26188,430\n");
    fs::create_dir_all(site.path("content/inbox/progress")).unwrap();
    let link = |to: &str, name: &str| {
        std::os::unix::fs::symlink(site.path(to), site.path(&format!("content/inbox/{name}"))).unwrap();
    };
    link("elsewhere/a.csv", "progress/a.csv");
    link("elsewhere", "progress/b");
    link("elsewhere/none.csv", "progress/c.csv");
    link("elsewhere", "points");
    let made = std::process::Command::new("mkfifo").arg(site.path("content/inbox/progress/d.csv")).status();
    assert!(made.unwrap().success());
    send(&site, "progress/e.csv", "date,commune,signatures\n2025-10-20,25345,120\n");
    let taken = night(&site, TODAY);
    assert_eq!(figures(&taken), ["2025-10-20 25345 120"]);
    let told: Vec<(&str, &str)> = taken
        .warnings
        .iter()
        .map(|told| (told.code.id(), told.found.as_deref().unwrap_or_default()))
        .collect();
    let names = ["points", "progress/a.csv", "progress/b", "progress/c.csv", "progress/d.csv"];
    assert_eq!(told, names.map(|name| ("drop-not-plain", name)));
    // What is wrong with each, in words: a folder, a file, and what is no link at all.
    let messages = Messages::new(Speech::En);
    let said: Vec<String> = taken.warnings.iter().map(|told| messages.sentence(told)).collect();
    let kinds = ["the folder `points`", "`progress/a.csv`", "the folder `progress/b`", "`progress/c.csv`"];
    for (said, kind) in said.iter().zip(kinds) {
        assert!(said.starts_with(&format!("{kind} in the inbox is a link")), "{said}");
    }
    assert!(said[4].contains("a pipe or a device"), "{}", said[4]);
    assert!(site.exists("elsewhere/a.csv"));
    for name in names {
        let there = fs::symlink_metadata(site.path(&format!("content/inbox/{name}")));
        assert!(there.is_ok(), "{name}");
    }
    // A folder elsewhere may be the inbox.
    let other = crate::site();
    other.write("elsewhere/progress/a.csv", "date,commune,signatures\n2025-10-20,26188,430\n");
    std::os::unix::fs::symlink(other.path("elsewhere"), other.path("content/inbox")).unwrap();
    assert_eq!(figures(&night(&other, TODAY)), ["2025-10-20 26188 430"]);
}

#[test]
fn a_short_file_is_found_out_beside_one_whose_rows_were_set_aside() {
    let rows = |day: &str, commune: &str, count: u32| -> String {
        (0..count).map(|row| format!("{day},{commune},Tổ {row},{}\n", 10 + row)).collect()
    };
    let header = "date,commune,group,signatures\n";
    // Two contradicting rows, and one of a commune that could not be read.
    let site = site();
    let text = rows("2025-10-19", "26188", 12)
        + "2025-10-19,25345,,120\n2025-10-19,25345,,130\n2025-10-19,Phường Ba Đìn,,70\n";
    send(&site, "progress/bao-cao-19.csv", &format!("{header}{text}"));
    assert_eq!(night(&site, TODAY).set_aside.len(), 3);
    for short in ["2025-10-20,25345,,130\n", "2025-10-20,Phường Ba Đình,,71\n"] {
        send(&site, "progress/bao-cao-20.csv", &format!("{header}{short}"));
        assert_eq!(codes(&night(&site, TODAY)), ["drop-fewer-rows"], "{short}");
    }
    // Signatures are no rows: nine of them do not make a file of three rows a long one.
    let site = crate::site();
    let text = rows("2025-10-19", "26188", 3) + &",Người lập biểu,,\n".repeat(9);
    send(&site, "progress/bao-cao-19.csv", &format!("{header}{text}"));
    night(&site, TODAY);
    send(&site, "progress/bao-cao-20.csv", &format!("{header}2025-10-20,26188,Tổ 1,20\n"));
    assert_eq!(figures(&night(&site, TODAY)).len(), 1);
}

#[test]
fn who_signs_for_a_figure_lifts_the_rules_of_its_course_and_not_those_of_the_site() {
    let signed = |day: &str, value: &str| {
        let site = site();
        with_history(&site);
        let header = "date,commune,signatures,correction_by,reason,override_until";
        let row = format!("{day},25345,{value},Nguyễn Văn A,đã đối chiếu,2025-12-31");
        send(&site, "progress/a.csv", &format!("{header}\n{row}\n"));
        let taken = night(&site, TODAY);
        (figures(&taken).len(), codes(&taken).join(" "))
    };
    let set_aside = |code: &str| (0, code.to_owned());
    assert_eq!(signed("2025-10-20", "120"), (1, String::new()), "a fall");
    assert_eq!(signed("2025-10-20", "2900"), (1, String::new()), "a jump");
    // Of 3,000 adults; and the site has figures from 1 October on.
    assert_eq!(signed("2025-10-20", "3001"), set_aside("more-than-whole"));
    assert_eq!(signed("2025-09-30", "90"), set_aside("progress-too-old"));

    // The same spreadsheet is taken as it is when the register is mended.
    let site = site();
    send(&site, "progress/a.csv", "date,commune,signatures\n2025-10-20,25345,3001\n");
    let file = night(&site, TODAY).set_aside[0].file.clone();
    site.replace("content/communes.csv", "Đồng Nai Province,3000,", "Đồng Nai Province,3100,");
    site.write_bytes("content/inbox/progress/a.csv.xlsx", &fs::read(site.path(&file)).unwrap());
    let taken = night(&site, TODAY);
    assert_eq!((figures(&taken).len(), taken.open.records.len()), (1, 0));
}

#[test]
fn two_hamlets_whose_files_differ_by_a_number_are_not_judged_by_one_another() {
    let rows = |day: &str, hamlet: u32, count: u32| -> String {
        let rows = (0..count).map(|row| format!("{day},26188,Tổ {hamlet}.{row},{}\n", 10 + row));
        format!("date,commune,group,signatures\n{}", rows.collect::<String>())
    };
    let site = site();
    send(&site, "progress/to-1.csv", &rows("2025-10-19", 1, 20));
    assert_eq!(figures(&night(&site, TODAY)).len(), 20);
    // A small hamlet of the same commune, whose first file nobody can read and whose second is short.
    send(&site, "progress/to-2.csv", "date,commune,signatures\n2025-10-20,\"26188,430\n");
    assert_eq!(codes(&night(&site, TODAY)), ["table-quote-open"]);
    send(&site, "progress/to-1.csv", &rows("2025-10-20", 1, 20));
    assert_eq!(night(&site, TODAY).open.records.len(), 1, "the other hamlet's file is still to be mended");
    send(&site, "progress/to-2.csv", &rows("2025-10-20", 2, 3));
    let taken = night(&site, TODAY);
    assert_eq!((figures(&taken).len(), codes(&taken)), (3, vec![]));
    assert!(taken.open.records.is_empty());
    // The same hamlet's file of another day is the next of its own.
    send(&site, "progress/to-1 ngày 21-10.csv", &rows("2025-10-21", 1, 4));
    assert_eq!(codes(&night(&site, date(2025, 10, 21))), ["drop-fewer-rows"]);
}

#[test]
fn names_and_signatures_below_a_table_are_passed_over_and_counted() {
    let header = "ngày;xã/phường;chữ ký số cá nhân\n";
    let text = "20/10/2025;Phường Tân Triều;430\nTổng cộng;;430\n;;\n";
    let below = ";\"Đồng Nai, ngày 20 tháng 10 năm 2025\";\nNgười lập biểu;;Thủ trưởng đơn vị\n;Nguyễn Văn A;Trần Thị B\n";
    let site = site();
    send(&site, "progress/a.csv", &format!("{header}{text}{below}"));
    let taken = night(&site, TODAY);
    assert_eq!((figures(&taken), codes(&taken)), (vec!["2025-10-20 26188 430".to_owned()], vec![]));
    let balance = taken.balance.values().next().unwrap();
    assert_eq!((balance.sent, balance.signatures), (1, 3));
    // What has a commune or a number is judged, and so is what stands above a record.
    for (row, code) in [
        (";Xã Tân Hưng;", "field-empty"),
        (";Xã Tân Hưg;", "field-empty"),
        (";;120", "field-empty"),
        (";Nguyễn Văn A;120", "field-empty"),
        ("20/10/2025;;", "field-empty"),
        ("Người lập biểu;;\n20/10/2025;Xã Tân Hưng;120", "date-form"),
    ] {
        let site = crate::site();
        send(&site, "progress/a.csv", &format!("{header}{text}{row}\n{below}"));
        let taken = night(&site, TODAY);
        assert_eq!(taken.set_aside.len(), 1, "{row}: {:?} {code}", codes(&taken));
        assert_eq!(taken.balance.values().next().unwrap().signatures, 3, "{row}");
    }
    // A point whose commune nobody knows has no number either.
    let site = crate::site();
    let text = "commune;name;address;id\n26188;Nhà văn hóa;Khu phố 1;26188-2\nThạnh Xuyên;Trạm y tế;;\nNgười lập biểu;;;\n";
    send(&site, "points/a.csv", text);
    assert_eq!(codes(&night(&site, TODAY)), ["unknown-commune"]);
}
