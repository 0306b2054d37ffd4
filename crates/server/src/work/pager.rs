//! Pages of a list that goes on from its last line.

use crate::api::{Posted, encoded};
use crate::page::Pager;

/// Rows of one page of a list.
pub const ROWS: usize = 50;

/// The pager of a list. `base` is its address with its filters and ends in `?` or `&`; `next` is
/// where the next page begins, where there is one.
///
/// The address carries how many rows came before, and where the page before began: enough to go
/// back one page without counting.
#[must_use]
pub fn pager(asked: &Posted, base: &str, shown: usize, next: Option<String>) -> Pager {
    let from = asked.given("from").and_then(|text| text.parse::<usize>().ok());
    let from = from.filter(|from| asked.given("after").is_some() && *from > 1).unwrap_or(1);
    let own = asked.given("after").unwrap_or_default();
    let earlier = match (from, asked.given("back")) {
        (1, _) => None,
        (from, _) if from <= ROWS + 1 => Some(base.trim_end_matches(['?', '&']).to_owned()),
        (from, Some(back)) => Some(format!("{base}after={}&from={}", encoded(back), from - ROWS)),
        (_, None) => None,
    };
    let later = next.map(|next| {
        let (after, back) = (encoded(&next), encoded(own));
        let back = if back.is_empty() { back } else { format!("&back={back}") };
        format!("{base}after={after}&from={}{back}", from + shown)
    });
    Pager { from, to: (from + shown).saturating_sub(1), total: None, earlier, later }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> Posted {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Posted::from_fields(pairs.iter().map(own).collect())
    }

    #[test]
    fn one_can_go_on_and_one_page_back() {
        let first = pager(&asked(&[]), "/people?q=a&", ROWS, Some("x~1".to_owned()));
        assert_eq!((first.from, first.to, first.earlier.as_deref()), (1, 50, None));
        assert_eq!(first.later.as_deref(), Some("/people?q=a&after=x~1&from=51"));
        let second = asked(&[("after", "x~1"), ("from", "51")]);
        let second = pager(&second, "/people?q=a&", ROWS, Some("y~2".to_owned()));
        assert_eq!(second.earlier.as_deref(), Some("/people?q=a"));
        assert_eq!(second.later.as_deref(), Some("/people?q=a&after=y~2&from=101&back=x~1"));
        let third = asked(&[("after", "y~2"), ("from", "101"), ("back", "x~1")]);
        let third = pager(&third, "/people?q=a&", 3, None);
        assert_eq!(third.earlier.as_deref(), Some("/people?q=a&after=x~1&from=51"));
        assert_eq!((third.from, third.to, third.later), (101, 103, None));
    }
}
