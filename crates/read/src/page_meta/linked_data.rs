//! JSON-LD of schema.org: the thing among those in a script that is the article, and what it says of it.

use super::{Date, DateReader, Found, flat};
use crate::byline;
use crate::markup::decode;
use crate::vocabulary::plain;
use serde_json::Value;

/// Types of schema.org that are an article, the best first; a page or video holds its dates only where nothing else does.
const TYPES: [&str; 14] = [
    "newsarticle",
    "reportagenewsarticle",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "backgroundnewsarticle",
    "reviewnewsarticle",
    "askpublicnewsarticle",
    "article",
    "blogposting",
    "liveblogposting",
    "socialmediaposting",
    "techarticle",
    "scholarlyarticle",
    "report",
];

/// Nesting that real linked data stays below.
const DEEPEST: usize = 6;

/// The least bytes of a text that is the article's, and no summary of it.
const SHORTEST_BODY: usize = 200;

type Thing = serde_json::Map<String, Value>;

/// Adds what a script says of the article that the page is about; `titles` are those that the page shows elsewhere.
pub(super) fn linked_data(script: &str, titles: &[String], dates: &DateReader, found: &mut Found) {
    let json = without_wrapping(script);
    let Ok(data) = serde_json::from_str::<Value>(&json) else {
        found.published.extend(date_in_broken(&json, "datePublished", dates).map(|date| (1, date)));
        found.modified.extend(date_in_broken(&json, "dateModified", dates).map(|date| (1, date)));
        return;
    };
    let mut things = Vec::new();
    collect(&data, 0, &mut things);
    let titled = |thing: &Thing| {
        let headline =
            thing.get("headline").or(thing.get("name")).and_then(Value::as_str).map(|h| plain(&decode(h)));
        headline.is_some_and(|h| titles.iter().any(|t| crate::noise::same_headline(t, &h)))
    };
    let telling = ["datePublished", "headline", "articleBody"];
    let best = things
        .iter()
        .filter_map(|t| Some((rank(t)?, t)))
        .filter(|(_, t)| telling.iter().any(|key| t.contains_key(*key)))
        .min_by_key(|(rank, t)| (*rank == TYPES.len(), !titled(t), *rank));
    if let Some((rank, article)) = best {
        add(article, rank < TYPES.len(), dates, found);
    }
}

/// The JSON of a script without the comments around it. Line ends inside strings are common and not JSON.
fn without_wrapping(script: &str) -> String {
    let script = script
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("/*<![CDATA[*/");
    let script = script
        .trim_end_matches("-->")
        .trim_end_matches("//]]>")
        .trim_end_matches("/*]]>*/")
        .trim()
        .trim_end_matches(';');
    script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The first date of a key in what is no JSON.
fn date_in_broken(json: &str, key: &str, dates: &DateReader) -> Option<Date> {
    let (_, rest) = json.split_once(&format!("\"{key}\""))?;
    dates.read(rest.split('"').nth(1)?, false)
}

/// The place of a thing's type in [`TYPES`], which is their number for what only holds an article.
fn rank(thing: &Thing) -> Option<usize> {
    let types: Vec<String> = match thing.get("@type") {
        Some(Value::String(one)) => vec![one.to_lowercase()],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).map(str::to_lowercase).collect(),
        _ => Vec::new(),
    };
    let holds = |t: &String| t == "webpage" || t == "videoobject" || t == "itempage";
    let article = TYPES.iter().position(|t| types.iter().any(|own| own == t));
    article.or_else(|| types.iter().any(holds).then_some(TYPES.len()))
}

/// Adds what a thing says: of its dates, and where it is an article all else too.
fn add(thing: &Thing, is_article: bool, dates: &DateReader, found: &mut Found) {
    let weight = if is_article { 1 } else { 3 };
    let text = |key: &str| {
        thing.get(key).and_then(Value::as_str).map(|t| flat(&decode(t))).filter(|t| !t.is_empty())
    };
    let date = |written: Option<String>| Some((weight, dates.read(&written?, false)?));
    found.published.extend(date(text("datePublished").or(text("dateCreated"))));
    found.modified.extend(date(text("dateModified")));
    if !is_article {
        return;
    }
    found.title.extend(text("headline").map(|t| (1, t)));
    found.authors.extend(thing.get("author").or(thing.get("creator")).map(|a| (1, people(a, 0))));
    let publisher = thing.get("publisher").and_then(|p| p.get("name").or(Some(p))).and_then(Value::as_str);
    found.site.extend(publisher.map(|name| (2, flat(&decode(name)))));
    if found.body.is_none() {
        let body = thing.get("articleBody").and_then(Value::as_str).map(|b| decode(b).into_owned());
        found.body = body.filter(|b| b.len() > SHORTEST_BODY);
    }
}

/// Every thing in `value` that may be the article.
fn collect<'v>(value: &'v Value, depth: usize, out: &mut Vec<&'v Thing>) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|v| collect(v, depth + 1, out)),
        Value::Object(map) => {
            out.push(map);
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart"] {
                if let Some(inner) = map.get(key) {
                    collect(inner, depth + 1, out);
                }
            }
        }
        _ => {}
    }
}

/// The names of authors.
fn people(value: &Value, depth: usize) -> Vec<String> {
    match value {
        Value::String(name) if !name.starts_with("http") => byline::names(&decode(name)),
        Value::Array(list) if depth < DEEPEST => {
            let mut out: Vec<String> = Vec::new();
            for name in list.iter().flat_map(|v| people(v, depth + 1)) {
                if !out.contains(&name) {
                    out.push(name);
                }
            }
            out
        }
        Value::Object(map) if depth < DEEPEST => {
            map.get("name").map(|n| people(n, depth + 1)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}
