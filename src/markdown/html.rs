//! Makes HTML of a [`Doc`]. All that only the site knows comes from a [`Fill`].
//!
//! The document's own markup is written with attributes held back: a tag stands as `<p data-k="7">`, a live block as
//! an empty `<div data-k="8">`. Where the document holds raw HTML, the whole is then parsed and written anew by the
//! sanitizer, which puts unbalanced and misplaced tags in order; attributes and live blocks are put in last, so the
//! sanitizer neither sees nor changes them. Raw HTML cannot forge the mark, since its tags are written from a list of
//! known names and attributes; and text cannot, since it holds no `<` by then.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use super::parse::{note_id, reference_id};
use super::raw::{self, RawNode, TAGS, Token};
use super::{AlertKind, Block, Doc, Element, Node};

/// What the site knows. Strings are plain text or plain addresses and are escaped here, except where said otherwise.
pub trait Fill {
    /// The address to link to instead; none to keep what is written. Called only for destinations that are
    /// [safe](is_safe_destination).
    fn link(&self, destination: &str) -> Option<String>;
    /// What to show for an image. Called only for destinations that are [safe](is_safe_destination).
    fn image(&self, destination: &str) -> ImageAttrs;
    /// The HTML of a live block: flow content, trusted, put in as it is.
    fn block(&self, block: &Block) -> String;
    /// The words of an inline fact.
    fn fact(&self, path: &str) -> String;
    /// The word above an alert, such as "Lưu ý".
    fn alert_label(&self, kind: AlertKind) -> String;
    /// The accessible name of a table's scrolling region: `number` counts from 1 within the document, `heading` is
    /// the heading it stands under.
    fn table_label(&self, number: usize, heading: Option<&str>) -> String;
    /// The accessible name of the footnotes' section.
    fn footnotes_label(&self) -> String;
    /// The accessible name of a reference to footnote `number`; it should hold that number.
    fn footnote_label(&self, number: usize) -> String;
    /// The accessible name of the link from footnote `number` back to its `nth` reference, both from 1.
    fn footnote_back_label(&self, number: usize, nth: usize) -> String;
    /// Added to the level of headings, up to 6. The default 1 is for pages that have an `h1` of their own.
    fn heading_shift(&self) -> u8 {
        1
    }
}

/// How an image is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImageAttrs {
    /// The address.
    pub src: String,
    /// In CSS pixels, so that the page does not jump while images load.
    pub width: Option<u32>,
    /// In CSS pixels.
    pub height: Option<u32>,
}

/// Whether a link may lead there: a relative address, or one of the schemes `http`, `https`, `mailto`, `tel`, `sms`
/// and `geo`. All others (`javascript:`, `data:`, `vbscript:`, and a file name with a colon in it) are shown without
/// an address.
#[must_use]
pub fn is_safe_destination(destination: &str) -> bool {
    // Browsers drop tabs and line breaks anywhere, and control characters and blanks in front, before they read the
    // scheme.
    let seen: String = destination.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let seen = seen.trim_start_matches(|c: char| c <= ' ');
    let scheme_end = seen.find(['/', '?', '#', ':', '\\']).filter(|end| seen[*end..].starts_with(':'));
    match scheme_end {
        None => true,
        Some(end) => SCHEMES.iter().any(|scheme| seen[..end].eq_ignore_ascii_case(scheme)),
    }
}

const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "sms", "geo"];

/// Deeper elements are left out and only their content is shown: no reader follows so far, and parsing such trees
/// takes quadratic time.
const MAX_DEPTH: usize = 64;

/// The attribute that stands for what is put in last.
const MARK: &str = "data-k";

impl Doc {
    /// The document as HTML, to stand in an element that takes flow content.
    #[must_use]
    pub fn html(&self, fill: &dyn Fill) -> String {
        let mut writer = Writer { doc: self, fill, html: String::new(), held: Vec::new(), stack: Vec::new() };
        writer.nodes(&self.nodes);
        writer.close_raw();
        writer.footnotes();
        let Writer { html, held, .. } = writer;
        let html = if self.raw.is_empty() { html } else { sanitize(&html) };
        complete(&html, &held, fill)
    }
}

/// What stands for a mark.
enum Held {
    /// With a blank in front of each.
    Attributes(String),
    /// In place of the whole element.
    Html(String),
}

struct Writer<'a> {
    doc: &'a Doc,
    fill: &'a dyn Fill,
    html: String,
    held: Vec<Held>,
    stack: Vec<Open>,
}

/// An element that is open.
struct Open {
    close: Cow<'static, str>,
    shown: bool,
    /// The name of a raw element; none for the document's own.
    raw: Option<&'static str>,
}

impl Writer<'_> {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Open(element) => self.element(element),
                Node::Close => {
                    self.close_raw();
                    self.pop();
                }
                Node::Text(text) => escape(text, &mut self.html),
                Node::Code(code) => {
                    self.html.push_str("<code>");
                    escape(code, &mut self.html);
                    self.html.push_str("</code>");
                }
                Node::CodeBlock { language, code } => self.code_block(language, code),
                Node::SoftBreak => self.html.push('\n'),
                Node::HardBreak => self.html.push_str("<br>\n"),
                Node::Rule => {
                    self.end_raw_paragraph();
                    self.html.push_str("<hr>\n");
                }
                Node::Fact(path) => escape(&self.fill.fact(path), &mut self.html),
                Node::Live(index) => self.live(*index),
                Node::Image(index) => self.image(*index),
                Node::NoteRef { number, nth, .. } => self.note_reference(*number, *nth),
                Node::Raw(raw) => self.raw(raw),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        if element.is_block() {
            self.end_raw_paragraph();
        }
        let deep = match self.stack.last() {
            Some(around) if element.is_part() => !around.shown,
            _ => self.stack.len() >= MAX_DEPTH,
        };
        if deep {
            self.stack.push(Open { close: Cow::Borrowed(""), shown: false, raw: None });
            return;
        }
        let close = match element {
            Element::Paragraph => self.open("p", String::new(), "</p>\n"),
            Element::Heading(index) => self.heading(*index),
            Element::Quote => self.open("blockquote", String::new(), "</blockquote>\n"),
            Element::Alert(kind) => {
                let class = format!(" class=\"alert alert-{}\" role=\"note\"", kind.name());
                let close = self.open("div", class, "</div>\n");
                self.open("p", " class=\"alert-label\"".to_owned(), "");
                escape(&self.fill.alert_label(*kind), &mut self.html);
                self.html.push_str("</p>\n");
                close
            }
            Element::List(None) => self.open("ul", String::new(), "</ul>\n"),
            Element::List(Some(1)) => self.open("ol", String::new(), "</ol>\n"),
            Element::List(Some(start)) => self.open("ol", format!(" start=\"{start}\""), "</ol>\n"),
            Element::Item => self.open("li", String::new(), "</li>\n"),
            Element::Table { number, heading } => self.table(*number, *heading),
            Element::TableHead => self.open("thead", String::new(), "</thead>\n"),
            Element::TableBody => self.open("tbody", String::new(), "</tbody>\n"),
            Element::TableRow => self.open("tr", String::new(), "</tr>\n"),
            Element::TableCell { head, blank, align } => {
                let class = align.map(|align| format!(" class=\"{align}\"")).unwrap_or_default();
                // An empty header cell names nothing.
                if *head && !*blank {
                    self.open("th", format!(" scope=\"col\"{class}"), "</th>\n")
                } else {
                    self.open("td", class, "</td>\n")
                }
            }
            Element::Emphasis => self.open("em", String::new(), "</em>"),
            Element::Strong => self.open("strong", String::new(), "</strong>"),
            Element::Strikethrough => self.open("del", String::new(), "</del>"),
            Element::Link(index) => self.link(*index),
        };
        self.stack.push(Open { close: Cow::Borrowed(close), shown: true, raw: None });
    }

    /// Writes a start tag whose attributes are put in last; gives back `close`.
    fn open(&mut self, name: &str, attributes: String, close: &'static str) -> &'static str {
        if attributes.is_empty() {
            let _infallible = write!(self.html, "<{name}>");
        } else {
            let _infallible = write!(self.html, "<{name} {MARK}=\"{}\">", self.held.len());
            self.held.push(Held::Attributes(attributes));
        }
        close
    }

    fn heading(&mut self, index: usize) -> &'static str {
        let Some(heading) = self.doc.headings.get(index) else {
            return "";
        };
        let (name, close) = heading_names(heading.level, self.fill.heading_shift());
        self.open(name, attribute("id", &heading.id), close)
    }

    fn table(&mut self, number: usize, heading: Option<usize>) -> &'static str {
        let heading = heading.and_then(|index| self.doc.headings.get(index));
        let heading = heading.map(|heading| heading.text.fill(&|path| self.fill.fact(path)));
        let label = self.fill.table_label(number, heading.as_deref());
        let attributes = " class=\"table\" role=\"region\" tabindex=\"0\"".to_owned();
        self.open("div", attributes + &attribute("aria-label", &label), "");
        self.html.push_str("<table>\n");
        "</table></div>\n"
    }

    fn link(&mut self, index: usize) -> &'static str {
        let Some(link) = self.doc.links.get(index) else {
            return "";
        };
        let mut attributes = String::new();
        if let Some(href) = link_address(self.fill, &link.destination) {
            attributes.push_str(&attribute("href", &href));
        }
        if !link.title.is_empty() {
            attributes.push_str(&attribute("title", &link.title));
        }
        self.open("a", attributes, "</a>")
    }

    fn image(&mut self, index: usize) {
        let Some(image) = self.doc.images.get(index) else {
            return;
        };
        let alt = image.alt.fill(&|path| self.fill.fact(path));
        let title = if image.title.is_empty() { String::new() } else { attribute("title", &image.title) };
        match image_attributes(self.fill, &image.destination) {
            Some(attributes) => {
                self.open("img", attributes + &attribute("alt", &alt) + &title, "");
            }
            None => escape(&alt, &mut self.html),
        }
    }

    fn code_block(&mut self, language: &str, code: &str) {
        self.end_raw_paragraph();
        // Long lines scroll, so the keyboard must reach the block.
        self.open("pre", " tabindex=\"0\"".to_owned(), "");
        if language.is_empty() {
            self.html.push_str("<code>");
        } else {
            self.open("code", attribute("class", &format!("language-{language}")), "");
        }
        escape(code, &mut self.html);
        self.html.push_str("</code></pre>\n");
    }

    fn live(&mut self, index: usize) {
        let Some(block) = self.doc.blocks.get(index) else {
            return;
        };
        self.end_raw_paragraph();
        let _infallible = writeln!(self.html, "<div {MARK}=\"{}\"></div>", self.held.len());
        self.held.push(Held::Html(self.fill.block(block)));
    }

    fn note_reference(&mut self, number: usize, nth: usize) {
        self.open("sup", attribute("id", &reference_id(number, nth)), "");
        let href = format!(" href=\"#{}\"", note_id(number));
        self.open("a", href + &attribute("aria-label", &self.fill.footnote_label(number)), "");
        let _infallible = write!(self.html, "{number}</a></sup>");
    }

    fn footnotes(&mut self) {
        let doc = self.doc;
        if doc.notes.iter().all(|note| note.number == 0) {
            return;
        }
        let label = attribute("aria-label", &self.fill.footnotes_label());
        self.html.truncate(self.html.trim_end().len());
        self.html.push('\n');
        self.open("section", " class=\"footnotes\"".to_owned() + &label, "");
        self.html.push_str("\n<ol>\n");
        for note in doc.notes.iter().filter(|note| note.number > 0) {
            self.open("li", attribute("id", &note_id(note.number)), "");
            // Closes what raw HTML in the note leaves open.
            self.stack.push(Open { close: Cow::Borrowed(""), shown: true, raw: None });
            self.nodes(&note.nodes);
            self.close_raw();
            self.pop();
            self.html.truncate(self.html.trim_end().len());
            let paragraph = self.html.ends_with("</p>");
            if paragraph {
                self.html.truncate(self.html.len() - "</p>".len());
            }
            for nth in 1..=note.uses {
                self.html.push(' ');
                let href = format!(" href=\"#{}\"", reference_id(note.number, nth));
                let label = attribute("aria-label", &self.fill.footnote_back_label(note.number, nth));
                self.open("a", format!("{href} class=\"footnote-back\"{label}"), "");
                self.html.push_str("↩\u{fe0e}</a>");
            }
            self.html.push_str(if paragraph { "</p></li>\n" } else { "</li>\n" });
        }
        self.html.push_str("</ol>\n</section>\n");
    }

    fn raw(&mut self, node: &RawNode) {
        match node {
            RawNode::Text(text) => {
                for character in text.chars() {
                    match character {
                        '<' => self.html.push_str("&lt;"),
                        '>' => self.html.push_str("&gt;"),
                        '\0' => self.html.push('\u{fffd}'),
                        other => self.html.push(other),
                    }
                }
            }
            RawNode::Open { tag, attributes } => self.raw_open(tag, attributes),
            RawNode::Close(tag) => {
                // Only up to the document's own element around it: a stray end tag must not close that.
                let open = self.stack.iter().rev().take_while(|open| open.raw.is_some());
                let Some(above) = open.map(|open| open.raw).position(|raw| raw == Some(tag.name)) else {
                    return;
                };
                for _ in 0..=above {
                    self.pop();
                }
            }
        }
    }

    fn raw_open(&mut self, tag: &'static raw::Tag, attributes: &[(&'static str, String)]) {
        let heading = tag.name.strip_prefix('h').and_then(|level| level.parse().ok());
        let name = match heading {
            Some(level) => heading_names(level, self.fill.heading_shift()).0,
            None => tag.name,
        };
        let name: Cow<'static, str> = Cow::Owned(name.to_owned());
        if self.stack.len() >= MAX_DEPTH {
            return;
        }
        let _infallible = write!(self.html, "<{name}");
        for (key, value) in attributes {
            let _infallible = write!(self.html, " {key}=\"");
            for character in value.chars() {
                match character {
                    '"' => self.html.push_str("&quot;"),
                    '<' => self.html.push_str("&lt;"),
                    '>' => self.html.push_str("&gt;"),
                    '\0' => self.html.push('\u{fffd}'),
                    other => self.html.push(other),
                }
            }
            self.html.push('"');
        }
        if tag.name == "img" && attributes.iter().all(|(key, _)| *key != "alt") {
            self.html.push_str(" alt=\"\"");
        }
        self.html.push('>');
        if !tag.is_void() {
            // The end tag is found by the name as written, which a shifted heading has no more.
            self.stack.push(Open {
                close: Cow::Owned(format!("</{name}>")),
                shown: true,
                raw: Some(tag.name),
            });
        }
    }

    /// Closes raw elements down to the document's own.
    fn close_raw(&mut self) {
        while self.stack.last().is_some_and(|open| open.raw.is_some()) {
            self.pop();
        }
    }

    /// A block ends a raw `<p>`, whose own end tag would else make an empty paragraph.
    fn end_raw_paragraph(&mut self) {
        if self.stack.last().is_some_and(|open| open.raw == Some("p")) {
            self.pop();
        }
    }

    fn pop(&mut self) {
        if let Some(open) = self.stack.pop() {
            self.html.push_str(&open.close);
        }
    }
}

/// Parses the whole and writes it anew, with only elements and attributes that are let through.
fn sanitize(html: &str) -> String {
    let mut tags: HashSet<&str> = TAGS.iter().map(|tag| tag.name).collect();
    tags.insert("section");
    let tag_attributes: HashMap<&str, HashSet<&str>> =
        TAGS.iter().map(|tag| (tag.name, tag.attributes.iter().copied().collect())).collect();
    let mut generic: HashSet<&str> = raw::GENERIC_ATTRIBUTES.iter().copied().collect();
    generic.insert(MARK);
    ammonia::Builder::empty()
        .tags(tags)
        .tag_attributes(tag_attributes)
        .generic_attributes(generic)
        .url_schemes(SCHEMES.iter().copied().collect())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .clean(html)
        .to_string()
}

/// Puts in what stands for the marks, and has raw links and images filled.
fn complete(html: &str, held: &[Held], fill: &dyn Fill) -> String {
    let mut out = String::with_capacity(html.len() * 2);
    let mut at = 0;
    while at < html.len() {
        let (token, end) = raw::next_token(html, at);
        let written = html.get(at..end).unwrap_or_default();
        at = end;
        let Token::Open { name, attributes } = token else {
            out.push_str(written);
            continue;
        };
        match attributes.as_slice() {
            [(key, value)] if key == MARK => {
                match value.parse().ok().and_then(|index: usize| held.get(index)) {
                    Some(Held::Attributes(attributes)) => {
                        let _infallible = write!(out, "<{name}{attributes}>");
                    }
                    Some(Held::Html(block)) => {
                        out.push_str(block);
                        at +=
                            if html.get(at..).is_some_and(|rest| rest.starts_with("</div>")) { 6 } else { 0 };
                    }
                    None => {
                        let _infallible = write!(out, "<{name}>");
                    }
                }
            }
            [] => out.push_str(written),
            _ => filled_raw(&name, &attributes, fill, &mut out),
        }
    }
    out
}

/// A raw tag as the sanitizer left it, with addresses filled.
fn filled_raw(name: &str, attributes: &[(String, String)], fill: &dyn Fill, out: &mut String) {
    if name == "img" && attributes.iter().all(|(key, _)| key != "src") {
        let alt = attributes.iter().find(|(key, _)| key == "alt").map_or("", |(_, alt)| alt);
        escape(&raw::decode(alt), out);
        return;
    }
    let _infallible = write!(out, "<{name}");
    let sized = attributes.iter().any(|(key, _)| key == "width" || key == "height");
    for (key, value) in attributes {
        let value = raw::decode(value);
        match (name, key.as_str()) {
            ("a", "href") => {
                if let Some(href) = link_address(fill, &value) {
                    out.push_str(&attribute(key, &href));
                }
            }
            ("img", "src") => {
                let mut image = fill.image(&value);
                if sized {
                    (image.width, image.height) = (None, None);
                }
                out.push_str(&written_image(&image));
            }
            _ => out.push_str(&attribute(key, &value)),
        }
    }
    out.push('>');
}

fn link_address(fill: &dyn Fill, destination: &str) -> Option<String> {
    is_safe_destination(destination).then(|| fill.link(destination).unwrap_or_else(|| destination.to_owned()))
}

fn image_attributes(fill: &dyn Fill, destination: &str) -> Option<String> {
    is_safe_destination(destination).then(|| written_image(&fill.image(destination)))
}

fn written_image(image: &ImageAttrs) -> String {
    let mut attributes = attribute("src", &image.src);
    for (key, length) in [("width", image.width), ("height", image.height)] {
        if let Some(length) = length {
            let _infallible = write!(attributes, " {key}=\"{length}\"");
        }
    }
    // Who reads only the first steps does not pay for the pictures of the last.
    attributes.push_str(" loading=\"lazy\"");
    attributes
}

fn heading_names(level: u8, shift: u8) -> (&'static str, &'static str) {
    match level.saturating_add(shift) {
        0 | 1 => ("h1", "</h1>\n"),
        2 => ("h2", "</h2>\n"),
        3 => ("h3", "</h3>\n"),
        4 => ("h4", "</h4>\n"),
        5 => ("h5", "</h5>\n"),
        _ => ("h6", "</h6>\n"),
    }
}

fn attribute(name: &str, value: &str) -> String {
    let mut text = format!(" {name}=\"");
    escape(value, &mut text);
    text.push('"');
    text
}

/// Escapes for text and for attributes in double quotes.
fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\0' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
}
