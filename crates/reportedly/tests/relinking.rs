//! A record that grows, is described anew and corrected says at every step what linking everything says, with the same redirects.

#[path = "../../store/src/specimen.rs"]
mod specimen;

use proptest::prelude::*;
use reportedly::record::{Access, Record, sketch_of};
use reportedly_link::link;
use reportedly_schema::linkage::{Decision, Level, LinkGeneration, Ruling, Snapshot, StatementKey};
use reportedly_schema::*;
use reportedly_store::{Cluster, Correction, Entry, Store};
use std::collections::BTreeSet;

const NAMES: &[&str] = &["Ivo Maros", "Maros", "Ana Maros", "Ada Venn", "the premier"];
const TEXTS: &[&str] = &[
    "We will reopen the port if the convoys stop",
    "the harbour reopens if the convoys are halted",
    "We are ready for talks",
    "We are not ready for talks",
    "We are open to dialogue with Teluria",
    "We will send 12 ships with grain to the port",
    "We will send ships with grain to the port",
    "No comment",
];

/// One thing that happens to a record.
#[derive(Clone, Debug)]
enum Step {
    Add(usize),
    /// The same article, found to be published on this day of the month.
    Describe(usize, u8),
    /// The same article, without its first statement.
    Reextract(usize),
    Name(usize, usize),
    Drop(usize, bool),
    Decide(usize, usize, usize, usize),
    Undo(usize, usize, usize),
}

/// Sayings of six articles; the last two carry one text.
fn articles(sayings: &[Vec<(usize, usize, u8)>]) -> Vec<ArticleRecord> {
    sayings
        .iter()
        .enumerate()
        .map(|(n, rows)| {
            let said: Vec<(&str, &str)> =
                rows.iter().map(|&(who, what, _)| (TEXTS[what], NAMES[who])).collect();
            let outlet = ["Venn Daily", "Aldra Post", "Coastal Agency"][n % 3];
            let mut record = specimen::article(&format!("{n}.txt"), Some(outlet), &said);
            for (statement, &(_, _, on)) in record.extraction.statements.iter_mut().zip(rows) {
                statement.venue = None;
                statement.terms.clear();
                // What is told again in one article is told by a report and a quotation, in two sentences.
                if on % 2 == 0 {
                    statement.kind = Kind::Indirect;
                }
                match on {
                    0 => statement.said = Said::none(),
                    1 => {
                        statement.said.basis = SaidBasis::Published;
                        statement.said.interval = Interval { earliest: None, latest: Some(specimen::day(5)) };
                    }
                    on => statement.said.interval = Interval::day(specimen::day(on)),
                }
            }
            record
        })
        .collect()
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0usize..6).prop_map(Step::Add),
        1 => (0usize..6, 3u8..9).prop_map(|(n, on)| Step::Describe(n, on)),
        1 => (0usize..6).prop_map(Step::Reextract),
        1 => (0usize..6, 0..NAMES.len()).prop_map(|(n, who)| Step::Name(n, who)),
        1 => (0usize..6, any::<bool>()).prop_map(|(n, dropped)| Step::Drop(n, dropped)),
        2 => (0usize..6, 0usize..6, 0usize..2, 0usize..2).prop_map(|(a, b, l, r)| Step::Decide(a, b, l, r)),
        1 => (0usize..6, 0usize..6, 0usize..2).prop_map(|(a, b, l)| Step::Undo(a, b, l)),
    ]
}

fn take(store: &mut Store, articles: &[ArticleRecord], step: &Step) {
    let add = |store: &mut Store, record: &ArticleRecord| {
        store.add(Entry::Article(record, &sketch_of(&record.reading))).unwrap();
    };
    let key = |n: usize| {
        let statement = articles[n].extraction.statements.first()?.id;
        Some(StatementKey { text_sha256: articles[n].reading.text_sha256, statement })
    };
    let first = |n: usize| {
        let statement = articles[n].extraction.statements.first()?;
        Some((articles[n].reading.text_sha256, statement.content.clone()))
    };
    match *step {
        Step::Add(n) => add(store, &articles[n]),
        Step::Describe(n, on) => {
            let mut record = articles[n].clone();
            record.reading.published = Some(Published::on(specimen::day(on), PublishedBasis::Given, None));
            add(store, &record);
        }
        Step::Reextract(n) => {
            let mut record = articles[n].clone();
            if !record.extraction.statements.is_empty() {
                record.extraction.statements.remove(0);
            }
            record.reading.published = Some(Published::on(specimen::day(5), PublishedBasis::Given, None));
            add(store, &record);
        }
        Step::Name(n, who) => {
            if let Some((text, content)) = first(n) {
                let name = Some(NAMES[who].to_string());
                let speaker = Correction::Speaker { name, kind: SpeakerKind::Person };
                store.correct(text, &content, &speaker).unwrap();
            }
        }
        Step::Drop(n, dropped) => {
            if let Some((text, content)) = first(n) {
                store.correct(text, &content, &Correction::Dropped(dropped)).unwrap();
            }
        }
        Step::Decide(a, b, level, ruling) => {
            if let (Some(a), Some(b)) = (key(a), key(b))
                && a != b
            {
                let decision = Decision::new(Level::ALL[level], Ruling::ALL[ruling], a, b);
                store.decide(&decision, None).unwrap();
            }
        }
        Step::Undo(a, b, level) => {
            if let (Some(a), Some(b)) = (key(a), key(b)) {
                store.withdraw_decision(Level::ALL[level], a, b, None).unwrap();
            }
        }
    }
}

fn whole(snapshot: &Snapshot) -> LinkGeneration {
    link(&snapshot.articles, &snapshot.statements, &snapshot.registry, &snapshot.decisions)
}

/// Every id of a cluster in a generation.
fn ids(links: &LinkGeneration) -> impl Iterator<Item = (Cluster, StatementId)> {
    let occasions = links.occasions.iter().map(|o| (Cluster::Occasion, o.id));
    let utterances = links.utterances.iter().map(|u| (Cluster::Utterance, u.id));
    occasions.chain(utterances).chain(links.points.iter().map(|p| (Cluster::Point, p.id)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_record_that_grows_says_what_a_whole_one_says(
        sayings in prop::collection::vec(
            prop::collection::vec((0..NAMES.len(), 0..TEXTS.len(), 0u8..6), 0..4), 6
        ),
        steps in prop::collection::vec((any_step(), prop::bool::weighted(0.7)), 1..14),
    ) {
        let mut sayings = sayings;
        sayings[5] = sayings[4].clone();
        let articles = articles(&sayings);
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("grown.db"), folder.path().join("whole.db"));
        let mut given_out: BTreeSet<(Cluster, StatementId)> = BTreeSet::new();
        drop((Store::create(&one).unwrap(), Store::create(&other).unwrap()));
        let last = steps.len() - 1;
        for (n, (step, relink)) in steps.iter().enumerate() {
            let mut twin = Store::open(&other, Access::Write).unwrap();
            take(&mut twin, &articles, step);
            take(&mut Store::open(&one, Access::Write).unwrap(), &articles, step);
            if !relink && n != last {
                continue;
            }
            let mut record = Record::open(&one, Access::Write).unwrap();
            record.relink().unwrap();
            // The twin is linked by a linker that nobody linked by before: from nothing.
            let input = twin.link_input(&format!("step {n}")).unwrap();
            prop_assert!(input.before.is_none());
            twin.replace_links(&input, &whole(&twin.snapshot().unwrap()), &[]).unwrap();

            let snapshot = record.snapshot().unwrap();
            prop_assert!(record.store().links_are_current().unwrap());
            prop_assert_eq!(&snapshot.links, &whole(&snapshot));
            prop_assert_eq!(&snapshot, &twin.snapshot().unwrap());
            given_out.extend(ids(&snapshot.links));
            for &(cluster, id) in &given_out {
                prop_assert_eq!(record.store().redirect(cluster, id).unwrap(), twin.redirect(cluster, id).unwrap());
            }
            prop_assert_eq!(record.store().verify().unwrap(), vec![]);
        }
    }
}
