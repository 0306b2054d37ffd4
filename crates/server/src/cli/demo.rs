//! `cairn demo`: everything at once, with an invented cast.

use super::{DemoCall, Sentence, open, serve};
use crate::access::DEMO_PASSWORD;
use crate::app::App;
use crate::config::Settings;
use std::path::{Path, PathBuf};

/// What a demo makes in its folder, and what SQLite puts beside it.
const OWN_FILES: [&str; 4] =
    ["cairn-demo.db", "cairn-demo.db-wal", "cairn-demo.db-shm", "cairn-demo.secret"];

pub(super) async fn run(call: DemoCall) -> super::Result {
    if !call.listen.ip().is_loopback() && !call.insecure_listen {
        return Err(Sentence::wrong(format!(
            "A demo listens on this machine only, since everybody knows its passwords: {} is \
             beyond it. Take 127.0.0.1:{}, or add --insecure-listen.",
            call.listen,
            call.listen.port()
        )));
    }
    let folder = Folder::of(&call)?;
    let listener = serve::listen(call.listen).await?;
    let settings = Settings {
        insecure_listen: call.insecure_listen,
        ..Settings::demo(listener.local_addr()?, &folder.path)
    };
    let app = filled(settings, &folder.path).await?;
    crate::demo::restore_clock(&app).await?;
    let said = said(&app).await?;
    serve::until_stopped(app, listener, &said).await
}

/// The house with its cast. What a kill left half-made is thrown away and made anew: nobody has
/// used it yet.
async fn filled(settings: Settings, folder: &Path) -> Result<App, Sentence> {
    const SEEDED: &str = "demo.seeded";
    let mut app = open::house(settings.clone()).await?;
    let mut reader = app.db.reader().await?;
    let is_seeded = crate::serve::store::find(&mut reader, SEEDED).await?.is_some();
    let is_begun = crate::access::store::count_offices(&mut reader).await? > 0;
    drop(reader);
    if is_seeded {
        return Ok(app);
    }
    if is_begun {
        app.db.clone().close().await;
        empty(folder)?;
        app = open::house(settings).await?;
    }
    crate::seeds::demo(&app).await?;
    let mut writer = app.db.writer().await?;
    crate::serve::store::record(&mut writer, SEEDED, "yes").await?;
    writer.commit().await?;
    Ok(app)
}

/// Who can sign in, and what else there is.
async fn said(app: &App) -> Result<String, Sentence> {
    let mut reader = app.db.reader().await?;
    let cast = crate::access::store::list_cast(&mut reader).await?;
    let base = app.settings.base_url();
    let mut said = format!("\nSign in at {base}/sign-in, password {DEMO_PASSWORD}:\n");
    for member in cast {
        let role = member.role.replace('_', " ");
        said.push_str(&format!("  {:<22} {}, {role}\n", member.email, member.name));
    }
    said.push_str(&format!(
        "\nToken of programs: demo-token (Max), demo-token-ada, -theo, -rita, -sam, -ines\n\
         What would be sent: {base}/demo/outbox\n\
         The clock:          {base}/demo\n\
         Nothing leaves this machine. Stop with Ctrl+C.\n"
    ));
    Ok(said)
}

/// Where the demo keeps its files; one of its own is removed in the end.
struct Folder {
    path: PathBuf,
    is_own: bool,
}

impl Folder {
    fn of(call: &DemoCall) -> Result<Self, Sentence> {
        let Some(path) = &call.data else {
            let name = format!("cairn-demo-{}", &crate::keys::random_secret()[..16]);
            let path = std::env::temp_dir().join(name);
            make_private(&path)?;
            return Ok(Self { path, is_own: true });
        };
        make_private(path)?;
        if call.fresh {
            empty(path)?;
        }
        Ok(Self { path: path.clone(), is_own: false })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.is_own {
            std::fs::remove_dir_all(&self.path).ok();
        }
    }
}

/// What stands in the folder of documents is removed with it.
const OWN_FOLDER: &str = "cairn-demo.documents";

/// Makes a folder that only its owner can look into; one that is there stays as it is.
fn make_private(path: &Path) -> Result<(), Sentence> {
    use std::os::unix::fs::DirBuilderExt;
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|error| {
        Sentence::failed(format!("The folder {} cannot be made: {error}.", path.display()))
    })
}

/// Removes what a demo made, and nothing else.
fn empty(path: &Path) -> Result<(), Sentence> {
    for name in OWN_FILES {
        match std::fs::remove_file(path.join(name)) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    match std::fs::remove_dir_all(path.join(OWN_FOLDER)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginning_anew_removes_the_demos_own_files_only() {
        let folder = std::env::temp_dir().join(crate::keys::random_secret());
        make_private(&folder).unwrap();
        for name in ["cairn-demo.db", "cairn-demo.secret", "holiday.jpg"] {
            std::fs::write(folder.join(name), "x").unwrap();
        }
        empty(&folder).unwrap();
        let left: Vec<_> = std::fs::read_dir(&folder).unwrap().flatten().collect();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].file_name(), "holiday.jpg");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
