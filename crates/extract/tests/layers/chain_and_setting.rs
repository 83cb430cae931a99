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
fn who_is_urged_is_an_addressee_and_who_is_told_in_the_passive() {
    assert_eq!(
        addressee("{s1 Ada Venn} {c1 urged} the Port Union {t1 to wait}.").as_deref(),
        Some("Port Union")
    );
    assert_eq!(
        addressee("{s1 Ada Venn} {c1 urged} {t1 residents to stay at home}.").as_deref(),
        Some("residents")
    );
    assert_eq!(addressee("{s1 Ada Venn} {c1 urged} {t1 restraint}."), None);
    let found = marked("{s1 Residents} {c1 were told} by Ada Venn {t1 that the lift is shut}.");
    assert_eq!(found.name(1), "Ada Venn");
    assert_eq!(found.statement(1).addressee.as_ref().map(|a| a.name.as_str()), Some("Residents"));
    let found = marked("{s1 Residents} {c1 were told} {t1 that the lift is shut}.");
    assert_eq!(found.speaker(1).0, None);
    let found = marked("{s1 Residents} {c1 are convinced} {t1 that the lift is shut}.");
    assert_eq!(found.statement(1).addressee, None);
    assert!(found.speaker(1).0.is_some());
}

#[test]
fn who_asks_calls_or_listens_is_an_addressee() {
    for (text, who) in [
        ("Asked by journalists about the toll, {s1 Ada Venn} {c1 said} {t1 it would go}.", "journalists"),
        ("In reply to a question from the Maros Post, {s1 Ada Venn} {c1 said} {t1 no}.", "Maros Post"),
        ("In a phone call with the Aldran president, {s1 Ada Venn} {c1 said} {t1 no}.", "Aldran president"),
        ("Addressing lawmakers, {s1 Ada Venn} {c1 said} {t1 it was late}.", "lawmakers"),
        ("{t1 He slept}, {s1 Ada Venn} {c1 testified} before the jury.", "jury"),
        ("{s1 Ada Venn} {c1 told} owners and breeders {t1 that it rained}.", "owners and breeders"),
        ("{t1 “No,”} {s1 Ada Venn} {c1 wrote} in an email to staff seen by Nordwire.", "staff"),
        ("{s1 Ada Venn} {c1 told} her {t1 that it rained}.", "her"),
    ] {
        assert_eq!(addressee(text).as_deref(), Some(who), "{text}");
    }
    for text in [
        "{s1 Ada Venn} {c1 said} after meeting with President Ove Rolle {t1 that it rained}.",
        "In response to the allegation, {s1 Ada Venn} {c1 said} {t1 no}.",
    ] {
        assert_eq!(addressee(text), None, "{text}");
    }
}

#[test]
fn an_occasion_that_is_told_is_a_venue() {
    let text = "{s1 Ada Venn} {c1 told} a news conference in Maros {t1 that it rained}.";
    assert_eq!(addressee(text), None);
    assert_eq!(venue(text).as_deref(), Some("news conference in Maros"));
    let crowd = "{s1 Ada Venn} {c1 told} a rally {t1 that it rained}.";
    assert_eq!(addressee(crowd).as_deref(), Some("rally"));
}

#[test]
fn networks_and_sidelines_are_venues() {
    for (text, place) in [
        ("{s1 Ada Venn} {c1 wrote} on Telegram {t1 that it rained}.", "Telegram"),
        ("{s1 Ada Venn} {c1 wrote} on her Facebook page {t1 that it rained}.", "her Facebook page"),
        (
            "{s1 Ada Venn} {c1 wrote} on social media platform Chirrup {t1 no}.",
            "social media platform Chirrup",
        ),
        ("On the sidelines of the grain summit, {s1 Ada Venn} {c1 said} {t1 no}.", "grain summit"),
        ("{s1 Ada Venn} {c1 said} in parliament {t1 that it rained}.", "parliament"),
    ] {
        assert_eq!(venue(text).as_deref(), Some(place), "{text}");
    }
}

#[test]
fn relays_stand_before_after_and_beside() {
    for (text, names) in [
        ("As reported by Radio Sellin, {s1 Ada Venn} {c1 said} {t1 no}.", vec!["Radio Sellin"]),
        ("According to the Maros Post, {s1 Ada Venn} {c1 said} {t1 no}.", vec!["Maros Post"]),
        (
            "{t1 It rained}, {c1 according to} {s1 Ada Venn}, who was quoted by the Maros Post.",
            vec!["Maros Post"],
        ),
        ("{t1 “No,”} {s1 Ada Venn} {c1 said}, Nordwire correspondent reports.", vec!["Nordwire"]),
        ("{t1 “No,”} {s1 Ada Venn} {c1 said}, reports the Maros Post.", vec!["Maros Post"]),
        (
            "{s1 Ada Venn} {c1 told} the Maros Post {t1 no}, the Coastal Agency reported.",
            vec!["Coastal Agency", "Maros Post"],
        ),
        ("{s1 Ada Venn} {c1 told} Ida Corr of Maros News {t1 no}.", vec!["Maros News"]),
        ("{s1 Ada Venn} {c1 told} her lawyer {t1 no}, the court reported.", vec![]),
    ] {
        let found = marked(text);
        let via: Vec<&str> = found.statement(1).via.iter().map(|r| r.name.as_str()).collect();
        assert_eq!(via, names, "{text}");
        assert_eq!(found.name(1), "Ada Venn", "{text}");
    }
}

#[test]
fn a_credited_agency_relays_everything_and_editors_say_nothing() {
    let found = marked(
        "MAROS (Coastal Agency) — {t1 It rained}, {s1 Ada Venn} {c1 said}. {t2 “No,”} {s2 she} {c2 said}.\n{c3 Reporting by} {s3 Ann Lee}; {t3 editing by Carl Binder}",
    );
    assert_eq!(via(&found, 1), [("Coastal Agency", "agency")]);
    assert_eq!(via(&found, 2), [("Coastal Agency", "agency")]);
    assert_eq!(found.extraction.statements.len(), 2);
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

#[test]
fn a_passive_without_room_for_its_auxiliary_is_none() {
    let found = marked("also {c1 told} {s1 Ada Venn} {t1 that it rained}.");
    assert_eq!(found.speaker(1).0, Some("Ada Venn"));
}
