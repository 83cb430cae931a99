//! Claims with who makes them and what is known around them: who acts and on whose side, and which undertaking the claim is about.

use super::denials::denials;
use crate::events::agents::{Introduced, first_subject, meet, name_keys};
use crate::events::claims::{Claim, What, claims, counts, dated, recounts, whys};
use crate::events::read::Read;
use crate::events::undertakings::{Named, Undertakings};
use crate::events::{Passage, Teller, Told};
use crate::lexicon::Lexicon;
use crate::reply_sides::Side;
use reportedly_schema::linkage::{EffectiveStatement, Snapshot};
use reportedly_schema::{Act, ActBasis, BlockKind};
use std::collections::BTreeSet;

/// Bytes before "it" or "they" in which the noun stands that they mean.
const PRONOUN_REACH: u32 = 250;

/// Bytes between two passages of one teller in which "they" are those that the first begins with.
const THEY_REACH: u32 = 300;

/// Bytes between what is said to have been proposed and "the idea was hers".
const THAT_REACH: u32 = 350;

/// Words of a cue that say that its source blames whom the content begins with.
const BLAMING: &[&str] = &["blamed", "blames", "blaming", "blame"];

/// A claim with who makes it and what is known around it.
pub(super) struct Placed<'t> {
    pub told: &'t Told,
    pub index: usize,
    pub claim: Claim,
    /// The words of the claim.
    pub words: String,
    /// Who acts, with those on whose side they stand.
    pub who: BTreeSet<String>,
    /// On whose side the teller stands.
    pub side: BTreeSet<String>,
    /// Whether it is another side, and the words do not tell which ("they").
    pub theirs: bool,
    pub undertaking: Option<Named>,
}

/// What claims are placed by.
pub(super) struct Placing<'s, 't> {
    pub snapshot: &'s Snapshot,
    pub told: &'t [Told],
    /// By article.
    pub undertakings: &'s [Undertakings],
    pub introduced: &'s Introduced,
    /// By speaker.
    pub sides: &'s [Side],
}

impl<'t> Placing<'_, 't> {
    /// The claims of all passages, in their order.
    pub(super) fn placed(&self) -> Vec<Placed<'t>> {
        let mut out = Vec::new();
        for (index, one) in self.told.iter().enumerate() {
            if is_headline(self.snapshot, &one.passage) || holds_words(self.snapshot, &one.passage) {
                continue;
            }
            let side = self.side_of(one.teller);
            let claims = self.claims_of(index, &side);
            for claim in claims {
                out.extend(of_that(claim, &out));
            }
            out.extend(denials(self.snapshot, self.told, index, &side).into_iter().flatten());
        }
        out
    }

    /// On whose side a teller stands; an outlet on none.
    fn side_of(&self, teller: Teller) -> BTreeSet<String> {
        let Teller::Speaker(s) = teller else { return BTreeSet::new() };
        let mut side = self.introduced.expanded(&name_keys(&self.snapshot.links.speakers[s].name));
        side.extend(self.sides[s].bodies.iter().map(|b| Lexicon::shared().key(b)));
        side
    }

    fn claims_of(&self, index: usize, side: &BTreeSet<String>) -> Vec<Placed<'t>> {
        let one = &self.told[index];
        let here = &self.undertakings[one.passage.article];
        let read = Read::new(self.snapshot, one);
        let statement = one.passage.statement.map(|n| &self.snapshot.statements[n]);
        let undertaking = |n: usize| read.in_reading(n).is_some_and(|at| here.at(at).is_some());
        let mut all = claims(read.wording(), &undertaking, statement.is_some_and(blames));
        if !read.is_longer() {
            let telling = &one.telling;
            all.extend(dated(&telling.wording, &telling.days));
            all.extend(counts(&telling.wording, &telling.figures));
            all.extend(recounts(&telling.wording, &telling.figures));
            all.extend(whys(telling));
        }
        let denies = statement.is_some_and(denies);
        all.into_iter()
            .filter_map(|claim| if denies { denied(claim) } else { Some(claim) })
            .filter_map(|claim| self.place(claim, index, &read, side))
            .collect()
    }

    /// A claim in its place; `None` for one by which the teller would blame his own side.
    fn place(&self, claim: Claim, index: usize, read: &Read, side: &BTreeSet<String>) -> Option<Placed<'t>> {
        let one = &self.told[index];
        let who = self.who(&claim, index, side);
        // Nobody is at odds with others by blaming his own side: more often the words are another's.
        let blames_itself = meet(&who, side)
            && match claim.what {
                What::Ended(_) => !claim.who.names.is_empty(),
                What::Refuses(denied) | What::Breaks(denied) => !denied,
                _ => false,
            };
        if blames_itself {
            return None;
        }
        let here = &self.undertakings[one.passage.article];
        let undertaking = match claim.object {
            Some(n) => read.in_reading(n).and_then(|at| here.at(at)),
            None => read
                .in_reading(claim.at)
                .and_then(|at| here.before(at).filter(|n| !claim.pronoun || at - n.at < PRONOUN_REACH)),
        };
        Some(Placed {
            told: one,
            index,
            words: claim.bytes.of(read.text()).unwrap_or("").to_string(),
            side: side.clone(),
            theirs: who.is_empty() && claim.who.theirs,
            who,
            undertaking: undertaking.cloned(),
            claim,
        })
    }

    /// Who acts by a claim, with those on whose side they stand.
    fn who(&self, claim: &Claim, index: usize, side: &BTreeSet<String>) -> BTreeSet<String> {
        let mut who = self.introduced.expanded(&claim.who.names);
        let ours = claim.who.ours && (claim.who.names.is_empty() || !matches!(claim.what, What::Ended(_)));
        if ours {
            who.extend(side.iter().cloned());
        } else if who.is_empty() {
            who.extend(claim.who.nouns.iter().cloned());
        }
        if who.is_empty() && claim.who.theirs {
            return self.spoken_of_before(index);
        }
        who
    }

    /// Whom "they" of a passage means: whom the teller's words right before it begin with.
    fn spoken_of_before(&self, index: usize) -> BTreeSet<String> {
        let one = &self.told[index];
        let before =
            self.told[..index].iter().rev().find(|t| t.teller == one.teller && t.is_before(one, THEY_REACH));
        let Some(before) = before else { return BTreeSet::new() };
        let who = first_subject(&before.telling.wording);
        if who.ours || who.theirs {
            return BTreeSet::new();
        }
        let mut out = self.introduced.expanded(&who.names);
        if out.is_empty() {
            out.extend(who.nouns);
        }
        out
    }
}

/// A claim of whose idea something was, with what it was of: what the nearest claim before it, of another teller, says to have been proposed.
fn of_that<'t>(mut placed: Placed<'t>, before: &[Placed<'t>]) -> Option<Placed<'t>> {
    let What::Proposes(own) = &mut placed.claim.what else { return Some(placed) };
    if !own.words.is_empty() {
        return Some(placed);
    }
    let near = before.iter().rev().take_while(|p| p.told.passage.article == placed.told.passage.article);
    let other =
        near.filter(|p| p.told.start().abs_diff(placed.told.start()) < THAT_REACH).find_map(|p| match &p
            .claim
            .what
        {
            What::Proposes(other) if !other.words.is_empty() => Some((other, p.claim.object)),
            _ => None,
        })?;
    (own.words, own.names) = (other.0.words.clone(), other.0.names.clone());
    placed.claim.object = other.1;
    Some(placed)
}

/// Whether the cue says that its source blames whom the content begins with.
fn blames(statement: &EffectiveStatement) -> bool {
    let cue = statement.cue_text.to_lowercase();
    cue.split_whitespace().any(|w| BLAMING.contains(&w))
}

/// Whether the cue denies what the content says.
fn denies(statement: &EffectiveStatement) -> bool {
    let acts = &statement.statement.acts;
    acts.iter().any(|a| matches!(a.act, Act::Denial | Act::Refusal) && a.basis == ActBasis::Cue)
}

/// The opposite of a claim; `None` where it has none.
fn denied(mut claim: Claim) -> Option<Claim> {
    match &mut claim.what {
        What::Refuses(denied) | What::Breaks(denied) | What::Act(_, denied) => *denied = !*denied,
        _ => return None,
    }
    Some(claim)
}

fn is_headline(snapshot: &Snapshot, passage: &Passage) -> bool {
    let start = passage.spans[0].start;
    snapshot.layers[passage.article].blocks.iter().any(|b| {
        let title = matches!(b.kind, BlockKind::Title | BlockKind::Subtitle);
        title && b.span.start <= start && start < b.span.end
    })
}

/// Whether a sentence in the outlet's voice has another's words in it: those are told by the other.
fn holds_words(snapshot: &Snapshot, passage: &Passage) -> bool {
    passage.statement.is_none()
        && snapshot.statements_of(passage.article).any(|n| {
            let content = &snapshot.statements[n].statement.content;
            content.iter().any(|c| passage.spans.iter().any(|s| s.overlaps(*c)))
        })
}
