//! A site that was read and checked, ready to have any of its routes rendered; and what a day makes of it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::check::Checked;
use crate::diag::Diagnostics;
use crate::format::Format;
use crate::lang::Lang;
use crate::lang::Localized;
use crate::model::Site;
use crate::read::Sources;
use crate::render;
use crate::render::Renderer;
use crate::routes;
use crate::routes::Route;
use crate::theme::Theme;
use crate::write;
use crate::write::FileSum;
use crate::write::OutPath;

/// One state of the site on one day. It never changes; another state is another snapshot.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub sources: Arc<Sources>,
    pub checked: Checked,
    pub theme: Arc<Theme>,
    formats: Arc<Localized<Format>>,
    /// By address, with the path of `base_url` in front.
    routes: Arc<BTreeMap<String, Route>>,
    release: OnceLock<String>,
}

impl Snapshot {
    /// What stands in the same way in an `earlier` state is taken from there.
    pub fn new(
        sources: Arc<Sources>,
        checked: Checked,
        theme: Arc<Theme>,
        earlier: Option<&Snapshot>,
    ) -> Snapshot {
        if let Some(earlier) = earlier.filter(|earlier| earlier.has_routes_of(&checked, &theme)) {
            let (formats, routes) = (Arc::clone(&earlier.formats), Arc::clone(&earlier.routes));
            return Snapshot { sources, checked, theme, formats, routes, release: OnceLock::new() };
        }
        let site = checked.site();
        let (languages, base) = (&site.config.languages, &site.config.base_url.path);
        let assets = theme.assets().chain(checked.pictures());
        let routes = routes::all(site, checked.ledger(), checked.pages(), assets);
        let routes = routes.into_values().map(|route| (format!("{base}{}", route.url(languages)), route));
        let routes = Arc::new(routes.collect());
        let formats = render::formats(site);
        Snapshot { sources, checked, theme, formats, routes, release: OnceLock::new() }
    }

    /// Whether a site has the addresses of this one. A country has thirty thousand, which take longer to list than a page
    /// to render.
    fn has_routes_of(&self, checked: &Checked, theme: &Theme) -> bool {
        let (old, new) = (self.checked.site(), checked.site());
        Arc::ptr_eq(&old.config, &new.config)
            && (Arc::ptr_eq(&old.progress, &new.progress) || old.progress.scopes() == new.progress.scopes())
            && self.checked.pages() == checked.pages()
            && self.checked.ledger().ids() == checked.ledger().ids()
            && self.checked.pictures().eq(checked.pictures())
            && self.theme.assets().eq(theme.assets())
    }

    pub fn site(&self) -> &Site {
        self.checked.site()
    }

    /// The path of `base_url`, without a slash at its end.
    pub fn base(&self) -> &str {
        &self.site().config.base_url.path
    }

    /// What stands at an address.
    pub fn route(&self, path: &str) -> Option<&Route> {
        self.routes.get(path)
    }

    /// All addresses, with what stands there.
    pub fn routes(&self) -> &BTreeMap<String, Route> {
        &self.routes
    }

    /// How a language writes dates and numbers.
    pub fn format(&self, lang: Lang) -> &Format {
        self.formats.get(lang)
    }

    pub fn renderer(&self) -> Renderer<'_> {
        Renderer::with_formats(&self.checked, &self.theme, Arc::clone(&self.formats))
    }

    /// The bytes that a build writes for a route.
    pub fn render(&self, route: &Route) -> Result<Vec<u8>, Diagnostics> {
        let release = if route.is_status() { self.release() } else { "" };
        self.renderer().render(route, release)
    }

    /// The same for a script of the page, which reads of the status only the day: the name of the release would take
    /// a rendering of the whole site.
    pub fn render_without_release(&self, route: &Route) -> Result<Vec<u8>, Diagnostics> {
        self.renderer().render(route, "")
    }

    /// The name of the release that a build would make.
    fn release(&self) -> &str {
        self.release.get_or_init(|| {
            let renderer = self.renderer();
            let languages = &self.site().config.languages;
            let routes: Vec<&Route> = self.routes.values().filter(|route| !route.is_status()).collect();
            let sums: BTreeMap<OutPath, FileSum> = routes
                .into_par_iter()
                .filter_map(|route| {
                    let path = OutPath::new(&route.url(languages).file()).ok()?;
                    Some((path, FileSum::of(&renderer.render(route, "").unwrap_or_default())))
                })
                .collect();
            write::release_of(sums.iter())
        })
    }
}
