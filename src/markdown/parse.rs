//! Reads markdown into a [`Doc`]: one walk over the events of the markdown parser, in which neighbouring pieces of
//! text are joined again, so that inline facts and prose are found whatever the parser cut them at.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, BrokenLink, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd,
};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::raw::{self, RawNode, Token};
use super::{
    AlertKind, Arg, Block, Doc, Element, Fact, Heading, Image, Link, Node, Note, Part, Problem, ProblemKind,
    Prose, RawHtml, Words, slug,
};

/// What [`parse`] has to know besides the text.
#[derive(Clone, Copy)]
pub struct ParseOptions<'a> {
    /// Added to every range: where the text begins in its file.
    pub offset: usize,
    /// Whether a fenced block with this first word is a live block.
    pub is_live: &'a dyn Fn(&str) -> bool,
    /// Ids which the page around the document uses, and no heading may get.
    pub reserved_ids: &'a [&'a str],
}

impl fmt::Debug for ParseOptions<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ParseOptions")
            .field("offset", &self.offset)
            .field("reserved_ids", &self.reserved_ids)
            .finish_non_exhaustive()
    }
}

/// Reads CommonMark with tables, footnotes, strikethrough, heading ids and alerts (contract, section 3), live blocks
/// and inline facts. Takes any text: what cannot be understood is shown as it stands and listed in
/// [`Doc::problems`]. Words, code and arguments are put into NFC; destinations of links stay as written.
#[must_use]
pub fn parse(body: &str, options: &ParseOptions<'_>) -> Doc {
    let mut broken = Vec::new();
    let mut on_broken = |link: BrokenLink<'_>| {
        // `[text]` alone is most often meant as it stands.
        if matches!(link.link_type, LinkType::Reference | LinkType::ReferenceUnknown | LinkType::Collapsed)
            && !link.reference.starts_with('^')
        {
            let mut span = link.span;
            // The parser leaves the empty label of `[text][]` out.
            if body.get(span.end..).is_some_and(|rest| rest.starts_with("[]")) {
                span.end += 2;
            }
            broken.push((link.reference.to_string(), span));
        }
        None
    };
    let features = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_GFM;
    let mut builder = Builder::new(body, *options);
    let parser = Parser::new_with_broken_link_callback(body, features, Some(&mut on_broken));
    for (event, range) in parser.into_offset_iter() {
        builder.event(event, range);
    }
    for (label, range) in broken {
        builder.problem(ProblemKind::UndefinedReference(label), range);
    }
    builder.finish()
}

struct Builder<'a> {
    body: &'a str,
    options: ParseOptions<'a>,
    doc: Doc,
    /// Where nodes go: the document, and above it the footnotes that are open.
    targets: Vec<Vec<Node>>,
    open_notes: Vec<Note>,
    /// Labels, compared without case as those of links are, to indices in `Doc::notes`.
    note_labels: BTreeMap<String, usize>,
    /// Pieces of plain text that stand side by side.
    run: Vec<Segment>,
    prose: Prose,
    /// Who gathers words: the paragraph or heading, link and image that are open.
    collectors: Vec<Words>,
    /// Quotes, lists, footnotes around this place.
    depth: usize,
    paragraph: bool,
    image_depth: usize,
    /// Index in `Doc::links` of the one that is open.
    open_link: Option<usize>,
    autolink: bool,
    /// The raw element whose content is removed.
    skip: Option<String>,
    code: Option<Code>,
    html: Option<Html>,
    explicit_ids: Vec<Option<String>>,
    tables: Vec<OpenTable>,
    table_count: usize,
}

#[derive(Debug)]
struct Segment {
    text: String,
    source: Range<usize>,
}

struct Code {
    fenced: bool,
    language: String,
    text: String,
    range: Range<usize>,
}

#[derive(Default)]
struct Html {
    text: String,
    /// Start in `text`, and source.
    lines: Vec<(usize, Range<usize>)>,
    range: Range<usize>,
}

struct OpenTable {
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
    body: bool,
}

impl<'a> Builder<'a> {
    fn new(body: &'a str, options: ParseOptions<'a>) -> Self {
        Builder {
            body,
            options,
            doc: Doc::default(),
            targets: vec![Vec::new()],
            open_notes: Vec::new(),
            note_labels: BTreeMap::new(),
            run: Vec::new(),
            prose: Prose::default(),
            collectors: Vec::new(),
            depth: 0,
            paragraph: false,
            image_depth: 0,
            open_link: None,
            autolink: false,
            skip: None,
            code: None,
            html: None,
            explicit_ids: Vec::new(),
            tables: Vec::new(),
            table_count: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if let Event::Text(text) = event {
            if let Some(code) = &mut self.code {
                code.text.push_str(&text);
            } else {
                self.run.push(Segment { text: text.into_string(), source: range });
            }
            return;
        }
        if matches!(event, Event::End(TagEnd::Heading(_))) {
            self.take_heading_id();
        }
        self.flush_run();
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end),
            Event::Code(code) => {
                let code = nfc(&code);
                self.collect(&code);
                self.gap();
                self.push(Node::Code(code));
            }
            Event::SoftBreak => {
                self.collect(" ");
                self.gap();
                self.push(Node::SoftBreak);
            }
            Event::HardBreak => {
                self.collect(" ");
                self.gap();
                self.push(Node::HardBreak);
            }
            Event::Rule => self.push(Node::Rule),
            Event::FootnoteReference(label) => {
                // The label stands in `note` only until all definitions are known; `finish` numbers them.
                let note = self.note(&label);
                self.push(Node::NoteRef { note, number: 0, nth: 0 });
            }
            Event::Html(text) => match &mut self.html {
                Some(html) => {
                    html.lines.push((html.text.len(), range));
                    html.text.push_str(&text);
                }
                None => self.inline_html(&text, range),
            },
            Event::InlineHtml(text) => self.inline_html(&text, range),
            Event::Text(_) | Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if !is_inline(&tag) {
            self.end_prose();
        }
        match tag {
            Tag::Paragraph => {
                self.paragraph = true;
                self.collectors.push(Words::default());
                self.push(Node::Open(Element::Paragraph));
            }
            Tag::Heading { level, .. } => {
                let index = self.doc.headings.len();
                self.doc.headings.push(Heading {
                    level: level as u8,
                    text: Words::default(),
                    id: String::new(),
                    range: self.at(trim_range(self.body, range)),
                });
                self.explicit_ids.push(None);
                self.collectors.push(Words::default());
                self.push(Node::Open(Element::Heading(index)));
            }
            Tag::BlockQuote(kind) => {
                self.depth += 1;
                self.push(Node::Open(kind.map_or(Element::Quote, |kind| Element::Alert(alert_kind(kind)))));
            }
            Tag::CodeBlock(kind) => {
                let (fenced, language) = match kind {
                    CodeBlockKind::Indented => (false, String::new()),
                    CodeBlockKind::Fenced(info) => {
                        (true, nfc(info.split_whitespace().next().unwrap_or_default()))
                    }
                };
                self.code = Some(Code { fenced, language, text: String::new(), range });
            }
            Tag::HtmlBlock => self.html = Some(Html { range, ..Html::default() }),
            Tag::List(start) => {
                self.depth += 1;
                self.push(Node::Open(Element::List(start)));
            }
            Tag::FootnoteDefinition(label) => {
                self.depth += 1;
                self.targets.push(Vec::new());
                self.open_notes.push(Note {
                    label: label.to_string(),
                    range: self.at(trim_range(self.body, range)),
                    ..Note::default()
                });
            }
            Tag::Table(alignments) => {
                self.table_count += 1;
                self.tables.push(OpenTable { alignments, column: 0, head: false, body: false });
                let heading = self.doc.headings.len().checked_sub(1);
                self.push(Node::Open(Element::Table { number: self.table_count, heading }));
            }
            Tag::TableHead => {
                if let Some(table) = self.tables.last_mut() {
                    table.head = true;
                    table.column = 0;
                }
                self.push(Node::Open(Element::TableHead));
                self.push(Node::Open(Element::TableRow));
            }
            Tag::TableRow => {
                let opened = self.tables.last_mut().is_some_and(|table| {
                    table.column = 0;
                    !std::mem::replace(&mut table.body, true)
                });
                if opened {
                    self.push(Node::Open(Element::TableBody));
                }
                self.push(Node::Open(Element::TableRow));
            }
            Tag::TableCell => {
                let (head, align) = self.tables.last_mut().map_or((false, None), |table| {
                    let align = table.alignments.get(table.column).copied().and_then(align_class);
                    table.column += 1;
                    (table.head, align)
                });
                self.push(Node::Open(Element::TableCell { head, blank: false, align }));
            }
            Tag::Emphasis => self.push(Node::Open(Element::Emphasis)),
            Tag::Strong => self.push(Node::Open(Element::Strong)),
            Tag::Strikethrough => self.push(Node::Open(Element::Strikethrough)),
            Tag::Link { link_type, dest_url, title, .. } if self.image_depth == 0 => {
                let email = link_type == LinkType::Email;
                self.autolink = email || link_type == LinkType::Autolink;
                let index = self.doc.links.len();
                self.open_link = Some(index);
                self.doc.links.push(Link {
                    destination: if email { format!("mailto:{dest_url}") } else { dest_url.to_string() },
                    title: nfc(&title),
                    text: Words::default(),
                    range: self.at(range),
                    autolink: self.autolink,
                });
                self.collectors.push(Words::default());
                self.push(Node::Open(Element::Link(index)));
            }
            Tag::Image { dest_url, title, .. } => {
                if self.image_depth == 0 {
                    let index = self.doc.images.len();
                    self.doc.images.push(Image {
                        destination: dest_url.to_string(),
                        title: nfc(&title),
                        alt: Words::default(),
                        range: self.at(range),
                    });
                    self.gap();
                    self.push(Node::Image(index));
                    self.collectors.push(Words::default());
                }
                self.image_depth += 1;
            }
            // A link within the alt text of an image. The others are features that are not switched on, or have no
            // step of their own.
            Tag::Link { .. }
            | Tag::Item
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {
                if matches!(tag, Tag::Item) {
                    self.push(Node::Open(Element::Item));
                }
            }
        }
    }

    fn end(&mut self, end: TagEnd) {
        if !is_inline_end(end) {
            self.end_prose();
            self.skip = None;
        }
        match end {
            TagEnd::Paragraph => {
                self.paragraph = false;
                let words = self.collectors.pop().unwrap_or_default();
                if self.depth == 0 && self.doc.first_paragraph.is_none() && !words.is_blank() {
                    self.doc.first_paragraph = Some(words);
                }
                self.push(Node::Close);
            }
            TagEnd::Heading(_) => {
                let words = self.collectors.pop().unwrap_or_default();
                if let Some(heading) = self.doc.headings.last_mut() {
                    heading.text = words;
                }
                self.push(Node::Close);
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) => {
                self.depth = self.depth.saturating_sub(1);
                self.push(Node::Close);
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    self.html_block(&html);
                }
                self.end_prose();
                self.skip = None;
            }
            TagEnd::FootnoteDefinition => {
                self.depth = self.depth.saturating_sub(1);
                if let (Some(mut note), Some(nodes)) = (self.open_notes.pop(), self.targets.pop()) {
                    note.nodes = nodes;
                    let index = self.note(&note.label);
                    if let Some(place) = self.doc.notes.get_mut(index)
                        && place.range.is_empty()
                    {
                        *place = note;
                    }
                }
            }
            TagEnd::TableHead => {
                if let Some(table) = self.tables.last_mut() {
                    table.head = false;
                }
                self.push(Node::Close);
                self.push(Node::Close);
            }
            TagEnd::Table => {
                if self.tables.pop().is_some_and(|table| table.body) {
                    self.push(Node::Close);
                }
                self.push(Node::Close);
            }
            TagEnd::TableCell => {
                if let Some(Node::Open(Element::TableCell { blank, .. })) =
                    self.targets.last_mut().and_then(|nodes| nodes.last_mut())
                {
                    *blank = true;
                }
                self.push(Node::Close);
            }
            TagEnd::Item | TagEnd::TableRow | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.push(Node::Close);
            }
            TagEnd::Link if self.image_depth == 0 => {
                self.autolink = false;
                let words = self.collectors.pop().unwrap_or_default();
                let open = self.open_link.take();
                if let Some(link) = open.and_then(|index| self.doc.links.get_mut(index)) {
                    link.text = words;
                }
                self.push(Node::Close);
            }
            TagEnd::Image => {
                self.image_depth = self.image_depth.saturating_sub(1);
                if self.image_depth == 0 {
                    let alt = self.collectors.pop().unwrap_or_default();
                    for part in &alt.0 {
                        match part {
                            Part::Text(text) => self.collect(text),
                            Part::Fact(path) => self.collect_fact(path),
                        }
                    }
                    if let Some(image) = self.doc.images.last_mut() {
                        image.alt = alt;
                    }
                }
            }
            TagEnd::Link
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Cuts `{#id}` from the end of the heading's text. The parser's own reading of attributes would take an inline
    /// fact at the end of a heading for one.
    fn take_heading_id(&mut self) {
        let joined: String = self.run.iter().map(|segment| segment.text.as_str()).collect();
        let trimmed = joined.trim_end();
        let Some(inner) = trimmed.strip_suffix('}') else {
            return;
        };
        let Some(start) = inner.rfind("{#") else { return };
        let id = inner.get(start + 2..).unwrap_or_default();
        let run = Run::new(self.body, &self.run);
        if id.is_empty() || id.contains(|c: char| c.is_whitespace() || "{}\"'<>&".contains(c)) {
            return;
        }
        if !run.is_mark(start) || trimmed.get(..start).is_some_and(|before| before.ends_with('{')) {
            return;
        }
        let id = nfc(id);
        let kept = trimmed.get(..start).unwrap_or_default().trim_end().len();
        let mut length = 0;
        for segment in &mut self.run {
            let keep = kept.saturating_sub(length).min(segment.text.len());
            length += segment.text.len();
            if keep < segment.text.len() {
                // A cut segment counts as verbatim only if its range shrinks with it.
                if self.body.get(segment.source.clone()) == Some(segment.text.as_str()) {
                    segment.source.end = segment.source.start + keep;
                }
                segment.text.truncate(keep);
            }
        }
        self.run.retain(|segment| !segment.text.is_empty());
        if let Some(last) = self.explicit_ids.last_mut() {
            *last = Some(id);
        }
    }

    /// Finds the inline facts in the text gathered so far and hands on what is around them.
    fn flush_run(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let segments = std::mem::take(&mut self.run);
        if self.skip.is_some() {
            return;
        }
        let run = Run::new(self.body, &segments);
        self.find_undefined_notes(&run);
        let mut done = 0;
        let mut at = 0;
        while let Some(open) = run.find("{{", at) {
            at = open + 2;
            if !run.is_mark(open) {
                // `\{{{ x }}` is a literal brace and a fact.
                at = open + 1;
                continue;
            }
            let Some(close) = run.find("}}", at) else {
                let end = run.text.len();
                self.problem(ProblemKind::UnclosedFact, run.source(open..end));
                break;
            };
            let inner = run.text.get(open + 2..close).unwrap_or_default();
            let path = inner.trim();
            let source = run.source(open..close + 2);
            at = close + 2;
            if path.is_empty() {
                self.problem(ProblemKind::EmptyFact, source);
            } else if path.contains(|c: char| c.is_whitespace() || c == '{' || c == '}') {
                self.problem(ProblemKind::MalformedFact, source);
            } else {
                self.text(&run, done..open);
                self.fact(nfc(path), source);
                done = at;
            }
        }
        self.text(&run, done..run.text.len());
    }

    fn find_undefined_notes(&mut self, run: &Run<'_>) {
        let mut at = 0;
        while let Some(open) = run.find("[^", at) {
            at = open + 2;
            let rest = run.text.get(at..).unwrap_or_default();
            let end = rest.find(|c: char| c.is_whitespace() || c == '[' || c == ']').unwrap_or(rest.len());
            let label = rest.get(..end).unwrap_or_default();
            if rest.get(end..).is_some_and(|rest| rest.starts_with(']'))
                && !label.is_empty()
                && run.is_mark(open)
            {
                let source = run.source(open..at + end + 1);
                self.problem(ProblemKind::UndefinedFootnote(label.to_owned()), source);
            }
            at += end;
        }
    }

    fn text(&mut self, run: &Run<'_>, part: Range<usize>) {
        let Some(text) = run.text.get(part.clone()).filter(|text| !text.is_empty()) else {
            return;
        };
        let text = nfc(text);
        self.collect(&text);
        self.push(Node::Text(text));
        if self.image_depth > 0 {
            return;
        }
        if self.autolink {
            self.gap();
            return;
        }
        for (text, source, verbatim) in run.pieces(part) {
            self.prose_piece(text, source, verbatim);
        }
    }

    /// Adds to the prose, cut at letters where NFC changes their length.
    fn prose_piece(&mut self, text: &str, source: Range<usize>, verbatim: bool) {
        let source = self.at(source);
        if is_nfc(text) {
            self.prose.push(text, source, verbatim);
        } else if verbatim {
            let mut at = 0;
            while at < text.len() {
                let rest = text.get(at..).unwrap_or_default();
                let length = rest
                    .char_indices()
                    .skip(1)
                    .find(|(_, c)| !unicode_normalization::char::is_combining_mark(*c))
                    .map_or(rest.len(), |(length, _)| length);
                let cluster = rest.get(..length).unwrap_or_default();
                let composed = nfc(cluster);
                let start = source.start + at;
                self.prose.push(&composed, start..start + length, composed == cluster);
                at += length;
            }
        } else {
            self.prose.push(&nfc(text), source, false);
        }
    }

    fn fact(&mut self, path: String, source: Range<usize>) {
        self.collect_fact(&path);
        self.gap();
        self.doc.facts.push(Fact { path: path.clone(), range: self.at(source) });
        self.push(Node::Fact(path));
    }

    fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let range = trim_range(self.body, code.range);
        let text = nfc(&code.text.replace("\r\n", "\n"));
        if code.fenced && !code.language.is_empty() {
            let info = info_range(self.body, &range);
            let block = self.block(info, text.clone(), range);
            let live = block.live;
            self.doc.blocks.push(block);
            if live {
                self.push(Node::Live(self.doc.blocks.len() - 1));
                return;
            }
        }
        self.push(Node::CodeBlock { language: code.language, code: text });
    }

    fn block(&mut self, info: Range<usize>, body: String, range: Range<usize>) -> Block {
        let text = self.body.get(info.clone()).unwrap_or_default();
        let mut words = split_words(text).into_iter();
        let name_at = words.next().map_or(0..0, |(range, _)| range);
        let name = nfc(text.get(name_at.clone()).unwrap_or_default());
        let live = (self.options.is_live)(&name);
        let shift = |range: &Range<usize>| info.start + range.start..info.start + range.end;
        let mut args = Vec::new();
        for (word_at, closed) in words {
            let word = text.get(word_at.clone()).unwrap_or_default();
            let (key, value) = word.split_once('=').unwrap_or((word, ""));
            let unquoted = match value.strip_prefix('"') {
                Some(rest) => rest.strip_suffix('"').unwrap_or(rest),
                None => value,
            };
            if live && (!closed || key.is_empty() || !word.contains('=')) {
                self.problem(ProblemKind::BadArgument, shift(&word_at));
            }
            args.push(Arg { key: nfc(key), value: nfc(unquoted), range: self.at(shift(&word_at)) });
        }
        Block { name, name_range: self.at(shift(&name_at)), args, body, range: self.at(range), live }
    }

    fn inline_html(&mut self, text: &str, range: Range<usize>) {
        if self.image_depth > 0 {
            return;
        }
        let html = Html { text: text.to_owned(), lines: vec![(0, range.clone())], range };
        self.raw_tokens(&html, true);
    }

    fn html_block(&mut self, html: &Html) {
        self.raw_tokens(html, false);
    }

    fn raw_tokens(&mut self, html: &Html, inline: bool) {
        let text = html.text.as_str();
        let lower = text.to_ascii_lowercase();
        let mut removed = BTreeSet::new();
        let mut opened = 0..0;
        let mut at = 0;
        while at < text.len() {
            if let Some(name) = &self.skip {
                let Some(found) = lower.get(at..).and_then(|rest| rest.find(&format!("</{name}"))) else {
                    break;
                };
                at += found;
                self.skip = None;
            }
            let (token, end) = raw::next_token(text, at);
            match token {
                Token::Text if inline => {}
                Token::Text => self.raw_text(html, at..end),
                Token::Open { name, attributes } => match raw::tag(&name) {
                    Some(tag) if !inline || tag.is_phrasing() => {
                        self.raw_open(tag, &attributes, html.source(at..end));
                    }
                    _ => {
                        if raw::is_swallowed(&name) {
                            self.skip = Some(name.clone());
                            opened = at..at + 1 + name.len();
                        }
                        removed.insert(name);
                    }
                },
                Token::Close { name } => {
                    if let Some(tag) = raw::tag(&name).filter(|tag| !inline || tag.is_phrasing()) {
                        if !tag.is_phrasing() {
                            self.end_prose();
                        }
                        self.push(Node::Raw(RawNode::Close(tag)));
                    }
                }
                Token::OpenComment => {
                    self.problem(ProblemKind::UnclosedComment, html.source(at..at + 4));
                }
                Token::Nothing | Token::Cut => {}
            }
            at = end;
        }
        if let Some(name) = self.skip.clone()
            && !inline
        {
            self.problem(ProblemKind::UnclosedElement(name), html.source(opened));
        }
        let range = self.at(trim_range(self.body, html.range.clone()));
        self.doc.raw.push(RawHtml { range, removed: removed.into_iter().collect() });
    }

    fn raw_open(&mut self, tag: &'static raw::Tag, written: &[(String, String)], source: Range<usize>) {
        let mut attributes: Vec<(&'static str, String)> = Vec::new();
        for (name, value) in written {
            if let Some(name) = tag.attribute(name)
                && attributes.iter().all(|(known, _)| *known != name)
            {
                attributes.push((name, nfc(value)));
            }
        }
        let value = |name: &str| {
            written.iter().find(|(key, _)| key == name).map(|(_, value)| raw::decode(value).into_owned())
        };
        let range = self.at(source);
        let title = value("title").unwrap_or_default();
        if let ("a", Some(destination)) = (tag.name, value("href")) {
            let text = Words::default();
            self.doc.links.push(Link { destination, title, text, range, autolink: false });
        } else if let ("img", Some(destination)) = (tag.name, value("src")) {
            let mut alt = Words::default();
            alt.push_text(&nfc(&value("alt").unwrap_or_default()));
            self.doc.images.push(Image { destination, title, alt, range });
        }
        if !tag.is_phrasing() {
            self.end_prose();
        }
        self.push(Node::Raw(RawNode::Open { tag, attributes }));
    }

    fn raw_text(&mut self, html: &Html, part: Range<usize>) {
        for (at, source) in html.lines_in(part) {
            let Some(line) = html.text.get(at.clone()) else {
                continue;
            };
            let decoded = raw::decode(line);
            let verbatim = self.body.get(source.clone()) == Some(decoded.as_ref());
            if !decoded.trim().is_empty() {
                self.prose_piece(&decoded, source, verbatim);
            }
            self.push(Node::Raw(RawNode::Text(nfc(line))));
        }
    }

    /// Index of the note of that label, which is made where it is the first mention.
    fn note(&mut self, label: &str) -> usize {
        let next = self.doc.notes.len();
        let index = *self.note_labels.entry(nfc(label).to_lowercase()).or_insert(next);
        if index == next {
            self.doc.notes.push(Note { label: label.to_owned(), ..Note::default() });
        }
        index
    }

    fn push(&mut self, node: Node) {
        let unseen = self.image_depth > 0
            || (self.skip.is_some() && !matches!(node, Node::Open(_) | Node::Close | Node::Raw(_)));
        if !unseen && let Some(nodes) = self.targets.last_mut() {
            nodes.push(node);
        }
    }

    /// Gives words to who gathers them: the alt text of an image alone while one is open.
    fn collect(&mut self, text: &str) {
        if self.skip.is_none() {
            let alone = if self.image_depth > 0 { 1 } else { self.collectors.len() };
            self.collectors.iter_mut().rev().take(alone).for_each(|words| words.push_text(text));
        }
    }

    fn collect_fact(&mut self, path: &str) {
        if self.skip.is_none() {
            let alone = if self.image_depth > 0 { 1 } else { self.collectors.len() };
            let part = Part::Fact(path.to_owned());
            self.collectors.iter_mut().rev().take(alone).for_each(|words| words.0.push(part.clone()));
        }
    }

    /// Something stands here that is no prose.
    fn gap(&mut self) {
        if self.image_depth == 0 && !self.prose.text.is_empty() && !self.prose.text.ends_with(' ') {
            self.prose.text.push(' ');
        }
    }

    fn end_prose(&mut self) {
        let mut prose = std::mem::take(&mut self.prose);
        prose.text.truncate(prose.text.trim_end().len());
        if !prose.text.is_empty() {
            prose.pieces.shrink_to_fit();
            self.doc.prose.push(prose);
        }
    }

    fn problem(&mut self, kind: ProblemKind, source: Range<usize>) {
        let range = self.at(source);
        self.doc.problems.push(Problem { kind, range });
    }

    fn at(&self, range: Range<usize>) -> Range<usize> {
        range.start + self.options.offset..range.end + self.options.offset
    }

    fn finish(mut self) -> Doc {
        self.flush_run();
        self.end_prose();
        self.doc.nodes = self.targets.into_iter().next().unwrap_or_default();
        let note_count = number_notes(&mut self.doc);
        give_ids(&mut self.doc, &self.explicit_ids, self.options.reserved_ids, &note_count);
        self.doc.problems.sort_by_key(|problem| (problem.range.start, problem.range.end));
        self.doc
    }
}

/// Text that the parser handed on in pieces, with the way back to the source.
struct Run<'a> {
    body: &'a str,
    text: String,
    starts: Vec<usize>,
    /// Whether a segment is the same in the source.
    verbatim: Vec<bool>,
    segments: &'a [Segment],
}

impl<'a> Run<'a> {
    fn new(body: &'a str, segments: &'a [Segment]) -> Self {
        let mut text = String::new();
        let mut starts = Vec::with_capacity(segments.len());
        for segment in segments {
            starts.push(text.len());
            text.push_str(&segment.text);
        }
        let verbatim = segments.iter().map(|segment| segment.is_verbatim(body)).collect();
        Run { body, text, starts, verbatim, segments }
    }

    fn find(&self, mark: &str, from: usize) -> Option<usize> {
        self.text.get(from..)?.find(mark).map(|found| from + found)
    }

    /// Whether the two characters at `at` stand as they are in the source, side by side and not escaped.
    fn is_mark(&self, at: usize) -> bool {
        let (Some(first), Some(second)) = (self.exact(at), self.exact(at + 1)) else {
            return false;
        };
        let before = first.checked_sub(1);
        let escaped = before.is_some_and(|before| {
            self.body.as_bytes().get(before) == Some(&b'\\')
                // A backslash that is text itself belongs to the piece before.
                && at.checked_sub(1).and_then(|at| self.exact(at)) != Some(before)
        });
        second == first + 1 && !escaped
    }

    /// Where the byte at `at` stands, if its piece is the same in the source.
    fn exact(&self, at: usize) -> Option<usize> {
        let index = self.starts.partition_point(|start| *start <= at).checked_sub(1)?;
        let segment = self.segments.get(index)?;
        let inside = at - self.starts.get(index)?;
        (inside < segment.text.len() && self.verbatim.get(index) == Some(&true))
            .then(|| segment.source.start + inside)
    }

    /// The stretch of source from the first to the last piece of `part`.
    fn source(&self, part: Range<usize>) -> Range<usize> {
        let mut pieces = self.pieces(part);
        let Some((_, first, _)) = pieces.next() else {
            return 0..0;
        };
        let end = pieces.last().map_or(first.end, |(_, source, _)| source.end);
        first.start..end.max(first.start)
    }

    /// Text, source, and whether they are the same, of each piece in `part`.
    fn pieces(&self, part: Range<usize>) -> impl Iterator<Item = (&str, Range<usize>, bool)> {
        let first = self.starts.partition_point(|start| *start <= part.start).saturating_sub(1);
        let pairs = self.starts.iter().zip(self.segments).zip(&self.verbatim).skip(first);
        pairs.take_while(move |((start, _), _)| **start < part.end).filter_map(
            move |((start, segment), verbatim)| {
                let from = part.start.saturating_sub(*start);
                let to = (part.end - start).min(segment.text.len());
                let text = segment.text.get(from..to)?;
                if *verbatim {
                    Some((text, segment.source.start + from..segment.source.start + to, true))
                } else {
                    Some((text, segment.source.clone(), false))
                }
            },
        )
    }
}

impl Segment {
    fn is_verbatim(&self, body: &str) -> bool {
        body.get(self.source.clone()) == Some(self.text.as_str())
    }
}

impl Html {
    /// The lines that `part` of the text touches, with their sources.
    fn lines_in(&self, part: Range<usize>) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
        let first = self.lines.partition_point(|(at, _)| *at <= part.start).saturating_sub(1);
        let ends = self.lines.iter().skip(1).map(|(at, _)| *at).chain([self.text.len()]);
        let lines = self.lines.iter().zip(ends).skip(first);
        lines.take_while(move |((at, _), _)| *at < part.end).map(move |((at, source), end)| {
            let from = part.start.max(*at);
            let to = part.end.min(end);
            let shift = |place: usize| (source.start + (place - at)).min(source.end);
            (from..to, shift(from)..shift(to))
        })
    }

    fn source(&self, part: Range<usize>) -> Range<usize> {
        let mut lines = self.lines_in(part).map(|(_, source)| source);
        let first = lines.next().unwrap_or_else(|| self.range.clone());
        let end = lines.last().map_or(first.end, |last| last.end);
        first.start..end.max(first.start)
    }
}

/// Numbers footnotes in the order in which a reader meets them, those that only other notes refer to last. Gives how
/// often each is used.
fn number_notes(doc: &mut Doc) -> Vec<usize> {
    let mut notes = std::mem::take(&mut doc.notes);
    let mut order: Vec<usize> = Vec::new();
    let mut nodes = std::mem::take(&mut doc.nodes);
    number_references(&mut nodes, &mut notes, &mut order);
    doc.nodes = nodes;
    let mut done = 0;
    while let Some(index) = order.get(done).copied() {
        let mut nodes = notes.get_mut(index).map(|note| std::mem::take(&mut note.nodes)).unwrap_or_default();
        number_references(&mut nodes, &mut notes, &mut order);
        if let Some(note) = notes.get_mut(index) {
            note.nodes = nodes;
        }
        done += 1;
    }
    for note in notes.iter().filter(|note| note.number == 0) {
        let kind = ProblemKind::UnusedFootnote(note.label.clone());
        doc.problems.push(Problem { kind, range: note.range.clone() });
    }
    // From here on a reference needs the number only; the order of the list is that of the numbers.
    notes.sort_by_key(|note| note.number);
    doc.notes = notes;
    doc.notes.iter().filter(|note| note.number > 0).map(|note| note.uses).collect()
}

fn number_references(nodes: &mut [Node], notes: &mut [Note], order: &mut Vec<usize>) {
    for node in nodes {
        if let Node::NoteRef { note: index, number, nth } = node
            && let Some(note) = notes.get_mut(*index)
        {
            if note.number == 0 {
                order.push(*index);
                note.number = order.len();
            }
            note.uses += 1;
            *number = note.number;
            *nth = note.uses;
        }
    }
}

/// Explicit ids first, whatever their place, so that a new heading never takes the id that an author wrote.
fn give_ids(doc: &mut Doc, explicit: &[Option<String>], reserved: &[&str], note_uses: &[usize]) {
    let mut ids = Ids::default();
    ids.used.extend(reserved.iter().map(|id| (*id).to_owned()));
    for (number, uses) in (1..).zip(note_uses) {
        ids.used.insert(note_id(number));
        ids.used.extend((1..=*uses).map(|nth| reference_id(number, nth)));
    }
    for (heading, id) in doc.headings.iter_mut().zip(explicit) {
        if let Some(id) = id {
            heading.id = ids.take(id);
            if heading.id != *id {
                let kind = ProblemKind::DuplicateId(id.clone());
                doc.problems.push(Problem { kind, range: heading.range.clone() });
            }
        }
    }
    for heading in doc.headings.iter_mut().filter(|heading| heading.id.is_empty()) {
        let made = slug(&heading.text.source());
        heading.id = ids.take(if made.is_empty() { "section" } else { &made });
    }
}

pub(super) fn note_id(number: usize) -> String {
    format!("footnote-{number}")
}

pub(super) fn reference_id(number: usize, nth: usize) -> String {
    format!("footnote-{number}-ref-{nth}")
}

#[derive(Default)]
struct Ids {
    used: BTreeSet<String>,
    /// The number to try next for a wanted id; without it many equal headings would take quadratic time.
    next: BTreeMap<String, usize>,
}

impl Ids {
    fn take(&mut self, wanted: &str) -> String {
        if self.used.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        let next = self.next.entry(wanted.to_owned()).or_insert(2);
        loop {
            let id = format!("{wanted}-{next}");
            *next += 1;
            if self.used.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// The words of an info string, and whether their quotes are closed. Quotes begin only right after `=`.
fn split_words(text: &str) -> Vec<(Range<usize>, bool)> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quoted = false;
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        if character == '"' && (quoted || before == '=') {
            quoted = !quoted;
        }
        if character.is_whitespace() && !quoted {
            if let Some(start) = start.take() {
                words.push((start..at, true));
            }
        } else if start.is_none() {
            start = Some(at);
        }
        before = character;
    }
    if let Some(start) = start {
        words.push((start..text.len(), !quoted));
    }
    words
}

/// The info string of the fenced block at `block`, without blanks around it.
fn info_range(body: &str, block: &Range<usize>) -> Range<usize> {
    let line = body.get(block.clone()).and_then(|text| text.lines().next()).unwrap_or_default();
    let indented = line.trim_start();
    let fence = indented.trim_start_matches(if indented.starts_with('~') { '~' } else { '`' });
    let start = block.start + (line.len() - fence.trim_start().len());
    start..start + fence.trim().len()
}

/// Without line ends and blanks at the end, which the parser counts in.
fn trim_range(body: &str, range: Range<usize>) -> Range<usize> {
    let length = body.get(range.clone()).map_or(range.len(), |text| text.trim_end().len());
    range.start..range.start + length
}

fn nfc(text: &str) -> String {
    if is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

fn is_inline_end(end: TagEnd) -> bool {
    matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

fn alert_kind(kind: BlockQuoteKind) -> AlertKind {
    match kind {
        BlockQuoteKind::Note => AlertKind::Note,
        BlockQuoteKind::Tip => AlertKind::Tip,
        BlockQuoteKind::Important => AlertKind::Important,
        BlockQuoteKind::Warning => AlertKind::Warning,
        BlockQuoteKind::Caution => AlertKind::Caution,
    }
}

fn align_class(alignment: Alignment) -> Option<&'static str> {
    match alignment {
        Alignment::None => None,
        Alignment::Left => Some("align-left"),
        Alignment::Center => Some("align-center"),
        Alignment::Right => Some("align-right"),
    }
}
