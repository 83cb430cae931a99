//! The lines of a gold article found in the text of a reading, whose reader may have joined or left out lines, and both as tokens.

use crate::gold::{GoldArticle, GoldError, Place, Quote};
use reportedly_schema::line::{ArticleLine, Pair};
use std::collections::BTreeSet;
use std::path::Path;

/// A line with this many spaces is looked for inside longer lines too: readers of HTML may join lines. A shorter one ("Home") would be found by
/// chance in an article that left it out.
const SPACES_OF_A_SENTENCE: usize = 3;

/// For each line of an article the code point of each of its characters in the reading, where the reading has the line.
pub(super) type Places = Vec<Option<Vec<u32>>>;

/// A line's text with the lines of its article found in it: quotations and spans as tokens by place, what terms are compared by.
pub struct Aligned<'a> {
    article: &'a GoldArticle,
    reading: Reading,
    places: Places,
}

impl<'a> Aligned<'a> {
    /// Finds the lines of `article` in the text of `line`.
    pub fn new(article: &'a GoldArticle, line: &ArticleLine) -> Self {
        let reading = Reading::new(line.article.text.as_deref().unwrap_or(""));
        Aligned { article, places: reading.align(&article.lines), reading }
    }

    /// The tokens of a gold quotation.
    ///
    /// # Errors
    /// When the article has no such quotation.
    pub fn quoted(&self, quote: &Quote) -> Result<BTreeSet<usize>, GoldError> {
        let place = self.article.place(quote);
        let place = place.map_err(|what| GoldError::new(Path::new(&self.article.file), what))?;
        Ok(self.reading.tokens_at(&place, &self.places).into_iter().collect())
    }

    /// The tokens of spans.
    pub fn covered(&self, spans: &[Pair]) -> BTreeSet<usize> {
        spans.iter().flat_map(|pair| self.reading.tokens_in(*pair)).collect()
    }
}

/// A reading's characters, prepared for finding lines in it.
pub(super) struct Reading {
    pub chars: Vec<char>,
    /// The characters with white space collapsed to a space, or to a line end where it holds one, and where each stands.
    packed: Vec<(char, u32)>,
    /// Runs of letters and digits, as code points, in order.
    tokens: Vec<Pair>,
}

impl Reading {
    pub(super) fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut packed: Vec<(char, u32)> = Vec::with_capacity(chars.len());
        let mut tokens: Vec<Pair> = Vec::new();
        for (at, &c) in chars.iter().enumerate() {
            let at = at as u32;
            if c.is_whitespace() {
                let mark = if c == '\n' { '\n' } else { ' ' };
                match packed.last_mut() {
                    Some((before, _)) if before.is_whitespace() => {
                        *before = if mark == '\n' { mark } else { *before };
                    }
                    Some(_) => packed.push((mark, at)),
                    None => {}
                }
            } else {
                packed.push((c, at));
            }
            if c.is_alphanumeric() {
                match tokens.last_mut() {
                    Some(last) if last.1 == at => last.1 = at + 1,
                    _ => tokens.push((at, at + 1)),
                }
            }
        }
        Reading { chars, packed, tokens }
    }

    /// For each line the code point of each of its characters, where the reading has the line: as a line of its own, next after the line before
    /// or anywhere; else inside a longer line, if it is too long to stand there by chance.
    pub(super) fn align(&self, lines: &[String]) -> Places {
        let mut cursor = 0;
        lines
            .iter()
            .map(|line| {
                let wanted: Vec<char> = line.chars().collect();
                if wanted.is_empty() {
                    return None;
                }
                let long = wanted.iter().filter(|c| c.is_whitespace()).count() >= SPACES_OF_A_SENTENCE;
                let within = |from: usize| if long { self.find(&wanted, from, false) } else { None };
                let next = self.find(&wanted, cursor, true).or_else(|| within(cursor));
                let start = match next {
                    Some(start) => {
                        cursor = start + wanted.len();
                        start
                    }
                    None => self.find(&wanted, 0, true).or_else(|| within(0))?,
                };
                Some(self.packed[start..start + wanted.len()].iter().map(|(_, at)| *at).collect())
            })
            .collect()
    }

    /// The first place from `from` on where the characters stand, at the edges of words, or of lines.
    fn find(&self, wanted: &[char], from: usize, whole_line: bool) -> Option<usize> {
        let last = self.packed.len().checked_sub(wanted.len())?;
        let edge = |at: usize| {
            let (Some(before), Some((after, _))) = (at.checked_sub(1), self.packed.get(at)) else {
                return true;
            };
            let before = self.packed[before].0;
            if whole_line {
                before == '\n' || *after == '\n'
            } else {
                !(before.is_alphanumeric() && after.is_alphanumeric())
            }
        };
        let same = |a: char, b: char| a == b || (a.is_whitespace() && b.is_whitespace());
        (from..=last).find(|&start| {
            let end = start + wanted.len();
            self.packed[start..end].iter().zip(wanted).all(|((c, _), w)| same(*c, *w))
                && edge(start)
                && edge(end)
        })
    }

    /// Tokens that a gold quotation touches; none where the reading does not have its line.
    pub(super) fn tokens_at(&self, place: &Place, places: &[Option<Vec<u32>>]) -> Vec<usize> {
        match &places[place.line] {
            Some(at) if place.end <= at.len() && place.start < place.end => {
                self.tokens_in((at[place.start], at[place.end - 1] + 1))
            }
            _ => Vec::new(),
        }
    }

    /// Tokens that share a character with a span.
    pub(super) fn tokens_in(&self, (start, end): Pair) -> Vec<usize> {
        let first = self.tokens.partition_point(|t| t.1 <= start);
        let last = self.tokens.partition_point(|t| t.0 < end);
        (first..last).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_left_out_is_not_found_by_chance() {
        let reading = Reading::new("Canal shut\n\nThe Canal is shut.  It will\nreopen in May. Home again.\n");
        let lines = ["Canal", "Canal shut", "It will reopen in May.", "Home", ""].map(String::from);
        let found: Vec<Option<(u32, u32)>> =
            reading.align(&lines).into_iter().map(|at| at.map(|at| (at[0], at[at.len() - 1] + 1))).collect();
        assert_eq!(found, [None, Some((0, 10)), Some((32, 54)), None, None]);
    }
}
