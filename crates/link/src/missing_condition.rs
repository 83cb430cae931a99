//! A condition that reports of an utterance have and an article lacks.

use crate::same_term::same_term;
use crate::wording::{Stance, Wording};
use crate::wording_changes::wording_without;
use reportedly_schema::linkage::EffectiveStatement;
use reportedly_schema::statement::{JOINT, in_joined};
use reportedly_schema::{Span, Term, TermRole};

/// Thousandths of the weight of what a condition is put on that a report tells at least: what tells something else of the occasion does not
/// lack the condition.
pub const LEAST_OF_MAIN_CLAUSE: u64 = 400;

/// Words of content of what a condition is put on that a report tells at least.
const LEAST_MAIN_WORDS: usize = 2;

/// Thousandths of a condition's weight found near each other in an article that make it told, in whatever place.
pub const TOLD_COVER: u64 = 500;

/// Words of an article in which a condition told in other words is looked for: about two sentences.
const WINDOW: usize = 50;

/// What an article tells beside the reports.
pub(crate) struct LeastTold<'a> {
    /// Its text.
    pub text: &'a Wording,
    /// The speaker's statements in it.
    pub own: Vec<&'a EffectiveStatement>,
}

/// A condition that a report lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Missing {
    /// The report.
    pub report: usize,
    /// The condition's words in the first of `against`.
    pub words: String,
    /// Reports of other articles that have it.
    pub against: Vec<usize>,
}

/// Conditions of some reports that the articles of others lack, by report, then by condition in the order of the reports.
pub(crate) fn missing_conditions<'a>(
    reports: &[(usize, &'a EffectiveStatement)],
    told: impl Fn(usize) -> LeastTold<'a>,
) -> Vec<Missing> {
    let conditions = conditions(reports);
    let mut articles: Vec<usize> = Vec::new();
    for (_, statement) in reports {
        if !articles.contains(&statement.article) {
            articles.push(statement.article);
        }
    }
    let mut out = Vec::new();
    for article in articles {
        let mut there = None;
        for condition in &conditions {
            let against: Vec<&Given> = condition.iter().filter(|g| g.statement.article != article).collect();
            if against.len() < condition.len() || against.is_empty() {
                continue;
            }
            let there = there.get_or_insert_with(|| told(article));
            if against.iter().any(|given| is_told(given, there)) {
                continue;
            }
            let main = wording_without(against[0].statement, &against[0].spans);
            let tells_main = |statement: &EffectiveStatement| {
                let found = wording_without(statement, &[]).compare(&main);
                (found.cover >= LEAST_OF_MAIN_CLAUSE && found.features >= LEAST_MAIN_WORDS)
                    .then_some(found.shared)
            };
            let best = reports
                .iter()
                .filter(|(_, s)| s.article == article)
                .filter_map(|(n, s)| Some((tells_main(s)?, *n)))
                .max_by_key(|(shared, n)| (*shared, std::cmp::Reverse(*n)));
            if let Some((_, report)) = best {
                out.push(Missing {
                    report,
                    words: against[0].words(),
                    against: against.iter().map(|g| g.report).collect(),
                });
            }
        }
    }
    out
}

/// A condition in a report.
struct Given<'a> {
    report: usize,
    statement: &'a EffectiveStatement,
    term: &'a Term,
    /// Bytes of the statement's `text`.
    spans: Vec<Span>,
}

impl Given<'_> {
    fn words(&self) -> String {
        let cut: Vec<&str> = self.spans.iter().filter_map(|s| s.of(&self.statement.text)).collect();
        if cut.is_empty() { self.term.members.join("; ") } else { cut.join(JOINT) }
    }
}

/// The conditions of the reports, those that come to the same together, in the order of the reports.
fn conditions<'a>(reports: &[(usize, &'a EffectiveStatement)]) -> Vec<Vec<Given<'a>>> {
    let mut out: Vec<Vec<Given<'a>>> = Vec::new();
    for &(report, statement) in reports {
        for term in statement.statement.own_terms().filter(|t| t.role == TermRole::Condition) {
            let spans =
                term.spans.iter().filter_map(|s| in_joined(&statement.statement.content, *s)).collect();
            let given = Given { report, statement, term, spans };
            let same = |known: &Given| {
                same_term(known.term, term).is_some() || covers(&of(&known.words()), &of(&given.words()))
            };
            match out.iter_mut().find(|group| group.iter().any(same)) {
                Some(group) => group.push(given),
                None => out.push(vec![given]),
            }
        }
    }
    out
}

fn of(text: &str) -> Wording {
    Wording::new(text, false, Stance::default())
}

/// Whether two conditions share most of the shorter one's words.
fn covers(a: &Wording, b: &Wording) -> bool {
    a.compare(b).cover >= TOLD_COVER
}

/// Whether an article has a condition: as a term of the speaker's, in his words, or anywhere in about the same words.
fn is_told(given: &Given, there: &LeastTold) -> bool {
    let wanted = of(&given.words());
    let in_terms =
        || there.own.iter().any(|s| s.statement.terms.iter().any(|t| same_term(t, given.term).is_some()));
    let in_words = || {
        there.own.iter().any(|s| share(&wanted, &wording_without(s, &[])) >= TOLD_COVER)
            || near_each_other(&wanted, there.text)
    };
    in_terms() || in_words()
}

/// Thousandths of the wanted weight that a text has, whatever the signs.
fn share(wanted: &Wording, text: &Wording) -> u64 {
    let found: u64 = wanted
        .features
        .iter()
        .filter(|f| text.features.binary_search_by_key(&f.of, |g| g.of).is_ok())
        .map(|f| u64::from(f.weight))
        .sum();
    found * 1000 / wanted.total.max(1)
}

/// Whether the wanted words stand near each other in a text.
fn near_each_other(wanted: &Wording, text: &Wording) -> bool {
    let hits: Vec<(u32, u64, u32)> = text
        .occurrences
        .iter()
        .filter_map(|o| {
            let feature = wanted.features.iter().find(|f| f.of == o.of)?;
            Some((o.at?, o.of, feature.weight))
        })
        .collect();
    (0..hits.len()).any(|n| {
        let mut seen: Vec<u64> = Vec::new();
        let mut weight = 0;
        for (at, of, w) in &hits[n..] {
            if *at as usize - hits[n].0 as usize > WINDOW {
                break;
            }
            if !seen.contains(of) {
                seen.push(*of);
                weight += u64::from(*w);
            }
        }
        weight * 1000 / wanted.total.max(1) >= TOLD_COVER
    })
}
