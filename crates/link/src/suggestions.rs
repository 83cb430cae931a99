//! Speakers of a record that are perhaps one: told to the user, merged by nobody but the user.

use crate::identities::{Identities, normal_of, unbracketed};
use crate::names::{NormalName, Person, compatible, is_full, spelling};
use crate::wording::folded;
use reportedly_schema::SpeakerKind;
use reportedly_schema::linkage::{RecordSpeaker, Registry};
use std::collections::{BTreeMap, BTreeSet};

/// Two speakers that are perhaps one, by index, the one with more statements first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suggestion {
    /// The one with more statements.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// What speaks for it, in words.
    pub because: String,
}

/// Pairs of speakers whose names differ only as one name's spellings do: in transliteration, in the order of the words, in spaces and
/// hyphens, by one of two surnames, or because one form fits several people. Sorted; none that the registry has as two entries or as
/// different.
///
/// ```
/// use reportedly_link::suggestions;
/// use reportedly_schema::{SpeakerKind, linkage::{RecordSpeaker, Registry}};
/// let speaker = |name: &str| RecordSpeaker {
///     name: name.to_string(), kind: SpeakerKind::Person, forms: vec![name.to_string()], statements: vec![],
/// };
/// let found = suggestions(&[speaker("Ada Venn"), speaker("Venn Ada"), speaker("Ivo Venn")], &Registry::default());
/// assert_eq!(found.len(), 1);
/// assert_eq!((found[0].a, found[0].b, found[0].because.as_str()), (0, 1, "the same words in another order"));
/// ```
pub fn suggestions(speakers: &[RecordSpeaker], registry: &Registry) -> Vec<Suggestion> {
    let identities = Identities::new(registry);
    let named: Vec<Option<Named>> = speakers.iter().map(Named::new).collect();
    let mut found: BTreeMap<(usize, usize), String> = BTreeMap::new();
    let mut suggest = |a: usize, b: usize, because: &str| {
        let (x, y) = (named[a].as_ref(), named[b].as_ref());
        let (Some(x), Some(y)) = (x, y) else { return };
        let entries = [a, b].map(|n| identities.called(&speakers[n].name).is_some());
        let told_apart = identities.are_apart(&x.normal, &y.normal)
            || (x.normal == y.normal && identities.is_divided(&x.normal));
        // One name twice is two people of one name, told apart by what is written in brackets.
        let one_name = x.words == y.words;
        if a == b || one_name || x.is_person != y.is_person || entries == [true, true] || told_apart {
            return;
        }
        let by_count = |n: usize| (std::cmp::Reverse(speakers[n].statements.len()), n);
        let pair = if by_count(a) <= by_count(b) { (a, b) } else { (b, a) };
        found.entry(pair).or_insert_with(|| because.to_string());
    };
    for ((_, sorted), members) in grouped(&named, |n| Some((n.is_person, n.skeletons()?))) {
        for (a, b) in pairs(&members) {
            let [x, y] = [a, b].map(|n| named[n].as_ref().map(Named::sorted_words));
            let because = match x == y {
                true => "the same words in another order",
                false if sorted.len() > 1 => "names that are spelled alike",
                false => continue,
            };
            suggest(a, b, because);
        }
    }
    for (_, members) in grouped(&named, |n| Some((n.is_person, n.words.concat()))) {
        for (a, b) in pairs(&members) {
            suggest(a, b, "the same letters, written apart or together");
        }
    }
    let whole = grouped(&named, |n| n.person().filter(|_| n.words.len() >= 2).map(|_| n.words.join(" ")));
    for (n, name) in named.iter().enumerate() {
        let words = name.as_ref().filter(|name| name.is_person).map_or(&[][..], |name| &name.words);
        for rest in (1..words.len().saturating_sub(1)).map(|from| words[from..].join(" ")) {
            for &other in whole.get(&rest).into_iter().flatten() {
                suggest(n, other, "the same name with words before it");
            }
        }
    }
    let surnames = grouped(&named, |n| n.person().filter(|p| p.given.len() == 1).map(one_surname));
    for (n, name) in named.iter().enumerate() {
        for one in name.iter().flat_map(Named::surnames_of_two) {
            for &other in surnames.get(&one).into_iter().flatten() {
                suggest(n, other, "one surname of two");
            }
        }
    }
    for (_, members) in grouped(&named, |n| n.person().map(|p| p.surname.clone())) {
        let name = |n: usize| &named[n].as_ref().expect("it was grouped by its name").normal;
        for &short in members.iter().filter(|&&n| !is_full(name(n))) {
            let fits: Vec<usize> = members
                .iter()
                .copied()
                .filter(|&n| n != short && is_full(name(n)) && compatible(name(n), name(short)))
                .collect();
            let several = match fits.len() {
                0 | 1 => "says less, and nothing speaks against it".to_string(),
                n => format!("says less, and fits {n} speakers"),
            };
            for other in fits {
                suggest(short, other, &several);
            }
        }
    }
    let mut out: Vec<Suggestion> =
        found.into_iter().map(|((a, b), because)| Suggestion { a, b, because }).collect();
    out.sort();
    out
}

fn one_surname(person: &Person) -> (String, String) {
    (person.given[0].clone(), person.surname.clone())
}

/// The most speakers of one key that are compared: more share a name that says nothing.
const MOST_ALIKE: usize = 12;

fn pairs(members: &[usize]) -> impl Iterator<Item = (usize, usize)> + '_ {
    let members = if members.len() > MOST_ALIKE { &[][..] } else { members };
    members.iter().enumerate().flat_map(move |(k, &a)| members[k + 1..].iter().map(move |&b| (a, b)))
}

fn grouped<K: Ord>(named: &[Option<Named>], key: impl Fn(&Named) -> Option<K>) -> BTreeMap<K, Vec<usize>> {
    let mut out: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (n, name) in named.iter().enumerate() {
        if let Some(key) = name.as_ref().and_then(&key) {
            out.entry(key).or_default().push(n);
        }
    }
    out
}

/// A speaker's name taken apart for comparison.
struct Named {
    is_person: bool,
    normal: NormalName,
    words: Vec<String>,
    /// As written.
    name: String,
}

impl Named {
    fn new(speaker: &RecordSpeaker) -> Option<Named> {
        let name = unbracketed(&speaker.name);
        let normal = normal_of(speaker.kind, name);
        let is_person = match normal {
            NormalName::Person(_) => true,
            NormalName::Body(_) => false,
            NormalName::Office(_) | NormalName::Local => return None,
        };
        let kind = if is_person { SpeakerKind::Person } else { SpeakerKind::Organisation };
        let words = spelling(name, kind).split(' ').map(str::to_string).collect();
        Some(Named { is_person, normal, words, name: name.to_string() })
    }

    fn person(&self) -> Option<&Person> {
        match &self.normal {
            NormalName::Person(person) => Some(person),
            _ => None,
        }
    }

    fn sorted_words(&self) -> BTreeSet<&str> {
        self.words.iter().map(String::as_str).collect()
    }

    /// The skeletons of its words, sorted; `None` for a name of one word or with an initial, which say too little.
    fn skeletons(&self) -> Option<Vec<String>> {
        let own: Vec<&String> =
            self.words.iter().filter(|w| !self.is_person || !crate::names::is_particle(w)).collect();
        if own.len() < 2 || own.iter().any(|w| w.chars().count() < 2) {
            return None;
        }
        let mut skeletons: Vec<String> = own.into_iter().map(|w| skeleton(w)).collect();
        skeletons.sort();
        Some(skeletons)
    }

    /// For "Ana Orlin-Maros" and "Ana Orlin Maros": Ana Orlin and Ana Maros.
    fn surnames_of_two(&self) -> Vec<(String, String)> {
        let Some(person) = self.person().filter(|p| p.given.first().is_some_and(|g| g.chars().count() > 1))
        else {
            return Vec::new();
        };
        let mut out = Vec::new();
        let last = self.name.split_whitespace().last().unwrap_or_default();
        let hyphened: Vec<&str> =
            last.split('-').filter(|part| part.chars().next().is_some_and(char::is_uppercase)).collect();
        if let [first, second] = hyphened[..] {
            for part in [first, second] {
                if let NormalName::Person(alone) = normal_of(SpeakerKind::Person, part) {
                    out.push((person.given[0].clone(), alone.surname));
                }
            }
        }
        if let [first, .., middle] = person.given.as_slice()
            && middle.chars().count() > 1
        {
            out.push((first.clone(), middle.clone()));
        }
        out
    }
}

/// Letters that transliterations write for one another: `sh` and `š`, `ch` and `č`, `w` and `v`, `ou` and `u`. Vowels inside are
/// left out, since vowels are what transliterations of unvowelled scripts guess; first and last letters stay, which tell most given
/// names of women and men apart.
fn skeleton(word: &str) -> String {
    let mut out = folded(word);
    for (from, to) in [
        ("shch", "s"),
        ("tsch", "c"),
        ("tch", "c"),
        ("sch", "s"),
        ("sh", "s"),
        ("zh", "z"),
        ("kh", "h"),
        ("gh", "g"),
        ("dh", "d"),
        ("th", "t"),
        ("ph", "f"),
        ("dj", "j"),
        ("ck", "k"),
        ("ch", "c"),
        ("ts", "c"),
        ("tz", "c"),
        ("x", "ks"),
        ("q", "k"),
        ("w", "v"),
        ("z", "s"),
        ("ou", "u"),
        ("ae", "a"),
        ("oe", "o"),
        ("ue", "u"),
    ] {
        out = out.replace(from, to);
    }
    // "Yelena", "Jelena", "Elena".
    let out = match out.as_bytes() {
        [b'y' | b'j', b'a' | b'e' | b'i' | b'o' | b'u', ..] => out[1..].to_string(),
        _ => out,
    };
    let vowel = |c: char| match c {
        'a' => Some("a"),
        'o' | 'u' => Some("o"),
        'e' | 'i' | 'y' | 'j' => Some("e"),
        _ => None,
    };
    let letters: Vec<char> = out.chars().collect();
    let mut skeleton = String::new();
    for (n, &c) in letters.iter().enumerate() {
        let ends = letters[n..].iter().all(|&c| vowel(c).is_some());
        match vowel(c) {
            Some(class) if n == 0 => skeleton.push_str(class),
            // A last "y", "iy" or "ii" is one ending; a last "a" or "o" is another name.
            Some(class) if ends && class != "e" => skeleton.push_str(class),
            Some(_) => {}
            None if skeleton.ends_with(c) => {}
            None => skeleton.push(c),
        }
    }
    skeleton
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_schema::registry::Different;

    fn speaker(name: &str, kind: SpeakerKind) -> RecordSpeaker {
        RecordSpeaker { name: name.to_string(), kind, forms: vec![name.to_string()], statements: vec![] }
    }

    fn suggested(a: &str, b: &str) -> Option<String> {
        let speakers = [a, b].map(|name| speaker(name, SpeakerKind::Person));
        suggestions(&speakers, &Registry::default()).first().map(|s| s.because.clone())
    }

    #[test]
    fn spellings_of_one_name_are_suggested() {
        for (a, b) in [
            ("Ivo Maroš", "Ivo Marosh"),
            ("Mohammed al-Orlin", "Muhammad Al Orlin"),
            ("Yelena Maros", "Elena Maros"),
            ("Jörg Bjork", "Joerg Bjoerk"),
            ("Ivan Chernov", "Ivan Černov"),
            ("Venn Ada", "Ada Venn"),
            ("Lin Jong-un", "Lin Jong Un"),
            ("Ana Orlin-Maros", "Ana Maros"),
            ("Ana Orlin Maros", "Ana Orlin"),
            ("Abdul Rahman Orlin", "Abdulrahman Orlin"),
            ("Aldra Ivo Maros", "Ivo Maros"),
        ] {
            assert!(suggested(a, b).is_some(), "{a} and {b}");
        }
        let bodies = ["Aldra Coast Guard", "Aldra Coastguard"].map(|n| speaker(n, SpeakerKind::Organisation));
        assert_eq!(suggestions(&bodies, &Registry::default()).len(), 1);
    }

    #[test]
    fn other_people_are_not() {
        for (a, b) in [
            ("Ivo Maros", "Iva Maros"),
            ("Ana Maros", "Ina Maros"),
            ("Ada Venn", "Ada Orlin"),
            ("Maros", "Marosh"),
            ("Ivo Maros", "foreign minister of Maros"),
        ] {
            assert_eq!(suggested(a, b), None, "{a} and {b}");
        }
    }

    #[test]
    fn what_was_declared_is_not_suggested_again() {
        let speakers = ["Ada Venn", "Venn Ada"].map(|name| speaker(name, SpeakerKind::Person));
        let registry =
            Registry { different: vec![Different::new("Ada Venn", "Venn Ada", None)], ..Registry::default() };
        assert_eq!(suggestions(&speakers, &registry), []);
    }

    #[test]
    fn a_form_that_fits_two_people_is_told_of_both() {
        let speakers = ["Ivo Maros", "Ina Maros", "I. Maros"].map(|name| speaker(name, SpeakerKind::Person));
        let found = suggestions(&speakers, &Registry::default());
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|s| s.because == "says less, and fits 2 speakers"), "{found:?}");
    }
}
