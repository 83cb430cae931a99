use crate::specimen::article;
use crate::{add, new_record, no_faults, unjoined};
use reportedly_schema::linkage::LinkGeneration;
use reportedly_store::Cluster;

#[test]
fn a_generation_comes_back_as_it_was_written_and_only_while_it_fits() {
    let (_folder, _, mut store) = new_record();
    add(&mut store, &article("a.txt", None, &[("We wait", "Ada Venn"), ("We go", "Ada Venn")]));
    let input = store.link_input().unwrap();
    let links = unjoined(&input);
    assert!(!store.links_are_current().unwrap());
    store.replace_links(&input, &links).unwrap();
    assert!(store.links_are_current().unwrap());
    assert_eq!(store.snapshot().unwrap().links, links);
    assert_eq!(store.link_input().unwrap(), input);
    no_faults(&store);

    add(&mut store, &article("b.txt", None, &[("No", "Ada Venn")]));
    assert!(!store.links_are_current().unwrap());
    assert_eq!(store.snapshot().unwrap().links, LinkGeneration::default());
    // What was computed from the state before is not written over the state after.
    assert!(store.replace_links(&input, &links).unwrap_err().is_stale());
    let input = store.link_input().unwrap();
    store.replace_links(&input, &unjoined(&input)).unwrap();
    assert_eq!(store.snapshot().unwrap().links.points.len(), 3);
    assert_eq!(store.counts().unwrap().generations, 2);
    no_faults(&store);
}

#[test]
fn an_index_that_points_nowhere_is_refused_and_the_old_generation_stays() {
    let (_folder, _, mut store) = new_record();
    add(&mut store, &article("a.txt", None, &[("We wait", "Ada Venn")]));
    let input = store.link_input().unwrap();
    let links = unjoined(&input);
    store.replace_links(&input, &links).unwrap();
    let spoil: [fn(&mut LinkGeneration); 5] = [
        |l| l.utterances[0].reports[0] = 7,
        |l| l.utterances[0].reports.clear(),
        |l| l.points[0].utterances.push(9),
        |l| l.occasions[0].speaker = 1,
        |l| l.reprints[0].push(1),
    ];
    for spoil in spoil {
        let mut bad = links.clone();
        spoil(&mut bad);
        assert!(store.replace_links(&input, &bad).unwrap_err().is_refused());
    }
    assert_eq!(store.snapshot().unwrap().links, links);
}

#[test]
fn ids_that_disappear_lead_to_where_their_first_statement_went() {
    let (_folder, _, mut store) = new_record();
    add(
        &mut store,
        &article("a.txt", None, &[("We wait", "Ada Venn"), ("We go", "Ada Venn"), ("No", "Ada Venn")]),
    );
    let input = store.link_input().unwrap();
    let apart = unjoined(&input);
    store.replace_links(&input, &apart).unwrap();
    let ids: Vec<_> = apart.utterances.iter().map(|u| u.id).collect();

    // The second and third utterance join the first one, all on its occasion and in its point.
    let mut merged = apart.clone();
    merged.utterances.truncate(1);
    merged.utterances[0].reports = apart.utterances.iter().map(|u| u.reports[0]).collect();
    merged.occasions.truncate(1);
    merged.points.truncate(1);
    store.replace_links(&input, &merged).unwrap();
    for cluster in [Cluster::Occasion, Cluster::Utterance, Cluster::Point] {
        for id in &ids {
            assert_eq!(store.redirect(cluster, *id).unwrap(), Some(ids[0]));
        }
    }
    // The cluster changes its name: what led to it leads on.
    merged.utterances[0].id = ids[1];
    merged.occasions[0].id = ids[1];
    merged.points[0].id = ids[1];
    store.replace_links(&input, &merged).unwrap();
    assert_eq!(store.redirect(Cluster::Utterance, ids[2]).unwrap(), Some(ids[1]));
    assert_eq!(store.redirect(Cluster::Point, ids[0]).unwrap(), Some(ids[1]));
    // They part again: each id is its own, and nothing leads away from it.
    store.replace_links(&input, &apart).unwrap();
    assert_eq!(store.redirect(Cluster::Point, ids[2]).unwrap(), Some(ids[2]));
    // The statements are gone: the ids lead nowhere, and that is known.
    store.replace_links(&input, &LinkGeneration::default()).unwrap();
    assert_eq!(store.redirect(Cluster::Occasion, ids[0]).unwrap(), None);
    no_faults(&store);
}
