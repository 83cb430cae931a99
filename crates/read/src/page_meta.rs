//! What a page says of itself: JSON-LD (schema.org NewsArticle), OpenGraph, meta names, microdata, `<time>`, its address,
//! and dates printed beside the headline. Publication and change are kept apart; days stay as they are written.

use crate::byline;
use crate::markup::{Token, attribute, decode, tokens, visible_text};
use crate::stamp::{Habit, Stamp, stamps};
use crate::vocabulary::{after_lead, plain};
use serde_json::Value;

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageMeta {
    /// The headline.
    pub title: Option<String>,
    /// The outlet.
    pub site: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was published, as written.
    pub published: Option<Date>,
    /// When it was changed, as written.
    pub modified: Option<Date>,
    /// The canonical address.
    pub url: Option<String>,
    /// The language, as the page names it.
    pub language: Option<String>,
    /// The article's text, where the page carries it for machines.
    pub body: Option<String>,
}

/// A date as a page writes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Date {
    /// The characters.
    pub written: String,
    /// What they mean.
    pub stamp: Stamp,
    /// Whether a person can see it on the page (not in tags for machines).
    pub visible: bool,
}

const PUBLISHED: [&str; 41] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "article.published",
    "datepublished",
    "published_time",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publicationdate",
    "publication_date",
    "publication-date",
    "sailthru.date",
    "parsely-pub-date",
    "parsely-pub_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "dc:date",
    "dc.created",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "bt:pubdate",
    "prism.publicationdate",
    "citation_publication_date",
    "citation_date",
    "article_date_original",
    "originalpublicationdate",
    "displaydate",
    "date_published",
    "datecreated",
    "creation_date",
    "article:post_date",
    "og:release_date",
    "release_date",
    "date",
];

const MODIFIED: [&str; 14] = [
    "article:modified_time",
    "og:article:modified_time",
    "article:modified",
    "og:updated_time",
    "og:modified_time",
    "datemodified",
    "modified_time",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "dc.date.modified",
    "dc.modified",
    "date_modified",
    "cxenseparse:recs:articlemodified",
];

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

#[derive(Default)]
struct Found {
    title: Vec<(u8, String)>,
    site: Vec<(u8, String)>,
    authors: Vec<(u8, Vec<String>)>,
    published: Vec<(u8, Date)>,
    modified: Vec<(u8, Date)>,
    url: Vec<(u8, String)>,
    body: Option<String>,
}

/// Reads a page; `address` is where it came from, if known.
pub fn page_meta(html: &str, address: Option<&str>) -> PageMeta {
    let mut meta = PageMeta::default();
    let mut found = Found::default();
    let mut scripts: Vec<&str> = Vec::new();
    let mut locale = None;
    let mut headline = String::new();
    let mut in_headline = false;
    let mut headlines: Vec<String> = Vec::new();
    let mut tags: Vec<(String, String, u8)> = Vec::new();
    // Text inside elements whose class or property speaks of a date.
    let mut dated: Vec<(u8, String)> = Vec::new();
    let mut open_dated: Option<(u8, String, usize)> = None;
    let mut depth = 0usize;
    for token in tokens(html) {
        match token {
            Token::Raw { name, rest, text } if name.eq_ignore_ascii_case("script") => {
                if attribute(rest, "type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json")) {
                    scripts.push(text);
                }
            }
            Token::Raw { name, text, .. }
                if name.eq_ignore_ascii_case("title") && found.title.iter().all(|t| t.0 != 5) =>
            {
                let title = flat(&decode(text));
                found.title.push((5, title));
            }
            Token::Open { name, rest } => {
                let name = name.to_ascii_lowercase();
                depth += 1;
                match name.as_str() {
                    "html" => {
                        meta.language =
                            meta.language.or_else(|| attribute(rest, "lang").or(attribute(rest, "xml:lang")))
                    }
                    "meta" => {
                        let key = ["property", "name", "itemprop", "http-equiv"]
                            .iter()
                            .find_map(|a| attribute(rest, a));
                        if let (Some(key), Some(content)) = (key, attribute(rest, "content")) {
                            tags.push((key.to_ascii_lowercase(), content, 0));
                        }
                    }
                    "link" => {
                        if attribute(rest, "rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical"))
                            && let Some(href) = attribute(rest, "href").filter(|h| h.starts_with("http"))
                        {
                            found.url.push((0, href));
                        }
                    }
                    "h1" => {
                        in_headline = true;
                        headline.clear();
                    }
                    _ => {}
                }
                let class = format!(
                    "{} {} {}",
                    attribute(rest, "class").unwrap_or_default(),
                    attribute(rest, "id").unwrap_or_default(),
                    attribute(rest, "itemprop").unwrap_or_default()
                )
                .to_ascii_lowercase();
                let prop = attribute(rest, "itemprop").unwrap_or_default().to_ascii_lowercase();
                if prop.contains("datepublished") || prop.contains("datemodified") {
                    let slot =
                        if prop.contains("published") { "itemprop:published" } else { "itemprop:modified" };
                    for a in ["content", "datetime", "title"] {
                        if let Some(value) = attribute(rest, a) {
                            tags.push((slot.into(), value, 1));
                            break;
                        }
                    }
                }
                if name == "time" || (name == "abbr" && class.contains("publish")) {
                    let changed = class.contains("updat") || class.contains("modif");
                    let telling = ["pub", "date", "entry", "post", "article", "byline"]
                        .iter()
                        .any(|w| class.contains(w))
                        || attribute(rest, "pubdate").is_some();
                    if let Some(value) = attribute(rest, "datetime").or(attribute(rest, "title")) {
                        let slot = if changed { "time:modified" } else { "time:published" };
                        tags.push((slot.into(), value, if telling { 0 } else { 1 }));
                    }
                }
                let rank = if class.contains("updat") || class.contains("modif") {
                    None
                } else if [
                    "datepublished",
                    "publish",
                    "pubdate",
                    "pub-date",
                    "entry-date",
                    "post-date",
                    "article-date",
                    "article__date",
                    "postdate",
                    "timestamp",
                    "dateline",
                    "posted",
                ]
                .iter()
                .any(|w| class.contains(w))
                {
                    Some(0)
                } else if name == "time"
                    || class.contains("date")
                    || class.contains("time")
                    || class.contains("byline")
                {
                    Some(1)
                } else {
                    None
                };
                if let (Some(rank), None, false) =
                    (rank, &open_dated, name == "meta" || name == "body" || name == "html")
                {
                    open_dated = Some((rank, String::new(), depth));
                }
                if crate::markup::is_void(&name) || rest.ends_with('/') {
                    depth -= 1;
                }
            }
            Token::Close { name } => {
                if name.eq_ignore_ascii_case("h1") && in_headline {
                    in_headline = false;
                    headlines.push(flat(&headline));
                }
                depth = depth.saturating_sub(1);
                if open_dated.as_ref().is_some_and(|(_, _, at)| depth < *at)
                    && let Some((rank, text, _)) = open_dated.take()
                {
                    dated.push((rank, text));
                }
            }
            Token::Text(text) => {
                if in_headline {
                    headline.push_str(&decode(text));
                }
                /// A date's element holds no more than this, in bytes.
                const LONGEST: usize = 200;
                if let Some((_, held, _)) = &mut open_dated {
                    held.push_str(&decode(text));
                    held.push(' ');
                    if held.len() > LONGEST {
                        open_dated = None;
                    }
                }
            }
            Token::Raw { .. } => {}
        }
    }
    for (key, content, _) in &tags {
        match key.as_str() {
            "og:locale" => locale = Some(content.clone()),
            "content-language" | "language" | "dc.language" if content.len() <= 6 => {
                meta.language = meta.language.take().or(Some(content.clone()));
            }
            _ => {}
        }
    }
    let region = locale.as_deref().or(meta.language.as_deref()).unwrap_or("").replace('_', "-");
    let month_first = match region.to_ascii_lowercase().as_str() {
        "en-us" => Some(true),
        "" | "en" => None,
        _ => Some(false),
    };
    let language = meta
        .language
        .clone()
        .or(locale.as_ref().map(|l| l[..l.len().min(2)].to_string()).filter(|l| l.len() == 2));
    let habit = Habit { language: language.as_deref(), month_first };
    let date = |written: &str, visible: bool| -> Option<Date> {
        let written = flat(written);
        let stamp = stamps(&written, habit).into_iter().find(|s| s.day.is_some())?;
        Some(Date { written, stamp, visible })
    };
    for (key, content, rank) in &tags {
        if let Some(n) = PUBLISHED.iter().position(|p| p == key) {
            // The bare word "date" is the weakest.
            let rank = if n + 1 == PUBLISHED.len() { 4 } else { 2 };
            found.published.extend(date(content, false).map(|d| (rank, d)));
        } else if MODIFIED.contains(&key.as_str()) {
            found.modified.extend(date(content, false).map(|d| (2, d)));
        }
        match key.as_str() {
            "itemprop:published" => found.published.extend(date(content, false).map(|d| (3, d))),
            "itemprop:modified" => found.modified.extend(date(content, false).map(|d| (3, d))),
            "time:published" => found.published.extend(date(content, false).map(|d| (5 + 2 * rank, d))),
            "time:modified" => found.modified.extend(date(content, false).map(|d| (5, d))),
            "og:title" | "twitter:title" | "headline" | "dc.title" => {
                found.title.push((if key == "og:title" { 2 } else { 3 }, flat(content)))
            }
            "og:site_name" => found.site.push((1, flat(content))),
            "application-name" | "twitter:site" | "publisher" | "dc.publisher" => {
                found.site.push((3, content.trim_start_matches('@').trim().to_string()));
            }
            "author"
            | "article:author_name"
            | "parsely-author"
            | "sailthru.author"
            | "byl"
            | "dc.creator"
            | "article:author"
            | "dcterms.creator"
                if !content.starts_with("http") =>
            {
                found.authors.push((2, byline::names(content)));
            }
            "og:url" if content.starts_with("http") => found.url.push((1, content.clone())),
            _ => {}
        }
    }
    for title in headlines.iter().filter(|t| t.split_whitespace().count() >= 3) {
        found.title.push((4, title.clone()));
    }
    let page_titles: Vec<String> = found.title.iter().map(|(_, t)| plain(t)).collect();
    for script in &scripts {
        linked_data(script, &page_titles, &date, &mut found);
    }
    let address = address.map(str::to_string).or(first(&found.url));
    if let Some(day) = address.as_deref().and_then(|a| address_date(a, habit)) {
        found.published.push((6, day));
    }
    for (rank, text) in &dated {
        let written = flat(text);
        if written.len() < 120 {
            found.published.extend(date(&written, true).map(|d| (8 + rank, d)));
        }
    }
    if found.published.is_empty() {
        found.published.extend(printed(html, &date).map(|d| (12, d)));
    }
    meta.title = headline_of(&found.title);
    meta.site = first(&found.site).or_else(|| site_of_title(&found.title));
    meta.authors = {
        found.authors.retain(|(_, a)| !a.is_empty());
        first(&found.authors).unwrap_or_default()
    };
    meta.published = first(&found.published);
    meta.modified = first(&found.modified);
    meta.url = first(&found.url);
    meta.language = language;
    meta.body = found.body;
    meta
}

/// The value of the best rank, the first among equals.
fn first<T: Clone>(found: &[(u8, T)]) -> Option<T> {
    found.iter().min_by_key(|(rank, _)| *rank).map(|(_, value)| value.clone())
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The headline: the best source, without the outlet's name behind a bar or dash where another source shows it without.
fn headline_of(found: &[(u8, String)]) -> Option<String> {
    let best = first(&found.iter().filter(|(_, t)| !t.is_empty()).cloned().collect::<Vec<_>>())?;
    let shorter = found
        .iter()
        .map(|(_, t)| t)
        .filter(|t| t.len() < best.len() && t.split_whitespace().count() >= 3 && best.starts_with(t.as_str()))
        .filter(|t| best[t.len()..].trim_start().starts_with(['|', '-', '–', '—', '·', ':', '«', '/']))
        .min_by_key(|t| t.len());
    let title = shorter.unwrap_or(&best);
    // Behind a bar stands the outlet.
    Some(title.rsplit_once(" | ").map_or(title.as_str(), |(head, _)| head).to_string())
}

/// The outlet's name behind the headline in the page's title: "Port may reopen - Aldra Post", where another source has the
/// headline without it.
fn site_of_title(found: &[(u8, String)]) -> Option<String> {
    /// Words of a name, at most.
    const LONGEST: usize = 5;
    found.iter().find_map(|(_, title)| {
        let (head, name) = [" - ", " | ", " – ", " — "]
            .iter()
            .filter_map(|mark| title.rsplit_once(mark))
            .min_by_key(|(_, n)| n.len())?;
        let name = name.trim();
        let confirmed = found.iter().any(|(_, other)| plain(other) == plain(head.trim()));
        let named = name.split_whitespace().count() <= LONGEST
            && name.split_whitespace().all(|w| {
                w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                    || matches!(w, "of" | "the" | "and" | "&")
            });
        (confirmed && named && !name.is_empty()).then(|| name.to_string())
    })
}

/// `/2031/03/05/` or `2031-03-05` in an address.
fn address_date(address: &str, habit: Habit<'_>) -> Option<Date> {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let spaced = path.replace('_', "-");
    let stamp = stamps(&spaced, habit).into_iter().find(|s| {
        let written = &spaced[s.date.range()];
        s.day.is_some() && written.len() >= 8 && written[..4].bytes().all(|b| b.is_ascii_digit())
    });
    let stamp = stamp.or_else(|| {
        // Eight digits on their own: 20310305.
        let digits = path
            .split(|c: char| !c.is_ascii_digit())
            .find(|d| d.len() == 8 && (d.starts_with("19") || d.starts_with("20")))?;
        let dashed = format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]);
        stamps(&dashed, habit).into_iter().find(|s| s.day.is_some())
    })?;
    Some(Date { written: stamp.day?.to_string(), stamp, visible: false })
}

/// A date printed on the page: a line led by "Published", else a line that is little more than a date.
fn printed(html: &str, date: &dyn Fn(&str, bool) -> Option<Date>) -> Option<Date> {
    /// Lines looked at.
    const LINES: usize = 1500;
    let text = visible_text(html);
    let mut short = None;
    for line in text.lines().take(LINES).filter(|l| l.len() < 160 && l.bytes().any(|b| b.is_ascii_digit())) {
        let lower = plain(line);
        let Some(found) = date(line, true) else { continue };
        if after_lead("published", &lower).is_some_and(|rest| rest.len() < lower.len())
            && !lower.starts_with("on ")
        {
            return Some(found);
        }
        let beside = line.len() - found.stamp.span.len() as usize;
        let copyright = lower.contains('©') || lower.contains("copyright");
        if short.is_none() && beside <= 45 && !copyright && after_lead("updated", &lower).is_none() {
            short = Some(found);
        }
    }
    short
}

fn linked_data(
    script: &str,
    titles: &[String],
    date: &dyn Fn(&str, bool) -> Option<Date>,
    found: &mut Found,
) {
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
    // Line ends inside strings are common and not JSON.
    let clean: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let Ok(data) = serde_json::from_str::<Value>(&clean) else {
        for (key, slot) in [("datePublished", true), ("dateModified", false)] {
            let value = clean.split_once(&format!("\"{key}\"")).and_then(|(_, rest)| rest.split('"').nth(1));
            if let Some(date) = value.and_then(|v| date(v, false)) {
                if slot { found.published.push((1, date)) } else { found.modified.push((1, date)) }
            }
        }
        return;
    };
    let mut things = Vec::new();
    collect(&data, 0, &mut things);
    let rank = |thing: &serde_json::Map<String, Value>| -> Option<usize> {
        let types: Vec<String> = match thing.get("@type") {
            Some(Value::String(one)) => vec![one.to_lowercase()],
            Some(Value::Array(many)) => {
                many.iter().filter_map(Value::as_str).map(str::to_lowercase).collect()
            }
            _ => Vec::new(),
        };
        TYPES.iter().position(|t| types.iter().any(|own| own == t)).or_else(|| {
            types
                .iter()
                .any(|t| t == "webpage" || t == "videoobject" || t == "itempage")
                .then_some(TYPES.len())
        })
    };
    let titled = |thing: &serde_json::Map<String, Value>| {
        let headline =
            thing.get("headline").or(thing.get("name")).and_then(Value::as_str).map(|h| plain(&decode(h)));
        headline.is_some_and(|h| titles.iter().any(|t| crate::noise::same_headline(t, &h)))
    };
    let best = things
        .iter()
        .filter_map(|t| Some((rank(t)?, t)))
        .filter(|(_, t)| {
            t.contains_key("datePublished") || t.contains_key("headline") || t.contains_key("articleBody")
        })
        .min_by_key(|(rank, t)| (*rank == TYPES.len(), !titled(t), *rank));
    let Some((rank, article)) = best else { return };
    let weight = if rank == TYPES.len() { 3 } else { 1 };
    let text = |key: &str| {
        article.get(key).and_then(Value::as_str).map(|t| flat(&decode(t))).filter(|t| !t.is_empty())
    };
    found.published.extend(
        text("datePublished").or(text("dateCreated")).and_then(|t| date(&t, false)).map(|d| (weight, d)),
    );
    found.modified.extend(text("dateModified").and_then(|t| date(&t, false)).map(|d| (weight, d)));
    if rank < TYPES.len() {
        found.title.extend(text("headline").map(|t| (1, t)));
        found.authors.extend(article.get("author").or(article.get("creator")).map(|a| (1, people(a, 0))));
        if let Some(name) =
            article.get("publisher").and_then(|p| p.get("name").or(Some(p))).and_then(Value::as_str)
        {
            found.site.push((2, flat(&decode(name))));
        }
        if found.body.is_none() {
            found.body = article
                .get("articleBody")
                .and_then(Value::as_str)
                .map(|b| decode(b).into_owned())
                .filter(|b| b.len() > 200);
        }
    }
}

/// Nesting that real linked data stays below.
const DEEPEST: usize = 6;

fn collect<'v>(value: &'v Value, depth: usize, out: &mut Vec<&'v serde_json::Map<String, Value>>) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlet_behind_the_headline() {
        let titles = |list: &[&str]| list.iter().map(|t| (4, t.to_string())).collect::<Vec<_>>();
        assert_eq!(
            site_of_title(&titles(&["Port may reopen soon - Aldra Post", "Port may reopen soon"])).as_deref(),
            Some("Aldra Post")
        );
        assert_eq!(site_of_title(&titles(&["Port may reopen - but not soon", "Port may reopen"])), None);
        assert_eq!(site_of_title(&titles(&["Port may reopen - Aldra Post"])), None);
    }

    #[test]
    fn linked_data_goes_before_tags() {
        let page = r#"<html lang="en-GB"><head><title>Port may reopen | Aldra Post</title>
<meta property="og:site_name" content="Aldra Post"><meta property="article:published_time" content="2031-03-06T01:00:00Z">
<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2020-01-01"},
{"@type":["NewsArticle"],"headline":"Port may reopen","datePublished":"2031-03-05T23:30:00-05:00","dateModified":"2031-03-06T08:00:00-05:00",
"author":[{"name":"Ada Venn"},{"name":"Ben Orr"}],"publisher":{"name":"Post Media"}}]}</script>
<link rel="canonical" href="https://aldra.example/a"></head><body><h1>Port may reopen</h1></body></html>"#;
        let meta = page_meta(page, None);
        assert_eq!(meta.title.as_deref(), Some("Port may reopen"));
        assert_eq!(meta.site.as_deref(), Some("Aldra Post"));
        assert_eq!(meta.authors, ["Ada Venn", "Ben Orr"]);
        let published = meta.published.unwrap().stamp;
        assert_eq!(published.day, "2031-03-05".parse().ok());
        assert_eq!(published.time.as_deref(), Some("23:30:00-05:00"));
        assert_eq!(meta.modified.unwrap().stamp.day, "2031-03-06".parse().ok());
        assert_eq!(meta.url.as_deref(), Some("https://aldra.example/a"));
    }

    #[test]
    fn weaker_sources_serve_where_there_are_no_better() {
        let of =
            |page: &str| page_meta(page, None).published.and_then(|d| d.stamp.day).map(|d| d.to_string());
        assert_eq!(
            of("<time class=entry-date datetime='2031-03-05T10:00'>5 March</time>").as_deref(),
            Some("2031-03-05")
        );
        assert_eq!(
            of("<link rel=canonical href='https://a.example/2031/03/05/port'>").as_deref(),
            Some("2031-03-05")
        );
        assert_eq!(
            of("<div><p>Published: 5 March 2031</p><p>Updated: 7 March 2031</p></div>").as_deref(),
            Some("2031-03-05")
        );
        assert_eq!(of("<span class=post-date>5 Mar 2031</span>").as_deref(), Some("2031-03-05"));
        assert_eq!(of("<p>© 2031 Aldra Post</p>"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_page_is_read(html in "(<(time|meta|script|h1|span|/h1|/span)( (class|content|property|datetime)=\"[a-z0-9:{}é -]{0,20}\"){0,2}>|[a-z0-9 é]{0,10}){0,20}") {
            page_meta(&html, None);
        }
    }
}
