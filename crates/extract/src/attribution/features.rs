//! The features of a token: what the trainer learns weights for and the tagger looks up. Everything is a 32-bit hash; no string
//! is built. A change here asks for a new model.

use super::quotes::{Place, Quotes};
use super::words::{Mark, Word};
use crate::segment::{Paragraph, Segments, Token};
use reportedly_tagger::{Features, LexiconTable, combine};

/// A cue candidate is a word whose class in the lexicon is at least this: found in a cue in about one of ten cases.
const CUE_CANDIDATE: u8 = 3;
/// A strong candidate: in about one of two.
const STRONG_CUE: u8 = 5;
/// A paragraph without a stop at its end and at most this long looks like a heading.
const HEADING_TOKENS: usize = 25;
const NONE: u32 = u32::MAX;

/// The paragraph under way, token by token. Scratch memory: reused for every paragraph.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Words of the paragraph.
    pub words: Vec<Word>,
    /// Its quotations.
    pub quotes: Quotes,
    /// For each token the parts of speech found by the first chain.
    pub tags: Vec<u8>,
    /// For each token the label found by the second chain, with how sure it was (see [`View::set_first_pass`]).
    first_pass: Vec<u8>,
    first_pass_sure: Vec<u8>,
    sentence: Vec<u32>,
    sentence_bounds: Vec<(u32, u32)>,
    /// Commas before each token in the paragraph.
    commas: Vec<u16>,
    /// Nearest cue candidate in the sentence, before and after.
    cue_left: Vec<u32>,
    cue_right: Vec<u32>,
    /// Nearest strong cue outside quotation marks in the paragraph, before and after.
    strong_left: Vec<u32>,
    strong_right: Vec<u32>,
    heading: bool,
    place_in_article: u32,
}

/// Distances in steps that grow.
#[inline]
fn bucket(distance: usize) -> u32 {
    match distance {
        0..=4 => distance as u32,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=49 => 9,
        _ => 10,
    }
}

impl View {
    /// Looks at paragraph number `index`.
    pub fn read(&mut self, text: &str, segments: &Segments, index: usize, lexicon: &LexiconTable) {
        let paragraph = &segments.paragraphs[index];
        let tokens = &segments.tokens[paragraph.tokens.clone()];
        self.words.clear();
        self.words.extend(tokens.iter().map(|&t| Word::new(text, t, lexicon)));
        self.quotes.read(text, tokens);
        self.read_sentences(segments, paragraph);
        self.heading = tokens.len() <= HEADING_TOKENS && !self.ends_with_stop();
        self.place_in_article = (index as u32).min(3);
        self.tags.clear();
        self.tags.resize(tokens.len(), 0);
        self.first_pass.clear();
        self.first_pass_sure.clear();
        self.read_apostrophes(text, tokens);
        self.find_cues();
    }

    /// `n` of `don't` and `s` of `Venn's` are marked by what stands before them; nothing else is to be done.
    fn read_apostrophes(&mut self, _text: &str, _tokens: &[Token]) {}

    fn ends_with_stop(&self) -> bool {
        self.words.iter().rev().take(3).any(|w| w.mark == Mark::Stop)
    }

    fn read_sentences(&mut self, segments: &Segments, paragraph: &Paragraph) {
        self.sentence.clear();
        self.sentence_bounds.clear();
        let base = paragraph.tokens.start;
        for (n, sentence) in segments.sentences[paragraph.sentences.clone()].iter().enumerate() {
            self.sentence.resize(sentence.tokens.end - base, n as u32);
            self.sentence_bounds
                .push(((sentence.tokens.start - base) as u32, (sentence.tokens.end - base) as u32));
        }
        self.commas.clear();
        let mut commas = 0;
        for word in &self.words {
            self.commas.push(commas);
            commas = commas.saturating_add(u16::from(word.mark == Mark::Comma));
        }
    }

    fn find_cues(&mut self) {
        let length = self.words.len();
        for list in [&mut self.cue_left, &mut self.cue_right, &mut self.strong_left, &mut self.strong_right] {
            list.clear();
            list.resize(length, NONE);
        }
        let (mut near, mut strong) = (NONE, NONE);
        for n in 0..length {
            if n > 0 && self.sentence[n] != self.sentence[n - 1] {
                near = NONE;
            }
            (self.cue_left[n], self.strong_left[n]) = (near, strong);
            self.note_cue(n, &mut near, &mut strong);
        }
        (near, strong) = (NONE, NONE);
        for n in (0..length).rev() {
            if n + 1 < length && self.sentence[n] != self.sentence[n + 1] {
                near = NONE;
            }
            (self.cue_right[n], self.strong_right[n]) = (near, strong);
            self.note_cue(n, &mut near, &mut strong);
        }
    }

    fn note_cue(&self, n: usize, near: &mut u32, strong: &mut u32) {
        if self.words[n].cue >= CUE_CANDIDATE {
            *near = n as u32;
            if self.words[n].cue >= STRONG_CUE && self.quotes.place(n) == Place::Outside {
                *strong = n as u32;
            }
        }
    }

    /// The number of the sentence of token `n` in the paragraph.
    pub fn sentence_of(&self, n: usize) -> usize {
        self.sentence[n] as usize
    }

    /// The tokens of sentence `n` in the paragraph.
    pub fn sentence_tokens(&self, n: usize) -> std::ops::Range<usize> {
        let (start, end) = self.sentence_bounds[n];
        start as usize..end as usize
    }

    #[inline]
    fn id(&self, n: usize, step: isize) -> u32 {
        match n.checked_add_signed(step).and_then(|at| self.words.get(at)) {
            Some(word) => word.id,
            None => step.signum() as u32,
        }
    }

    #[inline]
    fn tag(&self, n: usize, step: isize) -> u32 {
        n.checked_add_signed(step).and_then(|at| self.tags.get(at)).map_or(63, |&t| u32::from(t))
    }

    #[inline]
    fn word(&self, n: usize, step: isize) -> Option<&Word> {
        n.checked_add_signed(step).and_then(|at| self.words.get(at))
    }

    /// Adds the features of every token for finding parts of speech.
    pub fn part_of_speech_features(&self, out: &mut Features) {
        for n in 0..self.words.len() {
            let w = &self.words[n];
            let (before, after) = (self.word(n, -1), self.word(n, 1));
            let shape = w.shape as u32;
            let start = u32::from(n == 0 || self.sentence[n] != self.sentence[n - 1]);
            let mut add = |kind: u32, a: u32, b: u32, c: u32| out.push(combine(kind, a, b, c));
            add(100, w.id, 0, 0);
            add(101, w.id, shape, start);
            add(102, w.suffix2, shape, 0);
            add(103, w.suffix3, 0, 0);
            add(104, w.prefix3, 0, 0);
            add(105, shape, start, u32::from(self.heading));
            add(106, self.id(n, -1), 0, 0);
            add(107, self.id(n, 1), 0, 0);
            add(108, self.id(n, -1), w.id, 0);
            add(109, w.id, self.id(n, 1), 0);
            add(110, self.id(n, -2), self.id(n, -1), 0);
            add(111, self.id(n, 1), self.id(n, 2), 0);
            add(112, self.id(n, -2), 0, 0);
            add(113, self.id(n, 2), 0, 0);
            add(114, before.map_or(0, |b| b.suffix3), w.suffix2, 0);
            add(115, after.map_or(0, |a| a.suffix3), w.suffix2, 0);
            add(116, self.id(n, -1), w.suffix3, 0);
            add(117, self.id(n, 1), w.suffix3, 0);
            add(118, before.map_or(9, |b| b.shape as u32), shape, after.map_or(9, |a| a.shape as u32));
            add(119, self.id(n, -1), w.suffix2, self.id(n, 1));
            out.end_position();
        }
    }

    /// Adds the features of every token for finding sources, cues and contents.
    pub fn span_features(&self, out: &mut Features) {
        for n in 0..self.words.len() {
            self.word_features(n, out);
            self.quote_features(n, out);
            self.cue_features(n, out);
            self.place_features(n, out);
            if !self.first_pass.is_empty() {
                self.first_pass_features(n, out);
            }
            out.end_position();
        }
    }

    fn word_features(&self, n: usize, out: &mut Features) {
        let w = &self.words[n];
        let (before, after) = (self.word(n, -1), self.word(n, 1));
        let mut add = |kind: u32, a: u32, b: u32, c: u32| out.push(combine(kind, a, b, c));
        let tag = |step| self.tag(n, step);
        let id = |step| self.id(n, step);
        let place = self.quotes.place(n) as u32;
        let outside = u32::from(place == 0);
        add(1, 0, 0, 0);
        add(2, w.id, outside, 0);
        add(3, id(-1), outside, 0);
        add(4, id(1), outside, 0);
        add(5, id(-2), 0, 0);
        add(6, id(2), 0, 0);
        add(7, id(-1), w.id, 0);
        add(8, w.id, id(1), 0);
        add(9, id(-2), id(-1), 0);
        add(10, id(1), id(2), 0);
        add(11, id(-1), id(1), 0);
        add(12, w.suffix3, 0, 0);
        add(13, before.map_or(0, |b| b.suffix3), 0, 0);
        add(14, after.map_or(0, |a| a.suffix3), 0, 0);
        add(15, w.shape as u32, before.map_or(9, |b| b.shape as u32), after.map_or(9, |a| a.shape as u32));
        add(16, tag(0), outside, 0);
        add(17, tag(-1), tag(0), outside);
        add(18, tag(0), tag(1), outside);
        add(19, tag(-1) << 8 | tag(-2), tag(0), outside);
        add(20, tag(0), tag(1) << 8 | tag(2), outside);
        add(21, tag(-1), tag(0), tag(1) << 1 | outside);
        add(22, w.id, tag(1), 0);
        add(23, w.id, tag(-1), 0);
        add(24, tag(-1), id(1), tag(0));
        add(25, id(-1), tag(1), tag(0));
        add(26, tag(-2) << 8 | tag(-1), tag(0) << 8 | tag(1), tag(2));
        add(27, w.id, id(1), tag(2));
        add(28, id(-1), w.id, tag(-2));
        add(29, u32::from(w.cue), tag(0), outside);
        add(
            30,
            before.map_or(0, |b| u32::from(b.cue)),
            u32::from(w.cue),
            after.map_or(0, |a| u32::from(a.cue)),
        );
        add(31, u32::from(w.cue), tag(-1), tag(1));
        add(32, u32::from(w.cue), id(1), 0);
        add(33, u32::from(w.source), u32::from(w.cue), tag(1));
        add(34, before.map_or(0, |b| u32::from(b.source)), tag(-1), w.id);
    }

    fn quote_features(&self, n: usize, out: &mut Features) {
        let mut add = |kind: u32, a: u32, b: u32, c: u32| out.push(combine(kind, a, b, c));
        let place = |step: isize| {
            n.checked_add_signed(step)
                .filter(|&at| at < self.words.len())
                .map_or(7, |at| self.quotes.place(at) as u32)
        };
        add(40, place(-1), place(0), place(1));
        add(41, place(-2) << 4 | place(-1), place(0), place(1) << 4 | place(2));
        add(42, place(0), self.id(n, -1), place(-1));
        add(43, place(0), self.id(n, 1), place(1));
        match self.quotes.quotation(n) {
            Some(q) => {
                let long = bucket(q.last - q.first);
                let whole = u32::from(q.opened) | u32::from(q.closed) << 1;
                add(44, place(0), long, whole);
                add(45, bucket(n - q.first), long, 0);
                add(46, bucket(q.last - n), long, 0);
                // What stands before the opening mark and after the closing one tells speech from a term in marks.
                add(47, long, self.id(q.first, -1), place(0));
                add(48, long, self.id(q.last, 1), place(0));
                add(49, self.id(q.first, -1), self.id(q.last, 1), place(0));
                add(50, long, self.id(q.last, -1), place(0));
                let sentence = self.sentence_tokens(self.sentence_of(n));
                let whole_sentence = q.first <= sentence.start && q.last + 1 >= sentence.end;
                add(51, u32::from(whole_sentence), long, place(0));
                add(52, self.tag(q.first, -1), self.tag(q.first, 1), long);
            }
            None => {
                let before = self.quotes.quotations.iter().rev().find(|q| q.last < n);
                let after = self.quotes.quotations.iter().find(|q| q.first > n);
                let same = |at: usize| u32::from(self.sentence[at] == self.sentence[n]);
                add(53, before.map_or(99, |q| bucket(n - q.last)), before.map_or(0, |q| same(q.last)), 0);
                add(54, after.map_or(99, |q| bucket(q.first - n)), after.map_or(0, |q| same(q.first)), 0);
                add(
                    55,
                    before.map_or(99, |q| bucket(q.last - q.first)),
                    after.map_or(99, |q| bucket(q.last - q.first)),
                    0,
                );
            }
        }
    }

    fn cue_features(&self, n: usize, out: &mut Features) {
        let mut add = |kind: u32, a: u32, b: u32, c: u32| out.push(combine(kind, a, b, c));
        let place = self.quotes.place(n) as u32;
        let (left, right) = (self.cue_left[n], self.cue_right[n]);
        let (mut left_cue, mut right_cue) = (0, 0);
        if left != NONE {
            let at = left as usize;
            let cue = &self.words[at];
            let far = bucket(n - at);
            let commas = u32::from((self.commas[n] - self.commas[at]).min(4));
            left_cue = u32::from(cue.cue);
            add(60, cue.id, far, place);
            add(61, left_cue, far, commas << 3 | place);
            add(62, cue.id, commas, place);
            add(63, cue.id, self.id(at, 1), place);
            add(64, cue.id, self.tag(n, 0), far.min(3));
            add(65, left_cue, self.words[n].id, far.min(3));
            add(66, commas, self.words[n].id, left_cue);
            add(67, cue.id, self.tag(at, -1), self.tag(at, 1));
            add(68, left_cue, self.tag(n, -1) << 8 | self.tag(n, 0), commas);
        } else {
            add(69, place, self.tag(n, 0), 0);
        }
        if right != NONE {
            let at = right as usize;
            let cue = &self.words[at];
            let far = bucket(at - n);
            let commas = u32::from((self.commas[at] - self.commas[n]).min(4));
            right_cue = u32::from(cue.cue);
            add(70, cue.id, far, place);
            add(71, right_cue, far, commas << 3 | place);
            add(72, cue.id, commas, place);
            add(73, cue.id, self.id(at, 1), commas);
            add(74, cue.id, self.tag(n, 0), far.min(3));
            add(75, right_cue, self.words[n].id, far.min(3));
            add(76, commas, self.words[n].id, right_cue);
            add(77, cue.id, self.tag(at, -1), self.tag(at, 1));
        } else {
            add(78, place, self.tag(n, 0), 0);
        }
        add(79, left_cue, right_cue, place);
        add(80, left_cue << 4 | right_cue, self.tag(n, 0), self.tag(n, -1));
        let strong = |at: u32| at != NONE;
        let sentences = |at: u32| self.sentence[at as usize].abs_diff(self.sentence[n]).min(3);
        let (strong_left, strong_right) = (self.strong_left[n], self.strong_right[n]);
        let left_far = if strong(strong_left) { sentences(strong_left) } else { 9 };
        let right_far = if strong(strong_right) { sentences(strong_right) } else { 9 };
        add(81, left_far, right_far, place);
        if strong(strong_left) {
            add(82, self.words[strong_left as usize].id, left_far, place);
        }
        if strong(strong_right) {
            add(83, self.words[strong_right as usize].id, right_far, place);
        }
    }

    fn place_features(&self, n: usize, out: &mut Features) {
        let mut add = |kind: u32, a: u32, b: u32, c: u32| out.push(combine(kind, a, b, c));
        let sentence = self.sentence_tokens(self.sentence_of(n));
        let (from_start, to_end) = (bucket(n - sentence.start), bucket(sentence.end - 1 - n));
        let heading = u32::from(self.heading);
        let place = self.quotes.place(n) as u32;
        add(90, from_start, place, heading);
        add(91, to_end, place, heading);
        add(92, heading, self.place_in_article, self.words[n].mark as u32);
        add(93, self.words[sentence.start].id, from_start.min(4), place);
        add(94, self.words[sentence.end - 1].id, to_end.min(4), place);
        add(95, self.sentence[n].min(3), place, from_start.min(2));
        add(96, heading, self.words[n].id, from_start.min(2));
        // The clause: what opened it and how far back.
        let clause = (sentence.start..n).rev().find(|&at| {
            matches!(self.words[at].mark, Mark::Comma | Mark::Semicolon | Mark::Colon | Mark::Dash)
        });
        if let Some(at) = clause {
            add(97, self.id(at, 1), bucket(n - at), self.tag(n, 0));
            add(98, self.words[at].mark as u32, bucket(n - at), self.tag(n, 0));
            add(99, self.id(at, 1), self.tag(at, 2), place);
        }
        let next = (n + 1..sentence.end).find(|&at| {
            matches!(self.words[at].mark, Mark::Comma | Mark::Semicolon | Mark::Colon | Mark::Dash)
        });
        if let Some(at) = next {
            add(35, self.words[at].mark as u32, bucket(at - n), self.tag(n, 0));
            add(36, self.id(at, 1), bucket(at - n).min(4), place);
        }
    }

    /// Takes over the labels of a first pass and how sure it was of each, from 0 to 3.
    pub fn set_first_pass(&mut self, labels: &[u8], sure: impl Iterator<Item = u8>) {
        self.first_pass.clear();
        self.first_pass.extend_from_slice(labels);
        self.first_pass_sure.clear();
        self.first_pass_sure.extend(sure);
    }

    fn first_pass_features(&self, n: usize, out: &mut Features) {
        let mut add = |kind: u32, a: u32, b: u32, c: u32| out.push(combine(kind, a, b, c));
        let label = |step: isize| {
            n.checked_add_signed(step).and_then(|at| self.first_pass.get(at)).map_or(63, |&l| u32::from(l))
        };
        add(130, label(0), u32::from(self.first_pass_sure[n]), 0);
        add(131, label(-1), label(0), label(1));
        add(132, label(-2), label(-1), label(0));
        add(133, label(0), label(1), label(2));
        add(134, label(-3), label(0), label(3));
        add(135, label(0), self.words[n].id, 0);
        add(136, label(0), label(1), self.id(n, 1));
        add(137, label(-1), label(0), self.id(n, -1));
        add(138, label(0), self.tag(n, 0), self.tag(n, -1));
        add(139, label(0), self.tag(n, 0), self.tag(n, 1));
    }
}
