//! Link generations: read whole, and written as what differs from the one before.

use crate::Store;
use crate::decisions::has_tables;
use crate::error::{Error, Failure, Kind};
use crate::rows::{self, json};
use crate::snapshot::{self, LinkInput};
use reportedly_schema::linkage::{
    EffectiveStatement, GONE, LinkArticle, LinkGeneration, Occasion, Point, RecordSpeaker, Utterance,
};
use reportedly_schema::{Day, Interval, StatementId};
use rusqlite::{Connection, OptionalExtension as _, Row};
use std::collections::{BTreeMap, HashMap};

/// The tables of a link generation, and of what people decided of it.
pub(crate) const TABLES: &str = include_str!("links.sql");

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

impl Store {
    /// Whether the links were made of exactly the articles, statements, corrections and declarations that are there now.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn links_are_current(&self) -> Result<bool, Error> {
        self.reading(|tx| are_current(tx))
    }

    /// Whether they are current, and this linker made them.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn links_are_current_by(&self, linker: &str) -> Result<bool, Error> {
        self.reading(|tx| {
            Ok(are_current(tx)? && {
                let mut select =
                    tx.prepare_cached("SELECT EXISTS (SELECT 1 FROM link_state WHERE linker = ?1)")?;
                select.query_row([linker], |row| row.get(0))?
            })
        })
    }

    /// Puts a new link generation in the place of the old one, in one transaction; only what differs is written. `input` is what it
    /// was computed from, as [`link_input`](Store::link_input) gave it: its indices are those in `generation` and in `profiles`, which
    /// are kept for the next linking.
    ///
    /// Ids of occasions, utterances and points that disappear are redirected to the cluster that holds their first
    /// statement now: see [`redirect`](Store::redirect).
    ///
    /// # Errors
    /// When the record or its links changed since `input` was read ([`Error::is_stale`]: read and link again), an index of `generation`
    /// points nowhere or twice where once is meant ([`Error::is_refused`]), or the record cannot be written.
    pub fn replace_links(
        &mut self,
        input: &LinkInput,
        generation: &LinkGeneration,
        profiles: &[(usize, Vec<u8>)],
    ) -> Result<(), Error> {
        self.writing(|tx| {
            let number = current(tx)?.map_or(0, |(number, _)| number);
            if (revision(tx)?, number) != (input.revision, input.number) {
                return Err(Kind::Stale.into());
            }
            check(generation, input.articles.len(), input.statements.len())
                .map_err(|what| Kind::Refused { path: "(links)".into(), what })?;
            write(tx, input, generation, profiles)?;
            redirect_all(tx)?;
            tx.execute("DELETE FROM link_state", [])?;
            tx.execute("DELETE FROM link_changed", [])?;
            tx.execute(
                "INSERT INTO link_state (number, revision, linker) VALUES (?1, ?2, ?3)",
                (number + 1, input.revision, &input.linker),
            )?;
            Ok(())
        })
    }

    /// The id that now holds what the cluster `id` held first: itself while it exists, else where its first statement
    /// went, `None` when it was never given out or its first statement is no longer there.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn redirect(&self, cluster: Cluster, id: StatementId) -> Result<Option<StatementId>, Error> {
        self.reading(|tx| {
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

/// Number and revision of the current generation. One that a format before 1.2 wrote is none: it is computed again.
pub(crate) fn current(tx: &Connection) -> Result<Option<(i64, i64)>, Failure> {
    if !has_tables(tx)? {
        return Ok(None);
    }
    Ok(tx
        .prepare_cached("SELECT number, revision FROM link_state")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

pub(crate) fn are_current(tx: &Connection) -> Result<bool, Failure> {
    let revision = revision(tx)?;
    Ok(current(tx)?.is_some_and(|(_, linked)| linked == revision))
}

/// Gives a record of an earlier format the tables, which are empty until it is linked. Ids that were given out lead on from there.
pub(crate) fn upgrade(tx: &Connection) -> Result<(), Failure> {
    if has_tables(tx)? {
        return Ok(());
    }
    tx.execute_batch(
        "INSERT OR IGNORE INTO redirects SELECT 'occasion', occasion_id, NULL FROM link_occasions;
         INSERT OR IGNORE INTO redirects SELECT 'utterance', utterance_id, NULL FROM link_utterances;
         INSERT OR IGNORE INTO redirects SELECT 'point', point_id, NULL FROM link_points;
         DROP TABLE link_point_utterances; DROP TABLE link_points; DROP TABLE link_reports;
         DROP TABLE link_utterances; DROP TABLE link_occasions; DROP TABLE link_reprints;
         DROP TABLE link_speaker_statements; DROP TABLE link_speakers; DELETE FROM link_generation;",
    )?;
    tx.execute_batch(TABLES)?;
    Ok(())
}

/// What is inconsistent in a generation over so many articles and statements.
pub(crate) fn check(generation: &LinkGeneration, articles: usize, statements: usize) -> Result<(), String> {
    let inside = |what: &str, index: usize, length: usize| match index < length {
        true => Ok(()),
        false => Err(format!("{what} {index} of {length} does not exist")),
    };
    // Each of these is in one cluster at most.
    let once = |what: &'static str, length: usize| {
        let mut seen = vec![false; length];
        move |index: usize| -> Result<(), String> {
            inside(what, index, length)?;
            match std::mem::replace(&mut seen[index], true) {
                true => Err(format!("{what} {index} stands twice")),
                false => Ok(()),
            }
        }
    };
    let mut spoken = once("statement", statements);
    for speaker in &generation.speakers {
        speaker.statements.iter().try_for_each(|&n| spoken(n))?;
        if speaker.statements.is_empty() {
            return Err(format!("speaker {} has no statement", speaker.name));
        }
    }
    let mut reprinted = once("article", articles);
    generation.reprints.iter().flatten().try_for_each(|&n| reprinted(n))?;
    let mut held = vec![false; generation.occasions.len()];
    for occasion in &generation.occasions {
        inside("speaker", occasion.speaker, generation.speakers.len())?;
    }
    let mut reported = once("statement", statements);
    for utterance in &generation.utterances {
        inside("occasion", utterance.occasion, generation.occasions.len())?;
        held[utterance.occasion] = true;
        utterance.reports.iter().try_for_each(|&n| reported(n))?;
        if utterance.reports.is_empty() {
            return Err(format!("utterance {} has no report", utterance.id));
        }
    }
    if let Some(n) = held.iter().position(|held| !held) {
        return Err(format!("occasion {} has no utterance", generation.occasions[n].id));
    }
    let mut made = once("utterance", generation.utterances.len());
    for point in &generation.points {
        inside("speaker", point.speaker, generation.speakers.len())?;
        point.utterances.iter().try_for_each(|&n| made(n))?;
        if point.utterances.is_empty() {
            return Err(format!("point {} has no utterance", point.id));
        }
    }
    Ok(())
}

/// What the rows of a generation are called.
struct Keys {
    speakers: Vec<i64>,
    occasions: Vec<i64>,
    utterances: Vec<i64>,
    points: Vec<i64>,
}

impl Keys {
    /// Of a generation that [`check`] found consistent, over statements with these rows.
    fn of(generation: &LinkGeneration, rows: &[i64]) -> Keys {
        let least = |statements: &[usize]| statements.iter().map(|&n| rows[n]).min().unwrap_or_default();
        let utterances: Vec<i64> = generation.utterances.iter().map(|u| rows[u.reports[0]]).collect();
        let mut occasions = vec![(true, i64::MAX); generation.occasions.len()];
        for (utterance, &row) in generation.utterances.iter().zip(&utterances) {
            let other = generation.occasions[utterance.occasion].id != utterance.id;
            let first = &mut occasions[utterance.occasion];
            *first = (*first).min((other, row));
        }
        Keys {
            speakers: generation.speakers.iter().map(|s| least(&s.statements)).collect(),
            occasions: occasions.into_iter().map(|(_, row)| row).collect(),
            points: generation.points.iter().map(|p| utterances[p.utterances[0]]).collect(),
            utterances,
        }
    }
}

/// The rows that are stored, by key: what a new generation is compared with.
#[derive(Default)]
pub(crate) struct Stored {
    speakers: BTreeMap<i64, (String, String, String)>,
    speaker_of: BTreeMap<i64, i64>,
    occasions: BTreeMap<i64, OccasionRow>,
    utterances: BTreeMap<i64, (String, i64, String, String)>,
    reports: BTreeMap<i64, (i64, i64)>,
    points: BTreeMap<i64, (String, i64, String)>,
    made: BTreeMap<i64, (i64, i64)>,
}

/// Id, speaker, days, whether dated, venue.
type OccasionRow = (String, i64, Option<String>, Option<String>, bool, Option<String>);

impl Stored {
    pub(crate) fn load(tx: &Connection) -> Result<Stored, Failure> {
        fn rows<T>(
            tx: &Connection,
            sql: &str,
            read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
        ) -> Result<BTreeMap<i64, T>, Failure> {
            let mut select = tx.prepare_cached(sql)?;
            let found = select.query_map([], |row| Ok((row.get(0)?, read(row)?)))?;
            Ok(found.collect::<Result<_, _>>()?)
        }
        if !has_tables(tx)? {
            return Ok(Stored::default());
        }
        Ok(Stored {
            speakers: rows(tx, "SELECT n, name, kind, forms FROM link_speakers ORDER BY n", |row| {
                Ok((row.get(1)?, row.get(2)?, row.get(3)?))
            })?,
            speaker_of: rows(
                tx,
                "SELECT statement, speaker FROM link_speaker_statements ORDER BY statement",
                |row| row.get(1),
            )?,
            occasions: rows(
                tx,
                "SELECT n, occasion_id, speaker, said_earliest, said_latest, dated, venue FROM link_occasions
                 ORDER BY n",
                |row| Ok((row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?)),
            )?,
            utterances: rows(
                tx,
                "SELECT n, utterance_id, occasion, joined, because FROM link_utterances ORDER BY n",
                |row| Ok((row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)),
            )?,
            reports: rows(
                tx,
                "SELECT statement, utterance, n FROM link_reports ORDER BY statement",
                |row| Ok((row.get(1)?, row.get(2)?)),
            )?,
            points: rows(tx, "SELECT n, point_id, speaker, gist FROM link_points ORDER BY n", |row| {
                Ok((row.get(1)?, row.get(2)?, row.get(3)?))
            })?,
            made: rows(
                tx,
                "SELECT utterance, point, n FROM link_point_utterances ORDER BY utterance",
                |row| Ok((row.get(1)?, row.get(2)?)),
            )?,
        })
    }

    /// The rows that a generation has.
    fn of(generation: &LinkGeneration, rows: &[i64]) -> Result<Stored, Failure> {
        let keys = Keys::of(generation, rows);
        let mut out = Stored::default();
        for (speaker, &key) in generation.speakers.iter().zip(&keys.speakers) {
            let row = (speaker.name.clone(), speaker.kind.to_string(), json(&speaker.forms)?);
            out.speakers.insert(key, row);
            out.speaker_of.extend(speaker.statements.iter().map(|&n| (rows[n], key)));
        }
        for (occasion, &key) in generation.occasions.iter().zip(&keys.occasions) {
            let day = |day: Option<Day>| day.map(|day| day.to_string());
            let Interval { earliest, latest } = occasion.said;
            let (id, speaker) = (occasion.id.to_string(), keys.speakers[occasion.speaker]);
            let row = (id, speaker, day(earliest), day(latest), occasion.dated, occasion.venue.clone());
            out.occasions.insert(key, row);
        }
        for (utterance, &key) in generation.utterances.iter().zip(&keys.utterances) {
            let (id, joined) = (utterance.id.to_string(), utterance.joined.to_string());
            let row = (id, keys.occasions[utterance.occasion], joined, utterance.because.clone());
            out.utterances.insert(key, row);
            out.reports.extend((0i64..).zip(&utterance.reports).map(|(n, &s)| (rows[s], (key, n))));
        }
        for (point, &key) in generation.points.iter().zip(&keys.points) {
            let row = (point.id.to_string(), keys.speakers[point.speaker], point.gist.clone());
            out.points.insert(key, row);
            let utterances = (0i64..).zip(&point.utterances);
            out.made.extend(utterances.map(|(n, &u)| (keys.utterances[u], (key, n))));
        }
        Ok(out)
    }
}

/// Removes rows that are not in `new`, and calls `put` for those that are not the same in `old`.
fn differences<T: PartialEq>(
    tx: &Connection,
    (table, key): (&str, &str),
    old: &BTreeMap<i64, T>,
    new: &BTreeMap<i64, T>,
    mut put: impl FnMut(i64, &T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut delete = tx.prepare_cached(&format!("DELETE FROM {table} WHERE {key} = ?1"))?;
    for gone in old.keys().filter(|key| !new.contains_key(key)) {
        delete.execute([gone])?;
    }
    new.iter().filter(|(key, row)| old.get(key) != Some(row)).try_for_each(|(&key, row)| put(key, row))
}

fn write(
    tx: &Connection,
    input: &LinkInput,
    generation: &LinkGeneration,
    profiles: &[(usize, Vec<u8>)],
) -> Result<(), Failure> {
    let (old, new) = (&input.stored, Stored::of(generation, &input.statement_rows)?);
    given_out(tx, old, &new)?;
    let mut put = tx.prepare_cached(
        "INSERT OR REPLACE INTO link_speakers (n, name, kind, forms) VALUES (?1, ?2, ?3, ?4)",
    )?;
    differences(tx, ("link_speakers", "n"), &old.speakers, &new.speakers, |n, row| {
        put.execute((n, &row.0, &row.1, &row.2))?;
        Ok(())
    })?;
    let mut put = tx.prepare_cached(
        "INSERT OR REPLACE INTO link_speaker_statements (statement, speaker) VALUES (?1, ?2)",
    )?;
    differences(
        tx,
        ("link_speaker_statements", "statement"),
        &old.speaker_of,
        &new.speaker_of,
        |statement, speaker| {
            put.execute((statement, speaker))?;
            Ok(())
        },
    )?;
    tx.execute("DELETE FROM link_reprints", [])?;
    let mut put = tx.prepare_cached("INSERT INTO link_reprints (article, reprint, n) VALUES (?1, ?2, ?3)")?;
    for (n, group) in (0i64..).zip(&generation.reprints) {
        for (k, &article) in (0i64..).zip(group) {
            put.execute((input.article_rows[article], n, k))?;
        }
    }
    let mut put = tx.prepare_cached(
        "INSERT OR REPLACE INTO link_occasions (n, occasion_id, speaker, said_earliest, said_latest, dated, venue)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    differences(tx, ("link_occasions", "n"), &old.occasions, &new.occasions, |n, row| {
        put.execute((n, &row.0, row.1, &row.2, &row.3, row.4, &row.5))?;
        Ok(())
    })?;
    let mut put = tx.prepare_cached(
        "INSERT OR REPLACE INTO link_utterances (n, utterance_id, occasion, joined, because)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    differences(tx, ("link_utterances", "n"), &old.utterances, &new.utterances, |n, row| {
        put.execute((n, &row.0, row.1, &row.2, &row.3))?;
        Ok(())
    })?;
    let mut put = tx.prepare_cached(
        "INSERT INTO link_reports (statement, utterance, n, profile) VALUES (?1, ?2, ?3, x'')
         ON CONFLICT (statement) DO UPDATE SET utterance = excluded.utterance, n = excluded.n",
    )?;
    differences(tx, ("link_reports", "statement"), &old.reports, &new.reports, |statement, row| {
        put.execute((statement, row.0, row.1))?;
        Ok(())
    })?;
    let mut put = tx.prepare_cached("UPDATE link_reports SET profile = ?2 WHERE statement = ?1")?;
    for (statement, profile) in profiles {
        put.execute((input.statement_rows[*statement], profile))?;
    }
    let mut put = tx.prepare_cached(
        "INSERT OR REPLACE INTO link_points (n, point_id, speaker, gist) VALUES (?1, ?2, ?3, ?4)",
    )?;
    differences(tx, ("link_points", "n"), &old.points, &new.points, |n, row| {
        put.execute((n, &row.0, row.1, &row.2))?;
        Ok(())
    })?;
    let mut put = tx.prepare_cached(
        "INSERT OR REPLACE INTO link_point_utterances (utterance, point, n) VALUES (?1, ?2, ?3)",
    )?;
    differences(tx, ("link_point_utterances", "utterance"), &old.made, &new.made, |utterance, row| {
        put.execute((utterance, row.0, row.1))?;
        Ok(())
    })
}

/// Notes the ids that go; where to is found out when the new rows are there.
fn given_out(tx: &Connection, old: &Stored, new: &Stored) -> Result<(), Failure> {
    let mut note =
        tx.prepare_cached("INSERT OR IGNORE INTO redirects (cluster, old_id, new_id) VALUES (?1, ?2, NULL)")?;
    for (key, row) in &old.occasions {
        if new.occasions.get(key).is_none_or(|now| now.0 != row.0) {
            note.execute((Cluster::Occasion.as_str(), &row.0))?;
        }
    }
    for (key, row) in &old.utterances {
        if new.utterances.get(key).is_none_or(|now| now.0 != row.0) {
            note.execute((Cluster::Utterance.as_str(), &row.0))?;
        }
    }
    for (key, row) in &old.points {
        if new.points.get(key).is_none_or(|now| now.0 != row.0) {
            note.execute((Cluster::Point.as_str(), &row.0))?;
        }
    }
    Ok(())
}

fn is_live(tx: &Connection, cluster: Cluster, id: &str) -> Result<bool, Failure> {
    Ok(tx.prepare_cached(cluster.is_live())?.query_row([id], |row| row.get(0))?)
}

/// Finds out for every id that was given out and is none now where its first statement is; failing that, where the first statement of
/// the cluster is to which it led before.
fn redirect_all(tx: &Connection) -> Result<(), Failure> {
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

/// Articles and statements with the rows they have.
pub(crate) struct Rows<'a> {
    pub(crate) articles: &'a [LinkArticle],
    pub(crate) statements: &'a [EffectiveStatement],
    pub(crate) article_rows: &'a [i64],
    pub(crate) statement_rows: &'a [i64],
}

/// Reads the generation back, in terms of these articles and statements; what is not among them is [`GONE`]. Sorted as a generation is:
/// speakers by name, kind and first statement, all else by id.
pub(crate) fn load(tx: &Connection, rows: &Rows<'_>) -> Result<LinkGeneration, Failure> {
    assemble(&Stored::load(tx)?, reprints(tx, rows.article_rows)?, rows)
}

/// Groups of articles with the same text, by row.
pub(crate) fn reprints(tx: &Connection, articles: &[i64]) -> Result<Vec<Vec<usize>>, Failure> {
    if !has_tables(tx)? {
        return Ok(Vec::new());
    }
    let index: HashMap<i64, usize> = articles.iter().copied().zip(0..).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (reprint, article) in
        list(tx, "SELECT reprint, article FROM link_reprints ORDER BY reprint, n", |row| {
            Ok((row.get::<_, u32>(0)? as usize, row.get::<_, i64>(1)?))
        })?
    {
        if groups.len() <= reprint {
            groups.resize(reprint + 1, Vec::new());
        }
        groups[reprint].push(index.get(&article).copied().unwrap_or(GONE));
    }
    Ok(groups)
}

/// The generation that rows stand for.
pub(crate) fn assemble(
    stored: &Stored,
    reprints: Vec<Vec<usize>>,
    rows: &Rows<'_>,
) -> Result<LinkGeneration, Failure> {
    let index: HashMap<i64, usize> = rows.statement_rows.iter().copied().zip(0..).collect();
    let statement = |row: i64| index.get(&row).copied().unwrap_or(GONE);
    let lost = |what: &str| rows::damaged("link_*", format!("a row belongs to no {what}"));
    let digest = |hex: &String| statement_id(hex);

    let mut members: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (&row, &speaker) in &stored.speaker_of {
        members.entry(speaker).or_default().push(statement(row));
    }
    let first = |statements: &[usize]| {
        let order = |n: &usize| {
            let s = &rows.statements[*n].statement;
            let earliest = s.said.interval.earliest;
            (earliest.is_none(), earliest, rows.articles[rows.statements[*n].article].id, s.start(), s.id)
        };
        statements.iter().filter(|&&n| n != GONE).map(order).min()
    };
    let mut speakers: Vec<(i64, RecordSpeaker)> = Vec::new();
    for (&key, (name, kind, forms)) in &stored.speakers {
        let mut statements = members.remove(&key).ok_or_else(|| lost("statement"))?;
        statements.sort_unstable();
        let kind = kind.parse().map_err(|error| rows::damaged("link_speakers.kind", error))?;
        let forms =
            serde_json::from_str(forms).map_err(|error| rows::damaged("link_speakers.forms", error))?;
        speakers.push((key, RecordSpeaker { name: name.clone(), kind, forms, statements }));
    }
    speakers.sort_by_cached_key(|(_, s)| (s.name.clone(), s.kind, first(&s.statements)));
    let place: BTreeMap<i64, usize> = speakers.iter().map(|(key, _)| *key).zip(0..).collect();
    let speaker_at = |key: i64| place.get(&key).copied().ok_or_else(|| lost("speaker"));

    let mut occasions: Vec<(i64, Occasion)> = Vec::new();
    for (&key, (id, speaker, earliest, latest, dated, venue)) in &stored.occasions {
        let day = |day: &Option<String>| -> Result<Option<Day>, Failure> {
            let parsed = day.as_deref().map(str::parse).transpose();
            parsed.map_err(|error| rows::damaged("link_occasions.said_earliest", error))
        };
        let said = Interval { earliest: day(earliest)?, latest: day(latest)? };
        let (id, speaker, venue) = (digest(id)?, speaker_at(*speaker)?, venue.clone());
        occasions.push((key, Occasion { id, speaker, said, dated: *dated, venue }));
    }
    occasions.sort_by_key(|(_, o)| (o.id, o.speaker));
    let place: BTreeMap<i64, usize> = occasions.iter().map(|(key, _)| *key).zip(0..).collect();

    let mut reports: BTreeMap<i64, Vec<(i64, usize)>> = BTreeMap::new();
    for (&row, &(utterance, n)) in &stored.reports {
        reports.entry(utterance).or_default().push((n, statement(row)));
    }
    let mut utterances: Vec<(i64, Utterance)> = Vec::new();
    for (&key, (id, occasion, joined, because)) in &stored.utterances {
        let mut reports = reports.remove(&key).ok_or_else(|| lost("report"))?;
        reports.sort_unstable();
        let utterance = Utterance {
            id: digest(id)?,
            occasion: place.get(occasion).copied().ok_or_else(|| lost("occasion"))?,
            reports: reports.into_iter().map(|(_, statement)| statement).collect(),
            joined: joined.parse().map_err(|error| rows::damaged("link_utterances.joined", error))?,
            because: because.clone(),
        };
        utterances.push((key, utterance));
    }
    utterances.sort_by_key(|(_, u)| (u.id, u.occasion));
    let place: BTreeMap<i64, usize> = utterances.iter().map(|(key, _)| *key).zip(0..).collect();

    let mut made: BTreeMap<i64, Vec<(i64, usize)>> = BTreeMap::new();
    for (utterance, &(point, n)) in &stored.made {
        let utterance = place.get(utterance).copied().ok_or_else(|| lost("utterance"))?;
        made.entry(point).or_default().push((n, utterance));
    }
    let mut points: Vec<Point> = Vec::new();
    for (key, (id, speaker, gist)) in &stored.points {
        let mut utterances = made.remove(key).ok_or_else(|| lost("utterance"))?;
        utterances.sort_unstable();
        let (id, speaker, gist) = (digest(id)?, speaker_at(*speaker)?, gist.clone());
        let utterances = utterances.into_iter().map(|(_, utterance)| utterance).collect();
        points.push(Point { id, speaker, gist, utterances });
    }
    points.sort_by_key(|p| (p.id, p.speaker));
    if !(members.is_empty() && reports.is_empty() && made.is_empty()) {
        return Err(lost("cluster"));
    }
    Ok(LinkGeneration {
        speakers: speakers.into_iter().map(|(_, speaker)| speaker).collect(),
        reprints,
        occasions: occasions.into_iter().map(|(_, occasion)| occasion).collect(),
        utterances: utterances.into_iter().map(|(_, utterance)| utterance).collect(),
        points,
    })
}

/// The generation as a question sees it: [`load`], and nothing in it is gone.
pub(crate) fn whole(tx: &Connection, rowed: &snapshot::Rowed) -> Result<LinkGeneration, Failure> {
    let rows = Rows {
        articles: &rowed.snapshot.articles,
        statements: &rowed.snapshot.statements,
        article_rows: &rowed.articles,
        statement_rows: &rowed.statements,
    };
    let generation = load(tx, &rows)?;
    check(&generation, rows.articles.len(), rows.statements.len())
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
