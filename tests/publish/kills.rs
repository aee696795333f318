//! SIGKILL at random moments of publishing and going back, in another process. After each, what is live is whole, and
//! the next run completes.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::io::BufRead;
use std::io::BufReader;
use std::time::Duration;
use std::time::Instant;

use jiff::Timestamp;
use loa::publish::Links;
use loa::publish::standing;

use crate::child;
use crate::made::Place;
use crate::made::Tree;
use crate::made::is_whole;
use crate::made::recorded;
use crate::made::refers;
use crate::made::site;
use crate::made::sum;
use crate::made::tree;
use crate::support::Random;

/// What was going on when the process died, told from what it left.
type Phases = BTreeMap<&'static str, usize>;

#[test]
fn a_release_survives_kills_at_random_moments() {
    kill_publishing(Links::Wanted, 140, 11);
}

#[test]
fn one_folder_survives_kills_at_random_moments() {
    kill_publishing(Links::Never, 140, 12);
}

#[test]
fn going_back_survives_kills_at_random_moments() {
    let mut random = Random(13);
    let mut phases = Phases::new();
    let mut longest = Duration::from_millis(5);
    let mut kills = 0;
    while kills < 40 {
        let place = Place::new(Links::Wanted);
        let old = site(1, 1);
        place.publish(&place.build(&old), 3).unwrap();
        let new = site(2, 2);
        place.publish(&place.build(&new), 3).unwrap();
        let was_killed = kill("rollback", &place, &mut random, &mut longest);
        kills += usize::from(was_killed);
        *phases.entry(if was_killed { phase(&place) } else { "it was done" }).or_default() += 1;

        assert_whole_release(&place, [&old, &new]);
        if standing(&place.to()).unwrap().pin.is_none() {
            assert_eq!(place.shown(&new), new, "nothing may have been shown before it is pinned");
        }
        let first = standing(&place.to()).unwrap().releases.last().unwrap().clone();
        place.open().unwrap().rollback(Some(first.as_str()), Timestamp::now()).unwrap();
        assert_eq!(place.shown(&old), old);
        assert_clean(&place);
    }
    println!("going back: killed {kills} times, {phases:?}");
    assert!(phases.len() >= 3, "all kills fell into one phase: {phases:?}");
}

fn kill_publishing(links: Links, wanted: usize, seed: u64) {
    let mut random = Random(seed);
    let mut phases = Phases::new();
    let mut longest = Duration::from_millis(5);
    let mut kills = 0;
    let place = Place::new(links);
    let (mut version, mut day) = (1, 1);
    let mut before = site(version, day);
    place.publish(&place.build(&before), 3).unwrap();
    while kills < wanted {
        // One night in four has no news.
        day = day % 28 + 1;
        version += usize::from(random.below(4) > 0);
        let after = site(version, day);
        drop(place.build(&after));
        let was_killed = kill("publish", &place, &mut random, &mut longest);
        kills += usize::from(was_killed);
        *phases.entry(if was_killed { phase(&place) } else { "it was done" }).or_default() += 1;

        match links {
            Links::Wanted => assert_whole_release(&place, [&before, &after]),
            Links::Never => assert_whole_files(&place, [&before, &after]),
        }
        place.publish(&place.built(), 3).unwrap();
        assert_eq!(place.shown(&after), after, "the next run completes");
        assert_clean(&place);
        before = after;
    }
    println!("publishing, links {links:?}: killed {kills} times, {phases:?}");
    assert!(phases.len() >= 4, "the kills fell into few phases: {phases:?}");
}

/// Lets another process begin, and kills it after a random time. False where it was done before.
fn kill(order: &str, place: &Place, random: &mut Random, longest: &mut Duration) -> bool {
    let mut child = child::spawn(order, place);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == child::READY), "the other process never began");
    let begun = Instant::now();
    let most = u64::try_from(longest.as_micros()).unwrap();
    std::thread::sleep(Duration::from_micros(random.below(most + most / 8)));
    child.kill().unwrap();
    let status = child.wait().unwrap();
    let was_killed = status.code().is_none();
    if was_killed {
        // It takes longer than it was given: the next may be given more.
        *longest = (*longest).max(begun.elapsed().mul_f64(1.05));
    } else {
        assert!(status.success(), "the other process failed by itself");
        *longest = longest.mul_f64(0.97);
    }
    was_killed
}

fn phase(place: &Place) -> &'static str {
    let own = place.to().join(".loa");
    let standing = standing(&place.to()).unwrap();
    let names = |folder: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(place.to().join(folder)).into_iter().flatten();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let (records, folders) = (names(".loa/releases"), names("releases"));
    if !names(".loa/pruning").is_empty() {
        "removing old releases"
    } else if own.join("journal").exists() {
        "replacing files"
    } else if own.join("record").exists() {
        "writing the record"
    } else if own.join("staging").exists() && folders.len() + usize::from(folders.is_empty()) < records.len()
    {
        "before moving the release"
    } else if own.join("staging").exists() {
        "staging"
    } else if folders.len() > standing.releases.len()
        || (folders.is_empty() && records.len() > standing.releases.len())
    {
        "before the switch"
    } else if standing.releases.len() > 3 {
        "after the switch"
    } else {
        "before the first or after the last change"
    }
}

/// Every file belongs to one release: by its bytes, and by that release's record.
fn assert_whole_release(place: &Place, sites: [&Tree; 2]) {
    let now = tree(&place.current());
    // A night without news replaces the status file in place.
    let pages = |site: &Tree| -> Tree {
        let pages = site.iter().filter(|(path, _)| !path.starts_with("assets/") && *path != "status.json");
        pages.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
    };
    let of = sites.into_iter().find(|site| {
        // A page that was added by going back is that of a code.
        let mut shown = pages(&now);
        shown.retain(|path, _| site.contains_key(path) || !path.starts_with('2'));
        shown == pages(site)
    });
    let of = of.unwrap_or_else(|| panic!("what is live is neither site: {:?}", now.keys()));
    for (path, bytes) in of.iter().filter(|(path, _)| path.starts_with("assets/")) {
        assert_eq!(now.get(path), Some(bytes), "{path}");
    }
    let recorded = recorded(place);
    assert_eq!(recorded.keys().collect::<Vec<_>>(), now.keys().collect::<Vec<_>>());
    for (path, bytes) in &now {
        assert!(is_whole(path, bytes), "{path} is not whole");
        assert!(recorded[path].contains(&sum(bytes)), "{path} is not that of its release");
    }
}

/// Every file is whole and of one of the sites, and no link leads to nothing.
fn assert_whole_files(place: &Place, sites: [&Tree; 2]) {
    let now = tree(&place.current());
    for (path, bytes) in &now {
        assert!(is_whole(path, bytes), "{path} is not whole");
        let known = path.starts_with("assets/") || sites.iter().any(|site| site.get(path) == Some(bytes));
        assert!(known, "{path} belongs to neither site");
    }
    let (mut open, mut seen) = (vec!["index.html".to_owned()], BTreeSet::new());
    while let Some(page) = open.pop() {
        let bytes = now.get(&page).unwrap_or_else(|| panic!("a link leads to {page}, which is not there"));
        let (assets, links) = refers(bytes);
        for asset in assets {
            assert!(now.contains_key(&asset), "{page} has lost {asset}");
        }
        open.extend(links.into_iter().filter(|link| seen.insert(link.clone())));
    }
}

/// Nothing is left of what the killed run had begun.
fn assert_clean(place: &Place) {
    for left in ["staging", "record", "journal", "current"] {
        assert!(!place.to().join(".loa").join(left).exists(), "{left} is left");
    }
    let standing = standing(&place.to()).unwrap();
    let count = |folder: &str| fs::read_dir(place.to().join(folder)).map_or(0, Iterator::count);
    assert_eq!(count(".loa/pruning"), 0);
    assert_eq!(count(".loa/releases"), standing.releases.len());
    if place.links == Links::Wanted {
        assert_eq!(count("releases"), standing.releases.len());
    }
}
