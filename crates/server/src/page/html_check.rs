//! Reads a rendered page as a strict browser would and says what is wrong with it.
//!
//! For tests: every page's samples go through [`check`]. It knows the HTML we write (no
//! omitted end tags, every attribute in double quotes) and what we promise about it: labels,
//! descriptions, one heading, names of buttons, nothing inline.

use std::collections::{BTreeMap, BTreeSet};

/// One opening tag with its attributes, and the text inside it once it is closed.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    /// The names of the elements around it, outermost first.
    around: Vec<String>,
    /// What is read out of it: text, and the labels of pictures inside.
    text: String,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    fn is_within(&self, name: &str) -> bool {
        self.around.iter().any(|around| around == name)
    }
}

const VOID: &[&str] =
    &["area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
const DRAWN: &[&str] = &["path", "use", "circle", "rect", "line", "polyline", "polygon"];
/// A browser closes a paragraph when one of these begins.
const BLOCKS: &[&str] = &[
    "article", "aside", "details", "dialog", "div", "dl", "fieldset", "footer", "form", "h1", "h2",
    "h3", "header", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
];

/// Everything that is wrong with a page; nothing when it is as promised.
pub fn check(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let elements = read(html, &mut faults);
    if html.contains('⟦') {
        let at = html.find('⟦').unwrap_or(0);
        let said: String = html[at..].chars().take(60).collect();
        faults.push(format!("a key without words: {said}"));
    }
    let ids = unique_ids(&elements, &mut faults);
    check_document(&elements, &mut faults);
    for element in &elements {
        check_references(element, &ids, &mut faults);
        check_names(element, &elements, &mut faults);
        check_inline(element, &mut faults);
    }
    faults
}

fn read(html: &str, faults: &mut Vec<String>) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        add_text(&rest[..at], &open, &mut elements);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some((tag, after)) = cut_tag(rest) else {
            faults.push(format!("a tag is never closed: {}", start_of(rest)));
            break;
        };
        rest = after;
        if tag.starts_with('!') {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            close(name.trim(), &mut open, &elements, faults);
            continue;
        }
        let element = parse_tag(tag, &open, &elements, faults);
        check_nesting(&element, faults);
        let name = element.name.clone();
        let closed = VOID.contains(&name.as_str()) || tag.ends_with('/');
        if let Some(label) = element.get("aria-label") {
            add_text(label, &open, &mut elements);
        }
        elements.push(element);
        if !closed {
            open.push(elements.len() - 1);
        }
    }
    for at in open {
        faults.push(format!("<{}> is never closed", elements[at].name));
    }
    elements
}

/// Splits `<tag …>` from what follows, minding `>` inside quotes.
fn cut_tag(rest: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            '"' => quoted = !quoted,
            '>' if !quoted => return Some((&rest[1..at], &rest[at + 1..])),
            _ => {}
        }
    }
    None
}

fn start_of(text: &str) -> String {
    text.chars().take(40).collect()
}

fn add_text(text: &str, open: &[usize], elements: &mut [Element]) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    for at in open {
        elements[*at].text.push_str(text);
    }
}

fn close(name: &str, open: &mut Vec<usize>, elements: &[Element], faults: &mut Vec<String>) {
    match open.pop() {
        Some(at) if elements[at].name == name => {}
        Some(at) => faults.push(format!("</{name}> closes <{}>", elements[at].name)),
        None => faults.push(format!("</{name}> closes nothing")),
    }
}

fn parse_tag(tag: &str, open: &[usize], elements: &[Element], faults: &mut Vec<String>) -> Element {
    let tag = tag.trim_end_matches('/');
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let around = open.iter().map(|at| elements[*at].name.clone()).collect();
    let mut element = Element { name: name.to_owned(), around, ..Element::default() };
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return element;
        }
        let end = rest.find(|letter: char| letter == '=' || letter.is_whitespace());
        let (key, after) = rest.split_at(end.unwrap_or(rest.len()));
        let value;
        if let Some(quoted) = after.strip_prefix("=\"") {
            let Some((inside, after)) = quoted.split_once('"') else {
                faults.push(format!("<{name}> has an open quote at {key}"));
                return element;
            };
            if after.starts_with(|letter: char| !letter.is_whitespace()) {
                faults.push(format!("<{name}> lacks a space after {key}"));
            }
            (value, rest) = (inside, after);
        } else {
            if after.starts_with('=') {
                faults.push(format!("<{name}> has {key} without quotes"));
            }
            (value, rest) = ("", after.trim_start_matches('='));
        }
        if element.attributes.insert(key.to_owned(), value.to_owned()).is_some() {
            faults.push(format!("<{name}> has {key} twice"));
        }
    }
}

fn check_nesting(element: &Element, faults: &mut Vec<String>) {
    let name = element.name.as_str();
    if BLOCKS.contains(&name) && element.is_within("p") {
        faults.push(format!("<{name}> stands inside <p>"));
    }
    for alone in ["a", "form", "button", "label"] {
        if name == alone && element.is_within(alone) {
            faults.push(format!("<{name}> stands inside <{name}>"));
        }
    }
    if ["a", "button"].contains(&name) && (element.is_within("a") || element.is_within("button")) {
        faults.push(format!("<{name}> stands inside something that is pressed"));
    }
    if name == "li" && !element.around.last().is_some_and(|up| up == "ul" || up == "ol") {
        faults.push("<li> stands outside a list".to_owned());
    }
    let known = element.is_within("svg") || !DRAWN.contains(&name);
    if !known {
        faults.push(format!("<{name}> stands outside <svg>"));
    }
}

fn unique_ids(elements: &[Element], faults: &mut Vec<String>) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for id in elements.iter().filter_map(|element| element.get("id")) {
        if id.is_empty() || id.contains(char::is_whitespace) {
            faults.push(format!("the id {id:?} is none"));
        }
        if !ids.insert(id.to_owned()) {
            faults.push(format!("the id {id:?} stands twice"));
        }
    }
    ids
}

fn check_document(elements: &[Element], faults: &mut Vec<String>) {
    for (name, wanted) in [("html", 1), ("title", 1), ("main", 1), ("h1", 1)] {
        // A picture has a title of its own.
        let own = elements.iter().filter(|element| !element.is_within("svg"));
        let found = own.filter(|element| element.name == name).count();
        if found != wanted {
            faults.push(format!("{found} elements <{name}>, not {wanted}"));
        }
    }
    let spoken = elements.iter().find(|element| element.name == "html");
    if spoken.and_then(|html| html.get("lang")).is_none_or(str::is_empty) {
        faults.push("the page does not say its language".to_owned());
    }
}

fn check_references(element: &Element, ids: &BTreeSet<String>, faults: &mut Vec<String>) {
    for key in ["aria-describedby", "aria-labelledby", "for", "popovertarget", "form", "list"] {
        for target in element.get(key).unwrap_or_default().split_whitespace() {
            if !ids.contains(target) {
                faults.push(format!("<{}> names {target:?} by {key}", element.name));
            }
        }
    }
    let within = element.get("href").and_then(|address| address.strip_prefix('#'));
    if let Some(target) = within.filter(|target| !ids.contains(*target)) {
        faults.push(format!("a link leads to {target:?}, which is not on the page"));
    }
}

fn check_names(element: &Element, elements: &[Element], faults: &mut Vec<String>) {
    let named = element.get("aria-label").is_some_and(|label| !label.is_empty())
        || element.get("aria-labelledby").is_some();
    let said = named || !element.text.is_empty();
    match element.name.as_str() {
        "input" | "select" | "textarea" => {
            let kind = element.get("type").unwrap_or("text");
            let id = element.get("id").unwrap_or_default();
            let labelled = || {
                elements.iter().any(|other| {
                    other.name == "label" && other.get("for") == Some(id) && !other.text.is_empty()
                })
            };
            if kind != "hidden" && !named && !element.is_within("label") && !labelled() {
                faults.push(format!("the field {:?} has no label", element.get("name")));
            }
        }
        "button" | "a" | "h1" | "h2" | "h3" | "label" | "legend" | "th" | "title" if !said => {
            faults.push(format!("<{}> says nothing", element.name));
        }
        "button" if element.get("type").is_none() && !element.is_within("dialog") => {
            faults.push(format!("the button {:?} has no type", element.text));
        }
        "svg" => {
            let picture = element.get("role") == Some("img") && named;
            if element.get("aria-hidden") != Some("true") && !picture {
                faults.push("a picture neither speaks nor is hidden".to_owned());
            }
        }
        "img" if element.get("alt").is_none() => faults.push("<img> without alt".to_owned()),
        _ => {}
    }
}

/// The content security policy allows nothing inline.
fn check_inline(element: &Element, faults: &mut Vec<String>) {
    for key in element.attributes.keys() {
        if key == "style" || key.starts_with("on") {
            faults.push(format!("<{}> has {key} inline", element.name));
        }
    }
    let inline_script = element.name == "script" && element.get("src").is_none();
    if element.name == "style" || inline_script {
        faults.push(format!("<{}> is inline", element.name));
    }
}

#[cfg(test)]
mod test {
    use super::check;

    #[track_caller]
    fn finds(body: &str, expected: &str) {
        let page = format!(
            "<!doctype html><html lang=\"en\"><head><title>T</title></head>\
             <body><main><h1>H</h1>{body}</main></body></html>"
        );
        let found = check(&page).join("; ");
        assert!(found.contains(expected), "wanted {expected:?}, found {found:?}");
        if expected.is_empty() {
            assert_eq!(found, "");
        }
    }

    #[test]
    fn what_is_wrong_is_found_and_what_is_right_is_not() {
        finds("<p>a <b>c</b></p><br><svg aria-hidden=\"true\"><path d=\"M0\"/></svg>", "");
        finds("<p>a<b>c</p></b>", "closes");
        finds("<div>", "closes");
        finds("<p><div>a</div></p>", "inside <p>");
        finds("<i id=\"x\"></i><i id=\"x\"></i>", "twice");
        finds("<input name=\"x\">", "has no label");
        finds("<label for=\"x\">X</label><input id=\"x\">", "");
        finds("<input aria-label=\"X\" aria-describedby=\"y\">", "names \"y\"");
        finds("<a href=\"#gone\">a</a>", "not on the page");
        finds("<button type=\"submit\"></button>", "says nothing");
        finds("<p style=\"color: red\">a</p>", "inline");
        finds("<svg><path d=\"M0\"/></svg>", "neither speaks");
        finds("⟦people-title⟧", "without words");
    }
}
