//! Who cannot be meant by an office, though introduced with one that is called alike.

use super::resolve::Resolver;
use super::source::Phrase;
use crate::vocabulary::vocabulary;
use std::ops::Range;

impl Resolver<'_, '_> {
    /// Whether the article shows that a person holds another office than the phrase tells.
    pub(super) fn holds_another(&self, phrase: &Phrase, person: usize) -> bool {
        self.met_beside(phrase, person) || self.told_more_closely(phrase, person)
    }

    /// "The Foreign Secretary met Aldran Foreign Minister Ada Venn": who is named with a title of other words beside the phrase is not meant by it.
    fn met_beside(&self, phrase: &Phrase, person: usize) -> bool {
        let office = self.office_words(phrase);
        let wanted = self.words.phrase(office.clone());
        if office.len() < 2 {
            return false;
        }
        (0..self.names.len()).filter(|n| self.entities.of_name[*n] == Some(person)).any(|n| {
            let name = &self.names[n];
            let title = name.start..name.words.start;
            if title.is_empty() || self.words.phrase(title).contains(&wanted) {
                return false;
            }
            let sentence = self.words.sentence_of(name.start);
            // Further than an apposition stands from its name.
            let before = sentence.start..name.start.saturating_sub(office.len() + 1);
            before.into_iter().any(|at| {
                self.words.lower(at) == "the" && self.words.phrase(at + 1..at + 1 + office.len()) == wanted
            })
        })
    }

    /// "The defence secretary … the secretary": a bare noun for an office that the paragraph told in full before, and that the person does not hold.
    fn told_more_closely(&self, phrase: &Phrase, person: usize) -> bool {
        let v = vocabulary();
        let at = phrase.words.start;
        if self.office_words(phrase).len() != 1 || !phrase.after.is_empty() || phrase.owner.is_some() {
            return false;
        }
        let Some(paragraph) = self.words.get(at).map(|w| w.paragraph) else { return false };
        let noun = self.words.lower(phrase.words.end - 1);
        let from = self.words.of_paragraph(paragraph).start;
        // "Finance Minister Rolle": the title of a name tells nobody else's office.
        let title = |w: usize| self.names.iter().any(|n| (n.start..n.words.start).contains(&w));
        let told = (from + 1..at).rev().find(|w| self.words.lower(*w) == noun).filter(|w| !title(*w));
        let Some(office) = told.and_then(|w| v.offices.get(&self.words.phrase(w - 1..w + 1))) else {
            return false;
        };
        self.entities.all[person].introductions.iter().all(|i| i.noun != office.canonical)
    }

    /// The words of the phrase without a determiner.
    fn office_words(&self, phrase: &Phrase) -> Range<usize> {
        let the = self.words.lower(phrase.words.start) == "the";
        phrase.words.start + usize::from(the)..phrase.words.end
    }
}
