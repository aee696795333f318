//! The drawings of a matrix: SVG for pages and print, PNG for whoever cannot use SVG.
//!
//! Each has the quiet zone inside it, on white, so that no background can make a code unreadable. What
//! the titles say is the caller's text.

use super::Matrix;
use super::QUIET_ZONE;

/// The side of a module in a PNG. With 1 bit a pixel, a module is then exactly one byte of a row.
const PIXELS_PER_MODULE: usize = 8;

/// What makes a downloaded drawing's module 1 mm wide where a program goes by the file's own size, which
/// reads well from an arm's length: 8 pixels a module, in pixels a metre.
const PIXELS_PER_METRE: u32 = 8_000;

/// The words that go with an SVG for those who cannot see it. Any text will do; it is escaped here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SvgText<'a> {
    /// What the code is for, in a few words: its accessible name.
    pub title: &'a str,
    /// What must not be lost when the file is passed on, such as that it is sample data.
    pub description: Option<&'a str>,
}

impl Matrix {
    /// The code as an SVG file. Its unit is a module, and its natural size 1 mm a module.
    #[must_use]
    pub fn svg_file(&self, text: SvgText<'_>) -> String {
        let side = self.width() + 2 * QUIET_ZONE;
        let attributes =
            format!(r#" xmlns="http://www.w3.org/2000/svg" width="{side}mm" height="{side}mm" role="img""#);
        let title = format!("<title>{}</title>", escape(text.title));
        let mut svg = self.svg(&attributes, &title, text.description);
        svg.push('\n');
        svg
    }

    /// The code as an `<svg>` element to stand in an HTML page, without size. It uses no ids, so that any
    /// number of codes can share a page.
    #[must_use]
    pub fn svg_inline(&self, text: SvgText<'_>) -> String {
        let attributes = format!(r#" role="img" aria-label="{}""#, escape(text.title));
        self.svg(&attributes, "", text.description)
    }

    /// The dark modules as the data of an SVG path, by either fill rule. Its unit is a module; the origin is
    /// the corner of the quiet zone, so the code begins at ([`QUIET_ZONE`], [`QUIET_ZONE`]).
    ///
    /// The path goes along the borders between dark and light, which leaves no hairlines between modules
    /// and takes about half the bytes of a path of runs.
    #[must_use]
    pub fn path_data(&self) -> &str {
        self.path.get_or_init(|| self.draw_path())
    }

    fn draw_path(&self) -> String {
        let mut path = String::with_capacity(4 * 1024);
        let mut grid = Grid::of(self);
        let mut previous: Option<Point> = None;
        for y in 0..=self.width() {
            for x in 0..=self.width() {
                let corner = grid.corner(x, y);
                // Every border has a step to the right, and its first one in this order starts at a corner.
                if !grid.has_border(corner, Heading::Right) || grid.is_walked(corner) {
                    continue;
                }
                let point = Point { x: coordinate(x + QUIET_ZONE), y: coordinate(y + QUIET_ZONE) };
                push_move(&mut path, previous.replace(point), point);
                // The last side leads back to the corner, which `z` does as well.
                let mut last: Option<Side> = None;
                grid.walk(corner, |side| {
                    if let Some(side) = last.replace(side) {
                        let (letter, length) = side.command();
                        path.push(letter);
                        push_number(&mut path, length);
                    }
                });
                path.push('z');
            }
        }
        // It is kept until the build is done.
        path.shrink_to_fit();
        path
    }

    /// The code as a PNG of 1 bit a pixel, 8 pixels a module. `comment` goes into the file as a text chunk
    /// in UTF-8, such as that it is sample data.
    ///
    /// # Panics
    ///
    /// Never: the image goes into memory, and its size is that of its header.
    #[must_use]
    pub fn png(&self, comment: Option<&str>) -> Vec<u8> {
        let mut bytes = Vec::new();
        #[expect(
            clippy::expect_used,
            reason = "memory takes all that is written, and the size fits the header"
        )]
        self.write_png(comment, &mut bytes).expect("a small image of the promised size goes into memory");
        bytes
    }

    fn write_png(&self, comment: Option<&str>, bytes: &mut Vec<u8>) -> Result<(), png::EncodingError> {
        let side = u32::try_from((self.width() + 2 * QUIET_ZONE) * PIXELS_PER_MODULE)
            .map_err(|problem| std::io::Error::other(problem.to_string()))?;
        let mut encoder = png::Encoder::new(bytes, side, side);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        // `Fast` is made for filtered rows. It stores unfiltered ones nearly as they are, many times larger;
        // with `Up`, the rows of a module that repeat the first are all 0.
        encoder.set_compression(png::Compression::Fast);
        encoder.set_filter(png::Filter::Up);
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: PIXELS_PER_METRE,
            yppu: PIXELS_PER_METRE,
            unit: png::Unit::Meter,
        }));
        if let Some(comment) = comment {
            encoder.add_itxt_chunk("Comment".to_owned(), comment.replace('\0', ""))?;
        }
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.png_rows())?;
        writer.finish()
    }

    /// The pixels of a PNG, a byte for a module of a row: 1 is white.
    fn png_rows(&self) -> Vec<u8> {
        const WHITE: u8 = 0xff;
        const BLACK: u8 = 0x00;
        let margin = [WHITE; QUIET_ZONE];
        let blank = vec![WHITE; (self.width() + 2 * QUIET_ZONE) * QUIET_ZONE * PIXELS_PER_MODULE];
        let mut pixels = blank.clone();
        for modules in self.rows() {
            let mut row = margin.to_vec();
            row.extend(modules.iter().map(|&dark| if dark { BLACK } else { WHITE }));
            row.extend(margin);
            for _ in 0..PIXELS_PER_MODULE {
                pixels.extend_from_slice(&row);
            }
        }
        pixels.extend(blank);
        pixels
    }

    /// An `<svg>` with `attributes`, and `title` as its first child: white ground, black path.
    fn svg(&self, attributes: &str, title: &str, description: Option<&str>) -> String {
        let side = self.width() + 2 * QUIET_ZONE;
        let path = self.path_data();
        let description =
            description.map_or_else(String::new, |text| format!("<desc>{}</desc>", escape(text)));
        // The colours are named because a page's own style may set others for what it inherits.
        format!(
            "<svg{attributes} viewBox=\"0 0 {side} {side}\">{title}{description}\
             <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
             <path fill=\"#000\" shape-rendering=\"crispEdges\" d=\"{path}\"/></svg>"
        )
    }
}

/// Begins a contour. After `z` the pen is where the last one began, and a relative step from there is short.
fn push_move(path: &mut String, previous: Option<Point>, to: Point) {
    match previous {
        None => {
            path.push('M');
            push_number(path, to.x);
            path.push(' ');
            push_number(path, to.y);
        }
        Some(Point { x, y }) => {
            path.push('m');
            push_number(path, to.x - x);
            if to.y >= y {
                path.push(' ');
            }
            push_number(path, to.y - y);
        }
    }
}

/// A corner between four modules, counted from the corner of the quiet zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Point {
    x: i32,
    y: i32,
}

/// The modules with a light one around them, row by row. The corner at the top left of a module has the module's place.
struct Grid {
    stride: usize,
    dark: Vec<bool>,
    /// The corners from which a step to the right was taken.
    walked: Vec<bool>,
}

impl Grid {
    fn of(matrix: &Matrix) -> Grid {
        let stride = matrix.width() + 2;
        let mut dark = vec![false; stride];
        for row in matrix.rows() {
            dark.push(false);
            dark.extend_from_slice(row);
            dark.push(false);
        }
        dark.resize(stride * stride, false);
        Grid { stride, walked: vec![false; dark.len()], dark }
    }

    /// The corner at the top left of the module in column `x` and row `y`.
    fn corner(&self, x: usize, y: usize) -> usize {
        (y + 1) * self.stride + x + 1
    }

    fn is_walked(&self, corner: usize) -> bool {
        self.walked.get(corner).copied().unwrap_or(false)
    }

    /// Goes once around the border that leaves `corner` to the right, and notes where each of its steps to the right
    /// begins. Dark is on the right hand: outer borders go clockwise, holes the other way. `take` is given the sides,
    /// horizontal and vertical in turn, the first horizontal.
    fn walk(&mut self, corner: usize, mut take: impl FnMut(Side)) {
        let mut side = Side { heading: Heading::Right, length: 0 };
        let mut place = corner;
        loop {
            if side.heading == Heading::Right
                && let Some(walked) = self.walked.get_mut(place)
            {
                *walked = true;
            }
            place = match side.heading {
                Heading::Right => place + 1,
                Heading::Down => place + self.stride,
                Heading::Left => place.saturating_sub(1),
                Heading::Up => place.saturating_sub(self.stride),
            };
            side.length += 1;
            // Where two dark modules touch at a corner only, turning left joins them in one contour.
            let turns = [side.heading.left(), side.heading, side.heading.right()];
            let Some(next) = turns.into_iter().find(|&heading| self.has_border(place, heading)) else {
                // Borders are closed, so this is not reached; if it were, `z` would close this one.
                return;
            };
            let is_around = place == corner && next == Heading::Right;
            if next != side.heading || is_around {
                take(side);
                side = Side { heading: next, length: 0 };
            }
            if is_around {
                return;
            }
        }
    }

    /// Whether the step from `corner` along `heading` has a dark module on its right and a light one on its left.
    fn has_border(&self, corner: usize, heading: Heading) -> bool {
        let above = corner.saturating_sub(self.stride);
        let (right, left) = match heading {
            Heading::Right => (corner, above),
            Heading::Down => (corner.saturating_sub(1), corner),
            Heading::Left => (above.saturating_sub(1), corner.saturating_sub(1)),
            Heading::Up => (above, above.saturating_sub(1)),
        };
        let is_dark = |place: usize| self.dark.get(place).copied().unwrap_or(false);
        is_dark(right) && !is_dark(left)
    }
}

/// A straight part of a contour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Side {
    heading: Heading,
    /// In modules.
    length: i32,
}

impl Side {
    /// The letter and the number that draw it.
    fn command(self) -> (char, i32) {
        match self.heading {
            Heading::Right => ('h', self.length),
            Heading::Left => ('h', -self.length),
            Heading::Down => ('v', self.length),
            Heading::Up => ('v', -self.length),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    Right,
    Down,
    Left,
    Up,
}

impl Heading {
    fn left(self) -> Heading {
        match self {
            Heading::Right => Heading::Up,
            Heading::Up => Heading::Left,
            Heading::Left => Heading::Down,
            Heading::Down => Heading::Right,
        }
    }

    fn right(self) -> Heading {
        match self {
            Heading::Right => Heading::Down,
            Heading::Down => Heading::Left,
            Heading::Left => Heading::Up,
            Heading::Up => Heading::Right,
        }
    }
}

/// Writes a number of at most three digits, as all in a code's drawing are; faster than by a format.
fn push_number(path: &mut String, number: i32) {
    if number < 0 {
        path.push('-');
    }
    let number = number.unsigned_abs();
    for unit in [100, 10, 1] {
        if number >= unit || unit == 1 {
            let digit = u8::try_from(number / unit % 10).unwrap_or(0);
            path.push(char::from(b'0' + digit));
        }
    }
}

/// A width in modules as a coordinate; the widest code has 177.
fn coordinate(modules: usize) -> i32 {
    i32::try_from(modules).unwrap_or(i32::MAX)
}

/// Makes `text` fit for an element or an attribute in quotes, in XML and HTML alike. Control characters,
/// which XML cannot hold, become spaces.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESSES: [&str; 4] = [
        "https://CKS.EXAMPLE/26188/",
        "https://CHUKYSO.DONGNAI.GOV.VN/26188-2/",
        "https://CHUKYSO.DONGNAI.GOV.VN/26188-20251020-1/",
        "https://a-much-longer-host-in-lower-case.which-needs-a-larger-version.example/26188/",
    ];
    const TEXT: SvgText<'static> = SvgText { title: "Mã QR: Phường Trấn Biên", description: None };

    fn matrices() -> Vec<Matrix> {
        ADDRESSES.iter().map(|address| Matrix::encode(address).unwrap()).collect()
    }

    /// The winding number of each unit square of a `side` by `side` area, from vertical sides alone.
    fn winding_numbers(path: &str, side: usize) -> Vec<Vec<i32>> {
        let mut windings = vec![vec![0; side]; side];
        let (mut x, mut y, mut start) = (0i32, 0i32, (0, 0));
        let mut fill_right_of = |x: i32, from: i32, to: i32| {
            let x = usize::try_from(x).unwrap();
            for row in from.min(to)..from.max(to) {
                for square in &mut windings[usize::try_from(row).unwrap()][x..] {
                    *square += if to > from { -1 } else { 1 };
                }
            }
        };
        let commands = path.split_inclusive(|c: char| c.is_ascii_alphabetic()).collect::<Vec<_>>();
        // `split_inclusive` leaves each letter at the end of what stands before it.
        let letters = commands.iter().map(|part| part.chars().last().unwrap());
        let numbers = commands.iter().skip(1).map(|part| part.trim_end_matches(char::is_alphabetic));
        for (letter, numbers) in letters.zip(numbers.chain([""])) {
            let spaced = numbers.replace('-', " -");
            let numbers: Vec<i32> = spaced.split_whitespace().map(|n| n.parse().unwrap()).collect();
            match (letter, numbers.as_slice()) {
                ('M', &[to_x, to_y]) => (x, y, start) = (to_x, to_y, (to_x, to_y)),
                ('m', &[by_x, by_y]) => {
                    (x, y) = (x + by_x, y + by_y);
                    start = (x, y);
                }
                ('h', &[by]) => x += by,
                ('v', &[by]) => {
                    fill_right_of(x, y, y + by);
                    y += by;
                }
                ('z', &[]) => {
                    assert!(x == start.0 || y == start.1, "a contour closes along the grid");
                    fill_right_of(x, y, start.1);
                    (x, y) = start;
                }
                other => panic!("unexpected {other:?}"),
            }
        }
        windings
    }

    #[test]
    fn the_path_covers_just_the_dark_modules() {
        for matrix in matrices() {
            let side = matrix.width() + 2 * QUIET_ZONE;
            let windings = winding_numbers(matrix.path_data(), side);
            for (y, row) in windings.iter().enumerate() {
                for (x, &winding) in row.iter().enumerate() {
                    let dark =
                        x >= QUIET_ZONE && y >= QUIET_ZONE && matrix.is_dark(x - QUIET_ZONE, y - QUIET_ZONE);
                    // 1 and 0, never 2 or -1, so both fill rules give the same.
                    assert_eq!(winding, i32::from(dark), "at {x} {y}");
                }
            }
        }
    }

    #[test]
    fn the_path_begins_with_the_finder_pattern_and_its_hole_goes_the_other_way() {
        let matrix = Matrix::encode(ADDRESSES[0]).unwrap();
        let path = matrix.path_data();
        assert!(path.starts_with("M4 4h7v7h-7z"), "{path}");
        assert!(path.contains("h5v-5h-5z"), "{path}");
    }

    #[test]
    fn a_file_is_an_svg_of_its_own_with_one_path() {
        let matrix = Matrix::encode(ADDRESSES[0]).unwrap();
        let svg = matrix.svg_file(TEXT);
        assert_eq!(
            svg,
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"33mm\" height=\"33mm\" role=\"img\" \
                 viewBox=\"0 0 33 33\"><title>Mã QR: Phường Trấn Biên</title>\
                 <rect width=\"33\" height=\"33\" fill=\"#fff\"/>\
                 <path fill=\"#000\" shape-rendering=\"crispEdges\" d=\"{}\"/></svg>\n",
                matrix.path_data()
            )
        );
    }

    #[test]
    fn an_inline_svg_has_a_label_and_no_ids() {
        let svg = Matrix::encode(ADDRESSES[0]).unwrap().svg_inline(TEXT);
        let head = r#"<svg role="img" aria-label="Mã QR: Phường Trấn Biên" viewBox="0 0 33 33"><rect "#;
        assert!(svg.starts_with(head), "{svg}");
        assert!(!svg.contains(" id=") && !svg.contains("xmlns") && !svg.contains("<title>"), "{svg}");
    }

    #[test]
    fn a_description_marks_both_forms() {
        let matrix = Matrix::encode(ADDRESSES[0]).unwrap();
        let text = SvgText { description: Some("Dữ liệu mẫu"), ..TEXT };
        for svg in [matrix.svg_file(text), matrix.svg_inline(text)] {
            assert_eq!(svg.matches("<desc>Dữ liệu mẫu</desc><rect").count(), 1, "{svg}");
        }
    }

    #[test]
    fn texts_cannot_break_out_of_an_svg() {
        let matrix = Matrix::encode(ADDRESSES[0]).unwrap();
        let bad = "</title>\"'&amp;<script>\0\u{b}\n\u{ffff}";
        let good = "&lt;/title&gt;&quot;&#39;&amp;amp;&lt;script&gt;    ";
        let text = SvgText { title: bad, description: Some(bad) };
        let file = matrix.svg_file(text);
        assert!(file.contains(&format!("<title>{good}</title><desc>{good}</desc><rect")), "{file}");
        let inline = matrix.svg_inline(text);
        assert!(inline.contains(&format!(" aria-label=\"{good}\" viewBox")), "{inline}");
        assert!(inline.contains(&format!("<desc>{good}</desc><rect")), "{inline}");
    }

    #[test]
    fn a_png_holds_the_matrix_in_eight_pixels_a_module_with_its_quiet_zone() {
        for matrix in matrices() {
            let bytes = matrix.png(None);
            let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
            let side = (matrix.width() + 8) * 8;
            let info = reader.info();
            assert_eq!((info.width as usize, info.height as usize), (side, side));
            assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Grayscale, png::BitDepth::One));
            let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
            reader.next_frame(&mut pixels).unwrap();
            for y in 0..side {
                for x in 0..side {
                    let black = pixels[y * (side / 8) + x / 8] & (0x80 >> (x % 8)) == 0;
                    let dark = x >= 32 && y >= 32 && matrix.is_dark(x / 8 - 4, y / 8 - 4);
                    assert_eq!(black, dark, "at {x} {y}");
                }
            }
        }
    }

    #[test]
    fn a_png_carries_its_comment_and_its_size_in_print() {
        let matrix = Matrix::encode(ADDRESSES[0]).unwrap();
        let bytes = matrix.png(Some("Dữ liệu\0 mẫu"));
        let reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let texts = &reader.info().utf8_text;
        assert_eq!(texts.len(), 1);
        assert_eq!(texts[0].keyword, "Comment");
        assert_eq!(texts[0].get_text().unwrap(), "Dữ liệu mẫu");
        let size = reader.info().pixel_dims.unwrap();
        assert_eq!((size.xppu, size.yppu, size.unit), (8_000, 8_000, png::Unit::Meter));

        let bytes = matrix.png(None);
        let reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        assert!(reader.info().utf8_text.is_empty());
    }

    #[test]
    fn drawings_of_the_good_versions_are_small() {
        for address in &ADDRESSES[..3] {
            let matrix = Matrix::encode(address).unwrap();
            let (svg, png) = (matrix.svg_file(TEXT).len(), matrix.png(None).len());
            assert!(svg < 2_300, "{svg} bytes of SVG for {address}");
            assert!(png < 2_000, "{png} bytes of PNG for {address}");
        }
    }

    #[test]
    fn the_same_address_gives_the_same_bytes() {
        for (first, second) in matrices().iter().zip(matrices()) {
            assert_eq!(first.svg_file(TEXT), second.svg_file(TEXT));
            assert_eq!(first.svg_inline(TEXT), second.svg_inline(TEXT));
            assert_eq!(first.png(Some("mẫu")), second.png(Some("mẫu")));
        }
    }
}
