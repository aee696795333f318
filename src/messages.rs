//! The words of diagnostics and of the command line, one catalogue per language: `messages/vi.ftl`,
//! `messages/en.ftl`.
//!
//! Each code has a sentence under its id, advice under `.hint`, and a longer explanation under `.explain`. Printing
//! is left to [`crate::report`].

use jiff::civil::Date;

use crate::catalogue::Catalogue;
use crate::catalogue::Values;
use crate::diag::Arg;
use crate::diag::Diagnostic;
use crate::source::CellPlace;
use crate::source::Place;

/// A list of right names beyond this length helps nobody who was offered the nearest.
const LONGEST_LIST: usize = 40;

/// The languages that loa itself speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Speech {
    #[default]
    Vi,
    En,
}

impl Speech {
    pub const ALL: [Speech; 2] = [Speech::Vi, Speech::En];

    pub fn tag(self) -> &'static str {
        match self {
            Speech::Vi => "vi",
            Speech::En => "en",
        }
    }

    /// The language of a POSIX locale such as `vi_VN.UTF-8`: Vietnamese for Vietnamese and for no locale at all,
    /// English for any other.
    pub fn of_locale(locale: Option<&str>) -> Speech {
        match locale.map(|locale| locale.split(['_', '.', '@']).next().unwrap_or_default()) {
            None | Some("" | "C" | "POSIX" | "vi") => Speech::Vi,
            Some(_) => Speech::En,
        }
    }

    /// The language for a page in the language of this tag.
    pub fn of_page(tag: &str) -> Speech {
        let is_vietnamese = tag.split('-').next().is_some_and(|tag| tag.eq_ignore_ascii_case("vi"));
        if is_vietnamese { Speech::Vi } else { Speech::En }
    }
}

/// The sentences of one language.
#[derive(Debug)]
pub struct Messages {
    speech: Speech,
    catalogue: Catalogue,
}

impl Messages {
    pub fn new(speech: Speech) -> Messages {
        let mut catalogue = Catalogue::new(speech.tag());
        let text = match speech {
            Speech::Vi => include_str!("messages/vi.ftl"),
            Speech::En => include_str!("messages/en.ftl"),
        };
        catalogue.add(text);
        Messages { speech, catalogue }
    }

    /// The language that is spoken.
    pub fn speech(&self) -> Speech {
        self.speech
    }

    /// What a diagnostic says. A sentence that is missing shows the code's id, never nothing.
    pub fn sentence(&self, diagnostic: &Diagnostic) -> String {
        let id = diagnostic.code.id();
        self.catalogue.text(id, &self.values(diagnostic)).unwrap_or_else(|| id.to_owned())
    }

    /// What to do about it: the nearest right names, the advice of the catalogue, the list of right ones.
    pub fn hints(&self, diagnostic: &Diagnostic) -> Vec<String> {
        let mut hints = Vec::new();
        if !diagnostic.nearest.is_empty() {
            let names = ticked(&diagnostic.nearest);
            hints.extend(self.text("did-you-mean", &Values::new().text("names", names)));
        }
        hints.extend(self.catalogue.attribute(diagnostic.code.id(), "hint", &self.values(diagnostic)));
        // Where the advice offers what was meant, an example of something else would only puzzle.
        let offered = diagnostic.args.contains_key("offer");
        // What has just been offered as the nearest is no news in the list.
        let nearest = &diagnostic.nearest;
        let offers_all = diagnostic.expected.iter().all(|name| nearest.contains(name));
        let endless = diagnostic.expected.len() > LONGEST_LIST && !nearest.is_empty();
        let told = !diagnostic.is_choice
            && self.catalogue.attribute(diagnostic.code.id(), "hint", &self.values(diagnostic)).is_some();
        let listed = !offers_all && !endless && !told && !offered && !self.hint_lists_expected(diagnostic);
        if listed {
            let names = ticked(&diagnostic.expected);
            let id = if diagnostic.is_choice { "one-of" } else { "for-example" };
            hints.extend(self.text(id, &Values::new().text("names", names)));
        }
        hints
    }

    /// The longer explanation of a code for `loa explain`; for a code that explains itself, its advice.
    pub fn explanation(&self, code: crate::diag::Code) -> String {
        let none = Values::new();
        let explained = self.catalogue.attribute(code.id(), "explain", &none);
        explained
            .or_else(|| self.catalogue.attribute(code.id(), "hint", &none))
            .unwrap_or_else(|| code.id().to_owned())
    }

    /// A sentence of the command line.
    pub fn text(&self, id: &str, values: &Values) -> Option<String> {
        self.catalogue.text(id, values)
    }

    /// A sentence of the command line that is known to be there (a test reads all ids that the code uses).
    pub fn say(&self, id: &str, values: &Values) -> String {
        self.text(id, values).unwrap_or_else(|| id.to_owned())
    }

    /// A day as people of the language type it.
    pub fn day(&self, day: Date) -> String {
        let values = Values::new()
            .text("day", format!("{:02}", day.day()))
            .text("month", format!("{:02}", day.month()))
            .text("year", day.year().to_string());
        self.say("a-day", &values)
    }

    /// A place as people find it: `content/x.xlsx, ô C7`, `content/x.csv, hàng 13`.
    pub fn place(&self, place: &Place) -> String {
        match place {
            Place::Cell(cell) => format!("{}{}", cell.path, self.in_table(cell)),
            Place::Site | Place::File(_) | Place::Text { .. } => place.to_text(),
        }
    }

    /// Where in a file a cell is, to stand behind its path: the sheet of a workbook, and the cell or the row.
    pub fn in_table(&self, cell: &CellPlace) -> String {
        let sheet = cell.sheet.as_ref();
        let sheet = sheet.map(|sheet| self.say("place-sheet", &Values::new().text("sheet", sheet.as_ref())));
        let (id, name) = match cell.name() {
            Some(name) => ("place-cell", name),
            None => ("place-row", cell.row.to_string()),
        };
        sheet.unwrap_or_default() + &self.say(id, &Values::new().text("name", name))
    }

    fn hint_lists_expected(&self, diagnostic: &Diagnostic) -> bool {
        // The hint needs the list if it has no words without it.
        let without = Diagnostic { expected: Vec::new(), ..diagnostic.clone() };
        let hint = |diagnostic: &Diagnostic| {
            self.catalogue.attribute(diagnostic.code.id(), "hint", &self.values(diagnostic))
        };
        hint(diagnostic).is_some() && hint(&without).is_none()
    }

    fn values(&self, diagnostic: &Diagnostic) -> Values {
        let mut values = Values::new();
        if let Some(found) = &diagnostic.found {
            values = values.text("found", shortened(found));
        }
        if !diagnostic.expected.is_empty() {
            values = values.text("expected", ticked(&diagnostic.expected));
        }
        for (index, place) in diagnostic.related.iter().enumerate() {
            let name = ["other", "another", "third"].get(index).copied().unwrap_or("further");
            // A number behind a path is a line only to those who see lines.
            let is_row = matches!(place, Place::Cell(CellPlace { column: None, line: None, .. }));
            values = values.text(name, if is_row { self.place(place) } else { place.to_text() });
        }
        for (name, arg) in &diagnostic.args {
            values = match arg {
                Arg::Text(text) => values.text(name, text.clone()),
                Arg::Number(number) => values.number(name, *number),
                Arg::Day(day) => values.text(name, self.day(*day)),
                Arg::Word(key) => values.text(name, self.say(key, &Values::new())),
            };
        }
        values
    }
}

/// Names in backticks, with commas; a long list is cut.
fn ticked(names: &[String]) -> String {
    const MOST: usize = 12;
    let mut text = names.iter().take(MOST).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if names.len() > MOST {
        text.push_str(", …");
    }
    text
}

/// The author's words, cut where they would fill the screen.
fn shortened(found: &str) -> String {
    const MOST: usize = 120;
    if found.chars().count() <= MOST {
        return found.to_owned();
    }
    let mut text: String = found.chars().take(MOST).collect();
    text.push('…');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    #[test]
    fn each_code_has_a_sentence_in_each_language_and_no_sentence_is_left_over() {
        let catalogues = Speech::ALL.map(Messages::new);
        for messages in &catalogues {
            for code in Code::ALL {
                assert!(messages.catalogue.has(code.id()), "{} is missing in {messages:?}", code.id());
            }
        }
        let [vi, en] = &catalogues;
        let ids = |messages: &Messages| messages.catalogue.ids().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(ids(vi), ids(en));
    }

    #[test]
    fn each_code_is_explained_in_each_language() {
        for messages in Speech::ALL.map(Messages::new) {
            for code in Code::ALL {
                let explained = messages.catalogue.attribute(code.id(), "explain", &Values::new());
                assert!(explained.is_some(), "{} has no `.explain` in {messages:?}", code.id());
            }
        }
    }

    #[test]
    fn each_code_is_reported_somewhere() {
        let mut sources = String::new();
        for file in walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")) {
            let file = file.unwrap();
            if !file.path().ends_with("diag/codes.rs") && file.path().extension().is_some_and(|e| e == "rs") {
                sources.push_str(&std::fs::read_to_string(file.path()).unwrap());
            }
        }
        let named = |code: &Code| {
            let name = format!("Code::{code:?}");
            sources
                .match_indices(&name)
                .any(|(at, _)| !sources[at + name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()))
        };
        let silent: Vec<&Code> = Code::ALL.iter().filter(|code| !named(code)).collect();
        assert!(silent.is_empty(), "{silent:?}");
    }

    #[test]
    fn each_sentence_that_the_program_says_is_in_the_catalogues() {
        let says = ["say(\"", "failure(\""];
        let catalogues = Speech::ALL.map(Messages::new);
        let mut seen = 0;
        let folders = ["/src/cli", "/src/news", "/src/serve"]
            .map(|folder| format!("{}{folder}", env!("CARGO_MANIFEST_DIR")));
        for file in folders.iter().flat_map(walkdir::WalkDir::new) {
            let file = file.unwrap();
            let Ok(text) = std::fs::read_to_string(file.path()) else { continue };
            for call in says {
                for (at, _) in text.match_indices(call) {
                    let id: String = text[at + call.len()..].chars().take_while(|c| *c != '"').collect();
                    assert!(catalogues.iter().all(|messages| messages.catalogue.has(&id)), "{id}");
                    seen += 1;
                }
            }
        }
        assert!(seen > 15, "only {seen} calls were found");
    }

    #[test]
    fn the_catalogues_are_right_fluent() {
        for (speech, text) in
            [(Speech::Vi, include_str!("messages/vi.ftl")), (Speech::En, include_str!("messages/en.ftl"))]
        {
            assert_eq!(Catalogue::new(speech.tag()).add(text), [], "{speech:?}");
        }
    }

    #[test]
    fn the_locale_chooses_the_language() {
        for (locale, speech) in [
            (None, Speech::Vi),
            (Some("vi_VN.UTF-8"), Speech::Vi),
            (Some("C.UTF-8"), Speech::Vi),
            (Some("en_US.UTF-8"), Speech::En),
            (Some("fr_FR"), Speech::En),
        ] {
            assert_eq!(Speech::of_locale(locale), speech, "{locale:?}");
        }
    }
}
