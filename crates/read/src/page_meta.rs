//! What a page says of itself: JSON-LD (schema.org NewsArticle), OpenGraph, meta names, microdata, `<time>`, its address,
//! and dates printed beside the headline. Publication and change are kept apart; days stay as they are written.

mod headline;
mod linked_data;
mod scan;
mod tags;
mod unmarked_dates;

use crate::stamp::{Habit, Stamp, stamps};
use crate::vocabulary::plain;
use headline::{headline_of, site_of_title};
use linked_data::linked_data;
use scan::{Page, scan};
use unmarked_dates::{address_date, printed};

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

/// What was found, each with a rank, the best 0.
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

/// Words of a headline that is no mere label, at least.
const LEAST_HEADLINE: usize = 3;

/// Bytes of an element's text that may be a date, less than.
const LONGEST_DATE: usize = 120;

/// Reads a page; `address` is where it came from, if known.
pub fn page_meta(html: &str, address: Option<&str>) -> PageMeta {
    let page = scan(html);
    let locale = page.tags.iter().rev().find(|tag| tag.key == "og:locale").map(|tag| tag.content.as_str());
    let language = language_named(&page);
    let region = locale.or(language.as_deref()).unwrap_or("").replace('_', "-");
    let month_first = match region.to_ascii_lowercase().as_str() {
        "en-us" => Some(true),
        "" | "en" => None,
        _ => Some(false),
    };
    let of_locale = || locale.and_then(|locale| locale.get(..2)).map(str::to_string);
    let language = language.or_else(of_locale);
    let dates = DateReader { habit: Habit { language: language.as_deref(), month_first } };
    let mut found = found_in(&page, &dates);
    let address = address.map(str::to_string).or(first(&found.url));
    let in_address = address.as_deref().and_then(|a| address_date(a, dates.habit));
    found.published.extend(in_address.map(|date| (6, date)));
    for (rank, text) in &page.dated {
        let written = flat(text);
        if written.len() < LONGEST_DATE {
            found.published.extend(dates.read(&written, true).map(|date| (8 + rank, date)));
        }
    }
    if found.published.is_empty() {
        found.published.extend(printed(html, &dates).map(|date| (12, date)));
    }
    found.authors.retain(|(_, authors)| !authors.is_empty());
    PageMeta {
        title: headline_of(&found.title),
        site: first(&found.site).or_else(|| site_of_title(&found.title)),
        authors: first(&found.authors).unwrap_or_default(),
        published: first(&found.published),
        modified: first(&found.modified),
        url: first(&found.url),
        body: found.body,
        language,
    }
}

/// The language that the page names, its root element before its tags.
fn language_named(page: &Page) -> Option<String> {
    let names = |key: &str| matches!(key, "content-language" | "language" | "dc.language");
    let named = page.tags.iter().find(|tag| names(&tag.key) && tag.content.len() <= 6);
    page.language.clone().or_else(|| named.map(|tag| tag.content.clone()))
}

/// What the page says in its elements, tags, headlines and scripts.
fn found_in(page: &Page, dates: &DateReader) -> Found {
    let mut found = Found::default();
    found.title.extend(page.title.iter().map(|title| (5, title.clone())));
    found.url.extend(page.canonical.iter().map(|url| (0, url.clone())));
    page.tags.iter().for_each(|tag| tags::add(tag, dates, &mut found));
    let headlines = page.headlines.iter().filter(|t| t.split_whitespace().count() >= LEAST_HEADLINE);
    found.title.extend(headlines.map(|title| (4, title.clone())));
    let titles: Vec<String> = found.title.iter().map(|(_, title)| plain(title)).collect();
    page.scripts.iter().for_each(|script| linked_data(script, &titles, dates, &mut found));
    found
}

/// How dates on the page are written.
struct DateReader<'p> {
    habit: Habit<'p>,
}

impl DateReader<'_> {
    /// The first day in `written`.
    fn read(&self, written: &str, visible: bool) -> Option<Date> {
        let written = flat(written);
        let stamp = stamps(&written, self.habit).into_iter().find(|s| s.day.is_some())?;
        Some(Date { written, stamp, visible })
    }
}

/// The value of the best rank, the first among equals.
fn first<T: Clone>(found: &[(u8, T)]) -> Option<T> {
    found.iter().min_by_key(|(rank, _)| *rank).map(|(_, value)| value.clone())
}

/// Without line ends and runs of white space.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn letters_of_several_bytes_are_cut_nowhere() {
        let meta = page_meta("<meta property='og:locale' content='aé'><p>5 March 2031</p>", None);
        assert_eq!(meta.language, None);
        let page = "<html lang=de><link rel=canonical href='https://aldra.example/5 März 2031/a'>";
        assert_eq!(page_meta(page, None).published, None);
    }

    proptest::proptest! {
        #[test]
        fn any_page_is_read(html in "(<(time|meta|script|h1|span|/h1|/span)( (class|content|property|datetime)=\"[a-z0-9:{}é -]{0,20}\"){0,2}>|[a-z0-9 é]{0,10}){0,20}") {
            page_meta(&html, None);
        }
    }
}
