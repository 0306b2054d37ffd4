//! In-work support of a person: what was agreed, how often one keeps in touch, dated notes, what
//! was heard of a benefit claim. A change of how often is one act: it stands in the diary, in the
//! notes and in the assessment, and the next call moves with it.

pub mod act;
pub mod api;
mod benefits;
mod jobs;
pub mod store;
pub mod tab;
pub mod web;
