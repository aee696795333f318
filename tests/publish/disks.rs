//! Disks that are full or may not be written to: a small one of memory, which another process mounts for itself alone.
//!
//! That needs root, or a system on which users may have mounts of their own. Where neither is given these tests fail and
//! say so: on Ubuntu 24.04 and later `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0` allows it.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use loa::publish::Links;
use loa::publish::PublishError;
use loa::write::WriteError;

use crate::child;
use crate::made::Place;
use crate::made::site;
use crate::support::Site;

#[test]
fn a_full_disk_leaves_the_release_whole() {
    println!("{}", on_small_disk("fill", Links::Wanted));
}

#[test]
fn a_full_disk_leaves_one_folder_whole() {
    println!("{}", on_small_disk("fill", Links::Never));
}

#[test]
fn a_disk_that_may_not_be_written_to_leaves_everything_as_it_is() {
    for links in [Links::Wanted, Links::Never] {
        on_small_disk("read only", links);
    }
}

/// Runs an order in a process that has a small disk of its own at `to`. Gives the line that it counted.
fn on_small_disk(order: &str, links: Links) -> String {
    let place = Place::new(links);
    fs::create_dir(place.to()).unwrap();
    let script = "mount -t tmpfs -o size=3m,nr_inodes=3000 tmpfs \"$0\" && exec \"$@\"";
    let mut said = String::new();
    // As root; else as one who is root among mounts of his own.
    for own_mounts in ["-m", "-Urm"] {
        let mut program = Command::new("unshare");
        program.args([own_mounts, "sh", "-c", script]).arg(place.to());
        program.arg(std::env::current_exe().unwrap());
        child::command(&mut program, order, &place);
        let output =
            program.output().unwrap_or_else(|error| panic!("`unshare` (util-linux) is needed: {error}"));
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        if let Some(line) = out.lines().find(|line| line.starts_with("small disk: "))
            && output.status.success()
        {
            return line.to_owned();
        }
        said = format!("{out}{err}");
        assert!(!out.contains(child::READY), "{said}");
    }
    panic!(
        "this test needs a disk of its own, and could not mount one: run it as root, or allow users mounts of their own \
         (Ubuntu: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0)\n{said}"
    );
}

/// Publishes while less and less space is left. Each time either all of the new site is shown or nothing of it, and
/// once there is space again the next run completes.
pub fn fill(place: &Place) {
    child::ready();
    let mut version = 1;
    let mut before = site(version, 1);
    place.publish(&place.build(&before), 2).unwrap();
    let (mut full, mut enough) = (0, 0);
    let filler = place.to().join("filler");
    for left in (0..60).map(|step| step * 8 * 1024) {
        version += 1;
        let after = site(version, 1);
        drop(place.build(&after));
        leave(&filler, left);
        match place.publish(&place.built(), 2) {
            Ok(_) => enough += 1,
            Err(PublishError::Write(WriteError::Io { source, path, .. })) => {
                assert_eq!(source.kind(), std::io::ErrorKind::StorageFull, "{source}");
                assert!(path.starts_with(place.to()), "{}", path.display());
                full += 1;
                if place.links == Links::Wanted {
                    assert_eq!(place.shown(&before), before, "{left} bytes left");
                }
            }
            Err(error) => panic!("{left} bytes left: {error}"),
        }
        for (path, bytes) in crate::made::tree(&place.current()) {
            let is_old = before.get(&path) == Some(&bytes) || after.get(&path) == Some(&bytes);
            assert!(is_old || path.starts_with("assets/"), "{left} bytes left: {path}");
        }
        fs::remove_file(&filler).unwrap();
        place.publish(&place.built(), 2).unwrap();
        assert_eq!(place.shown(&after), after);
        before = after;
    }
    assert!(full >= 10 && enough >= 5, "the disk was full {full} times, and not {enough} times");
    if place.links == Links::Wanted {
        tell_in_plain_words(place, &filler);
    }
    println!("\nsmall disk: links {:?}: full {full} times, enough space {enough} times", place.links);
}

/// Fills the disk until only so many bytes are left.
fn leave(filler: &Path, left: u64) {
    let mut file = fs::File::create(filler).unwrap();
    // It is written as far as it goes.
    assert!(file.write_all(&vec![1; 4 << 20]).is_err(), "the disk is larger than it should be");
    let full = file.metadata().unwrap().len();
    file.set_len(full.saturating_sub(left)).unwrap();
}

/// The whole command on a full disk.
fn tell_in_plain_words(place: &Place, filler: &Path) {
    let to = place.to().join("of-a-site");
    let small = Site::small();
    small.append("content/site.yaml", &format!("publish: {{to: {}, keep: 2}}\n", to.display()));
    leave(filler, 64 * 1024);
    small.loa(&["nightly"]).ends_with(4).says(&["nothing was published", "no space is left", "run it again"]);
    small.loa(&["--lang", "vi", "nightly"]).ends_with(4).says(&["chưa công bố", "đã hết chỗ", "chạy lại"]);
    assert!(!to.join("current").exists());
    fs::remove_file(filler).unwrap();
    small.loa(&["nightly"]).ends_with(0);
    assert!(to.join("current/index.html").exists());
}

/// Publishes to a disk that was made read-only after the first time.
pub fn read_only(place: &Place) {
    child::ready();
    let (first, second) = (site(1, 1), site(2, 2));
    place.publish(&place.build(&first), 3).unwrap();
    let small = Site::small();
    let of_a_site = place.to().join("of-a-site");
    small.append("content/site.yaml", &format!("publish: {{to: {}, keep: 2}}\n", of_a_site.display()));
    small.loa(&["nightly"]).ends_with(0);
    small.append("content/guides/dang-ky.vi.md", "\nMới.\n");
    small.append("content/guides/dang-ky.en.md", "\nNew.\n");
    let mount = |options: &str| {
        let status = Command::new("mount").args(["-o", options]).arg(place.to()).status().unwrap();
        assert!(status.success(), "mount -o {options}");
    };
    mount("remount,ro");
    drop(place.build(&second));
    match place.publish(&place.built(), 3) {
        Err(PublishError::Write(WriteError::Io { source, .. })) => {
            assert_eq!(source.kind(), std::io::ErrorKind::ReadOnlyFilesystem);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(place.shown(&first), first);
    // Looking needs no rights.
    assert!(loa::publish::standing(&place.to()).unwrap().live.is_some());

    small.loa(&["nightly"]).ends_with(4).says(&["nothing was published", "may not write"]);
    small.loa(&["rollback"]).ends_with(4).says(&["may not write"]);
    small.loa(&["status"]).ends_with(0).says(&["live release"]);

    mount("remount,rw");
    place.publish(&place.built(), 3).unwrap();
    assert_eq!(place.shown(&second), second);
    small.loa(&["nightly"]).ends_with(0).says(&["published"]);
    println!("\nsmall disk: it may not be written to");
}
