use crate::specimen::article;
use crate::{add, declare, entry, link_unjoined, new_record, no_faults};
use reportedly_schema::linkage::Registry;
use reportedly_schema::registry::{Alias, Different, Member, Membership, Period, Role};
use reportedly_store::{Access, RegistryChange, Store};

fn whole() -> Registry {
    let mut venn = entry("ada-venn", "Ada Venn", &["A. Venn", "Ada Wenn"]);
    let period =
        Period { from: Some("2029-05".parse().unwrap()), until: Some("2031-03-04".parse().unwrap()) };
    venn.aliases.push(Alias {
        period,
        article: Some("port.txt".into()),
        note: Some("so".into()),
        ..Alias::always("Venn")
    });
    venn.roles = vec![Role { period, title: "mayor".into(), body: Some("Orlin".into()), note: None }];
    venn.wikidata = Some("Q17".into());
    let member = |member: Member| Membership { party: "Harbour Union".into(), member, period, note: None };
    Registry {
        entries: vec![venn, entry("maro-lind", "Maro Lind", &[])],
        memberships: vec![
            member(Member::Entry("ada-venn".into())),
            member(Member::Body { title: Some("mayor".into()), body: "Orlin".into() }),
            member(Member::Body { title: None, body: "Orlin Council".into() }),
        ],
        different: vec![Different::new("Maro Lind", "M. Lind", Some("brothers".into()))],
    }
    .sorted()
}

fn change(what: &str) -> RegistryChange {
    RegistryChange {
        what: what.into(),
        removed: vec!["a,b".into()],
        added: vec!["c".into(), "d".into()],
        because: Some("asked him".into()),
    }
}

#[test]
fn a_registry_comes_back_as_it_was_given_and_its_changes_are_logged() {
    let (_folder, file, mut store) = new_record();
    add(&mut store, &article("a.txt", None, &[("We wait", "Ada Venn")]));
    link_unjoined(&mut store);
    assert!(store.registry().unwrap().is_empty() && store.registry_log().unwrap().is_empty());
    store.set_registry(&Registry::default(), &whole(), &change("import people.csv")).unwrap();
    assert!(!store.links_are_current().unwrap(), "links depend on it");
    assert_eq!(store.registry().unwrap(), whole());
    assert_eq!(store.snapshot().unwrap().registry, whole());
    store.set_registry(&whole(), &Registry::default(), &change("take back")).unwrap();
    drop(store);
    let store = Store::open(&file, Access::Read).unwrap();
    assert!(store.registry().unwrap().is_empty());
    let log = store.registry_log().unwrap();
    assert_eq!(
        log.iter().map(|l| (l.n, l.change.what.as_str())).collect::<Vec<_>>(),
        [(1, "import people.csv"), (2, "take back")]
    );
    assert_eq!(log[0].change, change("import people.csv"));
    no_faults(&store);
}

#[test]
fn what_another_changed_meanwhile_is_not_lost() {
    let (_folder, _, mut store) = new_record();
    declare(&mut store, &[entry("maro-lind", "Maro Lind", &[])]);
    let error = store.set_registry(&Registry::default(), &whole(), &change("import")).unwrap_err();
    assert!(error.is_stale(), "{error}");
    let mut headless = whole();
    headless.memberships.push(Membership {
        party: "Union".into(),
        member: Member::Entry("nobody".into()),
        period: Period::default(),
        note: None,
    });
    let before = store.registry().unwrap();
    let error = store.set_registry(&before, &headless, &change("import")).unwrap_err();
    assert!(error.is_usage() && error.to_string().contains("nobody"), "{error}");
    assert_eq!(store.registry().unwrap(), before);
    assert_eq!(store.registry_log().unwrap().len(), 1);
    no_faults(&store);
}
