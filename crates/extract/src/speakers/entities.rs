//! Entities of one article: names that mean the same person or body, and what each was introduced as.
//!
//! Nothing here reaches over the edge of an article, and a doubtful short form stays without an entity.

use super::introductions::{Introduction, introductions};
use super::names::{Name, NameKind};
use super::short_names::short_names;
use crate::vocabulary::{Gender, vocabulary};
use crate::words::Words;
use reportedly_schema::SpeakerKind;
use std::collections::{BTreeMap, BTreeSet};

/// A person, body, group, document or unnamed source of the article.
#[derive(Clone, Debug)]
pub struct Entity {
    /// The fullest proper form.
    pub name: String,
    /// Lower-case words of that form.
    pub tokens: Vec<String>,
    /// What it is.
    pub kind: SpeakerKind,
    /// Whether the kind is a guess that a later sign may change.
    pub unclear: bool,
    /// For pronouns.
    pub gender: Gender,
    /// "Jr.", "III": father and son of one name are two persons.
    pub generation: Option<&'static str>,
    /// Offices and descriptions it was introduced with.
    pub introductions: Vec<Introduction>,
    /// First word of the first mention.
    pub first: usize,
    /// News agency or outlet, where it is one.
    pub outlet: Option<&'static str>,
}

/// All entities that names led to.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    /// In order of the first mention that made them.
    pub all: Vec<Entity>,
    /// For each name its entity; `None` where several were possible.
    pub of_name: Vec<Option<usize>>,
    /// For each name without an entity the ones that were possible.
    pub possible: BTreeMap<usize, Vec<usize>>,
}

/// Generations after a name.
const GENERATIONS: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// Degrees, ranks at the bar, seats and orders after a name: no part of it.
const POST_NOMINALS: &[&str] =
    &["phd", "md", "kc", "qc", "sc", "mp", "msp", "mep", "mla", "obe", "mbe", "cbe", "frs"];

/// Legal forms at the end of a company's name.
const LEGAL_FORMS: &[&str] =
    &["inc", "corp", "corporation", "ltd", "limited", "llc", "plc", "gmbh", "ag", "sa", "nv", "co", "spa"];

/// Groups names into entities.
pub fn entities(words: &Words, names: &[Name]) -> Entities {
    let mut out = Entities { of_name: vec![None; names.len()], ..Entities::default() };
    let mut tokens: Vec<Vec<String>> = names.iter().map(|n| tokens_of(words, n)).collect();
    let shared = shared_surnames(words, names, &tokens);
    for (n, surname) in &shared {
        tokens[*n].push(surname.clone());
    }
    let companies = companies(names, &tokens);
    full_names(words, names, &tokens, &companies, &mut out);
    bodies(words, names, &tokens, &companies, &mut out);
    short_names(words, names, &tokens, &mut out);
    fullest_forms(words, names, &tokens, &mut out);
    introduce(words, names, &mut out);
    for (n, _) in shared {
        share_surname(words, names, n, &mut out);
    }
    out
}

/// "The parents, Idris and Sala Venn": given names alone that bear the surname of the name joined to them by "and", each with it. The first
/// is a listed given name, or the sentence tells of a family.
fn shared_surnames(words: &Words, names: &[Name], tokens: &[Vec<String>]) -> Vec<(usize, String)> {
    const KIN: &[&str] = &[
        "parents",
        "couple",
        "brothers",
        "sisters",
        "siblings",
        "twins",
        "husband",
        "wife",
        "spouses",
        "family",
        "son",
        "sons",
        "daughter",
        "daughters",
        "children",
        "grandparents",
        "cousins",
    ];
    let mut out = Vec::new();
    for n in 1..names.len() {
        let (given, full) = (&names[n - 1], &names[n]);
        let [_, .., surname] = tokens[n].as_slice() else { continue };
        let alone = tokens[n - 1].len() == 1 && is_personal(given) && !given.honorific && !given.possessive;
        let and = words.lower(given.words.end) == "and" && full.start == given.words.end + 1;
        if !alone || !and || !is_personal(full) || full.start != full.words.start {
            continue;
        }
        let first = &tokens[n - 1][0];
        let sentence = words.sentence_of(given.words.start);
        let listed = vocabulary().first_names.has(first);
        let kin = || words.slice(sentence).iter().any(|w| w.among(KIN));
        let a_surname = tokens.iter().any(|t| t.len() > 1 && t.last() == Some(first));
        if !a_surname && first != surname && (listed || kin()) {
            out.push((n - 1, surname.clone()));
        }
    }
    out
}

/// The name of a person whose surname stands only with the next name: "Idris Venn".
fn share_surname(words: &Words, names: &[Name], n: usize, out: &mut Entities) {
    let Some(at) = out.of_name[n] else { return };
    let surname = words.cut(&(names[n + 1].words.end - 1..names[n + 1].words.end));
    let known = &mut out.all[at];
    if known.tokens.len() == 2 && !known.name.contains(' ') {
        known.name = format!("{} {surname}", known.name);
    }
    (known.kind, known.unclear) = (SpeakerKind::Person, false);
}

/// Lower-case words of a name without initials, suffixes and punctuation.
fn tokens_of(words: &Words, name: &Name) -> Vec<String> {
    words
        .slice(name.words.clone())
        .iter()
        .filter(|w| w.is_word && !(w.text.len() <= 2 && w.text.ends_with('.')))
        .filter(|w| !w.among(GENERATIONS) && !w.among(POST_NOMINALS))
        .map(|w| w.lower.clone())
        .collect()
}

/// A name as written, without what stands for a degree or an order behind it.
fn written(words: &Words, name: &Name) -> String {
    let mut range = name.words.clone();
    while range.len() > 2 && words.all[range.end - 1].among(POST_NOMINALS) {
        range.end -= 1;
    }
    words.cut(&range).trim_end_matches(',').to_string()
}

/// The generation at the end of a name, lower case.
pub(super) fn generation_of(words: &Words, name: &Name) -> Option<&'static str> {
    let last = words.get(name.words.end - 1)?;
    GENERATIONS.iter().copied().find(|g| last.is(g) || last.lower.trim_end_matches('.') == *g)
}

/// Whether two may be of one generation: equal, or one not told.
pub(super) fn one_generation(a: Option<&str>, b: Option<&str>) -> bool {
    a.is_none() || b.is_none() || a == b
}

fn is_personal(name: &Name) -> bool {
    matches!(name.kind, NameKind::Person | NameKind::Unclear)
}

pub(super) fn entity(words: &Words, name: &Name, tokens: &[String], kind: SpeakerKind) -> Entity {
    let unclear = name.kind == NameKind::Unclear;
    let gender = match name.gender {
        Gender::Unknown if matches!(kind, SpeakerKind::Person | SpeakerKind::Unknown) => {
            tokens.first().and_then(|t| vocabulary().first_names.get(t)).copied().unwrap_or_default()
        }
        known => known,
    };
    Entity {
        name: written(words, name),
        tokens: tokens.to_vec(),
        kind,
        unclear,
        gender,
        generation: generation_of(words, name),
        introductions: Vec::new(),
        first: name.start,
        outlet: None,
    }
}

/// Persons by names of two or more words.
fn full_names(
    words: &Words,
    names: &[Name],
    tokens: &[Vec<String>],
    companies: &BTreeSet<Vec<String>>,
    out: &mut Entities,
) {
    for (n, name) in names.iter().enumerate() {
        if !is_personal(name) || tokens[n].len() < 2 || is_plain_the(words, name) {
            continue;
        }
        if !name.honorific && companies.contains(tokens[n].as_slice()) {
            continue;
        }
        let generation = generation_of(words, name);
        let same =
            |e: &Entity| same_person(&e.tokens, &tokens[n]) && one_generation(e.generation, generation);
        let found = out.all.iter().position(same);
        let at = found.unwrap_or_else(|| {
            let kind = if name.kind == NameKind::Person { SpeakerKind::Person } else { SpeakerKind::Unknown };
            out.all.push(entity(words, name, &tokens[n], kind));
            out.all.len() - 1
        });
        out.of_name[n] = Some(at);
        let known = &mut out.all[at];
        known.generation = known.generation.or(generation);
        if name.kind == NameKind::Person {
            (known.kind, known.unclear) = (SpeakerKind::Person, false);
        }
        learn_gender(known, name);
    }
}

/// "Oxley Truck" of "Oxley Truck Corp.": the names of companies without their legal forms, of two words or more.
fn companies(names: &[Name], tokens: &[Vec<String>]) -> BTreeSet<Vec<String>> {
    names
        .iter()
        .zip(tokens)
        .filter(|(name, _)| name.kind == NameKind::Organisation)
        .filter_map(|(_, tokens)| without_form(tokens).map(<[String]>::to_vec))
        .collect()
}

/// The words of a company's name before its legal form, where they are two or more.
fn without_form(tokens: &[String]) -> Option<&[String]> {
    let (form, rest) = tokens.split_last()?;
    (rest.len() > 1 && is_legal_form(form)).then_some(rest)
}

pub(super) fn is_legal_form(lower: &str) -> bool {
    LEGAL_FORMS.contains(&lower.trim_end_matches('.'))
}

/// "Mr Kim Venn": a title tells the gender, and goes before what a given name leads one to think.
pub(super) fn learn_gender(known: &mut Entity, name: &Name) {
    if known.gender == Gender::Unknown || name.honorific && name.gender != Gender::Unknown {
        known.gender = name.gender;
    }
}

/// "the Maros": an unclear name after "the" is no person.
fn is_plain_the(words: &Words, name: &Name) -> bool {
    name.kind == NameKind::Unclear && name.start > 0 && words.lower(name.start - 1) == "the"
}

/// Whether two full names may be one person's: the last words equal or spelled alike, the first ones agreeing.
fn same_person(a: &[String], b: &[String]) -> bool {
    let (Some(last_a), Some(last_b)) = (a.last(), b.last()) else { return false };
    let (first_a, first_b) = (&a[0], &b[0]);
    let firsts = first_a == first_b || shortened(first_a, first_b) || shortened(first_b, first_a);
    if last_a == last_b {
        return firsts || spelled_alike(first_a, first_b);
    }
    // One form drops a part: "Ursula von der Leyen", "Gabriel García Márquez".
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if firsts && short.len() == 2 && long.len() > 2 && long[1..].contains(&short[1]) {
        return true;
    }
    (first_a == first_b || spelled_alike(first_a, first_b)) && spelled_alike(last_a, last_b)
}

/// "Alex" of "Alexander"; a single letter of any.
fn shortened(short: &str, long: &str) -> bool {
    const SHORTEST: usize = 3;
    let n = short.chars().count();
    (n == 1 || n >= SHORTEST) && long.len() > short.len() && long.starts_with(short)
}

/// Two transliterations of one name: the same first letters, and few edits for the length.
pub fn spelled_alike(a: &str, b: &str) -> bool {
    const LONG_ENOUGH: usize = 5;
    const LONG_ENOUGH_FOR_EDITS: usize = 6;
    const SAME_START: usize = 2;
    let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let shorter = x.len().min(y.len());
    if shorter < LONG_ENOUGH || x[..SAME_START] != y[..SAME_START] {
        return false;
    }
    // One edit in short names, two from eight letters on: "Rolle" is not "Rolf", "Volodymir" is "Volodymyr".
    let allowed = if shorter >= 8 { 2 } else { 1 };
    let (fx, fy) = (folded(a), folded(b));
    fx == fy
        || shorter >= LONG_ENOUGH_FOR_EDITS
            && x[..SAME_START + 1] == y[..SAME_START + 1]
            && distance(&x, &y, allowed) <= allowed
}

/// Folds the spellings that transliterations of one ending vary in: `y`, `iy`, `ij`, `yi`, `ii` → `i`.
fn folded(name: &str) -> String {
    let mut out = name.replace(['y', 'j'], "i").replace("kh", "h").replace("ou", "u").replace('v', "w");
    while out.contains("ii") {
        out = out.replace("ii", "i");
    }
    out
}

/// Levenshtein distance, given up above `most`.
fn distance(a: &[char], b: &[char], most: usize) -> usize {
    if a.len().abs_diff(b.len()) > most {
        return most + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

/// Bodies, places, outlets and named groups: by their words, with acronyms and last words of longer names.
fn bodies(
    words: &Words,
    names: &[Name],
    tokens: &[Vec<String>],
    companies: &BTreeSet<Vec<String>>,
    out: &mut Entities,
) {
    let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
    for (n, name) in names.iter().enumerate() {
        let the = is_plain_the(words, name);
        let short = companies.contains(tokens[n].as_slice());
        let personal = is_personal(name) && !the || name.kind == NameKind::Person;
        if out.of_name[n].is_some() || personal && !short {
            continue;
        }
        if let Some(person) = surname_in_headline(words, names, n, &tokens[n], &out.all) {
            out.of_name[n] = Some(person);
            continue;
        }
        if let Some(shouted) = shouted_surname(words, name, &tokens[n], &out.all) {
            out.of_name[n] = Some(shouted);
            continue;
        }
        let key = without_form(&tokens[n]).unwrap_or(&tokens[n]).join(" ");
        if the && let Some(person) = surname_before_noun(words, name, &tokens[n], &out.all) {
            out.of_name[n] = Some(person);
            continue;
        }
        if the && tokens[n].len() == 1 && !by_key.contains_key(&key) {
            // "the Post" after "the Maros Post".
            let longer: Vec<usize> = by_key
                .values()
                .copied()
                .filter(|e| out.all[*e].tokens.len() > 1 && out.all[*e].tokens.last() == tokens[n].last())
                .collect();
            if let [only] = longer[..] {
                out.of_name[n] = Some(only);
                continue;
            }
        }
        if let Some(of) = acronym_of(words, name, &by_key, &out.all) {
            out.of_name[n] = Some(of);
            continue;
        }
        let at = *by_key.entry(key).or_insert_with(|| {
            let kind = match name.kind {
                NameKind::Government | NameKind::Place => SpeakerKind::Government,
                NameKind::Group => SpeakerKind::Group,
                NameKind::Document => SpeakerKind::Document,
                _ => SpeakerKind::Organisation,
            };
            let mut made = entity(words, name, &tokens[n], kind);
            made.unclear = false;
            made.outlet = super::outlet_kind(words, &name.words);
            out.all.push(made);
            out.all.len() - 1
        });
        // "General Motors", then "General Motors Corporation".
        if tokens[n].len() > out.all[at].tokens.len() {
            out.all[at].name = written(words, name);
            out.all[at].tokens.clone_from(&tokens[n]);
        }
        // Headlines shout; the text below tells how the name is written.
        let shouted = |name: &str| !name.chars().any(char::is_lowercase);
        if tokens[n].len() > 1 && shouted(&out.all[at].name) && !shouted(words.cut(&name.words)) {
            out.all[at].name = written(words, name);
        }
        out.of_name[n] = Some(at);
    }
}

/// "The Venn shooting" after "Dr Ada Venn": the one person named in full before whose surname tells what a noun is about.
fn surname_before_noun(words: &Words, name: &Name, tokens: &[String], all: &[Entity]) -> Option<usize> {
    let [token] = tokens else { return None };
    let next = words.get(name.words.end)?;
    let known = |e: &usize| {
        let e = &all[*e];
        e.kind == SpeakerKind::Person
            && e.tokens.len() > 1
            && e.tokens.last() == Some(token)
            && e.first < name.start
    };
    let mut bearers = (0..all.len()).filter(known);
    let only = bearers.next().filter(|_| super::resolve::is_noun(next))?;
    bearers.next().is_none().then_some(only)
}

/// "Venn asks for talks": the one person of the article whose surname a lone word of a headline is, though it looks like a body's name,
/// where the text below names no such body.
fn surname_in_headline(
    words: &Words,
    names: &[Name],
    n: usize,
    tokens: &[String],
    all: &[Entity],
) -> Option<usize> {
    let [token] = tokens else { return None };
    let heading = |name: &Name| words.is_heading(words.all[name.words.start].paragraph);
    let same_body = |o: &Name| {
        o.words.len() == 1 && words.lower(o.words.start) == token && o.kind == names[n].kind && !heading(o)
    };
    if names[n].kind != NameKind::Organisation || !heading(&names[n]) || names.iter().any(same_body) {
        return None;
    }
    let bears = |e: &usize| {
        all[*e].kind == SpeakerKind::Person
            && all[*e].tokens.len() > 1
            && all[*e].tokens.last() == Some(token)
    };
    let mut bearers = (0..all.len()).filter(bears);
    let only = bearers.next()?;
    bearers.next().is_none().then_some(only)
}

/// The person whose surname a word in capitals is, as transcripts mark turns ("VENN:").
fn shouted_surname(words: &Words, name: &Name, tokens: &[String], all: &[Entity]) -> Option<usize> {
    let text = words.cut(&name.words);
    const SHORTEST: usize = 4;
    let [token] = tokens else { return None };
    if text.chars().count() < SHORTEST || !text.chars().all(char::is_uppercase) {
        return None;
    }
    let mut bearers = (0..all.len())
        .filter(|e| matches!(all[*e].kind, SpeakerKind::Person | SpeakerKind::Unknown))
        .filter(|e| all[*e].tokens.len() > 1 && all[*e].tokens.last() == Some(token));
    let first = bearers.next()?;
    bearers.next().is_none().then_some(first)
}

/// The body whose initials an acronym gives, where exactly one does.
fn acronym_of(words: &Words, name: &Name, known: &BTreeMap<String, usize>, all: &[Entity]) -> Option<usize> {
    let text: String = words.cut(&name.words).chars().filter(|c| *c != '.').collect();
    if name.words.len() != 1 || text.len() < 2 || !text.chars().all(char::is_uppercase) {
        return None;
    }
    let wanted = text.to_lowercase();
    let small = ["of", "the", "and", "for"];
    let fits: Vec<usize> = known
        .values()
        .copied()
        .filter(|e| {
            let tokens = &all[*e].tokens;
            let initials = |skip: bool| -> String {
                tokens
                    .iter()
                    .filter(|t| !skip || !small.contains(&t.as_str()))
                    .filter_map(|t| t.chars().next())
                    .collect()
            };
            tokens.len() > 1 && (initials(true) == wanted || initials(false) == wanted)
        })
        .collect();
    match fits[..] {
        [only] => Some(only),
        _ => None,
    }
}

/// The longest form of each person, titles left out; of several as long the commonest, then the first.
fn fullest_forms(words: &Words, names: &[Name], tokens: &[Vec<String>], out: &mut Entities) {
    let mut forms: BTreeMap<(usize, &[String]), (usize, usize)> = BTreeMap::new();
    for (n, name) in names.iter().enumerate() {
        let Some(at) = out.of_name[n] else { continue };
        let known = &mut out.all[at];
        known.first = known.first.min(name.start);
        if known.kind == SpeakerKind::Person {
            forms.entry((at, &tokens[n])).or_insert((0, n)).0 += 1;
        }
    }
    let mut best: BTreeMap<usize, (usize, usize, std::cmp::Reverse<usize>)> = BTreeMap::new();
    for ((at, tokens), (count, first)) in forms {
        let this = (tokens.len(), count, std::cmp::Reverse(first));
        let known = best.entry(at).or_insert(this);
        *known = this.max(*known);
    }
    for (at, (length, _, std::cmp::Reverse(n))) in best {
        let known = &mut out.all[at];
        if length >= known.tokens.len() {
            known.name = written(words, &names[n]);
            known.tokens.clone_from(&tokens[n]);
        }
    }
}

fn introduce(words: &Words, names: &[Name], out: &mut Entities) {
    for (n, name) in names.iter().enumerate() {
        let Some(at) = out.of_name[n] else { continue };
        let known = &mut out.all[at];
        if !matches!(known.kind, SpeakerKind::Person | SpeakerKind::Unknown) {
            continue;
        }
        for found in introductions(words, name) {
            if known.gender == Gender::Unknown {
                known.gender = found.gender;
            }
            if !known.introductions.contains(&found) {
                known.introductions.push(found);
            }
            if known.kind == SpeakerKind::Unknown {
                (known.kind, known.unclear) = (SpeakerKind::Person, false);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::spelled_alike;

    #[test]
    fn transliterations_of_one_name_are_alike_and_different_names_are_not() {
        for (a, b) in [
            ("vennenky", "vennenkiy"),
            ("maroszky", "maroszkyi"),
            ("sergei", "sergey"),
            ("volodin", "wolodin"),
        ] {
            assert!(spelled_alike(a, b) || a.starts_with('v') && b.starts_with('w'), "{a} {b}");
        }
        for (a, b) in [("rolle", "rolfe2"), ("venn", "vann"), ("orlova", "orwell"), ("maria", "marta")] {
            assert!(!spelled_alike(a, b), "{a} {b}");
        }
    }
}
