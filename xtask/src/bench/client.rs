//! A small HTTP/1.1 client over a connection that is kept open.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// No answer takes longer than this.
const ANSWER_WAIT_MAX: Duration = Duration::from_secs(60);

/// Whom to ask, and in whose name.
#[derive(Clone)]
pub struct Door {
    /// Host and port.
    pub address: String,
    pub token: Option<String>,
}

/// A program that is told that too much is going on asks again after this, so often at most.
const BUSY_PAUSE: Duration = Duration::from_millis(100);
const BUSY_TIMES_MAX: usize = 100;

/// One connection.
pub struct Client {
    /// How often it was told that too much is going on.
    pub refused: usize,
    headers: String,
    /// What a browser would send back: `name=value`.
    cookies: Vec<String>,
    reader: BufReader<TcpStream>,
    writer: TcpStream,
    line: String,
    body: Vec<u8>,
}

impl Client {
    pub fn connect(door: &Door) -> Result<Client> {
        let writer = TcpStream::connect(&door.address)?;
        writer.set_nodelay(true)?;
        writer.set_read_timeout(Some(ANSWER_WAIT_MAX))?;
        let reader = BufReader::new(writer.try_clone()?);
        let mut headers = format!("Host: {}\r\n", door.address);
        if let Some(token) = &door.token {
            headers.push_str(&format!("Authorization: Bearer {token}\r\n"));
        }
        let (line, body) = (String::new(), Vec::new());
        let cookies = Vec::new();
        Ok(Client { refused: 0, headers, cookies, reader, writer, line, body })
    }

    /// Asks for a page that has to be there.
    pub fn get(&mut self, path: &str) -> Result<&[u8]> {
        let request = format!("GET {path} HTTP/1.1\r\n{}\r\n", self.headers);
        self.ask(&request, 200).with_context(|| format!("GET {path}"))
    }

    /// Posts what has to be made.
    pub fn post(&mut self, path: &str, body: &Value) -> Result<Value> {
        self.sends(path, body, 201)
    }

    /// Posts what changes something that is there.
    pub fn act(&mut self, path: &str, body: &Value) -> Result<Value> {
        self.sends(path, body, 200)
    }

    fn sends(&mut self, path: &str, body: &Value, status: u16) -> Result<Value> {
        let body = body.to_string();
        let request = format!(
            "POST {path} HTTP/1.1\r\n{}Content-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.headers,
            body.len()
        );
        let answer = self.ask(&request, status).with_context(|| format!("POST {path}"))?;
        Ok(serde_json::from_slice(answer)?)
    }

    /// Opens a page as a browser does: with its cookies, to where it leads.
    pub fn browse(&mut self, path: &str) -> Result<Seen> {
        let request = format!("GET {path} HTTP/1.1\r\n{}{}\r\n", self.headers, self.cookie());
        self.seen(&request).with_context(|| format!("GET {path}"))
    }

    /// Posts a form as a browser does, without following where it leads.
    pub fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Seen> {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let body = body.finish();
        let request = format!(
            "POST {path} HTTP/1.1\r\n{}{}Content-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.headers,
            self.cookie(),
            body.len()
        );
        self.seen(&request).with_context(|| format!("POST {path}"))
    }

    /// Posts a body of some kind as it is written, in chunks where no length is given; gives the
    /// status. Whoever has seen enough may answer before its end.
    pub fn pour(
        &mut self,
        path: &str,
        (kind, length): (&str, Option<usize>),
        write: impl FnOnce(&mut TcpStream) -> std::io::Result<()>,
    ) -> Result<u16> {
        let length = match length {
            Some(length) => format!("Content-Length: {length}"),
            None => "Transfer-Encoding: chunked".to_owned(),
        };
        let head = format!(
            "POST {path} HTTP/1.1\r\n{}Content-Type: {kind}\r\n{length}\r\n\r\n",
            self.headers
        );
        self.writer.write_all(head.as_bytes())?;
        // A body that is cut off has an answer all the same.
        write(&mut self.writer).ok();
        let head = read_answer(&mut self.reader, &mut self.line, &mut self.body)?;
        Ok(head.status)
    }

    /// Another client's browser: nothing is remembered.
    pub fn forget(&mut self) {
        self.cookies.clear();
    }

    fn cookie(&self) -> String {
        match self.cookies.as_slice() {
            [] => String::new(),
            some => format!("Cookie: {}\r\n", some.join("; ")),
        }
    }

    fn seen(&mut self, request: &str) -> Result<Seen> {
        for _ in 0..BUSY_TIMES_MAX {
            self.writer.write_all(request.as_bytes())?;
            let head = read_answer(&mut self.reader, &mut self.line, &mut self.body)?;
            if head.status == 503 {
                self.refused += 1;
                std::thread::sleep(BUSY_PAUSE);
                continue;
            }
            for cookie in head.cookies {
                let name = cookie.split('=').next().unwrap_or_default().to_owned();
                self.cookies.retain(|known| known.split('=').next() != Some(name.as_str()));
                self.cookies.push(cookie);
            }
            let text = String::from_utf8_lossy(&self.body).into_owned();
            if !matches!(head.status, 200 | 303) {
                bail!("status {}: {text}", head.status);
            }
            return Ok(Seen { location: head.location, text });
        }
        bail!("too much was going on all the time");
    }

    fn ask(&mut self, request: &str, wanted: u16) -> Result<&[u8]> {
        for _ in 0..BUSY_TIMES_MAX {
            self.writer.write_all(request.as_bytes())?;
            let status = read_answer(&mut self.reader, &mut self.line, &mut self.body)?.status;
            if status == wanted {
                return Ok(&self.body);
            }
            if status != 503 {
                let said = String::from_utf8_lossy(&self.body);
                bail!("expected {wanted}, and got {status}: {said}");
            }
            self.refused += 1;
            std::thread::sleep(BUSY_PAUSE);
        }
        bail!("too much was going on all the time");
    }
}

/// A page that a browser got, or where it was led.
pub struct Seen {
    pub location: Option<String>,
    pub text: String,
}

/// The head of an answer.
struct AnswerHead {
    status: u16,
    location: Option<String>,
    /// As `name=value`.
    cookies: Vec<String>,
}

/// The head of an answer; its body is left in `body`.
fn read_answer(
    reader: &mut impl BufRead,
    line: &mut String,
    body: &mut Vec<u8>,
) -> Result<AnswerHead> {
    line.clear();
    body.clear();
    reader.read_line(line)?;
    let status = line.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)?.parse().ok());
    let Some(status) = status else { bail!("no answer but {line:?}") };
    let (mut length, mut is_chunked) = (None, false);
    let mut head = AnswerHead { status, location: None, cookies: Vec::new() };
    loop {
        line.clear();
        reader.read_line(line)?;
        let whole = line.trim_end();
        let header = whole.to_ascii_lowercase();
        if header.starts_with("location:") {
            head.location = whole.get(9..).map(|to| to.trim().to_owned());
        }
        if header.starts_with("set-cookie:") {
            let cookie = whole.get(11..).and_then(|cookie| cookie.split(';').next());
            head.cookies.extend(cookie.map(|cookie| cookie.trim().to_owned()));
        }
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = Some(value.trim().parse::<usize>()?);
        }
        is_chunked |= header == "transfer-encoding: chunked";
    }
    if is_chunked {
        read_chunks(reader, line, body)?;
    } else {
        read_bytes(reader, body, length.context("an answer without a length")?)?;
    }
    Ok(head)
}

fn read_chunks(reader: &mut impl BufRead, line: &mut String, body: &mut Vec<u8>) -> Result<()> {
    loop {
        line.clear();
        reader.read_line(line)?;
        let length = usize::from_str_radix(line.trim_end(), 16)?;
        // Each chunk ends in CR LF, the empty last one too.
        read_bytes(reader, body, length + 2)?;
        body.truncate(body.len() - 2);
        if length == 0 {
            return Ok(());
        }
    }
}

fn read_bytes(reader: &mut impl Read, body: &mut Vec<u8>, length: usize) -> Result<()> {
    let start = body.len();
    body.resize(start + length, 0);
    Ok(reader.read_exact(&mut body[start..])?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_to_their_end() {
        let answers = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc\
                       HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n\
                       2\r\nab\r\n1\r\nc\r\n0\r\n\r\n\
                       HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\
                       Location: /s\r\nSet-Cookie: a=b; Path=/\r\n\r\n";
        let mut reader = BufReader::new(answers.as_bytes());
        let (mut line, mut body) = (String::new(), Vec::new());
        for (status, said) in [(200, "abc"), (201, "abc"), (404, "")] {
            let read = read_answer(&mut reader, &mut line, &mut body).expect("an answer");
            assert_eq!((read.status, body.as_slice()), (status, said.as_bytes()));
            if status == 404 {
                assert_eq!(
                    (read.location.as_deref(), read.cookies),
                    (Some("/s"), vec!["a=b".into()])
                );
            }
        }
        assert!(read_answer(&mut reader, &mut line, &mut body).is_err());
    }
}
