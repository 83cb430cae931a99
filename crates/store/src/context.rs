//! The sentence or sentences a statement stands in.
//!
//! Not a sentence splitter: whoever links wants the words around a statement, cut where a reader would stop. A border too
//! few gives a longer context, never a wrong span.

use reportedly_schema::{Span, Statement};

/// How far the context reaches beyond the statement's own characters on each side where no border comes first: twice an
/// average sentence of news English.
const REACH: usize = 300;

/// A word of at least this many letters before a full stop is taken for the end of a sentence even when it is capitalised;
/// shorter ones are mostly titles and initials ("Gen.", "Mr.", "U.S.").
const WORD: usize = 5;

/// The hull of content, cue and source, extended to sentence borders inside its lines, at most [`REACH`] bytes each way.
pub(crate) fn context(text: &str, statement: &Statement) -> Span {
    let spans = statement.content.iter().chain(&statement.cue).chain(&statement.source);
    let Some(hull) = spans.copied().filter(|span| span.of(text).is_some()).reduce(Span::hull) else {
        return Span { start: 0, end: 0 };
    };
    around(text, hull)
}

/// `hull`, which cuts `text`, extended as [`context`] says.
pub(crate) fn around(text: &str, hull: Span) -> Span {
    let (start, end) = (hull.start as usize, hull.end as usize);
    let floor = text.floor_char_boundary(start.saturating_sub(REACH));
    let line = text[floor..start].rfind('\n').map_or(floor, |at| floor + at + 1);
    let before = &text[line..start];
    let from = borders(before).last().map_or_else(
        || if line == floor && floor > 0 { line + to_word(before) } else { line },
        |at| line + at,
    );

    let ceiling = text.ceil_char_boundary((end + REACH).min(text.len()));
    let line_end = text[end..ceiling].find('\n').map_or(ceiling, |at| end + at);
    // The statement may itself end with the sentence: then nothing follows that belongs to it.
    let tail = text[start..line_end].trim_end().len() + start;
    let border = borders(&text[start..line_end]).map(|at| start + at).find(|at| {
        let border = text[..*at].trim_end().len();
        border >= end
    });
    let to = match border {
        Some(at) => text[..at].trim_end().len(),
        None if line_end == ceiling && ceiling < text.len() => {
            end + text[end..ceiling].rfind(' ').unwrap_or(0)
        }
        None => tail.max(end),
    };
    Span::new(from, to.max(end)).trimmed(text).hull(hull)
}

/// Where in `line` a sentence begins after another one ended.
fn borders(line: &str) -> impl Iterator<Item = usize> {
    line.char_indices().filter_map(|(at, c)| {
        if !matches!(c, '.' | '!' | '?' | '…') {
            return None;
        }
        let after = line[at + c.len_utf8()..].trim_start_matches(['"', '”', '’', '\'', ')', ']', '»']);
        let next = after.trim_start();
        let begins = next.len() < after.len() && next.chars().next().is_none_or(|c| !c.is_lowercase());
        let word = line[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let ends =
            c != '.' || word.chars().count() >= WORD || word.chars().next().is_none_or(|c| !c.is_uppercase());
        (begins && ends).then_some(line.len() - next.len())
    })
}

/// The first whole word, where `before` may begin inside one.
fn to_word(before: &str) -> usize {
    before.find(' ').map_or(before.len(), |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str, part: &str) -> String {
        let at = text.find(part).unwrap();
        around(text, Span::new(at, at + part.len())).of(text).unwrap().to_string()
    }

    #[test]
    fn a_context_is_the_sentence() {
        let text = "Aldra\nRain fell. Gen. Ada Venn said the port stays shut. She left early.\nMore.";
        assert_eq!(of(text, "the port stays shut"), "Gen. Ada Venn said the port stays shut.");
        assert_eq!(
            of(text, "Gen. Ada Venn said the port stays shut."),
            "Gen. Ada Venn said the port stays shut."
        );
        assert_eq!(of(text, "Rain"), "Rain fell.");
        assert_eq!(of(text, "left"), "She left early.");
        let text = "He left. “We stay. We wait!” Venn said. “No.”";
        assert_eq!(of(text, "“We stay. We wait!” Venn"), "“We stay. We wait!” Venn said.");
    }

    #[test]
    fn a_text_without_borders_is_cut_at_words() {
        let text = "word ".repeat(400) + "said so " + &"word ".repeat(400);
        let found = of(&text, "said so");
        assert!(
            found.len() <= 2 * REACH + 7 && found.starts_with("word") && found.ends_with("word"),
            "{found}"
        );
    }

    proptest! {
        #[test]
        fn a_context_covers_its_statement(text in "[a-zA-ZžЖ .!?\n\"”]{0,80}", a in 0usize..80, b in 0usize..80) {
            let (a, b) = (text.floor_char_boundary(a.min(b)), text.floor_char_boundary(a.max(b)));
            let hull = Span::new(a, b);
            let found = around(&text, hull);
            prop_assert!(found.contains(hull) && found.of(&text).is_some());
        }
    }
}
