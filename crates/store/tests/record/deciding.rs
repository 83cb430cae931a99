use crate::specimen::article;
use crate::{add, link_input, link_unjoined, new_record, no_faults};
use reportedly_schema::linkage::{Decision, Level, Ruling, StatementKey};
use reportedly_schema::{Sha256, StatementId};

#[test]
fn what_people_decide_is_kept_logged_and_taken_back() {
    let (_folder, _, mut store) = new_record();
    let one = article("a.txt", None, &[("We wait", "Ada Venn"), ("We go", "Ada Venn")]);
    add(&mut store, &one);
    link_unjoined(&mut store);
    let key = |n: usize| StatementKey {
        text_sha256: one.reading.text_sha256,
        statement: one.extraction.statements[n].id,
    };
    let decision = |ruling| Decision::new(Level::Utterance, ruling, key(1), key(0));
    assert!(store.decide(&decision(Ruling::Apart), Some("two questions")).unwrap());
    assert!(!store.decide(&decision(Ruling::Apart), None).unwrap(), "it is decided");
    assert!(!store.links_are_current().unwrap());
    let input = link_input(&store);
    assert_eq!(input.decisions, [decision(Ruling::Apart)]);
    assert_eq!(input.before.unwrap().kept, [false, false]);
    // A second word on the pair replaces the first.
    assert!(store.decide(&decision(Ruling::Together), None).unwrap());
    assert_eq!(store.decisions().unwrap(), [decision(Ruling::Together)]);
    assert_eq!(store.snapshot().unwrap().decisions, [decision(Ruling::Together)]);
    link_unjoined(&mut store);
    let gone = store.withdraw_decision(Level::Utterance, key(0), key(1), Some("a slip")).unwrap();
    assert_eq!(gone, Some(decision(Ruling::Together)));
    assert_eq!(store.withdraw_decision(Level::Utterance, key(0), key(1), None).unwrap(), None);
    assert!(!store.links_are_current().unwrap());
    let log = store.decision_log().unwrap();
    let told: Vec<_> = log.iter().map(|l| (l.n, l.undone, l.decision.ruling, l.because.as_deref())).collect();
    assert_eq!(
        told,
        [
            (1, false, Ruling::Apart, Some("two questions")),
            (2, false, Ruling::Together, None),
            (3, true, Ruling::Together, Some("a slip")),
        ]
    );
    no_faults(&store);
}

#[test]
fn a_decision_that_fits_nothing_is_listed() {
    let (_folder, _, mut store) = new_record();
    let one = article("a.txt", None, &[("We wait", "Ada Venn")]);
    add(&mut store, &one);
    let text_sha256 = one.reading.text_sha256;
    let here = StatementKey { text_sha256, statement: one.extraction.statements[0].id };
    let nowhere = StatementKey { statement: StatementId(Sha256::of(b"nowhere")), ..here };
    let decision = Decision::new(Level::Point, Ruling::Together, here, nowhere);
    store.decide(&decision, None).unwrap();
    assert_eq!(store.orphan_decisions().unwrap(), [decision]);
    assert_eq!(store.decisions().unwrap(), [decision]);
    let same = Decision::new(Level::Point, Ruling::Apart, here, here);
    assert!(store.decide(&same, None).unwrap_err().is_usage());
}
