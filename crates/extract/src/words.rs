//! The words of a reading with what every layer asks of them: lower case, sentence, paragraph, inside quotation marks.
//!
//! These words keep hyphenated and abbreviated forms whole ("vice-president", "U.S.", "Sen.") and split off `'s` and `n't`;
//! the tokens of [`crate::segment`] are those of the reference scorer and cut finer.

use crate::quotes;
use crate::segment::Segments;
use crate::vocabulary::vocabulary;
use reportedly_schema::{BlockKind, Span};
use std::ops::Range;

/// One word or one mark of punctuation.
#[derive(Clone, Debug)]
pub struct Word<'t> {
    /// Bytes in the reading.
    pub span: Span,
    /// As written.
    pub text: &'t str,
    /// Lower case, ’ as ', without the dot of an abbreviation.
    pub lower: String,
    /// Index of its sentence.
    pub sentence: usize,
    /// Index of its paragraph.
    pub paragraph: usize,
    /// Inside quotation marks.
    pub quoted: bool,
    /// Letters or digits, no mark.
    pub is_word: bool,
    /// Its first letter is a capital.
    pub is_capital: bool,
}

impl Word<'_> {
    /// Whether the word is this (lower case).
    pub fn is(&self, lower: &str) -> bool {
        self.lower == lower
    }

    /// Whether the word is one of these (lower case).
    pub fn among(&self, list: &[&str]) -> bool {
        list.contains(&self.lower.as_str())
    }

    /// Written with a lower-case first letter.
    pub fn is_small(&self) -> bool {
        self.is_word && !self.is_capital
    }
}

/// The index: made once for an article.
#[derive(Clone, Debug)]
pub struct Words<'t> {
    /// The reading's text.
    pub text: &'t str,
    /// In text order.
    pub all: Vec<Word<'t>>,
    /// For each sentence its words.
    pub sentences: Vec<Range<usize>>,
    /// For each paragraph its sentences.
    pub paragraphs: Vec<Range<usize>>,
    /// For each paragraph the kind of its block.
    pub kinds: Vec<BlockKind>,
    /// Runs inside quotation marks, the marks included, in text order.
    pub quotations: Vec<Span>,
}

impl<'t> Words<'t> {
    /// Reads the sentences of `segments`.
    pub fn new(text: &'t str, segments: &Segments) -> Self {
        let mut out = Words {
            text,
            all: Vec::with_capacity(segments.tokens.len()),
            sentences: Vec::with_capacity(segments.sentences.len()),
            paragraphs: Vec::with_capacity(segments.paragraphs.len()),
            kinds: segments.paragraphs.iter().map(|p| p.kind).collect(),
            quotations: quotes::quotations(text, segments),
        };
        let mut quoted = 0;
        for (n, paragraph) in segments.paragraphs.iter().enumerate() {
            out.paragraphs.push(paragraph.sentences.clone());
            for sentence in paragraph.sentences.clone() {
                let first = out.all.len();
                if let Some(span) = segments.sentences.get(sentence).map(|s| s.span) {
                    out.split(span, sentence, n);
                }
                out.sentences.push(first..out.all.len());
            }
        }
        for word in &mut out.all {
            while out.quotations.get(quoted).is_some_and(|q| q.end <= word.span.start) {
                quoted += 1;
            }
            word.quoted = out.quotations.get(quoted).is_some_and(|q| q.covers(word.span.start));
        }
        out
    }

    fn split(&mut self, sentence: Span, index: usize, paragraph: usize) {
        let Some(piece) = sentence.of(self.text) else { return };
        let base = sentence.start as usize;
        let mut at = 0;
        while let Some(c) = piece[at..].chars().next() {
            if c.is_whitespace() {
                at += c.len_utf8();
                continue;
            }
            let end = if c.is_alphanumeric() { word_end(piece, at) } else { at + c.len_utf8() };
            let cut = contraction(&piece[at..end]);
            for (from, to) in [(at, at + cut), (at + cut, end)] {
                if from < to {
                    self.push(base + from, base + to, index, paragraph);
                }
            }
            at = end;
        }
    }

    fn push(&mut self, start: usize, end: usize, sentence: usize, paragraph: usize) {
        let text = &self.text[start..end];
        let is_word = text.chars().any(char::is_alphanumeric);
        let mut lower = text.to_lowercase();
        if lower.contains('’') {
            lower = lower.replace('’', "'");
        }
        if is_word && lower.ends_with('.') && !lower[..lower.len() - 1].contains('.') {
            lower.pop();
        }
        let is_capital = text.chars().next().is_some_and(char::is_uppercase);
        self.all.push(Word {
            span: Span::new(start, end),
            text,
            lower,
            sentence,
            paragraph,
            quoted: false,
            is_word,
            is_capital,
        });
    }

    /// The words that lie wholly inside `span`.
    pub fn inside(&self, span: Span) -> Range<usize> {
        let start = self.all.partition_point(|w| w.span.start < span.start);
        let end = self.all.partition_point(|w| w.span.end <= span.end);
        start..end.max(start)
    }

    /// The first word that starts at or after byte `offset`.
    pub fn from(&self, offset: u32) -> usize {
        self.all.partition_point(|w| w.span.start < offset)
    }

    /// The word at an index; `None` past the ends.
    pub fn get(&self, index: usize) -> Option<&Word<'t>> {
        self.all.get(index)
    }

    /// Lower-case form at an index; empty past the ends.
    pub fn lower(&self, index: usize) -> &str {
        self.all.get(index).map_or("", |w| w.lower.as_str())
    }

    /// The words of a range.
    pub fn slice(&self, range: Range<usize>) -> &[Word<'t>] {
        self.all.get(range).unwrap_or(&[])
    }

    /// The span of a range of words; empty ranges give `None`.
    pub fn span(&self, range: &Range<usize>) -> Option<Span> {
        let first = self.all.get(range.start)?;
        let last = self.all.get(range.end.checked_sub(1)?).filter(|_| range.end > range.start)?;
        Some(first.span.hull(last.span))
    }

    /// The characters of a range of words.
    pub fn cut(&self, range: &Range<usize>) -> &'t str {
        self.span(range).and_then(|s| s.of(self.text)).unwrap_or("")
    }

    /// The characters of a range of words, every run of white space as one space: "Ada\nVenn" gives `Ada Venn`.
    pub fn in_one_line(&self, range: &Range<usize>) -> String {
        self.cut(range).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether a paragraph is the title or a subtitle.
    pub fn is_heading(&self, paragraph: usize) -> bool {
        matches!(self.kinds.get(paragraph), Some(BlockKind::Title | BlockKind::Subtitle))
    }

    /// The words of a paragraph; none where it has no sentence.
    pub fn of_paragraph(&self, paragraph: usize) -> Range<usize> {
        let sentences = self.paragraphs[paragraph].clone();
        match (self.sentences.get(sentences.start), self.sentences[..sentences.end].last()) {
            (Some(first), Some(last)) if first.start < last.end => first.start..last.end,
            _ => 0..0,
        }
    }

    /// The sentence of a word.
    pub fn sentence_of(&self, index: usize) -> Range<usize> {
        self.all.get(index).map_or(0..0, |w| self.sentences[w.sentence].clone())
    }

    /// Whether byte `offset` lies inside quotation marks.
    pub fn is_quoted(&self, offset: u32) -> bool {
        let n = self.quotations.partition_point(|q| q.end <= offset);
        self.quotations.get(n).is_some_and(|q| q.covers(offset))
    }

    /// The words of `range` joined by one space, lower case.
    pub fn phrase(&self, range: Range<usize>) -> String {
        let mut out = String::new();
        for word in self.slice(range) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&word.lower);
        }
        out
    }
}

/// Where the word that starts at `at` ends.
fn word_end(piece: &str, at: usize) -> usize {
    let mut end = at;
    let mut chars = piece[at..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|&(_, n)| n);
        let joins = match c {
            _ if c.is_alphanumeric() || c == '\u{301}' => true,
            '\'' | '’' | '-' | '‐' | '&' => next.is_some_and(char::is_alphanumeric) && i > 0,
            ',' => between_digits(piece, at + i, next),
            '.' => between_digits(piece, at + i, next) || is_abbreviated(piece, at, at + i, next),
            _ => false,
        };
        if !joins {
            break;
        }
        end = at + i + c.len_utf8();
    }
    end
}

fn between_digits(piece: &str, at: usize, next: Option<char>) -> bool {
    piece[..at].ends_with(|c: char| c.is_ascii_digit()) && next.is_some_and(|n| n.is_ascii_digit())
}

/// Whether the dot at `dot` belongs to the word from `start`: an initial, an acronym, or a title that is abbreviated.
fn is_abbreviated(piece: &str, start: usize, dot: usize, next: Option<char>) -> bool {
    let word = &piece[start..dot];
    let last_part = word.rsplit('.').next().unwrap_or(word);
    let mut letters = last_part.chars();
    if let (Some(c), None) = (letters.next(), letters.next()) {
        // "U.S." and "J. Venn"; "a." only inside an acronym ("a.m.").
        return c.is_uppercase()
            || (c.is_alphabetic() && (word.contains('.') || next.is_some_and(char::is_alphabetic)));
    }
    if word.contains('.') || next.is_some_and(char::is_alphanumeric) {
        return false;
    }
    const LONGEST_TITLE: usize = 5;
    if word.len() > LONGEST_TITLE || !word.starts_with(char::is_uppercase) {
        return false;
    }
    let lower = word.to_lowercase();
    let v = vocabulary();
    let short =
        matches!(lower.as_str(), "jr" | "sr" | "st" | "mr" | "mrs" | "ms" | "dr" | "lt" | "maj" | "brig");
    let listed = v.honorifics.has(&lower)
        && matches!(lower.as_str(), "prof" | "rev" | "hon" | "fr" | "mme" | "messrs");
    let ranks = [
        "sen", "sens", "rep", "reps", "gov", "govs", "gen", "col", "capt", "sgt", "adm", "cmdr", "pres",
        "amb", "supt", "cpl", "insp", "sec", "cllr",
    ];
    short || listed || ranks.contains(&lower.as_str())
}

/// Where `'s`, `n't` and other clitics are cut off; the whole length where there is none.
fn contraction(word: &str) -> usize {
    let Some(at) = word.rfind(['\'', '’']) else { return word.len() };
    let tail = word[at..].trim_start_matches(['\'', '’']).to_ascii_lowercase();
    match tail.as_str() {
        "t" if word[..at].ends_with(['n', 'N']) && at > 1 => at - 1,
        "s" | "re" | "ve" | "ll" | "d" | "m" => at,
        _ => word.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;
    use reportedly_schema::Block;

    fn words(text: &str) -> Vec<String> {
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None };
        let segments = segment(text, &[block]);
        Words::new(text, &segments).all.iter().map(|w| w.text.to_string()).collect()
    }

    #[test]
    fn clitics_are_split_and_hyphens_kept() {
        assert_eq!(
            words("The vice-president’s aide didn't go."),
            ["The", "vice-president", "’s", "aide", "did", "n't", "go", "."]
        );
    }

    #[test]
    fn abbreviations_keep_their_dot() {
        assert_eq!(
            words("Sen. Ada J. Venn left the U.S. at 5.30 p.m. for $3,000."),
            [
                "Sen.", "Ada", "J.", "Venn", "left", "the", "U.S.", "at", "5.30", "p.m.", "for", "$",
                "3,000", "."
            ]
        );
    }
}
