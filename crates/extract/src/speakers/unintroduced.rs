//! Whom an office or a description means that the article introduces nobody with: whoever spoke last, the only one told of, whom everybody knows.

use super::goes_on::GoesOn;
use super::introductions::{Introduction, is_former};
use super::narrowing::{is_party, narrows, opposed};
use super::pronouns::Salient;
use super::resolve::Resolver;
use super::source::Phrase;
use super::titles::{CANDIDACIES, LEADS, UNIQUE};
use crate::attribution::Attribution;
use crate::vocabulary::{Gender, vocabulary};
use crate::words::Word;
use reportedly_schema::{BlockKind, SpeakerKind};
use std::collections::BTreeSet;

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

impl Resolver<'_, '_> {
    /// "Ada Venn told a hearing … the general secretary of the Port Union said": whoever spoke last before word `at`, at most `back` paragraphs
    /// before, where that is a person with a full name whom nothing introduces and nobody else is told of since.
    pub(super) fn spoke_last(&self, phrase: &Phrase, at: usize, back: usize) -> Option<usize> {
        let paragraph = self.words.get(at)?.paragraph;
        let human = |e: usize| {
            let entity = &self.entities.all[e];
            matches!(entity.kind, SpeakerKind::Person | SpeakerKind::Unnamed)
                || entity.kind == SpeakerKind::Unknown && entity.unclear
        };
        let plain = |s: &&Salient| s.at < at && human(s.entity) && !self.words.all[s.at].quoted;
        let last = self.salient.iter().rev().find(plain)?;
        // "Venn said that voters knew her": she is still the last told of.
        let mut own = self.salient.iter().rev().filter(plain).take_while(|s| s.entity == last.entity);
        let spoke = own.any(|s| s.speaks && self.words.all[s.at].paragraph + back >= paragraph);
        (spoke && self.may_hold(phrase, last.entity)).then_some(last.entity)
    }

    /// "Ada Venn said that she would come. “…,” the chair of the Port Council told reporters": whom the sentence before is about, for
    /// whoever has an office of a body.
    pub(super) fn goes_on_in_office(&self, phrase: &Phrase, at: usize) -> Option<usize> {
        let of_body = self.body_noun(phrase).is_some() || self.heads_named_body(phrase);
        match self.goes_on(at) {
            GoesOn::From(person) if of_body && self.may_hold(phrase, person) => Some(person),
            _ => None,
        }
    }

    /// Whether somebody may hold an office that nobody is introduced with: a person with a full name whom nothing introduces but a
    /// candidacy, a party or an office of the same body.
    fn may_hold(&self, phrase: &Phrase, person: usize) -> bool {
        // "His spokesman" is never whoever spoke last.
        if phrase.owner.is_some_and(|at| self.words.all[at].among(&["his", "her"])) {
            return false;
        }
        let entity = &self.entities.all[person];
        let body = self.body_noun(phrase);
        let fits = |i: &Introduction| {
            // "Union leader Ada Venn said … the general secretary of the Port Union told".
            let same_body = body.as_ref().is_some_and(|b| i.modifiers.contains(b));
            CANDIDACIES.contains(&i.noun.as_str()) || is_party(&i.noun) || same_body
        };
        entity.kind == SpeakerKind::Person
            && entity.tokens.len() > 1
            && entity.introductions.iter().all(fits)
            && phrase.gender.agrees(entity.gender)
            // "The former president" may be any; "the former foreign minister" who runs for office now is told of as such.
            && !(is_former(self.words, &phrase.words) && UNIQUE.contains(&phrase.noun.as_str()))
    }

    /// "Ada Venn lowered her price last week. “…,” the leader of the Port Union said": the only person told of so far, named in full and
    /// introduced with nothing, for whoever has an office of a body.
    pub(super) fn told_alone(&self, phrase: &Phrase, at: usize) -> Option<usize> {
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
    pub(super) fn spoke_in_rank(&self, phrase: &Phrase, at: usize) -> Option<usize> {
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
    pub(super) fn leads_below(&self, phrase: &Phrase, at: usize) -> Option<usize> {
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
    pub(super) fn in_lead(&self, at: usize, fits: &[usize]) -> Option<usize> {
        if !self.words.is_heading(self.words.get(at)?.paragraph) {
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
    pub(super) fn learn_office(&mut self, person: usize, phrase: &Phrase, noun: &str) {
        let learned = Introduction {
            noun: noun.to_string(),
            is_office: true,
            modifiers: phrase.modifiers.clone(),
            gender: phrase.gender,
            former: false,
        };
        self.entities.all[person].introductions.push(learned);
    }

    /// "Ada Venn is ready … the Prime Minister said": whom everybody knows the article introduces with nothing. Of those named before (for a
    /// headline: up to the end of the first paragraph) the only one without any introduction; where the title names a state, the only one of
    /// its paragraph.
    pub(super) fn needs_no_introduction(&self, phrase: &Phrase, at: usize) -> Option<usize> {
        let former = is_former(self.words, &phrase.words);
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
        let paragraph = self.words.get(at)?.paragraph;
        let until = if self.words.is_heading(paragraph) {
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

    /// "Venn tells parliament … The President told parliament that": the person whose words the headline gives, for the office in the first
    /// paragraph that tells them anew.
    pub(super) fn told_in_headline(&self, i: usize, phrase: &Phrase, at: usize) -> Option<usize> {
        let paragraph = self.words.get(at)?.paragraph;
        let lead =
            (0..=paragraph).find(|p| self.words.kinds[*p] == BlockKind::Body && !self.is_standfirst(*p))?;
        let heads = |p: usize| self.words.is_heading(p) || p < lead && self.is_standfirst(p);
        if paragraph != lead || is_former(self.words, &phrase.words) {
            return None;
        }
        let mut told: Vec<usize> = (0..self.attributions.len())
            .filter(|h| heads(self.words.all[self.place(*h)].paragraph) && self.tells_anew(*h, i))
            .filter_map(|h| self.resolved[h].as_ref()?.entity)
            .collect();
        told.dedup();
        let [only] = told[..] else { return None };
        let entity = &self.entities.all[only];
        let person = matches!(entity.kind, SpeakerKind::Person | SpeakerKind::Unknown);
        (person && entity.introductions.is_empty() && phrase.gender.agrees(entity.gender)).then_some(only)
    }

    /// Whether a paragraph is a line above the text that ends without a mark.
    fn is_standfirst(&self, paragraph: usize) -> bool {
        let last = self.words.paragraphs.get(paragraph).and_then(|p| self.words.sentences[p.clone()].last());
        let end = last.and_then(|s| s.end.checked_sub(1)).and_then(|at| self.words.get(at));
        self.words.kinds.get(paragraph) == Some(&BlockKind::Body) && end.is_some_and(|w| w.is_word)
    }

    /// Whether two statements are told alike: the same verb with the same word behind it, or contents with words in common.
    fn tells_anew(&self, headline: usize, lead: usize) -> bool {
        /// Content words that the two share at least.
        const COMMON: usize = 2;
        let v = vocabulary();
        let (one, other) = (&self.attributions[headline], &self.attributions[lead]);
        let cue = |a: &Attribution| {
            let last = self.words.inside(*a.cue.last()?).end;
            let behind = self.words.get(last).filter(|w| w.is_word && !v.filler.has(&w.lower))?;
            Some((v.lemmas.verb(self.words.lower(last.checked_sub(1)?)), behind.lower.clone()))
        };
        let content = |a: &Attribution| -> BTreeSet<String> {
            let inside = a.content.iter().flat_map(|c| self.words.slice(self.words.inside(*c)));
            inside.filter(|w| w.is_word && !v.filler.has(&w.lower)).map(|w| v.lemmas.noun(&w.lower)).collect()
        };
        let common = content(one).intersection(&content(other)).count();
        cue(one).is_some_and(|c| Some(c) == cue(other)) || common >= COMMON
    }

    /// "The chair of the Port Council": the office of a body that is told by its name.
    pub(super) fn heads_named_body(&self, phrase: &Phrase) -> bool {
        let v = vocabulary();
        let body = |w: &Word| w.is_capital && v.organisations.has(&v.lemmas.noun(&w.lower));
        self.words.slice(phrase.after.clone()).iter().any(body)
    }
}
