//! GAP: a pronoun and two names it may stand for (Webster and others 2018).

use super::{ANYTHING, Choice, MarkedText, is_capital, is_held};
use crate::augment::{Random, person};
use reportedly_schema::{CodePoints, Span};
use std::path::Path;

/// Reads a file of rows, in its order. Each is one text with one choice.
///
/// # Errors
/// When the file cannot be read or a row is short.
pub fn read(path: &Path) -> Result<Vec<MarkedText>, String> {
    let table = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let row = |(n, line): (usize, &str)| {
        row(line).ok_or_else(|| {
            format!("{}: line {}: eleven columns with offsets expected", path.display(), n + 1)
        })
    };
    table.lines().enumerate().skip(1).map(row).collect()
}

fn row(line: &str) -> Option<MarkedText> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, text, pronoun, pronoun_at, a, a_at, a_is, b, b_at, b_is, _] = columns[..] else { return None };
    let points = CodePoints::new(text);
    let span = |word: &str, at: &str| -> Option<Span> {
        let start = points.byte(at.parse().ok()?);
        Some(Span { start, end: start + word.len() as u32 })
    };
    let asked = [(span(a, a_at)?, a_is == "TRUE"), (span(b, b_at)?, b_is == "TRUE")];
    let pronoun = span(pronoun, pronoun_at)?;
    Some(MarkedText {
        id: id.to_owned(),
        set: "gap",
        held: is_held(id),
        text: text.to_owned(),
        unmarked: ANYTHING,
        choices: vec![choice(text, pronoun, asked)],
        ..MarkedText::default()
    })
}

/// The last words of other names count as wrong where one of the two is right, and as right where none is; words of the two names elsewhere count as
/// the name.
fn choice(text: &str, pronoun: Span, asked: [(Span, bool); 2]) -> Choice {
    let word_of = |span: Span| -> Vec<&str> { text[span.range()].split(' ').collect() };
    let names = asked.map(|(span, _)| word_of(span));
    let mut out = Choice { asked: Some(asked), ..Choice::of(pronoun) };
    let none_right = !asked[0].1 && !asked[1].1;
    out.none = none_right;
    for (span, right) in asked {
        if right { out.right.push(span) } else { out.wrong.push(span) }
    }
    let words: Vec<(usize, &str)> =
        text.split(' ').map(|w| (w.as_ptr() as usize - text.as_ptr() as usize, w)).collect();
    for (n, &(at, word)) in words.iter().enumerate() {
        let plain = word
            .trim_end_matches(|c: char| !c.is_alphanumeric())
            .trim_end_matches("'s")
            .trim_end_matches("’s");
        let before = n.checked_sub(1).map_or(".", |n| words[n].1);
        let next = words.get(n + 1).map_or("", |w| w.1);
        // The last word of a capitalised run that does not open a sentence.
        if plain.len() < 3
            || !is_capital(plain)
            || before.ends_with(['.', '?', '!', '"']) && !is_capital(next)
            || plain.len() == word.len() && is_capital(next)
        {
            continue;
        }
        let span = Span::new(at, at + plain.len());
        if asked.iter().any(|(s, _)| s.overlaps(span)) || span.overlaps(pronoun) {
            continue;
        }
        let of = |n: usize| names[n].contains(&plain);
        match (of(0), of(1)) {
            (true, true) => {}
            (false, false) if none_right => out.right.push(span),
            (false, false) => out.wrong.push(span),
            (first, _) if asked[usize::from(!first)].1 => out.right.push(span),
            _ => out.wrong.push(span),
        }
    }
    out
}

/// Two variants of each row that weights are learned from: the two names swapped, and both replaced by others.
pub fn varied(rows: &[MarkedText], seed: u64) -> Vec<MarkedText> {
    let mut out = Vec::new();
    for row in rows.iter().filter(|r| !r.held) {
        let Some(choice) = row.choices.first() else { continue };
        let Some([(a, _), (b, _)]) = choice.asked else { continue };
        let (first, second) = (&row.text[a.range()], &row.text[b.range()]);
        if first == second {
            continue;
        }
        let swapped = [(first.to_owned(), second.to_owned()), (second.to_owned(), first.to_owned())];
        let pronoun = row.text[choice.pronoun.range()].to_lowercase();
        let female = matches!(pronoun.as_str(), "she" | "her" | "hers");
        let mut random = Random::part(seed, &row.id);
        let mut renamed: Vec<(String, String)> = Vec::new();
        for name in [first, second] {
            let words: Vec<&str> = name.split(' ').collect();
            let (given, surname) = person(&mut random, female);
            for (n, word) in words.iter().enumerate() {
                let new = if n == 0 && (words.len() > 1 || random.percent(30)) { given } else { surname };
                if n == 0 || n + 1 == words.len() {
                    renamed.push(((*word).to_owned(), new.to_owned()));
                }
            }
        }
        out.extend(rewritten(row, choice, "swapped", &swapped));
        out.extend(rewritten(row, choice, "renamed", &renamed));
    }
    out
}

/// The row with words replaced, none where they share words or a span is lost.
fn rewritten(row: &MarkedText, choice: &Choice, how: &str, edits: &[(String, String)]) -> Option<MarkedText> {
    let distinct = edits.iter().enumerate().all(|(n, e)| edits[..n].iter().all(|o| o.0 != e.0));
    if !distinct {
        return None;
    }
    let asked = choice.asked?;
    let mut text = String::new();
    // Old start, new start.
    let mut moved = Vec::new();
    let mut at = 0;
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    while at < row.text.len() {
        let rest = &row.text[at..];
        moved.push((at, text.len()));
        let edit = edits
            .iter()
            .filter(|e| rest.starts_with(e.0.as_str()) && !is_word(rest[e.0.len()..].chars().next()))
            .filter(|_| !is_word(row.text[..at].chars().next_back()))
            .max_by_key(|e| e.0.len());
        match edit {
            Some((old, new)) => {
                text += new;
                at += old.len();
            }
            None => {
                let c = rest.chars().next()?;
                text.push(c);
                at += c.len_utf8();
            }
        }
    }
    moved.push((at, text.len()));
    let place = |byte: u32| moved.binary_search_by_key(&(byte as usize), |m| m.0).ok().map(|n| moved[n].1);
    let span = |s: Span| Some(Span::new(place(s.start)?, place(s.end)?));
    let asked = [(span(asked[0].0)?, asked[0].1), (span(asked[1].0)?, asked[1].1)];
    let choice = self::choice(&text, span(choice.pronoun)?, asked);
    Some(MarkedText { id: format!("{}-{how}", row.id), text, choices: vec![choice], ..row.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "t-1\tAda Venn met Ida Rolle, and Mr Tolm saw her. Venn left.\ther\t40\tAda Venn\t0\tTRUE\tIda Rolle\t13\tFALSE\tx";

    fn cut<'t>(row: &'t MarkedText, spans: &[Span]) -> Vec<&'t str> {
        spans.iter().map(|s| s.of(&row.text).unwrap()).collect()
    }

    #[test]
    fn a_row_is_a_choice_among_names() {
        let row = row(LINE).unwrap();
        let choice = &row.choices[0];
        assert_eq!(choice.pronoun.of(&row.text), Some("her"));
        assert_eq!(cut(&row, &choice.right), ["Ada Venn"]);
        assert_eq!(cut(&row, &choice.wrong), ["Ida Rolle", "Tolm"]);
        assert!(!choice.none);
    }

    #[test]
    fn names_are_swapped_and_replaced_with_their_spans() {
        let one = MarkedText { held: false, ..row(LINE).unwrap() };
        let all = varied(&[one], 1);
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].text, "Ida Rolle met Ada Venn, and Mr Tolm saw her. Venn left.");
        let asked = all[0].choices[0].asked.unwrap();
        assert_eq!(asked[0].0.of(&all[0].text), Some("Ida Rolle"));
        assert!(asked[0].1);
        assert_eq!(all[1].choices[0].pronoun.of(&all[1].text), Some("her"));
        assert!(!all[1].text.contains("Venn") && !all[1].text.contains("Rolle"));
    }
}
