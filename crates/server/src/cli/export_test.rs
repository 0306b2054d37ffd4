use super::*;
use crate::cli::Which;
use crate::clock::Clock;
use calamine::{Data, DataType, Reader, Xlsx};
use std::path::Path;

/// A folder with the demo's cast in it, as `cairn demo --data` leaves it.
async fn furnished(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("cairn-export-{name}-{}", std::process::id()));
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(&folder).expect("a folder");
    let which = Which { config: None, data: Some(folder.clone()) };
    let app = open::house(open::settings(&which).expect("settings")).await.expect("a house");
    let now = Clock::real().real_now();
    let past = App::new(app.db.clone(), Clock::still(now), app.keys.clone(), app.settings.clone());
    crate::seeds::demo(&past).await.expect("the cast lives");
    app.db.clone().close().await;
    folder
}

fn call(list: &str, folder: &Path, more: &[&str]) -> ExportCall {
    use clap::Parser;
    let data = folder.display().to_string();
    let mut words = vec!["cairn", "export", list, "--data", &data];
    words.extend(more);
    match crate::cli::Call::try_parse_from(words).expect("a call").command {
        crate::cli::Command::Export(call) => call,
        _ => panic!("another command"),
    }
}

#[tokio::test]
async fn lists_and_reports_are_written_to_files() {
    let folder = furnished("files").await;
    let (stonebridge, out) = ("Stonebridge Employment", folder.join("out"));
    let file = out.display().to_string();
    let run_with = |list: &'static str, more: Vec<&str>| {
        let mut all = vec!["-o", &file];
        all.extend(more);
        let call = call(list, &folder, &all);
        async move { run(&call).await }
    };
    let done = run_with("people", vec!["--agency", stonebridge]).await;
    assert_eq!(done.expect("is written"), Ended::Done);
    let bytes = std::fs::read(&out).expect("a file");
    let mut read = csv::Reader::from_reader(&bytes[3..]);
    let people: Vec<csv::StringRecord> = read.records().map(|row| row.expect("a row")).collect();
    assert_eq!(people.len(), 39, "everybody of this agency and nobody of the other");
    assert!(people.iter().any(|row| row.get(0) == Some("Zoë O’Brien")));

    let more = vec!["--agency", stonebridge, "--format", "xlsx", "--language", "fr"];
    run_with("feedback", [more, vec!["--from", "2020-01-01"]].concat()).await.expect("is written");
    let bytes = std::fs::read(&out).expect("a file");
    let opened = calamine::open_workbook_from_rs(io::Cursor::new(bytes));
    let mut book: Xlsx<_> = opened.expect("opens");
    let rates = book.worksheet_range("Taux de réponse par canal").expect("a sheet");
    let total = rates.rows().next_back().expect("a total");
    assert_eq!(total[0], Data::String("Tous les canaux".to_owned()));
    assert!(total[1].as_f64().expect("a number") > 20.0);

    for (list, more, sentence) in [
        ("dogs", vec!["--agency", stonebridge], "lists are people, checkpoints, feedback"),
        ("people", vec![], "Say which agency with --agency"),
        ("people", vec!["--agency", "Nowhere"], "There is no agency Nowhere."),
        ("people", vec!["--agency", stonebridge, "--format", "pdf"], "csv or xlsx"),
        ("checkpoints", vec!["--agency", stonebridge, "--queue", "x"], "queues are overdue"),
        ("feedback", vec!["--agency", stonebridge, "--from", "soon"], "--from: Write a day as"),
    ] {
        let Err(Sentence(ended, said)) = run_with(list, more).await else {
            panic!("{list} is written: {sentence}");
        };
        assert_eq!(ended, Ended::WrongCall, "{said}");
        assert!(said.contains(sentence), "{said}");
    }
    std::fs::remove_dir_all(&folder).ok();
}
