//! The class in SQL is the class of the decisions, on both engines, for rows of every kind.

use super::store::{Filter, by_queue, class_counts, class_rows, classified, rows};
use super::{Class, Queue};
use crate::checkpoints::store::of_people;
use crate::migrations;
use crate::record::{Actor, Held};
use db::testing::both;
use db::{Conn, Database, binds};
use domain::ids::{AgencyId, CheckpointId, EnrolmentId, OfficeId, PersonId, UserId};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeMap;

struct Held1 {
    conn: db::Reader,
    actor: Actor,
}

impl Held for Held1 {
    fn conn(&mut self) -> &mut Conn {
        &mut self.conn
    }

    fn actor(&self) -> &Actor {
        &self.actor
    }
}

/// Chance that is the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) % end
    }

    fn often(&mut self, one_in: u64) -> bool {
        self.below(one_in) == 0
    }
}

const OFFICES: [(u128, &str); 2] = [(1, "America/Vancouver"), (2, "Australia/Sydney")];
const ROWS: u128 = 2_000;

fn agency() -> AgencyId {
    AgencyId::from_number(1)
}

async fn furnish(db: &Database) {
    db.migrate(migrations::ALL).await.expect("migrates");
    let mut writer = db.writer().await.expect("a writer");
    writer
        .run(
            "INSERT INTO agencies (agency_id, name, name_fr, address, phone, made_at)
             VALUES ($1, 'A', 'A', '', '', 0)",
            binds![&agency()],
        )
        .await
        .expect("an agency");
    for (n, zone) in OFFICES {
        let (office, user) = (OfficeId::from_number(n), UserId::from_number(n));
        writer
            .run(
                "INSERT INTO offices (agency_id, id, name, time_zone, made_at)
                 VALUES ($1, $2, 'O', $3, 0)",
                binds![&agency(), &office, zone],
            )
            .await
            .expect("an office");
        writer
            .run(
                "INSERT INTO users (agency_id, id, office_id, name, email, role, language, made_at,
                     version) VALUES ($1, $2, $3, 'U', $4, 'adviser', 'en', 0, 1)",
                binds![&agency(), &user, &office, &format!("u{n}@x.example")],
            )
            .await
            .expect("a user");
        writer
            .run(
                "INSERT INTO people (agency_id, id, office_id, owner_id, given_name, family_name,
                     sort_key, search, language, time_zone, made_by, made_at, version)
                 VALUES ($1, $2, $3, $4, 'G', 'F', 'f g', 'g f', 'en', $5, '', 0, 1)",
                binds![&agency(), &PersonId::from_number(n), &office, &user, zone],
            )
            .await
            .expect("a person");
    }
    writer
        .run(
            "INSERT INTO pack_versions (agency_id, pack, version, sha256, source, made_at)
             VALUES ($1, 'p', 1, '', '', 0)",
            binds![&agency()],
        )
        .await
        .expect("a pack");
    for (n, _) in OFFICES {
        writer
            .run(
                "INSERT INTO enrolments (agency_id, id, person_id, pack, pack_version, stage,
                     office_id, owner_id, made_by, made_at, version)
                 VALUES ($1, $2, $3, 'p', 1, '', $4, $5, '', 0, 1)",
                binds![
                    &agency(),
                    &EnrolmentId::from_number(n),
                    &PersonId::from_number(n),
                    &OfficeId::from_number(n),
                    &UserId::from_number(n)
                ],
            )
            .await
            .expect("an enrolment");
    }
    let mut chance = Chance(7);
    for n in 0..ROWS {
        add_row(&mut writer, n, &mut chance).await;
    }
    writer.commit().await.expect("is kept");
}

/// A checkpoint around 30 September 2025 in some state; the columns agree with one another as
/// `desk` keeps them.
async fn add_row(conn: &mut Conn, n: u128, chance: &mut Chance) {
    let place = 1 + n % 2;
    let middle = date(2025, 9, 30);
    let day = |from: Date, by: i64| from.checked_add(by.days()).expect("a day");
    let due_on = day(middle, chance.below(41) as i64 - 20);
    let opens_on = day(due_on, -(chance.below(16) as i64));
    let closes_on = day(due_on, chance.below(16) as i64);
    let at = chance.often(3).then_some(1_759_000_000_000_i64);
    let answer = ["none", "none", "partial", "submitted", "refused"][chance.below(5) as usize];
    let answered_at = (answer != "none").then_some(1_759_000_000_000_i64);
    let review =
        ["none", "none", "returned", "draft", "reviewed", "to_read"][chance.below(6) as usize];
    let reviewed_at =
        (review == "reviewed" || review == "to_read").then_some(1_759_000_000_000_i64);
    let ending = chance.often(6).then_some("waived");
    let achieved_on = chance.often(8).then_some(due_on);
    let submission = if chance.often(9) { "on_its_way" } else { "none" };
    let id = CheckpointId::from_number(n);
    conn.run(
        "INSERT INTO checkpoints (agency_id, id, person_id, enrolment_id, series, code, position,
             pack, pack_version, questionnaire, office_id, owner_id, expected_on, due_on, opens_on,
             closes_on, made_on, ending, asked_at, answer, answered_at, review, reviewed_at,
             achieved_on, submission, made_at, version)
         VALUES ($1, $2, $3, $4, $2, 'c', 1, 'p', 1, 'q', $5, $6, $7, $7, $8, $9, $8, $10, $11,
             $12, $13, $14, $15, $16, $17, 0, 1)",
        binds![
            &agency(),
            &id,
            &PersonId::from_number(place),
            &EnrolmentId::from_number(place),
            &OfficeId::from_number(place),
            &UserId::from_number(place),
            due_on,
            opens_on,
            closes_on,
            ending,
            at,
            answer,
            answered_at,
            review,
            reviewed_at,
            achieved_on,
            submission
        ],
    )
    .await
    .expect("a checkpoint");
    if at.is_some() {
        conn.run(
            "INSERT INTO messages (agency_id, id, person_id, checkpoint_id, purpose, attempt,
                 channel, language, body, state, made_by, made_at, tries)
             VALUES ($1, $2, $3, $4, 'survey', 1, 'link', 'en', '', 'sent', '', $5, 0)",
            binds![
                &agency(),
                &domain::ids::MessageId::from_number(n),
                &PersonId::from_number(place),
                &id,
                at
            ],
        )
        .await
        .expect("a message");
    }
}

async fn held(db: &Database, office: Option<u128>) -> Held1 {
    let office = office.map(OfficeId::from_number);
    let actor = Actor { office, ..Actor::system(agency(), "test") };
    Held1 { conn: db.reader().await.expect("a reader"), actor }
}

/// What the decisions of `domain` say of every row.
async fn decided(db: &Database, now: Timestamp) -> BTreeMap<CheckpointId, (u128, Class)> {
    let mut all = BTreeMap::new();
    let mut held = held(db, None).await;
    for (n, zone) in OFFICES {
        let today = now.to_zoned(TimeZone::get(zone).expect("a zone")).date();
        let people = [PersonId::from_number(n)];
        for kept in of_people(&mut held, &people).await.expect("rows") {
            if let Some(class) = Class::of(&kept.checkpoint, today) {
                all.insert(kept.checkpoint.id, (n, class));
            }
        }
    }
    all
}

async fn agrees(db: &Database, now: Timestamp) {
    let expected = decided(db, now).await;
    assert!(expected.len() > 100, "there is something to compare: {}", expected.len());
    let seen: std::collections::BTreeSet<_> = expected.values().map(|(_, class)| class).collect();
    assert_eq!(seen.len(), Class::ALL.len(), "every class is there");
    for scope in [None, Some(1), Some(2)] {
        for owner in [None, Some(UserId::from_number(1))] {
            let filter = Filter { owner, now };
            let mut held = held(db, scope).await;
            let fits = |place: u128| {
                scope.is_none_or(|scope| scope == place)
                    && owner.is_none_or(|owner| owner == UserId::from_number(place))
            };
            let counts = class_counts(&mut held, &filter).await.expect("counts");
            for (class, many) in &counts {
                let own = expected.iter().filter(|(_, (n, own))| own == class && fits(*n));
                let mut own: Vec<CheckpointId> = own.map(|(id, _)| *id).collect();
                let lines = class_rows(&mut held, &[*class], &filter, None, 10_000).await;
                let lines = lines.expect("lines");
                let mut found: Vec<CheckpointId> = lines.iter().map(|line| line.id).collect();
                found.sort_unstable();
                own.sort_unstable();
                assert_eq!(found, own, "{class:?} {scope:?}");
                assert_eq!(usize::try_from(*many), Ok(own.len()), "{class:?} {scope:?}");
            }
            pages_agree(&mut held, &filter, &by_queue(&counts)).await;
        }
    }
}

/// Page by page, a queue has as many rows as its number says, each once and in order.
async fn pages_agree(held: &mut Held1, filter: &Filter, counts: &[(Queue, i64)]) {
    for (queue, many) in counts {
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let page = rows(held, *queue, filter, after.as_ref(), 7).await.expect("a page");
            let Some(last) = page.last() else { break };
            after = Some((last.due_on, last.id));
            seen.extend(page.iter().map(|line| (line.due_on, line.id)));
        }
        assert!(seen.is_sorted(), "{queue:?}");
        seen.dedup();
        assert_eq!(i64::try_from(seen.len()), Ok(*many), "{queue:?}");
    }
}

#[tokio::test]
async fn sql_and_decisions_agree() {
    both(|db| async move {
        furnish(&db).await;
        // At these moments it is another day in Sydney than in Vancouver, and the same one.
        for now in ["2025-09-30T20:00:00Z", "2025-10-01T12:30:00Z", "2025-09-28T10:00:00Z"] {
            agrees(&db, now.parse().expect("a moment")).await;
        }
    })
    .await;
}

/// A list of work must not read the table: with a million checkpoints that is a look-up on the
/// disk for each row that waits, and for each that does not wait yet.
#[tokio::test]
async fn lists_read_an_index_and_nothing_else() {
    let db = db::testing::sqlite().await;
    furnish(&db).await;
    let now = "2025-09-30T20:00:00Z".parse().expect("a moment");
    for (owner, index) in [
        (None, "checkpoints_in_sight "),
        (Some(UserId::from_number(1)), "checkpoints_in_sight_by_owner "),
    ] {
        let mut held = held(&db, None).await;
        let found = classified(&mut held, &Filter { owner, now }).await.expect("a text");
        let (sql, values) = found.expect("an office is seen");
        let whole = format!("EXPLAIN QUERY PLAN {sql} SELECT id, person_id, class FROM classified");
        // Assembled: see `classified`.
        let rows = held.conn().all_assembled(whole, values).await.expect("a plan");
        let plan: Vec<String> = rows.iter().map(|row| row.get("detail").expect("text")).collect();
        let search = format!("SEARCH c USING COVERING INDEX {index}");
        let narrow = "(agency_id=? AND ";
        let is_narrow = |step: &String| {
            step.starts_with(&search) && step.contains(narrow) && step.contains("<expr><?")
        };
        assert!(plan.iter().any(is_narrow), "{plan:?}");
    }
}

#[test]
fn every_class_is_in_one_queue() {
    let all: Vec<Class> = Queue::ALL.into_iter().flat_map(Queue::classes).collect();
    assert_eq!(all.len(), Class::ALL.len());
    assert!(Class::ALL.iter().all(|class| all.contains(class)));
    assert!(Class::ALL.iter().all(|class| Class::from_word(class.word()) == Some(*class)));
    assert!(Queue::ALL.iter().all(|queue| Queue::from_word(queue.word()) == Some(*queue)));
}
