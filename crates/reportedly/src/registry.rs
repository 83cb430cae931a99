//! The registry of a record: which names are one speaker's, who held which office when, who speaks for which party.
//!
//! Nothing is merged silently. A change is a line or more of the registry file ([`reportedly_link::read_registry`] describes it),
//! is logged with the reason given, and can be taken back by its opposite; links are made anew after it.

use crate::asked_of::snapshot_for;
use crate::record::{Error, Record};
use reportedly_link::{NamedAs, RegistryFileError, read_registry, registry_lines};
use reportedly_schema::SpeakerKind;
use reportedly_schema::linkage::{RecordSpeaker, Registry};
use reportedly_schema::registry::Alias;
use std::collections::BTreeSet;
use std::fmt;

pub use reportedly_link::{
    ChangeError, FileFault, LONGEST_CELL, LONGEST_FILE, REGISTRY_FORMAT, Suggestion, proper_name,
    suggestions, write_registry,
};
pub use reportedly_schema::registry::{Alias as RegistryAlias, CalendarDate, Period};
pub use reportedly_store::{LoggedChange, RegistryChange};

/// Why a registry was not changed.
#[derive(Debug)]
pub enum RegistryError {
    /// The file given: every fault with its line.
    File(RegistryFileError),
    /// What was asked for breaks a rule of the registry.
    Change(ChangeError),
    /// The record could not be read or written.
    Record(Error),
}

impl fmt::Display for RegistryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RegistryError::File(error) => error.fmt(f),
            RegistryError::Change(error) => error.fmt(f),
            RegistryError::Record(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RegistryError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(match self {
            RegistryError::File(error) => error,
            RegistryError::Change(error) => error,
            RegistryError::Record(error) => error,
        })
    }
}

impl From<Error> for RegistryError {
    fn from(error: Error) -> Self {
        RegistryError::Record(error)
    }
}

/// A change that was made, or would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// What the log has of it.
    pub change: RegistryChange,
    /// What the speaker that the wish is about is called; `None` for a file.
    pub speaker: Option<String>,
    /// Names given that nothing in the record has.
    pub not_found: Vec<String>,
    /// The registry after it.
    pub registry: Registry,
}

/// What a user wants of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// These names are one speaker, called by the first.
    Merge(Vec<String>),
    /// The forms are other speakers than the one of this name.
    Split(String, Vec<String>),
    /// The forms are names of the speaker of this name, as the last part says: on its days, in its article. Its own form is not read.
    Alias(String, Vec<String>, Alias),
    /// Takes over a registry file; the flag: in place of everything declared before.
    Import {
        /// The file's name, for the log.
        file: String,
        /// The file.
        bytes: Vec<u8>,
        /// Whether what the file does not name is taken out.
        replace: bool,
    },
}

impl Record {
    /// What a wish would change; nothing is written.
    ///
    /// # Errors
    /// When the file or the change breaks a rule, or the record cannot be read.
    pub fn would_change(&self, wish: &Wish, because: Option<&str>) -> Result<Update, RegistryError> {
        let before = self.store().registry()?;
        let speakers = snapshot_for(self, None)?.links.speakers;
        let because = because.map(one_line).filter(|reason| !reason.is_empty());
        let note = because.as_deref();
        let known = Known { registry: &before, speakers: &speakers };
        let changed = RegistryError::Change;
        let (what, names, after) = match wish {
            Wish::Merge(names) => {
                let names: Vec<String> = names.iter().map(|name| one_line(name)).collect();
                let after = reportedly_link::merge(&before, &known.all(&names), note).map_err(changed)?;
                (format!("merge {}", names.join(", ")), names, after)
            }
            Wish::Split(name, forms) => {
                let names = clean(name, forms);
                let after = reportedly_link::split(&before, &known.one(&names[0]), &names[1..], note)
                    .map_err(changed)?;
                (format!("split {} from {}", names[1..].join(", "), names[0]), names, after)
            }
            Wish::Alias(name, forms, scope) => {
                let names = clean(name, forms);
                let after = reportedly_link::alias(&before, &known.one(&names[0]), &names[1..], scope, note)
                    .map_err(changed)?;
                (format!("alias {} of {}", names[1..].join(", "), names[0]), names, after)
            }
            Wish::Import { file, bytes, replace } => {
                let read = read_registry(bytes).map_err(RegistryError::File)?;
                let after = read.over(&before, *replace).map_err(RegistryError::File)?;
                (format!("import {}", one_line(file)), Vec::new(), after)
            }
        };
        let (old, new): (Vec<String>, Vec<String>) = (registry_lines(&before), registry_lines(&after));
        let (was, is): (BTreeSet<&String>, BTreeSet<&String>) = (old.iter().collect(), new.iter().collect());
        let change = RegistryChange {
            what,
            removed: old.iter().filter(|line| !is.contains(line)).cloned().collect(),
            added: new.iter().filter(|line| !was.contains(line)).cloned().collect(),
            because,
        };
        let speaker = names.first().cloned();
        // A name in brackets is the user's own, to tell people of one name apart.
        let expected = |name: &String| known.has(name) || name.ends_with(')');
        let not_found = names.into_iter().filter(|name| !expected(name)).collect();
        Ok(Update { change, speaker, not_found, registry: after })
    }

    /// Makes the change, logs it, and links anew. Where nothing would change, nothing is logged.
    ///
    /// # Errors
    /// As [`Record::would_change`], and when the record cannot be written; the registry then stays as it was.
    pub fn change_registry(&mut self, wish: &Wish, because: Option<&str>) -> Result<Update, RegistryError> {
        let before = self.store().registry()?;
        let update = self.would_change(wish, because)?;
        if !(update.change.removed.is_empty() && update.change.added.is_empty()) {
            self.set_registry(&before, &update.registry, &update.change)?;
            self.relink()?;
        }
        Ok(update)
    }
}

/// One line without spaces around it, as a cell of the registry file holds it.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn clean(name: &str, forms: &[String]) -> Vec<String> {
    std::iter::once(name).chain(forms.iter().map(String::as_str)).map(one_line).collect()
}

/// Names as the record and the registry have them.
struct Known<'a> {
    registry: &'a Registry,
    speakers: &'a [RecordSpeaker],
}

impl Known<'_> {
    fn with_name<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n RecordSpeaker> {
        self.speakers.iter().filter(move |s| s.name == name || s.forms.iter().any(|form| form == name))
    }

    fn has(&self, name: &str) -> bool {
        self.with_name(name).next().is_some() || self.registry.entries.iter().any(|entry| entry.name == name)
    }

    /// What the record says a name is: a person before a body, where it has both.
    fn one(&self, name: &str) -> NamedAs {
        let mut kinds: Vec<SpeakerKind> = self.with_name(name).map(|speaker| speaker.kind).collect();
        kinds.sort();
        let kind = kinds.first().copied().unwrap_or(SpeakerKind::Unknown);
        NamedAs { name: name.to_string(), kind }
    }

    /// The names with what they are, and behind each what the record calls its speaker. A word that is somebody's name and a
    /// body's is what the other names are.
    fn all(&self, names: &[String]) -> Vec<NamedAs> {
        let body = |kind: SpeakerKind| matches!(kind, SpeakerKind::Organisation | SpeakerKind::Government);
        let only_bodies = names.iter().any(|name| {
            let mut speakers = self.with_name(name).peekable();
            speakers.peek().is_some() && speakers.all(|speaker| body(speaker.kind))
        });
        let mut out: Vec<NamedAs> = Vec::new();
        for name in names {
            let as_body = self.with_name(name).find(|speaker| only_bodies && body(speaker.kind));
            let named = match as_body {
                Some(speaker) => NamedAs { name: name.clone(), kind: speaker.kind },
                None => self.one(name),
            };
            let called = self
                .with_name(name)
                .find(|speaker| speaker.kind == named.kind && speaker.name != *name)
                .map(|speaker| NamedAs { name: speaker.name.clone(), kind: speaker.kind });
            for named in [Some(named), called].into_iter().flatten() {
                if !out.iter().any(|other| other.name == named.name) {
                    out.push(named);
                }
            }
        }
        out
    }
}
