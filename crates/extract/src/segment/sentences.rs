//! Where a sentence ends.
//!
//! A candidate is a run of `. ! ? …` with the closing marks that follow it. It is an end unless one of these holds:
//! the next word starts in lower case; no white space follows (but `closed.Ships` is an end: a lost space); the word before a
//! single full stop is an initial or stands in the vocabulary as `title`, `inner`, or as `end` before a word that is no
//! `starter`; or the mark closed a quotation with `! ? …` and a name with a reporting verb follows.

use super::characters::is_closing;
use super::{Sentence, Token};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

const VOCABULARY: &str = include_str!("../../vocabulary/sentence_ends.tsv");
/// The longest word of the vocabulary in bytes, and then some: longer words are never looked up.
const LONGEST_WORD: usize = 16;
/// A name before a reporting verb has at most this many words.
const NAME_WORDS: usize = 4;
/// A shorter word before a stop without a space is rather part of an address or abbreviation than the end of a sentence.
const MIN_WORD_BEFORE_LOST_SPACE: usize = 3;
/// A longer sentence is cut: it is none, and features look back as far as its start.
const MOST_SENTENCE_TOKENS: usize = 1000;

const TITLE: u8 = 1;
const INNER: u8 = 2;
const END: u8 = 4;
const STARTER: u8 = 8;
const REPORTING: u8 = 16;

static WORDS: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for line in VOCABULARY.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let (word, class) = line.split_once('\t').expect("sentence_ends.tsv has two columns");
        *words.entry(word).or_default() |= match class {
            "title" => TITLE,
            "inner" => INNER,
            "end" => END,
            "starter" => STARTER,
            "reporting" => REPORTING,
            other => panic!("sentence_ends.tsv: unknown class {other:?}"),
        };
    }
    words
});

fn classes(word: &str) -> u8 {
    if word.len() > LONGEST_WORD {
        return 0;
    }
    let mut lower = [0; LONGEST_WORD];
    let lower = &mut lower[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).ok().and_then(|w| WORDS.get(w)).copied().unwrap_or(0)
}

/// Appends the sentences of one paragraph's tokens.
pub(super) fn split(text: &str, all: &[Token], range: Range<usize>, out: &mut Vec<Sentence>) {
    let tokens = &all[range.clone()];
    let word = |n: usize| &text[tokens[n].span.range()];
    let mut start = 0;
    let mut n = 0;
    while n < tokens.len() {
        if !is_terminator(word(n)) {
            n += 1;
            continue;
        }
        let first = n;
        while n < tokens.len() && is_terminator(word(n)) {
            n += 1;
        }
        let marks_end = n;
        // A closing mark belongs to the sentence where it touches what it closes.
        while n < tokens.len() && touches(tokens, n) && word(n).starts_with(is_closing) {
            n += 1;
        }
        if n < tokens.len() && ends(text, tokens, start, first..marks_end, n) {
            push(all, range.start + start..range.start + n, out);
            start = n;
        }
    }
    push(all, range.start + start..range.end, out);
}

fn push(all: &[Token], mut tokens: Range<usize>, out: &mut Vec<Sentence>) {
    while !tokens.is_empty() {
        let end = tokens.end.min(tokens.start + MOST_SENTENCE_TOKENS);
        let piece = tokens.start..end;
        out.push(Sentence { span: all[piece.start].span.hull(all[end - 1].span), tokens: piece });
        tokens.start = end;
    }
}

fn is_terminator(word: &str) -> bool {
    matches!(word, "." | "!" | "?" | "…" | "。" | "！" | "？")
}

fn touches(tokens: &[Token], n: usize) -> bool {
    n > 0 && tokens[n - 1].span.end == tokens[n].span.start
}

/// Whether the sentence that began at `start` ends before token `next`; `marks` are its terminators.
fn ends(text: &str, tokens: &[Token], start: usize, marks: Range<usize>, next: usize) -> bool {
    let word = |n: usize| &text[tokens[n].span.range()];
    // What decides is the next word; quotation marks, brackets and dashes before it are looked through.
    let opener = (next..tokens.len()).find(|&n| word(n).starts_with(super::is_word));
    let Some(opener) = opener else { return true };
    let next_word = word(opener);
    let capital = next_word.starts_with(|c: char| c.is_uppercase());
    let single_stop = marks.len() == 1 && word(marks.start) == ".";
    if touches(tokens, next) {
        return single_stop
            && next == marks.end
            && capital
            && next_word.len() > 1
            && next_word.chars().skip(1).all(char::is_lowercase)
            && marks.start > start + 1
            && word(marks.start - 1).len() >= MIN_WORD_BEFORE_LOST_SPACE
            && word(marks.start - 1).chars().all(char::is_lowercase);
    }
    if next_word.starts_with(|c: char| c.is_lowercase()) && opener == next {
        return false;
    }
    if next > marks.end && !single_stop && name_reports(text, tokens, next) {
        return false;
    }
    if single_stop && capital && next > marks.end && is_nickname(text, tokens, start, marks.start) {
        return false;
    }
    if !single_stop || next > marks.end || marks.start == start || !touches(tokens, marks.start) {
        return true;
    }
    let before = dotted(text, tokens, start, marks.start);
    let class = classes(before);
    if class & (TITLE | INNER) != 0 {
        return false;
    }
    let initial = before.chars().count() == 1 && before.starts_with(|c: char| c.is_uppercase());
    if initial || class & END != 0 || is_dotted_capitals(before) {
        // A bracket or an opening quotation mark after an abbreviation opens a sentence; a number or a name does not.
        return classes(next_word) & STARTER != 0 && capital || opener > next && !initial;
    }
    true
}

/// The word before the stop at `stop` with the dotted parts it hangs on: `p.m`, `U.S`.
fn dotted<'t>(text: &'t str, tokens: &[Token], start: usize, stop: usize) -> &'t str {
    let mut first = stop - 1;
    while first >= start + 2
        && touches(tokens, first)
        && touches(tokens, first - 1)
        && &text[tokens[first - 1].span.range()] == "."
        && tokens[first - 2].span.len() <= 2
    {
        first -= 2;
    }
    &text[tokens[first].span.start as usize..tokens[stop - 1].span.end as usize]
}

fn is_dotted_capitals(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| part.len() == 1 && part.as_bytes()[0].is_ascii_uppercase())
}

/// Whether the stop ends initials in marks behind a capitalised word: `John “J.D.” Venn`.
fn is_nickname(text: &str, tokens: &[Token], start: usize, stop: usize) -> bool {
    if stop <= start {
        return false;
    }
    let initials = dotted(text, tokens, start, stop);
    let from = tokens[stop - 1].span.end as usize - initials.len();
    let opening = (start..stop).rev().find(|&n| (tokens[n].span.end as usize) <= from);
    let word = |n: usize| &text[tokens[n].span.range()];
    is_dotted_capitals(initials)
        && opening.is_some_and(|n| {
            n > start
                && touches(tokens, n + 1)
                && matches!(word(n), "“" | "\"" | "'" | "‘")
                && word(n - 1).starts_with(|c: char| c.is_uppercase())
        })
}

/// Whether a name and a reporting verb follow: `“No!” Ada Venn said.`
fn name_reports(text: &str, tokens: &[Token], next: usize) -> bool {
    let word = |n: usize| &text[tokens[n].span.range()];
    let capital = |n: usize| word(n).starts_with(|c: char| c.is_uppercase());
    let name = (next..tokens.len()).take(NAME_WORDS).take_while(|&n| capital(n)).count();
    name > 0 && tokens.len() > next + name && classes(word(next + name)) & REPORTING != 0
}
