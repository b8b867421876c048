//! The sheet: where everything lies, in pixels, whoever placed it.

use super::palette::Shape;

/// Font size of node labels.
pub(super) const NAME_SIZE: f64 = 12.5;
/// Font size of line labels.
pub(super) const LABEL_SIZE: f64 = 10.5;
/// Height of one line of a node's label, of its font size.
pub(super) const LINE_HEIGHT: f64 = 1.24;
/// Length of an arrowhead.
pub(super) const HEAD: f64 = 9.0;
/// How far the sides of hexagons and parallelograms lean, in pixels.
pub(super) const SLANT: f64 = 15.0;

/// A point in pixels.
pub(super) type Point = (f64, f64);

/// A rectangle on the sheet: upper left corner and size in pixels.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Rect {
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
}

impl Rect {
    pub(super) fn right(&self) -> f64 {
        self.x + self.w
    }
    pub(super) fn bottom(&self) -> f64 {
        self.y + self.h
    }
    pub(super) fn middle(&self) -> (f64, f64) {
        (self.x + self.w / 2.0, self.y + self.h / 2.0)
    }
    /// Area shared with another, grown by `margin` on each side.
    pub(super) fn overlap(&self, other: &Rect, margin: f64) -> f64 {
        let w = self.right().min(other.right()) - self.x.max(other.x) + margin;
        let h = self.bottom().min(other.bottom()) - self.y.max(other.y) + margin;
        if w > 0.0 && h > 0.0 { w * h } else { 0.0 }
    }
}

/// Everything's place, the upper left corner of the drawing at 0, 0.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    pub width: f64,
    pub height: f64,
    pub nodes: Vec<Rect>,
    /// Font size of every node's name.
    pub letters: Vec<f64>,
    /// One per column of the view; none on a map.
    pub panels: Vec<Rect>,
    /// One per line of the view.
    pub routes: Vec<Route>,
    /// How broad lines and heads are, of their usual size.
    pub pen: f64,
}

/// The way of a line and the place of its label.
#[derive(Debug, Clone, Default)]
pub(super) struct Route {
    /// Corner points and curves from the source to the target, ends drawn in for the heads.
    pub path: Vec<Piece>,
    /// The head at the target.
    pub head: Head,
    /// The same at the source.
    pub tail: Head,
    /// The label's box; `None` when there was no room.
    pub label: Option<Rect>,
}

/// An arrowhead: its tip, and the way it points as a step of length 1.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Head {
    pub tip: Point,
    pub way: Point,
}

/// A stretch of a line.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece {
    /// Straight, from one point to another.
    Straight(Point, Point),
    /// A cubic curve: start, two control points, end.
    Curve(Point, Point, Point, Point),
}

impl Piece {
    /// The point at `t` of 0 to 1.
    pub(super) fn at(&self, t: f64) -> Point {
        let mix = |a: Point, b: Point| (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
        match *self {
            Piece::Straight(a, b) => mix(a, b),
            Piece::Curve(a, b, c, d) => {
                let (ab, bc, cd) = (mix(a, b), mix(b, c), mix(c, d));
                mix(mix(ab, bc), mix(bc, cd))
            }
        }
    }
    /// The same, walked backwards.
    pub(super) fn reversed(self) -> Self {
        match self {
            Piece::Straight(a, b) => Piece::Straight(b, a),
            Piece::Curve(a, b, c, d) => Piece::Curve(d, c, b, a),
        }
    }
}

/// The cut corner of an octagon.
pub(super) fn cut(rect: &Rect) -> f64 {
    (rect.h * 0.29).min(13.0)
}

/// Width and height of a shape around words of a size, in pixels.
pub(super) fn around(shape: Shape, text: f64, lines: f64) -> (f64, f64) {
    match shape {
        Shape::DoubleBox => (text + 30.0, lines + 20.0),
        Shape::RoundedBox => (text + 26.0, lines + 16.0),
        Shape::Ellipse => (text * 1.12 + 30.0, lines * 1.25 + 18.0),
        Shape::Octagon => (text + 34.0, lines + 20.0),
        Shape::Hexagon => (text + 48.0, lines + 18.0),
        Shape::Parallelogram => (text + 50.0, lines + 16.0),
    }
}
