//! Which drops are of one series: the same sender's file, night after night, known by its name. By this a file is compared
//! with the last one of its name, and what was set aside of one is done with by the next.
//!
//! A name is taken as it is but for the dates in it: `bao-cao-20-10.xlsx` follows on `bao-cao-19-10.xlsx`, while `to-1.xlsx`
//! and `to-2.xlsx` are of two senders. Where it cannot be told whether a number is a day or a hamlet, it is a hamlet: then a
//! short file may be overlooked, but nobody's file is judged by another's.

use unicode_normalization::UnicodeNormalization;

use crate::model::config::DataSource;
use crate::read::Table;
use crate::read::TableFormat;
use crate::text::fold;

/// Words behind which a number says when, with its greatest value: as they are written, and without tones. They go with
/// the date.
const DATE_WORDS: [(&str, &str, u32); 7] = [
    ("ngày", "ngay", 31),
    ("tháng", "thang", 12),
    ("tuần", "tuan", 53),
    // No year is so short; before a whole one the word goes with it.
    ("năm", "nam", 0),
    ("day", "day", 31),
    ("month", "month", 12),
    ("week", "week", 53),
];
/// Words behind which a number counts the reports, where no date stands beside it. `báo cáo` is two words.
const REPORT_WORDS: [&str; 3] = ["baocao", "bc", "report"];
/// Words, without tones, behind which a short number is a name: Tổ 3, Phường 12.
const PLACE_WORDS: [&str; 30] = [
    "ap", "ban", "buon", "commune", "cum", "diem", "doi", "group", "hamlet", "huyen", "khom", "khu", "kp",
    "lang", "nhom", "p", "pho", "phuong", "point", "province", "q", "quan", "tdp", "team", "thon", "tinh",
    "to", "ward", "xa", "xom",
];

/// The key of a series: the table's folder, and the name of the drop without its ending and the dates in it. Drops of the
/// site's own sources are known by the names of these; a name of nothing but dates stands for itself.
pub(super) fn series(table: Table, name: &str, sources: &[DataSource]) -> String {
    let stem = stem(name);
    let of_source = source_of(table, name, sources).map(DataSource::drop_name);
    // A source that is not in site.yaml any more.
    let known = of_source.or_else(|| stem.starts_with("source-").then(|| stem.to_owned()));
    let known = known.unwrap_or_else(|| {
        let parts: Vec<String> = stem.split('/').map(without_dates).collect();
        let known = parts.join("/");
        if known.chars().all(|c| c == '/') { stem.to_owned() } else { known }
    });
    format!("{}/{known}", table.folder())
}

/// The source of which a drop is, by its name; or one that was laid down while the last still waited.
pub(super) fn source_of<'s>(table: Table, name: &str, sources: &'s [DataSource]) -> Option<&'s DataSource> {
    let find = |stem: &str| {
        sources.iter().find(|source| source.table == table.folder() && source.drop_name() == stem)
    };
    let stem = stem(name);
    find(stem).or_else(|| find(without_number(stem, '+')?))
}

/// A name without its ending; what loa gives back has a second one, and may have a number: `a.csv-2.xlsx`.
fn stem(name: &str) -> &str {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let given = without_number(stem, '-').unwrap_or(stem);
    let inner = given.rsplit_once('.').filter(|(_, ending)| TableFormat::of_ending(ending).is_some());
    inner.map_or(stem, |(inner, _)| inner)
}

/// A name without the number that loa puts behind it, and behind a sign, where the name is taken.
fn without_number(stem: &str, sign: char) -> Option<&str> {
    let (name, number) = stem.rsplit_once(sign)?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(name)
}

/// A part of a name: letters, or digits.
#[derive(Clone, Copy)]
enum Part<'n> {
    Word(&'n str),
    Number(&'n str),
}

/// The words of a name, and its numbers that are no part of a date, each behind a hyphen.
fn without_dates(name: &str) -> String {
    let name = name.nfc().collect::<String>().to_lowercase();
    let name = without_copy_number(&name);
    let parts = parts(name);
    let mut known: Vec<String> = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    let mut rest = parts.as_slice();
    while let [first, others @ ..] = rest {
        match first {
            Part::Word(word) => {
                known.push(fold(word));
                words.push(word);
                rest = others;
            }
            Part::Number(first) => {
                let numbers: Vec<&str> = rest
                    .iter()
                    .map_while(|part| match part {
                        Part::Number(number) => Some(*number),
                        Part::Word(_) => None,
                    })
                    .collect();
                let names = names_of(&words, &numbers);
                let begins_with_date = !names.first().is_some_and(|name| std::ptr::eq(*name, *first));
                if begins_with_date && words.last().is_some_and(|word| date_word(word).is_some()) {
                    known.pop();
                }
                known.extend(names.iter().map(|name| format!("-{name}")));
                rest = rest.get(numbers.len()..).unwrap_or_default();
            }
        }
    }
    known.concat()
}

/// The greatest number that says when behind a word, if it is such a word.
fn date_word(word: &str) -> Option<u32> {
    let found = DATE_WORDS.iter().find(|(written, toneless, _)| [*written, *toneless].contains(&word));
    found.map(|(_, _, most)| *most)
}

/// A name without the number that a browser or Windows gives to a second copy: `bao-cao (2)`.
fn without_copy_number(name: &str) -> &str {
    let inner = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
    inner
        .filter(|(_, number)| (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()))
        .map_or(name, |(name, _)| name)
}

fn parts(name: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let is_same = |c: char| match (is_digit, first.is_alphabetic()) {
            (true, _) => c.is_ascii_digit(),
            (_, is_word) => !c.is_ascii_digit() && c.is_alphabetic() == is_word,
        };
        let end = rest.find(|c| !is_same(c)).unwrap_or(rest.len());
        let (part, others) = rest.split_at(end);
        if is_digit {
            parts.push(Part::Number(part));
        } else if first.is_alphabetic() {
            parts.push(Part::Word(part));
        }
        rest = others;
    }
    parts
}

/// Of numbers that stand side by side, those that are no part of a date. `words` stand before them.
fn names_of<'n>(words: &[&str], numbers: &[&'n str]) -> Vec<&'n str> {
    let Some((first, others)) = numbers.split_first() else { return Vec::new() };
    let before = words.last().copied().unwrap_or_default();
    if first.len() <= 3 && PLACE_WORDS.contains(&fold(before).as_str()) {
        let mut names = vec![*first];
        names.extend(names_beside_dates(others));
        return names;
    }
    let is_dated = date_word(before).is_some_and(|most| is_between(first, 1, most));
    let names = names_beside_dates(numbers);
    let has_date = names.len() < numbers.len();
    let is_counted = first.len() <= 3 && !has_date && is_report(words);
    match names.split_first() {
        Some((name, others)) if (is_dated || is_counted) && name == first => others.to_vec(),
        _ => names,
    }
}

fn is_report(words: &[&str]) -> bool {
    let Some((last, before)) = words.split_last() else { return false };
    let last = fold(last);
    REPORT_WORDS.contains(&last.as_str())
        || (last == "cao" && before.last().is_some_and(|word| fold(word) == "bao"))
}

/// What is left of numbers when dates with a year, and then those without, are taken out.
fn names_beside_dates<'n>(numbers: &[&'n str]) -> Vec<&'n str> {
    let mut names = Vec::new();
    let mut rest = numbers;
    while let Some((start, end)) = date_with_year(rest) {
        names.extend(names_beside_days(rest.get(..start).unwrap_or_default()));
        rest = rest.get(end..).unwrap_or_default();
        // `20251020-153000`: the hour at which a program made the file.
        if let Some((_, others)) = rest.split_first().filter(|(first, _)| is_hour(first)) {
            rest = others;
        }
    }
    names.extend(names_beside_days(rest));
    names
}

/// The first date with a year among numbers: where it begins and ends.
fn date_with_year(numbers: &[&str]) -> Option<(usize, usize)> {
    let at = |index: Option<usize>| index.and_then(|index| numbers.get(index)).copied().unwrap_or_default();
    numbers.iter().enumerate().find_map(|(index, number)| {
        if is_whole_date(number) {
            return Some((index, index + 1));
        }
        if !is_year(number) {
            return None;
        }
        let (before, after) = (index.checked_sub(1), Some(index + 1));
        Some(if is_day_month(at(index.checked_sub(2)), at(before)) {
            (index - 2, index + 1)
        } else if is_day_month(at(Some(index + 2)), at(after)) {
            (index, index + 3)
        } else if is_month(at(before)) {
            (index - 1, index + 1)
        } else if is_month(at(after)) {
            (index, index + 2)
        } else {
            (index, index + 1)
        })
    })
}

/// What is left of numbers when a day and month, with a short year or none, is taken off their end.
fn names_beside_days<'a, 'n>(numbers: &'a [&'n str]) -> &'a [&'n str] {
    match numbers {
        [names @ .., day, month, year] if is_day_month(day, month) && is_short_year(year) => names,
        [names @ .., day, month] if is_day_month(day, month) => names,
        _ => numbers,
    }
}

/// `20251020`, `20102025`, with an hour behind it or without; `202510`, `201025`, `251020`, `2010`.
fn is_whole_date(digits: &str) -> bool {
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    match digits.len() {
        4 => is_day_month(part(0, 2), part(2, 4)),
        6 => {
            (is_year(part(0, 4)) && is_month(part(4, 6)))
                || (is_day_month(part(0, 2), part(2, 4)) && is_short_year(part(4, 6)))
                || (is_short_year(part(0, 2)) && is_day_month(part(4, 6), part(2, 4)))
        }
        8 => {
            (is_year(part(0, 4)) && is_day_month(part(6, 8), part(4, 6)))
                || (is_day_month(part(0, 2), part(2, 4)) && is_year(part(4, 8)))
        }
        12 | 14 => is_whole_date(part(0, 8)) && is_hour(part(8, digits.len())),
        _ => false,
    }
}

/// Years of which loa can have figures; none of them is also a day and month (`2010`).
fn is_year(digits: &str) -> bool {
    digits.len() == 4 && is_between(digits, 2020, 2099)
}

fn is_short_year(digits: &str) -> bool {
    digits.len() == 2 && is_between(digits, 20, 49)
}

fn is_day_month(day: &str, month: &str) -> bool {
    day.len() <= 2 && is_between(day, 1, 31) && is_month(month)
}

fn is_month(digits: &str) -> bool {
    digits.len() <= 2 && is_between(digits, 1, 12)
}

/// `1530` or `153000`.
fn is_hour(digits: &str) -> bool {
    let part = |from: usize| digits.get(from..from + 2).is_some_and(|part| is_between(part, 0, 59));
    matches!(digits.len(), 4 | 6)
        && is_between(digits.get(..2).unwrap_or_default(), 0, 23)
        && part(2)
        && (digits.len() == 4 || part(4))
}

fn is_between(digits: &str, least: u32, most: u32) -> bool {
    number(digits).is_some_and(|number| (least..=most).contains(&number))
}

fn number(digits: &str) -> Option<u32> {
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::name::Name;

    fn of(name: &str) -> String {
        series(Table::Progress, name, &[])
    }

    #[test]
    fn a_name_is_known_without_its_dates() {
        let same: &[&[&str]] = &[
            &[
                "Báo cáo 20-10.xlsx",
                "bao-cao_21-10 (2).csv",
                "BÁO CÁO 01.03.xlsx",
                "bao-cao-2025-10-20.ods",
                "bao cao 20251020.xlsx",
                "bao_cao_20102025.xlsx",
                "baocao20.10.2025.xlsx",
                "bao-cao-10-2025.xlsx",
                "bao-cao-2025.xlsx",
                "bao-cao-202510.xlsx",
                "bao-cao-5-3-26.xlsx",
                "bao-cao-201025.xlsx",
                "bao-cao-2010.xlsx",
                "bao-cao-20251020-153000.xlsx",
                "bao-cao-202510201530.xlsx",
                "bao-cao-19.xlsx",
                "bao-cao-20.xlsx",
                "Bao cao (1).xlsx",
                "bao-cao.xlsx",
            ],
            &[
                "BC ngày 5.xlsx",
                "bc-ngay-31.xlsx",
                "BC ngày 05-03.xlsx",
                "bc ngay 5.3.2026.xlsx",
                "bc-20-10.xlsx",
            ],
            &["Số liệu tháng 3.xlsx", "so-lieu-thang-12.xlsx", "Tháng 3-2026, số liệu.xlsx"],
            &[
                "CKS ngày 5 tháng 3.xlsx",
                "cks ngay 20 thang 10 nam 2025.xlsx",
                "cks tuần 41.xlsx",
                "CKS năm 2025.xlsx",
            ],
            &["to-1.xlsx", "to-1-20-10.xlsx", "to-1 ngày 21-10.xlsx", "Tổ 1 (2).xlsx", "to1_2025-10-20.xlsx"],
            &["a-1-20-10.csv", "a-1-2025-11-05.csv", "a-1_05.11.2025.csv"],
            &["xa-26188-20-10.xlsx", "xa-26188-21-10.xlsx", "xa-26188.csv"],
            &["tan-hung.csv.xlsx", "tan-hung.csv", "tan-hung.csv-2.xlsx"],
            &["2025-10/tan-hung/20-10.xlsx", "2025-11/tan-hung/05-11.xlsx"],
        ];
        for names in same {
            let first = of(names[0]);
            for name in *names {
                assert_eq!(of(name), first, "{name} and {}", names[0]);
            }
        }
    }

    #[test]
    fn names_that_differ_in_more_than_a_date_are_of_different_senders() {
        let names = [
            "to-1.xlsx",
            "to-2.xlsx",
            "to-12.xlsx",
            "to-1-2.xlsx",
            "to-1-3.xlsx",
            "to.xlsx",
            "tinh-01.xlsx",
            "tinh-79.xlsx",
            "a-1.xlsx",
            "a-2.xlsx",
            "a-26.xlsx",
            "Phường 12.xlsx",
            "phuong-1-12.xlsx",
            "kp3-12.xlsx",
            "kp3-11.xlsx",
            "26188.xlsx",
            "26001.xlsx",
            "26188-2.xlsx",
            "xa-26188-20.xlsx",
            "xa-26001-20.xlsx",
            "bao-cao-to-3.xlsx",
            "bao-cao-to-4.xlsx",
            "bao-cao-to-4-xa-26188.xlsx",
            "bao-cao-1-20-10.xlsx",
            "bao-cao-2-20-10.xlsx",
            "bao-cao-26188.xlsx",
            "bao-cao-26001.xlsx",
            "tổ dân phố 5.xlsx",
            "tổ dân phố 6.xlsx",
            "Chiến Thắng 1.xlsx",
            "Chiến Thắng 2.xlsx",
            "Tân Nam 1.xlsx",
            "tan-nam-2.xlsx",
            "ngày 5.xlsx",
            "ngày 6.xlsx",
            "source-docs-google-com-1.csv",
            "source-docs-google-com-2.csv",
            "tan-hung.xlsx",
            "tan-trieu.xlsx",
            "tan-hung/a.xlsx",
            "tan-trieu/a.xlsx",
            "01.xlsx",
            "79.xlsx",
            "20-10.xlsx",
            "21-10.xlsx",
            "2025-1.xlsx",
        ];
        for (index, name) in names.iter().enumerate() {
            for other in &names[..index] {
                assert_ne!(of(name), of(other), "{name} and {other}");
            }
        }
        assert_ne!(of("a.xlsx"), series(Table::Points, "a.xlsx", &[]));
    }

    #[test]
    fn sources_of_the_site_are_told_apart_by_their_names_whatever_these_look_like() {
        let source = |number: usize, name: Option<&str>| DataSource {
            number,
            table: "progress".to_owned(),
            url: "https://10.0.0.1/a.csv".to_owned(),
            name: name.and_then(Name::parse),
            line: 1,
        };
        let sources =
            [source(1, Some("bao-cao-1")), source(2, Some("bao-cao-2")), source(3, None), source(4, None)];
        let of = |name: &str| series(Table::Progress, name, &sources);
        assert_ne!(of("bao-cao-1.csv"), of("bao-cao-2.csv"));
        assert_ne!(of("source-10-0-0-1-3.csv"), of("source-10-0-0-1-4.csv"));
        // One that came while the last still waited.
        assert_eq!(of("bao-cao-1+2.csv"), of("bao-cao-1.csv"));
        assert_eq!(of("source-10-0-0-1-3+2.csv"), of("source-10-0-0-1-3.csv"));
        assert_eq!(of("bao-cao-1+2.csv-2.xlsx"), of("bao-cao-1.csv"));
        // Somebody else's.
        assert_ne!(of("bao-cao-1-2.csv"), of("bao-cao-1.csv"));
    }

    proptest! {
        /// Whatever day a file is of, however its date is written.
        #[test]
        fn every_date_of_every_form_is_one(year in 2020_u32..2050, month in 1_u32..=12, day in 1_u32..=31) {
            let short = year - 2000;
            for date in [
                format!("{year}-{month:02}-{day:02}"),
                format!("{day:02}.{month:02}.{year}"),
                format!("{day}-{month}-{year}"),
                format!("{day}.{month}"),
                format!("{day:02}{month:02}"),
                format!("{day:02}-{month:02}-{short:02}"),
                format!("{year}{month:02}{day:02}"),
                format!("{day:02}{month:02}{year}"),
                format!("{day:02}{month:02}{short:02}"),
                format!("{month}-{year}"),
            ] {
                prop_assert_eq!(of(&format!("tan-hung-{date}.xlsx")), of("tan-hung.xlsx"), "{}", date);
                prop_assert_eq!(of(&format!("{date} Tổ 7.xlsx")), of("to-7.xlsx"), "{}", date);
            }
        }

        /// A number by itself is never a date.
        #[test]
        fn a_number_by_itself_tells_senders_apart(one in 0_u32..1000, other in 0_u32..1000) {
            let name = |number: u32| of(&format!("xom-bai-{number}.xlsx"));
            prop_assert_eq!(name(one) == name(other), one == other);
        }

        #[test]
        fn no_name_is_too_strange(name in ".{0,40}") {
            let known = of(&name);
            prop_assert!(known.starts_with("progress/"));
        }
    }
}
