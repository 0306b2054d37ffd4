use super::*;
use crate::programmes::file::write;
use crate::programmes::{find_shipped, read_programme};
use proptest::prelude::*;

const CODE: &str = "checkin-1m";

fn tree() -> Node {
    let pack = find_shipped("on-ies").expect("is shipped");
    Node::read(pack.text, pack.code).expect("is YAML")
}

fn ids(tree: &Node) -> Vec<String> {
    lines(tree, CODE).iter().map(|line| line.text_at("id").to_owned()).collect()
}

#[test]
fn a_question_moves_by_one_place_and_stops_at_the_ends() {
    let mut tree = tree();
    let before = ids(&tree);
    assert_eq!(move_line(&mut tree, (CODE, &before[0]), Way::Up), Ok(()));
    assert_eq!(ids(&tree), before);
    assert_eq!(move_line(&mut tree, (CODE, &before[0]), Way::Down), Ok(()));
    assert_eq!(ids(&tree)[..2], [before[1].clone(), before[0].clone()]);
    assert_eq!(move_line(&mut tree, (CODE, "nobody"), Way::Up), Err(ChangeRefused::NotThere));
    assert_eq!(move_line(&mut tree, ("none", "agree"), Way::Up), Err(ChangeRefused::NotThere));
}

#[test]
fn what_is_taken_out_can_be_put_back() {
    let mut tree = tree();
    let was = ids(&tree);
    let question = entry(&tree, "comment").cloned().expect("is in the bank");
    for code in asked_in(&tree, "comment") {
        assert_eq!(remove_line(&mut tree, (&code, "comment")), Ok(()));
    }
    assert_eq!(asked_in(&tree, "comment"), Vec::<String>::new());
    let text = write(&tree);
    assert!(read_programme(&text, "x").is_ok(), "a question set aside is no problem");
    let twice = remove_line(&mut tree, (CODE, "comment"));
    assert_eq!(twice, Err(ChangeRefused::NotThere));
    let before = was.iter().position(|id| id == "comment").expect("was asked");
    let behind = was[before - 1].clone();
    assert_eq!(add_line(&mut tree, (CODE, "comment"), (Some(&behind), None)), Ok(()));
    assert_eq!(ids(&tree), was);
    assert_eq!(entry(&tree, "comment"), Some(&question));
    let again = add_line(&mut tree, (CODE, "comment"), (None, None));
    assert_eq!(again, Err(ChangeRefused::AskedAlready));
}

#[test]
fn what_is_put_back_is_needed_as_before() {
    let (mut tree, base) = (tree(), tree());
    let was = line(&base, CODE, "work_status").cloned();
    assert_ne!(was.as_ref().map(|line| line.text_at("need")), Some("O"));
    assert_eq!(remove_line(&mut tree, (CODE, "work_status")), Ok(()));
    assert_eq!(add_line(&mut tree, (CODE, "work_status"), (Some("agree"), was)), Ok(()));
    assert_eq!(line(&tree, CODE, "work_status"), line(&base, CODE, "work_status"));
    assert_eq!(lines(&tree, CODE), lines(&base, CODE));
}

#[test]
fn an_id_is_taken_once_and_the_bank_is_not_endless() {
    let mut tree = tree();
    let entry = |id: &str| {
        let mut entry = Node::new(Value::Map(Vec::new()));
        entry.set("id", Node::text(id));
        entry
    };
    assert_eq!(add_entry(&mut tree, entry("comment")), Err(ChangeRefused::IdTaken));
    let room = BANK_MAX - bank(&tree).len();
    for number in 0..room {
        assert_eq!(add_entry(&mut tree, entry(&format!("more_{number}"))), Ok(()));
    }
    let full = ChangeRefused::Full { questions_max: BANK_MAX };
    assert_eq!(add_entry(&mut tree, entry("one_more")), Err(full));
    for number in 0..room {
        let _ = add_line(&mut tree, (CODE, &format!("more_{number}")), (None, None));
    }
    assert_eq!(lines(&tree, CODE).len(), LINES_MAX);
}

#[test]
fn ids_are_proposed_from_texts() {
    let cases = [
        ("How many hours a week?", "how_many_hours_week"),
        ("Où travaillez-vous l’été ?", "ou_travaillez_vous_l"),
        ("2 jobs?", "question_2_jobs"),
        ("仕事", "question"),
        ("🙂", "question"),
        ("Do you like it?", "like_it_2"),
    ];
    for (text, expected) in cases {
        assert_eq!(proposed_id(text, |id| id == "like_it"), expected, "{text}");
    }
}

proptest! {
    /// However questions are moved, the same ones are asked, and the bank stays as it is.
    #[test]
    fn moving_loses_nothing(moves in prop::collection::vec((0_usize..60, any::<bool>()), 0..30)) {
        let mut tree = tree();
        let mut before = ids(&tree);
        let kept = bank(&tree).to_vec();
        for (at, up) in moves {
            let id = before[at % before.len()].clone();
            let way = if up { Way::Up } else { Way::Down };
            prop_assert_eq!(move_line(&mut tree, (CODE, &id), way), Ok(()));
        }
        let mut after = ids(&tree);
        before.sort();
        after.sort();
        prop_assert_eq!(before, after);
        prop_assert_eq!(bank(&tree), kept.as_slice());
    }
}
