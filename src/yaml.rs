//! The only door for YAML: text into types, with places, and every problem of a file at once.
//!
//! What the values mean is left to [`crate::model`]. Scalars that a rule may complain about are read as
//! [`Located`]`<String>` and understood later, so that codes stay text and one file gives all its errors.

mod cause;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use schemars::JsonSchema;
use schemars::Schema;
use schemars::SchemaGenerator;
use serde::Deserialize;
use serde::Deserializer;
use serde::de::DeserializeOwned;
use serde::de::MapAccess;
use serde::de::SeqAccess;
use serde::de::Visitor;
use serde::de::value::MapAccessDeserializer;
use serde_saphyr::DuplicateKeyPolicy;
use serde_saphyr::Error;
use serde_saphyr::Location;
use serde_saphyr::Spanned;
use serde_saphyr::budget::BudgetBreach;

use self::cause::Cause;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::source::Place;
use crate::source::Source;
use crate::source::Span;

/// Reads the first `end` bytes of `source` as one YAML mapping into `T`.
///
/// A strict reader stops at the first wrong key. So that one run tells all, each entry that does not fit is
/// reported, taken out of a copy of the text, and the rest is read again: `T` holds what was right. `T` should make
/// every key optional and leave "required" to the model. None where the text is not YAML at all.
pub fn read<T: DeserializeOwned + Default>(
    source: &Arc<Source>,
    end: usize,
    diagnostics: &mut Diagnostics,
) -> Option<Read<T>> {
    let text = source.text.get(..end).unwrap_or(&source.text).to_owned();
    read_with(source, text, |_, _| None, diagnostics)
}

/// Reads a text that is a list, one item below the other. Of an item that is no YAML at all the others are read, too.
/// An item of which there is only the hyphen is passed over. None where the list is written in another way, or nothing
/// can be told apart.
pub fn read_list<T: DeserializeOwned + Default>(
    source: &Arc<Source>,
    diagnostics: &mut Diagnostics,
) -> Option<Read<T>> {
    let items = Items::of(&source.text);
    let item = |text: &mut String, at: usize| {
        let span = items.span(items.index(at)?, text.len());
        blank_out(text, span.start, span.end)
    };
    let mut text = source.text.clone();
    for span in (0..items.0.len()).map(|index| items.span(index, source.text.len())) {
        if source.text.get(span.range()).is_some_and(|item| item.trim() == "-") {
            blank_out(&mut text, span.start, span.end);
        }
    }
    read_with(source, text, item, diagnostics)
}

/// Where the items of a list begin that is written one below the other: at the lines that start with a hyphen and are
/// indented as the first one is.
#[derive(Debug, Default)]
pub struct Items(Vec<usize>);

impl Items {
    pub fn of(text: &str) -> Items {
        let mut starts = Vec::new();
        let mut first = None;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let words = line.trim();
            let indent = indentation(line);
            if (words == "-" || words.starts_with("- ")) && *first.get_or_insert(indent) == indent {
                starts.push(at);
            } else if first.is_none() && !is_empty(words) {
                break;
            }
            at += line.len();
        }
        Items(starts)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The item at a place of the text, by its number from 0; none before the first.
    pub fn index(&self, at: usize) -> Option<usize> {
        self.0.partition_point(|start| *start <= at).checked_sub(1)
    }

    /// Where an item of a text of `length` bytes stands.
    pub fn span(&self, index: usize, length: usize) -> Span {
        let start = self.0.get(index).copied().unwrap_or(length);
        Span::new(start, self.0.get(index + 1).copied().unwrap_or(length))
    }
}

/// Whether a line says nothing.
fn is_empty(line: &str) -> bool {
    line.is_empty() || line.starts_with('#') || line == "---"
}

/// `item` takes what cannot be read at all out of the text, given a place in it.
fn read_with<T: DeserializeOwned + Default>(
    source: &Arc<Source>,
    mut text: String,
    item: impl Fn(&mut String, usize) -> Option<(usize, String)>,
    diagnostics: &mut Diagnostics,
) -> Option<Read<T>> {
    /// More wrong entries than this in one file are not told one by one.
    const MOST_PROBLEMS: usize = 100;
    let (mut taken_out, mut wrong) = (Vec::new(), Vec::new());
    for _ in 0..MOST_PROBLEMS {
        if text.lines().all(|line| is_empty(line.trim())) {
            return Some(Read { value: T::default(), taken_out, wrong });
        }
        match serde_saphyr::from_str_with_options::<T>(&text, options()) {
            Ok(value) => return Some(Read { value, taken_out, wrong }),
            Err(error) => {
                let error = root(&error);
                let place =
                    error.location().and_then(|location| span(&location).or_else(|| at(&text, &location)));
                let problem = diagnostic(error, source, place);
                // A misspelt key is not missing as well.
                taken_out.extend(problem.nearest.first().cloned());
                diagnostics.push(problem);
                let (start, entry) = match place {
                    Some(place) if is_entry_problem(error) => take_out(&mut text, place.start),
                    Some(place) if !matches!(error, Error::Budget { .. }) => {
                        let began = cause::cause(&error.to_string(), &text, place.start).span;
                        item(&mut text, began.start)
                    }
                    _ => None,
                }?;
                wrong.push(start);
                taken_out.push(key_of(&entry));
            }
        }
    }
    None
}

/// What was right of a text, and the keys of the entries that were not, with those that they were likely meant to be:
/// their absence needs no further word.
#[derive(Debug)]
pub struct Read<T> {
    pub value: T,
    pub taken_out: Vec<String>,
    /// Where what was taken out began.
    pub wrong: Vec<usize>,
}

/// The key that an entry starts with.
fn key_of(entry: &str) -> String {
    let entry = entry.trim_start().trim_start_matches("- ");
    entry.split([':', '：']).next().unwrap_or_default().trim().trim_matches('"').to_owned()
}

/// A value with the span where it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Located<T> {
    pub value: T,
    pub span: Span,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Located<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<T>::deserialize(deserializer)?;
        Ok(Located { value: spanned.value, span: span(&spanned.referenced).unwrap_or_default() })
    }
}

impl<T: JsonSchema> JsonSchema for Located<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// A localized text as it is written: one plain text for all languages, or one per language tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawWords {
    Plain(Located<String>),
    /// A bare number or boolean, whose words are the letters at this span of the text.
    AsWritten(Span),
    PerLanguage(Vec<(Located<String>, Located<String>)>),
}

impl<'de> Deserialize<'de> for RawWords {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The scalar is read by hand: an untagged enum would buffer it and change `00004` and lose its place.
        let spanned = Spanned::<PlainOrMap>::deserialize(deserializer)?;
        Ok(match spanned.value {
            PlainOrMap::Plain(value) => {
                RawWords::Plain(Located { value, span: span(&spanned.referenced).unwrap_or_default() })
            }
            PlainOrMap::Inferred => RawWords::AsWritten(span(&spanned.referenced).unwrap_or_default()),
            PlainOrMap::Map(entries) => RawWords::PerLanguage(entries),
        })
    }
}

impl JsonSchema for RawWords {
    fn schema_name() -> Cow<'static, str> {
        "Words".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "description": "A text for all languages, or one text for each language tag.",
            "anyOf": [
                { "type": ["string", "number"] },
                { "type": "object", "additionalProperties": { "type": ["string", "number"] } }
            ]
        })
    }
}

enum PlainOrMap {
    Plain(String),
    /// A bare number or boolean: its spelling (`1.10`, `00004`) must be taken from the text.
    Inferred,
    Map(Vec<(Located<String>, Located<String>)>),
}

impl<'de> Deserialize<'de> for PlainOrMap {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = PlainOrMap;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or one text for each language")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<PlainOrMap, E> {
                Ok(PlainOrMap::Plain(text.to_owned()))
            }

            fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<PlainOrMap, E> {
                Ok(PlainOrMap::Inferred)
            }

            fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<PlainOrMap, E> {
                Ok(PlainOrMap::Inferred)
            }

            fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<PlainOrMap, E> {
                Ok(PlainOrMap::Inferred)
            }

            fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<PlainOrMap, E> {
                Ok(PlainOrMap::Inferred)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PlainOrMap, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(PlainOrMap::Map(entries))
            }
        }
        deserializer.deserialize_any(Words)
    }
}

/// A mapping whose keys the site chooses (`providers`, `indicators`), in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries<T>(pub Vec<(Located<String>, T)>);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Entries(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for InOrder<T> {
            type Value = Entries<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<T>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(InOrder(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Entries<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("EntriesOf{}", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        <BTreeMap<String, T>>::json_schema(generator)
    }
}

/// A list that may be written as a single value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneOrMany(pub Vec<Located<String>>);

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = (Option<String>, Vec<Located<String>>);

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok((Some(text.to_owned()), Vec::new()))
            }

            // A bare code; one with zeros in front is text to the reader.
            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Self::Value, E> {
                Ok((Some(number.to_string()), Vec::new()))
            }

            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Self::Value, E> {
                Ok((Some(number.to_string()), Vec::new()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = seq.next_element()? {
                    list.push(item);
                }
                Ok((None, list))
            }
        }
        struct Value((Option<String>, Vec<Located<String>>));
        impl<'de> Deserialize<'de> for Value {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(List).map(Value)
            }
        }
        let spanned = Spanned::<Value>::deserialize(deserializer)?;
        Ok(match spanned.value.0 {
            (Some(value), _) => {
                OneOrMany(vec![Located { value, span: span(&spanned.referenced).unwrap_or_default() }])
            }
            (None, list) => OneOrMany(list),
        })
    }
}

impl JsonSchema for OneOrMany {
    fn schema_name() -> Cow<'static, str> {
        "OneOrMany".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "anyOf": [ { "type": "string" }, { "type": "array", "items": { "type": ["string", "number"] } } ]
        })
    }
}

/// A text, or a list of texts, which mean different things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextOrList {
    Text(Located<String>),
    List(Located<Vec<Located<String>>>),
}

impl<'de> Deserialize<'de> for TextOrList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = seq.next_element()? {
                    list.push(item);
                }
                Ok(Value::List(list))
            }
        }
        enum Value {
            Text(String),
            List(Vec<Located<String>>),
        }
        impl<'de> Deserialize<'de> for Value {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(Either)
            }
        }
        let spanned = Spanned::<Value>::deserialize(deserializer)?;
        let at = span(&spanned.referenced).unwrap_or_default();
        Ok(match spanned.value {
            Value::Text(value) => TextOrList::Text(Located { value, span: at }),
            Value::List(value) => TextOrList::List(Located { value, span: at }),
        })
    }
}

impl JsonSchema for TextOrList {
    fn schema_name() -> Cow<'static, str> {
        "TextOrList".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "anyOf": [
                { "type": "string" },
                { "type": "array", "items": { "type": "string" }, "minItems": 1 }
            ]
        })
    }
}

/// Words alone, or a mapping that says more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlainOr<T> {
    Plain(String),
    Map(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for PlainOr<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = PlainOr<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<PlainOr<T>, E> {
                Ok(PlainOr::Plain(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<PlainOr<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(PlainOr::Map)
            }
        }
        deserializer.deserialize_any(Either(PhantomData))
    }
}

/// One of [`PlainOr`], or a list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneOrManyOf<T>(pub Vec<Located<PlainOr<T>>>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrManyOf<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        enum Value<T> {
            One(PlainOr<T>),
            Many(Vec<Located<PlainOr<T>>>),
        }
        struct List<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for List<T> {
            type Value = Value<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Value<T>, E> {
                Ok(Value::One(PlainOr::Plain(text.to_owned())))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Value<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(|map| Value::One(PlainOr::Map(map)))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value<T>, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = seq.next_element()? {
                    list.push(item);
                }
                Ok(Value::Many(list))
            }
        }
        impl<'de, T: Deserialize<'de>> Deserialize<'de> for Value<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(List(PhantomData))
            }
        }
        let spanned = Spanned::<Value<T>>::deserialize(deserializer)?;
        Ok(OneOrManyOf(match spanned.value {
            Value::One(value) => {
                vec![Located { value, span: span(&spanned.referenced).unwrap_or_default() }]
            }
            Value::Many(list) => list,
        }))
    }
}

impl<T: JsonSchema> JsonSchema for OneOrManyOf<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("OneOrManyOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let map = generator.subschema_for::<T>();
        schemars::json_schema!({
            "anyOf": [
                { "type": "string" },
                map,
                { "type": "array", "items": { "anyOf": [ { "type": "string" }, map ] } }
            ]
        })
    }
}

fn options() -> serde_saphyr::Options {
    serde_saphyr::options! {
        duplicate_keys: DuplicateKeyPolicy::Error,
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        with_snippet: false,
    }
}

/// The problem itself, without the layers that a renderer adds.
fn root(error: &Error) -> &Error {
    error.without_snippet()
}

fn span(location: &Location) -> Option<Span> {
    if location.line() == 0 {
        return None;
    }
    let start = usize::try_from(location.span().byte_offset()?).ok()?;
    let length = usize::try_from(location.span().byte_len().unwrap_or(0)).ok()?;
    Some(Span::new(start, start + length))
}

/// The span of a location that knows only line and column, as those of the scanner do.
fn at(text: &str, location: &Location) -> Option<Span> {
    let line = usize::try_from(location.line()).ok()?.checked_sub(1)?;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..)?;
    let before: usize = rest
        .chars()
        .take(usize::try_from(location.column()).ok()?.saturating_sub(1))
        .map(char::len_utf8)
        .sum();
    let start = (start + before).min(text.len());
    Some(Span::new(start, start))
}

/// Whether the problem is one of a single entry, so that the text is still readable without it.
fn is_entry_problem(error: &Error) -> bool {
    matches!(
        error,
        Error::Message { .. }
            | Error::Unexpected { .. }
            | Error::NullIntoString { .. }
            | Error::InvalidBooleanStrict { .. }
            | Error::InvalidScalar { .. }
            | Error::SerdeInvalidType { .. }
            | Error::SerdeInvalidValue { .. }
            | Error::SerdeInvalidLength { .. }
            | Error::SerdeUnknownVariant { .. }
            | Error::SerdeUnknownField { .. }
            | Error::SerdeMissingField { .. }
            | Error::DuplicateMappingKey { .. }
    )
}

fn diagnostic(error: &Error, source: &Arc<Source>, span: Option<Span>) -> Diagnostic {
    let place =
        span.map_or_else(|| Place::File(source.path.clone()), |span| source.place(shown(source, span)));
    match error {
        Error::SerdeUnknownField { field, expected, .. } => {
            Diagnostic::new(Code::UnknownKey, place).found(field).one_of(expected.iter().copied())
        }
        Error::SerdeUnknownVariant { variant, expected, .. } => {
            Diagnostic::new(Code::UnknownValue, place).found(variant).one_of(expected.iter().copied())
        }
        Error::DuplicateMappingKey { key, .. } => {
            let written = span.and_then(|span| source.text.get(span.range())).unwrap_or_default();
            let key = key.clone().unwrap_or_else(|| written.trim_end_matches(':').to_owned());
            Diagnostic::new(Code::DuplicateKey, place).found(key)
        }
        Error::SerdeInvalidType { expected, .. } | Error::SerdeInvalidValue { expected, .. } => {
            wrong_shape(place, value_at(source, span), shape(expected))
        }
        Error::Unexpected { expected, .. } | Error::InvalidScalar { ty: expected, .. } => {
            wrong_shape(place, value_at(source, span), shape(expected))
        }
        Error::Budget { breach, .. } => {
            let case = match breach {
                BudgetBreach::Depth { .. } => "deep",
                BudgetBreach::Aliases { .. }
                | BudgetBreach::Anchors { .. }
                | BudgetBreach::AliasAnchorRatio { .. }
                | BudgetBreach::MergeKeys { .. } => "alias",
                _ => "large",
            };
            Diagnostic::new(Code::BadYaml, place).found("").arg("case", case).arg("detail", "")
        }
        Error::NullIntoString { .. } => Diagnostic::new(Code::EmptyValue, place),
        Error::InvalidBooleanStrict { .. } => {
            let found = span.and_then(|span| source.text.get(span.range())).unwrap_or_default();
            Diagnostic::new(Code::UnknownValue, place).found(found).one_of(["true", "false"])
        }
        other => {
            let message = other.to_string();
            let Some(span) = span else {
                let unknown = Diagnostic::new(Code::BadYaml, place).found("");
                return unknown.arg("case", "other").arg("detail", message);
            };
            let Cause { case, span } = cause::cause(&message, &source.text, span.start);
            let place = source.place(shown(source, span));
            let found = value_at(source, Some(span));
            Diagnostic::new(Code::BadYaml, place).found(found).arg("case", case).arg("detail", message)
        }
    }
}

/// What stands in the wrong form, and how the right one is typed.
fn wrong_shape(place: Place, found: String, shape: &'static str) -> Diagnostic {
    let lacks_blank = found.split_once([':', '：']).is_some_and(|(key, value)| {
        let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        is_key && !value.is_empty() && (found.contains('：') || !value.starts_with([' ', '/']))
    });
    let case = match shape {
        "shape-map" if lacks_blank => "blank",
        "shape-map" => "map",
        "shape-list" => "list",
        "shape-text" => "text",
        _ => "other",
    };
    Diagnostic::new(Code::WrongShape, place).found(found).word("shape", shape).word("case", case)
}

/// The words from the start of the span to the end of its line; those of the whole line where nothing is left of it.
fn value_at(source: &Source, span: Option<Span>) -> String {
    let start = span.map_or(0, |span| span.start.min(source.text.len()));
    let line_start = source.text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let first_line = |from: usize| {
        source.text.get(from..).and_then(|rest| rest.lines().next()).unwrap_or_default().trim().to_owned()
    };
    let rest = first_line(start);
    if rest.is_empty() { first_line(line_start) } else { rest }
}

/// The word for what should stand there, from the reader's English.
fn shape(expected: &str) -> &'static str {
    let has = |words: &[&str]| words.iter().any(|word| expected.contains(word));
    if has(&["text or a list"]) {
        "shape-text-or-list"
    } else if has(&["sequence", "list", "array"]) {
        "shape-list"
    } else if has(&["one text for each language"]) {
        "shape-words"
    } else if has(&["struct", "map"]) {
        "shape-map"
    } else if has(&["bool"]) {
        "shape-flag"
    } else if has(&["u8", "u32", "integer", "number"]) {
        "shape-number"
    } else {
        "shape-text"
    }
}

/// The span shortened to its first line, as a snippet should show it.
fn shown(source: &Source, span: Span) -> Span {
    let end = span.end.min(source.text.len());
    let text = source.text.get(span.start..end).unwrap_or_default();
    let line = text.split('\n').next().unwrap_or_default();
    Span::new(span.start, span.start + line.trim_end().len().max(1))
}

/// Takes the entry at `at` out of the text: in a flow collection up to the next comma or bracket, else its line and
/// the deeper lines below it. Gives what was taken out, if anything was, and where it began.
fn take_out(text: &mut String, at: usize) -> Option<(usize, String)> {
    let before = text.get(..at)?;
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    let (start, end) = match flow_entry(text, line_start, at) {
        Some(entry) => entry,
        None => {
            let indent = indentation(&text[line_start..line_end]);
            let mut end = line_end;
            for line in text[line_end..].split_inclusive('\n').skip(1) {
                let blank = line.trim().is_empty();
                if !blank
                    && indentation(line) <= indent
                    && !(line.trim_start().starts_with("- ")
                        && indentation(line) == indent
                        && !text[line_start..line_end].trim_start().starts_with("- "))
                {
                    break;
                }
                end += line.len();
            }
            (line_start, end)
        }
    };
    blank_out(text, start, end)
}

/// Makes blanks of bytes, so that all places stay. Gives what stood there and where, unless that was nothing.
fn blank_out(text: &mut String, start: usize, end: usize) -> Option<(usize, String)> {
    let entry = text.get(start..end)?.to_owned();
    if entry.trim().is_empty() {
        return None;
    }
    let blanks: String = entry.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(start..end, &blanks);
    Some((start, entry))
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The bounds of the flow entry around `at`, if `at` is inside brackets opened on its line. The comma behind goes too.
fn flow_entry(text: &str, line_start: usize, at: usize) -> Option<(usize, usize)> {
    let mut open = Vec::new();
    let mut entry_start = line_start;
    for (index, c) in text[line_start..at].char_indices() {
        match c {
            '{' | '[' => {
                open.push(entry_start);
                entry_start = line_start + index + 1;
            }
            '}' | ']' => entry_start = open.pop()?,
            ',' if !open.is_empty() => entry_start = line_start + index + 1,
            _ => {}
        }
    }
    if open.is_empty() {
        return None;
    }
    let mut depth = 0_usize;
    for (index, c) in text[at..].char_indices() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' if depth == 0 => return Some((entry_start, at + index)),
            '}' | ']' => depth -= 1,
            ',' if depth == 0 => return Some((entry_start, at + index + 1)),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(default, deny_unknown_fields)]
    struct Sample {
        name: Option<RawWords>,
        base_url: Option<Located<String>>,
        sample: Option<Located<bool>>,
        codes: Vec<Located<String>>,
        notice: Option<Inner>,
        many: Vec<Inner>,
    }

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(default, deny_unknown_fields)]
    struct Inner {
        text: Option<Located<String>>,
        until: Option<Located<String>>,
    }

    fn read_sample(text: &str) -> (Option<Sample>, Vec<(Code, String, String)>) {
        let source = Source::new("site.yaml", text);
        let mut diagnostics = Diagnostics::default();
        let value = read::<Sample>(&source, text.len(), &mut diagnostics).map(|read| read.value);
        let told = diagnostics
            .iter()
            .map(|d| {
                let at =
                    d.place.line_column().map(|(l, c)| format!("{l}:{}", c.unwrap_or(0))).unwrap_or_default();
                (d.code, at, d.found.clone().unwrap_or_default())
            })
            .collect();
        (value, told)
    }

    #[test]
    fn scalars_stay_text_and_know_their_place() {
        let (value, told) = read_sample("base_url: https://a.example\ncodes: [00004, no, 1.10, 0x1F]\n");
        let value = value.unwrap();
        assert!(told.is_empty(), "{told:?}");
        let codes: Vec<_> = value.codes.iter().map(|code| code.value.as_str()).collect();
        assert_eq!(codes, ["00004", "no", "1.10", "0x1F"]);
        assert_eq!(value.codes[1].span.range(), 43..45);
    }

    #[test]
    fn bare_numbers_as_words_keep_their_spelling() {
        for (text, words) in [("name: 1.10\n", "1.10"), ("name: true\n", "true"), ("name: 12\n", "12")] {
            let Some(RawWords::AsWritten(span)) = read_sample(text).0.unwrap().name else { panic!("{text}") };
            assert_eq!(&text[span.range()], words);
        }
    }

    #[test]
    fn every_wrong_entry_is_told_in_one_run_and_the_rest_is_read() {
        let (value, told) = read_sample(concat!(
            "base_ur: https://a.example\n",
            "name: {vi: Chữ ký số}\n",
            "sample: maybe\n",
            "notice: {txt: a, until: 2025-10-31, form: b}\n",
            "many:\n",
            "  - text: một\n",
            "    untill: x\n",
            "      y\n",
            "  - until: hai\n",
            "sample: true\n",
        ));
        let value = value.unwrap();
        let told: Vec<_> =
            told.iter().map(|(code, at, found)| (code.id(), at.as_str(), found.as_str())).collect();
        assert_eq!(
            told,
            [
                ("unknown-key", "1:1", "base_ur"),
                ("unknown-value", "3:9", "maybe"),
                ("unknown-key", "4:10", "txt"),
                ("unknown-key", "4:37", "form"),
                ("unknown-key", "7:5", "untill"),
            ]
        );
        assert_eq!(value.notice.unwrap().until.unwrap().value, "2025-10-31");
        assert_eq!(value.many.len(), 2);
        assert_eq!(value.many[1].until.as_ref().unwrap().value, "hai");
        assert!(value.sample.unwrap().value);
    }

    #[test]
    fn text_that_is_no_yaml_is_one_error_with_its_place() {
        let (value, told) = read_sample("name: \"chưa đóng\nsample: true\n");
        assert!(value.is_none());
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].0, Code::BadYaml);
    }

    #[test]
    fn empty_and_comment_only_texts_are_the_default() {
        for text in ["", "\n\n", "# nothing yet\n", "---\n"] {
            let (value, told) = read_sample(text);
            assert_eq!(value, Some(Sample::default()), "{text:?}");
            assert!(told.is_empty());
        }
    }

    #[test]
    fn a_repeated_key_is_told_and_the_first_value_stays() {
        let (value, told) = read_sample("base_url: a\nbase_url: b\n");
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].0, Code::DuplicateKey);
        assert_eq!(value.unwrap().base_url.unwrap().value, "a");
    }

    #[test]
    fn hostile_yaml_ends_in_an_error() {
        let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n\
                    d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\nname: *d\n";
        let deep = format!("name: {}", "[".repeat(20_000));
        for text in [bomb, &deep, "name: *nothing\n", "\t- x", "? {\n"] {
            let (_, told) = read_sample(text);
            assert!(!told.is_empty(), "{}", &text[..text.len().min(40)]);
        }
    }
}
