//! The record: articles and statements in one file, linked.
//!
//! A [`Record`] is a store with the linker over it. [`Record::add`] commits one article; [`Record::relink`] brings the links up to
//! date with everything stored; [`Record::snapshot`] is what questions are answered from.

use crate::pipeline::Outcome;
use reportedly_link::LinkInput;
use reportedly_schema::{
    BlockKind, MadeBy, Reading,
    linkage::{Decision, Level, Registry, Sketch, Snapshot, StatementKey},
    matter::Matter,
};
use std::borrow::Cow;
use std::cell::RefCell;
use std::path::Path;

pub use reportedly_store::{
    Access, Added, Counts, Entry, Error, Fault, Hit, Lacking, LoggedDecision, MatterChange, RegistryChange,
    Store, StoredArticle,
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

    /// Brings the links up to date and swaps the new generation in, in one transaction. What nothing new touches is taken over from
    /// the generation before; the result is that of linking everything. Where the links are up to date, nothing is done.
    ///
    /// # Errors
    /// When the file cannot be read or written; the generation before stays.
    pub fn relink(&mut self) -> Result<(), Error> {
        let linker = reportedly_link::linker();
        if self.store.links_are_current_by(&linker)? {
            return Ok(());
        }
        let input = self.store.link_input(&linker)?;
        let failed = RefCell::new(None);
        let whole = |n: usize| match self.store.whole_statement(&input, n) {
            Ok(statement) => Cow::Owned(statement),
            Err(error) => {
                failed.borrow_mut().get_or_insert(error);
                Cow::Borrowed(&input.statements[n])
            }
        };
        let to_link = LinkInput {
            articles: &input.articles,
            statements: &input.statements,
            registry: &input.registry,
            decisions: &input.decisions,
            before: input.before.as_ref(),
        };
        let linked = reportedly_link::link_changed(&to_link, &whole);
        if let Some(error) = failed.take() {
            return Err(error);
        }
        self.store.replace_links(&input, &linked.generation, &linked.profiles)
    }

    /// Says of two statements, each by its text and id, that they are of one utterance or point or that they are not, and links again.
    /// A second word on the same pair replaces the first. Tells whether anything changed.
    ///
    /// # Errors
    /// When both are one statement, or the file cannot be written.
    pub fn decide(&mut self, decision: &Decision, because: Option<&str>) -> Result<bool, Error> {
        let changed = self.store.decide(decision, because)?;
        if changed {
            self.relink()?;
        }
        Ok(changed)
    }

    /// Takes back what was said of two statements, and links again; tells what it was.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn withdraw_decision(
        &mut self,
        level: Level,
        one: StatementKey,
        other: StatementKey,
        because: Option<&str>,
    ) -> Result<Option<Decision>, Error> {
        let found = self.store.withdraw_decision(level, one, other, because)?;
        if found.is_some() {
            self.relink()?;
        }
        Ok(found)
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
