//! Rules on site.yaml and the register: what they name must exist.

use std::collections::BTreeSet;

use super::Context;
use super::TablesContext;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Severity;
use crate::model::CommuneCode;
use crate::model::Scope;
use crate::name::Name;
use crate::qr::BaseProblem;
use crate::qr::LARGEST_GOOD_VERSION;
use crate::qr::Matrix;
use crate::read::DocumentKind;
use crate::routes::PageKey;
use crate::source::Place;
use crate::source::Span;
use crate::text::nearest;

/// Whether a document of this name is there and could not be understood: that has been told.
pub(super) fn is_failed(context: &Context<'_>, kind: DocumentKind, name: &str) -> bool {
    context.site.failed.iter().any(|(other, failed)| *other == kind && failed.as_str() == name)
}

pub(super) fn menu_entries_exist(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let pages = &context.site.pages;
    for entry in &context.site.config.menu {
        if is_failed(context, DocumentKind::Page, &entry.value) {
            continue;
        }
        if PageKey::section(&entry.value).is_none() && !pages.contains_key(entry.value.as_str()) {
            let right = PageKey::SECTIONS.into_iter().chain(pages.keys().map(Name::as_str));
            let unknown = Diagnostic::new(Code::UnknownMenuEntry, entry.place.clone());
            diagnostics.push(unknown.found(&entry.value).one_of(right));
        }
    }
}

pub(super) fn the_landing_guide_exists(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let guides = &context.site.guides;
    if let Some(guide) = &context.site.config.landing_guide
        && !guides.contains_key(guide.value.as_str())
        && !is_failed(context, DocumentKind::Guide, &guide.value)
    {
        let unknown = Diagnostic::new(Code::UnknownGuide, guide.place.clone());
        diagnostics.push(unknown.found(&guide.value).one_of(guides.keys().map(Name::as_str)));
    }
}

pub(super) fn targets_name_things_that_exist(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let directives = &context.site.directives;
    for target in context.site.config.indicators.iter().flat_map(|indicator| &indicator.targets) {
        if let Some(source) = &target.source
            && !directives.contains_key(source.value.as_str())
            && !is_failed(context, DocumentKind::Directive, &source.value)
        {
            let unknown = Diagnostic::new(Code::UnknownDirective, source.place.clone());
            diagnostics.push(unknown.found(&source.value).one_of(directives.keys().map(Name::as_str)));
        }
        // A target of a unit that is no more may name a scope of its time.
        if target.as_unit.is_none() {
            diagnostics.extend(unknown_scope(context, &target.scope, target.place.clone()));
        }
    }
}

/// A commune or province that the register does not have.
pub(super) fn unknown_scope(context: &Context<'_>, scope: &Scope, place: Place) -> Option<Diagnostic> {
    let register = &context.site.register;
    if register.is_empty() {
        return None;
    }
    let unknown = || Diagnostic::new(Code::UnknownScope, place).found(scope.to_string());
    match scope {
        Scope::All => None,
        Scope::Commune(code) => register.get(code).is_none().then(|| {
            let right = register.in_force().map(|commune| commune.code.as_str());
            unknown().nearest(nearest(code.as_str(), right))
        }),
        Scope::Province(code) => register
            .province(code)
            .is_none()
            .then(|| unknown().one_of(register.provinces().map(|province| province.code.as_str()))),
    }
}

/// A base is needed as soon as there is a point.
pub(super) fn codes_have_a_base(context: &TablesContext<'_>, diagnostics: &mut Diagnostics) {
    if context.site.points.codes().is_empty() && context.ledger.is_empty() {
        return;
    }
    if let Err(problem) = &context.site.config.code_base {
        let (text, why) = &problem.value;
        let bad = Diagnostic::new(Code::BadCodeBase, problem.place.clone()).found(text);
        diagnostics.push(bad.word("why", reason(*why)));
    }
}

/// What is fetched over `http:` can be read and changed on its way, with the token that the address may hold. The place is
/// the file as a whole: a place in the text would print the address.
pub(super) fn sources_are_fetched_safely(context: &TablesContext<'_>, diagnostics: &mut Diagnostics) {
    let config = &context.site.config;
    for source in config.sources.iter().filter(|source| source.is_open_to_all()) {
        let open = Diagnostic::new(Code::SourceInsecure, Place::File(config.source.path.clone()));
        let open = open.found(source.shown()).arg("number", source.number.to_string());
        diagnostics.push(open.arg("line", source.line.to_string()));
    }
}

/// Hosts that never exist on the internet (RFC 2606, RFC 6761) are right for samples only: whoever scans a code that was
/// printed with one finds nothing.
pub(super) fn hosts_are_real(context: &TablesContext<'_>, diagnostics: &mut Diagnostics) {
    let config = &context.site.config;
    if config.sample {
        return;
    }
    let base = config.base_url.host().to_owned();
    let code_host = config.code_base.as_ref().ok().map(|base| base.address(""));
    let code_host = code_host.as_deref().and_then(|address| address.split_once("://"));
    let code_host = code_host.map(|(_, rest)| rest.trim_end_matches('/').to_ascii_lowercase());
    let mut hosts = vec![("base_url", base.clone())];
    hosts.extend(code_host.filter(|host| *host != base).map(|host| ("qr.base", host)));
    for (key, host) in hosts.into_iter().filter(|(_, host)| is_reserved(host)) {
        let at = config.source.text.to_ascii_lowercase().find(&host);
        let place = at.map_or_else(
            || Place::File(config.source.path.clone()),
            |at| config.source.place(Span::new(at, at + host.len())),
        );
        diagnostics.push(Diagnostic::new(Code::PlaceholderHost, place).found(host).arg("key", key));
    }
}

fn is_reserved(host: &str) -> bool {
    let host = host.split(':').next().unwrap_or(host);
    let ending = |reserved: &str| host == reserved || host.ends_with(&format!(".{reserved}"));
    ["example", "test", "invalid", "localhost", "example.com", "example.org", "example.net"]
        .into_iter()
        .any(ending)
}

fn reason(problem: BaseProblem) -> &'static str {
    match problem {
        BaseProblem::NotAUrl => "base-not-a-url",
        BaseProblem::NotHttps => "base-not-https",
        BaseProblem::HasUser => "base-has-user",
        BaseProblem::HasPort => "base-has-port",
        BaseProblem::HasPath => "base-has-path",
        BaseProblem::HasQueryOrFragment => "base-has-query",
        BaseProblem::NotAscii => "base-not-ascii",
        BaseProblem::Localhost => "base-localhost",
        BaseProblem::IpAddress => "base-ip-address",
        BaseProblem::NoDot => "base-no-dot",
        BaseProblem::BadHost => "base-bad-host",
    }
}

/// Above version 3 the modules get smaller than posters should have; the longest address decides.
pub(super) fn codes_are_coarse_enough(context: &TablesContext<'_>, diagnostics: &mut Diagnostics) {
    let Ok(base) = &context.site.config.code_base else { return };
    let codes = context.site.points.codes();
    let Some(longest) = codes.keys().max_by_key(|id| id.as_str().len()) else { return };
    let address = base.address(longest.as_str());
    if let Ok(matrix) = Matrix::encode(&address)
        && matrix.version() > LARGEST_GOOD_VERSION
    {
        let place = Place::File(context.site.config.source.path.clone());
        let fine = Diagnostic::new(Code::CodeTooFine, place).found(address);
        diagnostics.push(fine.arg("version", u64::from(matrix.version())));
    }
}

pub(super) fn accepted_codes_are_warnings(context: &TablesContext<'_>, diagnostics: &mut Diagnostics) {
    for accept in &context.site.config.accept {
        if accept.code.value.severity() != Severity::Warning {
            let place = accept.code.place.clone();
            diagnostics.push(Diagnostic::new(Code::AcceptNotWarning, place).found(accept.code.value.id()));
        }
    }
}

/// Successors are in the register, and following them comes to communes in force.
pub(super) fn successors_exist(context: &TablesContext<'_>, diagnostics: &mut Diagnostics) {
    let register = &context.site.register;
    for commune in register.all() {
        for successor in &commune.successor {
            if register.get(successor).is_none() {
                let right = register.in_force().map(|commune| commune.code.as_str());
                let near = nearest(successor.as_str(), right);
                let unknown = Diagnostic::new(Code::UnknownSuccessor, commune.place.clone());
                let unknown = unknown.found(successor.as_str()).arg("code", commune.code.as_str());
                diagnostics.push(unknown.nearest(near));
            }
        }
        if !commune.successor.is_empty() && leads_back(context, &commune.code) {
            let circle = Diagnostic::new(Code::SuccessorCircle, commune.place.clone());
            diagnostics.push(circle.found(commune.code.as_str()));
        }
    }
}

fn leads_back(context: &TablesContext<'_>, code: &CommuneCode) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![code];
    while let Some(next) = open.pop() {
        for successor in
            context.site.register.get(next).map(|commune| &commune.successor).into_iter().flatten()
        {
            if successor == code {
                return true;
            }
            if seen.insert(successor) {
                open.push(successor);
            }
        }
    }
    false
}
