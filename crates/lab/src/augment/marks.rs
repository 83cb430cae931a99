//! Quotation marks of one kind made those of another.

use super::random::Random;
use super::rewrite::Edit;
use crate::polnear::GoldArticle;
use reportedly_schema::Span;

/// Opening and closing marks of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    /// The opening mark, with what separates it from the words.
    pub open: &'static str,
    /// The closing mark.
    pub close: &'static str,
    /// Whether a comma or full stop that belongs to the sentence stands outside, as in British print.
    pub outside: bool,
}

/// Kinds of marks, and how often in a hundred articles each is used.
pub const KINDS: [(Marks, usize); 9] = [
    (Marks { open: "\"", close: "\"", outside: false }, 18),
    (Marks { open: "“", close: "”", outside: false }, 20),
    (Marks { open: "“", close: "”", outside: true }, 12),
    (Marks { open: "‘", close: "’", outside: true }, 12),
    (Marks { open: "'", close: "'", outside: true }, 8),
    (Marks { open: "«", close: "»", outside: true }, 12),
    (Marks { open: "„", close: "“", outside: true }, 8),
    (Marks { open: "``", close: "''", outside: false }, 5),
    (Marks { open: "\"", close: "\"", outside: true }, 5),
];

/// One kind, as often as [`KINDS`] says.
pub fn pick(random: &mut Random) -> Marks {
    let mut left = random.below(KINDS.iter().map(|k| k.1).sum());
    for (marks, share) in KINDS {
        if left < share {
            return marks;
        }
        left -= share;
    }
    KINDS[0].0
}

/// A double mark of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where, in bytes.
    pub span: Span,
    /// Whether it opens.
    pub opens: bool,
}

/// Double marks of any kind: curly, straight, doubled single ones. Straight ones open where a space, bracket, dash or line's
/// start stands before them.
pub fn find(text: &str) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut before = ' ';
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let doubled = text[at..].starts_with("''") || text[at..].starts_with("``");
        let length = if doubled { 2 } else { c.len_utf8() };
        let after = text[at + length..].chars().next().unwrap_or(' ');
        let opens = match c {
            '“' | '«' => Some(true),
            '”' | '»' => Some(false),
            '`' if doubled => Some(true),
            '"' => Some(opens_by_place(before, after)),
            '\'' if doubled => Some(opens_by_place(before, after)),
            _ => None,
        };
        if let Some(opens) = opens {
            out.push(Mark { span: Span::new(at, at + length), opens });
        }
        before = c;
        at += length;
    }
    out
}

fn opens_by_place(before: char, after: char) -> bool {
    (before.is_whitespace() || "([{—–-‘'/>".contains(before)) && !after.is_whitespace()
}

/// Whether every paragraph's marks open and close in turn, so that nothing is guessed. A paragraph may end inside a quotation
/// where the next one opens again.
pub fn in_order(text: &str, marks: &[Mark]) -> bool {
    let mut open = false;
    let mut at = 0;
    for mark in marks {
        if text[at..mark.span.start as usize].contains('\n') {
            open = false;
        }
        if mark.opens == open {
            return false;
        }
        open = mark.opens;
        at = mark.span.end as usize;
    }
    true
}

/// The article with other marks; where `drop` says so the closing mark at the end of a paragraph is left out now and then.
/// Unchanged where the marks are not in order.
pub fn change(article: &GoldArticle, to: Marks, drop: Option<&mut Random>) -> GoldArticle {
    let text = &article.text;
    let marks = find(text);
    if !in_order(text, &marks) {
        return article.clone();
    }
    let mut edits = Vec::new();
    let mut out = article.clone();
    if to.outside {
        // A comma inside goes outside first: the two change places, last first, so that what stands before keeps its place.
        for mark in marks.iter().rev().filter(|m| !m.opens) {
            let comma = Span { start: mark.span.start.saturating_sub(1), end: mark.span.start };
            if comma.of(text) == Some(",") {
                out = comma_outside(&out, comma, mark.span);
            }
        }
    }
    let text = &out.text;
    let mut drop = drop;
    for mark in find(text) {
        let ends = text[mark.span.end as usize..].starts_with('\n') || mark.span.end as usize == text.len();
        let dropped = !mark.opens && ends && drop.as_deref_mut().is_some_and(|random| random.percent(40));
        let new = match (dropped, mark.opens) {
            (true, _) => "",
            (false, true) => to.open,
            (false, false) => to.close,
        };
        if mark.span.of(text) != Some(new) {
            edits.push(Edit { old: mark.span, new: new.to_owned() });
        }
    }
    super::rewrite::replace(&out, edits)
}

/// A comma and the mark behind it, exchanged: a span that ended behind the mark still does, and loses the comma.
fn comma_outside(article: &GoldArticle, comma: Span, mark: Span) -> GoldArticle {
    let mut out = article.clone();
    let text = &article.text;
    let turned = format!("{},", &text[mark.range()]);
    out.text.replace_range(comma.start as usize..mark.end as usize, &turned);
    for gold in &mut out.attributions {
        for span in gold.source.iter_mut().chain(&mut gold.cue).chain(&mut gold.content) {
            if span.end == mark.end {
                span.end -= 1;
            } else if span.start == mark.start || span.end == mark.start {
                // Between comma and mark: what began with the mark begins with the comma's place, what ended with the comma
                // ends before both.
                if span.start == mark.start {
                    span.start = comma.start;
                } else {
                    span.end = comma.start;
                }
            }
        }
        for list in [&mut gold.source, &mut gold.cue, &mut gold.content] {
            list.retain(|s| s.start < s.end);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::polnear::Gold;

    fn article(text: &str, content: &str) -> GoldArticle {
        let start = text.find(content).unwrap();
        let gold = Gold { content: vec![Span::new(start, start + content.len())], ..Gold::default() };
        GoldArticle { id: "x".into(), text: text.into(), attributions: vec![gold] }
    }

    fn content(article: &GoldArticle) -> &str {
        article.attributions[0].content[0].of(&article.text).unwrap()
    }

    #[test]
    fn marks_change_in_kind_and_take_the_content_along() {
        let given = article("He rose. “We go,” she said. “Now.”", "“We go,”");
        let guillemets = change(&given, KINDS[5].0, None);
        assert_eq!(guillemets.text, "He rose. «We go», she said. «Now.»");
        assert_eq!(content(&guillemets), "«We go»");
        let tex = change(&given, KINDS[7].0, None);
        assert_eq!(content(&tex), "``We go,''");
        let back = change(&tex, KINDS[1].0, None);
        assert_eq!(back.text, given.text);
        let straight = change(&given, KINDS[0].0, None);
        assert_eq!(change(&straight, KINDS[1].0, None).text, given.text);
    }

    #[test]
    fn a_closing_mark_is_dropped_at_the_end_of_a_paragraph_only() {
        let given = article("“We go,” she said. “Now.”\n\nSo.", "“Now.”");
        let texts: Vec<GoldArticle> =
            (0..20).map(|n| change(&given, KINDS[1].0, Some(&mut Random::new(n)))).collect();
        assert!(texts.iter().all(|a| a.text.starts_with("“We go,” she said. “Now.")));
        let unclosed = texts.iter().find(|a| !a.text.contains("Now.”")).unwrap();
        assert_eq!(content(unclosed), "“Now.");
    }

    #[test]
    fn stray_marks_are_left_alone() {
        let given = article("He said \"no. \"Yes,\" she said.", "she");
        assert_eq!(change(&given, KINDS[5].0, None).text, given.text);
    }
}
