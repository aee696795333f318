//! What a resident finds behind a printed code: each state of a point with its own words, the order in which states go
//! before each other, and all that the page of an open point has to answer.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::io::Write;

use support::Site;
use support::TODAY;
use support::visible_text;

/// One landing page in its state.
struct Scene {
    state: &'static str,
    day: &'static str,
    id: &'static str,
    make: fn(&Site),
    vi: &'static [&'static str],
    en: &'static [&'static str],
}

const SCENES: &[Scene] = &[
    Scene {
        state: "not-yet",
        day: "2025-09-25",
        id: "26188",
        make: |site| site.remove("content/progress"),
        vi: &["Điểm này chưa mở", "Bắt đầu nhận đăng ký từ ngày 01/10/2025."],
        en: &["This point is not open yet", "Registration starts on 1 Oct 2025."],
    },
    Scene {
        state: "open",
        day: TODAY,
        id: "26188",
        make: |_| (),
        vi: &["Điểm này đang nhận đăng ký", "Nhận đăng ký đến hết ngày 30/10/2025."],
        en: &["This point is taking registrations", "Registration is open until the end of 30 Oct 2025."],
    },
    Scene {
        state: "closed",
        day: "2025-10-31",
        id: "26188-2",
        make: |_| (),
        vi: &["Điểm này đã đóng", "Ngày cuối là 30/10/2025.", "0251 000 0001"],
        en: &["This point has closed", "Its last day was 30 Oct 2025.", "0251 000 0001"],
    },
    Scene {
        state: "moved",
        day: TODAY,
        id: "26188-2",
        make: |site| retire(site, &["26188-2", "--to", "26188"]),
        vi: &["Điểm này đã chuyển", "Xin đến Trung tâm Phục vụ hành chính công."],
        en: &["This point has moved", "Please go to Public Service Centre."],
    },
    Scene {
        state: "retired",
        day: TODAY,
        id: "26188-2",
        make: |site| retire(site, &["26188-2"]),
        vi: &["Điểm này không còn hoạt động", "Trung tâm Phục vụ hành chính công"],
        en: &["This point is no longer in use", "Public Service Centre"],
    },
    Scene {
        state: "merged",
        day: TODAY,
        id: "26001",
        make: |site| remember(site, "26001", "26001", "issued", "-"),
        vi: &["Xã Bình Lợi nay là Phường Tân Triều", "Trung tâm Phục vụ hành chính công", "0251 000 0001"],
        en: &["Bình Lợi Commune is now Tân Triều Ward", "Public Service Centre", "0251 000 0001"],
    },
    Scene {
        state: "ended",
        day: "2025-11-01",
        id: "26188",
        make: |site| site.replace("content/points.csv", "2025-10-30", ""),
        vi: &["Chiến dịch đã kết thúc", "Ngày cuối là 31/10/2025.", "0251 000 0002"],
        en: &["The campaign has ended", "The last day was 31 Oct 2025.", "0251 000 0002"],
    },
    Scene {
        state: "no-row",
        day: TODAY,
        id: "26188-3",
        make: |site| remember(site, "26188-3", "26188", "issued", "-"),
        vi: &["Điểm này đã đóng", "Trung tâm Phục vụ hành chính công", "0251 000 0001"],
        en: &["This point has closed", "Public Service Centre", "0251 000 0001"],
    },
    Scene {
        state: "checking",
        day: TODAY,
        id: "26188-2",
        make: |site| {
            remember(site, "26188-2", "26188", "issued", "-");
            site.replace("content/points.csv", "2025-10-09", "09/13/2025");
        },
        vi: &[
            "Thông tin của điểm này đang được kiểm tra",
            "Trung tâm Phục vụ hành chính công",
            "0251 000 0001",
        ],
        en: &["The information about this point is being checked", "Public Service Centre", "0251 000 0001"],
    },
];

#[test]
fn each_state_of_a_point_has_its_own_words_in_each_language() {
    for scene in SCENES {
        let site = Site::small();
        (scene.make)(&site);
        built(&site, scene.day);
        for (page, words) in [(scene.id.to_owned(), scene.vi), (format!("en/{}", scene.id), scene.en)] {
            let html = site.output(&format!("{page}/index.html"));
            assert_eq!(state(&html), scene.state, "{page}");
            let text = visible_text(&html);
            for words in words {
                assert!(text.contains(words), "{page} in state {}: no `{words}` in:\n{text}", scene.state);
            }
        }
    }
}

#[test]
fn only_a_point_that_is_open_says_that_it_is() {
    for scene in SCENES.iter().filter(|scene| scene.state != "open") {
        let site = Site::small();
        (scene.make)(&site);
        built(&site, scene.day);
        let text = visible_text(&site.output(&format!("{}/index.html", scene.id)));
        assert!(!text.contains("đang nhận đăng ký"), "{}:\n{text}", scene.state);
    }
}

#[test]
fn the_first_state_that_holds_is_the_one_shown() {
    // Each line makes two states true that stand beside each other in the contract's order.
    type Case = (&'static str, &'static str, &'static str, fn(&Site));
    let cases: &[Case] = &[
        ("moved", "26188-2", "2025-11-05", |site| retire(site, &["26188-2", "--to", "26188"])),
        ("retired", "26001", TODAY, |site| remember(site, "26001", "26001", "retired", "-")),
        ("merged", "26001-2", TODAY, |site| remember(site, "26001-2", "26001", "issued", "-")),
        ("no-row", "26188-3", "2025-11-05", |site| remember(site, "26188-3", "26188", "issued", "-")),
        ("closed", "26188", "2025-11-05", |_| ()),
        ("ended", "26188", "2025-11-05", |site| {
            site.replace("content/points.csv", "2025-10-01,2025-10-30", "2025-12-01,");
        }),
        ("not-yet", "26188", TODAY, |site| site.replace("content/points.csv", "2025-10-01,", "2025-10-25,")),
    ];
    for (expected, id, day, make) in cases {
        let site = Site::small();
        make(&site);
        built(&site, day);
        assert_eq!(state(&site.output(&format!("{id}/index.html"))), *expected, "{id} on {day}");
    }
}

#[test]
fn a_point_opens_and_closes_on_the_days_of_its_row() {
    let site = Site::small();
    for (day, expected) in
        [("2025-10-08", "not-yet"), ("2025-10-09", "open"), ("2025-10-30", "open"), ("2025-10-31", "closed")]
    {
        site.build_on(day);
        assert_eq!(state(&site.output("26188-2/index.html")), expected, "{day}");
    }
}

#[test]
fn a_commune_code_shows_the_main_point_of_the_day() {
    let site = Site::small();
    site.replace("content/points.csv", "có,2025-10-01,2025-10-30", "có,2025-10-01,2025-10-15");
    site.append(
        "content/points.csv",
        "26188-3,26188,Nhà văn hóa mới,New Culture House,,,,,,,có,2025-10-16,,,\n",
    );
    for (day, name) in
        [("2025-10-15", "Trung tâm Phục vụ hành chính công"), ("2025-10-16", "Nhà văn hóa mới")]
    {
        site.build_on(day);
        let html = site.output("26188/index.html");
        assert_eq!(state(&html), "open", "{day}");
        assert!(html.contains(&format!("<h1>{name}</h1>")), "{day}");
    }
}

#[test]
fn a_commune_without_a_main_point_lists_its_points() {
    let site = Site::small();
    site.replace("content/points.csv", "26188,26188,", "26188-1,26188,");
    site.replace("content/points.csv", ",có,", ",,");
    site.build().ends_with(0);
    let html = site.output("en/26188/index.html");
    assert_eq!(state(&html), "open");
    for link in ["/en/26188-1/", "/en/26188-2/"] {
        assert!(html.contains(&format!("<h3><a href=\"{link}\">")), "{link}");
    }
    assert!(html.contains("<h1>Tân Triều Ward</h1>"));
}

#[test]
fn the_page_of_an_open_point_answers_what_a_resident_asks() {
    let site = Site::small();
    site.build().ends_with(0);
    let html = site.output("26188/index.html");
    let text = visible_text(&html);
    for (question, answer) in [
        ("where", "Trung tâm Phục vụ hành chính công 1 đường Mẫu Phường Tân Triều , Tỉnh Đồng Nai"),
        ("from when until when", "Từ ngày 01/10/2025 đến hết ngày 30/10/2025"),
        ("at which hours", "Thứ Hai – thứ Sáu 07:30–11:30, 13:30–17:00"),
        ("what else about the place", "Gửi xe ở cổng sau"),
        ("what to bring", "Thẻ căn cước còn hạn Điện thoại có lắp SIM của bạn"),
        ("how much", "Miễn phí 1 năm kể từ ngày đăng ký."),
        ("how long", "Khoảng 15 phút"),
        ("whom to call", "Gọi 0251 000 0002"),
        ("who else to call", "Phường Tân Triều: 0251 000 0001"),
        ("which address is genuine", "Địa chỉ hiện trên trình duyệt phải là cks.example"),
        ("what staff never ask", "Cán bộ không bao giờ hỏi mã OTP, mã PIN hay mật khẩu."),
        (
            "where this poster should hang",
            "Áp phích này treo tại: Trung tâm Phục vụ hành chính công, 1 đường Mẫu, Phường Tân Triều.",
        ),
    ] {
        assert!(text.contains(answer), "{question}: no `{answer}` in:\n{text}");
    }
    for (what, link) in [
        ("a call", "href=\"tel:02510000002\""),
        ("the phone's map", "href=\"geo:11.0064,106.82?"),
        ("a map on the web", "href=\"https://www.openstreetmap.org/?mlat=11.0064&amp;mlon=106.82"),
        ("the guide", "href=\"/guides/dang-ky/\""),
        ("the other point", "href=\"/26188-2/\""),
        ("the other language", "href=\"/en/26188/\""),
    ] {
        assert!(html.contains(link), "{what}: no `{link}`");
    }
}

#[test]
fn the_page_of_an_open_point_answers_in_english_too() {
    let site = Site::small();
    site.build().ends_with(0);
    let text = visible_text(&site.output("en/26188/index.html"));
    for answer in [
        "Public Service Centre 1 Mau Street Tân Triều Ward , Đồng Nai Province",
        "From 1 Oct 2025 until 30 Oct 2025",
        "Monday to Friday 07:30–11:30, 13:30–17:00",
        "Park at the back gate",
        "A valid identity card A phone with your own SIM",
        "Free of charge Free for 1 year from the day of registration.",
        "About 15 minutes",
        "The address shown by your browser must be cks.example",
        "Our staff never ask for an OTP, a PIN or a password.",
        "This poster hangs at: Public Service Centre, 1 Mau Street, Tân Triều Ward.",
    ] {
        assert!(text.contains(answer), "no `{answer}` in:\n{text}");
    }
}

#[test]
fn a_landing_page_lists_the_next_five_sessions_and_links_to_the_rest() {
    let site = Site::small();
    let row = |day: u32| format!("2025-10-{day},19h,21h,,26188-2,,,Khu phố {day},Quarter {day}\n");
    let header = site.read("content/schedules/tan-trieu.csv").lines().next().unwrap().to_owned();
    let write = |days: std::ops::RangeInclusive<u32>| {
        let rows: String = days.map(row).collect();
        site.write("content/schedules/tan-trieu.csv", &format!("{header}\n{rows}"));
        site.build().ends_with(0);
        site.output("26188-2/index.html")
    };
    // The 19th is over, the 20th is today.
    let five = write(19..=24);
    assert_eq!(five.matches("<li class=\"session ").count(), 5);
    assert!(!five.contains("Khu phố 19") && five.contains("Khu phố 20") && five.contains("Khu phố 24"));
    assert!(!five.contains("#p-sessions\""), "five sessions need no link to more");
    let six = write(19..=25);
    assert_eq!(six.matches("<li class=\"session ").count(), 5);
    assert!(six.contains("Khu phố 24") && !six.contains("Khu phố 25"));
    assert!(six.contains("href=\"/commune/26188/#p-sessions\""), "the commune's page has them all");
    let commune = site.output("commune/26188/index.html");
    assert_eq!(commune.matches("<li class=\"session ").count(), 6);
}

#[test]
fn a_landing_page_is_one_file_that_fits_in_the_first_congestion_window() {
    let site = Site::small();
    let row = |day: u32| format!("2025-10-{day},19h,21h,,26188-2,,,Người dân khu phố {day},Quarter {day}\n");
    site.append("content/schedules/tan-trieu.csv", &(22..30).map(row).collect::<String>());
    site.build().ends_with(0);
    for (path, bytes) in
        site.tree().iter().filter(|(path, _)| path.contains("26188") && path.ends_with("html"))
    {
        if path.contains("commune/") {
            continue;
        }
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
        gzip.write_all(bytes).unwrap();
        let weight = gzip.finish().unwrap().len();
        assert!(weight <= 14 * 1024, "{path}: {weight} bytes compressed");
        let html = std::str::from_utf8(bytes).unwrap();
        for request in ["<img", "<script src", "rel=\"stylesheet\"", "@import", "url(http", "<iframe"] {
            assert!(!html.contains(request), "{path} asks for another file: {request}");
        }
    }
}

// ---- steps ----

/// Builds, whether or not records are set aside.
fn built(site: &Site, day: &str) {
    let run = site.build_on(day);
    assert!(run.status == 0 || run.status == 3, "{}", run.said());
}

/// The state that a landing page shows.
fn state(html: &str) -> String {
    let (_, rest) = html.split_once("<div class=\"state state-").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

/// Builds once, so that the ledger knows the ids, and takes one out of use.
fn retire(site: &Site, arguments: &[&str]) {
    built(site, TODAY);
    site.loa(&[&["qr", "retire"], arguments].concat()).ends_with(0);
}

/// Puts a line in the ledger, as an earlier build would have.
fn remember(site: &Site, id: &str, commune: &str, state: &str, to: &str) {
    let line = format!("{id}\thttps://CKS.EXAMPLE/{id}/\t{commune}\t2025-10-01\t{state}\t{to}\t-\n");
    let before = if site.exists("content/qr.lock") { site.read("content/qr.lock") } else { String::new() };
    site.write("content/qr.lock", &(before + &line));
}
