//! Offices that stand in place of a name: "the foreign minister of Aldra", "Aldra's prime minister", "the Aldran president".
//!
//! An office is a speaker of its own. Who held it on a day is concluded from nothing but the registry.

use crate::lexicon::{Lexicon, entries};
use crate::names::{is_generic_body_word, is_title, words};
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

const OFFICES: &str = include_str!("../vocabulary/offices.tsv");

/// Forms of offices, as words, with their one form.
static FORMS: LazyLock<BTreeMap<Vec<String>, &'static str>> = LazyLock::new(|| {
    entries(OFFICES)
        .filter_map(|line| line.split_once('\t'))
        .map(|(form, canonical)| (form.split(' ').map(str::to_string).collect(), canonical))
        .collect()
});

static LONGEST: LazyLock<usize> = LazyLock::new(|| FORMS.keys().map(Vec::len).max().unwrap_or(0));

/// Single words that are an office by themselves.
static NOUNS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    entries(OFFICES)
        .filter_map(|line| line.split_once('\t'))
        .map(|(form, _)| form)
        .filter(|form| !form.contains(' '))
        .collect()
});

/// Offices that are surnames too, so that with a capital letter at the end of a name they say nothing.
const ALSO_SURNAMES: &[&str] =
    &["emir", "queen", "king", "prince", "pope", "chancellor", "speaker", "leader", "sultan", "chair"];

/// Words before an office that say when it was held, or how, and not which it is.
const TIMES_OF_OFFICE: &[&str] =
    &["the", "former", "ex", "then", "outgoing", "incoming", "acting", "interim"];

/// An office of a body, both in the one spelling in which they are compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Office {
    pub title: String,
    pub body: String,
}

/// How a text reads as an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// An office of a body that is named.
    Office(Office),
    /// An office, and nothing says whose: means somebody inside one article only.
    Bare,
    /// No office, or an office with a name behind it: the name's words begin here.
    Name,
}

/// The one form of an office: "minister of foreign affairs" and "foreign secretary" are the foreign minister.
pub(crate) fn one_title(written: &str) -> String {
    canonical(&words(written))
}

/// The longest office whose form begins these words: its one form and its words by number.
pub(crate) fn office_at<'w>(words: impl Iterator<Item = &'w str>) -> Option<(&'static str, usize)> {
    let words: Vec<String> = words.take(*LONGEST).map(str::to_string).collect();
    (1..=words.len()).rev().find_map(|n| Some((*FORMS.get(&words[..n])?, n)))
}

fn canonical(words: &[String]) -> String {
    let words = match words {
        [first, rest @ ..] if first == "the" => rest,
        all => all,
    };
    FORMS.get(words).map_or_else(|| words.join(" "), |form| form.to_string())
}

/// The spellings of a body as declared, "Aldra; Aldran", each as it is compared.
pub(crate) fn bodies(written: &str) -> impl Iterator<Item = String> + '_ {
    written.split(';').map(|one| one_body(&words(one))).filter(|body| !body.is_empty())
}

fn one_body(words: &[String]) -> String {
    let lexicon = Lexicon::shared();
    let words = match words {
        [first, rest @ ..] if first == "the" => rest,
        all => all,
    };
    words.iter().map(|word| lexicon.one_spelling(word)).collect::<Vec<_>>().join(" ")
}

/// Whether one word is an office by itself.
pub(crate) fn is_office_word(word: &str) -> bool {
    NOUNS.contains(word)
}

fn only_offices(words: &[String]) -> bool {
    !words.is_empty()
        && words.iter().any(|w| is_office_word(w))
        && words.iter().all(|w| is_office_word(w) || is_title(w) || TIMES_OF_OFFICE.contains(&w.as_str()))
}

/// A name as written, read as an office.
pub(crate) fn read(name: &str) -> Reading {
    let tokens: Vec<&str> = name.split_whitespace().collect();
    let all = words(name);
    if all.is_empty() {
        return Reading::Name;
    }
    if only_offices(&all) || FORMS.contains_key(all.as_slice()) {
        return Reading::Bare;
    }
    // "Aldra's prime minister".
    let owner = tokens.iter().position(|t| t.ends_with("'s") || t.ends_with("’s"));
    if let Some(at) = owner
        && at + 1 < tokens.len()
    {
        let title = words(&tokens[at + 1..].join(" "));
        let body = one_body(&words(&tokens[..=at].join(" ")));
        return if only_offices(&title) || FORMS.contains_key(title.as_slice()) {
            Reading::Office(Office { title: canonical(&title), body })
        } else {
            Reading::Name
        };
    }
    // "foreign minister of Aldra", "minister of foreign affairs of Aldra".
    if let Some(found) = before_of(&all) {
        return found;
    }
    // "Aldran foreign minister": a body, then nothing but an office, in small letters or with a word that is no surname.
    let longest = (1..all.len().min(*LONGEST + 1)).rev().find(|&n| {
        let title = &all[all.len() - n..];
        FORMS.contains_key(title) || only_offices(title)
    });
    let last = tokens.last().copied().unwrap_or_default();
    let small = last.chars().next().is_some_and(char::is_lowercase);
    let surname = ALSO_SURNAMES.contains(&all[all.len() - 1].as_str());
    if let Some(n) = longest
        && (small || !surname)
    {
        let (body, title) = all.split_at(all.len() - n);
        let body: Vec<String> =
            body.iter().skip_while(|w| TIMES_OF_OFFICE.contains(&w.as_str())).cloned().collect();
        return match body.is_empty() || body.iter().all(|w| is_generic_body_word(w) || is_title(w)) {
            true => Reading::Bare,
            false => Reading::Office(Office { title: canonical(title), body: one_body(&body) }),
        };
    }
    Reading::Name
}

/// Words of a name that stands after an office with "of": a given name and a surname.
const NAME_AFTER_OFFICE: usize = 2;

/// An office, "of", and a body, where the words are in that order.
fn before_of(all: &[String]) -> Option<Reading> {
    let longest = (1..=all.len().min(*LONGEST)).rev().find(|&n| {
        FORMS.contains_key(&all[..n]) && all.get(n).is_none_or(|w| matches!(w.as_str(), "of" | "for"))
    });
    let at = match longest {
        Some(n) if n == all.len() => return Some(Reading::Bare),
        Some(n) => n,
        None => {
            let at = all.iter().position(|w| matches!(w.as_str(), "of" | "for"))?;
            let office =
                |w: &String| is_title(w) || is_office_word(w) || TIMES_OF_OFFICE.contains(&w.as_str());
            if at == 0 || !all[..at].iter().all(office) {
                return None;
            }
            at
        }
    };
    // "minister of agriculture of Aldra": what the first "of" says belongs to the office.
    let last = all.iter().rposition(|w| matches!(w.as_str(), "of" | "for")).filter(|&last| last > at);
    let at = last
        .filter(|&last| all[at + 1..last].iter().all(|w| is_generic_body_word(w) || is_title(w)))
        .unwrap_or(at);
    let body = &all[at + 1..];
    let said_to_be_a_body = body.first().is_some_and(|w| w == "the")
        || body.last().is_some_and(|w| is_generic_body_word(w))
        || body.iter().any(|w| w == "and");
    // "Minister of Finance Venn".
    let matter_before_a_name = body.len() > 1 && is_generic_body_word(&body[0]) && !said_to_be_a_body;
    if body.iter().all(|w| is_generic_body_word(w)) {
        return Some(Reading::Bare);
    }
    if matter_before_a_name || (body.len() > NAME_AFTER_OFFICE && !said_to_be_a_body) {
        // "Chair of Maros Ada Venn": a name ends it.
        return None;
    }
    Some(Reading::Office(Office { title: canonical(&all[..at]), body: one_body(body) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office(title: &str, body: &str) -> Reading {
        Reading::Office(Office { title: title.to_string(), body: body.to_string() })
    }

    #[test]
    fn an_office_is_read_whichever_way_it_is_written() {
        for (written, title, body) in [
            ("foreign minister of Aldra", "foreign minister", "aldra"),
            ("the Foreign Minister of Aldra", "foreign minister", "aldra"),
            ("Minister of Foreign Affairs of Aldra", "foreign minister", "aldra"),
            ("Aldra's foreign secretary", "foreign minister", "aldra"),
            ("Aldran foreign minister", "foreign minister", "aldran"),
            ("Aldran President", "president", "aldran"),
            ("Premier of Aldra", "prime minister", "aldra"),
            ("mayor of Port Orlin", "mayor", "port orlin"),
            ("deputy minister of agriculture of Aldra", "deputy minister of agriculture", "aldra"),
            ("Duke of Orlin", "duke", "orlin"),
            ("President of the Maros Fishing Council", "president", "maros fishing council"),
        ] {
            assert_eq!(read(written), office(title, body), "{written}");
        }
    }

    #[test]
    fn a_name_behind_an_office_is_a_name_and_an_office_alone_is_nobodys() {
        for name in [
            "Ada Venn",
            "Prime Minister Ada Venn",
            "Chair of Maros Ada Venn",
            "Ivo King",
            "Ana Leader",
            "Minister of Finance Venn",
            "deputy minister of agriculture of Aldra Ada Venn",
            "Secretary of State Ada Venn",
        ] {
            assert_eq!(read(name), Reading::Name, "{name}");
        }
        for name in
            ["president", "the Prime Minister", "Minister of Finance", "PM", "former foreign minister"]
        {
            assert_eq!(read(name), Reading::Bare, "{name}");
        }
    }
}
