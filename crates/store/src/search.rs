//! Search: words in statements, speakers, sources and article text, best first.
//!
//! The index is SQLite FTS5 with its BM25 ranking (Robertson and Zaragoza 2009, constants of FTS5: k1 = 1.2, b = 0.75)
//! over passages: each statement, and each block that is not noise, of whatever language. Words are runs of letters and
//! digits, compared without case and accents; they are not stemmed. Scripts written without spaces are one word per run:
//! `word*` finds the beginning of it. What people corrected is not looked at, except that dropped statements are left out.

use crate::error::{Error, Failure, Kind};
use crate::{Store, context, rows};
use reportedly_schema::statement::JOINT;
use reportedly_schema::{ArticleId, Sha256, Span, StatementId};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Words a query may have: far more than anyone types, far less than what FTS5 takes (its tree is limited to a depth of
/// 256).
const WORDS: usize = 64;

/// Passages looked at for each hit asked for: a block and the statements in it mostly match together and give one hit.
const PASSAGES_PER_HIT: usize = 16;

/// Length in bytes of a snippet, about two lines of a terminal.
const SNIPPET: u32 = 180;

/// Marks around words found, as `highlight()` writes them. No word contains a control character.
const MARKS: [char; 2] = ['\u{1}', '\u{2}'];

/// A passage that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The article.
    pub article: ArticleId,
    /// Its path.
    pub path: String,
    /// The statement, or `None` for other text of the article.
    pub statement: Option<StatementId>,
    /// The passage: the statement's content from first to last byte, or the block.
    pub span: Span,
    /// The place in the order of relevance: 1, 2, 3, …
    pub score: u32,
    /// A part of the passage to show, around the first word found.
    pub snippet: Span,
    /// The characters of `snippet`.
    pub snippet_text: String,
    /// The words found, in `span`, in text order; empty where only the speaker or source matched.
    pub matches: Vec<Span>,
}

impl Store {
    /// Finds passages with all words of `query`. Words between double quotes stand next to each other; `word*` finds words
    /// that begin so; nothing else has a meaning of its own, so no query is malformed. A block is left out where one of its
    /// statements is found. Equal matches come in the order of (article id, start).
    ///
    /// # Errors
    /// When the query has more than 64 words ([`Error::is_usage`]), or the record is damaged.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        self.search_for(query, " AND ", limit)
    }

    /// Finds passages with any of the words of `query`, as [`Store::search`] reads them; those with more and rarer ones come first.
    ///
    /// # Errors
    /// As [`Store::search`].
    pub fn search_any(&self, query: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        self.search_for(query, " OR ", limit)
    }

    fn search_for(&self, query: &str, between: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        self.reading(|tx| {
            let terms = terms(query);
            if terms.len() > WORDS {
                let what = format!("{} words are too many to search for; give {WORDS} at most", terms.len());
                return Err(Kind::Asked(what).into());
            }
            if terms.is_empty() || limit == 0 {
                return Ok(Vec::new());
            }
            find(tx, &terms.join(between), limit)
        })
    }
}

/// The words and phrases of a query as FTS5 strings.
fn terms(query: &str) -> Vec<String> {
    let plain: String = query
        .chars()
        .map(|c| match c {
            '\0' => ' ',
            '“' | '”' | '„' | '«' | '»' => '"',
            c => c,
        })
        .collect();
    let has_word = |s: &str| s.chars().any(char::is_alphanumeric);
    let mut terms = Vec::new();
    for (n, part) in plain.split('"').enumerate() {
        if n % 2 == 1 {
            if has_word(part) {
                terms.push(format!("\"{part}\""));
            }
            continue;
        }
        for word in part.split_whitespace().filter(|word| has_word(word)) {
            match word.strip_suffix('*') {
                Some(beginning) => terms.push(format!("\"{beginning}\"*")),
                None => terms.push(format!("\"{word}\"")),
            }
        }
    }
    terms
}

struct Found {
    passage: i64,
    reading: i64,
    statement: Option<i64>,
    span: Span,
}

fn find(tx: &Connection, expression: &str, limit: usize) -> Result<Vec<Hit>, Failure> {
    // BM25 is a sum of floating-point numbers: in millionths, so that what is equal but for the last bits is a tie.
    let mut select = tx.prepare_cached(
        "SELECT p.id, p.reading, p.statement, p.start_byte, p.end_byte
         FROM passages_fts JOIN passages p ON p.id = passages_fts.rowid
         JOIN heads h ON h.reading = p.reading
         JOIN articles a ON a.id = h.article
         JOIN readings r ON r.id = p.reading
         JOIN texts t ON t.id = r.text_row
         LEFT JOIN statements s ON s.id = p.statement
         WHERE passages_fts MATCH ?1 AND a.superseded_by IS NULL
           AND (p.statement IS NULL OR s.extraction = h.extraction)
           AND NOT EXISTS (
             SELECT 1 FROM corrections c
             WHERE c.text_sha256 = t.text_sha256 AND c.content_byte = s.content_byte
               AND c.field = 'dropped' AND c.value = 'true')
         ORDER BY CAST(round(bm25(passages_fts) * 1000000) AS INTEGER), a.article_id, p.start_byte, p.end_byte,
                  s.statement_id, s.n
         LIMIT ?2",
    )?;
    let looked_at = limit.saturating_mul(PASSAGES_PER_HIT).min(i64::MAX as usize) as i64;
    let found: Vec<Found> = select
        .query_map((expression, looked_at), |row| {
            let span = Span { start: row.get(3)?, end: row.get(4)? };
            Ok(Found { passage: row.get(0)?, reading: row.get(1)?, statement: row.get(2)?, span })
        })?
        .collect::<Result<_, _>>()?;
    let mut statements: BTreeMap<i64, Vec<Span>> = BTreeMap::new();
    for passage in found.iter().filter(|passage| passage.statement.is_some()) {
        statements.entry(passage.reading).or_default().push(passage.span);
    }
    let shown_by_a_statement = |passage: &Found| {
        let inside = statements.get(&passage.reading).into_iter().flatten();
        passage.statement.is_none() && inside.into_iter().any(|span| passage.span.contains(*span))
    };
    let kept = found.iter().filter(|passage| !shown_by_a_statement(passage)).take(limit);
    (1..).zip(kept).map(|(score, passage)| hit(tx, expression, score, passage)).collect()
}

fn hit(tx: &Connection, expression: &str, score: u32, passage: &Found) -> Result<Hit, Failure> {
    let mut select = tx.prepare_cached(
        "SELECT highlight(passages_fts, 0, ?3, ?4) FROM passages_fts WHERE passages_fts MATCH ?1 AND rowid = ?2",
    )?;
    let [open, close] = MARKS.map(String::from);
    let highlighted: String =
        select.query_row((expression, passage.passage, open, close), |row| row.get(0))?;
    let mut select = tx.prepare_cached(
        "SELECT a.article_id, t.text, s.statement_id, s.content_byte,
                (SELECT min(p.path) FROM article_paths p WHERE p.article = a.id) AS path
         FROM readings r JOIN articles a ON a.id = r.article JOIN texts t ON t.id = r.text_row
         LEFT JOIN statements s ON s.id = ?2 WHERE r.id = ?1",
    )?;
    let mut rows = select.query((passage.reading, passage.statement))?;
    let Some(row) = rows.next()? else { return Err(rows::damaged("passages.reading", "no such reading")) };
    let text = row.get_ref("text")?.as_str().map_err(|error| rows::damaged("texts.text", error))?;
    let (statement, spans) = match passage.statement {
        Some(_) => {
            let id: Sha256 = rows::sha256(row, "statement_id")?;
            (Some(StatementId(id)), rows::from_json(row, "content_byte")?)
        }
        None => (None, vec![passage.span]),
    };
    let matches = marked(&highlighted, text, &spans);
    let snippet = snippet(text, passage.span, matches.first().copied());
    Ok(Hit {
        article: rows::article_id(row.get("article_id")?)?,
        path: row.get("path")?,
        statement,
        span: passage.span,
        score,
        snippet,
        snippet_text: snippet.of(text).unwrap_or("").to_string(),
        matches,
    })
}

/// Where the marked words of a passage stand in the text. The passage is the spans' characters joined by ` … `.
fn marked(highlighted: &str, text: &str, spans: &[Span]) -> Vec<Span> {
    // Each character of the passage with its place in the text; those between two parts have none.
    let mut places = Vec::new();
    for (n, span) in spans.iter().enumerate() {
        if n > 0 {
            places.extend(JOINT.chars().map(|c| (c, None)));
        }
        let part = span.of(text).unwrap_or("");
        places.extend(part.char_indices().map(|(at, c)| (c, Some(span.start as usize + at))));
    }
    let mut places = places.into_iter().peekable();
    let mut matches = Vec::new();
    let mut begun = false;
    let mut from: Option<(usize, usize)> = None;
    for c in highlighted.chars() {
        match places.peek() {
            Some(&(expected, at)) if expected == c => {
                if let (true, Some(at)) = (begun, at) {
                    from = Some((from.map_or(at, |(start, _)| start), at + c.len_utf8()));
                }
                places.next();
            }
            _ if c == MARKS[0] => begun = true,
            _ => {
                begun = false;
                matches.extend(from.take().map(|(start, end)| Span::new(start, end)));
            }
        }
    }
    matches
}

/// At most about [`SNIPPET`] bytes of `passage`, beginning with the sentence of the first word found where that is near.
fn snippet(text: &str, passage: Span, first: Option<Span>) -> Span {
    if passage.len() <= SNIPPET {
        return passage;
    }
    let first =
        first.filter(|m| m.of(text).is_some()).unwrap_or(Span { start: passage.start, end: passage.start });
    let sentence = context::around(text, first);
    let lead = SNIPPET / 3;
    let (low, high) = (passage.start as usize, passage.end as usize);
    let start = if sentence.start >= passage.start && first.start - sentence.start <= lead {
        sentence.start as usize
    } else {
        let from = text.floor_char_boundary((first.start.saturating_sub(lead) as usize).max(low));
        let word = text[from..first.start as usize].find(char::is_whitespace).map_or(0, |at| at + 1);
        if from == low { from } else { text.ceil_char_boundary(from + word) }
    };
    let end = (start + SNIPPET as usize).max(first.end as usize).min(high);
    let end = text.floor_char_boundary(end);
    let cut = text[start..end].rfind(char::is_whitespace).map_or(end, |at| start + at);
    let end = if end == high || cut < first.end as usize { end.max(first.end as usize) } else { cut };
    Span::new(start, end).trimmed(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_query_is_words_and_phrases_and_nothing_else() {
        assert_eq!(
            terms("ready for “no talks” NEAR( -x col:y"),
            ["\"ready\"", "\"for\"", "\"no talks\"", "\"NEAR(\"", "\"-x\"", "\"col:y\""]
        );
        assert_eq!(terms("negotiat* * — \"\" \" \""), ["\"negotiat\"*"]);
        assert_eq!(terms("an \"open end"), ["\"an\"", "\"open end\""]);
    }

    #[test]
    fn marks_are_found_in_discontinuous_text() {
        let text = "Ports, he said, open soon.";
        let spans = [Span::new(0, 6), Span::new(16, 26)];
        let found = marked("\u{1}Ports\u{2}, … open \u{1}soon\u{2}.", text, &spans);
        assert_eq!(found.iter().map(|s| s.of(text).unwrap()).collect::<Vec<_>>(), ["Ports", "soon"]);
    }

    proptest! {
        #[test]
        fn a_snippet_lies_in_its_passage(text in "[a-zA-ZžЖ .\n]{0,600}", a in 0usize..600, b in 0usize..600, m in 0usize..600) {
            let (a, b) = (text.floor_char_boundary(a.min(b)), text.floor_char_boundary(a.max(b)));
            let at = text.floor_char_boundary(m.clamp(a, b));
            let passage = Span::new(a, b);
            let first = Span::new(at, text.floor_char_boundary((at + 5).min(b)).max(at));
            let found = snippet(&text, passage, Some(first));
            prop_assert!(found.of(&text).is_some() && passage.contains(found), "{found:?} in {passage:?}");
            prop_assert!(found.len() <= SNIPPET.max(5) + SNIPPET, "{found:?}");
        }
    }
}
