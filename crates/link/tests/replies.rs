//! Who answered whom, on hand-made records.

mod record;

use proptest::prelude::*;
use record::Record;
use reportedly_link::{link, replies};
use reportedly_schema::linkage::{Reply, ReplyKind};
use reportedly_schema::registry::{Member, Membership, Period};
use reportedly_schema::*;

/// One statement: article, source as written, speaker, cue, content, day, acts.
struct Said<'a> {
    article: usize,
    source: &'a str,
    who: &'a str,
    cue: &'a str,
    content: &'a str,
    on: &'a str,
    acts: &'a [Act],
}

fn say(record: &mut Record, said: Said) -> usize {
    let statement = record.say(said.article, said.who, said.content, said.on);
    statement.source_text = said.source.to_string();
    statement.cue_text = said.cue.to_string();
    statement.context = format!("{} {} {}.", said.source, said.cue, said.content);
    statement.statement.kind = Kind::Indirect;
    statement.statement.acts = said.acts.iter().map(|&act| ActFound { act, basis: ActBasis::Cue }).collect();
    record.statements.len() - 1
}

fn found(record: &Record) -> Vec<Reply> {
    let links = link(&record.articles, &record.statements, &record.registry, &record.decisions);
    replies(&record.articles, &record.statements, &record.registry, &links)
}

fn pairs(record: &Record) -> Vec<(usize, usize, ReplyKind)> {
    found(record).into_iter().map(|r| (r.to, r.reply, r.kind)).collect()
}

/// Teluria's president offers to pay half on 3 March 2031.
fn offer(record: &mut Record) -> usize {
    let article = record.article("Aldra Post", "2031-03-03");
    say(
        record,
        Said {
            article,
            source: "Teluria's President Ivo Maros",
            who: "Ivo Maros",
            cue: "offered",
            content: "to pay 20 million crowns, half of the tolls",
            on: "2031-03-03",
            acts: &[Act::Offer],
        },
    )
}

fn refusal<'a>(article: usize, on: &'a str) -> Said<'a> {
    Said {
        article,
        source: "Foreign Minister Ada Venn",
        who: "Ada Venn",
        cue: "turned down",
        content: "Teluria's offer to settle the tolls for 20 million crowns",
        on,
        acts: &[Act::Refusal],
    }
}

#[test]
fn an_offer_refused_in_another_article_is_found_with_the_words_that_show_it() {
    let mut record = Record::default();
    let offer = offer(&mut record);
    let article = record.article("Venn Courier", "2031-03-06");
    let reply = say(&mut record, refusal(article, "2031-03-05"));
    assert_eq!(pairs(&record), [(offer, reply, ReplyKind::Refuses)]);
    let because = &found(&record)[0].because;
    for words in ["“turned down”", "“Teluria's offer”", "names Teluria", "crown", "said 2 days after"]
    {
        assert!(because.contains(words), "{because}");
    }
}

/// What Ivo Maros promises and Ada Venn answers in one article.
fn answered_beside(promise: &str, cue: &str, content: &str, act: Act) -> usize {
    let mut record = Record::default();
    let article = record.article("Aldra Post", "2031-03-04");
    let (on, acts) = ("2031-03-03", &[Act::Promise][..]);
    let source = "President Ivo Maros";
    say(&mut record, Said { article, source, who: "Ivo Maros", cue: "promised", content: promise, on, acts });
    let (source, acts) = ("The rebel leader Ada Venn", &[act][..]);
    say(&mut record, Said { article, source, who: "Ada Venn", cue, content, on, acts });
    pairs(&record).len()
}

#[test]
fn a_thing_refused_goes_by_a_word_of_what_was_offered() {
    let promise = "an amnesty to every deserter who came home before June";
    assert_eq!(answered_beside(promise, "turned down", "the amnesty", Act::Refusal), 1);
    assert_eq!(answered_beside(promise, "turned down", "the harvest tax", Act::Refusal), 0);
    let of_deserters = "customers who were deserters and came home for an amnesty";
    assert_eq!(answered_beside(promise, "turns down", of_deserters, Act::Refusal), 0);
}

#[test]
fn what_is_called_something_is_what_was_said_and_no_person() {
    let promise = "to end the blockade of the port by June";
    let called = |cue, content, act| answered_beside(promise, cue, content, act);
    assert_eq!(called("called", "the promise to end the blockade a trick", Act::Accusation), 1);
    assert_eq!(
        called("called", "the mayor who heard the promise on the blockade a fool", Act::Accusation),
        0
    );
    assert_eq!(called("called on", "Teluria to keep the promise on the blockade", Act::Demand), 0);
    assert_eq!(called("recent call", "to keep the promise on the blockade", Act::Assertion), 0);
    assert_eq!(called("refused to say", "the word blockade in a speech at the port", Act::Refusal), 0);
}

#[test]
fn a_noun_far_from_the_verb_is_not_what_is_accepted() {
    let promise = "to end the blockade of the port by June";
    let agreed = |content| answered_beside(promise, "agreed", content, Act::Agreement);
    assert_eq!(agreed("to the promise"), 1);
    assert_eq!(agreed("to pay nine crowns to a man who had made a promise"), 0);
}

#[test]
fn who_responds_to_one_person_answers_no_other() {
    let promise = "to end the blockade of the port by June";
    let answered =
        |cue| answered_beside(promise, cue, "that the port and the blockade would stay", Act::Assertion);
    assert_eq!(answered("responded to Maros by saying"), 1);
    assert_eq!(answered("responded to Mayor Ilo Ostrin by saying"), 0);
}

#[test]
fn a_verb_is_no_noun_for_what_another_said() {
    let promise = "to end the blockade by June";
    assert_eq!(answered_beside(promise, "denied", "that she had offered to resign", Act::Denial), 0);
}

#[test]
fn nothing_answers_what_was_said_later_or_long_before() {
    for on in ["2031-03-01", "2031-04-20", ""] {
        let mut record = Record::default();
        offer(&mut record);
        let article = record.article("Venn Courier", "");
        say(&mut record, refusal(article, on));
        assert_eq!(pairs(&record), [], "{on}");
    }
}

#[test]
fn the_nearest_of_several_offers_is_answered() {
    let mut record = Record::default();
    offer(&mut record);
    let article = record.article("Aldra Post", "2031-03-20");
    let second = say(
        &mut record,
        Said {
            article,
            source: "President Maros of Teluria",
            who: "Ivo Maros",
            cue: "offered again",
            content: "to pay 20 million crowns of the tolls",
            on: "2031-03-20",
            acts: &[Act::Offer],
        },
    );
    let article = record.article("Venn Courier", "2031-03-22");
    let reply = say(&mut record, refusal(article, "2031-03-21"));
    assert_eq!(pairs(&record), [(second, reply, ReplyKind::Refuses)]);
}

#[test]
fn nobody_answers_himself_nor_does_his_spokesman_or_his_party() {
    let mut record = Record::default();
    offer(&mut record);
    let article = record.article("Venn Courier", "2031-03-06");
    let own = Said { source: "Ivo Maros", who: "Ivo Maros", ..refusal(article, "2031-03-05") };
    say(&mut record, own);
    let spokesman =
        Said { source: "Maros's spokesman Jan Petrik", who: "Jan Petrik", ..refusal(article, "2031-03-05") };
    say(&mut record, spokesman);
    assert_eq!(pairs(&record), []);
    let mut record = Record::default();
    offer(&mut record);
    let article = record.article("Venn Courier", "2031-03-06");
    say(&mut record, refusal(article, "2031-03-05"));
    let member = |id: &str| Membership {
        party: "Harbour Union".into(),
        member: Member::Entry(id.into()),
        period: Period::default(),
        note: None,
    };
    record.registry.entries = vec![record::entry("Ivo Maros", &[]), record::entry("Ada Venn", &[])];
    record.registry.memberships = vec![member("ivo-maros"), member("ada-venn")];
    assert_eq!(pairs(&record), []);
}

#[test]
fn a_headline_with_a_call_and_a_refusal_is_a_reply() {
    for (content, cue) in [
        ("talks", "refuses"),
        ("talks", "rejects"),
        ("to negotiate", "refuses"),
        ("offer", "rejects"),
        ("no", "says"),
    ] {
        let mut record = Record::default();
        let article = record.article("Aldra Post", "2031-03-03");
        let context = format!("Maros calls for talks, Venn {cue} {content}");
        let call = say(
            &mut record,
            Said {
                article,
                source: "Maros",
                who: "Maros",
                cue: "calls for",
                content: "talks",
                on: "published",
                acts: &[Act::Demand],
            },
        );
        let reply = say(
            &mut record,
            Said {
                article,
                source: "Venn",
                who: "Venn",
                cue,
                content,
                on: "published",
                acts: &[Act::Refusal],
            },
        );
        for n in [call, reply] {
            record.statements[n].context.clone_from(&context);
        }
        assert_eq!(pairs(&record), [(call, reply, ReplyKind::Refuses)], "{cue} {content}");
    }
}

#[test]
fn whose_offer_it_is_decides() {
    let mut record = Record::default();
    offer(&mut record);
    let article = record.article("Venn Courier", "2031-03-06");
    for content in [
        "Corrand's offer to settle the tolls for 20 million crowns",
        "the offer of the Telurian envoy of 20 million crowns of tolls",
    ] {
        say(&mut record, Said { content, ..refusal(article, "2031-03-05") });
    }
    assert_eq!(pairs(&record), [(0, 2, ReplyKind::Refuses)]);
}

#[test]
fn the_opposite_of_what_was_asked_of_a_speaker_answers_it_without_a_word_for_it() {
    let content = "Aldra will not send inspectors to the Hallin Dam";
    for (source, acts, found) in [
        ("Aldra's minister Ada Venn", &[Act::Refusal][..], 1),
        ("Aldra's minister Ada Venn", &[], 1),
        ("Professor Ada Venn", &[], 0),
    ] {
        let mut record = Record::default();
        let article = record.article("Aldra Post", "2031-03-03");
        let demand = Said {
            article,
            source: "President Ivo Maros of Teluria",
            who: "Ivo Maros",
            cue: "demanded",
            content: "that Aldra send inspectors to the Hallin Dam",
            on: "2031-03-03",
            acts: &[Act::Demand],
        };
        say(&mut record, demand);
        say(
            &mut record,
            Said { article, source, who: "Ada Venn", cue: "said", content, on: "2031-03-03", acts },
        );
        assert_eq!(pairs(&record).len(), found, "{source} {acts:?}: {:?}", pairs(&record));
    }
}

#[test]
fn in_one_article_the_offer_next_to_its_answer_is_meant() {
    let mut record = Record::default();
    let article = record.article("Aldra Post", "2031-03-03");
    let rows = [
        ("President Ivo Maros", "Ivo Maros", "said", "the harvest was poor", None),
        (
            "Prime Minister Ada Venn",
            "Ada Venn",
            "offered",
            "to open the port for thirty days",
            Some(Act::Offer),
        ),
        ("President Ivo Maros", "Ivo Maros", "welcomed", "the proposal", None),
    ];
    for (source, who, cue, content, act) in rows {
        let acts: Vec<Act> = act.into_iter().collect();
        say(&mut record, Said { article, source, who, cue, content, on: "2031-03-03", acts: &acts });
    }
    assert_eq!(pairs(&record), [(1, 2, ReplyKind::Answers)]);
}

#[test]
fn a_yes_with_a_condition_is_conditional() {
    let mut record = Record::default();
    let offer = offer(&mut record);
    let article = record.article("Venn Courier", "2031-03-06");
    let reply = say(
        &mut record,
        Said {
            cue: "said",
            content: "we accept Teluria's offer of 20 million crowns of tolls, provided that the dam is opened",
            ..refusal(article, "2031-03-05")
        },
    );
    assert_eq!(pairs(&record), [(offer, reply, ReplyKind::Conditions)]);
}

#[test]
fn what_shows_no_reply_or_shares_no_matter_is_none() {
    for (cue, content) in [
        ("said", "the tolls are 20 million crowns"),
        ("said", "that Teluria had rejected the offer of 20 million crowns of tolls"),
        ("declined", "to comment on Teluria's offer of 20 million crowns of tolls"),
        ("turned down", "a seat on the board of the football club"),
        ("rejected", "the suggestion that the match was lost"),
        ("refused", "to see the union"),
    ] {
        let mut record = Record::default();
        offer(&mut record);
        let article = record.article("Venn Courier", "2031-03-06");
        say(&mut record, Said { cue, content, ..refusal(article, "2031-03-05") });
        assert_eq!(pairs(&record), [], "{cue} {content}");
    }
}

#[test]
fn offers_of_two_speakers_that_fit_equally_well_are_left_alone() {
    let mut record = Record::default();
    let article = record.article("Aldra Post", "2031-03-03");
    for (source, who) in [("Ivo Maros", "Ivo Maros"), ("Ana Orlin", "Ana Orlin")] {
        let content = "to open the port for thirty days";
        let acts = [Act::Offer];
        say(
            &mut record,
            Said { article, source, who, cue: "offered", content, on: "2031-03-03", acts: &acts },
        );
    }
    let article = record.article("Venn Courier", "2031-03-04");
    let content = "the offers of Maros and Orlin to open the port for thirty days";
    say(&mut record, Said { content, cue: "rejected", ..refusal(article, "2031-03-04") });
    assert_eq!(pairs(&record), []);
}

#[test]
fn reports_of_the_same_two_things_said_are_one_reply() {
    let mut record = Record::default();
    offer(&mut record);
    let copy = record.copy(0, "Coastal Agency", "2031-03-03");
    let said = record.statements[0].clone();
    record.statements.push(reportedly_schema::linkage::EffectiveStatement { article: copy, ..said });
    for outlet in ["Venn Courier", "Aldra Tribune"] {
        let article = record.article(outlet, "2031-03-06");
        say(&mut record, refusal(article, "2031-03-05"));
    }
    assert_eq!(pairs(&record).len(), 1);
}

proptest! {
    #[test]
    fn any_words_are_looked_through(
        cues in proptest::collection::vec("(rejected|said|in response|turned down|\\PC{0,8})", 2..5),
        contents in proptest::collection::vec("(the offer|Maros|no |we accept |to pay |\\PC{0,12}){0,4}", 2..5),
    ) {
        let mut record = Record::default();
        let article = record.article("Aldra Post", "2031-03-03");
        for (n, (cue, content)) in cues.iter().zip(&contents).enumerate() {
            let who = ["Ivo Maros", "Ada Venn"][n % 2];
            let acts = [Act::Offer];
            say(&mut record, Said { article, source: who, who, cue, content, on: "2031-03-03", acts: &acts });
        }
        for reply in found(&record) {
            prop_assert!(reply.to != reply.reply);
            prop_assert!(record.statements[reply.to].statement.speaker != record.statements[reply.reply].statement.speaker);
        }
    }
}

/// What Ada Venn says in one article beside two others, and whom it answers.
fn answered_among(said: [(&str, &str, &[Act]); 2], reply: (&str, &str, &[Act])) -> Vec<(usize, ReplyKind)> {
    let mut record = Record::default();
    let article = record.article("Aldra Post", "2031-03-04");
    let on = "2031-03-03";
    for ((cue, content, acts), who) in said.into_iter().zip(["Ivo Maros", "Lena Orr"]) {
        say(&mut record, Said { article, source: who, who, cue, content, on, acts });
    }
    let (cue, content, acts) = reply;
    say(&mut record, Said { article, source: "Ada Venn", who: "Ada Venn", cue, content, on, acts });
    pairs(&record).into_iter().filter(|(_, reply, _)| *reply == 2).map(|(to, _, kind)| (to, kind)).collect()
}

#[test]
fn who_accepts_answers_nobody_who_accepts_too() {
    let offered = ("offered", "joint patrols at the sound", &[Act::Offer][..]);
    let accepted = ("accepted", "the proposal", &[Act::Acceptance][..]);
    let too = ("said", "Aldra also agreed to the proposal", &[Act::Acceptance][..]);
    let found = answered_among([offered, accepted], too);
    assert!(found.iter().all(|(to, _)| *to == 0), "{found:?}");
}

#[test]
fn a_judgement_of_what_was_offered_answers_it() {
    let offered = ("offered", "to release 40 prisoners for three pilots", &[Act::Offer][..]);
    let beside = ("said", "the school was a fine one", &[Act::Assertion][..]);
    let judged = ("said", "the offer was \"not serious\"", &[Act::Assertion][..]);
    assert_eq!(answered_among([offered, beside], judged), [(0, ReplyKind::Answers)]);
    let own = ("said", "the offer was open until Friday", &[Act::Assertion][..]);
    assert_eq!(answered_among([offered, beside], own), []);
}

#[test]
fn what_is_accepted_tells_who_is_answered() {
    let posts = ("offered", "joint measuring posts at three places on the river", &[Act::Offer][..]);
    let inspectors = (
        "said",
        "foreign inspectors could visit the dam if Aldra opened its pumping stations",
        &[Act::Offer][..],
    );
    let accepts = (
        "said",
        "she would accept measuring posts in place of foreign inspectors at the dam",
        &[Act::Acceptance][..],
    );
    let found = answered_among([posts, inspectors], accepts);
    assert!(found.iter().all(|(to, _)| *to == 0), "{found:?}");
}

#[test]
fn who_opposes_or_declines_something_of_his_own_answers_no_assertion() {
    let told = ("said", "the governor had supported the war on the northern villages", &[Act::Assertion][..]);
    let beside = ("said", "the harvest was good", &[Act::Assertion][..]);
    for reply in [
        ("opposed", "the war on the northern villages", &[Act::Refusal][..]),
        ("declined", "to support the war on the northern villages", &[Act::Refusal][..]),
        ("agreed", "that the war on the northern villages was long", &[Act::Agreement][..]),
    ] {
        assert_eq!(answered_among([told, beside], reply), [], "{reply:?}");
    }
}
