//! The theme: templates, styles and strings, embedded in the program and overridable file by file in
//! `themes/NAME/`.
//!
//! What a template is given is defined in [`crate::render::views`].

mod filters;
mod own;
mod worded;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::OnceLock;

use rayon::prelude::*;
use rust_embed::RustEmbed;
use tera::Tera;

use crate::catalogue::Catalogue;
use crate::catalogue::Values;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::lang::Lang;
use crate::lang::Localized;
use crate::model::config::Config;
use crate::read::Sources;
use crate::routes::hashed_name;
use crate::source::Place;
use crate::source::Source;
use crate::source::Span;

#[derive(RustEmbed)]
#[folder = "themes/default"]
struct Default;

/// Templates, assets and strings, ready for use.
pub struct Theme {
    tera: Tera,
    /// Templates with the words of a language in them, which are quicker to fill. Empty until they are asked for; None
    /// where they cannot be made.
    worded: Localized<OnceLock<Option<Tera>>>,
    templates: Templates,
    /// By content-hashed name.
    assets: BTreeMap<String, Vec<u8>>,
    /// Content-hashed name by the name in the theme.
    hashed: BTreeMap<String, String>,
    /// Assets that go into pages, by the name in the theme.
    inlined: BTreeMap<String, String>,
    strings: Localized<Strings>,
}

/// The words of the interface in one language.
#[derive(Debug)]
pub struct Strings {
    catalogue: Catalogue,
    /// Those without values, by id.
    words: BTreeMap<String, String>,
    /// The same, as templates name them: with `_` for `-`.
    pub plain: tera::Value,
}

impl Strings {
    /// A word or a sentence. [`Theme::load`] has reported what is missing; the id stands in for it.
    pub fn say(&self, id: &str, values: &Values) -> String {
        self.catalogue.text(id, values).unwrap_or_else(|| id.to_owned())
    }

    pub fn word(&self, id: &str) -> String {
        self.words.get(id).cloned().unwrap_or_else(|| self.say(id, &Values::new()))
    }

    pub fn has(&self, id: &str) -> bool {
        self.catalogue.has(id)
    }
}

impl Theme {
    /// Puts the theme of the site together. A template or a string file that is not right is an error, a string that
    /// a language lacks a warning.
    pub fn load(config: &Config, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Theme> {
        let files = files(config, sources, diagnostics)?;
        let strings = strings(config, &files, diagnostics);
        if !own::check(config, &files, diagnostics) {
            return None;
        }
        let templates = Templates::of(&files);
        let tera = match filler(templates.texts()) {
            Ok(tera) => tera,
            Err(error) => {
                let folder = format!("themes/{}/templates", config.theme.value);
                diagnostics.extend(templates.unknown_names(&error, &folder));
                return None;
            }
        };
        let worded = Localized::build(&config.languages, |_| OnceLock::new());
        let mut theme = Theme {
            tera,
            worded,
            templates,
            assets: BTreeMap::new(),
            hashed: BTreeMap::new(),
            inlined: BTreeMap::new(),
            strings,
        };
        for (path, file) in &files {
            let Some(name) = path.strip_prefix("assets/") else { continue };
            let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
            let bytes = match (stem, ending) {
                // Part of the two below.
                ("shared", "css" | "js") => continue,
                ("site" | "landing", "css" | "js") => {
                    let shared =
                        files.get(&format!("assets/shared.{ending}")).map(File::text).unwrap_or_default();
                    let whole = compact(&format!("{shared}\n{}", file.text()));
                    if ending == "css" { dense(&whole).into_bytes() } else { whole.into_bytes() }
                }
                _ => file.bytes.clone(),
            };
            // The landing page carries its own style and script, so that it is one file.
            if stem == "landing" {
                theme.inlined.insert(name.to_owned(), String::from_utf8_lossy(&bytes).into_owned());
            } else {
                let hashed = hashed_name(name, &bytes);
                theme.hashed.insert(name.to_owned(), hashed.clone());
                theme.assets.insert(hashed, bytes);
            }
        }
        Some(theme)
    }

    /// Content-hashed names of the theme's own assets.
    pub fn assets(&self) -> impl Iterator<Item = &str> {
        self.assets.keys().map(String::as_str)
    }

    pub fn asset(&self, hashed: &str) -> Option<&[u8]> {
        self.assets.get(hashed).map(Vec::as_slice)
    }

    /// The content-hashed name of an asset.
    pub fn hashed(&self, name: &str) -> &str {
        self.hashed.get(name).map_or("", String::as_str)
    }

    /// The text of an asset that pages carry themselves.
    pub fn inlined(&self, name: &str) -> &str {
        self.inlined.get(name).map_or("", String::as_str)
    }

    pub fn strings(&self, lang: Lang) -> &Strings {
        self.strings.get(lang)
    }

    /// Fills a template with a view.
    pub fn render<V: serde::Serialize>(
        &self,
        template: &str,
        view: &V,
        lang: Lang,
    ) -> Result<String, Diagnostic> {
        let bytes = self.render_file(template, view, lang)?;
        // Templates and values are text, and so is what is made of them.
        Ok(String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }

    /// The same, as the bytes of a file.
    pub fn render_file<V: serde::Serialize>(
        &self,
        template: &str,
        view: &V,
        lang: Lang,
    ) -> Result<Vec<u8>, Diagnostic> {
        /// What most pages have room in.
        const PAGE: usize = 32 * 1024;
        let problem = |error| self.templates.problem(&error, format!("templates/{template}"));
        let context = self.context(view, lang).map_err(problem)?;
        let mut bytes = Vec::with_capacity(PAGE);
        if let Some(Some(worded)) = self.worded.get(lang).get()
            && worded.render_to(template, &context, &mut bytes).is_ok()
        {
            return Ok(bytes);
        }
        // Where something is wrong, these are the templates that know the place.
        bytes.clear();
        self.tera.render_to(template, &context, &mut bytes).map_err(problem)?;
        Ok(bytes)
    }

    /// Reads all templates once more, with the words of each language in them. It takes as long as it saves on some
    /// hundred pages.
    pub fn put_words_in(&self) {
        let make = |strings: &Strings| {
            filler(worded::with_words(&self.templates.texts(), &named(&strings.words))?).ok()
        };
        let languages: Vec<(Lang, &Strings)> = self.strings.iter().collect();
        languages.into_par_iter().for_each(|(lang, strings)| {
            self.worded.get(lang).get_or_init(|| make(strings));
        });
    }

    /// The fields of a view, and `s`.
    fn context<V: serde::Serialize>(&self, view: &V, lang: Lang) -> tera::TeraResult<tera::Context> {
        let mut context = tera::Context::new();
        let view = tera::Value::try_from_serializable(view)?;
        for (field, value) in view.into_map().into_iter().flatten() {
            match field {
                tera::value::Key::Str(field) => context.insert_value(field, value),
                other => context.insert_value(other.to_string(), value),
            }
        }
        context.insert_value("s", self.strings(lang).plain.clone());
        Ok(context)
    }
}

impl fmt::Debug for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Theme").field("assets", &self.assets.keys()).finish_non_exhaustive()
    }
}

/// Styles and scripts without comments, blank lines and indentation. They may hold no `/*` within a string, and no
/// text in which blanks at the start of a line matter.
fn compact(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("/*") {
        kept.push_str(&rest[..start]);
        rest = rest[start..].split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// A style without what means nothing in it: line ends behind `{`, `}`, `;` and `,`, and blanks around them and behind
/// colons, but in lines with a text in quotes. Every landing page carries one.
fn dense(style: &str) -> String {
    const MEANINGLESS: [(&str, &str); 6] =
        [(" {", "{"), ("{ ", "{"), (" }", "}"), ("; ", ";"), (": ", ":"), (", ", ",")];
    let mut dense = String::with_capacity(style.len());
    for line in style.lines() {
        if !dense.is_empty() && !dense.ends_with(['{', '}', ';', ',']) {
            dense.push('\n');
        }
        if line.contains(['"', '\'']) {
            dense.push_str(line);
        } else {
            let line = line.to_owned();
            let short = MEANINGLESS.iter().fold(line, |line, (long, short)| line.replace(long, short));
            // Of a property of one's own (`--x: ;`) the blank is the value; without it, older browsers see no property.
            dense += &short.replace(":;", ": ;").replace(":}", ": }");
        }
    }
    dense
}

/// A file of the theme: the shown path where the site overrides it.
struct File {
    shown: Option<String>,
    bytes: Vec<u8>,
}

impl File {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// The default theme's files with the site's own in their place, by path in the theme.
fn files(
    config: &Config,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<BTreeMap<String, File>> {
    let mut files: BTreeMap<String, File> = Default::iter()
        .filter_map(|path| {
            let bytes = Default::get(&path)?.data.into_owned();
            Some((path.into_owned(), File { shown: None, bytes }))
        })
        .collect();
    match sources.themes.get(&config.theme.value) {
        Some(own) => {
            for (path, bytes) in own {
                let shown = Some(format!("themes/{}/{path}", config.theme.value));
                files.insert(path.clone(), File { shown, bytes: bytes.to_vec() });
            }
        }
        None if config.theme.value == "default" => {}
        None => {
            let right: Vec<&str> = sources.themes.keys().map(String::as_str).chain(["default"]).collect();
            let unknown = Diagnostic::new(Code::UnknownTheme, config.theme.place.clone());
            diagnostics.push(unknown.found(&config.theme.value).one_of(right));
            return None;
        }
    }
    Some(files)
}

/// The strings of each language: the theme's own, on top of the default's of that language, on top of English for
/// what neither has.
fn strings(
    config: &Config,
    files: &BTreeMap<String, File>,
    diagnostics: &mut Diagnostics,
) -> Localized<Strings> {
    let languages = &config.languages;
    let path = |tag: &str| format!("strings/{tag}.ftl");
    let embedded =
        |tag: &str| Default::get(&path(tag)).map(|file| String::from_utf8_lossy(&file.data).into_owned());
    let mut reference = Catalogue::new("en");
    reference.add(&embedded("en").unwrap_or_default());
    let needed: Vec<String> = reference.ids().map(str::to_owned).collect();
    Localized::build(languages, |lang| {
        let tag = languages.tag(lang);
        let mut own = Catalogue::new(tag);
        let mut catalogue = Catalogue::new(tag);
        catalogue.add(&embedded("en").unwrap_or_default());
        let texts = [embedded(tag), files.get(&path(tag)).map(File::text)];
        for text in texts.into_iter().flatten() {
            own.add(&text);
            for problem in catalogue.add(&text) {
                let shown = files.get(&path(tag)).and_then(|file| file.shown.clone());
                let source = Source::new(shown.unwrap_or_else(|| path(tag)), text.clone());
                let place = source.place(Span::new(problem.offset, problem.offset + 1));
                diagnostics.push(Diagnostic::new(Code::BadStrings, place).found(problem.what));
            }
        }
        // A button that leads to this language must not be named after English.
        if !own.has("language-own-name") {
            catalogue.add(&format!("language-own-name = {tag}\n"));
        }
        let missing: Vec<&String> = needed.iter().filter(|id| !own.has(id)).collect();
        if let Some(first) = missing.first() {
            let place = Place::File(format!("themes/{}/{}", config.theme.value, path(tag)));
            let diagnostic =
                Diagnostic::new(Code::MissingStrings, place).found(tag).arg("count", missing.len());
            diagnostics.push(diagnostic.arg("first", first.as_str()).expected(missing.into_iter().cloned()));
        }
        let words = catalogue.plain();
        let plain =
            tera::Value::try_from_serializable(&named(&words)).unwrap_or_else(|_| tera::Value::none());
        Strings { catalogue, words, plain }
    })
}

/// Words as templates name them.
fn named(words: &BTreeMap<String, String>) -> BTreeMap<String, &String> {
    words.iter().map(|(id, text)| (id.replace('-', "_"), text)).collect()
}

/// What fills these templates.
fn filler<N: AsRef<str>, T: AsRef<str>>(templates: Vec<(N, T)>) -> tera::TeraResult<Tera> {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html", ".xml"]);
    filters::register(&mut tera);
    tera.add_raw_templates(templates)?;
    Ok(tera)
}

/// The texts of all templates, by the name that templates call each other by.
struct Templates(BTreeMap<String, Arc<Source>>);

impl Templates {
    fn of(files: &BTreeMap<String, File>) -> Templates {
        let templates = files.iter().filter_map(|(path, file)| {
            let name = path.strip_prefix("templates/")?.to_owned();
            Some((name, Source::new(file.shown.clone().unwrap_or_else(|| path.clone()), file.text())))
        });
        Templates(templates.collect())
    }

    fn texts(&self) -> Vec<(&str, &str)> {
        self.0.iter().map(|(name, source)| (name.as_str(), source.text.as_str())).collect()
    }

    /// The names in templates that nothing answers to, each where it stands; what is wrong besides as [`Self::problem`]
    /// says it. Tera tells of these names in one text for people, with a line `--> NAME:LINE:COLUMN` below each.
    fn unknown_names(&self, error: &tera::Error, elsewhere: &str) -> Vec<Diagnostic> {
        if let tera::ErrorKind::MissingParent { current, parent } = error.kind()
            && let Some(source) = self.0.get(current)
            && let Some(at) = source.text.find(parent)
        {
            let place = source.place(Span::new(at, at + parent.len()));
            return vec![Diagnostic::new(Code::BadTemplate, place).found(error.to_string())];
        }
        let text = if let tera::ErrorKind::Msg(text) = error.kind() { text.as_str() } else { "" };
        let reports = text.lines().zip(text.lines().skip(1)).filter_map(|(what, place)| {
            let what = what.strip_prefix("error: ")?;
            let place = self.place(place.trim_start().strip_prefix("--> ")?)?;
            Some(Diagnostic::new(Code::BadTemplate, place).found(what))
        });
        let reports: Vec<Diagnostic> = reports.collect();
        if reports.is_empty() { vec![self.problem(error, elsewhere.to_owned())] } else { reports }
    }

    /// The name at `NAME:LINE:COLUMN`, both counted from 1, the column in characters.
    fn place(&self, position: &str) -> Option<Place> {
        let (rest, column) = position.rsplit_once(':')?;
        let (name, line) = rest.rsplit_once(':')?;
        let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
        let source = self.0.get(name)?;
        let (before, rest) = match source.text.match_indices('\n').nth(line.saturating_sub(2)) {
            Some((at, _)) if line > 1 => source.text.split_at(at + 1),
            _ => ("", source.text.as_str()),
        };
        let skipped: usize = rest.chars().take(column.checked_sub(1)?).map(char::len_utf8).sum();
        let word = rest[skipped..].find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-');
        let start = before.len() + skipped;
        Some(source.place(Span::new(start, start + word.unwrap_or_default().max(1))))
    }

    /// What is wrong and where; in `elsewhere`, a path, where the error names no line.
    fn problem(&self, error: &tera::Error, elsewhere: String) -> Diagnostic {
        if let tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) = error.kind()
            && let Some(source) = self.0.get(report.filename())
        {
            let place = source.place(report.span().range.clone().into());
            return Diagnostic::new(Code::BadTemplate, place).found(report.message());
        }
        Diagnostic::new(Code::BadTemplate, Place::File(elsewhere)).found(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_keeps_what_means_something() {
        let style = "/* Ours. */\n:root {\n  --ink: #111;\n}\n\nul > li,\np a:hover {\n  margin: 0 calc(1px + 2px);\n\
                     \x20 content: \"a: b, c\";\n  grid-template-areas:\n    \"a b\"\n    \"c d\";\n}\n\
                     @media (min-width: 40em) {\n  [hidden] { display: none; }\n}\n";
        assert_eq!(
            dense(&compact(style)),
            ":root{--ink:#111;}ul > li,p a:hover{margin:0 calc(1px + 2px);content: \"a: b, c\";\
             grid-template-areas:\n\"a b\"\n\"c d\";}@media (min-width:40em){[hidden]{display:none;}}"
        );
    }
}
