//! What is written is read again as it was, and what is there is never changed.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::model::progress::Observation;

fn file(table: Table, bytes: &[u8]) -> AcceptedFile {
    let day = date(2025, 10, 20);
    AcceptedFile { table, day, path: AcceptedFile::path_of(table, day), bytes: bytes.into() }
}

fn record() -> ProgressRecord {
    ProgressRecord {
        date: date(2025, 10, 19),
        scope: Scope::parse("26188").unwrap(),
        indicator: "signatures".into(),
        group: None,
        group_names: BTreeMap::new(),
        as_unit: None,
        value: Amount::Count(1_234),
        missing: None,
        approx: false,
        source: None,
        correction_by: None,
        reason: None,
        override_until: None,
        drop: "tan-trieu.xlsx:14".into(),
    }
}

fn read_back(bytes: &[u8]) -> Vec<ProgressRecord> {
    let mut told = Diagnostics::default();
    let records = progress_records(&file(Table::Progress, bytes), &mut told);
    assert_eq!(told, Diagnostics::default());
    records.into_iter().map(|(_, record)| record).collect()
}

/// What is told of a file, each as line, column and what was found.
fn told(table: Table, bytes: &[u8]) -> Vec<String> {
    let mut told = Diagnostics::default();
    match table {
        Table::Progress => drop(progress_records(&file(table, bytes), &mut told)),
        Table::Points | Table::Schedules => drop(rows(&file(table, bytes), &mut told)),
    }
    let shown = |told: Diagnostic| {
        let line = told.place.line_column().map(|(line, _)| line).unwrap_or_default();
        format!("{line} {:?} {}", told.args.get("column").unwrap(), told.found.unwrap_or_default())
    };
    told.into_iter().map(shown).collect()
}

#[test]
fn a_day_is_a_header_and_one_line_a_record() {
    let other = ProgressRecord {
        scope: Scope::All,
        value: Amount::Share(Share(1_203)),
        group: Some("Hội Phụ nữ, xã".into()),
        group_names: [("en".to_owned(), "Women's \"Union\"".to_owned())].into(),
        missing: Some(580),
        approx: true,
        correction_by: Some("Nguyễn Văn A".into()),
        reason: Some("đếm lại\nlần hai".into()),
        override_until: Some(date(2025, 10, 31)),
        ..record()
    };
    let bytes = progress_day(b"", &[record(), other]);
    let expected = "date,commune,indicator,value,group,as_unit,missing,approx,source,correction_by,reason,\
                    override_until,drop,group_en\n\
                    2025-10-19,26188,signatures,1234,,,,,,,,,tan-trieu.xlsx:14,\n\
                    2025-10-19,all,signatures,12.03%,\"Hội Phụ nữ, xã\",,580,yes,,Nguyễn Văn A,đếm lại lần hai,\
                    2025-10-31,tan-trieu.xlsx:14,\"Women's \"\"Union\"\"\"\n";
    assert_eq!(String::from_utf8(bytes).unwrap(), expected);
}

#[test]
fn a_column_that_the_day_does_not_have_begins_a_new_header() {
    let named = ProgressRecord {
        group: Some("Ấp 1".into()),
        group_names: [("en".to_owned(), "Hamlet 1".to_owned())].into(),
        ..record()
    };
    let morning = progress_day(b"", &[record()]);
    let noon = progress_day(&morning, std::slice::from_ref(&named));
    let evening = progress_day(&noon, &[record()]);
    assert!(noon.starts_with(&morning) && evening.starts_with(&noon));
    assert_eq!(String::from_utf8_lossy(&evening).matches("date,commune").count(), 2);
    assert_eq!(read_back(&evening), [record(), named, record()]);
}

#[test]
fn points_and_schedules_have_all_columns_of_their_table() {
    let row = |cells: &[(&str, &str)]| -> BTreeMap<String, String> {
        cells.iter().map(|(column, text)| ((*column).to_owned(), (*text).to_owned())).collect()
    };
    let first =
        row(&[("commune", "26188"), ("name", "Nhà văn hóa"), ("id", "26188-2"), ("drop", "a.xlsx:3")]);
    let second = row(&[("commune", "26188"), ("name_en", "Culture house, hall 2"), ("id", "26188-3")]);
    let bytes = rows_day(Table::Points, b"", std::slice::from_ref(&first));
    assert_eq!(
        String::from_utf8(bytes.clone()).unwrap(),
        "commune,name,id,address,phone,lat,lon,hours,main,from,until,note,drop\n\
         26188,Nhà văn hóa,26188-2,,,,,,,,,,a.xlsx:3\n"
    );
    let both = rows_day(Table::Points, &bytes, std::slice::from_ref(&second));
    assert!(both.starts_with(&bytes));
    let mut told = Diagnostics::default();
    let read = rows(&file(Table::Points, &both), &mut told);
    assert_eq!(told, Diagnostics::default());
    assert_eq!(
        read.iter().map(|row| (row.line, &row.cells)).collect::<Vec<_>>(),
        [(2, &first), (4, &second)]
    );
    assert_eq!(read[0].drop_name(), "a.xlsx");
    let header = String::from_utf8(rows_day(Table::Schedules, b"", &[row(&[("id", "x")])])).unwrap();
    assert!(header.starts_with("date,start,commune,point,end,place,"), "{header}");
}

#[test]
fn nothing_new_changes_nothing() {
    let bytes = progress_day(b"", &[record()]);
    assert_eq!(progress_day(&bytes, &[]), bytes);
    assert_eq!(progress_day(b"", &[]), b"");
    assert_eq!(rows_day(Table::Points, b"", &[]), b"");
}

#[test]
fn lines_of_windows_are_read_too() {
    let bytes = String::from_utf8(progress_day(b"", &[record()])).unwrap().replace('\n', "\r\n");
    assert_eq!(read_back(bytes.as_bytes()), [record()]);
}

#[test]
fn a_line_that_is_not_as_it_was_written_is_told_with_its_number() {
    let good = String::from_utf8(progress_day(b"", &[record()])).unwrap();
    let cases: [(&str, &str, &str); 12] = [
        ("2025-10-19,26188", "2025-13-19,26188", "2 Text(\"date\") 2025-13-19"),
        ("2025-10-19,26188", "2025-02-29,26188", "2 Text(\"date\") 2025-02-29"),
        ("2025-10-19,26188", "19/10/2025,26188", "2 Text(\"date\") 19/10/2025"),
        ("19,26188,", "19,2618,", "2 Text(\"commune\") 2618"),
        ("signatures,1234", ",1234", "2 Text(\"indicator\") "),
        ("1234", "1.234", "2 Text(\"value\") 1.234"),
        ("1234", "12.3%", "2 Text(\"value\") 12.3%"),
        ("1234", "-1", "2 Text(\"value\") -1"),
        ("1234", "99999999999999999999", "2 Text(\"value\") 99999999999999999999"),
        ("1234,,,,", "1234,,,no,", "2 Text(\"missing\") no"),
        ("1234,,,,,", "1234,,,,no,", "2 Text(\"approx\") no"),
        (",,,tan", ",,soon,tan", "2 Text(\"override_until\") soon"),
    ];
    for (from, to, expected) in cases {
        assert!(good.contains(from), "{from}");
        assert_eq!(told(Table::Progress, good.replacen(from, to, 1).as_bytes()), [expected], "{to}");
    }
}

#[test]
fn a_file_that_is_cut_off_or_none_of_loa_s_is_told() {
    let good = progress_day(b"", &[record()]);
    let cut = &good[..good.len() - 1];
    assert_eq!(told(Table::Progress, cut).len(), 1);
    assert!(told(Table::Progress, cut)[0].starts_with("2 Text(\"end\") 2025-10-19"));
    assert_eq!(told(Table::Progress, b""), ["1 Text(\"empty\") "]);
    assert_eq!(told(Table::Progress, b"2025-10-19,26188\n"), ["1 Text(\"header\") 2025-10-19,26188"]);
    assert_eq!(told(Table::Points, b"commune,name\n"), ["1 Text(\"header\") id"]);
    let more = [&good[..], b"2025-10-19,26188,signatures\n\n"].concat();
    assert_eq!(
        told(Table::Progress, &more),
        ["3 Text(\"cells\") 2025-10-19,26188,signatures", "4 Text(\"cells\") "]
    );
    let foreign = [&good[..], b"\xff\n"].concat();
    assert_eq!(told(Table::Progress, &foreign), ["3 Text(\"utf-8\") "]);
}

prop_compose! {
    fn any_text()(text in "[ -~\\n\\t“”à-ỹ]{0,12}") -> Option<String> {
        Some(one_line(&text).into_owned()).filter(|text| !text.is_empty())
    }
}

prop_compose! {
    fn any_record()(
        (date, scope, value) in (0_i64..4_000, "[0-9]{5}|[0-9]{2}|all", any::<Result<u64, u32>>()),
        (group, name, as_unit, source) in (any_text(), any_text(), any_text(), any_text()),
        (correction_by, reason, drop) in (any_text(), any_text(), any_text()),
        (missing, approx, until) in (any::<Option<u64>>(), any::<bool>(), any::<bool>()),
    ) -> ProgressRecord {
        let date = jiff::civil::date(2020, 1, 1).saturating_add(jiff::Span::new().days(date));
        ProgressRecord {
            date,
            scope: Scope::parse(&scope).unwrap(),
            indicator: "signatures".into(),
            group,
            group_names: name.map(|name| ("en".to_owned(), name)).into_iter().collect(),
            as_unit,
            value: match value { Ok(count) => Amount::Count(count), Err(share) => Amount::Share(Share(share)) },
            missing,
            approx,
            source,
            correction_by,
            reason,
            override_until: until.then_some(date),
            drop: drop.unwrap_or_default(),
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_again(
        first in prop::collection::vec(any_record(), 0..6),
        second in prop::collection::vec(any_record(), 1..6),
    ) {
        let one = progress_day(b"", &first);
        let both = progress_day(&one, &second);
        prop_assert!(both.starts_with(&one));
        prop_assert_eq!(read_back(&both), [first, second].concat());
    }

    #[test]
    fn the_fast_reader_reads_what_the_other_reads(
        days in prop::collection::vec(prop::collection::vec(any_record(), 0..8), 0..5),
    ) {
        let files: Vec<AcceptedFile> = (1..).zip(&days).map(|(day, records)| {
            let day = date(2025, 10, day);
            let (first, second) = records.split_at(records.len() / 2);
            let bytes = progress_day(&progress_day(b"", first), second);
            let path = AcceptedFile::path_of(Table::Progress, day);
            AcceptedFile { table: Table::Progress, day, path, bytes: bytes.into() }
        }).filter(|file| !file.bytes.is_empty()).collect();
        let mut told = Diagnostics::default();
        let mut fast: Vec<String> = Vec::new();
        for series in series::gather(&files, &(Date::MIN..=Date::MAX), &mut told) {
            let order: Vec<_> = series.observations.iter().map(Observation::place).collect();
            prop_assert!(order.is_sorted());
            let what = (&series.scope, &series.indicator, &series.group);
            fast.extend(series.observations.iter().map(|o| {
                let correction = o.correction().map(|c| (&*c.by, &*c.reason, c.until));
                let says = (o.as_unit(), o.value, o.missing(), o.approx(), o.source(), correction);
                format!("{} {what:?} {:?} {says:?}", o.place().to_text(), o.date)
            }));
        }
        let mut slow: Vec<String> = Vec::new();
        for file in &files {
            slow.extend(progress_records(file, &mut told).iter().map(|(line, r)| {
                let what = (&r.scope, &r.indicator, &r.group);
                let correction = r.correction_by.as_deref().zip(r.reason.as_deref());
                let correction = correction.map(|(by, reason)| (by, reason, r.override_until));
                let says =
                    (r.as_unit.as_deref(), r.value, r.missing, r.approx, r.source.as_deref(), correction);
                let place = place(file.table, file.day, *line).to_text();
                format!("{place} {what:?} {:?} {says:?}", r.date)
            }));
        }
        prop_assert_eq!(told, Diagnostics::default());
        fast.sort();
        slow.sort();
        prop_assert_eq!(fast, slow);
    }

    #[test]
    fn both_readers_refuse_the_same_lines(from in 0_usize..90, to in "[\",0-9a-z]{0,3}") {
        let good = String::from_utf8(progress_day(b"", &[record(), record()])).unwrap();
        let start = good.find("\n2025").unwrap() + 1;
        let mut bad = good.clone();
        let at = (start + from).min(good.len() - 1);
        bad.replace_range(at..at + 1, &to);
        let file = file(Table::Progress, bad.as_bytes());
        let (mut fast, mut slow) = (Diagnostics::default(), Diagnostics::default());
        series::gather(std::slice::from_ref(&file), &(Date::MIN..=Date::MAX), &mut fast);
        progress_records(&file, &mut slow);
        let lines = |told: Diagnostics| -> Vec<String> {
            told.into_iter().map(|told| told.place.to_text()).collect()
        };
        prop_assert_eq!(lines(fast), lines(slow), "{}", bad);
    }

    #[test]
    fn no_bytes_end_the_program(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[\",\\n0-9a-z]{0,80}") {
        let good = progress_day(b"", &[record()]);
        for bytes in [bytes, [&good[..], text.as_bytes()].concat()] {
            told(Table::Progress, &bytes);
            told(Table::Points, &bytes);
            progress_day(&bytes, &[record()]);
            let file = file(Table::Progress, &bytes);
            series::gather(&[file], &(Date::MIN..=Date::MAX), &mut Diagnostics::default());
        }
    }
}
