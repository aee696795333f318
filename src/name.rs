//! The names that files and addresses share.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// The name of a document or a table in files and addresses: `[a-z][a-z0-9-]*`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Arc<str>);

impl Name {
    pub fn parse(text: &str) -> Option<Name> {
        let right = text.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        right.then(|| Name(text.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_small_letters_digits_and_hyphens_and_start_with_a_letter() {
        for right in ["a", "dang-ky", "ke-hoach-2025"] {
            assert!(Name::parse(right).is_some(), "{right}");
        }
        for wrong in ["", "2025", "Dang-ky", "đăng-ký", "a_b", "a b", "-a"] {
            assert!(Name::parse(wrong).is_none(), "{wrong}");
        }
    }
}
