//! Rules on progress: series that cannot be what they say.
//!
//! Rows that cannot be read or contradict each other are set aside by [`crate::model`]; what drops are refused for is
//! left to the nightly job.

use super::TablesContext;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::model::config::IndicatorKind;
use crate::model::progress::Observation;
use crate::model::progress::plain;

/// What only grows does not fall from one as-of day to the next, in whatever order the rows stand. Nobody knows which
/// of the two rows is wrong, so both are named and both stay. A correction that says who made it and why has been
/// thought about.
pub(super) fn cumulative_series_do_not_fall(context: &TablesContext<'_>, diagnostics: &mut Diagnostics) {
    let site = context.site;
    for (key, series) in site.progress.series() {
        let kind = site.config.indicator(&key.indicator).map(|indicator| indicator.kind);
        if kind != Some(IndicatorKind::Cumulative) {
            continue;
        }
        let explained = |observation: &Observation| {
            let correction = observation.correction();
            correction.is_some_and(|correction| correction.until.is_none_or(|until| site.today <= until))
        };
        for pair in series.windows(2) {
            let [before, after] = pair else { continue };
            if after.value < before.value && !explained(after) {
                let fell = Diagnostic::new(Code::ProgressFell, after.place()).found(plain(after.value));
                let fell = fell.arg("value", plain(before.value)).arg("before", before.date);
                diagnostics.push(fell.arg("date", after.date).related(before.place()));
            }
        }
    }
}
