//! Hamlets that a schedule by hamlets leaves out. Quiet where the sessions are not by hamlet.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashSet;

use super::TablesContext;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::lang::Localized;
use crate::lang::Words;
use crate::model::CommuneCode;
use crate::model::session::Status;
use crate::text::fold;

/// The words for a hamlet or quarter as they are written, and what they mean. Tones matter: `bản` is a village and `ban`
/// a committee.
const KINDS: [(&[&str], &str); 11] = [
    (&["tổ", "dân", "phố"], "tổ dân phố"),
    (&["tdp"], "tổ dân phố"),
    (&["khu", "phố"], "khu phố"),
    (&["kp"], "khu phố"),
    (&["khu", "vực"], "khu vực"),
    (&["ấp"], "ấp"),
    (&["thôn"], "thôn"),
    (&["khóm"], "khóm"),
    (&["bản"], "bản"),
    (&["buôn"], "buôn"),
    (&["xóm"], "xóm"),
];

/// What goes on with a list of numbers.
const JOINS: [&str; 5] = ["và", ",", "&", "-", "đến"];

/// Fewer hamlets than this in a schedule may be where its places happen to be.
const LEAST: usize = 3;

/// No commune has more; a larger number in a row would make a list that nobody reads.
const MOST: u64 = 300;

pub(super) fn each_hamlet_has_a_session<'a>(context: &TablesContext<'a>, diagnostics: &mut Diagnostics) {
    let site = context.site;
    let source = site.config.languages.source();
    // Of the others nobody can say what is left out.
    let counted = |code: &CommuneCode| {
        let commune = site.register.get(code)?;
        Some((commune, commune.hamlets.filter(|count| (1..=MOST).contains(count))?))
    };
    let mut said: BTreeMap<&CommuneCode, BTreeMap<&'static str, Hamlets>> = BTreeMap::new();
    let mut read: HashSet<(&CommuneCode, &str)> = HashSet::new();
    let mut note = |commune: &'a CommuneCode, words: Option<&'a Localized<Words>>| {
        // Sessions are held at the same places again and again.
        let texts =
            words.into_iter().map(|words| words.text(source)).filter(|text| read.insert((commune, *text)));
        for (kind, hamlet) in texts.flat_map(hamlets_in) {
            let hamlets: &mut Hamlets = said.entry(commune).or_default().entry(kind).or_default();
            match hamlet {
                Hamlet::Number(number) => hamlets.numbers.extend(number),
                Hamlet::Name(name) => hamlets.names.extend([name]),
            }
        }
    };
    let held = site.sessions.iter().filter(|session| session.status != Status::Cancelled);
    for session in held.filter(|session| counted(&session.commune).is_some()) {
        note(&session.commune, session.at.as_ref());
        note(&session.commune, session.audience.as_ref());
        let point = session.point.as_ref().and_then(|id| site.points.get(id));
        note(&session.commune, point.map(|point| &point.name));
        note(&session.commune, point.and_then(|point| point.address.as_ref()));
    }
    for (code, kinds) in said {
        let Some((commune, count)) = counted(code) else { continue };
        // A commune of one kind may name another in passing.
        let Some(hamlets) = kinds.into_values().max_by_key(Hamlets::len) else { continue };
        let total = usize::try_from(count).unwrap_or(usize::MAX);
        if hamlets.len() < LEAST.min(total.div_ceil(2)).max(2) || hamlets.len() >= total {
            continue;
        }
        let told = Diagnostic::new(Code::HamletsLeftOut, commune.place.clone())
            .found(commune.name.text(source))
            .arg("count", count)
            .arg("named", hamlets.len());
        // With names among them nobody can tell which numbers there are.
        let (case, missing) = if hamlets.names.is_empty() {
            let missing: Vec<u64> = (1..=count).filter(|number| !hamlets.numbers.contains(number)).collect();
            ("numbers", spans(&missing))
        } else {
            ("names", String::new())
        };
        diagnostics.push(told.arg("case", case).arg("missing", missing));
    }
}

/// What the schedule of a commune names, of one kind.
#[derive(Default)]
struct Hamlets {
    numbers: BTreeSet<u64>,
    names: BTreeSet<String>,
}

impl Hamlets {
    fn len(&self) -> usize {
        self.numbers.len() + self.names.len()
    }
}

enum Hamlet {
    /// `ấp 1, 2 và 5-7`.
    Number(Vec<u64>),
    /// The one or two words behind the kind word, without tones.
    Name(String),
}

/// The hamlets that some words name: `ấp 1, 2 và 3`, `khu phố 4-6`, `thôn Đông`.
fn hamlets_in(text: &str) -> Vec<(&'static str, Hamlet)> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let capital: Vec<bool> =
        text.split_whitespace().map(|word| word.starts_with(|c: char| c.is_uppercase())).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let kind = KINDS.iter().find_map(|(kind_words, kind)| {
            if words[at..].starts_with(kind_words) {
                return Some((*kind, kind_words.len(), 0));
            }
            // `KP1` without a blank.
            let [word] = kind_words else { return None };
            let glued = words[at].strip_prefix(word).is_some_and(starts_with_digit);
            glued.then_some((*kind, 1, word.len()))
        });
        let Some((kind, length, glued)) = kind else {
            at += 1;
            continue;
        };
        let mut numbers = Vec::new();
        let mut next = if glued > 0 { at } else { at + length };
        let mut skip = glued;
        while let Some(word) = words.get(next).and_then(|word| word.get(skip..)) {
            if word == "số" && numbers.is_empty() {
                next += 1;
                continue;
            }
            let joins = JOINS.contains(&word);
            let own = numbers_in(word);
            if own.is_empty() && (!joins || numbers.is_empty()) {
                break;
            }
            if let (Some(previous), Some(first), "-" | "đến") = (
                numbers.last().copied(),
                own.first().copied(),
                words.get(next.wrapping_sub(1)).copied().unwrap_or(""),
            ) {
                numbers.extend(previous + 1..first.min(previous + MOST));
            }
            numbers.extend(own);
            // `ấp 1 (nhà ông Ba) …`: a list goes on only with a comma or a joining word.
            let goes_on = joins
                || word.ends_with([',', '-'])
                || words.get(next + 1).is_some_and(|next| JOINS.contains(next));
            skip = 0;
            next += 1;
            if !goes_on {
                break;
            }
        }
        if !numbers.is_empty() {
            found.push((kind, Hamlet::Number(numbers)));
        } else if glued == 0 && capital.get(next).copied().unwrap_or(false) {
            let name: Vec<&str> = (next..words.len())
                .take(2)
                .take_while(|at| capital.get(*at).copied().unwrap_or(false))
                .filter_map(|at| words.get(at))
                .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
                .collect();
            found.push((kind, Hamlet::Name(fold(&name.join(" ")))));
        }
        at = next.max(at + length);
    }
    found
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// `1`, `1,2`, `4-6`; nothing where there is anything else, as in `2b` and `1/5`.
fn numbers_in(word: &str) -> Vec<u64> {
    let word = word.trim_matches([',', '.', ';', ':', '(', ')']);
    let mut numbers = Vec::new();
    for part in word.split([',', '&', '+']).filter(|part| !part.is_empty()) {
        let number = |text: &str| text.parse::<u64>().ok().filter(|number| (1..=MOST).contains(number));
        match part.split_once(['-', '–']) {
            Some((first, last)) => match (number(first), number(last)) {
                (Some(first), Some(last)) => numbers.extend(first..=last),
                _ => return Vec::new(),
            },
            None => match number(part) {
                Some(number) => numbers.push(number),
                None => return Vec::new(),
            },
        }
    }
    numbers
}

/// `3, 5–8, 11`.
fn spans(numbers: &[u64]) -> String {
    let mut spans: Vec<(u64, u64)> = Vec::new();
    for number in numbers {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => spans.push((*number, *number)),
        }
    }
    let one = |(first, last): &(u64, u64)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first}–{last}"),
    };
    spans.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<u64> {
        let hamlets = hamlets_in(text).into_iter();
        hamlets
            .flat_map(|(_, hamlet)| if let Hamlet::Number(numbers) = hamlet { numbers } else { Vec::new() })
            .collect()
    }

    #[test]
    fn numbered_hamlets_are_read_in_lists_and_ranges() {
        for (text, right) in [
            ("Nhà văn hóa ấp 1", vec![1]),
            ("Người dân ấp 1, 2 và 3", vec![1, 2, 3]),
            ("Khu phố 4-6", vec![4, 5, 6]),
            ("KP1, KP2", vec![1, 2]),
            ("Tổ dân phố số 3", vec![3]),
            ("ấp 1 (19 giờ)", vec![1]),
            ("thôn 2b", vec![]),
            ("Ủy ban 5", vec![]),
            ("từ ấp 7 đến 9", vec![7, 8, 9]),
            ("cấp 3, 24/7", vec![]),
        ] {
            assert_eq!(numbers(text), right, "{text}");
        }
    }

    #[test]
    fn named_hamlets_are_read_by_their_capitals() {
        let names: Vec<String> = hamlets_in("Nhà văn hóa thôn Đông Hà, ấp Bình Sơn")
            .into_iter()
            .filter_map(|(_, hamlet)| if let Hamlet::Name(name) = hamlet { Some(name) } else { None })
            .collect();
        assert_eq!(names, ["dong ha", "binh son"]);
        assert!(hamlets_in("các ấp trên địa bàn").is_empty());
    }

    #[test]
    fn gaps_are_written_short() {
        assert_eq!(spans(&[3, 5, 6, 7, 8, 11, 12]), "3, 5–8, 11, 12");
    }
}
