//! Demands, offers, concessions and guarantees: by modal ("must"), by imperative, and by the words of `term_openers.tsv`.

use super::clauses::{NEXT_SUBJECTS, first_verb, passive, subject_of, subject_start, verb_shape};
use super::lists::possessor;
use super::parties::Side;
use super::{Finder, Made, Teller};
use crate::acts;
use crate::vocabulary::{Frame, Opener, Opens, vocabulary};
use reportedly_schema::{TermKind, TermRole};
use std::ops::Range;

/// Most words between a verb such as "urge" and the "to" of what is asked.
const FURTHEST: usize = 9;

/// Cues that take up what another has put forward.
const ANSWERING: &[&str] = &[
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

/// What an opener governs.
struct Governed {
    body: Range<usize>,
    opens: Opens,
    actor: Option<Range<usize>>,
}

impl Finder<'_, '_> {
    /// What stands at `at`, right after an opener, in the first of its frames that fits.
    fn governed(&self, opener: &Opener, at: usize, range: &Range<usize>) -> Option<Governed> {
        let words = self.words;
        let bare = |to: usize| words.lower(to) == "to" && to + 1 < range.end && is_bare_verb(self, to + 1);
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
                (to > at).then(|| Governed {
                    body: to + 1..self.clause_end(to + 1, range.end, Opens::Clause),
                    opens: Opens::Clause,
                    actor: Some(at..to),
                })
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
                let word = words.get(at).filter(|w| at < range.end && w.is_word)?;
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
                    form.push_str(&v.lemmas.verb(words.lower(next)));
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
            let Some((length, opener)) = self.opener(at, range.end) else { continue };
            let after = at + length;
            // "offer", "demand" and "guarantee" are verbs and nouns.
            let determined = at > range.start
                && words.all[at - 1].among(&[
                    "the", "a", "an", "'s", "our", "my", "their", "his", "her", "its", "your", "this",
                    "that", "any",
                ]);
            let noun = opener.noun || length == 1 && opener.says && determined;
            let next =
                if noun && words.lower(after) == "of" { after_of(self, after, range.end) } else { after };
            let Some(governed) = self.governed(opener, next, range) else { continue };
            if governed.body.is_empty() || !opener.takes(words, &governed.body) {
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
            if subject.denied || noun && subject.words.is_empty() {
                continue;
            }
            // Things neither ask nor give: "the hall offers a view".
            let agent = words
                .slice(subject.words.clone())
                .iter()
                .rev()
                .find(|w| w.is_word && !w.is("'s"))
                .is_none_or(|w| {
                    let v = vocabulary();
                    let noun = v.lemmas.noun(&w.lower);
                    w.is_capital
                        || w.among(&[
                            "we", "they", "he", "she", "it", "you", "who", "which", "side", "sides",
                            "troops", "forces", "our", "my", "their", "his", "her", "its", "your",
                        ])
                        || v.organisations.has(&noun)
                        || v.person_nouns.has(&noun)
                        || v.occupations.has(&noun)
                        || v.offices.has(&noun)
                        || v.groups.has(&w.lower)
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
            let teller = if ANSWERING.contains(&self.cue.lemma.as_str())
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

    fn take(&mut self, range: &Range<usize>, at: usize, opener: &Opener, governed: Governed, teller: Teller) {
        let words = self.words;
        let would = words
            .slice(range.start.max(at.saturating_sub(4))..at)
            .iter()
            .any(|w| w.among(&["would", "'d", "could"]));
        let role = if opener.role == TermRole::Concession && would { TermRole::Offer } else { opener.role };
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

    /// The whole content as what the cue opens: "urged | Teluria to withdraw", "offered | to reopen the port".
    pub(super) fn of_cue(&mut self, range: &Range<usize>) {
        let words = self.words;
        if self.cue.negated || self.cue.no_comment {
            return;
        }
        let v = vocabulary();
        let Some(opener) = v.openers_of_terms.get(&self.cue.lemma) else { return };
        let mut start = range.start;
        while start < range.end && !words.all[start].is_word {
            start += 1;
        }
        if start >= range.end || self.taken(start) {
            return;
        }
        let after_cue = self
            .cue
            .words
            .last()
            .map(|w| w + 1..range.start)
            .filter(|r| !r.is_empty() && r.len() <= FURTHEST);
        let to_first = words.lower(start) == "to" && is_bare_verb(self, start + 1);
        let asked =
            to_first && opener.frames.contains(&Frame::ObjectTo) && !opener.frames.contains(&Frame::To);
        let mut governed = if asked {
            let wants = matches!(self.cue.lemma.as_str(), "want" | "need" | "expect" | "require");
            if wants && after_cue.is_none() {
                return;
            }
            let body = start + 1..self.clause_end(start + 1, range.end, Opens::Clause);
            Some(Governed { body, opens: Opens::Clause, actor: after_cue.clone() })
        } else {
            self.governed(opener, start, range)
        };
        // The preposition may belong to the cue: "called for | an inquiry", "his demand for | talks".
        let open = opener.frames.iter().any(|f| matches!(f, Frame::Preposition(_)));
        if governed.is_none() && open && opener.frames.contains(&Frame::Phrase) {
            let end = self.clause_end(start, range.end, Opens::Phrase);
            governed = Some(Governed { body: start..end, opens: Opens::Phrase, actor: None });
        }
        let Some(governed) = governed.filter(|g| !g.body.is_empty() && opener.takes(words, &g.body)) else {
            return;
        };
        // "insisted that it was innocent" asserts; "insisted that they leave" demands.
        if opener.asserts && !demanding(self, &governed.body) {
            return;
        }
        // Readiness to be is a state.
        if opener.own_only && words.lower(governed.body.start) == "be" {
            return;
        }
        let whole = match opener.role {
            TermRole::Demand => {
                governed.actor.as_ref().map_or(governed.body.start, |a| a.start.max(range.start))
            }
            _ => start,
        };
        let whole =
            if words.lower(whole) == "to" && opener.role == TermRole::Demand { whole + 1 } else { whole };
        let actor = governed.actor.clone();
        let role = if self.given_up() { TermRole::Concession } else { opener.role };
        self.make(
            range,
            Made {
                role,
                kind: None,
                whole: whole..governed.body.end,
                body: governed.body,
                opens: governed.opens,
                actor,
                teller: Teller::Speaker,
            },
        );
    }

    /// "no longer demands", "dropped its demand": the cue gives up what it names.
    fn given_up(&self) -> bool {
        const REACH: usize = 4;
        let Some(head) = self.cue.head else { return false };
        let sentence = self.words.sentence_of(head);
        let before = sentence.start.max(head.saturating_sub(REACH))..head;
        let verbs = &vocabulary().lemmas;
        before.clone().any(|w| {
            self.words.all[w].is("no") && self.words.lower(w + 1) == "longer"
                || matches!(
                    verbs.verb(self.words.lower(w)).as_str(),
                    "drop" | "abandon" | "withdraw" | "waive"
                )
        })
    }

    /// "Teluria must withdraw its troops": a demand with who is to act.
    pub(super) fn modals(&mut self, range: &Range<usize>) {
        let words = self.words;
        let v = vocabulary();
        for at in range.clone() {
            let word = &words.all[at];
            let (strong, length) = match word.lower.as_str() {
                "must" => (true, 1),
                "should" => (false, 1),
                "has" | "have" | "need" | "needs" | "ought" | "got" if words.lower(at + 1) == "to" => {
                    (false, 2)
                }
                _ => continue,
            };
            if at == range.start || self.taken(at) {
                continue;
            }
            let start = subject_start(words, range, at);
            let subject = start..at;
            let inside = words.slice(subject.clone());
            let Some(last) = inside.iter().rev().find(|w| w.is_word && !w.lower.ends_with("ly")) else {
                continue;
            };
            let opens = range.clone().find(|w| words.all[*w].is_word).unwrap_or(range.start);
            let asks = |w: usize| {
                words.all[w].among(&[
                    "why", "how", "whether", "what", "who", "where", "if", "unless", "until", "when",
                ])
            };
            let inverted = words.get(at + 1).is_some_and(|w| w.among(NEXT_SUBJECTS) || w.is("it"));
            let unreal = inside.iter().any(|w| {
                w.among(&[
                    "would", "may", "might", "could", "can", "will", "n't", "not", "who", "which", "that",
                    "'ve", "what",
                ])
            });
            if inverted || unreal || asks(opens) || start > range.start && asks(start - 1) {
                continue;
            }
            let mut from = at + length;
            // "must, without delay, withdraw".
            if words.get(from).is_some_and(|w| w.is(","))
                && let Some(comma) = (from + 1..range.end.min(from + 6)).find(|w| words.all[*w].is(","))
            {
                from = comma + 1;
            }
            let noun = v.lemmas.noun(&last.lower);
            let someone = last.is_capital
                || last.among(&[
                    "they",
                    "you",
                    "he",
                    "she",
                    "side",
                    "sides",
                    "everyone",
                    "everybody",
                    "nobody",
                    "troops",
                    "forces",
                ])
                || v.organisations.has(&noun)
                || v.person_nouns.has(&noun)
                || v.offices.has(&noun)
                || v.groups.has(&last.lower);
            let is_passive = passive(words, from);
            let thing = last.among(&["it", "that", "this", "there", "what", "one", "we", "i", "which"]);
            let fits = if strong {
                !thing && (words.lower(from) != "be" || is_passive) && words.lower(from) != "have"
            } else if length == 1 {
                !thing && (someone && !matches!(words.lower(from), "be" | "have") || is_passive)
            } else {
                someone && !thing && !matches!(words.lower(from), "be" | "do" | "say")
                    || is_passive && someone
            };
            let side = self.voice.side_of(words, &subject);
            let told = super::parties::told_of(words, range, at, self.voice);
            if !fits && told.is_none() || side == Side::Own && told.is_none() || thing && told.is_none() {
                continue;
            }
            let end = self.clause_end(from, range.end, Opens::Clause);
            if from >= end || words.get(from).is_none_or(|w| !w.is_word) {
                continue;
            }
            let teller = told.map_or(Teller::Speaker, |who| Teller::Other(Some(who)));
            // Things do not act: "the chimney must be shut" is about the chimney.
            let body = if someone || is_first(last) { from..end } else { start..end };
            let actor = (someone || is_first(last)).then_some(subject.clone());
            if first_verb(words, from, end).is_none() && words.lower(from) != "be" {
                continue;
            }
            self.make(
                range,
                Made {
                    role: TermRole::Demand,
                    kind: None,
                    whole: start..end,
                    body,
                    opens: Opens::Clause,
                    actor,
                    teller,
                },
            );
        }
        self.offers_in_would(range);
    }

    /// "We would lift the ban if …": an offer, where a condition stands beside it.
    fn offers_in_would(&mut self, range: &Range<usize>) {
        let words = self.words;
        for at in range.clone() {
            if !words.all[at].among(&["would", "'d", "could"]) || self.taken(at) {
                continue;
            }
            let subject = subject_of(words, range, at);
            let who = words.slice(subject.words.clone());
            let first = who.iter().any(|w| w.among(&["we", "i"]));
            // "Venn said Aldra would open the port if …".
            let thing = who
                .iter()
                .any(|w| w.among(&["it", "there", "this", "that", "which", "who", "what", "they", "you"]));
            let reported = !words.all[at].quoted
                && !thing
                && match self.voice.side_of(words, &subject.words) {
                    Side::Own => !who.is_empty(),
                    Side::Unclear => {
                        who.iter().any(|w| w.is_capital && w.is_word)
                            || who.iter().any(|w| vocabulary().organisations.has(&w.lower))
                    }
                    Side::Other => false,
                };
            let sentence = words.sentence_of(at);
            // "would … unless", "would … if they do not": a threat.
            let conditional = self.out.iter().any(|t| {
                t.role == TermRole::Condition
                    && !t.negated
                    && !matches!(t.kind, Some(TermKind::Unless | TermKind::Until))
                    && t.spans.first().is_some_and(|s| sentence.contains(&words.from(s.start)))
            });
            let verb = at + 1 + usize::from(words.lower(at + 1) == "also");
            let lemma = vocabulary().lemmas.verb(words.lower(verb));
            let bare = verb_shape(words, verb) == Some(0) && verb < range.end;
            let harmless = !vocabulary().threats.has(&lemma)
                && !matches!(
                    lemma.as_str(),
                    "like"
                        | "be"
                        | "have"
                        | "say"
                        | "lose"
                        | "need"
                        | "love"
                        | "prefer"
                        | "not"
                        | "never"
                        | "want"
                        | "lapse"
                        | "fail"
                        | "collapse"
                        | "become"
                        | "happen"
                        | "remain"
                        | "continue"
                        | "hold"
                        | "cut"
                        | "close"
                        | "block"
                );
            if !(first || reported) || !conditional || !bare || !harmless || subject.denied {
                continue;
            }
            let end = self.clause_end(verb, range.end, Opens::Clause);
            self.make(
                range,
                Made {
                    role: TermRole::Offer,
                    kind: None,
                    whole: at..end,
                    body: verb..end,
                    opens: Opens::Clause,
                    actor: Some(subject.words),
                    teller: Teller::AsTold,
                },
            );
        }
    }

    /// "Stop the convoys": an imperative inside quotation marks.
    pub(super) fn imperatives(&mut self, range: &Range<usize>) {
        let words = self.words;
        let mut opens = true;
        for at in range.clone() {
            let word = &words.all[at];
            if !word.is_word {
                opens |= matches!(word.text, "." | "\"" | "“" | "!" | "?" | "‘" | ":");
                continue;
            }
            let first = std::mem::take(&mut opens);
            if !first || self.taken(at) || !acts::commands_at(words, at, range.end) {
                continue;
            }
            let end = self.clause_end(at, range.end, Opens::Clause);
            if end > at + 1 {
                self.make(
                    range,
                    Made {
                        role: TermRole::Demand,
                        kind: None,
                        whole: at..end,
                        body: at..end,
                        opens: Opens::Clause,
                        actor: Some(at..at),
                        teller: Teller::Speaker,
                    },
                );
            }
        }
    }
}

fn is_first(word: &crate::words::Word<'_>) -> bool {
    word.among(&["we", "i"])
}

fn is_bare_verb(finder: &Finder<'_, '_>, at: usize) -> bool {
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
fn demanding(finder: &Finder<'_, '_>, body: &Range<usize>) -> bool {
    let words = finder.words;
    let has = |list: &[&str]| words.slice(body.clone()).iter().any(|w| w.among(list));
    if has(&["will", "would", "could", "can", "may", "might"]) {
        return false;
    }
    if has(&["must", "should", "be"]) {
        return true;
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
