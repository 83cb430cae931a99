//! What reports did with the words of a thing said: a row per report that changed them.

use super::{CueCount, WordingAnswer, WordingOf, WordingOfKind, WordingRow, in_points};
use crate::answers::evidence::Evidence;
use crate::answers::question::Asked;
use reportedly_link::{ReportWordings, WordingChange};
use reportedly_schema::CodePoints;
use reportedly_schema::linkage::{Snapshot, WordingKind};
use reportedly_schema::statement::joined;
use std::collections::BTreeSet;

/// Rows of what reports of these did with the words, by the order in which the things were said.
pub(super) fn changes(
    asked: &Asked,
    points: &[CodePoints],
    utterances: &[usize],
    all: bool,
    answer: &mut WordingAnswer,
) {
    let snapshot = asked.snapshot;
    let wordings = ReportWordings::new(snapshot);
    let mut found: Vec<(usize, Vec<WordingChange>)> = Vec::new();
    for &u in utterances {
        let articles: BTreeSet<usize> =
            wordings.own_reports(u).iter().map(|&n| snapshot.statements[n].article).collect();
        if articles.len() > 1 && (all || !wordings.is_told_with_another(u)) {
            answer.compared += 1;
            found.push((u, wordings.changes(u)));
        }
    }
    let first = |u: usize| snapshot.links.utterances[u].reports[0];
    found
        .sort_by_key(|(u, _)| reportedly_link::order_of(&snapshot.articles, &snapshot.statements, first(*u)));
    for (u, changes) in found {
        for change in changes.into_iter().filter(|c| all || asked.admits_as_report(c.statement)) {
            answer.rows.push(change_row(snapshot, points, u, &change));
        }
    }
}

fn change_row(
    snapshot: &Snapshot,
    points: &[CodePoints],
    utterance: usize,
    change: &WordingChange,
) -> WordingRow {
    let statement = &snapshot.statements[change.statement];
    let article = &snapshot.articles[statement.article];
    let text = &snapshot.layers[statement.article].text;
    let evidence = |n: usize| {
        let s = &snapshot.statements[n];
        Evidence::new(s, &snapshot.articles[s.article])
    };
    let said = &snapshot.links.utterances[utterance];
    let of_cue = change.kind == WordingKind::CueVerb;
    let in_report = match joined(text, &change.spans) {
        shown if shown.is_empty() => change.words.clone(),
        shown => shown,
    };
    let cues: Vec<CueCount> =
        change.cues.iter().map(|(cue, count)| CueCount { cue: cue.clone(), count: *count }).collect();
    WordingRow {
        of: WordingOf {
            kind: if of_cue { WordingOfKind::Cue } else { WordingOfKind::Utterance },
            name: snapshot.statements[said.reports[0]].text.clone(),
        },
        form: in_report,
        count: if of_cue { change.count } else { 1 },
        spans: in_points(&points[statement.article], &change.spans),
        change: Some(change.kind),
        words: Some(change.words.clone()),
        utterance: Some(said.id),
        report: Some(evidence(change.statement)),
        against: change.against.iter().map(|&n| evidence(n)).collect(),
        cues,
        ..WordingRow::in_article(article)
    }
}
