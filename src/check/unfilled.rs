//! Placeholders that nobody filled in: `…/UBND`, `ngày … tháng …`, `XX/XX/2025`, `[tên xã]`, `{ten}`, `____`, TODO.
//!
//! A document that has no number or date yet leaves the keys out of its front matter; an ellipsis in prose is no
//! placeholder.

use std::ops::Range;

use super::written::Written;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::text::fold;

pub(super) fn placeholders_are_filled_in(texts: &[Written<'_>], diagnostics: &mut Diagnostics) {
    for written in texts.iter().filter(|written| !written.is_link) {
        for range in find(written.text) {
            let found = written.text.get(range.clone()).unwrap_or_default();
            diagnostics.push(Diagnostic::new(Code::Placeholder, written.place(range)).found(found));
        }
    }
}

/// A matcher is given a text from some place on, and what stands before it; it says how many bytes are a placeholder.
type Matcher = fn(before: &str, rest: &str) -> Option<usize>;

const MATCHERS: &[Matcher] =
    &[blank_date, blank_number, dots, underscores, crosses, brackets, braces, merge_field, words];

/// The longest name that a placeholder is looked for in.
const LONGEST: usize = 60;

fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        if at < skip_to || !may_begin(c) {
            continue;
        }
        let (before, rest) = text.split_at(at);
        // What begins with a letter or a digit does not begin within a word.
        if c.is_ascii_alphanumeric() && !ends_a_word(before) {
            continue;
        }
        if let Some(length) = MATCHERS.iter().find_map(|matcher| matcher(before, rest)) {
            found.push(at..at + length);
            skip_to = at + length;
        }
    }
    found
}

/// Whether any of the matchers takes a text that begins so: most letters need not be asked about nine times.
fn may_begin(c: char) -> bool {
    let in_words = matches!(c, 'n' | 'N' | 's' | 'S' | 'x' | 'X' | 'l' | 'L' | 'T' | 'F');
    in_words || c.is_ascii_digit() || is_filler(c) || matches!(c, '[' | '{' | '«' | '<')
}

fn is_filler(c: char) -> bool {
    matches!(c, '.' | '…' | '_')
}

fn ends_a_word(before: &str) -> bool {
    !before.ends_with(char::is_alphanumeric)
}

/// The word in any case, NFC, as a whole; what follows it.
fn after_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let first = |text: &str| text.chars().next().map(|c| c.to_ascii_lowercase());
    if first(text) != first(word) {
        return None;
    }
    let head = text.get(..word.len()).or_else(|| {
        // Upper case may have another length.
        let end = text.char_indices().nth(word.chars().count()).map_or(text.len(), |(at, _)| at);
        text.get(..end)
    })?;
    let rest = &text[head.len()..];
    (head.to_lowercase() == word && !rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

/// Blanks and fillers; whether there was a filler.
fn skip_fillers(text: &str) -> (&str, bool) {
    let rest = text.trim_start_matches(|c: char| c.is_whitespace() || is_filler(c));
    (rest, text[..text.len() - rest.len()].contains(is_filler))
}

fn skip_digits(text: &str) -> (&str, usize) {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    (rest, text.len() - rest.len())
}

/// `ngày … tháng … năm 2025`, `ngày   tháng 12 năm 2025`, `ngày 19 tháng … năm 2025`; not `ngày tháng năm sinh`.
fn blank_date(before: &str, rest: &str) -> Option<usize> {
    let start = rest.len();
    let after_day = after_word(rest, "ngày").filter(|_| ends_a_word(before))?;
    let (at_day, day_filler) = skip_fillers(after_day);
    let (behind_day, day_digits) = skip_digits(at_day);
    let (at_month_word, more) = skip_fillers(behind_day);
    let after_month = after_word(at_month_word, "tháng")?;
    let (at_month, month_filler) = skip_fillers(after_month);
    let (behind_month, month_digits) = skip_digits(at_month);
    let (at_year_word, more_month) = skip_fillers(behind_month);
    let day_open = day_digits == 0 && (day_filler || more);
    let month_open = month_digits == 0 && (month_filler || more_month);
    let end = if month_digits > 0 { behind_month } else { after_month };
    if day_open {
        return Some(start - end.len());
    }
    let after_year = after_word(at_year_word, "năm")?;
    let (_, year_digits) = skip_digits(after_year.trim_start());
    if month_open || (day_digits == 0 && year_digits == 4) {
        return Some(start - after_year.len());
    }
    None
}

/// `…/UBND`, `Số:    /KH-UBND`: a number that is left open before its symbol.
fn blank_number(before: &str, rest: &str) -> Option<usize> {
    let symbol = |text: &str| {
        let symbol = text.strip_prefix('/')?;
        let length =
            symbol.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '&')).unwrap_or(symbol.len());
        let capitals = symbol.chars().take_while(|c| c.is_uppercase()).count();
        (capitals >= 2).then_some(1 + length)
    };
    if rest.starts_with(is_filler) && !before.ends_with(is_filler) {
        let behind = rest.trim_start_matches(is_filler);
        let length = symbol(behind)?;
        return Some(rest.len() - behind.len() + length);
    }
    let behind = after_word(rest, "số").filter(|_| ends_a_word(before))?;
    let behind = behind.strip_prefix(':').unwrap_or(behind).trim_start();
    let length = symbol(behind)?;
    Some(rest.len() - behind.len() + length)
}

/// Five dots, or two ellipses: leaders of a form.
fn dots(_: &str, rest: &str) -> Option<usize> {
    let length = rest.find(|c: char| !matches!(c, '.' | '…')).unwrap_or(rest.len());
    let run = &rest[..length];
    (run.matches('.').count() >= 5 || run.matches('…').count() >= 2).then_some(length)
}

fn underscores(_: &str, rest: &str) -> Option<usize> {
    let length = rest.len() - rest.trim_start_matches('_').len();
    (length >= 3).then_some(length)
}

/// `XX/XX/2025`, `xx/10/2025`, and a word of three or more crosses.
fn crosses(before: &str, rest: &str) -> Option<usize> {
    let is_cross = |c: char| matches!(c, 'x' | 'X');
    if !ends_a_word(before) || !rest.starts_with(|c: char| is_cross(c) || c.is_ascii_digit()) {
        return None;
    }
    let length = rest.find(|c: char| !(is_cross(c) || c.is_ascii_digit() || c == '/')).unwrap_or(rest.len());
    let word = rest[..length].trim_end_matches('/');
    if rest[word.len()..].starts_with(char::is_alphanumeric) || before.ends_with('/') {
        return None;
    }
    let parts: Vec<&str> = word.split('/').collect();
    let crossed = parts.iter().filter(|part| !part.is_empty() && part.chars().all(is_cross)).count();
    let whole =
        parts.iter().all(|part| part.chars().all(is_cross) || part.bytes().all(|b| b.is_ascii_digit()));
    let many = word.chars().filter(|c| is_cross(*c)).count();
    let date = parts.len() > 1 && crossed > 0 && many >= 2;
    // `XXX` is also thirty; crosses in small letters, or four of them, are not.
    let lone = parts.len() == 1 && crossed == 1 && (many >= 4 || (many == 3 && word.starts_with('x')));
    (whole && (date || lone)).then_some(word.len())
}

/// First words of what forms ask for between brackets.
const FIELDS: [&str; 28] = [
    "ten", "so", "ngay", "gio", "thang", "nam", "dia", "ho", "xa", "phuong", "tinh", "don vi", "co quan",
    "dien", "nhap", "ghi", "chen", "noi dung", "name", "date", "time", "place", "address", "phone", "number",
    "insert", "your", "fill",
];

/// `[tên xã]`; not `[1]`, `[…]`, `[sic]`.
fn brackets(_: &str, rest: &str) -> Option<usize> {
    let inner = enclosed(rest, '[', ']')?;
    let folded = fold(inner);
    let field = FIELDS
        .iter()
        .any(|field| folded.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
    (field && !rest[inner.len() + 2..].starts_with('(')).then_some(inner.len() + 2)
}

/// `{ten}`, `${ten}`; not `{{ campaign.ends }}`.
fn braces(before: &str, rest: &str) -> Option<usize> {
    let inner = enclosed(rest, '{', '}').filter(|_| !before.ends_with('{'))?;
    let name = inner.starts_with(char::is_alphabetic)
        && inner.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '));
    (name && !rest[inner.len() + 2..].starts_with('}')).then_some(inner.len() + 2)
}

/// `<<Tên>>`, and the fields of a mail merge, `«Ten_xa»`.
fn merge_field(_: &str, rest: &str) -> Option<usize> {
    if let Some(inner) = enclosed(rest, '«', '»').filter(|inner| inner.contains('_')) {
        return Some(inner.len() + '«'.len_utf8() + '»'.len_utf8());
    }
    let end = rest.strip_prefix("<<")?.find(">>")?;
    (end > 0 && end <= LONGEST).then_some(end + 4)
}

/// What stands between two marks, without such marks in it, on one line.
fn enclosed(rest: &str, open: char, close: char) -> Option<&str> {
    let inner = rest.strip_prefix(open)?;
    let end = inner.char_indices().take(LONGEST).find(|(_, c)| *c == close)?.0;
    let inner = &inner[..end];
    (!inner.trim().is_empty() && !inner.contains([open, '\n'])).then_some(inner)
}

fn words(before: &str, rest: &str) -> Option<usize> {
    const WORDS: [&str; 4] = ["TODO", "FIXME", "TBD", "TBC"];
    if !ends_a_word(before) {
        return None;
    }
    let whole = |word: &&&str| {
        rest.strip_prefix(**word).is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
    };
    let lorem = || after_word(rest, "lorem").and_then(|behind| after_word(behind.trim_start(), "ipsum"));
    WORDS.iter().find(whole).map(|word| word.len()).or_else(|| Some(rest.len() - lorem()?.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn placeholders_are_found() {
        for (text, placeholder) in [
            ("Số: …/UBND-VX", "…/UBND-VX"),
            ("Công văn số .../KH-UBND ngày", ".../KH-UBND"),
            ("Số:        /UBND", "Số:        /UBND"),
            ("Họ và tên: ...........", "..........."),
            ("Tân Hưng, ngày … tháng … năm 2025", "ngày … tháng"),
            ("Lý Sơn, ngày       tháng 12  năm 2025", "ngày       tháng 12  năm"),
            ("Hà Tĩnh, ngày tháng năm 2024", "ngày tháng năm"),
            ("NGÀY 19 THÁNG ... NĂM 2025", "NGÀY 19 THÁNG ... NĂM"),
            ("từ XX/XX/2025.", "XX/XX/2025"),
            ("ngày xx/10/2025", "xx/10/2025"),
            ("xã xxxx", "xxxx"),
            ("UBND [tên xã] mời", "[tên xã]"),
            ("Kính gửi {ten}", "{ten}"),
            ("<<Tên xã>>", "<<Tên xã>>"),
            ("Ông «Ho_ten»", "«Ho_ten»"),
            ("TODO: viết", "TODO"),
            ("Lorem  ipsum dolor", "Lorem  ipsum"),
            ("Ký tên ____", "____"),
        ] {
            assert_eq!(found(text), [placeholder], "{text}");
        }
    }

    #[test]
    fn prose_is_left_alone() {
        for text in [
            "bảng tin, website địa phương…Được phép",
            "bộ phận một cửa... để người dân",
            "chữ ký số...vv nên dẫn đến",
            "ghi rõ ngày tháng năm sinh",
            "ngày 19 tháng 11 năm 2024",
            "ngày 20 hàng tháng",
            "khóa XX, nhiệm kỳ XXI",
            "theo chú thích [1] và […]",
            "{{ campaign.ends }}",
            "20/10/2025",
            "phường/xã",
            "Số 2359/SKHCN-CĐS",
            "số 13 -NQ/TU",
            "xx",
            "7/.",
            "todo list",
            "«Có VNeID»",
            "",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
