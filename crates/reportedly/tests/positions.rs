//! Replies, positions and matters over hand-made records of invented people and countries.

#[path = "../../link/tests/record/mod.rs"]
mod record;

use record::{Record, day, entry, indirect, via};
use reportedly::answers::*;
use reportedly_schema::linkage::{Joined, ReplyKind, Snapshot};
use reportedly_schema::matter::{Decision, Matter, MatterQuery};
use reportedly_schema::registry::{Member, Membership, Period};
use reportedly_schema::*;

/// An act that the cue shows, and the term with these words, each a member of its list.
fn with(record: &mut Record, acts: &[Act], terms: &[(TermRole, &[&str])]) {
    let said = record.statements.last_mut().unwrap();
    indirect(said);
    let s = &mut said.statement;
    s.acts = acts.iter().map(|&act| ActFound { act, basis: ActBasis::Cue }).collect();
    for (role, members) in terms {
        let start = said.text.find(members[0]).unwrap() as u32;
        let last = members[members.len() - 1];
        let end = (said.text.find(last).unwrap() + last.len()) as u32;
        let base = s.content[0].start;
        s.terms.push(Term {
            role: *role,
            kind: None,
            actor: None,
            to: None,
            members: members.iter().map(|m| m.to_string()).collect(),
            negated: false,
            norm: members.join(" "),
            held_by: TermHolder::Speaker,
            holder: None,
            spans: vec![Span { start: base + start, end: base + end }],
        });
    }
}

fn says(record: &mut Record, article: usize, who: &str, cue: &str, text: &str, on: &str) {
    let said = record.say(article, who, text, on);
    said.cue_text = cue.to_string();
    said.context = format!("{who} {cue} {text}.");
}

const OFFER: &str = "to open the locks for thirty days";

/// Maros of Aldra offers on 3 March 2031; Orlin turns it down two days later, for Teluria.
fn negotiation() -> Record {
    let mut record = Record::default();
    let article = record.article("Aldra Post", "2031-03-03");
    says(&mut record, article, "Ivo Maros", "offered", OFFER, "2031-03-03");
    with(&mut record, &[Act::Offer], &[(TermRole::Offer, &["open the locks for thirty days"])]);
    let article = record.article("Venn Courier", "2031-03-05");
    says(&mut record, article, "Ana Orlin", "turned down", "Maros's offer to open the locks", "2031-03-05");
    with(&mut record, &[Act::Refusal], &[]);
    says(&mut record, article, "Ana Orlin", "said", "the harvest at the locks was poor", "2031-03-05");
    record.registry.entries = vec![entry("Ivo Maros", &[]), entry("Ana Orlin", &[])];
    record.registry.memberships = vec![Membership {
        party: "Aldra".into(),
        member: Member::Entry("ivo-maros".into()),
        period: Period { from: Some("2031-01".parse().unwrap()), until: Some("2031-12".parse().unwrap()) },
        note: None,
    }];
    record
}

fn about(words: &str) -> Question {
    Question { about: Some(words.to_string()), ..Question::default() }
}

fn matter_of(query: MatterQuery) -> Matter {
    Matter { name: "locks".into(), query, passages: vec![] }
}

fn locks() -> Matter {
    matter_of(MatterQuery { about: Some("locks".into()), ..MatterQuery::default() })
}

fn of(matter: Matter) -> Question {
    Question { matter: Some(matter), ..Question::default() }
}

/// The place of the statement with these words.
fn place(snapshot: &Snapshot, words: &str) -> usize {
    snapshot.statements.iter().position(|s| s.text.contains(words)).unwrap()
}

fn decide(matter: &mut Matter, snapshot: &Snapshot, words: &str, decision: Decision) {
    let statement = &snapshot.statements[place(snapshot, words)];
    let text = snapshot.articles[statement.article].text_sha256;
    matter.decide(text, statement.statement.id, decision);
}

#[test]
fn an_offer_and_its_refusal_are_two_rows_that_know_of_each_other() {
    let snapshot = negotiation().snapshot();
    let answer = positions(&snapshot, &about("locks"));
    let [offer, refusal] = answer.rows.as_slice() else { panic!("{:#?}", answer.rows) };
    assert_eq!(offer.said, Interval::day(day("2031-03-03")));
    assert_eq!((offer.party.as_deref(), refusal.party.as_deref()), (Some("Aldra"), None));
    assert_eq!(offer.stated_by, StatedBy::Own);
    assert_eq!(offer.terms[0].reports[0].text, "open the locks for thirty days");
    assert_eq!(offer.terms[0].reports[0].spans, [(3, 33)]);
    assert_eq!((offer.replies_to.len(), offer.replied_by.len()), (0, 1));
    assert_eq!(offer.replied_by[0].kind, ReplyKind::Refuses);
    assert_eq!(offer.replied_by[0].id, refusal.id);
    assert_eq!(refusal.replies_to[0].id, offer.id);
    let sentence = answer.sentence();
    assert!(sentence.starts_with("Found 2 positions stated by 2 speakers for 1 party, 3 March 2031 to 5 March 2031; 1 in reply to others."), "{sentence}");
    assert!(sentence.ends_with("not read."), "{sentence}");
    let lines = answer.lines();
    for field in
        ["party", "matter", "said", "acts", "terms", "stated_by", "replies_to", "replied_by", "reports"]
    {
        assert!(lines[0].get(field).is_some(), "{field}");
    }
    assert!(lines.last().unwrap().get("coverage").is_some());
}

#[test]
fn replies_are_listed_for_either_side() {
    let snapshot = negotiation().snapshot();
    for (speaker, found) in [("Maros", 1), ("Orlin", 1), ("Venn", 0)] {
        let question = Question { speaker: Some(speaker.to_string()), ..Question::default() };
        let answer = replies(&snapshot, &question);
        assert_eq!(answer.rows.len(), found, "{speaker}");
        assert_eq!(answer.table().rows.len(), found);
    }
    let answer = replies(&snapshot, &Question { until: Some(day("2031-03-01")), ..Question::default() });
    assert!(answer.rows.is_empty());
    assert!(answer.sentence().starts_with("Found 0 replies."), "{}", answer.sentence());
    let answer = replies(&snapshot, &Question::default());
    assert!(answer.sentence().starts_with("Found 1 reply: 1 refuses."), "{}", answer.sentence());
    let line = &answer.lines()[0];
    assert_eq!(line["kind"], "refuses");
    assert_eq!(line["to"]["text"], OFFER);
    assert!(line["because"].as_str().unwrap().contains("“turned down”"));
}

#[test]
fn a_party_asked_for_leaves_the_other_side_out() {
    let snapshot = negotiation().snapshot();
    let question = Question { party: Some("aldra".into()), ..about("locks") };
    let answer = positions(&snapshot, &question);
    assert_eq!(answer.rows.iter().map(|r| r.party.as_deref()).collect::<Vec<_>>(), [Some("Aldra")]);
}

#[test]
fn a_matter_is_its_query_with_what_was_put_in_and_left_out() {
    let snapshot = negotiation().snapshot();
    let texts = |question: &Question| -> Vec<String> {
        timeline(&snapshot, question).rows.into_iter().map(|row| row.text).collect()
    };
    assert_eq!(texts(&of(locks())).len(), 3);
    let mut matter = locks();
    decide(&mut matter, &snapshot, "harvest", Decision::Out);
    assert_eq!(texts(&of(matter.clone())).len(), 2);
    let mut by_hand = matter_of(MatterQuery::default());
    assert!(texts(&of(by_hand.clone())).is_empty(), "an empty query asks for nothing");
    decide(&mut by_hand, &snapshot, "harvest", Decision::In);
    assert_eq!(texts(&of(by_hand)), ["the harvest at the locks was poor"]);
    // The options of the question narrow the matter further.
    let narrowed = Question { speaker: Some("Orlin".into()), ..of(matter.clone()) };
    assert_eq!(texts(&narrowed).len(), 1);
    let sentence = timeline(&snapshot, &of(matter.clone())).sentence();
    assert!(
        sentence.starts_with(
            "On the matter \"locks\" (about \"locks\"; 1 passage left out by hand). Found 2 things said"
        ),
        "{sentence}"
    );
    let found = repeats(&snapshot, &Question { all: true, ..of(matter.clone()) });
    assert_eq!(found.rows.len(), 2);
    assert_eq!(positions(&snapshot, &of(matter)).rows.len(), 2);
}

#[test]
fn a_passage_that_is_not_found_any_more_is_listed() {
    let snapshot = negotiation().snapshot();
    let mut matter = locks();
    decide(&mut matter, &snapshot, "harvest", Decision::Out);
    matter.decide(Sha256::of(b"gone"), StatementId(Sha256::of(b"gone")), Decision::In);
    let answer = reportedly::answers::matter(&snapshot, &matter);
    assert_eq!(
        (answer.row.statements, answer.row.put_in, answer.row.left_out, answer.row.orphans),
        (2, 1, 1, 1)
    );
    assert!(
        answer
            .sentence()
            .contains("found 2 statements by 2 speakers in 2 articles; 1 passage not found any more"),
        "{}",
        answer.sentence()
    );
    let table = answer.table();
    assert_eq!(table.rows.len(), 2);
    assert!(table.rows.iter().any(|row| row[3] == "not found any more"));
    assert_eq!(matters(&snapshot, &[matter]).rows.len(), 1);
}

/// Two articles tell of conditions; one dates them by the day, the other as given.
fn conditions(first: (&str, &[&str]), second: (&str, &[&str])) -> Vec<PositionRow> {
    let mut record = Record::default();
    for (n, (on, members)) in [first, second].into_iter().enumerate() {
        let article = record.article(["Aldra Post", "Venn Courier"][n], "2031-12-01");
        let text = format!("the locks would open if it {}", members.join(" and "));
        says(&mut record, article, "Ivo Maros", "said", &text, on);
        with(&mut record, &[Act::Condition], &[(TermRole::Condition, members)]);
    }
    positions(&record.snapshot(), &about("locks")).rows
}

fn members(row: &PositionRow) -> Vec<(&str, usize)> {
    row.terms.iter().flat_map(|t| &t.members).map(|m| (m.text.as_str(), m.reports.len())).collect()
}

#[test]
fn a_list_told_by_two_articles_is_one_position_with_the_members_of_both() {
    let a: &[&str] = &["pays the debt of Teluria", "returns the water to the river"];
    let b: &[&str] = &["pays its debt to Teluria", "sends inspectors to the dam"];
    let rows = conditions(("2031-06-14", a), ("2031-06", b));
    let [row] = rows.as_slice() else { panic!("{rows:#?}") };
    assert_eq!(
        members(row),
        [
            ("pays the debt of Teluria", 2),
            ("returns the water to the river", 1),
            ("sends inspectors to the dam", 1)
        ]
    );
    assert_eq!(row.said, Interval::day(day("2031-06-14")));
    assert_eq!(row.joined, Joined::Probable);
    assert!(row.because.contains("both name “pays"), "{}", row.because);
    assert_eq!(row.reports.len(), 2);
    // Without a date it is possible only.
    let rows = conditions(("2031-06-14", a), ("", b));
    assert_eq!(rows.len(), 1, "{rows:#?}");
    assert_eq!(rows[0].joined, Joined::Possible);
    assert!(rows[0].because.contains("without a date"), "{}", rows[0].because);
}

#[test]
fn two_days_and_other_lists_stay_apart() {
    let a: &[&str] = &["pays the debt of Teluria", "returns the water to the river"];
    let b: &[&str] = &["sends inspectors to the dam", "signs the treaty of Venn"];
    assert_eq!(conditions(("2031-06-14", a), ("2031-06-20", a)).len(), 2);
    assert_eq!(conditions(("2031-06-14", a), ("2031-07", a)).len(), 2);
    assert_eq!(conditions(("2031-06-14", a), ("2031-06", b)).len(), 2);
}

#[test]
fn a_month_around_two_days_brings_them_not_together() {
    let list: &[&str] = &["pays the debt of Teluria", "returns the water to the river"];
    let mut record = Record::default();
    for (n, on) in ["2031-06-14", "2031-06-20", "2031-06"].into_iter().enumerate() {
        let article = record.article(["Aldra Post", "Venn Courier", "Coastal Agency"][n], "2031-12-01");
        let text = format!("the locks would open if it {}", list.join(" and "));
        says(&mut record, article, "Ivo Maros", "said", &text, on);
        with(&mut record, &[Act::Condition], &[(TermRole::Condition, list)]);
    }
    let rows = positions(&record.snapshot(), &about("locks")).rows;
    assert!(rows.len() >= 2, "{rows:#?}");
    let days: Vec<Interval> = rows.iter().map(|row| row.said).collect();
    assert!(
        days.contains(&Interval::day(day("2031-06-14"))) && days.contains(&Interval::day(day("2031-06-20")))
    );
}

#[test]
fn spokesmen_and_what_others_relay_are_told_apart_and_hypothetical_speech_is_no_position() {
    let mut record = Record::default();
    let article = record.article("Aldra Post", "2031-03-03");
    for (who, source, relayed, future) in [
        ("Jan Petrik", "Maros's spokesman Jan Petrik", false, false),
        ("Ivo Maros", "Ivo Maros", true, false),
        ("Ana Orlin", "Ana Orlin", false, true),
    ] {
        says(&mut record, article, who, "offered", OFFER, "2031-03-03");
        with(&mut record, &[Act::Offer], &[]);
        let said = record.statements.last_mut().unwrap();
        said.source_text = source.to_string();
        if relayed {
            via(said, "an aide", "unnamed");
        }
        if future {
            said.statement.modality = Modality::Future;
        }
    }
    let answer = positions(&record.snapshot(), &about("locks"));
    let found: Vec<(Option<&str>, StatedBy)> =
        answer.rows.iter().map(|row| (row.speaker.as_deref(), row.stated_by)).collect();
    assert_eq!(found, [(Some("Jan Petrik"), StatedBy::Spokesman), (Some("Ivo Maros"), StatedBy::Retold)]);
    assert!(answer.sentence().contains("1 by a spokesman; 1 ascribed by others"), "{}", answer.sentence());
}
