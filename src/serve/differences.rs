//! What differs between two days: the addresses whose bytes are not the same, or that only one of them has; and of one
//! address, the words.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::Value;
use serde_json::json;

use super::changes;
use super::site::Snapshot;
use crate::render::Renderer;
use crate::routes::Route;

/// Addresses that are new on the later day, gone, or changed; without the status, which names the day itself.
pub(super) fn json(from: &Snapshot, to: &Snapshot) -> Value {
    let listed = |a: &Snapshot, b: &Snapshot| -> Vec<String> {
        let only = a.routes().keys().filter(|path| b.route(path).is_none());
        only.cloned().collect()
    };
    let both: BTreeMap<&str, &Route> = from
        .routes()
        .iter()
        .filter(|(path, route)| to.route(path).is_some() && !route.is_status())
        .map(|(path, route)| (path.as_str(), route))
        .collect();
    let (old, new) = (from.renderer(), to.renderer());
    let mut changed: Vec<&str> = both
        .into_par_iter()
        .filter(|(_, route)| {
            let bytes = |renderer: &Renderer<'_>| renderer.render(route, "").ok().map(without_day);
            bytes(&old) != bytes(&new)
        })
        .map(|(path, _)| path)
        .collect();
    changed.sort_unstable();
    json!({
        "from": from.site().today.to_string(),
        "to": to.site().today.to_string(),
        "new": listed(to, from),
        "gone": listed(from, to),
        "changed": changed,
    })
}

/// The bytes without the day that scripts are to take for today, which stands on every page of a sample.
fn without_day(mut bytes: Vec<u8>) -> Vec<u8> {
    const MARK: &[u8] = b" data-now=\"";
    let head = &bytes[..bytes.len().min(300)];
    if let Some(start) = head.windows(MARK.len()).position(|part| part == MARK) {
        let value = start + MARK.len();
        if let Some(length) = bytes[value..].iter().position(|byte| *byte == b'"') {
            bytes.drain(start..=value + length);
        }
    }
    bytes
}

/// The words at an address on both days, side by side. Where a day does not have it, its side is empty.
pub(super) fn of_page(from: &Snapshot, to: &Snapshot, path: &str) -> Value {
    let words = |day: &Snapshot| {
        let bytes = day.route(path).and_then(|route| day.render(route).ok()).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        if matches!(day.route(path), Some(Route::Page(..))) { words(&text) } else { text.into_owned() }
    };
    let (old, fresh) = changes::side_by_side(&words(from), &words(to));
    let (old, fresh) = changes::near(old, fresh);
    json!({ "old": old, "fresh": fresh })
}

/// The words of a page, a line for each piece of text.
fn words(html: &str) -> String {
    let mut rest = html.find("<body").map_or(html, |start| &html[start..]);
    let mut lines: Vec<String> = Vec::new();
    while let Some((text, tag)) = rest.split_once('<') {
        lines.push(plain(text));
        let (name, behind) = tag.split_once('>').unwrap_or((tag, ""));
        // What a script or a drawing says is not read.
        let skipped = ["script", "style", "svg"].into_iter().find(|skipped| name.starts_with(skipped));
        rest = match skipped {
            Some(skipped) => behind.find(&format!("</{skipped}")).map_or("", |end| &behind[end..]),
            None => behind,
        };
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// A piece of text as it is read: references resolved, blanks as one.
fn plain(text: &str) -> String {
    let text = text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">");
    let text =
        text.replace("&quot;", "\"").replace("&#x27;", "'").replace("&#39;", "'").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_for_scripts_is_no_difference() {
        let page = |day: &str| format!("<!doctype html>\n<html lang=\"vi\"{day}>\n<p>a</p>").into_bytes();
        assert_eq!(without_day(page(" data-now=\"2025-10-20\"")), page(""));
        assert_eq!(without_day(page("")), page(""));
        assert_eq!(without_day(b"a,b".to_vec()), b"a,b");
    }

    #[test]
    fn words_are_what_a_reader_reads() {
        let page = "<!doctype html><title>no</title><body class=\"a\"><h1>A &amp;\n B</h1><script>if (a < b) {}</script>\
            <svg><text>no</text></svg><p>x&nbsp;<b>y</b></p></body>";
        assert_eq!(words(page), "A & B\nx\ny");
        assert_eq!(words("<body><p>cut <b"), "cut");
        assert_eq!(words(""), "");
    }
}
