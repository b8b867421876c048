//! What stands around every picture: title, counts, what was left out, legend; and the head of the SVG.

use super::marks::{Words, escape};
use super::palette::Theme;
use super::text::{width, wrap};
use std::fmt::{self, Write};

/// The fonts asked for, the first that a viewer has.
pub(super) const FAMILIES: &str = "Helvetica, Arial, 'DejaVu Sans', sans-serif";

const MARGIN: f64 = 16.0;
const TITLE_SIZE: f64 = 16.0;
/// Font size of subtitle, notes and legend.
pub(super) const NOTE_SIZE: f64 = 11.5;
const LEAST_WIDTH: f64 = 520.0;

/// A picture and the words around it.
pub(super) struct Frame<'a> {
    pub title: &'a str,
    pub subtitle: &'a str,
    pub story: &'a [String],
    pub notes: &'a [String],
    pub theme: Theme,
    /// Of the body.
    pub size: (f64, f64),
    /// SVG elements, their upper left corner at 0, 0.
    pub body: &'a str,
    /// SVG elements, and their height.
    pub legend: (String, f64),
}

/// How wide the inside of a frame is around a body of a width.
pub(super) fn least(wide: f64) -> f64 {
    wide.max(LEAST_WIDTH)
}

/// How much larger the words around a picture are on a large sheet, so that they can be read with it.
pub(super) fn zoom(wide: f64) -> f64 {
    (wide / 1700.0).clamp(1.0, 1.6)
}

/// A whole SVG file.
pub(super) fn frame(frame: &Frame) -> String {
    let mut out = String::new();
    // writing into a String cannot fail
    let _ = write_frame(frame, &mut out);
    out
}

/// Breaks a sentence into lines that fit a width.
fn lines(text: &str, wide: f64, size: f64, most: usize) -> Vec<String> {
    let letters = (wide / (size * 0.52)) as usize;
    let mut letters = letters.min(text.chars().count().max(8));
    loop {
        let lines = wrap(text, letters, most);
        let fits = lines.iter().all(|l| width(l, size) * 0.9 <= wide);
        if fits || letters < 12 {
            return lines;
        }
        letters -= letters / 12 + 1;
    }
}

fn write_frame(frame: &Frame, out: &mut String) -> fmt::Result {
    let theme = frame.theme;
    let least = least(frame.size.0);
    let zoom = zoom(least);
    let inner = least / zoom;
    let title = lines(frame.title, inner, TITLE_SIZE, 2);
    let mut small: Vec<(String, &str)> = Vec::new();
    let faint = theme.faint_ink();
    let said = std::iter::once((frame.subtitle, faint))
        .chain(frame.story.iter().map(|s| (s.as_str(), theme.ink())))
        .chain(frame.notes.iter().map(|s| (s.as_str(), faint)));
    for (text, ink) in said {
        small.extend(
            lines(text, inner, NOTE_SIZE, 3)
                .into_iter()
                .map(|l| (l, ink)),
        );
    }
    let top = MARGIN + (title.len() as f64 * 21.0 + small.len() as f64 * 16.0) * zoom + 12.0;
    let legend_top = top + frame.size.1 + 22.0;
    let wide = least + 2.0 * MARGIN;
    let high = legend_top + frame.legend.1 * zoom + MARGIN;

    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0}" height="{high:.0}" viewBox="0 0 {wide:.0} {high:.0}" role="img" aria-labelledby="title desc" font-family="{FAMILIES}">"#
    )?;
    writeln!(out, r#"<title id="title">{}</title>"#, escape(frame.title))?;
    let sentences = frame.story.iter().chain(frame.notes);
    let mut desc = vec![format!("{}.", frame.subtitle)];
    desc.extend(sentences.map(|s| format!("{}.", s.trim_end_matches('.'))));
    writeln!(out, r#"<desc id="desc">{}</desc>"#, escape(&desc.join(" ")))?;
    writeln!(
        out,
        r#"<rect width="100%" height="100%" fill="{}"/>"#,
        theme.ground()
    )?;
    let mut y = MARGIN;
    for line in &title {
        y += 21.0 * zoom;
        let words = Words {
            bold: true,
            ..Words::new(TITLE_SIZE * zoom, theme.ink())
        };
        words.write(out, (MARGIN, y - 5.0 * zoom), line)?;
    }
    for (line, ink) in &small {
        y += 16.0 * zoom;
        Words::new(NOTE_SIZE * zoom, ink).write(out, (MARGIN, y - 4.0 * zoom), line)?;
    }
    let side = MARGIN + (least - frame.size.0) / 2.0;
    writeln!(
        out,
        r#"<g id="graph" transform="translate({side:.1} {top:.1})">"#
    )?;
    out.push_str(frame.body);
    writeln!(out, "</g>")?;
    writeln!(
        out,
        r#"<g id="legend" transform="translate({MARGIN:.1} {legend_top:.1}) scale({zoom:.3})">"#
    )?;
    out.push_str(&frame.legend.0);
    writeln!(out, "</g>\n</svg>")
}
