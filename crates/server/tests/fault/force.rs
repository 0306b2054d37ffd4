//! Ending the program by force, and waiting for what should be so.

use crate::program::Program;
use std::time::Duration;

/// Between two looks at a condition.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// `kill -9`, and waits until it is gone.
pub async fn kill(mut program: Program) {
    program.child.kill().await.expect("it is killed");
}

/// Looks until something is so.
///
/// # Panics
///
/// When it is still not so after the time given.
pub async fn until<T>(what: &str, within: Duration, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let looking = async {
        let mut pace = tokio::time::interval(LOOK_EVERY);
        loop {
            pace.tick().await;
            if let Some(found) = look().await {
                return found;
            }
        }
    };
    let found = tokio::time::timeout(within, looking).await;
    found.unwrap_or_else(|_| panic!("waited {within:?} for this: {what}"))
}
