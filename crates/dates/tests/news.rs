//! What news English writes and what it means, on sentences of our own.

use jiff::civil::{Date, date};
use reportedly_dates::{Anchor, AnchoredOn, Kind, Period, Tagged, Tense, find, resolve, tag};

/// A Wednesday.
const PUBLISHED: Date = date(2031, 3, 5);

fn words(text: &str) -> Vec<&str> {
    find(text).iter().map(|found| &text[found.start..found.end]).collect()
}

fn tagged(text: &str) -> Vec<Tagged> {
    tag(text, Some(PUBLISHED))
}

/// Words, value and modifier of everything found.
fn read(text: &str) -> Vec<String> {
    tagged(text)
        .iter()
        .map(|tagged| {
            let resolved = &tagged.resolved;
            let modifier = resolved.modifier.map_or_else(String::new, |modifier| format!(" {modifier}"));
            let words = &text[tagged.expression.start..tagged.expression.end];
            format!("{words} = {}{modifier}", resolved.value.as_deref().unwrap_or("?"))
        })
        .collect()
}

#[track_caller]
fn reads(text: &str, expected: &[&str]) {
    assert_eq!(read(text), expected, "in {text:?}");
}

#[test]
fn full_dates_in_the_forms_of_news() {
    for written in [
        "5 March 2031",
        "March 5, 2031",
        "5th of March, 2031",
        "Mar. 5, 2031",
        "March 5th 2031",
        "2031-03-05",
        "05.03.2031",
    ] {
        reads(&format!("It was signed on {written}."), &[&format!("{written} = 2031-03-05")]);
    }
    reads("signed on 24.05.24 in Maros", &["24.05.24 = 2024-05-24"]);
    reads("signed on Wednesday, March 5, 2031.", &["Wednesday, March 5, 2031 = 2031-03-05"]);
    reads("from the fifth of May 2030", &["the fifth of May 2030 = 2030-05-05"]);
}

#[test]
fn two_numbers_that_could_be_the_month_stay_open() {
    reads("dated 3/5/2031", &["3/5/2031 = ?"]);
    reads("dated 3/25/2031", &["3/25/2031 = 2031-03-25"]);
    reads("dated 25/3/2031", &["25/3/2031 = 2031-03-25"]);
    reads("dated 3/3/2031", &["3/3/2031 = 2031-03-03"]);
}

#[test]
fn a_day_that_does_not_exist_has_no_days() {
    let found = tagged("on 30 February 2031");
    assert!(
        found.iter().all(|tagged| tagged.resolved.earliest.is_none()
            || tagged.resolved.value.as_deref() != Some("2031-02-30"))
    );
    reads("on February 29, 2031", &["February 29, 2031 = ?"]);
}

#[test]
fn machine_times_keep_their_offset() {
    reads("updated 2031-03-05T14:07:00+02:00", &["2031-03-05T14:07:00+02:00 = 2031-03-05T14:07:00+02:00"]);
    reads("updated 2031-03-05T14:07Z", &["2031-03-05T14:07Z = 2031-03-05T14:07Z"]);
    reads("updated 5 March 2031, 14:07 GMT", &["5 March 2031, 14:07 GMT = 2031-03-05T14:07Z"]);
}

#[test]
fn dates_without_a_year_are_near_publication() {
    reads("It closed on 25 October.", &["25 October = 2030-10-25"]);
    reads("It closed on Mar. 3.", &["Mar. 3 = 2031-03-03"]);
    reads("It will reopen on 10 March.", &["10 March = 2031-03-10"]);
    reads("He won in October.", &["October = 2030-10"]);
    reads("the deadline, due April 2", &["April 2 = 2031-04-02"]);
}

#[test]
fn without_a_day_of_publication_a_date_hangs_on_the_one_before_or_stays_open() {
    let alone = &tag("It closed on 25 October.", None)[0].resolved;
    assert_eq!((alone.value.as_deref(), alone.earliest, alone.anchored_on), (Some("XXXX-10-25"), None, None));
    let text = "On 1 September 2028 the war began. On 17 September it spread. By January it was over.";
    let found = tag(text, None);
    assert_eq!(found[1].resolved.value.as_deref(), Some("2028-09-17"));
    assert_eq!(found[1].resolved.anchored_on, Some(AnchoredOn::Preceding));
    assert_eq!(found[2].resolved.value.as_deref(), Some("2029-01"));
}

#[test]
fn weekdays_look_back_unless_a_verb_looks_ahead() {
    let monday = &tagged("told reporters on Monday")[0];
    assert_eq!(monday.resolved.earliest, Some(date(2031, 3, 3)));
    assert_eq!(monday.resolved.anchored_on, Some(AnchoredOn::Published));
    reads("The two sides will meet on Monday.", &["Monday = 2031-03-10"]);
    reads("It was announced Wednesday.", &["Wednesday = 2031-03-05"]);
    reads("last Wednesday", &["last Wednesday = 2031-02-26"]);
    reads("next Tuesday", &["next Tuesday = 2031-03-11"]);
    reads("The vote had been due to take place Friday.", &["Friday = 2031-02-28"]);
    reads("gave them until Friday to leave", &["Friday = 2031-03-07"]);
    reads("a truce set to resume Monday", &["Monday = 2031-03-10"]);
    assert_eq!(words("Friday's ruling"), ["Friday"]);
}

#[test]
fn what_hangs_on_the_expression_before() {
    let text = "On 25 October the port closed. The following day it reopened, and two days later it burned. That year was hard.";
    let found = tagged(text);
    let values: Vec<_> = found.iter().map(|tagged| tagged.resolved.value.as_deref().unwrap()).collect();
    assert_eq!(values, ["2030-10-25", "2030-10-26", "2030-10-28", "2030"]);
    assert!(found[1..].iter().all(|tagged| tagged.resolved.anchored_on == Some(AnchoredOn::Preceding)));
    // Nothing before it: no guess.
    reads("The following day it reopened.", &["The following day = XXXX-XX-XX"]);
    reads(
        "On Monday he left. The previous evening he sang.",
        &["Monday = 2031-03-03", "The previous evening = 2031-03-02TEV"],
    );
    reads(
        "In May 2029 they met. The same month they fell out.",
        &["May 2029 = 2029-05", "The same month = 2029-05"],
    );
}

#[test]
fn relative_to_publication() {
    reads("yesterday", &["yesterday = 2031-03-04"]);
    reads("tomorrow night", &["tomorrow night = 2031-03-06TNI"]);
    reads("two days ago", &["two days ago = 2031-03-03"]);
    reads("three weeks ago", &["three weeks ago = 2031-W07"]);
    reads("a month ago", &["a month ago = 2031-02"]);
    reads("nearly five years ago", &["nearly five years ago = 2026 LESS_THAN"]);
    reads("last month", &["last month = 2031-02"]);
    reads("next week", &["next week = 2031-W11"]);
    reads("this year", &["this year = 2031"]);
    reads("last March", &["last March = 2030-03"]);
    reads("a year earlier", &["a year earlier = 2030"]);
    reads("July last year", &["July last year = 2030-07"]);
}

#[test]
fn earlier_this_month_ends_at_publication() {
    let found = &tagged("He resigned earlier this month.")[0].resolved;
    assert_eq!((found.value.as_deref(), found.modifier), (Some("2031-03"), Some("START")));
    assert_eq!((found.earliest, found.latest), (Some(date(2031, 3, 1)), Some(PUBLISHED)));
    let later = &tagged("He will resign later this month.")[0].resolved;
    assert_eq!((later.earliest, later.latest), (Some(PUBLISHED), Some(date(2031, 3, 31))));
}

#[test]
fn parts_of_months_and_years() {
    reads("in late March", &["late March = 2031-03 END"]);
    reads("in early 2023", &["early 2023 = 2023 START"]);
    reads("by mid-May 2030", &["mid-May 2030 = 2030-05 MID"]);
    reads("the end of February", &["the end of February = 2031-02 END"]);
    reads("at the beginning of April 2022", &["the beginning of April 2022 = 2022-04 START"]);
    let early = &tagged("in early 2023")[0].resolved;
    assert_eq!((early.earliest, early.latest), (Some(date(2023, 1, 1)), Some(date(2023, 5, 2))));
}

#[test]
fn longer_stretches() {
    reads("the 1990s", &["the 1990s = 199"]);
    reads("in the late 1980s", &["the late 1980s = 198 END"]);
    reads("in the 19th century", &["the 19th century = 18"]);
    reads("Q3 2030", &["Q3 2030 = 2030-Q3"]);
    reads("a loss for the third quarter", &["the third quarter = 2030-Q3"]);
    reads("in the first half of 2030", &["the first half of 2030 = 2030-H1"]);
    reads("in fiscal 2029", &["fiscal 2029 = 2029"]);
    reads("founded in 264 BC", &["264 BC = BC0264"]);
    reads("from 2019 to 2024", &["2019 = 2019", "2024 = 2024"]);
    reads("in nineteen ninety-seven", &["nineteen ninety-seven = 1997"]);
}

#[test]
fn seasons_are_the_latest_begun() {
    let summer = &tagged("They met in the summer.")[0].resolved;
    assert_eq!(summer.value.as_deref(), Some("2030-SU"));
    assert_eq!((summer.earliest, summer.latest), (Some(date(2030, 6, 1)), Some(date(2030, 8, 31))));
    reads("in spring 2022", &["spring 2022 = 2022-SP"]);
    reads("the winter of 1994", &["the winter of 1994 = 1994-WI"]);
    reads("last winter", &["last winter = 2030-WI"]);
    reads("next summer", &["next summer = 2031-SU"]);
}

#[test]
fn durations() {
    let text = "for the third time in two weeks";
    let found = &tagged(text)[0];
    assert_eq!((found.expression.kind, found.resolved.value.as_deref()), (Kind::Duration, Some("P2W")));
    reads("a two-week truce", &["two-week = P2W"]);
    reads("the 90-day period", &["90-day = P90D"]);
    reads("several months", &["several months = PXM"]);
    reads("over the past six months", &["the past six months = P6M"]);
    reads("more than two and a half years", &["more than two and a half years = P2Y6M MORE_THAN"]);
    reads("within 14 days", &["14 days = P14D"]);
    reads("half an hour", &["half an hour = PT30M"]);
    reads("at least 72 hours", &["at least 72 hours = PT72H EQUAL_OR_MORE"]);
    reads("the last two years", &["the last two years = P2Y"]);
}

#[test]
fn sets() {
    reads("every Monday", &["every Monday = XXXX-WXX-1"]);
    reads("each year", &["each year = P1Y"]);
    reads("twice a week", &["twice a week = P1W"]);
    reads("held annually", &["annually = P1Y"]);
    reads("every two weeks", &["every two weeks = P2W"]);
    assert!(find("a monthly report on Mondays").iter().all(|found| found.kind == Kind::Set));
    assert_eq!(words("a monthly report on Mondays"), ["monthly", "Mondays"]);
}

#[test]
fn times_of_day() {
    reads("at 14:07 on Monday", &["14:07 = 2031-03-05T14:07", "Monday = 2031-03-03"]);
    reads("at 3 p.m. Tuesday", &["3 p.m. Tuesday = 2031-03-04T15:00"]);
    reads("at noon on Monday", &["noon = 2031-03-05T12:00", "Monday = 2031-03-03"]);
    reads("at 9.30am EST", &["9.30am EST = 2031-03-05T09:30"]);
    reads("on Monday night", &["Monday night = 2031-03-03TNI"]);
    reads("at 0735 GMT", &["0735 GMT = 2031-03-05T07:35Z"]);
    reads("at three o'clock", &["three o'clock = 2031-03-05T03:00"]);
    reads("at 12 a.m.", &["12 a.m. = 2031-03-05T00:00"]);
    reads("last night", &["last night = 2031-03-04TNI"]);
}

#[test]
fn vague_ones_have_no_days() {
    for (text, value) in [
        ("now", "PRESENT_REF"),
        ("recently", "PAST_REF"),
        ("several years ago", "PAST_REF"),
        ("in the near future", "FUTURE_REF"),
    ] {
        let found = &tagged(text)[0].resolved;
        assert_eq!(
            (found.value.as_deref(), found.earliest, found.latest),
            (Some(value), None, None),
            "{text}"
        );
    }
    assert_eq!(words("he said at the time"), ["the time"]);
    assert_eq!(words("the time has come"), Vec::<&str>::new());
}

#[test]
fn holidays() {
    reads("on Christmas Day", &["Christmas Day = 2030-12-25"]);
    reads("last Thanksgiving", &["last Thanksgiving = 2030-11-28"]);
    reads("on Easter Monday 2031", &["Easter Monday 2031 = 2031-04-14"]);
    assert_eq!(words("on Christmas Island"), Vec::<&str>::new());
}

#[test]
fn two_days_of_one_month() {
    reads("on April 24 and 25.", &["April 24 = 2031-04-24", "25 = 2031-04-25"]);
    reads("on 24-25 April 2030", &["24 = 2030-04-24", "25 April 2030 = 2030-04-25"]);
    reads("(26-30 November 2030)", &["26 = 2030-11-26", "30 November 2030 = 2030-11-30"]);
    assert_eq!(words("On April 24 and 25 people died."), ["April 24"]);
}

#[test]
fn words_that_only_look_like_times() {
    for text in [
        "They may march on the capital.",
        "He may leave.",
        "The Sun reported the deal.",
        "a second goal at the last minute",
        "The prices fall in Aldra.",
        "April Venn said so",
        "a 45-year-old man, 52 years old",
        "2000 troops crossed, 1,990 of them armed",
        "Section 1983 and flight 1990",
        "the score was 2:1",
        "version 1.2.10 of 10.0.0.1",
        "https://example.org/2031/03/05/port",
        "code AP-NY-02-10-00",
        "$5.10 and 12.5%",
        "the October Revolution",
        "three-quarters of the city and a quarter of the port",
    ] {
        assert_eq!(words(text), Vec::<&str>::new(), "in {text:?}");
    }
}

#[test]
fn a_headline_and_a_dateline_do_not_run_together() {
    let text = "Port of Aldra may reopen\n\n5 March 2031\n\nMonday night was calm.";
    assert_eq!(words(text), ["5 March 2031", "Monday night"]);
    assert_eq!(words("Talks on 5\n\nMarch 2031"), ["March 2031"]);
}

#[test]
fn a_statement_is_dated_by_its_cue_not_by_what_is_quoted() {
    let text = "Port of Aldra may reopen\n5 March 2031\n\"We will reopen the port if the convoys stop,\" Minister Ada Venn told reporters on Monday, the Coastal Agency reported.\n";
    reads(text, &["5 March 2031 = 2031-03-05", "Monday = 2031-03-03"]);
    let found = tagged(text);
    assert_eq!((found[0].expression.start, found[0].expression.end), (25, 37));
    assert_eq!((found[1].expression.start, found[1].expression.end), (121, 127));
    assert_eq!(found[0].resolved.anchored_on, None);
}

#[test]
fn text_around_the_bytes_may_be_anything() {
    let text = "«Évreux» – le 5 March 2031 – “Friday’s” café … 3½ years";
    assert_eq!(words(text), ["5 March 2031", "Friday", "3½ years"]);
}

#[test]
fn resolve_needs_nothing_but_its_arguments() {
    let following = find("the following day")[0];
    let anchor = Anchor { preceding: Some(Period::from(date(2030, 10, 25))), ..Anchor::default() };
    let resolved = resolve(&following, &anchor);
    assert_eq!(
        (resolved.earliest, resolved.anchored_on),
        (Some(date(2030, 10, 26)), Some(AnchoredOn::Preceding))
    );
    // A month is too coarse to count days from.
    let month = Period {
        earliest: date(2030, 10, 1),
        latest: date(2030, 10, 31),
        unit: reportedly_dates::Unit::Month,
    };
    assert_eq!(resolve(&following, &Anchor { preceding: Some(month), ..Anchor::default() }).earliest, None);
    let friday = find("Friday")[0];
    let future = Anchor { published: Some(PUBLISHED), tense: Tense::Future, ..Anchor::default() };
    assert_eq!(resolve(&friday, &future).earliest, Some(date(2031, 3, 7)));
}

#[test]
fn results_are_compared_with_the_same_stretch_of_another_year() {
    reads(
        "Third-quarter profit fell to 3 million marks from 5 million a year earlier.",
        &["Third-quarter = 2030-Q3", "a year earlier = 2029-Q3"],
    );
    reads(
        "In the third quarter it lost money. In the first nine months profit was 9 million, against 8 million a year earlier.",
        &["the third quarter = 2030-Q3", "the first nine months = P9M", "a year earlier = 2029"],
    );
    reads(
        "In January exports rose 3% from a year earlier.",
        &["January = 2031-01", "a year earlier = 2030-01"],
    );
    reads(
        "Sales rose in February. In the same period last year they fell.",
        &["February = 2031-02", "the same period last year = 2030-02"],
    );
    reads(
        "It lost money in the fourth quarter. In the like 2029 quarter it earned 5 million.",
        &["the fourth quarter = 2030-Q4", "the like 2029 quarter = 2029-Q4"],
    );
    reads("compared with 2029's third quarter", &["2029's third quarter = 2029-Q3"]);
    reads("earnings for the first half of fiscal 2030", &["the first half of fiscal 2030 = 2030-H1"]);
    reads("the December quarter", &["December quarter = 2030-Q4"]);
    // A match has halves and periods, too.
    reads("She scored twice in the second half.", &[]);
}

#[test]
fn parts_of_a_stretch() {
    reads("in the last week of March 2030", &["the last week of March 2030 = 2030-W13"]);
    reads("on the first day of the year", &["the first day of the year = 2031-01-01"]);
    reads("in the final quarter of 2029", &["the final quarter of 2029 = 2029-Q4"]);
    reads("earlier in the week", &["earlier in the week = 2031-W10 START"]);
    reads("by year-end 2032", &["year-end 2032 = 2032-12-31"]);
    reads(
        "He died in the early morning hours of 30 April 2030",
        &["the early morning hours of 30 April 2030 = 2030-04-30TMO START"],
    );
    reads("at 2:30 this afternoon", &["2:30 this afternoon = 2031-03-05T14:30"]);
}

#[test]
fn the_past_year_reaches_to_publication() {
    let found = &tagged("Prices doubled over the past year.")[0];
    assert_eq!((found.expression.kind, found.resolved.value.as_deref()), (Kind::Date, Some("2030")));
    assert_eq!((found.resolved.earliest, found.resolved.latest), (Some(date(2030, 3, 5)), Some(PUBLISHED)));
}

#[test]
fn verbs_of_the_timetable_and_of_agreement_look_ahead() {
    reads("The board meets Friday.", &["Friday = 2031-03-07"]);
    reads("They agreed to vote on Friday.", &["Friday = 2031-03-07"]);
    reads("They agreed on Friday.", &["Friday = 2031-02-28"]);
    reads("a summit to be held on 10 March", &["10 March = 2031-03-10"]);
    reads("It had been due to expire Friday.", &["Friday = 2031-02-28"]);
    reads("It has risen since December.", &["December = 2030-12"]);
    reads("from November to February", &["November = 2030-11", "February = 2031-02"]);
}
