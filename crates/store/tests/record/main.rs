//! The record through its public interface.

mod adding;
mod correcting;
mod crash;
mod deciding;
mod disk;
mod fixture;
mod linking;
mod matters;
mod registry;
mod searching;
#[path = "../../src/specimen.rs"]
mod specimen;
mod verifying;

use reportedly_schema::linkage::{
    EffectiveStatement, Joined, LinkArticle, LinkGeneration, Occasion, Point, RecordSpeaker, Sketch,
    Utterance,
};
use reportedly_schema::{ArticleRecord, Sha256, SpeakerKind};
use reportedly_store::{Added, Entry, LinkInput, Store};
use std::path::PathBuf;
use tempfile::TempDir;

/// A new record in a folder of its own.
fn new_record() -> (TempDir, PathBuf, Store) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("talks.db");
    let store = Store::create(&file).unwrap();
    (folder, file, store)
}

/// A sketch that depends on the text, as the linker's does.
fn sketch(record: &ArticleRecord) -> Sketch {
    let Sha256(bytes) = record.reading.text_sha256;
    Sketch(bytes.iter().map(|&b| u32::from(b) << 8).collect())
}

fn add(store: &mut Store, record: &ArticleRecord) -> Added {
    store.add(Entry::Article(record, &sketch(record))).unwrap()
}

/// A person of the registry.
fn entry(id: &str, name: &str, aliases: &[&str]) -> reportedly_schema::registry::Entry {
    reportedly_schema::registry::Entry {
        id: id.into(),
        name: name.into(),
        kind: SpeakerKind::Person,
        aliases: aliases.iter().map(|form| reportedly_schema::registry::Alias::always(*form)).collect(),
        roles: vec![],
        wikidata: None,
        note: None,
    }
}

/// Makes these entries the registry.
fn declare(store: &mut Store, entries: &[reportedly_schema::registry::Entry]) {
    let before = store.registry().unwrap();
    let after = reportedly_schema::linkage::Registry { entries: entries.to_vec(), ..Default::default() };
    let change = reportedly_store::RegistryChange {
        what: "import".into(),
        removed: vec![],
        added: vec![format!("{} entries", entries.len())],
        because: None,
    };
    store.set_registry(&before, &after, &change).unwrap();
}

fn no_faults(store: &Store) {
    let faults = store.verify().unwrap();
    assert!(faults.is_empty(), "{}", faults.iter().map(|f| f.to_string()).collect::<Vec<_>>().join("\n"));
}

/// What is to be linked, as this linker of tests asks for it.
fn link_input(store: &Store) -> LinkInput {
    store.link_input("of tests").unwrap()
}

/// Links everything, and joins nothing.
fn link_unjoined(store: &mut Store) -> LinkGeneration {
    let input = link_input(store);
    let links = unjoined(&input.articles, &input.statements);
    store.replace_links(&input, &links, &[]).unwrap();
    links
}

/// One occasion, utterance and point for each statement, the form that `link` gives when nothing is joined.
fn unjoined(articles: &[LinkArticle], statements: &[EffectiveStatement]) -> LinkGeneration {
    let mut order: Vec<usize> = (0..statements.len()).collect();
    order.sort_by_key(|&n| statements[n].statement.id);
    let id = |n: usize| statements[n].statement.id;
    let speaker = RecordSpeaker {
        name: "Ada Venn".into(),
        kind: SpeakerKind::Person,
        forms: vec!["Ada Venn".into()],
        statements: (0..statements.len()).collect(),
    };
    LinkGeneration {
        speakers: if statements.is_empty() { Vec::new() } else { vec![speaker] },
        reprints: vec![(0..articles.len()).collect()],
        occasions: order
            .iter()
            .map(|&n| Occasion {
                id: id(n),
                speaker: 0,
                said: statements[n].statement.said.interval,
                dated: true,
                venue: Some("Aldra".into()),
            })
            .collect(),
        utterances: order
            .iter()
            .enumerate()
            .map(|(k, &n)| Utterance {
                id: id(n),
                occasion: k,
                reports: vec![n],
                joined: Joined::Certain,
                because: "one report".into(),
            })
            .collect(),
        points: order
            .iter()
            .enumerate()
            .map(|(k, &n)| Point {
                id: id(n),
                speaker: 0,
                gist: statements[n].text.clone(),
                utterances: vec![k],
            })
            .collect(),
    }
}
