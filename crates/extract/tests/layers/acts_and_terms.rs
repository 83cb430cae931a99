//! Kind, mode, times, modality, negation, acts and terms.

use super::marked::{Described, marked};
use reportedly_schema::{Kind, Modality, Mode, Term, TermRole, Times};

fn acts(source: &str) -> Vec<String> {
    marked(source).statement(1).acts.iter().map(|a| format!("{}/{}", a.act, a.basis)).collect()
}

fn term(found: &Described) -> &Term {
    found.statement(1).terms.first().expect("a term")
}

fn norms(source: &str) -> Vec<String> {
    marked(source).statement(1).terms.iter().map(|t| t.norm.clone()).collect()
}

#[test]
fn kind_counts_the_words_inside_marks() {
    let kind = |source: &str| marked(source).statement(1).kind;
    assert_eq!(kind("{t1 “We go,”} {s1 Ada Venn} {c1 said}."), Kind::Direct);
    assert_eq!(kind("{s1 Ada Venn} {c1 said} {t1 that they go}."), Kind::Indirect);
    assert_eq!(kind("{s1 Ada Venn} {c1 said} {t1 that they “go now”}."), Kind::Mixed);
    assert_eq!(kind("{s1 Ada Venn} {c1 said}: {t1 “We go now.}\nNext."), Kind::Direct);
}

#[test]
fn modes_follow_the_cue() {
    let mode = |source: &str| marked(source).statement(1).mode;
    assert_eq!(mode("{s1 Ada Venn} {c1 hopes} {t1 to win}."), Mode::Belief);
    assert_eq!(mode("{s1 Ada Venn} {c1 plans} {t1 to run}."), Mode::Intention);
    assert_eq!(mode("{s1 The court} {c1 ordered} {t1 a retrial}."), Mode::Deed);
    assert_eq!(mode("{t1 Sales fell}, {c1 according to} {s1 the firm}."), Mode::Speech);
}

#[test]
fn repetition_is_marked() {
    let times = |source: &str| marked(source).statement(1).times;
    assert_eq!(times("{s1 Ada Venn} {c1 has repeatedly said} {t1 no}."), Times::Repeated);
    assert_eq!(times("{s1 Ada Venn} {c1 said} several times {t1 that it rained}."), Times::Repeated);
    assert_eq!(times("{s1 Ada Venn} {c1 reiterated} {t1 her offer}."), Times::Once);
    assert_eq!(times("{s1 Ada Venn} {c1 sometimes says} {t1 no}."), Times::Unknown);
}

#[test]
fn what_would_or_will_be_said_is_marked() {
    let modality = |source: &str| marked(source).statement(1).modality;
    assert_eq!(modality("{s1 Ada Venn} {c1 would say} {t1 no}."), Modality::Hypothetical);
    assert_eq!(modality("If {s1 Ada Venn} {c1 says} {t1 no}, it ends."), Modality::Hypothetical);
    assert_eq!(modality("{s1 Ada Venn} {c1 will announce} {t1 new rules}."), Modality::Future);
    assert_eq!(modality("{s1 Ada Venn} is expected to {c1 announce} {t1 new rules}."), Modality::Future);
    assert_eq!(modality("{s1 Ada Venn} {c1 would like} {t1 to win}."), Modality::Asserted);
}

#[test]
fn denied_speech_is_marked() {
    let negated = |source: &str| marked(source).statement(1).negated;
    assert!(negated("{s1 Ada Venn} {c1 did not say} {t1 when it opens}."));
    assert!(negated("{s1 Ada Venn} {c1 refused to say} {t1 when it opens}."));
    assert!(!negated("{s1 Ada Venn} {c1 denied} {t1 it opened}."));
    assert!(!negated("{s1 Ada Venn} {c1 said} {t1 it did not open}."));
}

#[test]
fn cues_show_acts() {
    assert_eq!(acts("{s1 Teluria} {c1 threatened} {t1 to close the strait}."), ["threat/cue"]);
    assert_eq!(acts("{s1 Ove Rolle} {c1 denied} {t1 the charge}."), ["denial/cue"]);
    assert_eq!(acts("{s1 The union} {c1 called for} {t1 a strike}."), ["demand/cue"]);
    assert_eq!(acts("{s1 Ada Venn} {c1 ruled out} {t1 a new vote}."), ["refusal/cue"]);
    assert_eq!(acts("{s1 The prosecutor} {c1 accused} {t1 Rolle of fraud}."), ["accusation/cue"]);
    assert_eq!(acts("{s1 The firm} {c1 declined to comment} {t1 on the recall}."), ["no_comment/cue"]);
    assert_eq!(acts("{s1 The coach} {c1 asked} {t1 them to wait}."), ["demand/cue"]);
    assert_eq!(acts("{s1 The coach} {c1 asked} {t1 what to do}."), ["question/cue"]);
    assert_eq!(acts("{s1 The firm} {c1 made} {t1 an offer to pay}."), ["offer/cue"]);
    assert_eq!(acts("{s1 The firm} {c1 did not rule out} {t1 a strike}."), ["assertion/inferred"]);
    assert_eq!(acts("{s1 The firm} {c1 refused} {t1 to rule out a strike}."), ["assertion/inferred"]);
    assert_eq!(acts("{s1 The firm} {c1 did not accept} {t1 the bill}."), ["refusal/cue"]);
    assert_eq!(acts("{s1 The firm} {c1 had no comment} {t1 on the recall}."), ["no_comment/cue"]);
}

#[test]
fn forms_show_acts() {
    assert_eq!(acts("{t1 “We will rebuild the school,”} {s1 Ada Venn} {c1 said}."), ["promise/form"]);
    assert_eq!(acts("{t1 “We will not sign,”} {s1 Ada Venn} {c1 said}."), ["refusal/form"]);
    assert_eq!(acts("{t1 “We will retaliate,”} {s1 Ada Venn} {c1 said}."), ["threat/form"]);
    assert_eq!(acts("{t1 “We are ready to talk,”} {s1 Ada Venn} {c1 said}."), ["offer/form"]);
    assert_eq!(acts("{t1 “We are not ready to talk,”} {s1 Ada Venn} {c1 said}."), ["refusal/form"]);
    assert_eq!(acts("{t1 “Teluria must withdraw its troops,”} {s1 Ada Venn} {c1 said}."), ["demand/form"]);
    assert_eq!(acts("{t1 “Who did this?”} {s1 Ada Venn} {c1 said}."), ["question/form"]);
    assert_eq!(acts("{t1 “Stop the convoys,”} {s1 Ada Venn} {c1 said}."), ["demand/form"]);
}

#[test]
fn without_a_sign_it_is_an_assertion() {
    assert_eq!(acts("{s1 Ada Venn} {c1 said} {t1 the lake is deep}."), ["assertion/inferred"]);
    assert_eq!(acts("{s1 Ada Venn} {c1 explained} {t1 how taxes should be raised}."), ["assertion/inferred"]);
}

#[test]
fn what_others_will_do_is_a_prediction() {
    assert_eq!(acts("{s1 Ada Venn} {c1 said} {t1 prices will fall}."), ["prediction/inferred"]);
}

#[test]
fn conditions_by_connective() {
    for (connective, kind) in [
        ("if", "if"),
        ("unless", "unless"),
        ("provided that", "if"),
        ("on condition that", "if"),
        ("as long as", "if"),
        ("only if", "only"),
        ("only after", "only"),
    ] {
        let found = marked(&format!(
            "{{t1 “We will open the port {connective} Teluria releases the crew,”}} {{s1 Ada Venn}} {{c1 said}}."
        ));
        let term = term(&found);
        assert_eq!(term.kind.map(|k| k.as_str()), Some(kind), "{connective}");
        assert_eq!(term.norm, "release crew", "{connective}");
        assert_eq!(term.actor.as_deref(), Some("Teluria"));
    }
}

#[test]
fn a_condition_that_leads_ends_at_its_comma() {
    let found = marked("{t1 “If the convoys stop, we will reopen the port,”} {s1 Ada Venn} {c1 said}.");
    assert_eq!(found.cut(term(&found).spans[0]), "If the convoys stop");
}

#[test]
fn a_condition_without_a_comma_ends_at_the_next_subject() {
    let found = marked("{t1 “If the convoys stop we will reopen the port,”} {s1 Ada Venn} {c1 said}.");
    assert_eq!(found.cut(term(&found).spans[0]), "If the convoys stop");
}

#[test]
fn exchanges_and_exclusions() {
    let found = marked("{t1 “We will lift the ban in exchange for the prisoners,”} {s1 Ada Venn} {c1 said}.");
    assert_eq!(term(&found).kind.map(|k| k.as_str()), Some("in_exchange"));
    let found = marked(
        "{t1 “We are ready for talks without preconditions, delays and troops,”} {s1 Ada Venn} {c1 said}.",
    );
    let without = &found.statement(1).terms[1];
    assert!(without.negated);
    assert_eq!(without.members, ["preconditions", "delays", "troops"]);
}

#[test]
fn clauses_with_several_verbs_have_several_members() {
    let found = marked(
        "{t1 “We will talk if Teluria withdraws its troops, lifts the blockade and frees the crew,”} {s1 Ada Venn} {c1 said}.",
    );
    assert_eq!(
        term(&found).members,
        ["Teluria withdraws its troops", "lifts the blockade", "frees the crew"]
    );
}

#[test]
fn if_is_not_always_a_condition() {
    assert!(norms("{s1 Ada Venn} {c1 asked} {t1 if the port is open}.").is_empty());
    assert!(norms("{t1 “It looks as if it will rain,”} {s1 Ada Venn} {c1 said}.").is_empty());
    assert!(norms("{s1 An aide} {c1 spoke} {t1 on condition of anonymity}.").is_empty());
    assert!(norms("{s1 Ada Venn} {c1 said} {t1 she will stay until Monday}.").is_empty());
}

#[test]
fn demands_name_who_is_to_act() {
    let found = marked("{t1 “Teluria must withdraw its troops from the valley,”} {s1 Ada Venn} {c1 said}.");
    assert_eq!(term(&found).role.as_str(), "demand");
    assert_eq!(term(&found).actor.as_deref(), Some("Teluria"));
    assert_eq!(term(&found).norm, "withdraw troop valley");
    let found = marked("{s1 Ada Venn} {c1 urged} {t1 Teluria to withdraw its troops}.");
    assert_eq!(term(&found).actor.as_deref(), Some("Teluria"));
    assert_eq!(term(&found).members, ["withdraw its troops"]);
}

#[test]
fn offers_are_what_one_is_ready_to_do() {
    let found = marked("{t1 “We are ready to reopen the port,”} {s1 Ada Venn} {c1 said}.");
    assert_eq!((term(&found).role.as_str(), term(&found).norm.as_str()), ("offer", "reopen port"));
    assert!(norms("{t1 “We are not ready to reopen the port,”} {s1 Ada Venn} {c1 said}.").is_empty());
}

#[test]
fn nominalisations_and_inflections_meet_in_one_norm() {
    let norm = |content: &str| norms(&format!("{{s1 Ada Venn}} {{c1 demanded}} {{t1 {content}}}.")).join("|");
    assert_eq!(norm("that Teluria withdraw from the four regions"), "withdraw region:4");
    assert_eq!(norm("a withdrawal from the four regions"), "withdraw region:4");
    assert_eq!(
        norm("the pull-out of troops from Orlu, Tesk, Maros and Venna"),
        "withdraw Maros+Orlu+Tesk+Venna troop"
    );
    assert_eq!(norm("the payment of 40 million crowns"), "pay crown:40000000");
    assert_eq!(norm("the immediate release of the prisoners"), "release immediate prisoner");
    assert_eq!(norm("that the prisoners be released immediately"), "release immediate prisoner");
}

#[test]
fn names_of_a_list_are_its_members() {
    let found =
        marked("{t1 “Teluria must withdraw from Orlu, Tesk and New Maros,”} {s1 Ada Venn} {c1 said}.");
    assert_eq!(term(&found).members, ["Orlu", "Tesk", "New Maros"]);
}

#[test]
fn members_of_repeated_connectives_and_enumerations() {
    let members = |source: &str| term(&marked(source)).members.clone();
    assert_eq!(
        members(
            "{t1 “We will talk if the debt is paid and if the inspectors leave,”} {s1 Ada Venn} {c1 said}."
        ),
        ["the debt is paid", "the inspectors leave"]
    );
    assert_eq!(
        members(
            "{t1 “We have two conditions: first, the release of the crew; second, an apology,”} {s1 Ada Venn} {c1 said}."
        ),
        ["the release of the crew", "an apology"]
    );
    let found =
        marked("{t1 “We are ready to talk in return for grain as well as fuel,”} {s1 Ada Venn} {c1 said}.");
    let terms: Vec<_> = found.statement(1).terms.iter().map(|t| t.members.clone()).collect();
    assert_eq!(terms, [vec!["talk"], vec!["grain", "fuel"]]);
}

fn held(source: &str) -> Vec<(String, String, Option<String>)> {
    marked(source)
        .statement(1)
        .terms
        .iter()
        .map(|t| (t.role.to_string(), t.held_by.to_string(), t.holder.clone()))
        .collect()
}

#[test]
fn a_term_told_of_the_other_side_is_theirs() {
    let other =
        |role: &str, name: &str| vec![(role.to_string(), "other".to_string(), Some(name.to_string()))];
    assert_eq!(
        held(
            "{t1 “Teluria demands that we withdraw our boats,”} {s1 Aldra's Prime Minister Ada Venn} {c1 said}."
        ),
        other("demand", "Teluria")
    );
    assert_eq!(
        held("{t1 “They want us to leave the island,”} {s1 Aldra's Prime Minister Ada Venn} {c1 said}."),
        other("demand", "They")
    );
    assert_eq!(
        held("{s1 Ada Venn} {c1 rejected} {t1 Teluria's offer to reopen the port}."),
        other("offer", "Teluria")
    );
    let own = held(
        "{t1 “Aldra demands that Teluria withdraw its boats,”} {s1 Aldra's Prime Minister Ada Venn} {c1 said}.",
    );
    assert_eq!(own, [("demand".to_string(), "speaker".to_string(), None)]);
}

#[test]
fn a_term_of_a_statement_inside_is_not_the_outer_speakers() {
    let found = marked(
        "{s1 Ada Venn} {c1 said} {t1 {s2 Rolf Ister} {c2 told} her {t2 that Teluria must leave the island}}.",
    );
    let outer = &found.statement(1).terms;
    assert!(!outer.is_empty());
    assert!(
        outer.iter().all(|t| t.held_by.to_string() == "other" && t.holder.as_deref() == Some("Rolf Ister"))
    );
    assert!(found.statement(2).terms.iter().all(|t| t.held_by.to_string() == "speaker"));
}

#[test]
fn who_acts_is_the_speaker_where_the_speaker_says_we() {
    let found = marked("{t1 “We are ready to reopen the port if Teluria pays,”} {s1 Ada Venn} {c1 said}.");
    let terms = &found.statement(1).terms;
    assert_eq!(terms.iter().map(|t| t.role.as_str()).collect::<Vec<_>>(), ["offer", "condition"]);
    assert_eq!((terms[0].actor.as_deref(), terms[0].to.as_deref()), (Some("Ada Venn"), Some("Teluria")));
    assert_eq!((terms[1].actor.as_deref(), terms[1].to.as_deref()), (Some("Teluria"), None));
    let found = marked("{t1 “Teluria must pay us,”} {s1 Ada Venn} {c1 said}.");
    assert_eq!(term(&found).to.as_deref(), Some("Ada Venn"));
}

#[test]
fn a_pronoun_is_the_whole_subject() {
    let found =
        marked("{t1 “I told her I would go to 40 crowns if the crews came back,”} {s1 Ada Venn} {c1 said}.");
    assert_eq!(found.statement(1).terms[0].actor.as_deref(), Some("Ada Venn"));
}

#[test]
fn what_somebody_put_forward_is_not_his_to_do() {
    let found = marked("{t1 “We accept the mediator's proposal,”} {s1 Ada Venn} {c1 said}.");
    assert_eq!(term(&found).actor.as_deref(), Some("Ada Venn"));
    let found = marked("{s1 Ada Venn} {c1 demanded} {t1 Teluria's withdrawal}.");
    assert_eq!(term(&found).actor.as_deref(), Some("Teluria"));
}

#[test]
fn a_thing_that_stops_and_there_are_nobody_who_acts() {
    let found =
        marked("{s1 Ada Venn} {c1 said} {t1 she would negotiate once the shelling of Kells stopped}.");
    assert_eq!((term(&found).actor.as_deref(), term(&found).norm.as_str()), (None, "stop Kells shell"));
    let found = marked(
        "{s1 Ada Venn} {c1 said} {t1 she could live without a quota as long as there is a minimum of 40 buses}.",
    );
    let condition = found.statement(1).terms.iter().find(|t| t.role == TermRole::Condition).unwrap();
    assert_eq!(condition.actor, None);
    let found =
        marked("{t1 “If the governor of Kells leaves, we will open the port,”} {s1 Ada Venn} {c1 said}.");
    assert_eq!(term(&found).actor.as_deref(), Some("governor of Kells"));
    let found =
        marked("{t1 “If most of the drivers return, we will open the port,”} {s1 Ada Venn} {c1 said}.");
    assert_eq!(term(&found).actor.as_deref(), Some("most of the drivers"));
}

#[test]
fn his_offer_is_the_speakers_unless_it_is_answered() {
    let found = marked("{s1 Ada Venn} {c1 said} {t1 that her offer of 14 crowns would stand until Monday}.");
    assert_eq!(term(&found).held_by.to_string(), "speaker");
    let found = marked("{s1 Ada Venn} {c1 said} {t1 the turning point was her offer of 14 crowns}.");
    assert!(found.statement(1).terms.is_empty());
    let found = marked("{s1 Ada Venn} {c1 rejected} {t1 his offer of 14 crowns}.");
    assert_eq!(term(&found).held_by.to_string(), "other");
}

#[test]
fn a_number_is_no_verb() {
    let found = marked("{s1 Ada Venn} {c1 wants} {t1 the minimum wage hiked to 16 crowns an hour}.");
    assert!(found.statement(1).terms.iter().all(|t| t.actor.is_none()));
}
