//! What is told to others: letters, e-mails, questions to employers, tasks, forms.

use super::people::came_of_it;
use super::{Done, With, text};
use crate::diary::act::region_of;
use crate::employers;
use crate::employers::act::Ask;
use crate::failure::Failure;
use crate::flows::roles::asked;
use crate::papers::act::{self, ToRole};
use crate::papers::store::{self, Forms};
use crate::record::Writer;
use crate::tasks;
use crate::tasks::store::Raised;
use domain::access::Role;
use domain::flows::Param;
use domain::flows::due::Due;
use domain::forms::Value;
use domain::ids::FormId;

/// Why a role is left alone that has the same task still.
const ASKED_ALREADY: &str = "asked_already";

/// Who is asked where a flow asks a role.
fn role(with: &With<'_>, code: Option<&str>) -> Option<Role> {
    asked(&with.loaded.flow, code?, |role| with.loaded.held.contains(&role))
}

pub(super) async fn letter(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let code = due.effect.word("template").unwrap_or_default();
    let template = with.loaded.flow.template(code).ok_or(Failure::NotFound)?;
    if with.file.kept.person.standing.bars_contact() {
        return Ok(Done::nothing("not_to_be_called"));
    }
    let place = (&with.file, with.placement());
    let id = act::letter_in(with.app, writer, place, (template, &with.viewer.name)).await?;
    Ok(Done::made(id))
}

/// To everybody of a role; forms that go with it are those of this run. Who was not asked again by
/// a task of the same step is not written to again about it.
pub(super) async fn email(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let code = due.effect.word("template").unwrap_or_default();
    let template = with.loaded.flow.template(code).ok_or(Failure::NotFound)?;
    let Some(role) = role(with, due.effect.word("to")) else { return Ok(Done::nothing("nobody")) };
    if with.asked_already.contains(&(due.visit, role)) {
        return Ok(Done::nothing(ASKED_ALREADY));
    }
    let dates = match due.values.get("dates") {
        Some(Value::Days(days)) => days.clone(),
        Some(_) | None => Vec::new(),
    };
    let forms = forms(with, writer, due).await?;
    let adviser = &with.viewer.name;
    let mail = ToRole { template, role, dates: &dates, forms: &forms, adviser };
    let place = (&with.file, with.placement());
    let made = act::email_in(with.app, writer, place, mail).await?;
    match made.first() {
        Some(first) => Ok(Done::made(first)),
        None => Ok(Done::nothing("nobody")),
    }
}

async fn forms(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Vec<FormId>, Failure> {
    let Some(Param::Words(wanted)) = due.effect.params.get("forms") else { return Ok(Vec::new()) };
    let of = Forms { run: Some(with.run()), ..Forms::default() };
    let there = store::forms(writer, of).await?;
    let own = |code: &String| there.iter().find(|kept| kept.form == *code).map(|kept| kept.id);
    Ok(wanted.iter().filter_map(own).collect())
}

pub(super) async fn employer(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let channel = text(due, "channel").unwrap_or("phone");
    let note = text(due, "note").map(str::to_owned);
    let place = (&with.file, with.placement());
    let by = (with.words, with.viewer.name.as_str());
    let at = with.at(due, writer);
    let ask = Ask { channel, note, came: came_of_it(with, due), at };
    let id = employers::act::ask_in(with.app, writer, place, ask, by).await?;
    Ok(Done::made(id))
}

pub(super) async fn task(
    with: &mut With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let code = due.effect.word("type").unwrap_or_default();
    let flow_role = due.effect.word("for").unwrap_or_default();
    let Some(role) = role(with, Some(flow_role)) else { return Ok(Done::nothing("nobody")) };
    let region = region_of(with.app, writer, (&with.file, Some(with.placement()))).await?;
    let by = Raised::Flow {
        placement: *with.placement(),
        run: *with.run(),
        role,
        once_key: &with.once_key,
    };
    let whole = (&with.file, region);
    match tasks::act::open_for_role(with.app, writer, whole, (code, flow_role, by)).await? {
        Some(id) => Ok(Done::made(id)),
        None => {
            with.asked_already.push((due.visit, role));
            Ok(Done::nothing(ASKED_ALREADY))
        }
    }
}

pub(super) async fn form(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let code = due.effect.word("form").unwrap_or_default();
    let place = (&with.file, with.placement());
    let by = (with.run(), &*with.loaded.flow);
    let id = act::form_in(with.app, writer, place, by, code).await?;
    Ok(Done::made(id))
}
