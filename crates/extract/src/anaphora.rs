//! What the ranking of antecedents is trained and measured on: each pronoun of a text with everyone whom it may mean.

use crate::speakers::pronouns::Wanted;
use crate::speakers::resolve::{Cast, Pronoun};
use crate::words::Words;
use reportedly_schema::Span;

pub use crate::speakers::antecedents::FEATURES;

/// "He", "she" or another pronoun for one person.
#[derive(Clone, Debug)]
pub struct Anaphor {
    /// The pronoun.
    pub span: Span,
    /// It is the source of a statement.
    pub speaks: bool,
    /// Everyone who may be meant.
    pub candidates: Vec<AnaphorCandidate>,
}

/// One who may be meant.
#[derive(Clone, Debug)]
pub struct AnaphorCandidate {
    /// Its names in the text.
    pub names: Vec<Span>,
    /// Numbers of the features that it has; see [`FEATURES`].
    pub features: Vec<u8>,
    /// What the coreference head says, in thousandths of a natural logarithm; 0 without one.
    pub head: i32,
}

pub(crate) fn anaphors(words: &Words, cast: &Cast) -> Vec<Anaphor> {
    let names = |entity: usize| -> Vec<Span> {
        let its = (0..cast.names.len()).filter(|n| cast.entities.of_name[*n] == Some(entity));
        its.filter_map(|n| words.span(&cast.names[n].words)).collect()
    };
    let anaphor = |p: &Pronoun| Anaphor {
        span: words.all[p.at].span,
        speaks: p.speaks,
        candidates: p
            .candidates
            .iter()
            .map(|c| AnaphorCandidate { names: names(c.entity), features: c.features.clone(), head: c.head })
            .collect(),
    };
    let of_persons = cast.pronouns.iter().filter(|p| matches!(p.wanted, Wanted::Person(_)));
    of_persons.map(anaphor).collect()
}
