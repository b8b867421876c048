//! A view as a stand-alone SVG: no script, no font file, nothing fetched.
//!
//! Tooltips are `<title>` elements; every actor and line is a group that carries the ids behind it
//! (`data-actor`, `data-events`) for pages that want to hang something on them.

use super::layout::{self, LABEL_SIZE, LINE_HEIGHT, NAME_SIZE, Rect, Sheet};
use super::legend;
use super::palette::{Class, Shape, Theme};
use super::route::{HEAD, Piece, Point, Route};
use super::text::{is_hidden, wrap};
use super::view::{Line, Node, View};
use std::fmt::{self, Write};

/// How far the sides of hexagons and parallelograms lean, in pixels.
pub(super) const SLANT: f64 = 15.0;

const MARGIN: f64 = 16.0;
const TITLE_SIZE: f64 = 16.0;
pub(super) const NOTE_SIZE: f64 = 11.5;
const LEAST_WIDTH: f64 = 520.0;

/// The cut corner of an octagon.
pub(super) fn cut(rect: &Rect) -> f64 {
    (rect.h * 0.29).min(13.0)
}

/// Draws a view with our own layout. The same view gives the same bytes.
pub fn svg(view: &View) -> String {
    let sheet = layout::layout(view);
    let mut out = String::new();
    // writing into a String cannot fail
    let _ = Picture {
        view,
        sheet: &sheet,
        theme: view.theme,
        out: &mut out,
    }
    .draw();
    out
}

/// Text for an element or a quoted attribute; characters XML forbids are left out, newlines kept.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push('\n'),
            c if is_hidden(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// A picture being written.
pub(super) struct Picture<'a> {
    pub view: &'a View,
    pub sheet: &'a Sheet,
    pub theme: Theme,
    pub out: &'a mut String,
}

impl Picture<'_> {
    fn draw(&mut self) -> fmt::Result {
        let (view, theme) = (self.view, self.theme);
        let least = self.sheet.width.max(LEAST_WIDTH);
        let letters = |size: f64| (least / (size * 0.52)) as usize;
        let title = wrap(&view.title, letters(TITLE_SIZE), 2);
        let mut small: Vec<String> = wrap(&view.subtitle, letters(NOTE_SIZE), 3);
        for note in &view.notes {
            small.extend(wrap(note, letters(NOTE_SIZE), 3));
        }
        let hidden = self
            .sheet
            .routes
            .iter()
            .filter(|r| r.label.is_none())
            .count();
        if hidden > 0 {
            small.push(format!(
                "{hidden} labels found no room and are tooltips only."
            ));
        }
        let legend = legend::legend(view, self.sheet, least);
        let top = MARGIN + title.len() as f64 * 21.0 + small.len() as f64 * 16.0 + 12.0;
        let legend_top = top + self.sheet.height + 22.0;
        let wide = least + 2.0 * MARGIN;
        let high = legend_top + legend.1 + MARGIN;

        writeln!(self.out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
        writeln!(
            self.out,
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0}" height="{high:.0}" viewBox="0 0 {wide:.0} {high:.0}" role="img" aria-labelledby="title desc" font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif">"#
        )?;
        writeln!(
            self.out,
            r#"<title id="title">{}</title>"#,
            escape(&view.title)
        )?;
        let desc: Vec<&str> = std::iter::once(&view.subtitle)
            .chain(&view.notes)
            .map(String::as_str)
            .collect();
        writeln!(
            self.out,
            r#"<desc id="desc">{}</desc>"#,
            escape(&desc.join(". "))
        )?;
        writeln!(
            self.out,
            r#"<rect width="100%" height="100%" fill="{}"/>"#,
            theme.ground()
        )?;
        let mut y = MARGIN;
        for line in &title {
            y += 21.0;
            self.text(
                MARGIN,
                y - 5.0,
                TITLE_SIZE,
                theme.ink(),
                "start",
                true,
                line,
            )?;
        }
        for line in &small {
            y += 16.0;
            self.text(
                MARGIN,
                y - 4.0,
                NOTE_SIZE,
                theme.faint_ink(),
                "start",
                false,
                line,
            )?;
        }
        let side = MARGIN + (least - self.sheet.width) / 2.0;
        writeln!(
            self.out,
            r#"<g id="graph" transform="translate({side:.1} {top:.1})">"#
        )?;
        self.panels()?;
        for (index, line) in view.lines.iter().enumerate() {
            self.line(index, line)?;
        }
        for (index, node) in view.nodes.iter().enumerate() {
            self.node(index, node)?;
        }
        self.labels()?;
        writeln!(self.out, "</g>")?;
        writeln!(
            self.out,
            r#"<g id="legend" transform="translate({MARGIN:.1} {legend_top:.1})">"#
        )?;
        self.out.push_str(&legend.0);
        writeln!(self.out, "</g>\n</svg>")
    }

    fn panels(&mut self) -> fmt::Result {
        for (column, rect) in self.view.columns.iter().zip(&self.sheet.panels) {
            writeln!(
                self.out,
                r#"<rect x="{:.1}" y="{:.1}" width="{:.1}" height="{:.1}" rx="10" fill="{}" stroke="{}"/>"#,
                rect.x,
                rect.y,
                rect.w,
                rect.h,
                self.theme.panel(),
                self.theme.panel_line()
            )?;
            self.text(
                rect.x + 12.0,
                rect.y + 19.0,
                13.0,
                self.theme.faint_ink(),
                "start",
                true,
                &column.title,
            )?;
        }
        Ok(())
    }

    fn line(&mut self, index: usize, line: &Line) -> fmt::Result {
        let Some(route) = self.sheet.routes.get(index) else {
            return Ok(());
        };
        let events: Vec<&str> = line.events.iter().map(|e| e.as_str()).collect();
        let colour = line.class.colour(self.theme);
        let wide = line.class.width(line.events.len());
        writeln!(
            self.out,
            r#"<g id="line{index}" class="edge {}{}" data-events="{}"><title>{}</title>"#,
            line.class.css(),
            if line.unreal { " unreal" } else { "" },
            escape(&events.join(" ")),
            escape(&line.tip)
        )?;
        let path = path(route);
        // a broad unseen stroke makes thin lines easy to point at
        writeln!(
            self.out,
            r#"<path d="{path}" fill="none" stroke="{colour}" stroke-opacity="0" stroke-width="9"/>"#
        )?;
        self.stroke(&path, line.class, colour, wide)?;
        self.head(route.head, colour, wide, line.unreal)?;
        if line.both {
            self.head(route.tail, colour, wide, line.unreal)?;
        }
        writeln!(self.out, "</g>")
    }

    pub(super) fn stroke(
        &mut self,
        path: &str,
        class: Class,
        colour: &str,
        wide: f64,
    ) -> fmt::Result {
        write!(
            self.out,
            r#"<path d="{path}" fill="none" stroke="{colour}" stroke-width="{wide:.2}""#
        )?;
        match class.dash() {
            "" => writeln!(self.out, "/>"),
            dash => {
                let round = if class == Class::Statement {
                    r#" stroke-linecap="round""#
                } else {
                    ""
                };
                writeln!(self.out, r#" stroke-dasharray="{dash}"{round}/>"#)
            }
        }
    }

    pub(super) fn head(
        &mut self,
        (tip, way): (Point, f64),
        colour: &str,
        wide: f64,
        hollow: bool,
    ) -> fmt::Result {
        let half = 3.6 + wide * 0.5;
        let back = tip.0 - way * HEAD;
        let fill = if hollow { self.theme.panel() } else { colour };
        writeln!(
            self.out,
            r#"<path d="M{:.1},{:.1} L{back:.1},{:.1} L{back:.1},{:.1} Z" fill="{fill}" stroke="{colour}" stroke-width="1"/>"#,
            tip.0,
            tip.1,
            tip.1 - half,
            tip.1 + half
        )
    }

    fn node(&mut self, index: usize, node: &Node) -> fmt::Result {
        let Some(rect) = self.sheet.nodes.get(index).copied() else {
            return Ok(());
        };
        let shape = Shape::of(node.kind);
        writeln!(
            self.out,
            r#"<g id="node{index}" class="node {}" data-actor="{}"><title>{}</title>"#,
            node.kind,
            escape(node.id.as_str()),
            escape(&node.tip)
        )?;
        let wide = if node.focus { 3.0 } else { 2.0 };
        let outline = outline(
            shape,
            &rect,
            shape.colour(self.theme),
            self.theme.fill(),
            wide,
        );
        self.out.push_str(&outline);
        let (cx, cy) = rect.middle();
        let first = cy - (node.lines.len() as f64 - 1.0) / 2.0 * LINE_HEIGHT + NAME_SIZE * 0.36;
        for (row, line) in node.lines.iter().enumerate() {
            let y = first + row as f64 * LINE_HEIGHT;
            let is_name = row < node.name_lines;
            let ink = if is_name {
                self.theme.ink()
            } else {
                self.theme.faint_ink()
            };
            let size = if is_name { NAME_SIZE } else { NAME_SIZE - 1.0 };
            self.text(cx, y, size, ink, "middle", node.focus && is_name, line)?;
        }
        writeln!(self.out, "</g>")
    }

    fn labels(&mut self) -> fmt::Result {
        for (line, route) in self.view.lines.iter().zip(&self.sheet.routes) {
            let Some(rect) = route.label else { continue };
            let ink = line.class.ink(self.theme);
            let ground = self.theme.ground();
            // a plate under the words: a line crossing them would strike them out
            writeln!(
                self.out,
                r#"<g class="label"><title>{}</title><rect x="{:.1}" y="{:.1}" width="{:.1}" height="{:.1}" rx="3" fill="{ground}" fill-opacity="0.92"/>"#,
                escape(&line.tip),
                rect.x,
                rect.y,
                rect.w,
                rect.h
            )?;
            writeln!(
                self.out,
                r#"<text x="{:.1}" y="{:.1}" font-size="{LABEL_SIZE}" text-anchor="middle" fill="{ink}" xml:space="preserve">{}</text></g>"#,
                rect.middle().0,
                rect.middle().1 + LABEL_SIZE * 0.36,
                escape(&line.label)
            )?;
        }
        Ok(())
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn text(
        &mut self,
        x: f64,
        y: f64,
        size: f64,
        ink: &str,
        anchor: &str,
        bold: bool,
        text: &str,
    ) -> fmt::Result {
        let weight = if bold { r#" font-weight="bold""# } else { "" };
        writeln!(
            self.out,
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" text-anchor="{anchor}" fill="{ink}"{weight}>{}</text>"#,
            escape(text)
        )
    }
}

fn path(route: &Route) -> String {
    let mut out = String::new();
    for piece in &route.path {
        let _ = match *piece {
            Piece::Straight(a, b) if out.is_empty() => {
                write!(out, "M{:.1},{:.1} L{:.1},{:.1}", a.0, a.1, b.0, b.1)
            }
            Piece::Straight(_, b) => write!(out, " L{:.1},{:.1}", b.0, b.1),
            Piece::Curve(_, b, c, d) => {
                write!(
                    out,
                    " C{:.1},{:.1} {:.1},{:.1} {:.1},{:.1}",
                    b.0, b.1, c.0, c.1, d.0, d.1
                )
            }
        };
    }
    out
}

/// The outline of a shape that fills a rectangle.
pub(super) fn outline(shape: Shape, rect: &Rect, colour: &str, fill: &str, wide: f64) -> String {
    let Rect { x, y, w, h } = *rect;
    let paint = format!(r#"fill="{fill}" stroke="{colour}" stroke-width="{wide:.1}""#);
    let polygon = |points: &[Point]| {
        let points: Vec<String> = points
            .iter()
            .map(|p| format!("{:.1},{:.1}", p.0, p.1))
            .collect();
        format!("<polygon points=\"{}\" {paint}/>\n", points.join(" "))
    };
    let (r, b, cx, cy) = (rect.right(), rect.bottom(), x + w / 2.0, y + h / 2.0);
    let slant = SLANT.min(w / 4.0);
    match shape {
        Shape::DoubleBox => format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\" {paint}/>\n<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" {paint}/>\n",
            x + 4.0,
            y + 4.0,
            w - 8.0,
            h - 8.0
        ),
        Shape::RoundedBox => format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\" rx=\"{:.1}\" {paint}/>\n",
            (h / 2.5).min(12.0)
        ),
        Shape::Ellipse => format!(
            "<ellipse cx=\"{cx:.1}\" cy=\"{cy:.1}\" rx=\"{:.1}\" ry=\"{:.1}\" {paint}/>\n",
            w / 2.0,
            h / 2.0
        ),
        Shape::Octagon => {
            let c = cut(rect);
            polygon(&[
                (x + c, y),
                (r - c, y),
                (r, y + c),
                (r, b - c),
                (r - c, b),
                (x + c, b),
                (x, b - c),
                (x, y + c),
            ])
        }
        Shape::Hexagon => polygon(&[
            (x + slant, y),
            (r - slant, y),
            (r, cy),
            (r - slant, b),
            (x + slant, b),
            (x, cy),
        ]),
        Shape::Parallelogram => polygon(&[(x + slant, y), (r, y), (r - slant, b), (x, b)]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Theme, View, ViewOptions, sample};
    use super::*;

    #[test]
    fn a_stand_alone_picture_with_every_actor_label_and_sentence() {
        let (events, actors) = sample::seeds();
        for theme in [Theme::Light, Theme::Dark] {
            let view = View::new(
                &events,
                &actors,
                &ViewOptions {
                    theme,
                    ..ViewOptions::default()
                },
            );
            let text = svg(&view);
            for needle in [
                "Wang Yi",
                "top diplomat",
                "acting foreign minister",
                "2025-07-03  recognise [054]",
                ">Foreign Ministry<",
                "</svg>",
            ] {
                assert!(text.contains(needle), "{needle}");
            }
            assert!(!text.contains("<script") && !text.contains("href"));
            assert!(text.contains(theme.ground()));
            assert_eq!(text, svg(&view));
        }
    }

    #[test]
    fn hostile_words_cannot_leave_their_place() {
        for text in sample::HOSTILE {
            let (events, actors) = sample::hostile(text);
            let picture = svg(&View::new(&events, &actors, &ViewOptions::default()));
            sample::well_formed(&picture);
            assert!(
                !picture.contains('\u{202E}') && !picture.contains("<script"),
                "{text:?}"
            );
        }
    }

    #[test]
    fn nothing_to_draw_is_still_a_picture() {
        let text = svg(&View::new(&[], &[], &ViewOptions::default()));
        sample::well_formed(&text);
        assert!(text.contains("No events"));
    }
}
