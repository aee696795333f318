//! Lists and opens the site's files: a folder becomes [`Sources`]. The only module that reads the site's files.
//!
//! What the texts and tables say is left to the steps behind it; here a file only has to be where the contract says
//! (section 1), named rightly, and readable.

mod cache;
mod nature;

pub use cache::Cache;
pub use nature::Nature;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::io::Read as _;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Deserialize;
use serde::de::IgnoredAny;
use sha2::Digest;
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Severity;
use crate::name::Name;
use crate::source::Place;
use crate::source::Source;
use crate::text::nearest;
use crate::text::slug;

/// The site's files, opened and sorted by what they are.
#[derive(Debug, Default)]
pub struct Sources {
    /// The folder that holds `content/`, as people know it.
    pub root: String,
    pub site_yaml: Option<Arc<Source>>,
    pub communes: Vec<TableFile>,
    pub points: Vec<TableFile>,
    pub schedules: Vec<TableFile>,
    pub progress: Vec<TableFile>,
    /// What the nightly job took in, by table and then by day.
    pub accepted: Vec<AcceptedFile>,
    /// Directives, guides and pages, in the order of their paths.
    pub documents: Vec<DocumentFile>,
    /// `content/qr.lock`.
    pub ledger: Option<Arc<Source>>,
    /// Files of `themes/NAME/`, by name of the theme and path in it.
    pub themes: BTreeMap<String, BTreeMap<String, Arc<[u8]>>>,
    /// Pictures beside the documents, by shown path (`content/guides/dang-ky/anh.png`).
    pub pictures: BTreeMap<String, Arc<[u8]>>,
    /// Other files beside the documents, by shown path: whether one may be opened, a document says.
    pub unopened: BTreeMap<String, Unopened>,
    /// How many records of files that were handed in wait to be mended; none where the nightly job's list of them is lost
    /// or broken.
    pub waiting: usize,
}

/// A file that is not opened unless a document hands it out.
#[derive(Debug)]
pub struct Unopened {
    file: PathBuf,
}

impl Unopened {
    /// The bytes of a file that a document calls public.
    pub fn open(&self) -> Result<Arc<[u8]>, ReadError> {
        cache::bytes(&self.file)
    }
}

impl Sources {
    /// The source text at `path` as it was when the translation into a language was last stamped; see
    /// `loa translations --stamp`.
    pub fn translated(&self, tag: &str, path: &str) -> Option<String> {
        let inside = path.strip_prefix("content/")?;
        fs::read_to_string(Path::new(&self.root).join("content/.translated").join(tag).join(inside)).ok()
    }

    /// A hash of every file's path and content, in hexadecimal. Of files that are not opened only the path is in it: who
    /// opens one has to add what is in it, since neither size nor time of change tell (`cp -p`, `rsync -t`).
    ///
    /// The ledger is left out, because a build writes it.
    pub fn hash(&self) -> String {
        let Sources {
            root: _,
            site_yaml,
            communes,
            points,
            schedules,
            progress,
            accepted,
            documents,
            ledger: _,
            themes,
            pictures,
            unopened,
            waiting,
        } = self;
        let mut hasher = Sha256::new();
        // With its length before it no part can pass for two.
        let mut add = |part: &[u8]| {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        };
        let texts = site_yaml.iter().chain(documents.iter().map(|document| &document.source));
        for source in texts {
            add(source.path.as_bytes());
            add(source.text.as_bytes());
        }
        for table in [communes, points, schedules, progress].into_iter().flatten() {
            add(table.path.as_bytes());
            add(&table.bytes);
        }
        // A year of the whole country is as much as everything else together.
        let digests: Vec<_> = accepted.par_iter().map(|file| Sha256::digest(&file.bytes)).collect();
        for (file, digest) in accepted.iter().zip(&digests) {
            add(file.path.as_bytes());
            add(digest);
        }
        for (theme, files) in themes {
            for (path, bytes) in files {
                add(theme.as_bytes());
                add(path.as_bytes());
                add(bytes);
            }
        }
        for (path, bytes) in pictures {
            add(path.as_bytes());
            add(bytes);
        }
        for path in unopened.keys() {
            add(path.as_bytes());
        }
        add(&(*waiting as u64).to_le_bytes());
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A table as it came.
#[derive(Debug)]
pub struct TableFile {
    /// The shown path.
    pub path: String,
    pub format: TableFormat,
    pub bytes: Arc<[u8]>,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// Separated by comma, semicolon or tab.
    Csv,
    /// `.xlsx`, `.xlsm` or `.ods`.
    Workbook,
    /// A list of maps.
    Yaml,
    /// The first pipe table of a text that has the header; schedules only.
    Markdown,
}

impl TableFormat {
    /// Endings of the tables that loa reads, those that it recommends first.
    pub const ENDINGS: [&str; 5] = ["xlsx", "csv", "tsv", "ods", "yaml"];

    /// By the ending of a file's name, without its dot.
    pub fn of_ending(ending: &str) -> Option<TableFormat> {
        match ending.to_ascii_lowercase().as_str() {
            "csv" | "tsv" => Some(TableFormat::Csv),
            "xlsx" | "xlsm" | "ods" => Some(TableFormat::Workbook),
            "yaml" => Some(TableFormat::Yaml),
            _ => None,
        }
    }
}

/// The tables that the nightly job takes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    Points,
    Progress,
    Schedules,
}

impl Table {
    pub const ALL: [Table; 3] = [Table::Points, Table::Progress, Table::Schedules];

    /// The folder in `inbox/`, `accepted/`, `set-aside/` and `archive/`.
    pub fn folder(self) -> &'static str {
        match self {
            Table::Points => "points",
            Table::Progress => "progress",
            Table::Schedules => "schedules",
        }
    }

    /// The table with this folder.
    pub fn of_folder(folder: &str) -> Option<Table> {
        Table::ALL.into_iter().find(|table| table.folder() == folder)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.folder())
    }
}

/// What the nightly job took in on one day, as it lies in `content/accepted/`.
#[derive(Debug)]
pub struct AcceptedFile {
    pub table: Table,
    /// The day of the intake.
    pub day: Date,
    /// The shown path.
    pub path: String,
    pub bytes: Arc<[u8]>,
}

impl AcceptedFile {
    /// The shown path of a day's file.
    pub fn path_of(table: Table, day: Date) -> String {
        format!("content/accepted/{table}/{day}.csv")
    }
}

/// What kind of document a file is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentKind {
    Directive,
    Guide,
    Page,
}

impl DocumentKind {
    pub const ALL: [DocumentKind; 3] = [DocumentKind::Directive, DocumentKind::Guide, DocumentKind::Page];

    /// The folder in `content/`.
    pub fn folder(self) -> &'static str {
        match self {
            DocumentKind::Directive => "directives",
            DocumentKind::Guide => "guides",
            DocumentKind::Page => "pages",
        }
    }
}

/// One language of a document.
#[derive(Debug)]
pub struct DocumentFile {
    pub kind: DocumentKind,
    pub name: Name,
    /// The language tag in the file's name; whether the site has the language is seen later.
    pub tag: String,
    pub source: Arc<Source>,
}

/// The world failed: a folder or file could not be read.
#[derive(Debug)]
pub struct ReadError {
    pub path: PathBuf,
    pub error: io::Error,
}

/// Opens the site in `root`. A file in a wrong place or with a wrong name is a diagnostic; a file that the operating
/// system does not give is an error.
pub fn read(root: &Path, diagnostics: &mut Diagnostics) -> Result<Sources, ReadError> {
    read_again(root, &mut Cache::default(), diagnostics)
}

/// The same, for whoever reads a site again and again: files that did not change since the last time are not opened.
pub fn read_again(
    root: &Path,
    cache: &mut Cache,
    diagnostics: &mut Diagnostics,
) -> Result<Sources, ReadError> {
    cache.begin();
    let sources = read_with(root, cache, diagnostics)?;
    cache.end();
    Ok(sources)
}

fn read_with(root: &Path, cache: &mut Cache, diagnostics: &mut Diagnostics) -> Result<Sources, ReadError> {
    let mut sources = Sources { root: root.display().to_string(), ..Sources::default() };
    let mut reader = Reader { root, cache, diagnostics, sources: &mut sources };
    let staff = root.join("staff");
    let content = files(&root.join("content"), &TAKING_IN)?;
    // A year of the whole country is as much as everything else together.
    let accepted = root.join("content/accepted");
    let is_of_day = |file: &&Found| {
        let inside = file.path.strip_prefix(&accepted).ok().and_then(Path::to_str);
        !file.linked && inside.is_some_and(|inside| table_and_day(inside).is_some())
    };
    reader.cache.read_ahead(content.iter().filter(is_of_day).map(|file| file.path.as_path()));
    for file in content {
        if !leads_to_staff(&file, &staff) {
            reader.content_file(&file.path)?;
        }
    }
    for file in files(&root.join("themes"), &[])? {
        reader.theme_file(&file.path)?;
    }
    for tables in [&mut sources.communes, &mut sources.points, &mut sources.schedules, &mut sources.progress]
    {
        one_format_each(tables, diagnostics);
    }
    sources.waiting = waiting(root);
    Ok(sources)
}

/// How many records stand in the list of what is set aside and not yet mended.
fn waiting(root: &Path) -> usize {
    #[derive(Deserialize)]
    struct Open {
        records: Vec<IgnoredAny>,
    }
    let list = fs::read(root.join(OPEN_FILE)).ok();
    list.and_then(|list| serde_json::from_slice::<Open>(&list).ok()).map_or(0, |open| open.records.len())
}

/// One table in two formats is an error; the first is read, so that its rows are not told twice.
fn one_format_each(tables: &mut Vec<TableFile>, diagnostics: &mut Diagnostics) {
    let stem = |path: &str| path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned();
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    tables.retain(|table| {
        let Some(other) = first.get(&stem(&table.path)) else {
            first.insert(stem(&table.path), table.path.clone());
            return true;
        };
        let place = Place::File(table.path.clone());
        let twice = Diagnostic::new(Code::TableTwice, place).found(&table.path);
        diagnostics.push(twice.related(Place::File(other.clone())));
        false
    });
}

/// Whether a part of a path marks what is for the staff only: `bao-cao.staff.md`, in whatever case, or a folder
/// `bao-cao.staff`.
pub fn is_staff(part: &str) -> bool {
    let part = part.to_ascii_lowercase();
    part.contains(".staff.") || part.ends_with(".staff")
}

/// Whether a link leads to a staff text, or into the folder of staff pages, under a name that does not say so.
fn leads_to_staff(file: &Found, staff: &Path) -> bool {
    let Some(target) = file.linked.then(|| fs::canonicalize(&file.path)).and_then(Result::ok) else {
        return false;
    };
    let is_page = fs::canonicalize(staff).is_ok_and(|staff| target.starts_with(staff));
    is_page || target.iter().any(|part| is_staff(&part.to_string_lossy()))
}

/// A regular file.
struct Found {
    path: PathBuf,
    /// Whether it is a link, or lies in a folder that is one.
    linked: bool,
}

/// Regular files below a folder, sorted by path; hidden files and those an office program locks (`~$`) are not there
/// for loa. A folder that does not exist is empty. Links are followed, since network folders are often linked in. The folders `not` in it are not looked
/// into.
fn files(folder: &Path, not: &[&str]) -> Result<Vec<Found>, ReadError> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let mut links: Vec<PathBuf> = Vec::new();
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(is_ignored(&name) || (entry.depth() == 1 && not.contains(&&*name)))
    }) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                // A link to a share that is not mounted, in place of a folder that is not looked into.
                let is_one = |not: &&str| path.file_name().is_some_and(|name| name == *not);
                if error.depth() == 1 && not.iter().any(is_one) {
                    continue;
                }
                return Err(ReadError { path, error: walk_error(error) });
            }
        };
        if entry.path_is_symlink() {
            links.push(entry.path().to_owned());
        }
        if entry.file_type().is_file() {
            let linked = links.iter().any(|link| entry.path().starts_with(link));
            found.push(Found { path: entry.into_path(), linked });
        }
    }
    Ok(found)
}

/// What kept a folder from being walked, without the path, which stands in the message beside it.
pub fn walk_error(error: walkdir::Error) -> io::Error {
    if error.io_error().is_none() {
        return io::Error::other(error.to_string());
    }
    error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into())
}

/// Why a table in a file with such an ending is not read, and what to do: by what the file is, where its first bytes say
/// so.
pub fn unreadable_table(path: &str, ending: &str, head: &[u8]) -> Diagnostic {
    let place = Place::File(path.to_owned());
    match Nature::of(head) {
        Some(Nature::OldWorkbook) => Diagnostic::new(Code::TableOldWorkbook, place),
        Some(nature) => Diagnostic::new(Code::TableOtherKind, place).word("case", nature.key()),
        None => {
            let is_text = head.iter().all(|byte| *byte >= b' ' || byte.is_ascii_whitespace())
                || head.starts_with(b"\xff\xfe");
            let case = if is_text && !head.is_empty() { "text" } else { "other" };
            let told = Diagnostic::new(Code::TableFormat, place).found(ending).word("case", case);
            told.expected(TableFormat::ENDINGS)
        }
    }
}

/// The beginning of a file: enough to see what it is, and little of a film.
fn head(file: &Path) -> Result<Vec<u8>, ReadError> {
    const ENOUGH: u64 = 1 << 22;
    let mut head = Vec::new();
    let read = fs::File::open(file).and_then(|opened| opened.take(ENOUGH).read_to_end(&mut head));
    read.map_err(|error| ReadError { path: file.to_owned(), error })?;
    Ok(head)
}

/// Hidden files, and those of office programs and systems.
pub fn is_ignored(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$") || matches!(name, "Thumbs.db" | "desktop.ini")
}

struct Reader<'a> {
    root: &'a Path,
    cache: &'a mut Cache,
    diagnostics: &'a mut Diagnostics,
    sources: &'a mut Sources,
}

/// What a file below `content/accepted/` is, by its path there; none where loa would not have called it so.
fn table_and_day(inside: &str) -> Option<(Table, Date)> {
    let (folder, name) = inside.split_once('/')?;
    let (table, day) = (Table::of_folder(folder)?, name.strip_suffix(".csv")?.parse().ok()?);
    (inside == format!("{table}/{day}.csv")).then_some((table, day))
}

/// Files that stand right in `content/`.
const TOP_FILES: [&str; 7] =
    ["site.yaml", "communes.csv", "communes.xlsx", "points.csv", "points.xlsx", "messages.yaml", "qr.lock"];
/// Folders in `content/`.
const FOLDERS: [&str; 9] =
    ["schedules", "progress", "directives", "guides", "pages", "inbox", "accepted", "set-aside", "archive"];
/// Those of them that are the nightly job's own: what officers put there neither makes nor stops a build.
const TAKING_IN: [&str; 3] = ["inbox", "set-aside", "archive"];
/// The nightly job's list of what is set aside and not yet mended, relative to the root.
pub(crate) const OPEN_FILE: &str = "content/set-aside/open.json";
/// Endings of pictures that pages can show.
pub const PICTURES: [&str; 7] = ["png", "jpg", "jpeg", "webp", "avif", "gif", "svg"];

impl Reader<'_> {
    fn content_file(&mut self, file: &Path) -> Result<(), ReadError> {
        let path = self.shown(file);
        let inside = path.strip_prefix("content/").unwrap_or(&path).to_owned();
        // Staff texts, and whatever lies beside them for the staff, are never opened.
        if inside.split('/').any(is_staff) {
            return Ok(());
        }
        match inside.split_once('/') {
            None => self.top_file(file, path, &inside),
            Some((folder, _)) if TAKING_IN.contains(&folder) => Ok(()),
            Some(("accepted", name)) => self.accepted_file(file, path, name),
            Some(("schedules", name)) => {
                let format =
                    if name.ends_with(".md") { Some(TableFormat::Markdown) } else { format_of(name) };
                self.table_file(file, path, name, format, |sources| &mut sources.schedules)
            }
            Some(("progress", name)) => {
                self.table_file(file, path, name, format_of(name), |sources| &mut sources.progress)
            }
            Some((folder, name)) => {
                match DocumentKind::ALL.into_iter().find(|kind| kind.folder() == folder) {
                    Some(kind) => self.document_file(file, path, kind, name),
                    None => {
                        let place = Place::File(path);
                        self.diagnostics
                            .push(Diagnostic::new(Code::UnknownFolder, place).found(folder).one_of(FOLDERS));
                        Ok(())
                    }
                }
            }
        }
    }

    fn top_file(&mut self, file: &Path, path: String, name: &str) -> Result<(), ReadError> {
        match name {
            "site.yaml" => self.sources.site_yaml = self.text(file, path)?,
            "qr.lock" => self.sources.ledger = self.text(file, path)?,
            "messages.yaml" => {}
            _ => {
                let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
                let tables = match stem {
                    "communes" => Some(&mut self.sources.communes),
                    "points" => Some(&mut self.sources.points),
                    _ => None,
                };
                match (tables, TableFormat::of_ending(extension)) {
                    (Some(tables), Some(format)) => {
                        tables.push(TableFile { path, format, bytes: self.cache.bytes(file)? });
                    }
                    (Some(_), None) => {
                        return self.unreadable_format(file, path, extension, stem == "communes");
                    }
                    (None, _) => self.unknown_file(path, name, &TOP_FILES),
                }
            }
        }
        Ok(())
    }

    fn table_file(
        &mut self,
        file: &Path,
        path: String,
        name: &str,
        format: Option<TableFormat>,
        tables: impl FnOnce(&mut Sources) -> &mut Vec<TableFile>,
    ) -> Result<(), ReadError> {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let Some(format) = format else {
            return self.unreadable_format(file, path, extension, false);
        };
        if self.right_name(stem, &path).is_some() {
            let bytes = self.cache.bytes(file)?;
            tables(self.sources).push(TableFile { path, format, bytes });
        }
        Ok(())
    }

    /// A file with another name was not written by the nightly job.
    fn accepted_file(&mut self, file: &Path, path: String, inside: &str) -> Result<(), ReadError> {
        match table_and_day(inside) {
            Some((table, day)) => {
                let bytes = self.cache.bytes(file)?;
                self.sources.accepted.push(AcceptedFile { table, day, path, bytes });
            }
            None => {
                self.diagnostics.push(Diagnostic::new(Code::UnknownFile, Place::File(path)).found(inside));
            }
        }
        Ok(())
    }

    fn document_file(
        &mut self,
        file: &Path,
        path: String,
        kind: DocumentKind,
        inside: &str,
    ) -> Result<(), ReadError> {
        let extension = inside.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
        if PICTURES.contains(&extension.as_str()) {
            self.sources.pictures.insert(path, self.cache.bytes(file)?);
            return Ok(());
        }
        let Some(stem) = inside.strip_suffix(".md") else {
            self.cache.note(file)?;
            self.sources.unopened.insert(path, Unopened { file: file.to_owned() });
            return Ok(());
        };
        let Some((name, tag)) = stem.rsplit_once('.') else {
            let place = Place::File(path);
            let offered = format!("{}.vi.md", slug(stem));
            self.diagnostics
                .push(Diagnostic::new(Code::NoLanguageInName, place).found(inside).expected([offered]));
            return Ok(());
        };
        let name = match name.split_once('/') {
            None => name,
            Some((folder, "index")) => folder,
            Some((folder, _)) => {
                let place = Place::File(path);
                let offered = format!("{}/{folder}/index.{tag}.md", kind.folder());
                self.diagnostics
                    .push(Diagnostic::new(Code::DocumentInFolder, place).found(inside).expected([offered]));
                return Ok(());
            }
        };
        let (Some(name), tag) = (self.right_name(name, &path), tag.to_owned()) else { return Ok(()) };
        if let Some(source) = self.text(file, path)? {
            let same = |other: &&DocumentFile| other.kind == kind && other.name == name && other.tag == tag;
            if let Some(other) = self.sources.documents.iter().find(same) {
                let place = Place::File(source.path.clone());
                let related = Place::File(other.source.path.clone());
                self.diagnostics
                    .push(Diagnostic::new(Code::DocumentTwice, place).found(name.as_str()).related(related));
            } else {
                self.sources.documents.push(DocumentFile { kind, name, tag, source });
            }
        }
        Ok(())
    }

    fn theme_file(&mut self, file: &Path) -> Result<(), ReadError> {
        let path = self.shown(file);
        if let Some((theme, inside)) = path.strip_prefix("themes/").and_then(|inside| inside.split_once('/'))
        {
            let files = self.sources.themes.entry(theme.to_owned()).or_default();
            files.insert(inside.to_owned(), self.cache.bytes(file)?);
        }
        Ok(())
    }

    /// A table that loa does not read. The register cannot be done without; other tables are set aside as a whole.
    fn unreadable_format(
        &mut self,
        file: &Path,
        path: String,
        extension: &str,
        is_register: bool,
    ) -> Result<(), ReadError> {
        self.cache.note(file)?;
        let severity = if is_register { Severity::Error } else { Severity::SetAside };
        self.diagnostics.push(unreadable_table(&path, extension, &head(file)?).severity(severity));
        Ok(())
    }

    fn unknown_file(&mut self, path: String, name: &str, right: &[&str]) {
        let near = nearest(name, right.iter().copied());
        self.diagnostics.push(
            Diagnostic::new(Code::UnknownFile, Place::File(path))
                .found(name)
                .expected(right.iter().copied())
                .nearest(near),
        );
    }

    fn right_name(&mut self, name: &str, path: &str) -> Option<Name> {
        let right = Name::parse(name);
        if right.is_none() {
            let mut offered = slug(name);
            if !offered.starts_with(|c: char| c.is_ascii_lowercase()) {
                offered.insert_str(0, "n-");
            }
            let place = Place::File(path.to_owned());
            self.diagnostics.push(Diagnostic::new(Code::BadName, place).found(name).expected([offered]));
        }
        right
    }

    /// A text file in NFC, without byte order mark. None, and a diagnostic, where it is not UTF-8.
    fn text(&mut self, file: &Path, path: String) -> Result<Option<Arc<Source>>, ReadError> {
        let text = self.cache.text(file, &path)?;
        if text.is_none() {
            let nature = Nature::of(&self.cache.bytes(file)?).map_or("text", Nature::key);
            self.diagnostics.push(Diagnostic::new(Code::NotUtf8, Place::File(path)).word("case", nature));
        }
        Ok(text)
    }

    /// The path as people know it: relative to the root, with `/`, in NFC.
    fn shown(&self, file: &Path) -> String {
        let inside = file.strip_prefix(self.root).unwrap_or(file);
        let parts: Vec<String> = inside.iter().map(|part| part.to_string_lossy().nfc().collect()).collect();
        parts.join("/")
    }
}

/// By the ending of a file's name.
fn format_of(name: &str) -> Option<TableFormat> {
    TableFormat::of_ending(name.rsplit_once('.')?.1)
}
