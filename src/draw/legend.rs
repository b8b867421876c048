//! What the marks of a picture mean: only the shapes and lines it uses.

use super::layout::{Rect, Sheet};
use super::palette::{Class, Shape};
use super::svg::{NOTE_SIZE, Picture, outline};
use super::text::width;
use super::view::View;

/// The shapes and lines this picture uses, in rows no wider than the sheet, and their height.
pub(super) fn legend(view: &View, sheet: &Sheet, wide: f64) -> (String, f64) {
    let theme = view.theme;
    let mut out = String::new();
    let mut picture = Picture {
        view,
        sheet,
        theme,
        out: &mut out,
    };
    let (mut x, mut y) = (0.0, 0.0);
    let mut place = |words: &str, sample: f64| {
        let needs = sample + 8.0 + width(words, NOTE_SIZE) + 22.0;
        if x > 0.0 && x + needs > wide {
            x = 0.0;
            y += 26.0;
        }
        let at = (x, y);
        x += needs;
        at
    };
    for shape in Shape::ALL {
        if view.nodes.iter().any(|n| Shape::of(n.kind) == shape) {
            let (x, y) = place(shape.meaning(), 30.0);
            let rect = Rect {
                x,
                y: y + 1.0,
                w: 30.0,
                h: 16.0,
            };
            picture.out.push_str(&outline(
                shape,
                &rect,
                shape.colour(theme),
                theme.fill(),
                1.8,
            ));
            let _ = picture.text(
                x + 38.0,
                y + 13.0,
                NOTE_SIZE,
                theme.faint_ink(),
                "start",
                false,
                shape.meaning(),
            );
        }
    }
    for class in Class::ALL {
        if view.lines.iter().any(|l| l.class == class) {
            let (x, y) = place(class.meaning(), 40.0);
            let (path, colour) = (format!("M{x:.1},{:.1} h32", y + 9.0), class.colour(theme));
            let _ = picture.stroke(&path, class, colour, class.width(1));
            let _ = picture.head(((x + 40.0, y + 9.0), 1.0), colour, class.width(1), false);
            let _ = picture.text(
                x + 48.0,
                y + 13.0,
                NOTE_SIZE,
                theme.faint_ink(),
                "start",
                false,
                class.meaning(),
            );
        }
    }
    if view.lines.iter().any(|l| l.unreal) {
        let words = "hollow: planned, promised, demanded, alleged or denied";
        let (x, y) = place(words, 30.0);
        let _ = picture.stroke(
            &format!("M{x:.1},{:.1} h21", y + 9.0),
            Class::MaterialCooperation,
            theme.faint_ink(),
            1.3,
        );
        let _ = picture.head(((x + 30.0, y + 9.0), 1.0), theme.faint_ink(), 1.3, true);
        let _ = picture.text(
            x + 38.0,
            y + 13.0,
            NOTE_SIZE,
            theme.faint_ink(),
            "start",
            false,
            words,
        );
    }
    if view.lines.iter().any(|l| l.events.len() > 1) {
        let words = "broader: more events";
        let (x, y) = place(words, 30.0);
        let _ = picture.stroke(
            &format!("M{x:.1},{:.1} h30", y + 9.0),
            Class::MaterialCooperation,
            theme.faint_ink(),
            3.5,
        );
        let _ = picture.text(
            x + 38.0,
            y + 13.0,
            NOTE_SIZE,
            theme.faint_ink(),
            "start",
            false,
            words,
        );
    }
    let high = if out.is_empty() { 0.0 } else { y + 20.0 };
    (out, high)
}
