//! What a name is introduced as: the title before it, the apposition on either side, "is the …" after it.

use super::names::Name;
use crate::vocabulary::{Gender, vocabulary};
use crate::words::{Word, Words};
use reportedly_schema::SpeakerKind;
use std::ops::Range;

/// An office or description that stands with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduction {
    /// The canonical office, or the noun.
    pub noun: String,
    /// An office, rank or function; else a description.
    pub is_office: bool,
    /// Lower-case words that narrow it: adjectives, places, bodies ("aldran", "port", "union").
    pub modifiers: Vec<String>,
    /// Where the noun shows it.
    pub gender: Gender,
    /// Held once: "former president".
    pub former: bool,
}

/// Most words looked at on either side of a name.
const REACH: usize = 14;

/// Everything the neighbours of `name` introduce it as.
pub fn introductions(words: &Words, name: &Name) -> Vec<Introduction> {
    let sentence = words.sentence_of(name.words.start);
    let mut out = Vec::new();
    let before = left_edge(words, name, &sentence)..name.words.start;
    // "Senator Ada Venn of Aldra": the home behind the name belongs to the title before it.
    let home = home_after(words, name, &sentence);
    nouns(words, &before, &before, &mut out);
    for found in &mut out {
        found.modifiers.extend(modifiers(words, &home, &(home.start..home.start)));
    }
    if let Some(office) = &name.office {
        let head = office.start..head_end(words, office);
        nouns(words, &head, office, &mut out);
    }
    if let Some(segment) = apposition_after(words, name, &sentence) {
        let head = segment.start..head_end(words, &segment);
        nouns(words, &head, &segment, &mut out);
    }
    if let Some(segment) = apposition_before(words, name, &sentence) {
        let head = segment.start..head_end(words, &segment);
        nouns(words, &head, &segment, &mut out);
    }
    out.extend(seat(words, name));
    if let Some(segment) = copula_after(words, name, &sentence) {
        let head = segment.start..head_end(words, &segment);
        nouns(words, &head, &segment, &mut out);
    }
    out
}

/// "Ada Venn (R-Utah)", "Ada Venn, R-Utah,": a member of a party, from somewhere.
fn seat(words: &Words, name: &Name) -> Option<Introduction> {
    let (open, tag) = (words.get(name.words.end)?, words.get(name.words.end + 1)?);
    let (party, home) = tag.lower.split_once('-').filter(|_| matches!(open.text, "(" | ","))?;
    let noun = match party {
        "r" => "republican",
        "d" => "democrat",
        "i" => "independent",
        _ => return None,
    };
    let home = home.trim_end_matches('.').to_string();
    Some(Introduction {
        noun: noun.to_string(),
        is_office: false,
        modifiers: vec![home],
        gender: Gender::Unknown,
        former: false,
    })
}

/// "of Aldra", "of New Aldra" behind a name; empty where something else stands there.
fn home_after(words: &Words, name: &Name, sentence: &Range<usize>) -> Range<usize> {
    const LONGEST: usize = 3;
    let of = name.words.end;
    let nothing = of..of;
    if words.lower(of) != "of" || name.possessive {
        return nothing;
    }
    let capitals = (of + 1..sentence.end.min(of + 1 + LONGEST))
        .take_while(|at| words.all[*at].is_capital && words.all[*at].is_word)
        .count();
    if capitals == 0 { nothing } else { of..of + 1 + capitals }
}

/// Where the noun phrase that ends in the name begins.
fn left_edge(words: &Words, name: &Name, sentence: &Range<usize>) -> usize {
    let v = vocabulary();
    let mut at = name.start;
    const WIDEST: usize = 6;
    while at > sentence.start && name.start - at < WIDEST {
        let word = &words.all[at - 1];
        let joins =
            word.is_word && (!v.filler.has(&word.lower) || (word.is("'s") && at > sentence.start + 1));
        // "the mayor's spokesman said Ada Venn …": what stands before a verb of saying is another's.
        let lemma = v.lemmas.verb(&word.lower);
        let says = word.is_small() && v.cues.has(&lemma) && lemma != word.lower && word.lower.ends_with('d');
        // "Opposition leader Ada Venn": the word opens an office, not a clause of its own.
        let office = at < name.start && v.offices.has(&words.phrase(at - 1..at + 1));
        let cue = word.is_capital && at - 1 == sentence.start && v.cues.has(&word.lower) && !office;
        if says || !joins || cue {
            break;
        }
        at -= 1;
    }
    at
}

/// Offices and person nouns inside `head`; modifiers are taken from `whole`.
fn nouns(words: &Words, head: &Range<usize>, whole: &Range<usize>, out: &mut Vec<Introduction>) {
    let v = vocabulary();
    let mut at = head.start;
    while at < head.end {
        let longest = v.offices.longest().min(head.end - at);
        let office = (1..=longest).rev().find_map(|n| {
            v.offices.get(&words.phrase(at..at + n)).map(|o| (at + n, o.canonical, true, o.gender))
        });
        let found = office.or_else(|| {
            let lower = words.lower(at);
            let noun = v.role(lower)?;
            Some((at + 1, noun.0, false, noun.1.gender))
        });
        let Some((end, noun, is_office, gender)) = found else {
            at += 1;
            continue;
        };
        // "Venn's lawyer": what is owned is the person, not the owner's office.
        if words.lower(end) == "'s" {
            at = end + 1;
            continue;
        }
        let modifiers = modifiers(words, whole, &(at..end));
        let noun = with_deputy(words, head.start, at, noun);
        let former = is_former(words, &(head.start..at));
        let made = Introduction { noun, is_office, modifiers, gender, former };
        if !out.contains(&made) {
            out.push(made);
        }
        at = end;
    }
}

/// Whether words before the noun tell that the office is no longer held.
pub fn is_former(words: &Words, before: &Range<usize>) -> bool {
    words
        .slice(before.clone())
        .iter()
        .any(|w| w.among(&["former", "ex", "onetime", "then", "erstwhile", "late"]))
}

/// A vice-presidential nominee is not the presidential one: `vice ` goes before the noun.
pub fn with_deputy(words: &Words, start: usize, noun_at: usize, noun: &str) -> String {
    let from = start.max(noun_at.saturating_sub(2));
    let deputy = (from..noun_at).any(|at| words.all[at].among(&["vice", "vice-presidential", "deputy"]));
    let told = noun.contains("vice") || noun.contains("deputy");
    if deputy && !told { format!("vice {noun}") } else { noun.to_string() }
}

/// Capitalised words and adjectives of states: what narrows a title to one place or body.
pub fn modifiers(words: &Words, whole: &Range<usize>, noun: &Range<usize>) -> Vec<String> {
    let v = vocabulary();
    let mut out: Vec<String> = Vec::new();
    for at in whole.clone().filter(|at| !noun.contains(at)) {
        let word = &words.all[at];
        // "Union leader Ada Venn": the body stands right before the office.
        let body = at + 1 == noun.start
            && v.organisations.get(&word.lower).is_some_and(|kind| *kind != SpeakerKind::Government);
        let listed = v.adjectives.has(&word.lower) || v.places.has(&word.lower) || body;
        // A capital at the start of a sentence tells nothing.
        let opens = words.sentences[word.sentence].start == at
            && !words.get(at + 1).is_some_and(|w| w.is_capital)
            && !is_name_elsewhere(words, at);
        let capital = word.is_capital && !opens && !v.openers.has(&word.lower) && !v.offices.has(&word.lower);
        let told = word.is_word
            && !v.filler.has(&word.lower)
            && (capital || listed)
            && !v.honorifics.has(&word.lower);
        if told && !out.contains(&word.lower) {
            out.push(word.lower.clone());
        }
    }
    out
}

/// "Reds boss Ada Venn": whether the word that opens a sentence has its capital inside others too, and nowhere a small letter.
fn is_name_elsewhere(words: &Words, at: usize) -> bool {
    let word = &words.all[at];
    let same = |w: &&Word| w.lower == word.lower && w.is_word;
    let opens = |w: &Word| words.all[words.sentences[w.sentence].start].span == w.span;
    let inside = |w: &Word| w.is_capital && !opens(w) && w.text != w.text.to_uppercase();
    words.all.iter().filter(same).any(inside) && !words.all.iter().filter(same).any(|w| w.is_small())
}

/// Where the head part of a noun phrase ends: before its first preposition or relative pronoun.
fn head_end(words: &Words, segment: &Range<usize>) -> usize {
    let stops =
        ["of", "for", "at", "in", "on", "who", "which", "that", "with", "from", "to", "by", "whose", "under"];
    segment.clone().skip(1).find(|at| words.all[*at].among(&stops)).unwrap_or(segment.end)
}

/// The mark of "the Clinicians' Union".
fn owns(words: &Words, at: usize) -> bool {
    let mark = matches!(words.all[at].text, "'" | "’");
    mark && at > 0 && words.lower(at - 1).ends_with('s') && words.get(at + 1).is_some_and(|w| w.is_word)
}

/// ", leader of the Port Union," after the name; parentheses and an age are passed over.
fn apposition_after(words: &Words, name: &Name, sentence: &Range<usize>) -> Option<Range<usize>> {
    let v = vocabulary();
    let mut at = name.words.end;
    if words.lower(at) == "(" {
        at = (at..sentence.end.min(at + REACH)).find(|i| words.lower(*i) == ")")? + 1;
    }
    if at >= sentence.end || words.lower(at) != "," {
        return None;
    }
    at += 1;
    if words.lower(at + 1) == "," && words.lower(at).bytes().all(|b| b.is_ascii_digit()) {
        at += 2;
    }
    let end = (at..sentence.end.min(at + REACH))
        .find(|i| !words.all[*i].is_word && !matches!(words.lower(*i), "-") && !owns(words, *i))?;
    let segment = at..end;
    let opens = matches!(words.lower(at), "a" | "an" | "the" | "one" | "his" | "her" | "former" | "then");
    let early = (at..end.min(at + 4)).any(|i| v.offices.has(words.lower(i)) || v.is_role(words.lower(i)));
    let verb = matches!(
        words.lower(at),
        "who" | "whose" | "whom" | "and" | "but" | "which" | "said" | "says" | "told"
    );
    // "The mayor, Ada Venn, accused the minister of …" goes on with its verb.
    let first = words.lower(at);
    let acts =
        v.lemmas.verb(first) != first && first.ends_with("ed") && v.lemmas.is_verb(&v.lemmas.verb(first));
    // "Venn, the minister said" is a reporting clause, not an apposition.
    let last = words.lower(end.saturating_sub(1));
    let reports = v.cues.has(&v.lemmas.verb(last)) && v.lemmas.verb(last) != *last;
    // "In Maros, the mayor said the city …": nor is a clause with a verb of saying right behind its subject.
    let speaks = |i: usize| {
        let lower = words.lower(i);
        let noun = words.lower(i - 1);
        let verb = v.lemmas.verb(lower);
        words.all[i].is_small()
            && verb != lower
            && v.cues.has(&verb)
            && !lower.ends_with("ing")
            && (v.offices.has(noun) || v.is_role(noun))
    };
    let reports = reports || segment.clone().skip(1).any(speaks);
    (!segment.is_empty() && (opens || early) && !verb && !acts && !reports).then_some(segment)
}

/// "The head of the Port Union, " before the name.
fn apposition_before(words: &Words, name: &Name, sentence: &Range<usize>) -> Option<Range<usize>> {
    if name.start <= sentence.start + 1 || words.lower(name.start - 1) != "," {
        return None;
    }
    let end = name.start - 1;
    let from = sentence.start.max(end.saturating_sub(REACH));
    let start = (from..end)
        .rev()
        .take_while(|i| words.all[*i].is_word || matches!(words.all[*i].text, "’" | "'"))
        .filter(|i| words.all[*i].among(&["the", "a", "an", "his", "her", "its", "their", "our", "my"]))
        .find(|i| {
            *i == sentence.start
                || !words.all[*i - 1].among(&["of", "for", "in", "at", "to", "from", "on", "by", "with"])
        })?;
    let closes = matches!(words.lower(name.words.end), "," | "." | "");
    let first = start == sentence.start || !words.all[start - 1].is_word;
    (closes || first).then_some(start..end)
}

/// "is the chairman of …" after the name.
fn copula_after(words: &Words, name: &Name, sentence: &Range<usize>) -> Option<Range<usize>> {
    let verb = name.words.end;
    if !words.get(verb)?.among(&["is", "was", "became", "remains"]) || verb + 2 >= sentence.end {
        return None;
    }
    if !words.all[verb + 1].among(&["the", "a", "an"]) {
        return None;
    }
    let start = verb + 1;
    let end = (start..sentence.end.min(start + REACH)).find(|i| !words.all[*i].is_word).unwrap_or(start);
    (end > start).then_some(start..end)
}
