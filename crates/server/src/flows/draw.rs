//! A flow as a picture: boxes from top to bottom, with the answers on the lines between them.

use super::labels::labels;
use super::steps::{Lead, Sort, leads};
use crate::page::Words;
use domain::flows::{Flow, Node};
use domain::words::Language;
use rust_sugiyama::configure::Config;
use rust_sugiyama::from_vertices_and_edges;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Sizes, in picture elements.
pub(super) const WIDTH: f64 = 216.0;
pub(super) const HEIGHT: f64 = 76.0;
const GAP: f64 = 44.0;
const LINE: f64 = 16.0;
/// Characters of one line, and lines of one box.
const LINE_LENGTH: usize = 28;
const LINES_MAX: usize = 3;
/// How far the second edge of a box lies within the first.
const EDGE: f64 = 4.0;
/// What an example of a box or a line in the legend measures.
const SIGN: (f64, f64) = (44.0, 24.0);

/// The look of a picture that stands alone; pages have their own.
const STYLE: &str = "\
    .flow-box { fill: #fff; stroke: #45413c; stroke-width: 1.5 }\
    .flow-edge { fill: none; stroke: #45413c } .flow-question .flow-box { fill: #e3f1f5 }\
    .flow-end .flow-box { fill: #f3efe7 } .flow-wait .flow-box { fill: #f8efd9 }\
    .flow-added .flow-box { stroke-dasharray: 5 3 }\
    text { font: 13px sans-serif; fill: #221f1b; text-anchor: middle }\
    .flow-label { font-size: 11px; fill: #5c5750 } .flow-paper { fill: #fff }\
    .flow-line { fill: none; stroke: #8a847b; stroke-width: 1.3 }\
    .flow-back { stroke-dasharray: 4 4 }";

/// Where one can go: from, to, and the answers that lead there.
pub(super) struct Way<'f> {
    pub from: usize,
    pub to: usize,
    pub labels: Vec<&'f domain::words::Words>,
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
    let title = flow.title.in_language(language);
    let here = walked.and_then(|walked| flow.node(walked.here));
    let label = here.map_or_else(
        || title.to_owned(),
        |node| {
            let step = node.title.in_language(language);
            let args = [("flow", title.into()), ("step", step.into())];
            Words { locale: language.into() }.with("flows-drawn-here", &args)
        },
    );
    let (title, label) = (escaped(title), escaped(&label));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{:.0} {:.0} {wide:.0} {high:.0}\" \
         width=\"{wide:.0}\" height=\"{high:.0}\" role=\"img\" aria-label=\"{label}\">\
         <title>{title}</title>{style}\n",
        -GAP / 2.0,
        -GAP / 2.0,
    );
    for way in &ways {
        line(&mut svg, way, &places);
    }
    for (node, place) in flow.nodes.iter().zip(&places) {
        shape(&mut svg, (node, node.id == flow.start, walked), *place, language);
    }
    // Last, so that no line goes through what is said on another.
    for label in labels(&ways, &places, language) {
        label.draw(&mut svg);
    }
    svg.push_str("</svg>\n");
    svg
}

pub(super) fn ways(flow: &Flow) -> Vec<Way<'_>> {
    let at: BTreeMap<&str, usize> =
        flow.nodes.iter().enumerate().map(|(at, node)| (node.id.as_str(), at)).collect();
    let mut ways: Vec<Way<'_>> = Vec::new();
    for (from, node) in flow.nodes.iter().enumerate() {
        for (target, lead) in leads(node) {
            let Some(to) = at.get(target).copied() else { continue };
            let label = match lead {
                Lead::Answer(label) => Some(label),
                Lead::Next | Lead::Wake | Lead::Otherwise(_) => None,
            };
            let known = ways.iter_mut().find(|way| (way.from, way.to) == (from, to));
            match known {
                Some(way) => way.labels.extend(label),
                None => ways.push(Way { from, to, labels: label.into_iter().collect() }),
            }
        }
    }
    ways
}

/// The upper left corner of each box.
pub(super) fn places(flow: &Flow, ways: &[Way<'_>]) -> Vec<(f64, f64)> {
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

/// The four points of a curve from one box to another.
pub(super) fn curve(way: &Way<'_>, places: &[(f64, f64)]) -> [(f64, f64); 4] {
    let ((ax, ay), (bx, by)) = (places[way.from], places[way.to]);
    if by <= ay {
        let ((from_x, from_y), (to_x, to_y)) =
            ((ax + WIDTH, ay + HEIGHT / 2.0), (bx + WIDTH, by + HEIGHT / 2.0));
        let out = f64::max(from_x, to_x) + GAP * 0.8;
        return [(from_x, from_y), (out, from_y), (out, to_y), (to_x, to_y)];
    }
    let (from_x, to_x) = (ax + WIDTH / 2.0, bx + WIDTH / 2.0);
    let (from_y, to_y) = (ay + HEIGHT, by);
    let bend = f64::min(GAP, to_y - from_y);
    [(from_x, from_y), (from_x, from_y + bend), (to_x, to_y - bend), (to_x, to_y)]
}

fn line(svg: &mut String, way: &Way<'_>, places: &[(f64, f64)]) {
    let points = curve(way, places);
    let [(ax, ay), (bx, by), (cx, cy), (dx, dy)] = points;
    let class = if dy <= ay { "flow-line flow-back" } else { "flow-line" };
    writeln!(
        svg,
        "<path class=\"{class}\" d=\"M{ax:.0} {ay:.0}C{bx:.0} {by:.0} {cx:.0} {cy:.0} \
         {dx:.0} {dy:.0}\"/>"
    )
    .ok();
}

fn shape(
    svg: &mut String,
    (node, is_start, walked): (&Node, bool, Option<Walked<'_>>),
    (x, y): (f64, f64),
    language: Language,
) {
    let sort = Sort::of(node);
    let (kind, drawn) = (classes(sort), outlines(sort, [x, y, WIDTH, HEIGHT]));
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
        "<g id=\"flow-{}\" class=\"flow-node {kind}{added}{passed}\"><title>{}</title>{drawn}",
        escaped(&node.id),
        escaped(title),
    )
    .ok();
    if walked.is_some_and(|walked| walked.here == node.id) {
        let said = Words { locale: language.into() }.say("runs-here");
        let (x, y) = (x + WIDTH / 2.0, y + 13.0);
        let said = escaped(&said);
        writeln!(svg, "<text class=\"flow-mark\" x=\"{x:.0}\" y=\"{y:.0}\">{said}</text>").ok();
    }
    let lines = wrapped(title);
    let top = y + HEIGHT / 2.0 - LINE * (lines.len() as f64 - 1.0) / 2.0 + 4.0;
    for (at, text) in lines.iter().enumerate() {
        let (x, y) = (x + WIDTH / 2.0, top + LINE * at as f64);
        writeln!(svg, "<text x=\"{x:.0}\" y=\"{y:.0}\">{}</text>", escaped(text)).ok();
    }
    svg.push_str("</g>\n");
}

/// The classes of a box, for the styles.
fn classes(sort: Sort) -> &'static str {
    match sort {
        Sort::Instruction => "flow-instruction",
        Sort::Question => "flow-question",
        Sort::Automatic => "flow-question flow-auto",
        Sort::Wait => "flow-end flow-wait",
        Sort::End => "flow-end",
    }
}

/// The outline of a box. Its shape says what it is, since not everybody sees the colours: with
/// corners at the sides for a question, round for an end; a second edge where nobody answers, or
/// nothing goes on.
fn outlines(sort: Sort, [x, y, wide, high]: [f64; 4]) -> String {
    let outer = outline(sort, [x, y, wide, high], "flow-box");
    match sort {
        Sort::Automatic | Sort::End => {
            let inner = [x + EDGE, y + EDGE, wide - 2.0 * EDGE, high - 2.0 * EDGE];
            outer + &outline(sort, inner, "flow-edge")
        }
        Sort::Instruction | Sort::Question | Sort::Wait => outer,
    }
}

fn outline(sort: Sort, [x, y, wide, high]: [f64; 4], class: &str) -> String {
    let rect = |round: f64| {
        format!(
            "<rect class=\"{class}\" x=\"{x:.0}\" y=\"{y:.0}\" width=\"{wide:.0}\" \
             height=\"{high:.0}\" rx=\"{round:.0}\"/>"
        )
    };
    match sort {
        Sort::Instruction => rect(f64::min(8.0, high / 4.0)),
        Sort::Wait | Sort::End => rect(high * 0.4),
        Sort::Question | Sort::Automatic => {
            let cut = f64::min(10.0, high / 3.0);
            let (left, right) = (x + cut, x + wide - cut);
            let (end, low, middle) = (x + wide, y + high, y + high / 2.0);
            format!(
                "<polygon class=\"{class}\" points=\"{left:.0},{y:.0} {right:.0},{y:.0} \
                 {end:.0},{middle:.0} {right:.0},{low:.0} {left:.0},{low:.0} {x:.0},{middle:.0}\"/>"
            )
        }
    }
}

/// What a box or a line of the drawing means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// An example of it, which says nothing that the words do not say.
    pub drawn: String,
    pub said: String,
}

/// What the boxes and the lines mean; with those of a run, where one is drawn.
#[must_use]
pub fn legend(words: Words, walked: Option<Walked<'_>>) -> Vec<Sign> {
    let (wide, high) = SIGN;
    let sign = |inner: String, said: String| Sign {
        drawn: format!(
            "<svg class=\"flow-sign\" viewBox=\"-2 -2 {:.0} {:.0}\" aria-hidden=\"true\">\
             {inner}</svg>",
            wide + 4.0,
            high + 4.0,
        ),
        said,
    };
    let shape = |sort: Sort, more: &str| {
        let drawn = outlines(sort, [0.0, 0.0, wide, high]);
        format!("<g class=\"flow-node {}{more}\">{drawn}</g>", classes(sort))
    };
    let mut legend: Vec<Sign> =
        Sort::ALL.into_iter().map(|sort| sign(shape(sort, ""), sort.said(words))).collect();
    let mut marks = vec![("flow-added", "flows-added")];
    if walked.is_some() {
        marks.extend([("flow-passed", "flows-passed"), ("flow-here", "runs-here")]);
    }
    legend.extend(
        marks.into_iter().map(|(class, key)| {
            sign(shape(Sort::Instruction, &format!(" {class}")), words.say(key))
        }),
    );
    let middle = high / 2.0;
    for (class, key) in [("flow-line", "flows-line"), ("flow-line flow-back", "flows-line-back")] {
        let line = format!("<path class=\"{class}\" d=\"M0 {middle:.0}H{wide:.0}\"/>");
        legend.push(sign(line, words.say(key)));
    }
    legend
}

/// A title in lines; what does not fit ends with dots.
pub(super) fn wrapped(text: &str) -> Vec<String> {
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

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{read_flow, shipped};
    use crate::page::Locale;

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

    #[test]
    fn what_a_box_is_shows_in_its_shape() {
        for one in shipped() {
            let flow = read_flow(one.text, one.code).expect("is without problems");
            let svg = svg(&flow, Language::English);
            let of = |sorts: &[Sort]| {
                flow.nodes.iter().filter(|node| sorts.contains(&Sort::of(node))).count()
            };
            let questions = of(&[Sort::Question, Sort::Automatic]);
            assert_eq!(svg.matches("<polygon class=\"flow-box\"").count(), questions);
            let edged = of(&[Sort::Automatic, Sort::End]);
            assert_eq!(svg.matches("class=\"flow-edge\"").count(), edged);
            let round = svg.matches(" rx=\"30\"/>").count();
            assert_eq!(round, of(&[Sort::Wait, Sort::End]));
        }
    }

    #[test]
    fn where_one_is_is_said_in_words() {
        let one = shipped().first().expect("one is shipped");
        let flow = read_flow(one.text, one.code).expect("is without problems");
        let walked = Walked { here: &flow.start, visited: &[] };
        for (language, said) in
            [(Language::English, "you are here"), (Language::French, "vous êtes ici")]
        {
            let mark = format!(">{said}</text>");
            let page = in_page(&flow, language, Some(walked));
            let own = page.split("</g>").find(|part| part.contains(" flow-here\""));
            assert!(own.expect("the place").contains(&mark), "{page}");
            assert_eq!(page.matches(&mark).count(), 1);
            assert!(!in_page(&flow, language, None).contains(&mark));
            let start = flow.node(&flow.start).expect("a start").title.in_language(language);
            let label = page.split("aria-label=\"").nth(1).expect("a label");
            assert!(label.split('"').next().expect("a label").ends_with(&escaped(start)));
        }
    }

    #[test]
    fn the_legend_has_every_class_that_is_drawn() {
        let words = Words { locale: Locale::En };
        let walked = Walked { here: "", visited: &[] };
        let legend = legend(words, Some(walked));
        let all: String = legend.iter().map(|sign| sign.drawn.as_str()).collect();
        for sort in Sort::ALL {
            assert!(all.contains(&format!("flow-node {}\"", classes(sort))), "{sort:?}");
        }
        for class in ["flow-added", "flow-passed", "flow-here", "flow-line\"", "flow-back"] {
            assert!(all.contains(class), "{class}");
        }
        let without = super::legend(words, None);
        assert!(without.iter().all(|sign| !sign.drawn.contains("flow-here")));
        assert_eq!(without.len() + 2, legend.len());
    }

    /// The sheet of the drawing takes its colours from the page, which is dark where the reader's
    /// scheme is.
    #[test]
    fn the_drawing_has_the_colours_of_the_page() {
        let sheet = include_str!("../../assets/css/flow.css");
        let colours = ["fill:", "stroke:", "background:", "color:"];
        for rule in sheet.split([';', '{', '}']).map(str::trim) {
            let is_colour = colours.iter().any(|name| rule.starts_with(name));
            let is_own = ["var(--", "currentcolor", "none"].iter().any(|own| rule.contains(own));
            assert!(!is_colour || is_own, "{rule}");
        }
    }
}
