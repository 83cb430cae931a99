//! JSON lines: an article a line, with the field names of trafilatura, news-please, Fundus and newspaper4k.

use crate::input::{Given, Options, rejected};
use crate::stamp::{Habit, stamps};
use crate::{byline, page, plain};
use reportedly_schema::{OutletBasis, Published, PublishedBasis, Reading, Rejected, RejectedCode};
use serde_json::{Map, Value};

/// Our fields and the names they come by, the first that is filled counts.
const NAMES: [(&str, &[&str]); 10] = [
    ("text", &["text", "maintext", "plaintext", "body", "content", "articleBody", "raw_text"]),
    ("html", &["html", "raw_html", "rawhtml"]),
    ("title", &["title", "headline"]),
    (
        "published",
        &[
            "published",
            "date",
            "date_publish",
            "publishing_date",
            "publish_date",
            "date_published",
            "datePublished",
            "pubdate",
        ],
    ),
    ("updated", &["updated", "date_modify", "date_modified", "dateModified", "modified", "modified_date"]),
    ("authors", &["authors", "author", "byline"]),
    ("url", &["url", "link", "canonical_url"]),
    (
        "outlet",
        &["outlet", "sitename", "site_name", "publisher", "source", "hostname", "source_domain", "domain"],
    ),
    ("language", &["language", "lang", "meta_lang"]),
    ("requested_url", &[]),
];

/// Reads one line. `path` is `FILE#N`, `offset` the byte in the file at which the line begins.
pub(crate) fn record(
    path: &str,
    offset: u64,
    line: &[u8],
    given: &Given,
    options: &Options,
) -> Result<Reading, Rejected> {
    let refuse = |code, message: String| Err(rejected(path, line, code, message));
    if line.len() > options.limits.bytes {
        let message = format!(
            "a line of {} bytes at byte {offset}, over the limit of {}",
            line.len(),
            options.limits.bytes
        );
        return refuse(RejectedCode::TooLarge, message);
    }
    let mut fields: Map<String, Value> = match serde_json::from_slice(line) {
        Ok(Value::Object(fields)) => fields,
        Ok(other) => {
            let message = format!("expected a JSON object at byte {offset}, found {}", kind_of(&other));
            return refuse(RejectedCode::Unreadable, message);
        }
        Err(error) => {
            let at = offset + error.column().saturating_sub(1) as u64;
            let message = format!("not JSON at byte {at} (column {} of the line): {error}", error.column());
            return refuse(RejectedCode::Unreadable, message);
        }
    };
    let mut take = |ours: &str| -> Option<Value> {
        let mapped = options.map.iter().filter(|(field, _)| field == ours).map(|(_, theirs)| theirs.as_str());
        let known = NAMES.iter().find(|(name, _)| *name == ours).map_or(&[][..], |(_, names)| *names);
        let name = mapped.chain(known.iter().copied()).find(|name| filled(fields.get(*name)))?;
        let name = name.to_string();
        fields.shift_remove(&name)
    };
    let text = take("text").and_then(text_of);
    let html = if text.is_none() { take("html").and_then(text_of) } else { None };
    let said = Given {
        title: take("title").and_then(text_of),
        url: take("url").and_then(text_of),
        language: take("language").and_then(text_of).filter(|l| l.len() >= 2).map(|l| l.to_lowercase()),
        authors: take("authors").map(people).unwrap_or_default(),
        ..Given::default()
    };
    let outlet = take("outlet").and_then(text_of);
    let published = take("published").and_then(text_of);
    let updated = take("updated").and_then(text_of);
    let mut reading = match (text, html) {
        (Some(text), _) => {
            let hint =
                Given { title: said.title.clone(), language: said.language.clone(), ..Given::default() };
            plain::reading(path, line, text, &hint, &options.limits)?
        }
        (None, Some(html)) => page::reading(path, line, &html, &Given::default(), &options.limits)?,
        (None, None) => {
            let message = format!(
                "no text at byte {offset}: none of the fields text, maintext, plaintext, body, content, html holds one; name it with --map text=FIELD"
            );
            return refuse(RejectedCode::NotArticle, message);
        }
    };
    if said.title.is_some() {
        reading.title = said.title;
    }
    if said.url.is_some() {
        reading.url = said.url;
    }
    if !said.authors.is_empty() {
        reading.authors = said.authors;
    }
    if let Some(outlet) = outlet {
        reading.outlet = Some(outlet);
        reading.outlet_basis = Some(OutletBasis::Metadata);
    }
    let language = reading.language.clone().or(said.language);
    let habit = Habit { language: language.as_deref(), month_first: None };
    if let Some(date) = published.and_then(|p| date(&p, habit)) {
        reading.published = Some(date);
    }
    if let Some(date) = updated.and_then(|p| date(&p, habit)) {
        reading.updated = Some(date);
    }
    reading.language = language;
    reading.extra.extend(fields.into_iter().filter(|(_, value)| !value.is_null()));
    plain::apply(given, &mut reading);
    plain::check_language(reading)
}

/// A date of metadata, as written there.
pub(crate) fn date(written: &str, habit: Habit<'_>) -> Option<Published> {
    let stamp = stamps(written.trim(), habit).into_iter().next()?;
    let mut published = Published::on(stamp.day?, PublishedBasis::Metadata, None);
    published.time = stamp.time;
    Some(published)
}

fn filled(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.trim().is_empty(),
        Some(Value::Array(list)) => !list.is_empty(),
        Some(Value::Object(map)) => !map.is_empty(),
        Some(_) => true,
    }
}

/// Text of a field: a string; the strings of a list or of an object's parts (Fundus keeps a body in sections) as paragraphs.
fn text_of(value: Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        Value::Array(list) => list.into_iter().filter_map(text_of).collect::<Vec<_>>().join("\n\n"),
        Value::Object(map) => {
            map.into_iter().filter_map(|(_, v)| text_of(v)).collect::<Vec<_>>().join("\n\n")
        }
        Value::Bool(_) | Value::Null => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

fn people(value: Value) -> Vec<String> {
    match value {
        Value::String(text) => byline::names(&text),
        Value::Array(list) => {
            let mut out: Vec<String> = Vec::new();
            for name in list.into_iter().flat_map(people) {
                if !out.contains(&name) {
                    out.push(name);
                }
            }
            out
        }
        Value::Object(map) => map.get("name").cloned().map(people).unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
