//! One browser: what anybody can do with a page, by the words and names that stand on it.

use crate::program::Folder;
use serde_json::{Value, json};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;
use thirtyfour::LoggingPrefsLogLevel;
use thirtyfour::prelude::*;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};

/// The longest that anything on a page may take to appear.
const WAIT: Duration = Duration::from_secs(20);
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// What every browser is started with: nothing from outside, nothing remembered.
const ARGUMENTS: [&str; 14] = [
    // Through a pipe, so that a browser ends with the driver that started it.
    "--remote-debugging-pipe",
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--lang=en",
];

/// What `cargo xtask test` says in the environment.
pub fn given(variable: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| panic!("run `cargo xtask test`, or set {variable}"))
}

/// How large the window is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// A desk: 1280 by 900.
    Desk,
    /// A telephone: 360 wide.
    Phone,
    /// The narrowest that clients meet: 320 wide.
    Narrow,
    /// A desk's window of 1280 by 1024, enlarged four times: 320 by 256 are left.
    Enlarged,
}

impl Screen {
    pub fn size(self) -> (u32, u32) {
        match self {
            Self::Desk => (1280, 900),
            Self::Phone => (360, 740),
            Self::Narrow => (320, 640),
            Self::Enlarged => (320, 256),
        }
    }
}

/// The driver that starts browsers. What it started goes with it.
pub struct Drivers {
    _child: Child,
    _said: BufReader<ChildStdout>,
    address: String,
    folder: Folder,
    browsers: AtomicU32,
}

impl Drivers {
    pub async fn start(name: &str) -> Self {
        let mut command = Command::new(given("CAIRN_TEST_CHROMEDRIVER"));
        command.arg("--port=0").stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut child = command.spawn().expect("chromedriver starts");
        let mut said = BufReader::new(child.stdout.take().expect("its output is taken"));
        let port = tokio::time::timeout(WAIT, port_in(&mut said)).await;
        let port = port.expect("chromedriver names its port in time");
        Self {
            _child: child,
            _said: said,
            address: format!("http://127.0.0.1:{port}"),
            folder: Folder::new(&format!("{name}-profiles")),
            browsers: 0.into(),
        }
    }

    /// A browser with an empty profile. `site` is where addresses begin.
    pub async fn browser(&self, site: &str, screen: Screen) -> Browser {
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary(&given("CAIRN_TEST_CHROMIUM")).expect("a path");
        for argument in ARGUMENTS {
            wanted.add_arg(argument).expect("an argument");
        }
        let number = self.browsers.fetch_add(1, Ordering::Relaxed);
        let profile = self.folder.path().join(number.to_string());
        wanted.add_arg(&format!("--user-data-dir={}", profile.display())).expect("an argument");
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All).expect("a level");
        let driver = WebDriver::new(self.address.as_str(), wanted).await;
        let driver = driver.expect("a browser starts");
        // It ends with its driver; to end it here would wait for a runtime that is going down.
        driver.clone().leak().expect("a browser that has just started");
        let browser = Browser { driver, site: site.to_owned(), screen, has_script: true.into() };
        browser.resize(screen).await;
        browser
    }
}

async fn port_in(said: &mut BufReader<ChildStdout>) -> u16 {
    let mut line = String::new();
    loop {
        line.clear();
        let read = said.read_line(&mut line).await.expect("its output is read");
        assert_ne!(read, 0, "chromedriver ended at its start");
        let Some((_, port)) = line.trim().rsplit_once("successfully on port ") else { continue };
        return port.trim_end_matches('.').parse().expect("a port");
    }
}

/// A browser and the site that it is for.
pub struct Browser {
    pub driver: WebDriver,
    site: String,
    pub screen: Screen,
    has_script: AtomicBool,
}

impl Browser {
    pub async fn resize(&self, screen: Screen) {
        let (width, height) = screen.size();
        let size = json!({
            "width": width, "height": height, "mobile": false,
            "deviceScaleFactor": if screen == Screen::Enlarged { 4 } else { 1 },
        });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Switches off the scripts of pages; the journey's own still run.
    pub async fn without_script(&self) {
        self.has_script.store(false, Ordering::Relaxed);
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    }

    /// Runs a script that takes its time and gives what it hands to its last argument.
    pub async fn run_slowly(&self, script: &str, arguments: Vec<Value>) -> Value {
        let is_off = !self.has_script.load(Ordering::Relaxed);
        let switch = "Emulation.setScriptExecutionDisabled";
        // What waits for a promise never comes back without it. The page's own are past.
        if is_off {
            self.devtools(switch, json!({ "value": false })).await;
        }
        let returned = self.driver.execute_async(script, arguments).await;
        if is_off {
            self.devtools(switch, json!({ "value": true })).await;
        }
        returned.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    /// Does what the browser's own tools for developers can.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Value {
        let answer = self.driver.cdp().send_raw(method, parameters).await;
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Runs a script in the page and gives what it returns.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        let returned = self.driver.execute(script, arguments).await;
        returned.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    pub async fn opens(&self, path: &str) {
        let address =
            if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.site) };
        self.driver.goto(address).await.expect("the page opens");
    }

    /// The path and query of the page.
    pub async fn place(&self) -> String {
        let url = self.driver.current_url().await.expect("an address");
        match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        }
    }

    /// What stands here, as a person reads it.
    pub async fn text(&self) -> String {
        let body = self.driver.find(By::Css("body")).await.expect("a body");
        body.text().await.expect("its text")
    }

    /// The page's words; none while one page gives way to the next.
    async fn seen(&self) -> Option<String> {
        let body = self.driver.find(By::Css("body")).await.ok()?;
        body.text().await.ok()
    }

    /// Waits until the page says something, without anybody's loading it again.
    pub async fn comes_to_say(&self, words: &str) {
        let look = async {
            let mut pace = tokio::time::interval(LOOK_EVERY);
            while !self.seen().await.is_some_and(|text| text.contains(words)) {
                pace.tick().await;
            }
        };
        let said = tokio::time::timeout(WAIT, look).await;
        assert!(said.is_ok(), "never said: {words}: {}", self.text().await);
    }

    /// The page as it stands, with what fields and folded parts hold.
    pub async fn source(&self) -> String {
        self.driver.source().await.expect("the page")
    }

    pub async fn heading(&self) -> String {
        let heading = self.find("a heading", By::Css("h1")).await;
        heading.text().await.expect("its text").trim().to_owned()
    }

    /// Waits for something that is to be seen.
    pub async fn find(&self, what: &str, by: By) -> WebElement {
        let query = self.driver.query(by).wait(WAIT, LOOK_EVERY).and_displayed();
        match query.first().await {
            Ok(found) => found,
            Err(error) => {
                let (place, text) = (self.place().await, self.text().await);
                panic!("no {what} at {place}: {error}\n{text}");
            }
        }
    }

    /// Whether something is on the page, seen or not.
    pub async fn has(&self, css: &str) -> bool {
        let all = self.driver.find_all(By::Css(css.to_owned())).await;
        !all.expect("the page is searched").is_empty()
    }

    /// Whether something stands in a part that opens on demand and is closed.
    pub async fn is_folded(&self, css: &str) -> bool {
        let script = "const found = document.querySelector(arguments[0]);
            return found !== null && !found.checkVisibility();";
        self.run(script, vec![json!(css)]).await == true
    }

    /// Presses a button or follows a link, by its words.
    pub async fn presses(&self, words: &str) {
        let said = quoted(words);
        // Where the key stands on a button, its words are a part of their own.
        let is_it = format!(
            "(normalize-space()={said} or @aria-label={said}
                or (kbd and normalize-space(span)={said}))"
        );
        // The button that Enter presses is there for no eyes: nobody can press it.
        let is_it = format!("not(@aria-hidden='true') and {is_it}");
        let path = format!("//button[{is_it}] | //a[{is_it}] | //summary[{is_it}]");
        let found = self.find(&format!("button or link “{words}”"), By::XPath(path)).await;
        self.clicks(&found, words).await;
    }

    /// The same within a part of the page.
    pub async fn presses_in(&self, part: &str, words: &str) {
        let by = By::XPath(format!(
            "//*[@id={}]//*[self::button or self::a][starts-with(normalize-space(), {})]",
            quoted(part),
            quoted(words)
        ));
        let found = self.find(&format!("“{words}” in {part}"), by).await;
        self.clicks(&found, words).await;
    }

    pub async fn clicks(&self, found: &WebElement, what: &str) {
        // What stands under the edge of the window is brought up to its middle first.
        found.scroll_into_view().await.expect("it is brought into view");
        let script = "const it = arguments[0]; window.isLeft = true;
            return it.matches('a[href]:not([href^=\"#\"])')
                || (!!it.form && it.type === 'submit');";
        let leads_away = self.run(script, vec![found.to_json().expect("an element")]).await;
        if let Err(error) = found.click().await {
            panic!("{what} cannot be pressed at {}: {error}", self.place().await);
        }
        if leads_away == true {
            self.has_come(what).await;
        }
    }

    /// Drives into a tunnel: no request gets through.
    pub async fn loses_its_signal(&self) {
        self.devtools("Network.enable", json!({})).await;
        self.network(true, (0, -1)).await;
    }

    /// Comes out of it again.
    pub async fn finds_its_signal(&self) {
        self.network(false, (0, -1)).await;
    }

    async fn network(&self, is_off: bool, (latency_ms, bytes_s): (u32, i32)) {
        let state = json!({ "offline": is_off, "latency": latency_ms,
            "downloadThroughput": bytes_s, "uploadThroughput": bytes_s });
        self.devtools("Network.emulateNetworkConditions", state).await;
    }

    /// Is an old telephone at the edge of its network: a sixth of this processor, 30 kB/s, 400 ms.
    pub async fn is_slow_and_old(&self) {
        self.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 6 })).await;
        self.devtools("Network.enable", json!({})).await;
        self.network(false, (400, 30_000)).await;
    }

    /// Whether something has the focus.
    pub async fn focus_is_seen(&self, css: &str) -> bool {
        let script = "return document.activeElement.matches(arguments[0]);";
        self.run(script, vec![json!(css)]).await == true
    }

    /// Waits for the page that a key leads to.
    pub async fn has_left(&self) {
        self.has_come("the key").await;
    }

    /// Waits for the page that a press leads to: the driver may answer before the old one goes.
    async fn has_come(&self, what: &str) {
        let script = "return !window.isLeft && document.readyState === 'complete';";
        let coming = async {
            let mut pace = tokio::time::interval(LOOK_EVERY);
            loop {
                pace.tick().await;
                // Between two pages there is nothing to ask.
                let asked = self.driver.execute(script, vec![]).await;
                if asked.is_ok_and(|answer| *answer.json() == true) {
                    return;
                }
            }
        };
        let come = tokio::time::timeout(WAIT, coming).await;
        come.unwrap_or_else(|_| panic!("{what} leads nowhere"));
    }

    /// Types into a field, by its name, in the place of what stands there.
    pub async fn types(&self, name: &str, value: &str) {
        let field = self.field(name).await;
        let kind = field.prop("type").await.expect("its type").unwrap_or_default();
        if kind == "date" {
            // How a day is typed depends on the browser's language.
            let script = "arguments[0].value = arguments[1];
                arguments[0].dispatchEvent(new Event('change', {bubbles: true}));";
            let field = field.to_json().expect("an element");
            self.run(script, vec![field, json!(value)]).await;
            return;
        }
        field.clear().await.expect("the field is emptied");
        field.send_keys(value).await.expect("it is typed");
    }

    pub async fn field(&self, name: &str) -> WebElement {
        let css = format!("[name={}]:not([type=hidden])", quoted(name));
        self.find(&format!("field {name}"), By::Css(css)).await
    }

    /// What stands in a field.
    pub async fn value(&self, name: &str) -> String {
        let field = self.field(name).await;
        field.prop("value").await.expect("its value").unwrap_or_default()
    }

    /// Chooses one of several, or ticks a box, by name and value.
    pub async fn chooses(&self, name: &str, value: &str) {
        let css = format!("[name={}][value={}]", quoted(name), quoted(value));
        let option = self.driver.find(By::Css(css)).await;
        let option = option.unwrap_or_else(|error| panic!("no {value} of {name}: {error}"));
        if option.is_selected().await.expect("its state") {
            return;
        }
        // The label is what people press; the input may be drawn in another way.
        let label = option.find(By::XPath("ancestor::label")).await.expect("a label");
        self.clicks(&label, value).await;
    }

    /// Chooses from a list that opens, by name and value.
    pub async fn picks(&self, name: &str, value: &str) {
        let css = format!("select[name={}] option[value={}]", quoted(name), quoted(value));
        let option = self.driver.find(By::Css(css)).await;
        let option = option.unwrap_or_else(|error| panic!("no {value} of {name}: {error}"));
        option.click().await.expect("it is chosen");
    }

    /// Sends keys to whatever has the focus.
    pub async fn keys(&self, keys: &str) {
        let typing = self.driver.action_chain().send_keys(keys);
        typing.perform().await.expect("the keys are pressed");
    }

    /// The element that has the focus, as `name`, `id` or its words.
    pub async fn focused(&self) -> String {
        let script = "const e = document.activeElement;
            return e.getAttribute('name') || e.id || e.textContent.trim() || e.tagName;";
        self.run(script, vec![]).await.as_str().unwrap_or_default().to_owned()
    }
}

/// A text as CSS and XPath take it. Nothing that the journeys say holds both kinds of quotes.
fn quoted(text: &str) -> String {
    if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
}
