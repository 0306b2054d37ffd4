//! Calls that somebody has to go on with: those that were left open or were woken, and those that
//! wait for a role; the forms that calls have begun, and the letters that they wrote.

use crate::access::Viewer;
use crate::access::store::roles_held;
use crate::app::App;
use crate::checkpoints::row::WorkRow;
use crate::failure::Failure;
use crate::flows::{self, roles};
use crate::page::Words;
use crate::papers;
use crate::record::{Held, Reader};
use crate::runs;
use crate::runs::store::Turns;
use domain::access::Role;
use domain::flows::State;

/// Those of the viewer's roles, and with `is_own` those of their own files and sittings; the
/// longest first.
///
/// # Errors
///
/// What the database says.
pub(super) async fn needing(
    app: &App,
    reader: &mut Reader,
    (viewer, is_own): (&Viewer, bool),
    limit: i64,
) -> Result<Vec<WorkRow>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let language = words.locale.into();
    let today = app.clock.today(&viewer.zone);
    let turns = turns(app, reader, (viewer, is_own)).await?;
    let mut rows = Vec::new();
    for kept in runs::store::needing(reader, &turns, limit).await? {
        let flow = flows::store::pinned(app, reader, (&kept.flow, kept.flow_version)).await?;
        let since = kept.sitting_at.to_zoned(viewer.zone.clone());
        let title = flow.title.in_language(language);
        // The step says what is to be done; which flow it is of, most rows have in common.
        let step = flow.node(&kept.node).map(|node| node.title.in_language(language));
        let waits =
            (kept.state == State::Waiting).then(|| runs::view::standing_said(words, &flow, &kept));
        // Of something of today the moment says enough.
        let age = (since.date() < today).then(|| words.age(today, since.date()));
        let why = [step.map(|_| title.to_owned()), age, waits];
        let why: Vec<String> = why.into_iter().flatten().collect();
        rows.push(WorkRow {
            icon: "phone",
            when: words.moment_near(&since, today),
            is_late: false,
            who: kept.person_name.clone(),
            address: format!("/people/{}?tab=support", kept.person),
            stones: Vec::new(),
            what: step.unwrap_or(title).to_owned(),
            why: why.join(", "),
            verb: words.say("work-go-on"),
            act: format!("/runs/{}", kept.id),
            tick: None,
        });
    }
    Ok(rows)
}

/// How many of those there are.
///
/// # Errors
///
/// What the database says.
pub(super) async fn count_needing(
    app: &App,
    reader: &mut Reader,
    whose: (&Viewer, bool),
) -> Result<usize, Failure> {
    let turns = turns(app, reader, whose).await?;
    let many = runs::store::count_needing(reader, &turns).await?;
    Ok(usize::try_from(many).unwrap_or_default())
}

/// Whose turn the viewer takes, over the flows of all runs that wait for somebody, each in its own
/// version.
async fn turns(
    app: &App,
    reader: &mut Reader,
    (viewer, is_own): (&Viewer, bool),
) -> Result<Turns, Failure> {
    let held = roles_held(reader.conn(), &viewer.agency, &viewer.office).await?;
    let (mut all, mut owned) = (String::from(","), String::from(","));
    for (flow, version) in runs::store::flows_of_turns(reader).await? {
        let flow = flows::store::pinned(app, reader, (&flow, version)).await?;
        for code in roles::taken_on(&flow, viewer.role, |role| held.contains(&role)) {
            // What whoever looks after the file does is theirs, not every colleague's.
            let is_owners = roles::role_of(&code) == Some(Role::Adviser);
            let to = if is_owners { &mut owned } else { &mut all };
            to.push_str(&format!("role:{code};,"));
        }
    }
    Ok(Turns { user: is_own.then_some(viewer.user), roles: all, owned })
}

/// Forms that are to be completed; what waits for them goes then. The oldest first.
///
/// # Errors
///
/// What the database says.
pub(super) async fn forms(
    app: &App,
    reader: &mut Reader,
    (viewer, is_own): (&Viewer, bool),
    limit: i64,
) -> Result<Vec<WorkRow>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let today = app.clock.today(&viewer.zone);
    let owner = is_own.then_some(&viewer.user);
    let mut rows = Vec::new();
    for one in papers::store::to_complete(reader, owner, limit).await? {
        let form = papers::view::form_of(app, reader, &one.filled).await?;
        rows.push(WorkRow {
            icon: "paper",
            when: words.moment_near(&one.filled.made_at.to_zoned(viewer.zone.clone()), today),
            is_late: false,
            who: one.person_name,
            address: format!("/people/{}?tab=support", one.filled.person),
            stones: Vec::new(),
            what: form.title.in_language(words.locale.into()).to_owned(),
            why: words.say("papers-to-complete"),
            verb: words.say("work-fill-in"),
            act: format!("/forms/{}", one.filled.id),
            tick: None,
        });
    }
    Ok(rows)
}

/// Letters that are to be posted. The oldest first.
///
/// # Errors
///
/// What the database says.
pub(super) async fn letters(
    app: &App,
    reader: &mut Reader,
    (viewer, is_own): (&Viewer, bool),
    limit: i64,
) -> Result<Vec<WorkRow>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let today = app.clock.today(&viewer.zone);
    let owner = is_own.then_some(&viewer.user);
    let all = papers::store::to_post(reader, owner, (None, limit)).await?;
    let row = |one: papers::store::ToPost| {
        let made = one.made_at.to_zoned(viewer.zone.clone());
        WorkRow {
            icon: "mail",
            when: words.moment_near(&made, today),
            is_late: false,
            who: one.person_name,
            address: format!("/people/{}?tab=support", one.person),
            stones: Vec::new(),
            what: one.subject,
            why: match made.date() < today {
                true => words.age(today, made.date()),
                false => words.say("papers-letter-to-post"),
            },
            verb: words.say("work-post"),
            act: format!("/letters/{}", one.id),
            tick: None,
        }
    };
    Ok(all.into_iter().map(row).collect())
}
