//! What users declare about speakers: how it changes a record, and what answers make of it.

#[path = "../../link/tests/record/mod.rs"]
mod made;

use made::{Record as Made, entry};
use reportedly::answers::*;
use reportedly::record::{Access, Record};
use reportedly::registry::{RegistryAlias, RegistryError, Wish, write_registry};
use reportedly_schema::SpeakerKind;
use reportedly_schema::linkage::{Joined, Registry};
use reportedly_schema::registry::{Member, Membership, Period, Role};

fn period(from: &str, until: &str) -> Period {
    let date = |written: &str| (!written.is_empty()).then(|| written.parse().unwrap());
    Period { from: date(from), until: date(until) }
}

fn said_by(names: &[(&str, &str)]) -> Made {
    let mut record = Made::default();
    for (who, said) in names {
        let article = record.article("Aldra Post", "2031-06-30");
        record.say(article, who, "We are ready for talks", said);
    }
    record
}

fn party(name: &str) -> Question {
    Question { party: Some(name.to_string()), ..Question::default() }
}

#[test]
fn a_list_says_how_each_form_came_to_its_speaker_and_what_is_perhaps_one() {
    let mut record = said_by(&[
        ("Ivo Maros", "2031-06-01"),
        ("Ivo Maros", "2031-06-02"),
        ("I. Maros", "2031-06-03"),
        ("mayor of Orlin", "2031-06-04"),
        ("Maros Ivo", "2031-06-05"),
    ]);
    record.registry.entries = vec![entry("Ivo Maros", &[])];
    record.registry.entries[0].wikidata = Some("Q17".into());
    record.registry.entries[0].roles = vec![Role {
        title: "mayor".into(),
        body: Some("Orlin".into()),
        period: period("2030", ""),
        note: None,
    }];
    let answer = speakers(&record.snapshot(), &Question::default());
    let row = &answer.rows[0];
    assert_eq!(
        (row.speaker.as_str(), row.statements, row.wikidata.as_deref()),
        ("Ivo Maros", 4, Some("Q17"))
    );
    let found: Vec<(&str, usize, Joined, &str)> =
        row.found_as.iter().map(|f| (f.form.as_str(), f.statements, f.joined, f.because.as_str())).collect();
    assert_eq!(
        found,
        [
            ("Ivo Maros", 2, Joined::Certain, "the name"),
            ("I. Maros", 1, Joined::Probable, "says less"),
            ("mayor of Orlin", 1, Joined::Probable, "held the office"),
        ]
    );
    assert_eq!(row.forms, ["I. Maros", "Ivo Maros"]);
    assert_eq!(answer.perhaps_one.len(), 1);
    assert_eq!(
        (answer.perhaps_one[0].a.as_str(), answer.perhaps_one[0].b.as_str()),
        ("Ivo Maros", "Maros Ivo")
    );
    let lines = answer.lines();
    assert!(lines[lines.len() - 1].get("coverage").is_some(), "the coverage stays last");
}

#[test]
fn a_party_is_asked_for_by_the_day_on_which_it_was_said() {
    let mut record = said_by(&[
        ("Ivo Maros", "2031-06-04"),
        ("Ivo Maros", "2031-06-05"),
        ("Ivo Maros", ""),
        ("Ada Venn", "2031-06-04"),
    ]);
    record.registry.entries = vec![entry("Ivo Maros", &[])];
    record.registry.memberships = vec![Membership {
        party: "Harbour Union".into(),
        member: Member::Entry("ivo-maros".into()),
        period: period("", "2031-06-04"),
        note: None,
    }];
    let snapshot = record.snapshot();
    let answer = timeline(&snapshot, &party("harbour union"));
    assert_eq!(answer.rows.len(), 1, "{:#?}", answer.rows);
    assert!(answer.sentence().contains("Left out: 1 statement"), "{}", answer.sentence());
    assert_eq!(speakers(&snapshot, &party("Harbour Union")).rows[0].statements, 1);
    let asked = Question { about: Some("ready for talks".into()), all: true, ..party("Harbour Union") };
    let answer = repeats(&snapshot, &asked);
    assert_eq!(answer.rows.iter().map(|row| row.utterances.len()).sum::<usize>(), 1);
    assert!(speakers(&snapshot, &party("Fishing League")).sentence().contains("Nobody is declared"));
}

#[test]
fn changes_are_checked_made_logged_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut record = Record::open_or_create(&folder.path().join("talks.db")).unwrap();
    let merge = Wish::Merge(vec!["Ada Venn".into(), "Venn  Ada".into()]);
    let planned = record.would_change(&merge, Some(" so it\nis ")).unwrap();
    assert_eq!(planned.change.because.as_deref(), Some("so it is"));
    assert_eq!(planned.not_found, ["Ada Venn", "Venn Ada"]);
    assert!(record.store().registry().unwrap().is_empty(), "planned only");
    assert_eq!(record.change_registry(&merge, Some("so it is")).unwrap(), planned);
    assert!(record.store().links_are_current().unwrap());

    let scope = RegistryAlias { article: Some("court.txt".into()), ..RegistryAlias::always("") };
    let alias = Wish::Alias("Ada Venn (judge)".into(), vec!["Ada Venn".into()], scope);
    record.change_registry(&alias, None).unwrap();
    for refused in [
        Wish::Merge(vec!["Ada Venn".into(), "the Iron Lady".into()]),
        Wish::Alias("Ivo Maros".into(), vec!["Venn Ada".into()], RegistryAlias::always("")),
        Wish::Import { file: "x.csv".into(), bytes: b"name\nAda".to_vec(), replace: true },
    ] {
        let before = record.store().registry().unwrap();
        let error = record.change_registry(&refused, None).unwrap_err();
        assert!(!matches!(error, RegistryError::Record(_)), "{error}");
        assert_eq!(record.store().registry().unwrap(), before);
    }
    let file = write_registry(&record.store().registry().unwrap());
    let import = |bytes: &str| Wish::Import { file: "x.csv".into(), bytes: bytes.into(), replace: true };
    let nothing = record.change_registry(&import(&file), None).unwrap();
    assert!(nothing.change.added.is_empty() && nothing.change.removed.is_empty());
    record.change_registry(&Wish::Split("Ada Venn".into(), vec!["Venn Ada".into()]), None).unwrap();
    record.change_registry(&import(&write_registry(&Registry::default())), None).unwrap();
    assert!(record.store().registry().unwrap().is_empty());
    record.change_registry(&import(&file), Some("back")).unwrap();
    assert_eq!(write_registry(&record.store().registry().unwrap()), file);

    let log = record.store().registry_log().unwrap();
    let what: Vec<&str> = log.iter().map(|logged| logged.change.what.as_str()).collect();
    assert_eq!(
        what,
        [
            "merge Ada Venn, Venn Ada",
            "alias Ada Venn of Ada Venn (judge)",
            "split Venn Ada from Ada Venn",
            "import x.csv",
            "import x.csv"
        ],
        "what changed nothing is not logged"
    );
    drop(record);
    let read = Record::open(&folder.path().join("talks.db"), Access::Read).unwrap();
    assert_eq!(read.snapshot().unwrap().registry.entries[0].kind, SpeakerKind::Person);
}
