//! Forms of a pack or a flow.

use super::LABEL_LENGTH_MAX;
use super::fields::{KEYS, field};
use super::node::Node as Yaml;
use super::problems::Problems;
use domain::forms::{FORM_FIELDS_MAX, FORMS_MAX, Form, FormField, Source};
use std::collections::BTreeSet;

/// Reads `forms` of a pack or a flow.
pub(crate) fn read_forms(node: &Yaml, check: &mut Problems) -> Vec<Form> {
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    for node in check.list(node, "forms", FORMS_MAX) {
        let keys = ["code", "title", "fields"];
        let Some(top) = check.fields(node, "a form", &keys) else { continue };
        let code = top.required("code", check);
        let code = code.and_then(|node| check.new_code(node, "form", &mut seen));
        let title = top.required("title", check);
        let title = title.and_then(|node| check.words(node, LABEL_LENGTH_MAX));
        let (mut ids, mut own) = (BTreeSet::new(), Vec::new());
        let listed = top.required("fields", check);
        for node in listed.map_or(&[][..], |node| check.list(node, "fields", FORM_FIELDS_MAX)) {
            let Some(read) = form_field(node, check) else { continue };
            if !ids.insert(read.field.id.clone()) {
                let taken = &read.field.id;
                let sentence = format!("`{taken}` is taken: each field of a form has its own id");
                check.add(node.place, sentence);
            }
            own.push(read);
        }
        let (Some(code), Some(title)) = (code, title) else { continue };
        found.push(Form { code, title, fields: own });
    }
    found
}

fn form_field(node: &Yaml, check: &mut Problems) -> Option<FormField> {
    let mut keys = KEYS.to_vec();
    keys.push("from");
    let top = check.fields(node, "a field of a form", &keys)?;
    let sources: Vec<(&str, Source)> = Source::ALL.iter().map(|one| (one.word(), *one)).collect();
    let from = top.optional("from").map(|node| check.one_of(node, &sources));
    if from.as_ref().is_some_and(Option::is_none) {
        return None;
    }
    Some(FormField { field: field(&top, check)?, from: from.flatten() })
}
