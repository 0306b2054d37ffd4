//! Questionnaires and answers on their way in and out: forms, JSON, sentences.
//!
//! What may be asked, what an answer is and what is on the way is decided in `domain::surveys`;
//! here answers are read from forms and from the interface, written for both and for the store,
//! and put into words. Nothing here decides.

pub mod typed;
pub mod wire;
pub mod wording;
