//! Questionnaires and the answers to them.
//!
//! A response belongs to one checkpoint and is pinned to the questionnaire of one version of one
//! pack. It is nothing, a part, submitted or refused on the client's side, and nothing, a draft or
//! reviewed on the side of staff; what the client submitted is never altered, and each difference
//! keeps who, when and why (`store`, `reading`, `act`). Clients answer at `/s` by the link that
//! they were sent, without signing in (`client`); staff on the person's page (`section`, `web`),
//! programs through `api`.
//!
//! What may be asked, what an answer is and what is on the way is decided in `domain::surveys`;
//! here answers are read from forms and from the interface (`typed`, `wire`) and put into words
//! (`wording`).

pub mod act;
pub mod api;
pub mod back;
pub mod client;
pub mod controls;
pub mod copy;
pub mod definition;
pub mod disown;
pub mod form;
pub mod given;
pub mod merge;
pub mod paper;
pub mod phone;
pub mod quick;
pub mod reading;
pub mod second;
pub mod section;
pub mod sent;
pub mod source;
pub mod store;
pub mod typed;
pub mod web;
pub mod wire;
pub mod wording;

#[cfg(test)]
mod faces_test;
