//! Papers: a client's photo from the phone, and the archive at the desk.

use crate::browser::{Browser, Screen};
use crate::client::Client;
use crate::office::Office;
use crate::program::Folder;
use crate::program::life::STILL_WORKING;
use server::page::pdf::{Block, written};
use std::path::PathBuf;
use thirtyfour::By;

/// Files to be sent.
pub struct Papers {
    folder: Folder,
}

impl Papers {
    pub fn new(name: &str) -> Self {
        let papers = Self { folder: Folder::new(&format!("{name}-papers")) };
        let mut photo = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x10".to_vec();
        photo.extend(b"\x08\x02\0\0\0\0\0\0\0\0\0\0\0IEND\xaeB`\x82");
        papers.writes("IMG_2041.PNG", &photo);
        let stub = [("Période", "du 1er au 31 mars"), ("Heures", "120"), ("Net", "2 140,00 $")];
        let stub = stub.map(|(name, value)| Block::Fact(name.to_owned(), value.to_owned()));
        let stub = written("Talon de paie", "fr", &stub).expect("a PDF");
        papers.writes("Talon de paie mars.pdf", &stub);
        let line = |at: u32| Block::Fact(format!("Day {at}"), "7.5 h, Boulangerie Côté".to_owned());
        let hours: Vec<Block> = std::iter::once(Block::Heading(1, "Feuille de temps".to_owned()))
            .chain((1..60).map(line))
            .collect();
        papers.writes("hours.pdf", &written("Hours", "fr", &hours).expect("a PDF"));
        papers.writes("locked letter.pdf", b"%PDF-1.7\ntrailer <</Encrypt 1 0 R>>\n%%EOF\n");
        papers.writes("stub.pdf", b"MZ\x90\0\x03\0\0\0");
        papers
    }

    pub fn writes(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).expect("a file");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Chooses a file in a field, as dropping it there would.
    pub async fn gives(&self, browser: &Browser, field: &str, name: &str) {
        let path = self.path(name);
        let field = browser.field(field).await;
        field.send_keys(path.to_str().expect("letters")).await.expect("it is chosen");
    }
}

/// Goes on until the question for papers.
async fn reaches_papers(client: &Client) {
    for _ in 0..40 {
        if client.browser.has("[name=evidence]").await {
            return;
        }
        client.answers(&STILL_WORKING).await;
        client.continues().await;
    }
    panic!("nobody asks for papers");
}

#[tokio::test]
async fn a_photo_from_the_phone_stands_in_the_archive() {
    let office = Office::opens("papers").await;
    let papers = Papers::new("papers");
    let (link, checkpoint) = office.asks_somebody("Paperson").await;
    let client = office.client(Screen::Phone).await;
    client.opens(&link).await;
    client.begins("1990").await;
    reaches_papers(&client).await;
    client.browser.looks("client-papers-empty").await;
    papers.gives(&client.browser, "evidence", "IMG_2041.PNG").await;
    client.browser.presses("Add this file").await;
    assert!(client.browser.text().await.contains("IMG_2041.png"));

    papers.gives(&client.browser, "evidence", "stub.pdf").await;
    let add = client.browser.find("Add", By::Css("button[name=add]")).await;
    add.click().await.expect("it is pressed");
    client.browser.find("what is wrong", By::Css(".error-summary")).await;
    let said = client.browser.text().await;
    assert!(said.contains("This is a program") && said.contains("IMG_2041.png"), "{said}");
    client.browser.looks_at_refusal("client-papers-refused").await;

    papers.gives(&client.browser, "evidence", "Talon de paie mars.pdf").await;
    client.continues().await;
    client.goes_back().await;
    client.browser.looks("client-papers").await;
    client.continues().await;
    client.answers_all(&STILL_WORKING, async |_, _| {}).await;
    let said = client.browser.text().await;
    assert!(said.contains("IMG_2041.png") && said.contains("Talon de paie mars.pdf"), "{said}");
    client.browser.looks("client-papers-check").await;
    client.sends("Linka Paperson").await;
    assert!(client.browser.heading().await.starts_with("Thank you"));

    let adviser = office.adviser(Screen::Desk).await;
    adviser.signs_in("ada").await;
    let person = office.person("paperson").await;
    adviser.opens_checkpoint(&person, &checkpoint).await;
    assert!(adviser.browser.text().await.contains("Talon de paie mars.pdf"));
    adviser.browser.opens(&format!("/checkpoints/{checkpoint}/answers")).await;
    adviser.browser.looks("answers-with-papers").await;
}

#[tokio::test]
async fn papers_are_sent_without_script() {
    let office = Office::opens("papers-plain").await;
    let papers = Papers::new("papers-plain");
    let (link, _) = office.asks_somebody("Plain").await;
    let client = office.client(Screen::Narrow).await;
    client.browser.without_script().await;
    client.opens(&link).await;
    client.begins("1990").await;
    reaches_papers(&client).await;
    papers.gives(&client.browser, "evidence", "stub.pdf").await;
    client.continues().await;
    client.browser.looks_at_refusal("client-papers-plain-refused").await;
    papers.gives(&client.browser, "evidence", "IMG_2041.PNG").await;
    client.continues().await;
    client.answers_all(&STILL_WORKING, async |_, _| {}).await;
    assert!(client.browser.text().await.contains("IMG_2041.png"));
}

#[tokio::test]
async fn the_archive_at_the_desk() {
    let office = Office::opens("archive").await;
    let papers = Papers::new("archive");
    let (_, _) = office.asks_somebody("Archivson").await;
    let person = office.person("archivson").await;
    let adviser = office.adviser(Screen::Desk).await;
    adviser.signs_in("ada").await;
    let tab = format!("/people/{person}?tab=documents");
    adviser.browser.opens(&tab).await;
    adviser.browser.looks("documents-empty").await;
    adviser.browser.presses("Add").await;
    adviser.browser.looks_at_refusal("documents-refused").await;
    for (name, kind) in [
        ("Talon de paie mars.pdf", "pay_stub"),
        ("locked letter.pdf", "employer_letter"),
        ("IMG_2041.PNG", "job_offer"),
        ("hours.pdf", "pay_stub"),
    ] {
        adviser.browser.picks("type", kind).await;
        adviser.browser.types("covers_from", "2026-03-01").await;
        papers.gives(&adviser.browser, "file", name).await;
        adviser.browser.presses("Add").await;
    }
    let said = adviser.browser.text().await;
    for name in
        ["Talon de paie mars.pdf", "locked letter.pdf", "IMG_2041.png", "Asks for a password"]
    {
        assert!(said.contains(name), "{name}: {said}");
    }
    adviser.browser.looks("documents").await;
    adviser.browser.presses("Change Talon de paie mars.pdf").await;
    adviser.browser.looks("document-change").await;
    adviser.browser.types("name", "March").await;
    adviser.browser.presses("Save").await;
    assert!(adviser.browser.text().await.contains("March.pdf"));
    for screen in [Screen::Desk, Screen::Phone] {
        let adviser = office.adviser(screen).await;
        adviser.signs_in("ada").await;
        adviser.browser.opens(&tab).await;
        if screen == Screen::Phone {
            adviser.browser.looks("documents-phone").await;
        }
        adviser.browser.presses("hours.pdf").await;
        let drawn = "const [page] = document.images; return page.decode().then(() =>
            page.naturalWidth > 1000 && page.naturalHeight > 1500);";
        assert_eq!(adviser.browser.run(drawn, vec![]).await, true, "the page is drawn");
        adviser.browser.looks("document-pdf").await;
        adviser.browser.presses("Next page").await;
        assert!(adviser.browser.text().await.contains("Page 2 of"));
        for (name, file) in
            [("locked", "locked letter.pdf"), ("broken", "March.pdf"), ("photo", "IMG_2041.png")]
        {
            adviser.browser.opens(&tab).await;
            adviser.browser.presses(file).await;
            adviser.browser.looks(&format!("document-{name}")).await;
        }
    }
    let adviser = office.adviser(Screen::Phone).await;
    adviser.signs_in("ada").await;
    adviser.browser.presses("Menu").await;
    adviser.browser.presses("Français").await;
    adviser.browser.opens(&tab).await;
    adviser.browser.presses("IMG_2041.png").await;
    adviser.browser.looks("document-french").await;
}
