//! What may be shown of a table of counts.
//!
//! A count that speaks of fewer than [`GROUP_MIN`] people is hidden. So is a neighbour, where the
//! total would give the hidden one away. The neighbour is chosen by its place and never by its
//! size: whoever knows this rule learns nothing from the choice. Counts of nobody are shown.

use super::Tally;

/// People that make a group: of fewer nothing is shown.
pub const GROUP_MIN: usize = 5;

/// A count as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    Count(u64),
    /// Too small, or it would give away one that is.
    Hidden,
}

impl Seen {
    /// The count, where it is shown.
    #[must_use]
    pub fn count(self) -> Option<u64> {
        match self {
            Self::Count(count) => Some(count),
            Self::Hidden => None,
        }
    }
}

/// What is shown of counts whose sum is shown beside them. None: nothing, and not the sum either.
#[must_use]
pub fn line(cells: &[Tally]) -> Option<Vec<Seen>> {
    let all = Tally::sum(cells);
    if all.count == 0 || all.is_small() {
        return None;
    }
    let mut seen: Vec<Seen> = cells.iter().map(by_itself).collect();
    while is_given_away(cells, &seen) {
        let next = next_of(&seen)?;
        seen[next] = Seen::Hidden;
    }
    Some(seen)
}

fn by_itself(cell: &Tally) -> Seen {
    if cell.is_small() { Seen::Hidden } else { Seen::Count(cell.count) }
}

/// What is shown of boxes that anybody may tick several of: how many ticked, beside how many did
/// not. The number of all stands beside it, so each hides with its other side.
#[must_use]
pub fn ticks(boxes: &[(Tally, Tally)]) -> Vec<Seen> {
    let hides = |(ticked, not): &(Tally, Tally)| ticked.is_small() || not.is_small();
    let seen =
        boxes.iter().map(|one| if hides(one) { Seen::Hidden } else { Seen::Count(one.0.count) });
    seen.collect()
}

/// Whether the sum gives the hidden ones away: one alone, or each of them a single answer.
fn is_given_away(cells: &[Tally], seen: &[Seen]) -> bool {
    let hidden = cells.iter().zip(seen).filter(|(_, seen)| **seen == Seen::Hidden);
    let counts: Vec<u64> = hidden.map(|(cell, _)| cell.count).collect();
    match counts.as_slice() {
        [] => false,
        [_] => true,
        several => several.iter().all(|count| *count == 1),
    }
}

/// The first shown count of somebody behind the last hidden one, and from the beginning again.
fn next_of(seen: &[Seen]) -> Option<usize> {
    let last = seen.iter().rposition(|one| *one == Seen::Hidden)?;
    let places = (last + 1..seen.len()).chain(0..last);
    places.into_iter().find(|place| seen[*place].count().is_some_and(|count| count > 0))
}

/// What is shown of a table whose sums of rows and columns are all shown beside it, none of them
/// small. None: the rows may not be told apart at all.
#[must_use]
pub fn grid(rows: &[Vec<Tally>]) -> Option<Vec<Vec<Seen>>> {
    let mut seen: Vec<Vec<Seen>> =
        rows.iter().map(|row| row.iter().map(by_itself).collect()).collect();
    while let Some(at) = first_settled(rows, &seen) {
        let (row, column) = neighbour(&seen, at)?;
        seen[row][column] = Seen::Hidden;
    }
    Some(seen)
}

/// The first hidden count that the sums leave no choice.
fn first_settled(rows: &[Vec<Tally>], seen: &[Vec<Seen>]) -> Option<(usize, usize)> {
    let places = (0..rows.len()).flat_map(|row| (0..rows[row].len()).map(move |at| (row, at)));
    places.filter(|(row, at)| seen[*row][*at] == Seen::Hidden).find(|place| {
        let up = turns(rows, seen, *place, Turn::Up);
        !up && !turns(rows, seen, *place, Turn::Down)
    })
}

/// A change of one count by one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Up,
    Down,
}

/// Whether a hidden count could be one more or one less while all that is shown stays as it is:
/// its column and its row are made good by other hidden counts, of which none becomes nobody.
fn turns(rows: &[Vec<Tally>], seen: &[Vec<Seen>], place: (usize, usize), turn: Turn) -> bool {
    let gives = |row: usize, column: usize| rows[row][column].count > 1;
    let is_free = |row: usize, column: usize, turn: Turn| {
        seen[row][column] == Seen::Hidden && (turn == Turn::Up || gives(row, column))
    };
    let (row, column) = place;
    if !is_free(row, column, turn) {
        return false;
    }
    let back = if turn == Turn::Up { Turn::Down } else { Turn::Up };
    let (mut waiting, mut reached) = (vec![column], vec![column]);
    while let Some(column) = waiting.pop() {
        for other in (0..rows.len()).filter(|other| (*other, column) != place) {
            if !is_free(other, column, back) {
                continue;
            }
            if other == row {
                return true;
            }
            for next in 0..rows[other].len() {
                if next != column && is_free(other, next, turn) && !reached.contains(&next) {
                    reached.push(next);
                    waiting.push(next);
                }
            }
        }
    }
    false
}

/// Another count of somebody to hide: in the row, else in the column, else anywhere.
fn neighbour(seen: &[Vec<Seen>], (row, column): (usize, usize)) -> Option<(usize, usize)> {
    let (high, wide) = (seen.len(), seen[row].len());
    let own = (1..wide).map(|step| (row, (column + step) % wide));
    let below = (1..high).map(|step| ((row + step) % high, column));
    let all = (0..high).flat_map(|row| (0..wide).map(move |column| (row, column)));
    own.chain(below)
        .chain(all)
        .find(|(row, column)| seen[*row][*column].count().is_some_and(|count| count > 0))
}

#[cfg(test)]
#[path = "suppress_test.rs"]
mod tests;
