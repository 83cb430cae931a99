//! When it was said. The articles are published on Wednesday 5 March 2031.

use super::marked::marked;

/// Value, basis, first and last day.
fn said(source: &str, n: usize) -> (String, String, String, String) {
    let found = marked(source);
    let said = &found.statement(n).said;
    let day = |d: Option<reportedly_schema::Day>| d.map_or_else(String::new, |d| d.to_string());
    (
        said.value.clone().unwrap_or_default(),
        said.basis.to_string(),
        day(said.interval.earliest),
        day(said.interval.latest),
    )
}

#[track_caller]
fn is(source: &str, n: usize, want: [&str; 4]) {
    let (value, basis, earliest, latest) = said(source, n);
    assert_eq!([value.as_str(), &basis, &earliest, &latest], want);
}

#[test]
fn a_weekday_beside_the_cue() {
    is(
        "{s1 Ada Venn} {c1 said} on Monday {t1 that it rained}.",
        1,
        ["2031-03-03", "stated", "2031-03-03", "2031-03-03"],
    );
}

#[test]
fn a_date_that_opens_the_sentence() {
    is(
        "On 18 February, during the talks, {s1 Ada Venn} {c1 stated} {t1 that it rained}.",
        1,
        ["2031-02-18", "stated", "2031-02-18", "2031-02-18"],
    );
}

#[test]
fn a_date_inside_the_setting() {
    is(
        "{s1 Ada Venn} {c1 said} in her Feb. 7 speech {t1 that it rained}.",
        1,
        ["2031-02-07", "stated", "2031-02-07", "2031-02-07"],
    );
}

#[test]
fn a_date_inside_the_content_is_not_when_it_was_said() {
    is(
        "{s1 Ada Venn} {c1 said} {t1 that it rained on Monday}.",
        1,
        ["2031-03-05", "published", "", "2031-03-05"],
    );
}

#[test]
fn a_date_inside_the_source_is_not_when_it_was_said() {
    is(
        "{s1 Ada Venn, who won on Monday,} {c1 said} {t1 that it rained}.",
        1,
        ["2031-03-05", "published", "", "2031-03-05"],
    );
}

#[test]
fn a_year_that_names_a_race_is_no_date() {
    is(
        "{s1 Ada Venn} {c1 said} of the 2030 race {t1 that it was dull}.",
        1,
        ["2031-03-05", "published", "", "2031-03-05"],
    );
}

#[test]
fn the_same_speaker_in_one_paragraph_goes_on() {
    is(
        "{s1 Ada Venn} {c1 said} on Monday {t1 that it rained}. {s2 She} {c2 added} {t2 that it would rain again}.",
        2,
        ["2031-03-03", "carried", "2031-03-03", "2031-03-03"],
    );
}

#[test]
fn another_speaker_does_not_go_on() {
    is(
        "{s1 Ada Venn} {c1 said} on Monday {t1 that it rained}. {s2 Ove Rolle} {c2 said} {t2 that it did not}.",
        2,
        ["2031-03-05", "published", "", "2031-03-05"],
    );
}

#[test]
fn a_month_is_an_interval() {
    is(
        "{s1 Ada Venn} {c1 said} in January {t1 that it rained}.",
        1,
        ["2031-01", "stated", "2031-01-01", "2031-01-31"],
    );
}

#[test]
fn another_statement_takes_the_date_beside_its_own_cue() {
    let source = "{s1 Ada Venn} {c1 said} on Monday {t1 that it rained}, but {s2 Ove Rolle} {c2 said} on Tuesday {t2 that it did not}.";
    is(source, 1, ["2031-03-03", "stated", "2031-03-03", "2031-03-03"]);
    is(source, 2, ["2031-03-04", "stated", "2031-03-04", "2031-03-04"]);
}

#[test]
fn the_time_of_what_went_before_is_not_that_of_saying() {
    is(
        "{t1 “Yes,”} {s1 Ada Venn} {c1 said} after arriving on Sunday.",
        1,
        ["2031-03-05", "published", "", "2031-03-05"],
    );
}

#[test]
fn a_speech_is_whose_words_around_it_mean_and_its_place_may_stand_behind() {
    let spans = |source: &str| -> Vec<String> {
        let found = marked(source);
        let text = found.reading.text.clone();
        let problems = found.extraction.problems.iter().filter(|p| p.code == "contradicting_dates");
        problems.filter_map(|p| Some(p.span?.of(&text)?.to_string())).collect()
    };
    assert_eq!(
        spans(
            "On 14 January 2031, in a speech in Maros, {s1 Ada Venn} {c1 said} {t1 that the mine was shut}.\n\n\
             {s2 Experts} {c2 noted} {t2 that in her speech in Maros on 16 January 2031 Ada Venn went further}."
        ),
        ["14 January 2031", "16 January 2031"]
    );
    assert!(
        spans(
            "On 14 January 2031, in a speech in Maros, {s1 Ada Venn} {c1 said} {t1 that the mine was shut}.\n\n\
             {s2 Experts} {c2 noted} {t2 that in her speech in Sarn on 16 January 2031 Ada Venn went further}."
        )
        .is_empty()
    );
}

#[test]
fn contradicting_dates_are_a_problem() {
    let found = marked(
        "{s1 Ada Venn} {c1 said} on Monday {t1 that the northern port would open within weeks}.\nOn Tuesday {s2 Ada Venn} {c2 said} {t2 that the northern port would open within weeks}.",
    );
    let codes: Vec<&str> = found.extraction.problems.iter().map(|p| p.code.as_str()).collect();
    assert_eq!(codes, ["contradicting_dates"; 2]);
    let there: Vec<&str> =
        found.extraction.problems.iter().filter_map(|p| p.span?.of(&found.reading.text)).collect();
    assert_eq!(there, ["Monday", "Tuesday"]);
}

#[test]
fn a_date_that_opens_the_sentence_wins_over_one_behind_what_is_said() {
    is(
        "On February 18, during a meeting with members of the guild, {s1 Ada Venn} {c1 stated} {t1 that the mill is ready}, based only on the drafts made in spring 2029.",
        1,
        ["2031-02-18", "stated", "2031-02-18", "2031-02-18"],
    );
    is(
        "Speaking to the sailors of the old northern port in Quillia on February 17, {s1 Ada Venn} {c1 said} {t1 that it rained}.",
        1,
        ["2031-02-17", "stated", "2031-02-17", "2031-02-17"],
    );
}

#[test]
fn a_date_behind_reported_words_belongs_to_them_and_one_behind_a_quotation_does_not() {
    is(
        "{s1 Ada Venn} {c1 said} {t1 that the mill would open} on Monday.",
        1,
        ["2031-03-05", "published", "", "2031-03-05"],
    );
    is(
        "{s1 Ada Venn} {c1 said} {t1 “The mill is open”} on Monday.",
        1,
        ["2031-03-03", "stated", "2031-03-03", "2031-03-03"],
    );
}

#[test]
fn the_following_day_is_counted_from_the_date_before() {
    is(
        "The bank closed on February 3. The following day, February 4, {s1 Ada Venn} {c1 said} {t1 that it rained}.",
        1,
        ["2031-02-04", "stated", "2031-02-04", "2031-02-04"],
    );
    let source = "{s1 Ada Venn} {c1 said} in her Feb. 7 speech {t1 that it rained}. {s2 Ove Rolle} {c2 said} the following day {t2 that it did not}.";
    is(source, 2, ["2031-02-08", "stated", "2031-02-08", "2031-02-08"]);
}

#[test]
fn a_date_cut_into_source_or_content_still_dates_the_statement() {
    is(
        "{s1 On February 18, Ada Venn} {c1 said} {t1 that it rained}.",
        1,
        ["2031-02-18", "stated", "2031-02-18", "2031-02-18"],
    );
    let found = marked("{t1 “It rained,”} {s1 Ada Venn} {c1 said} {t1 on Monday}.");
    let [statement] = &found.extraction.statements[..] else { panic!("one statement") };
    assert_eq!(statement.content.len(), 1);
    assert_eq!(statement.said.value.as_deref(), Some("2031-03-03"));
}

#[test]
fn the_same_speaker_quoted_in_the_next_paragraph_goes_on_unless_another_occasion_is_named() {
    is(
        "{s1 Ada Venn} {c1 said} on Monday {t1 that it rained}.\n{t2 “It is wet,”} {s2 Venn} {c2 said} at that time.",
        2,
        ["2031-03-03", "carried", "2031-03-03", "2031-03-03"],
    );
    is(
        "{s1 Ada Venn} {c1 said} on Monday {t1 that it rained}.\n{t2 “It is wet,”} {s2 Venn} had {c2 said} before.",
        2,
        ["2031-03-05", "published", "", "2031-03-05"],
    );
}

#[test]
fn a_date_without_a_year_takes_that_of_the_passage() {
    is(
        "The drafts were signed at the beginning of April 2029. On April 12, {s1 Ada Venn} {c1 said} {t1 that it rained}.",
        1,
        ["2029-04-12", "stated", "2029-04-12", "2029-04-12"],
    );
    is(
        "The mill was built in 2029. On February 12, {s1 Ada Venn} {c1 said} {t1 that it rained}.",
        1,
        ["2031-02-12", "stated", "2031-02-12", "2031-02-12"],
    );
}

#[test]
fn the_sentence_before_sets_the_occasion() {
    is(
        "On 18 February {s1 Ada Venn} {c1 said} {t1 that it rained}. She came back to it on 24 February at a rally. {s2 She} {c2 said} {t2 that it had stopped}.",
        2,
        ["2031-02-24", "carried", "2031-02-24", "2031-02-24"],
    );
    is(
        "On 18 February {s1 Ada Venn} {c1 said} {t1 that it rained}. The dam broke on 24 February. {s2 She} {c2 said} {t2 that it had stopped}.",
        2,
        ["2031-02-18", "carried", "2031-02-18", "2031-02-18"],
    );
}
