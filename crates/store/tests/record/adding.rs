use crate::specimen::{article, day};
use crate::{add, new_record, no_faults, sketch};
use proptest::prelude::*;
use reportedly_schema::statement::joined;
use reportedly_schema::*;
use reportedly_store::{Added, Entry, Store};

const VENN: &[(&str, &str)] = &[("We will reopen the port", "Ada Venn")];

#[test]
fn an_article_comes_back_as_it_was_added() {
    let (_folder, file, mut store) = new_record();
    let mut record =
        article("x/aldra.txt", Some("Žaldra Post"), &[("We will “wait”", "Ada Venn"), ("No", "Maro")]);
    record.reading.url = Some("https://post.example/1#top".into());
    record.reading.updated = Some(Published {
        time: Some("10:30+02:00".into()),
        ..Published::on(day(6), PublishedBasis::Stated, None)
    });
    assert_eq!(add(&mut store, &record), Added::New);
    drop(store);
    let store = Store::open(&file, reportedly_store::Access::Read).unwrap();
    let id = record.reading.id().to_string();
    for asked in
        ["x/aldra.txt", "https://post.example/1", "https://post.example/1#end", &id, &id[..14], &id[7..11]]
    {
        let found = store.article(asked).unwrap();
        assert_eq!(found.len(), 1, "{asked}");
        assert_eq!(found[0].record, record);
        assert!(found[0].current && found[0].not_read.is_none());
    }
    let statement = &record.extraction.statements[1];
    let found = store.statement(&statement.id.to_string()[..10]).unwrap();
    assert_eq!(found, [(record.clone(), 1)]);
    assert!(store.statement("abc").unwrap_err().is_usage());
    assert!(store.article("nowhere.txt").unwrap().is_empty());
    no_faults(&store);
}

#[test]
fn adding_twice_adds_nothing() {
    let (_folder, _, mut store) = new_record();
    let record = article("aldra.txt", None, VENN);
    assert_eq!(add(&mut store, &record), Added::New);
    let before = (store.counts().unwrap(), store.snapshot().unwrap());
    assert_eq!(add(&mut store, &record), Added::Already);
    assert_eq!((store.counts().unwrap(), store.snapshot().unwrap()), before);
    let made_by = &record.made_by;
    let known = |reader: &str, model: &str| {
        store.known(&record.reading.id(), reader, model, &made_by.settings_sha256).unwrap()
    };
    assert!(known("1", &made_by.model_sha256));
    assert!(!known("2", &made_by.model_sha256) && !known("1", "another"));
    assert!(store.knows(&record.reading, &made_by.model_sha256, &made_by.settings_sha256).unwrap());
}

#[test]
fn a_new_reader_or_model_is_a_new_reading_and_the_old_one_stays() {
    let (_folder, _, mut store) = new_record();
    let old = article("aldra.txt", None, VENN);
    let mut new = old.clone();
    (new.reading.reader, new.made_by.reader) = ("10".into(), "10".into());
    new.extraction.statements.clear();
    add(&mut store, &new);
    assert_eq!(add(&mut store, &old), Added::NewReading);
    assert_eq!(store.counts().unwrap().readings, 2);
    assert!(store.snapshot().unwrap().statements.is_empty(), "reader 10 is newer than reader 1");
    // What questions no longer see can still be shown by its id.
    assert_eq!(store.statement(&old.extraction.statements[0].id.to_string()).unwrap(), [(old.clone(), 0)]);

    let mut full = new.clone();
    (full.made_by.model, full.made_by.model_sha256) = ("full".into(), Sha256::of(b"full").to_string());
    full.extraction = old.extraction.clone();
    assert_eq!(add(&mut store, &full), Added::NewReading);
    assert_eq!(add(&mut store, &new), Added::Already);
    let snapshot = store.snapshot().unwrap();
    assert_eq!((snapshot.statements.len(), snapshot.models), (1, vec!["full".to_string()]));
    no_faults(&store);
}

#[test]
fn other_bytes_are_a_new_version_and_the_later_day_is_seen() {
    let (_folder, _, mut store) = new_record();
    let dated = |n: u8, saying| {
        let mut record = article("aldra.txt", None, &[(saying, "Ada Venn")]);
        record.reading.published = Some(Published::on(day(n), PublishedBasis::Metadata, None));
        record
    };
    let (early, late) = (dated(5, "The port is shut"), dated(7, "The port is open"));
    assert_eq!(add(&mut store, &late), Added::New);
    assert_eq!(add(&mut store, &early), Added::NewVersion);
    let snapshot = store.snapshot().unwrap();
    assert_eq!(snapshot.statements.len(), 1);
    assert!(snapshot.statements[0].text.contains("open"));
    let found = store.article("aldra.txt").unwrap();
    assert_eq!(found.iter().map(|a| a.current).collect::<Vec<_>>(), [true, false]);
    assert_eq!(found[1].record, early);
    no_faults(&store);
}

#[test]
fn what_the_user_gave_mends_an_article_and_is_not_lost_again() {
    let (_folder, _, mut store) = new_record();
    let mut bare = article("aldra.txt", None, VENN);
    bare.reading.published = None;
    bare.extraction.statements[0].said = Said::none();
    let mut given = bare.clone();
    given.reading.published = Some(Published::on(day(9), PublishedBasis::Given, None));
    given.extraction.statements[0].said.interval = Interval { earliest: None, latest: Some(day(9)) };
    add(&mut store, &bare);
    let (model, settings) = (bare.made_by.model_sha256.clone(), bare.made_by.settings_sha256.clone());
    assert!(!store.knows(&given.reading, &model, &settings).unwrap());
    assert_eq!(add(&mut store, &given), Added::NewReading);
    assert_eq!(add(&mut store, &bare), Added::Already);
    assert!(store.knows(&bare.reading, &model, &settings).unwrap());
    let snapshot = store.snapshot().unwrap();
    assert_eq!(snapshot.articles.len(), 1);
    assert_eq!(snapshot.articles[0].published, given.reading.published);
    assert_eq!(snapshot.statements[0].statement, given.extraction.statements[0]);
    no_faults(&store);

    // An outlet gives the document another key. It is still one input: one article, whatever came first.
    let mut outlet = given.clone();
    (outlet.reading.outlet, outlet.reading.outlet_basis) =
        (Some("Venn Daily".into()), Some(OutletBasis::Given));
    assert_ne!(outlet.reading.id(), given.reading.id());
    for order in [[&given, &outlet], [&outlet, &given]] {
        let (_folder, _, mut store) = new_record();
        for record in order {
            add(&mut store, record);
        }
        let snapshot = store.snapshot().unwrap();
        assert_eq!(snapshot.articles.len(), 1);
        assert_eq!(snapshot.articles[0].outlet.as_deref(), Some("Venn Daily"));
        assert_eq!(store.counts().unwrap().articles, 1);
        assert_eq!(store.search("port", 10).unwrap().len(), 2, "statement and title, once each");
        no_faults(&store);
    }
}

#[test]
fn the_same_text_elsewhere_is_another_article_and_stored_once() {
    let (_folder, file, mut store) = new_record();
    let one = article("a.txt", Some("Venn Daily"), VENN);
    let two = article("b.txt", Some("Teluria Times"), VENN);
    add(&mut store, &one);
    add(&mut store, &two);
    let snapshot = store.snapshot().unwrap();
    assert_eq!((snapshot.articles.len(), snapshot.statements.len()), (2, 2));
    assert_eq!(store.statement(&one.extraction.statements[0].id.to_string()).unwrap().len(), 2);
    let texts: i64 = rusqlite::Connection::open(file)
        .unwrap()
        .query_row("SELECT count(*) FROM texts", [], |row| row.get(0))
        .unwrap();
    assert_eq!(texts, 1);
}

#[test]
fn declined_inputs_are_listed_until_they_are_read() {
    let (_folder, _, mut store) = new_record();
    let empty = Rejected {
        path: "empty.txt".into(),
        raw_sha256: Some(Sha256::of(b"")),
        code: RejectedCode::Empty,
        message: "no text".into(),
        reading: None,
    };
    assert_eq!(store.add(Entry::Rejected(&empty)).unwrap(), Added::New);
    assert_eq!(store.add(Entry::Rejected(&empty)).unwrap(), Added::Already);
    let foreign = article("maros.txt", None, &[("Der Hafen bleibt zu", "Ada Venn")]);
    let declined = Rejected {
        path: "maros.txt".into(),
        raw_sha256: Some(foreign.reading.raw_sha256),
        code: RejectedCode::Language,
        message: "no model for de".into(),
        reading: Some(Box::new(foreign.reading.clone())),
    };
    assert_eq!(store.add(Entry::Rejected(&declined)).unwrap(), Added::New);
    assert_eq!(store.add(Entry::Rejected(&declined)).unwrap(), Added::Already);
    let snapshot = store.snapshot().unwrap();
    assert!(snapshot.articles.is_empty() && snapshot.statements.is_empty());
    assert_eq!(
        snapshot.not_read.iter().map(|n| n.path.as_str()).collect::<Vec<_>>(),
        ["empty.txt", "maros.txt"]
    );
    let hits = store.search("hafen", 5).unwrap();
    assert_eq!((hits.len(), hits[0].statement, hits[0].path.as_str()), (1, None, "maros.txt"));
    let found = store.article("maros.txt").unwrap();
    assert_eq!(found[0].not_read.as_ref().unwrap().code, RejectedCode::Language);
    no_faults(&store);

    // A model for the language arrives, and the empty file is filled.
    assert_eq!(add(&mut store, &foreign), Added::NewReading);
    assert_eq!(add(&mut store, &article("empty.txt", None, VENN)), Added::New);
    let snapshot = store.snapshot().unwrap();
    assert_eq!((snapshot.articles.len(), snapshot.not_read.len()), (2, 0));
    // A file that is gone when the record is made again was read all the same.
    let gone = Rejected { code: RejectedCode::Unreadable, raw_sha256: None, ..empty };
    assert_eq!(store.add(Entry::Rejected(&gone)).unwrap(), Added::Already);
    no_faults(&store);
}

#[test]
fn what_contradicts_itself_is_refused_and_leaves_no_trace() {
    let (_folder, _, mut store) = new_record();
    let good = article("aldra.txt", None, VENN);
    let spoil: [fn(&mut ArticleRecord); 5] = [
        |r| r.reading.text.push('!'),
        |r| r.extraction.statements[0].source[0].end = 10_000,
        |r| r.extraction.statements[0].content[0].start += 1,
        |r| r.extraction.statements[0].content.clear(),
        |r| r.extraction.mentions[0].span = Span { start: 9, end: 3 },
    ];
    for spoil in spoil {
        let mut bad = good.clone();
        spoil(&mut bad);
        let error = store.add(Entry::Article(&bad, &sketch(&bad))).unwrap_err();
        assert!(error.is_refused() && error.to_string().contains("aldra.txt"), "{error}");
    }
    assert_eq!(store.counts().unwrap(), Default::default());
}

/// Articles of which some share text, outlet or address, and no two are versions of one document.
fn articles() -> Vec<ArticleRecord> {
    let sayings: [&[(&str, &str)]; 4] = [
        &[("We will reopen the port", "Ada Venn"), ("Not before May", "Maro Lind")],
        &[("No talks", "Maro Lind")],
        &[],
        &[("Ready — žvt", "Ada Venn"), ("Ready — žvt", "Ada Venn")],
    ];
    let mut all = Vec::new();
    for (n, sayings) in sayings.iter().enumerate() {
        for outlet in [None, Some("Venn Daily")] {
            let mut record = article(&format!("{n}-{}.txt", outlet.is_some()), outlet, sayings);
            if n == 1 && outlet.is_some() {
                record.reading.url = Some("https://venn.example/1".into());
                all.push(record.clone());
                record.reading.path = "copy.txt".into();
            }
            all.push(record);
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_adding_does_not_show(order in Just((0..9usize).collect::<Vec<_>>()).prop_shuffle(), again in 0..9usize) {
        let articles = articles();
        prop_assert_eq!(articles.len(), 9);
        let build = |order: &[usize]| {
            let (folder, _, mut store) = new_record();
            for &n in order {
                add(&mut store, &articles[n]);
            }
            (folder, store)
        };
        let (_one, mut first) = build(&order);
        let (_two, second) = build(&(0..9).collect::<Vec<_>>());
        prop_assert_eq!(first.snapshot().unwrap(), second.snapshot().unwrap());
        let shown = |store: &Store| store.search("ready", 9).unwrap();
        prop_assert_eq!(shown(&first), shown(&second));
        let before = first.counts().unwrap();
        prop_assert_eq!(add(&mut first, &articles[again]), Added::Already);
        prop_assert_eq!(first.counts().unwrap(), before);
    }

    #[test]
    fn spans_cut_back_after_the_round_trip(contents in prop::collection::vec("[\\PC]{1,30}", 0..5)) {
        let sayings: Vec<(&str, &str)> = contents.iter().map(|c| (c.as_str(), "Ada Venn")).collect();
        let record = article("aldra.txt", None, &sayings);
        let (_folder, file, mut store) = new_record();
        add(&mut store, &record);
        prop_assert_eq!(&store.article("aldra.txt").unwrap()[0].record, &record);
        let snapshot = store.snapshot().unwrap();
        prop_assert_eq!(snapshot.statements.len(), contents.len());
        for (n, found) in snapshot.statements.iter().enumerate() {
            let wanted = format!("“{},”", contents[n]);
            prop_assert_eq!(&found.text, &wanted);
            prop_assert_eq!(&found.source_text, "Ada Venn");
            prop_assert_eq!(joined(&record.reading.text, &found.statement.content), wanted);
            prop_assert!(found.context.contains(&found.text), "{:?}", found.context);
        }
        // At the outside edge the positions are code points.
        let connection = rusqlite::Connection::open(file).unwrap();
        let mut select = connection.prepare("SELECT start_cp, end_cp, text FROM v_statements ORDER BY start_cp").unwrap();
        let rows = select.query_map([], |row| Ok((row.get::<_, u32>(0)?, row.get::<_, u32>(1)?, row.get::<_, String>(2)?)));
        for row in rows.unwrap() {
            let (start, end, text) = row.unwrap();
            let cut: String = record.reading.text.chars().skip(start as usize).take((end - start) as usize).collect();
            prop_assert_eq!(cut, text);
        }
        no_faults(&store);
    }
}
