//! Quotation marks: which runs of the text stand inside them.
//!
//! All kinds of marks; a paragraph is the unit. A mark that is never closed reaches to the end of its paragraph (news opens
//! every paragraph of a long quotation and closes only the last). A closing mark without an opening one reaches back to the
//! start of its sentence.

use crate::segment::Segments;
use reportedly_schema::Span;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Double,
    Single,
    Angle,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
}

/// The runs inside quotation marks, marks included, outermost only, in text order and disjoint.
pub fn quotations(text: &str, segments: &Segments) -> Vec<Span> {
    let mut out = Vec::new();
    for paragraph in &segments.paragraphs {
        in_paragraph(text, paragraph.span, segments, &mut out);
    }
    out
}

fn in_paragraph(text: &str, paragraph: Span, segments: &Segments, out: &mut Vec<Span>) {
    let Some(piece) = paragraph.of(text) else { return };
    let base = paragraph.start as usize;
    let mut open: Option<(Mark, usize)> = None;
    let mut previous = ' ';
    let mut chars = piece.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        let mut next = chars.peek().map_or(' ', |&(_, n)| n);
        let doubled = (c == '\'' && next == '\'') || (c == '`' && next == '`') || (c == '’' && next == '’');
        let before = previous;
        previous = c;
        let found = if doubled {
            chars.next();
            end += next.len_utf8();
            next = chars.peek().map_or(' ', |&(_, n)| n);
            Some((Mark::Double, if c == '`' { Some(Side::Opens) } else { None }))
        } else {
            mark(c, before, next, open.map(|o| o.0))
        };
        let Some((kind, side)) = found else { continue };
        let side = side.unwrap_or(match open {
            Some((k, _)) if k == kind => Side::Closes,
            Some(_) => Side::Opens,
            None if before.is_alphanumeric() || (is_stop(before) && !next.is_alphanumeric()) => Side::Closes,
            None => Side::Opens,
        });
        match (open, side) {
            (None, Side::Opens) => open = Some((kind, at)),
            (None, Side::Closes) if kind != Mark::Single => {
                // The opening mark is missing: the sentence so far is inside.
                let sentence = segments.sentences.partition_point(|s| s.span.end <= (base + at) as u32);
                let from = segments.sentences.get(sentence).map_or(base, |s| s.span.start as usize);
                let last = out.last().map_or(0, |s| s.end as usize);
                if from.max(last) < base + end {
                    out.push(Span::new(from.max(last), base + end));
                }
            }
            (Some((k, from)), Side::Closes) if k == kind => {
                out.push(Span::new(base + from, base + end));
                open = None;
            }
            _ => {}
        }
    }
    if let Some((kind, from)) = open
        && kind != Mark::Single
    {
        out.push(Span::new(base + from, base + piece.len()));
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | '!' | '?' | '…' | ';')
}

/// What kind of mark a character is, and its side where its shape or its neighbours tell.
fn mark(c: char, before: char, next: char, open: Option<Mark>) -> Option<(Mark, Option<Side>)> {
    match c {
        '"' | '＂' => Some((Mark::Double, None)),
        '“' | '„' | '‟' => {
            // German and Polish close with “, after „: told by the neighbours.
            let closes = open == Some(Mark::Double) && !before.is_whitespace() && !next.is_alphanumeric();
            Some((Mark::Double, Some(if closes { Side::Closes } else { Side::Opens })))
        }
        '”' => Some((Mark::Double, Some(Side::Closes))),
        '«' | '»' => {
            let closes = open == Some(Mark::Angle);
            Some((Mark::Angle, Some(if closes { Side::Closes } else { Side::Opens })))
        }
        '‘' | '‚' => Some((Mark::Single, Some(Side::Opens))),
        '\'' | '’' | '`' => {
            let opens = !before.is_alphanumeric() && !is_stop(before) && next.is_alphanumeric();
            let closes = open == Some(Mark::Single) && !before.is_whitespace() && !next.is_alphanumeric();
            if closes {
                Some((Mark::Single, Some(Side::Closes)))
            } else if opens && c != '’' && !next.is_numeric() {
                Some((Mark::Single, Some(Side::Opens)))
            } else {
                None
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::segment::segment;
    use reportedly_schema::{Block, BlockKind, Span};

    fn cut(text: &str) -> Vec<&str> {
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None };
        let segments = segment(text, &[block]);
        super::quotations(text, &segments).iter().map(|s| &text[s.range()]).collect()
    }

    #[test]
    fn all_kinds_of_marks() {
        assert_eq!(cut("“A b,” she said, \"c\" and «d» and ‘e f’."), ["“A b,”", "\"c\"", "«d»", "‘e f’"]);
        assert_eq!(cut("''We go,'' he said. ``Now.''"), ["''We go,''", "``Now.''"]);
        assert_eq!(cut("„Ja“, sagte er."), ["„Ja“"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert!(cut("The voters' choice isn't Venn's or the '90s.").is_empty());
    }

    #[test]
    fn an_unclosed_mark_reaches_to_the_end_of_its_paragraph() {
        assert_eq!(cut("He said: “We go.\nNext one."), ["“We go."]);
    }

    #[test]
    fn a_missing_opening_mark_reaches_back_to_the_sentence() {
        assert_eq!(cut("It rained. We will go,\" Venn said."), ["We will go,\""]);
    }

    #[test]
    fn marks_inside_marks_belong_to_the_outer_ones() {
        assert_eq!(cut("“He called it ‘odd’ twice,” she said."), ["“He called it ‘odd’ twice,”"]);
    }
}
