//! A link generation read back from its rows.

use super::check::check;
use super::redirects::statement_id;
use super::stored::Stored;
use crate::decisions::has_tables;
use crate::error::Failure;
use crate::rows::{self, list};
use crate::snapshot;
use reportedly_schema::linkage::{
    EffectiveStatement, GONE, LinkArticle, LinkGeneration, Occasion, Point, RecordSpeaker, Utterance,
};
use reportedly_schema::{Day, Interval};
use rusqlite::Connection;
use std::collections::{BTreeMap, HashMap};

/// Articles and statements with the rows they have.
pub(crate) struct Rows<'a> {
    pub(crate) articles: &'a [LinkArticle],
    pub(crate) statements: &'a [EffectiveStatement],
    pub(crate) article_rows: &'a [i64],
    pub(crate) statement_rows: &'a [i64],
}

/// The generation as a question sees it: read back in terms of its rows, and nothing in it is gone.
pub(crate) fn whole(tx: &Connection, rowed: &snapshot::Rowed) -> Result<LinkGeneration, Failure> {
    let rows = Rows {
        articles: &rowed.snapshot.articles,
        statements: &rowed.snapshot.statements,
        article_rows: &rowed.articles,
        statement_rows: &rowed.statements,
    };
    let generation = assemble(&Stored::load(tx)?, reprints(tx, rows.article_rows)?, &rows)?;
    check(&generation, rows.articles.len(), rows.statements.len())
        .map_err(|why| rows::damaged("link_*", why))?;
    Ok(generation)
}

/// Groups of articles with the same text, by row.
fn reprints(tx: &Connection, articles: &[i64]) -> Result<Vec<Vec<usize>>, Failure> {
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

/// The generation that rows stand for, in terms of these articles and statements; what is not among them is [`GONE`]. Sorted as a generation is:
/// speakers by name, kind and first statement, all else by id.
pub(crate) fn assemble(
    stored: &Stored,
    reprints: Vec<Vec<usize>>,
    rows: &Rows<'_>,
) -> Result<LinkGeneration, Failure> {
    let index: HashMap<i64, usize> = rows.statement_rows.iter().copied().zip(0..).collect();
    let statement = |row: i64| index.get(&row).copied().unwrap_or(GONE);
    let speakers = speakers(stored, rows, &statement)?;
    let occasions = occasions(stored, &Places::of(&speakers, "speaker"))?;
    let utterances = utterances(stored, &Places::of(&occasions, "occasion"), &statement)?;
    let points = points(stored, &Places::of(&speakers, "speaker"), &Places::of(&utterances, "utterance"))?;
    let all_held = stored.speaker_of.values().all(|key| stored.speakers.contains_key(key))
        && stored.reports.values().all(|(key, _)| stored.utterances.contains_key(key))
        && stored.made.values().all(|(key, _)| stored.points.contains_key(key));
    if !all_held {
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

fn lost(what: &str) -> Failure {
    rows::damaged("link_*", format!("a row belongs to no {what}"))
}

/// Where the clusters of a kind stand in the generation, by key.
struct Places {
    places: BTreeMap<i64, usize>,
    what: &'static str,
}

impl Places {
    fn of<T>(all: &[(i64, T)], what: &'static str) -> Places {
        Places { places: all.iter().map(|(key, _)| *key).zip(0..).collect(), what }
    }

    fn at(&self, key: i64) -> Result<usize, Failure> {
        self.places.get(&key).copied().ok_or_else(|| lost(self.what))
    }
}

/// Members by the key of the cluster that holds them, each with its number in it.
fn members(all: impl Iterator<Item = (i64, (i64, usize))>) -> BTreeMap<i64, Vec<(i64, usize)>> {
    let mut out: BTreeMap<i64, Vec<(i64, usize)>> = BTreeMap::new();
    all.for_each(|(key, member)| out.entry(key).or_default().push(member));
    out
}

/// The members of a cluster in the order of their numbers.
fn in_order(held: Option<Vec<(i64, usize)>>, what: &str) -> Result<Vec<usize>, Failure> {
    let mut held = held.ok_or_else(|| lost(what))?;
    held.sort_unstable();
    Ok(held.into_iter().map(|(_, member)| member).collect())
}

fn speakers(
    stored: &Stored,
    rows: &Rows<'_>,
    statement: &dyn Fn(i64) -> usize,
) -> Result<Vec<(i64, RecordSpeaker)>, Failure> {
    let mut members: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (&row, &speaker) in &stored.speaker_of {
        members.entry(speaker).or_default().push(statement(row));
    }
    let mut out: Vec<(i64, RecordSpeaker)> = Vec::new();
    for (&key, (name, kind, forms)) in &stored.speakers {
        let mut statements = members.remove(&key).ok_or_else(|| lost("statement"))?;
        statements.sort_unstable();
        let kind = kind.parse().map_err(|error| rows::damaged("link_speakers.kind", error))?;
        let forms =
            serde_json::from_str(forms).map_err(|error| rows::damaged("link_speakers.forms", error))?;
        out.push((key, RecordSpeaker { name: name.clone(), kind, forms, statements }));
    }
    let first = |statements: &[usize]| {
        let order = |n: &usize| {
            let s = &rows.statements[*n].statement;
            let earliest = s.said.interval.earliest;
            (earliest.is_none(), earliest, rows.articles[rows.statements[*n].article].id, s.start(), s.id)
        };
        statements.iter().filter(|&&n| n != GONE).map(order).min()
    };
    out.sort_by_cached_key(|(_, s)| (s.name.clone(), s.kind, first(&s.statements)));
    Ok(out)
}

fn occasions(stored: &Stored, speakers: &Places) -> Result<Vec<(i64, Occasion)>, Failure> {
    let day = |day: &Option<String>| -> Result<Option<Day>, Failure> {
        let parsed = day.as_deref().map(str::parse).transpose();
        parsed.map_err(|error| rows::damaged("link_occasions.said_earliest", error))
    };
    let mut out: Vec<(i64, Occasion)> = Vec::new();
    for (&key, (id, speaker, earliest, latest, dated, venue)) in &stored.occasions {
        let said = Interval { earliest: day(earliest)?, latest: day(latest)? };
        let (id, speaker, venue) = (statement_id(id)?, speakers.at(*speaker)?, venue.clone());
        out.push((key, Occasion { id, speaker, said, dated: *dated, venue }));
    }
    out.sort_by_key(|(_, o)| (o.id, o.speaker));
    Ok(out)
}

fn utterances(
    stored: &Stored,
    occasions: &Places,
    statement: &dyn Fn(i64) -> usize,
) -> Result<Vec<(i64, Utterance)>, Failure> {
    let mut reports = members(stored.reports.iter().map(|(&row, &(key, n))| (key, (n, statement(row)))));
    let mut out: Vec<(i64, Utterance)> = Vec::new();
    for (&key, (id, occasion, joined, because)) in &stored.utterances {
        let reports = in_order(reports.remove(&key), "report")?;
        let utterance = Utterance {
            id: statement_id(id)?,
            occasion: occasions.at(*occasion)?,
            reports,
            joined: joined.parse().map_err(|error| rows::damaged("link_utterances.joined", error))?,
            because: because.clone(),
        };
        out.push((key, utterance));
    }
    out.sort_by_key(|(_, u)| (u.id, u.occasion));
    Ok(out)
}

fn points(stored: &Stored, speakers: &Places, utterances: &Places) -> Result<Vec<Point>, Failure> {
    let made = stored.made.iter();
    let made = made.map(|(&utterance, &(key, n))| Ok((key, (n, utterances.at(utterance)?))));
    let mut made = members(made.collect::<Result<Vec<_>, Failure>>()?.into_iter());
    let mut out: Vec<Point> = Vec::new();
    for (key, (id, speaker, gist)) in &stored.points {
        let utterances = in_order(made.remove(key), "utterance")?;
        out.push(Point {
            id: statement_id(id)?,
            speaker: speakers.at(*speaker)?,
            gist: gist.clone(),
            utterances,
        });
    }
    out.sort_by_key(|p| (p.id, p.speaker));
    Ok(out)
}
