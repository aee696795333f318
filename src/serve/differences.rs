//! What differs between two days: the addresses whose bytes are not the same, or that only one of them has.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::Value;
use serde_json::json;

use super::site::Snapshot;
use crate::routes::Route;

/// Addresses that are new on the later day, gone, or changed; without the status, which names the day itself.
pub(super) fn json(from: &Snapshot, to: &Snapshot) -> Value {
    let listed = |a: &Snapshot, b: &Snapshot| -> Vec<String> {
        let only = a.routes().keys().filter(|path| b.route(path).is_none());
        only.cloned().collect()
    };
    let both: BTreeMap<&str, &Route> = from
        .routes()
        .iter()
        .filter(|(path, route)| to.route(path).is_some() && !route.is_status())
        .map(|(path, route)| (path.as_str(), route))
        .collect();
    let (old, new) = (from.renderer(), to.renderer());
    let mut changed: Vec<&str> = both
        .into_par_iter()
        .filter(|(_, route)| old.render(route, "").ok() != new.render(route, "").ok())
        .map(|(path, _)| path)
        .collect();
    changed.sort_unstable();
    json!({
        "from": from.site().today.to_string(),
        "to": to.site().today.to_string(),
        "new": listed(to, from),
        "gone": listed(from, to),
        "changed": changed,
    })
}
