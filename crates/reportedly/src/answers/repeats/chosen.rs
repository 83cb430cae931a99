//! What one speaker is found to have said again, among the statements that a question admits.

use super::others::OfOthers;
use super::{Apart, OccasionShown, OccasionsShown, PointShown, RepeatsRow, UtteranceShown};
use crate::answers::evidence::Evidence;
use crate::answers::occasions::{Counts, Selected, Window, count, latest_day, selected};
use crate::answers::question::Asked;
use reportedly_link::{Match, NamesIn, Query, Standing, gist};
use reportedly_schema::linkage::Snapshot;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// The choice of one speaker's statements.
pub(super) struct Chosen<'a> {
    pub asked: &'a Asked<'a>,
    pub standings: &'a [Standing],
    pub matches: &'a [Match],
    pub speaker: usize,
    /// Per statement the names in its source and in its content.
    pub names: &'a [(NamesIn, NamesIn)],
    pub first_with_text: &'a [usize],
    /// Made when a row is.
    pub others: OnceCell<Vec<OfOthers>>,
}

impl Chosen<'_> {
    pub(super) fn snapshot(&self) -> &Snapshot {
        self.asked.snapshot
    }

    pub(super) fn evidence(&self, n: usize) -> Evidence {
        let statement = &self.snapshot().statements[n];
        Evidence::new(statement, &self.snapshot().articles[statement.article])
    }

    /// The place of a statement in the canonical order.
    pub(super) fn order_of(&self, n: usize) -> reportedly_link::Order {
        reportedly_link::order_of(&self.snapshot().articles, &self.snapshot().statements, n)
    }

    /// A row per point, or one for everything that matches the words asked about.
    pub(super) fn rows(&self) -> Vec<RepeatsRow> {
        let links = &self.snapshot().links;
        let points = links.points.iter().filter(|p| p.speaker == self.speaker);
        let chosen =
            |utterances: &[usize]| utterances.iter().filter_map(|&n| self.utterance(n)).collect::<Vec<_>>();
        if self.asked.query.is_some() {
            let all: Vec<(usize, Vec<usize>)> = points.flat_map(|p| chosen(&p.utterances)).collect();
            let row = self.row(all, self.asked.query.as_ref());
            let empty = row.utterances.is_empty()
                && row.apart.undated.is_empty()
                && (row.apart.for_by_others.is_empty() || self.asked.speakers.is_none());
            return if empty { Vec::new() } else { vec![row] };
        }
        points
            .filter_map(|point| {
                let all = chosen(&point.utterances);
                let found = selected(self.snapshot(), all.clone());
                let often = count(self.snapshot(), &found, None).count >= 2;
                (!all.is_empty() && (often || self.asked.question.all))
                    .then(|| self.row(all, Some(&Query::new(&point.gist))))
            })
            .collect()
    }

    /// An utterance with those of its reports that the question admits, where one of them matches.
    fn utterance(&self, n: usize) -> Option<(usize, Vec<usize>)> {
        let mut reports: Vec<usize> = self.snapshot().links.utterances[n]
            .reports
            .iter()
            .copied()
            .filter(|&r| self.asked.admits_as_report(r))
            .collect();
        // What answers the question stands first.
        let answers = |r: usize| self.matches[r] == Match::Full && self.asked.admits(r);
        reports.sort_by_key(|&r| !answers(r));
        // A report that names nobody in full is shown beside those of the speaker, and never alone.
        let of_speaker = |r: &usize| answers(*r) && self.asked.is_own(*r);
        reports.iter().any(of_speaker).then_some((n, reports))
    }

    fn row(&self, utterances: Vec<(usize, Vec<usize>)>, query: Option<&Query>) -> RepeatsRow {
        let snapshot = self.snapshot();
        let links = &snapshot.links;
        let (undated, dated): (Vec<Selected>, Vec<Selected>) =
            selected(snapshot, utterances).into_iter().partition(|s| {
                let said = links.occasions[s.occasion].said;
                said.earliest.is_none() && said.latest.is_none()
            });
        let question = self.asked.question;
        let window = question.within.and_then(|within| {
            let end = question.until.or_else(|| latest_day(snapshot, &dated))?;
            Some(Window::ending(end, within))
        });
        let reports: Vec<usize> =
            dated.iter().chain(&undated).flat_map(|s| &s.utterances).flat_map(|(_, r)| r.clone()).collect();
        let matching = reports.iter().filter(|&&r| self.matches[r] == Match::Full);
        let typical: Vec<_> = matching.map(|&r| &snapshot.statements[r]).collect();
        let first = dated.first().or(undated.first()).and_then(|s| s.utterances.first());
        RepeatsRow {
            point: PointShown {
                id: first.map(|(u, _)| links.utterances[*u].id),
                gist: gist(&typical),
                speaker: links.speakers[self.speaker].name.clone(),
            },
            occasions: self.occasions(&dated, window),
            apart: Apart {
                for_by_others: query.map_or_else(Vec::new, |query| self.for_by_others(query)),
                undated: undated
                    .iter()
                    .flat_map(|s| &s.utterances)
                    .flat_map(|(_, reports)| reports)
                    .map(|&r| self.evidence(r).with_note("no date"))
                    .collect(),
            },
            utterances: dated.iter().flat_map(|s| self.shown(s, window.as_ref())).collect(),
        }
    }

    /// The numbers of occasions of a selection with dates.
    fn occasions(&self, dated: &[Selected], window: Option<Window>) -> OccasionsShown {
        let (snapshot, question) = (self.snapshot(), self.asked.question);
        let links = &snapshot.links;
        let written = dated.iter().filter(|s| links.occasions[s.occasion].dated);
        let said = written.map(|s| links.occasions[s.occasion].said);
        let all = count(snapshot, dated, None);
        let counts = match (&window, question.within) {
            (Some(window), _) => count(snapshot, dated, Some(window)),
            // A window was asked for, and no day is known to end it.
            (None, Some(_)) => Counts::default(),
            (None, None) => all,
        };
        OccasionsShown {
            counts,
            first: said.clone().filter_map(|s| s.earliest).min(),
            latest: said.filter_map(|s| s.latest).max(),
            window,
            all,
            also_elsewhere: dated.iter().filter(|s| self.also_elsewhere(s)).count(),
            publication_only: dated.iter().filter(|s| !links.occasions[s.occasion].dated).count(),
        }
    }

    fn shown(&self, selected: &Selected, window: Option<&Window>) -> Vec<UtteranceShown> {
        let links = &self.snapshot().links;
        let occasion = &links.occasions[selected.occasion];
        let in_window =
            window.map(|w| count(self.snapshot(), std::slice::from_ref(selected), Some(w)).count > 0);
        selected
            .utterances
            .iter()
            .map(|(n, reports)| UtteranceShown {
                id: links.utterances[*n].id,
                joined: links.utterances[*n].joined,
                because: links.utterances[*n].because.clone(),
                occasion: OccasionShown {
                    id: occasion.id,
                    said: occasion.said,
                    venue: occasion.venue.clone(),
                    dated: occasion.dated,
                    in_window,
                },
                reports: reports.iter().map(|&r| self.evidence(r)).collect(),
            })
            .collect()
    }

    /// Whether two outlets report the occasion in texts that are no copies of each other.
    fn also_elsewhere(&self, selected: &Selected) -> bool {
        let snapshot = self.snapshot();
        let articles: BTreeSet<usize> = selected
            .utterances
            .iter()
            .flat_map(|(_, reports)| reports)
            .map(|&r| snapshot.statements[r].article)
            .collect();
        articles.iter().any(|&a| {
            articles.iter().any(|&b| {
                let outlets = (&snapshot.articles[a].outlet, &snapshot.articles[b].outlet);
                let copies = self.first_with_text[a] == self.first_with_text[b];
                !copies && matches!(outlets, (Some(x), Some(y)) if x != y)
            })
        })
    }
}
