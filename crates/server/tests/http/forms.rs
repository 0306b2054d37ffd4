//! The forms of a page, as a browser reads them.

use std::collections::BTreeMap;

/// One field of a form, with what is in it before anybody types.
#[derive(Debug, Clone)]
pub struct Field {
    pub name: String,
    pub value: String,
    /// `text`, `hidden`, `textarea`, `select`, …
    pub kind: String,
}

impl Field {
    /// Whether somebody types into it.
    pub fn is_typed(&self) -> bool {
        ["text", "search", "email", "tel", "number", "date", "textarea"]
            .contains(&self.kind.as_str())
    }
}

/// One form.
#[derive(Debug, Clone)]
pub struct Form {
    pub method: String,
    pub action: String,
    /// Whether what is typed is kept in the browser until it is sent.
    pub is_kept: bool,
    pub fields: Vec<Field>,
}

/// Every form of a page, in its order. We write every attribute in double quotes.
pub fn forms(page: &str) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let mut form: Option<Form> = None;
    for tag in page.split('<').skip(1) {
        let (head, inside) = tag.split_once('>').unwrap_or((tag, ""));
        let name = head.split([' ', '\n']).next().unwrap_or_default();
        let given = attributes(head);
        let get = |name: &str| given.get(name).cloned().unwrap_or_default();
        match name {
            "form" => {
                let (method, action) = (get("method"), get("action"));
                let is_kept = given.contains_key("data-keep");
                form = Some(Form { method, action, is_kept, fields: Vec::new() });
            }
            "/form" => forms.extend(form.take()),
            "option" if given.contains_key("selected") => {
                let select = form.as_mut().and_then(|form| form.fields.last_mut());
                if let Some(select) = select.filter(|last| last.kind == "select") {
                    select.value = get("value");
                }
            }
            "input" | "textarea" | "select" => {
                let kind = match name {
                    "input" => given.get("type").cloned().unwrap_or_else(|| "text".to_owned()),
                    other => other.to_owned(),
                };
                let value = match name {
                    "textarea" => decoded(inside.trim_start_matches('\n')),
                    _ => get("value"),
                };
                let is_pressed = matches!(kind.as_str(), "checkbox" | "radio");
                let is_sent = !is_pressed || given.contains_key("checked");
                let named = get("name");
                if let Some(form) = form.as_mut().filter(|_| is_sent && !named.is_empty()) {
                    form.fields.push(Field { name: named, value, kind });
                }
            }
            _ => {}
        }
    }
    forms
}

fn attributes(head: &str) -> BTreeMap<String, String> {
    let mut given = BTreeMap::new();
    let mut rest = head.trim_end_matches('/');
    while let Some((before, after)) = rest.split_once('"') {
        let name = before.trim().trim_end_matches('=');
        // Words without a value stand before the name of this one.
        let mut names = name.split_whitespace().rev();
        let own = names.next().unwrap_or_default().to_owned();
        given.extend(names.map(|bare| (bare.to_owned(), String::new())));
        let (value, next) = after.split_once('"').unwrap_or((after, ""));
        given.insert(own, decoded(value));
        rest = next;
    }
    given.extend(rest.split_whitespace().map(|bare| (bare.to_owned(), String::new())));
    given
}

/// A text without the marks that keep it from being read as markup.
pub fn decoded(text: &str) -> String {
    let marks = [
        ("&#34;", "\""),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&#60;", "<"),
        ("&gt;", ">"),
        ("&#62;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    marks.iter().fold(text.to_owned(), |text, (mark, sign)| text.replace(mark, sign))
}
