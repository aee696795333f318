//! Prints: diagnostics as text for people, as JSON lines, and as workflow annotations; and the few lines a command
//! says of itself. The only module that writes to the terminal.

use std::collections::BTreeMap;
use std::io;
use std::io::IsTerminal;
use std::io::Write;
use std::sync::Mutex;
use std::sync::PoisonError;

use annotate_snippets::AnnotationKind;
use annotate_snippets::Group;
use annotate_snippets::Level;
use annotate_snippets::Origin;
use annotate_snippets::Renderer;
use annotate_snippets::Snippet;
use serde_json::Value;
use serde_json::json;

use crate::catalogue::Values;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Severity;
use crate::messages::Messages;
use crate::nightly::log::Form;
use crate::nightly::log::Step;
use crate::source::Place;
use crate::source::Span;

/// How many messages of one code in one file a person is shown: more of them teach nothing new.
const MOST_ALIKE: usize = 20;

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Style {
    /// Sentences with the line they speak of.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
    /// Workflow annotations of GitHub.
    Github,
}

/// Where a command says things: results on standard output, everything about the work on standard error.
#[derive(Debug)]
pub struct Reporter {
    pub messages: Messages,
    pub style: Style,
    pub quiet: bool,
    colour: bool,
    /// Why standard output did not take a result.
    lost: Mutex<Option<io::Error>>,
}

impl Reporter {
    /// Colour only for a person: on a terminal, and not where `NO_COLOR` is set (no-color.org).
    pub fn new(messages: Messages, style: Style, quiet: bool) -> Reporter {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Reporter {
            messages,
            style,
            quiet,
            colour: wanted && io::stderr().is_terminal(),
            lost: Mutex::default(),
        }
    }

    /// Whether colour may be used.
    pub fn is_coloured(&self) -> bool {
        self.colour
    }

    /// Prints all diagnostics: those for people on standard error, the others on standard output.
    pub fn diagnostics(&self, diagnostics: &Diagnostics) {
        let text = self.render(diagnostics);
        if text.is_empty() {
            return;
        }
        match self.style {
            Style::Human => write_to(&mut io::stderr().lock(), &text),
            Style::Json | Style::Github => self.hand_over(&text),
        }
    }

    /// A line about the work, for people only.
    pub fn say(&self, id: &str, values: &Values) {
        if !self.quiet && self.style == Style::Human {
            write_to(&mut io::stderr().lock(), &format!("{}\n", self.messages.say(id, values)));
        }
    }

    /// A line of a run's log, on standard error. It is for machines, too: whoever asked to be told only what is wrong
    /// leaves it out himself.
    pub fn log(&self, line: &str) {
        write_to(&mut io::stderr().lock(), &format!("{line}\n"));
    }

    /// A step of the nightly run; where quiet, only one that failed.
    pub fn step(&self, step: &Step, form: Form) {
        if !self.quiet || !step.ok {
            write_to(&mut io::stderr().lock(), &format!("{}\n", step.line(form, &self.messages)));
        }
    }

    /// A line that is the command's result.
    pub fn result(&self, line: &str) {
        self.hand_over(&format!("{line}\n"));
    }

    /// Writes a result on standard output.
    fn hand_over(&self, text: &str) {
        let mut stream = io::stdout().lock();
        match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
            // A reader that has gone away (`loa check --format json | head`) has what it wanted.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                *self.lost.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
            }
            _ => {}
        }
    }

    /// Why a result could not be written, such as on a full disk; none where all could.
    pub fn lost_result(&self) -> Option<io::Error> {
        self.lost.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// A failure of the world: said even when quiet.
    pub fn failure(&self, id: &str, values: &Values) {
        let label = self.messages.say("label-error", &Values::new());
        write_to(&mut io::stderr().lock(), &format!("{label}: {}\n", self.messages.say(id, values)));
    }

    /// What to do about a failure.
    pub fn advice(&self, id: &str, values: &Values) {
        let label = self.messages.say("label-hint", &Values::new());
        write_to(&mut io::stderr().lock(), &format!("{label}: {}\n", self.messages.say(id, values)));
    }

    /// The text of all diagnostics. Machines are given each of them; people only the first of those that are alike in
    /// one file, and how many more there are.
    pub fn render(&self, diagnostics: &Diagnostics) -> String {
        match self.style {
            Style::Human => self.for_people(diagnostics),
            Style::Json => diagnostics.iter().map(|diagnostic| self.json(diagnostic)).collect(),
            Style::Github => diagnostics.iter().map(|diagnostic| self.github(diagnostic)).collect(),
        }
    }

    fn for_people(&self, diagnostics: &Diagnostics) -> String {
        let key = |diagnostic: &Diagnostic| (diagnostic.code, diagnostic.place.path().map(str::to_owned));
        let mut alike: BTreeMap<_, usize> = BTreeMap::new();
        for diagnostic in diagnostics.iter() {
            *alike.entry(key(diagnostic)).or_default() += 1;
        }
        let mut said: BTreeMap<_, usize> = BTreeMap::new();
        let mut text = String::new();
        for diagnostic in diagnostics.iter() {
            let key = key(diagnostic);
            let all = alike.get(&key).copied().unwrap_or_default();
            let (code, path) = (key.0.id(), key.1.clone().unwrap_or_default());
            let before = said.entry(key).or_default();
            *before += 1;
            if *before <= MOST_ALIKE {
                text.push_str(&self.human(diagnostic));
            }
            if *before == MOST_ALIKE && all > MOST_ALIKE {
                let more = (all - MOST_ALIKE) as u64;
                let values = Values::new().number("count", more).text("code", code).text("path", path);
                text.push_str(&format!("{}\n\n", self.messages.say("more-alike", &values)));
            }
        }
        text
    }

    fn human(&self, diagnostic: &Diagnostic) -> String {
        let label = |key: &str| self.messages.say(key, &Values::new());
        let (level, name) = match diagnostic.severity {
            Severity::Error => (Level::ERROR, label("label-error")),
            Severity::SetAside => (Level::WARNING, label("label-set-aside")),
            Severity::Warning => (Level::WARNING, label("label-warning")),
        };
        let sentence = self.messages.sentence(diagnostic);
        let hint_name = label("label-hint");
        let mut group: Group<'_> =
            Group::with_title(level.with_name(name).primary_title(&sentence).id(diagnostic.code.id()));
        group = match &diagnostic.place {
            Place::Site => group,
            Place::File(path) => group.element(Origin::path(path)),
            Place::Cell(cell) => group.element(Origin::path(self.cell_text(cell))),
            Place::Text { source, span } => {
                let span = within(&source.text, *span);
                group.element(
                    Snippet::source(source.text.as_str())
                        .path(source.path.as_str())
                        .annotation(AnnotationKind::Primary.span(span.range())),
                )
            }
        };
        let hints = self.messages.hints(diagnostic);
        group = group
            .elements(hints.into_iter().map(|hint| Level::HELP.with_name(hint_name.clone()).message(hint)));
        let renderer = if self.colour { Renderer::styled() } else { Renderer::plain() };
        format!("{}\n\n", renderer.term_width(110).render(&[group]))
    }

    /// `content/points.csv, ô C7`, with the line of a text file and the sheet of a workbook.
    fn cell_text(&self, cell: &crate::source::CellPlace) -> String {
        let line = cell.line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("{}{line}{}", cell.path, self.messages.in_table(cell))
    }

    fn json(&self, diagnostic: &Diagnostic) -> String {
        format!("{}\n", object(&self.messages, diagnostic))
    }

    fn github(&self, diagnostic: &Diagnostic) -> String {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::SetAside | Severity::Warning => "warning",
        };
        let mut properties = Vec::new();
        if let Some(path) = diagnostic.place.path() {
            properties.push(format!("file={}", property(path)));
        }
        if let Some((line, column)) = diagnostic.place.line_column() {
            properties.push(format!("line={line}"));
            properties.extend(column.map(|column| format!("col={column}")));
        }
        properties.push(format!("title={}", property(diagnostic.code.id())));
        let mut text = self.messages.sentence(diagnostic);
        for hint in self.messages.hints(diagnostic) {
            text.push('\n');
            text.push_str(&hint);
        }
        format!("::{command} {}::{}\n", properties.join(","), data(&text))
    }
}

/// A diagnostic as machines are given it (contract, section 7).
pub fn object(messages: &Messages, diagnostic: &Diagnostic) -> Value {
    let (line, column) = match diagnostic.place.line_column() {
        Some((line, column)) => (Some(line), column),
        None => (None, None),
    };
    let (sheet, cell) = match &diagnostic.place {
        Place::Cell(cell) => (cell.sheet.as_deref(), cell.name()),
        _ => (None, None),
    };
    json!({
        "code": diagnostic.code.id(),
        "severity": diagnostic.severity.id(),
        "message": messages.sentence(diagnostic),
        "file": diagnostic.place.path(),
        "line": line,
        "column": column,
        "sheet": sheet,
        "cell": cell,
        "found": diagnostic.found,
        "expected": diagnostic.expected,
        "hints": messages.hints(diagnostic),
        "related": diagnostic.related.iter().map(Place::to_text).collect::<Vec<_>>(),
    })
}

/// Messages that nobody can be given stop nothing.
fn write_to(stream: &mut impl Write, text: &str) {
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

/// The span moved into the text and onto the bounds of characters, since a snippet is cut there.
fn within(text: &str, span: Span) -> Span {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    Span::new(floor(span.start), floor(span.end))
}

/// Escapes for the message of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes for a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
