//! Changes of a position over hand-made records of invented people and countries.

#[path = "../../link/tests/record/mod.rs"]
mod record;

use proptest::prelude::*;
use record::{Record, day, entry, indirect};
use reportedly::answers::*;
use reportedly_schema::linkage::Layers;
use reportedly_schema::registry::{Member, Membership, Period};
use reportedly_schema::*;

const DEMAND: TermRole = TermRole::Demand;
const OFFER: TermRole = TermRole::Offer;

/// One statement in an article of its own, published the day after, with the terms whose words are given.
fn says(record: &mut Record, who: &str, text: &str, on: &str, terms: &[(TermRole, &str)]) -> usize {
    let published =
        if on.len() == 10 { day(on).tomorrow().unwrap().to_string() } else { "2031-06-30".into() };
    let outlet = ["Aldra Post", "Venn Courier", "Coastal Agency"][record.articles.len() % 3];
    let article = record.article(outlet, &published);
    report(record, article, who, text, on, terms);
    article
}

fn report(record: &mut Record, article: usize, who: &str, text: &str, on: &str, terms: &[(TermRole, &str)]) {
    let said = record.say(article, who, text, on);
    indirect(said);
    for (role, words) in terms {
        let start = said.text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {text:?}")) as u32;
        let base = said.statement.content[0].start;
        said.statement.terms.push(Term {
            role: *role,
            kind: None,
            actor: None,
            to: None,
            members: vec![words.to_string()],
            negated: false,
            norm: words.to_string(),
            held_by: TermHolder::Speaker,
            holder: None,
            spans: vec![Span { start: base + start, end: base + start + words.len() as u32 }],
        });
    }
}

fn all(record: &Record) -> ChangesAnswer {
    changes(&record.snapshot(), &Question::default(), false)
}

fn kinds(record: &Record) -> Vec<(ChangeKind, Option<String>, Option<String>)> {
    all(record).rows.into_iter().map(|r| (r.kind, r.from.words, r.to.words)).collect()
}

fn words(text: &str) -> Option<String> {
    Some(text.to_string())
}

/// Maros asks for a rise and open wards in March, for less in April.
fn wages() -> Record {
    let mut record = Record::default();
    let (first, second) = ("raise basic pay by 14 per cent", "raise basic pay by eleven percent");
    says(&mut record, "Ivo Maros", &format!("that they {first}"), "2031-03-01", &[(DEMAND, first)]);
    says(&mut record, "Ivo Maros", &format!("that they {second}"), "2031-04-05", &[(DEMAND, second)]);
    record
}

#[test]
fn another_number_of_one_term_is_a_change_of_value_with_both_values_and_passages() {
    let answer = all(&wages());
    let [row] = answer.rows.as_slice() else { panic!("{:#?}", answer.rows) };
    assert_eq!((row.kind, row.basis), (ChangeKind::ValueChanged, ChangeBasis::Stated));
    assert_eq!(row.from.value.as_deref(), Some("14 per cent"));
    assert_eq!(row.to.value.as_deref(), Some("eleven percent"));
    assert_eq!(row.from.said, Interval::day(day("2031-03-01")));
    assert_eq!(row.term.reports[0].text, "raise basic pay by eleven percent");
    assert_eq!(row.from.reports[0].text, "that they raise basic pay by 14 per cent");
    assert_eq!(row.to.stated_by, Some(StatedBy::Own));
    assert_eq!((row.between.utterances, row.between.articles, row.between.outlets), (0, 1, 1));
    let sentence = answer.sentence();
    assert!(
        sentence.starts_with(
            "Found 1 change in what is reported of 1 party or speaker, 5 April 2031: 1 with another value."
        ),
        "{sentence}"
    );
    let lines = answer.lines();
    for field in ["speaker", "party", "matter", "kind", "basis", "term", "from", "to"] {
        assert!(lines[0].get(field).is_some(), "{field}");
    }
    for field in ["utterance", "said", "reports"] {
        assert!(lines[0]["from"].get(field).is_some() && lines[0]["to"].get(field).is_some(), "{field}");
    }
    assert!(lines.last().unwrap().get("coverage").is_some());
    assert_eq!(answer.table().rows[0].len(), answer.table().header.len());
    assert_eq!(answer.brief().rows[0].len(), answer.brief().header.len());
}

#[test]
fn a_term_is_first_seen_where_the_party_has_earlier_terms_and_not_before() {
    let mut record = wages();
    assert!(
        kinds(&record).iter().all(|(kind, ..)| *kind != ChangeKind::FirstSeen),
        "the first terms are no change"
    );
    let new = "keep the harbour clinics open";
    says(&mut record, "Ivo Maros", &format!("that they {new}"), "2031-05-01", &[(DEMAND, new)]);
    let answer = all(&record);
    let row = answer.rows.iter().find(|r| r.kind == ChangeKind::FirstSeen).unwrap();
    assert_eq!(row.to.words.as_deref(), Some(new));
    assert_eq!(row.from.words, None);
    assert_eq!(row.from.said, Interval::day(day("2031-04-05")));
    assert!(row.line.contains("first found on 1 May 2031"), "{}", row.line);
}

#[test]
fn a_report_that_leaves_a_term_out_is_no_change() {
    let mut record = wages();
    let both = "keep the harbour clinics open";
    let article = says(
        &mut record,
        "Ivo Maros",
        &format!("that they {both} and sign"),
        "2031-05-01",
        &[(DEMAND, both)],
    );
    let other = record.copy(article, "Venn Courier", "2031-05-02");
    report(&mut record, other, "Ivo Maros", &format!("that they {both} and sign"), "2031-05-01", &[]);
    assert_eq!(kinds(&record).len(), 2);
}

#[test]
fn words_that_take_a_term_back_withdraw_it_and_silence_does_not() {
    let mut record = Record::default();
    let inspectors = "foreign inspectors at the harbour";
    says(
        &mut record,
        "Ivo Maros",
        &format!("that Aldra wants {inspectors}"),
        "2031-03-01",
        &[(DEMAND, inspectors)],
    );
    says(&mut record, "Ivo Maros", "that the debt be paid", "2031-04-05", &[(DEMAND, "the debt be paid")]);
    assert!(kinds(&record).iter().all(|(kind, ..)| *kind == ChangeKind::FirstSeen), "silence is no change");
    says(&mut record, "Ivo Maros", "that he no longer insists on foreign inspectors", "2031-05-01", &[]);
    let answer = all(&record);
    let row = answer.rows.iter().find(|r| r.kind == ChangeKind::Withdrawn).unwrap();
    assert_eq!(row.from.words.as_deref(), Some(inspectors));
    assert_eq!(row.to.words.as_deref(), Some("no longer insists on foreign inspectors"));
    assert_eq!(row.basis, ChangeBasis::Stated);
    assert_eq!(row.speaker.as_deref(), Some("Ivo Maros"));
}

#[test]
fn a_withdrawal_told_by_another_or_by_the_outlet_counts_where_it_names_the_party() {
    let mut record = Record::default();
    let inspectors = "foreign inspectors at the harbour";
    says(
        &mut record,
        "Ivo Maros",
        &format!("that Aldra wants {inspectors}"),
        "2031-03-01",
        &[(DEMAND, inspectors)],
    );
    let told = "Maros has withdrawn his demand for foreign inspectors";
    let mut by_another = record.clone();
    says(&mut by_another, "Ana Orlin", told, "2031-05-01", &[]);
    let rows = all(&by_another).rows;
    assert_eq!(rows.len(), 1, "{rows:#?}");
    assert_eq!((rows[0].kind, rows[0].to.stated_by), (ChangeKind::Withdrawn, None));
    assert!(rows[0].because.contains("told by Ana Orlin"), "{}", rows[0].because);

    let outlet = record.article("Venn Courier", "2031-05-02");
    let mut snapshot = record.snapshot();
    let at = snapshot.articles.iter().position(|a| a.path == record.articles[outlet].path).unwrap();
    let text = format!("In Orlu it rained. {told}.");
    let span = Span { start: 19, end: text.len() as u32 };
    let id = StatementId::new(snapshot.articles[at].text_sha256, &[span], &[]);
    snapshot.layers = vec![Layers::default(); snapshot.articles.len()];
    snapshot.layers[at] = Layers { text, narrations: vec![Narration { id, span }], ..Layers::default() };
    let rows = changes(&snapshot, &Question::default(), false).rows;
    let [row] = rows.as_slice() else { panic!("{rows:#?}") };
    assert_eq!((row.to.utterance, row.to.reports[0].statement.as_deref()), (None, None));
    assert_eq!(row.to.reports[0].text, "withdrawn his demand for foreign inspectors");
    assert_eq!(row.to.reports[0].content, [(29, 72)]);
}

#[test]
fn what_is_denied_asked_of_a_party_or_of_another_partys_demand_withdraws_nothing() {
    for told in [
        "Maros has not withdrawn his demand for foreign inspectors",
        "Maros would withdraw his demand for foreign inspectors if the debt were paid",
        "Orlin has withdrawn her demand for foreign inspectors",
        "Maros withdrew the troops from the harbour",
        "they no longer insist on foreign inspectors",
    ] {
        let mut record = Record::default();
        let inspectors = "foreign inspectors at the harbour";
        says(
            &mut record,
            "Ivo Maros",
            &format!("that Aldra wants {inspectors}"),
            "2031-03-01",
            &[(DEMAND, inspectors)],
        );
        says(&mut record, "Ana Orlin", told, "2031-05-01", &[]);
        assert!(kinds(&record).is_empty(), "{told}: {:?}", kinds(&record));
    }
}

#[test]
fn words_that_put_one_term_in_place_of_another_replace_it() {
    let mut record = Record::default();
    let (old, new) = ("the towns of the valley be disarmed", "observers on the coast road");
    says(&mut record, "Ada Venn", &format!("that {old}"), "2031-03-01", &[(DEMAND, old)]);
    let text = "that she was not asking for the towns to be disarmed but for observers on the coast road";
    says(&mut record, "Ada Venn", text, "2031-04-01", &[(DEMAND, new)]);
    assert_eq!(kinds(&record), [(ChangeKind::Replaced, words(old), words(new))]);
}

#[test]
fn where_the_order_cannot_be_told_nothing_has_changed() {
    for on in ["", "2031-03", "published"] {
        let mut record = Record::default();
        let (first, second) = ("raise basic pay by 14 per cent", "raise basic pay by 11 percent");
        let a = record.article("Aldra Post", "2031-03-02");
        report(&mut record, a, "Ivo Maros", first, "2031-03-01", &[(DEMAND, first)]);
        let b = record.article("Venn Courier", "2031-03-03");
        report(&mut record, b, "Ivo Maros", second, on, &[(DEMAND, second)]);
        assert!(kinds(&record).is_empty(), "{on:?}: {:?}", kinds(&record));
    }
}

#[test]
fn something_older_that_is_retold_later_makes_no_change() {
    let mut record = wages();
    let old = "raise basic pay by 14 per cent";
    let late = record.article("Coastal Agency", "2031-06-01");
    report(&mut record, late, "Ivo Maros", old, "2031-03-01", &[(DEMAND, old)]);
    let rows = all(&record).rows;
    assert_eq!(rows.len(), 1, "{rows:#?}");
    assert_eq!(rows[0].to.said, Interval::day(day("2031-04-05")));
}

#[test]
fn terms_of_another_that_a_speaker_tells_are_not_his() {
    let mut record = wages();
    let theirs = "the harbour clinics be closed";
    says(
        &mut record,
        "Ivo Maros",
        &format!("that Orlin demands {theirs}"),
        "2031-05-01",
        &[(DEMAND, theirs)],
    );
    record.statements.last_mut().unwrap().statement.terms[0].held_by = TermHolder::Other;
    assert_eq!(kinds(&record).len(), 1);
}

#[test]
fn an_offer_with_another_number_changes_no_demand() {
    let mut record = Record::default();
    says(
        &mut record,
        "Ivo Maros",
        "a rise of 14 per cent",
        "2031-03-01",
        &[(DEMAND, "a rise of 14 per cent")],
    );
    says(&mut record, "Ivo Maros", "a rise of 6 per cent", "2031-04-01", &[(OFFER, "a rise of 6 per cent")]);
    assert!(kinds(&record).is_empty(), "{:?}", kinds(&record));
}

#[test]
fn what_is_not_mentioned_is_told_only_where_asked_and_by_absence() {
    let mut record = wages();
    let late = "keep the harbour clinics open";
    says(&mut record, "Ivo Maros", &format!("that they {late}"), "2031-05-01", &[(DEMAND, late)]);
    let snapshot = record.snapshot();
    let rows = changes(&snapshot, &Question::default(), true).rows;
    let absent: Vec<&ChangeRow> = rows.iter().filter(|r| r.basis == ChangeBasis::ByAbsence).collect();
    let [row] = absent.as_slice() else { panic!("{rows:#?}") };
    assert_eq!(row.kind, ChangeKind::NotMentioned);
    assert_eq!(row.from.words.as_deref(), Some("raise basic pay by eleven percent"));
    assert!(row.line.contains("not mentioned in what is found on 1 May 2031"), "{}", row.line);
    assert!(
        changes(&snapshot, &Question::default(), false).rows.iter().all(|r| r.basis == ChangeBasis::Stated)
    );
    let answer = changes(&snapshot, &Question::default(), true);
    assert!(answer.sentence().contains("does not say that anyone changed his mind"), "{}", answer.sentence());
}

#[test]
fn two_who_speak_for_one_party_have_one_position() {
    let mut record = wages();
    let text = "raise basic pay by 9 percent";
    says(&mut record, "Ana Orlin", &format!("that they {text}"), "2031-05-01", &[(DEMAND, text)]);
    assert_eq!(all(&record).rows.len(), 1);
    record.registry.entries = vec![entry("Ivo Maros", &[]), entry("Ana Orlin", &[])];
    record.registry.memberships = ["ivo-maros", "ana-orlin"]
        .map(|id| Membership {
            party: "Union".into(),
            member: Member::Entry(id.into()),
            period: Period::default(),
            note: None,
        })
        .to_vec();
    let rows = all(&record).rows;
    let values: Vec<_> = rows.iter().map(|r| (r.party.as_deref(), r.to.value.as_deref())).collect();
    assert_eq!(values, [(Some("Union"), Some("eleven percent")), (Some("Union"), Some("9 percent"))]);
    assert_eq!(rows[1].speaker.as_deref(), Some("Ana Orlin"));
}

#[test]
fn since_chooses_rows_and_not_what_they_are_held_against() {
    let record = wages();
    let since = |day: Day| Question { since: Some(day), ..Question::default() };
    assert_eq!(changes(&record.snapshot(), &since(day("2031-04-01")), false).rows.len(), 1);
    assert!(changes(&record.snapshot(), &since(day("2031-05-01")), false).rows.is_empty());
    let until = Question { until: Some(day("2031-03-31")), ..Question::default() };
    let answer = changes(&record.snapshot(), &until, false);
    assert!(answer.rows.is_empty());
    assert!(answer.sentence().starts_with("Found 0 changes."), "{}", answer.sentence());
}

#[test]
fn the_timeline_shows_the_terms_of_what_was_said() {
    let answer = timeline(&wages().snapshot(), &Question::default());
    assert_eq!(answer.rows[0].terms[0].reports[0].text, "raise basic pay by 14 per cent");
    assert_eq!(answer.lines()[0]["terms"][0]["role"], "demand");
    let terms = answer.table().header.iter().position(|h| *h == "terms").unwrap();
    assert_eq!(answer.table().rows[0][terms], "demand: raise basic pay by 14 per cent");
}

/// Text, date and terms of one statement.
type Said = (&'static str, &'static str, &'static [(TermRole, &'static str)]);

proptest! {
    #[test]
    fn the_order_in_which_statements_are_given_does_not_matter(order in Just((0..6usize).collect::<Vec<_>>()).prop_shuffle()) {
        let said: [Said; 6] = [
            ("that they raise basic pay by 14 per cent", "2031-03-01", &[(DEMAND, "raise basic pay by 14 per cent")]),
            ("that they raise basic pay by 11 percent", "2031-04-05", &[(DEMAND, "raise basic pay by 11 percent")]),
            ("that they keep the harbour clinics open", "2031-04-20", &[(DEMAND, "keep the harbour clinics open")]),
            ("that he no longer insists on the harbour clinics", "2031-05-02", &[]),
            ("an offer of free ferries to Orlu", "published", &[(OFFER, "free ferries to Orlu")]),
            ("that the wells be filled", "", &[(DEMAND, "the wells be filled")]),
        ];
        let rows = |order: &[usize]| {
            let mut record = Record::default();
            for &n in order {
                // The same articles in any order: paths and ids are of what they hold.
                let (text, on, terms) = said[n];
                let article = record.article_with("Aldra Post", "2031-06-30", &format!("body {n} ").repeat(40));
                record.articles[article].path = format!("{n}.txt");
                record.articles[article].url = None;
                record.articles[article].text_sha256 = Sha256::of(text.as_bytes());
                record.articles[article].id = ArticleId::new(&format!("{n}.txt"), Sha256::of(text.as_bytes()));
                report(&mut record, article, "Ivo Maros", text, on, terms);
            }
            changes(&record.snapshot(), &Question::default(), true).lines()
        };
        let sorted: Vec<usize> = (0..6).collect();
        prop_assert_eq!(rows(&order), rows(&sorted));
    }
}

/// The words of what is first seen.
fn first_seen(record: &Record) -> Vec<String> {
    let rows = all(record).rows.into_iter().filter(|r| r.kind == ChangeKind::FirstSeen);
    rows.filter_map(|r| r.to.words).collect()
}

#[test]
fn after_more_than_a_year_of_nothing_terms_begin_anew() {
    for (on, found) in [("2032-03-01", 1), ("2033-05-01", 0)] {
        let mut record = wages();
        let new = "keep the harbour clinics open";
        says(&mut record, "Ivo Maros", &format!("that they {new}"), on, &[(DEMAND, new)]);
        assert_eq!(first_seen(&record).len(), found, "{on}");
    }
}

#[test]
fn a_quotation_after_a_report_in_one_article_says_it_again() {
    let mut record = wages();
    let (told, quoted) =
        ("admit a guarantor from Teluria", "give me the paper with a neighbour's name under it");
    let article =
        says(&mut record, "Ivo Maros", &format!("that they {told}"), "2031-05-01", &[(DEMAND, told)]);
    report(&mut record, article, "Ivo Maros", quoted, "2031-05-01", &[(DEMAND, quoted)]);
    let last = record.statements.last_mut().unwrap();
    last.statement.kind = Kind::Direct;
    assert_eq!(first_seen(&record), [told]);
}

#[test]
fn what_stood_in_earlier_words_and_what_is_conceded_is_not_first_seen() {
    let mut record = wages();
    let (tolls, open) = ("the tolls were settled", "clinics stay open");
    let text = format!("that {open}, and that the harbour waits until the tolls are settled");
    says(&mut record, "Ivo Maros", &text, "2031-04-20", &[(DEMAND, open)]);
    says(&mut record, "Ivo Maros", &format!("that {tolls}"), "2031-05-01", &[(DEMAND, tolls)]);
    let given = "call off the strike";
    says(&mut record, "Ivo Maros", &format!("to {given}"), "2031-05-02", &[(TermRole::Concession, given)]);
    assert_eq!(first_seen(&record), ["clinics stay open"]);
}

#[test]
fn what_two_reports_of_a_day_have_as_new_is_told_from_the_fuller_one_unless_it_has_nothing_left_over() {
    let (fuel, crew, cash) = ("pay for the fuel of the ferry", "free the two crewmen", "cough up the cash");
    let both = |record: &mut Record| {
        let text = format!("that they {fuel} and {crew}");
        says(record, "Ivo Maros", &text, "2031-05-01", &[(DEMAND, fuel), (DEMAND, crew)]);
    };
    let mut record = wages();
    both(&mut record);
    says(&mut record, "Ivo Maros", &format!("that they {cash}"), "2031-05-01", &[(DEMAND, cash)]);
    assert_eq!(first_seen(&record), [crew, fuel]);
    let mut record = wages();
    says(&mut record, "Ivo Maros", &format!("that they {fuel}"), "2031-05-01", &[(DEMAND, fuel)]);
    both(&mut record);
    assert_eq!(first_seen(&record), [crew, fuel]);
}

#[test]
fn a_number_instead_of_another_puts_no_term_in_place_of_another() {
    let mut record = wages();
    let (now, idea) = ("9 per cent", "the idea of a pay commission");
    let text = format!("that they took {now} instead of 11, and gave up {idea}");
    let terms = [(TermRole::Concession, now), (TermRole::Concession, idea)];
    says(&mut record, "Ivo Maros", &text, "2031-05-01", &terms);
    let found = kinds(&record);
    assert!(found.iter().all(|(kind, ..)| *kind != ChangeKind::Replaced), "{found:?}");
    assert!(
        found.contains(&(
            ChangeKind::ValueChanged,
            words("raise basic pay by eleven percent"),
            words("9 per cent")
        )),
        "{found:?}"
    );
}

#[test]
fn what_is_given_up_in_other_words_is_found_by_its_normal_form() {
    let mut record = Record::default();
    let asked = "the troops had pulled out of the pass";
    says(
        &mut record,
        "Ivo Maros",
        &format!("that they talk only after {asked}"),
        "2031-03-01",
        &[(DEMAND, asked)],
    );
    record.statements[0].statement.terms[0].norm = "withdraw pass troop".to_string();
    let given = "a full withdrawal of soldiers";
    let text = format!("that he no longer insists on {given}");
    says(&mut record, "Ivo Maros", &text, "2031-04-01", &[(TermRole::Concession, given)]);
    record.statements[1].statement.terms[0].norm = "withdraw full soldier".to_string();
    let found = kinds(&record);
    let withdrawn = found.iter().find(|(kind, ..)| *kind == ChangeKind::Withdrawn);
    assert_eq!(withdrawn.and_then(|(_, from, _)| from.as_deref()), Some(asked), "{found:?}");
}

#[test]
fn a_number_alone_is_another_value_of_the_one_term_that_has_a_value_near_it() {
    let mut record = wages();
    says(
        &mut record,
        "Ivo Maros",
        "twelve, and not a penny less",
        "2031-05-01",
        &[(TermRole::Concession, "twelve")],
    );
    let found = kinds(&record);
    assert_eq!(
        found[1],
        (ChangeKind::ValueChanged, words("raise basic pay by eleven percent"), words("twelve"))
    );
    assert_eq!(found.len(), 2);
    let mut record = Record::default();
    let (pay, beds) = ("raise basic pay by 14 per cent", "open ten clinics");
    says(
        &mut record,
        "Ivo Maros",
        &format!("that they {pay} and {beds}"),
        "2031-03-01",
        &[(DEMAND, pay), (DEMAND, beds)],
    );
    says(
        &mut record,
        "Ivo Maros",
        "twelve, and not a penny less",
        "2031-05-01",
        &[(TermRole::Concession, "twelve")],
    );
    assert!(kinds(&record).is_empty(), "of two it is of neither");
}

#[test]
fn the_speakers_body_takes_back_what_is_found_of_the_party() {
    for (source, found) in [("union leader Ivo Maros", 1), ("Premier Ivo Maros", 0)] {
        let mut record = Record::default();
        let leave = "two extra days of leave";
        says(&mut record, "Ivo Maros", &format!("that they grant {leave}"), "2031-03-01", &[(DEMAND, leave)]);
        record.statements[0].source_text = source.to_string();
        says(
            &mut record,
            "Ivo Maros",
            &format!("that the union no longer insisted on {leave}"),
            "2031-04-01",
            &[],
        );
        let withdrawn = kinds(&record).into_iter().filter(|(kind, ..)| *kind == ChangeKind::Withdrawn);
        assert_eq!(withdrawn.count(), found, "{source}");
    }
}

#[test]
fn an_offer_that_lapsed_is_withdrawn_though_nobody_is_said_to_have_done_it() {
    let mut record = Record::default();
    let offer = "a rise of 6 per cent over two years";
    says(&mut record, "Ada Venn", &format!("that she would grant {offer}"), "2031-03-01", &[(OFFER, offer)]);
    says(
        &mut record,
        "Ada Venn",
        "that last week's offer of 6 per cent over two years had lapsed at midnight",
        "2031-03-09",
        &[],
    );
    assert_eq!(kinds(&record).first().map(|(kind, ..)| *kind), Some(ChangeKind::Withdrawn));
}

#[test]
fn a_term_told_of_another_day_is_none_of_the_day_it_is_told_on() {
    let mut record = wages();
    let access = "without access to the books";
    says(
        &mut record,
        "Ivo Maros",
        &format!("I said we would not come back {access}"),
        "2031-07-01",
        &[(DEMAND, access)],
    );
    let last = record.statements.last_mut().unwrap();
    last.statement.kind = Kind::Direct;
    assert_eq!(kinds(&record).len(), 1);
    record.statements.last_mut().unwrap().statement.kind = Kind::Indirect;
    assert_eq!(kinds(&record).len(), 2);
}
