use crate::specimen::{article, day};
use crate::{add, new_record, no_faults};
use reportedly_schema::*;
use reportedly_store::{Correction, Store};

fn two_statements() -> (tempfile::TempDir, Store, Sha256, Vec<Span>) {
    let (folder, _, mut store) = new_record();
    let record = article("aldra.txt", None, &[("We wait", "Ada Venn"), ("We go", "Maro Lind")]);
    add(&mut store, &record);
    let content = record.extraction.statements[0].content.clone();
    (folder, store, record.reading.text_sha256, content)
}

#[test]
fn corrections_lie_over_what_was_found() {
    let (_folder, mut store, text, content) = two_statements();
    let speaker = Correction::Speaker { name: Some("Ada Lind".into()), kind: SpeakerKind::Person };
    let said = Correction::Said { value: Some("2031-03-01".into()), interval: Interval::day(day(1)) };
    store.correct(text, &content, &speaker).unwrap();
    store.correct(text, &content, &said).unwrap();
    let snapshot = store.snapshot().unwrap();
    let found = &snapshot.statements[0].statement;
    assert_eq!((found.speaker.name.as_deref(), found.speaker.how), (Some("Ada Lind"), How::Named));
    assert_eq!((found.said.interval, found.said.basis), (Interval::day(day(1)), SaidBasis::Stated));
    assert_eq!(snapshot.statements[1].statement.speaker.name.as_deref(), Some("Maro Lind"));
    // The machine's row stays as it was.
    assert_eq!(
        store.article("aldra.txt").unwrap()[0].record.extraction.statements[0].said.interval,
        Interval::day(day(3))
    );
    let connection = rusqlite::Connection::open(store.file()).unwrap();
    let shown: (String, String, bool) = connection
        .query_row(
            "SELECT speaker_name, said_value, corrected FROM v_statements ORDER BY start_cp",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .unwrap();
    assert_eq!(shown, ("Ada Lind".into(), "2031-03-01".into(), true));

    store.correct(text, &content, &Correction::Dropped(true)).unwrap();
    assert_eq!(store.snapshot().unwrap().statements.len(), 1);
    assert!(store.search("wait", 9).unwrap().iter().all(|hit| hit.statement.is_none()));
    assert!(store.withdraw_correction(text, &content, "dropped").unwrap());
    assert!(!store.withdraw_correction(text, &content, "dropped").unwrap());
    assert_eq!(store.snapshot().unwrap().statements.len(), 2);
    assert_eq!(store.corrections().unwrap().len(), 2);
    assert!(store.orphans().unwrap().is_empty());
    no_faults(&store);
}

#[test]
fn a_correction_that_fits_nothing_is_listed() {
    let (_folder, mut store, text, content) = two_statements();
    let moved = [Span { start: content[0].start, end: content[0].end + 1 }];
    store.correct(text, &moved, &Correction::Dropped(true)).unwrap();
    store.correct(Sha256::of(b"elsewhere"), &content, &Correction::Dropped(true)).unwrap();
    assert!(store.correct(text, &[], &Correction::Dropped(true)).unwrap_err().is_usage());
    let orphans = store.orphans().unwrap();
    assert_eq!(orphans.len(), 2);
    assert_eq!(store.snapshot().unwrap().statements.len(), 2);
}
