//! One walk through a page: what it says of itself in tags, scripts, headlines and elements that hold a date.

use super::flat;
use crate::markup::{Token, attribute, decode, is_void, tokens};

/// What an attribute says of the page.
pub(super) struct Tag {
    /// In small letters; `itemprop:` or `time:` with `published` or `modified` for those elements.
    pub key: String,
    pub content: String,
    /// Greater where the element says less surely that the date is the article's.
    pub rank: u8,
}

/// What stands where a page speaks of itself.
#[derive(Default)]
pub(super) struct Page<'p> {
    pub language: Option<String>,
    /// Of the `title` element.
    pub title: Option<String>,
    pub canonical: Vec<String>,
    /// Of JSON-LD.
    pub scripts: Vec<&'p str>,
    pub tags: Vec<Tag>,
    /// Of `h1` elements.
    pub headlines: Vec<String>,
    /// Text inside elements whose class or property speaks of a date, with 0 where of publication and 1 where of any.
    pub dated: Vec<(u8, String)>,
}

/// Bytes that a date's element holds, at most.
const LONGEST_DATED: usize = 200;

/// Words of a class that speak of the day of publication.
const OF_PUBLICATION: &[&str] = &[
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
];

/// Words of a class by which a `time` element is the article's.
const OF_THE_ARTICLE: &[&str] = &["pub", "date", "entry", "post", "article", "byline"];

/// Walks through a page.
pub(super) fn scan(html: &str) -> Page<'_> {
    let mut walk = Walk::default();
    for token in tokens(html) {
        match token {
            Token::Raw { name, rest, text } => walk.raw(name, rest, text),
            Token::Open { name, rest } => walk.open(&name.to_ascii_lowercase(), rest),
            Token::Close { name } => walk.close(name),
            Token::Text(text) => walk.text(text),
        }
    }
    walk.page
}

#[derive(Default)]
struct Walk<'p> {
    page: Page<'p>,
    /// The text of the `h1` that is open.
    headline: Option<String>,
    /// Rank, text and depth of the element that holds a date and is open.
    dated: Option<(u8, String, usize)>,
    depth: usize,
}

impl<'p> Walk<'p> {
    fn raw(&mut self, name: &str, rest: &str, text: &'p str) {
        if name.eq_ignore_ascii_case("script") {
            if attribute(rest, "type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json")) {
                self.page.scripts.push(text);
            }
        } else if name.eq_ignore_ascii_case("title") && self.page.title.is_none() {
            self.page.title = Some(flat(&decode(text)));
        }
    }

    fn open(&mut self, name: &str, rest: &str) {
        self.depth += 1;
        match name {
            "html" if self.page.language.is_none() => {
                self.page.language = attribute(rest, "lang").or(attribute(rest, "xml:lang"));
            }
            "meta" => self.meta(rest),
            "link" if attribute(rest, "rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                self.page.canonical.extend(attribute(rest, "href").filter(|h| h.starts_with("http")));
            }
            "h1" => self.headline = Some(String::new()),
            _ => {}
        }
        let property = attribute(rest, "itemprop").unwrap_or_default().to_ascii_lowercase();
        let class = format!(
            "{} {} {property}",
            attribute(rest, "class").unwrap_or_default(),
            attribute(rest, "id").unwrap_or_default(),
        )
        .to_ascii_lowercase();
        self.microdata(&property, rest);
        self.time(name, &class, rest);
        if self.dated.is_none() && !matches!(name, "meta" | "body" | "html") {
            self.dated = rank_of_dated(name, &class).map(|rank| (rank, String::new(), self.depth));
        }
        if is_void(name) || rest.ends_with('/') {
            self.depth -= 1;
        }
    }

    fn meta(&mut self, rest: &str) {
        let key = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|a| attribute(rest, a));
        if let (Some(key), Some(content)) = (key, attribute(rest, "content")) {
            self.page.tags.push(Tag { key: key.to_ascii_lowercase(), content, rank: 0 });
        }
    }

    fn microdata(&mut self, property: &str, rest: &str) {
        if property.contains("datepublished") || property.contains("datemodified") {
            let key = if property.contains("published") { "itemprop:published" } else { "itemprop:modified" };
            let content = ["content", "datetime", "title"].iter().find_map(|a| attribute(rest, a));
            self.page.tags.extend(content.map(|content| Tag { key: key.into(), content, rank: 1 }));
        }
    }

    fn time(&mut self, name: &str, class: &str, rest: &str) {
        if name != "time" && !(name == "abbr" && class.contains("publish")) {
            return;
        }
        let key = if is_of_a_change(class) { "time:modified" } else { "time:published" };
        let telling =
            OF_THE_ARTICLE.iter().any(|w| class.contains(w)) || attribute(rest, "pubdate").is_some();
        let content = attribute(rest, "datetime").or(attribute(rest, "title"));
        let rank = if telling { 0 } else { 1 };
        self.page.tags.extend(content.map(|content| Tag { key: key.into(), content, rank }));
    }

    fn close(&mut self, name: &str) {
        if name.eq_ignore_ascii_case("h1")
            && let Some(headline) = self.headline.take()
        {
            self.page.headlines.push(flat(&headline));
        }
        self.depth = self.depth.saturating_sub(1);
        if let Some((rank, text, _)) = self.dated.take_if(|(_, _, at)| self.depth < *at) {
            self.page.dated.push((rank, text));
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(headline) = &mut self.headline {
            headline.push_str(&decode(text));
        }
        if let Some((_, held, _)) = &mut self.dated {
            held.push_str(&decode(text));
            held.push(' ');
            if held.len() > LONGEST_DATED {
                self.dated = None;
            }
        }
    }
}

fn is_of_a_change(class: &str) -> bool {
    class.contains("updat") || class.contains("modif")
}

/// How surely an element holds the day of publication, the surest 0; `None` where it does not speak of one.
fn rank_of_dated(name: &str, class: &str) -> Option<u8> {
    let dated = name == "time" || ["date", "time", "byline"].iter().any(|w| class.contains(w));
    if is_of_a_change(class) {
        None
    } else if OF_PUBLICATION.iter().any(|w| class.contains(w)) {
        Some(0)
    } else {
        dated.then_some(1)
    }
}
