//! Administrative codes, which are digits kept as text: five for a commune, two for a province.

/// Why a text is no code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeProblem {
    Form,
    /// Too few digits: a spreadsheet took the code for a number and dropped its leading zeros.
    Zeros {
        offer: String,
    },
    /// A spreadsheet or program took the code for a decimal number: `26188.0`.
    Decimal {
        offer: String,
    },
}

/// Reads the code of a commune, five digits.
pub fn parse_commune_code(text: &str) -> Result<String, CodeProblem> {
    parse_code(text, 5)
}

/// Reads the code of a province, two digits.
pub fn parse_province_code(text: &str) -> Result<String, CodeProblem> {
    parse_code(text, 2)
}

fn parse_code(text: &str, width: usize) -> Result<String, CodeProblem> {
    let text = text.trim().trim_start_matches('\'');
    let is_code = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((whole, fraction)) = text.split_once(['.', ',']) {
        let is_decimal =
            is_code(whole) && whole.len() <= width && is_code(fraction) && !fraction.contains(|c| c != '0');
        // Three zeros would be a group of thousands.
        return Err(if is_decimal && fraction.len() < 3 {
            CodeProblem::Decimal { offer: format!("{whole:0>width$}") }
        } else {
            CodeProblem::Form
        });
    }
    if !is_code(text) || text.len() > width {
        return Err(CodeProblem::Form);
    }
    if text.len() < width {
        return Err(CodeProblem::Zeros { offer: format!("{text:0>width$}") });
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stay_text_and_lost_zeros_are_offered() {
        let zeros = |offer: &str| Err(CodeProblem::Zeros { offer: offer.into() });
        let decimal = |offer: &str| Err(CodeProblem::Decimal { offer: offer.into() });
        for (text, right) in [
            ("26188", Ok("26188".to_owned())),
            ("00004", Ok("00004".into())),
            (" 00004 ", Ok("00004".into())),
            ("'00004", Ok("00004".into())),
            ("4", zeros("00004")),
            ("2618", zeros("02618")),
            ("26188.0", decimal("26188")),
            ("4.0", decimal("00004")),
            ("26188,00", decimal("26188")),
            ("26.188", Err(CodeProblem::Form)),
            ("26.000", Err(CodeProblem::Form)),
            ("261880", Err(CodeProblem::Form)),
            ("", Err(CodeProblem::Form)),
            ("Tân Triều", Err(CodeProblem::Form)),
            ("26 188", Err(CodeProblem::Form)),
            ("２６１８８", Err(CodeProblem::Form)),
        ] {
            assert_eq!(parse_commune_code(text), right, "{text}");
        }
        assert_eq!(parse_province_code("1"), zeros("01"));
        assert_eq!(parse_province_code("75"), Ok("75".into()));
    }
}
