//! Words in a language: a Fluent catalogue of sentences with values, for messages and for the theme's strings.
//!
//! Which catalogues there are is left to [`crate::messages`] and [`crate::theme`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt;

use fluent_bundle::FluentArgs;
use fluent_bundle::FluentResource;
use fluent_bundle::FluentValue;
use fluent_bundle::concurrent::FluentBundle;
use fluent_syntax::ast;
use fluent_syntax::ast::Pattern;
use unic_langid::LanguageIdentifier;

/// Sentences of one language, by id. See <https://projectfluent.org> for the syntax.
pub struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    ids: BTreeSet<String>,
}

/// Text that is not Fluent, with the byte at which it goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxProblem {
    pub offset: usize,
    pub what: String,
}

impl Catalogue {
    /// An empty catalogue of the language.
    pub fn new(tag: &str) -> Catalogue {
        let language: LanguageIdentifier = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // The marks that isolate values for right-to-left text are characters that would show up in attributes.
        bundle.set_use_isolating(false);
        Catalogue { bundle, ids: BTreeSet::new() }
    }

    /// Adds sentences; those with an id that is there already take its place. What is not right is left out.
    pub fn add(&mut self, text: &str) -> Vec<SyntaxProblem> {
        let (resource, problems) = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => (resource, Vec::new()),
            Err((resource, errors)) => {
                let problems = errors
                    .into_iter()
                    .map(|error| SyntaxProblem { offset: error.pos.start, what: error.kind.to_string() })
                    .collect();
                (resource, problems)
            }
        };
        self.ids.extend(text.lines().filter_map(message_id).map(str::to_owned));
        self.bundle.add_resource_overriding(resource);
        problems
    }

    /// Ids of all sentences, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// The sentence, or none where there is no such id or it needs values that `values` lacks.
    pub fn text(&self, id: &str, values: &Values) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        self.format(pattern, values)
    }

    /// An attribute of the sentence (`.hint`).
    pub fn attribute(&self, id: &str, name: &str, values: &Values) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.get_attribute(name)?.value();
        self.format(pattern, values)
    }

    fn format(&self, pattern: &Pattern<&str>, values: &Values) -> Option<String> {
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&values.0), &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }

    /// The sentences that need no values, by id.
    pub fn plain(&self) -> BTreeMap<String, String> {
        let none = Values::default();
        self.ids().filter_map(|id| Some((id.to_owned(), self.text(id, &none)?))).collect()
    }
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalogue").field("ids", &self.ids.len()).finish_non_exhaustive()
    }
}

/// A sentence or a term as it is written: what it is called and what it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Of a term with the sign: `-brand`.
    pub id: String,
    /// Where the name begins, in bytes.
    pub offset: usize,
    /// The values that it asks for (`$date` is `date`), each with the byte at which its name begins.
    pub values: Vec<(String, usize)>,
    /// The ids of other sentences and terms (`-brand`) that it holds, and the functions (`NUMBER`) that it calls, each
    /// with the byte at which its name begins.
    pub holds: Vec<(String, usize)>,
    /// The comment above it.
    pub comment: String,
}

/// The sentences of a text in Fluent, in its order. What is not right is left out.
pub fn sentences(text: &str) -> Vec<Sentence> {
    let resource = match fluent_syntax::parser::parse(text) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let sentence = |entry: ast::Entry<&str>| {
        let (id, name, pattern, comment) = match entry {
            ast::Entry::Message(message) => {
                (message.id.name.to_owned(), message.id.name, message.value, message.comment)
            }
            ast::Entry::Term(term) => {
                (format!("-{}", term.id.name), term.id.name, Some(term.value), term.comment)
            }
            _ => return None,
        };
        let mut sentence = Sentence {
            id,
            offset: offset(name, text),
            values: Vec::new(),
            holds: Vec::new(),
            comment: comment.map(|comment| comment.content.join("\n")).unwrap_or_default(),
        };
        if let Some(pattern) = &pattern {
            look_at(pattern, text, &mut sentence);
        }
        Some(sentence)
    };
    resource.body.into_iter().filter_map(sentence).collect()
}

fn look_at(pattern: &Pattern<&str>, text: &str, sentence: &mut Sentence) {
    for element in &pattern.elements {
        let ast::PatternElement::Placeable { expression } = element else { continue };
        look_into(expression, text, sentence);
    }
}

fn look_into(expression: &ast::Expression<&str>, text: &str, sentence: &mut Sentence) {
    let inline = match expression {
        ast::Expression::Inline(inline) => inline,
        ast::Expression::Select { selector, variants } => {
            variants.iter().for_each(|variant| look_at(&variant.value, text, sentence));
            selector
        }
    };
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            sentence.values.push((id.name.to_owned(), offset(id.name, text)));
        }
        ast::InlineExpression::MessageReference { id, .. }
        | ast::InlineExpression::FunctionReference { id, .. } => {
            sentence.holds.push((id.name.to_owned(), offset(id.name, text)));
        }
        ast::InlineExpression::TermReference { id, .. } => {
            sentence.holds.push((format!("-{}", id.name), offset(id.name, text)));
        }
        ast::InlineExpression::Placeable { expression } => look_into(expression, text, sentence),
        _ => {}
    }
}

/// Where a part of a text begins in it.
fn offset(part: &str, text: &str) -> usize {
    part.as_ptr().addr().saturating_sub(text.as_ptr().addr())
}

/// The id of a message that starts on this line; terms (`-brand`), comments and continued lines have none.
fn message_id(line: &str) -> Option<&str> {
    let (id, _) = line.split_once('=')?;
    let id = id.trim_end();
    let right = id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    right.then_some(id)
}

/// The values of a sentence, by name.
#[derive(Debug, Default)]
pub struct Values(FluentArgs<'static>);

impl Values {
    pub fn new() -> Values {
        Values::default()
    }

    /// A text, put in as it is.
    #[must_use]
    pub fn text(mut self, name: &'static str, text: impl Into<String>) -> Values {
        self.0.set(name, FluentValue::String(Cow::Owned(text.into())));
        self
    }

    /// The same with each text put otherwise.
    #[must_use]
    pub fn with_texts(&self, put: impl Fn(&str) -> String) -> Values {
        let values = self.0.iter().filter_map(|(name, value)| match value {
            FluentValue::String(text) => Some((name.to_owned(), FluentValue::String(Cow::Owned(put(text))))),
            FluentValue::Number(number) => Some((name.to_owned(), FluentValue::Number(number.clone()))),
            // Values are texts and numbers.
            _ => None,
        });
        Values(values.collect())
    }

    /// A number that chooses a plural form; where it is to be read, give its written form as a text beside it.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "plural forms do not depend on the last of 53 bits")]
    pub fn number(mut self, name: &'static str, number: u64) -> Values {
        self.0.set(name, FluentValue::from(number as f64));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_sentence_takes_the_place_of_an_earlier_one() {
        let mut catalogue = Catalogue::new("en");
        let places = "places = { $n ->
    [one] one place
   *[other] { $text } places
}
";
        assert_eq!(
            catalogue.add(&format!(
                "bring = Bring
{places}"
            )),
            []
        );
        assert!(catalogue.add("bring = What to bring\n").is_empty());
        let values = |n, text: &str| Values::new().number("n", n).text("text", text);
        assert_eq!(catalogue.text("bring", &Values::new()).as_deref(), Some("What to bring"));
        assert_eq!(catalogue.text("places", &values(1, "1")).as_deref(), Some("one place"));
        assert_eq!(catalogue.text("places", &values(3321, "3,321")).as_deref(), Some("3,321 places"));
    }

    #[test]
    fn a_sentence_without_its_values_is_none() {
        let mut catalogue = Catalogue::new("vi");
        catalogue.add("xin-chao = Chào { $ten }\nphi = Miễn phí\n");
        assert_eq!(catalogue.text("xin-chao", &Values::new()), None);
        assert_eq!(catalogue.plain(), BTreeMap::from([("phi".to_owned(), "Miễn phí".to_owned())]));
    }

    #[test]
    fn a_sentence_is_known_by_what_it_asks_for() {
        let text = "# count, amount\ndays = { $count ->\n    [one] one day\n   *[other] { $amount } days, { soon }\n}\nsoon = soon\n";
        let [days, soon] = sentences(text).try_into().expect("two sentences");
        assert_eq!((days.id.as_str(), days.offset, days.comment.as_str()), ("days", 16, "count, amount"));
        let mut values: Vec<&str> =
            days.values.iter().map(|(name, at)| &text[*at..at + name.len()]).collect();
        values.sort_unstable();
        assert_eq!(values, ["amount", "count"]);
        assert_eq!(days.holds, [("soon".to_owned(), text.find("soon }").expect("it is held"))]);
        assert_eq!((soon.id.as_str(), soon.values.len(), soon.comment.as_str()), ("soon", 0, ""));
    }

    #[test]
    fn text_that_is_not_fluent_is_told_with_its_place_and_the_rest_is_kept() {
        let mut catalogue = Catalogue::new("en");
        let problems = catalogue.add("good = Good\nbad line\nalso = Also\n");
        assert_eq!(problems.len(), 1);
        assert!(problems[0].offset >= 12, "{problems:?}");
        assert!(catalogue.has("also"));
    }
}
