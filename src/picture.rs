//! Width and height of a picture from its bytes, so that pages do not jump while pictures load.
//!
//! Only the headers are read; nothing is decoded. Which pictures a page shows is left to [`crate::check`].

/// Width and height in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

/// What the bytes of a picture say of its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measured {
    Size(Size),
    /// A drawing without a size of its own.
    Unknown,
    /// Not a picture of the kind that its name says.
    Broken,
}

/// The size of the picture in a file of this name.
pub fn measure(name: &str, bytes: &[u8]) -> Measured {
    use imagesize::ImageType;
    let extension = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match extension.as_str() {
        "avif" if is_avif(bytes) => avif(bytes),
        "svg" => svg(bytes),
        // Browsers look at the bytes, so a JPEG that is called `.png` is still shown.
        _ => match imagesize::image_type(bytes) {
            Ok(ImageType::Png | ImageType::Jpeg | ImageType::Gif | ImageType::Webp) => {
                sized(imagesize::blob_size(bytes).ok().and_then(|size| {
                    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
                }))
            }
            _ => Measured::Broken,
        },
    }
}

fn sized(size: Option<(u32, u32)>) -> Measured {
    match size {
        Some((width, height)) if width > 0 && height > 0 => Measured::Size(Size { width, height }),
        _ => Measured::Broken,
    }
}

/// Whether the file says that it is AVIF (ISO/IEC 14496-12, `ftyp`): by its brand, or by one that it is compatible with.
fn is_avif(bytes: &[u8]) -> bool {
    let brands = boxes(bytes).next().filter(|first| first.kind == *b"ftyp").map(|first| first.content);
    brands.is_some_and(|brands| brands.chunks(4).any(|brand| matches!(brand, b"avif" | b"avis")))
}

/// The size of an AVIF: the largest of the images in it (ISO/IEC 23008-12, `ispe`), which the others are parts or
/// thumbnails of; turned where the file says so (`irot`).
fn avif(bytes: &[u8]) -> Measured {
    let within =
        |content, kind: &[u8; 4]| boxes(content).find(|part| part.kind == *kind).map(|part| part.content);
    let meta = within(bytes, b"meta").and_then(|meta: &[u8]| meta.get(4..));
    let properties = meta.and_then(|meta| within(meta, b"iprp")).and_then(|iprp| within(iprp, b"ipco"));
    let Some(properties) = properties else { return Measured::Broken };
    let number = |content: &[u8], at: usize| {
        let bytes = content.get(at..at + 4)?;
        Some(u32::from_be_bytes(bytes.try_into().ok()?))
    };
    let sizes = boxes(properties).filter(|part| part.kind == *b"ispe");
    let sizes = sizes.filter_map(|part| Some((number(part.content, 4)?, number(part.content, 8)?)));
    let largest = sizes.max_by_key(|(width, height)| u64::from(*width) * u64::from(*height));
    let turn = within(properties, b"irot").and_then(|content| content.first().copied()).unwrap_or(0);
    sized(largest.map(|(width, height)| if turn % 2 == 1 { (height, width) } else { (width, height) }))
}

struct Part<'b> {
    kind: [u8; 4],
    content: &'b [u8],
}

/// The boxes that stand one behind the other, up to the first that is cut off.
fn boxes(bytes: &[u8]) -> impl Iterator<Item = Part<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (head, behind) = rest.split_at_checked(8)?;
        let size = u32::from_be_bytes(head.get(..4)?.try_into().ok()?) as usize;
        let kind = head.get(4..)?.try_into().ok()?;
        let (content, next) = match size {
            // Up to the end of the file.
            0 => (behind, &[][..]),
            // The size stands behind the kind, in eight bytes.
            1 => {
                let (long, behind) = behind.split_at_checked(8)?;
                let size = u64::from_be_bytes(long.try_into().ok()?);
                behind.split_at_checked(usize::try_from(size).ok()?.checked_sub(16)?)?
            }
            size => behind.split_at_checked(size.checked_sub(8)?)?,
        };
        rest = next;
        Some(Part { kind, content })
    })
}

/// The size of an SVG: its `width` and `height` where both are lengths in pixels, else those of its `viewBox`.
fn svg(bytes: &[u8]) -> Measured {
    let text = String::from_utf8_lossy(bytes);
    let Some(tag) = root_tag(&text) else { return Measured::Broken };
    let length = |name| attribute(tag, name).and_then(|value| pixels(value.trim_end_matches("px")));
    let size = length("width").zip(length("height")).or_else(|| {
        let view_box: Vec<&str> = attribute(tag, "viewBox")?
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|part| !part.is_empty())
            .collect();
        let [_, _, width, height] = view_box[..] else { return None };
        Some((pixels(width)?, pixels(height)?))
    });
    size.map_or(Measured::Unknown, |(width, height)| Measured::Size(Size { width, height }))
}

/// The attributes of the first `<svg>`, which comments and declarations may stand in front of.
fn root_tag(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.split_once('<')?.1;
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->")?.1;
        } else if let Some(tag) = rest.strip_prefix("svg") {
            return tag.split_once('>').map(|(attributes, _)| attributes);
        }
    }
}

/// The value of an attribute; `width` is not found in `stroke-width`.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.match_indices(name).find_map(|(at, _)| {
        if !tag.get(..at)?.ends_with(char::is_whitespace) {
            return None;
        }
        let value = tag.get(at + name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| ['"', '\''].contains(c))?;
        value.get(1..)?.split_once(quote).map(|(value, _)| value.trim())
    })
}

/// A positive length, rounded up to whole pixels.
fn pixels(text: &str) -> Option<u32> {
    let length: f64 = text.trim().parse().ok()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 100,000")]
    (length > 0.0 && length <= 100_000.0).then(|| length.ceil() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(width: u32, height: u32) -> Measured {
        Measured::Size(Size { width, height })
    }

    #[test]
    fn pixels_are_read_from_the_headers_whatever_the_file_is_called() {
        let gif = b"GIF89a\x28\x00\x1e\x00\x00\x00\x00";
        assert_eq!(measure("anh.gif", gif), size(40, 30));
        assert_eq!(measure("anh.PNG", gif), size(40, 30));
        assert_eq!(measure("anh.png", b"no picture"), Measured::Broken);
        assert_eq!(measure("anh.png", b"\x89PNG\r\n\x1a\n"), Measured::Broken, "cut off");
        assert_eq!(measure("anh.png", b""), Measured::Broken);
    }

    /// A box of ISO/IEC 14496-12.
    fn boxed(kind: &str, content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len() + 8).unwrap();
        [&size.to_be_bytes(), kind.as_bytes(), content].concat()
    }

    #[test]
    fn an_avif_has_the_size_of_its_largest_image_as_it_is_turned() {
        let ispe = |width: u32, height: u32| {
            boxed("ispe", &[&[0; 4], &width.to_be_bytes()[..], &height.to_be_bytes()].concat())
        };
        let file = |brand: &str, properties: &[u8]| {
            let meta =
                [&[0; 4], &boxed("hdlr", &[0; 25])[..], &boxed("iprp", &boxed("ipco", properties))].concat();
            let brands = [brand.as_bytes(), &[0; 4], b"mif1", b"avif"].concat();
            [boxed("ftyp", &brands), boxed("meta", &meta), boxed("mdat", &[0; 40])].concat()
        };
        let thumbnail = [ispe(160, 120), ispe(640, 480), boxed("pixi", &[0; 8])].concat();
        assert_eq!(measure("anh.avif", &file("avif", &thumbnail)), size(640, 480));
        assert_eq!(measure("anh.AVIF", &file("mif1", &thumbnail)), size(640, 480));
        let turned = [ispe(640, 480), boxed("irot", &[1])].concat();
        assert_eq!(measure("anh.avif", &file("avif", &turned)), size(480, 640));
        assert_eq!(measure("anh.avif", &file("avif", &[])), Measured::Broken);
        assert_eq!(measure("anh.avif", &file("avif", &ispe(0, 480))), Measured::Broken);
        let whole = file("avif", &thumbnail);
        for end in 0..whole.len() - 48 {
            assert_eq!(measure("anh.avif", &whole[..end]), Measured::Broken, "{end}");
        }
        let gif = b"GIF89a\x28\x00\x1e\x00\x00\x00\x00";
        assert_eq!(measure("anh.avif", gif), size(40, 30), "browsers look at the bytes");
        assert_eq!(measure("anh.avif", b"no picture"), Measured::Broken);
    }

    #[test]
    fn a_drawing_has_its_own_size_or_that_of_its_view_box() {
        for (text, measured) in [
            ("<svg width=\"64\" height=\"32px\" viewBox=\"0 0 1 1\">", size(64, 32)),
            (
                "<?xml version='1.0'?><!-- <svg width='1' height='1'> --><svg viewBox='0 0 36.5 24'>",
                size(37, 24),
            ),
            ("<svg stroke-width=\"9\" height=\"8\" viewBox=\"0,0, 20,10\">", size(20, 10)),
            ("<svg width=\"100%\" height=\"100%\" viewBox=\"0 0 4 3\">", size(4, 3)),
            ("<svg width=\"10em\" height=\"5\">", Measured::Unknown),
            ("<svg viewBox=\"0 0 nhiều 3\">", Measured::Unknown),
            ("<svg viewBox=\"0 0 0 3\">", Measured::Unknown),
            ("<html>", Measured::Broken),
            ("<!-- <svg>", Measured::Broken),
        ] {
            assert_eq!(measure("hinh.svg", text.as_bytes()), measured, "{text}");
        }
    }
}
