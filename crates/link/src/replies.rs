//! Who answered whom: statements that accept, refuse, condition or take up what another offered, demanded, called for or accused of.
//!
//! A reply needs words that show it (`vocabulary/reply_cues.tsv`) by another speaker, said when or after what it answers was said.
//! What it answers is found by how the reply names it ("the offer", "Tolmark's demand"), whom it names, and the matter that both share;
//! in its own article by nearness too. Marks are added up ([`LEAST_MARKS`](crate::LEAST_MARKS)), and where two speakers' words fit a reply equally well it is
//! linked to neither.

use crate::names::NamesIn;
use crate::reply_marks::{Asked, OPPOSED_REACH, Pair, To, conditioned};
use crate::reply_nouns::{NounFound, spoken_noun};
use crate::reply_sides::{Side, beside, capitals, of_source, sides, stock};
use crate::reply_words::{
    CueFound, Looked, Place, Word, denial, only_on_a_condition, points_back, reply_cue, words,
};
use crate::report::possible_days;
use crate::wording::{Wording, class_feature};
use crate::{Order, Standing, order_of, standings};
use reportedly_schema::linkage::{EffectiveStatement, LinkArticle, LinkGeneration, Registry, Reply};
use reportedly_schema::{Act, ActBasis, Day, Interval, Kind, Mode};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Days after which nothing is taken for a reply any more: a month, in which offers are mostly answered or overtaken by others.
pub const REPLY_REACH_DAYS: i32 = 30;

/// Statements of one article between offer and reply at most; further away, nearness tells nothing.
pub(crate) const ARTICLE_REACH: usize = 40;

/// Offers of other articles that are looked at for one reply, the latest first.
const MOST_LOOKED_AT: usize = 32;

/// A statement that may be answered.
pub(crate) struct Target {
    /// Analysed when it is first compared.
    pub wording: OnceCell<Wording>,
    /// Names in it and in its addressee, likewise.
    pub addressed: OnceCell<Vec<String>>,
    pub days: Option<Interval>,
    /// How much it asks for an answer: 1 for an offer, demand and the like in so many words, 0 where weaker signs show one, -2 for
    /// anything else.
    pub stance: i32,
}

/// Everything that pairs are judged by.
pub(crate) struct Replies<'a> {
    pub articles: &'a [LinkArticle],
    pub statements: &'a [EffectiveStatement],
    pub links: &'a LinkGeneration,
    pub speaker_of: Vec<Option<usize>>,
    pub utterance_of: Vec<Option<usize>>,
    pub sides: Vec<Side>,
    pub targets: Vec<Option<Target>>,
    /// Places in the order of each article.
    pub place: Vec<usize>,
    /// Classes of words that only take a stance.
    pub stances: Vec<u64>,
}

/// Classes of near-synonyms that say how someone stands to a matter and nothing of the matter: both an offer and its refusal have them.
const STANCE_CLASSES: &[&str] = &["ready", "want", "propose", "agree", "demand", "support"];

/// The replies among `statements`: at most one answered statement for each replying utterance, in the canonical order of the replies. Of
/// several reports of the same two utterances the best evidenced pair is given. A pure function of its arguments.
///
/// # Panics
/// When an index in `links` or a statement's `article` is out of bounds: a programming error, never an input error.
pub fn replies(
    articles: &[LinkArticle],
    statements: &[EffectiveStatement],
    registry: &Registry,
    links: &LinkGeneration,
) -> Vec<Reply> {
    let standings = standings(articles, statements);
    let all = Replies::new(articles, statements, registry, links, &standings);
    let by_article = all.by_article();
    let named = all.by_name();
    let mut best: BTreeMap<(bool, usize), Pair> = BTreeMap::new();
    for (n, standing) in standings.iter().enumerate() {
        if !may_reply(&statements[n], standing) {
            continue;
        }
        let Some(pair) = all.answered(n, &by_article, &named) else { continue };
        let key = match all.utterance_of[n] {
            Some(utterance) => (true, utterance),
            None => (false, n),
        };
        let better = |known: &Pair| (pair.marks, -pair.days) > (known.marks, -known.days);
        if best.get(&key).is_none_or(better) {
            best.insert(key, pair);
        }
    }
    let mut found: Vec<(Order, Reply)> =
        best.into_values().map(|p| (order_of(articles, statements, p.reply.reply), p.reply)).collect();
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, reply)| reply).collect()
}

/// What someone is reported to have said or done himself; an intention or belief that is told of him answers nobody.
fn may_reply(statement: &EffectiveStatement, standing: &Standing) -> bool {
    let evasive = statement.statement.acts.iter().any(|a| a.act == Act::NoComment);
    let denied = matches!(standing, Standing::NotSaid(_)) && statement.statement.negated;
    // "did not rule out": something said all the same.
    let asserted = *standing == Standing::Own
        || (denied && statement.statement.modality == reportedly_schema::Modality::Asserted);
    asserted && !evasive && statement.statement.mode != Mode::Belief
}

/// The noun by which a reply names what it answers: where its words act on it, or where a pronoun or the words around point there.
fn named_noun(statement: &EffectiveStatement, cue: &CueFound, beside: &str, back: bool) -> Option<NounFound> {
    let inside = || spoken_noun(&statement.text, cue.place == Place::Cue);
    let around = || spoken_noun(beside, false);
    match cue.place {
        Place::Cue if back || statement.text.is_empty() => inside().or_else(around),
        Place::Cue => inside().filter(|noun| noun.object),
        Place::Content => inside().filter(|noun| cue.bare || cue.acts_on(&statement.text, &noun.bytes)),
        Place::Around if cue.named => around(),
        Place::Around => around().or_else(inside),
        Place::Opening => inside().filter(|noun| cue.acts_on(&statement.text, &noun.bytes)),
        Place::Judged | Place::Opposed => inside().or_else(around),
    }
}

/// Words after a cue and "to" in which the one who is answered is named: "responded to Mr. Venn's latest offer".
const TO_WHOM: usize = 4;

/// The words that tell to whom or to what a cue says that something is a reply, as written; none where it says nothing of it.
fn to_whom(statement: &EffectiveStatement, cue: &CueFound) -> String {
    if !matches!(cue.place, Place::Cue | Place::Around) {
        return String::new();
    }
    let Some((_, after)) = statement.context.split_once(&cue.quoted) else { return String::new() };
    let words = words(after);
    let to = |w: &Word| matches!(w.written.as_str(), "to" | "with");
    let skipped = usize::from(words.first().is_some_and(to));
    if skipped == 0 && !cue.quoted.ends_with(" to") && !cue.quoted.ends_with(" with") {
        return String::new();
    }
    let named = words.iter().skip(skipped).take(TO_WHOM).take_while(|w| w.clause == words[0].clause);
    named.last().map_or(String::new(), |last| after[..last.end].to_string())
}

/// "In response to the union's questions": it is what the union says that is answered.
fn is_answered(statement: &EffectiveStatement, cue: &CueFound) -> bool {
    let Some((_, after)) = statement.context.split_once(&cue.quoted) else { return false };
    let (after, source) = (words(after), words(&statement.source_text));
    let small = |w: &&Word| matches!(w.written.as_str(), "the" | "a" | "an" | "to");
    let mut after = after.iter().filter(|w| !small(w));
    let mut source = source.iter().filter(|w| !small(w)).peekable();
    source.peek().is_some() && source.all(|own| after.next().is_some_and(|w| w.written == own.written))
}

/// Acts that call for an answer.
const CALLING: &[Act] = &[
    Act::Offer,
    Act::Demand,
    Act::Condition,
    Act::Accusation,
    Act::Promise,
    Act::Threat,
    Act::Plan,
    Act::Warning,
    Act::Agreement,
];

fn stance_of(statement: &EffectiveStatement) -> i32 {
    let s = &statement.statement;
    let calls = s.acts.iter().filter(|a| CALLING.contains(&a.act)).map(|a| a.basis).min();
    match calls {
        Some(ActBasis::Cue | ActBasis::Form) => 1,
        _ if takes_up(s) => -2,
        _ if s.own_terms().next().is_some() => 1,
        Some(ActBasis::Inferred) => 0,
        None => -2,
    }
}

/// Whether a statement only takes up what another put forward: "we accept the plan" is no offer to be answered, whatever term it yields.
pub(crate) fn takes_up(s: &reportedly_schema::Statement) -> bool {
    let puts_forward = |act: Act| matches!(act, Act::Offer | Act::Demand | Act::Condition);
    s.acts.iter().any(|a| a.act == Act::Acceptance) && !s.acts.iter().any(|a| puts_forward(a.act))
}

impl<'a> Replies<'a> {
    fn new(
        articles: &'a [LinkArticle],
        statements: &'a [EffectiveStatement],
        registry: &Registry,
        links: &'a LinkGeneration,
        standings: &[Standing],
    ) -> Self {
        let targets = statements
            .iter()
            .zip(standings)
            .map(|(s, standing)| {
                let intends =
                    s.statement.mode == Mode::Intention && matches!(standing, Standing::Ascribed(_));
                let said = *standing == Standing::Own || intends;
                said.then(|| Target {
                    wording: OnceCell::new(),
                    addressed: OnceCell::new(),
                    days: possible_days(s, &articles[s.article]).map(|(days, _)| days),
                    stance: stance_of(s),
                })
            })
            .collect();
        let mut place = vec![0; statements.len()];
        for in_order in in_order(articles.len(), statements) {
            for (at, n) in in_order.into_iter().enumerate() {
                place[n] = at;
            }
        }
        Replies {
            articles,
            statements,
            links,
            speaker_of: links.speaker_of(statements.len()),
            utterance_of: links.utterance_of(statements.len()),
            sides: sides(statements, registry, links),
            targets,
            place,
            stances: STANCE_CLASSES.iter().map(|name| class_feature(name)).collect(),
        }
    }

    /// Statements that may be answered, by article, in text order.
    fn by_article(&self) -> Vec<Vec<usize>> {
        let mut all = in_order(self.articles.len(), self.statements);
        for statements in &mut all {
            statements.retain(|&n| self.targets[n].is_some());
        }
        all
    }

    /// Speakers by the first letters of the names and bodies by which others may name them, each with one report of each of his
    /// utterances that call for an answer, by first possible day.
    fn by_name(&self) -> ByName {
        let mut speakers: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, side) in self.sides.iter().enumerate() {
            let mut stocks: Vec<String> =
                side.own.iter().chain(&side.bodies).filter_map(|name| stock(name)).collect();
            stocks.sort();
            stocks.dedup();
            for stock in stocks {
                speakers.entry(stock).or_default().push(n);
            }
        }
        let mut calls: Vec<Vec<(Day, usize)>> = vec![Vec::new(); self.links.speakers.len()];
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        for (n, target) in self.targets.iter().enumerate() {
            let (Some(target), Some(speaker)) = (target, self.speaker_of[n]) else { continue };
            let Some(earliest) = target.days.and_then(|d| d.earliest) else { continue };
            let again = self.utterance_of[n].is_some_and(|u| !seen.insert(u));
            if target.stance >= 0 && !again {
                calls[speaker].push((earliest, n));
            }
        }
        for calls in &mut calls {
            calls.sort_unstable();
        }
        ByName { speakers, calls }
    }

    /// What statement `n` answers.
    fn answered(&self, n: usize, by_article: &[Vec<usize>], named: &ByName) -> Option<Pair> {
        let statement = &self.statements[n];
        let own_side;
        let side = match self.speaker_of[n] {
            Some(speaker) => &self.sides[speaker],
            None => {
                own_side = of_source(statement);
                &own_side
            }
        };
        let beside = beside(statement);
        let looked = Looked {
            cue: &statement.cue_text,
            content: &statement.text,
            beside: &beside,
            kind: statement.statement.kind,
            negated: statement.statement.negated,
            own: &[side.own.as_slice(), side.bodies.as_slice()].concat(),
        };
        let cue = reply_cue(&looked)
            .or_else(|| only_on_a_condition(&looked))
            .or_else(|| denial(&statement.text))?;
        let by_cue = |acts: &[Act]| {
            statement.statement.acts.iter().any(|a| a.basis == ActBasis::Cue && acts.contains(&a.act))
        };
        // "Replying to the plan, she offered another": the words around do not make the offer a reply.
        if cue.place == Place::Around && by_cue(&[Act::Offer, Act::Demand]) {
            return None;
        }
        let back = match cue.place {
            Place::Cue => points_back(&statement.text),
            _ => None,
        };
        let noun = named_noun(statement, &cue, &beside, back.is_some());
        if cue.named && noun.is_none() && back.is_none() && !cue.thing {
            return None;
        }
        // "called for", "called on", "called over her shoulder": nothing is called so.
        let demands = || {
            by_cue(&[Act::Offer, Act::Demand])
                || statement.statement.kind == Kind::Direct
                || words(&statement.text)
                    .first()
                    .is_some_and(|w| matches!(w.written.as_str(), "to" | "for" | "on"))
        };
        if cue.place == Place::Cue && cue.named && demands() {
            return None;
        }
        // "would have a hard time vetoing": not done.
        let would = |w: &Word| matches!(w.written.as_str(), "would" | "could" | "might" | "may");
        if statement.statement.mode == Mode::Deed && words(&statement.cue_text).iter().any(would) {
            return None;
        }
        if cue.place == Place::Around && is_answered(statement, &cue) {
            return None;
        }
        let around = format!("{beside} {}", statement.text);
        let asked = Asked {
            n,
            side,
            kind: conditioned(cue.kind, statement),
            noun,
            back,
            to: To::new(&to_whom(statement, &cue)),
            cue_words: match cue.place {
                Place::Cue | Place::Around => words(&cue.quoted).into_iter().map(|w| w.written).collect(),
                _ => Vec::new(),
            },
            source: NamesIn::new(&statement.source_text),
            names: NamesIn::new(&around),
            capitals: capitals(&around),
            content: OnceCell::new(),
            whole: OnceCell::new(),
            around,
            days: possible_days(statement, &self.articles[statement.article]).map(|(days, _)| days),
            cue,
        };
        let opposed = asked.cue.place == Place::Opposed;
        if opposed && !self.asked_before(n, by_article) {
            return None;
        }
        let here = by_article[statement.article].iter().copied();
        let near = here.filter(|&t| self.place[t].abs_diff(self.place[n]) <= ARTICLE_REACH);
        let elsewhere = match asked.cue.place {
            Place::Opposed => Vec::new(),
            _ => self.elsewhere(&asked, named),
        };
        let near: Vec<usize> = near.collect();
        let only = self.only_speaker(&asked, &near);
        let mut pairs: Vec<Pair> =
            near.into_iter().chain(elsewhere).filter_map(|t| self.pair(&asked, t, only)).collect();
        pairs.sort_by_key(|p| {
            let order = order_of(self.articles, self.statements, p.reply.to);
            (std::cmp::Reverse(p.marks), p.days, p.distance, order)
        });
        let mut pairs = pairs.into_iter();
        let first = pairs.next()?;
        // Two speakers whose words fit equally well: prefer none to a wrong one.
        let speaker = self.speaker_of[first.reply.to];
        let doubtful = pairs.any(|p| {
            let other = self.speaker_of[p.reply.to];
            let one_side = match (speaker, other) {
                (Some(a), Some(b)) => a == b || self.sides[a].with(&self.sides[b]),
                _ => false,
            };
            (p.marks, p.days, p.distance) == (first.marks, first.days, first.distance) && !one_side
        });
        (!doubtful).then_some(first)
    }

    /// Whether another speaker asks or offers something next to statement `n`.
    fn asked_before(&self, n: usize, by_article: &[Vec<usize>]) -> bool {
        let near = |t: usize| self.place[t].abs_diff(self.place[n]) <= OPPOSED_REACH;
        by_article[self.statements[n].article].iter().any(|&t| {
            near(t)
                && self.targets[t].as_ref().is_some_and(|target| target.stance > 0)
                && self.speaker_of[t] != self.speaker_of[n]
        })
    }

    /// What those whom a reply names said in other articles within [`REPLY_REACH_DAYS`] before it, the latest first.
    fn elsewhere(&self, asked: &Asked, named: &ByName) -> Vec<usize> {
        let Some(days) = asked.days else { return Vec::new() };
        let (Some(earliest), Some(latest)) = (days.earliest, days.latest) else { return Vec::new() };
        let reach = jiff::Span::new().days(REPLY_REACH_DAYS);
        let from = earliest.checked_sub(reach).unwrap_or(earliest);
        let mut speakers: Vec<usize> = asked
            .capitals
            .iter()
            .filter_map(|name| stock(name))
            .filter_map(|stock| named.speakers.get(&stock))
            .flatten()
            .copied()
            .collect();
        speakers.sort_unstable();
        speakers.dedup();
        speakers.retain(|&n| asked.naming(&self.sides[n]).is_some() || asked.is_owner(&self.sides[n]));
        let article = self.statements[asked.n].article;
        let mut found: Vec<(Day, usize)> = Vec::new();
        for speaker in speakers {
            let calls = &named.calls[speaker];
            let end = calls.partition_point(|(day, _)| *day <= latest);
            let calls = calls[..end].iter().rev().take_while(|(day, _)| *day >= from);
            found.extend(calls.filter(|(_, t)| self.statements[*t].article != article).take(MOST_LOOKED_AT));
        }
        found.sort_unstable_by(|a, b| b.cmp(a));
        found.truncate(MOST_LOOKED_AT);
        found.into_iter().map(|(_, t)| t).collect()
    }
}

/// Who can be named, and what he said that calls for an answer.
struct ByName {
    speakers: HashMap<String, Vec<usize>>,
    /// By speaker.
    calls: Vec<Vec<(Day, usize)>>,
}

/// Statements by article, in text order.
fn in_order(articles: usize, statements: &[EffectiveStatement]) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new(); articles];
    for (n, statement) in statements.iter().enumerate() {
        all[statement.article].push(n);
    }
    for in_article in &mut all {
        in_article.sort_by_key(|&n| (statements[n].statement.start(), statements[n].statement.id));
    }
    all
}
