//! What a written name means: the index of the names that communes have and had (contract, section 5, "Communes and
//! succession").
//!
//! Codes, and what became of the communes behind them, are left to [`super::register`].

use std::collections::BTreeMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::CommuneCode;
use super::register::Meaning;
use crate::text::fold;

/// The index: built once, so that a look-up costs the same however many communes there are.
#[derive(Debug, Default)]
pub(super) struct Names {
    units: Vec<Unit>,
    /// By toneless name, with and without the kind word.
    keys: BTreeMap<String, Vec<Key>>,
    /// Former units by the whole text that names them in `formerly`, so that the parts of a split one find together.
    written: BTreeMap<String, usize>,
}

/// One unit that has or had a name.
#[derive(Debug)]
struct Unit {
    holder: Holder,
    /// The districts and provinces by which it may be told apart.
    whereabouts: Vec<Arc<Whereabouts>>,
}

#[derive(Debug)]
enum Holder {
    /// A commune in force.
    Current(CommuneCode),
    /// A unit no longer in force, and the communes in force that it went into.
    Former { into: Vec<CommuneCode>, is_one_unit: bool },
}

/// A district or province: `thanh pho sam son`, and `sam son` without its kind.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Whereabouts {
    whole: String,
    bare: String,
}

/// One way to write a unit's name.
#[derive(Debug)]
struct Key {
    /// Its place among the units, once it is one of them.
    unit: usize,
    /// The name with its tones: `Tân Hưng` and `Tân Hùng` share a toneless form and are two names all the same.
    toned: String,
    /// Whether the kind word was left out.
    is_bare: bool,
}

/// The ways to write the names of a unit, by the form in which they are compared. To fold them is most of the work, and
/// needs nothing of the index.
#[derive(Debug)]
pub(super) struct Keys(Vec<(String, Key)>);

/// An entry of `formerly`, folded.
#[derive(Debug)]
pub(super) struct Formerly {
    /// The whole text.
    written: String,
    keys: Keys,
    places: Vec<Arc<Whereabouts>>,
}

/// Whether a commune has a name or had it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearing {
    Now,
    /// It was the name of a unit that went into the commune, whole or in part.
    Before,
}

/// A name that is like what stands there.
#[derive(Debug)]
pub(super) struct Near {
    pub codes: Vec<CommuneCode>,
    /// Whether only units no longer in force had the name.
    pub is_former: bool,
}

/// In thousandths of a name's length: two letters in eight may be wrong. `Tân Phong` and `Tân Phước` are two names.
const FARTHEST: u32 = 250;

/// So many names are offered at the most, before communes are told apart.
const MOST_NEAR: usize = 3;

impl Keys {
    /// `kind` stands before the first name where that has no kind word.
    pub(super) fn of(names: &[&str], kind: &str) -> Keys {
        let mut keys = Vec::new();
        for (index, name) in names.iter().enumerate() {
            // Only the first name is in the source language, whose kind words are known.
            let with_kind = if index == 0 && bare(name).is_none() {
                format!("{kind} {name}")
            } else {
                (*name).to_owned()
            };
            let bare = bare(&with_kind).filter(|_| index == 0);
            // `1` is what `Phường 1` comes to without its kind; in a cell it means something else.
            let bare = bare.filter(|bare| bare.contains(char::is_alphabetic));
            for (name, is_bare) in [(Some(with_kind.as_str()), false), (bare, true)] {
                let Some(name) = name else { continue };
                keys.push((plain(name), Key { unit: 0, toned: toned(name), is_bare }));
            }
        }
        Keys(keys)
    }
}

impl Formerly {
    /// `Phường Quảng Châu (Thành phố Sầm Sơn, Tỉnh Thanh Hóa)`
    pub(super) fn of(text: &str) -> Formerly {
        let (name, places) = parts(text);
        Formerly {
            written: toned(text),
            keys: Keys::of(&[name], ""),
            places: places.iter().map(|place| Arc::new(Whereabouts::new(place))).collect(),
        }
    }
}

impl Names {
    /// A commune in force.
    pub(super) fn add_current(&mut self, code: &CommuneCode, keys: Keys, provinces: &[Arc<Whereabouts>]) {
        self.add_unit(Holder::Current(code.clone()), keys, provinces);
    }

    /// The names of a dead code.
    pub(super) fn add_dead(&mut self, into: &[CommuneCode], keys: Keys, provinces: &[Arc<Whereabouts>]) {
        let holder = Holder::Former { into: into.to_vec(), is_one_unit: true };
        self.add_unit(holder, keys, provinces);
    }

    /// An entry of `formerly`.
    pub(super) fn add_formerly(
        &mut self,
        into: &[CommuneCode],
        former: Formerly,
        provinces: &[Arc<Whereabouts>],
    ) {
        let Formerly { written, keys, places } = former;
        let unit = match self.written.get(&written) {
            Some(unit) => *unit,
            None => {
                // Two communes that were made from a `Xã Tân Lập` need not speak of the same one, unless a district
                // says so.
                let is_one_unit = !places.is_empty();
                let unit = self.add_unit(Holder::Former { into: Vec::new(), is_one_unit }, keys, &places);
                self.written.insert(written, unit);
                unit
            }
        };
        let Some(unit) = self.units.get_mut(unit) else { return };
        for place in provinces {
            if !unit.whereabouts.contains(place) {
                unit.whereabouts.push(Arc::clone(place));
            }
        }
        if let Holder::Former { into: known, .. } = &mut unit.holder {
            add_all(known, into);
        }
    }

    fn add_unit(&mut self, holder: Holder, keys: Keys, whereabouts: &[Arc<Whereabouts>]) -> usize {
        let unit = self.units.len();
        self.units.push(Unit { holder, whereabouts: whereabouts.to_vec() });
        for (name, key) in keys.0 {
            // Most names are those of one unit.
            let keys = self.keys.entry(name).or_insert_with(|| Vec::with_capacity(1));
            if !keys.iter().any(|key| key.unit == unit) {
                keys.push(Key { unit, ..key });
            }
        }
        unit
    }

    /// What a name means; none where no commune has or had it. `province` says in which one a commune in force lies.
    pub(super) fn find<'a, P: PartialEq>(
        &'a self,
        text: &str,
        province: impl Fn(&'a CommuneCode) -> P,
    ) -> Option<Meaning> {
        let matching = self.matching(text);
        let mut current: Vec<CommuneCode> = Vec::new();
        let mut former: Vec<(&'a [CommuneCode], bool)> = Vec::new();
        let mut home = None;
        for (key, unit) in &matching {
            match &unit.holder {
                Holder::Current(code) => {
                    // A commune may have the name in several languages.
                    add_all(&mut current, std::slice::from_ref(code));
                    home = Some((key.is_bare, province(code)));
                }
                Holder::Former { into, is_one_unit } => former.push((into, *is_one_unit)),
            }
        }
        // A name in force beats a former one, unless it is a bare one that was also used in another province.
        if let Some((is_bare, home)) = home {
            if is_bare {
                let elsewhere = |code: &&'a CommuneCode| current.len() > 1 || province(code) != home;
                let codes: Vec<CommuneCode> =
                    former.iter().flat_map(|(into, _)| *into).filter(elsewhere).cloned().collect();
                add_all(&mut current, &codes);
            }
            return Some(match &current[..] {
                [code] => Meaning::Current(code.clone()),
                _ => Meaning::Several(current),
            });
        }
        let mut all = Vec::new();
        former.iter().for_each(|(into, _)| add_all(&mut all, into));
        let is_split =
            former.iter().any(|(into, is_one)| *is_one && all.iter().all(|code| into.contains(code)));
        match &all[..] {
            [] => None,
            [code] => Some(Meaning::Former(code.clone())),
            _ if is_split => Some(Meaning::Split(all)),
            _ => Some(Meaning::Several(all)),
        }
    }

    /// Whether a commune in force has this name, or was made from one that had it.
    pub(super) fn bearing(&self, code: &CommuneCode, text: &str) -> Option<Bearing> {
        let matching = self.matching(text);
        let is_now =
            matching.iter().any(|(_, unit)| matches!(&unit.holder, Holder::Current(own) if own == code));
        let was = matching
            .iter()
            .any(|(_, unit)| matches!(&unit.holder, Holder::Former { into, .. } if into.contains(code)));
        if is_now { Some(Bearing::Now) } else { was.then_some(Bearing::Before) }
    }

    /// Communes in force that have or had the name, wherever the text says that they are, and whatever else it has
    /// around the name.
    pub(super) fn namesakes(&self, text: &str) -> Vec<CommuneCode> {
        let mut codes = Vec::new();
        for name in within(text) {
            for key in self.keys.get(&plain(name)).into_iter().flatten() {
                add_all(&mut codes, self.codes(key));
            }
            if !codes.is_empty() {
                break;
            }
        }
        codes
    }

    /// Communes in force whose names, of now or of before, are misspelt in the text: the nearest first. Kind words are
    /// not compared: they would make any two wards look alike.
    pub(super) fn near(&self, text: &str) -> Vec<Near> {
        let whole = plain(parts(text).0);
        let wrong = KINDS.iter().find_map(|kind| whole.strip_prefix(kind)).unwrap_or(&whole);
        let length = wrong.chars().count();
        let mut near: Vec<(u32, bool, &str)> = Vec::new();
        for (name, keys) in &self.keys {
            let has_kind = KINDS.iter().any(|kind| name.starts_with(kind));
            let (one, other) = (length, name.chars().count());
            if (has_kind && !keys.iter().any(|key| key.is_bare)) || one.abs_diff(other) * 4 > one.max(other) {
                continue;
            }
            let likeness = strsim::normalized_damerau_levenshtein(wrong, name);
            // Whole thousandths, so that the order is total and the same everywhere.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
            let rank = ((1.0 - likeness) * 1000.0) as u32;
            if rank <= FARTHEST {
                let is_current = |key: &Key| {
                    matches!(self.units.get(key.unit).map(|unit| &unit.holder), Some(Holder::Current(_)))
                };
                near.push((rank, !keys.iter().any(is_current), name));
            }
        }
        near.sort_unstable();
        let of = |(_, is_former, name): &(u32, bool, &str)| {
            let mut codes = Vec::new();
            for key in self.keys.get(*name).into_iter().flatten() {
                let is_current =
                    self.units.get(key.unit).map(|unit| matches!(unit.holder, Holder::Current(_)));
                if *is_former || is_current == Some(true) {
                    add_all(&mut codes, self.codes(key));
                }
            }
            Near { codes, is_former: *is_former }
        };
        near.iter().take(MOST_NEAR).map(of).collect()
    }

    /// The communes in force that have the name, or were made from the unit that had it.
    fn codes(&self, key: &Key) -> &[CommuneCode] {
        match self.units.get(key.unit).map(|unit| &unit.holder) {
            Some(Holder::Current(code)) => std::slice::from_ref(code),
            Some(Holder::Former { into, .. }) => into,
            None => &[],
        }
    }

    /// The units that the text may name: each district and province that it has must be theirs, and where some have
    /// the name with the same tones, the others are left out.
    fn matching(&self, text: &str) -> Vec<(&Key, &Unit)> {
        let (name, places) = parts(text);
        let places: Vec<Whereabouts> = places.iter().map(|place| Whereabouts::new(place)).collect();
        let keys = self.keys.get(&plain(name)).map(Vec::as_slice).unwrap_or_default();
        let all = || keys.iter().filter_map(|key| Some((key, self.units.get(key.unit)?)));
        let lies_in = |unit: &Unit, same: fn(&Whereabouts, &Whereabouts) -> bool| {
            places.iter().all(|place| unit.whereabouts.iter().any(|own| same(own, place)))
        };
        // `Huyện Cao Lãnh` and `Thành phố Cao Lãnh` are two; `Cao Lãnh` may be either.
        let mut found: Vec<(&Key, &Unit)> =
            all().filter(|(_, unit)| lies_in(unit, |own, place| own.whole == place.whole)).collect();
        if found.is_empty() {
            found = all().filter(|(_, unit)| lies_in(unit, |own, place| own.bare == place.bare)).collect();
        }
        let name = toned(name);
        if found.iter().any(|(key, _)| key.toned == name) {
            found.retain(|(key, _)| key.toned == name);
        }
        // `Xã Phiên` is a commune's whole name before it is what is left of `Xã Xà Phiên`.
        if found.iter().any(|(key, _)| !key.is_bare) {
            found.retain(|(key, _)| !key.is_bare);
        }
        found
    }
}

impl Whereabouts {
    pub(super) fn new(text: &str) -> Whereabouts {
        let mut whole = plain(text);
        for (short, long) in DISTRICT_SHORT {
            if let Some(rest) = whole.strip_prefix(short) {
                whole = format!("{long} {}", rest.trim_start());
                break;
            }
        }
        let bare = DISTRICT_KINDS.iter().find_map(|kind| whole.strip_prefix(kind));
        let bare = bare.unwrap_or(&whole).trim().to_owned();
        Whereabouts { whole, bare }
    }
}

/// Kind words of districts and provinces, folded, with the space behind them.
const DISTRICT_KINDS: [&str; 5] = ["thanh pho ", "thi xa ", "quan ", "huyen ", "tinh "];

/// How officers shorten them; the longer ones first.
const DISTRICT_SHORT: [(&str, &str); 7] = [
    ("tp.", "thanh pho"),
    ("tp ", "thanh pho"),
    ("tx.", "thi xa"),
    ("tx ", "thi xa"),
    ("q.", "quan"),
    ("h.", "huyen"),
    ("t.", "tinh"),
];

/// Kind words of communes, of today and of before 2025-07-01.
const KINDS: [&str; 4] = ["xa ", "phuong ", "thi tran ", "dac khu "];

/// How officers shorten them.
const SHORT_KINDS: [(&str, &str); 8] = [
    ("tt.", "thị trấn "),
    ("tt ", "thị trấn "),
    ("đk.", "đặc khu "),
    ("đk ", "đặc khu "),
    ("p.", "phường "),
    ("p ", "phường "),
    ("x.", "xã "),
    ("x ", "xã "),
];

/// What reports put before the name of a commune: its people's committee.
const COMMITTEES: [&str; 3] = ["ubnd ", "ủy ban nhân dân ", "uỷ ban nhân dân "];

/// The name, and the district and province behind it: in brackets, or after a comma.
fn parts(text: &str) -> (&str, Vec<&str>) {
    let Some(at) = text.find(['(', ',']) else { return (text, Vec::new()) };
    let (name, rest) = text.split_at(at);
    let places = rest.split(['(', ')', ',']).map(str::trim).filter(|place| !place.is_empty());
    (name, places.collect())
}

/// The names that may stand in a text: the whole of it; its parts between dashes and behind a number; and of each what
/// begins with a kind word (`UBND phường Tân Triều`), or stands behind one that is shortened in another way (`TT Vĩnh An`).
fn within(text: &str) -> Vec<&str> {
    const OTHER_SHORT: [&str; 7] = ["p", "ph.", "f", "f.", "x", "tt", "đk"];
    let mut names = Vec::new();

    let whole = parts(text).0.trim();
    names.push(whole);
    for part in whole.split(['-', '–', '.', ':']).map(str::trim).filter(|part| part.contains(' ')) {
        names.push(part);
    }
    for part in names.clone() {
        for (at, _) in part.match_indices(char::is_whitespace) {
            let rest = part.get(at..).unwrap_or_default().trim_start();
            let words = fold(rest);
            let first = part.get(..at).unwrap_or_default().to_lowercase();
            if KINDS.iter().any(|kind| words.starts_with(kind)) || OTHER_SHORT.contains(&first.as_str()) {
                names.push(rest);
            }
        }
    }
    names
}

/// A name without its kind word; none where it has none.
fn bare(name: &str) -> Option<&str> {
    let name = name.trim();
    let words = plain(name);
    let kind = KINDS.iter().find(|kind| words.starts_with(**kind))?;
    // Folding keeps the number of words.
    let mut rest = name;
    for _ in 0..kind.split_whitespace().count() {
        rest = rest.split_once(char::is_whitespace)?.1.trim_start();
    }
    Some(rest)
}

/// The toneless form in which names are compared.
fn plain(text: &str) -> String {
    tidied(&fold(&long(text)))
}

/// The form in which names are compared where tones tell them apart. Where in the word a tone stands is a matter of
/// taste (`Hòa`, `Hoà`), so it is put behind the word.
fn toned(text: &str) -> String {
    let lower = long(text).to_lowercase();
    let words = lower.split_whitespace().map(|word| {
        let (tones, letters): (String, String) =
            word.nfd().partition(|c| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'));
        letters + &tones
    });
    tidied(&words.collect::<Vec<_>>().join(" "))
}

/// With the kind word written out: `P. Tân Triều` is `phường Tân Triều`, and so is `UBND phường Tân Triều`.
fn long(text: &str) -> String {
    let text = text.trim();
    let lower = text.to_lowercase();
    let behind = COMMITTEES.iter().find_map(|committee| lower.strip_prefix(committee)).map(str::trim_start);
    let name = behind.unwrap_or(&lower);
    for (short, kind) in SHORT_KINDS {
        if let Some(rest) = name.strip_prefix(short) {
            return format!("{kind}{}", rest.trim_start());
        }
    }
    // The committee of a district or a province is not that of a commune.
    match behind.filter(|name| KINDS.iter().any(|kind| fold(name).starts_with(kind))) {
        Some(name) => name.to_owned(),
        None => text.to_owned(),
    }
}

/// One kind of apostrophe and hyphen, hyphens without blanks, numbers without leading zeros.
fn tidied(text: &str) -> String {
    let text = text.replace(['’', '‘', 'ʼ', '`', '´'], "'").replace(['–', '—', '‐', '‑'], "-");
    let words = text.split(' ').map(|word| {
        let is_number = !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
        if is_number { word.trim_start_matches('0') } else { word }
    });
    words.collect::<Vec<_>>().join(" ").replace(" -", "-").replace("- ", "-")
}

fn add_all(codes: &mut Vec<CommuneCode>, more: &[CommuneCode]) {
    for code in more {
        if !codes.contains(code) {
            codes.push(code.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_tone_stands_in_the_word_does_not_matter_and_which_tone_does() {
        assert_eq!(toned("Phường  Hoà Thuỷ"), toned("phường Hòa Thủy"));
        assert_ne!(toned("Xã Tân Hưng"), toned("Xã Tân Hùng"));
        assert_eq!(plain("Xã Tân Hưng"), plain("xa tan hung"));
    }

    #[test]
    fn a_name_comes_apart_into_name_and_whereabouts() {
        assert_eq!(parts("Phường A (Quận 1, TP. B)"), ("Phường A ", vec!["Quận 1", "TP. B"]));
        assert_eq!(parts("Phường A, Thành phố B"), ("Phường A", vec!["Thành phố B"]));
        assert_eq!(Whereabouts::new("TP. Sầm Sơn"), Whereabouts::new("Thành phố Sầm Sơn"));
        assert_eq!(Whereabouts::new("TP Sầm Sơn").bare, "sam son");
    }

    #[test]
    fn kind_words_may_be_shortened_and_only_kind_words_are_taken_off() {
        assert_eq!(plain("P. Tân Triều"), plain("Phường Tân Triều"));
        assert_eq!(plain("TT.Đạ M’ri"), plain("Thị trấn Đạ M'ri"));
        assert_eq!(plain("TT Đạ M’ri"), plain("Thị trấn Đạ M'ri"));
        assert_eq!(plain("UBND xã Tân Hưng"), plain("Xã Tân Hưng"));
        assert_eq!(plain("Ủy ban nhân dân P.Tân Triều"), plain("Phường Tân Triều"));
        assert_eq!(plain("UBND huyện Lý Sơn"), "ubnd huyen ly son");
        assert_eq!(bare("Xã Xà Phiên"), Some("Xà Phiên"));
        assert_eq!(bare("Tân Triều"), None);
        assert_eq!(plain("Phường 01"), plain("phường 1"));
        assert_eq!(plain("Phường Cam Ly – Đà Lạt"), plain("phường Cam Ly-Đà Lạt"));
    }
}
