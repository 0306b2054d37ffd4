//! What a report is about, as its address says it.

use super::store::{self, Scope};
use crate::api::{Day, Posted, encoded};
use crate::app::App;
use crate::failure::Failure;
use crate::page::{Problems, Words};
use crate::programmes;
use crate::record::Held;
use domain::ids::OfficeId;
use domain::programmes::Programme;
use domain::reports::{Period, PeriodRefused, Preset, Way};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::sync::Arc;

/// Which answers are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// What clients said, never altered.
    Said,
    /// What stands after the review.
    Reviewed,
}

impl Told {
    pub const ALL: [Self; 2] = [Self::Said, Self::Reviewed];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Reviewed => "reviewed",
        }
    }
}

/// What there is to choose from.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    pub offices: Vec<(OfficeId, String)>,
    pub packs: Vec<Arc<Programme>>,
}

/// What a report is about.
#[derive(Debug, Clone)]
pub struct Filter {
    pub period: Period,
    pub programme: Option<String>,
    pub office: Option<OfficeId>,
    pub way: Option<Way>,
    pub point: Option<String>,
    pub told: Told,
}

/// Everything that may be chosen by whoever looks.
///
/// # Errors
///
/// What the database says.
pub async fn choices(app: &App, held: &mut impl Held) -> Result<Choices, Failure> {
    let offices = store::offices(held).await?;
    let mut packs = Vec::new();
    for (pack, version) in store::packs(held).await? {
        packs.push(programmes::store::pinned(app, held, (&pack, version)).await?);
    }
    Ok(Choices { offices, packs })
}

impl Choices {
    /// The checkpoints of the programmes, each code once, as its first programme calls it.
    #[must_use]
    pub fn points(&self, words: Words) -> Vec<(String, String)> {
        let mut points: Vec<(String, String)> = Vec::new();
        for rule in self.packs.iter().flat_map(|pack| &pack.checkpoints) {
            if points.iter().all(|(code, _)| code != &rule.code) {
                let label = rule.label.in_language(words.locale.into());
                points.push((rule.code.clone(), label.to_owned()));
            }
        }
        points
    }

    /// What a checkpoint of a programme is called.
    #[must_use]
    pub fn point(&self, words: Words, pack: &str, code: &str) -> String {
        let pack = self.packs.iter().find(|one| one.code == pack);
        let rule = pack.and_then(|pack| pack.checkpoint(code));
        let label = rule.map(|rule| rule.label.in_language(words.locale.into()));
        label.unwrap_or(code).to_owned()
    }

    /// What a programme is called.
    #[must_use]
    pub fn programme(&self, words: Words, code: &str) -> String {
        let pack = self.packs.iter().find(|one| one.code == code);
        let title = pack.map(|pack| pack.title.in_language(words.locale.into()));
        title.unwrap_or(code).to_owned()
    }
}

impl Filter {
    /// The last three months of everything: what one sees first.
    #[must_use]
    pub fn usual(today: Date) -> Self {
        let period = Preset::ThreeMonths.period(today);
        let (programme, office, way, point) = (None, None, None, None);
        Self { period, programme, office, way, point, told: Told::Said }
    }

    /// Reads what an address or a command asks for. What is wrong is said by field, and the usual
    /// stands in its place.
    #[must_use]
    pub fn read(words: Words, asked: &Posted, choices: &Choices, today: Date) -> (Self, Problems) {
        let mut problems = Problems::new();
        let mut filter = Self::usual(today);
        if asked.has("from") || asked.has("until") {
            filter.period = read_period(words, asked, today, &mut problems);
        }
        let mut refuse = |field: &str, known: Vec<String>| {
            let known = words.list(&known);
            problems.add(field, words.with("reports-wrong-choice", &[("known", known.into())]));
        };
        if let Some(code) = asked.given("programme") {
            match choices.packs.iter().find(|pack| pack.code == code) {
                Some(pack) => filter.programme = Some(pack.code.clone()),
                None => {
                    let known = choices.packs.iter().map(|pack| pack.code.clone()).collect();
                    refuse("programme", known);
                }
            }
        }
        if let Some(id) = asked.given("office") {
            let is_it = |(office, name): &&(OfficeId, String)| office.as_str() == id || name == id;
            match choices.offices.iter().find(is_it) {
                Some((office, _)) => filter.office = Some(*office),
                None => {
                    let known = choices.offices.iter().map(|(_, name)| name.clone()).collect();
                    refuse("office", known);
                }
            }
        }
        if let Some(word) = asked.given("channel") {
            filter.way = Way::from_word(word);
            if filter.way.is_none() {
                refuse("channel", Way::ALL.map(|way| way.word().to_owned()).to_vec());
            }
        }
        if let Some(code) = asked.given("checkpoint") {
            let known: Vec<String> = choices.points(words).into_iter().map(|one| one.0).collect();
            filter.point = known.iter().find(|one| *one == code).cloned();
            if filter.point.is_none() {
                refuse("checkpoint", known);
            }
        }
        if let Some(word) = asked.given("answers") {
            match Told::ALL.into_iter().find(|told| told.word() == word) {
                Some(told) => filter.told = told,
                None => refuse("answers", Told::ALL.map(|told| told.word().to_owned()).to_vec()),
            }
        }
        (filter, problems)
    }

    /// The moments and the rest, for the database.
    #[must_use]
    pub fn scope(&self, zone: &TimeZone) -> Scope {
        let begins = |day: Date| {
            day.to_zoned(zone.clone()).map_or(Timestamp::MAX, |zoned| zoned.timestamp())
        };
        Scope {
            from: self.period.from.map_or(Timestamp::UNIX_EPOCH, begins),
            until: self.period.until.tomorrow().map_or(Timestamp::MAX, begins),
            office: self.office,
            programme: self.programme.clone(),
            point: self.point.clone(),
        }
    }

    /// What stands behind the question mark of its address.
    #[must_use]
    pub fn query(&self) -> String {
        let from = self.period.from.map(|day| day.to_string()).unwrap_or_default();
        let office = self.office.map(|office| office.to_string()).unwrap_or_default();
        let pairs = [
            ("from", from),
            ("until", self.period.until.to_string()),
            ("programme", self.programme.clone().unwrap_or_default()),
            ("office", office),
            ("channel", self.way.map_or("", Way::word).to_owned()),
            ("checkpoint", self.point.clone().unwrap_or_default()),
            ("answers", if self.told == Told::Said { "" } else { self.told.word() }.to_owned()),
        ];
        let is_there = |(name, value): &&(&str, String)| *name == "from" || !value.is_empty();
        let said = pairs.iter().filter(is_there);
        said.map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
    }

    /// In words of ours, for the audit.
    #[must_use]
    pub fn detail(&self) -> String {
        self.query().replace('&', " ")
    }
}

fn read_period(words: Words, asked: &Posted, today: Date, problems: &mut Problems) -> Period {
    let mut days = [None, None];
    for (day, field) in days.iter_mut().zip(["from", "until"]) {
        let Some(text) = asked.given(field) else { continue };
        match text.parse::<Day>() {
            Ok(Day(date)) => *day = Some(date),
            Err(_) => problems.add(field, words.say("reports-wrong-day")),
        }
    }
    let usual = Preset::ThreeMonths.period(today);
    if !problems.is_empty() {
        return usual;
    }
    let [from, until] = days;
    match Period::read(from, until, today) {
        Ok(period) => period,
        Err(PeriodRefused::Backwards { from }) => {
            let from = words.date(from);
            problems.add("until", words.with("reports-backwards", &[("from", from.into())]));
            usual
        }
        Err(PeriodRefused::NotYet { today }) => {
            let today = words.date(today);
            problems.add("from", words.with("reports-not-yet", &[("today", today.into())]));
            usual
        }
    }
}
