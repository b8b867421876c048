//! Marks and colours: what shape an actor has, what line an event, in light and dark.
//!
//! Colour always has a second sign, the shape for actors and the dash for events, so that nothing
//! hangs on telling two colours apart.

use crate::model::{ActorKind, Event};

/// Light or dark ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark marks on white.
    #[default]
    Light,
    /// Bright marks on near-black.
    Dark,
}

/// The outline of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// States: a box with a double border.
    DoubleBox,
    /// Governments and bodies.
    RoundedBox,
    /// Persons.
    Ellipse,
    /// International organisations.
    Octagon,
    /// Armed and other groups.
    Hexagon,
    /// Everything else.
    Parallelogram,
}

impl Shape {
    /// Every shape, in the order of the legend.
    pub const ALL: [Shape; 6] = [
        Shape::DoubleBox,
        Shape::RoundedBox,
        Shape::Ellipse,
        Shape::Octagon,
        Shape::Hexagon,
        Shape::Parallelogram,
    ];

    /// The shape of a kind of actor.
    pub fn of(kind: ActorKind) -> Self {
        match kind {
            ActorKind::State => Shape::DoubleBox,
            ActorKind::Government | ActorKind::Body => Shape::RoundedBox,
            ActorKind::Person => Shape::Ellipse,
            ActorKind::Igo => Shape::Octagon,
            ActorKind::Group => Shape::Hexagon,
            ActorKind::Organization | ActorKind::Place | ActorKind::Other => Shape::Parallelogram,
        }
    }

    /// What the legend says.
    pub fn meaning(self) -> &'static str {
        match self {
            Shape::DoubleBox => "state",
            Shape::RoundedBox => "government or body",
            Shape::Ellipse => "person",
            Shape::Octagon => "international organisation",
            Shape::Hexagon => "armed or other group",
            Shape::Parallelogram => "other",
        }
    }

    /// Name for style sheets and scripts: `double-box`.
    pub fn css(self) -> &'static str {
        match self {
            Shape::DoubleBox => "double-box",
            Shape::RoundedBox => "rounded-box",
            Shape::Ellipse => "ellipse",
            Shape::Octagon => "octagon",
            Shape::Hexagon => "hexagon",
            Shape::Parallelogram => "parallelogram",
        }
    }

    /// Colour of the outline, six hexadecimal digits.
    pub fn colour(self, theme: Theme) -> &'static str {
        let (light, dark) = match self {
            Shape::DoubleBox => ("#1D97FF", "#D1EBFF"),
            Shape::RoundedBox => ("#692F80", "#C04BFF"),
            Shape::Ellipse => ("#B07A10", "#FED00A"),
            Shape::Octagon => ("#166B56", "#45FFA5"),
            Shape::Hexagon => ("#811705", "#EC4833"),
            Shape::Parallelogram => ("#1B1C20", "#768188"),
        };
        theme.pick(light, dark)
    }
}

/// The class of an event: its quad class, or a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Quad class 1.
    VerbalCooperation,
    /// Quad class 2.
    MaterialCooperation,
    /// Quad class 3.
    VerbalConflict,
    /// Quad class 4.
    MaterialConflict,
    /// CAMEO 01 and 02, which PLOVER has no type for.
    Statement,
}

impl Class {
    /// Every class, in the order of the legend.
    pub const ALL: [Class; 5] = [
        Class::VerbalCooperation,
        Class::MaterialCooperation,
        Class::VerbalConflict,
        Class::MaterialConflict,
        Class::Statement,
    ];

    /// The class of an event.
    ///
    /// A code without a PLOVER type is a statement, an appeal (02) too although its quad class is 1.
    pub fn of(event: &Event) -> Self {
        if event.plover.is_none() {
            return Class::Statement;
        }
        match event.quad.0 {
            1 => Class::VerbalCooperation,
            2 => Class::MaterialCooperation,
            3 => Class::VerbalConflict,
            4 => Class::MaterialConflict,
            _ => Class::Statement,
        }
    }

    /// What the legend says.
    pub fn meaning(self) -> &'static str {
        match self {
            Class::VerbalCooperation => "verbal cooperation",
            Class::MaterialCooperation => "material cooperation",
            Class::VerbalConflict => "verbal conflict",
            Class::MaterialConflict => "material conflict",
            Class::Statement => "statement or appeal",
        }
    }

    /// Name for style sheets and scripts: `verbal-cooperation`.
    pub fn css(self) -> &'static str {
        match self {
            Class::VerbalCooperation => "verbal-cooperation",
            Class::MaterialCooperation => "material-cooperation",
            Class::VerbalConflict => "verbal-conflict",
            Class::MaterialConflict => "material-conflict",
            Class::Statement => "statement",
        }
    }

    /// Colour of the line.
    pub fn colour(self, theme: Theme) -> &'static str {
        let (light, dark) = match self {
            Class::VerbalCooperation => ("#099ED8", "#49F7F9"),
            Class::MaterialCooperation => ("#1515DF", "#6B92FF"),
            Class::VerbalConflict => ("#B88F0B", "#FFAC20"),
            Class::MaterialConflict => ("#D25660", "#E0453A"),
            Class::Statement => ("#1B1C20", "#747782"),
        };
        theme.pick(light, dark)
    }

    /// Colour of the label: the line's hue, dark or bright enough to read at small size.
    pub fn ink(self, theme: Theme) -> &'static str {
        let (light, dark) = match self {
            Class::VerbalCooperation => ("#0A5F82", "#49F7F9"),
            Class::MaterialCooperation => ("#1515DF", "#8FADFF"),
            Class::VerbalConflict => ("#735905", "#FFAC20"),
            Class::MaterialConflict => ("#A32732", "#FF7A70"),
            Class::Statement => ("#1B1C20", "#B4B7C0"),
        };
        theme.pick(light, dark)
    }

    /// Dash pattern in pixels; empty for a solid line.
    pub fn dash(self) -> &'static str {
        match self {
            Class::VerbalCooperation => "6,3",
            Class::VerbalConflict => "9,3,2,3",
            Class::Statement => "1.5,4",
            Class::MaterialCooperation | Class::MaterialConflict => "",
        }
    }

    /// The same patterns for thin lines that lie close: the gaps as short as can be seen.
    pub fn fine_dash(self) -> &'static str {
        match self {
            Class::VerbalCooperation => "9,2",
            Class::VerbalConflict => "9,2,2,2",
            Class::Statement => "1.2,2.8",
            Class::MaterialCooperation | Class::MaterialConflict => "",
        }
    }

    /// Line width in pixels of `count` events.
    pub fn width(self, count: usize) -> f64 {
        let thick = if self == Class::MaterialConflict {
            1.4
        } else {
            0.0
        };
        // the ninth pixel would hide what lies beneath
        (1.3 + 0.6 * (count.max(1) as f64).log2() + thick).min(8.0)
    }
}

impl Theme {
    fn pick<T>(self, light: T, dark: T) -> T {
        match self {
            Theme::Light => light,
            Theme::Dark => dark,
        }
    }
    /// The sheet.
    pub fn ground(self) -> &'static str {
        self.pick("#FFFFFF", "#14151A")
    }
    /// Inside of a node.
    pub fn fill(self) -> &'static str {
        self.pick("#FFFFFF", "#14151A")
    }
    /// The panel behind the actors of one state.
    pub fn panel(self) -> &'static str {
        self.pick("#F6F7F9", "#1D1F26")
    }
    /// The panel's outline.
    pub fn panel_line(self) -> &'static str {
        self.pick("#C9CED6", "#3D424E")
    }
    /// Title and names.
    pub fn ink(self) -> &'static str {
        self.pick("#1B1C20", "#F1F2F4")
    }
    /// Subtitle, notes and legend.
    pub fn faint_ink(self) -> &'static str {
        self.pick("#50545E", "#B4B7C0")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as WCAG 2.1 defines it.
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let c = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if c <= 0.03928 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn marks_and_words_stand_out_from_the_ground() {
        for theme in [Theme::Light, Theme::Dark] {
            for class in Class::ALL {
                let (line, ink) = (class.colour(theme), class.ink(theme));
                // 2.9: the palette's lightest blue and gold have 2.99 on white
                assert!(contrast(line, theme.ground()) >= 2.9, "{theme:?} {class:?}");
                assert!(
                    contrast(ink, theme.ground()) >= 4.5,
                    "{theme:?} {class:?} label"
                );
            }
            for shape in Shape::ALL {
                assert!(
                    contrast(shape.colour(theme), theme.fill()) >= 2.9,
                    "{theme:?} {shape:?}"
                );
            }
            assert!(contrast(theme.ink(), theme.panel()) >= 7.0);
            assert!(contrast(theme.faint_ink(), theme.ground()) >= 4.5);
        }
    }

    #[test]
    fn no_two_classes_share_dash_and_width() {
        for (i, a) in Class::ALL.iter().enumerate() {
            for b in &Class::ALL[i + 1..] {
                assert!(
                    a.dash() != b.dash() || a.width(1) != b.width(1),
                    "{a:?} {b:?}"
                );
            }
        }
    }
}
