//! Statements: one attribution in one article, with everything that was found about it.

use crate::{Interval, Span, StatementId};
use serde::{Deserialize, Serialize};

crate::spelled! {
    /// How much of the content stands in quotation marks.
    Kind {
        /// Every word.
        Direct = "direct",
        /// None.
        Indirect = "indirect",
        /// Some.
        Mixed = "mixed",
    }
}

crate::spelled! {
    /// How the content is held.
    Mode {
        /// Uttered or written.
        Speech = "speech",
        /// Thinks, knows, hopes, fears.
        Belief = "belief",
        /// Plans, wants, is ready.
        Intention = "intention",
        /// A signed, issued or voted act that carries content.
        Deed = "deed",
    }
}

crate::spelled! {
    /// What a speaker is.
    SpeakerKind {
        /// A human being.
        Person = "person",
        /// A body, company, outlet or party.
        Organisation = "organisation",
        /// A government, ministry, palace or capital that stands for one.
        Government = "government",
        /// Several people without a body ("residents").
        Group = "group",
        /// A text ("the report").
        Document = "document",
        /// A source that the article does not name ("two officials").
        Unnamed = "unnamed",
        /// Not known.
        Unknown = "unknown",
    }
}

crate::spelled! {
    /// How the speaker was found.
    How {
        /// By name in the source span.
        Named = "named",
        /// By title or office ("the minister").
        Title = "title",
        /// By description or epithet.
        Description = "description",
        /// By pronoun.
        Pronoun = "pronoun",
        /// By a place or building that stands for a body.
        Metonym = "metonym",
        /// Carried over from a statement before it; there is no source span.
        Carried = "carried",
        /// Not found.
        None = "none",
    }
}

/// Who is behind a source span, inside one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The fullest proper form in the article, or the class of an unnamed source; `None` where unknown.
    pub name: Option<String>,
    /// The entity, local to the article: `e1`, `e2`, …
    pub id: Option<String>,
    /// What it is.
    pub kind: SpeakerKind,
    /// How it was found.
    pub how: How,
    /// Names that were possible, where no single one was chosen.
    pub candidates: Vec<String>,
}

impl Speaker {
    /// No speaker found.
    pub fn unknown(candidates: Vec<String>) -> Self {
        Speaker { name: None, id: None, kind: SpeakerKind::Unknown, how: How::None, candidates }
    }
}

/// Something named by characters of the text: an addressee or a venue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// As written, or resolved.
    pub name: String,
    /// Where.
    pub span: Span,
}

/// One relay of a chain, outermost first in [`Statement::via`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relay {
    /// As written.
    pub name: String,
    /// `agency`, `outlet`, `person`, `organisation`, `document` or `unnamed`.
    pub kind: String,
    /// Where.
    pub span: Span,
}

crate::spelled! {
    /// Where the date of saying comes from.
    SaidBasis {
        /// Written with the statement.
        Stated = "stated",
        /// Carried over from a neighbouring statement of the same occasion.
        Carried = "carried",
        /// Only bounded by publication.
        Published = "published",
        /// Nothing known.
        None = "none",
    }
}

/// When something was said, as days with a basis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// A TIMEX3 value (`2031-03-03`, `2031-03`, …).
    pub value: Option<String>,
    /// The days it may have been.
    pub interval: Interval,
    /// Where it comes from.
    pub basis: SaidBasis,
    /// The time expression.
    pub span: Option<Span>,
}

impl Said {
    /// Nothing known.
    pub fn none() -> Self {
        Said { value: None, interval: Interval::default(), basis: SaidBasis::None, span: None }
    }
}

crate::spelled! {
    /// Whether the article reports one act of saying or several.
    Times {
        /// One.
        Once = "once",
        /// "has repeatedly said".
        Repeated = "repeated",
        /// Not to be told.
        Unknown = "unknown",
    }
}

crate::spelled! {
    /// What saying it does.
    #[allow(missing_docs)]
    Act {
        Offer = "offer",
        Demand = "demand",
        Condition = "condition",
        Refusal = "refusal",
        Acceptance = "acceptance",
        Accusation = "accusation",
        Denial = "denial",
        Threat = "threat",
        Warning = "warning",
        Promise = "promise",
        Prediction = "prediction",
        Justification = "justification",
        Assertion = "assertion",
        Agreement = "agreement",
        Plan = "plan",
        Question = "question",
        NoComment = "no_comment",
    }
}

crate::spelled! {
    /// What shows the act.
    ActBasis {
        /// The cue ("demanded").
        Cue = "cue",
        /// The form of the content ("we will …").
        Form = "form",
        /// Weaker signs.
        Inferred = "inferred",
    }
}

/// An act with what shows it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
pub struct ActFound {
    /// Which act.
    pub act: Act,
    /// What shows it.
    pub basis: ActBasis,
}

crate::spelled! {
    /// Whether the saying itself is a fact of the article.
    Modality {
        /// It was said.
        Asserted = "asserted",
        /// "would say", "if he says".
        Hypothetical = "hypothetical",
        /// "will say".
        Future = "future",
    }
}

crate::spelled! {
    /// What a term does.
    TermRole {
        /// Must hold before something else does.
        Condition = "condition",
        /// Asked of the other side.
        Demand = "demand",
        /// Put on the table.
        Offer = "offer",
        /// Given up.
        Concession = "concession",
        /// An assurance.
        Guarantee = "guarantee",
    }
}

crate::spelled! {
    /// The connective of a condition.
    TermKind {
        /// if, provided that, on condition that.
        If = "if",
        /// unless.
        Unless = "unless",
        /// until.
        Until = "until",
        /// after, once.
        After = "after",
        /// only if, only when.
        Only = "only",
        /// without.
        Without = "without",
        /// in exchange for, in return for.
        InExchange = "in_exchange",
    }
}

crate::spelled! {
    /// Whose a term is.
    #[derive(Default)]
    TermHolder {
        /// The speaker's, or of whom the speaker speaks for.
        #[default]
        Speaker = "speaker",
        /// Another's, of which the speaker tells.
        Other = "other",
    }
}

impl TermHolder {
    /// Whether the term is the speaker's own.
    pub fn is_speaker(&self) -> bool {
        *self == TermHolder::Speaker
    }
}

/// One condition, demand, offer, concession or guarantee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// What it does.
    pub role: TermRole,
    /// Its connective.
    pub kind: Option<TermKind>,
    /// Who must act, as written.
    pub actor: Option<String>,
    /// Towards whom, as written.
    pub to: Option<String>,
    /// The members of a list, at least one.
    pub members: Vec<String>,
    /// Whether the term itself is negated ("without troops").
    pub negated: bool,
    /// Normal form: lemma of the verb and of its objects, sorted out of inflection, filler and nominalisation.
    pub norm: String,
    /// Whose it is; a term that the speaker tells of another is no part of the speaker's position.
    #[serde(default, skip_serializing_if = "TermHolder::is_speaker")]
    pub held_by: TermHolder,
    /// The other, as written, where the text says who it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// The characters.
    pub spans: Vec<Span>,
}

/// One attribution in one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// See [`StatementId::new`].
    pub id: StatementId,
    /// Direct, indirect or mixed.
    pub kind: Kind,
    /// Speech, belief, intention or deed.
    pub mode: Mode,
    /// The whole noun phrase; empty where there is none.
    pub source: Vec<Span>,
    /// The verb group or noun.
    pub cue: Vec<Span>,
    /// With complementiser and quotation marks; discontinuous parts in text order; never empty.
    pub content: Vec<Span>,
    /// Who.
    pub speaker: Speaker,
    /// To whom.
    pub addressee: Option<Named>,
    /// Who relays it, outermost first.
    pub via: Vec<Relay>,
    /// When.
    pub said: Said,
    /// Once or repeatedly.
    pub times: Times,
    /// Where or in what setting.
    pub venue: Option<Named>,
    /// What saying it does.
    pub acts: Vec<ActFound>,
    /// Whether the saying is denied ("did not say that …").
    pub negated: bool,
    /// Asserted, hypothetical or future.
    pub modality: Modality,
    /// On what terms.
    pub terms: Vec<Term>,
    /// The statement in whose content this one stands.
    pub nested_in: Option<StatementId>,
    /// Thousandths, 0 to 1000.
    pub confidence: u16,
    /// The rules and scores that made it, in order; shown on request.
    pub why: Vec<String>,
}

impl Statement {
    /// The content's characters, parts joined by [`JOINT`].
    pub fn content_text(&self, text: &str) -> String {
        joined(text, &self.content)
    }

    /// The terms that are the speaker's own, and not those of another of which the speaker tells.
    pub fn own_terms(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(|term| term.held_by.is_speaker())
    }

    /// First byte of the content.
    pub fn start(&self) -> u32 {
        self.content.first().map_or(0, |s| s.start)
    }
}

/// What joins the parts of something discontinuous in its [`joined`] text.
pub const JOINT: &str = " … ";

/// The characters of several spans, parts joined by [`JOINT`].
///
/// ```
/// use reportedly_schema::{Span, statement::{in_joined, in_reading, joined}};
/// let reading = "“We stay,” Venn said, “and talk.”";
/// let parts = [Span::new(3, 11), Span::new(29, 38)];
/// let text = joined(reading, &parts);
/// assert_eq!(text, "We stay, … and talk.");
/// let talk = Span::new(33, 37);
/// assert_eq!(in_joined(&parts, talk).and_then(|span| span.of(&text)), talk.of(reading));
/// assert_eq!(in_reading(&parts, Span::new(17, 21)), Some(talk));
/// ```
pub fn joined(text: &str, spans: &[Span]) -> String {
    spans.iter().filter_map(|s| s.of(text)).collect::<Vec<_>>().join(JOINT)
}

/// Where bytes of a reading lie in the [`joined`] text of `parts`; `None` where no single part holds them all.
pub fn in_joined(parts: &[Span], span: Span) -> Option<Span> {
    let (at, part) = placed(parts).find(|(_, part)| part.contains(span))?;
    let start = at + span.start - part.start;
    Some(Span { start, end: start + span.len() })
}

/// The bytes of a reading that bytes of the [`joined`] text of `parts` stand for; `None` where they do not lie in one part.
pub fn in_reading(parts: &[Span], span: Span) -> Option<Span> {
    let (at, part) = placed(parts).find(|(at, part)| *at <= span.start && span.end <= at + part.len())?;
    let start = part.start + span.start - at;
    Some(Span { start, end: start + span.len() })
}

/// Parts with the byte of their [`joined`] text at which each begins.
fn placed(parts: &[Span]) -> impl Iterator<Item = (u32, Span)> {
    parts.iter().scan(0, |next, part| {
        let at = *next;
        *next += part.len() + JOINT.len() as u32;
        Some((at, *part))
    })
}

/// What the outlet asserts in its own voice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Narration {
    /// SHA-256 as for a statement, with the span as content and no cue.
    pub id: StatementId,
    /// The characters.
    pub span: Span,
}

/// Characters that name an entity of the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// The entity, local to the article: `e1`, `e2`, …
    pub entity: String,
    /// The entity's name.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_no_single_part_holds_has_no_other_place() {
        let parts = [Span::new(3, 5), Span::new(9, 12)];
        assert_eq!(in_joined(&parts, Span::new(10, 12)), Some(Span::new(8, 10)));
        assert_eq!(in_reading(&parts, Span::new(8, 10)), Some(Span::new(10, 12)));
        for outside in [Span::new(5, 6), Span::new(4, 10), Span::new(11, 13)] {
            assert_eq!(in_joined(&parts, outside), None, "{outside:?}");
        }
        for between in [Span::new(2, 3), Span::new(1, 8), Span::new(9, 11)] {
            assert_eq!(in_reading(&parts, between), None, "{between:?}");
        }
    }

    proptest! {
        #[test]
        fn each_character_of_a_part_is_found_in_the_joined_text_and_back(
            text in "\\PC{0,40}", cuts in prop::collection::btree_set(0usize..40, 0..8)
        ) {
            let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let cuts: Vec<usize> = cuts.into_iter().filter_map(|n| borders.get(n).copied()).collect();
            let parts: Vec<Span> = cuts.chunks_exact(2).map(|c| Span::new(c[0], c[1])).collect();
            let joined = joined(&text, &parts);
            let mut found = 0;
            for (at, c) in text.char_indices() {
                let span = Span::new(at, at + c.len_utf8());
                let inside = in_joined(&parts, span);
                prop_assert_eq!(inside.is_some(), parts.iter().any(|part| part.contains(span)));
                if let Some(inside) = inside {
                    found += 1;
                    prop_assert_eq!(inside.of(&joined), span.of(&text));
                    prop_assert_eq!(in_reading(&parts, inside), Some(span));
                }
            }
            let of_joints = JOINT.chars().count() * parts.len().saturating_sub(1);
            prop_assert_eq!(joined.chars().count(), found + of_joints);
        }
    }
}
