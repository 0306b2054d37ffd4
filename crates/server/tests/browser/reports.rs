//! The report of what clients say: looked at whole, with its tables open, filtered, and read.

use crate::adviser::Adviser;
use crate::browser::Screen;
use crate::office::Office;

#[tokio::test]
async fn a_report_is_read_at_a_desk() {
    read("reports-desk", Screen::Desk).await;
}

#[tokio::test]
async fn a_report_is_read_on_a_telephone() {
    read("reports-phone", Screen::Phone).await;
}

async fn read(name: &str, screen: Screen) {
    let office = Office::opens(name).await;
    let leader = office.adviser(screen).await;
    leader.signs_in("theo").await;
    let browser = &leader.browser;
    browser.opens("/reports").await;
    browser.looks("reports").await;
    browser.opens("/reports/feedback?from=").await;
    assert!(browser.text().await.contains("Response rate by channel"));
    assert!(browser.has("svg.chart .chart-bar").await, "there is something to draw");
    assert!(browser.has("svg.chart .chart-hidden").await, "small groups are left out");
    browser.looks("feedback").await;
    opens_tables(&leader).await;
    browser.looks("feedback-tables").await;
    browser.opens("/reports/feedback?from=yesterday").await;
    browser.looks_at_refusal("feedback-refused").await;
    browser.opens("/reports/feedback/comments?from=&question=on-ies.comment").await;
    browser.looks("feedback-comments").await;
    browser.opens("/people?whose=team").await;
    browser.looks("people-with-files").await;
    in_french(&leader).await;
}

/// Without a script as well: a table opens as part of its page.
async fn opens_tables(leader: &Adviser) {
    let open = "document.querySelectorAll('details').forEach(one => { one.open = true; });";
    leader.browser.run(open, vec![]).await;
}

async fn in_french(leader: &Adviser) {
    leader.browser.opens("/reports/feedback?from=").await;
    if leader.browser.screen == Screen::Desk {
        leader.browser.presses("Français").await;
        assert!(leader.browser.text().await.contains("Taux de réponse par canal"));
        leader.browser.looks("feedback-french").await;
    }
}
