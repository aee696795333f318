//! The same tables in every format that officers hand in give the same site, byte for byte; what is not a table says
//! what it is. How the fixtures were made stands in `tests/tables/README.md`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::io::Write;
use std::path::Path;

use support::Run;
use support::Site;
use support::TODAY;
use zip::CompressionMethod;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Where each table of the fixtures stands in a site, without its ending.
const TABLES: [(&str, &str); 4] = [
    ("communes", "content/communes"),
    ("points", "content/points"),
    ("schedule", "content/schedules/tan-trieu"),
    ("progress", "content/progress/tan-trieu"),
];

fn fixture(path: &str) -> Vec<u8> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables").join(path);
    fs::read(&file).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The small site with the tables of the fixtures, as plain CSV.
fn plain() -> Site {
    let site = Site::small();
    for (name, place) in TABLES {
        site.write_bytes(&format!("{place}.csv"), &fixture(&format!("plain/{name}.csv")));
    }
    let covered = "  covered:\n    name: {vi: Tỷ lệ bao phủ, en: Coverage}\n    unit: {vi: phần trăm, en: percent}\n    kind: share\nlanding:";
    site.replace("content/site.yaml", "landing:", covered);
    site
}

/// The same site with one of the tables from another file.
fn with(name: &str, ending: &str, bytes: &[u8]) -> Site {
    let site = plain();
    let place = TABLES.iter().find(|(table, _)| *table == name).unwrap().1;
    site.remove(&format!("{place}.csv"));
    site.write_bytes(&format!("{place}.{ending}"), bytes);
    site
}

fn check(site: &Site) -> Run {
    site.loa(&["check", "--as-of", TODAY])
}

fn built(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let run = site.build();
    run.ends_with(0).is_silent_on("warning");
    site.tree()
}

#[track_caller]
fn same(right: &BTreeMap<String, Vec<u8>>, left: &BTreeMap<String, Vec<u8>>, what: &str) {
    for (path, bytes) in right {
        let other = left.get(path).unwrap_or_else(|| panic!("{what}: {path} is missing"));
        assert!(
            bytes == other,
            "{what}: {path} differs:\n{}\n---\n{}",
            String::from_utf8_lossy(bytes),
            String::from_utf8_lossy(other)
        );
    }
    assert_eq!(right.len(), left.len(), "{what}");
}

#[test]
fn every_format_gives_the_site_of_the_plain_tables() {
    let right = built(&plain());
    let page = String::from_utf8(right["26188/index.html"].clone()).unwrap();
    // What the fixtures are made for is in the output: a leading zero, a line of hours, a count, a share, a quote.
    assert!(page.contains("tel:0251000002") || page.contains("0251000002"), "{page}");
    assert!(right.contains_key("00004/index.html"));
    let progress = String::from_utf8(right["commune/26188/index.html"].clone()).unwrap();
    assert!(progress.contains("30.000"), "{progress}");
    let formats = [
        ("excel-1258", "csv"),
        ("excel-utf8", "csv"),
        ("excel-unicode-text", "tsv"),
        ("mac-nfd", "csv"),
        ("openpyxl", "xlsx"),
        ("libreoffice-xlsx", "xlsx"),
        ("libreoffice-ods", "ods"),
        ("yaml", "yaml"),
    ];
    for (folder, ending) in formats {
        let site = plain();
        for (name, place) in TABLES {
            site.remove(&format!("{place}.csv"));
            site.write_bytes(&format!("{place}.{ending}"), &fixture(&format!("{folder}/{name}.{ending}")));
        }
        same(&right, &built(&site), folder);
    }
}

#[test]
fn a_schedule_may_be_a_pipe_table_among_text() {
    let right = built(&plain());
    same(&right, &built(&with("schedule", "md", &fixture("markdown/schedule.md"))), "markdown");
}

#[test]
fn workbooks_as_officers_build_them_are_read_as_they_show() {
    let right = built(&plain());
    for (file, ending) in [
        ("odd/progress-1904.xlsx", "xlsx"),
        // Merged titles, a total row, formulas, rich text, a sheet of notes and a hidden copy.
        ("odd/progress-officer.xlsx", "xlsx"),
        ("odd/progress-officer.ods", "ods"),
    ] {
        same(&right, &built(&with("progress", ending, &fixture(file))), file);
    }
    // Formats down to the last row, and a blank in the last cell of all.
    for (file, ending) in [("odd/points-far.xlsx", "xlsx"), ("odd/points-far.ods", "ods")] {
        same(&right, &built(&with("points", ending, &fixture(file))), file);
    }
    // With macros; and either kind under the other's name.
    same(&right, &built(&with("points", "xlsm", &fixture("openpyxl/points.xlsx"))), "xlsm");
    same(&right, &built(&with("points", "ods", &fixture("openpyxl/points.xlsx"))), "xlsx as ods");
}

#[test]
fn what_is_no_workbook_says_what_it_is() {
    let whole = fixture("openpyxl/points.xlsx");
    let cases: [(&str, Vec<u8>, &str); 13] = [
        ("xlsx", fixture("plain/points.csv"), "table-not-workbook"),
        ("xlsx", b"<html><table></table></html>".to_vec(), "table-other-kind"),
        ("xlsx", Vec::new(), "table-not-workbook"),
        ("xlsx", zipped(&[("word/document.xml", "<w/>")]), "table-other-kind"),
        ("csv", b"%PDF-1.7".to_vec(), "table-other-kind"),
        ("xls", whole.clone(), "table-other-kind"),
        ("xls", b"<html><table></table></html>".to_vec(), "table-other-kind"),
        ("csv", whole.clone(), "table-is-workbook"),
        ("yaml", whole.clone(), "table-is-workbook"),
        ("xlsx", whole[..whole.len() / 2].to_vec(), "table-broken-workbook"),
        ("xlsx", fixture("odd/points-locked.xlsx"), "table-locked"),
        ("xlsx", fixture("odd/points.xls"), "table-old-workbook"),
        ("xls", fixture("odd/points.xls"), "table-old-workbook"),
    ];
    for (ending, bytes, code) in cases {
        let run = check(&with("points", ending, &bytes));
        run.ends_with(3).says(&[&format!("set aside[{code}]")]);
    }
    // The register cannot be done without.
    check(&with("communes", "xlsx", b"code;name")).ends_with(1).says(&["error[table-not-workbook]"]);
}

#[test]
fn two_sheets_with_the_header_are_named_and_a_hidden_one_is_not_read() {
    let run = check(&with("points", "xlsx", &fixture("odd/points-two-sheets.xlsx")));
    run.ends_with(3).says(&["table-two-sheets", "`Bảng`, `Bảng (2)`"]);
    let hidden = workbook(|book| {
        book.add_worksheet().set_name("Ghi chú").unwrap();
        let sheet = book.add_worksheet().set_name("Điểm").unwrap();
        sheet.set_hidden(true);
        rows(sheet, &[&["commune", "name"], &["26188", "Nhà văn hóa"]]);
    });
    check(&with("points", "xlsx", &hidden)).ends_with(3).says(&["table-sheet-hidden", "`Điểm`"]);
}

#[test]
fn a_wrong_cell_is_named_by_sheet_and_cell() {
    let book = workbook(|book| {
        let percent = rust_xlsxwriter::Format::new().set_num_format("0%");
        let sheet = book.add_worksheet().set_name("Tháng 10").unwrap();
        rows(sheet, &[&["Tiến độ"], &["date", "commune", "signatures", "covered", "source"]]);
        for (row, (signatures, covered)) in
            [(30.5, 0.25), (30_500.0, 0.25), (7.0, 0.5)].into_iter().enumerate()
        {
            let row = u32::try_from(row).unwrap() + 2;
            sheet.write(row, 0, "19/10/2025").unwrap();
            sheet.write(row, 1, 26_188).unwrap();
            sheet.write(row, 2, signatures).unwrap();
            if row == 3 {
                sheet.write(row, 3, covered).unwrap();
            } else {
                sheet.write_with_format(row, 3, covered, &percent).unwrap();
            }
        }
        sheet.write(4, 1, 4).unwrap();
        sheet.write(5, 0, "19/10/2025").unwrap();
        sheet.write(5, 1, 26_188).unwrap();
        sheet.write_formula(5, 2, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        sheet.write(5, 4, "Công an").unwrap();
    });
    let run = with("progress", "xlsx", &book).loa(&["check", "--as-of", TODAY, "--format", "json"]);
    run.ends_with(3);
    let told: Vec<(String, String, String, String)> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|told| {
            let word = |key: &str| told[key].as_str().unwrap_or_default().to_owned();
            (word("code"), word("sheet"), word("cell"), told["hints"].to_string())
        })
        .collect();
    let at = |cell: &str| {
        told.iter().find(|told| told.2 == cell).unwrap_or_else(|| panic!("nothing at {cell}: {told:?}"))
    };
    assert_eq!((at("C3").0.as_str(), at("C3").1.as_str()), ("count-fraction", "Tháng 10"));
    assert!(at("C3").3.contains("30500"), "{told:?}");
    assert_eq!(at("D4").0, "share-no-percent");
    assert!(at("D4").3.contains("25%"), "{told:?}");
    assert!(at("B5").3.contains("00004"), "{told:?}");
    assert_eq!(at("C6").0, "cell-formula-error");
    assert_eq!(told.len(), 4, "{told:?}");
}

#[test]
fn a_phone_number_that_lost_its_zero_is_set_aside() {
    let book = |phone: f64, format: &str| {
        workbook(|book| {
            let format = rust_xlsxwriter::Format::new().set_num_format(format);
            let sheet = book.add_worksheet();
            rows(sheet, &[&["commune", "name", "phone"], &["26188", "Nhà văn hóa"]]);
            sheet.write_with_format(1, 2, phone, &format).unwrap();
        })
    };
    let run = check(&with("points", "xlsx", &book(912_345_678.0, "General")));
    run.ends_with(3).says(&["phone-zeros", "type `0912345678`"]);
    // Shown with its zero, it has not lost it.
    check(&with("points", "xlsx", &book(912_345_678.0, "0000000000"))).is_silent_on("phone-zeros");
    check(&with("points", "xlsx", &book(19_000_000.0, "General"))).is_silent_on("phone-zeros");
}

#[test]
fn a_table_that_unpacks_without_end_is_refused() {
    let blanks = " ".repeat(1 << 20);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    writer.start_file("xl/workbook.xml", options).unwrap();
    writer.write_all(b"<workbook/>").unwrap();
    writer.start_file("xl/sharedStrings.xml", options).unwrap();
    for _ in 0..=256 {
        writer.write_all(blanks.as_bytes()).unwrap();
    }
    let bomb = writer.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    check(&with("points", "xlsx", &bomb)).ends_with(3).says(&["table-too-large"]);

    // A part that says it has more texts than memory has room for.
    let liar = zipped(&[
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Type="x/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        ("xl/workbook.xml", "<workbook/>"),
        ("xl/sharedStrings.xml", r#"<sst uniqueCount="99999999999999"></sst>"#),
    ]);
    check(&with("points", "xlsx", &liar)).ends_with(3).says(&["table-broken-workbook"]);
}

#[test]
fn an_ods_that_repeats_without_end_or_never_ends_is_refused() {
    let ods = |content: &str| {
        zipped(&[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", "<manifest:manifest/>"),
            ("content.xml", content),
        ])
    };
    let sheet = |rows: &str| {
        format!(
            r#"<office:document-content><table:table table:name="a">{rows}</table:table></office:document-content>"#
        )
    };
    let cell = |text: &str| {
        format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
    };
    let header = format!("<table:table-row>{}{}</table:table-row>", cell("commune"), cell("name"));
    let many = format!(
        r#"{header}<table:table-row table:number-rows-repeated="4294967295"><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>"#
    );
    let locked = zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>",
        ),
        ("content.xml", "x"),
    ]);
    let whole = sheet(&format!("{header}<table:table-row>{}{}</table:table-row>", cell("26188"), cell("a")));
    for (bytes, code) in [
        (ods(&sheet(&many)), "table-too-large"),
        (ods(&whole[..whole.len() - 50]), "table-broken-workbook"),
        (ods(&sheet(&header).replace("</table:table>", "")), "table-broken-workbook"),
        (ods(&sheet(&cell(r#"<text:s text:c="4000000000"/>"#))), "table-broken-workbook"),
        (locked, "table-locked"),
    ] {
        check(&with("points", "ods", &bytes)).ends_with(3).says(&[code]);
    }
    check(&with("points", "ods", &ods(&whole))).is_silent_on("table-");
}

#[test]
fn of_a_yaml_table_only_the_row_that_is_wrong_is_set_aside() {
    for (wrong, code) in [
        ("  place: [Nhà A, Nhà B]\n", "wrong-shape"),
        ("  place: Nhà A: tầng 2\n", "bad-yaml"),
        ("  place: \"Nhà A\n", "bad-yaml"),
        ("   place: Nhà A\n", "bad-yaml"),
        ("  date: 2025-10-24\n", "duplicate-key"),
        ("- 26188\n", "wrong-shape"),
        ("-\n- [26188]\n", "wrong-shape"),
    ] {
        let text = format!(
            "# lịch\n- date: 2025-10-23\n  start: 19h\n  commune: 26188\n- date: 2025-10-24\n  start: 19h\n\
             \u{20} commune: 26188\n{wrong}- date: 2025-10-25\n  start: 20h\n  commune: 26188\n"
        );
        let site = with("schedule", "yaml", text.as_bytes());
        let run = site.build();
        run.ends_with(3).says(&[&format!("set aside[{code}]")]);
        assert_eq!(run.said().matches("set aside[").count(), 1, "{wrong}: {}", run.said());
        let data = site.output("data/schedule.csv");
        assert!(data.contains("2025-10-23-1900") && data.contains("2025-10-25-2000"), "{wrong}: {data}");
        assert_eq!(data.contains("2025-10-24-1900"), wrong.starts_with('-'), "{wrong}: {data}");
    }
}

#[test]
fn a_point_of_which_a_part_is_no_yaml_keeps_its_page() {
    let whole = "- {id: 26188, commune: 26188, name: Trung tâm}\n- {id: 26188-2, commune: 26188, name: Nhà văn hóa}\n";
    let whole = whole.replace(", ", "\n  ").replace("- {", "- ").replace('}', "");
    for (found, typed) in
        [("name: Nhà văn hóa", "name: [Nhà, văn hóa]"), ("name: Nhà văn hóa", "name: Nhà: văn hóa")]
    {
        let site = with("points", "yaml", whole.as_bytes());
        site.build().ends_with(0);
        assert!(site.exists("output/26188-2/index.html"));
        site.write("content/points.yaml", &whole.replace(found, typed));
        site.build().ends_with(3);
        assert!(site.output("26188-2/index.html").contains("26188-2"), "{typed}");
        assert!(site.output("data/points.csv").contains("Trung tâm"), "{typed}");
    }
}

#[test]
fn a_yaml_table_with_too_many_rows_says_what_to_do() {
    let rows = "- {date: 2025-10-20, commune: 26188, signatures: 1}\n".repeat(40_000);
    let run = check(&with("progress", "yaml", rows.as_bytes()));
    run.ends_with(3).says(&["set aside[bad-yaml]", "too many entries", ".xlsx or CSV"]);
    run.is_silent_on("budget");
}

#[test]
fn yaml_that_is_no_list_of_maps_says_where() {
    for (text, code) in [
        ("commune: 26188\nname: a\n", "wrong-shape"),
        ("- [26188, a]\n", "wrong-shape"),
        ("- commune: \"26188\n", "bad-yaml"),
        ("- commune: 26188\n  commune: 26188\n  name: a\n", "duplicate-key"),
        ("# nothing yet\n", "table-no-header"),
        ("- commune: 26188\n  address: a\n", "table-column-missing"),
    ] {
        check(&with("points", "yaml", text.as_bytes())).ends_with(3).says(&[&format!("set aside[{code}]")]);
    }
    let run = check(&with("points", "yaml", "- commune: 26188\n  name: a\n  from: 20/13/2025\n".as_bytes()));
    run.ends_with(3).says(&["date-impossible", "points.yaml:3:9"]);
    let run = check(&with(
        "schedule",
        "md",
        "# Lịch\n\n| ngày | từ giờ | xã |\n|--|--|--|\n| 25/10/2025 | 25h | 26188 |\n".as_bytes(),
    ));
    run.ends_with(3).says(&["time-out-of-day", "tan-trieu.md:5:16"]);
    check(&with("schedule", "md", b"# none\n")).ends_with(3).says(&["set aside[table-no-header]"]);
}

#[test]
fn one_table_in_two_formats_is_an_error_and_lock_files_are_not_there() {
    let site = plain();
    site.write_bytes("content/~$points.xlsx", b"\x05Officer");
    site.write_bytes("content/schedules/~$tan-trieu.xlsx", b"\x05Officer");
    check(&site).ends_with(0);
    site.write_bytes("content/points.xlsx", &fixture("openpyxl/points.xlsx"));
    check(&site).ends_with(1).says(&["error[table-twice]"]);
}

#[test]
fn a_file_that_lost_its_marks_says_the_sentence_of_the_contract() {
    let site = with("points", "csv", "commune;name\r\n26188;Nh? v?n h?a\r\n".as_bytes());
    let run = site.loa(&["check", "--lang", "vi", "--as-of", TODAY]);
    run.ends_with(3).says(&["tệp đã mất dấu khi lưu: lưu lại bằng CSV UTF-8 hoặc .xlsx"]);
}

fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Workbook)) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    fill(&mut book);
    book.save_to_buffer().unwrap()
}

fn rows(sheet: &mut rust_xlsxwriter::Worksheet, rows: &[&[&str]]) {
    for (row, cells) in rows.iter().enumerate() {
        sheet.write_row(u32::try_from(row).unwrap(), 0, cells.iter().copied()).unwrap();
    }
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, text) in parts {
        writer.start_file(*name, stored).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_pipe_too_many_sets_the_row_aside() {
    let site = Site::small();
    site.remove("content/schedules/tan-trieu.csv");
    site.write(
        "content/schedules/quy-4.md",
        "| date | start | commune | place |\n|---|---|---|---|\n\
         | 2025-10-21 | 19h | 26188 | Nhà văn hóa | tổ 3 |\n\
         | 2025-10-22 | 19h | 26188 | Hội trường |\n\
         | 2025-10-23 | 19h | 26188 |\n\
         | 2025-10-24 | 19h | 26188 | Chợ | |\n",
    );
    let run = check(&site);
    run.ends_with(3);
    assert!(run.stderr.contains("what is too much begins with `tổ 3`"), "{}", run.stderr);
    assert!(run.stderr.contains("0 errors, 1 set aside, 0 warnings"), "{}", run.stderr);
}

#[test]
fn a_corporation_is_no_total() {
    let site = Site::small();
    site.write(
        "content/points.csv",
        "name,commune,id\n\
         Tổng công ty Điện lực,26188,26188-2\n\
         TỔNG CÔNG TY BƯU CHÍNH,26188,26188-3\n\
         Tong cong ty Vien thong,26188,26188-4\n\
         Tổng cộng toàn phường,,\n\
         Tong cong toan phuong,,\n",
    );
    site.build().ends_with(0);
    let points = site.read("output/data/points.csv");
    for id in ["26188-2", "26188-3", "26188-4"] {
        assert!(points.contains(&format!("\n{id},")), "{id}: {points}");
    }
}

#[test]
fn a_session_at_the_communes_own_point_is_held_while_that_row_is_set_aside() {
    let site = Site::small();
    site.write("content/points.csv", "commune,name,phone\n26188,Trung tâm,251000001\n");
    site.write("content/schedules/tan-trieu.csv", "date,start,point\n2025-10-21,19h,26188\n");
    let run = check(&site);
    run.ends_with(3);
    assert!(run.stderr.contains("phone-zeros") && !run.stderr.contains("unknown-point"), "{}", run.stderr);
    site.build().ends_with(3);
    assert!(site.read("output/schedule/index.html").contains("2025-10-21"));
}

#[test]
fn the_ids_offered_for_sessions_that_clash_are_accepted() {
    let site = Site::small();
    let schedule = "content/schedules/tan-trieu.csv";
    site.write(
        schedule,
        "date,start,commune,place,audience,id\n\
         2025-10-21,19h,26188,Hội trường,Người già,\n\
         2025-10-21,19h,26188,Hội trường,Người trẻ,\n",
    );
    let run = site.loa(&["check", "--as-of", TODAY, "--format", "json"]);
    let told = run.stdout.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let offered: Vec<String> = told
        .filter(|one| one["code"] == "session-id-clash")
        .map(|one| one["expected"][0].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(offered.len(), 2, "{}", run.stdout);
    site.replace(schedule, "Người già,", &format!("Người già,{}", offered[0]));
    site.replace(schedule, "Người trẻ,", &format!("Người trẻ,{}", offered[1]));
    check(&site).ends_with(0);
}

#[test]
fn of_very_many_points_only_the_nearest_are_offered() {
    let site = Site::small();
    let points: String = (2..200).map(|number| format!("26188,26188-{number},Điểm {number}\n")).collect();
    site.write("content/points.csv", &format!("commune,id,name\n{points}"));
    site.write("content/schedules/tan-trieu.csv", "date,start,point\n2025-10-21,19h,26188_3\n");
    let run = site.loa(&["check", "--as-of", TODAY, "--format", "json"]);
    run.ends_with(3);
    let told: serde_json::Value = serde_json::from_str(run.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(told["code"], "unknown-point", "{told}");
    assert!(told["hints"].to_string().contains("26188-3"), "{told}");
    assert!(!told.to_string().contains("26188-150"), "{told}");
}

#[test]
fn a_list_with_a_key_of_its_own_in_each_row_is_refused() {
    let site = Site::small();
    site.remove("content/points.csv");
    site.remove("content/schedules/tan-trieu.csv");
    let rows: String = (2..700)
        .map(|number| format!("- {{commune: '26188', id: 26188-{number}, name: A, k{number}: b}}\n"))
        .collect();
    site.write("content/points.yaml", &rows);
    let run = check(&site);
    run.ends_with(3);
    assert!(run.stderr.contains("table-too-large"), "{}", run.stderr);
    assert!(run.stderr.contains("0 errors, 1 set aside, 0 warnings"), "{}", run.stderr);
}
