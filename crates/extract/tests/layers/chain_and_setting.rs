//! Relays, addressees, venues, nesting, narration.

use super::marked::{Described, marked};

fn via(found: &Described, n: usize) -> Vec<(&str, &str)> {
    found.statement(n).via.iter().map(|r| (r.name.as_str(), r.kind.as_str())).collect()
}

fn addressee(source: &str) -> Option<String> {
    marked(source).statement(1).addressee.as_ref().map(|a| a.name.clone())
}

fn venue(source: &str) -> Option<String> {
    marked(source).statement(1).venue.as_ref().map(|a| a.name.clone())
}

#[test]
fn a_trailing_agency_relays() {
    let found = marked("{t1 “We start,”} {s1 Ada Venn} {c1 said}, the Coastal Agency reported.");
    assert_eq!(via(&found, 1), [("Coastal Agency", "agency")]);
    assert_eq!(found.name(1), "Ada Venn");
}

#[test]
fn a_trailing_agency_is_no_statement_of_its_own() {
    let found =
        marked("{t2 {t1 “We start,”} {s1 Ada Venn} {c1 said}}, {s2 the Coastal Agency} {c2 reported}.");
    assert_eq!(found.extraction.statements.len(), 1);
    assert_eq!(via(&found, 1), [("Coastal Agency", "agency")]);
}

#[test]
fn an_outlet_that_leads_keeps_its_statement_and_holds_the_inner_one() {
    let found = marked("{s1 The Maros Post} {c1 reported} {t1 that {s2 Ada Venn} {c2 had said} {t2 no}}.");
    assert_eq!(found.extraction.statements.len(), 2);
    assert_eq!(via(&found, 2), [("Maros Post", "outlet")]);
    assert_eq!(found.statement(2).nested_in, Some(found.statement(1).id));
    assert_eq!(found.name(2), "Ada Venn");
}

#[test]
fn who_is_cited_speaks_and_who_cites_relays() {
    let found =
        marked("{s1 The Maros Post} {c1 reported} {t1 that the bank is closed}, citing two officials.");
    assert_eq!(found.speaker(1), (Some("two officials"), "unnamed", "description"));
    assert_eq!(via(&found, 1), [("Maros Post", "outlet")]);
}

#[test]
fn an_outlet_that_is_told_relays() {
    let found = marked("{s1 Ada Venn} {c1 told} the Coastal Agency {t1 that tests go on}.");
    assert_eq!(via(&found, 1), [("Coastal Agency", "agency")]);
    assert_eq!(found.statement(1).addressee.as_ref().map(|a| a.name.as_str()), Some("Coastal Agency"));
}

#[test]
fn a_public_agency_is_no_news_agency() {
    let found = marked(
        "{t1 The lake is clean}, {s1 Ada Venn} {c1 said}, the Environmental Protection Agency reported.",
    );
    assert!(via(&found, 1).is_empty());
}

#[test]
fn a_sentence_of_its_own_says_who_reports() {
    let found = marked(
        "{s1 Ada Venn} {c1 said} {t1 the bridge is open}. This was reported by the Coastal Agency, the Maros Post writes.",
    );
    assert_eq!(via(&found, 1), [("Maros Post", "outlet"), ("Coastal Agency", "agency")]);
}

#[test]
fn according_to_a_newspaper_at_the_end() {
    let found = marked("{s1 Ada Venn} {c1 said} {t1 she would go}, according to the Maros Herald.");
    assert_eq!(via(&found, 1), [("Maros Herald", "outlet")]);
}

#[test]
fn objects_of_telling_are_addressees() {
    assert_eq!(
        addressee("{s1 Ada Venn} {c1 told} reporters on Monday {t1 that it rained}.").as_deref(),
        Some("reporters")
    );
    assert_eq!(
        addressee("{s1 Ada Venn} {c1 warned} Teluria {t1 that time is short}.").as_deref(),
        Some("Teluria")
    );
    assert_eq!(
        addressee("{s1 The coach} {c1 reminded} his players {t1 to rest}.").as_deref(),
        Some("his players")
    );
    assert_eq!(addressee("{s1 Ada Venn} {c1 said} {t1 it rained}."), None);
    assert_eq!(addressee("{s1 Ada Venn} {c1 asked} about {t1 the rain}."), None);
}

#[test]
fn a_letter_has_an_addressee() {
    assert_eq!(
        addressee("{s1 Ada Venn} {c1 said} in a letter to the Port Union {t1 that pay would rise}.")
            .as_deref(),
        Some("Port Union")
    );
}

#[test]
fn interviews_conferences_and_speeches_are_venues() {
    assert_eq!(
        venue("{t1 “No,”} {s1 Ada Venn} {c1 said} in an interview with the Maros Post.").as_deref(),
        Some("interview with the Maros Post")
    );
    assert_eq!(
        venue("{s1 Ada Venn} {c1 said} at a press conference in Maros {t1 that it rained}.").as_deref(),
        Some("press conference in Maros")
    );
    assert_eq!(
        venue("During a ceremony on Tuesday, {s1 Ada Venn} {c1 said} {t1 it rained}.").as_deref(),
        Some("ceremony")
    );
    assert_eq!(venue("{s1 Ada Venn} {c1 said} in March {t1 that it rained}."), None);
}

#[test]
fn sentences_without_statements_are_narrations() {
    let found = marked(
        "Port of Maros closed\nThe port closed at noon. {s1 Ada Venn} {c1 said} {t1 it would open soon}. Why?",
    );
    let cut: Vec<&str> = found.extraction.narrations.iter().map(|n| found.cut(n.span)).collect();
    assert_eq!(cut, ["Port of Maros closed", "The port closed at noon."]);
}

#[test]
fn repeated_attributions_give_one_statement() {
    let found = marked("{s1 {s2 Ada Venn}} {c1 {c2 said}} {t1 {t2 it rained}}.");
    assert_eq!(found.extraction.statements.len(), 1);
}
