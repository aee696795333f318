//! Progress through the front door: former units, groups, sums, targets, charts, and the warnings about them.
//!
//! The fixture `tests/sites/progress/` is as of 20/10/2025; each test changes one thing in a copy of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use support::Site;
use support::visible_text;

const SIGNATURES: &str = "content/progress/signatures.csv";

/// What a reader sees of one indicator in a scope, on the page at `path`.
fn card(site: &Site, path: &str, name: &str) -> String {
    let html = site.output(&format!("{path}/index.html"));
    let cards = html.split("<div class=\"card figure").skip(1);
    let found = cards.map(|card| format!("<div class=\"card figure{card}")).find(|card| card.contains(name));
    let card = found.unwrap_or_else(|| panic!("{path} has no figure of {name}"));
    visible_text(&card)
}

#[track_caller]
fn says(text: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(text.contains(wanted), "`{wanted}` is not in:\n{text}");
    }
}

#[track_caller]
fn says_nothing_of(text: &str, unwanted: &[&str]) {
    for unwanted in unwanted {
        assert!(!text.contains(unwanted), "`{unwanted}` is in:\n{text}");
    }
}

// ---- former units ----

#[test]
fn a_former_units_figures_stand_under_its_name_with_its_own_targets() {
    let site = Site::progress();
    site.build().ends_with(0);
    let text = card(&site, "commune/16531", "Chữ ký số cá nhân");
    says(
        &text,
        &[
            "Số liệu của đơn vị cũ, không cộng vào số hiện nay",
            "19/11/2024 Phường Quảng Châu – không có khoảng 25% khoảng 1.100 100% của chỉ tiêu được giao đến hết ngày \
             24/11/2024 VNPT Sầm Sơn",
            "Phường Quảng Châu Hội Nông dân chưa báo cáo – không có 280 đến hết ngày 24/11/2024",
            // The figure of today is another one, and its own target stands beside it.
            "7.000 người Số liệu đến ngày 16/10/2025",
            "tức 30.000 người, đến hết ngày 31/12/2025",
        ],
    );
    // Never summed: the province has what its communes of today reported.
    says(&card(&site, "province/38", "Chữ ký số cá nhân"), &["19.000 người"]);
    let english = card(&site, "en/commune/16531", "Personal digital signatures");
    says(
        &english,
        &[
            "19 Nov 2024 Phường Quảng Châu – none about 25% about 1,100 100% of the assigned quota by 24 Nov 2024",
        ],
    );
}

#[test]
fn provinces_and_the_campaign_have_a_history_too() {
    let site = Site::progress();
    site.build().ends_with(0);
    let province = card(&site, "province/75", "Chữ ký số cá nhân");
    says(
        &province,
        &["30/06/2025 Tỉnh Bình Phước – không có 9.800", "30/06/2025 Tỉnh Bình Phước Hội Nông dân 1.200"],
    );
    says(&card(&site, "progress", "Chữ ký số cá nhân"), &["30/06/2025 Chiến dịch năm 2024 khoảng 40.000"]);
    // The home page has no room for it.
    says_nothing_of(&visible_text(&site.output("index.html")), &["Chiến dịch năm 2024"]);
}

#[test]
fn the_open_data_has_former_units_groups_and_sums() {
    let site = Site::progress();
    site.append(SIGNATURES, "2024-11-19,16531,120,Hội Phụ nữ,,160,Phường Quảng Châu,\n");
    site.build().ends_with(0);
    let commune = site.output("data/progress/16531.csv");
    says(
        &commune,
        &[
            "date,scope,group,indicator,value,missing,approx,source,as_unit,reported,units",
            "2024-11-19,16531,,signatures,25.00%,1100,true,VNPT Sầm Sơn,Phường Quảng Châu,,",
            "2024-11-19,16531,Hội Phụ nữ,signatures,120,160,false,,Phường Quảng Châu,,",
        ],
    );
    says(
        &site.output("data/progress/province-38.csv"),
        &["2025-10-01,38,,signatures,9000,,false,", "2025-10-18,38,,signatures,19000,,,,,2,2"],
    );
    says(&site.output("data/progress/all.csv"), &["2025-10-16,all,,signatures,33800,,,,,5,7"]);
    says(&site.output("province/38/index.html"), &["href=\"/data/progress/province-38.csv\""]);
}

#[test]
fn a_former_name_may_stand_beside_as_unit_but_not_alone() {
    let site = Site::progress();
    site.append(SIGNATURES, "2024-12-01,Phường Quảng Thọ,900,,,,Phường Quảng Thọ,\n");
    site.build().ends_with(0);
    says(&card(&site, "commune/16531", "Chữ ký số cá nhân"), &["01/12/2024 Phường Quảng Thọ"]);
    site.append(SIGNATURES, "2024-12-01,Phường Quảng Thọ,900,,,,,\n");
    site.build().ends_with(3).says(&["progress-of-former-unit"]);
}

// ---- groups ----

#[test]
fn groups_stand_beside_their_targets_and_are_never_summed() {
    let site = Site::progress();
    // Case and blanks do not make another group; tones do.
    site.append(SIGNATURES, "2025-10-20,25345,140,hội  phụ nữ,,,,\n2025-10-20,25345,70,Ấp Dông,,,,\n");
    site.build().ends_with(0);
    let text = card(&site, "commune/25345", "Chữ ký số cá nhân");
    says(
        &text,
        &[
            "3.900 người Số liệu đến ngày 19/10/2025",
            "Hội Nông dân 280 19/10/2025 280 đến hết ngày 31/10/2025 100%",
            "Hội Phụ nữ 140 20/10/2025 280 đến hết ngày 31/10/2025 50%",
            "Hội Cựu chiến binh khoảng 250 18/10/2025 280 đến hết ngày 15/10/2025 (đã qua hạn) 89,2%",
            "Đoàn Thanh niên chưa báo cáo",
            "Ấp Dông 70",
            "Ấp Đông 90",
        ],
    );
    // In the order of people: hamlet 2 before hamlet 10.
    assert!(text.find("Ấp 2 81").unwrap() < text.find("Ấp 10 64").unwrap(), "{text}");
}

#[test]
fn a_share_for_a_group_holds_in_narrower_scopes_and_a_count_does_not() {
    let site = Site::progress();
    site.replace(
        "content/site.yaml",
        "    targets: [{share: 100%}]",
        "    targets: [{share: 100%}, {share: 80%, group: Ban chỉ đạo}, {count: 9, group: Tổ công nghệ}]",
    );
    site.append("content/progress/others.csv", "");
    site.write(
        "content/progress/nhom.csv",
        "date,commune,group,officials\n2025-10-19,25345,Ban chỉ đạo,60%\n2025-10-19,25345,Tổ công nghệ,50%\n",
    );
    site.build().ends_with(0);
    let text = card(&site, "commune/25345", "Cán bộ, công chức");
    says(&text, &["Ban chỉ đạo 60% 19/10/2025 80% 75%", "Tổ công nghệ 50% 19/10/2025 – không có"]);
}

#[test]
fn a_group_that_two_targets_spell_otherwise_stands_once() {
    let site = Site::progress();
    let target = "      - {count: 280, group: Hội Phụ nữ, scope: \"25345\", by: 2025-10-31}\n";
    let later = target.replace("Hội Phụ nữ", "HỘI  PHỤ NỮ").replace("10-31", "12-31");
    site.replace("content/site.yaml", target, &format!("{target}{later}"));
    site.build().ends_with(0);
    let text = card(&site, "commune/25345", "Chữ ký số cá nhân");
    says(&text, &["Hội Phụ nữ 119 19/10/2025 280 đến hết ngày 31/10/2025"]);
    says_nothing_of(&text, &["HỘI"]);
}

// ---- sums ----

#[test]
fn a_province_and_the_campaign_cannot_have_more_than_all_their_communes() {
    for scope in ["75", "all"] {
        let site = Site::progress();
        site.append(SIGNATURES, &format!("2025-10-19,{scope},900000,,,,,\n"));
        site.build().ends_with(3).says(&["more-than-whole", "`900000`"]);
        // Where the whole of one commune is not known, nothing is known of all.
        site.replace("content/communes.csv", ",18000,", ",,");
        site.build().ends_with(0).is_silent_on("more-than-whole");
    }
}

#[test]
fn an_approximate_figure_is_one_in_running_text_too() {
    let site = Site::progress();
    site.append(SIGNATURES, "2025-10-20,all,33000,,yes,,,\n");
    site.write(
        "content/pages/about.vi.md",
        "---\ntitle: Giới thiệu\npublished: 2025-10-01\n---\n\nĐã có {{ indicator.signatures.value }} người.\n",
    );
    site.build();
    says(&visible_text(&site.output("about/index.html")), &["Đã có khoảng 33.000 người."]);
}

#[test]
fn an_older_report_of_a_province_gives_way_to_the_sum_of_its_communes_and_stays_beside_it() {
    let site = Site::progress();
    site.build().ends_with(0);
    says(
        &card(&site, "province/38", "Chữ ký số cá nhân"),
        &[
            "19.000 người Số liệu đến ngày 16/10/2025",
            "2 trên 2 xã, phường đã báo cáo",
            "Báo cáo riêng của Tỉnh Thanh Hóa ngày 01/10/2025: 9.000 người.",
        ],
    );
    // As new as the newest part, the report stands.
    site.append(SIGNATURES, "2025-10-18,38,19500,,,,,\n");
    site.build().ends_with(0);
    let text = card(&site, "province/38", "Chữ ký số cá nhân");
    says(&text, &["19.500 người Số liệu đến ngày 18/10/2025"]);
    says_nothing_of(&text, &["đã báo cáo", "Báo cáo riêng"]);
}

#[test]
fn a_part_never_takes_the_place_of_a_report_of_the_whole() {
    let site = Site::progress();
    site.append(SIGNATURES, "2025-10-15,75,30000,,,,,\n");
    site.build().ends_with(0);
    // 23,640 of three of four communes, the newest of 19/10.
    let text = card(&site, "province/75", "Chữ ký số cá nhân");
    says(
        &text,
        &[
            "30.000 người Số liệu đến ngày 15/10/2025",
            "Số mới hơn của 3 trên 4 xã, phường cộng lại là khoảng 23.640 người",
            "Còn thiếu 21.000 người.",
        ],
    );
    // Once all have reported, the sum is the newer word on the whole.
    site.append(SIGNATURES, "2025-10-19,25441,100,,,,,\n");
    site.build().ends_with(0);
    let text = card(&site, "province/75", "Chữ ký số cá nhân");
    says(&text, &["23.740 người", "Báo cáo riêng của Tỉnh Đồng Nai ngày 15/10/2025: 30.000 người."]);
}

#[test]
fn a_sum_of_a_part_says_so_wherever_it_is_compared() {
    let site = Site::progress();
    site.build().ends_with(0);
    says(
        &card(&site, "province/75", "Chữ ký số cá nhân"),
        &[
            "Đạt 28,8% của 82.000 dân số trưởng thành ở những nơi đã báo cáo",
            "tức 51.000 người",
            "Còn thiếu nhiều nhất khoảng 27.360 người, vì 1 xã, phường chưa báo cáo.",
            "Cần thêm nhiều nhất",
            "3 trên 4 xã, phường đã báo cáo; số cũ nhất tính đến ngày 12/10/2025",
        ],
    );
    let text = visible_text(&site.output("progress/index.html"));
    says(
        &text,
        &[
            "Tỉnh Đồng Nai khoảng 23.640 12/10/2025 3/4 28,8% nhiều nhất 27.360",
            "Tỉnh Quảng Ngãi 7.000 30/09/2025 báo cáo chung của tỉnh 46,6% 500",
        ],
    );
}

#[test]
fn a_sum_without_the_denominator_of_one_unit_has_no_share_and_no_amount_for_its_target() {
    let site = Site::progress();
    site.replace("content/communes.csv", "Đồng Nai Province,18000,", "Đồng Nai Province,,");
    site.build().ends_with(0);
    let text = card(&site, "province/75", "Chữ ký số cá nhân");
    says(&text, &["23.640 người", "Chỉ tiêu: 50% của dân số trưởng thành đến hết ngày 31/12/2025"]);
    says_nothing_of(&text, &["Đạt ", "Còn thiếu", "tức "]);
}

#[test]
fn the_campaign_is_the_sum_of_what_its_provinces_show() {
    let site = Site::progress();
    site.build().ends_with(0);
    // 23,640 and 19,000 of communes, and 7,000 that a province reported for all of its communes.
    says(
        &card(&site, "progress", "Chữ ký số cá nhân"),
        &[
            "khoảng 49.640 người",
            "6 trên 7 xã, phường đã báo cáo",
            "số chung do 1 tỉnh, thành phố tự báo cáo",
        ],
    );
}

#[test]
fn the_progress_page_lists_provinces_and_leaves_communes_to_theirs() {
    let site = Site::progress();
    site.build().ends_with(0);
    let progress = site.output("progress/index.html");
    assert!(progress.contains("/province/38/") && !progress.contains("/commune/16531/"));
    assert!(site.output("province/38/index.html").contains("/commune/16531/"));
    // A site of one province would have a table of one row.
    let small = Site::small();
    small.build().ends_with(0);
    assert!(small.output("progress/index.html").contains("/commune/26188/"));
}

// ---- targets ----

#[test]
fn the_earliest_target_of_the_nearest_scope_stands_until_its_day_is_over() {
    let site = Site::progress();
    site.build().ends_with(0);
    says(
        &card(&site, "commune/25345", "Chữ ký số cá nhân"),
        &[
            "Chỉ tiêu: 40% của chỉ tiêu được giao, tức 4.800 người, đến hết ngày 31/10/2025",
            "Còn thiếu 900 người",
        ],
    );
    site.build_on("2025-11-01").ends_with(0);
    says(
        &card(&site, "commune/25345", "Chữ ký số cá nhân"),
        &["Chỉ tiêu: 50% của dân số trưởng thành, tức 12.000 người, đến hết ngày 05/11/2025"],
    );
    site.build_on("2025-11-06").ends_with(0);
    says(&card(&site, "commune/25345", "Chữ ký số cá nhân"), &["đến hết ngày 05/11/2025 đã qua hạn"]);
}

#[test]
fn a_count_for_a_province_does_not_hide_the_share_for_all_from_its_communes() {
    let site = Site::progress();
    site.replace(
        "content/site.yaml",
        "      - {by: 2025-12-31, share: 50%}\n",
        "      - {by: 2025-12-31, share: 50%}\n      - {by: 2025-12-31, count: 90000, scope: \"75\"}\n",
    );
    site.build().ends_with(0);
    says(&card(&site, "province/75", "Chữ ký số cá nhân"), &["Chỉ tiêu: 90.000 người"]);
    says(&card(&site, "commune/26188", "Chữ ký số cá nhân"), &["tức 20.000 người"]);
}

#[test]
fn targets_without_a_day_are_shown_with_and_without_a_figure() {
    let site = Site::progress();
    site.build().ends_with(0);
    let text = card(&site, "commune/25345", "Tài khoản ví điện tử");
    says(&text, &["31.250 tài khoản", "Chỉ tiêu: 30.000 tài khoản", "Đã đạt chỉ tiêu"]);
    says(&card(&site, "progress", "Cán bộ, công chức"), &["chưa báo cáo Chỉ tiêu: 100%"]);
    // A commune without a figure is not given the campaign's target to show.
    says_nothing_of(&visible_text(&site.output("commune/14797/index.html")), &["Cán bộ, công chức"]);
}

#[test]
fn what_the_report_calls_missing_is_its_own_word_and_holds_for_the_target_of_its_day() {
    let site = Site::progress();
    site.append(SIGNATURES, "2025-10-20,25345,4000,,x,1100,,\n");
    site.build().ends_with(0);
    let text = card(&site, "commune/25345", "Chữ ký số cá nhân");
    says(
        &text,
        &["khoảng 4.000 người", "Theo báo cáo, còn thiếu khoảng 1.100 người. Cần thêm 92 người mỗi ngày"],
    );
    // The next target has taken its place: 50 % of 24,000 less 4,000.
    site.build_on("2025-11-01").ends_with(0);
    let text = card(&site, "commune/25345", "Chữ ký số cá nhân");
    says(&text, &["Còn thiếu khoảng 8.000 người"]);
    says_nothing_of(&text, &["1.100"]);
}

#[test]
fn a_share_may_state_what_is_missing_and_is_compared_with_shares_of_its_own_denominator_only() {
    let site = Site::progress();
    site.replace("content/site.yaml", "    kind: share\n", "    kind: share\n    of: quota\n");
    site.replace("content/site.yaml", "{share: 100%}]", "{by: 2025-11-05, share: 95%, of: adults}]");
    site.append("content/progress/others.csv", "2025-10-20,25345,officials,\"96,5%\",34\n");
    site.build().ends_with(0);
    let text = card(&site, "commune/25345", "Cán bộ, công chức");
    says(
        &text,
        &[
            "96,5%",
            "Tỷ lệ trên chỉ tiêu được giao",
            "Chỉ tiêu: 95% của dân số trưởng thành",
            "còn thiếu 34 người",
        ],
    );
    says(&text, &["Cần thêm 2 người mỗi ngày"]);
    says_nothing_of(&text, &["Đã đạt chỉ tiêu"]);
}

// ---- charts ----

#[test]
fn shares_and_levels_have_a_line_with_its_words_and_its_table() {
    let site = Site::progress();
    site.build().ends_with(0);
    let html = site.output("commune/25345/index.html");
    let card = |name: &str| {
        let mut cards = html.split("<div class=\"card figure").skip(1);
        cards.find(|card| card.contains(name)).unwrap().to_owned()
    };
    let share = card("Cán bộ, công chức");
    says(
        &share,
        &["chart-line", ">50%</text>", ">100%</text>", "từ 62% ngày 05/10/2025 đến 93,5% ngày 19/10/2025"],
    );
    says(&visible_text(&share), &["19/10/2025 93,5% 12/10/2025 81% 05/10/2025 62%"]);
    let level = card("Hồ sơ đang chờ");
    says(&level, &["chart-line", "từ 40 ngày 01/10/2025 đến 0 ngày 15/10/2025"]);
    // One day is no course.
    says_nothing_of(&card("Tài khoản ví điện tử"), &["chart-line"]);
}

#[test]
fn the_course_of_a_sum_says_how_many_had_reported_by_then() {
    let site = Site::progress();
    site.build().ends_with(0);
    let text = card(&site, "province/75", "Chữ ký số cá nhân");
    says(&text, &["Xã, phường đã báo cáo 19/10/2025 23.640 3", "10/10/2025 17.600 2 05/10/2025 2.100 1"]);
}

// ---- falls and contradictions ----

#[test]
fn a_cumulative_figure_that_falls_is_told_of_by_day_and_not_by_line() {
    let site = Site::progress();
    site.append(SIGNATURES, "2025-10-17,25345,39000,,,,,\n");
    // It is larger than the commune; a smaller slip is not.
    site.build().ends_with(3).says(&["more-than-whole"]);
    site.replace(SIGNATURES, "2025-10-17,25345,39000", "2025-10-17,25345,4500");
    let run = site.loa(&["check", "--as-of", "2025-10-20"]);
    run.ends_with(0).says(&["progress-fell", "3900", "4500", "signatures.csv:5", "signatures.csv:24"]);
    site.replace(SIGNATURES, "2025-10-17,25345,4500", "2025-10-17,25345,3400");
    site.loa(&["check", "--as-of", "2025-10-20"]).ends_with(0).is_silent_on("progress-fell");
}

#[test]
fn a_fall_that_somebody_answers_for_is_not_told_of_until_the_override_ends() {
    let site = Site::progress();
    let row = |cells: &str| {
        site.write(
            "content/progress/dinh-chinh.csv",
            &format!("date,commune,signatures,correction_by,reason,override_until\n{cells}\n"),
        );
    };
    row("2025-10-20,25345,3500,,,");
    site.build().ends_with(0).says(&["progress-fell"]);
    row("2025-10-20,25345,3500,Nguyễn Văn A,đã loại hồ sơ trùng,2025-10-25");
    site.build().ends_with(0).is_silent_on("progress-fell");
    site.build_on("2025-10-26").ends_with(0).says(&["progress-fell"]);
    row("2025-10-20,25345,3950,,,2025-10-25");
    site.build().ends_with(0).says(&["override-without-correction"]);
}

#[test]
fn rows_that_differ_in_what_is_missing_contradict_each_other_too() {
    let site = Site::progress();
    site.append(SIGNATURES, "2025-10-20,25345,4000,,,800,,\n2025-10-20,25345,4000,,,700,,\n");
    site.build().ends_with(3).says(&["progress-contradicts", "missing: 800", "missing: 700"]);
    says(&card(&site, "commune/25345", "Chữ ký số cá nhân"), &["3.900 người"]);
}
