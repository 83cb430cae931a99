//! Passages with what they are compared by: what speakers are reported to have said, and what outlets tell in their own voice.

use super::telling::Telling;
use super::{Passage, Teller};
use crate::report;
use crate::standing::Standing;
use crate::wording::{Stance, Wording};
use reportedly_schema::linkage::{Layers, LinkArticle, Snapshot};
use reportedly_schema::statement::in_joined;
use reportedly_schema::{Act, Day, Interval, SaidBasis, Span, Statement, TermRole, Timex, TimexType};
use std::collections::BTreeMap;

/// Days before publication, or before it was said, in which something told without a date may have happened, both ends inclusive: news
/// tells of the day or the days before.
pub const TOLD_WITHIN_DAYS: i32 = 3;

/// Days of a written time that is too long to tell one event from another.
const LONGEST_DAYS: i32 = 400;

/// Bytes of a clock's time ("shortly before 10.30 p.m.").
const LONGEST_CLOCK: u32 = 12;

/// Acts by which one tells of what has happened, or will not tell.
const TELLS: &[Act] = &[
    Act::Assertion,
    Act::Accusation,
    Act::Denial,
    Act::Justification,
    Act::Agreement,
    Act::Acceptance,
    Act::Refusal,
    Act::NoComment,
];

/// Whether half of a content is what is asked or given: "if they halt the shelling", "the withdrawal of all troops" as a demand. That has not happened.
fn mostly_terms(statement: &Statement) -> bool {
    let length = |spans: &[Span]| spans.iter().map(|s| u64::from(s.len())).sum::<u64>();
    let terms: u64 =
        statement.own_terms().filter(|t| t.role != TermRole::Concession).map(|t| length(&t.spans)).sum();
    terms * 2 >= length(&statement.content)
}

/// A passage with what it is compared by.
pub(super) struct Told {
    pub teller: Teller,
    pub said: Interval,
    pub passage: Passage,
    pub telling: Telling,
    pub first_day: Option<Day>,
    /// Whether its act is one of telling.
    pub tells: bool,
}

impl Told {
    /// A passage that was told on `said`, with its words; `timexes` are those in it.
    fn new(teller: Teller, said: Interval, passage: Passage, wording: Wording, timexes: &[Timex]) -> Told {
        let (days, dates) = written(timexes, said, &passage.spans);
        let near = (!long_past(timexes)).then(|| before(said));
        let telling = Telling::new(wording, days, near, &dates);
        Told { teller, said, passage, first_day: telling.hull().map(|(from, _)| from), telling, tells: true }
    }

    /// Whether it tells of something that happened.
    pub(super) fn tells_of_something(&self) -> bool {
        self.tells && (!self.telling.heads.is_empty() || self.telling.tells_of_the_past())
    }

    /// Its first byte in the reading.
    pub(super) fn start(&self) -> u32 {
        self.passage.spans[0].start
    }

    /// The byte of the reading after it.
    pub(super) fn end(&self) -> u32 {
        self.passage.spans.last().map_or(0, |s| s.end)
    }

    /// Whether it stands in the same article before another, less than so many bytes away.
    pub(super) fn is_before(&self, other: &Told, bytes: u32) -> bool {
        self.passage.article == other.passage.article
            && self.end() <= other.start()
            && other.start() - self.end() < bytes
    }
}

/// Every passage that tells of something, by article and place; of articles with the same text only the first one's.
pub(super) fn told(snapshot: &Snapshot) -> Vec<Told> {
    let first_with_text = snapshot.links.first_with_text(snapshot.articles.len());
    let mut outlets: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out = Vec::new();
    for (n, (article, layers)) in snapshot.articles.iter().zip(&snapshot.layers).enumerate() {
        if first_with_text[n] != n {
            continue;
        }
        let first = article.outlet.as_deref().map_or(n, |outlet| *outlets.entry(outlet).or_insert(n));
        out.extend(narrated(n, article, layers, Teller::Outlet(first)));
    }
    let standings = crate::standings(&snapshot.articles, &snapshot.statements);
    let speaker_of = snapshot.links.speaker_of(snapshot.statements.len());
    let utterance_of = snapshot.links.utterance_of(snapshot.statements.len());
    for (n, statement) in snapshot.statements.iter().enumerate() {
        let (Some(speaker), Standing::Own) = (speaker_of[n], &standings[n]) else { continue };
        if first_with_text[statement.article] == statement.article {
            out.push(stated(snapshot, n, Teller::Speaker(speaker), utterance_of[n]));
        }
    }
    out.sort_by_key(|t| (snapshot.articles[t.passage.article].id, t.start(), t.passage.id));
    out
}

/// What a statement tells. It was said when its utterance was, as far as that is known.
fn stated(snapshot: &Snapshot, n: usize, teller: Teller, utterance: Option<usize>) -> Told {
    let statement = &snapshot.statements[n];
    let s = &statement.statement;
    let links = &snapshot.links;
    let said = match (s.said.basis, utterance) {
        (SaidBasis::None, _) => published(&snapshot.articles[statement.article]),
        (_, Some(u)) => links.occasions[links.utterances[u].occasion].said,
        (_, None) => s.said.interval,
    };
    let inside: Vec<Timex> = snapshot.layers[statement.article]
        .timexes
        .iter()
        .filter(|t| s.content.iter().any(|part| part.contains(t.span)) && s.said.span != Some(t.span))
        .cloned()
        .collect();
    let passage = Passage {
        article: statement.article,
        statement: Some(n),
        id: s.id,
        spans: s.content.clone(),
        text: statement.text.clone(),
    };
    let tells = (s.acts.is_empty() || s.acts.iter().any(|a| TELLS.contains(&a.act))) && !mostly_terms(s);
    Told { tells, ..Told::new(teller, said, passage, report::wording(statement), &inside) }
}

/// What the outlet tells in its own voice in article `n`.
fn narrated<'s>(
    n: usize,
    article: &'s LinkArticle,
    layers: &'s Layers,
    teller: Teller,
) -> impl Iterator<Item = Told> + 's {
    let said = published(article);
    layers.narrations.iter().filter_map(move |narration| {
        let text = narration.span.of(&layers.text)?;
        let inside: Vec<Timex> =
            layers.timexes.iter().filter(|t| narration.span.contains(t.span)).cloned().collect();
        let wording = Wording::new(text, false, Stance::default());
        let passage = Passage {
            article: n,
            statement: None,
            id: narration.id,
            spans: vec![narration.span],
            text: text.to_string(),
        };
        Some(Told::new(teller, said, passage, wording, &inside))
    })
}

/// The day of publication, as far as it is known.
pub(super) fn published(article: &LinkArticle) -> Interval {
    let day = article.published.as_ref();
    Interval {
        earliest: day.and_then(|p| p.value.or(p.earliest)),
        latest: day.and_then(|p| p.value.or(p.latest)),
    }
}

/// The days in which something told on `told` may have happened.
fn before(told: Interval) -> Interval {
    let reach = jiff::Span::new().days(TOLD_WITHIN_DAYS);
    let first = told.earliest.or(told.latest);
    Interval { earliest: first.and_then(|day| day.checked_sub(reach).ok()), latest: told.latest }
}

/// Days of time expressions that bound what is told, and the bytes of all of them in the joined text of `parts`. What lies after the telling
/// has not happened.
fn written(timexes: &[Timex], told: Interval, parts: &[Span]) -> (Vec<Interval>, Vec<Span>) {
    let last = told.latest;
    let bounds = |interval: &Interval| match (interval.earliest, interval.latest) {
        (Some(from), Some(to)) => {
            from.until(to).is_ok_and(|gap| gap.get_days() < LONGEST_DAYS)
                && last.is_none_or(|last| from <= last)
        }
        _ => false,
    };
    let days = timexes
        .iter()
        .filter(|t| t.kind == TimexType::Date || t.kind == TimexType::Time && names_a_day(t))
        .filter_map(|t| t.interval)
        .filter(bounds)
        .collect();
    (days, timexes.iter().filter_map(|t| in_joined(parts, t.span)).collect())
}

/// Whether a time of day says of which day: "Monday night" and not "9.40 p.m.", whose day only publication tells.
fn names_a_day(timex: &Timex) -> bool {
    timex.anchor.is_some() && timex.value.as_deref().is_some_and(|value| !value.contains(':'))
        || timex.span.len() > LONGEST_CLOCK
}

/// Whether a length of years or months says that something is long past ("seven years since").
fn long_past(timexes: &[Timex]) -> bool {
    let long =
        |value: &str| value.starts_with('P') && !value.starts_with("PT") && value.ends_with(['Y', 'M']);
    timexes.iter().any(|t| t.kind == TimexType::Duration && t.value.as_deref().is_some_and(long))
}
