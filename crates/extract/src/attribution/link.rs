//! Links runs of one paragraph into attributions: every content goes to one cue, every cue takes a source.
//!
//! The rules follow what annotated news shows: content and source stand in their cue's paragraph, the source almost always in its
//! sentence; several cues may share a source ("X said A, adding B"); a cue may have contents on both sides.
//!
//! The costs were set by hand; over gold spans of PolNeAR train they give 97.4 relaxed F1 (`lab eval attribution --split train
//! --gold-spans`).

use super::labels::{Role, Run, Side};
use super::quotes::Place;
use super::view::View;
use std::ops::Range;

/// Cost of a cue that lies on the other side than the content's label says, in tokens of distance.
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

impl Link {
    /// The rule that chose the source, in a few words.
    pub fn rule(&self, runs: &[Run]) -> &'static str {
        match (self.source, self.cue.map(|c| runs[c].role)) {
            (_, Some(Role::LoneCue)) => "a cue that has no source",
            (Some(_), Some(_)) => "nearest source in the cue's sentence",
            (None, Some(_)) => "no source in the cue's sentence",
            (Some(_), None) => "quotation without a cue, nearest source in its sentence",
            (None, None) => "quotation without cue and source",
        }
    }
}

/// Gives contents the quotation marks that stand directly at their edges: a quotation is kept whole.
pub fn keep_marks(view: &View, runs: &mut [Run]) {
    for n in 0..runs.len() {
        if runs[n].role != Role::Content {
            continue;
        }
        let before = n.checked_sub(1).map_or(0, |b| runs[b].end);
        let after = runs.get(n + 1).map_or(view.length(), |r| r.start);
        let run = &mut runs[n];
        let place = |at: usize| view.quotes.place(at);
        if run.start > before && place(run.start - 1) == Place::Open && place(run.start) == Place::Inside {
            run.start -= 1;
        }
        if run.end < after && place(run.end) == Place::Close && place(run.end - 1) == Place::Inside {
            run.end += 1;
        }
    }
}

/// Links `runs`, the runs of the paragraph in `view`, in text order.
pub fn link(view: &View, runs: &[Run]) -> Vec<Link> {
    let of = |role: Role| (0..runs.len()).filter(move |&n| runs[n].role == role);
    let cues: Vec<usize> = (0..runs.len()).filter(|&n| runs[n].role.is_cue()).collect();
    let mut links: Vec<Link> =
        cues.iter().map(|&cue| Link { source: None, cue: Some(cue), contents: Vec::new() }).collect();
    let mut orphans = Vec::new();
    // The cue of the quotation before: it goes on where a later sentence quotes again.
    let mut speaking: Option<usize> = None;
    for content in of(Role::Content) {
        let cost = |&n: &usize| content_cost(view, &runs[content], &runs[cues[n]]);
        let quoted = is_quoted(view, &runs[content]);
        match (0..cues.len()).min_by_key(cost) {
            Some(nearest) => {
                let goes_on =
                    speaking.filter(|&s| goes_on(view, &runs[content], &runs[cues[s]], &runs[cues[nearest]]));
                let owner = goes_on.filter(|_| quoted).unwrap_or(nearest);
                links[owner].contents.push(content);
                if quoted {
                    speaking = Some(owner);
                }
            }
            // Without any cue only a quotation is taken for a statement.
            None if is_quoted(view, &runs[content]) => orphans.push(content),
            None => {}
        }
    }
    for link in &mut links {
        drop_strays(view, runs, link);
    }
    links.retain(|l| !l.contents.is_empty());
    for link in &mut links {
        let Some(cue) = link.cue.filter(|&c| runs[c].role == Role::Cue) else { continue };
        link.source = of(Role::Source)
            .filter(|&s| {
                same_sentence(view, &runs[s], &runs[cue]) && !clause_ends_between(view, &runs[s], &runs[cue])
            })
            .min_by_key(|&s| source_cost(&runs[s], &runs[cue], runs));
    }
    for content in orphans {
        let near = of(Role::Source).filter(|&s| same_sentence(view, &runs[s], &runs[content]));
        let source = near.min_by_key(|&s| gap(&runs[s], &runs[content]).len());
        links.push(Link { source, cue: None, contents: vec![content] });
    }
    links.sort_by_key(|l| l.contents.first().copied());
    links
}

/// "“A,” Venn said, referring to B. “C.”": whether a quotation goes on with what an earlier cue of its paragraph attributes, though another
/// cue stands nearer: it opens a later sentence than both.
fn goes_on(view: &View, content: &Run, speaking: &Run, nearest: &Run) -> bool {
    let sentence = view.sentence_of(content.start);
    let opens = content.start == 0 || view.sentence_of(content.start - 1) != sentence;
    opens
        && content.side == Side::Before
        && speaking.start < nearest.start
        && nearest.start < content.start
        && view.sentence_of(nearest.start) < sentence
}

/// Unquoted words of an earlier sentence are no part of what a cue attributes in its own.
fn drop_strays(view: &View, runs: &[Run], link: &mut Link) {
    let Some(cue) = link.cue.map(|c| view.sentence_of(runs[c].start)) else { return };
    let sentence = |n: usize| view.sentence_of(runs[n].end - 1);
    if link.contents.iter().any(|&n| sentence(n) == cue && !is_quoted(view, &runs[n])) {
        link.contents.retain(|&n| sentence(n) >= cue || is_quoted(view, &runs[n]));
    }
}

/// Whether a word of a run stands in quotation marks.
pub fn is_quoted(view: &View, run: &Run) -> bool {
    (run.start..run.end).any(|n| view.quotes.place(n) != Place::Outside)
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

/// "Venn sees a cut; Rolle expects none": whether a semicolon outside quotation marks parts a source from a cue before it.
fn clause_ends_between(view: &View, source: &Run, cue: &Run) -> bool {
    cue.start < source.start
        && gap(source, cue).any(|n| view.is_semicolon(n) && view.quotes.place(n) == Place::Outside)
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
    let cues = runs.iter().filter(|r| r.role.is_cue() && between.contains(&r.start)).count();
    between.len() + CUE_BETWEEN * cues
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::labels::{Role::*, Side::*};
    use crate::segment::segment;
    use reportedly_schema::{Block, BlockKind, Span};

    fn view(text: &str) -> View {
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None };
        let mut view = View::default();
        view.read(text, &segment(text, &[block]), 0);
        view
    }

    fn run(start: usize, end: usize, role: Role, side: Side) -> Run {
        Run { start, end, role, side }
    }

    #[test]
    fn cues_share_the_source_of_their_sentence() {
        //                0     1    2 3   4      5 6      7  8
        let text = view("Rolle said it failed , adding it hurt .");
        let runs = [
            run(0, 1, Source, After),
            run(1, 2, Cue, After),
            run(2, 4, Content, Before),
            run(5, 6, Cue, After),
            run(6, 8, Content, Before),
        ];
        let expected = [
            Link { source: Some(0), cue: Some(1), contents: vec![2] },
            Link { source: Some(0), cue: Some(3), contents: vec![4] },
        ];
        assert_eq!(link(&text, &runs), expected);
    }

    #[test]
    fn a_content_around_its_cue_is_one() {
        //                0 1  2 3 4   5    6 7 8  9
        let text = view("“ No , ” she said , “ go ”");
        let runs = [
            run(0, 4, Content, After),
            run(4, 5, Source, After),
            run(5, 6, Cue, After),
            run(7, 10, Content, Before),
        ];
        assert_eq!(link(&text, &runs), [Link { source: Some(1), cue: Some(2), contents: vec![0, 3] }]);
    }

    #[test]
    fn a_quotation_goes_on_past_another_cue() {
        //                0 1  2 3 4   5    6 7         8  9     10 11 12   13
        let text = view("“ No , ” she said , referring to winter . “ Never . ”");
        let runs = [
            run(0, 4, Content, After),
            run(4, 5, Source, After),
            run(5, 6, Cue, After),
            run(7, 9, Cue, After),
            run(9, 10, Content, Before),
            run(11, 15, Content, Before),
        ];
        let expected = [
            Link { source: Some(1), cue: Some(2), contents: vec![0, 5] },
            Link { source: Some(1), cue: Some(3), contents: vec![4] },
        ];
        assert_eq!(link(&text, &runs), expected);
    }

    #[test]
    fn without_a_cue_only_a_quotation_stays() {
        let quoted = view("“ Never again ”");
        let alone = Link { source: None, cue: None, contents: vec![0] };
        assert_eq!(link(&quoted, &[run(0, 4, Content, After)]), [alone]);
        assert!(link(&view("Never again"), &[run(0, 2, Content, After)]).is_empty());
    }

    #[test]
    fn a_cue_without_content_gives_nothing() {
        assert!(link(&view("Rolle said"), &[run(0, 1, Source, After), run(1, 2, Cue, After)]).is_empty());
    }

    #[test]
    fn marks_at_the_edges_belong_to_the_content() {
        let text = view("She said “ no way ” .");
        let mut runs = [run(3, 5, Content, Before)];
        keep_marks(&text, &mut runs);
        assert_eq!((runs[0].start, runs[0].end), (2, 6));
    }
}
