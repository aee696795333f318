//! The QR code of a point: the address it holds, the matrix, its drawings, and the proof that it can be read.
//!
//! The order of use: [`CodeBase::parse`] once a site, then for each id [`CodeBase::address`],
//! [`Matrix::encode`], [`Matrix::verify`], and the drawings ([`Matrix::svg_file`], [`Matrix::svg_inline`],
//! [`Matrix::png`]). Everything here is a function of its arguments: the same address gives the same bytes.
//!
//! Which ids have a code, and what `qr.lock` says of them, is the ledger's business; where a code stands
//! on a page or poster is the templates'.

mod address;
mod draw;
mod matrix;
mod verify;

pub use address::BaseProblem;
pub use address::CodeBase;
pub use draw::SvgText;
pub use matrix::EncodeProblem;
pub use matrix::Level;
pub use matrix::Matrix;
pub use verify::Decoder;
pub use verify::Misread;

/// The largest version that still reads well on a leaflet; a code above it deserves a warning
/// (contract, section 6).
pub const LARGEST_GOOD_VERSION: u8 = 3;

/// The light margin on each side of a code, in modules (ISO/IEC 18004).
pub const QUIET_ZONE: usize = 4;
