//! The rows of a link generation as they are stored, by key.

use super::table::Table;
use crate::decisions::has_tables;
use crate::error::Failure;
use crate::rows::{self, json, list};
use reportedly_schema::linkage::{Joined, LinkGeneration, Occasion};
use reportedly_schema::{Interval, SpeakerKind, StatementId};
use rusqlite::{Connection, Row};
use std::borrow::Cow;

/// The rows that are stored, by key: what a new generation is compared with.
#[derive(Default)]
pub(crate) struct Stored<'g> {
    /// Name, kind, forms as JSON.
    pub(super) speakers: Table<(Cow<'g, str>, SpeakerKind, String)>,
    pub(super) speaker_of: Table<i64>,
    pub(super) occasions: Table<OccasionRow<'g>>,
    /// Id, occasion, how surely it was joined, why.
    pub(super) utterances: Table<(StatementId, i64, Joined, Cow<'g, str>)>,
    /// By statement the utterance, and the report's number in it.
    pub(super) reports: Table<(i64, i64)>,
    /// Id, speaker, gist.
    pub(super) points: Table<(StatementId, i64, Cow<'g, str>)>,
    /// By utterance the point, and the utterance's number in it.
    pub(super) made: Table<(i64, i64)>,
}

/// Id, speaker, days, whether dated, venue.
pub(super) type OccasionRow<'g> = (StatementId, i64, Interval, bool, Option<Cow<'g, str>>);

impl Stored<'static> {
    pub(crate) fn load(tx: &Connection) -> Result<Self, Failure> {
        fn table<T>(
            tx: &Connection,
            sql: &str,
            read: impl Fn(&Row<'_>) -> Result<T, Failure>,
        ) -> Result<Table<T>, Failure> {
            list(tx, sql, |row| Ok((row.get(0)?, read(row)?))).map(Table::new)
        }
        fn owned(row: &Row<'_>, column: usize) -> Result<Cow<'static, str>, Failure> {
            Ok(Cow::Owned(row.get(column)?))
        }
        fn pair(row: &Row<'_>) -> Result<(i64, i64), Failure> {
            Ok((row.get(1)?, row.get(2)?))
        }
        fn id(row: &Row<'_>) -> Result<StatementId, Failure> {
            rows::sha256(row, 1).map(StatementId)
        }
        if !has_tables(tx)? {
            return Ok(Stored::default());
        }
        Ok(Stored {
            speakers: table(tx, "SELECT n, name, kind, forms FROM link_speakers ORDER BY n", |row| {
                Ok((owned(row, 1)?, rows::parsed(row, 2)?, row.get(3)?))
            })?,
            speaker_of: table(
                tx,
                "SELECT statement, speaker FROM link_speaker_statements ORDER BY statement",
                |row| Ok(row.get(1)?),
            )?,
            occasions: table(
                tx,
                "SELECT n, occasion_id, speaker, said_earliest, said_latest, dated, venue FROM link_occasions
                 ORDER BY n",
                |row| {
                    let said = Interval {
                        earliest: rows::maybe_parsed(row, 3)?,
                        latest: rows::maybe_parsed(row, 4)?,
                    };
                    let venue: Option<String> = row.get(6)?;
                    Ok((id(row)?, row.get(2)?, said, row.get(5)?, venue.map(Cow::Owned)))
                },
            )?,
            utterances: table(
                tx,
                "SELECT n, utterance_id, occasion, joined, because FROM link_utterances ORDER BY n",
                |row| Ok((id(row)?, row.get(2)?, rows::parsed(row, 3)?, owned(row, 4)?)),
            )?,
            reports: table(tx, "SELECT statement, utterance, n FROM link_reports ORDER BY statement", pair)?,
            points: table(tx, "SELECT n, point_id, speaker, gist FROM link_points ORDER BY n", |row| {
                Ok((id(row)?, row.get(2)?, owned(row, 3)?))
            })?,
            made: table(
                tx,
                "SELECT utterance, point, n FROM link_point_utterances ORDER BY utterance",
                pair,
            )?,
        })
    }
}

impl<'g> Stored<'g> {
    /// The rows that a generation has.
    pub(super) fn of(generation: &'g LinkGeneration, rows: &[i64]) -> Result<Self, Failure> {
        let keys = Keys::of(generation, rows);
        let mut speakers = Vec::with_capacity(generation.speakers.len());
        let mut speaker_of = Vec::with_capacity(rows.len());
        for (speaker, &key) in generation.speakers.iter().zip(&keys.speakers) {
            let row = (Cow::Borrowed(speaker.name.as_str()), speaker.kind, json(&speaker.forms)?);
            speakers.push((key, row));
            speaker_of.extend(speaker.statements.iter().map(|&n| (rows[n], key)));
        }
        let occasion = |(occasion, &key): (&'g Occasion, &i64)| {
            let venue = occasion.venue.as_deref().map(Cow::Borrowed);
            let speaker = keys.speakers[occasion.speaker];
            (key, (occasion.id, speaker, occasion.said, occasion.dated, venue))
        };
        let mut utterances = Vec::with_capacity(generation.utterances.len());
        let mut reports = Vec::with_capacity(rows.len());
        for (utterance, &key) in generation.utterances.iter().zip(&keys.utterances) {
            let because = Cow::Borrowed(utterance.because.as_str());
            let row = (utterance.id, keys.occasions[utterance.occasion], utterance.joined, because);
            utterances.push((key, row));
            reports.extend((0i64..).zip(&utterance.reports).map(|(n, &s)| (rows[s], (key, n))));
        }
        let mut points = Vec::with_capacity(generation.points.len());
        let mut made = Vec::with_capacity(generation.utterances.len());
        for (point, &key) in generation.points.iter().zip(&keys.points) {
            let row = (point.id, keys.speakers[point.speaker], Cow::Borrowed(point.gist.as_str()));
            points.push((key, row));
            let members = (0i64..).zip(&point.utterances);
            made.extend(members.map(|(n, &u)| (keys.utterances[u], (key, n))));
        }
        Ok(Stored {
            speakers: Table::new(speakers),
            speaker_of: Table::new(speaker_of),
            occasions: Table::new(generation.occasions.iter().zip(&keys.occasions).map(occasion).collect()),
            utterances: Table::new(utterances),
            reports: Table::new(reports),
            points: Table::new(points),
            made: Table::new(made),
        })
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
