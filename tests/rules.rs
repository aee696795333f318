//! Rules on what the words and tables say: each is told in both languages with its place, where it should be, and not
//! where it should not.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use serde_json::Value;

use support::Site;
use support::TODAY;

const CONFIG: &str = "content/site.yaml";
const COMMUNES: &str = "content/communes.csv";
const POINTS: &str = "content/points.csv";
const SCHEDULE: &str = "content/schedules/tan-trieu.csv";
const PLAN: &str = "content/directives/ke-hoach-2025-10.vi.md";

/// A page in Vietnamese with this body.
fn page(site: &Site, name: &str, body: &str) {
    let text = format!("---\ntitle: Trang {name}\npublished: 2025-10-07\n---\n\n{body}\n");
    site.write(&format!("content/pages/{name}.vi.md"), &text);
}

/// A directive with these keys.
fn directive(site: &Site, name: &str, keys: &str) {
    let text = format!(
        "---\ntitle: Văn bản {name}\nkind: cong-van\npublished: 2025-10-07\n{keys}\n---\n\nNội dung.\n"
    );
    site.write(&format!("content/directives/{name}.vi.md"), &text);
}

/// Everything that is told in one language.
fn told(site: &Site, lang: &str) -> Vec<Value> {
    let run = site.loa(&["--lang", lang, "check", "--as-of", TODAY, "--format", "json"]);
    run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The place of each warning of a code, as `file:line`.
fn places(site: &Site, code: &str) -> Vec<String> {
    let of_code = told(site, "en").into_iter().filter(|one| one["code"] == code);
    of_code
        .map(|one| format!("{}:{}", one["file"].as_str().unwrap().replace("content/", ""), one["line"]))
        .collect()
}

/// Fails unless exactly these are told, each as `code file:line`, all of them as warnings, and the sentences and hints
/// hold these words in Vietnamese and in English.
#[track_caller]
fn assert_told(site: &Site, expected: &[&str], vi: &[&str], en: &[&str]) {
    for (lang, words) in [("vi", vi), ("en", en)] {
        let told = told(site, lang);
        let found: Vec<String> = told
            .iter()
            .map(|one| {
                let file = one["file"].as_str().unwrap_or_default().replace("content/", "");
                format!("{} {file}:{}", one["code"].as_str().unwrap(), one["line"])
            })
            .collect();
        assert_eq!(found, expected, "{told:#?}");
        assert!(told.iter().all(|one| one["severity"] == "warning"), "{told:#?}");
        let said: String = told.iter().map(|one| format!("{} {}\n", one["message"], one["hints"])).collect();
        for word in words {
            assert!(said.contains(word), "{lang}: `{word}` is not said:\n{said}");
        }
    }
}

// ---- personal data ----

#[test]
fn a_citizen_number_is_told_and_not_repeated() {
    let site = Site::small();
    page(&site, "a", "Ông A, CCCD 075 185 001 234, đã đăng ký.");
    assert_told(
        &site,
        &["personal-id pages/a.vi.md:6"],
        &["`075 *** *** *34` giống số căn cước", "dữ liệu cá nhân"],
        &["`075 *** *** *34` looks like a citizen's identity number"],
    );
    // The line that people are shown is masked as well.
    let people = site.loa(&["check", "--as-of", TODAY]);
    people.says(&["pages/a.vi.md:6", "CCCD 075 *** *** *34, đã"]).is_silent_on("001 234");
}

#[test]
fn personal_phones_and_mails_are_told_wherever_they_are_published() {
    let site = Site::small();
    page(
        &site,
        "a",
        "Gọi **0912** 345 678 hoặc [thư](mailto:lan.nguyen@gmail.com).\n\n[0987 654 321](tel:0987654321)",
    );
    site.replace(POINTS, "Gửi xe ở cổng sau", "Gặp anh Ba 0333.123.456");
    site.replace(CONFIG, "vi: Trung tâm Truyền thông,", "vi: \"Trung tâm, ubnd@yahoo.com\",");
    assert_told(
        &site,
        &[
            "personal-phone pages/a.vi.md:6",
            "personal-mail pages/a.vi.md:6",
            "personal-phone pages/a.vi.md:8",
            "personal-mail site.yaml:12",
            "personal-phone points.csv:2",
        ],
        &["`091* *** *78` giống số di động", "`l*********@gmail.com` là địa chỉ thư"],
        &["`033*.***.*56` looks like a person's mobile number", "`u***@yahoo.com`"],
    );
    site.loa(&["check", "--as-of", TODAY]).is_silent_on("345 678").is_silent_on("nguyen@");
}

#[test]
fn mobile_numbers_of_offices_are_told_once_for_a_table() {
    let site = Site::small();
    site.replace(POINTS, "0251 000 0002", "0912 345 678");
    site.replace(POINTS, "0251 000 0003", "0987 654 321");
    assert_told(
        &site,
        &["mobile-of-office points.csv:2"],
        &["số di động: 2, đầu tiên là `091* *** *78`"],
        &["with a mobile number as the phone: 2", "duty phones"],
    );
}

// ---- documents ----

#[test]
fn a_document_with_two_dates_is_told_with_both_places() {
    let site = Site::small();
    let basis = |date: &str| format!("basis:\n  - {{number: \"2443\", symbol: SKHCN-CĐS, date: {date}}}");
    directive(&site, "cv-1", &basis("2025-10-06"));
    directive(&site, "cv-2", &basis("2025-10-09"));
    // Less said is nothing else said.
    directive(&site, "cv-3", &basis("2025-10"));
    assert_told(
        &site,
        &["document-two-dates directives/cv-2.vi.md:6"],
        &[
            "`2443/SKHCN-CĐS` ở đây ghi ngày 09/10/2025, còn ở `content/directives/cv-1.vi.md:6",
            "ghi ngày 06/10/2025",
        ],
        &["`2443/SKHCN-CĐS` is dated 09/10/2025 here but 06/10/2025 in `content/directives/cv-1.vi.md:6"],
    );
}

#[test]
fn running_text_and_the_directive_itself_count_among_the_places() {
    let site = Site::small();
    page(&site, "a", "Theo Kế hoạch số 12/KH-UBND ngày 07/10/2025 của phường.");
    assert_eq!(places(&site, "document-two-dates"), ["pages/a.vi.md:6"]);
    page(&site, "a", "Theo Kế hoạch số 12/KH-UBND ngày 06/10/2025 của phường.");
    assert_eq!(places(&site, "document-two-dates").len(), 0);
}

#[test]
fn a_directive_and_a_title_that_stand_twice_are_told() {
    let site = Site::small();
    directive(&site, "ke-hoach", "number: \"12\"\nsymbol: kh-ubnd\ndate: 2025-10-06");
    site.write("content/guides/dang-ky-2.vi.md", "---\ntitle: đăng ký  chữ ký số miễn phí\n---\n\nBài.\n");
    assert_told(
        &site,
        &["directive-twice directives/ke-hoach-2025-10.vi.md:5", "title-twice guides/dang-ky-2.vi.md:2"],
        &["văn bản `12/KH-UBND` cùng ngày có hai lần", "hai hướng dẫn cùng tên"],
        &["stands on the site twice, also in `content/directives/ke-hoach.vi.md:5", "two guides are called"],
    );
}

#[test]
fn a_duration_is_held_against_its_dates() {
    let site = Site::small();
    page(&site, "a", "Đợt này kéo dài 30 ngày (từ ngày 01/10 đến 31/10/2025).");
    page(&site, "b", "Chiến dịch “Phổ cập chữ ký số trong 30 ngày” mời bạn.");
    assert_told(
        &site,
        &["duration-differs pages/a.vi.md:6", "duration-differs pages/b.vi.md:6"],
        &["`30 ngày`, nhưng từ 01/10/2025 đến 31/10/2025 là 31 ngày"],
        &["`30 ngày`, but from 01/10/2025 to 31/10/2025 there are 31 days"],
    );
}

#[test]
fn durations_of_other_things_are_left_alone() {
    let site = Site::small();
    for (index, body) in [
        "Đợt này kéo dài 31 ngày, từ 01/10/2025 đến 31/10/2025.",
        "Chiến dịch trả kết quả sau 5 ngày làm việc.",
        "Chiến dịch giải quyết trong 30 ngày kể từ ngày nhận hồ sơ.",
        "Từ 01/10/2025 đến 31/10/2025, mỗi hồ sơ giải quyết trong 7 ngày.",
        "Thẻ có hạn 30 ngày.",
        "Đợt 1 từ 01/10/2025 đến 05/10/2025, đợt 2 từ 10/10/2025 đến 20/10/2025, cả hai 16 ngày.",
    ]
    .into_iter()
    .enumerate()
    {
        page(&site, &format!("p{index}"), body);
    }
    assert_eq!(places(&site, "duration-differs").len(), 0);
}

#[test]
fn placeholders_are_told_in_texts_front_matter_and_tables() {
    let site = Site::small();
    page(&site, "a", "Số: …/UBND-VX\n\nTân Triều, ngày … tháng … năm 2025… và hết.");
    site.replace(PLAN, "summary: Phường mở", "summary: Từ XX/XX/2025, phường mở");
    site.replace(SCHEDULE, "Người cao tuổi", "[tên nhóm]");
    // The translation was stamped for the summary as it was.
    site.remove("content/directives/ke-hoach-2025-10.en.md");
    assert_told(
        &site,
        &[
            "placeholder directives/ke-hoach-2025-10.vi.md:3",
            "placeholder pages/a.vi.md:6",
            "placeholder pages/a.vi.md:8",
            "placeholder schedules/tan-trieu.csv:3",
        ],
        &["còn chỗ trống chưa điền: `…/UBND-VX`", "`ngày … tháng`", "`XX/XX/2025`"],
        &["a placeholder was left unfilled: `[tên nhóm]`"],
    );
}

#[test]
fn official_terms_are_told_once_for_a_file_and_a_spelling() {
    let site = Site::small();
    page(&site, "a", "Mở VneID. Đăng nhập VneID để ký số. Xem vneid.gov.vn.\n\nVNeID là ứng dụng.");
    assert_told(
        &site,
        &["term-misspelt pages/a.vi.md:6"],
        &["`VneID` viết đúng là `VNeID` (số chỗ trong tệp: 2)", "theo 69/2024/NĐ-CP"],
        &["`VneID` is officially written `VNeID` (places in this file: 2)"],
    );
}

#[test]
fn tone_marks_in_two_ways_are_told_once_for_a_site() {
    let site = Site::small();
    page(&site, "a", "Nhà văn hóa, văn hóa.\n\nNhà văn hoá.");
    assert_told(
        &site,
        &["tones-mixed pages/a.vi.md:8"],
        &["trang viết `hoá` ở đây nhưng viết `hóa` ở"],
        &["the site writes `hoá` here and `hóa` in"],
    );
    page(&site, "a", "Nhà văn hoá, Thanh Hóa.");
    assert_eq!(places(&site, "tones-mixed").len(), 1, "the plan writes `hóa`");
}

// ---- the calendar ----

#[test]
fn sessions_and_points_outside_the_campaign_are_told_with_the_year_that_was_meant() {
    let site = Site::small();
    site.append(SCHEDULE, "2024-10-21,19h,21h,26188,,Trụ sở,,,\n2025-11-03,19h,21h,26188,,Trụ sở,,,\n");
    site.append(POINTS, "26188-3,26188,Trạm y tế,,,,,,,,,,2024-10-30,,\n");
    assert_told(
        &site,
        &[
            "point-outside-campaign points.csv:4",
            "session-outside-campaign schedules/tan-trieu.csv:5",
            "session-outside-campaign schedules/tan-trieu.csv:6",
        ],
        &["buổi ngày 21/10/2024 trước ngày đầu", "có phải là 21/10/2025 không", "điểm đóng từ 30/10/2024"],
        &[
            "the session on 03/11/2025 is after the campaign's last day, 31/10/2025",
            "wrong year? did you mean 21/10/2025?",
        ],
    );
}

#[test]
fn a_run_that_leaves_the_campaign_is_told() {
    let site = Site::small();
    site.write(
        "content/schedules/lap.csv",
        "date,start,commune,place,weekdays,until\n2025-10-06,8h,26188,Trụ sở,T2,2025-11-10\n",
    );
    assert_told(
        &site,
        &["session-outside-campaign schedules/lap.csv:2"],
        &["buổi lặp đến ngày 10/11/2025, quá ngày cuối"],
        &["repeats until 10/11/2025, beyond the campaign's last day"],
    );
}

#[test]
fn changed_repeated_and_misspelt_sessions_are_told() {
    let site = Site::small();
    site.write(
        "content/schedules/them.csv",
        "date,start,commune,place,audience,status,reason,providers,id\n\
         2025-10-22,8h,26188,Trụ sở,,moved,Sửa nhà,,\n\
         2025-10-23,8h,26188,Trụ sở,,,,vntp,\n\
         2025-10-24,8h,26188,Trụ sở,Người cao tuổi,,,,a1\n\
         2025-10-24,8h,26188,TRỤ SỞ,Người cao tuổi,,,,a2\n\
         2025-10-24,8h,26188,Trụ sở,Thanh niên,,,MISA,a3\n",
    );
    assert_told(
        &site,
        &[
            "moved-nowhere schedules/them.csv:2",
            "provider-misspelt schedules/them.csv:3",
            "session-again schedules/them.csv:5",
        ],
        &["không ghi chuyển đến đâu", "không có doanh nghiệp `vntp`", "trùng giờ với buổi `a1`"],
        &["does not say where to", "did you mean `vnpt`", "the session `a2` is at the same place"],
    );
}

#[test]
fn hamlets_without_a_session_are_told_where_the_schedule_is_by_hamlets() {
    let site = Site::small();
    site.replace(COMMUNES, "formerly,successor", "hamlets,formerly,successor");
    site.replace(COMMUNES, "0251 000 0001,", "0251 000 0001,8,");
    site.replace(COMMUNES, ",,,,26188", ",,,,,26188");
    assert_told(&site, &[], &[], &[]);
    site.append(
        SCHEDULE,
        "2025-10-22,19h,21h,26188,,Nhà văn hóa khu phố 3,,Khu phố 3 và 4,\n\
         2025-10-23,19h,21h,26188,,NVH KP6,,,\n",
    );
    assert_told(
        &site,
        &["hamlets-left-out communes.csv:2"],
        &["Phường Tân Triều có 8 ấp, tổ; chưa có buổi nào cho số: 5, 7, 8"],
        &["has 8 hamlets, and these have no session: 5, 7, 8"],
    );
}

// ---- places ----

/// The fixture's commune with a middle of its own.
fn on_the_map() -> Site {
    let site = Site::small();
    site.replace(COMMUNES, "phone,formerly", "phone,lat,lon,formerly");
    site.replace(COMMUNES, "0251 000 0001,", "0251 000 0001,11.0064,106.82,");
    site.replace(COMMUNES, ",,,,26188", ",,,,,,26188");
    site
}

#[test]
fn points_far_from_their_commune_or_abroad_are_told() {
    let site = on_the_map();
    assert_told(&site, &[], &[], &[]);
    site.replace(POINTS, "11.0064,106.82", "10.5064,106.82");
    site.replace(POINTS, "0251 000 0003,,", "0251 000 0003,31.0064,106.82");
    assert_told(
        &site,
        &["point-far-away points.csv:2", "position-abroad points.csv:3"],
        &[
            "cách trung tâm Phường Tân Triều (11.0064, 106.82) 56 km",
            "vị trí này không ở Việt Nam: `31.0064, 106.82`",
        ],
        &["is 56 km from the middle of Phường Tân Triều", "take the coordinates from a map anew"],
    );
}

#[test]
fn points_of_one_name_or_place_are_told() {
    let site = Site::small();
    site.append(
        POINTS,
        "26188-3,26188,Trạm y tế,,,,,11.0064,106.82,,,,,,\n\
         26188-4,26188,nhà văn hóa  khu phố 1,,,,,,,,,,,,\n\
         26188-5,26188,NVH KP 01,,,,,,,,,,,,\n\
         26188-6,26188,NVH KP 2,,,,,,,,,,,,\n",
    );
    assert_told(
        &site,
        &["position-twice points.csv:4", "point-name-twice points.csv:5", "place-nearly-same points.csv:6"],
        &[
            "`Trạm y tế` trùng tọa độ với",
            "có hai điểm cùng tên",
            "`NVH KP 01` có lẽ là cùng một nơi với `Nhà văn hóa khu phố 1`",
        ],
        &[
            "has the same coordinates as",
            "two points called",
            "looks like the same place as `Nhà văn hóa khu phố 1`",
        ],
    );
}

#[test]
fn places_of_sessions_that_differ_by_a_slip_are_told_and_other_places_are_not() {
    let rows = |names: &[&str]| {
        let rows = names.iter().enumerate();
        let rows = rows.map(|(index, name)| format!("2025-10-{},8h,26188,{name}\n", index + 10));
        format!("date,start,commune,place\n{}", rows.collect::<String>())
    };
    for (one, other) in [
        ("Nhà văn hóa ấp 1", "NVH ấp 1"),
        ("Trụ sở UBND xã", "Trụ sở Ủy ban nhân dân xã"),
        ("Trường tiểu học Kim Đồng", "Trưòng tiểu hoc Kim Đồng"),
        ("Nhà văn hoá Tân Lập", "Nhà văn hóa Tân Lập"),
        ("Trung tâm văn hóa", "Trugn tâm văn hóa"),
        ("Nhà văn hóa Bình Sơn", "Bình Sơn nhà văn hóa"),
        ("Nhà văn hóa Bình Sơn", "Nha van hoa Binh Son"),
    ] {
        let site = Site::small();
        site.write("content/schedules/a.csv", &rows(&[one, other]));
        assert_eq!(places(&site, "place-nearly-same").len(), 1, "{one} / {other}");
    }
    for (one, other) in [
        ("Nhà văn hóa ấp 1", "Nhà văn hóa ấp 2"),
        ("NVH ấp 1", "NVH ấp 11"),
        ("Nhà văn hóa Tân Lập", "Nhà văn hóa Tân Lộc"),
        ("Nhà văn hóa Tân Thành", "Nhà văn hóa Tân Thạnh"),
        ("Khu A", "Khu B"),
        ("Trường tiểu học Kim Đồng", "Trường trung học Kim Đồng"),
        ("Nhà văn hóa thôn Đông", "Nhà văn hóa thôn Đoài"),
    ] {
        let site = Site::small();
        site.write("content/schedules/a.csv", &rows(&[one, other]));
        assert_eq!(places(&site, "place-nearly-same").len(), 0, "{one} / {other}");
    }
}

// ---- settings ----

#[test]
fn a_host_that_never_exists_is_told_unless_the_site_is_a_sample() {
    let site = Site::small();
    let text = site.read(CONFIG);
    site.write(CONFIG, text.split("checks:").next().unwrap());
    assert_told(
        &site,
        &["placeholder-host site.yaml:3", "placeholder-host site.yaml:28"],
        &["`chukyso.example` ở `base_url` là tên miền không bao giờ có", "`cks.example` ở `qr.base`"],
        &["`chukyso.example` in `base_url` is a host that never exists"],
    );
    site.append(CONFIG, "sample: true\n");
    assert_told(&site, &[], &[], &[]);
}

#[test]
fn an_entry_for_a_warning_of_the_pages_that_silences_nothing_is_told() {
    let site = Site::small();
    site.append(CONFIG, "    - {code: landing-too-big, reason: long list}\n");
    assert_eq!(places(&site, "accept-unused"), ["site.yaml:33"]);
    site.build().ends_with(0).says(&["[accept-unused]", "landing-too-big"]);
    site.loa(&["build", "--strict", "--as-of", TODAY]).ends_with(1);
}

#[test]
fn each_of_these_warnings_can_be_accepted_by_code_and_place() {
    let site = Site::small();
    page(&site, "a", "Gọi 0912 345 678.\n\nGọi 0912 345 679.");
    site.append(CONFIG, "    - {code: personal-phone, at: \"pages/a.vi.md:8\", reason: duty phone}\n");
    assert_eq!(places(&site, "personal-phone"), ["pages/a.vi.md:6"]);
    assert_eq!(places(&site, "accept-unused").len(), 0);
}

// ---- the list of them ----

#[test]
fn the_documented_codes_are_warnings() {
    let docs = include_str!("../docs/checks.md");
    let cells = docs.lines().filter(|line| line.starts_with("| `")).filter_map(|line| line.split('|').nth(1));
    let codes: Vec<&str> =
        cells.flat_map(|cell| cell.split(',')).map(|code| code.trim().trim_matches('`')).collect();
    assert!(codes.len() > 20, "{codes:?}");
    for id in codes {
        let code = loa::diag::Code::parse(id).unwrap_or_else(|| panic!("there is no code `{id}`"));
        assert_eq!(code.severity(), loa::diag::Severity::Warning, "{id}");
    }
}
