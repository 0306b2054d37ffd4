use super::*;

fn ran(
    run: impl FnOnce(&mut Vec<u8>, &mut Vec<u8>) -> io::Result<Status>,
) -> (Status, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = run(&mut out, &mut err).expect("writes");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status, text(out), text(err))
}

fn names() -> Vec<String> {
    shipped().iter().map(|one| one.code.to_owned()).collect()
}

#[test]
fn what_is_shipped_has_no_problem_and_its_walks_come_out() {
    let (status, out, err) = ran(|out, err| check(&names(), false, out, err));
    assert_eq!((status, err.as_str()), (Status::Done, ""), "{out}");
    assert_eq!(out.lines().count(), shipped().len(), "{out}");
    let (status, out, err) = ran(|out, err| test(&names(), false, out, err));
    let parted: Vec<&str> = out.lines().filter(|line| !line.ends_with("comes out")).collect();
    assert_eq!((status, err.as_str(), parted.len()), (Status::Done, "", 0), "{parted:#?}");
    let (_, out, _) = ran(|out, err| test(&names(), true, out, err));
    let all: Value = serde_json::from_str(&out).expect("JSON");
    assert!(all.as_array().is_some_and(|all| all.len() > 15), "{out}");
}

#[test]
fn a_walk_that_does_not_come_out_is_told_with_its_step() {
    let text =
        shipped()[0].text.replace("does_not: [letter.send, task.create]", "does_not: [diary.log]");
    let folder =
        tempfile(&text.replace("- {q_still_working: \"yes\"}", "- {q_still_working: \"no\"}"));
    let (status, out, _) = ran(|out, err| test(std::slice::from_ref(&folder), false, out, err));
    std::fs::remove_file(&folder).ok();
    assert_eq!(status, Status::No);
    assert!(
        out.contains("the walk says `offer_iws`, and the run stands at `ask_end_date`"),
        "{out}"
    );
    assert!(out.contains("`diary.log` should not be done, and is"), "{out}");
}

fn tempfile(text: &str) -> String {
    let path = std::env::temp_dir().join(format!("cairn-flow-{}.yaml", std::process::id()));
    std::fs::write(&path, text).expect("writes");
    path.to_str().expect("a path in letters").to_owned()
}

#[test]
fn a_wrong_call_says_what_would_be_right() {
    let (status, out, err) = ran(|out, err| check(&[], false, out, err));
    assert_eq!((status, out.as_str()), (Status::WrongCall, ""));
    assert!(err.contains("name at least one flow") && err.contains("tracking-call"), "{err}");
    let (status, _, err) = ran(|out, err| draw("nothing.yaml", out, err));
    assert_eq!(status, Status::WrongCall);
    assert!(err.contains("there is no such"), "{err}");
}
