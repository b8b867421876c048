//! Makes room: moves nodes apart until no two names touch, as little as possible.

use super::super::sheet::Point;

/// Free space between two names.
const GAP: (f64, f64) = (12.0, 9.0);
/// Share of the sheet that names may fill before it is enlarged.
const FULL: f64 = 0.46;
/// How far places give way to ranks, so that neither the middle is crowded nor the rim empty.
const EVEN: f64 = 0.85;
/// Breadth of the map for its height: with title and legend, about that of A3 on its side.
const ASPECT: f64 = 1.6;
const ROUNDS: usize = 400;

/// Scales the places so that names fill a fair share of the sheet, then pushes apart those that still touch.
pub(super) fn spread(places: &mut [Point], sizes: &[(f64, f64)]) {
    if places.len() < 2 {
        return;
    }
    even(places);
    let area: f64 = sizes.iter().map(|s| (s.0 + GAP.0) * (s.1 + GAP.1)).sum();
    // extremes do not count: one far pair must not squeeze all others
    let extent = |at: fn(&Point) -> f64| {
        let mut values: Vec<f64> = places.iter().map(at).collect();
        values.sort_by(f64::total_cmp);
        let cut = values.len() / 50;
        (values[values.len() - 1 - cut] - values[cut]).max(1.0)
    };
    let (wide, high) = (extent(|p| p.0), extent(|p| p.1));
    let tall = (area / FULL / ASPECT).sqrt();
    let scale = (tall * ASPECT / wide, tall / high);
    for p in places.iter_mut() {
        *p = (p.0 * scale.0, p.1 * scale.1);
    }
    for _ in 0..12 {
        if push(places, sizes) {
            return;
        }
        for p in places.iter_mut() {
            *p = (p.0 * 1.06, p.1 * 1.06);
        }
    }
    rows(places, sizes);
}

/// Spreads the places evenly over both breadth and height, keeping who is left of whom and above whom.
fn even(places: &mut [Point]) {
    let n = places.len();
    let axis = |values: Vec<f64>| -> Vec<f64> {
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by(|a, b| values[*a].total_cmp(&values[*b]).then(a.cmp(b)));
        let (low, high) = (values[order[0]], values[order[n - 1]]);
        let long = (high - low).max(1.0);
        let mut out = values.clone();
        for (rank, node) in order.iter().enumerate() {
            let ranked = rank as f64 / (n - 1) as f64 * long;
            out[*node] = (values[*node] - low) * (1.0 - EVEN) + ranked * EVEN;
        }
        out
    };
    let across = axis(places.iter().map(|p| p.0).collect());
    let down = axis(places.iter().map(|p| p.1).collect());
    for (p, (x, y)) in places.iter_mut().zip(across.into_iter().zip(down)) {
        *p = (x, y);
    }
}

/// Pushes pairs apart along the shorter way out; whether none touch in the end.
fn push(places: &mut [Point], sizes: &[(f64, f64)]) -> bool {
    let n = places.len();
    let tall = sizes.iter().map(|s| s.1).fold(0.0, f64::max) + GAP.1;
    for _ in 0..ROUNDS {
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by(|a, b| places[*a].1.total_cmp(&places[*b].1).then(a.cmp(b)));
        let mut moves = vec![(0.0, 0.0); n];
        let mut touching = false;
        for (at, a) in order.iter().enumerate() {
            for b in &order[at + 1..] {
                let (dx, dy) = (places[*b].0 - places[*a].0, places[*b].1 - places[*a].1);
                if dy > tall {
                    break;
                }
                let over_x = (sizes[*a].0 + sizes[*b].0) / 2.0 + GAP.0 - dx.abs();
                let over_y = (sizes[*a].1 + sizes[*b].1) / 2.0 + GAP.1 - dy.abs();
                if over_x <= 0.0 || over_y <= 0.0 {
                    continue;
                }
                touching |= over_x > 0.5 * GAP.0 && over_y > 0.5 * GAP.1;
                // broad names leave upwards or downwards, where the way is short
                if over_y <= over_x {
                    let by = over_y * 0.55 * if dy < 0.0 { -0.5 } else { 0.5 };
                    moves[*a].1 -= by;
                    moves[*b].1 += by;
                } else {
                    let by = over_x * 0.55 * if dx < 0.0 { -0.5 } else { 0.5 };
                    moves[*a].0 -= by;
                    moves[*b].0 += by;
                }
            }
        }
        for (p, by) in places.iter_mut().zip(&moves) {
            *p = (p.0 + by.0, p.1 + by.1);
        }
        if !touching {
            return true;
        }
    }
    false
}

/// The last way out, for what would not come apart: everyone down past whatever is above and touches.
fn rows(places: &mut [Point], sizes: &[(f64, f64)]) {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|a, b| places[*a].1.total_cmp(&places[*b].1).then(a.cmp(b)));
    for at in 0..order.len() {
        let here = order[at];
        loop {
            let touches = order[..at].iter().find(|o| {
                let over_x = (sizes[here].0 + sizes[**o].0) / 2.0 + 1.0;
                let over_y = (sizes[here].1 + sizes[**o].1) / 2.0 + 1.0;
                (places[here].0 - places[**o].0).abs() < over_x
                    && (places[here].1 - places[**o].1).abs() < over_y
            });
            let Some(other) = touches else { break };
            places[here].1 = places[*other].1 + (sizes[here].1 + sizes[*other].1) / 2.0 + 2.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heap_on_one_spot_comes_apart() {
        let sizes: Vec<(f64, f64)> = (0..120)
            .map(|n| (40.0 + f64::from(n % 7) * 20.0, 20.0))
            .collect();
        let mut places: Vec<Point> = (0..120)
            .map(|n| (f64::from(n % 3), f64::from(n % 5)))
            .collect();
        spread(&mut places, &sizes);
        for a in 0..120 {
            for b in 0..a {
                let x = (places[a].0 - places[b].0).abs() >= (sizes[a].0 + sizes[b].0) / 2.0;
                let y = (places[a].1 - places[b].1).abs() >= (sizes[a].1 + sizes[b].1) / 2.0;
                assert!(x || y, "{a} {b}");
            }
        }
    }
}
