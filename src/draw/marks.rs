//! The marks a picture is made of, as SVG: strokes, heads, outlines, words.

use super::palette::{Class, Shape};
use super::sheet::{HEAD, Head, Piece, Point, Rect, SLANT, cut};
use super::text::is_hidden;
use std::fmt::{self, Write};

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

/// Below this width lines have finer dashes: the thinnest line between columns is broader.
const FINE: f64 = 1.29;

/// How words are set.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub size: f64,
    pub ink: &'a str,
    pub anchor: &'a str,
    pub bold: bool,
}

impl<'a> Words<'a> {
    /// Words that begin at their place.
    pub(super) fn new(size: f64, ink: &'a str) -> Self {
        Words {
            size,
            ink,
            anchor: "start",
            bold: false,
        }
    }

    /// Sets them with their baseline at a height.
    pub(super) fn write(&self, out: &mut String, (x, y): Point, text: &str) -> fmt::Result {
        let weight = if self.bold {
            r#" font-weight="bold""#
        } else {
            ""
        };
        writeln!(
            out,
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{}" text-anchor="{}" fill="{}"{weight}>{}</text>"#,
            self.size,
            self.anchor,
            self.ink,
            escape(text)
        )
    }
}

/// A stroke with the dash of a class, the fine one when it is thin.
pub(super) fn stroke(
    out: &mut String,
    path: &str,
    class: Class,
    colour: &str,
    wide: f64,
) -> fmt::Result {
    let dash = if wide < FINE {
        class.fine_dash()
    } else {
        class.dash()
    };
    write!(
        out,
        r#"<path d="{path}" fill="none" stroke="{colour}" stroke-width="{wide:.2}""#
    )?;
    match dash {
        "" => writeln!(out, "/>"),
        dash => {
            let round = if class == Class::Statement {
                r#" stroke-linecap="round""#
            } else {
                ""
            };
            writeln!(out, r#" stroke-dasharray="{dash}"{round}/>"#)
        }
    }
}

/// An arrowhead in a line's colour, filled or hollow.
pub(super) fn head(
    out: &mut String,
    Head { tip, way }: Head,
    (colour, fill): (&str, &str),
    wide: f64,
    pen: f64,
) -> fmt::Result {
    let pen = pen.max(0.65);
    let (long, half) = (HEAD * pen, 3.6 * pen + wide * 0.5);
    let back = (tip.0 - way.0 * long, tip.1 - way.1 * long);
    let side = (-way.1 * half, way.0 * half);
    writeln!(
        out,
        r#"<path d="M{:.1},{:.1} L{:.1},{:.1} L{:.1},{:.1} Z" fill="{fill}" stroke="{colour}" stroke-width="{:.1}"/>"#,
        tip.0,
        tip.1,
        back.0 - side.0,
        back.1 - side.1,
        back.0 + side.0,
        back.1 + side.1,
        pen
    )
}

/// Stretches in SVG's path language.
pub(super) fn path(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        let start = piece.at(0.0);
        if out.is_empty() {
            let _ = write!(out, "M{:.1},{:.1}", start.0, start.1);
        }
        let _ = match *piece {
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
pub(super) fn outline(
    shape: Shape,
    rect: &Rect,
    (colour, fill): (&str, &str),
    wide: f64,
) -> String {
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
    let slant = SLANT.min(w / 4.0).min(h / 2.0);
    let inner = (h / 8.0).clamp(2.2, 4.0);
    match shape {
        Shape::DoubleBox => format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\" {paint}/>\n<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" {paint}/>\n",
            x + inner,
            y + inner,
            w - 2.0 * inner,
            h - 2.0 * inner
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
