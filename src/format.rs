//! Dates, times, numbers and order as each language writes them, from CLDR by ICU4X.
//!
//! Which words stand around them is left to the theme's strings.

use std::cmp::Ordering;

use icu::calendar::Gregorian;
use icu::collator::Collator;
use icu::collator::CollatorBorrowed;
use icu::collator::CollatorPreferences;
use icu::collator::preferences::CollationNumericOrdering;
use icu::datetime::FixedCalendarDateTimeFormatter;
use icu::datetime::fieldsets::E;
use icu::datetime::fieldsets::M;
use icu::datetime::fieldsets::YM;
use icu::datetime::fieldsets::YMD;
use icu::datetime::fieldsets::YMDE;
use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;
use icu::locale::Locale;
use icu::locale::LocaleDirectionality;
use jiff::civil::Date;
use jiff::civil::Time;
use jiff::civil::Weekday;

use crate::model::amount::Share;
use crate::model::document::PartialDate;

type DateFormatter<F> = FixedCalendarDateTimeFormatter<Gregorian, F>;

/// The formats of one language.
#[derive(Debug)]
pub struct Format {
    date: DateFormatter<YMD>,
    long: DateFormatter<YMDE>,
    month: DateFormatter<YM>,
    weekday: DateFormatter<E>,
    /// Whether the long form is weekday and figures: CLDR's Vietnamese one (`5 tháng 10 2025`) lacks the words `ngày` and
    /// `năm` that people put there.
    numeric_long: bool,
    month_only: DateFormatter<M>,
    number: DecimalFormatter,
    /// Whether a blank stands before the percent sign.
    percent_apart: bool,
    collator: CollatorBorrowed<'static>,
    right_to_left: bool,
}

/// Languages that put a blank before the percent sign (CLDR 48, `percentFormat`).
const PERCENT_APART: [&str; 24] = [
    "bs", "ca", "cs", "da", "de", "es", "fi", "fr", "gl", "hr", "hy", "ka", "lb", "lt", "mk", "nb", "nn",
    "no", "rm", "ro", "ru", "sk", "sl", "sv",
];

impl Format {
    /// The formats of a language tag; a language that CLDR does not know gets the root's.
    ///
    /// English without a region is the English of the world: day before month, as Vietnam writes it. Figures are the
    /// digits 0 to 9 in every language, also where CLDR has a language's own: they are the ones on posters, in tables and
    /// on telephones, and facts can be compared.
    #[expect(clippy::expect_used, reason = "the data is compiled in")]
    pub fn new(tag: &str) -> Format {
        let tag = if tag == "en" { "en-001" } else { tag };
        let locale: Locale = format!("{tag}-u-nu-latn").parse().unwrap_or(Locale::UNKNOWN);
        Format::of_locale(&locale)
            .or_else(|| Format::of_locale(&Locale::UNKNOWN))
            .expect("ICU's data is part of the program and has the root locale")
    }

    fn of_locale(locale: &Locale) -> Option<Format> {
        let vietnamese = locale.id.language.as_str() == "vi";
        // The middle-sized form is `31 thg 10, 2025` in Vietnamese, which nobody writes; the short one is `31/10/2025`.
        let date = if vietnamese { YMD::short() } else { YMD::medium() };
        let date = date.with_year_style(icu::datetime::options::YearStyle::Full);
        let mut order: CollatorPreferences = locale.into();
        order.numeric_ordering = Some(CollationNumericOrdering::True);
        Some(Format {
            date: DateFormatter::try_new(locale.into(), date).ok()?,
            long: DateFormatter::try_new(locale.into(), YMDE::long()).ok()?,
            month: DateFormatter::try_new(locale.into(), YM::long()).ok()?,
            weekday: DateFormatter::try_new(locale.into(), E::long()).ok()?,
            month_only: DateFormatter::try_new(
                locale.into(),
                if vietnamese { M::long() } else { M::medium() },
            )
            .ok()?,
            numeric_long: vietnamese,
            percent_apart: PERCENT_APART.contains(&locale.id.language.as_str()),
            number: DecimalFormatter::try_new(
                locale.into(),
                icu::decimal::options::DecimalFormatterOptions::default(),
            )
            .ok()?,
            collator: Collator::try_new(order, icu::collator::options::CollatorOptions::default()).ok()?,
            right_to_left: LocaleDirectionality::new_extended().is_right_to_left(&locale.id),
        })
    }

    /// `31/10/2025`, `31 Oct 2025`.
    pub fn date(&self, date: Date) -> String {
        gregorian(date).map_or_else(|| date.to_string(), |input| self.date.format(&input).to_string())
    }

    /// `Thứ Sáu, 31/10/2025`, `Friday, 31 October 2025`.
    pub fn long_date(&self, date: Date) -> String {
        if self.numeric_long {
            return format!("{}, {}", self.weekday(date), self.date(date));
        }
        gregorian(date).map_or_else(|| date.to_string(), |input| self.long.format(&input).to_string())
    }

    pub fn weekday(&self, date: Date) -> String {
        gregorian(date).map_or_else(String::new, |input| self.weekday.format(&input).to_string())
    }

    /// `tháng 10`, `Oct`.
    pub fn month(&self, date: Date) -> String {
        gregorian(date).map_or_else(String::new, |input| self.month_only.format(&input).to_string())
    }

    /// `Thứ Hai`, `Monday`.
    pub fn weekday_name(&self, weekday: Weekday) -> String {
        self.weekday(day_with(weekday))
    }

    /// As much of a date as is known: `06/10/2025`, `tháng 10 năm 2025`, `2025`.
    pub fn partial_date(&self, date: PartialDate) -> String {
        match (date.month, date.full()) {
            (_, Some(full)) => self.date(full),
            (Some(month), None) => Date::new(date.year, month, 1)
                .ok()
                .and_then(gregorian)
                .map_or_else(|| date.year.to_string(), |input| self.month.format(&input).to_string()),
            (None, None) => date.year.to_string(),
        }
    }

    /// `30.000`, `30,000`.
    pub fn number(&self, number: u64) -> String {
        self.number.format(&Decimal::from(number)).to_string()
    }

    /// `12,5 %`, `12.5%`: at most one digit behind the mark, cut and not rounded, so that a goal is not called
    /// reached before it is.
    pub fn share(&self, share: Share) -> String {
        let tenths = share.0 / 10;
        let mut decimal = Decimal::from(tenths);
        decimal.multiply_pow10(-1);
        decimal.absolute.trim_end();
        let number = self.number.format(&decimal).to_string();
        if self.percent_apart { format!("{number}\u{a0}%") } else { format!("{number}%") }
    }

    /// `24 KB`, `1,2 MB`: how much a file weighs, rounded up, in thousands of bytes or thousands of those.
    pub fn size(&self, bytes: usize) -> String {
        let kilobytes = bytes.div_ceil(1000).max(1);
        if kilobytes < 1000 {
            return format!("{}\u{a0}KB", self.number(kilobytes as u64));
        }
        let mut megabytes = Decimal::from(bytes.div_ceil(100_000) as u64);
        megabytes.multiply_pow10(-1);
        megabytes.absolute.trim_end();
        format!("{}\u{a0}MB", self.number.format(&megabytes))
    }

    /// `19:00`, on the clock of 24 hours.
    pub fn time(&self, time: Time) -> String {
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// Whether the language is written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        self.right_to_left
    }

    /// The order of the language: in Vietnamese đ after d, tones in their order; numbers by their size, so that hamlet 10
    /// comes after hamlet 2.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.compare(a, b).then_with(|| a.cmp(b))
    }
}

/// Some day that has the weekday: 2024-01-01 was a Monday.
fn day_with(weekday: Weekday) -> Date {
    jiff::civil::date(2024, 1, weekday.to_monday_one_offset())
}

fn gregorian(date: Date) -> Option<icu::calendar::Date<Gregorian>> {
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    icu::calendar::Date::try_new_gregorian(i32::from(date.year()), month, day).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_are_written_as_the_language_writes_them() {
        let day = date(2025, 10, 5);
        let vi = Format::new("vi");
        let en = Format::new("en");
        assert_eq!(vi.date(day), "05/10/2025");
        assert_eq!(en.date(day), "5 Oct 2025");
        assert_eq!(vi.long_date(day), "Chủ Nhật, 05/10/2025");
        assert_eq!(en.long_date(day), "Sunday, 5 October 2025");
        assert_eq!(vi.weekday(date(2025, 10, 6)), "Thứ Hai");
    }

    #[test]
    fn half_known_dates_say_no_more_than_is_known() {
        let vi = Format::new("vi");
        let en = Format::new("en");
        let text = |format: &Format, text: &str| format.partial_date(PartialDate::parse(text).unwrap());
        assert_eq!(text(&vi, "2025-10"), "tháng 10 năm 2025");
        assert_eq!(text(&en, "2025-10"), "October 2025");
        assert_eq!(text(&vi, "2024"), "2024");
        assert_eq!(text(&en, "2025-10-06"), "6 Oct 2025");
    }

    #[test]
    fn numbers_and_shares_take_the_language_s_marks() {
        let vi = Format::new("vi");
        let en = Format::new("en");
        assert_eq!((vi.number(30_000), en.number(30_000)), ("30.000".into(), "30,000".into()));
        assert_eq!((vi.share(Share(1_250)), en.share(Share(1_250))), ("12,5%".into(), "12.5%".into()));
        assert_eq!(vi.share(Share(4_000)), "40%");
        assert_eq!(vi.share(Share(9_999)), "99,9%");
    }

    #[test]
    fn the_weight_of_a_file_is_rounded_up_in_the_language_s_marks() {
        let vi = Format::new("vi");
        let en = Format::new("en");
        for (bytes, text) in [(0, "1 KB"), (1_001, "2 KB"), (999_000, "999 KB"), (2_000_000, "2 MB")] {
            assert_eq!(vi.size(bytes).replace('\u{a0}', " "), text);
        }
        assert_eq!((vi.size(1_150_001), en.size(1_150_001)), ("1,2\u{a0}MB".into(), "1.2\u{a0}MB".into()));
    }

    #[test]
    fn every_language_has_the_digits_0_to_9_and_its_own_direction() {
        for tag in ["vi", "en", "km", "ar", "fa", "my", "ne", "zh-Hant", "en-GB", "xx"] {
            let format = Format::new(tag);
            let day = date(2025, 10, 31);
            for text in
                [format.number(30_000), format.date(day), format.long_date(day), format.share(Share(2_500))]
            {
                assert!(!text.chars().any(|c| c.is_numeric() && !c.is_ascii_digit()), "{tag}: {text}");
            }
            assert_eq!(format.is_right_to_left(), ["ar", "fa"].contains(&tag), "{tag}");
        }
    }

    #[test]
    fn vietnamese_order_puts_d_with_stroke_after_d_and_tones_in_order() {
        let vi = Format::new("vi");
        let mut names = vec!["Đà Nẵng", "Dĩ An", "Ấp 1", "An", "Ân", "mã", "ma", "mạ", "mà", "má", "mả"];
        names.sort_by(|a, b| vi.compare(a, b));
        let mut hamlets = ["Ấp 10", "Ấp 2", "Ấp Đông"];
        hamlets.sort_by(|a, b| vi.compare(a, b));
        assert_eq!(hamlets, ["Ấp 2", "Ấp 10", "Ấp Đông"]);
        assert_eq!(names, ["An", "Ân", "Ấp 1", "Dĩ An", "Đà Nẵng", "ma", "mà", "mả", "mã", "má", "mạ"]);
    }
}
