//! Every address that the site answers, in every language, from the model alone (contract, section 6).
//!
//! What stands at an address is left to [`crate::render`].

use std::collections::BTreeMap;
use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;
use sha2::Digest;
use sha2::Sha256;

use crate::lang::Lang;
use crate::lang::Languages;
use crate::model::CommuneCode;
use crate::model::PointId;
use crate::model::ProvinceCode;
use crate::model::Scope;
use crate::model::Site;
use crate::model::ledger::Ledger;
use crate::model::session::Session;
use crate::name::Name;
use crate::read::DocumentKind;
use crate::write::OutPath;

/// How many days a day's page stays after the day.
pub const DAYS_KEPT: i64 = 30;

/// One page, whatever its language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKey {
    Home,
    Communes,
    Commune(CommuneCode),
    Province(ProvinceCode),
    /// The page behind a code.
    Landing(PointId),
    Schedule,
    Day(Date),
    Progress,
    Directives,
    Directive(Name),
    Guides,
    Guide(Name),
    /// A page of `pages/`.
    Page(Name),
    Status,
    NotFound,
}

/// Something that stands at one address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Route {
    Page(PageKey, Lang),
    QrSvg(PointId),
    QrPng(PointId),
    /// The feed of directives.
    Feed(Lang),
    Sitemap,
    Robots,
    StatusJson,
    /// A file of the theme or a picture, by its content-hashed name.
    Asset(String),
    /// A table of open data.
    Data(DataFile),
}

impl Route {
    /// Whether the bytes hold the day or the hash of the release, so that they are made after all others.
    pub fn is_status(&self) -> bool {
        matches!(self, Route::StatusJson | Route::Page(PageKey::Status, _))
    }
}

/// Open data, as CSV.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataFile {
    Communes,
    Points,
    Schedule,
    Progress,
    /// All that is known of one commune, one province or the campaign: each day, groups and former units too.
    ScopeProgress(Scope),
}

/// An address within the site: `/en/guides/`, without the base path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(String);

impl UrlPath {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where a static host looks for it.
    pub fn file(&self) -> String {
        let inside = self.0.trim_start_matches('/');
        if inside.is_empty() || inside.ends_with('/') {
            format!("{inside}index.html")
        } else {
            inside.to_owned()
        }
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PageKey {
    /// The page's address in a language.
    pub fn url(&self, languages: &Languages, lang: Lang) -> UrlPath {
        let path = |parts: &[&str]| in_language(languages, lang, parts);
        match self {
            PageKey::Home => path(&[]),
            PageKey::Communes => path(&["communes/"]),
            PageKey::Commune(code) => path(&["commune/", code.as_str(), "/"]),
            PageKey::Province(code) => path(&["province/", code.as_str(), "/"]),
            PageKey::Landing(id) => path(&[id.as_str(), "/"]),
            PageKey::Schedule => path(&["schedule/"]),
            PageKey::Day(date) => path(&["schedule/", &date.to_string(), "/"]),
            PageKey::Progress => path(&["progress/"]),
            PageKey::Directives => path(&["directives/"]),
            PageKey::Directive(name) => path(&["directives/", name.as_str(), "/"]),
            PageKey::Guides => path(&["guides/"]),
            PageKey::Guide(name) => path(&["guides/", name.as_str(), "/"]),
            PageKey::Page(name) => path(&[name.as_str(), "/"]),
            PageKey::Status => path(&["status/"]),
            PageKey::NotFound => path(&["404.html"]),
        }
    }

    /// The page of a document.
    pub fn of_document(kind: DocumentKind, name: Name) -> PageKey {
        match kind {
            DocumentKind::Directive => PageKey::Directive(name),
            DocumentKind::Guide => PageKey::Guide(name),
            DocumentKind::Page => PageKey::Page(name),
        }
    }

    /// The pages that stand for the sections of a menu, by the names that `menu:` uses.
    pub fn section(name: &str) -> Option<PageKey> {
        Some(match name {
            "home" => PageKey::Home,
            "communes" => PageKey::Communes,
            "schedule" => PageKey::Schedule,
            "progress" => PageKey::Progress,
            "directives" => PageKey::Directives,
            "guides" => PageKey::Guides,
            "status" => PageKey::Status,
            _ => return None,
        })
    }

    /// The names that [`section`](PageKey::section) knows.
    pub const SECTIONS: [&str; 7] =
        ["home", "communes", "schedule", "progress", "directives", "guides", "status"];
}

impl Route {
    /// The address of anything that is not a page of its own language.
    pub fn url(&self, languages: &Languages) -> UrlPath {
        let path = |parts: &[&str]| in_language(languages, languages.source(), parts);
        match self {
            Route::Page(key, lang) => key.url(languages, *lang),
            Route::QrSvg(id) => path(&[id.as_str(), "/qr.svg"]),
            Route::QrPng(id) => path(&[id.as_str(), "/qr.png"]),
            Route::Feed(lang) => in_language(languages, *lang, &["directives/feed.xml"]),
            Route::Sitemap => path(&["sitemap.xml"]),
            Route::Robots => path(&["robots.txt"]),
            Route::StatusJson => path(&["status.json"]),
            Route::Asset(name) => path(&["assets/", name]),
            Route::Data(DataFile::Communes) => path(&["data/communes.csv"]),
            Route::Data(DataFile::Points) => path(&["data/points.csv"]),
            Route::Data(DataFile::Schedule) => path(&["data/schedule.csv"]),
            Route::Data(DataFile::Progress) => path(&["data/progress.csv"]),
            Route::Data(DataFile::ScopeProgress(scope)) => match scope {
                Scope::Commune(code) => path(&["data/progress/", code.as_str(), ".csv"]),
                Scope::Province(code) => path(&["data/progress/province-", code.as_str(), ".csv"]),
                Scope::All => path(&["data/progress/all.csv"]),
            },
        }
    }
}

/// The source language lives at `/`, each other under `/TAG/`.
fn in_language(languages: &Languages, lang: Lang, path: &[&str]) -> UrlPath {
    let mut url = String::with_capacity(40);
    url.push('/');
    if lang != languages.source() {
        url.push_str(languages.tag(lang));
        url.push('/');
    }
    url.extend(path.iter().copied());
    UrlPath(url)
}

/// The pages of a site, each once, without languages. The ids of codes come from the ledger that the build would
/// write.
pub fn pages(site: &Site, codes: impl IntoIterator<Item = PointId>) -> Vec<PageKey> {
    let mut pages = vec![
        PageKey::Home,
        PageKey::Communes,
        PageKey::Schedule,
        PageKey::Progress,
        PageKey::Directives,
        PageKey::Guides,
        PageKey::Status,
        PageKey::NotFound,
    ];
    // A code no longer in force keeps a page that leads on.
    pages.extend(site.register.all().map(|commune| PageKey::Commune(commune.code.clone())));
    pages.extend(site.register.provinces().map(|province| PageKey::Province(province.code.clone())));
    pages.extend(codes.into_iter().map(PageKey::Landing));
    pages.extend(days(site).into_iter().map(PageKey::Day));
    pages.extend(site.directives.keys().cloned().map(PageKey::Directive));
    pages.extend(site.guides.keys().cloned().map(PageKey::Guide));
    // The page `home` is the text of the home page, and has no address of its own.
    pages.extend(site.pages.keys().filter(|name| name.as_str() != "home").cloned().map(PageKey::Page));
    pages
}

/// The days that have a page: those with a session, from [`DAYS_KEPT`] days ago on.
pub fn days(site: &Site) -> Vec<Date> {
    let first = site.today.checked_sub(DAYS_KEPT.days()).unwrap_or(site.today);
    // Most sessions are held on the days of another.
    let by_days = |session: &&Session| (session.date, session.until, session.weekdays);
    let mut sessions: Vec<&Session> = site.sessions.iter().collect();
    sessions.sort_unstable_by_key(by_days);
    sessions.dedup_by_key(|session| by_days(session));
    let mut days: Vec<Date> = sessions.into_iter().flat_map(|session| session.days_from(first)).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Everything that the site answers, by the file in which a static host finds it. `pages` are those of [`pages`],
/// `assets` the content-hashed names of the theme's files and of pictures.
pub fn all<'a>(
    site: &Site,
    ledger: &Ledger,
    pages: &[PageKey],
    assets: impl Iterator<Item = &'a str>,
) -> BTreeMap<OutPath, Route> {
    let languages = &site.config.languages;
    let mut routes = Vec::new();
    for key in pages {
        routes.extend(languages.iter().map(|lang| Route::Page(key.clone(), lang)));
    }
    for id in ledger.ids() {
        routes.push(Route::QrSvg(id.clone()));
        routes.push(Route::QrPng(id.clone()));
    }
    routes.extend(languages.iter().map(Route::Feed));
    routes.extend([Route::Sitemap, Route::Robots, Route::StatusJson]);
    routes.extend(assets.map(|name| Route::Asset(name.to_owned())));
    routes.extend(data_files(site).map(Route::Data));
    routes
        .into_iter()
        .filter_map(|route| Some((OutPath::new(&route.url(languages).file()).ok()?, route)))
        .collect()
}

/// Files of the site that texts may link to: open data, feeds, codes.
pub fn linkable_files(site: &Site, ledger: &Ledger) -> Vec<String> {
    let languages = &site.config.languages;
    let codes = ledger.ids().into_iter().flat_map(|id| [Route::QrSvg(id.clone()), Route::QrPng(id.clone())]);
    let all = data_files(site).map(Route::Data).chain(codes).chain([Route::Feed(languages.source())]);
    all.map(|route| route.url(languages).as_str().to_owned()).collect()
}

/// `site.css` with eight hex digits of its bytes' SHA-256: `site.1a2b3c4d.css`. An address that changes with the
/// bytes can be kept by browsers for ever.
pub fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let digest: String = Sha256::digest(bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{digest}.{extension}"),
        None => format!("{name}.{digest}"),
    }
}

fn data_files(site: &Site) -> impl Iterator<Item = DataFile> {
    let series = site.progress.scopes().iter().cloned().map(DataFile::ScopeProgress);
    [DataFile::Communes, DataFile::Points, DataFile::Schedule, DataFile::Progress].into_iter().chain(series)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_source_language_lives_at_the_root_and_others_under_their_tag() {
        let languages = Languages::new(vec!["vi".into(), "en".into()]).unwrap();
        let en = languages.find("en").unwrap();
        let landing = PageKey::Landing(PointId::parse("26188").unwrap());
        assert_eq!(landing.url(&languages, languages.source()).as_str(), "/26188/");
        assert_eq!(landing.url(&languages, en).file(), "en/26188/index.html");
        assert_eq!(PageKey::Home.url(&languages, languages.source()).file(), "index.html");
        assert_eq!(PageKey::NotFound.url(&languages, en).file(), "en/404.html");
    }
}
