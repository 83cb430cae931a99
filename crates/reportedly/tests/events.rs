//! Events end to end: small articles of invented places are read, put into a record and asked for.

use reportedly::answers::{Answer, EventRow, EventsAnswer, Question, TellerKind, events};
use reportedly::pipeline::{Given, ModelChoice, Pipeline, Settings};
use reportedly::record::Record;
use reportedly_schema::linkage::{DifferenceKind, Snapshot};

const WIRE: &str = "Osprey ferry rammed in Sellan Sound, six hurt\n\n\
    A patrol boat of the Teluria coast guard rammed the ferry Osprey in Sellan Sound on Monday night, injuring six passengers.\n\n\
    \"The ferry was struck without any warning,\" Aldra's transport minister Ada Venn told reporters on Tuesday.\n";

const OTHER_SIDE: &str = "Ferry ran into patrol boat in Sellan Sound, says coast guard\n\n\
    The ferry Osprey ran into a patrol boat in Sellan Sound on Monday night, and two passengers were hurt.\n\n\
    Captain Ivo Maros of the coast guard said on Tuesday that the ferry Osprey had rammed the patrol boat.\n\n\
    Maros declined to comment on the collision of the ferry Osprey with the trawler Heron in 2019.\n";

const OTHER_NIGHT: &str = "Trawler runs aground\n\n\
    The trawler Heron ran aground off Port Maros on Sunday, 12 September 2032, the harbour office said. Nobody was hurt.\n";

fn snapshot(articles: &[(&str, &str, &str)]) -> Snapshot {
    let pipeline = Pipeline::new(&ModelChoice::Fast, Settings::default()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut record = Record::open_or_create(&folder.path().join("events.db")).unwrap();
    for (n, (outlet, day, text)) in articles.iter().enumerate() {
        let given = Given {
            outlet: Some(outlet.to_string()),
            published: Some(day.parse().unwrap()),
            ..Given::default()
        };
        for outcome in pipeline.articles(&format!("{n}.txt"), text.as_bytes(), &given) {
            record.add(&outcome).unwrap();
        }
    }
    record.relink().unwrap();
    record.store().snapshot_with_layers().unwrap()
}

fn two_sides() -> Snapshot {
    snapshot(&[
        ("Aldra Post", "2031-03-04", WIRE),
        ("Telurian Courier", "2031-03-04", OTHER_SIDE),
        ("Harbour News", "2032-09-13", OTHER_NIGHT),
    ])
}

fn asked(snapshot: &Snapshot, question: &Question) -> EventsAnswer {
    events(snapshot, question)
}

fn only(answer: EventsAnswer) -> EventRow {
    assert_eq!(answer.rows.len(), 1, "{:#?}", answer.rows);
    answer.rows.into_iter().next().unwrap()
}

#[test]
fn accounts_of_one_event_stand_side_by_side_and_their_differences_are_named() {
    let snapshot = two_sides();
    let row = only(asked(&snapshot, &Question::default()));
    assert_eq!(row.event.earliest, Some("2031-03-03".parse().unwrap()));
    let mut outlets: Vec<&str> = row
        .accounts
        .iter()
        .filter(|a| a.teller.kind == TellerKind::Outlet)
        .map(|a| a.teller.name.as_str())
        .collect();
    outlets.sort();
    assert_eq!(outlets, ["Aldra Post", "Telurian Courier"]);
    let kinds: Vec<DifferenceKind> = row.differences.iter().map(|d| d.kind).collect();
    assert!(kinds.contains(&DifferenceKind::Number), "{:#?}", row.differences);
    assert!(kinds.contains(&DifferenceKind::Actor), "{:#?}", row.differences);
    let number = row.differences.iter().find(|d| d.kind == DifferenceKind::Number).unwrap();
    assert!(number.line.contains("six") && number.line.contains("two passengers"), "{}", number.line);
    assert!(!number.same_party);
}

#[test]
fn every_report_cuts_back_to_its_text() {
    let snapshot = two_sides();
    let row = only(asked(&snapshot, &Question::default()));
    for report in row.accounts.iter().flat_map(|a| &a.reports) {
        let layers = snapshot.articles.iter().position(|a| a.path == report.article).unwrap();
        let text: Vec<char> = snapshot.layers[layers].text.chars().collect();
        let cut: Vec<String> =
            report.content.iter().map(|&(a, b)| text[a as usize..b as usize].iter().collect()).collect();
        assert_eq!(cut.join(" … "), report.text);
        assert_eq!(report.statement.is_none(), report.speaker.is_none());
    }
}

#[test]
fn another_event_and_an_outlet_that_is_not_searched_stay_out() {
    let snapshot = two_sides();
    let of_outlet = Question { outlet: Some("Harbour News".into()), ..Question::default() };
    assert!(asked(&snapshot, &of_outlet).rows.is_empty());
    let row = only(asked(&snapshot, &Question::default()));
    let all: Vec<&str> = row.accounts.iter().flat_map(|a| &a.reports).map(|r| r.article.as_str()).collect();
    assert!(!all.contains(&"2.txt"), "{all:?}");
}

#[test]
fn days_words_and_speakers_choose_events() {
    let snapshot = two_sides();
    let found = |question: Question| asked(&snapshot, &question).rows.len();
    assert_eq!(found(Question { about: Some("ferry".into()), ..Question::default() }), 1);
    assert_eq!(found(Question { about: Some("harvest".into()), ..Question::default() }), 0);
    assert_eq!(found(Question { since: Some("2031-04-01".parse().unwrap()), ..Question::default() }), 0);
    assert_eq!(found(Question { speaker: Some("Nobody Known".into()), ..Question::default() }), 0);
}

#[test]
fn the_sentence_tells_who_tells_how_much_and_the_lines_end_with_it() {
    let answer = asked(&two_sides(), &Question::default());
    let sentence = answer.sentence();
    assert!(sentence.starts_with("Found 1 event with more than one account"), "{sentence}");
    assert!(sentence.contains("Passages by outlet:"), "{sentence}");
    let lines = answer.lines();
    let last = lines.last().unwrap();
    assert!(last["coverage"]["articles"] == 3 && last["shares"]["by_outlet"].is_array(), "{last}");
}

#[test]
fn the_order_of_adding_changes_nothing() {
    let articles = [
        ("Aldra Post", "2031-03-04", WIRE),
        ("Telurian Courier", "2031-03-04", OTHER_SIDE),
        ("Harbour News", "2032-09-13", OTHER_NIGHT),
    ];
    let shown = |order: [usize; 3]| {
        let all: Vec<_> = order.iter().map(|&n| articles[n]).collect();
        let rows = asked(&snapshot(&all), &Question::default()).rows;
        // Paths, and with them identities, follow the order of adding here.
        let mut out: Vec<String> = rows
            .iter()
            .flat_map(|row| &row.accounts)
            .flat_map(|a| a.reports.iter().map(|r| format!("{} {}", a.teller.name, r.text)))
            .collect();
        out.sort();
        out
    };
    assert_eq!(shown([0, 1, 2]), shown([2, 1, 0]));
}

#[test]
fn one_speech_with_two_days_is_shown_as_one_account_that_differs_from_itself() {
    let article = "In a speech in Maros on 25 May, Minister Ada Venn said that the northern mine would be closed before the winter.\n\n\
        The unions called for a strike at once.\n\n\
        Ada Venn said in the speech in Maros on 15 May that the northern mine would be closed before winter.\n";
    let row = only(asked(&snapshot(&[("Aldra Post", "2031-06-18", article)]), &Question::default()));
    assert_eq!(row.accounts.len(), 1);
    let [difference] = row.differences.as_slice() else { panic!("{:#?}", row.differences) };
    assert_eq!(
        (difference.kind, difference.between, difference.same_party),
        (DifferenceKind::Order, (0, 0), true)
    );
    assert!(
        difference.line.contains("“25 May”") && difference.line.contains("“15 May”"),
        "{}",
        difference.line
    );
}

#[test]
fn what_two_sides_say_of_each_other_is_one_event_with_two_actors() {
    let aldra =
        "Truce in doubt\n\nAldra said on Monday that Teluria had broken the truce at the northern locks.\n";
    let teluria = "Truce in doubt, says Teluria\n\nTeluria said on Thursday that Aldra had broken the truce at the northern locks.\n";
    let snapshot =
        snapshot(&[("Aldra Post", "2031-03-04", aldra), ("Telurian Courier", "2031-03-14", teluria)]);
    let row = only(asked(&snapshot, &Question::default()));
    let actor = row.differences.iter().find(|d| d.kind == DifferenceKind::Actor);
    assert!(actor.is_some_and(|d| d.line.contains("Teluria") && d.line.contains("Aldra")), "{row:#?}");
}
