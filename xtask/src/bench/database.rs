//! The bare database: commits that are on the disk, alone and in company.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use db::{Database, Settings};

use super::scene::{Folder, Scene};
use super::store;
use super::table::{Figure, Section};
use crate::postgres::{Postgres, Promise};

const PER: &str = "commits per second, on the disk";

#[tokio::main]
pub async fn group_commit(scene: &Scene) -> Result<Section> {
    let folder = Folder::new("commits")?;
    let path = folder.0.join("cairn.db");
    let sqlite = open(format!("sqlite:{}", path.display())).await?;
    let server = Postgres::start(Promise::OnDisk)?;
    let postgres = open(server.url.clone()).await?;
    let mut figures = Vec::new();
    for (database, name, writers, ratio_to) in [
        (&sqlite, "SQLite, 1 writer", 1, None),
        (&sqlite, "SQLite, 64 writers", 64, Some("SQLite, 1 writer")),
        (&postgres, "PostgreSQL, 1 writer", 1, None),
        (&postgres, "PostgreSQL, 64 writers", 64, Some("PostgreSQL, 1 writer")),
    ] {
        let figure = commits(database, writers, scene.length).await?;
        let figure = Figure::of(name, figure, PER);
        figures.push(match ratio_to {
            Some(base) => figure.to(base),
            None => figure,
        });
    }
    postgres.close().await;
    sqlite.close().await;
    Ok(Section {
        title: "Base: the bare database",
        words: "One short row for each commit, through the product's own database crate. Writers \
                who arrive together share a flush of the disk.",
        figures,
    })
}

async fn open(url: String) -> Result<Database> {
    let settings = Settings { writers_max: 16, wait_ms_max: 20_000, ..Settings::new(url) };
    let database = Database::open(&settings).await?;
    database.migrate(&[store::TABLE]).await?;
    Ok(database)
}

async fn commits(database: &Database, writers: usize, length: Duration) -> Result<f64> {
    // Continues where the last measurement of this database stopped.
    static NEXT: AtomicI64 = AtomicI64::new(0);
    let before = NEXT.load(Ordering::Relaxed);
    let began = Instant::now();
    let database = Arc::new(database.clone());
    let tasks: Vec<_> = (0..writers)
        .map(|_| {
            let database = Arc::clone(&database);
            tokio::spawn(async move {
                while began.elapsed() < length {
                    let mut writer = database.writer().await?;
                    store::record_line(&mut writer, NEXT.fetch_add(1, Ordering::Relaxed)).await?;
                    writer.commit().await?;
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    let commits = NEXT.load(Ordering::Relaxed) - before;
    Ok(commits as f64 / began.elapsed().as_secs_f64())
}
