//! Which body a common noun means: "the company", "the newspaper", "the agency", "the campaign".
//!
//! A body named lately whose name or kind suits the noun is meant where it is the only one, or the subject right before.

use super::names::{Name, NameKind};
use super::nominals::CLEARLY;
use super::pronouns::{MentionRole, Salient};
use super::resolve::Resolver;
use super::source::Phrase;
use crate::vocabulary::vocabulary;
use crate::words::Word;
use reportedly_schema::{BlockKind, SpeakerKind};

/// Sentences over which a noun goes on from a name.
const SENTENCES: usize = 3;

/// Letters of the longest initials: "VENICE" at the head of a report is a place.
const LONGEST_ACRONYM: usize = 5;

/// Bodies that belong to somebody: whose is told where they are first spoken of.
const OWNED: &[&str] = &[
    "campaign",
    "administration",
    "team",
    "office",
    "family",
    "cabinet",
    "camp",
    "foundation",
    "delegation",
];

impl Resolver<'_, '_> {
    /// "The newspaper" after the name of an outlet, "the school" after that of a university: the only body of the sort that was named lately.
    pub(super) fn body_of_this_sort(&self, phrase: &Phrase) -> Option<usize> {
        // Any body may have a website.
        const SITES: &[&str] = &["website", "site", "portal"];
        let v = vocabulary();
        let noun = phrase.noun.as_str();
        let at = phrase.words.start;
        if !phrase.after.is_empty() || OWNED.contains(&noun) {
            return None;
        }
        // "The Evening Spark newspaper … the newspaper".
        if let Some(called) = self.called_by_noun(noun, at) {
            return Some(called);
        }
        let kin = v.general_bodies.get(noun);
        let outlet = v.outlet_nouns.get(noun).is_some_and(|kind| *kind == "outlet") && !SITES.contains(&noun);
        if !outlet && kin.is_none() {
            return None;
        }
        let suits = |e: usize| {
            let entity = &self.entities.all[e];
            let body = matches!(entity.kind, SpeakerKind::Organisation | SpeakerKind::Government)
                && entity.name.chars().any(char::is_uppercase)
                && !self.states.contains(&e);
            let last = entity.tokens.last().map(String::as_str).unwrap_or_default();
            let by_last_word = match entity.tokens.len() {
                1 => {
                    entity.name.chars().count() <= LONGEST_ACRONYM
                        && !entity.name.chars().any(char::is_lowercase)
                        && kin.is_some_and(|k| k.contains(&"acronym"))
                }
                _ => kin.is_some_and(|k| k.contains(&last)),
            };
            body && match entity.outlet {
                Some(_) => outlet,
                None => by_last_word && !v.places.has(last),
            }
        };
        let sentence = self.words.get(at)?.sentence;
        let from = self.words.sentences[sentence.saturating_sub(SENTENCES)].start;
        let here = |s: &&Salient| (from..at).contains(&s.at) && !self.words.all[s.at].quoted;
        let mut near: Vec<usize> =
            self.salient.iter().filter(here).map(|s| s.entity).filter(|e| suits(*e)).collect();
        near.sort_unstable();
        near.dedup();
        match near[..] {
            [only] => Some(only),
            _ => self.subject_before(phrase, &suits),
        }
    }

    /// The body whose name was written with a noun right before it, or right behind it where that is an outlet's or a union's, before word
    /// `at`: the only one.
    fn called_by_noun(&self, noun: &str, at: usize) -> Option<usize> {
        // "The Harlow council" is a council and not Harlow.
        let of_name = noun == "union" || vocabulary().outlet_nouns.has(noun);
        let is_noun = |at: usize| self.words.get(at).is_some_and(|w| w.is_small() && w.is(noun));
        let called = |n: &usize| {
            let name = &self.names[*n];
            let behind = of_name && is_noun(name.words.end);
            name.words.end < at && (behind || name.start.checked_sub(1).is_some_and(is_noun))
        };
        let mut told = (0..self.names.len()).filter(called).filter_map(|n| self.entities.of_name[n]);
        let entity = told.next()?;
        let named = &self.entities.all[entity];
        let body = match named.kind {
            SpeakerKind::Organisation => true,
            SpeakerKind::Unknown => named.tokens.len() > 1,
            _ => false,
        };
        (body && told.all(|other| other == entity)).then_some(entity)
    }

    /// "The Port Ansel exchange … the exchange": the noun with the only name that the text put right before it.
    pub(super) fn with_its_name(&self, phrase: &Phrase) -> Option<String> {
        let until = phrase.words.start;
        if !phrase.after.is_empty() || OWNED.contains(&phrase.noun.as_str()) {
            return None;
        }
        let behind = |n: &&Name| {
            n.words.end < until
                && !matches!(n.kind, NameKind::Person | NameKind::Group)
                && self.words.get(n.words.end).is_some_and(|w| w.is_small() && w.is(&phrase.noun))
                // "The Aldran government decision" tells of no government.
                && !self.words.get(n.words.end + 1).is_some_and(super::resolve::is_noun)
        };
        let mut told = self.names.iter().filter(behind).map(|n| self.words.cut(&n.words));
        let name = told.next()?;
        told.all(|other| other == name).then(|| format!("{name} {}", phrase.noun))
    }

    /// "Venn's campaign", "the Venn administration", "her campaign": the name under which the noun of a phrase was told with its owner, where
    /// the text before gives it one owner only.
    pub(super) fn owned_before(&self, phrase: &Phrase) -> Option<String> {
        let noun = phrase.noun.as_str();
        let until = phrase.words.start;
        if !OWNED.contains(&noun) || !phrase.after.is_empty() {
            return None;
        }
        let places = (0..until).filter(|at| self.words.all[*at].is(noun));
        let told: Vec<(usize, (usize, bool))> =
            places.filter_map(|at| Some((at, self.owner_before(at)?))).collect();
        let (last, (owner, adjunct)) = *told.last()?;
        if told.iter().any(|(_, (other, _))| *other != owner) {
            return None;
        }
        // Told of lately, or of whoever was named last.
        let near = self.words.all[last].sentence + SENTENCES >= self.words.get(until)?.sentence;
        let person = |s: &&Salient| s.at < until && self.entities.all[s.entity].kind == SpeakerKind::Person;
        let named_last = self.salient.iter().rev().find(person).is_some_and(|s| s.entity == owner);
        if !near && !named_last {
            return None;
        }
        let name = &self.entities.all[owner].name;
        Some(match (adjunct, name.ends_with('s')) {
            (true, _) => format!("{name} {noun}"),
            (false, true) => format!("{name}' {noun}"),
            (false, false) => format!("{name}'s {noun}"),
        })
    }

    /// Who owns the noun at a word by the name or pronoun right before it, and whether that is a name without "'s".
    fn owner_before(&self, at: usize) -> Option<(usize, bool)> {
        let before = at.checked_sub(1)?;
        if matches!(self.words.lower(before), "his" | "her") {
            let known = self.pronouns.iter().find(|p| p.at == before)?;
            return known.entity.map(|e| (e, false));
        }
        let possessive = self.words.lower(before) == "'s" || matches!(self.words.all[before].text, "'" | "’");
        let end = if possessive { before } else { at };
        let n = self.names.iter().position(|n| n.words.end == end)?;
        let entity = self.entities.of_name[n]?;
        let person = self.entities.all[entity].kind == SpeakerKind::Person;
        person.then_some((entity, !possessive))
    }

    /// "the company": the one body of that sort that was named lately.
    pub(super) fn recent_body(&self, phrase: &Phrase) -> Option<usize> {
        const COMPANY: &[&str] = &[
            "company",
            "corporation",
            "carrier",
            "airline",
            "maker",
            "bank",
            "retailer",
            "automaker",
            "manufacturer",
            "giant",
            "corp",
            "inc",
            "ltd",
            "llc",
            "plc",
            "gmbh",
        ];
        const BODY: &[&str] = &[
            "group",
            "organization",
            "organisation",
            "union",
            "charity",
            "association",
            "institute",
            "club",
            "team",
            "party",
        ];
        let noun = phrase.noun.as_str();
        let company = COMPANY.contains(&noun);
        if !company && !BODY.contains(&noun) {
            return None;
        }
        let v = vocabulary();
        let suits = |e: usize| {
            let e = &self.entities.all[e];
            let last = e.tokens.last().map(String::as_str).unwrap_or_default();
            let public = v.organisations.has(last) && !COMPANY.contains(&last);
            e.kind == SpeakerKind::Organisation
                && e.outlet.is_none()
                && e.name.chars().any(char::is_uppercase)
                && !(company && public)
                && (company || !v.company_words.has(last))
        };
        let at = phrase.words.start;
        let sentence = self.words.get(at)?.sentence;
        let from = self.words.sentences[sentence.saturating_sub(SENTENCES)].start;
        let near = self
            .salient
            .iter()
            .filter(|s| (from..at).contains(&s.at) && !self.words.all[s.at].quoted && suits(s.entity));
        let mut near: Vec<usize> = near.map(|s| s.entity).collect();
        near.sort_unstable();
        near.dedup();
        // "The company" of a report on one company is that one, unless another is the subject right before.
        if let Some(topic) = self.topic_body(company, at, &suits) {
            return Some(self.subject_before(phrase, &suits).unwrap_or(topic));
        }
        match near[..] {
            [only] => Some(only),
            _ => self.subject_before(phrase, &suits).or_else(|| self.likeliest(phrase, &near, CLEARLY)),
        }
    }

    /// "The conservative newspaper", "the drug company", "the budget office": a body named lately, by a noun with small words before it.
    pub(super) fn body_told_otherwise(&self, phrase: &Phrase) -> Option<usize> {
        const ANOTHER: &[&str] = &[
            "other",
            "rival",
            "parent",
            "new",
            "second",
            "third",
            "local",
            "sister",
            "different",
            "latter",
            "former",
            "same",
            "entire",
            "first",
            "only",
            "next",
            "last",
            "whole",
            "combined",
            "merged",
            "resulting",
        ];
        let head = phrase.words.end.checked_sub(1)?;
        let narrowing = self.words.slice(phrase.words.start..head);
        let plain = |w: &Word| w.is_word && w.is_small() && !w.among(ANOTHER) && !w.is("'s");
        let small = !narrowing.is_empty() && narrowing.iter().all(plain);
        let giant = phrase.noun == "giant" || phrase.noun == "maker";
        if !small || giant || phrase.owner.is_some() || phrase.plural || !phrase.after.is_empty() {
            return None;
        }
        let tail: Vec<&str> = phrase.words.clone().map(|at| self.words.lower(at)).collect();
        let ends = |e: &usize| {
            let e = &self.entities.all[*e];
            let tokens: Vec<&str> = e.tokens.iter().map(String::as_str).collect();
            matches!(e.kind, SpeakerKind::Organisation | SpeakerKind::Government)
                && e.name.starts_with(char::is_uppercase)
                && e.first < phrase.words.start
                && tokens.len() > tail.len()
                && tokens.ends_with(&tail)
        };
        let mut named = (0..self.entities.all.len()).filter(ends);
        let first = named.next();
        if first.is_some() {
            return first.filter(|_| named.next().is_none());
        }
        /// Nouns by which any body of the sort goes on.
        const ANY: &[&str] = &["company", "group", "organization", "organisation", "charity"];
        let news = narrowing.iter().any(|w| w.is("news"));
        let noun = if news { "outlet".to_owned() } else { phrase.noun.clone() };
        let bare = Phrase { noun, words: head..phrase.words.end, modifiers: Vec::new(), ..phrase.clone() };
        let any = || if ANY.contains(&bare.noun.as_str()) { self.recent_body(&bare) } else { None };
        self.body_of_this_sort(&bare).or_else(any)
    }

    /// The only body of a sort that the title names and the text before word `at` names again; without one in the title, of its first sentence.
    fn topic_body(&self, company: bool, at: usize, suits: &dyn Fn(usize) -> bool) -> Option<usize> {
        let heads = |w: usize| self.words.is_heading(self.words.all[w].paragraph);
        let first_body = self.words.kinds.iter().position(|k| *k == BlockKind::Body)?;
        let lead = self.words.paragraphs.get(first_body)?.start;
        let of = |there: &dyn Fn(usize) -> bool| -> Option<usize> {
            let mut found = self
                .names
                .iter()
                .enumerate()
                .filter(|(_, n)| n.start < at && there(n.start))
                .filter_map(|(n, _)| self.entities.of_name[n])
                .filter(|e| suits(*e));
            let first = found.next()?;
            found.all(|e| e == first).then_some(first)
        };
        let topic = of(&heads).or_else(|| of(&|w| self.words.all[w].sentence == lead))?;
        let last = self.entities.all[topic].tokens.last().map(String::as_str).unwrap_or_default();
        // A name that ends in the word of no company ("Oxley Trust") is none.
        (company || !vocabulary().company_words.has(last)).then_some(topic)
    }

    /// "Maros Foods, the parent company of Venn Mills, closed two mills. The company said …": the body that the sentence before opens
    /// with, where the phrase opens its own and both stand in one paragraph.
    fn subject_before(&self, phrase: &Phrase, suits: &dyn Fn(usize) -> bool) -> Option<usize> {
        let at = phrase.words.start;
        let word = self.words.get(at)?;
        let opens = at <= self.words.sentences[word.sentence].start + 1;
        let before = self.words.sentences.get(word.sentence.checked_sub(1)?)?.clone();
        if !opens || word.quoted || self.words.all[before.start].paragraph != word.paragraph {
            return None;
        }
        let first = self.salient.iter().find(|s| before.contains(&s.at))?;
        let subject = first.role == MentionRole::Subject && !first.pronoun;
        (subject && first.at <= before.start + 1 && suits(first.entity)).then_some(first.entity)
    }
}
