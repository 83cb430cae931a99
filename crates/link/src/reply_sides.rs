//! For whom speakers speak, as far as their names, the words for them and the registry tell.

use crate::identities::Identities;
use crate::names::{self, SpeakerNames};
use crate::reply_words::{LEAST_LETTERS, bodies_in};
use crate::wording::same_stock;
use reportedly_schema::linkage::{EffectiveStatement, LinkGeneration, Registry};
use reportedly_schema::statement::JOINT;
use std::collections::{BTreeMap, BTreeSet};

/// A speaker, or the source of one statement, with the names of the bodies he speaks for.
#[derive(Debug, Default)]
pub(crate) struct Side {
    /// Words of his own names, folded.
    pub own: Vec<String>,
    /// Folded.
    pub bodies: Vec<String>,
    pub names: Option<SpeakerNames>,
    pub parties: BTreeSet<usize>,
}

impl Side {
    /// Whether both stand for one body, as far as their names say.
    pub fn with(&self, other: &Side) -> bool {
        self.bodies.iter().any(|a| other.bodies.iter().any(|b| same_stock(a, b)))
    }
}

/// Between paragraphs.
const BLANK_LINE: &str = "\n\n";

/// The sentence without source and content. Where a statement goes over several paragraphs, as a turn in an interview may, that of its
/// cue is its sentence.
pub(crate) fn beside(statement: &EffectiveStatement) -> String {
    let cue = statement.cue_text.split(JOINT).next().unwrap_or("");
    let own = |paragraph: &&str| !cue.is_empty() && paragraph.contains(cue);
    let mut rest = match statement.context.contains(BLANK_LINE) {
        true => statement.context.split(BLANK_LINE).filter(own).collect::<Vec<_>>().join(BLANK_LINE),
        false => statement.context.clone(),
    };
    let parts = statement.source_text.split(JOINT).chain(statement.text.split(JOINT));
    for part in parts.filter(|part| !part.is_empty()) {
        rest = rest.replacen(part, " ", 1);
    }
    rest
}

/// Whether two statements stand in one sentence.
pub(crate) fn in_one_sentence(a: &EffectiveStatement, b: &EffectiveStatement) -> bool {
    let (a, b) = (a.context.as_str(), b.context.as_str());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    !short.is_empty() && long.contains(short) && !long.contains(BLANK_LINE)
}

/// Words with a capital letter, folded, each once.
pub(crate) fn capitals(text: &str) -> Vec<String> {
    let mut out: Vec<String> = crate::reply_words::words(text)
        .into_iter()
        .filter(|w| w.capital && w.written.len() >= LEAST_LETTERS)
        .map(|w| w.written)
        .collect();
    out.sort();
    out.dedup();
    out
}

pub(crate) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The first letters by which forms of a name are brought together.
pub(crate) fn stock(name: &str) -> Option<String> {
    let letters: String = name.chars().take(LEAST_LETTERS).collect();
    (letters.chars().count() == LEAST_LETTERS).then_some(letters)
}

/// Words of a name, without titles and small words, folded.
pub(crate) fn name_words(name: &str) -> Vec<String> {
    names::words(name).into_iter().filter(|w| !names::is_title(w) && !names::is_particle(w)).collect()
}

/// Whether a statement tells what the side itself will do ("Tolmark will admit inspectors"): whoever says it speaks for that side.
pub(crate) fn speaks_of_its_own(side: &Side, statement: &EffectiveStatement) -> bool {
    let words = crate::reply_words::words(&statement.text);
    let words: Vec<_> =
        words.iter().filter(|w| !matches!(w.written.as_str(), "that" | "the")).take(2).collect();
    let [subject, verb] = words.as_slice() else { return false };
    let does =
        matches!(verb.written.as_str(), "will" | "would" | "is" | "was" | "has" | "had" | "can" | "could");
    does && subject.capital
        && side.bodies.iter().chain(&side.own).any(|own| same_stock(own, &subject.written))
}

/// Whether the words for one source are among those for the other ("Council", "chair of Council Ada Venn").
pub(crate) fn one_source(a: &EffectiveStatement, b: &EffectiveStatement) -> bool {
    let of = |s: &EffectiveStatement| -> Vec<String> {
        crate::reply_words::words(&s.source_text)
            .into_iter()
            .map(|w| w.written)
            .filter(|w| !matches!(w.as_str(), "the" | "a" | "an"))
            .collect()
    };
    let (a, b) = (of(a), of(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    !short.is_empty() && long.windows(short.len()).any(|window| window == short.as_slice())
}

/// Whether the source is named or described: a pronoun whose meaning is not known may mean anyone, the one who is answered too.
pub(crate) fn names_someone(statement: &EffectiveStatement) -> bool {
    let words = crate::reply_words::words(&statement.source_text);
    words.iter().any(|w| !PRONOUNS.contains(&w.written.as_str()))
}

const PRONOUNS: &[&str] = &[
    "he", "she", "it", "they", "i", "we", "you", "who", "which", "that", "this", "one", "him", "her", "them",
];

/// The side of a statement without a known speaker, by its source alone.
pub(crate) fn of_source(statement: &EffectiveStatement) -> Side {
    let own: Vec<String> =
        statement.statement.speaker.name.iter().flat_map(|name| name_words(name)).collect();
    Side { bodies: bodies_in(&statement.source_text, &own), own, ..Side::default() }
}

/// Reports of one speaker whose sources are read for the bodies he speaks for.
const MOST_SOURCES: usize = 200;

pub(crate) fn sides(
    statements: &[EffectiveStatement],
    registry: &Registry,
    links: &LinkGeneration,
) -> Vec<Side> {
    let identities = Identities::new(registry);
    let mut parties: BTreeMap<&str, usize> = BTreeMap::new();
    for membership in &registry.memberships {
        let next = parties.len();
        parties.entry(membership.party.as_str()).or_insert(next);
    }
    links
        .speakers
        .iter()
        .map(|speaker| {
            let person = speaker.kind == reportedly_schema::SpeakerKind::Person;
            let mut own: Vec<String> =
                speaker.forms.iter().chain([&speaker.name]).flat_map(|form| name_words(form)).collect();
            own.sort();
            own.dedup();
            let mut bodies: Vec<String> = if person {
                Vec::new()
            } else {
                speaker.forms.iter().chain([&speaker.name]).flat_map(|form| bodies_in(form, &[])).collect()
            };
            for &n in speaker.statements.iter().take(MOST_SOURCES) {
                bodies.extend(bodies_in(&statements[n].source_text, if person { &own } else { &[] }));
            }
            let entry = identities.called(&speaker.name).map(|n| identities.entry(n));
            for body in entry.into_iter().flat_map(|e| &e.roles).filter_map(|role| role.body.as_deref()) {
                bodies.extend(bodies_in(body, &[]));
            }
            bodies.sort();
            bodies.dedup();
            if !person {
                own.retain(|word| bodies.contains(word));
            }
            let parties = registry
                .memberships
                .iter()
                .filter(|m| {
                    matches!((&m.member, entry), (reportedly_schema::registry::Member::Entry(id), Some(e)) if e.id == *id)
                })
                .filter_map(|m| parties.get(m.party.as_str()).copied())
                .collect();
            Side { own, bodies, names: Some(SpeakerNames::new(speaker)), parties }
        })
        .collect()
}
