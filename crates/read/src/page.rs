//! HTML to reading: limits first, then two extractors, the better of which is kept, then blocks with kinds.

use crate::captions;
use crate::guard::{self, Excess};
use crate::input::{Given, Limits, READER, rejected};
use crate::markup::{Token, decode, is_void, tokens, visible_text};
use crate::noise::{Known, classify};
use crate::page_meta::{Date, PageMeta, page_meta};
use crate::plain;
use crate::stamp::Habit;
use crate::units::Unit;
use crate::{outlet, publication};
use reportedly_schema::{
    Block, BlockKind, OutletBasis, Problem, Published, PublishedBasis, Reading, Rejected, RejectedCode,
    Sha256, Span,
};
use std::collections::{BTreeMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The encoding that a page declares in its first kilobyte (HTML standard, "prescan a byte stream").
pub(crate) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    /// The standard looks at so many bytes; pages put scripts before the declaration.
    const SCANNED: usize = 4096;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(SCANNED)]).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset")?;
    let label = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end =
        label.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(label.len());
    (end > 0).then(|| label[..end].to_string())
}

/// A paragraph of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text, white space collapsed.
    pub text: String,
    /// What its element says it is.
    pub kind: BlockKind,
}

/// Which extractor's text is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extractor {
    /// dom_smoothie (Readability).
    Smoothie,
    /// rs-trafilatura.
    Trafilatura,
    /// Neither found text: all visible text, sorted by the rules for plain text.
    Visible,
}

/// What the extractors found on a page.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// Paragraphs of dom_smoothie.
    pub smoothie: Vec<Paragraph>,
    /// Paragraphs of rs-trafilatura.
    pub trafilatura: Vec<Paragraph>,
}

/// Runs both extractors. A panic inside one counts as nothing found.
pub fn candidates(html: &str) -> Candidates {
    let smoothie = catch_unwind(AssertUnwindSafe(|| {
        let config =
            dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Formatted, ..Default::default() };
        let mut page = dom_smoothie::Readability::new(html, None, Some(config)).ok()?;
        page.parse().ok().map(|article| paragraphs(&article.content))
    }));
    let trafilatura = catch_unwind(AssertUnwindSafe(|| {
        let options = rs_trafilatura::Options {
            page_type: Some(rs_trafilatura::page_type::PageType::Article),
            ..Default::default()
        };
        let found = rs_trafilatura::extract_with_options(html, &options).ok()?;
        let marked = found.content_html.as_deref().map(paragraphs).unwrap_or_default();
        let length = |list: &[Paragraph]| list.iter().map(|p| p.text.len()).sum::<usize>();
        let plain: Vec<Paragraph> = found
            .content_text
            .lines()
            .map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|l| !l.is_empty())
            .map(|text| Paragraph { text, kind: BlockKind::Body })
            .collect();
        // The markup keeps kinds, but is sometimes cut short.
        Some(if length(&marked) * 10 >= length(&plain) * 9 && length(&marked) * 9 <= length(&plain) * 10 {
            marked
        } else {
            plain
        })
    }));
    Candidates {
        smoothie: smoothie.ok().flatten().unwrap_or_default(),
        trafilatura: trafilatura.ok().flatten().unwrap_or_default(),
    }
}

/// The paragraphs of an extractor's markup.
pub fn paragraphs(html: &str) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    let mut text = String::new();
    let mut open: Vec<String> = Vec::new();
    let flush = |text: &mut String, open: &[String], out: &mut Vec<Paragraph>| {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        text.clear();
        if line.is_empty() {
            return;
        }
        let within = |names: &[&str]| open.iter().any(|o| names.contains(&o.as_str()));
        let kind = if within(&["h1", "h2", "h3", "h4", "h5", "h6"]) {
            BlockKind::Subtitle
        } else if within(&["figcaption", "caption"]) {
            BlockKind::Caption
        } else if within(&["table"]) {
            BlockKind::Table
        } else if within(&["blockquote"]) {
            BlockKind::Quote
        } else if within(&["li", "dd", "dt"]) {
            BlockKind::List
        } else {
            BlockKind::Body
        };
        out.push(Paragraph { text: line, kind });
    };
    for token in tokens(html) {
        match token {
            Token::Text(t) => text.push_str(&decode(t)),
            Token::Open { name, rest } => {
                let name = name.to_ascii_lowercase();
                if name == "td" || name == "th" {
                    text.push(' ');
                } else if name == "br" {
                    text.push('\n');
                    // Two breaks in a row part paragraphs.
                    if text.trim_end_matches([' ', '\t']).ends_with("\n\n") {
                        flush(&mut text, &open, &mut out);
                    }
                } else if crate::markup::is_block(&name) {
                    flush(&mut text, &open, &mut out);
                }
                if !is_void(&name) && !rest.ends_with('/') {
                    open.push(name);
                }
            }
            Token::Close { name } => {
                let name = name.to_ascii_lowercase();
                if crate::markup::is_block(&name) && name != "td" && name != "th" {
                    flush(&mut text, &open, &mut out);
                }
                if let Some(at) = open.iter().rposition(|o| *o == name) {
                    open.truncate(at);
                }
            }
            Token::Raw { .. } => {}
        }
    }
    flush(&mut text, &open, &mut out);
    out
}

/// Words of a list of paragraphs, in lower case.
fn words(paragraphs: &[Paragraph]) -> Vec<String> {
    let split = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    paragraphs.iter().flat_map(|p| split(&p.text)).collect()
}

fn shingles(words: &[String]) -> HashSet<&[String]> {
    /// Words of a shingle, as in the benchmark that the rule was chosen on.
    const WORDS: usize = 4;
    words.windows(WORDS.min(words.len()).max(1)).collect()
}

/// Words of running text and of noise in a list of paragraphs, as the rules for plain text see them.
fn prose_and_noise(paragraphs: &[Paragraph]) -> (usize, usize) {
    let text: String = paragraphs.iter().map(|p| format!("{}\n", p.text)).collect();
    let units = crate::units::units(&text);
    let lines = classify(&text, &units, Known::default());
    let mut counts = (0, 0);
    for (f, kind) in lines.features.iter().zip(&lines.kinds) {
        if kind.is_noise() { counts.1 += f.words } else { counts.0 += f.words }
    }
    counts
}

/// Chooses between the two: both nearly always hold the whole article, so the one that holds less beside it, the shorter,
/// unless it has lost a good part of the other's running text; at about the same length, the one that kept the paragraphs.
/// Where the page carries the article's text for machines, the one that is closer to it. Chosen on the first half of the
/// pages of `lab eval read`.
pub fn choose(found: &Candidates, body: Option<&str>) -> Extractor {
    let (s, t) = (words(&found.smoothie), words(&found.trafilatura));
    match (s.is_empty(), t.is_empty()) {
        (true, true) => return Extractor::Visible,
        (false, true) => return Extractor::Smoothie,
        (true, false) => return Extractor::Trafilatura,
        _ => {}
    }
    let (shingles_s, shingles_t) = (shingles(&s), shingles(&t));
    if let Some(body) = body {
        let b = words(&[Paragraph { text: body.to_string(), kind: BlockKind::Body }]);
        let bag = shingles(&b);
        let f1 =
            |x: &HashSet<&[String]>, n: usize| 2 * 1000 * x.intersection(&bag).count() / (n + b.len()).max(1);
        let (fs, ft) = (f1(&shingles_s, s.len()), f1(&shingles_t, t.len()));
        /// Below this (in thousandths) the text for machines is another one than the page's.
        const SAME: usize = 500;
        if fs.max(ft) >= SAME && fs != ft {
            return if fs > ft { Extractor::Smoothie } else { Extractor::Trafilatura };
        }
    }
    /// Texts that differ by no more than one word in so many are of the same length.
    const SAME_LENGTH: usize = 50;
    if s.len().abs_diff(t.len()) * SAME_LENGTH <= s.len().max(t.len()) {
        let (paragraphs_s, paragraphs_t) = (found.smoothie.len(), found.trafilatura.len());
        if paragraphs_t * 2 < paragraphs_s {
            return Extractor::Smoothie;
        }
        if paragraphs_s * 2 < paragraphs_t {
            return Extractor::Trafilatura;
        }
    }
    // Repetitions make a text long and hold nothing, so what is lost is counted without them.
    let lost =
        |short: &HashSet<&[String]>, long: &HashSet<&[String]>| short.len() * LOST_OF < long.len() * LOST;
    let prose = || (prose_and_noise(&found.smoothie).0, prose_and_noise(&found.trafilatura).0);
    if s.len() <= t.len() {
        let gone = lost(&shingles_s, &shingles_t) && {
            let (s, t) = prose();
            s * LOST_OF < t * LOST
        };
        if gone { Extractor::Trafilatura } else { Extractor::Smoothie }
    } else {
        let gone = lost(&shingles_t, &shingles_s) && {
            let (s, t) = prose();
            t * LOST_OF < s * LOST
        };
        if gone { Extractor::Smoothie } else { Extractor::Trafilatura }
    }
}

/// The shorter has lost text when it has less than LOST of LOST_OF parts of the other's.
const LOST: usize = 3;
const LOST_OF: usize = 5;

/// Reads a page. `html` is what `bytes` decode to.
pub(crate) fn reading(
    path: &str,
    bytes: &[u8],
    html: &str,
    given: &Given,
    limits: &Limits,
) -> Result<Reading, Rejected> {
    let refuse = |code, message: String| rejected(path, bytes, code, message);
    if html.len() > limits.page {
        let message = format!("a page of {} bytes, over the limit of {}", html.len(), limits.page);
        return Err(refuse(RejectedCode::TooLarge, message));
    }
    guard::check(html, limits).map_err(|excess| {
        let message = match excess {
            Excess::Nodes(limit) => format!("a page of more than {limit} elements; give the article's text"),
            Excess::Nesting(limit, at) => {
                format!("more than {limit} elements open at byte {at}; give the article's text")
            }
        };
        refuse(RejectedCode::TooLarge, message)
    })?;
    let meta = page_meta(html, given.url.as_deref());
    let found = candidates(html);
    let chosen = choose(&found, meta.body.as_deref());
    let paragraphs = match chosen {
        Extractor::Smoothie => found.smoothie,
        Extractor::Trafilatura => found.trafilatura,
        Extractor::Visible => visible_text(html)
            .lines()
            .map(|l| Paragraph { text: l.to_string(), kind: BlockKind::Other })
            .collect(),
    };
    let paragraphs =
        if chosen == Extractor::Visible { paragraphs } else { captions::with_captions(html, paragraphs) };
    let mut reading = assemble(path, bytes, &meta, paragraphs, chosen, given);
    if reading.text.trim().is_empty() {
        return Err(refuse(RejectedCode::Empty, "a page without visible text".into()));
    }
    if !reading.blocks.iter().any(|b| b.kind.carries_statements() && b.kind != BlockKind::Title) {
        return Err(refuse(
            RejectedCode::NotArticle,
            "a page without running text; give the page of one article".into(),
        ));
    }
    if reading.title.is_none() {
        reading.problems.push(Problem {
            code: "no_title".into(),
            message: "the page names no headline".into(),
            span: None,
            against: None,
        });
    }
    if let Some(at) = guard::cut_off(html) {
        reading.problems.push(Problem {
            code: "truncated".into(),
            message: format!("the page is cut off at byte {at}; its end may be missing, fetch it again"),
            span: None,
            against: None,
        });
    }
    plain::apply(given, &mut reading);
    Ok(reading)
}

/// The text: headline, byline, date line, paragraphs, with a blank line between them; and the reading around it.
fn assemble(
    path: &str,
    bytes: &[u8],
    meta: &PageMeta,
    paragraphs: Vec<Paragraph>,
    chosen: Extractor,
    given: &Given,
) -> Reading {
    let mut text = String::new();
    let mut units: Vec<Unit> = Vec::new();
    let mut marked: Vec<BlockKind> = Vec::new();
    let mut add = |line: &str, kind: BlockKind| -> Span {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(line);
        let span = Span::new(start, text.len());
        units.push(Unit { span, gap: 1 });
        marked.push(kind);
        span
    };
    let mut published_at = None;
    if chosen != Extractor::Visible {
        if let Some(title) = &meta.title {
            add(title, BlockKind::Title);
        }
        if !meta.authors.is_empty() {
            add(&format!("By {}", meta.authors.join(" and ")), BlockKind::Byline);
        }
        if let Some(date) = &meta.published {
            published_at = Some(add(&date.written, BlockKind::Dateline).start as usize);
        }
    }
    let headline = meta.title.as_deref().map(crate::vocabulary::plain);
    for paragraph in paragraphs {
        // Zero-width characters alone make no paragraph.
        if !paragraph
            .text
            .chars()
            .any(|c| !c.is_whitespace() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}'))
        {
            continue;
        }
        let repeated = paragraph.kind == BlockKind::Subtitle
            && headline
                .as_deref()
                .is_some_and(|h| crate::noise::same_headline(h, &crate::vocabulary::plain(&paragraph.text)));
        if !repeated {
            add(&paragraph.text, paragraph.kind);
        }
    }
    let known = Known { title: meta.title.as_deref(), language: meta.language.as_deref() };
    let lines = classify(&text, &units, known);
    let kinds: Vec<BlockKind> = marked
        .iter()
        .zip(&lines.kinds)
        .zip(&lines.features)
        .zip(&lines.worded)
        .map(|(((marked, seen_whole), f), worded)| {
            let seen = seen_whole;
            let seen = if worded.is_noise()
                || !seen.is_noise()
                || matches!(seen, BlockKind::Bio | BlockKind::Disclaimer)
            {
                *seen
            } else {
                *worded
            };
            if chosen == Extractor::Visible {
                return *seen_whole;
            }
            settle(*marked, seen, f.hits.whole.is_some() || f.is_counter())
        })
        .collect();
    let main = lines.language.clone().or(meta.language.as_ref().map(|l| l.to_lowercase()));
    let blocks: Vec<Block> = plain::blocks(&text, &units, &kinds, main.as_deref());
    let habit = Habit { language: main.as_deref(), month_first: None };
    let dates = publication::dates(&text, &units, &lines, habit);
    let from_meta = |date: &Date, at: Option<usize>| {
        let mut published = Published::on(
            date.stamp.day.expect("dates of a page have a day"),
            if date.visible { PublishedBasis::Stated } else { PublishedBasis::Metadata },
            at.map(|at| Span::new(at + date.stamp.span.start as usize, at + date.stamp.span.end as usize)),
        );
        published.time = date.stamp.time.clone();
        published
    };
    let published = meta.published.as_ref().map(|d| from_meta(d, published_at)).or(dates.published);
    let updated = meta.modified.as_ref().map(|d| from_meta(d, None)).or(dates.updated);
    let outlet = match &meta.site {
        Some(site) => Some((site.clone(), OutletBasis::Metadata)),
        None => outlet::outlet(&text, &units, &lines),
    };
    let title = meta.title.clone().or(lines.title.map(|n| units[n].span.of(&text).unwrap_or("").to_string()));
    Reading {
        path: path.into(),
        raw_sha256: Sha256::of(bytes),
        text_sha256: Sha256::of(text.as_bytes()),
        blocks,
        url: given.url.clone().or(meta.url.clone()),
        outlet: outlet.as_ref().map(|(name, _)| name.clone()),
        outlet_basis: outlet.map(|(_, basis)| basis),
        title,
        authors: meta.authors.clone(),
        published,
        updated,
        language: main,
        problems: Vec::new(),
        extra: BTreeMap::new(),
        reader: READER.into(),
        text,
    }
}

/// The kind of a paragraph: its element's word for headings, captions, lists, tables and quotations; the wording's for
/// noise. An extractor has already left out the rest of the page, so a place outside the region is no reason here.
fn settle(marked: BlockKind, seen: BlockKind, label: bool) -> BlockKind {
    match (marked, seen) {
        (BlockKind::Title | BlockKind::Byline | BlockKind::Dateline, _) => marked,
        (BlockKind::Body, seen) => seen,
        (_, seen) if label && seen.is_noise() => seen,
        (
            marked,
            BlockKind::Subscribe
            | BlockKind::Ad
            | BlockKind::Counter
            | BlockKind::Error
            | BlockKind::Poll
            | BlockKind::Bio,
        ) => {
            if marked == BlockKind::Caption {
                marked
            } else {
                seen
            }
        }
        (BlockKind::List | BlockKind::Subtitle, BlockKind::Related) => seen,
        (marked, _) => marked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_follow_the_elements() {
        let found = paragraphs(
            "<div><h2>Talks</h2><p>One &amp; <b>two</b>.</p><ul><li>a</li><li>b</li></ul><figcaption>Port</figcaption><blockquote><p>No.</p></blockquote>x<br><br>y</div>",
        );
        let kinds: Vec<(&str, &str)> = found.iter().map(|p| (p.text.as_str(), p.kind.as_str())).collect();
        assert_eq!(
            kinds,
            [
                ("Talks", "subtitle"),
                ("One & two.", "body"),
                ("a", "list"),
                ("b", "list"),
                ("Port", "caption"),
                ("No.", "quote"),
                ("x", "body"),
                ("y", "body")
            ]
        );
    }

    #[test]
    fn the_declared_encoding_is_found() {
        assert_eq!(declared_encoding(b"<meta charset=\"windows-1251\">").as_deref(), Some("windows-1251"));
        assert_eq!(
            declared_encoding(b"<meta content='text/html; charset=koi8-r'>").as_deref(),
            Some("koi8-r")
        );
        assert_eq!(declared_encoding(b"<p>charset"), None);
    }
}
