//! Which reports tell one thing though they share few words, and which utterances put forward one proposition on other terms.

mod record;

use record::{Record, act, indirect};
use reportedly_link::link;
use reportedly_schema::linkage::{EffectiveStatement, Joined, LinkGeneration, Utterance};
use reportedly_schema::*;

fn linked(record: &Record) -> LinkGeneration {
    link(&record.articles, &record.statements, &record.registry, &record.decisions)
}

/// The utterance that holds both of the first two statements.
fn joined(record: &Record) -> Option<Utterance> {
    linked(record).utterances.into_iter().find(|u| u.reports.contains(&0) && u.reports.contains(&1))
}

fn one_point(record: &Record) -> bool {
    linked(record).points.len() == 1
}

/// A record of one article in which one speaker says two things on one day, the second `apart` bytes after the first.
fn one_article(first: (&str, Kind), second: (&str, Kind), apart: u32) -> Record {
    let mut record = Record::default();
    let article = record.article("Aldra Post", "2031-03-05");
    for (text, kind) in [first, second] {
        record.say(article, "Ada Venn", text, "2031-03-04").statement.kind = kind;
    }
    let end = record.statements[0].statement.content[0].end;
    let text = record.statements[1].text.len() as u32;
    record.statements[1].statement.content = vec![Span { start: end + apart, end: end + apart + text }];
    record
}

/// A record of two articles of two outlets, each with a statement by one speaker.
fn two_articles(first: (&str, &str), second: (&str, &str)) -> Record {
    let mut record = Record::default();
    for ((text, said), outlet) in [first, second].into_iter().zip(["Aldra Post", "Maros Courier"]) {
        let article = record.article(outlet, "2031-03-05");
        indirect(record.say(article, "Ada Venn", text, said));
    }
    record
}

/// Makes `words` of a statement a condition.
fn condition(statement: &mut EffectiveStatement, words: &str) {
    let from = statement.text.find(words).unwrap() as u32 + statement.statement.content[0].start;
    statement.statement.terms.push(Term {
        role: TermRole::Condition,
        kind: Some(TermKind::If),
        actor: None,
        to: None,
        members: vec![words.to_string()],
        negated: false,
        norm: String::new(),
        held_by: TermHolder::Speaker,
        holder: None,
        spans: vec![Span { start: from, end: from + words.len() as u32 }],
    });
}

const HEADLINE: &str = "harbour of Tesk to reopen if convoys stop";
const SENTENCE: &str = "Aldra would reopen the harbour of Tesk within a week if Maros stopped its convoys";

#[test]
fn a_headline_and_its_sentence_are_one_utterance_as_far_as_can_be_told() {
    let found = joined(&one_article((HEADLINE, Kind::Indirect), (SENTENCE, Kind::Indirect), 300)).unwrap();
    assert_eq!(found.joined, Joined::Possible);
    assert!(found.because.starts_with("told again in one article"), "{}", found.because);
}

#[test]
fn two_quotations_in_one_article_are_two_remarks() {
    assert!(joined(&one_article((HEADLINE, Kind::Direct), (SENTENCE, Kind::Direct), 300)).is_none());
}

#[test]
fn what_is_added_is_another_remark() {
    for cue in ["added", "also said", "had once said", "went on to say"] {
        let mut record = one_article((HEADLINE, Kind::Indirect), (SENTENCE, Kind::Indirect), 300);
        record.statements[1].cue_text = cue.to_string();
        assert!(joined(&record).is_none(), "{cue}");
    }
}

#[test]
fn two_statements_of_one_sentence_are_two_things() {
    let mut record = one_article((HEADLINE, Kind::Indirect), (SENTENCE, Kind::Indirect), 300);
    record.statements[1].context = record.statements[0].context.clone();
    assert!(joined(&record).is_none());
}

const REPORT: &str = "the tax on grain would fall before the winter";
const QUOTATION: &str = "Farmers will pay a lower tax on every sack of grain";

#[test]
fn a_report_and_the_quotation_right_after_it_are_one_utterance_where_they_share_words() {
    let found = joined(&one_article((REPORT, Kind::Indirect), (QUOTATION, Kind::Direct), 3)).unwrap();
    assert_eq!(found.joined, Joined::Possible);
    assert!(found.because.starts_with("a report and the quotation after it"), "{}", found.because);
    let elsewhere = one_article((REPORT, Kind::Indirect), (QUOTATION, Kind::Direct), 400);
    assert!(joined(&elsewhere).is_none(), "another paragraph stands between");
    let other = "My neighbours know me and I know them";
    assert!(joined(&one_article((REPORT, Kind::Indirect), (other, Kind::Direct), 3)).is_none());
    let opposite = "We will not lower the tax on grain before the winter";
    assert!(joined(&one_article((REPORT, Kind::Indirect), (opposite, Kind::Direct), 3)).is_none());
}

#[test]
fn reports_of_one_day_need_fewer_words_in_common_than_those_whose_days_only_overlap() {
    let (first, second) = (
        "Aldra would reopen the harbour of Tesk within a week if Maros stopped its convoys",
        "the port at Tesk opens again as soon as Maros halts the convoys on the coast",
    );
    let one_day = two_articles((first, "2031-03-04"), (second, "2031-03-04"));
    let found = joined(&one_day).expect("one utterance");
    assert!(found.joined >= Joined::Probable, "{:?}", found.joined);
    assert!(found.because.contains("both said on 2031-03-04"), "{}", found.because);
    let other_day = two_articles((first, "2031-03-04"), (second, "2031-03-05"));
    assert!(joined(&other_day).is_none());
}

#[test]
fn two_remarks_of_one_day_on_one_matter_stay_two() {
    for (first, second) in [
        ("the convoys had cost Aldra 40 ships", "the harbour of Tesk would stay closed to ships"),
        ("the pilots of Tesk were badly paid", "the pilots of Tesk had saved two ships in the storm"),
        ("two patrol boats had been sent to the bank", "the bank belonged to Aldra since the war"),
    ] {
        assert!(joined(&two_articles((first, "2031-03-04"), (second, "2031-03-04"))).is_none(), "{first}");
    }
}

#[test]
fn figures_of_two_things_do_not_keep_reports_apart() {
    let first = "Aldra would reopen the harbour of Tesk if Maros left four towns on the coast";
    let second = "the harbour of Tesk would be reopened to 30 ships if Maros left the towns on the coast";
    assert!(joined(&two_articles((first, "2031-03-04"), (second, "2031-03-04"))).is_some());
    let other = "Aldra would reopen the harbour of Tesk if Maros left six towns on the coast";
    assert!(joined(&two_articles((first, "2031-03-04"), (other, "2031-03-04"))).is_none());
}

#[test]
fn numbers_contradict_each_other_where_they_measure_the_same() {
    let long = "will reopen the harbour of Tesk to grain ships";
    let with = |a: &str, b: &str| {
        let texts = [a, b].map(|when| format!("Aldra {long} {when}"));
        joined(&two_articles((&texts[0], "2031-03-04"), (&texts[1], "2031-03-04"))).is_some()
    };
    assert!(with("within 48 hours", "within two days"), "the same time");
    assert!(with("within 48 hours", "with 12 pilots"), "a time and a number of people");
    assert!(with("on 3 May", "with 12 pilots"), "a date and a number of people");
    assert!(with("for every one of the 12 owners", "for 12 owners"), "one of them all");
    assert!(with("on two conditions", "with 12 pilots"), "counted off");
    assert!(!with("within 48 hours", "within three days"));
    assert!(!with("with 14 pilots", "with 12 pilots"));
    assert!(!with("on 3 May", "on 4 May"));
}

/// Two statements on two days, with their conditions.
fn on_terms(first: (&str, &str), second: (&str, &str)) -> Record {
    let mut record = two_articles((first.0, "2031-03-01"), (second.0, "2031-03-04"));
    for (statement, words) in record.statements.iter_mut().zip([first.1, second.1]) {
        if !words.is_empty() {
            condition(statement, words);
        }
    }
    record
}

#[test]
fn the_same_on_other_terms_is_one_point_of_two_utterances() {
    let first = ("Aldra will reopen the harbour to grain ships if the convoys stop", "if the convoys stop");
    let on = |second: (&str, &str)| on_terms(first, second);
    let record = on((
        "the harbour will be open to ships with grain provided that 40 prisoners come home by 3 May",
        "provided that 40 prisoners come home by 3 May",
    ));
    assert!(one_point(&record));
    assert_eq!(linked(&record).utterances.len(), 2);
    let without = on(("Aldra will reopen the harbour to grain ships", ""));
    assert!(one_point(&without), "no terms at all");
    let until = on((
        "Aldra will not reopen the harbour to grain ships until the last prisoner is home",
        "until the last prisoner is home",
    ));
    assert!(one_point(&until), "not until is only if");
    let opposite = on(("Aldra will not reopen the harbour to grain ships", ""));
    assert!(!one_point(&opposite), "the opposite");
    let other = on(("Aldra will leave the summit on railways if the convoys stop", "if the convoys stop"));
    assert!(!one_point(&other), "something else on the same terms");
}

#[test]
fn another_number_outside_the_terms_is_another_point() {
    let say = |ships: &str, if_: &str| {
        (format!("Aldra will let {ships} grain ships into the harbour {if_}"), if_.to_string())
    };
    let on = |a: &str, b: &str| {
        let (x, y) = (say(a, "if the convoys stop"), say(b, "if the border opens"));
        one_point(&on_terms((&x.0, &x.1), (&y.0, &y.1)))
    };
    assert!(on("12", "12"));
    assert!(!on("12", "14"));
}

#[test]
fn an_act_made_twice_in_other_words_is_one_point() {
    let texts = [
        "would not meet the union until the strike was over",
        "that she would not receive the leaders of the union until every ward was staffed",
    ];
    let mut record =
        on_terms((texts[0], "until the strike was over"), (texts[1], "until every ward was staffed"));
    assert!(!one_point(&record), "too few words without the act");
    for statement in &mut record.statements {
        act(statement, Act::Refusal);
        statement.statement.acts[0].basis = ActBasis::Form;
    }
    assert!(one_point(&record));
}

#[test]
fn any_report_of_an_utterance_leads_to_its_point() {
    let mut record = Record::default();
    let plain = "Aldra would reopen the harbour of Tesk to grain ships before the winter";
    let quoted = "Aldra would reopen the harbour of Tesk to grain ships before the winter, and whatever the storms bring the crews shall have bread and wages again";
    let a = record.article("Aldra Post", "2031-03-05");
    indirect(record.say(a, "Ada Venn", plain, "2031-03-01"));
    let b = record.article("Maros Courier", "2031-03-05");
    record.say(b, "Ada Venn", quoted, "2031-03-01");
    let c = record.article("Aldra Post", "2031-04-05");
    record.say(
        c,
        "Ada Venn",
        "whatever the storms bring the crews shall have bread and wages again, I promise it",
        "2031-04-01",
    );
    let links = linked(&record);
    assert_eq!(links.utterances.len(), 2, "{:#?}", links.utterances);
    assert_eq!(links.points.len(), 1);
}

#[test]
fn a_report_of_one_sentence_is_of_one_with_the_sentence_of_a_longer_quotation() {
    let day = "2031-03-04";
    let long = "I am not ready to support the harbour plan of Orlu. The winter was hard, and many people in the villages lost their boats and nets. Nobody helped them.";
    let mut record = two_articles((long, day), ("she would not support the harbour plan of Orlu", day));
    record.statements[0].statement.kind = Kind::Direct;
    let found = joined(&record).unwrap();
    assert_eq!(found.joined, Joined::Possible);
    assert!(found.because.starts_with("aligned words of a sentence"), "{}", found.because);
    let mut record = two_articles((long, day), ("she would support the harbour plan of Orlu", day));
    record.statements[0].statement.kind = Kind::Direct;
    assert!(joined(&record).is_none(), "the opposite");
}

#[test]
fn the_name_of_a_matter_alone_makes_no_two_remarks_one() {
    let day = "2031-03-04";
    let a = "the contested Orlu Bay Fisheries Accord";
    let b = "the Orlu Bay Fisheries Accord that he is selling";
    assert!(joined(&two_articles((a, day), (b, day))).is_none());
}

#[test]
fn another_thing_in_the_same_place_is_another_remark() {
    let day = "2031-03-04";
    for (a, b) in [
        (
            "the northern bridge will be closed for repairs in May",
            "the southern bridge will be closed for repairs in May",
        ),
        ("the army had lost control of Dorn", "the army had regained control of Dorn"),
        ("he would vote for the climate bill", "he would vote against the climate bill"),
        ("the roof collapsed because of snow", "the roof collapsed because of bad welding"),
        ("all hostages were released in good health", "the hostages should be released at once"),
    ] {
        assert!(joined(&two_articles((a, day), (b, day))).is_none(), "{a} | {b}");
    }
    let mut question = two_articles(
        ("Did the minister know of the payments?", day),
        ("The minister knew of the payments", day),
    );
    question.statements.iter_mut().for_each(|s| s.statement.kind = Kind::Direct);
    assert!(joined(&question).is_none(), "a question and an answer");
}

#[test]
fn a_short_quotation_that_is_all_that_one_says_is_in_the_other() {
    let day = "2031-03-04";
    let mut record = two_articles(
        ("Her harbour is sinking!", day),
        ("the old woman’s “harbour is sinking” in front of everyone", day),
    );
    record.statements[0].statement.kind = Kind::Direct;
    record.statements[1].statement.kind = Kind::Mixed;
    assert!(joined(&record).is_some());
}

#[test]
fn terms_that_one_speaker_sets_on_one_day_are_one_utterance_though_told_in_other_words() {
    let first = "a truce if Maros pulls its gunboats back";
    let told = |second: &str, terms: &str, said: &str| {
        let mut record = two_articles((first, "2031-03-04"), (second, said));
        condition(&mut record.statements[0], "if Maros pulls its gunboats back");
        condition(&mut record.statements[1], terms);
        joined(&record)
    };
    let second = "that Aldra would stop shooting within two days provided that the last of the gunboats left the strait of Tesk";
    let terms = "provided that the last of the gunboats left the strait of Tesk";
    let found = told(second, terms, "2031-03-04").unwrap();
    assert_eq!(found.joined, Joined::Possible);
    assert!(told(second, terms, "2031-03-01").is_none());
    let other =
        "that Aldra would stop shooting within two days provided that the bread reached the hospitals";
    assert!(told(other, "provided that the bread reached the hospitals", "2031-03-04").is_none());
}

#[test]
fn half_of_the_words_of_content_are_enough_on_one_dated_day_where_they_are_four() {
    let first =
        "that the strike of the bakers would be called off the day the owners raised wages by 14 percent";
    let second = "that her people would be back at work by the evening if the owners agreed to raise wages by 14 per cent";
    assert!(joined(&two_articles((first, "2031-03-04"), (second, "2031-03-04"))).is_some());
    assert!(joined(&two_articles((first, "2031-03-04"), (second, "2031-03"))).is_none());
}

#[test]
fn the_same_proposition_in_one_word_is_one_point_on_other_terms() {
    let mut record = two_articles(
        ("a truce if the gunboats leave", "2031-02-04"),
        ("Aldra will order a ceasefire within a day once the sailors are free", "2031-03-04"),
    );
    condition(&mut record.statements[0], "if the gunboats leave");
    condition(&mut record.statements[1], "once the sailors are free");
    assert!(one_point(&record));
}

#[test]
fn one_negation_that_reaches_further_in_one_report_opposes_nothing() {
    let told = |first: &str, second: &str| {
        joined(&two_articles((first, "2031-03-04"), (second, "2031-03-04"))).is_some()
    };
    assert!(told(
        "that she had not seen the breakwater because of the fog",
        "that she did not see the breakwater in the fog"
    ));
    assert!(!told("that she did not see the breakwater", "that she saw the breakwater in the fog"));
    assert!(!told(
        "that the gates will not be opened before the winter",
        "that the gates will be opened before the winter"
    ));
}

#[test]
fn a_condition_is_not_told_again_by_what_happened() {
    let condition_text = "she would negotiate once the shelling of Kells stopped";
    let mut record = one_article(
        (condition_text, Kind::Indirect),
        ("the talks collapsed because Varden shelled Kells on the day of the signing", Kind::Indirect),
        400,
    );
    condition(&mut record.statements[0], "once the shelling of Kells stopped");
    record.statements[0].context = format!("{condition_text}, Venn said.");
    assert_eq!(joined(&record), None);
}

#[test]
fn a_threat_and_its_carrying_out_are_two_points() {
    let threat = "Tarsia would take the case to the international court if the gates were not opened";
    let mut record = two_articles(
        (threat, "2031-03-03"),
        ("Tarsia filed a complaint against Belmaran at the international court on Wednesday", "2031-06-03"),
    );
    condition(&mut record.statements[0], "if the gates were not opened");
    assert!(!one_point(&record));
    let mut record = two_articles(
        (threat, "2031-03-03"),
        ("Tarsia would take the case to the international court", "2031-06-03"),
    );
    condition(&mut record.statements[0], "if the gates were not opened");
    assert!(one_point(&record));
}

#[test]
fn what_hangs_on_one_condition_is_no_one_point() {
    let mut record = two_articles(
        ("the crossing at Venn opens if the guards leave the ridge", "2031-03-01"),
        ("the bank lends Aldra money if the guards leave the ridge", "2031-03-05"),
    );
    for statement in &mut record.statements {
        condition(statement, "the guards leave the ridge");
    }
    assert!(!one_point(&record));
}
