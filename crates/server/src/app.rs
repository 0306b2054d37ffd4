//! What every request and every job shares.

use crate::access::{By, Viewer};
use crate::clock::Clock;
use crate::config::Settings;
use crate::documents::archive::Archive;
use crate::keys::{Keys, new_number};
use crate::page::{Frame, Locale, SignedIn, Words};
use db::Database;
use domain::words::Language;
use jiff::tz::TimeZone;
use std::ops::Deref;
use std::sync::Arc;
use tokio::sync::{Notify, Semaphore};

/// The running house. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Rooms>);

/// What stands in it.
pub struct Rooms {
    pub db: Database,
    pub clock: Clock,
    pub keys: Keys,
    pub settings: Settings,
    /// Where the bytes of documents lie.
    pub(crate) archive: Archive,
    /// Packs that were read once, by agency, pack and version.
    pub packs: crate::programmes::store::Shelf,
    /// Versions of flows that were read once.
    pub(crate) flows: crate::flows::store::Shelf,
    /// Calls that could not be woken when they were due.
    pub(crate) resting: crate::runs::wake::Resting,
    /// Places for extracts of funders that are held in memory, up to 40 MB each.
    pub(crate) extracts: Arc<Semaphore>,
    /// Whether it could do its work when it was last asked.
    pub(crate) probed: crate::serve::health::Lately,
    /// Wakes the worker when there is something to do.
    pub nudge: Notify,
}

impl Deref for App {
    type Target = Rooms;

    fn deref(&self) -> &Rooms {
        &self.0
    }
}

impl App {
    #[must_use]
    pub fn new(db: Database, clock: Clock, keys: Keys, settings: Settings) -> Self {
        let packs = crate::programmes::store::Shelf::default();
        let flows = crate::flows::store::Shelf::default();
        let resting = crate::runs::wake::Resting::default();
        let archive = Archive::new(&settings, &keys);
        let extracts = Arc::new(Semaphore::new(crate::reconciliations::act::HELD_MAX));
        let nudge = Notify::new();
        let probed = crate::serve::health::Lately::default();
        Self(Arc::new(Rooms {
            db,
            clock,
            keys,
            settings,
            archive,
            packs,
            flows,
            resting,
            extracts,
            probed,
            nudge,
        }))
    }

    /// The number of a new identifier, from the machine's clock and chance.
    #[must_use]
    pub fn new_number(&self) -> u128 {
        new_number(self.clock.real_now())
    }

    /// What a worker's loop has of the outside: the office's clock, the machine's, and chance.
    #[must_use]
    pub fn outside(&self) -> queue::Outside {
        let (now, real) = (self.clone(), self.clone());
        queue::Outside {
            now_ms: Arc::new(move || now.clock.now().as_millisecond()),
            real_now_ms: Arc::new(move || real.clock.real_now().as_millisecond()),
            random: Arc::new(rand::random),
        }
    }

    /// The session cookie's name. Without `__Host-` only where there is no TLS: a demo on
    /// loopback.
    #[must_use]
    pub fn session_cookie(&self) -> &'static str {
        if self.settings.is_plain_http() { "cairn-session" } else { "__Host-cairn-session" }
    }

    /// The name of the cookie that holds a survey link's secret.
    #[must_use]
    pub fn survey_cookie(&self) -> &'static str {
        if self.settings.is_plain_http() { "cairn-survey" } else { "__Host-cairn-survey" }
    }

    /// A cookie as it is sent: for this host only, never readable by script.
    #[must_use]
    pub fn cookie(&self, name: &str, value: &str, age_s_max: i64) -> String {
        let secure = if self.settings.is_plain_http() { "" } else { "; Secure" };
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age_s_max}{secure}")
    }

    /// Whether an `Origin` is this server's own.
    #[must_use]
    pub fn is_own_origin(&self, origin: &str, host: Option<&str>) -> bool {
        let Some((_, named)) = origin.split_once("://") else {
            return false;
        };
        Some(named) == host || self.settings.public_url.as_deref() == Some(origin)
    }

    /// A frame for a page that is not of any noun.
    #[must_use]
    pub fn frame_for(&self, viewer: Option<&Viewer>, words: Words, address: &str) -> Frame {
        let mut frame = Frame::new(words, "", "");
        address.clone_into(&mut frame.address);
        frame.scans = self.settings.clamav.is_some();
        if self.settings.is_demo() {
            let zone = viewer.map_or(TimeZone::UTC, |viewer| viewer.zone.clone());
            let now = self.clock.now().to_zoned(zone);
            frame.demo_clock = Some(words.moment(&now));
        }
        if let Some(viewer) = viewer {
            frame.agency.clone_from(&viewer.agency_name);
            frame.keys = viewer.keys_on;
            frame.signed_in = Some(SignedIn {
                name: viewer.name.clone(),
                role: words.say(&format!("access-role-{}", viewer.role.word().replace('_', "-"))),
                office: viewer.office_name.clone(),
            });
            if let By::Session { csrf, .. } = &viewer.by {
                frame.csrf.clone_from(csrf);
            }
        }
        frame
    }
}

impl From<Locale> for Language {
    fn from(locale: Locale) -> Self {
        match locale {
            Locale::En => Self::English,
            Locale::Fr => Self::French,
        }
    }
}
