//! The diary by day, by week, and as a list of what lies ahead.

use super::days;
use super::listing::{Part, late, of_one, part};
use super::store::{self, Filter, Kept};
use super::view::{self, EntryLine};
use crate::access::Viewer;
use crate::api::read_place;
use crate::api::{Day, Posted, encoded};
use crate::app::App;
use crate::checkpoints::list::Whose;
use crate::failure::Failure;
use crate::page::{Field, Frame, Pager, Section, Tab, Words};
use crate::record::Reader;
use crate::work::frame::{address_of, flash_of, question, shown, staff_frame};
use crate::work::pager::{ROWS, pager};
use askama::Template;
use axum::extract::State as Of;
use axum::http::Uri;
use axum::response::Response;
use domain::access::{Right, Scope};
use domain::calendar::{Region, days_between};
use domain::diary::AHEAD_DAYS_MAX;
use domain::ids::UserId;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Entries of one day that are shown at once, at most.
const DAY_MAX: usize = 200;

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
    /// Whose diary of which days it is, at the head of the paper.
    paper: String,
    whose: Vec<Tab>,
    spans: Vec<Tab>,
    is_week: bool,
    /// Where one comes back to after moving something.
    here: String,
    /// How much is overdue and is not on this page, and where it is.
    overdue: Option<(String, String)>,
    groups: Vec<Group>,
    /// The day or week before, today, and the one after; none on the list.
    earlier: Option<(String, String)>,
    now: Option<(String, String)>,
    later: Option<(String, String)>,
    /// Which day is gone to, with what stays as it is: view and whose. None on the list.
    pick: Option<(Field, [(&'static str, &'static str); 2])>,
    /// Where one finds somebody to book for; empty where this viewer may not.
    find: String,
    pager: Pager,
}

/// The entries of a day, or what is overdue.
struct Group {
    id: String,
    title: String,
    /// Which holidays the day is; empty where it is none.
    closed: String,
    is_late: bool,
    is_today: bool,
    /// The day onto which entries are drawn; empty for what is overdue.
    day: String,
    count: usize,
    lines: Vec<Line>,
    /// Where one finds somebody to book for on that day.
    find: String,
    /// How many of how many are shown, and where the others are.
    rest: Option<(String, String)>,
}

/// One entry, with what moving it needs.
struct Line {
    own: EntryLine,
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

    /// The whole diary of whoever it is, from its first open entry on.
    fn all(&self) -> String {
        self.address(Span::List, self.whose, self.today)
    }

    /// The days that are shown, also where they are empty.
    fn days(&self) -> Vec<Date> {
        match self.span {
            Span::Day => vec![self.on],
            Span::Week => days::week_of(self.on),
            Span::List => Vec::new(),
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
    let owner = ask.whose.owner(&viewer);
    let overdue = store::count(&mut reader, &late(ask.today, owner)).await?;
    let found = found(&mut reader, owner, (&ask, asked.given("after")), overdue).await?;
    let shows_late = found.parts.iter().any(|(day, _)| day.is_none());
    let regions = days::regions(&app, &mut reader, owner.as_ref()).await?;
    let groups = groups(&app, &mut reader, &viewer, (&ask, found.parts, &regions)).await?;
    let base = format!("{}&", ask.address(ask.span, ask.whose, ask.on));
    let rows = groups.iter().map(|group| group.lines.len()).sum();
    let (earlier, now, later) = steps(words, &ask);
    let page = AgendaPage {
        paper: paper_said(words, &viewer, &ask),
        whose: whose_tabs(words, &viewer, &ask),
        spans: span_tabs(words, &ask),
        is_week: ask.span == Span::Week,
        find: find(&viewer, None),
        pick: pick(words, &ask),
        here: ask.address(ask.span, ask.whose, ask.on),
        overdue: (overdue > 0 && !shows_late && ask.span != Span::List)
            .then(|| (words.with("diary-overdue-many", &[("count", overdue.into())]), ask.all())),
        earlier,
        now,
        later,
        pager: match ask.span {
            Span::List => pager(&asked, &base, rows, found.next),
            Span::Day | Span::Week => Pager::default(),
        },
        groups,
        frame,
    };
    shown(&page, false)
}

fn whose_tabs(words: Words, viewer: &Viewer, ask: &Ask) -> Vec<Tab> {
    let tab = |whose: Whose| {
        let to = ask.address(ask.span, whose, ask.on);
        Tab::new(words.say(whose.key(viewer)), to).here(whose == ask.whose)
    };
    Whose::ALL.map(tab).to_vec()
}

fn span_tabs(words: Words, ask: &Ask) -> Vec<Tab> {
    let tab = |span: Span| {
        let said = words.say(&format!("diary-view-{}", span.word()));
        Tab::new(said, ask.address(span, ask.whose, ask.on)).here(span == ask.span)
    };
    Span::ALL.map(tab).to_vec()
}

type Step = Option<(String, String)>;

/// The day or week before, today, and the one after.
fn steps(words: Words, ask: &Ask) -> (Step, Step, Step) {
    let days = match ask.span {
        Span::Day => 1,
        Span::Week => 7,
        Span::List => 0,
    };
    let step = |days: i64, key: &str| {
        let key = format!("diary-{key}-{}", ask.span.word());
        (days != 0).then(|| ask.moved(days).map(|to| (words.say(&key), to))).flatten()
    };
    let today = || (words.say("diary-today"), ask.address(ask.span, ask.whose, ask.today));
    (step(-days, "earlier"), (ask.on != ask.today).then(today), step(days, "later"))
}

/// The day that is looked at, to be chosen: far days are not gone to step by step.
fn pick(words: Words, ask: &Ask) -> Option<(Field, [(&'static str, &'static str); 2])> {
    let day = Field::new(words, "on", "diary-day").value(ask.on.to_string());
    let kept = [("view", ask.span.word()), ("whose", ask.whose.word())];
    (ask.span != Span::List).then_some((day, kept))
}

/// Where one finds somebody to book for, on a day where one is meant; empty where this viewer may
/// not book.
fn find(viewer: &Viewer, on: Option<Date>) -> String {
    let on = on.map(|on| format!("&on={on}")).unwrap_or_default();
    match viewer.role.holds(Right::Track) {
        true => format!("/people?book=yes{on}"),
        false => String::new(),
    }
}

/// Whose diary it is, and of which days.
fn paper_said(words: Words, viewer: &Viewer, ask: &Ask) -> String {
    let who = match (ask.whose, viewer.role.sees()) {
        (Whose::Mine, _) => &viewer.name,
        (Whose::Team, Scope::Own | Scope::Office) => &viewer.office_name,
        (Whose::Team, Scope::Agency) => &viewer.agency_name,
    };
    let days = ask.days();
    let said = |day: &Date| words.date_long(*day);
    let when = match (days.first(), days.last()) {
        (Some(first), Some(last)) if first != last => format!("{} – {}", said(first), said(last)),
        (Some(day), _) => said(day),
        (None, _) => said(&ask.today),
    };
    format!("{who}, {when}")
}

/// What is shown: day by day, or what is overdue where there is no day.
#[derive(Default)]
struct Found {
    parts: Parts,
    /// Where the list goes on.
    next: Option<String>,
}

/// The entries that are asked for: what is overdue where today is looked at, then day by day, also
/// the empty ones among those that were asked for. What is overdue has its own measure, so that it
/// never crowds out the day.
async fn found(
    reader: &mut Reader,
    owner: Option<UserId>,
    (ask, after): (&Ask, Option<&str>),
    overdue: i64,
) -> Result<Found, Failure> {
    let after = after.and_then(read_place);
    let mut found = Found::default();
    match ask.span {
        Span::Day => {
            if ask.on == ask.today && after.is_none() && overdue > 0 {
                let late = part(reader, &late(ask.today, owner), (None, ROWS)).await?;
                found.parts.push((None, late));
            }
            let own = part(reader, &of_one(ask.on, owner), (after.as_ref(), DAY_MAX)).await?;
            found.parts.push((Some(ask.on), own));
        }
        Span::Week => {
            for day in ask.days() {
                let own = part(reader, &of_one(day, owner), (None, DAY_MAX)).await?;
                found.parts.push((Some(day), own));
            }
        }
        Span::List => {
            let filter = Filter { owner, is_open: true, ..Filter::default() };
            let Part { entries, next, .. } = part(reader, &filter, (after.as_ref(), ROWS)).await?;
            let mut days: BTreeMap<Option<Date>, Vec<Kept>> = BTreeMap::new();
            for kept in entries {
                let day = (!view::is_late(&kept, ask.today)).then_some(kept.due_on);
                days.entry(day).or_default().push(kept);
            }
            let whole = |(day, entries): (Option<Date>, Vec<Kept>)| {
                let overdue = usize::try_from(overdue).unwrap_or_default();
                let count = if day.is_none() { overdue } else { entries.len() };
                (day, Part { count, entries, next: None })
            };
            found = Found { parts: days.into_iter().map(whole).collect(), next };
        }
    }
    Ok(found)
}

/// Entries of days; those without one are overdue.
type Parts = Vec<(Option<Date>, Part)>;

async fn groups(
    app: &App,
    reader: &mut Reader,
    viewer: &Viewer,
    (ask, parts, regions): (&Ask, Parts, &[Region]),
) -> Result<Vec<Group>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let all: Vec<Kept> = parts.iter().flat_map(|(_, part)| part.entries.clone()).collect();
    let lines = view::lines(app, reader, viewer, (&all, &viewer.zone)).await?;
    let mut lines = all.iter().zip(lines);
    let mut groups = Vec::new();
    for (day, part) in parts {
        let own = lines.by_ref().take(part.entries.len());
        let lines = own.map(|own| line(words, viewer, own, day)).collect();
        let find = find(viewer, day.filter(|day| *day >= ask.today));
        groups.push(Group { find, ..group(words, ask, (day, &part, lines), regions) });
    }
    Ok(groups)
}

/// Below the head of a day its rows say the time of day alone.
fn line(
    words: Words,
    viewer: &Viewer,
    (kept, mut own): (&Kept, EntryLine),
    day: Option<Date>,
) -> Line {
    let at = kept.entry.due_at.to_zoned(viewer.zone.clone());
    let may_move = kept.entry.outcome.is_none() && viewer.role.holds(Right::Track);
    if day == Some(at.date()) {
        own.row.when = words.time(&at);
    }
    Line {
        own,
        entry: if may_move { format!("/diary/{}", kept.id) } else { String::new() },
        version: kept.version,
        time: at.strftime("%H:%M").to_string(),
    }
}

fn group(
    words: Words,
    ask: &Ask,
    (day, part, lines): (Option<Date>, &Part, Vec<Line>),
    regions: &[Region],
) -> Group {
    // The others of a day stand behind its last; of what is overdue, on the list.
    let rest = part.next.as_ref().map(|next| {
        let many = [("shown", lines.len().into()), ("count", part.count.into())];
        let to = day.map(|day| {
            format!("{}&after={}", ask.address(Span::Day, ask.whose, day), encoded(next))
        });
        (words.with("diary-rest", &many), to.unwrap_or_else(|| ask.all()))
    });
    Group {
        id: day.map_or("overdue".to_owned(), |day| format!("day-{day}")),
        title: match day {
            Some(day) => words.date_long_near(day, ask.today),
            None => words.say("diary-overdue"),
        },
        closed: day.map(|day| days::closed_said(words, day, regions)).unwrap_or_default(),
        is_late: day.is_none(),
        is_today: day == Some(ask.today),
        day: day.map(|day| day.to_string()).unwrap_or_default(),
        count: part.count,
        lines,
        find: String::new(),
        rest,
    }
}
