//! Runs cases: each on its own copy of the small site, the way `loa check` goes, with what is told in both languages.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Cursor;
use std::io::Read;
use std::io::Write;
use std::sync::LazyLock;
use std::sync::Mutex;

use loa::check::Checked;
use loa::diag::Code;
use loa::diag::Diagnostic;
use loa::diag::Diagnostics;
use loa::diag::Severity;
use loa::messages::Messages;
use loa::messages::Speech;
use loa::model::Options;
use loa::read::Sources;
use loa::render::Renderer;
use loa::report::Reporter;
use loa::report::Style;
use loa::routes;
use loa::routes::Route;
use loa::source::Place;
use loa::theme::Theme;
use loa::write::OutPath;
use rayon::prelude::*;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::Formula;
use rust_xlsxwriter::Workbook;
use unicode_normalization::UnicodeNormalization;
use zip::ZipArchive;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::case::Case;
use crate::case::Change;
use crate::case::How;
use crate::case::bytes;
use crate::case::plain;
use crate::support::Site;
use crate::support::TODAY;
use crate::support::windows_1258::windows_1258;

/// What one run of the site said, and the files that were asked for.
#[derive(Debug)]
pub struct Outcome {
    pub diagnostics: Diagnostics,
    /// The text of each file of the output that the case reads.
    pub output: BTreeMap<String, String>,
    root: String,
}

/// Which of its two forms a case is run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Typed,
    Mended,
}

/// Runs one form of a case.
pub fn run(case: &Case, form: Form) -> Outcome {
    let site = Site::small();
    for change in &case.changes {
        let result = apply(&site, change, form);
        result.unwrap_or_else(|what| panic!("{}: {}: {what}", case.at, change.path));
    }
    look(&site, case)
}

/// A file of the output of the small site as it is.
pub fn unchanged(path: &str) -> Option<&'static str> {
    static OUTPUT: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
        let files = Mutex::new(BTreeMap::new());
        let (_, sources, checked) = compiled(&Site::small(), &Case::default());
        with_pages(&sources, &checked.unwrap(), &mut Diagnostics::default(), |renderer, routes| {
            routes.par_iter().for_each(|(path, route)| {
                let bytes = renderer.render(route, "").unwrap();
                let text = String::from_utf8_lossy(&bytes).into_owned();
                files.lock().unwrap().insert(path.as_str().to_owned(), text);
            });
        });
        files.into_inner().unwrap()
    });
    OUTPUT.get(path).map(String::as_str)
}

fn apply(site: &Site, change: &Change, form: Form) -> Result<(), String> {
    let typed = form == Form::Typed || change.given;
    let text = if typed {
        change.typed().map(str::to_owned)
    } else {
        match change.mended() {
            Some(text) => Some(text),
            // What is not mended otherwise is as it was.
            None => return Ok(()),
        }
    };
    let path = plain(change.mend_path.as_ref().filter(|_| !typed).unwrap_or(&change.path));
    let path = path.as_str();
    let Some(text) = text else {
        site.remove(path);
        return Ok(());
    };
    let new = bytes(&plain(&text))?;
    let before = || site.read(path).into_bytes();
    let mut all = match &change.how {
        How::Whole(_) | How::Removed => ended(new),
        How::Added(_) => [before(), ended(new)].concat(),
        How::Instead { found, .. } => {
            let (before, found) = (before(), bytes(found)?);
            let at: Vec<usize> = (0..before.len())
                .filter(|at| before[*at..].starts_with(&found) && !found.is_empty())
                .collect();
            let [at] = at[..] else {
                return Err(format!("`{}` stands there {} times", String::from_utf8_lossy(&found), at.len()));
            };
            [&before[..at], &new, &before[at + found.len()..]].concat()
        }
    };
    if let Some(size) = change.size.filter(|_| typed) {
        all.resize(size, 0);
    }
    // A workbook stays one when a cell is mended; any other way to save is the fault.
    let is_mended_by_hand = |saved: &str| saved.ends_with("month first") || saved.ends_with("struck through");
    let stays = |saved: &str| {
        saved == ".xlsx" || saved.starts_with(".xlsx with formulas") || is_mended_by_hand(saved)
    };
    if let Some(saved) = change.saved.as_deref().filter(|saved| typed || stays(saved)) {
        let saved = if typed || !is_mended_by_hand(saved) { saved } else { ".xlsx" };
        all = encoded(&all, saved)?;
    }
    site.write_bytes(path, &all);
    Ok(())
}

/// The last line ends like all others, unless there is nothing.
fn ended(mut bytes: Vec<u8>) -> Vec<u8> {
    if !bytes.is_empty() {
        bytes.push(b'\n');
    }
    bytes
}

/// The file as an office program saves it.
fn encoded(utf8: &[u8], how: &str) -> Result<Vec<u8>, String> {
    let text = String::from_utf8(utf8.to_vec()).map_err(|error| error.to_string())?;
    let wide = |bytes: fn(u16) -> [u8; 2]| {
        let all = std::iter::once(0xFEFF).chain(text.encode_utf16());
        all.flat_map(bytes).collect::<Vec<u8>>()
    };
    Ok(match how {
        "half of an .xlsx" => {
            let whole = workbook(&text, &["Trang 1"], false);
            whole[..whole.len() / 2].to_vec()
        }
        ".xlsx" => workbook(&text, &["Trang 1"], false),
        ".xlsx with formulas that have no result" => without_results(&workbook(&text, &["Trang 1"], false)),
        ".xlsx set to month first" => workbook(&month_first(&text), &["Trang 1"], false),
        ".xlsx with the last row struck through" => workbook(&last_struck(&text), &["Trang 1"], false),
        ".xlsx with the table twice" => workbook(&text, &["Trang 1", "Trang 1 (2)"], false),
        ".xlsx with a hidden sheet" => workbook(&text, &["Trang 1"], true),
        "UTF-8 with BOM" => format!("\u{feff}{text}").into_bytes(),
        "UTF-16 LE" => wide(u16::to_le_bytes),
        "UTF-16 BE" => wide(u16::to_be_bytes),
        "Windows-1258" => windows_1258(&text).ok_or("Windows-1258 lacks a letter of the table")?,
        "NFD" => text.nfd().collect::<String>().into_bytes(),
        "lines of Windows" => text.replace('\n', "\r\n").into_bytes(),
        "lines of an old Mac" => text.replace('\n', "\r").into_bytes(),
        "UTF-8 read as Windows-1252" => encoding_rs::WINDOWS_1252.decode(utf8).0.into_owned().into_bytes(),
        _ => return Err(format!("`{how}` is no way to save a file")),
    })
}

/// A workbook with the table on each of these sheets; hidden behind an empty one where asked for. Digits alone are
/// numbers, as Excel takes them, and what begins with `=` is a formula.
fn workbook(csv: &str, sheets: &[&str], hidden: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    if hidden {
        book.add_worksheet().set_name("Ghi chú").unwrap();
    }
    for name in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap().set_hidden(hidden);
        for (row, line) in csv.lines().enumerate() {
            for (column, cell) in line.split(',').enumerate() {
                let (row, column) = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
                match cell.parse::<u32>() {
                    Ok(number) => sheet.write_number(row, column, number).unwrap(),
                    Err(_) if cell.starts_with("date:") => {
                        let at = ExcelDateTime::parse_from_str(cell.trim_start_matches("date:")).unwrap();
                        let format = Format::new().set_num_format("mm/dd/yyyy");
                        sheet.write_datetime_with_format(row, column, &at, &format).unwrap()
                    }
                    Err(_) if cell.starts_with("struck:") => {
                        let (text, format) =
                            (&cell["struck:".len()..], Format::new().set_font_strikethrough());
                        sheet.write_string_with_format(row, column, text, &format).unwrap()
                    }
                    Err(_) if cell.starts_with('=') => {
                        let formula = Formula::new(cell).set_result(RESULT);
                        sheet.write_formula(row, column, formula).unwrap()
                    }
                    Err(_) => sheet.write_string(row, column, cell).unwrap(),
                };
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// The table with a line through the cells of its last row.
fn last_struck(csv: &str) -> String {
    let (before, last) = csv.trim_end().rsplit_once('\n').unwrap_or(("", csv));
    format!("{before}\nstruck:{}", last.replace(',', ",struck:"))
}

/// The table as a spreadsheet takes it that is set to month first: of `05/11/2025` it makes 11 May, and `20/11/2025`
/// stays text.
fn month_first(csv: &str) -> String {
    let cell = |cell: &str| {
        let parts: Vec<u32> = cell.split('/').filter_map(|part| part.parse().ok()).collect();
        match parts[..] {
            [month, day, year] if (1..=12).contains(&month) => format!("date:{year:04}-{month:02}-{day:02}"),
            _ => cell.to_owned(),
        }
    };
    let line = |line: &str| line.split(',').map(cell).collect::<Vec<_>>().join(",");
    csv.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// What all formulas of a [`workbook`] come to.
const RESULT: &str = "987654321";

/// The workbook as programs write it that do not reckon.
fn without_results(book: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        writer.start_file(part.name().unwrap(), SimpleFileOptions::default()).unwrap();
        let text = String::from_utf8(bytes).unwrap().replace(&format!("<v>{RESULT}</v>"), "<v></v>");
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn look(site: &Site, case: &Case) -> Outcome {
    let (mut diagnostics, sources, checked) = compiled(site, case);
    let mut output = BTreeMap::new();
    if let Some(checked) = checked.filter(|_| case.pages || !case.reads.is_empty()) {
        let mut told = Diagnostics::default();
        if case.pages {
            told.extend(loa::codes::read_back(checked.ledger()).problems);
        }
        let mut from_pages = Vec::new();
        with_pages(&sources, &checked, &mut told, |renderer, routes| {
            for read in &case.reads {
                let route = routes.iter().find(|(path, _)| read.path == path.as_str());
                let bytes = route.and_then(|(_, route)| renderer.render(route, "").ok());
                let text = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
                output.extend(text.map(|text| (read.path.clone(), text)));
            }
            if case.pages {
                from_pages.extend(
                    routes
                        .par_iter()
                        .filter_map(|(_, route)| renderer.render(route, "").err())
                        .collect::<Vec<_>>(),
                );
            }
        });
        told.extend(from_pages.into_iter().flatten());
        checked.accept(&mut told);
        diagnostics.extend(told);
    }
    diagnostics.sort();
    Outcome { diagnostics, output, root: site.root().display().to_string() }
}

fn compiled(site: &Site, case: &Case) -> (Diagnostics, Sources, Option<Checked>) {
    let mut diagnostics = Diagnostics::default();
    let sources = loa::read::read(site.root(), &mut diagnostics).unwrap();
    let as_of = case.today.as_deref().unwrap_or(TODAY).parse().unwrap();
    let options = Options { as_of: Some(as_of), drafts: false, clock: |_| panic!("the day is given") };
    let checked = loa::compile(&sources, &options, &mut diagnostics).filter(|_| !diagnostics.has_errors());
    (diagnostics, sources, checked)
}

/// Hands on what renders the pages, where the theme is right. One theme serves all sites that do not change it: to load
/// it takes longer than everything else.
fn with_pages(
    sources: &Sources,
    checked: &Checked,
    diagnostics: &mut Diagnostics,
    use_pages: impl FnOnce(&Renderer<'_>, &BTreeMap<OutPath, Route>),
) {
    static DEFAULT: LazyLock<Theme> = LazyLock::new(|| {
        let (_, sources, checked) = compiled(&Site::small(), &Case::default());
        Theme::load(&checked.unwrap().site().config, &sources, &mut Diagnostics::default()).unwrap()
    });
    let config = &checked.site().config;
    let is_default = sources.themes.is_empty()
        && config.theme.value == "default"
        && config.languages.tags().eq(["vi", "en"]);
    let own = if is_default { None } else { Theme::load(config, sources, diagnostics) };
    let Some(theme) = own.as_ref().or(is_default.then(|| &*DEFAULT)) else { return };
    let assets = theme.assets().chain(checked.pictures());
    let routes = routes::all(checked.site(), checked.ledger(), checked.pages(), assets);
    use_pages(&Renderer::new(checked, theme), &routes);
}

impl Outcome {
    /// The codes, in the order in which they are told.
    pub fn codes(&self) -> Vec<&'static str> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.code.id()).collect()
    }

    /// How much the first problem of this code matters here.
    pub fn severity(&self, code: Code) -> Option<Severity> {
        self.diagnostics.iter().find(|told| told.code == code).map(|told| told.severity)
    }

    /// All that is told, in both languages.
    pub fn told(&self) -> String {
        let mut text = String::new();
        for diagnostic in self.diagnostics.iter() {
            let (severity, code) = (diagnostic.severity.id(), diagnostic.code.id());
            let _ = writeln!(text, "{severity}[{code}]{}", place(&diagnostic.place));
            for speech in Speech::ALL {
                let (sentence, hints) = self.words(diagnostic, &Messages::new(speech));
                let _ = writeln!(text, "{}: {sentence}", speech.tag());
                for hint in hints {
                    let _ = writeln!(text, "{}: → {hint}", speech.tag());
                }
            }
        }
        text.trim_end().to_owned()
    }

    /// All that is told, as people see it in a terminal.
    pub fn shown(&self, speech: Speech) -> String {
        let reporter = Reporter::new(Messages::new(speech), Style::Human, false);
        let mut text = reporter.render(&self.diagnostics).replace(&self.root, "mysite");
        // Colours, where the tests run in a terminal.
        while let Some(at) = text.find('\u{1b}') {
            let end = text[at..].find('m').map_or(text.len(), |length| at + length + 1);
            text.replace_range(at..end, "");
        }
        text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned()
    }

    /// The sentence and the advice; where the site lies on this machine is not told.
    pub fn words(&self, diagnostic: &Diagnostic, messages: &Messages) -> (String, Vec<String>) {
        let shown = |text: String| text.replace(&self.root, "mysite");
        (shown(messages.sentence(diagnostic)), messages.hints(diagnostic).into_iter().map(shown).collect())
    }
}

/// ` content/points.csv:3, C3`; nothing where the site as a whole is meant.
fn place(place: &Place) -> String {
    let Some(path) = place.path() else { return String::new() };
    let mut text = format!(" {path}");
    if let Some((line, column)) = place.line_column() {
        let _ = write!(text, ":{line}");
        if let Some(column) = column {
            let _ = write!(text, ":{column}");
        }
    }
    if let Place::Cell(cell) = place {
        if let Some(sheet) = &cell.sheet {
            let _ = write!(text, ", sheet {sheet}");
        }
        let _ = write!(text, ", {}", cell.name().unwrap_or_else(|| format!("row {}", cell.row)));
    }
    text
}
