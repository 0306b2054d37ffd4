//! How often a fault is made: a tenth in an ordinary run, in full before a release.

/// The number of rounds: `full` with `CAIRN_TEST_ROUNDS=full` in the environment, else a tenth.
pub fn rounds(full: usize) -> usize {
    match std::env::var("CAIRN_TEST_ROUNDS").as_deref() {
        Ok("full") => full,
        Ok(other) => panic!("CAIRN_TEST_ROUNDS should be full or left out, and is {other}"),
        Err(_) => full / 10,
    }
}
