//! `cairn serve --check`: reads the settings and tries each connection.

use super::{Ended, Sentence, open};
use crate::config::{Clamav, Settings, Sms, Smtp, Tls};
use crate::documents::archive::StoreError;
use crate::documents::place::Place;
use crate::documents::scan;
use db::Database;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls as SmtpTls, TlsParameters};
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use object_store::path::Path as Name;
use object_store::{ObjectStoreExt, PutPayload};
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpListener;

/// What one thing turned out to be.
struct Tried {
    what: &'static str,
    told: Result<String, String>,
}

pub(super) async fn run(config: Option<&Path>) -> super::Result {
    let settings = match Settings::read(config, std::env::vars()) {
        Ok(settings) => settings,
        Err(problems) => {
            problems.iter().for_each(|problem| println!("settings: {problem}"));
            return Ok(Ended::No);
        }
    };
    let tries = vec![
        Tried { what: "settings", told: Ok("read".to_owned()) },
        Tried { what: "listen", told: listens(&settings).await },
        Tried { what: "database", told: database(&settings).await },
        Tried { what: "secret", told: secret(&settings) },
        Tried { what: "documents", told: documents(&settings).await },
        Tried { what: "scanner", told: scanner(settings.clamav.as_ref()).await },
        Tried { what: "e-mail", told: email(settings.smtp.as_ref()).await },
        Tried { what: "texts", told: texts(settings.sms.as_ref()).await },
    ];
    for Tried { what, told } in &tries {
        match told {
            Ok(said) => println!("{what}: {said}"),
            Err(problem) => println!("{what}: PROBLEM: {problem}"),
        }
    }
    Ok(if tries.iter().all(|tried| tried.told.is_ok()) { Ended::Done } else { Ended::No })
}

async fn listens(settings: &Settings) -> Result<String, String> {
    match TcpListener::bind(settings.listen).await {
        Ok(_) => Ok(format!("{} is free", settings.listen)),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            Ok(format!("{} is in use, perhaps by Cairn itself", settings.listen))
        }
        Err(error) => Err(format!("{}: {error}", settings.listen)),
    }
}

/// Nothing is changed: a SQLite file that is not there is not made.
async fn database(settings: &Settings) -> Result<String, String> {
    if let Some(file) = open::file_of(settings)
        && !file.exists()
    {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        if !folder.is_dir() {
            return Err(format!("the folder {} should be there", folder.display()));
        }
        return Ok(format!("{} will be made at the first start", file.display()));
    }
    let plain = |Sentence(_, text): Sentence| text;
    let db = open::database(settings).await.map_err(plain)?;
    let told = look(&db).await;
    db.close().await;
    told
}

async fn look(db: &Database) -> Result<String, String> {
    let writer = db.writer().await.map_err(|error| error.to_string())?;
    drop(writer);
    let mut reader = db.reader().await.map_err(|error| error.to_string())?;
    let steps = crate::serve::store::schema_steps(&mut reader).await;
    let Ok(steps) = steps else {
        return Ok("empty; it is filled at the first start".to_owned());
    };
    let known = crate::migrations::ALL;
    if let Some(newer) = steps.iter().find(|step| known.iter().all(|one| one.name != **step)) {
        return Err(format!("a newer version was here: it made the step {newer}"));
    }
    let missing = known.len().saturating_sub(steps.len());
    Ok(match missing {
        0 => "reads and writes, up to date".to_owned(),
        _ => format!("reads and writes; {missing} steps are to be made at the next start"),
    })
}

fn secret(settings: &Settings) -> Result<String, String> {
    if !settings.secret_file.exists() {
        return Ok(format!("{} will be made", settings.secret_file.display()));
    }
    open::keys(settings).map_err(|Sentence(_, text)| text)?;
    let open_to_others = std::fs::metadata(&settings.secret_file)
        .map(|metadata| std::os::unix::fs::MetadataExt::mode(&metadata) & 0o077 != 0);
    match open_to_others {
        Ok(false) => Ok("read".to_owned()),
        Ok(true) => Err(format!("others can read {}", settings.secret_file.display())),
        Err(error) => Err(error.to_string()),
    }
}

/// Nothing is changed: a folder that is not there is not made.
async fn documents(settings: &Settings) -> Result<String, String> {
    if let Some(s3) = &settings.s3 {
        return bucket(settings).await.map(|()| format!("the bucket {} answers", s3.bucket));
    }
    let folder = &settings.documents;
    if !folder.exists() {
        return Ok(format!("{} will be made with the first document", folder.display()));
    }
    let try_out = folder.join(".cairn-check");
    let wrote = std::fs::write(&try_out, "x").and_then(|()| std::fs::remove_file(&try_out));
    match wrote {
        Ok(()) => Ok(format!("{} reads and writes", folder.display())),
        Err(error) => Err(format!("{}: {error}", folder.display())),
    }
}

/// Whether a bucket lets itself be read and written, by an object that is removed again.
async fn bucket(settings: &Settings) -> Result<(), String> {
    let name = Name::from(".cairn-check");
    let tried = async {
        let store = Place::of(settings).store()?;
        store.put(&name, PutPayload::from_static(b"x")).await?;
        store.delete(&name).await?;
        Ok::<(), StoreError>(())
    };
    tried.await.map_err(|error| error.to_string())
}

async fn scanner(clamav: Option<&Clamav>) -> Result<String, String> {
    let Some(clamav) = clamav else {
        return Ok("not set up: documents are not scanned".to_owned());
    };
    let greeted = scan::greet(clamav).await;
    greeted.map(|()| "clamd answers".to_owned()).map_err(|silent| silent.to_string())
}

async fn email(smtp: Option<&Smtp>) -> Result<String, String> {
    let Some(smtp) = smtp else {
        return Ok("not set up: none leaves".to_owned());
    };
    let tls = || TlsParameters::new(smtp.host.clone()).map_err(|error| error.to_string());
    let tls = match smtp.tls {
        Tls::None => SmtpTls::None,
        Tls::Starttls => SmtpTls::Required(tls()?),
        Tls::Tls => SmtpTls::Wrapper(tls()?),
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&smtp.host)
        .port(smtp.port)
        .tls(tls)
        .timeout(Some(Duration::from_secs(smtp.timeout_s)));
    if let (Some(user), Some(password)) = (&smtp.user, &smtp.password) {
        builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
    }
    let mailer: AsyncSmtpTransport<Tokio1Executor> = builder.build();
    match mailer.test_connection().await {
        Ok(true) => Ok(format!("{} answers", smtp.host)),
        Ok(false) => Err(format!("{} does not answer as a mail server does", smtp.host)),
        Err(error) => Err(format!("{}:{}: {error}", smtp.host, smtp.port)),
    }
}

/// Only that somebody answers there: a message would be one.
async fn texts(sms: Option<&Sms>) -> Result<String, String> {
    let Some(sms) = sms else {
        return Ok("not set up: none leaves".to_owned());
    };
    let client = reqwest::Client::builder().timeout(Duration::from_secs(sms.timeout_s)).build();
    let client = client.map_err(|error| error.to_string())?;
    match client.head(&sms.url).send().await {
        Ok(_) => Ok("the provider answers".to_owned()),
        Err(error) => Err(error.without_url().to_string()),
    }
}
