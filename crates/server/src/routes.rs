//! Every address of the product, and the layers that each request passes.
//!
//! Pages are listed by their nouns through [`Routes`], doors for programs through the document
//! that describes them. Both are recorded, so that a test can hold every address against every
//! role: an address that nobody wrote down does not exist.

use crate::app::App;
use crate::config::Mode;
use crate::serve::layers;
use axum::Router;
use axum::extract::State;
use axum::handler::Handler;
use axum::http::header;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, get, on};
use std::sync::OnceLock;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;

/// Where the doors for programs stand.
pub const API: &str = "/api/v1";

/// Pages with their addresses, recorded while they are made.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    listed: Vec<Listed>,
}

/// One method of one address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// As `/people/{id}`.
    pub path: String,
    /// As `GET`.
    pub method: &'static str,
}

impl Routes {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A page; `HEAD` is answered by it too.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("GET", MethodFilter::GET, path, handler)
    }

    /// What a form posts to.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("POST", MethodFilter::POST, path, handler)
    }

    /// Only for doors for programs that stand outside the described ones.
    #[must_use]
    pub fn put<H, T>(self, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add("PUT", MethodFilter::PUT, path, handler)
    }

    /// All addresses of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let mut listed = self.listed;
        listed.extend(other.listed);
        Self { router: self.router.merge(other.router), listed }
    }

    fn add<H, T>(
        mut self,
        method: &'static str,
        filter: MethodFilter,
        path: &'static str,
        handler: H,
    ) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.listed.push(Listed { path: path.to_owned(), method });
        Self { router: self.router.route(path, on(filter, handler)), listed: self.listed }
    }
}

/// Pages of every noun that has some.
fn pages(mode: Mode) -> Routes {
    let pages = Routes::new()
        .get("/health", crate::serve::health::show)
        .get("/metrics", crate::serve::metrics::show)
        .and(crate::access::web::pages())
        .and(crate::messaging::web::pages())
        .and(crate::mailings::web::pages())
        .and(crate::messaging::inbound::pages())
        .and(crate::work::web::pages())
        .and(crate::reports::web::pages())
        .and(crate::people::web::pages())
        .and(crate::documents::web::pages())
        .and(crate::evidence::web::pages())
        .and(crate::submissions::web::pages())
        .and(crate::reconciliations::web::pages())
        .and(crate::proofs::web::pages())
        .and(crate::placements::web::pages())
        .and(crate::checkpoints::web::pages())
        .and(crate::surveys::client::pages())
        .and(crate::surveys::web::pages())
        .and(crate::tasks::web::pages())
        .and(crate::diary::web::pages())
        .and(crate::contacts::web::pages())
        .and(crate::support::web::pages())
        .and(crate::employers::web::pages())
        .and(crate::papers::web::pages())
        .and(crate::claims::web::pages())
        .and(crate::flows::web::pages())
        .and(crate::runs::web::pages())
        .and(crate::surveys::phone::pages())
        .and(crate::surveys::paper::pages())
        .and(crate::programmes::web::pages());
    match mode {
        Mode::Demo => pages.and(crate::demo::web::pages()),
        Mode::Serve => pages,
    }
}

/// Doors for programs of every noun that has some, under [`API`].
fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(crate::people::api::doors())
        .merge(crate::audit::timeline::doors())
        .merge(crate::documents::api::doors())
        .merge(crate::evidence::api::doors())
        .merge(crate::submissions::api::doors())
        .merge(crate::placements::enrol_api::doors())
        .merge(crate::placements::api::doors())
        .merge(crate::checkpoints::api::doors())
        .merge(crate::surveys::api::doors())
        .merge(crate::tasks::api::doors())
        .merge(crate::diary::api::doors())
        .merge(crate::contacts::api::doors())
        .merge(crate::support::api::doors())
        .merge(crate::claims::api::doors())
        .merge(crate::employers::api::doors())
        .merge(crate::papers::api::doors())
        .merge(crate::flows::api::doors())
        .merge(crate::runs::api::doors())
        .merge(crate::messaging::api::doors())
        .merge(crate::mailings::api::doors())
        .merge(crate::checkpoints::list::api::doors())
}

fn described() -> (Router<App>, Document) {
    let document = crate::api::document();
    let (router, mut document) =
        OpenApiRouter::with_openapi(document).nest(API, doors()).split_for_parts();
    crate::api::complete(&mut document);
    (router, document)
}

/// Every method of every address, in order.
#[must_use]
pub fn listed(mode: Mode) -> Vec<Listed> {
    let mut listed = pages(mode).listed;
    let add = |method, path: &str| Listed { path: path.to_owned(), method };
    listed.push(add("GET", "/assets/{name}"));
    listed.push(add("GET", "/api/v1/openapi.json"));
    for (path, door) in described().1.paths.paths {
        let methods = [
            ("GET", door.get.is_some()),
            ("POST", door.post.is_some()),
            ("PUT", door.put.is_some()),
            ("PATCH", door.patch.is_some()),
            ("DELETE", door.delete.is_some()),
        ];
        let there = methods.into_iter().filter(|(_, there)| *there);
        listed.extend(there.map(|(method, _)| add(method, &path)));
    }
    listed.sort();
    listed
}

/// The whole product as one service.
pub fn router(app: App) -> Router {
    let (doors, document) = described();
    DOCUMENT.get_or_init(|| document.to_json().unwrap_or_default());
    Router::new()
        .merge(pages(app.settings.mode).router)
        .merge(crate::page::assets::routes())
        .route("/api/v1/openapi.json", get(describe))
        .merge(doors)
        .fallback(|| async { crate::failure::Failure::NotFound })
        .layer(from_fn(layers::catch_panics))
        .layer(from_fn_with_state(app.clone(), crate::access::same_site))
        .layer(from_fn_with_state(app.clone(), crate::access::authenticate))
        .layer(from_fn_with_state(app.clone(), crate::failure::say))
        .layer(from_fn_with_state(app.clone(), layers::protect))
        .layer(from_fn(layers::trace))
        .with_state(app)
}

static DOCUMENT: OnceLock<String> = OnceLock::new();

/// `GET /api/v1/openapi.json`: what doors there are, for anybody who asks.
async fn describe(State(_): State<App>) -> Response {
    let document = DOCUMENT.get().map_or("{}", String::as_str);
    ([(header::CONTENT_TYPE, "application/json")], document).into_response()
}
