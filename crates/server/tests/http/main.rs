//! Everything by address, as browsers and programs see it, on both engines.

mod access;
mod contract;
mod diary;
mod documents;
mod doors;
mod evidence;
mod forms;
mod harness;
mod headers;
mod health;
mod hostile;
mod mailings;
mod messaging;
mod pages;
mod proof;
mod proofs;
mod questionnaires;
mod races;
mod reconciliations;
mod reports;
mod runs;
mod sign_in;
mod submissions;
mod surveys;
mod tasks;
mod year;
