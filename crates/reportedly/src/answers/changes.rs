//! `changes`: what changed in a party's position on a matter between two things it said, as far as the reports show.

use super::brief::{reported_by, statement};
use super::cells::{brief_id, short_id, shown_interval};
use super::changes_found::{
    At, Change, ChangeBasis, ChangeKind, Found, To, Whose, days_of, found, is_before,
};
use super::evidence::{Coverage, Evidence};
use super::parties::Parties;
use super::positions::StatedBy;
use super::positions_over_time::Draft;
use super::question::{Asked, Question};
use super::terms::{TermShown, shown};
use super::{Answer, Table, counted, day_in_words, lines_of};
use reportedly_link::{Match, Standing, standings};
use reportedly_schema::linkage::Snapshot;
use reportedly_schema::{Day, Interval, StatementId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One side of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSide {
    /// The utterance, or for what makes none the statement; `None` for an outlet's own words.
    pub utterance: Option<StatementId>,
    /// When it was said; of something dated by publication the days on which it may have been.
    pub said: Interval,
    /// Who states it; `None` where others tell it.
    pub stated_by: Option<StatedBy>,
    /// The words of the term there, or those that take it back; `None` where it is not found.
    pub words: Option<String>,
    /// The value as written, where a value changed.
    pub value: Option<String>,
    /// Who reports it; what has the words stands first.
    pub reports: Vec<Evidence>,
}

/// What was read of the time between the two sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Between {
    /// Things that the party said on the matter, found between the two.
    pub utterances: usize,
    /// Articles searched that were published from the day of the one to that of the other.
    pub articles: usize,
    /// Their outlets, as far as known.
    pub outlets: usize,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRow {
    /// Who is found with the later side; of a withdrawal told by others, who is found with the earlier.
    pub speaker: Option<String>,
    /// For whom, as declared; `None` where nothing is.
    pub party: Option<String>,
    /// The matter's name, else the words asked about.
    pub matter: Option<String>,
    /// What is found.
    pub kind: ChangeKind,
    /// Whether words say so.
    pub basis: ChangeBasis,
    /// The term: the later one of a value and of what is first seen, the earlier one of what is withdrawn, replaced or not mentioned.
    pub term: TermShown,
    /// The earlier thing said.
    pub from: ChangeSide,
    /// The later one.
    pub to: ChangeSide,
    /// What was read of the time between.
    pub between: Between,
    /// What is found, in words.
    pub line: String,
    /// Why, in words.
    pub because: String,
}

/// The answer of [`changes`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangesAnswer {
    /// By the days of the later side, then party, then kind.
    pub rows: Vec<ChangeRow>,
    /// What else to tell.
    pub notes: Vec<String>,
    /// What it rests on.
    pub coverage: Coverage,
}

/// The changes of each party's own terms between things said whose order is known; with `absences` also what is not mentioned again.
///
/// A report that leaves a term out makes no change, nor does a later report of something older. Outlets' own words count for a withdrawal where the snapshot
/// has them ([`Snapshot::layers`]). `--since` chooses rows by their later side; what was said before it is still held against it.
pub fn changes(snapshot: &Snapshot, question: &Question, absences: bool) -> ChangesAnswer {
    let asked = Asked::new(snapshot, question);
    let unbounded = Question { since: None, ..question.clone() };
    let said = Spoken::new(snapshot, &unbounded);
    let mut rows: Vec<ChangeRow> = Vec::new();
    for found in found(snapshot, question, absences) {
        for change in &found.changes {
            let before = |day: Day| question.since.is_some_and(|since| day < since);
            if change.days.latest.is_some_and(before) {
                continue;
            }
            rows.extend(row(&asked, &said, &found, change));
        }
    }
    rows.sort_by_cached_key(|row| {
        let start = row.to.said.earliest.or(row.to.said.latest);
        let who = (row.party.clone(), row.speaker.clone());
        (start.is_none(), start, row.to.said.latest, who, row.kind, row.line.clone())
    });
    ChangesAnswer { rows, notes: asked.notes(), coverage: Coverage::new(&asked) }
}

/// What each party is found to have said on the matter, terms or none, with its days.
struct Spoken {
    all: Vec<(Whose, Interval)>,
}

impl Spoken {
    fn new(snapshot: &Snapshot, question: &Question) -> Spoken {
        let asked = Asked::new(snapshot, question);
        let standings = standings(&snapshot.articles, &snapshot.statements);
        let parties = Parties::new(&asked);
        let utterance_of = snapshot.links.utterance_of(snapshot.statements.len());
        let mut known: BTreeSet<usize> = BTreeSet::new();
        let mut all = Vec::new();
        for (n, s) in snapshot.statements.iter().enumerate() {
            let own =
                standings[n] == Standing::Own && asked.is_own(n) && asked.admits(n) && asked.by_speaker(n);
            let fits = own && matches!(asked.matching(s), Match::Full | Match::Opposite(_));
            let Some(speaker) = asked.speaker_of[n].filter(|_| fits) else { continue };
            let (reports, said) = match utterance_of[n] {
                Some(u) if !known.insert(u) => continue,
                Some(u) => {
                    let links = &snapshot.links;
                    (links.utterances[u].reports.clone(), links.occasions[links.utterances[u].occasion].said)
                }
                None => (vec![n], s.statement.said.interval),
            };
            let whose = parties.of(n).map_or(Whose::Speaker(speaker), Whose::Party);
            all.push((whose, days_of(snapshot, &reports, &said).0));
        }
        Spoken { all }
    }

    fn between(&self, whose: &Whose, from: &Interval, to: &Interval) -> usize {
        let inside = |days: &Interval| is_before(from, days) && is_before(days, to);
        self.all.iter().filter(|(who, days)| who == whose && inside(days)).count()
    }
}

fn row(asked: &Asked, said: &Spoken, found: &Found, change: &Change) -> Option<ChangeRow> {
    let snapshot = asked.snapshot;
    let steps = &found.steps;
    let item = |at: At| &steps[at.step].items[at.item];
    let side_of = |at: At, value: Option<String>| -> ChangeSide {
        let item = item(at);
        let step = &steps[at.step];
        let words = Some(item.words.text().to_string());
        let draft = step.draft_of(item.statement);
        ChangeSide { words, value, ..side(asked, draft, item.statement, step.days) }
    };
    let side_of_step = |n: usize| -> Option<ChangeSide> {
        let step = &steps[n];
        let statement = step.items.first().map_or(step.drafts[0].reports[0], |item| item.statement);
        Some(side(asked, step.draft_of(statement), statement, step.days))
    };
    let (old, new) = change.values.clone().unzip();
    let from = match (&change.mention, change.from_item) {
        (Some((statement, step, words)), _) => {
            let step = &steps[*step];
            let words = Some(words.clone());
            let value = old.clone().and(words.clone());
            ChangeSide { words, value, ..side(asked, step.draft_of(*statement), *statement, step.days) }
        }
        (None, Some(at)) => side_of(at, old),
        (None, None) => side_of_step(change.from_step)?,
    };
    let to = match &change.to {
        To::Item(at) => side_of(*at, new),
        To::Step(n) => side_of_step(*n)?,
        To::Words { statement, words } => {
            let step = steps.iter().find(|step| step.draft_of(*statement).is_some());
            let draft = step.and_then(|step| step.draft_of(*statement));
            ChangeSide {
                words: Some(words.clone()),
                value: new,
                ..side(asked, draft, *statement, change.days)
            }
        }
        To::Narration { article, span, words } => {
            let source = &snapshot.articles[*article];
            let text = &snapshot.layers.get(*article)?.text;
            let points = |byte: u32| Some(text.get(..byte as usize)?.chars().count() as u32);
            let mut evidence = Evidence::of_article(source, words.clone());
            evidence.content = vec![(points(span.0)?, points(span.1)?)];
            ChangeSide {
                utterance: None,
                said: change.days,
                stated_by: None,
                words: Some(words.clone()),
                value: new,
                reports: vec![evidence],
            }
        }
    };
    let shown_of = |at: At| {
        let found = item(at);
        let s = &snapshot.statements[found.statement];
        shown(snapshot, s, &s.statement.terms[found.term])
    };
    let term = match (change.kind, &change.to, change.from_item) {
        (ChangeKind::FirstSeen | ChangeKind::ValueChanged, To::Item(at), _) => shown_of(*at),
        (_, _, Some(at)) => shown_of(at),
        _ => return None,
    };
    let speaking = match &change.to {
        To::Item(at) => Some(item(*at).statement),
        To::Words { statement, .. } if to.stated_by.is_some() => Some(*statement),
        _ => change.from_item.map(|at| item(at).statement),
    };
    let speaker =
        speaking.and_then(|n| asked.told_of[n]).map(|speaker| snapshot.links.speakers[speaker].name.clone());
    let party = match &found.whose {
        Whose::Party(party) => Some(party.clone()),
        Whose::Speaker(_) => None,
    };
    let between = Between {
        utterances: said.between(&found.whose, &from.said, &to.said),
        ..articles_between(asked, &from.said, &to.said)
    };
    let basis = match change.kind {
        ChangeKind::NotMentioned => ChangeBasis::ByAbsence,
        _ => ChangeBasis::Stated,
    };
    let mut row = ChangeRow {
        speaker,
        party,
        matter: asked.matter_name(),
        kind: change.kind,
        basis,
        term,
        from,
        to,
        between,
        line: String::new(),
        because: change.because.clone(),
    };
    row.line = row.in_words();
    Some(row)
}

/// The side that a statement is a report of, the statement first.
fn side(asked: &Asked, draft: Option<&Draft>, statement: usize, days: Interval) -> ChangeSide {
    let snapshot = asked.snapshot;
    let mut reports = vec![statement];
    reports.extend(draft.iter().flat_map(|d| &d.reports).copied().filter(|n| *n != statement));
    let utterance = draft.and_then(|d| {
        let own = d.utterances.iter().find(|&&u| snapshot.links.utterances[u].reports.contains(&statement));
        own.or(d.utterances.first()).map(|&u| snapshot.links.utterances[u].id)
    });
    ChangeSide {
        utterance: Some(utterance.unwrap_or(snapshot.statements[statement].statement.id)),
        said: days,
        stated_by: draft.map(|d| d.stated_by),
        words: None,
        value: None,
        reports: reports
            .into_iter()
            .map(|n| {
                let s = &snapshot.statements[n];
                Evidence::new(s, asked.article_of(s))
            })
            .collect(),
    }
}

fn articles_between(asked: &Asked, from: &Interval, to: &Interval) -> Between {
    let (Some(first), Some(last)) = (from.latest, to.latest) else { return Between::default() };
    let inside: Vec<_> = asked
        .snapshot
        .articles
        .iter()
        .filter(|article| asked.searched(article))
        .filter(|article| {
            let day = article.published.as_ref().and_then(|p| p.value.or(p.latest));
            day.is_some_and(|day| (first..=last).contains(&day))
        })
        .collect();
    let outlets: BTreeSet<&str> = inside.iter().filter_map(|article| article.outlet.as_deref()).collect();
    Between { utterances: 0, articles: inside.len(), outlets: outlets.len() }
}

/// Days in a sentence.
fn on(days: &Interval) -> String {
    match (days.earliest, days.latest) {
        (Some(a), Some(b)) if a == b => format!("on {}", day_in_words(a)),
        (Some(a), Some(b)) => format!("between {} and {}", day_in_words(a), day_in_words(b)),
        (None, Some(b)) => format!("by {}", day_in_words(b)),
        (Some(a), None) => format!("from {}", day_in_words(a)),
        (None, None) => "without a date".to_string(),
    }
}

impl ChangeRow {
    fn who(&self) -> String {
        let speaker = self.speaker.as_deref().unwrap_or("not known");
        match &self.party {
            Some(party) => format!("{speaker} ({party})"),
            None => speaker.to_string(),
        }
    }

    fn in_words(&self) -> String {
        let words = |side: &ChangeSide| side.words.clone().unwrap_or_default();
        let value = |side: &ChangeSide| side.value.clone().unwrap_or_default();
        let (from, to) = (on(&self.from.said), on(&self.to.said));
        let role = self.term.role;
        match self.kind {
            ChangeKind::FirstSeen => format!(
                "{role} “{}” first found {to}, and not in what is found before, latest {from}",
                words(&self.to)
            ),
            ChangeKind::ValueChanged => format!(
                "{role} with another value: “{}” found {from}, “{}” found {to}",
                value(&self.from),
                value(&self.to)
            ),
            ChangeKind::Replaced => format!(
                "{role} “{}” found {from}; {to} words put in its place “{}”",
                words(&self.from),
                words(&self.to)
            ),
            ChangeKind::Withdrawn => format!(
                "{role} “{}” found {from}; {to} words take it back: “{}”",
                words(&self.from),
                words(&self.to)
            ),
            ChangeKind::NotMentioned => format!(
                "{role} “{}” last found {from}; not mentioned in what is found {to}{}",
                words(&self.from),
                if self.because.contains(" 1 later ") { "" } else { ", nor later" }
            ),
        }
    }

    fn read_between(&self) -> String {
        let by = match self.between.outlets {
            0 => String::new(),
            n => format!(" by {}", counted(n, "outlet", "outlets")),
        };
        format!(
            "{} in between, {}{by}",
            counted(self.between.utterances, "utterance", "utterances"),
            counted(self.between.articles, "article", "articles")
        )
    }
}

impl Answer for ChangesAnswer {
    fn sentence(&self) -> String {
        let mut parts = self.notes.clone();
        let stated = self.rows.iter().filter(|row| row.basis == ChangeBasis::Stated);
        let absent = self.rows.len() - stated.clone().count();
        let whose: BTreeSet<(Option<&str>, Option<&str>)> = self
            .rows
            .iter()
            .map(|row| match row.party.as_deref() {
                Some(party) => (Some(party), None),
                None => (None, row.speaker.as_deref()),
            })
            .collect();
        let mut found = format!("Found {}", counted(stated.clone().count(), "change", "changes"));
        if !whose.is_empty() {
            found.push_str(&format!(
                " in what is reported of {}",
                counted(whose.len(), "party or speaker", "parties or speakers")
            ));
        }
        let first = stated.clone().filter_map(|row| row.to.said.earliest).min();
        let last = stated.clone().filter_map(|row| row.to.said.latest).max();
        match (first, last) {
            (Some(a), Some(b)) if a == b => found.push_str(&format!(", {}", day_in_words(a))),
            (Some(a), Some(b)) => found.push_str(&format!(", {} to {}", day_in_words(a), day_in_words(b))),
            _ => {}
        }
        let kinds = [
            (ChangeKind::FirstSeen, "first seen"),
            (ChangeKind::ValueChanged, "with another value"),
            (ChangeKind::Replaced, "replaced in words"),
            (ChangeKind::Withdrawn, "withdrawn in words"),
        ];
        let told: Vec<String> = kinds
            .iter()
            .map(|(kind, words)| (stated.clone().filter(|row| row.kind == *kind).count(), words))
            .filter(|(n, _)| *n > 0)
            .map(|(n, words)| format!("{n} {words}"))
            .collect();
        if !told.is_empty() {
            found.push_str(&format!(": {}", told.join(", ")));
        }
        found.push('.');
        parts.push(found);
        if absent > 0 {
            parts.push(format!(
                "{} not mentioned again in what was found, which does not say that anyone changed his mind.",
                counted(absent, "term is", "terms are")
            ));
        }
        parts.push(self.coverage.sentence());
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            let outlets: BTreeSet<&str> = row.to.reports.iter().filter_map(|r| r.outlet.as_deref()).collect();
            let id = |side: &ChangeSide| side.utterance.map_or(String::new(), short_id);
            let words = |side: &ChangeSide| side.words.clone().unwrap_or_default();
            vec![
                shown_interval(&row.to.said),
                row.party.clone().unwrap_or_default(),
                row.speaker.clone().unwrap_or_default(),
                row.kind.to_string(),
                row.basis.to_string(),
                row.term.role.to_string(),
                words(&row.from),
                words(&row.to),
                shown_interval(&row.from.said),
                row.between.utterances.to_string(),
                row.between.articles.to_string(),
                row.between.outlets.to_string(),
                row.line.clone(),
                row.because.clone(),
                outlets.into_iter().collect::<Vec<_>>().join(", "),
                id(&row.from),
                id(&row.to),
            ]
        });
        Table {
            header: vec![
                "said",
                "party",
                "speaker",
                "kind",
                "basis",
                "role",
                "from",
                "to",
                "said before",
                "utterances between",
                "articles between",
                "outlets between",
                "line",
                "because",
                "outlets",
                "from id",
                "to id",
            ],
            rows: rows.collect(),
        }
    }

    fn brief(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            let outlets: BTreeSet<&str> = row.to.reports.iter().filter_map(|r| r.outlet.as_deref()).collect();
            let articles: BTreeSet<&str> = row.to.reports.iter().map(|r| r.article.as_str()).collect();
            let words = |side: &ChangeSide| side.value.clone().or(side.words.clone()).unwrap_or_default();
            let text = match row.kind {
                ChangeKind::FirstSeen => words(&row.to),
                ChangeKind::NotMentioned => words(&row.from),
                _ => format!("{} → {}", words(&row.from), words(&row.to)),
            };
            vec![
                shown_interval(&row.to.said),
                row.kind.as_str().replace('_', " "),
                statement(&format!("{}, {}", row.who(), row.term.role), &text),
                shown_interval(&row.from.said),
                row.read_between(),
                reported_by(&outlets.into_iter().collect::<Vec<_>>().join(", "), articles),
                row.to.utterance.map_or(String::new(), brief_id),
            ]
        });
        Table {
            header: vec!["said", "found", "term", "said before", "read", "reported by", "id"],
            rows: rows.collect(),
        }
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        lines_of(&self.rows, &self.coverage)
    }
}
