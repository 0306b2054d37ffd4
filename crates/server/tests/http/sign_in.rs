//! Signing in and out, guesses, forms of other sessions, language and keys.

use crate::forms::forms;
use crate::harness::{Answer, PASSWORD, TestApp, both};
use axum::body::Body;
use axum::http::{Method, header};

async fn try_as(app: &TestApp, email: &str, password: &str) -> Answer {
    app.post_bare("/sign-in", &[("email", email), ("password", password)]).await
}

#[tokio::test]
async fn the_right_password_opens_and_the_next_page_is_ones_own() {
    both(|app| async move {
        let fields = [("email", " Ada@Test.Example "), ("password", PASSWORD), ("next", "/demo")];
        let opened = app.post_bare("/sign-in", &fields).await.is(303);
        assert_eq!(opened.location(), "/demo");
        let cookie = opened.header("set-cookie");
        for flag in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=86400"] {
            assert!(cookie.contains(flag), "{cookie}");
        }
        let page = app.get("/sessions").await.is(200);
        assert!(page.text.contains("ada"), "{}", page.text);
        assert_eq!(app.get("/sign-in?next=/demo").await.is(303).location(), "/demo");
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_look_alike() {
    both(|app| async move {
        let wrong = try_as(&app, "ada@test.example", "not this one").await.is(422);
        let unknown = try_as(&app, "nobody@test.example", "not this one").await.is(422);
        assert!(wrong.text.contains("after 9 more tries we wait"), "{}", wrong.text);
        let same = |answer: Answer, email: &str| answer.text.replace(email, "…");
        assert_eq!(same(wrong, "ada@test.example"), same(unknown, "nobody@test.example"));
        let refused = "SELECT COUNT(*) AS many FROM audit_entries WHERE kind = 'refused'";
        assert_eq!(app.count(refused).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM sessions").await, 0);
    })
    .await;
}

#[tokio::test]
async fn whoever_guesses_has_to_wait_even_with_the_right_password() {
    both(|app| async move {
        for _ in 0..10 {
            try_as(&app, "ada@test.example", "guess").await.is(422);
        }
        let slowed = try_as(&app, "ada@test.example", PASSWORD).await.is(429);
        let wait: u64 = slowed.header("retry-after").parse().expect("seconds");
        assert!((1..=900).contains(&wait), "{wait}");
        assert!(slowed.text.contains("<form"), "a page, not a bare answer");
        // The office's clock opens nothing, and nobody else has to wait.
        app.at("2027-01-01T00:00:00Z");
        try_as(&app, "ada@test.example", PASSWORD).await.is(429);
        try_as(&app, "theo@test.example", PASSWORD).await.is(303);
    })
    .await;
}

#[tokio::test]
async fn one_address_that_guesses_at_many_accounts_has_to_wait() {
    let app = TestApp::sqlite().await;
    for number in 0..50 {
        try_as(&app, &format!("guess-{number}@test.example"), "guess").await.is(422);
    }
    try_as(&app, "ada@test.example", PASSWORD).await.is(429);
}

#[tokio::test]
async fn many_guesses_at_once_count_like_many_in_a_row() {
    both(|app| async move {
        let tries = (0..30).map(|_| try_as(&app, "ada@test.example", "guess"));
        let answers = futures_util::future::join_all(tries).await;
        let looked_at = answers.iter().filter(|answer| answer.status == 422).count();
        assert_eq!(looked_at, 10);
    })
    .await;
}

#[tokio::test]
async fn a_right_password_forgets_the_wrong_ones() {
    let app = TestApp::sqlite().await;
    for _ in 0..3 {
        for _ in 0..9 {
            try_as(&app, "ada@test.example", "guess").await.is(422);
        }
        try_as(&app.another(), "ada@test.example", PASSWORD).await.is(303);
    }
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before_it() {
    both(|app| async move {
        try_as(&app, "ada@test.example", PASSWORD).await.is(303);
        let before = app.cookie("cairn-session").expect("a session");
        try_as(&app, "ada@test.example", PASSWORD).await.is(303);
        assert_ne!(app.cookie("cairn-session"), Some(before.clone()));
        let old = app.another();
        old.set_cookie("cairn-session", &before);
        assert_eq!(old.get("/sessions").await.is(303).location(), "/sign-in?next=/sessions");
    })
    .await;
}

#[tokio::test]
async fn a_missing_field_is_said_and_the_address_kept() {
    let app = TestApp::sqlite().await;
    let fields = [("email", "ada@test.example"), ("password", "")];
    let page = app.post_bare("/sign-in", &fields).await.is(422);
    assert!(
        page.text.contains("Your password is needed") && page.text.contains("ada@test.example")
    );
    assert!(page.text.contains("<title>Error: "), "{}", page.text);
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let app = TestApp::sqlite().await;
    let others = ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example"];
    for next in others {
        let fields = [("email", "ada@test.example"), ("password", PASSWORD), ("next", next)];
        assert_eq!(app.another().post_bare("/sign-in", &fields).await.is(303).location(), "/");
        let page = app.get(&format!("/sign-in?next={}", server::api::encoded(next))).await.is(200);
        assert!(!page.text.contains("evil"), "{}", page.text);
        let fields = [("language", "fr"), ("back", next)];
        assert_eq!(app.another().post_bare("/language", &fields).await.is(303).location(), "/");
    }
}

#[tokio::test]
async fn a_form_without_the_sessions_value_or_with_anothers_is_refused() {
    both(|app| async move {
        app.sign_in("ada").await;
        let other = app.another();
        other.sign_in("bob").await;
        let addresses = ["/sign-out", "/sessions/ending", "/keys", "/demo/clock"];
        for address in addresses {
            let without = app.post_bare(address, &[("keys", "off")]).await.is(403);
            assert!(without.text.contains("open for too long"), "{}", without.text);
            let csrf = other.csrf();
            app.post_bare(address, &[("keys", "off"), ("csrf", &csrf)]).await.is(403);
        }
        app.get("/sessions").await.is(200);
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_outlives_the_session_and_is_sent_by_its_writer_alone() {
    both(|app| async move {
        app.sign_in("ada").await;
        let csrf = app.csrf();
        let typed = [
            ("given_name", "Zoë"),
            ("family_name", "O'<b>Brien"),
            ("language", "fr"),
            ("phones", "416 555 0123"),
            ("phones", "905 555 0176"),
            ("time_zone", "America/Toronto"),
            ("csrf", &*csrf),
        ];
        app.post_form("/sign-out", &[]).await.is(303);
        let back = app.post_bare("/people/new", &typed).await.is(401);
        assert!(back.text.contains("nothing of what you typed is lost"), "{}", back.text);
        let form = forms(&back.text).into_iter().find(|form| form.action == "/people/new");
        let form = form.expect("what was typed, to be sent again");
        let fields: Vec<(&str, &str)> =
            form.fields.iter().map(|one| (one.name.as_str(), one.value.as_str())).collect();
        assert_eq!(fields, typed);
        // Nobody else in this browser sends it or sees it.
        app.sign_in("bob").await;
        let others = app.post_bare(&form.action, &fields).await.is(403);
        assert!(!others.text.contains("Brien"), "{}", others.text);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM people").await, 0);
        app.sign_in("ada").await;
        app.post_bare(&form.action, &fields).await.is(303);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM people").await, 1);
        // Larger than any form, it is refused with the size that would do.
        let large = "x".repeat(300_000);
        let nobody = app.another();
        let refused = nobody.post_bare("/people/new", &[("csrf", "x"), ("notes", &large)]).await;
        assert!(refused.is(413).text.contains("may have at most"));
        // What no page of ours gave out is not kept, nor is what another site sends.
        let bare = nobody.post_bare("/people/new", &typed[..3]).await.is(401);
        assert!(!bare.text.contains("Brien"), "{}", bare.text);
        let body = "csrf=x&family_name=Brien";
        let elsewhere = nobody
            .request(Method::POST, "/people/new")
            .header(header::ORIGIN, "https://elsewhere.example")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let refused = nobody.send(elsewhere.body(Body::from(body)).expect("a request")).await;
        assert!(!refused.is(403).text.contains("Brien"));
    })
    .await;
}

#[tokio::test]
async fn what_another_site_posts_is_refused() {
    let app = TestApp::sqlite().await;
    let form = |origin: Option<&str>, fetched: Option<&str>| {
        let mut request = app
            .request(Method::POST, "/sign-in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        if let Some(fetched) = fetched {
            request = request.header("sec-fetch-site", fetched);
        }
        request.body(Body::from("email=ada%40test.example&password=x")).expect("a request")
    };
    for (origin, fetched, status) in [
        (Some("https://evil.example"), None, 403),
        (Some("null"), None, 403),
        (None, Some("cross-site"), 403),
        (None, Some("same-site"), 403),
        (Some("http://127.0.0.1:8080"), Some("same-origin"), 422),
        (Some("http://127.0.0.1:8080"), None, 422),
        (None, None, 422),
    ] {
        let answer = app.send(form(origin, fetched)).await;
        assert_eq!(answer.status, status, "{origin:?} {fetched:?}");
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_itself() {
    both(|app| async move {
        app.sign_in("ada").await;
        let secret = app.cookie("cairn-session").expect("a session");
        let out = app.post_form("/sign-out", &[]).await.is(303);
        assert_eq!(out.location(), "/sign-in?out=yes");
        assert_eq!(app.cookie("cairn-session"), None);
        assert!(app.get("/sign-in?out=yes").await.is(200).text.contains("You are signed out."));
        app.set_cookie("cairn-session", &secret);
        app.get("/sessions").await.is(303);
    })
    .await;
}

#[tokio::test]
async fn one_ends_other_sessions_of_ones_own_only() {
    both(|app| async move {
        app.sign_in("ada").await;
        let (second, bob) = (app.another(), app.another());
        second.sign_in("ada").await;
        bob.sign_in("bob").await;
        let hash = |app: &TestApp| {
            let secret = app.cookie("cairn-session").expect("a session");
            server::keys::sha256_hex(secret.as_bytes())[..12].to_owned()
        };
        let page = app.get("/sessions").await.is(200);
        assert!(page.text.contains(&hash(&second)) && !page.text.contains(&hash(&bob)));
        let of_bob = format!("/sessions/{}/ending", hash(&bob));
        app.post_form(&of_bob, &[]).await.is(404);
        bob.get("/sessions").await.is(200);
        let own = format!("/sessions/{}/ending", hash(&second));
        assert_eq!(app.post_form(&own, &[]).await.is(303).location(), "/sessions?told=ended");
        second.get("/sessions").await.is(303);
        app.get("/sessions").await.is(200);
    })
    .await;
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session() {
    both(|app| async move {
        app.sign_in("ada").await;
        let second = app.another();
        second.sign_in("ada").await;
        app.post_form("/sessions/ending", &[]).await.is(303);
        second.get("/sessions").await.is(303);
        app.get("/sessions").await.is(303);
    })
    .await;
}

#[tokio::test]
async fn a_language_stays_with_the_viewer_or_with_the_browser() {
    both(|app| async move {
        app.post_bare("/language", &[("language", "fr"), ("back", "/sign-in")]).await.is(303);
        let page = app.get("/sign-in").await.is(200);
        assert!(page.text.contains(r#"lang="fr""#) && page.text.contains("Mot de passe"));
        app.sign_in("ada").await;
        assert!(app.get("/sessions").await.text.contains("Where you are signed in"));
        app.post_form("/language", &[("language", "fr"), ("back", "/sessions")]).await.is(303);
        assert!(app.get("/sessions").await.text.contains("Où vous êtes en ligne"));
        let other = app.another();
        other.sign_in("ada").await;
        assert!(other.get("/sessions").await.text.contains("Où vous êtes en ligne"));
        // A language that is not spoken changes nothing.
        app.post_form("/language", &[("language", "xx")]).await.is(303);
        assert!(app.get("/sessions").await.text.contains("Où vous êtes en ligne"));
    })
    .await;
}

#[tokio::test]
async fn a_browser_says_which_language_it_wants() {
    let app = TestApp::sqlite().await;
    let request = app.request(Method::GET, "/sign-in").header("accept-language", "fr-CA,en;q=0.5");
    let page = app.send(request.body(Body::empty()).expect("a request")).await.is(200);
    assert!(page.text.contains("Mot de passe"));
}

#[tokio::test]
async fn keys_are_switched_off_and_on() {
    both(|app| async move {
        app.sign_in("ada").await;
        assert!(app.get("/sessions").await.text.contains(r#"data-keys="on""#));
        app.post_form("/keys", &[("keys", "off")]).await.is(303);
        assert!(app.get("/sessions").await.text.contains(r#"data-keys="off""#));
        app.post_form("/keys", &[("keys", "on"), ("back", "/demo")]).await.is(303);
        assert!(app.get("/sessions").await.text.contains(r#"data-keys="on""#));
    })
    .await;
}

#[tokio::test]
async fn a_session_over_tls_has_the_strictest_cookie() {
    let app = TestApp::with(|settings| {
        settings.public_url = Some("https://cairn.example".to_owned());
    })
    .await;
    let opened = try_as(&app, "ada@test.example", PASSWORD).await.is(303);
    let cookie = opened.header("set-cookie");
    assert!(cookie.starts_with("__Host-cairn-session=") && cookie.contains("; Secure"), "{cookie}");
}

#[tokio::test]
async fn the_sign_in_page_of_a_demo_lists_nobody_of_another_domain() {
    let app = TestApp::sqlite().await;
    let page = app.get("/sign-in").await.is(200);
    assert!(!page.text.contains("test.example"), "{}", page.text);
}
