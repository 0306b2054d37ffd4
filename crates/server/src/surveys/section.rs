//! The questionnaire of one checkpoint as staff see it: what the client said beside what goes to
//! the funder, with the reason for each change.
//!
//! # For whoever embeds it
//!
//! The section is a template of its own, with its own form (to `/checkpoints/{id}/response`), so
//! it must not stand inside another form. It needs `staff.css`, has a heading of level 3, and its
//! ids begin with the checkpoint's id, so that several may stand on one page.
//!
//! ```text
//! let looking = Looking { viewer: &viewer, words };
//! let questionnaire = surveys::section::section(&mut reader, &file, one, looking, None).await?;
//! // in the view struct of a row:   questionnaire: surveys::section::Section
//! // in the template of the row:    {{ row.questionnaire|safe }}
//! ```
//!
//! Five statements at most for each checkpoint; ask for it only where a row is opened. `None`
//! stands for what was typed and refused: only this folder's own page gives it. A draft or a
//! submission comes back to `/people/{person}?tab=checkpoints#{checkpoint}`.
