//! `cairn serve`: pages, doors and the background work, until told to stop.

use super::{Ended, Sentence, open, work};
use crate::app::App;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

pub(super) async fn run(config: Option<&Path>) -> super::Result {
    let mut settings = open::read(config)?;
    let listener = listen(settings.listen).await?;
    settings.listen = listener.local_addr()?;
    let app = open::house(settings).await?;
    let cast = {
        let mut reader = app.db.reader().await?;
        crate::access::store::count_offices(&mut reader).await?
    };
    let mut said = String::new();
    if cast == 0 {
        said.push_str("Nobody can sign in yet: add somebody with `cairn user add`.\n");
    }
    if app.settings.smtp.is_none() {
        said.push_str("E-mail is not set up (smtp.host): none leaves, and pages say so.\n");
    }
    if app.settings.sms.is_none() {
        said.push_str("Texts are not set up (sms.url): none leaves, and pages say so.\n");
    }
    until_stopped(app, listener, &said).await
}

/// Takes an address, or says what to do when somebody else has it.
pub(super) async fn listen(address: SocketAddr) -> Result<TcpListener, Sentence> {
    TcpListener::bind(address).await.map_err(|error| {
        let port = address.port();
        Sentence::failed(match error.kind() {
            std::io::ErrorKind::AddrInUse => format!(
                "Another program listens on {address}. Stop it, or choose another port, such as \
                 --listen {}:{} or CAIRN_LISTEN.",
                address.ip(),
                port.wrapping_add(1)
            ),
            std::io::ErrorKind::PermissionDenied => format!(
                "Port {port} needs rights that this program does not have; take one above 1023."
            ),
            _ => format!("Cairn cannot listen on {address}: {error}."),
        })
    })
}

/// Serves and works until the machine says stop; then finishes what runs, seals the audit and
/// closes the database.
pub(super) async fn until_stopped(app: App, listener: TcpListener, said: &str) -> super::Result {
    let (stop, stopped) = watch::channel(false);
    let address = listener.local_addr()?;
    let limits = app.settings.limits.clone();
    let router = crate::routes::router(app.clone());
    let mut until = stopped.clone();
    let serving = tokio::spawn(crate::serve::run(listener, router, limits, async move {
        until.wait_for(|stop| *stop).await.ok();
    }));
    let working = app.settings.workers.then(|| tokio::spawn(work::work(app.clone(), stopped)));
    let mut out = std::io::stdout();
    writeln!(out, "ready http://{address}")?;
    write!(out, "{said}")?;
    out.flush()?;
    told_to_stop().await;
    tracing::info!("stopping");
    stop.send_replace(true);
    serving.await.ok();
    if let Some(working) = working {
        working.await.ok();
    }
    work::close(&app).await;
    Ok(Ended::Done)
}

/// Ends when the machine or the keyboard says stop.
pub(super) async fn told_to_stop() {
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = terminated => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
