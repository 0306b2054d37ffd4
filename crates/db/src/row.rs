//! Rows as plain values, the same from both engines.
//!
//! A row is converted once, when it arrives. That widens PostgreSQL's INTEGER
//! and BOOLEAN (what `1` and `a = b` are there) to the BIGINT that SQLite
//! gives, and refuses the types that only one engine has.

use std::str::FromStr;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Column, Row as _, TypeInfo, ValueRef};

use crate::DbError;

/// One row of an answer.
#[derive(Clone)]
pub struct Row {
    columns: Arc<[String]>,
    values: Vec<Value>,
}

/// A stored value. Public only because [`FromColumn`] speaks of it.
#[doc(hidden)]
#[derive(Clone)]
pub enum Value {
    Null,
    Text(String),
    Int(i64),
    Bytes(Vec<u8>),
}

impl Row {
    /// The value of a column.
    ///
    /// # Errors
    ///
    /// If there is no such column, or it holds another type, or NULL where `T`
    /// is no `Option`. The error names the column, never the value.
    pub fn get<T: FromColumn>(&self, column: &str) -> Result<T, DbError> {
        T::from_value(self.value(column)?)
            .ok_or_else(|| unreadable(column, std::any::type_name::<T>()))
    }

    /// An id or a word of an enum, read from its text.
    pub fn parse<T: FromStr>(&self, column: &str) -> Result<T, DbError> {
        self.parse_opt(column)?.ok_or_else(|| unreadable(column, std::any::type_name::<T>()))
    }

    /// As [`Row::parse`], where there may be none.
    pub fn parse_opt<T: FromStr>(&self, column: &str) -> Result<Option<T>, DbError> {
        let read = match self.value(column)? {
            Value::Null => return Ok(None),
            Value::Text(text) => text.parse().ok(),
            Value::Int(_) | Value::Bytes(_) => None,
        };
        read.map(Some).ok_or_else(|| unreadable(column, std::any::type_name::<T>()))
    }

    fn value(&self, column: &str) -> Result<&Value, DbError> {
        self.columns
            .iter()
            .position(|name| name == column)
            .and_then(|at| self.values.get(at))
            .ok_or_else(|| DbError::other(format!("the answer has no column {column}")))
    }
}

fn unreadable(column: &str, wanted: &str) -> DbError {
    DbError::other(format!("column {column} cannot be read as {wanted}"))
}

/// What [`Row::get`] can give.
pub trait FromColumn: Sized {
    #[doc(hidden)]
    fn from_value(value: &Value) -> Option<Self>;
}

macro_rules! readable {
    ($type:ty, $value:ident, $stored:ident => $read:expr) => {
        impl FromColumn for $type {
            fn from_value(value: &Value) -> Option<Self> {
                match value {
                    Value::$value($stored) => $read,
                    _ => None,
                }
            }
        }
        impl FromColumn for Option<$type> {
            fn from_value(value: &Value) -> Option<Self> {
                match value {
                    Value::Null => Some(None),
                    present => <$type>::from_value(present).map(Some),
                }
            }
        }
    };
}

readable!(String, Text, text => Some(text.clone()));
readable!(i64, Int, number => Some(*number));
readable!(Vec<u8>, Bytes, bytes => Some(bytes.clone()));
readable!(Date, Text, text => text.parse().ok());
readable!(Timestamp, Int, millis => Timestamp::from_millisecond(*millis).ok());

/// Converts all rows of one answer; they share the names of its columns.
macro_rules! converter {
    ($name:ident, $row:ty, $value:ident) => {
        pub(crate) fn $name(rows: &[$row]) -> Result<Vec<Row>, DbError> {
            let Some(first) = rows.first() else { return Ok(Vec::new()) };
            let columns: Arc<[String]> =
                first.columns().iter().map(|column| column.name().to_owned()).collect();
            let mut converted = Vec::with_capacity(rows.len());
            for row in rows {
                let values: Result<Vec<Value>, DbError> =
                    (0..columns.len()).map(|at| $value(row, at)).collect();
                converted.push(Row { columns: Arc::clone(&columns), values: values? });
            }
            Ok(converted)
        }
    };
}

converter!(from_sqlite, SqliteRow, sqlite_value);
converter!(from_postgres, PgRow, postgres_value);

fn sqlite_value(row: &SqliteRow, at: usize) -> Result<Value, DbError> {
    let raw = row.try_get_raw(at)?;
    if raw.is_null() {
        return Ok(Value::Null);
    }
    Ok(match raw.type_info().name() {
        "INTEGER" => Value::Int(row.try_get_unchecked(at)?),
        "TEXT" => Value::Text(row.try_get_unchecked(at)?),
        "BLOB" => Value::Bytes(row.try_get_unchecked(at)?),
        other => return Err(not_portable(row.column(at).name(), other)),
    })
}

fn postgres_value(row: &PgRow, at: usize) -> Result<Value, DbError> {
    let raw = row.try_get_raw(at)?;
    if raw.is_null() {
        return Ok(Value::Null);
    }
    Ok(match raw.type_info().name() {
        "INT8" => Value::Int(row.try_get(at)?),
        "INT4" => Value::Int(row.try_get::<i32, _>(at)?.into()),
        "INT2" => Value::Int(row.try_get::<i16, _>(at)?.into()),
        "BOOL" => Value::Int(row.try_get::<bool, _>(at)?.into()),
        "TEXT" | "VARCHAR" | "CHAR" | "NAME" => Value::Text(row.try_get(at)?),
        "BYTEA" => Value::Bytes(row.try_get(at)?),
        // What a function that answers nothing gives, pg_advisory_xact_lock say.
        "VOID" => Value::Null,
        other => return Err(not_portable(row.column(at).name(), other)),
    })
}

fn not_portable(column: &str, kind: &str) -> DbError {
    DbError::other(format!("column {column} is {kind}; cast it to TEXT or BIGINT"))
}
