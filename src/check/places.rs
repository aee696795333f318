//! Where points and sessions are held: on the map near their commune, and each place under one name.

use std::collections::BTreeMap;
use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::TablesContext;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::model::CommuneCode;
use crate::model::register::Commune;
use crate::model::register::CommuneKind;
use crate::source::Place;
use crate::text::fold;

// ---- on the map ----

/// Further than this from the middle of its commune, a point is taken for a slip. But for islands, the middle of no
/// commune of July 2025 (`data/communes-vn-2025-07.csv`) lies further than 22.3 km from that of the nearest other one,
/// of half of them less than 7 km; so nothing in a commune lies further from its middle than this.
const FARTHEST_KM: f64 = 25.0;

/// Latitude and longitude in degrees.
type Position = (f64, f64);

pub(super) fn points_lie_near_their_commune(context: &TablesContext<'_>, diagnostics: &mut Diagnostics) {
    let register = &context.site.register;
    let middles: Vec<(&Commune, Position)> =
        register.in_force().filter_map(|commune| Some((commune, commune.degrees()?))).collect();
    for commune in register.all() {
        if let Some(at) = commune.degrees()
            && !is_in_viet_nam(at)
        {
            diagnostics.push(abroad(commune.place.clone(), at));
        }
    }
    for point in context.site.points.iter() {
        let Some(at) = point.degrees() else { continue };
        if !is_in_viet_nam(at) {
            diagnostics.push(abroad(point.place.clone(), at));
            continue;
        }
        let Some(commune) = register.get(&point.commune) else { continue };
        let Some(middle) = commune.degrees().filter(|middle| is_in_viet_nam(*middle)) else { continue };
        let away = kilometres(at, middle);
        if away <= FARTHEST_KM || away <= limit(commune, middle, &middles) {
            continue;
        }
        let source = context.site.config.languages.source();
        let nearest = middles
            .iter()
            .min_by(|(_, a), (_, b)| kilometres(*a, at).total_cmp(&kilometres(*b, at)))
            .map_or(commune, |(nearest, _)| *nearest);
        let far = Diagnostic::new(Code::PointFarAway, point.place.clone()).found(written(at));
        diagnostics.push(
            far.arg("km", format!("{away:.0}"))
                .arg("commune", commune.name.text(source))
                .arg("nearest", format!("{} ({})", nearest.name.text(source), nearest.code))
                .arg("middle", written(middle))
                .arg("case", if nearest.code == commune.code { "own" } else { "other" }),
        );
    }
}

/// Islands reach as far as nobody else's do: a special zone's to its nearest neighbour.
fn limit(commune: &Commune, middle: Position, middles: &[(&Commune, Position)]) -> f64 {
    if commune.kind != CommuneKind::DacKhu {
        return FARTHEST_KM;
    }
    let others = middles.iter().filter(|(other, _)| other.code != commune.code);
    others.map(|(_, other)| kilometres(middle, *other)).min_by(f64::total_cmp).unwrap_or(f64::INFINITY)
}

/// The mainland and all islands, with a margin.
fn is_in_viet_nam((latitude, longitude): Position) -> bool {
    (6.0..=24.0).contains(&latitude) && (101.0..=118.0).contains(&longitude)
}

fn abroad(place: Place, at: Position) -> Diagnostic {
    let (latitude, longitude) = at;
    let told = Diagnostic::new(Code::PositionAbroad, place).found(written(at));
    // A sign or a decimal point in the wrong place is not guessed at; the wrong way round is.
    match is_in_viet_nam((longitude, latitude)) {
        true => told.arg("case", "swapped").arg("meant", written((longitude, latitude))),
        false => told.arg("case", "other").arg("meant", ""),
    }
}

fn written((latitude, longitude): Position) -> String {
    format!("{latitude}, {longitude}")
}

/// On a sphere of the Earth's mean radius (haversine).
fn kilometres(a: Position, b: Position) -> f64 {
    const EARTH_KM: f64 = 6371.0;
    let (latitude, longitude) = ((b.0 - a.0).to_radians(), (b.1 - a.1).to_radians());
    let chord = (latitude / 2.0).sin().powi(2)
        + a.0.to_radians().cos() * b.0.to_radians().cos() * (longitude / 2.0).sin().powi(2);
    2.0 * EARTH_KM * chord.sqrt().min(1.0).asin()
}

// ---- under one name ----

/// A place that a table names.
struct Named<'a> {
    name: &'a str,
    place: &'a Place,
}

pub(super) fn points_have_their_own_names(context: &TablesContext<'_>, diagnostics: &mut Diagnostics) {
    let site = context.site;
    let source = site.config.languages.source();
    let mut by_commune: BTreeMap<&CommuneCode, Vec<&crate::model::point::Point>> = BTreeMap::new();
    for point in site.points.iter() {
        by_commune.entry(&point.commune).or_default().push(point);
    }
    for points in by_commune.into_values() {
        let mut by_name: BTreeMap<String, Vec<&crate::model::point::Point>> = BTreeMap::new();
        let mut by_position: BTreeMap<_, Vec<&crate::model::point::Point>> = BTreeMap::new();
        let mut kept = Vec::new();
        for point in points {
            let name = point.name.text(source);
            // One place for two seasons is written in two rows.
            let namesakes = by_name.entry(exact(name)).or_default();
            let twice = namesakes.iter().find(|other| other.overlaps(point));
            if let Some(other) = twice {
                let told = Diagnostic::new(Code::PointNameTwice, point.place.clone()).found(name);
                diagnostics.push(told.related(other.place.clone()));
            }
            let is_new = namesakes.is_empty();
            namesakes.push(point);
            if !is_new {
                continue;
            }
            if let Some((latitude, longitude)) = point.position {
                let same = by_position.entry((latitude.millionths(), longitude.millionths())).or_default();
                if let Some(other) = same.first() {
                    let told = Diagnostic::new(Code::PositionTwice, point.place.clone()).found(name);
                    let told = told.arg("name", other.name.text(source));
                    diagnostics.push(told.related(other.place.clone()));
                }
                same.push(point);
            }
            kept.push(Named { name, place: &point.place });
        }
        nearly_the_same(&kept, diagnostics);
    }
}

pub(super) fn places_of_sessions_have_one_name(context: &TablesContext<'_>, diagnostics: &mut Diagnostics) {
    let source = context.site.config.languages.source();
    let mut by_commune: BTreeMap<&CommuneCode, BTreeMap<String, Named<'_>>> = BTreeMap::new();
    let mut seen: HashSet<(&CommuneCode, &str)> = HashSet::new();
    for session in context.site.sessions.iter() {
        if let Some(name) = session.at.as_ref().map(|at| at.text(source))
            && seen.insert((&session.commune, name))
        {
            let names = by_commune.entry(&session.commune).or_default();
            names.entry(exact(name)).or_insert(Named { name, place: &session.place });
        }
    }
    for names in by_commune.into_values() {
        nearly_the_same(&names.into_values().collect::<Vec<_>>(), diagnostics);
    }
}

/// More names than this that differ in one word are a list of hamlets and not slips; it bounds the work, too.
const LARGEST_FAMILY: usize = 80;

/// Tells of each name that looks like an earlier one of the same commune.
fn nearly_the_same(names: &[Named<'_>], diagnostics: &mut Diagnostics) {
    if names.len() < 2 {
        return;
    }
    let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    // The first name of each toneless form, and the first that was written so.
    let mut toneless: BTreeMap<Vec<String>, (usize, Option<usize>)> = BTreeMap::new();
    let mut families: BTreeMap<(usize, Vec<String>), Vec<usize>> = BTreeMap::new();
    let words: Vec<Vec<Word>> = names.iter().map(|named| words_of(named.name)).collect();
    for (index, named) in names.iter().enumerate() {
        let mut same: Vec<String> = words[index].iter().map(|word| word.key.clone()).collect();
        same.sort_unstable();
        let mut other = seen.get(&same).copied();
        seen.entry(same).or_insert(index);
        let mut folded: Vec<String> = words[index].iter().map(|word| fold(&word.toned)).collect();
        folded.sort_unstable();
        let (first, bare) = toneless.entry(folded).or_insert((index, None));
        if named.name.is_ascii() {
            other = other.or((*first != index).then_some(*first));
            bare.get_or_insert(index);
        } else {
            other = other.or(*bare);
        }
        for left_out in 0..words[index].len() {
            let rest = words[index].iter().enumerate().filter(|(at, _)| *at != left_out);
            let family =
                families.entry((left_out, rest.map(|(_, word)| word.key.clone()).collect())).or_default();
            if family.len() < LARGEST_FAMILY {
                let alike = |one: &&usize| is_slip(&words[**one][left_out], &words[index][left_out]);
                other = other.or_else(|| family.iter().find(alike).copied());
                family.push(index);
            }
        }
        if let Some(other) = other.and_then(|other| names.get(other)) {
            let like = Diagnostic::new(Code::PlaceNearlySame, named.place.clone()).found(named.name);
            diagnostics.push(like.arg("name", other.name).related(other.place.clone()));
        }
    }
}

/// Case and blanks do not make another name; all else may. Cells are in NFC, whatever the file had.
fn exact(name: &str) -> String {
    let mut exact = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !exact.is_empty() {
            exact.push(' ');
        }
        exact.extend(word.chars().flat_map(char::to_lowercase));
    }
    exact
}

/// One word of a place's name.
struct Word {
    /// Lower case, with its tones, the tone mark in one place.
    toned: String,
    /// What makes it the same word as another: the word with its tones, a general word without.
    key: String,
}

/// Abbreviations of offices and halls; the long form without tones.
const SHORT: [(&str, &str); 15] = [
    ("nvh", "nha van hoa"),
    ("nvhc", "nha van hoa cong dong"),
    ("nshcd", "nha sinh hoat cong dong"),
    ("tt", "trung tam"),
    ("vh", "van hoa"),
    ("ubnd", "uy ban nhan dan"),
    ("hdnd", "hoi dong nhan dan"),
    ("pvhcc", "phuc vu hanh chinh cong"),
    ("hcc", "hanh chinh cong"),
    ("kp", "khu pho"),
    ("tdp", "to dan pho"),
    ("ts", "tru so"),
    ("p", "phuong"),
    ("x", "xa"),
    ("tr", "truong"),
];

/// Words that do not name one place rather than another; their tones do not matter.
const GENERAL: [&str; 40] = [
    "nha", "van", "hoa", "trung", "tam", "uy", "ban", "nhan", "dan", "hoi", "dong", "truong", "tieu", "hoc",
    "co", "so", "thong", "phuc", "vu", "hanh", "chinh", "cong", "khu", "pho", "ap", "thon", "to", "xa",
    "phuong", "tru", "sinh", "hoat", "diem", "luu", "buu", "dien", "tram", "te", "cho", "quan",
];

fn words_of(name: &str) -> Vec<Word> {
    let lower = name.to_lowercase();
    let mut words = Vec::new();
    for piece in lower.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty()) {
        let folded = fold(piece);
        if let Some((_, long)) = SHORT.iter().find(|(short, _)| *short == folded) {
            words.extend(long.split(' ').map(|word| Word { toned: word.to_owned(), key: word.to_owned() }));
            continue;
        }
        let toned = one_tone_place(piece);
        let general = GENERAL.contains(&folded.as_str());
        let number = folded.trim_start_matches('0');
        let key = match (general, folded.bytes().all(|b| b.is_ascii_digit()) && !number.is_empty()) {
            (_, true) => number.to_owned(),
            (true, false) => folded,
            (false, false) => toned.clone(),
        };
        words.push(Word { toned, key });
    }
    words
}

/// `hòa` and `hoà` are one word: vowels and marks first, then the tone.
fn one_tone_place(word: &str) -> String {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let decomposed: Vec<char> = word.nfd().collect();
    let tones = decomposed.iter().filter(|c| TONES.contains(c));
    decomposed.iter().filter(|c| !TONES.contains(c)).chain(tones).collect()
}

/// Whether two words are one that was mistyped. Two good syllables are two names, as `Lập` and `Lộc` are; numbers and
/// letters always are.
fn is_slip(a: &Word, b: &Word) -> bool {
    let (one, other) = (fold(&a.toned), fold(&b.toned));
    let has_digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    if a.key == b.key || has_digit(&one) || has_digit(&other) || one.len().min(other.len()) < 3 {
        return false;
    }
    if one == other {
        // Written without any marks by one of two.
        let bare = |word: &str| word.nfd().all(|c| !is_combining_mark(c) && c != 'đ');
        return bare(&a.toned) || bare(&b.toned);
    }
    if one.len().abs_diff(other.len()) > 2 {
        return false;
    }
    let near = strsim::damerau_levenshtein(&one, &other);
    let general = |word: &str| GENERAL.contains(&word);
    let swapped = general(&one) != general(&other) && near == 1 && one.len() == other.len();
    let broken = (!is_syllable(&one) || !is_syllable(&other)) && near <= 2;
    broken || (swapped && is_transposed(&one, &other))
}

fn is_transposed(one: &str, other: &str) -> bool {
    let mut letters = [one.as_bytes().to_vec(), other.as_bytes().to_vec()];
    letters.iter_mut().for_each(|letters| letters.sort_unstable());
    letters[0] == letters[1]
}

/// Whether a word without tones and marks is built as Vietnamese syllables are: an onset, vowels, an ending.
fn is_syllable(word: &str) -> bool {
    const ONSETS: [&str; 28] = [
        "ngh", "nh", "ng", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "g", "h", "k", "l",
        "m", "n", "p", "r", "s", "t", "v", "x", "q", "",
    ];
    const VOWELS: [&str; 30] = [
        "a", "e", "i", "o", "u", "y", "ai", "ao", "au", "ay", "eo", "eu", "ia", "ie", "ieu", "iu", "oa",
        "oai", "oay", "oe", "oi", "ua", "uo", "uoi", "ue", "ui", "uu", "uy", "uye", "uya",
    ];
    const MORE_VOWELS: [&str; 6] = ["uay", "ye", "yeu", "uou", "oo", "oeo"];
    const ENDINGS: [&str; 9] = ["ng", "nh", "ch", "c", "m", "n", "p", "t", ""];
    ONSETS.iter().filter_map(|onset| word.strip_prefix(onset)).any(|rest| {
        ENDINGS
            .iter()
            .filter_map(|ending| rest.strip_suffix(ending))
            .any(|vowels| VOWELS.contains(&vowels) || MORE_VOWELS.contains(&vowels))
    })
}
