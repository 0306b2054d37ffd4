//! Answers on the lines of a drawn flow: where there is room for them.

use super::draw::{HEIGHT, WIDTH, Way, curve, escaped, wrapped};
use domain::words::Language;
use std::fmt::Write;

/// What a letter and a line of what stands on a line measure, at most.
const LABEL: (f64, f64) = (5.8, 13.0);
/// Where on a line its answers may stand: half way, where no two lines meet, or as near to it as
/// they find room.
const LABEL_PLACES: [f64; 13] =
    [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.12, 0.88, 0.06, 0.94];
/// How far from its line what stands beside it is, twice.
const BESIDE: f64 = 10.0;

/// Answers on a line, and the middle of where they stand.
pub(super) struct Label {
    lines: Vec<String>,
    middle: (f64, f64),
}

impl Label {
    fn size(&self) -> (f64, f64) {
        let longest = self.lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
        (longest as f64 * LABEL.0, self.lines.len() as f64 * LABEL.1)
    }

    /// Its left, top, right and bottom edge.
    fn edges(&self) -> [f64; 4] {
        let ((x, y), (wide, high)) = (self.middle, self.size());
        [x - wide / 2.0, y - high / 2.0, x + wide / 2.0, y + high / 2.0]
    }

    /// Writes it into a picture.
    pub(super) fn draw(&self, svg: &mut String) {
        let ([left, top, ..], (wide, high)) = (self.edges(), self.size());
        writeln!(
            svg,
            "<rect class=\"flow-paper\" x=\"{left:.0}\" y=\"{top:.0}\" width=\"{wide:.0}\" \
             height=\"{high:.0}\"/>"
        )
        .ok();
        for (at, text) in self.lines.iter().enumerate() {
            let (x, y) = (self.middle.0, top + LABEL.1 * (at as f64 + 1.0) - 3.0);
            let text = escaped(text);
            writeln!(svg, "<text class=\"flow-label\" x=\"{x:.0}\" y=\"{y:.0}\">{text}</text>")
                .ok();
        }
    }
}

/// How much of two rectangles lies on one another.
fn overlap(a: [f64; 4], b: [f64; 4]) -> f64 {
    let wide = f64::min(a[2], b[2]) - f64::max(a[0], b[0]);
    let high = f64::min(a[3], b[3]) - f64::max(a[1], b[1]);
    f64::max(wide, 0.0) * f64::max(high, 0.0)
}

/// The answers on all lines, each where it lies on no box and on no other, or the least.
#[must_use]
pub(super) fn labels(ways: &[Way<'_>], places: &[(f64, f64)], language: Language) -> Vec<Label> {
    let mut taken: Vec<[f64; 4]> =
        places.iter().map(|(x, y)| [*x, *y, x + WIDTH, y + HEIGHT]).collect();
    let mut labels = Vec::new();
    for way in ways.iter().filter(|way| !way.labels.is_empty()) {
        let said: Vec<&str> = way.labels.iter().map(|label| label.in_language(language)).collect();
        let (lines, points) = (wrapped(&said.join(" / ")), curve(way, places));
        let on_others = |label: &Label| -> f64 {
            taken.iter().map(|other| overlap(label.edges(), *other)).sum()
        };
        // On the line, else beside it.
        let wide = Label { lines: lines.clone(), middle: (0.0, 0.0) }.size().0;
        let aside = [0.0, 0.5, -0.5].map(|part| part * (wide + BESIDE));
        let all = aside.into_iter().flat_map(|aside| {
            LABEL_PLACES.map(|part| {
                let (x, y) = along(points, part);
                let label = Label { lines: lines.clone(), middle: (x + aside, y) };
                (on_others(&label), label)
            })
        });
        let best = all.min_by(|(a, _), (b, _)| a.total_cmp(b));
        if let Some((_, label)) = best {
            taken.push(label.edges());
            labels.push(label);
        }
    }
    labels
}

/// The point of a curve that lies a part of its way from its beginning.
fn along([a, b, c, d]: [(f64, f64); 4], part: f64) -> (f64, f64) {
    let rest = 1.0 - part;
    let weights =
        [rest.powi(3), 3.0 * rest.powi(2) * part, 3.0 * rest * part.powi(2), part.powi(3)];
    let sum = |of: fn(&(f64, f64)) -> f64| {
        [a, b, c, d].iter().zip(weights).map(|(point, weight)| of(point) * weight).sum::<f64>()
    };
    (sum(|(x, _)| *x), sum(|(_, y)| *y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::draw::{places, svg, ways};
    use crate::flows::{read_flow, shipped};

    #[test]
    fn answers_lie_on_no_box_and_on_one_another_nowhere() {
        for one in shipped() {
            let flow = read_flow(one.text, one.code).expect("is without problems");
            let ways = ways(&flow);
            let places = places(&flow, &ways);
            for language in Language::ALL {
                let labels = labels(&ways, &places, language);
                let boxes = places.iter().map(|(x, y)| [*x, *y, x + WIDTH, y + HEIGHT]);
                let mut taken: Vec<[f64; 4]> = boxes.collect();
                let mut lying = Vec::new();
                for label in &labels {
                    let on = taken.iter().any(|other| overlap(label.edges(), *other) > 0.0);
                    lying.extend(on.then_some(&label.lines));
                    taken.push(label.edges());
                }
                assert!(lying.is_empty(), "{} {language:?}: {lying:?}", one.code);
                // No line is drawn after the first of them.
                let svg = svg(&flow, language);
                let (last, first) = (svg.rfind("<path"), svg.find("\"flow-label\""));
                assert!(last < first && first.is_some(), "{}", one.code);
            }
        }
    }
}
