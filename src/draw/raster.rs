//! PNG of a picture, and what PNG and PDF share: its SVG read with a font of our own. Nothing installed is asked, so
//! every machine makes the same bytes.
//!
//! The font is Roboto (`font/README.md`): Latin, Greek and Cyrillic. Letters it has not are shown as empty boxes.

use super::frame::FAMILIES;
use crate::error::{Error, Result};
use resvg::{tiny_skia, usvg};
use std::sync::{Arc, OnceLock};

/// Pixels of a PNG for one of the SVG's: sharp on paper, and on screens of double density.
const SCALE: f32 = 2.0;
/// Most pixels a PNG may have on a side and in all: beyond, viewers give up before the machine does.
const MOST_SIDE: f32 = 16_000.0;
const MOST_PIXELS: f32 = 100e6;

/// The letters of the font and its bold cut.
const FONTS: [&[u8]; 2] = [
    include_bytes!("font/Roboto-Regular.ttf"),
    include_bytes!("font/Roboto-Bold.ttf"),
];

/// The fonts, read once.
fn fonts() -> Arc<usvg::fontdb::Database> {
    static FOUND: OnceLock<Arc<usvg::fontdb::Database>> = OnceLock::new();
    let read = || {
        let mut fonts = usvg::fontdb::Database::new();
        for font in FONTS {
            fonts.load_font_data(font.to_vec());
        }
        // whatever a picture asks for (`FAMILIES`, or Graphviz's own) is this font
        fonts.set_sans_serif_family("Roboto");
        fonts.set_serif_family("Roboto");
        Arc::new(fonts)
    };
    FOUND.get_or_init(read).clone()
}

/// An SVG read, its words laid out in our font.
pub(super) fn tree(svg: &str) -> Result<usvg::Tree> {
    let options = usvg::Options {
        font_family: "Roboto".to_owned(),
        fontdb: fonts(),
        ..usvg::Options::default()
    };
    // the first family asked for is the one there is: no search for the others, no complaint about them
    let svg = svg.replacen(FAMILIES, "Roboto", 1);
    usvg::Tree::from_str(&svg, &options).map_err(failed)
}

fn failed(problem: impl std::fmt::Display) -> Error {
    Error::Usage(format!(
        "cannot turn the picture into pixels or pages: {problem}; write .svg instead"
    ))
}

/// A PNG at twice the size of the SVG; less when that would be too large for viewers.
pub(super) fn png(svg: &str) -> Result<Vec<u8>> {
    let tree = tree(svg)?;
    let (wide, high) = (tree.size().width(), tree.size().height());
    let scale = SCALE
        .min(MOST_SIDE / wide.max(high))
        .min((MOST_PIXELS / (wide * high)).sqrt());
    let (w, h) = ((wide * scale).ceil(), (high * scale).ceil());
    let mut sheet = tiny_skia::Pixmap::new(w as u32, h as u32)
        .ok_or_else(|| failed(format!("{w} × {h} is no size for a sheet")))?;
    resvg::render(
        &tree,
        tiny_skia::Transform::from_scale(scale, scale),
        &mut sheet.as_mut(),
    );
    sheet.encode_png().map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::super::pdf::pdf;
    use super::super::{View, ViewOptions, sample, svg};
    use super::*;

    #[test]
    fn the_same_pixels_and_pages_each_time_and_words_among_them() {
        let (events, actors) = sample::seeds();
        let picture = svg(&View::new(&events, &actors, &ViewOptions::default()));
        let first = png(&picture).unwrap();
        assert_eq!(first, png(&picture).unwrap());
        assert_eq!(first[..8], *b"\x89PNG\r\n\x1a\n");
        let page = pdf(&picture).unwrap();
        assert!(page.starts_with(b"%PDF-") && page == pdf(&picture).unwrap());
        // without a font the words would vanish, and with them most of the ink
        let wordless = |line: &str| match line.starts_with("<text") {
            true if line.ends_with("</g>") => "</g>".to_owned(),
            true => String::new(),
            false => line.to_owned(),
        };
        let silent: String = picture.lines().map(wordless).collect();
        let ink = |bytes: &[u8]| {
            let sheet = tiny_skia::Pixmap::decode_png(bytes).unwrap();
            let dark = |p: &&tiny_skia::PremultipliedColorU8| p.red() < 0x60 && p.blue() < 0x80;
            sheet.pixels().iter().filter(dark).count()
        };
        assert!(ink(&first) > 2 * ink(&png(&silent).unwrap()));
    }

    #[test]
    fn hostile_and_empty_pictures_come_through() {
        for text in sample::HOSTILE {
            let (events, actors) = sample::hostile(text);
            let picture = svg(&View::new(&events, &actors, &ViewOptions::default()));
            assert!(png(&picture).is_ok() && pdf(&picture).is_ok(), "{text:?}");
        }
        let empty = svg(&View::new(&[], &[], &ViewOptions::default()));
        assert!(png(&empty).is_ok() && pdf(&empty).is_ok());
    }
}
