//! From source spans to speakers.

use super::antecedents::{Anaphor, Antecedent, Candidate};
use super::body_signs::learn_bodies;
use super::entities::{Entities, Entity, entities};
use super::function_words::{is_calendar, is_turn_label};
use super::headline_names::cut_openers;
use super::names::{Name, names};
use super::office_before::mark_offices;
use super::pointing::is_first_person;
use super::pronouns::{MentionRole, Salient, Wanted, learn_genders, role_of};
use super::source::{self, Class, Phrase, Source};
use super::states::learn_states;
use super::tagged_names::reconcile;
use crate::attribution::Attribution;
use crate::entity_tagger::Tagged;
use crate::vocabulary::{Gender, vocabulary};
use crate::words::{Word, Words};
use reportedly_schema::{How, Speaker, SpeakerKind};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A speaker with the entity behind it and the rule that found it.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// As it will be shown, without the id.
    pub speaker: Speaker,
    /// The entity.
    pub entity: Option<usize>,
    /// Words of the mention, where it is no name.
    pub mention: Option<Range<usize>>,
    /// The rule, for `why`.
    pub rule: &'static str,
}

impl Resolved {
    pub(super) fn unknown(candidates: Vec<String>, rule: &'static str) -> Self {
        Resolved { speaker: Speaker::unknown(candidates), entity: None, mention: None, rule }
    }
}

/// All that is known of the speakers of one article.
#[derive(Debug)]
pub struct Cast {
    /// All names, in text order.
    pub names: Vec<Name>,
    /// Entities of names and of noun phrases.
    pub entities: Entities,
    /// For each attribution its speaker.
    pub resolved: Vec<Resolved>,
    /// The pronouns, in text order.
    pub pronouns: Vec<Pronoun>,
}

/// A pronoun and whom it may mean.
#[derive(Clone, Debug)]
pub struct Pronoun {
    /// The word.
    pub at: usize,
    /// What it asks for.
    pub wanted: Wanted,
    /// It is the source of a statement.
    pub speaks: bool,
    /// Everyone who may be meant.
    pub candidates: Vec<Candidate>,
    /// Who is.
    pub entity: Option<usize>,
}

pub(super) struct Resolver<'a, 't> {
    pub(super) words: &'a Words<'t>,
    pub(super) names: &'a [Name],
    pub(super) entities: Entities,
    /// Entities made from noun phrases, by kind and lower-case phrase.
    pub(super) phrases: BTreeMap<String, usize>,
    pub(super) salient: Vec<Salient>,
    pub(super) attributions: &'a [Attribution],
    /// Entities that the article shows to be states or cities.
    pub(super) states: BTreeSet<usize>,
    pub(super) resolved: Vec<Option<Resolved>>,
    pub(super) author: Option<String>,
    pub(super) tagged: Option<&'a Tagged>,
    pub(super) pronouns: Vec<Pronoun>,
}

/// Finds the speaker of every attribution. `authors` are those of the article: a first person outside quotation marks is
/// theirs; `tagged` is what the model says of names.
pub fn cast(
    words: &Words,
    attributions: &[Attribution],
    authors: &[String],
    tagged: Option<&Tagged>,
) -> Cast {
    let mut names = match tagged {
        Some(tagged) => reconcile(words, names(words), tagged),
        None => names(words),
    };
    cut_openers(words, &mut names);
    mark_offices(words, &mut names);
    let mut entities = entities(words, &names);
    learn_bodies(words, &names, &mut entities);
    let states = learn_states(words, &names, &mut entities);
    let mut salient: Vec<Salient> = Vec::new();
    for (n, name) in names.iter().enumerate() {
        let kind = |e: &usize| entities.all[*e].kind;
        if let Some(entity) = entities.of_name[n].filter(|e| !is_modifier(words, name, kind(e))) {
            salient.push(Salient {
                at: name.start,
                word: name.words.end - 1,
                entity,
                speaks: false,
                role: role_of(words, &names, n),
                pronoun: false,
                full: name.words.len() > 1,
            });
        }
    }
    learn_genders(words, &mut entities, &salient);
    let author = match authors {
        [only] => Some(only.clone()),
        _ => None,
    };
    let mut resolver = Resolver {
        words,
        names: &names,
        entities,
        phrases: BTreeMap::new(),
        states,
        salient,
        attributions,
        resolved: vec![None; attributions.len()],
        author,
        tagged,
        pronouns: Vec::new(),
    };
    resolver.run();
    let Resolver { entities, resolved, mut pronouns, .. } = resolver;
    pronouns.sort_by_key(|p| p.at);
    let resolved = resolved
        .into_iter()
        .map(|r| r.unwrap_or_else(|| Resolved::unknown(Vec::new(), "no source")))
        .collect();
    Cast { names, entities, resolved, pronouns }
}

/// "A Venn supporter", "other Aldran cultures": the name tells whose or of what, and nobody goes on from it.
fn is_modifier(words: &Words, name: &Name, kind: SpeakerKind) -> bool {
    let v = vocabulary();
    let article = name.start > 0 && matches!(words.lower(name.start - 1), "a" | "an");
    let next = words.get(name.words.end).filter(|w| w.is_small());
    let Some(next) = next.filter(|w| w.sentence == words.all[name.start].sentence) else { return false };
    // "A Venn television interview": of Venn.
    let body = v.organisations.has(&next.lower) && !next.among(&["radio", "television", "tv"]);
    if article && (v.is_role(&next.lower) || body) {
        return true;
    }
    // "Communist", "Hispanic": the one that stands before a noun is no group of people.
    let own = words.lower(name.words.start);
    let one = name.words.len() == 1 && v.lemmas.noun(own) == own && !own.ends_with('s');
    one && kind == SpeakerKind::Group && is_noun(next)
}

/// Whether a small word is a noun, as far as the lists and its ending tell.
pub(super) fn is_noun(word: &Word) -> bool {
    let v = vocabulary();
    word.is_small()
        && !v.filler.has(&word.lower)
        && !source::PREPOSITIONS.contains(&word.lower.as_str())
        && !word.lower.ends_with("ly")
        && !word.lower.ends_with("ed")
        && (!v.lemmas.is_verb(&v.lemmas.verb(&word.lower))
            || v.documents.has(&v.lemmas.noun(&word.lower))
            || word.lower.ends_with("ing"))
}

impl Resolver<'_, '_> {
    pub(super) fn run(&mut self) {
        let mut order: Vec<usize> = (0..self.attributions.len()).collect();
        order.sort_by_key(|i| self.place(*i));
        let sources: Vec<Source> =
            self.attributions.iter().map(|a| source::read(self.words, self.names, &a.source)).collect();
        let speaking: BTreeSet<usize> = sources
            .iter()
            .filter_map(|s| if let Source::Pronoun(at) = s { Some(*at) } else { None })
            .collect();
        let mut others = self.plain_pronouns(&speaking).into_iter().peekable();
        for i in order.iter().copied() {
            let place = self.place(i);
            while let Some((at, wanted)) = others.next_if(|(at, _)| *at < place) {
                self.plain_pronoun(at, wanted);
            }
            let found = match &sources[i] {
                Source::Nothing => continue,
                Source::Pronoun(at) if is_first_person(self.words.lower(*at)) => continue,
                Source::Pronoun(at) => self.pronoun(i, *at),
                Source::Name(n) => self.named(*n),
                Source::Names(list) => self.several(list),
                Source::Phrase(phrase) => self.phrase(i, phrase),
            };
            self.keep(i, found);
        }
        for (at, wanted) in others {
            self.plain_pronoun(at, wanted);
        }
        for i in order.iter().copied() {
            if let Source::Pronoun(at) = sources[i]
                && self.resolved[i].is_none()
            {
                let found = self.first_person(i, at);
                self.keep(i, found);
            }
        }
        for i in order.iter().copied() {
            if self.resolved[i].is_none() {
                let inner = self.quoted_by(i).is_some();
                let behind = if inner { None } else { self.reporting_clause(i) };
                let found = behind.unwrap_or_else(|| self.carried(i));
                self.resolved[i] = Some(found);
            }
        }
        self.name_late(&order);
    }

    /// The word at which an attribution stands: of its source, else its cue, else its content.
    pub(super) fn place(&self, i: usize) -> usize {
        let a = &self.attributions[i];
        a.source.first().or(a.cue.first()).or(a.content.first()).map_or(0, |s| self.words.from(s.start))
    }

    pub(super) fn keep(&mut self, i: usize, found: Resolved) {
        // Nobody goes on from "no one".
        let somebody =
            |e: &usize| !["no one", "nobody"].contains(&self.entities.all[*e].name.to_lowercase().as_str());
        let entity = found.entity.filter(somebody);
        if let (Some(entity), Some(span)) = (entity, self.attributions[i].source.first()) {
            let at = self.words.from(span.start);
            let place = self.salient.partition_point(|s| s.at < at);
            let word = found.mention.as_ref().map_or(at, |m| m.end - 1);
            let pronoun = found.speaker.how == How::Pronoun;
            let role = MentionRole::Subject;
            self.salient
                .insert(place, Salient { at, word, entity, speaks: true, role, pronoun, full: false });
            // The name inside the source is the same mention.
            let until = self.words.from(span.end);
            for s in &mut self.salient {
                if (at..until).contains(&s.at) && s.entity == entity {
                    (s.speaks, s.role) = (true, MentionRole::Subject);
                }
            }
        }
        self.resolved[i] = Some(found);
    }

    pub(super) fn made(&self, entity: usize, how: How, rule: &'static str) -> Resolved {
        let e = &self.entities.all[entity];
        // A name that "he" or "she" points to is a person's; one of two words that a title points to, too.
        let pointed = match how {
            How::Pronoun => true,
            How::Title | How::Description => e.tokens.len() > 1,
            _ => false,
        };
        let human = pointed && e.kind == SpeakerKind::Unknown && e.unclear;
        let speaker = Speaker {
            name: Some(e.name.clone()),
            id: None,
            kind: if human { SpeakerKind::Person } else { e.kind },
            how,
            candidates: Vec::new(),
        };
        Resolved { speaker, entity: Some(entity), mention: None, rule }
    }

    pub(super) fn candidates(&self, list: &[usize]) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for e in list {
            let name = &self.entities.all[*e].name;
            if !out.contains(name) {
                out.push(name.clone());
            }
        }
        out
    }

    pub(super) fn named(&mut self, n: usize) -> Resolved {
        let words = self.names[n].words.clone();
        if words.len() == 1
            && let Some(both) = self.family(words.start)
        {
            return both;
        }
        let Some(entity) = self.entities.of_name[n] else {
            let possible = self.entities.possible.get(&n).cloned().unwrap_or_default();
            return Resolved::unknown(self.candidates(&possible), "short name of several persons");
        };
        let things = ends_in_things(self.words, &self.entities.all[entity].tokens);
        let e = &mut self.entities.all[entity];
        if e.kind == SpeakerKind::Unknown {
            // Persons are introduced in full; a source of one word that nothing introduces is more often a body.
            let person = e.tokens.len() > 1 && !things;
            e.kind = if person { SpeakerKind::Person } else { SpeakerKind::Organisation };
        }
        let lower = self.entities.all[entity].tokens.join(" ");
        let v = vocabulary();
        let stands_for = self.entities.all[entity].kind == SpeakerKind::Government
            && (v.places.has(&lower) || v.metonyms.has(&lower) || self.states.contains(&entity));
        let how = if stands_for { How::Metonym } else { How::Named };
        self.made(entity, how, if stands_for { "place that stands for a body" } else { "name in the source" })
    }

    pub(super) fn several(&mut self, list: &[usize]) -> Resolved {
        let mut parts = Vec::new();
        for n in list {
            let name = match self.entities.of_name[*n] {
                Some(e) => self.entities.all[e].name.clone(),
                None => self.words.cut(&self.names[*n].words).to_string(),
            };
            parts.push(name);
        }
        let last = parts.pop().unwrap_or_default();
        let name = if parts.is_empty() { last } else { format!("{} and {last}", parts.join(", ")) };
        let first = list.first().map_or(0, |n| self.names[*n].start);
        let entity = self.phrase_entity(name, SpeakerKind::Group, first, Gender::Unknown);
        let mut found = self.made(entity, How::Named, "several names");
        found.mention = match (list.first(), list.last()) {
            (Some(a), Some(b)) => Some(self.names[*a].start..self.names[*b].words.end),
            _ => None,
        };
        found
    }

    /// The entity of a noun phrase, made at its first mention.
    pub(super) fn phrase_entity(
        &mut self,
        name: String,
        kind: SpeakerKind,
        first: usize,
        gender: Gender,
    ) -> usize {
        let key = format!("{kind} {}", name.to_lowercase());
        if let Some(known) = self.phrases.get(&key) {
            return *known;
        }
        let tokens = name.split_whitespace().map(str::to_lowercase).collect();
        self.entities.all.push(Entity {
            name,
            tokens,
            kind,
            unclear: false,
            gender,
            generation: None,
            introductions: Vec::new(),
            first,
            outlet: None,
        });
        let at = self.entities.all.len() - 1;
        self.phrases.insert(key, at);
        at
    }

    /// A noun phrase made before with the same head noun; of several the one mentioned last.
    pub(super) fn earlier_phrase(&self, noun: &str, kind: SpeakerKind, plural: bool) -> Option<usize> {
        self.earlier_that(noun, kind, plural, |_| true)
    }

    /// A noun phrase made before with the head noun of this one and no other owner; of several the one mentioned last.
    pub(super) fn earlier_owned(
        &self,
        phrase: &Phrase,
        noun: &str,
        kind: SpeakerKind,
        plural: bool,
    ) -> Option<usize> {
        self.earlier_that(noun, kind, plural, |e| self.has_owner(phrase, e))
    }

    fn earlier_that(
        &self,
        noun: &str,
        kind: SpeakerKind,
        plural: bool,
        fitting: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let v = vocabulary();
        let head = |name: &str| -> (String, bool) {
            let head = name.split(" for ").next().unwrap_or(name);
            let head = head.split(" of ").next().unwrap_or(head).split(" in ").next().unwrap_or(head);
            let last = head.rsplit(' ').next().unwrap_or(head).to_lowercase();
            let single = v.lemmas.noun(&last);
            let many = single != last;
            (single, many)
        };
        let mut fits: Vec<usize> = self
            .phrases
            .values()
            .copied()
            .filter(|e| {
                self.entities.all[*e].kind == kind
                    && head(&self.entities.all[*e].name) == (noun.to_string(), plural)
                    && fitting(*e)
            })
            .collect();
        fits.sort_unstable();
        match fits[..] {
            [only] => Some(only),
            _ => self.salient.iter().rev().map(|s| s.entity).find(|e| fits.contains(e)),
        }
    }

    pub(super) fn phrase(&mut self, i: usize, phrase: &Phrase) -> Resolved {
        let mut found = match &phrase.class {
            Class::Office(_) | Class::Role(_) if phrase.plural => {
                self.own(phrase, SpeakerKind::Group, How::Description, "people by a common noun")
            }
            Class::Office(noun) => self.titled(i, phrase, noun, true),
            Class::Role(noun) => self.titled(i, phrase, noun, false),
            Class::Unnamed(noun) => self.unnamed(i, phrase, noun),
            Class::Body(_) if phrase.plural && !phrase.definite => {
                self.own(phrase, SpeakerKind::Group, How::Description, "bodies by a common noun")
            }
            Class::Body(kind) => self.body(phrase, *kind),
            Class::Document => self.document(phrase),
            Class::Group(SpeakerKind::Group) if let Some(pair) = self.named_pair(i, phrase) => pair,
            Class::Group(kind) => match self.family(phrase.words.start).filter(|_| phrase.words.len() == 1) {
                Some(both) => both,
                None => self.own(phrase, *kind, How::Description, "people by a common noun"),
            },
            Class::Other if !self.names_somebody(phrase) => {
                Resolved::unknown(Vec::new(), "words that name nobody")
            }
            // "…," said the former youth international: nobody else speaks in the paragraph.
            Class::Other
                if phrase.definite
                    && !phrase.plural
                    && phrase.owner.is_none()
                    && self.is_said_aloud(i)
                    && let Some(person) = self.only_one_here(phrase, phrase.words.start) =>
            {
                self.made(person, How::Description, "description; the one person who speaks in the paragraph")
            }
            Class::Other if self.is_address(phrase) => {
                self.own(phrase, SpeakerKind::Organisation, How::Named, "name of a site on the web")
            }
            Class::Other => {
                let kind = if phrase.plural { SpeakerKind::Group } else { SpeakerKind::Unknown };
                self.own(phrase, kind, How::Description, "noun phrase as written")
            }
        };
        if found.entity.is_some() {
            let start =
                self.attributions[i].source.first().map_or(phrase.words.start, |s| self.words.from(s.start));
            found.mention = Some(start.min(phrase.words.start)..phrase.words.end);
        }
        found
    }

    /// "Maros.com": an address without spaces, with its top-level domain.
    fn is_address(&self, phrase: &Phrase) -> bool {
        let written = self.words.cut(&phrase.words);
        let domain = written.rsplit_once('.').filter(|(name, _)| !name.is_empty());
        !written.contains(char::is_whitespace)
            && domain.is_some_and(|(_, top)| matches!(top, "com" | "org" | "net" | "info"))
    }

    /// Whether a statement quotes words that only people utter: "said", "joked", no sign that "read".
    fn is_said_aloud(&self, i: usize) -> bool {
        const ALOUD: &[&str] = &[
            "said",
            "says",
            "added",
            "joked",
            "laughed",
            "told",
            "smiled",
            "recalled",
            "explained",
            "insisted",
            "admitted",
            "replied",
            "continued",
            "fumed",
            "stormed",
            "quipped",
            "shrugged",
            "grinned",
            "sighed",
        ];
        let a = &self.attributions[i];
        let quoted = a.content.iter().any(|c| self.words.inside(*c).any(|w| self.words.all[w].quoted));
        let aloud = a.cue.iter().any(|c| self.words.inside(*c).any(|w| self.words.all[w].among(ALOUD)));
        quoted && aloud
    }

    /// Whether the words of a phrase can name anybody: figures, months, labels of turns and what follows a preposition cannot.
    pub(super) fn names_somebody(&self, phrase: &Phrase) -> bool {
        let first = self.words.lower(phrase.words.start);
        let last = self.words.lower(phrase.words.end.saturating_sub(1));
        !source::PREPOSITIONS.contains(&first)
            && !last.starts_with(|c: char| c.is_ascii_digit())
            && last.chars().any(char::is_alphabetic)
            && !is_calendar(last)
            && !self.words.get(phrase.words.start).is_some_and(|w| is_turn_label(w.text))
    }

    /// The noun phrase as its own entity.
    pub(super) fn own(
        &mut self,
        phrase: &Phrase,
        kind: SpeakerKind,
        how: How,
        rule: &'static str,
    ) -> Resolved {
        let name = self.phrase_name(phrase);
        let entity = self.phrase_entity(name, kind, phrase.words.start, phrase.gender);
        self.made(entity, how, rule)
    }

    /// Whom "his" of "his campaign" means.
    pub(super) fn owner_of(&self, phrase: &Phrase) -> Option<usize> {
        let at = phrase.owner?;
        let wanted = Wanted::of(self.words.lower(at))?;
        match self.antecedent(&Anaphor { at, wanted, speaks: false, excluded: None }).1 {
            // "Their supporters … their supporters": nobody's own.
            Antecedent::One(e) => Some(e).filter(|e| {
                let head = self.words.lower(phrase.words.end - 1);
                self.entities.all[*e].tokens.last().is_none_or(|last| last != head)
            }),
            _ => None,
        }
    }

    /// The noun phrase without determiner; a possessive pronoun becomes the name it stands for.
    pub(super) fn phrase_name(&self, phrase: &Phrase) -> String {
        const LONGEST_TAIL: usize = 6;
        let mut end = phrase.words.end;
        let keeps_tail = matches!(
            self.words.lower(end),
            "for" | "of" | "from" | "in" | "at" | "close" | "familiar" | "with"
        );
        if keeps_tail && phrase.after.len() <= LONGEST_TAIL {
            end = phrase.after.end;
            // "Exiles in Maros who": the clause that follows is no part of the name.
            while end > phrase.words.end && self.words.all[end - 1].among(&["who", "which", "that", "whom"]) {
                end -= 1;
            }
        }
        let written = self.words.cut(&(phrase.words.start..end));
        let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
        let owner = self.owner_of(phrase).map(|e| self.entities.all[e].name.clone());
        // "Ada Venn's aides' more militant supporters" is a name for nobody.
        match owner.filter(|owner| !is_owned(owner)) {
            Some(owner) if owner.ends_with('s') => format!("{owner}' {written}"),
            Some(owner) => format!("{owner}'s {written}"),
            None => written,
        }
    }
}

/// "Ada Venn's aides", "relatives in Maros": a phrase that tells whose or whence.
fn is_owned(name: &str) -> bool {
    let own = name.split(' ').any(|w| w.ends_with("'s") || w.ends_with("’s") || w.ends_with("s'"));
    own || name.starts_with(char::is_lowercase) && name.split(' ').any(|w| source::PREPOSITIONS.contains(&w))
}

/// "Merrow Ports": the plural of a noun that the article writes small as well, behind a word that is no given name.
fn ends_in_things(words: &Words, tokens: &[String]) -> bool {
    let v = vocabulary();
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
    let single = v.lemmas.noun(last);
    let everyday = || words.all.iter().any(|w| w.is_small() && (w.lower == single || w.lower == *last));
    tokens.len() > 1 && single != *last && !v.first_names.has(first) && everyday()
}
