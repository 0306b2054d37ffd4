//! What only SQLite has to prove: full disks, read-only files, copies.

use std::path::{Path, PathBuf};
use std::process::Command;

use db::testing::{both, sqlite};
use db::{Database, DbError, Engine, Settings, binds};
use tokio::task::JoinHandle;

use crate::{add_person, count_people, prepare};

type Ended = JoinHandle<Result<(), DbError>>;

/// A unit that writes `bytes` bytes and stands in line behind those before it.
async fn in_line(db: &Database, id: &str, bytes: usize) -> Ended {
    let (db, id) = (db.clone(), id.to_owned());
    let unit = tokio::spawn(async move {
        let mut writer = db.writer().await?;
        add_person(&mut writer, &id).await?;
        let sql = "UPDATE people SET picture = $1 WHERE id = $2";
        writer.run(sql, binds![vec![7_u8; bytes], &id]).await?;
        writer.commit().await
    });
    // The test's runtime has one thread: the unit runs until it has to wait.
    tokio::task::yield_now().await;
    unit
}

#[tokio::test]
async fn a_full_disk_fails_its_batch_and_no_other() {
    let db = sqlite().await;
    prepare(&db).await;
    let mut first = db.writer().await.unwrap();
    let row = first.one("PRAGMA page_count", binds![]).await.unwrap().unwrap();
    assert!(row.get::<i64>("page_count").unwrap() < 20);
    first.all("PRAGMA max_page_count = 20", binds![]).await.unwrap();
    let small = in_line(&db, "per_small", 10).await;
    let large = in_line(&db, "per_large", 1_000_000).await;
    let after = in_line(&db, "per_after", 10).await;
    drop(first);

    let small = small.await.unwrap().unwrap_err();
    assert!(matches!(small, DbError::Full(_)), "{small:?}");
    let large = large.await.unwrap().unwrap_err();
    assert!(matches!(large, DbError::Full(_)), "{large:?}");
    // The connection was opened anew, without the limit: the disk has room.
    after.await.unwrap().unwrap();
    assert_eq!(count_people(&db).await, 1);
    in_line(&db, "per_large", 1_000_000).await.await.unwrap().unwrap();
    assert!(db.check().await.unwrap().is_empty());
}

#[tokio::test]
async fn one_disk_flush_answers_all_who_wait() {
    let db = sqlite().await;
    prepare(&db).await;
    let held = db.writer().await.unwrap();
    let mut units = Vec::new();
    for n in 0..50 {
        units.push(in_line(&db, &format!("per_{n}"), 10).await);
    }
    drop(held);
    for unit in units {
        unit.await.unwrap().unwrap();
    }
    assert_eq!(count_people(&db).await, 50);
}

/// A folder on a small file system of its own. Needs root, as CI has it;
/// elsewhere the tests that want one have nothing to stand on.
struct Mounted(PathBuf);

impl Mounted {
    fn new(name: &str, bytes: u64) -> Option<Mounted> {
        let folder = std::env::temp_dir().join(format!("cairn_{name}_{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mounted = Mounted(folder);
        mounted.mount(&format!("size={bytes}")).then_some(mounted)
    }

    fn mount(&self, options: &str) -> bool {
        let ran = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(&self.0)
            .status();
        ran.is_ok_and(|status| status.success())
    }

    fn settings(&self) -> Settings {
        Settings::new(format!("sqlite:{}", self.0.join("test.sqlite").display()))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // Lazily: connections of the test's runtime may still be closing.
        Command::new("umount").arg("-l").arg(&self.0).status().ok();
        std::fs::remove_dir(&self.0).ok();
    }
}

#[tokio::test]
async fn a_disk_that_fills_and_is_freed_needs_no_restart() {
    let Some(disk) = Mounted::new("full", 2_000_000) else {
        return eprintln!("not root: no small disk to fill");
    };
    let db = Database::open(&disk.settings()).await.unwrap();
    prepare(&db).await;
    in_line(&db, "per_before", 10).await.await.unwrap().unwrap();

    let ballast = disk.0.join("ballast");
    // Ends when the disk is full, which is what is wanted.
    std::fs::write(&ballast, vec![0_u8; 3_000_000]).unwrap_err();
    for n in 0..10 {
        let error = in_line(&db, &format!("per_{n}"), 20_000).await.await.unwrap().unwrap_err();
        assert!(matches!(error, DbError::Full(_)), "{error:?}");
        assert_eq!(count_people(&db).await, 1, "lists work");
    }

    std::fs::remove_file(&ballast).unwrap();
    in_line(&db, "per_after", 20_000).await.await.unwrap().unwrap();
    assert_eq!(count_people(&db).await, 2);
    assert!(db.check().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_read_only_database_can_be_read() {
    let Some(disk) = Mounted::new("readonly", 2_000_000) else {
        return eprintln!("not root: no read-only disk");
    };
    let db = Database::open(&disk.settings()).await.unwrap();
    prepare(&db).await;
    in_line(&db, "per_1", 10).await.await.unwrap().unwrap();
    db.close().await;
    assert!(disk.mount("remount,ro"));

    let db = Database::open(&disk.settings()).await.unwrap();
    assert_eq!(count_people(&db).await, 1);
    assert!(matches!(db.writer().await, Err(DbError::ReadOnly(_))));
    assert!(db.check().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_cannot_be_opened_says_why() {
    let scratch = sqlite().await;
    let folder = path_of(&scratch.settings());
    let open = async |url: String| Database::open(&Settings::new(url)).await.err().unwrap();

    let nowhere = open(format!("sqlite:{}", folder.join("no/where.sqlite").display())).await;
    assert!(nowhere.to_string().contains("its folder is not there"), "{nowhere}");
    assert!(matches!(open("sqlite::memory:".to_owned()).await, DbError::Refused(_)));
    assert!(matches!(open("mysql://x".to_owned()).await, DbError::Refused(_)));

    let no_database = folder.join("letter.sqlite");
    std::fs::write(&no_database, "Dear Ada, ".repeat(500)).unwrap();
    let error = open(format!("sqlite:{}", no_database.display())).await;
    assert!(matches!(error, DbError::Corrupt(_)), "{error:?}");
}

fn path_of(settings: &Settings) -> PathBuf {
    let file = Path::new(settings.url.strip_prefix("sqlite:").unwrap());
    file.parent().unwrap().to_owned()
}

#[tokio::test]
async fn a_damaged_file_is_found() {
    let scratch = sqlite().await;
    prepare(&scratch).await;
    in_line(&scratch, "per_1", 50_000).await.await.unwrap().unwrap();
    let copy = path_of(&scratch.settings()).join("copy.sqlite");
    scratch.backup_into(&copy).await.unwrap();
    let mut bytes = std::fs::read(&copy).unwrap();
    let from = bytes.len() / 2;
    bytes[from..from + 4_096].fill(0xff);
    std::fs::write(&copy, bytes).unwrap();

    let damaged =
        Database::open(&Settings::new(format!("sqlite:{}", copy.display()))).await.unwrap();
    let found = damaged.check().await;
    assert!(!matches!(&found, Ok(problems) if problems.is_empty()), "{found:?}");
}

#[tokio::test]
async fn a_copy_is_whole_and_never_overwrites() {
    both(|db| async move {
        prepare(&db).await;
        let mut writer = db.writer().await.unwrap();
        add_person(&mut writer, "per_1").await.unwrap();
        writer.commit().await.unwrap();
        let home = sqlite().await;
        let copy = path_of(&home.settings()).join("copy.sqlite");
        if db.engine() == Engine::Postgres {
            let refused = db.backup_into(&copy).await.unwrap_err();
            assert!(refused.to_string().contains("pg_dump"), "{refused}");
            return;
        }
        // A writer at work hinders the copy as little as the copy hinders it.
        let mut busy = db.writer().await.unwrap();
        add_person(&mut busy, "per_2").await.unwrap();
        db.backup_into(&copy).await.unwrap();
        busy.commit().await.unwrap();
        assert!(matches!(db.backup_into(&copy).await, Err(DbError::Refused(_))));

        let url = format!("sqlite:{}", copy.display());
        let copied = Database::open(&Settings::new(url)).await.unwrap();
        assert_eq!(count_people(&copied).await, 1);
        assert!(copied.check().await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_closed_database_says_so() {
    both(|db| async move {
        prepare(&db).await;
        db.clone().close().await;
        assert!(matches!(db.reader().await, Err(DbError::Busy(_))));
        assert!(matches!(db.writer().await, Err(DbError::Busy(_))));
    })
    .await;
}
