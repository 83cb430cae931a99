//! Proper names of speakers: their normal form, and when two forms name the same one.
//!
//! A form is compared without case, diacritics, titles and the spelling variants of transliteration. Nothing is concluded from
//! descriptions, offices or nationality.

use crate::lexicon::{Lexicon, entries};
use crate::offices::{self, Office, Reading};
use crate::wording::folded;
use reportedly_schema::SpeakerKind;
use reportedly_schema::linkage::RecordSpeaker;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const TITLES: &str = include_str!("../vocabulary/titles.tsv");
const BODIES: &str = include_str!("../vocabulary/bodies.tsv");
const PARTICLES: &str = include_str!("../vocabulary/particles.tsv");

static TITLE_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| entries(TITLES).collect());
static BODY_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| entries(BODIES).collect());

/// Small words inside names; whether they are one at the head of two words too.
static PARTICLE_WORDS: LazyLock<HashMap<&'static str, bool>> = LazyLock::new(|| {
    entries(PARTICLES)
        .filter_map(|l| l.split_once('\t'))
        .map(|(word, place)| (word, place == "any"))
        .collect()
});

/// Ends of company names that say only which kind of company it is.
const COMPANY_SUFFIXES: &[&str] = &[
    "inc",
    "ltd",
    "llc",
    "llp",
    "plc",
    "corp",
    "corporation",
    "co",
    "gmbh",
    "ag",
    "sa",
    "spa",
    "nv",
    "bv",
    "ab",
    "oy",
];

/// What tells father and son apart.
const GENERATIONS: &[(&str, &str)] = &[
    ("jr", "jr"),
    ("junior", "jr"),
    ("sr", "sr"),
    ("senior", "sr"),
    ("ii", "ii"),
    ("iii", "iii"),
    ("iv", "iv"),
];

/// What follows a surname and is no part of it.
const HONOURS: &[&str] = &["obe", "mbe", "cbe", "qc", "kc", "phd", "md"];

/// How a name is compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum NormalName {
    /// A human being.
    Person(Person),
    /// A body, government or anything else with a name of its own: the words in order.
    Body(String),
    /// Whoever holds an office: a speaker of its own.
    Office(Office),
    /// No proper name: means something inside one article only.
    Local,
}

/// The parts of a human being's name, each in one spelling.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Person {
    /// Given names, patronymics and initials (one letter).
    pub given: Vec<String>,
    /// What stands small before the surname: `van der`, `al`.
    pub particles: Vec<String>,
    /// The last word.
    pub surname: String,
    /// `jr`, `ii`.
    pub generation: Option<&'static str>,
}

impl NormalName {
    /// The surname of a human being.
    pub(crate) fn surname(&self) -> Option<&str> {
        match self {
            NormalName::Person(person) => Some(&person.surname),
            _ => None,
        }
    }
}

/// Whether a word is a title.
pub(crate) fn is_title(word: &str) -> bool {
    TITLE_WORDS.contains(word)
}

/// Whether a word names a kind of body and no single one.
pub(crate) fn is_generic_body_word(word: &str) -> bool {
    BODY_WORDS.contains(word)
}

/// Whether a word is a small word inside names.
pub(crate) fn is_particle(word: &str) -> bool {
    PARTICLE_WORDS.contains_key(word)
}

/// The words of a name: lower case, no diacritics, hyphens and apostrophes inside words dropped; an article before a hyphen
/// ("al-") is a word.
pub(crate) fn words(name: &str) -> Vec<String> {
    folded(name)
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '.')))
        .flat_map(|w| {
            // "I.P." is two initials, "Ivo." one word.
            let initials = w.contains('.') && w.split('.').all(|p| p.chars().count() <= 1);
            if initials {
                return w.split('.').map(str::to_string).collect();
            }
            match w.split_once('-') {
                Some((article, rest)) if is_particle(article) => {
                    vec![article.to_string(), rest.replace('.', "")]
                }
                _ => vec![w.replace('.', "")],
            }
        })
        .map(|w| {
            let w = w.strip_suffix("'s").or_else(|| w.strip_suffix("’s")).unwrap_or(&w);
            w.chars().filter(|c| c.is_alphanumeric()).collect::<String>()
        })
        .filter(|w| !w.is_empty())
        .collect()
}

/// One spelling for the variants of transliteration: double letters single; `iy`, `yy`, `ij`, `yi`, `ii`, `i` at the end as `y`;
/// `ei`, `ej` as `ey`; `iu`, `ju` as `yu`; `ia`, `ja` as `ya`; `kh` as `h`; `x` as `ks`.
pub(crate) fn transliterated(word: &str) -> String {
    let mut out = word.to_string();
    for (from, to) in [("kh", "h"), ("x", "ks"), ("iu", "yu"), ("ju", "yu"), ("ia", "ya"), ("ja", "ya")] {
        out = out.replace(from, to);
    }
    for (from, to) in
        [("iy", "y"), ("yy", "y"), ("ij", "y"), ("yi", "y"), ("ii", "y"), ("ej", "ey"), ("ei", "ey")]
    {
        out = out.replace(from, to);
    }
    let mut single = String::with_capacity(out.len());
    for c in out.chars() {
        if !single.ends_with(c) {
            single.push(c);
        }
    }
    if single.len() > 2 && single.ends_with('i') {
        single.pop();
        single.push('y');
    }
    single
}

/// Words of a name that stands after an office with "of": a given name and a surname. A longer name loses its first part there,
/// and so at worst stays a row of its own.
const NAME_AFTER_OFFICE: usize = 2;

/// The words of a person's name without titles, office before it and honours after it, and what tells father and son apart.
/// `None` where the form is an office or nothing is left.
fn person_words(name: &str) -> Option<(Vec<String>, Option<&'static str>)> {
    let mut words = words(name);
    let mut generation = None;
    while words.len() > 1 {
        let last = words[words.len() - 1].as_str();
        let found = GENERATIONS.iter().find(|(form, _)| *form == last).map(|(_, one)| *one);
        if found.is_none() && !HONOURS.contains(&last) {
            break;
        }
        generation = generation.or(found);
        words.pop();
    }
    // "Minister of Finance Ada Venn", "Chair of Maros Ada Venn": an office written before the name, which ends the form.
    if let Some(of) = words.iter().rposition(|w| w == "of").filter(|of| words.len() - of > NAME_AFTER_OFFICE)
    {
        words.drain(..(words.len() - NAME_AFTER_OFFICE).max(of + 1));
    }
    // "Aldra's Prime Minister Ada Venn".
    let titles_after_owner = name
        .split_whitespace()
        .position(|t| t.ends_with("'s") || t.ends_with("’s"))
        .filter(|at| words.get(at + 1).is_some_and(|w| is_title(w)));
    if let Some(at) = titles_after_owner {
        words.drain(..=at);
    }
    while words.first().is_some_and(|w| is_title(w)) {
        words.remove(0);
    }
    (!words.is_empty()).then_some((words, generation))
}

fn person(name: &str) -> NormalName {
    let Some((mut words, generation)) = person_words(name) else { return NormalName::Local };
    let surname = words.pop().unwrap_or_default();
    let mut first = words.len();
    while first > 0
        && PARTICLE_WORDS.get(words[first - 1].as_str()).is_some_and(|anywhere| first > 1 || *anywhere)
    {
        first -= 1;
    }
    let particles = words.split_off(first);
    NormalName::Person(Person {
        given: words.iter().map(|w| transliterated(w)).collect(),
        particles,
        surname: transliterated(&surname),
        generation,
    })
}

/// The normal form of a speaker's name.
pub(crate) fn normal(name: &str, kind: SpeakerKind) -> NormalName {
    if matches!(kind, SpeakerKind::Group | SpeakerKind::Unnamed | SpeakerKind::Document)
        || !name.chars().any(|c| c.is_alphabetic() && !c.is_lowercase())
    {
        return NormalName::Local;
    }
    if kind == SpeakerKind::Person {
        return match offices::read(name) {
            Reading::Office(office) => NormalName::Office(office),
            Reading::Bare => NormalName::Local,
            Reading::Name => person(name),
        };
    }
    let mut words = words(name);
    if words.iter().all(|w| is_generic_body_word(w)) {
        return NormalName::Local;
    }
    if words.first().is_some_and(|w| w == "the") {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|w| COMPANY_SUFFIXES.contains(&w.as_str())) {
        words.pop();
    }
    let lexicon = Lexicon::shared();
    let spelled: Vec<&str> = words.iter().map(|w| lexicon.one_spelling(w)).collect();
    if spelled.is_empty() { NormalName::Local } else { NormalName::Body(spelled.join(" ")) }
}

/// The words of a proper name as they are spelled, without case, diacritics, titles and punctuation: what tells "Marossi" from
/// "Marosi", which have one normal form.
pub(crate) fn spelling(name: &str, kind: SpeakerKind) -> String {
    let words = match kind {
        SpeakerKind::Person => person_words(name).map_or_else(Vec::new, |(words, _)| words),
        _ => words(name),
    };
    words.join(" ")
}

/// Whether two given names agree: the same, or one is the initial of the other.
fn agrees(a: &str, b: &str) -> bool {
    a == b || (a.chars().count() == 1 && b.starts_with(a)) || (b.chars().count() == 1 && a.starts_with(b))
}

/// Whether `short` says nothing that `long` does not say: the same surname, the first given name agrees, the others stand in
/// `long` in the same order; small words and "Jr." are left out or the same. A bare surname says nothing about given names.
pub(crate) fn subsumed(short: &NormalName, long: &NormalName) -> bool {
    let (NormalName::Person(a), NormalName::Person(b)) = (short, long) else {
        return short == long;
    };
    let left_out_or_same = a.particles.is_empty() || a.particles == b.particles;
    if a.surname != b.surname || (a.generation.is_some() && a.generation != b.generation) {
        return false;
    }
    // "Van Gogh" is what is left of "Vincent van Gogh".
    if a.particles.is_empty() && !a.given.is_empty() && a.given == b.particles {
        return true;
    }
    if !left_out_or_same || a.given.len() > b.given.len() {
        return false;
    }
    // "Ana" says more than "A.".
    let says_no_more = |x: &str, y: &str| agrees(x, y) && x.chars().count() <= y.chars().count();
    let Some((first, rest)) = a.given.split_first() else { return true };
    if !b.given.first().is_some_and(|b| says_no_more(first, b)) {
        return false;
    }
    let mut long = b.given[1..].iter();
    rest.iter().all(|name| long.any(|other| says_no_more(name, other)))
}

/// Whether nothing in the two forms speaks against one person or body, whatever else is in the record.
pub(crate) fn compatible(a: &NormalName, b: &NormalName) -> bool {
    subsumed(a, b) || subsumed(b, a)
}

/// Whether a form gives at least one full given name, or names a body or an office.
pub(crate) fn is_full(name: &NormalName) -> bool {
    match name {
        NormalName::Person(person) => person.given.first().is_some_and(|g| g.chars().count() > 1),
        NormalName::Body(_) | NormalName::Office(_) => true,
        NormalName::Local => false,
    }
}

/// Whether a form gives a full given name beside the surname, or names a body in more than one word.
pub(crate) fn has_several_words(name: &NormalName) -> bool {
    is_full(name) && !matches!(name, NormalName::Body(body) if !body.contains(' '))
}

/// The words of a text by which it may name someone, analysed once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamesIn {
    /// Words written as names, as surnames are compared. Sorted.
    surnames: Vec<String>,
    /// All words in order, in one spelling.
    words: Vec<String>,
}

impl NamesIn {
    /// Analyses a text.
    pub fn new(text: &str) -> NamesIn {
        // Only what is written as a name: "Fisher", not a fisher.
        let mut surnames: Vec<String> = text
            .split(|c: char| !(c.is_alphanumeric() || c == '\''))
            .filter(|w| w.chars().next().is_some_and(|c| !c.is_lowercase()))
            .flat_map(words)
            .map(|w| transliterated(&w))
            .collect();
        surnames.sort();
        surnames.dedup();
        let lexicon = Lexicon::shared();
        NamesIn { surnames, words: words(text).iter().map(|w| lexicon.one_spelling(w).to_string()).collect() }
    }
}

/// The names of a speaker of the record, ready to be looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerNames(Vec<NormalName>);

impl SpeakerNames {
    /// All forms of the speaker's name.
    pub fn new(speaker: &RecordSpeaker) -> SpeakerNames {
        let forms = speaker.forms.iter().chain([&speaker.name]);
        let mut names: Vec<NormalName> =
            forms.map(|form| normal(form, speaker.kind)).filter(|name| *name != NormalName::Local).collect();
        names.sort();
        names.dedup();
        SpeakerNames(names)
    }

    /// Whether a text names the speaker: a person by surname, a body by its whole name, in any spelling that is compared as equal.
    pub fn stand_in(&self, text: &NamesIn) -> bool {
        self.0.iter().any(|name| match name {
            NormalName::Local | NormalName::Office(_) => false,
            NormalName::Person(person) => text.surnames.binary_search(&person.surname).is_ok(),
            NormalName::Body(body) => {
                let wanted: Vec<&str> = body.split(' ').collect();
                text.words.windows(wanted.len()).any(|w| w.iter().zip(&wanted).all(|(a, b)| a == b))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> NormalName {
        normal(name, SpeakerKind::Person)
    }

    fn body(name: &str) -> NormalName {
        normal(name, SpeakerKind::Organisation)
    }

    #[test]
    fn spelling_variants_of_one_name_are_equal() {
        for (a, b) in [
            ("Andrij Velenskiy", "Andriy Velensky"),
            ("Velenskyy", "Velensky"),
            ("Sergei Orlin", "Sergey Orlin"),
            ("Marossi", "Marosi"),
            ("President Ada Venn", "Ada Venn"),
            ("Foreign Minister Ada Venn", "Ada Venn"),
            ("Minister of Foreign Affairs Ada Venn", "Ada Venn"),
            ("Chair of Maros Ada Venn", "Ada Venn"),
            ("Press secretary of premier Ada Venn", "Ada Venn"),
            ("Łukasz Björk", "Lukasz Bjork"),
            ("Aleksei Orlin", "Alexei Orlin"),
            ("Ada Venn OBE", "ADA VENN"),
            ("Aldra's Prime Minister Ada Venn", "Ada Venn"),
            ("Ali Al Maros", "Ali al-Maros"),
            ("Ada Venn, Jr.", "Ada Venn Junior"),
            ("Ma'ruf Orlin", "Ma’ruf Orlin"),
        ] {
            assert_eq!(person(a), person(b), "{a} and {b}");
        }
        // A caron is dropped, and "sh" is not "s": two rows rather than a wrong one.
        assert_ne!(person("Ivo Maroši"), person("Ivo Maroshi"));
    }

    #[test]
    fn other_given_names_are_other_people() {
        assert!(!compatible(&person("Ivo Maros"), &person("Ana Maros")));
        assert!(!compatible(&person("I. Maros"), &person("Ana Maros")));
        assert!(compatible(&person("A. Maros"), &person("Ana Maros")));
        assert!(compatible(&person("Maros"), &person("Ana Maros")));
        assert!(compatible(&person("Ana P. Maros"), &person("Ana Maros")));
        assert!(!compatible(&person("Ana Petra Maros"), &person("Ana Klara Maros")));
        assert!(!compatible(&person("Maros"), &person("Marosz")));
    }

    #[test]
    fn small_words_and_generations_are_left_out_or_the_same() {
        for (short, long) in [
            ("Orlin", "Ursula van der Orlin"),
            ("Van der Orlin", "Ursula van der Orlin"),
            ("Ursula Orlin", "Ursula van der Orlin"),
            ("Van Orlin", "Vincent van Orlin"),
            ("Maros", "Ali al-Maros"),
            ("al-Maros", "Ali al-Maros"),
            ("Robert Maros", "Robert Maros Jr."),
            ("Ivan Petrov", "Ivan Ivanovich Petrov"),
        ] {
            assert!(subsumed(&person(short), &person(long)), "{short} and {long}");
            assert!(!subsumed(&person(long), &person(short)), "{long} and {short}");
        }
        assert!(!compatible(&person("Robert Maros Jr."), &person("Robert Maros Sr.")));
        assert!(!compatible(&person("Ana von Orlin"), &person("Ana de Orlin")));
        assert!(!compatible(&person("Al Orlin"), &person("Ana Orlin")), "a given name of its own");
    }

    #[test]
    fn an_office_is_no_persons_name() {
        assert!(matches!(person("foreign minister of Aldra"), NormalName::Office(_)));
        assert!(!compatible(&person("foreign minister of Aldra"), &person("Ada Aldra")));
        assert_eq!(person("Prime Minister"), NormalName::Local);
        assert_eq!(person("Minister of Finance"), NormalName::Local);
    }

    #[test]
    fn a_speaker_is_named_by_surname_or_whole_name() {
        let speaker = |name: &str, kind| {
            SpeakerNames::new(&RecordSpeaker {
                name: name.to_string(),
                kind,
                forms: vec![],
                statements: vec![],
            })
        };
        let fisher = speaker("Ada Fisher", SpeakerKind::Person);
        assert!(fisher.stand_in(&NamesIn::new("Fisher's spokesman")));
        assert!(!fisher.stand_in(&NamesIn::new("a fisher")));
        let rail = speaker("Orlin Rail Ltd", SpeakerKind::Organisation);
        assert!(rail.stand_in(&NamesIn::new("a lawyer for Orlin Rail")));
        assert!(!rail.stand_in(&NamesIn::new("a lawyer from Orlin")));
    }

    #[test]
    fn descriptions_and_generic_bodies_name_nothing_outside_their_article() {
        assert_eq!(person("the minister"), NormalName::Local);
        assert_eq!(body("Foreign Ministry"), NormalName::Local);
        assert_eq!(normal("Two officials", SpeakerKind::Unnamed), NormalName::Local);
        assert_ne!(body("Venn Foreign Ministry"), NormalName::Local);
    }

    #[test]
    fn bodies_are_equal_without_article_suffix_and_american_spelling() {
        assert_eq!(body("The Orlin Works Inc."), body("Orlin Works"));
        assert_eq!(body("Venn Defense Ministry"), body("Venn Defence Ministry"));
        assert_ne!(body("Orlin Works"), body("Orlin Rail"));
    }
}
