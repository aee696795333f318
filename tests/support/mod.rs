//! A small site to change one thing in, and the `loa` binary to run on it: what all command-line tests share.
//!
//! Each test has its own copy of `tests/sites/small/`, so that tests share nothing they count. What the output must
//! hold is left to the tests.

#![allow(dead_code, reason = "each test binary uses a part of this module")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

pub mod preview;
pub mod vietnam;
pub mod windows_1258;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

/// The day that most tests take for today: within the campaign, with sessions before and after it.
pub const TODAY: &str = "2025-10-20";

/// A site of its own in a temporary folder, which goes when the value does.
#[derive(Debug)]
pub struct Site {
    folder: TempDir,
}

/// How one run of `loa` ended, and what it said.
#[derive(Debug)]
pub struct Run {
    /// The exit status.
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Site {
    /// A copy of the fixture: a commune with two points, three sessions, five days of progress, a directive, a guide
    /// and a page in two languages, and a commune that was merged into the first. It has no ledger yet, and no errors,
    /// set-aside records or warnings on [`TODAY`].
    pub fn small() -> Site {
        Site::copy("tests/sites/small/content")
    }

    /// A copy of the project's own sample campaign.
    pub fn sample() -> Site {
        Site::copy("content")
    }

    /// A copy of the fixture that is rich in figures: three provinces, four indicators, groups, former units, sums of
    /// which a part is missing. Its own `as_of` is [`TODAY`].
    pub fn progress() -> Site {
        Site::copy("tests/sites/progress/content")
    }

    fn copy(content: &str) -> Site {
        let site = Site { folder: tempfile::tempdir().unwrap() };
        for (path, bytes) in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(content)) {
            site.write_bytes(&format!("content/{path}"), &bytes);
        }
        site
    }

    /// The folder that holds `content/`.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Where a path below the root is on this machine.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file; `path` is relative to the root, as in `content/points.csv`.
    pub fn write(&self, path: &str, text: &str) {
        self.write_bytes(path, text.as_bytes());
    }

    pub fn write_bytes(&self, path: &str, bytes: &[u8]) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    /// The text of a file below the root.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Replaces each occurrence of `from`, of which there must be one at least: a change that changes nothing would
    /// make a test that cannot fail.
    pub fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} does not contain `{from}`:\n{text}");
        self.write(path, &text.replace(from, to));
    }

    /// Adds text to the end of a file.
    pub fn append(&self, path: &str, text: &str) {
        self.write(path, &(self.read(path) + text));
    }

    /// Removes a file or a whole folder.
    pub fn remove(&self, path: &str) {
        let file = self.path(path);
        let removed = if file.is_dir() { fs::remove_dir_all(&file) } else { fs::remove_file(&file) };
        removed.unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// All files of `content/` by the path below it.
    pub fn content(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.path("content"))
    }

    /// All files of `content/` and `themes/` by the path below the root, without hidden ones.
    pub fn content_and_themes(&self) -> BTreeMap<String, Vec<u8>> {
        let of = |folder: &str| {
            let files = files(&self.path(folder)).into_iter();
            files.map(|(path, bytes)| (format!("{folder}/{path}"), bytes)).collect::<Vec<_>>()
        };
        ["content", "themes"].into_iter().flat_map(of).collect()
    }

    pub fn exists(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// Runs `loa` on the site, with messages in English unless the arguments name a language.
    pub fn loa(&self, args: &[&str]) -> Run {
        self.run(args, None)
    }

    /// The same at a moment, in seconds since 1970 (SOURCE_DATE_EPOCH of reproducible-builds.org).
    pub fn loa_at(&self, args: &[&str], moment: i64) -> Run {
        self.run(args, Some(moment))
    }

    /// The same as a user whom rights refuse: root is refused nothing, so then it is somebody else who runs it, to whom
    /// the site is opened as it stands. What is to be refused is refused afterwards, by `refuse`.
    #[cfg(unix)]
    pub fn loa_without_rights(&self, refuse: impl FnOnce(), args: &[&str]) -> Run {
        use std::os::unix::fs::MetadataExt;
        use std::os::unix::fs::PermissionsExt;
        use std::os::unix::process::CommandExt;
        const NOBODY: u32 = 65_534;
        let is_root = fs::metadata(self.root()).unwrap().uid() == 0;
        for entry in walkdir::WalkDir::new(self.root()).into_iter().filter_map(Result::ok) {
            if !entry.file_type().is_symlink() {
                fs::set_permissions(entry.path(), fs::Permissions::from_mode(0o777)).unwrap();
            }
        }
        refuse();
        if !is_root {
            return self.run(args, None);
        }
        // The program may lie where only root looks.
        let program = self.path("loa-of-nobody");
        fs::copy(env!("CARGO_BIN_EXE_loa"), &program).unwrap();
        let mut command = Command::new(&program);
        command.uid(NOBODY).gid(NOBODY);
        self.run_by(command, args, None)
    }

    fn run(&self, args: &[&str], moment: Option<i64>) -> Run {
        self.run_by(Command::new(env!("CARGO_BIN_EXE_loa")), args, moment)
    }

    fn run_by(&self, mut command: Command, args: &[&str], moment: Option<i64>) -> Run {
        command.current_dir(self.root()).arg("--root").arg(self.root());
        if !args.contains(&"--lang") {
            command.args(["--lang", "en"]);
        }
        command.args(args).env("NO_COLOR", "1").env_remove("SOURCE_DATE_EPOCH");
        if let Some(moment) = moment {
            command.env("SOURCE_DATE_EPOCH", moment.to_string());
        }
        let output = command.output().unwrap();
        Run {
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The lines of `content/qr.lock` without its heading, each as its seven fields.
    pub fn ledger(&self) -> Vec<Vec<String>> {
        let lines = self.read("content/qr.lock");
        let lines = lines.lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
    }

    /// Builds the site as of [`TODAY`].
    pub fn build(&self) -> Run {
        self.build_on(TODAY)
    }

    /// Builds the site as of a day.
    pub fn build_on(&self, day: &str) -> Run {
        self.loa(&["build", "--as-of", day])
    }

    /// The text of a file of the output; `path` is relative to it, as in `26188/index.html`.
    pub fn output(&self, path: &str) -> String {
        self.read(&format!("output/{path}"))
    }

    /// All files of the output by path, without loa's own folder `.loa`.
    pub fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        let mut tree = files(&self.path("output"));
        tree.retain(|path, _| !path.starts_with(".loa/") && path != ".gitignore");
        tree
    }
}

impl Run {
    /// All that was said, for messages of failed assertions and for searching.
    pub fn said(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }

    /// Fails the test unless the run ended with this exit status.
    #[track_caller]
    pub fn ends_with(&self, status: i32) -> &Run {
        assert_eq!(self.status, status, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Fails the test unless the run said each of these.
    #[track_caller]
    pub fn says(&self, texts: &[&str]) -> &Run {
        let said = self.said();
        for text in texts {
            assert!(said.contains(text), "`{text}` was not said, but:\n{said}");
        }
        self
    }

    /// Fails the test if the run said this.
    #[track_caller]
    pub fn is_silent_on(&self, text: &str) -> &Run {
        let said = self.said();
        assert!(!said.contains(text), "`{text}` was said:\n{said}");
        self
    }
}

/// The text between tags, without scripts and styles, entities resolved and blanks as one: what a reader sees.
pub fn visible_text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        let name: String = after.chars().take_while(char::is_ascii_alphanumeric).collect();
        let (_, behind) = after.split_once('>').unwrap_or_default();
        rest = match name.as_str() {
            "script" | "style" | "head" | "svg" => {
                behind.split_once(&format!("</{name}>")).unwrap_or_default().1
            }
            _ => behind,
        };
    }
    text.push_str(rest);
    for (entity, character) in [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, character);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a phone reads from a code, by the first of the decoders that loa itself uses.
pub fn decode_qr(png: &[u8]) -> String {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png));
    reader.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = reader.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let (width, height, samples) = (info.width as usize, info.height as usize, info.color_type.samples());
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[(y * width + x) * samples]);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code in the picture");
    grids[0].decode().unwrap().1
}

/// Files below a folder by path with `/`; a folder that is not there has none.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let inside = entry.path().strip_prefix(folder).unwrap();
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            (parts.join("/"), fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Numbers that look random and are the same for a seed, on every machine and with every version of every crate
/// (SplitMix64 of Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
#[derive(Debug)]
pub struct Random(pub u64);

impl Random {
    /// Less than `end`; nought where that is nought.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end.max(1)
    }

    pub fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}
