//! E-mail to a real mail server, and to one that fails in every way that servers do.

use super::{ask, deliver, deliver_by, placed, serving, state, text};
use crate::harness::TestApp;
use serde_json::{Value, json};
use server::config::{Smtp, Tls};
use server::messaging::deliver::Post;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

fn smtp(port: u16) -> Smtp {
    Smtp {
        host: "127.0.0.1".to_owned(),
        port,
        tls: Tls::None,
        user: None,
        password: None,
        from: "Stonebridge Employment <asks@stonebridge.example>".to_owned(),
        timeout_s: 1,
    }
}

async fn by(port: u16) -> TestApp {
    serving(|settings| settings.smtp = Some(smtp(port))).await
}

/// How the server of these tests meets the next dialogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Fine,
    /// Says this to the recipient.
    ToRecipient(&'static str),
    /// Says this to the whole message.
    ToMessage(&'static str),
    /// Takes the whole message and breaks the line before it says so.
    TakesAndBreaks,
    /// Breaks the line in the middle of the message.
    BreaksInside,
    /// Says nothing from here on.
    SilentAtOnce,
    SilentAfterMessage,
}

/// A mail server that does as it is told; then all is well again.
#[derive(Clone)]
struct Server {
    port: u16,
    manners: Arc<Mutex<Vec<Manner>>>,
    taken: Arc<Mutex<Vec<String>>>,
    met: Arc<Mutex<u32>>,
}

impl Server {
    async fn new(manners: &[Manner]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let mut manners = manners.to_vec();
        manners.reverse();
        let server = Self {
            port,
            manners: Arc::new(Mutex::new(manners)),
            taken: Arc::default(),
            met: Arc::default(),
        };
        let own = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let own = own.clone();
                tokio::spawn(async move { own.meet(stream).await });
            }
        });
        server
    }

    fn next(&self) -> Manner {
        *self.met.lock().expect("a number") += 1;
        self.manners.lock().expect("a list").pop().unwrap_or(Manner::Fine)
    }

    /// What was taken, by Message-ID.
    fn taken(&self) -> Vec<String> {
        self.taken.lock().expect("a list").clone()
    }

    async fn meet(&self, stream: TcpStream) -> Option<()> {
        let mut manner = self.next();
        let mut lines = BufReader::new(stream);
        if manner == Manner::SilentAtOnce {
            std::future::pending::<()>().await;
        }
        say(&mut lines, "220 ready").await?;
        loop {
            let line = hear(&mut lines).await?;
            let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
            match (verb.as_str(), manner) {
                ("EHLO", _) => say(&mut lines, "250 here").await?,
                ("RCPT", Manner::ToRecipient(answer)) => say(&mut lines, answer).await?,
                ("DATA", _) => {
                    say(&mut lines, "354 go on").await?;
                    let id = self.message(&mut lines, manner).await?;
                    self.taken.lock().expect("a list").extend(id);
                    match manner {
                        Manner::TakesAndBreaks => return None,
                        Manner::SilentAfterMessage => std::future::pending::<()>().await,
                        Manner::ToMessage(answer) => say(&mut lines, answer).await?,
                        _ => say(&mut lines, "250 taken").await?,
                    }
                    manner = self.next();
                }
                ("QUIT", _) => return None,
                (_, _) => say(&mut lines, "250 fine").await?,
            }
        }
    }

    /// Hears a message; its Message-ID where it is taken.
    async fn message(
        &self,
        lines: &mut BufReader<TcpStream>,
        manner: Manner,
    ) -> Option<Option<String>> {
        let mut id = None;
        loop {
            let line = hear(lines).await?;
            if let Some(found) = line.strip_prefix("Message-ID: ") {
                id = Some(found.to_owned());
            }
            if manner == Manner::BreaksInside {
                return None;
            }
            if line == "." {
                let refused = matches!(manner, Manner::ToMessage(_));
                return Some(id.filter(|_| !refused));
            }
        }
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

/// Asks one person by e-mail.
async fn asked(app: &TestApp) -> super::Placed {
    let one = placed(app, "ada").await;
    ask(app, "ada", &one, json!({"channel": "email"})).await.is(201);
    one
}

/// Some minutes later by the office's clock; a new post, as after a restart.
async fn later(app: &TestApp, minutes: i64) {
    let now = app.clock.now();
    app.clock.set(now + jiff::SignedDuration::from_mins(minutes));
    deliver(app).await;
}

#[tokio::test]
async fn an_email_arrives_as_it_was_written() {
    let port = {
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        free.local_addr().expect("an address").port()
    };
    let mut crab = mailcrab::development_mail_server([127, 0, 0, 1], port).await;
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        tokio::task::yield_now().await;
    }
    let app = by(port).await;
    let one = placed(&app, "ada").await;
    let body = json!({"channel": "email", "subject": "Élan: {{agency}}",
        "body": "Bonjour {{given_name}}, ça va ?\n\n{{link}}\n\nÀ bientôt"});
    let made = ask(&app, "ada", &one, body).await.is(201).json();
    deliver(&app).await;
    let mail = tokio::time::timeout(Duration::from_secs(20), crab.rx.recv()).await;
    let mail = mail.expect("in time").expect("a mail");
    let mail: Value = serde_json::to_value(&mail).expect("JSON");
    assert_eq!(mail["subject"], "Élan: Stonebridge Employment");
    assert_eq!(text(&mail["text"]).replace("\r\n", "\n").trim_end(), text(&made["body"]));
    assert_eq!(mail["from"]["email"], "asks@stonebridge.example");
    assert_eq!(mail["envelope_recipients"], json!([one.email]));
    let headers = mail["headers"].as_object().expect("headers");
    let header = |name: &str| {
        let found = headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        text(found.unwrap_or_else(|| panic!("no {name}: {headers:?}")).1)
    };
    let id = format!("{}@stonebridge.example", text(&made["id"]));
    assert!(header("Message-ID").contains(&id), "{}", header("Message-ID"));
    assert_eq!(header("Auto-Submitted").trim(), "auto-generated");
    assert_eq!(state(&app, &one).await, ("sent".to_owned(), None));
    crab.token.cancel();
}

#[tokio::test]
async fn each_failure_has_its_own_end() {
    use Manner::{BreaksInside, ToMessage, ToRecipient};
    for (manner, now, then) in [
        (ToRecipient("550 no such person"), ("undeliverable", Some("address")), None),
        (ToRecipient("552 mailbox full"), ("undeliverable", Some("mailbox_full")), None),
        (ToMessage("554 no thanks"), ("undeliverable", Some("address")), None),
        (ToRecipient("450 greylisted"), ("waiting", None), Some("sent")),
        (ToRecipient("421 going away"), ("waiting", None), Some("sent")),
        (ToMessage("451 try later"), ("waiting", None), Some("sent")),
        (BreaksInside, ("leaving", None), Some("sent")),
        (Manner::SilentAtOnce, ("waiting", None), Some("sent")),
    ] {
        let server = Server::new(&[manner]).await;
        let app = by(server.port).await;
        let one = asked(&app).await;
        deliver(&app).await;
        let (state_now, because) = state(&app, &one).await;
        assert_eq!((state_now.as_str(), because.as_deref()), now, "{manner:?}");
        later(&app, 2).await;
        let (state_then, _) = state(&app, &one).await;
        assert_eq!(state_then, then.unwrap_or(now.0), "{manner:?}");
        assert_eq!(server.taken().len(), usize::from(then.is_some()), "{manner:?}");
    }
}

#[tokio::test]
async fn an_answer_that_is_lost_is_repeated_under_the_same_name() {
    for manner in [Manner::TakesAndBreaks, Manner::SilentAfterMessage] {
        let server = Server::new(&[manner]).await;
        let app = by(server.port).await;
        let one = asked(&app).await;
        deliver(&app).await;
        assert_eq!(state(&app, &one).await.0, "leaving", "{manner:?}");
        later(&app, 2).await;
        assert_eq!(state(&app, &one).await.0, "sent", "{manner:?}");
        later(&app, 600).await;
        let taken = server.taken();
        assert_eq!(taken.len(), 2, "at most one repeat");
        assert_eq!(taken[0], taken[1], "and known for the same");

        // What may have arrived is not called withheld when it must not be sent again.
        let server = Server::new(&[manner]).await;
        let app = by(server.port).await;
        let one = asked(&app).await;
        deliver(&app).await;
        let path = format!("/api/v1/people/{}", one.person);
        let change = json!({"withdrawn_on": "2026-03-04", "reason": "moved"});
        app.api("ada").patch_json(&path, change).await.is(200);
        later(&app, 2).await;
        let unknown = ("unknown".to_owned(), Some("withdrawn".to_owned()));
        assert_eq!(state(&app, &one).await, unknown);
        assert_eq!(server.taken().len(), 1);
    }
}

#[tokio::test]
async fn a_server_that_is_away_is_left_alone_and_nothing_is_lost() {
    let port = {
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        free.local_addr().expect("an address").port()
    };
    let app = by(port).await;
    let mut people = Vec::new();
    for _ in 0..12 {
        people.push(asked(&app).await);
    }
    let post = Arc::new(Post::of(&app.settings));
    deliver_by(&app, &post).await;
    let tried = app.count("SELECT CAST(SUM(tries) AS BIGINT) AS many FROM messages").await;
    assert!((5..=12).contains(&tried), "after five failures nobody calls: {tried}");
    for one in &people {
        assert_eq!(state(&app, one).await.0, "waiting");
    }
    // Four hours later it is given up, and staff see it; the next way is tried by the programme.
    for _ in 0..40 {
        later(&app, 10).await;
    }
    for one in &people {
        let given_up = ("failed".to_owned(), Some("given_up".to_owned()));
        assert_eq!(state(&app, one).await, given_up);
    }
    let most = app.count("SELECT MAX(tries) AS many FROM messages").await;
    assert!(most <= 12, "{most} tries");
}

#[tokio::test]
async fn one_bad_address_holds_up_nobody() {
    let server = Server::new(&[Manner::ToRecipient("450 greylisted"); 6]).await;
    let app = by(server.port).await;
    for _ in 0..6 {
        asked(&app).await;
    }
    let post = Arc::new(Post::of(&app.settings));
    deliver_by(&app, &post).await;
    // Six refused for a reason of their own say nothing about the line.
    let one = asked(&app).await;
    deliver_by(&app, &post).await;
    assert_eq!(state(&app, &one).await.0, "sent");
}
