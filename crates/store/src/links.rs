//! Link generations: written and read whole, never edited.

use crate::Store;
use crate::error::{Error, Failure, Kind};
use crate::rows::{self, json};
use crate::snapshot::{self, Rowed};
use reportedly_schema::linkage::{LinkGeneration, Occasion, Point, RecordSpeaker, Snapshot, Utterance};
use reportedly_schema::{Interval, StatementId};
use rusqlite::{Connection, OptionalExtension as _, Row};
use std::collections::{BTreeMap, BTreeSet};

/// A kind of cluster that has an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cluster {
    /// One act of speaking.
    Occasion,
    /// One thing said on it.
    Utterance,
    /// One proposition over occasions.
    Point,
}

impl Cluster {
    const ALL: [Cluster; 3] = [Cluster::Occasion, Cluster::Utterance, Cluster::Point];

    fn as_str(self) -> &'static str {
        match self {
            Cluster::Occasion => "occasion",
            Cluster::Utterance => "utterance",
            Cluster::Point => "point",
        }
    }
}

impl Store {
    /// Whether the links were made of exactly the articles, statements, corrections and declarations that are there now.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn links_are_current(&self) -> Result<bool, Error> {
        self.reading(|tx| are_current(tx))
    }

    /// Writes a new link generation in place of the old one, in one transaction. `input` is what it was computed from, as
    /// [`link_input`](Store::link_input) gave it: its indices are those in `generation`.
    ///
    /// Ids of occasions, utterances and points that disappear are redirected to the cluster that holds their first
    /// statement now: see [`redirect`](Store::redirect).
    ///
    /// # Errors
    /// When the record changed since `input` was read ([`Error::is_stale`]: read and link again), an index of `generation`
    /// points nowhere ([`Error::is_refused`]), or the record cannot be written.
    pub fn replace_links(&mut self, input: &Snapshot, generation: &LinkGeneration) -> Result<(), Error> {
        self.writing(|tx| {
            let rowed = snapshot::load(tx)?;
            let now = &rowed.snapshot;
            if (&now.articles, &now.statements, &now.registry)
                != (&input.articles, &input.statements, &input.registry)
            {
                return Err(Kind::Stale.into());
            }
            check(generation, rowed.articles.len(), rowed.statements.len())
                .map_err(|what| Kind::Refused { path: "(links)".into(), what })?;
            let before = given_out(tx)?;
            erase(tx)?;
            write(tx, &rowed, generation)?;
            redirect_all(tx, before, now, generation)
        })
    }

    /// The id that now holds what the cluster `id` held first: itself while it exists, else where its first statement
    /// went, `None` when it was never given out or its first statement is no longer there.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn redirect(&self, cluster: Cluster, id: StatementId) -> Result<Option<StatementId>, Error> {
        self.reading(|tx| {
            if ids(tx, cluster)?.contains(&id) {
                return Ok(Some(id));
            }
            let found: Option<Option<String>> = tx
                .query_row(
                    "SELECT new_id FROM redirects WHERE cluster = ?1 AND old_id = ?2",
                    (cluster.as_str(), id.to_string()),
                    |row| row.get(0),
                )
                .optional()?;
            found.flatten().map(|new| statement_id(&new)).transpose()
        })
    }
}

fn statement_id(hex: &str) -> Result<StatementId, Failure> {
    let digest =
        reportedly_schema::Sha256::parse(hex).ok_or_else(|| rows::damaged("redirects", "no digest"))?;
    Ok(StatementId(digest))
}

/// The counter of changes that links depend on.
pub(crate) fn revision(tx: &Connection) -> Result<i64, Failure> {
    Ok(tx
        .prepare_cached("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'revision'")?
        .query_row([], |row| row.get(0))?)
}

/// Number and revision of the current generation.
pub(crate) fn current(tx: &Connection) -> Result<Option<(i64, i64)>, Failure> {
    Ok(tx
        .prepare_cached("SELECT number, revision FROM link_generation")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

pub(crate) fn are_current(tx: &Connection) -> Result<bool, Failure> {
    let revision = revision(tx)?;
    Ok(current(tx)?.is_some_and(|(_, linked)| linked == revision))
}

/// What is inconsistent in a generation over so many articles and statements.
pub(crate) fn check(generation: &LinkGeneration, articles: usize, statements: usize) -> Result<(), String> {
    let inside = |what: &str, index: usize, length: usize| match index < length {
        true => Ok(()),
        false => Err(format!("{what} {index} of {length} does not exist")),
    };
    for speaker in &generation.speakers {
        speaker.statements.iter().try_for_each(|&n| inside("statement", n, statements))?;
    }
    for &article in generation.reprints.iter().flatten() {
        inside("article", article, articles)?;
    }
    for occasion in &generation.occasions {
        inside("speaker", occasion.speaker, generation.speakers.len())?;
    }
    for utterance in &generation.utterances {
        inside("occasion", utterance.occasion, generation.occasions.len())?;
        utterance.reports.iter().try_for_each(|&n| inside("statement", n, statements))?;
        if utterance.reports.is_empty() {
            return Err(format!("utterance {} has no report", utterance.id));
        }
    }
    for point in &generation.points {
        inside("speaker", point.speaker, generation.speakers.len())?;
        point.utterances.iter().try_for_each(|&n| inside("utterance", n, generation.utterances.len()))?;
    }
    Ok(())
}

fn erase(tx: &Connection) -> Result<(), Failure> {
    tx.execute_batch(
        "DELETE FROM link_point_utterances; DELETE FROM link_points; DELETE FROM link_reports;
         DELETE FROM link_utterances; DELETE FROM link_occasions; DELETE FROM link_reprints;
         DELETE FROM link_speaker_statements; DELETE FROM link_speakers;",
    )?;
    Ok(())
}

fn write(tx: &Connection, rowed: &Rowed, generation: &LinkGeneration) -> Result<(), Failure> {
    let number = current(tx)?.map_or(0, |(number, _)| number) + 1;
    tx.execute("DELETE FROM link_generation", [])?;
    tx.execute("INSERT INTO link_generation (number, revision) VALUES (?1, ?2)", (number, revision(tx)?))?;
    let mut speaker_row =
        tx.prepare_cached("INSERT INTO link_speakers (n, name, kind, forms) VALUES (?1, ?2, ?3, ?4)")?;
    let mut speaker_statement =
        tx.prepare_cached("INSERT INTO link_speaker_statements (speaker, n, statement) VALUES (?1, ?2, ?3)")?;
    for (n, speaker) in numbered(&generation.speakers) {
        speaker_row.execute((n, &speaker.name, speaker.kind.as_str(), json(&speaker.forms)?))?;
        for (k, &statement) in numbered(&speaker.statements) {
            speaker_statement.execute((n, k, rowed.statements[statement]))?;
        }
    }
    let mut reprint =
        tx.prepare_cached("INSERT INTO link_reprints (reprint, n, article) VALUES (?1, ?2, ?3)")?;
    for (n, group) in numbered(&generation.reprints) {
        for (k, &article) in numbered(group) {
            reprint.execute((n, k, rowed.articles[article]))?;
        }
    }
    let mut occasion_row = tx.prepare_cached(
        "INSERT INTO link_occasions (n, occasion_id, speaker, said_earliest, said_latest, dated, venue)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (n, occasion) in numbered(&generation.occasions) {
        let day = |day: Option<reportedly_schema::Day>| day.map(|day| day.to_string());
        let Interval { earliest, latest } = occasion.said;
        let id = occasion.id.to_string();
        occasion_row.execute((
            n,
            id,
            occasion.speaker as i64,
            day(earliest),
            day(latest),
            occasion.dated,
            &occasion.venue,
        ))?;
    }
    let mut utterance_row = tx.prepare_cached(
        "INSERT INTO link_utterances (n, utterance_id, occasion, joined, because) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let mut report =
        tx.prepare_cached("INSERT INTO link_reports (utterance, n, statement) VALUES (?1, ?2, ?3)")?;
    for (n, utterance) in numbered(&generation.utterances) {
        let (id, joined) = (utterance.id.to_string(), utterance.joined.as_str());
        utterance_row.execute((n, id, utterance.occasion as i64, joined, &utterance.because))?;
        for (k, &statement) in numbered(&utterance.reports) {
            report.execute((n, k, rowed.statements[statement]))?;
        }
    }
    let mut point_row =
        tx.prepare_cached("INSERT INTO link_points (n, point_id, speaker, gist) VALUES (?1, ?2, ?3, ?4)")?;
    let mut member =
        tx.prepare_cached("INSERT INTO link_point_utterances (point, n, utterance) VALUES (?1, ?2, ?3)")?;
    for (n, point) in numbered(&generation.points) {
        point_row.execute((n, point.id.to_string(), point.speaker as i64, &point.gist))?;
        for (k, &utterance) in numbered(&point.utterances) {
            member.execute((n, k, utterance as i64))?;
        }
    }
    Ok(())
}

fn numbered<T>(items: &[T]) -> impl Iterator<Item = (i64, &T)> {
    (0i64..).zip(items)
}

/// Reads the generation back, in terms of the snapshot it was made of.
pub(crate) fn load(tx: &Connection, rowed: &Rowed) -> Result<LinkGeneration, Failure> {
    let index = |rows: &[i64]| rows.iter().copied().zip(0..).collect::<BTreeMap<i64, usize>>();
    let (articles, statements) = (index(&rowed.articles), index(&rowed.statements));
    let at = |map: &BTreeMap<i64, usize>, row: i64| {
        map.get(&row)
            .copied()
            .ok_or_else(|| rows::damaged("link_*", format!("row {row} is not in the snapshot")))
    };
    let mut generation = LinkGeneration {
        speakers: list(tx, "SELECT name, kind, forms FROM link_speakers ORDER BY n", |row| {
            let (kind, forms) = (rows::parsed(row, "kind")?, rows::from_json(row, "forms")?);
            Ok(RecordSpeaker { name: row.get("name")?, kind, forms, statements: Vec::new() })
        })?,
        reprints: Vec::new(),
        occasions: list(tx, "SELECT * FROM link_occasions ORDER BY n", |row| {
            Ok(Occasion {
                id: StatementId(rows::sha256(row, "occasion_id")?),
                speaker: row.get::<_, u32>("speaker")? as usize,
                said: Interval {
                    earliest: rows::maybe_parsed(row, "said_earliest")?,
                    latest: rows::maybe_parsed(row, "said_latest")?,
                },
                dated: row.get("dated")?,
                venue: row.get("venue")?,
            })
        })?,
        utterances: list(tx, "SELECT * FROM link_utterances ORDER BY n", |row| {
            Ok(Utterance {
                id: StatementId(rows::sha256(row, "utterance_id")?),
                occasion: row.get::<_, u32>("occasion")? as usize,
                reports: Vec::new(),
                joined: rows::parsed(row, "joined")?,
                because: row.get("because")?,
            })
        })?,
        points: list(tx, "SELECT * FROM link_points ORDER BY n", |row| {
            Ok(Point {
                id: StatementId(rows::sha256(row, "point_id")?),
                speaker: row.get::<_, u32>("speaker")? as usize,
                gist: row.get("gist")?,
                utterances: Vec::new(),
            })
        })?,
    };
    let pairs = |sql: &str| list(tx, sql, |row| Ok((row.get::<_, u32>(0)? as usize, row.get::<_, i64>(1)?)));
    let lost = || rows::damaged("link_*", "a row belongs to no cluster");
    for (n, row) in pairs("SELECT speaker, statement FROM link_speaker_statements ORDER BY speaker, n")? {
        generation.speakers.get_mut(n).ok_or_else(lost)?.statements.push(at(&statements, row)?);
    }
    for (n, row) in pairs("SELECT reprint, article FROM link_reprints ORDER BY reprint, n")? {
        if generation.reprints.len() <= n {
            generation.reprints.resize(n + 1, Vec::new());
        }
        generation.reprints[n].push(at(&articles, row)?);
    }
    for (n, row) in pairs("SELECT utterance, statement FROM link_reports ORDER BY utterance, n")? {
        generation.utterances.get_mut(n).ok_or_else(lost)?.reports.push(at(&statements, row)?);
    }
    for (n, row) in pairs("SELECT point, utterance FROM link_point_utterances ORDER BY point, n")? {
        let utterance =
            usize::try_from(row).map_err(|error| rows::damaged("link_point_utterances", error))?;
        generation.points.get_mut(n).ok_or_else(lost)?.utterances.push(utterance);
    }
    check(&generation, rowed.articles.len(), rowed.statements.len())
        .map_err(|why| rows::damaged("link_*", why))?;
    Ok(generation)
}

/// What every row of a query gives.
pub(crate) fn list<T>(
    tx: &Connection,
    sql: &str,
    read: impl Fn(&Row<'_>) -> Result<T, Failure>,
) -> Result<Vec<T>, Failure> {
    let mut select = tx.prepare_cached(sql)?;
    let mut rows = select.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// The ids of the current clusters of one kind.
fn ids(tx: &Connection, cluster: Cluster) -> Result<BTreeSet<StatementId>, Failure> {
    let (table, column) = match cluster {
        Cluster::Occasion => ("link_occasions", "occasion_id"),
        Cluster::Utterance => ("link_utterances", "utterance_id"),
        Cluster::Point => ("link_points", "point_id"),
    };
    let found = list(tx, &format!("SELECT {column} FROM {table}"), |row| {
        Ok(StatementId(rows::sha256(row, column)?))
    })?;
    Ok(found.into_iter().collect())
}

/// Every id ever given out for a cluster, with where it was redirected to.
type GivenOut = BTreeMap<(Cluster, StatementId), Option<StatementId>>;

fn given_out(tx: &Connection) -> Result<GivenOut, Failure> {
    let mut before = GivenOut::new();
    for cluster in Cluster::ALL {
        before.extend(ids(tx, cluster)?.into_iter().map(|id| ((cluster, id), None)));
        let redirects = list(
            tx,
            &format!("SELECT old_id, new_id FROM redirects WHERE cluster = '{}'", cluster.as_str()),
            |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?)),
        )?;
        for (old, new) in redirects {
            before.insert((cluster, statement_id(&old)?), new.map(|id| statement_id(&id)).transpose()?);
        }
    }
    Ok(before)
}

fn redirect_all(
    tx: &Connection,
    before: GivenOut,
    input: &Snapshot,
    generation: &LinkGeneration,
) -> Result<(), Failure> {
    // For each kind, the cluster that holds a statement id now; a text printed twice gives two statements one id, and then
    // the first cluster by id is taken.
    let mut homes: BTreeMap<(Cluster, StatementId), StatementId> = BTreeMap::new();
    let mut live: BTreeSet<(Cluster, StatementId)> = BTreeSet::new();
    let mut settle = |cluster: Cluster, utterance: &Utterance, id: StatementId| {
        live.insert((cluster, id));
        for &report in &utterance.reports {
            let home = homes.entry((cluster, input.statements[report].statement.id)).or_insert(id);
            *home = id.min(*home);
        }
    };
    for utterance in &generation.utterances {
        settle(Cluster::Utterance, utterance, utterance.id);
        settle(Cluster::Occasion, utterance, generation.occasions[utterance.occasion].id);
    }
    for point in &generation.points {
        for &n in &point.utterances {
            settle(Cluster::Point, &generation.utterances[n], point.id);
        }
    }
    tx.execute("DELETE FROM redirects", [])?;
    let mut insert =
        tx.prepare_cached("INSERT INTO redirects (cluster, old_id, new_id) VALUES (?1, ?2, ?3)")?;
    for ((cluster, old), target) in before {
        if live.contains(&(cluster, old)) {
            continue;
        }
        let home = |id: StatementId| homes.get(&(cluster, id)).copied();
        let new = home(old).or_else(|| target.and_then(home));
        insert.execute((cluster.as_str(), old.to_string(), new.map(|id| id.to_string())))?;
    }
    Ok(())
}
