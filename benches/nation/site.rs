//! A generated site of the whole country, or of its first communes: for measuring what no sample is large enough for.
//!
//! Names, codes and positions come from the register in `data/`; everything else is made up from a seed, so that the same
//! size always gives the same bytes. It is marked as sample data, as any such site must be. What is measured with it
//! is left to the benches.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// How large the site is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Communes, in the order of their codes; the register has 3,321.
    pub communes: usize,
    /// Days of progress up to today.
    pub days: u32,
    /// Whether the days before today were taken in one by one, rather than kept by hand.
    pub accepted: bool,
}

impl Size {
    /// The whole country with three weeks of progress, as on the twentieth day of the sample campaign.
    pub const NATION: Size = Size { communes: 3_321, days: 20, accepted: false };
}

/// Writes the site's `content/` below `root`, which must not have one.
pub fn write(root: &Path, size: Size) -> io::Result<()> {
    let content = root.join("content");
    for folder in ["schedules", "progress", "directives", "guides", "pages"] {
        fs::create_dir_all(content.join(folder))?;
    }
    let communes = communes(size);
    fs::write(content.join("site.yaml"), SITE_YAML)?;
    fs::write(content.join("communes.csv"), register(&communes))?;
    fs::write(content.join("points.csv"), points(&communes))?;
    for (file, text) in by_province(&communes, sessions) {
        fs::write(content.join("schedules").join(file), text)?;
    }
    let kept = if size.accepted { 0 } else { size.days };
    for (file, text) in by_province(&communes, |communes| progress(communes, kept)) {
        fs::write(content.join("progress").join(file), text)?;
    }
    if size.accepted {
        accepted(&content.join("accepted/progress"), &communes, size.days)?;
    }
    for (path, text) in TEXTS {
        fs::write(content.join(path), text)?;
    }
    Ok(())
}

/// A commune of the register.
struct Commune {
    code: String,
    name: String,
    kind: String,
    province_code: String,
    province: String,
    lat: String,
    lon: String,
    /// Made up.
    adults: u64,
}

fn communes(size: Size) -> Vec<Commune> {
    let mut random = Random::new(1);
    let rows = include_str!("../../data/communes-vn-2025-07.csv").lines().skip(1).take(size.communes);
    rows.filter_map(|row| {
        let mut cells = row.split(',').map(str::to_owned);
        Some(Commune {
            code: cells.next()?,
            name: cells.next()?,
            kind: cells.next()?,
            province_code: cells.next()?,
            province: cells.next()?,
            lat: cells.next()?,
            lon: cells.next()?,
            adults: random.between(4_000, 60_000),
        })
    })
    .collect()
}

fn register(communes: &[Commune]) -> String {
    let mut csv = String::from("code,name,kind,province_code,province,adults,lat,lon\n");
    for commune in communes {
        let Commune { code, name, kind, province_code, province, lat, lon, adults } = commune;
        let _ = writeln!(csv, "{code},{name},{kind},{province_code},{province},{adults},{lat},{lon}");
    }
    csv
}

/// The one-stop centre of each commune.
fn points(communes: &[Commune]) -> String {
    let mut csv = String::from("id,commune,name,name_en,address,phone,hours,main,from,until\n");
    for Commune { code, name, province, .. } in communes {
        let _ = writeln!(
            csv,
            "{code},{code},Trung tâm Phục vụ hành chính công {name},{name} Public Administration Service Centre,\
             \"{name}, {province} (địa chỉ mẫu)\",1900 0000,\"T2-T6 7h30-11h30, 13h30-17h; T7 7h30-11h30\",có,\
             2025-10-01,2025-10-30"
        );
    }
    csv
}

/// A table for each province, as each would hand in its own.
fn by_province(communes: &[Commune], table: impl Fn(&[Commune]) -> String) -> Vec<(String, String)> {
    communes
        .chunk_by(|a, b| a.province_code == b.province_code)
        .map(|communes| (format!("tinh-{}.csv", communes[0].province_code), table(communes)))
        .collect()
}

/// A desk on working days, and two evenings in hamlets.
fn sessions(communes: &[Commune]) -> String {
    let mut random = Random::new(2);
    let mut csv = String::from("date,start,end,commune,point,place,weekdays,until,audience,status,reason\n");
    for Commune { code, .. } in communes {
        let _ = writeln!(
            csv,
            "2025-10-01,7h30,11h30,,{code},,\"T2,T3,T4,T5,T6\",2025-10-30,Người dân trong độ tuổi trưởng thành,,"
        );
        for hamlet in 1..=2 {
            // Never both on one day, when they would need ids to be told apart.
            let day = random.between(2, 15) + 15 * (hamlet - 1);
            let state = if random.between(0, 20) == 0 { "cancelled,Mưa lớn" } else { "planned," };
            let _ = writeln!(
                csv,
                "2025-10-{day:02},19h,21h,{code},,Nhà văn hóa thôn {hamlet},,,Người dân thôn {hamlet},{state}"
            );
        }
    }
    csv
}

fn progress(communes: &[Commune], days: u32) -> String {
    let mut random = Random::new(3);
    let mut csv = String::from("Ngày,Mã xã,Chữ ký số cá nhân\n");
    for Commune { code, adults, .. } in communes {
        let mut value = adults / random.between(4, 10);
        for day in 0..days {
            value = (value + random.between(0, adults / 100)).min(*adults);
            let date = day_before_today(days - 1 - day);
            let _ = writeln!(csv, "{date},{code},{value}");
        }
    }
    csv
}

/// The same figures, taken in on the night after each day, from a workbook of each province.
fn accepted(folder: &Path, communes: &[Commune], days: u32) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut random = Random::new(3);
    let mut values: Vec<u64> =
        communes.iter().map(|commune| commune.adults / random.between(4, 10)).collect();
    for day in 0..days {
        let date = day_before_today(days - 1 - day);
        let mut csv = String::from(
            "date,commune,indicator,value,group,as_unit,missing,approx,source,correction_by,reason,override_until,\
             drop\n",
        );
        for (row, (Commune { code, adults, province_code, .. }, value)) in
            communes.iter().zip(&mut values).enumerate()
        {
            *value = (*value + random.between(0, adults / 100)).min(*adults);
            let _ = writeln!(csv, "{date},{code},signatures,{value},,,,,,,,,tinh-{province_code}.xlsx:{row}");
        }
        fs::write(folder.join(format!("{}.csv", date.tomorrow().unwrap_or(date))), csv)?;
    }
    Ok(())
}

/// So many days before 2025-10-20.
fn day_before_today(days: u32) -> jiff::civil::Date {
    use jiff::ToSpan;
    jiff::civil::date(2025, 10, 20).saturating_sub(i64::from(days).days())
}

/// A splitmix64 generator: the same numbers on every machine and with every version of every crate.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Random {
        Random(seed)
    }

    fn between(&mut self, low: u64, high: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        low + (z ^ (z >> 31)) % (high - low + 1)
    }
}

const SITE_YAML: &str = r#"name: {vi: Phổ cập chữ ký số cho người dân, en: A digital signature for everyone}
base_url: https://chukyso.example
languages: [vi, en]
timezone: Asia/Ho_Chi_Minh
starts: 2025-10-01
ends: 2025-10-31
data_from: 2024-10-01
sample: true
as_of: 2025-10-20
menu: [guides, schedule, progress, directives, about]
publisher: {name: {vi: Trung tâm Truyền thông mẫu, en: Sample Communication Centre}, phone: "1900 0000"}
denominators:
  adults: {vi: dân số trưởng thành, en: adult population}
indicators:
  signatures:
    name: {vi: Chữ ký số cá nhân, en: Personal digital signatures}
    unit: {vi: người, en: people}
    of: adults
    kind: cumulative
    targets: [{by: 2025-12-31, share: 50%, scope: all}]
landing: {guide: dang-ky}
qr: {base: "https://cks.example"}
"#;

/// Documents; their number does not grow with the communes.
const TEXTS: &[(&str, &str)] = &[
    (
        "directives/ke-hoach.vi.md",
        "---\ntitle: Phát động ba mươi ngày phổ cập chữ ký số\nkind: ke-hoach\nnumber: \"1\"\nsymbol: KH-MAU\n\
         date: 2025-10-01\npublished: 2025-10-01\nissuer: {vi: Cơ quan mẫu, en: Sample office}\n\
         applies_to: [all]\n---\n\nMỗi người dân trưởng thành có một chữ ký số cá nhân.\n",
    ),
    (
        "guides/dang-ky.vi.md",
        "---\ntitle: Đăng ký chữ ký số\nfor: Người dân từ đủ 18 tuổi\nbring: [Căn cước công dân, Điện thoại thông \
         minh]\nprice: Miễn phí\nduration: Khoảng 10 phút\nfree_for: 1 year\npublished: 2025-10-01\nsteps:\n  \
         - title: Đến điểm đăng ký\n  - title: Cài ứng dụng\n  - title: Ký thử\n---\n\nCán bộ hướng dẫn tại chỗ.\n",
    ),
    ("pages/about.vi.md", "---\ntitle: Giới thiệu\npublished: 2025-10-01\n---\n\nTrang mẫu để đo tốc độ.\n"),
];
