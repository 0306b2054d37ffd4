//! A mail server on a socket. It outlives the program, and keeps what it took.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// From taking a message to saying so: time enough to be killed in between.
const SAYS_AFTER: Duration = Duration::from_millis(40);

/// A message that was taken.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Taken {
    pub message_id: String,
    /// In which life of the program.
    pub life: usize,
}

#[derive(Clone)]
pub struct Mailbox {
    pub port: u16,
    taken: Arc<Mutex<Vec<Taken>>>,
    life: Arc<AtomicUsize>,
}

impl Mailbox {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let mailbox = Self { port, taken: Arc::default(), life: Arc::default() };
        let own = mailbox.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (own, life) = (own.clone(), own.life.load(Ordering::SeqCst));
                tokio::spawn(async move { own.meet(stream, life).await });
            }
        });
        mailbox
    }

    /// The program was killed and begins again.
    pub fn next_life(&self) {
        self.life.fetch_add(1, Ordering::SeqCst);
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// One dialogue; none when the other side is gone.
    async fn meet(&self, stream: TcpStream, life: usize) -> Option<()> {
        let mut lines = BufReader::new(stream);
        say(&mut lines, "220 ready").await?;
        loop {
            let line = hear(&mut lines).await?;
            match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
                "DATA" => {
                    say(&mut lines, "354 go on").await?;
                    let message_id = message_id(&mut lines).await?;
                    let taken = Taken { message_id, life };
                    self.taken.lock().unwrap_or_else(PoisonError::into_inner).push(taken);
                    // Whoever is killed meanwhile hangs up.
                    timeout(SAYS_AFTER, lines.fill_buf()).await.ok();
                    say(&mut lines, "250 taken").await?;
                }
                "QUIT" => return None,
                _ => say(&mut lines, "250 fine").await?,
            }
        }
    }
}

/// Hears a message to its end; none when it was cut off.
async fn message_id(lines: &mut BufReader<TcpStream>) -> Option<String> {
    let mut id = None;
    loop {
        let line = hear(lines).await?;
        if line == "." {
            return id;
        }
        id = id.or_else(|| line.strip_prefix("Message-ID: ").map(str::to_owned));
    }
}

async fn hear(lines: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    let read = lines.read_line(&mut line).await.ok()?;
    (read > 0).then(|| line.trim_end().to_owned())
}

async fn say(lines: &mut BufReader<TcpStream>, answer: &str) -> Option<()> {
    lines.get_mut().write_all(format!("{answer}\r\n").as_bytes()).await.ok()
}
