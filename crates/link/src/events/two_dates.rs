//! One speech that an article gives two days: an event with one account that differs from itself.

use super::told::published;
use super::{Account, Difference, Event, Passage, Teller};
use reportedly_schema::linkage::{DifferenceKind, Joined, Snapshot};
use reportedly_schema::{Interval, Problem, Span, StatementId};
use std::collections::BTreeSet;

/// An event for each pair of dates that an article gives one act of speaking, as reading it found.
pub(super) fn events(snapshot: &Snapshot) -> Vec<Event> {
    let speaker_of = snapshot.links.speaker_of(snapshot.statements.len());
    let mut out = Vec::new();
    for article in 0..snapshot.articles.len() {
        let mut seen: BTreeSet<(Span, Span)> = BTreeSet::new();
        for problem in &snapshot.layers[article].problems {
            let (Some(one), Some(other)) = (problem.span, problem.against) else { continue };
            if seen.insert((one.min(other), one.max(other))) {
                out.extend(event(snapshot, &speaker_of, article, problem));
            }
        }
    }
    out
}

fn event(
    snapshot: &Snapshot,
    speaker_of: &[Option<usize>],
    article: usize,
    problem: &Problem,
) -> Option<Event> {
    let (one, other) = (problem.span?, problem.against?);
    let (a, b) = (one.min(other), one.max(other));
    let layers = &snapshot.layers[article];
    let days = |span: Span| layers.timexes.iter().find(|t| t.span == span).and_then(|t| t.interval);
    let (x, y) = (days(a)?, days(b)?);
    let passages = vec![passage(snapshot, article, a)?, passage(snapshot, article, b)?];
    let said_by = |passage: &Passage| passage.statement.and_then(|n| speaker_of[n]);
    let teller = match (said_by(&passages[0]), said_by(&passages[1])) {
        (Some(one), Some(other)) if one == other => Teller::Speaker(one),
        _ => Teller::Outlet(article),
    };
    let words = (a.of(&layers.text)?.to_string(), b.of(&layers.text)?.to_string());
    Some(Event {
        id: passages[0].id,
        gist: passages[0].text.clone(),
        days: Interval { earliest: x.earliest.min(y.earliest), latest: x.latest.max(y.latest) },
        place: None,
        participants: Vec::new(),
        accounts: vec![Account {
            teller,
            said: published(&snapshot.articles[article]),
            passages,
            figures: Vec::new(),
        }],
        differences: vec![Difference {
            kind: DifferenceKind::Order,
            between: (0, 0),
            same_party: true,
            of: "day".to_string(),
            words,
        }],
        joined: Joined::Probable,
        because: problem.message.clone(),
    })
}

/// The statement that a date is of, else the sentence in the outlet's own voice that it stands in, else the date itself.
fn passage(snapshot: &Snapshot, article: usize, date: Span) -> Option<Passage> {
    let layers = &snapshot.layers[article];
    let says = |&n: &usize| snapshot.statements[n].statement.said.span == Some(date);
    let dated = snapshot.statements_of(article).find(says);
    if let Some(n) = dated {
        let s = &snapshot.statements[n];
        return Some(Passage {
            article,
            statement: Some(n),
            id: s.statement.id,
            spans: s.statement.content.clone(),
            text: s.text.clone(),
        });
    }
    let narration = layers.narrations.iter().find(|n| n.span.contains(date));
    let span = narration.map_or(date, |n| n.span);
    let id = narration
        .map_or_else(|| StatementId::new(snapshot.articles[article].text_sha256, &[span], &[]), |n| n.id);
    Some(Passage {
        article,
        statement: None,
        id,
        spans: vec![span],
        text: span.of(&layers.text)?.to_string(),
    })
}
