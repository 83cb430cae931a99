//! On what terms: conditions, demands, offers, concessions and guarantees in the content of a statement.
//!
//! Connectives open conditions ([`conditions`]); modals, imperatives and words such as "demand", "ready to" or "give up" open the rest
//! ([`openers`], [`modals`]); nouns name a list of them ([`lists`]); some exchanges are told by the order of their parts ([`exchanges`]). Clauses are cut at punctuation and at the subject of the next clause; a
//! term that cannot be cut cleanly is left out.
//!
//! Whose a term is: the speaker's, unless the content tells it of another ("Teluria demands that we withdraw") or it stands in
//! a statement inside this one ([`tell_nested`]).

mod agents;
mod clauses;
mod conditions;
mod exchanges;
mod fragments;
mod lists;
mod members;
mod modals;
mod norm;
mod nouns;
mod of_cue;
mod openers;
mod parties;
mod revised;
mod yielding;

pub use agents::{is_noun_of, is_noun_of_agent};
pub use clauses::{first_verb, is_time, verb_shape};
pub use norm::number_at;
pub use parties::Voice;

use crate::cue::Cue;
use crate::vocabulary::Opens;
use crate::words::Words;
use parties::Side;
use reportedly_schema::{Span, Statement, Term, TermHolder, TermKind, TermRole};
use std::ops::Range;

/// The terms of one statement, in text order.
pub fn terms(words: &Words, cue: &Cue, content: &[Span], voice: &Voice) -> Vec<Term> {
    // What is denied is neither offered nor asked.
    if cue.lemma == "deny" && !cue.denied {
        return Vec::new();
    }
    let mut finder = Finder { words, cue, voice, stops: Vec::new(), out: Vec::new() };
    let parts: Vec<Range<usize>> = content.iter().map(|part| words.inside(*part)).collect();
    finder.fragments(&parts);
    for (n, range) in parts.iter().enumerate() {
        finder.conditions(range, n == 0);
        finder.price(range);
        finder.exchanges(range);
    }
    if let Some(first) = parts.first() {
        finder.of_cue(first);
    }
    for range in &parts {
        finder.lists(range);
        finder.wanted(range);
        finder.revised(range);
        finder.on_the_table(range);
        finder.openers(range);
        finder.modals(range);
        finder.imperatives(range);
        finder.predicates(range);
        finder.waits(range);
        finder.least(range);
        finder.only_about(range);
        finder.depends(range);
    }
    finder.finish()
}

/// Where the clause that starts at `start` ends, at the latest at `end`.
pub fn clause_end(words: &Words, start: usize, end: usize, opens: Opens) -> usize {
    clauses::clause_end(words, start, end, opens, &[])
}

/// One term being made.
struct Made {
    role: TermRole,
    kind: Option<TermKind>,
    /// From the connective or the subject on.
    whole: Range<usize>,
    /// What is to be done or to hold.
    body: Range<usize>,
    opens: Opens,
    /// Who must act, where another clause says so.
    actor: Option<Range<usize>>,
    /// Whose it is: nobody named for the speaker's own.
    teller: Teller,
}

impl Made {
    /// A noun phrase that is a term as it stands.
    fn phrase(role: TermRole, body: Range<usize>, teller: Teller) -> Made {
        Made { role, kind: None, whole: body.clone(), body, opens: Opens::Phrase, actor: None, teller }
    }
}

/// Whose a term is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Teller {
    /// What the clauses around it say.
    AsTold,
    /// The speaker's, for sure.
    Speaker,
    /// Another's; named or not.
    Other(Option<Range<usize>>),
}

struct Finder<'a, 't> {
    words: &'a Words<'t>,
    cue: &'a Cue,
    voice: &'a Voice,
    /// Where conditions start, in order: no other clause reaches over one.
    stops: Vec<usize>,
    out: Vec<Term>,
}

impl Finder<'_, '_> {
    fn taken(&self, at: usize) -> bool {
        let span = self.words.all[at].span;
        self.out.iter().any(|t| t.spans.iter().any(|s| s.contains(span)))
    }

    fn clause_end(&self, start: usize, end: usize, opens: Opens) -> usize {
        clauses::clause_end(self.words, start, end, opens, &self.stops)
    }

    fn make(&mut self, range: &Range<usize>, mut made: Made) {
        let words = self.words;
        // "not a pause but a withdrawal": what stands after "but".
        if words.get(made.body.start).is_some_and(|w| w.is("not"))
            && !matches!(words.lower(made.body.start + 1), "to" | "only" | "less" | "more" | "later")
            && words.lower(made.body.end) == "but"
        {
            let start = made.body.end + 1;
            let end = self.clause_end(start, range.end.max(start), made.opens);
            made.body = start..end;
            made.whole = start..end;
        }
        // "scrap the levy or face a strike": what follows else is no part of it.
        let or_else = made.body.clone().skip(1).find(|w| {
            words.all[*w].is("or")
                && matches!(words.lower(w + 1), "face" | "see" | "risk" | "else" | "lose" | "watch")
        });
        if let Some(or) = or_else.filter(|_| made.role == TermRole::Demand) {
            made.body.end = or;
            made.whole.end = or;
        }
        while made.body.end > made.body.start
            && words.all[made.body.end - 1].among(&["and", "or", "but", ",", "that", "of", "the", "-"])
        {
            made.body.end -= 1;
            made.whole.end = made.whole.end.min(made.body.end);
        }
        let Some(span) = words.span(&made.whole) else { return };
        if made.body.is_empty()
            || !words.slice(made.body.clone()).iter().any(|w| w.is_word)
            || self.taken(made.whole.start)
        {
            return;
        }
        let found = match made.actor.clone() {
            Some(actor) => Some((actor, true)),
            // "agreed to let them stay": who lets is whose term it is.
            None if words.all[made.body.start].is("let") => None,
            None => parties::actor(words, &made.body, made.opens),
        };
        let left_out = match &found {
            Some((actor, true)) => actor.clone(),
            _ => 0..0,
        };
        let holder = match &made.teller {
            Teller::AsTold => parties::told_of(words, range, made.whole.start, self.voice),
            Teller::Speaker | Teller::Other(None) => None,
            Teller::Other(Some(who)) => Some(who.clone()),
        };
        let other = holder.is_some() || matches!(made.teller, Teller::Other(_));
        let given = matches!(made.role, TermRole::Offer | TermRole::Concession | TermRole::Guarantee);
        let actor = match &found {
            Some((actor, true)) => self.voice.shown(words, actor),
            // An offer is the speaker's to keep.
            _ if given && made.kind.is_none() && !other => self.voice.name.clone(),
            _ if given => holder.as_ref().and_then(|h| self.voice.shown(words, h)),
            _ => None,
        };
        // "a guarantee that nobody is dismissed": what is asked is not denied.
        let plain = |w: &usize| made.opens == Opens::Clause || !words.all[*w].is("that");
        let denied = made.body.clone().take(6).take_while(plain).any(|w| {
            words.all[w].among(&["not", "n't", "never", "no", "nobody"])
                && !(matches!(words.lower(w + 1), "more" | "less" | "fewer" | "later" | "earlier")
                    && matches!(words.lower(w + 2), "than"))
        }) && !(words.lower(made.body.start) == "not"
            && matches!(words.lower(made.body.start + 1), "only" | "less" | "more"));
        let to = parties::towards(words, &made.body)
            .filter(|to| found.as_ref().is_none_or(|(actor, _)| actor != to))
            .and_then(|to| self.voice.shown(words, &to));
        self.out.push(Term {
            role: made.role,
            kind: made.kind,
            actor,
            to,
            members: members::members(words, &made.body, made.opens),
            negated: denied || made.kind == Some(TermKind::Without),
            norm: norm::norm(words, &made.body, &left_out),
            held_by: if other { TermHolder::Other } else { TermHolder::Speaker },
            holder: holder.and_then(|h| self.voice.shown(words, &h)),
            spans: vec![span],
        });
    }

    /// In text order, each stretch once; an offer's counterpart is who must meet its condition.
    fn finish(self) -> Vec<Term> {
        let mut out = self.out;
        out.retain(|t| !t.members.is_empty() && !t.norm.is_empty());
        // "Give me a road without mines, and I will count them": one condition.
        let conditions: Vec<Span> = out
            .iter()
            .filter(|t| t.role == TermRole::Condition)
            .filter_map(|t| t.spans.first().copied())
            .collect();
        out.retain(|t| {
            let inside = |s: &Span| conditions.iter().any(|c| c != s && c.contains(*s));
            t.role != TermRole::Condition || !t.spans.first().is_some_and(inside)
        });
        out.sort_by_key(|t| (t.spans.first().copied(), t.role));
        out.dedup_by(|a, b| a.spans == b.spans);
        let own = self.voice.name.as_deref();
        let met_by: Option<String> = out
            .iter()
            .filter(|t| t.role == TermRole::Condition && t.held_by == TermHolder::Speaker)
            .find_map(|t| t.actor.clone().filter(|a| Some(a.as_str()) != own));
        for term in out.iter_mut().filter(|t| {
            matches!(t.role, TermRole::Offer | TermRole::Concession | TermRole::Guarantee) && t.to.is_none()
        }) {
            term.to = met_by.clone().filter(|to| term.actor.as_ref() != Some(to));
        }
        out
    }

    /// Whose a term with this subject is.
    fn teller(&self, who: &Range<usize>) -> Teller {
        match self.voice.side_of(self.words, who) {
            Side::Own if who.is_empty() => Teller::AsTold,
            Side::Own => Teller::Speaker,
            Side::Other => Teller::Other(Some(who.clone())),
            Side::Unclear => Teller::AsTold,
        }
    }
}

/// Terms of a statement that stand inside another's are that one's to hold: they are marked as told by the outer speaker, unless both are one.
pub fn tell_nested(statements: &mut [Statement]) {
    let inner: Vec<(usize, Vec<Span>, Option<String>)> = statements
        .iter()
        .filter_map(|s| {
            let outer = statements.iter().position(|o| Some(o.id) == s.nested_in)?;
            let same = statements[outer].speaker.name == s.speaker.name || s.speaker.name.is_none();
            (!same).then(|| (outer, s.content.clone(), s.speaker.name.clone()))
        })
        .collect();
    for (outer, content, name) in inner {
        for term in &mut statements[outer].terms {
            if term.spans.iter().all(|t| content.iter().any(|c| c.contains(*t))) {
                term.held_by = TermHolder::Other;
                term.holder = name.clone();
            }
        }
    }
}
