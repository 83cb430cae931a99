//! Holds the answer of a `repeats` question, in the form of DESIGN 4.2, against what a case expects.

use super::case::AnswerLine;
use serde_json::Value;
use std::collections::BTreeSet;

/// What differs; `rows` are the JSON lines of the answer without its coverage line; lines that hold no point (what almost matched) are passed over.
pub fn failures(expected: &[AnswerLine], rows: &[Value]) -> Vec<String> {
    let count = |row: &Value| row["occasions"]["count"].as_u64().unwrap_or(0);
    // The first of those with most occasions, as the answer orders them.
    let best = rows.iter().rev().filter(|row| row.get("point").is_some()).max_by_key(|row| count(row));
    let mut out = Vec::new();
    for line in expected {
        let Some(row) = best else {
            if *line != AnswerLine::NothingFound {
                out.push(format!("{line:?}: nothing was found"));
            }
            continue;
        };
        let number = |name: &str, want: usize, found: Option<u64>| {
            (found != Some(want as u64)).then(|| {
                format!("{name} {want}: found {}", found.map_or("nothing".to_string(), |n| n.to_string()))
            })
        };
        let length = |value: &Value| Some(value.as_array().map_or(0, Vec::len) as u64);
        let problem = match line {
            AnswerLine::Count(n) => number("count", *n, row["occasions"]["count"].as_u64()),
            AnswerLine::Low(n) => number("low", *n, row["occasions"]["low"].as_u64()),
            AnswerLine::High(n) => number("high", *n, row["occasions"]["high"].as_u64()),
            AnswerLine::Articles(n) => number("articles", *n, Some(articles(row).len() as u64)),
            AnswerLine::ForByOthers(n) => number("for by others", *n, length(&row["apart"]["for_by_others"])),
            AnswerLine::Undated(n) => number("undated", *n, length(&row["apart"]["undated"])),
            AnswerLine::Dates(want) => {
                let want: BTreeSet<&str> = want.iter().map(String::as_str).collect();
                let found = dates(row);
                (found != want).then(|| format!("dates {want:?}: found {found:?}"))
            }
            // A row without an occasion holds only what stands apart.
            AnswerLine::NothingFound => {
                (count(row) > 0).then(|| format!("nothing found: found {}", row["point"]["gist"]))
            }
        };
        out.extend(problem);
    }
    out
}

/// Paths of the articles that report the point.
fn articles(row: &Value) -> BTreeSet<&str> {
    let utterances = row["utterances"].as_array().into_iter().flatten();
    let reports = utterances.flat_map(|u| u["reports"].as_array().into_iter().flatten());
    reports.filter_map(|report| report["article"].as_str()).collect()
}

/// Days of the occasions that have one, both ends of what is known being the same day; with a window, of those in it.
fn dates(row: &Value) -> BTreeSet<&str> {
    let utterances = row["utterances"].as_array().into_iter().flatten();
    utterances
        .filter_map(|u| {
            let said = &u["occasion"]["said"];
            let outside = u["occasion"]["in_window"] == false;
            if outside {
                return None;
            }
            said["earliest"].as_str().filter(|_| said["earliest"] == said["latest"])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rows() -> Vec<Value> {
        let report = |path: &str| json!({"article": path});
        vec![
            json!({"point": {"gist": "other"}, "occasions": {"count": 1, "low": 1, "high": 1}, "utterances": []}),
            json!({"point": {"gist": "ready"}, "occasions": {"count": 2, "low": 1, "high": 3},
                "apart": {"for_by_others": [report("c.txt")], "undated": []},
                "utterances": [
                    {"occasion": {"said": {"earliest": "2031-03-03", "latest": "2031-03-03"}}, "reports": [report("a.txt"), report("b.txt")]},
                    {"occasion": {"said": {"earliest": "2031-03-13", "latest": "2031-03-13"}}, "reports": [report("b.txt")]},
                    {"occasion": {"said": {"earliest": null, "latest": "2031-03-14"}}, "reports": []},
                    {"occasion": {"said": {"earliest": "2030-03-03", "latest": "2030-03-03"}, "in_window": false}, "reports": []}]}),
        ]
    }

    #[test]
    fn the_point_with_most_occasions_is_held_against_the_answer() {
        use AnswerLine::*;
        let dates = vec!["2031-03-03".to_string(), "2031-03-13".to_string()];
        let right = [Count(2), Low(1), High(3), Articles(2), ForByOthers(1), Undated(0), Dates(dates)];
        assert_eq!(failures(&right, &rows()), Vec::<String>::new());
        let wrong = [
            Count(1),
            Low(2),
            High(2),
            Articles(3),
            ForByOthers(0),
            Undated(1),
            Dates(Vec::new()),
            NothingFound,
        ];
        assert_eq!(failures(&wrong, &rows()).len(), wrong.len());
    }

    #[test]
    fn what_stands_apart_alone_is_nothing_found() {
        let row = json!({"point": {"gist": "ready"}, "occasions": {"count": 0, "low": 0, "high": 0},
            "apart": {"for_by_others": [{"article": "a.txt"}], "undated": []}, "utterances": []});
        let near = json!({"why": "somebody else said it", "occasions": {"count": 9}});
        assert!(failures(&[AnswerLine::NothingFound, AnswerLine::ForByOthers(1)], &[row, near]).is_empty());
    }

    #[test]
    fn nothing_found_is_an_answer() {
        assert!(failures(&[AnswerLine::NothingFound], &[]).is_empty());
        assert_eq!(failures(&[AnswerLine::Count(1)], &[]).len(), 1);
    }
}
