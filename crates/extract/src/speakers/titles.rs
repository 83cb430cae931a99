//! Sources by an office or a description: "the minister", "the Aldran leader", "the striker".
//!
//! Whoever was introduced with it is meant; where nobody was, only whom everybody knows, or the one who speaks here.

use super::entities::Entity;
use super::goes_on::GoesOn;
use super::narrowing::{is_party, narrows, opposed, same_place};
use super::nominals::CLEARLY;
use super::pronouns::{Salient, Wanted, suits};
use super::resolve::{Resolved, Resolver};
use super::source::{Class, Phrase};
use crate::vocabulary::{Gender, vocabulary};
use crate::words::Word;
use reportedly_schema::{How, SpeakerKind};

/// Words for whoever leads: they describe, and the article gives the office or the name elsewhere.
pub(super) const LEADS: &[&str] = &["leader", "chief", "head", "boss", "ruler", "owner"];

/// Paragraphs over which an office may be told of whoever spoke last without one.
const NEAR: usize = 2;

/// Offices that one person holds at a time in a state, a city or a party: news may name their holders without them.
pub(super) const UNIQUE: &[&str] = &[
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
pub(super) const CANDIDACIES: &[&str] =
    &["candidate", "nominee", "frontrunner", "front-runner", "contender", "hopeful", "challenger"];

/// Nouns that tell of somebody known already where nothing narrows them.
const KNOWN: &[&str] = &["businessman", "businesswoman", "billionaire", "tycoon", "mogul", "author"];

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
        let mut fits = self.introduced_as(phrase, noun, at);
        fits.retain(|person| !office || !self.holds_another(phrase, *person));
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
        if !office
            && self.is_epithet(phrase)
            && let Some(person) = self.goes_on_alone(at)
            && self.fits_epithet(phrase, person)
            && self.not_unlikely(phrase, person)
        {
            return self.made(person, how, "description of the one whom the clause before is about");
        }
        let unnamed = |noun: &str| self.earlier_owned(phrase, noun, SpeakerKind::Unnamed, false);
        let as_written = || self.earlier_owned(phrase, &phrase.noun, SpeakerKind::Person, false);
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
            let name = self.words.in_one_line(&first);
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
                || self.body_noun(phrase).is_some()
                || self.heads_named_body(phrase))
            && let Some(person) = self
                .spoke_last(phrase, at, NEAR)
                .or_else(|| self.told_alone(phrase, at))
                .or_else(|| self.goes_on_in_office(phrase, at))
        {
            self.learn_office(person, phrase, noun);
            let how = if LEADS.contains(&phrase.noun.as_str()) { How::Description } else { how };
            return self.made(person, how, "title of the one who spoke last and is introduced with nothing");
        }
        if office
            && phrase.definite
            && phrase.after.is_empty()
            && let Some(person) = self.told_in_headline(i, phrase, at)
        {
            self.learn_office(person, phrase, noun);
            return self.made(person, how, "title of the one whose words the headline gives");
        }
        if office
            && self.is_varied(phrase)
            && let GoesOn::From(person) = self.goes_on(at)
            && self.fits_epithet(phrase, person)
        {
            self.learn_office(person, phrase, noun);
            return self.made(
                person,
                how,
                "title with an epithet, of the one whom the clause before is about",
            );
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
        // "The 58-year-old": somebody whose age is told goes on.
        if phrase.definite
            && phrase.noun.ends_with("-year-old")
            && let GoesOn::From(person) = self.goes_on(at)
            && self.fits_epithet(phrase, person)
            && self.salient.iter().filter(|s| s.entity == person).count() > 1
        {
            return self.made(
                person,
                How::Description,
                "description of the one whom the clause before is about",
            );
        }
        // "Venn held up a sign. The Maros businesswoman said": words that narrow the noun tell of one known already.
        if phrase.definite
            && phrase.after.is_empty()
            && (phrase.words.len() > 1 || KNOWN.contains(&phrase.noun.as_str()))
            && !CANDIDACIES.contains(&phrase.noun.as_str())
            && let GoesOn::From(person) = self.goes_on(at)
            && self.fits_epithet(phrase, person)
            && self.not_unlikely(phrase, person)
        {
            return self.made(
                person,
                How::Description,
                "description of the one whom the clause before is about",
            );
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

    /// "The tough-talking prime minister", "the 58-year-old mayor": words that tell no office apart, for somebody told of already.
    fn is_varied(&self, phrase: &Phrase) -> bool {
        let varied = |w: &Word| {
            w.is_small()
                && w.lower.contains('-')
                && ["ing", "ed", "old", "haired"].iter().any(|end| w.lower.ends_with(end))
        };
        let head = phrase.words.end.saturating_sub(1);
        phrase.definite && self.words.slice(phrase.words.start..head).iter().any(varied)
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
    pub(super) fn body_noun(&self, phrase: &Phrase) -> Option<String> {
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
        // "The Aldran ambassador to Vardia" is no ambassador of whom nothing is told.
        let posted = self.words.lower(phrase.after.start) == "to" && !phrase.after.is_empty();
        let general = v.general_titles.get(&phrase.noun).filter(|_| !compound);
        let specific = v.general_titles.get(noun).or(general);
        let former = super::introductions::is_former(self.words, &(phrase.words.start..head));
        // "Her spokesman" is nobody else's.
        let mut wanted = phrase.modifiers.clone();
        if phrase.owner.is_some() {
            let Some(owner) = self.owner_of(phrase) else { return Vec::new() };
            wanted.extend(self.entities.all[owner].tokens.iter().cloned());
        }
        let around = (phrase.words.start.saturating_sub(1)..head).chain(phrase.after.clone());
        let governs =
            leads_all(wanted.iter().map(String::as_str).chain(around.map(|at| self.words.lower(at))));
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
                let against =
                    intro.noun == "opposition leader" || intro.modifiers.iter().any(|m| m == "opposition");
                if governs && against {
                    continue;
                }
                let general = || !of_body && specific.is_some_and(|s| s.contains(&intro.noun.as_str()));
                // "Reds boss Venn … the Reds head coach": the office of one told of as boss, at the same body.
                let boss = || {
                    matches!(intro.noun.as_str(), "boss" | "coach" | "manager")
                        && v.general_titles.get(&intro.noun).is_some_and(|s| s.contains(&noun))
                        && narrows(&wanted, &intro.modifiers, &entity.tokens) == Some(true)
                };
                if !same && !general() && !boss() {
                    continue;
                }
                // "the former president" is nobody who is introduced as president, or as a candidate for it.
                if former && intro.is_office && !intro.former {
                    continue;
                }
                if let Some(strong) =
                    narrows(&wanted, &intro.modifiers, &entity.tokens).filter(|strong| *strong || !posted)
                {
                    best = Some(best.unwrap_or(false) || strong);
                }
                // "the Aldra senator": "Senator Venn" here, "Venn, a Democrat of Aldra" there.
                let body = |m: &&String| v.organisations.has(m);
                let elsewhere = entity.introductions.iter().flat_map(|i| i.modifiers.iter());
                let mut homes = phrase.modifiers.iter().filter(|m| !body(m));
                if homes.any(|w| elsewhere.clone().any(|m| same_place(w, m))) {
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

/// "The leader of the council", "the Aldran leader": one who governs, and nobody who leads those against him.
fn leads_all<'m>(mut modifiers: impl Iterator<Item = &'m str>) -> bool {
    let v = vocabulary();
    modifiers.any(|m| {
        v.organisations.get(m) == Some(&SpeakerKind::Government) || v.adjectives.has(m) || v.places.has(m)
    })
}
