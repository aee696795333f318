//! Directives, guides and pages: texts with facts in their front matter, one file per language (contract, sections
//! 3 and 4).
//!
//! Facts stand in the source language's file only; a translation has words. Which text a reader of each language is
//! shown is decided here, by [`Document::shown`]; whether links and names in the texts lead anywhere is left to
//! [`crate::check`].

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::Digest;
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;

use super::attachment;
use super::attachment::Attachment;
use super::attachment::RawAttachment;
use super::config::Config;
use super::raw::Resolve;
use super::raw::parse_iso_date;
use super::raw::unknown_language;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Severity;
use crate::facts;
use crate::facts::Difference;
use crate::facts::Fact;
use crate::facts::TextLang;
use crate::lang::Lang;
use crate::lang::Localized;
use crate::lang::Words;
use crate::markdown;
use crate::markdown::Doc;
use crate::markdown::FrontMatter;
use crate::name::Name;
use crate::read::DocumentFile;
use crate::read::DocumentKind;
use crate::read::Sources;
use crate::source::Place;
use crate::source::Placed;
use crate::source::Source;
use crate::source::Span;
use crate::yaml;
use crate::yaml::Located;
use crate::yaml::OneOrMany;
use crate::yaml::OneOrManyOf;
use crate::yaml::PlainOr;
use crate::yaml::RawWords;

/// A document in all its languages.
#[derive(Debug)]
pub struct Document<F> {
    pub name: Name,
    pub facts: F,
    /// The day it was put on the site; orders lists, hides nothing. Always there for directives.
    pub published: Option<Date>,
    pub source_lang: Lang,
    /// Whether only builds with `--drafts` have it.
    pub is_draft: bool,
    texts: BTreeMap<Lang, Text>,
}

/// One language of a document.
#[derive(Debug)]
pub struct Text {
    pub source: Arc<Source>,
    pub title: String,
    pub summary: Option<String>,
    /// Words that only guides have; empty elsewhere.
    pub guide: GuideWords,
    pub body: Doc,
    pub standing: TextStanding,
    /// What [`hash`](Text::hash) a translation must name to be current with this text.
    pub hash: String,
}

/// How a text stands to its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextStanding {
    /// It is the source.
    Source,
    /// A translation of the source as it is.
    Current { differences: Vec<FactDifference> },
    /// A translation of an earlier source, or one that does not say of which.
    Lagging { stamped: bool, differences: Vec<FactDifference> },
}

/// A fact on which source and translation differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactDifference {
    /// What the source states, and where; none where only the translation states something.
    pub source: Option<Placed<String>>,
    pub translation: Option<Placed<String>>,
    /// Where the other text has nothing: the place in it that should have said the same.
    pub near: Option<Place>,
}

/// The text that a reader of some language is shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    pub text: &'a Text,
    /// The language that the text is in.
    pub lang: Lang,
    pub borrowed: Option<Borrowed>,
}

/// Why a reader is told that the text is not quite theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Borrowed {
    /// There is no translation: the source text stands in.
    Missing,
    /// The translation is shown, but its source has changed since.
    Lagging,
    /// The translation states other facts than its changed source: the source text stands in.
    Differs,
}

impl<F> Document<F> {
    /// The text shown to readers of `lang` (contract, section 4).
    pub fn shown(&self, lang: Lang) -> Shown<'_> {
        let source = self.source();
        let fallback = |borrowed| Shown { text: source, lang: self.source_lang, borrowed: Some(borrowed) };
        match self.texts.get(&lang) {
            None => fallback(Borrowed::Missing),
            Some(text) => match &text.standing {
                TextStanding::Lagging { differences, .. } if !differences.is_empty() => {
                    fallback(Borrowed::Differs)
                }
                TextStanding::Lagging { .. } => Shown { text, lang, borrowed: Some(Borrowed::Lagging) },
                TextStanding::Source | TextStanding::Current { .. } => Shown { text, lang, borrowed: None },
            },
        }
    }

    /// The source text.
    pub fn source(&self) -> &Text {
        &self.texts[&self.source_lang]
    }

    /// All texts, in the order of the site's languages.
    pub fn texts(&self) -> impl Iterator<Item = (Lang, &Text)> {
        self.texts.iter().map(|(lang, text)| (*lang, text))
    }

    /// Whether readers of `lang` get a text of their own, so that the page may be listed for that language.
    pub fn is_real_in(&self, lang: Lang) -> bool {
        self.shown(lang).lang == lang
    }

    pub fn title(&self, lang: Lang) -> Words {
        let shown = self.shown(lang);
        Words { text: shown.text.title.clone(), lang: shown.lang }
    }

    pub fn summary(&self, lang: Lang) -> Option<Words> {
        let shown = self.shown(lang);
        Some(Words { text: shown.text.summary.clone()?, lang: shown.lang })
    }
}

impl Text {
    /// The words of the front matter.
    pub fn front_words(&self) -> Vec<&str> {
        let GuideWords { for_whom, bring, price, duration, steps } = &self.guide;
        let mut words: Vec<&str> = vec![&self.title];
        words.extend([&self.summary, for_whom, price, duration].into_iter().flatten().map(String::as_str));
        words.extend(bring.iter().map(String::as_str));
        for step in steps {
            words.push(&step.title);
            words.extend(step.text.as_deref());
            for way in &step.or {
                words.push(&way.title);
                words.extend(way.text.as_deref());
            }
        }
        words
    }
}

/// The facts of an official instruction.
#[derive(Debug)]
pub struct Directive {
    pub kind: Placed<DirectiveKind>,
    /// The running number; none while it is not yet issued.
    pub number: Option<String>,
    /// The symbol behind the slash, such as `SKHCN-CĐS`.
    pub symbol: Option<String>,
    pub date: Option<PartialDate>,
    pub issuer: Option<Localized<Words>>,
    pub urgency: Option<Urgency>,
    pub basis: Vec<Basis>,
    pub deadlines: Vec<Deadline>,
    /// Communes, provinces, or all.
    pub applies_to: Vec<Placed<super::Scope>>,
    /// Bodies that it is sent to ("Kính gửi", "Nơi nhận").
    pub recipients: Vec<Localized<Words>>,
    /// Files that everyone may have.
    pub attachments: Vec<Attachment>,
}

/// The kinds of administrative documents that a campaign uses (Decree 30/2020/NĐ-CP, article 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DirectiveKind {
    NghiQuyet,
    QuyetDinh,
    ChiThi,
    ThongBao,
    HuongDan,
    ChuongTrinh,
    KeHoach,
    PhuongAn,
    DeAn,
    BaoCao,
    ToTrinh,
    CongVan,
    CongDien,
    GiayMoi,
    ThuCong,
}

impl DirectiveKind {
    /// The key of its name in the strings of a theme.
    pub fn string_key(self) -> &'static str {
        match self {
            DirectiveKind::NghiQuyet => "kind-nghi-quyet",
            DirectiveKind::QuyetDinh => "kind-quyet-dinh",
            DirectiveKind::ChiThi => "kind-chi-thi",
            DirectiveKind::ThongBao => "kind-thong-bao",
            DirectiveKind::HuongDan => "kind-huong-dan",
            DirectiveKind::ChuongTrinh => "kind-chuong-trinh",
            DirectiveKind::KeHoach => "kind-ke-hoach",
            DirectiveKind::PhuongAn => "kind-phuong-an",
            DirectiveKind::DeAn => "kind-de-an",
            DirectiveKind::BaoCao => "kind-bao-cao",
            DirectiveKind::ToTrinh => "kind-to-trinh",
            DirectiveKind::CongVan => "kind-cong-van",
            DirectiveKind::CongDien => "kind-cong-dien",
            DirectiveKind::GiayMoi => "kind-giay-moi",
            DirectiveKind::ThuCong => "kind-thu-cong",
        }
    }
}

/// Degrees of urgency (Decree 30/2020/NĐ-CP, appendix I).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    Khan,
    ThuongKhan,
    HoaToc,
}

impl Urgency {
    /// The key of its name in the strings of a theme.
    pub fn string_key(self) -> &'static str {
        match self {
            Urgency::Khan => "urgency-khan",
            Urgency::ThuongKhan => "urgency-thuong-khan",
            Urgency::HoaToc => "urgency-hoa-toc",
        }
    }
}

/// A date of which the day, or the day and the month, may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDate {
    pub year: i16,
    pub month: Option<i8>,
    pub day: Option<i8>,
}

impl PartialDate {
    /// `2025-10-06`, `2025-10` or `2025`.
    pub fn parse(text: &str) -> Option<PartialDate> {
        match text.len() {
            10 => parse_iso_date(text).map(|date| PartialDate {
                year: date.year(),
                month: Some(date.month()),
                day: Some(date.day()),
            }),
            7 => parse_iso_date(&format!("{text}-01")).map(|date| PartialDate {
                year: date.year(),
                month: Some(date.month()),
                day: None,
            }),
            4 => parse_iso_date(&format!("{text}-01-01")).map(|date| PartialDate {
                year: date.year(),
                month: None,
                day: None,
            }),
            _ => None,
        }
    }

    /// The full date, where it is known.
    pub fn full(self) -> Option<Date> {
        Date::new(self.year, self.month?, self.day?).ok()
    }
}

/// A document that a directive rests on.
#[derive(Debug)]
pub struct Basis {
    pub kind: Option<DirectiveKind>,
    /// What it is called, as laws are.
    pub title: Option<Localized<Words>>,
    pub number: Option<String>,
    pub symbol: Option<String>,
    pub date: Option<PartialDate>,
    pub issuer: Option<Localized<Words>>,
    /// The directive of this site that it is.
    pub directive: Option<Placed<String>>,
    pub place: Place,
}

/// What must be done by when.
#[derive(Debug)]
pub struct Deadline {
    pub what: Localized<Words>,
    pub who: Option<Localized<Words>>,
    pub when: When,
    /// Where in the document it stands: "mục 2, phần II".
    pub source: Option<Localized<Words>>,
    pub place: Place,
}

/// The two ways in which official Vietnamese gives a last day, and the monthly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// "trước ngày": the day itself is too late.
    Before(Date),
    /// "đến hết ngày": the day itself is in time.
    By(Date),
    /// "trước ngày 20 hàng tháng".
    MonthlyBefore(u8),
}

impl When {
    /// The last day on which it is in time.
    pub fn last_day(self) -> Option<Date> {
        match self {
            When::Before(date) => date.yesterday().ok(),
            When::By(date) => Some(date),
            When::MonthlyBefore(_) => None,
        }
    }

    /// The last day in time that is not before `today`, of a deadline that comes back each month too; None where it is
    /// over.
    pub fn next_last_day(self, today: Date) -> Option<Date> {
        let When::MonthlyBefore(day) = self else { return self.last_day().filter(|last| *last >= today) };
        let last_in = |first: Date| first.checked_add((i64::from(day) - 2).days()).ok();
        let this = today.first_of_month();
        let next = this.checked_add(1.month()).ok();
        [Some(this), next].into_iter().flatten().filter_map(last_in).find(|last| *last >= today)
    }
}

/// The facts of a how-to guide.
#[derive(Debug)]
pub struct Guide {
    /// Free from registration for this long.
    pub free_for: Option<FreeFor>,
    pub free_until: Option<Date>,
    /// A key of `providers`.
    pub provider: Option<Placed<String>>,
}

/// A time from registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FreeFor {
    Years(u16),
    Months(u16),
    Days(u16),
}

impl FreeFor {
    /// `1 year`, `6 months`, `30 days`.
    pub fn parse(text: &str) -> Option<FreeFor> {
        let (number, unit) = text.trim().split_once(' ')?;
        let number = number.parse().ok().filter(|number| *number > 0)?;
        match unit.trim() {
            "year" | "years" => Some(FreeFor::Years(number)),
            "month" | "months" => Some(FreeFor::Months(number)),
            "day" | "days" => Some(FreeFor::Days(number)),
            _ => None,
        }
    }
}

/// The words of a guide besides title, summary and body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuideWords {
    pub for_whom: Option<String>,
    pub bring: Vec<String>,
    pub price: Option<String>,
    pub duration: Option<String>,
    pub steps: Vec<Step>,
}

/// A step of a guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub title: String,
    pub text: Option<String>,
    /// Other ways to do the step.
    pub or: Vec<Way>,
}

/// Another way to do a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    pub title: String,
    pub text: Option<String>,
}

/// The facts of any other page: none beyond what all documents have.
#[derive(Debug)]
pub struct Page;

/// Everything that was understood of `directives/`, `guides/` and `pages/`.
#[derive(Debug, Default)]
pub struct Documents {
    pub directives: Arc<BTreeMap<Name, Document<Directive>>>,
    pub guides: Arc<BTreeMap<Name, Document<Guide>>>,
    pub pages: Arc<BTreeMap<Name, Document<Page>>>,
    /// Documents that could not be understood.
    pub failed: Vec<(DocumentKind, Name)>,
}

/// Front matter of `directives/NAME.LANG.md`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "Front matter of a directive")]
pub struct RawDirective {
    /// The subject line.
    pub title: Option<Located<String>>,
    pub summary: Option<Located<String>>,
    /// Only in translations: the hash of the source text that was translated.
    pub source_hash: Option<Located<String>>,
    /// Only in translations: facts that may differ from the source's.
    pub facts_ok: Vec<Located<String>>,
    /// Left out of builds without `--drafts`.
    pub draft: Option<Located<bool>>,
    /// The day it was put on the site (YYYY-MM-DD); required.
    pub published: Option<Located<String>>,
    pub kind: Option<Located<DirectiveKind>>,
    /// The running number; leave it out while it is not yet issued.
    pub number: Option<Located<String>>,
    /// The symbol behind the slash.
    pub symbol: Option<Located<String>>,
    /// Its date: YYYY-MM-DD, YYYY-MM or YYYY.
    pub date: Option<Located<String>>,
    pub issuer: Option<Located<RawWords>>,
    pub urgency: Option<Located<Urgency>>,
    /// Documents that it rests on.
    pub basis: Option<Located<Vec<Located<RawBasis>>>>,
    pub deadlines: Option<Located<Vec<Located<RawDeadline>>>>,
    /// Codes of communes (5 digits) or provinces (2 digits), or `all`.
    pub applies_to: Option<Located<OneOrMany>>,
    /// Bodies that it is sent to; never persons.
    pub recipients: Option<Located<Vec<RawWords>>>,
    /// Files to hand out.
    pub attachments: Option<Located<Vec<Located<RawAttachment>>>>,
}

/// A document that a directive rests on.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RawBasis {
    pub kind: Option<Located<DirectiveKind>>,
    /// What it is called, as laws are.
    pub title: Option<RawWords>,
    pub number: Option<Located<String>>,
    pub symbol: Option<Located<String>>,
    /// YYYY-MM-DD, YYYY-MM or YYYY.
    pub date: Option<Located<String>>,
    pub issuer: Option<RawWords>,
    /// The name of the directive of this site that it is.
    pub directive: Option<Located<String>>,
}

/// What must be done by when: one of `before`, `by`, `monthly_before`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RawDeadline {
    pub what: Option<RawWords>,
    pub who: Option<RawWords>,
    /// Where in the document it stands.
    pub source: Option<RawWords>,
    /// "trước ngày": the day itself is too late (YYYY-MM-DD).
    pub before: Option<Located<String>>,
    /// "đến hết ngày": the day itself is in time (YYYY-MM-DD).
    pub by: Option<Located<String>>,
    /// A day of each month, 1 to 28.
    pub monthly_before: Option<Located<u8>>,
}

/// Front matter of `guides/NAME.LANG.md`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "Front matter of a guide")]
pub struct RawGuide {
    pub title: Option<Located<String>>,
    pub summary: Option<Located<String>>,
    /// Only in translations: the hash of the source text that was translated.
    pub source_hash: Option<Located<String>>,
    /// Only in translations: facts that may differ from the source's.
    pub facts_ok: Vec<Located<String>>,
    /// Left out of builds without `--drafts`.
    pub draft: Option<Located<bool>>,
    /// The day it was put on the site (YYYY-MM-DD).
    pub published: Option<Located<String>>,
    /// For whom the guide is.
    #[serde(rename = "for")]
    pub for_whom: Option<Located<String>>,
    /// What to bring.
    pub bring: Option<OneOrMany>,
    /// What it costs, in words.
    pub price: Option<Located<String>>,
    /// How long it takes, in words.
    pub duration: Option<Located<String>>,
    /// Free from registration for this long: `1 year`, `6 months`, `30 days`.
    pub free_for: Option<Located<String>>,
    /// The last day on which it is free (YYYY-MM-DD).
    pub free_until: Option<Located<String>>,
    /// A key of `providers` in site.yaml.
    pub provider: Option<Located<String>>,
    pub steps: Vec<Located<RawStep>>,
}

/// A step of a guide.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RawStep {
    pub title: Option<Located<String>>,
    pub text: Option<Located<String>>,
    /// Other ways to do the step: words, or title and text.
    pub or: Option<OneOrManyOf<RawWay>>,
}

/// Another way to do a step.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RawWay {
    pub title: Option<Located<String>>,
    pub text: Option<Located<String>>,
}

/// Front matter of `pages/NAME.LANG.md`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "Front matter of a page")]
pub struct RawPage {
    pub title: Option<Located<String>>,
    pub summary: Option<Located<String>>,
    /// Only in translations: the hash of the source text that was translated.
    pub source_hash: Option<Located<String>>,
    /// Only in translations: facts that may differ from the source's.
    pub facts_ok: Vec<Located<String>>,
    /// Left out of builds without `--drafts`.
    pub draft: Option<Located<bool>>,
    /// The day it was put on the site (YYYY-MM-DD).
    pub published: Option<Located<String>>,
}

/// The words that each raw front matter gives, besides its facts.
struct RawWordsOfText {
    title: Option<Located<String>>,
    summary: Option<Located<String>>,
    source_hash: Option<Located<String>>,
    facts_ok: Vec<Located<String>>,
    for_whom: Option<Located<String>>,
    bring: Vec<Located<String>>,
    price: Option<Located<String>>,
    duration: Option<Located<String>>,
    steps: Vec<Located<RawStep>>,
}

/// What a front matter holds for every language, and what for the source only.
trait RawFrontMatter: DeserializeOwned + Default {
    type Facts;

    /// The fact keys that are there, with their places: they may not stand in a translation.
    fn fact_keys(&self) -> Vec<(&'static str, Span)>;

    fn is_draft(&self) -> bool;

    /// Takes the words out.
    fn words(&mut self) -> RawWordsOfText;

    /// Understands the facts; the day of publication apart, since all kinds have it.
    fn facts(self, r: &mut Resolve<'_>) -> Option<(Self::Facts, Option<Date>)>;
}

/// The keys that are present, for [`RawFrontMatter::fact_keys`].
macro_rules! present {
    ($raw:ident: $($field:ident)+) => {
        [ $( (stringify!($field), $raw.$field.as_ref().map(|located| located.span)), )+ ]
            .into_iter()
            .filter_map(|(key, span)| Some((key, span?)))
            .collect()
    };
}

impl RawFrontMatter for RawDirective {
    type Facts = Directive;

    fn fact_keys(&self) -> Vec<(&'static str, Span)> {
        present!(self: draft published kind number symbol date issuer urgency basis deadlines applies_to recipients
            attachments)
    }

    fn is_draft(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.value)
    }

    fn words(&mut self) -> RawWordsOfText {
        RawWordsOfText {
            title: self.title.take(),
            summary: self.summary.take(),
            source_hash: self.source_hash.take(),
            facts_ok: std::mem::take(&mut self.facts_ok),
            for_whom: None,
            bring: Vec::new(),
            price: None,
            duration: None,
            steps: Vec::new(),
        }
    }

    fn facts(self, r: &mut Resolve<'_>) -> Option<(Directive, Option<Date>)> {
        let RawDirective {
            published,
            kind,
            number,
            symbol,
            date,
            issuer,
            urgency,
            basis,
            deadlines,
            applies_to,
            recipients,
            attachments,
            ..
        } = self;
        let published = r.required("published", published);
        let published = r.date(published);
        let kind = r.required("kind", kind);
        let facts = Directive {
            number: number.and_then(|number| r.text(&number)),
            symbol: symbol.and_then(|symbol| r.text(&symbol)),
            date: partial_date(r, date),
            issuer: issuer.and_then(|issuer| r.words(issuer.value)),
            urgency: urgency.map(|urgency| urgency.value),
            basis: basis
                .into_iter()
                .flat_map(|basis| basis.value)
                .map(|basis| resolve_basis(r, basis))
                .collect(),
            deadlines: deadlines
                .into_iter()
                .flat_map(|deadlines| deadlines.value)
                .filter_map(|deadline| resolve_deadline(r, deadline))
                .collect(),
            applies_to: applies_to
                .into_iter()
                .flat_map(|scopes| scopes.value.0)
                .filter_map(|scope| {
                    let parsed = super::Scope::parse(&scope.value);
                    if parsed.is_none() {
                        r.wrong(Code::BadScope, &scope, ["26188", "75", "all"]);
                    }
                    Some(Placed::new(parsed?, r.source.place(scope.span)))
                })
                .collect(),
            recipients: recipients
                .into_iter()
                .flat_map(|recipients| recipients.value)
                .filter_map(|recipient| r.words(recipient))
                .collect(),
            attachments: attachments
                .into_iter()
                .flat_map(|attachments| attachments.value)
                .filter_map(|attachment| attachment::resolve(r, attachment))
                .collect(),
            kind: kind.map(|kind| Placed::new(kind.value, r.source.place(kind.span)))?,
        };
        published.map(|published| (facts, Some(published)))
    }
}

impl RawFrontMatter for RawGuide {
    type Facts = Guide;

    fn fact_keys(&self) -> Vec<(&'static str, Span)> {
        present!(self: draft published free_for free_until provider)
    }

    fn is_draft(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.value)
    }

    fn words(&mut self) -> RawWordsOfText {
        RawWordsOfText {
            title: self.title.take(),
            summary: self.summary.take(),
            source_hash: self.source_hash.take(),
            facts_ok: std::mem::take(&mut self.facts_ok),
            for_whom: self.for_whom.take(),
            bring: self.bring.take().map(|bring| bring.0).unwrap_or_default(),
            price: self.price.take(),
            duration: self.duration.take(),
            steps: std::mem::take(&mut self.steps),
        }
    }

    fn facts(self, r: &mut Resolve<'_>) -> Option<(Guide, Option<Date>)> {
        let RawGuide { published, free_for, free_until, provider, .. } = self;
        let free_for = free_for.and_then(|located| {
            let parsed = FreeFor::parse(&located.value);
            if parsed.is_none() {
                r.wrong(Code::BadDuration, &located, ["1 year", "6 months", "30 days"]);
            }
            parsed
        });
        let facts = Guide {
            free_for,
            free_until: r.date(free_until),
            provider: provider.map(|provider| r.placed(provider)),
        };
        Some((facts, r.date(published)))
    }
}

impl RawFrontMatter for RawPage {
    type Facts = Page;

    fn fact_keys(&self) -> Vec<(&'static str, Span)> {
        present!(self: draft published)
    }

    fn is_draft(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.value)
    }

    fn words(&mut self) -> RawWordsOfText {
        RawWordsOfText {
            title: self.title.take(),
            summary: self.summary.take(),
            source_hash: self.source_hash.take(),
            facts_ok: std::mem::take(&mut self.facts_ok),
            for_whom: None,
            bring: Vec::new(),
            price: None,
            duration: None,
            steps: Vec::new(),
        }
    }

    fn facts(self, r: &mut Resolve<'_>) -> Option<(Page, Option<Date>)> {
        Some((Page, r.date(self.published)))
    }
}

/// Understands all documents of the site.
pub fn resolve(sources: &Sources, config: &Config, drafts: bool, diagnostics: &mut Diagnostics) -> Documents {
    let mut groups: BTreeMap<(DocumentKind, &Name), Vec<(Lang, &DocumentFile)>> = BTreeMap::new();
    let mut strangers = Vec::new();
    for file in &sources.documents {
        match config.languages.find(&file.tag) {
            Some(lang) => groups.entry((file.kind, &file.name)).or_default().push((lang, file)),
            None => {
                let place = Place::File(file.source.path.clone());
                diagnostics.push(unknown_language(place, &file.tag, &config.languages));
                strangers.push((file.kind, &file.name));
            }
        }
    }
    let mut failed = Vec::new();
    let (mut directives, mut guides, mut pages) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    // A link to a text that has no other language is no second mistake.
    strangers.retain(|of| !groups.contains_key(of));
    failed.extend(strangers.into_iter().map(|(kind, name)| (kind, name.clone())));
    for ((kind, name), mut files) in groups {
        files.sort_by_key(|(lang, _)| *lang);
        let before = diagnostics.count(Severity::Error);
        let found = match kind {
            DocumentKind::Directive => {
                let document = resolve_one::<RawDirective>(name, &files, config, drafts, diagnostics);
                document.map(|document| directives.insert(name.clone(), document)).is_some()
            }
            DocumentKind::Guide => {
                let document = resolve_one::<RawGuide>(name, &files, config, drafts, diagnostics);
                document.map(|document| guides.insert(name.clone(), document)).is_some()
            }
            DocumentKind::Page => {
                let document = resolve_one::<RawPage>(name, &files, config, drafts, diagnostics);
                document.map(|document| pages.insert(name.clone(), document)).is_some()
            }
        };
        // A draft is left out without an error.
        if !found && diagnostics.count(Severity::Error) > before {
            failed.push((kind, name.clone()));
        }
    }
    Documents { directives: Arc::new(directives), guides: Arc::new(guides), pages: Arc::new(pages), failed }
}

/// One document from its files, in the order of the languages; the first file is the source.
fn resolve_one<R: RawFrontMatter>(
    name: &Name,
    files: &[(Lang, &DocumentFile)],
    config: &Config,
    drafts: bool,
    diagnostics: &mut Diagnostics,
) -> Option<Document<R::Facts>> {
    let ((source_lang, source_file), translations) = files.split_first()?;
    let (yaml::Read { value: mut raw, taken_out, .. }, body) =
        read_file::<R>(&source_file.source, diagnostics)?;
    let is_draft = raw.is_draft();
    if is_draft && !drafts {
        return None;
    }
    let languages = &config.languages;
    let mut r = Resolve::new(&source_file.source, languages, diagnostics);
    r.taken_out = taken_out;
    let words = raw.words();
    let only_in_translations = [
        ("source_hash", words.source_hash.as_ref().map(|hash| hash.span)),
        ("facts_ok", words.facts_ok.first().map(|token| token.span)),
    ];
    for (key, span) in only_in_translations.into_iter().filter_map(|(key, span)| Some((key, span?))) {
        r.push(Code::HashInSource, span, |d| d.found(key));
    }
    let source = text_of(&mut r, words, body, TextStanding::Source);
    let facts = raw.facts(&mut r);
    let (source, (facts, published)) = (source?, facts?);

    let source_facts = facts_of(&source, languages.tag(*source_lang));
    let mut texts = BTreeMap::new();
    for (lang, file) in translations {
        let Some((read, body)) = read_file::<R>(&file.source, diagnostics) else { continue };
        let yaml::Read { value: mut raw, taken_out, .. } = read;
        let mut r = Resolve::new(&file.source, languages, diagnostics);
        r.taken_out = taken_out;
        for (key, span) in raw.fact_keys() {
            r.push(Code::FactInTranslation, span, |d| {
                d.found(key).related(Place::File(source_file.source.path.clone()))
            });
        }
        let words = raw.words();
        let stamp = words.source_hash.clone();
        let accepted: Vec<String> = words.facts_ok.iter().map(|token| token.value.clone()).collect();
        let Some(mut text) = text_of(&mut r, words, body, TextStanding::Source) else { continue };
        let differences =
            differences(&source_facts, &facts_of(&text, languages.tag(*lang)), &accepted, &source, &text);
        text.standing = match stamp {
            Some(stamp) if stamp.value == source.hash => TextStanding::Current { differences },
            stamp => TextStanding::Lagging { stamped: stamp.is_some(), differences },
        };
        texts.insert(*lang, text);
    }
    texts.insert(*source_lang, source);
    Some(Document { name: name.clone(), facts, published, source_lang: *source_lang, is_draft, texts })
}

/// Takes a file apart and reads its front matter.
fn read_file<R: RawFrontMatter>(
    source: &Arc<Source>,
    diagnostics: &mut Diagnostics,
) -> Option<(yaml::Read<R>, Range<usize>)> {
    let split = markdown::split_front_matter(&source.text);
    match split.front {
        FrontMatter::None => {
            diagnostics.push(Diagnostic::new(Code::NoFrontMatter, Place::File(source.path.clone())));
            None
        }
        FrontMatter::Unclosed(range) => {
            diagnostics.push(Diagnostic::new(Code::UnclosedFrontMatter, source.place(range.into())));
            None
        }
        FrontMatter::Found(range) => {
            let read = yaml::read(source, range.end, diagnostics)?;
            Some((read, split.body))
        }
    }
}

fn text_of(
    r: &mut Resolve<'_>,
    words: RawWordsOfText,
    body: Range<usize>,
    standing: TextStanding,
) -> Option<Text> {
    let RawWordsOfText { title, summary, for_whom, bring, price, duration, steps, .. } = words;
    let title = r.required("title", title).and_then(|title| r.text(&title));
    let guide = GuideWords {
        for_whom: for_whom.and_then(|words| r.text(&words)),
        bring: bring.iter().filter_map(|item| r.text(item)).collect(),
        price: price.and_then(|words| r.text(&words)),
        duration: duration.and_then(|words| r.text(&words)),
        steps: steps
            .into_iter()
            .filter_map(|step| {
                let RawStep { title, text, or } = step.value;
                let title = r.required_at(step.span, "title", title).and_then(|title| r.text(&title))?;
                let text = text.and_then(|text| r.text(&text));
                let or = or.map(|or| or.0).unwrap_or_default();
                let or = or.into_iter().filter_map(|way| resolve_way(r, way)).collect();
                Some(Step { title, text, or })
            })
            .collect(),
    };
    let summary = summary.and_then(|summary| r.text(&summary));
    let body_text = r.source.text.get(body.clone()).unwrap_or_default();
    let options = markdown::ParseOptions {
        offset: body.start,
        is_live: &|name| LIVE_BLOCKS.contains(&name),
        reserved_ids: &RESERVED_IDS,
    };
    let doc = markdown::parse(body_text, &options);
    let title = title?;
    let hash = hash(&title, summary.as_deref(), &guide, body_text);
    Some(Text { source: Arc::clone(r.source), title, summary, guide, body: doc, standing, hash })
}

fn resolve_way(r: &mut Resolve<'_>, way: Located<PlainOr<RawWay>>) -> Option<Way> {
    match way.value {
        PlainOr::Plain(title) => {
            Some(Way { title: r.text(&Located { value: title, span: way.span })?, text: None })
        }
        PlainOr::Map(RawWay { title, text }) => {
            let title = r.required_at(way.span, "title", title).and_then(|title| r.text(&title))?;
            Some(Way { title, text: text.and_then(|text| r.text(&text)) })
        }
    }
}

/// Names of the fenced blocks that stand for live data (contract, section 3); what they mean is left to [`crate::live`].
pub const LIVE_BLOCKS: [&str; 7] = ["schedule", "progress", "qr", "deadlines", "steps", "downloads", "map"];

/// Ids of the default theme's page frame, which no heading may take.
const RESERVED_IDS: [&str; 4] = ["main", "menu", "content", "footer"];

/// 16 hex digits of SHA-256 over title, summary, other words of the front matter, and body; NFC, LF, runs of blanks
/// as one (contract, section 4). Each part ends in a zero byte, so that words cannot move from one into the next
/// unnoticed.
fn hash(title: &str, summary: Option<&str>, guide: &GuideWords, body: &str) -> String {
    let GuideWords { for_whom, bring, price, duration, steps } = guide;
    let mut parts: Vec<&str> = vec![title, summary.unwrap_or_default()];
    parts.extend([for_whom, price, duration].map(|words| words.as_deref().unwrap_or_default()));
    parts.extend(bring.iter().map(String::as_str));
    for step in steps {
        parts.push(&step.title);
        parts.push(step.text.as_deref().unwrap_or_default());
        for way in &step.or {
            parts.push(&way.title);
            // The mark keeps a text apart from the title of a further way.
            parts.extend(way.text.as_deref().into_iter().flat_map(|text| ["\u{1f}", text]));
        }
    }
    parts.push(body);
    let mut hasher = Sha256::new();
    for part in parts {
        let normal: String = part.nfc().collect();
        let lines: Vec<String> =
            normal.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        hasher.update(lines.join("\n").trim().as_bytes());
        hasher.update([0]);
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// What a text states, with ranges in its file. Words of the front matter have no range of their own: they are
/// looked up in the file when a message needs a place.
fn facts_of(text: &Text, tag: &str) -> Vec<Fact> {
    let lang = TextLang::of(tag);
    let mut found = Vec::new();
    for words in text.front_words() {
        // The words as a whole come first: `15` may stand in a date before it stands in the duration.
        let start = text.source.text.find(words);
        found.extend(facts::extract(words, lang).into_iter().map(|mut fact| {
            let within = start.map(|start| start + fact.range.start);
            let at = within.or_else(|| text.source.text.find(&fact.text)).unwrap_or(0);
            fact.range = at..at + fact.text.len();
            fact
        }));
    }
    for prose in &text.body.prose {
        found.extend(facts::extract(&prose.text, lang).into_iter().map(|mut fact| {
            fact.range = prose.source(fact.range);
            fact
        }));
    }
    for link in &text.body.links {
        found.push(Fact::link(&without_language(&link.destination), link.range.clone()));
    }
    for inline in &text.body.facts {
        found.push(Fact::link(&format!("{{{{ {} }}}}", inline.path), inline.range.clone()));
    }
    found
}

/// A link to a file of the site, the same for every language: `dang-ky.en.md` and `dang-ky.vi.md` are `dang-ky.md`.
fn without_language(destination: &str) -> String {
    let (path, anchor) = destination.split_once('#').unwrap_or((destination, ""));
    if anchor.is_empty() && path.is_empty() {
        return destination.to_owned();
    }
    let Some(stem) = path.strip_suffix(".md") else {
        // Anchors are made from headings, and headings are translated.
        return path.to_owned();
    };
    match stem.rsplit_once('.') {
        Some((name, tag)) if crate::lang::is_language_tag(tag) => format!("{name}.md"),
        _ => path.to_owned(),
    }
}

fn differences(
    source_facts: &[Fact],
    translation_facts: &[Fact],
    accepted: &[String],
    source: &Text,
    translation: &Text,
) -> Vec<FactDifference> {
    let place = |text: &Text, fact: &Fact| {
        Placed::new(fact.text.clone(), text.source.place(Span::from(fact.range.clone())))
    };
    facts::compare(source_facts, translation_facts, accepted)
        .into_iter()
        .map(|difference| match difference {
            Difference::Missing { source: fact, near } => FactDifference {
                source: Some(place(source, &fact)),
                translation: None,
                near: near.map(|range| translation.source.place(range.into())),
            },
            Difference::Added { translation: fact, near } => FactDifference {
                source: None,
                translation: Some(place(translation, &fact)),
                near: near.map(|range| source.source.place(range.into())),
            },
            Difference::Changed { source: ours, translation: theirs } => FactDifference {
                source: Some(place(source, &ours)),
                translation: Some(place(translation, &theirs)),
                near: None,
            },
        })
        .collect()
}

fn partial_date(r: &mut Resolve<'_>, located: Option<Located<String>>) -> Option<PartialDate> {
    let located = located?;
    let parsed = PartialDate::parse(&located.value);
    if parsed.is_none() {
        r.wrong(Code::BadDate, &located, ["2025-10-06", "2025-10", "2025"]);
    }
    parsed
}

fn resolve_basis(r: &mut Resolve<'_>, raw: Located<RawBasis>) -> Basis {
    let RawBasis { kind, title, number, symbol, date, issuer, directive } = raw.value;
    if title.is_none() && directive.is_none() && symbol.is_none() {
        r.required_at(raw.span, "number", number.as_ref());
    }
    Basis {
        kind: kind.map(|kind| kind.value),
        title: title.and_then(|title| r.words(title)),
        number: number.and_then(|number| r.text(&number)),
        symbol: symbol.and_then(|symbol| r.text(&symbol)),
        date: partial_date(r, date),
        issuer: issuer.and_then(|issuer| r.words(issuer)),
        directive: directive.map(|directive| r.placed(directive)),
        place: r.source.place(raw.span),
    }
}

fn resolve_deadline(r: &mut Resolve<'_>, raw: Located<RawDeadline>) -> Option<Deadline> {
    let RawDeadline { what, who, source, before, by, monthly_before } = raw.value;
    let what = r.required_at(raw.span, "what", what).and_then(|what| r.words(what));
    let who = who.and_then(|who| r.words(who));
    let source = source.and_then(|source| r.words(source));
    let when = match (before, by, monthly_before) {
        (Some(before), None, None) => r.date(Some(before)).map(When::Before),
        (None, Some(by), None) => r.date(Some(by)).map(When::By),
        (None, None, Some(day)) if (1..=28).contains(&day.value) => Some(When::MonthlyBefore(day.value)),
        _ => {
            r.push(Code::DeadlineWhen, raw.span, |d| {
                d.expected(["before: 2025-11-05", "by: 2025-10-30", "monthly_before: 20"])
            });
            None
        }
    };
    Some(Deadline { what: what?, who, when: when?, source, place: r.source.place(raw.span) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_tells_its_next_last_day() {
        let next = |when: When, today: &str| {
            when.next_last_day(parse_iso_date(today).unwrap()).map(|last| last.to_string())
        };
        let day = |text: &str| parse_iso_date(text).unwrap();
        let last = |text: &str| Some(text.to_owned());
        assert_eq!(next(When::Before(day("2025-11-05")), "2025-11-04"), last("2025-11-04"));
        assert_eq!(next(When::Before(day("2025-11-05")), "2025-11-05"), None);
        assert_eq!(next(When::By(day("2025-11-05")), "2025-11-05"), last("2025-11-05"));
        assert_eq!(next(When::MonthlyBefore(20), "2025-11-19"), last("2025-11-19"));
        assert_eq!(next(When::MonthlyBefore(20), "2025-11-20"), last("2025-12-19"));
        assert_eq!(next(When::MonthlyBefore(20), "2025-12-31"), last("2026-01-19"));
        // Before the first of a month is in the month before it.
        assert_eq!(next(When::MonthlyBefore(1), "2025-11-01"), last("2025-11-30"));
        assert_eq!(next(When::MonthlyBefore(1), "2025-11-30"), last("2025-11-30"));
        assert_eq!(next(When::MonthlyBefore(28), "2026-02-28"), last("2026-03-27"));
    }
}
