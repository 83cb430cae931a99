//! Texts with names, nouns for persons, and coreference marked by others, as one kind of thing whatever set they come from.
//!
//! The sets mark different things. A text says of each stretch what is known of it and what an unmarked word may be, so that a set which
//! does not mark a kind teaches nothing about its absence.

pub mod columns;
pub mod corenlp;
pub mod gap;
pub mod gum;
pub mod meantime;
pub mod pronouned;

use crate::labelled::fold_of;
use reportedly_extract::entity_tagger::{LABELS, NameKind, NounKind};
use reportedly_extract::segment::Segments;
use reportedly_schema::Span;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

/// A set of labels, one bit each.
pub type Labels = u16;

/// No name, no noun.
pub const NOTHING: Labels = 1;
/// Either noun.
pub const NOUNS: Labels = 0b11 << 11;
/// Whatever.
pub const ANYTHING: Labels = (1 << LABELS.len()) - 1;

/// The label that begins a name.
pub fn begins(kind: NameKind) -> Labels {
    1 << (1 + 2 * kind as u16)
}

/// The label that goes on with one.
pub fn goes_on(kind: NameKind) -> Labels {
    2 << (1 + 2 * kind as u16)
}

/// Both.
pub fn either(kind: NameKind) -> Labels {
    begins(kind) | goes_on(kind)
}

/// What is known of a stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is a name, of one of these kinds.
    Name(Vec<NameKind>),
    /// Its last word is the head of a noun phrase.
    Noun(NounKind),
    /// Each of its words may have these labels.
    Each(Labels),
}

/// A stretch and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the text.
    pub span: Span,
    /// What is known.
    pub known: Known,
}

/// What a pronoun stands for, where only some names of a text are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The pronoun.
    pub pronoun: Span,
    /// Words it may stand for.
    pub right: Vec<Span>,
    /// Words it does not stand for.
    pub wrong: Vec<Span>,
    /// Whether it may stand for none of them.
    pub none: bool,
    /// The two names that are asked about, and whether the pronoun stands for them.
    pub asked: Option<[(Span, bool); 2]>,
}

impl Choice {
    /// A pronoun of which nothing is known.
    pub fn of(pronoun: Span) -> Self {
        Choice { pronoun, right: Vec::new(), wrong: Vec::new(), none: false, asked: None }
    }
}

/// A text with what others marked in it.
#[derive(Clone, Debug, Default)]
pub struct MarkedText {
    /// Its name, unique.
    pub id: String,
    /// The set that it comes from.
    pub set: &'static str,
    /// Whether no weights are learned from it.
    pub held: bool,
    /// The text.
    pub text: String,
    /// In text order, disjoint.
    pub marks: Vec<Mark>,
    /// The labels that a word without a mark may have.
    pub unmarked: Labels,
    /// Mentions of one entity each, by the span of their head (of a name: all of it); two or more.
    pub chains: Vec<Vec<Span>>,
    /// Mentions of entities that are mentioned once.
    pub alone: Vec<Span>,
    /// Pronouns of which only some candidates are known.
    pub choices: Vec<Choice>,
}

impl MarkedText {
    /// The labels that each token may have.
    pub fn labels(&self, segments: &Segments) -> Vec<Labels> {
        let mut out = vec![self.unmarked; segments.tokens.len()];
        for mark in &self.marks {
            let range = tokens_of(segments, mark.span);
            let last = range.end.saturating_sub(1);
            for n in range.clone() {
                out[n] = match &mark.known {
                    Known::Each(labels) => *labels,
                    Known::Noun(kind) if n == last => 1 << (11 + *kind as u16),
                    Known::Noun(_) => NOTHING,
                    Known::Name(kinds) => kinds
                        .iter()
                        .map(|k| if n == range.start { begins(*k) } else { goes_on(*k) })
                        .fold(0, |all, l| all | l),
                };
            }
        }
        out
    }

    /// The same without titles in persons' names: the sets differ in whether "Justice" belongs to one. A name that is nothing but titles is a description
    /// where the set tells those, else unknown.
    pub fn without_titles(mut self) -> Self {
        for mark in &mut self.marks {
            if mark.known != Known::Name(vec![NameKind::Person]) {
                continue;
            }
            let words: Vec<&str> = self.text[mark.span.range()].split(' ').collect();
            let titles = words.iter().take_while(|w| is_title(w)).count();
            if titles == words.len() {
                mark.known = match self.unmarked & NOUNS {
                    0 => Known::Noun(NounKind::Person),
                    _ => Known::Each(ANYTHING),
                };
            } else {
                mark.span.start += words[..titles].iter().map(|w| w.len() as u32 + 1).sum::<u32>();
            }
        }
        self
    }

    /// The last word of a mention, as a token.
    pub fn head(&self, segments: &Segments, mention: Span) -> Option<usize> {
        let is_word =
            |n: &usize| self.text[segments.tokens[*n].span.range()].starts_with(char::is_alphanumeric);
        tokens_of(segments, mention).rev().find(is_word)
    }
}

/// Whether a word is one of a title, and no given name.
fn is_title(word: &str) -> bool {
    static TITLES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
        let forms = |table: &'static str| {
            table.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split('\t').next())
        };
        let given: BTreeSet<&str> = forms(include_str!("../../extract/vocabulary/first_names.tsv")).collect();
        forms(include_str!("../../extract/vocabulary/offices.tsv"))
            .chain(forms(include_str!("../../extract/vocabulary/honorifics.tsv")))
            .chain(forms(include_str!("../../extract/vocabulary/general_titles.tsv")))
            .flat_map(|form| form.split(' '))
            .filter(|word| !given.contains(word) && word.len() > 1)
            .collect()
    });
    is_capital(word) && TITLES.contains(word.trim_end_matches('.').to_lowercase().as_str())
}

/// The tokens that overlap a span.
pub fn tokens_of(segments: &Segments, span: Span) -> std::ops::Range<usize> {
    let tokens = &segments.tokens;
    tokens.partition_point(|t| t.span.end <= span.start)..tokens.partition_point(|t| t.span.start < span.end)
}

/// Whether a text of a set without a split of its own is in the tenth that no weights are learned from.
pub fn is_held(id: &str) -> bool {
    fold_of(&format!("entities {id}"), 10) == 0
}

/// Whether a word begins with a capital.
pub fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Every text that weights are learned from or choices are made on, from the folder of research data. GAP validation is not among them.
///
/// # Errors
/// When a file cannot be read.
pub fn read_all(data: &Path, seed: u64) -> Result<Vec<MarkedText>, String> {
    let mut out = gum::read(&data.join("gum/train"), false)?;
    out.extend(gum::read(&data.join("gum/dev"), true)?);
    out.extend(meantime::read(&data.join("meantime/data"))?);
    out.extend(columns::read(&data.join("ner/data"))?);
    let silver = corenlp::read(data, "train")?;
    out.extend(pronouned::make(&silver, seed));
    out.extend(silver);
    let rows = gap::read(&data.join("gap/gap-development.tsv"))?;
    out.extend(gap::varied(&rows, seed));
    out.extend(rows);
    Ok(out)
}

/// A text put together of words, with where each stands.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub text: String,
    pub spans: Vec<Span>,
}

impl Words {
    /// Appends a word, after a space where `apart`.
    pub fn push(&mut self, word: &str, apart: bool) {
        if apart && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text += word;
        self.spans.push(Span::new(start, self.text.len()));
    }

    /// Ends a paragraph.
    pub fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// The span of words `first` to `last`.
    pub fn span(&self, first: usize, last: usize) -> Span {
        self.spans[first].hull(self.spans[last])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labelled::whole;
    use reportedly_extract::segment::segment;

    #[test]
    fn marks_become_labels_of_tokens() {
        let text = "Minister Ada Venn met Tolmark-based aides in New Mereth.";
        let at = |word: &str| {
            let start = text.find(word).unwrap();
            Span::new(start, start + word.len())
        };
        let marks = vec![
            Mark { span: at("Ada Venn"), known: Known::Name(vec![NameKind::Person]) },
            Mark { span: at("aides"), known: Known::Noun(NounKind::Person) },
            Mark { span: at("New Mereth"), known: Known::Name(vec![NameKind::Group, NameKind::Other]) },
        ];
        let marked = MarkedText { text: text.into(), marks, unmarked: NOTHING, ..MarkedText::default() };
        let titled = vec![
            Mark { span: at("Minister Ada Venn"), known: Known::Name(vec![NameKind::Person]) },
            Mark { span: at("Minister"), known: Known::Name(vec![NameKind::Person]) },
        ];
        let untitled = MarkedText { marks: titled, ..marked.clone() }.without_titles();
        assert_eq!(untitled.marks[0].span, at("Ada Venn"));
        assert_eq!(untitled.marks[1].known, Known::Noun(NounKind::Person));
        let segments = segment(text, &whole(text));
        let names = |labels: Labels| -> Vec<&str> {
            LABELS.iter().enumerate().filter(|(n, _)| labels >> n & 1 == 1).map(|(_, name)| *name).collect()
        };
        let labels: Vec<Vec<&str>> = marked.labels(&segments).into_iter().map(names).collect();
        assert_eq!(labels[0], ["O"]);
        assert_eq!(labels[1], ["B-PERSON"]);
        assert_eq!(labels[2], ["I-PERSON"]);
        assert_eq!(labels[7], ["PERSON-NOUN"]);
        assert_eq!(labels[9], ["B-GROUP", "B-OTHER"]);
        assert_eq!(labels[10], ["I-GROUP", "I-OTHER"]);
        assert_eq!(marked.head(&segments, at("New Mereth.")), Some(10));
    }
}
