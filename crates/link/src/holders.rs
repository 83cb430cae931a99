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

/// Words of a name with "of" between a title and a name: "president of Northern Aldra Ada Venn".
const MOST_OF: usize = 3;

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
    let mut from = name;
    let walk = |mut from: usize| {
        while from > 0
            && words[from].follows
            && goes_with_name(&words[from - 1])
            && !words[from - 1].possessive
        {
            from -= 1;
        }
        from
    };
    // "president of Aldra Ada Venn".
    let mut of = name;
    let of_what = |w: &TextWord| {
        (w.capital && !goes_with_name(w)) || OF_ITS_OWN.contains(&w.folded.as_str()) || w.folded == "the"
    };
    while of > 0
        && name - of < MOST_OF
        && words[of].follows
        && of_what(&words[of - 1])
        && !words[of - 1].possessive
    {
        of -= 1;
    }
    if of < name
        && of > 1
        && words[of].follows
        && words[of - 1].folded == "of"
        && words[of - 1].follows
        && goes_with_name(&words[of - 2])
    {
        from = of - 2;
    }
    if from == name {
        from = walk(name);
        let last =
            from < name && !words[name - 1].capital && NEVER_LAST.contains(&words[name - 1].folded.as_str());
        if last || from == name {
            return name;
        }
    } else {
        from = walk(from);
    }
    with_owner(words, from)
}

/// Where an adjective or name in front of a title begins that says whose it is: "Aldran Prime Minister", "Teluria Foreign Minister".
pub(crate) fn with_owner(words: &[TextWord], title: usize) -> usize {
    let Some(owner) = title.checked_sub(1).map(|n| &words[n]).filter(|_| words[title].follows) else {
        return title;
    };
    let small = owner.folded.as_str();
    let says_whose = owner.capital
        && !owner.capitals
        && !owner.possessive
        && !goes_with_name(owner)
        && !is_calendar(small)
        && !Lexicon::shared().is_function_word(small)
        && small.chars().count() > 2
        && (!owner.opens || is_like_adjective(small));
    if says_whose { title - 1 } else { title }
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

fn offices_in(words: &[TextWord], from: usize, to: usize) -> Vec<&'static str> {
    let mut out = Vec::new();
    let mut at = from;
    while at < to {
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
        out.extend(offices_beside(words, (name, last)).into_iter().map(|office| (office, name)));
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
