//! A client's browser without a browser: it follows links, keeps a cookie and posts forms.

use crate::program::life::Life;
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response};

/// Pages of a survey that are gone through, at most.
const PAGES_MAX: usize = 60;
/// Redirects that are followed, at most.
const HOPS_MAX: usize = 5;

const FORM: &str = "application/x-www-form-urlencoded";

/// A page as it came.
pub struct Page {
    pub status: u16,
    /// Its path, after redirects.
    pub path: String,
    pub text: String,
}

impl Page {
    pub fn is_receipt(&self) -> bool {
        self.text.contains("Thank you. Your answers are on their way.")
    }

    pub fn hidden(&self, name: &str) -> String {
        let begins = format!("name=\"{name}\" value=\"");
        let after = self.text.split(&begins).nth(1);
        let after = after.unwrap_or_else(|| panic!("no {name} at {}: {}", self.path, self.text));
        after.split('"').next().unwrap_or_default().to_owned()
    }

    fn has(&self, field: &str) -> bool {
        self.text.contains(&format!("name=\"{field}\""))
    }
}

/// Somebody who answers a survey.
pub struct Sitting {
    http: Client,
    site: String,
    cookie: String,
}

impl Sitting {
    pub fn new(site: &str) -> Self {
        let http = Client::builder().redirect(Policy::none()).build().expect("a client");
        Self { http, site: site.to_owned(), cookie: String::new() }
    }

    /// Opens the page of a link and passes the gate.
    pub async fn begin(&mut self, link: &str, year: &str) -> Result<Page, reqwest::Error> {
        let page = self.ask(Method::GET, link, &[]).await?;
        let fields = [("nonce", page.hidden("nonce")), ("year", year.to_owned())];
        self.ask(Method::POST, "/s", &fields).await
    }

    /// Fills in a page and goes on; the way it is filled in is given back beside the next page.
    pub async fn answer(
        &mut self,
        page: &Page,
        life: &Life,
    ) -> Result<(Page, Vec<&'static str>), reqwest::Error> {
        let mut fields = vec![("nonce", page.hidden("nonce"))];
        let mut given = Vec::new();
        for (question, answer) in life.0.iter().filter(|(question, _)| page.has(question)) {
            fields.push((question, (*answer).to_owned()));
            given.push(*question);
        }
        let next = self.ask(Method::POST, &page.path, &fields).await?;
        assert_eq!(next.status, 200, "{} was refused: {}", page.path, next.text);
        Ok((next, given))
    }

    /// Answers everything as far as the check of the answers.
    pub async fn answer_all(
        &mut self,
        mut page: Page,
        life: &Life,
    ) -> Result<Page, reqwest::Error> {
        for _ in 0..PAGES_MAX {
            if page.path == "/s/q/check" {
                return Ok(page);
            }
            page = self.answer(&page, life).await?.0;
        }
        panic!("the survey has no end: {}", page.path);
    }

    /// Declares the answers to be true and sends them.
    pub async fn send(&mut self, check: &Page) -> Result<Page, reqwest::Error> {
        let fields = [
            ("nonce", check.hidden("nonce")),
            ("declare-agreed", "yes".to_owned()),
            ("declare-name", "Somebody".to_owned()),
        ];
        self.ask(Method::POST, &check.path, &fields).await
    }

    /// Asks, and follows where the answer leads.
    pub async fn ask(
        &mut self,
        method: Method,
        to: &str,
        fields: &[(&str, String)],
    ) -> Result<Page, reqwest::Error> {
        let mut path = to.strip_prefix(&self.site).unwrap_or(to).to_owned();
        let mut answer = self.once(method, &path, fields).await?;
        for _ in 0..HOPS_MAX {
            let to = answer.headers().get(LOCATION).and_then(|to| to.to_str().ok());
            let Some(to) = to.map(str::to_owned) else { break };
            path = to;
            answer = self.once(Method::GET, &path, &[]).await?;
        }
        Ok(Page { status: answer.status().as_u16(), path, text: answer.text().await? })
    }

    async fn once(
        &mut self,
        method: Method,
        path: &str,
        fields: &[(&str, String)],
    ) -> Result<Response, reqwest::Error> {
        let mut request = self.http.request(method.clone(), format!("{}{path}", self.site));
        if method == Method::POST {
            let mut form = form_urlencoded::Serializer::new(String::new());
            let body = form.extend_pairs(fields).finish();
            request = request.header(CONTENT_TYPE, FORM).body(body);
        }
        if !self.cookie.is_empty() {
            request = request.header(COOKIE, &self.cookie);
        }
        let answer = request.send().await?;
        let set = answer.headers().get(SET_COOKIE).and_then(|set| set.to_str().ok());
        if let Some(pair) = set.and_then(|set| set.split(';').next()) {
            self.cookie = pair.to_owned();
        }
        Ok(answer)
    }
}
