//! An article held against what is expected of it apart from its statements.

use super::place::{is_html, place, touches};
use super::shown;
use super::words::same_name;
use crate::spec::case::{DayRange, Expectation};
use reportedly_schema::BlockKind;
use reportedly_schema::line::{ArticleLine, ProblemOut, PublishedOut, TimexOut};

/// What was found instead, for an expectation about the article.
pub(super) fn article_expectation(what: &Expectation, line: &ArticleLine) -> Option<String> {
    let article = &line.article;
    match what {
        Expectation::Statement(_) | Expectation::OnlyThese => None,
        Expectation::NoStatement => {
            (!line.statements.is_empty()).then(|| format!("found {}", shown::statements(&line.statements)))
        }
        Expectation::NoStatementIn(words) => {
            let place = match place(line, words) {
                Ok(pair) => pair,
                Err(_) if is_html(line) => return None,
                Err(problem) => return Some(problem),
            };
            let touching: Vec<_> = line.statements.iter().filter(|s| touches(s, place)).cloned().collect();
            (!touching.is_empty()).then(|| format!("found {}", shown::statements(&touching)))
        }
        Expectation::Published(days, basis) => {
            let found = article.published.as_ref();
            let met = match (days, found) {
                (None, found) => found.is_none_or(|p| p.value.is_none() && p.earliest.is_none()),
                (Some(days), Some(p)) => same_days(days, p),
                (Some(_), None) => false,
            } && basis.is_none_or(|b| found.is_some_and(|p| p.basis == b));
            (!met).then(|| shown::published(found))
        }
        Expectation::Updated(day) => {
            let found = article.updated.as_ref();
            let met = found.is_some_and(|p| p.value.as_ref() == Some(day));
            (!met).then(|| shown::published(found))
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
        Expectation::Timex(words, value) => timex_mismatch(line, words, value.as_deref()),
        Expectation::NoTimex(words) => match place(line, words) {
            Err(problem) => Some(problem),
            Ok((start, end)) => {
                line.timexes.iter().find(|t| t.start < end && start < t.end).map(shown::timex)
            }
        },
        Expectation::Problem(code, words) => match place(line, words) {
            Err(problem) => Some(problem),
            Ok((start, end)) => {
                let touches = |p: &ProblemOut| p.start < Some(end) && p.end > Some(start);
                let met = line.problems.iter().any(|p| p.code == *code && touches(p));
                (!met).then(|| shown::problems(line))
            }
        },
        Expectation::NoProblem(code) => {
            line.problems.iter().any(|p| p.code == *code).then(|| shown::problems(line))
        }
        Expectation::Rejected(_) => Some("the input was read".to_string()),
    }
}

/// What was found instead of a time expression with these words and value; all there are where none has the words.
fn timex_mismatch(line: &ArticleLine, words: &str, value: Option<&str>) -> Option<String> {
    let found: Vec<&TimexOut> = line.timexes.iter().filter(|t| t.text == words).collect();
    if found.iter().any(|t| t.value.as_deref() == value) {
        return None;
    }
    let all = if found.is_empty() { line.timexes.iter().collect() } else { found };
    let shown: Vec<String> = all.into_iter().map(shown::timex).collect();
    Some(format!("timexes: {}", if shown.is_empty() { "none".into() } else { shown.join(", ") }))
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

fn same_days(days: &DayRange, p: &PublishedOut) -> bool {
    p.earliest == days.earliest && p.latest == days.latest
}
