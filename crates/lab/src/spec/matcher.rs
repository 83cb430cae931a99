//! Holds an expectation against a line of output, and says what differs.

use super::case::{DayRange, Expectation, Expected, Field, Pattern, Who};
use super::score::{Score, Verdict};
use reportedly_schema::line::{ArticleLine, Line, Pair, ProblemOut, PublishedOut, StatementOut};
use reportedly_schema::{BlockKind, SpeakerKind};
use std::collections::BTreeSet;

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
            None => Some((n, format!("no such statement; found: {}", shown_all(&article.statements)))),
            Some(met) => {
                let shown = shown(&article.statements[met.at]);
                let wrong = met.wrong();
                (!wrong.is_empty()).then(|| (n, format!("{}\n      in: {shown}", wrong.join("; "))))
            }
        })
        .collect();
    for (n, e) in expected.iter().enumerate() {
        let problem = match &e.what {
            Expectation::Statement(_) => None,
            Expectation::OnlyThese => (article.statements.len() != patterns.len()).then(|| {
                format!("{} statements: {}", article.statements.len(), shown_all(&article.statements))
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

fn touches(statement: &StatementOut, (start, end): Pair) -> bool {
    statement.content.iter().any(|&(a, b)| a < end && start < b)
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
                let shared = pattern.content.as_ref().map_or(100, |c| jaccard(c, &s.text));
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

/// What was found instead, where the field is not as expected.
fn field_mismatch(field: &Field, s: &StatementOut, article: &ArticleLine) -> Option<String> {
    let text = article.article.text.as_deref().unwrap_or("");
    let (met, found) = match field {
        Field::Kind(kinds) => (kinds.contains(&s.kind), s.kind.to_string()),
        Field::Mode(modes) => (modes.contains(&s.mode), format!("mode {}", s.mode)),
        Field::SpeakerKind(kinds) => {
            (kinds.contains(&s.speaker.kind), format!("speaker is {}", s.speaker.kind))
        }
        Field::How(how) => (s.speaker.how == *how, format!("speaker found by {}", s.speaker.how)),
        Field::Said(days, basis) => (
            s.said.earliest == days.earliest
                && s.said.latest == days.latest
                && basis.is_none_or(|b| s.said.basis == b),
            format!("said {} ({})", range_shown(&s.said.earliest, &s.said.latest), s.said.basis),
        ),
        Field::SaidNothing => (
            s.said.earliest.is_none() && s.said.latest.is_none() && s.said.value.is_none(),
            format!("said {} ({})", range_shown(&s.said.earliest, &s.said.latest), s.said.basis),
        ),
        Field::Undated => (
            s.said.earliest.is_none(),
            format!("said {} ({})", range_shown(&s.said.earliest, &s.said.latest), s.said.basis),
        ),
        Field::To(name) => {
            let found = s.addressee.as_ref().map(|a| a.name.as_str());
            (found.is_some_and(|f| within(f, name)), format!("to {}", found.unwrap_or("nobody")))
        }
        Field::Venue(name) => {
            let found = s.venue.as_ref().map(|a| a.name.as_str());
            (found.is_some_and(|f| within(f, name)), format!("venue {}", found.unwrap_or("none")))
        }
        Field::ToExactly(want) => {
            let found = s.addressee.as_ref().map(|a| cut(text, &[(a.start, a.end)]));
            let told = format!("to {:?}", found.as_deref().unwrap_or("nobody"));
            (found.is_some_and(|f| without_article(&f) == without_article(want)), told)
        }
        Field::ToNobody => (
            s.addressee.is_none(),
            format!("to {}", s.addressee.as_ref().map_or("nobody", |a| a.name.as_str())),
        ),
        Field::VenueExactly(want) => {
            let found = s.venue.as_ref().map(|a| cut(text, &[(a.start, a.end)]));
            let told = format!("venue {:?}", found.as_deref().unwrap_or("none"));
            (found.is_some_and(|f| without_article(&f) == without_article(want)), told)
        }
        Field::NoVenue => {
            (s.venue.is_none(), format!("venue {}", s.venue.as_ref().map_or("none", |v| v.name.as_str())))
        }
        Field::Via(names) => {
            let found: Vec<&str> = s.via.iter().map(|r| r.name.as_str()).collect();
            let same = found.len() == names.len() && found.iter().zip(names).all(|(a, b)| same_name(a, b));
            (same, format!("via {}", if found.is_empty() { "nobody".into() } else { found.join(" ← ") }))
        }
        Field::Act(act) => (s.acts.iter().any(|a| a.act == *act), format!("acts: {}", acts(s))),
        Field::NotAct(act) => (!s.acts.iter().any(|a| a.act == *act), format!("acts: {}", acts(s))),
        Field::Term(role, want) => (
            s.terms.iter().any(|t| role.is_none_or(|r| t.role == r) && words(&t.text) == words(want)),
            format!("terms: {}", terms(s)),
        ),
        Field::NoTerms => (s.terms.is_empty(), format!("terms: {}", terms(s))),
        Field::Times(times) => (s.times == *times, format!("{} times", s.times)),
        Field::Negated(negated) => {
            (s.negated == *negated, (if s.negated { "negated" } else { "not negated" }).to_string())
        }
        Field::Modality(modality) => (s.modality == *modality, s.modality.to_string()),
        Field::Cue(want) => {
            let found = cut(text, &s.cue);
            (words(&found) == words(want), format!("cue \"{found}\""))
        }
        Field::Source(want) => {
            let found = cut(text, &s.source);
            (words(&found) == words(want), format!("source \"{found}\""))
        }
        Field::Nested => (s.nested_in.is_some(), "not nested".to_string()),
    };
    (!met).then_some(found)
}

/// What was found instead, for an expectation about the article.
fn article_expectation(what: &Expectation, line: &ArticleLine) -> Option<String> {
    let article = &line.article;
    match what {
        Expectation::Statement(_) | Expectation::OnlyThese => None,
        Expectation::NoStatement => {
            (!line.statements.is_empty()).then(|| format!("found {}", shown_all(&line.statements)))
        }
        Expectation::NoStatementIn(words) => {
            let place = match place(line, words) {
                Ok(pair) => pair,
                Err(_) if is_html(line) => return None,
                Err(problem) => return Some(problem),
            };
            let touching: Vec<_> = line.statements.iter().filter(|s| touches(s, place)).cloned().collect();
            (!touching.is_empty()).then(|| format!("found {}", shown_all(&touching)))
        }
        Expectation::Published(days, basis) => {
            let found = article.published.as_ref();
            let met = match (days, found) {
                (None, found) => found.is_none_or(|p| p.value.is_none() && p.earliest.is_none()),
                (Some(days), Some(p)) => same_days(days, p),
                (Some(_), None) => false,
            } && basis.is_none_or(|b| found.is_some_and(|p| p.basis == b));
            (!met).then(|| published_shown(found))
        }
        Expectation::Updated(day) => {
            let found = article.updated.as_ref();
            let met = found.is_some_and(|p| p.value.as_ref() == Some(day));
            (!met).then(|| published_shown(found))
        }
        Expectation::Outlet(name, basis) => {
            let same = match (name, &article.outlet) {
                (None, None) => true,
                (Some(want), Some(found)) => same_name(found, want),
                _ => false,
            };
            let met = same && basis.is_none_or(|b| article.outlet_basis == Some(b));
            let basis = article.outlet_basis.map_or("no basis", |b| b.as_str());
            (!met).then(|| format!("outlet {} ({basis})", article.outlet.as_deref().unwrap_or("unknown")))
        }
        Expectation::Title(title) => (article.title.as_ref() != Some(title))
            .then(|| format!("title {}", article.title.as_deref().unwrap_or("none"))),
        Expectation::Noise(kind, words) => {
            // A reader of HTML may leave noise out of the reading altogether.
            if is_html(line) && place(line, words).is_err() {
                return None;
            }
            blocks(line, words, |k| k.is_noise() && kind.is_none_or(|want| k == want))
        }
        Expectation::Body(words) => blocks(line, words, BlockKind::carries_statements),
        Expectation::Caption(words) => blocks(line, words, |k| k == BlockKind::Caption),
        Expectation::Timex(words, value) => {
            let found: Vec<_> = line.timexes.iter().filter(|t| t.text == *words).collect();
            let met = found.iter().any(|t| t.value == *value);
            let all = if found.is_empty() { line.timexes.iter().collect() } else { found };
            (!met).then(|| {
                let shown: Vec<String> = all
                    .iter()
                    .map(|t| format!("\"{}\" = {}", t.text, t.value.as_deref().unwrap_or("none")))
                    .collect();
                format!("timexes: {}", if shown.is_empty() { "none".into() } else { shown.join(", ") })
            })
        }
        Expectation::NoTimex(words) => match place(line, words) {
            Err(problem) => Some(problem),
            Ok((start, end)) => line
                .timexes
                .iter()
                .find(|t| t.start < end && start < t.end)
                .map(|t| format!("\"{}\" = {}", t.text, t.value.as_deref().unwrap_or("none"))),
        },
        Expectation::Problem(code, words) => match place(line, words) {
            Err(problem) => Some(problem),
            Ok((start, end)) => {
                let touches = |p: &ProblemOut| p.start < Some(end) && p.end > Some(start);
                let met = line.problems.iter().any(|p| p.code == *code && touches(p));
                (!met).then(|| problems_shown(line))
            }
        },
        Expectation::NoProblem(code) => {
            line.problems.iter().any(|p| p.code == *code).then(|| problems_shown(line))
        }
        Expectation::Rejected(_) => Some("the input was read".to_string()),
    }
}

fn problems_shown(line: &ArticleLine) -> String {
    let shown: Vec<String> = line.problems.iter().map(|p| format!("{}: {}", p.code, p.message)).collect();
    if shown.is_empty() { "no problems".to_string() } else { shown.join("; ") }
}

/// Whether every character of `words` that is not white space lies in a block of a wanted kind.
fn blocks(line: &ArticleLine, words: &str, wanted: impl Fn(BlockKind) -> bool) -> Option<String> {
    let (start, end) = match place(line, words) {
        Ok(pair) => pair,
        Err(problem) => return Some(problem),
    };
    let kind_at = |at: u32| line.blocks.iter().find(|b| b.start <= at && at < b.end).map(|b| b.kind);
    let text = line.article.text.as_deref().unwrap_or("");
    let mut kinds: Vec<&str> = Vec::new();
    for (at, c) in (start..end).zip(text.chars().skip(start as usize)) {
        let kind = kind_at(at);
        if !c.is_whitespace() && !kind.is_some_and(&wanted) {
            let shown = kind.map_or("no block", BlockKind::as_str);
            if !kinds.contains(&shown) {
                kinds.push(shown);
            }
        }
    }
    (!kinds.is_empty()).then(|| format!("in {}", kinds.join(", ")))
}

/// The code points of the first occurrence of `words` in the reading; any white space matches any other.
fn place(line: &ArticleLine, words: &str) -> Result<Pair, String> {
    let text = line.article.text.as_deref().ok_or("the line has no text; the runner needs --text")?;
    let text: Vec<char> = text.chars().collect();
    let wanted: Vec<char> = words.trim().chars().collect();
    for start in 0..text.len() {
        let (mut at, mut n) = (start, 0);
        while n < wanted.len() && at < text.len() {
            if wanted[n].is_whitespace() && text[at].is_whitespace() {
                while n < wanted.len() && wanted[n].is_whitespace() {
                    n += 1;
                }
                while at < text.len() && text[at].is_whitespace() {
                    at += 1;
                }
            } else if wanted[n] == text[at] {
                (at, n) = (at + 1, n + 1);
            } else {
                break;
            }
        }
        if n == wanted.len() && n > 0 {
            return Ok((start as u32, at as u32));
        }
    }
    Err(format!("these words are not in the reading: \"{words}\""))
}

fn is_html(line: &ArticleLine) -> bool {
    line.article.path.ends_with(".html")
}

fn same_days(days: &DayRange, p: &PublishedOut) -> bool {
    p.earliest == days.earliest && p.latest == days.latest
}

/// Names are compared without case and leading article.
fn same_name(a: &str, b: &str) -> bool {
    bare(a) == bare(b)
}

/// Whether the words of one name stand inside the other.
fn within(a: &str, b: &str) -> bool {
    let (a, b) = (format!(" {} ", bare(a)), format!(" {} ", bare(b)));
    a.contains(&b) || b.contains(&a)
}

fn bare(name: &str) -> String {
    let name = words(name).join(" ").to_lowercase();
    name.strip_prefix("the ").map_or(name.clone(), str::to_string)
}

/// Words without the article that opens them.
fn without_article(text: &str) -> Vec<String> {
    let mut out = words(text);
    if out.first().is_some_and(|w| matches!(w.to_lowercase().as_str(), "the" | "a" | "an")) {
        out.remove(0);
    }
    out
}

/// Runs of letters and digits, apostrophes inside words included.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .map(|w| w.trim_matches(['\'', '’']).replace('’', "'"))
        .filter(|w| !w.is_empty())
        .collect()
}

/// Shared words over all words, in hundredths.
fn jaccard(a: &str, b: &str) -> usize {
    let set = |text: &str| words(text).into_iter().map(|w| w.to_lowercase()).collect::<BTreeSet<_>>();
    let (a, b) = (set(a), set(b));
    let all = a.union(&b).count();
    (100 * a.intersection(&b).count()).checked_div(all).unwrap_or(0)
}

fn cut(text: &str, pairs: &[Pair]) -> String {
    let part = |&(start, end): &Pair| -> String {
        text.chars().skip(start as usize).take(end.saturating_sub(start) as usize).collect()
    };
    pairs.iter().map(part).collect::<Vec<_>>().join(" … ")
}

fn acts(s: &StatementOut) -> String {
    let found: Vec<&str> = s.acts.iter().map(|a| a.act.as_str()).collect();
    if found.is_empty() { "none".into() } else { found.join(", ") }
}

fn terms(s: &StatementOut) -> String {
    let found: Vec<String> = s.terms.iter().map(|t| format!("{}: {}", t.role, t.text)).collect();
    if found.is_empty() { "none".into() } else { found.join("; ") }
}

fn range_shown(earliest: &Option<String>, latest: &Option<String>) -> String {
    match (earliest.as_deref(), latest.as_deref()) {
        (None, None) => "nothing".to_string(),
        (Some(a), Some(b)) if a == b => a.to_string(),
        (a, b) => format!("{}..{}", a.unwrap_or(""), b.unwrap_or("")),
    }
}

fn published_shown(found: Option<&PublishedOut>) -> String {
    match found {
        None => "none".to_string(),
        Some(p) => format!("{} ({})", range_shown(&p.earliest, &p.latest), p.basis),
    }
}

fn shown(s: &StatementOut) -> String {
    format!(
        "{} | {} | {} | [{}] | said {}",
        s.speaker.name.as_deref().unwrap_or("unknown"),
        s.kind,
        s.mode,
        s.text,
        range_shown(&s.said.earliest, &s.said.latest)
    )
}

fn shown_all(statements: &[StatementOut]) -> String {
    if statements.is_empty() {
        return "none".to_string();
    }
    statements.iter().map(|s| format!("\n        {}", shown(s))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::score::Speakers;
    use super::*;
    use crate::spec::expectation::expectation;

    const EXAMPLE: &str = include_str!("../../../schema/tests/design_example.json");
    const TEXT: &str = "Port of Aldra may reopen\n5 March 2031\n\"We will reopen the port if the convoys stop,\" Minister Ada Venn told reporters on Monday, the Coastal Agency reported.\n";

    fn example() -> Line {
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

    #[test]
    fn white_space_in_a_place_is_any_white_space() {
        let Line::Article(article) = example() else { unreachable!() };
        assert_eq!(place(&article, "reopen\n5   March"), Ok((18, 32)));
        assert!(place(&article, "reopen6").is_err());
    }
}
