//! The campaign as `content/site.yaml` states it: [`RawConfig`] is what may be written (and gives the JSON Schema),
//! [`Config`] is what it means.
//!
//! Names that lead to other files (menu entries, guides, scopes of targets) are kept with their place and looked at
//! by [`crate::check`].

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

use super::Scope;
use super::amount::Amount;
use super::amount::parse_amount_share;
use super::raw::Resolve;
use crate::diag::Code;
use crate::diag::Diagnostics;
use crate::diag::Severity;
use crate::lang::Languages;
use crate::lang::Localized;
use crate::lang::Words;
use crate::name::Name;
use crate::qr::CodeBase;
use crate::source::Place;
use crate::source::Placed;
use crate::source::Source;
use crate::text::slug;
use crate::yaml;
use crate::yaml::Entries;
use crate::yaml::Located;
use crate::yaml::RawWords;
use crate::yaml::TextOrList;

/// Nobody waits longer than ten years to be told; more is taken as that.
const LONGEST_STALE: u32 = 3_653;

/// The campaign's settings, with every default filled in.
#[derive(Clone, Debug)]
pub struct Config {
    pub name: Localized<Words>,
    pub base_url: BaseUrl,
    pub languages: Languages,
    pub timezone: TimeZone,
    pub timezone_name: String,
    /// First day of the campaign.
    pub starts: Option<Date>,
    /// Last day of the campaign, inclusive.
    pub ends: Option<Date>,
    /// Progress of an earlier date is refused.
    pub data_from: Option<Date>,
    /// Days after which readers are told that the nightly job seems dead.
    pub stale_after: u32,
    /// Whether every page, poster and file says that it shows sample data.
    pub sample: bool,
    /// The day that stands for today; only with `sample`.
    pub as_of: Option<Date>,
    pub theme: Placed<String>,
    pub menu: Vec<Placed<String>>,
    pub publisher: Option<Publisher>,
    pub notice: Option<Notice>,
    pub providers: BTreeMap<String, Provider>,
    /// Columns of the register that figures may be measured against: id and name, in the order of the file.
    pub denominators: Vec<(String, Localized<Words>)>,
    pub indicators: Vec<Indicator>,
    pub sources: Vec<DataSource>,
    pub publish: Option<Publish>,
    pub nightly: Nightly,
    /// The guide whose list of things to bring, price and duration the landing pages show.
    pub landing_guide: Option<Placed<String>>,
    /// The base of the addresses in codes: `qr.base`, else `base_url`. None where neither may stand in a code; the
    /// reason is a diagnostic as soon as there is a point.
    pub code_base: Result<CodeBase, Placed<(String, crate::qr::BaseProblem)>>,
    pub accept: Vec<Accept>,
    /// Whether something of the file could not be understood, so that what is missing may have been meant to be there.
    pub incomplete: bool,
    /// The file itself, for places.
    pub source: Arc<Source>,
}

impl Config {
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == id)
    }

    pub fn denominator(&self, id: &str) -> Option<&Localized<Words>> {
        self.denominators.iter().find(|(other, _)| other == id).map(|(_, name)| name)
    }
}

/// The site's own address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme and host, no final slash: `https://chukyso.example`.
    pub origin: String,
    /// The path in front of every address, empty or `/thu-muc`, no final slash.
    pub path: String,
}

impl BaseUrl {
    /// None where the text is not an `http:` or `https:` address without query and fragment.
    pub fn parse(text: &str) -> Option<BaseUrl> {
        let (scheme, rest) = text.split_once("://")?;
        if !matches!(scheme, "http" | "https") || rest.contains(['?', '#', ' ', '\\', '"', '<', '>', '@']) {
            return None;
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let path = path.trim_end_matches('/');
        let right_host =
            !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || "-.:[]".contains(c));
        let right_path = path.chars().all(|c| c.is_ascii_alphanumeric() || "-._~/".contains(c))
            && path.split('/').all(|part| part != ".." && part != ".")
            && !path.contains("//");
        if !right_host || !right_path {
            return None;
        }
        let path = if path.is_empty() { String::new() } else { format!("/{path}") };
        Some(BaseUrl { origin: format!("{scheme}://{}", host.to_ascii_lowercase()), path })
    }

    /// The host, with the port if there is one.
    pub fn host(&self) -> &str {
        self.origin.split_once("://").map_or("", |(_, host)| host)
    }
}

/// Who publishes the site and answers the phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publisher {
    pub name: Localized<Words>,
    pub phone: Option<String>,
    pub url: Option<String>,
}

/// A banner on every page for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: Localized<Words>,
    pub from: Option<Date>,
    /// Inclusive.
    pub until: Option<Date>,
}

impl Notice {
    pub fn shows_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// A company that issues signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    pub name: Localized<Words>,
    pub phone: Option<String>,
    pub url: Option<String>,
}

/// What the campaign counts.
#[derive(Clone, Debug)]
pub struct Indicator {
    pub id: String,
    pub name: Localized<Words>,
    pub unit: Option<Localized<Words>>,
    /// The denominator it is a part of.
    pub of: Option<String>,
    pub kind: IndicatorKind,
    pub targets: Vec<Target>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum IndicatorKind {
    /// A count that only grows.
    #[default]
    Cumulative,
    /// A count that may fall.
    Level,
    /// A part of the whole, in percent.
    Share,
}

/// What is to be reached, by when, where, and who said so.
#[derive(Clone, Debug)]
pub struct Target {
    pub by: Option<Date>,
    pub amount: Amount,
    /// The denominator of a share; the indicator's own where the target names none.
    pub of: Option<String>,
    pub scope: Scope,
    pub group: Option<String>,
    /// The name of the unit at the time, for targets of units that are no more.
    pub as_unit: Option<String>,
    /// The directive that sets it.
    pub source: Option<Placed<String>>,
    pub place: Place,
}

/// An address from which `loa nightly` fetches a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataSource {
    /// Its place in the list, from 1.
    pub number: usize,
    /// `progress`, `schedules` or `points`.
    pub table: String,
    /// The whole address, which may hold a secret: people are shown [`DataSource::shown`].
    pub url: String,
    /// What its drops are called, where the site says so.
    pub name: Option<Name>,
    /// The line of site.yaml in which its address stands.
    pub line: usize,
}

impl DataSource {
    /// The address for logs and reports: scheme and host. Whatever stands behind them may be a secret: the key of a
    /// published sheet in the path, a token in the query.
    pub fn shown(&self) -> String {
        shown_address(&self.url)
    }

    /// The host, without its port; empty where there is none.
    pub fn host(&self) -> String {
        Url::parse(&self.url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
    }

    /// What its drops are called, without their ending: by its name, else by its host and its place in the list
    /// (`source-docs-google-com-1`).
    pub fn drop_name(&self) -> String {
        match &self.name {
            Some(name) => name.to_string(),
            None => format!("source-{}-{}", file_name_part(&self.host()), self.number),
        }
    }

    /// Whether everybody on the way can read and change what is fetched. This machine itself is no way.
    pub fn is_open_to_all(&self) -> bool {
        Url::parse(&self.url).is_ok_and(|url| url.scheme() == "http" && !is_loopback(&url))
    }
}

/// A host as part of a file's name: `docs-google-com`.
fn file_name_part(host: &str) -> String {
    let mut part = String::new();
    for c in host.chars() {
        if c.is_ascii_alphanumeric() {
            part.push(c.to_ascii_lowercase());
        } else if !part.is_empty() && !part.ends_with('-') {
            part.push('-');
        }
    }
    part.trim_end_matches('-').to_owned()
}

/// An address cut to what is no secret: `https://docs.google.com/…`.
pub fn shown_address(address: &str) -> String {
    let Ok(url) = Url::parse(address) else { return "…".to_owned() };
    let host = url.host_str().unwrap_or_default();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let more = if url.path().len() > 1 || url.query().is_some() { "/…" } else { "" };
    format!("{}://{host}{port}{more}", url.scheme())
}

/// Whether an address leads to this machine.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Where releases go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publish {
    pub to: String,
    /// How many releases stay.
    pub keep: u32,
}

/// How the nightly run is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nightly {
    /// When it starts, in the campaign's zone.
    pub at: Time,
    /// Run after a night that was published, with or without records set aside.
    pub on_success: Option<Hook>,
    /// Run after a night that was not.
    pub on_failure: Option<Hook>,
    /// Seconds that a hook may take.
    pub hook_timeout: u32,
    /// Seconds that one try of a source may take.
    pub fetch_timeout: u32,
    /// The health file, relative to the root; `.loa/health.json` where the site names none.
    pub health: String,
}

impl Default for Nightly {
    fn default() -> Nightly {
        Nightly {
            at: Time::constant(0, 10, 0, 0),
            on_success: None,
            on_failure: None,
            hook_timeout: 60,
            fetch_timeout: 60,
            health: ".loa/health.json".to_owned(),
        }
    }
}

/// A command of the site's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hook {
    /// A line for the system's shell.
    Shell(String),
    /// A program and its arguments, handed over as they are.
    Program(Vec<String>),
}

/// A warning that the site's owners have read and accept.
#[derive(Clone, Debug)]
pub struct Accept {
    pub code: Placed<Code>,
    /// A path, or a path and a line (`directives/a.vi.md:12`); none for wherever it stands.
    pub at: Option<String>,
    pub reason: String,
    /// The last day on which it is silenced.
    pub until: Option<Date>,
}

/// `content/site.yaml`: the campaign.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "site.yaml of loa")]
pub struct RawConfig {
    /// The campaign's name.
    pub name: Option<RawWords>,
    /// The address at which the site stands, such as `https://chukyso.example`.
    pub base_url: Option<Located<String>>,
    /// Language tags; the first is the source language.
    pub languages: Option<Vec<Located<String>>>,
    /// An IANA time zone; `Asia/Ho_Chi_Minh` where none is given.
    pub timezone: Option<Located<String>>,
    /// First day of the campaign (YYYY-MM-DD).
    pub starts: Option<Located<String>>,
    /// Last day of the campaign, inclusive (YYYY-MM-DD).
    pub ends: Option<Located<String>>,
    /// Progress of an earlier date is refused (YYYY-MM-DD).
    pub data_from: Option<Located<String>>,
    /// Days without a nightly run after which readers are told; 3 where none is given.
    pub stale_after: Option<Located<u32>>,
    /// Marks every page, poster and file as sample data.
    pub sample: Option<Located<bool>>,
    /// The day that stands for today; only with `sample: true` (YYYY-MM-DD).
    pub as_of: Option<Located<String>>,
    /// Folder of `themes/`; `default` where none is given.
    pub theme: Option<Located<String>>,
    /// Sections and pages in the menu, in order.
    pub menu: Option<Vec<Located<String>>>,
    pub publisher: Option<RawPublisher>,
    /// A banner on every page, landing pages too.
    pub notice: Option<RawNotice>,
    /// Companies that issue signatures, by a key of your choice.
    pub providers: Entries<RawProvider>,
    /// Columns of the communes table that figures may be measured against.
    pub denominators: Entries<RawWords>,
    /// What the campaign counts, by a key of your choice.
    pub indicators: Entries<RawIndicator>,
    /// Addresses from which `loa nightly` fetches tables.
    pub sources: Vec<RawDataSource>,
    /// Where releases go.
    pub publish: Option<RawPublish>,
    /// How the nightly run is run.
    pub nightly: Option<RawNightly>,
    pub landing: Option<RawLanding>,
    pub qr: Option<RawQr>,
    pub checks: Option<RawChecks>,
}

/// Who publishes the site and answers the phone.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RawPublisher {
    pub name: Option<RawWords>,
    pub phone: Option<Located<String>>,
    pub url: Option<Located<String>>,
}

/// A banner for a time.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RawNotice {
    pub text: Option<RawWords>,
    /// First day (YYYY-MM-DD).
    pub from: Option<Located<String>>,
    /// Last day, inclusive (YYYY-MM-DD).
    pub until: Option<Located<String>>,
}

/// A company that issues signatures.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RawProvider {
    pub name: Option<RawWords>,
    pub phone: Option<Located<String>>,
    pub url: Option<Located<String>>,
}

/// What the campaign counts.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RawIndicator {
    pub name: Option<RawWords>,
    pub unit: Option<RawWords>,
    /// A key of `denominators`.
    pub of: Option<Located<String>>,
    pub kind: Option<Located<IndicatorKind>>,
    pub targets: Vec<Located<RawTarget>>,
}

/// What is to be reached: `share` or `count`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RawTarget {
    /// The day by which, inclusive (YYYY-MM-DD).
    pub by: Option<Located<String>>,
    /// Such as `40%`.
    pub share: Option<Located<String>>,
    /// Such as `30000`.
    pub count: Option<Located<String>>,
    /// A key of `denominators`.
    pub of: Option<Located<String>>,
    /// A commune's code (5 digits), a province's (2 digits), or `all`.
    pub scope: Option<Located<String>>,
    /// An association or a hamlet.
    pub group: Option<Located<String>>,
    /// The unit's name at that time.
    pub as_unit: Option<Located<String>>,
    /// The name of the directive that sets the target.
    pub source: Option<Located<String>>,
}

/// An address from which `loa nightly` fetches a table.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RawDataSource {
    /// `progress`, `schedules` or `points`.
    pub table: Option<Located<String>>,
    /// An `https:` address that gives a table: CSV, or a workbook.
    pub url: Option<Located<String>>,
    /// What the files are called that are made of it; without it, the host and a number.
    pub name: Option<Located<String>>,
}

/// Where releases go.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RawPublish {
    /// A folder.
    pub to: Option<Located<String>>,
    /// How many releases stay; 14 where none is given.
    pub keep: Option<Located<u32>>,
}

/// How the nightly run is run.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RawNightly {
    /// When it starts, in the site's time zone, such as `"00:10"`.
    pub at: Option<Located<String>>,
    /// Run after a night that was published: a line for the shell, or a list of a program and its arguments. It gets the
    /// report as JSON on standard input.
    pub on_success: Option<TextOrList>,
    /// Run after a night that was not published, in the same way.
    pub on_failure: Option<TextOrList>,
    /// Seconds that a hook may take; 60 where none is given.
    pub hook_timeout: Option<Located<u32>>,
    /// Seconds that one try of a source may take; 60 where none is given.
    pub fetch_timeout: Option<Located<u32>>,
    /// The file that monitors read; `.loa/health.json` where none is given.
    pub health: Option<Located<String>>,
}

/// What landing pages show.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RawLanding {
    /// The name of the guide whose list of things to bring, price and duration they show.
    pub guide: Option<Located<String>>,
}

/// Addresses in codes.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RawQr {
    /// A shorter host, such as `https://cks.example`.
    pub base: Option<Located<String>>,
}

/// What checks leave out.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RawChecks {
    pub accept: Vec<Located<RawAccept>>,
}

/// Silences one warning.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RawAccept {
    /// The warning's code, as printed in brackets.
    pub code: Option<Located<String>>,
    /// The file it stands in, or the file and the line (`content/points.csv:3`).
    pub at: Option<Located<String>>,
    /// Why it is accepted.
    pub reason: Option<Located<String>>,
    /// The last day on which it is silenced (YYYY-MM-DD).
    pub until: Option<Located<String>>,
}

/// Reads site.yaml and gives every default. None where the name, the address or the languages are missing or wrong,
/// since nothing can be built without them.
pub fn resolve(source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Option<Config> {
    let before = diagnostics.count(Severity::Error);
    let yaml::Read { value: raw, taken_out, .. } =
        yaml::read::<RawConfig>(source, source.text.len(), diagnostics)?;
    let RawConfig {
        name,
        base_url,
        languages,
        timezone,
        starts,
        ends,
        data_from,
        stale_after,
        sample,
        as_of,
        theme,
        menu,
        publisher,
        notice,
        providers,
        denominators,
        indicators,
        sources,
        publish,
        nightly,
        landing,
        qr,
        checks,
    } = raw;

    let languages = resolve_languages(source, languages, &taken_out, diagnostics);
    let fallback = Languages::new(vec!["vi".to_owned()])?;
    let mut r = Resolve::new(source, languages.as_ref().unwrap_or(&fallback), diagnostics);
    r.languages_unknown = languages.is_none();
    r.taken_out = taken_out;

    let name = r.required("name", name).and_then(|name| r.words(name));
    let base_url_at = base_url.as_ref().map(|located| located.span);
    let base_url = r.required("base_url", base_url).and_then(|located| {
        let parsed = BaseUrl::parse(&located.value);
        if parsed.is_none() {
            r.wrong(Code::BadAddress, &located, ["https://chukyso.example"]);
        }
        parsed
    });
    let (timezone, timezone_name) = resolve_timezone(&mut r, timezone);
    let starts_span = starts.as_ref().map(|located| located.span);
    let starts = r.date(starts);
    let ends = r.date(ends);
    let mut days_are_swapped = false;
    if let (Some(starts), Some(ends), Some(span)) = (starts, ends, starts_span)
        && ends < starts
    {
        r.push(Code::EndsBeforeStart, span, |d| d.found(starts.to_string()).expected([ends.to_string()]));
        days_are_swapped = true;
    }
    // Nothing lies within such a campaign, which need not be told of each session.
    let (starts, ends) = if days_are_swapped { (None, None) } else { (starts, ends) };
    let data_from = r.date(data_from);
    let sample_unread = sample.is_none() && r.is_written("sample");
    let sample = sample.is_some_and(|sample| sample.value);
    let as_of_span = as_of.as_ref().map(|located| located.span);
    let as_of = r.date(as_of);
    if let (Some(span), false) = (as_of_span, sample || sample_unread) {
        r.push(Code::AsOfWithoutSample, span, |d| d);
    }
    let theme = theme.map_or_else(
        || Placed::new("default".to_owned(), Place::File(source.path.clone())),
        |theme| r.placed(theme),
    );
    let menu = menu.map_or_else(
        || default_menu(source),
        |menu| menu.into_iter().filter_map(|entry| r.text(&entry).map(|_| r.placed(entry))).collect(),
    );
    let publisher = publisher.and_then(|RawPublisher { name, phone, url }| {
        let name = r.required("publisher.name", name).and_then(|name| r.words(name))?;
        Some(Publisher { name, phone: phone.map(|phone| phone.value), url: r.url(url) })
    });
    let notice = notice.and_then(|RawNotice { text, from, until }| {
        let text = r.required("notice.text", text).and_then(|text| r.words(text))?;
        Some(Notice { text, from: r.date(from), until: r.date(until) })
    });
    let providers = resolve_providers(&mut r, providers);
    let denominators = resolve_denominators(&mut r, denominators);
    let indicators = resolve_indicators(&mut r, indicators, &denominators);
    let sources = resolve_sources(&mut r, sources);
    let publish = publish.and_then(|RawPublish { to, keep }| {
        let to = r.required("publish.to", to)?;
        Some(Publish { to: to.value, keep: keep.map_or(14, |keep| keep.value.max(1)) })
    });
    let nightly = resolve_nightly(&mut r, nightly.unwrap_or_default());
    let landing_guide = landing.and_then(|landing| landing.guide).map(|guide| r.placed(guide));
    let code_base = resolve_code_base(&mut r, qr.and_then(|qr| qr.base), base_url.as_ref(), base_url_at);
    let accept = resolve_accept(&mut r, checks.unwrap_or_default());

    Some(Config {
        name: name?,
        base_url: base_url?,
        languages: languages?,
        timezone,
        timezone_name,
        starts,
        ends,
        data_from,
        stale_after: stale_after.map_or(3, |days| days.value.clamp(1, LONGEST_STALE)),
        sample,
        as_of: as_of.filter(|_| sample),
        theme,
        menu,
        publisher,
        notice,
        providers,
        denominators,
        indicators,
        sources,
        publish,
        nightly,
        landing_guide,
        code_base,
        accept,
        incomplete: diagnostics.count(Severity::Error) > before,
        source: Arc::clone(source),
    })
}

fn default_menu(source: &Arc<Source>) -> Vec<Placed<String>> {
    ["guides", "schedule", "progress", "directives"]
        .map(|entry| Placed::new(entry.to_owned(), Place::File(source.path.clone())))
        .to_vec()
}

fn resolve_languages(
    source: &Arc<Source>,
    raw: Option<Vec<Located<String>>>,
    taken_out: &[String],
    diagnostics: &mut Diagnostics,
) -> Option<Languages> {
    use crate::diag::Diagnostic;
    let languages = raw.filter(|list| !list.is_empty());
    let none_known = Languages::new(vec!["vi".to_owned()])?;
    let mut r = Resolve::new(source, &none_known, diagnostics);
    r.taken_out = taken_out.to_vec();
    let list = r.required("languages", languages)?;
    let mut tags: Vec<String> = Vec::new();
    let mut right = true;
    for tag in list {
        let place = source.place(tag.span);
        let meant = crate::lang::meant_tag(&tag.value);
        if meant.is_some() || !crate::lang::is_language_tag(&tag.value) {
            let bad = Diagnostic::new(Code::BadLanguageTag, place).found(tag.value);
            diagnostics.push(match meant {
                Some(meant) => bad.expected([meant]),
                None => bad.expected(["vi", "en"]),
            });
            right = false;
        } else if tags.iter().any(|other| other.eq_ignore_ascii_case(&tag.value)) {
            diagnostics.push(Diagnostic::new(Code::DuplicateValue, place).found(tag.value));
            right = false;
        } else {
            tags.push(tag.value);
        }
    }
    if right { Languages::new(tags) } else { None }
}

fn resolve_timezone(r: &mut Resolve<'_>, raw: Option<Located<String>>) -> (TimeZone, String) {
    const DEFAULT: &str = "Asia/Ho_Chi_Minh";
    let located = raw.unwrap_or_else(|| Located { value: DEFAULT.to_owned(), ..Located::default() });
    if let Ok(zone) = TimeZone::get(&located.value) {
        return (zone, located.value);
    }
    r.wrong(Code::UnknownTimezone, &located, [DEFAULT]);
    (TimeZone::UTC, "UTC".to_owned())
}

fn resolve_providers(r: &mut Resolve<'_>, raw: Entries<RawProvider>) -> BTreeMap<String, Provider> {
    let mut providers = BTreeMap::new();
    for (key, RawProvider { name, phone, url }) in raw.0 {
        let Some(key) = r.key(key) else { continue };
        let name = match name {
            Some(name) => r.words(name),
            None => Some(Localized::same(r.languages, &key)),
        };
        if let Some(name) = name {
            let provider = Provider { name, phone: phone.map(|phone| phone.value), url: r.url(url) };
            providers.insert(key, provider);
        }
    }
    providers
}

fn resolve_sources(r: &mut Resolve<'_>, raw: Vec<RawDataSource>) -> Vec<DataSource> {
    let mut sources: Vec<DataSource> = Vec::new();
    for (index, RawDataSource { table, url, name }) in raw.into_iter().enumerate() {
        let (Some(table), Some(url)) = (r.required("sources.table", table), r.required("sources.url", url))
        else {
            continue;
        };
        if !["progress", "schedules", "points"].contains(&table.value.as_str()) {
            r.unknown(Code::UnknownValue, &table, ["progress", "schedules", "points"]);
            continue;
        }
        let line = r.source.line_column(url.span.start).line;
        let span = url.span;
        let Some(url) = r.url(Some(url)) else { continue };
        // A name and a password in front of the host would be sent nowhere.
        let parsed = Url::parse(&url).ok();
        if parsed.is_none_or(|url| !url.username().is_empty() || url.password().is_some()) {
            r.push(Code::BadAddress, span, |d| d.found(shown_address(&url)).expected(["https://…"]));
            continue;
        }
        let name = name.and_then(|located| {
            let parsed = Name::parse(&located.value);
            let taken = sources.iter().any(|other| other.table == table.value && other.name == parsed);
            match &parsed {
                None => r.push(Code::BadName, located.span, |d| {
                    d.found(&located.value).expected([slug(&located.value)])
                }),
                Some(_) if taken => r.push(Code::DuplicateValue, located.span, |d| d.found(&located.value)),
                Some(_) => {}
            }
            parsed
        });
        sources.push(DataSource { number: index + 1, table: table.value, url, name, line });
    }
    sources
}

fn resolve_nightly(r: &mut Resolve<'_>, raw: RawNightly) -> Nightly {
    let RawNightly { at, on_success, on_failure, hook_timeout, fetch_timeout, health } = raw;
    let default = Nightly::default();
    let at = at.and_then(|located| {
        let time = crate::tables::value::time::parse_time(&located.value).ok();
        if time.is_none() {
            r.wrong(Code::BadTime, &located, ["\"00:10\""]);
        }
        time
    });
    let health = health.and_then(|located| r.text(&located));
    Nightly {
        at: at.unwrap_or(default.at),
        on_success: resolve_hook(r, on_success),
        on_failure: resolve_hook(r, on_failure),
        hook_timeout: seconds(r, hook_timeout).unwrap_or(default.hook_timeout),
        fetch_timeout: seconds(r, fetch_timeout).unwrap_or(default.fetch_timeout),
        health: health.unwrap_or(default.health),
    }
}

fn resolve_hook(r: &mut Resolve<'_>, raw: Option<TextOrList>) -> Option<Hook> {
    match raw? {
        TextOrList::Text(line) => r.text(&line).map(Hook::Shell),
        TextOrList::List(words) => {
            // Arguments may be empty, a program may not.
            let Some(program) = words.value.first() else {
                r.push(Code::EmptyValue, words.span, |d| d);
                return None;
            };
            r.text(program)?;
            Some(Hook::Program(words.value.into_iter().map(|word| word.value).collect()))
        }
    }
}

/// Seconds to wait: at least one, and no more than an hour, since a night has other things to do.
fn seconds(r: &mut Resolve<'_>, raw: Option<Located<u32>>) -> Option<u32> {
    let located = raw?;
    if (1..=3600).contains(&located.value) {
        return Some(located.value);
    }
    r.push(Code::BadSeconds, located.span, |d| d.found(located.value.to_string()));
    None
}

fn resolve_denominators(r: &mut Resolve<'_>, raw: Entries<RawWords>) -> Vec<(String, Localized<Words>)> {
    let mut denominators = Vec::new();
    for (key, name) in raw.0 {
        if let (Some(key), Some(name)) = (r.key(key), r.words(name)) {
            denominators.push((key, name));
        }
    }
    denominators
}

fn resolve_indicators(
    r: &mut Resolve<'_>,
    raw: Entries<RawIndicator>,
    denominators: &[(String, Localized<Words>)],
) -> Vec<Indicator> {
    let mut indicators = Vec::new();
    for (key, RawIndicator { name, unit, of, kind, targets }) in raw.0 {
        let span = key.span;
        let Some(id) = r.key(key) else { continue };
        let Some(name) = r.required_at(span, "name", name).and_then(|name| r.words(name)) else { continue };
        let unit = unit.and_then(|unit| r.words(unit));
        let of = denominator(r, of, denominators);
        let kind = kind.map_or(IndicatorKind::default(), |kind| kind.value);
        let targets = targets
            .into_iter()
            .filter_map(|target| resolve_target(r, target, of.as_ref(), kind, denominators))
            .collect();
        indicators.push(Indicator { id, name, unit, of, kind, targets });
    }
    indicators
}

fn denominator(
    r: &mut Resolve<'_>,
    raw: Option<Located<String>>,
    denominators: &[(String, Localized<Words>)],
) -> Option<String> {
    let located = raw?;
    if denominators.iter().any(|(id, _)| *id == located.value) {
        return Some(located.value);
    }
    r.unknown(Code::UnknownDenominator, &located, denominators.iter().map(|(id, _)| id.as_str()));
    None
}

fn resolve_target(
    r: &mut Resolve<'_>,
    raw: Located<RawTarget>,
    of_indicator: Option<&String>,
    kind: IndicatorKind,
    denominators: &[(String, Localized<Words>)],
) -> Option<Target> {
    let span = raw.span;
    let RawTarget { by, share, count, of, scope, group, as_unit, source } = raw.value;
    let by = r.date(by);
    let of = denominator(r, of, denominators).or_else(|| of_indicator.cloned());
    let amount = match (share, count) {
        (Some(share), None) => {
            let parsed = parse_amount_share(&share.value);
            if parsed.is_none() {
                r.wrong(Code::BadShare, &share, ["40%"]);
            }
            if of.is_none() && kind != IndicatorKind::Share {
                r.push(Code::ShareWithoutDenominator, share.span, |d| d.found(share.value.clone()));
            }
            Amount::Share(parsed?)
        }
        (None, Some(count)) => match crate::tables::value::number::parse_count(&count.value) {
            Ok(number) => Amount::Count(number),
            Err(_) => {
                r.wrong(Code::BadNumber, &count, ["30000"]);
                return None;
            }
        },
        // One of them is there, misspelt or of the wrong form: that has been told.
        (None, None) if r.is_written("share") || r.is_written("count") => return None,
        (Some(_), Some(_)) | (None, None) => {
            r.push(Code::TargetAmount, span, |d| d.expected(["share: 40%", "count: 30000"]));
            return None;
        }
    };
    let scope = match scope {
        None => Scope::All,
        Some(scope) => match Scope::parse(&scope.value) {
            Some(parsed) => parsed,
            None => {
                r.wrong(Code::BadScope, &scope, ["26188", "75", "all"]);
                return None;
            }
        },
    };
    Some(Target {
        by,
        amount,
        of,
        scope,
        group: group.map(|group| group.value),
        as_unit: as_unit.map(|unit| unit.value),
        source: source.map(|source| r.placed(source)),
        place: r.source.place(span),
    })
}

fn resolve_code_base(
    r: &mut Resolve<'_>,
    own: Option<Located<String>>,
    base_url: Option<&BaseUrl>,
    base_url_at: Option<crate::source::Span>,
) -> Result<CodeBase, Placed<(String, crate::qr::BaseProblem)>> {
    let (text, place) = match own {
        Some(own) => {
            let place = r.source.place(own.span);
            (own.value, place)
        }
        None => {
            let text = base_url.map(|base| format!("{}{}", base.origin, base.path)).unwrap_or_default();
            (
                text,
                base_url_at.map_or_else(|| Place::File(r.source.path.clone()), |span| r.source.place(span)),
            )
        }
    };
    CodeBase::parse(&text).map_err(|problem| Placed::new((text, problem), place))
}

fn resolve_accept(r: &mut Resolve<'_>, raw: RawChecks) -> Vec<Accept> {
    let mut accepted = Vec::new();
    for entry in raw.accept {
        let RawAccept { code, at, reason, until } = entry.value;
        let (Some(code), Some(reason)) =
            (r.required_at(entry.span, "code", code), r.required_at(entry.span, "reason", reason))
        else {
            continue;
        };
        let until = r.date(until);
        match Code::parse(&code.value) {
            Some(known) => accepted.push(Accept {
                code: Placed::new(known, r.source.place(code.span)),
                at: at.map(|at| at.value),
                reason: reason.value,
                until,
            }),
            None => r.unknown(Code::UnknownValue, &code, Code::ALL.iter().map(|code| code.id())),
        }
    }
    accepted
}

/// Whether a text can be the key of a provider, a denominator or an indicator: it becomes part of addresses and
/// column names.
pub fn is_key(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_origin_and_path_without_final_slash() {
        for (text, origin, path) in [
            ("https://chukyso.example", "https://chukyso.example", ""),
            ("https://ChuKySo.example/", "https://chukyso.example", ""),
            ("http://localhost:3000/thu/muc/", "http://localhost:3000", "/thu/muc"),
        ] {
            assert_eq!(
                BaseUrl::parse(text),
                Some(BaseUrl { origin: origin.into(), path: path.into() }),
                "{text}"
            );
        }
        for text in [
            "chukyso.example",
            "ftp://a.example",
            "https://",
            "https://a.example/?q",
            "https://a b.example",
            "https://a.example/../x",
            "https://a.example/a//b",
            "https://u@a.example",
        ] {
            assert_eq!(BaseUrl::parse(text), None, "{text}");
        }
    }
}
