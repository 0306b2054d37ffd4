//! The log: to stderr, without anything that was typed or is known about anybody.

use tracing_subscriber::EnvFilter;

/// Begins to log. `CAIRN_LOG` says what, as `info` or `warn,server=debug`; `CAIRN_LOG_FORMAT=json`
/// says how.
pub(super) fn begin(serves: bool) {
    let usual = if serves { "info,sqlx=warn" } else { "warn" };
    let filter = EnvFilter::try_from_env("CAIRN_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let is_json = std::env::var("CAIRN_LOG_FORMAT").is_ok_and(|format| format == "json");
    let begun = if is_json { log.json().try_init() } else { log.with_ansi(false).try_init() };
    if let Err(error) = begun {
        eprintln!("There is no log: {error}.");
    }
    // A panic's message may hold what somebody typed; where it happened does not.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "the program met a state that should not be");
    }));
}
