//! Scores events, their accounts and differences against the stories of a folder of gold.
//!
//! Events are scored by pairs of passages that stand in one event (precision and recall of pairs, as in coreference by links); a passage is a
//! statement that was found, or a sentence of the outlet's that is found to be one. Pairs inside an optional event are neither asked for nor wrong.
//! Differences are scored by kind and tellers.

use crate::eval_stories::{Failures, Key, Tally};
use crate::gold::file_name;
use crate::gold_accounts::{StoryAccount, StoryEvent, StoryPassage};
use crate::gold_between::Story;
use reportedly_schema::line::ArticleLine;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A passage of a story.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    /// A statement of the gold.
    Statement(String),
    /// A sentence of the gold, by article and words.
    Narration(String, String),
    /// A sentence that the gold has in no event.
    Other(String, String),
}

/// What scoring needs of the statements found.
pub struct Matched<'a> {
    /// By gold id.
    pub keys: &'a BTreeMap<String, Key>,
    /// By statement found.
    pub ids: &'a BTreeMap<Key, String>,
    /// By file name.
    pub lines: &'a BTreeMap<&'a str, &'a ArticleLine>,
}

/// Adds what was found in the events of `rows` (JSON lines of `events`) of one story.
pub fn score(
    story: &Story,
    matched: &Matched,
    rows: &[Value],
    pairs: &mut Tally,
    differing: &mut Tally,
    failures: &mut Failures,
) {
    let Some(events) = &story.events else { return };
    let articles: BTreeSet<&str> = story.articles.iter().map(String::as_str).collect();
    let passages: Vec<&StoryPassage> =
        events.iter().flat_map(|e| &e.accounts).flat_map(|a| &a.narrations).collect();
    let found: Vec<Vec<Vec<Unit>>> = rows
        .iter()
        .map(|row| {
            let accounts = row["accounts"].as_array().map_or(&[][..], Vec::as_slice);
            accounts.iter().map(|a| units(a, &articles, &passages, matched)).collect()
        })
        .collect();
    let gold: Vec<Vec<Vec<Unit>>> =
        events.iter().map(|event| event.accounts.iter().map(|a| of_account(a, matched)).collect()).collect();

    let in_gold = |a: &Unit, b: &Unit, optional: bool| {
        gold.iter().zip(events).any(|(accounts, event)| {
            let has = |unit: &Unit| accounts.iter().any(|units| units.contains(unit));
            event.optional == optional && has(a) && has(b)
        })
    };
    let mut given: BTreeSet<(Unit, Unit)> = BTreeSet::new();
    for accounts in &found {
        let all: BTreeSet<&Unit> = accounts.iter().flatten().collect();
        let all: Vec<&Unit> = all.into_iter().collect();
        for (n, a) in all.iter().enumerate() {
            for b in &all[n + 1..] {
                given.insert(((*a).clone(), (*b).clone()));
            }
        }
    }
    for (a, b) in &given {
        let right = in_gold(a, b, false);
        if !right && in_gold(a, b, true) {
            continue;
        }
        pairs.given += 1;
        pairs.right += usize::from(right);
        if !right {
            failures.push(format!(
                "event joined wrongly\n    {}\n    {}",
                shown(a, matched),
                shown(b, matched)
            ));
        }
    }
    let mut wanted: BTreeSet<(Unit, Unit)> = BTreeSet::new();
    for (accounts, _) in gold.iter().zip(events).filter(|(_, e)| !e.optional) {
        let all: BTreeSet<&Unit> = accounts.iter().flatten().collect();
        let all: Vec<&Unit> = all.into_iter().collect();
        for (n, a) in all.iter().enumerate() {
            wanted.extend(all[n + 1..].iter().map(|b| ((*a).clone(), (*b).clone())));
        }
    }
    pairs.wanted += wanted.len();
    for (a, b) in wanted.iter().filter(|pair| !given.contains(pair)) {
        failures.push(format!("event not joined\n    {}\n    {}", shown(a, matched), shown(b, matched)));
    }
    differences(events, &gold, rows, &found, differing, failures);
}

fn shown(unit: &Unit, matched: &Matched) -> String {
    match unit {
        Unit::Statement(id) => {
            let text = matched.keys.get(id).and_then(|(file, statement)| {
                let line = matched.lines.get(file.as_str())?;
                line.statements.iter().find(|s| s.id == *statement).map(|s| s.text.clone())
            });
            format!("{id}: {}", text.unwrap_or_default())
        }
        Unit::Narration(file, text) | Unit::Other(file, text) => format!("{file}: {text}"),
    }
}

/// The passages of an account found that stand in the story's articles; statements that match none of the gold are left out.
fn units(
    account: &Value,
    articles: &BTreeSet<&str>,
    passages: &[&StoryPassage],
    matched: &Matched,
) -> Vec<Unit> {
    let reports = account["reports"].as_array().map_or(&[][..], Vec::as_slice);
    reports
        .iter()
        .filter_map(|report| {
            let file = file_name(report["article"].as_str().unwrap_or(""));
            if !articles.contains(file) {
                return None;
            }
            let text = report["text"].as_str().unwrap_or("");
            match report["statement"].as_str() {
                Some(id) => {
                    matched.ids.get(&(file.to_string(), id.to_string())).cloned().map(Unit::Statement)
                }
                None => {
                    Some(match passages.iter().find(|p| p.article == file && one_text(p.text.text(), text)) {
                        Some(p) => Unit::Narration(file.to_string(), p.text.text().to_string()),
                        None => Unit::Other(file.to_string(), text.to_string()),
                    })
                }
            }
        })
        .collect()
}

/// The passages of an account of the gold that were found at all.
fn of_account(account: &StoryAccount, matched: &Matched) -> Vec<Unit> {
    let statements =
        account.statements.iter().filter(|id| matched.keys.contains_key(*id)).cloned().map(Unit::Statement);
    let narrations = account.narrations.iter().filter(|passage| {
        let Some(line) = matched.lines.get(passage.article.as_str()) else { return false };
        let chars: Vec<char> = line.article.text.as_deref().unwrap_or("").chars().collect();
        line.narrations.iter().any(|n| {
            let text: String = chars[n.start as usize..n.end as usize].iter().collect();
            one_text(passage.text.text(), &text)
        })
    });
    let narrations = narrations.map(|p| Unit::Narration(p.article.clone(), p.text.text().to_string()));
    statements.chain(narrations).collect()
}

/// Whether one text holds the other, whatever its spaces.
fn one_text(a: &str, b: &str) -> bool {
    let plain = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
    let (a, b) = (plain(a), plain(b));
    !a.is_empty() && !b.is_empty() && (a.contains(&b) || b.contains(&a))
}

/// A difference found is right where the gold has one of its kind between accounts that share a passage with its own.
fn differences(
    events: &[StoryEvent],
    gold: &[Vec<Vec<Unit>>],
    rows: &[Value],
    found: &[Vec<Vec<Unit>>],
    tally: &mut Tally,
    failures: &mut Failures,
) {
    let mut met: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (row, accounts) in rows.iter().zip(found) {
        for difference in row["differences"].as_array().map_or(&[][..], Vec::as_slice) {
            let side = |n: usize| difference["between"][n].as_u64().map_or(usize::MAX, |n| n as usize);
            let (Some(a), Some(b)) = (accounts.get(side(0)), accounts.get(side(1))) else { continue };
            if a.is_empty() || b.is_empty() {
                continue;
            }
            let meets = |units: &[Unit], others: &[Unit]| units.iter().any(|u| others.contains(u));
            let kind = difference["kind"].as_str().unwrap_or("");
            let mut right = Vec::new();
            for (e, event) in events.iter().enumerate() {
                for (n, wanted) in event.differences.iter().enumerate().filter(|(_, d)| d.kind == kind) {
                    let [x, y] = [wanted.between.0, wanted.between.1].map(|n| &gold[e][n]);
                    if meets(a, x) && meets(b, y) || meets(a, y) && meets(b, x) {
                        right.push((e, n));
                    }
                }
            }
            let asked: Vec<(usize, usize)> = right
                .iter()
                .copied()
                .filter(|&(e, n)| !events[e].optional && !events[e].differences[n].optional)
                .collect();
            if right.is_empty() {
                tally.given += 1;
                failures.push(format!("difference that is none: {kind} {}", difference["line"]));
            } else if !asked.is_empty() {
                tally.given += 1;
                tally.right += 1;
                met.extend(asked);
            }
        }
    }
    let all = events.iter().enumerate().filter(|(_, e)| !e.optional);
    for (e, event) in all {
        for (n, wanted) in event.differences.iter().enumerate().filter(|(_, d)| !d.optional) {
            tally.wanted += 1;
            if !met.contains(&(e, n)) {
                failures.push(format!("difference missed: {} {:?}", wanted.kind, wanted.line));
            } else {
                tally.met += 1;
            }
        }
    }
}
