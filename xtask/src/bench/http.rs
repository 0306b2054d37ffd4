//! A small HTTP/1.1 client that asks again and again over connections kept open.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::program::Program;
use super::scene::Scene;
use super::table::Figure;

const CONNECTIONS: usize = 16;
const WARM_UP: Duration = Duration::from_millis(500);

pub fn bare_handler(scene: &Scene) -> Result<Vec<Figure>> {
    let xtask = std::env::current_exe()?;
    let server = Program::start(Command::new(xtask).arg("bare-handler"))?;
    let load = load(&server.address, "/", "", scene.length)?;
    Ok(vec![
        Figure {
            name: "bare handler",
            figure: load.per_second,
            per: "requests per second over 16 connections",
            ratio_to: None,
        },
        Figure {
            name: "bare handler, slowest of a hundred",
            figure: load.p99_us,
            per: "microseconds",
            ratio_to: None,
        },
    ])
}

/// What a load made of a server.
pub struct Load {
    pub per_second: f64,
    /// Of a hundred answers, 99 came sooner than this.
    pub p99_us: f64,
}

/// Asks for `path` over all connections for `length`. `headers` are whole lines with CR LF.
pub fn load(address: &str, path: &str, headers: &str, length: Duration) -> Result<Load> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n{headers}\r\n");
    ask_for(address, &request, WARM_UP)?;
    let began = Instant::now();
    let mut took_us: Vec<u64> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..CONNECTIONS).map(|_| scope.spawn(|| ask_for(address, &request, length))).collect();
        let mut all = Vec::new();
        for thread in threads {
            let one = thread.join().map_err(|_| anyhow::anyhow!("a connection panicked"))?;
            all.extend(one?);
        }
        anyhow::Ok(all)
    })?;
    let seconds = began.elapsed().as_secs_f64();
    took_us.sort_unstable();
    let p99 = took_us.get(took_us.len() * 99 / 100).context("no answers")?;
    Ok(Load { per_second: took_us.len() as f64 / seconds, p99_us: *p99 as f64 })
}

/// Asks over one connection until the time is over; microseconds of each answer.
fn ask_for(address: &str, request: &str, length: Duration) -> Result<Vec<u64>> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut writer = stream;
    let (mut took_us, mut body, mut line) = (Vec::new(), Vec::new(), String::new());
    let end = Instant::now() + length;
    loop {
        let asked = Instant::now();
        if asked >= end {
            return Ok(took_us);
        }
        writer.write_all(request.as_bytes())?;
        read_answer(&mut reader, &mut line, &mut body)?;
        took_us.push(u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX));
    }
}

fn read_answer(reader: &mut impl BufRead, line: &mut String, body: &mut Vec<u8>) -> Result<()> {
    line.clear();
    reader.read_line(line)?;
    if !line.starts_with("HTTP/1.1 200") {
        bail!("expected a 200, and got {line:?}");
    }
    let mut length = None;
    let mut is_chunked = false;
    loop {
        line.clear();
        reader.read_line(line)?;
        let header = line.trim_end().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = Some(value.trim().parse::<usize>()?);
        }
        is_chunked |= header == "transfer-encoding: chunked";
    }
    if is_chunked {
        return read_chunks(reader, line, body);
    }
    read_bytes(reader, body, length.context("an answer without a length")?)
}

fn read_chunks(reader: &mut impl BufRead, line: &mut String, body: &mut Vec<u8>) -> Result<()> {
    loop {
        line.clear();
        reader.read_line(line)?;
        let length = usize::from_str_radix(line.trim_end(), 16)?;
        // Each chunk ends in CR LF, the empty last one too.
        read_bytes(reader, body, length + 2)?;
        if length == 0 {
            return Ok(());
        }
    }
}

fn read_bytes(reader: &mut impl Read, body: &mut Vec<u8>, length: usize) -> Result<()> {
    body.resize(length, 0);
    Ok(reader.read_exact(body)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_to_their_end() {
        let answers = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc\
                       HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n\
                       HTTP/1.1 404 Not Found\r\n\r\n";
        let mut reader = BufReader::new(answers.as_bytes());
        let (mut line, mut body) = (String::new(), Vec::new());
        assert!(read_answer(&mut reader, &mut line, &mut body).is_ok());
        assert_eq!(body, b"abc");
        assert!(read_answer(&mut reader, &mut line, &mut body).is_ok());
        assert!(read_answer(&mut reader, &mut line, &mut body).is_err());
    }
}
