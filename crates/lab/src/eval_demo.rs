//! Scores lines of output against a folder of gold (see [`crate::gold`]). On the demo corpus, which we wrote ourselves, the measures are
//! named `self_*`; they say whether something broke, not how good the program is.
//!
//! Statements are matched by content: the tokens (runs of letters and digits, by position in the reading) that both contents cover, over those
//! that either covers, must reach [`SAME_CONTENT`]. Speaker and date are then compared apart.

#[cfg(test)]
mod perfect_lines;
mod reading;
mod score;
mod speaker;

pub use reading::Aligned;

use crate::gold::{Gold, GoldArticle, GoldError, file_name, load};
use crate::source_lines::collapsed;
use reading::Reading;
use reportedly_schema::line::ArticleLine;
use score::Score;
use speaker::{Named, named};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Shared over all content tokens from which two statements are the same: half, as for the project's measure of recall.
pub(crate) const SAME_CONTENT: f64 = 0.5;

/// Scores `lines`, made with the reading's text (`--text`), against the gold in `folder`. Lines are matched to gold by file name; an article of the
/// gold without a line counts as read with nothing found.
///
/// The measures, as shares of 1 unless they are counts; a measure without a single case is left out:
/// * `self_recall`, `self_precision`, `self_f1`, `self_recall_direct|indirect|mixed`;
/// * `self_speaker_right|wrong|unknown`: of the statements met;
/// * `self_said_right`: of those met whose day the article tells; `self_said_right_of_dated`: of those among them that were given a day;
/// * `self_published_right`, `self_outlet_right`: of the articles (the outlet where it can be found at all);
/// * `self_noise_recall`: characters of noise marked as noise, or left out of the reading; `self_body_dropped`: characters of the article that are
///   in noise or left out; `self_statements_from_noise`: how many statements touch noise;
/// * `self_via_right`: first relay right, of those met that have one; `self_unsaid_right`: hypothetical, future and negated ones met that are
///   marked so; `self_unsaid_wrong`: others that are;
/// * `self_articles`, `self_articles_missing`, `self_statements_gold`, `self_statements_found`: counts.
///
/// # Errors
/// Gold that cannot be used; a line without text.
pub fn evaluate(folder: &Path, lines: &[ArticleLine]) -> Result<BTreeMap<String, f64>, GoldError> {
    let gold = load(folder)?;
    let by_file: BTreeMap<&str, &ArticleLine> =
        lines.iter().map(|l| (file_name(&l.article.path), l)).collect();
    let mut score = Score::default();
    for (file, article) in &gold.articles {
        score.articles += 1;
        let Some(line) = by_file.get(file.as_str()) else {
            score.missing += 1;
            score.unread(article);
            continue;
        };
        let text = line.article.text.as_deref().ok_or_else(|| {
            GoldError::new(Path::new(file), "the line has no text: run with --text to score it")
        })?;
        score
            .article(&gold, article, line, &Reading::new(text))
            .map_err(|what| GoldError::new(Path::new(file), what))?;
    }
    Ok(score.measures())
}

/// The statements of `lines` that are statements of the gold: by the gold's id the file and the statement's place in its line.
///
/// # Errors
/// As [`evaluate`].
pub fn matched(gold: &Gold, lines: &[ArticleLine]) -> Result<BTreeMap<String, (String, usize)>, GoldError> {
    let mut out = BTreeMap::new();
    for line in lines {
        let file = file_name(&line.article.path);
        let Some(article) = gold.articles.get(file) else { continue };
        let wrong = |what: String| GoldError::new(Path::new(file), what);
        let text = line.article.text.as_deref().ok_or_else(|| wrong("the line has no text".to_string()))?;
        let reading = Reading::new(text);
        let places = reading.align(&article.lines);
        for (g, f) in met(gold, article, line, &reading, &places).map_err(wrong)? {
            out.insert(article.statements[g].id.clone(), (file.to_string(), f));
        }
    }
    Ok(out)
}

/// The gold statements that a line has, each with the statement found: both by their place in the list.
fn met(
    gold: &Gold,
    article: &GoldArticle,
    line: &ArticleLine,
    reading: &Reading,
    places: &[Option<Vec<u32>>],
) -> Result<BTreeMap<usize, usize>, String> {
    let wanted: Vec<BTreeSet<usize>> = article
        .statements
        .iter()
        .map(|s| {
            let parts = article.places(&s.content)?;
            Ok(parts.iter().flat_map(|p| reading.tokens_at(p, places)).collect())
        })
        .collect::<Result<_, String>>()?;
    let found: Vec<BTreeSet<usize>> = line
        .statements
        .iter()
        .map(|s| s.content.iter().flat_map(|pair| reading.tokens_in(*pair)).collect())
        .collect();
    let mut pairs: Vec<(f64, bool, usize, usize)> = Vec::new();
    for (g, want) in wanted.iter().enumerate() {
        for (f, have) in found.iter().enumerate() {
            let shared = jaccard(want, have);
            if shared >= SAME_CONTENT {
                let speaker = named(gold, &article.statements[g], &line.statements[f]) == Named::Right;
                pairs.push((shared, speaker, g, f));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then((a.2, a.3).cmp(&(b.2, b.3))));
    let mut met: BTreeMap<usize, usize> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (_, _, g, f) in pairs {
        if !met.contains_key(&g) && !taken.contains(&f) {
            met.insert(g, f);
            taken.insert(f);
        }
    }
    Ok(met)
}

/// A name without case, leading article, and commas at its edges.
pub fn bare(name: &str) -> String {
    let name = collapsed(name).to_lowercase().replace('’', "'");
    let name = name.trim_matches([',', ' ']);
    let articles = ["the ", "a ", "an "];
    articles.iter().find_map(|a| name.strip_prefix(a)).unwrap_or(name).to_string()
}

/// The share of what is in both in what is in either.
pub(crate) fn jaccard(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> f64 {
    let all = a.union(b).count();
    if all == 0 { 0.0 } else { a.intersection(b).count() as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use perfect_lines::{all_perfect, demo};

    #[test]
    fn an_article_that_is_not_there_is_missed() {
        let mut lines = all_perfect();
        lines.pop();
        let score = evaluate(&demo(), &lines).unwrap();
        assert_eq!(score["self_articles_missing"], 1.0);
        assert!(score["self_recall"] < 1.0 && score["self_published_right"] < 1.0);
        assert!(evaluate(&demo(), &[]).unwrap()["self_recall"] == 0.0);
    }

    #[test]
    fn a_line_without_text_is_an_error() {
        let mut lines = all_perfect();
        lines[0].article.text = None;
        assert!(evaluate(&demo(), &lines).unwrap_err().to_string().contains("--text"));
    }
}
