//! The bodies of texts: links into the reader's language, pictures, inline facts and live blocks.

use std::collections::BTreeMap;

use super::Page;
use super::figures::Detail;
use super::pages::SESSIONS_ANCHOR;
use super::views::DeadlinesBlock;
use super::views::DownloadsBlock;
use super::views::MapBlock;
use super::views::MapPlace;
use super::views::ProgressBlock;
use super::views::QrBlock;
use super::views::ScheduleBlock;
use super::views::StepsBlock;
use crate::catalogue::Values;
use crate::diag::Diagnostic;
use crate::format::Format;
use crate::lang::Lang;
use crate::links::Target;
use crate::live::InlineFact;
use crate::live::Live;
use crate::live::Within;
use crate::live::inline_facts;
use crate::live::understand;
use crate::markdown::AlertKind;
use crate::markdown::Block;
use crate::markdown::Fill;
use crate::markdown::ImageAttrs;
use crate::model::Scope;
use crate::model::amount::Amount;
use crate::model::document::Shown;
use crate::model::document::Text;
use crate::model::point::Point;
use crate::picture::Measured;
use crate::qr::SvgText;
use crate::read::DocumentKind;
use crate::routes::PageKey;
use crate::text::path_beside;
use crate::theme::Strings;

/// The HTML of a text as it stands on `page`.
pub(super) fn html(page: &Page<'_>, shown: &Shown<'_>, kind: DocumentKind, within: Within<'_>) -> String {
    let facts = inline_facts(page.site());
    shown.text.body.html(&Body { page, text: shown.text, lang: shown.lang, kind, within, facts })
}

struct Body<'a> {
    page: &'a Page<'a>,
    text: &'a Text,
    /// The text's own, which on a page that borrows it is not the page's: facts within its sentences are written in it,
    /// live blocks between them in the page's.
    lang: Lang,
    kind: DocumentKind,
    within: Within<'a>,
    facts: BTreeMap<String, InlineFact>,
}

impl Fill for Body<'_> {
    fn link(&self, destination: &str) -> Option<String> {
        match self.page.r.checked.links().resolve(destination, self.kind) {
            Target::Page(key, anchor) => {
                let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
                Some(format!("{}{anchor}", self.page.path(&key)))
            }
            Target::File(path) => Some(format!("{}{path}", self.page.site().config.base_url.path)),
            Target::Nowhere(_) => self.file(destination).map(|(_, address)| address),
            Target::Anchor(_) | Target::Outside => None,
        }
    }

    fn image(&self, destination: &str) -> ImageAttrs {
        let Some((path, src)) = self.file(destination) else { return ImageAttrs::default() };
        let size = match self.page.r.checked.files().measured(&path) {
            Some(Measured::Size(size)) => Some(size),
            _ => None,
        };
        ImageAttrs { src, width: size.map(|size| size.width), height: size.map(|size| size.height) }
    }

    fn block(&self, block: &Block) -> String {
        // Check has understood every block; one that is not understood here shows nothing.
        let live = understand(block, self.page.site(), self.within, &self.text.source);
        let filled = live.map(|live| self.live(&live, self.level_below(block))).unwrap_or(Ok(String::new()));
        let filled = filled.map(|html| {
            if self.lang == self.page.lang {
                return html;
            }
            format!("<div lang=\"{}\" dir=\"auto\">{html}</div>", self.page.tag())
        });
        self.page.made(filled)
    }

    fn fact(&self, path: &str) -> String {
        self.facts.get(path).map(|fact| self.inline(fact)).unwrap_or_default()
    }

    /// The page has its title as `h1`: a text that starts at `#` moves down, one that starts at `##` stays.
    fn heading_shift(&self) -> u8 {
        u8::from(self.text.body.headings.iter().any(|heading| heading.level == 1))
    }

    fn alert_label(&self, kind: AlertKind) -> String {
        self.strings().word(&format!("alert-{}", kind.name()))
    }

    fn table_label(&self, number: usize, heading: Option<&str>) -> String {
        let values = Values::new().text("number", self.format().number(number as u64));
        match heading {
            Some(heading) => self.strings().say("table-under", &values.text("heading", heading)),
            None => self.strings().say("table-number", &values),
        }
    }

    fn footnotes_label(&self) -> String {
        self.strings().word("footnotes")
    }

    fn footnote_label(&self, number: usize) -> String {
        self.strings().say("footnote", &Values::new().text("number", number.to_string()))
    }

    fn footnote_back_label(&self, number: usize, nth: usize) -> String {
        let values = Values::new().text("number", number.to_string()).text("nth", nth.to_string());
        self.strings().say("footnote-back", &values)
    }
}

impl<'a> Body<'a> {
    fn format(&self) -> &'a Format {
        self.page.r.formats.get(self.lang)
    }

    fn strings(&self) -> &'a Strings {
        self.page.r.theme.strings(self.lang)
    }

    /// A file beside the text that the site publishes: its shown path, and its address.
    fn file(&self, destination: &str) -> Option<(String, String)> {
        let path = path_beside(&self.text.source.path, destination)?;
        let address = self.page.file_path(&path)?;
        Some((path, address))
    }

    /// The level of a heading within a block: one below the heading that the block stands under, which is the page's
    /// `h1` where there is none in the text.
    fn level_below(&self, block: &Block) -> u8 {
        let headings = self.text.body.headings.iter();
        let above = headings.take_while(|heading| heading.range.start < block.range.start).last();
        above.map_or(2, |heading| heading.level + self.heading_shift() + 1).min(6)
    }

    fn live(&self, live: &Live, level: u8) -> Result<String, Diagnostic> {
        let page = self.page;
        let site = page.site();
        match live {
            Live::Schedule { scope, point, limit } => {
                let held = site.sessions.iter().filter(|session| {
                    let at_point = point.as_ref().is_none_or(|id| session.point.as_ref() == Some(id));
                    at_point && in_scope(page, scope, &session.commune)
                });
                let (sessions, more) = page.next_sessions(*limit, held);
                // Where the others of the same place stand.
                let key = match (point, scope) {
                    (Some(id), _) => PageKey::Landing(id.clone()),
                    (None, Scope::Commune(code)) => PageKey::Commune(code.clone()),
                    (None, Scope::Province(code)) => PageKey::Province(code.clone()),
                    (None, Scope::All) => PageKey::Schedule,
                };
                let anchor = if key == PageKey::Schedule { "" } else { SESSIONS_ANCHOR };
                let more = more.then(|| format!("{}{anchor}", page.path(&key)));
                self.fill("blocks/schedule.html", &ScheduleBlock { sessions, more })
            }
            Live::Progress { scope, indicator } => {
                let indicators = site.config.indicators.iter();
                let figures = indicators
                    .filter(|known| indicator.as_ref().is_none_or(|id| *id == known.id))
                    .filter_map(|known| page.figure(known, scope, Detail::Full))
                    .collect();
                self.fill("blocks/progress.html", &ProgressBlock { figures, level })
            }
            Live::Qr { id } => {
                let title = page.qr_title(id);
                let svg = page
                    .r
                    .matrix(id)
                    .map(|matrix| matrix.svg_inline(SvgText { title: &title, description: None }));
                let base = site.config.code_base.as_ref().ok();
                let view = QrBlock {
                    point: page.point_link(id),
                    short_address: base.map(|base| base.plain_address(id.as_str())).unwrap_or_default(),
                    qr_svg: svg.unwrap_or_default(),
                };
                self.fill("blocks/qr.html", &view)
            }
            Live::Deadlines { directive } => {
                let deadlines = site.directives.get(directive).map(|directive| &directive.facts.deadlines);
                let deadlines =
                    deadlines.into_iter().flatten().map(|deadline| page.deadline(deadline)).collect();
                self.fill("blocks/deadlines.html", &DeadlinesBlock { deadlines })
            }
            Live::Steps { guide } => {
                let steps = site.guides.get(guide).map(|guide| page.steps(guide)).unwrap_or_default();
                self.fill("blocks/steps.html", &StepsBlock { steps })
            }
            Live::Downloads { directive } => {
                let named = directive.as_ref().and_then(|name| site.directives.get(name));
                let downloads = match named {
                    Some(directive) => page.attachments(directive),
                    None => super::pages::downloads(page),
                };
                self.fill("blocks/downloads.html", &DownloadsBlock { downloads })
            }
            Live::Map { scope } => {
                let points = site.points.iter().filter(|point| in_scope(page, scope, &point.commune));
                let open = points.filter(|point| page.offers(point));
                let place = |point: &Point| MapPlace {
                    point: page.point_link(&point.page_id()),
                    address: point.address.as_ref().map(|address| page.words(address)),
                    directions: page.directions(point),
                };
                self.fill("blocks/map.html", &MapBlock { places: open.map(place).collect() })
            }
        }
    }

    fn fill<V: serde::Serialize>(&self, template: &'static str, view: &V) -> Result<String, Diagnostic> {
        self.page.r.theme.render(template, view, self.page.lang)
    }

    fn inline(&self, fact: &InlineFact) -> String {
        let page = self.page;
        let config = &page.site().config;
        let format = self.format();
        let amount = |amount: Amount| match amount {
            Amount::Count(count) => format.number(count),
            Amount::Share(share) => format.share(share),
        };
        let date = |date: Option<jiff::civil::Date>| date.map(|date| format.date(date)).unwrap_or_default();
        let indicator = |id: &str| config.indicator(id);
        let figure =
            |id: &str| indicator(id).and_then(|indicator| page.site().figure(indicator, &Scope::All));
        let target =
            |id: &str| indicator(id).and_then(|indicator| page.site().target(indicator, &Scope::All));
        match fact {
            InlineFact::CampaignName => config.name.text(self.lang).to_owned(),
            InlineFact::CampaignStarts => date(config.starts),
            InlineFact::CampaignEnds => date(config.ends),
            InlineFact::CampaignDays => match (config.starts, config.ends) {
                (Some(starts), Some(ends)) => {
                    let days = ends.since(starts).map_or(0, |span| span.get_days()) + 1;
                    format.number(u64::try_from(days).unwrap_or(0))
                }
                _ => String::new(),
            },
            InlineFact::PublisherName => config
                .publisher
                .as_ref()
                .map(|publisher| publisher.name.text(self.lang).to_owned())
                .unwrap_or_default(),
            InlineFact::PublisherPhone => {
                let phone_of = config.publisher.as_ref().and_then(|publisher| publisher.phone.as_deref());
                phone_of.map(|text| page.phone(text).text.clone()).unwrap_or_default()
            }
            InlineFact::ProviderName(key) => config
                .providers
                .get(key)
                .map(|provider| provider.name.text(self.lang).to_owned())
                .unwrap_or_default(),
            InlineFact::ProviderPhone(key) => {
                config.providers.get(key).and_then(|provider| provider.phone.clone()).unwrap_or_default()
            }
            InlineFact::IndicatorName(id) => {
                indicator(id).map(|indicator| indicator.name.text(self.lang).to_owned()).unwrap_or_default()
            }
            InlineFact::IndicatorValue(id) => figure(id).map_or_else(String::new, |figure| {
                page.touch(figure.newest);
                let number = amount(figure.value);
                let word = || self.strings().word("figure-approx");
                if figure.approx { format!("{} {number}", word()) } else { number }
            }),
            InlineFact::IndicatorAsOf(id) => figure(id).map_or_else(String::new, |figure| {
                page.touch(figure.newest);
                format.date(figure.as_of)
            }),
            InlineFact::IndicatorTarget(id) => {
                target(id).map_or_else(String::new, |target| amount(target.amount))
            }
            InlineFact::IndicatorBy(id) => date(target(id).and_then(|target| target.by)),
            InlineFact::CommuneCount => format.number(page.site().register.in_force().count() as u64),
            InlineFact::PointCount => format.number(page.site().points.iter().count() as u64),
        }
    }
}

fn in_scope(page: &Page<'_>, scope: &Scope, commune: &crate::model::CommuneCode) -> bool {
    match scope {
        Scope::All => true,
        Scope::Commune(code) => code == commune,
        Scope::Province(code) => {
            page.site().register.get(commune).is_some_and(|commune| commune.province == *code)
        }
    }
}
