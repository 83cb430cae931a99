//! Linking what changed gives what linking everything gives.

mod any;
mod record;

use any::{any_decisions, any_record, key, told};
use proptest::prelude::*;
use record::Record;
use reportedly_link::{LinkInput, Linked, link, link_changed};
use reportedly_schema::linkage::{Before, Decision, GONE, Level, LinkGeneration, Ruling};
use reportedly_schema::*;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

fn whole(record: &Record) -> LinkGeneration {
    link(&record.articles, &record.statements, &record.registry, &record.decisions)
}

/// A record as the linker found it, and what it made of it.
struct Past {
    record: Record,
    linked: LinkGeneration,
    profiles: BTreeMap<(ArticleId, StatementId, u32), Vec<u8>>,
}

type Place = (ArticleId, StatementId, u32);

fn place(record: &Record, n: usize) -> Place {
    let s = &record.statements[n];
    (record.articles[s.article].id, s.statement.id, s.statement.start())
}

/// Links `record` on from `past`, as a store would ask for it; tells also which whole statements were asked for.
fn linked_on(past: Option<&Past>, record: &Record) -> (Past, BTreeSet<usize>) {
    let before = past.map(|past| {
        let now: BTreeMap<Place, usize> =
            (0..record.statements.len()).map(|n| (place(record, n), n)).collect();
        let articles: BTreeMap<ArticleId, usize> = record.articles.iter().map(|a| a.id).zip(0..).collect();
        let moved = |n: &usize| now.get(&place(&past.record, *n)).copied().unwrap_or(GONE);
        let mut generation = past.linked.clone();
        for speaker in &mut generation.speakers {
            speaker.statements = speaker.statements.iter().map(moved).collect();
        }
        for utterance in &mut generation.utterances {
            utterance.reports = utterance.reports.iter().map(moved).collect();
        }
        generation.reprints.clear();
        let decided: BTreeSet<_> = past
            .record
            .decisions
            .iter()
            .chain(&record.decisions)
            .filter(|d| !(past.record.decisions.contains(d) && record.decisions.contains(d)))
            .flat_map(|d| [d.a, d.b])
            .collect();
        let same_article = |id: &ArticleId| {
            let of = |r: &Record| {
                let n = r.articles.iter().position(|a| a.id == *id)?;
                let statements: Vec<_> =
                    r.statements.iter().filter(|s| s.article == n).map(|s| (&s.statement, &s.text)).collect();
                Some(format!("{:?} {statements:?}", r.articles[n]))
            };
            of(&past.record) == of(record)
        };
        let same: BTreeSet<usize> =
            articles.iter().filter(|(id, _)| same_article(id)).map(|(_, &n)| n).collect();
        let undecided = |n: usize| {
            let text = record.articles[record.statements[n].article].text_sha256;
            !decided.iter().any(|k| k.text_sha256 == text)
        };
        let kept: Vec<bool> = (0..record.statements.len())
            .map(|n| same.contains(&record.statements[n].article) && undecided(n))
            .collect();
        let profiles = (0..record.statements.len())
            .map(|n| past.profiles.get(&place(record, n)).cloned().unwrap_or_default());
        Before { generation, kept, profiles: profiles.collect() }
    });
    let input = LinkInput {
        articles: &record.articles,
        statements: &record.statements,
        registry: &record.registry,
        decisions: &record.decisions,
        before: before.as_ref(),
    };
    let asked = RefCell::new(BTreeSet::new());
    let Linked { generation, profiles } = link_changed(&input, &|n| {
        asked.borrow_mut().insert(n);
        Cow::Borrowed(&record.statements[n])
    });
    let mut kept = past.map(|past| past.profiles.clone()).unwrap_or_default();
    kept.extend(profiles.into_iter().map(|(n, bytes)| (place(record, n), bytes)));
    (Past { record: record.clone(), linked: generation, profiles: kept }, asked.into_inner())
}

/// The articles of `record` that are named, with their statements; those in `later` are said to be published on another day.
fn part(record: &Record, articles: &[usize], later: &BTreeSet<usize>, decisions: &[Decision]) -> Record {
    let mut out =
        Record { registry: record.registry.clone(), decisions: decisions.to_vec(), ..Record::default() };
    for &n in articles {
        let mut article = record.articles[n].clone();
        if later.contains(&n) {
            article.published = Some(Published::on(record::day("2031-03-04"), PublishedBasis::Given, None));
        }
        out.articles.push(article);
        let place = out.articles.len() - 1;
        for statement in record.statements.iter().filter(|s| s.article == n) {
            let mut statement = statement.clone();
            statement.article = place;
            if later.contains(&n) && statement.statement.said.basis == SaidBasis::Published {
                statement.statement.said.interval.latest = Some(record::day("2031-03-04"));
            }
            out.statements.push(statement);
        }
    }
    out
}

#[test]
fn what_nothing_touches_is_not_asked_for() {
    let mut record = Record::default();
    for (n, who) in ["Ivo Maros", "Ada Venn", "Ivo Maros", "Ivo Maros"].into_iter().enumerate() {
        let article = record.article("Aldra Post", "2031-03-05");
        let text =
            ["We will reopen the port", "The harvest was good", "Taxes stay low this year", "No talks now"]
                [n];
        record.say(article, who, text, &format!("2031-03-0{}", n + 1));
    }
    let (past, asked) = linked_on(None, &record);
    assert_eq!(asked.len(), 4);
    let article = record.article("Venn Courier", "2031-03-05");
    record.say(article, "Ivo Maros", "that the port would be reopened", "2031-03-01");
    let (now, asked) = linked_on(Some(&past), &record);
    assert_eq!(now.linked, whole(&record));
    assert_eq!(asked, [0, 4].into(), "the new report, and the one it may be of one utterance with");
}

#[test]
fn what_follows_its_point_as_before_is_not_asked_for() {
    let mut record = Record::default();
    for day in ["2031-03-01", "2031-03-04"] {
        let article = record.article("Aldra Post", "2031-03-05");
        record.say(article, "Ivo Maros", "We will reopen the port before winter", day);
    }
    let (past, _) = linked_on(None, &record);
    assert_eq!(past.linked.points.len(), 1);
    let article = record.article("Venn Courier", "2031-03-06");
    record.say(article, "Ivo Maros", "The harvest was good", "2031-03-06");
    let (now, asked) = linked_on(Some(&past), &record);
    assert_eq!(now.linked, whole(&record));
    assert_eq!(asked, [2].into(), "how alike the two of the point are need not be known again");
}

#[test]
fn people_split_and_merge_and_it_stays_so() {
    let mut record = Record::default();
    for (outlet, day) in
        [("Aldra Post", "2031-03-03"), ("Venn Courier", "2031-03-03"), ("Aldra Post", "2031-03-09")]
    {
        let article = record.article(outlet, "2031-03-10");
        record.say(article, "Ivo Maros", "We will reopen the port if the convoys stop", day);
    }
    let links = whole(&record);
    assert_eq!((links.utterances.len(), links.points.len()), (2, 1));
    let of =
        |record: &Record, level, ruling, a, b| Decision::new(level, ruling, key(record, a), key(record, b));
    record.decisions = vec![of(&record, Level::Utterance, Ruling::Apart, 0, 1)];
    assert_eq!(whole(&record).utterances.len(), 3);
    record.decisions = vec![of(&record, Level::Point, Ruling::Apart, 0, 2)];
    assert_eq!((whole(&record).utterances.len(), whole(&record).points.len()), (2, 2));
    // Two days are one by decision, and that is said.
    record.decisions = vec![of(&record, Level::Utterance, Ruling::Together, 0, 2)];
    let links = whole(&record);
    assert_eq!((links.utterances.len(), links.occasions.len()), (1, 1));
    assert!(links.utterances[0].reports.len() == 3);
    // More reports come in: what was decided stands.
    let article = record.article("Coastal Agency", "2031-03-10");
    record.say(article, "Ivo Maros", "The harvest was good this year", "2031-03-09");
    record.decisions.push(of(&record, Level::Point, Ruling::Together, 1, 3));
    let links = whole(&record);
    assert_eq!((links.utterances.len(), links.points.len()), (2, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Articles come and go, are described anew, people decide and take it back: after each step the generation is that of the whole.
    #[test]
    fn any_way_to_a_record_gives_its_generation(
        (record, steps) in any_record().prop_flat_map(|record| {
            let count = record.articles.len();
            let step = (
                prop::sample::subsequence((0..count).collect::<Vec<_>>(), 0..=count).prop_shuffle(),
                prop::collection::btree_set(0..count, 0..2),
                any_decisions(&record),
            );
            (Just(record), prop::collection::vec(step, 1..6))
        })
    ) {
        let mut past: Option<Past> = None;
        for (articles, later, decisions) in steps {
            let now = part(&record, &articles, &later, &decisions);
            let (linked, _) = linked_on(past.as_ref(), &now);
            prop_assert_eq!(told(&now, &linked.linked), told(&now, &whole(&now)));
            prop_assert_eq!(&linked.linked, &whole(&now));
            past = Some(linked);
        }
    }

    /// The order of input changes nothing where people decided, and what they set apart is apart.
    #[test]
    fn decisions_are_kept_to_in_any_order(
        (record, articles, statements) in any_record()
            .prop_flat_map(|record| {
                let decisions = any_decisions(&record);
                (Just(record), decisions)
            })
            .prop_map(|(record, decisions)| Record { decisions, ..record })
            .prop_flat_map(|record| {
                let articles: Vec<usize> = (0..record.articles.len()).collect();
                let statements: Vec<usize> = (0..record.statements.len()).collect();
                (Just(record), Just(articles).prop_shuffle(), Just(statements).prop_shuffle())
            })
    ) {
        let mut other = any::permuted(&record, &articles, &statements);
        other.decisions = record.decisions.clone();
        let links = whole(&record);
        prop_assert_eq!(told(&record, &links), told(&other, &whole(&other)));
        for d in record.decisions.iter().filter(|d| d.ruling == Ruling::Apart) {
            let holds = |n: &usize, k| key(&record, *n) == k;
            for u in &links.utterances {
                let both = u.reports.iter().any(|n| holds(n, d.a)) && u.reports.iter().any(|n| holds(n, d.b));
                prop_assert!(d.level != Level::Utterance || !both);
            }
            let utterance = |k| links.utterances.iter().position(|u| u.reports.iter().any(|n| holds(n, k)));
            if let (Some(a), Some(b)) = (utterance(d.a), utterance(d.b)) {
                let both = |p: &reportedly_schema::linkage::Point| p.utterances.contains(&a) && p.utterances.contains(&b);
                prop_assert!(d.level != Level::Point || a == b || !links.points.iter().any(both));
            }
        }
    }
}
