//! Setup: the programmes that this version knows, with their checkpoints and where they come from.

use super::{read_programme, shipped};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::view::language;
use crate::failure::Failure;
use crate::page::{Frame, Section, Words};
use crate::routes::Routes;
use crate::work::frame::{address_of, shown, staff_frame};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::access::Right;
use domain::programmes::{Anchor, CheckpointRule, Fact, Offset, Programme, Span, Standing};

/// The addresses of this noun.
pub fn pages() -> Routes {
    Routes::new().get("/setup", show).and(super::draft::web::pages())
}

#[derive(Template)]
#[template(path = "programmes/setup.html")]
struct SetupPage {
    frame: Frame,
    packs: Vec<PackView>,
}

/// A pack as it is shown.
struct PackView {
    code: String,
    title: String,
    version: String,
    anchor: String,
    is_confirmed: bool,
    standing: String,
    checkpoints: Vec<[String; 4]>,
    facts: Vec<FactView>,
}

/// One statement with how sure we are of it.
struct FactView {
    says: String,
    standing: String,
    is_confirmed: bool,
    source: String,
}

/// `GET /setup`
async fn show(viewer: Viewer, State(app): State<App>, uri: Uri) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(&viewer).await?;
    let (title, address) = (words.say("page-nav-setup"), address_of(&uri));
    let frame = staff_frame(&app, &mut reader, &viewer, title, Section::Setup, address).await?;
    let mut packs = Vec::new();
    for pack in shipped() {
        // A pack that cannot be read is not used; a test holds that none is shipped.
        if let Ok(programme) = read_programme(pack.text, pack.code) {
            packs.push(pack_view(words, &programme));
        }
    }
    shown(&SetupPage { frame, packs }, false)
}

fn pack_view(words: Words, programme: &Programme) -> PackView {
    let anchor = match programme.anchor {
        Anchor::PlacementStart => "programmes-anchor-start",
        Anchor::Exit => "programmes-anchor-exit",
        Anchor::ServiceEnd => "programmes-anchor-service-end",
    };
    PackView {
        code: programme.code.clone(),
        title: programme.title.in_language(language(words)).to_owned(),
        version: words.with("programmes-version", &[("version", programme.version.into())]),
        anchor: words.say(anchor),
        is_confirmed: programme.status == Standing::Confirmed,
        standing: words.say(standing_key(programme.status)),
        checkpoints: programme.checkpoints.iter().map(|rule| checkpoint(words, rule)).collect(),
        facts: programme.facts.iter().map(|fact| fact_view(words, fact)).collect(),
    }
}

fn checkpoint(words: Words, rule: &CheckpointRule) -> [String; 4] {
    [
        rule.label.in_language(language(words)).to_owned(),
        offset(words, rule.due),
        span(words, rule.opens_before),
        span(words, rule.closes_after),
    ]
}

fn offset(words: Words, offset: Offset) -> String {
    let (key, many) = match offset {
        Offset::Months(many) => ("programmes-months", many),
        Offset::Weeks(many) => ("programmes-weeks", many),
        Offset::Days(many) => ("programmes-days", many),
        Offset::Quarter(many) => ("programmes-quarter", many),
    };
    words.with(key, &[("many", i64::from(many).into())])
}

fn span(words: Words, span: Span) -> String {
    let (key, many) = match span {
        Span::Days(many) => ("programmes-days", many),
        Span::Weeks(many) => ("programmes-weeks", many),
        Span::Months(many) => ("programmes-months", many),
    };
    words.with(key, &[("many", i64::from(many).into())])
}

fn fact_view(words: Words, fact: &Fact) -> FactView {
    let source = fact.source.clone().unwrap_or_else(|| words.say("programmes-no-source"));
    let source = match &fact.as_of {
        Some(as_of) => {
            let args = [("source", source.into()), ("as-of", as_of.into())];
            words.with("programmes-source-as-of", &args)
        }
        None => source,
    };
    FactView {
        says: fact.says.in_language(language(words)).to_owned(),
        standing: words.say(standing_key(fact.standing)),
        is_confirmed: fact.standing == Standing::Confirmed,
        source,
    }
}

const fn standing_key(standing: Standing) -> &'static str {
    match standing {
        Standing::Confirmed => "programmes-confirmed",
        Standing::ConfirmWithFunder => "programmes-to-confirm",
    }
}
