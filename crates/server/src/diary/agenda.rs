//! The diary by day, by week, and as a list of what lies ahead.

use super::store::{self, Filter, Kept};
use super::{api, view};
use crate::access::Viewer;
use crate::api::{Day, Posted};
use crate::app::App;
use crate::checkpoints::list::Whose;
use crate::checkpoints::row::WorkRow;
use crate::failure::Failure;
use crate::page::{Frame, Pager, Section, Tab, Words};
use crate::record::Reader;
use crate::work::frame::{address_of, flash_of, question, shown, staff_frame};
use crate::work::pager::{ROWS, pager};
use askama::Template;
use axum::extract::State as Of;
use axum::http::Uri;
use axum::response::Response;
use domain::access::Right;
use domain::calendar::days_between;
use domain::diary::AHEAD_DAYS_MAX;
use domain::ids::UserId;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;

/// Entries of one day that are shown, at most; the list has the rest.
const DAY_MAX: i64 = 200;

/// How much of it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Span {
    Day,
    Week,
    List,
}

impl Span {
    const ALL: [Self; 3] = [Self::Day, Self::Week, Self::List];

    const fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::List => "list",
        }
    }
}

#[derive(Template)]
#[template(path = "diary/agenda.html")]
struct AgendaPage {
    frame: Frame,
    whose: Vec<Tab>,
    spans: Vec<Tab>,
    is_week: bool,
    /// Where one comes back to after moving something.
    here: String,
    groups: Vec<Group>,
    /// The day or week before, today, and the one after; none on the list.
    earlier: Option<(String, String)>,
    now: Option<(String, String)>,
    later: Option<(String, String)>,
    pager: Pager,
}

/// The entries of a day, or what is overdue.
struct Group {
    id: String,
    title: String,
    is_late: bool,
    is_today: bool,
    /// The day onto which entries are drawn; empty for what is overdue.
    day: String,
    lines: Vec<Line>,
}

/// One entry, with what moving it needs.
struct Line {
    row: WorkRow,
    /// Where it is moved; empty where it has its outcome.
    entry: String,
    version: i64,
    time: String,
}

/// What is asked for.
struct Ask {
    span: Span,
    whose: Whose,
    on: Date,
    today: Date,
}

impl Ask {
    fn of(app: &App, viewer: &Viewer, asked: &Posted) -> Self {
        let today = app.clock.today(&viewer.zone);
        let span = Span::ALL.into_iter().find(|span| asked.given("view") == Some(span.word()));
        let on = asked.given("on").and_then(|text| text.parse::<Day>().ok());
        Self {
            span: span.unwrap_or(Span::Day),
            whose: Whose::read(asked.given("whose"), viewer),
            on: on.map_or(today, |day| day.0),
            today,
        }
    }

    fn address(&self, span: Span, whose: Whose, on: Date) -> String {
        let on = if on == self.today { String::new() } else { format!("&on={on}") };
        format!("/diary?view={}&whose={}{on}", span.word(), whose.word())
    }

    /// The same as many days on. Steps lead as far as anything may be booked, and no further:
    /// whoever follows every link comes to an end.
    fn moved(&self, days: i64) -> Option<String> {
        let on = self.on.checked_add(days.days()).ok()?;
        if days_between(self.today, on).abs() > AHEAD_DAYS_MAX {
            return None;
        }
        Some(self.address(self.span, self.whose, on))
    }
}

/// What waits in a diary by the end of a day: everything that has no outcome.
#[must_use]
pub fn waiting(today: Date, owner: Option<UserId>) -> Filter {
    Filter { owner, until: Some(today), is_open: true, ..Filter::default() }
}

/// `GET /diary`
pub(super) async fn show(viewer: Viewer, Of(app): Of<App>, uri: Uri) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let asked = question(&uri);
    let ask = Ask::of(&app, &viewer, &asked);
    let mut reader = app.reader(&viewer).await?;
    let (title, section) = (words.say("diary-title"), Section::Diary);
    let mut frame =
        staff_frame(&app, &mut reader, &viewer, title, section, address_of(&uri)).await?;
    frame.flash = flash_of(words, "diary", asked.given("done"));
    let (all, days, next) = found(&mut reader, &viewer, &ask, asked.given("after")).await?;
    let lines = lines(&app, &mut reader, &viewer, all).await?;
    let groups = by_day(words, &ask, lines, &days);
    let days = match ask.span {
        Span::Day => 1,
        Span::Week => 7,
        Span::List => 0,
    };
    let step = |days: i64, key: &str| {
        (days != 0).then(|| ask.moved(days).map(|to| (words.say(key), to))).flatten()
    };
    let base = format!("{}&", ask.address(ask.span, ask.whose, ask.on));
    let rows = groups.iter().map(|group| group.lines.len()).sum();
    let page = AgendaPage {
        whose: Whose::ALL
            .map(|whose| {
                let to = ask.address(ask.span, whose, ask.on);
                Tab::new(words.say(whose.key(&viewer)), to).here(whose == ask.whose)
            })
            .to_vec(),
        spans: Span::ALL
            .map(|span| {
                let said = words.say(&format!("diary-view-{}", span.word()));
                Tab::new(said, ask.address(span, ask.whose, ask.on)).here(span == ask.span)
            })
            .to_vec(),
        is_week: ask.span == Span::Week,
        here: ask.address(ask.span, ask.whose, ask.on),
        earlier: step(-days, &format!("diary-earlier-{}", ask.span.word())),
        now: (ask.on != ask.today)
            .then(|| (words.say("diary-today"), ask.address(ask.span, ask.whose, ask.today))),
        later: step(days, &format!("diary-later-{}", ask.span.word())),
        pager: pager(&asked, &base, rows, next),
        groups,
        frame,
    };
    shown(&page, false)
}

/// The entries that are asked for, the days that are shown also where they are empty, and where
/// the next page begins.
async fn found(
    reader: &mut Reader,
    viewer: &Viewer,
    ask: &Ask,
    after: Option<&str>,
) -> Result<(Vec<Kept>, Vec<Date>, Option<String>), Failure> {
    let owner = ask.whose.owner(viewer);
    match ask.span {
        Span::Day => {
            let day = (ask.on, ask.today);
            let all = api::of_day(reader, day, owner, (None, DAY_MAX)).await?;
            Ok((all, vec![ask.on], None))
        }
        Span::Week => {
            let days = week_of(ask.on);
            Ok((within(reader, owner, &days).await?, days, None))
        }
        Span::List => {
            let filter = Filter { owner, is_open: true, ..Filter::default() };
            let limit = i64::try_from(ROWS + 1).unwrap_or(i64::MAX);
            let after = after.and_then(api::read_after);
            let mut all = store::list(reader, &filter, after.as_ref(), limit).await?;
            let is_more = all.len() > ROWS;
            all.truncate(ROWS);
            let next = all.last().filter(|_| is_more).map(api::place_of);
            Ok((all, Vec::new(), next))
        }
    }
}

async fn lines(
    app: &App,
    reader: &mut Reader,
    viewer: &Viewer,
    all: Vec<Kept>,
) -> Result<Vec<(Kept, Line)>, Failure> {
    let rows = view::rows(app, reader, viewer, (&all, &viewer.zone)).await?;
    let may_move = viewer.role.holds(Right::Track);
    let line = |(kept, row): (Kept, WorkRow)| {
        let at = kept.entry.due_at.to_zoned(viewer.zone.clone());
        let entry = match kept.entry.outcome {
            None if may_move => format!("/diary/{}", kept.id),
            None | Some(_) => String::new(),
        };
        let line =
            Line { row, entry, version: kept.version, time: at.strftime("%H:%M").to_string() };
        (kept, line)
    };
    Ok(all.into_iter().zip(rows).map(line).collect())
}

async fn within(
    reader: &mut Reader,
    owner: Option<UserId>,
    days: &[Date],
) -> Result<Vec<Kept>, Failure> {
    let (from, until) = (days.first().copied(), days.last().copied());
    let filter = Filter { owner, from, until, ..Filter::default() };
    Ok(store::list(reader, &filter, None, DAY_MAX * 7).await?)
}

/// Monday to Sunday around a day.
fn week_of(day: Date) -> Vec<Date> {
    let monday = match day.weekday() {
        Weekday::Monday => day,
        _ => day.nth_weekday(-1, Weekday::Monday).unwrap_or(day),
    };
    (0..7).filter_map(|at| monday.checked_add(i64::days(at)).ok()).collect()
}

/// What is overdue stands first where today is looked at; then day by day, also the empty ones
/// among those that were asked for.
fn by_day(words: Words, ask: &Ask, all: Vec<(Kept, Line)>, days: &[Date]) -> Vec<Group> {
    let mut late = Vec::new();
    let mut of: BTreeMap<Date, Vec<Line>> = days.iter().map(|day| (*day, Vec::new())).collect();
    for (kept, line) in all {
        if view::is_late(&kept, ask.today) && !days.contains(&kept.due_on) {
            late.push(line);
        } else {
            of.entry(kept.due_on).or_default().push(line);
        }
    }
    let mut groups = Vec::new();
    if !late.is_empty() {
        groups.push(Group {
            id: "overdue".to_owned(),
            title: words.say("diary-overdue"),
            is_late: true,
            is_today: false,
            day: String::new(),
            lines: late,
        });
    }
    groups.extend(of.into_iter().map(|(day, lines)| Group {
        id: format!("day-{day}"),
        title: words.date_long_near(day, ask.today),
        is_late: false,
        is_today: day == ask.today,
        day: day.to_string(),
        lines,
    }));
    groups
}
