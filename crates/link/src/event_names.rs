//! Names of one conflict or event: noun phrases around a noun of events ("the war", "special operation", "war in Aldra"), with what they say in front
//! of the noun and, after "in", "on" or "against", whose or where.

use crate::lexicon::{Lexicon, entries};
use crate::name_forms::{FoundForm, NamesText};
use crate::place_names::is_calendar;
use crate::place_spelling::{SameSpelling, is_adjective_of, same_place_name};
use crate::text_words::{TextWord, between};
use reportedly_schema::linkage::FormClass;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

const EVENT_NOUNS: &str = include_str!("../vocabulary/event_nouns.tsv");
const EVENT_MODIFIERS: &str = include_str!("../vocabulary/event_modifiers.tsv");

/// Nouns of events with their families.
static NOUNS: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    entries(EVENT_NOUNS)
        .filter_map(|l| l.split_once('\t'))
        .map(|(noun, families)| (noun, families.split(',').collect()))
        .collect()
});

static MODIFIERS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| words_of("modifier"));
static COMPOUNDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| words_of("compound"));
static WANTED: LazyLock<HashSet<&'static str>> = LazyLock::new(|| words_of("wanted"));
static HEADED: LazyLock<HashSet<&'static str>> = LazyLock::new(|| words_of("head"));

fn words_of(class: &str) -> HashSet<&'static str> {
    entries(EVENT_MODIFIERS)
        .filter_map(|l| l.split_once('\t'))
        .filter(|(_, of)| *of == class)
        .map(|(word, _)| word)
        .collect()
}

/// Words in front of an event's noun that belong to its name at most.
const MOST_MODIFIERS: usize = 4;

/// Words of a name after "in", "of", "on" or "against".
const MOST_NAMED: usize = 3;

/// Units of time behind a noun that say how long.
const UNITS: &[&str] = &["hours", "days", "weeks", "months", "years"];

/// Words that stand between an event's noun and whose or where it is.
const NAMED_AFTER: &[&str] = &["in", "of", "on", "against", "with", "over", "between"];

/// Words that say which one is meant.
const DEFINITE: &[&str] = &["the", "this", "that", "its", "their", "our", "his", "her", "your", "my"];

/// Words that say that one of many, or none, is meant.
const INDEFINITE: &[&str] = &[
    "a", "an", "any", "another", "no", "every", "each", "some", "many", "other", "few", "both", "all", "more",
];

/// What event is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct EventAsked {
    /// Families of event nouns ([`EventAsked::new`] finds them); none for all.
    pub families: BTreeSet<String>,
    /// Nouns asked for that are in no family.
    nouns: BTreeSet<String>,
    /// Names whose or where the event is: another name in a phrase makes it another event.
    pub names: Vec<String>,
}

impl EventAsked {
    /// Reads a question's words: "the war in Aldra" asks for wars, invasions and operations, and for none of another place.
    pub fn new(words: &str) -> EventAsked {
        let mut asked = EventAsked::default();
        for word in words
            .split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')))
            .filter(|w| !w.is_empty())
        {
            let small = crate::wording::folded(word);
            match NOUNS.get(small.as_str()) {
                Some(families) => asked.families.extend(families.iter().map(|f| (*f).to_string())),
                None if is_calendar(&small) || small.starts_with(|c: char| c.is_ascii_digit()) => {}
                None if word.starts_with(char::is_uppercase) => asked.names.push(word.to_string()),
                None => {
                    asked.nouns.insert(small);
                }
            }
        }
        if !asked.families.is_empty() {
            asked.nouns.clear();
        }
        asked
    }

    fn asks_for(&self, noun: &str) -> bool {
        let family = NOUNS.get(noun);
        if self.families.is_empty() && self.nouns.is_empty() {
            return family.is_some();
        }
        family.is_some_and(|all| all.iter().any(|f| self.families.contains(*f))) || self.nouns.contains(noun)
    }

    /// Whether a name, or an adjective of one, is among those asked for.
    fn has_name(&self, word: &str) -> bool {
        // "The Aldra-Teluria war" is of either.
        word.split('-').filter(|part| !part.is_empty()).any(|word| {
            self.names.iter().flat_map(|name| name.split_whitespace()).any(|name| {
                same_place_name(name, word).is_some_and(|same| same <= SameSpelling::Variant)
                    || is_adjective_of(word, name)
            })
        })
    }

    /// Whether a phrase that does not say which one is meant may be the event asked for: what is offered before it is ("a ceasefire"), and a
    /// singular without an article in a heading, or in a text that leaves articles out.
    fn meant(&self, text: &NamesText, phrase: &Phrase) -> bool {
        let noun = &text.words[phrase.noun];
        let wanted = WANTED.contains(noun.folded.as_str());
        let left_out = noun.heading || text.bare_style;
        let before = phrase.from.checked_sub(1).filter(|_| text.words[phrase.from].follows);
        let before = before.map_or("", |n| text.words[n].folded.as_str());
        // "On strike", "at war".
        wanted || left_out && !phrase.one_of_many && !matches!(before, "on" | "at")
    }

    /// The forms in an article. Without names asked for, a phrase with any name counts.
    pub fn found_in(&self, text: &NamesText) -> Vec<FoundForm> {
        let words = &text.words;
        let found = phrases(words)
            .into_iter()
            .filter(|p| self.asks_for(&words[p.noun].folded))
            .map(|p| Phrase { definite: p.definite || self.meant(text, &p), ..p })
            .filter(|p| {
                let named: Vec<&TextWord> = p.names.iter().map(|&n| &words[n]).collect();
                match named.is_empty() {
                    true => p.definite,
                    false => self.names.is_empty() || named.iter().any(|w| self.has_name(&w.folded)),
                }
            })
            .map(|p| (FormClass::Name, between(words, p.from, p.to)))
            .collect();
        text.grouped(found)
    }
}

/// A noun phrase with an event's noun.
struct Phrase {
    from: usize,
    noun: usize,
    to: usize,
    /// Words that begin with a capital, but for the one that opens a sentence.
    names: Vec<usize>,
    /// Whether it says which one is meant.
    definite: bool,
    /// Whether it says that it is one of many, or none.
    one_of_many: bool,
}

/// All phrases, in text order. A plural, one of many ("a war"), and a noun that only goes before another ("war crimes") are none.
fn phrases(words: &[TextWord]) -> Vec<Phrase> {
    let mut out = Vec::new();
    for noun in 0..words.len() {
        if !NOUNS.contains_key(words[noun].folded.as_str()) {
            continue;
        }
        let next = words.get(noun + 1).filter(|w| w.follows && !words[noun].possessive);
        if next
            .is_some_and(|w| COMPOUNDS.contains(w.folded.as_str()) || NOUNS.contains_key(w.folded.as_str()))
        {
            continue;
        }
        let mut from = noun;
        while from > 0 && noun - from < MOST_MODIFIERS && words[from].follows && modifies(&words[from - 1]) {
            from -= 1;
        }
        let before = from.checked_sub(1).filter(|_| words[from].follows).map(|n| &words[n]);
        let determined = before.map(|w| w.folded.as_str()).unwrap_or_default();
        let called = called(words, from);
        let one_of_many = INDEFINITE.contains(&determined) && !(called && matches!(determined, "a" | "an"));
        let wanted = WANTED.contains(words[noun].folded.as_str());
        // "Truce Monitoring Mission" is a body.
        let in_name = !words[noun].heading
            && words[noun].capital
            && next.is_some_and(|w| w.capital)
            && !words[noun].opens;
        if in_name || one_of_many && !wanted || HEADED.contains(determined) && from == noun {
            continue;
        }
        if determined == "of" && from == noun && from > 1 && HEADED.contains(words[from - 2].folded.as_str())
        {
            continue;
        }
        let definite = called
            || DEFINITE.contains(&determined)
            || before.is_some_and(|w| w.possessive)
            || (from..noun).any(|n| words[n].capital && !words[n].opens || words[n].possessive);
        let mut to = noun;
        let mut names: Vec<usize> = (from..noun).filter(|&n| is_name(words, n)).collect();
        if next.is_some_and(|w| NAMED_AFTER.contains(&w.folded.as_str())) {
            let mut at = noun + 2;
            if words.get(at).is_some_and(|w| w.follows && w.folded == "the") {
                at += 1;
            }
            let first = at;
            while at < words.len() && at - first < MOST_NAMED && words[at].follows && words[at].capital {
                at += 1;
                if words[at - 1].possessive {
                    break;
                }
            }
            if at > first && !is_calendar(&words[first].folded) {
                names.extend(first..at);
                to = at - 1;
            }
        }
        // "A ceasefire of 60 days".
        if to == noun && next.is_some_and(|w| w.folded == "of") {
            let number = words.get(noun + 2).filter(|w| w.follows && is_number(&w.folded));
            let unit = words.get(noun + 3).filter(|w| w.follows && UNITS.contains(&w.folded.as_str()));
            if number.is_some() && unit.is_some() {
                to = noun + 3;
            }
        }
        out.push(Phrase { from, noun, to, names, definite, one_of_many });
    }
    out
}

/// Verbs that give a thing its name.
const CALLS: &[&str] = &[
    "call",
    "calls",
    "called",
    "calling",
    "term",
    "terms",
    "termed",
    "dub",
    "dubs",
    "dubbed",
    "describe",
    "describes",
    "described",
    "describing",
    "brand",
    "brands",
    "branded",
    "label",
    "labels",
    "labelled",
];

/// Words between such a verb and the name at most ("calls it an", "describes the war as a").
const CALLED_REACH: usize = 5;

/// Whether the words before a phrase say that someone calls something so: "in what Aldra calls a “special operation”", "call it an invasion".
fn called(words: &[TextWord], from: usize) -> bool {
    let before = (from.saturating_sub(CALLED_REACH)..from).rev();
    before
        .take_while(|&n| !words[n + 1].opens || words[n + 1].folded == words[from].folded)
        .any(|n| CALLS.contains(&words[n].folded.as_str()))
}

/// Whether a word is a number, in figures or in words.
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) || Lexicon::shared().number(word).is_some()
}

fn modifies(word: &TextWord) -> bool {
    if word.possessive {
        return false;
    }
    let small = word.folded.as_str();
    if DEFINITE.contains(&small) || INDEFINITE.contains(&small) {
        return false;
    }
    MODIFIERS.contains(small)
        || NOUNS.contains_key(small)
        || (word.capital && !word.opens && !is_calendar(small))
        || (word.folded.contains('-') && !word.folded.starts_with("ex-"))
        || (word.capital
            && word.opens
            && ["an", "ian", "ese", "ish"].iter().any(|e| small.ends_with(e))
            && small.len() > 4)
}

/// Whether a modifier is a name or an adjective of one.
fn is_name(words: &[TextWord], n: usize) -> bool {
    let word = &words[n];
    word.capital
        && !MODIFIERS.contains(word.folded.as_str())
        && !NOUNS.contains_key(word.folded.as_str())
        && !word.heading
        || (word.capital
            && word.heading
            && !MODIFIERS.contains(word.folded.as_str())
            && !NOUNS.contains_key(word.folded.as_str())
            && n > 0
            && !word.capitals)
}

/// The families of event nouns, by how many articles use a definite or named one, then by times.
pub fn leading_events(texts: &[&NamesText]) -> Vec<(String, usize, usize)> {
    let mut families: BTreeMap<&str, (BTreeSet<usize>, usize)> = BTreeMap::new();
    for (n, text) in texts.iter().enumerate() {
        for phrase in phrases(&text.words).iter().filter(|p| p.definite || !p.names.is_empty()) {
            for family in NOUNS.get(text.words[phrase.noun].folded.as_str()).into_iter().flatten() {
                let entry = families.entry(family).or_default();
                entry.0.insert(n);
                entry.1 += 1;
            }
        }
    }
    let mut out: Vec<(String, usize, usize)> =
        families.into_iter().map(|(family, (articles, n))| (family.to_string(), articles.len(), n)).collect();
    out.sort_by(|a, b| b.1.cmp(&a.1).then(b.2.cmp(&a.2)).then_with(|| a.0.cmp(&b.0)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_words::tests::layers;

    fn found(asked: &str, body: &str) -> Vec<(String, usize)> {
        let layers = layers("", body);
        let text = NamesText::new(&layers);
        EventAsked::new(asked).found_in(&text).into_iter().map(|f| (f.form, f.spans.len())).collect()
    }

    #[test]
    fn names_of_one_war_are_found_and_those_of_another_are_not() {
        let body = "The war in Aldra goes on. This war, or the special military operation, is in its second year. \
                    The Teluria war was shorter. A war helps nobody, and war crimes are many.";
        let out = found("war in Aldra", body);
        assert!(out.contains(&("war in Aldra".into(), 1)), "{out:?}");
        assert!(out.contains(&("war".into(), 1)), "{out:?}");
        assert!(out.contains(&("special military operation".into(), 1)), "{out:?}");
        assert_eq!(out.len(), 3, "{out:?}");
    }

    #[test]
    fn what_someone_calls_a_war_is_a_name_of_it() {
        let out = found(
            "war in Aldra",
            "The army marched in what Teluria calls a \"special operation\". Others call it an unprovoked invasion. \
             The Aldra-Teluria war goes on. An operation was planned. The occupation administration met.",
        );
        let names: Vec<&str> = out.iter().map(|(form, _)| form.as_str()).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, ["Aldra-Teluria war", "special operation", "unprovoked invasion"], "{out:?}");
    }

    #[test]
    fn adjectives_and_owners_name_an_event_too() {
        let out = found(
            "war in Aldra",
            "The Aldran crisis deepened. Teluria's invasion of Aldra began it. Teluria's offensive went on.",
        );
        assert!(out.contains(&("Aldran crisis".into(), 1)), "{out:?}");
        assert!(out.contains(&("invasion of Aldra".into(), 1)), "{out:?}");
        assert!(out.contains(&("offensive".into(), 1)), "{out:?}");
    }

    #[test]
    fn a_strike_of_workers_is_no_war() {
        let out = found("strike", "The strike began. The walkout was short. The war goes on.");
        assert_eq!(out, [("strike".to_string(), 1), ("walkout".to_string(), 1)]);
    }

    #[test]
    fn what_is_offered_is_named_before_it_is() {
        let out = found(
            "the ceasefire",
            "They offered a truce. No ceasefire of 60 days will hold, the Truce Monitoring Mission said. The ceasefire failed.",
        );
        for form in ["truce", "ceasefire of 60 days", "ceasefire"] {
            assert!(out.contains(&(form.to_string(), 1)), "{form}: {out:?}");
        }
        assert_eq!(out.len(), 3, "{out:?}");
    }

    #[test]
    fn the_family_used_most_leads() {
        let (a, b) =
            (layers("", "The strike began. The walkout ended."), layers("", "The war ended the strike."));
        let (a, b) = (NamesText::new(&a), NamesText::new(&b));
        assert_eq!(leading_events(&[&a, &b])[0], ("labour".to_string(), 2, 3));
    }
}
