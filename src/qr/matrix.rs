//! The matrix of a code: the square of dark and light modules that stands for an address.
//!
//! Drawing it is the business of `draw`, reading it back that of `verify`.

use std::collections::BTreeMap;
use std::fmt;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::PoisonError;
use std::sync::RwLock;

use qrcode_generator::EncodeError;
use qrcode_generator::SymbolErrorCorrection;
use qrcode_generator::qr::Encoder;
use qrcode_generator::qr::ErrorCorrection;
use qrcode_generator::qr::Mask;
use sha2::Digest;
use sha2::Sha256;

/// How many bytes of SHA-256 make a matrix's hash: 8, written as 16 digits.
const HASH_BYTES: usize = 8;

/// A QR code (ISO/IEC 18004, model 2) without its quiet zone.
///
/// A matrix is always made by [`Matrix::encode`] or [`Matrix::recorded`], so its width belongs to its version and it is
/// full of modules.
#[derive(Debug, Clone)]
pub struct Matrix {
    width: usize,
    level: Level,
    /// Row by row from the top left, `true` is dark; `width * width` of them.
    modules: Vec<bool>,
    /// The drawing, once it was asked for: it stands on a page in each language and in a file.
    pub(super) path: OnceLock<String>,
}

impl PartialEq for Matrix {
    fn eq(&self, other: &Matrix) -> bool {
        (self.width, self.level, &self.modules) == (other.width, other.level, &other.modules)
    }
}

impl Eq for Matrix {}

impl Matrix {
    /// Encodes `address` in the smallest version that holds it at level M, then raises the level as far as
    /// that version allows.
    ///
    /// The mask and the way the text is split into segments are the encoder's choice, hence its pinned
    /// version: another one may give other modules for the same address, and a printed code another
    /// [hash](Matrix::hash).
    ///
    /// # Errors
    ///
    /// If `address` is empty, has anything but visible ASCII in it, or is too long for any version.
    pub fn encode(address: &str) -> Result<Matrix, EncodeProblem> {
        Matrix::encode_with(&encoder(), address)
    }

    /// The matrix of `address` that has this [hash](Matrix::hash). None where no mask gives it, and where `address` has
    /// no code.
    ///
    /// An encoder weighs eight masks against each other, which is most of its work. A hash that was noted tells which of
    /// them was taken, and keeps the code as it is printed even where an encoder would come to prefer another.
    #[must_use]
    pub fn recorded(address: &str, hash: &str) -> Option<Matrix> {
        let mut matrix = Matrix::encode_with(&masked(0)?, address).ok()?;
        if matrix.hash() == hash {
            return Some(matrix);
        }
        let plain = matrix.modules.clone();
        for flips in flips(address, &matrix)?.iter() {
            matrix.modules.clear();
            matrix.modules.extend(plain.iter().zip(flips).map(|(dark, flip)| dark ^ flip));
            if matrix.hash() == hash {
                return Some(matrix);
            }
        }
        None
    }

    fn encode_with(encoder: &Encoder, address: &str) -> Result<Matrix, EncodeProblem> {
        if address.is_empty() || !address.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(EncodeProblem::NotAnAddress);
        }
        let symbol = encoder.encode_text(address).map_err(|problem| match problem {
            EncodeError::DataTooLong { .. } => EncodeProblem::TooLong,
            other => EncodeProblem::Encoder(other.to_string()),
        })?;
        let level = match symbol.error_correction() {
            SymbolErrorCorrection::Medium => Level::M,
            SymbolErrorCorrection::Quartile => Level::Q,
            SymbolErrorCorrection::High => Level::H,
            other => {
                return Err(EncodeProblem::Encoder(format!("level {other:?} instead of M or better")));
            }
        };
        let modules = symbol.modules().to_vec();
        Ok(Matrix { width: symbol.width(), level, modules, path: OnceLock::new() })
    }

    /// The version, 1 to 40; a code of version `v` is `17 + 4 * v` modules wide.
    #[must_use]
    pub fn version(&self) -> u8 {
        u8::try_from(self.width.saturating_sub(17) / 4).unwrap_or(u8::MAX)
    }

    /// The level of error correction after raising.
    #[must_use]
    pub fn level(&self) -> Level {
        self.level
    }

    /// The width, which is also the height, in modules, without the quiet zone.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Whether the module in column `x` and row `y`, from the top left, is dark. Outside it is light, as
    /// the quiet zone is.
    #[must_use]
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.width && y < self.width && self.modules.get(y * self.width + x).copied().unwrap_or(false)
    }

    /// The first 16 digits of a SHA-256, in lower-case hexadecimal, by which the ledger knows a matrix that
    /// was verified before.
    ///
    /// What is hashed: the width as two bytes, the higher first; then the modules row by row, eight to a
    /// byte, the leftmost in the highest bit, dark as 1, the last byte filled up with 0.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut bytes = u16::try_from(self.width).unwrap_or(u16::MAX).to_be_bytes().to_vec();
        bytes.extend(self.modules.chunks(8).map(|eight| {
            eight.iter().enumerate().fold(0u8, |byte, (place, &dark)| byte | (u8::from(dark) << (7 - place)))
        }));
        let digest = Sha256::digest(&bytes);
        digest.iter().take(HASH_BYTES).fold(String::with_capacity(2 * HASH_BYTES), |mut hex, byte| {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// The rows from the top, each with its modules from the left.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[bool]> {
        // The width is never 0, but `chunks` must not depend on it.
        self.modules.chunks(self.width.max(1))
    }
}

/// Level M, raised where there is room.
fn encoder() -> Encoder {
    Encoder::new(ErrorCorrection::Medium).boost_error_correction(true)
}

/// The same with a mask that is not for the encoder to choose, 0 to 7.
fn masked(mask: u8) -> Option<Encoder> {
    Some(encoder().mask(Mask::new(mask).ok()?))
}

/// For each mask from 1 to 7, the modules in which a code differs from that with mask 0. A mask inverts the same modules
/// whatever the address, and the level and the mask stand in the same modules: so all codes of one width and level
/// differ alike, and the first of them, `matrix` of `address`, shows how.
fn flips(address: &str, matrix: &Matrix) -> Option<Arc<Flips>> {
    static KNOWN: RwLock<BTreeMap<(usize, Level), Arc<Flips>>> = RwLock::new(BTreeMap::new());
    let kind = (matrix.width, matrix.level);
    // A map is whole whatever happened to a thread that held it.
    if let Some(known) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(&kind) {
        return Some(Arc::clone(known));
    }
    let flips = (1..=7).map(|mask| {
        let other = Matrix::encode_with(&masked(mask)?, address).ok()?;
        Some(matrix.modules.iter().zip(&other.modules).map(|(one, other)| one ^ other).collect())
    });
    let flips: Arc<Flips> = Arc::new(flips.collect::<Option<_>>()?);
    KNOWN.write().unwrap_or_else(PoisonError::into_inner).insert(kind, Arc::clone(&flips));
    Some(flips)
}

type Flips = Vec<Vec<bool>>;

/// How much of a code may be lost before it can no longer be read (ISO/IEC 18004). The lowest level, L, is
/// never used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// About 15 % of the codewords can be restored.
    M,
    /// About 25 %.
    Q,
    /// About 30 %.
    H,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::M => "M",
            Level::Q => "Q",
            Level::H => "H",
        })
    }
}

/// Why there is no code for an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EncodeProblem {
    /// The address is empty, or has a space, a control character or a letter outside ASCII, for which
    /// readers would have to guess the encoding.
    NotAnAddress,
    /// The address does not fit into the largest code.
    TooLong,
    /// The encoder refused for another reason, in its own words.
    Encoder(String),
}

impl fmt::Display for EncodeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EncodeProblem::NotAnAddress => f.write_str("a code's address must be visible ASCII characters"),
            EncodeProblem::TooLong => f.write_str("the address is too long for a QR code"),
            EncodeProblem::Encoder(reason) => write!(f, "the QR encoder failed: {reason}"),
        }
    }
}

impl std::error::Error for EncodeProblem {}

#[cfg(test)]
impl Matrix {
    /// A copy in which the modules of a rectangle are inverted, as by a stain.
    pub(super) fn with_inverted(
        &self,
        columns: std::ops::Range<usize>,
        rows: std::ops::Range<usize>,
    ) -> Matrix {
        let mut damaged = self.clone();
        for y in rows {
            for x in columns.clone() {
                damaged.modules[y * self.width + x] ^= true;
            }
        }
        damaged
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qr::CodeBase;
    use crate::qr::LARGEST_GOOD_VERSION;

    const ADDRESS: &str = "https://CHUKYSO.DONGNAI.GOV.VN/26188/";

    #[test]
    fn an_address_gives_the_same_matrix_each_time() {
        let first = Matrix::encode(ADDRESS).unwrap();
        assert_eq!(first, Matrix::encode(ADDRESS).unwrap());
        assert_ne!(first.hash(), Matrix::encode("https://CHUKYSO.DONGNAI.GOV.VN/26189/").unwrap().hash());
    }

    /// If this fails after a change of the encoder's version, codes that are already printed and new ones
    /// for the same address differ, and every `check` in every ledger is void. That is a decision to take,
    /// not a number to correct.
    #[test]
    fn the_matrices_of_known_addresses_do_not_change() {
        for (address, hash) in [
            ("https://CKS.EXAMPLE/26188/", "1a63c6247dc799cf"),
            ("https://CKS.EXAMPLE/26188-2/", "0d72c34bd317f289"),
            (ADDRESS, "769aaa8bbdc00975"),
        ] {
            assert_eq!(Matrix::encode(address).unwrap().hash(), hash, "{address}");
        }
    }

    #[test]
    fn a_recorded_matrix_is_found_whatever_its_mask() {
        for length in (1..300).step_by(7) {
            for last in ["a", "B", "7"] {
                let address = "A".repeat(length) + last;
                let matrix = Matrix::encode(&address).unwrap();
                assert_eq!(Matrix::recorded(&address, &matrix.hash()).as_ref(), Some(&matrix), "{address}");
                for mask in 0..8 {
                    // Also one that the encoder would not choose: it is as good to read.
                    let other = Matrix::encode_with(&masked(mask).unwrap(), &address).unwrap();
                    assert_eq!(Matrix::recorded(&address, &other.hash()), Some(other), "{address} {mask}");
                }
            }
        }
        let hash = Matrix::encode(ADDRESS).unwrap().hash();
        assert_eq!(Matrix::recorded("https://CHUKYSO.DONGNAI.GOV.VN/26189/", &hash), None);
        assert_eq!(Matrix::recorded(ADDRESS, ""), None);
        assert_eq!(Matrix::recorded("", &hash), None);
    }

    #[test]
    fn a_hash_is_made_of_the_width_and_the_packed_modules() {
        let modules = [true, false, false, false, false, false, false, true, true];
        let modules = modules.to_vec();
        let matrix = Matrix { width: 3, level: Level::M, modules, path: OnceLock::new() };
        let digest = Sha256::digest([0, 3, 0b1000_0001, 0b1000_0000]);
        let first: [u8; 8] = digest[..8].try_into().unwrap();
        let wanted = format!("{:016x}", u64::from_be_bytes(first));
        assert_eq!(matrix.hash(), wanted);
    }

    #[test]
    fn one_inverted_module_changes_the_hash() {
        let matrix = Matrix::encode(ADDRESS).unwrap();
        let last = matrix.width() - 1;
        for (x, y) in [(0, 0), (last, 0), (12, 12), (last, last)] {
            assert_ne!(matrix.with_inverted(x..x + 1, y..y + 1).hash(), matrix.hash());
        }
    }

    #[test]
    fn usual_hosts_and_ids_stay_within_the_good_versions() {
        for (host, id, version) in [
            ("cks.example", "26188", 2),
            ("cks.example", "26188-2", 2),
            ("kyso.dongnai.gov.vn", "26188", 3),
            ("chukyso.dongnai.gov.vn", "26188", 3),
            ("chukyso.dongnai.gov.vn", "26188-2", 3),
            ("chukyso.dongnai.gov.vn", "26188-20251020-1", 3),
            // 18 characters, the longest host whose communes' codes are of version 2.
            ("kyso.tphcm2.gov.vn", "26188", 2),
            ("kyso.tphcm2.gov.vnx", "26188", 3),
            // 42 characters, the longest for version 3.
            ("chukyso.binhthuan-ninhthuan.ubndxxx.gov.vn", "26188", 3),
            ("chukyso.binhthuan-ninhthuan.ubndxxx.gov.vny", "26188", 4),
        ] {
            let base = CodeBase::parse(&format!("https://{host}")).unwrap();
            let matrix = Matrix::encode(&base.address(id)).unwrap();
            assert_eq!(matrix.version(), version, "{host} {id}");
            assert_eq!(matrix.width(), 17 + 4 * usize::from(version), "{host} {id}");
        }
        assert_eq!(LARGEST_GOOD_VERSION, 3);
    }

    #[test]
    fn the_level_is_raised_only_where_the_version_stays() {
        let mut seen = std::collections::BTreeSet::new();
        for length in 1..60 {
            // Short texts reach level H at version 1 only.
            let address = "A".repeat(length);
            let matrix = Matrix::encode(&address).unwrap();
            let width = |level| {
                let encoder = Encoder::new(level).boost_error_correction(false);
                encoder.encode_text(&address).unwrap().width()
            };
            assert_eq!(matrix.width(), width(ErrorCorrection::Medium), "{address}");
            let best = if width(ErrorCorrection::High) == matrix.width() {
                Level::H
            } else if width(ErrorCorrection::Quartile) == matrix.width() {
                Level::Q
            } else {
                Level::M
            };
            assert_eq!(matrix.level(), best, "{address}");
            seen.insert(best);
        }
        assert_eq!(seen.len(), 3, "the lengths must lead to each level");
    }

    #[test]
    fn modules_outside_the_matrix_are_light() {
        let matrix = Matrix::encode(ADDRESS).unwrap();
        let width = matrix.width();
        assert!(matrix.is_dark(0, 0) && matrix.is_dark(width - 1, 0) && matrix.is_dark(0, width - 1));
        assert!(!matrix.is_dark(width, 0) && !matrix.is_dark(0, width));
        // Beyond the right edge must not mean the start of the next row, nor overflow far outside.
        assert!(!matrix.is_dark(usize::MAX, 0) && !matrix.is_dark(0, usize::MAX));
    }

    #[test]
    fn what_is_no_address_has_no_code() {
        for address in ["", " ", "https://CKS.EXAMPLE/26188/\n", "https://CHỮ.VN/1/", "a\0b"] {
            assert_eq!(Matrix::encode(address), Err(EncodeProblem::NotAnAddress), "{address:?}");
        }
        assert_eq!(Matrix::encode(&"a".repeat(2332)), Err(EncodeProblem::TooLong));
        assert_eq!(Matrix::encode(&"a".repeat(2331)).unwrap().version(), 40);
    }
}
