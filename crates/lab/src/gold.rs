//! Gold: what a careful reader finds in articles, written as quotations so that it can be checked by eye. `gold/README.md` documents the
//! format.
//!
//! [`load`] reads a folder of it, finds every quotation in its article, and fails where one is not there: gold that does not cut back is no
//! measure of anything.

// Fields whose name says what they hold are documented in gold/README.md only.
#![allow(missing_docs)]

mod article;
mod error;
mod statement;

pub use article::{FoundIn, GoldArticle, GoldOutlet, GoldPublished, LineKind, NoiseLine, Place};
pub use error::GoldError;
pub use statement::{GoldSaid, GoldStatement, GoldTerm, Quote};

use crate::gold_between::Story;
use crate::gold_corpus::{Corpus, CountClaim};
use crate::source_lines::lines;
use reportedly_schema::Day;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

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

/// The name by which gold calls the article at a path, in either system's way of writing it.
pub fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source_lines::collapsed;

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
                    let line: Vec<char> = article.lines[place.line].chars().collect();
                    assert_eq!(
                        line[place.start..place.end].iter().collect::<String>(),
                        collapsed(quote.text())
                    );
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

    #[test]
    fn a_folder_without_gold_is_an_error_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let error = load(folder.path()).unwrap_err();
        assert!(error.to_string().contains("corpus.json"), "{error}");
        assert!(std::error::Error::source(&error).is_some());
    }
}
