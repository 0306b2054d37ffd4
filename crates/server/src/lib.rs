//! Cairn: the system an employment-services provider uses after a person finds work.
//!
//! One folder per noun, each with its store, its pages, its doors for programs and its jobs. What
//! they share stands beside them: the frame of pages (`page`), who asks (`access`), what was done
//! (`audit`), the doors' manners (`api`), and the house itself (`app`, `serve`, `failure`).

pub mod access;
pub mod api;
pub mod app;
pub mod audit;
pub mod checkpoints;
pub mod claims;
pub mod cli;
pub mod clock;
pub mod config;
pub mod contacts;
pub mod demo;
pub mod diary;
pub mod documents;
pub mod employers;
pub mod evidence;
pub mod failure;
pub mod flows;
pub mod keys;
pub mod mailings;
pub mod messaging;
pub mod migrations;
mod outside;
pub mod page;
pub mod papers;
pub mod people;
pub mod placements;
pub mod programmes;
pub mod proofs;
pub mod reconciliations;
pub mod record;
pub mod remark;
pub mod reports;
pub mod routes;
pub mod runs;
pub mod sealed;
pub mod seeds;
pub mod serve;
pub mod submissions;
pub mod support;
pub mod surveys;
pub mod tasks;
pub mod work;
