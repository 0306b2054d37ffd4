//! Making a mailing and taking it back, for pages and doors alike.

use super::jobs;
use super::store::{self, Kept, NewLine, Outcome, Words as Written};
use crate::access::{Viewer, in_caseload};
use crate::app::App;
use crate::checkpoints::desk::{self, File, OnFile};
use crate::failure::{Failure, Lacking};
use crate::messaging::ask::is_set_up;
use crate::messaging::compose;
use crate::page::Words;
use crate::record::{Deed, Reader, Writer};
use domain::access::Right;
use domain::ids::{CheckpointId, MailingId, PersonId};
use domain::mailings::{
    Going, Leaves, LeftOut, PEOPLE_MAX, Seen, Way, WithdrawRefused, Withdrawn, is_as_seen,
    sort_out, withdraw,
};
use domain::messaging::Channel;
use domain::programmes::AskChannel;
use std::collections::HashMap;

/// People whose files are loaded at once.
const FILES_AT_ONCE: usize = 200;

/// Somebody who was chosen, with the asking that was seen; none where nothing was looked at.
#[derive(Debug, Clone, Copy)]
pub struct Pick {
    pub checkpoint: CheckpointId,
    pub seen: Option<Seen>,
}

/// What is asked of a mailing.
#[derive(Debug, Clone)]
pub struct Asking {
    pub picks: Vec<Pick>,
    pub way: Way,
    /// The words that were written; empty for each programme's own.
    pub texts: Vec<Written>,
}

/// One person of a mailing, sorted.
#[derive(Debug)]
pub struct Sorted {
    pub checkpoint: CheckpointId,
    pub person: PersonId,
    pub seen: Seen,
    pub result: Result<Going, LeftOut>,
}

/// Everybody who was chosen, in the order of the choice, with their files.
pub struct Sorting {
    pub files: HashMap<PersonId, File>,
    pub rows: Vec<Sorted>,
}

impl Sorting {
    /// The file and the checkpoint of a row.
    #[must_use]
    pub fn of(&self, row: &Sorted) -> Option<(&File, &OnFile)> {
        let file = self.files.get(&row.person)?;
        Some((file, file.checkpoint(&row.checkpoint).ok()?))
    }

    /// How many are asked.
    #[must_use]
    pub fn going(&self) -> usize {
        self.rows.iter().filter(|row| row.result.is_ok()).count()
    }
}

/// The channels by which this installation can send.
#[must_use]
pub fn ready(app: &App) -> Vec<AskChannel> {
    let all = [AskChannel::Email, AskChannel::Sms];
    all.into_iter().filter(|channel| is_set_up(app, Channel::from(*channel))).collect()
}

/// Sorts everybody who was chosen, as it is now; changes nothing.
///
/// # Errors
///
/// `NotFound` when one of them is not there for this viewer, `Refused` when there are none or too
/// many.
pub async fn look(
    app: &App,
    viewer: &Viewer,
    reader: &mut Reader,
    asking: &Asking,
) -> Result<Sorting, Failure> {
    viewer.may(Right::Ask)?;
    refuse_size(viewer, asking)?;
    let ids: Vec<CheckpointId> = asking.picks.iter().map(|pick| pick.checkpoint).collect();
    let owners: HashMap<CheckpointId, PersonId> =
        store::people_of(reader, &ids).await?.into_iter().collect();
    let mut people: Vec<PersonId> = owners.values().copied().collect();
    people.sort_unstable();
    people.dedup();
    let mut files = HashMap::with_capacity(people.len());
    for some in people.chunks(FILES_AT_ONCE) {
        files.extend(desk::load_many(app, reader, some).await?);
    }
    let mut sorted: HashMap<CheckpointId, Sorted> = HashMap::with_capacity(ids.len());
    for person in people {
        let file = files.get(&person).ok_or(Failure::NotFound)?;
        let own = |pick: &&Pick| owners.get(&pick.checkpoint) == Some(&person);
        let picks: Vec<Pick> = asking.picks.iter().filter(own).copied().collect();
        for row in sort_one(app, viewer, file, (&picks, asking))? {
            sorted.insert(row.checkpoint, row);
        }
    }
    let rows: Option<Vec<Sorted>> = ids.iter().map(|id| sorted.remove(id)).collect();
    Ok(Sorting { files, rows: rows.ok_or(Failure::NotFound)? })
}

fn refuse_size(viewer: &Viewer, asking: &Asking) -> Result<(), Failure> {
    let words = Words { locale: viewer.language.into() };
    if asking.picks.is_empty() {
        return Err(Failure::field("checkpoints", words.say("mailings-nobody-chosen")));
    }
    if asking.picks.len() > PEOPLE_MAX {
        let args = [("many", asking.picks.len().into()), ("most", PEOPLE_MAX.into())];
        return Err(Failure::field("checkpoints", words.with("mailings-too-many", &args)));
    }
    Ok(())
}

/// Sorts the checkpoints of one person.
fn sort_one(
    app: &App,
    viewer: &Viewer,
    file: &File,
    (picks, asking): (&[Pick], &Asking),
) -> Result<Vec<Sorted>, Failure> {
    let mut found = Vec::with_capacity(picks.len());
    for pick in picks {
        found.push((pick, file.checkpoint(&pick.checkpoint)?));
    }
    let is_theirs = in_caseload(viewer, &file.kept.file());
    let as_seen = |pick: &Pick, one: &OnFile| {
        pick.seen.is_none_or(|seen| is_as_seen(&one.kept.checkpoint, seen))
    };
    let cases: Vec<_> = found
        .iter()
        .filter(|(pick, one)| is_theirs && as_seen(pick, one))
        .map(|(_, one)| file.case(one))
        .collect();
    let mut decided = sort_out(&cases, (asking.way, &ready(app)), file.now).into_iter();
    let mut rows = Vec::with_capacity(found.len());
    for (pick, one) in found {
        let result = if !is_theirs {
            Err(LeftOut::NotYours)
        } else if !as_seen(pick, one) {
            Err(meanwhile(app, file, one, asking.way))
        } else {
            decided.next().unwrap_or(Err(LeftOut::AskedMeanwhile))
        };
        rows.push(Sorted {
            checkpoint: pick.checkpoint,
            person: file.kept.person.id,
            seen: pick.seen.unwrap_or_else(|| Seen::of(&one.kept.checkpoint)),
            result: result.and_then(|going| with_words((file, one), asking, going)),
        });
    }
    Ok(rows)
}

/// Why somebody is left out whose asking has changed since it was looked at: the reason that
/// stands in the way now, where there is one.
fn meanwhile(app: &App, file: &File, one: &OnFile, way: Way) -> LeftOut {
    let now = sort_out(&[file.case(one)], (way, &ready(app)), file.now);
    match now.into_iter().next() {
        Some(Err(why)) => why,
        Some(Ok(_)) | None => LeftOut::AskedMeanwhile,
    }
}

/// Leaves somebody out for whom there are no words.
fn with_words(
    (file, one): (&File, &OnFile),
    asking: &Asking,
    going: Going,
) -> Result<Going, LeftOut> {
    let language = file.kept.person.language;
    let is_written = asking
        .texts
        .iter()
        .any(|words| words.channel == going.channel && words.language == language);
    let way = (Channel::from(going.channel), going.allowed.purpose);
    if is_written || compose::own_text(&one.programme, way, language).is_some() {
        return Ok(going);
    }
    Err(LeftOut::NoWords(going.channel))
}

/// Records a mailing with everybody who was chosen and asks for its messages to be written. The
/// caller commits.
///
/// # Errors
///
/// As [`look`]; `Missing` when everybody is left out.
pub async fn make(
    app: &App,
    viewer: &Viewer,
    asking: &Asking,
    leaves: Leaves,
) -> Result<(Writer, MailingId, Sorting), Failure> {
    let sorting = {
        let mut reader = app.reader(viewer).await?;
        look(app, viewer, &mut reader, asking).await?
    };
    if sorting.going() == 0 {
        let words = Words { locale: viewer.language.into() };
        let lacking = Lacking::new("nobody_left", words.say("mailings-nobody-left"));
        return Err(Failure::Missing(vec![lacking]));
    }
    let id = MailingId::from_number(app.new_number());
    let detail = sorting.going().to_string();
    let deed = Deed { action: "make mailing", person: None, subject: id.as_str(), detail: &detail };
    let mut writer = app.writer(viewer, deed).await?;
    let lines: Vec<NewLine> = sorting.rows.iter().map(new_line).collect();
    let leaves_at = leaves.at(writer.at());
    store::record_new(&mut writer, (&id, asking.way, leaves_at), &asking.texts, &lines).await?;
    let at = writer.at();
    jobs::enqueue(&mut writer, jobs::WRITE, (&id, 1), at).await?;
    Ok((writer, id, sorting))
}

fn new_line(row: &Sorted) -> NewLine {
    let (outcome, channel, because) = match &row.result {
        Ok(going) => (Outcome::Waiting, Some(going.channel), None),
        Err(why) => (Outcome::LeftOut, None, Some(why.code())),
    };
    NewLine {
        checkpoint: row.checkpoint,
        person: row.person,
        seen: row.seen,
        outcome,
        channel,
        because,
    }
}

/// Takes back everything of a mailing that waits. The caller commits.
///
/// # Errors
///
/// `NotFound`; `Conflict` when it was withdrawn before, or nothing of it waits.
pub async fn take_back(
    app: &App,
    viewer: &Viewer,
    id: &MailingId,
) -> Result<(Writer, Withdrawn), Failure> {
    viewer.may(Right::Ask)?;
    let words = Words { locale: viewer.language.into() };
    let deed = Deed { action: "withdraw mailing", person: None, subject: id.as_str(), detail: "" };
    let mut writer = app.writer(viewer, deed).await?;
    store::lock(&mut writer, id).await?;
    let kept = store::find(&mut writer, id).await?.ok_or(Failure::NotFound)?;
    let standing = store::standing(&mut writer, &kept).await?;
    let withdrawn =
        withdraw(&standing).map_err(|why| Failure::conflict(refused(words, viewer, &kept, why)))?;
    store::record_withdrawal(&mut writer, id).await?;
    let at = writer.at();
    jobs::enqueue(&mut writer, jobs::WITHDRAW, (id, 1), at).await?;
    Ok((writer, withdrawn))
}

fn refused(words: Words, viewer: &Viewer, kept: &Kept, why: WithdrawRefused) -> String {
    match why {
        WithdrawRefused::NothingWaits => words.say("mailings-nothing-waits"),
        WithdrawRefused::Already { at } => {
            let when = words.moment(&at.to_zoned(viewer.zone.clone()));
            let by = kept.withdrawn_by_name.clone().unwrap_or_default();
            let args = [("by", by.into()), ("when", when.into())];
            words.with("mailings-withdrawn-already", &args)
        }
    }
}
