//! Pronouns with a known antecedent, made: a person's name that an article repeats is replaced by a pronoun (as in WikiCREM, Kocijan and
//! others 2019).
//!
//! Coreference by hand exists for few news articles. Who is named again and again in an article is known, and where a writer repeats a name a
//! pronoun would often do. The gender is that of the given name in the list.

use super::{ANYTHING, Choice, Known, MarkedText};
use crate::augment::{Random, is_female};
use reportedly_extract::entity_tagger::NameKind;
use reportedly_schema::Span;
use std::collections::BTreeMap;

/// Pronouns put into one article at most.
const MOST: usize = 3;
/// How far back a name of the same person must stand, in bytes.
const NEAR: u32 = 600;

/// Makes an article with pronouns of each text in which names are known and one is repeated.
pub fn make(texts: &[MarkedText], seed: u64) -> Vec<MarkedText> {
    texts.iter().filter(|t| !t.held).filter_map(|t| one(t, &mut Random::part(seed, &t.id))).collect()
}

fn one(text: &MarkedText, random: &mut Random) -> Option<MarkedText> {
    let names: Vec<(Span, &str)> = text
        .marks
        .iter()
        .filter(|m| m.known == Known::Name(vec![NameKind::Person]))
        .filter_map(|m| Some((m.span, m.span.of(&text.text)?)))
        .collect();
    let mut female: BTreeMap<&str, Option<bool>> = BTreeMap::new();
    for (_, name) in &names {
        if let Some((given, _)) = name.split_once(' ') {
            let surname = last(name);
            let found = is_female(given);
            let known = female.entry(surname).or_insert(found);
            // Two people of one surname.
            if known.is_some() && found.is_some() && *known != found {
                *known = None;
            }
        }
    }
    let mut edits: Vec<(usize, &'static str)> = Vec::new();
    let mut at = 0;
    while at < names.len() && edits.len() < MOST {
        let (span, name) = names[at];
        let known = female.get(last(name)).copied().flatten();
        let again =
            names[..at].iter().any(|(s, other)| last(other) == last(name) && s.end + NEAR > span.start);
        let rest = &text.text[span.end as usize..];
        let before = text.text[..span.start as usize].trim_end();
        let titled = before.ends_with('.')
            && before.rsplit(' ').next().is_some_and(|w| w.len() < 6 && w.starts_with(char::is_uppercase))
            || before.rsplit(' ').next().is_some_and(|w| {
                w.starts_with(char::is_uppercase) && !before.ends_with(['.', ',', '?', '!'])
            })
            || before.ends_with('(');
        let opens = before.is_empty()
            || before.ends_with(['.', '?', '!', '"', '”'])
            || text.text[..span.start as usize].ends_with('\n');
        if let (Some(female), true, false) = (known, again, titled) {
            let word = rest.split(|c: char| !c.is_alphanumeric()).nth(1).unwrap_or("");
            let form = if rest.starts_with("'s ") || rest.starts_with("’s ") {
                Some(["his", "her"])
            } else if rest.starts_with(' ') && VERBS.contains(&word) {
                Some(["he", "she"])
            } else {
                None
            };
            if let Some(form) = form.filter(|_| random.percent(50)) {
                let form = form[usize::from(female)];
                edits.push((at, if opens { capital(form) } else { form }));
                at += 3;
                continue;
            }
        }
        at += 1;
    }
    if edits.is_empty() {
        return None;
    }
    let mut out = MarkedText {
        id: format!("{}-pronouned", text.id),
        set: "pronouned",
        unmarked: ANYTHING,
        ..MarkedText::default()
    };
    let mut spans: Vec<Span> = Vec::new();
    let mut from = 0;
    for (n, (span, name)) in names.iter().enumerate() {
        out.text += &text.text[from..span.start as usize];
        let start = out.text.len();
        from = span.end as usize;
        match edits.iter().find(|e| e.0 == n) {
            Some((_, pronoun)) => {
                out.text += pronoun;
                spans.push(Span::new(start, out.text.len()));
                // The mark of the genitive goes with the name.
                if pronoun.ends_with(['s', 'r']) {
                    from = text.text[from..].find(' ').map_or(from, |n| from + n);
                }
            }
            None => {
                out.text += name;
                spans.push(Span::new(start, out.text.len()));
            }
        }
    }
    out.text += &text.text[from..];
    for (n, _) in &edits {
        let mut choice = Choice::of(spans[*n]);
        for (other, (_, name)) in names.iter().enumerate() {
            if edits.iter().any(|e| e.0 == other) {
                continue;
            }
            match last(name) == last(names[*n].1) {
                true => choice.right.push(spans[other]),
                false => choice.wrong.push(spans[other]),
            }
        }
        if !choice.wrong.is_empty() {
            out.choices.push(choice);
        }
    }
    (!out.choices.is_empty()).then_some(out)
}

/// Verbs after which the name before is a subject.
const VERBS: [&str; 26] = [
    "said", "says", "told", "has", "had", "was", "is", "added", "also", "would", "will", "did", "does",
    "argued", "called", "wrote", "went", "won", "made", "took", "asked", "noted", "could", "should", "may",
    "never",
];

fn capital(pronoun: &'static str) -> &'static str {
    match pronoun {
        "he" => "He",
        "she" => "She",
        "his" => "His",
        _ => "Her",
    }
}

fn last(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked::Mark;

    #[test]
    fn a_repeated_name_becomes_a_pronoun() {
        let text = "Anna Venn met Mark Tolm. Venn said no. Tolm left. Venn's aide stayed.";
        let names = ["Anna Venn", "Mark Tolm"];
        let mut marks = Vec::new();
        for (at, word) in text.match_indices("Venn").chain(text.match_indices("Tolm")) {
            let long = names.iter().find(|n| n.ends_with(word) && text[..at + word.len()].ends_with(**n));
            let start = long.map_or(at, |n| at + word.len() - n.len());
            marks.push(Mark {
                span: Span::new(start, at + word.len()),
                known: Known::Name(vec![NameKind::Person]),
            });
        }
        marks.sort_by_key(|m| m.span);
        let marked = MarkedText { text: text.into(), marks, ..MarkedText::default() };
        let made = (0..20).find_map(|seed| one(&marked, &mut Random::new(seed)));
        let made = made.expect("in one of twenty draws");
        let choice = &made.choices[0];
        let cut = |s: &Span| s.of(&made.text).unwrap();
        assert!(matches!(cut(&choice.pronoun), "She" | "Her"), "{}", made.text);
        assert!(choice.right.iter().all(|s| cut(s).ends_with("Venn")));
        assert!(choice.wrong.iter().all(|s| cut(s).ends_with("Tolm")) && !choice.wrong.is_empty());
    }
}
