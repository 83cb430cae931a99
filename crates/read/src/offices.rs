//! Which years an article can be of, by the heads of state and government it names as in office.
//!
//! "President X" without "former" was written while X was president (or tells of that time). It bounds the year of an article that
//! writes none, and nothing else: no speaker, party or country is concluded from it.

use reportedly_schema::Day;
use std::{collections::BTreeMap, sync::LazyLock};

/// A term of office: offices as news writes them, first day, last day.
struct Term {
    offices: Vec<&'static str>,
    from: Day,
    to: Option<Day>,
}

static HOLDERS: LazyLock<BTreeMap<&'static str, Vec<Term>>> = LazyLock::new(|| {
    let mut holders: BTreeMap<&'static str, Vec<Term>> = BTreeMap::new();
    for line in include_str!("../vocabulary/officeholders.tsv").lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(name), Some(offices), Some(_country), Some(from)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let Ok(from) = from.parse() else { continue };
        let to = fields.next().and_then(|day| day.parse().ok());
        holders.entry(name).or_default().push(Term { offices: offices.split('|').collect(), from, to });
    }
    holders
});

/// Words before an office that put it in the past or the future.
const NOT_NOW: [&str; 8] = ["former", "ex", "then", "late", "future", "ousted", "deposed", "next"];

/// How many words may stand between the office and the name ("President of the United States Ann Lee").
const BETWEEN: usize = 4;

/// For each person named as in office: the terms in that office. A day of publication lies in one term of every person.
pub struct InOffice(Vec<Vec<(Day, Option<Day>)>>);

impl InOffice {
    /// The people whom `text` names with an office they held.
    pub fn of(text: &str) -> Self {
        let mut named = Vec::new();
        for (name, terms) in HOLDERS.iter() {
            let mut held: Vec<(Day, Option<Day>)> = Vec::new();
            for (at, _) in text.match_indices(name) {
                let before: Vec<String> = text[..at]
                    .rsplit(|c: char| !c.is_alphanumeric() && c != '-')
                    .filter(|w| !w.is_empty())
                    .take(BETWEEN + 3)
                    .map(str::to_lowercase)
                    .collect();
                for term in terms {
                    if term.offices.iter().any(|office| stands_in(office, &before)) {
                        held.push((term.from, term.to));
                    }
                }
            }
            if !held.is_empty() {
                held.sort();
                held.dedup();
                named.push(held);
            }
        }
        InOffice(named)
    }

    /// Whether everybody named was in office on `day`.
    pub fn holds(&self, day: Day) -> bool {
        self.0
            .iter()
            .all(|terms| terms.iter().any(|(from, to)| *from <= day && to.is_none_or(|to| day <= to)))
    }

    /// The last day on which everybody named can have been in office, where there is one.
    pub fn latest(&self) -> Option<Day> {
        self.0
            .iter()
            .filter_map(|terms| terms.iter().map(|(_, to)| *to).max_by_key(|to| to.unwrap_or(Day::MAX))?)
            .min()
    }

    /// The first day on which everybody named can have been in office.
    pub fn earliest(&self) -> Option<Day> {
        self.0.iter().filter_map(|terms| terms.iter().map(|(from, _)| *from).min()).max()
    }
}

/// Whether `office` stands in `before` (words before a name, nearest first) and is not said to be past or to come.
fn stands_in(office: &str, before: &[String]) -> bool {
    let office: Vec<&str> = office.split([' ', '-']).rev().collect();
    let words: Vec<&str> = before.iter().flat_map(|w| w.rsplit('-')).collect();
    (0..words.len().min(BETWEEN + 1)).any(|at| {
        let rest = &words[at..];
        rest.starts_with(&office) && !rest[office.len()..].iter().take(2).any(|w| NOT_NOW.contains(w))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn every_line_of_the_list_is_read() {
        let lines =
            include_str!("../vocabulary/officeholders.tsv").lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(HOLDERS.values().map(Vec::len).sum::<usize>(), lines);
        for term in HOLDERS.values().flatten() {
            assert!(term.to.is_none_or(|to| term.from < to) && !term.offices.is_empty());
        }
    }

    #[test]
    fn a_person_in_office_bounds_the_years() {
        let named =
            InOffice::of("He wrote to US President Barack Obama and to British Prime Minister Theresa May.");
        assert!(named.holds(day("2016-09-01")));
        assert!(!named.holds(day("2017-09-01")) && !named.holds(day("2015-09-01")));
        assert_eq!((named.earliest(), named.latest()), (Some(day("2016-07-13")), Some(day("2017-01-20"))));
    }

    #[test]
    fn a_former_holder_or_a_bare_name_bounds_nothing() {
        assert!(InOffice::of("former US President Barack Obama said").earliest().is_none());
        assert!(InOffice::of("ex-President Barack Obama said").earliest().is_none());
        assert!(InOffice::of("Barack Obama said the president was wrong").earliest().is_none());
    }

    #[test]
    fn two_terms_apart_are_both_possible() {
        let named = InOffice::of("President Luiz Inácio Lula da Silva spoke.");
        assert!(
            named.holds(day("2005-01-01"))
                && named.holds(day("2024-01-01"))
                && !named.holds(day("2015-01-01"))
        );
    }
}
