//! One article as gold has it: who published it and when, what of it is noise, and what was said; with its lines, so that every quotation is found in it.

use super::statement::{GoldStatement, Quote};
use crate::source_lines::collapsed;
use reportedly_schema::{BlockKind, Day, SaidBasis};
use serde::Deserialize;
use std::str::FromStr;

/// One article.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldArticle {
    /// Name in the folder of articles.
    pub file: String,
    /// Who published it.
    pub outlet: GoldOutlet,
    /// When.
    pub published: GoldPublished,
    /// What is no part of it.
    pub noise: Vec<NoiseLine>,
    /// What was said.
    pub statements: Vec<GoldStatement>,
    /// Its lines, white space collapsed; filled by [`load`](super::load).
    #[serde(skip)]
    pub lines: Vec<String>,
}

/// Who published an article.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldOutlet {
    pub name: String,
    pub found_in: FoundIn,
}

/// When an article was published: a right answer lies between `earliest` and `latest`, inclusive.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldPublished {
    pub value: Day,
    pub earliest: Day,
    pub latest: Day,
    pub found_in: FoundIn,
}

/// Where a reader can find something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FoundIn {
    Text,
    Markup,
    Meta,
    Nowhere,
}

/// Lines that are no part of the article: one whole line by its words, or lines `first` to `last` of a text file, from 1.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoiseLine {
    /// A noise kind, or `either`.
    pub kind: String,
    pub line: Option<String>,
    pub lines: Option<(usize, usize)>,
}

/// Code points `start..end` of a line, the line counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub line: usize,
    pub start: usize,
    pub end: usize,
}

/// What a line is that is no part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    Noise(BlockKind),
    /// Both readings are right; nothing is scored.
    Either,
}

impl FromStr for LineKind {
    type Err = String;
    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "either" => Ok(LineKind::Either),
            word => match BlockKind::from_str(word)? {
                kind if kind.is_noise() => Ok(LineKind::Noise(kind)),
                kind => Err(format!("{kind} is no kind of noise")),
            },
        }
    }
}

impl GoldArticle {
    /// Where a quotation stands.
    ///
    /// # Errors
    /// Names the quotation that is not there.
    pub fn place(&self, quote: &Quote) -> Result<Place, String> {
        let (text, nth) = match quote {
            Quote::First(text) => (text, 1),
            Quote::Nth { text, nth } => (text, *nth),
        };
        let wanted: Vec<char> = collapsed(text).chars().collect();
        let mut left = nth;
        if nth == 0 {
            return Err(format!("{}: occurrences are counted from 1", self.file));
        }
        for (line, content) in self.lines.iter().enumerate() {
            let chars: Vec<char> = content.chars().collect();
            for start in 0..chars.len().saturating_sub(wanted.len().max(1) - 1) {
                let end = start + wanted.len();
                if chars[start..end] == wanted[..] && at_word_edges(&chars, start, end) {
                    left -= 1;
                    if left == 0 {
                        return Ok(Place { line, start, end });
                    }
                }
            }
        }
        Err(format!("{}: occurrence {nth} of {text:?} is not in the article", self.file))
    }

    pub(super) fn first_place(&self, words: &str) -> Result<Place, String> {
        self.place(&Quote::First(words.to_string()))
    }

    /// Where the parts of a source, cue or content stand.
    ///
    /// # Errors
    /// Names the quotation that is not there.
    pub fn places(&self, quotes: &[Quote]) -> Result<Vec<Place>, String> {
        quotes.iter().map(|quote| self.place(quote)).collect()
    }

    /// For each line what it is: `None` for a line of the article.
    ///
    /// # Errors
    /// Names the noise that is not there.
    pub fn line_kinds(&self) -> Result<Vec<Option<LineKind>>, String> {
        let mut out = vec![None; self.lines.len()];
        for noise in &self.noise {
            let kind = LineKind::from_str(&noise.kind)?;
            match (&noise.line, noise.lines) {
                (Some(words), None) => {
                    let words = collapsed(words);
                    let mut any = false;
                    for (slot, _) in out.iter_mut().zip(&self.lines).filter(|(_, line)| **line == words) {
                        *slot = Some(kind);
                        any = true;
                    }
                    if !any {
                        return Err(format!("{}: there is no line {words:?}", self.file));
                    }
                }
                (None, Some((first, last))) if 1 <= first && first <= last && last <= out.len() => {
                    out[first - 1..last].fill(Some(kind));
                }
                _ => return Err(format!("{}: noise is a `line` or `lines` of the file", self.file)),
            }
        }
        Ok(out)
    }

    /// Finds everything quoted, and that days are in order.
    pub(super) fn check(&self) -> Result<(), String> {
        let kinds = self.line_kinds()?;
        if self.published.earliest > self.published.value || self.published.value > self.published.latest {
            return Err(format!("{}: published lies outside its own range", self.file));
        }
        for statement in &self.statements {
            self.check_statement(statement, &kinds)
                .map_err(|what| format!("statement {}: {what}", statement.id))?;
        }
        Ok(())
    }

    fn check_statement(&self, statement: &GoldStatement, kinds: &[Option<LineKind>]) -> Result<(), String> {
        if statement.content.is_empty() {
            return Err("there is no content".to_string());
        }
        for place in self.places(&statement.content)? {
            if matches!(kinds[place.line], Some(LineKind::Noise(_))) {
                return Err("the content stands in noise".to_string());
            }
        }
        self.places(&statement.source)?;
        self.places(&statement.cue)?;
        for term in &statement.terms {
            self.place(&term.text)?;
        }
        let Some(said) = &statement.said else { return Ok(()) };
        let dated = said.dated().is_some();
        if dated != (said.basis != SaidBasis::Published) || said.earliest.is_some_and(|e| e > said.latest) {
            return Err("said needs two days in order, or `published` and one".to_string());
        }
        Ok(())
    }
}

/// Whether a run of characters neither starts nor ends inside a word.
fn at_word_edges(chars: &[char], start: usize, end: usize) -> bool {
    let joined = |a: usize, b: usize| chars[a].is_alphanumeric() && chars[b].is_alphanumeric();
    start < end && (start == 0 || !joined(start - 1, start)) && (end == chars.len() || !joined(end - 1, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source_lines::lines;

    fn small(statement: &str, noise: &str) -> Result<(), String> {
        let json = format!(
            r#"{{"file": "a.txt", "outlet": {{"name": "Post", "found_in": "text"}},
                "published": {{"value": "2031-03-05", "earliest": "2031-03-05", "latest": "2031-03-05", "found_in": "text"}},
                "noise": [{noise}], "statements": [{statement}]}}"#
        );
        let mut article: GoldArticle = serde_json::from_str(&json).map_err(|e| e.to_string())?;
        article.lines = lines("a.txt", "Home\nAda said there he is. Then he said no.\n");
        article.check()
    }

    fn statement(rest: &str) -> String {
        format!(r#"{{"id": "1", "speaker": "Ada", "speaker_kind": "person", "kind": "indirect", {rest}}}"#)
    }

    #[test]
    fn gold_that_does_not_cut_back_is_refused() {
        let noise = r#"{"kind": "nav", "line": "Home"}"#;
        let good = statement(
            r#""source": ["Ada"], "cue": [{"text": "said", "nth": 2}], "content": [{"text": "he", "nth": 2}]"#,
        );
        assert_eq!(small(&good, noise), Ok(()));
        let wrong = [
            (r#""source": [], "cue": [], "content": ["yes"]"#, noise, "is not in the article"),
            (r#""source": [], "cue": [], "content": [{"text": "he", "nth": 3}]"#, noise, "occurrence 3"),
            (r#""source": [], "cue": [], "content": ["ere"]"#, noise, "is not in the article"),
            (r#""source": [], "cue": [], "content": []"#, noise, "no content"),
            (r#""source": [], "cue": [], "content": ["Home"]"#, noise, "stands in noise"),
            (r#""source": [], "cue": [], "content": ["no"]"#, r#"{"kind": "nav", "line": "Hom"}"#, "no line"),
            (
                r#""source": [], "cue": [], "content": ["no"]"#,
                r#"{"kind": "nav", "lines": [1, 9]}"#,
                "noise is",
            ),
            (
                r#""source": [], "cue": [], "content": ["no"]"#,
                r#"{"kind": "body", "line": "Home"}"#,
                "no kind",
            ),
            (
                r#""said": {"latest": "2031-03-05", "basis": "stated"}, "source": [], "cue": [], "content": ["no"]"#,
                noise,
                "said needs",
            ),
            (r#""sorce": [], "cue": [], "content": ["no"]"#, noise, "unknown field"),
        ];
        for (rest, noise, told) in wrong {
            let found = small(&statement(rest), noise).expect_err(rest);
            assert!(found.contains(told), "{rest}: {found}");
        }
    }
}
