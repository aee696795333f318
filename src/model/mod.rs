//! The site as plain data: what the files say, understood and typed, in every language of the site.
//!
//! Resolving a file into the model reports what cannot be understood. Whether facts agree with each other is left to
//! [`crate::check`], and which addresses follow from them to [`crate::routes`].

pub mod accepted;
pub mod amount;
pub mod attachment;
pub mod config;
pub mod document;
pub mod figure;
pub mod ledger;
mod memo;
pub mod names;
pub mod point;
pub mod progress;
mod raw;
pub mod register;
pub mod session;

pub use memo::Memo;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::model::config::Config;
use crate::model::document::Directive;
use crate::model::document::Document;
use crate::model::document::Guide;
use crate::model::document::Page;
use crate::model::ledger::Ledger;
use crate::model::point::Points;
use crate::model::progress::Progress;
use crate::model::register::Register;
use crate::model::session::Sessions;
use crate::name::Name;
use crate::read::DocumentKind;
use crate::read::Sources;
use crate::source::Place;

/// Everything that the site's files say.
#[derive(Debug)]
pub struct Site {
    pub config: Arc<Config>,
    /// The day that stands for today (contract, section 8).
    pub today: Date,
    /// Whether `today` must reach the reader's browser, because it is not the day of the clock.
    pub today_is_fixed: bool,
    pub register: Arc<Register>,
    pub points: Arc<Points>,
    pub sessions: Arc<Sessions>,
    pub progress: Arc<Progress>,
    pub directives: Arc<BTreeMap<Name, Document<Directive>>>,
    pub guides: Arc<BTreeMap<Name, Document<Guide>>>,
    pub pages: Arc<BTreeMap<Name, Document<Page>>>,
    /// Documents that could not be understood; that has been told.
    pub failed: Vec<(DocumentKind, Name)>,
    /// The ledger as it was read.
    pub ledger: Arc<Ledger>,
}

impl Site {
    /// Understands the files. None where site.yaml or the register cannot be understood, since everything else
    /// hangs on them; what else is wrong is left out and reported.
    pub fn resolve(sources: &Sources, options: &Options, diagnostics: &mut Diagnostics) -> Option<Site> {
        Site::resolve_again(sources, options, &mut Memo::default(), diagnostics)
    }

    /// The same, for whoever understands a site again and again: what is made from files that did not change is taken
    /// from the memo, with all that was said about it.
    pub fn resolve_again(
        sources: &Sources,
        options: &Options,
        memo: &mut Memo,
        diagnostics: &mut Diagnostics,
    ) -> Option<Site> {
        let Some(site_yaml) = &sources.site_yaml else {
            diagnostics.push(Diagnostic::new(Code::NoSite, Place::Site).found(&sources.root));
            return None;
        };
        let config = memo.config.of(site_yaml, diagnostics)?;
        let today = options.as_of.or(config.as_of).unwrap_or_else(|| (options.clock)(&config));
        let today_is_fixed = options.as_of.is_none() && config.as_of.is_some();
        let Memo { config: _, register, ledger, points, sessions, progress, documents } = memo;
        let (register, (ledger, ahead)) = told_in_order(
            diagnostics,
            |told| register.of(sources, &config, told),
            |told| (ledger.of(sources, told), progress.read_ahead(sources, &config)),
        );
        let ((points, sessions), progress) = told_in_order(
            diagnostics,
            |told| {
                let points = points.of(sources, &config, &register, &ledger, told);
                let sessions = sessions.of(sources, &config, &register, &points, &ledger, told);
                (points, sessions)
            },
            |told| progress.of(sources, &config, &register, today, ahead, told),
        );
        if register.is_empty() {
            // That there are no communes has been told; that each row names an unknown one is no further mistake.
            diagnostics.retain(|told| {
                !matches!(told.code, Code::UnknownCommune | Code::UnknownProvince | Code::UnknownPoint)
            });
        }
        let documents = documents.of(sources, &config, options.drafts, diagnostics);
        Some(Site {
            config,
            today,
            today_is_fixed,
            register,
            points,
            sessions,
            progress,
            directives: Arc::clone(&documents.directives),
            guides: Arc::clone(&documents.guides),
            pages: Arc::clone(&documents.pages),
            failed: documents.failed.clone(),
            ledger,
        })
    }
}

/// Does both at the same time, and tells what each of them found as if one had come after the other.
fn told_in_order<A: Send, B: Send>(
    diagnostics: &mut Diagnostics,
    first: impl FnOnce(&mut Diagnostics) -> A + Send,
    second: impl FnOnce(&mut Diagnostics) -> B + Send,
) -> (A, B) {
    let mut later = Diagnostics::default();
    let done = rayon::join(|| first(diagnostics), || second(&mut later));
    diagnostics.extend(later);
    done
}

/// What the command line says about how to understand the site.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// `--as-of`.
    pub as_of: Option<Date>,
    /// `--drafts`.
    pub drafts: bool,
    /// Today where neither `--as-of` nor site.yaml says: the world's clock in the campaign's zone.
    pub clock: fn(&Config) -> Date,
}

/// A commune's code: five digits, leading zeros kept (Decision 19/2025/QĐ-TTg).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommuneCode(Digits<5>);

/// A province's code: two digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProvinceCode(Digits<2>);

/// So many ASCII digits. Codes are the keys of nearly all indexes: kept in place, they are compared without a look
/// elsewhere.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Digits<const N: usize>([u8; N]);

/// A registration point's id: digits and hyphens, first a digit; it is what codes carry.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointId(Arc<str>);

impl CommuneCode {
    pub fn parse(text: &str) -> Option<CommuneCode> {
        Digits::parse(text).map(CommuneCode)
    }

    /// The id of the commune's own code, which shows its main point of the day.
    pub fn own_point(&self) -> PointId {
        PointId(self.as_str().into())
    }
}

impl ProvinceCode {
    pub fn parse(text: &str) -> Option<ProvinceCode> {
        Digits::parse(text).map(ProvinceCode)
    }
}

impl<const N: usize> Digits<N> {
    fn parse(text: &str) -> Option<Digits<N>> {
        let digits: [u8; N] = text.as_bytes().try_into().ok()?;
        digits.iter().all(u8::is_ascii_digit).then_some(Digits(digits))
    }
}

impl<const N: usize> std::ops::Deref for Digits<N> {
    type Target = str;

    fn deref(&self) -> &str {
        // Digits are text.
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl<const N: usize> std::hash::Hash for Digits<N> {
    /// As the text does, by which codes are looked up too.
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        str::hash(self, state);
    }
}

impl PointId {
    pub fn parse(text: &str) -> Option<PointId> {
        let right = text.bytes().next().is_some_and(|b| b.is_ascii_digit())
            && text.len() <= 40
            && !text.ends_with('-')
            && !text.contains("--")
            && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        right.then(|| PointId(text.into()))
    }

    /// The commune whose own id this is.
    pub fn as_commune(&self) -> Option<CommuneCode> {
        CommuneCode::parse(&self.0)
    }
}

macro_rules! string_type {
    ($($name:ident)+) => { $(
        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )+ };
}
string_type!(CommuneCode ProvinceCode PointId);

/// What a figure or a target speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    Commune(CommuneCode),
    Province(ProvinceCode),
    /// The whole campaign.
    All,
}

impl Scope {
    /// Five digits, two digits, or `all`.
    pub fn parse(text: &str) -> Option<Scope> {
        if text == "all" {
            return Some(Scope::All);
        }
        CommuneCode::parse(text)
            .map(Scope::Commune)
            .or_else(|| ProvinceCode::parse(text).map(Scope::Province))
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scope::Commune(code) => code.fmt(f),
            Scope::Province(code) => code.fmt(f),
            Scope::All => f.write_str("all"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_digits_and_hyphens_and_start_with_a_digit() {
        for right in ["26188", "26188-2", "00004-13", "1"] {
            assert!(PointId::parse(right).is_some(), "{right}");
        }
        for wrong in ["", "-1", "26188-", "26188--2", "26188a", "２６", "diem-1", &"1".repeat(41)] {
            assert!(PointId::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_scope_is_a_commune_a_province_or_all() {
        assert_eq!(Scope::parse("26188").map(|scope| scope.to_string()), Some("26188".into()));
        assert_eq!(Scope::parse("75"), ProvinceCode::parse("75").map(Scope::Province));
        assert_eq!(Scope::parse("all"), Some(Scope::All));
        assert_eq!(Scope::parse("Đồng Nai"), None);
    }
}
