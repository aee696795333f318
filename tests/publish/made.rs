//! Made-up sites whose files tell by themselves whether they are whole and what they belong to, and the folders that
//! they are published from and to.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use jiff::Timestamp;
use loa::publish::Built;
use loa::publish::Links;
use loa::publish::Options;
use loa::publish::PublishError;
use loa::publish::Published;
use loa::publish::Target;
use loa::write;
use loa::write::OutPath;
use loa::write::Writer;
use sha2::Digest;
use sha2::Sha256;
use tempfile::TempDir;

pub type Tree = BTreeMap<String, Vec<u8>>;

/// Pages that every version has.
pub const PAGES: usize = 90;

/// A site in its version of a night. A third of the pages changes each time, and refers to a style of that version; a
/// page of news comes each time, and one goes. `day` stands in the status file only.
pub fn site(version: usize, day: usize) -> Tree {
    let mut site = Tree::new();
    let mut names = Vec::new();
    let style = |site: &mut Tree, of: &str| {
        let text = format!("/* {of} {} */", "x".repeat(800));
        let name = format!("assets/site.{}.css", &sum(text.as_bytes())[..16]);
        site.insert(name.clone(), text.into_bytes());
        name
    };
    let shared = style(&mut site, "shared");
    let changing = style(&mut site, &format!("version {version}"));
    for number in 0..PAGES {
        let (of, assets) = if number % 3 == 0 {
            (version, vec![shared.clone(), changing.clone()])
        } else {
            (0, vec![shared.clone()])
        };
        let name = format!("{}/index.html", 20_000 + number);
        site.insert(name.clone(), page(&name, of, &assets, &[]));
        names.push(name);
    }
    for news in version.saturating_sub(2)..=version {
        let name = format!("news/{news}/index.html");
        site.insert(
            name.clone(),
            page(&name, version, std::slice::from_ref(&changing), &["index.html".to_owned()]),
        );
        names.push(name);
    }
    site.insert("index.html".to_owned(), page("index.html", version, &[changing], &names));
    site.insert("status.json".to_owned(), format!("{{\"checked\": \"2025-10-{day:02}\"}}").into_bytes());
    site
}

/// A page that names its version, refers to assets and to other pages, and ends with a hash of all that.
fn page(name: &str, version: usize, assets: &[String], links: &[String]) -> Vec<u8> {
    let mut text = format!("<title>{name}</title>\nversion {version}\n");
    text.extend(assets.iter().map(|asset| format!("<link href=\"/{asset}\">\n")));
    text.extend(links.iter().map(|link| format!("<a href=\"/{link}\">\n")));
    text.push_str(&"words ".repeat(200));
    let hash = sum(text.as_bytes());
    text.push_str(&format!("\n{hash}"));
    text.into_bytes()
}

/// Whether a file has all of its bytes and no others.
pub fn is_whole(path: &str, bytes: &[u8]) -> bool {
    if let Some(name) = path.strip_prefix("assets/site.") {
        return name.strip_suffix(".css") == Some(&sum(bytes)[..16]);
    }
    if path == "status.json" {
        return bytes.starts_with(b"{") && bytes.ends_with(b"}");
    }
    let text = String::from_utf8_lossy(bytes);
    text.rsplit_once('\n').is_some_and(|(text, hash)| sum(text.as_bytes()) == hash)
}

/// What a page refers to: assets, and pages.
pub fn refers(page: &[u8]) -> (Vec<String>, Vec<String>) {
    let text = String::from_utf8_lossy(page).into_owned();
    let all = |begin: &str| -> Vec<String> {
        text.lines()
            .filter_map(|line| line.strip_prefix(begin)?.strip_suffix("\">"))
            .map(str::to_owned)
            .collect()
    };
    (all("<link href=\"/"), all("<a href=\"/"))
}

pub fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A folder with an output and a target.
#[derive(Debug)]
pub struct Place {
    pub root: PathBuf,
    pub links: Links,
    _dir: Option<TempDir>,
}

impl Place {
    /// In memory where there is some: the medium is not what is tested, and it is slow.
    pub fn new(links: Links) -> Place {
        let memory = Path::new("/dev/shm");
        let dir = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
        Place { root: dir.path().to_path_buf(), links, _dir: Some(dir) }
    }

    /// A folder that is there already.
    pub fn at(root: &Path, links: Links) -> Place {
        Place { root: root.to_path_buf(), links, _dir: None }
    }

    pub fn to(&self) -> PathBuf {
        self.root.join("to")
    }

    pub fn output(&self) -> PathBuf {
        self.root.join("output")
    }

    pub fn current(&self) -> PathBuf {
        self.to().join("current")
    }

    pub fn build(&self, site: &Tree) -> Built {
        let writer = Writer::begin(&self.output(), write::Options { adopt: false }).unwrap();
        for (path, bytes) in site {
            writer.put(&OutPath::new(path).unwrap(), bytes).unwrap();
        }
        writer.commit().unwrap();
        self.built()
    }

    pub fn built(&self) -> Built {
        Built::read(&self.output(), []).unwrap()
    }

    pub fn open(&self) -> Result<Target, PublishError> {
        Target::open_with(&self.to(), self.links)
    }

    pub fn publish(&self, built: &Built, keep: usize) -> Result<Published, PublishError> {
        let issued = BTreeSet::new();
        self.open()?.publish(built, &Options { now: Timestamp::now(), keep, issued: &issued })
    }

    /// All that readers can get, without assets that are carried for other releases.
    pub fn shown(&self, site: &Tree) -> Tree {
        let mut shown = tree(&self.current());
        shown.retain(|path, _| !path.starts_with("assets/") || site.contains_key(path));
        shown
    }
}

/// Files below a folder, which may be a link, without loa's own.
pub fn tree(folder: &Path) -> Tree {
    let walk = walkdir::WalkDir::new(folder).follow_root_links(true);
    let files = walk.into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let inside = entry.path().strip_prefix(folder).unwrap();
            (inside.to_string_lossy().into_owned(), fs::read(entry.path()).unwrap())
        })
        .filter(|(path, _)| !path.starts_with(".loa/"))
        .collect()
}

/// The sums that a target's records have for each file of what is live, by path. Read by other code than loa's own.
pub fn recorded(place: &Place) -> BTreeMap<String, BTreeSet<String>> {
    let name = match fs::read_link(place.current()) {
        Ok(link) => link.file_name().unwrap().to_string_lossy().into_owned(),
        Err(_) => fs::read_to_string(place.to().join(".loa/live")).unwrap().trim().to_owned(),
    };
    let folder = place.to().join(".loa/releases").join(name);
    let mut recorded: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for list in ["manifest", "carried"] {
        for line in fs::read_to_string(folder.join(list)).unwrap().lines().skip(1) {
            let (path, sum) = line.split_once('\t').unwrap();
            recorded.entry(path.to_owned()).or_default().insert(sum.to_owned());
        }
    }
    recorded
}
