//! The words and numbers of a text in order, each with its sentence, its clause and whether it stood in quotation marks.

use super::folding::folded;
use crate::lexicon::Lexicon;
use reportedly_schema::Span;
use unicode_normalization::char::is_combining_mark;

/// A word or number of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// Lower case, without diacritics.
    pub written: String,
    /// See [`Lexicon::key`].
    pub key: String,
    /// Whether it began with a capital letter.
    pub capital: bool,
    /// Whether it stood in quotation marks.
    pub quoted: bool,
    /// Sentence and clause by number, from 0.
    pub sentence: u32,
    pub clause: u32,
    /// `-1` in the scope of an odd number of negations.
    pub sign: i8,
    /// Whether the sign tells nothing: see [`negate`].
    pub either: bool,
    /// The value of a number, in thousandths.
    pub number: Option<u64>,
    /// Its bytes in the text; both words of a contraction have those of the whole.
    pub bytes: Span,
}

/// Words that end the scope of a negation and begin a clause.
const CLAUSE_WORDS: &[&str] = &[
    "but", "however", "although", "though", "while", "whereas", "because", "unless", "if", "until", "when",
    "who", "which", "yet",
];

/// After "and", words that begin a clause of its own.
const CLAUSE_AFTER_AND: &[&str] = &[
    "i", "we", "he", "she", "they", "it", "you", "am", "is", "are", "was", "were", "will", "would", "has",
    "have", "had", "can", "could", "must", "should", "that",
];

/// Cuts a text into words and numbers; hyphens part words, apostrophes do not. With `all_quoted` everything stands in quotation marks.
pub(crate) fn tokens(text: &str, all_quoted: bool) -> Vec<Token> {
    let mut cutter = Cutter {
        lexicon: Lexicon::shared(),
        tokens: Vec::new(),
        sentence: 0,
        clause: 0,
        all_quoted,
        quoted: all_quoted,
        bytes: Span { start: 0, end: 0 },
    };
    let mut end = 0;
    while let Some(c) = text[end..].chars().next() {
        let start = end;
        end = if c.is_numeric() {
            number_end(text, start)
        } else if c.is_alphabetic() {
            word_end(text, start)
        } else {
            mark_end(text, start, c)
        };
        cutter.bytes = Span { start: start as u32, end: end as u32 };
        let raw = &text[start..end];
        if c.is_numeric() {
            cutter.number(raw);
        } else if c.is_alphabetic() {
            cutter.word(raw);
        } else {
            cutter.mark(raw, &text[..start], &text[end..]);
        }
    }
    cutter.tokens
}

/// The byte after the number that begins at `start`: "12,000", "3.5", "4th".
fn number_end(text: &str, start: usize) -> usize {
    run_end(text, start, |c, after| matches!(c, ',' | '.') && after.is_some_and(|c| c.is_ascii_digit()))
}

/// The byte after the word that begins at `start`: "isn't".
fn word_end(text: &str, start: usize) -> usize {
    run_end(text, start, |c, after| {
        is_combining_mark(c) || matches!(c, '\'' | '’' | 'ʼ') && after.is_some_and(char::is_alphabetic)
    })
}

/// The byte after the last letter or digit from `start` on; `joins` tells which other characters do not part them, by the one that follows.
fn run_end(text: &str, start: usize, joins: impl Fn(char, Option<char>) -> bool) -> usize {
    let mut rest = text[start..].char_indices().skip(1).peekable();
    while let Some((at, c)) = rest.next() {
        if !c.is_alphanumeric() && !joins(c, rest.peek().map(|(_, after)| *after)) {
            return start + at;
        }
    }
    text.len()
}

/// The byte after the mark that begins at `start`; two apostrophes are one quotation mark.
fn mark_end(text: &str, start: usize, mark: char) -> usize {
    if text[start..].starts_with("''") { start + 2 } else { start + mark.len_utf8() }
}

struct Cutter<'l> {
    lexicon: &'l Lexicon,
    tokens: Vec<Token>,
    sentence: u32,
    clause: u32,
    all_quoted: bool,
    quoted: bool,
    bytes: Span,
}

impl Cutter<'_> {
    fn push(&mut self, written: &str, capital: bool, number: Option<u64>) {
        if written.is_empty() {
            return;
        }
        let after_and = self.tokens.last().is_some_and(|t| t.written == "and");
        if CLAUSE_WORDS.contains(&written) || (after_and && CLAUSE_AFTER_AND.contains(&written)) {
            self.clause += 1;
        }
        let key = if number.is_some() { written.to_string() } else { self.lexicon.key(written) };
        self.tokens.push(Token {
            written: written.to_string(),
            key,
            capital,
            quoted: self.quoted,
            sentence: self.sentence,
            clause: self.clause,
            sign: 1,
            either: false,
            number,
            bytes: self.bytes,
        });
    }

    fn number(&mut self, raw: &str) {
        match decimal(raw) {
            Some(value) => self.push(&raw.replace(',', ""), false, Some(value)),
            None => self.word(raw),
        }
    }

    fn word(&mut self, raw: &str) {
        let capital = raw.chars().next().is_some_and(char::is_uppercase);
        let folded = folded(raw);
        let (stem, tail) = folded.split_once('\'').unwrap_or((&folded, ""));
        match tail {
            "t" if stem.ends_with('n') => {
                let verb = match stem {
                    "won" => "will",
                    "can" => "can",
                    "shan" => "shall",
                    "ain" => "is",
                    other => &other[..other.len() - 1],
                };
                self.push(verb, capital, None);
                self.push("not", false, None);
            }
            "s" if stem == "let" => {
                self.push("let", capital, None);
                self.push("us", false, None);
            }
            "" | "s" | "re" | "ll" | "ve" | "d" | "m" => self.push(stem, capital, None),
            _ => self.push(&folded.replace('\'', ""), capital, None),
        }
    }

    fn mark(&mut self, mark: &str, before: &str, after: &str) {
        match mark {
            "“" | "«" | "„" => self.quoted = true,
            "”" | "»" => self.quoted = self.all_quoted,
            "\"" | "''" => self.quoted = self.all_quoted || !self.quoted,
            // Joins the parts of an interrupted content: no end of a sentence where the next goes on in lower case.
            "…" if after
                .trim_start_matches(|c: char| !c.is_alphanumeric())
                .starts_with(char::is_lowercase) => {}
            "." if ends_in_abbreviation(before) => {}
            "." | "!" | "?" | "…" => {
                self.sentence += 1;
                self.clause += 1;
            }
            // A hyphen for a dash.
            "-" if before.ends_with(' ') && after.starts_with(' ') => self.clause += 1,
            "," | ";" | ":" | "(" | ")" | "—" | "–" => self.clause += 1,
            _ => {}
        }
    }
}

/// Titles whose point ends no sentence, in lower case.
const TITLES_WITH_POINT: &[&str] =
    &["mr", "mrs", "ms", "dr", "gen", "sen", "rep", "gov", "col", "lt", "capt", "sgt", "prof", "st"];

/// Whether a point after this text is that of an initial, of an abbreviation in capitals ("U.S.") or of a title.
fn ends_in_abbreviation(text: &str) -> bool {
    let word: String = text.chars().rev().take_while(|c| c.is_alphanumeric()).collect();
    let word: String = word.chars().rev().collect();
    let capital = word.starts_with(char::is_uppercase);
    capital && (word.chars().count() == 1 || TITLES_WITH_POINT.contains(&folded(&word).as_str()))
}

/// A number in digits in thousandths: `12,000`, `3.5`; `None` for `4th`, `3a` and numbers too large.
fn decimal(raw: &str) -> Option<u64> {
    let raw = raw.replace(',', "");
    let (whole, part) = raw.split_once('.').unwrap_or((&raw, "0"));
    if part.len() > 3 {
        return None;
    }
    let scale = 10u64.pow(3 - part.len() as u32);
    whole.parse::<u64>().ok()?.checked_mul(1000)?.checked_add(part.parse::<u64>().ok()? * scale)
}

/// A word of a text as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordKey {
    /// The irregular form's base, then its Snowball stem.
    pub key: String,
    /// Whether the word began with a capital letter.
    pub capital: bool,
}

/// The words of a text (no numbers), in order, as the weights file counts them.
///
/// ```
/// let keys = reportedly_link::word_keys("Venn withdrew its troops.");
/// assert_eq!(keys[1].key, "withdraw");
/// assert!(keys[0].capital);
/// ```
pub fn word_keys(text: &str) -> Vec<WordKey> {
    tokens(text, false)
        .into_iter()
        .filter(|t| t.number.is_none())
        .map(|t| WordKey { key: t.key, capital: t.capital })
        .collect()
}

/// The frozen weight of a word key in thousandths; unlisted words are rare and weigh most.
pub fn word_weight(key: &str) -> u32 {
    Lexicon::shared().weight(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_point_of_an_abbreviation_ends_no_sentence() {
        let sentences = |text: &str| tokens(text, false).last().map(|t| t.sentence);
        assert_eq!(sentences("Mr. Venn of the U.S. fleet left. Orlu stayed"), Some(1));
        assert_eq!(sentences("He met A. Venn. Orlu stayed"), Some(1));
        assert_eq!(sentences("The port is open. Orlu stayed"), Some(1));
    }

    #[test]
    fn two_apostrophes_are_a_mark() {
        let quoted = |text| tokens(text, false).iter().filter(|t| t.quoted).count();
        assert_eq!(quoted("that ''we will reopen the port'' soon"), 5);
        assert_eq!(quoted("the dockers' port isn't open"), 0);
    }
}
