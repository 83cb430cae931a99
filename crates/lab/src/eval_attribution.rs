//! Scores attributions against gold: the measures of the reference scorer (`score_attributions.py`), without its imitation of Citron.
//!
//! * `token.ROLE` — a token counts where both sides give it the role in any attribution.
//! * `exact.ROLE` — an attribution's whole set of spans, normalised: parts between which only white space, quotation marks, commas or
//!   full stops lie are joined, then these are trimmed from the edges.
//! * `relaxed` — contents with a Jaccard index of tokens >= 0.5 whose sources share a token or are both empty, matched one to one, best
//!   first; `relaxed.content_only` without the condition on sources; `relaxed.quoted` and `.unquoted` by a double mark in the content.
//! * `strict` — normalised content and source equal.

use crate::polnear::{Gold, GoldArticle};
use reportedly_extract::segment::{Token, tokenise};
use reportedly_schema::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Counts behind precision and recall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Right ones among the system's.
    pub right: u32,
    /// Right ones among the gold's; differs from `right` only where the two sides are counted by different conditions.
    pub right_of_gold: u32,
    /// All of the system's.
    pub system: u32,
    /// All of the gold's.
    pub gold: u32,
}

impl Count {
    fn add(&mut self, other: Count) {
        self.right += other.right;
        self.right_of_gold += other.right_of_gold;
        self.system += other.system;
        self.gold += other.gold;
    }

    fn same(right: usize, system: usize, gold: usize) -> Count {
        Count { right: right as u32, right_of_gold: right as u32, system: system as u32, gold: gold as u32 }
    }

    /// Precision, 0 to 1.
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.system)
    }

    /// Recall, 0 to 1.
    pub fn recall(&self) -> f64 {
        ratio(self.right_of_gold, self.gold)
    }

    /// Harmonic mean of both.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

fn ratio(a: u32, b: u32) -> f64 {
    if b == 0 { 0.0 } else { f64::from(a) / f64::from(b) }
}

/// Counts of every measure, by its name.
pub type Scores = BTreeMap<String, Count>;

/// The spans of one role.
type RoleSpans = fn(&Gold) -> &Vec<Span>;

/// Scores one article.
pub fn score_article(text: &str, gold: &[Gold], system: &[Gold]) -> Scores {
    let mut tokens = Vec::new();
    tokenise(0, text, &mut tokens);
    let mut out = Scores::new();
    let roles: [(&str, RoleSpans); 3] =
        [("source", |g| &g.source), ("cue", |g| &g.cue), ("content", |g| &g.content)];
    for (name, role) in roles {
        let all =
            |side: &[Gold]| -> BTreeSet<usize> { side.iter().flat_map(|g| of(&tokens, role(g))).collect() };
        let (g, s) = (all(gold), all(system));
        out.insert(format!("token.{name}"), Count::same(g.intersection(&s).count(), s.len(), g.len()));
        let sets = |side: &[Gold]| -> Vec<Vec<Span>> {
            side.iter().map(|g| normal(text, role(g))).filter(|n| !n.is_empty()).collect()
        };
        out.insert(format!("exact.{name}"), multiset(sets(gold), sets(system)));
    }
    let pairs = |side: &[Gold]| -> Vec<_> {
        let both = side.iter().map(|g| (normal(text, &g.content), normal(text, &g.source)));
        both.filter(|(content, _)| !content.is_empty()).collect()
    };
    let mut strict = multiset(pairs(gold), pairs(system));
    (strict.system, strict.gold) = (system.len() as u32, gold.len() as u32);
    out.insert("strict".into(), strict);
    relaxed(text, &tokens, gold, system, &mut out);
    out
}

/// Pairs matched by `relaxed`: gold, system and whether their sources agree; with the condition on sources or without it.
fn matches(tokens: &[Token], gold: &[Gold], system: &[Gold], with_source: bool) -> Vec<(usize, usize, bool)> {
    let sets = |side: &[Gold]| -> Vec<(BTreeSet<usize>, BTreeSet<usize>)> {
        side.iter().map(|g| (of(tokens, &g.content), of(tokens, &g.source))).collect()
    };
    let (g, s) = (sets(gold), sets(system));
    let mut pairs = Vec::new();
    for (i, (gc, gs)) in g.iter().enumerate() {
        for (k, (sc, ss)) in s.iter().enumerate() {
            let both = gc.intersection(sc).count();
            let either = gc.len() + sc.len() - both;
            let source = !gs.is_disjoint(ss) || gs.is_empty() && ss.is_empty();
            if both > 0 && 2 * both >= either && (source || !with_source) {
                pairs.push((both, either, i, k, source));
            }
        }
    }
    // Fractions compared by cross products: the best first, then the earliest gold, then the earliest of the system's.
    pairs.sort_by(|a, b| (b.0 * a.1).cmp(&(a.0 * b.1)).then((a.2, a.3).cmp(&(b.2, b.3))));
    let (mut used_gold, mut used_system, mut matched) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (_, _, i, k, source) in pairs {
        if !used_gold.contains(&i) && !used_system.contains(&k) {
            used_gold.insert(i);
            used_system.insert(k);
            matched.push((i, k, source));
        }
    }
    matched
}

/// For each of the system's attributions whether `relaxed` counts it as right.
pub fn right(text: &str, gold: &[Gold], system: &[Gold]) -> Vec<bool> {
    let mut tokens = Vec::new();
    tokenise(0, text, &mut tokens);
    let mut right = vec![false; system.len()];
    matches(&tokens, gold, system, true).iter().for_each(|&(_, k, _)| right[k] = true);
    right
}

fn relaxed(text: &str, tokens: &[Token], gold: &[Gold], system: &[Gold], out: &mut Scores) {
    let linked = matches(tokens, gold, system, true);
    let alone = matches(tokens, gold, system, false);
    out.insert("relaxed".into(), Count::same(linked.len(), system.len(), gold.len()));
    out.insert("relaxed.content_only".into(), Count::same(alone.len(), system.len(), gold.len()));
    let quoted =
        |side: &[Gold]| -> Vec<bool> { side.iter().map(|g| has_double_mark(text, &g.content)).collect() };
    let (gq, sq) = (quoted(gold), quoted(system));
    for (name, want) in [("relaxed.quoted", true), ("relaxed.unquoted", false)] {
        let count = |list: &[bool]| list.iter().filter(|&&q| q == want).count() as u32;
        let right = linked.iter().filter(|&&(_, k, _)| sq[k] == want).count() as u32;
        let right_of_gold = linked.iter().filter(|&&(i, _, _)| gq[i] == want).count() as u32;
        out.insert(name.into(), Count { right, right_of_gold, system: count(&sq), gold: count(&gq) });
    }
}

fn multiset<T: Ord>(mut gold: Vec<T>, mut system: Vec<T>) -> Count {
    gold.sort();
    system.sort();
    let (mut i, mut k, mut right) = (0, 0, 0);
    while i < gold.len() && k < system.len() {
        match gold[i].cmp(&system[k]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => k += 1,
            std::cmp::Ordering::Equal => (i, k, right) = (i + 1, k + 1, right + 1),
        }
    }
    Count::same(right, system.len(), gold.len())
}

/// The tokens that share a character with one of the spans.
fn of(tokens: &[Token], spans: &[Span]) -> BTreeSet<usize> {
    spans
        .iter()
        .flat_map(|s| {
            let first = tokens.partition_point(|t| t.span.end <= s.start);
            let past = tokens.partition_point(|t| t.span.start < s.end);
            first..past.max(first)
        })
        .collect()
}

fn is_trimmed(c: char) -> bool {
    c.is_whitespace()
        || ('\u{1c}'..='\u{1f}').contains(&c)
        || matches!(c, ',' | '.' | '"' | '\'' | '`' | '\u{2018}'..='\u{201f}' | '\u{ab}' | '\u{bb}')
}

/// The form in which span sets are compared.
pub fn normal(text: &str, spans: &[Span]) -> Vec<Span> {
    let mut sorted = spans.to_vec();
    sorted.sort();
    sorted.dedup();
    let mut joined: Vec<Span> = Vec::new();
    for span in sorted {
        match joined.last_mut() {
            Some(last)
                if span.start <= last.end
                    || text[last.end as usize..span.start as usize].chars().all(is_trimmed) =>
            {
                last.end = last.end.max(span.end);
            }
            _ => joined.push(span),
        }
    }
    let trim = |span: Span| {
        let inner = &text[span.range()];
        let front = inner.len() - inner.trim_start_matches(is_trimmed).len();
        let kept = inner.trim_matches(is_trimmed).len();
        Span::new(span.start as usize + front, span.start as usize + front + kept)
    };
    joined.into_iter().map(trim).filter(|s| !s.is_empty()).collect()
}

/// Whether a double quotation mark stands in one of the spans, or directly against an edge.
fn has_double_mark(text: &str, spans: &[Span]) -> bool {
    spans.iter().any(|s| {
        let before = text[..s.start as usize].chars().next_back().map_or(0, char::len_utf8);
        let after = text[s.end as usize..].chars().next().map_or(0, char::len_utf8);
        let piece = &text[s.start as usize - before..s.end as usize + after];
        piece.contains(['"', '\u{201c}', '\u{201d}', '\u{201e}', '\u{201f}', '\u{ab}', '\u{bb}'])
            || piece.contains("''")
            || piece.contains("``")
    })
}

/// Sums the scores of articles.
pub fn total<'s>(articles: impl IntoIterator<Item = &'s Scores>) -> Scores {
    let mut sum = Scores::new();
    for scores in articles {
        for (name, count) in scores {
            sum.entry(name.clone()).or_default().add(*count);
        }
    }
    sum
}

/// Scores a system's attributions of each article, in the same order as `gold`.
pub fn score_each(gold: &[GoldArticle], system: &[Vec<Gold>]) -> Vec<Scores> {
    gold.iter().zip(system).map(|(g, s)| score_article(&g.text, &g.attributions, s)).collect()
}

/// Number of times that articles are drawn anew for an interval.
const DRAWS: usize = 1000;

/// The middle 95 % of a measure's F1 over sets of articles drawn with replacement (percentile bootstrap, Efron 1979).
pub fn interval(articles: &[Scores], measure: &str) -> (f64, f64) {
    let counts: Vec<Count> = articles.iter().map(|s| s.get(measure).copied().unwrap_or_default()).collect();
    let mut random = crate::augment::Random::new(1);
    let mut drawn: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let mut sum = Count::default();
            counts.iter().for_each(|_| sum.add(counts[random.below(counts.len())]));
            sum.f1()
        })
        .collect();
    drawn.sort_by(f64::total_cmp);
    match drawn.as_slice() {
        [] => (0.0, 0.0),
        all => (all[all.len() / 40], all[all.len() - 1 - all.len() / 40]),
    }
}

/// A line per measure.
pub fn table(scores: &Scores) -> String {
    let mut out = format!(
        "{:<24} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7}\n",
        "measure", "P", "R", "F1", "right", "system", "gold"
    );
    for (name, c) in scores {
        let (p, r, f) = (100.0 * c.precision(), 100.0 * c.recall(), 100.0 * c.f1());
        out +=
            &format!("{name:<24} {p:>7.2} {r:>7.2} {f:>7.2} {:>7} {:>7} {:>7}\n", c.right, c.system, c.gold);
    }
    out
}

/// The system's attributions as the reference scorer reads them: a JSON line per article, offsets in code points.
pub fn system_lines(gold: &[GoldArticle], system: &[Vec<Gold>]) -> String {
    let mut out = String::new();
    for (article, attributions) in gold.iter().zip(system) {
        let points = reportedly_schema::CodePoints::new(&article.text);
        let pairs = |spans: &[Span]| spans.iter().map(|&s| points.span(s)).collect::<Vec<_>>();
        let list: Vec<_> = attributions
            .iter()
            .map(|a| serde_json::json!({"source": pairs(&a.source), "cue": pairs(&a.cue), "content": pairs(&a.content)}))
            .collect();
        out += &serde_json::json!({"id": article.id, "attributions": list}).to_string();
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "Ann Lee said “It is late,” and added “go home.”\n\nBob hopes to win. It was alleged that he lost.\n";

    fn at(words: &str) -> Span {
        let start = TEXT.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn one(source: &[&str], cue: &[&str], content: &[&str]) -> Gold {
        let spans = |list: &[&str]| list.iter().map(|w| at(w)).collect();
        Gold { source: spans(source), cue: spans(cue), content: spans(content) }
    }

    fn gold() -> Vec<Gold> {
        vec![
            one(&["Ann Lee"], &["said"], &["“It is late,”", "“go home.”"]),
            one(&["Bob"], &["hopes"], &["to win"]),
            one(&[], &["alleged"], &["that he lost"]),
        ]
    }

    // The cases and numbers of the reference scorer's own self-test.
    #[test]
    fn gold_against_itself_is_perfect_and_nothing_scores_nothing() {
        let same = score_article(TEXT, &gold(), &gold());
        assert!(same.values().all(|c| c.f1() == 1.0));
        assert_eq!((same["relaxed.quoted"].gold, same["relaxed.unquoted"].gold), (1, 2));
        assert!(score_article(TEXT, &gold(), &[]).values().all(|c| c.f1() == 0.0));
    }

    #[test]
    fn a_changed_system_scores_as_in_the_reference() {
        let system = [
            one(&["Ann Lee"], &["said"], &["It is late"]),
            one(&["Ann Lee"], &["hopes"], &["to win."]),
            one(&["Bob"], &["was alleged"], &["that he lost"]),
        ];
        let r = score_article(TEXT, &gold(), &system);
        assert_eq!(r["token.content"], Count::same(8, 9, 16));
        assert_eq!(r["token.source"], Count::same(3, 3, 3));
        assert_eq!(["exact.content", "exact.cue", "exact.source"].map(|m| r[m].right), [2, 2, 2]);
        assert_eq!((r["exact.source"].system, r["exact.source"].gold), (3, 2));
        assert_eq!(["relaxed", "relaxed.content_only", "strict"].map(|m| r[m].right), [0, 2, 0]);
    }

    #[test]
    fn half_the_tokens_shared_is_enough() {
        let r = score_article(TEXT, &gold(), &[one(&[], &["alleged"], &["he lost."])]);
        assert_eq!((r["relaxed"].precision(), r["relaxed"].right_of_gold), (1.0, 1));
        assert_eq!(r["strict"].right, 0);
    }

    #[test]
    fn marks_are_trimmed_and_near_parts_joined() {
        assert_eq!(normal(TEXT, &[at("“It is late,”")]), [at("It is late")]);
        assert_eq!(normal(TEXT, &[at("go"), at("home.")]), [at("go home")]);
    }

    #[test]
    fn an_interval_holds_the_figure_and_is_the_same_each_time() {
        let half = Scores::from([("m".to_owned(), Count::same(1, 2, 2))]);
        let full = Scores::from([("m".to_owned(), Count::same(2, 2, 2))]);
        let articles = [half.clone(), full.clone(), half, full];
        let (low, high) = interval(&articles, "m");
        assert!(low < 0.75 && 0.75 < high);
        assert_eq!(interval(&articles, "m"), (low, high));
    }
}
