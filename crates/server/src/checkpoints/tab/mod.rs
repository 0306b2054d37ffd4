//! A person's checkpoints: each a row that opens in place, with all that can be done from it.

mod deals;
pub(in crate::checkpoints) mod row;
mod store;

use self::deals::{DealForm, forms};
use self::row::{MessageView, Send};
use self::store::Message;
use super::desk::{File, OnFile};
use super::view::{self, Series};
use crate::access::Viewer;
use crate::api::Posted;
use crate::app::App;
use crate::evidence;
use crate::evidence::row::ProofRow;
use crate::failure::Failure;
use crate::page::{Frame, Problems, Step, StoneView, Words};
use crate::people::web::Asked;
use crate::people::web::head::Head;
use crate::record::Reader;
use crate::submissions;
use crate::submissions::row::SubmissionRow;
use crate::surveys::{self, section};
use askama::Template;
use domain::ids::CheckpointId;

pub use self::deals::Kind;

#[derive(Template)]
#[template(path = "checkpoints/tab.html")]
pub struct TabPage {
    frame: Frame,
    head: Head,
    problems: Problems,
    groups: Vec<Group>,
    /// The client's answers, where the address asks to view them.
    dialog: String,
}

/// What the address opens.
#[derive(Debug, Clone, Copy, Default)]
pub struct Opened {
    pub row: Option<CheckpointId>,
    /// With the client's answers in a dialog.
    pub shows_answers: bool,
}

/// The checkpoints of one job.
struct Group {
    /// The job's name; said where there are several.
    title: String,
    rows: Vec<Row>,
}

/// One checkpoint.
struct Row {
    id: String,
    stone: StoneView,
    name: String,
    due: String,
    is_late: bool,
    news: String,
    window: String,
    /// At the end of the row: its look (`bad`, `wait` or nothing) and its words.
    tag: (&'static str, String),
    is_open: bool,
    /// Where the answers are, once there are some.
    answers: Option<String>,
    send: Vec<Send>,
    pinned: String,
    messages: Vec<MessageView>,
    plan: Vec<Step>,
    deals: Vec<DealForm>,
    /// Evidence and milestone.
    proof: Option<ProofRow>,
    /// What goes to the funder.
    submission: Option<SubmissionRow>,
    /// The questionnaire's section, already written.
    questionnaire: String,
}

/// What was typed into one of the forms and refused.
pub struct Typed {
    pub checkpoint: CheckpointId,
    pub kind: Kind,
    pub form: Posted,
    pub problems: Problems,
}

/// The page; `opened` is the row that the address names, `typed` a form that was refused.
///
/// # Errors
///
/// What the database says.
pub async fn page(
    app: &App,
    viewer: &Viewer,
    around: Asked,
    address: Opened,
    typed: Option<Typed>,
) -> Result<TabPage, Failure> {
    let Asked { file, frame, head, mut reader } = around;
    let words = frame.words;
    let ids: Vec<_> = file.checkpoints.iter().map(|one| one.kept.checkpoint.id).collect();
    let messages = store::messages(&mut reader, &file.kept.person.id, &ids).await?;
    let proofs = evidence::proof::of_file(app, &mut reader, &file).await?;
    let submitted = submissions::store::of_person(&mut reader, &file.kept.person.id).await?;
    let all = view::series_of(&file);
    let opened = address.row.or_else(|| opened_first(&file, &all));
    let mut groups = Vec::new();
    for series in &all {
        let mut rows = Vec::new();
        for (position, one) in (1_u8..).zip(&series.checkpoints) {
            let looking = Looking { words, viewer, file: &file, typed: typed.as_ref() };
            let mut row = looking.row((position, one), opened, &messages);
            let id = &one.kept.checkpoint.id;
            if let Some(proof) = proofs.get(id) {
                row.proof = Some(evidence::row::row(words, viewer, (&file, one), proof));
                let kept = submitted.iter().find(|kept| kept.checkpoint == *id);
                let about = (kept, proof);
                row.submission = submissions::row::row(words, viewer, (&file, one), about);
            }
            if row.is_open {
                row.questionnaire = questionnaire(app, &mut reader, looking, one).await?;
            }
            rows.push(row);
        }
        groups.push(Group { title: group_title(words, series), rows });
    }
    let viewed = address.row.filter(|_| address.shows_answers);
    let viewed = viewed.and_then(|id| file.checkpoint(&id).ok());
    let dialog = match viewed.filter(|one| row::has_answers(one)) {
        Some(one) => {
            let looking = section::Looking { viewer, words };
            surveys::given::dialog(app, &mut reader, (&file, one), looking).await?
        }
        None => String::new(),
    };
    let problems = typed.map(|typed| typed.problems).unwrap_or_default();
    Ok(TabPage { frame: frame.refused(&problems), head, problems, groups, dialog })
}

/// What every row needs.
#[derive(Clone, Copy)]
struct Looking<'a> {
    words: Words,
    viewer: &'a Viewer,
    file: &'a File,
    typed: Option<&'a Typed>,
}

/// The current checkpoint of the current job.
fn opened_first(file: &File, all: &[Series<'_>]) -> Option<CheckpointId> {
    let first = all.first()?;
    let at = view::current(file, &first.checkpoints)?;
    first.checkpoints.get(at).map(|one| one.kept.checkpoint.id)
}

fn group_title(words: Words, series: &Series<'_>) -> String {
    match series.job {
        Some(job) => {
            let args = [("title", (&job.job_title).into()), ("employer", (&job.employer).into())];
            words.with("people-job", &args)
        }
        None => {
            let first = series.checkpoints.first();
            let title = first.map(|one| one.programme.title.in_language(view::language(words)));
            title.unwrap_or_default().to_owned()
        }
    }
}

/// The section of a row that is open.
async fn questionnaire(
    app: &App,
    reader: &mut Reader,
    looking: Looking<'_>,
    one: &OnFile,
) -> Result<String, Failure> {
    let Looking { words, viewer, file, .. } = looking;
    let looking = section::Looking { viewer, words };
    Ok(section::section(app, reader, (file, one), looking, None).await?.render()?)
}

impl Looking<'_> {
    fn row(
        &self,
        (position, one): (u8, &OnFile),
        opened: Option<CheckpointId>,
        messages: &[Message],
    ) -> Row {
        let (words, file) = (self.words, self.file);
        let checkpoint = &one.kept.checkpoint;
        let id = checkpoint.id;
        let own: Vec<_> = messages.iter().filter(|one| one.checkpoint == id).collect();
        let typed = self.typed.filter(|typed| typed.checkpoint == id);
        let mut shown: Vec<_> = own.iter().map(|one| row::message(words, file, one)).collect();
        // The newest stands first.
        if let (Some(view), Some(last)) = (shown.first_mut(), own.first()) {
            view.settle = row::settle(self.viewer, file, one, last);
        }
        Row {
            id: id.to_string(),
            stone: view::stone(words, file, (position, one)),
            name: view::name_of(words, one),
            due: row::due_said(words, file, one),
            is_late: file.is_overdue(one),
            news: row::news(words, file, one),
            window: row::window(words, file, one),
            tag: row::tag(words, file, one),
            is_open: opened == Some(id) || typed.is_some(),
            answers: row::has_answers(one).then(|| view_address(one)),
            send: row::send(words, self.viewer, file, one),
            pinned: row::pinned(words, one),
            messages: shown,
            plan: row::plan(words, file, one),
            deals: forms(words, self.viewer, one, typed),
            proof: None,
            submission: None,
            questionnaire: String::new(),
        }
    }
}

/// Where the client's answers are shown: the person's page with the dialog open.
fn view_address(one: &OnFile) -> String {
    let id = &one.kept.checkpoint.id;
    format!("/people/{}?tab=checkpoints&open={id}&view=answers", one.kept.person)
}
