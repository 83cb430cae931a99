//! Ids that were given out and are none now: which cluster holds what they held first.

use super::stored::Stored;
use super::table::Table;
use crate::decisions::has_tables;
use crate::error::Failure;
use crate::rows::{self, list};
use reportedly_schema::StatementId;
use rusqlite::{Connection, OptionalExtension as _};

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
    fn parse(word: &str) -> Result<Cluster, Failure> {
        [Cluster::Occasion, Cluster::Utterance, Cluster::Point]
            .into_iter()
            .find(|cluster| cluster.as_str() == word)
            .ok_or_else(|| rows::damaged("redirects.cluster", format!("{word:?} is no kind of cluster")))
    }

    fn as_str(self) -> &'static str {
        match self {
            Cluster::Occasion => "occasion",
            Cluster::Utterance => "utterance",
            Cluster::Point => "point",
        }
    }

    /// A query for whether an id is that of a cluster now.
    fn is_live(self) -> &'static str {
        match self {
            Cluster::Occasion => "SELECT EXISTS (SELECT 1 FROM link_occasions WHERE occasion_id = ?1)",
            Cluster::Utterance => "SELECT EXISTS (SELECT 1 FROM link_utterances WHERE utterance_id = ?1)",
            Cluster::Point => "SELECT EXISTS (SELECT 1 FROM link_points WHERE point_id = ?1)",
        }
    }

    /// A query for the cluster that holds a statement now; a text printed twice gives two statements one id, and then the first
    /// cluster by id is taken.
    fn home(self) -> &'static str {
        match self {
            Cluster::Occasion => {
                "SELECT min(o.occasion_id) FROM statements s JOIN link_reports r ON r.statement = s.id
                 JOIN link_utterances u ON u.n = r.utterance JOIN link_occasions o ON o.n = u.occasion
                 WHERE s.statement_id = ?1"
            }
            Cluster::Utterance => {
                "SELECT min(u.utterance_id) FROM statements s JOIN link_reports r ON r.statement = s.id
                 JOIN link_utterances u ON u.n = r.utterance WHERE s.statement_id = ?1"
            }
            Cluster::Point => {
                "SELECT min(p.point_id) FROM statements s JOIN link_reports r ON r.statement = s.id
                 JOIN link_point_utterances pu ON pu.utterance = r.utterance JOIN link_points p ON p.n = pu.point
                 WHERE s.statement_id = ?1"
            }
        }
    }
}

/// The cluster that now holds what the cluster `id` held first: see [`Store::redirect`](crate::Store::redirect).
pub(super) fn redirect(
    tx: &Connection,
    cluster: Cluster,
    id: StatementId,
) -> Result<Option<StatementId>, Failure> {
    if has_tables(tx)? && is_live(tx, cluster, &id.to_string())? {
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
}

fn statement_id(hex: &str) -> Result<StatementId, Failure> {
    let digest =
        reportedly_schema::Sha256::parse(hex).ok_or_else(|| rows::damaged("redirects", "no digest"))?;
    Ok(StatementId(digest))
}

/// Notes the ids that go; where to is found out when the new rows are there.
pub(super) fn given_out<'g>(tx: &Connection, old: &Stored<'g>, new: &Stored<'g>) -> Result<(), Failure> {
    let mut note =
        tx.prepare_cached("INSERT OR IGNORE INTO redirects (cluster, old_id, new_id) VALUES (?1, ?2, NULL)")?;
    let occasions = gone(&old.occasions, &new.occasions, |row| row.0).map(|id| (Cluster::Occasion, id));
    let utterances = gone(&old.utterances, &new.utterances, |row| row.0).map(|id| (Cluster::Utterance, id));
    let points = gone(&old.points, &new.points, |row| row.0).map(|id| (Cluster::Point, id));
    for (cluster, id) in occasions.chain(utterances).chain(points) {
        note.execute((cluster.as_str(), id.to_string()))?;
    }
    Ok(())
}

/// The ids of old rows that the new row of the same key does not have.
fn gone<'r, T>(
    old: &'r Table<T>,
    new: &'r Table<T>,
    id: fn(&T) -> StatementId,
) -> impl Iterator<Item = StatementId> {
    old.beside(new)
        .map(move |(_, row, now)| (id(row), now.map(id)))
        .filter(|(id, now)| Some(*id) != *now)
        .map(|(id, _)| id)
}

fn is_live(tx: &Connection, cluster: Cluster, id: &str) -> Result<bool, Failure> {
    Ok(tx.prepare_cached(cluster.is_live())?.query_row([id], |row| row.get(0))?)
}

/// Finds out for every id that was given out and is none now where its first statement is; failing that, where the first statement of
/// the cluster is to which it led before.
pub(super) fn redirect_all(tx: &Connection) -> Result<(), Failure> {
    let all = list(tx, "SELECT cluster, old_id, new_id FROM redirects", |row| {
        let cluster: String = row.get(0)?;
        Ok((Cluster::parse(&cluster)?, row.get::<_, String>(1)?, row.get::<_, Option<String>>(2)?))
    })?;
    let home = |cluster: Cluster, id: &str| -> Result<Option<String>, Failure> {
        Ok(tx.prepare_cached(cluster.home())?.query_row([id], |row| row.get(0))?)
    };
    let mut update =
        tx.prepare_cached("UPDATE redirects SET new_id = ?3 WHERE cluster = ?1 AND old_id = ?2")?;
    let mut delete = tx.prepare_cached("DELETE FROM redirects WHERE cluster = ?1 AND old_id = ?2")?;
    for (cluster, old, target) in all {
        if is_live(tx, cluster, &old)? {
            delete.execute((cluster.as_str(), &old))?;
            continue;
        }
        let new = match (home(cluster, &old)?, &target) {
            (None, Some(target)) => home(cluster, target)?,
            (found, _) => found,
        };
        if new != target {
            update.execute((cluster.as_str(), &old, &new))?;
        }
    }
    Ok(())
}
