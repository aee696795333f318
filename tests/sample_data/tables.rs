//! The generated tables of the sample campaign: its register, its points, its schedules and most of its figures.
//!
//! Names, codes, positions and former units come from `data/`; days and places of Tân Hưng's and Tân Triều's campaign come
//! from their documents (`docs/sources.md`). **Everything else is made up from a seed**: residents, quotas, hours,
//! addresses, evenings in hamlets, figures. The same program gives the same bytes on every machine. The tables of Tân
//! Triều, Sầm Sơn, Lý Sơn and phường Quảng Châu are kept by hand.
//!
//! Writing and comparing the files is left to `tests/sample_data.rs`.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::civil::Weekday;
use jiff::civil::date;
use rust_xlsxwriter::DocProperties;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::FormatAlign;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::Worksheet;

use crate::support::vietnam::Row;
use crate::support::vietnam::Vietnam;

/// Thanh Hóa, Hà Tĩnh, Quảng Ngãi, Đồng Nai.
pub const PROVINCES: &[&str] = &["38", "42", "51", "75"];

const DONG_NAI: &str = "75";
const TAN_HUNG: &str = "25345";
const TAN_TRIEU: &str = "26188";
const LY_SON: &str = "21548";
const SAM_SON: &str = "16531";

/// The hamlets of xã Tân Hưng; their names are not in the document.
pub const HAMLETS: u64 = 25;

/// What is known of the communes that have a document in the sample. The figures of Tân Triều stood in the sample before
/// it was generated; no source gives any of them.
const CHOSEN: &[(&str, People)] = &[
    (TAN_TRIEU, People { residents: 55_600, adults: 40_000, quota: 19_500 }),
    (TAN_HUNG, People { residents: 33_600, adults: 24_000, quota: 12_000 }),
    (LY_SON, People { residents: 22_400, adults: 16_200, quota: 0 }),
    (SAM_SON, People { residents: 84_000, adults: 60_000, quota: 0 }),
];

/// The first day of the campaign.
const FIRST: Date = date(2025, 10, 1);

/// The last day of which there are figures: the day before the sample's today.
const LAST: Date = date(2025, 10, 19);

/// Paths below `content/`, and what the files hold.
pub fn files() -> Vec<(&'static str, Vec<u8>)> {
    let rows = Vietnam::read().of_provinces(PROVINCES).rows();
    let communes: Vec<Commune> =
        rows.iter().filter(|row| row.successor.is_empty()).map(Commune::new).collect();
    let of = |province: &str| -> Vec<&Commune> {
        communes.iter().filter(|commune| commune.province_code == province).collect()
    };
    let dong_nai = of(DONG_NAI);
    vec![
        ("communes.csv", register(&rows, &communes)),
        ("points.csv", points(&communes)),
        ("schedules/dong-nai.csv", desks(&dong_nai)),
        ("schedules/dong-nai-luu-dong.csv", mobile_sessions(&dong_nai)),
        ("schedules/tan-hung.xlsx", schedule_of_tan_hung()),
        ("progress/dong-nai.csv", progress(&dong_nai, &Rhythm::DONG_NAI)),
        ("progress/ha-tinh.csv", progress(&of("42"), &Rhythm::HA_TINH)),
        ("progress/quang-ngai.csv", progress(&of("51"), &Rhythm::QUANG_NGAI)),
        ("progress/thanh-hoa.csv", progress(&of("38"), &Rhythm::THANH_HOA)),
        ("progress/tan-hung.xlsx", progress_of_tan_hung()),
    ]
}

/// A commune in force, with its numbers.
struct Commune {
    code: String,
    /// With its kind: `Phường Tân Triều`.
    name: String,
    name_en: String,
    province_code: String,
    province: String,
    province_en: String,
    people: People,
}

/// How many live in a commune. Made up, and round, as made up figures should be.
#[derive(Clone, Copy)]
struct People {
    residents: u64,
    adults: u64,
    /// How many are to be registered in the campaign; 0 where none is set.
    quota: u64,
}

impl Commune {
    fn new(row: &Row) -> Commune {
        let chosen = CHOSEN.iter().find(|(code, _)| *code == row.code).map(|(_, people)| *people);
        Commune {
            code: row.code.clone(),
            name: row.name.clone(),
            name_en: in_english(&row.name),
            province_code: row.province_code.clone(),
            province: row.province.clone(),
            province_en: in_english(&row.province),
            people: chosen.unwrap_or_else(|| People::of(row)),
        }
    }

    fn is_ward(&self) -> bool {
        self.name.starts_with("Phường")
    }
}

impl People {
    fn of(row: &Row) -> People {
        let mut random = Random::new("people", &row.code);
        let hundreds = match row.kind.as_str() {
            "phường" => random.between(180, 620),
            _ => random.between(50, 240),
        };
        let adults = hundreds * 100;
        let residents = adults * random.between(136, 146) / 100 / 50 * 50;
        // Half of the adults, or a little less: what a province asks of its communes.
        let quota =
            if row.province_code == DONG_NAI { adults * random.between(44, 50) / 100 / 50 * 50 } else { 0 };
        People { residents, adults, quota }
    }
}

/// `Tân Triều Ward` for `Phường Tân Triều`.
fn in_english(name: &str) -> String {
    let kinds = [
        ("Phường ", "Ward"),
        ("Xã ", "Commune"),
        ("Đặc khu ", "Special Zone"),
        ("Thị trấn ", "Township"),
        // As one of the sources writes it.
        ("Thị Trấn ", "Township"),
        ("Tỉnh ", "Province"),
    ];
    let (bare, kind) = kinds
        .iter()
        .find_map(|(vietnamese, english)| Some((name.strip_prefix(vietnamese)?, english)))
        .unwrap();
    format!("{bare} {kind}")
}

fn register(rows: &[Row], communes: &[Commune]) -> Vec<u8> {
    let in_force: BTreeMap<&str, &Commune> =
        communes.iter().map(|commune| (commune.code.as_str(), commune)).collect();
    let mut csv = Csv::new(
        "code name name_en kind province_code province province_en residents adults quota hamlets hamlet_heads \
         phone lat lon formerly successor",
    );
    for row in rows {
        let people = in_force.get(row.code.as_str()).map(|commune| commune.people);
        let count =
            |count: Option<u64>| count.filter(|count| *count > 0).map_or_else(String::new, |n| n.to_string());
        let hamlets = count((row.code == TAN_HUNG).then_some(HAMLETS));
        csv.row([
            &row.code,
            &row.name,
            &in_english(&row.name),
            &row.kind,
            &row.province_code,
            &row.province,
            &in_english(&row.province),
            &count(people.map(|people| people.residents)),
            &count(people.map(|people| people.adults)),
            &count(people.map(|people| people.quota)),
            &hamlets,
            &hamlets,
            "",
            &row.lat,
            &row.lon,
            &row.formerly.join("; "),
            &row.successor.join(";"),
        ]);
    }
    csv.bytes()
}

/// The one-stop centre of each commune of Đồng Nai, of Lý Sơn and of Sầm Sơn; culture houses.
fn points(communes: &[Commune]) -> Vec<u8> {
    let mut csv = Csv::new(
        "id commune name name_en address address_en phone lat lon hours main from until note note_en",
    );
    let wanted = |commune: &&Commune| {
        commune.province_code == DONG_NAI || [LY_SON, SAM_SON].contains(&commune.code.as_str())
    };
    for commune in communes.iter().filter(wanted) {
        let Commune { code, name_en, province_en, .. } = commune;
        let (ward, province) = (within(&commune.name), within(&commune.province));
        // Tân Hưng's desk opens with the first phase of its plan and closes with it.
        let (from, until) = match code.as_str() {
            TAN_HUNG => ("2025-10-16", "2025-10-31"),
            LY_SON | SAM_SON => ("2025-10-01", "2025-10-31"),
            _ => ("2025-10-01", "2025-10-30"),
        };
        csv.row([
            code,
            code,
            &format!("Trung tâm Phục vụ hành chính công {ward}"),
            &format!("{name_en} Public Administration Service Centre"),
            &format!("{}, {province} (địa chỉ mẫu)", commune.name),
            &format!("{name_en}, {province_en} (sample address)"),
            "",
            "",
            "",
            "T2-T6 7h30-11h30, 13h30-17h",
            "có",
            from,
            until,
            "Bàn hỗ trợ đăng ký chữ ký số; giờ làm việc là dữ liệu mẫu.",
            "Help desk for digital signatures; the opening hours are sample data.",
        ]);
        for house in houses_of(code) {
            house.write(commune, &mut csv);
        }
    }
    csv.bytes()
}

/// A point that is open for its sessions only.
struct House {
    /// What follows the commune's code in its id.
    number: u64,
    /// `khu phố 1`.
    unit: String,
    /// `Quarter 1`.
    unit_en: String,
    from: &'static str,
    until: &'static str,
    /// Latitude and longitude: the commune's middle.
    place: Option<(&'static str, &'static str)>,
}

fn houses_of(code: &str) -> Vec<House> {
    let house = |number, unit: &str, unit_en: &str, from, until| House {
        number,
        unit: unit.to_owned(),
        unit_en: unit_en.to_owned(),
        from,
        until,
        place: None,
    };
    match code {
        TAN_TRIEU => vec![House {
            place: Some(("11.0064", "106.82")),
            ..house(2, "khu phố 1", "Quarter 1", "2025-10-09", "2025-10-30")
        }],
        TAN_HUNG => (1..=HAMLETS)
            .map(|n| house(n, &format!("ấp {n}"), &format!("Hamlet {n}"), "2025-10-16", "2025-10-31"))
            .collect(),
        LY_SON => vec![house(2, "thôn 1", "Village 1", "2025-10-06", "2025-10-31")],
        SAM_SON => vec![
            house(2, "tổ dân phố 1", "Residential Group 1", "2025-10-06", "2025-10-31"),
            house(3, "tổ dân phố 2", "Residential Group 2", "2025-10-06", "2025-10-31"),
        ],
        _ => Vec::new(),
    }
}

impl House {
    fn write(&self, commune: &Commune, csv: &mut Csv) {
        let House { number, unit, unit_en, from, until, place } = self;
        let Commune { code, name_en, .. } = commune;
        let (lat, lon) = place.unwrap_or_default();
        // The point of Tân Triều is older than the plan, and its commune has the one; those of a plan are many.
        let (name, name_en_of_house) = if code == TAN_TRIEU {
            (
                format!("Nhà văn hóa {unit} (điểm lưu động mẫu)"),
                format!("Culture house of {unit_en} (sample mobile point)"),
            )
        } else {
            (format!("Nhà văn hóa {unit} (mẫu)"), format!("Culture house of {unit_en} (sample)"))
        };
        let (on_map, on_map_en) = match place {
            Some(_) => (
                " Vị trí trên bản đồ là vị trí mẫu, ở khoảng giữa phường.",
                " The place on the map is a sample, near the middle of the ward.",
            ),
            None => ("", ""),
        };
        csv.row([
            &format!("{code}-{number}"),
            code,
            &name,
            &name_en_of_house,
            &format!("{}, {} (địa chỉ mẫu)", first(unit), within(&commune.name)),
            &format!("{unit_en}, {name_en} (sample address)"),
            "",
            lat,
            lon,
            "",
            "",
            from,
            until,
            &format!("Chỉ mở vào các buổi có trong lịch.{on_map}"),
            &format!("Open only for the sessions in the schedule.{on_map_en}"),
        ]);
    }
}

const SCHEDULE: &str = "date start end commune point place place_en weekdays until providers audience audience_en \
                        status reason reason_en moved_to moved_to_en note note_en";

/// The desk of each one-stop centre of Đồng Nai, mornings and afternoons of working days to the end of 30 October, as in
/// Tân Triều's letter. Tân Triều's own and Tân Hưng's stand in tables of their own.
fn desks(communes: &[&Commune]) -> Vec<u8> {
    let mut csv = Csv::new(SCHEDULE);
    for Commune { code, .. } in communes {
        if [TAN_HUNG, TAN_TRIEU].contains(&code.as_str()) {
            continue;
        }
        for (start, end) in [("7h30", "11h30"), ("13h30", "17h")] {
            csv.row([
                "2025-10-01",
                start,
                end,
                "",
                code,
                "",
                "",
                "T2-T6",
                "2025-10-30",
                "vnpt, viettel",
                ADULTS.0,
                ADULTS.1,
                "",
                "",
                "",
                "",
                "",
                "",
                "",
            ]);
        }
    }
    csv.bytes()
}

const ADULTS: (&str, &str) = ("Người dân trong độ tuổi trưởng thành", "All adults");
const OLDER: (&str, &str) = ("Người cao tuổi và người đi cùng", "Older people and those who come with them");
const BUSY: (&str, &str) = ("Người bận việc trong tuần", "People busy on weekdays");

/// Why a session is not held as planned.
const REASONS: &[(&str, &str)] = &[
    ("Mất điện theo lịch (tình huống mẫu)", "Planned power cut (sample case)"),
    ("Mưa lớn, đường vào bị ngập (tình huống mẫu)", "Heavy rain, the road is flooded (sample case)"),
    (
        "Nhà văn hóa bận việc khác (tình huống mẫu)",
        "The culture house is needed for something else (sample case)",
    ),
    ("Nhà văn hóa đang sửa chữa (tình huống mẫu)", "The culture house is under repair (sample case)"),
];

/// Evenings, and mornings of weekends, in quarters and hamlets of every third commune of Đồng Nai. Each seventh is
/// cancelled, each ninth is moved: to another day, to the one-stop centre, or to a place that is no point.
fn mobile_sessions(communes: &[&Commune]) -> Vec<u8> {
    let mut csv = Csv::new(SCHEDULE);
    let chosen = communes.iter().filter(|commune| ![TAN_HUNG, TAN_TRIEU].contains(&commune.code.as_str()));
    let mut written = 0_usize;
    for commune in chosen.step_by(3) {
        let mut random = Random::new("sessions", &commune.code);
        let mut day = FIRST.saturating_add(i64::try_from(random.between(1, 6)).unwrap().days());
        for unit in 1..=3 {
            written += 1;
            let (unit, unit_en) = if commune.is_ward() {
                (format!("khu phố {unit}"), format!("Quarter {unit}"))
            } else {
                (format!("ấp {unit}"), format!("Hamlet {unit}"))
            };
            let place = format!("Nhà văn hóa {unit} (mẫu)");
            let place_en = format!("Culture house of {unit_en} (sample)");
            let (start, end) = hours(day, &mut random);
            let provider = ["vnpt, viettel", "vnpt", "viettel"][random.index(3)];
            let (audience, audience_en) = (format!("Người dân {unit}"), format!("Residents of {unit_en}"));
            let change = Change::of(written, day, commune);
            csv.row([
                &day.to_string(),
                start,
                end,
                &commune.code,
                "",
                &place,
                &place_en,
                "",
                "",
                provider,
                &audience,
                &audience_en,
                change.status,
                change.reason.0,
                change.reason.1,
                &change.to,
                change.to_en,
                change.note.0,
                change.note.1,
            ]);
            if let Some(day) = change.day {
                let (start, end) = hours(day, &mut random);
                csv.row([
                    &day.to_string(),
                    start,
                    end,
                    &commune.code,
                    "",
                    &place,
                    &place_en,
                    "",
                    "",
                    provider,
                    &audience,
                    &audience_en,
                    "",
                    "",
                    "",
                    "",
                    "",
                    "Buổi chuyển từ ngày khác sang",
                    "Moved here from another day",
                ]);
            }
            day = day
                .saturating_add(i64::try_from(random.between(5, 9)).unwrap().days())
                .min(date(2025, 10, 30));
        }
    }
    csv.bytes()
}

/// Mornings on weekends, evenings else; some end when the last one in the queue is served.
fn hours(day: Date, random: &mut Random) -> (&'static str, &'static str) {
    let open_end = random.between(0, 3) == 0;
    match day.weekday() {
        Weekday::Saturday | Weekday::Sunday => ("7h30", if open_end { "" } else { "11h" }),
        _ => ("19h", if open_end { "" } else { "21h" }),
    }
}

/// What became of a session.
struct Change {
    status: &'static str,
    reason: (&'static str, &'static str),
    to: String,
    to_en: &'static str,
    note: (&'static str, &'static str),
    /// The day on which it is held instead.
    day: Option<Date>,
}

impl Change {
    fn of(number: usize, day: Date, commune: &Commune) -> Change {
        let none =
            Change { status: "", reason: ("", ""), to: String::new(), to_en: "", note: ("", ""), day: None };
        let reason = REASONS[number % REASONS.len()];
        if number.is_multiple_of(7) {
            let note = (
                "Mời bà con đến bàn hỗ trợ tại Trung tâm Phục vụ hành chính công",
                "Please come to the help desk at the Public Administration Service Centre",
            );
            return Change { status: "cancelled", reason, note, ..none };
        }
        if !number.is_multiple_of(9) {
            return none;
        }
        let moved = Change { status: "moved", reason, ..none };
        match number / 9 % 3 {
            0 => {
                let later = day.saturating_add(2.days()).min(date(2025, 10, 30));
                Change { to: later.to_string(), day: Some(later), ..moved }
            }
            1 => Change {
                to: commune.code.clone(),
                note: (
                    "Giữ nguyên ngày và giờ, chỉ đổi địa điểm",
                    "Same day and time, only the place changes",
                ),
                ..moved
            },
            _ => Change {
                to: "Trường tiểu học gần nhà văn hóa (mẫu)".to_owned(),
                to_en: "The primary school near the culture house (sample)",
                ..moved
            },
        }
    }
}

/// A row of Tân Hưng's schedule; words in both languages.
#[derive(Clone, Default)]
struct Session {
    day: Option<Date>,
    until: Option<Date>,
    weekdays: &'static str,
    /// Hour and minute.
    start: (u16, u16),
    end: Option<(u16, u16)>,
    point: String,
    place: (&'static str, &'static str),
    audience: (String, String),
    status: &'static str,
    reason: (&'static str, &'static str),
    to: String,
    to_en: &'static str,
    note: (&'static str, &'static str),
}

/// The plan of xã Tân Hưng as a workbook, as an officer would keep it: a title, numbered rows, dates and times that are
/// dates and times, Vietnamese headers.
fn schedule_of_tan_hung() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties("Lịch đăng ký chữ ký số xã Tân Hưng (dữ liệu mẫu)"));
    let sheet = workbook.add_worksheet().set_name("Lịch").unwrap();
    let headers = [
        ("STT", 5),
        ("Ngày", 12),
        ("Đến ngày", 12),
        ("Thứ", 8),
        ("Từ giờ", 8),
        ("Đến giờ", 8),
        ("Mã xã", 8),
        ("Điểm", 10),
        ("Địa điểm", 34),
        ("Địa điểm_en", 34),
        ("Đơn vị cung cấp", 16),
        ("Đối tượng", 32),
        ("Đối tượng_en", 32),
        ("Trạng thái", 12),
        ("Lý do", 34),
        ("Lý do_en", 34),
        ("Chuyển đến", 16),
        ("Chuyển đến_en", 16),
        ("Ghi chú", 40),
        ("Ghi chú_en", 40),
    ];
    open_sheet(sheet, "LỊCH ĐĂNG KÝ CHỮ KÝ SỐ XÃ TÂN HƯNG, TỪ 16/10 ĐẾN 31/10/2025 (DỮ LIỆU MẪU)", &headers);
    let (day, time) = (Format::new().set_num_format("dd/mm/yyyy"), Format::new().set_num_format("hh:mm"));
    let text = Format::new().set_num_format("@");
    for (number, (row, session)) in (3..).zip(sessions_of_tan_hung()).enumerate() {
        sheet.write_number(row, 0, u32::try_from(number + 1).unwrap()).unwrap();
        for (column, date) in [(1, session.day), (2, session.until)] {
            if let Some(date) = date {
                sheet.write_datetime_with_format(row, column, excel_day(date), &day).unwrap();
            }
        }
        for (column, clock) in [(4, Some(session.start)), (5, session.end)] {
            if let Some((hour, minute)) = clock {
                let clock = ExcelDateTime::from_hms(hour, u8::try_from(minute).unwrap(), 0).unwrap();
                sheet.write_datetime_with_format(row, column, &clock, &time).unwrap();
            }
        }
        let words = [
            (3, session.weekdays),
            (6, TAN_HUNG),
            (7, &session.point),
            (8, session.place.0),
            (9, session.place.1),
            (10, "VNPT, Viettel"),
            (11, &session.audience.0),
            (12, &session.audience.1),
            (13, session.status),
            (14, session.reason.0),
            (15, session.reason.1),
            (16, &session.to),
            (17, session.to_en),
            (18, session.note.0),
            (19, session.note.1),
        ];
        for (column, words) in words {
            if !words.is_empty() {
                sheet.write_string_with_format(row, column, words, &text).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// Phase one by the plan (phase two is kept by hand); an evening or a weekend morning in each hamlet, made up.
fn sessions_of_tan_hung() -> Vec<Session> {
    let all = (ADULTS.0.to_owned(), ADULTS.1.to_owned());
    let desk = |first, last, start, end, note| Session {
        day: Some(first),
        until: Some(last),
        weekdays: "T2-T6",
        start,
        end: Some(end),
        audience: all.clone(),
        note,
        ..Session::default()
    };
    let first = ("Giai đoạn một của kế hoạch", "Phase one of the plan");
    let centre = |session| Session { point: TAN_HUNG.to_owned(), ..session };
    let (first_day, last_day) = (date(2025, 10, 16), date(2025, 10, 31));
    let mut sessions = vec![
        centre(desk(first_day, last_day, (7, 30), (11, 30), first)),
        centre(desk(first_day, last_day, (13, 30), (17, 0), first)),
    ];
    for hamlet in 1..=HAMLETS {
        let mut session = session_of_hamlet(hamlet);
        let moved_to = match hamlet {
            4 => {
                session.status = "hủy";
                session.reason = REASONS[1];
                session.note = (
                    "Ấp sẽ báo ngày khác trên loa",
                    "The hamlet will announce another day on its loudspeakers",
                );
                None
            }
            9 => Some((date(2025, 10, 24), 2)),
            14 => {
                session.status = "chuyển";
                session.reason = REASONS[3];
                session.to = format!("{TAN_HUNG}-15");
                session.note =
                    ("Giữ nguyên ngày và giờ, chỉ đổi địa điểm", "Same day and time, only the place changes");
                None
            }
            18 => {
                session.status = "hủy";
                session.reason = REASONS[0];
                session.note = (
                    "Mời bà con đến bàn hỗ trợ tại Trung tâm Phục vụ hành chính công xã",
                    "Please come to the help desk at the Public Administration Service Centre",
                );
                None
            }
            21 => {
                session.status = "chuyển";
                session.reason = REASONS[2];
                session.to = "Sân trường tiểu học của ấp (mẫu)".to_owned();
                session.to_en = "The yard of the hamlet's primary school (sample)";
                None
            }
            _ => None,
        };
        if let Some((day, reason)) = moved_to {
            sessions.push(Session {
                status: "chuyển",
                reason: REASONS[reason],
                to: day.to_string(),
                ..session.clone()
            });
            session.day = Some(day);
            session.note = ("Buổi chuyển từ ngày khác sang", "Moved here from another day");
        }
        sessions.push(session);
    }
    // Those that were cancelled.
    for (hamlet, day) in [(4, date(2025, 10, 25)), (18, date(2025, 10, 30))] {
        let note = ("Buổi bù cho buổi đã hủy", "In place of the session that was cancelled");
        sessions.push(Session { note, ..session_on(hamlet, day) });
    }
    sessions.sort_by_key(|session| (session.day, session.start));
    sessions
}

/// Two hamlets on most days from 16 to 31 October.
fn session_of_hamlet(hamlet: u64) -> Session {
    let days = i64::try_from((hamlet - 1) * 15 / (HAMLETS - 1)).unwrap();
    session_on(hamlet, date(2025, 10, 16).saturating_add(days.days()))
}

fn session_on(hamlet: u64, day: Date) -> Session {
    let (start, end) = match day.weekday() {
        Weekday::Saturday => ((7, 30), Some((11, 0))),
        Weekday::Sunday => ((14, 0), Some((16, 30))),
        // Evenings go on until the last one in the queue is served.
        _ if hamlet.is_multiple_of(3) => ((19, 0), None),
        _ => ((19, 0), Some((21, 0))),
    };
    let audience = match hamlet % 8 {
        5 => (OLDER.0.to_owned(), OLDER.1.to_owned()),
        6 => (BUSY.0.to_owned(), BUSY.1.to_owned()),
        _ => (format!("Người dân ấp {hamlet}"), format!("Residents of Hamlet {hamlet}")),
    };
    Session {
        day: Some(day),
        start,
        end,
        point: format!("{TAN_HUNG}-{hamlet}"),
        audience,
        ..Session::default()
    }
}

/// How a province reports, and how fast it is.
struct Rhythm {
    /// The days of which its communes report.
    days: &'static [u64],
    /// Whether its communes report on up to three days after those; all report on the first day.
    weekly: bool,
    /// What part of the adults has a signature when the campaign begins: lowest and highest, in thousandths.
    start: (u64, u64),
    /// What part is added on a working day: lowest and highest, in hundred thousandths.
    pace: (u64, u64),
    /// Communes that stopped reporting after so many of the days.
    stale: &'static [(&'static str, usize)],
    /// The province's own report, on its code: the day, and what it adds to the sum of that day, in thousandths.
    own: &'static [(Date, u64)],
    code: &'static str,
}

impl Rhythm {
    const DONG_NAI: Rhythm = Rhythm {
        days: &[1, 4, 7, 10, 13, 16, 19],
        weekly: false,
        start: (180, 380),
        pace: (250, 900),
        stale: &[("25432", 3), ("26341", 4), ("26248", 5)],
        own: &[],
        code: DONG_NAI,
    };
    const HA_TINH: Rhythm = Rhythm {
        days: &[1, 7, 14],
        weekly: true,
        start: (200, 420),
        pace: (120, 480),
        stale: &[("18496", 2)],
        // Monthly, before the 20th; later than any of its communes.
        own: &[(date(2025, 10, 18), 12)],
        code: "42",
    };
    const QUANG_NGAI: Rhythm = Rhythm {
        days: &[1, 5, 11, 16],
        weekly: true,
        start: (110, 300),
        pace: (120, 600),
        stale: &[("23377", 2), ("21127", 3)],
        own: &[],
        code: "51",
    };
    const THANH_HOA: Rhythm = Rhythm {
        days: &[1, 5, 11, 16],
        weekly: true,
        start: (150, 360),
        pace: (150, 520),
        stale: &[("14845", 2), ("15025", 3)],
        own: &[],
        code: "38",
    };
}

fn progress(communes: &[&Commune], rhythm: &Rhythm) -> Vec<u8> {
    let mut csv = Csv::new("Ngày,Mã xã,Chữ ký số cá nhân");
    for commune in communes {
        if [TAN_HUNG, TAN_TRIEU].contains(&commune.code.as_str()) {
            continue;
        }
        let course = Course::of(commune, rhythm);
        let stale = rhythm.stale.iter().find(|(code, _)| *code == commune.code);
        // Where communes report weekly, not all do so on the same day.
        let late = if rhythm.weekly { Random::new("late", &commune.code).between(0, 3) } else { 0 };
        for day in rhythm.days.iter().take(stale.map_or(usize::MAX, |(_, reports)| *reports)) {
            let day = date(2025, 10, i8::try_from(if *day == 1 { 1 } else { day + late }).unwrap());
            csv.row([&day.to_string(), commune.code.as_str(), &course.on(day).to_string()]);
        }
    }
    for (day, more) in rhythm.own {
        let sum: u64 = communes.iter().map(|commune| Course::of(commune, rhythm).on(*day)).sum();
        let value = sum + sum * more / 1_000;
        csv.row([&day.to_string(), rhythm.code, &value.to_string()]);
    }
    csv.bytes()
}

/// How many adults of a commune have a signature on a day.
struct Course {
    start: u64,
    /// Added on a working day.
    pace: u64,
    seed: String,
}

impl Course {
    fn of(commune: &Commune, rhythm: &Rhythm) -> Course {
        let mut random = Random::new("progress", &commune.code);
        let start = commune.people.adults * random.between(rhythm.start.0, rhythm.start.1) / 1_000;
        let pace = commune.people.adults * random.between(rhythm.pace.0, rhythm.pace.1) / 100_000;
        Course { start, pace, seed: commune.code.clone() }
    }

    fn on(&self, day: Date) -> u64 {
        let mut random = Random::new("days", &self.seed);
        let mut value = self.start;
        let mut at = FIRST;
        while at < day {
            at = at.saturating_add(1.day());
            let part = match at.weekday() {
                Weekday::Sunday => random.between(0, 10),
                Weekday::Saturday => random.between(10, 60),
                _ => random.between(50, 150),
            };
            value += self.pace * part / 100;
        }
        value
    }
}

/// Figures of xã Tân Hưng as a workbook: the commune, its e-wallets, the heads of its hamlets, and the hamlets.
fn progress_of_tan_hung() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties("Kết quả đăng ký chữ ký số xã Tân Hưng (dữ liệu mẫu)"));
    let sheet = workbook.add_worksheet().set_name("Kết quả").unwrap();
    let headers = [
        ("STT", 5),
        ("Ngày", 12),
        ("Mã xã", 8),
        ("Ấp", 12),
        ("Ấp_en", 12),
        ("Chữ ký số cá nhân", 20),
        ("Tài khoản ví điện tử", 20),
        ("Trưởng ấp, khu phố có chữ ký số", 30),
    ];
    open_sheet(sheet, "KẾT QUẢ ĐĂNG KÝ CHỮ KÝ SỐ XÃ TÂN HƯNG (DỮ LIỆU MẪU)", &headers);
    let day_format = Format::new().set_num_format("dd/mm/yyyy");
    let (text, count) = (Format::new().set_num_format("@"), Format::new().set_num_format("#,##0"));
    let course = Course { start: 2_760, pace: 105, seed: TAN_HUNG.to_owned() };
    let mut random = Random::new("hamlets", TAN_HUNG);
    let weights: Vec<u64> = (1..=HAMLETS).map(|_| random.between(60, 140)).collect();
    let mut rows: Vec<(Date, Option<u64>, [Option<u64>; 3])> = Vec::new();
    for day in [1_i8, 4, 7, 10, 13, 16, 19] {
        let wallets = 4_150 + u64::from(day.unsigned_abs()) * 118;
        let heads = 4 + u64::from(day.unsigned_abs()) / 4;
        let day = date(2025, 10, day);
        rows.push((day, None, [Some(course.on(day)), Some(wallets), Some(heads)]));
    }
    for day in [date(2025, 10, 12), LAST] {
        // Some registered elsewhere: the hamlets are a little less than the commune.
        let shared = course.on(day) * 94 / 100;
        for (hamlet, weight) in (1..).zip(&weights) {
            let part = shared * weight / weights.iter().sum::<u64>();
            rows.push((day, Some(hamlet), [Some(part), None, None]));
        }
    }
    for (number, (row, (day, hamlet, values))) in (3..).zip(rows).enumerate() {
        sheet.write_number(row, 0, u32::try_from(number + 1).unwrap()).unwrap();
        sheet.write_datetime_with_format(row, 1, excel_day(day), &day_format).unwrap();
        sheet.write_string_with_format(row, 2, TAN_HUNG, &text).unwrap();
        if let Some(hamlet) = hamlet {
            sheet.write_string(row, 3, format!("Ấp {hamlet}")).unwrap();
            sheet.write_string(row, 4, format!("Hamlet {hamlet}")).unwrap();
        }
        for (column, value) in (5..).zip(values) {
            if let Some(value) = value {
                sheet.write_number_with_format(row, column, u32::try_from(value).unwrap(), &count).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// The title in the first row and the headers in the third.
fn open_sheet(sheet: &mut Worksheet, title: &str, headers: &[(&str, u32)]) {
    let bold = Format::new().set_bold();
    sheet.write_string_with_format(0, 0, title, &bold).unwrap();
    let header = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    for (column, (words, width)) in (0..).zip(headers) {
        sheet.write_string_with_format(2, column, *words, &header).unwrap();
        sheet.set_column_width(column, *width).unwrap();
    }
    sheet.set_freeze_panes(3, 0).unwrap();
}

/// A fixed day of making, so that the bytes depend on the content alone.
fn properties(title: &str) -> DocProperties {
    DocProperties::new()
        .set_title(title)
        .set_creation_datetime(&ExcelDateTime::from_ymd(2025, 10, 20).unwrap())
}

fn excel_day(day: Date) -> ExcelDateTime {
    let (year, month, day) =
        (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs());
    ExcelDateTime::from_ymd(year, month, day).unwrap()
}

/// A table as Excel opens it: UTF-8 with a byte order mark.
struct Csv(csv::Writer<Vec<u8>>);

impl Csv {
    /// Headers with commas, or blanks, between them.
    fn new(headers: &str) -> Csv {
        let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
        let separator = if headers.contains(',') { ',' } else { ' ' };
        writer.write_record(headers.split(separator)).unwrap();
        Csv(writer)
    }

    fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        self.0.write_record(cells).unwrap();
    }

    fn bytes(self) -> Vec<u8> {
        self.0.into_inner().unwrap()
    }
}

/// `phường Tân Triều` for `Phường Tân Triều`: within a sentence.
fn within(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

/// `Ấp 3` for `ấp 3`: at the beginning of a line.
fn first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// A splitmix64 generator: the same numbers on every machine and with every version of every crate. Each commune has its
/// own for each purpose, so that a commune more changes no other's numbers.
struct Random(u64);

impl Random {
    fn new(purpose: &str, commune: &str) -> Random {
        // FNV-1a.
        let seed = purpose.bytes().chain(commune.bytes()).fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Random(seed)
    }

    fn between(&mut self, low: u64, high: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        low + (z ^ (z >> 31)) % (high - low + 1)
    }

    /// A place in a list of so many.
    fn index(&mut self, count: u64) -> usize {
        usize::try_from(self.between(0, count - 1)).unwrap()
    }
}
