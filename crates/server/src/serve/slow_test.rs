//! Clients that are slow in every way, on real sockets.

use super::*;
use axum::body::Bytes;
use axum::routing::{get, post};
use futures_util::stream;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::oneshot;
use tokio::time::{Instant, timeout};

/// A slow one is gone within this time, with limits of one second.
const GONE_WITHIN: Duration = Duration::from_secs(10);

fn strict() -> Limits {
    Limits {
        connections_max: 4_096,
        header_s: 1,
        body_s: 1,
        idle_s: 1,
        write_s: 1,
        stop_s: 1,
        forwarded_by: None,
    }
}

/// Stops the server when it is dropped.
struct Running {
    address: SocketAddr,
    _stop: oneshot::Sender<()>,
}

async fn start(limits: Limits, router: Router) -> Running {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    tokio::spawn(run(listener, router, limits, async move {
        stopped.await.ok();
    }));
    Running { address, _stop: stop }
}

fn usual() -> Router {
    Router::new()
        .route("/", get(|| async { "here" }))
        .route("/", post(|body: Bytes| async move { body.len().to_string() }))
}

impl Running {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    async fn send(&self, bytes: &str) -> TcpStream {
        let mut stream = self.connect().await;
        stream.write_all(bytes.as_bytes()).await.unwrap();
        stream
    }
}

/// Everything until the server closes, which it has to do.
async fn until_closed(mut stream: TcpStream) -> String {
    let mut text = Vec::new();
    let read = timeout(GONE_WITHIN, stream.read_to_end(&mut text)).await;
    assert!(read.is_ok(), "the connection is still open");
    String::from_utf8_lossy(&text).into_owned()
}

#[tokio::test]
async fn a_head_that_never_ends_is_cut() {
    let server = start(strict(), usual()).await;
    assert_eq!(until_closed(server.send("GET / HTTP/1.1\r\nHost: a\r\nX-A").await).await, "");
    assert_eq!(until_closed(server.connect().await).await, "");
}

#[tokio::test]
async fn a_head_that_trickles_is_cut() {
    let server = start(strict(), usual()).await;
    let (mut reader, mut writer) = server.send("GET / HTTP/1.1\r\n").await.into_split();
    tokio::spawn(async move {
        let mut beat = tokio::time::interval(Duration::from_millis(100));
        while writer.write_all(b"X-A: b\r\n").await.is_ok() {
            beat.tick().await;
        }
    });
    let mut rest = Vec::new();
    let read = timeout(GONE_WITHIN, reader.read_to_end(&mut rest)).await;
    assert!(read.is_ok() && rest.is_empty());
}

#[tokio::test]
async fn a_body_that_trickles_is_cut() {
    let server = start(strict(), usual()).await;
    let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc";
    let said = until_closed(server.send(head).await).await;
    assert!(said.starts_with("HTTP/1.1 400"), "{said}");
}

#[tokio::test]
async fn a_whole_body_is_taken_and_an_idle_connection_is_closed() {
    let server = start(strict(), usual()).await;
    let asked = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
    let said = until_closed(server.send(asked).await).await;
    assert!(said.starts_with("HTTP/1.1 200") && said.ends_with("\r\n\r\n3"), "{said}");
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_cut() {
    let (dropped, was_dropped) = oneshot::channel::<()>();
    let dropped = Arc::new(std::sync::Mutex::new(Some(dropped)));
    let router = Router::new().route(
        "/",
        get(move || {
            let dropped = dropped.lock().unwrap().take();
            async move {
                let endless = stream::repeat_with(move || {
                    let _held = &dropped;
                    Ok::<_, Infallible>(Bytes::from(vec![b'x'; 65_536]))
                });
                Body::from_stream(endless)
            }
        }),
    );
    let server = start(strict(), router).await;
    let unread = server.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").await;
    let gone = timeout(GONE_WITHIN, was_dropped).await;
    assert!(gone.is_ok(), "the answer is still being written");
    drop(unread);
}

#[tokio::test]
async fn a_thousand_slow_ones_do_not_hold_an_honest_one() {
    let server = start(strict(), usual()).await;
    let mut slow = Vec::new();
    for _ in 0..1_000 {
        slow.push(server.send("GET / HTTP/1.1\r\nX-A: b\r\n").await);
    }
    for _ in 0..50 {
        let began = Instant::now();
        let honest = server.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await;
        assert!(until_closed(honest).await.ends_with("here"));
        assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    }
    for one in slow {
        assert_eq!(until_closed(one).await, "");
    }
}

#[tokio::test]
async fn when_all_places_are_taken_the_idle_make_room() {
    let patient = Limits { connections_max: 16, header_s: 600, idle_s: 600, ..strict() };
    let server = start(patient, usual()).await;
    let mut slow = Vec::new();
    for _ in 0..200 {
        slow.push(server.send("GET / HTTP/1.1\r\nX-A: b\r\n").await);
    }
    for _ in 0..20 {
        let honest = server.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await;
        assert!(until_closed(honest).await.ends_with("here"));
    }
}

#[tokio::test]
async fn what_runs_is_finished_before_the_server_stops() {
    static ASKED: AtomicBool = AtomicBool::new(false);
    let (go_on, may_go_on) = oneshot::channel::<()>();
    let may_go_on = Arc::new(std::sync::Mutex::new(Some(may_go_on)));
    let router = Router::new().route(
        "/",
        get(move || {
            let may_go_on = may_go_on.lock().unwrap().take();
            async move {
                ASKED.store(true, Ordering::SeqCst);
                may_go_on.unwrap().await.ok();
                "done"
            }
        }),
    );
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let limits = Limits { stop_s: 30, ..Limits::default() };
    let server = tokio::spawn(run(listener, router, limits, async move {
        stopped.await.ok();
    }));
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    while !ASKED.load(Ordering::SeqCst) {
        tokio::task::yield_now().await;
    }
    stop.send(()).unwrap();
    go_on.send(()).unwrap();
    assert!(until_closed(stream).await.ends_with("done"));
    assert!(timeout(GONE_WITHIN, server).await.is_ok());
}
