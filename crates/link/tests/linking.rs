//! What is linked and what is not, on hand-made records.

mod any;
mod record;

use any::{any_record, permuted, told};
use proptest::prelude::*;
use record::{Record, act, at, entry, indirect, to, via};
use reportedly_link::{Identities, NamedSpeaker, align, find_speaker, link, same_speaker, same_utterance};
use reportedly_schema::linkage::{EffectiveStatement, Joined, LinkArticle, LinkGeneration};
use reportedly_schema::*;

fn linked(record: &Record) -> LinkGeneration {
    link(&record.articles, &record.statements, &record.registry, &record.decisions)
}

/// The utterance that statement `n` reports.
fn utterance(links: &LinkGeneration, n: usize) -> usize {
    links.utterances.iter().position(|u| u.reports.contains(&n)).expect("the statement makes an utterance")
}

fn point(links: &LinkGeneration, n: usize) -> usize {
    let utterance = utterance(links, n);
    links.points.iter().position(|p| p.utterances.contains(&utterance)).expect("every utterance has a point")
}

fn occasion(links: &LinkGeneration, n: usize) -> usize {
    links.utterances[utterance(links, n)].occasion
}

fn speaker(links: &LinkGeneration, n: usize) -> Option<usize> {
    links.speakers.iter().position(|s| s.statements.contains(&n))
}

/// A record of two articles, each with one statement by one speaker.
fn two(a: (&str, &str), b: (&str, &str)) -> Record {
    let mut record = Record::default();
    for (n, (text, said)) in [a, b].into_iter().enumerate() {
        let article = record.article(["Aldra Post", "Venn Courier"][n], "2031-03-05");
        record.say(article, "Ivo Maros", text, said);
    }
    record
}

fn pair(record: &Record, n: usize) -> (&EffectiveStatement, &LinkArticle) {
    let statement = &record.statements[n];
    (statement, &record.articles[statement.article])
}

fn same(record: &Record) -> bool {
    let links = linked(record);
    utterance(&links, 0) == utterance(&links, 1)
}

const PORT: &str = "We will reopen the port if the convoys stop";

#[test]
fn a_bare_surname_joins_the_only_full_name() {
    let mut record = Record::default();
    let a = record.article("Aldra Post", "2031-03-05");
    record.say(a, "Ivo Maros", PORT, "2031-03-03");
    let b = record.article("Venn Courier", "2031-03-05");
    record.say(b, "Maros", "The harvest was good", "2031-03-03");
    let links = linked(&record);
    assert_eq!(links.speakers.len(), 1);
    assert_eq!(links.speakers[0].forms, ["Ivo Maros", "Maros"]);
    assert_eq!(links.speakers[0].name, "Ivo Maros", "equally common: the longer form");
    let (joined, _) =
        same_speaker(pair(&record, 0), pair(&record, 1), &Identities::new(&record.registry)).unwrap();
    assert_eq!(joined, Joined::Probable);
}

#[test]
fn a_bare_surname_of_two_people_joins_neither() {
    let mut record = Record::default();
    for who in ["Ivo Maros", "Ana Maros", "Maros"] {
        let article = record.article("Aldra Post", "2031-03-05");
        record.say(article, who, PORT, "2031-03-03");
    }
    let links = linked(&record);
    assert_eq!(links.speakers.len(), 3);
    assert_eq!(links.utterances.len(), 3);
    assert_eq!(
        find_speaker(&links.speakers, &record.registry, "Ana Maros"),
        NamedSpeaker::One(speaker(&links, 1).unwrap())
    );
    assert!(
        matches!(find_speaker(&links.speakers, &record.registry, "Maros"), NamedSpeaker::Several(all) if all.len() == 3)
    );
    assert_eq!(find_speaker(&links.speakers, &record.registry, "Orlin"), NamedSpeaker::Nobody);
}

/// One speaker for all of these names, and how sure the first and the last of them are one.
fn all_one(names: &[&str]) -> (bool, Joined) {
    let mut record = Record::default();
    for who in names {
        let article = record.article("Aldra Post", "2031-03-05");
        record.say(article, who, PORT, "2031-03-03");
    }
    let identities = Identities::new(&record.registry);
    let (joined, _) = same_speaker(pair(&record, 0), pair(&record, names.len() - 1), &identities).unwrap();
    (linked(&record).speakers.len() == 1, joined)
}

#[test]
fn case_diacritics_and_titles_are_one_speaker_for_certain_and_transliterations_probably() {
    let certain = ["Andrij Maroš", "ANDRIJ MAROS", "President Andrij Maros"];
    assert_eq!(all_one(&certain), (true, Joined::Certain));
    let probable = ["Andriy Velenskyy", "Andrii Velensky", "President Andriy Velenskiy"];
    assert_eq!(all_one(&probable), (true, Joined::Probable));
    assert_eq!(all_one(&["Ursula Orlin", "Ursula van der Orlin"]), (true, Joined::Probable));
    assert_eq!(all_one(&["Ivan Petrov", "Ivan Ivanovich Petrov"]), (true, Joined::Probable));
    assert_eq!(all_one(&["Ali al-Maros", "Ali Al Maros", "Ali Maros"]), (true, Joined::Probable));
}

#[test]
fn the_registry_joins_what_no_spelling_would() {
    let mut record = Record::default();
    for who in ["Ivo Maros", "John Marosh", "Marosh"] {
        let article = record.article("Aldra Post", "2031-03-05");
        record.say(article, who, PORT, "2031-03-03");
    }
    assert_eq!(linked(&record).speakers.len(), 2);
    record.registry.entries = vec![entry("Ivo Maros", &["John Marosh"])];
    let links = linked(&record);
    assert_eq!(links.speakers.len(), 1);
    assert_eq!(links.speakers[0].name, "Ivo Maros");
}

#[test]
fn unnamed_sources_are_never_one_across_articles() {
    let mut record = Record::default();
    for _ in 0..2 {
        let article = record.article("Aldra Post", "2031-03-05");
        let statement = record.say(article, "two officials", PORT, "2031-03-03");
        statement.statement.speaker.kind = SpeakerKind::Unnamed;
    }
    let links = linked(&record);
    assert_eq!((links.speakers.len(), links.utterances.len()), (2, 2));
    assert_eq!(same_speaker(pair(&record, 0), pair(&record, 1), &Identities::new(&record.registry)), None);
}

#[test]
fn a_capital_is_never_its_leader() {
    let mut record = Record::default();
    let a = record.article("Aldra Post", "2031-03-05");
    record.say(a, "Ivo Maros", PORT, "2031-03-03");
    record.say(a, "Aldra", PORT, "2031-03-03").statement.speaker.kind = SpeakerKind::Government;
    let links = linked(&record);
    assert_eq!((links.speakers.len(), links.utterances.len()), (2, 2));
}

#[test]
fn a_word_that_is_a_country_and_a_surname_asks_for_both_apart() {
    let mut record = Record::default();
    let a = record.article("Aldra Post", "2031-03-05");
    record.say(a, "Ada Venn", PORT, "2031-03-03");
    record.say(a, "Venn", PORT, "2031-03-03").statement.speaker.kind = SpeakerKind::Government;
    let links = linked(&record);
    assert!(
        matches!(find_speaker(&links.speakers, &record.registry, "Venn"), NamedSpeaker::Several(all) if all.len() == 2)
    );
    assert!(matches!(find_speaker(&links.speakers, &record.registry, "Ada Venn"), NamedSpeaker::One(_)));
}

#[test]
fn a_generic_ministry_means_another_body_in_each_article() {
    let mut record = Record::default();
    for _ in 0..2 {
        let article = record.article("Aldra Post", "2031-03-05");
        record.say(article, "Foreign Ministry", PORT, "2031-03-03").statement.speaker.kind =
            SpeakerKind::Organisation;
    }
    assert_eq!(linked(&record).speakers.len(), 2);
}

#[test]
fn the_same_quotation_on_one_day_is_one_utterance_for_certain() {
    let record =
        two((PORT, "2031-03-03"), ("we will reopen the port soon, the harvest permitting", "2031-03-03"));
    let links = linked(&record);
    assert_eq!(links.utterances.len(), 1);
    assert_eq!(links.utterances[0].joined, Joined::Certain);
    assert!(
        links.utterances[0].because.contains("5 words in quotation marks"),
        "{}",
        links.utterances[0].because
    );
}

#[test]
fn a_translated_paraphrase_on_one_day_is_probably_one_utterance() {
    let mut record =
        two((PORT, "2031-03-03"), ("that the harbour would be reopened if convoys are halted", "2031-03-03"));
    indirect(&mut record.statements[1]);
    let links = linked(&record);
    assert_eq!(links.utterances.len(), 1);
    assert_eq!(links.utterances[0].joined, Joined::Probable);
}

#[test]
fn the_same_words_on_two_days_are_two_utterances_of_one_point() {
    let links = linked(&two((PORT, "2031-03-01"), (PORT, "2031-03-03")));
    assert_eq!((links.utterances.len(), links.occasions.len(), links.points.len()), (2, 2, 1));
}

const LONG: &str = "We will reopen the port and the two bridges if the convoys stop before the winter storms";

/// A record of two articles of March and May; the statement of the second has no day of its own.
fn told_later(a: &str, b: &str) -> Record {
    let mut record = Record::default();
    for (n, (text, published)) in [(a, "2031-03-05"), (b, "2031-05-20")].into_iter().enumerate() {
        let article = record.article(["Aldra Post", "Venn Courier"][n], published);
        record.say(article, "Ivo Maros", text, if n == 0 { "2031-03-03" } else { "published" });
    }
    record
}

#[test]
fn a_long_quotation_told_later_without_a_day_is_possibly_the_same_utterance() {
    let links = linked(&told_later(LONG, &format!("{LONG}, and nobody will stop us")));
    assert_eq!(links.utterances.len(), 1);
    assert_eq!(links.utterances[0].joined, Joined::Possible);
    assert!(
        links.utterances[0].because.contains("without a day of its own"),
        "{}",
        links.utterances[0].because
    );
    assert!(!same(&told_later(PORT, PORT)), "a short line may be said again");
    let mut dated = told_later(LONG, LONG);
    dated.statements.pop();
    dated.say(1, "Ivo Maros", LONG, "2031-05-19");
    assert!(!same(&dated), "a day of its own makes it another occasion");
}

#[test]
fn a_quoted_run_shows_one_utterance_only_where_half_of_the_shorter_report_is_shared() {
    let day = "2031-03-03";
    let other =
        "We stand with our fishermen in every harbour, said he, and the price of salt must fall this spring";
    assert!(!same(&two(
        ("It is clear that we stand with our allies, and grain ships will sail to the islands tomorrow", day),
        (other, day)
    )));
    assert!(same(&two(
        ("Her mind is shot!", day),
        ("Judge Orlin embarrassed us all. Her mind is shot!", day)
    )));
}

#[test]
fn a_quotation_written_down_with_a_word_changed_here_and_there_is_one() {
    let told = "We will close every mine in the valley and every mill on the river by spring";
    let retold = "that we will close every mine in the valley, and each mill upon the river by spring";
    assert!(same(&told_later(told, retold)), "ten words in one order, seven of them in a run");
    assert!(!same(&told_later(
        told,
        "we will close every mill on the lake, and every mine in the city by spring"
    )));
}

#[test]
fn a_week_may_begin_on_sunday_and_no_statement_is_made_after_it_was_printed() {
    let with = |said: &str| {
        let mut record = Record::default();
        let a = record.article("Aldra Post", "2031-03-02");
        record.say(a, "Ivo Maros", PORT, "2031-03-02");
        let b = record.article("Venn Courier", "2031-03-04");
        let statement = &mut record.say(b, "Ivo Maros", PORT, "2031-03-03").statement;
        statement.said.value = Some(said.to_string());
        statement.said.interval.latest = Some("2031-03-04".parse().unwrap());
        linked(&record).utterances.len()
    };
    assert_eq!(with("2031-W10"), 1, "the week of Monday the third, or of Sunday the second");
    assert_eq!(with("2031-03"), 2, "other days");
    let mut record = two((PORT, "2031-03-03"), (PORT, "2031-03-06"));
    assert!(same(&record), "a day after print is misread: it was about the day of print");
    record.statements[1] = two((PORT, "2031-03-03"), (PORT, "2031-03-05")).statements.remove(1);
    assert!(!same(&record));
}

#[test]
fn a_few_rare_quoted_words_and_much_beside_are_one_in_the_news_of_one_day() {
    let with = |text: &str| {
        let mut record = two(
            ("that the harbour plan was the “textbook definition” of folly", "2031-03-04"),
            (text, "published"),
        );
        record.statements.iter_mut().for_each(|s| s.statement.kind = Kind::Mixed);
        same(&record)
    };
    assert!(with("his rival's remarks about the harbour plan were “the textbook definition of a folly”"));
    assert!(!with("his rival's “textbook definition” of a good bridge over the winter river"));
}

#[test]
fn what_stands_around_a_long_quotation_does_not_turn_it() {
    let said = "If she gets to pick the harbour judges there is nothing you can do, folks";
    assert!(same(&two(
        (said, "2031-03-03"),
        (&format!("I do not know, maybe there is, {said}"), "2031-03-03")
    )));
}

#[test]
fn aligned_words_cut_back_in_both_texts() {
    let record =
        two((PORT, "2031-03-03"), ("the port would be reopened should the convoys cease", "2031-03-03"));
    let (a, b) = (&record.statements[0], &record.statements[1]);
    let found: Vec<(&str, &str)> =
        align(a, b).iter().map(|w| (w.a.of(&a.text).unwrap(), w.b.of(&b.text).unwrap())).collect();
    for pair in [("port", "port"), ("reopen", "reopened"), ("convoys", "convoys")] {
        assert!(found.contains(&pair), "{found:?}");
    }
    let mut back: Vec<(&str, &str)> =
        align(b, a).iter().map(|w| (w.b.of(&a.text).unwrap(), w.a.of(&b.text).unwrap())).collect();
    let mut there = found.clone();
    there.sort_unstable();
    back.sort_unstable();
    assert_eq!(there, back);
}

#[test]
fn opposite_polarity_is_never_merged() {
    assert!(!same(&two(
        ("We are ready for talks with Venn", "2031-03-03"),
        ("We are not ready for talks with Venn", "2031-03-03")
    )));
    let links = linked(&two(
        ("We are ready for talks with Venn", "2031-03-03"),
        ("We are not ready for talks with Venn", "2031-03-03"),
    ));
    assert_ne!(point(&links, 0), point(&links, 1));
}

#[test]
fn a_cue_that_refuses_turns_the_same_words() {
    let mut record =
        two(("to hold talks on the port", "2031-03-03"), ("to hold talks on the port", "2031-03-03"));
    record.statements.iter_mut().for_each(indirect);
    act(&mut record.statements[0], Act::Offer);
    act(&mut record.statements[1], Act::Refusal);
    assert!(!same(&record));
}

#[test]
fn a_refusing_cue_turns_neither_a_quotation_nor_what_is_negated_already() {
    for (kind, texts) in [
        (Kind::Direct, ["We are not ready for talks with Venn", "We are not ready for talks with Venn"]),
        (
            Kind::Indirect,
            [
                "that there was no way of lifting the blockade",
                "that there was no way of lifting the blockade",
            ],
        ),
    ] {
        let mut record = two((texts[0], "2031-03-03"), (texts[1], "2031-03-03"));
        record.statements.iter_mut().for_each(|s| s.statement.kind = kind);
        act(&mut record.statements[1], Act::Refusal);
        assert!(same(&record), "{kind}");
    }
}

#[test]
fn another_number_is_never_merged() {
    assert!(!same(&two(
        ("We will send 12 ships with grain to the port", "2031-03-03"),
        ("We will send 14 ships with grain to the port", "2031-03-03")
    )));
    assert!(same(&two(
        ("We will send twelve ships with grain to the port", "2031-03-03"),
        ("We will send 12 ships with grain to the port", "2031-03-03")
    )));
}

#[test]
fn an_offer_to_someone_else_is_never_merged() {
    let mut record = two((PORT, "2031-03-03"), (PORT, "2031-03-03"));
    for (statement, whom) in record.statements.iter_mut().zip(["Teluria", "Venn"]) {
        act(statement, Act::Offer);
        to(statement, whom);
    }
    assert!(!same(&record));
    assert!(!same(&two(
        ("We are ready for talks with Teluria", "2031-03-03"),
        ("We are ready for talks with Venn", "2031-03-03")
    )));
}

#[test]
fn conflicting_venues_on_one_day_are_two_occasions() {
    let mut record = two((PORT, "2031-03-03"), ("The harvest was good this year", "2031-03-03"));
    assert_eq!(linked(&record).occasions.len(), 1);
    at(&mut record.statements[0], "a press conference in Aldra");
    at(&mut record.statements[1], "an interview with Radio Venn");
    assert_eq!(linked(&record).occasions.len(), 2);
    at(&mut record.statements[1], "Aldra");
    assert_eq!(linked(&record).occasions.len(), 1);
}

#[test]
fn a_statement_without_venue_goes_with_the_days_first_occasion() {
    let mut record = Record::default();
    for (text, venue) in
        [(PORT, "a press conference"), ("The harvest was good", ""), ("Taxes stay low", "an interview")]
    {
        let article = record.article("Aldra Post", "2031-03-05");
        let statement = record.say(article, "Ivo Maros", text, "2031-03-03");
        if !venue.is_empty() {
            at(statement, venue);
        }
    }
    let links = linked(&record);
    assert_eq!(links.occasions.len(), 2);
    assert!(occasion(&links, 1) == occasion(&links, 0) || occasion(&links, 1) == occasion(&links, 2));
}

#[test]
fn publication_reaches_back_three_days_and_no_further() {
    let with = |said: &str| {
        let mut record = Record::default();
        let a = record.article("Aldra Post", "2031-03-06");
        record.say(a, "Ivo Maros", PORT, said);
        let b = record.article("Venn Courier", "2031-03-06");
        record.say(b, "Ivo Maros", "We will reopen the port if convoys stop", "published");
        linked(&record).utterances.len()
    };
    assert_eq!(with("2031-03-03"), 1, "three days before");
    assert_eq!(with("2031-03-02"), 2, "four days before");
}

#[test]
fn undated_paraphrases_stay_apart_and_the_same_long_words_do_not() {
    assert!(!same(&two((PORT, "2031-03-03"), ("The port reopens if convoys stop", ""))));
    assert!(same(&two((PORT, "2031-03-03"), (PORT, ""))), "the same 9 words");
}

#[test]
fn what_is_said_to_be_said_repeatedly_is_no_report_of_one_day() {
    let mut record =
        two(("ready for talks with Venn", "2031-03-03"), ("ready for talks with Venn", "2031-03-03"));
    record.statements[1].statement.times = Times::Repeated;
    assert!(!same(&record));
}

#[test]
fn reprints_are_one_utterance_even_where_monday_became_another_day() {
    let body: String = (0..60).map(|n| format!("word{n} ")).collect();
    let mut record = Record::default();
    let a = record.article_with("Coastal Agency", "2031-03-05", &body);
    record.say(a, "Ivo Maros", "We are ready", "2031-03-03");
    let b = record.article_with("Aldra Post", "2031-03-12", &format!("{body} and a line more"));
    record.say(b, "Ivo Maros", "We are ready", "2031-03-10");
    let links = linked(&record);
    assert_eq!(links.reprints, [vec![0, 1]]);
    assert_eq!(links.utterances.len(), 1);
    assert_eq!(links.utterances[0].joined, Joined::Certain);
    assert_eq!(links.occasions[0].said, Interval::day(record::day("2031-03-03")));
}

#[test]
fn one_text_dated_months_apart_tells_of_two_occasions() {
    let body: String = (0..60).map(|n| format!("word{n} ")).collect();
    let mut record = Record::default();
    let a = record.article_with("Coastal Agency", "2031-03-05", &body);
    record.say(a, "Ivo Maros", "We are ready", "2031-03-03");
    let b = record.article_with("Coastal Agency", "2031-08-06", &body);
    record.say(b, "Ivo Maros", "We are ready", "2031-08-04");
    let links = linked(&record);
    assert_eq!(links.reprints, [vec![0, 1]]);
    assert_eq!(links.occasions.len(), 2);
}

#[test]
fn wire_copy_inside_a_longer_article_is_the_same_words() {
    let long = "The port of Aldra will stay closed until every convoy has left the strait";
    let record = two((long, "2031-03-03"), (long, "published"));
    let links = linked(&record);
    assert!(links.reprints.is_empty());
    assert_eq!(links.utterances.len(), 1);
    assert_eq!(links.utterances[0].because, "the same 14 words");
}

#[test]
fn a_headline_and_its_sentence_are_two_reports_of_one_utterance() {
    let mut record = Record::default();
    let a = record.article("Aldra Post", "2031-03-05");
    indirect(record.say(a, "Ivo Maros", "Port to reopen if convoys stop", "published"));
    record.say(a, "Ivo Maros", PORT, "2031-03-03");
    let links = linked(&record);
    assert_eq!(links.utterances.len(), 1);
    assert_eq!(links.utterances[0].reports.len(), 2);
}

/// Two indirect reports of one day, what is done by each.
fn told_by_two(a: (&str, Act), b: (&str, Act)) -> Record {
    let mut record = two((a.0, "2031-03-03"), (b.0, "2031-03-03"));
    for (statement, act) in record.statements.iter_mut().zip([a.1, b.1]) {
        indirect(statement);
        statement.statement.acts = vec![ActFound { act, basis: ActBasis::Cue }];
    }
    record
}

#[test]
fn the_same_figures_on_one_day_show_one_utterance_in_other_words() {
    let (a, b) = (
        "the mill would give its 312 weavers nine weeks of wages in June",
        "312 people were to have the pay of nine weeks by June",
    );
    assert!(same(&told_by_two((a, Act::Assertion), (b, Act::Assertion))));
    let other = "214 weavers were to have the pay of nine weeks by June";
    assert!(!same(&told_by_two((a, Act::Assertion), (other, Act::Assertion))));
}

#[test]
fn nobody_for_less_is_only_for_as_much() {
    let (a, b) =
        ("nobody would get the mill for less than 30 million", "the mill would be sold only for 30 million");
    assert!(same(&told_by_two((a, Act::Assertion), (b, Act::Assertion))));
}

#[test]
fn one_act_on_one_day_shows_one_utterance_in_other_words() {
    let (a, b) = ("the plan for a dam above the village", "the village dam, at whatever price");
    assert!(same(&told_by_two((a, Act::Refusal), (b, Act::Refusal))));
    assert!(!same(&told_by_two((a, Act::Refusal), ("the bridge below the market", Act::Refusal))));
}

const ISLAND: &str = "Not one soldier of ours will leave the island before the winter harvest";

/// Two reports in two articles: one by Ivo Maros, the other as `who` says.
fn beside_a_named_one(who: &str, text: &str) -> Record {
    let mut record = Record::default();
    let a = record.article("Aldra Post", "2031-03-05");
    record.say(a, "Ivo Maros", ISLAND, "2031-03-03");
    let b = record.article("Venn Courier", "2031-03-05");
    record.say(b, who, text, "published");
    record
}

#[test]
fn the_same_quotation_of_nobody_named_is_one_report_more_and_stays_nobodys() {
    let record = beside_a_named_one("", ISLAND);
    let links = linked(&record);
    assert_eq!(links.utterances.len(), 1);
    let utterance = &links.utterances[0];
    assert_eq!((utterance.reports.len(), utterance.joined), (2, Joined::Probable));
    assert!(utterance.because.contains("one report"), "{}", utterance.because);
    let maros = links.occasions[utterance.occasion].speaker;
    assert_eq!(links.speakers[maros].statements, [0], "the statement stays whose it was");
    let (joined, _) =
        same_utterance(pair(&record, 0), pair(&record, 1), &Identities::new(&record.registry)).unwrap();
    assert_eq!(joined, Joined::Probable);
}

#[test]
fn the_same_quotation_of_an_office_may_be_anybodys() {
    for who in ["the premier", "President", "president of Aldra"] {
        assert_eq!(linked(&beside_a_named_one(who, ISLAND)).utterances.len(), 2, "{who}");
    }
}

#[test]
fn a_loose_report_gives_no_day_and_makes_no_occasion() {
    let mut record = beside_a_named_one("", ISLAND);
    record.statements[0].statement.said = record.statements[1].statement.said.clone();
    record.statements[1].statement.said.interval = Interval::day(record::day("2031-03-03"));
    record.statements[1].statement.said.basis = SaidBasis::Stated;
    let links = linked(&record);
    assert_eq!((links.utterances.len(), links.occasions.len()), (1, 1));
    assert!(!links.occasions[0].dated, "the day is a report's that names nobody");
    // What is in other words stays with whom it was.
    let record = beside_a_named_one("the premier", "No soldier leaves the island until the harvest");
    let links = linked(&record);
    assert_eq!((links.utterances.len(), links.speakers.len()), (2, 2));
}

#[test]
fn words_of_two_named_speakers_or_of_one_who_cannot_be_him_are_nobodys() {
    // Two people have the words.
    let mut record = beside_a_named_one("", ISLAND);
    let c = record.article("Coastal Agency", "2031-03-05");
    record.say(c, "Ada Venn", ISLAND, "2031-03-03");
    let links = linked(&record);
    assert_eq!(links.utterances.len(), 2);
    assert!(links.utterances.iter().all(|u| u.reports.len() == 1), "nobody's words are in neither");
    // Unnamed sources, several people, another surname, a body.
    for (who, kind) in [
        ("two officials", SpeakerKind::Unnamed),
        ("the Managers", SpeakerKind::Group),
        ("Orlin", SpeakerKind::Person),
        ("Foreign Ministry", SpeakerKind::Government),
    ] {
        let mut record = beside_a_named_one(who, ISLAND);
        record.statements[1].statement.speaker.kind = kind;
        assert_eq!(linked(&record).utterances.len(), 2, "{who}");
    }
    // A spokesman has his words, and another's: he is somebody.
    let mut record = beside_a_named_one("the premier", ISLAND);
    record.statements[1].source_text = "the premier's spokesman".to_string();
    assert_eq!(linked(&record).utterances.len(), 2);
    // Another figure.
    let record =
        beside_a_named_one("", "Not one soldier of ours will leave the island before the 14 harvest days");
    assert!(linked(&record).utterances.len() < 2);
}

#[test]
fn a_surname_of_two_people_is_the_one_whose_words_it_has() {
    let mut record = beside_a_named_one("Maros", ISLAND);
    let c = record.article("Coastal Agency", "2031-03-05");
    record.say(c, "Ana Maros", PORT, "2031-03-03");
    let links = linked(&record);
    assert_eq!(links.speakers.len(), 3);
    assert_eq!(utterance(&links, 0), utterance(&links, 1));
    assert_ne!(utterance(&links, 0), utterance(&links, 2));
}

#[test]
fn beliefs_hearsay_and_what_was_not_said_make_no_occasion() {
    let mut record = Record::default();
    let a = record.article("Aldra Post", "2031-03-05");
    record.say(a, "Ivo Maros", PORT, "2031-03-03").statement.mode = Mode::Belief;
    record.say(a, "Ivo Maros", PORT, "2031-03-03").statement.negated = true;
    record.say(a, "Ivo Maros", PORT, "2031-03-03").statement.modality = Modality::Future;
    via(record.say(a, "Ivo Maros", PORT, "2031-03-03"), "two officials", "unnamed");
    let outer = record.say(a, "Ada Venn", "Maros told us that the port opens", "2031-03-03").statement.id;
    record.say(a, "Ivo Maros", "that the port opens", "2031-03-03").statement.nested_in = Some(outer);
    let links = linked(&record);
    assert_eq!(links.utterances.len(), 1, "only Venn's own");
    assert_eq!(links.speakers.len(), 2, "the speaker is known all the same");
    via(record.say(a, "Ivo Maros", PORT, "2031-03-03"), "Coastal Agency", "agency");
    assert_eq!(linked(&record).utterances.len(), 2, "an agency changes nothing");
}

#[test]
fn points_hold_what_is_said_again_in_other_words() {
    let mut record = Record::default();
    for (n, text) in [
        "We are ready for talks",
        "Aldra is open to dialogue",
        "The harvest was good this year",
        "We have never refused negotiations",
        "We are ready for a long war",
    ]
    .iter()
    .enumerate()
    {
        let article = record.article("Aldra Post", "2031-06-30");
        record.say(article, "Ivo Maros", text, &format!("2031-0{}-03", n + 1));
    }
    let links = linked(&record);
    assert_eq!(point(&links, 0), point(&links, 1));
    assert_eq!(point(&links, 0), point(&links, 3));
    assert_ne!(point(&links, 0), point(&links, 2));
    assert_ne!(point(&links, 0), point(&links, 4));
    let again = &links.points[point(&links, 0)];
    assert_eq!(again.id, record.statements[0].statement.id);
    assert_eq!(again.utterances.len(), 3);
}

#[test]
fn a_chain_of_wordings_does_not_bring_two_figures_together() {
    let mut record = Record::default();
    for text in [
        "We will send 12 ships with grain to the port",
        "We will send ships with grain to the port",
        "We will send 14 ships with grain to the port",
    ] {
        let article = record.article("Aldra Post", "2031-03-05");
        record.say(article, "Ivo Maros", text, "2031-03-03");
    }
    let links = linked(&record);
    assert_ne!(utterance(&links, 0), utterance(&links, 2));
    assert_eq!(links.utterances.len(), 2);
}

#[test]
fn the_pairwise_answer_does_not_depend_on_the_order_of_the_two() {
    let record = two((PORT, "2031-03-03"), ("the port would reopen if convoys stop", "2031-03"));
    let [a, b] = [0, 1].map(|n| (&record.statements[n], &record.articles[n]));
    let identities = Identities::new(&record.registry);
    assert_eq!(same_utterance(a, b, &identities), same_utterance(b, a, &identities));
    assert!(same_utterance(a, b, &identities).is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Any order of articles and statements gives the same partition, ids and words.
    #[test]
    fn the_order_of_input_changes_nothing(
        (record, articles, statements) in any_record().prop_flat_map(|record| {
            let articles: Vec<usize> = (0..record.articles.len()).collect();
            let statements: Vec<usize> = (0..record.statements.len()).collect();
            (Just(record), Just(articles).prop_shuffle(), Just(statements).prop_shuffle())
        })
    ) {
        let other = permuted(&record, &articles, &statements);
        prop_assert_eq!(told(&record, &linked(&record)), told(&other, &linked(&other)));
    }

    /// Adding articles one by one, linking after each, ends where a batch in another order ends.
    #[test]
    fn one_by_one_ends_where_a_batch_ends(record in any_record()) {
        let mut grown = Record { registry: record.registry.clone(), ..Record::default() };
        let mut last = LinkGeneration::default();
        for (n, article) in record.articles.iter().enumerate().rev() {
            grown.articles.push(article.clone());
            let place = grown.articles.len() - 1;
            for statement in record.statements.iter().filter(|s| s.article == n) {
                let mut statement = statement.clone();
                statement.article = place;
                grown.statements.push(statement);
            }
            last = linked(&grown);
        }
        prop_assert_eq!(told(&grown, &last), told(&record, &linked(&record)));
    }

    /// Rows are complete, sorted as documented, and nothing stands twice.
    #[test]
    fn a_generation_is_whole_and_sorted(record in any_record()) {
        let links = linked(&record);
        prop_assert!(links.speakers.windows(2).all(|w| w[0].name <= w[1].name));
        prop_assert!(links.occasions.windows(2).all(|w| w[0].id <= w[1].id));
        prop_assert!(links.utterances.windows(2).all(|w| w[0].id <= w[1].id));
        prop_assert!(links.points.windows(2).all(|w| w[0].id <= w[1].id));
        let mut reports: Vec<usize> = links.utterances.iter().flat_map(|u| u.reports.clone()).collect();
        let count = reports.len();
        reports.sort_unstable();
        reports.dedup();
        prop_assert_eq!(reports.len(), count);
        let mut in_points: Vec<usize> = links.points.iter().flat_map(|p| p.utterances.clone()).collect();
        in_points.sort_unstable();
        prop_assert_eq!(in_points, (0..links.utterances.len()).collect::<Vec<_>>());
        for utterance in &links.utterances {
            prop_assert_eq!(utterance.id, record.statements[utterance.reports[0]].statement.id);
            let speaker = links.occasions[utterance.occasion].speaker;
            let (own, lent): (Vec<usize>, Vec<usize>) =
                utterance.reports.iter().partition(|r| links.speakers[speaker].statements.contains(r));
            prop_assert!(!own.is_empty());
            // Only a report that names nobody in full stands in an utterance of another.
            for name in lent.iter().filter_map(|&r| record.statements[r].statement.speaker.name.as_deref()) {
                prop_assert!(!["Ivo Maros", "Ana Maros", "Ada Venn"].contains(&name), "{name}");
                prop_assert!(utterance.joined > Joined::Certain);
            }
        }
    }

    /// No utterance holds two reports that are forbidden to be one.
    #[test]
    fn no_utterance_holds_two_figures_or_two_days(record in any_record()) {
        for utterance in linked(&record).utterances {
            // A cue that refuses turns the words, so that only reports without one are compared by their words.
            let texts: Vec<&str> = utterance
                .reports
                .iter()
                .map(|&r| &record.statements[r])
                .filter(|s| s.statement.acts.is_empty())
                .map(|s| s.text.as_str())
                .collect();
            prop_assert!(!(texts.iter().any(|t| t.contains("12 ")) && texts.iter().any(|t| t.contains("14 "))));
            prop_assert!(!(texts.contains(&"We are ready for talks") && texts.contains(&"We are not ready for talks")));
        }
    }

    /// The pairwise functions are symmetric.
    #[test]
    fn pairs_have_no_order(record in any_record()) {
        let identities = Identities::new(&record.registry);
        for a in &record.statements {
            for b in &record.statements {
                let joined = |found: Option<(Joined, String)>| found.map(|f| f.0);
                let (x, y) = ((a, &record.articles[a.article]), (b, &record.articles[b.article]));
                prop_assert_eq!(
                    joined(same_speaker(x, y, &identities)),
                    joined(same_speaker(y, x, &identities))
                );
                prop_assert_eq!(
                    same_utterance(x, y, &identities).map(|f| f.0),
                    same_utterance(y, x, &identities).map(|f| f.0)
                );
            }
        }
    }
}
