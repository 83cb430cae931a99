//! Records of earlier formats still open, verify and say what they said. A folder `fixtures/vN` for each major format that
//! is read; its record was written by the first version of that format and is never written again.

use crate::specimen::{article, day};
use crate::{add, declare, entry, link_unjoined, no_faults};
use reportedly_schema::matter::{Matter, MatterQuery};
use reportedly_schema::*;
use reportedly_store::{Access, Correction, Entry, Store};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/v1")
}

fn records() -> Vec<ArticleRecord> {
    let mut first = article(
        "aldra.txt",
        Some("Venn Daily"),
        &[("We will reopen the port", "Ada Venn"), ("No", "Maro Lind")],
    );
    first.reading.url = Some("https://venn.example/port".into());
    let mut later = article("aldra.txt", Some("Venn Daily"), &[("We will not reopen the port", "Ada Venn")]);
    later.reading.url = first.reading.url.clone();
    later.reading.published = Some(Published::on(day(8), PublishedBasis::Metadata, None));
    let reprint =
        article("reprint.txt", Some("Teluria Times"), &[("We will not reopen the port", "Ada Venn")]);
    vec![first, later, reprint]
}

fn json(records: &[ArticleRecord]) -> serde_json::Value {
    records
        .iter()
        .map(|r| serde_json::json!({"reading": r.reading, "extraction": r.extraction, "made_by": r.made_by}))
        .collect()
}

/// Not a test: writes the fixture of the current format. `cargo test -p reportedly-store -- --ignored write_the_fixture`
#[test]
#[ignore = "writes fixtures/v1; run once for each new major format"]
fn write_the_fixture() {
    let file = folder().join("record.sqlite");
    let mut store = Store::create(&file).unwrap();
    let records = records();
    for record in &records {
        add(&mut store, record);
    }
    let foreign = article("maros.txt", None, &[("Der Hafen bleibt zu", "Ada Venn")]).reading;
    let declined = Rejected {
        path: "maros.txt".into(),
        raw_sha256: Some(foreign.raw_sha256),
        code: RejectedCode::Language,
        message: "no model for de".into(),
        reading: Some(Box::new(foreign)),
    };
    store.add(Entry::Rejected(&declined)).unwrap();
    declare(&mut store, &[entry("ada-venn", "Ada Venn", &["A. Venn"])]);
    let content = records[2].extraction.statements[0].content.clone();
    let said = Correction::Said { value: Some("2031-03-02".into()), interval: Interval::day(day(2)) };
    store.correct(records[2].reading.text_sha256, &content, &said).unwrap();
    link_unjoined(&mut store);
    let expected = serde_json::to_string_pretty(&json(&records)).unwrap();
    std::fs::write(folder().join("articles.json"), expected + "\n").unwrap();
}

#[test]
fn a_record_of_format_1_opens_verifies_and_says_what_it_said() {
    // Opening may leave files beside a record: never beside the fixture.
    let copy = tempfile::tempdir().unwrap();
    let file = copy.path().join("record.sqlite");
    std::fs::copy(folder().join("record.sqlite"), &file).unwrap();
    let expected: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder().join("articles.json")).unwrap()).unwrap();
    for access in [Access::Read, Access::Write] {
        let store = Store::open(&file, access).unwrap();
        no_faults(&store);
        let mut found = Vec::new();
        for article in expected.as_array().unwrap() {
            let reading: Reading = serde_json::from_value(article["reading"].clone()).unwrap();
            found.extend(store.article(&reading.id().to_string()).unwrap().into_iter().map(|a| a.record));
        }
        assert_eq!(json(&found), expected);
        let snapshot = store.snapshot().unwrap();
        assert_eq!((snapshot.articles.len(), snapshot.statements.len()), (2, 2));
        assert!(snapshot.statements.iter().all(|s| s.statement.said.interval == Interval::day(day(2))));
        assert_eq!(snapshot.not_read[0].code, RejectedCode::Language);
        assert_eq!(snapshot.registry.entries, [entry("speaker-1", "Ada Venn", &["A. Venn"])]);
        // Links of another format are none: they are made anew, and until then on every question.
        assert!(!store.links_are_current().unwrap() && snapshot.links == Default::default());
        assert_eq!(store.search("hafen", 5).unwrap()[0].path, "maros.txt");
    }
    // Opened for writing, it has the present format, and what is declared now is kept beside what was.
    let mut store = Store::open(&file, Access::Write).unwrap();
    declare(
        &mut store,
        &[entry("speaker-1", "Ada Venn", &["A. Venn"]), entry("maro-lind", "Maro Lind", &[])],
    );
    assert_eq!(store.registry().unwrap().entries.len(), 2);
    assert!(store.matters().unwrap().is_empty());
    let matter = Matter { name: "port".into(), query: MatterQuery::default(), passages: vec![] };
    store.set_matter(None, Some(&matter), "new port", None).unwrap();
    assert_eq!(store.matters().unwrap(), [matter]);
    add(&mut store, &article("new.txt", None, &[("Yes", "Ada Venn")]));
    no_faults(&store);
}
