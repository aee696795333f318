//! Readers in other processes, who load pages with all they refer to while a hundred releases come and go.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;

use loa::publish::Links;

use crate::child;
use crate::made::PAGES;
use crate::made::Place;
use crate::made::is_whole;
use crate::made::refers;
use crate::made::site;
use crate::support::Random;

const PUBLISHES: usize = 100;

#[test]
fn readers_see_no_gap_while_a_hundred_releases_are_switched() {
    let counts = read_during_publishes(Links::Wanted);
    assert!(counts["pages by the link resolved once"] > 1000, "{counts:?}");
    assert!(counts["pages by the link resolved for each file"] > 1000, "{counts:?}");
    assert!(counts["links followed"] > 1000, "{counts:?}");
}

#[test]
fn readers_of_one_folder_see_whole_files_and_no_dangling_link_while_it_changes_a_hundred_times() {
    let counts = read_during_publishes(Links::Never);
    assert!(counts["pages by the link resolved for each file"] > 1000, "{counts:?}");
    assert!(counts["links followed"] > 1000, "{counts:?}");
}

fn read_during_publishes(links: Links) -> BTreeMap<String, usize> {
    let place = Place::new(links);
    place.publish(&place.build(&site(1, 1)), 14).unwrap();
    let readers: Vec<Child> = (0..2).map(|_| child::spawn("read", &place)).collect();
    // The other processes take a moment to begin.
    while !place.root.join("reading").exists() {
        std::thread::yield_now();
    }
    for version in 2..2 + PUBLISHES {
        place.publish(&place.build(&site(version, version % 28 + 1)), 14).unwrap();
    }
    fs::write(place.root.join("stop"), "").unwrap();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for mut reader in readers {
        let mut said = String::new();
        reader.stdout.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(reader.wait().unwrap().success(), "{said}");
        for (count, what) in said.lines().filter_map(|line| line.strip_prefix("count ")?.split_once(' ')) {
            *counts.entry(what.to_owned()).or_default() += count.parse::<usize>().unwrap();
        }
    }
    println!("{PUBLISHES} publishes, links {links:?}: {counts:?}");
    counts
}

/// What a reader does until it is told to stop. A gap ends the process with an error, and says what it was.
pub fn read(place: &Place) {
    let mut random = Random(u64::from(std::process::id()));
    let (mut once, mut each, mut followed, mut again) = (0, 0, 0, 0);
    fs::write(place.root.join("reading"), "").unwrap();
    while !place.root.join("stop").exists() {
        let page = match random.below(4) {
            0 => "index.html".to_owned(),
            _ => format!("{}/index.html", 20_000 + usize::try_from(random.below(PAGES as u64)).unwrap()),
        };
        if place.links == Links::Wanted && random.below(2) == 0 {
            // A server that resolves the link once for a page: page, assets and linked pages are of one release.
            let release = fs::canonicalize(place.current()).unwrap();
            let (_, links) = load(&release, &page);
            for link in links.iter().take(5) {
                load(&release, link);
                followed += 1;
            }
            once += 1;
        } else {
            // One that resolves it for each file, as most do. Assets may come from a later release than their page.
            let (bytes, links) = load(&place.current(), &page);
            each += 1;
            for link in links.iter().rev().take(5) {
                followed += 1;
                if read_whole(&place.current().join(link), link).is_some() {
                    continue;
                }
                // The page that led here was replaced meanwhile; if it still leads here, the link dangles.
                again += 1;
                let is_same = read_whole(&place.current().join(&page), &page) == Some(bytes.clone());
                let is_gone = read_whole(&place.current().join(link), link).is_none();
                assert!(!(is_same && is_gone), "{page} leads to {link}, which is not there");
            }
        }
    }
    println!("\ncount {once} pages by the link resolved once");
    println!("count {each} pages by the link resolved for each file");
    println!("count {followed} links followed");
    println!("count {again} links that were replaced with their page meanwhile");
}

/// Loads a page and its assets, all of which must be there and whole. Gives its bytes and its links.
fn load(folder: &Path, page: &str) -> (Vec<u8>, Vec<String>) {
    let bytes = read_whole(&folder.join(page), page).unwrap_or_else(|| panic!("404: {page}"));
    let (assets, links) = refers(&bytes);
    assert!(!assets.is_empty(), "{page} has no style");
    for asset in assets {
        let path: PathBuf = folder.join(&asset);
        assert!(read_whole(&path, &asset).is_some(), "404: {asset} of {page}");
    }
    (bytes, links)
}

fn read_whole(path: &Path, name: &str) -> Option<Vec<u8>> {
    let bytes = fs::read(path).ok()?;
    assert!(is_whole(name, &bytes), "{name} is not whole");
    Some(bytes)
}
