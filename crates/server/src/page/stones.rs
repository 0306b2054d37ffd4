//! The stones: one for each checkpoint, drawn the same everywhere.

use super::words::Words;

/// A stone as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoneView {
    /// From 1, the widest. Beyond the fourth the smallest is drawn.
    pub position: u8,
    /// The word of the checkpoint's state, as stored.
    pub state: &'static str,
    pub overdue: bool,
    /// What the stone says to somebody who does not see it: `1 month answered, to review`.
    pub label: String,
}

impl StoneView {
    /// A stone that says its name (`1 month`), its state and whether it is overdue.
    pub fn new(
        words: Words,
        position: u8,
        state: &'static str,
        overdue: bool,
        name: &str,
    ) -> StoneView {
        let said = state_said(words, state, overdue);
        let label = if name.is_empty() {
            said
        } else {
            words.with("stone-named", &[("name", name.into()), ("state", said.into())])
        };
        StoneView { position, state, overdue, label }
    }

    /// Which of the four shapes: they grow smaller, so that four make a cairn.
    pub fn shape(&self) -> u8 {
        self.position.clamp(1, 4)
    }

    /// Which of the eight drawings the state has. An unknown state is drawn empty.
    ///
    /// Reviewed shares the drawing of answered (nobody has called it achieved yet), submitted
    /// that of achieved (the funder has not spoken yet); the word tells them apart.
    pub fn drawing(&self) -> &'static str {
        match self.state {
            "open" => "open",
            "asked" => "asked",
            "answered" | "reviewed" => "answered",
            "achieved" | "submitted" => "achieved",
            "confirmed" | "accepted" => "accepted",
            "missed" => "missed",
            "waived" | "stopped" => "waived",
            _ => "scheduled",
        }
    }
}

/// A state in words: `asked, waiting, overdue`.
pub fn state_said(words: Words, state: &str, overdue: bool) -> String {
    let said = words.say(&format!("stone-{state}"));
    if overdue { words.with("stone-overdue", &[("state", said.into())]) } else { said }
}

/// What a row of stones says as one picture.
pub fn rail_label(stones: &[StoneView]) -> String {
    stones.iter().map(|stone| stone.label.as_str()).collect::<Vec<_>>().join("; ")
}

/// One stone of the path on a person's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathStep {
    pub stone: StoneView,
    /// `1 month`.
    pub name: String,
    /// The address of its row, usually `#m1`.
    pub address: String,
    /// `answered, to review`, `asked, 3 days over`.
    pub state: String,
    /// `Sun 30 Nov`.
    pub when: String,
    /// Where it stands: `is-behind`, `is-now` or nothing.
    pub place: &'static str,
}
