//! Pages of reconciliation: bringing an extract, its comparison, taking a section.

use super::act::{self, Ask, Brought, NotMade};
use super::say;
use super::store::{self, Kept};
use super::view::{self, LineView};
use crate::access::Viewer;
use crate::api::{At, Day, Posted};
use crate::app::App;
use crate::checkpoints::view::language;
use crate::checkpoints::web::problems_of;
use crate::documents::intake;
use crate::failure::Failure;
use crate::page::{Choice, Field, Frame, Pager, Problems, Section, Tab, Words};
use crate::record::{Actor, Reader};
use crate::reports::export::{self, Seen};
use crate::routes::Routes;
use crate::work::frame::{address_of, flash_of, question, shown, staff_frame};
use crate::work::pager::{ROWS, pager};
use askama::Template;
use axum::extract::{Path, Request, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::documents::{Bringer, FileKind, clean_name};
use domain::ids::ReconciliationId;
use domain::reconciliations::{BYTES_MAX, Kind};
use jiff::civil::Date;
use std::sync::Arc;

/// The addresses of this noun.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/submissions/reconciliations", index)
        .post("/submissions/reconciliations", create)
        .get("/submissions/reconciliations/{id}", show)
        .post("/submissions/reconciliations/{id}/{number}", take)
}

type Made = Result<Response, Failure>;

/// What a browser offers first when a file is chosen.
pub const ACCEPTS: &str = ".csv,.txt,text/csv,text/plain";

#[derive(Template)]
#[template(path = "reconciliations/list.html")]
struct ListPage {
    frame: Frame,
    problems: Problems,
    /// Whether there is a programme whose extract could be compared.
    may_bring: bool,
    pack: Field,
    due_from: Field,
    due_until: Field,
    file: Field,
    rows: Vec<ListRow>,
}

struct ListRow {
    address: String,
    name: String,
    programme: String,
    entries: i64,
    made: String,
}

/// What was typed beside the file.
#[derive(Default)]
struct Typed {
    pack: String,
    due_from: String,
    due_until: String,
    problems: Problems,
}

/// `GET /submissions/reconciliations`
async fn index(viewer: Viewer, State(app): State<App>, uri: Uri) -> Made {
    viewer.may(Right::ApproveSubmissions)?;
    listed(&app, &viewer, (&uri, Typed::default())).await
}

async fn listed(app: &App, viewer: &Viewer, (uri, typed): (&Uri, Typed)) -> Made {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let (title, section) = (words.say("reconciliations-title"), Section::Submissions);
    let frame = staff_frame(app, &mut reader, viewer, title, section, address_of(uri)).await?;
    let mut choices = Vec::new();
    for pack in store::packs(&mut reader).await? {
        if let Some(programme) = act::programme_with_extract(app, &mut reader, &pack).await? {
            choices.push(Choice::new(pack, programme.title.in_language(language(words))));
        }
    }
    let rows = rows(app, &mut reader, viewer).await?;
    let Typed { pack, due_from, due_until, problems } = typed;
    let only = if choices.len() == 1 { choices[0].value.clone() } else { pack };
    let field = |name: &str, key: &str| Field::new(words, name, key).problem(&problems);
    let size = words.size(BYTES_MAX as u64);
    let page = ListPage {
        may_bring: !choices.is_empty(),
        pack: field("pack", "reconciliations-pack").choices(choices).chosen(&[only]),
        due_from: field("due_from", "reconciliations-due-from")
            .value(due_from)
            .hint("reconciliations-due-hint")
            .optional(),
        due_until: field("due_until", "reconciliations-due-until").value(due_until).optional(),
        file: field("file", "reconciliations-file")
            .hint_said(words.with("reconciliations-file-hint", &[("size", size.into())])),
        frame: frame.refused(&problems),
        problems,
        rows,
    };
    let is_refused = !page.problems.is_empty();
    shown(&page, is_refused)
}

async fn rows(app: &App, reader: &mut Reader, viewer: &Viewer) -> Result<Vec<ListRow>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let today = app.clock.today(&viewer.zone);
    let mut rows = Vec::new();
    for one in store::latest(reader).await? {
        let programme = crate::programmes::store::newest(app, reader, &one.pack).await?;
        let title = programme.map(|it| it.title.in_language(language(words)).to_owned());
        let at = words.moment_near(&one.made_at.to_zoned(viewer.zone.clone()), today);
        rows.push(ListRow {
            address: format!("/submissions/reconciliations/{}", one.id),
            programme: title.unwrap_or(one.pack),
            entries: one.entries,
            made: format!("{at}, {}", one.made_by_name.unwrap_or(one.made_by)),
            name: one.name,
        });
    }
    Ok(rows)
}

/// `POST /submissions/reconciliations`
async fn create(viewer: Viewer, State(app): State<App>, uri: Uri, request: Request) -> Made {
    viewer.may(Right::ApproveSubmissions)?;
    let words = Words { locale: viewer.language.into() };
    let (mut typed, brought) = receive(&app, &viewer, request).await?;
    let due = due(&mut typed, words);
    let Some(brought) = brought else {
        if typed.problems.of("file").is_none() {
            typed.problems.add("file", words.say("reconciliations-file-wanted"));
        }
        return listed(&app, &viewer, (&uri, typed)).await;
    };
    if !typed.problems.is_empty() {
        return listed(&app, &viewer, (&uri, typed)).await;
    }
    let ask = Ask { pack: &typed.pack, due, brought };
    match act::make(&app, &viewer, ask).await {
        Ok((writer, id)) => {
            writer.commit().await?;
            Ok(Redirect::to(&format!("/submissions/reconciliations/{id}")).into_response())
        }
        Err(NotMade::Failure(failure)) => Err(failure),
        Err(NotMade::NoExtract) => {
            typed.problems.add("pack", words.say("reconciliations-pack-wanted"));
            listed(&app, &viewer, (&uri, typed)).await
        }
        Err(NotMade::Wrong(wrong)) => {
            typed.problems.add("file", say::wrong(words, &wrong));
            listed(&app, &viewer, (&uri, typed)).await
        }
    }
}

fn due(typed: &mut Typed, words: Words) -> (Option<Date>, Option<Date>) {
    let mut day = |name: &str, text: &str| {
        let text = text.trim();
        let day = text.parse::<Day>().ok().map(|day| day.0);
        if day.is_none() && !text.is_empty() {
            typed.problems.add(name, words.say("people-day-wanted"));
        }
        day
    };
    let (from, until) = (typed.due_from.clone(), typed.due_until.clone());
    let due = (day("due_from", &from), day("due_until", &until));
    if let (Some(from), Some(until)) = due
        && until < from
    {
        let from = words.date(from);
        typed
            .problems
            .add("due_until", words.with("documents-covers-order", &[("from", from.into())]));
    }
    due
}

/// Reads the form. The file is read whole: it is compared at once and not kept.
async fn receive(
    app: &App,
    viewer: &Viewer,
    request: Request,
) -> Result<(Typed, Option<Brought>), Failure> {
    let words = Words { locale: viewer.language.into() };
    let by = Bringer::Staff;
    // Two files of the archive are more than an extract may have.
    let mut form = intake::form(request, by, 2).await?;
    let (mut typed, mut brought, mut csrf) = (Typed::default(), None, String::new());
    while let Some(mut field) = intake::next(&mut form, by).await? {
        match field.name().unwrap_or_default() {
            "csrf" => csrf = intake::text(field, by).await?,
            "pack" => typed.pack = intake::text(field, by).await?,
            "due_from" => typed.due_from = intake::text(field, by).await?,
            "due_until" => typed.due_until = intake::text(field, by).await?,
            "file" if field.file_name().is_some_and(|name| !name.is_empty()) => {
                if !viewer.posted_back(&app.keys, &csrf) {
                    return Err(Failure::Expired);
                }
                let name = clean_name(field.file_name().unwrap_or_default(), FileKind::Text);
                // A table is a text, whatever else its name ends with.
                let name = name.strip_suffix(".txt").unwrap_or(&name).to_owned();
                let Ok(room) = Arc::clone(&app.extracts).try_acquire_owned() else {
                    typed.problems.add("file", words.say("reconciliations-busy"));
                    return Ok((typed, None));
                };
                let mut bytes = Vec::new();
                while let Some(more) = intake::more(&mut field, by).await? {
                    if bytes.len() + more.len() > BYTES_MAX {
                        let size = words.size(BYTES_MAX as u64);
                        let sentence =
                            words.with("reconciliations-too-large", &[("size", size.into())]);
                        typed.problems.add("file", sentence);
                        return Ok((typed, None));
                    }
                    bytes.extend_from_slice(&more);
                }
                brought = Some(Brought { name, bytes, room });
            }
            _ => {}
        }
    }
    if !viewer.posted_back(&app.keys, &csrf) {
        return Err(Failure::Expired);
    }
    Ok((typed, brought))
}

#[derive(Template)]
#[template(path = "reconciliations/show.html")]
struct ShowPage {
    frame: Frame,
    problems: Problems,
    address: String,
    kind: &'static str,
    hint: String,
    facts: Vec<(String, String)>,
    tabs: Vec<Tab>,
    lines: Vec<LineView>,
    pager: Pager,
    /// Where one was on the list, to come back to it.
    after: String,
}

/// `GET /submissions/reconciliations/{id}`
async fn show(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<ReconciliationId>,
    uri: Uri,
) -> Made {
    viewer.may(Right::ApproveSubmissions)?;
    drawn(&app, &viewer, (&id, &uri), &question(&uri), Problems::new()).await
}

async fn drawn(
    app: &App,
    viewer: &Viewer,
    (id, uri): (&ReconciliationId, &Uri),
    asked: &Posted,
    problems: Problems,
) -> Made {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let kept = store::find(&mut reader, id).await?.ok_or(Failure::NotFound)?;
    let (title, section) = (kept.name.clone(), Section::Submissions);
    let mut frame = staff_frame(app, &mut reader, viewer, title, section, address_of(uri)).await?;
    frame.flash = flash_of(words, "reconciliations", asked.given("done"));
    let wanted = asked.given("show").and_then(Kind::of_word);
    let (tabs, kind) = view::tabs(&mut reader, words, (&kept, wanted)).await?;
    let after = asked.given("after").and_then(|text| text.parse::<i64>().ok()).unwrap_or(0);
    let limit = i64::try_from(ROWS + 1).unwrap_or(i64::MAX);
    let mut rows = store::list(&mut reader, (id, kind), after, limit).await?;
    let is_more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let next = rows.last().filter(|_| is_more).map(|row| row.number.to_string());
    let lines = view::lines(app, &mut reader, viewer, (&kept, &rows)).await?;
    let facts = facts(app, &mut reader, viewer, &kept).await?;
    drop(reader);
    if problems.is_empty() {
        let detail = format!("{} rows={}", kind.word(), rows.len());
        let seen = Seen { action: "see reconciliation", subject: id.as_str(), detail: &detail };
        export::record(app, &Actor::from(viewer), seen).await?;
    }
    let address = format!("/submissions/reconciliations/{id}");
    let base = format!("{address}?show={}&", kind.word());
    let is_refused = !problems.is_empty();
    let page = ShowPage {
        frame: frame.refused(&problems),
        problems,
        kind: kind.word(),
        hint: words.say(&format!("reconciliations-what-{}", kind.word().replace('_', "-"))),
        facts,
        tabs,
        pager: pager(asked, &base, rows.len(), next),
        lines,
        address,
        after: if after > 0 { after.to_string() } else { String::new() },
    };
    shown(&page, is_refused)
}

async fn facts(
    app: &App,
    reader: &mut Reader,
    viewer: &Viewer,
    kept: &Kept,
) -> Result<Vec<(String, String)>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let programme = crate::programmes::store::newest(app, reader, &kept.pack).await?;
    let title = programme.map(|it| it.title.in_language(language(words)).to_owned());
    let at = words.moment(&kept.made_at.to_zoned(viewer.zone.clone()));
    let by = kept.made_by_name.clone().unwrap_or_else(|| kept.made_by.clone());
    let fact = |key: &str, value: String| (words.say(key), value);
    let mut facts = vec![
        fact("reconciliations-pack", title.unwrap_or_else(|| kept.pack.clone())),
        fact("reconciliations-rows", words.number(kept.entries)),
        fact("reconciliations-made", format!("{at}, {by}")),
        fact("reconciliations-encoding", kept.encoding.clone()),
    ];
    for (key, day) in
        [("reconciliations-due-from", kept.due.0), ("reconciliations-due-until", kept.due.1)]
    {
        facts.extend(day.map(|day| fact(key, words.date(day))));
    }
    Ok(facts)
}

/// `POST /submissions/reconciliations/{id}/{number}`: takes the funder's version of a section.
async fn take(
    viewer: Viewer,
    State(app): State<App>,
    Path((id, number)): Path<(String, String)>,
    uri: Uri,
    form: Posted,
) -> Made {
    viewer.may(Right::ApproveSubmissions)?;
    let id: ReconciliationId = id.parse().map_err(|_| Failure::NotFound)?;
    let number: i64 = number.parse().map_err(|_| Failure::NotFound)?;
    match act::take(&app, &viewer, (&id, number), form.text("section")).await {
        Ok(writer) => {
            if let Some(writer) = writer {
                writer.commit().await?;
            }
            let after = form.text("after").parse::<i64>().unwrap_or(0);
            let after = if after > 0 { format!("&after={after}") } else { String::new() };
            let to = format!(
                "/submissions/reconciliations/{id}?show=differs{after}&done=taken#line-{number}"
            );
            Ok(Redirect::to(&to).into_response())
        }
        Err(failure) => {
            let problems = problems_of(failure)?;
            let asked = Posted::from_fields(vec![
                ("show".to_owned(), Kind::Differs.word().to_owned()),
                ("after".to_owned(), form.text("after").to_owned()),
            ]);
            drawn(&app, &viewer, (&id, &uri), &asked, problems).await
        }
    }
}
