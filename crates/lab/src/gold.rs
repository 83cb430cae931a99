//! Gold: what a careful reader finds in articles, written as quotations so that it can be checked by eye. `gold/README.md` documents the
//! format.
//!
//! [`load`] reads a folder of it, finds every quotation in its article, and fails where one is not there: gold that does not cut back is no
//! measure of anything.

// Fields whose name says what they hold are documented in gold/README.md only.
#![allow(missing_docs)]

use crate::gold_between::Story;
use crate::gold_corpus::{Corpus, CountClaim};
use crate::source_lines::{collapsed, lines};
use reportedly_schema::{
    BlockKind, Day, Kind, Modality, Mode, SaidBasis, SpeakerKind, TermKind, TermRole, Times,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// A folder of gold, checked against its articles.
#[derive(Debug)]
pub struct Gold {
    /// By file name.
    pub articles: BTreeMap<String, GoldArticle>,
    /// What lies between articles.
    pub corpus: Corpus,
    /// What lies between the articles of each story, by the path of its file in `between`.
    pub stories: BTreeMap<String, Story>,
}

/// Gold that cannot be used.
#[derive(Debug)]
pub struct GoldError {
    path: PathBuf,
    what: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl GoldError {
    /// `what` is wrong in `path`.
    pub fn new(path: &Path, what: impl Into<String>) -> Self {
        GoldError { path: path.to_path_buf(), what: what.into(), source: None }
    }

    fn caused(path: &Path, what: &str, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        GoldError { path: path.to_path_buf(), what: what.to_string(), source: Some(source.into()) }
    }
}

impl fmt::Display for GoldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.what)?;
        match &self.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for GoldError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|s| s as &(dyn std::error::Error + 'static))
    }
}

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
    /// Its lines, white space collapsed; filled by [`load`].
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

/// Characters of the article.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Quote {
    /// The first occurrence.
    First(String),
    /// A later one, counted from 1 where the words start and end at the edge of a word.
    Nth { text: String, nth: usize },
}

impl Quote {
    /// The words quoted.
    pub fn text(&self) -> &str {
        match self {
            Quote::First(text) | Quote::Nth { text, .. } => text,
        }
    }
}

/// Code points `start..end` of a line, the line counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub line: usize,
    pub start: usize,
    pub end: usize,
}

/// One statement.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldStatement {
    pub id: String,
    pub speaker: String,
    pub speaker_kind: SpeakerKind,
    /// Other accepted names.
    #[serde(default)]
    pub also: Vec<String>,
    pub kind: Kind,
    #[serde(default = "speech")]
    pub mode: Mode,
    #[serde(default = "asserted")]
    pub modality: Modality,
    #[serde(default = "once")]
    pub times: Times,
    #[serde(default)]
    pub negated: bool,
    #[serde(default)]
    pub nested: bool,
    /// Finding it is right, not finding it too.
    #[serde(default)]
    pub optional: bool,
    #[serde(default)]
    pub via: Vec<String>,
    /// None for what was never said.
    pub said: Option<GoldSaid>,
    pub source: Vec<Quote>,
    pub cue: Vec<Quote>,
    pub content: Vec<Quote>,
    /// Its terms; none where the article is in no story.
    #[serde(default)]
    pub terms: Vec<GoldTerm>,
}

/// One condition, demand, offer, concession or guarantee.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldTerm {
    pub role: TermRole,
    pub kind: Option<TermKind>,
    pub text: Quote,
    #[serde(default)]
    pub members: Vec<String>,
    pub actor: Option<String>,
    pub to: Option<String>,
    #[serde(default)]
    pub negated: bool,
}

fn speech() -> Mode {
    Mode::Speech
}

fn asserted() -> Modality {
    Modality::Asserted
}

fn once() -> Times {
    Times::Once
}

/// When something was said.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldSaid {
    pub earliest: Option<Day>,
    pub latest: Day,
    pub basis: SaidBasis,
}

impl GoldSaid {
    /// The true days, where the article tells them.
    pub fn dated(&self) -> Option<(Day, Day)> {
        let told = matches!(self.basis, SaidBasis::Stated | SaidBasis::Carried);
        self.earliest.filter(|_| told).map(|earliest| (earliest, self.latest))
    }
}

/// Reads a folder of gold and the articles it is about, and checks it.
///
/// # Errors
/// A file that cannot be read or has another form; a quotation or noise line that is not in its article; a reference to a statement or article
/// that is not there.
pub fn load(folder: &Path) -> Result<Gold, GoldError> {
    let corpus_path = folder.join("corpus.json");
    let corpus: Corpus = parsed(&corpus_path)?;
    let articles_folder = folder.join(&corpus.articles);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(|e| GoldError::caused(folder, "cannot list the folder", e))?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|x| x == "json") && *path != corpus_path)
        .collect();
    paths.sort();
    let mut articles = BTreeMap::new();
    for path in paths {
        let mut article: GoldArticle = parsed(&path)?;
        let file = articles_folder.join(&article.file);
        let source = std::fs::read_to_string(&file)
            .map_err(|e| GoldError::caused(&file, "cannot read the article", e))?;
        article.lines = lines(&article.file, &source);
        article.check().map_err(|what| GoldError::new(&path, what))?;
        if let Some(twice) = articles.insert(article.file.clone(), article) {
            return Err(GoldError::new(&path, format!("{} has gold already", twice.file)));
        }
    }
    if articles.is_empty() {
        return Err(GoldError::new(folder, "the folder has no gold of an article"));
    }
    let gold = Gold { stories: stories(folder, &articles)?, articles, corpus };
    gold.check().map_err(|what| GoldError::new(&corpus_path, what))?;
    Ok(gold)
}

/// The files of `between` and of its folders.
/// The name by which gold calls the article at a path, in either system's way of writing it.
pub fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn stories(
    folder: &Path,
    articles: &BTreeMap<String, GoldArticle>,
) -> Result<BTreeMap<String, Story>, GoldError> {
    let ids: BTreeMap<&str, BTreeSet<&str>> = articles
        .iter()
        .map(|(file, a)| (file.as_str(), a.statements.iter().map(|s| s.id.as_str()).collect()))
        .collect();
    let mut stories = BTreeMap::new();
    let mut folders = vec![folder.join("between")];
    while let Some(at) = folders.pop().filter(|at| at.is_dir()) {
        let entries =
            std::fs::read_dir(&at).map_err(|e| GoldError::caused(&at, "cannot list the folder", e))?;
        for path in entries.filter_map(|entry| entry.ok().map(|e| e.path())) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let story: Story = parsed(&path)?;
            story.check(&ids).map_err(|what| GoldError::new(&path, what))?;
            for claim in &story.count_claims {
                let article = articles.get(&claim.article);
                let article =
                    article.ok_or_else(|| GoldError::new(&path, format!("no gold of {}", claim.article)))?;
                article.place(&claim.text).map_err(|what| GoldError::new(&path, what))?;
            }
            let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
            stories.insert(name, story);
        }
    }
    Ok(stories)
}

fn parsed<T: DeserializeOwned>(path: &Path) -> Result<T, GoldError> {
    let bytes = std::fs::read(path).map_err(|e| GoldError::caused(path, "cannot read the file", e))?;
    serde_json::from_slice(&bytes).map_err(|e| GoldError::caused(path, "not gold of the documented form", e))
}

impl Gold {
    /// Every name that is right for a statement's speaker.
    pub fn names<'a>(&'a self, statement: &'a GoldStatement) -> Vec<&'a str> {
        let all = self.corpus.speakers.iter().chain(self.stories.values().flat_map(|story| &story.speakers));
        let known = all.filter(|s| s.name == statement.speaker);
        std::iter::once(&statement.speaker)
            .chain(&statement.also)
            .chain(known.flat_map(|s| &s.also))
            .map(String::as_str)
            .collect()
    }

    fn check(&self) -> Result<(), String> {
        let mut ids = BTreeSet::new();
        for statement in self.articles.values().flat_map(|a| &a.statements) {
            if !ids.insert(statement.id.as_str()) {
                return Err(format!("two statements have the id {}", statement.id));
            }
        }
        let corpus = &self.corpus;
        let repeated = corpus.repeated.iter().flat_map(|r| {
            let utterances = r.occasions.iter().flat_map(|o| o.utterances.iter().flatten());
            utterances.chain(r.apart.values().flatten()).chain(r.near.iter().map(|n| &n.statement))
        });
        let named = repeated
            .chain(corpus.chains.iter().map(|c| &c.statement))
            .chain(corpus.replies.iter().flat_map(|r| [&r.to, &r.reply]))
            .chain(corpus.accounts.iter().flat_map(|a| &a.tellers).flat_map(|t| &t.statements));
        for id in named {
            if !ids.contains(id.as_str()) {
                return Err(format!("there is no statement {id}"));
            }
        }
        for file in corpus.reprints.iter().flat_map(|r| r.again.iter().chain([&r.first])) {
            self.article(file)?;
        }
        for claim in &corpus.count_claims {
            self.article(&claim.article)?.first_place(&claim.text)?;
            self.check_claim(claim)?;
        }
        for teller in corpus.accounts.iter().flat_map(|a| &a.tellers) {
            for words in &teller.narrations {
                let file = teller.article.as_ref().ok_or(format!("{} tells in no article", teller.teller))?;
                self.article(file)?.first_place(words)?;
            }
        }
        for point in &corpus.repeated {
            if point.count != point.occasions.len() {
                return Err(format!(
                    "{:?} counts {} occasions and lists {}",
                    point.point,
                    point.count,
                    point.occasions.len()
                ));
            }
        }
        Ok(())
    }

    /// What a claim is said to find must be the occasions of its point, and its verdict must follow from them.
    fn check_claim(&self, claim: &CountClaim) -> Result<(), String> {
        let point = self
            .corpus
            .repeated
            .iter()
            .find(|r| r.point == claim.about && r.speaker == claim.speaker)
            .ok_or(format!("{:?} is about a point that is not listed", claim.text))?;
        let days = point.occasions.iter().map(|o| o.said);
        let inside: Vec<Day> = days.filter(|day| (claim.from..=claim.to).contains(day)).collect();
        if inside != claim.found {
            return Err(format!("{:?} finds {:?}, its point has {inside:?}", claim.text, claim.found));
        }
        let reached = claim.found.len() >= claim.claimed;
        if reached != (claim.in_record == "reached") {
            return Err(format!("{:?} is called {}", claim.text, claim.in_record));
        }
        Ok(())
    }

    fn article(&self, file: &str) -> Result<&GoldArticle, String> {
        self.articles.get(file).ok_or(format!("there is no gold of {file}"))
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

    fn first_place(&self, words: &str) -> Result<Place, String> {
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

    fn check(&self) -> Result<(), String> {
        let kinds = self.line_kinds()?;
        if self.published.earliest > self.published.value || self.published.value > self.published.latest {
            return Err(format!("{}: published lies outside its own range", self.file));
        }
        for statement in &self.statements {
            let at = |what: String| format!("statement {}: {what}", statement.id);
            if statement.content.is_empty() {
                return Err(at("there is no content".to_string()));
            }
            for place in self.places(&statement.content).map_err(at)? {
                if matches!(kinds[place.line], Some(LineKind::Noise(_))) {
                    return Err(at("the content stands in noise".to_string()));
                }
            }
            self.places(&statement.source).map_err(at)?;
            self.places(&statement.cue).map_err(at)?;
            for term in &statement.terms {
                self.place(&term.text).map_err(at)?;
            }
            if let Some(said) = &statement.said {
                let dated = said.dated().is_some();
                if dated != (said.basis != SaidBasis::Published)
                    || said.earliest.is_some_and(|e| e > said.latest)
                {
                    return Err(at("said needs two days in order, or `published` and one".to_string()));
                }
            }
        }
        Ok(())
    }
}

/// Whether a run of characters neither starts nor ends inside a word.
fn at_word_edges(chars: &[char], start: usize, end: usize) -> bool {
    let joined = |a: usize, b: usize| chars[a].is_alphanumeric() && chars[b].is_alphanumeric();
    start < end && (start == 0 || !joined(start - 1, start)) && (end == chars.len() || !joined(end - 1, end))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn demo() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("gold/demo")
    }

    #[test]
    fn every_quotation_of_the_demo_gold_cuts_back() {
        let gold = load(&demo()).unwrap_or_else(|e| panic!("{e}"));
        let count: usize = gold.articles.values().map(|a| a.statements.len()).sum();
        assert!(count > 200, "{count} statements");
        for article in gold.articles.values() {
            for statement in &article.statements {
                for (quote, place) in
                    statement.content.iter().zip(article.places(&statement.content).unwrap())
                {
                    let (Quote::First(text) | Quote::Nth { text, .. }) = quote;
                    let line: Vec<char> = article.lines[place.line].chars().collect();
                    assert_eq!(line[place.start..place.end].iter().collect::<String>(), collapsed(text));
                }
            }
        }
    }

    #[test]
    fn every_demo_article_has_gold() {
        let gold = load(&demo()).unwrap();
        let folder = demo().join(&gold.corpus.articles);
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        assert_eq!(files, gold.articles.keys().cloned().collect::<Vec<_>>());
    }

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

    #[test]
    fn a_folder_without_gold_is_an_error_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let error = load(folder.path()).unwrap_err();
        assert!(error.to_string().contains("corpus.json"), "{error}");
        assert!(std::error::Error::source(&error).is_some());
    }
}
