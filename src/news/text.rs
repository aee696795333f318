//! The news of a night in words: for a terminal or a mail, and as a page for the staff. What must be done comes first,
//! by who must do it; what is only good to know comes last.
//!
//! What is said follows from [`News`]; this module counts and decides nothing.

use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::civil::Date;
use serde::Serialize;
use tera::Context;
use tera::Tera;

use super::Correction;
use super::Due;
use super::FigureChange;
use super::Held;
use super::Lagging;
use super::LaggingState;
use super::News;
use super::PointChange;
use super::PointNews;
use super::Poster;
use super::PosterReason;
use super::Returned;
use super::SessionChange;
use super::SessionNews;
use super::Shown;
use super::Silent;
use crate::catalogue::Values;
use crate::diag::Arg;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::format::Format;
use crate::intake::Balance;
use crate::messages::Messages;
use crate::messages::Speech;
use crate::source::Place;

/// What lies here was sent by somebody, and lies elsewhere when the report is read.
const INBOX: &str = "content/inbox/";

/// Told of what stays where it lies until whoever runs the machine sees to it.
const STAYING: [Code; 5] =
    [Code::DropStrayed, Code::DropNotPlain, Code::DropUnreadable, Code::DropStays, Code::OpenBroken];

/// Entries of a section that a terminal or a mail shows; the page and the JSON have all. On the page longer sections are
/// folded where nobody must act.
const MOST_IN_TEXT: usize = 20;

/// The news of a night in one language.
#[derive(Debug, Serialize)]
pub struct Telling {
    pub language: &'static str,
    pub title: String,
    /// What happened, in a few sentences.
    pub lead: Vec<String>,
    pub sections: Vec<Section>,
}

/// A piece of a sentence, for the page.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Span<'t> {
    text: &'t str,
    /// Whether it is what stands in a file, or is to be typed.
    code: bool,
}

/// What one kind of reader must see to.
#[derive(Debug, Serialize)]
pub struct Section {
    pub heading: String,
    /// Who must act; none where nobody must.
    pub who: Option<String>,
    pub items: Vec<Item>,
}

/// One thing, and what to do about it.
#[derive(Debug, Serialize)]
pub struct Item {
    pub text: String,
    pub hints: Vec<String>,
}

impl From<String> for Item {
    fn from(text: String) -> Item {
        Item { text, hints: Vec::new() }
    }
}

impl Telling {
    pub fn new(news: &News, speech: Speech) -> Telling {
        let names = news.indicators.iter().map(|(id, names)| {
            // A site need not be in the languages of its staff.
            let name = names.get(speech.tag()).or_else(|| names.values().next()).unwrap_or(id);
            (id.clone(), name.clone())
        });
        let indicators = names.collect();
        let voice = Voice { messages: Messages::new(speech), format: Format::new(speech.tag()), indicators };
        // What was wrong in a file that somebody sent is the sender's to mend, what is wrong in the site's own tables is not.
        let is_sent = |told: &&Diagnostic| told.place.path().is_some_and(|path| path.starts_with(INBOX));
        let stays = |told: &&Diagnostic| STAYING.contains(&told.code);
        let (staying, set_aside): (Vec<_>, Vec<_>) = news.set_aside.iter().partition(stays);
        let (sent, kept): (Vec<_>, Vec<_>) = set_aside.into_iter().partition(is_sent);
        let (strayed, warnings): (Vec<_>, Vec<_>) = news.warnings.iter().partition(stays);
        let staying: Vec<&Diagnostic> = staying.into_iter().chain(strayed).collect();
        let sections = [
            voice.section("errors", news.errors.iter().map(|told| voice.problem(told)).collect()),
            voice.section("operator", voice.operator(news, &staying)),
            voice.section("kept", kept.iter().map(|told| voice.problem(told)).collect()),
            voice.section("returned", news.returned.iter().map(|file| voice.returned(file)).collect()),
            voice.section("set-aside", sent.iter().map(|told| voice.problem(told)).collect()),
            voice.section("warnings", warnings.iter().map(|told| voice.problem(told)).collect()),
            voice.section("silent", each(&news.silent, |silent| voice.silent(silent))),
            voice.section("posters", each(&news.posters, |poster| voice.poster(poster))),
            voice.section("deadlines", each(&news.deadlines, |due| voice.due(due))),
            voice.section("translations", each(&news.translations, |text| voice.lagging(text))),
            voice.section("corrections", each(&news.corrections, |correction| voice.correction(correction))),
            voice.section("figures", each(&news.figures, |change| voice.figure(change))),
            voice.section("points", each(&news.points, |change| voice.point(change))),
            voice.section("sessions", each(&news.sessions, |change| voice.session(change))),
            // On the first night that would be all of them.
            news.since.and_then(|_| voice.section("pages", each(&news.pages.changed, Clone::clone))),
        ];
        let title = news.day.map(|day| voice.say("news-title", &Values::new().text("day", voice.day(day))));
        Telling {
            language: speech.tag(),
            title: title.unwrap_or_default(),
            lead: voice.lead(news),
            sections: sections.into_iter().flatten().collect(),
        }
    }

    /// For a terminal, a mail or a log.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n", self.title);
        for sentence in &self.lead {
            let _ = writeln!(text, "{}", quoted(sentence));
        }
        for section in &self.sections {
            let count = section.items.len();
            let who = section.who.as_ref().map(|who| format!("\n{who}")).unwrap_or_default();
            let _ = writeln!(text, "\n{} ({count}){who}", section.heading);
            for item in section.items.iter().take(MOST_IN_TEXT) {
                let _ = writeln!(text, "  • {}", quoted(&item.text).replace('\n', "\n    "));
                for hint in &item.hints {
                    let _ = writeln!(text, "    → {}", quoted(hint).replace('\n', "\n      "));
                }
            }
            if count > MOST_IN_TEXT {
                let _ = writeln!(text, "  … +{}", count - MOST_IN_TEXT);
            }
        }
        text
    }

    /// A page of its own, without anything beside it.
    ///
    /// # Errors
    ///
    /// Where the template is wrong, which a test would have shown.
    pub fn html(&self) -> Result<String, tera::Error> {
        let mut tera = Tera::default();
        tera.add_raw_template("news.html", include_str!("news.html"))?;
        let sections = self.sections.iter().map(|section| Sheet {
            heading: &section.heading,
            who: section.who.as_deref(),
            is_folded: section.who.is_none() && section.items.len() > MOST_IN_TEXT,
            items: section.items.iter().map(|item| (spans(&item.text), all(&item.hints))).collect(),
        });
        let mut context = Context::new();
        context.insert("language", self.language);
        context.insert("title", &self.title);
        context.insert("lead", &all(&self.lead));
        context.insert("sections", &sections.collect::<Vec<_>>());
        tera.render("news.html", &context)
    }
}

/// A section as the page prints it.
#[derive(Serialize)]
struct Sheet<'t> {
    heading: &'t str,
    who: Option<&'t str>,
    /// Whether it is shown, and printed, only where somebody opens it: long, and nobody's to act upon.
    is_folded: bool,
    /// Each with what to do about it.
    items: Vec<(Vec<Span<'t>>, Vec<Vec<Span<'t>>>)>,
}

fn all(sentences: &[String]) -> Vec<Vec<Span<'_>>> {
    sentences.iter().map(|sentence| spans(sentence)).collect()
}

fn each<T>(list: &[T], tell: impl Fn(&T) -> String) -> Vec<Item> {
    list.iter().map(|one| tell(one).into()).collect()
}

/// What somebody typed, as it can stand in a sentence of one line in which backticks have a meaning.
fn plain(text: &str) -> String {
    let put = |sign: char| match sign {
        '`' => '\'',
        sign if sign.is_control() => ' ',
        sign => sign,
    };
    text.chars().map(put).collect()
}

/// A finding whose texts are all [`plain`].
fn in_plain_texts(told: &Diagnostic) -> Diagnostic {
    let put = |arg: &mut Arg| {
        if let Arg::Text(text) = arg {
            *text = plain(text);
        }
    };
    let mut told = told.clone();
    told.args.values_mut().for_each(put);
    told.found
        .iter_mut()
        .chain(&mut told.expected)
        .chain(&mut told.nearest)
        .for_each(|text| *text = plain(text));
    told
}

/// What stands between the backticks of a sentence, and what does not.
fn spans(sentence: &str) -> Vec<Span<'_>> {
    let parts: Vec<&str> = sentence.split('`').collect();
    // A backtick without another one is a part of what somebody typed.
    if parts.len().is_multiple_of(2) {
        return vec![Span { text: sentence, code: false }];
    }
    let span = |(index, text)| Span { text, code: index % 2 == 1 };
    parts.into_iter().enumerate().map(span).filter(|span| !span.text.is_empty()).collect()
}

/// A sentence as mails have it.
fn quoted(sentence: &str) -> String {
    let quoted =
        |span: Span<'_>| if span.code { format!("“{}”", span.text) } else { span.text.to_owned() };
    spans(sentence).into_iter().map(quoted).collect()
}

struct Voice {
    messages: Messages,
    format: Format,
    /// What the indicators are called, by id.
    indicators: BTreeMap<String, String>,
}

impl Voice {
    fn say(&self, id: &str, values: &Values) -> String {
        self.messages.say(id, &values.with_texts(plain))
    }

    fn day(&self, day: Date) -> String {
        self.messages.day(day)
    }

    fn counted(&self, count: usize) -> Values {
        let count = count as u64;
        Values::new().number("n", count).text("count", self.format.number(count))
    }

    /// None where there is nothing to say.
    fn section(&self, kind: &str, items: Vec<Item>) -> Option<Section> {
        let none = Values::new();
        (!items.is_empty()).then(|| Section {
            heading: self.say(&format!("news-{kind}"), &none),
            who: self
                .messages
                .text(&format!("news-{kind}-who"), &none)
                .map(|who| self.say("news-who", &Values::new().text("who", who))),
            items,
        })
    }

    fn lead(&self, news: &News) -> Vec<String> {
        let mut lead = Vec::new();
        if news.sample {
            lead.push(self.say("news-sample", &Values::new()));
        }
        if let Some(step) = news.failed_step {
            let step = self.say(&format!("step-{step}"), &Values::new());
            lead.push(self.say("news-failed", &Values::new().text("step", step)));
        }
        lead.push(match news.since {
            Some(since) => self.say("news-since", &Values::new().text("day", self.day(since))),
            None => self.say("news-first", &Values::new()),
        });
        if let Some(release) = &news.release {
            let id = if news.pinned { "news-pinned" } else { "news-release" };
            lead.push(self.say(id, &Values::new().text("release", release.as_str())));
        }
        lead.extend(news.intake.iter().map(|(table, balance)| self.balance(table, balance)));
        if news.waiting > 0 {
            lead.push(self.say("news-waiting", &self.counted(news.waiting)));
        }
        if news.open > 0 {
            lead.push(self.say("news-open", &self.counted(news.open)));
        }
        let pages = &news.pages;
        let counts = [
            ("changed", pages.changed.len()),
            ("files", pages.other_files),
            ("removed", pages.removed.len()),
        ];
        lead.push(match self.counts("news-pages", &counts) {
            Some(counts) => self.say("news-pages-count", &Values::new().text("counts", counts)),
            None => self.say("news-pages-none", &Values::new()),
        });
        lead
    }

    /// What became of a table's records.
    fn balance(&self, table: &str, balance: &Balance) -> String {
        let counts = [
            ("sent", balance.sent),
            ("released", balance.released),
            ("accepted", balance.accepted),
            ("unchanged", balance.unchanged),
            ("superseded", balance.superseded),
            ("set-aside", balance.set_aside),
            ("unreadable", balance.unreadable_files),
        ];
        let name = self.messages.text(&format!("news-table-{table}"), &Values::new());
        let values = Values::new().text("table", name.unwrap_or_else(|| table.to_owned()));
        match self.counts("news-intake", &counts) {
            Some(counts) => self.say("news-intake", &values.text("counts", counts)),
            None => self.say("news-intake-empty", &values),
        }
    }

    /// What there is of each kind; none where there is nothing.
    fn counts(&self, of: &str, counts: &[(&str, usize)]) -> Option<String> {
        let said = counts.iter().filter(|(_, count)| *count > 0);
        let said: Vec<String> =
            said.map(|(kind, count)| self.say(&format!("{of}-{kind}"), &self.counted(*count))).collect();
        (!said.is_empty()).then(|| said.join(", "))
    }

    fn indicator(&self, id: &str) -> String {
        self.indicators.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// What only whoever runs the machine can mend.
    fn operator(&self, news: &News, staying: &[&Diagnostic]) -> Vec<Item> {
        let told = news.sources.iter().chain(staying.iter().copied());
        let mut items: Vec<Item> = told.map(|told| self.problem(told)).collect();
        if news.pinned {
            let release = news.release.clone().unwrap_or_default();
            items.push(self.say("news-is-pinned", &Values::new().text("release", release)).into());
        }
        items
    }

    /// What is wrong, where, and what to type.
    fn problem(&self, told: &Diagnostic) -> Item {
        // It lies there still.
        let place = if STAYING.contains(&told.code) { told.place.to_text() } else { self.place(&told.place) };
        let told = in_plain_texts(told);
        let text = format!("{}: {}", plain(&place), self.messages.sentence(&told));
        Item { text, hints: self.messages.hints(&told) }
    }

    /// A place as whoever has the file before him finds it. A drop is called as its sender called it: where it lay it does
    /// not lie any more.
    fn place(&self, place: &Place) -> String {
        let path = place.path().unwrap_or_default();
        let sent = path.strip_prefix(INBOX).map(|sent| sent.split_once('/').map_or(sent, |(_, name)| name));
        match (place, sent) {
            (Place::Cell(cell), Some(sent)) => sent.to_owned() + &self.messages.in_table(cell),
            (_, Some(sent)) => sent.to_owned(),
            (_, None) => self.messages.place(place),
        }
    }

    fn returned(&self, file: &Returned) -> Item {
        let values = self.counted(file.rows.unwrap_or_default());
        let values = values
            .text("drop", file.drop.as_str())
            .text("since", self.day(file.since))
            .text("file", file.file.as_str())
            .text("table", file.table.as_str());
        let kind = if file.rows.is_some() { "rows" } else { "whole" };
        let hint = self.say(&format!("news-returned-{kind}-hint"), &values);
        Item { text: self.say(&format!("news-returned-{kind}"), &values), hints: vec![hint] }
    }

    fn silent(&self, silent: &Silent) -> String {
        let values = self.counted(usize::try_from(silent.days).unwrap_or_default());
        let values = values
            .text("name", format!("{} ({})", silent.name, silent.commune))
            .text("province", silent.province.as_str())
            .text("newest", self.day(silent.newest));
        match &silent.phone {
            Some(phone) => self.say("news-silent-phone", &values.text("phone", phone.as_str())),
            None => self.say("news-silent-one", &values),
        }
    }

    fn poster(&self, poster: &Poster) -> String {
        let id = match poster.why {
            PosterReason::Gone => "news-poster-gone",
            PosterReason::Renamed => "news-poster-renamed",
        };
        let names = [poster.name.as_deref(), Some(poster.commune.as_str())];
        let names: Vec<&str> = names.into_iter().flatten().filter(|name| !name.is_empty()).collect();
        self.say(id, &Values::new().text("id", poster.id.as_str()).text("name", names.join(", ")))
    }

    fn point(&self, change: &PointChange) -> String {
        let id = match change.what {
            PointNews::Added => "news-point-added",
            PointNews::Changed => "news-point-changed",
            PointNews::Gone => "news-point-gone",
            PointNews::Back => "news-point-back",
        };
        let names = [change.point.name.as_deref(), change.point.address.as_deref(), Some(&*change.commune)];
        let names: Vec<&str> = names.into_iter().flatten().filter(|name| !name.is_empty()).collect();
        self.say(id, &Values::new().text("id", change.id.as_str()).text("name", names.join(", ")))
    }

    fn due(&self, due: &Due) -> String {
        let values = self.counted(usize::try_from(due.days).unwrap_or_default());
        let values = values
            .text("last", self.day(due.last))
            .text("what", due.what.as_str())
            .text("directive", due.title.as_str());
        match &due.who {
            Some(who) => self.say("news-due-who", &values.text("who", who.as_str())),
            None => self.say("news-due", &values),
        }
    }

    fn lagging(&self, lagging: &Lagging) -> String {
        let id = match lagging.state {
            LaggingState::Missing => "news-translation-missing",
            LaggingState::Lagging => "news-translation-lagging",
            LaggingState::Differs => "news-translation-differs",
        };
        let values = Values::new().text("document", lagging.document.as_str());
        let language = self.messages.text(&format!("news-language-{}", lagging.language), &Values::new());
        self.say(id, &values.text("language", language.unwrap_or_else(|| lagging.language.clone())))
    }

    fn correction(&self, correction: &Correction) -> String {
        let values = Values::new()
            .text("name", format!("{} ({})", correction.name, correction.scope))
            .text("indicator", self.indicator(&correction.indicator))
            .text("date", self.day(correction.date))
            .text("after", self.amount(&correction.after))
            .text("by", correction.by.as_str())
            .text("reason", correction.reason.as_str());
        match &correction.before {
            Some(before) => self.say("news-correction", &values.text("before", self.amount(before))),
            None => self.say("news-correction-new", &values),
        }
    }

    fn figure(&self, change: &FigureChange) -> String {
        let name = match change.scope.as_str() {
            "all" => change.name.clone(),
            scope => format!("{} ({scope})", change.name),
        };
        let shown = |shown: &Option<Shown>| match shown {
            Some(Shown { value, as_of }) => {
                let values = Values::new().text("value", self.amount(value)).text("day", self.day(*as_of));
                self.say("news-figure", &values)
            }
            None => self.say("news-figure-none", &Values::new()),
        };
        let (before, after) = (shown(&change.before), shown(&change.after));
        format!("{name}, {}: {before} → {after}", self.indicator(&change.indicator))
    }

    fn session(&self, change: &SessionChange) -> String {
        let session = &change.session;
        let id = match change.what {
            SessionNews::Cancelled => "news-session-cancelled",
            SessionNews::Moved => "news-session-moved",
            SessionNews::Gone => "news-session-gone",
            SessionNews::Changed if session.status == Held::Planned => "news-session-changed",
            SessionNews::Changed => "news-session-changed-off",
            SessionNews::Added => "news-session-added",
            SessionNews::Past => "news-session-past",
        };
        let place = change.place.as_deref().unwrap_or_default();
        let what = [change.name.as_str(), place].into_iter().filter(|part| !part.is_empty());
        let mut text = self.say(
            id,
            &Values::new()
                .text("day", self.day(session.date))
                .text("start", session.start.as_str())
                .text("where", what.collect::<Vec<_>>().join(", "))
                .text("id", change.id.as_str()),
        );
        for more in [&session.reason, &session.moved_to].into_iter().flatten() {
            let _ = write!(text, " ({more})");
        }
        text
    }

    /// Digits as the language groups them; a share as it stands.
    fn amount(&self, plain: &str) -> String {
        plain.parse().map_or_else(|_| plain.to_owned(), |number| self.format.number(number))
    }
}
