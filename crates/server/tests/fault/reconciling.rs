//! `kill -9` while extracts of the funder are brought and compared: one is there whole or not at
//! all, and those that were acknowledged are there.

use crate::crash::a_month_ago;
use crate::force::kill;
use crate::mailbox::Mailbox;
use crate::office::Office;
use crate::program::Program;
use crate::rounds::rounds;
use crate::sending::make;
use db::{Database, binds};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, redirect};
use serde_json::json;
use server::clock::Clock;

/// How often the server is ended by force, in full.
const KILLS: usize = 100;
/// Rows of the extract: long enough that its rows are many statements.
const ROWS: usize = 60_000;

fn extract(round: usize) -> String {
    let row = |at: usize| format!("R{round}-{at},w4,Dubois\n");
    let rows: String = (0..ROWS).map(row).collect();
    format!("client_reference,checkpoint,family_name\n{rows}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_while_an_extract_is_compared_leaves_it_whole_or_not_at_all() {
    let office = Office::open("reconciling", &Mailbox::open().await).await;
    let mut program = office.start().await;
    // The programme has an extract once somebody takes part in it.
    let doors = office.doors(&program);
    let person = json!({ "given_name": "Re", "family_name": "Concile", "language": "en" });
    let person = make(&doors, "/api/v1/people", person).await.expect("a person");
    let job = json!({ "programme": "au-wa", "employer": "Bakery", "job_title": "Baker",
        "started_on": a_month_ago(), "hours_per_week": 30 });
    let id = person["id"].as_str().expect("an id");
    make(&doors, &format!("/api/v1/people/{id}/placements"), job).await.expect("a placement");
    let kills = rounds(KILLS);
    let begun = Clock::real().real_now();
    let first = bring(&office, &program, kills).await.expect("it is compared");
    let took = Clock::real().real_now().duration_since(begun).unsigned_abs();
    let mut acknowledged = vec![first];
    for round in 0..kills {
        // From its first bytes to its last row.
        let within = took.mul_f64((round + 1) as f64 / kills as f64);
        let bringing = bring(&office, &program, round);
        let brought = tokio::time::timeout(within, bringing).await;
        kill(program).await;
        acknowledged.extend(brought.ok().flatten());
        program = office.start().await;
        is_whole(&office, &acknowledged).await;
    }
    // Nothing that was left half stands in the way.
    let last = bring(&office, &program, kills + 1).await.expect("it is compared");
    acknowledged.push(last);
    is_whole(&office, &acknowledged).await;
    assert!(acknowledged.len() < kills + 2, "none was cut off");
    println!("{kills} kills, {} acknowledged extracts of {ROWS} rows", acknowledged.len());
    program.stop().await;
    office.is_whole().await;
}

/// Brings an extract as the leader; gives its id where the server said that it has it.
async fn bring(office: &Office, program: &Program, round: usize) -> Option<String> {
    let http = Client::builder().redirect(redirect::Policy::none()).build().expect("a client");
    let file = Part::text(extract(round)).file_name(format!("{round}.csv"));
    let asked = http
        .post(format!("{}/submissions/reconciliations", program.address))
        .bearer_auth(office.leaders_token())
        .multipart(Form::new().text("pack", "au-wa").part("file", file))
        .send()
        .await;
    let answer = asked.ok()?;
    let status = answer.status().as_u16();
    let to = answer.headers().get("location").and_then(|to| to.to_str().ok()).map(str::to_owned);
    let Some(to) = to.filter(|_| status == 303) else {
        panic!("{status}: {}", answer.text().await.unwrap_or_default());
    };
    to.rsplit('/').next().map(str::to_owned)
}

/// Every comparison has all its rows, and each that was acknowledged is there.
async fn is_whole(office: &Office, acknowledged: &[String]) {
    let db = Database::open(&db::Settings::new(office.database())).await.expect("opens");
    let mut reader = db.reader().await.expect("reads");
    let text = "SELECT r.id, r.entries, COUNT(o.number) AS many FROM reconciliations r
         LEFT JOIN reconciliation_rows o
             ON o.agency_id = r.agency_id AND o.reconciliation_id = r.id AND o.line IS NOT NULL
         GROUP BY r.id, r.entries";
    let rows = reader.all(text, binds![]).await.expect("reads");
    let mut there = Vec::new();
    for row in &rows {
        for count in ["entries", "many"] {
            let count: i64 = row.get(count).expect("a count");
            assert_eq!(count, ROWS as i64, "an extract that is not whole");
        }
        there.push(row.get::<String>("id").expect("an id"));
    }
    assert!(acknowledged.iter().all(|id| there.contains(id)), "one that was acknowledged is gone");
    let loose = "SELECT COUNT(*) AS many FROM reconciliation_rows o WHERE NOT EXISTS
         (SELECT 1 FROM reconciliations r
          WHERE r.agency_id = o.agency_id AND r.id = o.reconciliation_id)";
    let loose = reader.all(loose, binds![]).await.expect("reads");
    assert_eq!(loose[0].get::<i64>("many").expect("a count"), 0, "rows of nothing");
    drop(reader);
    db.close().await;
}
