//! The questionnaire that a response is pinned to.

use crate::app::App;
use crate::checkpoints::desk::{File, OnFile};
use crate::failure::Failure;
use crate::programmes;
use crate::record::Held;
use domain::programmes::Programme;
use domain::surveys::{Known, KnownJob, Questionnaire};
use std::sync::Arc;

/// A questionnaire within its pack, as pinned.
#[derive(Debug, Clone)]
pub struct Definition {
    programme: Arc<Programme>,
    place: usize,
}

impl Definition {
    /// Finds a questionnaire in a pinned pack.
    ///
    /// # Errors
    ///
    /// A fault when the pack has none of this code, which a checked pack always has.
    pub async fn find(
        app: &App,
        held: &mut impl Held,
        (code, pack, version): (&str, &str, i64),
    ) -> Result<Self, Failure> {
        let programme = programmes::store::pinned(app, held, (pack, version)).await?;
        let place = programme.questionnaires.iter().position(|one| one.code == code);
        let place = place.ok_or_else(|| Failure::fault("finding a questionnaire", &code))?;
        Ok(Self { programme, place })
    }

    #[must_use]
    pub fn questionnaire(&self) -> &Questionnaire {
        &self.programme.questionnaires[self.place]
    }

    #[must_use]
    pub fn programme(&self) -> &Programme {
        &self.programme
    }

    /// ISO 4217 code of every amount.
    #[must_use]
    pub fn currency(&self) -> &str {
        &self.programme.currency
    }
}

/// What staff know before anything is asked.
#[must_use]
pub fn known_to_staff(file: &File, one: &OnFile) -> Known {
    let checkpoint = &one.kept.checkpoint;
    let job = file.placement_of(one).map(|kept| KnownJob {
        employer: kept.employer.clone(),
        job_title: kept.job_title.clone(),
        started_on: kept.placement.started_on,
    });
    Known {
        today: file.today(),
        due_on: checkpoint.due_on(),
        point: checkpoint.code.clone(),
        job,
        may_show: true,
        // Releases and income on entry come with the documents and the intake.
        release_on_file: false,
        on_assistance_at_intake: None,
    }
}
