//! The whole night by `loa nightly`: what is dropped is on the site, what is wrong comes back and is told, and what was
//! mended is taken.

use std::fs;
use std::fs::File;
use std::time::Duration;
use std::time::SystemTime;

use crate::files::Form;
use crate::files::read_xlsx;
use crate::site;
use crate::support::Site;
use crate::support::visible_text;

/// Puts a file into the inbox an hour ago: it has settled.
fn send(site: &Site, name: &str, bytes: &[u8]) {
    let path = format!("content/inbox/progress/{name}");
    site.write_bytes(&path, bytes);
    let file = File::options().write(true).open(site.path(&path)).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(3600)).unwrap();
}

#[test]
fn a_night_takes_what_is_right_and_gives_back_what_is_wrong() {
    let site = site();
    site.replace("content/site.yaml", "landing: {guide", "sample: true\nas_of: 2025-10-20\nlanding: {guide");
    let rows = |rows: &[[&str; 3]]| {
        rows.iter()
            .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
            .collect::<Vec<Vec<String>>>()
    };
    let sent = rows(&[
        ["ngày", "xã/phường", "chữ ký số cá nhân"],
        ["20/10/2025", "Phường Tân Triều", "437"],
        ["20/10/2025", "Xã Tân Hưg", "123"],
    ]);
    send(&site, "bao-cao-20.xlsx", &Form::Xlsx.bytes(&sent));
    let night = site.loa(&["nightly"]);
    night.ends_with(3).says(&["Xã Tân Hưg", "unknown-commune"]);
    assert!(visible_text(&site.output("commune/26188/index.html")).contains("437"));
    assert!(!visible_text(&site.output("commune/25345/index.html")).contains("123"));

    let path = "content/set-aside/progress/bao-cao-20.xlsx";
    let returned = read_xlsx(&fs::read(site.path(path)).unwrap());
    send(&site, "lai.xlsx", &returned.mended(2, &rows(&[["20/10/2025", "Xã Tân Hưng", "123"]])));
    site.loa(&["nightly"]).ends_with(0).is_silent_on("unknown-commune");
    assert!(visible_text(&site.output("commune/26188/index.html")).contains("437"));
    assert!(visible_text(&site.output("commune/25345/index.html")).contains("123"));
    assert!(!site.exists(path));
}
