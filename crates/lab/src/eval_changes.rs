//! Scores the changes of parties' positions against the stories of a folder of gold.
//!
//! A change found is right where the gold has one of the same kind whose later side, and for what is compared by its words whose earlier side too, is reported by one of the statements found (any report of an utterance
//! stands for it) and whose words share half of the tokens of the shorter. Optional changes are neither asked for nor wrong. A change whose statements or terms were not found is asked for all the same; how many there are
//! is told apart.

use crate::eval_demo::SAME_CONTENT;
use crate::eval_stories::{Failures, Key, key_of, share_a_group};
use crate::gold::Quote;
use crate::gold::file_name;
use crate::gold_accounts::StoryChange;
use crate::gold_between::Story;
use reportedly_schema::line::ArticleLine;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangesTally {
    /// Changes found that are right.
    pub right: usize,
    /// Changes asked for.
    pub wanted: usize,
    /// Changes found.
    pub given: usize,
    /// Those asked for whose statements or terms were not found.
    pub not_extracted: usize,
}

/// One story with what was found of it.
pub(crate) struct StoryFound<'a> {
    /// The story.
    pub story: &'a Story,
    /// By statement of the gold, its utterances.
    pub said: &'a BTreeMap<&'a str, Vec<usize>>,
    /// By statement of the gold, the one found.
    pub keys: &'a BTreeMap<String, Key>,
    /// By statement found, that of the gold.
    pub ids: &'a BTreeMap<Key, String>,
    /// What was extracted.
    pub lines: &'a [ArticleLine],
    /// JSON lines of `changes`, without the coverage.
    pub rows: &'a [Value],
}

impl StoryFound<'_> {
    /// Adds the story's figures; nothing where its changes are not annotated.
    pub fn score(&self, tally: &mut ChangesTally, failures: &mut Failures) {
        let Some(changes) = &self.story.changes else { return };
        let articles: BTreeSet<&str> = self.story.articles.iter().map(String::as_str).collect();
        let mut met = BTreeSet::new();
        for row in self.rows {
            let to = key_of(&row["to"]["reports"][0]);
            if !articles.contains(to.0.as_str()) {
                continue;
            }
            // One that is asked for comes before an optional one of the same words.
            let mut fitting: Vec<usize> = (0..changes.len()).filter(|&n| self.is(&changes[n], row)).collect();
            fitting.sort_by_key(|n| (changes[*n].optional, met.contains(n)));
            match fitting.first() {
                Some(&n) => {
                    if !changes[n].optional && met.insert(n) {
                        tally.right += 1;
                        tally.given += 1;
                    }
                }
                None => {
                    tally.given += 1;
                    failures.push(format!("change that is none: {}\n    {}", self.shown(row), row["line"]));
                }
            }
        }
        for (n, wanted) in changes.iter().enumerate().filter(|(_, c)| !c.optional) {
            tally.wanted += 1;
            if met.contains(&n) {
                continue;
            }
            let extracted = self.was_extracted(wanted);
            tally.not_extracted += usize::from(!extracted);
            let why = if extracted { "" } else { " (statement or term not found)" };
            let text = |words: Option<&Quote>| words.map_or(String::new(), |q| q.text().to_string());
            let from = wanted.from.as_ref();
            failures.push(format!(
                "change missed{why}: {} of {}\n    {} {:?}\n    {} {:?}",
                wanted.kind,
                wanted.party,
                from.map_or("", |w| &w.statement),
                text(from.and_then(|w| w.text.as_ref())),
                wanted.to.statement,
                text(wanted.to.text.as_ref())
            ));
        }
    }

    fn is(&self, wanted: &StoryChange, row: &Value) -> bool {
        let words = |side: &str, quote: Option<&Quote>| {
            let Some(quote) = quote else { return true };
            let given = [&row[side]["words"], &row[side]["value"]];
            let term = row["term"]["reports"][0]["text"].as_str().filter(|_| side == "to");
            let all = given.iter().filter_map(|v| v.as_str()).chain(term);
            all.into_iter().any(|text| share_half(text, quote.text()))
        };
        let from = match wanted.from.as_ref().filter(|_| wanted.kind != "first_seen") {
            Some(from) => self.reports(&row["from"], &from.statement) && words("from", from.text.as_ref()),
            None => true,
        };
        row["kind"].as_str() == Some(&wanted.kind)
            && from
            && self.reports(&row["to"], &wanted.to.statement)
            && words("to", wanted.to.text.as_ref())
    }

    /// Whether a side is reported by a report of the utterance of this statement of the gold; an outlet's own words stand for the statement in the same article that
    /// they make.
    fn reports(&self, side: &Value, wanted: &str) -> bool {
        let reports = side["reports"].as_array().map_or(&[][..], Vec::as_slice);
        reports.iter().any(|report| {
            let key = key_of(report);
            match self.ids.get(&key) {
                Some(id) => share_a_group(self.said, wanted, id),
                None => key.1.is_empty() && self.keys.get(wanted).is_none_or(|known| known.0 == key.0),
            }
        })
    }

    fn was_extracted(&self, wanted: &StoryChange) -> bool {
        let found = |id: &str| -> Vec<&Key> {
            let mut all: Vec<&Key> = self.keys.get(id).into_iter().collect();
            let others = self.said.keys().filter(|other| share_a_group(self.said, id, other));
            all.extend(others.filter_map(|other| self.keys.get(*other)));
            all
        };
        let has = |id: &str, quote: Option<&Quote>| {
            found(id).iter().any(|key| {
                let line = self.lines.iter().find(|l| file_name(&l.article.path) == key.0);
                let statement = line.and_then(|l| l.statements.iter().find(|s| s.id == key.1));
                statement.is_some_and(|s| {
                    let of_term = |q: &Quote| s.terms.iter().any(|t| share_half(&t.text, q.text()));
                    wanted.kind == "withdrawn" || quote.is_none_or(of_term)
                })
            })
        };
        let from = wanted.from.as_ref().filter(|_| wanted.kind != "first_seen");
        has(&wanted.to.statement, wanted.to.text.as_ref())
            && from.is_none_or(|from| has(&from.statement, from.text.as_ref()))
    }

    fn shown(&self, row: &Value) -> String {
        let side = |side: &Value| {
            let key = key_of(&side["reports"][0]);
            let id = self.ids.get(&key).map_or("?", String::as_str);
            format!("{id} in {} {}", key.0, side["words"])
        };
        let who = row["party"].as_str().or(row["speaker"].as_str()).unwrap_or("?");
        format!("{} of {who}\n    {}\n    {}", row["kind"], side(&row["from"]), side(&row["to"]))
    }
}

/// Whether two texts share half of the words of the shorter.
fn share_half(a: &str, b: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    let least = a.len().min(b.len());
    least > 0 && a.intersection(&b).count() as f64 >= SAME_CONTENT * least as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_shorter_is_enough() {
        assert!(share_half("a rise of 14 per cent", "14 per cent"));
        assert!(!share_half("the locks", "an apology from him"));
        assert!(!share_half("", ""));
    }
}
