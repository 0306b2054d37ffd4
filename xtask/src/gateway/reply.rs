//! Texts that people send back: signed and brought to Cairn as a provider's program would.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The longest that Cairn may take to answer.
const WAIT: Duration = Duration::from_secs(10);
const ANSWER_BYTES_MAX: u64 = 64 * 1024;

/// Where texts are brought, and what they are signed with.
#[derive(Clone, Debug)]
pub struct Inbound {
    /// As `127.0.0.1:8080`.
    pub address: String,
    pub secret: String,
}

/// A text that somebody sends to the number of the gateway.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// Our name of it; the same one again is the same text, brought again.
    pub id: String,
    pub from: String,
    pub text: String,
}

impl Inbound {
    /// Brings a text, and gives Cairn's status and answer.
    pub async fn bring(&self, reply: &Reply, now_s: u64) -> Result<(u16, Value)> {
        let body = json!({"id": reply.id, "from": reply.from, "text": reply.text}).to_string();
        let signature = signature(&self.secret, &now_s.to_string(), body.as_bytes());
        let request = format!(
            "POST /inbound/sms HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n\
             Cairn-Timestamp: {now_s}\r\nCairn-Signature: {signature}\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.address,
            body.len(),
        );
        let asked = tokio::time::timeout(WAIT, ask(&self.address, &request)).await;
        read(&asked.context("Cairn takes too long")??)
    }
}

/// The HMAC-SHA256 of the timestamp, a full stop and the body, in hexadecimal digits.
pub fn signature(secret: &str, stamp: &str, body: &[u8]) -> String {
    #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length");
    mac.update(stamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn ask(address: &str, request: &str) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address).await.context("Cairn does not answer")?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.take(ANSWER_BYTES_MAX).read_to_end(&mut answer).await?;
    Ok(answer)
}

fn read(answer: &[u8]) -> Result<(u16, Value)> {
    let text = String::from_utf8_lossy(answer);
    let (head, body) = text.split_once("\r\n\r\n").context("no whole answer")?;
    let status = head.split(' ').nth(1).context("no status")?.parse()?;
    ensure!(!head.to_ascii_lowercase().contains("transfer-encoding"), "an answer in pieces");
    Ok((status, serde_json::from_str(body).unwrap_or(Value::Null)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read() {
        let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 14\r\n\r\n{\"reply\":null}";
        assert_eq!(read(answer).expect("is read"), (200, json!({"reply": null})));
        assert_eq!(read(b"HTTP/1.1 404 Not Found\r\n\r\n").expect("is read").0, 404);
        assert!(read(b"HTTP/1.1").is_err());
    }

    #[test]
    fn the_signature_is_the_one_of_the_standard() {
        // `printf '1.{}' | openssl dgst -sha256 -hmac key`
        let expected = "1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224";
        assert_eq!(signature("key", "1", b"{}"), expected);
    }
}
