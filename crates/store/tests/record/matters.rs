use crate::specimen::article;
use crate::{add, new_record, no_faults, unjoined};
use reportedly_schema::matter::{Decision, Matter, MatterQuery};
use reportedly_store::{Access, Store};

fn locks(store: &Store) -> Matter {
    let snapshot = store.snapshot().unwrap();
    let mut matter = Matter {
        name: "locks".into(),
        query: MatterQuery {
            about: Some("open the locks".into()),
            speaker: Some("Ada Venn".into()),
            party: Some("Aldra".into()),
            outlet: Some("Post".into()),
            since: Some("2031-03-01".parse().unwrap()),
            until: Some("2031-03-31".parse().unwrap()),
        },
        passages: vec![],
    };
    for (n, statement) in snapshot.statements.iter().enumerate() {
        let text = snapshot.articles[statement.article].text_sha256;
        let decision = if n % 2 == 0 { Decision::In } else { Decision::Out };
        matter.decide(text, statement.statement.id, decision);
    }
    matter
}

#[test]
fn a_matter_comes_back_as_it_was_given_and_its_changes_are_logged() {
    let (_folder, file, mut store) = new_record();
    add(&mut store, &article("a.txt", None, &[("We wait", "Ada Venn"), ("We go", "Maro Lind")]));
    let input = store.link_input().unwrap();
    store.replace_links(&input, &unjoined(&input)).unwrap();
    let locks = locks(&store);
    assert_eq!(locks.passages.len(), 2);
    store.set_matter(None, Some(&locks), "new locks", Some("for the series")).unwrap();
    assert!(store.links_are_current().unwrap(), "links do not depend on it");
    assert_eq!(store.matters().unwrap(), std::slice::from_ref(&locks));
    let renamed = Matter { name: "canal".into(), ..locks.clone() };
    store.set_matter(Some(&locks), Some(&renamed), "rename locks to canal", None).unwrap();
    drop(store);
    let mut store = Store::open(&file, Access::Write).unwrap();
    assert_eq!(store.matters().unwrap(), std::slice::from_ref(&renamed));
    no_faults(&store);
    store.set_matter(Some(&renamed), None, "drop canal", None).unwrap();
    assert!(store.matters().unwrap().is_empty());
    let log = store.matter_log().unwrap();
    assert_eq!(
        log.iter().map(|l| (l.n, l.what.as_str(), l.because.as_deref())).collect::<Vec<_>>(),
        [
            (1, "new locks", Some("for the series")),
            (2, "rename locks to canal", None),
            (3, "drop canal", None)
        ]
    );
}

#[test]
fn a_change_of_what_is_no_longer_there_and_a_second_matter_of_one_name_are_refused() {
    let (_folder, _file, mut store) = new_record();
    let matter = |name: &str| Matter { name: name.into(), query: MatterQuery::default(), passages: vec![] };
    store.set_matter(None, Some(&matter("a")), "new a", None).unwrap();
    store.set_matter(None, Some(&matter("b")), "new b", None).unwrap();
    let error = store.set_matter(None, Some(&matter("a")), "new a", None).unwrap_err();
    assert!(error.is_usage() && error.to_string().contains("\"a\""), "{error}");
    let error = store.set_matter(Some(&matter("b")), Some(&matter("a")), "rename b to a", None).unwrap_err();
    assert!(error.is_usage(), "{error}");
    let error = store.set_matter(Some(&matter("c")), None, "drop c", None).unwrap_err();
    assert!(error.is_stale(), "{error}");
    assert_eq!(store.matters().unwrap().len(), 2);
    assert_eq!(store.matter_log().unwrap().len(), 2);
}
