//! `positions`: the negotiation itself: what each side is found to ask, offer, accept and refuse on a matter, by date.

use super::brief::{reported_by, statement};
use super::cells::{brief_id, short_id, shown_interval};
use super::evidence::{Coverage, Evidence};
use super::parties::Parties;
use super::positions_over_time::{Draft, joined};
use super::question::{Asked, Question};
use super::replies::{Reports, found};
use super::terms::{TermShown, merged};
use super::{Answer, Table, counted, day_in_words, lines_of};
use reportedly_link::{Match, Order, Standing, order_of, speaks_for_another, standings};
use reportedly_schema::linkage::{Joined, ReplyKind, Snapshot};
use reportedly_schema::{Act, ActFound, Day, Interval, StatementId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

reportedly_schema::spelled! {
    /// Who states a position.
    StatedBy {
        /// The speaker himself.
        Own = "own",
        /// One who speaks for someone: a spokesman, a press service.
        Spokesman = "spokesman",
        /// Others, who ascribe it to the speaker.
        Retold = "retold",
    }
}

/// The other side of a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerTo {
    /// The utterance, or for what makes none the statement.
    pub id: StatementId,
    /// Who.
    pub speaker: Option<String>,
    /// In which way one answers the other.
    pub kind: ReplyKind,
    /// What shows it.
    pub because: String,
    /// The report that shows it best.
    pub report: Evidence,
}

/// What one party states on one occasion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PositionRow {
    /// The utterance, or for what makes none the statement.
    pub id: StatementId,
    /// For whom the speaker spoke on the day, as declared; `None` where nothing is declared.
    pub party: Option<String>,
    /// The matter's name, else the words asked about.
    pub matter: Option<String>,
    /// Who; `None` where not known.
    pub speaker: Option<String>,
    /// When it was said; of something dated by publication only the latest day is known.
    pub said: Interval,
    /// What saying it does.
    pub acts: Vec<ActFound>,
    /// On what terms, those of all reports.
    pub terms: Vec<TermShown>,
    /// Whether the speaker says it himself.
    pub stated_by: StatedBy,
    /// What it answers.
    pub replies_to: Vec<AnswerTo>,
    /// What answers it.
    pub replied_by: Vec<AnswerTo>,
    /// How sure it is that the reports are of one position.
    pub joined: Joined,
    /// Why, in words.
    pub because: String,
    /// Who reports it.
    pub reports: Vec<Evidence>,
}

/// The answer of [`positions`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PositionsAnswer {
    /// By first possible day, then last, then article; what has no date comes last.
    pub rows: Vec<PositionRow>,
    /// What else to tell.
    pub notes: Vec<String>,
    /// What it rests on.
    pub coverage: Coverage,
}

/// Acts by which one takes a position.
const STANCES: &[Act] = &[
    Act::Offer,
    Act::Demand,
    Act::Condition,
    Act::Refusal,
    Act::Acceptance,
    Act::Agreement,
    Act::Promise,
    Act::Threat,
];

type SortKey = (bool, Option<Day>, Option<Day>, Order);

/// What was said on the matter that takes a position or names terms: a row per thing said, its terms those of all reports. Hypothetical,
/// denied and future speech takes none, and what a speaker says of others' stance is not his.
pub fn positions(snapshot: &Snapshot, question: &Question) -> PositionsAnswer {
    let asked = Asked::new(snapshot, question);
    let standings = standings(&snapshot.articles, &snapshot.statements);
    let reports = Reports::new(snapshot);
    let drafts = joined(snapshot, drafts(&asked, &standings, &reports));
    let replies = Replies::new(&asked, &reports);
    let parties = Parties::new(&asked);
    let mut rows: Vec<(SortKey, PositionRow)> = drafts
        .into_iter()
        .map(|draft| {
            let start = draft.said.earliest.or(draft.said.latest);
            let order = order_of(&snapshot.articles, &snapshot.statements, draft.reports[0]);
            let key = (start.is_none(), start, draft.said.latest, order);
            (key, row(&asked, draft, &replies, &parties))
        })
        .collect();
    rows.sort_by_key(|(key, _)| *key);
    PositionsAnswer {
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        notes: asked.notes(),
        coverage: Coverage::new(&asked),
    }
}

/// Everything said on the matter that takes a position.
pub(super) fn drafts(asked: &Asked, standings: &[Standing], reports: &Reports) -> Vec<Draft> {
    let snapshot = asked.snapshot;
    let mut groups: BTreeMap<(Option<usize>, usize), Vec<usize>> = BTreeMap::new();
    for (n, statement) in snapshot.statements.iter().enumerate() {
        let said = !matches!(standings[n], Standing::NotSaid(_));
        let own_stance = matches!(asked.matching(statement), Match::Full | Match::Opposite(_));
        if said && own_stance && asked.admits(n) && asked.by_speaker(n) {
            let utterance = reports.utterance(n);
            groups.entry((utterance, if utterance.is_some() { 0 } else { n })).or_default().push(n);
        }
    }
    groups
        .into_iter()
        .filter_map(|((utterance, _), chosen)| {
            // What answers the question stands first; the other reports of the same thing said follow.
            let mut all = chosen.clone();
            let others = reports.of(chosen[0]).iter().copied();
            let mut others: Vec<usize> =
                others.filter(|n| !chosen.contains(n) && asked.admits_as_report(*n)).collect();
            let order = |n: &usize| order_of(&snapshot.articles, &snapshot.statements, *n);
            all.sort_by_key(order);
            others.sort_by_key(order);
            all.extend(others);
            // Whose position it is, a report of the speaker himself tells.
            all.sort_by_key(|&n| !asked.is_own(n));
            let takes_one = all.iter().any(|&n| {
                let s = &snapshot.statements[n].statement;
                s.own_terms().next().is_some() || s.acts.iter().any(|a| STANCES.contains(&a.act))
            });
            takes_one.then(|| {
                let first = &snapshot.statements[all[0]];
                let links = utterance.map(|n| &snapshot.links.utterances[n]);
                Draft {
                    speaker: asked.speaker_of[all[0]],
                    stated_by: stated_by(
                        &standings[all[0]],
                        all.iter().map(|&n| &*snapshot.statements[n].source_text),
                    ),
                    utterances: utterance.into_iter().collect(),
                    said: links
                        .map_or(first.statement.said.interval, |u| snapshot.links.occasions[u.occasion].said),
                    joined: links.map_or(Joined::Certain, |u| u.joined),
                    because: links.map_or_else(|| "one report".to_string(), |u| u.because.clone()),
                    reports: all,
                }
            })
        })
        .collect()
}

fn stated_by<'t>(standing: &Standing, mut sources: impl Iterator<Item = &'t str>) -> StatedBy {
    match standing {
        Standing::Own if sources.any(speaks_for_another) => StatedBy::Spokesman,
        Standing::Own => StatedBy::Own,
        Standing::Ascribed(_) | Standing::NotSaid(_) => StatedBy::Retold,
    }
}

fn row(asked: &Asked, draft: Draft, replies: &Replies, parties: &Parties) -> PositionRow {
    let snapshot = asked.snapshot;
    let statement = |n: usize| &snapshot.statements[n];
    let mut acts: Vec<ActFound> = Vec::new();
    for found in draft.reports.iter().flat_map(|&n| &statement(n).statement.acts) {
        match acts.iter_mut().find(|known| known.act == found.act) {
            Some(known) => known.basis = known.basis.min(found.basis),
            None => acts.push(*found),
        }
    }
    acts.sort();
    if acts.len() > 1 {
        acts.retain(|found| found.act != Act::Assertion);
    }
    let first = statement(draft.reports[0]);
    let id = draft.utterances.first().map_or(first.statement.id, |&n| snapshot.links.utterances[n].id);
    PositionRow {
        id,
        party: parties.of(draft.reports[0]),
        matter: asked.matter_name(),
        speaker: draft.speaker.map(|s| snapshot.links.speakers[s].name.clone()),
        said: draft.said,
        acts,
        terms: merged(snapshot, &draft.reports),
        stated_by: draft.stated_by,
        replies_to: replies.of(&draft, &replies.to),
        replied_by: replies.of(&draft, &replies.by),
        joined: draft.joined,
        because: draft.because,
        reports: draft
            .reports
            .iter()
            .map(|&n| Evidence::new(statement(n), asked.article_of(statement(n))))
            .collect(),
    }
}

/// A statement on one side of a reply, or all of its utterance's.
type Key = (bool, usize);

/// Replies by either side.
struct Replies<'a> {
    asked: &'a Asked<'a>,
    reports: &'a Reports<'a>,
    /// By the reply: what it answers.
    to: BTreeMap<Key, Vec<(usize, ReplyKind, String)>>,
    /// By what is answered: the replies.
    by: BTreeMap<Key, Vec<(usize, ReplyKind, String)>>,
}

impl<'a> Replies<'a> {
    fn new(asked: &'a Asked<'a>, reports: &'a Reports<'a>) -> Replies<'a> {
        let mut out = Replies { asked, reports, to: BTreeMap::new(), by: BTreeMap::new() };
        for found in found(asked.snapshot) {
            let (reply, said) = (key(reports, found.reply), key(reports, found.to));
            out.to.entry(reply).or_default().push((found.to, found.kind, found.because.clone()));
            out.by.entry(said).or_default().push((found.reply, found.kind, found.because));
        }
        out
    }

    fn of(&self, draft: &Draft, side: &BTreeMap<Key, Vec<(usize, ReplyKind, String)>>) -> Vec<AnswerTo> {
        let snapshot = self.asked.snapshot;
        let keys: BTreeSet<Key> = draft.reports.iter().map(|&n| key(self.reports, n)).collect();
        keys.iter()
            .filter_map(|key| side.get(key))
            .flatten()
            .map(|(n, kind, because)| {
                let statement = &snapshot.statements[*n];
                let utterance = self.reports.utterance(*n);
                AnswerTo {
                    id: utterance.map_or(statement.statement.id, |u| snapshot.links.utterances[u].id),
                    speaker: self.asked.speaker_of[*n].map(|s| snapshot.links.speakers[s].name.clone()),
                    kind: *kind,
                    because: because.clone(),
                    report: Evidence::new(statement, self.asked.article_of(statement)),
                }
            })
            .collect()
    }
}

fn key(reports: &Reports, n: usize) -> Key {
    reports.utterance(n).map_or((false, n), |utterance| (true, utterance))
}

impl PositionRow {
    fn acts(&self) -> String {
        self.acts.iter().map(|a| a.act.as_str()).collect::<Vec<_>>().join(", ")
    }

    fn who(&self) -> String {
        let speaker = self.speaker.as_deref().unwrap_or("not known");
        match &self.party {
            Some(party) => format!("{speaker} ({party})"),
            None => speaker.to_string(),
        }
    }

    /// What it answers and what answers it, in words.
    fn answers(&self) -> String {
        let who = |a: &AnswerTo| a.speaker.clone().unwrap_or_else(|| "a speaker not known".to_string());
        let to = self.replies_to.iter().map(|a| match a.kind {
            ReplyKind::Conditions => format!("accepts on a condition what {} said", who(a)),
            kind => format!("{kind} {}", who(a)),
        });
        let by = self.replied_by.iter().map(|a| match a.kind {
            ReplyKind::Accepts => format!("accepted by {}", who(a)),
            ReplyKind::Refuses => format!("refused by {}", who(a)),
            ReplyKind::Conditions => format!("accepted on a condition by {}", who(a)),
            ReplyKind::Answers => format!("answered by {}", who(a)),
        });
        to.chain(by).collect::<Vec<_>>().join("; ")
    }

    /// What it answers and what answers it, and what keeps it from being what the speaker is surely reported to have said himself.
    fn mark(&self) -> String {
        let how = match self.stated_by {
            StatedBy::Own => None,
            StatedBy::Spokesman => Some("by a spokesman".to_string()),
            StatedBy::Retold => Some("ascribed by others".to_string()),
        };
        let sure = (self.joined != Joined::Certain && self.reports.len() > 1)
            .then(|| format!("{} one thing said", self.joined));
        let answers = Some(self.answers()).filter(|words| !words.is_empty());
        answers.into_iter().chain(how).chain(sure).collect::<Vec<_>>().join("; ")
    }
}

impl Answer for PositionsAnswer {
    fn sentence(&self) -> String {
        let mut parts = self.notes.clone();
        let dated: Vec<&Interval> = self
            .rows
            .iter()
            .map(|r| &r.said)
            .filter(|s| s.earliest.is_some() && s.latest.is_some())
            .collect();
        let speakers: BTreeSet<&str> = self.rows.iter().filter_map(|r| r.speaker.as_deref()).collect();
        let parties: BTreeSet<&str> = self.rows.iter().filter_map(|r| r.party.as_deref()).collect();
        let mut found = format!("Found {}", counted(self.rows.len(), "position stated", "positions stated"));
        if !speakers.is_empty() {
            found.push_str(&format!(" by {}", counted(speakers.len(), "speaker", "speakers")));
        }
        if !parties.is_empty() {
            found.push_str(&format!(" for {}", counted(parties.len(), "party", "parties")));
        }
        let first = dated.iter().filter_map(|s| s.earliest).min();
        let last = dated.iter().filter_map(|s| s.latest).max();
        match (first, last) {
            (Some(a), Some(b)) if a == b => found.push_str(&format!(", {}", day_in_words(a))),
            (Some(a), Some(b)) => found.push_str(&format!(", {} to {}", day_in_words(a), day_in_words(b))),
            _ => {}
        }
        let count = |test: &dyn Fn(&PositionRow) -> bool| self.rows.iter().filter(|r| test(r)).count();
        let apart = [
            (count(&|r| !r.replies_to.is_empty()), "in reply to others"),
            (count(&|r| r.stated_by == StatedBy::Spokesman), "by a spokesman"),
            (count(&|r| r.stated_by == StatedBy::Retold), "ascribed by others"),
            (count(&|r| r.said == Interval::default()), "without a date, listed last"),
        ];
        for (n, what) in apart.iter().filter(|(n, _)| *n > 0) {
            found.push_str(&format!("; {n} {what}"));
        }
        found.push('.');
        parts.push(found);
        parts.push(self.coverage.sentence());
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            let outlets: BTreeSet<&str> = row.reports.iter().filter_map(|r| r.outlet.as_deref()).collect();
            let ids = |all: &[AnswerTo]| {
                all.iter().map(|a| format!("{} {}", a.kind, short_id(a.id))).collect::<Vec<_>>().join("; ")
            };
            vec![
                shown_interval(&row.said),
                row.party.clone().unwrap_or_default(),
                row.speaker.clone().unwrap_or_default(),
                row.acts(),
                row.terms.iter().map(TermShown::shown).collect::<Vec<_>>().join(" | "),
                row.reports.first().map_or(String::new(), |r| r.text.clone()),
                row.stated_by.to_string(),
                ids(&row.replies_to),
                ids(&row.replied_by),
                row.joined.to_string(),
                row.because.clone(),
                row.reports.len().to_string(),
                outlets.into_iter().collect::<Vec<_>>().join(", "),
                short_id(row.id),
            ]
        });
        Table {
            header: vec![
                "said",
                "party",
                "speaker",
                "acts",
                "terms",
                "text",
                "stated by",
                "replies to",
                "replied by",
                "joined",
                "because",
                "reports",
                "outlets",
                "id",
            ],
            rows: rows.collect(),
        }
    }

    fn brief(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            let outlets: BTreeSet<&str> = row.reports.iter().filter_map(|r| r.outlet.as_deref()).collect();
            let articles: BTreeSet<&str> = row.reports.iter().map(|r| r.article.as_str()).collect();
            let text = row.reports.first().map_or("", |r| r.text.as_str());
            vec![
                shown_interval(&row.said),
                statement(&format!("{}, {}", row.who(), row.acts()), text),
                reported_by(&outlets.into_iter().collect::<Vec<_>>().join(", "), articles),
                row.mark(),
                brief_id(row.id),
            ]
        });
        Table { header: vec!["said", "statement", "reported by", "mark", "id"], rows: rows.collect() }
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        lines_of(&self.rows, &self.coverage)
    }
}
