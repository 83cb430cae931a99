//! What outlets did with the same words, and forms of name, over hand-made records of invented people and countries.

#[path = "../../link/tests/record/mod.rs"]
mod record;

use proptest::prelude::*;
use record::{Record, indirect};
use reportedly::answers::*;
use reportedly_schema::linkage::{Layers, Snapshot, WordingKind};
use reportedly_schema::*;

const CONDITION: &str = "if the convoys of Teluria stop at the border";

fn says(record: &mut Record, article: usize, cue: &str, text: &str) {
    let said = record.say(article, "Ada Venn", text, "2031-03-03");
    said.cue_text = cue.to_string();
    let cue = said.statement.cue[0];
    said.statement.cue = vec![Span { start: cue.start, end: cue.start + said.cue_text.len() as u32 }];
    if !text.contains('"') {
        indirect(said);
    }
    if let Some(at) = text.find(CONDITION) {
        let start = said.statement.start() + at as u32;
        said.statement.terms.push(Term {
            role: TermRole::Condition,
            kind: Some(TermKind::If),
            actor: None,
            to: None,
            members: vec![CONDITION.to_string()],
            negated: false,
            norm: "stop convoy Teluria border".to_string(),
            held_by: TermHolder::Speaker,
            holder: None,
            spans: vec![Span { start, end: start + CONDITION.len() as u32 }],
        });
    }
}

/// The snapshot with texts in which statements and cues stand at their places, and `own` after them.
fn with_texts(record: &Record, own: &[&str]) -> Snapshot {
    let mut snapshot = record.snapshot();
    snapshot.layers = snapshot
        .articles
        .iter()
        .enumerate()
        .map(|(n, article)| {
            let added = record.articles.iter().position(|a| a.id == article.id).unwrap();
            let mut text = String::new();
            for s in snapshot.statements.iter().filter(|s| s.article == n) {
                for (span, words) in [(s.statement.content[0], &s.text), (s.statement.cue[0], &s.cue_text)] {
                    text.push_str(&" ".repeat(span.start as usize - text.len()));
                    text.push_str(words);
                }
                text.push_str(". ");
            }
            text.push_str(own.get(added).unwrap_or(&""));
            let block =
                Block { span: Span::new(0, text.len()).trimmed(&text), kind: BlockKind::Body, lang: None };
            Layers { blocks: vec![block], text, ..Layers::default() }
        })
        .collect();
    snapshot
}

fn ask(snapshot: &Snapshot, of: &WordingAsked) -> WordingAnswer {
    wording(snapshot, &Question::default(), of).unwrap()
}

/// Changes as (outlet, kind, words), sorted.
fn changes(answer: &WordingAnswer) -> Vec<(String, WordingKind, String)> {
    let mut out: Vec<(String, WordingKind, String)> =
        answer.rows.iter().filter_map(|r| Some((r.outlet.clone()?, r.change?, r.words.clone()?))).collect();
    out.sort();
    out
}

/// Three outlets report one offer: two with its condition, one without.
fn three_reports() -> Record {
    let mut record = Record::default();
    for (outlet, cue, text) in [
        (
            "Aldra Post",
            "said",
            "\"We will reopen the northern harbour for thirty days if the convoys of Teluria stop at the border\"",
        ),
        (
            "Venn Courier",
            "said",
            "\"We will reopen the northern harbour for thirty days if the convoys of Teluria stop at the border\"",
        ),
        ("Maros Echo", "claimed", "\"We will reopen the northern harbour for thirty days\""),
    ] {
        let article = record.article(outlet, "2031-03-04");
        says(&mut record, article, cue, text);
    }
    record
}

#[test]
fn a_report_without_the_condition_is_told_with_those_that_have_it() {
    let snapshot = with_texts(&three_reports(), &[]);
    let answer = ask(&snapshot, &WordingAsked::All);
    let found = changes(&answer);
    let echo = |kind, words: &str| ("Maros Echo".to_string(), kind, words.to_string());
    assert_eq!(
        found,
        [
            echo(WordingKind::ConditionNotInReport, CONDITION),
            echo(WordingKind::Cut, CONDITION),
            echo(WordingKind::CueVerb, "claimed"),
        ]
    );
    let row = answer.rows.iter().find(|r| r.change == Some(WordingKind::ConditionNotInReport)).unwrap();
    let mut against: Vec<&str> = row.against.iter().filter_map(|e| e.outlet.as_deref()).collect();
    against.sort_unstable();
    assert_eq!(against, ["Aldra Post", "Venn Courier"]);
    let cue = answer.rows.iter().find(|r| r.change == Some(WordingKind::CueVerb)).unwrap();
    assert_eq!((cue.form.as_str(), cue.count, cue.of.kind), ("claimed", 1, WordingOfKind::Cue));
    assert_eq!(cue.cues[0], CueCount { cue: "said".into(), count: 2 });
    let sentence = answer.sentence();
    assert!(sentence.contains("Compared 1 thing said that two or more articles report"), "{sentence}");
    assert!(sentence.ends_with("not read."), "{sentence}");
    for field in ["of", "article", "outlet", "form", "count", "spans", "change", "against"] {
        assert!(answer.lines()[0].get(field).is_some(), "{field}");
    }
}

#[test]
fn a_condition_that_the_article_has_elsewhere_is_not_missing() {
    let own =
        ["", "", "It would do so, the paper has learnt, only if Teluria's convoys stopped at the border."];
    let found = changes(&ask(&with_texts(&three_reports(), &own), &WordingAsked::All));
    assert!(found.iter().all(|(_, kind, _)| *kind != WordingKind::ConditionNotInReport), "{found:?}");
}

#[test]
fn a_reprint_is_no_second_report() {
    let mut record = Record::default();
    let first = record.article("Aldra Post", "2031-03-04");
    says(&mut record, first, "said", "\"We will reopen the northern harbour for thirty days\"");
    let copy = record.copy(first, "Venn Courier", "2031-03-04");
    says(&mut record, copy, "claimed", "\"We will reopen the northern harbour for thirty days\"");
    let answer = ask(&with_texts(&record, &[]), &WordingAsked::All);
    assert_eq!((answer.compared, changes(&answer)), (0, vec![]));
}

#[test]
fn one_thing_said_is_asked_for_by_its_id_or_a_reports() {
    let snapshot = with_texts(&three_reports(), &[]);
    let id = snapshot.statements[0].statement.id.to_string();
    let answer = ask(&snapshot, &WordingAsked::Utterance(id[..12].to_string()));
    assert_eq!(changes(&answer).len(), 3);
    assert!(answer.rows.iter().all(|r| r.change.is_some()));
    let none = wording(&snapshot, &Question::default(), &WordingAsked::Utterance("zz".into()));
    assert!(none.unwrap_err().to_string().contains("take one from"));
    let empty = wording(&snapshot, &Question::default(), &WordingAsked::Utterance(String::new()));
    assert!(empty.is_err());
}

#[test]
fn forms_of_name_are_counted_by_article_with_their_places() {
    let own = [
        "Prime Minister Ada Venn spoke in Orliv. The war in Aldra goes on, Venn said.",
        "Mrs Venn came to Orliev. The prime minister left. The invasion began in May.",
        "Venn's aides waited.",
    ];
    let snapshot = with_texts(&three_reports(), &own);
    let speaker = Question { speaker: Some("Ada Venn".into()), ..Question::default() };
    let answer = wording(&snapshot, &speaker, &WordingAsked::All).unwrap();
    let row = |outlet: &str, form: &str| {
        let found = answer
            .rows
            .iter()
            .find(|r| r.change.is_none() && r.outlet.as_deref() == Some(outlet) && r.form == form);
        found.map(|r| r.count)
    };
    assert_eq!(row("Aldra Post", "Prime Minister Ada Venn"), Some(1), "{:#?}", answer.table());
    assert_eq!(row("Aldra Post", "Venn"), Some(1));
    assert_eq!(row("Venn Courier", "Mrs Venn"), Some(1));
    assert_eq!(row("Venn Courier", "prime minister"), Some(1));
    assert_eq!(row("Maros Echo", "Venn"), Some(1));
    let place = ask(&snapshot, &WordingAsked::Place("Orliv".into()));
    let forms: Vec<&str> = place.rows.iter().map(|r| r.form.as_str()).collect();
    assert!(forms.contains(&"Orliv") && forms.contains(&"Orliev"), "{forms:?}");
    let event = ask(&snapshot, &WordingAsked::Event("the war in Aldra".into()));
    let forms: Vec<&str> = event.rows.iter().map(|r| r.form.as_str()).collect();
    assert!(forms.contains(&"war in Aldra") && forms.contains(&"invasion"), "{forms:?}");
    let nobody = ask(&snapshot, &WordingAsked::Place("Besk".into()));
    assert!(nobody.sentence().contains("No place spelled as Besk was found."), "{}", nobody.sentence());
}

/// Words that none of the generated lines may have: they say what an outlet meant by it.
const VERDICTS: &[&str] = &[
    "slant",
    "spin",
    "bias",
    "softened",
    "distort",
    "lied",
    "omitted",
    "hid ",
    "misquot",
    "manipulat",
    "false",
];

#[test]
fn no_line_says_what_an_outlet_meant_by_it() {
    let snapshot = with_texts(&three_reports(), &["Venn spoke in Orliv."]);
    let answer = ask(&snapshot, &WordingAsked::All);
    let mut all = answer.sentence();
    for table in [answer.table(), answer.brief()] {
        all.push_str(&table.header.join(" "));
        table.rows.iter().for_each(|row| all.push_str(&row.join(" ")));
    }
    answer.lines().iter().for_each(|line| all.push_str(&line.to_string()));
    let all = all.to_lowercase();
    for word in VERDICTS {
        assert!(!all.contains(word), "{word}: {all}");
    }
}

fn sentence() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("Venn"),
        Just("Ada Venn"),
        Just("Mrs Venn"),
        Just("Prime Minister"),
        Just("the prime minister"),
        Just("in Orliv"),
        Just("ORLIEV"),
        Just("Orlivan"),
        Just("the war in Aldra"),
        Just("special operation"),
        Just("“we wait”"),
        Just("é."),
        Just("of"),
        Just("said,")
    ];
    prop::collection::vec(word, 0..12).prop_map(|w| w.join(" "))
}

proptest! {
    #[test]
    fn spans_cut_back_to_the_form_and_the_order_of_articles_does_not_matter(
        own in prop::collection::vec(sentence(), 3)
    ) {
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        let record = three_reports();
        let snapshot = with_texts(&record, &own);
        let mut turned = Record::default();
        for n in [2, 0, 1] {
            turned.articles.push(record.articles[n].clone());
            let article = turned.articles.len() - 1;
            for statement in record.statements.iter().filter(|s| s.article == n) {
                let mut statement = statement.clone();
                statement.article = article;
                turned.statements.push(statement);
            }
        }
        let other = with_texts(&turned, &[own[2], own[0], own[1]]);
        for of in [WordingAsked::All, WordingAsked::Place("Orliv".into()), WordingAsked::Event("war in Aldra".into())] {
            let answer = ask(&snapshot, &of);
            prop_assert_eq!(&answer.lines(), &ask(&other, &of).lines());
            for row in answer.rows.iter().filter(|r| r.change.is_none()) {
                let article = snapshot.articles.iter().position(|a| a.path == row.article).unwrap();
                let text: Vec<char> = snapshot.layers[article].text.chars().collect();
                prop_assert_eq!(row.count, row.spans.len());
                for &(start, end) in &row.spans {
                    let cut: String = text[start as usize..end as usize].iter().collect();
                    let cut = cut.split_whitespace().collect::<Vec<_>>().join(" ");
                    prop_assert_eq!(cut.to_lowercase(), row.form.to_lowercase());
                }
            }
        }
    }
}
