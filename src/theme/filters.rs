//! What templates have beside Tera's own: the filters `words`, `phrase` and `day`, which every page needs some thirty
//! times, and a way to escape that is quick where nothing is to be escaped.

use std::io;
use std::io::Write;

use tera::Kwargs;
use tera::Map;
use tera::State;
use tera::Tera;
use tera::TeraResult;
use tera::Value;
use tera::value::Key;

/// To be called before templates are added: they may use only what is known.
pub(super) fn register(tera: &mut Tera) {
    tera.set_escape_fn(escape);
    tera.register_filter("safe", safe);
    tera.register_filter("words", words);
    tera.register_filter("phrase", phrase);
    tera.register_filter("day", day);
}

/// `{{ body | safe }}`: markup as it is. Tera's own filter of this name copies it, which is most of a landing page.
fn safe(markup: Value, _: Kwargs, _: &State) -> Value {
    markup.mark_safe()
}

/// `{{ title | words }}`: the text of words, in a `span` with their language where they are borrowed.
fn words(words: &Map, _: Kwargs, state: &State) -> TeraResult<Value> {
    let Some(lang) = lang_of(words) else { return Ok(text_of(words)) };
    let mut markup = String::new();
    push_borrowed(&mut markup, words, lang, state)?;
    Ok(Value::safe_string(&markup))
}

/// `{{ published | day }}`: a day as an element that programs can read.
fn day(day: &Map, _: Kwargs, state: &State) -> TeraResult<Value> {
    let mut markup = String::with_capacity(64);
    markup.push_str("<time datetime=\"");
    push_field(&mut markup, day, "iso", state)?;
    markup.push_str("\">");
    push_field(&mut markup, day, "text", state)?;
    markup.push_str("</time>");
    Ok(Value::safe_string(&markup))
}

/// `{{ share | phrase }}`: the runs of a sentence, each like `words`.
fn phrase(runs: &[Value], _: Kwargs, state: &State) -> TeraResult<Value> {
    let maps = || runs.iter().filter_map(Value::as_map);
    let mut all = maps();
    if let (Some(only), None) = (all.next(), all.next())
        && lang_of(only).is_none()
    {
        return Ok(text_of(only));
    }
    let mut markup = String::new();
    for run in maps() {
        match lang_of(run) {
            Some(lang) => push_borrowed(&mut markup, run, lang, state)?,
            None => push_field(&mut markup, run, "text", state)?,
        }
    }
    Ok(Value::safe_string(&markup))
}

fn text_of(words: &Map) -> Value {
    words.get(&Key::Str("text")).cloned().unwrap_or_else(Value::undefined)
}

fn lang_of(words: &Map) -> Option<&Value> {
    words.get(&Key::Str("lang")).filter(|lang| lang.is_string())
}

fn push_borrowed(markup: &mut String, words: &Map, lang: &Value, state: &State) -> TeraResult<()> {
    markup.push_str("<span lang=\"");
    push_value(markup, lang, state)?;
    markup.push_str("\">");
    push_field(markup, words, "text", state)?;
    markup.push_str("</span>");
    Ok(())
}

fn push_field(markup: &mut String, map: &Map, name: &'static str, state: &State) -> TeraResult<()> {
    push_value(markup, map.get(&Key::Str(name)).unwrap_or(&Value::undefined()), state)
}

/// A value as markup: escaped unless it is markup already.
fn push_value(markup: &mut String, value: &Value, state: &State) -> TeraResult<()> {
    match value.as_str() {
        Some(text) if !value.is_safe() => {
            for part in escaped(text) {
                markup.push_str(part);
            }
        }
        _ => markup.push_str(&state.escape_if_needed(value)?),
    }
    Ok(())
}

/// The five signs of HTML (`& < > " '`) as references.
pub(super) fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    escaped(text).try_for_each(|part| out.write_all(part.as_bytes()))
}

/// The parts that make an escaped text.
fn escaped(text: &str) -> impl Iterator<Item = &str> {
    // Most texts have no sign. Blocks of this size are looked through in a few instructions.
    let (blocks, rest) = text.as_bytes().as_chunks::<16>();
    let has_sign =
        |block: &[u8; 16]| block.iter().fold(0, |found, byte| found | u8::from(is_sign(*byte))) != 0;
    let is_plain = !blocks.iter().any(has_sign) && !rest.iter().any(|byte| is_sign(*byte));
    let (plain, signs) = if is_plain { (text, "") } else { ("", text) };
    let parts =
        signs.split_inclusive(|char| u8::try_from(char).is_ok_and(is_sign)).flat_map(|part| {
            match part.as_bytes().split_last() {
                Some((last, before)) if is_sign(*last) => [&part[..before.len()], reference(*last)],
                _ => [part, ""],
            }
        });
    std::iter::once(plain).chain(parts)
}

fn is_sign(byte: u8) -> bool {
    // Without branches, so that a block can be looked at as one.
    (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"') | (byte == b'\'')
}

fn reference(sign: u8) -> &'static str {
    match sign {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        _ => "&#39;",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn filled(template: &str, view: &serde_json::Value) -> String {
        let mut tera = Tera::new();
        register(&mut tera);
        tera.autoescape_on(vec![".html"]);
        tera.add_raw_template("a.html", template).unwrap();
        tera.render("a.html", &tera::Context::from_serialize(view).unwrap()).unwrap()
    }

    #[test]
    fn words_carry_their_language_where_they_are_borrowed_and_are_escaped() {
        let view = serde_json::json!({
            "own": {"text": "a < b", "lang": null},
            "borrowed": {"text": "c & \"d\"", "lang": "vi"},
            "one": [{"text": "x > y", "lang": null}],
            "both": [{"text": "it's ", "lang": null}, {"text": "<b>", "lang": "vi"}],
            "empty": [],
            "day": {"iso": "2025-10-31", "text": "31/10/2025"},
        });
        for (template, expected) in [
            ("{{ own.text | safe }}", "a < b"),
            ("{{ own | words }}", "a &lt; b"),
            ("{{ borrowed | words }}", "<span lang=\"vi\">c &amp; &quot;d&quot;</span>"),
            ("{{ one | phrase }}", "x &gt; y"),
            ("{{ both | phrase }}", "it&#39;s <span lang=\"vi\">&lt;b&gt;</span>"),
            ("{{ empty | phrase }}", ""),
            ("{{ day | day }}", "<time datetime=\"2025-10-31\">31/10/2025</time>"),
        ] {
            assert_eq!(filled(template, &view), expected, "{template}");
        }
    }

    proptest! {
        #[test]
        fn escaping_is_that_of_tera(text in "[a-zđ&<>\"' ]{0,70}") {
            let (mut own, mut tera) = (Vec::new(), Vec::new());
            escape(&text, &mut own).unwrap();
            tera::escape_html(&text, &mut tera).unwrap();
            prop_assert_eq!(own, tera);
        }
    }
}
