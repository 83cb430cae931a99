//! The vocabulary of the layers over attributions: data files under `vocabulary/`, embedded and read once.
//!
//! Every file opens with comments (`#`) that document its columns. Forms are lower case unless the file says otherwise.

use crate::lemma::Lemmas;
use crate::words::Words;
use reportedly_schema::{Act, Mode, SpeakerKind, TermKind, TermRole};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What a name or noun tells of a person's gender; used for pronouns only and never shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gender {
    /// Nothing known.
    #[default]
    Unknown,
    /// "he".
    Masculine,
    /// "she".
    Feminine,
}

impl Gender {
    fn parse(word: &str) -> Self {
        match word {
            "m" => Gender::Masculine,
            "f" => Gender::Feminine,
            _ => Gender::Unknown,
        }
    }

    /// Whether both may be one person's.
    pub fn agrees(self, other: Gender) -> bool {
        self == Gender::Unknown || other == Gender::Unknown || self == other
    }
}

/// An office, rank or function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// The form that stands for all its forms.
    pub canonical: &'static str,
    /// Where the form shows it.
    pub gender: Gender,
}

/// A noun for one human being.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonNoun {
    /// Where the noun shows it.
    pub gender: Gender,
    /// Whether sources so called usually stay unnamed ("official").
    pub unnamed: bool,
}

/// What a cue word tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CueWord {
    /// How the content is held.
    pub mode: Mode,
    /// What saying it does.
    pub acts: Vec<Act>,
    /// Its object is the one spoken to.
    pub tells: bool,
    /// It goes on from a statement before it.
    pub adds: bool,
    /// It passes on what others said.
    pub relays: bool,
    /// Its object is the one who is to act.
    pub orders: bool,
}

/// What follows a connective of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// A clause with a verb.
    Clause,
    /// A noun phrase or gerund.
    Phrase,
}

/// A connective that opens a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connective {
    /// Its words.
    pub words: Vec<&'static str>,
    /// Its kind.
    pub kind: TermKind,
    /// What follows it.
    pub opens: Opens,
}

/// What a word that counts says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// "third".
    Ordinal(u32),
    /// "three".
    Number(u32),
    /// "twice".
    Times(u32),
    /// "again": at least so often; "repeatedly": no number.
    Adverb(Option<u32>),
    /// "appeal": a noun for an act of saying.
    Saying,
}

/// What follows a word that opens a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// "to" and a bare verb.
    To,
    /// Whom, then "to" and a bare verb.
    ObjectTo,
    /// "that" and a clause.
    That,
    /// Whom, then "that" and a clause.
    ObjectThat,
    /// A person or body, then "to" and a bare verb.
    AgentTo,
    /// A noun phrase.
    Phrase,
    /// A noun phrase that names a thing asked for: it opens with an article, a number, a sum, a word of possession or of amount.
    Some,
    /// A verb in -ing.
    Ing,
    /// One of these prepositions and a noun phrase.
    Preposition(Vec<&'static str>),
}

/// A word that opens a demand, offer, concession or guarantee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opener {
    /// What it opens.
    pub role: TermRole,
    /// What may follow it.
    pub frames: Vec<Frame>,
    /// An act of saying: said of somebody else, the term is theirs.
    pub says: bool,
    /// Said of persons and bodies only.
    pub own_only: bool,
    /// A noun, whose possessor holds the term.
    pub noun: bool,
    /// After "that" a term only where the content asks for something.
    pub asserts: bool,
    /// Stays what it is under "would" and "could".
    pub firm: bool,
    /// Nouns of which one must stand among the first words of what follows; empty for any.
    pub objects: Vec<&'static str>,
}

impl Opener {
    /// Whether what follows has one of the nouns that the opener asks for.
    pub fn takes(&self, words: &Words, body: &Range<usize>) -> bool {
        const FIRST: usize = 5;
        let lemmas = &vocabulary().lemmas;
        self.objects.is_empty()
            || words
                .slice(body.clone())
                .iter()
                .take(FIRST)
                .any(|w| self.objects.contains(&lemmas.noun(&w.lower).as_str()))
    }
}

/// Of whom a sign of an act must be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// "We", "I", or the speaker in reported words.
    Own,
    /// Anybody else.
    Other,
    /// Anybody.
    Any,
}

/// Words of a content that show what saying it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// What.
    pub act: Act,
    /// What where the words are negated.
    pub negated: Option<Act>,
    /// Of whom.
    pub whose: Whose,
    /// One word that is no verb or noun of saying ("unacceptable").
    pub words_alone: bool,
}

/// Phrases of one or more words, found by their words.
#[derive(Debug)]
pub struct Phrases<T> {
    entries: HashMap<String, T>,
    /// For each first word the number of words of the longest entry that begins with it.
    firsts: HashMap<String, usize>,
    longest: usize,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { entries: HashMap::new(), firsts: HashMap::new(), longest: 1 }
    }
}

impl<T> Phrases<T> {
    fn insert(&mut self, form: &str, value: T) {
        let length = form.split(' ').count();
        self.longest = self.longest.max(length);
        let first = form.split(' ').next().unwrap_or(form);
        match self.firsts.get_mut(first) {
            Some(known) => *known = (*known).max(length),
            None => {
                self.firsts.insert(first.to_string(), length);
            }
        }
        self.entries.entry(form.to_string()).or_insert(value);
    }

    /// The entry of exactly this form.
    pub fn get(&self, form: &str) -> Option<&T> {
        self.entries.get(form)
    }

    /// The entry with its form.
    pub fn get_key(&self, form: &str) -> Option<(&str, &T)> {
        self.entries.get_key_value(form).map(|(form, value)| (form.as_str(), value))
    }

    /// Whether the form is an entry.
    pub fn has(&self, form: &str) -> bool {
        self.entries.contains_key(form)
    }

    /// The number of words of the longest entry that begins with this word; 0 where none does.
    pub fn longest_from(&self, first: &str) -> usize {
        self.firsts.get(first).copied().unwrap_or(0)
    }

    /// The number of words of the longest entry.
    pub fn longest(&self) -> usize {
        self.longest
    }
}

/// All files, read.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// Words before a name that are no office.
    pub honorifics: Phrases<Gender>,
    /// Offices, ranks and functions.
    pub offices: Phrases<Office>,
    /// Nouns for one human being.
    pub person_nouns: Phrases<PersonNoun>,
    /// Occupations: nouns for one human being that are also surnames or given names.
    pub occupations: Phrases<PersonNoun>,
    /// Last words of the names of companies.
    pub company_words: Phrases<()>,
    /// What a state has.
    pub state_nouns: Phrases<()>,
    /// Words of what an office is an office of: `portfolio` or `place`.
    pub office_homes: Phrases<&'static str>,
    /// Head nouns of bodies.
    pub organisations: Phrases<SpeakerKind>,
    /// Head nouns of texts.
    pub documents: Phrases<()>,
    /// Plural and collective words for people.
    pub groups: Phrases<SpeakerKind>,
    /// Given names.
    pub first_names: Phrases<Gender>,
    /// Names and capitals of states; the value is the number of the state.
    pub places: Phrases<usize>,
    /// Names of those states that have an adjective: not the parts of a federation.
    pub nations: Phrases<()>,
    /// Capitals only.
    pub capitals: Phrases<()>,
    /// Adjectives of states.
    pub adjectives: Phrases<usize>,
    /// Names as written, token by token, with the tokens that are read for them.
    pub read_alike: Phrases<Vec<&'static str>>,
    /// Buildings and quarters that stand for a body.
    pub metonyms: Phrases<SpeakerKind>,
    /// News agencies (`agency`) and outlets (`outlet`).
    pub agencies: Phrases<&'static str>,
    /// Last words of the names of news outlets.
    pub outlet_words: Phrases<&'static str>,
    /// Words that, before "Agency", name a public body.
    pub not_news_agency: Phrases<()>,
    /// Nouns for an outlet beside or instead of its name.
    pub outlet_nouns: Phrases<&'static str>,
    /// First words of the names of news outlets.
    pub outlet_first_words: Phrases<&'static str>,
    /// Words after which an outlet says where it has something from, with their classes.
    pub citing: Phrases<Vec<&'static str>>,
    /// Words that show to whom something is said, with their classes.
    pub listening: Phrases<Vec<&'static str>>,
    /// Words that set the scene in which people speak, with their classes.
    pub scenes: Phrases<Vec<&'static str>>,
    /// Words that open a line which says who made a report, with their class.
    pub credits: Phrases<&'static str>,
    /// Networks on which people write, as written.
    pub platforms: Phrases<()>,
    /// For general titles what a person may have been introduced as.
    pub general_titles: Phrases<Vec<&'static str>>,
    /// For general nouns of bodies the last words of the names that they go on from.
    pub general_bodies: Phrases<Vec<&'static str>>,
    /// Cue words by lemma.
    pub cues: Phrases<CueWord>,
    /// Settings in which people speak; whether they stand without an article ("in court").
    pub venues: Phrases<bool>,
    /// Verbs that make "we will" a threat.
    pub threats: Phrases<()>,
    /// Words that open a sentence and begin no name.
    pub openers: Phrases<()>,
    /// Words without content.
    pub filler: Phrases<()>,
    /// Words that show an act.
    pub signs: Phrases<Sign>,
    /// Words that open demands, offers, concessions and guarantees.
    pub openers_of_terms: Phrases<Opener>,
    /// Nouns of action and verbs with a particle, with the verb that they come to.
    pub actions: Phrases<&'static str>,
    /// Connectives of terms, longest first.
    pub connectives: Vec<Connective>,
    /// Words that count acts of saying.
    pub counting: Phrases<Counting>,
    /// Inflection.
    pub lemmas: Lemmas,
}

impl Vocabulary {
    /// The entry of a noun (singular) for one human being, occupations included.
    pub fn role(&self, noun: &str) -> Option<(&str, &PersonNoun)> {
        self.person_nouns.get_key(noun).or_else(|| self.occupations.get_key(noun))
    }

    /// Whether a word is of a class of `addressee_words.tsv`.
    pub fn listens(&self, word: &str, class: &str) -> bool {
        self.listening.get(word).is_some_and(|classes| classes.contains(&class))
    }

    /// Whether a phrase is of a class of `citing_words.tsv`.
    pub fn cites(&self, phrase: &str, class: &str) -> bool {
        self.citing.get(phrase).is_some_and(|classes| classes.contains(&class))
    }

    /// Whether a phrase is of a class of `scenes.tsv`.
    pub fn sets(&self, phrase: &str, class: &str) -> bool {
        self.scenes.get(phrase).is_some_and(|classes| classes.contains(&class))
    }

    /// Whether a noun is one for a human being.
    pub fn is_role(&self, noun: &str) -> bool {
        self.role(noun).is_some()
    }
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(read);

/// The embedded vocabulary; read on first use.
pub fn vocabulary() -> &'static Vocabulary {
    &VOCABULARY
}

fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).map(|l| l.split('\t').collect())
}

/// A column of a row; empty where the row is short.
fn column(row: &[&'static str], n: usize) -> &'static str {
    row.get(n).copied().unwrap_or("").trim()
}

fn set(file: &'static str) -> Phrases<()> {
    let mut out = Phrases::default();
    rows(file).for_each(|row| out.insert(&column(&row, 0).to_lowercase(), ()));
    out
}

/// Rows of a form and a class; a form may have several.
fn classes(file: &'static str) -> Phrases<Vec<&'static str>> {
    let mut out: Phrases<Vec<&'static str>> = Phrases::default();
    for row in rows(file) {
        out.insert(column(&row, 0), Vec::new());
        if let Some(list) = out.entries.get_mut(column(&row, 0)) {
            list.push(column(&row, 1));
        }
    }
    out
}

fn kind(word: &str) -> SpeakerKind {
    word.parse().unwrap_or(SpeakerKind::Organisation)
}

fn read() -> Vocabulary {
    let mut v = Vocabulary {
        documents: set(include_str!("../vocabulary/documents.tsv")),
        not_news_agency: set(include_str!("../vocabulary/not_news_agency.tsv")),
        company_words: set(include_str!("../vocabulary/company_words.tsv")),
        state_nouns: set(include_str!("../vocabulary/state_nouns.tsv")),
        threats: set(include_str!("../vocabulary/threat_verbs.tsv")),
        openers: set(include_str!("../vocabulary/sentence_openers.tsv")),
        filler: set(include_str!("../vocabulary/filler_words.tsv")),
        lemmas: Lemmas::new(
            rows(include_str!("../vocabulary/irregular_forms.tsv"))
                .map(|row| (column(&row, 0), column(&row, 1))),
            rows(include_str!("../vocabulary/verbs.tsv")).map(|row| column(&row, 0)),
        ),
        ..Vocabulary::default()
    };
    for row in rows(include_str!("../vocabulary/honorifics.tsv")) {
        v.honorifics.insert(column(&row, 0), Gender::parse(column(&row, 1)));
    }
    for row in rows(include_str!("../vocabulary/offices.tsv")) {
        let office = Office { canonical: column(&row, 1), gender: Gender::parse(column(&row, 2)) };
        v.offices.insert(column(&row, 0), office);
    }
    for row in rows(include_str!("../vocabulary/person_nouns.tsv")) {
        let noun =
            PersonNoun { gender: Gender::parse(column(&row, 1)), unnamed: column(&row, 2) == "unnamed" };
        v.person_nouns.insert(column(&row, 0), noun);
    }
    for row in rows(include_str!("../vocabulary/occupations.tsv")) {
        let noun = PersonNoun { gender: Gender::parse(column(&row, 1)), unnamed: false };
        v.occupations.insert(column(&row, 0), noun);
    }
    for row in rows(include_str!("../vocabulary/organisations.tsv")) {
        v.organisations.insert(column(&row, 0), kind(column(&row, 1)));
    }
    for row in rows(include_str!("../vocabulary/groups.tsv")) {
        v.groups.insert(column(&row, 0), kind(column(&row, 1)));
    }
    for row in rows(include_str!("../vocabulary/first_names.tsv")) {
        v.first_names.insert(column(&row, 0), Gender::parse(column(&row, 1)));
    }
    for (n, row) in rows(include_str!("../vocabulary/places.tsv")).enumerate() {
        let list = |at: usize| column(&row, at).split(',').map(str::trim).filter(|f| !f.is_empty());
        list(0).for_each(|f| v.places.insert(&f.to_lowercase(), n));
        if list(1).next().is_some() {
            list(0).for_each(|f| v.nations.insert(&f.to_lowercase(), ()));
        }
        list(1).for_each(|f| v.adjectives.insert(&f.to_lowercase(), n));
        for form in list(2) {
            v.places.insert(&form.to_lowercase(), n);
            v.capitals.insert(&form.to_lowercase(), ());
        }
    }
    for row in rows(include_str!("../vocabulary/read_alike.tsv")) {
        v.read_alike.insert(column(&row, 0), column(&row, 1).split(' ').collect());
    }
    for row in rows(include_str!("../vocabulary/metonyms.tsv")) {
        v.metonyms.insert(&column(&row, 0).to_lowercase(), kind(column(&row, 1)));
    }
    for row in rows(include_str!("../vocabulary/news_agencies.tsv")) {
        // Short names in capitals are matched as written, so that "beta" or "pa" in running text is none.
        v.agencies.insert(column(&row, 0).trim_start_matches("The "), column(&row, 1));
    }
    for row in rows(include_str!("../vocabulary/outlet_words.tsv")) {
        v.outlet_words.insert(column(&row, 0), column(&row, 1));
    }
    for row in rows(include_str!("../vocabulary/outlet_nouns.tsv")) {
        v.outlet_nouns.insert(column(&row, 0), column(&row, 1));
    }
    for row in rows(include_str!("../vocabulary/outlet_first_words.tsv")) {
        v.outlet_first_words.insert(column(&row, 0), column(&row, 1));
    }
    for row in rows(include_str!("../vocabulary/office_homes.tsv")) {
        v.office_homes.insert(column(&row, 0), column(&row, 1));
    }
    for row in rows(include_str!("../vocabulary/credits.tsv")) {
        v.credits.insert(column(&row, 0), column(&row, 1));
    }
    for row in rows(include_str!("../vocabulary/platforms.tsv")) {
        v.platforms.insert(column(&row, 0), ());
    }
    for row in rows(include_str!("../vocabulary/venues.tsv")) {
        v.venues.insert(column(&row, 0), column(&row, 1) == "bare");
    }
    v.citing = classes(include_str!("../vocabulary/citing_words.tsv"));
    v.listening = classes(include_str!("../vocabulary/addressee_words.tsv"));
    v.scenes = classes(include_str!("../vocabulary/scenes.tsv"));
    for row in rows(include_str!("../vocabulary/general_titles.tsv")) {
        v.general_titles.insert(column(&row, 0), column(&row, 1).split(',').collect());
    }
    for row in rows(include_str!("../vocabulary/general_bodies.tsv")) {
        v.general_bodies.insert(column(&row, 0), column(&row, 1).split(',').collect());
    }
    for row in rows(include_str!("../vocabulary/cues.tsv")) {
        let flag = |name: &str| column(&row, 3).split(',').any(|f| f == name);
        let cue = CueWord {
            mode: column(&row, 1).parse().unwrap_or(Mode::Speech),
            acts: column(&row, 2).split(',').filter_map(|a| a.parse().ok()).collect(),
            tells: flag("tell"),
            adds: flag("add"),
            relays: flag("relay"),
            orders: flag("order"),
        };
        v.cues.insert(column(&row, 0), cue);
    }
    for row in rows(include_str!("../vocabulary/term_openers.tsv")) {
        let list = |at: usize| column(&row, at).split(',').filter(|f| !matches!(*f, "" | "-"));
        let flag = |name: &str| list(3).any(|f| f == name);
        let mut frames: Vec<Frame> = Vec::new();
        let mut prepositions = Vec::new();
        for frame in list(2) {
            match frame {
                "to" => frames.push(Frame::To),
                "object_to" => frames.push(Frame::ObjectTo),
                "that" => frames.push(Frame::That),
                "object_that" => frames.push(Frame::ObjectThat),
                "agent_to" => frames.push(Frame::AgentTo),
                "phrase" => frames.push(Frame::Phrase),
                "some" => frames.push(Frame::Some),
                "ing" => frames.push(Frame::Ing),
                preposition => prepositions.push(preposition),
            }
        }
        if !prepositions.is_empty() {
            frames.push(Frame::Preposition(prepositions));
        }
        let opener = Opener {
            role: column(&row, 1).parse().unwrap_or(TermRole::Demand),
            frames,
            says: flag("says"),
            own_only: flag("own"),
            noun: flag("noun"),
            asserts: flag("asserts"),
            firm: flag("firm"),
            objects: list(4).collect(),
        };
        v.openers_of_terms.insert(column(&row, 0), opener);
    }
    for row in rows(include_str!("../vocabulary/act_signs.tsv")) {
        let whose = match column(&row, 3) {
            "own" => Whose::Own,
            "other" => Whose::Other,
            _ => Whose::Any,
        };
        if let Ok(act) = column(&row, 1).parse() {
            let negated = column(&row, 2).parse().ok();
            let words_alone = whose == Whose::Any;
            v.signs.insert(column(&row, 0), Sign { act, negated, whose, words_alone });
        }
    }
    for row in rows(include_str!("../vocabulary/actions.tsv")) {
        v.actions.insert(column(&row, 0), column(&row, 1));
    }
    for row in rows(include_str!("../vocabulary/term_connectives.tsv")) {
        let opens = if column(&row, 2) == "phrase" { Opens::Phrase } else { Opens::Clause };
        let kind = column(&row, 1).parse().unwrap_or(TermKind::If);
        v.connectives.push(Connective { words: column(&row, 0).split(' ').collect(), kind, opens });
    }
    v.connectives.sort_by_key(|c| std::cmp::Reverse(c.words.len()));
    for row in rows(include_str!("../vocabulary/counting_words.tsv")) {
        let value = column(&row, 2).parse().ok();
        let counting = match (column(&row, 1), value) {
            ("ordinal", Some(value)) => Counting::Ordinal(value),
            ("number", Some(value)) => Counting::Number(value),
            ("times", Some(value)) => Counting::Times(value),
            ("adverb", value) => Counting::Adverb(value),
            _ => Counting::Saying,
        };
        v.counting.insert(column(&row, 0), counting);
    }
    v
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_of_a_column_is_a_word_of_the_design() {
        for row in rows(include_str!("../vocabulary/cues.tsv")) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(column(&row, 1).parse::<Mode>().is_ok(), "{row:?}");
            for act in column(&row, 2).split(',').filter(|a| *a != "-") {
                assert!(act.parse::<Act>().is_ok(), "{row:?}");
            }
        }
        for row in rows(include_str!("../vocabulary/read_alike.tsv")) {
            assert_eq!(column(&row, 0).split(' ').count(), column(&row, 1).split(' ').count(), "{row:?}");
        }
        for row in rows(include_str!("../vocabulary/term_openers.tsv")) {
            assert_eq!(row.len(), 5, "{row:?}");
            assert!(column(&row, 1).parse::<TermRole>().is_ok_and(|r| r != TermRole::Condition), "{row:?}");
        }
        for row in rows(include_str!("../vocabulary/act_signs.tsv")) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(column(&row, 1).parse::<Act>().is_ok(), "{row:?}");
            assert!(column(&row, 2) == "-" || column(&row, 2).parse::<Act>().is_ok(), "{row:?}");
            assert!(matches!(column(&row, 3), "own" | "other" | "any"), "{row:?}");
        }
        for row in rows(include_str!("../vocabulary/actions.tsv")) {
            assert_eq!(row.len(), 2, "{row:?}");
        }
        for row in rows(include_str!("../vocabulary/term_connectives.tsv")) {
            assert!(column(&row, 1).parse::<TermKind>().is_ok(), "{row:?}");
        }
        for file in
            [include_str!("../vocabulary/organisations.tsv"), include_str!("../vocabulary/groups.tsv")]
        {
            assert!(rows(file).all(|row| column(&row, 1).parse::<SpeakerKind>().is_ok()));
        }
    }

    #[test]
    fn forms_are_found_with_their_values() {
        let v = vocabulary();
        assert_eq!(v.offices.get("defense minister").map(|o| o.canonical), Some("defence minister"));
        assert_eq!(v.first_names.get("ada"), Some(&Gender::Feminine));
        assert!(v.cues.get("tell").is_some_and(|c| c.tells));
        assert_eq!(v.places.get("kabul"), v.places.get("afghanistan"));
    }
}
