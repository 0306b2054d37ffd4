//! The least that a server can do: what our pages are compared with.

use std::process::ExitCode;

use anyhow::Result;
use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;

#[tokio::main]
pub async fn run() -> Result<ExitCode> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("ready http://{}", listener.local_addr()?);
    let router = Router::new().route("/", get(|| async { "a few words" }));
    axum::serve(listener, router).await?;
    Ok(ExitCode::SUCCESS)
}
