//! Who is behind a source span, in several subjects.

use super::marked::marked;

#[track_caller]
fn is(source: &str, n: usize, want: (&str, &str, &str)) {
    let found = marked(source);
    let got = found.speaker(n);
    assert_eq!((got.0.unwrap_or(""), got.1, got.2), want, "{:?}", found.statement(n).why);
}

#[track_caller]
fn unknown(source: &str, n: usize, candidates: &[&str]) {
    let found = marked(source);
    let speaker = &found.statement(n).speaker;
    assert_eq!(speaker.name, None, "{:?}", found.statement(n).why);
    assert_eq!(speaker.candidates, candidates);
}

#[test]
fn a_surname_stands_for_the_full_name() {
    is(
        "Striker Ove Rolle limped off. {t1 “It hurts,”} {s1 Rolle} {c1 said}.",
        1,
        ("Ove Rolle", "person", "named"),
    );
}

#[test]
fn a_title_before_the_name_is_no_part_of_it() {
    is(
        "{s1 Deputy Foreign Minister Oksa Lind} {c1 said} {t1 talks go on}.",
        1,
        ("Oksa Lind", "person", "named"),
    );
    is(
        "{s1 Lt. Col. Mara J. Quist} {c1 said} {t1 the road is open}.",
        1,
        ("Mara J. Quist", "person", "named"),
    );
}

#[test]
fn the_name_in_apposition_speaks() {
    is(
        "{s1 The head of the president's office, Andor Yelk,} {c1 said} {t1 no date is set}.",
        1,
        ("Andor Yelk", "person", "named"),
    );
    is(
        "{s1 Ida Brandt, leader of Aldra's Harbour Party,} {c1 said} {t1 it would vote no}.",
        1,
        ("Ida Brandt", "person", "named"),
    );
    is(
        "{s1 Nils Oberg, 54, a teacher from Maros,} {c1 said} {t1 the school is cold}.",
        1,
        ("Nils Oberg", "person", "named"),
    );
}

#[test]
fn a_title_means_the_one_person_introduced_with_it() {
    is(
        "Minister Ada Venn came late. {s1 The minister} {c1 said} {t1 the port is closed}.",
        1,
        ("Ada Venn", "person", "title"),
    );
    is(
        "Aldran President Ivo Kern flew home. {s1 The Aldran leader} {c1 said} {t1 he was tired}.",
        1,
        ("Ivo Kern", "person", "title"),
    );
    is(
        "Defense Minister Ada Venn spoke first. {s1 The defence minister} {c1 warned} {t1 of delays}.",
        1,
        ("Ada Venn", "person", "title"),
    );
}

#[test]
fn a_title_of_two_persons_means_neither() {
    unknown(
        "Aldran President Ivo Kern met Telurian President Una Sorel. {s1 The president} {c1 said} {t1 talks were good}.",
        1,
        &["Ivo Kern", "Una Sorel"],
    );
}

#[test]
fn an_adjective_tells_two_holders_of_a_title_apart() {
    is(
        "Aldran President Ivo Kern met Telurian President Una Sorel. {s1 The Telurian president} {c1 said} {t1 talks were good}.",
        1,
        ("Una Sorel", "person", "title"),
    );
}

#[test]
fn a_title_of_another_place_is_not_taken() {
    is(
        "Aldran President Ivo Kern flew home. {s1 The Telurian president} {c1 said} {t1 nothing changed}.",
        1,
        ("Telurian president", "person", "title"),
    );
}

#[test]
fn a_description_means_the_one_person_that_fits() {
    is(
        "Striker Ove Rolle scored twice. {t1 “It was luck,”} {s1 the striker} {c1 said}.",
        1,
        ("Ove Rolle", "person", "description"),
    );
    is(
        "Ove Rolle, a billionaire, bought the club. {s1 The tycoon} {c1 said} {t1 he would invest}.",
        1,
        ("Ove Rolle", "person", "description"),
    );
}

#[test]
fn a_description_with_two_recent_persons_means_neither() {
    unknown(
        "Ada Venn met Ove Rolle in Maros. {s1 The dictator} {c1 said} {t1 all is well}.",
        1,
        &["Ada Venn", "Ove Rolle"],
    );
}

#[test]
fn pronouns_take_the_nearest_person_of_their_gender() {
    is(
        "Ada Venn left the court with Ove Rolle. {t1 “We won,”} {s1 she} {c1 said}.",
        1,
        ("Ada Venn", "person", "pronoun"),
    );
    is(
        "Ada Venn left the court with Henrik Rolle. {t1 “We won,”} {s1 he} {c1 said}.",
        1,
        ("Henrik Rolle", "person", "pronoun"),
    );
}

#[test]
fn a_pronoun_goes_on_with_who_spoke_before() {
    is(
        "{s1 Ada Venn} {c1 told} Clara Lund {t1 the lab is safe}. {s2 She} {c2 added} {t2 that tests go on}.",
        2,
        ("Ada Venn", "person", "pronoun"),
    );
}

#[test]
fn two_persons_of_one_gender_beside_each_other_leave_a_pronoun_open() {
    unknown(
        "The house of Ada Venn and of Clara Lund burned. {s1 She} {c1 said} {t1 nobody was hurt}.",
        1,
        &["Ada Venn", "Clara Lund"],
    );
}

#[test]
fn an_honorific_shows_gender() {
    is(
        "Mr. Sorrin met Ms. Quell. {s1 He} {c1 said} {t1 the trial starts soon}.",
        1,
        ("Sorrin", "person", "pronoun"),
    );
}

#[test]
fn a_title_shows_gender() {
    is(
        "Spokeswoman Taro Kim waited for Henrik Rolle. {s1 She} {c1 said} {t1 he was late}.",
        1,
        ("Taro Kim", "person", "pronoun"),
    );
}

#[test]
fn gender_is_learned_from_pronouns() {
    is(
        "Zuri Okello, a chemist, won. She thanked the jury. Henrik Rolle lost to Okello. {s1 She} {c1 said} {t1 it was close}.",
        1,
        ("Zuri Okello", "person", "pronoun"),
    );
}

#[test]
fn they_and_it_take_groups_and_bodies() {
    is(
        "{s1 Residents} {c1 said} {t1 the water is brown}. {s2 They} {c2 want} {t2 answers}.",
        2,
        ("Residents", "group", "pronoun"),
    );
    is(
        "{s1 The Port Union} {c1 said} {t1 it would strike}. {s2 It} {c2 demanded} {t2 higher pay}.",
        2,
        ("Port Union", "organisation", "pronoun"),
    );
}

#[test]
fn the_plural_of_a_surname_means_both_bearers() {
    is(
        "The mill was sold by Tom Aven and Lisa Aven. {s1 The Avens} {c1 said} {t1 they would move}.",
        1,
        ("Tom Aven and Lisa Aven", "group", "named"),
    );
}

#[test]
fn who_takes_what_stands_before_it() {
    is("Ada Venn, {s1 who} {c1 said} {t1 she was ill}, stayed away.", 1, ("Ada Venn", "person", "pronoun"));
}

#[test]
fn the_first_person_inside_a_quotation_is_the_quoted_one() {
    is(
        "{t1 “{s2 I} {c2 think} {t2 it will rain},”} {s1 Ada Venn} {c1 said}.",
        2,
        ("Ada Venn", "person", "pronoun"),
    );
}

#[test]
fn he_inside_reported_words_is_the_speaker_and_inside_quoted_words_is_not() {
    is(
        "{s1 Henrik Rolle} {c1 said} {t1 {s2 he} {c2 believes} {t2 in luck}}.",
        2,
        ("Henrik Rolle", "person", "pronoun"),
    );
    is(
        "Otto Brandt resigned. {s1 Henrik Rolle} {c1 said}: {t1 “{s2 He} {c2 believes} {t2 in luck}.”}",
        2,
        ("Otto Brandt", "person", "pronoun"),
    );
}

#[test]
fn capitals_palaces_and_states_speak_for_themselves() {
    is(
        "Norwegian Prime Minister Henrik Rolle was away. {s1 Oslo} {c1 said} {t1 it would wait}.",
        1,
        ("Oslo", "government", "metonym"),
    );
    is("{s1 The White House} {c1 said} {t1 it would wait}.", 1, ("White House", "government", "metonym"));
    is("{s1 Germany} {c1 said} {t1 it would wait}.", 1, ("Germany", "government", "metonym"));
}

#[test]
fn a_ministry_is_not_its_minister() {
    is(
        "Foreign Minister Ada Venn was away. The Foreign Ministry met at noon. {s1 The ministry} {c1 said} {t1 talks go on}.",
        1,
        ("Foreign Ministry", "government", "description"),
    );
}

#[test]
fn unnamed_sources_stay_unnamed() {
    is(
        "{s1 Two senior officials} {c1 said} {t1 a deal is near}.",
        1,
        ("Two senior officials", "unnamed", "description"),
    );
    is(
        "{t1 A deal is near}, {s1 a senior official} {c1 said}.",
        1,
        ("senior official", "unnamed", "description"),
    );
    is(
        "{s1 Sources in the ministry} {c1 said} {t1 a deal is near}.",
        1,
        ("Sources in the ministry", "unnamed", "description"),
    );
    is(
        "{s1 A source} {c1 said} {t1 a deal is near}. {s2 The source} {c2 added} {t2 that it may fail}.",
        2,
        ("source", "unnamed", "description"),
    );
}

#[test]
fn a_spokesman_without_a_name_is_not_the_one_he_speaks_for() {
    is(
        "Ada Venn was silent. {s1 A spokesman for Venn} {c1 said} {t1 she was ill}.",
        1,
        ("spokesman for Venn", "unnamed", "description"),
    );
    is(
        "Ada Venn was silent. {s1 Venn's lawyer} {c1 said} {t1 she was ill}.",
        1,
        ("Venn's lawyer", "unnamed", "description"),
    );
}

#[test]
fn a_spokesman_with_a_name_speaks_himself() {
    is(
        "{s1 Venn's spokesman, Otto Brandt,} {c1 said} {t1 she was ill}.",
        1,
        ("Otto Brandt", "person", "named"),
    );
    is(
        "{s1 Otto Brandt, a spokesman for the Port Union,} {c1 said} {t1 it would strike}.",
        1,
        ("Otto Brandt", "person", "named"),
    );
}

#[test]
fn groups_documents_and_bodies() {
    is(
        "{s1 Residents of Maros} {c1 say} {t1 the air is bad}.",
        1,
        ("Residents of Maros", "group", "description"),
    );
    is(
        "{s1 A study of 400 patients} {c1 found} {t1 no effect}.",
        1,
        ("study of 400 patients", "document", "description"),
    );
    is(
        "{s1 The joint communiqué} {c1 said} {t1 talks go on}.",
        1,
        ("joint communiqué", "document", "description"),
    );
    is(
        "{s1 The Aldra Steel Corporation} {c1 said} {t1 profits fell}.",
        1,
        ("Aldra Steel Corporation", "organisation", "named"),
    );
    is(
        "{s1 The University of Maros} {c1 said} {t1 the trial worked}.",
        1,
        ("University of Maros", "organisation", "named"),
    );
}

#[test]
fn an_acronym_stands_for_the_body_it_abbreviates() {
    is(
        "The Aldra Rowing Federation met. {s1 The ARF} {c1 said} {t1 two tests failed}.",
        1,
        ("Aldra Rowing Federation", "organisation", "named"),
    );
}

#[test]
fn two_names_speak_together() {
    is(
        "{s1 Ada Venn and Ove Rolle} {c1 said} {t1 they agree}.",
        1,
        ("Ada Venn and Ove Rolle", "group", "named"),
    );
    is(
        "{s1 Companies and workers} {c1 said} {t1 they agree}.",
        1,
        ("Companies and workers", "group", "description"),
    );
}

#[test]
fn spelling_variants_are_one_person() {
    let found = marked("{s1 Volodin Maroszky} {c1 said} {t1 yes}. Later {s2 Maroszkiy} {c2 said} {t2 no}.");
    assert_eq!(found.statement(1).speaker.id, found.statement(2).speaker.id);
    assert_eq!(found.name(2), "Volodin Maroszky");
}

#[test]
fn different_first_names_are_different_persons() {
    let found = marked("{s1 Ada Venn} {c1 said} {t1 yes}. {s2 Otto Venn} {c2 said} {t2 no}.");
    assert_ne!(found.statement(1).speaker.id, found.statement(2).speaker.id);
}

#[test]
fn a_short_name_is_the_one_who_was_introduced_first_under_it() {
    is(
        "Ada Venn ran the lab. Venn was strict. Otto Venn left it. {s1 Venn} {c1 said} {t1 tests go on}.",
        1,
        ("Ada Venn", "person", "named"),
    );
    unknown(
        "Ada Venn and Otto Venn ran the lab. {s1 Venn} {c1 said} {t1 tests go on}.",
        1,
        &["Ada Venn", "Otto Venn"],
    );
    is(
        "Ada Venn and Otto Venn ran the lab. {s1 Mrs. Venn} {c1 said} {t1 tests go on}.",
        1,
        ("Ada Venn", "person", "named"),
    );
}

#[test]
fn turns_of_a_transcript_are_surnames_in_capitals() {
    is("Ada Venn met the press. {s1 VENN}{c1 :} {t1 We start now.}", 1, ("Ada Venn", "person", "named"));
}

#[test]
fn a_quotation_of_its_own_goes_with_its_neighbour() {
    is("{t1 “We lost,”} {s1 Ada Venn} {c1 said}. {t2 “It happens.”}", 2, ("Ada Venn", "person", "carried"));
    is(
        "{s1 Ada Venn} {c1 explained} {t1 the rules}:\n{t2 “Nobody runs.”}",
        2,
        ("Ada Venn", "person", "carried"),
    );
}

#[test]
fn a_passive_without_a_source_is_nobody_s() {
    unknown("{s1 Ada Venn} {c1 said} {t1 yes}. It {c2 was announced} {t2 that the port is closed}.", 2, &[]);
}

#[test]
fn a_name_inside_an_organisation_is_no_person() {
    is(
        "Ada Venn founded it. {s1 The Venn Foundation} {c1 said} {t1 it would close}.",
        1,
        ("Venn Foundation", "organisation", "named"),
    );
}

#[test]
fn his_campaign_carries_the_name() {
    is(
        "Mayor Henrik Rolle lost. {s1 His campaign} {c1 said} {t1 votes were missing}.",
        1,
        ("Henrik Rolle's campaign", "organisation", "description"),
    );
}

#[test]
fn ids_are_in_order_of_first_mention_and_mentions_cut_back() {
    let found =
        marked("Otto Brandt waited. {s1 Ada Venn} {c1 said} {t1 yes}. {s2 Brandt} {c2 said} {t2 no}.");
    assert_eq!(found.statement(1).speaker.id.as_deref(), Some("e2"));
    assert_eq!(found.statement(2).speaker.id.as_deref(), Some("e1"));
    let cut: Vec<&str> = found.extraction.mentions.iter().map(|m| found.cut(m.span)).collect();
    assert_eq!(cut, ["Otto Brandt", "Ada Venn", "Brandt"]);
}

#[test]
fn a_leader_is_the_one_who_speaks_here_and_never_a_person_of_its_own() {
    let source = "{s1 President Ada Venn of Aldra} {c1 said} {t1 the mill was open}. {s2 The Aldran leader} {c2 noted} {t2 that it rained}. {s3 She} {c3 stressed} {t3 that it was wet}.";
    is(source, 2, ("Ada Venn", "person", "title"));
    is(source, 3, ("Ada Venn", "person", "pronoun"));
    let source = "{s1 Ada Venn} {c1 said} {t1 the mill was open}. {s2 The harbour-side leader} {c2 noted} {t2 that it rained}. {s3 She} {c3 stressed} {t3 that it was wet}.";
    is(source, 2, ("Ada Venn", "person", "description"));
    is(source, 3, ("Ada Venn", "person", "pronoun"));
    unknown(
        "{s1 President Ada Venn of Aldra} and President Ove Rolle of Maros met. {s2 The Venolian leader} {c2 noted} {t2 that it rained}.",
        2,
        &["Ada Venn", "Ove Rolle"],
    );
}

#[test]
fn two_men_joined_by_and_are_both_subjects() {
    unknown(
        "Striker Tom Aven and goalkeeper Lud Marsh left. Later {s1 he} {c1 said} {t1 that it rained}.",
        1,
        &["Tom Aven", "Lud Marsh"],
    );
}

#[test]
fn occupations_lead_names_of_two_words_only() {
    is("{s1 Baker Orla Fenn} {c1 said} {t1 it rained}.", 1, ("Orla Fenn", "person", "named"));
    is("{s1 Curator Silva Ortt} {c1 said} {t1 it rained}.", 1, ("Silva Ortt", "person", "named"));
    is("{s1 Tom Baker} {c1 said} {t1 it rained}.", 1, ("Tom Baker", "person", "named"));
    is(
        "Ned Ulver sails. {s1 The veteran skipper} {c1 said} {t1 it rained}.",
        1,
        ("Ned Ulver", "person", "description"),
    );
    is("{t1 “It rained,”} {c1 said} {s1 farmer Col Dunmore}.", 1, ("Col Dunmore", "person", "named"));
}

#[test]
fn companies_agencies_and_states_are_told_by_their_words() {
    is("{s1 Fenwick Lines} {c1 said} {t1 it rained}.", 1, ("Fenwick Lines", "organisation", "named"));
    is("{s1 The Coastal Agency} {c1 said} {t1 it rained}.", 1, ("Coastal Agency", "organisation", "named"));
    is("{s1 Maros} {c1 said} {t1 that its border would stay closed}.", 1, ("Maros", "government", "metonym"));
}

#[test]
fn people_in_the_know_stay_unnamed_and_a_text_that_was_seen_is_a_document() {
    is(
        "{s1 Two people close to the board} {c1 said} {t1 it rained}.",
        1,
        ("Two people close to the board", "unnamed", "description"),
    );
    let found = marked("{t1 The dam leaks}, {c1 says} {s1 an engineers' report seen by the paper}.");
    assert_eq!(found.speaker(1).1, "document");
}

#[test]
fn a_quotation_without_a_source_goes_to_the_reporting_clause_behind_it() {
    is(
        "{s1 Ada Venn} {c1 declared} {t1 that it rained}. {t2 “It is wet,”} stressed the head of the Port Office, Ove Rolle.",
        2,
        ("Ove Rolle", "person", "named"),
    );
}

#[test]
fn figures_and_fragments_name_nobody() {
    unknown("{s1 of a possible} {c1 said} {t1 it rained}.", 1, &[]);
}

#[test]
fn the_home_of_an_office_before_a_name_is_no_part_of_it() {
    for (source, name) in [
        ("{s1 President of Aldra Ada Venn}", "Ada Venn"),
        ("{s1 The Minister of Foreign Affairs of Aldra Ove Rolle}", "Ove Rolle"),
        ("{s1 Governor of the region Harth Tobin Lask}", "Tobin Lask"),
        ("{s1 Mayor of Port Averby Joan Reddy}", "Joan Reddy"),
        ("{s1 President of the Republic of Maros Ivo Kern}", "Ivo Kern"),
        ("{s1 Head of the Office of the President of Maros Nils Oren}", "Nils Oren"),
        ("{s1 Spokesman of the Ministry of Defence of Maros Jem Udal}", "Jem Udal"),
        ("{s1 minister of health Osric Penhale}", "Osric Penhale"),
        ("{s1 His Excellency Joren Tamsey}", "Joren Tamsey"),
    ] {
        is(&format!("{source} {{c1 said}} {{t1 talks go on}}."), 1, (name, "person", "named"));
    }
    // The name belongs to the office right before it, and a place alone is no person.
    let found = marked("{s1 A spokesman of President Ada Venn} {c1 said} {t1 talks go on}.");
    assert_ne!(found.speaker(1).0, Some("Ada Venn"));
    is(
        "{s1 The mayor of Port Averby} {c1 said} {t1 the quay is shut}.",
        1,
        ("mayor of Port Averby", "person", "title"),
    );
}

#[test]
fn a_title_that_one_person_holds_means_who_needs_no_introduction() {
    is(
        "Ada Venn ruled out a vote. {s1 The Prime Minister} {c1 said} {t1 she has a mandate}.",
        1,
        ("Ada Venn", "person", "title"),
    );
    // Two of whom either may hold it.
    is(
        "Ada Venn met Ove Rolle. {s1 The Prime Minister} {c1 said} {t1 talks go on}.",
        1,
        ("Prime Minister", "person", "title"),
    );
    // Whoever held it once is somebody else.
    is(
        "Ada Venn ruled out a vote. {s1 The former prime minister} {c1 said} {t1 talks go on}.",
        1,
        ("former prime minister", "person", "title"),
    );
}

#[test]
fn the_leader_of_a_union_is_no_prime_minister() {
    unknown(
        "Prime Minister Ada Venn came. {s1 The leader of the nurses' union} {c1 said} {t1 no}.",
        1,
        &["Ada Venn"],
    );
}

#[test]
fn seats_degrees_and_ages_are_read_beside_names() {
    is(
        "Sen. Mike Doyle, R-Ohio, came. {s1 The Ohio Republican} {c1 said} {t1 he would wait}.",
        1,
        ("Mike Doyle", "person", "description"),
    );
    is("{s1 Alison Reed KC} {c1 said} {t1 he was ill}.", 1, ("Alison Reed", "person", "named"));
    is(
        "Coach Marco Koller wants to go. {s1 The 52-year-old} {c1 said} {t1 he needs a striker}.",
        1,
        ("Marco Koller", "person", "description"),
    );
}
