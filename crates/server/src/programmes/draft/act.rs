//! What is done with drafts: begun, changed, thrown away, published.

use super::Desk;
use super::change::{self, ChangeRefused};
use super::findings::{Weight, findings};
use crate::access::Viewer;
use crate::app::App;
use crate::failure::Failure;
use crate::keys::sha256_hex;
use crate::page::Words;
use crate::programmes::file::{Node, Value, write};
use crate::programmes::{find_shipped, read_programme, store};
use crate::record::{Deed, Held, Writer};
use domain::access::Right;
use domain::programmes::Programme;
use std::sync::Arc;

/// How a form names the text that the program brings, beside the numbers of versions.
pub const SHIPPED: &str = "shipped";

/// The number that the next version of a pack gets.
///
/// # Errors
///
/// What the database says.
pub async fn next_number(held: &mut impl Held, pack: &str) -> Result<i64, Failure> {
    let own = store::versions(held, pack).await?.into_iter().map(|one| one.version);
    let shipped = shipped_programme(pack)?.map(|programme| i64::from(programme.version));
    Ok(own.chain(shipped).max().unwrap_or(0) + 1)
}

/// The programme that this release brings under a code.
///
/// # Errors
///
/// A fault when it cannot be read; a test holds that none is shipped.
pub fn shipped_programme(pack: &str) -> Result<Option<Programme>, Failure> {
    let Some(pack) = find_shipped(pack) else { return Ok(None) };
    read_programme(pack.text, pack.code).map(Some).map_err(|problems| {
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        Failure::fault("reading a pack", &first)
    })
}

/// Begins a draft as a copy of a version, unless one is open: then that one stays.
///
/// # Errors
///
/// `NotFound` for a pack or a version that is not there.
pub async fn begin(app: &App, viewer: &Viewer, (pack, from): (&str, &str)) -> Result<(), Failure> {
    viewer.may(Right::SetUp)?;
    let deed = Deed { action: "begin draft", person: None, subject: pack, detail: from };
    let mut writer = app.writer(viewer, deed).await?;
    let shipped = find_shipped(pack).map(|pack| pack.text).unwrap_or_default();
    let (source, based_on) = if from == SHIPPED {
        let programme = shipped_programme(pack)?.ok_or(Failure::NotFound)?;
        (shipped.to_owned(), i64::from(programme.version))
    } else {
        let version: i64 = from.parse().map_err(|_| Failure::NotFound)?;
        let source = store::source_of(&mut writer, (pack, version)).await?;
        (source.ok_or(Failure::NotFound)?, version)
    };
    let mut tree =
        Node::read(&source, pack).map_err(|problem| Failure::fault("reading a pack", &problem))?;
    change::set_version(&mut tree, next_number(&mut writer, pack).await?);
    let sha256 = sha256_hex(shipped.as_bytes());
    let made = store::begin_draft(&mut writer, (pack, based_on), (&write(&tree), &sha256)).await?;
    if made {
        writer.commit().await?;
    }
    Ok(())
}

/// A draft in hand, to be changed and put back.
pub struct InHand {
    writer: Writer,
    pub desk: Desk,
}

impl InHand {
    /// Takes a draft in hand. `detail` says what is about to be changed, in words of ours.
    ///
    /// # Errors
    ///
    /// `NotFound` where none is open.
    pub async fn take(
        app: &App,
        viewer: &Viewer,
        (pack, detail): (&str, &str),
    ) -> Result<Self, Failure> {
        viewer.may(Right::SetUp)?;
        let deed = Deed { action: "change draft", person: None, subject: pack, detail };
        let mut writer = app.writer(viewer, deed).await?;
        let draft = store::hold_draft(&mut writer, pack).await?.ok_or(Failure::NotFound)?;
        Ok(Self { writer, desk: Desk::of(draft)? })
    }

    /// Puts the draft down as it was: nothing is kept.
    #[must_use]
    pub fn put_down(self) -> Desk {
        self.desk
    }

    /// Keeps the draft with another tree.
    ///
    /// # Errors
    ///
    /// `TooLarge`; what the database says.
    pub async fn keep(mut self, tree: &Node) -> Result<(), Failure> {
        let source = write(tree);
        let bytes_max = crate::programmes::FILE_BYTES_MAX;
        if source.len() > bytes_max {
            return Err(Failure::TooLarge { bytes_max });
        }
        let pack = self.desk.draft.pack.as_str();
        store::record_draft_source(&mut self.writer, (pack, &source)).await?;
        self.writer.commit().await?;
        Ok(())
    }
}

/// Changes a draft by a pure function of its tree.
///
/// # Errors
///
/// `NotFound`, or `Conflict` with the sentence of what the function refused.
pub async fn change_tree(
    app: &App,
    viewer: &Viewer,
    (pack, detail): (&str, &str),
    change: impl FnOnce(&mut Node) -> Result<(), ChangeRefused>,
) -> Result<(), Failure> {
    let in_hand = InHand::take(app, viewer, (pack, detail)).await?;
    let mut tree = in_hand.desk.reading.tree.clone();
    match change(&mut tree) {
        Ok(()) => in_hand.keep(&tree).await,
        Err(refused) => Err(Failure::conflict(refused_sentence(
            Words { locale: viewer.language.into() },
            refused,
        ))),
    }
}

/// Why a draft stays as it is, in a sentence.
#[must_use]
pub fn refused_sentence(words: Words, refused: ChangeRefused) -> String {
    match refused {
        ChangeRefused::NotThere => words.say("programmes-not-there"),
        ChangeRefused::AskedAlready => words.say("programmes-asked-already"),
        ChangeRefused::IdTaken => words.say("programmes-id-taken"),
        ChangeRefused::Full { questions_max } => {
            words.with("programmes-full", &[("count", questions_max.into())])
        }
    }
}

/// Throws a draft away, as it was seen.
///
/// # Errors
///
/// `NotFound`; `Conflict` when it was changed meanwhile.
pub async fn throw_away(
    app: &App,
    viewer: &Viewer,
    (pack, seen): (&str, i64),
) -> Result<(), Failure> {
    viewer.may(Right::SetUp)?;
    let deed = Deed { action: "remove draft", person: None, subject: pack, detail: "" };
    let mut writer = app.writer(viewer, deed).await?;
    if store::find_draft(&mut writer, pack).await?.is_none() {
        return Err(Failure::NotFound);
    }
    if !store::remove_draft(&mut writer, (pack, seen)).await? {
        let words = Words { locale: viewer.language.into() };
        return Err(Failure::conflict(words.say("programmes-changed-meanwhile")));
    }
    writer.commit().await?;
    Ok(())
}

/// Publishes a draft as it was seen. Pressed twice it is published once, and both are told so.
///
/// # Errors
///
/// `NotFound`; `Conflict` when it was changed meanwhile or something is wrong with it.
pub async fn publish(
    app: &App,
    viewer: &Viewer,
    (pack, seen): (&str, i64),
) -> Result<i64, Failure> {
    viewer.may(Right::SetUp)?;
    let words = Words { locale: viewer.language.into() };
    let deed = Deed { action: "publish pack", person: None, subject: pack, detail: "" };
    let mut writer = app.writer(viewer, deed).await?;
    let Some(draft) = store::hold_draft(&mut writer, pack).await? else {
        let published = store::published_of_draft(&mut writer, (pack, seen + 1)).await?;
        return published.ok_or(Failure::NotFound);
    };
    if draft.version != seen + 1 {
        return Err(Failure::conflict(words.say("programmes-changed-meanwhile")));
    }
    let desk = Desk::of(draft)?;
    let base = base_of(app, &mut writer, &desk).await?;
    let found = findings(words, &desk, base.as_deref());
    if found.iter().any(|finding| finding.weight == Weight::Error) {
        return Err(Failure::conflict(words.say("programmes-not-publishable")));
    }
    let number = next_number(&mut writer, pack).await?;
    let source = write(&numbered(&desk, base.as_deref(), number));
    // What is kept for years has been read the way it will be read.
    read_programme(&source, pack).map_err(|problems| {
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        Failure::fault("reading what is published", &first)
    })?;
    store::record_publication(&mut writer, (&desk.draft, number), &source).await?;
    store::remove_draft(&mut writer, (pack, desk.draft.version)).await?;
    writer.commit().await?;
    Ok(number)
}

/// The programme that a draft began with.
///
/// # Errors
///
/// A fault when its text cannot be read any more.
pub async fn base_of(
    app: &App,
    held: &mut impl Held,
    desk: &Desk,
) -> Result<Option<Arc<Programme>>, Failure> {
    let (pack, version) = (desk.draft.pack.as_str(), desk.draft.based_on);
    if store::source_of(held, (pack, version)).await?.is_some() {
        return store::pinned(app, held, (pack, version)).await.map(Some);
    }
    Ok(shipped_programme(pack)?.map(Arc::new))
}

/// The line with which the version that a draft began with asks a question; none where it did not.
///
/// # Errors
///
/// What the database says.
pub async fn line_before(
    held: &mut impl Held,
    desk: &Desk,
    (questionnaire, id): (&str, &str),
) -> Result<Option<Node>, Failure> {
    let (pack, version) = (desk.draft.pack.as_str(), desk.draft.based_on);
    let own = store::source_of(held, (pack, version)).await?;
    let shipped = || find_shipped(pack).map(|shipped| shipped.text.to_owned());
    let tree = own.or_else(shipped).and_then(|text| Node::read(&text, pack).ok());
    Ok(tree.and_then(|tree| change::line(&tree, questionnaire, id).cloned()))
}

/// The tree with its number, and a number more for each questionnaire that was changed.
fn numbered(desk: &Desk, base: Option<&Programme>, number: i64) -> Node {
    let mut tree = desk.reading.tree.clone();
    change::set_version(&mut tree, number);
    for node in tree.list_mut("questionnaires").into_iter().flatten() {
        let code = node.text_at("code").to_owned();
        let now = desk.programme().questionnaire(&code);
        let was = base.and_then(|base| base.questionnaire(&code));
        let (Some(now), Some(was)) = (now, was) else { continue };
        if now.questions != was.questions || now.title != was.title {
            let version = i64::from(was.version.max(now.version)) + 1;
            node.set("version", Node::new(Value::Whole(version)));
        }
    }
    tree
}
