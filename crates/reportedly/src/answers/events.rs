//! `events`: what accounts are about, with who tells it how, side by side.

use super::brief::{cut, reported_by, statement};
use super::cells::{short_id, shown_interval};
use super::evidence::{Coverage, Evidence};
use super::parties::Parties;
use super::question::{Asked, Question};
use super::{Answer, Table, counted, json};
use reportedly_link::{Account, Event, Match, Passage, Teller, about_text};
use reportedly_schema::linkage::{DifferenceKind, Joined, Snapshot};
use reportedly_schema::{CodePoints, Day, Interval};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

reportedly_schema::spelled! {
    /// What a teller is.
    TellerKind {
        /// A speaker, in statements.
        Speaker = "speaker",
        /// An outlet, in its own voice.
        Outlet = "outlet",
    }
}

/// What accounts are about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventShown {
    /// The id of its first passage.
    pub id: String,
    /// The words of a passage that shares most with the others.
    pub gist: String,
    /// First day on which it may have happened.
    pub earliest: Option<Day>,
    /// Last day on which it may have happened.
    pub latest: Option<Day>,
    /// Where, as most passages name it.
    pub place: Option<String>,
    /// Names in two passages or more.
    pub participants: Vec<String>,
    /// How sure it is that all passages are of one event.
    pub joined: Joined,
    /// Why, in words.
    pub because: String,
}

/// Who gives an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TellerShown {
    /// Speaker or outlet.
    pub kind: TellerKind,
    /// The speaker's or outlet's name; the article's path where the outlet is not known.
    pub name: String,
    /// For whom the speaker spoke on the day, as declared.
    pub party: Option<String>,
}

/// A number that a teller gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureShown {
    /// Of what.
    pub of: String,
    /// The least it may be; `None` where the words leave it open.
    pub low: Option<serde_json::Number>,
    /// The number given.
    pub best: Option<serde_json::Number>,
    /// The most it may be; `None` where the words leave it open.
    pub high: Option<serde_json::Number>,
}

/// What one teller says of the event on one date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountShown {
    /// Who.
    pub teller: TellerShown,
    /// When it was said, or published.
    pub said: Interval,
    /// Its first words.
    pub gist: String,
    /// What it gives as numbers.
    pub figures: Vec<FigureShown>,
    /// Where it stands; a narration has no statement.
    pub reports: Vec<Evidence>,
}

/// How two accounts differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferenceShown {
    /// In what.
    pub kind: DifferenceKind,
    /// Indices of the accounts; equal where one account gives both.
    pub between: (usize, usize),
    /// Whether both tellers speak for one side, or are one.
    pub same_party: bool,
    /// What each gives, side by side.
    pub line: String,
}

/// One event with its accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRow {
    /// What they are about.
    pub event: EventShown,
    /// By date, then teller.
    pub accounts: Vec<AccountShown>,
    /// By accounts.
    pub differences: Vec<DifferenceShown>,
}

/// How many of the passages shown come from whom, the most first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shares {
    /// Statements by party; by speaker where none is declared.
    pub by_party: Vec<(String, usize)>,
    /// Statements and narrations by outlet; by path where the outlet is not known.
    pub by_outlet: Vec<(String, usize)>,
}

/// The answer of [`events`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventsAnswer {
    /// By first possible day; what has no date comes first.
    pub rows: Vec<EventRow>,
    /// Who tells how much of it.
    pub shares: Shares,
    /// What else to tell.
    pub notes: Vec<String>,
    /// What it rests on.
    pub coverage: Coverage,
}

/// Events of which the record holds accounts by two tellers or more, or by one whose accounts differ. A question's words, matter, speaker,
/// party and days choose events by any of their passages; every account of a chosen event is shown, but those of articles not searched. Needs a
/// snapshot with layers.
pub fn events(snapshot: &Snapshot, question: &Question) -> EventsAnswer {
    let asked = Asked::new(snapshot, question);
    let mut shown = Shown::new(&asked);
    let rows: Vec<EventRow> = reportedly_link::events(snapshot)
        .into_iter()
        .filter(|event| chosen(&asked, event))
        .filter_map(|event| shown.row(event))
        .collect();
    let shares = shares(&rows);
    EventsAnswer { rows, shares, notes: asked.notes(), coverage: Coverage::new(&asked) }
}

/// Whether any passage of an event answers the question.
pub(super) fn chosen(asked: &Asked, event: &Event) -> bool {
    let passages = || event.accounts.iter().flat_map(|a| &a.passages);
    passages().any(|p| match p.statement {
        Some(n) => asked.selects(n),
        None => narration_selected(asked, p, event),
    })
}

/// An outlet's own words answer a question by their article, the event's days and the words asked about; never one that asks for a speaker or party.
fn narration_selected(asked: &Asked, passage: &Passage, event: &Event) -> bool {
    let question = asked.question;
    let query = match &question.matter {
        Some(matter) => matter.query.about.as_deref().map(reportedly_link::Query::new),
        None => None,
    };
    let on = |query: &reportedly_link::Query| {
        matches!(about_text(query, &passage.text), Match::Full | Match::Opposite(_) | Match::OfOthers(_))
    };
    let days = &event.days;
    let too_late = matches!((question.until, days.earliest), (Some(until), Some(day)) if day > until);
    let too_early = matches!((question.since, days.latest), (Some(since), Some(day)) if day < since);
    question.speaker.is_none()
        && question.party.is_none()
        && asked.searched(&asked.snapshot.articles[passage.article])
        && asked.query.as_ref().is_none_or(on)
        && (question.matter.is_none() || query.as_ref().is_some_and(on))
        && !too_late
        && !too_early
}

pub(super) struct Shown<'a> {
    asked: &'a Asked<'a>,
    parties: Parties<'a>,
    /// By article, made when first needed.
    points: BTreeMap<usize, CodePoints>,
}

impl<'a> Shown<'a> {
    pub(super) fn new(asked: &'a Asked<'a>) -> Shown<'a> {
        Shown { asked, parties: Parties::new(asked), points: BTreeMap::new() }
    }

    /// The event without the accounts of articles that are not searched; `None` where nothing is left to set side by side.
    pub(super) fn row(&mut self, event: Event) -> Option<EventRow> {
        let articles = &self.asked.snapshot.articles;
        let kept: Vec<usize> = (0..event.accounts.len())
            .filter(|&n| event.accounts[n].passages.iter().any(|p| self.asked.searched(&articles[p.article])))
            .collect();
        let place: BTreeMap<usize, usize> = kept.iter().enumerate().map(|(new, &old)| (old, new)).collect();
        let accounts: Vec<AccountShown> = kept.iter().map(|&n| self.account(&event.accounts[n])).collect();
        let differences: Vec<DifferenceShown> = event
            .differences
            .iter()
            .filter_map(|d| {
                let between = (*place.get(&d.between.0)?, *place.get(&d.between.1)?);
                let [a, b] = [between.0, between.1].map(|n| accounts[n].teller.name.as_str());
                let line = format!("{}: {a}: “{}”; {b}: “{}”", d.of, d.words.0, d.words.1);
                Some(DifferenceShown { kind: d.kind, between, same_party: d.same_party, line })
            })
            .collect();
        if accounts.len() < 2 && differences.is_empty() {
            return None;
        }
        Some(EventRow {
            event: EventShown {
                id: event.id.to_string(),
                gist: event.gist,
                earliest: event.days.earliest,
                latest: event.days.latest,
                place: event.place,
                participants: event.participants,
                joined: event.joined,
                because: event.because,
            },
            accounts,
            differences,
        })
    }

    fn account(&mut self, account: &Account) -> AccountShown {
        let snapshot = self.asked.snapshot;
        let teller = match account.teller {
            Teller::Speaker(n) => TellerShown {
                kind: TellerKind::Speaker,
                name: snapshot.links.speakers[n].name.clone(),
                party: account.passages.iter().find_map(|p| self.parties.of(p.statement?)),
            },
            Teller::Outlet(n) => {
                let article = &snapshot.articles[n];
                let name = article.outlet.clone().unwrap_or_else(|| article.path.clone());
                TellerShown { kind: TellerKind::Outlet, name, party: None }
            }
        };
        let number = |thousandths: u64| {
            if thousandths.is_multiple_of(1000) {
                Some(serde_json::Number::from(thousandths / 1000))
            } else {
                serde_json::Number::from_f64(thousandths as f64 / 1000.0)
            }
        };
        let figures = account.figures.iter().map(|f| FigureShown {
            of: f.of.clone(),
            low: f.low.and_then(number),
            best: number(f.best),
            high: f.high.and_then(number),
        });
        AccountShown {
            said: account.said,
            gist: account.passages.first().map_or(String::new(), |p| p.text.clone()),
            figures: figures.collect(),
            reports: account.passages.iter().map(|p| self.evidence(p, &teller.name)).collect(),
            teller,
        }
    }

    fn evidence(&mut self, passage: &Passage, teller: &str) -> Evidence {
        let snapshot = self.asked.snapshot;
        let article = &snapshot.articles[passage.article];
        match passage.statement {
            Some(n) => {
                let evidence = Evidence::new(&snapshot.statements[n], article);
                Evidence { speaker: Some(teller.to_string()), ..evidence }
            }
            None => {
                let text = &snapshot.layers[passage.article].text;
                let points = self.points.entry(passage.article).or_insert_with(|| CodePoints::new(text));
                let content = passage.spans.iter().map(|span| points.span(*span)).collect();
                Evidence { content, ..Evidence::of_article(article, passage.text.clone()) }
            }
        }
    }
}

fn shares(rows: &[EventRow]) -> Shares {
    let mut parties: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    let mut outlets: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for account in rows.iter().flat_map(|row| &row.accounts) {
        let name = account.teller.party.as_ref().unwrap_or(&account.teller.name);
        for report in &account.reports {
            // A passage that tells of two events counts once.
            let key = (report.article_id.clone(), format!("{:?}", report.content));
            if account.teller.kind == TellerKind::Speaker {
                parties.entry(name.clone()).or_default().insert(key.clone());
            }
            let outlet = report.outlet.clone().unwrap_or_else(|| report.article.clone());
            outlets.entry(outlet).or_default().insert(key);
        }
    }
    let ranked = |all: BTreeMap<String, BTreeSet<(String, String)>>| {
        let mut all: Vec<(String, usize)> = all.into_iter().map(|(name, keys)| (name, keys.len())).collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all
    };
    Shares { by_party: ranked(parties), by_outlet: ranked(outlets) }
}

/// Names of a share told in a sentence.
const SHARES_TOLD: usize = 4;

/// "Ada Venn 4 of 9, Ivo Maros 3, 2 others 2".
fn told(shares: &[(String, usize)]) -> String {
    let all: usize = shares.iter().map(|(_, n)| n).sum();
    let mut parts: Vec<String> = shares
        .iter()
        .take(SHARES_TOLD)
        .enumerate()
        .map(|(n, (name, count))| match n {
            0 => format!("{name} {count} of {all}"),
            _ => format!("{name} {count}"),
        })
        .collect();
    if let Some(rest) = shares.get(SHARES_TOLD..).filter(|rest| !rest.is_empty()) {
        let count: usize = rest.iter().map(|(_, n)| n).sum();
        parts.push(format!("{} {count}", counted(rest.len(), "other", "others")));
    }
    parts.join(", ")
}

impl EventRow {
    fn days(&self) -> String {
        shown_interval(&Interval { earliest: self.event.earliest, latest: self.event.latest })
    }
}

impl Answer for EventsAnswer {
    fn sentence(&self) -> String {
        let mut parts = self.notes.clone();
        let differences: usize = self.rows.iter().map(|row| row.differences.len()).sum();
        parts.push(format!(
            "Found {} with more than one account, {} between accounts.",
            counted(self.rows.len(), "event", "events"),
            counted(differences, "difference", "differences")
        ));
        if !self.shares.by_party.is_empty() {
            parts.push(format!("Statements: {}.", told(&self.shares.by_party)));
        }
        if !self.shares.by_outlet.is_empty() {
            parts.push(format!("Passages by outlet: {}.", told(&self.shares.by_outlet)));
        }
        parts.push(self.coverage.sentence());
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let mut rows = Vec::new();
        for row in &self.rows {
            for (n, account) in row.accounts.iter().enumerate() {
                let lines: Vec<&str> =
                    row.differences.iter().filter(|d| d.between.1 == n).map(|d| d.line.as_str()).collect();
                for report in &account.reports {
                    rows.push(vec![
                        short_id(&row.event.id),
                        row.days(),
                        row.event.place.clone().unwrap_or_default(),
                        account.teller.kind.to_string(),
                        account.teller.name.clone(),
                        shown_interval(&account.said),
                        report.text.clone(),
                        report.outlet.clone().unwrap_or_default(),
                        report.article.clone(),
                        lines.join(" | "),
                    ]);
                }
            }
        }
        Table {
            header: vec![
                "event",
                "days",
                "place",
                "teller is",
                "teller",
                "said",
                "text",
                "outlet",
                "article",
                "differences",
            ],
            rows,
        }
    }

    fn brief(&self) -> Table {
        let mut rows = Vec::new();
        for row in &self.rows {
            for (n, account) in row.accounts.iter().enumerate() {
                let lines = row.differences.iter().filter(|d| d.between.1 == n);
                let lines: Vec<String> =
                    lines.map(|d| format!("{}: {}", d.kind, cut(&d.line, BRIEF_LINE))).collect();
                let outlets: BTreeSet<&str> =
                    account.reports.iter().filter_map(|r| r.outlet.as_deref()).collect();
                rows.push(vec![
                    if n == 0 { row.days() } else { String::new() },
                    statement(&account.teller.name, &account.gist),
                    shown_interval(&account.said),
                    reported_by(
                        &outlets.into_iter().collect::<Vec<_>>().join(", "),
                        account.reports.iter().map(|r| r.article.as_str()),
                    ),
                    lines.join("; "),
                ]);
            }
        }
        Table { header: vec!["event", "account", "told", "in", "differs from those above"], rows }
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        let mut out: Vec<serde_json::Value> = self.rows.iter().map(json).collect();
        out.push(serde_json::json!({ "coverage": self.coverage, "shares": self.shares }));
        out
    }
}

/// Characters of a difference in a row for the eye.
const BRIEF_LINE: usize = 90;
