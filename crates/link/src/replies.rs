//! Who answered whom: statements that accept, refuse, condition or take up what another offered, demanded, called for or accused of.
//!
//! A reply needs words that show it (`vocabulary/reply_cues.tsv`) by another speaker, said when or after what it answers was said.
//! What it answers is found by how the reply names it ("the offer", "Tolmark's demand"), whom it names, and the matter that both share;
//! in its own article by nearness too. Marks are added up ([`LEAST_MARKS`]), and where two speakers' words fit a reply equally well it is
//! linked to neither.

use crate::identities::Identities;
use crate::names::{self, NamesIn, SpeakerNames};
use crate::reply_words::{
    CueFound, LEAST_LETTERS, Looked, NounFound, Place, bodies_in, denial, only_on_a_condition, points_back,
    reply_cue, spoken_noun,
};
use crate::report::{possible_days, wording};
use crate::wording::{Feature, Stance, Wording, class_feature, same_stock};
use crate::{Order, Standing, order_of, standings};
use reportedly_schema::linkage::{
    EffectiveStatement, LinkArticle, LinkGeneration, Registry, Reply, ReplyKind,
};
use reportedly_schema::{Act, ActBasis, Day, Interval, Mode};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Days after which nothing is taken for a reply any more: a month, in which offers are mostly answered or overtaken by others.
pub const REPLY_REACH_DAYS: i32 = 30;

/// Marks that a reply needs in the article that also reports what it answers. Chosen on hand-made cases: a noun that fits and stands next
/// to the offer is enough, a shared word alone is not.
pub const LEAST_MARKS: i32 = 6;

/// Marks that it needs elsewhere, where nearness tells nothing.
pub const LEAST_MARKS_ELSEWHERE: i32 = 8;

/// Weight in thousandths that earns one mark, up to [`MOST_MATTER_MARKS`]: half a word of content of middling weight.
const MATTER_MARK: u64 = 1_500;

/// Marks that shared words can earn: those of two rare words.
const MOST_MATTER_MARKS: u64 = 5;

/// Statements of one article between what is asked and its opposite at most, where no word shows that one answers the other.
const OPPOSED_REACH: usize = 3;

/// Marks taken off where both speakers are told by one body or country: rarely does one minister answer another.
const ONE_BODY: i32 = 2;

/// Marks of a pronoun for what stands right before it ("called this a fairy tale").
const BACK_MARKS: i32 = 4;

/// The least weight in thousandths of words with opposite polarity, where no word shows a reply: two words of content.
const LEAST_OPPOSED: u64 = 4_500;

/// Statements of one article between offer and reply at most; further away, nearness tells nothing.
const ARTICLE_REACH: usize = 40;

/// Offers of other articles that are looked at for one reply, the latest first.
const MOST_LOOKED_AT: usize = 256;

/// A speaker, or the source of one statement, with the names of the bodies he speaks for.
#[derive(Debug, Default)]
struct Side {
    /// Words of his own names, folded.
    own: Vec<String>,
    /// Folded.
    bodies: Vec<String>,
    names: Option<SpeakerNames>,
    parties: BTreeSet<usize>,
}

impl Side {
    /// Whether both stand for one body, as far as their names say.
    fn with(&self, other: &Side) -> bool {
        self.bodies.iter().any(|a| other.bodies.iter().any(|b| same_stock(a, b)))
    }
}

/// A statement that may be answered.
struct Target {
    wording: Wording,
    days: Option<Interval>,
    /// How much it asks for an answer: 1 for an offer, demand and the like in so many words, 0 where weaker signs show one, -2 for
    /// anything else.
    stance: i32,
}

/// Everything that pairs are judged by.
struct Replies<'a> {
    articles: &'a [LinkArticle],
    statements: &'a [EffectiveStatement],
    links: &'a LinkGeneration,
    speaker_of: Vec<Option<usize>>,
    utterance_of: Vec<Option<usize>>,
    sides: Vec<Side>,
    targets: Vec<Option<Target>>,
    /// Places in the order of each article.
    place: Vec<usize>,
    /// Classes of words that only take a stance.
    stances: Vec<u64>,
}

/// Classes of near-synonyms that say how someone stands to a matter and nothing of the matter: both an offer and its refusal have them.
const STANCE_CLASSES: &[&str] = &["ready", "want", "propose", "agree", "demand", "support"];

/// A pair that holds, with its rank.
struct Pair {
    reply: Reply,
    marks: i32,
    days: i32,
    distance: usize,
}

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
        _ if !s.terms.is_empty() => 1,
        Some(ActBasis::Inferred) => 0,
        None => -2,
    }
}

impl<'a> Replies<'a> {
    fn new(
        articles: &'a [LinkArticle],
        statements: &'a [EffectiveStatement],
        registry: &Registry,
        links: &'a LinkGeneration,
        standings: &[Standing],
    ) -> Self {
        let mut speaker_of = vec![None; statements.len()];
        for (n, speaker) in links.speakers.iter().enumerate() {
            for &statement in &speaker.statements {
                speaker_of[statement] = Some(n);
            }
        }
        let mut utterance_of = vec![None; statements.len()];
        for (n, utterance) in links.utterances.iter().enumerate() {
            for &report in &utterance.reports {
                utterance_of[report] = Some(n);
            }
        }
        let targets = statements
            .iter()
            .zip(standings)
            .map(|(s, standing)| {
                let intends =
                    s.statement.mode == Mode::Intention && matches!(standing, Standing::Ascribed(_));
                let said = *standing == Standing::Own || intends;
                said.then(|| Target {
                    wording: wording(s),
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
            speaker_of,
            utterance_of,
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
        let noun =
            spoken_noun(&statement.text, cue.place == Place::Cue).or_else(|| spoken_noun(&beside, false));
        let back = cue.place == Place::Cue && points_back(&statement.text);
        if cue.named && noun.is_none() && !back {
            return None;
        }
        let around = format!("{beside} {}", statement.text);
        let asked = Asked {
            n,
            side,
            kind: conditioned(cue.kind, statement),
            noun,
            back,
            names: NamesIn::new(&around),
            capitals: capitals(&around),
            content: Wording::new(&statement.text, false, Stance::default()),
            whole: Wording::new(&around, false, Stance::default()),
            days: possible_days(statement, &self.articles[statement.article]).map(|(days, _)| days),
            cue,
        };
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

    /// Whether a noun may name what statement `t` says.
    fn fits(&self, noun: &NounFound, t: usize) -> bool {
        let s = &self.statements[t].statement;
        noun.acts.is_empty()
            || s.acts.iter().any(|a| noun.acts.contains(&a.act))
            || s.terms.iter().any(|term| noun.acts.contains(&act_of(term.role)))
    }

    /// Where a reply says "the offer" and before it only one other speaker of the article made any: that speaker.
    fn only_speaker(&self, asked: &Asked, near: &[usize]) -> Option<usize> {
        let noun = asked.noun.as_ref().filter(|noun| !noun.acts.is_empty())?;
        let mut speakers: Vec<usize> = near
            .iter()
            .filter(|&&t| self.place[t] < self.place[asked.n] && self.fits(noun, t))
            .filter(|&&t| self.targets[t].as_ref().is_some_and(|target| target.stance >= 0))
            .filter_map(|&t| self.speaker_of[t])
            .filter(|&speaker| self.speaker_of[asked.n] != Some(speaker))
            .collect();
        speakers.sort_unstable();
        speakers.dedup();
        match speakers.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// Whether statement `t` is what is answered, by adding up marks. `only` is whose words alone the reply's noun fits.
    fn pair(&self, asked: &Asked, t: usize, only: Option<usize>) -> Option<Pair> {
        let n = asked.n;
        let target = self.targets[t].as_ref()?;
        let (reply_statement, statement) = (&self.statements[n], &self.statements[t]);
        let same_article = statement.article == reply_statement.article;
        let speaker = self.speaker_of[t];
        let by_source;
        let side = match speaker {
            Some(speaker) => &self.sides[speaker],
            None if same_article && names_someone(statement) => {
                by_source = of_source(statement);
                &by_source
            }
            None => return None,
        };
        if self.speaker_of[n].is_none() && !names_someone(reply_statement) {
            return None;
        }
        let one_utterance = self.utterance_of[n].is_some() && self.utterance_of[n] == self.utterance_of[t];
        let source = NamesIn::new(&reply_statement.source_text);
        // Nobody answers himself, and his spokesman does not answer him.
        let himself = (speaker.is_some() && self.speaker_of[n] == speaker)
            || (same_article && one_source(statement, reply_statement))
            || side.names.as_ref().is_some_and(|names| names.stand_in(&source));
        if one_utterance
            || himself
            || speaks_of_its_own(asked.side, statement)
            || t == n
            || !side.parties.is_disjoint(&asked.side.parties)
        {
            return None;
        }
        let days = match (asked.days, target.days) {
            (Some(reply), Some(said)) => days_after(&reply, &said)?,
            _ => 0,
        };
        let mut marks = 0;
        let mut shown: Vec<String> = Vec::new();
        // How the reply names what it answers.
        let mut noun_fits = false;
        let mut is_owner = false;
        if let Some(noun) = &asked.noun {
            let his =
                |owner: &String| side.own.iter().chain(&side.bodies).any(|name| same_stock(name, owner));
            is_owner = noun.owners.iter().any(his);
            if !noun.owners.is_empty() && !is_owner {
                return None;
            }
            if self.fits(noun, t) {
                noun_fits = true;
                if same_article && only.is_some() && only == speaker {
                    marks += 2;
                }
                marks += match (noun.acts.is_empty(), noun.definite) {
                    (false, true) => 3,
                    (false, false) => 2,
                    (true, _) => 1,
                };
            } else {
                // "the charge" of something that nothing marks as an accusation.
                marks -= if target.stance < 0 && noun.acts.contains(&Act::Accusation) { 0 } else { 2 };
            }
        }
        // Whom it names.
        let own_body = |name: &String| asked.side.bodies.iter().any(|own| same_stock(own, name));
        let by_name = side.names.as_ref().is_some_and(|names| names.stand_in(&asked.names));
        let body = side
            .bodies
            .iter()
            .find(|body| !own_body(body) && asked.capitals.iter().any(|c| same_stock(body, c)));
        if by_name {
            marks += 3;
            let name = speaker.map(|speaker| self.links.speakers[speaker].name.as_str());
            shown.push(format!("names {}", name.unwrap_or_default()));
        } else if let Some(body) = body {
            marks += 2;
            shown.push(format!("names {}", capitalised(body)));
        } else if is_owner {
            marks += 2;
        }
        let is_named = by_name || body.is_some() || is_owner;
        // Whether what is answered was said to or about the one who answers.
        let addressed = capitals(&format!(
            "{} {}",
            statement.text,
            statement.statement.addressee.as_ref().map_or("", |a| a.name.as_str())
        ));
        let towards =
            asked.side.bodies.iter().chain(&asked.side.own).filter(|own| own.len() >= LEAST_LETTERS);
        let is_towards = towards.clone().any(|own| addressed.iter().any(|a| same_stock(own, a)));
        if is_towards {
            marks += 1;
        }
        let the_offer = noun_fits && asked.noun.as_ref().is_some_and(|noun| noun.definite);
        if asked.side.with(side) && !the_offer {
            marks -= ONE_BODY;
        }
        // The matter.
        let (a, b) = (statement.context.as_str(), reply_statement.context.as_str());
        let one_sentence = same_article && !a.is_empty() && !b.is_empty() && (a.contains(b) || b.contains(a));
        let words = if one_sentence { &asked.content } else { &asked.whole };
        let matter = self.matter(words, &target.wording, asked.side, side);
        marks += (matter.weight / MATTER_MARK).min(MOST_MATTER_MARKS) as i32;
        if !matter.words.is_empty() {
            shown.push(format!("both speak of {}", matter.words.join(", ")));
        }
        // Nearness.
        let distance = self.place[t].abs_diff(self.place[n]);
        if one_sentence {
            marks += 3;
            shown.push("in one sentence".to_string());
        } else if same_article {
            marks += match distance {
                1 => 2,
                2 | 3 => 1,
                _ => 0,
            };
            if self.place[t] > self.place[n] && days == 0 {
                marks -= 2;
            }
        }
        marks += target.stance;
        marks -= match days {
            0..=7 => 0,
            8..=14 => 1,
            _ => 2,
        };
        let opposed = asked.cue.place == Place::Opposed;
        if opposed {
            // Without a word that shows a reply, only the opposite of what another asked of the speaker, next to it.
            let asked_of_him =
                is_towards || reply_statement.statement.acts.iter().any(|a| a.act == Act::Refusal);
            let near = same_article && distance <= OPPOSED_REACH && target.stance > 0;
            let opposite = match asked.cue.kind {
                ReplyKind::Conditions => matter.weight >= LEAST_OPPOSED,
                _ => asked_of_him && matter.opposite >= LEAST_OPPOSED,
            };
            let one_side = asked.cue.kind != ReplyKind::Conditions && asked.side.with(side);
            if !near || !opposite || one_side {
                return None;
            }
        }
        let says_no = asked.cue.place == Place::Opening && one_sentence;
        if says_no {
            marks += 3;
        }
        // "a guarantee" may be any; "the guarantee" is one that was spoken of.
        let named_so = noun_fits
            && (asked.noun.as_ref().is_some_and(|noun| noun.definite)
                || (only.is_some() && only == speaker)
                || matter.weight >= MATTER_MARK);
        // "called this a fairy tale" speaks of what stands right before it.
        let just_before = same_article && distance == 1 && self.place[t] < self.place[n];
        let bare = asked.cue.place == Place::Content && asked.cue.bare && asked.noun.is_none();
        let back = just_before && (asked.back || (bare && target.stance > 0));
        if back {
            marks += BACK_MARKS - target.stance.min(0);
        }
        if asked.cue.place == Place::Cue && !asked.cue.named {
            marks += 1;
        }
        let evidence = named_so || says_no || back || matter.weight >= MATTER_MARK * 2;
        let by_content = matches!(asked.cue.place, Place::Content | Place::Opening);
        let enough = match same_article {
            true => marks >= LEAST_MARKS && evidence,
            // What one accepts in so many words need not be another's offer.
            false => {
                marks >= LEAST_MARKS_ELSEWHERE
                    && evidence
                    && is_named
                    && matter.weight > 0
                    && (named_so || !by_content)
            }
        };
        if !enough {
            return None;
        }
        if days > 0 {
            shown.push(format!("said {days} {} after", if days == 1 { "day" } else { "days" }));
        }
        let because = self.because(asked, noun_fits, &shown);
        let reply = Reply { to: t, reply: n, kind: asked.kind, because };
        Some(Pair { reply, marks, days, distance: if same_article { distance } else { ARTICLE_REACH + 1 } })
    }

    fn because(&self, asked: &Asked, noun_fits: bool, shown: &[String]) -> String {
        let mut out = format!("“{}”", asked.cue.quoted);
        if let Some(noun) = asked.noun.as_ref().filter(|_| noun_fits) {
            out.push_str(&format!(" … “{}”", noun.quoted));
        }
        if asked.cue.place == Place::Around && asked.kind != asked.cue.kind {
            out.push_str(&format!(", {}", asked.kind));
        }
        for part in shown {
            out.push_str(&format!("; {part}"));
        }
        out
    }

    /// The words of content that two wordings share, whatever their sign; neither side's names are among them, nor words for any
    /// body ("the union"), nor words that only take a stance.
    fn matter(&self, reply: &Wording, said: &Wording, a: &Side, b: &Side) -> Matter {
        let party = |word: &str| {
            [a, b].iter().any(|side| side.own.iter().chain(&side.bodies).any(|own| same_stock(own, word)))
        };
        let counts = |wording: &Wording, f: &Feature| {
            f.at.is_some_and(|at| {
                let token = &wording.tokens[at as usize];
                !self.stances.contains(&f.of)
                    && !(token.capital && party(&token.written))
                    && !names::is_generic_body_word(&token.written)
            })
        };
        let mut matter = Matter { weight: 0, opposite: 0, words: Vec::new() };
        let mut places: Vec<u32> = Vec::new();
        let (mut x, mut y) = (reply.features.as_slice(), said.features.as_slice());
        while let (Some(f), Some(g)) = (x.first(), y.first()) {
            match f.of.cmp(&g.of) {
                std::cmp::Ordering::Less => x = &x[1..],
                std::cmp::Ordering::Greater => y = &y[1..],
                std::cmp::Ordering::Equal => {
                    if counts(reply, f) && counts(said, g) {
                        let weight = u64::from(f.weight.min(g.weight));
                        matter.weight += weight;
                        if f.sign != g.sign {
                            matter.opposite += weight;
                        }
                        places.extend(f.at);
                    }
                    let of = f.of;
                    x = &x[x.iter().take_while(|f| f.of == of).count()..];
                    y = &y[y.iter().take_while(|g| g.of == of).count()..];
                }
            }
        }
        places.sort_unstable();
        places.dedup();
        matter.words = places.into_iter().map(|at| reply.tokens[at as usize].written.clone()).collect();
        matter
    }
}

struct Matter {
    /// In thousandths.
    weight: u64,
    /// Of that, of words with the opposite polarity.
    opposite: u64,
    /// As the reply has them, folded, in its order.
    words: Vec<String>,
}

/// Who can be named, and what he said that calls for an answer.
struct ByName {
    speakers: HashMap<String, Vec<usize>>,
    /// By speaker.
    calls: Vec<Vec<(Day, usize)>>,
}

/// A statement with words that show a reply.
struct Asked<'s> {
    n: usize,
    side: &'s Side,
    cue: CueFound,
    kind: ReplyKind,
    noun: Option<NounFound>,
    /// Whether it begins with a pronoun for what was said before it.
    back: bool,
    names: NamesIn,
    /// Words with a capital letter, folded.
    capitals: Vec<String>,
    content: Wording,
    /// With the sentence around it.
    whole: Wording,
    days: Option<Interval>,
}

/// A yes on a condition.
fn conditioned(kind: ReplyKind, statement: &EffectiveStatement) -> ReplyKind {
    use reportedly_schema::TermRole;
    let terms = statement.statement.terms.iter().any(|term| term.role == TermRole::Condition);
    let words = crate::reply_words::words(&statement.text);
    let connective = words.windows(2).any(|w| {
        w[0].written == "if"
            || w[0].written == "unless"
            || (w[0].written == "provided" && w[1].written == "that")
            || (w[0].written == "only" && matches!(w[1].written.as_str(), "if" | "when" | "after" | "once"))
            || (w[0].written == "but" && matches!(w[1].written.as_str(), "not" | "only" | "that"))
    });
    match kind {
        ReplyKind::Accepts if terms || connective => ReplyKind::Conditions,
        kind => kind,
    }
}

fn act_of(role: reportedly_schema::TermRole) -> Act {
    use reportedly_schema::TermRole;
    match role {
        TermRole::Condition => Act::Condition,
        TermRole::Demand => Act::Demand,
        TermRole::Offer | TermRole::Concession | TermRole::Guarantee => Act::Offer,
    }
}

/// Days from what was said to its reply; `None` where the reply was before it or too late for one.
fn days_after(reply: &Interval, said: &Interval) -> Option<i32> {
    if matches!((reply.latest, said.earliest), (Some(reply), Some(said)) if reply < said) {
        return None;
    }
    let between = match (said.latest, reply.earliest) {
        (Some(said), Some(reply)) if reply > said => said.until(reply).map_or(i32::MAX, |s| s.get_days()),
        _ => 0,
    };
    (between <= REPLY_REACH_DAYS).then_some(between)
}

/// The sentence without source and content.
fn beside(statement: &EffectiveStatement) -> String {
    let mut rest = statement.context.clone();
    let parts = statement.source_text.split(" … ").chain(statement.text.split(" … "));
    for part in parts.filter(|part| !part.is_empty()) {
        rest = rest.replacen(part, " ", 1);
    }
    rest
}

/// Words with a capital letter, folded, each once.
fn capitals(text: &str) -> Vec<String> {
    let mut out: Vec<String> = crate::reply_words::words(text)
        .into_iter()
        .filter(|w| w.capital && w.written.len() >= LEAST_LETTERS)
        .map(|w| w.written)
        .collect();
    out.sort();
    out.dedup();
    out
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The first letters by which forms of a name are brought together.
fn stock(name: &str) -> Option<String> {
    let letters: String = name.chars().take(LEAST_LETTERS).collect();
    (letters.chars().count() == LEAST_LETTERS).then_some(letters)
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

/// Words of a name, without titles and small words, folded.
fn name_words(name: &str) -> Vec<String> {
    names::words(name).into_iter().filter(|w| !names::is_title(w) && !names::is_particle(w)).collect()
}

/// Whether a statement tells what the side itself will do ("Tolmark will admit inspectors"): whoever says it speaks for that side.
fn speaks_of_its_own(side: &Side, statement: &EffectiveStatement) -> bool {
    let words = crate::reply_words::words(&statement.text);
    let words: Vec<_> =
        words.iter().filter(|w| !matches!(w.written.as_str(), "that" | "the")).take(2).collect();
    let [subject, verb] = words.as_slice() else { return false };
    let does =
        matches!(verb.written.as_str(), "will" | "would" | "is" | "was" | "has" | "had" | "can" | "could");
    does && subject.capital
        && side.bodies.iter().chain(&side.own).any(|own| same_stock(own, &subject.written))
}

/// Whether the words for one source are among those for the other ("Council", "chair of Council Ada Venn").
fn one_source(a: &EffectiveStatement, b: &EffectiveStatement) -> bool {
    let of = |s: &EffectiveStatement| -> Vec<String> {
        crate::reply_words::words(&s.source_text)
            .into_iter()
            .map(|w| w.written)
            .filter(|w| !matches!(w.as_str(), "the" | "a" | "an"))
            .collect()
    };
    let (a, b) = (of(a), of(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    !short.is_empty() && long.windows(short.len()).any(|window| window == short.as_slice())
}

/// Whether the source is named or described: a pronoun whose meaning is not known may mean anyone, the one who is answered too.
fn names_someone(statement: &EffectiveStatement) -> bool {
    let words = crate::reply_words::words(&statement.source_text);
    words.iter().any(|w| !PRONOUNS.contains(&w.written.as_str()))
}

const PRONOUNS: &[&str] = &[
    "he", "she", "it", "they", "i", "we", "you", "who", "which", "that", "this", "one", "him", "her", "them",
];

/// The side of a statement without a known speaker, by its source alone.
fn of_source(statement: &EffectiveStatement) -> Side {
    let own: Vec<String> =
        statement.statement.speaker.name.iter().flat_map(|name| name_words(name)).collect();
    Side { bodies: bodies_in(&statement.source_text, &own), own, ..Side::default() }
}

/// Reports of one speaker whose sources are read for the bodies he speaks for.
const MOST_SOURCES: usize = 200;

fn sides(statements: &[EffectiveStatement], registry: &Registry, links: &LinkGeneration) -> Vec<Side> {
    let identities = Identities::new(registry);
    let mut parties: BTreeMap<&str, usize> = BTreeMap::new();
    for membership in &registry.memberships {
        let next = parties.len();
        parties.entry(membership.party.as_str()).or_insert(next);
    }
    links
        .speakers
        .iter()
        .map(|speaker| {
            let person = speaker.kind == reportedly_schema::SpeakerKind::Person;
            let mut own: Vec<String> =
                speaker.forms.iter().chain([&speaker.name]).flat_map(|form| name_words(form)).collect();
            own.sort();
            own.dedup();
            let mut bodies: Vec<String> = if person {
                Vec::new()
            } else {
                speaker.forms.iter().chain([&speaker.name]).flat_map(|form| bodies_in(form, &[])).collect()
            };
            for &n in speaker.statements.iter().take(MOST_SOURCES) {
                bodies.extend(bodies_in(&statements[n].source_text, if person { &own } else { &[] }));
            }
            let entry = identities.called(&speaker.name).map(|n| identities.entry(n));
            for body in entry.into_iter().flat_map(|e| &e.roles).filter_map(|role| role.body.as_deref()) {
                bodies.extend(bodies_in(body, &[]));
            }
            bodies.sort();
            bodies.dedup();
            if !person {
                own.retain(|word| bodies.contains(word));
            }
            let parties = registry
                .memberships
                .iter()
                .filter(|m| {
                    matches!((&m.member, entry), (reportedly_schema::registry::Member::Entry(id), Some(e)) if e.id == *id)
                })
                .filter_map(|m| parties.get(m.party.as_str()).copied())
                .collect();
            Side { own, bodies, names: Some(SpeakerNames::new(speaker)), parties }
        })
        .collect()
}
