//! Changes a text piece by piece and takes the gold spans along.

use crate::polnear::{Gold, GoldArticle};
use reportedly_schema::Span;

/// A part of the old text that is written anew. Where `old` is empty the new text is put in and belongs to no span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in bytes of the old text.
    pub old: Span,
    /// What stands there afterwards.
    pub new: String,
}

/// The article with every edit made. Edits must not overlap; of two that do, the later one is left out. A span's edge inside an
/// edited part goes to that part's edge; a span of which nothing remains is dropped.
pub fn replace(article: &GoldArticle, mut edits: Vec<Edit>) -> GoldArticle {
    edits.sort_by_key(|e| (e.old.start, e.old.end));
    let mut pieces = Vec::new();
    let mut at = 0;
    for edit in edits {
        if edit.old.start < at {
            continue;
        }
        pieces.push(Piece { old: Span { start: at, end: edit.old.start }, new: None });
        at = edit.old.end;
        pieces.push(Piece { old: edit.old, new: Some(edit.new) });
    }
    pieces.push(Piece { old: Span { start: at, end: article.text.len() as u32 }, new: None });
    assemble(article, &pieces)
}

/// The article with two neighbouring parts exchanged, what stands between them kept between. `None` where a span begins or ends
/// inside a part in a way that could not be kept whole.
pub fn exchange(article: &GoldArticle, first: Span, second: Span) -> Option<GoldArticle> {
    let hull = first.hull(second);
    let fits = |s: &Span| {
        !s.overlaps(hull) || first.contains(*s) || second.contains(*s) || {
            s.contains(hull) && s.start < hull.start && s.end > hull.end
        }
    };
    let spans = |g: &Gold| [&g.source, &g.cue, &g.content].into_iter().all(|l| l.iter().all(fits));
    if first.end > second.start || !article.attributions.iter().all(spans) {
        return None;
    }
    let end = article.text.len() as u32;
    let order = [
        Span { start: 0, end: first.start },
        second,
        Span { start: first.end, end: second.start },
        first,
        Span { start: second.end, end },
    ];
    Some(assemble(article, &order.map(|old| Piece { old, new: None })))
}

/// A part of the new text: `old` copied, or `new` in its place.
struct Piece {
    old: Span,
    new: Option<String>,
}

fn assemble(article: &GoldArticle, pieces: &[Piece]) -> GoldArticle {
    let mut text = String::new();
    // For each piece that stands for old text: the old span, its new start and end, whether it was copied.
    let mut placed: Vec<(Span, u32, u32, bool)> = Vec::new();
    for piece in pieces {
        let start = text.len() as u32;
        text += piece.new.as_deref().unwrap_or(&article.text[piece.old.range()]);
        if !piece.old.is_empty() {
            placed.push((piece.old, start, text.len() as u32, piece.new.is_none()));
        }
    }
    placed.sort_by_key(|p| p.0.start);
    let holder = |byte: u32| {
        let after = placed.partition_point(|p| p.0.start <= byte);
        after.checked_sub(1).map(|n| placed[n])
    };
    let moved = |span: &Span| {
        let (old, start, _, copied) = holder(span.start)?;
        let from = if copied { start + (span.start - old.start) } else { start };
        let (old, start, end, copied) = holder(span.end.checked_sub(1)?)?;
        let to = if copied { start + (span.end - old.start) } else { end };
        (from < to).then_some(Span { start: from, end: to })
    };
    let list = |spans: &[Span]| spans.iter().filter_map(moved).collect();
    let attributions = article
        .attributions
        .iter()
        .map(|g| Gold { source: list(&g.source), cue: list(&g.cue), content: list(&g.content) })
        .collect();
    GoldArticle { id: article.id.clone(), text, attributions }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> GoldArticle {
        let text = "“We go,” Ada Venn said. Žana left.".to_string();
        let at = |w: &str| Span::new(text.find(w).unwrap(), text.find(w).unwrap() + w.len());
        let gold =
            Gold { source: vec![at("Ada Venn")], cue: vec![at("said")], content: vec![at("“We go,”")] };
        GoldArticle { id: "x".into(), attributions: vec![gold], text }
    }

    fn cut(article: &GoldArticle) -> [String; 3] {
        let g = &article.attributions[0];
        [&g.source, &g.cue, &g.content]
            .map(|l| l.iter().map(|s| s.of(&article.text).unwrap().to_owned()).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn edits_move_what_stands_behind_them() {
        let article = sample();
        let at = |w: &str| Span::new(article.text.find(w).unwrap(), article.text.find(w).unwrap() + w.len());
        let empty = Span { start: at("said").start, end: at("said").start };
        let edits = vec![
            Edit { old: at("Ada"), new: "Isabel".into() },
            Edit { old: at("“"), new: "\"".into() },
            Edit { old: at("”"), new: String::new() },
            Edit { old: empty, new: "- ".into() },
        ];
        let out = replace(&article, edits);
        assert_eq!(out.text, "\"We go, Isabel Venn - said. Žana left.");
        assert_eq!(cut(&out), ["Isabel Venn", "said", "\"We go,"]);
    }

    #[test]
    fn overlapping_edits_are_left_out_and_nothing_is_lost() {
        let article = sample();
        let edits = vec![
            Edit { old: Span { start: 0, end: 12 }, new: String::new() },
            Edit { old: Span { start: 5, end: 15 }, new: "!".into() },
        ];
        let out = replace(&article, edits);
        assert_eq!(out.text, article.text[12..]);
        assert!(out.attributions[0].content.is_empty());
    }

    #[test]
    fn neighbours_change_places_with_their_spans() {
        let article = sample();
        let gold = &article.attributions[0];
        let out = exchange(&article, gold.source[0], gold.cue[0]).unwrap();
        assert_eq!(out.text, "“We go,” said Ada Venn. Žana left.");
        assert_eq!(cut(&out), ["Ada Venn", "said", "“We go,”"]);
        let mut cut_across = article.clone();
        cut_across.attributions[0].content[0].end += 3;
        assert_eq!(exchange(&cut_across, gold.source[0], gold.cue[0]).map(|a| a.text), None);
    }
}
