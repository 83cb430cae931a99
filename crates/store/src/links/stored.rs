//! The rows of a link generation as they are stored, by key.

use crate::decisions::has_tables;
use crate::error::Failure;
use crate::rows::json;
use reportedly_schema::linkage::LinkGeneration;
use reportedly_schema::{Day, Interval};
use rusqlite::{Connection, Row};
use std::collections::BTreeMap;

/// The rows that are stored, by key: what a new generation is compared with.
#[derive(Default)]
pub(crate) struct Stored {
    pub(super) speakers: BTreeMap<i64, (String, String, String)>,
    pub(super) speaker_of: BTreeMap<i64, i64>,
    pub(super) occasions: BTreeMap<i64, OccasionRow>,
    pub(super) utterances: BTreeMap<i64, (String, i64, String, String)>,
    pub(super) reports: BTreeMap<i64, (i64, i64)>,
    pub(super) points: BTreeMap<i64, (String, i64, String)>,
    pub(super) made: BTreeMap<i64, (i64, i64)>,
}

/// Id, speaker, days, whether dated, venue.
pub(super) type OccasionRow = (String, i64, Option<String>, Option<String>, bool, Option<String>);

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
    pub(super) fn of(generation: &LinkGeneration, rows: &[i64]) -> Result<Stored, Failure> {
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

/// What the rows of a generation are called.
struct Keys {
    speakers: Vec<i64>,
    occasions: Vec<i64>,
    utterances: Vec<i64>,
    points: Vec<i64>,
}

impl Keys {
    /// Of a generation that [`check`](super::check::check) found consistent, over statements with these rows.
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
