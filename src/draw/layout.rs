//! Places a view on a sheet: in columns, or as a map.

use super::options::Layout;
use super::sheet::Sheet;
use super::view::View;
use super::{columns, map};

/// Everything's place. The same view gives the same sheet.
pub(super) fn layout(view: &View) -> Sheet {
    match view.layout {
        Layout::Map => map::layout(view),
        Layout::Auto | Layout::Columns | Layout::Layered => columns::layout(view),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ViewOptions;
    use super::super::sheet::Rect;
    use super::super::{View, sample};
    use super::*;

    fn sheets() -> Vec<(View, Sheet)> {
        let one = |(events, actors): (Vec<crate::model::Event>, Vec<crate::model::Actor>)| {
            let options = ViewOptions {
                layout: Layout::Columns,
                ..ViewOptions::default()
            };
            let view = View::new(&events, &actors, &options);
            let sheet = layout(&view);
            (view, sheet)
        };
        vec![
            one(sample::seeds()),
            one(sample::crowd(40, 120)),
            one(sample::crowd(9, 60)),
        ]
    }

    #[test]
    fn nothing_covers_anything() {
        for (view, sheet) in sheets() {
            for (i, a) in sheet.nodes.iter().enumerate() {
                for b in &sheet.nodes[i + 1..] {
                    assert_eq!(a.overlap(b, 0.0), 0.0, "{:?}", view.title);
                }
            }
            for (i, a) in sheet.panels.iter().enumerate() {
                for b in &sheet.panels[i + 1..] {
                    assert_eq!(a.overlap(b, 0.0), 0.0, "{:?}", view.title);
                }
            }
            let labels: Vec<Rect> = sheet.routes.iter().filter_map(|r| r.label).collect();
            assert_eq!(
                labels.len(),
                view.lines.len(),
                "{:?}: a label found no room",
                view.title
            );
            for (i, a) in labels.iter().enumerate() {
                for b in labels[i + 1..].iter().chain(&sheet.nodes) {
                    assert_eq!(a.overlap(b, 0.0), 0.0, "{:?}", view.title);
                }
            }
        }
    }

    #[test]
    fn nodes_lie_in_their_panel_and_all_on_the_sheet() {
        for (view, sheet) in sheets() {
            for (node, rect) in view.nodes.iter().zip(&sheet.nodes) {
                let panel = sheet.panels[node.column];
                let inside = rect.x > panel.x && rect.right() < panel.right();
                assert!(
                    inside && rect.y > panel.y && rect.bottom() < panel.bottom(),
                    "{}",
                    node.id
                );
            }
            for rect in sheet
                .panels
                .iter()
                .chain(sheet.routes.iter().filter_map(|r| r.label.as_ref()))
            {
                let (right, bottom) = (sheet.width + 0.01, sheet.height + 0.01);
                assert!(
                    rect.x >= -0.01
                        && rect.y >= -0.01
                        && rect.right() <= right
                        && rect.bottom() <= bottom
                );
            }
        }
    }

    #[test]
    fn the_most_tied_state_stands_in_the_middle_and_the_asked_one_left() {
        let (events, actors) = sample::seeds();
        let order = |focus: &[&str]| -> Vec<String> {
            let focus = focus.iter().map(crate::model::ActorId::new).collect();
            let view = View::new(
                &events,
                &actors,
                &ViewOptions {
                    focus,
                    ..ViewOptions::default()
                },
            );
            view.stacks
                .iter()
                .flatten()
                .map(|c| view.columns[*c].key.clone())
                .collect()
        };
        assert_eq!(order(&[]), ["CHN", "AFG", "RUS"]);
        assert_eq!(order(&["RUS"]), ["RUS", "AFG", "CHN"]);
    }
}
