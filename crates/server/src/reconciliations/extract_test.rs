use super::*;
use domain::programmes::submission::{
    Approval, Connector, DayOrder, Fact, Mapped, Section, Source,
};
use domain::words::Words;
use proptest::prelude::*;

fn rule() -> SubmissionRule {
    let words = Words { en: "x".to_owned(), fr: "x".to_owned() };
    let field = |name: &str, fact: Fact| Mapped {
        name: name.to_owned(),
        label: words.clone(),
        source: Source::Of(fact),
    };
    let fields = vec![
        field("ref", Fact::Reference),
        field("point", Fact::Checkpoint),
        field("employer", Fact::Employer),
        field("hours", Fact::HoursPerWeek),
    ];
    let section = Section { code: "all".to_owned(), title: words.clone(), fields };
    let extract = Extract {
        matched_by: vec!["ref".to_owned(), "point".to_owned()],
        columns: vec![("ref".to_owned(), "Client Ref".to_owned())],
        days: DayOrder::YearFirst,
    };
    SubmissionRule {
        connector: Connector::File,
        approval: Approval::None,
        sections: vec![section],
        extract: Some(extract),
    }
}

fn read_bytes(bytes: impl Into<Vec<u8>>) -> Result<Read, Wrong> {
    let rule = rule();
    let extract = rule.extract.clone().expect("has one");
    read(bytes.into(), (&rule, &extract))
}

fn row(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

#[test]
fn encodings_separators_and_quotes_are_told_from_the_bytes() {
    let text = "Other;client ref ;POINT;Employer\r\nx;R1;m1;\"Café \"\"Élan\"\"; Côté\"\r\n;;;\r\n";
    let utf16 = |order: fn(u16) -> [u8; 2]| {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(order).collect::<Vec<u8>>()
    };
    let windows = WINDOWS_1252.encode(text).0.into_owned();
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), "UTF-8"),
        (marked, "UTF-8"),
        (utf16(u16::to_le_bytes), "UTF-16LE"),
        (utf16(u16::to_be_bytes), "UTF-16BE"),
        (windows, "windows-1252"),
    ] {
        let read = read_bytes(bytes).expect("reads");
        assert_eq!(read.encoding, encoding);
        assert_eq!((read.fields.as_slice(), read.lines.as_slice()), (&[0, 1, 2][..], &[2][..]));
        assert_eq!(read.rows, [row(&["R1", "m1", "Café \"Élan\"; Côté"])]);
    }
    for (head, rest) in
        [("Client Ref\tpoint\thours", "R\tm\t1,5"), ("\"Client Ref\"|point|hours", "R|m|1")]
    {
        let read = read_bytes(format!("{head}\n{rest}\n")).expect("reads");
        assert_eq!(read.rows[0][0], "R", "{head}");
        assert_eq!(read.fields, [0, 1, 3]);
    }
}

#[test]
fn whatever_is_wrong_is_told_with_its_line() {
    let head = "Client Ref,point,employer\n";
    let many = format!("{head}{}", "R,m,e\n".repeat(ROWS_MAX + 1));
    let wide = (0..=COLUMNS_MAX).map(|at| at.to_string()).collect::<Vec<_>>().join(",");
    let ragged =
        |lines: &[(u64, usize)], many| Wrong::Ragged { lines: lines.to_vec(), many, wanted: 3 };
    let rows: Vec<(Vec<u8>, Wrong)> = vec![
        (b" \r\n".to_vec(), Wrong::Empty),
        (b"PK\x03\x04rest".to_vec(), Wrong::NoText),
        (b"a\0b\0".to_vec(), Wrong::NoText),
        (b"\xFF\xFEa".to_vec(), Wrong::NoText),
        (format!("{head}R,m,e\nR2,\"m,e\nR3,m,e\n").into(), Wrong::OpenQuote { line: 3 }),
        (format!("{head}R,m\nR,m,e\nR,m,e,x\n").into(), ragged(&[(2, 2), (4, 4)], 2)),
        (
            format!("{head}R,m,{}\n", "x".repeat(VALUE_LENGTH_MAX + 1)).into(),
            Wrong::TooLong { line: 2 },
        ),
        (head.into(), Wrong::NoRows),
        (many.into(), Wrong::TooManyRows),
        (wide.into(), Wrong::TooManyColumns),
        (
            b"point,Point,Client Ref,x\na,b,c,d\n".to_vec(),
            Wrong::ColumnTwice { column: "point".to_owned() },
        ),
        (
            b"ref,point,employer\na,b,c\n".to_vec(),
            Wrong::NoColumn {
                missing: row(&["Client Ref"]),
                has: row(&["ref", "point", "employer"]),
            },
        ),
        (
            b"Client Ref,point\na,b\n".to_vec(),
            Wrong::NothingToCompare { known: row(&["Client Ref", "point", "employer", "hours"]) },
        ),
    ];
    for (bytes, wrong) in rows {
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned();
        assert_eq!(read_bytes(bytes).expect_err(&shown), wrong, "{shown}");
    }
}

#[test]
fn what_stands_behind_the_last_column_is_nothing() {
    let read = read_bytes("Client Ref,point,employer\nR,m,e,,\n").expect("reads");
    assert_eq!(read.rows, [row(&["R", "m", "e"])]);
}

proptest! {
    /// Whatever bytes come, something is said and nothing breaks.
    #[test]
    fn no_bytes_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_bytes([b"Client Ref,point,employer\n", bytes.as_slice()].concat());
        let _ = read_bytes(bytes);
    }

    /// A table that is written by the rules comes back value for value.
    #[test]
    fn what_is_written_comes_back(
        rows in proptest::collection::vec(proptest::collection::vec("[ -~éô\n\"]{1,12}", 3), 1..8),
    ) {
        let rows: Vec<Vec<String>> = rows.into_iter()
            .filter(|row| row.iter().any(|value| !value.trim().is_empty()))
            .collect();
        prop_assume!(!rows.is_empty());
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["Client Ref", "point", "employer"]).expect("writes");
        for row in &rows {
            writer.write_record(row).expect("writes");
        }
        let bytes = writer.into_inner().expect("writes");
        let read = read_bytes(bytes).expect("reads");
        let trimmed: Vec<Vec<String>> = rows.iter()
            .map(|row| row.iter().map(|value| value.trim().to_owned()).collect())
            .collect();
        prop_assert_eq!(read.rows, trimmed);
    }
}
