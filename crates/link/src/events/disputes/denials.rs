//! What one teller says, and another denies right behind it in a word ("Venn said that …. Reed denied it.").

use super::super::Told;
use super::super::agents::Who;
use super::super::claims::{Claim, What};
use super::Placed;
use crate::lexicon::Lexicon;
use reportedly_schema::Span;
use reportedly_schema::linkage::Snapshot;
use std::collections::BTreeSet;

/// Words that a statement of denial has for what another said right before it.
const WHAT_WAS_SAID: &[&str] = &[
    "it",
    "this",
    "that",
    "claim",
    "claims",
    "accusation",
    "accusations",
    "allegation",
    "allegations",
    "charge",
    "charges",
    "account",
    "report",
    "reports",
    "version",
];

/// Bytes between what is said and the words that deny it.
const DENIED_REACH: u32 = 120;

/// Bytes of what was said before, at most, that are shown as one.
const LONGEST_DENIED: u32 = 320;

/// "Venn said that …. Reed denied it.": what one says and, right behind it, that another denies it.
pub(super) fn denials<'t>(
    snapshot: &Snapshot,
    told: &'t [Told],
    index: usize,
    side: &BTreeSet<String>,
) -> Option<[Placed<'t>; 2]> {
    let one = &told[index];
    let statement = &snapshot.statements[one.passage.statement?];
    let cue = statement.cue_text.to_lowercase();
    let denies = cue.split_whitespace().any(|w| matches!(w, "denied" | "denies" | "deny" | "denying"));
    let mut content =
        one.passage.text.split_whitespace().filter(|w| !matches!(*w, "the" | "these" | "those" | "any"));
    let word = content.next().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())?;
    if !denies || content.next().is_some() || !WHAT_WAS_SAID.contains(&word.as_str()) {
        return None;
    }
    let start = one.passage.spans[0].start.min(statement.statement.cue.first().map_or(u32::MAX, |c| c.start));
    let article = one.passage.article;
    let said = |t: &&Told| t.passage.article == article && t.passage.statement.is_some();
    let last_end = |t: &Told| t.passage.spans.last().map_or(0, |s| s.end);
    let mut before = told[..index].iter().enumerate().rev().filter(|(_, t)| said(t) && last_end(t) <= start);
    let (last, previous) = before.next()?;
    if previous.teller == one.teller || start - last_end(previous) > DENIED_REACH {
        return None;
    }
    // What one teller says in several parts of a sentence is denied as a whole.
    let text = &snapshot.layers[article].text;
    let (mut from, mut tells) = (previous.passage.spans[0].start, previous.tells);
    for (_, t) in before.take_while(|(_, t)| t.teller == previous.teller) {
        let begins = t.passage.spans[0].start;
        let between = text.get(last_end(t) as usize..from as usize).unwrap_or(".");
        if between.contains(['.', '!', '?', '\n']) || last_end(previous) - begins > LONGEST_DENIED {
            break;
        }
        from = begins;
        tells |= t.tells;
    }
    let words = Span { start: from, end: last_end(previous) }.of(text)?;
    let claim = |what: What| Claim {
        what,
        who: Who::default(),
        object: None,
        pronoun: false,
        at: 0,
        bytes: Span { start: 0, end: 0 },
    };
    let placed = |index: usize, what: What, words: String| Placed {
        told: &told[index],
        index,
        claim: claim(what),
        words,
        who: BTreeSet::new(),
        side: side.clone(),
        theirs: false,
        undertaking: None,
    };
    (tells && says_something(words)).then(|| {
        [
            placed(last, What::Denied(index), words.to_string()),
            placed(index, What::DeniesThat(index), format!("{} {}", statement.cue_text, one.passage.text)),
        ]
    })
}

/// Whether words tell of something done, and not only name someone ("the company's founder").
fn says_something(words: &str) -> bool {
    let lexicon = Lexicon::shared();
    words.split(|c: char| !c.is_alphabetic()).any(|word| {
        let lower = word.to_lowercase();
        let small = word.starts_with(char::is_lowercase);
        let verb = VERBS.contains(&lower.as_str())
            || lower.len() > 4 && (lower.ends_with("ed") || lower.ends_with("ing"))
            || lexicon.is_past_form(&lower);
        small && verb
    })
}

/// Forms of verbs that tell of something.
const VERBS: &[&str] = &["is", "are", "was", "were", "has", "have", "had", "does", "did", "will", "would"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_accused_alone_is_nothing_that_can_be_denied() {
        assert!(!says_something("the group's co-founder Colm Reed"));
        assert!(!says_something("the lawyer's visit in the book"));
        assert!(says_something("Reed of taking bribes"));
        assert!(says_something("that the club paid the referee"));
    }
}
