//! The funder's extract on a page: brought, looked at, and its version of a section taken.

use crate::browser::Screen;
use crate::documents::Papers;
use crate::office::Office;
use crate::submissions::in_french;
use thirtyfour::By;

const LIST: &str = "/submissions/reconciliations";

/// Lays an extract beside one submission of which only the job differs.
pub async fn an_extract_is_compared(office: &Office, papers: &Papers, own: &str) {
    let sam = office.adviser(Screen::Desk).await;
    sam.signs_in("sam").await;
    sam.browser.opens("/submissions").await;
    sam.browser.presses("Reconcile with the funder").await;
    sam.browser.looks("reconciliations-empty").await;
    papers.writes("wrong.csv", b"Ref;Point\nX;Y\n");
    papers.gives(&sam.browser, "file", "wrong.csv").await;
    sam.browser.presses("Compare").await;
    sam.browser.looks_at_refusal("reconciliations-refused").await;

    let head = "client_reference,checkpoint,family_name,employer,job_title";
    let rows = "CAMS-17,m1,Submitted,Another Bakery Ltd,Baker\nCAMS-99,m1,Nobody,Somewhere,Cook\n";
    papers.writes("extract.csv", format!("{head}\n{rows}").as_bytes());
    papers.gives(&sam.browser, "file", "extract.csv").await;
    sam.browser.presses("Compare").await;
    let said = sam.browser.text().await;
    assert!(said.contains("Another Bakery Ltd"), "{said}");
    sam.browser.looks("reconciliation-differs").await;
    let at = sam.browser.place().await;
    let at = at.split('?').next().expect("an address").to_owned();
    for (name, kind) in [("theirs", "only_theirs"), ("agrees", "agrees")] {
        sam.browser.opens(&format!("{at}?show={kind}")).await;
        sam.browser.looks(&format!("reconciliation-{name}")).await;
    }

    let phone = office.adviser(Screen::Phone).await;
    phone.signs_in("theo").await;
    phone.browser.opens(&at).await;
    phone.browser.looks("reconciliation-differs").await;
    let take = phone.browser.find("the act", By::Css("form[action$='/1'] button")).await;
    take.click().await.expect("it is pressed");
    phone.browser.find("that it was done", By::Css(".reconciled-part .icon")).await;
    assert!(phone.browser.text().await.contains("The funder’s version was taken by"));
    // From its top: below it, the head of the page would lie over what is looked at.
    phone.browser.opens(&at).await;
    phone.browser.looks("reconciliation-taken").await;
    sam.browser.opens(own).await;
    let said = sam.browser.text().await;
    assert!(said.contains("Another Bakery Ltd") && said.contains("sent:"), "{said}");
    sam.browser.looks("submission-with-the-funders-version").await;
    let list = ("reconciliations-french", LIST);
    let own = ("submission-taken-french", own);
    in_french(office, "sam", &[list, ("reconciliation-french", &at), own]).await;
}
