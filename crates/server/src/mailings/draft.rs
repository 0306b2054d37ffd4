//! What somebody is about to send to many, as a form carries it.

use super::act::{Asking, Pick, Sorted};
use super::store::{Words as Written, channel_word};
use crate::access::Viewer;
use crate::api::Posted;
use crate::app::App;
use crate::checkpoints::list::store::{Filter, rows};
use crate::checkpoints::list::{Queue, Whose};
use crate::failure::Failure;
use crate::messaging::compose;
use crate::messaging::store::purpose_word;
use crate::page::{Problems, Words};
use domain::ids::CheckpointId;
use domain::mailings::{PEOPLE_MAX, Seen, Way};
use domain::messaging::{Channel, Text, read_text};
use domain::programmes::{AskChannel, Purpose};
use domain::words::Language;
use std::collections::HashSet;

/// Whose words a mailing is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// Each programme's own, first asking or reminder as it comes.
    Own,
    /// Those of one reason of asking, to be changed.
    Of(Purpose),
}

impl Base {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Of(purpose) => purpose_word(purpose),
        }
    }

    fn read(word: &str) -> Self {
        match word {
            "survey" => Self::Of(Purpose::Survey),
            "reminder" => Self::Of(Purpose::Reminder),
            _ => Self::Own,
        }
    }
}

/// What somebody is about to send to many.
#[derive(Debug, Clone)]
pub struct Draft {
    pub picks: Vec<Pick>,
    pub way: Way,
    pub base: Base,
    /// What was typed, as it was typed; none where other words were wanted since.
    pub typed: Vec<Written>,
    /// Where closing leads.
    pub back: String,
}

impl Draft {
    /// What names the words that were shown: other words are wanted for another way.
    #[must_use]
    pub fn shown(&self) -> String {
        format!("{}/{}", self.way.word(), self.base.word())
    }

    /// As it opens: each by their best way, in the programmes' own words.
    #[must_use]
    pub fn fresh(picks: Vec<Pick>, back: &str) -> Self {
        let (way, base, typed) = (Way::Best, Base::Own, Vec::new());
        Self { picks, way, base, typed, back: own_back(back) }
    }

    /// Reads the form, and says whether the words in it are those that were shown.
    #[must_use]
    pub fn read(form: &Posted) -> (Self, bool) {
        let mut draft = Self {
            picks: read_picks(form.text("chosen")),
            way: Way::from_word(form.text("way")).unwrap_or(Way::Best),
            base: Base::read(form.text("base")),
            typed: Vec::new(),
            back: own_back(form.text("back")),
        };
        let is_seen = form.text("shown") == draft.shown();
        if is_seen && draft.base != Base::Own {
            draft.typed = typed(draft.way, form);
        }
        (draft, is_seen)
    }

    /// What is asked for, in the words that were typed.
    ///
    /// # Errors
    ///
    /// What is wrong with them, by the fields of the form.
    pub fn asking(&self, words: Words) -> Result<Asking, Problems> {
        let mut problems = Problems::new();
        let mut texts = Vec::new();
        for written in &self.typed {
            let (channel, text) = (Channel::from(written.channel), &written.text);
            match read_text(channel, text.subject.as_deref(), &text.body) {
                Ok(text) => texts.push(Written { text, ..written.clone() }),
                Err(refused) => {
                    for problem in &compose::problems_of(&refused, words) {
                        let field = field_of(&problem.field, written.channel, written.language);
                        problems.add(field, problem.sentence.clone());
                    }
                }
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Asking { picks: self.picks.clone(), way: self.way, texts })
    }
}

/// The name of a field of one channel and language.
#[must_use]
pub fn field_of(name: &str, channel: AskChannel, language: Language) -> String {
    format!("{name}-{}-{language}", channel_word(channel))
}

fn typed(way: Way, form: &Posted) -> Vec<Written> {
    let mut typed = Vec::new();
    for channel in way.channels() {
        for language in Language::ALL {
            let body = field_of("body", *channel, language);
            if form.has(&body) {
                let subject = form.text(&field_of("subject", *channel, language)).to_owned();
                let subject = (*channel == AskChannel::Email).then_some(subject);
                let body = form.text(&body).replace("\r\n", "\n");
                typed.push(Written { channel: *channel, language, text: Text { subject, body } });
            }
        }
    }
    typed
}

/// The field that carries who was chosen and which asking was seen: `chk_…/s1 chk_…/r2`.
#[must_use]
pub fn written_picks(rows: &[Sorted]) -> String {
    let one = |row: &Sorted| {
        let letter = match row.seen.purpose {
            Purpose::Survey => 's',
            Purpose::Reminder => 'r',
        };
        format!("{}/{letter}{}", row.checkpoint, row.seen.attempt)
    };
    rows.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Reads that field; what cannot be read is left out, and whoever is named twice is named once.
#[must_use]
pub fn read_picks(text: &str) -> Vec<Pick> {
    let mut picks: Vec<Pick> = Vec::new();
    let mut known = HashSet::new();
    for word in text.split_ascii_whitespace() {
        let (id, seen) = word.split_once('/').unwrap_or((word, ""));
        let Ok(checkpoint) = id.parse::<CheckpointId>() else { continue };
        let purpose = match seen.get(..1) {
            Some("s") => Some(Purpose::Survey),
            Some("r") => Some(Purpose::Reminder),
            Some(_) | None => None,
        };
        let attempt = seen.get(1..).and_then(|text| text.parse().ok());
        let seen = purpose.zip(attempt).map(|(purpose, attempt)| Seen { purpose, attempt });
        if known.insert(checkpoint) {
            picks.push(Pick { checkpoint, seen });
        }
    }
    picks
}

/// Everybody in a queue, those due first, as many as a mailing may have.
///
/// # Errors
///
/// What the database says.
pub async fn picks_of(
    app: &App,
    viewer: &Viewer,
    queue: Queue,
    whose: Option<Whose>,
) -> Result<Vec<Pick>, Failure> {
    let whose = whose.unwrap_or_else(|| Whose::usual(viewer.role));
    let filter = Filter { owner: whose.owner(viewer), now: app.clock.now() };
    let mut reader = app.reader(viewer).await?;
    let most = i64::try_from(PEOPLE_MAX).unwrap_or(i64::MAX);
    let lines = rows(&mut reader, queue, &filter, None, most).await?;
    Ok(lines.iter().map(|line| Pick { checkpoint: line.id, seen: None }).collect())
}

/// Where closing leads, if it is a place of ours.
fn own_back(wanted: &str) -> String {
    match crate::access::own_path(wanted) {
        "/" => "/checkpoints".to_owned(),
        own => own.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_chosen_is_read_back_and_nonsense_left_out() {
        let (one, two) = (CheckpointId::from_number(1), CheckpointId::from_number(2));
        let text = format!("{one}/s1 {two}/r3 {one}/s1 nonsense chk_/x {two}/é");
        let picks = read_picks(&text);
        let seen = |purpose, attempt| Some(Seen { purpose, attempt });
        let found: Vec<_> = picks.iter().map(|pick| (pick.checkpoint, pick.seen)).collect();
        assert_eq!(found, [(one, seen(Purpose::Survey, 1)), (two, seen(Purpose::Reminder, 3))]);
        assert!(read_picks("").is_empty());
        assert_eq!(read_picks(one.as_str())[0].seen, None);
    }
}
