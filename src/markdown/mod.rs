//! Markdown text into a [`Doc`], and a `Doc` into HTML.
//!
//! [`parse`] decodes text: no files are opened and nothing is known of the site, so names of live blocks, paths of
//! facts and destinations of links are handed on as they were written, each with its place. [`Doc::html`] asks a
//! [`Fill`] for whatever only the site knows. Judging what was found (unknown names, broken links, missing alt text)
//! is left to the checks; reading YAML is left to the module that reads all YAML.

mod front_matter;
mod html;
mod parse;
mod raw;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::text::slug;
pub use front_matter::{FrontMatter, Split, split_front_matter};
pub use html::{Fill, ImageAttrs, is_safe_destination};
pub use parse::{ParseOptions, parse};

use raw::RawNode;

/// A decoded document. Lists are in the order of the text; all ranges are bytes of the file, that is of the text
/// given to [`parse`] moved by [`ParseOptions::offset`].
#[derive(Debug, Clone, Default)]
pub struct Doc {
    /// Markdown headings (`#` or underlined); headings written as raw HTML have no id and are not listed.
    pub headings: Vec<Heading>,
    /// Links of markdown and of raw HTML.
    pub links: Vec<Link>,
    /// Images of markdown and of raw HTML.
    pub images: Vec<Image>,
    /// Every fenced block with an info string, live or not.
    pub blocks: Vec<Block>,
    /// Inline facts.
    pub facts: Vec<Fact>,
    /// What a reader reads, one entry per paragraph, heading, table cell or list item.
    pub prose: Vec<Prose>,
    /// Stretches of raw HTML.
    pub raw: Vec<RawHtml>,
    /// What could not be understood.
    pub problems: Vec<Problem>,
    /// The first paragraph with words in it that stands in no quote, list, alert or footnote.
    pub first_paragraph: Option<Words>,
    nodes: Vec<Node>,
    notes: Vec<Note>,
}

impl Doc {
    /// The live blocks among [`Doc::blocks`].
    pub fn live_blocks(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| block.live)
    }

    /// The words of the document without marks, one block a line, footnotes last, for search and for feeds. Live
    /// blocks are left out, code is kept.
    #[must_use]
    pub fn plain_text(&self, fact: &dyn Fn(&str) -> String) -> String {
        let mut text = String::new();
        self.plain_nodes(&self.nodes, fact, &mut text);
        for note in self.notes.iter().filter(|note| note.number > 0) {
            end_line(&mut text);
            self.plain_nodes(&note.nodes, fact, &mut text);
        }
        text.truncate(text.trim_end().len());
        text
    }

    fn plain_nodes(&self, nodes: &[Node], fact: &dyn Fn(&str) -> String, text: &mut String) {
        for node in nodes {
            match node {
                Node::Text(words) | Node::Code(words) => text.push_str(words),
                Node::CodeBlock { code, .. } => {
                    end_line(text);
                    text.push_str(code);
                    end_line(text);
                }
                Node::Fact(path) => text.push_str(&fact(path)),
                Node::SoftBreak => text.push(' '),
                Node::Image(index) => {
                    if let Some(image) = self.images.get(*index) {
                        text.push_str(&image.alt.fill(fact));
                    }
                }
                Node::Raw(RawNode::Text(words)) => text.push_str(&raw::decode(words)),
                Node::Open(element) if element.is_block() => end_line(text),
                Node::HardBreak | Node::Rule | Node::Live(_) => end_line(text),
                Node::Open(_) | Node::Close | Node::NoteRef { .. } | Node::Raw(_) => {}
            }
        }
    }
}

/// A heading of the document.
#[derive(Debug, Clone)]
pub struct Heading {
    /// 1 to 6, as written: the shift of [`Fill::heading_shift`] is not in it.
    pub level: u8,
    /// The words, without the explicit id.
    pub text: Words,
    /// Unique within the document: the explicit one (`{#id}`), else made from the words by [`slug`].
    pub id: String,
    /// The whole heading.
    pub range: Range<usize>,
}

/// A link.
#[derive(Debug, Clone)]
pub struct Link {
    /// As written, with escapes and character references resolved; `mailto:` is added to `<name@host>`.
    pub destination: String,
    /// The title in quotes, or empty.
    pub title: String,
    /// The words of the link, with the alt text of images in it.
    pub text: Words,
    /// From the opening to the closing mark.
    pub range: Range<usize>,
    /// Written as `<https://…>`: the words are the destination.
    pub autolink: bool,
}

/// An image.
#[derive(Debug, Clone)]
pub struct Image {
    /// As written, with escapes and character references resolved.
    pub destination: String,
    /// The title in quotes, or empty.
    pub title: String,
    /// What a reader who does not see the image is told; empty where the author gave nothing.
    pub alt: Words,
    /// From the opening to the closing mark.
    pub range: Range<usize>,
}

/// A fenced block whose info string holds something: a live block, code, or a misspelt name of either.
#[derive(Debug, Clone)]
pub struct Block {
    /// The first word of the info string.
    pub name: String,
    /// Where the name stands.
    pub name_range: Range<usize>,
    /// What follows the name.
    pub args: Vec<Arg>,
    /// The lines between the fences, with LF line ends.
    pub body: String,
    /// The whole block with its fences.
    pub range: Range<usize>,
    /// Whether [`ParseOptions::is_live`] claimed the name.
    pub live: bool,
}

/// One `key=value` of a block; `key="two words"` takes blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arg {
    /// What stands before `=`, or the whole word where there is none (then also a [`ProblemKind::BadArgument`]).
    pub key: String,
    /// Without its quotes.
    pub value: String,
    /// Key and value.
    pub range: Range<usize>,
}

/// An inline fact, `{{ path }}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Without braces and blanks around it; has at least one character and no blank or brace in it.
    pub path: String,
    /// With the braces.
    pub range: Range<usize>,
}

/// A stretch of raw HTML: a block of it, or one inline tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawHtml {
    /// Where it stands.
    pub range: Range<usize>,
    /// Names of elements in it that are not let through, sorted, each once.
    pub removed: Vec<String>,
}

/// Something in the text that could not be understood. The text itself is shown as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where.
    pub range: Range<usize>,
}

/// The kinds of [`Problem`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// `{{` without `}}` in the same stretch of plain text on one line.
    UnclosedFact,
    /// `{{ }}`.
    EmptyFact,
    /// Blanks or braces within the path, as in `{{ two words }}`.
    MalformedFact,
    /// A word without `=`, or an unclosed quote, in the info string of a live block.
    BadArgument,
    /// `[^label]` without a definition.
    UndefinedFootnote(String),
    /// A definition that nothing refers to; it is not shown.
    UnusedFootnote(String),
    /// `[text][label]` without a definition.
    UndefinedReference(String),
    /// An explicit heading id that an earlier heading, or the page itself, has; a number is put after it.
    DuplicateId(String),
    /// `<!--` without `-->`: it hides the rest of the document.
    UnclosedComment,
    /// A raw element that is removed with its content (`<script>`, `<iframe>`) and has no end tag in its block of
    /// HTML: the rest of the block goes with it.
    UnclosedElement(String),
}

/// Words in which facts may stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Fact(String),
}

impl Words {
    /// The words with each fact replaced by what `fact` says for its path; blanks at both ends are cut.
    #[must_use]
    pub fn fill(&self, fact: &dyn Fn(&str) -> String) -> String {
        let mut text = String::new();
        for part in &self.0 {
            match part {
                Part::Text(words) => text.push_str(words),
                Part::Fact(path) => text.push_str(&fact(path)),
            }
        }
        text.trim().to_owned()
    }

    /// The words with each fact as it is written, `{{ path }}`.
    #[must_use]
    pub fn source(&self) -> String {
        self.fill(&|path| format!("{{{{ {path} }}}}"))
    }

    /// Whether there is neither a fact nor a character other than blanks.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|part| matches!(part, Part::Text(words) if words.trim().is_empty()))
    }

    fn push_text(&mut self, text: &str) {
        if let Some(Part::Text(last)) = self.0.last_mut() {
            last.push_str(text);
        } else {
            self.0.push(Part::Text(text.to_owned()));
        }
    }
}

/// The words of one block in NFC, across emphasis and links, with the way back to the source. A line break is one
/// blank; code, inline facts, images and autolinks stand as one blank each, so that what is around them never joins.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    /// The words.
    pub text: String,
    /// From the first word to the last.
    pub range: Range<usize>,
    pieces: Vec<Piece>,
}

/// A stretch of prose that came from one stretch of source; bytes match one to one where it is `verbatim`.
#[derive(Debug, Clone)]
struct Piece {
    at: usize,
    source: Range<usize>,
    verbatim: bool,
}

impl Prose {
    /// Where bytes `part` of [`Prose::text`] stand in the file. Out-of-range input gives the nearest place.
    #[must_use]
    pub fn source(&self, part: Range<usize>) -> Range<usize> {
        let start = match self.piece_at(part.start) {
            Some(piece) if piece.verbatim => {
                (piece.source.start + (part.start - piece.at.min(part.start))).min(piece.source.end)
            }
            Some(piece) => piece.source.start,
            None => self.range.start,
        };
        let end = match self.piece_at(part.end.saturating_sub(1)) {
            Some(piece) if piece.verbatim => {
                (piece.source.start + (part.end - piece.at.min(part.end))).min(piece.source.end)
            }
            Some(piece) => piece.source.end,
            None => self.range.end,
        };
        start..end.max(start)
    }

    fn piece_at(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(after.checked_sub(1)?)
    }

    fn push(&mut self, text: &str, mut source: Range<usize>, verbatim: bool) {
        let mut text = text;
        // A gap gives one blank already, and prose begins with a word.
        if verbatim && (self.text.is_empty() || self.text.ends_with(' ')) {
            text = text.trim_start_matches(' ');
            source.start = source.end - text.len();
        }
        if text.is_empty() {
            return;
        }
        if self.pieces.is_empty() {
            self.range = source.clone();
        }
        self.range.end = self.range.end.max(source.end);
        if let Some(last) = self.pieces.last_mut()
            && verbatim
            && last.verbatim
            && last.source.end == source.start
            && last.at + last.source.len() == self.text.len()
        {
            last.source.end = source.end;
        } else {
            self.pieces.push(Piece { at: self.text.len(), source, verbatim });
        }
        self.text.push_str(text);
    }
}

/// The kind of an alert, `> [!NOTE]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlertKind {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

impl AlertKind {
    /// The kind in lower case, as in the class `alert-note`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            AlertKind::Note => "note",
            AlertKind::Tip => "tip",
            AlertKind::Important => "important",
            AlertKind::Warning => "warning",
            AlertKind::Caution => "caution",
        }
    }
}

/// One step of the document; `Open` and `Close` of elements are always balanced, raw tags need not be.
#[derive(Debug, Clone)]
enum Node {
    Open(Element),
    Close,
    Text(String),
    Code(String),
    CodeBlock {
        language: String,
        code: String,
    },
    SoftBreak,
    HardBreak,
    Rule,
    /// The path.
    Fact(String),
    /// Index in `Doc::blocks`.
    Live(usize),
    /// Index in `Doc::images`.
    Image(usize),
    /// `note` is an index in `Doc::notes`; `number` and `nth` count from 1.
    NoteRef {
        note: usize,
        number: usize,
        nth: usize,
    },
    Raw(RawNode),
}

#[derive(Debug, Clone)]
enum Element {
    Paragraph,
    /// Index in `Doc::headings`.
    Heading(usize),
    Quote,
    Alert(AlertKind),
    List(Option<u64>),
    Item,
    /// `number` counts from 1; `heading` is an index in `Doc::headings`.
    Table {
        number: usize,
        heading: Option<usize>,
    },
    TableHead,
    TableBody,
    TableRow,
    TableCell {
        head: bool,
        blank: bool,
        align: Option<&'static str>,
    },
    Emphasis,
    Strong,
    Strikethrough,
    /// Index in `Doc::links`.
    Link(usize),
}

impl Element {
    fn is_block(&self) -> bool {
        !matches!(self, Element::Emphasis | Element::Strong | Element::Strikethrough | Element::Link(_))
    }

    /// Whether the element makes no sense without the one around it.
    fn is_part(&self) -> bool {
        matches!(
            self,
            Element::Item
                | Element::TableHead
                | Element::TableBody
                | Element::TableRow
                | Element::TableCell { .. }
        )
    }
}

/// A footnote's definition; `number` is 0 while nothing refers to it, and `uses` counts what does.
#[derive(Debug, Clone, Default)]
struct Note {
    label: String,
    range: Range<usize>,
    nodes: Vec<Node>,
    number: usize,
    uses: usize,
}

fn end_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
}
