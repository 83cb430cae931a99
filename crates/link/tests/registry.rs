//! Speakers across articles as the registry declares them, on hand-made records.

mod record;

use proptest::prelude::*;
use record::{Record, entry};
use reportedly_link::{
    ForParty, Identities, Identity, link, read_registry, registry_faults, same_speaker, write_registry,
};
use reportedly_schema::linkage::{EffectiveStatement, Joined, LinkArticle, LinkGeneration, Registry};
use reportedly_schema::registry::{Alias, Different, Entry, Member, Membership, Period, Role};
use reportedly_schema::*;
use std::collections::BTreeSet;

fn linked(record: &Record) -> LinkGeneration {
    link(&record.articles, &record.statements, &record.registry, &record.decisions)
}

fn pair(record: &Record, n: usize) -> (&EffectiveStatement, &LinkArticle) {
    let statement = &record.statements[n];
    (statement, &record.articles[statement.article])
}

/// The name of the record's speaker of statement `n`.
fn speaker(links: &LinkGeneration, n: usize) -> &str {
    &links.speakers.iter().find(|s| s.statements.contains(&n)).expect("it has a speaker").name
}

/// Each name in an article of its own, said on these days.
fn said_by(names: &[(&str, &str)]) -> Record {
    let mut record = Record::default();
    for (n, (who, said)) in names.iter().enumerate() {
        let article = record.article(["Aldra Post", "Venn Courier"][n % 2], "2033-01-05");
        record.say(article, who, &format!("Harvest number {n} was good this year"), said);
    }
    record
}

fn period(from: &str, until: &str) -> Period {
    let date = |written: &str| (!written.is_empty()).then(|| written.parse().unwrap());
    Period { from: date(from), until: date(until) }
}

fn role(title: &str, body: &str, from: &str, until: &str) -> Role {
    Role { title: title.into(), body: Some(body.into()), period: period(from, until), note: None }
}

fn with_roles(name: &str, roles: Vec<Role>) -> Entry {
    Entry { roles, ..entry(name, &[]) }
}

#[test]
fn an_office_is_its_holders_on_the_days_of_the_registry_and_else_a_speaker_of_its_own() {
    let mut record = said_by(&[
        ("foreign minister of Aldra", "2031-03-04"),
        ("foreign minister of Aldra", "2031-03-05"),
        ("Aldran foreign minister", "2030-01-01"),
        ("Ada Venn", "2032-01-01"),
        ("foreign minister of Aldra", ""),
        ("foreign minister of Aldra", "2031-03"),
        ("president of Aldra", "2030-01-01"),
    ]);
    let apart = linked(&record);
    assert_eq!(speaker(&apart, 0), "foreign minister of Aldra");
    assert!(apart.speakers.iter().all(|s| s.name != "Ada Venn" || s.statements == [3]));

    let held = role("minister of foreign affairs", "Aldra; Aldran", "2029-05", "2031-03-04");
    record.registry.entries = vec![with_roles("Ada Venn", vec![held])];
    let links = linked(&record);
    let of_venn: Vec<bool> = (0..7).map(|n| speaker(&links, n) == "Ada Venn").collect();
    assert_eq!(of_venn, [true, false, true, true, false, false, false]);
    let venn = links.speakers.iter().find(|s| s.name == "Ada Venn").unwrap();
    assert_eq!(venn.forms, ["Ada Venn"], "an office never becomes a name");
    let identities = Identities::new(&record.registry);
    let (joined, because) = same_speaker(pair(&record, 0), pair(&record, 3), &identities).unwrap();
    assert_eq!(joined, Joined::Probable);
    assert!(
        because.contains(
            "Ada Venn held the office of minister of foreign affairs of Aldra from 2029-05 until 2031-03-04"
        ),
        "{because}"
    );
    assert_eq!(same_speaker(pair(&record, 1), pair(&record, 3), &identities), None);
    let utterance = links.utterances.iter().find(|u| u.reports == [0]).unwrap();
    assert_eq!(utterance.joined, Joined::Probable);
    assert!(utterance.because.contains("held the office"), "{}", utterance.because);
}

#[test]
fn an_office_of_two_holders_on_one_day_is_nobodys() {
    let mut record = said_by(&[("mayor of Orlin", "2031-03-04"), ("Ada Venn", "2031-03-04")]);
    record.registry.entries = vec![
        with_roles("Ada Venn", vec![role("mayor", "Orlin", "2029", "2031")]),
        with_roles("Ivo Maros", vec![role("mayor", "Orlin", "2031", "")]),
    ];
    let links = linked(&record);
    assert_eq!(links.speakers.len(), 2);
    assert_ne!(speaker(&links, 0), "Ada Venn");
}

#[test]
fn a_capital_or_ministry_is_never_its_leader_whatever_is_declared() {
    let mut record = said_by(&[("Ada Venn", "2031-03-04"), ("Lantern House", "2031-03-04")]);
    record.statements[1].statement.speaker.kind = SpeakerKind::Government;
    record.registry.entries = vec![entry("Ada Venn", &["Lantern House"])];
    record.registry.entries[0].roles = vec![role("president", "Lantern House", "2029", "")];
    assert_eq!(linked(&record).speakers.len(), 2);
    assert_eq!(same_speaker(pair(&record, 0), pair(&record, 1), &Identities::new(&record.registry)), None);
}

#[test]
fn two_people_of_one_name_are_told_apart_by_article_by_day_and_by_office() {
    let mut record = said_by(&[
        ("Ivo Maros", "2028-03-04"),
        ("Ivo Maros", "2031-03-04"),
        ("Ivo Maros", "2033-01-03"),
        ("Ivo Maros", "2033-01-03"),
        ("Ivo Maros", ""),
    ]);
    record.statements[3].source_text = "Mayor Ivo Maros".into();
    let judge = Entry {
        aliases: vec![
            Alias { period: period("", "2029"), ..Alias::always("Ivo Maros") },
            Alias { article: Some(record.articles[2].path.clone()), ..Alias::always("Ivo Maros") },
        ],
        ..entry("Ivo Maros (judge)", &[])
    };
    let mayor = Entry {
        aliases: vec![Alias { period: period("2030", "2032"), ..Alias::always("Ivo Maros") }],
        ..entry("Ivo Maros (mayor)", &[])
    };
    record.registry = Registry { entries: vec![judge, mayor], ..Registry::default() };
    assert_eq!(registry_faults(&record.registry), []);
    let links = linked(&record);
    let names: Vec<&str> = (0..5).map(|n| speaker(&links, n)).collect();
    assert_eq!(
        names,
        ["Ivo Maros (judge)", "Ivo Maros (mayor)", "Ivo Maros (judge)", "Ivo Maros", "Ivo Maros"],
        "what no rule covers stays with neither"
    );

    // Declared different without days: the office beside the name decides, and else nobody.
    for entry in &mut record.registry.entries {
        entry.aliases = vec![Alias::always("Ivo Maros")];
    }
    record.registry.entries[1].roles = vec![role("mayor", "Orlin", "2032", "")];
    record.registry.different = vec![Different::new("Ivo Maros (judge)", "Ivo Maros (mayor)", None)];
    assert_eq!(registry_faults(&record.registry), []);
    let links = linked(&record);
    let names: Vec<&str> = (0..5).map(|n| speaker(&links, n)).collect();
    assert_eq!(names, ["Ivo Maros", "Ivo Maros", "Ivo Maros", "Ivo Maros (mayor)", "Ivo Maros"]);
    assert_eq!(links.speakers.len(), 5, "nobody knows whether the four others are one");
}

#[test]
fn names_declared_different_stay_apart_whatever_their_spelling() {
    for (a, b) in
        [("Ada Venn", "A. Venn"), ("Ivo Marossi", "Ivo Marosi"), ("Orlin Works", "The Orlin Works Inc.")]
    {
        let mut record = said_by(&[(a, "2031-03-04"), (b, "2031-03-04")]);
        if a.contains("Works") {
            record.statements.iter_mut().for_each(|s| s.statement.speaker.kind = SpeakerKind::Organisation);
        }
        assert_eq!(linked(&record).speakers.len(), 1, "{a} and {b}");
        record.registry.different = vec![Different::new(a, b, None)];
        assert_eq!(linked(&record).speakers.len(), 2, "{a} and {b}");
        assert_eq!(
            same_speaker(pair(&record, 0), pair(&record, 1), &Identities::new(&record.registry)),
            None
        );
    }
    // Not through a third form either.
    let mut record = said_by(&[("Ada Petra Venn", ""), ("Ada Venn", ""), ("A. Venn", "")]);
    record.registry.different = vec![Different::new("Ada Venn", "A. Venn", None)];
    assert_eq!(linked(&record).speakers.len(), 3, "neither of the two joins what both would fit");
    // Nor through the entry of the other.
    record.registry.entries = vec![entry("Ada Petra Venn", &["Ada Venn"])];
    let links = linked(&record);
    assert_eq!((speaker(&links, 1), speaker(&links, 2)), ("Ada Petra Venn", "A. Venn"));
}

#[test]
fn a_surname_that_the_registry_knows_of_two_people_joins_neither() {
    let mut record = said_by(&[("Ivo Maros", ""), ("Maros", "")]);
    assert_eq!(linked(&record).speakers.len(), 1);
    record.registry.entries = vec![entry("Ivo Maros", &[]), entry("Ana Maros", &[])];
    assert_eq!(linked(&record).speakers.len(), 2);
}

#[test]
fn two_entries_never_meet_and_a_speaker_called_by_hand_is_his_entrys() {
    let mut record = said_by(&[("Ivo Maros", ""), ("Ivo Marosh", ""), ("Ivo Maros (judge)", "")]);
    record.registry.entries =
        vec![entry("Ivo Maros", &[]), entry("Ivo Marosh", &[]), entry("Ivo Maros (judge)", &[])];
    let links = linked(&record);
    assert_eq!(links.speakers.len(), 3);
    assert_eq!(speaker(&links, 2), "Ivo Maros (judge)");
}

#[test]
fn unnamed_sources_groups_and_documents_are_never_linked_by_a_registry() {
    for kind in [SpeakerKind::Unnamed, SpeakerKind::Group, SpeakerKind::Document] {
        let mut record = said_by(&[("Venn officials", ""), ("Venn officials", "")]);
        record.statements.iter_mut().for_each(|s| s.statement.speaker.kind = kind);
        record.registry.entries = vec![entry("Venn officials", &[])];
        assert_eq!(linked(&record).speakers.len(), 2, "{kind}");
        let identities = Identities::new(&record.registry);
        assert_eq!(identities.of(pair(&record, 0).0, pair(&record, 0).1), Identity::NotDeclared);
    }
}

#[test]
fn a_party_is_a_dated_list_of_speakers_offices_and_bodies() {
    let mut record = said_by(&[
        ("Ada Venn", "2029-05-01"),
        ("Ada Venn", "2031-03-05"),
        ("Ada Venn", "2031-03"),
        ("Aldra Foreign Ministry", "2020-01-01"),
        ("foreign minister of Aldra", "2020-01-01"),
        ("Ivo Maros", "2031-03-05"),
        ("Ada Venn", ""),
    ]);
    record.statements[3].statement.speaker.kind = SpeakerKind::Government;
    let member =
        |member: Member, period: Period| Membership { party: "Aldra".into(), member, period, note: None };
    let body = |title: Option<&str>, body: &str| Member::Body {
        title: title.map(str::to_string),
        body: body.into(),
    };
    record.registry.entries = vec![entry("Ada Venn", &[])];
    record.registry.memberships = vec![
        member(Member::Entry("ada-venn".into()), period("2029-05", "2031-03-04")),
        member(body(None, "Aldra Foreign Ministry"), Period::default()),
        member(body(Some("foreign secretary"), "Aldra"), Period::default()),
    ];
    let identities = Identities::new(&record.registry);
    let for_party = |n: usize, party: &str| {
        let (statement, article) = pair(&record, n);
        let entry = match identities.of(statement, article) {
            Identity::Entry(entry, ..) => Some(entry),
            _ => None,
        };
        identities.speaks_for(party, entry, statement, article)
    };
    use ForParty::{DayNotKnown, No, Yes};
    let found: Vec<ForParty> = (0..7).map(|n| for_party(n, "ALDRA")).collect();
    assert_eq!(found, [Yes, No, DayNotKnown, Yes, Yes, No, DayNotKnown]);
    assert_eq!(for_party(0, "Venn"), No);
}

/// The table in the guide is what an export of it gives.
#[test]
fn the_table_of_the_guide_is_a_registry_file() {
    let guide = include_str!("../../../docs/guide/speakers.md");
    let table = guide.split("```csv\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let read = read_registry(table.as_bytes()).unwrap().registry;
    assert_eq!(write_registry(&read), table);
    assert!(read.entries.len() == 1 && read.memberships.len() == 3 && read.different.len() == 1);
}

const NAMES: &[&str] = &[
    "Ivo Maros",
    "Maros",
    "Ana Maros",
    "I. Maros",
    "Ivo Maross",
    "Ada Venn",
    "Venn",
    "Maroš",
    "mayor of Orlin",
    "Orlin",
    "Ivo van Maros",
    "Ivo Maros Jr.",
];

fn any_registry() -> impl Strategy<Value = Registry> {
    let date = prop::sample::select(vec!["", "2030", "2031-03", "2031-03-04"]);
    let alias = (0..NAMES.len(), date.clone(), date)
        .prop_map(|(n, from, until)| Alias { period: period(from, until), ..Alias::always(NAMES[n]) });
    let one = (0..NAMES.len(), prop::collection::vec(alias, 0..3), prop::bool::ANY);
    let pairs = prop::collection::vec((0..NAMES.len(), 0..NAMES.len()), 0..3);
    (prop::collection::vec(one, 0..4), pairs).prop_map(|(entries, pairs)| Registry {
        entries: entries
            .into_iter()
            .enumerate()
            .map(|(n, (name, aliases, mayor))| Entry {
                id: format!("e{n}"),
                aliases,
                roles: if mayor { vec![role("mayor", "Orlin", "2031", "")] } else { vec![] },
                ..entry(NAMES[name], &[])
            })
            .collect(),
        different: pairs.into_iter().map(|(a, b)| Different::new(NAMES[a], NAMES[b], None)).collect(),
        ..Registry::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is declared, faults included: any order of statements and of declarations gives the same speakers, every statement
    /// has one, kinds do not mix, and pairs that are certainly one are together.
    #[test]
    fn speakers_depend_on_no_order(
        registry in any_registry(),
        rows in prop::collection::vec((0..NAMES.len(), 0..4usize, 0..8u8), 1..14),
        seed in any::<u64>(),
    ) {
        let days = ["2031-03-04", "2030", "2031-03", ""].map(|d| if d.len() == 4 { "2030-05-01" } else { d });
        let names: Vec<(&str, &str)> = rows.iter().map(|(name, day, _)| (NAMES[*name], days[*day])).collect();
        let mut record = said_by(&names);
        for (statement, (_, _, kind)) in record.statements.iter_mut().zip(&rows) {
            statement.statement.speaker.kind = match kind {
                0 => SpeakerKind::Government,
                1 => SpeakerKind::Unknown,
                2 => SpeakerKind::Unnamed,
                _ => SpeakerKind::Person,
            };
        }
        record.registry = registry;
        let links = linked(&record);
        let told = |record: &Record, links: &LinkGeneration| -> BTreeSet<(String, String, Vec<String>)> {
            links.speakers.iter().map(|s| {
                let mut of: Vec<String> = s.statements.iter().map(|&n| record.statements[n].text.clone()).collect();
                of.sort();
                (s.name.clone(), s.kind.to_string(), of)
            }).collect()
        };
        let mut other = record.clone();
        let turn = seed as usize % other.statements.len();
        other.statements.rotate_left(turn);
        other.statements.reverse();
        let again = linked(&other);
        prop_assert_eq!(told(&record, &links), told(&other, &again));

        let all: usize = links.speakers.iter().map(|s| s.statements.len()).sum();
        prop_assert_eq!(all, record.statements.len());
        let identities = Identities::new(&record.registry);
        let home = |n: usize| links.speakers.iter().position(|s| s.statements.contains(&n));
        for a in 0..record.statements.len() {
            for b in 0..a {
                let (x, y) = (pair(&record, a), pair(&record, b));
                let found = same_speaker(x, y, &identities);
                prop_assert_eq!(found.as_ref().map(|f| f.0), same_speaker(y, x, &identities).map(|f| f.0));
                let kinds = [x, y].map(|p| p.0.statement.speaker.kind);
                if matches!(found, Some((Joined::Certain, _))) && !kinds.contains(&SpeakerKind::Unknown) {
                    prop_assert_eq!(home(a), home(b), "{:?} {:?}", x.0.statement.speaker, y.0.statement.speaker);
                }
                if kinds.contains(&SpeakerKind::Government) && kinds.contains(&SpeakerKind::Person) {
                    prop_assert_ne!(home(a), home(b));
                }
                if kinds.contains(&SpeakerKind::Unnamed) && x.1.text_sha256 != y.1.text_sha256 {
                    prop_assert_ne!(home(a), home(b));
                }
            }
        }
    }
}
