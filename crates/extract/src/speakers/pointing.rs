//! Sources that point: pronouns, relative pronouns, the first person.

use super::antecedents::{self, Anaphor, Antecedent, Candidate};
use super::cataphora::subject_behind;
use super::issuer::issuer;
use super::pronouns::{MentionRole, PronounRole, Salient, Wanted, role_of, suits};
use super::resolve::{Pronoun, Resolved, Resolver};
use super::source::{self, Class, Source};
use crate::attribution::{Attribution, interview};
use crate::vocabulary::{Gender, vocabulary};
use reportedly_schema::{How, SpeakerKind};
use std::collections::BTreeSet;

/// Paragraphs over which a pronoun goes on from a subject.
const PARAGRAPHS_BACK: usize = 2;

impl Resolver<'_, '_> {
    pub(super) fn pronoun(&mut self, i: usize, at: usize) -> Resolved {
        let lower = self.words.lower(at).to_string();
        if matches!(lower.as_str(), "who" | "which" | "that" | "whose" | "whom") {
            return self.relative(i, at);
        }
        let Some(wanted) = Wanted::of(&lower) else {
            let paragraph = self.words.all[at].paragraph;
            let asked = || interview::asked_in(self.words, self.names, paragraph);
            if lower == "you"
                && let Some(entity) = asked().and_then(|n| self.entities.of_name[n])
            {
                return self.pointing(at, entity, "second person in a question of an interview");
            }
            return Resolved::unknown(Vec::new(), "pronoun without an antecedent");
        };
        let outer = self.outer_speaker(i, at);
        // Inside his own quoted words a speaker is "I"; inside reported words he is "he".
        let excluded = outer.filter(|_| self.words.all[at].quoted).or_else(|| self.asker(at));
        if let Some(entity) = outer.filter(|_| !self.words.all[at].quoted) {
            let e = &self.entities.all[entity];
            if let Wanted::Person(gender) = wanted
                && e.kind == SpeakerKind::Person
                && gender.agrees(e.gender)
            {
                return self.pointing(at, entity, "pronoun for the speaker of the statement around it");
            }
        }
        let (candidates, found) = self.antecedent(&Anaphor { at, wanted, speaks: true, excluded });
        if wanted == Wanted::Several
            && let Some(people) = self.several_people(i, at, &found)
        {
            return people;
        }
        let found = match found {
            Antecedent::One(entity) => {
                let near = self.told_here(at, wanted, entity).unwrap_or(entity);
                self.past_short_name(at, wanted, near)
            }
            other => other,
        };
        let found = match found {
            Antecedent::Several(list) => match self.settled(i, at, wanted, &list) {
                Some(entity) => Antecedent::One(entity),
                None => Antecedent::Several(list),
            },
            other => other,
        };
        let found = match found {
            Antecedent::One(entity) => {
                Antecedent::One(self.speaks_of_another(i, at, wanted, entity).unwrap_or(entity))
            }
            other => other,
        };
        let entity = if let Antecedent::One(entity) = found { Some(entity) } else { None };
        self.pronouns.push(Pronoun { at, wanted, speaks: true, candidates, entity });
        if let Some(entity) = entity {
            self.learn_person(entity, wanted);
        }
        match found {
            Antecedent::One(entity) => {
                let until = self.attributions[i].source.last().map_or(at, |s| self.words.inside(*s).end);
                let both = self.with_own_people(at, until);
                both.unwrap_or_else(|| self.pointing(at, entity, "pronoun for the one that fits best"))
            }
            Antecedent::Several(list) => {
                Resolved::unknown(self.candidates(&list), "pronoun with several that fit")
            }
            Antecedent::None => Resolved::unknown(Vec::new(), "pronoun without an antecedent"),
        }
    }

    /// Whoever spoke last, where the one that fits best is named in the quoted words or in the clause behind the pronoun: "Ove Rolle agreed that
    /// Len Venn was the best. He said: “Venn won”". (Principle C of binding, Chomsky 1981; a speaker who goes on may speak of himself by name.)
    fn speaks_of_another(&self, i: usize, at: usize, wanted: Wanted, best: usize) -> Option<usize> {
        let plain = |s: &&Salient| s.at < at && s.speaks && !self.words.all[s.at].quoted;
        let last = self.salient.iter().rev().find(plain)?.entity;
        let sentence = self.words.sentence_of(at).start;
        let subject = |s: &Salient| {
            (sentence..at).contains(&s.at) && s.entity == best && !s.pronoun && s.role == MentionRole::Subject
        };
        if self.salient.iter().any(subject) {
            return None;
        }
        let another = last != best && suits(&self.entities, last, wanted) && self.names_in_words(i, at, best);
        (another && !self.names_in_words(i, at, last)).then_some(last)
    }

    /// Whether a person is named in the quoted words of a statement, or in its clause where that stands behind word `at`.
    pub(super) fn names_in_words(&self, i: usize, at: usize, entity: usize) -> bool {
        let told = |span: &reportedly_schema::Span| {
            let content = self.words.inside(*span);
            let named = |n: usize| {
                let start = self.names[n].words.start;
                content.contains(&start) && (content.start > at || self.words.all[start].quoted)
            };
            (0..self.names.len()).any(|n| self.entities.of_name[n] == Some(entity) && named(n))
        };
        self.entities.all[entity].kind == SpeakerKind::Person && self.attributions[i].content.iter().any(told)
    }

    /// "Pressed by Ove Rolle on the matter, she said": whoever asks is not the one who answers.
    fn asker(&self, at: usize) -> Option<usize> {
        const ASKED: &[&str] = &[
            "asked",
            "pressed",
            "questioned",
            "challenged",
            "quizzed",
            "prodded",
            "interviewed",
            "grilled",
            "urged",
        ];
        let sentence = self.words.sentence_of(at);
        let by = (sentence.start..at).find(|by| {
            *by > sentence.start && self.words.all[*by].is("by") && self.words.all[by - 1].among(ASKED)
        })?;
        let comma = (by..at).find(|c| self.words.all[*c].is(","))?;
        let asker = |n: &usize| (by..comma).contains(&self.names[*n].words.start);
        (0..self.names.len()).find(asker).and_then(|n| self.entities.of_name[n])
    }

    /// "Kerry Venn accused the board … She said": the only person told of in this paragraph, where the one that fits best by the model was last told
    /// of before the paragraph that precedes it.
    fn told_here(&self, at: usize, wanted: Wanted, best: usize) -> Option<usize> {
        let paragraph = self.words.all[at].paragraph;
        let plain = |s: &&Salient| s.at < at && !self.words.all[s.at].quoted;
        let last = self.salient.iter().rev().filter(plain).find(|s| s.entity == best)?;
        if self.words.all[last.at].paragraph + 1 >= paragraph {
            return None;
        }
        let mut here: Vec<usize> = self
            .salient
            .iter()
            .filter(plain)
            .filter(|s| {
                self.words.all[s.at].paragraph == paragraph && suits(&self.entities, s.entity, wanted)
            })
            .map(|s| s.entity)
            .collect();
        here.sort_unstable();
        here.dedup();
        let speaks = |e: usize| {
            self.salient
                .iter()
                .filter(plain)
                .any(|s| s.entity == e && s.speaks && self.words.all[s.at].paragraph == paragraph)
        };
        match here[..] {
            [only] if self.entities.all[only].kind == SpeakerKind::Person && speaks(only) => Some(only),
            _ => None,
        }
    }

    /// "Venn said … She said": where a surname that several bear stands as a subject between the one that fits best and the pronoun, one of
    /// these is meant: the only one that agrees, else none is chosen.
    fn past_short_name(&self, at: usize, wanted: Wanted, best: usize) -> Antecedent {
        let paragraph = self.words.all[at].paragraph;
        let last = self.salient.iter().rev().find(|s| s.at < at && s.entity == best && !s.pronoun);
        let from = last.map_or(0, |s| s.at);
        let shared = self.entities.possible.iter().rev().find(|(n, _)| {
            let name = &self.names[**n];
            (from..at).contains(&name.start)
                && self.words.all[name.start].paragraph + PARAGRAPHS_BACK >= paragraph
                && self.words.all[name.start].quoted == self.words.all[at].quoted
                && role_of(self.words, self.names, **n) == MentionRole::Subject
        });
        let Some((_, bearers)) = shared.filter(|_| matches!(wanted, Wanted::Person(_))) else {
            return Antecedent::One(best);
        };
        let fits: Vec<usize> =
            bearers.iter().copied().filter(|e| suits(&self.entities, *e, wanted)).collect();
        match fits[..] {
            [] => Antecedent::One(best),
            [only] => Antecedent::One(only),
            _ if fits.contains(&best) => Antecedent::One(best),
            _ => Antecedent::Several(fits),
        }
    }

    /// Whoever "he" or "she" means is a person.
    fn learn_person(&mut self, entity: usize, wanted: Wanted) {
        let e = &mut self.entities.all[entity];
        if matches!(wanted, Wanted::Person(_)) && e.kind == SpeakerKind::Unknown && e.unclear {
            (e.kind, e.unclear) = (SpeakerKind::Person, false);
        }
    }

    /// Everyone whom a pronoun may mean, and who it is.
    pub(super) fn antecedent(&self, anaphor: &Anaphor) -> (Vec<Candidate>, Antecedent) {
        if self.tagged.is_none() || !matches!(anaphor.wanted, Wanted::Person(_)) {
            let found = antecedents::nearest(self.words, &self.entities, &self.salient, anaphor);
            return (Vec::new(), found);
        }
        let candidates =
            antecedents::candidates(self.words, &self.entities, &self.salient, anaphor, &|at, word| {
                self.head_score(at, word)
            });
        let behind = subject_behind(self.words, &self.entities, &self.salient, anaphor);
        let found = behind.map_or_else(|| antecedents::choose(&candidates, anaphor), Antecedent::One);
        (candidates, found)
    }

    /// The pronouns for one person that are no source, with what they ask for.
    pub(super) fn plain_pronouns(&self, speaking: &BTreeSet<usize>) -> Vec<(usize, Wanted)> {
        let wanted = |(at, word): (usize, &crate::words::Word)| {
            Wanted::of(&word.lower).filter(|w| matches!(w, Wanted::Person(_))).map(|w| (at, w))
        };
        self.words
            .all
            .iter()
            .enumerate()
            .filter_map(wanted)
            .filter(|(at, _)| !speaking.contains(at))
            .collect()
    }

    /// A pronoun that is no source: whom it means, and so a further mention of that person.
    pub(super) fn plain_pronoun(&mut self, at: usize, wanted: Wanted) {
        let quoted = self.words.all[at].quoted;
        let excluded = self.outer_speaker(usize::MAX, at).filter(|_| quoted);
        let (candidates, found) = self.antecedent(&Anaphor { at, wanted, speaks: false, excluded });
        let entity = if let Antecedent::One(entity) = found { Some(entity) } else { None };
        if let Some(entity) = entity {
            self.learn_person(entity, wanted);
            let role = match PronounRole::of(self.words, at) {
                PronounRole::Subject => MentionRole::Subject,
                PronounRole::Object => MentionRole::Object,
                PronounRole::Possessor => MentionRole::Possessor,
            };
            let place = self.salient.partition_point(|s| s.at < at);
            let mention = Salient { at, word: at, entity, speaks: false, role, pronoun: true, full: false };
            self.salient.insert(place, mention);
        }
        self.pronouns.push(Pronoun { at, wanted, speaks: false, candidates, entity });
    }

    pub(super) fn pointing(&self, at: usize, entity: usize, rule: &'static str) -> Resolved {
        let mut found = self.made(entity, How::Pronoun, rule);
        found.mention = Some(at..at + 1);
        found
    }

    /// "who": what stands right before it.
    pub(super) fn relative(&mut self, _i: usize, at: usize) -> Resolved {
        let mut end = at;
        while end > 0 && matches!(self.words.lower(end - 1), "," | ")" | "-") {
            end -= 1;
        }
        let sentence = self.words.sentence_of(at);
        // "Why the talks failed – and who says so": a question.
        let asks =
            end > 0 && self.words.all[end - 1].is("and") && end >= 2 && !self.words.all[end - 2].is_word;
        if asks {
            return Resolved::unknown(Vec::new(), "interrogative pronoun");
        }
        // "Venn, the chairman of the Port Union, who …": the subject of the sentence, if it is the only one.
        let persons: Vec<usize> = {
            let mut seen = Vec::new();
            for s in self.salient.iter().filter(|s| (sentence.start..at).contains(&s.at)) {
                if self.entities.all[s.entity].kind == SpeakerKind::Person && !seen.contains(&s.entity) {
                    seen.push(s.entity);
                }
            }
            seen
        };
        // "Venn, president of the Foundation for Lasting Peace, who …": the person before the apposition.
        if let Some(person) = self.before_apposition(at, end, sentence.start) {
            return self.pointing(at, person, "relative pronoun after the apposition of its noun");
        }
        if let Some(person) = self.of_a_place(at, end) {
            return self.pointing(at, person, "relative pronoun after its noun and where that is from");
        }
        let people = self.people_of_a_body(at, end, sentence.start);
        if people.is_none()
            && let Some(n) = self.names.iter().position(|n| n.words.end == end)
            && let Some(entity) = self.entities.of_name[n]
            // "Venn, president of the Port Union, who …": a body is no "who".
            && (self.words.lower(at) != "who"
                || end == at
                || matches!(self.entities.all[entity].kind, SpeakerKind::Person | SpeakerKind::Group))
        {
            let found = self.named(n);
            if found.entity.is_some() {
                return self.pointing(at, entity, "relative pronoun after its noun");
            }
        }
        let from = people.unwrap_or_else(|| {
            let from = self.phrase_start(sentence.start, end);
            self.human_head(at, from, end, sentence.start)
        });
        if let Some(person) = self.described(at, from, sentence.start) {
            return self.pointing(at, person, "relative pronoun after a description of its noun");
        }
        let Some(span) = self.words.span(&(from..end)) else {
            return Resolved::unknown(Vec::new(), "relative pronoun without a noun");
        };
        if let Source::Phrase(phrase) = source::read(self.words, self.names, &[span])
            && phrase.class != Class::Other
            && from < end
        {
            let mut found = self.phrase(_i, &phrase);
            found.mention = None;
            if found.entity.is_some() {
                found.speaker.how = How::Pronoun;
                found.mention = Some(at..at + 1);
            }
            return found;
        }
        // "attendees who …": people by a noun that is in no list.
        if self.words.lower(at) == "who"
            && end == at
            && self.words.all[end - 1].is_small()
            && let Source::Phrase(phrase) = source::read(self.words, self.names, &[span])
            && phrase.class == Class::Other
            && phrase.plural
            && phrase.words.end == end
        {
            let mut found =
                self.own(&phrase, SpeakerKind::Group, How::Pronoun, "relative pronoun after its noun");
            found.mention = Some(at..at + 1);
            return found;
        }
        match persons[..] {
            [only] if self.words.lower(at) == "who" => {
                self.pointing(at, only, "relative pronoun; one person stands before it")
            }
            _ => Resolved::unknown(self.candidates(&persons), "relative pronoun without a noun"),
        }
    }

    /// Where the noun phrase that ends at `end` begins: at its determiner, else behind the verb before it, else at its last word.
    fn phrase_start(&self, start: usize, end: usize) -> usize {
        const WIDEST: usize = 8;
        const OPENS: &[&str] =
            &["the", "a", "an", "some", "many", "those", "these", "another", "one", "most"];
        let lemmas = &vocabulary().lemmas;
        let last = end.saturating_sub(1);
        for at in (start.max(end.saturating_sub(WIDEST))..end).rev() {
            let word = &self.words.all[at];
            if word.among(OPENS) {
                return at;
            }
            let verb = lemmas.verb(&word.lower);
            let past =
                word.is_small() && word.lower.ends_with("ed") && verb != word.lower && lemmas.is_verb(&verb);
            let subject = self.words.get(at.wrapping_sub(1)).is_some_and(|w| {
                super::resolve::is_noun(w) || w.is("also") || w.is_small() && w.lower.ends_with("ly")
            });
            if at < last
                && past
                && subject
                && self.words.get(at + 1).is_some_and(|w| w.is_small() && super::names::is_people(&w.lower))
            {
                return at + 1;
            }
        }
        last
    }

    /// "Relatives in Maros who", "members of the Port Union who": the start of the phrase for the people before a place or body whose name ends
    /// at `end`.
    fn people_of_a_body(&self, at: usize, end: usize, start: usize) -> Option<usize> {
        const JOINS: &[&str] = &["in", "at", "from", "of", "near", "outside", "across", "around"];
        const NARROWING: usize = 4;
        if self.words.lower(at) != "who" {
            return None;
        }
        let n = self.names.iter().position(|n| n.words.end == end)?;
        let kind = self.entities.of_name[n].map(|e| self.entities.all[e].kind);
        if matches!(kind, Some(SpeakerKind::Person | SpeakerKind::Group) | None) {
            return None;
        }
        let the = usize::from(self.words.lower(self.names[n].start.checked_sub(1)?) == "the");
        let by = self.names[n].start.checked_sub(1 + the)?;
        let head = by.checked_sub(1).filter(|head| *head >= start && self.words.all[by].among(JOINS))?;
        let people = self.words.all[head].is_small() && super::names::is_people(self.words.lower(head));
        let plain = |at: &usize| {
            let word = &self.words.all[*at];
            let v = vocabulary();
            word.is_word
                && !source::PREPOSITIONS.contains(&word.lower.as_str())
                && (word.among(&["the", "a", "an", "some", "many", "several", "most"])
                    || v.adjectives.has(&word.lower)
                    || word.is_small()
                        && !v.filler.has(&word.lower)
                        && !v.lemmas.is_verb(&v.lemmas.verb(&word.lower)))
        };
        let first = (start.max(head.saturating_sub(NARROWING))..head).rev().take_while(plain).last();
        people.then_some(first.unwrap_or(head))
    }

    /// "A member of the board who": a body is no "who", so the phrase begins with the person before its preposition.
    fn human_head(&self, at: usize, from: usize, end: usize, start: usize) -> usize {
        const WIDEST: usize = 6;
        let body = || {
            let span = self.words.span(&(from..end))?;
            match source::read(self.words, self.names, &[span]) {
                Source::Phrase(phrase) => Some(matches!(phrase.class, Class::Body(_) | Class::Document)),
                _ => None,
            }
        };
        let joined = from > start && self.words.all[from - 1].among(&["of", "at", "from", "in", "for"]);
        if self.words.lower(at) != "who" || !joined || body() != Some(true) {
            return from;
        }
        let opens = |w: &usize| self.words.all[*w].among(&["the", "a", "an", "one", "some", "another"]);
        (start.max(from.saturating_sub(WIDEST))..from).rev().find(opens).unwrap_or(from)
    }

    /// "Ada Venn, the reporter who …", "Ada Venn is the lawyer who …", "the Port Authority, the agency that …": whoever is described by the
    /// words from `from` on, for the relative pronoun at `at`.
    fn described(&self, at: usize, from: usize, start: usize) -> Option<usize> {
        let joins = from.checked_sub(1).filter(|joins| *joins > start)?;
        let behind = self.words.all[joins].among(&[",", "is", "was"]);
        let n = self.names.iter().position(|n| behind && n.words.end == joins)?;
        let entity = self.entities.of_name[n]?;
        let fits = match self.entities.all[entity].kind {
            SpeakerKind::Person => self.words.lower(at) == "who",
            SpeakerKind::Organisation | SpeakerKind::Government => self.words.lower(at) != "who",
            _ => false,
        };
        fits.then_some(entity)
    }

    /// "Ada Venn of Maros, who …": the person named before a place that ends at `end`, for "who" at `at` behind a comma.
    fn of_a_place(&self, at: usize, end: usize) -> Option<usize> {
        if self.words.lower(at) != "who" || end == at {
            return None;
        }
        let place = self.names.iter().find(|n| n.words.end == end)?;
        let of = place.start.checked_sub(1).filter(|of| self.words.all[*of].among(&["of", "from"]))?;
        let n = self.names.iter().position(|n| n.words.end == of)?;
        let entity = self.entities.of_name[n]?;
        (self.entities.all[entity].kind == SpeakerKind::Person).then_some(entity)
    }

    /// The person named before the comma that opens an apposition which ends in a body's name at `end`, before "who" at `at`.
    fn before_apposition(&self, at: usize, end: usize, from: usize) -> Option<usize> {
        if self.words.lower(at) != "who" || end == at {
            return None;
        }
        let last = self.names.iter().find(|n| n.words.end == end)?;
        let comma = (from..last.words.start).rev().find(|c| self.words.lower(*c) == ",")?;
        let joins = ["of", "for", "at", "in", "with", "from", "to"];
        let inside = self.words.slice(comma + 1..last.words.start);
        if !inside.iter().any(|w| w.among(&joins)) || !inside.iter().all(|w| w.is_word) {
            return None;
        }
        let n = self.names.iter().position(|n| n.words.end == comma)?;
        self.entities.of_name[n].filter(|e| {
            let e = &self.entities.all[*e];
            e.kind == SpeakerKind::Person || e.kind == SpeakerKind::Unknown && e.tokens.len() > 1
        })
    }

    /// The speaker of the smallest other statement whose content holds word `at`.
    pub(super) fn outer_speaker(&self, i: usize, at: usize) -> Option<usize> {
        let span = self.words.get(at)?.span;
        let size = |a: &Attribution| a.content.iter().map(|s| s.len()).sum::<u32>();
        (0..self.attributions.len())
            .filter(|o| *o != i && self.attributions[*o].content.iter().any(|c| c.contains(span)))
            .filter(|o| self.attributions.get(i).is_none_or(|a| self.attributions[*o].content != a.content))
            .min_by_key(|o| (size(&self.attributions[*o]), *o))
            .and_then(|o| self.resolved[o].as_ref())
            .and_then(|r| r.entity)
    }

    /// "I", "we": whoever is quoted, else the author.
    pub(super) fn first_person(&mut self, i: usize, at: usize) -> Resolved {
        if let Some(entity) = self.outer_speaker(i, at) {
            return self.pointing(at, entity, "first person inside a statement");
        }
        if self.words.all[at].quoted {
            // A quotation without a statement of its own: its neighbours tell who speaks.
            let found = self.carried(i);
            if let Some(entity) = found.entity {
                return self.pointing(at, entity, "first person inside a neighbouring quotation");
            }
            return Resolved::unknown(Vec::new(), "first person in a quotation without a speaker");
        }
        if let Some(n) = interview::answerer(self.words, self.names, self.words.all[at].paragraph)
            && let Some(entity) = self.entities.of_name[n]
        {
            return self.pointing(at, entity, "first person in an answer of an interview");
        }
        if let Some((n, line)) = issuer(self.words, self.names)
            && self.words.all[at].paragraph > line
            && let Some(entity) = self.entities.of_name[n]
        {
            return self.pointing(at, entity, "first person of the one whose statement is printed");
        }
        match self.author.clone().filter(|_| !self.words.lower(at).starts_with(['w', 'o', 'u'])) {
            Some(author) => {
                let known = self.entities.all.iter().position(|e| e.name == author);
                let entity = known
                    .unwrap_or_else(|| self.phrase_entity(author, SpeakerKind::Person, at, Gender::Unknown));
                self.pointing(at, entity, "first person of the author")
            }
            None => Resolved::unknown(Vec::new(), "first person without a speaker"),
        }
    }
}

pub(super) fn is_first_person(lower: &str) -> bool {
    matches!(lower, "i" | "we" | "me" | "us" | "my" | "our" | "myself")
}
