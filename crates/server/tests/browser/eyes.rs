//! What is looked at on every page: accessibility, width, the console; and its picture.

use crate::browser::{Browser, Screen, given};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use thirtyfour::support::base64_decode;

/// The rules that a page is held against: WCAG 2.0 to 2.2, A and AA.
const RULES: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// Pages are looked at in both.
const SCHEMES: [&str; 2] = ["light", "dark"];

/// What a page may be that is none of the usual ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    Fine,
    /// With a status that says what was wrong, which the browser writes down as well.
    Refused,
}

impl Browser {
    /// Looks at the page in the light and in the dark and keeps its pictures under a name.
    pub async fn looks(&self, name: &str) {
        self.looks_at(name, Answered::Fine).await;
    }

    /// The same at a page that says what is wrong.
    pub async fn looks_at_refusal(&self, name: &str) {
        self.looks_at(name, Answered::Refused).await;
    }

    async fn looks_at(&self, name: &str, answered: Answered) {
        let (width, _) = self.screen.size();
        // From its top: what has scrolled half under the head is neither a fault nor a picture.
        self.run("window.scrollTo(0, 0);", vec![]).await;
        for scheme in SCHEMES {
            self.prefers(scheme).await;
            self.is_accessible(&format!("{name}, {width} wide, {scheme}")).await;
            self.pictures(&format!("{name}-{width}-{scheme}")).await;
        }
        self.prefers("light").await;
        self.has_all_its_words(name).await;
        self.has_no_sideways_scrolling(name).await;
        self.has_a_quiet_console(name, answered).await;
    }

    /// A picture of the page as it is printed, and what is read on it.
    pub async fn on_paper(&self, name: &str) -> String {
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
        self.pictures(&format!("{name}-on-paper")).await;
        let said = self.text().await;
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": "" })).await;
        said
    }

    /// What the person's system asks for.
    pub async fn prefers(&self, scheme: &str) {
        // Without motion: a colour that is still on its way to another fails every rule.
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// Holds the page against the rules of accessibility.
    ///
    /// # Panics
    ///
    /// With each rule that is broken, where, and how to put it right.
    pub async fn is_accessible(&self, what: &str) {
        if self.run("return typeof axe;", vec![]).await == "undefined" {
            self.run(axe(), vec![]).await;
        }
        let script = "const [rules, done] = arguments;
            axe.run(document, {
                runOnly: {type: 'tag', values: rules}, resultTypes: ['violations'],
            }).then(found => done(found.violations), error => done(String(error)));";
        let found = self.run_slowly(script, vec![json!(RULES)]).await;
        let violations = found.as_array().unwrap_or_else(|| panic!("axe at {what}: {found}"));
        let said: Vec<String> = violations.iter().map(said).collect();
        assert!(said.is_empty(), "{what} at {}:\n{}", self.place().await, said.join("\n"));
    }

    /// Nothing stands there as a key or with a variable left open, folded parts included.
    async fn has_all_its_words(&self, what: &str) {
        let whole = self.run("return document.documentElement.textContent;", vec![]).await;
        let whole = whole.as_str().unwrap_or_default();
        let at = whole.find('⟦').map(|at| whole[at..].chars().take(80).collect::<String>());
        assert_eq!(at, None, "{what}: words are missing");
    }

    /// Nothing reaches beyond the window's side.
    pub async fn has_no_sideways_scrolling(&self, what: &str) {
        let script = "const wide = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= wide) return null;
            const beyond = [...document.querySelectorAll('body *')].filter(e =>
                e.getBoundingClientRect().right > wide + 1);
            return beyond.slice(0, 5).map(e => e.outerHTML.slice(0, 160)).join('\\n');";
        let beyond = self.run(script, vec![]).await;
        let (width, _) = self.screen.size();
        assert!(beyond.is_null(), "{what} scrolls sideways at {width}:\n{beyond}");
    }

    /// The console has no complaint: no error of a script, nothing that the policy for content
    /// refused, nothing that is not there.
    pub async fn has_a_quiet_console(&self, what: &str, answered: Answered) {
        let said = self.driver.browser_log().await.expect("the console is read");
        for entry in said {
            let is_own = answered == Answered::Refused
                && entry.message.contains("the server responded with a status of 4");
            // The browser's own first page, interrupted when the test left it.
            let is_browsers = entry.message.starts_with("chrome://");
            let is_loud = entry.level == "SEVERE" || entry.message.contains("Content Security");
            assert!(
                !is_loud || is_own || is_browsers,
                "{what}: the console says {}",
                entry.message
            );
        }
    }

    /// Makes a picture of the README anew, when `CAIRN_PICTURES` asks for it.
    pub async fn shows_readers(&self, name: &str) {
        if std::env::var_os("CAIRN_PICTURES").is_none() || self.screen != Screen::Desk {
            return;
        }
        self.run("scrollTo(0, 0);", vec![]).await;
        let picture = self.picture(json!({})).await;
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/pictures");
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        std::fs::write(folder.join(format!("{name}.png")), picture).expect("the picture is kept");
    }

    /// Keeps a picture of the whole page.
    pub async fn pictures(&self, name: &str) {
        let picture = self.picture(json!({ "captureBeyondViewport": true })).await;
        let folder = pictures_folder();
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        std::fs::write(folder.join(format!("{name}.png")), picture).expect("the picture is kept");
    }

    /// A picture of what the window shows.
    pub async fn picture(&self, more: Value) -> Vec<u8> {
        let mut asked = json!({ "format": "png", "optimizeForSpeed": false });
        for (name, value) in more.as_object().into_iter().flatten() {
            asked[name] = value.clone();
        }
        if asked["captureBeyondViewport"] == true {
            let height = self.run("return document.documentElement.scrollHeight;", vec![]).await;
            let (width, _) = self.screen.size();
            let (x, y, scale) = (0, 0, 1);
            asked["clip"] =
                json!({ "x": x, "y": y, "width": width, "height": height, "scale": scale });
        }
        let taken = self.devtools("Page.captureScreenshot", asked).await;
        base64_decode(taken["data"].as_str().expect("a picture")).expect("a picture")
    }
}

fn said(violation: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let nodes = violation["nodes"].as_array().into_iter().flatten();
    let places: Vec<String> = nodes
        .map(|node| {
            let summary = text(&node["failureSummary"]).replace('\n', " ");
            format!("    {} — {}\n      {summary}", node["target"], text(&node["html"]))
        })
        .collect();
    let (rule, help) = (text(&violation["id"]), text(&violation["help"]));
    format!("  {rule}: {help}\n{}", places.join("\n"))
}

/// The text of axe, which `package.json` pins.
fn axe() -> &'static str {
    static AXE: OnceLock<String> = OnceLock::new();
    AXE.get_or_init(|| {
        let path = given("CAIRN_TEST_AXE");
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
    })
}

/// Where pictures are kept, for people to look at.
fn pictures_folder() -> PathBuf {
    let own = Path::new(env!("CARGO_TARGET_TMPDIR"));
    own.parent().unwrap_or(own).join("pictures")
}
