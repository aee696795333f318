//! Why a text is not YAML, in kinds that an officer can act on, and where it began: the reader's own words are English,
//! speak of the grammar, and name the place where it gave up.

use crate::source::Span;

/// A kind of mistake, by the word that the catalogue of messages chooses its sentence by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cause {
    pub case: &'static str,
    pub span: Span,
}

/// The cause behind the reader's `message`, which names the offset `at`.
pub(super) fn cause(message: &str, text: &str, at: usize) -> Cause {
    let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
    let here = |case| Cause { case, span: Span::new(at, at) };
    let from =
        |case, start: Option<usize>| start.map(|start| Cause { case, span: Span::new(start, start + 1) });
    if says(&["tab"]) {
        return here("tab");
    }
    if says(&["invalid trailing content"]) {
        return here("after-quote");
    }
    if says(&["escape character"]) {
        return here("backslash");
    }
    if says(&["quote", "quoted"]) {
        return from("quote", open_quote(text, at)).unwrap_or(here("quote"));
    }
    if says(&["flow", "illegal placement of ':'"])
        && let Some(bracket) = from("bracket", open_bracket(text, at))
    {
        return bracket;
    }
    if says(&["mapping values are not allowed", "illegal placement of ':'", "simple key"]) {
        return from("blank", unspaced_key(text, at)).unwrap_or(here("colon"));
    }
    if says(&["unexpected character", "cannot start", "anchor", "alias", "tag", "directive", "TAG"]) {
        return here("sign");
    }
    if says(&["indent", "block", "expected key", "plain scalar"]) {
        return here("indent");
    }
    here("other")
}

/// The last quotation mark that stands alone on its line, before `at` or on its line.
fn open_quote(text: &str, at: usize) -> Option<usize> {
    let mut found = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if start > at {
            break;
        }
        let marks = ['"', '\''].into_iter().filter_map(|mark| {
            let places: Vec<usize> = line.match_indices(mark).map(|(place, _)| place).collect();
            // An apostrophe within a word opens nothing.
            let opens = |place: &usize| {
                line[..*place].chars().next_back().is_none_or(|before| " :[{,-".contains(before))
            };
            (places.len() % 2 == 1).then(|| places.into_iter().rfind(opens)).flatten()
        });
        found = marks.min().map(|place| start + place).or(found);
        start += line.len();
    }
    found
}

/// A key without a blank behind its colon, on the line of `at` or on the one before: to YAML, `title:Công văn` is a text,
/// and what is wrong is the next key.
fn unspaced_key(text: &str, at: usize) -> Option<usize> {
    let start_of = |at: usize| text.get(..at)?.rfind('\n').map(|newline| newline + 1).or(Some(0));
    let line = start_of(at)?;
    let before = line.checked_sub(1).and_then(start_of);
    [Some(line), before].into_iter().flatten().find_map(|start| {
        let words = text.get(start..)?.lines().next()?;
        let entry = words.trim_start().trim_start_matches("- ");
        let (key, value) = entry.split_once(':')?;
        let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let is_unspaced = is_key && !value.is_empty() && !value.starts_with([' ', '/', '\r']);
        is_unspaced.then(|| start + words.len() - entry.len())
    })
}

/// The innermost bracket that is open at `at`, where it was opened on an earlier line or nothing closes it.
fn open_bracket(text: &str, at: usize) -> Option<usize> {
    let mut open = Vec::new();
    let mut quote = None;
    for (place, letter) in text.get(..at)?.char_indices() {
        match (quote, letter) {
            (None, '"') => quote = Some('"'),
            (Some('"'), '"') | (Some(_), '\n') => quote = None,
            (None, '[' | '{') => open.push(place),
            (None, ']' | '}') => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (&'static str, &str) {
        let error = serde_saphyr::from_str::<serde_json::Value>(text).unwrap_err();
        let error = error.without_snippet();
        let location = error.location().unwrap();
        let at = super::super::at(text, &location).unwrap().start;
        let Cause { case, span } = cause(&error.to_string(), text, at);
        (case, text[span.start..].split('\n').next().unwrap())
    }

    #[test]
    fn each_mistake_of_officers_has_its_kind_and_its_place() {
        for (text, case, place) in [
            ("a: 1\nb: \"x\nc: 2\n", "quote", "\"x"),
            ("a: 'x\nc: 2\n", "quote", "'x"),
            ("a: [x, y\nb: 2\n", "bracket", "[x, y"),
            ("a: {x: 1\nb: 2\n", "bracket", "{x: 1"),
            ("a:\n\tb: 1\n", "tab", "b: 1"),
            ("a: x: y\n", "colon", ": y"),
            ("a: \"x\" y\n", "after-quote", "y"),
            ("a: x\nb:y\nc: z\n", "blank", "b:y"),
            ("a: @x\n", "sign", "@x"),
            ("a: `x`\n", "sign", "`x`"),
            ("a: *x\n", "sign", "*x"),
        ] {
            let (told_case, told_place) = told(text);
            assert_eq!((told_case, told_place), (case, place), "{text}");
        }
    }
}
