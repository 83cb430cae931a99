//! Whether one statement answers another: marks for how the reply names it, whom it names, the matter and nearness.

use crate::names::{self, NamesIn};
use crate::replies::{ARTICLE_REACH, REPLY_REACH_DAYS, Replies, takes_up};
use crate::reply_nouns::NounFound;
use crate::reply_sides::{
    Side, capitalised, capitals, in_one_sentence, names_someone, of_source, one_source, speaks_of_its_own,
};
use crate::reply_words::{Back, CueFound, LEAST_LETTERS, Place, names_a_thing};
use crate::report::wording;
use crate::wording::{Feature, Stance, Wording, same_stock};
use reportedly_schema::linkage::{EffectiveStatement, Reply, ReplyKind};
use reportedly_schema::{Act, Interval};
use std::cell::OnceCell;

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
pub(crate) const OPPOSED_REACH: usize = 3;

/// The same where a reply says to whom it is one.
const TO_HIM_REACH: usize = 2;

/// Marks taken off where both speakers are told by one body or country: rarely does one minister answer another.
const ONE_BODY: i32 = 2;

/// Marks of a pronoun for what stands right before it ("called this a fairy tale").
const BACK_MARKS: i32 = 4;

/// The least weight in thousandths of words with opposite polarity, where no word shows a reply: two words of content.
const LEAST_OPPOSED: u64 = 4_500;

/// A pair that holds, with its rank.
pub(crate) struct Pair {
    pub reply: Reply,
    pub marks: i32,
    pub days: i32,
    pub distance: usize,
}

/// A statement with words that show a reply.
pub(crate) struct Asked<'s> {
    pub n: usize,
    pub side: &'s Side,
    pub cue: CueFound,
    pub to: To,
    /// The words of a cue in the cue of the statement or around it, folded: they show a reply, and are not what is spoken of.
    pub cue_words: Vec<String>,
    pub kind: ReplyKind,
    pub noun: Option<NounFound>,
    /// Whether it begins with a pronoun for what was said before it.
    pub back: Option<Back>,
    /// Of its source.
    pub source: NamesIn,
    /// Of its sentence without the source.
    pub names: NamesIn,
    /// Words with a capital letter, folded.
    pub capitals: Vec<String>,
    pub content: OnceCell<Wording>,
    /// With the sentence around it.
    pub whole: OnceCell<Wording>,
    /// Its sentence without the source.
    pub around: String,
    pub days: Option<Interval>,
}

/// To whom or what a reply is said to be one: "responded to Mr. Venn's offer".
pub(crate) struct To {
    names: NamesIn,
    /// Words with a capital letter, without titles, folded.
    capitals: Vec<String>,
}

impl To {
    pub(crate) fn new(words: &str) -> To {
        let mut capitals = capitals(words);
        capitals.retain(|word| !names::is_title(word));
        To { names: NamesIn::new(words), capitals }
    }

    /// Whether this side is named there; `None` where nobody is.
    fn names(&self, side: &Side) -> Option<bool> {
        let of_side = |word: &String| side.own.iter().chain(&side.bodies).any(|own| same_stock(own, word));
        let named = side.names.as_ref().is_some_and(|names| names.stand_in(&self.names));
        (!self.capitals.is_empty()).then(|| named || self.capitals.iter().any(of_side))
    }
}

/// How a reply names the one whom it answers.
pub(crate) enum Naming<'s> {
    /// By his name.
    Speaker,
    /// By the body for which he speaks.
    Body(&'s str),
}

impl Asked<'_> {
    /// How the reply names this side, if it does; a body for which both speak names neither.
    pub(crate) fn naming<'s>(&self, side: &'s Side) -> Option<Naming<'s>> {
        if side.names.as_ref().is_some_and(|names| names.stand_in(&self.names)) {
            return Some(Naming::Speaker);
        }
        let own = |name: &str| self.side.bodies.iter().any(|own| same_stock(own, name));
        let body = side
            .bodies
            .iter()
            .find(|body| self.capitals.iter().any(|name| same_stock(body, name)) && !own(body));
        body.map(|body| Naming::Body(body))
    }

    /// Whether the noun of the reply is said to be this side's.
    pub(crate) fn is_owner(&self, side: &Side) -> bool {
        let his = |owner: &String| side.own.iter().chain(&side.bodies).any(|name| same_stock(name, owner));
        self.noun.as_ref().is_some_and(|noun| noun.owners.iter().any(his))
    }
}

impl Replies<'_> {
    /// Whether a noun may name what statement `t` says.
    fn fits(&self, noun: &NounFound, t: usize) -> bool {
        let s = &self.statements[t].statement;
        noun.acts.is_empty()
            || s.acts.iter().any(|a| noun.acts.contains(&a.act))
            || !takes_up(s) && s.own_terms().any(|term| noun.acts.contains(&act_of(term.role)))
    }

    /// Where a reply says "the offer" and before it only one other speaker of the article made any: that speaker.
    pub(crate) fn only_speaker(&self, asked: &Asked, near: &[usize]) -> Option<usize> {
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
    pub(crate) fn pair(&self, asked: &Asked, t: usize, only: Option<usize>) -> Option<Pair> {
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
        // Nobody answers himself, and his spokesman does not answer him.
        let himself = (speaker.is_some() && self.speaker_of[n] == speaker)
            || (same_article && one_source(statement, reply_statement))
            || side.names.as_ref().is_some_and(|names| names.stand_in(&asked.source));
        // Who accepts what a third one put forward answers nobody who accepts it too.
        if asked.cue.kind == ReplyKind::Accepts && takes_up(&statement.statement) {
            return None;
        }
        if one_utterance || himself || t == n || !side.parties.is_disjoint(&asked.side.parties) {
            return None;
        }
        let to_him = asked.to.names(side);
        if to_him == Some(false) {
            return None;
        }
        let days = match (asked.days, target.days) {
            (Some(reply), Some(said)) => days_after(&reply, &said)?,
            _ => 0,
        };
        let mut marks = 0;
        let mut shown: Vec<String> = Vec::new();
        let one_sentence = same_article && in_one_sentence(statement, reply_statement);
        // How the reply names what it answers.
        let mut noun_fits = false;
        let is_owner = asked.is_owner(side);
        if let Some(noun) = &asked.noun {
            if !noun.owners.is_empty() && !is_owner {
                return None;
            }
            // In one headline, "the offer" is what the other half calls for.
            if self.fits(noun, t) || (one_sentence && target.stance > 0) {
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
        let naming = asked.naming(side);
        match naming {
            Some(Naming::Speaker) => {
                marks += 3;
                let name = speaker.map(|speaker| self.links.speakers[speaker].name.as_str());
                shown.push(format!("names {}", name.unwrap_or_default()));
            }
            Some(Naming::Body(body)) => {
                marks += 2;
                shown.push(format!("names {}", capitalised(body)));
            }
            None if is_owner => marks += 2,
            None => {}
        }
        let is_named = naming.is_some() || is_owner;
        if !same_article && !is_named {
            return None;
        }
        // Whether what is answered was said to or about the one who answers.
        let addressed = target.addressed.get_or_init(|| {
            let addressee = statement.statement.addressee.as_ref().map_or("", |a| a.name.as_str());
            capitals(&format!("{} {addressee}", statement.text))
        });
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
        let (cell, text) = match one_sentence {
            true => (&asked.content, &reply_statement.text),
            false => (&asked.whole, &asked.around),
        };
        let words = cell.get_or_init(|| Wording::new(text, false, Stance::default()));
        let said = target.wording.get_or_init(|| wording(statement));
        let matter = self.matter(words, said, asked, side);
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
            // "The offer" was spoken of before, where nobody is named whose it is.
            if self.place[t] > self.place[n] && (days == 0 || the_offer && !is_named) {
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
            if !near || !opposite || one_side || !matter.common {
                return None;
            }
        }
        // "would accept posts in place of inspectors" answers who spoke of posts.
        let of_object = asked.cue.object.is_empty()
            || asked.noun.is_some()
            || matter.words.iter().any(|word| asked.cue.object.contains(word));
        // "turned down the amnesty": what is refused goes by a word of what was offered.
        let in_cue = asked.cue.place == Place::Cue && names_a_thing(&reply_statement.text);
        let of_thing = asked.cue.place == Place::Content && asked.cue.named && asked.cue.thing && of_object;
        let its_word = || {
            let own = crate::reply_words::words(&reply_statement.text);
            own.iter().any(|w| matter.words.contains(&w.written))
        };
        let by_its_word = (in_cue || of_thing)
            && its_word()
            && asked.noun.is_none()
            && same_article
            && self.place[t] < self.place[n]
            && target.stance > 0
            && matter.weight >= MATTER_MARK;
        if by_its_word {
            marks += 2;
        }
        let says_no = asked.cue.place == Place::Opening && one_sentence;
        if says_no {
            marks += 3;
        }
        // "a guarantee" may be any; "the guarantee" is one that was spoken of.
        let any = asked.noun.as_ref().is_some_and(NounFound::is_any) && matter.weight < MATTER_MARK * 2;
        let named_so = noun_fits
            && !any
            && (asked.noun.as_ref().is_some_and(|noun| noun.definite)
                || (only.is_some() && only == speaker)
                || matter.weight >= MATTER_MARK);
        let takes_a_side = matches!(asked.cue.kind, ReplyKind::Accepts | ReplyKind::Refuses);
        // "called this a fairy tale" speaks of what stands right before it.
        let just_before = same_article && distance == 1 && self.place[t] < self.place[n];
        let bare = asked.cue.place == Place::Content && asked.cue.bare && asked.noun.is_none();
        // "it" may be anything.
        let by_pronoun = match asked.back {
            Some(Back::This) => true,
            Some(Back::It) => target.stance >= 0,
            None => false,
        };
        let back = just_before && (by_pronoun || (bare && target.stance > 0));
        if back {
            marks += BACK_MARKS - target.stance.min(0);
        }
        if asked.cue.place == Place::Cue && !asked.cue.named {
            marks += 1;
        }
        // "agreed to print the book", "turns down customers": nothing of another's, unless he asked it of the one who answers or is named.
        let side_on_nothing = takes_a_side
            && asked.cue.place == Place::Cue
            && !noun_fits
            && !(target.stance > 0 && (is_towards || naming.is_some()));
        let of_matter = matter.weight >= MATTER_MARK * 2 && matter.common && of_object && !side_on_nothing;
        // "responded to Venn", right after what Venn says.
        let before = same_article && self.place[t] < self.place[n] && distance <= TO_HIM_REACH;
        let to_him = to_him == Some(true) && before;
        let evidence = named_so || by_its_word || says_no || back || of_matter || to_him;
        // "agreed that the port was dear": with whom is not said, and may be nobody.
        let agrees =
            asked.cue_words.iter().any(|word| word.starts_with("agree")) && asked.cue.place == Place::Cue;
        let among_themselves = agrees && reply_statement.text.starts_with("that ") && !to_him;
        if among_themselves && (!just_before || one_sentence) {
            return None;
        }
        // What is accepted or refused was offered or asked; what is denied was said of the one who denies it.
        let denies = reply_statement.statement.acts.iter().any(|a| a.act == Act::Denial) && is_towards;
        if takes_a_side && target.stance < 0 && !noun_fits && !says_no && !denies {
            return None;
        }
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
        if !enough || speaks_of_its_own(asked.side, statement) {
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
    /// body ("the union"), nor words that only take a stance or show the reply.
    fn matter(&self, reply: &Wording, said: &Wording, asked: &Asked, side: &Side) -> Matter {
        let shows = |word: &str| asked.cue_words.iter().any(|own| own == word);
        let party = |word: &str| {
            [asked.side, side]
                .iter()
                .any(|side| side.own.iter().chain(&side.bodies).any(|own| same_stock(own, word)))
        };
        let counts = |wording: &Wording, f: &Feature| {
            f.at.is_some_and(|at| {
                let token = &wording.tokens[at as usize];
                let a_name = token.capital && party(&token.written);
                let general = names::is_generic_body_word(&token.written) || self.stances.contains(&f.of);
                !a_name && !general && !shows(&token.written)
            })
        };
        let mut matter = Matter { weight: 0, opposite: 0, words: Vec::new(), common: false };
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
        // Two speak of sixty people, and of nothing else in common: a number alone is no matter.
        if places.iter().all(|at| reply.tokens[*at as usize].number.is_some()) {
            return Matter { weight: 0, opposite: 0, words: Vec::new(), common: false };
        }
        places.sort_unstable();
        places.dedup();
        matter.common =
            places.iter().map(|at| &reply.tokens[*at as usize]).any(|t| !t.capital && t.number.is_none());
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
    /// Whether one of them is no name: two who speak of Venn need not speak of one thing.
    common: bool,
}

/// A yes on a condition.
pub(crate) fn conditioned(kind: ReplyKind, statement: &EffectiveStatement) -> ReplyKind {
    use reportedly_schema::TermRole;
    let terms = statement.statement.own_terms().any(|term| term.role == TermRole::Condition);
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
