//! Marked text: `{s1 …}`, `{c1 …}` and `{t1 …}` mark source, cue and content of attribution 1; they may nest, and parts with one
//! mark join. The first line is the title where it ends in no full stop.

use reportedly_extract::attribution::Attribution;
use reportedly_extract::segment::segment;
use reportedly_extract::{describe, extractor::timexes};
use reportedly_schema::{
    Block, BlockKind, Day, Extraction, Published, PublishedBasis, Reading, Sha256, Span, Statement,
};
use std::collections::BTreeMap;

/// A reading with its extraction.
pub struct Described {
    pub reading: Reading,
    pub extraction: Extraction,
    pub order: Vec<Vec<Span>>,
}

/// The day on which marked articles are published: Wednesday 5 March 2031.
pub const PUBLISHED: &str = "2031-03-05";

pub fn reading(text: &str, published: Option<Day>) -> Reading {
    let first = text.find('\n').unwrap_or(text.len());
    let titled = first < text.len() && !text[..first].ends_with(['.', '”', '"', '?']);
    let mut blocks = Vec::new();
    let body = if titled {
        blocks.push(Block { span: Span::new(0, first), kind: BlockKind::Title, lang: None });
        first
    } else {
        0
    };
    blocks.push(Block { span: Span::new(body, text.len()).trimmed(text), kind: BlockKind::Body, lang: None });
    Reading {
        path: "marked.txt".to_string(),
        raw_sha256: Sha256::of(text.as_bytes()),
        text: text.to_string(),
        text_sha256: Sha256::of(text.as_bytes()),
        blocks,
        url: None,
        outlet: None,
        outlet_basis: None,
        title: None,
        authors: Vec::new(),
        published: published.map(|d| Published::on(d, PublishedBasis::Given, None)),
        updated: None,
        language: Some("en".to_string()),
        problems: Vec::new(),
        extra: BTreeMap::new(),
        reader: "test".to_string(),
    }
}

/// Takes the marks out and describes what they mark.
pub fn marked(source: &str) -> Described {
    let mut text = String::new();
    let mut open: Vec<(char, usize, usize)> = Vec::new();
    let mut parts: BTreeMap<usize, [Vec<Span>; 3]> = BTreeMap::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        if c == '{' {
            let end = rest.find(' ').expect("a mark ends in a space");
            let role = rest[1..2].chars().next().expect("a role");
            let number = rest[2..end].parse().expect("a number");
            open.push((role, number, text.len()));
            rest = &rest[end + 1..];
        } else if c == '}' {
            let (role, number, start) = open.pop().expect("a mark is open");
            let slot = "sct".find(role).expect("s, c or t");
            parts.entry(number).or_default()[slot].push(Span::new(start, text.len()));
            rest = &rest[1..];
        } else {
            text.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    let attributions: Vec<Attribution> = parts
        .into_values()
        .map(|[source, cue, content]| Attribution {
            source,
            cue,
            content,
            confidence: 900,
            ..Attribution::default()
        })
        .collect();
    let order = attributions.iter().map(|a| a.content.clone()).collect();
    let reading = reading(&text, Some(PUBLISHED.parse().expect("a day")));
    let segments = segment(&reading.text, &reading.blocks);
    let found = timexes(&reading);
    let extraction = describe(&reading, &segments, attributions, found, None);
    Described { reading, extraction, order }
}

impl Described {
    /// The statement of attribution `n` (from 1, in the order of their numbers).
    #[track_caller]
    pub fn statement(&self, n: usize) -> &Statement {
        let content = &self.order[n - 1];
        self.extraction
            .statements
            .iter()
            .find(|s| &s.content == content)
            .expect("the attribution is a statement")
    }

    /// Name, kind and how of a speaker.
    #[track_caller]
    pub fn speaker(&self, n: usize) -> (Option<&str>, &str, &str) {
        let s = &self.statement(n).speaker;
        (s.name.as_deref(), s.kind.as_str(), s.how.as_str())
    }

    #[track_caller]
    pub fn name(&self, n: usize) -> &str {
        self.statement(n).speaker.name.as_deref().unwrap_or("")
    }

    pub fn cut(&self, span: Span) -> &str {
        self.reading.cut(span)
    }
}
