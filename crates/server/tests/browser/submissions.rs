//! From the reviewed checkpoint to the funder's number: prepared at the desk, approved on a
//! telephone by another, transcribed and confirmed.

use crate::browser::Screen;
use crate::documents::Papers;
use crate::office::Office;
use crate::program::life::STILL_WORKING;
use crate::reconciling::an_extract_is_compared;
use reqwest::Method;
use serde_json::json;
use thirtyfour::By;

#[tokio::test]
async fn a_checkpoint_goes_to_the_funder_and_its_number_comes_back() {
    let office = Office::opens("submissions").await;
    let papers = Papers::new("submissions");
    let ada = office.adviser(Screen::Desk).await;
    ada.signs_in("ada").await;
    let (person, checkpoint) = office.answered("Submitted", &STILL_WORKING).await;
    let path = format!("/api/v1/people/{person}");
    let reference = json!({ "reference": "CAMS-17" });
    let known = office.ada.ask(Method::PATCH, &path, (Some(&reference), None)).await;
    assert!(known.is_ok_and(|(status, _)| status == 200), "the funder's reference is known");
    ada.opens_checkpoint(&person, &checkpoint).await;
    ada.answers_for_staff().await;
    ada.submits().await;
    ada.opens_checkpoint(&person, &checkpoint).await;
    assert!(ada.browser.text().await.contains("Add the evidence that the programme wants"));
    ada.browser.looks("submission-lacks").await;
    papers.proves(&office, &person, &checkpoint).await;

    // The same address with its fragment would not be loaded again.
    ada.browser.opens("/submissions").await;
    ada.opens_checkpoint(&person, &checkpoint).await;
    ada.browser.presses("Submit to the funder").await;
    assert!(ada.browser.text().await.contains("frozen as it stands here"));
    ada.browser.looks("submission-prepared").await;
    let own = ada.browser.place().await;
    let own = own.split('?').next().expect("an address").to_owned();
    assert!(!ada.browser.has("form[action$='/approval']").await, "never by who prepared it");

    for screen in [Screen::Desk, Screen::Phone] {
        let theo = office.adviser(screen).await;
        theo.signs_in("theo").await;
        theo.browser.opens("/submissions").await;
        theo.browser.looks("submissions-board").await;
        theo.browser.opens(&own).await;
        theo.browser.looks("submission-to-approve").await;
        if screen == Screen::Phone {
            theo.browser.presses("Approve").await;
            assert!(theo.browser.text().await.contains("approved, to send"));
        }
    }

    ada.browser.opens(&own).await;
    ada.browser.presses("Note the confirmation").await;
    ada.browser.looks_at_refusal("submission-refused").await;
    ada.browser.types("reference", "CaMS-2026-0017").await;
    ada.browser.presses("Note the confirmation").await;
    assert!(ada.browser.text().await.contains("CaMS-2026-0017"));
    ada.browser.looks("submission-confirmed").await;
    ada.opens_checkpoint(&person, &checkpoint).await;
    let said = ada.browser.text().await;
    assert!(said.contains("number CaMS-2026-0017") && said.contains("claimed"), "{said}");
    ada.browser.looks("checkpoint-confirmed").await;
    let pages = [
        ("submissions-french", "/submissions"),
        ("submission-french", own.as_str()),
        ("submission-files-french", "/submissions/files"),
        ("proofs-french", "/proofs"),
        ("reports-to-prove-french", "/reports"),
    ];
    an_extract_is_compared(&office, &papers, &own).await;
    in_french(&office, "sam", &pages).await;
}

/// Looks at pages as one of the staff, in French, at a desk and on a telephone.
pub async fn in_french(office: &Office, who: &str, pages: &[(&str, &str)]) {
    for screen in [Screen::Desk, Screen::Phone] {
        let staff = office.adviser(screen).await;
        staff.signs_in(who).await;
        if staff.browser.run("return document.documentElement.lang;", vec![]).await == "en" {
            staff.browser.presses("Français").await;
        }
        for (name, address) in pages {
            staff.browser.opens(address).await;
            staff.browser.looks(name).await;
        }
    }
}

impl Papers {
    /// A pay stub that proves a checkpoint, and the tick of its milestone.
    async fn proves(&self, office: &Office, person: &str, checkpoint: &str) {
        let ada = office.adviser(Screen::Desk).await;
        ada.signs_in("ada").await;
        let browser = &ada.browser;
        browser.opens(&format!("/checkpoints/{checkpoint}/evidence")).await;
        browser.picks("type", "pay_stub").await;
        browser.picks("obtained_how", "email").await;
        browser.types("obtained_on", &office.today.to_string()).await;
        self.gives(browser, "file", "Talon de paie mars.pdf").await;
        let submit = browser.find("Submit", By::Css("form.upload button.primary")).await;
        submit.click().await.expect("it is pressed");
        browser.find("the piece", By::Css(".proof-piece")).await;
        let door = format!("/api/v1/checkpoints/{checkpoint}/milestone");
        let tick = json!({ "achieved_on": office.today.to_string() });
        let done = office.ada.ask(Method::PUT, &door, (Some(&tick), None)).await;
        assert!(done.is_ok_and(|(status, _)| status == 200), "the milestone is ticked");
        let kept = office.checkpoint(person, "m1").await;
        assert_eq!(kept["milestone"]["state"], "achieved", "{kept}");
    }
}
