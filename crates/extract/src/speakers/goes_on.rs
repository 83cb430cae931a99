//! Whom a description goes on from: "Venn met farmers on Monday. The candidate said …".
//!
//! News varies its words: after a sentence about one person, a description that opens the next is that person. Another person told of in the
//! same clause, or somebody told of by the same noun ("a nurse … the nurse"), is not.

use super::cataphora::OPENS_CLAUSE;
use super::pronouns::{MentionRole, Salient};
use super::resolve::Resolver;
use super::source::Phrase;
use crate::vocabulary::vocabulary;
use crate::words::Word;
use reportedly_schema::SpeakerKind;
use std::ops::Range;

/// Who stands before a description as the one told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GoesOn {
    /// Somebody is the subject of the same clause: another than the one described, as far as its words tell.
    Here,
    /// The only subject of the sentence before, or of the clause with which the description's sentence opens.
    From(usize),
    /// No one person.
    Nobody,
}

/// Further words that open a clause before the main one: "Asked about Venn, the candidate …".
const ALSO_OPEN: &[&str] = &["unless", "whereas", "asked"];

impl Resolver<'_, '_> {
    /// Whom the description at word `at` goes on from.
    pub(super) fn goes_on(&self, at: usize) -> GoesOn {
        let Some(word) = self.words.get(at) else { return GoesOn::Nobody };
        let sentence = self.words.sentences[word.sentence].clone();
        let here = self.subjects(sentence.start..at);
        if let Some(first) = here.first() {
            // The determiner stands before the phrase.
            let before = |w: &Word| !w.among(&["the", "this", "that"]);
            let behind = (sentence.start..at).rev().find(|i| before(&self.words.all[*i]));
            let behind = behind.map(|i| &self.words.all[i]);
            let opener = &self.words.all[sentence.start];
            let opens = opener.among(OPENS_CLAUSE) || opener.among(ALSO_OPEN);
            let opened = opens && behind.is_some_and(|w| w.is(","));
            // "Venn defends her plan: “It works,” the candidate says".
            let quoted = behind.is_some_and(|w| w.quoted || matches!(w.text, "\"" | "”" | "''" | "’"));
            return if here.len() == 1 && (opened || quoted) { GoesOn::From(*first) } else { GoesOn::Here };
        }
        let Some(before) = self.sentence_before(word.sentence) else { return GoesOn::Nobody };
        match self.subjects(before.clone())[..] {
            [only] => GoesOn::From(only),
            // No verb is known behind the name with which the sentence opens.
            [] => self.alone_as_object(before).map_or(GoesOn::Nobody, GoesOn::From),
            _ => GoesOn::Nobody,
        }
    }

    /// Whom the description at word `at` goes on from, where nobody else is told of since the sentence before began.
    pub(super) fn goes_on_alone(&self, at: usize) -> Option<usize> {
        let GoesOn::From(person) = self.goes_on(at) else { return None };
        let before = self.sentence_before(self.words.get(at)?.sentence)?;
        let told = |s: &&Salient| {
            (before.start..at).contains(&s.at)
                && !self.words.all[s.at].quoted
                && s.role != MentionRole::Possessor
        };
        let mut others = self.salient.iter().filter(told).filter(|s| self.is_told_person(s.entity));
        let named = self.entities.all[person].kind == SpeakerKind::Person;
        (named && others.all(|s| s.entity == person)).then_some(person)
    }

    /// The only person that a sentence tells of, where that is with no preposition and as no owner.
    fn alone_as_object(&self, sentence: Range<usize>) -> Option<usize> {
        /// Words of the shortest sentence: a line under a picture names who took it.
        const SHORTEST: usize = 8;
        if sentence.len() < SHORTEST {
            return None;
        }
        let here = |s: &&Salient| sentence.contains(&s.at) && !self.words.all[s.at].quoted;
        let mut told = self.salient.iter().filter(here).filter(|s| self.is_told_person(s.entity));
        let first = told.next()?;
        (first.role == MentionRole::Object && told.all(|s| s.entity == first.entity)).then_some(first.entity)
    }

    /// The persons that are subjects in a stretch of running text, quotations left out.
    fn subjects(&self, range: Range<usize>) -> Vec<usize> {
        let subject = |s: &&Salient| {
            range.contains(&s.at)
                && !self.words.all[s.at].quoted
                && (s.role == MentionRole::Subject || s.speaks)
                && self.is_told_person(s.entity)
        };
        let mut found: Vec<usize> = Vec::new();
        for s in self.salient.iter().filter(subject) {
            if !found.contains(&s.entity) {
                found.push(s.entity);
            }
        }
        found
    }

    fn is_told_person(&self, entity: usize) -> bool {
        let entity = &self.entities.all[entity];
        matches!(entity.kind, SpeakerKind::Person | SpeakerKind::Unnamed)
            || entity.kind == SpeakerKind::Unknown && entity.tokens.len() > 1
    }

    /// The last sentence before sentence `s` that is not all in quotation marks: of the same paragraph or the one before, both of the body or
    /// both of the heading.
    fn sentence_before(&self, s: usize) -> Option<Range<usize>> {
        let paragraph = self.words.all[self.words.sentences[s].start].paragraph;
        let heads = |p: usize| self.words.is_heading(p);
        let told =
            |range: &Range<usize>| self.words.slice(range.clone()).iter().any(|w| w.is_word && !w.quoted);
        let before = (0..s).rev().map(|b| self.words.sentences[b].clone()).find(told)?;
        let there = self.words.all[before.start].paragraph;
        (there + 1 >= paragraph && heads(there) == heads(paragraph)).then_some(before)
    }

    /// "A nurse who had come back … The nurse said": the words with which the same noun was first told of, where that was with an indefinite
    /// article, of nobody named, and lately.
    pub(super) fn told_indefinitely(&self, phrase: &Phrase, at: usize) -> Option<Range<usize>> {
        const SENTENCES: usize = 4;
        const WIDEST: usize = 4;
        let v = vocabulary();
        let sentence = self.words.get(at)?.sentence;
        let from = self.words.sentences[sentence.saturating_sub(SENTENCES)].start;
        let bare = phrase.definite && !phrase.plural && phrase.owner.is_none() && phrase.after.is_empty();
        let same = |head: &usize| v.lemmas.noun(self.words.lower(*head)) == phrase.noun;
        let head = (from..at).rev().filter(|_| bare).find(same)?;
        let open = |i: &usize| self.words.all[*i].among(&["a", "an", "one", "another"]);
        let article = (from.max(head.saturating_sub(WIDEST))..head).rev().find(open)?;
        let plain = self.words.slice(article + 1..head).iter().all(|w| w.is_word && !w.is("of"));
        // "A nurse, Ada Venn,", "a nurse named Venn", "Ada Venn, a nurse,".
        let near = head.saturating_sub(WIDEST + 1)..head + 4;
        let named =
            self.names.iter().any(|n| near.contains(&n.words.start) || near.contains(&(n.words.end - 1)));
        (plain && !named).then_some(article + 1..head + 1)
    }
}
