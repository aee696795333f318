//! Small things with words: the toneless form in which names and headers are compared, and nearest right names.
//!
//! Language-aware order and formats are left to [`crate::format`].

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The form in which names are compared: lower case, without Vietnamese tones and marks, `đ` as `d`, blanks as one
/// space, none at the ends. `  Phường  TÂN Triều` becomes `phuong tan trieu`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut push = |c: char| match c {
        'đ' | 'Đ' => folded.push('d'),
        c if c.is_whitespace() => {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        c => folded.extend(c.to_lowercase()),
    };
    // What tables hold most, codes and dates, has nothing to take apart.
    if text.is_ascii() {
        text.chars().for_each(push);
    } else {
        text.nfd().filter(|c| !is_combining_mark(*c)).for_each(&mut push);
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// A name for addresses made from words: toneless, letters and digits, single hyphens. `Tân Triều (2)` gives
/// `tan-trieu-2`.
pub fn slug(text: &str) -> String {
    let of_slug = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    if text.split('-').all(of_slug) {
        return text.to_owned();
    }
    let mut slug = String::new();
    for c in fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The name of a file in an address: a [`slug`] with the ending kept. `Ảnh 1.PNG` gives `anh-1.png`.
pub fn file_slug(name: &str) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let stem = Some(slug(stem)).filter(|stem| !stem.is_empty()).unwrap_or_else(|| "file".to_owned());
    if extension.is_empty() { stem } else { format!("{stem}.{}", slug(extension)) }
}

/// The path that `written` means in the text at `text_path`: relative to the text's folder. None for an address, an
/// absolute path, and one that climbs above all folders.
pub fn path_beside(text_path: &str, written: &str) -> Option<String> {
    if written.contains(':') || written.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = text_path.split('/').collect();
    parts.pop();
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Up to three of `right` that look like `wrong`, best first; none where nothing is near enough to be meant.
pub fn nearest<'a>(wrong: &str, right: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let wrong = fold(wrong);
    let mut near: Vec<(u32, &str)> = right
        .into_iter()
        .filter_map(|candidate| {
            let folded = fold(candidate);
            let likeness = strsim::normalized_damerau_levenshtein(&wrong, &folded);
            let contained = wrong.chars().count() >= 4 && folded.contains(&wrong);
            let distance = if contained { 0.25 } else { 1.0 - likeness };
            // Whole thousandths, so that the order is total and the same everywhere.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
            let rank = (distance * 1000.0) as u32;
            (rank <= 450).then_some((rank, candidate))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_takes_tones_case_and_blanks_away_in_both_normal_forms() {
        assert_eq!(fold("  Đơn\u{a0} vị  Cung CẤP "), "don vi cung cap");
        let decomposed: String = "Triều".nfd().collect();
        assert_eq!(fold(&decomposed), "trieu");
    }

    #[test]
    fn a_slug_is_letters_digits_and_single_hyphens() {
        assert_eq!(slug("Đặc khu Lý Sơn — (mới)"), "dac-khu-ly-son-moi");
        assert_eq!(slug("…"), "");
    }

    #[test]
    fn the_nearest_name_is_offered_and_nonsense_offers_nothing() {
        let right = ["guides", "schedule", "progress", "directives", "about"];
        assert_eq!(nearest("shedule", right), ["schedule"]);
        assert_eq!(nearest("Directive", right), ["directives"]);
        assert!(nearest("xyzzy", right).is_empty());
    }
}
