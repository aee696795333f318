//! Promise 1: a printed QR code never dies. Communes merge, points close, hosts change, rows are deleted by mistake:
//! what was printed keeps landing on something true, and a build that would leave it without a page fails.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use support::Site;
use support::decode_qr;
use support::visible_text;

/// A built site with both codes printed.
fn printed() -> Site {
    let site = Site::small();
    site.build().ends_with(0);
    site.loa(&["qr", "printed", "26188", "26188-2"]).ends_with(0);
    site
}

#[test]
fn a_phone_reads_from_each_code_the_address_that_the_ledger_has() {
    let site = Site::small();
    site.build().ends_with(0);
    let ledger = site.ledger();
    assert_eq!(ledger.len(), 2);
    for line in ledger {
        let (id, url) = (&line[0], &line[1]);
        assert_eq!(*url, format!("https://CKS.EXAMPLE/{id}/"));
        let png = site.tree().remove(&format!("{id}/qr.png")).unwrap();
        assert_eq!(decode_qr(&png), *url);
    }
}

#[test]
fn exported_codes_say_the_same_as_the_published_ones() {
    let site = Site::small();
    site.build().ends_with(0);
    site.loa(&["qr", "export", "--to", site.path("posters").to_str().unwrap()]).ends_with(0);
    for id in ["26188", "26188-2"] {
        let png = std::fs::read(site.path(&format!("posters/{id}.png"))).unwrap();
        assert_eq!(decode_qr(&png), format!("https://CKS.EXAMPLE/{id}/"));
    }
}

#[test]
fn a_printed_code_whose_row_is_deleted_keeps_its_page_with_a_warning() {
    let site = printed();
    site.remove("content/schedules");
    delete_row(&site, "26188-2,");
    site.build().ends_with(0).says(&["warning[issued-row-gone]", "26188-2"]);
    let text = visible_text(&site.output("26188-2/index.html"));
    assert!(
        text.contains("Điểm này đã đóng") && text.contains("Trung tâm Phục vụ hành chính công"),
        "{text}"
    );
    assert!(site.tree().contains_key("en/26188-2/index.html"));
    assert!(site.tree().contains_key("26188-2/qr.png"));
}

#[test]
fn no_row_at_all_leaves_every_printed_code_its_page() {
    let site = printed();
    site.remove("content/points.csv");
    site.remove("content/schedules");
    site.build().ends_with(0).says(&["issued-row-gone"]);
    for id in ["26188", "26188-2", "en/26188", "en/26188-2"] {
        let text = visible_text(&site.output(&format!("{id}/index.html")));
        assert!(text.contains("0251 000 0001"), "{id}: no phone in {text}");
    }
    assert_eq!(site.ledger().len(), 2);
}

#[test]
fn a_merger_leads_printed_codes_to_the_successor() {
    let site = Site::small();
    // Before the merger the other commune has a point of its own.
    site.replace("content/communes.csv", ",26188\n", ",\n");
    site.append("content/points.csv", "26001,26001,Trụ sở Bình Lợi,Bình Lợi Office,,,,,,,,,,,\n");
    site.build().ends_with(0);
    site.loa(&["qr", "printed", "26001"]).ends_with(0);
    site.replace(
        "content/communes.csv",
        "Bình Lợi Commune,xã,75,Tỉnh Đồng Nai,Đồng Nai Province,,,,",
        "Bình Lợi Commune,xã,75,Tỉnh Đồng Nai,Đồng Nai Province,,,,26188",
    );
    delete_row(&site, "26001,");
    site.build().ends_with(0);
    let html = site.output("26001/index.html");
    let text = visible_text(&html);
    assert!(text.contains("Xã Bình Lợi nay là Phường Tân Triều"), "{text}");
    assert!(html.contains("href=\"/commune/26188/\"") && html.contains("href=\"/26188/\""));
}

#[test]
fn a_split_leads_printed_codes_to_the_choice() {
    let site = printed();
    site.replace("content/communes.csv", "Biên Hòa\",\n", "Biên Hòa\",26002;26001\n");
    site.replace("content/communes.csv", ",,,,26188\n", ",,,,\n");
    site.append(
        "content/communes.csv",
        "26002,Xã Thạnh Phú,Thạnh Phú Commune,xã,75,Tỉnh Đồng Nai,Đồng Nai Province,,,,\n",
    );
    // What else names the old commune is set aside or repaired by its editors; the codes must not wait for that.
    site.remove("content/guides");
    site.remove("content/directives");
    site.remove("content/schedules");
    site.remove("content/progress");
    site.replace("content/site.yaml", ", scope: \"26188\"", ", scope: \"26002\"");
    site.replace("content/site.yaml", "landing: {guide: dang-ky}\n", "");
    let run = site.build();
    assert!(run.status == 3, "the rows under the split code are set aside: {}", run.said());
    for id in ["26188", "26188-2"] {
        let text = visible_text(&site.output(&format!("{id}/index.html")));
        assert!(text.contains("Xã Thạnh Phú") && text.contains("Xã Bình Lợi"), "{id}: {text}");
    }
}

#[test]
fn a_closed_campaign_keeps_answering_years_later() {
    let site = printed();
    site.build_on("2031-01-01").ends_with(0);
    for id in ["26188", "26188-2", "en/26188", "en/26188-2"] {
        assert!(visible_text(&site.output(&format!("{id}/index.html"))).contains("0251 000 000"), "{id}");
    }
    assert_eq!(site.ledger().len(), 2);
}

#[test]
fn a_new_host_adds_a_line_and_forgets_none() {
    let site = printed();
    site.replace("content/site.yaml", "https://cks.example", "https://ky.example");
    site.build().ends_with(0);
    let urls: Vec<String> =
        site.ledger().into_iter().map(|line| format!("{} {}", line[1], line[4])).collect();
    assert_eq!(
        urls,
        [
            "https://CKS.EXAMPLE/26188/ issued",
            "https://KY.EXAMPLE/26188/ new",
            "https://CKS.EXAMPLE/26188-2/ issued",
            "https://KY.EXAMPLE/26188-2/ new",
        ]
    );
    // Nobody has been given a code with the new host yet.
    let run = site.loa(&["qr", "hosts"]);
    assert_eq!(run.stdout, "cks.example\t2\n");
    let png = site.tree().remove("26188/qr.png").unwrap();
    assert_eq!(decode_qr(&png), "https://KY.EXAMPLE/26188/");
}

#[test]
fn a_printed_id_is_never_given_to_another_commune() {
    let site = printed();
    site.append(
        "content/communes.csv",
        "26002,Xã Thạnh Phú,Thạnh Phú Commune,xã,75,Tỉnh Đồng Nai,Đồng Nai Province,,,,\n",
    );
    site.replace("content/points.csv", "26188-2,26188,", "26188-2,26002,");
    let before = (site.tree(), site.read("content/qr.lock"));
    site.build().ends_with(1).says(&["error[ledger-other-commune]", "26188-2", "points.csv:3"]);
    assert_eq!((site.tree(), site.read("content/qr.lock")), before);
}

#[test]
fn a_printed_id_follows_its_commune_to_the_successor() {
    let site = Site::small();
    site.replace("content/communes.csv", ",,,,26188\n", ",,,,\n");
    site.append("content/points.csv", "26001-2,26001,Nhà văn hóa Bình Lợi,Bình Lợi House,,,,,,,,,,,\n");
    site.build().ends_with(0);
    site.loa(&["qr", "printed", "26001-2"]).ends_with(0);
    site.replace(
        "content/communes.csv",
        "Bình Lợi Commune,xã,75,Tỉnh Đồng Nai,Đồng Nai Province,,,,",
        "Bình Lợi Commune,xã,75,Tỉnh Đồng Nai,Đồng Nai Province,,,,26188",
    );
    site.replace("content/points.csv", "26001-2,26001,", "26001-2,26188,");
    site.build().ends_with(0);
    let line = site.ledger().into_iter().find(|line| line[0] == "26001-2").unwrap();
    assert_eq!((line[2].as_str(), line[4].as_str()), ("26188", "issued"));
    assert!(site.output("26001-2/index.html").contains("<h1>Nhà văn hóa Bình Lợi</h1>"));
}

#[test]
fn a_retired_code_answers_with_the_one_that_took_its_place() {
    let site = printed();
    site.loa(&["qr", "retire", "26188-2", "--to", "26188"]).ends_with(0);
    site.remove("content/schedules");
    delete_row(&site, "26188-2,");
    site.build().ends_with(0).is_silent_on("issued-row-gone");
    assert!(site.output("26188-2/index.html").contains("class=\"button\" href=\"/26188/\""));
}

#[test]
fn a_ledger_that_cannot_be_read_stops_the_build_before_a_page_changes() {
    let site = printed();
    site.replace("content/qr.lock", "\tissued\t", "\tisued\t");
    delete_row(&site, "26188-2,");
    let before = site.tree();
    site.build().ends_with(1).says(&["error[ledger-bad-line]", "qr.lock:2"]);
    assert_eq!(site.tree(), before);
}

#[test]
fn a_set_aside_row_never_costs_a_page_or_a_ledger_line() {
    // Each line spoils the points table in another way; no code is printed yet, so only the set-aside row keeps them.
    type Case = (&'static str, fn(&Site));
    let cases: &[Case] = &[
        ("a bad cell", |site| site.replace("content/points.csv", "2025-10-09", "09/13/2025")),
        ("a bad commune", |site| site.replace("content/points.csv", "26188-2,26188,", "26188-2,99999,")),
        ("a bad id", |site| site.replace("content/points.csv", "26188-2,26188,", "26188_2,26188,")),
        ("no readable id and commune", |site| {
            site.replace("content/points.csv", "26188-2,26188,", "26188_2,99999,");
        }),
        ("an id twice", |site| site.append("content/points.csv", "26188-2,26188,Tên khác,,,,,,,,,,,,\n")),
        ("two main points", |site| {
            site.append("content/points.csv", "26188-3,26188,Tên khác,,,,,,,,có,,,,\n");
        }),
        ("the only main point", |site| site.replace("content/points.csv", ",106.82,", ",1068.2,")),
        ("no header", |site| site.replace("content/points.csv", "id,commune,name,", "a,b,c,")),
        ("a file of bytes", |site| site.write_bytes("content/points.csv", &[0xff, 0x00, 0x81, 0xfe, 0x00])),
        ("an empty file", |site| site.write("content/points.csv", "")),
        ("lost marks", |site| site.replace("content/points.csv", "Nhà văn hóa", "Nhà v?n hóa")),
    ];
    for (what, spoil) in cases {
        let site = Site::small();
        site.build().ends_with(0);
        spoil(&site);
        let run = site.build();
        assert_eq!(run.status, 3, "{what}: {}", run.said());
        let ids: Vec<String> = site.ledger().into_iter().map(|line| line[0].clone()).collect();
        for id in ["26188", "26188-2"] {
            assert!(ids.iter().any(|line| line == id), "{what}: the ledger lost {id}");
            let text = visible_text(&site.output(&format!("{id}/index.html")));
            assert!(!text.contains("đã đóng"), "{what}: {id} is called closed:\n{text}");
            assert!(text.contains("0251 000 000"), "{what}: {id} has no phone:\n{text}");
        }
    }
}

#[test]
fn a_new_code_is_read_back_before_anything_is_published() {
    let site = Site::small();
    site.build().ends_with(0);
    for line in site.ledger() {
        assert_eq!(line[6].len(), 16, "the hash of a matrix that was read back: {line:?}");
    }
    site.loa(&["qr", "verify"]).ends_with(0).says(&["2"]);
}

#[test]
fn the_codes_are_the_same_on_every_later_day() {
    let site = printed();
    let before = site.tree();
    site.build_on("2025-10-30").ends_with(0);
    for id in ["26188", "26188-2"] {
        for file in ["qr.svg", "qr.png"] {
            let path = format!("{id}/{file}");
            assert_eq!(site.tree().get(&path), before.get(&path), "{path}");
        }
    }
}

fn delete_row(site: &Site, start: &str) {
    let text = site.read("content/points.csv");
    let kept: String =
        text.lines().filter(|line| !line.starts_with(start)).map(|line| format!("{line}\n")).collect();
    assert!(kept.len() < text.len(), "there is no row `{start}`");
    site.write("content/points.csv", &kept);
}
