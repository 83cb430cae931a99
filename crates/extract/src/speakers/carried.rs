//! Statements without a source: the reporting clause beside them, or the speaker carried over from the statement before.

use super::pointing::is_first_person;
use super::resolve::{Resolved, Resolver};
use super::source::{self, Class, Source};
use crate::attribution::interview;
use crate::vocabulary::vocabulary;
use reportedly_schema::How;

impl Resolver<'_, '_> {
    /// The source in the clause right behind a quotation that came without one: `"…," stressed the head of the port, Ann Lee`.
    pub(super) fn reporting_clause(&mut self, i: usize) -> Option<Resolved> {
        let me = &self.attributions[i];
        let end = me.content.last()?.end;
        let mut at = self.words.from(end);
        while self.words.get(at).is_some_and(|w| !w.is_word && !matches!(w.text, "." | "!" | "?")) {
            at += 1;
        }
        let closes = self.words.get(at.checked_sub(1)?)?;
        let word = self.words.get(at)?;
        if !self.words.is_quoted(end.saturating_sub(1)) && !closes.quoted
            || word.quoted
            || word.paragraph != closes.paragraph
        {
            return None;
        }
        let v = vocabulary();
        let speaks = |at: usize| {
            let lower = self.words.lower(at);
            let cue = v.cues.get(&v.lemmas.verb(lower));
            cue.is_some() && v.lemmas.verb(lower) != lower && !lower.ends_with("ing")
        };
        let sentence = self.words.sentence_of(at);
        let stop = |at: usize| {
            (at..sentence.end).find(|s| matches!(self.words.all[*s].text, "." | ";" | "“" | "\""))
        };
        const LONGEST: usize = 4;
        let range = if speaks(at) && word.is_small() {
            at + 1..stop(at + 1).unwrap_or(sentence.end)
        } else {
            let cue = (at + 1..sentence.end.min(at + 1 + LONGEST)).find(|c| speaks(*c))?;
            if !word.is_small() && !word.is_capital || !self.words.slice(at..cue).iter().all(|w| w.is_word) {
                return None;
            }
            at..cue
        };
        let found = match source::read_span(self.words, self.names, range) {
            Source::Name(n) => self.named(n),
            Source::Pronoun(at) if !is_first_person(self.words.lower(at)) => self.pronoun(i, at),
            Source::Phrase(phrase) if phrase.class != Class::Other => self.phrase(i, &phrase),
            _ => return None,
        };
        Some(found)
    }

    /// A statement without a source: the neighbouring statement that goes on in it.
    pub(super) fn carried(&self, i: usize) -> Resolved {
        let unknown = || Resolved::unknown(Vec::new(), "no source and no statement to go on from");
        let me = &self.attributions[i];
        let Some(start) = me.content.first().map(|s| s.start) else { return unknown() };
        let at = self.words.from(start).min(self.words.all.len().saturating_sub(1));
        let Some(word) = self.words.get(at) else { return unknown() };
        let quoted = self.words.is_quoted(start) || word.quoted;
        let cue = me.cue.first().map(|s| self.words.from(s.start));
        if let Some(outer) = self.quoted_by(i) {
            let own =
                cue.and_then(|c| c.checked_sub(1)).is_some_and(|w| is_first_person(self.words.lower(w)));
            return match own {
                true => self.carry(outer, "the speaker quotes himself"),
                false => Resolved::unknown(Vec::new(), "words that a speaker quotes"),
            };
        }
        if let Some(n) = interview::answerer(self.words, self.names, word.paragraph)
            && let Some(entity) = self.entities.of_name[n]
        {
            return self.made(entity, How::Carried, "words in an answer of an interview");
        }
        let v = vocabulary();
        let goes_on = cue.is_some_and(|c| {
            let lower = self.words.lower(c);
            lower.ends_with("ing") || v.cues.get(&v.lemmas.verb(lower)).is_some_and(|w| w.adds)
        });
        let passive = !me.cue.is_empty() && !goes_on && !quoted;
        if passive || (!quoted && !goes_on) {
            return unknown();
        }
        let place = |o: usize| {
            let a = &self.attributions[o];
            a.source.first().or(a.content.first()).map_or(0, |s| s.start)
        };
        let paragraph = |offset: u32| {
            let n = self.words.from(offset).min(self.words.all.len().saturating_sub(1));
            self.words.get(n).map_or(0, |w| w.paragraph)
        };
        let mine = word.paragraph;
        let sourced = |o: &usize| *o != i && self.resolved[*o].as_ref().is_some_and(|r| r.entity.is_some());
        let before = (0..self.attributions.len())
            .filter(sourced)
            .filter(|o| place(*o) < start && (paragraph(place(*o)) == mine))
            .max_by_key(|o| (place(*o), *o));
        if goes_on && !quoted {
            let same_sentence = before.filter(|o| {
                let n = self.words.from(place(*o));
                self.words.get(n).map(|w| w.sentence) == Some(word.sentence)
            });
            return same_sentence
                .map_or_else(unknown, |o| self.carry(o, "goes on from the statement before it"));
        }
        if let Some(o) = before {
            return self.carry(o, "quotation in the paragraph of an attributed one");
        }
        let after = (0..self.attributions.len())
            .filter(sourced)
            .filter(|o| place(*o) >= start && paragraph(place(*o)) == mine)
            .filter(|o| self.attributions[*o].content.first().is_some_and(|c| self.words.is_quoted(c.start)))
            .min_by_key(|o| (place(*o), *o));
        if let Some(o) = after {
            return self.carry(o, "quotation before the attributed one of its paragraph");
        }
        // The paragraph before ends in a colon, an open quotation, or an attribution.
        let Some(previous) = mine.checked_sub(1) else { return unknown() };
        let last = (0..self.attributions.len())
            .filter(|o| *o != i && self.resolved[*o].as_ref().is_some_and(|r| r.entity.is_some()))
            .filter(|o| paragraph(place(*o)) == previous)
            .max_by_key(|o| (place(*o), *o));
        let Some(o) = last else { return unknown() };
        let last_sentence = self.words.paragraphs[previous].clone().last();
        let ends = self.attributions[o].content.last().map_or(0, |s| s.end).max(place(o));
        let near = last_sentence.is_some_and(|s| {
            self.words.sentences[s].clone().last().is_some_and(|w| {
                let sentence = self.words.all[self.words.sentences[s].start].span.start;
                ends >= sentence && self.words.all[w].span.end >= sentence
            })
        });
        let opens_paragraph = self.words.paragraphs[mine].start == word.sentence;
        if near && opens_paragraph && quoted {
            return self.carry(o, "quotation after an attributed paragraph");
        }
        unknown()
    }

    /// The statement inside whose quotation a statement stands, cue and all: "They said, 'Wait.'".
    pub(super) fn quoted_by(&self, i: usize) -> Option<usize> {
        let me = &self.attributions[i];
        let (cue, content) = (me.cue.first()?, me.content.first()?);
        let holds = |o: &usize| {
            let parts = &self.attributions[*o].content;
            let around = |inner: &reportedly_schema::Span| {
                parts
                    .iter()
                    .any(|c| c.start <= inner.start && inner.end <= c.end && self.words.is_quoted(c.start))
            };
            *o != i && around(cue) && around(content)
        };
        (0..self.attributions.len()).find(holds)
    }

    pub(super) fn carry(&self, from: usize, rule: &'static str) -> Resolved {
        match self.resolved[from].as_ref().and_then(|r| r.entity) {
            Some(entity) => self.made(entity, How::Carried, rule),
            None => Resolved::unknown(Vec::new(), "no source and no statement to go on from"),
        }
    }
}
