//! The page of a checkpoint's evidence: what is there and what is missing, adding a new file or one
//! of the archive, a confirmation by word of mouth, going without, and the milestone.

use super::proof::{self, Proof};
use super::row::{self, ProofRow};
use super::say;
use crate::access::Viewer;
use crate::api::Posted;
use crate::app::App;
use crate::checkpoints::desk::OnFile;
use crate::checkpoints::view::name_of;
use crate::documents;
use crate::documents::tab::{DocumentRow, type_field};
use crate::failure::Failure;
use crate::page::{Field, Frame, Problems, Words};
use crate::people::act::REASON_LENGTH_MAX;
use crate::people::web::Asked;
use crate::people::web::head::Head;
use askama::Template;
use domain::access::Right;
use domain::documents::{STAFF_BYTES_MAX, State};
use domain::evidence::{PHONE_LENGTH_MAX, TEXT_LENGTH_MAX};
use domain::ids::{CheckpointId, EvidenceId};

/// Documents of the archive to choose from, at most.
const CHOICES_MAX: i64 = 200;
/// How many of them are drawn small, at most.
const SMALL_MAX: usize = 40;

/// A form that was refused, as it was typed.
pub enum Typed {
    /// New files.
    Files(documents::tab::Typed),
    Posted {
        which: Which,
        form: Posted,
        problems: Problems,
    },
}

/// Which of the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    Existing,
    Verbal,
    Removal(EvidenceId),
    Waiver,
    Tick,
    Untick,
}

/// The page.
#[derive(Template)]
#[template(path = "evidence/page.html")]
pub struct EvidencePage {
    frame: Frame,
    head: Head,
    problems: Problems,
    name: String,
    back: String,
    proof: ProofRow,
    facts: Vec<(String, String)>,
    history: Vec<String>,
    removals: Vec<Removal>,
    hint: String,
    /// None where this viewer may not add.
    adding: Option<Adding>,
    untick: Option<Field>,
    waiver: WaiverView,
}

/// The form that takes a piece off.
struct Removal {
    action: String,
    said: String,
    reason: Field,
    is_open: bool,
}

struct Adding {
    checkpoint: String,
    files: Vec<Field>,
    file: Field,
    find: String,
    choices: Vec<Existing>,
    existing: Vec<Field>,
    verbal: Vec<Field>,
    verbal_said: Field,
    verbal_open: bool,
}

/// One document of the archive.
struct Existing {
    row: DocumentRow,
    is_shown_small: bool,
    is_chosen: bool,
}

/// Going without.
struct WaiverView {
    /// Who let it go without, when and why; empty where nobody did.
    said: String,
    reason: Option<Field>,
    may_end: bool,
}

/// What the page is about.
pub struct About<'a> {
    pub checkpoint: &'a CheckpointId,
    /// Words that the names of the archive's documents have to hold.
    pub find: &'a str,
    pub typed: Option<&'a Typed>,
}

/// Makes the page.
///
/// # Errors
///
/// What the database says.
pub async fn page(
    app: &App,
    viewer: &Viewer,
    around: Asked,
    about: About<'_>,
) -> Result<EvidencePage, Failure> {
    let Asked { file, frame, head, mut reader } = around;
    let words = frame.words;
    let one = file.checkpoint(about.checkpoint)?;
    let proof = proof::of_one(app, &mut reader, (&file, one)).await?;
    let typing = Typing { words, typed: about.typed };
    let problems = typing.problems();
    let may_add = viewer.role.holds(Right::RecordPeople);
    let adding = if may_add {
        let kept = documents::store::list(&mut reader, &one.kept.person, None, CHOICES_MAX).await?;
        let types = documents::say::types_of(&file, words);
        let find = about.find.to_lowercase();
        let fits = |name: &str| find.is_empty() || name.to_lowercase().contains(&find);
        let chosen: Vec<&str> =
            typing.posted(Which::Existing).iter().flat_map(|form| form.all("document")).collect();
        let fitting = kept.iter().filter(|one| fits(&one.name)).enumerate();
        let choices = fitting.map(|(at, kept)| Existing {
            row: documents::tab::row(words, (&file, &types), kept),
            is_shown_small: at < SMALL_MAX
                && kept.kind.has_thumbnail()
                && kept.state == State::Clean,
            is_chosen: chosen.contains(&kept.id.as_str()),
        });
        Some(typing.adding(one, about.find, choices.collect()))
    } else {
        None
    };
    let id = &one.kept.checkpoint.id;
    let size = words.size(STAFF_BYTES_MAX);
    let mut shown = row::row(words, viewer, (&file, one), &proof);
    if let Some(tick) = shown.tick.as_mut()
        && typing.posted(Which::Tick).is_some()
    {
        tick.on = typing.field(Some(Which::Tick), "achieved_on", "evidence-achieved-on");
    }
    let may_untick = viewer.role.holds(Right::Review) && !shown.ticked.is_empty();
    Ok(EvidencePage {
        name: name_of(words, one),
        back: format!("/people/{}?tab=checkpoints&open={id}#{id}", one.kept.person),
        facts: say::facts(words, &proof),
        history: row::history(words, &file, &proof),
        removals: if may_add { typing.removals(&shown) } else { Vec::new() },
        hint: words.with("documents-file-hint", &[("size", size.into())]),
        adding,
        untick: may_untick.then(|| typing.reason(Which::Untick, "evidence-untick-why")),
        waiver: typing.waiver(viewer, &file, &proof),
        proof: shown,
        frame: frame.refused(&problems),
        problems,
        head,
    })
}

/// The forms, with what was typed into the one that was refused.
#[derive(Clone, Copy)]
struct Typing<'a> {
    words: Words,
    typed: Option<&'a Typed>,
}

impl Typing<'_> {
    fn problems(&self) -> Problems {
        match self.typed {
            Some(Typed::Files(typed)) => typed.problems.clone(),
            Some(Typed::Posted { problems, .. }) => problems.clone(),
            None => Problems::new(),
        }
    }

    fn posted(&self, wanted: Which) -> Option<&Posted> {
        match self.typed {
            Some(Typed::Posted { which, form, .. }) if *which == wanted => Some(form),
            Some(Typed::Posted { .. } | Typed::Files(_)) | None => None,
        }
    }

    fn files(&self) -> Option<&documents::tab::Typed> {
        match self.typed {
            Some(Typed::Files(typed)) => Some(typed),
            Some(Typed::Posted { .. }) | None => None,
        }
    }

    /// A field of one of the forms; of the form with files where none is named. The form that was
    /// refused has the ids that the summary of problems leads to.
    fn field(&self, which: Option<Which>, name: &str, key: &str) -> Field {
        let field = Field::new(self.words, name, key);
        let typed = match which {
            Some(which) => self.posted(which).map(|form| form.text(name).to_owned()),
            None => self.files().map(|typed| {
                let value = match name {
                    "covers_from" => &typed.covers_from,
                    "covers_to" => &typed.covers_to,
                    "obtained_on" => &typed.proves.obtained_on,
                    "obtained_how" => &typed.proves.obtained_how,
                    _ => &typed.type_code,
                };
                value.clone()
            }),
        };
        match typed {
            Some(value) => field.value(value).problem(&self.problems()),
            None => {
                let form = match which {
                    None => "files".to_owned(),
                    Some(Which::Removal(id)) => format!("off-{id}"),
                    Some(Which::Existing) => "existing".to_owned(),
                    Some(Which::Verbal) => "verbal".to_owned(),
                    Some(Which::Waiver) => "waiver".to_owned(),
                    Some(Which::Tick) => "tick".to_owned(),
                    Some(Which::Untick) => "untick".to_owned(),
                };
                field.id(format!("{form}-{name}"))
            }
        }
    }

    fn reason(&self, which: Which, key: &str) -> Field {
        self.field(Some(which), "reason", key).length_max(REASON_LENGTH_MAX).width("wide")
    }

    fn kind(&self, which: Option<Which>, one: &OnFile) -> Field {
        let Field { id, value, error, .. } = self.field(which, "type", "documents-type");
        let types = say::types_of(one, self.words);
        Field { id, error, ..type_field(self.words, &types, &value) }
    }

    fn how(&self, which: Option<Which>) -> Field {
        let field = self.field(which, "obtained_how", "evidence-how");
        let value = field.value.clone();
        field.choices(say::ways(self.words)).value(value)
    }

    fn adding(&self, one: &OnFile, find: &str, choices: Vec<Existing>) -> Adding {
        let (existing, verbal) = (Some(Which::Existing), Some(Which::Verbal));
        let problems = self.problems();
        let file = Field::new(self.words, "file", "documents-file");
        let text = |name: &str, key: &str| {
            self.field(verbal, name, key).length_max(TEXT_LENGTH_MAX).width("wide")
        };
        Adding {
            checkpoint: one.kept.checkpoint.id.to_string(),
            files: vec![
                self.kind(None, one),
                self.how(None),
                self.field(None, "obtained_on", "evidence-obtained-on"),
                self.field(None, "covers_from", "documents-covers-from").optional(),
                self.field(None, "covers_to", "documents-covers-to").optional(),
            ],
            file: if self.files().is_some() { file.problem(&problems) } else { file },
            find: find.to_owned(),
            choices,
            existing: vec![
                self.kind(existing, one),
                self.how(existing),
                self.field(existing, "obtained_on", "evidence-obtained-on"),
            ],
            verbal: vec![
                self.kind(verbal, one),
                self.field(verbal, "obtained_on", "evidence-verbal-on"),
                text("firm", "evidence-verbal-firm"),
                self.field(verbal, "phone", "evidence-verbal-phone").length_max(PHONE_LENGTH_MAX),
                text("person", "evidence-verbal-person"),
            ],
            verbal_said: text("said", "evidence-verbal-said").rows(3),
            verbal_open: self.posted(Which::Verbal).is_some(),
        }
    }

    fn removals(&self, shown: &ProofRow) -> Vec<Removal> {
        let all = shown.pieces.iter().filter_map(|piece| {
            let which = Which::Removal(piece.id.parse().ok()?);
            Some(Removal {
                action: format!("/evidence/{}/removal", piece.id),
                said: format!("{}, {}", piece.kind, piece.what),
                reason: self.reason(which, "evidence-off-why").optional(),
                is_open: self.posted(which).is_some(),
            })
        });
        all.collect()
    }

    fn waiver(
        &self,
        viewer: &Viewer,
        file: &crate::checkpoints::desk::File,
        proof: &Proof,
    ) -> WaiverView {
        let may = viewer.role.holds(Right::WaiveEvidence) && proof.tick().is_none();
        let said = proof.waiver.as_ref().map(|waiver| {
            let at = waiver.at.to_zoned(file.kept.office_zone.clone());
            let args = [
                ("by", waiver.by_name.clone().unwrap_or_default().into()),
                ("at", self.words.moment_near(&at, file.today()).into()),
                ("reason", (&waiver.reason).into()),
            ];
            self.words.with("evidence-waived-by", &args)
        });
        let is_wanted = proof.checklist.wanted > 0 && said.is_none();
        WaiverView {
            reason: (may && is_wanted).then(|| self.reason(Which::Waiver, "evidence-waive-why")),
            may_end: may && said.is_some(),
            said: said.unwrap_or_default(),
        }
    }
}
