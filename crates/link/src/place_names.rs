//! Names of places in articles: every spelling of one place, its adjectives, and which places an article names most.

use crate::lexicon::{Lexicon, entries};
use crate::name_forms::before_doubted;
use crate::name_forms::{FoundForm, NamesText};
use crate::names::{NormalName, is_generic_body_word, is_title, normal, transliterated};
use crate::place_spelling::{SameSpelling, begin_alike, is_adjective_of, same_place_name};
use crate::text_words::{TextWord, between};
use crate::wording::folded;
use reportedly_schema::SpeakerKind;
use reportedly_schema::linkage::{FormClass, RecordSpeaker};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

const PLACE_WORDS: &str = include_str!("../vocabulary/place_words.tsv");

static BEFORE_PLACES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| of_class("before"));
static NO_PLACES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| of_class("never"));
static PARTS_OF_NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| of_class("part"));
static RARE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| of_class("rare"));
static CALENDAR: LazyLock<HashSet<&'static str>> = LazyLock::new(|| of_class("calendar"));
static GENERIC: LazyLock<HashSet<&'static str>> = LazyLock::new(|| of_class("generic"));

fn of_class(class: &str) -> HashSet<&'static str> {
    entries(PLACE_WORDS)
        .filter_map(|l| l.split_once('\t'))
        .filter(|(_, of)| *of == class)
        .map(|(word, _)| word)
        .collect()
}

/// Whether a word is a month's, a day's or a feast's name.
pub(crate) fn is_calendar(word: &str) -> bool {
    CALENDAR.contains(word)
}

/// Words that the name of a place has at most.
const LONGEST_PLACE: usize = 3;

/// How often a name stands after a word that places stand after, at least, to be a place's.
const LEAST_PLACED: usize = 1;

/// A place asked for: its names, and the kinds of place ("strait") that in these articles only it may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceAsked {
    names: Vec<String>,
    kinds: BTreeSet<String>,
}

/// Words between a place's name and another name that it is said to have: "the Orlin Strait, which Teluria calls the Tevik Narrows".
const OTHER_NAME_REACH: usize = 7;

/// What is known of names in the articles: which are people's.
#[derive(Clone, Debug, Default)]
pub struct PlaceNames {
    surnames: BTreeSet<String>,
}

/// A place, with how often and in how many articles it is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceFound {
    /// Its commonest spelling.
    pub name: String,
    /// Articles, by index into those given.
    pub articles: Vec<usize>,
    /// Times.
    pub count: usize,
}

impl PlaceNames {
    /// Keeps the surnames of the record's people, that are no places unless they stand where places do.
    pub fn new(speakers: &[RecordSpeaker]) -> PlaceNames {
        let mut surnames = BTreeSet::new();
        for speaker in speakers.iter().filter(|s| s.kind == SpeakerKind::Person) {
            for form in speaker.forms.iter().chain([&speaker.name]) {
                if let NormalName::Person(person) = normal(form, SpeakerKind::Person) {
                    surnames.insert(person.surname);
                }
            }
        }
        PlaceNames { surnames }
    }

    fn is_surname(&self, word: &str) -> bool {
        self.surnames.contains(&transliterated(word))
    }

    /// Prepares a place: with the other names that one of the articles says it has ("which Teluria calls the Tevik Narrows").
    pub fn asked(&self, texts: &[NamesText], place: &str) -> PlaceAsked {
        let place = place.trim();
        let place =
            ["the ", "The "].iter().find_map(|the| place.strip_prefix(the)).unwrap_or(place).trim_start();
        let mut names = vec![place.to_string()];
        for text in texts {
            for (_, to) in self.spelled(&text.words, place, SameSpelling::Variant) {
                if let Some((first, last)) = other_name(&text.words, to) {
                    let name = shown(&text.words, first, last, text);
                    if !names.iter().any(|known| same_place_name(known, &name).is_some()) {
                        names.push(name);
                    }
                }
            }
        }
        let of_several_words = names.iter().filter(|name| name.contains(' '));
        let mut kinds: BTreeSet<String> =
            of_several_words.filter_map(|name| name.split_whitespace().last()).map(folded).collect();
        kinds.retain(|kind| GENERIC.contains(kind.as_str()));
        // Another strait in the articles: then "the strait" may be either.
        kinds.retain(|kind| {
            !texts.iter().any(|text| {
                let words = &text.words;
                let own: Vec<(usize, usize)> =
                    names.iter().flat_map(|n| self.spelled(words, n, SameSpelling::Variant)).collect();
                (1..words.len()).any(|at| {
                    let named = words[at].folded == *kind && words[at].capital && words[at].follows;
                    named
                        && words[at - 1].capital
                        && !Lexicon::shared().is_function_word(&words[at - 1].folded)
                        && !own.iter().any(|(from, to)| (*from..=*to).contains(&at))
                })
            })
        });
        PlaceAsked { names, kinds }
    }

    /// Every spelling of a place in an article, its kind where only this place may be meant, and for a name of one word its adjectives. A
    /// spelling that is only perhaps the place's is left out: [`PlaceNames::perhaps`] lists it.
    pub fn found_in(&self, text: &NamesText, place: &PlaceAsked) -> Vec<FoundForm> {
        let words = &text.words;
        let mut found = Vec::new();
        for name in &place.names {
            for (from, to) in self.spelled(words, name, SameSpelling::Variant) {
                if !in_body(words, from, to) {
                    let from = numbered(words, before_doubted(words, from), to);
                    found.push((FormClass::Name, between(words, from, to)));
                }
            }
        }
        let named = !found.is_empty();
        found.extend(
            self.by_kind(text, place, named)
                .map(|at| (FormClass::Description, between(words, numbered(words, at, at), at))),
        );
        for (at, word) in words.iter().enumerate().filter(|(_, w)| w.capital) {
            let adjective = place.names.iter().any(|name| is_adjective_of(&word.folded, name));
            if adjective && !self.is_surname(&word.folded) {
                found.push((FormClass::Adjective, between(words, at, at)));
            }
        }
        text.grouped(found)
    }

    /// "the strait" for the Orlin Strait: in small letters only where the article names it in full, or where there are few of the kind. A plural
    /// needs no "the": "its seven locks", "to open locks".
    fn by_kind<'w>(
        &self,
        text: &'w NamesText,
        place: &'w PlaceAsked,
        named: bool,
    ) -> impl Iterator<Item = usize> + 'w {
        let words = &text.words;
        (1..words.len()).filter(move |&at| {
            let kind = &words[at];
            let next = words.get(at + 1).filter(|w| w.follows && !kind.possessive);
            let before = words[at - 1].folded.as_str();
            let left_out = text.bare_style || kind.heading;
            let one_of_many = matches!(before, "a" | "an" | "no" | "any" | "other" | "such" | "some");
            let plural =
                (named || left_out) && kind.folded.ends_with('s') && !one_of_many && !words[at - 1].capital;
            place.kinds.contains(&kind.folded)
                && (kind.follows && (before == "the" || kind.capital && BEFORE_PLACES.contains(before))
                    || plural)
                && (named || kind.capital || RARE.contains(kind.folded.as_str()))
                && !next.is_some_and(|w| w.folded == "of" || w.capital)
        })
    }

    /// Spellings in an article that are perhaps the place's: one letter apart, and named where places are.
    pub fn perhaps(&self, text: &NamesText, place: &str) -> Vec<FoundForm> {
        let words = &text.words;
        let near = self.spelled(words, place, SameSpelling::Perhaps).into_iter().filter(|&(from, to)| {
            let same = same_place_name(&run(words, from, to), place);
            same == Some(SameSpelling::Perhaps) && is_placed(words, from)
        });
        let found = near.map(|(from, to)| (FormClass::Name, between(words, from, to))).collect();
        text.grouped(found)
    }

    /// Runs of capitalised words that spell a place, at least as surely as asked for.
    fn spelled(&self, words: &[TextWord], place: &str, at_least: SameSpelling) -> Vec<(usize, usize)> {
        let length = place.split(|c: char| c.is_whitespace()).filter(|w| !w.is_empty()).count();
        if length == 0 {
            return Vec::new();
        }
        let first = folded(place);
        let mut out = Vec::new();
        for from in 0..words.len().saturating_sub(length - 1) {
            let to = from + length - 1;
            let one = words[from].capital
                && begin_alike(&words[from].folded, &first)
                && (from + 1..=to).all(|n| words[n].follows);
            if !one || same_place_name(&run(words, from, to), place).is_none_or(|same| same > at_least) {
                continue;
            }
            // "New Tevik" and "Tevik Orlin" are other names; "East Tevik" may be a part of it and is none as well.
            let part_before = from > 0
                && words[from].follows
                && PARTS_OF_NAMES.contains(words[from - 1].folded.as_str())
                && words[from - 1].capital;
            if part_before {
                continue;
            }
            if self.is_surname(&words[to].folded) && !is_placed(words, from) {
                continue;
            }
            out.push((from, to));
        }
        out
    }

    /// The places that the articles name most, by articles and then by times: runs of capitalised words that stand after words that places stand
    /// after, in the dateline too. No names of people, months and days.
    pub fn leading(&self, texts: &[&NamesText], most: usize) -> Vec<PlaceFound> {
        let mut placed: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for text in texts {
            let words = &text.words;
            for from in 0..words.len() {
                let Some(to) = self.place_at(words, from) else { continue };
                let shown = shown(words, from, to, text);
                *placed.entry(folded(&shown)).or_default().entry(shown).or_default() += 1;
            }
        }
        placed.retain(|_, ways| ways.values().sum::<usize>() >= LEAST_PLACED);
        let mut out: Vec<PlaceFound> = Vec::new();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut names: Vec<(usize, String)> = placed
            .values()
            .map(|ways| {
                let (name, _) = ways
                    .iter()
                    .max_by_key(|(form, n)| (**n, std::cmp::Reverse(*form)))
                    .expect("one way at least");
                (ways.values().sum(), name.clone())
            })
            .collect();
        names.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        for (_, name) in names {
            // A variant of one that is there already is that one.
            if seen
                .iter()
                .any(|known| same_place_name(known, &name).is_some_and(|s| s <= SameSpelling::Variant))
            {
                continue;
            }
            seen.insert(name.clone());
            let (mut articles, mut count) = (Vec::new(), 0);
            for (n, text) in texts.iter().enumerate() {
                let found = self.spelled(&text.words, &name, SameSpelling::Variant).len();
                count += found;
                if found > 0 {
                    articles.push(n);
                }
            }
            out.push(PlaceFound { name, articles, count });
        }
        out.sort_by(|a, b| {
            b.articles
                .len()
                .cmp(&a.articles.len())
                .then(b.count.cmp(&a.count))
                .then_with(|| a.name.cmp(&b.name))
        });
        out.truncate(most);
        out
    }

    /// The last word of a place that is named from a word on, after a word that places stand after.
    fn place_at(&self, words: &[TextWord], from: usize) -> Option<usize> {
        let name = |w: &TextWord| {
            w.capital
                && !NO_PLACES.contains(w.folded.as_str())
                && !is_calendar(&w.folded)
                && !is_title(&w.folded)
        };
        if !name(&words[from]) || !is_placed(words, from) {
            return None;
        }
        let mut to = from;
        while to + 1 < words.len() && words[to + 1].follows && words[to + 1].capital && !words[to].possessive
        {
            to += 1;
        }
        let body = to + 1 - from > LONGEST_PLACE || (from..=to).any(|n| !name(&words[n]));
        let person = (from..=to).any(|n| self.is_surname(&words[n].folded));
        // "in Aldran waters": an adjective goes before a noun.
        let adjective = from == to
            && words.get(to + 1).is_some_and(|w| w.follows && !w.capital && !w.opens)
            && words[to].folded.len() > 4
            && ["an", "ian", "ese", "ish"].iter().any(|e| words[to].folded.ends_with(e))
            && !words[to].possessive
            && !Lexicon::shared().is_function_word(&words[to + 1].folded);
        (!body && !person && !adjective).then_some(to)
    }
}

/// The other name that is said right after a place's name: "which Teluria calls the Tevik Narrows", "known as the Tevik Narrows".
fn other_name(words: &[TextWord], place: usize) -> Option<(usize, usize)> {
    let end = words.len().min(place + 1 + OTHER_NAME_REACH);
    let open = (place + 1..end).find(|&n| words[n].opens).unwrap_or(end);
    let said = (place + 1..open)
        .find(|&n| matches!(words[n].folded.as_str(), "calls" | "call" | "called" | "known"))?;
    let relative = words[place + 1..said].iter().any(|w| w.folded == "which");
    let mut first = said + 1;
    if words[said].folded == "known" || (words[said].folded == "called" && !relative) {
        first = match words[said].folded.as_str() {
            "known" => (said + 1..open).find(|&n| words[n].folded == "as")? + 1,
            _ => first,
        };
    } else if !relative {
        return None;
    }
    if words.get(first).is_some_and(|w| w.folded == "the") {
        first += 1;
    }
    let mut last = first;
    if !words.get(first).is_some_and(|w| w.capital && w.follows) {
        return None;
    }
    while last + 1 < words.len()
        && last - first + 1 < LONGEST_PLACE
        && words[last + 1].follows
        && words[last + 1].capital
    {
        last += 1;
    }
    Some((first, last))
}

/// Whether a name is a part of a body's: "Aldra Council", "Aldra Hospitals Association", "Radio Aldra".
fn in_body(words: &[TextWord], from: usize, to: usize) -> bool {
    let body = |w: &TextWord| {
        let small = w.folded.as_str();
        w.capital && !w.heading && is_generic_body_word(small) && !Lexicon::shared().is_function_word(small)
    };
    let goes_on = |n: &usize| words[*n].follows && words[*n].capital && !words[*n - 1].possessive;
    let end = words.len().min(to + 1 + LONGEST_PLACE);
    let behind = (to + 1..end).take_while(goes_on).any(|n| body(&words[n]));
    let before = from > 0 && words[from].follows && !words[from - 1].possessive && body(&words[from - 1]);
    behind || before
}

/// Where a number before a plural begins: "seven Sarn Locks".
fn numbered(words: &[TextWord], from: usize, to: usize) -> usize {
    let number =
        from > 0 && words[from].follows && Lexicon::shared().number(&words[from - 1].folded).is_some();
    if number && words[to].folded.ends_with('s') { from - 1 } else { from }
}

/// Whether a word that places stand after stands before.
fn is_placed(words: &[TextWord], from: usize) -> bool {
    from > 0 && words[from].follows && BEFORE_PLACES.contains(words[from - 1].folded.as_str())
}

fn run(words: &[TextWord], from: usize, to: usize) -> String {
    words[from..=to].iter().map(|w| w.folded.as_str()).collect::<Vec<_>>().join(" ")
}

/// As written, white space one space.
fn shown(words: &[TextWord], from: usize, to: usize, text: &NamesText) -> String {
    let cut = between(words, from, to).of(&text.layers.text).unwrap_or("");
    cut.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_words::tests::layers;

    fn names() -> PlaceNames {
        let speaker = RecordSpeaker {
            name: "Ada Tevik".into(),
            kind: SpeakerKind::Person,
            forms: vec![],
            statements: vec![],
        };
        PlaceNames::new(&[speaker])
    }

    #[test]
    fn spellings_and_adjectives_of_a_place_are_counted_and_other_names_are_not() {
        let layers = layers(
            "Orliv under fire",
            "In Orliev, New Orliv and ORLIV the Orlivan market closed. Orlov left Orliv's port.",
        );
        let text = NamesText::new(&layers);
        let found: Vec<(String, FormClass, usize)> = names()
            .found_in(&text, &names().asked(&[], "Orliv"))
            .into_iter()
            .map(|f| (f.form, f.class, f.spans.len()))
            .collect();
        assert!(found.contains(&("Orliv".into(), FormClass::Name, 3)), "{found:?}");
        assert!(found.contains(&("Orliev".into(), FormClass::Name, 1)), "{found:?}");
        assert!(found.contains(&("Orlivan".into(), FormClass::Adjective, 1)), "{found:?}");
        assert_eq!(found.len(), 3, "{found:?}");
    }

    #[test]
    fn a_surname_is_no_place_unless_it_stands_where_places_do() {
        let layers = layers("", "Tevik spoke of peace in Tevik.");
        let found = names().found_in(&NamesText::new(&layers), &names().asked(&[], "Tevik"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].spans.len(), 1);
    }

    #[test]
    fn another_name_that_an_article_gives_a_place_is_its_name_too() {
        let layers = layers(
            "",
            "They met at the Orlin Strait, which Teluria calls the Tevik Narrows. The strait is wide, the Narrows are deep.",
        );
        let texts = [NamesText::new(&layers)];
        let asked = names().asked(&texts, "Orlin Strait");
        let found: Vec<(String, usize)> =
            names().found_in(&texts[0], &asked).into_iter().map(|f| (f.form, f.spans.len())).collect();
        for form in ["Orlin Strait", "Tevik Narrows", "strait", "Narrows"] {
            assert!(found.contains(&(form.to_string(), 1)), "{form}: {found:?}");
        }
    }

    #[test]
    fn a_place_inside_a_body_is_not_counted_and_its_plural_kind_needs_no_article() {
        let layers = layers(
            "Talks on locks",
            "The so-called Orlin Locks stay shut, the Orlin Council said. All seven locks leak. Radio Orlin asked when the locks open.",
        );
        let texts = [NamesText::new(&layers)];
        let asked = names().asked(&texts, "the Orlin Locks");
        let found: Vec<(String, usize)> =
            names().found_in(&texts[0], &asked).into_iter().map(|f| (f.form, f.spans.len())).collect();
        for (form, n) in [("so-called Orlin Locks", 1), ("seven locks", 1), ("locks", 2)] {
            assert!(found.contains(&(form.to_string(), n)), "{form}: {found:?}");
        }
        assert_eq!(names().found_in(&texts[0], &names().asked(&texts, "Orlin"))[0].spans.len(), 1);
    }

    #[test]
    fn near_spellings_are_only_perhaps_one() {
        let layers = layers("", "They met in Torlamar and in Torlomar.");
        let text = NamesText::new(&layers);
        let found = names().found_in(&text, &names().asked(&[], "Torlamar"));
        assert_eq!(found.len(), 1);
        let perhaps = names().perhaps(&text, "Torlamar");
        assert_eq!((perhaps.len(), perhaps[0].form.as_str()), (1, "Torlomar"));
    }

    #[test]
    fn the_places_named_most_lead() {
        let (a, b) = (
            layers("", "In Maros on Monday ships came from Aldra. In Maros nobody slept."),
            layers("", "Ships left for Maros. In March he went to Ada Tevik."),
        );
        let (a, b) = (NamesText::new(&a), NamesText::new(&b));
        let found = names().leading(&[&a, &b], 5);
        assert_eq!(found[0].name, "Maros");
        assert_eq!((found[0].articles.len(), found[0].count), (2, 3));
        assert!(
            found.iter().all(|p| p.name != "March" && p.name != "Monday" && !p.name.contains("Tevik")),
            "{found:?}"
        );
    }
}
