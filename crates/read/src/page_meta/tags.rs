//! `meta` tags and microdata by their key.

use super::scan::Tag;
use super::{DateReader, Found, flat};
use crate::byline;

/// Keys that tell when an article was published, the weakest last.
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

/// Keys that tell when it was changed.
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

/// Adds what a tag says.
pub(super) fn add(Tag { key, content, rank }: &Tag, dates: &DateReader, found: &mut Found) {
    let date = || dates.read(content, false);
    if let Some(n) = PUBLISHED.iter().position(|p| p == key) {
        // The bare word "date" is the weakest.
        let rank = if n + 1 == PUBLISHED.len() { 4 } else { 2 };
        found.published.extend(date().map(|d| (rank, d)));
    } else if MODIFIED.contains(&key.as_str()) {
        found.modified.extend(date().map(|d| (2, d)));
    }
    match key.as_str() {
        "itemprop:published" => found.published.extend(date().map(|d| (3, d))),
        "itemprop:modified" => found.modified.extend(date().map(|d| (3, d))),
        "time:published" => found.published.extend(date().map(|d| (5 + 2 * rank, d))),
        "time:modified" => found.modified.extend(date().map(|d| (5, d))),
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
