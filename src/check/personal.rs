//! Suspected personal data in what is published: citizen numbers, mobile numbers, private mail addresses. Lists of
//! names cannot be told from other words and are left to people.
//!
//! Logs of builds are often public, so neither a message nor the line it quotes repeats the whole number.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::TablesContext;
use super::written::Written;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::source::Place;
use crate::source::Source;
use crate::text::fold;

/// What kind of personal data a stretch of text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A citizen's identification number: 12 digits (Decree 137/2015/NĐ-CP, article 13).
    Citizen,
    /// The 9 digits of an identity card of before 2016; only beside words that say so.
    OldIdentity,
    Mobile,
    Mail,
}

pub(super) fn no_personal_data_is_published(texts: &[Written<'_>], diagnostics: &mut Diagnostics) {
    let mut masked = Masked::default();
    // Prose that was told of, so that the link around it is not told of again.
    let mut told: Vec<Place> = Vec::new();
    for written in texts {
        for (kind, range) in find(written.text) {
            let place = written.place(range.clone());
            if written.is_link && told.iter().any(|other| holds(&place, other)) {
                continue;
            }
            let found = written.text.get(range).unwrap_or_default();
            let code = match kind {
                Kind::Citizen | Kind::OldIdentity => Code::PersonalId,
                Kind::Mobile => Code::PersonalPhone,
                Kind::Mail => Code::PersonalMail,
            };
            diagnostics.push(Diagnostic::new(code, masked.place(&place, found)).found(mask(found)));
            if matches!(place, Place::Text { .. }) && !written.is_link {
                told.push(place);
            }
        }
    }
}

/// Phone fields of points and communes are official by what they are; a mobile number there is mostly an officer's
/// own. Told once for a table, since a whole province may do so on purpose.
pub(super) fn official_phones_are_official(context: &TablesContext<'_>, diagnostics: &mut Diagnostics) {
    let site = context.site;
    let points = site.points.iter().filter_map(|point| Some((point.phone.as_deref()?, &point.place)));
    let communes = site.register.all().filter_map(|c| Some((c.phone.as_deref()?, &c.place)));
    let mut by_path: BTreeMap<&str, (usize, &str, &Place)> = BTreeMap::new();
    for (phone, place) in points.chain(communes) {
        if find(phone).iter().any(|(kind, _)| *kind == Kind::Mobile) {
            let path = place.path().unwrap_or_default();
            by_path.entry(path).or_insert((0, phone, place)).0 += 1;
        }
    }
    for (count, phone, place) in by_path.into_values() {
        let mobile = Diagnostic::new(Code::MobileOfOffice, place.clone()).found(mask(phone));
        diagnostics.push(mobile.arg("count", count));
    }
}

/// Whether the second place lies within the first.
fn holds(outer: &Place, inner: &Place) -> bool {
    match (outer, inner) {
        (Place::Text { source: a, span: outer }, Place::Text { source: b, span: inner }) => {
            a.path == b.path && outer.start <= inner.start && inner.end <= outer.end
        }
        _ => false,
    }
}

/// Files as a message may quote them: what looks personal has stars in its middle, byte for byte, so that lines and
/// columns stay.
#[derive(Default)]
struct Masked {
    files: BTreeMap<String, Arc<Source>>,
}

impl Masked {
    /// The place, in a file of which what was found there is covered.
    fn place(&mut self, place: &Place, found: &str) -> Place {
        let Place::Text { source, span } = place else { return place.clone() };
        let masked = self.files.entry(source.path.clone()).or_insert_with(|| {
            let mut text = source.text.clone();
            for (_, range) in find(&source.text) {
                cover(&mut text, range);
            }
            Source::new(source.path.clone(), text)
        });
        // Emphasis within a number hides it from a look at the whole file.
        let shown = masked.text.get(span.range()).unwrap_or_default();
        if !shown.contains(&mask(found)) {
            let mut text = masked.text.clone();
            cover(&mut text, span.range());
            *masked = Source::new(source.path.clone(), text);
        }
        masked.place(*span)
    }
}

fn cover(text: &mut String, range: Range<usize>) {
    if let Some(part) = text.get(range.clone()) {
        let part = mask(part);
        text.replace_range(range, &part);
    }
}

/// Three digits in front and two at the end stay: `0912 345 678` as `091* *** *78`, `lan.nguyen@gmail.com` as `l*********@gmail.com`; as many bytes as before.
fn mask(text: &str) -> String {
    if let Some((local, host)) = text.split_once('@') {
        let hidden = local.char_indices().map(|(at, c)| if at > 0 && c.is_ascii() { '*' } else { c });
        return hidden.chain(['@']).chain(host.chars()).collect();
    }
    let count = text.bytes().filter(u8::is_ascii_digit).count();
    let mut seen = 0;
    let star = |c: char| {
        if !c.is_ascii_digit() {
            return c;
        }
        seen += 1;
        if seen <= 3 || seen + 2 > count { c } else { '*' }
    };
    text.chars().map(star).collect()
}

/// What looks personal in a text, in its order.
fn find(text: &str) -> Vec<(Kind, Range<usize>)> {
    let mut found = mails(text);
    if text.bytes().filter(u8::is_ascii_digit).count() >= 9 {
        for run in runs(text) {
            numbers(text, &run, &mut found);
        }
    }
    found.sort_by_key(|(_, range)| range.start);
    found
}

/// Hosts at which private persons have their mail; a host that ends in one of them behind a dot is another.
const PRIVATE_MAIL: [&str; 18] = [
    "gmail.com",
    "googlemail.com",
    "yahoo.com",
    "yahoo.com.vn",
    "ymail.com",
    "rocketmail.com",
    "hotmail.com",
    "outlook.com",
    "outlook.com.vn",
    "live.com",
    "msn.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "proton.me",
    "protonmail.com",
    "aol.com",
    "zing.vn",
];

fn mails(text: &str) -> Vec<(Kind, Range<usize>)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let (before, after) = text.split_at(at);
        let local = before.len()
            - before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || ".-_+%".contains(c)).len();
        let host = &after[1..];
        let host = &host[..host
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '.'))
            .unwrap_or(host.len())];
        let host = host.trim_end_matches(['.', '-']);
        if local > 0 && PRIVATE_MAIL.contains(&host.to_ascii_lowercase().as_str()) {
            found.push((Kind::Mail, at - local..at + 1 + host.len()));
        }
    }
    found
}

/// Digits without anything between.
struct Group {
    range: Range<usize>,
    /// The mark between this group and the one before; none for the first.
    joint: Option<char>,
}

/// Groups of digits with one mark between each two, which no letter and no further digit touches.
struct Run {
    groups: Vec<Group>,
    plus: bool,
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|next| at + next) {
        let run = run_at(text, start);
        at = run.groups.last().map_or(start + 1, |group| group.range.end).max(start + 1);
        if !is_part_of_something(text, start, at) {
            runs.push(run);
        }
    }
    runs
}

fn run_at(text: &str, start: usize) -> Run {
    let plus = text[..start].ends_with('+');
    let mut groups: Vec<Group> = Vec::new();
    let mut at = start;
    let mut joint = None;
    loop {
        let rest = &text[at..];
        let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        groups.push(Group { range: at..at + length, joint });
        let rest = &rest[length..];
        let mut marks = rest.chars();
        let Some(mark) = marks.next().filter(|mark| is_blank(*mark) || matches!(mark, '.' | '-' | ')'))
        else {
            return Run { groups, plus };
        };
        let mut skipped = mark.len_utf8();
        let mut after = marks.next();
        // `(+84) 912 …`
        if mark == ')' && after.is_some_and(is_blank) {
            skipped += after.map_or(0, char::len_utf8);
            after = marks.next();
        }
        if !after.is_some_and(|c| c.is_ascii_digit()) {
            return Run { groups, plus };
        }
        joint = Some(if is_blank(mark) || mark == ')' { ' ' } else { mark });
        at += length + skipped;
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// Letters, an underscore or a decimal comma beside the digits make another thing of them: a hash, a file's name, a
/// decimal. So does an address, unless it is one that leads to a person.
fn is_part_of_something(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let decimal = before == Some(',') && text[..start - 1].ends_with(|c: char| c.is_ascii_digit());
    let word = text[..start].rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let word = &text[word..start];
    let address = (word.contains("://") || word.starts_with('/') || word.starts_with("www."))
        && !word.contains("zalo.me/")
        && !word.contains("wa.me/");
    touches(before) || touches(after) || decimal || address
}

/// Sizes of the groups in which people write twelve digits.
const CITIZEN_GROUPS: [&[usize]; 9] =
    [&[12], &[3, 3, 3, 3], &[4, 4, 4], &[3, 1, 2, 6], &[3, 1, 8], &[3, 9], &[6, 6], &[3, 3, 6], &[4, 8]];

/// And a mobile number, from its `0` on.
const MOBILE_GROUPS: [&[usize]; 10] = [
    &[10],
    &[4, 3, 3],
    &[3, 3, 4],
    &[3, 4, 3],
    &[4, 6],
    &[3, 7],
    &[2, 4, 4],
    &[4, 2, 2, 2],
    &[5, 5],
    &[2, 2, 2, 2, 2],
];

/// The same behind `+84`, or `84` written together with the rest.
const MOBILE_ABROAD: [&[usize]; 8] = [
    &[11],
    &[2, 9],
    &[2, 3, 3, 3],
    &[2, 2, 3, 4],
    &[2, 2, 3, 2, 2],
    &[2, 3, 2, 2, 2],
    &[2, 1, 4, 4],
    &[5, 3, 3],
];

const OLD_GROUPS: [&[usize]; 2] = [&[9], &[3, 3, 3]];

/// Codes of provinces as they stand in citizen numbers (Circular 59/2021/TT-BCA, appendix).
const PROVINCES: [u8; 63] = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40,
    42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83,
    84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
];

fn numbers(text: &str, run: &Run, found: &mut Vec<(Kind, Range<usize>)>) {
    let mut first = 0;
    while first < run.groups.len() {
        let hit = (1..=5).rev().find_map(|count| Some((count, kind_of(text, run, first, count)?)));
        if let Some((count, kind)) = hit {
            let start = run.groups[first].range.start;
            let start = if first == 0 && run.plus { start - 1 } else { start };
            found.push((kind, start..run.groups[first + count - 1].range.end));
            first += count;
        } else {
            first += 1;
        }
    }
}

/// What `count` groups from `first` on are, where they stand for themselves.
fn kind_of(text: &str, run: &Run, first: usize, count: usize) -> Option<Kind> {
    let groups = run.groups.get(first..first + count)?;
    let joint = groups.get(1).and_then(|group| group.joint);
    let uniform = groups.iter().skip(1).all(|group| group.joint == joint);
    let sizes: Vec<usize> = groups.iter().map(|group| group.range.len()).collect();
    let alone = |neighbour: Option<&Group>, joint: Option<char>| {
        neighbour.is_none_or(|group| match joint {
            // A list of figures has no end that could be told; a lone group is a number of its own.
            Some(' ') => count == 1 || !(3..=6).contains(&group.range.len()),
            Some('-') => count == 1,
            _ => false,
        })
    };
    let before = first.checked_sub(1).and_then(|before| run.groups.get(before));
    let after = run.groups.get(first + count);
    if !uniform || !alone(before, groups.first()?.joint) || !alone(after, after.and_then(|group| group.joint))
    {
        return None;
    }
    let digits: String = groups.iter().filter_map(|group| text.get(group.range.clone())).collect();
    let fits = |patterns: &[&[usize]]| patterns.contains(&sizes.as_slice());
    if fits(&CITIZEN_GROUPS) && is_citizen(&digits) {
        return Some(Kind::Citizen);
    }
    if fits(&MOBILE_GROUPS) && is_mobile(&digits) {
        return Some(Kind::Mobile);
    }
    let plus = run.plus && first == 0;
    if fits(&MOBILE_ABROAD) && (plus || count == 1) && digits.strip_prefix("84").is_some_and(is_mobile_rest) {
        return Some(Kind::Mobile);
    }
    (fits(&OLD_GROUPS) && says_identity_card(&text[..groups.first()?.range.start]))
        .then_some(Kind::OldIdentity)
}

/// Three digits of the province, one of sex and century (0 to 3 for those born from 1900 to 2099), two of the year, six
/// at random.
fn is_citizen(digits: &str) -> bool {
    let province =
        digits.get(..3).and_then(|code| code.parse::<u16>().ok()).and_then(|code| u8::try_from(code).ok());
    province.is_some_and(|code| PROVINCES.contains(&code))
        && matches!(digits.as_bytes().get(3), Some(b'0'..=b'3'))
}

/// The prefixes of mobile networks; 02 are fixed lines (Circular 22/2014/TT-BTTTT and its changes of 2018).
fn is_mobile(digits: &str) -> bool {
    digits.strip_prefix('0').is_some_and(is_mobile_rest)
}

fn is_mobile_rest(digits: &str) -> bool {
    digits.len() == 9 && matches!(digits.as_bytes().first(), Some(b'3' | b'5' | b'7' | b'8' | b'9'))
}

/// How far in front of nine digits the word for the card may stand.
const CARD_WORD_REACH: usize = 40;

fn says_identity_card(before: &str) -> bool {
    let skipped = before.chars().count().saturating_sub(CARD_WORD_REACH);
    let near = fold(&before.chars().skip(skipped).collect::<String>());
    ["cmnd", "cmtnd", "cmt", "chung minh nhan dan", "chung minh thu"].iter().any(|word| near.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        find(text).into_iter().map(|(kind, _)| kind).collect()
    }

    #[test]
    fn numbers_of_persons_are_found_however_they_are_spelt() {
        for (text, kind) in [
            ("CCCD 075185001234", Kind::Citizen),
            ("số 075 185 001 234.", Kind::Citizen),
            ("số 0751.8500.1234", Kind::Citizen),
            ("(001203012345)", Kind::Citizen),
            ("CMND số: 271234567", Kind::OldIdentity),
            ("chứng minh nhân dân 271 234 567", Kind::OldIdentity),
            ("ĐT: 0912345678", Kind::Mobile),
            ("0912.345.678", Kind::Mobile),
            ("gọi 091 234 5678 nhé", Kind::Mobile),
            ("+84 912 345 678", Kind::Mobile),
            ("(+84)912345678", Kind::Mobile),
            ("84912345678", Kind::Mobile),
            ("tổ 3 0333-123-456", Kind::Mobile),
            ("https://zalo.me/0912345678", Kind::Mobile),
            ("tel:0912345678", Kind::Mobile),
            ("Lan.Nguyen@Gmail.com,", Kind::Mail),
            ("ubndxa@yahoo.com.vn", Kind::Mail),
        ] {
            assert_eq!(kinds(text), [kind], "{text}");
        }
        assert_eq!(kinds("0912345678/0987 654 321, 0912345678-0987654321").len(), 4);
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for text in [
            "1900 1234 và 18001260",
            "0251 382 2123",
            "(0251) 3822 123",
            "024.3826.1234",
            "2359/SKHCN-CĐS ngày 06/10/2025",
            "000.00.16.H19-250610-0001",
            "271234567",
            "1.100.000.000 đồng",
            "079.412.345.678",
            "0505185001234567",
            "0123 4567 8901 2345",
            "a0912345678f",
            "sha256 9f0912345678ab",
            "0,0912345678",
            "https://vi.example/0912345678",
            "05 11 2025 08",
            "từ 05.11.2025 08.30",
            "thanhtv.skhcn@dongnai.gov.vn",
            "a@mygmail.com",
            "@gmail.com",
            "10.0912 và 106.842300123",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn masks_keep_the_length_and_hide_the_middle() {
        assert_eq!(mask("0912 345 678"), "091* *** *78");
        assert_eq!(mask("075185001234"), "075*******34");
        assert_eq!(mask("lan@gmail.com"), "l**@gmail.com");
        assert_eq!(mask("+84912345678").len(), "+84912345678".len());
    }
}
