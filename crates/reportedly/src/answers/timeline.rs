//! `timeline`: statements by when they were said, not by when they were printed.

use super::brief::{reported_by, statement, terms_in_brief};
use super::cells::{brief_id, short_id, shown_interval};
use super::events::{Shown, chosen};
use super::evidence::{Coverage, Evidence};
use super::question::{Asked, Question};
use super::terms::{TermShown, merged};
use super::{Answer, Table, counted, day_in_words, lines_of};
use reportedly_link::{Order, Standing, order_of, standings};
use reportedly_schema::linkage::{Joined, Snapshot};
use reportedly_schema::{Day, Interval, SaidBasis, StatementId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One thing said, with everyone who reports it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineRow {
    /// The utterance, or for what makes none the statement; for an event its first passage.
    pub id: StatementId,
    /// Whether it is an event, with its accounts as reports, and nothing said.
    pub event: bool,
    /// When it was said; of something dated by publication only the latest day is known.
    pub said: Interval,
    /// Where that comes from: the best of its reports.
    pub basis: SaidBasis,
    /// Who; `None` where not known.
    pub speaker: Option<String>,
    /// The words of its first report.
    pub text: String,
    /// On what terms, those of all reports; the speaker's own only.
    pub terms: Vec<TermShown>,
    /// What keeps it from being something the speaker is reported to have said himself, in words.
    pub mark: Option<String>,
    /// How sure it is that the reports are of one thing said.
    pub joined: Joined,
    /// Who reports it.
    pub reports: Vec<Evidence>,
}

/// The answer of [`timeline`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineAnswer {
    /// By first possible day, then last, then article; what has no date comes last.
    pub rows: Vec<TimelineRow>,
    /// What else to tell.
    pub notes: Vec<String>,
    /// What it rests on.
    pub coverage: Coverage,
}

/// Statements in the order in which they were said. A question's words select the matter, whatever is said on it: refusals stand
/// beside offers, and what others ascribe to a speaker stands marked beside his own words.
pub fn timeline(snapshot: &Snapshot, question: &Question) -> TimelineAnswer {
    let asked = Asked::new(snapshot, question);
    let standings = standings(&snapshot.articles, &snapshot.statements);
    let utterance_of = snapshot.links.utterance_of(snapshot.statements.len());
    let mut groups: BTreeMap<(Option<usize>, usize), Vec<usize>> = BTreeMap::new();
    for (n, &utterance) in utterance_of.iter().enumerate().filter(|(n, _)| asked.selects(*n)) {
        groups.entry((utterance, if utterance.is_some() { 0 } else { n })).or_default().push(n);
    }
    let mut rows: Vec<(SortKey, TimelineRow)> = groups
        .into_iter()
        .map(|((utterance, _), mut reports)| {
            reports
                .sort_by_key(|&n| (!asked.is_own(n), order_of(&snapshot.articles, &snapshot.statements, n)));
            let first = &snapshot.statements[reports[0]];
            let said = match utterance {
                Some(n) => snapshot.links.occasions[snapshot.links.utterances[n].occasion].said,
                None => first.statement.said.interval,
            };
            let mark = match &standings[reports[0]] {
                Standing::Own => None,
                Standing::Ascribed(why) | Standing::NotSaid(why) => Some(why.clone()),
            };
            let row = TimelineRow {
                event: false,
                id: utterance.map_or(first.statement.id, |n| snapshot.links.utterances[n].id),
                said,
                basis: reports
                    .iter()
                    .map(|&n| snapshot.statements[n].statement.said.basis)
                    .min()
                    .unwrap_or(SaidBasis::None),
                speaker: asked.speaker_of[reports[0]].map(|s| snapshot.links.speakers[s].name.clone()),
                text: first.text.clone(),
                terms: merged(snapshot, &reports),
                mark,
                joined: utterance.map_or(Joined::Certain, |n| snapshot.links.utterances[n].joined),
                reports: reports
                    .iter()
                    .map(|&n| {
                        let statement = &snapshot.statements[n];
                        Evidence::new(statement, asked.article_of(statement))
                    })
                    .collect(),
            };
            let start = said.earliest.or(said.latest);
            let order = order_of(&snapshot.articles, &snapshot.statements, reports[0]);
            ((start.is_none(), start, said.latest, order), row)
        })
        .collect();
    rows.extend(event_rows(&asked));
    rows.sort_by_key(|(key, _)| *key);
    TimelineAnswer {
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        notes: asked.notes(),
        coverage: Coverage::new(&asked),
    }
}

/// A row for each event that answers the question, where the snapshot holds what outlets tell in their own voice.
fn event_rows(asked: &Asked) -> Vec<(SortKey, TimelineRow)> {
    let snapshot = asked.snapshot;
    let mut shown = Shown::new(asked);
    reportedly_link::events(snapshot)
        .into_iter()
        .filter(|event| chosen(asked, event))
        .filter_map(|event| {
            let days = event.days;
            let (id, joined, gist) = (event.id, event.joined, event.gist.clone());
            let first = &event.accounts[0].passages[0];
            let article = snapshot.articles[first.article].id;
            let start = days.earliest.or(days.latest);
            let order = (start.is_none(), start, article, first.spans[0].start, id);
            let accounts = shown.row(event)?.accounts;
            let row = TimelineRow {
                id,
                event: true,
                said: days,
                basis: if start.is_some() { SaidBasis::Stated } else { SaidBasis::None },
                speaker: None,
                text: gist,
                terms: Vec::new(),
                mark: Some(format!("an event with {}", counted(accounts.len(), "account", "accounts"))),
                joined,
                reports: accounts.into_iter().flat_map(|a| a.reports).collect(),
            };
            Some(((start.is_none(), start, days.latest, order), row))
        })
        .collect()
}

type SortKey = (bool, Option<Day>, Option<Day>, Order);

impl TimelineRow {
    fn who(&self) -> String {
        let nobody = if self.event { "event" } else { "not known" };
        self.speaker.clone().unwrap_or_else(|| nobody.to_string())
    }

    fn shown_terms(&self) -> String {
        self.terms.iter().map(TermShown::shown).collect::<Vec<_>>().join(" | ")
    }
}

impl Answer for TimelineAnswer {
    fn sentence(&self) -> String {
        let mut parts = self.notes.clone();
        let dated: Vec<Interval> =
            self.rows.iter().map(|r| r.said).filter(|s| s.earliest.is_some() && s.latest.is_some()).collect();
        let events = self.rows.iter().filter(|r| r.event).count();
        let said = self.rows.len() - events;
        let mut found = format!("Found {}", counted(said, "thing said", "things said"));
        if events > 0 {
            found.push_str(&format!(" and {}", counted(events, "event", "events")));
        }
        if let (Some(first), Some(last)) =
            (dated.iter().filter_map(|s| s.earliest).min(), dated.iter().filter_map(|s| s.latest).max())
        {
            found.push_str(&format!(", {} to {}", day_in_words(first), day_in_words(last)));
        }
        let publication = self.rows.iter().filter(|r| r.basis == SaidBasis::Published).count();
        let undated =
            self.rows.iter().filter(|r| r.said.earliest.is_none() && r.said.latest.is_none()).count();
        if publication > 0 {
            found.push_str(&format!("; {publication} dated only by publication"));
        }
        if undated > 0 {
            found.push_str(&format!("; {undated} without a date, listed last"));
        }
        found.push('.');
        parts.push(found);
        parts.push(self.coverage.sentence());
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            let outlets: BTreeSet<&str> = row.reports.iter().filter_map(|r| r.outlet.as_deref()).collect();
            vec![
                shown_interval(&row.said),
                row.basis.to_string(),
                row.who(),
                row.text.clone(),
                row.shown_terms(),
                row.reports.len().to_string(),
                outlets.into_iter().collect::<Vec<_>>().join(", "),
                row.mark.clone().unwrap_or_default(),
                short_id(row.id),
            ]
        });
        Table {
            header: vec!["said", "date from", "speaker", "text", "terms", "reports", "outlets", "mark", "id"],
            rows: rows.collect(),
        }
    }

    fn brief(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            let outlets: BTreeSet<&str> = row.reports.iter().filter_map(|r| r.outlet.as_deref()).collect();
            let articles: BTreeSet<&str> = row.reports.iter().map(|r| r.article.as_str()).collect();
            vec![
                shown_interval(&row.said),
                statement(&row.who(), &row.text),
                terms_in_brief(&row.shown_terms()),
                reported_by(&outlets.into_iter().collect::<Vec<_>>().join(", "), articles),
                row.mark.clone().unwrap_or_default(),
                brief_id(row.id),
            ]
        });
        Table {
            header: vec!["said", "statement", "terms", "reported by", "mark", "id"],
            rows: rows.collect(),
        }
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        lines_of(&self.rows, &self.coverage)
    }
}
