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
fn contradicting_dates_are_a_problem() {
    let found = marked(
        "{s1 Ada Venn} {c1 said} on Monday {t1 that the northern port would open within weeks}.\nOn Tuesday {s2 Ada Venn} {c2 said} {t2 that the northern port would open within weeks}.",
    );
    let codes: Vec<&str> = found.extraction.problems.iter().map(|p| p.code.as_str()).collect();
    assert_eq!(codes, ["contradicting_dates"]);
}
