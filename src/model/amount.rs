//! Figures: counts and shares, kept exact, and what they amount to beside a target (contract, section 8).
//!
//! How a number is written for a reader is left to [`crate::format`].

use jiff::civil::Date;

/// A count of units, or a part of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Amount {
    Count(u64),
    Share(Share),
}

/// A part of a whole in hundredths of a percent: 40 % is 4000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(pub u32);

impl Share {
    /// The part that `value` is of `whole`, rounded down, so that a goal is not called reached before it is. None
    /// for a whole of nothing.
    pub fn of(value: u64, whole: u64) -> Option<Share> {
        let parts = u128::from(value) * 10_000 / u128::from(std::num::NonZeroU64::new(whole)?.get());
        u32::try_from(parts).ok().map(Share)
    }

    /// The least count that is at least this part of `whole`: ceil(share × whole).
    pub fn count_of(self, whole: u64) -> u64 {
        let parts = (u128::from(whole) * u128::from(self.0)).div_ceil(10_000);
        u64::try_from(parts).unwrap_or(u64::MAX)
    }
}

/// Reads `40%`, `12,5 %`.
pub fn parse_amount_share(text: &str) -> Option<Share> {
    crate::tables::value::number::parse_share(text).ok().map(Share)
}

/// How far a value is from its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Units still missing.
    pub missing: u64,
    /// Units needed on each day from the as-of day to the target's, both included. None when nothing is missing,
    /// there is no day, or the day is over.
    pub per_day: Option<u64>,
}

/// The standing of `value` as of `as_of` beside `target`, seen on `today`. `missing` is the figure's own statement,
/// which wins over the difference.
pub fn standing(
    value: u64,
    missing: Option<u64>,
    target: u64,
    by: Option<Date>,
    as_of: Date,
    today: Date,
) -> Standing {
    let missing = missing.unwrap_or_else(|| target.saturating_sub(value));
    let per_day = by.filter(|by| missing > 0 && today <= *by && as_of <= *by).map(|by| {
        let days = i64::from(by.since(as_of).map_or(0, |span| span.get_days())) + 1;
        missing.div_ceil(u64::try_from(days).unwrap_or(1).max(1))
    });
    Standing { missing, per_day }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_share_target_is_rounded_up_and_a_share_reached_is_rounded_down() {
        assert_eq!(Share(4_000).count_of(2_501), 1_001);
        assert_eq!(Share(4_000).count_of(2_500), 1_000);
        assert_eq!(Share::of(999, 2_500), Some(Share(3_996)));
        assert_eq!(Share::of(1, 3), Some(Share(3_333)));
        assert_eq!(Share::of(1, 0), None);
    }

    #[test]
    fn the_contract_s_example_needs_fifty_a_day() {
        let standing =
            standing(400, None, 1_000, Some(date(2025, 10, 31)), date(2025, 10, 20), date(2025, 10, 20));
        assert_eq!(standing, Standing { missing: 600, per_day: Some(50) });
    }

    #[test]
    fn nothing_is_needed_per_day_when_reached_undated_or_over() {
        let (as_of, by) = (date(2025, 10, 20), date(2025, 10, 31));
        assert_eq!(standing(1_000, None, 1_000, Some(by), as_of, as_of).per_day, None);
        assert_eq!(standing(400, None, 1_000, None, as_of, as_of).per_day, None);
        assert_eq!(standing(400, None, 1_000, Some(by), as_of, date(2025, 11, 1)).per_day, None);
        assert_eq!(standing(400, None, 1_000, Some(by), as_of, by).per_day, Some(50));
    }

    #[test]
    fn the_figure_s_own_missing_wins() {
        let (as_of, by) = (date(2024, 11, 19), date(2024, 11, 24));
        let standing = standing(0, Some(1_100), 5_000, Some(by), as_of, as_of);
        assert_eq!(standing, Standing { missing: 1_100, per_day: Some(184) });
    }

    #[test]
    fn days_across_months_are_counted() {
        let standing = standing(0, None, 46, Some(date(2025, 12, 1)), date(2025, 10, 17), date(2025, 10, 20));
        assert_eq!(standing.per_day, Some(1));
    }
}
