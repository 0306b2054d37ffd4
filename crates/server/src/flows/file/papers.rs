//! Letters and e-mails of a flow.

use super::LABEL_LENGTH_MAX;
use crate::programmes::file::{Node as Yaml, Problems};
use domain::flows::paper::{By, TEMPLATES_MAX, Template, places};
use domain::forms::Source;
use domain::words::{Language, Words};
use std::collections::BTreeSet;

const BODY_LENGTH_MAX: usize = 4_000;
const BYS: [(&str, By); 2] = [("letter", By::Letter), ("email", By::Email)];

/// Reads `templates`.
pub(super) fn templates(node: &Yaml, check: &mut Problems) -> Vec<Template> {
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    for node in check.list(node, "templates", TEMPLATES_MAX) {
        let keys = ["code", "by", "subject", "body"];
        let Some(fields) = check.fields(node, "a template", &keys) else { continue };
        let code = fields.required("code", check);
        let code = code.and_then(|node| check.new_code(node, "template", &mut seen));
        let by = fields.required("by", check).and_then(|node| check.one_of(node, &BYS));
        let subject = fields.required("subject", check);
        let subject = subject.and_then(|node| text(node, LABEL_LENGTH_MAX, check));
        let body = fields.required("body", check);
        let body = body.and_then(|node| text(node, BODY_LENGTH_MAX, check));
        let (Some(code), Some(by), Some(subject), Some(body)) = (code, by, subject, body) else {
            continue;
        };
        found.push(Template { code, by, subject, body });
    }
    found
}

/// A text in both languages, whose places can all be filled.
pub(super) fn text(node: &Yaml, most: usize, check: &mut Problems) -> Option<Words> {
    let words = check.words(node, most)?;
    for language in Language::ALL {
        let all = places(words.in_language(language));
        for name in all.into_iter().filter(|name| Source::of_word(name).is_none()) {
            let known: Vec<String> =
                Source::ALL.iter().map(|one| format!("`{}`", one.word())).collect();
            let known = known.join(", ");
            check
                .add(node.place, format!("`{{{{{name}}}}}` is never filled: write one of {known}"));
        }
    }
    Some(words)
}
