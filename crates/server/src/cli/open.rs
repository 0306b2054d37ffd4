//! Opening what a command is about.

use super::{Ended, Sentence, Which};
use crate::app::App;
use crate::clock::Clock;
use crate::config::{Mode, Settings};
use crate::keys::Keys;
use crate::migrations;
use db::Database;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

/// The settings, of a demo's folder or of a file and the environment.
pub(super) fn settings(which: &Which) -> Result<Settings, Sentence> {
    if let Some(folder) = &which.data {
        let nowhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let settings = Settings::demo(nowhere, folder);
        return Ok(Settings { mode: Mode::Serve, ..settings });
    }
    read(which.config.as_deref())
}

/// The settings of a file and the environment, or every problem in a line of its own.
pub(super) fn read(file: Option<&Path>) -> Result<Settings, Sentence> {
    let settings = Settings::read(file, std::env::vars());
    settings.map_err(|problems| Sentence::wrong(problems.join("\n")))
}

/// The file of a SQLite database; none where it is PostgreSQL.
pub(super) fn file_of(settings: &Settings) -> Option<PathBuf> {
    let path = settings.database_url.strip_prefix("sqlite:")?;
    Some(PathBuf::from(path.strip_prefix("//").unwrap_or(path)))
}

/// A database that should be there already.
pub(super) async fn existing(settings: &Settings) -> Result<Database, Sentence> {
    if let Some(file) = file_of(settings)
        && !file.exists()
    {
        let sentence = format!(
            "There is no database at {}. Say where it is with --config, --data or \
             CAIRN_DATABASE_URL.",
            file.display()
        );
        return Err(Sentence::failed(sentence));
    }
    database(settings).await
}

/// A database; a SQLite file is made where there is none.
pub(super) async fn database(settings: &Settings) -> Result<Database, Sentence> {
    Ok(Database::open(&db::Settings::new(&settings.database_url)).await?)
}

/// The installation's secret, made at the first start.
pub(super) fn keys(settings: &Settings) -> Result<Keys, Sentence> {
    Keys::from_file(&settings.secret_file).map_err(|error| {
        let file = settings.secret_file.display();
        Sentence::failed(format!("The secret {file} could not be read or made: {error}."))
    })
}

/// The whole house, with its database brought up to this version.
pub(super) async fn house(settings: Settings) -> Result<App, Sentence> {
    let db = database(&settings).await?;
    db.migrate(migrations::ALL).await?;
    let keys = keys(&settings)?;
    Ok(App::new(db, Clock::real(), keys, settings))
}

/// `cairn migrate`
pub(super) async fn migrate(which: &Which, json: bool) -> super::Result {
    let db = database(&settings(which)?).await?;
    let applied = db.migrate(migrations::ALL).await?;
    db.close().await;
    if json {
        println!("{}", serde_json::json!({ "applied": applied }));
    } else if applied.is_empty() {
        println!("The database is up to date.");
    } else {
        println!("Applied {}.", applied.join(", "));
    }
    Ok(Ended::Done)
}
