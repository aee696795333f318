//! Looks at the whole model and says everything that does not agree. It changes nothing.
//!
//! A rule is one function and one line in `RULES`. Only this module can make a [`Checked`], so that nothing is built
//! from a site that was not looked at. What cannot even be understood is reported by [`crate::model`].

mod bases;
mod calendar;
mod documents;
mod durations;
mod files;
mod hamlets;
mod ledger;
mod personal;
mod places;
mod progress;
mod settings;
mod spelling;
mod texts;
mod unfilled;
mod written;

pub use files::Files;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use self::written::Written;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Severity;
use crate::links::Links;
use crate::model;
use crate::model::PointId;
use crate::model::Site;
use crate::model::config::Accept;
use crate::model::config::Config;
use crate::model::ledger::Ledger;
use crate::model::point::Points;
use crate::model::progress::Progress;
use crate::model::register::Register;
use crate::model::session::Sessions;
use crate::qr::Matrix;
use crate::read::Sources;
use crate::routes;
use crate::routes::PageKey;

/// A site that every rule has looked at and none has an error to report of.
#[derive(Debug)]
pub struct Checked {
    site: Site,
    ledger: Arc<Ledger>,
    pages: Vec<PageKey>,
    links: Links,
    files: Files,
    set_aside: usize,
    matrices: BTreeMap<String, Arc<Matrix>>,
}

impl Checked {
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The ledger as it stands after this build.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The pages of the site, each once, without languages.
    pub fn pages(&self) -> &[PageKey] {
        &self.pages
    }

    pub fn links(&self) -> &Links {
        &self.links
    }

    /// How many records were left out, and how many of files that were handed in wait to be mended.
    pub fn set_aside(&self) -> usize {
        self.set_aside
    }

    /// Pictures that texts show, and files that directives hand out.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Content-hashed names of the files that documents publish.
    pub fn pictures(&self) -> impl Iterator<Item = &str> {
        self.files.hashed()
    }

    /// Leaves out the warnings that site.yaml accepts among those that only the theme and the pages can tell of, while
    /// more of them may be found.
    pub fn accept(&self, diagnostics: &mut Diagnostics) -> Accepted {
        let mut accepted = Accepted::default();
        silence(&self.site, diagnostics, &mut accepted, is_late);
        accepted
    }

    /// The same when all has been found, after an earlier [`Checked::accept`]: says which entries silenced nothing.
    /// Where an error kept pages from being looked at, nobody can tell.
    pub fn accept_last(&self, diagnostics: &mut Diagnostics, mut accepted: Accepted) {
        let unused = silence(&self.site, diagnostics, &mut accepted, is_late);
        if !diagnostics.has_errors() {
            tell_unused(unused, diagnostics);
        }
    }

    /// The ledger with what only the world can tell: states of codes issued, hashes of codes read back. `matrices` are
    /// the codes by address, which need not be made again.
    #[must_use]
    pub fn with_codes(mut self, ledger: Ledger, matrices: BTreeMap<String, Arc<Matrix>>) -> Checked {
        self.ledger = Arc::new(ledger);
        self.matrices = matrices;
        self
    }

    /// The code of an address, where it was made before.
    pub fn matrix(&self, address: &str) -> Option<&Arc<Matrix>> {
        self.matrices.get(address)
    }
}

/// Entries of `checks.accept` that have silenced a warning, by their place in the list: each silences one.
#[derive(Debug, Default)]
pub struct Accepted {
    used: BTreeSet<usize>,
}

/// What a rule may look at; rules that look at tables alone are given a [`TablesContext`].
struct Context<'a> {
    site: &'a Site,
    /// The ledger as it would stand after a build.
    ledger: &'a Ledger,
    pages: &'a [PageKey],
    links: &'a Links,
    files: &'a Files,
    /// The words of site.yaml, and those of the documents.
    written: [&'a [Written<'a>]; 2],
}

impl Context<'_> {
    /// The words of site.yaml and of the documents.
    fn written(&self) -> impl Iterator<Item = &Written<'_>> {
        self.written.into_iter().flatten()
    }
}

/// What a rule on tables may look at: what stands in site.yaml, the tables and the ledger, and the day.
struct TablesContext<'a> {
    site: Tables<'a>,
    /// The ledger as it would stand after a build.
    ledger: &'a Ledger,
}

/// The site without its documents.
#[derive(Clone, Copy)]
struct Tables<'a> {
    config: &'a Config,
    today: Date,
    register: &'a Register,
    points: &'a Points,
    sessions: &'a Sessions,
    progress: &'a Progress,
    ledger: &'a Ledger,
}

/// A rule looks and reports. The less it may look at, the less often the preview has to ask it.
enum Rule {
    /// Looks at anything.
    Site(fn(&Context<'_>, &mut Diagnostics)),
    /// Looks at tables: not asked again while they stay as they are.
    Tables(fn(&TablesContext<'_>, &mut Diagnostics)),
    /// Looks at words, file by file: those of tables are not looked at again while these stay as they are.
    Words(fn(&[Written<'_>], &mut Diagnostics)),
}

use Rule::Site as OnSite;
use Rule::Tables as OnTables;
use Rule::Words as OnWords;

/// All rules, in the order of the files that they speak of.
const RULES: &[Rule] = &[
    OnSite(settings::menu_entries_exist),
    OnSite(settings::the_landing_guide_exists),
    OnSite(settings::targets_name_things_that_exist),
    OnTables(settings::codes_have_a_base),
    OnTables(settings::codes_are_coarse_enough),
    OnTables(settings::accepted_codes_are_warnings),
    OnTables(settings::successors_exist),
    OnTables(settings::hosts_are_real),
    OnTables(settings::sources_are_fetched_safely),
    OnTables(places::points_lie_near_their_commune),
    OnTables(places::points_have_their_own_names),
    OnTables(places::places_of_sessions_have_one_name),
    OnTables(calendar::points_are_there_during_the_campaign),
    OnTables(calendar::sessions_lie_within_the_campaign),
    OnTables(calendar::moved_sessions_say_where_to),
    OnTables(calendar::planned_sessions_are_held),
    OnTables(calendar::sessions_stand_once),
    OnTables(calendar::providers_of_sessions_are_not_misspelt),
    OnTables(hamlets::each_hamlet_has_a_session),
    OnTables(ledger::ids_stay_with_their_commune),
    OnSite(ledger::issued_ids_keep_their_row),
    OnTables(progress::cumulative_series_do_not_fall),
    OnSite(documents::bases_that_are_named_exist),
    OnSite(documents::providers_exist),
    OnSite(documents::scopes_exist),
    OnSite(documents::translations_state_the_same_facts),
    OnSite(documents::translations_are_current),
    OnSite(documents::translations_are_whole),
    OnSite(documents::addresses_are_used_once),
    OnSite(bases::documents_have_one_date),
    OnSite(bases::directives_stand_once),
    OnSite(bases::guides_have_their_own_titles),
    OnSite(texts::links_lead_somewhere),
    OnSite(texts::anchors_exist),
    OnSite(files::pictures_are_there_and_described),
    OnSite(files::pictures_are_light),
    OnSite(files::attachments_are_there),
    OnSite(texts::live_blocks_are_right),
    OnSite(texts::inline_facts_exist),
    OnSite(texts::markdown_is_understood),
    OnSite(texts::markdown_is_shown_as_what_it_is),
    OnSite(texts::raw_html_is_harmless),
    OnSite(texts::weekdays_belong_to_their_dates),
    OnSite(durations::durations_fit_their_dates),
    OnWords(unfilled::placeholders_are_filled_in),
    OnWords(spelling::official_terms_are_spelt_officially),
    OnSite(spelling::tone_marks_are_set_in_one_way),
    OnWords(personal::no_personal_data_is_published),
    OnTables(personal::official_phones_are_official),
];

/// Runs all rules. None where one of them, or the model before them, reported an error. What was found in tables that
/// did not change is taken from the memo.
pub fn check(
    site: Site,
    sources: &Sources,
    memo: &mut Memo,
    diagnostics: &mut Diagnostics,
) -> Option<Checked> {
    let tables = memo.tables(&site);
    let ledger = Arc::clone(&tables.ledger);
    let ids: Vec<PointId> = ledger.ids().into_iter().cloned().collect();
    let pages = routes::pages(&site, ids);
    // A document that could not be understood has been told of; links to it are no second mistake.
    let failed: Vec<PageKey> =
        site.failed.iter().map(|(kind, name)| PageKey::of_document(*kind, name.clone())).collect();
    let linkable = pages.iter().chain(&failed);
    let links = Links::new(&site.config.languages, linkable, routes::linkable_files(&site, &ledger));
    let files = Files::gather(&site, sources);
    let in_site_yaml = written::in_site_yaml(&site.config);
    let in_documents = written::in_documents(&site);
    let context = Context {
        site: &site,
        ledger: &ledger,
        pages: &pages,
        links: &links,
        files: &files,
        written: [&in_site_yaml, &in_documents],
    };
    let told = RULES.par_iter().zip(&tables.found).map(|(rule, in_tables)| {
        let mut found = Diagnostics::default();
        match rule {
            OnSite(rule) => rule(&context, &mut found),
            OnTables(_) => found.extend(in_tables.iter().cloned()),
            OnWords(rule) => {
                rule(&in_site_yaml, &mut found);
                found.extend(in_tables.iter().cloned());
                rule(&in_documents, &mut found);
            }
        }
        found
    });
    // In the order of the rules, whoever was done first.
    told.collect::<Vec<_>>().into_iter().for_each(|more| diagnostics.extend(more));
    accept(&site, diagnostics);
    let set_aside = diagnostics.count(Severity::SetAside) + sources.waiting;
    let matrices = BTreeMap::new();
    (!diagnostics.has_errors()).then_some(Checked { site, ledger, pages, links, files, set_aside, matrices })
}

/// What the preview keeps from one look at a site to the next: the model's parts, and what the rules found in tables.
#[derive(Clone, Debug, Default)]
pub struct Memo {
    pub(crate) model: model::Memo,
    tables: Option<Arc<Looked>>,
}

impl Memo {
    /// What follows from the tables, the ledger and the day alone; as it was, where they are the very same.
    fn tables(&mut self, site: &Site) -> Arc<Looked> {
        if let Some(looked) = self.tables.as_ref().filter(|looked| looked.is_of(site)) {
            return Arc::clone(looked);
        }
        let looked = Arc::new(Looked::new(site));
        self.tables = Some(Arc::clone(&looked));
        looked
    }
}

/// What follows from the tables. It holds them, so that nothing else can take their place in memory.
#[derive(Debug)]
struct Looked {
    config: Arc<Config>,
    today: Date,
    register: Arc<Register>,
    points: Arc<Points>,
    sessions: Arc<Sessions>,
    progress: Arc<Progress>,
    recorded: Arc<Ledger>,
    /// The ledger as it would stand after a build.
    ledger: Arc<Ledger>,
    /// What each of the rules found.
    found: Vec<Diagnostics>,
}

impl Looked {
    fn is_of(&self, site: &Site) -> bool {
        Arc::ptr_eq(&self.config, &site.config)
            && self.today == site.today
            && Arc::ptr_eq(&self.register, &site.register)
            && Arc::ptr_eq(&self.points, &site.points)
            && Arc::ptr_eq(&self.sessions, &site.sessions)
            && Arc::ptr_eq(&self.progress, &site.progress)
            && Arc::ptr_eq(&self.recorded, &site.ledger)
    }

    fn new(site: &Site) -> Looked {
        let ledger = advance(site);
        let tables = Tables {
            config: &site.config,
            today: site.today,
            register: &site.register,
            points: &site.points,
            sessions: &site.sessions,
            progress: &site.progress,
            ledger: &site.ledger,
        };
        let context = TablesContext { site: tables, ledger: &ledger };
        let written = written::in_tables(tables);
        let found = RULES.par_iter().map(|rule| {
            let mut found = Diagnostics::default();
            match rule {
                OnSite(_) => {}
                OnTables(rule) => rule(&context, &mut found),
                OnWords(rule) => written.iter().for_each(|texts| rule(texts, &mut found)),
            }
            found
        });
        Looked {
            found: found.collect(),
            config: Arc::clone(&site.config),
            today: site.today,
            register: Arc::clone(&site.register),
            points: Arc::clone(&site.points),
            sessions: Arc::clone(&site.sessions),
            progress: Arc::clone(&site.progress),
            recorded: Arc::clone(&site.ledger),
            ledger: Arc::new(ledger),
        }
    }
}

/// The ledger as it would stand after a build.
fn advance(site: &Site) -> Ledger {
    let Ok(base) = &site.config.code_base else { return Ledger::clone(&site.ledger) };
    let set_aside = |id: &&PointId| site.points.is_set_aside(id, site.ledger.commune(id));
    site.ledger.advance(
        &site.points.codes(),
        &site.ledger.ids().into_iter().filter(set_aside).cloned().collect(),
        |id| base.address(id.as_str()),
        site.today,
        &site.register,
    )
}

/// Warnings that are found after the rules have run; see [`Checked::accept`].
const FOUND_LATER: [Code; 4] =
    [Code::MissingStrings, Code::UnknownString, Code::UnknownThemeFile, Code::LandingTooBig];

fn is_late(accept: &Accept) -> bool {
    FOUND_LATER.contains(&accept.code.value)
}

/// Leaves out the warnings that site.yaml accepts, and says which of those it lists are not there.
fn accept(site: &Site, diagnostics: &mut Diagnostics) {
    let unused = silence(site, diagnostics, &mut Accepted::default(), |accept| !is_late(accept));
    tell_unused(unused, diagnostics);
}

fn tell_unused(unused: Vec<&Accept>, diagnostics: &mut Diagnostics) {
    // Where something is an error, rules that rest on it could not warn.
    if diagnostics.has_errors() {
        return;
    }
    for accept in unused.into_iter().filter(|accept| accept.code.value.severity() == Severity::Warning) {
        let place = accept.code.place.clone();
        diagnostics.push(Diagnostic::new(Code::AcceptUnused, place).found(accept.code.value.id()));
    }
}

/// Each entry that `wanted` takes silences one warning, so that a further one is seen. Gives the entries left over.
fn silence<'a>(
    site: &'a Site,
    diagnostics: &mut Diagnostics,
    accepted: &mut Accepted,
    wanted: impl Fn(&Accept) -> bool,
) -> Vec<&'a Accept> {
    let entries = site.config.accept.iter().enumerate();
    let mut entries: Vec<(usize, &Accept)> =
        entries.filter(|(index, accept)| wanted(accept) && !accepted.used.contains(index)).collect();
    diagnostics.retain(|diagnostic| {
        let silenced = entries.iter().position(|(_, accept)| accepts(accept, diagnostic, site));
        accepted.used.extend(silenced.map(|at| entries.remove(at).0));
        silenced.is_none()
    });
    entries.into_iter().map(|(_, accept)| accept).collect()
}

fn accepts(accept: &Accept, diagnostic: &Diagnostic, site: &Site) -> bool {
    let here = accept.at.as_ref().is_none_or(|at| {
        let place = diagnostic.place.to_text();
        let at = at.strip_prefix("content/").unwrap_or(at);
        let place = place.strip_prefix("content/").unwrap_or(&place);
        place.strip_prefix(at).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    });
    diagnostic.severity == Severity::Warning
        && accept.code.value == diagnostic.code
        && here
        && accept.until.is_none_or(|until| site.today <= until)
}
