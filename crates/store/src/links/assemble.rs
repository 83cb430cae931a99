//! A link generation read back from its rows.

use super::check::check;
use super::stored::Stored;
use super::table::Table;
use crate::decisions::has_tables;
use crate::error::Failure;
use crate::rows::{self, list};
use crate::snapshot;
use reportedly_schema::linkage::{
    EffectiveStatement, GONE, LinkArticle, LinkGeneration, Occasion, Point, RecordSpeaker, Utterance,
    in_order,
};
use rusqlite::Connection;
use std::collections::HashMap;

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
    stored: &Stored<'_>,
    reprints: Vec<Vec<usize>>,
    rows: &Rows<'_>,
) -> Result<LinkGeneration, Failure> {
    let index: HashMap<i64, usize> = rows.statement_rows.iter().copied().zip(0..).collect();
    let statement = |row: i64| index.get(&row).copied().unwrap_or(GONE);
    let (speakers, speaker_at) = speakers(stored, rows, &statement)?;
    let speaker_at =
        |key: i64| stored.speakers.place(key).map(|n| speaker_at[n]).ok_or_else(|| lost("speaker"));
    let (occasions, occasion_at) = occasions(stored, &speaker_at)?;
    let occasion_at =
        |key: i64| stored.occasions.place(key).map(|n| occasion_at[n]).ok_or_else(|| lost("occasion"));
    let (utterances, utterance_at) = utterances(stored, &occasion_at, &statement)?;
    let utterance_at =
        |key: i64| stored.utterances.place(key).map(|n| utterance_at[n]).ok_or_else(|| lost("utterance"));
    let points = points(stored, &speaker_at, &utterance_at)?;
    Ok(LinkGeneration { speakers, reprints, occasions, utterances, points })
}

fn lost(what: &str) -> Failure {
    rows::damaged("link_*", format!("a row belongs to no {what}"))
}

/// Where the thing with a key stands.
type At<'a> = &'a dyn Fn(i64) -> Result<usize, Failure>;

/// The members of each row of a table, in the order of the rows and their numbers. Every member must have its row, and every row a member.
fn members<T>(
    table: &Table<T>,
    what: &str,
    mut all: Vec<(i64, i64, usize)>,
) -> Result<Vec<Vec<usize>>, Failure> {
    all.sort_unstable();
    let mut rest = all.into_iter().peekable();
    let mut out = Vec::with_capacity(table.len());
    for (key, _) in table.iter() {
        let mut held = Vec::new();
        while let Some((.., member)) = rest.next_if(|member| member.0 == key) {
            held.push(member);
        }
        if held.is_empty() {
            return Err(lost(what));
        }
        out.push(held);
    }
    match rest.next() {
        Some(_) => Err(lost("cluster")),
        None => Ok(out),
    }
}

fn speakers(
    stored: &Stored<'_>,
    rows: &Rows<'_>,
    statement: &dyn Fn(i64) -> usize,
) -> Result<(Vec<RecordSpeaker>, Vec<usize>), Failure> {
    let spoken = stored.speaker_of.iter().map(|(row, &speaker)| (speaker, 0, statement(row))).collect();
    let members = members(&stored.speakers, "statement", spoken)?;
    let mut out = Vec::with_capacity(members.len());
    for ((_, (name, kind, forms)), statements) in stored.speakers.iter().zip(members) {
        let forms =
            serde_json::from_str(forms).map_err(|error| rows::damaged("link_speakers.forms", error))?;
        out.push(RecordSpeaker { name: name.to_string(), kind: *kind, forms, statements });
    }
    let first = |statements: &[usize]| {
        let order = |n: &usize| {
            let s = &rows.statements[*n].statement;
            let earliest = s.said.interval.earliest;
            (earliest.is_none(), earliest, rows.articles[rows.statements[*n].article].id, s.start(), s.id)
        };
        statements.iter().filter(|&&n| n != GONE).map(order).min()
    };
    Ok(in_order(out, |s| (s.name.clone(), s.kind, first(&s.statements))))
}

fn occasions(stored: &Stored<'_>, speaker_at: At<'_>) -> Result<(Vec<Occasion>, Vec<usize>), Failure> {
    let mut out = Vec::with_capacity(stored.occasions.len());
    for (_, (id, speaker, said, dated, venue)) in stored.occasions.iter() {
        let venue = venue.as_deref().map(str::to_string);
        out.push(Occasion { id: *id, speaker: speaker_at(*speaker)?, said: *said, dated: *dated, venue });
    }
    Ok(in_order(out, |o| (o.id, o.speaker)))
}

fn utterances(
    stored: &Stored<'_>,
    occasion_at: At<'_>,
    statement: &dyn Fn(i64) -> usize,
) -> Result<(Vec<Utterance>, Vec<usize>), Failure> {
    let reports = stored.reports.iter().map(|(row, &(key, n))| (key, n, statement(row))).collect();
    let reports = members(&stored.utterances, "report", reports)?;
    let mut out = Vec::with_capacity(reports.len());
    for ((_, (id, occasion, joined, because)), reports) in stored.utterances.iter().zip(reports) {
        let occasion = occasion_at(*occasion)?;
        let because = because.to_string();
        out.push(Utterance { id: *id, occasion, reports, joined: *joined, because });
    }
    Ok(in_order(out, |u| (u.id, u.occasion)))
}

fn points(stored: &Stored<'_>, speaker_at: At<'_>, utterance_at: At<'_>) -> Result<Vec<Point>, Failure> {
    let made = stored.made.iter().map(|(utterance, &(key, n))| Ok((key, n, utterance_at(utterance)?)));
    let made = members(&stored.points, "utterance", made.collect::<Result<_, Failure>>()?)?;
    let mut out = Vec::with_capacity(made.len());
    for ((_, (id, speaker, gist)), utterances) in stored.points.iter().zip(made) {
        out.push(Point { id: *id, speaker: speaker_at(*speaker)?, gist: gist.to_string(), utterances });
    }
    Ok(in_order(out, |p| (p.id, p.speaker)).0)
}
