//! What a language makes of a value is read back as the same value, and names stand in the order of the alphabet.
//!
//! The values are those that the tables take; what a table makes of other cells is tested beside its readers.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use jiff::civil::Date;
use jiff::civil::Time;
use loa::facts::TextLang;
use loa::facts::Value;
use loa::facts::compare;
use loa::facts::extract;
use loa::format::Format;
use loa::model::amount::Share;
use loa::tables::value::date::parse_date;
use loa::tables::value::number::parse_count;
use loa::tables::value::number::parse_share;
use loa::tables::value::time::parse_time;
use proptest::prelude::*;

/// The two languages that loa knows the words of; and others: with other marks, other words, another script, written
/// from right to left, with digits of their own, and one that CLDR does not have.
const TAGS: [&str; 11] = ["vi", "en", "km", "fr", "lo", "ar", "en-GB", "zh-Hant", "de", "my", "xx"];

/// Fails unless both texts state the same, whichever is the source.
fn assert_same(a: &str, a_tag: &str, b: &str, b_tag: &str) {
    let facts = |text: &str, tag: &str| extract(text, TextLang::of(tag));
    let (one, other) = (facts(a, a_tag), facts(b, b_tag));
    for differences in [compare(&one, &other, &[]), compare(&other, &one, &[])] {
        assert!(differences.is_empty(), "{a_tag} `{a}`, {b_tag} `{b}`: {differences:?}");
    }
}

/// Fails unless the text states the value in its first or another reading, and nothing else.
fn assert_states(text: &str, tag: &str, value: &Value) {
    let facts = extract(text, TextLang::of(tag));
    let [fact] = &facts[..] else { panic!("{tag} `{text}`: {facts:?}") };
    assert!(fact.value == *value || fact.also.contains(value), "{tag} `{text}`: {fact:?}, not {value:?}");
}

fn dates() -> impl Strategy<Value = Date> {
    (1990_i16..2100, 1_i8..=12, 1_i8..=31).prop_filter_map("no such day", |(y, m, d)| Date::new(y, m, d).ok())
}

fn times() -> impl Strategy<Value = Time> {
    (0_i8..24, 0_i8..60).prop_map(|(hour, minute)| Time::constant(hour, minute, 0, 0))
}

/// The ways in which a table may write a count.
fn counts(count: u64) -> Vec<String> {
    let vi = Format::new("vi").number(count);
    vec![count.to_string(), vi.clone(), vi.replace('.', ","), vi.replace('.', " ")]
}

proptest! {
    #[test]
    fn a_count_of_a_table_reads_the_same_in_each_language(count in prop_oneof![0_u64..5_000, 0_u64..200_000_000]) {
        for cell in counts(count) {
            prop_assert_eq!(parse_count(&cell), Ok(count), "{}", cell);
        }
        let vi = Format::new("vi").number(count);
        for tag in TAGS {
            let text = Format::new(tag).number(count);
            assert_states(&text, tag, &Value::Number(count.to_string()));
            assert_same(&vi, "vi", &text, tag);
        }
    }

    #[test]
    fn a_date_of_a_table_reads_the_same_in_each_language(date in dates()) {
        let (y, m, d) = (date.year(), date.month(), date.day());
        let vi = Format::new("vi");
        for cell in [
            date.to_string(),
            format!("{d}/{m}/{y}"),
            format!("{d:02}-{m:02}-{y}"),
            format!("{d:02}.{m:02}.{y}"),
            format!("{y}/{m:02}/{d:02}"),
            vi.date(date),
        ] {
            prop_assert_eq!(parse_date(&cell), Ok(date), "{}", cell);
            assert_same(&format!("Hạn {}", vi.date(date)), "vi", &format!("Hạn {cell}"), "vi");
        }
        for tag in TAGS {
            let format = Format::new(tag);
            assert_same(&vi.date(date), "vi", &format.date(date), tag);
            assert_same(&vi.long_date(date), "vi", &format.long_date(date), tag);
        }
    }

    /// A difference is seen too, else the property above would say nothing.
    #[test]
    fn another_date_is_not_the_same_in_any_language(date in dates(), days in 1_i64..27) {
        use jiff::ToSpan;
        let other = date.checked_add(days.days()).unwrap();
        let vi = Format::new("vi").date(date);
        for tag in TAGS {
            let text = Format::new(tag).date(other);
            let differences =
                compare(&extract(&vi, TextLang::Vietnamese), &extract(&text, TextLang::of(tag)), &[]);
            prop_assert!(!differences.is_empty(), "{}: `{}`", tag, text);
        }
    }

    #[test]
    fn a_time_of_a_table_reads_the_same_in_each_language(time in times()) {
        let (hour, minute) = (time.hour(), time.minute());
        let minutes = u16::try_from(hour).unwrap() * 60 + u16::try_from(minute).unwrap();
        let mut cells =
            vec![format!("{hour}h{minute:02}"), format!("{hour:02}:{minute:02}"), format!("{hour} giờ {minute:02}")];
        if minute == 0 {
            cells.push(format!("{hour}h"));
        }
        for cell in cells {
            prop_assert_eq!(parse_time(&cell), Ok(time), "{}", cell);
            assert_states(&cell, "vi", &Value::Time(minutes));
        }
        for tag in TAGS {
            let text = Format::new(tag).time(time);
            prop_assert_eq!(parse_time(&text), Ok(time));
            assert_states(&text, tag, &Value::Time(minutes));
        }
    }

    /// Pages show one digit behind the mark.
    #[test]
    fn a_share_of_a_table_reads_the_same_in_each_language(tenths in 0_u32..=1_000) {
        let (whole, rest) = (tenths / 10, tenths % 10);
        let value = Value::Share(if rest == 0 { whole.to_string() } else { format!("{whole}.{rest}") });
        let share = Share(tenths * 10);
        let vi = Format::new("vi").share(share);
        for cell in [format!("{whole},{rest}%"), format!("{whole}.{rest} %"), vi.clone(), vi.replace('%', " %")] {
            prop_assert_eq!(parse_share(&cell), Ok(share.0), "{}", cell);
        }
        for tag in TAGS {
            let text = Format::new(tag).share(share);
            assert_states(&text, tag, &value);
            assert_same(&vi, "vi", &text, tag);
        }
    }

    #[test]
    fn the_order_of_a_language_is_an_order(mut names in proptest::collection::vec("[AĂÂDĐaàảãáạăâdđ ]{0,4}", 3)) {
        let vi = Format::new("vi");
        names.sort_by(|a, b| vi.compare(a, b));
        for pair in names.windows(2) {
            prop_assert!(key(&pair[0]) <= key(&pair[1]), "{:?}", names);
        }
    }
}

/// The Vietnamese alphabet; foreign letters stand where Latin has them, blanks and signs before all.
const ALPHABET: &str = " -'0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// The five marks of tones in their order: huyền, hỏi, ngã, sắc, nặng; without a mark comes first.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// What Vietnamese order compares: all letters, then all tones, then small before capital.
fn key(name: &str) -> (Vec<usize>, Vec<usize>, Vec<bool>, String) {
    use unicode_normalization::UnicodeNormalization;
    let (mut letters, mut tones, mut capitals) = (Vec::new(), Vec::new(), Vec::new());
    for c in name.nfc() {
        let mut marks: Vec<char> = c.to_lowercase().nfd().collect();
        let tone = marks.iter().position(|mark| TONES.contains(mark)).map(|at| marks.remove(at));
        let letter = marks.into_iter().nfc().next().unwrap();
        letters.push(
            ALPHABET.chars().position(|other| other == letter).unwrap_or_else(|| panic!("{c} in {name}")),
        );
        tones.push(tone.map_or(0, |tone| 1 + TONES.iter().position(|other| *other == tone).unwrap()));
        capitals.push(c.is_uppercase());
    }
    (letters, tones, capitals, name.to_owned())
}

#[test]
fn all_communes_of_the_country_stand_in_vietnamese_order() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/communes-vn-2025-07.csv");
    let mut table = csv::Reader::from_path(path).unwrap();
    let mut names: Vec<String> = table.records().map(|record| record.unwrap()[1].to_owned()).collect();
    assert_eq!(names.len(), 3_321);
    let mut right = names.clone();
    right.sort_by_cached_key(|name| key(name));
    let vi = Format::new("vi");
    names.sort_by(|a, b| vi.compare(a, b));
    let wrong = names.iter().zip(&right).position(|(a, b)| a != b);
    assert_eq!(wrong.map(|at| (&names[at], &right[at])), None);
    let starting = |start: &str| {
        names
            .iter()
            .enumerate()
            .filter(|(_, name)| name.starts_with(start))
            .map(|(at, _)| at)
            .collect::<Vec<_>>()
    };
    let (d, d_stroke) = (starting("Xã D"), starting("Xã Đ"));
    assert!(d.len() > 20 && d_stroke.len() > 100 && d.last() < d_stroke.first());
}

#[test]
fn tones_and_letters_stand_in_order() {
    let vi = Format::new("vi");
    let mut words =
        ["ạ", "á", "ã", "ả", "à", "a", "ă", "â", "Đ", "đ", "D", "d", "e", "ê", "o", "ô", "ơ", "u", "ư"];
    words.reverse();
    words.sort_by(|a, b| vi.compare(a, b));
    assert_eq!(
        words,
        ["a", "à", "ả", "ã", "á", "ạ", "ă", "â", "d", "D", "đ", "Đ", "e", "ê", "o", "ô", "ơ", "u", "ư"]
    );
}
