//! Every text that is published, with its language and the way back to its place: for rules that look at words wherever
//! they stand. What is wrong with the words is left to those rules.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::Tables;
use crate::lang::Lang;
use crate::lang::Localized;
use crate::lang::Words;
use crate::markdown::Prose;
use crate::markdown::is_safe_destination;
use crate::model::Site;
use crate::model::config::Config;
use crate::model::document::Document;
use crate::model::document::Text;
use crate::model::progress::Observation;
use crate::model::session::MovedTo;
use crate::name::Name;
use crate::source::Place;
use crate::source::Source;

/// One text that readers, or those who fetch the open data, will see.
pub(super) struct Written<'a> {
    pub text: &'a str,
    pub lang: Lang,
    /// Whether it stands in another language than the source of its document, or of the site.
    pub is_translation: bool,
    /// Whether it is running text or words of a document or of site.yaml; else it stands in a table.
    pub in_document: bool,
    /// Whether it is the destination of a link.
    pub is_link: bool,
    at: At<'a>,
}

enum At<'a> {
    /// A block of a document's body.
    Prose { source: &'a Arc<Source>, prose: &'a Prose },
    /// Words of a front matter or of site.yaml, which have no range of their own: they are looked up in the file.
    Words(&'a Arc<Source>),
    /// A stretch of a document whose bytes do not match the text one to one.
    Stretch { source: &'a Arc<Source>, range: Range<usize> },
    /// A row of a table, or an entry of a front matter.
    Entry(&'a Place),
    /// A figure of the progress tables.
    Figure(&'a Observation),
}

impl Written<'_> {
    /// Where these bytes of the text stand.
    pub fn place(&self, part: Range<usize>) -> Place {
        match &self.at {
            At::Prose { source, prose } => source.place(prose.source(part).into()),
            At::Stretch { source, range } => source.place(range.clone().into()),
            At::Entry(place) => (*place).clone(),
            At::Figure(observation) => observation.place(),
            At::Words(source) => {
                let whole = source.text.find(self.text).map(|start| start + part.start..start + part.end);
                // YAML may write the words otherwise, with escapes or over several lines.
                let piece = || {
                    let words = self.text.get(part.clone())?;
                    source.text.find(words).map(|start| start..start + words.len())
                };
                let found = whole.or_else(piece);
                found.map_or_else(|| Place::File(source.path.clone()), |range| source.place(range.into()))
            }
        }
    }
}

/// The texts of site.yaml, in its order.
pub(super) fn in_site_yaml(config: &Config) -> Vec<Written<'_>> {
    let mut all = Vec::new();
    let source = config.languages.source();
    let mut add = |words| {
        for (lang, words) in own(words) {
            all.push(Written {
                text: &words.text,
                lang,
                is_translation: lang != source,
                in_document: true,
                is_link: false,
                at: At::Words(&config.source),
            });
        }
    };
    add(&config.name);
    config.publisher.iter().for_each(|publisher| add(&publisher.name));
    config.notice.iter().for_each(|notice| add(&notice.text));
    config.providers.values().for_each(|provider| add(&provider.name));
    config.denominators.iter().for_each(|(_, name)| add(name));
    for indicator in &config.indicators {
        add(&indicator.name);
        indicator.unit.iter().for_each(&mut add);
    }
    all
}

/// The texts of all tables, each in its order: of the register and the points, of the schedules, of the figures.
pub(super) fn in_tables<'a>(site: Tables<'a>) -> [Vec<Written<'a>>; 3] {
    let source = site.config.languages.source();
    let (of_places, (of_sessions, of_progress)) = rayon::join(
        || in_register_and_points(site, source),
        || rayon::join(|| in_sessions(site, source), || in_progress(site, source)),
    );
    [of_places, of_sessions, of_progress]
}

fn in_register_and_points(site: Tables<'_>, source: Lang) -> Vec<Written<'_>> {
    // To grow from nothing takes twice the room.
    let mut all = Vec::with_capacity(2 * (site.register.all().count() + site.points.iter().count()));
    for commune in site.register.all() {
        add(&mut all, source, Some(&commune.name), &commune.place);
    }
    for point in site.points.iter() {
        for words in [Some(&point.name), point.address.as_ref(), point.note.as_ref()] {
            add(&mut all, source, words, &point.place);
        }
    }
    all
}

fn in_sessions(site: Tables<'_>, source: Lang) -> Vec<Written<'_>> {
    let mut all = Vec::with_capacity(2 * site.sessions.len());
    for session in site.sessions.iter() {
        for words in [&session.at, &session.audience, &session.note, &session.reason] {
            add(&mut all, source, words.as_ref(), &session.place);
        }
        if let Some(MovedTo::Words(words)) = &session.moved_to {
            add(&mut all, source, Some(words), &session.place);
        }
    }
    for session in site.sessions.iter() {
        all.extend(session.providers.iter().map(|text| cell(text, source, &session.place)));
    }
    all
}

fn in_progress(site: Tables<'_>, source: Lang) -> Vec<Written<'_>> {
    let mut all = Vec::new();
    for (key, observations) in site.progress.series() {
        let figure =
            |text, observation| Written { at: At::Figure(observation), ..cell(text, source, &Place::Site) };
        let mut before = None;
        for observation in observations {
            // The accepted figures of a year mostly have one source.
            let again = observation.taken().is_some() && before == observation.source();
            before = observation.source();
            all.extend(before.filter(|_| !again).map(|text| figure(text, observation)));
        }
        if let (Some(group), Some(first)) = (&key.group, observations.first()) {
            all.push(figure(group, first));
        }
    }
    all
}

/// Adds the words of a row in each language that has its own.
fn add<'a>(all: &mut Vec<Written<'a>>, source: Lang, words: Option<&'a Localized<Words>>, place: &'a Place) {
    for (lang, words) in words.into_iter().flat_map(own) {
        all.push(Written { is_translation: lang != source, ..cell(&words.text, lang, place) });
    }
}

fn cell<'a>(text: &'a str, lang: Lang, place: &'a Place) -> Written<'a> {
    Written { text, lang, is_translation: false, in_document: false, is_link: false, at: At::Entry(place) }
}

/// The texts of all documents, each in its order.
pub(super) fn in_documents(site: &Site) -> Vec<Written<'_>> {
    fn of<'a, F>(documents: &'a BTreeMap<Name, Document<F>>, all: &mut Vec<Written<'a>>) {
        for document in documents.values() {
            for (lang, text) in document.texts() {
                text_of(text, lang, lang != document.source_lang, all);
            }
        }
    }
    let mut all = Vec::new();
    of(&site.directives, &mut all);
    of(&site.guides, &mut all);
    of(&site.pages, &mut all);
    for directive in site.directives.values() {
        let source = &directive.source().source;
        let facts = &directive.facts;
        let bases = facts.basis.iter().flat_map(|basis| basis.title.iter().chain(&basis.issuer));
        let deadlines = facts.deadlines.iter().flat_map(|deadline| {
            std::iter::once(&deadline.what).chain(&deadline.who).chain(&deadline.source)
        });
        let words = facts.issuer.iter().chain(bases).chain(deadlines).chain(&facts.recipients);
        let words = words.chain(facts.attachments.iter().map(|attachment| &attachment.title));
        for words in words {
            all.extend(own(words).map(|(lang, words)| Written {
                text: &words.text,
                lang,
                is_translation: lang != directive.source_lang,
                in_document: true,
                is_link: false,
                at: At::Words(source),
            }));
        }
    }
    all
}

fn text_of<'a>(text: &'a Text, lang: Lang, is_translation: bool, all: &mut Vec<Written<'a>>) {
    let source = &text.source;
    let mut add = |text: &'a str, is_link: bool, at: At<'a>| {
        all.push(Written { text, lang, is_translation, in_document: true, is_link, at });
    };
    for words in text.front_words() {
        add(words, false, At::Words(source));
    }
    for prose in &text.body.prose {
        add(&prose.text, false, At::Prose { source, prose });
    }
    for block in text.body.blocks.iter().filter(|block| !block.live) {
        add(&block.body, false, At::Stretch { source, range: block.range.clone() });
    }
    // What is not let through is told of by the rules on links.
    for link in text.body.links.iter().filter(|link| is_safe_destination(&link.destination)) {
        add(&link.destination, true, At::Stretch { source, range: link.range.clone() });
    }
}

/// The words of each language that has its own: a name written once for all stands only once.
fn own(words: &Localized<Words>) -> impl Iterator<Item = (Lang, &Words)> {
    let first = words.iter().next().map(|(_, words)| words);
    words
        .iter()
        .filter(move |(lang, words)| words.lang == *lang)
        .enumerate()
        .filter(move |(index, (_, words))| *index == 0 || first.is_none_or(|first| first.text != words.text))
        .map(|(_, item)| item)
}
