//! E-mail by SMTP.
//!
//! The dialogue is held here rather than by the library's transport, for two reasons: only who
//! knows how far it came can say whether a message may have been taken; and a dialogue that was
//! cut off must never be gone on with by the next message, which would hear the answers to this
//! one. So a connection is kept for others only after a message was taken whole.

use super::Parcel;
use crate::config::{Smtp, Tls};
use domain::messaging::{Fault, Heard};
use lettre::Address;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// An idle connection is used again within so long.
const IDLE: Duration = Duration::from_secs(5);
/// Idle connections kept, at most.
const IDLE_MAX: usize = 8;
/// For a connection with its greeting, TLS and sign-in, in seconds at most.
const OPEN_S_MAX: u64 = 10;
/// For each of sender, recipient and leave to send, together, in seconds at most.
const ANNOUNCE_S_MAX: u64 = 8;

/// A mail server that takes our messages.
pub struct Mailer {
    settings: Smtp,
    from: Mailbox,
    tls: Option<TlsParameters>,
    idle: Mutex<Vec<(AsyncSmtpConnection, Instant)>>,
}

/// Tells programs that answer mail that nobody reads their answer (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted(String);

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

impl Mailer {
    /// # Errors
    ///
    /// A sentence, when the settings name no address or TLS cannot be prepared.
    pub fn new(settings: &Smtp) -> Result<Self, String> {
        let from: Mailbox = (settings.from.parse())
            .map_err(|_| "smtp.from should be an address, or a name and <address>".to_owned())?;
        let tls = match settings.tls {
            Tls::None => None,
            Tls::Starttls | Tls::Tls => Some(
                TlsParameters::new(settings.host.clone())
                    .map_err(|error| format!("TLS cannot be prepared: {error}"))?,
            ),
        };
        Ok(Self { settings: settings.clone(), from, tls, idle: Mutex::default() })
    }

    /// Sends once, and says what was heard.
    pub async fn send(&self, parcel: &Parcel) -> Heard {
        let Ok(to) = parcel.to.parse::<Address>() else {
            return Heard::Refused { because: "address" };
        };
        let Ok(message) = self.written(parcel, to.clone()) else {
            return Heard::Refused { because: "text" };
        };
        let within = |s_max: u64| Duration::from_secs(self.settings.timeout_s.min(s_max));
        // Until the server has the whole message, none of it can have been taken.
        let mut connection = match timeout(within(OPEN_S_MAX), self.connection()).await {
            Ok(Ok(connection)) => connection,
            Ok(Err(error)) => {
                tell("open", &error);
                return Heard::NotTaken(Fault::Provider);
            }
            Err(_) => return Heard::NotTaken(Fault::Provider),
        };
        let announced = self.announce(&mut connection, to);
        match timeout(within(ANNOUNCE_S_MAX), announced).await {
            Ok(Ok(())) => {}
            Ok(Err(heard)) => return heard,
            Err(_) => return Heard::NotTaken(Fault::Provider),
        }
        let whole = message.formatted();
        let taken = connection.message(&whole);
        match timeout(Duration::from_secs(self.settings.timeout_s), taken).await {
            Ok(Ok(_)) => {
                self.keep(connection);
                Heard::Taken { reference: Some(self.message_id(parcel)) }
            }
            Ok(Err(error)) => refused(&error).unwrap_or(Heard::Lost),
            Err(_) => Heard::Lost,
        }
    }

    fn written(&self, parcel: &Parcel, to: Address) -> Result<Message, lettre::error::Error> {
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(parcel.subject.clone().unwrap_or_default())
            .message_id(Some(self.message_id(parcel)))
            .header(AutoSubmitted("auto-generated".to_owned()))
            .header(ContentType::TEXT_PLAIN)
            .body(parcel.text.clone())
    }

    /// The same for every try of a message, so that a second copy is known for one.
    fn message_id(&self, parcel: &Parcel) -> String {
        format!("<{}@{}>", parcel.id, self.from.email.domain())
    }

    /// A connection that is ready for a message: one that idles, or a new one.
    async fn connection(&self) -> Result<AsyncSmtpConnection, Error> {
        while let Some(mut connection) = self.idle_connection() {
            if connection.test_connected().await {
                return Ok(connection);
            }
        }
        let settings = &self.settings;
        let wait = Some(Duration::from_secs(settings.timeout_s));
        let hello = ClientId::Domain(self.from.email.domain().to_owned());
        let at_once = match settings.tls {
            Tls::Tls => self.tls.clone(),
            Tls::None | Tls::Starttls => None,
        };
        let address = (settings.host.as_str(), settings.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(address, wait, &hello, at_once, None).await?;
        if let (Tls::Starttls, Some(tls)) = (settings.tls, &self.tls) {
            connection.starttls(tls.clone(), &hello).await?;
        }
        if let (Some(user), Some(password)) = (&settings.user, &settings.password) {
            let credentials = Credentials::new(user.clone(), password.clone());
            connection.auth(DEFAULT_MECHANISMS, &credentials).await?;
        }
        Ok(connection)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<(AsyncSmtpConnection, Instant)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn idle_connection(&self) -> Option<AsyncSmtpConnection> {
        let mut idle = self.idle();
        idle.retain(|(_, since)| since.elapsed() < IDLE);
        idle.pop().map(|(connection, _)| connection)
    }

    fn keep(&self, connection: AsyncSmtpConnection) {
        let mut idle = self.idle();
        if idle.len() < IDLE_MAX {
            idle.push((connection, Instant::now()));
        }
    }

    /// Says from whom and to whom, and asks for leave to send the message itself.
    async fn announce(
        &self,
        connection: &mut AsyncSmtpConnection,
        to: Address,
    ) -> Result<(), Heard> {
        let mut parameters = Vec::new();
        if !to.to_string().is_ascii() {
            if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(Heard::Refused { because: "address" });
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        let provider = |error: Error| {
            tell("sender", &error);
            Heard::NotTaken(Fault::Provider)
        };
        let away = |error: Error| refused(&error).unwrap_or(Heard::NotTaken(Fault::Provider));
        // Refused as a sender is no fault of whom it is for.
        let sender = Mail::new(Some(self.from.email.clone()), parameters);
        connection.command(sender).await.map_err(provider)?;
        connection.command(Rcpt::new(to, Vec::new())).await.map_err(away)?;
        connection.command(Data).await.map_err(away)?;
        Ok(())
    }
}

/// What a server's own answer means for the message; none where there was no answer.
fn refused(error: &Error) -> Option<Heard> {
    tell("message", error);
    let code: u16 = error.status()?.to_string().parse().ok()?;
    Some(match code {
        // The server goes away, or does not know us any more.
        421 | 432 | 454 | 530 | 534 | 535 | 538 => Heard::NotTaken(Fault::Provider),
        400..=499 => Heard::NotTaken(Fault::Message),
        552 => Heard::Refused { because: "mailbox_full" },
        _ => Heard::Refused { because: "address" },
    })
}

/// For the operator: how far it came and the server's code, never its words, which may hold the
/// address.
fn tell(phase: &'static str, error: &Error) {
    let code = error.status().map(|code| code.to_string());
    tracing::info!(phase, code, "a mail server did not take a message");
}
