//! The nodes of a flow.

use super::{LABEL_LENGTH_MAX, Places, TEXT_LENGTH_MAX, effects, papers};
use crate::programmes::file::{Fields, Node as Yaml, Problems, Value as YamlValue, read_field};
use domain::expression::Condition;
use domain::flows::check::Part;
use domain::flows::{
    ANSWERS_MAX, Answer, Auto, AutoBy, EFFECTS_MAX, FACTS, FIELDS_MAX, Kind, Node, Requires,
    Setting, Wake,
};
use domain::words::Words;
use std::collections::BTreeSet;

const WARNINGS_MAX: usize = 5;
const RULES_MAX: usize = 10;
const WAKES_MAX: usize = 6;
const CARRIES_MAX: usize = 10;

const KEYS: [&str; 18] = [
    "id",
    "kind",
    "title",
    "text",
    "say",
    "warnings",
    "actor",
    "requires",
    "skip_when",
    "fields",
    "effects",
    "next",
    "answers",
    "auto",
    "wakes",
    "carries",
    "added_because",
    "stage",
];

#[derive(Clone, Copy)]
enum KindWord {
    Instruction,
    Question,
    End,
}

const KINDS: [(&str, KindWord); 3] = [
    ("instruction", KindWord::Instruction),
    ("question", KindWord::Question),
    ("end", KindWord::End),
];

/// Names that nodes may speak of.
pub(super) struct Named {
    /// Settings.
    pub settings: BTreeSet<String>,
    /// What conditions may ask for: facts of the record, settings and fields.
    known: BTreeSet<String>,
}

impl Named {
    pub(super) fn of(settings: &[Setting], nodes: &[Yaml]) -> Self {
        let settings: BTreeSet<String> = settings.iter().map(|one| one.name.clone()).collect();
        let mut known: BTreeSet<String> =
            FACTS.iter().map(|(name, _)| (*name).to_owned()).collect();
        known.extend(settings.iter().cloned());
        for fields in nodes.iter().filter_map(|node| node.get("fields")) {
            let YamlValue::List(fields) = &fields.value else { continue };
            known.extend(fields.iter().filter_map(
                |field| match field.get("id").map(|id| &id.value) {
                    Some(YamlValue::Text(id)) => Some(id.clone()),
                    Some(_) | None => None,
                },
            ));
        }
        Self { settings, known }
    }

    /// A condition over what is known.
    pub(super) fn condition(&self, node: &Yaml, check: &mut Problems) -> Option<Condition> {
        check.condition(node, &self.known.iter().map(String::as_str).collect())
    }
}

pub(super) fn read(
    node: &Yaml,
    (named, seen): (&Named, &mut BTreeSet<String>),
    places: &mut Places,
    check: &mut Problems,
) -> Option<Node> {
    let top = check.fields(node, "a node", &KEYS)?;
    let id = top.required("id", check).and_then(|node| check.new_code(node, "node", seen));
    let mut at = Here { id: id.clone().unwrap_or_default(), places };
    at.stands(Part::Whole, node);
    let kind = top.required("kind", check).and_then(|node| check.one_of(node, &KINDS));
    let title = top.required("title", check);
    let title = title.and_then(|node| check.words(node, LABEL_LENGTH_MAX));
    let text = top.optional("text").map(|node| check.words(node, TEXT_LENGTH_MAX));
    let say = top.optional("say").map(|node| papers::text(node, TEXT_LENGTH_MAX, check));
    let warnings = warnings(&top, check);
    let actor = top.optional("actor").inspect(|node| at.stands(Part::Actor, node));
    let actor = actor.map(|node| check.code(node));
    let requires = top.optional("requires").inspect(|node| at.stands(Part::Requires, node));
    let requires = requires.map(|node| requires_in(node, named, check));
    let skip_when = top.optional("skip_when").inspect(|node| at.stands(Part::Skip, node));
    let skip_when = skip_when.map(|node| named.condition(node, check));
    let mut fields_read = Vec::new();
    for (place, node) in listed(&top, "fields", FIELDS_MAX, check).iter().enumerate() {
        at.stands(Part::Field(place), node);
        fields_read.extend(read_field(node, check));
    }
    let mut effects_read = Vec::new();
    for (place, node) in listed(&top, "effects", EFFECTS_MAX, check).iter().enumerate() {
        at.stands(Part::Effect(place), node);
        effects_read.extend(effects::read(node, named, check));
    }
    let kind = kind.and_then(|kind| kind_in(kind, &top, (named, &mut at), check));
    let carries = listed(&top, "carries", CARRIES_MAX, check);
    let carries = carries.iter().filter_map(|node| check.text(node, 10)).collect();
    let added = top.optional("added_because").map(|node| check.text(node, TEXT_LENGTH_MAX));
    Some(Node {
        id: id?,
        title: title?,
        text: left_out_or(text)?,
        say: left_out_or(say)?,
        warnings,
        actor: left_out_or(actor)?,
        requires: left_out_or(requires)?,
        skip_when: left_out_or(skip_when)?,
        fields: fields_read,
        effects: effects_read,
        kind: kind?,
        carries,
        added_because: left_out_or(added)?,
    })
}

/// What was left out is nothing; what was there and is wrong is a problem.
fn left_out_or<T>(read: Option<Option<T>>) -> Option<Option<T>> {
    match read {
        None => Some(None),
        Some(None) => None,
        Some(Some(value)) => Some(Some(value)),
    }
}

/// The node whose parts are noted.
struct Here<'p> {
    id: String,
    places: &'p mut Places,
}

impl Here<'_> {
    fn stands(&mut self, part: Part, node: &Yaml) {
        self.places.insert((self.id.clone(), part), node.place);
    }
}

fn listed<'n>(fields: &Fields<'n>, key: &str, most: usize, check: &mut Problems) -> &'n [Yaml] {
    fields.optional(key).map_or(&[][..], |node| check.list(node, key, most))
}

fn warnings(fields: &Fields<'_>, check: &mut Problems) -> Vec<Words> {
    let nodes = listed(fields, "warnings", WARNINGS_MAX, check);
    nodes.iter().filter_map(|node| check.words(node, TEXT_LENGTH_MAX)).collect()
}

fn requires_in(node: &Yaml, named: &Named, check: &mut Problems) -> Option<Requires> {
    let fields = check.fields(node, "what a node requires", &["when", "otherwise", "because"])?;
    let when = fields.required("when", check).and_then(|node| named.condition(node, check));
    let otherwise = fields.required("otherwise", check).and_then(|node| check.code(node));
    let because = fields.required("because", check);
    let because = because.and_then(|node| check.words(node, TEXT_LENGTH_MAX));
    Some(Requires { when: when?, otherwise: otherwise?, because: because? })
}

fn kind_in(
    kind: KindWord,
    top: &Fields<'_>,
    (named, at): (&Named, &mut Here<'_>),
    check: &mut Problems,
) -> Option<Kind> {
    let own = match kind {
        KindWord::Instruction => "next",
        KindWord::Question => "answers",
        KindWord::End => "wakes",
    };
    for other in ["next", "answers", "wakes", "auto"] {
        let is_own = other == own || (other == "auto" && own == "answers");
        if let Some(node) = top.optional(other).filter(|_| !is_own) {
            let sentence = "an instruction has `next`, a question `answers` and perhaps `auto`, \
                 an end `wakes` where it waits";
            check.add(node.place, format!("`{other}` does not belong here: {sentence}"));
        }
    }
    match kind {
        KindWord::Instruction => {
            let next = top.required("next", check)?;
            at.stands(Part::Next, next);
            Some(Kind::Instruction { next: check.code(next)? })
        }
        KindWord::Question => {
            let nodes = top.required("answers", check)?;
            let (mut seen, mut answers) = (BTreeSet::new(), Vec::new());
            for (place, node) in check.list(nodes, "answers", ANSWERS_MAX).iter().enumerate() {
                at.stands(Part::Answer(place), node);
                answers.extend(answer(node, (named, &mut seen), check));
            }
            let auto = top.optional("auto").inspect(|node| at.stands(Part::Auto, node));
            let auto = left_out_or(auto.map(|node| auto_in(node, named, check)))?;
            Some(Kind::Question { answers, auto })
        }
        KindWord::End => {
            let mut wakes = Vec::new();
            for (place, node) in listed(top, "wakes", WAKES_MAX, check).iter().enumerate() {
                at.stands(Part::Wake(place), node);
                let Some(fields) = check.fields(node, "a wake", &["event", "at"]) else { continue };
                let event = fields.required("event", check).and_then(|node| check.text(node, 60));
                let to = fields.required("at", check).and_then(|node| check.code(node));
                wakes.extend(event.zip(to).map(|(event, at)| Wake { event, at }));
            }
            Some(Kind::End { wakes })
        }
    }
}

fn answer(
    node: &Yaml,
    (named, seen): (&Named, &mut BTreeSet<String>),
    check: &mut Problems,
) -> Option<Answer> {
    let keys = ["id", "label", "to", "warnings", "requires", "added_because"];
    let fields = check.fields(node, "an answer", &keys)?;
    let id = fields.required("id", check).and_then(|node| check.new_code(node, "answer", seen));
    let label = fields.required("label", check);
    let label = label.and_then(|node| check.words(node, LABEL_LENGTH_MAX));
    let to = fields.required("to", check).and_then(|node| check.code(node));
    let warnings = warnings(&fields, check);
    let requires = fields.optional("requires").map(|node| {
        let fields = check.fields(node, "what an answer requires", &["when", "because"])?;
        let when = fields.required("when", check).and_then(|node| named.condition(node, check));
        let because = fields.required("because", check);
        when.zip(because.and_then(|node| check.words(node, TEXT_LENGTH_MAX)))
    });
    if let Some(node) = fields.optional("added_because") {
        check.text(node, TEXT_LENGTH_MAX);
    }
    Some(Answer { id: id?, label: label?, to: to?, warnings, requires: left_out_or(requires)? })
}

fn auto_in(node: &Yaml, named: &Named, check: &mut Problems) -> Option<Auto> {
    let fields = check.fields(node, "an automatic answer", &["fact", "first", "because"])?;
    let because = fields.required("because", check);
    let because = because.and_then(|node| check.words(node, TEXT_LENGTH_MAX));
    let by = match (fields.optional("fact"), fields.optional("first")) {
        (Some(fact), None) => check.code(fact).map(AutoBy::Fact),
        (None, Some(rules)) => {
            let mut read = Vec::new();
            for node in check.list(rules, "rules", RULES_MAX) {
                let keys = ["when", "answer"];
                let Some(fields) = check.fields(node, "a rule", &keys) else { continue };
                let when = fields.required("when", check);
                let when = when.and_then(|node| named.condition(node, check));
                let answer = fields.required("answer", check).and_then(|node| check.code(node));
                read.extend(when.zip(answer));
            }
            Some(AutoBy::First(read))
        }
        (Some(_), Some(_)) | (None, None) => {
            let sentence = "an automatic answer comes from a `fact` or from the `first` rule that \
                 holds: write one of them";
            check.add(fields.place(), sentence);
            None
        }
    };
    Some(Auto { by: by?, because: because? })
}
