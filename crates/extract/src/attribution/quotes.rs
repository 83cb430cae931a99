//! Quotation marks of every kind: which tokens of a paragraph stand inside them.
//!
//! Only the outer level counts: marks inside marks belong to the quoted words. An unclosed opening double mark runs to the end of
//! the paragraph (the usage of quotations over several paragraphs); a closing mark without an opening one has been open from the
//! paragraph's start.

use crate::segment::Token;
use crate::segment::characters::is_word;

/// Where a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Not in a quotation.
    Outside,
    /// An opening mark.
    Open,
    /// Between marks.
    Inside,
    /// A closing mark.
    Close,
}

/// A quotation: indices of tokens in the paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The opening mark, or the paragraph's first token where there is none.
    pub first: usize,
    /// The closing mark, or the paragraph's last token where there is none.
    pub last: usize,
    /// Whether the opening mark is there.
    pub opened: bool,
    /// Whether the closing mark is there.
    pub closed: bool,
}

/// The quotations of one paragraph.
#[derive(Clone, Debug, Default)]
pub struct Quotes {
    /// In text order, disjoint.
    pub quotations: Vec<Quotation>,
    places: Vec<Place>,
    owner: Vec<u16>,
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Double,
    Single,
}

impl Quotes {
    /// Reads the marks of `tokens`, one paragraph; forgets those of the last one.
    pub fn read(&mut self, text: &str, tokens: &[Token]) {
        self.quotations.clear();
        let mut open: Option<(usize, Mark)> = None;
        for (n, token) in tokens.iter().enumerate() {
            let Some(c) = text[token.span.range()].chars().next().filter(|c| !is_word(*c)) else { continue };
            let after_space =
                n == 0 || tokens[n - 1].span.end < token.span.start || !ends_word(text, tokens[n - 1]);
            let before_word =
                tokens.get(n + 1).is_some_and(|t| t.span.start == token.span.end && starts_word(text, *t));
            match c {
                '“' if opened_low(text, tokens, open) => self.close(&mut open, n, Mark::Double),
                '“' | '„' | '«' | '‟' => {
                    // A mark opened again without a close: the first one ended where the second begins.
                    if let Some((first, Mark::Double)) = open {
                        self.add(first, n - 1, true, false);
                    }
                    open = Some((n, Mark::Double));
                }
                '”' | '»' => self.close(&mut open, n, Mark::Double),
                '"' | '＂' => match open {
                    Some((first, Mark::Double)) if spaced_opening(tokens, n) && first + 1 < n => {
                        self.add(first, n - 1, true, false);
                        open = Some((n, Mark::Double));
                    }
                    Some((_, Mark::Double)) => self.close(&mut open, n, Mark::Double),
                    _ if spaced_closing(tokens, n) && self.quotations.is_empty() && open.is_none() => {
                        self.close(&mut open, n, Mark::Double);
                    }
                    _ => open = Some((n, Mark::Double)),
                },
                '‘' | '‚' if open.is_none() => open = Some((n, Mark::Single)),
                '\'' if open.is_none()
                    && after_space
                    && before_word
                    && spaced_opening(tokens, n)
                    && !is_elision(&text[tokens[n + 1].span.range()]) =>
                {
                    open = Some((n, Mark::Single));
                }
                '’' | '\'' if matches!(open, Some((_, Mark::Single))) && !before_word => {
                    self.close(&mut open, n, Mark::Single);
                }
                _ => {}
            }
        }
        if let Some((first, Mark::Double)) = open
            && first + 1 < tokens.len()
        {
            self.add(first, tokens.len() - 1, true, false);
        }
        self.mark(tokens.len());
    }

    fn close(&mut self, open: &mut Option<(usize, Mark)>, n: usize, mark: Mark) {
        match *open {
            Some((first, kind)) if kind == mark => {
                self.add(first, n, true, true);
                *open = None;
            }
            // A double mark closes nothing that a single one opened: that was an apostrophe.
            Some(_) => *open = None,
            None if self.quotations.is_empty() && n > 0 => self.add(0, n, false, true),
            None => {}
        }
    }

    fn add(&mut self, first: usize, last: usize, opened: bool, closed: bool) {
        self.quotations.push(Quotation { first, last, opened, closed });
    }

    fn mark(&mut self, length: usize) {
        self.places.clear();
        self.places.resize(length, Place::Outside);
        self.owner.clear();
        self.owner.resize(length, u16::MAX);
        for (id, quotation) in self.quotations.iter().enumerate() {
            for n in quotation.first..=quotation.last {
                self.places[n] = Place::Inside;
                self.owner[n] = id.min(usize::from(u16::MAX) - 1) as u16;
            }
            if quotation.opened {
                self.places[quotation.first] = Place::Open;
            }
            if quotation.closed {
                self.places[quotation.last] = Place::Close;
            }
        }
    }

    /// Where token `n` stands.
    #[inline]
    pub fn place(&self, n: usize) -> Place {
        self.places[n]
    }

    /// The quotation that token `n` belongs to, its marks included.
    #[inline]
    pub fn quotation(&self, n: usize) -> Option<&Quotation> {
        self.quotations.get(usize::from(self.owner[n]))
    }
}

/// Whether the open mark is a low one: then `“` closes (the German usage).
fn opened_low(text: &str, tokens: &[Token], open: Option<(usize, Mark)>) -> bool {
    open.is_some_and(|(first, _)| text[tokens[first].span.range()].starts_with('„'))
}

fn ends_word(text: &str, token: Token) -> bool {
    text[token.span.range()].ends_with(is_word)
}

fn starts_word(text: &str, token: Token) -> bool {
    text[token.span.range()].starts_with(is_word)
}

/// Space before, none after: an opening mark.
fn spaced_opening(tokens: &[Token], n: usize) -> bool {
    let before = n == 0 || tokens[n - 1].span.end < tokens[n].span.start;
    before && tokens.get(n + 1).is_some_and(|t| t.span.start == tokens[n].span.end)
}

/// None before, space after: a closing mark.
fn spaced_closing(tokens: &[Token], n: usize) -> bool {
    let before = n > 0 && tokens[n - 1].span.end == tokens[n].span.start;
    before && tokens.get(n + 1).is_none_or(|t| t.span.start > tokens[n].span.end)
}

/// Words that are written with a leading apostrophe: 'em, 'til, '90s.
fn is_elision(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || ["em", "til", "till", "tis", "twas", "cause", "n", "bout", "round"]
            .iter()
            .any(|w| w.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::tokenise;
    use proptest::prelude::*;

    fn quoted(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenise(0, text, &mut tokens);
        let mut quotes = Quotes::default();
        quotes.read(text, &tokens);
        let cut = |q: &Quotation| &text[tokens[q.first].span.hull(tokens[q.last].span).range()];
        quotes.quotations.iter().map(cut).collect()
    }

    #[test]
    fn marks_of_every_kind_are_paired() {
        assert_eq!(quoted("“No,” she said, “not 'now'.”"), ["“No,”", "“not 'now'.”"]);
        assert_eq!(quoted("\"No,\" he said. \"Go.\""), ["\"No,\"", "\"Go.\""]);
        assert_eq!(quoted("‘We don’t know,’ he said"), ["‘We don’t know,’"]);
        assert_eq!(quoted("He won't say 'never' to Venn's plan"), ["'never'"]);
        assert_eq!(quoted("«Нет», said Rolle; „nie“ too"), ["«Нет»", "„nie“"]);
    }

    #[test]
    fn open_and_orphan_marks_run_to_the_paragraphs_edge() {
        assert_eq!(quoted("She said: “We will go on"), ["“We will go on"]);
        assert_eq!(quoted("and on,” she said"), ["and on,”"]);
        assert_eq!(quoted("and on,\" she said"), ["and on,\""]);
        assert_eq!(quoted("“One “two” three"), ["“One", "“two”"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert!(quoted("The voters' choice in the '90s was Venn's, give 'em that").is_empty());
    }

    proptest! {
        #[test]
        fn quotations_are_ordered_and_disjoint(text in "[a-c \"'“”‘’«».]{0,40}") {
            let mut tokens = Vec::new();
            tokenise(0, &text, &mut tokens);
            let mut quotes = Quotes::default();
            quotes.read(&text, &tokens);
            for q in &quotes.quotations {
                prop_assert!(q.first <= q.last && q.last < tokens.len());
            }
            prop_assert!(quotes.quotations.windows(2).all(|w| w[0].last < w[1].first));
        }
    }
}
