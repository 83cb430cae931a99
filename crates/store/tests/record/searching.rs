use crate::specimen::article;
use crate::{add, new_record};
use proptest::prelude::*;

#[test]
fn words_are_found_in_statements_speakers_and_other_text() {
    let (_folder, _, mut store) = new_record();
    let record =
        article("a.txt", None, &[("The convoys must stop", "Žana Venn"), ("No comment", "Maro Lind")]);
    add(&mut store, &record);
    let text = &record.reading.text;
    let found = |query: &str| -> Vec<(String, Vec<String>)> {
        let cut = |span: reportedly_schema::Span| span.of(text).unwrap().to_string();
        let hits = store.search(query, 10).unwrap();
        assert!(hits.iter().zip(1..).all(|(hit, n)| hit.score == n && hit.span.contains(hit.snippet)));
        assert!(hits.iter().all(|hit| cut(hit.snippet) == hit.snippet_text));
        hits.iter().map(|h| (cut(h.span), h.matches.iter().map(|m| cut(*m)).collect())).collect()
    };
    let statement = "“The convoys must stop,”".to_string();
    assert_eq!(found("STOP convoys"), [(statement.clone(), vec!["convoys".to_string(), "stop".into()])]);
    assert_eq!(found("“convoys must”"), [(statement.clone(), vec!["convoys must".to_string()])]);
    assert_eq!(found("\"must convoys\""), []);
    assert_eq!(found("convo*"), [(statement.clone(), vec!["convoys".to_string()])]);
    assert_eq!(found("convo"), []);
    assert_eq!(found("zana"), [(statement, vec![])], "accents do not matter");
    assert_eq!(
        found("reopening"),
        [("Port of Aldra – reopening".to_string(), vec!["reopening".to_string()])]
    );
    assert_eq!(found("zeppelin"), [], "noise is not searched");
    assert!(store.search(&"word ".repeat(65), 10).unwrap_err().is_usage());
}

#[test]
fn equal_matches_come_in_the_order_of_articles() {
    let (_folder, _, mut store) = new_record();
    for n in 0..5 {
        add(&mut store, &article(&format!("{n}.txt"), None, &[("We wait", "Ada Venn")]));
    }
    let hits = store.search("wait", 10).unwrap();
    let ids: Vec<_> = hits.iter().map(|hit| hit.article).collect();
    assert_eq!(ids.len(), 5);
    assert!(ids.is_sorted());
    assert_eq!(store.search("wait", 2).unwrap(), hits[..2]);
}

#[test]
fn any_of_the_words_is_enough_and_more_of_them_come_first() {
    let (_folder, _, mut store) = new_record();
    for (path, said) in [("a.txt", "We wait for grain"), ("b.txt", "We wait"), ("c.txt", "Nothing else")] {
        add(&mut store, &article(path, None, &[(said, "Ada Venn")]));
    }
    assert!(store.search("wait grain zeppelin", 10).unwrap().is_empty());
    let hits = store.search_any("wait grain zeppelin", 10).unwrap();
    assert_eq!(hits.iter().map(|hit| hit.path.as_str()).collect::<Vec<_>>(), ["a.txt", "b.txt"]);
    assert!(store.search_any(&"word ".repeat(65), 10).unwrap_err().is_usage());
    assert!(store.search_any("“ ”", 10).unwrap().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_query_is_malformed(queries in prop::collection::vec("[\\PC\0\"*():^+{}-]{0,24}|(NEAR|AND|OR|NOT|a|\\*|\"| ){0,8}", 20)) {
        let (_folder, _, mut store) = new_record();
        add(&mut store, &article("a.txt", None, &[("We wait and near", "Ada Venn")]));
        for query in queries {
            prop_assert!(store.search(&query, 5).is_ok(), "{query:?}");
            prop_assert!(store.search_any(&query, 5).is_ok(), "{query:?}");
        }
    }
}
