//! `count-claims`: words of the articles that say how often something was said, held against the record.

use super::cells::shown_interval;
use super::evidence::{Coverage, Evidence};
use super::occasions::{Selected, Window, count, selected};
use super::question::{Asked, Question, Within};
use super::repeats::OccasionShown;
use super::{Answer, Table, counted, day_in_words, lines_of};
use reportedly_link::{Match, Query, about, names_another_partner};
use reportedly_schema::linkage::{RecordClaim, Snapshot};
use reportedly_schema::{ClaimWindow, Day, SaidBasis};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the record holds of a count that is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InRecord {
    /// As many occasions as claimed.
    Reached,
    /// More than one, and fewer than claimed.
    Partly,
    /// No more than the one that the article tells of; or an earlier one where it claims the first.
    NotReached,
    /// The words beside the claim show no statement of a known speaker, no day ends its window, or no number is claimed and no other
    /// occasion found.
    CannotTell,
}

impl InRecord {
    /// For the eye.
    fn in_words(self) -> &'static str {
        match self {
            InRecord::Reached => "reached",
            InRecord::Partly => "partly",
            InRecord::NotReached => "not reached",
            InRecord::CannotTell => "cannot tell",
        }
    }
}

/// What is claimed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimed {
    /// How often, this time included; `None` where no number is claimed.
    pub count: Option<u32>,
    /// The calendar days in which, ending with the statement; `None` where no time is named or no day ends it.
    pub window: Option<Window>,
}

/// An occasion with its reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OccasionReported {
    /// Which.
    #[serde(flatten)]
    pub occasion: OccasionShown,
    /// Whether an article other than the one that claims, and no copy of it, reports it.
    pub elsewhere: bool,
    /// Who reports it.
    pub reports: Vec<Evidence>,
}

/// One line of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountClaimRow {
    /// The path of the article that claims.
    pub article: String,
    /// Its identity.
    pub article_id: String,
    /// First code point of the words.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
    /// The words.
    pub text: String,
    /// What they claim.
    pub claimed: Claimed,
    /// What the record holds.
    pub in_record: InRecord,
    /// Occasions found that are also reported outside the article and its reprints.
    pub elsewhere: usize,
    /// All of it in a plain sentence.
    pub line: String,
    /// The statement whose saying is counted.
    pub statement: Option<Evidence>,
    /// What was found, the earliest first.
    pub occasions: Vec<OccasionReported>,
}

/// The answer of [`count_claims`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountClaimsAnswer {
    /// By article and place.
    pub rows: Vec<CountClaimRow>,
    /// What else to tell.
    pub notes: Vec<String>,
    /// What it rests on.
    pub coverage: Coverage,
}

/// Every count claim of the articles asked for, with the occasions on which the record has the speaker say the same. A question's speaker
/// and words choose claims by the statement that they count.
pub fn count_claims(snapshot: &Snapshot, question: &Question) -> CountClaimsAnswer {
    let asked = Asked::new(snapshot, question);
    let record = Indexed::new(&asked);
    let rows = snapshot.count_claims.iter().filter_map(|claim| record.row(claim)).collect();
    CountClaimsAnswer { rows, notes: asked.notes(), coverage: Coverage::new(&asked) }
}

/// What each claim looks up.
struct Indexed<'a> {
    asked: &'a Asked<'a>,
    utterance_of: Vec<Option<usize>>,
    points_of: BTreeMap<usize, Vec<usize>>,
    first_with_text: Vec<usize>,
    utterances_of_speaker: BTreeMap<usize, Vec<usize>>,
}

impl<'a> Indexed<'a> {
    fn new(asked: &'a Asked<'a>) -> Self {
        let links = &asked.snapshot.links;
        let mut out = Indexed {
            asked,
            utterance_of: links.utterance_of(asked.snapshot.statements.len()),
            points_of: BTreeMap::new(),
            first_with_text: links.first_with_text(asked.snapshot.articles.len()),
            utterances_of_speaker: BTreeMap::new(),
        };
        for (n, utterance) in links.utterances.iter().enumerate() {
            let speaker = links.occasions[utterance.occasion].speaker;
            out.utterances_of_speaker.entry(speaker).or_default().push(n);
        }
        for (n, point) in links.points.iter().enumerate() {
            point.utterances.iter().for_each(|&u| out.points_of.entry(u).or_default().push(n));
        }
        out
    }

    fn row(&self, claim: &RecordClaim) -> Option<CountClaimRow> {
        let snapshot = self.asked.snapshot;
        let article = &snapshot.articles[claim.article];
        let statement = claim.claim.statement.and_then(|id| {
            snapshot.statements_of(claim.article).find(|&n| snapshot.statements[n].statement.id == id)
        });
        let admitted = match statement {
            Some(n) => self.asked.selects(n),
            None => self.asked.asks_for_all_statements() && self.asked.searched(article),
        };
        if !admitted {
            return None;
        }
        let end = statement.and_then(|n| self.last_day(n));
        let window = claim.claim.window.and_then(|w| window(&w, end?));
        let found = statement.map_or_else(Vec::new, |n| self.again(n, end, &claim.text));
        let inside: Vec<Selected> = found
            .into_iter()
            .filter(|s| match &window {
                Some(window) => count(snapshot, std::slice::from_ref(s), Some(window)).count > 0,
                None => true,
            })
            .collect();
        let times = count(snapshot, &inside, window.as_ref()).count;
        let named_time_unknown = claim.claim.window.is_some() && window.is_none();
        let in_record = match (claim.claim.count, times) {
            _ if named_time_unknown || end.is_none() => InRecord::CannotTell,
            (_, 0) => InRecord::CannotTell,
            (Some(1), 1) => InRecord::Reached,
            (Some(1), _) => InRecord::NotReached,
            (Some(claimed), found) if found >= claimed as usize => InRecord::Reached,
            (Some(_), 1) => InRecord::NotReached,
            (Some(_), _) => InRecord::Partly,
            (None, 1) => InRecord::CannotTell,
            (None, _) => InRecord::Reached,
        };
        let occasions: Vec<OccasionReported> =
            inside.iter().map(|s| self.reported(s, claim.article, window.is_some())).collect();
        let elsewhere = occasions.iter().filter(|o| o.elsewhere).count();
        let claimed = Claimed { count: claim.claim.count, window };
        Some(CountClaimRow {
            article: article.path.clone(),
            article_id: article.id.to_string(),
            start: claim.points.0,
            end: claim.points.1,
            text: claim.text.clone(),
            line: line(&claimed, &claim.text, statement.is_some(), in_record, &occasions, times),
            claimed,
            in_record,
            elsewhere,
            statement: statement.map(|n| self.evidence(n)),
            occasions,
        })
    }

    fn evidence(&self, n: usize) -> Evidence {
        let statement = &self.asked.snapshot.statements[n];
        Evidence::new(statement, self.asked.article_of(statement))
    }

    /// The day with which a window ends: that of the statement, else that of its article.
    fn last_day(&self, n: usize) -> Option<Day> {
        let snapshot = self.asked.snapshot;
        let statement = &snapshot.statements[n];
        let said = &statement.statement.said;
        let dated = matches!(said.basis, SaidBasis::Stated | SaidBasis::Carried);
        let own = said.interval.single_day().filter(|_| dated);
        // Another report of the same utterance may tell the day.
        let told = || {
            let utterance = &snapshot.links.utterances[self.utterance_of[n]?];
            let occasion = &snapshot.links.occasions[utterance.occasion];
            occasion.said.single_day().filter(|_| occasion.dated)
        };
        let published = snapshot.articles[statement.article].published.as_ref();
        own.or_else(told).or_else(|| published.and_then(|p| p.value.or(p.latest)))
    }

    /// The occasions up to a day on which the speaker of a statement said the same: those of its points, and those whose words answer
    /// its words.
    fn again(&self, n: usize, end: Option<Day>, claim: &str) -> Vec<Selected> {
        let snapshot = self.asked.snapshot;
        let links = &snapshot.links;
        let Some(speaker) = self.asked.told_of[n] else { return Vec::new() };
        let mut chosen: BTreeSet<usize> = BTreeSet::new();
        if let Some(utterance) = self.utterance_of[n] {
            chosen.insert(utterance);
            for point in self.points_of.get(&utterance).into_iter().flatten() {
                chosen.extend(&links.points[*point].utterances);
            }
        }
        // The words of the claim itself are no part of what is said; "readiness for talks with Teluria" is said again where Teluria
        // goes without saying, and not where another is named.
        let said = snapshot.statements[n].text.replace(claim, " ");
        let query = match Query::new(&without_names(&said)) {
            plain if plain.is_empty() => Query::new(&said),
            plain => plain,
        };
        for &utterance in self.utterances_of_speaker.get(&speaker).into_iter().flatten() {
            let mut reports = links.utterances[utterance].reports.iter();
            let again = |r: usize| {
                let report = &snapshot.statements[r];
                about(&query, report) == Match::Full && !names_another_partner(&said, &report.text)
            };
            if reports.any(|&r| again(r)) {
                chosen.insert(utterance);
            }
        }
        let until = |utterance: usize| {
            let said = links.occasions[links.utterances[utterance].occasion].said;
            !matches!((said.earliest.or(said.latest), end), (Some(day), Some(end)) if day > end)
        };
        let all = chosen.into_iter().filter(|&u| until(u)).map(|u| (u, links.utterances[u].reports.clone()));
        selected(snapshot, all.collect())
            .into_iter()
            .filter(|s| {
                let said = links.occasions[s.occasion].said;
                said.earliest.is_some() || said.latest.is_some()
            })
            .collect()
    }

    fn reported(&self, selected: &Selected, claiming: usize, in_window: bool) -> OccasionReported {
        let snapshot = self.asked.snapshot;
        let occasion = &snapshot.links.occasions[selected.occasion];
        let reports: Vec<usize> = selected.utterances.iter().flat_map(|(_, r)| r.iter().copied()).collect();
        let copy = |article: usize| self.first_with_text[article] == self.first_with_text[claiming];
        OccasionReported {
            occasion: OccasionShown {
                id: occasion.id,
                said: occasion.said,
                venue: occasion.venue.clone(),
                dated: occasion.dated,
                in_window: in_window.then_some(true),
            },
            elsewhere: reports.iter().any(|&r| !copy(snapshot.statements[r].article)),
            reports: reports.into_iter().map(|r| self.evidence(r)).collect(),
        }
    }
}

/// The words that begin with a small letter.
fn without_names(text: &str) -> String {
    let small = |word: &&str| {
        !word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase)
    };
    text.split_whitespace().filter(small).collect::<Vec<_>>().join(" ")
}

/// The calendar days of a claim that ends with `end`.
fn window(claimed: &ClaimWindow, end: Day) -> Option<Window> {
    if let Some(days) = claimed.days.filter(|days| *days > 0) {
        return Some(Window::ending(end, Within { days }));
    }
    let from = claimed.interval?.earliest.filter(|from| *from <= end)?;
    let days = from.until(end).ok()?.get_days().unsigned_abs() + 1;
    Some(Window { days, from, to: end })
}

fn line(
    claimed: &Claimed,
    text: &str,
    known: bool,
    in_record: InRecord,
    occasions: &[OccasionReported],
    times: usize,
) -> String {
    // "Again" says that it was said before, and not how often.
    let exact = |word: &str| text.to_lowercase().contains(word);
    let times_in_words = |n: u32| match n {
        2 if !["twice", "two", "second", "2"].into_iter().any(exact) => "at least twice".to_string(),
        n => times_in_words(n),
    };
    let wanted = match (claimed.count, &claimed.window) {
        (Some(n), Some(w)) => format!("Claimed: {} within {}", times_in_words(n), days_in_words(w)),
        (Some(n), None) => format!("Claimed: {}", times_in_words(n)),
        (None, Some(w)) => format!("Claimed: more than once within {}", days_in_words(w)),
        (None, None) => "Claimed: more than once".to_string(),
    };
    if occasions.is_empty() && known {
        return format!("{wanted}. No dated statement is found in the record that says the same.");
    }
    if occasions.is_empty() {
        return format!(
            "{wanted}. Nothing in the record tells whose statement is counted and when it was made."
        );
    }
    let days: Vec<String> = occasions.iter().map(|o| shown_interval(&o.occasion.said)).collect();
    let elsewhere = occasions.iter().filter(|o| o.elsewhere).count();
    let cannot = if in_record == InRecord::CannotTell { ", which does not tell" } else { "" };
    format!(
        "{wanted}. Found on {}{cannot} ({}); {elsewhere} also reported outside this article and its reprints.",
        counted(times, "occasion", "occasions"),
        days.join(", "),
    )
}

fn times_in_words(n: u32) -> String {
    match n {
        1 => "the first time".to_string(),
        2 => "twice".to_string(),
        n => format!("{n} times"),
    }
}

fn days_in_words(window: &Window) -> String {
    format!(
        "{} ({} to {})",
        counted(window.days as usize, "day", "days"),
        day_in_words(window.from),
        day_in_words(window.to)
    )
}

impl Answer for CountClaimsAnswer {
    fn sentence(&self) -> String {
        let mut parts = self.notes.clone();
        let of = |what: InRecord| self.rows.iter().filter(|r| r.in_record == what).count();
        let mut found = format!("Found {}", counted(self.rows.len(), "count claim", "count claims"));
        let told: Vec<String> = [
            (InRecord::Reached, "reached in the record"),
            (InRecord::Partly, "partly"),
            (InRecord::NotReached, "not reached"),
            (InRecord::CannotTell, "cannot be told"),
        ]
        .into_iter()
        .map(|(what, words)| (of(what), words))
        .filter(|(n, _)| *n > 0)
        .map(|(n, words)| format!("{n} {words}"))
        .collect();
        if !told.is_empty() {
            found.push_str(&format!(": {}", told.join(", ")));
        }
        found.push('.');
        parts.push(found);
        parts.push(self.coverage.sentence());
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            vec![
                row.article.clone(),
                row.text.clone(),
                row.in_record.in_words().to_string(),
                row.claimed.count.map(|n| n.to_string()).unwrap_or_default(),
                row.claimed.window.as_ref().map(|w| format!("{} to {}", w.from, w.to)).unwrap_or_default(),
                row.occasions.iter().map(|o| shown_interval(&o.occasion.said)).collect::<Vec<_>>().join(", "),
                row.elsewhere.to_string(),
                row.statement.as_ref().and_then(|s| s.speaker.clone()).unwrap_or_default(),
                row.statement.as_ref().map(|s| s.text.clone()).unwrap_or_default(),
            ]
        });
        Table {
            header: vec![
                "article",
                "claim",
                "in record",
                "claimed",
                "window",
                "found on",
                "elsewhere",
                "speaker",
                "statement",
            ],
            rows: rows.collect(),
        }
    }

    fn brief(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            let said = row.statement.as_ref().map_or(String::new(), |s| {
                super::brief::statement(s.speaker.as_deref().unwrap_or("not known"), &s.text)
            });
            vec![
                row.text.clone(),
                said,
                row.in_record.in_words().to_string(),
                row.line.clone(),
                row.article.clone(),
            ]
        });
        Table { header: vec!["claim", "of", "in record", "found", "article"], rows: rows.collect() }
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        lines_of(&self.rows, &self.coverage)
    }
}
