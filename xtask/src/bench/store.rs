//! The table of the base line, and its one statement.

use db::{Conn, DbError, Migration, binds};

pub const TABLE: Migration = Migration {
    name: "0001_lines",
    sql: "CREATE TABLE lines (agency_id TEXT NOT NULL, id BIGINT NOT NULL, text TEXT NOT NULL,
          PRIMARY KEY (agency_id, id))",
};

pub async fn record_line(writer: &mut Conn, id: i64) -> Result<u64, DbError> {
    let text = "a line of an ordinary length, about so long";
    let sql = "INSERT INTO lines (agency_id, id, text) VALUES ('agy_1', $1, $2)";
    writer.run(sql, binds![id, text]).await
}
