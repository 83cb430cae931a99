//! Whom "they" means where the text tells of several people by a common noun: "Members of both unions objected. They said …".
//!
//! Names and earlier sources are mentions from the start; people who have said nothing yet are looked for only here. A body is meant by
//! "they" where no several people stand nearer.

use super::antecedents::Antecedent;
use super::names::is_people;
use super::narrowing::is_party;
use super::pronouns::{MentionRole, Salient};
use super::resolve::{Resolved, Resolver, is_noun};
use super::source::{self, PREPOSITIONS, Phrase, Source};
use crate::vocabulary::{Gender, vocabulary};
use crate::words::Word;
use reportedly_schema::{How, SpeakerKind};
use std::ops::Range;

/// Sentences looked back over.
const SENTENCES: usize = 2;

/// Words before a noun that are looked at.
const WIDEST: usize = 6;

/// Words behind which a clause begins.
const OPENS_CLAUSE: &[&str] = &[
    ";", ":", "-", "–", "—", "but", "that", "because", "when", "as", "while", "if", "though", "although",
    "where", "since", "so", "yet", "until", "whether", "still", "then", "also", "perhaps",
];

/// Marks that join a clause or only a further noun.
const LISTS: &[&str] = &[",", "and", "or"];

const OWNERS: &[&str] = &["his", "her", "their", "its"];

/// Several people told of by a common noun.
#[derive(Debug)]
struct People {
    /// The phrase with its determiner.
    words: Range<usize>,
    /// It stands where a subject stands.
    subject: bool,
}

impl Resolver<'_, '_> {
    /// The several people whom "they" at word `at` means rather than the entity that was found, if any.
    pub(super) fn several_people(&mut self, i: usize, at: usize, found: &Antecedent) -> Option<Resolved> {
        let (back, people) = self.people_before(at)?;
        if matches!(found, Antecedent::Several(_)) && !people.subject {
            return None;
        }
        if let Antecedent::One(entity) = *found {
            let sentence = self.words.all[at].sentence;
            let last = self.salient.iter().rev().find(|s| s.at < at && s.entity == entity)?;
            let distance = sentence - self.words.all[last.at].sentence.min(sentence);
            let body =
                matches!(self.entities.all[entity].kind, SpeakerKind::Organisation | SpeakerKind::Government);
            let leads = |s: &Salient| s.role == MentionRole::Subject || s.speaks;
            let nearer = back < distance && people.subject;
            let beside = body && back == distance && people.subject && !leads(last);
            if !nearer && !beside {
                return None;
            }
        }
        let mut made = self.joined_people(&people).or_else(|| {
            let span = self.words.span(&people.words)?;
            match source::read(self.words, self.names, &[span]) {
                Source::Phrase(phrase) => Some(self.phrase(i, &phrase)),
                _ => None,
            }
        })?;
        made.entity?;
        made.speaker.how = How::Pronoun;
        made.mention = Some(at..at + 1);
        made.rule = "pronoun for the people told of before it";
        Some(made)
    }

    /// The people of the nearest sentence that tells of any, with its distance in sentences: the only ones, or the only ones that are a subject.
    fn people_before(&self, at: usize) -> Option<(usize, People)> {
        let word = &self.words.all[at];
        for back in 0..=SENTENCES.min(word.sentence) {
            let sentence = &self.words.sentences[word.sentence - back];
            if self.words.all[sentence.start].paragraph + 1 < word.paragraph {
                return None;
            }
            let mut here = self.people_in(sentence.start..sentence.end.min(at), word.quoted);
            if here.is_empty() {
                continue;
            }
            if here.len() > 1 {
                here.retain(|p| p.subject);
            }
            let only = if here.len() == 1 { here.pop() } else { None };
            return only.map(|p| (back, p));
        }
        None
    }

    /// All phrases for several people in a stretch of words, as far as they are quoted or not.
    fn people_in(&self, range: Range<usize>, quoted: bool) -> Vec<People> {
        let mut out: Vec<People> = Vec::new();
        for head in range.clone() {
            let word = &self.words.all[head];
            if word.quoted != quoted {
                continue;
            }
            if word.is("and")
                && let Some(people) = self.joined_at(head, &range)
            {
                out.retain(|p| p.words.end <= people.words.start);
                out.push(people);
                continue;
            }
            if !self.is_several(head) || out.last().is_some_and(|p| p.words.contains(&head)) {
                continue;
            }
            let start = self.phrase_begins(range.start, head);
            // "Recognised by voters", "how many people": those who do nothing.
            if start > range.start && self.words.all[start - 1].among(&["by", "how"]) {
                continue;
            }
            let words = start..head + 1;
            let joins = start > range.start && self.words.all[start - 1].is("and");
            // "Officials and members": one phrase.
            match out.last_mut() {
                Some(last) if joins && last.words.end + 1 == start => last.words.end = head + 1,
                _ => {
                    let subject = self.stands_as_subject(range.start, &words);
                    out.push(People { words, subject });
                }
            }
        }
        out
    }

    /// Whether a word is the plural of a noun for people, and no modifier or owner.
    fn is_several(&self, at: usize) -> bool {
        let v = vocabulary();
        let word = &self.words.all[at];
        let plural = word.is("people") || v.lemmas.noun(&word.lower) != word.lower;
        let next = self.words.get(at + 1).filter(|n| n.sentence == word.sentence);
        let owns = next.is_some_and(|n| matches!(n.text, "'s" | "’s" | "'" | "’"));
        // "Venn moderates his words": the verb.
        let acts = next.is_some_and(|n| n.among(OWNERS) || n.among(&["the", "a", "an"]));
        let names = next.is_some_and(|n| n.is_capital && n.is_word);
        // "Markets" speak for investors only by metonymy.
        word.is_small()
            && plural
            && !word.is("markets")
            && is_people(&word.lower)
            && !owns
            && !acts
            && !names
            && !next.is_some_and(is_noun)
    }

    /// Where the noun phrase with this head begins.
    fn phrase_begins(&self, from: usize, head: usize) -> usize {
        let v = vocabulary();
        let mut start = head;
        while start > from && head - start < WIDEST {
            let word = &self.words.all[start - 1];
            if word.among(source::DETERMINERS) || word.among(&["some", "many", "several", "most", "few"]) {
                return start - 1;
            }
            let narrows = word.is_word
                && !word.among(PREPOSITIONS)
                && !v.filler.has(&word.lower)
                && !word.among(OPENS_CLAUSE)
                && !word.among(LISTS)
                && (v.adjectives.has(&word.lower)
                    || is_party(&word.lower)
                    || word.is_capital && start > from + 1
                    || is_noun(word));
            if !narrows {
                break;
            }
            start -= 1;
        }
        start
    }

    fn stands_as_subject(&self, from: usize, phrase: &Range<usize>) -> bool {
        let Some(before) = phrase.start.checked_sub(1).filter(|before| *before >= from) else { return true };
        let before = &self.words.all[before];
        let lemmas = &vocabulary().lemmas;
        let verb =
            |w: &Word| w.is_small() && lemmas.is_verb(&lemmas.verb(&w.lower)) && !w.lower.ends_with("ing");
        let acts = || {
            self.words
                .get(phrase.end)
                .is_some_and(|w| verb(w) || w.among(&["of", "in", "within", "from", "at"]))
        };
        before.among(OPENS_CLAUSE)
            || matches!(before.text, "“" | "\"" | "”" | "(")
            || before.among(LISTS) && acts()
    }

    /// "Venn and her aides", "he and his partner": who is joined with people of his own at word `and`.
    fn joined_at(&self, and: usize, range: &Range<usize>) -> Option<People> {
        let owner = self.words.get(and + 1).filter(|w| w.among(OWNERS))?;
        let before = and.checked_sub(1).filter(|b| *b >= range.start)?;
        let start = if self.words.all[before].among(&["he", "she"]) {
            before
        } else {
            self.names.iter().find(|n| n.words.end == and && !n.possessive)?.start
        };
        let plain = |at: &usize| {
            let word = &self.words.all[*at];
            word.sentence == owner.sentence
                && (is_noun(word) || is_people(&word.lower) || vocabulary().adjectives.has(&word.lower))
        };
        let reach = and + 2..range.end.min(and + 2 + WIDEST);
        let head = reach.take_while(plain).filter(|at| is_people(self.words.lower(*at))).last()?;
        let words = start..head + 1;
        let subject = self.stands_as_subject(range.start, &words);
        Some(People { words, subject })
    }

    /// "She and her aides" as a source that opens with a pronoun at word `at` for a person: both.
    pub(super) fn with_own_people(&mut self, at: usize, until: usize) -> Option<Resolved> {
        let joined = self.joined_at(at + 1, &(at..until)).filter(|_| self.words.lower(at + 1) == "and")?;
        self.joined_people(&joined)
    }

    /// "Venn and her aides" as a source: both, Venn by the full name.
    pub(super) fn named_pair(&mut self, i: usize, phrase: &Phrase) -> Option<Resolved> {
        let range = phrase.words.clone();
        let and = range.clone().find(|at| self.words.all[*at].is("and"))?;
        if self.words.lower(range.start) == "the" {
            return self.office_and_name(i, &range, and);
        }
        let n =
            self.names.iter().position(|n| n.start == range.start && n.words.end == and && !n.possessive)?;
        let own = self.words.get(and + 1).is_some_and(|w| w.among(OWNERS));
        let person = self.entities.of_name[n].filter(|e| self.entities.all[*e].kind == SpeakerKind::Person);
        person.filter(|_| own).and_then(|_| self.joined_people(&People { words: range, subject: true }))
    }

    /// "The secretary and Venn": both by their names, the first as written where nobody is known to hold the office.
    fn office_and_name(&mut self, i: usize, range: &Range<usize>, and: usize) -> Option<Resolved> {
        let n = self.names.iter().position(|n| n.start == and + 1 && n.words.end == range.end)?;
        let second =
            self.entities.of_name[n].filter(|e| self.entities.all[*e].kind == SpeakerKind::Person)?;
        let held = match source::read_span(self.words, self.names, range.start..and) {
            Source::Phrase(office) => self.phrase(i, &office).entity.filter(|e| *e != second),
            _ => None,
        };
        let first = match held.filter(|e| self.entities.all[*e].tokens.len() > 1) {
            Some(holder) => self.entities.all[holder].name.clone(),
            None => self.words.in_one_line(&(range.start + 1..and)),
        };
        let name = format!("{first} and {}", self.entities.all[second].name);
        let entity = self.phrase_entity(name, SpeakerKind::Group, range.start, Gender::Unknown);
        Some(self.made(entity, How::Named, "an office and a name, joined"))
    }

    /// Those joined by [`Self::joined_at`], by the name of the one.
    fn joined_people(&mut self, people: &People) -> Option<Resolved> {
        let and = people.words.clone().find(|at| {
            self.words.all[*at].is("and") && self.words.get(at + 1).is_some_and(|w| w.among(OWNERS))
        })?;
        let pronoun = self.pronouns.iter().find(|p| p.at == people.words.start).and_then(|p| p.entity);
        let named = self.names.iter().position(|n| n.words.end == and).and_then(|n| self.entities.of_name[n]);
        let one = self.entities.all[pronoun.or(named)?].name.clone();
        let rest = self.words.in_one_line(&(and + 1..people.words.end));
        let entity = self.phrase_entity(
            format!("{one} and {rest}"),
            SpeakerKind::Group,
            people.words.start,
            Gender::Unknown,
        );
        Some(self.made(entity, How::Named, "a person and those who belong to that one"))
    }
}
