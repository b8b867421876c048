//! A timeline as SVG: bars of counts above, then a row for each event: its day, arrows between lanes, words, sentence.

use super::bars::Unit;
use super::frame::{self, Frame};
use super::legend::Legend;
use super::marks::{self, Words, escape};
use super::palette::Class;
use super::render::Picture;
use super::sheet::Head;
use super::text::{clip, width, wrap};
use super::timeline::{Entry, Timeline};
use std::collections::BTreeSet;
use std::fmt::{self, Write};

const DAY: f64 = 128.0;
const LANE: f64 = 104.0;
const WORDS: f64 = 640.0;
const ROW: f64 = 40.0;
/// A row that begins a new year or month.
const BREAK: f64 = 26.0;
const SIZE: f64 = 12.0;
const SMALL: f64 = 10.5;
/// Height of the bars above and below their axis.
const UP: f64 = 56.0;
const DOWN: f64 = 38.0;
const BROADEST: f64 = 26.0;

impl Picture for Timeline {
    fn svg(&self) -> String {
        let wide = DAY + self.lanes.len() as f64 * LANE + 24.0 + WORDS;
        let mut body = String::new();
        // writing into a String cannot fail
        let high = self.body(&mut body, wide).unwrap_or(0.0);
        let mut legend = Legend::new(self.theme, wide / frame::zoom(wide));
        let classes: BTreeSet<Class> = self.rows.iter().map(|r| r.class).collect();
        let counted = self.bars.spans.iter().flat_map(|s| s.keys().copied());
        classes
            .into_iter()
            .chain(counted)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .for_each(|c| legend.class(c));
        if self.rows.iter().any(|r| r.unreal) {
            legend.hollow();
        }
        frame::frame(&Frame {
            title: &self.title,
            subtitle: &self.subtitle,
            story: &[],
            notes: &self.notes,
            theme: self.theme,
            size: (wide, high),
            body: &body,
            legend: legend.done(),
        })
    }

    fn dot(&self) -> Option<String> {
        None
    }
}

impl Timeline {
    fn body(&self, out: &mut String, wide: f64) -> Result<f64, fmt::Error> {
        let mut y = 0.0;
        if self.bars.spans.len() > 1 {
            y = self.counts(out, wide)?;
        }
        if self.rows.is_empty() {
            return Ok(y);
        }
        let top = y + 14.0;
        y = top;
        let titles: Vec<Vec<String>> = self.lanes.iter().map(|l| wrap(&l.title, 15, 2)).collect();
        let high = titles.iter().map(Vec::len).max().unwrap_or(1) as f64 * 14.0 + 12.0;
        let bottom = y + high + self.height();
        for (lane, lines) in titles.iter().enumerate() {
            let x = self.lane(lane);
            writeln!(
                out,
                r#"<rect x="{:.1}" y="{y:.1}" width="{:.1}" height="{high:.1}" rx="8" fill="{}" stroke="{}"/>"#,
                x - LANE / 2.0 + 3.0,
                LANE - 6.0,
                self.theme.panel(),
                self.theme.panel_line()
            )?;
            writeln!(
                out,
                r#"<path d="M{x:.1},{:.1} V{bottom:.1}" fill="none" stroke="{}" stroke-width="1"/>"#,
                y + high,
                self.theme.panel_line()
            )?;
            let first = y + high / 2.0 - (lines.len() as f64 - 1.0) * 7.0 + 4.0;
            for (row, line) in lines.iter().enumerate() {
                let words = Words {
                    anchor: "middle",
                    bold: true,
                    ..Words::new(11.0, self.theme.ink())
                };
                words.write(out, (x, first + row as f64 * 14.0), line)?;
            }
        }
        y += high;
        let mut before: Option<String> = None;
        for (index, row) in self.rows.iter().enumerate() {
            let begins = self.begins(row);
            if before.as_ref() != Some(&begins) {
                self.heading(out, y, wide, &begins)?;
                y += BREAK;
                before = Some(begins);
            }
            self.row(out, index, row, y)?;
            y += ROW;
        }
        Ok(y)
    }

    /// The middle of a lane.
    fn lane(&self, lane: usize) -> f64 {
        DAY + (lane as f64 + 0.5) * LANE
    }

    /// The year a row belongs to; its month when all are of few years.
    fn begins(&self, row: &Entry) -> String {
        match row.date {
            None => "undated".to_owned(),
            Some(date) if self.bars.unit == Unit::Day => {
                format!("{:04}-{:02}", date.year(), date.month())
            }
            Some(date) => format!("{:04}", date.year()),
        }
    }

    fn height(&self) -> f64 {
        let mut begins: Vec<String> = self.rows.iter().map(|r| self.begins(r)).collect();
        begins.dedup();
        begins.len() as f64 * BREAK + self.rows.len() as f64 * ROW
    }

    fn heading(&self, out: &mut String, y: f64, wide: f64, text: &str) -> fmt::Result {
        writeln!(
            out,
            r#"<path d="M0,{:.1} H{wide:.1}" fill="none" stroke="{}" stroke-width="1"/>"#,
            y + BREAK - 4.0,
            self.theme.panel_line()
        )?;
        let words = Words {
            bold: true,
            ..Words::new(12.5, self.theme.ink())
        };
        words.write(out, (0.0, y + BREAK - 9.0), text)
    }

    fn row(&self, out: &mut String, index: usize, row: &Entry, y: f64) -> fmt::Result {
        let colour = row.class.colour(self.theme);
        writeln!(
            out,
            r#"<g id="row{index}" class="row {}"><title>{}</title>"#,
            row.class.css(),
            escape(&row.tip)
        )?;
        let line = y + 15.0;
        Words::new(SIZE, self.theme.ink()).write(out, (0.0, line + 4.0), &row.when)?;
        self.arrows(out, row, line, colour)?;
        let x = DAY + self.lanes.len() as f64 * LANE + 24.0;
        let room = WORDS - width(&row.what, SIZE) * 0.95 - 14.0;
        let (who, whom) = share(&row.who, &row.whom, room);
        writeln!(
            out,
            r#"<text x="{x:.1}" y="{:.1}" font-size="{SIZE}" fill="{}" xml:space="preserve">{} <tspan font-weight="bold" fill="{}">{}</tspan> {}</text>"#,
            line + 4.0,
            self.theme.ink(),
            escape(&who),
            row.class.ink(self.theme),
            escape(&row.what),
            escape(&whom)
        )?;
        let sentence = fit(&row.sentence, WORDS, SMALL);
        Words::new(SMALL, self.theme.faint_ink()).write(out, (x, line + 19.0), &sentence)?;
        writeln!(out, "</g>")
    }

    /// A line over all lanes that take part, dots for those who act and heads for those acted upon.
    fn arrows(&self, out: &mut String, row: &Entry, y: f64, colour: &str) -> fmt::Result {
        let all: BTreeSet<usize> = row.from.union(&row.to).copied().collect();
        let (Some(first), Some(last)) = (all.first(), all.last()) else {
            return Ok(());
        };
        let fill = if row.unreal {
            self.theme.ground()
        } else {
            colour
        };
        let dot = |out: &mut String, lane: usize| {
            writeln!(
                out,
                r#"<circle cx="{:.1}" cy="{y:.1}" r="4" fill="{fill}" stroke="{colour}" stroke-width="1.4"/>"#,
                self.lane(lane)
            )
        };
        let wide = row.class.width(1) + 0.2;
        if first < last {
            let path = format!("M{:.1},{y:.1} H{:.1}", self.lane(*first), self.lane(*last));
            marks::stroke(out, &path, row.class, colour, wide)?;
        }
        for lane in &row.from {
            if !row.both || first == last {
                dot(out, *lane)?;
            }
        }
        let acted: BTreeSet<usize> = if row.both {
            all.clone()
        } else {
            row.to.clone()
        };
        for lane in &acted {
            let others = if row.both { &all } else { &row.from };
            let left = others.iter().any(|o| o < lane);
            let right = others.iter().any(|o| o > lane);
            for (there, way) in [(left, 1.0), (right, -1.0)] {
                if there {
                    let head = Head {
                        tip: (self.lane(*lane), y),
                        way: (way, 0.0),
                    };
                    marks::head(out, head, (colour, fill), wide, 1.0)?;
                }
            }
            if !left && !right {
                dot(out, *lane)?;
            }
        }
        Ok(())
    }

    /// The bars: cooperation and statements upwards, conflict downwards; what was only said is hollow.
    fn counts(&self, out: &mut String, wide: f64) -> Result<f64, fmt::Error> {
        let spans = &self.bars.spans;
        let conflict = |c: &Class| matches!(c, Class::VerbalConflict | Class::MaterialConflict);
        let sum = |span: &std::collections::BTreeMap<Class, usize>, down: bool| -> usize {
            span.iter()
                .filter(|(c, _)| conflict(c) == down)
                .map(|(_, n)| *n)
                .sum()
        };
        let most_up = spans.iter().map(|s| sum(s, false)).max().unwrap_or(0);
        let most_down = spans.iter().map(|s| sum(s, true)).max().unwrap_or(0);
        // one scale for both directions
        let scale = (UP / most_up.max(1) as f64).min(DOWN / most_down.max(1) as f64);
        let scale = scale.min(14.0);
        let (up, down) = (most_up as f64 * scale, most_down as f64 * scale);
        let axis = up + 14.0;
        let step = ((wide - 60.0) / spans.len() as f64).min(BROADEST);
        let bar = (step * 0.8).max(1.0);
        let left = 46.0;
        for (at, span) in spans.iter().enumerate() {
            let x = left + at as f64 * step;
            let (mut above, mut below) = (axis, axis);
            for (class, n) in span {
                let high = *n as f64 * scale;
                let y = if conflict(class) {
                    below += high;
                    below - high
                } else {
                    above -= high;
                    above
                };
                let colour = class.colour(self.theme);
                let solid = matches!(class, Class::MaterialCooperation | Class::MaterialConflict);
                writeln!(
                    out,
                    r#"<rect x="{x:.1}" y="{y:.1}" width="{bar:.1}" height="{high:.1}" fill="{colour}" fill-opacity="{}" stroke="{colour}" stroke-width="0.8"><title>{}</title></rect>"#,
                    if solid { "1" } else { "0.3" },
                    escape(&format!("{}: {n} {}", self.bars.name(at), class.meaning()))
                )?;
            }
        }
        let right = left + spans.len() as f64 * step;
        writeln!(
            out,
            r#"<path d="M{left:.1},{axis:.1} H{right:.1}" fill="none" stroke="{}" stroke-width="1"/>"#,
            self.theme.faint_ink()
        )?;
        let ink = Words::new(SMALL, self.theme.faint_ink());
        let end = Words {
            anchor: "end",
            ..ink
        };
        if most_up > 0 {
            end.write(out, (left - 6.0, axis - up + 8.0), &most_up.to_string())?;
        }
        if most_down > 0 {
            end.write(out, (left - 6.0, axis + down), &most_down.to_string())?;
        }
        let foot = axis + down + 15.0;
        let mut free = f64::NEG_INFINITY;
        for at in 0..spans.len() {
            let name = self.bars.name(at);
            let x = left + at as f64 * step;
            if (at == 0 || self.bars.begins(at)) && x >= free {
                writeln!(
                    out,
                    r#"<path d="M{x:.1},{axis:.1} V{:.1}" fill="none" stroke="{}" stroke-width="0.8"/>"#,
                    foot - 9.0,
                    self.theme.panel_line()
                )?;
                ink.write(out, (x, foot), &name)?;
                free = x + width(&name, SMALL) + 12.0;
            }
        }
        let words =
            "bars: events counted; cooperation and statements up, conflict down; only said: pale";
        let room = wide - width(words, SMALL);
        if right + 20.0 < room {
            ink.write(out, (right + 20.0, axis), words)?;
            Ok(foot + 8.0)
        } else {
            ink.write(out, (left, foot + 15.0), words)?;
            Ok(foot + 22.0)
        }
    }
}

/// As much of a text as fits a width.
fn fit(text: &str, wide: f64, size: f64) -> String {
    let mut letters = text.chars().count();
    while letters > 4 && width(&clip(text, letters), size) * 0.9 > wide {
        letters -= letters / 40 + 1;
    }
    clip(text, letters).into_owned()
}

/// Two names in one line: each gets what the other leaves, at least half.
fn share(who: &str, whom: &str, room: f64) -> (String, String) {
    let (a, b) = (width(who, SIZE) * 0.95, width(whom, SIZE) * 0.95);
    let half = room / 2.0;
    let for_who = if a + b <= room {
        a
    } else {
        a.min((room - b).max(half))
    };
    let for_whom = (room - for_who.min(a)).max(40.0);
    (
        fit(who, for_who.max(40.0) + 1.0, SIZE),
        fit(whom, for_whom + 1.0, SIZE),
    )
}

#[cfg(test)]
mod tests {
    use super::super::{Theme, ViewOptions, sample};
    use super::*;

    #[test]
    fn every_row_is_there_with_its_day_and_sentence() {
        let (events, actors) = sample::seeds();
        for theme in [Theme::Light, Theme::Dark] {
            let options = ViewOptions {
                theme,
                ..ViewOptions::default()
            };
            let line = Timeline::new(&events, &actors, &options);
            let picture = line.svg();
            sample::well_formed(&picture);
            assert_eq!(picture.matches(r#"class="row "#).count(), line.rows.len());
            for needle in [
                ">2025-07-03<",
                "recognise [054]",
                "The two chief diplomats sat down together.",
            ] {
                assert!(picture.contains(needle), "{needle}");
            }
            assert_eq!(picture, Timeline::new(&events, &actors, &options).svg());
        }
    }

    #[test]
    fn hostile_words_and_empty_graphs_make_whole_pictures() {
        for text in sample::HOSTILE {
            let (events, actors) = sample::hostile(text);
            let picture = Timeline::new(&events, &actors, &ViewOptions::default()).svg();
            sample::well_formed(&picture);
            assert!(
                !picture.contains('\u{202E}') && !picture.contains("<script"),
                "{text:?}"
            );
        }
        sample::well_formed(&Timeline::new(&[], &[], &ViewOptions::default()).svg());
    }

    #[test]
    fn names_share_a_line() {
        let long = "Somebody of a very long name indeed".repeat(4);
        let (a, b) = share(&long, "Russia", 300.0);
        assert_eq!(b, "Russia");
        assert!(a.ends_with('…') && width(&a, SIZE) * 0.95 <= 300.0);
    }
}
