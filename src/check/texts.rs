//! Rules on what stands in the texts: links, pictures, live data, and the markdown itself.

use std::collections::BTreeMap;

use super::Context;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::facts::TextLang;
use crate::facts::extract;
use crate::facts::wrong_weekdays;
use crate::lang::Lang;
use crate::links::Target;
use crate::live::CODE_LANGUAGES;
use crate::live::Unsaid;
use crate::live::Within;
use crate::live::inline_facts;
use crate::live::is_form_of_fact;
use crate::live::understand;
use crate::live::unsaid;
use crate::markdown::ProblemKind;
use crate::markdown::is_safe_destination;
use crate::model::Site;
use crate::model::attachment::ATTACHMENT_TYPES;
use crate::model::document::Document;
use crate::model::document::Text;
use crate::name::Name;
use crate::read::DocumentKind;
use crate::routes::PageKey;
use crate::text::path_beside;

/// What a text belongs to.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    kind: DocumentKind,
    name: &'a Name,
    lang: Lang,
}

impl Of<'_> {
    fn within(&self) -> Within<'_> {
        match self.kind {
            DocumentKind::Directive => Within::Directive(self.name),
            DocumentKind::Guide => Within::Guide(self.name),
            DocumentKind::Page => Within::Page,
        }
    }
}

/// All texts of the site, in all languages.
pub(super) fn all(site: &Site) -> Vec<(Of<'_>, &Text)> {
    fn of<'a, F>(
        kind: DocumentKind,
        documents: &'a BTreeMap<Name, Document<F>>,
        all: &mut Vec<(Of<'a>, &'a Text)>,
    ) {
        for (name, document) in documents {
            all.extend(document.texts().map(|(lang, text)| (Of { kind, name, lang }, text)));
        }
    }
    let mut texts = Vec::new();
    of(DocumentKind::Directive, &site.directives, &mut texts);
    of(DocumentKind::Guide, &site.guides, &mut texts);
    of(DocumentKind::Page, &site.pages, &mut texts);
    texts
}

pub(super) fn links_lead_somewhere(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    for (of, text) in all(context.site) {
        for link in &text.body.links {
            let place = text.source.place(link.range.clone().into());
            if !is_safe_destination(&link.destination) {
                diagnostics.push(Diagnostic::new(Code::UnsafeLink, place).found(&link.destination));
            } else if path_beside(&text.source.path, &link.destination)
                .is_some_and(|path| context.files.name(&path).is_some())
            {
                // A file beside the text that the site publishes.
            } else if let Target::Nowhere(near) = context.links.resolve(&link.destination, of.kind) {
                let case = meant_by(&link.destination);
                let broken = Diagnostic::new(Code::BrokenLink, place).found(&link.destination);
                diagnostics.push(broken.nearest(near).word("case", case));
            }
        }
    }
}

/// What a destination that leads nowhere looks like: the address of another site, a file to hand out, or a page.
fn meant_by(destination: &str) -> &'static str {
    const ENDINGS: [&str; 8] = [".vn", ".com", ".net", ".org", ".gov", ".edu", ".info", ".io"];
    let host = destination.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let extension = destination.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    if host.starts_with("www.")
        || ENDINGS.iter().any(|ending| host.ends_with(ending) && host.len() > ending.len())
    {
        "host"
    } else if extension.is_some_and(|extension| ATTACHMENT_TYPES.contains(&extension.as_str())) {
        "file"
    } else {
        "page"
    }
}

/// An anchor must be a heading of the text that the reader of the same language is shown.
pub(super) fn anchors_exist(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    for (of, text) in all(context.site) {
        for link in &text.body.links {
            let (shown, anchor) = match context.links.resolve(&link.destination, of.kind) {
                Target::Anchor(anchor) => (Some(text), anchor),
                Target::Page(key, Some(anchor)) => (shown_text(context.site, &key, of.lang), anchor),
                _ => continue,
            };
            // The ids of pages made of data belong to the theme.
            let Some(shown) = shown else { continue };
            let ids: Vec<&str> = shown.body.headings.iter().map(|heading| heading.id.as_str()).collect();
            if !ids.contains(&anchor.as_str()) {
                let place = text.source.place(link.range.clone().into());
                diagnostics
                    .push(Diagnostic::new(Code::BrokenAnchor, place).found(format!("#{anchor}")).one_of(ids));
            }
        }
    }
}

/// The text on a page, for pages that show one.
fn shown_text<'a>(site: &'a Site, key: &PageKey, lang: Lang) -> Option<&'a Text> {
    match key {
        PageKey::Directive(name) => site.directives.get(name).map(|document| document.shown(lang).text),
        PageKey::Guide(name) => site.guides.get(name).map(|document| document.shown(lang).text),
        PageKey::Page(name) => site.pages.get(name).map(|document| document.shown(lang).text),
        _ => None,
    }
}

pub(super) fn live_blocks_are_right(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    for (of, text) in all(context.site) {
        for block in text.body.blocks.iter().filter(|block| !CODE_LANGUAGES.contains(&block.name.as_str())) {
            if let Err(problems) = understand(block, context.site, of.within(), &text.source) {
                diagnostics.extend(problems);
            }
        }
    }
}

pub(super) fn inline_facts_exist(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let known = inline_facts(context.site);
    // What site.yaml could not say is told there, and not again wherever it is quoted.
    let told = |path: &str| context.site.config.incomplete && is_form_of_fact(path);
    for (_, text) in all(context.site) {
        for fact in text.body.facts.iter().filter(|fact| !known.contains_key(&fact.path) && !told(&fact.path))
        {
            let place = text.source.place(fact.range.clone().into());
            let unknown = Diagnostic::new(Code::UnknownFact, place).found(&fact.path);
            let right = || known.keys().map(String::as_str);
            diagnostics.push(match unsaid(&fact.path, context.site) {
                Some(Unsaid::Key(key)) => unknown.arg("unsaid", 1_u64).arg("key", key),
                Some(Unsaid::Figure) => unknown.arg("unsaid", 2_u64).arg("key", ""),
                None => unknown.arg("unsaid", 0_u64).arg("key", "").one_of(right()),
            });
        }
    }
}

pub(super) fn markdown_is_understood(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    for (_, text) in all(context.site) {
        // Words of the front matter are shown in lists and titles, where facts are not filled in.
        for words in text.front_words().into_iter().filter(|words| words.contains("{{")) {
            let at = text.source.text.find(words).unwrap_or(0);
            let place = text.source.place(crate::source::Span::new(at, at + words.len()));
            diagnostics.push(
                Diagnostic::new(Code::BadMarkdown, place).found(words).word("why", "md-fact-in-front-matter"),
            );
        }
        for problem in &text.body.problems {
            let place = text.source.place(problem.range.clone().into());
            let (why, found) = match &problem.kind {
                ProblemKind::UnclosedFact => ("md-unclosed-fact", None),
                ProblemKind::EmptyFact => ("md-empty-fact", None),
                ProblemKind::MalformedFact => ("md-malformed-fact", None),
                ProblemKind::BadArgument => ("md-bad-argument", None),
                ProblemKind::UndefinedFootnote(label) => ("md-undefined-footnote", Some(label)),
                ProblemKind::UnusedFootnote(label) => ("md-unused-footnote", Some(label)),
                ProblemKind::UndefinedReference(label) => ("md-undefined-reference", Some(label)),
                ProblemKind::DuplicateId(id) => ("md-duplicate-id", Some(id)),
                ProblemKind::UnclosedComment => ("md-unclosed-comment", None),
                ProblemKind::UnclosedElement(name) => ("md-unclosed-element", Some(name)),
            };
            let written = text.source.text.get(problem.range.clone()).unwrap_or_default();
            let found = found.map_or_else(|| written.trim().to_owned(), String::clone);
            diagnostics.push(Diagnostic::new(Code::BadMarkdown, place).found(found).word("why", why));
        }
    }
}

/// What was meant as a link, a picture or a heading and is shown with its signs: an address with a blank in it ends no
/// link, and a heading needs a blank behind its signs.
pub(super) fn markdown_is_shown_as_what_it_is(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    for (_, text) in all(context.site) {
        for prose in &text.body.prose {
            for (range, case) in shown_signs(&prose.text) {
                let found = prose.text.get(range.clone()).unwrap_or_default().to_owned();
                let place = text.source.place(prose.source(range).into());
                diagnostics
                    .push(Diagnostic::new(Code::MarkdownAsText, place).found(found).word("case", case));
            }
        }
    }
}

/// Links and pictures that are none, and the signs of a heading that is none.
fn shown_signs(text: &str) -> Vec<(std::ops::Range<usize>, &'static str)> {
    let mut found = Vec::new();
    let signs = text.bytes().take_while(|byte| *byte == b'#').count();
    if (2..=6).contains(&signs) && text[signs..].starts_with(char::is_alphanumeric) {
        found.push((0..text.len().min(signs + text[signs..].find(' ').unwrap_or(text.len())), "heading"));
    }
    for (at, _) in text.match_indices("](") {
        let open = text.get(..at).and_then(|before| before.rfind('['));
        let close = text.get(at..).and_then(|behind| behind.find(')'));
        let (Some(open), Some(close)) = (open, close) else { continue };
        let is_picture = text.get(..open).is_some_and(|before| before.ends_with('!'));
        let start = if is_picture { open - 1 } else { open };
        found.push((start..at + close + 1, if is_picture { "picture" } else { "link" }));
    }
    found
}

pub(super) fn raw_html_is_harmless(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    for (_, text) in all(context.site) {
        for raw in text.body.raw.iter().filter(|raw| !raw.removed.is_empty()) {
            let place = text.source.place(raw.range.clone().into());
            diagnostics.push(Diagnostic::new(Code::HtmlRemoved, place).found(raw.removed.join(", ")));
        }
    }
}

pub(super) fn weekdays_belong_to_their_dates(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let languages = &context.site.config.languages;
    for (of, text) in all(context.site) {
        let tag = languages.tag(of.lang);
        let format = crate::format::Format::new(tag);
        for prose in &text.body.prose {
            for wrong in wrong_weekdays(&extract(&prose.text, TextLang::of(tag))) {
                let place = text.source.place(prose.source(wrong.weekday.range.clone()).into());
                let right = jiff::civil::Weekday::from_monday_one_offset(wrong.right);
                let right = right.map(|weekday| format.weekday_name(weekday)).unwrap_or_default();
                let told = Diagnostic::new(Code::WrongWeekday, place).found(&wrong.weekday.text);
                let full = wrong.date.year.zip(wrong.date.month).zip(wrong.date.day);
                let full =
                    full.and_then(|((year, month), day)| jiff::civil::Date::new(year, month, day).ok());
                let told = match full {
                    Some(date) => told.arg("date", date),
                    None => told.arg("date", wrong.date.to_string()),
                };
                diagnostics.push(told.expected([right]));
            }
        }
    }
}
