//! The register of communes: who is in force, what they are called, and what became of those that are not (contract,
//! section 5).
//!
//! Figures and points of communes are left to [`super::progress`] and [`super::point`].

use std::collections::BTreeMap;

use super::CommuneCode;
use super::ProvinceCode;
use super::config::Config;
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
    communes: BTreeMap<CommuneCode, Commune>,
    provinces: BTreeMap<ProvinceCode, Province>,
    /// Communes in force by toneless name, with and without the kind word.
    names: BTreeMap<String, Vec<CommuneCode>>,
    /// Communes in force by the toneless names of what they were made from.
    former_names: BTreeMap<String, Vec<CommuneCode>>,
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
}

impl CommuneKind {
    fn parse(text: &str) -> Option<CommuneKind> {
        match fold(text).as_str() {
            "xa" => Some(CommuneKind::Xa),
            "phuong" => Some(CommuneKind::Phuong),
            "dac khu" => Some(CommuneKind::DacKhu),
            _ => None,
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
    /// A dead code, and where it went.
    Dead(Vec<CommuneCode>),
    /// More than one commune has or had the name.
    Several(Vec<CommuneCode>),
    /// Nearest names.
    Unknown(Vec<String>),
}

impl Register {
    /// The row of a code, in force or not.
    pub fn get(&self, code: &CommuneCode) -> Option<&Commune> {
        self.communes.get(code)
    }

    /// All rows, by code.
    pub fn all(&self) -> impl Iterator<Item = &Commune> {
        self.communes.values()
    }

    /// Communes in force, by code.
    pub fn in_force(&self) -> impl Iterator<Item = &Commune> {
        self.communes.values().filter(|commune| commune.successor.is_empty())
    }

    /// Provinces that have a commune, by code.
    pub fn provinces(&self) -> impl Iterator<Item = &Province> {
        self.provinces.values()
    }

    pub fn province(&self, code: &ProvinceCode) -> Option<&Province> {
        self.provinces.get(code)
    }

    /// Communes in force of a province, by code.
    pub fn of_province<'a>(&'a self, code: &ProvinceCode) -> impl Iterator<Item = &'a Commune> + use<'a> {
        let code = code.clone();
        self.in_force().filter(move |commune| commune.province == code)
    }

    /// The communes in force that a dead code leads to, the largest first; empty for a code in force or unknown.
    pub fn successors(&self, code: &CommuneCode) -> Vec<&Commune> {
        let mut found: Vec<&Commune> = Vec::new();
        let mut open: Vec<&CommuneCode> =
            self.get(code).map(|commune| commune.successor.iter().rev().collect()).unwrap_or_default();
        // Each step goes one merger on; a circle is an error of the register that check reports.
        let mut steps = self.communes.len() + open.len();
        while let Some(next) = open.pop() {
            if steps == 0 {
                break;
            }
            steps -= 1;
            let Some(commune) = self.get(next) else { continue };
            if commune.successor.is_empty() {
                if !found.iter().any(|other| other.code == commune.code) {
                    found.push(commune);
                }
            } else {
                open.extend(commune.successor.iter().rev());
            }
        }
        found
    }

    /// Whether `old` is dead and `new` is among what became of it.
    pub fn leads_to(&self, old: &CommuneCode, new: &CommuneCode) -> bool {
        self.successors(old).iter().any(|commune| commune.code == *new)
    }

    /// What a code or a name means. A name in force beats a former one.
    pub fn find(&self, text: &str) -> Meaning {
        let text = text.trim();
        if let Some(code) = CommuneCode::parse(text) {
            return match self.get(&code) {
                Some(commune) if commune.successor.is_empty() => Meaning::Current(code),
                Some(_) => {
                    Meaning::Dead(self.successors(&code).into_iter().map(|c| c.code.clone()).collect())
                }
                None => Meaning::Unknown(nearest(text, self.communes.keys().map(CommuneCode::as_str))),
            };
        }
        let name = fold(text);
        match self.names.get(&name).map(Vec::as_slice) {
            Some([code]) => return self.current(code, &name),
            Some(codes) => return Meaning::Several(codes.to_vec()),
            None => {}
        }
        match self.former_names.get(&name).map(Vec::as_slice) {
            Some([code]) => Meaning::Former(code.clone()),
            Some(codes) => Meaning::Several(codes.to_vec()),
            None => Meaning::Unknown(nearest(text, self.in_force().flat_map(Commune::all_names))),
        }
    }

    /// A name in force beats a former one, unless it is a bare one that was also used in another province.
    fn current(&self, code: &CommuneCode, name: &str) -> Meaning {
        let commune = self.get(code);
        let whole = commune.is_some_and(|commune| commune.all_names().any(|other| fold(other) == name));
        let province = commune.map(|commune| &commune.province);
        let elsewhere = self.former_names.get(name).into_iter().flatten().filter(|former| {
            *former != code && self.get(former).map(|commune| &commune.province) != province
        });
        let mut several: Vec<CommuneCode> = elsewhere.cloned().collect();
        if whole || several.is_empty() {
            return Meaning::Current(code.clone());
        }
        several.insert(0, code.clone());
        Meaning::Several(several)
    }

    fn index(&mut self) {
        let dead: Vec<(String, Vec<CommuneCode>)> = self
            .communes
            .values()
            .filter(|commune| !commune.successor.is_empty())
            .flat_map(|commune| {
                let into: Vec<CommuneCode> =
                    self.successors(&commune.code).iter().map(|c| c.code.clone()).collect();
                let names: Vec<String> = commune.all_names().flat_map(with_and_without_kind).collect();
                names.into_iter().map(move |name| (name, into.clone()))
            })
            .collect();
        for (name, into) in dead {
            let codes = self.former_names.entry(name).or_default();
            into.iter().for_each(|code| add(codes, code));
        }
        for commune in self.communes.values().filter(|commune| commune.successor.is_empty()) {
            for name in commune.all_names() {
                for name in with_and_without_kind(name) {
                    add(self.names.entry(name).or_default(), &commune.code);
                }
            }
            for former in &commune.formerly {
                let without_district = former.split(['(', ',']).next().unwrap_or(former);
                let names = with_and_without_kind(without_district).into_iter().chain([fold(former)]);
                for name in names {
                    add(self.former_names.entry(name).or_default(), &commune.code);
                }
            }
        }
    }
}

impl Commune {
    /// Latitude and longitude in degrees.
    pub fn degrees(&self) -> Option<(f64, f64)> {
        self.position.map(|(latitude, longitude)| (latitude.degrees(), longitude.degrees()))
    }

    /// The name in each language, each once.
    fn all_names(&self) -> impl Iterator<Item = &str> {
        let mut names: Vec<&str> = self.name.iter().map(|(_, words)| words.text.as_str()).collect();
        names.dedup();
        names.into_iter()
    }
}

fn add(codes: &mut Vec<CommuneCode>, code: &CommuneCode) {
    if !codes.contains(code) {
        codes.push(code.clone());
    }
}

/// `phuong tan trieu` and `tan trieu`.
fn with_and_without_kind(name: &str) -> Vec<String> {
    let whole = fold(name);
    let bare = ["xa ", "phuong ", "dac khu ", "thi tran "].iter().find_map(|kind| whole.strip_prefix(kind));
    let bare = bare.map(str::to_owned);
    std::iter::once(whole).chain(bare).collect()
}

/// Reads the register. Every problem of it is an error: all tables hang on it.
pub fn resolve(sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) -> Register {
    let mut register = Register::default();
    let extras = config
        .denominators
        .iter()
        .map(|(id, name)| Extra {
            id: id.clone(),
            names: name.iter().map(|(_, words)| words.text.clone()).collect(),
        })
        .collect();
    let spec = TableSpec::communes(extras);
    let mut found = Diagnostics::default();
    for file in &sources.communes {
        let (table, told) = crate::tables::read(file, &spec);
        found.extend(told);
        found.extend(table.iter().flat_map(|table| strange_columns(table, &config.languages)));
        for row in table.iter().flat_map(crate::tables::Table::rows) {
            if let Some(commune) = resolve_row(row, config, &mut register.provinces, &mut found) {
                let code = commune.code.clone();
                if let Some(first) = register.communes.get(&code) {
                    let duplicate =
                        Diagnostic::new(Code::CommuneTwice, commune.place.clone()).found(code.as_str());
                    found.push(duplicate.related(first.place.clone()));
                } else {
                    register.communes.insert(code, commune);
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
    register.index();
    register
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
    let kind = fields.text(Field::Kind).and_then(|cell| {
        let kind = CommuneKind::parse(cell.text);
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
    let successor = list(fields.text(Field::Successor))
        .iter()
        .filter_map(|text| {
            let code = CommuneCode::parse(text);
            if code.is_none()
                && let Some(cell) = row.text(Field::Successor)
            {
                fields.report(Diagnostic::new(Code::BadScope, cell.place()).found(text).expected(["26188"]));
            }
            code
        })
        .collect();
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
    let successor: Vec<CommuneCode> = successor;
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

/// Parts with `;` between.
fn list(cell: Option<Cell<'_>>) -> Vec<String> {
    let parts = cell.map(|cell| cell.text.split(';')).into_iter().flatten();
    parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Warns of each column in a language that the site does not have: once, at its header. Its cells are passed over.
pub(super) fn strange_columns<'t>(
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
