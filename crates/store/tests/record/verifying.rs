use crate::specimen::article;
use crate::{add, link_unjoined, new_record, no_faults};
use reportedly_store::{Access, Store};
use rusqlite::Connection;

/// Each change to the file that no addition makes is found, with a place and a remedy.
#[test]
fn tampering_is_found() {
    let changes = [
        "UPDATE texts SET text = replace(text, 'wait', 'wade')",
        "UPDATE texts SET text_sha256 = replace(text_sha256, 'a', 'b')",
        "UPDATE statements SET speaker_name = 'Maro Lind'",
        "UPDATE statements SET content_byte = '[[27,30]]'",
        "UPDATE statements SET content_byte = 'none'",
        "UPDATE statements SET start_cp = start_cp + 1",
        "UPDATE statements SET content_text = 'We hurry'",
        "UPDATE statements SET said_earliest = '2031-03-01'",
        "UPDATE statements SET kind = 'shouted'",
        "UPDATE statements SET detail = json_set(detail, '$.acts', json('[]'))",
        "DELETE FROM passages WHERE statement IS NOT NULL",
        "UPDATE passages SET end_byte = 100000",
        "INSERT INTO passages_fts (passages_fts) VALUES ('delete-all')",
        "DELETE FROM heads",
        "UPDATE articles SET article_id = 'sha256:' || text_sha256 FROM texts",
        "UPDATE documents SET document_key = 'another'",
        "UPDATE readings SET published_start_cp = 3",
        "UPDATE readings SET published_value = 'yesterday'",
        "PRAGMA foreign_keys = OFF; DELETE FROM readings",
        "UPDATE link_utterances SET utterance_id = (SELECT text_sha256 FROM texts)",
        "UPDATE link_points SET point_id = (SELECT text_sha256 FROM texts)",
        "DELETE FROM link_reports",
        "INSERT INTO corrections (text_sha256, content_byte, field, value) VALUES ('0', '[]', 'mood', '1')",
    ];
    for change in changes {
        let (_folder, file, mut store) = new_record();
        add(&mut store, &article("a.txt", None, &[("We wait", "Ada Venn")]));
        link_unjoined(&mut store);
        no_faults(&store);
        drop(store);
        Connection::open(&file).unwrap().execute_batch(change).unwrap();
        let before = std::fs::read(&file).unwrap();
        let store = Store::open(&file, Access::Read).unwrap();
        let faults = store.verify().unwrap();
        assert!(!faults.is_empty(), "{change}");
        assert!(faults.iter().all(|f| !f.place.is_empty() && !f.remedy.is_empty()));
        drop(store);
        assert_eq!(std::fs::read(&file).unwrap(), before, "verifying changed the file");
    }
}

#[test]
fn damaged_pages_are_an_answer_or_an_error_and_never_a_panic() {
    let (_folder, file, mut store) = new_record();
    for n in 0..20 {
        add(
            &mut store,
            &article(&format!("{n}.txt"), None, &[("We wait", "Ada Venn"), ("We go", "Maro Lind")]),
        );
    }
    drop(store);
    let whole = std::fs::read(&file).unwrap();
    let mut found = 0;
    for page in 1..whole.len() / 4096 {
        let mut bytes = whole.clone();
        for byte in &mut bytes[page * 4096..page * 4096 + 64] {
            *byte ^= 0x5a;
        }
        std::fs::write(&file, &bytes).unwrap();
        match Store::open(&file, Access::Read).and_then(|store| {
            let _ = store.snapshot();
            let _ = store.search("wait", 5);
            store.verify()
        }) {
            Ok(faults) => found += usize::from(!faults.is_empty()),
            Err(error) => {
                assert!(!error.to_string().is_empty());
                found += 1;
            }
        }
    }
    assert_eq!(found, whole.len() / 4096 - 1);
}
