use crate::specimen::article;
use crate::{add, link_input, link_unjoined, new_record, no_faults, unjoined};
use reportedly_schema::linkage::{GONE, LinkGeneration};
use reportedly_schema::{Published, PublishedBasis};
use reportedly_store::{Cluster, Store};

#[test]
fn a_generation_comes_back_as_it_was_written_and_only_while_it_fits() {
    let (_folder, _, mut store) = new_record();
    add(&mut store, &article("a.txt", None, &[("We wait", "Ada Venn"), ("We go", "Ada Venn")]));
    let input = link_input(&store);
    let links = unjoined(&input.articles, &input.statements);
    assert!(!store.links_are_current().unwrap());
    store.replace_links(&input, &links, &[]).unwrap();
    assert!(store.links_are_current().unwrap());
    assert_eq!(store.snapshot().unwrap().links, links);
    assert_eq!(link_input(&store).statements, input.statements);
    no_faults(&store);

    add(&mut store, &article("b.txt", None, &[("No", "Ada Venn")]));
    assert!(!store.links_are_current().unwrap());
    assert_eq!(store.snapshot().unwrap().links, LinkGeneration::default());
    // What was computed from the state before is not written over the state after.
    assert!(store.replace_links(&input, &links, &[]).unwrap_err().is_stale());
    link_unjoined(&mut store);
    assert_eq!(store.snapshot().unwrap().links.points.len(), 3);
    assert_eq!(store.counts().unwrap().generations, 2);
    no_faults(&store);
}

#[test]
fn an_index_that_points_nowhere_is_refused_and_the_old_generation_stays() {
    let (_folder, _, mut store) = new_record();
    add(&mut store, &article("a.txt", None, &[("We wait", "Ada Venn")]));
    let input = link_input(&store);
    let links = unjoined(&input.articles, &input.statements);
    store.replace_links(&input, &links, &[]).unwrap();
    let input = link_input(&store);
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
        assert!(store.replace_links(&input, &bad, &[]).unwrap_err().is_refused());
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
    let input = link_input(&store);
    let apart = unjoined(&input.articles, &input.statements);
    store.replace_links(&link_input(&store), &apart, &[]).unwrap();
    let ids: Vec<_> = apart.utterances.iter().map(|u| u.id).collect();

    // The second and third utterance join the first one, all on its occasion and in its point.
    let mut merged = apart.clone();
    merged.utterances.truncate(1);
    merged.utterances[0].reports = apart.utterances.iter().map(|u| u.reports[0]).collect();
    merged.occasions.truncate(1);
    merged.points.truncate(1);
    store.replace_links(&link_input(&store), &merged, &[]).unwrap();
    for cluster in [Cluster::Occasion, Cluster::Utterance, Cluster::Point] {
        for id in &ids {
            assert_eq!(store.redirect(cluster, *id).unwrap(), Some(ids[0]));
        }
    }
    // The cluster changes its name: what led to it leads on.
    merged.utterances[0].id = ids[1];
    merged.occasions[0].id = ids[1];
    merged.points[0].id = ids[1];
    store.replace_links(&link_input(&store), &merged, &[]).unwrap();
    assert_eq!(store.redirect(Cluster::Utterance, ids[2]).unwrap(), Some(ids[1]));
    assert_eq!(store.redirect(Cluster::Point, ids[0]).unwrap(), Some(ids[1]));
    // They part again: each id is its own, and nothing leads away from it.
    store.replace_links(&link_input(&store), &apart, &[]).unwrap();
    assert_eq!(store.redirect(Cluster::Point, ids[2]).unwrap(), Some(ids[2]));
    // The statements are gone: the ids lead nowhere, and that is known.
    store.replace_links(&link_input(&store), &LinkGeneration::default(), &[]).unwrap();
    assert_eq!(store.redirect(Cluster::Occasion, ids[0]).unwrap(), None);
    no_faults(&store);
}

#[test]
fn what_was_linked_comes_back_for_the_next_linking_without_what_changed() {
    let (_folder, _, mut store) = new_record();
    let one = article("a.txt", None, &[("We wait", "Ada Venn"), ("We go", "Ada Venn")]);
    add(&mut store, &one);
    assert!(link_input(&store).before.is_none());
    let input = link_input(&store);
    let links = unjoined(&input.articles, &input.statements);
    store.replace_links(&input, &links, &[(0, vec![7]), (1, vec![8])]).unwrap();
    let before = link_input(&store).before.unwrap();
    assert_eq!((before.kept, before.profiles), (vec![true; 2], vec![vec![7], vec![8]]));
    assert_eq!(before.generation.utterances, links.utterances);
    assert!(store.link_input("another").unwrap().before.is_none());

    // Another article, and one described anew.
    add(&mut store, &article("b.txt", None, &[("No", "Ada Venn")]));
    let kept = |store: &Store| {
        let input = link_input(store);
        let before = input.before.unwrap();
        let texts = input.statements.into_iter().map(|s| s.text);
        let mut kept: Vec<(String, bool)> = texts.zip(before.kept).collect();
        kept.sort();
        kept.into_iter().map(|(_, kept)| kept).collect::<Vec<_>>()
    };
    assert_eq!(kept(&store), [false, true, true]);
    let mut described = one.clone();
    described.reading.published = Some(Published::on(crate::specimen::day(9), PublishedBasis::Given, None));
    add(&mut store, &described);
    assert_eq!(kept(&store), [false, false, false]);
    link_unjoined(&mut store);
    assert_eq!(kept(&store), [true, true, true]);

    // Other statements of the same article: of the old ones nothing is kept.
    let mut other = described.clone();
    other.extraction.statements.remove(0);
    add(&mut store, &other);
    assert_eq!(kept(&store), [true, false]);
    let gone = link_input(&store).before.unwrap().generation;
    assert_eq!(gone.utterances.iter().filter(|u| u.reports == [GONE]).count(), 2, "they have other rows now");
    link_unjoined(&mut store);
    no_faults(&store);
    crate::declare(&mut store, &[crate::entry("ada-venn", "Ada Venn", &[])]);
    assert!(link_input(&store).before.is_none(), "another registry: everything anew");
}

#[test]
fn whole_statements_are_the_stored_ones() {
    let (_folder, _, mut store) = new_record();
    add(&mut store, &article("a.txt", None, &[("We wait", "Ada Venn"), ("Žeton", "Ada Venn")]));
    let (input, snapshot) = (link_input(&store), store.snapshot().unwrap());
    for (n, found) in snapshot.statements.iter().enumerate() {
        let whole = store.whole_statement(&input, n).unwrap();
        assert_eq!(whole.statement, found.statement);
        assert_eq!((&whole.text, &whole.source_text), (&found.text, &found.source_text));
        let outline = &input.statements[n].statement;
        assert_eq!(
            (&outline.speaker, outline.said.interval, &outline.via),
            (&found.statement.speaker, found.statement.said.interval, &found.statement.via)
        );
    }
}
