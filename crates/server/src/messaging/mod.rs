//! Messages: asking people, and what became of each asking. (Being written.)

pub mod ask;
