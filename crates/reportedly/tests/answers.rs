//! Questions over hand-made records of invented people and countries.

#[path = "../../link/tests/record/mod.rs"]
mod record;

use proptest::prelude::*;
use record::{Record, act, at, day, indirect, via};
use reportedly::answers::*;
use reportedly_schema::linkage::{NotRead, Snapshot};
use reportedly_schema::*;

const READY: &str = "We are ready for talks";

fn ask(speaker: &str, about: &str) -> Question {
    Question {
        speaker: (!speaker.is_empty()).then(|| speaker.to_string()),
        about: (!about.is_empty()).then(|| about.to_string()),
        ..Question::default()
    }
}

fn ready() -> Question {
    ask("Ivo Maros", "ready for talks")
}

/// One statement by Maros in an article of its own for each (text, said), published at the end of June 2031.
fn maros(rows: &[(&str, &str)]) -> Record {
    let mut record = Record::default();
    for (n, (text, said)) in rows.iter().enumerate() {
        let article = record.article(["Aldra Post", "Venn Courier", "Coastal Agency"][n % 3], "2031-06-30");
        record.say(article, "Ivo Maros", text, said);
    }
    record
}

fn only_row(snapshot: &Snapshot, question: &Question) -> RepeatsRow {
    let answer = repeats(snapshot, question);
    assert_eq!(answer.rows.len(), 1, "{:#?}", answer.rows);
    answer.rows.into_iter().next().unwrap()
}

fn counts(snapshot: &Snapshot, question: &Question) -> (usize, usize, usize) {
    let counts = only_row(snapshot, question).occasions.counts;
    (counts.low, counts.count, counts.high)
}

fn texts(row: &RepeatsRow) -> Vec<&str> {
    row.utterances.iter().map(|u| u.reports[0].text.as_str()).collect()
}

#[test]
fn the_same_stance_in_other_words_is_one_line() {
    let record = maros(&[
        (READY, "2031-06-01"),
        ("Aldra remains open to dialogue", "2031-06-05"),
        ("We have never refused negotiations", "2031-06-09"),
        ("The harvest was good", "2031-06-10"),
    ]);
    let row = only_row(&record.snapshot(), &ready());
    assert_eq!(texts(&row), [READY, "Aldra remains open to dialogue", "We have never refused negotiations"]);
    assert_eq!(row.point.id, Some(record.statements[0].statement.id));
    assert_eq!(row.point.speaker, "Ivo Maros");
    assert_eq!((row.occasions.counts.low, row.occasions.counts.count, row.occasions.counts.high), (3, 3, 3));
    assert_eq!(
        (row.occasions.first, row.occasions.latest),
        (Some(day("2031-06-01")), Some(day("2031-06-09")))
    );
}

#[test]
fn refusals_are_left_out_and_shown_as_near_with_the_reason() {
    let record = maros(&[
        (READY, "2031-06-01"),
        ("We refuse to negotiate with Orlin", "2031-06-02"),
        ("We are not ready for talks", "2031-06-03"),
        ("There is no need for talks with Orlin", "2031-06-04"),
        ("We are ready for a long war", "2031-06-05"),
    ]);
    let snapshot = record.snapshot();
    assert_eq!(counts(&snapshot, &ready()), (1, 1, 1));
    let quiet = repeats(&snapshot, &ready());
    assert!(quiet.near.is_empty());
    assert!(quiet.sentence().contains("shown with --near: 4 statements"), "{}", quiet.sentence());
    let answer = repeats(&snapshot, &Question { near: true, ..ready() });
    let why: Vec<&str> = answer.near.iter().map(|n| n.why.as_str()).collect();
    assert!(why[0].starts_with("opposite polarity"), "{why:?}");
    assert!(why[1].starts_with("opposite polarity"), "{why:?}");
    assert!(why[2..].iter().all(|w| w.starts_with("not found in it")), "{why:?}");
}

#[test]
fn a_refusing_cue_is_a_refusal_though_its_content_is_not_negated() {
    let mut record = maros(&[("to hold talks with Orlin", "2031-06-01")]);
    indirect(&mut record.statements[0]);
    act(&mut record.statements[0], Act::Refusal);
    assert!(repeats(&record.snapshot(), &ready()).rows.is_empty());
    act(&mut record.statements[0], Act::Offer);
    assert_eq!(counts(&record.snapshot(), &ready()), (1, 1, 1), "an offer of talks is readiness for them");
}

#[test]
fn a_conditional_offer_stays_an_offer() {
    let record = maros(&[("We are ready for talks, but only if the convoys stop", "2031-06-01")]);
    assert_eq!(counts(&record.snapshot(), &ready()), (1, 1, 1));
}

#[test]
fn what_he_says_of_the_other_side_is_not_his() {
    let record = maros(&[("they said that they wanted talks and then they banned them", "2031-06-01")]);
    let answer = repeats(&record.snapshot(), &Question { near: true, ..ready() });
    assert!(answer.rows.is_empty());
    assert!(answer.near[0].why.starts_with("said of others"), "{}", answer.near[0].why);
}

#[test]
fn readiness_that_others_ascribe_is_listed_apart_and_never_summed() {
    let mut record = maros(&[(READY, "2031-06-01")]);
    let a = record.article("Venn Courier", "2031-06-30");
    record.say(a, "Ada Venn", "Maros is ready for talks", "2031-06-02");
    let spokesman = record.say(a, "Jan Petrik", "Aldra is open to dialogue", "2031-06-03");
    spokesman.source_text = "Maros's spokesman, Jan Petrik".to_string();
    record.say(a, "Ivo Maros", "ready to negotiate an end", "2031-06-04").statement.mode = Mode::Belief;
    record.say(a, "Ivo Maros", "to begin talks soon", "2031-06-05").statement.mode = Mode::Intention;
    via(record.say(a, "Ivo Maros", "he is ready for talks", "2031-06-06"), "three sources", "unnamed");
    let unnamed = record.say(a, "two officials", "Maros was ready to talk to Venn", "2031-06-07");
    unnamed.statement.speaker.kind = SpeakerKind::Unnamed;
    record.say(a, "Ada Venn", "Maros refuses talks", "2031-06-08");
    record.say(a, "Ada Venn", "Aldra is ready for talks", "2031-06-09");
    let row = only_row(&record.snapshot(), &ready());
    assert_eq!(row.occasions.counts.high, 1);
    let notes: Vec<&str> = row.apart.for_by_others.iter().map(|e| e.note.as_deref().unwrap()).collect();
    assert_eq!(
        notes,
        [
            "said of Ivo Maros by Ada Venn",
            "said for Ivo Maros by Jan Petrik",
            "a belief ascribed to the speaker",
            "an intention ascribed to the speaker",
            "relayed by three sources",
            "said of Ivo Maros by two officials",
        ]
    );
}

#[test]
fn words_inside_anothers_statement_are_ascribed() {
    let mut record = Record::default();
    let a = record.article("Venn Courier", "2031-06-30");
    let outer = record
        .say(a, "Ada Venn", "that Maros had told her he was ready for talks", "2031-06-02")
        .statement
        .id;
    record.say(a, "Ivo Maros", "he was ready for talks", "2031-06-02").statement.nested_in = Some(outer);
    let row = only_row(&record.snapshot(), &ready());
    assert_eq!(row.occasions.counts, Counts::default());
    assert_eq!(row.point.id, None);
    assert_eq!(row.apart.for_by_others.len(), 2);
    assert!(row.apart.for_by_others[1].note.as_deref().unwrap().contains("inside a statement of Ada Venn"));
}

#[test]
fn two_people_of_one_surname_are_never_summed() {
    let mut record = Record::default();
    for who in ["Ivo Maros", "Ana Maros", "Ana Maros", "Maros"] {
        let a = record.article("Aldra Post", "2031-06-30");
        let said = format!("2031-06-0{}", a + 1);
        record.say(a, who, READY, &said);
    }
    let snapshot = record.snapshot();
    assert_eq!(counts(&snapshot, &ready()), (1, 1, 1));
    assert_eq!(counts(&snapshot, &ask("Ana Maros", "ready for talks")), (2, 2, 2));
    let answer = repeats(&snapshot, &ask("Maros", "ready for talks"));
    assert_eq!(answer.rows.len(), 3);
    assert!(answer.sentence().starts_with("Maros may be"), "{}", answer.sentence());
}

#[test]
fn a_bare_surname_asks_for_its_only_bearer_in_any_spelling() {
    let mut record = Record::default();
    for (n, who) in ["Andriy Velenskyy", "Velensky", "Andrii Velenskiy"].iter().enumerate() {
        let a = record.article("Aldra Post", "2031-06-30");
        record.say(a, who, READY, &format!("2031-06-0{}", n + 1));
    }
    assert_eq!(counts(&record.snapshot(), &ask("Velenskij", "ready for talks")), (3, 3, 3));
}

#[test]
fn a_month_is_explained_by_a_day_in_it() {
    let record = maros(&[(READY, "2031-06-05"), ("Aldra is open to dialogue", "2031-06")]);
    assert_eq!(counts(&record.snapshot(), &ready()), (1, 1, 2));
    let two = maros(&[(READY, "2031-05-05"), ("Aldra is open to dialogue", "2031-06")]);
    assert_eq!(counts(&two.snapshot(), &ready()), (2, 2, 2));
}

#[test]
fn low_is_what_no_reading_of_the_dates_brings_together() {
    // The month may be either day, but the two days are two.
    let record = maros(&[
        (READY, "2031-06-05"),
        ("Aldra is open to dialogue", "2031-06"),
        ("We have never refused negotiations", "2031-06-20"),
    ]);
    assert_eq!(counts(&record.snapshot(), &ready()), (2, 2, 3));
}

#[test]
fn publication_dates_and_missing_dates_never_raise_the_lowest_count() {
    let mut record = maros(&[(READY, "2031-06-05")]);
    let a = record.article("Venn Courier", "2031-06-20");
    record.say(a, "Ivo Maros", "Aldra is open to dialogue", "published");
    let b = record.article("Coastal Agency", "2031-06-25");
    record.say(b, "Ivo Maros", "we would never refuse negotiations", "");
    let row = only_row(&record.snapshot(), &ready());
    let counts = row.occasions.counts;
    assert_eq!((counts.low, counts.count, counts.high), (1, 2, 2));
    assert_eq!(row.occasions.publication_only, 1);
    assert_eq!(row.apart.undated.len(), 1);
    assert_eq!(texts(&row), [READY, "Aldra is open to dialogue"]);
    assert_eq!(row.occasions.latest, Some(day("2031-06-05")), "publication is no date of saying");
}

#[test]
fn a_report_that_names_nobody_in_full_stands_beside_the_speakers_and_is_not_counted() {
    let words = "We are ready for talks with the harbour council before the winter";
    let mut record = maros(&[(words, "published")]);
    let a = record.article("Venn Courier", "2031-06-30");
    record.say(a, "", words, "2031-06-28");
    let question = Question { all: true, ..ready() };
    let row = only_row(&record.snapshot(), &question);
    let [utterance] = row.utterances.as_slice() else { panic!("{:#?}", row.utterances) };
    assert_eq!(utterance.reports.len(), 2);
    assert!(utterance.because.contains("one report does not name the speaker"), "{}", utterance.because);
    let speakers: Vec<_> = utterance.reports.iter().map(|r| r.speaker.as_deref()).collect();
    assert!(speakers.contains(&None), "shown as its article has it: {speakers:?}");
    let counts = row.occasions.counts;
    assert_eq!((counts.low, counts.count, counts.high), (0, 1, 1), "its day is not the speaker's");
    // Alone it is not the speaker's at all.
    let courier = Question { outlet: Some("Venn Courier".into()), ..question };
    assert!(repeats(&record.snapshot(), &courier).rows.iter().all(|row| row.utterances.is_empty()));
    let answer = positions(&record.snapshot(), &Question::default());
    assert!(answer.rows.iter().all(|row| row.speaker.as_deref() == Some("Ivo Maros")), "{:#?}", answer.rows);
}

#[test]
fn a_publication_near_a_dated_occasion_is_explained_by_it() {
    let mut record = maros(&[(READY, "2031-06-05")]);
    let a = record.article("Venn Courier", "2031-06-06");
    record.say(
        a,
        "Ivo Maros",
        "never would Aldra stay away from negotiations, it is open to dialogue",
        "published",
    );
    assert_eq!(counts(&record.snapshot(), &ready()).1, 1);
}

#[test]
fn window_borders_are_inclusive_calendar_days() {
    let record = maros(&[
        (READY, "2031-06-03"),
        ("Aldra is open to dialogue", "2031-06-04"),
        ("We have never refused negotiations", "2031-06-17"),
    ]);
    let snapshot = record.snapshot();
    let within = |text: &str| Question { within: Some(text.parse().unwrap()), ..ready() };
    assert_eq!(counts(&snapshot, &within("14d")), (2, 2, 2), "4 to 17 June");
    assert_eq!(counts(&snapshot, &within("2w")), (2, 2, 2));
    assert_eq!(counts(&snapshot, &within("15d")), (3, 3, 3), "3 to 17 June");
    assert_eq!(counts(&snapshot, &within("1d")), (1, 1, 1));
    let row = only_row(&snapshot, &within("14d"));
    let window = row.occasions.window.unwrap();
    assert_eq!((window.from, window.to), (day("2031-06-04"), day("2031-06-17")));
    assert_eq!(row.occasions.all.count, 3);
    let inside: Vec<_> = row.utterances.iter().map(|u| u.occasion.in_window).collect();
    assert_eq!(inside, [Some(false), Some(true), Some(true)]);
}

#[test]
fn a_window_ends_at_until() {
    let record = maros(&[
        (READY, "2031-06-03"),
        ("Aldra is open to dialogue", "2031-06-04"),
        ("We have never refused negotiations", "2031-06-17"),
    ]);
    let question = Question { within: Some(Within { days: 2 }), until: Some(day("2031-06-05")), ..ready() };
    let row = only_row(&record.snapshot(), &question);
    assert_eq!(row.occasions.window.unwrap().from, day("2031-06-04"));
    assert_eq!(row.occasions.counts.count, 1);
    assert_eq!(row.occasions.all.count, 2, "what was said after it is left out");
}

#[test]
fn a_month_half_in_the_window_is_no_certain_occasion_of_it() {
    let record = maros(&[(READY, "2031-05"), ("Aldra is open to dialogue", "2031-06-10")]);
    let question = Question { within: Some(Within { days: 31 }), ..ready() };
    // 11 May to 10 June holds 21 of May's 31 days.
    assert_eq!(counts(&record.snapshot(), &question), (1, 2, 2));
    let question = Question { within: Some(Within { days: 20 }), ..ready() };
    // 22 May to 10 June holds 10 of them.
    assert_eq!(counts(&record.snapshot(), &question), (1, 1, 2));
}

#[test]
fn since_and_until_are_inclusive() {
    let record = maros(&[(READY, "2031-06-03"), ("Aldra is open to dialogue", "2031-06-17")]);
    let between =
        |since: &str, until: &str| Question { since: Some(day(since)), until: Some(day(until)), ..ready() };
    let snapshot = record.snapshot();
    assert_eq!(counts(&snapshot, &between("2031-06-03", "2031-06-17")), (2, 2, 2));
    assert_eq!(counts(&snapshot, &between("2031-06-04", "2031-06-17")), (1, 1, 1));
    assert_eq!(counts(&snapshot, &between("2031-06-03", "2031-06-16")), (1, 1, 1));
}

#[test]
fn reprints_are_one_occasion_and_no_other_outlet() {
    let body: String = (0..60).map(|n| format!("word{n} ")).collect();
    let mut record = Record::default();
    let a = record.article_with("Coastal Agency", "2031-06-05", &body);
    record.say(a, "Ivo Maros", READY, "2031-06-04");
    let b = record.copy(a, "Aldra Post", "2031-06-06");
    record.say(b, "Ivo Maros", READY, "2031-06-04");
    let row = only_row(&record.snapshot(), &ready());
    assert_eq!((row.utterances.len(), row.utterances[0].reports.len()), (1, 2));
    assert_eq!(row.occasions.counts.high, 1);
    assert_eq!(row.occasions.also_elsewhere, 0);
    let c = record.article("Venn Courier", "2031-06-06");
    indirect(record.say(c, "Ivo Maros", "Aldra was ready for negotiations", "2031-06-04"));
    let row = only_row(&record.snapshot(), &ready());
    assert_eq!(row.occasions.also_elsewhere, 1);
    assert!(
        repeats(&record.snapshot(), &ready()).sentence().contains("; 1 also reported by another outlet.")
    );
}

#[test]
fn two_venues_on_one_day_are_two_occasions_and_one_date() {
    let mut record = maros(&[(READY, "2031-06-03"), ("Aldra is open to dialogue", "2031-06-03")]);
    at(&mut record.statements[0], "a press conference");
    at(&mut record.statements[1], "an interview with Radio Venn");
    let snapshot = record.snapshot();
    assert_eq!(counts(&snapshot, &ready()), (2, 2, 2));
    let sentence = repeats(&snapshot, &ready()).sentence();
    assert!(sentence.starts_with("Found on 1 date, 3 June 2031; 2 occasions."), "{sentence}");
}

#[test]
fn one_day_in_two_articles_is_one_or_two_occasions() {
    let record = maros(&[
        ("We are ready for talks on fishing in the strait", "2031-06-03"),
        ("Never did we refuse negotiations over grain, tankers and prisoners", "2031-06-03"),
    ]);
    assert_eq!(counts(&record.snapshot(), &ready()), (1, 1, 2));
}

#[test]
fn hypothetical_and_future_speech_is_near_and_never_counted() {
    let mut record = maros(&[(READY, "2031-06-03"), ("Aldra is ready for talks", "2031-06-10")]);
    record.statements[1].statement.modality = Modality::Future;
    let answer = repeats(&record.snapshot(), &Question { near: true, ..ready() });
    assert_eq!(answer.rows[0].occasions.counts.high, 1);
    assert_eq!(answer.near[0].why, "future speech");
}

#[test]
fn outlet_and_confidence_narrow_the_search() {
    let mut record = maros(&[(READY, "2031-06-03"), ("Aldra is open to dialogue", "2031-06-10")]);
    record.statements[1].statement.confidence = 400;
    let snapshot = record.snapshot();
    assert_eq!(counts(&snapshot, &Question { min_confidence: Some(500), ..ready() }), (1, 1, 1));
    let question = Question { outlet: Some("venn courier".to_string()), ..ready() };
    assert_eq!(counts(&snapshot, &question), (1, 1, 1));
    let coverage = repeats(&snapshot, &question).coverage;
    assert_eq!((coverage.articles, coverage.outlet_names), (1, vec!["Venn Courier".to_string()]));
}

#[test]
fn without_words_every_point_found_again_is_a_line() {
    let record = maros(&[
        (READY, "2031-06-01"),
        ("Aldra is open to dialogue", "2031-06-05"),
        ("The port will be closed to tankers", "2031-06-05"),
        ("The harbour stays closed to tankers", "2031-06-20"),
        ("The harvest was good", "2031-06-10"),
    ]);
    let snapshot = record.snapshot();
    let answer = repeats(&snapshot, &ask("Ivo Maros", ""));
    let gists: Vec<&str> = answer.rows.iter().map(|r| r.point.gist.as_str()).collect();
    assert_eq!(gists.len(), 2, "{gists:?}");
    assert!(answer.sentence().starts_with("Found 2 points by 1 speaker."), "{}", answer.sentence());
    let all = repeats(&snapshot, &Question { all: true, ..ask("Ivo Maros", "") });
    assert_eq!(all.rows.len(), 3);
}

#[test]
fn the_sentence_can_be_quoted() {
    let mut record = Record::default();
    for (n, (outlet, said)) in [
        ("Aldra Post", "2029-06-09"),
        ("Aldra Post", "2031-03-10"),
        ("Aldra Post", "2031-03-17"),
        ("Venn Courier", "2031-03-17"),
    ]
    .iter()
    .enumerate()
    {
        let a = record.article(outlet, "2031-03-20");
        record.say(a, "Ivo Maros", ["We are ready for talks with Venn", READY][n / 3], said);
    }
    for n in 0..2 {
        record.not_read.push(NotRead {
            path: format!("{n}.html"),
            code: RejectedCode::Language,
            message: "no model for it".to_string(),
        });
    }
    let question = Question { within: Some(Within { days: 14 }), ..ready() };
    assert_eq!(
        repeats(&record.snapshot(), &question).sentence(),
        "Found on 3 dates, 9 June 2029 to 17 March 2031, 2 of them within 14 days; 1 also reported by another outlet. \
         Searched: 4 articles by 2 outlets, 2 not read."
    );
}

#[test]
fn nothing_found_says_what_was_searched() {
    let record = maros(&[("The harvest was good", "2031-06-01")]);
    let snapshot = record.snapshot();
    let answer = repeats(&snapshot, &ready());
    assert_eq!(answer.sentence(), "Found on no date. Searched: 1 article by 1 outlet, 0 not read.");
    assert_eq!(answer.lines().len(), 1);
    let nobody = repeats(&snapshot, &ask("Orlin", "ready for talks"));
    assert!(
        nobody.sentence().starts_with("No speaker named Orlin was found in the record."),
        "{}",
        nobody.sentence()
    );
    let empty = repeats(&snapshot, &ask("Ivo Maros", "of the"));
    assert!(empty.sentence().contains("no word to look for"), "{}", empty.sentence());
}

#[test]
fn no_answer_says_how_often_someone_spoke() {
    let record = maros(&[(READY, "2031-06-01"), (READY, "2031-06-09"), (READY, "")]);
    let snapshot = record.snapshot();
    let everything = Question::default();
    let answers: Vec<Box<dyn Answer>> = vec![
        Box::new(repeats(&snapshot, &ready())),
        Box::new(timeline(&snapshot, &everything)),
        Box::new(speakers(&snapshot, &everything)),
        Box::new(articles(&snapshot, &everything)),
    ];
    for answer in &answers {
        let sentence = answer.sentence();
        assert!(sentence.starts_with("Found"), "{sentence}");
        assert!(!sentence.contains("times"), "{sentence}");
    }
}

fn keys(value: &serde_json::Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

/// The keys of DESIGN 4.2 are there; more may be.
fn has(value: &serde_json::Value, wanted: &[&str]) {
    for key in wanted {
        assert!(keys(value).contains(key), "{key} is not among {:?}", keys(value));
    }
}

const EVIDENCE: &[&str] = &[
    "article",
    "article_id",
    "text_sha256",
    "statement",
    "content",
    "text",
    "speaker",
    "outlet",
    "url",
    "published",
    "said",
];

#[test]
fn lines_have_the_keys_of_the_design() {
    let mut record = maros(&[
        (READY, "2031-06-01"),
        ("Aldra is open to dialogue", "2031-06-09"),
        ("open to dialogue", ""),
    ]);
    let a = record.article("Venn Courier", "2031-06-30");
    record.say(a, "Ada Venn", "Maros is ready for talks", "2031-06-02");
    record.say(a, "Ivo Maros", "We are not ready for talks", "2031-06-02");
    let snapshot = record.snapshot();
    let lines = repeats(&snapshot, &Question { near: true, ..ready() }).lines();
    assert_eq!(lines.len(), 3);
    has(&lines[0], &["point", "occasions", "apart", "utterances"]);
    has(&lines[0]["point"], &["id", "gist", "speaker"]);
    has(&lines[0]["occasions"], &["count", "low", "high", "first", "latest"]);
    assert_eq!(lines[0]["occasions"]["first"], "2031-06-01");
    assert!(lines[0]["occasions"]["count"].is_u64());
    has(&lines[0]["apart"], &["for_by_others", "undated"]);
    let utterance = &lines[0]["utterances"][0];
    has(utterance, &["id", "joined", "because", "occasion", "reports"]);
    assert_eq!(utterance["joined"], "certain");
    has(&utterance["occasion"], &["id", "said", "venue"]);
    for evidence in [
        &utterance["reports"][0],
        &lines[0]["apart"]["for_by_others"][0],
        &lines[0]["apart"]["undated"][0],
        &lines[1]["near"]["evidence"],
    ] {
        has(evidence, EVIDENCE);
        assert_eq!(evidence["content"][0].as_array().unwrap().len(), 2);
    }
    has(&lines[2]["coverage"], &["articles", "outlets", "from", "to", "not_read"]);
    assert_eq!(lines[2]["coverage"]["articles"], 4);
    assert_eq!(lines[2]["coverage"]["to"], "2031-06-30");
}

#[test]
fn evidence_gives_code_points_and_the_words_as_written() {
    let mut record = Record::default();
    let a = record.article("Aldra Post", "2031-06-30");
    record.say(a, "Ivo Maros", "Žádné – we are ready for talks", "2031-06-01");
    let row = only_row(&record.snapshot(), &ready());
    let evidence = &row.utterances[0].reports[0];
    assert_eq!(evidence.content, [(0, 30)]);
    assert_eq!(evidence.text, "Žádné – we are ready for talks");
}

#[test]
fn a_timeline_is_ordered_by_when_it_was_said() {
    let mut record = maros(&[
        ("The harvest was good", ""),
        (READY, "2031-06-09"),
        ("We refuse talks", "2031-06-01"),
        ("Dialogue takes patience", "2031-06"),
        ("The tax will fall", "published"),
    ]);
    let snapshot = record.snapshot();
    let answer = timeline(&snapshot, &Question::default());
    let said: Vec<&str> = answer.rows.iter().map(|r| r.text.as_str()).collect();
    assert_eq!(
        said,
        ["We refuse talks", "Dialogue takes patience", READY, "The tax will fall", "The harvest was good"]
    );
    let last = answer.table().rows.pop().unwrap();
    assert_eq!(last[0], "no date");
    assert!(answer.sentence().contains("1 without a date, listed last"), "{}", answer.sentence());
    let on_talks = timeline(&snapshot, &ask("Maros", "talks"));
    assert_eq!(on_talks.rows.len(), 3, "offers and refusals stand side by side");
    record.statements[1].statement.modality = Modality::Hypothetical;
    let answer = timeline(&record.snapshot(), &Question::default());
    assert!(answer.rows.iter().any(|r| r.mark.as_deref() == Some("hypothetical speech")));
    has(&answer.lines()[0], &["id", "said", "speaker", "text", "mark", "reports"]);
}

#[test]
fn a_timeline_groups_the_reports_of_one_utterance() {
    let record = maros(&[(READY, "2031-06-09"), ("that Aldra is ready for talks", "2031-06-09")]);
    let answer = timeline(&record.snapshot(), &Question::default());
    assert_eq!(answer.rows.len(), 1);
    assert_eq!(answer.table().rows[0][5], "2");
}

#[test]
fn speakers_are_counted_with_what_is_their_own() {
    let mut record = maros(&[(READY, "2031-06-01"), (READY, "2031-06-09")]);
    record.say(1, "Ivo Maros", "a long war", "2031-06-09").statement.mode = Mode::Belief;
    record.say(1, "", "The harvest was good", "");
    let answer = speakers(&record.snapshot(), &Question::default());
    assert_eq!(answer.rows.len(), 1);
    let row = &answer.rows[0];
    assert_eq!((row.statements, row.own, row.articles, row.outlets), (3, 2, 2, 2));
    assert_eq!(answer.not_known, 1);
    has(&answer.lines()[0], &["speaker", "kind", "forms", "statements", "articles", "outlets"]);
}

#[test]
fn articles_tell_copies_and_what_was_not_read() {
    let mut record = Record::default();
    let body: String = (0..60).map(|n| format!("word{n} ")).collect();
    let a = record.article_with("Coastal Agency", "2031-06-05", &body);
    record.say(a, "Ivo Maros", READY, "2031-06-04");
    record.copy(a, "Aldra Post", "2031-06-06");
    record.article("", "");
    record.not_read.push(NotRead {
        path: "x.bin".to_string(),
        code: RejectedCode::Binary,
        message: "not text".to_string(),
    });
    let answer = articles(&record.snapshot(), &Question::default());
    let paths: Vec<&str> = answer.rows.iter().map(|r| r.article.as_str()).collect();
    assert_eq!(paths, ["000-coastal-agency.txt", "001-aldra-post.txt", "002-.txt"]);
    assert_eq!(answer.rows[1].reprint_of.as_deref(), Some("000-coastal-agency.txt"));
    assert_eq!(answer.rows[0].reprint_of, None);
    let table = answer.table();
    assert_eq!(table.rows[3][8], "binary: not text");
    assert!(table.rows.iter().all(|row| row.len() == table.header.len()));
    let lines = answer.lines();
    assert_eq!(lines[3]["not_read"]["code"], "binary");
    assert_eq!(lines[4]["coverage"]["not_read"], 1);
}

#[test]
fn hits_become_evidence_where_the_question_admits_them() {
    let record = maros(&[(READY, "2031-06-01"), ("The harvest was good", "2031-06-09")]);
    let snapshot = record.snapshot();
    let mut hits: Vec<Hit> = record
        .statements
        .iter()
        .map(|s| Hit {
            article: record.articles[s.article].id,
            statement: Some(s.statement.id),
            text: String::new(),
        })
        .collect();
    hits.push(Hit { article: record.articles[0].id, statement: None, text: "own1x1".to_string() });
    assert_eq!(search(&snapshot, &Question::default(), &hits).rows.len(), 3);
    let narrowed = search(&snapshot, &ready(), &hits);
    assert_eq!(narrowed.rows.len(), 1);
    has(&narrowed.lines()[0], EVIDENCE);
}

#[test]
fn a_statement_or_article_is_shown_by_id_or_path() {
    let record = maros(&[(READY, "2031-06-01"), ("that Aldra is ready for talks", "2031-06-01")]);
    let snapshot = record.snapshot();
    let id = record.statements[0].statement.id.to_string();
    let ShowAnswer::Statement(shown, _) = show(&snapshot, &id[..10]).unwrap() else { panic!("a statement") };
    assert_eq!(shown[0].utterance.as_ref().unwrap().reports.len(), 2);
    assert_eq!(shown[0].record_speaker.as_deref(), Some("Ivo Maros"));
    let article = record.articles[1].id.to_string();
    for key in [article.as_str(), record.articles[1].path.as_str()] {
        let ShowAnswer::Article(row, statements, _) = show(&snapshot, key).unwrap() else {
            panic!("an article")
        };
        assert_eq!((row.statements, statements.len()), (1, 1));
    }
    let error = show(&snapshot, "nothing").unwrap_err();
    assert!(error.to_string().contains("expected a statement's id"), "{error}");
}

#[test]
fn tables_are_rectangular() {
    let record = maros(&[(READY, "2031-06-01"), ("We refuse talks", "2031-06-02"), ("open to dialogue", "")]);
    let snapshot = record.snapshot();
    for table in [
        repeats(&snapshot, &Question { near: true, within: Some(Within { days: 3 }), ..ready() }).table(),
        timeline(&snapshot, &Question::default()).table(),
        speakers(&snapshot, &Question::default()).table(),
    ] {
        assert!(!table.rows.is_empty());
        assert!(table.rows.iter().all(|row| row.len() == table.header.len()));
    }
}

#[test]
fn several_models_are_told_with_the_answer() {
    let mut snapshot = maros(&[(READY, "2031-06-01")]).snapshot();
    snapshot.models = vec!["fast".to_string(), "full".to_string()];
    assert!(repeats(&snapshot, &ready()).sentence().contains("2 models: fast, full"));
}

const TEXTS: &[&str] =
    &[READY, "Aldra is open to dialogue", "We have never refused talks", "no talks", "We refuse talks"];
const SAID: &[&str] = &["2031-06-03", "2031-06-04", "2031-06-12", "2031-06", "2031-05", "published", ""];
const VENUES: &[&str] = &["", "", "", "Aldra", "Venn", "a press conference", "an interview"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// The lowest count is never above the best, nor the best above the highest; taking the statements without a written date away
    /// never lowers the lowest.
    #[test]
    fn counts_are_ordered_and_only_written_dates_raise_the_lowest(
        rows in prop::collection::vec((0..TEXTS.len(), 0..SAID.len(), 0..VENUES.len()), 1..14),
        days in 1u32..40,
    ) {
        let mut record = Record::default();
        for (text, said, venue) in &rows {
            let a = record.article("Aldra Post", "2031-06-14");
            let statement = record.say(a, "Ivo Maros", TEXTS[*text], SAID[*said]);
            if !VENUES[*venue].is_empty() {
                at(statement, VENUES[*venue]);
            }
        }
        let lowest = |record: &Record, question: &Question| {
            repeats(&record.snapshot(), question).rows.first().map_or(0, |r| r.occasions.counts.low)
        };
        for within in [None, Some(Within { days })] {
            // The window ends on a fixed day, whatever is found.
            let question = Question { within, until: Some(day("2031-06-14")), ..ready() };
            for row in repeats(&record.snapshot(), &question).rows {
                let c = row.occasions.counts;
                prop_assert!(c.low <= c.count && c.count <= c.high, "{c:?}");
                prop_assert!(c.high <= row.utterances.iter().map(|u| u.reports.len()).sum::<usize>());
            }
            let mut dated = record.clone();
            dated.statements.retain(|s| !matches!(s.statement.said.basis, SaidBasis::Published | SaidBasis::None));
            prop_assert!(lowest(&record, &question) <= lowest(&dated, &question));
        }
    }
}
