//! What calls leave for somebody to do: calls to go on with, claims that came back or wait for a
//! second person, e-mails that were not taken, forms to complete, letters to post.

use super::calls;
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk;
use crate::checkpoints::list::Whose;
use crate::checkpoints::row::WorkRow;
use crate::claims;
use crate::claims::store::{Filter, Order, Prepared};
use crate::failure::Failure;
use crate::page::Words;
use crate::papers;
use crate::people::web::head::full_name;
use crate::record::Reader;
use domain::access::Right;
use domain::claims::State;
use domain::ids::{PersonId, UserId};

/// What lies on one pile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pile {
    Calls,
    Claims,
    Mails,
    Forms,
    Letters,
}

/// Who looks, and whether for what is theirs or for what is their team's.
type ForWhom<'a> = (&'a Viewer, Whose);

impl Pile {
    pub(super) const ALL: [Self; 5] =
        [Self::Calls, Self::Claims, Self::Mails, Self::Forms, Self::Letters];

    /// Its word, for addresses and words.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Calls => "calls",
            Self::Claims => "claims",
            Self::Mails => "mails",
            Self::Forms => "forms",
            Self::Letters => "letters",
        }
    }

    /// The list that holds all of it.
    pub(super) fn all(self, whose: Whose) -> String {
        match self {
            Self::Letters => format!("/letters?whose={}", whose.word()),
            Self::Calls | Self::Claims | Self::Mails | Self::Forms => {
                format!("/?whose={}&all={}#g-{}", whose.word(), self.id(), self.id())
            }
        }
    }

    /// How much lies on it.
    ///
    /// # Errors
    ///
    /// What the database says.
    pub(super) async fn count(
        self,
        app: &App,
        reader: &mut Reader,
        (viewer, whose): ForWhom<'_>,
    ) -> Result<usize, Failure> {
        let owner = whose.owner(viewer);
        let many = match self {
            Self::Calls => {
                return calls::count_needing(app, reader, (viewer, owner.is_some())).await;
            }
            Self::Claims => {
                let mut many = 0;
                for filter in claims_of(viewer) {
                    many += claims::store::count(reader, &filter).await?;
                }
                many
            }
            Self::Mails => papers::store::count_unsent(reader, owner.as_ref()).await?,
            Self::Forms => papers::store::count_to_complete(reader, owner.as_ref()).await?,
            Self::Letters => papers::store::count_to_post(reader, owner.as_ref()).await?,
        };
        Ok(usize::try_from(many).unwrap_or_default())
    }

    /// What lies on it, that which lies there the longest first.
    ///
    /// # Errors
    ///
    /// What the database says.
    pub(super) async fn rows(
        self,
        app: &App,
        reader: &mut Reader,
        (viewer, whose): ForWhom<'_>,
        limit: i64,
    ) -> Result<Vec<WorkRow>, Failure> {
        let owner = whose.owner(viewer);
        let own = (viewer, owner.is_some());
        match self {
            Self::Calls => calls::needing(app, reader, own, limit).await,
            Self::Claims => claim_rows(app, reader, viewer, limit).await,
            Self::Mails => mail_rows(app, reader, (viewer, owner.as_ref()), limit).await,
            Self::Forms => calls::forms(app, reader, own, limit).await,
            Self::Letters => calls::letters(app, reader, own, limit).await,
        }
    }
}

/// How much lies on all of them.
///
/// # Errors
///
/// What the database says.
pub(super) async fn waiting(
    app: &App,
    reader: &mut Reader,
    (viewer, whose): ForWhom<'_>,
) -> Result<usize, Failure> {
    if !viewer.role.holds(Right::Track) {
        return Ok(0);
    }
    let mut all = 0;
    for pile in Pile::ALL {
        all += pile.count(app, reader, (viewer, whose)).await?;
    }
    Ok(all)
}

/// What came back to whoever prepared it, and what others prepared for whoever countersigns.
fn claims_of(viewer: &Viewer) -> Vec<Filter> {
    let (state, prepared) = (Some(State::Returned), Some(Prepared::By(viewer.user)));
    let mut all = vec![Filter { state, prepared, ..Filter::default() }];
    if viewer.role.holds(Right::ApproveSubmissions) {
        all.push(Filter::to_countersign(viewer.user));
    }
    all
}

async fn claim_rows(
    app: &App,
    reader: &mut Reader,
    viewer: &Viewer,
    limit: i64,
) -> Result<Vec<WorkRow>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let here = (&viewer.zone, app.clock.today(&viewer.zone));
    let mut rows = Vec::new();
    for filter in claims_of(viewer) {
        for kept in claims::store::list(reader, &filter, (Order::Oldest, None), limit).await? {
            let line = claims::view::line(words, &kept, here);
            let why = [Some(line.state), kept.reason.clone(), Some(line.since)];
            rows.push(WorkRow {
                icon: "claim",
                when: words.moment_near(&kept.stands_at.to_zoned(viewer.zone.clone()), here.1),
                is_late: kept.claim.state == State::Returned,
                who: line.who,
                address: format!("/people/{}?tab=support", kept.person),
                stones: Vec::new(),
                what: line.what,
                why: why.into_iter().flatten().collect::<Vec<_>>().join(" · "),
                verb: words.say("work-open"),
                act: line.address,
                tick: None,
            });
        }
    }
    Ok(rows)
}

async fn mail_rows(
    app: &App,
    reader: &mut Reader,
    (viewer, owner): (&Viewer, Option<&UserId>),
    limit: i64,
) -> Result<Vec<WorkRow>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let today = app.clock.today(&viewer.zone);
    let all = papers::store::unsent(reader, owner, limit).await?;
    let mut people: Vec<PersonId> = all.iter().map(|one| one.person).collect();
    people.sort_unstable();
    people.dedup();
    let files = desk::load_many(app, reader, &people).await?;
    let row = |one: &papers::store::Notice| {
        let at = one.left_at.unwrap_or(one.made_at).to_zoned(viewer.zone.clone());
        WorkRow {
            icon: "send",
            when: words.moment_near(&at, today),
            is_late: true,
            who: files.get(&one.person).map(full_name).unwrap_or_default(),
            address: format!("/people/{}?tab=support", one.person),
            stones: Vec::new(),
            what: one.subject.clone(),
            why: words.say("papers-failed"),
            verb: words.say("work-open"),
            act: format!("/notices/{}", one.id),
            tick: None,
        }
    };
    Ok(all.iter().map(row).collect())
}
