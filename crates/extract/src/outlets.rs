//! Which phrases name an outlet or an agency: "the Coastal Agency", "channel Verrana One", "the Evening Spark newspaper", "a
//! correspondent of Radio Sellin", and "the agency" after one of them.

use crate::noun_phrase;
use crate::speakers::names::Name;
use crate::speakers::outlet_kind;
use crate::vocabulary::vocabulary;
use crate::words::Words;
use reportedly_schema::Relay;
use std::ops::Range;

/// People who pass on for their outlet.
const REPORTERS: &[&str] =
    &["correspondent", "correspondents", "reporter", "reporters", "newsroom", "journalist"];

/// The outlet or agency that a phrase names, as a relay. Its name is the proper name where there is one.
pub fn relay_of(words: &Words, names: &[Name], range: &Range<usize>) -> Option<Relay> {
    let span = words.span(range)?;
    let mut inner = range.clone();
    while inner.start < inner.end && words.all[inner.start].among(&["the", "a", "an", "by", "its"]) {
        inner.start += 1;
    }
    let v = vocabulary();
    let mut reporter = false;
    // "a correspondent of Radio Sellin", "Coastal Agency's correspondent".
    if inner.len() > 2
        && words.all[inner.start].among(REPORTERS)
        && words.all[inner.start + 1].among(&["of", "for", "from", "with"])
    {
        inner.start += 2;
        while inner.start < inner.end && words.all[inner.start].among(&["the", "a", "an"]) {
            inner.start += 1;
        }
        reporter = true;
    } else if inner.len() > 1 && words.all[inner.end - 1].among(REPORTERS) {
        inner.end -= 1;
        if words.lower(inner.end - 1) == "'s" {
            inner.end -= 1;
        }
        reporter = true;
    }
    if inner.is_empty() {
        return None;
    }
    let noun = |at: usize| {
        words.get(at).filter(|w| w.is_small()).and_then(|w| v.outlet_nouns.get(&w.lower).copied())
    };
    let relay = |inner: Range<usize>, kind: &str| {
        Some(Relay { name: noun_phrase::name(words, &inner), kind: kind.to_string(), span })
    };
    let capitals = |range: &Range<usize>| {
        !range.is_empty()
            && words.all[range.start].is_capital
            && words
                .slice(range.clone())
                .iter()
                .all(|w| w.is_capital || !w.is_word || w.among(&["of", "de", "and"]))
    };
    // "channel Verrana One", "the state news agency Nordwire".
    let first_capital = inner.clone().find(|at| words.all[*at].is_capital);
    let last_small = inner
        .clone()
        .rev()
        .find(|at| words.all[*at].is_small() && !words.all[*at].among(&["of", "de", "and"]));
    if let Some(small) = last_small
        && small + 1 < inner.end
        && capitals(&(small + 1..inner.end))
    {
        let name = small + 1..inner.end;
        return match (kind_of(words, names, &name), noun(small)) {
            (Some(kind), _) => relay(name, kind),
            (None, Some(kind)) if kind != "agency" || names_a_news_agency(words, small) => relay(name, kind),
            _ if reporter => relay(name, "outlet"),
            _ => None,
        };
    }
    // "the Evening Spark newspaper", "Mereth Wire agency", "the Nordwire news agency".
    if let (Some(first), Some(kind)) = (first_capital, noun(inner.end - 1))
        && first < inner.end - 1
    {
        let news = words.lower(inner.end - 2);
        let described =
            matches!(news, "news" | "information" | "press" | "television" | "radio" | "state" | "daily");
        let mut name = first..inner.end - 1 - usize::from(described && inner.end - 2 > first);
        if name.len() > 1 && words.lower(name.end - 1) == "'s" {
            name.end -= 1;
        }
        let public = v.not_news_agency.has(news) || v.adjectives.has(news) || v.places.has(news);
        if capitals(&name) {
            let known = kind_of(words, names, &name);
            return (known.is_some() || kind != "agency" || described || !public)
                .then(|| relay(name, known.unwrap_or(kind)))?;
        }
    }
    if let Some(kind) = kind_of(words, names, &inner) {
        // "Ida Corr of Radio Sellin": the outlet has the name.
        let outlet = names.iter().find(|n| {
            n.words.end == inner.end
                && n.words.start > inner.start + 1
                && words.lower(n.words.start - 1) == "of"
                && outlet_kind(words, &n.words).is_some()
        });
        return relay(outlet.map_or(inner, |n| n.words.clone()), kind);
    }
    if reporter && capitals(&inner) {
        return relay(inner, "outlet");
    }
    let kind = noun(inner.end - 1).filter(|_| first_capital.is_none() && inner.len() <= 3)?;
    let definite = range.start < inner.start || words.lower(range.start) == "agency";
    if let Some(name) = named_before(words, names, range.start, kind).filter(|_| inner.len() == 1 && definite)
    {
        return Some(Relay { name: noun_phrase::name(words, &name), kind: kind.to_string(), span });
    }
    let news = kind != "agency" || inner.len() > 1 && words.lower(inner.end - 2) == "news";
    news.then(|| relay(inner, kind))?
}

/// Whether the words before "agency" do not make it a public body: "state news agency", "agency" alone.
fn names_a_news_agency(words: &Words, at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| !vocabulary().not_news_agency.has(words.lower(before)))
}

/// The kind of the outlet that a name is, by the name alone.
pub fn kind_of(words: &Words, names: &[Name], range: &Range<usize>) -> Option<&'static str> {
    let named = names.iter().find(|n| n.words.end == range.end && n.words.start + 1 >= range.start);
    if let Some(kind) = named.and_then(|n| outlet_kind(words, &n.words)).or_else(|| outlet_kind(words, range))
    {
        return Some(kind);
    }
    let v = vocabulary();
    let capitals = words.slice(range.clone()).iter().all(|w| w.is_capital || w.is("of"));
    let one = v.outlet_first_words.get(words.lower(range.start)).filter(|_| range.len() > 1);
    let two = || {
        (range.len() > 2).then(|| v.outlet_first_words.get(&words.phrase(range.start..range.start + 2)))?
    };
    one.or_else(two).copied().filter(|_| capitals && words.all[range.start].is_capital)
}

/// The last outlet of a kind that is named before a word, unless the article names a public agency as well.
fn named_before(words: &Words, names: &[Name], at: usize, kind: &str) -> Option<Range<usize>> {
    let public = |n: &Name| {
        kind == "agency" && words.lower(n.words.end - 1) == "agency" && outlet_kind(words, &n.words).is_none()
    };
    if names.iter().any(public) {
        return None;
    }
    let before = names.iter().take_while(|n| n.words.end <= at);
    before.filter(|n| kind_of(words, names, &n.words) == Some(kind)).last().map(|n| n.words.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;
    use crate::speakers::names::names;
    use reportedly_schema::{Block, BlockKind, Span};

    /// Name and kind of the relay that the last `length` words before the full stop make.
    fn relay(text: &str, length: usize) -> Option<(String, String)> {
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None };
        let segments = segment(text, &[block]);
        let words = Words::new(text, &segments);
        let end = words.all.len() - 1;
        relay_of(&words, &names(&words), &(end - length..end)).map(|r| (r.name, r.kind))
    }

    #[test]
    fn outlets_are_known_by_their_words() {
        for (text, length, name, kind) in [
            ("It was read by the Coastal Agency.", 3, "Coastal Agency", "agency"),
            ("It was seen on channel Verrana One.", 3, "Verrana One", "outlet"),
            ("It was read in the Evening Spark newspaper.", 4, "Evening Spark", "outlet"),
            ("It was told to the Mereth Wire agency.", 4, "Mereth Wire", "agency"),
            ("It was heard by a correspondent of Radio Sellin.", 5, "Radio Sellin", "outlet"),
            ("It was heard by Nordwire correspondent.", 2, "Nordwire", "outlet"),
            ("The Coastal Agency came. It was seen by the agency.", 2, "Coastal Agency", "agency"),
        ] {
            assert_eq!(relay(text, length), Some((name.to_string(), kind.to_string())), "{text}");
        }
    }

    #[test]
    fn public_bodies_are_none() {
        for (text, length) in [
            ("It was tested by the Environmental Protection Agency.", 4),
            ("It was launched by the space agency.", 3),
            ("It was told to the agency.", 2),
            ("It was seen by Minister Ada Venn.", 3),
        ] {
            assert_eq!(relay(text, length), None, "{text}");
        }
    }
}
