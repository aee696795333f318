//! What stands around the content of every page: title, languages, menu, publisher, and the page's own date.

use jiff::civil::Date;
use serde::Serialize;

use super::Page;
use super::shared::Memo;
use super::views::Alternate;
use super::views::Borrowed;
use super::views::BorrowedKind;
use super::views::DateView;
use super::views::Feed;
use super::views::FooterPart;
use super::views::Frame;
use super::views::MenuLink;
use super::views::MenuPart;
use super::views::Publisher;
use super::views::Shared;
use super::views::StalePart;
use super::views::SwitchLink;
use super::views::Words;
use crate::catalogue::Values;
use crate::diag::Diagnostic;
use crate::lang::Lang;
use crate::model::document;
use crate::model::document::Document;
use crate::routes::PageKey;
use crate::routes::Route;

/// What a page says of itself.
pub(super) struct About {
    pub title: Words,
    pub description: Option<String>,
    /// Left out of search engines.
    pub noindex: bool,
    /// Where the page's text is not the reader's own.
    pub borrowed: Option<Borrowed>,
    /// The languages in which the page is real.
    pub real_in: Vec<Lang>,
    /// The language whose page stands for this one where it is borrowed.
    pub canonical_lang: Lang,
}

/// What the frames of all pages of a language have.
#[derive(Debug)]
pub(super) struct FrameParts {
    site_name: Shared<Words>,
    home: Shared<String>,
    /// By the entry that is current, and how.
    menus: Memo<Option<(PageKey, &'static str)>, Part>,
    /// By the page's date.
    footers: Memo<Option<Date>, Part>,
    stale: Part,
    entries: Vec<(PageKey, Words)>,
    sample_note: Shared<String>,
    banner: Option<Shared<Words>>,
    publisher: Option<Shared<Publisher>>,
    timezone: Shared<String>,
    style: Shared<String>,
    script: Shared<String>,
    /// What landing pages carry themselves.
    pub(super) landing_style: Shared<String>,
    pub(super) landing_script: Shared<String>,
    status_path: Shared<String>,
}

/// Markup from a template, or what is wrong with that. Each page that is given the part tells of it, whether its template
/// shows it or not.
pub(super) type Part = Result<Shared<String>, Diagnostic>;

impl Page<'_> {
    /// Fills the template of a part that many pages show. It is put in without blanks around it.
    pub(super) fn new_part(&self, template: &str, view: &impl Serialize) -> Part {
        let markup = self.r.theme.render(template, view, self.lang)?;
        Ok(markup.trim().to_owned().into())
    }

    /// A page made of data: it is real in every language.
    pub(super) fn about(&self, title: impl Into<String>) -> About {
        About {
            title: Words { text: title.into(), lang: None },
            description: None,
            noindex: false,
            borrowed: None,
            real_in: self.site().config.languages.iter().collect(),
            canonical_lang: self.lang,
        }
    }

    /// A page with a text of its own in some languages.
    pub(super) fn about_document<F>(&self, document: &Document<F>) -> About {
        let shown = document.shown(self.lang);
        let languages = &self.site().config.languages;
        About {
            title: self.words_of(&document.title(self.lang)),
            description: document.summary(self.lang).map(|summary| summary.text),
            noindex: false,
            borrowed: shown.borrowed.map(|borrowed| self.borrowed(borrowed, document.source_lang)),
            real_in: languages.iter().filter(|lang| document.is_real_in(*lang)).collect(),
            canonical_lang: shown.lang,
        }
    }

    fn borrowed(&self, borrowed: document::Borrowed, source: Lang) -> Borrowed {
        let tag = self.site().config.languages.tag(source);
        let key = format!("language-{tag}");
        let name = if self.strings().has(&key) { self.word(&key) } else { tag.to_owned() };
        let values = Values::new().text("lang", name);
        let (id, kind) = match borrowed {
            document::Borrowed::Missing => ("borrowed-missing", BorrowedKind::Missing),
            document::Borrowed::Lagging => ("borrowed-lagging", BorrowedKind::Lagging),
            document::Borrowed::Differs => ("borrowed-differs", BorrowedKind::Differs),
        };
        Borrowed { text: self.say(id, &values), kind, lang: tag.to_owned() }
    }

    /// The frame. Made last, when everything that dates the page has been put on it.
    pub(super) fn frame(&self, about: About) -> Frame {
        let site = self.site();
        let config = &site.config;
        let parts = self.frame_parts();
        let site_name = &parts.site_name;
        let full_title = match self.key {
            PageKey::Home => site_name.text.clone(),
            _ => self.say(
                "full-title",
                &Values::new().text("page", about.title.text.clone()).text("site", site_name.text.clone()),
            ),
        };
        let addressed = !matches!(self.key, PageKey::NotFound);
        let canonical = addressed.then(|| self.absolute(&self.path_in(self.key, about.canonical_lang)));
        let real = about.real_in.contains(&self.lang) && addressed && !about.noindex;
        let alternates = if real { self.alternates(&about.real_in) } else { Vec::new() };
        let date = self.newest.get().map(|date| self.date(date));
        Frame {
            lang: self.tag().to_owned(),
            dir: self.format().is_right_to_left().then_some("rtl"),
            title: about.title,
            full_title,
            description: about.description,
            path: self.path(self.key),
            canonical,
            alternates,
            switcher: self.switcher(),
            site_name: site_name.clone(),
            home: parts.home.clone(),
            menu: self.menu(),
            sample: config.sample,
            sample_note: parts.sample_note.clone(),
            banner: parts.banner.clone(),
            publisher: parts.publisher.clone(),
            date: date.clone(),
            data_now: site.today_is_fixed.then(|| site.today.to_string()),
            timezone: parts.timezone.clone(),
            noindex: about.noindex,
            style: parts.style.clone(),
            script: parts.script.clone(),
            status_path: parts.status_path.clone(),
            stale: self.made(parts.stale.clone()),
            footer: self.made(parts.footers.get(&self.newest.get(), || self.new_footer(date))),
            borrowed: about.borrowed,
            feed: matches!(self.key, PageKey::Directives | PageKey::Home)
                .then(|| Feed { title: self.feed_title(), path: self.route_path(&Route::Feed(self.lang)) }),
            json_ld: None,
        }
    }

    pub(super) fn frame_parts(&self) -> &FrameParts {
        self.common().frame.get_or_init(|| self.new_frame_parts())
    }

    fn new_frame_parts(&self) -> FrameParts {
        let site = self.site();
        let config = &site.config;
        let notice = config.notice.as_ref().filter(|notice| notice.shows_on(site.today));
        let publisher = config.publisher.as_ref().map(|publisher| Publisher {
            name: self.words(&publisher.name),
            phone: publisher.phone.as_deref().map(|text| self.phone(text)),
            url: publisher.url.clone(),
        });
        let publisher = publisher.map(Shared::from);
        let stale = StalePart {
            status_url: self.route_path(&Route::StatusJson),
            stale_after: config.stale_after,
            publisher: publisher.clone(),
        };
        FrameParts {
            site_name: self.words(&config.name).into(),
            home: self.path(&PageKey::Home).into(),
            menus: Memo::default(),
            footers: Memo::default(),
            stale: self.new_part("parts/stale.html", &stale),
            entries: self.menu_entries(),
            sample_note: self.word("sample-note").into(),
            banner: notice.map(|notice| self.words(&notice.text).into()),
            publisher,
            timezone: config.timezone_name.clone().into(),
            style: self.asset("site.css").into(),
            script: self.asset("site.js").into(),
            landing_style: self.r.theme.inlined("landing.css").to_owned().into(),
            landing_script: self.r.theme.inlined("landing.js").to_owned().into(),
            status_path: self.path(&PageKey::Status).into(),
        }
    }

    pub(super) fn feed_title(&self) -> String {
        let site = self.words(&self.site().config.name).text;
        self.say("full-title", &Values::new().text("page", self.word("directives")).text("site", site))
    }

    fn asset(&self, name: &str) -> String {
        self.route_path(&Route::Asset(self.r.theme.hashed(name).to_owned()))
    }

    fn alternates(&self, real_in: &[Lang]) -> Vec<Alternate> {
        let languages = &self.site().config.languages;
        let mut alternates = Vec::with_capacity(real_in.len() + 1);
        alternates.extend(real_in.iter().map(|lang| Alternate {
            lang: languages.tag(*lang).to_owned(),
            url: self.absolute(&self.path_in(self.key, *lang)),
        }));
        if let Some(Alternate { url, .. }) = alternates.first().cloned() {
            alternates.push(Alternate { lang: "x-default".to_owned(), url });
        }
        alternates
    }

    fn switcher(&self) -> Vec<SwitchLink> {
        let languages = &self.site().config.languages;
        languages
            .iter()
            .map(|lang| SwitchLink {
                lang: languages.tag(lang).to_owned(),
                name: self.r.theme.strings(lang).word("language-own-name"),
                path: self.path_in(self.key, lang),
                current: lang == self.lang,
            })
            .collect()
    }

    /// The entries of the menu with their labels; the home page is none.
    fn menu_entries(&self) -> Vec<(PageKey, Words)> {
        let site = self.site();
        let entry = |name: &str| {
            if let Some(key) = PageKey::section(name) {
                let label = Words { text: self.word(name), lang: None };
                return (key != PageKey::Home).then_some((key, label));
            }
            let (name, page) = site.pages.get_key_value(name)?;
            Some((PageKey::Page(name.clone()), self.words_of(&page.title(self.lang))))
        };
        site.config.menu.iter().filter_map(|name| entry(&name.value)).collect()
    }

    fn new_footer(&self, date: Option<Shared<DateView>>) -> Part {
        let parts = self.frame_parts();
        let footer = FooterPart {
            publisher: parts.publisher.clone(),
            date,
            status_path: parts.status_path.clone(),
            sample: self.site().config.sample,
            sample_note: parts.sample_note.clone(),
        };
        self.new_part("parts/footer.html", &footer)
    }

    fn menu(&self) -> Shared<String> {
        let section = section_of(self.key);
        let entries = &self.frame_parts().entries;
        let of_menu = |key: &PageKey| entries.iter().any(|(entry, _)| entry == key);
        let current = if of_menu(self.key) {
            Some((self.key.clone(), "page"))
        } else {
            of_menu(&section).then_some((section, "true"))
        };
        let menu = self.frame_parts().menus.get(&current, || {
            if entries.is_empty() {
                return Ok(Shared::default());
            }
            let link = |(key, label): &(PageKey, Words)| MenuLink {
                label: label.clone(),
                path: self.path(key),
                current: current.as_ref().filter(|(current, _)| current == key).map(|(_, kind)| *kind),
            };
            self.new_part("parts/menu.html", &MenuPart { menu: entries.iter().map(link).collect() })
        });
        self.made(menu)
    }
}

/// The section of the menu that a page belongs to.
fn section_of(key: &PageKey) -> PageKey {
    match key {
        PageKey::Commune(_) | PageKey::Province(_) => PageKey::Communes,
        PageKey::Day(_) => PageKey::Schedule,
        PageKey::Directive(_) => PageKey::Directives,
        PageKey::Guide(_) => PageKey::Guides,
        other => other.clone(),
    }
}
