//! Registration points: where residents go, and the ids that codes carry (contract, sections 5 and 6).
//!
//! What the page behind a code says on a day is left to [`crate::landing`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::CommuneCode;
use super::PointId;
use super::accepted;
use super::accepted::DayTable;
use super::accepted::Table;
use super::config::Config;
use super::ledger::Ledger;
use super::names::Bearing;
use super::register::Commune;
use super::register::Meaning;
use super::register::Register;
use super::register::strange_columns;
use super::register::words;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::lang::Localized;
use crate::lang::Words;
use crate::read::Sources;
use crate::source::Place;
use crate::tables::Cell;
use crate::tables::Field;
use crate::tables::Fields;
use crate::tables::Row;
use crate::tables::TableSpec;
use crate::tables::value::code::CodeProblem;
use crate::tables::value::code::parse_commune_code;
use crate::tables::value::coordinate::Axis;
use crate::tables::value::coordinate::Coordinate;
use crate::tables::value::coordinate::CoordinateProblem;
use crate::tables::value::coordinate::parse_coordinate;
use crate::tables::value::hours::Hours;

/// All points whose rows were taken, in the order of commune and row.
#[derive(Debug, Default)]
pub struct Points {
    list: Vec<Point>,
    by_commune: BTreeMap<CommuneCode, Vec<usize>>,
    by_id: BTreeMap<PointId, usize>,
    /// Ids whose row was set aside, with the commune where it is known.
    set_aside: BTreeMap<PointId, Option<CommuneCode>>,
    /// Communes that have a row which was set aside.
    set_aside_communes: BTreeSet<CommuneCode>,
    /// Communes of which a row was set aside whose id could not be read.
    unread_ids: BTreeSet<CommuneCode>,
    /// Communes of which a row was set aside that their own code may lead to.
    own_set_aside: BTreeSet<CommuneCode>,
    /// Whether a file or a row was set aside of which not even the id is known: then any id may be there that seems to
    /// be gone.
    uncertain: bool,
}

/// One row of the points table.
#[derive(Debug)]
pub struct Point {
    /// The row's own id. None means that only the commune's own code leads to it.
    pub id: Option<PointId>,
    pub commune: CommuneCode,
    pub name: Localized<Words>,
    pub address: Option<Localized<Words>>,
    pub phone: Option<String>,
    /// Latitude and longitude, WGS 84.
    pub position: Option<(Coordinate, Coordinate)>,
    pub hours: Option<Hours>,
    pub main: bool,
    /// Whether the row gives the commune's own code as its id.
    pub names_own: bool,
    /// First day; none where it is there from the campaign's start.
    pub from: Option<Date>,
    /// Last day, inclusive.
    pub until: Option<Date>,
    pub note: Option<Localized<Words>>,
    /// The day on which the row was taken in; none of rows kept by hand.
    pub taken: Option<Date>,
    pub place: Place,
}

impl Point {
    /// The id whose page shows the point: its own, else the commune's.
    pub fn page_id(&self) -> PointId {
        self.id.clone().unwrap_or_else(|| self.commune.own_point())
    }

    /// Latitude and longitude in degrees.
    pub fn degrees(&self) -> Option<(f64, f64)> {
        self.position.map(|(latitude, longitude)| (latitude.degrees(), longitude.degrees()))
    }

    /// Whether its period holds the day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether the periods of the two share a day.
    pub fn overlaps(&self, other: &Point) -> bool {
        let starts_in =
            |a: &Point, b: &Point| a.from.is_none_or(|from| b.until.is_none_or(|until| from <= until));
        starts_in(self, other) && starts_in(other, self)
    }
}

impl Points {
    pub fn iter(&self) -> impl Iterator<Item = &Point> {
        self.list.iter()
    }

    /// The point that has this id of its own.
    pub fn get(&self, id: &PointId) -> Option<&Point> {
        self.by_id.get(id).map(|index| &self.list[*index])
    }

    /// The points of a commune, in the order of the rows.
    pub fn of<'a>(&'a self, commune: &CommuneCode) -> impl Iterator<Item = &'a Point> + use<'a> {
        self.by_commune.get(commune).into_iter().flatten().map(|index| &self.list[*index])
    }

    /// Whether a row of this id, which the ledger gives to `commune`, was or may have been set aside: then the point is
    /// not gone.
    pub fn is_set_aside(&self, id: &PointId, commune: Option<&CommuneCode>) -> bool {
        self.uncertain
            || self.set_aside.contains_key(id)
            || id.as_commune().is_some_and(|code| self.set_aside_communes.contains(&code))
            || commune.is_some_and(|code| self.unread_ids.contains(code))
    }

    /// Whether the row that the commune's own code leads to was, or may have been, set aside.
    pub fn is_own_set_aside(&self, commune: &CommuneCode) -> bool {
        self.uncertain || self.own_set_aside.contains(commune)
    }

    /// The commune of a point whose row was set aside, where it is known.
    pub fn set_aside_commune(&self, id: &PointId) -> Option<&CommuneCode> {
        self.set_aside.get(id)?.as_ref()
    }

    fn add_set_aside(&mut self, known: Known) {
        self.uncertain |= known.id.is_none() && known.commune.is_none();
        self.unread_ids.extend(known.commune.clone().filter(|_| known.id_unread));
        self.own_set_aside.extend(known.commune.clone().filter(|_| known.is_own()));
        self.set_aside.extend(known.id.map(|id| (id, known.commune.clone())));
        self.set_aside_communes.extend(known.commune);
    }

    /// Every id that the rows ask a code for, with its commune: each own id, and the own code of each commune that
    /// has a point.
    pub fn codes(&self) -> BTreeMap<PointId, CommuneCode> {
        let own = self.by_commune.keys().map(|commune| (commune.own_point(), commune.clone()));
        let ids = self.list.iter().filter_map(|point| Some((point.id.clone()?, point.commune.clone())));
        own.chain(ids).collect()
    }
}

/// Reads the points. Bad rows are set aside, each with its reason; accepted rows stand in the place of those kept by
/// hand that have the same id.
pub fn resolve(
    sources: &Sources,
    config: &Config,
    register: &Register,
    ledger: &Ledger,
    diagnostics: &mut Diagnostics,
) -> Points {
    let spec = TableSpec::points();
    let mut points = Points::default();
    let mut rows = Vec::new();
    let mut taken = taken(sources, &spec, config, register, diagnostics);
    // Rows of an id that was taken in, good or bad, leave their place to it.
    let mut replace = |id: Option<PointId>, rows: &mut Vec<Point>| {
        let taken = id.and_then(|id| taken.get_mut(&id)).filter(|taken| taken.is_there);
        taken.map(|taken| rows.append(&mut taken.rows)).is_some()
    };
    for file in &sources.points {
        let (table, told) = crate::tables::read(file, &spec);
        points.uncertain |= table.is_none();
        diagnostics.extend(told);
        diagnostics.extend(table.iter().flat_map(|table| strange_columns(table, &config.languages)));
        rows.reserve(table.as_ref().map_or(0, crate::tables::Table::len));
        for row in table.iter().flat_map(crate::tables::Table::rows) {
            match resolve_row(row, config, register, diagnostics) {
                Ok(point) if replace(Some(point.page_id()), &mut rows) => {}
                Ok(point) => rows.push(point),
                Err(known) if replace(known.page_id(), &mut rows) => {}
                Err(known) => points.add_set_aside(known),
            }
        }
    }
    for (id, taken) in taken {
        rows.extend(taken.rows);
        if !rows.iter().any(|point| point.page_id() == id) {
            taken.failed.into_iter().for_each(|known| points.add_set_aside(known));
        }
    }
    let mut bad = vec![false; rows.len()];
    make_own_main(&mut rows);
    set_aside_ids_of_others(&rows, &mut bad, diagnostics);
    set_aside_two_main(&rows, &mut bad, diagnostics);
    set_aside_without_id(&rows, &mut bad, ledger, diagnostics);
    let mut bad = bad.into_iter();
    rows.retain(|point| {
        let is_bad = bad.next().unwrap_or(false);
        if is_bad {
            points.set_aside.extend(point.id.clone().map(|id| (id, Some(point.commune.clone()))));
            points.set_aside_communes.insert(point.commune.clone());
            if point.main || point.id.is_none() {
                points.own_set_aside.insert(point.commune.clone());
            }
        }
        !is_bad
    });
    for (index, point) in rows.iter().enumerate() {
        points.by_commune.entry(point.commune.clone()).or_default().push(index);
        if let Some(id) = &point.id {
            points.by_id.insert(id.clone(), index);
        }
    }
    points.list = rows;
    points
}

/// What was taken in under one id.
#[derive(Default)]
struct Taken {
    /// One row; of a commune's own id as many as the last day has for periods of their own.
    rows: Vec<Point>,
    /// Whether there is such a row, even if it was moved to where it belongs.
    is_there: bool,
    /// What the last rows are told; what was said of earlier ones is over.
    told: Diagnostics,
    /// The last row that cannot be taken any more, where no good one stands before it.
    failed: Option<Known>,
}

/// The accepted rows that stand, by the id whose page shows them: a later one replaces all of an earlier one. One that
/// cannot be taken any more, since the register changed, leaves the one before it.
fn taken(
    sources: &Sources,
    spec: &TableSpec,
    config: &Config,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<PointId, Taken> {
    let mut by_id: BTreeMap<PointId, Taken> = BTreeMap::new();
    for DayTable { day, table } in accepted::tables(&sources.accepted, Table::Points, spec, diagnostics) {
        for row in table.rows() {
            let Some(id) = row.text(Field::Id).and_then(|cell| PointId::parse(cell.text)) else {
                diagnostics.push(accepted::without_id(row));
                continue;
            };
            let is_own = id.as_commune().is_some();
            let taken = by_id.entry(id).or_default();
            let mut told = Diagnostics::default();
            match resolve_row(row, config, register, &mut told) {
                Ok(point) => {
                    let point = Point { taken: Some(day), ..point };
                    taken.rows.retain(|other| is_own && other.taken == Some(day) && !other.overlaps(&point));
                    *taken =
                        Taken { is_there: true, told, failed: None, rows: std::mem::take(&mut taken.rows) };
                    taken.rows.push(point);
                }
                Err(known) => {
                    taken.told.extend(told);
                    taken.failed = (!taken.is_there).then_some(known);
                }
            }
        }
    }
    for taken in by_id.values_mut() {
        diagnostics.extend(std::mem::take(&mut taken.told));
    }
    by_id
}

/// What is known of a row that was set aside.
#[derive(Default)]
pub(crate) struct Known {
    pub(crate) id: Option<PointId>,
    commune: Option<CommuneCode>,
    main: bool,
    /// Whether the row has an id that is none.
    id_unread: bool,
}

impl Known {
    /// The id whose page the row would be on, where that is known.
    fn page_id(&self) -> Option<PointId> {
        let own = || self.commune.as_ref().filter(|_| !self.id_unread).map(CommuneCode::own_point);
        self.id.clone().or_else(own)
    }

    /// Whether the commune's own code may lead to the row.
    fn is_own(&self) -> bool {
        let own = self.commune.as_ref().map(CommuneCode::own_point);
        self.main || (self.id.is_none() && !self.id_unread) || self.id == own
    }
}

/// The point of one row; what is known of it where it cannot be taken.
pub(crate) fn resolve_row(
    row: Row<'_>,
    config: &Config,
    register: &Register,
    diagnostics: &mut Diagnostics,
) -> Result<Point, Known> {
    let mut fields = row.read(diagnostics);
    fields.require(Field::Name);
    let commune = commune(&mut fields, register);
    let id = fields.text(Field::Id).and_then(|cell| {
        let id = PointId::parse(cell.text);
        if id.is_none() {
            fields.report(
                Diagnostic::new(Code::BadPointId, cell.place()).found(cell.text).expected(["26188-2"]),
            );
        }
        id
    });
    let name = words(&mut fields, Field::Name, &config.languages);
    let address = words(&mut fields, Field::Address, &config.languages);
    let phone = fields.phone(Field::Phone);
    let position = position(&mut fields);
    let hours = fields.hours(Field::Hours);
    let main = fields.flag(Field::Main);
    let from = fields.date(Field::From);
    let until = fields.date(Field::Until);
    if let (Some(first), Some(last), Some(cell)) = (from, until, fields.text(Field::Until))
        && last < first
    {
        let order = Diagnostic::new(Code::UntilBeforeFrom, cell.place()).found(cell.text);
        fields.report(order.arg("from", first));
    }
    let note = words(&mut fields, Field::Note, &config.languages);
    let id_unread = id.is_none() && row.text(Field::Id).is_some();
    let known = Known { id: id.clone(), commune: commune.clone(), main, id_unread };
    if fields.failed() {
        return Err(known);
    }
    let (Some(commune), Some(name)) = (commune, name) else { return Err(known) };
    // The id equal to the commune's code is the commune's own; a code that went into the commune may still hang there.
    let of_other = id.as_ref().and_then(PointId::as_commune).filter(|code| *code != commune);
    if let (Some(code), Some(cell)) =
        (of_other.filter(|code| !register.leads_to(code, &commune)), row.text(Field::Id))
    {
        let offered = format!("{commune}-2");
        let bad = Diagnostic::new(Code::PointIdOfCommune, cell.place()).found(code.as_str());
        diagnostics.push(bad.arg("commune", commune.as_str()).expected([offered]));
        return Err(Known { id: None, id_unread: true, ..known });
    }
    let own = commune.own_point();
    let names_own = id.as_ref() == Some(&own);
    let id = id.filter(|id| *id != own);
    Ok(Point {
        id,
        names_own,
        commune,
        name,
        address,
        phone,
        position,
        hours,
        main,
        from,
        until,
        note,
        taken: None,
        place: row.place(),
    })
}

/// Latitude and longitude; one without the other is no position, and is said.
pub(super) fn position(fields: &mut Fields<'_, '_>) -> Option<(Coordinate, Coordinate)> {
    let cells = (fields.text(Field::Lat), fields.text(Field::Lon));
    let lat = fields.latitude();
    // Two cells the wrong way round are one mistake.
    let swapped = |cell: Option<Cell<'_>>, axis| {
        cell.is_some_and(|cell| parse_coordinate(cell.text, axis) == Err(CoordinateProblem::Swapped))
    };
    if swapped(cells.0, Axis::Latitude) && swapped(cells.1, Axis::Longitude) {
        return None;
    }
    let lon = fields.longitude();
    let alone = match cells {
        (Some(cell), None) | (None, Some(cell)) => Some(cell),
        _ => None,
    };
    if let Some(cell) = alone {
        fields.report(Diagnostic::new(Code::HalfPosition, cell.place()).found(cell.text));
    }
    lat.zip(lon)
}

/// The commune of a row, by code, by name, or by both where they agree. A former name leads to its only successor with
/// a warning.
pub(super) fn commune(fields: &mut Fields<'_, '_>, register: &Register) -> Option<CommuneCode> {
    let named = named(fields, register, Code::CommuneSplit)?;
    if let Some(cell) = named.former {
        let former = Diagnostic::new(Code::FormerName, cell.place()).found(cell.text);
        let name = register.get(&named.code).map(Commune::source_name);
        fields.report(former.arg("code", named.code.as_str()).expected(name));
    }
    Some(named.code)
}

/// The commune that a row names.
pub(super) struct Named<'t> {
    pub code: CommuneCode,
    /// The first cell that names it by a former name or a dead code.
    pub former: Option<Cell<'t>>,
}

/// The commune of a row, with the cell that names it by what is no longer in force. Reports what cannot be understood;
/// a commune that was split under the code `split`.
pub(super) fn named<'t>(fields: &mut Fields<'t, '_>, register: &Register, split: Code) -> Option<Named<'t>> {
    let mut cells: Vec<Cell<'t>> =
        [Field::Code, Field::Commune].into_iter().filter_map(|field| fields.text(field)).collect();
    // The code decides, in whichever column it stands; the name has to agree.
    cells.sort_by_key(|cell| CommuneCode::parse(cell.text).is_none());
    let Some((cell, others)) = cells.split_first() else {
        let place = fields.row().place();
        fields.report(Diagnostic::new(Code::NoCommune, place));
        return None;
    };
    let mut named = understood(fields, register, *cell, split)?;
    for other in others {
        match bearing(register, &named.code, other.text) {
            Ok(Bearing::Now) => {}
            Ok(Bearing::Before) => named.former = named.former.or(Some(*other)),
            Err(problem) => {
                let name = register.get(&named.code).map(Commune::source_name);
                let told = Diagnostic::new(problem, other.place()).found(other.text);
                fields.report(match problem {
                    Code::UnknownCommune => told.nearest(name),
                    _ => told.arg("code", cell.text).expected(name),
                });
                return None;
            }
        }
    }
    Some(named)
}

/// How a commune that is known by its code has the name beside it. A name that fits several agrees with each of them; a
/// name in force elsewhere is not taken for a former one.
fn bearing(register: &Register, code: &CommuneCode, text: &str) -> Result<Bearing, Code> {
    let disagree = Code::CodeAndNameDisagree;
    match register.find(text) {
        Meaning::Current(own) if own == *code => Ok(Bearing::Now),
        Meaning::Former(own) if own == *code => Ok(Bearing::Before),
        Meaning::Dead(into) if into.contains(code) => Ok(Bearing::Before),
        Meaning::Several(codes) | Meaning::Split(codes) if codes.contains(code) => {
            register.bearing(code, text).ok_or(disagree)
        }
        Meaning::Unknown(_) => Err(Code::UnknownCommune),
        _ => Err(disagree),
    }
}

fn understood<'t>(
    fields: &mut Fields<'t, '_>,
    register: &Register,
    cell: Cell<'t>,
    split: Code,
) -> Option<Named<'t>> {
    let labels = |codes: &[CommuneCode]| codes.iter().map(|code| register.label(code)).collect::<Vec<_>>();
    let found = |code: Code| Diagnostic::new(code, cell.place()).found(cell.text);
    match register.find(cell.text) {
        Meaning::Current(code) => return Some(Named { code, former: None }),
        Meaning::Former(code) => return Some(Named { code, former: Some(cell) }),
        Meaning::Dead(into) => match &into[..] {
            // The register is wrong, which check reports.
            [] => return None,
            [only] => return Some(Named { code: only.clone(), former: Some(cell) }),
            _ => fields.report(found(split).expected(labels(&into))),
        },
        Meaning::Split(codes) => fields.report(found(split).expected(labels(&codes))),
        Meaning::Several(codes) => fields.report(found(Code::CommuneAmbiguous).expected(labels(&codes))),
        Meaning::Unknown(near) => {
            // A spreadsheet took the code for a number: it dropped the zeros, or added decimals.
            let spoilt = match parse_commune_code(cell.text) {
                Err(CodeProblem::Zeros { offer }) => Some((Code::CodeZeros, offer)),
                Err(CodeProblem::Decimal { offer }) => Some((Code::CodeDecimal, offer)),
                _ => None,
            };
            let is_known =
                |offer: &str| CommuneCode::parse(offer).is_some_and(|code| register.get(&code).is_some());
            let told = match spoilt.filter(|(_, offer)| is_known(offer)) {
                Some((code, offer)) => found(code).expected([offer.as_str()]).arg("offer", offer),
                None => found(Code::UnknownCommune).nearest(near),
            };
            fields.report(told);
        }
    }
    None
}

/// Beside further points the commune's own one is its main point: the row with the commune's code as id, or the only row
/// without an id; unless another point is the main one.
fn make_own_main(rows: &mut [Point]) {
    let mut of: BTreeMap<CommuneCode, Vec<usize>> = BTreeMap::new();
    for (index, point) in rows.iter().enumerate() {
        of.entry(point.commune.clone()).or_default().push(index);
    }
    for indexes in of.into_values().filter(|indexes| indexes.len() > 1) {
        let own = indexes.iter().filter(|index| {
            let point = &rows[**index];
            let others = || indexes.iter().filter(|other| other != index).map(|other| &rows[*other]);
            let is_rival = |other: &Point| {
                other.overlaps(point) && (other.main || (other.names_own && other.id.is_none()))
            };
            let is_own = point.names_own || others().all(|other| other.id.is_some());
            point.id.is_none() && is_own && !others().any(is_rival)
        });
        let own: Vec<usize> = own.copied().collect();
        own.into_iter().for_each(|index| rows[index].main = true);
    }
}

/// Every row of an id that stands twice.
fn set_aside_ids_of_others(rows: &[Point], bad: &mut [bool], diagnostics: &mut Diagnostics) {
    let mut by_id: BTreeMap<&PointId, Vec<usize>> = BTreeMap::new();
    for (index, point) in rows.iter().enumerate() {
        if let Some(id) = &point.id {
            by_id.entry(id).or_default().push(index);
        }
    }
    for (id, indexes) in by_id.into_iter().filter(|(_, indexes)| indexes.len() > 1) {
        for index in &indexes {
            let other = indexes.iter().find(|other| *other != index);
            let mut twice =
                Diagnostic::new(Code::PointIdTwice, rows[*index].place.clone()).found(id.as_str());
            if let Some(other) = other {
                twice = twice.related(rows[*other].place.clone());
            }
            diagnostics.push(twice);
            bad[*index] = true;
        }
    }
}

/// Main points of one commune whose periods share a day. An accepted row stays beside one kept by hand.
fn set_aside_two_main(rows: &[Point], bad: &mut [bool], diagnostics: &mut Diagnostics) {
    let main: Vec<usize> = (0..rows.len()).filter(|index| rows[*index].main && !bad[*index]).collect();
    let mut of: BTreeMap<&CommuneCode, Vec<usize>> = BTreeMap::new();
    for index in &main {
        of.entry(&rows[*index].commune).or_default().push(*index);
    }
    for index in &main {
        let point = &rows[*index];
        let rivals = of.get(&point.commune).into_iter().flatten();
        let mut rivals = rivals.filter(|other| point.taken.is_none() || rows[**other].taken.is_some());
        let other = rivals.find(|other| **other != *index && rows[**other].overlaps(point));
        if let Some(other) = other {
            let two = Diagnostic::new(Code::TwoMainPoints, point.place.clone()).found(point.commune.as_str());
            diagnostics.push(two.related(rows[*other].place.clone()));
            bad[*index] = true;
        }
    }
}

/// Rows without an id that are neither the commune's only point nor, by [`make_own_main`] among others, its main one.
/// Accepted rows have one, be it the commune's.
fn set_aside_without_id(rows: &[Point], bad: &mut [bool], ledger: &Ledger, diagnostics: &mut Diagnostics) {
    let mut count: BTreeMap<&CommuneCode, usize> = BTreeMap::new();
    for point in rows {
        *count.entry(&point.commune).or_default() += 1;
    }
    let ids = rows.iter().filter_map(|point| point.id.as_ref());
    let mut taken: BTreeSet<String> = ids.chain(ledger.ids()).map(PointId::to_string).collect();
    let mut next: BTreeMap<&CommuneCode, u32> = BTreeMap::new();
    for (index, point) in rows.iter().enumerate() {
        let only = count.get(&point.commune).is_some_and(|count| *count == 1);
        if point.id.is_some() || point.taken.is_some() || point.main || only || bad[index] {
            continue;
        }
        // Numbers below were found taken for the row before.
        let next = next.entry(&point.commune).or_insert(2);
        let id = |number: u32| format!("{}-{number}", point.commune);
        *next = (*next..u32::MAX).find(|number| !taken.contains(&id(*number))).unwrap_or(u32::MAX);
        let free = id(*next);
        diagnostics.push(Diagnostic::new(Code::PointNeedsId, point.place.clone()).expected([free.as_str()]));
        taken.insert(free);
        bad[index] = true;
    }
}
