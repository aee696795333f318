//! Tests of `write` through its front door, and the fuse that stands for a kill.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::*;

/// Lets so many steps pass and fails all that follow, those of cleaning up too, as if the process were dead.
#[derive(Clone, Debug)]
pub(crate) struct Fuse(Arc<AtomicUsize>);

impl Default for Fuse {
    fn default() -> Fuse {
        Fuse::after(usize::MAX)
    }
}

impl Fuse {
    pub(crate) fn after(steps: usize) -> Fuse {
        Fuse(Arc::new(AtomicUsize::new(steps)))
    }

    pub(crate) fn step(&self) -> io::Result<()> {
        let left = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        left.map(drop).map_err(|_| io::Error::other("cut off"))
    }
}

const KEEP: Options = Options { adopt: false };
const ADOPT: Options = Options { adopt: true };

type Files<'a> = &'a [(&'a str, &'a str)];

fn path(text: &str) -> OutPath {
    OutPath::new(text).unwrap()
}

fn paths(texts: &[&str]) -> Vec<OutPath> {
    texts.iter().map(|text| path(text)).collect()
}

fn build_with(disk: Disk, output: &Path, options: Options, files: Files) -> Result<Summary, WriteError> {
    let writer = Writer::begin_on(disk, output, options)?;
    for (name, bytes) in files {
        writer.put(&path(name), bytes.as_bytes())?;
    }
    writer.commit()
}

fn build(output: &Path, options: Options, files: Files) -> Result<Summary, WriteError> {
    build_with(Disk::default(), output, options, files)
}

fn write(output: &Path, files: Files) {
    for (name, bytes) in files {
        let at = path(name).under(output);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(at, bytes).unwrap();
    }
}

/// All files with their bytes, and folders with a final slash; without `.loa`.
fn tree(output: &Path) -> BTreeMap<String, String> {
    fn walk(root: &Path, at: &Path, tree: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(at).unwrap() {
            let at = entry.unwrap().path();
            let name = at.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            if name == ".loa" {
                continue;
            }
            let metadata = fs::symlink_metadata(&at).unwrap();
            if metadata.is_dir() {
                tree.insert(format!("{name}/"), String::new());
                walk(root, &at, tree);
            } else if metadata.is_symlink() {
                tree.insert(name, format!("-> {}", fs::read_link(&at).unwrap().display()));
            } else {
                tree.insert(name, String::from_utf8_lossy(&fs::read(&at).unwrap()).into_owned());
            }
        }
    }
    let mut tree = BTreeMap::new();
    walk(output, output, &mut tree);
    tree
}

fn expected(files: Files) -> BTreeMap<String, String> {
    let mut tree = BTreeMap::new();
    for (name, bytes) in files {
        tree.extend(path(name).folders().map(|folder| (format!("{folder}/"), String::new())));
        tree.insert((*name).to_owned(), (*bytes).to_owned());
    }
    tree
}

/// What stands in `.loa` after a run that ended as it should.
fn assert_records_are_clean(output: &Path) {
    for entry in fs::read_dir(output.join(".loa")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(["lock", "manifest"].contains(&name.as_str()), "{name}");
    }
}

fn age(at: &Path) -> SystemTime {
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    fs::File::options().write(true).open(at).unwrap().set_modified(old).unwrap();
    old
}

fn modified(at: &Path) -> SystemTime {
    fs::metadata(at).unwrap().modified().unwrap()
}

fn foreign(result: Result<Summary, WriteError>) -> (Vec<String>, Vec<String>) {
    match result {
        Err(WriteError::Foreign { adoptable, in_the_way }) => (
            adoptable.iter().map(OutPath::to_string).collect(),
            in_the_way.iter().map(OutPath::to_string).collect(),
        ),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_first_build_writes_all_and_a_second_writes_nothing() {
    let dir = TempDir::new().unwrap();
    let output = &dir.path().join("site/output");
    let files: Files =
        &[("index.html", "home"), ("en/a/index.html", "a"), ("assets/x.css", "x"), ("empty", "")];
    let summary = build(output, KEEP, files).unwrap();
    assert_eq!(summary.written, paths(&["assets/x.css", "empty", "en/a/index.html", "index.html"]));
    assert_eq!((summary.unchanged, summary.removed, summary.adopted), (0, vec![], vec![]));
    assert_eq!(tree(output), expected(files));
    assert_records_are_clean(output);

    let record = output.join(".loa/manifest");
    let manifest = Sum::of(&fs::read(&record).unwrap()).to_string();
    assert_eq!(summary.manifest, manifest);
    let old = age(&record);
    assert_eq!(build(output, KEEP, files).unwrap(), Summary { unchanged: 4, manifest, ..Summary::default() });
    assert_eq!(modified(&record), old);
    assert_records_are_clean(output);
}

#[test]
fn an_unchanged_file_keeps_its_time_and_a_changed_one_does_not() {
    let dir = TempDir::new().unwrap();
    let output = dir.path();
    build(output, KEEP, &[("a", "1"), ("b", "1")]).unwrap();
    let old = age(&output.join("a"));
    age(&output.join("b"));
    let summary = build(output, KEEP, &[("a", "1"), ("b", "2")]).unwrap();
    assert_eq!((summary.written, summary.unchanged), (paths(&["b"]), 1));
    assert_eq!(modified(&output.join("a")), old);
    assert!(modified(&output.join("b")) > old);
}

#[test]
fn files_larger_than_the_buffer_are_compared_to_their_last_byte() {
    let dir = TempDir::new().unwrap();
    let long = "x".repeat(100_000);
    let other = format!("{}y", &long[1..]);
    build(dir.path(), KEEP, &[("a", &long)]).unwrap();
    assert_eq!(build(dir.path(), KEEP, &[("a", &long)]).unwrap().unchanged, 1);
    assert_eq!(build(dir.path(), KEEP, &[("a", &other)]).unwrap().written, paths(&["a"]));
    assert_eq!(tree(dir.path()), expected(&[("a", &other)]));
}

#[test]
fn only_files_of_the_manifest_and_folders_left_empty_are_removed() {
    let dir = TempDir::new().unwrap();
    let output = dir.path();
    write(output, &[(".gitignore", "*"), ("a/b/theirs.txt", "t")]);
    fs::create_dir(output.join("their-empty-folder")).unwrap();
    build(output, KEEP, &[("index.html", "1"), ("a/b/c/d.html", "1"), ("e/f/g.html", "1")]).unwrap();
    let summary = build(output, KEEP, &[("index.html", "1")]).unwrap();
    assert_eq!(summary.removed, paths(&["a/b/c/d.html", "e/f/g.html"]));
    let mut tree_then = expected(&[(".gitignore", "*"), ("a/b/theirs.txt", "t"), ("index.html", "1")]);
    tree_then.insert("their-empty-folder/".to_owned(), String::new());
    assert_eq!(tree(output), tree_then);
}

#[test]
fn the_output_folder_itself_stays_when_the_last_file_goes() {
    let dir = TempDir::new().unwrap();
    build(dir.path(), KEEP, &[("a/b", "1")]).unwrap();
    assert_eq!(build(dir.path(), KEEP, &[]).unwrap().removed, paths(&["a/b"]));
    assert_eq!(tree(dir.path()), BTreeMap::new());
    assert_records_are_clean(dir.path());
}

#[test]
fn foreign_files_are_all_named_and_kept_until_adopted() {
    let dir = TempDir::new().unwrap();
    let output = dir.path();
    write(output, &[("b", "theirs"), ("a/index.html", "theirs"), ("same", "1"), ("elsewhere", "theirs")]);
    let before = tree(output);
    let files: Files = &[("a/index.html", "1"), ("b", "1"), ("same", "1"), ("new", "1")];
    let (adoptable, in_the_way) = foreign(build(output, KEEP, files));
    assert_eq!((adoptable, in_the_way), (vec!["a/index.html".to_owned(), "b".to_owned()], vec![]));
    assert_eq!(tree(output), before);
    assert_records_are_clean(output);

    let summary = build(output, ADOPT, files).unwrap();
    assert_eq!(summary.adopted, paths(&["a/index.html", "b"]));
    assert_eq!(summary.unchanged, 1);
    let all: Files =
        &[("a/index.html", "1"), ("b", "1"), ("same", "1"), ("new", "1"), ("elsewhere", "theirs")];
    assert_eq!(tree(output), expected(all));
    // A file that had the right bytes is loa's from then on.
    assert_eq!(build(output, KEEP, &[]).unwrap().removed, paths(&["a/index.html", "b", "new", "same"]));
    assert_eq!(tree(output), expected(&[("elsewhere", "theirs")]));
}

#[test]
fn a_page_edited_by_hand_is_foreign_whether_it_would_be_replaced_or_removed() {
    for files in [&[("a", "2")][..], &[]] {
        let dir = TempDir::new().unwrap();
        build(dir.path(), KEEP, &[("a", "1")]).unwrap();
        write(dir.path(), &[("a", "by hand")]);
        assert_eq!(foreign(build(dir.path(), KEEP, files)).0, ["a"]);
        assert_eq!(tree(dir.path()), expected(&[("a", "by hand")]));
        assert_eq!(build(dir.path(), ADOPT, files).unwrap().adopted, paths(&["a"]));
        assert_eq!(tree(dir.path()), expected(files));
    }
}

#[test]
fn a_file_of_loa_that_someone_deleted_comes_back_or_is_forgotten() {
    let dir = TempDir::new().unwrap();
    build(dir.path(), KEEP, &[("a/x", "1"), ("b/x", "1")]).unwrap();
    fs::remove_dir_all(dir.path().join("a")).unwrap();
    fs::remove_dir_all(dir.path().join("b")).unwrap();
    let summary = build(dir.path(), KEEP, &[("a/x", "1")]).unwrap();
    assert_eq!((summary.written, summary.removed), (paths(&["a/x"]), vec![]));
    assert_eq!(tree(dir.path()), expected(&[("a/x", "1")]));
}

#[test]
fn what_a_power_cut_left_empty_or_zeroed_is_written_anew_but_only_if_it_was_ours() {
    for left in ["", "\0\0\0\0"] {
        let dir = TempDir::new().unwrap();
        build(dir.path(), KEEP, &[("a", "page"), ("b", "page")]).unwrap();
        write(dir.path(), &[("a", left), ("b", left)]);
        build(dir.path(), KEEP, &[("a", "page")]).unwrap();
        assert_eq!(tree(dir.path()), expected(&[("a", "page")]));
        write(dir.path(), &[("theirs", left)]);
        assert_eq!(foreign(build(dir.path(), KEEP, &[("a", "page"), ("theirs", "page")])).0, ["theirs"]);
    }
}

#[test]
fn a_folder_becomes_a_file_and_a_file_a_folder() {
    let dir = TempDir::new().unwrap();
    let (one, two): (Files, Files) =
        (&[("a/index.html", "1"), ("a/b/c", "1"), ("d", "1")], &[("a", "2"), ("d/e/f", "2")]);
    build(dir.path(), KEEP, one).unwrap();
    let summary = build(dir.path(), KEEP, two).unwrap();
    assert_eq!(summary.removed, paths(&["a/b/c", "a/index.html", "d"]));
    assert_eq!(tree(dir.path()), expected(two));
    build(dir.path(), KEEP, one).unwrap();
    assert_eq!(tree(dir.path()), expected(one));
    assert_records_are_clean(dir.path());
}

#[test]
fn foreign_files_in_the_way_of_a_folder_or_file_stop_even_adopt() {
    let dir = TempDir::new().unwrap();
    write(dir.path(), &[("a/theirs", "t"), ("d", "t")]);
    let before = tree(dir.path());
    for options in [KEEP, ADOPT] {
        let (adoptable, in_the_way) = foreign(build(dir.path(), options, &[("a", "2"), ("d/e", "2")]));
        assert_eq!((adoptable, in_the_way), (vec![], vec!["a/theirs".to_owned(), "d".to_owned()]));
        assert_eq!(tree(dir.path()), before);
    }
}

#[test]
fn one_foreign_file_saves_the_folder_of_loa_that_it_stands_in() {
    let dir = TempDir::new().unwrap();
    build(dir.path(), KEEP, &[("a/x", "1")]).unwrap();
    write(dir.path(), &[("a/y", "theirs")]);
    assert_eq!(foreign(build(dir.path(), KEEP, &[("a", "2")])).1, ["a/y"]);
    assert_eq!(tree(dir.path()), expected(&[("a/x", "1"), ("a/y", "theirs")]));
}

#[test]
fn two_files_for_one_place_are_refused() {
    let dir = TempDir::new().unwrap();
    let pair = |result| match result {
        Err(WriteError::Duplicate { first, second }) => (first.to_string(), second.to_string()),
        other => panic!("{other:?}"),
    };
    for (one, two) in [("a", "a"), ("A/x", "a/x"), ("Ắ", "ắ"), ("a", "a/index.html"), ("B", "b/c/d")] {
        let found = pair(build(dir.path(), KEEP, &[(one, "1"), (two, "2")]));
        assert_eq!(found, (one.to_owned(), two.to_owned()));
        assert_eq!(tree(dir.path()), BTreeMap::new());
    }
    // `a-b` sorts between `a` and `a/x`.
    assert_eq!(
        pair(build(dir.path(), KEEP, &[("a", ""), ("a-b", ""), ("a/x", "")])),
        ("a".into(), "a/x".into())
    );
    assert_eq!(build(dir.path(), KEEP, &[("a", "1"), ("a", "1")]).unwrap().written, paths(&["a"]));
}

#[test]
fn a_path_that_changed_its_case_is_written_under_the_new_name_alone() {
    let dir = TempDir::new().unwrap();
    build(dir.path(), KEEP, &[("files/Form.pdf", "1")]).unwrap();
    let summary = build(dir.path(), KEEP, &[("files/form.pdf", "1")]).unwrap();
    assert_eq!((summary.written, summary.removed), (paths(&["files/form.pdf"]), paths(&["files/Form.pdf"])));
    assert_eq!(tree(dir.path()), expected(&[("files/form.pdf", "1")]));
}

#[test]
fn a_writer_dropped_without_commit_changes_nothing() {
    let dir = TempDir::new().unwrap();
    build(dir.path(), KEEP, &[("a", "1")]).unwrap();
    let manifest = fs::read(dir.path().join(".loa/manifest")).unwrap();
    let writer = Writer::begin(dir.path(), KEEP).unwrap();
    writer.put(&path("a"), b"2").unwrap();
    writer.put(&path("new/b"), b"2").unwrap();
    assert_eq!(fs::read_dir(dir.path().join(".loa/tmp")).unwrap().count(), 2);
    assert_eq!(tree(dir.path()), expected(&[("a", "1")]));
    drop(writer);
    assert_eq!(tree(dir.path()), expected(&[("a", "1")]));
    assert_eq!(fs::read(dir.path().join(".loa/manifest")).unwrap(), manifest);
    assert_records_are_clean(dir.path());
}

#[test]
fn a_second_writer_finds_the_lock_held_until_the_first_goes() {
    let dir = TempDir::new().unwrap();
    let first = Writer::begin(dir.path(), KEEP).unwrap();
    first.put(&path("a"), b"1").unwrap();
    match Writer::begin(dir.path(), KEEP).map(drop) {
        Err(WriteError::Locked(path)) => assert_eq!(path, dir.path().join(".loa/lock")),
        other => panic!("{other:?}"),
    }
    // The one that was refused has not swept away the temporaries of the other.
    first.commit().unwrap();
    assert_eq!(tree(dir.path()), expected(&[("a", "1")]));
    Writer::begin(dir.path(), KEEP).unwrap();
}

#[test]
fn a_damaged_manifest_stops_the_run_and_nothing_is_touched() {
    let dir = TempDir::new().unwrap();
    build(dir.path(), KEEP, &[("a", "1"), ("b", "1")]).unwrap();
    let manifest = dir.path().join(".loa/manifest");
    let good = fs::read(&manifest).unwrap();
    for (bad, line_then) in [(&good[..good.len() - 3], 3), (b"", 1), (b"loa-manifest\t1\t1\n\xff\xfe\n", 2)] {
        fs::write(&manifest, bad).unwrap();
        match build(dir.path(), ADOPT, &[("a", "2")]) {
            Err(WriteError::BadManifest { path, line, .. }) => {
                assert_eq!((path, line), (manifest.clone(), line_then));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(tree(dir.path()), expected(&[("a", "1"), ("b", "1")]));
    }
    // Without it nothing is known to be loa's: `b` stays.
    fs::remove_file(&manifest).unwrap();
    assert_eq!(foreign(build(dir.path(), KEEP, &[("a", "2")])).0, ["a"]);
    build(dir.path(), ADOPT, &[("a", "2")]).unwrap();
    assert_eq!(tree(dir.path()), expected(&[("a", "2"), ("b", "1")]));
}

#[test]
fn a_file_where_the_output_folder_should_be_is_an_error_with_its_path() {
    let dir = TempDir::new().unwrap();
    let output = dir.path().join("output");
    fs::write(&output, "a file").unwrap();
    match build(&output, ADOPT, &[("a", "1")]) {
        Err(WriteError::Io { path, .. }) => assert!(path.starts_with(&output), "{path:?}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(fs::read_to_string(&output).unwrap(), "a file");
}

#[test]
fn a_failed_put_leaves_the_old_output_whole_and_cannot_be_committed() {
    let dir = TempDir::new().unwrap();
    build(dir.path(), KEEP, &[("a", "1"), ("b", "1")]).unwrap();
    let writer = Writer::begin(dir.path(), KEEP).unwrap();
    writer.put(&path("a"), b"2").unwrap();
    fs::remove_dir_all(dir.path().join(".loa/tmp")).unwrap();
    match writer.put(&path("b"), b"2") {
        Err(WriteError::Io { path, action: Action::Write, .. }) => assert!(path.starts_with(dir.path())),
        other => panic!("{other:?}"),
    }
    assert!(matches!(writer.commit(), Err(WriteError::Incomplete(at)) if at == path("b")));
    assert_eq!(tree(dir.path()), expected(&[("a", "1"), ("b", "1")]));
}

#[test]
fn eight_threads_put_a_thousand_files() {
    let dir = TempDir::new().unwrap();
    let names: Vec<_> = (0..1000).map(|n| format!("{}/{n}/index.html", n % 7)).collect();
    let writer = Writer::begin(dir.path(), KEEP).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let (writer, names) = (&writer, &names);
            scope.spawn(move || {
                // Each thread puts every file, from another place on, so that all meet.
                for name in names.iter().cycle().skip(thread * 125).take(1000) {
                    writer.put(&path(name), name.as_bytes()).unwrap();
                }
            });
        }
    });
    assert_eq!(writer.commit().unwrap().written.len(), 1000);
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), name.as_str())).collect();
    assert_eq!(tree(dir.path()), expected(&files));
}

#[test]
fn the_release_depends_on_paths_and_bytes_and_not_on_order_or_status() {
    let release = |files: Files| {
        let dir = TempDir::new().unwrap();
        let writer = Writer::begin(dir.path(), KEEP).unwrap();
        for (name, bytes) in files {
            writer.put(&path(name), bytes.as_bytes()).unwrap();
        }
        writer.release(&paths(&["status.json", "status/index.html"]))
    };
    let one = release(&[("a", "abc"), ("b", "")]);
    // printf 'a\t%s\nb\t%s\n' $(printf abc | sha256sum | cut -c-64) $(sha256sum </dev/null | cut -c-64) | sha256sum
    assert_eq!(one, "8bd64248");
    assert_eq!(release(&[("b", ""), ("status.json", "{}"), ("a", "abc")]), one);
    for other in [&[("a", "abc"), ("b", "x")][..], &[("a", "abc"), ("c", "")], &[("a", "abc")]] {
        assert_ne!(release(other), one, "{other:?}");
    }
}

#[test]
fn foreign_files_among_the_temporaries_stay() {
    let dir = TempDir::new().unwrap();
    let temporaries = dir.path().join(".loa/tmp");
    fs::create_dir_all(&temporaries).unwrap();
    fs::write(temporaries.join("7.tmp"), "left by a kill").unwrap();
    fs::write(temporaries.join("notes.txt"), "theirs").unwrap();
    build(dir.path(), KEEP, &[("a", "1")]).unwrap();
    let left: Vec<_> = fs::read_dir(&temporaries).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["notes.txt"]);
}

#[test]
fn a_folder_that_is_new_is_moved_into_place_as_a_whole() {
    let dir = TempDir::new().unwrap();
    build(dir.path(), KEEP, &[("index.html", "1")]).unwrap();
    let writer = Writer::begin(dir.path(), KEEP).unwrap();
    for name in ["index.html", "en/a/index.html", "en/b/index.html"] {
        writer.put(&path(name), b"1").unwrap();
    }
    assert_eq!(
        tree(&dir.path().join(".loa/tmp")),
        expected(&[("new/en/a/index.html", "1"), ("new/en/b/index.html", "1")])
    );
    let summary = writer.commit().unwrap();
    assert_eq!((summary.written, summary.unchanged), (paths(&["en/a/index.html", "en/b/index.html"]), 1));
    assert_records_are_clean(dir.path());
}

#[test]
fn what_someone_put_where_a_folder_was_to_come_stops_the_commit_and_stays() {
    let dir = TempDir::new().unwrap();
    let writer = Writer::begin(dir.path(), ADOPT).unwrap();
    for name in ["en/index.html", "index.html"] {
        writer.put(&path(name), b"1").unwrap();
    }
    write(dir.path(), &[("en/index.html", "theirs")]);
    let before = tree(dir.path());
    let (adoptable, in_the_way) = foreign(writer.commit());
    assert_eq!((adoptable, in_the_way), (vec![], vec!["en".to_owned()]));
    assert_eq!(tree(dir.path()), before);
    build(dir.path(), ADOPT, &[("en/index.html", "1")]).unwrap();
    assert_records_are_clean(dir.path());
}

/// Kills a build after each number of steps, and sees what stands and whether the next run completes.
fn kill_everywhere(start: Files, theirs: Files, killed: (Options, Files), next: Files) {
    let mut steps = 0;
    loop {
        let dir = TempDir::new().unwrap();
        let output = dir.path();
        build(output, KEEP, start).unwrap();
        write(output, theirs);
        let manifest = || fs::read(output.join(".loa/manifest")).ok();
        let manifest_before = manifest();
        let before = tree(output);
        let disk = Disk { fuse: Fuse::after(steps) };
        let done = build_with(disk, output, killed.0, killed.1).is_ok();

        for (name, bytes) in tree(output).iter().filter(|(name, _)| !name.ends_with('/')) {
            let known =
                before.get(name) == Some(bytes) || killed.1.contains(&(name.as_str(), bytes.as_str()));
            assert!(known, "after {steps} steps `{name}` holds {bytes:?}");
        }
        // Whatever was not adopted is there.
        for (name, bytes) in theirs.iter().filter(|(name, _)| !killed.1.iter().any(|(put, _)| put == name)) {
            assert_eq!(tree(output).get(*name).map(String::as_str), Some(*bytes), "after {steps} steps");
        }

        // What the killed run had not yet taken over needs leave again.
        let taken_over = manifest() != manifest_before;
        if let Err(error) = build(output, KEEP, next) {
            assert!(
                matches!(error, WriteError::Foreign { .. }) && !taken_over,
                "after {steps} steps: {error}"
            );
            assert_eq!(killed.0, ADOPT, "after {steps} steps: {error}");
            build(output, ADOPT, next).unwrap();
        }
        let mut all: Vec<_> =
            theirs.iter().filter(|(name, _)| !next.iter().any(|(put, _)| put == name)).collect();
        if done {
            // Adopted and then removed.
            all.retain(|(name, _)| !killed.1.iter().any(|(put, _)| put == name));
        }
        let all: Vec<_> = all.into_iter().chain(next).copied().collect();
        assert_eq!(tree(output), expected(&all), "after {steps} steps");
        assert_records_are_clean(output);
        let again = build(output, KEEP, next).unwrap();
        let (unchanged, manifest) = (next.len(), again.manifest.clone());
        assert_eq!(again, Summary { unchanged, manifest, ..Summary::default() }, "after {steps} steps");
        if done {
            break;
        }
        steps += 1;
        assert!(steps < 200, "the build never ends well");
    }
    assert!(steps > 20, "the fuse was never lit: {steps}");
}

const ONE: Files = &[
    ("assets/old.css", "1"),
    ("index.html", "1"),
    ("same/index.html", "1"),
    ("goes/deep/down/x", "1"),
    ("page/index.html", "1"),
    ("page/b/c", "1"),
    ("file", "1"),
    ("files/Form.pdf", "1"),
];
const TWO: Files = &[
    ("assets/new.css", "2"),
    ("index.html", "2"),
    ("same/index.html", "1"),
    ("comes/deep/down/y", "2"),
    ("page", "2"),
    ("file/index.html", "2"),
    ("files/form.pdf", "1"),
];
const THEIRS: Files = &[(".gitignore", "*"), ("goes/deep/theirs", "t"), ("same/theirs", "t")];

#[test]
fn a_build_killed_after_any_step_is_completed_by_the_next() {
    kill_everywhere(ONE, THEIRS, (KEEP, TWO), TWO);
}

#[test]
fn a_build_killed_after_any_step_can_be_followed_by_the_old_site() {
    kill_everywhere(ONE, THEIRS, (KEEP, TWO), ONE);
}

#[test]
fn a_build_killed_after_any_step_can_be_followed_by_a_third_site() {
    kill_everywhere(ONE, THEIRS, (KEEP, TWO), &[("index.html", "3"), ("comes/deep", "3"), ("page/b", "3")]);
}

#[test]
fn a_first_build_killed_after_any_step_is_completed_by_the_next() {
    kill_everywhere(&[], &[(".gitignore", "*")], (KEEP, TWO), TWO);
}

#[test]
fn an_adopting_build_killed_after_any_step_is_completed_by_the_next() {
    kill_everywhere(ONE, &[("index.html", "by hand"), ("comes/deep/down/y", "theirs")], (ADOPT, TWO), TWO);
}

#[test]
fn assets_are_in_place_before_pages_and_removals_come_last() {
    let mut seen = false;
    for steps in 0..100 {
        let dir = TempDir::new().unwrap();
        let files: Files = &[("a.html", "uses new"), ("assets/new.css", "new")];
        build(dir.path(), KEEP, &[("a.html", "uses old"), ("assets/old.css", "old")]).unwrap();
        let done = build_with(Disk { fuse: Fuse::after(steps) }, dir.path(), KEEP, files).is_ok();
        let tree = tree(dir.path());
        let style = if tree["a.html"] == "uses new" { "assets/new.css" } else { "assets/old.css" };
        assert!(tree.contains_key(style), "after {steps} steps: {tree:?}");
        seen |= tree["a.html"] == "uses old" && tree.contains_key("assets/new.css");
        if done {
            assert!(seen);
            return;
        }
    }
    panic!("a build of two files takes more than 100 steps");
}

#[test]
fn atomic_write_changes_a_file_only_if_its_bytes_differ() {
    let dir = TempDir::new().unwrap();
    let at = dir.path().join("qr.lock");
    assert!(atomic_write(&at, b"1").unwrap());
    let old = age(&at);
    assert!(!atomic_write(&at, b"1").unwrap());
    assert_eq!(modified(&at), old);
    fs::write(dir.path().join(".qr.lock.loa-tmp"), "left by a kill").unwrap();
    assert!(atomic_write(&at, b"2").unwrap());
    assert_eq!(tree(dir.path()), expected(&[("qr.lock", "2")]));
    assert_eq!(atomic_write(&dir.path().join("no/qr.lock"), b"1").unwrap_err().kind(), ErrorKind::NotFound);
    assert!(atomic_write(dir.path(), b"1").is_err());
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_linked_folder_is_never_followed() {
        let (dir, outside) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        write(outside.path(), &[("x", "1"), ("sub/x", "1")]);
        build(dir.path(), KEEP, &[("a/x", "1"), ("a/sub/x", "1")]).unwrap();
        fs::remove_dir_all(dir.path().join("a")).unwrap();
        fs::create_dir(outside.path().join("sub/empty")).unwrap();
        let before = tree(outside.path());
        symlink(outside.path(), dir.path().join("a")).unwrap();
        for options in [KEEP, ADOPT] {
            match build(dir.path(), options, &[("a/x", "2")]) {
                Err(WriteError::Symlink(path)) => assert_eq!(path, dir.path().join("a")),
                other => panic!("{other:?}"),
            }
        }
        // Nor does removing follow it, although path and bytes are in the manifest.
        assert_eq!(build(dir.path(), ADOPT, &[]).unwrap().removed, []);
        assert_eq!(tree(outside.path()), before);
        assert!(tree(dir.path())["a"].starts_with("->"));
    }

    #[test]
    fn a_linked_file_is_foreign_and_adopting_replaces_the_link_alone() {
        let (dir, outside) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        write(outside.path(), &[("x", "1")]);
        symlink(outside.path().join("x"), dir.path().join("a")).unwrap();
        assert_eq!(foreign(build(dir.path(), KEEP, &[("a", "1")])).0, ["a"]);
        assert_eq!(build(dir.path(), ADOPT, &[("a", "2")]).unwrap().adopted, paths(&["a"]));
        assert_eq!(tree(dir.path()), expected(&[("a", "2")]));
        assert_eq!(tree(outside.path()), expected(&[("x", "1")]));
    }

    #[test]
    fn records_that_are_links_are_refused() {
        for name in [".loa", ".loa/tmp", ".loa/manifest", ".loa/lock"] {
            let (dir, outside) = (TempDir::new().unwrap(), TempDir::new().unwrap());
            write(outside.path(), &[("1.tmp", "theirs")]);
            let link = dir.path().join(name);
            fs::create_dir_all(link.parent().unwrap()).unwrap();
            symlink(outside.path(), &link).unwrap();
            assert!(
                matches!(build(dir.path(), ADOPT, &[]), Err(WriteError::Symlink(path)) if path == link),
                "{name}"
            );
            assert_eq!(tree(outside.path()), expected(&[("1.tmp", "theirs")]));
        }
    }

    #[test]
    fn the_output_itself_may_be_a_link() {
        let (dir, real) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        symlink(real.path(), dir.path().join("output")).unwrap();
        build(&dir.path().join("output"), KEEP, &[("a/b", "1")]).unwrap();
        assert_eq!(tree(real.path()), expected(&[("a/b", "1")]));
    }

    #[test]
    fn names_that_are_no_text_do_no_harm_and_are_not_harmed() {
        let dir = TempDir::new().unwrap();
        let junk = OsStr::from_bytes(b"\xff\xfe.html");
        build(dir.path(), KEEP, &[("a/x", "1")]).unwrap();
        fs::write(dir.path().join("a").join(junk), "theirs").unwrap();
        fs::write(dir.path().join(junk), "theirs").unwrap();
        assert_eq!(foreign(build(dir.path(), ADOPT, &[("a", "2")])).1, ["a"]);
        build(dir.path(), KEEP, &[]).unwrap();
        assert!(dir.path().join("a").join(junk).exists() && dir.path().join(junk).exists());
        assert!(!dir.path().join("a/x").exists());
    }

    #[test]
    fn a_page_can_be_read_by_the_server() {
        let dir = TempDir::new().unwrap();
        fs::write(dir.path().join("plain"), "").unwrap();
        build(dir.path(), KEEP, &[("a", "1")]).unwrap();
        let mode = |name| fs::metadata(dir.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode("a"), mode("plain"));
    }

    #[test]
    fn atomic_write_keeps_rights_and_links() {
        let dir = TempDir::new().unwrap();
        write(dir.path(), &[("real", "1")]);
        fs::set_permissions(dir.path().join("real"), fs::Permissions::from_mode(0o640)).unwrap();
        symlink("real", dir.path().join("qr.lock")).unwrap();
        assert!(atomic_write(&dir.path().join("qr.lock"), b"2").unwrap());
        assert_eq!(fs::metadata(dir.path().join("real")).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(
            tree(dir.path()),
            BTreeMap::from([("real".into(), "2".into()), ("qr.lock".into(), "-> real".into())])
        );
    }
}
