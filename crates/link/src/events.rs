//! Events, and who gives an account of them: passages of many articles that tell of one thing that happened.
//!
//! A passage is the content of a statement that its speaker is reported to have made, or a sentence in an outlet's own voice. Two passages tell
//! of one event by their words, days, names and places; passages hang together by such pairs and never against their days. The accounts of an event are those
//! of each teller on each date. Prefers not to match over matching wrongly: what is only a topic in common is no event.

mod accounts;
mod agents;
mod claims;
mod context;
mod differences;
mod disputes;
mod figures;
mod groups;
mod heads;
mod leads;
mod mirror;
mod once;
mod read;
mod same_event;
mod telling;
mod told;
mod two_dates;
mod undertakings;

pub use same_event::{
    LEAST_LEADS, LEAST_POSSIBLE, LEAST_POSSIBLE_OF_OBJECT, LEAST_SAME_DAYS, LEAST_WITHOUT_NAMES,
    PROBABLE_EVENT,
};
pub use told::TOLD_WITHIN_DAYS;

use crate::reply_sides::sides;
use accounts::event;
use groups::groups;
use reportedly_schema::linkage::{DifferenceKind, Joined, Snapshot};
use reportedly_schema::{Interval, Span, StatementId};
use told::{Told, told};

/// Who gives an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Teller {
    /// A speaker, as index into [`LinkGeneration::speakers`](reportedly_schema::linkage::LinkGeneration::speakers).
    Speaker(usize),
    /// The outlet of an article, in its own voice; the first article with it, by index.
    Outlet(usize),
}

/// Characters that tell of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The article, by index.
    pub article: usize,
    /// The statement, by index; `None` for the outlet's own words.
    pub statement: Option<usize>,
    /// The statement's or narration's id.
    pub id: StatementId,
    /// Bytes of the reading.
    pub spans: Vec<Span>,
    /// Its characters, parts joined by ` … `.
    pub text: String,
}

/// What one teller says of an event on one date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Who.
    pub teller: Teller,
    /// When it was said, or published.
    pub said: Interval,
    /// In the order of the articles' dates and of the text; never empty.
    pub passages: Vec<Passage>,
    /// What it gives as numbers.
    pub figures: Vec<FigureTold>,
}

/// A number that a teller gives of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureTold {
    /// Of what: `hurt`, `killed` and the like, else the noun as written.
    pub of: String,
    /// The least it may be, in thousandths; `None` where the words leave it open ("up to").
    pub low: Option<u64>,
    /// The number given, in thousandths.
    pub best: u64,
    /// The most it may be, in thousandths; `None` where the words leave it open ("at least").
    pub high: Option<u64>,
}

/// How two accounts differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// In what.
    pub kind: DifferenceKind,
    /// Indices of the accounts; equal where one account gives both.
    pub between: (usize, usize),
    /// Whether both tellers speak for one side, or are one.
    pub same_party: bool,
    /// What it is about, in few words.
    pub of: String,
    /// The words of the first, and of the second.
    pub words: (String, String),
}

/// Something that happened, or is said to have happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The id of its first passage.
    pub id: StatementId,
    /// The words of a passage that shares most with the others.
    pub gist: String,
    /// When, as far as the passages' own dates say; else the days in which it may have been.
    pub days: Interval,
    /// Where, as most passages name it.
    pub place: Option<String>,
    /// Names in two passages or more, the commonest first.
    pub participants: Vec<String>,
    /// By date, then teller.
    pub accounts: Vec<Account>,
    /// By accounts.
    pub differences: Vec<Difference>,
    /// The least sure of the joins.
    pub joined: Joined,
    /// Why the passages are of one event, in words.
    pub because: String,
}

/// Every event of which the snapshot's articles give two accounts or more: by two tellers, or by one whose accounts differ. A pure function of
/// articles, statements, layers, registry and links; empty where the snapshot holds no layers.
///
/// # Panics
/// When an index of the snapshot points nowhere: a programming error, never an input error.
pub fn events(snapshot: &Snapshot) -> Vec<Event> {
    if snapshot.layers.len() != snapshot.articles.len() {
        return Vec::new();
    }
    let all = told(snapshot);
    let sides = sides(&snapshot.statements, &snapshot.registry, &snapshot.links);
    let disputes = disputes::events(snapshot, &all, &sides);
    let told: Vec<Told> = all.into_iter().filter(|t| t.tells_of_something()).collect();
    let groups = groups(&told, &sides).into_iter();
    let mut out: Vec<Event> = groups.filter_map(|group| event(snapshot, &told, group, &sides)).collect();
    out.extend(disputes);
    out.extend(two_dates::events(snapshot));
    out.sort_by_key(|e| (e.days.earliest.or(e.days.latest), e.id));
    out
}
