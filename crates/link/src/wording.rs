//! What the words of a statement come to when statements are compared: features with a sign and a weight, numbers, the
//! parties named after "with", and the words that stand in quotation marks.

use crate::exclusives::{Placed, Towards, done_and_due, placed, towards};
use crate::figures::{Figure, figures};
use crate::lexicon::{Lexicon, NAME_WEIGHT, NUMBER_WEIGHT, UNKNOWN_WEIGHT};
use crate::negation::negate;
use crate::vectors::{Vector, Vectors};
use reportedly_schema::Span;
use std::sync::OnceLock;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

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

/// A class of near-synonyms or a word, with its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Feature {
    /// A hash of the class or of the word key; the number's for numbers.
    pub of: u64,
    pub sign: i8,
    /// Whether it stands for both signs where wordings are compared.
    pub either: bool,
    pub weight: u32,
    /// Index of its first token; `None` where the act of saying supplies it.
    pub at: Option<u32>,
    /// Its tokens by number, from the first; 0 where the act of saying supplies it.
    pub length: u32,
    /// The class that it also answers in a question.
    pub answers: Option<u64>,
}

impl Feature {
    /// Whether one is the opposite of the other.
    pub(crate) fn opposes(&self, other: &Feature) -> bool {
        self.sign != other.sign && !self.either && !other.either
    }
}

/// The analysed words of a statement or a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wording {
    pub tokens: Vec<Token>,
    /// Every occurrence, in text order.
    pub occurrences: Vec<Feature>,
    /// Sorted by (`of`, `sign`), each pair once.
    pub features: Vec<Feature>,
    /// Sum of the features' weights.
    pub total: u64,
    /// Sorted.
    pub numbers: Vec<u64>,
    /// The numbers that tell how much or when, by what they measure. Sorted.
    pub figures: Vec<Figure>,
    /// Names that stand after "with", or right after "to": with whom one talks, to whom one offers. Sorted.
    pub partners: Vec<String>,
    /// Words that exclude others where they stand.
    pub placed: Vec<Placed>,
    /// Who acts on whom.
    pub towards: Vec<Towards>,
    /// Keys of verbs that tell what was done. Sorted.
    pub done: Vec<String>,
    /// Keys of verbs that tell what is to be done. Sorted.
    pub due: Vec<String>,
    /// Hash of all written words in order.
    pub normal: u64,
    /// See [`Wording::vector`].
    pub(crate) vector: OnceLock<Option<Vector>>,
}

/// What the cue adds to the content: "refused" turns it round, "offered" says one is ready.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stance {
    /// Turns every sign.
    pub turned: bool,
    /// `+1` ready, `-1` not ready, `0` nothing.
    pub ready: i8,
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv): fixed, so that nothing depends on a process or machine.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The feature of a class of near-synonyms.
pub(crate) fn class_feature(name: &str) -> u64 {
    hash(format!("class\u{1f}{name}").as_bytes())
}

/// Lower case without diacritics: compatibility decomposition, marks dropped, the letters that do not decompose written out.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        out.push_str(text);
        out.make_ascii_lowercase();
        return out;
    }
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            '’' | 'ʼ' | '‘' => out.push('\''),
            c => out.push(c),
        }
    }
    out
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

/// How many tokens after "with" a name is looked for ("with the new foreign minister Ada Venn").
const PARTNER_REACH: usize = 6;

struct Cutter<'l> {
    lexicon: &'l Lexicon,
    tokens: Vec<Token>,
    sentence: u32,
    clause: u32,
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
}

/// Cuts a text into words and numbers; hyphens part words, apostrophes do not.
pub(crate) fn tokens(text: &str, all_quoted: bool) -> Vec<Token> {
    let mut cutter = Cutter {
        lexicon: Lexicon::shared(),
        tokens: Vec::new(),
        sentence: 0,
        clause: 0,
        quoted: all_quoted,
        bytes: Span { start: 0, end: 0 },
    };
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        if c.is_numeric() {
            while let Some(&(at, next)) = chars.peek() {
                let inner = (next == ',' || next == '.')
                    && text[at + 1..].chars().next().is_some_and(|n| n.is_ascii_digit());
                if !next.is_alphanumeric() && !inner {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
            let raw = &text[start..end];
            cutter.bytes = Span { start: start as u32, end: end as u32 };
            match decimal(raw) {
                Some(value) => cutter.push(&raw.replace(',', ""), false, Some(value)),
                None => cutter.word(raw),
            }
        } else if c.is_alphabetic() {
            while let Some(&(at, next)) = chars.peek() {
                let inner = matches!(next, '\'' | '’' | 'ʼ')
                    && text[at + next.len_utf8()..].chars().next().is_some_and(char::is_alphabetic);
                if !next.is_alphanumeric() && !is_combining_mark(next) && !inner {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
            cutter.bytes = Span { start: start as u32, end: end as u32 };
            cutter.word(&text[start..end]);
        } else {
            match c {
                '“' | '«' | '„' => cutter.quoted = true,
                '”' | '»' => cutter.quoted = all_quoted,
                '"' => cutter.quoted = all_quoted || !cutter.quoted,
                // Two apostrophes for a mark.
                '\'' if chars.next_if(|(_, next)| *next == '\'').is_some() => {
                    cutter.quoted = all_quoted || !cutter.quoted;
                }
                // Joins the parts of an interrupted content: no end of a sentence where the next goes on in lower case.
                '…' if text[end..]
                    .trim_start_matches(|c: char| !c.is_alphanumeric())
                    .starts_with(char::is_lowercase) => {}
                '.' if abbreviates(text, start) => {}
                '.' | '!' | '?' | '…' => {
                    cutter.sentence += 1;
                    cutter.clause += 1;
                }
                // A hyphen for a dash.
                '-' if text[..start].ends_with(' ') && text[end..].starts_with(' ') => cutter.clause += 1,
                ',' | ';' | ':' | '(' | ')' | '—' | '–' => cutter.clause += 1,
                _ => {}
            }
        }
    }
    cutter.tokens
}

/// Titles whose point ends no sentence, in lower case.
const TITLES_WITH_POINT: &[&str] =
    &["mr", "mrs", "ms", "dr", "gen", "sen", "rep", "gov", "col", "lt", "capt", "sgt", "prof", "st"];

/// Whether the point at `at` is that of an initial, of an abbreviation in capitals ("U.S.") or of a title.
fn abbreviates(text: &str, at: usize) -> bool {
    let word: String = text[..at].chars().rev().take_while(|c| c.is_alphanumeric()).collect();
    let word: String = word.chars().rev().collect();
    let capital = word.starts_with(char::is_uppercase);
    capital && (word.chars().count() == 1 || TITLES_WITH_POINT.contains(&folded(&word).as_str()))
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

/// Numbers in words, the parts of a compound taken together at its last one ("twenty-five million", "three hundred and twelve"), and scales that
/// multiply the number before them.
fn numbers(lexicon: &Lexicon, tokens: &mut [Token]) {
    for n in 0..tokens.len() {
        if tokens[n].written == "half"
            && n > 2
            && tokens[n - 1].written == "a"
            && tokens[n - 2].written == "and"
        {
            // "two and a half million".
            if let Some(whole) = tokens[n - 3].number.filter(|_| tokens[n - 3].clause == tokens[n].clause) {
                tokens[n - 3].number = None;
                tokens[n].number = Some(whole + 500);
            }
            continue;
        }
        let Some((value, scale)) = lexicon.number(&tokens[n].written) else { continue };
        let joined = |at: usize| tokens[at].clause == tokens[n].clause && tokens[at].number.is_some();
        let and = usize::from(n > 1 && tokens[n - 1].written == "and");
        let before = n.checked_sub(1 + and).filter(|&at| joined(at));
        let in_words = |at: usize| lexicon.number(&tokens[at].written).is_some();
        let whole = match before.and_then(|at| Some((at, tokens[at].number?))) {
            Some((at, before)) if scale && and == 0 => before.checked_mul(value).map(|whole| (at, whole)),
            // "forty and five" are two numbers, "a hundred and five" is one.
            Some((at, before)) if !scale && in_words(at) => {
                let part = value.saturating_mul(1000);
                let one = one_number(before, part, and > 0);
                one.then_some((at, before + part))
            }
            _ => None,
        };
        match whole {
            Some((at, whole)) => {
                tokens[at].number = None;
                tokens[n].number = Some(whole);
            }
            None => tokens[n].number = value.checked_mul(1000),
        }
    }
}

/// Whether two values in words are one number: "twenty-five", "a hundred and sixty", "two thousand and five". In thousandths.
fn one_number(before: u64, after: u64, and: bool) -> bool {
    let tens = (20_000..100_000).contains(&before) && before.is_multiple_of(10_000) && after < 10_000;
    let hundreds = before >= 100_000 && before.is_multiple_of(100_000) && after < 100_000;
    tens && !and || hundreds && (and || before < 1_000_000)
}

/// Names after "with", and names right after "to".
fn partners(lexicon: &Lexicon, tokens: &[Token]) -> Vec<String> {
    let mut out = Vec::new();
    for (n, token) in tokens.iter().enumerate() {
        let reach = match token.written.as_str() {
            "with" => PARTNER_REACH,
            "to" => 1,
            _ => continue,
        };
        out.extend(
            tokens[n + 1..]
                .iter()
                .take(reach)
                .take_while(|t| {
                    t.clause == token.clause
                        && !matches!(t.written.as_str(), "to" | "on" | "in" | "by" | "for")
                })
                .filter(|t| t.capital && !lexicon.is_function_word(&t.written))
                .map(|t| t.key.clone()),
        );
    }
    out.sort();
    out.dedup();
    out
}

impl Wording {
    /// Analyses `text`; `all_quoted` for a direct quotation, whose marks may not be part of it.
    pub(crate) fn new(text: &str, all_quoted: bool, stance: Stance) -> Wording {
        let lexicon = Lexicon::shared();
        let mut tokens = tokens(text, all_quoted);
        numbers(lexicon, &mut tokens);
        negate(lexicon, &mut tokens);
        let turn = if stance.turned { -1 } else { 1 };
        let mut occurrences = Vec::new();
        if stance.ready != 0
            && let Some(class) = lexicon.classes.iter().find(|c| c.name == "ready")
        {
            occurrences.push(Feature {
                of: class_feature(&class.name),
                sign: stance.ready,
                either: false,
                weight: class.weight,
                at: None,
                length: 0,
                answers: None,
            });
        }
        let mut n = 0;
        while n < tokens.len() {
            let words = tokens[n..].iter().map(|t| (t.written.as_str(), t.key.as_str()));
            let token = &tokens[n];
            let unlisted = if token.capital { NAME_WEIGHT } else { UNKNOWN_WEIGHT };
            let at = Some(n as u32);
            if let Some((member, length)) = lexicon.member(words) {
                let class = &lexicon.classes[member.class as usize];
                occurrences.push(Feature {
                    of: class_feature(&class.name),
                    sign: token.sign * member.pole * turn,
                    either: token.either,
                    weight: class.weight,
                    at,
                    length: length as u32,
                    answers: class.answers.map(|a| class_feature(&lexicon.classes[a as usize].name)),
                });
                n += length;
                continue;
            }
            if let Some(value) = token.number {
                let of = hash(format!("number\u{1f}{value}").as_bytes());
                occurrences.push(Feature {
                    of,
                    sign: token.sign * turn,
                    // What is denied is the thing counted, not the number.
                    either: true,
                    weight: NUMBER_WEIGHT,
                    at,
                    length: 1,
                    answers: None,
                });
            } else if token.key.len() > 1
                && !lexicon.is_function_word(&token.written)
                && lexicon.number(&token.written).is_none()
            {
                occurrences.push(Feature {
                    of: hash(token.key.as_bytes()),
                    sign: token.sign * turn,
                    either: token.either,
                    weight: lexicon.listed(&token.key).unwrap_or(unlisted),
                    at,
                    length: 1,
                    answers: None,
                });
            }
            n += 1;
        }
        let mut features = occurrences.clone();
        features.sort_by_key(|f| (f.of, f.sign, f.either));
        features.dedup_by_key(|f| (f.of, f.sign));
        let mut normal = String::new();
        for token in &tokens {
            normal.push_str(&token.written);
            normal.push(' ');
        }
        let mut numbers: Vec<u64> = tokens.iter().filter_map(|t| t.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let (done, due) = done_and_due(&tokens);
        let wording = Wording {
            done,
            due,
            total: features.iter().map(|f| u64::from(f.weight)).sum(),
            partners: partners(lexicon, &tokens),
            placed: placed(&tokens, &occurrences),
            towards: towards(&tokens, &occurrences),
            normal: hash(normal.as_bytes()),
            numbers,
            features,
            occurrences,
            tokens,
            figures: Vec::new(),
            vector: OnceLock::new(),
        };
        Wording { figures: figures(text, &wording), ..wording }
    }

    /// What the words are about; `None` where the table of vectors is not there or knows none of them.
    pub(crate) fn vector(&self) -> Option<&Vector> {
        self.vector.get_or_init(|| Vectors::shared()?.of_tokens(&self.tokens)).as_ref()
    }

    /// The cosine of the vectors of two wordings in thousandths.
    pub(crate) fn cosine(&self, other: &Wording) -> Option<i32> {
        Some(self.vector()?.cosine(other.vector()?))
    }
}

/// The weight that two wordings share with the same sign, and with opposite signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shared {
    pub same: u64,
    pub opposite: u64,
    /// The number of features shared with the same sign.
    pub features: usize,
    /// Of the weight with the same sign what both deny.
    pub denied: u64,
}

impl Wording {
    pub(crate) fn shared(&self, other: &Wording) -> Shared {
        let (mut a, mut b) = (self.features.as_slice(), other.features.as_slice());
        let mut out = Shared::default();
        while let (Some(x), Some(y)) = (a.first(), b.first()) {
            match x.of.cmp(&y.of) {
                std::cmp::Ordering::Less => a = &a[1..],
                std::cmp::Ordering::Greater => b = &b[1..],
                std::cmp::Ordering::Equal => {
                    let of = x.of;
                    let split = |f: &[Feature]| f.iter().take_while(|f| f.of == of).count();
                    let (na, nb) = (split(a), split(b));
                    let weight = u64::from(x.weight.min(y.weight));
                    let signs = |f: &[Feature]| {
                        let has = |sign: i8| f.iter().any(|f| f.sign == sign || f.either);
                        (has(1), has(-1))
                    };
                    let ((ap, an), (bp, bn)) = (signs(&a[..na]), signs(&b[..nb]));
                    if (ap && bp) || (an && bn) {
                        out.same += weight;
                        out.features += 1;
                        out.denied += if !ap && !bp { weight } else { 0 };
                    } else {
                        out.opposite += weight;
                    }
                    (a, b) = (&a[na..], &b[nb..]);
                }
            }
        }
        out
    }

    /// Whether both name with whom or to whom, and name others. A demonym counts as its country's name.
    pub(crate) fn other_partner(&self, other: &Wording) -> bool {
        !self.partners.is_empty()
            && !other.partners.is_empty()
            && !self.partners.iter().any(|a| other.partners.iter().any(|b| same_stock(a, b)))
    }

    /// The weight of each token that begins a feature, 0 for others.
    fn token_weights(&self) -> Vec<u64> {
        let mut weights = vec![0; self.tokens.len()];
        for feature in &self.occurrences {
            if let Some(at) = feature.at {
                weights[at as usize] = u64::from(feature.weight);
            }
        }
        weights
    }

    /// The longest run of equal words that stands in quotation marks in both; of equally long ones the weightiest.
    pub(crate) fn quoted_run(&self, other: &Wording) -> Run {
        if !self.tokens.iter().any(|t| t.quoted) || !other.tokens.iter().any(|t| t.quoted) {
            return Run::default();
        }
        let mut longest = Run::default();
        let mut row = vec![Run::default(); other.tokens.len() + 1];
        let (weights, others) = (self.token_weights(), other.token_weights());
        for (a, x) in self.tokens.iter().zip(weights) {
            let mut diagonal = Run::default();
            for (n, (b, &y)) in other.tokens.iter().zip(&others).enumerate() {
                let above = row[n + 1];
                row[n + 1] = if a.quoted && b.quoted && a.written == b.written {
                    Run { words: diagonal.words + 1, weight: diagonal.weight + x.min(y) }
                } else {
                    Run::default()
                };
                longest = longest.max(row[n + 1]);
                diagonal = above;
            }
        }
        longest
    }
}

/// A run of equal words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Run {
    pub words: usize,
    /// Of the words of content in it, in thousandths.
    pub weight: u64,
}

/// Whether two texts name with whom or to whom, and name others.
///
/// ```
/// use reportedly_link::names_another_partner;
/// assert!(names_another_partner("ready for talks with Venn", "ready for talks with Teluria"));
/// assert!(!names_another_partner("ready for talks with the Telurian side", "ready for talks with Teluria"));
/// assert!(!names_another_partner("ready for talks with Venn", "ready for talks"));
/// ```
pub fn names_another_partner(a: &str, b: &str) -> bool {
    let of = |text: &str| Wording::new(text, false, Stance::default());
    of(a).other_partner(&of(b))
}

/// How many letters a name and its adjective share at the front ("teluria", "telurian").
const STOCK_LETTERS: usize = 4;

pub(crate) fn same_stock(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    a == b || shared >= STOCK_LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn signed(text: &str) -> Vec<(String, i8)> {
        let wording = Wording::new(text, false, Stance::default());
        wording
            .occurrences
            .iter()
            .filter_map(|f| Some((wording.tokens[f.at? as usize].written.clone(), f.sign)))
            .collect()
    }

    fn sign_of(text: &str, word: &str) -> i8 {
        signed(text).iter().find(|(w, _)| w == word).unwrap_or_else(|| panic!("{word} in {text}")).1
    }

    #[test]
    fn a_negation_turns_its_clause_and_no_other() {
        assert_eq!(sign_of("We are not ready for talks, the port is open", "talks"), -1);
        assert_eq!(sign_of("We are not ready for talks, the port is open", "port"), 1);
        assert_eq!(sign_of("There is no need for talks", "talks"), -1);
        assert_eq!(sign_of("Ready for talks but not for concessions", "talks"), 1);
        assert_eq!(sign_of("Ready for talks but not for concessions", "concessions"), -1);
        assert_eq!(sign_of("We won't meet and are ready to fight", "fight"), 1);
    }

    #[test]
    fn the_point_of_an_abbreviation_ends_no_sentence() {
        let sentences = |text: &str| tokens(text, false).last().map(|t| t.sentence);
        assert_eq!(sentences("Mr. Venn of the U.S. fleet left. Orlu stayed"), Some(1));
        assert_eq!(sentences("He met A. Venn. Orlu stayed"), Some(1));
        assert_eq!(sentences("The port is open. Orlu stayed"), Some(1));
    }

    #[test]
    fn two_negations_are_none() {
        assert_eq!(sign_of("We have never refused talks", "talks"), 1);
        assert_eq!(sign_of("We have never refused talks", "refused"), 1);
        assert_eq!(sign_of("We do not rule out talks", "talks"), 1);
    }

    #[test]
    fn what_looks_like_a_negation_and_is_none_turns_nothing() {
        assert_eq!(sign_of("Aldra is not only ready for talks", "talks"), 1);
        assert_eq!(sign_of("Without any doubt the talks helped", "talks"), 1);
    }

    #[test]
    fn a_passive_refusal_turns_what_stands_before_it() {
        assert_eq!(sign_of("The talks were rejected by Teluria", "talks"), -1);
        assert_eq!(sign_of("A truce has been ruled out", "truce"), -1);
        assert_eq!(sign_of("Negotiations are impossible now", "negotiations"), -1);
    }

    #[test]
    fn near_synonyms_of_any_inflection_are_one_feature() {
        let of = |text: &str| Wording::new(text, false, Stance::default()).features[0].of;
        assert_eq!(of("talks"), of("negotiating"));
        assert_eq!(of("talks"), of("the negotiating table"));
        assert_eq!(of("pull-out"), of("withdrew"));
        assert_eq!(of("job cuts"), of("laid off"));
        assert_ne!(of("talks"), of("ceasefire"));
    }

    #[test]
    fn numbers_are_read_in_digits_and_words() {
        let numbers = |text: &str| Wording::new(text, false, Stance::default()).numbers;
        assert_eq!(numbers("12,500 ships"), [12_500_000]);
        assert_eq!(numbers("two million ships"), [2_000_000_000]);
        assert_eq!(numbers("3.5 million"), numbers("3,500,000"));
        assert_eq!(numbers("two and a half million"), numbers("2.5 million"));
        assert_eq!(numbers("Twenty-five million for the ship"), [25_000_000_000]);
        assert_eq!(numbers("ninety six for ninety-six"), [96_000]);
        assert_eq!(numbers("three hundred and twelve thousand"), [312_000_000]);
        assert_eq!(numbers("two hundred people, twenty buses"), [20_000, 200_000]);
        assert_eq!(numbers("twenty and five"), [5_000, 20_000]);
        assert_eq!(numbers("two, three or four"), [2_000, 3_000, 4_000]);
        assert!(Wording::new("12 ships", false, Stance::default()).other_number(&Wording::new(
            "14 ships",
            false,
            Stance::default()
        )));
    }

    #[test]
    fn partners_are_the_names_after_with() {
        let of = |text: &str| Wording::new(text, false, Stance::default());
        assert_eq!(of("ready for talks with the Telurian side").partners, ["telurian"]);
        assert!(of("talks with Venn").other_partner(&of("talks with Teluria")));
        assert!(!of("talks with Teluria").other_partner(&of("talks with Telurian envoys")));
        assert!(!of("talks").other_partner(&of("talks with Venn")));
    }

    #[test]
    fn two_apostrophes_are_a_mark() {
        let quoted = |text| tokens(text, false).iter().filter(|t| t.quoted).count();
        assert_eq!(quoted("that ''we will reopen the port'' soon"), 5);
        assert_eq!(quoted("the dockers' port isn't open"), 0);
    }

    #[test]
    fn the_quoted_run_counts_words_inside_marks_only() {
        let a = Wording::new("that “we will reopen the port” soon", false, Stance::default());
        let b = Wording::new("We will reopen the port soon", true, Stance::default());
        assert_eq!(a.quoted_run(&b).words, 5);
        assert!(a.quoted_run(&b).weight > 0);
        assert_eq!(
            a.quoted_run(&Wording::new("we will reopen the port", false, Stance::default())),
            Run::default()
        );
    }

    proptest! {
        #[test]
        fn any_text_is_analysed(text in "\\PC{0,80}") {
            let wording = Wording::new(&text, false, Stance::default());
            prop_assert!(wording.features.windows(2).all(|w| (w[0].of, w[0].sign) < (w[1].of, w[1].sign)));
            let shared = wording.shared(&wording);
            prop_assert_eq!(shared.opposite, 0);
            prop_assert!(shared.same <= wording.total);
            prop_assert!(!wording.other_number(&wording) && !wording.other_partner(&wording));
        }
    }
}
