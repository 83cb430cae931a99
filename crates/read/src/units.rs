//! Plain text to units: lines, or paragraphs where lines were wrapped at a fixed width.

use reportedly_schema::Span;

/// A run of text that gets one kind: a line, or the lines of a wrapped paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its characters, without white space at the edges.
    pub span: Span,
    /// Blank lines before it.
    pub gap: u32,
}

/// The widest line of text that was wrapped by a program.
const WIDEST_WRAP: usize = 100;

/// The narrowest.
const NARROWEST_WRAP: usize = 45;

/// Wrapped lines come at least so many together.
const FEWEST_WRAPPED: usize = 3;

/// Of so many lines that go on, one at least begins with a small letter.
const SMALL_STARTS: usize = 3;

/// Line ends: LF, CR, vertical tab, form feed, NEL, line and paragraph separator.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The units of `text`, in order; together they hold every character that is not white space.
/// A byte order mark is a unit of its own.
pub fn units(text: &str) -> Vec<Unit> {
    let mut out = Vec::new();
    let mut at = 0;
    if text.starts_with('\u{feff}') {
        at = '\u{feff}'.len_utf8();
        out.push(Unit { span: Span::new(0, at), gap: 0 });
    }
    let mut run: Vec<Span> = Vec::new();
    let mut gap = 0;
    let mut run_gap = 0;
    while at < text.len() {
        let end = text[at..].find(is_line_end).map_or(text.len(), |n| at + n);
        let line = Span::new(at, end).trimmed(text);
        if line.is_empty() {
            join(text, &run, run_gap, &mut out);
            run.clear();
            gap += 1;
        } else {
            if run.is_empty() {
                run_gap = gap;
            }
            gap = 0;
            run.push(line);
        }
        at = end;
        if text[at..].starts_with("\r\n") {
            at += 2;
        } else if let Some(c) = text[at..].chars().next() {
            at += c.len_utf8();
        }
    }
    join(text, &run, run_gap, &mut out);
    out
}

/// Adds the lines of a run without blank lines between them: each its own unit, or joined where they were wrapped.
fn join(text: &str, run: &[Span], gap: u32, out: &mut Vec<Unit>) {
    let wrapped = is_wrapped(text, run);
    for (n, line) in run.iter().enumerate() {
        match out.last_mut() {
            Some(last) if wrapped && n > 0 => last.span.end = line.end,
            _ => out.push(Unit { span: *line, gap: if n == 0 { gap } else { 0 } }),
        }
    }
}

/// Whether a program broke these lines: none is wide, each but the last is too full to take the next line's first word,
/// and most breaks stand inside a sentence.
fn is_wrapped(text: &str, run: &[Span]) -> bool {
    if run.len() < FEWEST_WRAPPED {
        return false;
    }
    let cut = |line: &Span| line.of(text).unwrap_or("");
    let widths: Vec<usize> = run.iter().map(|l| cut(l).chars().take(WIDEST_WRAP + 1).count()).collect();
    let width = widths.iter().copied().max().unwrap_or(0);
    if !(NARROWEST_WRAP..=WIDEST_WRAP).contains(&width) {
        return false;
    }
    let first_word = |line: &Span| cut(line).split_whitespace().next().map_or(0, |w| w.chars().count());
    let breaks = run.len() - 1;
    let full = (0..breaks).filter(|&n| widths[n] + 1 + first_word(&run[n + 1]) > width).count();
    let open = (0..breaks).filter(|&n| !cut(&run[n]).ends_with(['.', '!', '?', '"', '”', ':'])).count();
    // Most words of running text begin small, so most lines of it do; headlines and labels begin with a capital.
    let small = run[1..].iter().filter(|l| cut(l).starts_with(|c: char| c.is_lowercase())).count();
    full * 5 >= breaks * 4 && open * 2 >= breaks && small * SMALL_STARTS >= breaks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        units(text).iter().map(|u| u.span.of(text).unwrap()).collect()
    }

    #[test]
    fn one_paragraph_a_line() {
        let text = "\u{feff}Title\r\n\r\n First paragraph. \r\nSecond one.\rThird.";
        assert_eq!(cut(text), ["\u{feff}", "Title", "First paragraph.", "Second one.", "Third."]);
        assert_eq!(units(text)[2].gap, 1);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "Port may reopen\n\nThe harbour master said on Monday that the port would open again in\nspring if the convoys stopped, and that no ship had been turned away\nsince the talks began.\n\nShort.\n";
        assert_eq!(cut(text).len(), 3);
    }

    #[test]
    fn a_masthead_headline_and_date_are_not_wrapped() {
        let text = "VOICE OF ALDRA - the daily paper of the whole coast and its islands\nPresident Venn: Aldra will not pay for its own weather\nPublished: 16.03.2031 10:00\n";
        assert_eq!(cut(text).len(), 3);
    }

    #[test]
    fn a_list_of_short_lines_is_not_wrapped() {
        assert_eq!(cut("Home\nWorld news\nSport and games\nThe weather in Aldra today\nContact\n").len(), 5);
    }

    proptest! {
        #[test]
        fn units_cover_everything(text in "[ a-zA-Z\\n\\r.\u{feff}\u{2028}é]{0,120}") {
            let units = units(&text);
            let mut at = 0;
            for unit in &units {
                prop_assert!(unit.span.start as usize >= at && !unit.span.is_empty());
                prop_assert!(text[at..unit.span.start as usize].chars().all(char::is_whitespace));
                prop_assert_eq!(unit.span.trimmed(&text), unit.span);
                at = unit.span.end as usize;
            }
            prop_assert!(text[at..].chars().all(char::is_whitespace));
        }
    }
}
