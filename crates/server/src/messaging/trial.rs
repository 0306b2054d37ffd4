//! *Send a test to me*: a real message by the same way, to whoever asks for it.
//!
//! It is nobody's message: no asking counts it, no file holds it, and its link leads to a page
//! that says that it is a sample, since a link to somebody's survey would open it to answers. At
//! most ten in an hour. A test is sent once: one that was cut off on its way ends as not known.

use super::compose::{self, Values};
use super::deliver::{Parcel, Post};
use super::draft::Draft;
use super::jobs;
use super::store::MessageState;
use super::store::trials::{self, Trial};
use crate::access::{Viewer, words_of};
use crate::api::Posted;
use crate::app::App;
use crate::checkpoints::desk::{File, OnFile};
use crate::failure::Failure;
use crate::messaging::ask::is_set_up;
use crate::page::{Field, Flash, Frame, Problems, Words};
use crate::people;
use crate::people::contact::read_phone;
use crate::record::{Deed, Held, Reader};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Response};
use db::DbError;
use domain::ids::{AgencyId, MessageId};
use domain::messaging::{Channel, Heard, Text, fill, read_text};
use domain::programmes::AskChannel;
use jiff::SignedDuration;
use queue::{Claimed, JobFailure};

/// Tests of one member of staff in an hour, at most.
const PER_HOUR_MAX: i64 = 10;
/// How long a test is kept: thirty days.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// What was typed for a test, and where one has gone.
#[derive(Debug, Clone, Default)]
pub struct Told {
    phone: Option<String>,
    pub sent_to: Option<String>,
}

impl Told {
    /// What a form says.
    #[must_use]
    pub fn typed(form: &Posted) -> Self {
        Self { phone: form.given("trial_phone").map(str::to_owned), sent_to: None }
    }

    /// That a test is on its way.
    #[must_use]
    pub fn flash(&self, words: Words) -> Option<Flash> {
        let to = self.sent_to.clone()?;
        let sentence = words.with("messaging-test-sent", &[("to", to.into())]);
        Some(Flash { tone: "good", sentence })
    }
}

/// What the page offers.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Only for texts: the number.
    pub phone: Option<Field>,
    pub hint: String,
}

#[cfg(test)]
impl Offer {
    /// For the samples of the page.
    pub(super) fn sample(words: Words, channel: Channel) -> Option<Self> {
        channel.leaves_by()?;
        let phone = Field::new(words, "trial_phone", "messaging-test-phone");
        let phone = (channel == Channel::Sms).then_some(phone);
        Some(Self { phone, hint: words.say("messaging-test-hint") })
    }
}

/// What the page offers for a way; nothing for what is handed over.
///
/// # Errors
///
/// What the database says.
pub async fn offer(
    reader: &mut Reader,
    viewer: &Viewer,
    (channel, told): (Channel, &Told),
    problems: &Problems,
) -> Result<Option<Offer>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let phone = match channel {
        Channel::Link | Channel::Print | Channel::Phone => return Ok(None),
        Channel::Email => None,
        Channel::Sms => {
            let own = trials::own_phone(reader, &viewer.user).await?;
            let typed = told.phone.clone().or(own).unwrap_or_default();
            let field = Field::new(words, "trial_phone", "messaging-test-phone").value(typed);
            Some(field.autocomplete("tel").problem(problems))
        }
    };
    Ok(Some(Offer { phone, hint: words.say("messaging-test-hint") }))
}

/// Puts a test on its way, and says where it goes.
///
/// # Errors
///
/// `Refused` by field, or when there were too many in an hour.
pub async fn send(
    app: &App,
    viewer: &Viewer,
    around: (&File, &OnFile),
    (draft, form): (&Draft, &Posted),
) -> Result<String, Failure> {
    let words = Words { locale: viewer.language.into() };
    let Some(channel) = draft.channel.leaves_by() else {
        return Err(Failure::field("", words.say("messaging-test-no-way")));
    };
    if !is_set_up(app, draft.channel) {
        return Err(super::refused::not_set_up(words, draft.channel));
    }
    let text = read_text(draft.channel, draft.subject.as_deref(), &draft.body)
        .map_err(|refused| compose::failure_of(&refused, words))?;
    let id = MessageId::from_number(app.new_number());
    let detail = draft.channel.word();
    let deed = Deed { action: "send trial", person: None, subject: id.as_str(), detail };
    let mut writer = app.writer(viewer, deed).await?;
    // One at a time for one member of staff, so that the limit holds.
    let agency = writer.agency();
    writer.conn().lock_row("users", agency.as_str(), viewer.user.as_str()).await?;
    let at = writer.at();
    let since = at.checked_sub(HOUR).unwrap_or(at);
    if trials::count_since(&mut writer, &viewer.user, since).await? >= PER_HOUR_MAX {
        let sentence = words.with("messaging-test-often", &[("most", PER_HOUR_MAX.into())]);
        return Err(Failure::field("", sentence));
    }
    let to = match channel {
        AskChannel::Email => trials::own_email(&mut writer, &viewer.user).await?,
        AskChannel::Sms => {
            let typed = read_phone(form.text("trial_phone"));
            let sentence = || words.say("messaging-test-phone-wanted");
            let phone = typed.ok_or_else(|| Failure::field("trial_phone", sentence()))?;
            trials::record_phone(&mut writer, &viewer.user, &phone).await?;
            phone
        }
    };
    let agency = people::store::agency(writer.conn(), &agency).await?.ok_or(Failure::NotFound)?;
    let values = Values::of(around.0, around.1, &agency, draft.language);
    let text = filled(app, &values, text)?;
    let trial = Trial { id, channel: draft.channel, to: to.clone(), text, at };
    trials::record_new(&mut writer, &viewer.user, &trial).await?;
    jobs::enqueue_trial(&mut writer, (&id, channel), at).await?;
    writer.commit().await?;
    app.nudge.notify_one();
    Ok(to)
}

fn filled(app: &App, values: &Values, text: Text) -> Result<Text, Failure> {
    let sample = compose::sample_address(app);
    let fields = values.with(&sample);
    let fill =
        |text: &str| fill(text, &fields).map_err(|fault| Failure::fault("filling a test", &fault));
    let one_line = |subject: String| subject.replace(char::is_control, " ");
    let subject = text.subject.as_deref().map(fill).transpose()?.map(one_line);
    Ok(Text { subject, body: fill(&text.body)? })
}

/// One test from its job to its end.
///
/// # Errors
///
/// `Again` when the provider rests or did not take it.
pub(super) async fn deliver(
    app: &App,
    post: &Post,
    channel: AskChannel,
    job: &Claimed,
) -> Result<(), JobFailure> {
    let ids = job.agency.parse::<AgencyId>().ok().zip(job.body.parse::<MessageId>().ok());
    let (agency, id) =
        ids.ok_or_else(|| JobFailure::Never("This job names no test.".to_owned()))?;
    let lane = post.lane(channel);
    if !lane.wait(&app.clock).await {
        return Err(JobFailure::Again("The provider rests.".to_owned()));
    }
    let taken = {
        let mut writer = app.db.writer().await?;
        let taken = trials::take(&mut writer, (&agency, &id)).await?;
        if taken.is_none() {
            // Cut off on its way at an earlier try: not sent again.
            let unknown = (MessageState::Unknown, app.clock.now());
            trials::record_ended(&mut writer, (&agency, &id), unknown).await?;
        }
        writer.commit().await?;
        taken
    };
    let Some(trial) = taken else {
        lane.not_called();
        return Ok(());
    };
    let Trial { text, to, .. } = trial;
    let parcel = Parcel { id, to, subject: text.subject, text: text.body };
    let heard = lane.send(&parcel, &app.clock).await;
    let state = match &heard {
        Heard::Taken { .. } => MessageState::Sent,
        Heard::Refused { .. } => MessageState::Undeliverable,
        Heard::NotTaken(_) => MessageState::Waiting,
        Heard::Lost => MessageState::Unknown,
    };
    let mut writer = app.db.writer().await?;
    trials::record_ended(&mut writer, (&agency, &id), (state, app.clock.now())).await?;
    writer.commit().await?;
    match state {
        MessageState::Waiting => Err(JobFailure::Again("The test was not taken.".to_owned())),
        MessageState::Sent
        | MessageState::Undeliverable
        | MessageState::Unknown
        | MessageState::Leaving
        | MessageState::HandedOver
        | MessageState::Withheld
        | MessageState::Failed => Ok(()),
    }
}

/// Forgets tests that are over a month old, and says how many.
///
/// # Errors
///
/// What the database says.
pub async fn forget_old(app: &App) -> Result<u64, DbError> {
    let before = app.clock.now() - KEPT_FOR;
    let mut writer = app.db.writer().await?;
    let forgotten = trials::forget(&mut writer, before).await?;
    writer.commit().await?;
    Ok(forgotten)
}

#[derive(Template)]
#[template(path = "messaging/sample.html")]
struct SamplePage {
    frame: Frame,
}

/// `GET /s/xxx…`: where the link of a preview or a test leads, for anybody.
pub(super) async fn sample(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let words = words_of(&headers, None);
    let mut frame = app.frame_for(None, words, compose::SAMPLE);
    frame.title = words.say("messaging-sample");
    Ok(Html(SamplePage { frame }.render()?).into_response())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_sample_is_as_long_as_a_link() {
        let secret = super::compose::SAMPLE.strip_prefix("/s/").expect("a path of a survey");
        assert_eq!(secret.len(), crate::keys::LINK_SECRET_LENGTH);
    }
}
