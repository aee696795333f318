//! The view of the page behind a printed code: one file, for a resident with a cheap phone.

use super::Page;
use super::figures::Detail;
use super::frame::Part;
use super::pages::SESSIONS_ANCHOR;
use super::views::GenuineView;
use super::views::LandingState as StateView;
use super::views::LandingView;
use super::views::Link;
use super::views::NamedPhone;
use super::views::Phrase;
use super::views::PreparePart;
use super::views::Shared;
use super::views::Words;
use crate::catalogue::Values;
use crate::landing::Landing;
use crate::landing::LandingState;
use crate::landing::landing;
use crate::lang;
use crate::model::PointId;
use crate::model::Scope;
use crate::model::document::Document;
use crate::model::document::Guide;
use crate::model::session::Session;
use crate::qr::SvgText;
use crate::routes::PageKey;

/// How many sessions stand on the page before the link to all of them.
const SESSIONS_SHOWN: usize = 5;

pub(super) fn view(page: &Page<'_>, id: &PointId) -> LandingView {
    let site = page.site();
    let config = &site.config;
    let landing = landing(site, page.r.checked.ledger(), id);
    let commune = landing.commune;
    let point_name = page.point_name(id);
    let commune_link = commune.map_or_else(
        || Link { text: page.own_words(id.as_str()), path: page.path(&PageKey::Communes) }.into(),
        |commune| page.commune_link(commune),
    );
    let province = commune.and_then(|commune| site.register.province(&commune.province));
    let province_link = province.map_or_else(
        || Link { text: page.own_words(page.word("communes")), path: page.path(&PageKey::Communes) }.into(),
        |province| page.province_link(province),
    );
    let texts = state_texts(page, &landing);
    let works = matches!(landing.state, LandingState::Open | LandingState::NotYet { .. });
    let point = landing
        .point
        .filter(|_| !matches!(landing.state, LandingState::Moved { .. } | LandingState::Retired));
    let (sessions, more) = match commune.filter(|_| works) {
        Some(commune) => {
            let own = |session: &&Session| {
                session.point.as_ref().is_none_or(|at| at == id || commune.code.as_str() == id.as_str())
            };
            page.next_sessions(SESSIONS_SHOWN, site.sessions.of(&commune.code).filter(own))
        }
        None => (Vec::new(), false),
    };
    // The page of the commune has them all; the schedule of a whole country counts them only.
    let more_sessions = more.then(|| {
        let of_commune = || [&*commune_link.path, SESSIONS_ANCHOR].concat();
        commune.map_or_else(|| page.path(&PageKey::Schedule), |_| of_commune())
    });
    let prepare = match landing.state {
        LandingState::Ended { .. } | LandingState::Retired => Shared::default(),
        _ => page.made(page.common().prepare.get_or_init(|| prepare(page)).clone()),
    };
    let scope = commune.map(|commune| Scope::Commune(commune.code.clone()));
    let figures = scope.map(|scope| page.figures(&scope, Detail::Short)).unwrap_or_default();
    let figure = figures.into_iter().find(|figure| figure.value.is_some());
    let matrix = page.r.matrix(id);
    let base = config.code_base.as_ref().ok();
    let opens = works.then(|| point.and_then(|point| point.from).max(config.starts)).flatten();
    let closes = works.then(|| narrower(point.and_then(|point| point.until), config.ends)).flatten();
    let others = landing.others.iter().map(|point| page.point_card(point)).collect();
    let mut about = page.about("");
    about.title = point_name.clone();
    about.description = Some(page.say(
        "landing-description",
        &Values::new().text("point", point_name.text.clone()).text("commune", commune_link.text.text.clone()),
    ));
    LandingView {
        style: page.frame_parts().landing_style.clone(),
        script: page.frame_parts().landing_script.clone(),
        id: id.to_string(),
        state: state_view(&landing.state),
        state_title: texts.title,
        state_text: texts.text,
        instead: instead(page, &landing.state),
        commune: commune_link,
        province: province_link,
        address: point.and_then(|point| point.address.as_ref()).map(|address| page.words(address)),
        note: point.and_then(|point| point.note.as_ref()).map(|note| page.words(note)),
        phone: point.and_then(|point| point.phone.as_deref()).map(|text| page.phone(text)),
        other_phone: other_phone(page, &landing),
        hours: page.hours(point.filter(|_| works).and_then(|point| point.hours.as_ref())),
        opens: opens.map(|date| page.date(date)),
        closes: closes.map(|date| page.date(date)),
        directions: point.and_then(|point| page.directions(point)),
        sessions,
        more_sessions,
        prepare,
        genuine: base.map(|base| GenuineView {
            host: base.host().to_owned(),
            hangs_at: hangs_at(page, &landing, &point_name),
        }),
        short_address: base.map(|base| base.plain_address(id.as_str())).unwrap_or_default(),
        qr_svg: matrix.map(|matrix| {
            let title = page.qr_title(id);
            matrix.svg_inline(SvgText { title: &title, description: None })
        }),
        others,
        figure,
        point_name,
        page: page.frame(about),
    }
}

/// What the pages behind all codes have from the guide that site.yaml names; nothing where it names none.
fn prepare(page: &Page<'_>) -> Part {
    let site = page.site();
    let guide = site.config.landing_guide.as_ref();
    let Some((name, guide)) = guide.and_then(|name| site.guides.get_key_value(name.value.as_str())) else {
        return Ok(Shared::default());
    };
    let link =
        Link { text: page.words_of(&guide.title(page.lang)), path: page.path(&PageKey::Guide(name.clone())) };
    let prepare = PreparePart {
        bring: page.bring(guide),
        price: words(page, guide, |guide| guide.price.as_ref()),
        duration: words(page, guide, |guide| guide.duration.as_ref()),
        free: page.free(guide),
        guide: link,
    };
    page.new_part("parts/prepare.html", &prepare)
}

/// The earlier of two last days.
fn narrower(a: Option<jiff::civil::Date>, b: Option<jiff::civil::Date>) -> Option<jiff::civil::Date> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn words(
    page: &Page<'_>,
    guide: &Document<Guide>,
    pick: impl Fn(&crate::model::document::GuideWords) -> Option<&String>,
) -> Option<Words> {
    let shown = guide.shown(page.lang);
    let text = pick(&shown.text.guide)?.clone();
    Some(page.words_of(&lang::Words { text, lang: shown.lang }))
}

struct StateTexts {
    title: String,
    text: Option<String>,
}

fn state_texts(page: &Page<'_>, landing: &Landing<'_>) -> StateTexts {
    let date = |date| Values::new().text("date", page.date_text(date));
    // The sentence that sends the reader to the other points, or the one for a commune that has none.
    let others = |id: &str, values: &Values| {
        let alone = if landing.others.is_empty() { "-alone" } else { "" };
        Some(page.say(&format!("{id}{alone}"), values))
    };
    let none = Values::new();
    let (title, text) = match &landing.state {
        LandingState::Open => {
            let last = narrower(landing.point.and_then(|point| point.until), page.site().config.ends);
            (page.word("state-open"), last.map(|last| page.say("state-open-text", &date(last))))
        }
        LandingState::NotYet { opens } => {
            (page.word("state-not-yet"), Some(page.say("state-not-yet-text", &date(*opens))))
        }
        LandingState::Closed { since } => {
            (page.word("state-closed"), others("state-closed-text", &date(*since)))
        }
        LandingState::Ended { since } => {
            (page.word("state-ended"), Some(page.say("state-ended-text", &date(*since))))
        }
        LandingState::Moved { to } => {
            let name = Values::new().text("name", page.point_name(to).text);
            (page.word("state-moved"), Some(page.say("state-moved-text", &name)))
        }
        LandingState::Merged { into } => {
            let names: Vec<&str> = into.iter().map(|commune| commune.name.text(page.lang)).collect();
            let former = landing.commune.map(|commune| commune.name.text(page.lang)).unwrap_or_default();
            let values = Values::new().text("former", former).text("name", names.join(", "));
            if into.len() == 1 {
                (page.say("state-merged", &values), Some(page.say("state-merged-text", &values)))
            } else {
                (page.say("state-split", &values), Some(page.word("state-split-text")))
            }
        }
        LandingState::Retired => (page.word("state-retired"), others("state-retired-text", &none)),
        LandingState::NoRow => (page.word("state-no-row"), others("state-no-row-text", &none)),
        LandingState::Checking => (page.word("state-checking"), others("state-checking-text", &none)),
    };
    StateTexts { title, text }
}

fn state_view(state: &LandingState<'_>) -> StateView {
    match state {
        LandingState::Moved { .. } => StateView::Moved,
        LandingState::Retired => StateView::Retired,
        LandingState::Merged { .. } => StateView::Merged,
        LandingState::Checking => StateView::Checking,
        LandingState::NoRow => StateView::NoRow,
        LandingState::Closed { .. } => StateView::Closed,
        LandingState::Ended { .. } => StateView::Ended,
        LandingState::NotYet { .. } => StateView::NotYet,
        LandingState::Open => StateView::Open,
    }
}

fn instead(page: &Page<'_>, state: &LandingState<'_>) -> Vec<Shared<Link>> {
    match state {
        LandingState::Moved { to } => vec![page.point_link(to)],
        LandingState::Merged { into } => into.iter().map(|commune| page.commune_link(commune)).collect(),
        _ => Vec::new(),
    }
}

/// The commune's phone, else the publisher's: for a point that has none, or that does not answer.
fn other_phone(page: &Page<'_>, landing: &Landing<'_>) -> Option<NamedPhone> {
    let site = page.site();
    let own = landing.point.and_then(|point| point.phone.as_ref());
    let commune = match &landing.state {
        LandingState::Merged { into } => into.first().copied(),
        _ => landing.commune,
    };
    let of_commune = commune.and_then(|commune| Some((page.words(&commune.name), commune.phone.as_ref()?)));
    let of_publisher = site
        .config
        .publisher
        .as_ref()
        .and_then(|publisher| Some((page.words(&publisher.name), publisher.phone.as_ref()?)));
    of_commune
        .into_iter()
        .chain(of_publisher)
        .find(|(_, phone)| Some(*phone) != own)
        .map(|(name, text)| NamedPhone { name, phone: page.phone(text) })
}

/// Where the poster with this code should hang: the point's name, place and commune.
fn hangs_at(page: &Page<'_>, landing: &Landing<'_>, point_name: &Words) -> Phrase {
    let commune = landing.commune.map(|commune| page.words(&commune.name)).unwrap_or_default();
    if point_name.text == commune.text {
        return vec![commune];
    }
    let (point, commune) = (("point", vec![point_name.clone()]), ("commune", vec![commune]));
    match landing.point.and_then(|point| point.address.as_ref()) {
        Some(place) => {
            let place = ("place", vec![page.words(place)]);
            page.phrase("hangs-at", &[point, place, commune], Values::new())
        }
        None => page.phrase("hangs-at-short", &[point, commune], Values::new()),
    }
}
