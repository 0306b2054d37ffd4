//! Clients who open their surveys, answer and send.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::bare;
use super::client::{Client, Door};
use super::house::{self, House};
use super::load::{part, since_us, together};
use super::scene::Scene;
use super::table::{Aim, Figure, Section};
use crate::postgres::{Postgres, Promise};

/// Clients at once.
const CLIENTS: usize = 64;
/// Surveys that each of them sends.
const EACH: usize = 8;
/// Pages from the first question to the check, at most.
const PAGES_MAX: usize = 40;

/// What somebody answers who works in the same job.
const ANSWERS: [(&str, &str); 10] = [
    ("agree", "yes"),
    ("work_status", "same_job"),
    ("job_confirm", "yes"),
    ("hours_week", "32.5"),
    ("hours_vary", "same"),
    ("wage_amount", "18.50"),
    ("wage_period", "hour"),
    ("barriers", "transport"),
    ("need_help", "no"),
    ("comment", "No bus before 6 on Sundays."),
];

pub fn answered(scene: &Scene) -> Result<Section> {
    let sqlite = House::new(scene, "surveys-sqlite", None)?;
    let mut figures = of_engine(&sqlite, "SQLite", scene.length)?;
    let server = Postgres::start(Promise::OnDisk)?;
    let postgres = House::new(scene, "surveys-postgres", Some(&server.url))?;
    figures.extend(of_engine(&postgres, "PostgreSQL", scene.length)?);
    Ok(Section {
        title: "Surveys",
        words: "Clients' pages over HTTP, as a browser without script asks for them. *Opened*: the \
                link, then the first page, on one connection. *Saved*: 64 clients at once, each \
                posting one answer of their own survey again and again; a save is one commit that \
                is on the disk before it is answered, with the audit's entry. *Sent*: 64 clients \
                at once send 8 whole surveys each, ready to be sent before the clock runs; that is \
                one commit too, with what follows for the checkpoint. The aim is half of the bare \
                database's commits.",
        figures,
    })
}

fn of_engine(house: &House, engine: &str, length: Duration) -> Result<Vec<Figure>> {
    let token = house.user("adviser")?;
    let server = house.start()?;
    let (staff, public) = (server.door(Some(&token)), server.door(None));
    let links = links(&staff)?;
    let mut figures = opened(&public, &links, (engine, length))?;
    figures.extend(saved(&public, &links, (engine, length))?);
    figures.extend(sent(&public, &links, engine)?);
    let memory = server.memory()?.peak_megabytes;
    let name = format!("memory while clients answer, {engine}");
    figures.push(Figure::of(name, memory, "megabytes at the most").aim(Aim::AtMost(150.0)));
    Ok(figures)
}

/// Links of people whose survey is due, for each client a share.
fn links(staff: &Door) -> Result<Vec<Vec<String>>> {
    let started_on = house::days_ago(31)?;
    together(CLIENTS, |n| {
        let mut client = Client::connect(staff)?;
        let mut own = Vec::new();
        for each in 0..EACH {
            let person = house::place(&mut client, &format!("Client {n} {each}"), started_on)?;
            let all = client.get(&format!("/api/v1/people/{person}/checkpoints"))?;
            let all: serde_json::Value = serde_json::from_slice(all)?;
            let checkpoint = all["items"][0]["id"].as_str().context("no checkpoint")?.to_owned();
            let path = format!("/api/v1/checkpoints/{checkpoint}/invitations");
            let made = client.post(&path, &json!({"channel": "link"}))?;
            let url = made["url"].as_str().context("no link")?;
            own.push(url.rsplit('/').next().unwrap_or_default().to_owned());
        }
        Ok(own)
    })
}

fn opened(
    public: &Door,
    links: &[Vec<String>],
    (engine, length): (&str, Duration),
) -> Result<Vec<Figure>> {
    let token = links.first().and_then(|own| own.first()).context("no link")?;
    let mut client = Client::connect(public)?;
    let mut took_us = Vec::new();
    let end = Instant::now() + length;
    while Instant::now() < end {
        client.forget();
        let asked = Instant::now();
        client.browse(&format!("/s/{token}"))?;
        client.browse("/s")?;
        took_us.push(since_us(asked));
    }
    took_us.sort_unstable();
    let figure = |name: &str, of_hundred: usize| {
        let figure = part(&took_us, of_hundred)?;
        let figure = Figure::of(format!("survey opened, {engine}, {name}"), figure, "microseconds");
        anyhow::Ok(figure.to(format!("{}, {name}", bare::NAME)))
    };
    Ok(vec![figure("half of the answers", 50)?, figure("slowest of a hundred", 99)?])
}

fn saved(
    public: &Door,
    links: &[Vec<String>],
    (engine, length): (&str, Duration),
) -> Result<Vec<Figure>> {
    let ready = together(CLIENTS, |n| {
        let mut phone = Phone::open(public, &links[n][0])?;
        phone.answers_until(|at| at.contains("/q/") && !at.ends_with("/agree"))?;
        Ok(std::sync::Mutex::new(Some(phone)))
    })?;
    let began = Instant::now();
    let took = together(CLIENTS, |n| {
        let phone = ready[n].lock().map_err(|_| anyhow::anyhow!("a client panicked"))?.take();
        let mut phone = phone.context("a client that is ready")?;
        let mut took_us = Vec::new();
        while began.elapsed() < length {
            let asked = Instant::now();
            phone.posts_again()?;
            took_us.push(since_us(asked));
        }
        Ok(took_us)
    })?;
    let seconds = began.elapsed().as_secs_f64();
    rates("answers saved", engine, (took.into_iter().flatten().collect(), seconds))
}

fn sent(public: &Door, links: &[Vec<String>], engine: &str) -> Result<Vec<Figure>> {
    let ready = together(CLIENTS, |n| {
        let phones: Result<Vec<Phone>> = links[n]
            .iter()
            .map(|token| {
                let mut phone = Phone::open(public, token)?;
                phone.answers_until(|at| at.ends_with("/q/check"))?;
                Ok(phone)
            })
            .collect();
        Ok(std::sync::Mutex::new(phones?))
    })?;
    let began = Instant::now();
    let took = together(CLIENTS, |n| {
        let mut phones = ready[n].lock().map_err(|_| anyhow::anyhow!("a client panicked"))?;
        let mut took_us = Vec::new();
        for phone in phones.iter_mut() {
            let asked = Instant::now();
            phone.sends()?;
            took_us.push(since_us(asked));
        }
        Ok(took_us)
    })?;
    let seconds = began.elapsed().as_secs_f64();
    rates("surveys sent", engine, (took.into_iter().flatten().collect(), seconds))
}

fn rates(name: &str, engine: &str, (took, seconds): (Vec<u64>, f64)) -> Result<Vec<Figure>> {
    let mut took_us = took;
    took_us.sort_unstable();
    let rate = took_us.len() as f64 / seconds;
    let rate = Figure::of(format!("{name}, {engine}"), rate, "a second")
        .to(format!("{engine}, 64 writers"))
        .aim(Aim::RatioAtLeast(0.5));
    let slowest = part(&took_us, 99)? / 1e3;
    let slowest =
        Figure::of(format!("{name}, {engine}, slowest of a hundred"), slowest, "milliseconds");
    Ok(vec![rate, slowest])
}

/// A client's browser, on a page of the survey.
struct Phone {
    client: Client,
    at: String,
    page: String,
    /// What was posted last: where to, and the fields.
    last: (String, Vec<(String, String)>),
}

impl Phone {
    fn open(public: &Door, token: &str) -> Result<Phone> {
        let client = Client::connect(public)?;
        let last = (String::new(), Vec::new());
        let mut phone = Phone { client, at: String::new(), page: String::new(), last };
        phone.goes_to(&format!("/s/{token}"))?;
        Ok(phone)
    }

    fn goes_to(&mut self, path: &str) -> Result<()> {
        let mut path = path.to_owned();
        for _ in 0..5 {
            let seen = self.client.browse(&path)?;
            match seen.location {
                Some(location) => path = location,
                None => {
                    (self.at, self.page) = (path, seen.text);
                    return Ok(());
                }
            }
        }
        bail!("led in circles to {path}");
    }

    /// Answers page after page until one is reached that fits.
    fn answers_until(&mut self, fits: impl Fn(&str) -> bool) -> Result<()> {
        for _ in 0..PAGES_MAX {
            if fits(&self.at) {
                return Ok(());
            }
            let here = |name: &str| self.page.contains(&format!("name=\"{name}\""));
            let own = ANSWERS.iter().filter(|(name, _)| here(name)).copied();
            let fields: Vec<(&str, &str)> = own.collect();
            self.posts(&fields)?;
        }
        bail!("no end of questions, at {}", self.at);
    }

    fn posts(&mut self, fields: &[(&str, &str)]) -> Result<()> {
        let nonce = self.page.split("name=\"nonce\" value=\"").nth(1).context("no form")?;
        let nonce = nonce.split('"').next().unwrap_or_default().to_owned();
        let mut all = vec![("nonce".to_owned(), nonce)];
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self.last = (self.at.clone(), all);
        let to = self.posts_again()?;
        self.goes_to(&to)
    }

    /// Posts the last form once more, and says where it leads.
    fn posts_again(&mut self) -> Result<String> {
        let (path, fields) = &self.last;
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let seen = self.client.submit(path, &fields)?;
        seen.location.with_context(|| format!("refused at {path}: {}", seen.text))
    }

    fn sends(&mut self) -> Result<()> {
        let nonce = self.page.split("name=\"nonce\" value=\"").nth(1).context("no form")?;
        let nonce = nonce.split('"').next().unwrap_or_default().to_owned();
        let fields = [
            ("nonce", nonce.as_str()),
            ("declare-agreed", "yes"),
            ("declare-name", "Bench Client"),
        ];
        let seen = self.client.submit(&self.at, &fields)?;
        seen.location.map(drop).with_context(|| format!("not sent: {}", seen.text))
    }
}
