//! The decisions of Cairn and the values they speak of.
//!
//! Nothing here reads a clock, a file, a network or a database. A decision takes the facts, what
//! was asked for and today, and returns what to write, or a refusal. Every doorway (page, API,
//! job, import, command) asks the same function and so gets the same answer.

pub mod access;
pub mod calendar;
pub mod checkpoints;
pub mod claims;
pub mod contacts;
pub mod diary;
pub mod documents;
pub mod evidence;
pub mod expression;
pub mod flows;
pub mod forms;
pub mod ids;
pub mod mailings;
pub mod messaging;
pub mod money;
pub mod people;
pub mod placements;
pub mod programmes;
pub mod reconciliations;
pub mod reports;
pub mod settings;
pub mod submissions;
pub mod support;
pub mod surveys;
pub mod tasks;
pub mod words;
