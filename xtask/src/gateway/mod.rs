//! A text-message provider for tests and trials, as a process of its own.
//!
//! `POST /messages` takes `{to, text, from?}` with an `Idempotency-Key` and answers 202 `{id}`.
//! `POST /replies` takes `{id, from, text}` as somebody's text, signs it and brings it to Cairn.
//! `PUT /behaviour` tells it how to fail; `GET /messages` and `GET /calls` say what it saw.
//! It speaks only on the address it is given, sends nothing to anybody, and forgets the oldest
//! messages rather than grow.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post, put};
use clap::Args;

mod behaviour;
pub mod line;
mod reply;
mod store;
mod web;

pub use reply::signature;

const BODY_BYTES_MAX: usize = 16 * 1024;

#[derive(Args)]
pub struct Options {
    /// Where to listen; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// The bearer token that every call must carry
    #[arg(long, default_value = "gateway-token")]
    token: String,
    /// Where Cairn listens, such as 127.0.0.1:8080, for texts that are sent back
    #[arg(long)]
    inbound: Option<String>,
    /// Cairn's `sms.inbound_secret`
    #[arg(long, default_value = "inbound-secret")]
    inbound_secret: String,
    /// How many messages to remember
    #[arg(long, default_value_t = 20_000)]
    keep: usize,
    /// End when standard input closes, so that a test that dies leaves nothing behind
    #[arg(long)]
    until_stdin_closes: bool,
}

/// What all calls share.
#[derive(Clone)]
struct Gateway {
    token: Arc<str>,
    inbound: Option<reply::Inbound>,
    state: Arc<Mutex<store::State>>,
}

impl Gateway {
    fn new(token: &str, inbound: Option<reply::Inbound>, keep: usize) -> Gateway {
        let state = Arc::new(Mutex::new(store::State::new(keep)));
        Gateway { token: token.into(), inbound, state }
    }

    fn state(&self) -> MutexGuard<'_, store::State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn router(self) -> Router {
        Router::new()
            .route("/messages", post(web::take).get(web::list).delete(web::forget))
            .route("/messages/{id}", get(web::show))
            .route("/replies", post(web::reply))
            .route("/behaviour", put(web::behave).get(web::behaviour))
            .route("/calls", get(web::calls))
            .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
            .with_state(self)
    }
}

/// Ends the process when its standard input closes.
pub fn end_with_stdin() {
    std::thread::spawn(|| {
        // Whether it closes or breaks, nobody holds us any more.
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        std::process::exit(0);
    });
}

#[tokio::main]
pub async fn run(options: Options) -> Result<ExitCode> {
    let listener = line::Listener::bind(options.listen).await?;
    println!("ready http://{}", listener.address()?);
    if options.until_stdin_closes {
        end_with_stdin();
    }
    let secret = options.inbound_secret;
    let inbound = options.inbound.map(|address| reply::Inbound { address, secret });
    let service = Gateway::new(&options.token, inbound, options.keep)
        .router()
        .into_make_service_with_connect_info::<line::Cut>();
    axum::serve(listener, service).await?;
    Ok(ExitCode::SUCCESS)
}
