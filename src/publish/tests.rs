//! Tests of `publish` through its front door, in both layouts, cut off after any number of steps.

use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;
use crate::write;
use crate::write::Writer;
use crate::write::tests::Fuse;

type Site<'a> = &'a [(&'a str, &'a str)];

/// A folder with an output and a target in it.
struct Place {
    dir: TempDir,
    links: Links,
}

impl Place {
    fn new(links: Links) -> Place {
        // Where there is memory to work in: cutting off everywhere publishes thousands of times.
        let memory = Path::new("/dev/shm");
        let dir = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
        Place { dir: dir.unwrap(), links }
    }

    fn to(&self) -> PathBuf {
        self.dir.path().join("to")
    }

    fn output(&self) -> PathBuf {
        self.dir.path().join("output")
    }

    fn build(&self, site: Site) -> Built {
        let writer = Writer::begin(&self.output(), write::Options { adopt: false }).unwrap();
        for (path, bytes) in site {
            writer.put(&OutPath::new(path).unwrap(), bytes.as_bytes()).unwrap();
        }
        writer.commit().unwrap();
        Built::read(&self.output(), ["en"]).unwrap()
    }

    fn open(&self) -> Result<Target, PublishError> {
        Target::open_with(&self.to(), self.links)
    }

    fn publish_at(&self, site: Site, now: &str) -> Published {
        let built = self.build(site);
        self.open().unwrap().publish(&built, &options(now, 3)).unwrap()
    }

    /// Publishes with a disk that fails after so many steps.
    fn publish_cut(&self, steps: usize, site: Site, now: &str) -> Result<Published, PublishError> {
        let built = self.build(site);
        let disk = Disk { fuse: Fuse::after(steps) };
        Target::open_on(disk, &self.to(), self.links)?.publish(&built, &options(now, 3))
    }

    fn rollback(&self, to: Option<&str>, now: &str) -> Result<RolledBack, PublishError> {
        self.open()?.rollback(to, time(now))
    }

    /// What readers get.
    fn current(&self) -> BTreeMap<String, String> {
        tree(&self.to().join("current"))
    }

    fn standing(&self) -> Standing {
        standing(&self.to()).unwrap()
    }

    fn releases(&self) -> Vec<String> {
        self.standing().releases.iter().map(ReleaseName::to_string).collect()
    }
}

fn time(text: &str) -> Timestamp {
    format!("2025-10-20T{text}Z").parse().unwrap()
}

fn options(now: &str, keep: usize) -> Options<'static> {
    static NONE: BTreeSet<String> = BTreeSet::new();
    Options { now: time(now), keep, issued: &NONE }
}

fn tree(folder: &Path) -> BTreeMap<String, String> {
    let walk = walkdir::WalkDir::new(folder).follow_root_links(true);
    let files = walk.into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let inside = entry.path().strip_prefix(folder).unwrap();
            let text = String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned();
            (inside.to_string_lossy().replace('\\', "/"), text)
        })
        .filter(|(path, _)| !path.starts_with(".loa/"))
        .collect()
}

fn expected(sites: &[Site]) -> BTreeMap<String, String> {
    sites.iter().flat_map(|site| site.iter()).map(|(p, b)| ((*p).to_owned(), (*b).to_owned())).collect()
}

fn assets<'a>(site: Site<'a>) -> Vec<(&'a str, &'a str)> {
    site.iter().filter(|(path, _)| path.starts_with("assets/")).copied().collect()
}

const ONE: Site = &[
    ("assets/site.1.css", "one"),
    ("assets/both.css", "both"),
    ("index.html", "home 1"),
    ("26188/index.html", "open 1"),
    ("guides/same/index.html", "same"),
    ("goes/deep/index.html", "goes"),
    ("status.json", r#"{"checked":"2025-10-20"}"#),
    ("en/status/index.html", "20"),
];
const TWO: Site = &[
    ("assets/site.2.css", "two"),
    ("assets/both.css", "both"),
    ("index.html", "home 2"),
    ("26188/index.html", "open 2"),
    ("26188-2/index.html", "new point"),
    ("en/26188-2/index.html", "new point, in English"),
    ("guides/same/index.html", "same"),
    ("status.json", r#"{"checked":"2025-10-21"}"#),
    ("en/status/index.html", "21"),
];
/// The second site on a day without news.
const TWO_LATER: Site = &[
    ("assets/site.2.css", "two"),
    ("assets/both.css", "both"),
    ("index.html", "home 2"),
    ("26188/index.html", "open 2"),
    ("26188-2/index.html", "new point"),
    ("en/26188-2/index.html", "new point, in English"),
    ("guides/same/index.html", "same"),
    ("status.json", r#"{"checked":"2025-10-22"}"#),
    ("en/status/index.html", "22"),
];
const THREE: Site = &[
    ("assets/site.3.css", "three"),
    ("index.html", "home 3"),
    ("26188/index.html", "open 3"),
    ("26188-2/index.html", "closed"),
    ("status.json", r#"{"checked":"2025-10-23"}"#),
    ("en/status/index.html", "23"),
];

const BOTH: [Links; 2] = [Links::Wanted, Links::Never];

#[test]
fn a_release_shows_what_was_built_and_carries_the_assets_of_those_that_are_kept() {
    for links in BOTH {
        let place = Place::new(links);
        let first = place.publish_at(ONE, "01:00:00");
        assert_eq!((first.outcome, first.linked), (Outcome::Switched, 0));
        assert_eq!(place.current(), expected(&[ONE]));
        let second = place.publish_at(TWO, "02:00:00");
        assert_eq!(place.current(), expected(&[&assets(ONE), TWO]));
        if links == Links::Wanted {
            // The page, the asset that both have, and the one that is carried.
            assert_eq!((second.linked, second.copied), (3, 7));
        }
        let standing = place.standing();
        assert_eq!(standing.live.as_ref().unwrap().release, second.release);
        assert_eq!(standing.live.as_ref().unwrap().checked, Some("2025-10-21".parse().unwrap()));
        assert_eq!(standing.live.unwrap().ids, BTreeSet::from(["26188".to_owned(), "26188-2".to_owned()]));
        assert_eq!(standing.releases, [second.release, first.release]);
        assert_eq!(standing.pin, None);
    }
}

#[test]
fn unchanged_files_are_one_file_on_disk() {
    use std::os::unix::fs::MetadataExt;
    let place = Place::new(Links::Wanted);
    let first = place.publish_at(ONE, "01:00:00");
    let second = place.publish_at(TWO, "02:00:00");
    let inode = |release: &ReleaseName, path: &str| {
        fs::metadata(release_folder(&place.to(), release).join(path)).unwrap().ino()
    };
    assert_eq!(
        inode(&first.release, "guides/same/index.html"),
        inode(&second.release, "guides/same/index.html")
    );
    assert_ne!(inode(&first.release, "index.html"), inode(&second.release, "index.html"));
    // Copies from the output: a build that comes later must not reach into a release.
    assert_ne!(
        inode(&second.release, "index.html"),
        fs::metadata(place.output().join("index.html")).unwrap().ino()
    );
}

#[test]
fn a_night_without_news_replaces_the_status_files_and_makes_no_release() {
    for links in BOTH {
        let place = Place::new(links);
        place.publish_at(ONE, "01:00:00");
        let second = place.publish_at(TWO, "02:00:00");
        let old = fs::metadata(place.to().join("current/index.html")).unwrap().modified().unwrap();
        for night in 3..9 {
            let published = place.publish_at(TWO_LATER, &format!("0{night}:00:00"));
            assert_eq!(published.outcome, Outcome::InPlace);
            assert_eq!(published.release, second.release);
            assert_eq!(published.copied, if night == 3 { 2 } else { 0 });
        }
        assert_eq!(place.current(), expected(&[&assets(ONE), TWO_LATER]));
        assert_eq!(place.releases().len(), 2);
        assert_eq!(fs::metadata(place.to().join("current/index.html")).unwrap().modified().unwrap(), old);
    }
}

#[test]
fn the_last_releases_are_kept_and_older_ones_go_with_their_assets() {
    for links in BOTH {
        let place = Place::new(links);
        for (night, site) in [ONE, TWO, THREE, TWO_LATER, THREE, TWO, THREE].into_iter().enumerate() {
            place.publish_at(site, &format!("0{night}:00:00"));
        }
        assert_eq!(place.releases().len(), 3);
        assert_eq!(place.current(), expected(&[&assets(TWO), THREE]));
        if links == Links::Wanted {
            let left = fs::read_dir(place.to().join("releases")).unwrap().count();
            assert_eq!(left, 3);
        } else {
            let stored = tree(&place.to().join(".loa/objects"));
            assert!(!stored.values().any(|bytes| bytes == "home 1"), "{stored:?}");
            assert!(stored.values().any(|bytes| bytes == "home 2"), "{stored:?}");
        }
    }
}

#[test]
fn the_release_that_was_just_replaced_stays_even_if_only_one_is_to_be_kept() {
    for links in BOTH {
        let place = Place::new(links);
        for (night, site) in [ONE, TWO, THREE].into_iter().enumerate() {
            let built = place.build(site);
            let now = format!("0{night}:00:00");
            place.open().unwrap().publish(&built, &options(&now, 1)).unwrap();
        }
        assert_eq!(place.releases().len(), 2);
        assert_eq!(place.current(), expected(&[&assets(TWO), THREE]));
    }
}

#[test]
fn a_rollback_brings_the_release_before_back_with_the_codes_issued_since_and_pins_it() {
    for links in BOTH {
        let place = Place::new(links);
        let first = place.publish_at(ONE, "01:00:00");
        let second = place.publish_at(TWO, "02:00:00");
        let back = place.rollback(None, "03:00:00").unwrap();
        assert_eq!((&back.from, &back.to), (&second.release, &first.release));
        assert_eq!(back.added, BTreeSet::from(["26188-2".to_owned()]));
        let codes: Site =
            &[("26188-2/index.html", "new point"), ("en/26188-2/index.html", "new point, in English")];
        let rolled_back = expected(&[&assets(TWO), codes, ONE]);
        assert_eq!(place.current(), rolled_back);
        assert_eq!(place.standing().pin.unwrap().release, first.release);

        // Nothing new is shown while it is pinned, but codes that were issued are answered.
        let published = place.publish_at(THREE, "04:00:00");
        assert_eq!((published.outcome, published.copied), (Outcome::Pinned, 0));
        assert_eq!(place.current(), rolled_back);
        let built =
            place.build(&[("9/index.html", "nine"), ("8/index.html", "eight"), ("index.html", "other")]);
        let issued = BTreeSet::from(["9".to_owned(), "26188".to_owned()]);
        let options = Options { issued: &issued, ..options("04:30:00", 3) };
        assert_eq!(place.open().unwrap().publish(&built, &options).unwrap().copied, 1);
        drop(built);
        assert_eq!(place.current(), expected(&[&assets(TWO), codes, ONE, &[("9/index.html", "nine")]]));

        assert!(place.open().unwrap().release_pin().unwrap());
        assert!(!place.open().unwrap().release_pin().unwrap());
        let published = place.publish_at(THREE, "05:00:00");
        assert_eq!(published.outcome, Outcome::Switched);
        assert_eq!(place.current()["index.html"], "home 3");
        // What was live before that is what had been brought back, not what had been left.
        assert_eq!(place.rollback(None, "06:00:00").unwrap().to, back.live);
        assert_eq!(place.current()["index.html"], "home 1");
    }
}

#[test]
fn a_second_rollback_goes_further_back() {
    for links in BOTH {
        let place = Place::new(links);
        let first = place.publish_at(ONE, "01:00:00");
        let second = place.publish_at(TWO, "02:00:00");
        place.publish_at(THREE, "03:00:00");
        assert_eq!(place.rollback(None, "04:00:00").unwrap().to, second.release);
        assert_eq!(place.rollback(None, "05:00:00").unwrap().to, first.release);
        assert_eq!(place.current()["index.html"], "home 1");
        assert!(matches!(place.rollback(None, "06:00:00"), Err(PublishError::NothingBefore)));
    }
}

#[test]
fn a_release_is_found_by_its_name_its_beginning_or_its_hash() {
    let place = Place::new(Links::Wanted);
    let first = place.publish_at(ONE, "01:00:00").release;
    place.publish_at(TWO, "02:00:00");
    for wanted in [first.as_str(), "20251020T0100", first.hash()] {
        let back = place.rollback(Some(wanted), "03:00:00").unwrap();
        assert!(back.to == first || back.to.hash() == first.hash(), "{wanted}");
    }
    for wanted in ["20251020", "2025102", "00000000", "", "2036"] {
        match place.rollback(Some(wanted), "04:00:00") {
            Err(PublishError::NoSuchRelease { known, .. }) => assert!(known.len() >= 3),
            other => panic!("{wanted}: {other:?}"),
        }
    }
}

#[test]
fn rolling_back_to_what_is_live_pins_it() {
    for links in BOTH {
        let place = Place::new(links);
        let first = place.publish_at(ONE, "01:00:00").release;
        let back = place.rollback(Some(first.as_str()), "03:00:00").unwrap();
        assert_eq!((back.to, back.live), (first.clone(), first.clone()));
        assert_eq!(place.publish_at(TWO, "04:00:00").outcome, Outcome::Pinned);
        assert_eq!(place.current(), expected(&[ONE]));
    }
}

#[test]
fn a_pinned_target_that_lost_its_records_is_not_switched_either() {
    for links in BOTH {
        let place = Place::new(links);
        let first = place.publish_at(ONE, "01:00:00").release;
        place.rollback(Some(first.as_str()), "02:00:00").unwrap();
        fs::remove_dir_all(place.to().join(".loa/releases")).unwrap();
        assert_eq!(place.publish_at(TWO, "03:00:00").outcome, Outcome::Pinned);
        // Nor where the pin itself is damaged.
        fs::write(place.to().join(".loa/pin"), "?").unwrap();
        assert_eq!(place.publish_at(TWO, "04:00:00").release, first);
        assert_eq!(place.current(), expected(&[ONE]));
    }
}

#[test]
fn a_clock_that_was_set_back_makes_the_next_release_a_second_younger() {
    for links in BOTH {
        let place = Place::new(links);
        let first = place.publish_at(ONE, "12:00:00");
        assert_eq!(first.clock_behind, None);
        let second = place.publish_at(TWO, "03:00:00");
        assert!(second.release.as_str().starts_with("20251020T120001Z-"), "{}", second.release);
        assert_eq!(second.clock_behind, Some(first.release));
        assert_eq!(place.current()["index.html"], "home 2");
        // Two in one second are no reason to doubt the clock.
        let third = place.publish_at(THREE, "12:00:01");
        assert!(third.release.as_str().starts_with("20251020T120002Z-"), "{}", third.release);
        assert_eq!(third.clock_behind, None);
        assert_eq!(place.releases()[0], third.release.to_string());
    }
}

#[test]
fn a_second_run_is_told_that_another_holds_the_target() {
    let place = Place::new(Links::Wanted);
    let first = place.open().unwrap();
    match place.open() {
        Err(PublishError::Write(WriteError::Locked(path))) => assert_eq!(path, place.to().join(".loa/lock")),
        other => panic!("{other:?}"),
    }
    // Whoever only looks waits for nobody.
    assert_eq!(place.standing(), Standing::default());
    drop(first);
    place.open().unwrap();
}

#[test]
fn a_build_that_is_going_on_cannot_be_published_and_one_that_is_published_cannot_be_changed() {
    let place = Place::new(Links::Wanted);
    assert!(matches!(Built::read(&place.output(), []), Err(PublishError::NotBuilt(_))));
    let writer = Writer::begin(&place.output(), write::Options::default()).unwrap();
    assert!(matches!(Built::read(&place.output(), []), Err(PublishError::Write(WriteError::Locked(_)))));
    drop(writer);
    let built = place.build(ONE);
    assert!(matches!(Writer::begin(&place.output(), write::Options::default()), Err(WriteError::Locked(_))));
    drop(built);
    Writer::begin(&place.output(), write::Options::default()).unwrap();
}

#[test]
fn an_output_that_was_changed_since_it_was_built_is_not_shown() {
    for links in BOTH {
        let place = Place::new(links);
        place.publish_at(ONE, "01:00:00");
        let built = place.build(TWO);
        fs::write(place.output().join("index.html"), "by hand").unwrap();
        match place.open().unwrap().publish(&built, &options("02:00:00", 3)) {
            Err(PublishError::Changed(path)) => assert_eq!(path.as_str(), "index.html"),
            other => panic!("{other:?}"),
        }
        assert_eq!(place.current(), expected(&[ONE]));
        assert_eq!(place.releases().len(), 1);
        assert!(!place.to().join(".loa/staging").exists());
    }
}

#[test]
fn a_file_that_a_release_lost_is_brought_again_and_not_linked() {
    let place = Place::new(Links::Wanted);
    place.publish_at(ONE, "01:00:00");
    // What a power cut or a hand may leave.
    fs::write(place.to().join("current/guides/same/index.html"), "").unwrap();
    assert_eq!(place.publish_at(TWO, "02:00:00").outcome, Outcome::Switched);
    assert_eq!(place.current(), expected(&[&assets(ONE), TWO]));
    // On a night without news as well.
    fs::remove_file(place.to().join("current/index.html")).unwrap();
    assert_eq!(place.publish_at(TWO_LATER, "03:00:00").outcome, Outcome::Switched);
    assert_eq!(place.current(), expected(&[&assets(ONE), TWO_LATER]));
}

#[test]
fn a_target_that_lost_its_records_is_published_to_anew_and_nothing_is_removed() {
    let place = Place::new(Links::Wanted);
    let first = place.publish_at(ONE, "01:00:00");
    fs::remove_dir_all(place.to().join(".loa")).unwrap();
    let second = place.publish_at(TWO, "02:00:00");
    assert_eq!((second.outcome, second.linked), (Outcome::Switched, 0));
    assert_eq!(place.current(), expected(&[TWO]));
    assert_eq!(tree(&release_folder(&place.to(), &first.release)), expected(&[ONE]));
    // Its record cut off counts as lost, too.
    fs::write(record_folder(&place.to(), &second.release).join("manifest"), "loa-mani").unwrap();
    place.publish_at(THREE, "03:00:00");
    assert_eq!(place.current(), expected(&[THREE]));
}

#[test]
fn what_others_put_into_the_target_stays() {
    let place = Place::new(Links::Wanted);
    let theirs = |at: &Path| {
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(at, "theirs").unwrap();
    };
    let first = place.publish_at(ONE, "01:00:00");
    let note = release_folder(&place.to(), &first.release).join("goes/note.txt");
    for at in
        [place.to().join("releases/20200101T000000Z-00000000/x"), place.to().join("README"), note.clone()]
    {
        theirs(&at);
    }
    for (night, site) in [TWO, THREE, TWO, THREE, TWO].into_iter().enumerate() {
        place.publish_at(site, &format!("1{night}:00:00"));
    }
    assert_eq!(place.releases().len(), 3);
    assert!(place.to().join("releases/20200101T000000Z-00000000/x").exists());
    assert!(place.to().join("README").exists() && note.exists());
    assert_eq!(tree(&release_folder(&place.to(), &first.release)).len(), 1);
}

#[test]
fn what_is_not_loas_is_never_replaced_by_current() {
    for kind in ["folder", "file", "link", "link out"] {
        let place = Place::new(Links::Wanted);
        let current = place.to().join("current");
        fs::create_dir_all(place.to()).unwrap();
        match kind {
            "folder" => fs::create_dir(&current).unwrap(),
            "file" => fs::write(&current, "theirs").unwrap(),
            "link" => std::os::unix::fs::symlink("elsewhere", &current).unwrap(),
            _ => std::os::unix::fs::symlink("releases/20251020T010000Z-00000000/x", &current).unwrap(),
        }
        match place.open() {
            Err(PublishError::NotOurs(path)) => assert_eq!(path, current),
            other => panic!("{kind}: {other:?}"),
        }
        assert!(fs::symlink_metadata(&current).is_ok());
    }
}

#[test]
fn a_page_that_someone_edited_in_a_target_without_links_is_not_overwritten() {
    let place = Place::new(Links::Never);
    place.publish_at(ONE, "01:00:00");
    fs::write(place.to().join("current/web.config"), "theirs").unwrap();
    fs::write(place.to().join("current/index.html"), "by hand").unwrap();
    let built = place.build(TWO);
    match place.open().unwrap().publish(&built, &options("02:00:00", 3)) {
        Err(PublishError::Write(WriteError::Foreign { adoptable, .. })) => {
            assert_eq!(adoptable, [OutPath::new("index.html").unwrap()]);
        }
        other => panic!("{other:?}"),
    }
    fs::remove_file(place.to().join("current/index.html")).unwrap();
    place.open().unwrap().publish(&built, &options("02:00:00", 3)).unwrap();
    let web: Site = &[("web.config", "theirs")];
    assert_eq!(place.current(), expected(&[&assets(ONE), TWO, web]));
}

/// Cuts publishing off after each number of steps. What readers get is then one site or the other, and the next run
/// completes.
fn cut_everywhere(links: Links, start: &[Site], cut: Site, next: Site) -> usize {
    let mut steps = 0;
    loop {
        let place = Place::new(links);
        for (night, site) in start.iter().enumerate() {
            place.publish_at(site, &format!("0{night}:00:00"));
        }
        let before = place.current();
        let done = place.publish_cut(steps, cut, "10:00:00").is_ok();
        let now = place.current();
        match links {
            Links::Wanted => {
                let status = |path: &String| path == "status.json" || path.ends_with("status/index.html");
                let site = |tree: &BTreeMap<String, String>| -> BTreeMap<String, String> {
                    tree.iter()
                        .filter(|(path, _)| !path.starts_with("assets/") && !status(path))
                        .map(|(path, bytes)| (path.clone(), bytes.clone()))
                        .collect()
                };
                let whole = [site(&before), site(&expected(&[cut]))];
                assert!(whole.contains(&site(&now)), "after {steps} steps: {now:?}");
                let of = if site(&now) == site(&before) { before.clone() } else { expected(&[cut]) };
                for (path, _) in of.iter().filter(|(path, _)| path.starts_with("assets/")) {
                    assert!(now.contains_key(path), "after {steps} steps: no {path}");
                }
            }
            Links::Never => {
                for (path, bytes) in &now {
                    let known = before.get(path) == Some(bytes) || expected(&[cut]).get(path) == Some(bytes);
                    assert!(known, "after {steps} steps `{path}` holds {bytes:?}");
                }
                let complete = before.keys().all(|path| now.contains_key(path))
                    || expected(&[cut]).keys().all(|path| now.contains_key(path));
                assert!(complete, "after {steps} steps: {:?}", now.keys());
            }
        }
        place.publish_at(next, "11:00:00");
        let now = place.current();
        let without_carried: BTreeMap<_, _> = now
            .clone()
            .into_iter()
            .filter(|(path, _)| !path.starts_with("assets/") || expected(&[next]).contains_key(path))
            .collect();
        assert_eq!(without_carried, expected(&[next]), "after {steps} steps");
        assert!(place.releases().len() <= 3, "after {steps} steps: {:?}", place.releases());
        for left in ["staging", "record", "journal", "current"] {
            assert!(!place.to().join(".loa").join(left).exists(), "after {steps} steps: {left}");
        }
        if let Ok(pruning) = fs::read_dir(place.to().join(".loa/pruning")) {
            assert_eq!(pruning.count(), 0, "after {steps} steps");
        }
        if links == Links::Wanted {
            let folders = fs::read_dir(place.to().join("releases")).unwrap().count();
            assert_eq!(folders, place.releases().len(), "after {steps} steps");
        }
        if done {
            assert!(steps > 10, "the fuse was never lit");
            return steps;
        }
        steps += 1;
        assert!(steps < 500, "publishing never ends well");
    }
}

#[test]
fn publishing_cut_off_after_any_step_leaves_a_whole_site_and_is_completed_by_the_next_run() {
    for links in BOTH {
        cut_everywhere(links, &[], ONE, ONE);
        cut_everywhere(links, &[ONE], TWO, TWO);
        cut_everywhere(links, &[ONE], TWO, THREE);
        cut_everywhere(links, &[ONE, TWO, THREE], TWO, ONE);
        cut_everywhere(links, &[ONE, TWO], TWO_LATER, TWO_LATER);
        cut_everywhere(links, &[ONE, TWO], TWO_LATER, THREE);
    }
}

#[test]
fn a_rollback_cut_off_after_any_step_leaves_a_whole_site_and_can_be_typed_again() {
    for links in BOTH {
        let mut steps = 0;
        loop {
            let place = Place::new(links);
            let first = place.publish_at(ONE, "01:00:00").release;
            place.publish_at(TWO, "02:00:00");
            let disk = Disk { fuse: Fuse::after(steps) };
            let cut = Target::open_on(disk, &place.to(), links)
                .and_then(|mut target| target.rollback(None, time("03:00:00")));
            if links == Links::Wanted {
                let home = place.current()["index.html"].clone();
                assert!(["home 1", "home 2"].contains(&home.as_str()));
                // Whatever was brought back stays: a night that comes between must not undo it.
                place.publish_at(THREE, "04:00:00");
                let night = place.current()["index.html"].clone();
                assert!(home == "home 2" || night == "home 1", "after {steps} steps");
            }
            place.rollback(Some(first.as_str()), "05:00:00").unwrap();
            assert_eq!(place.current()["index.html"], "home 1", "after {steps} steps");
            assert!(place.current().contains_key("26188-2/index.html"), "after {steps} steps");
            if cut.is_ok() {
                break;
            }
            steps += 1;
            assert!(steps < 500, "a rollback never ends well");
        }
        assert!(steps > 10);
    }
}
