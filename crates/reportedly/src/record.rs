//! The record: articles and statements in one file, linked.
//!
//! A [`Record`] is a store with the linker over it. [`Record::add`] commits one article; [`Record::relink`] computes a new link
//! generation from everything stored and swaps it in; [`Record::snapshot`] is what questions are answered from.

use crate::pipeline::Outcome;
use reportedly_schema::{
    BlockKind, MadeBy, Reading,
    linkage::{LinkGeneration, Registry, Sketch, Snapshot},
    matter::Matter,
};
use std::path::Path;

pub use reportedly_store::{
    Access, Added, Counts, Entry, Error, Fault, Hit, MatterChange, RegistryChange, Store, StoredArticle,
};

/// A store with the linker over it.
pub struct Record {
    store: Store,
}

impl Record {
    /// Opens a record.
    ///
    /// # Errors
    /// When the file is missing, no record, damaged, locked, or of a newer version.
    pub fn open(path: &Path, access: Access) -> Result<Self, Error> {
        Ok(Record { store: Store::open(path, access)? })
    }

    /// Opens a record for writing, and makes it where there is no file.
    ///
    /// # Errors
    /// As [`Record::open`].
    pub fn open_or_create(path: &Path) -> Result<Self, Error> {
        Ok(Record { store: Store::open_or_create(path)? })
    }

    /// The store beneath, for looking up single articles and statements.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Whether this reading needs no second extraction by `made_by`: the same input, described in the same way, is in.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn knows(&self, reading: &Reading, made_by: &MadeBy) -> Result<bool, Error> {
        self.store.knows(reading, &made_by.model_sha256, &made_by.settings_sha256)
    }

    /// Commits one outcome in one transaction.
    ///
    /// # Errors
    /// When the file cannot be written; what was stored before stays.
    pub fn add(&mut self, outcome: &Outcome) -> Result<Added, Error> {
        match outcome {
            Outcome::Article(record) => self.store.add(Entry::Article(record, &sketch_of(&record.reading))),
            Outcome::Rejected(rejected) => self.store.add(Entry::Rejected(rejected)),
            Outcome::Known(_) => Ok(Added::Already),
        }
    }

    /// Links everything stored and swaps the new generation in, in one transaction.
    ///
    /// # Errors
    /// When the file cannot be read or written; the generation before stays.
    pub fn relink(&mut self) -> Result<LinkGeneration, Error> {
        let input = self.store.link_input()?;
        let links = reportedly_link::link(&input.articles, &input.statements, &input.registry);
        self.store.replace_links(&input, &links)?;
        Ok(links)
    }

    /// Puts `after` in the place of the registry `before` and logs it; links are then out of date.
    /// [`Record::change_registry`] checks, writes and links.
    ///
    /// # Errors
    /// When the registry is no longer `before`, or the file cannot be written.
    pub fn set_registry(
        &mut self,
        before: &Registry,
        after: &Registry,
        change: &RegistryChange,
    ) -> Result<(), Error> {
        self.store.set_registry(before, after, change)
    }

    /// Puts the matter `after` in the place of `before` and logs it; see [`Store::set_matter`].
    ///
    /// # Errors
    /// When the matter is no longer `before`, another one has the name, or the file cannot be written.
    pub fn set_matter(
        &mut self,
        before: Option<&Matter>,
        after: Option<&Matter>,
        what: &str,
        because: Option<&str>,
    ) -> Result<(), Error> {
        self.store.set_matter(before, after, what, because)
    }

    /// Everything a question is answered from.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot, Error> {
        self.store.snapshot()
    }
}

/// The sketch of an article's own words: titles and body, without noise.
pub fn sketch_of(reading: &Reading) -> Sketch {
    let mut body = String::new();
    for block in reading
        .blocks
        .iter()
        .filter(|b| matches!(b.kind, BlockKind::Body | BlockKind::Quote | BlockKind::List))
    {
        body.push_str(reading.cut(block.span));
        body.push('\n');
    }
    reportedly_link::sketch(&body)
}
