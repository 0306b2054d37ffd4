//! Everything about one person.

use super::head::{Head, Part, full_name};
use super::{calling, summary, timeline};
use crate::access::{Viewer, open_file};
use crate::api::At;
use crate::app::App;
use crate::checkpoints;
use crate::checkpoints::desk::{self, File};
use crate::checkpoints::tab::Opened;
use crate::diary;
use crate::documents;
use crate::failure::Failure;
use crate::page::{Frame, Section, Words};
use crate::record::Reader;
use crate::support;
use crate::work::frame::{address_of, flash_of, question, shown, staff_frame};
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::access::Right;
use domain::ids::PersonId;

/// A person's file opened for a viewer, with what stands around every page about them.
pub struct Asked {
    pub file: File,
    pub frame: Frame,
    pub head: Head,
    pub reader: Reader,
}

/// Loads a person's file and opens it for a viewer.
///
/// # Errors
///
/// `NotFound`, or `ReasonWanted`.
pub async fn open(app: &App, viewer: &Viewer, id: &PersonId) -> Result<File, Failure> {
    viewer.may(Right::SeePeople)?;
    let mut reader = app.reader(viewer).await?;
    let file = desk::load(app, &mut reader, id).await?;
    drop(reader);
    open_file(app, viewer, file.kept.file(), None).await?;
    Ok(file)
}

impl Asked {
    /// What stands around a page about a person whose file is open. `part` is none on a form.
    ///
    /// # Errors
    ///
    /// What the database says.
    pub async fn around(
        app: &App,
        viewer: &Viewer,
        file: File,
        (part, uri): (Option<Part>, &Uri),
    ) -> Result<Self, Failure> {
        let words = Words { locale: viewer.language.into() };
        let mut reader = app.reader(viewer).await?;
        let name = full_name(&file);
        let title = match part {
            Some(part) => titled(words, &words.say(&format!("people-tab-{}", part.word())), &name),
            None => name,
        };
        let address = address_of(uri);
        let mut frame =
            staff_frame(app, &mut reader, viewer, title, Section::People, address).await?;
        frame.flash = flash_of(words, "people", question(uri).given("done"));
        let mut head = Head::of(words, &file, viewer, part);
        head.call = calling::call(&mut reader, &file, viewer).await?;
        Ok(Self { file, frame, head, reader })
    }

    /// The same, with a title that says what is done about the person.
    #[must_use]
    pub fn titled(mut self, key: &str) -> Self {
        let words = self.frame.words;
        self.frame.title = titled(words, &words.say(key), &self.head.name);
        self
    }
}

/// The title of a page about somebody: what it is, then who they are. Of many pages that are open
/// about one person, and of one page about many people, each is told from the others.
#[must_use]
pub fn titled(words: Words, what: &str, name: &str) -> String {
    words.with("page-title-of", &[("title", what.into()), ("place", name.into())])
}

/// `GET /people/{id}`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PersonId>,
    uri: Uri,
) -> Result<Response, Failure> {
    let file = open(&app, &viewer, &id).await?;
    let part = Part::read(question(&uri).given("tab"), &file);
    let around = Asked::around(&app, &viewer, file, (Some(part), &uri)).await?;
    match part {
        Part::Summary => shown(&summary::page(&app, &viewer, around).await?, false),
        Part::Checkpoints => {
            let asked = question(&uri);
            let opened = Opened {
                row: asked.given("open").and_then(|text| text.parse().ok()),
                shows_answers: asked.given("view") == Some("answers"),
            };
            let page = checkpoints::tab::page(&app, &viewer, around, opened, None).await?;
            shown(&page, false)
        }
        Part::Documents => {
            shown(&documents::tab::page(&viewer, around, &Default::default()).await?, false)
        }
        Part::Diary => shown(&diary::tab::page(&app, &viewer, around).await?, false),
        Part::Support => shown(&support::tab::page(&app, &viewer, around).await?, false),
        Part::Timeline => {
            let before = question(&uri).given("before").and_then(|text| text.parse().ok());
            shown(&timeline::page(&app, &viewer, around, before).await?, false)
        }
    }
}
