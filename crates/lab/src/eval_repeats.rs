//! Scores answers of `repeats` (JSON lines of DESIGN 4.2) against the repeated points of a folder of gold.
//!
//! A report is matched to a gold statement of the same article by the tokens of its content; half of all must be shared, as in
//! [`crate::eval_demo`]. The row with most occasions is the answer; what other rows hold is not counted for the point.

use crate::gold::{Gold, GoldError, GoldStatement, Quote, file_name, load};
use crate::gold_corpus::Repeated;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Shared over all tokens from which a report is a gold statement.
const SAME_CONTENT: f64 = 0.5;

/// The questions to ask: speaker and words of each repeated point, in the order in which [`evaluate`] takes the answers.
///
/// # Errors
/// Gold that cannot be used.
pub fn questions(folder: &Path) -> Result<Vec<(String, String)>, GoldError> {
    let gold = load(folder)?;
    Ok(gold.corpus.repeated.into_iter().map(|r| (r.speaker, r.about)).collect())
}

/// Scores the answers: for each question the JSON lines without the coverage line.
///
/// The measures, means over the points:
/// * `self_repeats_count_off`: how far the count is from the true one; `self_repeats_range_holds`: whether low to high holds it;
/// * `self_repeats_days_recall`, `self_repeats_days_precision`: the days of the occasions;
/// * `self_repeats_reports_recall`, `self_repeats_reports_precision`: statements that report the point;
/// * `self_repeats_apart_counted`: how many statements were counted that must stand apart (said for the speaker by others, hypothetical, denied,
///   future, undated): never more than 0;
/// * `self_repeats_occasions_double`: how many of the true occasions were counted more than once.
///
/// # Errors
/// Gold that cannot be used; another number of answers than of questions.
pub fn evaluate(folder: &Path, answers: &[Vec<Value>]) -> Result<BTreeMap<String, f64>, GoldError> {
    let gold = load(folder)?;
    let points = &gold.corpus.repeated;
    if answers.len() != points.len() {
        let what = format!("{} answers for {} questions", answers.len(), points.len());
        return Err(GoldError::new(folder, what));
    }
    let mut sums: BTreeMap<String, f64> = BTreeMap::new();
    for (point, rows) in points.iter().zip(answers) {
        for (name, value) in one(&gold, point, rows) {
            *sums.entry(format!("self_repeats_{name}")).or_default() += value / points.len() as f64;
        }
    }
    Ok(sums)
}

fn one(gold: &Gold, point: &Repeated, rows: &[Value]) -> Vec<(&'static str, f64)> {
    let number = |row: &Value, name: &str| row["occasions"][name].as_u64().unwrap_or(0) as usize;
    let nothing = Value::Null;
    let row = rows.iter().rev().max_by_key(|row| number(row, "count")).unwrap_or(&nothing);
    let count = number(row, "count");

    let wanted_days: BTreeSet<String> = point.occasions.iter().map(|o| o.said.to_string()).collect();
    let wanted: BTreeSet<&str> =
        point.occasions.iter().flat_map(|o| o.utterances.iter().flatten()).map(String::as_str).collect();
    let apart: BTreeSet<&str> = point.apart.values().flatten().map(String::as_str).collect();

    let mut days = BTreeSet::new();
    let mut reported = BTreeSet::new();
    let mut reports = 0;
    let mut right = 0;
    let mut apart_counted = 0;
    let mut occasions_of: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for utterance in row["utterances"].as_array().into_iter().flatten() {
        let occasion = &utterance["occasion"];
        let said = &occasion["said"];
        let said = said["earliest"].as_str().filter(|_| said["earliest"] == said["latest"]);
        days.extend(said.map(str::to_string));
        for report in utterance["reports"].as_array().into_iter().flatten() {
            reports += 1;
            let Some(id) = statement(gold, report) else { continue };
            if wanted.contains(id) {
                right += 1;
                reported.insert(id);
            }
            apart_counted += usize::from(apart.contains(id));
            let place = point.occasions.iter().position(|o| o.utterances.iter().flatten().any(|u| u == id));
            if let Some(place) = place {
                occasions_of.entry(place).or_default().insert(occasion["id"].to_string());
            }
        }
    }
    let share = |right: usize, all: usize| if all == 0 { 0.0 } else { right as f64 / all as f64 };
    let days_right = days.intersection(&wanted_days).count();
    let holds = number(row, "low") <= point.count && point.count <= number(row, "high");
    vec![
        ("count_off", count.abs_diff(point.count) as f64),
        ("range_holds", f64::from(u8::from(holds))),
        ("days_recall", share(days_right, wanted_days.len())),
        ("days_precision", share(days_right, days.len())),
        ("reports_recall", share(reported.len(), wanted.len())),
        ("reports_precision", share(right, reports)),
        ("apart_counted", apart_counted as f64),
        ("occasions_double", occasions_of.values().filter(|ids| ids.len() > 1).count() as f64),
    ]
}

/// The gold statement that a report is.
fn statement<'a>(gold: &'a Gold, report: &Value) -> Option<&'a str> {
    let path = report["article"].as_str()?;
    let article = gold.articles.get(file_name(path))?;
    let have = tokens(report["text"].as_str()?);
    let shared = |s: &GoldStatement| {
        let parts = s.content.iter().map(|q| match q {
            Quote::First(text) | Quote::Nth { text, .. } => text.as_str(),
        });
        let want: BTreeSet<String> = parts.flat_map(tokens).collect();
        let all = want.union(&have).count();
        if all == 0 { 0.0 } else { want.intersection(&have).count() as f64 / all as f64 }
    };
    article
        .statements
        .iter()
        .map(|s| (shared(s), s))
        .filter(|(shared, _)| *shared >= SAME_CONTENT)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, s)| s.id.as_str())
}

fn tokens(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|t| !t.is_empty()).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(said: &str) -> Value {
        serde_json::json!({"earliest": said, "latest": said})
    }
    use serde_json::json;
    use std::path::PathBuf;

    fn demo() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("gold/demo")
    }

    fn report(gold: &Gold, id: &str) -> Value {
        let (article, statement) = gold
            .articles
            .values()
            .find_map(|a| a.statements.iter().find(|s| s.id == id).map(|s| (a, s)))
            .unwrap();
        let parts: Vec<&str> = statement
            .content
            .iter()
            .map(|q| match q {
                Quote::First(text) | Quote::Nth { text, .. } => text.as_str(),
            })
            .collect();
        json!({"article": format!("x/{}", article.file), "text": parts.join(" … ")})
    }

    fn perfect(gold: &Gold) -> Vec<Vec<Value>> {
        let answer = |point: &Repeated| {
            let utterances: Vec<Value> = point
                .occasions
                .iter()
                .enumerate()
                .flat_map(|(n, o)| o.utterances.iter().map(move |ids| (n, o, ids)))
                .map(|(n, o, ids)| {
                    let reports: Vec<Value> = ids.iter().map(|id| report(gold, id)).collect();
                    json!({"occasion": {"id": n, "said": day(&o.said.to_string())}, "reports": reports})
                })
                .collect();
            vec![
                json!({"occasions": {"count": point.count, "low": point.low, "high": point.count}, "utterances": utterances}),
            ]
        };
        gold.corpus.repeated.iter().map(answer).collect()
    }

    #[test]
    fn the_gold_itself_scores_full_marks() {
        let gold = load(&demo()).unwrap();
        let score = evaluate(&demo(), &perfect(&gold)).unwrap();
        let want = [
            ("count_off", 0.0),
            ("range_holds", 1.0),
            ("days_recall", 1.0),
            ("days_precision", 1.0),
            ("reports_recall", 1.0),
            ("reports_precision", 1.0),
            ("apart_counted", 0.0),
            ("occasions_double", 0.0),
        ];
        for (name, want) in want {
            assert_eq!(score[&format!("self_repeats_{name}")], want, "{name}: {score:?}");
        }
    }

    #[test]
    fn what_must_stand_apart_is_seen_when_counted() {
        let gold = load(&demo()).unwrap();
        let mut answers = perfect(&gold);
        let hypothetical = report(&gold, &gold.corpus.repeated[0].apart["hypothetical"][0]);
        let utterances = answers[0][0]["utterances"].as_array_mut().unwrap();
        let mut again = utterances[0].clone();
        again["occasion"]["id"] = json!("another");
        utterances
            .push(json!({"occasion": {"id": "x", "said": day("2030-12-24")}, "reports": [hypothetical]}));
        utterances.push(again);
        answers[0][0]["occasions"]["count"] = json!(10);
        let score = evaluate(&demo(), &answers).unwrap();
        assert_eq!(score["self_repeats_apart_counted"], 1.0);
        assert_eq!(score["self_repeats_occasions_double"], 1.0);
        assert_eq!(score["self_repeats_count_off"], 2.0);
        assert!(score["self_repeats_days_precision"] < 1.0);
    }

    #[test]
    fn no_answer_scores_nothing_and_a_missing_one_is_an_error() {
        let score = evaluate(&demo(), &[Vec::new()]).unwrap();
        assert_eq!(score["self_repeats_count_off"], 8.0);
        assert_eq!(score["self_repeats_reports_recall"], 0.0);
        assert!(evaluate(&demo(), &[]).is_err());
        assert_eq!(questions(&demo()).unwrap().len(), 1);
    }
}
