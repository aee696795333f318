//! What loa has to say about the content: diagnostics as data, without words.
//!
//! A [`Diagnostic`] holds a [`Code`], a place and the values its sentence is made of. The sentences live in
//! [`crate::messages`], one catalogue per language; printing is left to [`crate::report`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::source::Place;

/// How much a problem matters (contract, section 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The record is left out, the site is built.
    SetAside,
    /// Said, and built all the same.
    Warning,
}

impl Severity {
    /// The word in machine-readable output; it does not depend on the language.
    pub fn id(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::SetAside => "set-aside",
            Severity::Warning => "warning",
        }
    }
}

macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $id:literal, $severity:ident; )+) => {
        /// Every kind of problem loa can name. The id is stable: people put it into `checks.accept`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $( $(#[doc = $doc])+ $name, )+ }

        impl Code {
            /// All codes, in the order of the list.
            pub const ALL: &'static [Code] = &[ $( Code::$name, )+ ];

            /// The id in machine-readable output, in `checks.accept` and for `loa explain`.
            pub fn id(self) -> &'static str {
                match self { $( Code::$name => $id, )+ }
            }

            /// The severity that goes with the code unless the reader of a table knows better.
            pub fn severity(self) -> Severity {
                match self { $( Code::$name => Severity::$severity, )+ }
            }
        }
    };
}

include!("diag/codes.rs");

impl Code {
    /// The code with this id.
    pub fn parse(id: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.id() == id)
    }
}

/// A value that a message's sentence is made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Arg {
    Text(String),
    Number(u64),
    /// A day, which each language writes its own way.
    Day(Date),
    /// A sentence part from the catalogue, by its key (`word-date`), so that it follows the reader's language.
    Word(&'static str),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Text(text.to_owned())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Text(text)
    }
}
impl From<&String> for Arg {
    fn from(text: &String) -> Arg {
        Arg::Text(text.clone())
    }
}
impl From<Date> for Arg {
    fn from(day: Date) -> Arg {
        Arg::Day(day)
    }
}
impl From<usize> for Arg {
    fn from(number: usize) -> Arg {
        Arg::Number(number as u64)
    }
}
impl From<u64> for Arg {
    fn from(number: u64) -> Arg {
        Arg::Number(number)
    }
}

/// One problem: what, where, and the values that its words need.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    pub place: Place,
    /// What stands there, in the author's own words.
    pub found: Option<String>,
    /// The right ones, or examples of the right form.
    pub expected: Vec<String>,
    /// Whether `expected` lists all that would be right, rather than examples.
    pub is_choice: bool,
    /// The right ones that look most like what was found, best first.
    pub nearest: Vec<String>,
    /// Further values of the sentence.
    pub args: BTreeMap<&'static str, Arg>,
    /// Other places that the sentence speaks of, in its order.
    pub related: Vec<Place>,
}

impl Diagnostic {
    pub fn new(code: Code, place: Place) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            place,
            found: None,
            expected: Vec::new(),
            is_choice: false,
            nearest: Vec::new(),
            args: BTreeMap::new(),
            related: Vec::new(),
        }
    }

    pub fn found(mut self, found: impl Into<String>) -> Diagnostic {
        self.found = Some(found.into());
        self
    }

    pub fn expected<T: Into<String>>(mut self, expected: impl IntoIterator<Item = T>) -> Diagnostic {
        self.expected.extend(expected.into_iter().map(Into::into));
        self
    }

    /// Offers the names of `right` that look most like what was found (see [`crate::text::nearest`]), and lists them all.
    pub fn one_of<'a>(mut self, right: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        self.expected.clear();
        let mut seen = BTreeSet::new();
        self.expected.extend(right.into_iter().filter(|name| seen.insert(*name)).map(str::to_owned));
        self.is_choice = true;
        if let Some(found) = &self.found {
            self.nearest = crate::text::nearest(found, self.expected.iter().map(String::as_str));
        }
        self
    }

    pub fn nearest<T: Into<String>>(mut self, nearest: impl IntoIterator<Item = T>) -> Diagnostic {
        self.nearest.extend(nearest.into_iter().map(Into::into));
        self
    }

    pub fn arg(mut self, name: &'static str, value: impl Into<Arg>) -> Diagnostic {
        self.args.insert(name, value.into());
        self
    }

    pub fn word(mut self, name: &'static str, key: &'static str) -> Diagnostic {
        self.args.insert(name, Arg::Word(key));
        self
    }

    pub fn related(mut self, place: Place) -> Diagnostic {
        self.related.push(place);
        self
    }

    pub fn severity(mut self, severity: Severity) -> Diagnostic {
        self.severity = severity;
        self
    }
}

/// All problems of a run, in the order in which they were found until [`Diagnostics::sort`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    pub fn extend(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(other);
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Keeps what `keep` says; used for `checks.accept`.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// Warnings become errors (`--strict`); what is set aside stays so.
    pub fn make_strict(&mut self) {
        for diagnostic in &mut self.list {
            if diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
        }
    }

    /// Worst first, then by place, so that the order does not depend on how the work went.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| {
            (a.severity, &a.place, a.code, &a.found, &a.args)
                .cmp(&(b.severity, &b.place, b.code, &b.found, &b.args))
        });
        self.list.dedup();
    }
}

impl<const N: usize> From<[Diagnostic; N]> for Diagnostics {
    fn from(list: [Diagnostic; N]) -> Diagnostics {
        Diagnostics { list: list.into() }
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_has_its_own_id() {
        for (index, code) in Code::ALL.iter().enumerate() {
            assert!(Code::ALL[..index].iter().all(|other| other.id() != code.id()), "{} twice", code.id());
            assert_eq!(Code::parse(code.id()), Some(*code));
        }
    }

    #[test]
    fn strict_turns_warnings_into_errors_and_leaves_set_aside() {
        let mut diagnostics = Diagnostics::default();
        for severity in [Severity::Warning, Severity::SetAside] {
            diagnostics.push(Diagnostic::new(Code::ALL[0], Place::Site).severity(severity));
        }
        diagnostics.make_strict();
        assert_eq!(diagnostics.count(Severity::Error), 1);
        assert_eq!(diagnostics.count(Severity::SetAside), 1);
    }
}
