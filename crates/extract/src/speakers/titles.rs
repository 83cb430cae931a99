//! Sources by an office or a description: "the minister", "the Aldran leader", "the striker".
//!
//! Whoever was introduced with it is meant; where nobody was, only whom everybody knows, or the one who speaks here.

use super::entities::Entity;
use super::goes_on::GoesOn;
use super::introductions::Introduction;
use super::narrowing::{is_party, narrows, opposed, same_place};
use super::nominals::CLEARLY;
use super::pronouns::{Salient, Wanted, suits};
use super::resolve::{Resolved, Resolver};
use super::source::{Class, Phrase};
use crate::vocabulary::{Gender, vocabulary};
use reportedly_schema::{BlockKind, How, SpeakerKind};
use std::collections::BTreeSet;

/// Words for whoever leads: they describe, and the article gives the office or the name elsewhere.
const LEADS: &[&str] = &["leader", "chief", "head", "boss", "ruler", "owner"];

/// Ranks and degrees: they stay with whoever has another office.
const RANKS: &[&str] = &[
    "general",
    "colonel",
    "admiral",
    "major",
    "captain",
    "marshal",
    "brigadier",
    "lieutenant",
    "sergeant",
    "professor",
    "doctor",
    "judge",
    "lawyer",
];

/// Paragraphs over which an office may be told of whoever spoke last without one.
const NEAR: usize = 2;

/// Offices that one person holds at a time in a state, a city or a party: news may name their holders without them.
const UNIQUE: &[&str] = &[
    "president",
    "prime minister",
    "chancellor",
    "first minister",
    "governor",
    "mayor",
    "king",
    "queen",
    "emir",
    "sultan",
    "pope",
    "supreme leader",
    "opposition leader",
    "party leader",
    "head of state",
    "secretary general",
];

/// What somebody is who runs for an office: whatever office he has or had besides is told elsewhere.
const CANDIDACIES: &[&str] =
    &["candidate", "nominee", "frontrunner", "front-runner", "contender", "hopeful", "challenger"];

impl Resolver<'_, '_> {
    /// "the minister", "the striker".
    pub(super) fn titled(&mut self, i: usize, phrase: &Phrase, noun: &str, office: bool) -> Resolved {
        let (how, rule) = if office {
            (How::Title, "title of the one person introduced with it")
        } else {
            (How::Description, "description of the one person that fits it")
        };
        let indefinite = !phrase.definite && self.has_article(phrase);
        let at = phrase.words.start;
        if indefinite {
            return self.own(phrase, SpeakerKind::Unnamed, How::Description, "person that is not named");
        }
        if let Some(person) = self.in_apposition(phrase) {
            return self.made(person, how, "apposition right behind a name");
        }
        // "The union chief": an office of that body goes before any that is told of no body.
        if office
            && LEADS.contains(&phrase.noun.as_str())
            && phrase.definite
            && let Some(person) = self.heads_body(phrase, at)
        {
            return self.made(person, How::Description, "description of the one with an office of that body");
        }
        let fits = self.introduced_as(phrase, noun, at);
        if let Some(earlier) = self.unnamed_here(phrase, at).filter(|_| !office && fits.len() == 1) {
            let since = self.salient.iter().rev().take_while(|s| s.entity != earlier);
            if !since.into_iter().any(|s| s.entity == fits[0] && s.at < at) {
                return self.made(earlier, how, "description of the unnamed one who spoke last");
            }
        }
        match fits[..] {
            // "Forre told deputies … the Prime Minister had offered it": the only one introduced with it comes later.
            [only]
                if office
                    && self.entities.all[only].first > at
                    && let Some(person) = self.spoke_last(phrase, at, 0) =>
            {
                return self.made(
                    person,
                    how,
                    "title of the one who speaks here and is introduced with nothing",
                );
            }
            // "The lifelong Republican who wrote the speech": whoever a clause is needed to tell is nobody told of.
            _ if !office
                && self.is_told_by_clause(phrase)
                && !matches!(self.goes_on(at), GoesOn::From(_)) =>
            {
                return self.own(phrase, SpeakerKind::Unnamed, How::Description, "person that is not named");
            }
            [only] if !office && self.is_epithet(phrase) => return self.epithet(phrase, only, at),
            [only] => {
                // Introduced with it, but the model finds somebody else meant here.
                let mut near = self.recent(at, phrase.gender);
                near.extend(fits.iter().filter(|e| !near.contains(e)).copied().collect::<Vec<_>>());
                // A place or body that both share is the surer sign.
                let placed = self.entities.all[only]
                    .introductions
                    .iter()
                    .any(|i| narrows(&phrase.modifiers, &i.modifiers, &[]) == Some(true));
                let other = self.likeliest(phrase, &near, CLEARLY).filter(|other| *other != only && !placed);
                return match other {
                    Some(other) => Resolved::unknown(
                        self.candidates(&[only, other]),
                        "title that the model finds another's",
                    ),
                    None => self.made(only, how, rule),
                };
            }
            [] => {}
            _ => {
                if let Some(leading) = self.in_lead(at, &fits) {
                    return self.made(
                        leading,
                        how,
                        "title in a headline; one of those introduced with it is in the lead",
                    );
                }
                if let Some(recent) = self.recent_speaker(i, at, &fits) {
                    return self.made(
                        recent,
                        how,
                        "title of the one who spoke last of those introduced with it",
                    );
                }
                return match self.likeliest(phrase, &fits, 0) {
                    Some(person) => self.made(person, how, "title of the one that the model finds meant"),
                    None => Resolved::unknown(self.candidates(&fits), "title of several persons"),
                };
            }
        }
        let unnamed = |noun: &str| self.earlier_phrase(noun, SpeakerKind::Unnamed, false);
        let as_written = || self.earlier_phrase(&phrase.noun, SpeakerKind::Person, false);
        // "A senior backbencher … the MP".
        let narrower = || {
            let mut listed = vocabulary().general_titles.get(noun).into_iter().flatten();
            listed.find_map(|narrower| unnamed(narrower)).filter(|_| phrase.definite)
        };
        let before = unnamed(noun)
            .or_else(narrower)
            .or_else(|| unnamed(&phrase.noun).filter(|_| phrase.modifiers.is_empty()))
            .or_else(|| as_written().filter(|_| phrase.modifiers.is_empty()));
        if UNIQUE.contains(&noun)
            && let Some(person) = self.needs_no_introduction(phrase, at)
        {
            return self.made(person, how, "title; one person is named without one");
        }
        // "The spokesman" after "Venn's spokesman": nobody whom the article names is introduced with it.
        if let Some(earlier) = before.filter(|_| office) {
            return self.made(earlier, how, "person mentioned before without a name");
        }
        if !office
            && before.is_none()
            && let Some(first) = self.told_indefinitely(phrase, at)
        {
            let name = self.words.cut(&first).split_whitespace().collect::<Vec<_>>().join(" ");
            let entity = self.phrase_entity(name, SpeakerKind::Unnamed, first.start, phrase.gender);
            return self.made(entity, how, "somebody unnamed whom the text told of with this noun");
        }
        if !office && let Some(earlier) = self.unnamed_here(phrase, at) {
            let names = self.candidates(&[earlier]);
            return Resolved::unknown(names, "description right behind the words of somebody unnamed");
        }
        // A bare noun for somebody whose own office, if any is told, is no other.
        let mut near = self.recent(at, phrase.gender);
        near.retain(|e| !office || self.entities.all[*e].introductions.iter().all(|i| !i.is_office));
        near.retain(|e| !opposed(phrase, &self.entities.all[*e]));
        if phrase.definite && phrase.owner.is_none() && !self.owned(phrase) {
            let placed = !phrase.modifiers.is_empty();
            // "The Aldra Republican": nobody is introduced as one, but only one person speaks here.
            if placed
                && !office
                && let Some(person) = self.speaks_here(phrase, at).filter(|p| self.may_be(phrase, *p))
            {
                return self.made(person, how, "description; one person speaks here and fits it");
            }
            // "Len Tibbs, 78, would forgive him … said the former winger": nobody else is told of in the paragraph.
            if !office && let Some(person) = self.only_one_here(phrase, at) {
                return self.made(person, how, "description; the one person who speaks in the paragraph");
            }
            // "The Aldran governor" may be somebody whom the article never names.
            if !(placed && office)
                && let Some(person) = self.likeliest(phrase, &near, CLEARLY)
            {
                return self.made(person, how, "description of the one that the model finds meant");
            }
        }
        if let Some(earlier) = before {
            return self.made(earlier, how, "person mentioned before without a name");
        }
        if office
            && phrase.definite
            && let Some(person) = self.spoke_in_rank(phrase, at)
        {
            return self.made(person, how, "rank of the one who is told of here");
        }
        if office
            && phrase.definite
            // "The foreign minister of Aldra" is told with a home because nobody told of is one.
            && (phrase.after.is_empty() && !UNIQUE.contains(&noun) && !self.has_possessor(phrase)
                || self.body_noun(phrase).is_some())
            && let Some(person) = self.spoke_last(phrase, at, NEAR).or_else(|| self.told_alone(phrase, at))
        {
            self.learn_office(person, phrase, noun);
            let how = if LEADS.contains(&phrase.noun.as_str()) { How::Description } else { how };
            return self.made(person, how, "title of the one who spoke last and is introduced with nothing");
        }
        if office && LEADS.contains(&phrase.noun.as_str()) && !self.entities.all.is_empty() {
            if let Some(person) = self.heads_body(phrase, at) {
                return self.made(
                    person,
                    How::Description,
                    "description of the one with an office of that body",
                );
            }
            if let Some(person) = self.leads_below(phrase, at) {
                return self.made(person, how, "whoever holds an office of that place in the lead");
            }
            // "The Aldran leader" after "President Venn": whoever leads has an office of his own, or is the one who speaks here.
            if let Some(person) = self.speaks_here(phrase, at).or_else(|| self.only_one_here(phrase, at)) {
                return self.made(
                    person,
                    How::Description,
                    "description; one person speaks here and fits it",
                );
            }
            let near = self.recent_persons(at, phrase.gender);
            if !near.is_empty() {
                return Resolved::unknown(near, "description without a person that surely fits");
            }
        }
        if office {
            return self.own(phrase, SpeakerKind::Person, How::Title, "office as written");
        }
        if phrase.owner.is_some() || self.owned(phrase) {
            return self.own(phrase, SpeakerKind::Unnamed, How::Description, "person that is not named");
        }
        match self.only_recent_person(at, phrase.gender) {
            Some(only)
                if (phrase.definite || phrase.words.len() == 1)
                    && self.goes_on(at) == GoesOn::From(only)
                    && self.fits_epithet(phrase, only) =>
            {
                self.made(only, How::Description, "description; one recent person fits")
            }
            _ => Resolved::unknown(
                self.recent_persons(at, phrase.gender),
                "description without a person that fits",
            ),
        }
    }

    /// "The candidate", where the article calls one person so: whoever the clause before is about, since everybody knows who else runs.
    fn epithet(&self, phrase: &Phrase, only: usize, at: usize) -> Resolved {
        let how = How::Description;
        match self.goes_on(at) {
            GoesOn::From(person) if person == only => {
                return self.made(only, how, "description of the one person that fits it");
            }
            GoesOn::From(person)
                if self.fits_epithet(phrase, person) && self.not_unlikely(phrase, person) =>
            {
                return self.made(person, how, "description of the one whom the clause before is about");
            }
            _ => {}
        }
        let mut near = self.recent(at, phrase.gender);
        near.retain(|e| *e == only || !opposed(phrase, &self.entities.all[*e]));
        if near == [only] {
            return self.made(only, how, "description of the one person that fits it");
        }
        match self.likeliest(phrase, &near, CLEARLY) {
            Some(person) => self.made(person, how, "description of the one that the model finds meant"),
            None => {
                Resolved::unknown(self.candidates(&[only]), "description of somebody who is not told of here")
            }
        }
    }

    /// "The woman who started it all": a clause without a comma tells who it is.
    fn is_told_by_clause(&self, phrase: &Phrase) -> bool {
        phrase.definite
            && phrase.after.start == phrase.words.end
            && self.words.lower(phrase.words.end) == "who"
    }

    /// Whether a description is one of those by which news varies the names of the well-known: candidacies and parties.
    fn is_epithet(&self, phrase: &Phrase) -> bool {
        let noun = phrase.noun.as_str();
        phrase.definite && phrase.owner.is_none() && (CANDIDACIES.contains(&noun) || is_party(noun))
    }

    /// Whether nothing speaks against a description of a person: another gender, party or home, a noun that tells of anyone.
    fn fits_epithet(&self, phrase: &Phrase, person: usize) -> bool {
        const ANYONE: &[&str] = &["man", "woman", "boy", "girl", "person"];
        let entity = &self.entities.all[person];
        matches!(entity.kind, SpeakerKind::Person | SpeakerKind::Unknown)
            && entity.tokens.len() > 1
            && phrase.gender.agrees(entity.gender)
            && !opposed(phrase, entity)
            && !ANYONE.contains(&phrase.noun.as_str())
    }

    /// "Venn's spokesman", "the capital's mayor": not of a body by a common noun ("the union's leader").
    fn has_possessor(&self, phrase: &Phrase) -> bool {
        self.words.slice(phrase.words.clone()).iter().any(|w| w.is("'s") || matches!(w.text, "'" | "’"))
    }

    /// "… than Venn, the former minister bidding for office": the person whose name a comma parts from the phrase, with a participle behind it.
    fn in_apposition(&self, phrase: &Phrase) -> Option<usize> {
        let comma = phrase.words.start.checked_sub(2)?;
        let article = self.words.lower(phrase.words.start - 1) == "the" && self.words.all[comma].is(",");
        let next = self.words.get(phrase.words.end)?;
        let participle = next.is_small() && next.lower.ends_with("ing");
        let n = self.names.iter().position(|n| n.words.end == comma)?;
        let entity = self.entities.of_name[n]?;
        let person = self.entities.all[entity].kind == SpeakerKind::Person;
        (article && participle && person && phrase.gender.agrees(self.entities.all[entity].gender))
            .then_some(entity)
    }

    /// "Ada Venn told a hearing … the general secretary of the Port Union said": whoever spoke last before word `at`, at most `back` paragraphs
    /// before, where that is a person with a full name whom nothing introduces and nobody else is told of since.
    fn spoke_last(&self, phrase: &Phrase, at: usize, back: usize) -> Option<usize> {
        let paragraph = self.words.get(at)?.paragraph;
        let human = |e: usize| {
            let entity = &self.entities.all[e];
            matches!(entity.kind, SpeakerKind::Person | SpeakerKind::Unnamed)
                || entity.kind == SpeakerKind::Unknown && entity.unclear
        };
        let plain = |s: &&Salient| s.at < at && human(s.entity) && !self.words.all[s.at].quoted;
        let last = self.salient.iter().rev().find(plain)?;
        let entity = &self.entities.all[last.entity];
        let fits = entity.kind == SpeakerKind::Person
            && entity.tokens.len() > 1
            && entity.introductions.iter().all(|i| CANDIDACIES.contains(&i.noun.as_str()) || is_party(&i.noun))
            && phrase.gender.agrees(entity.gender)
            // "The former president" may be any; "the former foreign minister" who runs for office now is told of as such.
            && !(super::introductions::is_former(self.words, &phrase.words) && UNIQUE.contains(&phrase.noun.as_str()));
        // "Venn said that voters knew her": she is still the last told of.
        let mut own = self.salient.iter().rev().filter(plain).take_while(|s| s.entity == last.entity);
        let spoke = own.any(|s| s.speaks && self.words.all[s.at].paragraph + back >= paragraph);
        (fits && spoke).then_some(last.entity)
    }

    /// "Ada Venn lowered her price last week. “…,” the leader of the Port Union said": the only person told of so far, named in full and
    /// introduced with nothing, for whoever has an office of a body.
    fn told_alone(&self, phrase: &Phrase, at: usize) -> Option<usize> {
        self.body_noun(phrase)?;
        let paragraph = self.words.get(at)?.paragraph;
        let body = |s: &&Salient| {
            self.words.kinds.get(self.words.all[s.at].paragraph) == Some(&BlockKind::Body)
                && self.may_be_human(s.entity)
        };
        let mut told = self.salient.iter().filter(|s| s.at < at).filter(body);
        let last = told.next_back()?;
        let entity = &self.entities.all[last.entity];
        let fits = entity.kind == SpeakerKind::Person
            && entity.tokens.len() > 1
            && entity.introductions.is_empty()
            && phrase.gender.agrees(entity.gender)
            && self.words.all[last.at].paragraph + 1 >= paragraph;
        (fits && told.all(|s| s.entity == last.entity)).then_some(last.entity)
    }

    /// "Oskar Venn, head of the mission, … the general said": a rank of the only person told of in this paragraph or the one before.
    fn spoke_in_rank(&self, phrase: &Phrase, at: usize) -> Option<usize> {
        if !RANKS.contains(&phrase.noun.as_str()) || phrase.words.len() > 1 || !phrase.after.is_empty() {
            return None;
        }
        let paragraph = self.words.get(at)?.paragraph;
        for there in [Some(paragraph), paragraph.checked_sub(1)].into_iter().flatten() {
            let mut persons: Vec<usize> = self
                .salient
                .iter()
                .filter(|s| {
                    s.at < at && self.words.all[s.at].paragraph == there && !self.words.all[s.at].quoted
                })
                .map(|s| s.entity)
                .filter(|e| matches!(self.entities.all[*e].kind, SpeakerKind::Person | SpeakerKind::Unnamed))
                .collect();
            persons.sort_unstable();
            persons.dedup();
            match persons[..] {
                [] => {}
                [only] => {
                    let entity = &self.entities.all[only];
                    let person = entity.kind == SpeakerKind::Person && entity.tokens.len() > 1;
                    return Some(only).filter(|_| person && phrase.gender.agrees(entity.gender));
                }
                _ => return None,
            }
        }
        None
    }

    /// "Aldran leader says …" in a headline: the only one whom the first paragraph below tells with an office of that place.
    fn leads_below(&self, phrase: &Phrase, at: usize) -> Option<usize> {
        let placed: Vec<usize> = (0..self.entities.all.len())
            .filter(|e| {
                let entity = &self.entities.all[*e];
                entity.kind == SpeakerKind::Person
                    && phrase.gender.agrees(entity.gender)
                    && entity.introductions.iter().any(|i| {
                        i.is_office
                            && !i.former
                            && narrows(&phrase.modifiers, &i.modifiers, &[]) == Some(true)
                    })
            })
            .collect();
        self.in_lead(at, &placed)
    }

    /// The only one of `fits` whom the first paragraph below a headline names, for a title in the headline.
    fn in_lead(&self, at: usize, fits: &[usize]) -> Option<usize> {
        let kind = self.words.kinds.get(self.words.get(at)?.paragraph)?;
        if !matches!(kind, BlockKind::Title | BlockKind::Subtitle) {
            return None;
        }
        let lead = self.words.kinds.iter().position(|k| *k == BlockKind::Body)?;
        let there = |s: &&Salient| self.words.all[s.at].paragraph == lead && fits.contains(&s.entity);
        let mut named = self.salient.iter().filter(there).map(|s| s.entity);
        let first = named.next()?;
        named.all(|e| e == first).then_some(first)
    }

    /// The only person who speaks in the paragraph before word `at`, where no other speaks there.
    pub(super) fn only_one_here(&self, phrase: &Phrase, at: usize) -> Option<usize> {
        let paragraph = self.words.get(at)?.paragraph;
        let here = |s: &&Salient| s.at < at && s.speaks && self.words.all[s.at].paragraph == paragraph;
        let mut speakers = self.salient.iter().filter(here).map(|s| s.entity);
        let only = speakers.next()?;
        let entity = &self.entities.all[only];
        let fits = entity.kind == SpeakerKind::Person
            && entity.tokens.len() > 1
            && phrase.gender.agrees(entity.gender)
            && !opposed(phrase, entity);
        // "The union leader" is no minister.
        let body = self.body_noun(phrase);
        let of_body = |i: &Introduction| body.as_ref().is_none_or(|b| i.modifiers.contains(b));
        let offices = entity.introductions.iter().filter(|i| i.is_office).all(of_body);
        (fits && offices && speakers.all(|e| e == only)).then_some(only)
    }

    /// Keeps an office that a later mention tells, for those that come after it.
    fn learn_office(&mut self, person: usize, phrase: &Phrase, noun: &str) {
        let learned = Introduction {
            noun: noun.to_string(),
            is_office: true,
            modifiers: phrase.modifiers.clone(),
            gender: phrase.gender,
            former: false,
        };
        self.entities.all[person].introductions.push(learned);
    }

    /// "The leader of their union", "the union leader": the only person whose office is one of a body by that noun; of several the only one
    /// named before.
    fn heads_body(&self, phrase: &Phrase, at: usize) -> Option<usize> {
        let body = self.body_noun(phrase)?;
        let heads = |e: &Entity| e.introductions.iter().any(|i| i.is_office && i.modifiers.contains(&body));
        let fits: Vec<usize> = (0..self.entities.all.len())
            .filter(|e| self.entities.all[*e].kind == SpeakerKind::Person && heads(&self.entities.all[*e]))
            .filter(|e| phrase.gender.agrees(self.entities.all[*e].gender))
            .collect();
        let before: Vec<usize> = fits.iter().copied().filter(|e| self.entities.all[*e].first < at).collect();
        match (&before[..], &fits[..]) {
            ([only], _) | ([], [only]) => Some(*only),
            _ => None,
        }
    }

    /// The noun of the body in "the union leader", "the union's boss", "the leader of their union".
    fn body_noun(&self, phrase: &Phrase) -> Option<String> {
        let v = vocabulary();
        let head = phrase.words.end.saturating_sub(1);
        let nouns = (phrase.words.start..head).chain(phrase.after.clone());
        let mut nouns = nouns.map(|at| v.lemmas.noun(self.words.lower(at)));
        nouns.find(|n| v.organisations.get(n).is_some_and(|kind| *kind != SpeakerKind::Government))
    }

    /// "A neighbour said … the witness replied": whoever spoke last of the unnamed in the paragraph.
    pub(super) fn unnamed_here(&self, phrase: &Phrase, at: usize) -> Option<usize> {
        let paragraph = self.words.get(at)?.paragraph;
        let one = Wanted::Person(Gender::Unknown);
        let unnamed =
            |e: usize| self.entities.all[e].kind == SpeakerKind::Unnamed && suits(&self.entities, e, one);
        let spoke =
            |s: &&Salient| s.speaks && unnamed(s.entity) && self.words.all[s.at].paragraph == paragraph;
        let mut before = self.salient.iter().rev().filter(|s| s.at < at && phrase.definite);
        before.find(spoke).map(|s| s.entity)
    }

    /// "Ada Venn is ready … the Prime Minister said": whom everybody knows the article introduces with nothing. Of those named before (for a
    /// headline: up to the end of the first paragraph) the only one without any introduction; where the title names a state, the only one of
    /// its paragraph.
    fn needs_no_introduction(&self, phrase: &Phrase, at: usize) -> Option<usize> {
        let former = super::introductions::is_former(self.words, &phrase.words);
        if !phrase.after.is_empty() || phrase.owner.is_some() || self.owned(phrase) || former {
            return None;
        }
        // "In Maros, the mayor said": of that town.
        let opens = self.words.sentence_of(at).start;
        if self.words.all[opens].is("in")
            && self.words.get(opens + 1).is_some_and(|w| w.is_capital)
            && opens < at
        {
            return None;
        }
        let heads = |kind: &BlockKind| matches!(kind, BlockKind::Title | BlockKind::Subtitle);
        let paragraph = self.words.get(at)?.paragraph;
        let until = if self.words.kinds.get(paragraph).is_some_and(heads) {
            let first =
                (paragraph..self.words.kinds.len()).find(|p| self.words.kinds[*p] == BlockKind::Body)?;
            self.words.sentences[self.words.paragraphs[first].clone()].last()?.end
        } else {
            at
        };
        let made: BTreeSet<usize> = self.phrases.values().copied().collect();
        let mut known = (0..self.entities.all.len()).filter(|e| {
            let entity = &self.entities.all[*e];
            let person = entity.kind == SpeakerKind::Person
                && (entity.gender != Gender::Unknown || !phrase.modifiers.is_empty());
            // "Ove Rolle" may be a person, too; "the Sarn Locks" and "HERE WE GO" are none.
            let the = entity.first.checked_sub(1).is_some_and(|b| self.words.lower(b) == "the");
            let unclear = || !the && entity.name.chars().any(char::is_lowercase);
            let maybe =
                entity.kind == SpeakerKind::Person || entity.kind == SpeakerKind::Unknown && unclear();
            (person || maybe && entity.tokens.len() > 1)
                && !made.contains(e)
                && entity.first < until
                && entity.introductions.is_empty()
                && phrase.gender.agrees(entity.gender)
        });
        if phrase.modifiers.is_empty() {
            let only = known.next()?;
            let person = self.entities.all[only].kind == SpeakerKind::Person;
            return (person && known.next().is_none()).then_some(only);
        }
        // "Venn showed it … the Aldran president said": nobody else is told of in the paragraph.
        let known: Vec<usize> = known.collect();
        let from = self.words.sentences[self.words.paragraphs.get(paragraph)?.start].start;
        let mut here: Vec<usize> =
            self.salient.iter().filter(|s| (from..at).contains(&s.at)).map(|s| s.entity).collect();
        here.retain(|e| self.may_be_human(*e));
        here.sort_unstable();
        here.dedup();
        match here[..] {
            [only] => known.contains(&only).then_some(only),
            // "Venn said … The Aldran governor said": nobody else whom nothing introduces, and nobody else told of right before.
            [] if known.len() == 1 => self.alone_before(from).filter(|only| known.contains(only)),
            _ => None,
        }
    }

    /// Whether an entity is a person, somebody unnamed, or a name of several words that nothing tells a body's.
    fn may_be_human(&self, entity: usize) -> bool {
        let entity = &self.entities.all[entity];
        matches!(entity.kind, SpeakerKind::Person | SpeakerKind::Unnamed)
            || entity.kind == SpeakerKind::Unknown && entity.tokens.len() > 1
    }

    /// The one person told of in the paragraph that ends before word `from`, where that person speaks there.
    fn alone_before(&self, from: usize) -> Option<usize> {
        let paragraph = self.words.get(from.checked_sub(1)?)?.paragraph;
        let there = |s: &&Salient| s.at < from && self.words.all[s.at].paragraph == paragraph;
        let mut told = self.salient.iter().filter(there).filter(|s| self.may_be_human(s.entity));
        let first = told.next()?;
        let speaks = self.salient.iter().filter(there).any(|s| s.speaks && s.entity == first.entity);
        (speaks && told.all(|s| s.entity == first.entity)).then_some(first.entity)
    }

    /// The only person introduced with an office of the place or body that the phrase names, else the only one who speaks in
    /// this paragraph or the one before and is introduced with nothing that speaks against it.
    pub(super) fn speaks_here(&self, phrase: &Phrase, at: usize) -> Option<usize> {
        // "Venn insists … the Aldran leader said": whom everybody knows needs no given name.
        let leads = LEADS.contains(&phrase.noun.as_str());
        let person = |e: usize| {
            let entity = &self.entities.all[e];
            entity.kind == SpeakerKind::Person
                && (leads || entity.tokens.len() > 1)
                && phrase.gender.agrees(entity.gender)
                && !opposed(phrase, entity)
        };
        let placed: Vec<usize> = (0..self.entities.all.len())
            .filter(|e| person(*e) && self.entities.all[*e].first < at)
            .filter(|e| {
                let intros = &self.entities.all[*e].introductions;
                intros
                    .iter()
                    .any(|i| i.is_office && narrows(&phrase.modifiers, &i.modifiers, &[]) == Some(true))
            })
            .collect();
        if let [only] = placed[..] {
            return Some(only);
        }
        let paragraph = self.words.get(at)?.paragraph;
        let mut speakers: Vec<usize> = self
            .salient
            .iter()
            .filter(|s| s.at < at && s.speaks && self.words.all[s.at].paragraph + 1 >= paragraph)
            .map(|s| s.entity)
            .filter(|e| person(*e))
            .collect();
        speakers.sort_unstable();
        speakers.dedup();
        let [only] = speakers[..] else { return None };
        let entity = &self.entities.all[only];
        let offices = entity.introductions.iter().filter(|i| i.is_office);
        // "The union leader" is no minister.
        let body = self.body_noun(phrase);
        let against = |i: &Introduction| {
            narrows(&phrase.modifiers, &i.modifiers, &[]).is_none()
                || body.as_ref().is_some_and(|body| !i.modifiers.contains(body))
        };
        let others = placed.iter().any(|p| *p != only);
        (!others && !offices.clone().any(against)).then_some(only)
    }

    /// Whether the model finds a person no unlikely one, where the words already point there.
    fn not_unlikely(&self, phrase: &Phrase, person: usize) -> bool {
        /// In thousandths of a natural logarithm; of the right ones in PolNeAR train all but one lie above, of the wrong ones most below.
        const LEAST: i32 = -2000;
        self.tagged.is_none() || self.likeliest(phrase, &[person], LEAST).is_some()
    }

    /// Whether nothing that the model says speaks against a person.
    fn may_be(&self, phrase: &Phrase, person: usize) -> bool {
        self.tagged.is_none() || self.likeliest(phrase, &[person], 0).is_some()
    }

    pub(super) fn owned(&self, phrase: &Phrase) -> bool {
        self.words.slice(phrase.words.clone()).iter().any(|w| w.is("'s") || matches!(w.text, "'" | "’"))
            || matches!(self.words.lower(phrase.words.end), "for" | "of" | "from")
    }

    pub(super) fn has_article(&self, phrase: &Phrase) -> bool {
        let before = phrase.words.start.checked_sub(1).map_or("", |at| self.words.lower(at));
        let first = self.words.lower(phrase.words.start);
        let listed = ["a", "an", "another", "one", "any", "each", "every", "some", "no"];
        listed.contains(&before) || listed.contains(&first) || matches!(phrase.class, Class::Unnamed(_))
    }

    /// Persons that were introduced with an office or description that fits; those with the same place or body first.
    pub(super) fn introduced_as(&self, phrase: &Phrase, noun: &str, at: usize) -> Vec<usize> {
        let v = vocabulary();
        let head = phrase.words.end.saturating_sub(1);
        let wanted = super::introductions::with_deputy(self.words, phrase.words.start, head, noun);
        if wanted != noun {
            // "the vice presidential nominee": only one introduced as such.
            return (0..self.entities.all.len())
                .filter(|e| self.entities.all[*e].kind == SpeakerKind::Person)
                .filter(|e| {
                    let entity = &self.entities.all[*e];
                    entity.introductions.iter().any(|i| {
                        i.noun == wanted && narrows(&phrase.modifiers, &i.modifiers, &entity.tokens).is_some()
                    })
                })
                .collect();
        }
        // "The leader of their union" is no prime minister.
        let of_body = phrase.after.clone().any(|at| {
            let noun = v.lemmas.noun(self.words.lower(at));
            v.organisations.get(&noun).is_some_and(|kind| *kind != SpeakerKind::Government)
        });
        // "The prime minister" is no other minister.
        let compound = noun.len() > phrase.noun.len() && noun.ends_with(phrase.noun.as_str());
        let general = v.general_titles.get(&phrase.noun).filter(|_| !compound);
        let specific = v.general_titles.get(noun).or(general);
        let former = super::introductions::is_former(self.words, &(phrase.words.start..head));
        // "Her spokesman" is nobody else's.
        let mut wanted = phrase.modifiers.clone();
        if phrase.owner.is_some() {
            let Some(owner) = self.owner_of(phrase) else { return Vec::new() };
            wanted.extend(self.entities.all[owner].tokens.iter().cloned());
        }
        let mut exact: Vec<(bool, usize)> = Vec::new();
        for (e, entity) in self.entities.all.iter().enumerate() {
            if entity.kind != SpeakerKind::Person || !phrase.gender.agrees(entity.gender) {
                continue;
            }
            if opposed(phrase, entity) {
                continue;
            }
            let mut best: Option<bool> = None;
            for intro in &entity.introductions {
                let same = intro.noun == noun || !compound && intro.noun == phrase.noun;
                let general = || !of_body && specific.is_some_and(|s| s.contains(&intro.noun.as_str()));
                if !same && !general() {
                    continue;
                }
                // "the former president" is nobody who is introduced as president, or as a candidate for it.
                if former && intro.is_office && !intro.former {
                    continue;
                }
                if let Some(strong) = narrows(&wanted, &intro.modifiers, &entity.tokens) {
                    best = Some(best.unwrap_or(false) || strong);
                }
                // "the Aldra senator": "Senator Venn" here, "Venn, a Democrat of Aldra" there.
                let elsewhere = entity.introductions.iter().flat_map(|i| i.modifiers.iter());
                if elsewhere.clone().any(|m| phrase.modifiers.iter().any(|w| same_place(w, m))) {
                    best = Some(true);
                }
            }
            // "the Aldra Republican" is no Republican from anywhere.
            let member = is_party(&phrase.noun) && phrase.modifiers.iter().any(|m| !is_party(m));
            if let Some(strong) = best.filter(|strong| *strong || !member) {
                exact.push((strong, e));
            }
        }
        let pick = |list: Vec<usize>| -> Vec<usize> {
            let before: Vec<usize> =
                list.iter().copied().filter(|e| self.entities.all[*e].first < at).collect();
            if before.is_empty() { list } else { before }
        };
        let strong: Vec<usize> = exact.iter().filter(|x| x.0).map(|x| x.1).collect();
        pick(if strong.is_empty() { exact.into_iter().map(|x| x.1).collect() } else { strong })
    }

    /// Of `fits` the one who spoke last, in this paragraph or the one before, if no other of them was named since.
    pub(super) fn recent_speaker(&self, _i: usize, at: usize, fits: &[usize]) -> Option<usize> {
        let paragraph = self.words.get(at)?.paragraph;
        let near = self
            .salient
            .iter()
            .rev()
            .filter(|s| s.at < at && self.words.all[s.at].paragraph + 1 >= paragraph)
            .find(|s| fits.contains(&s.entity))?;
        near.speaks.then_some(near.entity)
    }

    pub(super) fn recent(&self, at: usize, gender: Gender) -> Vec<usize> {
        const SENTENCES: usize = 3;
        let Some(sentence) = self.words.get(at).map(|w| w.sentence) else { return Vec::new() };
        let from = self.words.sentences[sentence.saturating_sub(SENTENCES)].start;
        let mut out = Vec::new();
        for s in self.salient.iter().filter(|s| (from..at).contains(&s.at)) {
            let e = &self.entities.all[s.entity];
            let human =
                e.kind == SpeakerKind::Person || (e.kind == SpeakerKind::Unknown && e.tokens.len() > 1);
            if human && gender.agrees(e.gender) && !out.contains(&s.entity) {
                out.push(s.entity);
            }
        }
        out
    }

    pub(super) fn recent_persons(&self, at: usize, gender: Gender) -> Vec<String> {
        self.candidates(&self.recent(at, gender))
    }

    pub(super) fn only_recent_person(&self, at: usize, gender: Gender) -> Option<usize> {
        match self.recent(at, gender)[..] {
            [only] => Some(only),
            _ => None,
        }
    }
}
