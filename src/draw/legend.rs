//! What the marks of a picture mean: only the shapes and lines it uses.

use super::frame::NOTE_SIZE;
use super::marks::{self, Words};
use super::options::Layout;
use super::palette::{Class, Shape, Theme};
use super::sheet::{Head, Rect, Sheet};
use super::text::width;
use super::view::View;
use std::collections::BTreeSet;

/// A legend being written, in rows no wider than the sheet.
pub(super) struct Legend {
    theme: Theme,
    wide: f64,
    at: (f64, f64),
    out: String,
}

impl Legend {
    /// An empty one.
    pub(super) fn new(theme: Theme, wide: f64) -> Self {
        Legend {
            theme,
            wide,
            at: (0.0, 0.0),
            out: String::new(),
        }
    }

    /// A place for a sample of a width and its words, which are written.
    fn entry(&mut self, sample: f64, words: &str) -> (f64, f64) {
        let needs = sample + 8.0 + width(words, NOTE_SIZE) + 22.0;
        if self.at.0 > 0.0 && self.at.0 + needs > self.wide {
            self.at = (0.0, self.at.1 + 26.0);
        }
        let (x, y) = self.at;
        self.at.0 += needs;
        let ink = Words::new(NOTE_SIZE, self.theme.faint_ink());
        let _ = ink.write(&mut self.out, (x + sample + 8.0, y + 13.0), words);
        (x, y)
    }

    /// The outline of a sort of actor.
    pub(super) fn shape(&mut self, shape: Shape) {
        let (x, y) = self.entry(30.0, shape.meaning());
        let rect = Rect {
            x,
            y: y + 1.0,
            w: 30.0,
            h: 16.0,
        };
        let colours = (shape.colour(self.theme), self.theme.fill());
        self.out
            .push_str(&marks::outline(shape, &rect, colours, 1.8));
    }

    /// An arrow as events of a class have it.
    pub(super) fn class(&mut self, class: Class) {
        let (x, y) = self.entry(40.0, class.meaning());
        let colour = class.colour(self.theme);
        self.arrow((x, y), 40.0, class, (colour, colour), class.width(1));
    }

    /// The hollow head.
    pub(super) fn hollow(&mut self) {
        let words = "hollow: planned, promised, demanded, alleged or denied";
        let at = self.entry(30.0, words);
        let colours = (self.theme.faint_ink(), self.theme.ground());
        self.arrow(at, 30.0, Class::MaterialCooperation, colours, 1.3);
    }

    /// The broad line.
    pub(super) fn broad(&mut self) {
        let (x, y) = self.entry(30.0, "broader: more events");
        let path = format!("M{x:.1},{:.1} h30", y + 9.0);
        let class = Class::MaterialCooperation;
        let _ = marks::stroke(&mut self.out, &path, class, self.theme.faint_ink(), 3.5);
    }

    /// Words without a mark.
    pub(super) fn words(&mut self, words: &str) {
        self.entry(-8.0, words);
    }

    fn arrow(
        &mut self,
        (x, y): (f64, f64),
        long: f64,
        class: Class,
        colours: (&str, &str),
        wide: f64,
    ) {
        let path = format!("M{x:.1},{:.1} h{}", y + 9.0, long - 8.0);
        let _ = marks::stroke(&mut self.out, &path, class, colours.0, wide);
        let head = Head {
            tip: (x + long, y + 9.0),
            way: (1.0, 0.0),
        };
        let _ = marks::head(&mut self.out, head, colours, wide, 1.0);
    }

    /// What was written, and its height.
    pub(super) fn done(self) -> (String, f64) {
        let high = if self.out.is_empty() {
            0.0
        } else {
            self.at.1 + 20.0
        };
        (self.out, high)
    }
}

/// The shapes and lines a picture uses, in rows no wider than the sheet, and their height.
pub(super) fn legend(view: &View, sheet: &Sheet, wide: f64) -> (String, f64) {
    let mut legend = Legend::new(view.theme, wide);
    let shapes: BTreeSet<Shape> = view.nodes.iter().map(|n| Shape::of(n.kind)).collect();
    shapes.into_iter().for_each(|s| legend.shape(s));
    let classes: BTreeSet<Class> = view.lines.iter().map(|l| l.class).collect();
    classes.into_iter().for_each(|c| legend.class(c));
    if view.lines.iter().any(|l| l.unreal) {
        legend.hollow();
    }
    if view.lines.iter().any(|l| l.events.len() > 1) {
        legend.broad();
    }
    let sizes = sheet.letters.iter().map(|l| l.to_bits());
    if view.layout == Layout::Map && sizes.collect::<BTreeSet<_>>().len() > 1 {
        legend.words("larger letters: more events · colour: the commonest sort of event");
    }
    legend.done()
}
