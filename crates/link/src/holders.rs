//! Titles in front of names and offices beside them: where in a text a person's name begins, what is said with it, and who holds an office there.

use crate::lexicon::{Lexicon, entries};
use crate::names::is_title;
use crate::offices::{is_office_word, office_at};
use crate::place_names::is_calendar;
use crate::text_words::TextWord;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const SURROUNDINGS: &str = include_str!("../vocabulary/name_surroundings.tsv");
const GENERAL: &str = include_str!("../vocabulary/general_offices.tsv");

static SURROUNDING_WORDS: LazyLock<BTreeMap<&'static str, &'static str>> =
    LazyLock::new(|| entries(SURROUNDINGS).filter_map(|l| l.split_once('\t')).collect());

/// General offices with the exact ones they stand for.
static GENERAL_OFFICES: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    entries(GENERAL)
        .filter_map(|l| l.split_once('\t'))
        .map(|(general, exact)| (general, exact.split(',').collect()))
        .collect()
});

/// Words of a title that in small letters end none: "in general Venn …", "the state Venn …".
const NEVER_LAST: &[&str] = &[
    "the",
    "state",
    "trade",
    "health",
    "first",
    "finance",
    "foreign",
    "former",
    "interior",
    "justice",
    "prime",
    "high",
    "her",
    "his",
    "acting",
    "outgoing",
    "incoming",
    "interim",
    "general",
    "head",
    "deputy",
    "vice",
    "energy",
    "education",
    "defence",
    "trade",
    "union",
    "chief",
];

/// What may follow an office with "of" and says nothing of whose it is.
pub(crate) const OF_ITS_OWN: &[&str] =
    &["republic", "state", "nation", "country", "federation", "government", "union", "kingdom"];

/// Words between a title and a name: "president of Northern Aldra Ada Venn".
const MOST_OF: usize = 8;

/// Words of an office at most: "chief of the general staff".
const MOST_OFFICE_WORDS: usize = 5;

/// Words that say whose an office is, before it, at most.
const MOST_OWNER: usize = 3;

/// Those who work for somebody in office and are named with that office.
const AIDES: &[&str] = &["secretary", "assistant", "adviser", "advisor", "deputy"];

/// Titles that are said with a noun for what somebody leads.
pub(crate) const LED: &[&str] = &["boss", "supremo", "queen", "tsar", "king", "kingpin"];

/// Words that a noun stands after.
const BEFORE_NOUNS: &[&str] = &["the", "a", "an", "this", "their", "its", "our", "on"];

/// Words between a name and an office that is put beside it: "Venn, the long-serving foreign minister".
const APPOSITION_REACH: usize = 4;

/// Whether a word is a form of address.
pub(crate) fn is_honorific(word: &str) -> bool {
    SURROUNDING_WORDS.get(word) == Some(&"honorific")
}

/// Whether a word is a rank or another title by which somebody may be called alone, and no office that [`any_office_at`] tells.
pub(crate) fn is_rank(word: &str) -> bool {
    is_title(word)
        && !is_honorific(word)
        && !is_office_word(word)
        && !NEVER_LAST.contains(&word)
        && word.chars().count() > 2
}

/// Whether a word may be said with a name that follows.
fn goes_with_name(word: &TextWord) -> bool {
    let one = |w: &str| w != "the" && (is_title(w) || is_office_word(w) || SURROUNDING_WORDS.contains_key(w));
    one(&word.folded) || (word.folded.contains('-') && word.folded.split('-').all(|w| one(w) || w == "ex"))
}

/// Where the titles in front of a name begin; `name` where it has none.
pub(crate) fn titles_before(words: &[TextWord], name: usize) -> usize {
    let from = match title_with_of(words, name) {
        // "In Aldra president of Teluria Ada Venn": whose it is stands behind.
        Some(head) => return with_adjective(words, walk(words, head)),
        None => {
            let from = walk(words, name);
            // "Rebel chief Ada Venn" is no "in chief Venn".
            let last = from + 1 == name
                && !words[name - 1].capital
                && NEVER_LAST.contains(&words[name - 1].folded.as_str());
            if last || from == name {
                return name;
            }
            from
        }
    };
    if let Some(aide) = aide_of(words, from, name) {
        return aide;
    }
    with_owner(words, with_kind(words, from))
}

/// Where words that are said with the name, titles or offices of several words, begin before a word.
fn walk(words: &[TextWord], to: usize) -> usize {
    let mut from = to;
    while from > 0 && words[from].follows && !words[from - 1].possessive {
        let office = (2..=MOST_OFFICE_WORDS.min(from)).rev().find(|n| {
            let run = &words[from - n..from];
            run[1..].iter().all(|w| w.follows) && any_office_at(run).is_some_and(|(_, long)| long == *n)
        });
        match office {
            Some(n) => from -= n,
            None if goes_with_name(&words[from - 1]) => from -= 1,
            None => break,
        }
    }
    from
}

/// Where a title with "of" before a name begins: "president of Aldra Ada Venn", "leader of the union of transport workers Ada Venn".
fn title_with_of(words: &[TextWord], name: usize) -> Option<usize> {
    let mut at = name;
    let mut head = None;
    while at > 0 && name - at < MOST_OF && words[at].follows {
        let before = &words[at - 1];
        if before.folded == "of" {
            // "of" right before the name, or before "the" and the name, names whose it is.
            let title = at.checked_sub(2).filter(|n| words[n + 1].follows && goes_with_name(&words[*n]));
            let office = title.and_then(|n| any_office_at(&words[n..name]).map(|(_, long)| n + long));
            let something = words[at..name].iter().any(|w| w.folded != "the" && !goes_with_name(w));
            let something = something || office == Some(name);
            head = title.filter(|_| something).or(head);
        } else if !(before.folded == "the" || names_what(before)) || before.possessive {
            break;
        }
        at -= 1;
    }
    // "The leader of the union meets Ada Venn": a verb, for all that is known.
    let last = &words[name.checked_sub(1)?];
    let bare =
        words[..name].iter().rev().take_while(|w| w.folded != "of").all(|w| !w.capital && w.folded != "the");
    let named = last.capital || bare || !last.folded.ends_with('s');
    let office = head.and_then(|h| any_office_at(&words[h..name]).map(|(_, n)| h + n));
    head.filter(|_| named || office == Some(name))
}

/// Whether a word may stand after "of" in a title: a name, or a common noun or adjective.
pub(crate) fn names_what(word: &TextWord) -> bool {
    let small = word.folded.as_str();
    let common = !Lexicon::shared().is_function_word(small)
        && !Lexicon::shared().is_past_form(small)
        && !["ed", "ing", "ly"].iter().any(|ending| small.ends_with(ending));
    (word.capital || common) && !is_calendar(small) && small.chars().all(|c| c.is_alphabetic() || c == '-')
}

/// "Press secretary of the premier Ivo Orlin": the name is the secretary's, as outlets write that have no articles before a title and a name.
fn aide_of(words: &[TextWord], title: usize, name: usize) -> Option<usize> {
    if title == name || words[title].capital {
        return None;
    }
    let of = of_before(words, title)?;
    let aide = of.checked_sub(1).filter(|_| words[of].follows)?;
    let full = words[name].folded.chars().count() == 1
        || words.get(name + 1).is_some_and(|w| w.follows && w.capital && !words[name].possessive);
    (full && AIDES.contains(&words[aide].folded.as_str())).then(|| with_owner(words, walk(words, of)))
}

/// The "of" before an office, "the" and whose the office is between them or not: "of the Aldran premier".
fn of_before(words: &[TextWord], office: usize) -> Option<usize> {
    let mut at = with_owner(words, office);
    let before = |at: usize, word: &str| at > 0 && words[at].follows && words[at - 1].folded == word;
    if before(at, "the") {
        at -= 1;
    }
    before(at, "of").then(|| at - 1)
}

/// An adjective of a place in front of a title that says behind it whose it is: "Aldran minister of health Ada Venn".
fn with_adjective(words: &[TextWord], title: usize) -> usize {
    let from = with_owner(words, title);
    if from + 1 == title && is_like_adjective(&words[from].folded) { from } else { title }
}

/// Where a noun in front of a title begins that says of what: "strike boss", "tram boss". Only a noun that the article has elsewhere with an article.
fn with_kind(words: &[TextWord], title: usize) -> usize {
    let Some(kind) = title.checked_sub(1).map(|n| &words[n]).filter(|_| words[title].follows) else {
        return title;
    };
    let plain = (!kind.capital || kind.opens) && !kind.possessive && names_what(kind);
    // Such words have nothing before them that says how: "strike boss", "tram chief".
    if plain && LED.contains(&words[title].folded.as_str()) {
        return title - 1;
    }
    if is_honorific(&words[title].folded) {
        return title;
    }
    let is_it = |word: &TextWord| {
        let (a, b) = (word.folded.as_str(), kind.folded.as_str());
        a == b || a.strip_suffix('s') == Some(b)
    };
    let ends = |n: usize| {
        words.get(n + 1).is_none_or(|w| !w.follows || Lexicon::shared().is_function_word(&w.folded))
    };
    let noun = || {
        (1..words.len()).any(|n| {
            is_it(&words[n])
                && words[n].follows
                && BEFORE_NOUNS.contains(&words[n - 1].folded.as_str())
                && ends(n)
        })
    };
    if plain && kind.folded.chars().count() > 2 && noun() { title - 1 } else { title }
}

/// Where an adjective or name in front of a title begins that says whose it is: "Aldran Prime Minister", "Teluria's Foreign Minister",
/// "Ordal Council chair".
pub(crate) fn with_owner(words: &[TextWord], title: usize) -> usize {
    let mut from = title;
    // In a heading every word may have a capital.
    let most = if words.get(title).is_some_and(|w| w.heading) { 1 } else { MOST_OWNER };
    while from > 0 && title - from < most && words[from].follows && is_owner_word(&words[from - 1]) {
        let owner = &words[from - 1];
        // Only the last word of an owner has the ending: "Aldra's Ordal Council chair" has two.
        if owner.possessive && from < title {
            break;
        }
        from -= 1;
    }
    // A capital at the beginning of a sentence says nothing, but before another.
    let first = &words[from];
    let told = first.possessive || is_like_adjective(&first.folded) || title - from > 1 && names_what(first);
    if from < title && first.opens && !told { from + 1 } else { from }
}

fn is_owner_word(word: &TextWord) -> bool {
    let small = word.folded.as_str();
    word.capital
        && !word.capitals
        && !goes_with_name(word)
        && !is_calendar(small)
        && !Lexicon::shared().is_function_word(small)
        && small.chars().count() > 2
}

/// Whether a word ends as adjectives of places do.
pub(crate) fn is_like_adjective(word: &str) -> bool {
    word.chars().count() > 4
        && ["an", "ian", "ese", "ish", "ari", "eri"].iter().any(|ending| word.ends_with(ending))
}

/// The offices said beside a name, before it or after it, in their one form.
pub(crate) fn offices_beside(words: &[TextWord], name: (usize, usize)) -> Vec<&'static str> {
    let (first, last) = name;
    let mut out = offices_in(words, titles_before(words, first), first);
    // "The prime minister, Ada Venn,": the office ends right before the comma.
    if first > 0 && words[first].after_comma {
        let from = (first.saturating_sub(APPOSITION_REACH)..first).find(|&at| {
            let ends = |n: usize| at + n == first || words[at + n].folded == "of";
            office_at(words[at..first].iter().map(|w| w.folded.as_str())).is_some_and(|(_, n)| ends(n))
                && (at + 1..first).all(|k| words[k].follows)
                // "The secretary of the premier, Ada Venn": the secretary's name.
                && of_before(words, at).is_none()
        });
        out.extend(from.into_iter().flat_map(|from| offices_in(words, from, first)));
    }
    // "Ada Venn, the prime minister of Aldra".
    let after = last + 1;
    if after < words.len() && words[after].after_comma {
        let end = (after + 1..words.len().min(after + APPOSITION_REACH)).find(|&k| !words[k].follows);
        let end = end.unwrap_or(words.len().min(after + APPOSITION_REACH));
        let at = (after..end).find(|&k| office_at(words[k..].iter().map(|w| w.folded.as_str())).is_some());
        if let Some(at) = at
            // A name after it is somebody else: "Venn, Minister Orlin and".
            && let Some((office, n)) = office_at(words[at..].iter().map(|w| w.folded.as_str()))
            && !words.get(at + n).is_some_and(|w| w.follows && w.capital)
        {
            out.push(office);
        }
    }
    out
}

/// The offices that words name; what stands after "of" says whose they are.
fn offices_in(words: &[TextWord], from: usize, to: usize) -> Vec<&'static str> {
    let mut out = Vec::new();
    let mut at = from;
    while at < to && words[at].folded != "of" {
        match office_at(words[at..to].iter().map(|w| w.folded.as_str())) {
            Some((office, n)) => {
                out.push(office);
                at += n;
            }
            None => at += 1,
        }
    }
    out
}

/// By office, where in a text names stand with it: the first words of the names.
pub(crate) fn holders(words: &[TextWord]) -> Vec<(&'static str, usize)> {
    let mut out = Vec::new();
    for name in 0..words.len() {
        let starts = words[name].capital
            && !goes_with_name(&words[name])
            && (name == 0
                || !words[name].follows
                || !words[name - 1].capital
                || goes_with_name(&words[name - 1]));
        if !starts {
            continue;
        }
        let mut last = name;
        while last + 1 < words.len()
            && words[last + 1].follows
            && words[last + 1].capital
            && !words[last].possessive
        {
            last += 1;
        }
        // "Union leader Ada Venn" leads a union, and is no holder of an office that "leader" may stand for.
        let from = titles_before(words, name);
        let of_some = (from + 1..name).any(|n| goes_with_name(&words[n - 1]) || !words[n - 1].capital);
        let holds = |office: &&str| !(of_some && GENERAL_OFFICES.contains_key(*office));
        let beside = offices_beside(words, (name, last)).into_iter().filter(holds);
        out.extend(beside.map(|office| (office, name)));
    }
    out
}

/// The offices that a general one may stand for, itself among them.
pub(crate) fn stands_for(office: &str) -> Vec<&str> {
    let exact = GENERAL_OFFICES.get(office).map_or(&[][..], Vec::as_slice);
    std::iter::once(office).chain(exact.iter().copied()).collect()
}

/// The office, general or exact, whose form begins at a word, and its words by number.
pub(crate) fn any_office_at(words: &[TextWord]) -> Option<(&'static str, usize)> {
    let plain = |n: usize| words.iter().take(n).map(|w| w.folded.as_str()).collect::<Vec<_>>().join(" ");
    let general = (1..=3.min(words.len()))
        .rev()
        .find_map(|n| Some((*GENERAL_OFFICES.get_key_value(plain(n).as_str())?.0, n)));
    let run =
        words.iter().enumerate().take_while(|(n, w)| *n == 0 || w.follows).map(|(_, w)| w.folded.as_str());
    let exact = office_at(run);
    match (general, exact) {
        (Some(a), Some(b)) => Some(if a.1 >= b.1 { a } else { b }),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_words::{tests::layers, text_words};

    fn found(body: &str) -> Vec<(String, String)> {
        let words = text_words(&layers("", body));
        holders(&words).iter().map(|(o, at)| (o.to_string(), words[*at].folded.clone())).collect()
    }

    #[test]
    fn who_holds_an_office_is_read_before_and_after_the_name() {
        let pair = |office: &str, name: &str| (office.to_string(), name.to_string());
        assert_eq!(found("On Monday Prime Minister Ada Venn spoke."), [pair("prime minister", "ada")]);
        assert_eq!(
            found("Ada Venn, the long-serving prime minister, spoke."),
            [pair("prime minister", "ada")]
        );
        assert!(found("The prime minister, Ada Venn, spoke.").contains(&pair("prime minister", "ada")));
        let of = text_words(&layers("", "Then president of Aldra Ada Venn spoke."));
        assert_eq!(titles_before(&of, of.iter().position(|w| w.folded == "ada").unwrap()), 1);
        assert_eq!(found("Ada Venn, Minister Orlin and others came."), [pair("minister", "orlin")]);
    }

    #[test]
    fn titles_end_where_they_are_none() {
        let words = text_words(&layers(
            "",
            "In general Venn agreed. The rebel boss Ada Venn and Major-General Oskar Orlin.",
        ));
        let at = |word: &str| words.iter().position(|w| w.folded == word).unwrap();
        assert_eq!(titles_before(&words, at("venn")), at("venn"));
        assert_eq!(titles_before(&words, at("ada")), at("rebel"));
        assert_eq!(titles_before(&words, at("oskar")), at("major-general"));
    }
}
