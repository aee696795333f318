//! Yes and no: the columns `main` and `approx`.

use crate::text::fold;

/// The text is neither yes nor no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlagProblem;

/// Reads `x`, `có`, `yes`, `1`, `true` as yes; `không`, `no`, `0`, `false`, a dash and an empty cell as no.
pub fn parse_flag(text: &str) -> Result<bool, FlagProblem> {
    match fold(text).as_str() {
        "x" | "co" | "yes" | "y" | "1" | "true" | "dung" | "v" | "✓" | "✔" | "☑" => Ok(true),
        "" | "khong" | "no" | "n" | "0" | "false" | "sai" | "-" => Ok(false),
        _ => Err(FlagProblem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_read_in_both_languages() {
        for text in ["x", "X", "có", "CÓ", "yes", "1", "true", "TRUE", " đúng "] {
            assert_eq!(parse_flag(text), Ok(true), "{text}");
        }
        for text in ["", "  ", "không", "no", "0", "false", "-"] {
            assert_eq!(parse_flag(text), Ok(false), "{text}");
        }
        for text in ["2", "có thể", "?", "xx"] {
            assert_eq!(parse_flag(text), Err(FlagProblem), "{text}");
        }
    }
}
