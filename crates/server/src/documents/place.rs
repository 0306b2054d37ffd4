//! What kind of store the archive has: a folder beside the database, or a bucket that speaks S3.

use super::archive::StoreError;
use crate::config::{S3, Settings};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::local::LocalFileSystem;
use object_store::prefix::PrefixStore;
use object_store::{ClientOptions, ObjectStore, RetryConfig};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// Sealed bytes that are gathered before they are written to a folder.
const PORTION_BYTES: usize = 256 * 1024;
/// The same for a bucket: S3 takes no smaller part but the last.
const PART_BYTES: usize = 5 * 1024 * 1024;
/// How long a bucket may take to answer a new connection.
const CONNECT: Duration = Duration::from_secs(5);
/// Further tries of one request. Whoever uploads waits for them.
const RETRIES: usize = 2;

/// Where objects lie. Cheap to clone.
#[derive(Clone)]
pub enum Place {
    Folder(PathBuf),
    Bucket(Arc<Bucket>),
}

/// A bucket, whose connections are kept.
pub struct Bucket {
    settings: S3,
    store: OnceLock<Arc<PrefixStore<AmazonS3>>>,
}

impl Place {
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        match &settings.s3 {
            None => Self::Folder(settings.documents.clone()),
            Some(s3) => {
                Self::Bucket(Arc::new(Bucket { settings: s3.clone(), store: OnceLock::new() }))
            }
        }
    }

    /// Bytes that are gathered before they are written.
    #[must_use]
    pub fn portion_bytes(&self) -> usize {
        match self {
            Self::Folder(_) => PORTION_BYTES,
            Self::Bucket(_) => PART_BYTES,
        }
    }

    /// The folder, where it is one.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder) => Some(folder),
            Self::Bucket(_) => None,
        }
    }

    /// The store itself. A folder is made when it is needed first, for its owner only.
    ///
    /// # Errors
    ///
    /// When the folder cannot be made, or the bucket's settings are none.
    pub fn store(&self) -> Result<Arc<dyn ObjectStore>, StoreError> {
        match self {
            Self::Folder(folder) => {
                std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
                let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
                Ok(Arc::new(store))
            }
            Self::Bucket(bucket) => bucket.store(),
        }
    }
}

impl Bucket {
    fn store(&self) -> Result<Arc<dyn ObjectStore>, StoreError> {
        if let Some(store) = self.store.get() {
            return Ok(Arc::clone(store) as Arc<dyn ObjectStore>);
        }
        let built = Arc::new(self.built()?);
        Ok(Arc::clone(self.store.get_or_init(|| built)) as Arc<dyn ObjectStore>)
    }

    fn built(&self) -> Result<PrefixStore<AmazonS3>, StoreError> {
        let s3 = &self.settings;
        let timeout = Duration::from_secs(s3.timeout_s);
        let client = ClientOptions::new()
            // Between two portions: whoever takes a large document slowly is no trouble.
            .with_timeout_disabled()
            .with_read_timeout(timeout)
            .with_connect_timeout(CONNECT)
            .with_allow_http(s3.url.as_ref().is_some_and(|url| url.starts_with("http://")));
        let retry =
            RetryConfig { max_retries: RETRIES, retry_timeout: timeout, ..RetryConfig::default() };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&s3.bucket)
            .with_region(&s3.region)
            .with_access_key_id(&s3.access_key)
            .with_secret_access_key(&s3.secret_key)
            .with_client_options(client)
            .with_retry(retry);
        if let Some(url) = &s3.url {
            builder = builder.with_endpoint(url);
        }
        Ok(PrefixStore::new(builder.build()?, s3.prefix.as_str()))
    }
}
