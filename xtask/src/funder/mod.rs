//! A funder's program for tests and trials, as a process of its own.
//!
//! `POST /submissions` takes what Cairn signs and answers as `docs/funder.md` says; `GET
//! /submissions/{id}` says what became of one. `PUT /behaviour` tells it how to fail, `PUT
//! /submissions/{id}/answer` decides on one that waits, `GET /taken` says what it holds and how
//! often each came. It speaks only on the address it is given and forgets the oldest rather than
//! grow.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post, put};
use clap::Args;

use crate::gateway::line;

mod store;
mod web;

const BODY_BYTES_MAX: usize = 2 * 1024 * 1024;

#[derive(Args)]
pub struct Options {
    /// Where to listen; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Cairn's `funder.secret`
    #[arg(long, default_value = "funder-secret")]
    secret: String,
    /// How many submissions to remember
    #[arg(long, default_value_t = 20_000)]
    keep: usize,
    /// End when standard input closes, so that a test that dies leaves nothing behind
    #[arg(long)]
    until_stdin_closes: bool,
}

/// What all calls share.
#[derive(Clone)]
struct Funder {
    secret: Arc<str>,
    state: Arc<Mutex<store::State>>,
}

impl Funder {
    fn state(&self) -> MutexGuard<'_, store::State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn router(self) -> Router {
        Router::new()
            .route("/submissions", post(web::take))
            .route("/submissions/{id}", get(web::show))
            .route("/submissions/{id}/answer", put(web::decide))
            .route("/taken", get(web::taken))
            .route("/behaviour", put(web::behave))
            .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
            .with_state(self)
    }
}

#[tokio::main]
pub async fn run(options: Options) -> Result<ExitCode> {
    let listener = line::Listener::bind(options.listen).await?;
    println!("ready http://{}", listener.address()?);
    if options.until_stdin_closes {
        crate::gateway::end_with_stdin();
    }
    let state = Arc::new(Mutex::new(store::State::new(options.keep)));
    let funder = Funder { secret: options.secret.into(), state };
    let service = funder.router().into_make_service_with_connect_info::<line::Cut>();
    axum::serve(listener, service).await?;
    Ok(ExitCode::SUCCESS)
}
