//! The schema's steps, in order. Each file is one change; an applied file is never edited.

use db::Migration;

macro_rules! step {
    ($name:literal) => {
        Migration { name: $name, sql: include_str!(concat!("../../../migrations/", $name, ".sql")) }
    };
}

/// Every step up to this release.
pub const ALL: &[Migration] = &[
    step!("0001_agencies"),
    step!("0002_access"),
    step!("0003_audit"),
    step!("0004_people"),
    step!("0005_programmes"),
    step!("0006_placements"),
    step!("0007_checkpoints"),
    step!("0008_messages"),
    step!("0009_responses"),
    step!("0010_in_sight"),
    step!("0011_mailings"),
    step!("0012_quick_answers"),
    step!("0013_faces"),
    step!("0014_reviews"),
    step!("0015_feedback"),
    step!("0016_pack_drafts"),
    step!("0017_documents"),
    step!("0018_evidence"),
    step!("0019_submissions"),
    step!("0020_reconciliations"),
    step!("0021_scans"),
    step!("0022_diary"),
    step!("0023_contacts"),
    step!("0024_support"),
    step!("0025_role_tasks"),
    step!("0026_runs"),
    step!("0027_papers"),
    step!("0028_employers"),
    step!("0029_claims"),
    step!("0030_forms_of_packs"),
    step!("0031_waiting"),
    step!("0032_ends_of_jobs"),
    step!("0033_diary_of_teams"),
    step!("0034_unsent"),
    queue::MIGRATION,
];
