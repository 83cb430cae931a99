//! Demands, offers, concessions and guarantees, by the words of `term_openers.tsv`.

use super::agents::{is_noun_of, is_noun_of_agent};
use super::clauses::{first_verb, subject_of, verb_shape};
use super::lists::possessor;
use super::parties::Side;
use super::{Finder, Made, Teller};
use crate::speakers::function_words::is_calendar;
use crate::vocabulary::{Frame, Opener, Opens, vocabulary};
use reportedly_schema::TermRole;
use std::ops::Range;

/// Most words between a verb such as "urge" and the "to" of what is asked.
pub(super) const FURTHEST: usize = 9;

/// Cues that take up what another has put forward.
pub(super) const ANSWERING: &[&str] = &[
    "reject",
    "refuse",
    "dismiss",
    "turn down",
    "rule out",
    "accept",
    "welcome",
    "rebuff",
    "oppose",
    "criticise",
    "criticize",
    "answer",
    "respond",
    "decline",
    "denounce",
    "condemn",
    "call",
];

/// Cues after which a thing and a name for it stand: "called the proposal for a freeze a step forward".
const NAMING: &[&str] = &["call", "describe", "label", "brand", "dub", "consider", "declare", "term"];

/// What an opener governs.
pub(super) struct Governed {
    pub body: Range<usize>,
    pub opens: Opens,
    pub actor: Option<Range<usize>>,
}

impl Finder<'_, '_> {
    /// What stands at `at`, right after an opener, in the first of its frames that fits.
    pub(super) fn governed(&self, opener: &Opener, at: usize, range: &Range<usize>) -> Option<Governed> {
        let words = self.words;
        // "the wage hiked to 16 crowns": a number is nothing to do.
        let number = |at: usize| words.lower(at).starts_with(|c: char| c.is_ascii_digit());
        let bare = |to: usize| {
            words.lower(to) == "to" && to + 1 < range.end && !number(to + 1) && is_bare_verb(self, to + 1)
        };
        opener.frames.iter().find_map(|frame| match frame {
            Frame::To if bare(at) || words.lower(at) == "not" && bare(at + 1) => {
                let start = if bare(at) { at + 1 } else { at + 2 };
                if start == at + 2 {
                    return None;
                }
                Some(Governed {
                    body: start..self.clause_end(start, range.end, Opens::Clause),
                    opens: Opens::Clause,
                    actor: None,
                })
            }
            Frame::ObjectTo => {
                let to = (at..range.end.min(at + FURTHEST)).take_while(|w| {
                    let word = &words.all[*w];
                    (word.is_word || matches!(word.text, "'" | "’" | "-" | ","))
                        && !word.among(&[
                            "that", "if", "and", "because", "what", "how", "when", "where", "who", "whom",
                            "whether", "why", "which", "about", "is", "are", "was", "were", "am", "has",
                            "have", "had", "will", "would", "can", "could", "did", "does", "we", "i", "he",
                            "she", "they", "there",
                        ])
                        || word.is("and") && words.get(w + 1).is_some_and(|n| n.is_capital || n.is("the"))
                });
                let to = to.into_iter().find(|w| bare(*w))?;
                if self.is_clause(at, to) {
                    return None;
                }
                // "an end to sugar subsidies": no verb that is listed, and nobody who could be asked.
                let unlisted = verb_shape(words, to + 1).is_none()
                    && !matches!(words.lower(to + 1), "be" | "have" | "do" | "let" | "get")
                    && !words.lower(to + 1).ends_with("ly");
                if unlisted && !self.is_agent(&(at..to)) {
                    return None;
                }
                // "we want two more years to reach the target": nobody is asked to reach it.
                (to > at && !self.is_means(at, to)).then(|| Governed {
                    body: to + 1..self.clause_end(to + 1, range.end, Opens::Clause),
                    opens: Opens::Clause,
                    actor: Some(at..self.without_day(at, to)),
                })
            }
            Frame::AgentTo => {
                let object = Opener { frames: vec![Frame::ObjectTo], ..opener.clone() };
                let found = self.governed(&object, at, range)?;
                let passive = words.lower(found.body.start) == "be" && opener.says;
                let whom = found.actor.clone()?;
                let verb = vocabulary().lemmas.verb(words.lower(at.saturating_sub(1)));
                // "we need leaders to stand up": any, and nobody who is asked.
                let any = words.all[whom.start].is_small()
                    && whom.len() == 1
                    && !words.all[whom.start].among(&["you", "them", "him", "her"]);
                let asked = self.is_agent(&whom) && !(any && verb == "need");
                (asked || passive && verb != "expect").then_some(found)
            }
            Frame::That => (words.lower(at) == "that").then(|| {
                let end = self.clause_end(at + 1, range.end, Opens::Clause);
                Governed { body: at + 1..end, opens: Opens::Clause, actor: None }
            }),
            Frame::ObjectThat => {
                let that = (at + 1..range.end.min(at + FURTHEST)).find(|w| words.lower(*w) == "that")?;
                if (at..that).any(|w| !words.all[w].is_word && !matches!(words.all[w].text, "'" | "’" | "-"))
                {
                    return None;
                }
                let end = self.clause_end(that + 1, range.end, Opens::Clause);
                Some(Governed { body: that + 1..end, opens: Opens::Clause, actor: None })
            }
            Frame::Preposition(list) => {
                if !list.contains(&words.lower(at)) || at + 1 >= range.end || bare(at) {
                    return None;
                }
                let end = self.clause_end(at + 1, range.end, Opens::Phrase);
                Some(Governed { body: at + 1..end, opens: Opens::Phrase, actor: None })
            }
            Frame::Phrase => {
                // "demanded nothing but respect".
                let but = words.lower(at) == "nothing" && words.lower(at + 1) == "but";
                let at = if but { at + 2 } else { at };
                let money = |at: usize| {
                    matches!(words.all[at].text, "$" | "£" | "€")
                        && words.get(at + 1).is_some_and(|n| n.is_word)
                };
                let word = words.get(at).filter(|w| at < range.end && (w.is_word || money(at)))?;
                let noun = !word.among(&[
                    "to", "that", "for", "on", "in", "of", "by", "with", "at", "it", "and", "or", "but",
                    "is", "are", "as", "from", "nothing", "anything",
                ]) && (!vocabulary().filler.has(&word.lower)
                    || word.among(&[
                        "a", "an", "the", "its", "their", "our", "his", "her", "all", "any", "no", "this",
                        "these", "not", "my",
                    ]));
                let end = self.clause_end(at, range.end, Opens::Phrase);
                (noun && end > at).then_some(Governed { body: at..end, opens: Opens::Phrase, actor: None })
            }
            Frame::Some => {
                let word = words.get(at).filter(|_| at < range.end)?;
                let opens = word.among(&[
                    "a", "an", "the", "its", "their", "our", "his", "her", "my", "all", "no", "more",
                    "better", "higher", "lower", "full", "half", "these", "those", "only", "at", "proper",
                    "equal", "new",
                ]) || matches!(word.text, "$" | "£" | "€")
                    || super::norm::number_at(words, at, range.end).is_some()
                    || word.lower.starts_with(|c: char| c.is_ascii_digit());
                let phrase = Opener { frames: vec![Frame::Phrase], ..opener.clone() };
                let least = word.is("at") && words.lower(at + 1) == "least";
                let from = if least { at + 2 } else { at };
                (opens && (least || !word.is("at"))).then(|| self.governed(&phrase, from, range)).flatten()
            }
            Frame::Ing => {
                let end = self.clause_end(at, range.end, Opens::Clause);
                (verb_shape(self.words, at) == Some(3) && at < range.end).then_some(Governed {
                    body: at..end,
                    opens: Opens::Clause,
                    actor: None,
                })
            }
            Frame::To => None,
        })
    }

    /// "told parliament | the government refuses to talk": a clause of its own, and nobody who is asked to talk.
    fn is_clause(&self, start: usize, to: usize) -> bool {
        const TO_ACT: &[&str] = &[
            "refuse", "agree", "decline", "want", "plan", "hope", "intend", "need", "offer", "promise",
            "threaten",
        ];
        let words = self.words;
        let verb = to - 1;
        verb > start
            && words.all[verb].is_small()
            && TO_ACT.contains(&vocabulary().lemmas.verb(words.lower(verb)).as_str())
            && verb_shape(words, verb) == Some(1)
            && !words.all[verb - 1]
                .among(&["the", "a", "an", "its", "their", "his", "her", "'s", "of", "all"])
    }

    /// "asked its creditors | on Monday | to write off the debt": whom, without the day.
    fn without_day(&self, start: usize, to: usize) -> usize {
        let words = self.words;
        let dated = to > start + 2
            && is_calendar(words.lower(to - 1))
            && words.all[to - 2].among(&["on", "last", "this", "in"]);
        if dated { to - 2 } else { to }
    }

    /// "offered his condolences", "requests for comment": what is given or asked for is talk, and no term.
    pub(super) fn is_spoken(&self, opener: &Opener, governed: &Governed) -> bool {
        const FIRST: usize = 6;
        let head = self.words.slice(governed.body.clone()).iter().take(FIRST).take_while(|w| {
            (w.is_word || w.text == "-")
                && !w.among(&[
                    "of", "to", "for", "on", "with", "that", "in", "about", "from", "at", "beyond", "into",
                    "against", "as", "over", "after", "and",
                ])
        });
        let last = head.last().map(|w| vocabulary().lemmas.noun(&w.lower));
        // "demanded to know who": a question.
        let asks = opener.role == TermRole::Demand
            && governed.actor.is_none()
            && matches!(self.words.lower(governed.body.start), "know" | "hear" | "learn" | "speak");
        asks || governed.opens == Opens::Phrase
            && last.is_some_and(|noun| match opener.role {
                TermRole::Offer => is_noun_of(&noun, "spoken"),
                TermRole::Demand => matches!(noun.as_str(), "comment" | "interview" | "remark"),
                _ => false,
            })
    }

    /// Whether what stands between a verb and "to" is what one needs for it, and nobody: "time to", "two more years to".
    fn is_means(&self, start: usize, to: usize) -> bool {
        const MEANS: &[&str] = &[
            "year",
            "month",
            "week",
            "day",
            "hour",
            "time",
            "money",
            "chance",
            "way",
            "right",
            "means",
            "power",
            "opportunity",
            "permission",
            "space",
            "room",
            "plan",
            "fund",
            "mandate",
            "freedom",
        ];
        let last = self.words.slice(start..to).iter().rev().find(|w| w.is_word);
        last.is_some_and(|w| MEANS.contains(&vocabulary().lemmas.noun(&w.lower).as_str()))
    }

    /// Whether words name somebody who can act: a name, a pronoun for people, people or a body.
    fn is_agent(&self, who: &Range<usize>) -> bool {
        let last = self.words.slice(who.clone()).iter().rev().find(|w| w.is_word && !w.is("'s"));
        last.is_some_and(|w| {
            w.is_capital
                || w.among(&[
                    "they",
                    "them",
                    "you",
                    "he",
                    "him",
                    "she",
                    "her",
                    "everyone",
                    "everybody",
                    "nobody",
                    "side",
                    "sides",
                    "party",
                    "parties",
                    "troops",
                    "forces",
                    "countries",
                    "states",
                    "state",
                ])
                || is_noun_of_agent(w)
        })
    }

    /// "asked the county for beds": "ask for", and where what is asked for begins.
    fn asked_for(
        &self,
        at: usize,
        length: usize,
        next: usize,
        end: usize,
    ) -> Option<(&'static Opener, usize)> {
        const WHOM: usize = 5;
        let words = self.words;
        if length != 1 || vocabulary().lemmas.verb(words.lower(at)) != "ask" {
            return None;
        }
        let stops = |w: usize| {
            !words.all[w].is_word
                || words.all[w]
                    .among(&["to", "that", "if", "about", "what", "how", "why", "whether", "and", "who"])
        };
        let near =
            (next..end.min(next + WHOM)).take_while(|w| !stops(*w)).find(|w| words.all[*w].is("for"))?;
        let whom = next..near;
        let opener = vocabulary().openers_of_terms.get("ask for")?;
        (!whom.is_empty() && self.is_agent(&whom)).then_some((opener, near + 1))
    }

    /// "a five-year freeze | a step forward": without the name for it.
    fn cut_name(&self, governed: &mut Governed) {
        let words = self.words;
        let name = governed.body.clone().skip(1).find(|w| {
            words.all[*w].among(&["a", "an"])
                && words.all[w - 1].is_word
                && !vocabulary().filler.has(words.lower(w - 1))
        });
        if let Some(name) = name.filter(|_| governed.opens == Opens::Phrase) {
            governed.body.end = name;
        }
    }

    /// "I offered to make the coffee": in words as spoken, an offer of another day.
    fn offered_once(&self, range: &Range<usize>, at: usize, opener: &Opener, subject: &Range<usize>) -> bool {
        let words = self.words;
        let before = words.slice(range.start.max(at.saturating_sub(3))..at);
        opener.role == TermRole::Offer
            && opener.says
            && words.all[at].quoted
            && words.all[at].lower.ends_with("ed")
            && words.slice(subject.clone()).iter().any(|w| w.among(&["i", "we"]))
            && !before.iter().any(|w| w.among(&["have", "has", "'ve", "had", "are", "were", "was", "is"]))
    }

    /// "why teachers want more time": told of a question, asked of nobody.
    fn is_embedded(&self, range: &Range<usize>, subject: &Range<usize>) -> bool {
        subject.start > range.start
            && !subject.is_empty()
            && matches!(self.words.lower(subject.start - 1), "why" | "how" | "whether")
            && !(subject.start > range.start + 1
                && matches!(self.words.lower(subject.start - 2), "'s" | "is" | "was"))
    }

    /// "We offer no discounts": nothing is given.
    fn gives_nothing(&self, opener: &Opener, governed: &Governed) -> bool {
        matches!(opener.role, TermRole::Offer | TermRole::Concession)
            && governed.opens == Opens::Phrase
            && matches!(self.words.lower(governed.body.start), "no" | "nothing" | "little" | "few" | "none")
    }

    /// The opener at `at` and the number of its words; the longest.
    fn opener(&self, at: usize, end: usize) -> Option<(usize, &'static Opener)> {
        let v = vocabulary();
        let words = self.words;
        let forms =
            [v.lemmas.verb(words.lower(at)), words.lower(at).to_string(), v.lemmas.noun(words.lower(at))];
        let longest = forms.iter().map(|f| v.openers_of_terms.longest_from(f)).max().unwrap_or(0);
        for length in (1..=longest.min(end - at)).rev() {
            for first in &forms {
                let mut form = first.clone();
                for next in at + 1..at + length {
                    form.push(' ');
                    // "nothing" is no form of a verb.
                    let lower = words.lower(next);
                    let pronoun = matches!(lower, "nothing" | "anything" | "something");
                    form.push_str(&if pronoun { lower.to_string() } else { v.lemmas.verb(lower) });
                }
                if let Some(opener) = v.openers_of_terms.get(&form) {
                    return Some((length, opener));
                }
            }
        }
        None
    }

    /// Words of the content that open a term.
    pub(super) fn openers(&mut self, range: &Range<usize>) {
        let words = self.words;
        for at in range.clone() {
            if !words.all[at].is_word || self.taken(at) {
                continue;
            }
            let Some((length, opener)) = self.opener(at, range.end) else {
                self.answered_plan(range, at);
                continue;
            };
            let (opener, after) = self.not_but(at, length, opener, range.end);
            // "offer", "demand" and "guarantee" are verbs and nouns.
            let determined = at > range.start
                && words.all[at - 1].among(&[
                    "the", "a", "an", "'s", "our", "my", "their", "his", "her", "its", "your", "this",
                    "that", "any",
                ]);
            let noun = opener.noun
                || length == 1 && (opener.says || opener.role == TermRole::Guarantee) && determined;
            if noun && self.counted_offer(range, at, after) {
                continue;
            }
            let next = if noun && matches!(words.lower(after), "of" | "by") {
                after_of(self, after, range.end)
            } else {
                after
            };
            // "its offer an insult": a noun governs no noun.
            let of_noun = Opener {
                frames: opener
                    .frames
                    .iter()
                    .filter(|f| !matches!(f, Frame::Phrase | Frame::Some))
                    .cloned()
                    .collect(),
                ..opener.clone()
            };
            // "asked the county for beds".
            let asked = if noun { None } else { self.asked_for(at, length, next, range.end) };
            let (opener, next) = asked.unwrap_or((opener, next));
            let frames = if noun { &of_noun } else { opener };
            let Some(mut governed) = self.governed(frames, next, range) else { continue };
            if noun && NAMING.contains(&self.cue.lemma.as_str()) {
                self.cut_name(&mut governed);
            }
            if governed.body.is_empty() || !opener.takes(words, &governed.body) {
                continue;
            }
            if self.is_spoken(opener, &governed) || self.asked_guarantee(range, at, opener, &governed) {
                continue;
            }
            let clause = next > at && words.lower(next) == "that";
            if opener.asserts && clause && !demanding(self, &governed.body) {
                continue;
            }
            let subject = if noun {
                let named = possessor(self, range, at);
                let of = (next > after).then(|| after + 1..next);
                let answered = ANSWERING.contains(&self.cue.lemma.as_str());
                match named.or(of) {
                    Some(who) => super::clauses::Subject { words: who, ..Default::default() },
                    None if answered && at < range.start + 4 => {
                        self.take(range, at, opener, governed, Teller::Other(None));
                        continue;
                    }
                    None => {
                        let article = at.saturating_sub(1).max(range.start);
                        let light = article
                            .checked_sub(1)
                            .filter(|l| *l >= range.start && words.all[article].among(&["a", "an", "the"]));
                        let Some(verb) = light.filter(|l| {
                            matches!(
                                vocabulary().lemmas.verb(words.lower(*l)).as_str(),
                                "make" | "renew" | "repeat" | "give" | "have" | "reiterate" | "extend"
                            )
                        }) else {
                            continue;
                        };
                        subject_of(words, range, verb)
                    }
                }
            } else {
                subject_of(words, range, at)
            };
            if subject.denied
                || noun && subject.words.is_empty()
                || self.is_embedded(range, &subject.words)
                || self.gives_nothing(opener, &governed)
                || !noun && self.offered_once(range, at, opener, &subject.words)
            {
                continue;
            }
            // What others are expected to do is foreseen; "we expect them to pay" asks.
            let verb = vocabulary().lemmas.verb(words.lower(at));
            let first = words.slice(subject.words.clone()).iter().any(|w| w.is("we"));
            if verb == "expect" && !noun && !first {
                continue;
            }
            if self.is_told_of_others(range, at, opener, &subject.words, &governed, noun) {
                continue;
            }
            // "firms who want more freedom": told of any such.
            let any = words.slice(subject.words.clone()).iter().any(|w| w.among(&["who", "which", "that"]));
            if verb == "want" && any {
                continue;
            }
            // Things neither ask nor give ("the hall offers a view"), but a deal requires.
            let bargained = opener.role == TermRole::Demand
                && matches!(vocabulary().lemmas.verb(words.lower(at)).as_str(), "require" | "need")
                && self.is_bargain(&subject.words);
            let minded = opener.own_only
                && words.all[at].among(&["willing", "prepared"])
                && words.lower(after) == "to";
            let agent = bargained
                || minded
                || self.voice.side_of(words, &subject.words) == Side::Own
                || words
                    .slice(subject.words.clone())
                    .iter()
                    .rev()
                    .find(|w| w.is_word && !w.is("'s"))
                    .is_none_or(|w| {
                        w.is_capital
                            || w.among(&[
                                "we", "they", "he", "she", "it", "you", "who", "which", "side", "sides",
                                "troops", "forces", "our", "my", "their", "his", "her", "its", "your",
                            ])
                            || is_noun_of_agent(w)
                    });
            if !agent {
                continue;
            }
            // "ready to" said of a thing: "the report is ready to be read".
            if opener.own_only && !governed.body.is_empty() && words.lower(governed.body.start) == "be" {
                continue;
            }
            let role_given = opener.role != TermRole::Demand;
            if subject.possible && !subject.supposed && !role_given {
                continue;
            }
            let teller = if (ANSWERING.contains(&self.cue.lemma.as_str()) || self.cue.lemma == "remind")
                && noun
                && self.voice.side_of(words, &subject.words) != Side::Own
            {
                Teller::Other(Some(subject.words.clone()))
            } else if opener.says {
                match self.teller(&subject.words) {
                    Teller::AsTold
                        if !subject.words.is_empty()
                            && words
                                .slice(governed.body.start.saturating_sub(3)..governed.body.end)
                                .iter()
                                .any(|w| w.among(&["us", "we", "our", "me"])) =>
                    {
                        Teller::Other(Some(subject.words.clone()))
                    }
                    told => told,
                }
            } else {
                match self.teller(&subject.words) {
                    Teller::Other(who) => Teller::Other(who),
                    _ => Teller::AsTold,
                }
            };
            self.take(range, at, opener, governed, teller);
        }
    }

    /// Whether what the opener at `at` tells is nobody's asking or giving here: of any such people, of what is too little for it, of what is asked of the hearers' mind.
    fn is_told_of_others(
        &self,
        range: &Range<usize>,
        at: usize,
        opener: &Opener,
        subject: &Range<usize>,
        governed: &Governed,
        noun: bool,
    ) -> bool {
        let words = self.words;
        let before =
            |back: usize| at.checked_sub(back).filter(|b| *b >= range.start).map_or("", |b| words.lower(b));
        let given = matches!(opener.role, TermRole::Concession | TermRole::Offer) && !noun;
        // "the many people who had given up looking for work".
        let relative = subject.clone().find(|w| words.all[*w].among(&["who", "that"]));
        let restrictive = given
            && relative.is_some_and(|who| {
                who > range.start && words.all[who - 1].is_small() && words.all[who - 1].is_word
            });
        // "does not go far enough to demand action", "without reporters asking him to resign".
        let short_of = before(1) == "to" && before(2) == "enough";
        let without = subject.start > range.start && words.lower(subject.start - 1) == "without"
            || subject.is_empty() && before(1) == "without";
        // "being open to it" tells of no one; "you should be willing to debate" asks for it; "whether parents would be willing" asks.
        let state = opener.own_only && !noun;
        let being = state && subject.is_empty() && before(1) == "being";
        let should = state
            && (at.saturating_sub(3).max(range.start)..at)
                .any(|w| words.all[w].among(&["should", "must", "ought"]));
        let asked = state
            && matches!(self.cue.lemma.as_str(), "ask" | "wonder" | "question" | "inquire")
            && words.lower(range.start) != "that";
        // "his readiness to lead" is his own where he is said to have declared it, and another's where he doubts or mocks it.
        let readiness = noun
            && matches!(words.lower(at), "readiness" | "willingness")
            && before(1) != "our"
            && before(1) != "my"
            && !DECLARING.contains(&self.cue.lemma.as_str());
        let mind = opener.role == TermRole::Demand && is_of_mind(self, &governed.body);
        restrictive || short_of || without || being || should || asked || readiness || mind
    }

    fn take(&mut self, range: &Range<usize>, at: usize, opener: &Opener, governed: Governed, teller: Teller) {
        let words = self.words;
        let would = words
            .slice(range.start.max(at.saturating_sub(4))..at)
            .iter()
            .any(|w| w.among(&["would", "'d", "could"]));
        let role = match opener.role {
            TermRole::Concession if would && !opener.firm => TermRole::Offer,
            role => role,
        };
        let start = governed.actor.as_ref().map_or(at, |a| a.start);
        let given = role != TermRole::Demand;
        let start = if given {
            at
        } else if governed.actor.is_some() {
            start
        } else {
            governed.body.start
        };
        self.make(
            range,
            Made {
                role,
                kind: None,
                whole: start..governed.body.end,
                body: governed.body,
                opens: governed.opens,
                actor: governed.actor,
                teller,
            },
        );
    }

    /// "is asking not for a freeze but for a cut": what stands after "but for"; else the opener as it stands.
    fn not_but(
        &self,
        at: usize,
        length: usize,
        opener: &'static Opener,
        end: usize,
    ) -> (&'static Opener, usize) {
        const REACH: usize = 14;
        let words = self.words;
        // "we ask only that they pay".
        let only = words.get(at + length).is_some_and(|w| w.among(&["only", "just", "simply", "merely"]))
            && words.lower(at + length + 1) == "that";
        let plain = (opener, at + length + usize::from(only));
        if length != 1 || words.lower(at + 1) != "not" {
            return plain;
        }
        let preposition = words.lower(at + 2);
        let form = format!("{} {preposition}", vocabulary().lemmas.verb(words.lower(at)));
        let Some(wider) = vocabulary().openers_of_terms.get(&form) else { return plain };
        let but = (at + 3..end.min(at + REACH))
            .find(|w| words.all[*w].is("but") && words.lower(w + 1) == preposition);
        but.map_or(plain, |but| (wider, but + 2))
    }
}

/// Cues that declare what their source is ready for.
const DECLARING: &[&str] = &[
    "express",
    "repeat",
    "reiterate",
    "declare",
    "signal",
    "confirm",
    "stress",
    "state",
    "announce",
    "affirm",
    "reaffirm",
    "show",
    "indicate",
    "underline",
    "emphasise",
    "emphasize",
    "voice",
    "convey",
    "renew",
    "say",
    "report",
    "add",
    "note",
    "tell",
    "write",
    "insist",
    "recall",
    "point out",
];

/// Whether what is asked is only that somebody know, think or look: "I want you to know that …".
pub(super) fn is_of_mind(finder: &Finder<'_, '_>, body: &Range<usize>) -> bool {
    const MIND: &[&str] = &[
        "know",
        "understand",
        "remember",
        "realize",
        "realise",
        "imagine",
        "think",
        "believe",
        "recognize",
        "look",
        "forget",
        "wonder",
        "appreciate",
        "ask",
    ];
    let words = finder.words;
    let verb = body.clone().find(|w| words.all[*w].is_word && !words.lower(*w).ends_with("ly"));
    verb.is_some_and(|w| {
        let lemma = vocabulary().lemmas.verb(words.lower(w));
        // "Look for another site", "ask for help" and "recognise the state" are done.
        let done = matches!(lemma.as_str(), "look" | "ask" | "recognize" | "appreciate")
            && !matches!(
                words.lower(w + 1),
                "at" | "yourself" | "yourselves" | "that" | "how" | "why" | "what"
            );
        MIND.contains(&lemma.as_str()) && words.lower(w) == lemma && !done
    })
}

pub(super) fn is_bare_verb(finder: &Finder<'_, '_>, at: usize) -> bool {
    let words = finder.words;
    let Some(word) = words.get(at) else { return false };
    // Not every verb is listed: "to race the mare".
    let unlisted =
        !vocabulary().filler.has(&word.lower) && !word.lower.ends_with('s') && !word.lower.ends_with("ing");
    word.is_small()
        && (verb_shape(words, at) == Some(0) || unlisted && words.lower(at.wrapping_sub(1)) == "to")
        || matches!(words.lower(at), "be" | "have" | "do" | "let" | "get" | "immediately" | "fully")
        || words.lower(at).ends_with("ly") && verb_shape(words, at + 1) == Some(0)
}

/// Whether what is insisted on is asked for: "that they leave" (subjunctive), "must", "on".
pub(super) fn demanding(finder: &Finder<'_, '_>, body: &Range<usize>) -> bool {
    let words = finder.words;
    let has = |list: &[&str]| words.slice(body.clone()).iter().any(|w| w.among(list));
    if has(&["will", "would", "could", "can", "may", "might"]) {
        return false;
    }
    if has(&["must", "should", "be"]) {
        return true;
    }
    // "that nobody plays twice in three days".
    let none = words.lower(body.start) == "nobody"
        || words.lower(body.start) == "no" && words.lower(body.start + 1) == "one";
    if none {
        return matches!(
            verb_shape(words, body.end.min(body.start + 1 + usize::from(words.lower(body.start) == "no"))),
            Some(0 | 1)
        );
    }
    first_verb(words, body.start, body.end).is_some_and(|verb| {
        let plural = verb > body.start && {
            let noun = words.lower(verb - 1);
            noun.ends_with('s') || matches!(noun, "we" | "they" | "you" | "i" | "people")
        };
        verb_shape(words, verb) == Some(0) && verb > body.start && !plural
    })
}

/// "the demand of the premier that …": past the noun phrase after "of".
fn after_of(finder: &Finder<'_, '_>, of: usize, end: usize) -> usize {
    (of + 1..end.min(of + FURTHEST)).find(|w| matches!(finder.words.lower(*w), "that" | "to")).unwrap_or(of)
}
