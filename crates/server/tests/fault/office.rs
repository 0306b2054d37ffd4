//! An office whose messages and submissions really leave: `cairn serve`, with a mail server, the
//! text provider `xtask gateway` and the funder `xtask funder`, each a process or a socket of its
//! own.

use crate::mailbox::Mailbox;
use crate::program::doors::Doors;
use crate::program::{Folder, Program, cairn};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};

const TOKEN: &str = "gateway-token";
/// With which the provider signs what it brings.
pub const INBOUND_SECRET: &str = "a-secret-of-the-provider";
const EMAIL: &str = "adviser@office.example";
const LEADER: &str = "leader@office.example";
/// From the start of the program to its word that it is ready, on a machine that is busy.
const READY_WITHIN: Duration = Duration::from_secs(20);

pub struct Office {
    pub gateway: Gateway,
    pub funder: Funder,
    token: String,
    leader: String,
    environment: Vec<(&'static str, String)>,
    _folder: Folder,
}

impl Office {
    /// With one adviser, and nothing running yet.
    pub async fn open(name: &str, mailbox: &Mailbox) -> Self {
        Self::open_on(name, mailbox, None).await
    }

    /// The same over another database than SQLite in its own folder.
    pub async fn open_on(name: &str, mailbox: &Mailbox, url: Option<String>) -> Self {
        let (gateway, funder) = (Gateway::start().await, Funder::start().await);
        let folder = Folder::new(name);
        let within = |file: &str| folder.path().join(file).display().to_string();
        let own = format!("sqlite:{}", within("cairn.db"));
        let environment = vec![
            ("CAIRN_DATABASE_URL", url.unwrap_or(own)),
            ("CAIRN_SMS_INBOUND_SECRET", INBOUND_SECRET.to_owned()),
            ("CAIRN_SECRET_FILE", within("secret")),
            ("CAIRN_LISTEN", format!("127.0.0.1:{}", free_port())),
            ("CAIRN_LOG", "error".to_owned()),
            ("CAIRN_SMTP_HOST", "127.0.0.1".to_owned()),
            ("CAIRN_SMTP_PORT", mailbox.port.to_string()),
            ("CAIRN_SMTP_TLS", "none".to_owned()),
            ("CAIRN_SMTP_FROM", "Office <asks@office.example>".to_owned()),
            ("CAIRN_SMS_URL", format!("{}/messages", gateway.address)),
            ("CAIRN_SMS_TOKEN", TOKEN.to_owned()),
            ("CAIRN_SMS_FROM", "Office".to_owned()),
            ("CAIRN_SMS_IDEMPOTENT", "true".to_owned()),
            ("CAIRN_FUNDER_URL", format!("{}/submissions", funder.address)),
            ("CAIRN_FUNDER_SECRET", "funder-secret".to_owned()),
        ];
        let (token, leader) = (String::new(), String::new());
        let mut office = Self { gateway, funder, token, leader, environment, _folder: folder };
        office.token = office.hires(EMAIL, "adviser").await;
        office.leader = office.hires(LEADER, "team_leader").await;
        office
    }

    /// Adds somebody to the office, and gives their token.
    async fn hires(&self, email: &str, role: &str) -> String {
        let user = ["user", "add", "--name", role, "--role", role, "--email", email];
        let place = ["--agency-name", "Agency", "--office-name", "First office"];
        self.run(&[&user[..], &place].concat(), "a password of the fault tests\n").await;
        let token = ["token", "add", "--label", "faults", "--email", email, "--json"];
        let said: Value = serde_json::from_str(&self.run(&token, "").await).expect("JSON");
        said["token"].as_str().expect("a token").to_owned()
    }

    pub async fn start(&self) -> Program {
        let environment = self.environment.iter().map(|(name, value)| (*name, value.as_str()));
        let environment: Vec<_> = environment.collect();
        let starting = Program::start(&["serve"], &environment);
        tokio::time::timeout(READY_WITHIN, starting).await.expect("it is ready in time")
    }

    /// The doors of a running program, as the adviser.
    pub fn doors(&self, program: &Program) -> Doors {
        Doors::new(&program.address, &self.token)
    }

    /// The database's address.
    pub fn database(&self) -> String {
        let found = self.environment.iter().find(|(name, _)| *name == "CAIRN_DATABASE_URL");
        found.expect("a database").1.clone()
    }

    /// The team leader's token, for pages.
    pub fn leaders_token(&self) -> &str {
        &self.leader
    }

    /// The same as the team's leader.
    pub fn leader(&self, program: &Program) -> Doors {
        Doors::new(&program.address, &self.leader)
    }

    /// `cairn verify` says that database and audit are whole.
    pub async fn is_whole(&self) {
        self.run(&["verify"], "").await;
    }

    /// Runs a command that has to succeed, and gives what it said.
    async fn run(&self, arguments: &[&str], input: &str) -> String {
        let mut command = Command::new(cairn());
        command.args(arguments).envs(self.environment.iter().cloned());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("cairn runs");
        let mut stdin = child.stdin.take().expect("its input");
        // A command that reads nothing may have ended already.
        stdin.write_all(input.as_bytes()).await.ok();
        drop(stdin);
        let output = child.wait_with_output().await.expect("cairn ends");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let complained = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "cairn {arguments:?}: {said}{complained}");
        said
    }
}

/// A port that stays the same over all lives: links in messages name it.
fn free_port() -> u16 {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    free.local_addr().expect("an address").port()
}

/// The text provider; it ends when this goes.
pub struct Gateway {
    address: String,
    http: reqwest::Client,
    _process: Child,
}

impl Gateway {
    async fn start() -> Self {
        let (address, process) = stand_in("gateway").await;
        Self { address, http: reqwest::Client::new(), _process: process }
    }

    /// Tells it how to fail.
    pub async fn behave(&self, behaviour: &Value) {
        let request = self.http.put(format!("{}/behaviour", self.address)).bearer_auth(TOKEN);
        let answer = request.json(behaviour).send().await.expect("an answer");
        assert!(answer.status().is_success(), "{behaviour}: {}", answer.status());
    }

    /// How many texts it took, of which it may not have said so yet.
    pub async fn taken(&self) -> u64 {
        self.get("/calls").await["taken"].as_u64().unwrap_or_default()
    }

    /// The keys of all texts that it took.
    pub async fn keys(&self) -> Vec<String> {
        let listed = self.get("/messages").await;
        let all = listed["items"].as_array().expect("a list").iter();
        all.map(|one| one["key"].as_str().expect("a key").to_owned()).collect()
    }

    /// Every text that it took: the number, and the moment in milliseconds since 1970.
    pub async fn texts(&self) -> Vec<(String, u64)> {
        let listed = self.get("/messages").await;
        let all = listed["items"].as_array().expect("a list").iter();
        let text = |one: &Value| {
            let to = one["to"].as_str().expect("a number").to_owned();
            (to, one["taken_at_ms"].as_u64().expect("a moment"))
        };
        all.map(text).collect()
    }

    async fn get(&self, path: &str) -> Value {
        let request = self.http.get(format!("{}{path}", self.address)).bearer_auth(TOKEN);
        let bytes = request.send().await.expect("an answer").bytes().await.expect("a body");
        serde_json::from_slice(&bytes).expect("JSON")
    }
}

/// The funder's program; it ends when this goes.
pub struct Funder {
    address: String,
    http: reqwest::Client,
    _process: Child,
}

impl Funder {
    async fn start() -> Self {
        let (address, process) = stand_in("funder").await;
        Self { address, http: reqwest::Client::new(), _process: process }
    }

    /// Tells it how to behave.
    pub async fn put(&self, path: &str, body: &Value) {
        let request = self.http.put(format!("{}{path}", self.address)).json(body);
        let answer = request.send().await.expect("an answer");
        assert!(answer.status().is_success(), "{body}: {}", answer.status());
    }

    pub async fn get(&self, path: &str) -> Value {
        let answer = self.http.get(format!("{}{path}", self.address)).send().await;
        let bytes = answer.expect("an answer").bytes().await.expect("a body");
        serde_json::from_slice(&bytes).expect("JSON")
    }
}

/// Starts one of the stand-ins of `xtask`, and gives its address.
async fn stand_in(task: &str) -> (String, Child) {
    let mut process = Command::new(xtask())
        .args([task, "--listen", "127.0.0.1:0", "--until-stdin-closes"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the stand-ins of `cargo build -p xtask`");
    let stdout = process.stdout.take().expect("its words");
    let ready = BufReader::new(stdout).lines().next_line().await;
    let ready = ready.expect("its words are read").expect("a line");
    (ready.strip_prefix("ready ").expect("an address").to_owned(), process)
}

fn xtask() -> PathBuf {
    if let Some(path) = std::env::var_os("CAIRN_TEST_XTASK") {
        return path.into();
    }
    let test = std::env::current_exe().expect("the test's own file");
    test.ancestors().nth(2).expect("the folder of programs").join("xtask")
}
