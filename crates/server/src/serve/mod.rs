//! The server: connections with limits, the layers of each request, health and counts.
//!
//! A bare `axum::serve` closes no slow connection. Here each one has a pace to keep: its head, its
//! body, the taking of its answer and the time between two requests are all bounded, and so is
//! the number of connections. When that is reached, the one that has waited longest without
//! asking anything makes room: so a crowd of idle connections never keeps out one that asks.

mod body;
mod crowd;
pub mod health;
pub mod layers;
pub mod metrics;
mod pace;
pub mod store;
mod stream;

pub use body::TooSlow;

use crate::access::Peer;
use crate::config::Limits;
use axum::Router;
use axum::body::Body;
use body::PacedBody;
use crowd::{Crowd, Place};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use stream::PacedStream;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::ServiceExt;

/// Headers of a request, at most.
const HEADERS_MAX: usize = 100;
/// Bytes of a request's head, at most.
const HEAD_BYTES_MAX: usize = 64 * 1024;
/// How often the pace of a connection is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How long a connection waits for a place before it is closed.
const PLACE_WAIT_MAX: Duration = Duration::from_secs(2);
/// How long accepting rests when there is no file left to open.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Serves until `stop` ends, then finishes what runs, for some seconds at most.
pub async fn run(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let crowd = Crowd::new(files_allowed(limits.connections_max));
    let limits = Arc::new(limits);
    let (stopping, stopped) = watch::channel(false);
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::debug!(%error, "a connection was not accepted");
                crowd.make_room();
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        let (crowd, router) = (crowd.clone(), router.clone());
        let (limits, stopped) = (Arc::clone(&limits), stopped.clone());
        tokio::spawn(async move {
            let Ok(Some(place)) = tokio::time::timeout(PLACE_WAIT_MAX, crowd.enter()).await else {
                return;
            };
            serve_one(stream, peer, router, &limits, &place, stopped).await;
        });
    }
    drop(listener);
    stopping.send_replace(true);
    let all_gone = crowd.wait_until_empty();
    if tokio::time::timeout(Duration::from_secs(limits.stop_s), all_gone).await.is_err() {
        tracing::warn!("stopped while some requests were still running");
    }
}

async fn serve_one(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    limits: &Limits,
    place: &Place,
    mut stopped: watch::Receiver<bool>,
) {
    // Answers are written whole, so there is nothing to wait for.
    stream.set_nodelay(true).ok();
    let pace = Arc::clone(place.pace());
    let io = TokioIo::new(PacedStream::new(stream, Arc::clone(&pace)));
    let body_s = limits.body_s;
    let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
        let (router, pace) = (router.clone(), Arc::clone(&pace));
        async move {
            pace.begin();
            let mut request = request.map(|body| Body::new(PacedBody::new(body, body_s)));
            request.extensions_mut().insert(Peer(peer.ip()));
            let answered = router.oneshot(request).await;
            pace.end();
            Ok::<_, Infallible>(answered.unwrap_or_else(|never: Infallible| match never {}))
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(limits.idle_s.max(limits.header_s)))
        .max_headers(HEADERS_MAX)
        .max_header_size(HEAD_BYTES_MAX)
        .max_buf_size(HEAD_BYTES_MAX * 2)
        .serve_connection(io, service);
    let mut connection = pin!(connection);
    let mut look = tokio::time::interval(LOOK_EVERY);
    let mut is_stopping = false;
    loop {
        tokio::select! {
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended early");
                }
                return;
            }
            _ = look.tick() => {
                if place.pace().is_overdue(limits) {
                    tracing::debug!("a slow connection was closed");
                    return;
                }
            }
            () = place.asked_to_leave() => return,
            changed = stopped.changed(), if !is_stopping => {
                is_stopping = true;
                if changed.is_ok() {
                    connection.as_mut().graceful_shutdown();
                }
            }
        }
    }
}

/// Asks the machine for as many open files as connections want, and gives what there is room for.
fn files_allowed(connections_max: usize) -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    // The database, the log and the pages' own files need some too.
    const OTHERS: u64 = 128;
    let wanted = connections_max as u64 + OTHERS;
    let now = getrlimit(Resource::Nofile);
    if now.current.is_some_and(|current| current < wanted) {
        let more = now.maximum.map_or(wanted, |maximum| maximum.min(wanted));
        let asked = Rlimit { current: Some(more), maximum: now.maximum };
        setrlimit(Resource::Nofile, asked).ok();
    }
    let room = getrlimit(Resource::Nofile).current.map_or(wanted, |current| current.min(wanted));
    usize::try_from(room.saturating_sub(OTHERS)).unwrap_or(connections_max).max(16)
}

#[cfg(test)]
mod slow_test;
