//! The table of faults.

use std::fs;

use loa::tables::header::REASONS;

use crate::TODAY;
use crate::codes;
use crate::figures;
use crate::files::Form;
use crate::files::Rows;
use crate::files::read_xlsx;
use crate::night;
use crate::site;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/intake/cases.txt");

/// One fault.
#[derive(Debug, Default)]
struct Case {
    name: String,
    /// The lines of the case up to `told:`.
    written: Vec<String>,
    header: Vec<String>,
    given: Vec<String>,
    /// All rows, with whether they are bad.
    rows: Vec<(bool, Vec<String>)>,
    code: String,
    mend: Vec<Vec<String>>,
    told: String,
}

fn cases() -> (String, Vec<Case>) {
    let text = fs::read_to_string(PATH).unwrap();
    let (head, rest) = text.split_once("\n== ").unwrap();
    let cells = |line: &str| line.split(';').map(str::to_owned).collect::<Vec<_>>();
    let cases = rest.split("\n== ").map(|part| {
        let (written, told) = part.split_once("\ntold:\n").unwrap_or((part, ""));
        let written = written.trim_end();
        let mut case = Case { told: told.trim_end().to_owned(), ..Case::default() };
        case.header = cells("ngày;xã/phường;chữ ký số cá nhân");
        case.written = written.lines().map(str::to_owned).collect();
        for (index, line) in written.lines().enumerate() {
            if index == 0 {
                line.clone_into(&mut case.name);
                continue;
            }
            let (key, value) = line.split_once(": ").unwrap_or_else(|| panic!("{line}"));
            match key {
                "header" => case.header = cells(value),
                "given" => case.given.push(value.to_owned()),
                "row" => case.rows.push((false, cells(value))),
                "bad" => case.rows.push((true, cells(value))),
                "code" => value.clone_into(&mut case.code),
                "mend" => case.mend.push(cells(value)),
                _ => panic!("{line}"),
            }
        }
        case
    });
    (head.to_owned(), cases.collect())
}

/// What the sender reads in the added column, of the first bad row.
fn run(case: &Case, form: Form) -> String {
    let site = site();
    for row in &case.given {
        site.append("content/progress/tan-trieu.csv", &format!("{row}\n"));
    }
    let rows: Rows =
        std::iter::once(case.header.clone()).chain(case.rows.iter().map(|(_, row)| row.clone())).collect();
    let drop = format!("bao-cao.{}", form.ending());
    site.write_bytes(&format!("content/inbox/progress/{drop}"), &form.bytes(&rows));
    let at = format!("{} as {form:?}", case.name);

    // The bad rows are set aside, each for the one reason; the others are taken.
    let taken = night(&site, TODAY);
    let bad = case.rows.iter().filter(|(bad, _)| *bad).count();
    assert_eq!(codes(&taken), vec![case.code.as_str(); bad], "{at}: {:#?}", taken.set_aside);
    assert_eq!(figures(&taken).len(), case.rows.len() - bad, "{at}");
    assert_eq!(taken.open.records.len(), bad, "{at}");
    assert!(!site.exists(&format!("content/inbox/progress/{drop}")), "{at}");
    assert!(site.exists(&format!("content/archive/progress/2025-10-20/{drop}")), "{at}");

    // What comes back looks like the sender's own: title rows, sheet, columns; the bad rows only, and one column more.
    let name = if form == Form::Xlsx { drop } else { format!("{drop}.xlsx") };
    let path = format!("content/set-aside/progress/{name}");
    assert_eq!(taken.set_aside[0].file, path, "{at}");
    let returned = read_xlsx(&fs::read(site.path(&path)).unwrap());
    let titles = if form == Form::Xlsx { 2 } else { 0 };
    if form == Form::Xlsx {
        assert_eq!(returned.sheet, "Báo cáo", "{at}");
        assert_eq!(returned.rows[0][0], "UBND TỈNH ĐỒNG NAI", "{at}");
    }
    let header = &returned.rows[titles];
    assert_eq!(header[..case.header.len()], case.header[..], "{at}");
    assert_eq!(header[case.header.len()], REASONS, "{at}");
    let back: Vec<Vec<String>> =
        returned.rows[titles + 1..].iter().map(|row| row[..case.header.len()].to_vec()).collect();
    let sent: Vec<Vec<String>> =
        case.rows.iter().filter(|(bad, _)| *bad).map(|(_, row)| row.clone()).collect();
    assert_eq!(back, sent, "{at}: zeros, days and tones are what they were");
    let reason = returned.rows[titles + 1][case.header.len()].clone();

    // Mended and dropped again under another name, it is taken, and closes what was open.
    let mended = returned.mended(titles, &case.mend);
    site.write_bytes("content/inbox/progress/da-sua.xlsx", &mended);
    let taken = night(&site, TODAY);
    assert_eq!(codes(&taken), [""; 0], "{at}: {:#?}", taken.set_aside);
    assert!(!taken.figures.is_empty(), "{at}");
    assert_eq!(taken.closed.len(), bad, "{at}");
    assert!(taken.open.records.is_empty(), "{at}");
    assert!(!site.exists(&path), "{at}: what was mended needs no mending");
    reason
}

#[test]
fn each_fault_is_set_aside_with_its_reason_and_taken_when_it_is_mended() {
    let (head, cases) = cases();
    assert!(cases.len() > 20);
    let mut text = head;
    let mut wrong = Vec::new();
    for case in &cases {
        let mut told: Option<String> = None;
        // Each case as the two files that officers send most, and as one of the others.
        let [xlsx, utf8, others @ ..] = Form::ALL;
        for form in [xlsx, utf8, others[text.len() % others.len()]] {
            let reason = run(case, form);
            if form == Form::CsvUtf8 {
                told = Some(reason);
            } else {
                assert!(reason.starts_with("Dòng ") && reason.contains("\nRow "), "{reason}");
            }
        }
        let told = told.unwrap();
        let told = told.lines().filter(|line| !line.starts_with("[#")).collect::<Vec<_>>().join("\n");
        if told != case.told {
            wrong.push(format!("{}: was\n{}\nand is now\n{told}", case.name, case.told));
        }
        text.push_str(&format!("\n== {}\ntold:\n{told}\n", case.written.join("\n")));
    }
    if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
        fs::write(PATH, text).unwrap();
    } else {
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    }
}
