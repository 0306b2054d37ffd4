//! A store of documents that speaks S3, for tests and trials, as a process of its own.
//!
//! `s3s-fs` over a folder, with signed requests and one bucket. What it is told is on the disk of
//! that folder: one that is ended and started again has what it had.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tokio::net::TcpListener;

#[derive(Args)]
pub struct Options {
    /// Where to listen; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// The folder that holds the bucket
    #[arg(long)]
    folder: PathBuf,
    /// The bucket, made where it is not there
    #[arg(long, default_value = "documents")]
    bucket: String,
    #[arg(long, default_value = "store-key")]
    access_key: String,
    #[arg(long, default_value = "store-secret")]
    secret_key: String,
    /// End when standard input closes, so that a test that dies leaves nothing behind
    #[arg(long)]
    until_stdin_closes: bool,
}

#[tokio::main]
pub async fn run(options: Options) -> Result<ExitCode> {
    std::fs::create_dir_all(options.folder.join(&options.bucket))?;
    let files = FileSystem::new(&options.folder)
        .map_err(|error| anyhow::anyhow!("{}: {error:?}", options.folder.display()))?;
    let mut service = S3ServiceBuilder::new(files);
    service.set_auth(SimpleAuth::from_single(options.access_key, options.secret_key));
    let service = service.build();
    let listener = TcpListener::bind(options.listen).await.context("listening")?;
    println!("ready http://{}", listener.local_addr()?);
    if options.until_stdin_closes {
        crate::gateway::end_with_stdin();
    }
    let http = Builder::new(TokioExecutor::new());
    loop {
        let (socket, _) = listener.accept().await?;
        let connection = http.serve_connection(TokioIo::new(socket), service.clone()).into_owned();
        tokio::spawn(async move { connection.await.ok() });
    }
}
