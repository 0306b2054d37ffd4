//! Every base template and every macro once, in both languages, read by a strict reader.
//!
//! The pages are also written to `target/samples/`, to be looked at in a browser.

use std::fs;
use std::path::PathBuf;

use askama::Template;
use jiff::civil::{Date, date};

use super::assets::written;
use super::html_check::check;
use super::*;

const TODAY: Date = date(2025, 9, 30);

#[derive(Template)]
#[template(path = "page/samples/fields.html")]
struct FieldsPage {
    frame: Frame,
    problems: Problems,
    text: Field,
    email: Field,
    tel: Field,
    password: Field,
    number: Field,
    born: Field,
    day: Field,
    pay: Field,
    office: Field,
    way: Field,
    ticks: Field,
    how: Field,
    tick: Field,
    note: Field,
    paper: Field,
}

#[derive(Template)]
#[template(path = "page/samples/person.html")]
struct PersonPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    tabs: Vec<Tab>,
    path: Vec<PathStep>,
    steps: Vec<Step>,
    facts: Vec<(String, String)>,
    changes: Vec<Change>,
}

#[derive(Template)]
#[template(path = "page/samples/list.html")]
struct ListPage {
    frame: Frame,
    filters: Vec<Tab>,
    rows: Vec<Vec<StoneView>>,
    columns: Vec<String>,
    pager: Pager,
}

#[derive(Template)]
#[template(path = "page/samples/compose.html")]
struct ComposePage {
    frame: Frame,
    how: Field,
    subject: Field,
    link: String,
}

#[derive(Template)]
#[template(path = "page/samples/question.html")]
struct QuestionPage {
    frame: Frame,
    problems: Problems,
    question: Field,
    hours: Field,
    since: Field,
    pay: Field,
}

#[derive(Template)]
#[template(path = "page/samples/sign_in.html")]
struct SignInPage {
    frame: Frame,
    email: Field,
    password: Field,
}

fn frame(words: Words, title: &str) -> Frame {
    let mut frame = Frame::new(words, "Stonebridge Employment", title);
    frame.csrf = "a-token".to_owned();
    frame.address = "/people?q=zo%C3%AB".to_owned();
    frame
}

fn staff(words: Words, title: &str, section: Section) -> Frame {
    let mut frame = frame(words, title);
    frame.signed_in = Some(SignedIn {
        name: "Ada Lindqvist".to_owned(),
        role: "adviser".to_owned(),
        office: "Hamilton office".to_owned(),
    });
    frame.section = Some(section);
    frame.counts = vec![(Section::MyDay, 14), (Section::Checkpoints, 9)];
    frame
}

fn periods(chosen: &str) -> Vec<Choice> {
    let said = [("hour", "an hour"), ("week", "a week"), ("year", "a year")];
    let mut periods: Vec<_> = said.map(|(value, label)| Choice::new(value, label)).into();
    for period in &mut periods {
        period.chosen = period.value == chosen;
    }
    periods
}

fn fields_page(words: Words) -> FieldsPage {
    let mut problems = Problems::on_page("Somebody else already has this file open.");
    problems.add("email", "An e-mail address looks like name@example.org");
    problems.add("born", "A day of birth is in the past, like 27 3 1990");
    problems.add("way", "Choose how you met");
    problems.add("agreed", "Tick it, or leave the page");
    let field = |name: &str, label: &str| Field::labelled(words, name, label).problem(&problems);
    let offices = vec![Choice::new("", "Choose"), Choice::new("h", "Hamilton")];
    let ways = vec![
        Choice::new("phone", "By telephone"),
        Choice::new("office", "In the office").hint("Weekdays, 9 to 5"),
    ];
    let hows = vec![
        Choice::new("email", "E-mail").icon("mail"),
        Choice::new("sms", "Text").icon("chat").closed(),
        Choice::new("link", "Link").icon("link"),
    ];
    FieldsPage {
        frame: staff(words, "Every field", Section::People).refused(&problems),
        text: field("given", "Given name").autocomplete("given-name").length_max(80).value("Zoë"),
        email: field("email", "E-mail").optional().value("zoe.at.example"),
        tel: field("tel", "Telephone").hint_said("With its area code").autocomplete("tel"),
        password: field("password", "Password").value("never shown"),
        number: field("hours", "Hours").keyboard("decimal").width("short").unit("hours"),
        born: field("born", "Day of birth").hint("field-date-hint").parts("31", "2", "2090"),
        day: field("start", "First day of work").date(Some(TODAY)),
        pay: field("pay", "Pay").choices(periods("week")).value("18.50").period("week").unit("$"),
        office: field("office", "Office").choices(offices).value("h"),
        way: field("way", "How did you meet?").choices(ways.clone()),
        ticks: field("ways", "Ways that suit").choices(ways).chosen(&["phone".to_owned()]),
        how: field("how", "How").hint_said("No texts: stopped on 3 May.").choices(hows),
        tick: field("agreed", "She agreed to be called").ticked(true),
        note: field("note", "Note").rows(4).value("<b>not bold</b> & \"quoted\""),
        paper: field("paper", "Pay stub").hint_said("PDF or photograph"),
        problems,
    }
}

fn stone(words: Words, position: u8, state: &'static str, overdue: bool) -> StoneView {
    StoneView::new(words, position, state, overdue, ["1 month", "3 months"][position as usize % 2])
}

fn person_page(words: Words) -> PersonPage {
    let states = [("confirmed", false), ("asked", true), ("open", false), ("scheduled", false)];
    let path = (1..).zip(states).map(|(position, (state, overdue))| PathStep {
        stone: stone(words, position, state, overdue),
        name: format!("{position} months"),
        address: "#m1".to_owned(),
        state: stones::state_said(words, state, overdue),
        when: words.date_near(date(2026, 2, 28), TODAY),
        place: ["is-behind", "is-now", "", ""][usize::from(position) - 1],
    });
    let change = |what: &str, now: &str, then: &str| Change {
        what: what.to_owned(),
        now: now.to_owned(),
        then: then.to_owned(),
        why: "counted from the first day".to_owned(),
    };
    PersonPage {
        frame: staff(words, "Zoë O’Brien", Section::People),
        crumb: vec![("People".to_owned(), "/people".to_owned())],
        tabs: vec![
            Tab::new("Summary", "/people/1"),
            Tab::new("Checkpoints", "/people/1/checkpoints").here(true),
            Tab::new("Documents", "/people/1/documents").count(3),
        ],
        path: path.collect(),
        steps: vec![
            Step::done("Asked by e-mail", "15 Sep"),
            Step::here("note", "You review the answers", "by Thu 30 Oct"),
            Step::ahead("send", "It joins the October file", "Fri 31 Oct"),
        ],
        facts: vec![("Job began".to_owned(), words.date(date(2025, 6, 27)))],
        changes: vec![change("1 month", "27 Jul", "1 Aug"), change("End", "27 Jul", "27 Jul")],
    }
}

fn list_page(words: Words) -> ListPage {
    let row = |states: [&'static str; 4], late: u8| {
        let stones = (1..).zip(states);
        stones.map(|(at, state)| stone(words, at, state, at == late)).collect::<Vec<_>>()
    };
    let mut frame = staff(words, &words.say("page-nav-my-day"), Section::MyDay);
    frame.demo_clock = Some(words.date_long(TODAY));
    frame.flash = Some(Flash { tone: "good", sentence: "Saved.".to_owned() });
    ListPage {
        frame,
        filters: vec![
            Tab::new("Mine", "/").count(14).here(true),
            Tab::new("Team", "/?whose=team").count(61),
        ],
        rows: vec![
            row(["confirmed", "answered", "scheduled", "scheduled"], 2),
            row(["confirmed", "asked", "open", "scheduled"], 2),
            row(["missed", "waived", "reviewed", "submitted"], 0),
            row(["achieved", "stopped", "missed", "confirmed"], 4),
        ],
        columns: ["Name", "Stones", "Due", ""].map(str::to_owned).into(),
        pager: Pager {
            from: 26,
            to: 50,
            total: Some(61),
            earlier: Some("/?page=1".to_owned()),
            later: Some("/?page=3".to_owned()),
        },
    }
}

fn compose_page(words: Words) -> ComposePage {
    let how = vec![
        Choice::new("email", "E-mail").icon("mail"),
        Choice::new("sms", "Text").icon("chat").closed(),
        Choice::new("print", "Print").icon("print"),
    ];
    ComposePage {
        frame: staff(words, "Send a follow-up", Section::People),
        how: Field::labelled(words, "how", "How").choices(how).value("email"),
        subject: Field::labelled(words, "subject", "Subject").value("A few questions"),
        link: "https://cairn.example/s/abc".to_owned(),
    }
}

fn question_page(words: Words) -> QuestionPage {
    let answers = ["I still have the same job", "I have a new job", "Something else"];
    let answers = answers.map(|said| Choice::new(said, said)).to_vec();
    let mut problems = Problems::new();
    problems.add("hours", "Hours must be a number from 0 to 100, like 32 or 37.5");
    let title = "What best describes your situation on 30 September?";
    let mut frame = frame(words, "Question 3 of about 8").refused(&problems);
    frame.flash = Some(Flash { tone: "good", sentence: "Welcome back.".to_owned() });
    let hours = Field::labelled(words, "hours", "About how many hours do you work in a week?");
    QuestionPage {
        frame,
        question: Field::labelled(words, "situation", title).as_heading().choices(answers),
        hours: hours.width("short").keyboard("decimal").value("320").problem(&problems),
        since: Field::labelled(words, "since", "Since when?").hint("field-date-hint").optional(),
        pay: Field::labelled(words, "pay", "How much are you paid?").choices(periods("hour")),
        problems,
    }
}

fn sign_in_page(words: Words) -> SignInPage {
    let mut frame = frame(words, "Sign in to Stonebridge Employment");
    let sentence = "That e-mail and password do not belong together. Check both.".to_owned();
    frame.flash = Some(Flash { tone: "bad", sentence });
    SignInPage {
        frame,
        email: Field::labelled(words, "email", "E-mail").autocomplete("username"),
        password: Field::labelled(words, "password", "Password").autocomplete("current-password"),
    }
}

/// `target/samples`, beside the folder of the test that runs.
fn folder() -> PathBuf {
    let test = std::env::current_exe().expect("the test's own file");
    let target = test.ancestors().nth(3).expect("the target folder").to_owned();
    target.join("samples")
}

fn keep(name: &str, words: Words, html: &str, faults: &mut Vec<String>) {
    let found = check(html);
    faults.extend(found.iter().map(|fault| format!("{name}.{}: {fault}", words.locale)));
    let path = folder().join(format!("{name}.{}.html", words.locale));
    fs::write(path, html).expect("a sample is written");
}

#[test]
fn every_page_reads_well_in_both_languages() {
    fs::create_dir_all(folder().join("assets")).expect("the folder of samples");
    for (address, body) in written() {
        fs::write(folder().join(&address[1..]), body).expect("an asset is written");
    }
    let mut faults = Vec::new();
    for locale in [Locale::En, Locale::Fr] {
        let words = Words::new(locale);
        let client = question_page(words).render().expect("a page");
        let whole = client.len() + asset_size("client.css") + asset_size("mark.svg");
        assert!(whole < 40_000, "a client's first page has {whole} bytes");
        let failed = |frame| {
            let page = FailurePage::of(frame, "not-found").reference("7f3a");
            page.page().expect("a page")
        };
        let pages = [
            ("fields", fields_page(words).render().expect("a page")),
            ("person", person_page(words).render().expect("a page")),
            ("list", list_page(words).render().expect("a page")),
            ("compose", compose_page(words).render().expect("a page")),
            ("question", client),
            ("sign-in", sign_in_page(words).render().expect("a page")),
            ("failure", failed(staff(words, "", Section::People))),
            ("failure-bare", failed(frame(words, ""))),
        ];
        for (name, html) in &pages {
            keep(name, words, html, &mut faults);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn asset_size(name: &str) -> usize {
    written().filter(|(address, _)| *address == asset(name)).map(|(_, body)| body.len()).sum()
}

#[test]
fn what_was_typed_is_kept_and_never_becomes_markup() {
    let html = fields_page(Words::default()).render().expect("a page");
    assert!(html.contains("zoe.at.example") && html.contains("value=\"31\""));
    assert!(!html.contains("<b>not bold") && !html.contains("never shown"));
    assert!(html.contains("<title>Error: Every field · Stonebridge Employment</title>"));
}

#[test]
fn every_icon_and_stone_a_page_draws_is_in_the_sprite() {
    let sprite = include_str!("../../../assets/sprite.svg");
    let words = Words::default();
    let pages = [
        list_page(words).render().expect("a page"),
        person_page(words).render().expect("a page"),
        compose_page(words).render().expect("a page"),
    ];
    for part in pages.iter().flat_map(|page| page.split(asset("sprite.svg")).skip(1)) {
        let (id, _) = part.trim_start_matches('#').split_once('"').expect("a closed address");
        assert!(sprite.contains(&format!("id=\"{id}\"")), "no {id} in the sprite");
    }
}
