//! `GET /metrics`: counts and durations in Prometheus' text, without a single name.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::LazyLock;
use std::time::Duration;

/// Bounds of the buckets of every duration, in seconds.
const BUCKETS_S: [f64; 11] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

static RECORDER: LazyLock<Option<PrometheusHandle>> = LazyLock::new(|| {
    let builder = PrometheusBuilder::new().set_buckets(&BUCKETS_S).ok()?;
    let recorder = builder.build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).ok()?;
    Some(handle)
});

/// Begins to count. Harmless when it has begun already.
pub fn begin() {
    LazyLock::force(&RECORDER);
}

/// One request that was answered. Routes are templates, so there are few of them.
pub(super) fn count_request(route: &str, method: &str, status: u16, took: Duration) {
    begin();
    let (route, method) = (route.to_owned(), method.to_owned());
    let class = format!("{}xx", status / 100);
    counter!("cairn_requests_total", "route" => route.clone(), "method" => method.clone(),
        "status" => class)
    .increment(1);
    histogram!("cairn_request_seconds", "route" => route, "method" => method)
        .record(took.as_secs_f64());
}

/// One commit, with the time it took to be on the disk.
pub fn count_commit(took: Duration, is_kept: bool) {
    let outcome = if is_kept { "kept" } else { "failed" };
    counter!("cairn_commits_total", "outcome" => outcome).increment(1);
    histogram!("cairn_commit_seconds").record(took.as_secs_f64());
}

/// Connections that are open now.
pub(super) fn connections(open: usize) {
    gauge!("cairn_connections").set(open as f64);
}

/// `GET /metrics`.
pub async fn show() -> Response {
    begin();
    let text = RECORDER.as_ref().map(PrometheusHandle::render).unwrap_or_default();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}
