//! The doors for programs, as a program uses them.

use reqwest::{Client, Method};
use serde_json::Value;

/// Somebody's token and a server's address.
#[derive(Clone)]
pub struct Doors {
    http: Client,
    address: String,
    token: String,
}

/// What a door answered: its status and its JSON, or null where it gave none.
pub type Answer = (u16, Value);

impl Doors {
    pub fn new(address: &str, token: &str) -> Self {
        Self { http: Client::new(), address: address.to_owned(), token: token.to_owned() }
    }

    /// Asks; an error is a server that is not there.
    pub async fn ask(
        &self,
        method: Method,
        path: &str,
        (body, key): (Option<&Value>, Option<&str>),
    ) -> Result<Answer, reqwest::Error> {
        let address = format!("{}{path}", self.address);
        let mut request = self.http.request(method, address).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let answer = request.send().await?;
        let status = answer.status().as_u16();
        let bytes = answer.bytes().await?;
        Ok((status, serde_json::from_slice(&bytes).unwrap_or(Value::Null)))
    }

    /// What stands at an address.
    pub async fn get(&self, path: &str) -> Value {
        self.must(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Value {
        self.must(Method::POST, path, Some(body)).await
    }

    async fn must(&self, method: Method, path: &str, body: Option<&Value>) -> Value {
        let said = format!("{method} {path}");
        let answer = self.ask(method, path, (body, None)).await;
        let (status, answer) = answer.unwrap_or_else(|error| panic!("{said}: {error}"));
        assert!((200..300).contains(&status), "{said} answered {status}: {answer}");
        answer
    }
}
