use super::*;
use calamine::{Data, Reader, Xlsx};
use jiff::civil::date;
use std::io::Cursor;

fn columns(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_csv_is_read_back_as_it_was_and_runs_nothing() {
    let texts = [
        "=1+2",
        "+1 905",
        "-3",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "plain",
        "a,\"b\"\nc",
        "é ✓ العربية",
        "",
        " =1",
        "'quoted",
    ];
    let mut csv = Csv::new(Vec::new(), &columns(&["text", "=n"])).expect("begins");
    for text in texts {
        csv.row(&[Cell::text(text), Cell::Whole(-3)]).expect("a row");
    }
    let bytes = csv.finish().expect("is whole");
    assert_eq!(&bytes[..3], b"\xef\xbb\xbf", "the mark of UTF-8");
    assert!(bytes.ends_with(b"\r\n"));
    let mut read = csv::Reader::from_reader(&bytes[3..]);
    assert_eq!(read.headers().expect("columns"), vec!["text", "'=n"]);
    let rows: Vec<csv::StringRecord> = read.records().map(|row| row.expect("a row")).collect();
    for (row, text) in rows.iter().zip(texts) {
        let runs = ["=1+2", "+1 905", "-3", "@SUM(A1)", "\tx", "\rx"].contains(&text);
        let expected = if runs { format!("'{text}") } else { text.to_owned() };
        assert_eq!(row.get(0), Some(expected.as_str()));
        assert_eq!(row.get(1), Some("-3"), "a number of ours is a number");
    }
    assert_eq!(rows.len(), texts.len());
}

#[test]
fn a_csv_that_is_taken_in_parts_is_the_same() {
    let columns = columns(&["a", "b"]);
    let rows = [[Cell::text("x"), Cell::Day(date(2026, 3, 4))], [Cell::Blank, Cell::Number(37.5)]];
    let mut whole = Csv::new(Vec::new(), &columns).expect("begins");
    let mut parts = Csv::new(Vec::new(), &columns).expect("begins");
    let mut taken = parts.take().expect("a part");
    for row in &rows {
        whole.row(row).expect("a row");
        parts.row(row).expect("a row");
        taken.extend(parts.take().expect("a part"));
    }
    taken.extend(parts.finish().expect("the rest"));
    assert_eq!(taken, whole.finish().expect("is whole"));
    assert_eq!(taken, "\u{feff}a,b\r\nx,2026-03-04\r\n,37.5\r\n".as_bytes());
}

#[test]
fn an_xlsx_has_real_numbers_and_days_and_texts_that_run_nothing() {
    let mut book = Book::default();
    book.sheet("One: [a/b]", &columns(&["text", "n", "day", "at"])).expect("a sheet");
    let at = date(2026, 3, 4).at(9, 30, 0, 0);
    let row =
        [Cell::text("=1+2"), Cell::Number(37.5), Cell::Day(date(2026, 3, 4)), Cell::Moment(at)];
    book.row(&row).expect("a row");
    book.sheet("Two", &columns(&["n"])).expect("another sheet");
    book.row(&[Cell::Whole(7)]).expect("a row");
    let bytes = book.finish().expect("is whole");
    let mut read: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("opens");
    assert_eq!(read.sheet_names(), ["One ab", "Two"]);
    let sheet = read.worksheet_range("One ab").expect("a sheet");
    let found: Vec<&Data> = sheet.rows().nth(1).expect("a row").iter().collect();
    assert_eq!(found[0], &Data::String("=1+2".to_owned()));
    assert_eq!(found[1], &Data::Float(37.5));
    let day = |data: &Data| match data {
        Data::DateTime(day) => day.as_f64(),
        other => panic!("no day: {other:?}"),
    };
    assert_eq!(day(found[2]), 46_085.0);
    assert!((day(found[3]) - 46_085.395_833).abs() < 0.000_1);
    assert!(read.worksheet_formula("One ab").expect("formulas").is_empty());
    let sheet = read.worksheet_range("Two").expect("a sheet");
    assert_eq!(sheet.get_value((1, 0)), Some(&Data::Float(7.0)));
}

#[test]
fn a_name_of_a_file_is_of_ours() {
    assert_eq!(attachment("people-2026", Kind::Csv), "attachment; filename=\"people-2026.csv\"");
    let name = attachment("a\"b\r\n/../é", Kind::Xlsx);
    assert_eq!(name, "attachment; filename=\"a-b-------.xlsx\"");
}
