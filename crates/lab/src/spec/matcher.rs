//! Holds an expectation against a line of output, and says what differs.

mod article;
mod field;
mod place;
mod shown;
mod words;

use super::case::{Expectation, Expected, Pattern, Who};
use super::score::{Score, Verdict};
use article::article_expectation;
use field::field_mismatch;
use place::{place, touches};
use reportedly_schema::SpeakerKind;
use reportedly_schema::line::{ArticleLine, Line, StatementOut};
use std::collections::BTreeSet;
use words::{same_name, shared_words, words};

/// A content that shares fewer of its words than this, in hundredths, is another statement.
const SAME_CONTENT: usize = 50;

/// An expectation that was not met.
#[derive(Debug)]
pub struct Failure {
    /// Line in the file, from 1.
    pub line: usize,
    /// As written.
    pub expected: String,
    pub found: String,
}

/// Every expectation of one article that `line` does not meet.
pub fn failures(expected: &[Expected], line: &Line) -> Vec<Failure> {
    let fail = |e: &Expected, found: String| Failure { line: e.line, expected: e.written.clone(), found };
    let article = match line {
        Line::Article(article) => article,
        Line::Rejected(rejected) => {
            let code = rejected.rejected.code;
            return expected
                .iter()
                .filter(|e| e.what != Expectation::Rejected(code))
                .map(|e| fail(e, format!("the input was declined: {code}, {}", rejected.rejected.message)))
                .collect();
        }
    };
    let patterns = patterns(expected);
    let mut out: Vec<(usize, String)> = assigned(&patterns, article)
        .into_iter()
        .filter_map(|(n, met)| match met {
            None => {
                Some((n, format!("no such statement; found: {}", shown::statements(&article.statements))))
            }
            Some(met) => {
                let shown = shown::statement(&article.statements[met.at]);
                let wrong = met.wrong();
                (!wrong.is_empty()).then(|| (n, format!("{}\n      in: {shown}", wrong.join("; "))))
            }
        })
        .collect();
    for (n, e) in expected.iter().enumerate() {
        let problem = match &e.what {
            Expectation::Statement(_) => None,
            Expectation::OnlyThese => (article.statements.len() != patterns.len()).then(|| {
                format!("{} statements: {}", article.statements.len(), shown::statements(&article.statements))
            }),
            other => article_expectation(other, article),
        };
        out.extend(problem.map(|p| (n, p)));
    }
    out.sort_by_key(|(n, _)| *n);
    out.into_iter().map(|(n, found)| fail(&expected[n], found)).collect()
}

/// Counts what one article's expectations meet in `line`, field by field.
pub fn score(expected: &[Expected], line: &Line) -> Score {
    let patterns = patterns(expected);
    let mut score = Score { expected: patterns.len(), ..Score::default() };
    let Line::Article(article) = line else { return score };
    let mut taken = BTreeSet::new();
    for (n, met) in assigned(&patterns, article) {
        let Some(met) = met else { continue };
        taken.insert(met.at);
        score.near += 1;
        let Expectation::Statement(pattern) = &expected[n].what else { continue };
        // Without a content a line names its statement by its other fields.
        let found = if pattern.content.is_some() { met.content.is_none() } else { met.fields.is_empty() };
        if !found {
            continue;
        }
        score.found += 1;
        if pattern.speaker.contains(&Who::Anyone) {
            continue;
        }
        score.speakers.add(match &met.speaker {
            None => Verdict::Right,
            Some(_) if article.statements[met.at].speaker.name.is_none() => Verdict::Unknown,
            Some(_) => Verdict::Wrong,
        });
    }
    let mut spurious = BTreeSet::new();
    for e in expected {
        match &e.what {
            Expectation::OnlyThese | Expectation::NoStatement => {
                spurious.extend((0..article.statements.len()).filter(|at| !taken.contains(at)));
            }
            Expectation::NoStatementIn(words) => {
                if let Ok(place) = place(article, words) {
                    let statements = article.statements.iter().enumerate();
                    spurious.extend(statements.filter(|(_, s)| touches(s, place)).map(|(at, _)| at));
                }
            }
            _ => {}
        }
    }
    score.spurious = spurious.len();
    score
}

/// The lines that expect a statement, with their place among `expected`.
fn patterns(expected: &[Expected]) -> Vec<(usize, &Pattern)> {
    expected
        .iter()
        .enumerate()
        .filter_map(|(n, e)| match &e.what {
            Expectation::Statement(pattern) => Some((n, &**pattern)),
            _ => None,
        })
        .collect()
}

/// The statement that was given to a pattern, and what is not as the pattern has it.
struct Met {
    at: usize,
    speaker: Option<String>,
    content: Option<String>,
    fields: Vec<String>,
}

impl Met {
    fn wrong(self) -> Vec<String> {
        self.speaker.into_iter().chain(self.content).chain(self.fields).collect()
    }

    fn count(&self) -> usize {
        usize::from(self.speaker.is_some()) + usize::from(self.content.is_some()) + self.fields.len()
    }
}

/// Gives each pattern the statement that fits it best; patterns with content choose first.
fn assigned(patterns: &[(usize, &Pattern)], article: &ArticleLine) -> Vec<(usize, Option<Met>)> {
    let mut taken = BTreeSet::new();
    let mut out = Vec::new();
    let (with, without): (Vec<_>, Vec<_>) = patterns.iter().partition(|(_, p)| p.content.is_some());
    for &(n, pattern) in with.iter().chain(&without) {
        let best = article
            .statements
            .iter()
            .enumerate()
            .filter(|(at, _)| !taken.contains(at))
            .map(|(at, s)| {
                let shared = pattern.content.as_ref().map_or(100, |c| shared_words(c, &s.text));
                (shared, mismatches(pattern, at, s, article))
            })
            .filter(|(shared, _)| *shared >= SAME_CONTENT)
            .min_by_key(|(shared, met)| (met.count(), 100 - shared, met.at));
        taken.extend(best.as_ref().map(|(_, met)| met.at));
        out.push((n, best.map(|(_, met)| met)));
    }
    out
}

fn mismatches(pattern: &Pattern, at: usize, s: &StatementOut, article: &ArticleLine) -> Met {
    let speaker = pattern.speaker.iter().any(|who| match who {
        Who::Anyone => true,
        Who::Unknown => s.speaker.name.is_none() && s.speaker.kind != SpeakerKind::Unnamed,
        Who::Unnamed => s.speaker.kind == SpeakerKind::Unnamed,
        Who::Named(name) => s.speaker.name.as_ref().is_some_and(|found| same_name(found, name)),
    });
    let content = pattern.content.as_ref().is_none_or(|content| words(content) == words(&s.text));
    Met {
        at,
        speaker: (!speaker).then(|| {
            let found = s.speaker.name.as_deref().unwrap_or("no name");
            format!("speaker: {found} ({})", s.speaker.kind)
        }),
        content: (!content).then(|| format!("content: [{}]", s.text)),
        fields: pattern.fields.iter().filter_map(|field| field_mismatch(field, s, article)).collect(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::score::Speakers;
    use super::*;
    use crate::spec::expectation::expectation;

    const EXAMPLE: &str = include_str!("../../../schema/tests/design_example.json");
    const TEXT: &str = "Port of Aldra may reopen\n5 March 2031\n\"We will reopen the port if the convoys stop,\" Minister Ada Venn told reporters on Monday, the Coastal Agency reported.\n";

    pub fn example() -> Line {
        let mut line: ArticleLine = serde_json::from_str(EXAMPLE).unwrap();
        line.article.text = Some(TEXT.to_string());
        Line::Article(Box::new(line))
    }

    fn expected(written: &str) -> Vec<Expected> {
        let line = |(n, l): (usize, &str)| Expected {
            line: n + 1,
            written: l.to_string(),
            what: expectation(l).unwrap(),
        };
        written.lines().enumerate().map(line).collect()
    }

    fn found(line: &Line, written: &str) -> Vec<Failure> {
        failures(&expected(written), line)
    }

    #[test]
    fn what_is_true_of_the_line_is_met() {
        let expected = "Ada Venn | said 2031-03-03 (stated) | direct | speech | \"We will reopen the port if the convoys stop\" | to reporters | via the Coastal Agency | promise | not refusal | if the convoys stop | condition: if the convoys stop | once | asserted | not negated | by name | person | cue \"told\" | source \"Minister Ada Venn\"\nonly these\npublished 2031-03-05 (stated)\noutlet unknown\ntitle \"Port of Aldra may reopen\"\nbody \"told reporters\"\ntimex \"Monday\" = 2031-03-03\ntimex none \"may\"\nno statement in \"the Coastal Agency reported\"";
        let failed = found(&example(), expected);
        assert!(failed.is_empty(), "{failed:#?}");
    }

    #[test]
    fn every_wrong_field_is_told() {
        let wrong = [
            ("Eva Venn | direct", "speaker: Ada Venn (person)"),
            ("unknown | direct", "speaker: Ada Venn"),
            ("Ada Venn | [We will reopen the port if the convoys come]", "content: ["),
            ("Ada Venn | said 2031-03-04", "said 2031-03-03 (stated)"),
            ("Ada Venn | said 2031-03-03 (carried)", "said 2031-03-03 (stated)"),
            ("Ada Venn | undated", "said 2031-03-03"),
            ("Ada Venn | indirect", "direct"),
            ("Ada Venn | via nobody", "via Coastal Agency"),
            ("Ada Venn | not promise", "acts: promise"),
            ("Ada Venn | no terms", "terms: condition: if the convoys stop"),
            ("Ada Venn | demand: if the convoys stop", "terms: condition"),
            ("Ada Venn | negated", "not negated"),
            ("Ada Venn | future", "asserted"),
            ("Ada Venn | nested", "not nested"),
            ("Ada Venn | cue \"said\"", "cue \"told\""),
            ("no statement", "found"),
            ("no statement in \"reopen the port\"", "found"),
            ("published 2031-03-06", "2031-03-05 (stated)"),
            ("published unknown", "2031-03-05 (stated)"),
            ("outlet Coastal Agency", "outlet unknown"),
            ("noise \"5 March 2031\"", "in dateline"),
            ("body \"5 March 2031\"", "in dateline"),
            ("caption \"told\"", "in body"),
            ("timex \"Monday\" = 2031-03-10", "\"Monday\" = 2031-03-03"),
            ("timex none \"Monday\"", "2031-03-03"),
            ("body \"nowhere\"", "not in the reading"),
            ("rejected empty", "was read"),
        ];
        for (written, told) in wrong {
            let failed = found(&example(), written);
            assert_eq!(failed.len(), 1, "{written}");
            assert!(failed[0].found.contains(told), "{written}: {}", failed[0].found);
        }
    }

    #[test]
    fn one_statement_meets_one_line_only() {
        let failed = found(&example(), "Ada Venn | direct\nAda Venn | direct\nonly these");
        let lines: Vec<usize> = failed.iter().map(|f| f.line).collect();
        assert_eq!(lines, [2, 3]);
    }

    #[test]
    fn statements_speakers_and_what_is_ruled_out_are_counted() {
        let counts = |written: &str| {
            let score = score(&expected(written), &example());
            let Speakers { right, wrong, unknown } = score.speakers;
            [score.expected, score.found, score.near, right, wrong, unknown, score.spurious]
        };
        let content = "We will reopen the port if the convoys stop";
        for (written, want) in [
            (format!("Ada Venn | [{content}]\nonly these"), [1, 1, 1, 1, 0, 0, 0]),
            // A wrong field costs the case, not the statement.
            (format!("Ada Venn | [{content}] | indirect"), [1, 1, 1, 1, 0, 0, 0]),
            (format!("Eva Venn | [{content}]"), [1, 1, 1, 0, 1, 0, 0]),
            (format!("unknown | [{content}]"), [1, 1, 1, 0, 1, 0, 0]),
            (format!("anyone | [{content}]"), [1, 1, 1, 0, 0, 0, 0]),
            (
                "Ada Venn | [reopen the port if the convoys stop]\nonly these".to_string(),
                [1, 0, 1, 0, 0, 0, 0],
            ),
            ("Ada Venn | [told reporters on Monday]\nonly these".to_string(), [1, 0, 0, 0, 0, 0, 1]),
            ("Ada Venn | cue \"told\"".to_string(), [1, 1, 1, 1, 0, 0, 0]),
            ("Ada Venn | cue \"said\"".to_string(), [1, 0, 1, 0, 0, 0, 0]),
            ("no statement".to_string(), [0, 0, 0, 0, 0, 0, 1]),
            ("no statement\nno statement in \"reopen the port\"".to_string(), [0, 0, 0, 0, 0, 0, 1]),
            ("no statement in \"the Coastal Agency\"".to_string(), [0, 0, 0, 0, 0, 0, 0]),
        ] {
            assert_eq!(counts(&written), want, "{written}");
        }
    }

    #[test]
    fn a_missing_name_is_unknown_and_not_wrong() {
        let Line::Article(mut article) = example() else { unreachable!() };
        article.statements[0].speaker.name = None;
        article.statements[0].speaker.kind = SpeakerKind::Unknown;
        let line = Line::Article(article);
        let speakers = |written: &str| score(&expected(written), &line).speakers;
        let content = "We will reopen the port if the convoys stop";
        assert_eq!(speakers(&format!("Ada Venn | [{content}]")).unknown, 1);
        assert_eq!(speakers(&format!("unknown | [{content}]")).right, 1);
    }

    #[test]
    fn a_declined_input_meets_only_its_code() {
        let line: Line = serde_json::from_str(
            r#"{"schema": "reportedly/1", "article": {"id": null, "path": "a.txt"}, "rejected": {"code": "empty", "message": "no text"}}"#,
        )
        .unwrap();
        assert!(found(&line, "rejected empty").is_empty());
        assert_eq!(found(&line, "rejected binary\nno statement").len(), 2);
    }
}
