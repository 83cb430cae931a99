//! Whether a statement is something its speaker is reported to have said himself: only that makes an occasion and is counted.

use crate::names::{self, NormalName};
use reportedly_schema::linkage::EffectiveStatement;
use reportedly_schema::{Modality, Mode};

/// What a statement is to its speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// What the speaker is reported to have said, or to have done with words.
    Own,
    /// What others ascribe to the speaker; the reason in words. Listed apart, never counted.
    Ascribed(String),
    /// Hypothetical, denied or future speech; the reason in words. Found and marked, makes no occasion.
    NotSaid(String),
}

/// Relays that make a statement hearsay: the speaker is not reported to have said it in public or to the outlet or agency.
const HEARSAY: &[&str] = &["person", "unnamed"];

/// Tells what `statement` is to its speaker; `outer` is the statement in whose content it stands.
///
/// A belief or an intention is ascribed by whoever tells of it. So is what stands inside the words of another speaker, and what
/// a person or an unnamed source relays; an agency, an outlet, a document or an organisation between speaker and reader changes
/// nothing.
pub fn standing(statement: &EffectiveStatement, outer: Option<&EffectiveStatement>) -> Standing {
    let s = &statement.statement;
    match s.modality {
        Modality::Hypothetical => return Standing::NotSaid("hypothetical speech".to_string()),
        Modality::Future => return Standing::NotSaid("future speech".to_string()),
        Modality::Asserted => {}
    }
    if s.negated {
        return Standing::NotSaid("reported as not said".to_string());
    }
    match s.mode {
        Mode::Belief => return Standing::Ascribed("a belief ascribed to the speaker".to_string()),
        Mode::Intention => return Standing::Ascribed("an intention ascribed to the speaker".to_string()),
        Mode::Speech | Mode::Deed => {}
    }
    if let Some(outer) = outer
        && !one_speaker_inside(statement, outer)
    {
        let who = outer.statement.speaker.name.as_deref().unwrap_or("a speaker not known");
        return Standing::Ascribed(format!("inside a statement of {who}"));
    }
    if let Some(relay) = s.via.iter().find(|r| HEARSAY.contains(&r.kind.as_str())) {
        return Standing::Ascribed(format!("relayed by {}", relay.name));
    }
    Standing::Own
}

/// Whether two statements of one article have one speaker.
fn one_speaker_inside(a: &EffectiveStatement, b: &EffectiveStatement) -> bool {
    let (a, b) = (&a.statement.speaker, &b.statement.speaker);
    if a.id.is_some() && b.id.is_some() {
        return a.id == b.id;
    }
    match (&a.name, &b.name) {
        (Some(x), Some(y)) => {
            x == y || {
                let (x, y) = (names::normal(x, a.kind), names::normal(y, b.kind));
                x != NormalName::Local && names::compatible(&x, &y)
            }
        }
        _ => false,
    }
}
