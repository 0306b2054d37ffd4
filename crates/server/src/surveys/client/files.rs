//! Files that a client sends with their answers: kept one by one, as they come.
//!
//! A screen with such a question posts here, with its files and all else that stands on it. A file
//! goes into the archive and stands at its question from then on, whatever becomes of the page.
//! What a client sees are names that this browser gave in this sitting, never the archive.

use super::begin::{chosen_language, no_pass, other_link};
use super::door::{Found, Visit, nonce, written};
use super::questions::{Press, Sheet, Shown, address, go_on, in_language, page};
use super::record::{deed, fresh};
use super::way::{Way, answers_of};
use crate::access::guesses::{self, Limit, Try};
use crate::api::Posted;
use crate::app::App;
use crate::checkpoints::{self, desk};
use crate::documents::act::{self, Said};
use crate::documents::intake::{self, Arrived, Taken};
use crate::documents::say;
use crate::documents::store::{self as archive, Use};
use crate::failure::Failure;
use crate::keys::same_secret;
use crate::page::Problems;
use crate::people;
use crate::record::{Actor, Writer};
use crate::sealed::Sealed;
use crate::surveys::store::{self, ClientState, Response as Answered, links::Link, rounds};
use crate::surveys::wire::answers_to_json;
use crate::surveys::wording::in_locale;
use axum::extract::{Multipart, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::documents::{Bringer, FileKind, UPLOADS_PER_HOUR_MAX, clean_name};
use domain::ids::DocumentId;
use domain::surveys::{Answer, CHECK_SCREEN, Kind, MORE_SCREEN, Question, Screen};

/// What one link may send: counted before it is read, so that a flood costs nothing.
const UPLOADS: Limit = Limit { wrong_max: UPLOADS_PER_HOUR_MAX, window_ms: 3_600_000 };

/// The question of a screen that takes files.
#[derive(Debug, Clone)]
pub struct Papers {
    pub id: String,
    pub text: String,
    /// 1 where it is the heading of its page, 2 where it stands below one.
    pub level: u8,
    pub hint: String,
    pub error: String,
    pub kept: Vec<KeptFile>,
    pub may_add: bool,
}

impl Papers {
    /// The ids that describe the field: its hint, then what is wrong with it.
    #[must_use]
    pub fn described_by(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id));
        let wrong = (!self.error.is_empty()).then(|| format!("{}-wrong", self.id));
        hint.into_iter().chain(wrong).collect::<Vec<_>>().join(" ")
    }
}

/// A file that was sent in this survey.
#[derive(Debug, Clone)]
pub struct KeptFile {
    pub id: String,
    /// As it was called here; neutral where another browser sent it.
    pub name: String,
}

/// The question with files of a screen, if it has one.
#[must_use]
pub fn asked<'a>(way: &Way<'a>, screen: &Screen) -> Option<(&'a Question, usize)> {
    way.questions(screen).into_iter().find_map(|question| match question.kind {
        Kind::Files { files_max } => Some((question, files_max as usize)),
        _ => None,
    })
}

/// The names of a question's files, as this browser may read them.
#[must_use]
pub fn kept(sheet: &Sheet, question: &str) -> Vec<KeptFile> {
    let own = sheet.link.sitting.as_ref().map(|sitting| sitting.hash.as_str());
    let of_it = sheet.files.iter().filter(|file| file.question == question);
    let named = of_it.enumerate().map(|(place, file)| KeptFile {
        id: file.document.to_string(),
        name: if own == Some(file.sitting_hash.as_str()) {
            file.name.clone()
        } else {
            sheet.words.with("surveys-file-elsewhere", &[("number", (place + 1).into())])
        },
    });
    named.collect()
}

/// What stands on a screen for its question with files.
#[must_use]
pub fn papers(
    sheet: &Sheet,
    (way, screen): (&Way<'_>, &Screen),
    problems: &Problems,
) -> Option<Papers> {
    let (question, files_max) = asked(way, screen)?;
    let kept = kept(sheet, &question.id);
    let hint = question.hint.as_ref().map(|hint| in_locale(hint, sheet.words.locale));
    Some(Papers {
        id: question.id.clone(),
        text: sheet.text(question),
        level: if screen.questions.len() == 1 && screen.code != MORE_SCREEN { 1 } else { 2 },
        hint: hint.unwrap_or_default().to_owned(),
        error: problems.of(&question.id).unwrap_or_default().to_owned(),
        may_add: kept.len() < files_max,
        kept,
    })
}

/// `POST /s/q/{screen}/files`: keeps the files of a screen, then does what its button says.
pub async fn receive(
    State(app): State<App>,
    Path(code): Path<String>,
    visit: Visit,
    request: Request,
) -> Result<Response, Failure> {
    if visit.pass.token_hash().is_none() {
        return no_pass(&app, &visit);
    }
    let sheet = match Sheet::open(&app, &visit).await? {
        Ok(sheet) => sheet,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let way = sheet.way(&sheet.answers);
    let found = way.screen(&code).and_then(|screen| asked(&way, screen));
    let Some((question, files_max)) = found else {
        return Ok(Redirect::to(&address(way.next())).into_response());
    };
    let mut form = intake::form(request, Bringer::Client, files_max as u64).await?;
    let taking = Taking { app: &app, sheet: &sheet, question, files_max };
    let came = match taking.read(&mut form).await? {
        Read::Came(came) => came,
        Read::OtherLink => return other_link(&app, &visit, &sheet.link),
        Read::Shut(shut) => return visit.turn_away(&app, &shut),
    };
    let document = came.posted.given("remove").and_then(|id| id.parse().ok());
    if let Some(document) = document
        && let Some(shut) = taking.take_back(&document).await?
    {
        return visit.turn_away(&app, &shut);
    }
    // Once more, with the files as they are now.
    let sheet = match Sheet::open(&app, &visit).await? {
        Ok(sheet) => sheet,
        Err(elsewhere) => return Ok(elsewhere),
    };
    lead_on(&app, &visit, (&sheet, &code), &came).await
}

/// Where the button that was pressed leads, after the files were kept.
async fn lead_on(
    app: &App,
    visit: &Visit,
    (sheet, code): (&Sheet, &str),
    came: &Came,
) -> Result<Response, Failure> {
    let posted = &came.posted;
    let way = sheet.way(&sheet.answers);
    let Some(screen) = way.screen(code) else {
        return Ok(Redirect::to(&address(way.next())).into_response());
    };
    if let Some(locale) = chosen_language(posted) {
        return in_language(app, (sheet, locale), code, posted.fields());
    }
    let press = Press {
        goes_back: posted.has("back"),
        comes_from_check: posted.text("from") == CHECK_SCREEN,
    };
    if !came.problems.is_empty() && !press.goes_back {
        let comes_from_check = press.comes_from_check;
        let problems = &came.problems;
        let shown = Shown { comes_from_check, typed: posted.fields(), problems };
        let page = page(app, sheet, (&way, screen), shown);
        return written(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    if posted.has("add") || posted.has("remove") {
        let from = if press.comes_from_check { "?from=check" } else { "" };
        return Ok(Redirect::to(&format!("{}{from}", address(code))).into_response());
    }
    go_on(app, visit, (sheet, &way, screen), (posted.fields(), press)).await
}

/// What a form brought beside its files, and what was wrong with these.
struct Came {
    posted: Posted,
    problems: Problems,
}

enum Read {
    Came(Came),
    OtherLink,
    Shut(Found),
}

/// Taking files for one question.
struct Taking<'a> {
    app: &'a App,
    sheet: &'a Sheet,
    question: &'a Question,
    files_max: usize,
}

impl Taking<'_> {
    async fn read(&self, form: &mut Multipart) -> Result<Read, Failure> {
        let by = Bringer::Client;
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut problems = Problems::new();
        let own = nonce(self.app, &self.sheet.link);
        let is_own = |fields: &[(String, String)]| {
            fields.iter().any(|(name, value)| name == "nonce" && same_secret(&own, value))
        };
        while let Some(field) = intake::next(form, by).await? {
            let name = field.name().unwrap_or_default().to_owned();
            let Some(typed) = field.file_name().map(str::to_owned) else {
                fields.push((name, intake::text(field, by).await?));
                continue;
            };
            if typed.is_empty() || name != self.question.id {
                continue;
            }
            // The value of the sitting stands first: nothing is taken for a form without it.
            if !is_own(&fields) {
                return Ok(Read::OtherLink);
            }
            if let Some(sentence) = self.too_often().await? {
                problems.add(self.question.id.as_str(), sentence);
                break;
            }
            let taken = intake::take(self.app, &self.sheet.link.agency, by, field).await?;
            let words = self.sheet.words;
            match taken {
                Taken::In(arrived) => match self.keep(arrived).await? {
                    Ok(()) => {}
                    Err(Unkept::TooMany) => {
                        let args = [("count", self.files_max.into())];
                        let said = words.with("surveys-too-many-files", &args);
                        problems.add(self.question.id.as_str(), said);
                    }
                    Err(Unkept::Shut(shut)) => return Ok(Read::Shut(*shut)),
                },
                Taken::Refused(why) => {
                    self.wrong(&mut problems, &typed, say::refused(why, by, words))
                }
                Taken::TooLarge => {
                    self.wrong(&mut problems, &typed, say::too_large(by, words));
                    break;
                }
            }
        }
        if !is_own(&fields) {
            return Ok(Read::OtherLink);
        }
        Ok(Read::Came(Came { posted: Posted::from_fields(fields), problems }))
    }

    /// Says which of several files it was.
    fn wrong(&self, problems: &mut Problems, typed: &str, sentence: String) {
        let name = clean_name(typed, FileKind::Pdf);
        let name = name.trim_end_matches(".pdf").to_owned();
        let args = [("name", name.into()), ("sentence", sentence.into())];
        problems.add(self.question.id.as_str(), self.sheet.words.with("documents-of-file", &args));
    }

    /// Counts a file before it is read; the sentence when this link has sent too many.
    async fn too_often(&self) -> Result<Option<String>, Failure> {
        let bucket = format!("upload.{}", self.sheet.link.id);
        let now = self.app.clock.real_now();
        let mut writer = self.app.db.writer().await?;
        let counted = guesses::count_wrong(&mut writer, &bucket, UPLOADS, now).await?;
        match counted {
            Try::Left(_) => {
                writer.commit().await?;
                Ok(None)
            }
            Try::Wait { seconds } => {
                let minutes = seconds.div_ceil(60);
                let args = [("minutes", i64::try_from(minutes).unwrap_or(60).into())];
                Ok(Some(self.sheet.words.with("surveys-files-too-often", &args)))
            }
        }
    }

    /// Puts a file into the archive and to its question, with the answer that names it.
    async fn keep(&self, mut arrived: Box<Arrived>) -> Result<Result<(), Unkept>, Failure> {
        let (app, link) = (self.app, &*self.sheet.link);
        let types = &self.sheet.definition.programme().document_types;
        let said = Said { type_code: act::type_of_client(types), covers: (None, None) };
        let actor = Actor::client(link.agency);
        let added = act::add(app, actor, &link.person, (&mut *arrived, &said)).await?;
        let (mut writer, added) = added;
        writer.also(deed(link, "add survey file")).await?;
        let link = match fresh(app, &mut writer, link).await? {
            Found::Open(link) => link,
            shut => return Ok(Err(Unkept::Shut(Box::new(shut)))),
        };
        let document = added.kept().id;
        let uses = archive::uses(&mut writer, &link.checkpoint).await?;
        let others = uses.iter().filter(|one| one.question == self.question.id);
        if others.filter(|one| one.document != document).count() >= self.files_max {
            return Ok(Err(Unkept::TooMany));
        }
        let sitting = link.sitting.as_ref().map(|sitting| sitting.hash.clone());
        let used = Use {
            document,
            question: self.question.id.clone(),
            name: arrived.name.clone(),
            sitting_hash: sitting.unwrap_or_default(),
        };
        archive::record_use(&mut writer, &link.checkpoint, &used).await?;
        self.put_answer(&mut writer, &link).await?;
        writer.commit().await?;
        app.nudge.notify_one();
        Ok(Ok(()))
    }

    /// Takes a file of this question back. One that this client brought and never sent, and on
    /// which nothing else stands, leaves the archive too.
    async fn take_back(&self, document: &DocumentId) -> Result<Option<Found>, Failure> {
        let (app, link) = (self.app, &*self.sheet.link);
        let actor = Actor::client(link.agency);
        let mut writer = app.writer(actor, deed(link, "take back survey file")).await?;
        people::act::lock(&mut writer, &link.person).await?;
        let link = match fresh(app, &mut writer, link).await? {
            Found::Open(link) => link,
            shut => return Ok(Some(shut)),
        };
        let uses = archive::uses(&mut writer, &link.checkpoint).await?;
        let is_here = |one: &Use| one.document == *document && one.question == self.question.id;
        if !uses.iter().any(is_here) {
            return Ok(None);
        }
        let place = (self.question.id.as_str(), document);
        archive::remove_use(&mut writer, &link.checkpoint, place).await?;
        let kept = archive::find(&mut writer, document).await?;
        let is_loose = kept.is_some_and(|kept| kept.added_by == "client" && kept.uses == 0);
        // What was sent once and given back stays where staff can open it.
        let was_sent = !rounds::submissions(&mut writer, &link.checkpoint).await?.is_empty();
        if is_loose && !was_sent {
            archive::record_removal(&mut writer, document, "taken back by the client").await?;
        }
        self.put_answer(&mut writer, &link).await?;
        writer.commit().await?;
        Ok(None)
    }

    /// Writes the answer that the files are.
    async fn put_answer(&self, writer: &mut Writer, link: &Link) -> Result<(), Failure> {
        let (sheet, id) = (self.sheet, &self.question.id);
        let uses = archive::uses(writer, &link.checkpoint).await?;
        let ids: Vec<String> = uses
            .iter()
            .filter(|one| one.question == *id)
            .map(|one| one.document.to_string())
            .collect();
        let language = sheet.words.locale.into();
        let found = store::find(writer, &link.checkpoint).await?;
        let mut answers = answers_of(found.as_ref(), &sheet.definition);
        if ids.is_empty() {
            answers.remove(id);
        } else {
            answers.insert(id.clone(), Answer::Files(ids));
        }
        let mut response = found.unwrap_or_else(|| {
            Answered::empty((&link.questionnaire, &link.pack, link.pack_version), language)
        });
        let json = answers_to_json(sheet.definition.questionnaire(), &answers);
        response.client_answers = Some(Sealed::new(json.to_string()));
        response.client_saved_at = Some(writer.at());
        let began = link.sitting.as_ref().map(|sitting| sitting.made_at);
        response.client_started_at = response.client_started_at.or(began);
        response.client = ClientState::Partial;
        response.language = language;
        store::record(writer, (&link.checkpoint, &link.person), &response).await?;
        let (answer, review) = (response.answer_state(), response.review_state());
        checkpoints::store::record_response(writer, &link.checkpoint, answer, review).await?;
        desk::settle(self.app, writer, &link.person).await?;
        Ok(())
    }
}

/// Why a file that came in was not kept.
enum Unkept {
    TooMany,
    Shut(Box<Found>),
}

/// The lines in which the files of a question are named where answers are checked.
#[must_use]
pub fn lines(sheet: &Sheet, question: &str) -> Vec<String> {
    kept(sheet, question).into_iter().map(|file| file.name).collect()
}
