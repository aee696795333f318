//! Directives and guides: their cards, and the facts of their front matter.

use jiff::civil::Date;

use super::Page;
use super::views::DeadlineView;
use super::views::DirectiveCard;
use super::views::Download;
use super::views::GuideCard;
use super::views::Phrase;
use super::views::StepView;
use super::views::Words;
use crate::catalogue::Values;
use crate::lang;
use crate::model::attachment::Attachment;
use crate::model::document::Basis;
use crate::model::document::Deadline;
use crate::model::document::Directive;
use crate::model::document::Document;
use crate::model::document::Guide;
use crate::model::document::Step;
use crate::model::document::When;
use crate::name::Name;
use crate::routes::PageKey;

impl Page<'_> {
    pub(super) fn directive_card(&self, name: &Name, directive: &Document<Directive>) -> DirectiveCard {
        let facts = &directive.facts;
        let published = directive.published.unwrap_or(self.today());
        self.touch(published);
        let next = facts
            .deadlines
            .iter()
            .filter(|deadline| deadline.when.last_day().is_some_and(|last| self.today() <= last))
            .min_by_key(|deadline| deadline.when.last_day());
        DirectiveCard {
            title: self.words_of(&directive.title(self.lang)),
            path: self.path(&PageKey::Directive(name.clone())),
            kind: self.word(facts.kind.value.string_key()),
            number: match number(facts.number.as_ref(), facts.symbol.as_ref()) {
                Some(number) => {
                    let id =
                        if facts.number.is_some() { "directive-number" } else { "directive-number-blank" };
                    self.say(id, &Values::new().text("number", number))
                }
                None => self.word("directive-no-number"),
            },
            dated: facts.date.map(|date| self.format().partial_date(date)),
            issuer: facts.issuer.as_ref().map(|issuer| self.words(issuer)),
            urgency: facts.urgency.map(|urgency| self.word(urgency.string_key())),
            summary: directive.summary(self.lang).map(|summary| self.words_of(&summary)),
            published: self.date(published),
            next_deadline: next.map(|deadline| self.deadline(deadline)),
        }
    }

    pub(super) fn deadline(&self, deadline: &Deadline) -> DeadlineView {
        let dated = |id: &str, date: Date| self.say(id, &Values::new().text("date", self.date_text(date)));
        let (text, date) = match deadline.when {
            When::Before(date) => (dated("deadline-before", date), Some(date)),
            When::By(date) => (dated("deadline-by", date), Some(date)),
            When::MonthlyBefore(day) => {
                (self.say("deadline-monthly-before", &Values::new().text("day", day.to_string())), None)
            }
        };
        DeadlineView {
            what: self.words(&deadline.what),
            who: deadline.who.as_ref().map(|who| self.words(who)),
            text,
            date: date.map(|date| self.date(date)),
            last_day: match deadline.when {
                When::Before(_) => deadline.when.last_day().map(|last| {
                    self.say("deadline-last-day", &Values::new().text("date", self.long_date(last)))
                }),
                When::By(_) | When::MonthlyBefore(_) => None,
            },
            source: deadline.source.as_ref().map(|source| self.words(source)),
            ends_iso: deadline.when.last_day().map(|last| format!("{last}T23:59")),
            directive: None,
        }
    }

    /// `Công văn số 2359/SKHCN-CĐS ngày 06/10/2025 của Sở …`. What the basis does not say of itself, the directive of
    /// this site that it is says for it.
    pub(super) fn basis_text(&self, basis: &Basis, directive: Option<&Document<Directive>>) -> Phrase {
        let facts = directive.map(|directive| &directive.facts);
        let kind = basis.kind.or(facts.map(|facts| facts.kind.value)).filter(|_| basis.title.is_none());
        let named = basis.number.is_some() || basis.symbol.is_some();
        let (number_of, symbol_of) = match facts.filter(|_| !named) {
            Some(facts) => (&facts.number, &facts.symbol),
            None => (&basis.number, &basis.symbol),
        };
        let mut parts: Vec<Phrase> = Vec::new();
        match (&basis.title, kind) {
            (Some(title), _) => parts.push(vec![self.words(title)]),
            (None, Some(kind)) => parts.push(vec![self.own_words(self.word(kind.string_key()))]),
            (None, None) => {}
        }
        if let Some(number) = number(number_of.as_ref(), symbol_of.as_ref()) {
            let id = if parts.is_empty() { "directive-number" } else { "basis-number" };
            parts.push(self.phrase(id, &[], Values::new().text("number", number)));
        }
        if let Some(date) = basis.date.or(facts.and_then(|facts| facts.date)) {
            let id = match (date.month, date.day) {
                (Some(_), Some(_)) => "basis-dated",
                (Some(_), None) => "basis-month",
                (None, _) => "basis-year",
            };
            let date = Values::new().text("date", self.format().partial_date(date));
            parts.push(self.phrase(id, &[], date));
        }
        if let Some(issuer) = basis.issuer.as_ref().or(facts.and_then(|facts| facts.issuer.as_ref())) {
            let issuer = ("issuer", vec![self.words(issuer)]);
            parts.push(self.phrase("basis-issuer", &[issuer], Values::new()));
        }
        if let Some(directive) = directive.filter(|_| basis.title.is_none()) {
            let title = ("title", vec![self.words_of(&directive.title(self.lang))]);
            parts.push(self.phrase("basis-title", &[title], Values::new()));
        }
        parts.join(&self.own_words(" "))
    }

    /// The files that a directive hands out, with their type and size.
    pub(super) fn attachments(&self, directive: &Document<Directive>) -> Vec<Download> {
        let files = self.r.checked.files();
        let download = |attachment: &Attachment| {
            let path = &attachment.path.value;
            let name = files.name(path)?;
            let kind = name.rsplit('.').next().unwrap_or_default().to_uppercase();
            let size = self.format().size(files.bytes(name)?.len());
            Some(Download {
                text: self.words(&attachment.title),
                path: self.file_path(path)?,
                detail: Some(format!("{kind}, {size}")),
            })
        };
        directive.facts.attachments.iter().filter_map(download).collect()
    }

    pub(super) fn guide_card(&self, name: &Name, guide: &Document<Guide>) -> GuideCard {
        let shown = guide.shown(self.lang);
        let words = |text: &Option<String>| {
            let text = text.clone()?;
            Some(self.words_of(&lang::Words { text, lang: shown.lang }))
        };
        if let Some(published) = guide.published {
            self.touch(published);
        }
        GuideCard {
            title: self.words_of(&guide.title(self.lang)),
            path: self.path(&PageKey::Guide(name.clone())),
            summary: words(&shown.text.summary),
            price: words(&shown.text.guide.price),
            duration: words(&shown.text.guide.duration),
        }
    }

    /// What to bring, in the words that the reader is shown.
    pub(super) fn bring(&self, guide: &Document<Guide>) -> Vec<Words> {
        let shown = guide.shown(self.lang);
        let bring = shown.text.guide.bring.iter();
        bring.map(|text| self.words_of(&lang::Words { text: text.clone(), lang: shown.lang })).collect()
    }

    /// Sentences on how long it costs nothing.
    pub(super) fn free(&self, guide: &Document<Guide>) -> Vec<String> {
        use crate::model::document::FreeFor;
        let mut sentences = Vec::new();
        if let Some(free_for) = guide.facts.free_for {
            let (id, count) = match free_for {
                FreeFor::Years(count) => ("span-years", count),
                FreeFor::Months(count) => ("span-months", count),
                FreeFor::Days(count) => ("span-days", count),
            };
            let span = self.say(id, &self.counted(usize::from(count)));
            sentences.push(self.say("free-for", &Values::new().text("amount", span)));
        }
        if let Some(until) = guide.facts.free_until {
            sentences.push(self.say("free-until", &Values::new().text("date", self.date_text(until))));
        }
        sentences
    }

    pub(super) fn steps(&self, guide: &Document<Guide>) -> Vec<StepView> {
        let shown = guide.shown(self.lang);
        let words = |text: &str| self.words_of(&lang::Words { text: text.to_owned(), lang: shown.lang });
        let step = |step: &Step| StepView {
            title: words(&step.title),
            text: step.text.as_deref().map(words),
            or: step
                .or
                .iter()
                .map(|way| StepView {
                    title: words(&way.title),
                    text: way.text.as_deref().map(words),
                    or: Vec::new(),
                })
                .collect(),
        };
        shown.text.guide.steps.iter().map(step).collect()
    }
}

/// Number and symbol as they stand on the document; either may be absent.
fn number(number: Option<&String>, symbol: Option<&String>) -> Option<String> {
    match (number, symbol) {
        (Some(number), Some(symbol)) => Some(format!("{number}/{symbol}")),
        (Some(number), None) => Some(number.clone()),
        (None, Some(symbol)) => Some(format!("…/{symbol}")),
        (None, None) => None,
    }
}
