//! Whom "he" and "she" mean where the weights find several alike: whoever the text goes on from.
//!
//! Centering (Grosz, Joshi, Weinstein: "Centering: a framework for modeling the local coherence of discourse", Computational
//! Linguistics 21, 1995): a pronoun goes on from what the sentence before is about. In news that is whoever spoke last, and those named
//! in his words are not.

use super::pronouns::{MentionRole, PronounRole, Salient, Wanted, suits};
use super::resolve::Resolver;
use reportedly_schema::SpeakerKind;

/// Paragraphs over which a pronoun goes on from whoever spoke.
const NEAR: usize = 1;

impl Resolver<'_, '_> {
    /// Of several whom the pronoun at word `at`, the source of statement `i`, may mean: whoever spoke last with nobody else told of since, else,
    /// where nobody spoke, the subject of the sentence before.
    pub(super) fn settled(&self, i: usize, at: usize, wanted: Wanted, several: &[usize]) -> Option<usize> {
        let word = &self.words.all[at];
        let subject = PronounRole::of(self.words, at) == PronounRole::Subject;
        if !matches!(wanted, Wanted::Person(_)) || word.quoted || !subject {
            return None;
        }
        let told = |s: &&Salient| {
            let there = &self.words.all[s.at];
            s.at < at
                && !there.quoted
                && there.paragraph + NEAR >= word.paragraph
                && self.words.is_heading(there.paragraph) == self.words.is_heading(word.paragraph)
                && suits(&self.entities, s.entity, wanted)
                && !self.is_told_in(i, s)
        };
        let told: Vec<&Salient> = self.salient.iter().filter(told).collect();
        let here = |s: &Salient| self.words.all[s.at].paragraph == word.paragraph;
        let meant = |s: &Salient| {
            let person = self.entities.all[s.entity].kind == SpeakerKind::Person;
            let another = self.names_in_words(i, at, s.entity);
            (person && !another && several.contains(&s.entity)).then_some(s.entity)
        };
        if let Some(place) = told.iter().rposition(|s| s.speaks) {
            let last = told[place];
            let closes = self.words.sentence_of(last.at).end;
            let quotes = self.attributions[i]
                .content
                .iter()
                .any(|c| self.words.inside(*c).any(|w| self.words.all[w].quoted));
            let rival = |s: &&&Salient| {
                let apart = !here(last) || s.at >= closes || s.role == MentionRole::Subject;
                s.entity != last.entity && apart && !self.is_told_by(last.entity, s)
            };
            let alone = !told[place..].iter().any(|s| rival(&s));
            return meant(last).filter(|_| !last.pronoun && alone && (here(last) || quotes));
        }
        let last = **told.iter().rfind(|s| s.role == MentionRole::Subject && self.opens_clause(s))?;
        let sentence = self.words.all[last.at].sentence;
        let from = self.words.sentences[sentence].start;
        let alone = told.iter().filter(|s| s.at >= from).all(|s| s.entity == last.entity);
        meant(&last).filter(|_| alone && sentence + 1 >= word.sentence)
    }

    /// Whether a mention stands in the content of a statement.
    fn is_told_in(&self, i: usize, mention: &Salient) -> bool {
        let span = self.words.all[mention.at].span;
        self.attributions.get(i).is_some_and(|a| a.content.iter().any(|c| c.contains(span)))
    }

    /// Whether a mention stands in what a speaker says.
    fn is_told_by(&self, speaker: usize, mention: &Salient) -> bool {
        let by = |o: &usize| self.resolved[*o].as_ref().is_some_and(|r| r.entity == Some(speaker));
        (0..self.attributions.len()).filter(by).any(|o| self.is_told_in(o, mention))
    }

    /// Whether a mention opens its sentence or stands right behind a comma.
    fn opens_clause(&self, mention: &Salient) -> bool {
        mention.at == self.words.sentence_of(mention.at).start || self.words.all[mention.at - 1].is(",")
    }
}
