//! The registry: what users declare about speakers, with a log of every change.
//!
//! The store keeps a registry as it is given; which names may stand in one is decided by the crate that links by it.

use crate::error::{Error, Failure, Kind};
use crate::rows::{self, damaged, json, list, maybe_parsed, parsed};
use crate::{Store, revise};
use reportedly_schema::SpeakerKind;
use reportedly_schema::linkage::Registry;
use reportedly_schema::registry::{Alias, Different, Entry, Member, Membership, Period, Role};
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The tables of the registry.
pub(crate) const TABLES: &str = include_str!("registry.sql");

/// A change of the registry as it is logged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistryChange {
    /// What was done, in words: "merge Ada Venn, Ada Wenn".
    pub what: String,
    /// The lines of the registry file that are gone.
    pub removed: Vec<String>,
    /// The lines that are new.
    pub added: Vec<String>,
    /// The reason that the user gave.
    pub because: Option<String>,
}

/// A change with its place in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggedChange {
    /// 1 for the first.
    pub n: u32,
    /// The change.
    #[serde(flatten)]
    pub change: RegistryChange,
}

impl Store {
    /// What is declared about speakers, sorted.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn registry(&self) -> Result<Registry, Error> {
        self.reading(|tx| load(tx))
    }

    /// Puts `after` in the place of `before` and logs the change, in one transaction. Links are then out of date.
    ///
    /// # Errors
    /// When the registry is no longer `before` ([`Error::is_stale`]: another process changed it; look at it again), a membership
    /// names no entry ([`Error::is_usage`]), or the record cannot be written; the registry then stays as it was.
    pub fn set_registry(
        &mut self,
        before: &Registry,
        after: &Registry,
        change: &RegistryChange,
    ) -> Result<(), Error> {
        let after = after.clone().sorted();
        self.writing(|tx| {
            if load(tx)? != before.clone().sorted() {
                return Err(Kind::Stale.into());
            }
            for table in [
                "registry_forms",
                "registry_roles",
                "registry_parties",
                "registry_different",
                "registry_entries",
            ] {
                tx.execute(&format!("DELETE FROM {table}"), [])?;
            }
            write(tx, &after)?;
            tx.execute(
                "INSERT INTO registry_log (what, removed, added, because) VALUES (?1, ?2, ?3, ?4)",
                (&change.what, json(&change.removed)?, json(&change.added)?, &change.because),
            )?;
            revise(tx)
        })
    }

    /// Every change of the registry, the first one first.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn registry_log(&self) -> Result<Vec<LoggedChange>, Error> {
        self.reading(|tx| {
            if !has_tables(tx)? {
                return Ok(Vec::new());
            }
            list(tx, "SELECT * FROM registry_log ORDER BY n", |row| {
                Ok(LoggedChange {
                    n: row.get("n")?,
                    change: RegistryChange {
                        what: row.get("what")?,
                        removed: rows::from_json(row, "removed")?,
                        added: rows::from_json(row, "added")?,
                        because: row.get("because")?,
                    },
                })
            })
        })
    }
}

/// Whether the record has the tables, which one of format 1.0 has not.
fn has_tables(tx: &Connection) -> Result<bool, Failure> {
    Ok(tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'registry_entries')")?
        .query_row([], |row| row.get(0))?)
}

/// Gives a record of format 1.0 the tables, and what it had of aliases as entries.
pub(crate) fn upgrade(tx: &Connection) -> Result<(), Failure> {
    if !has_tables(tx)? {
        let registry = aliases(tx)?;
        tx.execute_batch(TABLES)?;
        write(tx, &registry)?;
        tx.execute("DELETE FROM aliases", [])?;
    }
    Ok(())
}

pub(crate) fn load(tx: &Connection) -> Result<Registry, Failure> {
    if !has_tables(tx)? {
        return aliases(tx);
    }
    let mut entries = list(tx, "SELECT * FROM registry_entries ORDER BY name, entry_id", |row| {
        Ok(Entry {
            id: row.get("entry_id")?,
            name: row.get("name")?,
            kind: parsed(row, "kind")?,
            aliases: Vec::new(),
            roles: Vec::new(),
            wikidata: row.get("wikidata")?,
            note: row.get("note")?,
        })
    })?;
    let places: BTreeMap<String, usize> =
        entries.iter().enumerate().map(|(n, entry)| (entry.id.clone(), n)).collect();
    let place =
        |id: &str| places.get(id).copied().ok_or_else(|| damaged("entry_id", format!("{id:?} is no entry")));
    let forms = list(tx, "SELECT * FROM registry_forms ORDER BY entry_id, n", |row| {
        let alias = Alias {
            form: row.get("form")?,
            period: period(row)?,
            article: row.get("article")?,
            note: row.get("note")?,
        };
        Ok((row.get::<_, String>("entry_id")?, alias))
    })?;
    for (id, alias) in forms {
        entries[place(&id)?].aliases.push(alias);
    }
    let roles = list(tx, "SELECT * FROM registry_roles ORDER BY entry_id, n", |row| {
        let role = Role {
            title: row.get("title")?,
            body: row.get("body")?,
            period: period(row)?,
            note: row.get("note")?,
        };
        Ok((row.get::<_, String>("entry_id")?, role))
    })?;
    for (id, role) in roles {
        entries[place(&id)?].roles.push(role);
    }
    let memberships = list(tx, "SELECT * FROM registry_parties ORDER BY n", |row| {
        let member = match (row.get("entry_id")?, row.get("body")?) {
            (Some(id), None) => Member::Entry(id),
            (None, Some(body)) => Member::Body { title: row.get("title")?, body },
            _ => return Err(damaged("registry_parties.body", "a member is either an entry or a body")),
        };
        Ok(Membership { party: row.get("party")?, member, period: period(row)?, note: row.get("note")? })
    })?;
    let different = list(tx, "SELECT * FROM registry_different ORDER BY a, b", |row| {
        Ok(Different { a: row.get("a")?, b: row.get("b")?, note: row.get("note")? })
    })?;
    Ok(Registry { entries, memberships, different })
}

fn write(tx: &Connection, registry: &Registry) -> Result<(), Failure> {
    let dates = |period: &Period| (period.from.map(|d| d.to_string()), period.until.map(|d| d.to_string()));
    for entry in &registry.entries {
        tx.prepare_cached(
            "INSERT INTO registry_entries (entry_id, name, kind, wikidata, note) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((&entry.id, &entry.name, entry.kind.as_str(), &entry.wikidata, &entry.note))?;
        for (n, alias) in (0i64..).zip(&entry.aliases) {
            let (from, until) = dates(&alias.period);
            tx.prepare_cached(
                "INSERT INTO registry_forms (entry_id, n, form, from_date, until_date, article, note)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute((&entry.id, n, &alias.form, from, until, &alias.article, &alias.note))?;
        }
        for (n, role) in (0i64..).zip(&entry.roles) {
            let (from, until) = dates(&role.period);
            tx.prepare_cached(
                "INSERT INTO registry_roles (entry_id, n, title, body, from_date, until_date, note)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute((&entry.id, n, &role.title, &role.body, from, until, &role.note))?;
        }
    }
    let ids: BTreeSet<&str> = registry.entries.iter().map(|entry| entry.id.as_str()).collect();
    for (n, membership) in (0i64..).zip(&registry.memberships) {
        let (from, until) = dates(&membership.period);
        let (entry, title, body) = match &membership.member {
            Member::Entry(id) if !ids.contains(id.as_str()) => {
                return Err(
                    Kind::Asked(format!("a member of {:?} is no entry: {id:?}", membership.party)).into()
                );
            }
            Member::Entry(id) => (Some(id), None, None),
            Member::Body { title, body } => (None, title.as_ref(), Some(body)),
        };
        tx.prepare_cached(
            "INSERT INTO registry_parties (n, party, entry_id, title, body, from_date, until_date, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute((n, &membership.party, entry, title, body, from, until, &membership.note))?;
    }
    for pair in &registry.different {
        tx.prepare_cached("INSERT INTO registry_different (a, b, note) VALUES (?1, ?2, ?3)")?
            .execute((&pair.a, &pair.b, &pair.note))?;
    }
    Ok(())
}

fn period(row: &Row<'_>) -> Result<Period, Failure> {
    Ok(Period { from: maybe_parsed(row, "from_date")?, until: maybe_parsed(row, "until_date")? })
}

/// The registry of a record of format 1.0: names by display name, all of them people's.
fn aliases(tx: &Connection) -> Result<Registry, Failure> {
    let mut entries: Vec<Entry> = Vec::new();
    for (display, form) in list(tx, "SELECT display, form FROM aliases ORDER BY display, n", |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })? {
        if entries.last().is_none_or(|entry| entry.name != display) {
            entries.push(Entry {
                id: format!("speaker-{}", entries.len() + 1),
                name: display,
                kind: SpeakerKind::Person,
                aliases: Vec::new(),
                roles: Vec::new(),
                wikidata: None,
                note: None,
            });
        }
        if let Some(entry) = entries.last_mut() {
            entry.aliases.push(Alias::always(form));
        }
    }
    Ok(Registry { entries, ..Registry::default() }.sorted())
}
