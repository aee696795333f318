//! The words of a language in the templates themselves. Most of what a template prints is `{{ s.word }}`, which is the
//! same on all pages of a language: put into the text beforehand, it is copied and no longer looked up and escaped.
//!
//! What a template makes does not change by it. Whatever this could not be sure of stays as it was written: a theme in
//! which `s` is also another name, one with `raw`, a word that whitespace control or Tera's own signs might touch, a
//! component that did not ask for the words and so has none.

use std::collections::BTreeMap;

use super::filters::escape;

/// Templates with the words of a language put in their places. `words` are by the name that templates know them by. None
/// where `s` might be something else than the words.
pub(super) fn with_words<'t>(
    templates: &[(&'t str, &str)],
    words: &BTreeMap<String, &String>,
) -> Option<Vec<(&'t str, String)>> {
    let words: BTreeMap<&str, String> =
        words.iter().filter_map(|(name, word)| Some((name.as_str(), literal(word)?))).collect();
    let none = BTreeMap::new();
    // Only there are they escaped as HTML is.
    let of = |name: &str| if name.ends_with(".html") { &words } else { &none };
    templates.iter().map(|(name, text)| Some((*name, replaced(text, of(name))?))).collect()
}

/// A word as it may stand in a template. None where the signs of tags or blanks at its ends might mean something there.
fn literal(word: &str) -> Option<String> {
    if word.is_empty() || word.trim() != word || word.contains(['{', '}', '%', '#']) {
        return None;
    }
    let mut escaped = Vec::with_capacity(word.len());
    escape(word, &mut escaped).ok()?;
    String::from_utf8(escaped).ok()
}

fn replaced(text: &str, words: &BTreeMap<&str, String>) -> Option<String> {
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    // A component sees the words only where it asks for them.
    let mut has_words = true;
    while let Some((start, end)) = first_tag(rest) {
        let inner_end = rest[start + 2..].find(end)? + start + 2;
        let (tag, after) = rest.split_at(inner_end + end.len());
        let (before, tag) = tag.split_at(start);
        let inner = &rest[start + 2..inner_end];
        made.push_str(before);
        let keyword = without_signs(inner).split_whitespace().next();
        match keyword.filter(|_| end == "%}") {
            Some("component") => has_words = inner.contains("@s"),
            Some("endcomponent") => has_words = true,
            _ => {}
        }
        match printed_word(inner).filter(|_| end == "}}" && has_words).and_then(|name| words.get(name)) {
            Some(word) => made.push_str(word),
            None if end != "#}" && !means_the_words(inner) => return None,
            None => made.push_str(tag),
        }
        rest = after;
    }
    made.push_str(rest);
    Some(made)
}

/// Where the first tag or comment begins, and with what it ends.
fn first_tag(text: &str) -> Option<(usize, &'static str)> {
    text.match_indices('{').find_map(|(at, _)| {
        let end = match text.as_bytes().get(at + 1)? {
            b'{' => "}}",
            b'%' => "%}",
            b'#' => "#}",
            _ => return None,
        };
        Some((at, end))
    })
}

/// What stands in a tag, without the signs of whitespace control.
fn without_signs(inner: &str) -> &str {
    inner.trim_matches(|char: char| char == '-' || char.is_whitespace())
}

/// The name of the word that a tag prints as it is.
fn printed_word(inner: &str) -> Option<&str> {
    let name = inner.trim().strip_prefix("s.")?;
    (!inner.starts_with('-') && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
        .then_some(name)
}

/// Whether `s` can be nothing but the words after this tag: it only reads their fields, or asks for them by `@s`.
fn means_the_words(inner: &str) -> bool {
    let is_raw = without_signs(inner) == "raw";
    // A closing sign within a text would end the tag too early.
    let is_whole = ['"', '\'', '`'].iter().all(|quote| inner.matches(*quote).count() % 2 == 0);
    let in_name = |char: char| char.is_alphanumeric() || char == '_';
    let is_only_read = inner.match_indices('s').all(|(at, _)| {
        let (before, after) = (&inner[..at], &inner[at + 1..]);
        before.ends_with(|before| in_name(before) || before == '@' || before == '.')
            || after.starts_with(|after| in_name(after) || after == '.')
    });
    !is_raw && is_whole && is_only_read
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worded(template: &str) -> Option<String> {
        let words = [("day", "Day & night"), ("brace", "a {b}"), ("blank", " after"), ("empty", "")];
        let words: Vec<_> = words.map(|(name, word)| (name.to_owned(), word.to_owned())).into();
        let words = words.iter().map(|(name, word)| (name.clone(), word)).collect();
        with_words(&[("a.html", template)], &words).and_then(|mut made| made.pop()).map(|(_, text)| text)
    }

    #[test]
    fn a_printed_word_is_put_in_its_place_and_escaped() {
        let template = "{% if s.day %}<p>{{ s.day }}, {{s.day}}</p>{% endif %}{{<more text={s.day}/>}}";
        let expected =
            "{% if s.day %}<p>Day &amp; night, Day &amp; night</p>{% endif %}{{<more text={s.day}/>}}";
        assert_eq!(worded(template).as_deref(), Some(expected));
    }

    #[test]
    fn what_may_mean_something_else_stays_as_it_is() {
        for template in [
            "{{ s.unknown }}",
            "{{ s.brace }}",
            "x {%- if y -%} {{ s.blank }} {% endif %}",
            "{%- if y -%} {{ s.empty }} {% endif %}",
            "{{- s.day -}}",
            "{{ s.day | upper }}",
            "{# {{ s.day }} of the page's #}",
            "{%- component card(@s, place) -%}{{ place.s }}{%- endcomponent card -%}",
            "{%- component card(place) -%}{{ s.day }}{%- endcomponent card -%}",
        ] {
            assert_eq!(worded(template).as_deref(), Some(template));
        }
        let behind = "{% component card(place) %}{% endcomponent card %}{{ s.day }}";
        assert_eq!(worded(behind), Some(behind.replace("{{ s.day }}", "Day &amp; night")));
    }

    #[test]
    fn the_default_theme_has_its_words_put_in_their_places() {
        let files: Vec<(String, String)> = super::super::Default::iter()
            .filter(|path| path.starts_with("templates/"))
            .filter_map(|path| {
                let bytes = super::super::Default::get(&path)?.data.into_owned();
                Some((path.into_owned(), String::from_utf8(bytes).ok()?))
            })
            .collect();
        let texts: Vec<(&str, &str)> =
            files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let (name, word) = ("phone".to_owned(), "Phone".to_owned());
        let made = with_words(&texts, &BTreeMap::from([(name, &word)])).unwrap();
        let changed = made.iter().zip(&texts).filter(|((_, made), (_, text))| made != text);
        assert!(changed.count() >= 2);
        assert!(made.iter().all(|(_, text)| !text.contains("{{ s.phone }}")));
    }

    #[test]
    fn a_theme_in_which_s_is_something_else_is_left_alone() {
        for template in [
            "{% for s in list %}{{ s.day }}{% endfor %}",
            "{% set s = other %}{{ s.day }}",
            "{{<card s={other}/>}}{{ s.day }}",
            "{{<card s/>}}{{ s.day }}",
            "{% raw %}{{ s.day }}{% endraw %}",
            "{%-\traw\n-%}{{ s.day }}{% endraw %}",
            "{{ \"}} {% set s = other %}\" }}{{ s.day }}",
            "{{ s.day",
        ] {
            assert_eq!(worded(template), None, "{template}");
        }
    }
}
