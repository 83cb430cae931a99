//! Rows and the types of `schema`: each written in one place and read back beside it.

use crate::error::{Failure, Kind};
use reportedly_schema::{
    ActFound, CodePoints, CountClaim, Day, Extraction, Interval, MadeBy, Named, Published, Reading, Relay,
    Said, Sha256, Span, Speaker, Statement, StatementId, Term, statement::joined,
};
use rusqlite::{Connection, Row, RowIndex, named_params};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::str::FromStr;

/// The JSON in a column. Everything stored this way is plain data without maps that JSON cannot hold.
pub(crate) fn json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value)
        .map_err(|error| Kind::Failed(format!("not to be written as JSON ({error})")).into())
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

/// A column by name, or by place where many rows are read: looking a name up costs as much as reading the value.
pub(crate) trait Column: RowIndex + std::fmt::Display + Copy {}
impl<C: RowIndex + std::fmt::Display + Copy> Column for C {}

/// What is damaged, for a value that cannot be read back.
pub(crate) fn damaged(column: impl std::fmt::Display, why: impl std::fmt::Display) -> Failure {
    Kind::Corrupt(format!("column {column}: {why}")).into()
}

pub(crate) fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: impl Column) -> Result<T, Failure> {
    let value = row.get_ref(column)?.as_str().map_err(|error| damaged(column, error))?;
    serde_json::from_str(value).map_err(|error| damaged(column, error))
}

pub(crate) fn parsed<T: FromStr<Err: std::fmt::Display>>(
    row: &Row<'_>,
    column: impl Column,
) -> Result<T, Failure> {
    let value = row.get_ref(column)?.as_str().map_err(|error| damaged(column, error))?;
    value.parse().map_err(|error| damaged(column, error))
}

pub(crate) fn maybe_parsed<T: FromStr<Err: std::fmt::Display>>(
    row: &Row<'_>,
    column: impl Column,
) -> Result<Option<T>, Failure> {
    match row.get_ref(column)?.as_str_or_null().map_err(|error| damaged(column, error))? {
        Some(value) => value.parse().map(Some).map_err(|error| damaged(column, error)),
        None => Ok(None),
    }
}

pub(crate) fn sha256(row: &Row<'_>, column: impl Column) -> Result<Sha256, Failure> {
    let value = row.get_ref(column)?.as_str().map_err(|error| damaged(column, error))?;
    Sha256::parse(value).ok_or_else(|| damaged(column, "no digest"))
}

pub(crate) fn article_id(shown: String) -> Result<reportedly_schema::ArticleId, Failure> {
    shown.try_into().map_err(|error| damaged("article_id", error))
}

fn shown(day: Option<Day>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// A reading's row, without its text. `given` is how much of its metadata the user gave, see [`given`].
pub(crate) fn insert_reading(
    tx: &Connection,
    article: i64,
    text: i64,
    reading: &Reading,
    sketch: &str,
    points: &CodePoints,
) -> Result<i64, Failure> {
    tx.prepare_cached(
        "INSERT INTO readings (article, text_row, reader, path, blocks, sketch, authors, problems, extra, given)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, '[]', '[]', '{}', 0)",
    )?
    .execute((article, text, &reading.reader, &reading.path, json(&reading.blocks)?, sketch))?;
    let id = tx.last_insert_rowid();
    update_metadata(tx, id, reading, points)?;
    Ok(id)
}

/// Writes the columns of a reading that its user can give again.
pub(crate) fn update_metadata(
    tx: &Connection,
    id: i64,
    reading: &Reading,
    points: &CodePoints,
) -> Result<(), Failure> {
    let published = reading.published.as_ref();
    let at = published.and_then(|p| p.span);
    let at_cp = at.map(|span| points.span(span));
    tx.prepare_cached(
        "UPDATE readings SET path = :path, url = :url, outlet = :outlet, outlet_basis = :outlet_basis, title = :title,
           authors = :authors, published_value = :value, published_earliest = :earliest, published_latest = :latest,
           published_time = :time, published_basis = :basis, published_start_byte = :start_byte,
           published_end_byte = :end_byte, published_start_cp = :start_cp, published_end_cp = :end_cp,
           updated_value = :updated_value, updated = :updated, language = :language, blocks = :blocks,
           problems = :problems, extra = :extra, given = :given
         WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": id,
        ":path": reading.path,
        ":url": reading.url,
        ":outlet": reading.outlet,
        ":outlet_basis": reading.outlet_basis.map(|b| b.as_str()),
        ":title": reading.title,
        ":authors": json(&reading.authors)?,
        ":value": published.and_then(|p| shown(p.value)),
        ":earliest": published.and_then(|p| shown(p.earliest)),
        ":latest": published.and_then(|p| shown(p.latest)),
        ":time": published.and_then(|p| p.time.as_ref()),
        ":basis": published.map(|p| p.basis.as_str()),
        ":start_byte": at.map(|s| s.start),
        ":end_byte": at.map(|s| s.end),
        ":start_cp": at_cp.map(|s| s.0),
        ":end_cp": at_cp.map(|s| s.1),
        ":updated_value": reading.updated.as_ref().and_then(|p| shown(p.value)),
        ":updated": reading.updated.as_ref().map(json).transpose()?,
        ":language": reading.language,
        ":blocks": json(&reading.blocks)?,
        ":problems": json(&reading.problems)?,
        ":extra": json(&reading.extra)?,
        ":given": given(reading),
    })?;
    Ok(())
}

/// How many of the facts about an article its user gave: outlet and publication.
pub(crate) fn given(reading: &Reading) -> i64 {
    use reportedly_schema::{OutletBasis, PublishedBasis};
    let outlet = reading.outlet_basis == Some(OutletBasis::Given);
    let published = reading.published.as_ref().is_some_and(|p| p.basis == PublishedBasis::Given);
    i64::from(outlet) + i64::from(published)
}

/// The publication in a row of `readings`.
pub(crate) fn published(row: &Row<'_>) -> Result<Option<Published>, Failure> {
    let Some(basis) = maybe_parsed(row, "published_basis")? else { return Ok(None) };
    let start: Option<u32> = row.get("published_start_byte")?;
    let end: Option<u32> = row.get("published_end_byte")?;
    Ok(Some(Published {
        value: maybe_parsed(row, "published_value")?,
        earliest: maybe_parsed(row, "published_earliest")?,
        latest: maybe_parsed(row, "published_latest")?,
        time: row.get("published_time")?,
        basis,
        span: start.zip(end).map(|(start, end)| Span { start, end }),
    }))
}

/// A reading, from a row of `readings` joined with `articles` (raw_sha256) and `texts` (text, text_sha256).
pub(crate) fn reading(row: &Row<'_>) -> Result<Reading, Failure> {
    let updated = match row.get_ref("updated")? {
        rusqlite::types::ValueRef::Null => None,
        _ => Some(from_json(row, "updated")?),
    };
    Ok(Reading {
        path: row.get("path")?,
        raw_sha256: sha256(row, "raw_sha256")?,
        text: row.get("text")?,
        text_sha256: sha256(row, "text_sha256")?,
        blocks: from_json(row, "blocks")?,
        url: row.get("url")?,
        outlet: row.get("outlet")?,
        outlet_basis: maybe_parsed(row, "outlet_basis")?,
        title: row.get("title")?,
        authors: from_json(row, "authors")?,
        published: published(row)?,
        updated,
        language: row.get("language")?,
        problems: from_json(row, "problems")?,
        extra: from_json::<BTreeMap<_, _>>(row, "extra")?,
        reader: row.get("reader")?,
    })
}

/// Inserts the row of an extraction, without its statements.
pub(crate) fn insert_extraction(
    tx: &Connection,
    reading: i64,
    extraction: &Extraction,
    made_by: &MadeBy,
    content_sha256: &str,
) -> Result<i64, Failure> {
    tx.prepare_cached(
        "INSERT INTO extractions (reading, tool, model, model_sha256, settings_sha256, narrations, timexes, mentions,
           problems, content_sha256, count_claims) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute((
        reading,
        &made_by.tool,
        &made_by.model,
        &made_by.model_sha256,
        &made_by.settings_sha256,
        json(&extraction.narrations)?,
        json(&extraction.timexes)?,
        json(&extraction.mentions)?,
        json(&extraction.problems)?,
        content_sha256,
        json(&extraction.count_claims)?,
    ))?;
    Ok(tx.last_insert_rowid())
}

/// An extraction without its statements, and what made it, from a row of `extractions` and the reader's version.
pub(crate) fn extraction(row: &Row<'_>, reader: &str) -> Result<(Extraction, MadeBy), Failure> {
    let extraction = Extraction {
        statements: Vec::new(),
        narrations: from_json(row, "narrations")?,
        timexes: from_json(row, "timexes")?,
        mentions: from_json(row, "mentions")?,
        count_claims: count_claims(row)?,
        problems: from_json(row, "problems")?,
    };
    let made_by = MadeBy {
        tool: row.get("tool")?,
        reader: reader.to_string(),
        model: row.get("model")?,
        model_sha256: row.get("model_sha256")?,
        settings_sha256: row.get("settings_sha256")?,
    };
    Ok((extraction, made_by))
}

/// Count claims of an extraction; records before format 1.2 have none until an article is read again.
pub(crate) fn count_claims(row: &Row<'_>) -> Result<Vec<CountClaim>, Failure> {
    match row.as_ref().column_index("count_claims") {
        Ok(_) => from_json(row, "count_claims"),
        Err(_) => Ok(Vec::new()),
    }
}

/// Whether extractions have the column of count claims: since format 1.2.
pub(crate) fn has_count_claims(tx: &Connection) -> Result<bool, Failure> {
    let mut found = tx.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM pragma_table_info('extractions') WHERE name = 'count_claims')",
    )?;
    Ok(found.query_row([], |row| row.get(0))?)
}

/// Gives a record of an earlier format the column of count claims.
pub(crate) fn upgrade(tx: &Connection) -> Result<(), Failure> {
    if !has_count_claims(tx)? {
        tx.execute_batch("ALTER TABLE extractions ADD COLUMN count_claims TEXT NOT NULL DEFAULT '[]'")?;
    }
    Ok(())
}

/// What no question selects by, in the column `detail`. Positions in it are bytes.
#[derive(Serialize, Deserialize)]
struct Detail<'a> {
    speaker_id: Option<Cow<'a, str>>,
    candidates: Cow<'a, [String]>,
    addressee: Option<Cow<'a, Named>>,
    via: Cow<'a, [Relay]>,
    said_span: Option<Span>,
    venue: Option<Cow<'a, Named>>,
    acts: Cow<'a, [ActFound]>,
    terms: Cow<'a, [Term]>,
    why: Cow<'a, [String]>,
}

/// The first and the last byte of the content.
pub(crate) fn content_hull(statement: &Statement) -> Span {
    let ends = statement.content.iter().copied().reduce(Span::hull);
    ends.unwrap_or(Span { start: 0, end: 0 })
}

/// Inserts the row of a statement; `n` is its place in the extraction.
pub(crate) fn insert_statement(
    tx: &Connection,
    extraction: i64,
    n: usize,
    statement: &Statement,
    text: &str,
    points: &CodePoints,
) -> Result<i64, Failure> {
    let hull = content_hull(statement);
    let (start_cp, end_cp) = points.span(hull);
    let cp = |spans: &[Span]| json(&spans.iter().map(|s| points.span(*s)).collect::<Vec<_>>());
    let detail = Detail {
        speaker_id: statement.speaker.id.as_deref().map(Cow::Borrowed),
        candidates: Cow::Borrowed(&statement.speaker.candidates),
        addressee: statement.addressee.as_ref().map(Cow::Borrowed),
        via: Cow::Borrowed(&statement.via),
        said_span: statement.said.span,
        venue: statement.venue.as_ref().map(Cow::Borrowed),
        acts: Cow::Borrowed(&statement.acts),
        terms: Cow::Borrowed(&statement.terms),
        why: Cow::Borrowed(&statement.why),
    };
    tx.prepare_cached(
        "INSERT INTO statements (extraction, n, statement_id, kind, mode, speaker_name, speaker_kind, speaker_how,
           said_value, said_earliest, said_latest, said_basis, times, negated, modality, nested_in, confidence,
           start_byte, end_byte, content_byte, source_byte, cue_byte, start_cp, end_cp, content_cp, source_cp, cue_cp,
           content_text, source_text, detail)
         VALUES (:extraction, :n, :statement_id, :kind, :mode, :speaker_name, :speaker_kind, :speaker_how,
           :said_value, :said_earliest, :said_latest, :said_basis, :times, :negated, :modality, :nested_in, :confidence,
           :start_byte, :end_byte, :content_byte, :source_byte, :cue_byte, :start_cp, :end_cp, :content_cp, :source_cp,
           :cue_cp, :content_text, :source_text, :detail)",
    )?
    .execute(named_params! {
        ":extraction": extraction,
        ":n": n as i64,
        ":statement_id": statement.id.to_string(),
        ":kind": statement.kind.as_str(),
        ":mode": statement.mode.as_str(),
        ":speaker_name": statement.speaker.name,
        ":speaker_kind": statement.speaker.kind.as_str(),
        ":speaker_how": statement.speaker.how.as_str(),
        ":said_value": statement.said.value,
        ":said_earliest": shown(statement.said.interval.earliest),
        ":said_latest": shown(statement.said.interval.latest),
        ":said_basis": statement.said.basis.as_str(),
        ":times": statement.times.as_str(),
        ":negated": statement.negated,
        ":modality": statement.modality.as_str(),
        ":nested_in": statement.nested_in.map(|id| id.to_string()),
        ":confidence": statement.confidence,
        ":start_byte": hull.start,
        ":end_byte": hull.end,
        ":content_byte": json(&statement.content)?,
        ":source_byte": json(&statement.source)?,
        ":cue_byte": json(&statement.cue)?,
        ":start_cp": start_cp,
        ":end_cp": end_cp,
        ":content_cp": cp(&statement.content)?,
        ":source_cp": cp(&statement.source)?,
        ":cue_cp": cp(&statement.cue)?,
        ":content_text": statement.content_text(text),
        ":source_text": joined(text, &statement.source),
        ":detail": json(&detail)?,
    })?;
    Ok(tx.last_insert_rowid())
}

/// A statement, from a row of `statements`.
pub(crate) fn statement(row: &Row<'_>) -> Result<Statement, Failure> {
    let detail: Detail<'static> = from_json(row, "detail")?;
    let nested: Option<String> = row.get("nested_in")?;
    let nested_in = match nested {
        Some(id) => Some(StatementId(Sha256::parse(&id).ok_or_else(|| damaged("nested_in", "no digest"))?)),
        None => None,
    };
    Ok(Statement {
        id: StatementId(sha256(row, "statement_id")?),
        kind: parsed(row, "kind")?,
        mode: parsed(row, "mode")?,
        source: from_json(row, "source_byte")?,
        cue: from_json(row, "cue_byte")?,
        content: from_json(row, "content_byte")?,
        speaker: Speaker {
            name: row.get("speaker_name")?,
            id: detail.speaker_id.map(Cow::into_owned),
            kind: parsed(row, "speaker_kind")?,
            how: parsed(row, "speaker_how")?,
            candidates: detail.candidates.into_owned(),
        },
        addressee: detail.addressee.map(Cow::into_owned),
        via: detail.via.into_owned(),
        said: Said {
            value: row.get("said_value")?,
            interval: Interval {
                earliest: maybe_parsed(row, "said_earliest")?,
                latest: maybe_parsed(row, "said_latest")?,
            },
            basis: parsed(row, "said_basis")?,
            span: detail.said_span,
        },
        times: parsed(row, "times")?,
        venue: detail.venue.map(Cow::into_owned),
        acts: detail.acts.into_owned(),
        negated: row.get("negated")?,
        modality: parsed(row, "modality")?,
        terms: detail.terms.into_owned(),
        nested_in,
        confidence: row.get("confidence")?,
        why: detail.why.into_owned(),
    })
}

/// The columns that [`outline`] reads, by place.
pub(crate) const OUTLINE: &str = "id, statement_id, kind, mode, speaker_name, speaker_kind, speaker_how, said_value, said_earliest,
    said_latest, said_basis, times, negated, modality, nested_in, confidence, content_byte, detail, content_text, source_text";

/// What every linking needs of a statement, from a row with the columns [`OUTLINE`]: all but source, cue, candidates, addressee,
/// venue, acts, terms and reasons.
pub(crate) fn outline(row: &Row<'_>) -> Result<Statement, Failure> {
    let nested: Option<String> = row.get(14)?;
    let nested_in = nested.map(|id| Sha256::parse(&id).ok_or_else(|| damaged("nested_in", "no digest")));
    let detail = row.get_ref(17)?.as_str().map_err(|error| damaged("detail", error))?;
    let (speaker_id, via) = outlined(detail)?;
    Ok(Statement {
        id: StatementId(sha256(row, 1)?),
        kind: parsed(row, 2)?,
        mode: parsed(row, 3)?,
        source: Vec::new(),
        cue: Vec::new(),
        content: from_json(row, 16)?,
        speaker: Speaker {
            name: row.get(4)?,
            id: speaker_id,
            kind: parsed(row, 5)?,
            how: parsed(row, 6)?,
            candidates: Vec::new(),
        },
        addressee: None,
        via,
        said: Said {
            value: row.get(7)?,
            interval: Interval { earliest: maybe_parsed(row, 8)?, latest: maybe_parsed(row, 9)? },
            basis: parsed(row, 10)?,
            span: None,
        },
        times: parsed(row, 11)?,
        venue: None,
        acts: Vec::new(),
        negated: row.get(12)?,
        modality: parsed(row, 13)?,
        terms: Vec::new(),
        nested_in: nested_in.transpose()?.map(StatementId),
        confidence: row.get(15)?,
        why: Vec::new(),
    })
}

/// The speaker's local id and the relays in the column `detail`. The id stands first there, so that where nobody relays and nothing
/// else could be meant the rest need not be read.
fn outlined(detail: &str) -> Result<(Option<String>, Vec<Relay>), Failure> {
    #[derive(Deserialize)]
    struct Only {
        speaker_id: Option<String>,
        via: Vec<Relay>,
    }
    // Inside a JSON string each of these quotation marks would have a backslash before it.
    let first = detail
        .strip_prefix("{\"speaker_id\":")
        .filter(|rest| rest.contains(",\"via\":[],"))
        .and_then(|rest| serde_json::Deserializer::from_str(rest).into_iter::<Option<String>>().next()?.ok());
    match first {
        Some(id) => Ok((id, Vec::new())),
        None => serde_json::from_str::<Only>(detail)
            .map(|only| (only.speaker_id, only.via))
            .map_err(|error| damaged("detail", error)),
    }
}

/// The sketch column.
pub(crate) fn sketch(row: &Row<'_>) -> Result<reportedly_schema::linkage::Sketch, Failure> {
    from_json(row, "sketch")
}
