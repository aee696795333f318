//! What each table may have for columns, in English and Vietnamese, and which it must have (contract, section 5).
//!
//! Finding the columns in a file is left to [`super::header`].

use std::collections::BTreeMap;

use crate::text::fold;

/// A field of a record; tables share the fields that mean the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Address,
    Approx,
    AsUnit,
    Audience,
    /// The commune's code. In points, schedules and progress the column beside, or in place of, [`Field::Commune`].
    Code,
    /// The commune by code or name.
    Commune,
    CorrectionBy,
    Date,
    End,
    Formerly,
    From,
    Group,
    Hamlets,
    Hours,
    Id,
    Indicator,
    Kind,
    Lat,
    Lon,
    Main,
    Missing,
    MovedTo,
    Name,
    Note,
    OverrideUntil,
    Phone,
    Place,
    Point,
    Providers,
    Province,
    ProvinceCode,
    Reason,
    Source,
    Start,
    Status,
    Successor,
    Until,
    Value,
    Weekdays,
}

impl Field {
    pub(super) const COUNT: usize = Field::Weekdays as usize + 1;
}

/// A column: the field it fills and the headers that mean it.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub field: Field,
    pub english: &'static str,
    pub vietnamese: &'static [&'static str],
    /// Words, which may also stand in columns `english_TAG`, one per language.
    pub words: bool,
}

/// One thing that a table must have: all columns of one of the choices.
#[derive(Clone, Copy, Debug)]
pub struct Need(pub &'static [Choice]);

#[derive(Clone, Copy, Debug)]
pub enum Choice {
    Columns(&'static [Field]),
    /// At least one of the columns that the site names.
    Extra,
}

/// A column that the site names rather than loa: a denominator of the communes, an indicator of progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extra {
    pub id: String,
    /// Its names in all languages of the site, which are headers too.
    pub names: Vec<String>,
    /// Whether it holds shares rather than counts.
    pub is_share: bool,
}

/// What a table may hold and must hold.
#[derive(Clone, Debug)]
pub struct TableSpec {
    pub columns: &'static [Column],
    pub needs: &'static [Need],
    pub extras: Vec<Extra>,
    /// What each header means, by [`header_form`].
    known: BTreeMap<String, Target>,
}

/// What a header means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Field(Field),
    /// By the place in [`TableSpec::extras`].
    Extra(usize),
}

impl TableSpec {
    /// The register of communes; `denominators` are columns of it.
    pub fn communes(denominators: Vec<Extra>) -> TableSpec {
        TableSpec::new(COMMUNES, COMMUNES_NEED, denominators)
    }

    pub fn points() -> TableSpec {
        TableSpec::new(POINTS, POINTS_NEED, Vec::new())
    }

    pub fn schedules() -> TableSpec {
        TableSpec::new(SCHEDULES, SCHEDULES_NEED, Vec::new())
    }

    /// Progress; each of `indicators` may have a column of its own.
    pub fn progress(indicators: Vec<Extra>) -> TableSpec {
        TableSpec::new(PROGRESS, PROGRESS_NEED, indicators)
    }

    fn new(columns: &'static [Column], needs: &'static [Need], mut extras: Vec<Extra>) -> TableSpec {
        let mut known = BTreeMap::new();
        for column in columns {
            for name in column.names() {
                known.entry(header_form(name)).or_insert(Target::Field(column.field));
            }
        }
        for (index, extra) in extras.iter_mut().enumerate() {
            // The only denominator that has a Vietnamese header whatever the site calls it.
            if extra.id == "adults" {
                extra.names.push("dân số trưởng thành".to_owned());
            }
            for name in std::iter::once(&extra.id).chain(&extra.names) {
                known.entry(header_form(name)).or_insert(Target::Extra(index));
            }
        }
        known.remove("");
        TableSpec { columns, needs, extras, known }
    }

    /// What a header means, in the form of [`header_form`].
    pub(super) fn target(&self, form: &str) -> Option<Target> {
        self.known.get(form).copied()
    }

    pub(super) fn column(&self, field: Field) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.field == field)
    }

    /// All headers, those that the site names first, and Vietnamese ones first in each column.
    pub(super) fn headers<'s>(&'s self) -> impl Iterator<Item = &'s str> {
        let fixed = self.columns.iter().flat_map(Column::names).map(|name| -> &'s str { name });
        let named = self.extras.iter().flat_map(|extra| extra.names.iter().chain([&extra.id]));
        named.map(String::as_str).chain(fixed)
    }
}

impl Column {
    /// The Vietnamese names, then the English one.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.vietnamese.iter().copied().chain([self.english])
    }
}

/// The form in which headers are compared: [`fold`], and signs as blanks. `Xã / Phường (*)` is `xa phuong`.
pub fn header_form(header: &str) -> String {
    let mut form = String::with_capacity(header.len());
    for c in fold(header).chars() {
        if c.is_alphanumeric() {
            form.push(c);
        } else if !form.is_empty() && !form.ends_with(' ') {
            form.push(' ');
        }
    }
    form.truncate(form.trim_end().len());
    form
}

const fn column(field: Field, english: &'static str, vietnamese: &'static [&'static str]) -> Column {
    Column { field, english, vietnamese, words: false }
}

const fn words(field: Field, english: &'static str, vietnamese: &'static [&'static str]) -> Column {
    Column { field, english, vietnamese, words: true }
}

const CODE: Column = column(Field::Code, "code", &["mã xã", "mã ĐVHC", "mã"]);
/// `tên xã` is the name of a commune wherever a record is not the commune itself.
const COMMUNE: Column = column(
    Field::Commune,
    "commune",
    &["xã", "xã/phường", "đơn vị", "tên xã", "phường/xã", "xã/phường/đặc khu", "tên xã/phường"],
);
const NOTE: Column = words(Field::Note, "note", &["ghi chú"]);
const PHONE: Column = column(Field::Phone, "phone", &["điện thoại", "số điện thoại"]);
const LAT: Column = column(Field::Lat, "lat", &[]);
const LON: Column = column(Field::Lon, "lon", &[]);
const ID: Column = column(Field::Id, "id", &[]);
const UNTIL: Column = column(Field::Until, "until", &["đến ngày"]);
const REASON: Column = words(Field::Reason, "reason", &["lý do"]);

const COMMUNES: &[Column] = &[
    CODE,
    words(Field::Name, "name", &["tên", "tên xã"]),
    column(Field::Kind, "kind", &["loại"]),
    column(Field::ProvinceCode, "province_code", &["mã tỉnh"]),
    words(Field::Province, "province", &["tỉnh", "tỉnh/thành phố"]),
    column(Field::Hamlets, "hamlets", &["số ấp", "số thôn", "số tổ dân phố"]),
    PHONE,
    LAT,
    LON,
    column(Field::Formerly, "formerly", &[]),
    column(Field::Successor, "successor", &[]),
];
const COMMUNES_NEED: &[Need] = &[
    Need(&[Choice::Columns(&[Field::Code])]),
    Need(&[Choice::Columns(&[Field::Name])]),
    Need(&[Choice::Columns(&[Field::Kind])]),
    Need(&[Choice::Columns(&[Field::ProvinceCode])]),
];

const POINTS: &[Column] = &[
    COMMUNE,
    CODE,
    words(Field::Name, "name", &["tên"]),
    ID,
    words(Field::Address, "address", &["địa chỉ"]),
    PHONE,
    LAT,
    LON,
    column(Field::Hours, "hours", &["giờ làm việc", "giờ mở cửa"]),
    column(Field::Main, "main", &["điểm chính"]),
    column(Field::From, "from", &["từ ngày"]),
    UNTIL,
    NOTE,
];
const POINTS_NEED: &[Need] = &[NEEDS_COMMUNE, Need(&[Choice::Columns(&[Field::Name])])];

const SCHEDULES: &[Column] = &[
    column(Field::Date, "date", &["ngày", "từ ngày"]),
    column(Field::Start, "start", &["giờ bắt đầu", "từ giờ", "bắt đầu", "giờ"]),
    COMMUNE,
    CODE,
    column(Field::Point, "point", &["điểm"]),
    column(Field::End, "end", &["giờ kết thúc", "đến giờ", "kết thúc"]),
    words(Field::Place, "place", &["địa điểm"]),
    words(Field::Audience, "audience", &["đối tượng"]),
    column(Field::Providers, "providers", &["đơn vị cung cấp", "doanh nghiệp"]),
    NOTE,
    ID,
    UNTIL,
    column(Field::Weekdays, "weekdays", &["thứ"]),
    column(Field::Status, "status", &["trạng thái"]),
    REASON,
    words(Field::MovedTo, "moved_to", &["chuyển đến"]),
];
const SCHEDULES_NEED: &[Need] = &[
    Need(&[Choice::Columns(&[Field::Date])]),
    Need(&[Choice::Columns(&[Field::Start])]),
    Need(&[
        Choice::Columns(&[Field::Commune]),
        Choice::Columns(&[Field::Code]),
        Choice::Columns(&[Field::Point]),
    ]),
];

const PROGRESS: &[Column] = &[
    column(Field::Date, "date", &["ngày", "ngày báo cáo"]),
    COMMUNE,
    CODE,
    column(Field::Indicator, "indicator", &["chỉ tiêu"]),
    column(Field::Value, "value", &["giá trị", "số lượng", "lũy kế"]),
    words(
        Field::Group,
        "group",
        &["nhóm", "hội", "ấp", "thôn", "khu phố", "tổ dân phố", "khóm", "buôn", "đoàn thể", "hội, đoàn thể"],
    ),
    column(Field::Approx, "approx", &["ước chừng"]),
    column(Field::Missing, "missing", &["còn thiếu"]),
    column(Field::AsUnit, "as_unit", &["tên đơn vị cũ"]),
    words(Field::Source, "source", &["nguồn"]),
    column(Field::CorrectionBy, "correction_by", &["người đính chính", "người sửa"]),
    REASON,
    column(Field::OverrideUntil, "override_until", &["chấp nhận đến ngày", "chấp nhận đến"]),
];
const PROGRESS_NEED: &[Need] = &[
    Need(&[Choice::Columns(&[Field::Date])]),
    NEEDS_COMMUNE,
    Need(&[Choice::Columns(&[Field::Indicator, Field::Value]), Choice::Extra]),
];

const NEEDS_COMMUNE: Need = Need(&[Choice::Columns(&[Field::Commune]), Choice::Columns(&[Field::Code])]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_header_means_two_things_in_one_table() {
        let specs = [
            TableSpec::communes(vec![]),
            TableSpec::points(),
            TableSpec::schedules(),
            TableSpec::progress(vec![]),
        ];
        for spec in specs {
            for column in spec.columns {
                for name in column.names() {
                    assert_eq!(spec.target(&header_form(name)), Some(Target::Field(column.field)), "{name}");
                }
            }
        }
    }

    #[test]
    fn headers_are_compared_without_case_tones_blanks_and_signs() {
        let cases = [
            ("  XÃ  /  PHƯỜNG ", "xa phuong"),
            ("province_code", "province code"),
            ("Mã ĐVHC", "ma dvhc"),
            ("Ngày*", "ngay"),
            ("___", ""),
            ("\u{feff}Thứ:", "thu"),
        ];
        for (header, form) in cases {
            assert_eq!(header_form(header), form);
        }
    }

    #[test]
    fn adults_have_their_vietnamese_header() {
        let extras = vec![
            Extra { id: "quota".into(), names: vec![], is_share: false },
            Extra { id: "adults".into(), names: vec!["Người lớn".into()], is_share: false },
        ];
        let spec = TableSpec::communes(extras);
        assert_eq!(spec.target("dan so truong thanh"), Some(Target::Extra(1)));
        assert_eq!(spec.target("nguoi lon"), Some(Target::Extra(1)));
        assert_eq!(spec.target("quota"), Some(Target::Extra(0)));
    }
}
