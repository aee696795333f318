//! The proof that a matrix says what it should, by two decoders that share no code with the encoder or with
//! each other.
//!
//! When a matrix needs the proof is for the ledger to say: one whose hash is recorded has had it.

use std::fmt;

use rxing::BarcodeFormat;

use super::Matrix;
use super::QUIET_ZONE;

/// The side of a module in the image that is decoded.
const PIXELS_PER_MODULE: usize = 4;

impl Matrix {
    /// Reads the matrix back, once module by module with `rqrr` and once as an image with `rxing`, and
    /// compares both readings with the `expected` address.
    ///
    /// # Errors
    ///
    /// The first decoder that cannot read the matrix, or that reads something else.
    pub fn verify(&self, expected: &str) -> Result<(), Misread> {
        for decoder in [Decoder::Rqrr, Decoder::Rxing] {
            let reading = match decoder {
                Decoder::Rqrr => self.read_modules(),
                Decoder::Rxing => self.read_image(),
            };
            match reading {
                Ok(read) if read == expected => {}
                Ok(read) => {
                    return Err(Misread::Different { decoder, expected: expected.to_owned(), read });
                }
                Err(reason) => {
                    return Err(Misread::Unreadable { decoder, expected: expected.to_owned(), reason });
                }
            }
        }
        Ok(())
    }

    fn read_modules(&self) -> Result<String, String> {
        let grid = rqrr::SimpleGrid::from_func(self.width(), |x, y| self.is_dark(x, y));
        let (_, text) = rqrr::Grid::new(grid).decode().map_err(|problem| problem.to_string())?;
        Ok(text)
    }

    fn read_image(&self) -> Result<String, String> {
        let (pixels, side) = self.image();
        let side = u32::try_from(side).map_err(|problem| problem.to_string())?;
        rxing::helpers::detect_in_luma(pixels, side, side, Some(BarcodeFormat::QR_CODE))
            .map(|result| result.getText().to_owned())
            .map_err(|problem| problem.to_string())
    }

    /// The code with its quiet zone, a byte for a pixel, and its side in pixels.
    fn image(&self) -> (Vec<u8>, usize) {
        let side = (self.width() + 2 * QUIET_ZONE) * PIXELS_PER_MODULE;
        let is_black = |x: usize, y: usize| {
            let module = |place: usize| (place / PIXELS_PER_MODULE).checked_sub(QUIET_ZONE);
            module(x).zip(module(y)).is_some_and(|(x, y)| self.is_dark(x, y))
        };
        let pixels = (0..side)
            .flat_map(|y| (0..side).map(move |x| if is_black(x, y) { 0x00 } else { 0xff }))
            .collect();
        (pixels, side)
    }
}

/// A program that reads codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decoder {
    /// A port of quirc; it is given the modules.
    Rqrr,
    /// A port of `ZXing`; it is given an image and has to find the code in it.
    Rxing,
}

impl fmt::Display for Decoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Decoder::Rqrr => "rqrr",
            Decoder::Rxing => "rxing",
        })
    }
}

/// How a matrix failed its proof. Such a code must not be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misread {
    /// The decoder read another text.
    Different {
        /// Who read it.
        decoder: Decoder,
        /// The address that the code should hold.
        expected: String,
        /// What was read instead.
        read: String,
    },
    /// The decoder read nothing.
    Unreadable {
        /// Who tried.
        decoder: Decoder,
        /// The address that the code should hold.
        expected: String,
        /// The decoder's own words.
        reason: String,
    },
}

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Misread::Different { decoder, expected, read } => {
                write!(f, "{decoder} reads the code of `{expected}` as `{read}`")
            }
            Misread::Unreadable { decoder, expected, reason } => {
                write!(f, "{decoder} cannot read the code of `{expected}`: {reason}")
            }
        }
    }
}

impl std::error::Error for Misread {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qr::CodeBase;

    const ADDRESS: &str = "https://CHUKYSO.DONGNAI.GOV.VN/26188-2/";

    #[test]
    fn every_shape_of_id_under_every_kind_of_base_reads_back() {
        let bases = [
            "https://cks.example",
            "https://1.vn",
            "https://chukyso.dongnai.gov.vn",
            "https://xn--chkys-3ta4c.xn--dngnai-mxa.vn",
            "https://ky-so.phuong-tran-bien.dong-nai.gov.vn",
            "https://a-host-of-a-length-that-nobody-should-choose-for-a-code.chukyso.dongnai.gov.vn",
        ];
        let ids = ["26188", "00001", "99999", "1", "26188-2", "26188-12", "26188-2-20251020-0730", "26188-"];
        for base in bases {
            let base = CodeBase::parse(base).unwrap();
            for id in ids {
                let address = base.address(id);
                let matrix = Matrix::encode(&address).unwrap();
                assert_eq!(matrix.verify(&address), Ok(()), "{address}");
            }
        }
    }

    #[test]
    fn the_codes_of_a_whole_range_of_ids_read_back() {
        let base = CodeBase::parse("https://chukyso.dongnai.gov.vn").unwrap();
        for id in (25_000..27_000).step_by(23) {
            let address = base.address(&id.to_string());
            assert_eq!(Matrix::encode(&address).unwrap().verify(&address), Ok(()));
        }
    }

    #[test]
    fn a_code_of_another_address_fails() {
        let matrix = Matrix::encode(ADDRESS).unwrap();
        for expected in [
            "https://CHUKYSO.DONGNAI.GOV.VN/26188/",
            "https://CHUKYSO.DONGNAI.GOV.VN/26188-2",
            "https://chukyso.dongnai.gov.vn/26188-2/",
            "",
        ] {
            let misread = matrix.verify(expected).unwrap_err();
            assert_eq!(
                misread,
                Misread::Different {
                    decoder: Decoder::Rqrr,
                    expected: expected.to_owned(),
                    read: ADDRESS.to_owned()
                }
            );
            assert_eq!(misread.to_string(), format!("rqrr reads the code of `{expected}` as `{ADDRESS}`"));
        }
    }

    #[test]
    fn a_small_stain_is_repaired_and_a_large_one_is_not() {
        let matrix = Matrix::encode(ADDRESS).unwrap();
        assert_eq!(matrix.with_inverted(12..15, 12..14).verify(ADDRESS), Ok(()));
        let misread = matrix.with_inverted(9..20, 9..20).verify(ADDRESS).unwrap_err();
        assert!(matches!(misread, Misread::Unreadable { decoder: Decoder::Rqrr, .. }), "{misread}");
    }

    /// Each decoder by itself, so that the second is not just hidden behind the first.
    #[test]
    fn both_decoders_see_the_damage() {
        let matrix = Matrix::encode(ADDRESS).unwrap();
        assert_eq!(matrix.read_modules().as_deref(), Ok(ADDRESS));
        assert_eq!(matrix.read_image().as_deref(), Ok(ADDRESS));
        let damaged = matrix.with_inverted(9..20, 9..20);
        assert!(damaged.read_modules().is_err());
        assert!(damaged.read_image().is_err());
    }

    #[test]
    fn a_code_without_its_finder_patterns_is_found_by_no_camera() {
        // The modules still decode, which is why the image is read as well.
        let matrix = Matrix::encode(ADDRESS).unwrap();
        let bare = matrix.with_inverted(0..7, 0..7).with_inverted(22..29, 0..7).with_inverted(0..7, 22..29);
        assert_eq!(bare.read_modules().as_deref(), Ok(ADDRESS));
        let misread = bare.verify(ADDRESS).unwrap_err();
        assert!(matches!(misread, Misread::Unreadable { decoder: Decoder::Rxing, .. }), "{misread}");
    }

    #[test]
    fn a_damaged_code_never_makes_a_decoder_panic_or_pass_for_another_address() {
        let matrix = Matrix::encode(ADDRESS).unwrap();
        for x in (0..22).step_by(3) {
            for y in (0..22).step_by(3) {
                let damaged = matrix.with_inverted(x..x + 7, y..y + 7);
                match damaged.verify(ADDRESS) {
                    Ok(()) | Err(Misread::Unreadable { .. }) => {}
                    Err(misread @ Misread::Different { .. }) => panic!("{misread}"),
                }
            }
        }
    }
}
