//! Rules on the ledger of codes: an id that was issued answers for ever, and for its own commune.

use super::Context;
use super::TablesContext;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::landing::LandingState;
use crate::landing::landing;
use crate::model::PointId;
use crate::source::Place;

/// The same id under another commune is an error unless that is the successor.
pub(super) fn ids_stay_with_their_commune(context: &TablesContext<'_>, diagnostics: &mut Diagnostics) {
    let site = context.site;
    for (id, commune) in site.points.codes() {
        let Some(recorded) = site.ledger.commune(&id) else { continue };
        let stays = *recorded == commune || site.register.leads_to(recorded, &commune);
        if stays || !site.ledger.is_issued(&id) {
            continue;
        }
        let place = site.points.get(&id).map_or(Place::Site, |point| point.place.clone());
        let other = Diagnostic::new(Code::LedgerOtherCommune, place).found(id.as_str());
        diagnostics.push(other.arg("ledger", recorded.as_str()).arg("table", commune.as_str()));
    }
}

/// A poster may still hang: its page stays, and the editors are told.
pub(super) fn issued_ids_keep_their_row(context: &Context<'_>, diagnostics: &mut Diagnostics) {
    let site = context.site;
    let gone: Vec<&PointId> = context
        .ledger
        .ids()
        .into_iter()
        .filter(|id| context.ledger.is_issued(id))
        .filter(|id| matches!(landing(site, context.ledger, id).state, LandingState::NoRow))
        .collect();
    for id in gone {
        let commune = context.ledger.commune(id).and_then(|code| site.register.get(code));
        let name = commune.map(|commune| commune.name.text(site.config.languages.source()).to_owned());
        let place = Place::File("content/qr.lock".to_owned());
        let warning = Diagnostic::new(Code::IssuedRowGone, place).found(id.as_str());
        diagnostics.push(warning.arg(
            "commune",
            name.or_else(|| context.ledger.commune(id).map(ToString::to_string)).unwrap_or_default(),
        ));
    }
}
