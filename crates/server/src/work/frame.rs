//! The frame around every page of staff: agency, office, how much waits, the training clock.

use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::list::store::{Filter, class_counts};
use crate::checkpoints::list::{Class, Whose};
use crate::failure::Failure;
use crate::page::{Flash, Frame, Section, SignedIn, Words};
use crate::record::Reader;

/// The frame of a page of staff, with the numbers of what waits.
///
/// `address` is the page's own, with its query. Set `search`, `flash` and `wrong` afterwards.
///
/// # Errors
///
/// What the database says.
pub async fn staff_frame(
    app: &App,
    reader: &mut Reader,
    viewer: &Viewer,
    title: impl Into<String>,
    section: Section,
    address: &str,
) -> Result<Frame, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut frame = app.frame_for(Some(viewer), words, address);
    frame.title = title.into();
    frame.section = Some(section);
    frame.agency.clone_from(&viewer.agency_name);
    if let Some(signed_in) = &mut frame.signed_in {
        let SignedIn { office, .. } = signed_in;
        office.clone_from(&viewer.office_name);
    }
    if app.settings.is_demo() {
        let now = app.clock.now().to_zoned(viewer.zone.clone());
        frame.demo_clock = Some(words.moment(&now));
    }
    frame.counts = waiting(app, reader, viewer).await?;
    Ok(frame)
}

/// What waits behind the places of the navigation: as much as their first list shows.
async fn waiting(
    app: &App,
    reader: &mut Reader,
    viewer: &Viewer,
) -> Result<Vec<(Section, usize)>, Failure> {
    let owner = Whose::usual(viewer.role).owner(viewer);
    let counts = class_counts(reader, &Filter { owner, now: app.clock.now() }).await?;
    let sum = |wanted: &[Class]| {
        let fits = counts.iter().filter(|(class, _)| wanted.contains(class));
        usize::try_from(fits.map(|(_, many)| many).sum::<i64>()).unwrap_or_default()
    };
    Ok(vec![
        (Section::MyDay, sum(&[Class::Overdue, Class::Review, Class::Due])),
        (Section::Checkpoints, sum(&[Class::Overdue])),
    ])
}

/// What the last act did, where the address carries its word and there is a sentence for it.
#[must_use]
pub fn flash_of(words: Words, noun: &str, done: Option<&str>) -> Option<Flash> {
    let done = done.filter(|word| word.bytes().all(|c| c.is_ascii_lowercase() || c == b'-'))?;
    let key = format!("{noun}-done-{done}");
    words.has(&key).then(|| Flash { tone: "good", sentence: words.say(&key) })
}
