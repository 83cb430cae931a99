//! What a passage claims of a thing over which sides are at odds: why something ended, who refuses to talk, who broke an agreement, who began to shoot, who came up
//! with something.

use super::agents::{Who, agent, is_passive, subject};
use super::heads::{is_name, is_real};
use crate::lexicon::{Lexicon, Phrases, entries};
use crate::wording::Wording;
use reportedly_schema::Span;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What is claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Something undertaken ended, and why.
    Ended(Cause),
    /// Someone refuses to talk; denied where `true`.
    Refuses(bool),
    /// Someone broke what binds both; denied where `true`.
    Breaks(bool),
    /// Someone began to shoot.
    Fires,
    /// Someone came up with something.
    Proposes(Proposed),
}

/// Why something ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cause {
    /// Hashes of its words of content that are no names.
    pub words: BTreeSet<u64>,
    /// Whether only the order of time tells it ("after").
    pub told: bool,
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
}

/// A claim of one passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub what: What,
    /// Who did it; of a reason, whom it begins with.
    pub who: Who,
    /// Index of the token that names what it is about; `None` where nothing does.
    pub object: Option<usize>,
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
}

impl Shape {
    fn named(name: &str) -> Shape {
        match name {
            "fails" => Shape::Fails,
            "undoes" => Shape::Undoes,
            "drops" => Shape::Drops,
            "undoes_it" => Shape::UndoesIt,
            "leaves" => Shape::Leaves,
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

/// Tokens between a verb of undoing and what it undoes.
const OBJECT_REACH: usize = 6;

/// Tokens between a verb and the words of talking, signing or binding behind it.
const COMPLEMENT_REACH: usize = 7;

/// Tokens before a verb in which a word of denying stands.
const DENIAL_REACH: usize = 4;

/// Tokens between a verb and its subject's noun.
const SUBJECT_REACH: usize = 14;

/// Tokens between an ending and the words that give its reason.
const REASON_REACH: usize = 9;

/// Tokens of a reason that only the order of time tells, at least.
const FEWEST_TOLD: usize = 4;

/// The least weight of a word by which two reasons may be one, in thousandths.
const LEAST_WEIGHT: u32 = 2_500;

/// Words right before a participle that make it no verb.
const DETERMINERS: &[&str] =
    &["the", "a", "an", "its", "their", "his", "her", "our", "this", "that", "of", "for"];

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
    }
    for n in 0..wording.tokens.len() {
        if wording.tokens[n].capital && n > 0 && is_name(wording, n) {
            continue;
        }
        out.extend(reader.ending(n));
        out.extend(reader.dispute(n));
    }
    let mut seen = BTreeSet::new();
    out.retain(|c: &Claim| seen.insert((c.at, matches!(c.what, What::Ended(_)))));
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

    /// A claim that something ended, made by the word at `n`.
    fn ending(&self, n: usize) -> Option<Claim> {
        use Shape::*;
        let (shape, length) =
            self.shape(&ENDINGS, n, &[Fails, Undoes, Drops, UndoesIt, Leaves, Stops, CauseOf, Blame, Noun])?;
        if self.wording.tokens[n].sign < 0 && shape != Stops || !is_real(self.wording, n) {
            return None;
        }
        match shape {
            Fails | Noun => self.fails(n, length, shape),
            Undoes | Drops | UndoesIt => self.undone(n, length, shape),
            Leaves => {
                let who = agent(self.wording, n, length);
                let object = self.object_after(n + length);
                (!who.is_nobody()).then(|| self.by(n, length, who, object))
            }
            Stops => self.stopped(n, length),
            CauseOf => {
                let noun = (n + length..self.clause_end(n).min(n + length + 4))
                    .find(|&m| self.shape(&ENDINGS, m, &[Noun]).is_some())?;
                let object = self.object_after(noun + 1)?;
                let start = self.sentence_start(n);
                let who = Who::of(self.wording, subject(self.wording, n).into_iter());
                let cause = Cause { words: self.words(start, n), told: false };
                (start < n).then(|| Claim {
                    what: What::Ended(cause),
                    who,
                    object: Some(object),
                    at: n,
                    bytes: self.bytes(start, self.clause_end(n)),
                })
            }
            _ => self.blame(n, length),
        }
    }

    /// An undertaking named within reach after `from`, in the same clause.
    fn object_after(&self, from: usize) -> Option<usize> {
        if from >= self.wording.tokens.len() {
            return None;
        }
        let clause = self.wording.tokens[from - 1].clause;
        (from..self.wording.tokens.len().min(from + OBJECT_REACH))
            .take_while(|&m| self.wording.tokens[m].clause == clause)
            .find(|&m| (self.undertaking)(m))
    }

    /// An undertaking that is the subject of the verb at `n`.
    fn object_before(&self, n: usize) -> Option<usize> {
        let tokens = &self.wording.tokens;
        let sentence = tokens[n].sentence;
        let start = self.clause_start(n);
        let in_clause = (start..n).rev().take(SUBJECT_REACH).find(|&m| (self.undertaking)(m));
        let lexicon = Lexicon::shared();
        let empty = || (start..n).all(|m| lexicon.is_function_word(&tokens[m].written));
        let pronoun = |m: usize| {
            matches!(
                tokens[m].written.as_str(),
                "it" | "they" | "he" | "she" | "we" | "this" | "that" | "which"
            )
        };
        in_clause.or_else(|| {
            let relative = (start..n).any(|m| matches!(tokens[m].written.as_str(), "which" | "that"));
            if !empty() || !relative && (start..n).any(pronoun) {
                return None;
            }
            (0..start)
                .rev()
                .take(SUBJECT_REACH)
                .take_while(|&m| tokens[m].sentence == sentence)
                .filter(|&m| (self.undertaking)(m))
                .last()
        })
    }

    /// The reason given behind an ending that ends at `from`: its first token, and whether only the time tells it.
    fn reason_after(&self, from: usize, on: bool) -> Option<(usize, bool)> {
        let tokens = &self.wording.tokens;
        let end = self.sentence_end(from.checked_sub(1)?);
        for m in from..end.min(from + REASON_REACH) {
            let words = tokens[m..end].iter().map(|t| (t.written.as_str(), t.key.as_str()));
            let Some((told, length)) = REASONS.longest(words) else { continue };
            let next = m + length;
            if next >= end {
                return None;
            }
            let word = tokens[m].written.as_str();
            if word == "on" && (!on || m != from) {
                continue;
            }
            if word == "over" && tokens[next].number.is_some() {
                continue;
            }
            if told && !self.tells_of_someone(next, end) && word != "on" {
                continue;
            }
            return Some((next, told && word != "on"));
        }
        None
    }

    /// Whether words behind "after" tell of someone who did something, and not of a length of time or a mere date.
    fn tells_of_someone(&self, from: usize, end: usize) -> bool {
        let tokens = &self.wording.tokens;
        let lexicon = Lexicon::shared();
        let clause = tokens[from].clause;
        let inside: Vec<usize> = (from..end).take_while(|&m| tokens[m].clause == clause).collect();
        let verb = |&m: &usize| {
            let w = tokens[m].written.as_str();
            m > from
                && !tokens[m].capital
                && (w.ends_with("ed")
                    || lexicon.is_past_form(w)
                    || matches!(w, "was" | "were" | "had" | "did"))
                || m > from + 1 && self.shape(&ENDINGS, m, &[Shape::Leaves]).is_some()
        };
        tokens[from].number.is_none() && inside.len() >= FEWEST_TOLD && inside.iter().any(verb)
    }

    fn fails(&self, n: usize, length: usize, shape: Shape) -> Option<Claim> {
        let tokens = &self.wording.tokens;
        let is_of = |m: usize| tokens.get(m).is_some_and(|t| t.written == "of");
        let (object, after) = if is_of(n + length) {
            let object = self.object_after(n + length)?;
            (object, object + 1)
        } else if shape == Shape::Noun {
            // "the talks' failure": a noun of ending alone is of nothing.
            let of = n.checked_sub(1).filter(|&m| (self.undertaking)(m))?;
            (of, n + length)
        } else {
            let object = self.object_before(n)?;
            (object, n + length)
        };
        // "ended the talks" is done by its subject.
        let transitive =
            self.object_after(n + length).filter(|_| shape == Shape::Fails && !is_of(n + length));
        if transitive.is_some_and(|m| m <= n + length + 2) && !is_passive(self.wording, n) {
            return None;
        }
        let on = tokens[n].key == "founder" || tokens[n].key == "fail";
        let (from, told) = self.reason_after(after, on)?;
        let end = self.sentence_end(n);
        Some(self.reasoned(n, Some(object), from, end, told))
    }

    fn reasoned(&self, n: usize, object: Option<usize>, from: usize, end: usize, told: bool) -> Claim {
        let tokens = &self.wording.tokens;
        let lexicon = Lexicon::shared();
        let stop = (from..end)
            .find(|&m| {
                let w = tokens[m].written.as_str();
                m > from
                    && (tokens[m].clause != tokens[from].clause
                        || !tokens[m].capital
                            && (w.ends_with("ed")
                                || lexicon.is_past_form(w)
                                || super::heads::ENDS_PHRASE.contains(&w)))
            })
            .unwrap_or(end);
        let who = Who::of(self.wording, from..stop);
        let cause = Cause { words: self.words(from, end), told };
        Claim { what: What::Ended(cause), who, object, at: n, bytes: self.bytes(from, end) }
    }

    /// A claim that `who` ended something, made by the verb at `n`.
    fn by(&self, n: usize, length: usize, who: Who, object: Option<usize>) -> Claim {
        let from = self.clause_start(n);
        let end = self.clause_end(n);
        let cause = Cause { words: self.words(n + length, end), told: false };
        Claim { what: What::Ended(cause), who, object, at: n, bytes: self.bytes(from, end) }
    }

    fn undone(&self, n: usize, length: usize, shape: Shape) -> Option<Claim> {
        let tokens = &self.wording.tokens;
        if is_passive(self.wording, n) {
            let object = self.object_before(n)?;
            let who = agent(self.wording, n, length);
            if !who.is_nobody() {
                let from = self.clause_start(n);
                let cause = Cause::default();
                let bytes = self.bytes(from, self.clause_end(n));
                return Some(Claim { what: What::Ended(cause), who, object: Some(object), at: n, bytes });
            }
            let (from, told) = self.reason_after(n + length, false)?;
            return Some(self.reasoned(n, Some(object), from, self.sentence_end(n), told));
        }
        // "The abandoned project" tells of no one who did it.
        let determined = |m: usize| DETERMINERS.contains(&tokens[m].written.as_str());
        if n > 0 && determined(n - 1) && tokens[n].written.ends_with("ed") {
            return None;
        }
        let it =
            tokens.get(n + length).is_some_and(|t| t.written == "it" && t.sentence == tokens[n].sentence);
        let named = self.object_after(n + length);
        if shape == Shape::Drops && (named.is_some() || it) {
            let after = named.map_or(n + length + 1, |m| m + 1);
            if let Some((from, told)) = self.reason_after(after, false) {
                return Some(self.reasoned(n, named, from, self.sentence_end(n), told));
            }
        }
        if named.is_none()
            && !(it && matches!(shape, Shape::UndoesIt | Shape::Drops))
            && !tokens[n].written.starts_with("broke")
        {
            return None;
        }
        let who = agent(self.wording, n, length);
        (!who.is_nobody()).then(|| self.by(n, length, who, named))
    }

    /// "Forbade them to sign", "told them to keep fighting", "was ready to sign and its backers forbade it".
    fn stopped(&self, n: usize, length: usize) -> Option<Claim> {
        let tokens = &self.wording.tokens;
        let end = self.sentence_end(n);
        let reach = end.min(n + length + COMPLEMENT_REACH + 2);
        let key = tokens[n].key.as_str();
        let negative =
            matches!(key, "forbid" | "ban" | "bar" | "prevent" | "stop" | "keep" | "discourag" | "dissuad")
                || tokens[n].written == "forbade"
                || tokens[n].sign < 0 && matches!(key, "allow" | "let");
        let complement = (n + length..reach).find_map(|m| {
            let (shape, length) = self.shape(&ENDINGS, m, &[Shape::Signing, Shape::FightingOn])?;
            let to_sign = tokens[m].written == "to" && shape == Shape::Signing;
            let fits = match shape {
                Shape::FightingOn => !negative,
                _ => !to_sign || negative,
            };
            fits.then_some((m, length))
        });
        let it = negative && tokens.get(n + length).is_some_and(|t| t.written == "it");
        let signing_before =
            || (self.sentence_start(n)..n).any(|m| (self.undertaking)(m) || tokens[m].key == "sign");
        let reflexive = tokens
            .get(n + length)
            .is_some_and(|t| t.written.ends_with("self") || t.written.ends_with("selves"));
        if reflexive || tokens[n].sign < 0 && !matches!(key, "allow" | "let") {
            return None;
        }
        if complement.is_none() && !(it && signing_before()) {
            return None;
        }
        let who = agent(self.wording, n, length);
        let object = complement.and_then(|(m, length)| self.object_after(m + length));
        (!who.is_nobody() && !(who.ours && who.names.is_empty())).then(|| self.by(n, length, who, object))
    }

    /// "Aldra is to blame for the failure of the talks", "blamed Aldra for …".
    fn blame(&self, n: usize, length: usize) -> Option<Claim> {
        let tokens = &self.wording.tokens;
        if tokens[n].key == "blame" && length == 1 {
            return self.blamed(n + 1);
        }
        let noun = self.ending_noun(n + length)?;
        let who = Who::of(self.wording, subject(self.wording, n).into_iter());
        (!who.is_nobody()).then(|| Claim {
            what: What::Ended(Cause::default()),
            who,
            object: Some(noun),
            at: n,
            bytes: self.bytes(self.clause_start(n), self.clause_end(n)),
        })
    }

    /// The undertaking of which a noun of ending behind `from` tells.
    fn ending_noun(&self, from: usize) -> Option<usize> {
        let tokens = &self.wording.tokens;
        let end = if from == 0 { self.clause_end(0) } else { self.clause_end(from - 1) };
        let noun = (from..end.min(from + OBJECT_REACH))
            .find(|&m| self.shape(&ENDINGS, m, &[Shape::Noun]).is_some() || tokens[m].key == "fail")?;
        self.object_after(noun + 1).or_else(|| noun.checked_sub(1).filter(|&m| (self.undertaking)(m)))
    }

    /// "Aldra for the failure of the talks", from `from` on.
    fn blamed(&self, from: usize) -> Option<Claim> {
        let tokens = &self.wording.tokens;
        if from >= tokens.len() {
            return None;
        }
        let by = (from..self.clause_end(from)).find(|&m| tokens[m].written == "for")?;
        let object = self.ending_noun(by + 1)?;
        let who = Who::of(self.wording, from..by);
        (!who.is_nobody()).then(|| Claim {
            what: What::Ended(Cause::default()),
            who,
            object: Some(object),
            at: by,
            bytes: self.bytes(from, self.clause_end(by)),
        })
    }

    /// A claim of what sides say of each other, made by the word at `n`.
    fn dispute(&self, n: usize) -> Option<Claim> {
        use Shape::*;
        let tokens = &self.wording.tokens;
        let (shape, length) =
            self.shape(&DISPUTES, n, &[Refuses, Wants, Shuns, Breaks, Fires, Proposes, Idea, Demands])?;
        let end = self.clause_end(n);
        let behind = |wanted: Shape| {
            (n + length..end.min(n + length + COMPLEMENT_REACH))
                .find(|&m| self.shape(&DISPUTES, m, &[wanted]).is_some())
        };
        let denied = self.denied(n);
        let claim = |what: What, object: Option<usize>, who: Who| Claim {
            what,
            who,
            object,
            at: n,
            bytes: self.bytes(self.clause_start(n), end),
        };
        match shape {
            Refuses | Shuns => {
                let talking = if shape == Shuns { None } else { Some(behind(Talking)?) };
                if shape == Refuses && !self.stands(n) || is_passive(self.wording, n) {
                    return None;
                }
                // A refusal turns what stands behind it and not itself.
                let who = Who::of(self.wording, subject(self.wording, n).into_iter());
                (!who.is_nobody()).then(|| claim(What::Refuses(denied), talking, who))
            }
            Wants => {
                let talking = behind(Talking)?;
                let negated = tokens[n].sign < 0;
                let who = Who::of(self.wording, subject(self.wording, n).into_iter());
                (negated && !who.is_nobody()).then(|| claim(What::Refuses(false), Some(talking), who))
            }
            Breaks => {
                let bond = behind(Bond)?;
                if !is_real(self.wording, n) {
                    return None;
                }
                let who = agent(self.wording, n, length);
                (!who.is_nobody()).then(|| claim(What::Breaks(denied), Some(bond), who))
            }
            Fires => {
                let who = Who::of(self.wording, subject(self.wording, n).into_iter());
                (!denied && is_real(self.wording, n) && !who.is_nobody())
                    .then(|| claim(What::Fires, None, who))
            }
            Proposes | Demands => self.proposed(n, length, shape == Demands),
            _ => self.idea(n, length),
        }
    }

    /// Whether a word of denying stands right before the verb at `n`.
    fn denied(&self, n: usize) -> bool {
        let tokens = &self.wording.tokens;
        let before = tokens[..n].iter().rev().take(DENIAL_REACH).take_while(|t| t.clause == tokens[n].clause);
        let mut before = before.into_iter();
        before.any(|t| matches!(t.written.as_str(), "not" | "never" | "nor" | "neither" | "no" | "nobody"))
    }

    /// Whether a refusal stands, and is not one of a single day: "refuses", "has refused", "is refusing".
    fn stands(&self, n: usize) -> bool {
        let tokens = &self.wording.tokens;
        let written = tokens[n].written.as_str();
        let past = written.ends_with("ed") || Lexicon::shared().is_past_form(written);
        let before: Vec<&str> = tokens[..n]
            .iter()
            .rev()
            .take(3)
            .take_while(|t| t.clause == tokens[n].clause)
            .map(|t| t.written.as_str())
            .collect();
        let perfect =
            before.iter().any(|w| matches!(*w, "has" | "have" | "never" | "always" | "repeatedly" | "still"));
        !past
            && !before
                .iter()
                .any(|w| matches!(*w, "to" | "will" | "would" | "could" | "if" | "may" | "might" | "should"))
            || perfect
    }

    fn proposed(&self, n: usize, length: usize, demanded: bool) -> Option<Claim> {
        let tokens = &self.wording.tokens;
        if tokens[n].sign < 0 || !is_real(self.wording, n) {
            return None;
        }
        let who = agent(self.wording, n, length);
        let passive = is_passive(self.wording, n);
        let (from, end) =
            if passive { (self.clause_start(n), n) } else { (n + length, self.object_end(n + length)) };
        let start = self.sentence_start(n);
        let cleft = (start..n).any(|m| {
            tokens[m].written == "it"
                && tokens.get(m + 1).is_some_and(|t| matches!(t.written.as_str(), "was" | "is" | "were"))
        });
        let first = tokens[n].key == "initi" || tokens[n].written == "came" || tokens[n].written == "come";
        self.proposal(n, who, from..end, cleft || first, demanded)
    }

    fn object_end(&self, from: usize) -> usize {
        let tokens = &self.wording.tokens;
        (from..tokens.len())
            .find(|&m| {
                from > 0 && tokens[m].clause != tokens[from - 1].clause
                    || m > from
                        && matches!(
                            tokens[m].written.as_str(),
                            "to" | "in"
                                | "on"
                                | "at"
                                | "as"
                                | "by"
                                | "after"
                                | "and"
                                | "from"
                                | "that"
                                | "for"
                                | "with"
                                | "during"
                        )
            })
            .unwrap_or(tokens.len())
    }

    /// "The idea of a cap came from Aldra", "it was their initiative", "the cap was a demand of Aldra".
    fn idea(&self, n: usize, length: usize) -> Option<Claim> {
        let tokens = &self.wording.tokens;
        if tokens[n].sign < 0 {
            return None;
        }
        let demanded = matches!(tokens[n].key.as_str(), "demand" | "condit" | "request");
        let clause_end = self.clause_end(n);
        let came = (n + length..clause_end).find(|&m| {
            matches!(tokens[m].written.as_str(), "came" | "comes" | "come")
                && tokens.get(m + 1).is_some_and(|t| t.written == "from")
        });
        if let Some(came) = came {
            let who = Who::of(
                self.wording,
                (came + 2..clause_end)
                    .take_while(|&m| !super::heads::ENDS_PHRASE.contains(&tokens[m].written.as_str()))
                    .take(6),
            );
            return self.proposal(n, who, n + length..came, true, demanded);
        }
        // "X was a demand of Aldra", "X was Aldra's idea".
        let start = self.clause_start(n);
        let be = (start..n)
            .rev()
            .take(7)
            .find(|&m| matches!(tokens[m].written.as_str(), "was" | "is" | "were" | "been"))?;
        let of = tokens
            .get(n + length)
            .is_some_and(|t| matches!(t.written.as_str(), "of" | "by") && t.clause == tokens[n].clause);
        let who = if of {
            Who::of(
                self.wording,
                (n + length + 1..clause_end)
                    .take_while(|&m| !super::heads::ENDS_PHRASE.contains(&tokens[m].written.as_str()))
                    .take(5),
            )
        } else {
            Who::of(self.wording, be + 1..n)
        };
        let who = if who.names.is_empty() && !who.ours && !who.theirs && !of { Who::default() } else { who };
        self.proposal(n, who, start..be, true, demanded)
    }

    fn proposal(
        &self,
        n: usize,
        who: Who,
        object: std::ops::Range<usize>,
        origin: bool,
        demanded: bool,
    ) -> Option<Claim> {
        if who.is_nobody() || object.is_empty() {
            return None;
        }
        let inside = |at: usize| object.contains(&at) && !is_name(self.wording, at);
        let occurrences = self.wording.occurrences.iter();
        let key = |at: usize| match self.shape(&DISPUTES, at, &[Shape::Talking]) {
            Some(_) => MEETING.to_string(),
            None => self.wording.tokens[at].key.clone(),
        };
        let words: BTreeSet<(String, u32)> = occurrences
            .filter_map(|f| Some((f.at? as usize, f.weight)))
            .filter(|(at, _)| inside(*at))
            .map(|(at, weight)| (key(at), weight))
            .collect();
        let names = Who::of(self.wording, object.clone()).names;
        let named = object.clone().find(|&m| (self.undertaking)(m));
        (!words.is_empty()).then(|| Claim {
            what: What::Proposes(Proposed { words, names, origin, demanded }),
            who,
            object: named,
            at: n,
            bytes: self.bytes(self.clause_start(n), self.clause_end(n)),
        })
    }
}
