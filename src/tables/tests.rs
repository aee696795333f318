//! Tables through the front door: bytes in, rows and diagnostics out.

use jiff::civil::{date, time};
use unicode_normalization::UnicodeNormalization;

use super::encoding::tests::to_windows_1258;
use super::value::date::Epoch;
use super::*;
use crate::diag::Severity;

fn points(bytes: impl AsRef<[u8]>) -> (Option<Table>, Diagnostics) {
    read_csv("content/points.csv", bytes.as_ref(), &TableSpec::points())
}

fn schedules(text: &str) -> (Option<Table>, Diagnostics) {
    read_csv("content/schedules/a.csv", text.as_bytes(), &TableSpec::schedules())
}

fn progress(text: &str) -> (Option<Table>, Diagnostics) {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let indicators = vec![
        Extra {
            id: "signatures".into(),
            names: names(&["Chữ ký số đã cấp", "Signatures issued"]),
            is_share: false,
        },
        Extra { id: "accounts".into(), names: names(&["Tài khoản", "Accounts"]), is_share: false },
    ];
    read_csv("content/progress/a.csv", text.as_bytes(), &TableSpec::progress(indicators))
}

fn ids(diagnostics: &Diagnostics) -> Vec<&'static str> {
    diagnostics.iter().map(|diagnostic| diagnostic.code.id()).collect()
}

fn texts(table: &Table, field: Field) -> Vec<&str> {
    table.rows().map(|row| row.text(field).map_or("", |cell| cell.text)).collect()
}

fn utf16le(text: &str) -> Vec<u8> {
    [b"\xff\xfe".to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()
}

#[test]
fn the_same_points_are_read_from_every_file_that_excel_writes() {
    let semicolons = "Mã xã;Xã/Phường;Tên;Địa chỉ;Điểm chính\r\n\
                      26188;Phường Tân Triều;Nhà văn hóa ấp 1;\"Đường Hồ Chí Minh, ấp 1\";x\r\n\
                      ;Đặc khu Lý Sơn;Bộ phận Một cửa;\"Số 2; đường Nguyễn Huệ\";\r\n";
    let tabs = semicolons.replace("Số 2; ", "Số 2, ").replace(';', "\t").replace("Số 2, ", "Số 2; ");
    let files = [
        ("semicolons and mark", [b"\xef\xbb\xbf", semicolons.as_bytes()].concat()),
        ("unicode text", utf16le(&tabs)),
        ("windows-1258", to_windows_1258(semicolons)),
        ("sep= line", format!("sep=;\r\n{semicolons}").into()),
        ("nfd", semicolons.nfd().collect::<String>().into()),
    ];
    for (name, bytes) in files {
        let (table, diagnostics) = points(bytes);
        assert!(diagnostics.is_empty(), "{name}: {diagnostics:?}");
        let table = table.unwrap();
        assert_eq!(texts(&table, Field::Code), ["26188", ""], "{name}");
        assert_eq!(texts(&table, Field::Commune), ["Phường Tân Triều", "Đặc khu Lý Sơn"], "{name}");
        assert_eq!(
            texts(&table, Field::Address),
            ["Đường Hồ Chí Minh, ấp 1", "Số 2; đường Nguyễn Huệ"],
            "{name}"
        );
    }
}

#[test]
fn title_number_total_and_blank_rows_are_skipped_and_counted() {
    let text = "ỦY BAN NHÂN DÂN XÃ,,,\n\
                DANH SÁCH ĐIỂM CẤP CHỮ KÝ SỐ,,,\n\
                \n\
                STT,Xã,Tên,Ghi chú\n\
                (1),(2),(3),(4)\n\
                1,Xã Cộng Hòa,Nhà văn hóa,\n\
                ,,,\n\
                2,Xã Tổng Cọt,Trạm y tế,Tổng số\n\
                \n\
                Tổng cộng,2,,\n\
                ,Cộng:,2,\n\
                ,,,\n";
    let (table, diagnostics) = points(text);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let table = table.unwrap();
    assert_eq!(table.skipped, Skipped { title: 3, total: 2, blank: 4, signature: 0 });
    assert_eq!(texts(&table, Field::Commune), ["Xã Cộng Hòa", "Xã Tổng Cọt"]);
    let places: Vec<_> = table.rows().map(|row| row.place().line_column().unwrap().0).collect();
    assert_eq!(places, [6, 8]);
}

#[test]
fn totals_are_known_by_their_words_and_names_that_begin_alike_are_not() {
    for text in
        ["Tổng cộng", "TỔNG SỐ", "Cộng", "Total", "tổng cộng:", "Tổng cộng toàn tỉnh", "* Tổng", "Tổng"]
    {
        assert!(total_words(text).is_some(), "{text}");
        assert!(total_words(&text.nfc().collect::<String>()).is_some(), "{text}");
    }
    for text in
        ["Cộng Hòa", "Xã Cộng Hòa", "Tổng Cọt", "Tổ dân phố 5", "Total Gas", "Công", "T", "", "Tân Triều"]
    {
        assert!(total_words(text).is_none(), "{text}");
    }
}

#[test]
fn headers_are_known_in_both_languages_and_any_spelling() {
    for header in [
        "commune,name,address",
        "COMMUNE,Name,ADDRESS",
        "xã,tên,địa chỉ",
        "XÃ / PHƯỜNG,Tên,Dia_chi",
        "Don vi,Ten,  địa   chỉ ",
        "Mã ĐVHC (5 số),Tên (*),Địa chỉ (số nhà, đường)",
        "mã,ten,address",
        "Tên xã,Tên,Địa chỉ",
    ] {
        let header = header.replace("(số nhà, đường)", "(số nhà)");
        let (table, diagnostics) = points(format!("{header}\n26188,a,b\n"));
        assert!(diagnostics.is_empty(), "{header}: {diagnostics:?}");
        let table = table.unwrap();
        assert_eq!(texts(&table, Field::Address), ["b"], "{header}");
        let row = table.rows().next().unwrap();
        assert!(row.text(Field::Code).or(row.text(Field::Commune)).is_some(), "{header}");
    }
}

#[test]
fn every_header_of_the_contract_means_its_field_in_its_table() {
    let communes = "code name kind province_code province hamlets phone lat lon formerly successor";
    let points = "commune name id address phone lat lon hours main from until note";
    let schedules =
        "date start commune point end place audience providers note id until weekdays status reason moved_to";
    let progress = "date commune indicator value group approx missing as_unit source correction_by reason override_until";
    for (spec, headers) in [
        (TableSpec::communes(vec![]), communes),
        (TableSpec::points(), points),
        (TableSpec::schedules(), schedules),
        (TableSpec::progress(vec![]), progress),
    ] {
        let line = headers.replace(' ', ",");
        let (table, diagnostics) = read_csv("a.csv", format!("{line}\n").as_bytes(), &spec);
        assert!(diagnostics.is_empty(), "{line}: {diagnostics:?}");
        let known = spec
            .columns
            .iter()
            .filter(|column| table.as_ref().unwrap().header().column(column.field).is_some());
        assert_eq!(known.count(), headers.split(' ').count(), "{line}");
    }
    let vietnamese = [
        ("mã xã;tên;loại;mã tỉnh;tỉnh/thành phố;số ấp;số điện thoại", TableSpec::communes(vec![])),
        ("mã ĐVHC;tên xã;loại;mã tỉnh;tỉnh;số tổ dân phố", TableSpec::communes(vec![])),
        (
            "xã/phường;tên;địa chỉ;điện thoại;giờ làm việc;điểm chính;từ ngày;đến ngày;ghi chú",
            TableSpec::points(),
        ),
        (
            "ngày;từ giờ;đến giờ;điểm;địa điểm;đối tượng;doanh nghiệp;thứ;trạng thái;lý do;chuyển đến",
            TableSpec::schedules(),
        ),
        ("ngày;giờ bắt đầu;giờ kết thúc;đơn vị;đơn vị cung cấp;mã", TableSpec::schedules()),
        ("ngày;bắt đầu;kết thúc;xã", TableSpec::schedules()),
        ("xã;tên;giờ mở cửa", TableSpec::points()),
        ("ngày;xã;chỉ tiêu;lũy kế;hội;nguồn", TableSpec::progress(vec![])),
        ("ngày;mã;chỉ tiêu;số lượng;ấp", TableSpec::progress(vec![])),
    ];
    for (line, spec) in vietnamese {
        let (table, diagnostics) = read_csv("a.csv", line.as_bytes(), &spec);
        assert!(diagnostics.is_empty() && table.is_some(), "{line}: {diagnostics:?}");
    }
}

#[test]
fn a_missing_required_column_is_named_with_its_vietnamese_headers() {
    let (table, diagnostics) = schedules("Ngày,Xã,Địa điểm\n20/10/2025,26188,a\n");
    assert!(table.is_none());
    let missing = diagnostics.iter().next().unwrap();
    assert_eq!((missing.code, missing.severity), (Code::TableColumnMissing, Severity::SetAside));
    assert_eq!(missing.expected, ["giờ bắt đầu", "từ giờ", "bắt đầu", "giờ", "start"]);
    assert_eq!(missing.args.get("column"), Some(&"giờ bắt đầu".into()));
    assert_eq!(missing.place.line_column(), Some((1, None)));
}

#[test]
fn of_several_choices_one_will_do() {
    for (text, missing) in [
        ("Ngày,Từ giờ,Điểm\n", vec![]),
        ("Ngày,Từ giờ,Mã xã\n", vec![]),
        ("Ngày,Từ giờ,Ghi chú\n", vec!["xã"]),
        ("date,start,note\n", vec!["commune"]),
    ] {
        let (_, diagnostics) = schedules(text);
        let columns = diagnostics.iter().filter_map(|diagnostic| diagnostic.args.get("column").cloned());
        assert_eq!(
            columns.collect::<Vec<_>>(),
            missing.into_iter().map(Into::into).collect::<Vec<_>>(),
            "{text}"
        );
    }
    for (text, missing) in [
        ("Ngày,Xã,Chỉ tiêu,Lũy kế\n", vec![]),
        ("Ngày,Xã,signatures\n", vec![]),
        ("Ngày,Xã,CHU KY SO DA CAP\n", vec![]),
        ("Ngày,Xã,Chỉ tiêu\n", vec!["giá trị"]),
        ("Ngày,Xã,Nguồn\n", vec!["chỉ tiêu"]),
        ("Ngày,Lũy kế,Nguồn\n", vec!["xã", "chỉ tiêu"]),
    ] {
        let (table, diagnostics) = progress(text);
        assert_eq!(table.is_some(), missing.is_empty(), "{text}");
        let columns = diagnostics.iter().filter_map(|diagnostic| diagnostic.args.get("column").cloned());
        assert_eq!(
            columns.collect::<Vec<_>>(),
            missing.into_iter().map(Into::into).collect::<Vec<_>>(),
            "{text}"
        );
    }
}

#[test]
fn two_columns_for_one_field_make_the_file_unreadable() {
    for (text, readable) in [
        ("mã xã,tên,địa chỉ,address\n", false),
        ("mã xã,mã ĐVHC,tên\n", false),
        ("xã,đơn vị,tên\n", false),
        ("xã,tên,name_en,Tên_EN\n", false),
        ("mã xã,xã,tên\n", true),
        ("xã,tên,name_en,name_km\n", true),
    ] {
        let (table, diagnostics) = points(text);
        assert_eq!(table.is_some(), readable, "{text}");
        assert_eq!(ids(&diagnostics), if readable { vec![] } else { vec!["table-column-twice"] }, "{text}");
    }
    let (_, diagnostics) = points("xã,tên,địa chỉ,address\n");
    let twice = diagnostics.iter().next().unwrap();
    assert_eq!(twice.found.as_deref(), Some("address"));
    assert_eq!(twice.args.get("first"), Some(&"địa chỉ".into()));
    assert_eq!(twice.related.len(), 1);
    assert!(matches!(&twice.place, Place::Cell(cell) if cell.name().as_deref() == Some("D1")));
}

#[test]
fn an_unknown_column_is_a_warning_with_the_nearest_header() {
    let (table, diagnostics) =
        points("STT,TT,,xã,tên,đia chỉi,adress,note_Vietnamese,S.T.T\n1,1,z,26188,a,b,c,d,e\n");
    assert!(table.is_some());
    let unknown: Vec<_> = diagnostics
        .iter()
        .map(|d| (d.severity, d.found.clone().unwrap(), d.nearest.first().cloned().unwrap_or_default()))
        .collect();
    let right = [("đia chỉi", "địa chỉ"), ("adress", "address"), ("note_Vietnamese", "")];
    let right = right.map(|(found, nearest)| (Severity::Warning, found.to_owned(), nearest.to_owned()));
    assert_eq!(unknown, right);
}

#[test]
fn a_table_without_a_header_says_which_columns_it_needs() {
    let mut late = "a,b\n".repeat(SEARCHED);
    late.push_str("xã,tên\n");
    for text in ["", "\n\n", "26188,a,b\n", "xã\n26188\n", late.as_str()] {
        let (table, diagnostics) = points(text);
        assert!(table.is_none(), "{text}");
        assert_eq!(ids(&diagnostics), ["table-no-header"], "{text}");
        assert_eq!(diagnostics.iter().next().unwrap().expected, ["xã", "tên"]);
    }
    assert!(points(&late[4..]).0.is_some());
}

const SEARCHED: usize = header::SEARCHED_ROWS;

#[test]
fn words_come_with_their_languages() {
    let (table, _) = points("xã,tên,name_en,name_km,name_zh-Hant,phone_en\n26188,a,b,,d,e\n");
    let table = table.unwrap();
    let row = table.rows().next().unwrap();
    let words: Vec<_> = row.words(Field::Name).into_iter().map(|(tag, cell)| (tag, cell.text)).collect();
    assert_eq!(words, [(None, "a"), (Some("en"), "b"), (Some("zh-hant"), "d")]);
    assert!(row.words(Field::Phone).is_empty(), "a phone number is not words");
}

#[test]
fn a_name_only_in_languages_is_a_name() {
    let (table, diagnostics) = points("xã,name_vi,name_en\n26188,,b\n26188,,\n");
    let table = table.unwrap();
    assert!(diagnostics.is_empty());
    let mut diagnostics = Diagnostics::default();
    let there: Vec<_> = table.rows().map(|row| row.read(&mut diagnostics).require(Field::Name)).collect();
    assert_eq!((there, ids(&diagnostics)), (vec![true, false], vec!["cell-missing"]));
}

#[test]
fn a_row_with_an_unquoted_comma_is_damaged_and_a_short_one_is_not() {
    let (table, diagnostics) = points("xã,tên,địa chỉ\n26188,a,ấp 1,xã A\n26189,b\n26190,c,d\n");
    let table = table.unwrap();
    assert_eq!(ids(&diagnostics), ["row-too-long"]);
    let long = diagnostics.iter().next().unwrap();
    assert_eq!((long.found.as_deref(), long.place.line_column()), (Some("xã A"), Some((2, None))));
    let damaged: Vec<_> = table.rows().map(Row::is_damaged).collect();
    assert_eq!(damaged, [true, false, false]);
    assert!(table.rows().next().unwrap().read(&mut Diagnostics::default()).failed());
    assert_eq!(texts(&table, Field::Address), ["ấp 1", "", "d"]);
}

#[test]
fn an_open_quote_makes_the_file_unreadable_and_is_named() {
    let (table, diagnostics) = points("xã,tên\n26188,\"Nhà văn hóa\n26189,b\n");
    assert!(table.is_none());
    assert_eq!(ids(&diagnostics), ["table-quote-open"]);
    let open = diagnostics.iter().next().unwrap();
    assert_eq!(open.found.as_deref(), Some("\"Nhà văn hóa"));
    assert_eq!(open.place.line_column(), Some((2, None)));
}

#[test]
fn text_behind_a_quote_sets_its_row_aside() {
    let (table, diagnostics) = points("\"Danh\" sách\nxã,tên\n26188,\"Nhà\" văn hóa\n26189,b\n");
    assert_eq!(ids(&diagnostics), ["row-quote-stray"]);
    let damaged: Vec<_> = table.unwrap().rows().map(Row::is_damaged).collect();
    assert_eq!(damaged, [true, false]);
}

#[test]
fn a_file_that_lost_its_letters_is_refused_where_it_shows() {
    let (table, diagnostics) =
        points("xã,tên,note\n26188,Có cần không?,https://a.vn/?x=1\n26189,Ph??ng Tân Tri?u,\n");
    assert!(table.is_none());
    let lost = diagnostics.iter().next().unwrap();
    assert_eq!((lost.code, lost.found.as_deref()), (Code::TableLostMarks, Some("Ph??ng")));
    assert!(matches!(&lost.place, Place::Cell(cell) if cell.name().as_deref() == Some("B3")));
    let (table, _) = points("xã,tên,note\n26188,Có cần không?,https://a.vn/tim?x=1\n");
    assert!(table.is_some());
}

#[test]
fn files_in_the_wrong_form_say_what_they_are() {
    for (bytes, id) in [
        (&b"PK\x03\x04\x14\0"[..], "table-is-workbook"),
        (b"xa,ten\n\x01\x02", "table-not-text"),
        ("M· x·;Tªn\n26188;T©n TriÒu".as_bytes(), "table-old-font"),
        (b"x\xc3\xa3,t\xc3\xaan\n26188,\xe1\xbb\n", "table-broken-utf8"),
    ] {
        let (table, diagnostics) = points(bytes);
        assert!(table.is_none());
        assert_eq!(ids(&diagnostics), [id]);
    }
}

#[test]
fn a_bad_row_gives_all_its_problems_at_once() {
    let text = "Ngày,Từ giờ,Đến giờ,Xã,Thứ,Đến ngày\n\
                10/20/2025,7,24h,26188,2-6,31/11/2025\n\
                20/10/2025,7h30,11 giờ,26188,T2-T6,\n\
                ,7h30,,26188,,45961\n";
    let (table, diagnostics) = schedules(text);
    assert!(diagnostics.is_empty());
    let table = table.unwrap();
    let mut diagnostics = Diagnostics::default();
    let mut read = Vec::new();
    for row in table.rows() {
        let mut fields = row.read(&mut diagnostics);
        fields.require(Field::Date);
        fields.require(Field::Start);
        let values = (
            fields.date(Field::Date),
            fields.time(Field::Start),
            fields.time(Field::End),
            fields.weekdays(Field::Weekdays).map(|days| days.iter().count()),
            fields.date(Field::Until),
        );
        read.push((!fields.failed()).then_some(values));
    }
    let right = (Some(date(2025, 10, 20)), Some(time(7, 30, 0, 0)), Some(time(11, 0, 0, 0)), Some(5), None);
    assert_eq!(read, [None, Some(right), None]);
    let found: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| {
            let Place::Cell(cell) = &diagnostic.place else { panic!("{diagnostic:?}") };
            (cell.name().unwrap(), diagnostic.code.id())
        })
        .collect();
    let right = [
        ("A2", "date-swapped"),
        ("B2", "time-form"),
        ("C2", "time-out-of-day"),
        ("E2", "weekday-bare"),
        ("F2", "date-impossible"),
        ("A4", "cell-missing"),
    ];
    assert_eq!(found.iter().map(|(cell, id)| (cell.as_str(), *id)).collect::<Vec<_>>(), right);
    let swapped = diagnostics.iter().next().unwrap();
    assert_eq!(swapped.found.as_deref(), Some("10/20/2025"));
    assert_eq!(swapped.expected, ["20/10/2025", "2025-10-20"]);
    assert_eq!(swapped.args.get("offer"), Some(&"20/10/2025".into()));
    assert_eq!(swapped.args.get("column"), Some(&"Ngày".into()));
}

#[test]
fn an_indicator_has_its_own_column_by_id_or_name() {
    let (table, diagnostics) = progress("Ngày;Xã;Chữ ký số đã cấp;accounts\n20/10/2025;26188;1.400;30.5\n");
    assert!(diagnostics.is_empty());
    let table = table.unwrap();
    let mut diagnostics = Diagnostics::default();
    let mut fields = table.rows().next().unwrap().read(&mut diagnostics);
    assert_eq!(fields.extra_count(0), Some(1400));
    assert_eq!(fields.extra_count(1), None);
    assert_eq!(fields.extra_count(9), None);
    assert!(fields.failed());
    assert_eq!(ids(&diagnostics), ["count-fraction"]);
    assert_eq!(diagnostics.iter().next().unwrap().args.get("offer"), Some(&"30500".into()));
}

#[test]
fn the_register_keeps_codes_as_text_and_says_which_lost_their_zeros() {
    let text = "code,name,kind,province_code,lat,lon,adults\n\
                00004,Phường Ba Đình,phường,01,21.0386,105.838,\"30.500\"\n\
                4,Phường Ba Đình,phường,1,105.838,21.0386,\n";
    let spec = TableSpec::communes(vec![Extra { id: "adults".into(), names: vec![], is_share: false }]);
    let (table, diagnostics) = read_csv("content/communes.csv", text.as_bytes(), &spec);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let table = table.unwrap();
    let mut diagnostics = Diagnostics::default();
    let mut codes = Vec::new();
    for row in table.rows() {
        let mut fields = row.read(&mut diagnostics);
        codes.push((fields.commune_code(Field::Code), fields.province_code(Field::ProvinceCode)));
        let _ = (fields.latitude(), fields.longitude(), fields.extra_count(0));
    }
    assert_eq!(codes, [(Some("00004".into()), Some("01".into())), (None, None)]);
    assert_eq!(ids(&diagnostics), ["code-zeros", "code-zeros", "coordinate-swapped", "coordinate-swapped"]);
}

#[test]
fn a_sheet_is_read_by_what_its_cells_are() {
    let mut grid = Grid::of_sheet("content/progress/a.xlsx", "Tháng 10", Epoch::Y1904);
    grid.start_row(3, 0);
    for header in ["Ngày", "Xã", "signatures", "Tài khoản"] {
        grid.push(header, Kind::Text);
    }
    grid.start_row(4, 0);
    grid.push_serial(44_488.0);
    grid.push("26188", Kind::Text);
    grid.push_number(30.125);
    grid.push_number(1400.0);
    let extra = |id: &str| Extra { id: id.into(), names: vec!["Tài khoản".into()], is_share: false };
    let mut spec = TableSpec::progress(vec![extra("signatures"), extra("accounts")]);
    spec.extras.truncate(2);
    let (table, diagnostics) = read_grid(grid, &spec);
    assert_eq!(ids(&diagnostics), ["table-column-twice"], "one name for two indicators means the first");
    assert!(table.is_none());

    let mut grid = Grid::of_sheet("content/schedules/a.xlsx", "Lịch", Epoch::Y1900);
    grid.start_row(1, 0);
    for header in ["Ngày", "Từ giờ", "Đến giờ", "Xã"] {
        grid.push(header, Kind::Text);
    }
    grid.start_row(2, 0);
    grid.push_serial(45_950.312_5);
    grid.push_serial(0.312_5);
    grid.push_number(0.5);
    grid.push_number(26_188.0);
    let (table, diagnostics) = read_grid(grid, &TableSpec::schedules());
    assert!(diagnostics.is_empty());
    let table = table.unwrap();
    let mut diagnostics = Diagnostics::default();
    let mut fields = table.rows().next().unwrap().read(&mut diagnostics);
    assert_eq!(fields.date(Field::Date), Some(date(2025, 10, 20)));
    assert_eq!(fields.time(Field::Date), Some(time(7, 30, 0, 0)));
    assert_eq!(fields.time(Field::Start), Some(time(7, 30, 0, 0)));
    assert_eq!(fields.time(Field::End), Some(time(12, 0, 0, 0)));
    assert_eq!(fields.commune_code(Field::Commune).as_deref(), Some("26188"));
    let Place::Cell(place) = table.rows().next().unwrap().text(Field::Commune).unwrap().place() else {
        panic!("a cell of a sheet")
    };
    assert_eq!(
        (place.name().as_deref(), place.sheet.as_deref(), place.line),
        (Some("D2"), Some("Lịch"), None)
    );
    assert_eq!(table.skipped, Skipped::default());
}

#[test]
fn hostile_bytes_never_panic() {
    let pieces: [&[u8]; 16] = [
        b"\"",
        b",",
        b";",
        b"\t",
        b"\n",
        b"\r\n",
        b"\r",
        b"x\xc3\xa3",
        b"t\xc3\xaan",
        b"?",
        b"\xff\xfe",
        b"\0",
        b"sep=;\n",
        b"\xcc\x81",
        b"30.5",
        "Ngày".as_bytes(),
    ];
    let mut state = 20_251_020_u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap()
    };
    for round in 0..3_000 {
        let mut bytes = match round % 4 {
            0 => b"\xff\xfe".to_vec(),
            1 => b"x\xc3\xa3,t\xc3\xaan\n".to_vec(),
            2 => "Ngày,Từ giờ,Xã,Mã xã,Thứ\n".into(),
            _ => Vec::new(),
        };
        for _ in 0..random() % 40 {
            match random() % 3 {
                0 => bytes.push(u8::try_from(random() % 256).unwrap()),
                _ => bytes.extend(pieces[random() % pieces.len()]),
            }
        }
        for spec in [TableSpec::points(), TableSpec::schedules()] {
            let (table, _) = read_csv("a.csv", &bytes, &spec);
            let mut diagnostics = Diagnostics::default();
            for row in table.iter().flat_map(Table::rows) {
                let mut fields = row.read(&mut diagnostics);
                for column in spec.columns {
                    let field = column.field;
                    fields.require(field);
                    let _ =
                        (fields.date(field), fields.time(field), fields.count(field), fields.share(field));
                    let _ =
                        (fields.weekdays(field), fields.hours(field), fields.flag(field), fields.latitude());
                    let _ = (fields.commune_code(field), fields.province_code(field), fields.longitude());
                }
            }
        }
    }
}

#[test]
fn hostile_lengths_take_no_long_time() {
    let long = "a? ".repeat(300_000);
    let (table, diagnostics) = points(format!("xã,tên,{long}\n26188,{long},\"{long}\"\n"));
    assert_eq!(ids(&diagnostics), ["table-column-unknown"]);
    assert_eq!(table.unwrap().len(), 1);
}

#[test]
fn hostile_texts_never_panic_a_value() {
    let letters: Vec<char> = "0123456789 .,;:-–/%hTgiờthứCNđếnvà\u{a0}\u{301}'()+eE\n?".chars().collect();
    let mut state = 7_u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap()
    };
    for _ in 0..10_000 {
        let text: String = (0..random() % 14).map(|_| letters[random() % letters.len()]).collect();
        let _ = (value::date::parse_date_or_serial(&text, Epoch::Y1904), value::time::parse_time(&text));
        let _ = (value::number::parse_count(&text), value::number::parse_numeric_count(&text));
        let _ = (value::number::parse_share(&text), value::weekday::parse_weekdays(&text));
        let _ = (value::hours::parse_hours(&text), value::flag::parse_flag(&text), total_words(&text));
        let _ = value::coordinate::parse_coordinate(&text, value::coordinate::Axis::Latitude);
        let _ = (value::code::parse_commune_code(&text), spec::header_form(&text));
    }
}

#[test]
fn many_rows_are_read() {
    use std::fmt::Write;
    let mut text = String::from("Ngày,Mã xã,Xã,Chỉ tiêu,Lũy kế,Nguồn\n");
    for row in 0..200_000 {
        writeln!(text, "20/10/2025,{:05},Phường Tân Triều,signatures,{row},Công an xã", row % 30_000)
            .unwrap();
    }
    let (table, diagnostics) = progress(&text);
    let table = table.unwrap();
    assert_eq!((table.len(), diagnostics.len()), (200_000, 0));
    let mut diagnostics = Diagnostics::default();
    let sum: u64 = table.rows().filter_map(|row| row.read(&mut diagnostics).count(Field::Value)).sum();
    assert_eq!(sum, 199_999 * 200_000 / 2);
}

/// The rows of a progress table that are set aside, by the numbers of their lines, with the cells that were read.
fn cut(text: &str) -> Vec<(usize, String)> {
    let extras = ["signatures", "rate", "accounts"].map(|id| Extra {
        id: id.into(),
        names: vec![],
        is_share: id == "rate",
    });
    let (table, diagnostics) = read_csv("p.csv", text.as_bytes(), &TableSpec::progress(extras.into()));
    let cut: Vec<(usize, String)> = diagnostics
        .iter()
        .filter(|told| matches!(told.code, Code::RowCellCut | Code::RowTooLong | Code::RowOtherSeparator))
        .map(|told| (told.place.line_column().unwrap().0, told.found.clone().unwrap()))
        .collect();
    for row in table.unwrap().rows() {
        let line = row.place().line_column().unwrap().0;
        let is_cut = cut.iter().any(|(cut, _)| *cut == line);
        assert_eq!(row.is_damaged(), is_cut, "{text}, line {line}");
    }
    cut
}

#[test]
fn a_figure_that_a_comma_cut_is_never_read_as_two_cells() {
    let long = "date,commune,indicator,value,group\n";
    let wide = "date,commune,signatures,accounts,source\n";
    for (text, figures) in [
        (format!("{long}20/10/2025,26188,signatures,1,234\n"), vec![(2, "1,234")]),
        (format!("{long}20/10/2025,26188,signatures,1,234,\n"), vec![(2, "1,234")]),
        (format!("{long}20/10/2025,26188,signatures,1,234,Hội Nông dân\n"), vec![(2, "1,234")]),
        (format!("{long}20/10/2025,26188,signatures,1,234,567\n"), vec![(2, "1,234,567")]),
        (format!("{long}20/10/2025,26188,signatures,30.000,5\n"), vec![(2, "30.000,5")]),
        (format!("{long}20/10/2025,26188,rate,12,5%\n"), vec![(2, "12,5%")]),
        (format!("{wide}20/10/2025,26188,1,034\n"), vec![(2, "1,034")]),
        (format!("{wide}20/10/2025,26188,1,234,,\n"), vec![(2, "1,234")]),
        (format!("{wide}20/10/2025,26188,1,234,567\n"), vec![(2, "1,234,567")]),
        // What one row shows holds for the others of the file.
        (format!("{wide}19/10/2025,26188,1,034\n20/10/2025,26188,1,234\n"), vec![(2, "1,034"), (3, "1,234")]),
        (
            "date,commune,rate,group\n20/10/2025,26188,12,5,\n20/10/2025,26189,25%,ấp 5\n".to_owned(),
            vec![(2, "12,5")],
        ),
        (
            "date,commune,Rate (%),group\n20/10/2025,26188,12,5\n20/10/2025,26189,25%,ấp 5\n".to_owned(),
            vec![(2, "12,5")],
        ),
    ] {
        let figures: Vec<(usize, String)> =
            figures.into_iter().map(|(line, found)| (line, found.to_owned())).collect();
        assert_eq!(cut(&text), figures, "{text}");
    }
}

#[test]
fn cells_that_are_two_stay_two() {
    for text in [
        "date,commune,signatures,accounts\n20/10/2025,26188,12,345\n21/10/2025,26188,120,346\n",
        "date,commune,signatures,accounts\n20/10/2025,26188,12,345,\n21/10/2025,26188,120,346,\n",
        "date,commune,indicator,value,group\n20/10/2025,26188,signatures,\"1,234\",\n",
        "date,commune,indicator,value,group\n20/10/2025,26188,signatures,\"12\",\"101\"\n",
        "date,commune,indicator,value,group\n20/10/2025,26188,signatures,1234,567\n",
        "date,commune,indicator,value,group\n20/10/2025,26188,signatures,12,Tổ 101\n",
        "date;commune;indicator;value;group\n20/10/2025;26188;signatures;1,234;\n",
        "date\tcommune\tindicator\tvalue\tgroup\n20/10/2025\t26188\tsignatures\t1,234\t\n",
        "date, commune, indicator, value, source\n20/10/2025, 26188, signatures, 12, báo cáo, \n",
        "date,commune,signatures,KH giao,source\n20/10/2025,26188,12,500\n",
    ] {
        assert_eq!(cut(text), [], "{text}");
    }
}
