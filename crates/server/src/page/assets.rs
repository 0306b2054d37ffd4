//! The style sheets, the script and the pictures, inside the binary.
//!
//! Every file is served under a name that holds the hash of its bytes, so browsers may keep
//! it for ever and a new release is a new address. Templates ask [`asset`] for the address.

use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};

/// A file as it is served.
struct Asset {
    /// The name templates use: `staff.css`.
    name: &'static str,
    /// `/assets/staff-0123456789.css`.
    address: String,
    content_type: &'static str,
    body: String,
}

macro_rules! css {
    ($($name:literal),* $(,)?) => {
        &[$(include_str!(concat!("../../assets/css/", $name, ".css"))),*]
    };
}
macro_rules! js {
    ($($name:literal),* $(,)?) => {
        &[$(include_str!(concat!("../../assets/js/", $name, ".js"))),*]
    };
}

/// The layers' order comes first; within a layer the order of the files counts.
const STAFF_CSS: &[&str] = css![
    "layers",
    "tokens",
    "base",
    "controls",
    "fields",
    "stones",
    "frame",
    "parts",
    "table",
    "dialog",
    "list",
    "files",
    "documents",
    "evidence",
    "board",
    "diary",
    "person",
    "report",
    "compose",
    "letter",
    "call",
    "why",
    "door",
    "keys",
    "asked",
    "helpers",
    "print",
];
const CLIENT_CSS: &[&str] =
    css!["layers", "tokens", "base", "controls", "fields", "client", "files", "helpers", "print",];
/// For guided calls and drawn flows, beside the sheet of staff.
const FLOW_CSS: &[&str] = css!["run", "flow"];
const SCRIPT: &[&str] = js![
    "keys", "dialogs", "list", "answers", "route", "preview", "segments", "copy", "upload",
    "forms", "autosave", "progress", "help",
];
/// For the one page of clients that has files to send.
const UPLOAD: &[&str] = js!["upload"];
/// For the diary's week.
const DIARY: &[&str] = js!["diary"];
/// For the guided call.
const RUN: &[&str] = js!["run"];
const SPRITE: &str = include_str!("../../assets/sprite.svg");
const MARK: &str = include_str!("../../assets/mark.svg");

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    vec![
        Asset::new("staff.css", "text/css; charset=utf-8", squeezed(STAFF_CSS)),
        Asset::new("flow.css", "text/css; charset=utf-8", squeezed(FLOW_CSS)),
        Asset::new("client.css", "text/css; charset=utf-8", squeezed(CLIENT_CSS)),
        Asset::new("cairn.js", "text/javascript; charset=utf-8", apart(SCRIPT)),
        Asset::new("upload.js", "text/javascript; charset=utf-8", apart(UPLOAD)),
        Asset::new("diary.js", "text/javascript; charset=utf-8", apart(DIARY)),
        Asset::new("run.js", "text/javascript; charset=utf-8", apart(RUN)),
        Asset::new("sprite.svg", "image/svg+xml", SPRITE.to_owned()),
        Asset::new("mark.svg", "image/svg+xml", MARK.to_owned()),
    ]
});

impl Asset {
    fn new(name: &'static str, content_type: &'static str, body: String) -> Asset {
        let hash = Sha256::digest(body.as_bytes());
        let hash: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let (stem, kind) = name.rsplit_once('.').unwrap_or((name, ""));
        let address = format!("/assets/{stem}-{hash}.{kind}");
        Asset { name, address, content_type, body }
    }
}

/// The address of a file, for templates: `{{ crate::page::asset("staff.css") }}`.
///
/// A name that is not among the files gets an address that answers 404; the log says so.
pub fn asset(name: &str) -> &'static str {
    let found = ASSETS.iter().find(|asset| asset.name == name);
    debug_assert!(found.is_some(), "no asset is called {name}");
    found.map_or("/assets/missing", |asset| asset.address.as_str())
}

/// Serves `/assets/{name}`. It holds no state, so it merges into any router.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{name}", get(show))
}

/// `GET` and `HEAD` of one file, by the name that holds its hash.
pub async fn show(Path(name): Path<String>) -> Response {
    let address = format!("/assets/{name}");
    let Some(asset) = ASSETS.iter().find(|asset| asset.address == address) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, asset.content_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, asset.body.as_str()).into_response()
}

/// Every file with its address, for the samples.
#[cfg(test)]
pub(super) fn written() -> impl Iterator<Item = (&'static str, &'static str)> {
    ASSETS.iter().map(|asset| (asset.address.as_str(), asset.body.as_str()))
}

/// Joins style sheets without comments, indentation and empty lines.
fn squeezed(sheets: &[&str]) -> String {
    let mut squeezed = String::new();
    for sheet in sheets {
        for line in without_comments(sheet).lines().map(str::trim) {
            if line.is_empty() {
                continue;
            }
            squeezed.push_str(line);
            // A value or a list of selectors may go on in the next line.
            if !line.ends_with(['{', '}', ';', ',']) {
                squeezed.push(' ');
            }
        }
        squeezed.push('\n');
    }
    squeezed
}

fn without_comments(sheet: &str) -> String {
    let mut kept = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

/// Joins scripts, each in a block of its own so that their names do not meet.
///
/// The file is loaded as a module: strict, deferred, and `const` stays inside its block.
fn apart(scripts: &[&str]) -> String {
    scripts.iter().map(|script| format!("{{\n{script}}}\n")).collect()
}

#[cfg(test)]
mod test {
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt;

    use super::*;

    async fn answer(method: &str, address: &str) -> Response {
        let request = Request::builder().method(method).uri(address);
        let request = request.body(Body::empty()).expect("a request");
        routes::<()>().oneshot(request).await.expect("an answer")
    }

    #[tokio::test]
    async fn every_file_is_served_under_its_hash_and_kept_for_ever() {
        for file in ASSETS.iter() {
            for method in ["GET", "HEAD"] {
                let answer = answer(method, asset(file.name)).await;
                assert_eq!(answer.status(), StatusCode::OK, "{method} {}", file.address);
                assert_eq!(answer.headers()[header::CONTENT_TYPE], file.content_type);
                let kept = answer.headers()[header::CACHE_CONTROL].to_str().expect("text");
                assert!(kept.contains("immutable"));
            }
        }
        assert_eq!(answer("GET", "/assets/staff-0.css").await.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn what_a_client_loads_stays_small() {
        let size = |name: &str| {
            let found = ASSETS.iter().find(|asset| asset.name == name);
            found.expect("an asset of that name").body.len()
        };
        assert!(size("client.css") <= 19_000, "client.css has {} bytes", size("client.css"));
        assert!(size("staff.css") <= 64_000, "staff.css has {} bytes", size("staff.css"));
        assert!(size("cairn.js") <= 19_000, "cairn.js has {} bytes", size("cairn.js"));
        assert!(size("sprite.svg") <= 24_000, "sprite.svg has {} bytes", size("sprite.svg"));
    }

    #[test]
    fn the_pictures_read_as_xml_and_lean_on_nothing_inside_them() {
        for picture in [SPRITE, MARK] {
            let comments = picture.split("<!--").skip(1);
            let comments =
                comments.map(|rest| rest.split_once("-->").map_or(rest, |(in_it, _)| in_it));
            assert!(comments.into_iter().all(|comment| !comment.contains("--")));
            assert!(!picture.contains("url(#") && !picture.contains("class="));
        }
    }

    #[test]
    fn squeezing_keeps_what_the_sheet_says() {
        let sheet = "/* a\n b */\n.a,\n.b {\n  margin:\n    0 auto;\n}\n\n.c > .d { top: 0; }\n";
        assert_eq!(squeezed(&[sheet]), ".a,.b {margin: 0 auto;}.c > .d { top: 0; }\n");
    }
}
