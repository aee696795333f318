//! Registration points: where residents go, and the ids that codes carry (contract, sections 5 and 6).
//!
//! What the page behind a code says on a day is left to [`crate::landing`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::CommuneCode;
use super::PointId;
use super::config::Config;
use super::ledger::Ledger;
use super::register::Meaning;
use super::register::Register;
use super::register::words;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::lang::Localized;
use crate::lang::Words;
use crate::read::Sources;
use crate::source::Place;
use crate::tables::Field;
use crate::tables::Fields;
use crate::tables::Row;
use crate::tables::TableSpec;
use crate::tables::value::coordinate::Coordinate;
use crate::tables::value::hours::Hours;

/// All points whose rows were taken, in the order of commune and row.
#[derive(Debug, Default)]
pub struct Points {
    list: Vec<Point>,
    by_commune: BTreeMap<CommuneCode, Vec<usize>>,
    by_id: BTreeMap<PointId, usize>,
    set_aside: SetAside,
}

/// What is known of the rows that were set aside: enough to tell which ids are not gone, however little of a row could
/// be read.
#[derive(Debug, Default)]
struct SetAside {
    ids: BTreeSet<PointId>,
    /// Communes of such rows.
    communes: BTreeSet<CommuneCode>,
    /// Communes with such a row that has no readable id: it may be any of their points.
    unnamed: BTreeSet<CommuneCode>,
    /// Communes with such a row that is or may be their main point.
    main: BTreeSet<CommuneCode>,
    /// Whether a row, or a whole file, was set aside of which not even the commune is known.
    anywhere: bool,
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
    /// First day; none where it is there from the campaign's start.
    pub from: Option<Date>,
    /// Last day, inclusive.
    pub until: Option<Date>,
    pub note: Option<Localized<Words>>,
    pub place: Place,
}

impl Point {
    /// The id whose page shows the point: its own, else the commune's.
    pub fn page_id(&self) -> PointId {
        self.id.clone().unwrap_or_else(|| self.commune.own_point())
    }

    /// Whether its period holds the day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    fn overlaps(&self, other: &Point) -> bool {
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

    /// Whether a row that was set aside is, or may be, the row of this id: then the point is not gone. `commune` is
    /// the id's commune in the ledger.
    pub fn is_set_aside(&self, id: &PointId, commune: Option<&CommuneCode>) -> bool {
        let SetAside { ids, communes, unnamed, main: _, anywhere } = &self.set_aside;
        *anywhere
            || ids.contains(id)
            || commune.is_some_and(|code| unnamed.contains(code))
            || id.as_commune().is_some_and(|code| communes.contains(&code))
    }

    /// Whether a row of the commune was set aside.
    pub fn has_set_aside(&self, commune: &CommuneCode) -> bool {
        self.set_aside.communes.contains(commune)
    }

    /// Whether a row that was set aside is, or may be, the commune's main point.
    pub fn main_is_set_aside(&self, commune: &CommuneCode) -> bool {
        self.set_aside.main.contains(commune)
    }

    /// Every id that the rows ask a code for, with its commune: each own id, and the own code of each commune that
    /// has a point.
    pub fn codes(&self) -> BTreeMap<PointId, CommuneCode> {
        let own = self.by_commune.keys().map(|commune| (commune.own_point(), commune.clone()));
        let ids = self.list.iter().filter_map(|point| Some((point.id.clone()?, point.commune.clone())));
        own.chain(ids).collect()
    }
}

/// Reads the points. Bad rows are set aside, each with its reason.
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
    for file in &sources.points {
        let (table, told) = crate::tables::read_csv(&file.path, &file.bytes, &spec);
        diagnostics.extend(told);
        // Of a file that cannot be read, every row is set aside.
        points.set_aside.anywhere |= table.is_none();
        for row in table.iter().flat_map(crate::tables::Table::rows) {
            match resolve_row(row, config, register, diagnostics) {
                Ok(point) => rows.push(point),
                Err(known) => points.set_aside.add(known),
            }
        }
    }
    let mut bad = vec![false; rows.len()];
    set_aside_ids_of_others(&rows, &mut bad, diagnostics);
    set_aside_two_main(&rows, &mut bad, diagnostics);
    set_aside_without_id(&rows, &mut bad, ledger, diagnostics);
    for (point, bad) in rows.into_iter().zip(bad) {
        if bad {
            let own = point.main || point.id.is_none();
            let id = point.id.or_else(|| Some(point.commune.own_point()));
            points.set_aside.add(Known { id, commune: Some(point.commune), own });
            continue;
        }
        let index = points.list.len();
        points.by_commune.entry(point.commune.clone()).or_default().push(index);
        if let Some(id) = &point.id {
            points.by_id.insert(id.clone(), index);
        }
        points.list.push(point);
    }
    points
}

/// What is known of a row that was set aside.
struct Known {
    /// The row's id; the commune's own where the cell is empty. None where it cannot be read.
    id: Option<PointId>,
    commune: Option<CommuneCode>,
    /// Whether the commune's own page may show it.
    own: bool,
}

impl SetAside {
    fn add(&mut self, known: Known) {
        let Known { id, commune, own } = known;
        let commune = commune.or_else(|| id.as_ref().and_then(PointId::as_commune));
        if let Some(code) = &commune {
            self.communes.insert(code.clone());
            if id.is_none() {
                self.unnamed.insert(code.clone());
            }
            if own || id.as_ref() == Some(&code.own_point()) {
                self.main.insert(code.clone());
            }
        }
        self.anywhere |= id.is_none() && commune.is_none();
        self.ids.extend(id);
    }
}

fn resolve_row(
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
    let phone = fields.text(Field::Phone).map(|cell| cell.text.to_owned());
    let position = fields.latitude().zip(fields.longitude());
    let hours = fields.hours(Field::Hours);
    let main = fields.flag(Field::Main);
    let from = fields.date(Field::From);
    let until = fields.date(Field::Until);
    if let (Some(first), Some(last), Some(cell)) = (from, until, fields.text(Field::Until))
        && last < first
    {
        let order = Diagnostic::new(Code::UntilBeforeFrom, cell.place()).found(cell.text);
        fields.report(order.arg("from", first.to_string()));
    }
    let note = words(&mut fields, Field::Note, &config.languages);
    let own = main || fields.text(Field::Id).is_none() || fields.text(Field::Main).is_some();
    let unreadable = id.is_none() && fields.text(Field::Id).is_some();
    let failed = fields.failed();
    let (Some(commune), Some(name), false) = (&commune, name, failed) else {
        let id = id.or_else(|| commune.as_ref().filter(|_| !unreadable).map(CommuneCode::own_point));
        return Err(Known { id, commune, own });
    };
    let commune = commune.clone();
    // The id equal to the commune's code is the commune's own.
    let id = id.filter(|id| *id != commune.own_point());
    Ok(Point {
        id,
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
        place: row.place(),
    })
}

/// The commune of a row, by code, by name, or by both where they agree. A former name leads to its only successor with
/// a warning.
pub(super) fn commune(fields: &mut Fields<'_, '_>, register: &Register) -> Option<CommuneCode> {
    let cells = [fields.text(Field::Code), fields.text(Field::Commune)];
    let [by_code, by_name] = cells;
    let Some(cell) = by_code.or(by_name) else {
        let place = fields.row().place();
        fields.report(Diagnostic::new(Code::NoCommune, place));
        return None;
    };
    let found = understood(fields, register, cell.text, cell.place())?;
    if let (Some(_), Some(name)) = (by_code, by_name) {
        let other = understood(fields, register, name.text, name.place())?;
        if other != found {
            let place = name.place();
            let right =
                register.get(&found).map(|commune| commune.name.iter().map(|(_, words)| words.text.clone()));
            let disagree =
                Diagnostic::new(Code::CodeAndNameDisagree, place).found(name.text).arg("code", cell.text);
            fields.report(disagree.expected(right.into_iter().flatten().take(1)));
            return None;
        }
    }
    Some(found)
}

fn understood(
    fields: &mut Fields<'_, '_>,
    register: &Register,
    text: &str,
    place: Place,
) -> Option<CommuneCode> {
    match register.find(text) {
        Meaning::Current(code) => Some(code),
        Meaning::Former(code) => {
            let name = register.get(&code).map(|commune| commune.name.iter().map(|(_, w)| w.text.clone()));
            let former = Diagnostic::new(Code::FormerName, place).found(text).arg("code", code.as_str());
            fields.report(former.expected(name.into_iter().flatten().take(1)));
            Some(code)
        }
        Meaning::Dead(into) => match &into[..] {
            [only] => {
                let dead = Diagnostic::new(Code::FormerName, place).found(text).arg("code", only.as_str());
                fields.report(dead.expected([only.as_str()]));
                Some(only.clone())
            }
            _ => {
                let codes: Vec<&str> = into.iter().map(CommuneCode::as_str).collect();
                fields.report(Diagnostic::new(Code::CommuneSplit, place).found(text).expected(codes));
                None
            }
        },
        Meaning::Several(codes) => {
            let codes: Vec<&str> = codes.iter().map(CommuneCode::as_str).collect();
            fields.report(Diagnostic::new(Code::CommuneAmbiguous, place).found(text).expected(codes));
            None
        }
        Meaning::Unknown(near) => {
            fields.report(Diagnostic::new(Code::UnknownCommune, place).found(text).nearest(near));
            None
        }
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

/// Main points of one commune whose periods share a day.
fn set_aside_two_main(rows: &[Point], bad: &mut [bool], diagnostics: &mut Diagnostics) {
    let main: Vec<usize> = (0..rows.len()).filter(|index| rows[*index].main && !bad[*index]).collect();
    for index in &main {
        let point = &rows[*index];
        let other = main.iter().find(|other| {
            let other = &rows[**other];
            !std::ptr::eq(other, point) && other.commune == point.commune && other.overlaps(point)
        });
        if let Some(other) = other {
            let two = Diagnostic::new(Code::TwoMainPoints, point.place.clone()).found(point.commune.as_str());
            diagnostics.push(two.related(rows[*other].place.clone()));
            bad[*index] = true;
        }
    }
}

/// Rows without an id that are neither the commune's only point nor its main one.
fn set_aside_without_id(rows: &[Point], bad: &mut [bool], ledger: &Ledger, diagnostics: &mut Diagnostics) {
    let mut count: BTreeMap<&CommuneCode, usize> = BTreeMap::new();
    for point in rows {
        *count.entry(&point.commune).or_default() += 1;
    }
    let mut offered: BTreeSet<String> = BTreeSet::new();
    for (index, point) in rows.iter().enumerate() {
        let only = count.get(&point.commune).is_some_and(|count| *count == 1);
        if point.id.is_some() || point.main || only || bad[index] {
            continue;
        }
        let taken = |id: &str| {
            offered.contains(id)
                || rows.iter().any(|other| other.id.as_ref().is_some_and(|other| other.as_str() == id))
                || ledger.ids().into_iter().any(|other| other.as_str() == id)
        };
        let free = (2..).map(|number: u32| format!("{}-{number}", point.commune)).find(|id| !taken(id));
        let free = free.unwrap_or_default();
        diagnostics.push(Diagnostic::new(Code::PointNeedsId, point.place.clone()).expected([free.as_str()]));
        offered.insert(free);
        bad[index] = true;
    }
}
