//! The person: tries to reach them, their numbers, who looks after them.

use super::{Done, With, text};
use crate::access::store::of_role;
use crate::contacts::act::{self, Try, enter_in};
use crate::contacts::store;
use crate::employers;
use crate::failure::{Failure, Lacking};
use crate::flows::roles::asked;
use crate::people;
use crate::people::contact::read_phone;
use crate::people::store::NewPoint;
use crate::record::{Deed, Held, Writer};
use crate::sealed::Sealed;
use domain::contacts::{Channel, Direction, Outcome, Party};
use domain::flows::Param;
use domain::flows::due::Due;
use domain::ids::ContactPointId;
use domain::people::{Consent, ContactKind};

/// One try, entered with what came of it.
pub(super) async fn attempt(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let party = due.effect.word("party").and_then(Party::of_word).unwrap_or(Party::Client);
    let channel = due.effect.word("channel").and_then(Channel::of_word);
    let number = match party {
        Party::Client => called(with, writer, due).await?,
        Party::Employer => employers_number(with, writer, due).await?,
        Party::Benefits => None,
    };
    let channel = channel.unwrap_or(Channel::Phone);
    // Nobody calls without a number. Where nothing is said of a call, none may have been made.
    if (party, channel, &number) == (Party::Employer, Channel::Phone, &None)
        && text(due, "result").is_some()
    {
        let sentence = with.words.say("employers-no-phone");
        return Err(Failure::Missing(vec![Lacking::new("phone", sentence)]));
    }
    let one = Try {
        placement: Some(*with.placement()),
        party,
        channel,
        direction: Direction::Out,
        outcome: came_of_it(with, due),
        number,
        note: None,
        at: Some(with.at(due, writer)),
    };
    Ok(Done::made(enter_in(with.app, writer, &with.person(), one).await?))
}

/// The employer's number that was called: the one that the call names, else that of the contact.
async fn employers_number(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Option<String>, Failure> {
    if let Some(number) = text(due, "number") {
        return Ok(Some(read_phone(number).unwrap_or_else(|| number.to_owned())));
    }
    let contact = employers::store::contact(writer, with.placement()).await?;
    Ok(contact.and_then(|contact| contact.phone))
}

/// What came of a try: as its field says; else by the answer to the question after it.
pub(super) fn came_of_it(with: &With<'_>, due: &Due<'_>) -> Outcome {
    let said = text(due, "result").and_then(Outcome::of_word);
    let next = with.loaded.run.path.get(due.visit);
    said.unwrap_or_else(|| match next.and_then(|next| next.given.answer.as_deref()) {
        None | Some("no") => Outcome::NoAnswer,
        Some("refused") => Outcome::Refused,
        Some(_) => Outcome::Reached,
    })
}

/// The number that was called: the one that the call names, else the first of the file.
async fn called(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Option<String>, Failure> {
    if let Some(number) = text(due, "number") {
        return Ok(Some(read_phone(number).unwrap_or_else(|| number.to_owned())));
    }
    Ok(act::numbers(writer, &with.file).await?.into_iter().next())
}

/// They were reached: it is entered, and tries are counted from nought.
pub(super) async fn reached(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let one = Try {
        number: called(with, writer, due).await?,
        at: Some(with.at(due, writer)),
        ..Try::of_call(*with.placement(), Outcome::Reached)
    };
    Ok(Done::made(enter_in(with.app, writer, &with.person(), one).await?))
}

/// A number that does not work is not tried any more; another one is put into the file.
pub(super) async fn point(
    with: &mut With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let person = with.person();
    if due.effect.params.get("unusable") == Some(&Param::Yes(true)) {
        let number = called(with, writer, due).await?;
        if number.is_some() {
            let subject = person.as_str();
            let deed =
                Deed { action: "note unusable number", person: Some(person), subject, detail: "" };
            writer.also(deed).await?;
        }
        // A call like any other, whose number and outcome stand with the tries; it uses up none of
        // them, and puts the number by where it is known.
        let one = Try {
            number,
            at: Some(with.at(due, writer)),
            ..Try::of_call(*with.placement(), Outcome::NumberUnusable)
        };
        return Ok(Done::made(enter_in(with.app, writer, &person, one).await?));
    }
    let Some(number) = text(due, "number").and_then(read_phone) else {
        return Ok(Done::nothing("no_number"));
    };
    store::remove_unusable(writer, &person, &number).await?;
    let points = &with.file.kept.person.contact_points;
    if points.iter().any(|point| point.value == number) {
        return Ok(Done::nothing("known_already"));
    }
    let id = ContactPointId::from_number(with.app.new_number());
    let point = NewPoint {
        id,
        kind: ContactKind::Phone,
        value: Sealed::new(number),
        position: i64::try_from(points.len()).unwrap_or(i64::MAX),
        consent: Consent::NotGiven,
        source: "unsaid",
    };
    let (subject, detail) = (id.as_str(), "phone");
    let deed = Deed { action: "add number", person: Some(person), subject, detail };
    writer.also(deed).await?;
    people::store::record_points(writer, &person, &[point]).await?;
    with.read_again(writer).await?;
    Ok(Done::made(id))
}

/// The file goes to whoever of a role has the fewest.
pub(super) async fn transfer(
    with: &mut With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let code = due.effect.word("to").unwrap_or_default();
    let role = asked(&with.loaded.flow, code, |role| with.loaded.held.contains(&role));
    let Some(role) = role else { return Ok(Done::nothing("nobody")) };
    let agency = writer.agency();
    let all = of_role(writer.conn(), &agency, (role, &with.file.kept.office)).await?;
    if all.iter().any(|one| one.id == with.file.kept.owner) {
        return Ok(Done::nothing("theirs_already"));
    }
    let mut counted = Vec::new();
    for one in all {
        let many = people::store::count_of(writer, &one.id).await?;
        counted.push((many, one.id));
    }
    let Some((_, to)) = counted.into_iter().min_by_key(|(many, _)| *many) else {
        return Ok(Done::nothing("nobody"));
    };
    people::hand::hand_over_in(writer, (&with.person(), &with.file.kept.owner), &to).await?;
    with.read_again(writer).await?;
    Ok(Done::made(to))
}
