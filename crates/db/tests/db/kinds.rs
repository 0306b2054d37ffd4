//! Values there and back, and errors told by kind.

use db::testing::both;
use db::{Conn, Database, DbError, binds};
use jiff::Timestamp;
use jiff::civil::{Date, date};

use crate::{add_person, prepare};

/// Puts one statement to a unit of its own and gives its error.
async fn error_of(db: &Database, sql: &'static str) -> DbError {
    let mut writer = db.writer().await.unwrap();
    writer.run(sql, binds![]).await.unwrap_err()
}

#[tokio::test]
async fn an_error_is_told_by_its_kind() {
    both(|db| async move {
        prepare(&db).await;
        let mut writer = db.writer().await.unwrap();
        add_person(&mut writer, "per_1").await.unwrap();
        add_person(&mut writer, "per_2").await.unwrap();
        writer.run("UPDATE people SET email = 'a@b' WHERE id = 'per_1'", binds![]).await.unwrap();
        writer
            .run("INSERT INTO notes (agency_id, person_id) VALUES ('agy_1', 'per_1')", binds![])
            .await
            .unwrap();
        writer.commit().await.unwrap();

        let same_id = "INSERT INTO people (agency_id, id, name) VALUES ('agy_1', 'per_1', 'x')";
        assert!(matches!(error_of(&db, same_id).await, DbError::Unique(_)));
        let same_email = "UPDATE people SET email = 'a@b' WHERE id = 'per_2'";
        assert!(matches!(error_of(&db, same_email).await, DbError::Unique(_)));
        let to_nobody = "INSERT INTO notes (agency_id, person_id) VALUES ('agy_2', 'per_1')";
        assert!(matches!(error_of(&db, to_nobody).await, DbError::ForeignKey(_)));
        let still_named = "DELETE FROM people WHERE id = 'per_1'";
        assert!(matches!(error_of(&db, still_named).await, DbError::ForeignKey(_)));
        let below_zero = "UPDATE people SET visits = -1 WHERE id = 'per_2'";
        assert!(matches!(error_of(&db, below_zero).await, DbError::Check(_)));
        let nameless = "UPDATE people SET name = NULL WHERE id = 'per_2'";
        assert!(matches!(error_of(&db, nameless).await, DbError::Check(_)));
        assert!(matches!(error_of(&db, "SELEKT 1").await, DbError::Other(_)));

        let mut reader = db.reader().await.unwrap();
        let refused = add_person(&mut reader, "per_3").await.unwrap_err();
        assert!(matches!(refused, DbError::ReadOnly(_)), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn an_error_does_not_repeat_the_values() {
    both(|db| async move {
        prepare(&db).await;
        let mut writer = db.writer().await.unwrap();
        add_person(&mut writer, "per_secret").await.unwrap();
        let error = add_person(&mut writer, "per_secret").await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("per_secret"), "{error:?}");
        assert!(std::error::Error::source(&error).is_some());
    })
    .await;
}

async fn insert_nulls(conn: &mut Conn) {
    conn.run(
        "INSERT INTO people (agency_id, id, name, email, visits, picture)
         VALUES ('agy_1', 'per_1', 'Ada', $1, $2, $3)",
        binds![None::<&str>, None::<i64>, None::<Vec<u8>>],
    )
    .await
    .unwrap();
}

#[tokio::test]
async fn values_come_back_as_they_went() {
    both(|db| async move {
        prepare(&db).await;
        let at = Timestamp::from_millisecond(1_750_000_000_123).unwrap();
        let mut writer = db.writer().await.unwrap();
        insert_nulls(&mut writer).await;
        let sql = "INSERT INTO notes (agency_id, person_id, at, on_day)
                   VALUES ('agy_1', 'per_1', $1, $2)";
        writer.run(sql, binds![at, date(2026, 2, 3)]).await.unwrap();
        writer.run(sql, binds![None::<Timestamp>, None::<Date>]).await.unwrap();
        let picture = writer.run(
            "UPDATE people SET picture = $1 WHERE ($2 IS NULL OR id = $2)",
            binds![vec![0_u8, 255], Some("per_1")],
        );
        assert_eq!(picture.await.unwrap(), 1);
        writer.commit().await.unwrap();

        let mut reader = db.reader().await.unwrap();
        let notes = reader
            .all("SELECT at, on_day FROM notes ORDER BY at NULLS LAST", binds![])
            .await
            .unwrap();
        assert_eq!(notes[0].get::<Timestamp>("at").unwrap(), at);
        assert_eq!(notes[0].get::<Date>("on_day").unwrap(), date(2026, 2, 3));
        assert_eq!(notes[1].get::<Option<Timestamp>>("at").unwrap(), None);
        assert_eq!(notes[1].get::<Option<Date>>("on_day").unwrap(), None);

        let sql = "SELECT email, visits, picture, name = 'Ada' AS is_ada, 7 AS seven,
                          '12' AS twelve FROM people";
        let person = reader.one(sql, binds![]).await.unwrap().unwrap();
        assert_eq!(person.get::<Option<String>>("email").unwrap(), None);
        assert_eq!(person.get::<Option<i64>>("visits").unwrap(), None);
        assert_eq!(person.get::<Vec<u8>>("picture").unwrap(), [0, 255]);
        assert_eq!(person.get::<i64>("is_ada").unwrap(), 1);
        assert_eq!(person.get::<i64>("seven").unwrap(), 7);
        assert_eq!(person.parse::<u32>("twelve").unwrap(), 12);
        assert_eq!(person.parse_opt::<u32>("email").unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_text_with_a_nul_is_taken_by_both_engines() {
    both(|db| async move {
        prepare(&db).await;
        let mut writer = db.writer().await.unwrap();
        add_person(&mut writer, "per_1").await.unwrap();
        let named = "UPDATE people SET name = $1 WHERE id = $2";
        let typed = "A\0da".to_owned();
        assert_eq!(writer.run(named, binds![&typed, "per_1"]).await.unwrap(), 1);
        assert_eq!(writer.run(named, binds![Some(&typed), Some("per\0_1")]).await.unwrap(), 0);
        assert_eq!(writer.run(named, binds![typed, "per_1"]).await.unwrap(), 1);
        writer.commit().await.unwrap();
        let mut reader = db.reader().await.unwrap();
        let person = reader.one("SELECT name FROM people", binds![]).await.unwrap().unwrap();
        assert_eq!(person.get::<String>("name").unwrap(), "A\u{FFFD}da");
    })
    .await;
}

#[tokio::test]
async fn a_value_of_another_type_is_refused_by_the_name_of_its_column() {
    both(|db| async move {
        let mut reader = db.reader().await.unwrap();
        let sql = "SELECT 'secret' AS word, CAST(NULL AS TEXT) AS missing";
        let row = reader.one(sql, binds![]).await.unwrap().unwrap();
        for error in [
            row.get::<i64>("word").unwrap_err(),
            row.get::<Date>("word").unwrap_err(),
            row.parse::<u32>("word").unwrap_err(),
        ] {
            assert!(format!("{error:?}").contains("word"), "{error:?}");
            assert!(!format!("{error:?}").contains("secret"), "{error:?}");
        }
        assert!(row.get::<String>("missing").is_err());
        assert!(row.get::<String>("elsewhere").is_err());

        let broken = reader.one("SELECT 1.5 AS half", binds![]).await;
        assert!(matches!(broken, Err(DbError::Other(_))));
    })
    .await;
}

#[tokio::test]
async fn an_assembled_list_finds_its_rows_and_an_empty_one_none() {
    both(|db| async move {
        prepare(&db).await;
        let mut writer = db.writer().await.unwrap();
        for id in ["per_1", "per_2", "per_3"] {
            add_person(&mut writer, id).await.unwrap();
        }
        let sql = |n| format!("SELECT id FROM people WHERE id IN ({})", db::list_of(1, n));
        let two = writer.all_assembled(sql(2), binds!["per_1", "per_3"]).await.unwrap();
        assert_eq!(two.len(), 2);
        assert!(writer.all_assembled(sql(0), binds![]).await.unwrap().is_empty());
    })
    .await;
}
