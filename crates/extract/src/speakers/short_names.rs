//! Persons by one word of their names: surnames, given names, and which of several bearers is meant.

use super::body_names::body_before;
use super::entities::{
    Entities, Entity, entity, generation_of, is_legal_form, learn_gender, one_generation, spelled_alike,
};
use super::names::{Name, NameKind, ends_like_participle, is_common};
use super::pronouns::{MentionRole, role_of};
use crate::vocabulary::{Gender, vocabulary};
use crate::words::Words;
use reportedly_schema::SpeakerKind;
use std::collections::BTreeMap;

/// Persons by one word: a surname or given name of a full name, else their own.
pub(super) fn short_names(words: &Words, names: &[Name], tokens: &[Vec<String>], out: &mut Entities) {
    let mut usual: BTreeMap<String, usize> = BTreeMap::new();
    for (n, name) in names.iter().enumerate() {
        // "Jordan", "Guardian".
        let place_or_person = matches!(name.kind, NameKind::Place | NameKind::Outlet) && tokens[n].len() == 1;
        if (out.of_name[n].is_some() && !place_or_person) || tokens[n].len() != 1 {
            continue;
        }
        let token = &tokens[n][0];
        if let Some(given) = by_given_name(out, &usual, name, token) {
            usual.insert(token.clone(), given);
            out.of_name[n] = Some(given);
            continue;
        }
        let mut bearers = bearers(out, name, token);
        if is_crowned(words, name) {
            // "King Hussein" is no Saddam Hussein.
            let reigns = |e: usize| {
                names.iter().zip(&out.of_name).any(|(o, of)| *of == Some(e) && is_crowned(words, o))
            };
            bearers.retain(|e| out.all[*e].tokens.len() < 2 || reigns(*e));
        }
        let generation = generation_of(words, name);
        bearers.retain(|e| one_generation(out.all[*e].generation, generation));
        if place_or_person {
            // "Jordan" is the state unless a person of that name stands before it in the article.
            if let [only] = bearers[..]
                && out.all[only].first < name.start
                && out.all[only].tokens.last() == Some(token)
            {
                out.of_name[n] = Some(only);
            }
            continue;
        }
        let body = body_of_this_name(words, names, out, name, token)
            .or_else(|| first_word_of_body(words, names, &tokens[..n], out, name, token));
        let chosen = match bearers[..] {
            [] if body.is_some() => body,
            [] => {
                let kind = if name.kind == NameKind::Person || vocabulary().first_names.has(token) {
                    SpeakerKind::Person
                } else {
                    SpeakerKind::Unknown
                };
                let mut made = entity(words, name, &tokens[n], kind);
                made.unclear = name.kind == NameKind::Unclear;
                out.all.push(made);
                Some(out.all.len() - 1)
            }
            [only] => Some(only),
            _ if is_younger(words, name) => youngest(&bearers, out),
            _ => usual_bearer(&bearers, token, name, out, &mut usual)
                .or_else(|| told_of_before(words, names, n, &bearers, out)),
        };
        match chosen {
            Some(at) => {
                out.of_name[n] = Some(at);
                let known = &mut out.all[at];
                learn_gender(known, name);
                let body = known.kind == SpeakerKind::Organisation;
                if !body && (name.kind == NameKind::Person || name.honorific || known.tokens.len() > 1) {
                    // A full name that is shortened to its last word is a person's.
                    (known.kind, known.unclear) = (SpeakerKind::Person, false);
                }
            }
            None => {
                out.possible.insert(n, bearers);
            }
        }
    }
}

/// "Lianhe" of "Lianhe Power": the one body named in full whose first word it is, where that word is no place, nation or given name.
fn first_word_of_body(
    words: &Words,
    names: &[Name],
    before: &[Vec<String>],
    out: &Entities,
    name: &Name,
    token: &str,
) -> Option<usize> {
    let v = vocabulary();
    let told = name.honorific || name.start < name.words.start || name.office.is_some();
    if told || v.places.has(token) || v.adjectives.has(token) || v.first_names.has(token) {
        return None;
    }
    let mut bodies = (0..out.all.len()).filter(|e| {
        let e = &out.all[*e];
        e.kind == SpeakerKind::Organisation && e.tokens.len() > 1 && e.tokens[0] == token
    });
    let only = bodies.next()?;
    // "Verrana … the liner Verrana One": what stood alone first is another.
    let first = out.all[only].first;
    let heading = |n: &Name| words.is_heading(words.all[n.start].paragraph);
    let alone = before
        .iter()
        .zip(names)
        .any(|(t, n)| n.start < first && !heading(n) && matches!(t.as_slice(), [t] if t == token));
    // "Voltara Inc." is called by its first word anywhere, headlines included.
    let company =
        out.all[only].tokens.last().is_some_and(|last| v.company_words.has(last) || is_legal_form(last));
    let follows = first < name.start && !alone;
    (bodies.next().is_none() && (company || follows)).then_some(only)
}

/// "Venn" of "the carmaker Venn": the body whose whole name this word is, by the noun before it.
fn body_of_this_name(
    words: &Words,
    names: &[Name],
    out: &Entities,
    name: &Name,
    token: &str,
) -> Option<usize> {
    if name.honorific || name.start < name.words.start || name.office.is_some() {
        return None;
    }
    let told = |n: &usize| {
        let at = names[*n].words.start;
        names[*n].words.len() == 1
            && words.lower(at) == token
            && body_before(words, at, &words.sentence_of(at))
            && out.of_name[*n].is_some_and(|e| out.all[e].kind == SpeakerKind::Organisation)
    };
    (0..names.len()).find(told).and_then(|n| out.of_name[n])
}

/// "Anas" after "Anas Rolle", though the article tells of an Omar Anas further on: the one person named before whose given name it is, where
/// nobody named before bears it as a surname; that person keeps it.
fn by_given_name(out: &Entities, usual: &BTreeMap<String, usize>, name: &Name, token: &str) -> Option<usize> {
    let full = |e: &usize| out.all[*e].kind == SpeakerKind::Person && out.all[*e].tokens.len() > 1;
    let given = |e: &usize| out.all[*e].tokens[0] == token;
    if let Some(known) = usual.get(token).filter(|e| full(e) && given(e)) {
        return (!name.honorific).then_some(*known);
    }
    let surname = |e: &usize| out.all[*e].tokens.last().is_some_and(|t| t == token);
    let mut later = (0..out.all.len()).filter(full).filter(surname).peekable();
    if name.honorific || later.peek().is_none() || later.any(|e| out.all[e].first < name.start) {
        return None;
    }
    let mut before = (0..out.all.len()).filter(full).filter(given).filter(|e| out.all[*e].first < name.start);
    let only = before.next()?;
    before.next().is_none().then_some(only)
}

/// Persons whose full name ends (or, for given names, starts) with `token`.
fn bearers(out: &Entities, name: &Name, token: &str) -> Vec<usize> {
    let fits = |test: &dyn Fn(&Entity) -> bool| -> Vec<usize> {
        (0..out.all.len())
            .filter(|e| matches!(out.all[*e].kind, SpeakerKind::Person | SpeakerKind::Unknown))
            .filter(|e| name.gender.agrees(out.all[*e].gender) && test(&out.all[*e]))
            .collect()
    };
    let last = fits(&|e| e.tokens.last().is_some_and(|t| t == token));
    if !last.is_empty() {
        return last;
    }
    let inner = fits(&|e| e.tokens.len() > 2 && e.tokens[1..].iter().any(|t| t == token));
    // "Mr. Lin" of "Lin Jiahe": some names begin with the surname.
    if !inner.is_empty() || name.honorific && vocabulary().first_names.has(token) {
        return inner;
    }
    // "Venn Train" gives no Venn its name.
    let named =
        |last: &String| vocabulary().first_names.has(token) || !is_common(last) || ends_like_participle(last);
    let first = fits(&|e| {
        e.tokens.len() > 1
            && e.tokens[0] == token
            && e.kind == SpeakerKind::Person
            && e.tokens.last().is_some_and(named)
    });
    if !first.is_empty() {
        return first;
    }
    fits(&|e| e.tokens.len() > 1 && e.tokens.last().is_some_and(|t| spelled_alike(t, token)))
}

/// "The younger Venn".
fn is_younger(words: &Words, name: &Name) -> bool {
    name.start > 0 && words.all[name.start - 1].among(&["younger", "junior"])
}

/// Of two bearers of a surname the one named later: news comes to the son by way of the father.
fn youngest(bearers: &[usize], out: &Entities) -> Option<usize> {
    let [a, b] = bearers else { return None };
    let first = |e: usize| out.all[e].first;
    Some(if first(*a) < first(*b) { *b } else { *a })
}

/// Of several bearers the one that the article calls by this short form: the only one introduced before its first use.
/// Others of the name are then called in full, as news style asks.
fn usual_bearer(
    bearers: &[usize],
    token: &str,
    name: &Name,
    out: &Entities,
    usual: &mut BTreeMap<String, usize>,
) -> Option<usize> {
    if let Some(known) = usual.get(token).filter(|k| bearers.contains(k)) {
        return Some(*known);
    }
    let before: Vec<usize> = bearers.iter().copied().filter(|e| out.all[*e].first < name.start).collect();
    let [only] = before[..] else { return None };
    usual.insert(token.to_string(), only);
    Some(only)
}

/// "Ada Venn, sister of President Ove Venn, spoke. Venn said …": of several bearers the only one whose full name has been a subject of a sentence
/// so far, where the sentence before names no other.
fn told_of_before(
    words: &Words,
    names: &[Name],
    n: usize,
    bearers: &[usize],
    out: &Entities,
) -> Option<usize> {
    let sentence = |o: usize| words.all[names[o].start].sentence;
    let full = |o: &usize| {
        let heading = words.is_heading(words.all[names[*o].start].paragraph);
        names[*o].words.len() > 1 && !heading && out.of_name[*o].is_some_and(|e| bearers.contains(&e))
    };
    // "King Venn" may be called so, too.
    if bearers.iter().any(|e| out.all[*e].tokens.len() < 2) {
        return None;
    }
    let full: Vec<usize> = (0..n).filter(full).collect();
    let mut told = full.iter().copied().filter(|o| role_of(words, names, *o) == MentionRole::Subject);
    let first = told.next()?;
    let only = out.of_name[first]?;
    let mut last = first;
    for o in told {
        if out.of_name[o] != Some(only) {
            return None;
        }
        last = o;
    }
    let another = full.iter().any(|o| {
        let near = sentence(*o) + 1 >= sentence(n) && sentence(*o) != sentence(last);
        near && out.of_name[*o] != Some(only)
    });
    // "Venns" are no Venn, and "Mr Venn" is nobody whose gender is not told.
    let name = &names[n];
    let bearer = &out.all[only];
    let same = bearer.tokens.last().is_some_and(|t| t == words.lower(name.words.start));
    let titled = !name.honorific || name.gender == Gender::Unknown || name.gender == bearer.gender;
    (!another && same && titled).then_some(only)
}

/// A title of those who reign and of their heirs before a name.
fn is_crowned(words: &Words, name: &Name) -> bool {
    const CROWNED: &[&str] = &["king", "queen", "emperor", "empress", "prince", "princess", "pope"];
    (name.start..name.words.start).any(|at| words.all[at].among(CROWNED))
}
