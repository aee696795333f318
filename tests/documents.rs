//! Directives and guides in full: numbers and dates that are known in part, legal bases, deadlines, recipients, files to
//! hand out, steps with other ways, pictures. What is for the staff never reaches the output.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::fs::File;
use std::time::Duration;
use std::time::SystemTime;

use support::Site;
use support::visible_text;

const DIRECTIVE: &str = "content/directives/ke-hoach-2025-10.vi.md";
const DIRECTIVE_EN: &str = "content/directives/ke-hoach-2025-10.en.md";
const GUIDE: &str = "content/guides/dang-ky.vi.md";
const GUIDE_EN: &str = "content/guides/dang-ky.en.md";
const PAGE: &str = "directives/ke-hoach-2025-10/index.html";

/// Adds keys to the front matter of a text.
fn add_keys(site: &Site, path: &str, keys: &str) {
    let text = site.read(path);
    let (before, after) = text.split_once("\n---\n").unwrap();
    site.write(path, &format!("{before}\n{}\n---\n{after}", keys.trim_end()));
}

/// Takes a key of one line out of the front matter.
fn remove_key(site: &Site, path: &str, key: &str) {
    let text = site.read(path);
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with(&format!("{key}:"))).collect();
    assert!(kept.len() < text.lines().count(), "{path} has no `{key}`");
    site.write(path, &(kept.join("\n") + "\n"));
}

/// What readers see of the fixture's directive, in Vietnamese and in English.
fn shown(site: &Site) -> [String; 2] {
    site.build().ends_with(0);
    [PAGE.to_owned(), format!("en/{PAGE}")].map(|path| visible_text(&site.output(&path)))
}

/// A picture of this many pixels.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![200; (width * height) as usize]).unwrap();
    writer.finish().unwrap();
    bytes
}

/// Whether any file of the output holds these words, in its bytes or its name.
fn is_anywhere(site: &Site, words: &str) -> bool {
    let holds = |bytes: &[u8]| bytes.windows(words.len()).any(|window| window == words.as_bytes());
    site.tree().iter().any(|(path, bytes)| path.contains(words) || holds(bytes))
}

// ---- what is known of a document ----

#[test]
fn number_and_symbol_stand_apart_and_either_may_be_absent() {
    for (number, symbol, vi, en) in [
        (true, true, "Số, ký hiệu Số 12/KH-UBND", "Number and symbol No. 12/KH-UBND"),
        (
            false,
            true,
            "Số, ký hiệu Số …/KH-UBND (chưa có số)",
            "Number and symbol No. …/KH-UBND (no number yet)",
        ),
        (true, false, "Số, ký hiệu Số 12 ", "Number and symbol No. 12 "),
        (false, false, "Số, ký hiệu Chưa có số", "Number and symbol No number yet"),
    ] {
        let site = Site::small();
        for (there, key) in [(number, "number"), (symbol, "symbol")] {
            if !there {
                remove_key(&site, DIRECTIVE, key);
            }
        }
        let [in_vi, in_en] = shown(&site);
        assert!(in_vi.contains(vi), "{vi}: {in_vi}");
        assert!(in_en.contains(en), "{en}: {in_en}");
    }
}

#[test]
fn a_date_says_no_more_than_is_known() {
    for (date, vi, en) in [
        ("2025-10-06", "06/10/2025", "6 Oct 2025"),
        ("2025-10", "tháng 10 năm 2025", "October 2025"),
        ("2025", "2025", "2025"),
    ] {
        let site = Site::small();
        site.replace(DIRECTIVE, "date: 2025-10-06", &format!("date: {date}"));
        let [in_vi, in_en] = shown(&site);
        assert!(in_vi.contains(&format!("Ngày văn bản {vi} Cơ quan ban hành")), "{in_vi}");
        assert!(in_en.contains(&format!("Date of the document {en} Issued by")), "{in_en}");
    }
    let site = Site::small();
    site.replace(DIRECTIVE, "date: 2025-10-06", "date: 10/2025");
    site.build().ends_with(1).says(&["bad-date", "`10/2025`", "`2025-10`"]);
}

#[test]
fn a_basis_on_the_site_is_linked_and_says_what_its_own_file_says() {
    let site = Site::small();
    site.write(
        "content/directives/so-khcn.vi.md",
        "---\ntitle: Mở chiến dịch\nkind: cong-van\nnumber: \"2359\"\nsymbol: SKHCN-CĐS\ndate: 2025-10\n\
         published: 2025-10-06\nissuer: {vi: Sở Khoa học và Công nghệ, en: Department of Science}\n---\n\nBài.\n",
    );
    add_keys(
        &site,
        DIRECTIVE,
        "basis:\n  - directive: so-khcn\n  - {title: {vi: Luật Giao dịch điện tử, en: Law on E-Transactions}, number: \
         20/2023/QH15, date: 2023}\n  - {kind: ke-hoach, number: \"5\", symbol: KH-UBND, issuer: {vi: Ủy ban tỉnh, en: \
         The province}}\n  - {number: \"7\"}\n",
    );
    let [vi, en] = shown(&site);
    for text in [
        "Công văn số 2359/SKHCN-CĐS tháng 10 năm 2025 của Sở Khoa học và Công nghệ – Mở chiến dịch",
        "Luật Giao dịch điện tử số 20/2023/QH15 năm 2023",
        "Kế hoạch số 5/KH-UBND của Ủy ban tỉnh",
        "Số 7",
    ] {
        assert!(vi.contains(text), "{text}: {vi}");
    }
    for text in [
        "Official letter No. 2359/SKHCN-CĐS of October 2025 by Department of Science – Mở chiến dịch",
        "Law on E-Transactions No. 20/2023/QH15 of 2023",
    ] {
        assert!(en.contains(text), "{text}: {en}");
    }
    assert!(site.output(PAGE).contains("<a href=\"/directives/so-khcn/\">Công văn"));
    assert!(
        site.output(&format!("en/{PAGE}")).contains("<a href=\"/en/directives/so-khcn/\">Official letter")
    );
}

#[test]
fn a_basis_that_says_nothing_and_one_that_is_not_there_are_errors() {
    let site = Site::small();
    add_keys(&site, DIRECTIVE, "basis:\n  - date: 2025-10-06\n  - directive: ke-hoach-2025-11\n");
    site.build().ends_with(1).says(&["missing-key", "`number`", "unknown-directive", "`ke-hoach-2025-10`"]);
}

#[test]
fn a_deadline_says_on_which_day_one_is_still_in_time_and_where_it_stands() {
    let site = Site::small();
    add_keys(&site, DIRECTIVE, "urgency: thuong-khan\n");
    site.replace(
        DIRECTIVE,
        "    before: 2025-11-05\n",
        "    source: {vi: mục 4, en: section 4}\n    before: 2025-11-05\n  - {what: Mở bàn hỗ trợ, by: 2025-10-30}\n  \
         - {what: Báo cáo tháng, monthly_before: 20}\n",
    );
    let [vi, en] = shown(&site);
    for text in [
        "Thượng khẩn Kế hoạch",
        "Trước ngày 05/11/2025 Ngày cuối còn kịp: Thứ Ba, 04/11/2025 Gửi báo cáo kết quả",
        "Gửi báo cáo kết quả (mục 4) Thực hiện: Phòng Văn hóa – Xã hội",
        "Đến hết ngày 30/10/2025 Mở bàn hỗ trợ",
        "Trước ngày 20 hằng tháng Báo cáo tháng",
    ] {
        assert!(vi.contains(text), "{text}: {vi}");
    }
    for text in [
        "Before 5 Nov 2025 Last day in time: Tuesday, 4 November 2025",
        "(section 4) To be done by: Division of Culture",
        "Before day 20",
    ] {
        assert!(en.contains(text), "{text}: {en}");
    }
    // The first day too late is not in time; the last day in time is.
    let html = site.output(PAGE);
    assert!(
        html.contains("data-ends=\"2025-11-04T23:59\"") && html.contains("data-ends=\"2025-10-30T23:59\"")
    );
}

#[test]
fn a_deadline_has_one_last_day_of_a_right_form() {
    for (when, code) in [
        ("before: 2025-11-05, by: 2025-11-05", "deadline-when"),
        ("who: Phòng", "deadline-when"),
        ("monthly_before: 31", "deadline-when"),
        ("before: 5/11/2025", "bad-date"),
        ("untill: 2025-11-05", "unknown-key"),
    ] {
        let site = Site::small();
        add_keys(&site, DIRECTIVE, &format!("# {when}"));
        site.replace(DIRECTIVE, "applies_to:", &format!("  - {{what: Báo cáo, {when}}}\napplies_to:"));
        site.build().ends_with(1).says(&[code, DIRECTIVE]);
    }
}

#[test]
fn recipients_are_listed_in_the_words_of_each_language() {
    let site = Site::small();
    add_keys(&site, DIRECTIVE, "recipients:\n  - {vi: Các trường học, en: Schools}\n  - Viettel Đồng Nai\n");
    let [vi, en] = shown(&site);
    assert!(vi.contains("Nơi nhận Các trường học Viettel Đồng Nai"), "{vi}");
    assert!(en.contains("Sent to Schools Viettel Đồng Nai"), "{en}");

    add_keys(&site, DIRECTIVE_EN, "recipients: [Schools]");
    site.build().ends_with(1).says(&["fact-in-translation", "`recipients`", DIRECTIVE_EN]);
}

#[test]
fn recipients_that_are_no_list_of_words_are_errors() {
    for (recipients, code) in [
        ("Các trường học", "wrong-shape"),
        ("[\"\"]", "empty-value"),
        ("[{vi: Các trường, fr: Écoles}]", "unknown-language"),
    ] {
        let site = Site::small();
        add_keys(&site, DIRECTIVE, &format!("recipients: {recipients}"));
        site.build().ends_with(1).says(&[code, DIRECTIVE]);
    }
}

// ---- files to hand out ----

/// The fixture whose directive names a file so.
fn attaching(file: &str) -> Site {
    let site = Site::small();
    site.write("content/directives/bieu-mau.xlsx", "BẢNG TÍNH");
    add_keys(
        &site,
        DIRECTIVE,
        &format!("attachments:\n  - {{title: {{vi: Biểu mẫu báo cáo, en: Report form}}, file: {file}}}"),
    );
    site
}

#[test]
fn a_public_file_is_handed_out_at_an_address_of_its_bytes_with_type_and_size() {
    for public in ["yes", "\"yes\"", "true"] {
        let site = attaching(&format!("{{path: bieu-mau.xlsx, public: {public}}}"));
        site.write("content/directives/bieu-mau.xlsx", &"a".repeat(1_234_567));
        let [vi, en] = shown(&site);
        assert!(vi.contains("Tệp đính kèm Biểu mẫu báo cáo (XLSX, 1,3 MB)"), "{vi}");
        assert!(en.contains("Attachments Report form (XLSX, 1.3 MB)"), "{en}");
        let html = site.output(PAGE);
        let address = html.split("href=\"/assets/bieu-mau.").nth(1).unwrap().split('"').next().unwrap();
        assert!(address.len() == "12345678.xlsx".len(), "{address}");
        assert_eq!(site.output(&format!("assets/bieu-mau.{address}")).len(), 1_234_567);
        assert!(site.output(&format!("en/{PAGE}")).contains(address));

        site.write("content/directives/bieu-mau.xlsx", "other bytes");
        site.build().ends_with(0);
        assert!(!is_anywhere(&site, address), "other bytes have another address");
    }
}

#[test]
fn a_public_file_with_other_bytes_of_the_same_size_and_time_is_handed_out_anew() {
    let site = attaching("{path: bieu-mau.xlsx, public: yes}");
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let write = |text: &str| {
        site.write("content/directives/bieu-mau.xlsx", text);
        let file = File::options().write(true).open(site.path("content/directives/bieu-mau.xlsx")).unwrap();
        file.set_modified(long_ago).unwrap();
    };
    write("form of 2024");
    site.build().ends_with(0);
    write("form of 2025");
    site.build().ends_with(0);
    assert!(is_anywhere(&site, "form of 2025") && !is_anywhere(&site, "form of 2024"));
}

#[test]
fn a_file_that_is_not_called_public_is_neither_copied_nor_linked_nor_mentioned() {
    for file in [
        "{path: bieu-mau.xlsx}",
        "{path: bieu-mau.xlsx, public: no}",
        "{path: bieu-mau.xlsx, public: false}",
        "{path: khong-co.exe, public: no}",
        "{path: ../../mat.staff.pdf, public: no}",
    ] {
        let site = attaching(file);
        site.build().ends_with(0);
        for words in ["bieu-mau", "BẢNG TÍNH", "Biểu mẫu báo cáo", "Report form", "Tệp đính kèm", "mat.staff"]
        {
            assert!(!is_anywhere(&site, words), "{file}: {words}");
        }
    }
    // A file that no text speaks of stays where it is, too.
    let site = Site::small();
    site.write("content/directives/bieu-mau.xlsx", "BẢNG TÍNH");
    site.build().ends_with(0);
    assert!(!is_anywhere(&site, "BẢNG TÍNH") && !is_anywhere(&site, "bieu-mau"));
}

#[test]
fn a_file_that_cannot_be_handed_out_is_an_error_that_says_what_to_type() {
    for (file, code, says) in [
        ("{path: bieu-mua.xlsx, public: yes}", "missing-attachment", "`bieu-mau.xlsx`"),
        ("{path: Bieu-mau.XLSX, public: yes}", "missing-attachment", "`bieu-mau.xlsx`"),
        ("{path: ../../site.pdf, public: yes}", "attachment-outside", "`site.pdf`"),
        ("{path: ../../../../../etc/ho-so.pdf, public: yes}", "attachment-outside", "`ho-so.pdf`"),
        ("{path: /etc/ho-so.pdf, public: yes}", "attachment-outside", "`ho-so.pdf`"),
        ("{path: 'C:\\Users\\ho-so.pdf', public: yes}", "attachment-outside", "`ho-so.pdf`"),
        ("{path: ../points.csv, public: yes}", "attachment-outside", "`points.csv`"),
        ("{path: ../set-aside/x.csv, public: yes}", "attachment-outside", "`x.csv`"),
        ("{path: 'https://a.example/x.pdf', public: yes}", "attachment-outside", "`x.pdf`"),
        ("{path: ds.staff.xlsx, public: yes}", "attachment-staff", "`public: no`"),
        ("{path: ds.STAFF.xlsx, public: yes}", "attachment-staff", "`public: no`"),
        ("{path: noi-bo.staff/ds.xlsx, public: yes}", "attachment-staff", "`public: no`"),
        ("{path: cai-dat.exe, public: yes}", "attachment-type", "`pdf`"),
        ("{path: trang.html, public: yes}", "attachment-type", "`pdf`"),
        ("{path: hinh.svg, public: yes}", "attachment-type", "`pdf`"),
        ("{path: bieu-mau.xlsm, public: yes}", "attachment-type", "`xlsx`"),
        ("{path: bieu-mau, public: yes}", "attachment-type", "`pdf`"),
        ("{path: ke-hoach-2025-10.vi.md, public: yes}", "attachment-type", "`pdf`"),
        ("{public: yes}", "missing-key", "`path`"),
        ("{path: bieu-mau.xlsx, public: maybe}", "unknown-value", "`yes`"),
        ("{path: bieu-mau.xlsx, publik: yes}", "unknown-key", "`public`"),
        ("bieu-mau.xlsx", "wrong-shape", DIRECTIVE),
    ] {
        let site = attaching(file);
        for name in ["ds.staff.xlsx", "ds.STAFF.xlsx", "noi-bo.staff/ds.xlsx", "cai-dat.exe", "trang.html"] {
            site.write(&format!("content/directives/{name}"), "x");
        }
        let run = site.build();
        assert_eq!(run.status, 1, "{file}: {}", run.said());
        for text in [code, says, DIRECTIVE] {
            assert!(run.said().contains(text), "{file}: no `{text}` in {}", run.said());
        }
        assert!(site.tree().is_empty());
    }
    let site = attaching("{path: bieu-mau.xlsx, public: yes}");
    site.replace(DIRECTIVE, "title: {vi: Biểu mẫu báo cáo, en: Report form}, ", "");
    site.build().ends_with(1).says(&["missing-key", "`title`"]);
}

#[test]
fn a_file_lies_beside_its_text_also_where_the_text_has_a_folder_of_its_own() {
    let site = attaching("{path: 'mau\\phu-luc.pdf', public: yes}");
    for lang in ["vi", "en"] {
        let text = site.read(&format!("content/directives/ke-hoach-2025-10.{lang}.md"));
        site.remove(&format!("content/directives/ke-hoach-2025-10.{lang}.md"));
        site.write(&format!("content/directives/ke-hoach-2025-10/index.{lang}.md"), &text);
    }
    site.write("content/directives/ke-hoach-2025-10/mau/phu-luc.pdf", "%PDF-1.7");
    let [vi, _] = shown(&site);
    assert!(vi.contains("(PDF, 1 KB)"), "{vi}");
}

#[test]
fn texts_link_to_a_file_that_is_handed_out_and_to_no_other() {
    let site = attaching("{path: bieu-mau.xlsx, public: yes}");
    for path in [DIRECTIVE, DIRECTIVE_EN] {
        site.append(path, "\n[Form](bieu-mau.xlsx)\n\n```downloads directive=ke-hoach-2025-10\n```\n");
    }
    site.loa(&["translations", "--stamp", &site.path(DIRECTIVE_EN).display().to_string()]).ends_with(0);
    site.build().ends_with(0);
    for path in [PAGE.to_owned(), format!("en/{PAGE}")] {
        assert_eq!(site.output(&path).matches("href=\"/assets/bieu-mau.").count(), 3, "{path}");
    }
    site.replace(DIRECTIVE, "public: yes", "public: no");
    site.build().ends_with(1).says(&["broken-link", "`bieu-mau.xlsx`"]);

    let site = Site::small();
    site.append(DIRECTIVE, "\n```downloads directive=ke-hoach\n```\n");
    site.build().ends_with(1).says(&["bad-argument", "`ke-hoach-2025-10`"]);
}

#[test]
fn a_file_that_costs_readers_much_is_told_of() {
    let site = attaching("{path: bieu-mau.xlsx, public: yes}");
    site.write_bytes("content/directives/bieu-mau.xlsx", &vec![b'a'; 10_000_001]);
    site.build().ends_with(0).says(&["heavy-attachment", "10001 KB"]);
    site.write_bytes("content/directives/bieu-mau.xlsx", &vec![b'a'; 10_000_000]);
    site.build().ends_with(0).is_silent_on("heavy-attachment");
}

// ---- what is for the staff ----

#[test]
fn nothing_that_is_for_the_staff_is_opened() {
    let site = Site::small();
    // Opened as a text, each would be an error: it is not UTF-8.
    let secret = b"\xff\xfe M\xc3\x82T";
    for path in [
        "content/directives/ke-hoach-2025-10.staff.md",
        "content/directives/ke-hoach-2025-10.STAFF.vi.md",
        "content/directives/noi-bo.staff/index.vi.md",
        "content/guides/dang-ky/index.staff.md",
        "content/points.staff.csv",
        "content/progress/noi-bo.staff.csv",
        "staff/bang.md",
        "staff/index.html",
    ] {
        site.write_bytes(path, secret);
    }
    site.write_bytes("content/guides/hinh.staff.png", &png(3, 3));
    site.build().ends_with(0);
    assert!(!is_anywhere(&site, "MÂT") && !is_anywhere(&site, ".staff"), "{:?}", site.tree().keys());
    assert!(!site.exists("output/staff"));
    assert_eq!(site.content()["directives/ke-hoach-2025-10.staff.md"], secret);

    site.append(GUIDE, "\n![Hình](hinh.staff.png)\n");
    site.build().ends_with(1).says(&["missing-picture"]);
}

#[cfg(unix)]
#[test]
fn a_link_with_an_innocent_name_does_not_open_what_is_for_the_staff() {
    use std::os::unix::fs::symlink;
    let site = Site::small();
    site.write_bytes("content/pages/phan-cong.staff.md", b"\xff M\xc3\x82T");
    site.write_bytes("staff/bang.vi.md", b"\xff M\xc3\x82T");
    site.write_bytes("elsewhere/noi-bo.staff/bang.vi.md", b"\xff M\xc3\x82T");
    symlink(site.path("content/pages/phan-cong.staff.md"), site.path("content/pages/phan-cong.vi.md"))
        .unwrap();
    symlink(site.path("staff/bang.vi.md"), site.path("content/pages/bang.vi.md")).unwrap();
    symlink(site.path("elsewhere/noi-bo.staff/bang.vi.md"), site.path("content/pages/bang-hai.vi.md"))
        .unwrap();
    symlink(site.path("staff"), site.path("content/pages/chung")).unwrap();
    site.build().ends_with(0);
    assert!(!site.exists("output/phan-cong") && !site.exists("output/bang") && !site.exists("output/chung"));

    // A link to any other text is followed.
    site.write("elsewhere/gioi-thieu.md", "---\ntitle: Giới thiệu\n---\n\nBài ở thư mục chung.\n");
    symlink(site.path("elsewhere/gioi-thieu.md"), site.path("content/pages/gioi-thieu.vi.md")).unwrap();
    site.build().ends_with(0);
    assert!(site.output("gioi-thieu/index.html").contains("Bài ở thư mục chung."));
}

// ---- steps ----

#[test]
fn another_way_to_do_a_step_has_words_or_a_title_and_a_text() {
    for or in [
        "      or: Nhờ cán bộ cài giúp\n",
        "      or: [Nhờ cán bộ cài giúp]\n",
        "      or: {title: Nhờ cán bộ cài giúp, text: Bạn vẫn tự giữ máy.}\n",
        "      or:\n        - {title: Nhờ cán bộ cài giúp, text: Bạn vẫn tự giữ máy.}\n        - Về nhà cài sau\n",
    ] {
        let site = Site::small();
        let before = "    text: Bạn luôn tự giữ điện thoại của mình.\n";
        site.replace(
            GUIDE,
            before,
            &format!("{before}{}", or.replace("      or", "    or").replace("        -", "      -")),
        );
        site.build().ends_with(0);
        let text = visible_text(&site.output("guides/dang-ky/index.html"));
        assert!(text.contains("của mình. hoặc Nhờ cán bộ cài giúp"), "{or}: {text}");
        assert_eq!(text.contains("Bạn vẫn tự giữ máy."), or.contains("text:"), "{or}");
        assert_eq!(text.contains("hoặc Về nhà cài sau"), or.contains("Về nhà"), "{or}");
    }
}

#[test]
fn another_way_of_a_wrong_form_is_an_error_with_its_place() {
    for (or, code, says) in [
        ("{titel: Nhờ cán bộ}", "unknown-key", "`title`"),
        ("{text: Bạn vẫn tự giữ máy.}", "missing-key", "`title`"),
        ("[[một]]", "wrong-shape", GUIDE),
        ("[\"  \"]", "empty-value", GUIDE),
        ("{title: Nhờ, text: [một, hai]}", "wrong-shape", GUIDE),
    ] {
        let site = Site::small();
        let before = "    text: Bạn luôn tự giữ điện thoại của mình.\n";
        site.replace(GUIDE, before, &format!("{before}    or: {or}\n"));
        let run = site.build();
        assert_eq!(run.status, 1, "{or}: {}", run.said());
        for text in [code, says, "dang-ky.vi.md:15"] {
            assert!(run.said().contains(text), "{or}: no `{text}` in {}", run.said());
        }
    }
}

#[test]
fn the_words_of_other_ways_are_part_of_what_is_translated() {
    let site = Site::small();
    let way = |vi: &str| format!("    text: Bạn luôn tự giữ điện thoại của mình.\n    or: {vi}\n");
    site.replace(GUIDE, "    text: Bạn luôn tự giữ điện thoại của mình.\n", &way("{title: Một, text: Hai}"));
    site.build().ends_with(0).says(&["translation-lagging"]);
    site.replace(
        GUIDE_EN,
        "    text: You always hold your own phone.\n",
        "    text: You hold it.\n    or: [One]\n",
    );
    let stamp = || {
        site.loa(&["translations", "--stamp", &site.path(GUIDE_EN).display().to_string()]).ends_with(0);
    };
    stamp();
    site.build().ends_with(0).is_silent_on("translation");
    // A text that becomes a way of its own is another source.
    site.replace(GUIDE, "{title: Một, text: Hai}", "[Một, Hai]");
    site.build().ends_with(0).says(&["translation-lagging"]);
    stamp();
    site.build().ends_with(0).says(&["translation-partial", "`or`"]);
    // Facts in them are compared.
    site.replace(GUIDE_EN, "or: [One]", "or: [One, Within 16 days]");
    site.build().ends_with(1).says(&["fact-differs", "`16`"]);
}

#[test]
fn a_guide_says_until_when_it_is_free_and_who_provides_it() {
    let site = Site::small();
    add_keys(&site, GUIDE, "free_until: 2025-12-31\nprovider: vnpt");
    let config = site.read("content/site.yaml");
    assert!(config.contains("vnpt:"), "{config}");
    site.build().ends_with(0);
    let vi = visible_text(&site.output("guides/dang-ky/index.html"));
    let en = visible_text(&site.output("en/guides/dang-ky/index.html"));
    for (text, shown) in [
        ("Miễn phí 1 năm kể từ ngày đăng ký.", &vi),
        ("Miễn phí đến hết ngày 31/12/2025.", &vi),
        ("Đơn vị cung cấp VNPT", &vi),
        ("31 Dec 2025", &en),
    ] {
        assert!(shown.contains(text), "{text}: {shown}");
    }
}

// ---- pictures ----

#[test]
fn a_picture_has_its_width_and_height_and_waits_until_it_is_needed() {
    let site = Site::small();
    for lang in ["vi", "en"] {
        let text = site.read(&format!("content/guides/dang-ky.{lang}.md"));
        site.remove(&format!("content/guides/dang-ky.{lang}.md"));
        let more = "\n![Màn hình](man-hinh.png)\n\n![Sơ đồ](so-do.svg)\n\n![Lớn](lon.SVG)\n\n<img src=\"man-hinh.png\" \
                    alt=\"Nhỏ\" width=\"20\">\n";
        site.write(&format!("content/guides/dang-ky/index.{lang}.md"), &(text + more));
    }
    site.write_bytes("content/guides/dang-ky/man-hinh.png", &png(40, 25));
    let svg =
        |size: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {size}><path d=\"M0 0h9\"/></svg>");
    site.write("content/guides/dang-ky/so-do.svg", &svg("viewBox=\"0 0 320 180\""));
    site.write("content/guides/dang-ky/lon.SVG", &svg("width=\"100%\""));
    site.loa(&[
        "translations",
        "--stamp",
        &site.path("content/guides/dang-ky/index.en.md").display().to_string(),
    ])
    .ends_with(0);
    site.build().ends_with(0).is_silent_on("picture");
    for path in ["guides/dang-ky/index.html", "en/guides/dang-ky/index.html"] {
        let html = site.output(path);
        let tags: Vec<&str> = html.split("<img ").skip(1).map(|tag| tag.split('>').next().unwrap()).collect();
        assert_eq!(tags.len(), 4, "{path}");
        assert!(tags[0].starts_with("src=\"/assets/man-hinh."), "{}", tags[0]);
        assert!(
            tags[0].contains(" width=\"40\" height=\"25\" loading=\"lazy\" alt=\"Màn hình\""),
            "{}",
            tags[0]
        );
        assert!(tags[1].contains(" width=\"320\" height=\"180\" "), "{}", tags[1]);
        assert!(!tags[2].contains("width"), "{}", tags[2]);
        assert!(tags[3].contains("width=\"20\"") && !tags[3].contains("height"), "{}", tags[3]);
    }
}

#[test]
fn each_language_may_have_a_picture_of_its_own() {
    let site = Site::small();
    site.write_bytes("content/guides/anh.png", &png(40, 25));
    site.write_bytes("content/guides/anh.en.png", &png(44, 25));
    site.append(GUIDE, "\n![Màn hình](anh.png)\n");
    site.append(GUIDE_EN, "\n![The screen](anh.en.png)\n");
    site.loa(&["translations", "--stamp", &site.path(GUIDE_EN).display().to_string()]).ends_with(0);
    site.build().ends_with(0);
    assert!(site.output("guides/dang-ky/index.html").contains("width=\"40\""));
    assert!(site.output("en/guides/dang-ky/index.html").contains("width=\"44\""));
}

#[test]
fn a_picture_that_is_heavy_wide_or_broken_is_told_of_once_with_what_to_do() {
    let heavy = [png(40, 25), vec![0; 300_000]].concat();
    for (bytes, code, says) in [
        (heavy, Some("heavy-picture"), "1200"),
        (png(2001, 2), Some("wide-picture"), "2001"),
        (b"HEIC".to_vec(), Some("broken-picture"), "JPEG"),
        (Vec::new(), Some("broken-picture"), "JPEG"),
        (png(2000, 2), None, ""),
    ] {
        let site = Site::small();
        site.write_bytes("content/guides/anh.png", &bytes);
        site.append(GUIDE, "\n![Màn hình](anh.png) ![Màn hình](anh.png)\n");
        let run = site.build();
        run.ends_with(0).says(&[says]);
        match code {
            Some(code) => assert_eq!(run.said().matches(&format!("[{code}]")).count(), 1, "{}", run.said()),
            None => assert!(!run.said().contains("picture]"), "{}", run.said()),
        }
    }
}
