//! One route to its bytes: a function of the checked site and the theme, and of nothing else. A build maps it over all
//! routes in parallel; the preview calls it for the one that is asked for.
//!
//! Views for templates are made in `pages` and `landing`, text bodies in `body`, everything that is no page in
//! `files`. Where the bytes go is left to [`crate::write`].

mod all;
mod body;
mod chart;
mod figures;
mod files;
mod frame;
mod landing;
mod pages;
mod parts;
mod shared;
pub mod views;

pub use all::Stop;
pub use all::all;

use std::cell::Cell;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use jiff::civil::Date;

use self::shared::Common;
use crate::catalogue::Values;
use crate::check::Checked;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::format::Format;
use crate::lang::Lang;
use crate::lang::Localized;
use crate::model::PointId;
use crate::model::Site;
use crate::qr::Matrix;
use crate::routes::PageKey;
use crate::routes::Route;
use crate::routes::UrlPath;
use crate::theme::Strings;
use crate::theme::Theme;

/// The first congestion window of TCP (RFC 6928: ten segments) less headers: what a landing page may weigh when
/// compressed, so that it comes in one round trip.
pub const LANDING_BUDGET: usize = 14 * 1024;

/// Renders the routes of one site with one theme.
#[derive(Debug)]
pub struct Renderer<'a> {
    checked: &'a Checked,
    theme: &'a Theme,
    formats: Arc<Localized<Format>>,
    common: Localized<Common>,
    /// The codes that were asked for so far and that nobody had made before.
    matrices: Mutex<BTreeMap<PointId, Option<Arc<Matrix>>>>,
    /// The days of the pages that were rendered so far, for the sitemap.
    dates: Mutex<BTreeMap<PageKey, Option<Date>>>,
}

impl<'a> Renderer<'a> {
    pub fn new(checked: &'a Checked, theme: &'a Theme) -> Renderer<'a> {
        Renderer::with_formats(checked, theme, formats(checked.site()))
    }

    /// The same with [`formats`] made before: they take longer than a page.
    pub fn with_formats(
        checked: &'a Checked,
        theme: &'a Theme,
        formats: Arc<Localized<Format>>,
    ) -> Renderer<'a> {
        let common = Localized::build(&checked.site().config.languages, |_| Common::default());
        Renderer { checked, theme, formats, common, matrices: Mutex::default(), dates: Mutex::default() }
    }

    /// The bytes that stand at a route. `release` is asked for by the status files only; see [`Route::is_status`].
    pub fn render(&self, route: &Route, release: &str) -> Result<Vec<u8>, Diagnostics> {
        match route {
            Route::Page(key, lang) => self.page(key, *lang, release),
            Route::QrSvg(id) => {
                Ok(self.matrix(id).map(|matrix| self.qr_svg(id, &matrix)).unwrap_or_default())
            }
            Route::QrPng(id) => {
                let comment = self.site().config.sample.then(|| self.source_page().word("sample-note"));
                Ok(self.matrix(id).map(|matrix| matrix.png(comment.as_deref())).unwrap_or_default())
            }
            Route::Feed(lang) => Ok(files::feed(self, *lang).into_bytes()),
            Route::Sitemap => Ok(files::sitemap(self).into_bytes()),
            Route::Robots => Ok(files::robots(self).into_bytes()),
            Route::StatusJson => Ok(files::status_json(self, release).into_bytes()),
            Route::Asset(name) => {
                let bytes = self.theme.asset(name).or_else(|| self.checked.files().bytes(name));
                Ok(bytes.unwrap_or_default().to_vec())
            }
            Route::Data(file) => Ok(files::data(self, file).into_bytes()),
        }
    }

    fn page(&self, key: &PageKey, lang: Lang, release: &str) -> Result<Vec<u8>, Diagnostics> {
        let page = Page::new(self, key, lang);
        let fill = Fill { theme: self.theme, lang };
        let html = page.made(pages::with_view(&page, release, &fill));
        let problems = page.problems.take();
        if !problems.is_empty() {
            return Err(problems);
        }
        if lang == self.site().config.languages.source() {
            lock(&self.dates).insert(key.clone(), page.newest.get());
        }
        Ok(html)
    }

    /// The newest day among the figures and texts of a page (contract, section 8). A page that was not rendered before
    /// is made for it.
    fn page_date(&self, key: &PageKey) -> Option<Date> {
        if let Some(date) = lock(&self.dates).get(key) {
            return *date;
        }
        let page = Page::new(self, key, self.site().config.languages.source());
        pages::with_view(&page, "", &NoTemplate).ok()?;
        page.newest.get()
    }

    fn site(&self) -> &'a Site {
        self.checked.site()
    }

    fn source_page(&self) -> Page<'_> {
        Page::new(self, &PageKey::Home, self.site().config.languages.source())
    }

    /// The code of an id at the base of today. None where the site has no base, which is an error as soon as there is a
    /// code.
    fn matrix(&self, id: &PointId) -> Option<Arc<Matrix>> {
        let address = self.site().config.code_base.as_ref().ok()?.address(id.as_str());
        if let Some(known) = self.checked.matrix(&address) {
            return Some(Arc::clone(known));
        }
        if let Some(known) = lock(&self.matrices).get(id) {
            return known.clone();
        }
        let matrix = Matrix::encode(&address).ok().map(Arc::new);
        lock(&self.matrices).insert(id.clone(), matrix.clone());
        matrix
    }

    fn qr_svg(&self, id: &PointId, matrix: &Matrix) -> Vec<u8> {
        let page = self.source_page();
        let title = page.qr_title(id);
        let note = page.word("sample-note");
        let description = self.site().config.sample.then_some(note.as_str());
        matrix.svg_file(crate::qr::SvgText { title: &title, description }).into_bytes()
    }
}

/// The formats of the site's languages.
pub fn formats(site: &Site) -> Arc<Localized<Format>> {
    let languages = &site.config.languages;
    Arc::new(Localized::build(languages, |lang| Format::new(languages.tag(lang))))
}

/// A list is whole whatever happened to a thread that held it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A warning where a landing page does not come in one round trip.
pub fn over_budget(path: &str, html: &[u8]) -> Option<Diagnostic> {
    use std::io::Write;
    // HTML shrinks to less than half: what is not twice the budget need not be compressed to know.
    if html.len() < 2 * LANDING_BUDGET {
        return None;
    }
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(html).ok()?;
    let size = encoder.finish().ok()?.len();
    (size > LANDING_BUDGET).then(|| {
        let place = crate::source::Place::File(path.to_owned());
        let big = Diagnostic::new(crate::diag::Code::LandingTooBig, place).found(path);
        big.arg("size", size.to_string()).arg("limit", LANDING_BUDGET.to_string())
    })
}

/// What is done with a view once it is made.
trait Sink {
    fn put<V: serde::Serialize>(&self, template: &'static str, view: &V) -> Result<Vec<u8>, Diagnostic>;
}

/// Fills the template.
struct Fill<'a> {
    theme: &'a Theme,
    lang: Lang,
}

impl Sink for Fill<'_> {
    fn put<V: serde::Serialize>(&self, template: &'static str, view: &V) -> Result<Vec<u8>, Diagnostic> {
        self.theme.render_file(template, view, self.lang)
    }
}

/// Makes the view for its date's sake only.
struct NoTemplate;

impl Sink for NoTemplate {
    fn put<V: serde::Serialize>(&self, _: &'static str, _: &V) -> Result<Vec<u8>, Diagnostic> {
        Ok(Vec::new())
    }
}

/// One page in one language while its view is made: the words, formats and addresses of the language, and the newest
/// date and the ids of what was put on the page so far.
struct Page<'r> {
    r: &'r Renderer<'r>,
    key: &'r PageKey,
    lang: Lang,
    newest: Cell<Option<Date>>,
    /// How often each id was asked for.
    ids: RefCell<BTreeMap<String, usize>>,
    /// What is wrong with the templates of its parts, and with its own.
    problems: RefCell<Diagnostics>,
}

impl<'r> Page<'r> {
    fn new(r: &'r Renderer<'_>, key: &'r PageKey, lang: Lang) -> Page<'r> {
        Page { r, key, lang, newest: Cell::new(None), ids: RefCell::default(), problems: RefCell::default() }
    }

    /// What a template made. Where it could make nothing, the page has failed.
    fn made<T: Default>(&self, made: Result<T, Diagnostic>) -> T {
        made.unwrap_or_else(|problem| {
            self.problems.borrow_mut().push(problem);
            T::default()
        })
    }

    fn site(&self) -> &'r Site {
        self.r.checked.site()
    }

    fn today(&self) -> Date {
        self.site().today
    }

    fn tag(&self) -> &'r str {
        self.site().config.languages.tag(self.lang)
    }

    fn format(&self) -> &'r Format {
        self.r.formats.get(self.lang)
    }

    /// What the pages of the language share.
    fn common(&self) -> &'r Common {
        self.r.common.get(self.lang)
    }

    fn strings(&self) -> &'r Strings {
        self.r.theme.strings(self.lang)
    }

    /// A word of the interface.
    fn word(&self, id: &str) -> String {
        self.strings().word(id)
    }

    /// A sentence of the interface.
    fn say(&self, id: &str, values: &Values) -> String {
        self.strings().say(id, values)
    }

    /// Notes that something of this day stands on the page. Days after today never date a page.
    fn touch(&self, date: Date) {
        if date <= self.today() {
            self.newest.set(self.newest.get().max(Some(date)));
        }
    }

    /// An id for an element: the one wished for, with a number behind it from the second time on, so that ids stay what
    /// they are where nothing stands on a page twice.
    fn unique_id(&self, wished: String) -> String {
        let mut ids = self.ids.borrow_mut();
        let mut times = ids.get(&wished).copied().unwrap_or(0) + 1;
        if times == 1 {
            ids.insert(wished.clone(), 1);
            return wished;
        }
        let numbered = loop {
            let numbered = format!("{wished}-{times}");
            if !ids.contains_key(&numbered) {
                break numbered;
            }
            times += 1;
        };
        ids.insert(wished, times);
        ids.insert(numbered.clone(), 1);
        numbered
    }

    /// A page's path in this language, with the path of `base_url` in front.
    fn path(&self, key: &PageKey) -> String {
        self.path_in(key, self.lang)
    }

    fn path_in(&self, key: &PageKey, lang: Lang) -> String {
        let config = &self.site().config;
        self.rooted(&key.url(&config.languages, lang))
    }

    /// The path of a file that a document publishes, by its shown path in `content/`.
    fn file_path(&self, shown: &str) -> Option<String> {
        let name = self.r.checked.files().name(shown)?;
        Some(self.route_path(&Route::Asset(name.to_owned())))
    }

    fn route_path(&self, route: &Route) -> String {
        self.rooted(&route.url(&self.site().config.languages))
    }

    fn rooted(&self, url: &UrlPath) -> String {
        [&self.site().config.base_url.path, url.as_str()].concat()
    }

    /// The same, with the host.
    fn absolute(&self, path: &str) -> String {
        [&self.site().config.base_url.origin, path].concat()
    }
}
