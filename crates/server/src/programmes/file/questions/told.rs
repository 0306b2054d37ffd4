//! What is wrong with a questionnaire, in sentences for whoever writes packs.

use domain::surveys::FaultKind;

/// The sentence for one fault: what is wrong, and what would be right.
#[must_use]
pub(super) fn told(fault: &FaultKind) -> String {
    match fault {
        FaultKind::NoQuestions => "it asks nothing; name at least one question".to_owned(),
        FaultKind::TooManyQuestions { questions_max } => {
            format!("it asks too much; at most {questions_max} questions")
        }
        FaultKind::DuplicateQuestion => "the question is asked twice; keep one".to_owned(),
        FaultKind::BadCode { code } => format!(
            "`{code}` is no code; write small letters, digits and underscores behind a letter, \
             at most 40"
        ),
        FaultKind::ReservedName { name } => {
            format!("`{name}` already means something else; choose another id")
        }
        FaultKind::MissingText { language } => {
            format!("a text is missing in `{language}`; write it in both languages")
        }
        FaultKind::UnknownPlaceholder { name } => format!(
            "nobody fills in `{{{name}}}`; there are `{{due_date}}`, `{{job_title}}`, \
             `{{employer}}` and `{{start}}`"
        ),
        FaultKind::SpeaksOfJob => "the text speaks of the job on file; give a `text_unknown` that \
             does not, for when it may not be shown"
            .to_owned(),
        FaultKind::NoChoices => "it has no choices; give at least one".to_owned(),
        FaultKind::TooManyChoices { choices_max } => {
            format!("it has too many choices; at most {choices_max}")
        }
        FaultKind::DuplicateChoice { code } => {
            format!("the choice `{code}` stands twice; keep one")
        }
        FaultKind::BadBounds => "its limits cannot be met, or are too wide; look at `length`, \
             `min`, `max`, `step`, `from`, `to`, `words`, `times`, `files` and `questions`"
            .to_owned(),
        FaultKind::UnknownName { condition, name } => format!(
            "the condition `{condition}` names `{name}`, which this questionnaire does not ask and \
             Cairn does not know"
        ),
        FaultKind::LaterQuestion { condition, name } => format!(
            "the condition `{condition}` names `{name}`, which is not yet asked there; move the \
             question behind it"
        ),
        FaultKind::ConditionFails { condition, why } => {
            format!("the condition `{condition}` has no answer for some answers: {why}")
        }
        FaultKind::NeverShown { condition } => format!(
            "nobody will ever see it: no answers make `{condition}` true. Change the condition or \
             take the question out"
        ),
        FaultKind::UnknownChoice { code } => {
            format!("`{code}` is none of its choices")
        }
        FaultKind::NobodyIsAsked => "a question that only staff see cannot be required of the \
             client or be for the client alone"
            .to_owned(),
        FaultKind::RequiredButFolded => "the client must answer it, so it cannot stand on the \
             screen `more`; leave `screen` out, or write `screen: last`"
            .to_owned(),
        FaultKind::NotAlone => "a quick answer is given alone and first: name a question of this \
             questionnaire with `type: single` that every client is asked"
            .to_owned(),
    }
}
