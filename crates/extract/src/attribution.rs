//! Attributions: source, cue and content spans, linked.

use reportedly_schema::Span;

/// One attribution relation, before anything is known about its speaker, date or terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The whole noun phrase; empty where there is none.
    pub source: Vec<Span>,
    /// The verb group or noun ("said", "according to"); may be empty.
    pub cue: Vec<Span>,
    /// With complementiser and quotation marks; parts in text order; never empty.
    pub content: Vec<Span>,
    /// Thousandths, 0 to 1000.
    pub confidence: u16,
    /// Labels, scores and rules that made it, in order.
    pub why: Vec<String>,
}
