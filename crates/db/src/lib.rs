//! Two engines behind one type: embedded SQLite, or PostgreSQL.
//!
//! This crate knows connections, units of work, rows and migrations. It has
//! never heard of a placement. What it promises its callers:
//!
//! - **One SQL text.** `$1` placeholders, `TEXT` and `BIGINT` on both engines.
//!   Where the engines must differ, both texts stand side by side in a
//!   [`Dialect`].
//! - **One behaviour.** Where the engines are lax in different ways, the
//!   stricter one wins: a [`Reader`] cannot write, and after a failed statement
//!   a [`Writer`] takes no more statements and cannot be committed, on either.
//! - **One connection a request.** A [`Reader`] or [`Writer`] holds it until it
//!   is dropped; asking the pool for every query costs four times as much.
//! - **Committed means on the disk.** SQLite runs `synchronous=FULL`; units that
//!   arrive together share one sync (see `line.rs`).
//!
//! Errors are told apart by kind, never by message: see [`DbError`].

mod bind;
mod conn;
mod database;
mod error;
mod line;
mod migrations;
mod postgres;
mod row;
mod sqlite;
#[cfg(feature = "testing")]
pub mod testing;

pub use bind::{Bind, Dialect, IntoBind, LIST_MAX, list_of};
pub use conn::Conn;
pub use database::{Database, Engine, Reader, Settings, Writer};
pub use error::{Cause, DbError};
pub use migrations::Migration;
pub use row::{FromColumn, Row};
