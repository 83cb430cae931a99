//! The relays of all statements of one article: which attribution only relays, and who relays the others.

use crate::attribution::{Attribution, quoted_as};
use crate::chain;
use crate::credits::Credits;
use crate::cue::Cue;
use crate::noun_phrase;
use crate::outlets::relay_of;
use crate::speakers::names::{Name, NameKind, names};
use crate::speakers::resolve::Cast;
use crate::vocabulary::vocabulary;
use crate::words::Words;
use reportedly_schema::{How, Relay, Span, SpeakerKind, Timex};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// "… the Maros Post writes with reference to its own source": what is cited is no part of the content.
fn without_citing(words: &Words, a: &mut Attribution) {
    let cue = a.cue.last().map_or(0, |c| c.end);
    let cited = |span: &Span| {
        let range = words.inside(*span);
        let from = range.start.checked_sub(1).filter(|b| words.all[*b].span.start >= cue);
        let at_start = chain::cites(words, range.start).is_some();
        // The first words may stand outside: "with reference to | its own source".
        let before = from.is_some_and(|b| {
            (b.saturating_sub(3)..=b).any(|at| {
                words.all[at].span.start >= cue && chain::cites(words, at) == Some(range.start - at)
            })
        });
        span.start >= cue && (at_start || before)
    };
    if a.content.len() > 1 && !a.content.iter().all(cited) {
        a.content.retain(|c| !cited(c));
    }
}

/// "The Maros Post, citing | a source in the palace, | reported": the outlet in front of the words that cite, for a source read without them.
fn outlet_before_citing(words: &Words, names: &[Name], source: &Range<usize>) -> Option<Span> {
    let longest = vocabulary().citing.longest().min(source.start);
    let cites = (1..=longest)
        .map(|n| source.start - n)
        .find(|at| chain::cites(words, *at) == Some(source.start - at))?;
    let comma = cites.checked_sub(1).filter(|c| words.lower(*c) == ",")?;
    let outlet = names.iter().find(|n| n.words.end == comma)?;
    let phrase = outlet.start.saturating_sub(1)..comma;
    let whole = relay_of(words, names, &phrase).map(|_| phrase);
    let named = || relay_of(words, names, &outlet.words).map(|_| outlet.words.clone());
    words.span(&whole.or_else(named)?)
}

/// Whether somebody, and no outlet, stands there: a person's name or its last word, a pronoun, an office or a role. Whoever says something
/// and cites another for it says it himself.
fn is_human(words: &Words, names: &[Name], range: &Range<usize>) -> bool {
    let v = vocabulary();
    let person =
        |last: &str| names.iter().any(|n| n.kind == NameKind::Person && words.lower(n.words.end - 1) == last);
    let named = names.iter().filter(|n| range.contains(&n.words.start)).any(|n| match n.kind {
        NameKind::Person => true,
        NameKind::Unclear => person(words.lower(n.words.end - 1)),
        _ => false,
    });
    let Some(head) = range.end.checked_sub(1).map(|at| words.lower(at)) else { return false };
    named || matches!(head, "he" | "she" | "who" | "they") || v.offices.has(head) || v.is_role(head)
}

/// What is relayed by whom.
#[derive(Debug, Default)]
pub struct Relays {
    /// For each attribution its relays, outermost first.
    pub via: BTreeMap<usize, Vec<Relay>>,
    /// Attributions that only relay, and are no statements.
    pub dropped: BTreeSet<usize>,
    /// The rule that found them.
    pub why: BTreeMap<usize, &'static str>,
    /// Outlets that cite the source of an attribution.
    pub citing: BTreeMap<usize, Span>,
    /// Outlets between the one that cites and the speaker.
    pub between: BTreeMap<usize, Vec<Span>>,
}

impl Relays {
    /// Sources that are only cited by an outlet take the outlet's place: "the Maros Post reported, citing two officials".
    pub fn of_citing_outlets(words: &Words, attributions: &mut [Attribution], timexes: &[Timex]) -> Self {
        let mut out = Relays::default();
        if !(0..words.all.len()).any(|w| chain::cites(words, w).is_some()) {
            return out;
        }
        for a in attributions.iter_mut() {
            without_citing(words, a);
        }
        let names = names(words);
        for (i, a) in attributions.iter_mut().enumerate() {
            let Some(source) = a.source.first() else { continue };
            if let Some(relay) = outlet_before_citing(words, &names, &words.inside(*source)) {
                out.citing.insert(i, relay);
                continue;
            }
            let mut outlet = words.inside(*source);
            if let Some(citing) = outlet.clone().find(|w| chain::cites(words, *w).is_some()) {
                outlet.end = citing;
                while outlet.end > outlet.start && !words.all[outlet.end - 1].is_word {
                    outlet.end -= 1;
                }
            }
            // "ISK-Inform informs with reference to …": who reports so passes on, whatever the name.
            let person = is_human(words, &names, &outlet);
            let passes_on = a.cue.first().is_some_and(|c| {
                words.inside(*c).next_back().is_some_and(|w| {
                    let comma = usize::from(words.lower(w + 1) == "," && !person);
                    chain::reports(words, w)
                        && chain::cites(words, w + 1 + comma).is_some_and(|n| n > 1 || comma == 1)
                })
            });
            if relay_of(words, &names, &outlet).is_none() && !passes_on {
                continue;
            }
            let Some(mut cited) = chain::cited(words, &names, a, timexes) else { continue };
            let Some(last) = cited.pop() else { continue };
            let (Some(relay), Some(behind)) = (words.span(&outlet), words.span(&last)) else { continue };
            out.citing.insert(i, relay);
            out.between.insert(i, cited.iter().filter_map(|c| words.span(c)).collect());
            a.source = vec![behind];
        }
        out
    }

    /// Adds the relays that stand in the sentence of each statement.
    pub fn read(&mut self, words: &Words, cast: &Cast, attributions: &[Attribution], cues: &[Cue]) {
        for (i, outlet) in self.citing.clone() {
            let between = self.between.get(&i).cloned().unwrap_or_default();
            for span in std::iter::once(outlet).chain(between) {
                let range = words.inside(span);
                let relay = relay_of(words, &cast.names, &range).unwrap_or_else(|| Relay {
                    name: noun_phrase::name(words, &range),
                    kind: "outlet".to_string(),
                    span,
                });
                self.push(i, relay, "an outlet cites the speaker");
            }
        }
        self.read_holding(words, cast, attributions, cues);
        let taken: Vec<Span> =
            attributions.iter().flat_map(|a| a.source.iter().chain(&a.content).copied()).collect();
        for (i, a) in attributions.iter().enumerate() {
            if a.cue.is_empty() || self.dropped.contains(&i) {
                continue;
            }
            // "The Post, citing two officials, reported": the officials are no words of the Post's.
            let of_source =
                |c: &Span| attributions.iter().any(|b| b.source.iter().any(|s| s.start == c.start));
            let cites =
                a.cue.iter().any(|c| words.inside(*c).any(|w| words.all[w].among(&["citing", "quoting"])));
            if cites && a.content.iter().all(of_source) {
                self.dropped.insert(i);
                continue;
            }
            let mut enclosing = 0;
            for found in chain::trailing(words, &cast.names, a, &taken) {
                if found.encloses {
                    self.insert(i, enclosing, found.relay, "an outlet reports the sentence");
                    enclosing += 1;
                } else {
                    self.push(i, found.relay, "an outlet reports the sentence");
                }
            }
            for relay in chain::leading(words, &cast.names, a, &taken) {
                self.insert(i, 0, relay, "an outlet is named before the sentence");
            }
            for relay in chain::quoted_by(words, &cast.names, a, &taken) {
                self.push(i, relay, "an outlet quotes the speaker");
            }
            let quoter = quoted_as::quoter(words, &cast.names, a);
            if let Some(relay) = quoter.and_then(|range| relay_of(words, &cast.names, &range)) {
                self.push(i, relay, "an outlet quotes the speaker");
            }
        }
    }

    /// Outlets whose own attribution holds another one.
    fn read_holding(&mut self, words: &Words, cast: &Cast, attributions: &[Attribution], cues: &[Cue]) {
        let hull = |a: &Attribution| a.content.iter().copied().reduce(Span::hull);
        let relaying: Vec<usize> = (0..attributions.len())
            .filter(|o| {
                attributions[*o]
                    .source
                    .first()
                    .is_some_and(|s| relay_of(words, &cast.names, &words.inside(*s)).is_some())
            })
            .collect();
        for (inner, b) in attributions.iter().enumerate() {
            let mut outers: Vec<(u32, Relay)> = Vec::new();
            for outer in relaying.iter().copied().filter(|o| *o != inner) {
                let a = &attributions[outer];
                let apart = match (hull(a), b.content.first()) {
                    (Some(hull), Some(first)) => !hull.overlaps(*first),
                    _ => true,
                };
                if apart {
                    continue;
                }
                let size: u32 = a.content.iter().map(|s| s.len()).sum();
                if let Some(relay) = chain::is_pure_relay(words, &cast.names, a, b) {
                    outers.push((size, relay));
                    self.dropped.insert(outer);
                } else if let Some(relay) = chain::holding(words, &cast.names, a, b, &cues[outer]) {
                    outers.push((size, relay));
                }
            }
            outers.sort_by_key(|o| std::cmp::Reverse(o.0));
            for (_, relay) in outers {
                self.push(inner, relay, "an outlet reports the statement");
            }
        }
    }

    /// Adds the agency that made the whole report, outermost, and drops what lines of credit seemed to say.
    pub fn read_credits(&mut self, credits: &Credits, attributions: &[Attribution]) {
        for (i, a) in attributions.iter().enumerate() {
            let spans = || a.source.iter().chain(&a.cue).chain(&a.content);
            if credits.lines.iter().any(|line| spans().all(|s| line.contains(*s))) {
                self.dropped.insert(i);
            } else if let Some(relay) = &credits.relay {
                self.insert(i, 0, relay.clone(), "an agency is credited with the report");
            }
        }
    }

    /// Adds a relay outside those from place `at` on.
    fn insert(&mut self, i: usize, at: usize, relay: Relay, rule: &'static str) {
        let list = self.via.entry(i).or_default();
        if list.iter().all(|r| r.name != relay.name) {
            list.insert(at.min(list.len()), relay);
            self.why.insert(i, rule);
        }
    }

    fn push(&mut self, i: usize, relay: Relay, rule: &'static str) {
        let list = self.via.entry(i).or_default();
        if list.iter().all(|r| r.name != relay.name) {
            list.push(relay);
            self.why.insert(i, rule);
        }
    }

    /// "This is reported by …" speaks of the statement before it.
    pub fn read_reported_by(&mut self, words: &Words, cast: &mut Cast, attributions: &[Attribution]) {
        let place = |a: &Attribution| a.content.first().map_or(0, |s| s.start);
        for sentence in &words.sentences {
            let Some(found) = chain::reported_by(words, &cast.names, sentence) else { continue };
            let (Some(first), Some(here)) = (words.get(sentence.start), words.span(sentence)) else {
                continue;
            };
            let before = (0..attributions.len())
                .filter(|i| place(&attributions[*i]) < here.start)
                .filter(|i| {
                    let w = words.from(place(&attributions[*i])).min(words.all.len() - 1);
                    words.all[w].paragraph + 1 >= first.paragraph
                })
                .max_by_key(|i| place(&attributions[*i]));
            let Some(i) = before else { continue };
            for relay in found.relays {
                self.push(i, relay, "the sentence after it says who reports it");
            }
            if let Some(behind) = &found.behind {
                self.behind(words, cast, i, behind);
            }
            // The sentence says nothing else: attributions inside it only relay.
            for (n, a) in attributions.iter().enumerate() {
                if a.source.iter().chain(&a.cue).chain(&a.content).all(|s| here.contains(*s)) {
                    self.dropped.insert(n);
                }
            }
        }
    }

    /// A source behind the relays: the speaker where none is known, else the innermost relay.
    fn behind(&mut self, words: &Words, cast: &mut Cast, i: usize, range: &Range<usize>) {
        let Some(span) = words.span(range) else { return };
        let name = noun_phrase::name(words, range);
        let found = &mut cast.resolved[i];
        if found.speaker.kind == SpeakerKind::Unknown && found.speaker.candidates.is_empty() {
            found.speaker.kind = SpeakerKind::Unnamed;
            found.speaker.how = How::Description;
            found.speaker.name = Some(name);
            found.rule = "source behind the relays of the next sentence";
            return;
        }
        let kind = chain::relay_kind(SpeakerKind::Unnamed).to_string();
        self.push(i, Relay { name, kind, span }, "the sentence after it says who reports it");
    }
}
