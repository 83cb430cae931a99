//! `--meta FILE`: what the user says of many articles, as CSV with a header line or as JSON lines, by path.

use crate::input::Given;
use crate::stamp::{Habit, stamps};
use reportedly_schema::Day;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// What the user says of many articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    by_path: BTreeMap<String, Given>,
    /// File name → the paths that end in it.
    by_name: BTreeMap<String, Vec<String>>,
}

/// A metadata file that could not be used.
#[derive(Debug)]
pub struct Error {
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|s| s.as_ref() as _)
    }
}

impl Meta {
    /// What was said of the article at `path`: by the path as given, else by the file name where only one row has it.
    pub fn get(&self, path: &str) -> Option<&Given> {
        if let Some(given) = self.by_path.get(path) {
            return Some(given);
        }
        match self.by_name.get(file_name(path))?.as_slice() {
            [only] => self.by_path.get(only),
            _ => None,
        }
    }

    /// How many articles are named.
    pub fn len(&self) -> usize {
        self.by_path.len()
    }

    /// Whether no article is named.
    pub fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Parses a metadata file; its name's ending (`.csv`, `.jsonl`) or else its first character says which form it has.
/// Columns `path` (required), `url`, `outlet`, `published`, `updated`, `title`, `authors` (separated by `;`), `language`;
/// others are kept in `extra`.
///
/// # Errors
/// A line that cannot be parsed, no `path`, the same path twice, or a date that is none: with file, line and what to do.
///
/// ```
/// let meta = reportedly_read::parse_meta("m.csv", b"path,outlet,published\na/x.txt,Aldra Post,2031-03-05\n").unwrap();
/// assert_eq!(meta.get("x.txt").unwrap().outlet.as_deref(), Some("Aldra Post"));
/// ```
pub fn parse_meta(name: &str, bytes: &[u8]) -> Result<Meta, Error> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let lower = name.to_ascii_lowercase();
    let first = bytes.iter().find(|b| !b.is_ascii_whitespace());
    let json = !lower.ends_with(".csv")
        && (lower.ends_with("jsonl") || lower.ends_with(".ndjson") || first == Some(&b'{'));
    let rows = if json { json_rows(name, bytes)? } else { csv_rows(name, bytes)? };
    let mut meta = Meta::default();
    for (line, fields) in rows {
        let fail =
            |message: String| Error { message: format!("{name}, line {line}: {message}"), source: None };
        let (path, given) = given(fields).map_err(fail)?;
        meta.by_name.entry(file_name(&path).to_string()).or_default().push(path.clone());
        if meta.by_path.insert(path.clone(), given).is_some() {
            return Err(fail(format!("path {path:?} for the second time; keep one row for each article")));
        }
    }
    Ok(meta)
}

type Rows = Vec<(u64, Vec<(String, Value)>)>;

fn csv_rows(name: &str, bytes: &[u8]) -> Result<Rows, Error> {
    let fail = |error: csv::Error| {
        let at =
            error.position().map_or(String::new(), |p| format!(", line {}, byte {}", p.line(), p.byte()));
        Error {
            message: format!("{name}{at}: not a CSV row like the header line"),
            source: Some(Box::new(error)),
        }
    };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let header = reader.headers().map_err(fail)?.clone();
    if !header.iter().any(|column| column == "path") {
        let message = format!("{name}, line 1: no column named path; the first line must name the columns");
        return Err(Error { message, source: None });
    }
    let mut rows = Vec::new();
    for row in reader.records() {
        let row = row.map_err(fail)?;
        let line = row.position().map_or(0, csv::Position::line);
        let fields = header.iter().zip(&row).filter(|(_, v)| !v.is_empty());
        rows.push((line, fields.map(|(k, v)| (k.to_string(), Value::String(v.to_string()))).collect()));
    }
    Ok(rows)
}

fn json_rows(name: &str, bytes: &[u8]) -> Result<Rows, Error> {
    let mut rows = Vec::new();
    for (n, line) in bytes.split(|b| *b == b'\n').enumerate() {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let fields: serde_json::Map<String, Value> = serde_json::from_slice(line).map_err(|error| Error {
            message: format!("{name}, line {}, column {}: not a JSON object", n + 1, error.column()),
            source: Some(Box::new(error)),
        })?;
        rows.push((n as u64 + 1, fields.into_iter().filter(|(_, v)| !v.is_null()).collect()));
    }
    Ok(rows)
}

fn given(fields: Vec<(String, Value)>) -> Result<(String, Given), String> {
    let mut path = None;
    let mut given = Given::default();
    for (name, value) in fields {
        let text = match &value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        match (name.as_str(), text) {
            ("path", Some(text)) => path = Some(text),
            ("url", Some(text)) => given.url = Some(text),
            ("outlet", Some(text)) => given.outlet = Some(text),
            ("title", Some(text)) => given.title = Some(text),
            ("language", Some(text)) => given.language = Some(text),
            ("published", Some(text)) => given.published = Some(day(&name, &text)?),
            ("updated", Some(text)) => given.updated = Some(day(&name, &text)?),
            ("authors", Some(text)) => {
                given.authors =
                    text.split(';').map(|a| a.trim().to_string()).filter(|a| !a.is_empty()).collect();
            }
            ("authors", None) => {
                let list = value.as_array().cloned().unwrap_or_default();
                given.authors = list.iter().filter_map(|a| a.as_str().map(str::to_string)).collect();
            }
            _ => {
                given.extra.insert(name, value);
            }
        }
    }
    match path {
        Some(path) => Ok((path, given)),
        None => Err("no path; every row names the article it is about".into()),
    }
}

fn day(field: &str, text: &str) -> Result<Day, String> {
    let found = stamps(text, Habit::default()).first().and_then(|s| s.day);
    found.ok_or_else(|| format!("{field} {text:?} is no date; write it as 2031-03-05"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_path_and_by_unique_name() {
        let csv = "path,outlet,published,authors,desk\na/x.txt,Aldra Post,2031-03-05,Ada Venn; Ben Orr,world\nb/x.txt,Maros Daily,,,\nc/y.txt,,,,\n";
        let meta = parse_meta("m.csv", csv.as_bytes()).unwrap();
        let given = meta.get("a/x.txt").unwrap();
        assert_eq!(given.published, "2031-03-05".parse().ok());
        assert_eq!(given.authors, ["Ada Venn", "Ben Orr"]);
        assert_eq!(given.extra["desk"], "world");
        assert_eq!(meta.get("x.txt"), None);
        assert!(meta.get("/elsewhere/y.txt").is_some());
    }

    #[test]
    fn json_lines_say_the_same() {
        let meta = parse_meta("m.jsonl", b"{\"path\":\"x\",\"authors\":[\"Ada Venn\"],\"n\":3}\n\n").unwrap();
        assert_eq!(meta.get("x").unwrap().authors, ["Ada Venn"]);
        assert_eq!(meta.get("x").unwrap().extra["n"], 3);
    }

    #[test]
    fn errors_say_where() {
        let error = parse_meta("m.csv", b"path,published\nx,soon\n").unwrap_err();
        assert!(error.to_string().contains("line 2") && error.to_string().contains("soon"), "{error}");
        assert!(parse_meta("m.csv", b"file\nx\n").unwrap_err().to_string().contains("no column named path"));
        assert!(
            parse_meta("m.jsonl", b"{\"path\":\"x\"}\n{oops\n").unwrap_err().to_string().contains("line 2")
        );
        assert!(parse_meta("m.csv", b"path\nx\nx\n").is_err());
    }
}
