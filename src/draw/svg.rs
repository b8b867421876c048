//! A view as a stand-alone SVG: no script, no font file, nothing fetched.
//!
//! Tooltips are `<title>` elements; every actor and line is a group that carries the ids behind it
//! (`data-actor`, `data-events`) for pages that want to hang something on them.

use super::frame::{self, Frame};
use super::layout;
use super::legend;
use super::marks::{self, Words, escape};
use super::options::Layout;
use super::palette::{Shape, Theme};
use super::sheet::{LABEL_SIZE, LINE_HEIGHT, Sheet};
use super::view::{Line, Node, View};
use std::cmp::Reverse;
use std::fmt::{self, Write};

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
    let mut notes = view.notes.clone();
    let hidden = sheet.routes.iter().filter(|r| r.label.is_none()).count();
    if hidden > 0 && view.layout == Layout::Map {
        notes.push("Words only on the lines with the most events, where there is room.".to_owned());
    } else if hidden > 0 {
        notes.push(format!(
            "{hidden} labels found no room and are tooltips only."
        ));
    }
    let wide = frame::least(sheet.width);
    frame::frame(&Frame {
        title: &view.title,
        subtitle: &view.subtitle,
        story: &view.story,
        notes: &notes,
        theme: view.theme,
        size: (sheet.width, sheet.height),
        body: &out,
        legend: legend::legend(view, &sheet, wide / frame::zoom(wide)),
    })
}

/// The inside of a picture being written.
struct Picture<'a> {
    view: &'a View,
    sheet: &'a Sheet,
    theme: Theme,
    out: &'a mut String,
}

impl Picture<'_> {
    fn draw(&mut self) -> fmt::Result {
        self.panels()?;
        // thin lines first, so that they hide nothing
        let mut order: Vec<usize> = (0..self.view.lines.len()).collect();
        if self.view.layout == Layout::Map {
            order.sort_by_key(|l| (self.view.lines[*l].events.len(), Reverse(*l)));
        }
        for index in order {
            self.line(index, &self.view.lines[index])?;
        }
        for (index, node) in self.view.nodes.iter().enumerate() {
            self.node(index, node)?;
        }
        self.labels()
    }

    fn panels(&mut self) -> fmt::Result {
        let panels = self.view.columns.iter().zip(&self.sheet.panels);
        for (column, rect) in panels.filter(|(column, _)| !column.bare) {
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
            let words = Words {
                bold: true,
                ..Words::new(13.0, self.theme.faint_ink())
            };
            words.write(self.out, (rect.x + 12.0, rect.y + 19.0), &column.title)?;
        }
        Ok(())
    }

    fn line(&mut self, index: usize, line: &Line) -> fmt::Result {
        let Some(route) = self.sheet.routes.get(index) else {
            return Ok(());
        };
        let events: Vec<&str> = line.events.iter().map(|e| e.as_str()).collect();
        let colour = line.class.colour(self.theme);
        let wide = (line.class.width(line.events.len()) * self.sheet.pen).max(0.7);
        writeln!(
            self.out,
            r#"<g id="line{index}" class="edge {}{}" data-events="{}"><title>{}</title>"#,
            line.class.css(),
            if line.unreal { " unreal" } else { "" },
            escape(&events.join(" ")),
            escape(&line.tip)
        )?;
        let path = marks::path(&route.path);
        // a broad unseen stroke makes thin lines easy to point at
        writeln!(
            self.out,
            r#"<path d="{path}" fill="none" stroke="{colour}" stroke-opacity="0" stroke-width="9"/>"#
        )?;
        let fill = if line.unreal {
            self.theme.ground()
        } else {
            colour
        };
        if self.view.layout == Layout::Map {
            // the many that tell of little stand back
            let strong = (line.events.len() as f64).log2() / 5.0;
            let opacity = (0.6 + 0.4 * strong).min(1.0);
            writeln!(self.out, r#"<g opacity="{opacity:.2}">"#)?;
        }
        marks::stroke(self.out, &path, line.class, colour, wide)?;
        marks::head(self.out, route.head, (colour, fill), wide, self.sheet.pen)?;
        if line.both {
            marks::head(self.out, route.tail, (colour, fill), wide, self.sheet.pen)?;
        }
        if self.view.layout == Layout::Map {
            writeln!(self.out, "</g>")?;
        }
        writeln!(self.out, "</g>")
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
        let letters = self.sheet.letters[index];
        let pen = self.sheet.pen.max(0.7);
        let wide = if node.focus { 3.0 } else { 2.0 } * pen;
        let colours = (shape.colour(self.theme), self.theme.fill());
        self.out
            .push_str(&marks::outline(shape, &rect, colours, wide));
        let (cx, cy) = rect.middle();
        let high = LINE_HEIGHT * letters;
        let first = cy - (node.lines.len() as f64 - 1.0) / 2.0 * high + letters * 0.36;
        for (row, line) in node.lines.iter().enumerate() {
            let is_name = row < node.name_lines;
            let words = match is_name {
                true => Words::new(letters, self.theme.ink()),
                false => Words::new(letters - 1.0, self.theme.faint_ink()),
            };
            let words = Words {
                anchor: "middle",
                bold: node.focus && is_name,
                ..words
            };
            words.write(self.out, (cx, first + row as f64 * high), line)?;
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
