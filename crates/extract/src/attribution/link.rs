//! Links runs of one paragraph into attributions: every content goes to one cue, every cue takes a source.
//!
//! The rules follow what annotated news shows: content and source stand in their cue's paragraph, the source almost always in its
//! sentence; several cues may share a source ("X said A, adding B"); a cue may have contents on both sides.

use super::features::View;
use super::labels::{Role, Run, Side};
use std::ops::Range;

/// Cost of a cue that lies on the other side than the content's or source's label says, in tokens of distance.
const WRONG_SIDE: usize = 40;
/// Cost of each sentence between, in tokens of distance.
const SENTENCE: usize = 15;
/// Cost of each other cue between a source and a cue.
const CUE_BETWEEN: usize = 4;

/// One attribution of a paragraph: indices into the runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The source, where there is one.
    pub source: Option<usize>,
    /// The cue; none for a content that no cue could be found for.
    pub cue: Option<usize>,
    /// The parts of the content, in text order.
    pub contents: Vec<usize>,
}

/// Links `runs`, the runs of the paragraph in `view`, in text order.
pub fn link(view: &View, runs: &[Run]) -> Vec<Link> {
    let of = |role: Role| (0..runs.len()).filter(move |&n| runs[n].role == role);
    let cues: Vec<usize> = of(Role::Cue).collect();
    let mut links: Vec<Link> =
        cues.iter().map(|&cue| Link { source: None, cue: Some(cue), contents: Vec::new() }).collect();
    let mut orphans = Vec::new();
    for content in of(Role::Content) {
        let cost = |&n: &usize| content_cost(view, &runs[content], &runs[cues[n]]);
        match (0..cues.len()).min_by_key(cost) {
            Some(nearest) => links[nearest].contents.push(content),
            None => orphans.push(Link { source: None, cue: None, contents: vec![content] }),
        }
    }
    links.retain(|l| !l.contents.is_empty());
    for link in &mut links {
        let Some(cue) = link.cue else { continue };
        link.source = of(Role::Source)
            .filter(|&s| same_sentence(view, &runs[s], &runs[cue]))
            .min_by_key(|&s| source_cost(&runs[s], &runs[cue], runs));
    }
    links.extend(orphans);
    links.sort_by_key(|l| l.contents.first().copied());
    links
}

fn gap(a: &Run, b: &Run) -> Range<usize> {
    if a.start < b.start { a.end..b.start.max(a.end) } else { b.end..a.start.max(b.end) }
}

fn side_of(a: &Run, cue: &Run) -> Side {
    if cue.start < a.start { Side::Before } else { Side::After }
}

fn same_sentence(view: &View, a: &Run, b: &Run) -> bool {
    view.sentence_of(a.start) == view.sentence_of(b.start)
}

fn content_cost(view: &View, content: &Run, cue: &Run) -> usize {
    let edge = if cue.start < content.start { content.start } else { content.end - 1 };
    let sentences = view.sentence_of(edge).abs_diff(view.sentence_of(cue.start));
    gap(content, cue).len()
        + SENTENCE * sentences
        + if side_of(content, cue) == content.side { 0 } else { WRONG_SIDE }
}

fn source_cost(source: &Run, cue: &Run, runs: &[Run]) -> usize {
    let between = gap(source, cue);
    let cues = runs.iter().filter(|r| r.role == Role::Cue && between.contains(&r.start)).count();
    between.len() + CUE_BETWEEN * cues + if side_of(source, cue) == source.side { 0 } else { WRONG_SIDE }
}
