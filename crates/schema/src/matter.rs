//! Matters: what a position is about, as a saved query with passages put in or left out by hand, so that a count can be repeated.

use crate::{Day, Sha256, StatementId};
use serde::{Deserialize, Serialize};

/// A matter of one record.
///
/// A statement is on the matter where the query matches it and nobody left it out, or where somebody put it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    /// What it is called; no two matters of a record have one name.
    pub name: String,
    /// What is asked.
    pub query: MatterQuery,
    /// What was decided by hand, by text and statement.
    pub passages: Vec<Passage>,
}

/// The saved query of a matter: options of every question.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MatterQuery {
    /// On what, in a few words.
    pub about: Option<String>,
    /// Whose statements.
    pub speaker: Option<String>,
    /// Statements of those who spoke for this party on the day.
    pub party: Option<String>,
    /// Only from this outlet.
    pub outlet: Option<String>,
    /// Said on this day or later.
    pub since: Option<Day>,
    /// Said on this day or before.
    pub until: Option<Day>,
}

crate::spelled! {
    /// What was decided of a passage.
    Decision {
        /// It is on the matter, whatever the query finds.
        In = "in",
        /// It is not.
        Out = "out",
    }
}

/// A statement that was put in or left out by hand. It is keyed by its text and its spans, so that the decision holds for every article
/// with that text and whichever model finds it again; one that is not found any more is an orphan, listed and never dropped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Passage {
    /// Digest of the reading's text.
    pub text_sha256: Sha256,
    /// The statement.
    pub statement: StatementId,
    /// What was decided.
    pub decision: Decision,
}

impl MatterQuery {
    /// Whether nothing is asked: then only what is put in is on the matter.
    pub fn is_empty(&self) -> bool {
        *self == MatterQuery::default()
    }
}

impl Matter {
    /// What was decided of a statement.
    pub fn decision(&self, text_sha256: Sha256, statement: StatementId) -> Option<Decision> {
        let passage = self.passages.iter().find(|p| p.text_sha256 == text_sha256 && p.statement == statement);
        passage.map(|p| p.decision)
    }

    /// Decides of a statement; a second decision replaces the first.
    pub fn decide(&mut self, text_sha256: Sha256, statement: StatementId, decision: Decision) {
        self.passages.retain(|p| (p.text_sha256, p.statement) != (text_sha256, statement));
        self.passages.push(Passage { text_sha256, statement, decision });
        self.passages.sort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_decision_of_a_passage_holds() {
        let (text, statement) = (Sha256::of(b"text"), StatementId(Sha256::of(b"statement")));
        let mut matter = Matter { name: "locks".into(), query: MatterQuery::default(), passages: vec![] };
        assert!(matter.query.is_empty());
        matter.decide(text, statement, Decision::In);
        matter.decide(text, statement, Decision::Out);
        assert_eq!(matter.passages.len(), 1);
        assert_eq!(matter.decision(text, statement), Some(Decision::Out));
        assert_eq!(matter.decision(Sha256::of(b"other"), statement), None);
    }
}
