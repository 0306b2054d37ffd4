//! The ways out of this house: a mail server, a text provider, or in a demo only the outbox.
//!
//! One `Post` for each process. Each way has a line of its own (`domain::messaging::Line`), so
//! that a provider that fails or asks us to wait is left alone, and holds up nobody else.

pub mod email;
pub mod sms;

use crate::clock::Clock;
use crate::config::{Mode, Settings};
use domain::ids::MessageId;
use domain::messaging::{Call, Fault, Heard, Line, Repeat, Told};
use domain::programmes::AskChannel;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// How long a job waits for its line before it makes room for others, in milliseconds.
const PATIENCE_MS: i64 = 15_000;
/// A call is given up after so long, whatever it hears, in milliseconds: together with the wait
/// it stays below the time that a job may take.
const CALL_MS_MAX: u64 = 25_000;

/// A message exactly as it is to leave.
#[derive(Debug, Clone)]
pub struct Parcel {
    pub id: MessageId,
    pub to: String,
    pub subject: Option<String>,
    pub text: String,
}

/// Every way out.
pub struct Post {
    email: Lane,
    sms: Lane,
}

/// One way out, with what this process knows of its provider.
pub struct Lane {
    way: Way,
    line: Mutex<Line>,
    changed: Notify,
}

enum Way {
    /// A demo: everything is taken, and nothing leaves.
    Outbox,
    NotSetUp,
    Email(Box<email::Mailer>),
    Sms(sms::Gateway),
}

impl Post {
    /// The ways that these settings give.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        let (email, sms) = match settings.mode {
            Mode::Demo => (Way::Outbox, Way::Outbox),
            Mode::Serve => {
                let email = settings.smtp.as_ref().map(email::Mailer::new);
                let sms = settings.sms.as_ref().map(sms::Gateway::new);
                (way(email, |mailer| Way::Email(Box::new(mailer))), way(sms, Way::Sms))
            }
        };
        Self { email: Lane::new(email), sms: Lane::new(sms) }
    }

    /// The way of a channel.
    #[must_use]
    pub fn lane(&self, channel: AskChannel) -> &Lane {
        match channel {
            AskChannel::Email => &self.email,
            AskChannel::Sms => &self.sms,
        }
    }
}

/// What cannot be made from its settings is as if it were not set up, and says so in the log.
fn way<T>(made: Option<Result<T, String>>, into: impl Fn(T) -> Way) -> Way {
    match made {
        None => Way::NotSetUp,
        Some(Ok(made)) => into(made),
        Some(Err(why)) => {
            tracing::error!(why, "a way to send messages cannot be used");
            Way::NotSetUp
        }
    }
}

impl Lane {
    fn new(way: Way) -> Self {
        Self { way, line: Mutex::default(), changed: Notify::new() }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the provider makes of the same message sent again.
    #[must_use]
    pub fn repeat(&self) -> Repeat {
        match &self.way {
            // A mail server or the reader's program knows the Message-ID.
            Way::Outbox | Way::NotSetUp | Way::Email(_) => Repeat::Known,
            Way::Sms(gateway) => gateway.repeat(),
        }
    }

    /// Waits a little for leave to call; says whether there is. Who has leave calls, or says
    /// that they did not.
    pub async fn wait(&self, clock: &Clock) -> bool {
        let until_ms = now_ms(clock) + PATIENCE_MS;
        loop {
            let now = now_ms(clock);
            let call = self.line().may_call(now);
            let look_again_ms = match call {
                Call::Now => return true,
                Call::NotBefore { ms } if ms > until_ms => return false,
                Call::NotBefore { ms } => ms,
                Call::AfterTrial => until_ms,
            };
            if now >= until_ms {
                return false;
            }
            let pause = u64::try_from(look_again_ms - now).unwrap_or_default().max(1);
            tokio::select! {
                () = self.changed.notified() => {}
                () = tokio::time::sleep(Duration::from_millis(pause)) => {}
            }
        }
    }

    /// The leave to call was not used.
    pub fn not_called(&self) {
        self.line().not_called();
        self.changed.notify_waiters();
    }

    /// Sends, unless the line closed since there was leave.
    pub async fn send(&self, parcel: &Parcel, clock: &Clock) -> Heard {
        if self.line().is_closed(now_ms(clock)) {
            self.not_called();
            return Heard::NotTaken(Fault::Resting);
        }
        let limit = Duration::from_millis(CALL_MS_MAX);
        let (heard, told) = match tokio::time::timeout(limit, self.call(parcel)).await {
            Ok(heard) => (heard.clone(), told(&heard)),
            Err(_) => (Heard::Lost, Told::Fails),
        };
        self.line().told(told, now_ms(clock));
        self.changed.notify_waiters();
        heard
    }

    async fn call(&self, parcel: &Parcel) -> Heard {
        match &self.way {
            Way::Outbox => Heard::Taken { reference: None },
            Way::NotSetUp => Heard::NotTaken(Fault::Provider),
            Way::Email(mailer) => mailer.send(parcel).await,
            Way::Sms(gateway) => gateway.send(parcel).await,
        }
    }
}

/// What an answer says about the line: a message that fails for a reason of its own says that the
/// provider works.
fn told(heard: &Heard) -> Told {
    match heard {
        Heard::Taken { .. } | Heard::Refused { .. } | Heard::NotTaken(Fault::Message) => {
            Told::Works
        }
        Heard::NotTaken(Fault::TooMany { wait_ms }) => Told::TooMany { wait_ms: *wait_ms },
        Heard::NotTaken(Fault::Provider | Fault::Resting) | Heard::Lost => Told::Fails,
    }
}

fn now_ms(clock: &Clock) -> i64 {
    clock.real_now().as_millisecond()
}
