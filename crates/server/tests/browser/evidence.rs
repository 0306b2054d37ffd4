//! What proves a checkpoint, from the cloud on its row to the funder's number: upload new, tick,
//! submit, confirm; upload existing, take back.

use crate::adviser::Adviser;
use crate::browser::Screen;
use crate::documents::Papers;
use crate::office::Office;
use crate::program::life::STILL_WORKING;
use thirtyfour::By;

/// The page of a checkpoint whose client works on, answered and reviewed.
async fn reviewed(office: &Office, adviser: &Adviser, name: &str) -> (String, String) {
    let (person, checkpoint) = office.answered(name, &STILL_WORKING).await;
    adviser.opens_checkpoint(&person, &checkpoint).await;
    adviser.answers_for_staff().await;
    adviser.submits().await;
    (person, checkpoint)
}

/// From the open checkpoint to the funder's number: submitted, approved by another, confirmed.
async fn submits_and_confirms(office: &Office, adviser: &Adviser) {
    let browser = &adviser.browser;
    browser.presses("Submit to the funder").await;
    let own = browser.place().await;
    let own = own.split('?').next().expect("an address").to_owned();
    let leader = office.adviser(Screen::Phone).await;
    leader.signs_in("theo").await;
    leader.browser.opens(&own).await;
    leader.browser.presses("Approve").await;
    browser.opens(&own).await;
    browser.types("reference", "CaMS-2026-0042").await;
    browser.presses("Note the confirmation").await;
    assert!(browser.text().await.contains("CaMS-2026-0042"), "{}", browser.text().await);
}

#[tokio::test]
async fn evidence_is_uploaded_and_a_milestone_ticked() {
    let office = Office::opens("evidence").await;
    let papers = Papers::new("evidence");
    let adviser = office.adviser(Screen::Desk).await;
    adviser.signs_in("ada").await;
    let (person, checkpoint) = reviewed(&office, &adviser, "Proven").await;
    let browser = &adviser.browser;
    browser.presses_in(&checkpoint, "Add or change").await;
    browser.looks("evidence-empty").await;
    assert!(browser.text().await.contains("0 of 1, grade B or better"));

    // Upload new file: refused without the way, then taken.
    papers.gives(browser, "file", "Talon de paie mars.pdf").await;
    let submit = browser.find("Submit", By::Css("form.upload button.primary")).await;
    submit.click().await.expect("it is pressed");
    browser.find("what is wrong", By::Css(".error-summary")).await;
    assert!(browser.text().await.contains("Choose how it was obtained"));
    browser.looks_at_refusal("evidence-refused").await;
    browser.picks("type", "pay_stub").await;
    browser.picks("obtained_how", "email").await;
    browser.types("obtained_on", &office.today.to_string()).await;
    papers.gives(browser, "file", "Talon de paie mars.pdf").await;
    let submit = browser.find("Submit", By::Css("form.upload button.primary")).await;
    submit.click().await.expect("it is pressed");
    browser.find("the piece", By::Css(".proof-piece")).await;
    assert!(browser.text().await.contains("1 of 1, grade B or better"));
    browser.looks("evidence-enough").await;

    // Tick and submit.
    let tick = browser.find("the tick box", By::Css(".tick-form input[type=checkbox]")).await;
    browser.clicks(&tick, "the tick box").await;
    browser.presses_in("milestone-part", "Submit").await;
    assert!(browser.text().await.contains("ticked by Ada Lindqvist"), "{}", browser.text().await);
    browser.looks("evidence-ticked").await;
    adviser.opens_checkpoint(&person, &checkpoint).await;
    browser.looks("checkpoint-achieved").await;
    submits_and_confirms(&office, &adviser).await;

    // The same file serves the next checkpoint: upload existing file.
    let later = office.checkpoint(&person, "m3").await;
    let later = later["id"].as_str().expect("an id").to_owned();
    let phone = office.adviser(Screen::Phone).await;
    phone.signs_in("ada").await;
    phone.browser.opens(&format!("/checkpoints/{later}/evidence?find=talon")).await;
    let choice = phone.browser.find("a document", By::Css(".proof-choice")).await;
    // Its thumbnail has been drawn, over the word.
    let drawn = "const [done] = arguments, img = document.querySelector('.proof-choice img');
        img.decode().then(() => done(img.naturalWidth), () => done(0));";
    let wide = phone.browser.run_slowly(drawn, Vec::new()).await;
    assert!(wide.as_u64().is_some_and(|wide| wide > 100), "{wide}");
    phone.browser.clicks(&choice, "a document").await;
    let fill = "const [day] = arguments;
        document.getElementById('existing-type').value = 'employer_letter';
        document.getElementById('existing-obtained_how').value = 'post';
        document.getElementById('existing-obtained_on').value = day;";
    phone.browser.run(fill, vec![office.today.to_string().into()]).await;
    phone.browser.looks("evidence-existing").await;
    phone.browser.presses_in("existing-part", "Submit").await;
    let piece = phone.browser.find("the piece", By::Css(".proof-piece")).await;
    let said = piece.text().await.expect("its words");
    assert!(said.contains("Employer letter") && said.contains("too old"), "{said}");
}
