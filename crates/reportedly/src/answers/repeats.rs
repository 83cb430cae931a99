//! `repeats`: what a speaker is found to have said again, and on how many occasions.
//!
//! Counted is what the speaker is reported to have said himself. What others say for him or ascribe to him, and what has no date,
//! is listed apart and never summed.

use super::brief::{reported_by, statement};
use super::evidence::{Coverage, Evidence};
use super::occasions::{Counts, Selected, Window, count, latest_day, selected};
use super::question::{Asked, Question};
use super::{Answer, Table, counted, coverage_line, day_in_words, json};
use reportedly_link::{
    Match, NamesIn, Query, SpeakerNames, Standing, Words, about_words, gist, names_who_takes_the_stance,
    standings,
};
use reportedly_schema::linkage::{Joined, Snapshot};
use reportedly_schema::{Day, Interval, StatementId};
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// A point as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointShown {
    /// The id of its first statement; `None` where nothing of the speaker's own was found.
    pub id: Option<StatementId>,
    /// The words of its most typical report.
    pub gist: String,
    /// Whose.
    pub speaker: String,
}

/// Numbers of occasions, in the window where one was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OccasionsShown {
    /// Best estimate, lowest and highest number.
    #[serde(flatten)]
    pub counts: Counts,
    /// First day of the first occasion with a date, in or out of the window.
    pub first: Option<Day>,
    /// Last day of the latest one.
    pub latest: Option<Day>,
    /// The window, where one was asked for.
    pub window: Option<Window>,
    /// The numbers over all days.
    pub all: Counts,
    /// Occasions that two or more outlets report, copies of one text apart.
    pub also_elsewhere: usize,
    /// Of all occasions found, those dated only by publication.
    pub publication_only: usize,
}

/// What is never summed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apart {
    /// What a spokesman says for the speaker, what others ascribe to him, and beliefs and intentions ascribed to him.
    pub for_by_others: Vec<Evidence>,
    /// What has no date at all.
    pub undated: Vec<Evidence>,
}

/// The occasion of an utterance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OccasionShown {
    /// The id of its first statement.
    pub id: StatementId,
    /// Its days; only the latest is known where it is dated by publication.
    pub said: Interval,
    /// Where, as written.
    pub venue: Option<String>,
    /// Whether a date was written for it.
    pub dated: bool,
    /// Whether it counts in the window; `None` without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_window: Option<bool>,
}

/// One thing said on one occasion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UtteranceShown {
    /// The id of its first statement.
    pub id: StatementId,
    /// How sure it is that its reports are of one thing said.
    pub joined: Joined,
    /// Why, in words.
    pub because: String,
    /// When and where.
    pub occasion: OccasionShown,
    /// Who reports it.
    pub reports: Vec<Evidence>,
}

/// One line of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepeatsRow {
    /// What.
    pub point: PointShown,
    /// On how many occasions.
    pub occasions: OccasionsShown,
    /// What is never summed.
    pub apart: Apart,
    /// By occasion, the earliest first.
    pub utterances: Vec<UtteranceShown>,
}

/// A statement that almost matched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearRow {
    /// Why it does not match, in words.
    pub why: String,
    /// What it says.
    pub evidence: Evidence,
}

/// The answer of [`repeats`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatsAnswer {
    /// The oftenest found first, then by speaker and id.
    pub rows: Vec<RepeatsRow>,
    /// What almost matched, if it was asked for; the fullest matches first.
    pub near: Vec<NearRow>,
    /// How many almost matched, asked for or not.
    pub near_count: usize,
    /// What was asked about.
    pub about: Option<String>,
    /// The question's length of time in days.
    pub within: Option<u32>,
    /// What else to tell.
    pub notes: Vec<String>,
    /// What it rests on.
    pub coverage: Coverage,
}

/// Thousandths of the question's weight that a statement must cover to be listed as near.
const NEAR_COVER: u32 = 400;

/// What was found again: a row per point, or with `--about` a row per speaker for everything that matches.
///
/// Without `--about` and without `--all`, only what was found on two or more occasions.
pub fn repeats(snapshot: &Snapshot, question: &Question) -> RepeatsAnswer {
    let asked = Asked::new(snapshot, question);
    let standings = standings(&snapshot.articles, &snapshot.statements);
    let matches: Vec<Match> = snapshot.statements.iter().map(|s| asked.matching(s)).collect();
    let names: Vec<(NamesIn, NamesIn)> =
        snapshot.statements.iter().map(|s| (NamesIn::new(&s.source_text), NamesIn::new(&s.text))).collect();
    let mut speakers: Vec<usize> =
        asked.speakers.clone().unwrap_or_else(|| (0..snapshot.links.speakers.len()).collect());
    speakers.sort_unstable();
    let first_with_text = snapshot.links.first_with_text(snapshot.articles.len());
    let mut rows = Vec::new();
    let mut near = Vec::new();
    for speaker in speakers {
        let others = OnceCell::new();
        let chosen = Chosen {
            asked: &asked,
            standings: &standings,
            matches: &matches,
            speaker,
            names: &names,
            first_with_text: &first_with_text,
            others,
        };
        rows.extend(chosen.rows());
        if asked.query.is_some() {
            near.extend(chosen.near());
        }
    }
    rows.sort_by(|a, b| {
        let key = |r: &RepeatsRow| {
            (std::cmp::Reverse(r.occasions.counts.count), r.point.speaker.clone(), r.point.id)
        };
        key(a).cmp(&key(b))
    });
    near.sort_by_key(|(strength, order, _)| (std::cmp::Reverse(*strength), *order));
    let near_count = near.len();
    RepeatsAnswer {
        rows,
        near: if question.near { near.into_iter().map(|(_, _, row)| row).collect() } else { Vec::new() },
        near_count,
        about: question.about.clone(),
        within: question.within.map(|w| w.days),
        notes: asked.notes(),
        coverage: Coverage::new(&asked),
    }
}

/// The choice of one speaker's statements.
struct Chosen<'a> {
    asked: &'a Asked<'a>,
    standings: &'a [Standing],
    matches: &'a [Match],
    speaker: usize,
    /// Per statement the names in its source and in its content.
    names: &'a [(NamesIn, NamesIn)],
    first_with_text: &'a [usize],
    /// Made when a row is.
    others: OnceCell<Vec<OfOthers>>,
}

/// A statement in which others speak for the speaker, or of him.
struct OfOthers {
    statement: usize,
    /// Whether the speaker is its source, by others' account.
    own: bool,
    /// Whether someone else speaks of him, rather than for him.
    told_of: bool,
    why: String,
    words: Words,
}

type NearKey = (u32, reportedly_link::Order, NearRow);

impl Chosen<'_> {
    fn snapshot(&self) -> &Snapshot {
        self.asked.snapshot
    }

    fn evidence(&self, n: usize) -> Evidence {
        let statement = &self.snapshot().statements[n];
        Evidence::new(statement, &self.snapshot().articles[statement.article])
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

    fn rows(&self) -> Vec<RepeatsRow> {
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
        let written = dated.iter().filter(|s| links.occasions[s.occasion].dated);
        let said = written.map(|s| links.occasions[s.occasion].said);
        let all = count(snapshot, &dated, None);
        let counts = match (&window, question.within) {
            (Some(window), _) => count(snapshot, &dated, Some(window)),
            // A window was asked for, and no day is known to end it.
            (None, Some(_)) => Counts::default(),
            (None, None) => all,
        };
        let occasions = OccasionsShown {
            counts,
            first: said.clone().filter_map(|s| s.earliest).min(),
            latest: said.filter_map(|s| s.latest).max(),
            window,
            all,
            also_elsewhere: dated.iter().filter(|s| self.also_elsewhere(s)).count(),
            publication_only: dated.iter().filter(|s| !links.occasions[s.occasion].dated).count(),
        };
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
            occasions,
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

    /// Everything that a spokesman says for the speaker, that others say of him, and that is ascribed to him, whatever it is about.
    fn others(&self) -> Vec<OfOthers> {
        let snapshot = self.snapshot();
        let speaker = &snapshot.links.speakers[self.speaker];
        let names = SpeakerNames::new(speaker);
        let mut found = Vec::new();
        for (n, s) in snapshot.statements.iter().enumerate() {
            let own = self.asked.speaker_of[n] == Some(self.speaker);
            let (told_of, why) = match (&self.standings[n], own) {
                (Standing::Ascribed(why), true) => (false, why.clone()),
                (_, true) | (Standing::NotSaid(_), false) => continue,
                (_, false) => {
                    let who = s.statement.speaker.name.as_deref().unwrap_or("a source not known");
                    let (source, text) = &self.names[n];
                    if names.stand_in(source) {
                        (false, format!("said for {} by {who}", speaker.name))
                    } else if names.stand_in(text) {
                        (true, format!("said of {} by {who}", speaker.name))
                    } else {
                        continue;
                    }
                }
            };
            let reported = !own && self.asked.told_of[n] == Some(self.speaker);
            if self.asked.admits(n) && !reported {
                found.push(OfOthers { statement: n, own, told_of, why, words: Words::of(s) });
            }
        }
        found.sort_by_key(|o| {
            reportedly_link::order_of(&snapshot.articles, &snapshot.statements, o.statement)
        });
        found
    }

    /// Those of them that are on the matter asked about.
    fn for_by_others(&self, query: &Query) -> Vec<Evidence> {
        self.others
            .get_or_init(|| self.others())
            .iter()
            .filter(|o| match about_words(query, &o.words) {
                Match::Full => true,
                Match::OfOthers(_) => !o.own,
                _ => false,
            })
            .filter(|o| {
                !o.told_of
                    || names_who_takes_the_stance(
                        query,
                        &o.words,
                        &SpeakerNames::new(&self.snapshot().links.speakers[self.speaker]),
                    )
            })
            .map(|o| self.evidence(o.statement).with_note(o.why.clone()))
            .collect()
    }

    /// The speaker's own statements that almost match, with the reason, and how near they are.
    fn near(&self) -> Vec<NearKey> {
        let snapshot = self.snapshot();
        snapshot.links.speakers[self.speaker]
            .statements
            .iter()
            .filter(|&&n| self.asked.admits(n))
            .filter_map(|&n| {
                let (strength, why) = match (&self.matches[n], &self.standings[n]) {
                    (_, Standing::Ascribed(_)) => return None,
                    (Match::Full, Standing::NotSaid(why)) => (1_300, why.clone()),
                    (Match::Full, Standing::Own) => return None,
                    (Match::Opposite(words), _) => (1_200, format!("opposite polarity: {words}")),
                    (Match::OfOthers(words), _) => (1_100, format!("said of others: {words}")),
                    (Match::Partial { covered, missing }, _)
                        if *covered >= NEAR_COVER && !missing.is_empty() =>
                    {
                        (*covered, format!("not found in it: {}", missing.join(", ")))
                    }
                    (Match::Partial { covered, .. }, _) if *covered >= NEAR_COVER => {
                        (*covered, "the words stand too far apart".to_string())
                    }
                    _ => return None,
                };
                let order = reportedly_link::order_of(&snapshot.articles, &snapshot.statements, n);
                Some((strength, order, NearRow { why, evidence: self.evidence(n) }))
            })
            .collect()
    }
}

impl RepeatsRow {
    /// The sentence of one row, without what was searched.
    fn sentence(&self, within: Option<u32>) -> String {
        let shown = &self.occasions;
        let dated: BTreeSet<Interval> =
            self.utterances.iter().filter(|u| u.occasion.dated).map(|u| u.occasion.said).collect();
        let mut out = match (shown.first, shown.latest) {
            (Some(first), Some(latest)) if dated.len() == 1 && first == latest => {
                format!("Found on 1 date, {}", day_in_words(first))
            }
            (Some(first), Some(latest)) => format!(
                "Found on {}, {} to {}",
                counted(dated.len(), "date", "dates"),
                day_in_words(first),
                day_in_words(latest)
            ),
            _ => "Found on no date".to_string(),
        };
        if let Some(days) = within {
            out.push_str(&format!(
                ", {} of them within {}",
                shown.counts.count,
                counted(days as usize, "day", "days")
            ));
        }
        let counts = shown.counts;
        if counts.low != counts.high {
            let range =
                format!("{} to {} occasions, best estimate {}", counts.low, counts.high, counts.count);
            out.push_str(&if within.is_some() { format!(" ({range})") } else { format!("; {range}") });
        } else if within.is_none() && counts.count != dated.len() {
            out.push_str(&format!("; {}", counted(counts.count, "occasion", "occasions")));
        }
        if shown.publication_only > 0 {
            out.push_str(&format!("; {} dated only by publication", shown.publication_only));
        }
        if shown.also_elsewhere > 0 {
            out.push_str(&format!("; {} also reported by another outlet", shown.also_elsewhere));
        }
        let apart = [
            (self.apart.undated.len(), "without a date"),
            (self.apart.for_by_others.len(), "said for the speaker or ascribed by others"),
        ];
        let listed: Vec<String> =
            apart.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        out.push('.');
        if !listed.is_empty() {
            out.push_str(&format!(" Listed apart: {}.", listed.join(", ")));
        }
        out
    }
}

impl Answer for RepeatsAnswer {
    fn sentence(&self) -> String {
        let mut parts = self.notes.clone();
        match (self.rows.as_slice(), self.about.is_some()) {
            ([], true) => parts.push("Found on no date.".to_string()),
            ([], false) => parts.push("Found nothing on more than one occasion.".to_string()),
            ([row], _) => parts.push(row.sentence(self.within)),
            (rows, true) => {
                parts
                    .extend(rows.iter().map(|r| format!("{}: {}", r.point.speaker, r.sentence(self.within))));
            }
            (rows, false) => {
                let speakers: BTreeSet<&str> = rows.iter().map(|r| r.point.speaker.as_str()).collect();
                parts.push(format!(
                    "Found {} by {}.",
                    counted(rows.len(), "point", "points"),
                    counted(speakers.len(), "speaker", "speakers")
                ));
            }
        }
        if self.near_count > 0 && self.near.is_empty() {
            parts.push(format!(
                "Almost matching, shown with --near: {}.",
                counted(self.near_count, "statement", "statements")
            ));
        }
        parts.push(self.coverage.sentence());
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let mut table = Table {
            header: vec![
                "said",
                "speaker",
                "text",
                "joined",
                "outlets",
                "articles",
                "venue",
                "listed as",
                "point",
                "id",
            ],
            rows: Vec::new(),
        };
        let evidence = |e: &Evidence, listed: &str, point: &str| {
            vec![
                said_of(e),
                e.speaker.clone().unwrap_or_default(),
                e.text.clone(),
                String::new(),
                e.outlet.clone().unwrap_or_default(),
                e.article.clone(),
                String::new(),
                listed.to_string(),
                point.to_string(),
                e.statement.as_deref().map_or(String::new(), |id| id[..SHORT_ID].to_string()),
            ]
        };
        for row in &self.rows {
            let point = row.point.id.map_or(String::new(), |id| id.to_string()[..SHORT_ID].to_string());
            for u in &row.utterances {
                let outlets: BTreeSet<&str> = u.reports.iter().filter_map(|r| r.outlet.as_deref()).collect();
                let articles: BTreeSet<&str> = u.reports.iter().map(|r| r.article.as_str()).collect();
                let listed = match (u.occasion.in_window, u.occasion.dated) {
                    (Some(false), _) => "outside the window",
                    (_, false) => "dated by publication",
                    _ => "",
                };
                table.rows.push(vec![
                    shown_interval(&u.occasion.said),
                    row.point.speaker.clone(),
                    u.reports.first().map_or(String::new(), |r| r.text.clone()),
                    if u.reports.len() > 1 { u.joined.to_string() } else { String::new() },
                    outlets.into_iter().collect::<Vec<_>>().join(", "),
                    articles.into_iter().collect::<Vec<_>>().join(", "),
                    u.occasion.venue.clone().unwrap_or_default(),
                    listed.to_string(),
                    point.clone(),
                    u.id.to_string()[..SHORT_ID].to_string(),
                ]);
            }
            for e in &row.apart.undated {
                table.rows.push(evidence(e, "apart: no date", &point));
            }
            for e in &row.apart.for_by_others {
                let why = format!("apart: {}", e.note.as_deref().unwrap_or_default());
                table.rows.push(evidence(e, &why, &point));
            }
        }
        for near in &self.near {
            table.rows.push(evidence(&near.evidence, &format!("near: {}", near.why), ""));
        }
        table
    }

    fn brief(&self) -> Table {
        let full = self.table();
        let mut rows: Vec<Vec<String>> = full
            .rows
            .into_iter()
            .map(|row| {
                let [said, speaker, text, _, outlets, articles, _, listed, _, id] =
                    <[String; 10]>::try_from(row)
                        .unwrap_or_else(|_| unreachable!("as many cells as in the header"));
                let id = id.chars().take(BRIEF_ID).collect();
                let reported_by = reported_by(&outlets, articles.split(", "));
                vec![said, statement(&speaker, &text), reported_by, listed, id]
            })
            .collect();
        // A headline that a page shows twice is one row for the eye.
        rows.dedup_by(|a, b| a[..a.len() - 1] == b[..b.len() - 1]);
        Table { header: vec!["said", "statement", "reported by", "listed as", "id"], rows }
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        let mut out: Vec<serde_json::Value> = self.rows.iter().map(json).collect();
        out.extend(self.near.iter().map(|near| serde_json::json!({ "near": near })));
        out.push(coverage_line(&self.coverage));
        out
    }
}

/// Digits of an id in a table.
pub(super) const SHORT_ID: usize = 12;

/// Digits of an id in a table for the eye; `explain` takes as few.
pub(super) const BRIEF_ID: usize = 8;

/// An interval for a table; an open start is a publication.
pub(super) fn shown_interval(said: &Interval) -> String {
    match (said.earliest, said.latest) {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (Some(a), Some(b)) => format!("{a} to {b}"),
        (Some(a), None) => format!("{a} or later"),
        (None, Some(b)) => format!("by {b}"),
        (None, None) => "no date".to_string(),
    }
}

/// When a statement was said, for a table.
pub(super) fn said_of(evidence: &Evidence) -> String {
    evidence.said.as_ref().map_or_else(String::new, |said| {
        shown_interval(&Interval { earliest: said.earliest, latest: said.latest })
    })
}
