//! Pages hold to a strict content security policy: nothing inline.

use super::Found;
use super::tree::Tree;

pub fn without_inline(tree: &Tree) -> Vec<Found> {
    let mut found = Vec::new();
    for file in tree.with_ending(".html").filter(|file| file.path.starts_with("crates/")) {
        let text = file.text.to_ascii_lowercase();
        let mut say = |at: usize, what: &str| {
            let line = text[..at].matches('\n').count() + 1;
            found.push(Found::new(&file.path, line, "inline", what));
        };
        for (at, _) in text.match_indices("<script") {
            let tag = text[at..].split('>').next().unwrap_or_default();
            if !tag.contains(" src=") && !tag.contains("\nsrc=") {
                say(at, "a script stands in a file of its own");
            }
        }
        for (at, _) in text.match_indices("<style") {
            say(at, "style stands in the style sheet");
        }
        for (at, _) in text.match_indices("javascript:") {
            say(at, "a script stands in a file of its own");
        }
        for (at, name) in attributes(&text) {
            if name == "style" {
                say(at, "style stands in the style sheet");
            } else if name.len() > 3 && name.starts_with("on") {
                say(at, "listen for events in a module");
            }
        }
    }
    found
}

/// Names before `=` and a quote, which in a page are attributes.
fn attributes(text: &str) -> Vec<(usize, &str)> {
    let mut attributes = Vec::new();
    for (at, _) in text.match_indices('=') {
        if !text[at + 1..].starts_with(['"', '\'']) {
            continue;
        }
        let start = text[..at].rfind(|character: char| !character.is_ascii_lowercase());
        let start = start.map_or(0, |start| start + 1);
        if text[..start].ends_with(char::is_whitespace) {
            attributes.push((start, &text[start..at]));
        }
    }
    attributes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_inline() {
        let bad = "<p style=\"a\">\n<a onclick='x'>\n<script>x</script>\n<style>\n\
                   <script type=\"module\" src=\"/a.js\"></script>\n<p data-style=\"x\">once=\n";
        let tree = Tree::of(&[("crates/server/src/a.html", bad), ("docs/a.html", bad)]);
        let mut lines: Vec<usize> =
            without_inline(&tree).into_iter().map(|found| found.line).collect();
        lines.sort_unstable();
        assert_eq!(lines, [1, 2, 3, 4]);
    }
}
