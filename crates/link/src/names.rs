//! Proper names of speakers: their normal form, and when two forms name the same one.
//!
//! A form is compared without case, diacritics, titles and the spelling variants of transliteration. Nothing is concluded from
//! descriptions, offices or nationality.

use crate::lexicon::entries;
use crate::wording::folded;
use reportedly_schema::SpeakerKind;
use reportedly_schema::linkage::RecordSpeaker;
use std::collections::HashSet;
use std::sync::LazyLock;

const TITLES: &str = include_str!("../vocabulary/titles.tsv");
const BODIES: &str = include_str!("../vocabulary/bodies.tsv");

static TITLE_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| entries(TITLES).collect());
static BODY_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| entries(BODIES).collect());

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

/// What follows a surname and is no part of it.
const NAME_SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv", "obe", "mbe", "qc", "kc", "phd", "md"];

/// How a name is compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum NormalName {
    /// A human being: given names (one letter for an initial), then the surname, each folded.
    Person { given: Vec<String>, surname: String },
    /// A body, government or anything else with a name of its own: the words in order.
    Body(String),
    /// No proper name: means something inside one article only.
    Local,
}

/// The words of a name: lower case, no diacritics, hyphens and apostrophes inside words dropped.
fn words(name: &str) -> Vec<String> {
    folded(name)
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '-' | '.')))
        .flat_map(|w| {
            // "I.P." is two initials, "Ivo." one word.
            let initials = w.contains('.') && w.split('.').all(|p| p.chars().count() <= 1);
            if initials { w.split('.').map(str::to_string).collect() } else { vec![w.replace('.', "")] }
        })
        .map(|w| {
            w.strip_suffix("'s").unwrap_or(&w).chars().filter(|c| c.is_alphanumeric()).collect::<String>()
        })
        .filter(|w| !w.is_empty())
        .collect()
}

/// One spelling for the variants of transliteration: double letters single; `iy`, `yy`, `ij`, `yi`, `ii`, `i` at the end as `y`;
/// `ei`, `ej` as `ey`; `iu`, `ju` as `yu`; `ia`, `ja` as `ya`; `kh` as `h`; `x` as `ks`.
fn transliterated(word: &str) -> String {
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

/// The normal form of a speaker's name.
pub(crate) fn normal(name: &str, kind: SpeakerKind) -> NormalName {
    if matches!(kind, SpeakerKind::Group | SpeakerKind::Unnamed | SpeakerKind::Document)
        || !name.chars().any(|c| c.is_alphabetic() && !c.is_lowercase())
    {
        return NormalName::Local;
    }
    let mut words = words(name);
    if kind == SpeakerKind::Person {
        while words.len() > 1 && words.last().is_some_and(|w| NAME_SUFFIXES.contains(&w.as_str())) {
            words.pop();
        }
        // "Minister of Finance Ada Venn", "Chair of Maros Ada Venn": an office written before the name, which ends the form.
        if let Some(of) =
            words.iter().rposition(|w| w == "of").filter(|of| words.len() - of > NAME_AFTER_OFFICE)
        {
            words.drain(..(words.len() - NAME_AFTER_OFFICE).max(of + 1));
        }
        while words.first().is_some_and(|w| TITLE_WORDS.contains(w.as_str())) {
            words.remove(0);
        }
        let Some(surname) = words.pop() else { return NormalName::Local };
        return NormalName::Person {
            given: words.iter().map(|w| transliterated(w)).collect(),
            surname: transliterated(&surname),
        };
    }
    if words.iter().all(|w| BODY_WORDS.contains(w.as_str())) {
        return NormalName::Local;
    }
    if words.first().is_some_and(|w| w == "the") {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|w| COMPANY_SUFFIXES.contains(&w.as_str())) {
        words.pop();
    }
    let lexicon = crate::lexicon::Lexicon::shared();
    let spelled: Vec<&str> = words.iter().map(|w| lexicon.one_spelling(w)).collect();
    if spelled.is_empty() { NormalName::Local } else { NormalName::Body(spelled.join(" ")) }
}

/// Whether two given names agree: the same, or one is the initial of the other.
fn agrees(a: &str, b: &str) -> bool {
    a == b || (a.chars().count() == 1 && b.starts_with(a)) || (b.chars().count() == 1 && a.starts_with(b))
}

/// Whether `short` says nothing that `long` does not say: the same surname, the first given name agrees, the others stand in
/// `long` in the same order. A bare surname says nothing about given names.
pub(crate) fn subsumed(short: &NormalName, long: &NormalName) -> bool {
    let (NormalName::Person { given: a, surname: sa }, NormalName::Person { given: b, surname: sb }) =
        (short, long)
    else {
        return short == long;
    };
    if sa != sb || a.len() > b.len() {
        return false;
    }
    // "Ana" says more than "A.".
    let says_no_more = |x: &str, y: &str| agrees(x, y) && x.chars().count() <= y.chars().count();
    let Some((first, rest)) = a.split_first() else { return true };
    if !b.first().is_some_and(|b| says_no_more(first, b)) {
        return false;
    }
    let mut long = b[1..].iter();
    rest.iter().all(|name| long.any(|other| says_no_more(name, other)))
}

/// Whether nothing in the two forms speaks against one person or body, whatever else is in the record.
pub(crate) fn compatible(a: &NormalName, b: &NormalName) -> bool {
    subsumed(a, b) || subsumed(b, a)
}

/// Whether a form gives at least one full given name, or names a body.
pub(crate) fn is_full(name: &NormalName) -> bool {
    match name {
        NormalName::Person { given, .. } => given.first().is_some_and(|g| g.chars().count() > 1),
        NormalName::Body(_) => true,
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
        let lexicon = crate::lexicon::Lexicon::shared();
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
            NormalName::Local => false,
            NormalName::Person { surname, .. } => text.surnames.binary_search(surname).is_ok(),
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
            ("Ada Venn Jr.", "ADA VENN"),
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
