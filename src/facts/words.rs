//! The words that facts are written with, in Vietnamese and English. Words come in lower case and NFC.

/// Vietnamese number words from one to ten, with their other spellings.
pub fn vi_digit(word: &str) -> Option<u16> {
    Some(match word {
        "một" | "mốt" => 1,
        "hai" => 2,
        "ba" => 3,
        "bốn" | "tư" => 4,
        "năm" | "lăm" => 5,
        "sáu" => 6,
        "bảy" | "bẩy" => 7,
        "tám" => 8,
        "chín" => 9,
        "mười" => 10,
        _ => return None,
    })
}

/// English number words: `firm` ones count things, the others may be idiom or order.
pub fn en_number(word: &str) -> Option<(u16, bool)> {
    let counting = match word {
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        _ => 0,
    };
    if counting > 0 {
        return Some((counting, true));
    }
    let other = match word {
        "a" | "an" | "single" | "once" | "first" | "firstly" => 1,
        "both" | "twice" | "half" | "pair" | "second" | "secondly" => 2,
        "third" | "thirds" | "thirdly" | "thrice" => 3,
        "fourth" | "fourthly" | "quarter" | "quarters" => 4,
        "fifth" | "fifths" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" | "tenths" => 10,
        "eleventh" => 11,
        "twelfth" | "dozen" => 12,
        _ => return None,
    };
    Some((other, false))
}

/// `twenty` to `ninety`.
pub fn en_tens(word: &str) -> Option<u16> {
    Some(match word {
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

/// The power of ten that a word after a number multiplies by.
pub fn magnitude(word: &str) -> Option<usize> {
    Some(match word {
        "trăm" | "hundred" => 2,
        "nghìn" | "ngàn" | "thousand" => 3,
        "triệu" | "million" | "mln" => 6,
        "tỷ" | "tỉ" | "billion" | "bn" => 9,
        _ => return None,
    })
}

/// Nouns that make a number word before them a count worth reporting.
pub fn counted(word: &str) -> bool {
    matches!(
        word,
        "ngày"
            | "tuần"
            | "tháng"
            | "năm"
            | "giờ"
            | "tiếng"
            | "phút"
            | "người"
            | "bước"
            | "bản"
            | "days"
            | "weeks"
            | "months"
            | "years"
            | "hours"
            | "minutes"
            | "people"
            | "persons"
            | "steps"
            | "copies"
    )
}

/// English month names; the flag tells a name that stands for a month without a figure beside it.
pub fn en_month(word: &str) -> Option<(i8, bool)> {
    Some(match word {
        "january" => (1, true),
        "february" => (2, true),
        "march" | "mar" => (3, false),
        "april" => (4, true),
        "may" => (5, false),
        "june" => (6, true),
        "july" => (7, true),
        "august" => (8, true),
        "september" => (9, true),
        "october" => (10, true),
        "november" => (11, true),
        "december" => (12, true),
        "jan" => (1, false),
        "feb" => (2, false),
        "apr" => (4, false),
        "jun" => (6, false),
        "jul" => (7, false),
        "aug" => (8, false),
        "sep" | "sept" => (9, false),
        "oct" => (10, false),
        "nov" => (11, false),
        "dec" => (12, false),
        _ => return None,
    })
}

/// English weekdays, long, short and plural; Monday is 1.
pub fn en_weekday(word: &str) -> Option<i8> {
    Some(match word {
        "monday" | "mondays" | "mon" => 1,
        "tuesday" | "tuesdays" | "tue" | "tues" => 2,
        "wednesday" | "wednesdays" | "wed" => 3,
        "thursday" | "thursdays" | "thu" | "thur" | "thurs" => 4,
        "friday" | "fridays" | "fri" => 5,
        "saturday" | "saturdays" | "sat" => 6,
        "sunday" | "sundays" | "sun" => 7,
        _ => return None,
    })
}

/// For messages and `facts_ok`.
pub fn weekday_name(day: i8) -> &'static str {
    match day {
        1 => "Monday",
        2 => "Tuesday",
        3 => "Wednesday",
        4 => "Thursday",
        5 => "Friday",
        6 => "Saturday",
        _ => "Sunday",
    }
}

/// Words and marks that may stand between the members of a range or list.
pub fn joins(word: &str) -> bool {
    matches!(
        word,
        "đến"
            | "tới"
            | "và"
            | "hoặc"
            | "hay"
            | "hết"
            | "to"
            | "until"
            | "till"
            | "through"
            | "thru"
            | "and"
            | "or"
            | "up"
            | "end"
            | "of"
    )
}

/// Words that may stand beside such a word without ending the range.
pub fn fills(word: &str) -> bool {
    matches!(
        word,
        "ngày"
            | "tháng"
            | "từ"
            | "mùng"
            | "mồng"
            | "lúc"
            | "cuối"
            | "đầu"
            | "the"
            | "from"
            | "between"
            | "on"
            | "by"
            | "about"
            | "khoảng"
            | "including"
    )
}

/// Words that open a range.
pub fn opens_range(word: &str) -> bool {
    matches!(word, "từ" | "ngày" | "from" | "between" | "the" | "khoảng" | "about")
}

/// Words before `ngày`, `tháng`, `năm` which make it a unit: `mỗi ngày 25 người` is no date.
pub fn makes_unit(word: &str) -> bool {
    matches!(
        word,
        "mỗi"
            | "một"
            | "hằng"
            | "hàng"
            | "từng"
            | "cả"
            | "nửa"
            | "vài"
            | "mấy"
            | "nhiều"
            | "số"
            | "bao"
            | "hai"
            | "ba"
            | "bốn"
            | "sáu"
            | "bảy"
            | "tám"
            | "chín"
            | "mười"
    )
}

/// A Roman numeral up to XXXIX in capitals, as sections and terms of office are numbered.
pub fn roman(raw: &str) -> Option<u16> {
    if raw.is_empty() || raw.len() > 7 {
        return None;
    }
    let mut total = 0;
    let mut last = 0;
    for c in raw.bytes().rev() {
        let value: u16 = match c {
            b'I' => 1,
            b'V' => 5,
            b'X' => 10,
            _ => return None,
        };
        if value < last {
            total -= value.min(total);
        } else {
            total += value;
            last = value;
        }
    }
    Some(total)
}
