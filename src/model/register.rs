//! The register of communes: who is in force, what they are called, and what became of those that are not (contract,
//! section 5).
//!
//! Figures and points of communes are left to [`super::progress`] and [`super::point`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::CommuneCode;
use super::ProvinceCode;
use super::config::Config;
use super::names::Bearing;
use super::names::Formerly;
use super::names::Keys;
use super::names::Names;
use super::names::Near;
use super::names::Whereabouts;
use super::raw::unknown_language;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Severity;
use crate::lang::Languages;
use crate::lang::Localized;
use crate::lang::Words;
use crate::read::Sources;
use crate::source::Place;
use crate::tables::Cell;
use crate::tables::Extra;
use crate::tables::Field;
use crate::tables::Fields;
use crate::tables::Row;
use crate::tables::Table;
use crate::tables::TableSpec;
use crate::tables::value::coordinate::Coordinate;
use crate::text::fold;
use crate::text::nearest;

/// All communes, in force or not.
#[derive(Debug, Default)]
pub struct Register {
    /// By code.
    list: Vec<Commune>,
    by_code: BTreeMap<CommuneCode, usize>,
    provinces: BTreeMap<ProvinceCode, Province>,
    /// Indexes of the communes in force, by code.
    in_force: Vec<usize>,
    /// The same for each province.
    of_province: BTreeMap<ProvinceCode, Vec<usize>>,
    /// For each dead code the indexes of the communes in force that it leads to, the largest first.
    successors: BTreeMap<CommuneCode, Vec<usize>>,
    names: Names,
}

/// One row of the register.
#[derive(Debug)]
pub struct Commune {
    pub code: CommuneCode,
    /// With its kind word: `Phường Tân Triều`.
    pub name: Localized<Words>,
    pub kind: CommuneKind,
    pub province: ProvinceCode,
    /// By id of the denominator; only those that the row gives.
    pub denominators: BTreeMap<String, u64>,
    pub hamlets: Option<u64>,
    pub phone: Option<String>,
    /// Latitude and longitude, WGS 84.
    pub position: Option<(Coordinate, Coordinate)>,
    /// Former names with their district, as the row gives them.
    pub formerly: Vec<String>,
    /// Where it went, the largest part first; empty while it is in force.
    pub successor: Vec<CommuneCode>,
    pub place: Place,
}

/// The kinds of communes since 2025-07-01 (Law 72/2025/QH15, article 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommuneKind {
    Xa,
    Phuong,
    DacKhu,
    /// Townships were abolished that day: only a code no longer in force can be one.
    ThiTran,
}

impl CommuneKind {
    fn parse(text: &str) -> Option<CommuneKind> {
        match fold(text).as_str() {
            "xa" => Some(CommuneKind::Xa),
            "phuong" => Some(CommuneKind::Phuong),
            "dac khu" => Some(CommuneKind::DacKhu),
            "thi tran" => Some(CommuneKind::ThiTran),
            _ => None,
        }
    }

    /// The kind word before a name.
    fn word(self) -> &'static str {
        match self {
            CommuneKind::Xa => "xã",
            CommuneKind::Phuong => "phường",
            CommuneKind::DacKhu => "đặc khu",
            CommuneKind::ThiTran => "thị trấn",
        }
    }
}

/// A province, as its communes name it.
#[derive(Debug)]
pub struct Province {
    pub code: ProvinceCode,
    pub name: Localized<Words>,
}

/// What a code or a name in a table means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    Current(CommuneCode),
    /// A name no longer in force that went into one commune whole.
    Former(CommuneCode),
    /// The name of one unit no longer in force that was split.
    Split(Vec<CommuneCode>),
    /// A dead code, and where it went, the largest part first.
    Dead(Vec<CommuneCode>),
    /// More than one commune has or had the name.
    Several(Vec<CommuneCode>),
    /// Nearest names.
    Unknown(Vec<String>),
}

impl Register {
    fn new(
        communes: BTreeMap<CommuneCode, Commune>,
        provinces: BTreeMap<ProvinceCode, Province>,
    ) -> Register {
        let list: Vec<Commune> = communes.into_values().collect();
        let by_code = list.iter().enumerate().map(|(index, commune)| (commune.code.clone(), index)).collect();
        let mut register = Register { list, by_code, provinces, ..Register::default() };
        register.index();
        register
    }

    /// The row of a code, in force or not.
    pub fn get(&self, code: &CommuneCode) -> Option<&Commune> {
        self.list.get(*self.by_code.get(code)?)
    }

    /// Whether no row could be read, so that nothing can be said of any code or name.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All rows, by code.
    pub fn all(&self) -> impl Iterator<Item = &Commune> {
        self.list.iter()
    }

    /// Communes in force, by code.
    pub fn in_force(&self) -> impl Iterator<Item = &Commune> {
        self.in_force.iter().filter_map(|index| self.list.get(*index))
    }

    /// Provinces that have a commune, by code.
    pub fn provinces(&self) -> impl Iterator<Item = &Province> {
        self.provinces.values()
    }

    pub fn province(&self, code: &ProvinceCode) -> Option<&Province> {
        self.provinces.get(code)
    }

    /// The province of this whole name, `Tỉnh Đồng Nai`. Without its kind word it may be a commune's.
    pub fn province_named(&self, name: &str) -> Option<&ProvinceCode> {
        let folded = fold(name);
        let has_kind = folded.starts_with("tinh ") || folded.starts_with("thanh pho ");
        let is_it = |province: &&Province| {
            province.name.iter().any(|(_, words)| has_kind && fold(&words.text) == folded)
        };
        self.provinces().find(is_it).map(|province| &province.code)
    }

    /// Communes in force of a province, by code.
    pub fn of_province<'a>(&'a self, code: &ProvinceCode) -> impl Iterator<Item = &'a Commune> + use<'a> {
        self.of_province.get(code).into_iter().flatten().filter_map(|index| self.list.get(*index))
    }

    /// The communes in force that a dead code leads to, the largest first; empty for a code in force or unknown.
    pub fn successors(&self, code: &CommuneCode) -> Vec<&Commune> {
        let indexes = self.successors.get(code).into_iter().flatten();
        indexes.filter_map(|index| self.list.get(*index)).collect()
    }

    /// Whether `old` is dead and `new` is among what became of it.
    pub fn leads_to(&self, old: &CommuneCode, new: &CommuneCode) -> bool {
        let new = self.by_code.get(new);
        self.successors.get(old).into_iter().flatten().any(|index| Some(index) == new)
    }

    /// What a code or a name means. A code in force always means the commune in force; a name in force beats a former
    /// one. A district or province may stand behind the name, in brackets or after a comma, as in `formerly`:
    /// `Phường Quảng Châu (Thành phố Sầm Sơn, Tỉnh Thanh Hóa)`, `Xã Tân Hưng, Đồng Nai`.
    pub fn find(&self, text: &str) -> Meaning {
        let text = text.trim();
        if let Some(code) = CommuneCode::parse(text) {
            return match self.get(&code) {
                Some(commune) if commune.successor.is_empty() => Meaning::Current(code),
                Some(_) => {
                    Meaning::Dead(self.successors(&code).into_iter().map(|c| c.code.clone()).collect())
                }
                None => Meaning::Unknown(nearest(text, self.by_code.keys().map(CommuneCode::as_str))),
            };
        }
        let province = |code| self.get(code).map(|commune| &commune.province);
        self.names.find(text, province).unwrap_or_else(|| Meaning::Unknown(self.near(text)))
    }

    /// Whether a commune in force has the name that stands there, or was made from a unit that had it.
    pub fn bearing(&self, code: &CommuneCode, text: &str) -> Option<Bearing> {
        self.names.bearing(code, text)
    }

    /// The commune as messages offer it: `16531 (Phường Sầm Sơn, Tỉnh Thanh Hóa)`; the code alone where the register
    /// has no such row.
    pub fn label(&self, code: &CommuneCode) -> String {
        let Some(commune) = self.get(code) else { return code.to_string() };
        let name = commune.source_name();
        match self.province(&commune.province).and_then(|province| province.name.iter().next()) {
            Some((_, province)) => format!("{code} ({name}, {})", province.text),
            None => format!("{code} ({name})"),
        }
    }

    /// The units that a commune in force was made from: as its row names them, else the dead codes that lead to it.
    pub fn made_from(&self, code: &CommuneCode) -> Vec<&str> {
        let formerly = self.get(code).map(|commune| &commune.formerly);
        match formerly.filter(|formerly| !formerly.is_empty()) {
            Some(formerly) => formerly.iter().map(String::as_str).collect(),
            None => {
                let dead = self.successors.keys().filter(|old| self.leads_to(old, code));
                dead.filter_map(|old| self.get(old)).map(Commune::source_name).collect()
            }
        }
    }

    /// What may have been meant by a text that means nothing.
    fn near(&self, text: &str) -> Vec<String> {
        // A spreadsheet turns `00004` into `4`.
        if !text.is_empty() && text.len() < 5 && text.bytes().all(|b| b.is_ascii_digit()) {
            let code = CommuneCode::parse(&format!("{text:0>5}"));
            return code
                .filter(|code| self.by_code.contains_key(code))
                .iter()
                .map(CommuneCode::to_string)
                .collect();
        }
        // The name is right, and what stands around it is not: the district, an office, a number.
        let namesakes = self.names.namesakes(text);
        if !namesakes.is_empty() {
            return namesakes.iter().take(NAMESAKES_OFFERED).map(|code| self.label(code)).collect();
        }
        // What is to be typed is the name in the table, unless it is an old name or not the only one.
        let mut offered: Vec<String> = Vec::new();
        for Near { codes, is_former } in self.names.near(text) {
            let name = |code: &CommuneCode| match self.get(code) {
                Some(commune) if !is_former => commune.source_name().to_owned(),
                _ => self.label(code),
            };
            let names: Vec<String> = codes.iter().map(name).collect();
            offered.extend(names.into_iter().filter(|name| !offered.contains(name)).collect::<Vec<_>>());
        }
        offered.truncate(NEAREST_OFFERED);
        offered
    }

    fn index(&mut self) {
        for (index, commune) in self.list.iter().enumerate() {
            if commune.successor.is_empty() {
                self.in_force.push(index);
                self.of_province.entry(commune.province.clone()).or_default().push(index);
            } else {
                self.successors.insert(commune.code.clone(), self.followed(commune));
            }
        }
        let code = |index: &usize| self.list.get(*index).map(|commune| commune.code.clone());
        let whereabouts = |province: &Province| -> Vec<Arc<Whereabouts>> {
            province.name.iter().map(|(_, words)| Arc::new(Whereabouts::new(&words.text))).collect()
        };
        let provinces: BTreeMap<&ProvinceCode, Vec<Arc<Whereabouts>>> =
            self.provinces().map(|province| (&province.code, whereabouts(province))).collect();
        let folded = self.list.par_iter().map(|commune| {
            let own: Vec<&str> = commune.all_names().collect();
            let formerly: Vec<Formerly> = commune.formerly.iter().map(|text| Formerly::of(text)).collect();
            (Keys::of(&own, commune.kind.word()), formerly)
        });
        let folded: Vec<(Keys, Vec<Formerly>)> = folded.collect();
        let mut names = Names::default();
        for (commune, (keys, formerly)) in self.list.iter().zip(folded) {
            let provinces = provinces.get(&commune.province).map(Vec::as_slice).unwrap_or_default();
            let into: Vec<CommuneCode> = match self.successors.get(&commune.code) {
                None => {
                    names.add_current(&commune.code, keys, provinces);
                    vec![commune.code.clone()]
                }
                Some(into) => {
                    let into: Vec<CommuneCode> = into.iter().filter_map(code).collect();
                    names.add_dead(&into, keys, provinces);
                    into
                }
            };
            for former in formerly {
                names.add_formerly(&into, former, provinces);
            }
        }
        self.names = names;
    }

    /// Follows `successor` to communes in force.
    fn followed(&self, dead: &Commune) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        let mut seen: BTreeSet<&CommuneCode> = BTreeSet::new();
        let mut open: Vec<&CommuneCode> = dead.successor.iter().rev().collect();
        while let Some(next) = open.pop() {
            // A circle is an error of the register that check reports.
            if !seen.insert(next) {
                continue;
            }
            let Some(index) = self.by_code.get(next) else { continue };
            let Some(commune) = self.list.get(*index) else { continue };
            if commune.successor.is_empty() {
                found.push(*index);
            } else {
                open.extend(commune.successor.iter().rev());
            }
        }
        found
    }
}

/// How many communes of a name are offered where the district or province beside it fits none of them.
const NAMESAKES_OFFERED: usize = 5;
/// How many names that look alike are offered, at most.
const NEAREST_OFFERED: usize = 3;

impl Commune {
    /// Latitude and longitude in degrees.
    pub fn degrees(&self) -> Option<(f64, f64)> {
        self.position.map(|(latitude, longitude)| (latitude.degrees(), longitude.degrees()))
    }

    /// The name in the source language.
    pub fn source_name(&self) -> &str {
        self.name.iter().next().map(|(_, words)| words.text.as_str()).unwrap_or_default()
    }

    /// The name in each language, each once.
    fn all_names(&self) -> impl Iterator<Item = &str> {
        let mut names: Vec<&str> = self.name.iter().map(|(_, words)| words.text.as_str()).collect();
        names.dedup();
        names.into_iter()
    }
}

/// Reads the register. Every problem of it is an error: all tables hang on it.
pub fn resolve(sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) -> Register {
    let mut communes: BTreeMap<CommuneCode, Commune> = BTreeMap::new();
    let mut provinces = BTreeMap::new();
    let extras = config
        .denominators
        .iter()
        .map(|(id, name)| Extra {
            id: id.clone(),
            names: name.iter().map(|(_, words)| words.text.clone()).collect(),
            is_share: false,
        })
        .collect();
    let spec = TableSpec::communes(extras);
    let mut found = Diagnostics::default();
    for file in &sources.communes {
        let (table, told) = crate::tables::read(file, &spec);
        found.extend(told);
        found.extend(table.iter().flat_map(|table| strange_columns(table, &config.languages)));
        for row in table.iter().flat_map(crate::tables::Table::rows) {
            if let Some(commune) = resolve_row(row, config, &mut provinces, &mut found) {
                let code = commune.code.clone();
                if let Some(first) = communes.get(&code) {
                    let duplicate =
                        Diagnostic::new(Code::CommuneTwice, commune.place.clone()).found(code.as_str());
                    found.push(duplicate.related(first.place.clone()));
                } else {
                    communes.insert(code, commune);
                }
            }
        }
    }
    if sources.communes.is_empty() {
        diagnostics.push(Diagnostic::new(Code::NoCommunes, Place::Site).expected(["content/communes.csv"]));
    }
    diagnostics.extend(found.into_iter().map(|diagnostic| match diagnostic.severity {
        Severity::SetAside => diagnostic.severity(Severity::Error),
        Severity::Error | Severity::Warning => diagnostic,
    }));
    Register::new(communes, provinces)
}

fn resolve_row(
    row: Row<'_>,
    config: &Config,
    provinces: &mut BTreeMap<ProvinceCode, Province>,
    diagnostics: &mut Diagnostics,
) -> Option<Commune> {
    let mut fields = row.read(diagnostics);
    for field in [Field::Code, Field::Name, Field::Kind, Field::ProvinceCode] {
        fields.require(field);
    }
    let code = fields.commune_code(Field::Code).and_then(|code| CommuneCode::parse(&code));
    let name = words(&mut fields, Field::Name, &config.languages);
    let successor = successor(&mut fields);
    let is_dead = !successor.is_empty();
    let kind = fields.text(Field::Kind).and_then(|cell| {
        let kind = CommuneKind::parse(cell.text).filter(|kind| is_dead || *kind != CommuneKind::ThiTran);
        if kind.is_none() {
            let unknown = Diagnostic::new(Code::UnknownKind, cell.place()).found(cell.text);
            fields.report(unknown.one_of(["xã", "phường", "đặc khu"]));
        }
        kind
    });
    let province = fields.province_code(Field::ProvinceCode).and_then(|code| ProvinceCode::parse(&code));
    let province_name = words(&mut fields, Field::Province, &config.languages);
    let denominators = config
        .denominators
        .iter()
        .enumerate()
        .filter_map(|(index, (id, _))| Some((id.clone(), fields.extra_count(index)?)))
        .collect();
    let hamlets = fields.count(Field::Hamlets);
    let phone = fields.phone(Field::Phone);
    let position = super::point::position(&mut fields);
    let formerly = list(fields.text(Field::Formerly));
    if row.is_damaged() {
        return None;
    }
    // Nothing is built from a register with an error. A row with a bad cell still says which commune there is, so that
    // what names the commune is not reported as well.
    let (code, province) = (code?, province?);
    let name = name.unwrap_or_else(|| Localized::same(&config.languages, code.as_str()));
    let kind = kind.unwrap_or(CommuneKind::Xa);
    let province_words =
        province_name.unwrap_or_else(|| Localized::same(&config.languages, province.as_str()));
    // A province of which only dead codes are left has no page.
    if successor.is_empty() {
        provinces
            .entry(province.clone())
            .or_insert_with(|| Province { code: province.clone(), name: province_words });
    }
    Some(Commune {
        code,
        name,
        kind,
        province,
        denominators,
        hamlets,
        phone,
        position,
        formerly,
        successor,
        place: row.place(),
    })
}

/// The codes of `successor`.
fn successor(fields: &mut Fields<'_, '_>) -> Vec<CommuneCode> {
    let Some(cell) = fields.text(Field::Successor) else { return Vec::new() };
    let mut codes: Vec<CommuneCode> = Vec::new();
    for text in list(Some(cell)) {
        match CommuneCode::parse(&text) {
            Some(code) if codes.contains(&code) => {}
            Some(code) => codes.push(code),
            None => {
                let is_short = !text.is_empty() && text.len() < 5 && text.bytes().all(|b| b.is_ascii_digit());
                let offered = if is_short { format!("{text:0>5}") } else { "26188".to_owned() };
                fields.report(
                    Diagnostic::new(Code::BadSuccessor, cell.place()).found(text).expected([offered]),
                );
            }
        }
    }
    codes
}

/// Parts with `;` between.
fn list(cell: Option<Cell<'_>>) -> Vec<String> {
    let parts = cell.map(|cell| cell.text.split(';')).into_iter().flatten();
    parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Warns of each column in a language that the site does not have: once, at its header. Its cells are passed over.
pub(crate) fn strange_columns<'t>(
    table: &'t Table,
    languages: &'t Languages,
) -> impl Iterator<Item = Diagnostic> + 't {
    let columns = table.header().word_columns().iter();
    columns.filter(|column| languages.find_ignoring_case(&column.tag).is_none()).map(|column| {
        let place = table.header_place(column.column);
        unknown_language(place, &column.tag, languages).severity(Severity::Warning)
    })
}

/// The words of a field in every language of the site: a column without a tag is in the source language, or in none
/// in particular where it is the only one.
pub(super) fn words(
    fields: &mut Fields<'_, '_>,
    field: Field,
    languages: &Languages,
) -> Option<Localized<Words>> {
    let all = fields.row().words(field);
    let mut known = Vec::new();
    for (tag, cell) in &all {
        match tag {
            None => known.push((languages.source(), cell.text.to_owned())),
            Some(tag) => {
                known.extend(languages.find_ignoring_case(tag).map(|lang| (lang, cell.text.to_owned())));
            }
        }
    }
    Localized::borrowing(languages, |lang| {
        known.iter().find(|(other, _)| *other == lang).map(|(_, text)| text.clone())
    })
}
