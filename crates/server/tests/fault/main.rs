//! The real program, ended by force, out of disk, opened by machines and by two people at once:
//! nothing acknowledged is lost, nothing is there by halves, nothing happens twice.

mod calling;
mod crash;
mod disk;
mod force;
mod links;
mod load;
mod mailbox;
mod office;
#[path = "../program/mod.rs"]
mod program;
mod reconciling;
mod rounds;
mod sending;
mod sitting;
mod stops;
mod submitting;
mod uploads;
