//! What a passage claims of a thing over which sides are at odds: why something ended, who refuses to talk, who broke an agreement, who began to shoot, who came up
//! with something.

mod endings;
mod occasions;
mod outcomes;
mod sayings;

pub(super) use occasions::{counts, dated, recounts};
pub(super) use outcomes::whys;

use super::agents::Who;
use super::figures::Counted;
use super::heads::{Family, is_name};
use crate::lexicon::{Lexicon, Phrases, entries};
use crate::wording::Wording;
use reportedly_schema::{Day, Span};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What is claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Something undertaken ended, and why.
    Ended(Cause),
    /// The teller did not end it.
    Denies,
    /// Someone refuses to talk; denied where `true`.
    Refuses(bool),
    /// Someone broke what binds both; denied where `true`.
    Breaks(bool),
    /// Someone began to shoot.
    Fires,
    /// Someone came up with something.
    Proposes(Proposed),
    /// An act was, or where `true` never was; by the row of its kind.
    Act(usize, bool),
    /// Something of a kind was on a day.
    Dated(&'static str, Day),
    /// So many of something, with the words of the sentence and their weights.
    Counts(Counted, BTreeSet<(String, u32)>),
    /// Whom the teller blames, of what the sentences around tell.
    Blames,
    /// What another denies right behind it; by the denial's passage.
    Denied(usize),
    /// The teller denies what another said right before; by its passage.
    DeniesThat(usize),
    /// Someone won a contest.
    Wins,
    /// How long something lasted, in minutes.
    Lasts(u64),
    /// Why something of this kind happened; hashes of the reason's words.
    Why(Family, BTreeSet<u64>),
    /// Another number for what was counted right before ("put the figure at 27 million").
    Recounts(Counted),
}

/// Why something ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cause {
    /// Hashes of its words of content that are no names.
    pub words: BTreeSet<u64>,
    /// Whether only the order of time tells it ("after").
    pub told: bool,
    /// Whether it is that someone left the table.
    pub left: bool,
}

/// What all words of talking with the other side stand for, where someone proposes it.
pub(super) const MEETING: &str = "meeting";

/// What someone came up with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Proposed {
    /// Key and weight of its words of content that are no names.
    pub words: BTreeSet<(String, u32)>,
    /// Names in it.
    pub names: BTreeSet<String>,
    /// Whether it says whose idea it was, and not only that someone put it forward.
    pub origin: bool,
    /// Whether it was asked of others.
    pub demanded: bool,
    /// Whether it is told by a verb of which anybody is the subject every day ("the club offers a discount").
    pub common: bool,
}

/// A claim of one passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub what: What,
    /// Who did it; of a reason, whom it begins with.
    pub who: Who,
    /// Index of the token that names what it is about; `None` where nothing does.
    pub object: Option<usize>,
    /// Whether only "it" or "they" names it.
    pub pronoun: bool,
    /// Index of the word that makes the claim.
    pub at: usize,
    /// Its words.
    pub bytes: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Fails,
    Undoes,
    Drops,
    UndoesIt,
    Leaves,
    Ousted,
    Stops,
    Signing,
    FightingOn,
    CauseOf,
    Blame,
    Noun,
    Refuses,
    Wants,
    Shuns,
    Talking,
    Breaks,
    Bond,
    Fires,
    Proposes,
    Demands,
    Idea,
    Wins,
    Contest,
    Lasts,
    Thing,
}

impl Shape {
    fn named(name: &str) -> Shape {
        match name {
            "fails" => Shape::Fails,
            "undoes" => Shape::Undoes,
            "drops" => Shape::Drops,
            "undoes_it" => Shape::UndoesIt,
            "leaves" => Shape::Leaves,
            "ousted" => Shape::Ousted,
            "stops" => Shape::Stops,
            "signing" => Shape::Signing,
            "fighting_on" => Shape::FightingOn,
            "cause" => Shape::CauseOf,
            "blame" => Shape::Blame,
            "noun" => Shape::Noun,
            "refuses" => Shape::Refuses,
            "wants" => Shape::Wants,
            "shuns" => Shape::Shuns,
            "talking" => Shape::Talking,
            "breaks" => Shape::Breaks,
            "bond" => Shape::Bond,
            "fires" => Shape::Fires,
            "demands" => Shape::Demands,
            "idea" => Shape::Idea,
            "wins" => Shape::Wins,
            "contest" => Shape::Contest,
            "lasts" => Shape::Lasts,
            "thing" => Shape::Thing,
            _ => Shape::Proposes,
        }
    }
}

type Table = Vec<(Shape, Phrases<()>)>;

fn table(file: &'static str) -> Table {
    entries(file)
        .filter_map(|row| row.split_once('\t'))
        .map(|(shape, members)| {
            let members = members.split(" | ").map(|words| (words, ()));
            (Shape::named(shape), Phrases::read(Lexicon::shared(), members))
        })
        .collect()
}

static ENDINGS: LazyLock<Table> = LazyLock::new(|| table(include_str!("../../vocabulary/endings.tsv")));
static DISPUTES: LazyLock<Table> =
    LazyLock::new(|| table(include_str!("../../vocabulary/dispute_words.tsv")));

/// Words behind which a reason stands, and whether they only tell the time.
static REASONS: LazyLock<Phrases<bool>> = LazyLock::new(|| {
    let rows =
        entries(include_str!("../../vocabulary/ending_reasons.tsv")).filter_map(|row| row.split_once('\t'));
    let rows: Vec<(String, bool)> = rows
        .map(|(words, how)| {
            (words.split(' ').map(|w| format!("={w}")).collect::<Vec<_>>().join(" "), how == "told")
        })
        .collect();
    Phrases::read(Lexicon::shared(), rows.iter().map(|(words, told)| (words.as_str(), *told)))
});

/// Tokens between a verb and the words of talking, signing or binding behind it.
const COMPLEMENT_REACH: usize = 7;

/// The least weight of a word by which two reasons may be one, in thousandths.
const LEAST_WEIGHT: u32 = 2_500;

/// A passage with the words that shapes are looked up in.
struct Reader<'w> {
    wording: &'w Wording,
    /// Whether the token is of a noun that names an undertaking.
    undertaking: &'w dyn Fn(usize) -> bool,
}

/// Every claim of a passage, in text order. `undertaking` tells whether a token names something undertaken together; `blames` that the words
/// around the passage say that its speaker blames whom it begins with.
pub(super) fn claims(wording: &Wording, undertaking: &dyn Fn(usize) -> bool, blames: bool) -> Vec<Claim> {
    let reader = Reader { wording, undertaking };
    let mut out = Vec::new();
    if blames {
        out.extend(reader.blamed(0));
        out.extend(reader.blames());
    }
    for n in 0..wording.tokens.len() {
        if wording.tokens[n].capital && n > 0 && is_name(wording, n) {
            continue;
        }
        out.extend(reader.ending(n));
        out.extend(reader.dispute(n));
        out.extend(reader.act(n));
        out.extend(reader.outcome(n));
    }
    let mut seen = BTreeSet::new();
    out.retain(|c: &Claim| {
        let kind = match c.what {
            What::Ended(_) => 0,
            What::Act(_, _) => 1,
            What::Blames => 2,
            _ => 3,
        };
        seen.insert((c.at, kind))
    });
    out
}

impl Reader<'_> {
    fn shape(&self, table: &Table, n: usize, wanted: &[Shape]) -> Option<(Shape, usize)> {
        let tokens = &self.wording.tokens;
        let words = tokens[n..].iter().map(|t| (t.written.as_str(), t.key.as_str()));
        table
            .iter()
            .filter(|(shape, _)| wanted.contains(shape))
            .filter_map(|(shape, phrases)| phrases.longest(words.clone()).map(|(_, length)| (*shape, length)))
            .max_by_key(|(_, length)| *length)
    }

    fn sentence_end(&self, n: usize) -> usize {
        let tokens = &self.wording.tokens;
        (n..tokens.len()).find(|&m| tokens[m].sentence != tokens[n].sentence).unwrap_or(tokens.len())
    }

    fn clause_end(&self, n: usize) -> usize {
        let tokens = &self.wording.tokens;
        (n..tokens.len()).find(|&m| tokens[m].clause != tokens[n].clause).unwrap_or(tokens.len())
    }

    fn clause_start(&self, n: usize) -> usize {
        let tokens = &self.wording.tokens;
        (0..n).rev().take_while(|&m| tokens[m].clause == tokens[n].clause).last().unwrap_or(n)
    }

    fn sentence_start(&self, n: usize) -> usize {
        let tokens = &self.wording.tokens;
        (0..n).rev().take_while(|&m| tokens[m].sentence == tokens[n].sentence).last().unwrap_or(n)
    }

    fn bytes(&self, from: usize, end: usize) -> Span {
        let tokens = &self.wording.tokens;
        Span { start: tokens[from].bytes.start, end: tokens[end.max(from + 1) - 1].bytes.end }
    }

    fn words(&self, from: usize, end: usize) -> BTreeSet<u64> {
        let inside =
            |at: usize| at >= from && at < end && !is_name(self.wording, at) && !(self.undertaking)(at);
        let occurrences = self.wording.occurrences.iter();
        occurrences
            .filter(|f| f.weight >= LEAST_WEIGHT && f.at.is_some_and(|at| inside(at as usize)))
            .map(|f| f.of)
            .collect()
    }
}
