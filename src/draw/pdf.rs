//! PDF of a picture: one page of vector outlines, its words laid under them unseen so that they can be searched and copied.
//!
//! Written here, object by object, because the bytes must be the same each time. Knows what our pictures and Graphviz's use: paths,
//! words, groups, plain colours; no gradients, filters or images.

use super::raster;
use super::text::width;
use crate::error::Result;
use pdf_writer::types::{LineCapStyle, LineJoinStyle, TextRenderingMode};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use resvg::tiny_skia::{Path, PathSegment, Transform};
use resvg::usvg::{self, FillRule, LineCap, LineJoin, Node, Paint};
use std::collections::BTreeSet;

/// CSS pixels are 96 an inch, points of PDF 72.
const POINT: f32 = 0.75;

/// What is being written on the page.
struct Page {
    content: Content,
    /// Opacities used, in percent.
    opacities: BTreeSet<u8>,
}

/// A PDF of one page.
pub(super) fn pdf(svg: &str) -> Result<Vec<u8>> {
    let tree = raster::tree(svg)?;
    let (wide, high) = (tree.size().width() * POINT, tree.size().height() * POINT);
    let mut page = Page {
        content: Content::new(),
        opacities: BTreeSet::new(),
    };
    page.content.transform([POINT, 0.0, 0.0, -POINT, 0.0, high]);
    page.group(tree.root(), Transform::identity(), 1.0);
    let content = miniz_oxide::deflate::compress_to_vec_zlib(&page.content.finish(), 8);

    let mut pdf = Pdf::new();
    let [catalog, pages, sheet, stream, font, info] = [1, 2, 3, 4, 5, 6].map(Ref::new);
    let state = |percent: u8| Ref::new(10 + i32::from(percent));
    pdf.catalog(catalog).pages(pages);
    pdf.pages(pages).count(1).kids([sheet]);
    let mut written = pdf.page(sheet);
    written.parent(pages).contents(stream);
    written.media_box(Rect::new(0.0, 0.0, wide, high));
    let mut resources = written.resources();
    resources.fonts().pair(Name(b"F"), font);
    let mut states = resources.ext_g_states();
    for percent in &page.opacities {
        states.pair(Name(name(*percent).as_bytes()), state(*percent));
    }
    states.finish();
    resources.finish();
    written.finish();
    pdf.stream(stream, &content).filter(Filter::FlateDecode);
    pdf.type1_font(font)
        .base_font(Name(b"Helvetica"))
        .encoding_predefined(Name(b"WinAnsiEncoding"));
    for percent in &page.opacities {
        let share = f32::from(*percent) / 100.0;
        pdf.ext_graphics(state(*percent))
            .non_stroking_alpha(share)
            .stroking_alpha(share);
    }
    pdf.document_info(info).producer(TextStr("chancery"));
    Ok(pdf.finish())
}

fn name(percent: u8) -> String {
    format!("A{percent}")
}

impl Page {
    fn group(&mut self, group: &usvg::Group, at: Transform, opacity: f32) {
        let at = at.pre_concat(group.transform());
        // members of a group hardly overlap in our pictures: each may be as pale as the whole
        let opacity = opacity * group.opacity().get();
        for node in group.children() {
            match node {
                Node::Group(inner) => self.group(inner, at, opacity),
                Node::Path(path) => self.path(path, at, opacity),
                Node::Text(text) => {
                    self.words(text, at);
                    self.group(text.flattened(), at, opacity);
                }
                Node::Image(_) => {}
            }
        }
    }

    /// Fills first, then strokes, as pictures without `paint-order` do.
    fn path(&mut self, path: &usvg::Path, at: Transform, opacity: f32) {
        if !path.is_visible() {
            return;
        }
        let fill = path.fill().and_then(|f| Some((colour(f.paint())?, f)));
        if let Some((rgb, fill)) = fill
            && self.begin(at, opacity * fill.opacity().get())
        {
            self.content.set_fill_rgb(rgb[0], rgb[1], rgb[2]);
            self.outline(path.data());
            match fill.rule() {
                FillRule::NonZero => self.content.fill_nonzero(),
                FillRule::EvenOdd => self.content.fill_even_odd(),
            };
            self.content.restore_state();
        }
        let stroke = path.stroke().and_then(|s| Some((colour(s.paint())?, s)));
        if let Some((rgb, stroke)) = stroke
            && self.begin(at, opacity * stroke.opacity().get())
        {
            let content = &mut self.content;
            content.set_stroke_rgb(rgb[0], rgb[1], rgb[2]);
            content.set_line_width(stroke.width().get());
            content.set_line_cap(match stroke.linecap() {
                LineCap::Butt => LineCapStyle::ButtCap,
                LineCap::Round => LineCapStyle::RoundCap,
                LineCap::Square => LineCapStyle::ProjectingSquareCap,
            });
            content.set_line_join(match stroke.linejoin() {
                LineJoin::Round => LineJoinStyle::RoundJoin,
                LineJoin::Bevel => LineJoinStyle::BevelJoin,
                LineJoin::Miter | LineJoin::MiterClip => LineJoinStyle::MiterJoin,
            });
            if let Some(dash) = stroke.dasharray() {
                content.set_dash_pattern(dash.iter().copied(), stroke.dashoffset());
            }
            self.outline(path.data());
            self.content.stroke();
            self.content.restore_state();
        }
    }

    /// Begins a mark at a place; nothing begins when it could not be seen.
    fn begin(&mut self, at: Transform, opacity: f32) -> bool {
        let percent = (opacity * 100.0).round().clamp(0.0, 100.0) as u8;
        if percent == 0 {
            return false;
        }
        self.content.save_state();
        self.content
            .transform([at.sx, at.ky, at.kx, at.sy, at.tx, at.ty]);
        if percent < 100 {
            self.opacities.insert(percent);
            self.content.set_parameters(Name(name(percent).as_bytes()));
        }
        true
    }

    fn outline(&mut self, path: &Path) {
        let mut here = (0.0, 0.0);
        for segment in path.segments() {
            let content = &mut self.content;
            match segment {
                PathSegment::MoveTo(p) => {
                    content.move_to(p.x, p.y);
                    here = (p.x, p.y);
                }
                PathSegment::LineTo(p) => {
                    content.line_to(p.x, p.y);
                    here = (p.x, p.y);
                }
                PathSegment::QuadTo(c, p) => {
                    // the same curve with the two control points that PDF wants
                    let near = |a: f32, b: f32| a + (b - a) * 2.0 / 3.0;
                    content.cubic_to(
                        near(here.0, c.x),
                        near(here.1, c.y),
                        near(p.x, c.x),
                        near(p.y, c.y),
                        p.x,
                        p.y,
                    );
                    here = (p.x, p.y);
                }
                PathSegment::CubicTo(c, d, p) => {
                    content.cubic_to(c.x, c.y, d.x, d.y, p.x, p.y);
                    here = (p.x, p.y);
                }
                PathSegment::Close => {
                    content.close_path();
                }
            }
        }
    }

    /// The words of a text, unseen, stretched over the place where their outlines stand.
    fn words(&mut self, text: &usvg::Text, at: Transform) {
        let words: String = text.chunks().iter().map(|c| c.text()).collect();
        let size = text.chunks().iter().flat_map(|c| c.spans()).next();
        let size = size.map_or(10.0, |s| s.font_size().get());
        let place = text.bounding_box();
        let usual = width(&words, f64::from(size)) as f32 * 0.87;
        if usual <= 0.0 || !self.begin(at, 1.0) {
            return;
        }
        let bytes: Vec<u8> = words.chars().map(latin).collect();
        self.content
            .begin_text()
            .set_font(Name(b"F"), size)
            .set_text_rendering_mode(TextRenderingMode::Invisible)
            .set_horizontal_scaling(place.width() / usual * 100.0)
            .set_text_matrix([
                1.0,
                0.0,
                0.0,
                -1.0,
                place.left(),
                place.bottom() - size * 0.2,
            ])
            .show(Str(&bytes))
            .end_text();
        self.content.restore_state();
    }
}

/// A plain colour as shares of red, green and blue.
fn colour(paint: &Paint) -> Option<[f32; 3]> {
    match paint {
        Paint::Color(c) => Some([c.red, c.green, c.blue].map(|part| f32::from(part) / 255.0)),
        _ => None,
    }
}

/// A character in Windows code page 1252, `?` when it has none.
fn latin(c: char) -> u8 {
    match c {
        '–' => 0x96,
        '—' => 0x97,
        '…' => 0x85,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        c if (' '..='~').contains(&c) || ('\u{A0}'..='ÿ').contains(&c) => c as u32 as u8,
        _ => b'?',
    }
}
