//! Exchanges names in a text for others of their class, the same everywhere, and keeps the map of places.

use reportedly_schema::Span;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Where an exchange holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Anywhere,
    /// Before a word that it can qualify.
    Adjective,
    /// Elsewhere.
    Noun,
}

#[derive(Debug)]
struct Exchange {
    class: &'static str,
    from: &'static str,
    to: &'static str,
    place: Place,
}

/// Exchanges by the first word of the name.
static EXCHANGES: LazyLock<BTreeMap<&'static str, Vec<Exchange>>> = LazyLock::new(|| {
    let mut out: BTreeMap<&'static str, Vec<Exchange>> = BTreeMap::new();
    let mut add = |class, from: &'static str, to, place| {
        out.entry(first_word(from)).or_default().push(Exchange { class, from, to, place });
    };
    for line in include_str!("../../data/counterfactual/names.tsv").lines() {
        let columns: Vec<&'static str> = line.split('\t').map(str::trim).collect();
        let [class, from, to, ref rest @ ..] = columns[..] else { continue };
        if class.starts_with('#') {
            continue;
        }
        match rest.first().copied().unwrap_or("") {
            "adjective" => add(class, from, to, Place::Adjective),
            "noun" => add(class, from, to, Place::Noun),
            "to" => add(class, from, to, Place::Anywhere),
            _ => {
                add(class, from, to, Place::Anywhere);
                if from != to {
                    add(class, to, from, Place::Anywhere);
                }
            }
        }
    }
    out
});

/// Small words after which a noun has ended: "a Republican in the race", "the Republican said".
const AFTER_A_NOUN: &[&str] = &[
    "a", "about", "after", "also", "although", "am", "and", "are", "as", "at", "be", "because", "before",
    "but", "by", "can", "could", "did", "do", "does", "for", "from", "had", "has", "have", "he", "her",
    "his", "if", "in", "into", "is", "it", "just", "like", "may", "might", "must", "never", "not", "now",
    "of", "on", "or", "over", "said", "says", "she", "should", "since", "so", "than", "that", "the", "their",
    "then", "they", "this", "to", "told", "too", "under", "until", "up", "was", "we", "went", "were", "what",
    "when", "where", "whether", "which", "while", "who", "whose", "will", "with", "would", "won", "wants",
    "wanted", "added", "running", "n't", "ever", "only", "again", "against", "out", "off", "there",
    "through", "during", "both", "all", "still",
];

fn first_word(name: &'static str) -> &'static str {
    let end = name.find(|c: char| !c.is_alphanumeric()).unwrap_or(name.len());
    &name[..end]
}

/// A text with names exchanged, and where its parts went.
#[derive(Clone, Debug, Default)]
pub struct Exchanged {
    /// The new text.
    pub text: String,
    /// Old spans with their new ones, in text order; what stands between them was copied.
    pub moved: Vec<(Span, Span)>,
}

impl Exchanged {
    /// Where a span of the old text stands in the new one. An edge inside a name goes to the name's edge.
    pub fn span(&self, old: Span) -> Span {
        Span { start: self.edge(old.start, true), end: self.edge(old.end, false) }
    }

    fn edge(&self, at: u32, opens: bool) -> u32 {
        let n = self.moved.partition_point(|(old, _)| old.end <= at);
        if let Some((old, new)) = self.moved.get(n).filter(|(old, _)| old.start < at) {
            debug_assert!(old.end > at);
            return if opens { new.start } else { new.end };
        }
        match n.checked_sub(1).and_then(|n| self.moved.get(n)) {
            Some((old, new)) => at - old.end + new.end,
            None => at,
        }
    }
}

/// Exchanges every name of the table, and the names of `others` (as written, whole words).
pub fn exchange(text: &str, others: &BTreeMap<String, String>) -> Exchanged {
    let mut edits: Vec<(Span, String)> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let Some(c) = text[at..].chars().next() else { break };
        let starts =
            c.is_alphanumeric() && !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        if starts && let Some((length, new)) = at_word(text, at, others) {
            edits.push((Span::new(at, at + length), new));
            at += length;
        } else {
            at += c.len_utf8();
        }
    }
    assemble(text, edits)
}

/// The longest name at a word and what stands in its place.
fn at_word(text: &str, at: usize, others: &BTreeMap<String, String>) -> Option<(usize, String)> {
    let rest = &text[at..];
    let whole =
        |name: &str| rest.starts_with(name) && !rest[name.len()..].starts_with(|c: char| c.is_alphanumeric());
    let other = others.iter().filter(|(from, _)| whole(from)).max_by_key(|(from, _)| from.len());
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let listed = EXCHANGES.get(&rest[..end]).into_iter().flatten();
    let fits = |e: &&Exchange| {
        whole(e.from)
            && match e.place {
                Place::Anywhere => true,
                Place::Adjective => qualifies(&rest[e.from.len()..]),
                Place::Noun => !qualifies(&rest[e.from.len()..]),
            }
    };
    let listed = listed.filter(fits).max_by_key(|e| e.from.len());
    match (other, listed) {
        (Some((from, to)), None) => Some((from.len(), to.clone())),
        (Some((from, to)), Some(e)) if from.len() >= e.from.len() => Some((from.len(), to.clone())),
        // A surname or an outlet that holds the name: "Washington Post", "London Bridge", "Senate Bill".
        (_, Some(e)) if e.class == "capital" && names_more(&rest[e.from.len()..]) => {
            Some((e.from.len(), e.from.to_string()))
        }
        (_, Some(e)) => Some((e.from.len(), e.to.to_string())),
        (None, None) => None,
    }
}

/// Whether a word follows that an adjective can stand before.
fn qualifies(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix([' ', '-']) else { return false };
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    end > 0 && !AFTER_A_NOUN.contains(&rest[..end].to_lowercase().as_str())
}

/// Whether a capitalised word follows: the capital is then part of a longer name.
fn names_more(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next() == Some(' ') && chars.next().is_some_and(char::is_uppercase)
}

fn assemble(text: &str, edits: Vec<(Span, String)>) -> Exchanged {
    let mut out = Exchanged::default();
    let mut at = 0usize;
    let copy = |out: &mut Exchanged, from: usize, to: usize| out.text.push_str(&text[from..to]);
    let put = |out: &mut Exchanged, old: Span, new: &str| {
        let start = out.text.len();
        out.text.push_str(new);
        out.moved.push((old, Span::new(start, out.text.len())));
    };
    for (old, new) in edits {
        let start = old.start as usize;
        let name = &text[old.range()];
        if new == name {
            continue;
        }
        let before = &text[at..start];
        // "an Iranian" becomes "a Syrian".
        let article = ["an ", "An ", "a ", "A "].into_iter().find(|a| {
            before.ends_with(*a) && !before[..before.len() - a.len()].ends_with(|c: char| c.is_alphanumeric())
        });
        match article.filter(|_| vowel(name) != vowel(&new)) {
            Some(article) => {
                let from = start - article.len();
                copy(&mut out, at, from);
                let fitting = match (vowel(&new), article.starts_with('A')) {
                    (true, true) => "An",
                    (true, false) => "an",
                    (false, true) => "A",
                    (false, false) => "a",
                };
                put(&mut out, Span::new(from, start - 1), fitting);
                copy(&mut out, start - 1, start);
            }
            None => copy(&mut out, at, start),
        }
        put(&mut out, old, &new);
        at = old.end as usize;
        // "Democrats' votes" and "the United States' debt" have no s after the mark; the new name may need one.
        let rest = &text[at..];
        let mark = rest.chars().next().filter(|c| matches!(c, '\'' | '’'));
        if let Some(mark) = mark {
            let after = &rest[mark.len_utf8()..];
            let bare = name.ends_with('s') && after.starts_with(' ');
            if bare && !new.ends_with('s') {
                put(&mut out, Span::new(at, at + mark.len_utf8()), &format!("{mark}s"));
                at += mark.len_utf8();
            }
        }
    }
    copy(&mut out, at, text.len());
    out
}

/// Whether a word takes "an", by its first letter. "U.S.", "United", "EU" and "European" are spoken with a consonant.
fn vowel(word: &str) -> bool {
    let spoken = ["U.", "Uni", "EU", "Eu"].iter().any(|c| word.starts_with(c));
    word.starts_with(['A', 'E', 'I', 'O', 'U']) && !spoken || word == "FBI" || word == "RNC"
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn changed(text: &str) -> String {
        exchange(text, &BTreeMap::new()).text
    }

    #[test]
    fn names_of_a_class_change_places() {
        assert_eq!(changed("Republicans told an Iranian in Moscow."), "Democrats told a Syrian in Berlin.");
        assert_eq!(
            changed("A Republican lawmaker, a Republican said."),
            "A Democratic lawmaker, a Democrat said."
        );
        assert_eq!(
            changed("the United States' debt; the U.S. and Britain"),
            "the United Kingdom's debt; the U.K. and America"
        );
        assert_eq!(
            changed("The Washington Post wrote from Washington."),
            "The Washington Post wrote from London."
        );
        assert_eq!(changed("the GOP; GOP leaders"), "the Democratic Party; Democratic leaders");
    }

    #[test]
    fn given_names_change_too_and_the_longest_wins() {
        let others = [("Ada Venn", "Mia Lorr"), ("Venn", "Lorr")].map(|(a, b)| (a.into(), b.into())).into();
        assert_eq!(
            exchange("Ada Venn of Aldra. Venn, Vennish.", &others).text,
            "Mia Lorr of Velmia. Lorr, Vennish."
        );
    }

    #[test]
    fn every_listed_name_has_another_of_its_class() {
        let mut count = 0;
        for e in EXCHANGES.values().flatten() {
            assert!(e.class == "keep" || e.from != e.to, "{e:?}");
            count += usize::from(e.class != "keep");
        }
        assert!(count > 200, "{count}");
    }

    proptest! {
        #[test]
        fn spans_are_mapped_through(parts in prop::collection::vec(0usize..9, 0..12)) {
            const PARTS: [&str; 9] =
                ["an ", "Iranian ", "the U.S.' ", "žito, ", "Democrats' ", "Russia", " said. ", "A ", "GOP"];
            let text: String = parts.iter().map(|p| PARTS[*p]).collect();
            let out = exchange(&text, &BTreeMap::new());
            prop_assert_eq!(out.span(Span::new(0, text.len())), Span::new(0, out.text.len()));
            let mut old_end = 0;
            let mut new_end = 0;
            for (old, new) in &out.moved {
                prop_assert!(old.start >= old_end && new.start >= new_end);
                prop_assert_eq!(&text[old_end as usize..old.start as usize], &out.text[new_end as usize..new.start as usize]);
                prop_assert_eq!(out.span(*old), *new);
                (old_end, new_end) = (old.end, new.end);
            }
        }
    }
}
