//! How long a job waits before it is tried again.

const FIRST_MS: i64 = 30_000;
const LONGEST_MS: i64 = 480_000;

/// The wait after the try of this number (1 is the first), in milliseconds: it
/// doubles from 30 seconds to 8 minutes, plus up to a quarter by chance, so that
/// what failed together does not come back together.
///
/// Twelve tries span at least 63 minutes and no wait exceeds 10: a mail server
/// that is away for an hour loses nothing, and all is sent within ten minutes of
/// its return.
pub fn back_off_ms(tries: i64, random: u64) -> i64 {
    let doublings = tries.clamp(1, 10) - 1;
    let wait_ms = (FIRST_MS << doublings).min(LONGEST_MS);
    let quarter_ms = u64::try_from(wait_ms / 4).unwrap_or(1);
    wait_ms + i64::try_from(random % quarter_ms).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::back_off_ms;

    #[test]
    fn twelve_tries_outlast_an_hour_and_no_wait_ten_minutes() {
        let shortest: i64 = (1..12).map(|tries| back_off_ms(tries, 0)).sum();
        assert!(shortest >= 60 * 60 * 1_000, "{shortest}");
        for random in [0, 1, u64::MAX / 2, u64::MAX] {
            assert!((1..100).all(|tries| back_off_ms(tries, random) <= 600_000));
        }
    }
}
