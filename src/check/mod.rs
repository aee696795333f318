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
use rayon::prelude::*;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Severity;
use crate::links::Links;
use crate::model::PointId;
use crate::model::Site;
use crate::model::config::Accept;
use crate::model::ledger::Ledger;
use crate::qr::Matrix;
use crate::read::Sources;
use crate::routes;
use crate::routes::PageKey;

/// A site that every rule has looked at and none has an error to report of.
#[derive(Debug)]
pub struct Checked {
    site: Site,
    ledger: Ledger,
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

    /// How many records were left out.
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
        self.ledger = ledger;
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

/// What a rule may look at.
struct Context<'a> {
    site: &'a Site,
    /// The ledger as it would stand after a build.
    ledger: &'a Ledger,
    pages: &'a [PageKey],
    links: &'a Links,
    files: &'a Files,
    /// All words that are published.
    written: &'a [Written<'a>],
}

/// A rule looks and reports.
type Rule = fn(&Context<'_>, &mut Diagnostics);

/// All rules, in the order of the files that they speak of.
const RULES: &[Rule] = &[
    settings::menu_entries_exist,
    settings::the_landing_guide_exists,
    settings::targets_name_things_that_exist,
    settings::codes_have_a_base,
    settings::codes_are_coarse_enough,
    settings::accepted_codes_are_warnings,
    settings::successors_exist,
    settings::hosts_are_real,
    places::points_lie_near_their_commune,
    places::points_have_their_own_names,
    places::places_of_sessions_have_one_name,
    calendar::points_are_there_during_the_campaign,
    calendar::sessions_lie_within_the_campaign,
    calendar::moved_sessions_say_where_to,
    calendar::sessions_stand_once,
    calendar::providers_of_sessions_are_not_misspelt,
    hamlets::each_hamlet_has_a_session,
    ledger::ids_stay_with_their_commune,
    ledger::issued_ids_keep_their_row,
    progress::cumulative_series_do_not_fall,
    documents::bases_that_are_named_exist,
    documents::providers_exist,
    documents::scopes_exist,
    documents::translations_state_the_same_facts,
    documents::translations_are_current,
    documents::translations_are_whole,
    documents::addresses_are_used_once,
    bases::documents_have_one_date,
    bases::directives_stand_once,
    bases::guides_have_their_own_titles,
    texts::links_lead_somewhere,
    texts::anchors_exist,
    files::pictures_are_there_and_described,
    files::pictures_are_light,
    files::attachments_are_there,
    texts::live_blocks_are_right,
    texts::inline_facts_exist,
    texts::markdown_is_understood,
    texts::raw_html_is_harmless,
    texts::weekdays_belong_to_their_dates,
    durations::durations_fit_their_dates,
    unfilled::placeholders_are_filled_in,
    spelling::official_terms_are_spelt_officially,
    spelling::tone_marks_are_set_in_one_way,
    personal::no_personal_data_is_published,
    personal::official_phones_are_official,
];

/// Runs all rules. None where one of them, or the model before them, reported an error.
pub fn check(site: Site, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Checked> {
    let codes = site.points.codes();
    let ledger = match &site.config.code_base {
        Ok(base) => site.ledger.advance(
            &codes,
            &site
                .ledger
                .ids()
                .into_iter()
                .filter(|id| site.points.is_set_aside(id, site.ledger.commune(id)))
                .cloned()
                .collect(),
            |id| base.address(id.as_str()),
            site.today,
            &site.register,
        ),
        Err(_) => Ledger::clone(&site.ledger),
    };
    let ids: Vec<PointId> = ledger.ids().into_iter().cloned().collect();
    let pages = routes::pages(&site, ids);
    // A document that could not be understood has been told of; links to it are no second mistake.
    let failed: Vec<PageKey> =
        site.failed.iter().map(|(kind, name)| PageKey::of_document(*kind, name.clone())).collect();
    let linkable = pages.iter().chain(&failed);
    let links = Links::new(&site.config.languages, linkable, routes::linkable_files(&site, &ledger));
    let files = Files::gather(&site, sources);
    let written = written::all(&site);
    let context = Context {
        site: &site,
        ledger: &ledger,
        pages: &pages,
        links: &links,
        files: &files,
        written: &written,
    };
    let mut found = Diagnostics::default();
    let told = RULES.par_iter().map(|rule| {
        let mut found = Diagnostics::default();
        rule(&context, &mut found);
        found
    });
    // In the order of the rules, whoever was done first.
    told.collect::<Vec<_>>().into_iter().for_each(|more| found.extend(more));
    diagnostics.extend(found);
    accept(&site, diagnostics);
    let set_aside = diagnostics.count(Severity::SetAside);
    let matrices = BTreeMap::new();
    (!diagnostics.has_errors()).then_some(Checked { site, ledger, pages, links, files, set_aside, matrices })
}

/// Warnings that are found after the rules have run; see [`Checked::accept`].
const FOUND_LATER: [Code; 2] = [Code::MissingStrings, Code::LandingTooBig];

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
