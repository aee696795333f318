//! The views of all pages but the landing page, each from the model.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Page;
use super::Sink;
use super::figures::Detail;
use super::views::BasisView;
use super::views::CampaignView;
use super::views::CommuneEntry;
use super::views::CommuneFigure;
use super::views::CommuneView;
use super::views::CommunesView;
use super::views::CountView;
use super::views::CountedLink;
use super::views::DayCommune;
use super::views::DayProvince;
use super::views::DaySessions;
use super::views::DayTime;
use super::views::DayView;
use super::views::DirectiveCard;
use super::views::DirectiveView;
use super::views::DirectivesView;
use super::views::Download;
use super::views::FormerView;
use super::views::GuideCard;
use super::views::GuideView;
use super::views::GuidesView;
use super::views::HomeView;
use super::views::Link;
use super::views::NotFoundView;
use super::views::PageView;
use super::views::ProgressTable;
use super::views::ProgressView;
use super::views::ProviderView;
use super::views::ProvinceGroup;
use super::views::ProvinceLink;
use super::views::ProvinceView;
use super::views::ScheduleView;
use super::views::Shared;
use super::views::StatusView;
use super::views::Words;
use crate::catalogue::Values;
use crate::diag::Diagnostic;
use crate::lang;
use crate::live::Within;
use crate::model::CommuneCode;
use crate::model::ProvinceCode;
use crate::model::Scope;
use crate::model::amount::Amount;
use crate::model::config::Indicator;
use crate::model::config::IndicatorKind;
use crate::model::document::Directive;
use crate::model::document::Document;
use crate::model::document::Shown;
use crate::model::register::Commune;
use crate::model::session::Session;
use crate::name::Name;
use crate::read::DocumentKind;
use crate::routes::DataFile;
use crate::routes::PageKey;
use crate::routes::Route;

/// How many coming sessions the home page shows before it links to the schedule.
const SESSIONS_SHOWN: usize = 5;

/// How many coming sessions a province's page shows before it counts them by commune.
const PROVINCE_SESSIONS: usize = 20;

/// How many coming sessions the page of a commune shows: as good as all, since nothing else lists them by place.
const COMMUNE_SESSIONS: usize = 50;

/// How many sessions the schedule, or the page of a day, describes. Beyond these it counts them by day, province and
/// commune: a country's schedule is megabytes, of which each reader wants one commune.
const SESSIONS_ON_SCHEDULE: usize = 60;

/// Where on a page about a place its sessions are.
pub(super) const SESSIONS_ANCHOR: &str = "#p-sessions";

/// The page of a day lists so many communes; beyond them, provinces.
const COMMUNES_ON_A_DAY: usize = 400;

/// Makes the view of a page and hands it on. A route whose subject is not on the site cannot come from
/// [`crate::routes`]; its page says that it was not found.
pub(super) fn with_view(page: &Page<'_>, release: &str, sink: &impl Sink) -> Result<Vec<u8>, Diagnostic> {
    let site = page.site();
    match page.key {
        PageKey::Home => sink.put("home.html", &home(page)),
        PageKey::Communes => sink.put("communes.html", &communes(page)),
        PageKey::Commune(code) => match site.register.get(code) {
            Some(former) if !former.successor.is_empty() => {
                sink.put("former.html", &self::former(page, former))
            }
            _ => match commune(page, code) {
                Some(view) => sink.put("commune.html", &view),
                None => sink.put("not_found.html", &not_found(page)),
            },
        },
        PageKey::Province(code) => match province(page, code) {
            Some(view) => sink.put("province.html", &view),
            None => sink.put("not_found.html", &not_found(page)),
        },
        PageKey::Landing(id) => sink.put("landing.html", &super::landing::view(page, id)),
        PageKey::Schedule => sink.put("schedule.html", &schedule(page)),
        PageKey::Day(date) => sink.put("day.html", &day(page, *date)),
        PageKey::Progress => sink.put("progress.html", &progress(page)),
        PageKey::Directives => sink.put("directives.html", &directives(page)),
        PageKey::Directive(name) => match site.directives.get(name) {
            Some(document) => sink.put("directive.html", &directive(page, name, document)),
            None => sink.put("not_found.html", &not_found(page)),
        },
        PageKey::Guides => sink.put("guides.html", &guides(page)),
        PageKey::Guide(name) => match guide(page, name) {
            Some(view) => sink.put("guide.html", &view),
            None => sink.put("not_found.html", &not_found(page)),
        },
        PageKey::Page(name) => match text_page(page, name) {
            Some(view) => sink.put("page.html", &view),
            None => sink.put("not_found.html", &not_found(page)),
        },
        PageKey::Status => sink.put("status.html", &status(page, release)),
        PageKey::NotFound => sink.put("not_found.html", &not_found(page)),
    }
}

fn home(page: &Page<'_>) -> HomeView {
    let site = page.site();
    let (sessions, _) = page.next_sessions(SESSIONS_SHOWN, site.sessions.iter());
    let figures = page.figures(&Scope::All, Detail::Course);
    let directives = directive_cards(page).into_iter().take(3).collect();
    let guides = guide_cards(page);
    let (intro, intro_lang) = match site.pages.get("home") {
        Some(document) => {
            let shown = document.shown(page.lang);
            let (html, lang) = body(page, &shown, DocumentKind::Page, Within::Page);
            (Some(html), lang)
        }
        None => (None, None),
    };
    let title = page.words(&site.config.name);
    let mut about = page.about("");
    about.title = title;
    let progress_path = (!figures.is_empty()).then(|| page.path(&PageKey::Progress));
    HomeView {
        page: page.frame(about),
        campaign: campaign(page),
        intro,
        intro_lang,
        figures,
        progress_path,
        sessions,
        schedule_path: page.path(&PageKey::Schedule),
        directives,
        directives_path: page.path(&PageKey::Directives),
        guides,
        provinces: page
            .provinces()
            .into_iter()
            .map(|province| {
                let count = site.register.of_province(&province.code).count();
                ProvinceLink {
                    name: page.words(&province.name),
                    path: page.path(&PageKey::Province(province.code.clone())),
                    communes: page.say_count("communes-count", count),
                }
            })
            .collect(),
        communes_path: page.path(&PageKey::Communes),
    }
}

/// When the campaign is; none while site.yaml does not say.
fn campaign(page: &Page<'_>) -> Option<CampaignView> {
    let (starts, ends) = (page.site().config.starts?, page.site().config.ends?);
    let (starts, ends) = (page.date(starts), page.date(ends));
    let values = Values::new().text("starts", starts.text.clone()).text("ends", ends.text.clone());
    Some(CampaignView { sentence: page.say("campaign-dates", &values), starts, ends })
}

fn communes(page: &Page<'_>) -> CommunesView {
    let site = page.site();
    let provinces = page
        .provinces()
        .into_iter()
        .map(|province| ProvinceGroup {
            code: province.code.to_string(),
            name: page.words(&province.name),
            path: page.path(&PageKey::Province(province.code.clone())),
            communes: page
                .communes_of(&province.code)
                .into_iter()
                .map(|commune| {
                    let points = site.points.of(&commune.code).count();
                    CommuneEntry {
                        name: page.words(&commune.name),
                        code: commune.code.to_string(),
                        path: page.path(&PageKey::Commune(commune.code.clone())),
                        points: (points > 0).then(|| page.say_count("points-count", points)),
                    }
                })
                .collect(),
        })
        .collect();
    CommunesView { provinces, page: page.frame(page.about(page.word("communes"))) }
}

fn commune(page: &Page<'_>, code: &CommuneCode) -> Option<CommuneView> {
    let site = page.site();
    let commune = site.register.get(code)?;
    let province = site.register.province(&commune.province)?;
    let scope = Scope::Commune(code.clone());
    let (sessions, more) = page.next_sessions(COMMUNE_SESSIONS, site.sessions.of(code));
    let figures = page.figures(&scope, Detail::Full);
    let directives = newest_directives(page)
        .into_iter()
        .filter(|(_, directive)| {
            directive.facts.applies_to.iter().any(|applies| {
                match &applies.value {
                    // A directive of before a merger still holds where the commune went.
                    Scope::Commune(other) => other == code || site.register.leads_to(other, code),
                    Scope::Province(other) => *other == commune.province,
                    Scope::All => false,
                }
            })
        })
        .map(|(name, directive)| page.directive_card(name, directive))
        .collect();
    let name = page.words(&commune.name);
    let mut about = page.about(name.text.clone());
    about.title = name.clone();
    about.description = Some(page.say("commune-description", &Values::new().text("name", name.text.clone())));
    Some(CommuneView {
        page: page.frame(about),
        code: code.to_string(),
        name,
        province: page.province_link(province),
        phone: commune.phone.as_deref().map(|text| page.phone(text)),
        formerly: commune.formerly.iter().map(|name| page.source_words(name)).collect(),
        points: site.points.of(code).map(|point| page.point_card(point)).collect(),
        sessions,
        more_sessions: more.then(|| page.path(&PageKey::Schedule)),
        figures,
        directives,
    })
}

/// The page of a dead code: on to its only successor, or the choice where the commune was split.
fn former(page: &Page<'_>, former: &Commune) -> FormerView {
    let successors = page.site().register.successors(&former.code);
    let name = page.words(&former.name);
    let words = ("name", vec![name.clone()]);
    let values = Values::new().text("code", former.code.as_str());
    let links: Vec<Shared<Link>> = successors.iter().map(|commune| page.commune_link(commune)).collect();
    let (sentence, redirect) = match &links[..] {
        [only] => {
            let successor = ("successor", vec![only.text.clone()]);
            (page.phrase("former-one", &[words, successor], values), Some(only.path.clone()))
        }
        _ => (page.phrase("former-split", &[words], values), None),
    };
    let mut about = page.about("");
    about.title = name;
    about.noindex = true;
    let mut frame = page.frame(about);
    if let Some(path) = &redirect {
        frame.canonical = Some(page.absolute(path));
    }
    FormerView { code: former.code.to_string(), sentence, successors: links, redirect, page: frame }
}

fn province(page: &Page<'_>, code: &ProvinceCode) -> Option<ProvinceView> {
    let site = page.site();
    let province = site.register.province(code)?;
    let held = site.register.of_province(code).flat_map(|commune| site.sessions.of(&commune.code));
    let (sessions, more) = page.next_sessions(PROVINCE_SESSIONS, held);
    let communes = page.communes_of(code);
    let session_communes = if more { session_counts(page, &communes) } else { Vec::new() };
    let figures = page.figures(&Scope::Province(code.clone()), Detail::Full);
    let tables = site
        .config
        .indicators
        .iter()
        .filter_map(|indicator| {
            let rows = communes.iter().map(|commune| commune_figure(page, commune, indicator));
            progress_table(page, indicator, Vec::new(), rows.collect())
        })
        .collect();
    let name = page.words(&province.name);
    let mut about = page.about(name.text.clone());
    about.title = name.clone();
    about.description = Some(page.say("commune-description", &Values::new().text("name", name.text.clone())));
    Some(ProvinceView {
        page: page.frame(about),
        code: code.to_string(),
        name,
        figures,
        sessions,
        more_sessions: more.then(|| page.path(&PageKey::Schedule)),
        session_communes,
        tables,
        communes: communes.into_iter().map(|commune| page.commune_link(commune)).collect(),
    })
}

/// A line of a table: the commune with its newest figure of one indicator.
fn commune_figure(page: &Page<'_>, commune: &Commune, indicator: &Indicator) -> CommuneFigure {
    let link = page.commune_link(commune);
    scope_figure(page, &link, commune.code.as_str(), &Scope::Commune(commune.code.clone()), indicator)
}

fn scope_figure(
    page: &Page<'_>,
    link: &Link,
    code: &str,
    scope: &Scope,
    indicator: &Indicator,
) -> CommuneFigure {
    let site = page.site();
    let figure = site.figure(indicator, scope);
    let standing = figure.as_ref().and_then(|figure| site.target_standing(indicator, scope, figure));
    let missing = standing.as_ref().and_then(|standing| standing.standing).map(|standing| standing.missing);
    let missing = missing.or_else(|| figure.as_ref().filter(|_| standing.is_none())?.missing);
    if let Some(figure) = &figure {
        page.touch(figure.newest);
    }
    CommuneFigure {
        name: link.text.clone(),
        code: code.to_owned(),
        path: link.path.clone(),
        value: figure.as_ref().map(|figure| page.amount(figure.value)),
        approx: figure.as_ref().is_some_and(|figure| figure.approx),
        as_of: figure.as_ref().map(|figure| page.date(figure.as_of)),
        // The value of a share stands in its own column already.
        share: figure
            .as_ref()
            .filter(|figure| matches!(figure.value, Amount::Count(_)))
            .and_then(|figure| site.share_of(figure))
            .map(|share| page.format().share(share)),
        missing: missing.map(|missing| {
            let partial = figure.as_ref().is_some_and(|figure| figure.unreported().is_some() && missing > 0);
            let amount = page.number(missing);
            if partial { page.say("at-most", &Values::new().text("amount", amount)) } else { amount }
        }),
        reported: figure.as_ref().filter(|_| matches!(scope, Scope::Province(_))).map(|figure| {
            let Some((reported, total)) = figure.reported else { return page.word("reported-own") };
            let values = Values::new().text("reported", page.number(reported as u64));
            page.say("reported-of", &values.text("total", page.number(total as u64)))
        }),
        partial: figure.as_ref().is_some_and(|figure| figure.unreported().is_some()),
        reached: standing.is_some_and(|standing| standing.reached == Some(true)),
    }
}

/// The days with a page: those past, and those to come.
fn days(page: &Page<'_>) -> (Vec<Date>, Vec<Date>) {
    let days = page.r.checked.pages().iter().filter_map(|key| match key {
        PageKey::Day(day) => Some(*day),
        _ => None,
    });
    let mut days: Vec<Date> = days.collect();
    days.sort_unstable();
    days.into_iter().partition(|day| *day < page.today())
}

fn schedule(page: &Page<'_>) -> ScheduleView {
    let (past, coming) = days(page);
    let counts = day_counts(page);
    let count = |day: &Date| counts.get(day).copied().unwrap_or(0);
    let mut room = SESSIONS_ON_SCHEDULE;
    let whole = coming.iter().take_while(|day| {
        let fits = count(day) <= room;
        room = room.saturating_sub(count(day));
        fits
    });
    let whole = whole.count();
    let days = coming.iter().take(whole).map(|day| DaySessions {
        date: page.date(*day),
        path: page.path(&PageKey::Day(*day)),
        ends_iso: format!("{day}T23:59"),
        sessions: sessions_on(page, *day)
            .into_iter()
            .map(|session| page.session(session, *day, false))
            .collect(),
    });
    let more_days: Vec<CountedLink> = coming
        .iter()
        .skip(whole)
        .map(|day| CountedLink {
            link: day_link(page, *day),
            anchor: "",
            sessions: page.session_count(count(day)),
        })
        .collect();
    let provinces = if more_days.is_empty() { Vec::new() } else { province_counts(page) };
    ScheduleView {
        days: days.collect(),
        more_days,
        provinces,
        csv: page.route_path(&Route::Data(DataFile::Schedule)),
        past_days: past.into_iter().rev().map(|day| day_link(page, day)).collect(),
        ics: None,
        page: page.frame(page.about(page.word("schedule"))),
    }
}

/// How many sessions there are on each day from today on.
fn day_counts(page: &Page<'_>) -> BTreeMap<Date, usize> {
    let mut counts = BTreeMap::new();
    for day in page.site().sessions.iter().flat_map(|session| session.days_from(page.today())) {
        *counts.entry(day).or_insert(0) += 1;
    }
    counts
}

/// Each province with coming sessions, in the order of the language.
fn province_counts(page: &Page<'_>) -> Vec<CountedLink> {
    let register = &page.site().register;
    let mut counts: BTreeMap<&ProvinceCode, usize> = BTreeMap::new();
    for (_, session) in page.coming(page.site().sessions.iter()) {
        if let Some(commune) = register.get(&session.commune) {
            *counts.entry(&commune.province).or_insert(0) += 1;
        }
    }
    let counted = page.provinces().into_iter().filter_map(|province| {
        let sessions = page.session_count(*counts.get(&province.code)?);
        Some(CountedLink { link: page.province_link(province), anchor: SESSIONS_ANCHOR, sessions })
    });
    counted.collect()
}

/// Those of the communes that have coming sessions, with their number.
fn session_counts(page: &Page<'_>, communes: &[&Commune]) -> Vec<CountedLink> {
    let counted = communes.iter().filter_map(|commune| {
        let count = page.coming(page.site().sessions.of(&commune.code)).len();
        let sessions = (count > 0).then(|| page.session_count(count))?;
        Some(CountedLink { link: page.commune_link(commune), anchor: SESSIONS_ANCHOR, sessions })
    });
    counted.collect()
}

/// The sessions of a day, by time of day.
fn sessions_on<'p>(page: &'p Page<'_>, day: Date) -> Vec<&'p Session> {
    let mut sessions: Vec<_> = page.site().sessions.iter().filter(|session| session.is_on(day)).collect();
    sessions.sort_unstable_by(|a, b| (a.start, &a.id).cmp(&(b.start, &b.id)));
    sessions
}

fn day_link(page: &Page<'_>, day: Date) -> Shared<Link> {
    Link { text: page.own_words(page.long_date(day)), path: page.path(&PageKey::Day(day)) }.into()
}

fn day(page: &Page<'_>, date: Date) -> DayView {
    let (past, coming) = days(page);
    let days: Vec<Date> = past.into_iter().chain(coming).collect();
    let previous = days.iter().rev().find(|day| **day < date);
    let next = days.iter().find(|day| **day > date);
    let long = page.long_date(date);
    let about = page.about(page.say("day-title", &Values::new().text("date", long)));
    let count = page.site().sessions.iter().filter(|session| session.is_on(date)).count();
    let (sessions, provinces) = if count <= SESSIONS_ON_SCHEDULE {
        let all = sessions_on(page, date).into_iter();
        (all.map(|session| page.session(session, date, false)).collect(), Vec::new())
    } else {
        (Vec::new(), day_provinces(page, date))
    };
    DayView {
        date: page.date(date),
        past: date < page.today(),
        sessions,
        provinces,
        previous: previous.map(|day| day_link(page, *day)),
        next: next.map(|day| day_link(page, *day)),
        schedule_path: page.path(&PageKey::Schedule),
        page: page.frame(about),
    }
}

/// The sessions of a day by province and commune, both in the order of the language. Where there are too many communes
/// for a page that a phone is to load, only the provinces, with links to their own pages.
fn day_provinces(page: &Page<'_>, day: Date) -> Vec<DayProvince> {
    let register = &page.site().register;
    let held = || page.site().sessions.iter().filter(|session| session.is_on(day));
    let mut communes: BTreeSet<&CommuneCode> = BTreeSet::new();
    if held().any(|session| communes.insert(&session.commune) && communes.len() > COMMUNES_ON_A_DAY) {
        let mut by_province: BTreeMap<&ProvinceCode, usize> = BTreeMap::new();
        for commune in held().filter_map(|session| register.get(&session.commune)) {
            *by_province.entry(&commune.province).or_default() += 1;
        }
        let of_province = |province: &crate::model::register::Province| {
            let link = page.province_link(province);
            Some(DayProvince {
                code: province.code.to_string(),
                path: Some([&link.path, SESSIONS_ANCHOR].concat()),
                name: link.text.clone(),
                sessions: page.session_count(*by_province.get(&province.code)?),
                communes: Vec::new(),
            })
        };
        return page.provinces().into_iter().filter_map(of_province).collect();
    }
    let mut by_rank: BTreeMap<usize, (&Commune, Vec<DayTime>)> = BTreeMap::new();
    for session in sessions_on(page, day) {
        let rank = page.commune_rank(&session.commune);
        let Some((rank, commune)) = rank.zip(register.get(&session.commune)) else { continue };
        let (status, status_text) = page.status(session.status);
        let time = DayTime { text: page.time_text(session), status, status_text };
        by_rank.entry(rank).or_insert_with(|| (commune, Vec::new())).1.push(time);
    }
    let by_rank: Vec<(&Commune, Vec<DayTime>)> = by_rank.into_values().collect();
    let of_province = |communes: &[(&Commune, Vec<DayTime>)]| {
        let province = register.province(&communes.first()?.0.province)?;
        let count: usize = communes.iter().map(|(_, times)| times.len()).sum();
        let communes = communes
            .iter()
            .map(|(commune, times)| DayCommune { commune: page.commune_link(commune), times: times.clone() });
        Some(DayProvince {
            code: province.code.to_string(),
            path: None,
            name: page.words(&province.name),
            sessions: page.session_count(count),
            communes: communes.collect(),
        })
    };
    by_rank.chunk_by(|(a, _), (b, _)| a.province == b.province).filter_map(of_province).collect()
}

fn progress(page: &Page<'_>) -> ProgressView {
    let site = page.site();
    let figures = page.figures(&Scope::All, Detail::Full);
    let tables = site.config.indicators.iter().filter_map(|indicator| whole_table(page, indicator)).collect();
    let downloads = downloads(page);
    ProgressView { figures, tables, downloads, page: page.frame(page.about(page.word("progress"))) }
}

/// The table of an indicator in all provinces. A country has thousands of communes, which stand on the pages of their
/// provinces; where there is a single province, its communes stand here.
fn whole_table(page: &Page<'_>, indicator: &Indicator) -> Option<ProgressTable> {
    let provinces: Vec<CommuneFigure> = page
        .provinces()
        .into_iter()
        .map(|province| {
            let link = page.province_link(province);
            scope_figure(
                page,
                &link,
                province.code.as_str(),
                &Scope::Province(province.code.clone()),
                indicator,
            )
        })
        .collect();
    let communes: Vec<CommuneFigure> = page
        .provinces()
        .into_iter()
        .filter(|_| provinces.len() == 1)
        .flat_map(|province| page.communes_of(&province.code))
        .map(|commune| commune_figure(page, commune, indicator))
        .collect();
    progress_table(page, indicator, provinces, communes)
}

/// None where there is no figure in any row.
fn progress_table(
    page: &Page<'_>,
    indicator: &Indicator,
    provinces: Vec<CommuneFigure>,
    communes: Vec<CommuneFigure>,
) -> Option<ProgressTable> {
    let site = page.site();
    if communes.iter().chain(&provinces).all(|row| row.value.is_none()) {
        return None;
    }
    let shared = communes.iter().chain(&provinces).any(|row| row.share.is_some());
    let of = indicator.of.as_ref().and_then(|of| site.config.denominator(of)).filter(|_| shared);
    // A share is of no unit; what is missing to it has one.
    let unit = indicator.unit.as_ref().filter(|_| indicator.kind != IndicatorKind::Share);
    let has_reported = provinces.iter().any(|row| row.reported.is_some());
    let partial = provinces.iter().any(|row| row.partial);
    let share_of = if partial { "share-of-reported" } else { "share-of" };
    Some(ProgressTable {
        indicator: indicator.id.clone(),
        name: page.words(&indicator.name),
        unit: unit.map_or_else(|| page.own_words(""), |unit| page.words(unit)),
        share_of: of.map(|of| page.phrase(share_of, &[("of", vec![page.words(of)])], Values::new())),
        has_missing: communes.iter().chain(&provinces).any(|row| row.missing.is_some()),
        has_reported,
        provinces,
        communes,
    })
}

/// The open data of the site.
pub(super) fn downloads(page: &Page<'_>) -> Vec<Download> {
    [
        ("progress", DataFile::Progress),
        ("schedule", DataFile::Schedule),
        ("points", DataFile::Points),
        ("communes", DataFile::Communes),
    ]
    .into_iter()
    .map(|(word, file)| Download {
        text: page.own_words(page.word(word)),
        path: page.route_path(&Route::Data(file)),
        detail: Some("CSV".to_owned()),
    })
    .collect()
}

/// Directives, newest on the site first.
pub(super) fn newest_directives<'p>(page: &'p Page<'_>) -> Vec<(&'p Name, &'p Document<Directive>)> {
    let mut directives: Vec<_> = page.site().directives.iter().collect();
    directives.sort_by(|a, b| (b.1.published, a.0).cmp(&(a.1.published, b.0)));
    directives
}

fn directive_cards(page: &Page<'_>) -> Vec<DirectiveCard> {
    newest_directives(page)
        .into_iter()
        .map(|(name, directive)| page.directive_card(name, directive))
        .collect()
}

fn directives(page: &Page<'_>) -> DirectivesView {
    let directives = directive_cards(page);
    DirectivesView {
        directives,
        feed: page.route_path(&Route::Feed(page.lang)),
        page: page.frame(page.about(page.word("directives"))),
    }
}

fn directive(page: &Page<'_>, name: &Name, document: &Document<Directive>) -> DirectiveView {
    let site = page.site();
    let facts = &document.facts;
    let shown = document.shown(page.lang);
    let (html, body_lang) = body(page, &shown, DocumentKind::Directive, Within::Directive(name));
    let to_all = facts.applies_to.iter().any(|scope| scope.value == Scope::All);
    let applies_to = facts.applies_to.iter().filter_map(|scope| match &scope.value {
        Scope::Commune(code) => site.register.get(code).map(|commune| page.commune_link(commune)),
        Scope::Province(code) => site.register.province(code).map(|province| page.province_link(province)),
        Scope::All => None,
    });
    let basis = facts
        .basis
        .iter()
        .map(|basis| {
            let known =
                basis.directive.as_ref().and_then(|name| site.directives.get_key_value(name.value.as_str()));
            BasisView {
                text: page.basis_text(basis, known.map(|(_, directive)| directive)),
                path: known.map(|(name, _)| page.path(&PageKey::Directive(name.clone()))),
            }
        })
        .collect();
    let card = page.directive_card(name, document);
    DirectiveView {
        card,
        deadlines: facts.deadlines.iter().map(|deadline| page.deadline(deadline)).collect(),
        basis,
        applies_to: applies_to.collect(),
        applies_to_all: to_all.then(|| page.word("applies-to-all")),
        body: html,
        body_lang,
        recipients: facts.recipients.iter().map(|recipient| page.words(recipient)).collect(),
        downloads: page.attachments(document),
        page: page.frame(page.about_document(document)),
    }
}

fn guide_cards(page: &Page<'_>) -> Vec<GuideCard> {
    let mut cards: Vec<GuideCard> =
        page.site().guides.iter().map(|(name, guide)| page.guide_card(name, guide)).collect();
    cards.sort_by(|a, b| page.format().compare(&a.title.text, &b.title.text));
    cards
}

fn guides(page: &Page<'_>) -> GuidesView {
    GuidesView { guides: guide_cards(page), page: page.frame(page.about(page.word("guides"))) }
}

fn guide(page: &Page<'_>, name: &Name) -> Option<GuideView> {
    let site = page.site();
    let document = site.guides.get(name)?;
    let shown = document.shown(page.lang);
    let (html, body_lang) = body(page, &shown, DocumentKind::Guide, Within::Guide(name));
    let for_whom = shown.text.guide.for_whom.clone();
    let provider = document.facts.provider.as_ref().and_then(|key| site.config.providers.get(&key.value));
    let card = page.guide_card(name, document);
    Some(GuideView {
        card,
        audience: for_whom.map(|text| page.words_of(&lang::Words { text, lang: shown.lang })),
        bring: page.bring(document),
        free: page.free(document),
        provider: provider.map(|provider| ProviderView {
            name: page.words(&provider.name),
            phone: provider.phone.as_deref().map(|text| page.phone(text)),
            url: provider.url.clone(),
        }),
        steps: page.steps(document),
        body: html,
        body_lang,
        page: page.frame(page.about_document(document)),
    })
}

fn text_page(page: &Page<'_>, name: &Name) -> Option<PageView> {
    let document = page.site().pages.get(name)?;
    let shown = document.shown(page.lang);
    if let Some(published) = document.published {
        page.touch(published);
    }
    let (html, body_lang) = body(page, &shown, DocumentKind::Page, Within::Page);
    Some(PageView { body: html, body_lang, page: page.frame(page.about_document(document)) })
}

/// The body of a text, and its language where it is not the page's.
fn body(
    page: &Page<'_>,
    shown: &Shown<'_>,
    kind: DocumentKind,
    within: Within<'_>,
) -> (String, Option<String>) {
    let html = super::body::html(page, shown, kind, within);
    let borrowed = shown.lang != page.lang;
    (html, borrowed.then(|| page.site().config.languages.tag(shown.lang).to_owned()))
}

fn status(page: &Page<'_>, release: &str) -> StatusView {
    let site = page.site();
    let count =
        |label: &str, count: usize| CountView { label: page.word(label), value: page.number(count as u64) };
    let newest = site.progress.series().filter_map(|(_, list)| list.last()).map(|last| last.date).max();
    let mut sentences = Vec::new();
    if let Some(newest) = newest {
        let values = Values::new().text("date", page.date_text(newest));
        sentences.push(page.say("status-newest-figure", &values));
    }
    let aside = page.r.checked.set_aside();
    sentences.push(match aside {
        0 => page.word("status-nothing-aside"),
        count => page.say("status-set-aside", &page.counted(count)),
    });
    let stale = stale_communes(page);
    if stale > 0 {
        let values = page.counted(stale).text("days", page.number(u64::from(site.config.stale_after)));
        sentences.push(page.say("status-stale-communes", &values));
    }
    let counts = vec![
        count("status-communes", site.register.in_force().count()),
        count("status-points", site.points.iter().count()),
        count("status-sessions", page.coming(site.sessions.iter()).len()),
        count("status-directives", site.directives.len()),
        count("status-reported", site.progress.communes().len()),
    ];
    let mut about = page.about(page.word("status-link"));
    about.noindex = true;
    StatusView {
        checked: page.date(site.today),
        release: release.to_owned(),
        sentences,
        counts,
        page: page.frame(about),
    }
}

/// Communes that have reported, but not within the last `stale_after` days.
fn stale_communes(page: &Page<'_>) -> usize {
    use jiff::ToSpan;
    let site = page.site();
    let limit = site.today.checked_sub(i64::from(site.config.stale_after).days()).unwrap_or(site.today);
    let stale = |code: &&CommuneCode| {
        let scope = Scope::Commune((*code).clone());
        let newest =
            site.progress.of_scope(&scope).filter_map(|(_, list)| list.last()).map(|last| last.date).max();
        newest.is_some_and(|newest| newest < limit)
    };
    site.progress.communes().iter().filter(|code| stale(code)).count()
}

fn not_found(page: &Page<'_>) -> NotFoundView {
    let link = |word: &str, key: PageKey| {
        Link { text: Words { text: page.word(word), lang: None }, path: page.path(&key) }.into()
    };
    let mut about = page.about(page.word("not-found-title"));
    about.noindex = true;
    NotFoundView {
        links: vec![
            link("home", PageKey::Home),
            link("communes", PageKey::Communes),
            link("schedule", PageKey::Schedule),
            link("guides", PageKey::Guides),
        ],
        page: page.frame(about),
    }
}
