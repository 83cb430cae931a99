//! Gold written as labels of tokens, and read back.

use crate::polnear::{self, Gold, GoldArticle};
use reportedly_extract::attribution::labels::{self, Role, Run, Side};
use reportedly_extract::attribution::link;
use reportedly_extract::attribution::view::View;
use reportedly_extract::segment::{Segments, segment};
use reportedly_schema::{Block, BlockKind, Sha256, Span};
use std::path::Path;

/// Blocks of a bare text: all of it is body.
pub fn whole(text: &str) -> [Block; 1] {
    [Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None }]
}

/// The part that an article belongs to, of `count`; articles of one outlet and day stay together.
pub fn fold_of(id: &str, count: u64) -> u64 {
    let digest = Sha256::of(polnear::event(id).as_bytes()).0;
    u64::from_le_bytes(digest[..8].try_into().expect("8 bytes")) % count
}

/// The tenth of train that no weights are learned from: what choices are made on.
pub fn held(data: &Path) -> Result<Vec<GoldArticle>, String> {
    let mut articles = polnear::read(&data.join("train"))?;
    articles.retain(|a| fold_of(&a.id, 10) == 0);
    Ok(articles)
}

/// What is left when the spans are right: gold written as labels, read back and linked.
pub fn gold_spans(gold: &[GoldArticle]) -> Vec<Vec<Gold>> {
    let (mut view, mut runs) = (View::default(), Vec::new());
    let mut all = Vec::new();
    for article in gold {
        let segments = segment(&article.text, &whole(&article.text));
        let mut found = Vec::new();
        for (n, labels) in label(&article.text, &segments, &article.attributions).iter().enumerate() {
            view.read(&article.text, &segments, n);
            labels::decode(labels, &mut runs);
            let tokens = &segments.tokens[segments.paragraphs[n].tokens.clone()];
            let span = |n: &usize| tokens[runs[*n].start].span.hull(tokens[runs[*n].end - 1].span);
            found.extend(link::link(&view, &runs).iter().map(|l| Gold {
                source: l.source.iter().map(span).collect(),
                cue: l.cue.iter().map(span).collect(),
                content: l.contents.iter().map(span).collect(),
            }));
        }
        all.push(found);
    }
    all
}

/// Writes the gold of an article as labels of each paragraph.
pub fn label(text: &str, segments: &Segments, gold: &[Gold]) -> Vec<Vec<u8>> {
    let tokens = &segments.tokens;
    let range = |s: &Span| {
        tokens.partition_point(|t| t.span.end <= s.start)..tokens.partition_point(|t| t.span.start < s.end)
    };
    let mut owner: Vec<Option<(Role, usize)>> = vec![None; tokens.len()];
    let cue_at: Vec<Option<usize>> = gold.iter().map(|g| g.cue.first().map(|s| range(s).start)).collect();
    for (n, attribution) in gold.iter().enumerate() {
        let cue = if attribution.source.is_empty() { Role::LoneCue } else { Role::Cue };
        let roles = [
            (cue, &attribution.cue),
            (Role::Source, &attribution.source),
            (Role::Content, &attribution.content),
        ];
        for (role, spans) in roles {
            let mut spans = spans.clone();
            spans.sort();
            let mut last: Option<usize> = None;
            for span in &spans {
                let range = range(span);
                // Parts that only such marks keep apart count as one part in the measures, so they are learned as one.
                if let Some(last) = last.filter(|&l| l < range.start)
                    && tokens[last..range.start].iter().all(|t| {
                        text[t.span.range()]
                            .chars()
                            .all(|c| matches!(c, ',' | '.' | '"' | '“' | '”' | '‘' | '’' | '\''))
                    })
                {
                    owner[last..range.start].iter_mut().for_each(|o| *o = o.or(Some((role, n))));
                }
                last = Some(range.end);
                owner[range].iter_mut().for_each(|o| *o = o.or(Some((role, n))));
            }
        }
    }
    segments
        .paragraphs
        .iter()
        .map(|p| {
            let mut runs = Vec::new();
            let mut at = p.tokens.start;
            while at < p.tokens.end {
                let mut end = at + 1;
                if let Some((role, n)) = owner[at] {
                    while end < p.tokens.end && owner[end] == owner[at] {
                        end += 1;
                    }
                    let before = cue_at[n].is_some_and(|c| c < at);
                    let side = if before && role == Role::Content { Side::Before } else { Side::After };
                    runs.push(Run { start: at - p.tokens.start, end: end - p.tokens.start, role, side });
                }
                at = end;
            }
            labels::encode(&runs, p.tokens.len())
        })
        .collect()
}
