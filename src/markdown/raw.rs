//! Raw HTML as it stands in markdown: cut into tags, and each tag put into a plain form in which only known names are
//! left. This makes it impossible for raw HTML to swallow what follows it or to forge the marks of the renderer; what
//! the remaining attributes may hold (addresses above all) is decided by the sanitizer, when HTML is made.

use std::borrow::Cow;
use std::ops::Range;

/// A raw tag or text that is let through.
#[derive(Debug, Clone)]
pub(super) enum RawNode {
    /// Values still hold character references, as written.
    Open {
        tag: &'static Tag,
        attributes: Vec<(&'static str, String)>,
    },
    Close(&'static Tag),
    /// Still holds character references, as written.
    Text(String),
}

/// An element that raw HTML may use.
#[derive(Debug)]
pub(super) struct Tag {
    pub name: &'static str,
    pub kind: TagKind,
    /// Besides [`GENERIC_ATTRIBUTES`].
    pub attributes: &'static [&'static str],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagKind {
    /// May stand within a line of text.
    Phrasing,
    /// As `Phrasing`, without content and end tag.
    Void,
    /// May stand only in a block of HTML.
    Flow,
    /// As `Flow`, without content and end tag.
    FlowVoid,
}

impl Tag {
    pub fn is_void(&self) -> bool {
        matches!(self.kind, TagKind::Void | TagKind::FlowVoid)
    }

    pub fn is_phrasing(&self) -> bool {
        matches!(self.kind, TagKind::Phrasing | TagKind::Void)
    }

    /// The attribute's own name, where the element may have it.
    pub fn attribute(&self, name: &str) -> Option<&'static str> {
        self.attributes.iter().chain(GENERIC_ATTRIBUTES).find(|known| **known == name).copied()
    }
}

/// Attributes that any raw element may have. `id`, `class` and `style` are not among them: ids are given by headings
/// and must stay unique, looks are the theme's.
pub(super) const GENERIC_ATTRIBUTES: &[&str] = &["lang", "dir", "title"];

/// Elements whose content goes with them.
const SWALLOWED: &[&str] = &[
    "applet",
    "audio",
    "button",
    "canvas",
    "embed",
    "frameset",
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
    "xmp",
];

/// Whether the content of an element is removed with it.
pub(super) fn is_swallowed(name: &str) -> bool {
    // `embed` has no content and no end tag: waiting for one would swallow the rest.
    name != "embed" && SWALLOWED.contains(&name)
}

/// The element of that name (in lower case), where raw HTML may use it.
pub(super) fn tag(name: &str) -> Option<&'static Tag> {
    TAGS.iter().find(|tag| tag.name == name)
}

const fn phrasing(name: &'static str, attributes: &'static [&'static str]) -> Tag {
    Tag { name, kind: TagKind::Phrasing, attributes }
}

const fn flow(name: &'static str, attributes: &'static [&'static str]) -> Tag {
    Tag { name, kind: TagKind::Flow, attributes }
}

pub(super) const TAGS: &[Tag] = &[
    phrasing("a", &["href", "hreflang"]),
    phrasing("abbr", &[]),
    phrasing("b", &[]),
    phrasing("bdi", &[]),
    phrasing("bdo", &[]),
    phrasing("cite", &[]),
    phrasing("code", &[]),
    phrasing("del", &["datetime"]),
    phrasing("dfn", &[]),
    phrasing("em", &[]),
    phrasing("i", &[]),
    phrasing("ins", &["datetime"]),
    phrasing("kbd", &[]),
    phrasing("mark", &[]),
    phrasing("q", &[]),
    phrasing("rp", &[]),
    phrasing("rt", &[]),
    phrasing("ruby", &[]),
    phrasing("s", &[]),
    phrasing("samp", &[]),
    phrasing("small", &[]),
    phrasing("span", &[]),
    phrasing("strong", &[]),
    phrasing("sub", &[]),
    phrasing("sup", &[]),
    phrasing("time", &["datetime"]),
    phrasing("u", &[]),
    phrasing("var", &[]),
    Tag { name: "br", kind: TagKind::Void, attributes: &[] },
    Tag { name: "img", kind: TagKind::Void, attributes: &["src", "alt", "width", "height"] },
    Tag { name: "wbr", kind: TagKind::Void, attributes: &[] },
    Tag { name: "hr", kind: TagKind::FlowVoid, attributes: &[] },
    flow("blockquote", &[]),
    flow("caption", &[]),
    flow("dd", &[]),
    flow("details", &["open"]),
    flow("div", &[]),
    flow("dl", &[]),
    flow("dt", &[]),
    flow("figcaption", &[]),
    flow("figure", &[]),
    flow("h1", &[]),
    flow("h2", &[]),
    flow("h3", &[]),
    flow("h4", &[]),
    flow("h5", &[]),
    flow("h6", &[]),
    flow("li", &[]),
    flow("ol", &["start", "reversed"]),
    flow("p", &[]),
    flow("pre", &[]),
    flow("summary", &[]),
    flow("table", &[]),
    flow("tbody", &[]),
    flow("td", &["colspan", "rowspan"]),
    flow("tfoot", &[]),
    flow("th", &["colspan", "rowspan", "scope"]),
    flow("thead", &[]),
    flow("tr", &[]),
    flow("ul", &[]),
];

/// Names in lower case and values as written, in the order of the text.
pub(super) type Attributes = Vec<(String, String)>;

/// A lexical piece of raw HTML. Names are in lower case.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    Text,
    Open {
        name: String,
        attributes: Vec<(String, String)>,
    },
    Close {
        name: String,
    },
    /// A comment, an instruction, a doctype.
    Nothing,
    /// A comment that is not closed.
    OpenComment,
    /// A tag that is not closed: the browser would look for its end in what follows.
    Cut,
}

/// The token at `at`, and where it ends: always after `at`, and at a character's edge, as long as `at` is one before
/// the end of `text`.
pub(super) fn next_token(text: &str, at: usize) -> (Token, usize) {
    let rest = text.get(at..).unwrap_or_default();
    let bytes = rest.as_bytes();
    let to = |found: Option<usize>, len: usize| found.map_or(text.len(), |found| at + found + len);
    match (bytes.first(), bytes.get(1)) {
        (Some(b'<'), Some(b'a'..=b'z' | b'A'..=b'Z')) => read_tag(rest, 1)
            .map_or((Token::Cut, text.len()), |(name, attributes, end)| {
                (Token::Open { name, attributes }, at + end)
            }),
        (Some(b'<'), Some(b'/')) if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => read_tag(rest, 2)
            .map_or((Token::Cut, text.len()), |(name, _, end)| (Token::Close { name }, at + end)),
        (Some(b'<'), Some(b'!')) if rest.starts_with("<!--") => {
            // `<!-->` and `<!--->` are comments too.
            let found = rest.get(2..).and_then(|rest| rest.find("-->"));
            let token = if found.is_some() { Token::Nothing } else { Token::OpenComment };
            (token, to(found, 5))
        }
        (Some(b'<'), Some(b'!' | b'?' | b'/')) => (Token::Nothing, to(rest.find('>'), 1)),
        _ => {
            let next = bytes.iter().skip(1).position(|byte| *byte == b'<');
            (Token::Text, to(next, 1))
        }
    }
}

/// Name, attributes and end of the tag whose name begins at `at`; none where it is not closed.
fn read_tag(text: &str, at: usize) -> Option<(String, Attributes, usize)> {
    let bytes = text.as_bytes();
    let blank = |byte: u8| byte.is_ascii_whitespace();
    let run = |from: usize, stop: &dyn Fn(u8) -> bool| {
        bytes.iter().skip(from).position(|byte| stop(*byte)).map(|length| from + length)
    };
    let cut = |range: Range<usize>| text.get(range).unwrap_or_default();
    let mut end = run(at, &|byte| blank(byte) || byte == b'/' || byte == b'>')?;
    let name = cut(at..end).to_ascii_lowercase();
    let mut attributes: Vec<(String, String)> = Vec::new();
    loop {
        let start = run(end, &|byte| !blank(byte) && byte != b'/')?;
        if bytes.get(start) == Some(&b'>') {
            return Some((name, attributes, start + 1));
        }
        // The first character belongs to the name even where it is `=`.
        end = run(start + 1, &|byte| blank(byte) || matches!(byte, b'/' | b'>' | b'='))?;
        let key = cut(start..end).to_ascii_lowercase();
        let mut value = String::new();
        let equals = run(end, &|byte| !blank(byte))?;
        if bytes.get(equals) == Some(&b'=') {
            let first = run(equals + 1, &|byte| !blank(byte))?;
            match bytes.get(first).copied() {
                Some(quote @ (b'"' | b'\'')) => {
                    let close = run(first + 1, &|byte| byte == quote)?;
                    cut(first + 1..close).clone_into(&mut value);
                    end = close + 1;
                }
                _ => {
                    end = run(first, &|byte| blank(byte) || byte == b'>')?;
                    cut(first..end).clone_into(&mut value);
                }
            }
        }
        attributes.push((key, value));
    }
}

/// Text with the character references that a canonical form uses, and numeric ones, resolved; others stay as written.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        // The longest reference known here, `#x10ffff` or one with a few zeros in front, is short.
        let end = after.bytes().take(16).position(|byte| byte == b';');
        let found = end.and_then(|end| Some((reference(after.get(..end)?)?, after.get(end + 1..)?)));
        if let Some((character, next)) = found {
            decoded.push(character);
            rest = next;
        } else {
            decoded.push('&');
            rest = after;
        }
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}
