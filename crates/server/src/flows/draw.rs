//! A flow as a picture: boxes from top to bottom, with the answers on the lines between them.

use domain::flows::{Flow, Kind, Node};
use domain::words::{Language, Words};
use rust_sugiyama::configure::Config;
use rust_sugiyama::from_vertices_and_edges;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Sizes, in picture elements.
const WIDTH: f64 = 216.0;
const HEIGHT: f64 = 76.0;
const GAP: f64 = 44.0;
const LINE: f64 = 16.0;
/// Characters of one line, and lines of one box.
const LINE_LENGTH: usize = 28;
const LINES_MAX: usize = 3;
/// Characters of what stands on a line.
const LABEL_LENGTH: usize = 30;

/// The look of a picture that stands alone; pages have their own.
const STYLE: &str = "\
    .flow-node rect { fill: #fff; stroke: #45413c; stroke-width: 1.5 }\
    .flow-question rect { fill: #e3f1f5 } .flow-end rect { fill: #f3efe7; stroke-width: 3 }\
    .flow-added rect { stroke-dasharray: 5 3 } .flow-here rect { stroke: #00596b; stroke-width: 4 }\
    text { font: 13px sans-serif; fill: #221f1b; text-anchor: middle }\
    .flow-label { font-size: 11px; fill: #5c5750; paint-order: stroke; stroke: #fff;\
    stroke-width: 4 }\
    .flow-line { fill: none; stroke: #8a847b; stroke-width: 1.3 }\
    .flow-back { stroke-dasharray: 4 4 }";

/// Where one can go: from, to, and the answers that lead there.
struct Way<'f> {
    from: usize,
    to: usize,
    labels: Vec<&'f Words>,
}

/// Where a run stands, and where it was.
#[derive(Debug, Clone, Copy)]
pub struct Walked<'w> {
    pub here: &'w str,
    pub visited: &'w [&'w str],
}

/// The picture, as a file of its own.
#[must_use]
pub fn svg(flow: &Flow, language: Language) -> String {
    drawn(flow, language, None, &format!("<style>{STYLE}</style>"))
}

/// The picture as a part of a page, which has its styles (`flow.css`); with the place where a run
/// stands, where there is one.
#[must_use]
pub fn in_page(flow: &Flow, language: Language, walked: Option<Walked<'_>>) -> String {
    drawn(flow, language, walked, "")
}

fn drawn(flow: &Flow, language: Language, walked: Option<Walked<'_>>, style: &str) -> String {
    let ways = ways(flow);
    let places = places(flow, &ways);
    let (wide, high) = places.iter().fold((0.0_f64, 0.0_f64), |(wide, high), (x, y)| {
        (wide.max(x + WIDTH), high.max(y + HEIGHT))
    });
    let (wide, high) = (wide + GAP, high + GAP);
    let title = escaped(flow.title.in_language(language));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{:.0} {:.0} {wide:.0} {high:.0}\" \
         role=\"img\" aria-label=\"{title}\"><title>{title}</title>{style}\n",
        -GAP / 2.0,
        -GAP / 2.0,
    );
    for way in &ways {
        line(&mut svg, way, &places, language);
    }
    for (node, place) in flow.nodes.iter().zip(&places) {
        shape(&mut svg, (node, node.id == flow.start, walked), *place, language);
    }
    svg.push_str("</svg>\n");
    svg
}

fn ways(flow: &Flow) -> Vec<Way<'_>> {
    let at: BTreeMap<&str, usize> =
        flow.nodes.iter().enumerate().map(|(at, node)| (node.id.as_str(), at)).collect();
    let mut ways: Vec<Way<'_>> = Vec::new();
    for (from, node) in flow.nodes.iter().enumerate() {
        for (target, label) in leads(node) {
            let Some(to) = at.get(target).copied() else { continue };
            let known = ways.iter_mut().find(|way| (way.from, way.to) == (from, to));
            match known {
                Some(way) => way.labels.extend(label),
                None => ways.push(Way { from, to, labels: label.into_iter().collect() }),
            }
        }
    }
    ways
}

/// Where a node leads, and with which answer.
fn leads(node: &Node) -> Vec<(&str, Option<&Words>)> {
    let mut leads: Vec<(&str, Option<&Words>)> = match &node.kind {
        Kind::Instruction { next } => vec![(next, None)],
        Kind::Question { answers, .. } => {
            answers.iter().map(|one| (one.to.as_str(), Some(&one.label))).collect()
        }
        Kind::End { wakes } => wakes.iter().map(|one| (one.at.as_str(), None)).collect(),
    };
    leads.extend(node.requires.iter().map(|one| (one.otherwise.as_str(), None)));
    leads
}

/// The upper left corner of each box.
fn places(flow: &Flow, ways: &[Way<'_>]) -> Vec<(f64, f64)> {
    let id = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let boxes: Vec<(u32, (f64, f64))> =
        (0..flow.nodes.len()).map(|at| (id(at), (WIDTH, HEIGHT))).collect();
    let mut edges: Vec<(u32, u32)> = ways
        .iter()
        // What leads back up would turn the picture over; it is drawn all the same.
        .filter(|way| way.to > way.from)
        .map(|way| (id(way.from), id(way.to)))
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let config = Config { vertex_spacing: GAP, transpose: false, ..Config::default() };
    let mut places = vec![(0.0, 0.0); flow.nodes.len()];
    let mut left = 0.0;
    for (layout, _, _) in from_vertices_and_edges(&boxes, &edges, &config) {
        let lowest = |of: fn(&(f64, f64)) -> f64| {
            layout.iter().map(|(_, place)| of(place)).fold(f64::INFINITY, f64::min)
        };
        let (min_x, min_y) = (lowest(|(x, _)| *x), lowest(|(_, y)| *y));
        let mut right = left;
        for (at, (x, y)) in &layout {
            let place = (x - min_x + left, y - min_y);
            right = f64::max(right, place.0 + WIDTH + GAP);
            if let Some(own) = places.get_mut(*at) {
                *own = place;
            }
        }
        left = right;
    }
    places
}

fn line(svg: &mut String, way: &Way<'_>, places: &[(f64, f64)], language: Language) {
    let ((ax, ay), (bx, by)) = (places[way.from], places[way.to]);
    let (from_x, to_x) = (ax + WIDTH / 2.0, bx + WIDTH / 2.0);
    let is_back = by <= ay;
    let path = if is_back {
        let (from_x, to_x) = (ax + WIDTH, bx + WIDTH);
        let (from_y, to_y) = (ay + HEIGHT / 2.0, by + HEIGHT / 2.0);
        let out = f64::max(from_x, to_x) + GAP * 0.8;
        format!(
            "M{from_x:.0} {from_y:.0}C{out:.0} {from_y:.0} {out:.0} {to_y:.0} {to_x:.0} {to_y:.0}"
        )
    } else {
        let (from_y, to_y) = (ay + HEIGHT, by);
        let bend = f64::min(GAP, to_y - from_y);
        format!(
            "M{from_x:.0} {from_y:.0}C{from_x:.0} {:.0} {to_x:.0} {:.0} {to_x:.0} {to_y:.0}",
            from_y + bend,
            to_y - bend,
        )
    };
    let class = if is_back { "flow-line flow-back" } else { "flow-line" };
    writeln!(svg, "<path class=\"{class}\" d=\"{path}\"/>").ok();
    let said: Vec<&str> = way.labels.iter().map(|label| label.in_language(language)).collect();
    if said.is_empty() {
        return;
    }
    let mut text: String = said.join(" / ").chars().take(LABEL_LENGTH).collect();
    if text.len() < said.join(" / ").len() {
        text.push('…');
    }
    let (x, y) = if is_back {
        (ax + WIDTH + GAP, ay + HEIGHT / 2.0 - 4.0)
    } else {
        // Half way: there no two lines meet.
        (f64::midpoint(from_x, to_x), f64::midpoint(ay + HEIGHT, by) + 4.0)
    };
    let text = escaped(&text);
    writeln!(svg, "<text class=\"flow-label\" x=\"{x:.0}\" y=\"{y:.0}\">{text}</text>").ok();
}

fn shape(
    svg: &mut String,
    (node, is_start, walked): (&Node, bool, Option<Walked<'_>>),
    (x, y): (f64, f64),
    language: Language,
) {
    let kind = match node.kind {
        Kind::Instruction { .. } => "flow-instruction",
        Kind::Question { .. } => "flow-question",
        Kind::End { .. } => "flow-end",
    };
    let added = if node.added_because.is_some() { " flow-added" } else { "" };
    let passed = match walked {
        Some(walked) if walked.here == node.id => " flow-here",
        Some(walked) if walked.visited.contains(&node.id.as_str()) => " flow-passed",
        None if is_start => " flow-start",
        Some(_) | None => "",
    };
    let title = node.title.in_language(language);
    writeln!(
        svg,
        "<g id=\"flow-{}\" class=\"flow-node {kind}{added}{passed}\"><title>{}</title>\
         <rect x=\"{x:.0}\" y=\"{y:.0}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"{}\"/>",
        escaped(&node.id),
        escaped(title),
        if node.is_end() { 30 } else { 8 },
    )
    .ok();
    let lines = wrapped(title);
    let top = y + HEIGHT / 2.0 - LINE * (lines.len() as f64 - 1.0) / 2.0 + 4.0;
    for (at, text) in lines.iter().enumerate() {
        let (x, y) = (x + WIDTH / 2.0, top + LINE * at as f64);
        writeln!(svg, "<text x=\"{x:.0}\" y=\"{y:.0}\">{}</text>", escaped(text)).ok();
    }
    svg.push_str("</g>\n");
}

/// A title in lines; what does not fit ends with dots.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.last().map_or(0, |line| line.chars().count());
        if last > 0 && last + 1 + word.chars().count() > LINE_LENGTH {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    if lines.len() > LINES_MAX {
        lines.truncate(LINES_MAX);
        if let Some(line) = lines.last_mut() {
            line.push('…');
        }
    }
    lines
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{read_flow, shipped};

    #[test]
    fn every_node_is_drawn_once_and_no_two_stand_on_one_another() {
        for one in shipped() {
            let flow = read_flow(one.text, one.code).expect("is without problems");
            for language in Language::ALL {
                let svg = svg(&flow, language);
                for node in &flow.nodes {
                    let id = format!("id=\"flow-{}\"", node.id);
                    assert_eq!(svg.matches(&id).count(), 1, "{}", node.id);
                }
                assert!(svg.ends_with("</svg>\n") && !svg.contains("NaN"), "{svg}");
            }
            let places = places(&flow, &ways(&flow));
            for (at, (ax, ay)) in places.iter().enumerate() {
                for (bx, by) in &places[at + 1..] {
                    let is_apart = (ax - bx).abs() >= WIDTH || (ay - by).abs() >= HEIGHT;
                    assert!(is_apart, "{} stands on another", flow.nodes[at].id);
                }
            }
        }
    }
}
