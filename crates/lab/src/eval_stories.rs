//! Scores what is found between articles (utterances, points, terms, replies, count claims) against the stories of a folder of gold.
//!
//! Only statements that were found are compared, see [`crate::eval_demo::matched`]: what attribution misses is scored there. Groups are scored by pairs:
//! of two statements of one story that stand in one group, whether they do in the other (precision and recall of pairs, as in coreference by links;
//! optional statements are left out).

use crate::eval_changes::{ChangesTally, StoryFound};
use crate::eval_demo::{Aligned, SAME_CONTENT, jaccard, matched};
use crate::eval_events::{self, Matched};
use crate::eval_wording::{self, FormsTally, Named};
use crate::gold::{Gold, GoldError, GoldStatement, file_name, load};
use crate::gold_between::Story;
use reportedly_schema::line::ArticleLine;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A statement found: file name and id.
pub type Key = (String, String);

/// What linking made of the statements found.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    /// By statement, the utterance that it reports.
    pub utterances: BTreeMap<Key, usize>,
    /// By statement, its point.
    pub points: BTreeMap<Key, usize>,
    /// JSON lines of `replies`, without the coverage.
    pub replies: Vec<Value>,
    /// JSON lines of `count-claims`, without the coverage.
    pub count_claims: Vec<Value>,
    /// JSON lines of `events`, without the coverage.
    pub events: Vec<Value>,
    /// By story, JSON lines of `changes`, without the coverage.
    pub changes: BTreeMap<String, Vec<Value>>,
    /// JSON lines of `wording`, without the coverage.
    pub wording: Vec<Value>,
    /// By what is named, JSON lines of `wording` of its forms of name.
    pub forms: BTreeMap<Named, Vec<Value>>,
}

/// Right ones, wanted ones, given ones.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Given and right.
    pub right: usize,
    /// Asked for.
    pub wanted: usize,
    /// Given.
    pub given: usize,
    /// Asked for and met, where several given ones may meet one; 0 where none can.
    pub met: usize,
}

impl Tally {
    fn into_measures(self, name: &str, out: &mut BTreeMap<String, f64>) {
        let share = |part: usize, all: usize| if all == 0 { 1.0 } else { part as f64 / all as f64 };
        let met = if self.met > 0 { self.met } else { self.right };
        let (precision, recall) = (share(self.right, self.given), share(met, self.wanted));
        let sum = precision + recall;
        out.insert(format!("self_{name}_precision"), precision);
        out.insert(format!("self_{name}_recall"), recall);
        out.insert(format!("self_{name}_f1"), if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 });
    }
}

/// What was wrong, for reading.
#[derive(Clone, Debug, Default)]
pub struct Failures {
    /// A failure each.
    pub each: Vec<String>,
    /// Of the pairs that the gold joins, by story, level and what kept them apart, how many.
    pub stages: BTreeMap<String, usize>,
}

impl Failures {
    pub(crate) fn push(&mut self, failure: String) {
        self.each.push(failure);
    }

    fn stage(&mut self, story: &str, what: &str, stage: &str) {
        *self.stages.entry(format!("{story} {what} {stage}")).or_default() += 1;
    }
}

/// What keeps two statements that were found apart, in a word, at the level `utterance` or `point`.
pub type Why<'w> = &'w dyn Fn(&str, &Key, &Key) -> String;

/// Scores `linked` and the terms of `lines` against the stories whose name starts with `prefix`.
///
/// The measures, each with `_precision`, `_recall` and `_f1`: `self_utterances`, `self_points` (pairs), `self_terms` (same role, half of the tokens
/// of both shared), `self_replies` (optional ones are neither asked for nor wrong), `self_count_claims` (a token shared, answer not
/// looked at), `self_changes` (see [`crate::eval_changes`]; every story that annotates them, beside them their numbers); and as shares of those found `self_replies_kind_right`, `self_count_claims_answer_right`, `self_count_claims_elsewhere_right`.
///
/// # Errors
/// Gold that cannot be used; a line without text.
pub fn evaluate(
    folder: &Path,
    prefix: &str,
    lines: &[ArticleLine],
    linked: &Linked,
    why: Why,
) -> Result<(BTreeMap<String, f64>, Failures), GoldError> {
    let gold = load(folder)?;
    let found = Found::new(&gold, lines)?;
    let mut out = BTreeMap::new();
    let mut failures = Failures::default();
    let chosen: Vec<(&str, &Story)> = gold
        .stories
        .iter()
        .filter(|(name, _)| name.starts_with(prefix))
        .map(|(name, story)| (name.as_str(), story))
        .collect();
    // A story told further on repeats what lies between its first articles.
    let goes_on = |story: &Story, other: &Story| {
        other.articles.len() > story.articles.len()
            && story.articles.iter().all(|a| other.articles.contains(a))
    };
    let named: Vec<(&str, &Story)> = chosen
        .iter()
        .copied()
        .filter(|(_, story)| !chosen.iter().any(|(_, other)| goes_on(story, other)))
        .collect();
    let stories: Vec<&Story> = named.iter().map(|(_, story)| *story).collect();
    if stories.is_empty() {
        return Ok((out, failures));
    }
    let (mut utterances, mut points, mut replies) = (Tally::default(), Tally::default(), Tally::default());
    let mut kinds = (0, 0);
    // Without occasions a story holds only changes, events and wording.
    let told: Vec<(&str, &Story)> =
        named.iter().copied().filter(|(_, story)| !story.occasions.is_empty()).collect();
    for (name, story) in &told {
        let said = groups(&story.utterances);
        let points_of: Vec<Vec<String>> = story.points.iter().map(|p| p.statements.clone()).collect();
        let again = groups(&points_of);
        let level = |what| Compared { name, what, story, why };
        found.pairs(level("utterance"), &said, &linked.utterances, &mut utterances, &mut failures);
        found.pairs(level("point"), &again, &linked.points, &mut points, &mut failures);
        found.replies(story, &said, linked, &mut replies, &mut kinds, &mut failures);
    }
    let mut changes = ChangesTally::default();
    for (name, story) in &named {
        let said = groups(&story.utterances);
        let rows = linked.changes.get(*name).map_or(&[][..], Vec::as_slice);
        let (keys, ids) = (&found.keys, &found.ids);
        StoryFound { story, said: &said, keys, ids, lines, rows }.score(&mut changes, &mut failures);
    }
    if named.iter().any(|(_, story)| story.changes.is_some()) {
        let ChangesTally { right, wanted, given, not_extracted } = changes;
        Tally { right, wanted, given, met: 0 }.into_measures("changes", &mut out);
        out.insert("self_changes_wanted".into(), wanted as f64);
        out.insert("self_changes_given".into(), given as f64);
        out.insert("self_changes_not_extracted".into(), not_extracted as f64);
    }
    utterances.into_measures("utterances", &mut out);
    points.into_measures("points", &mut out);
    replies.into_measures("replies", &mut out);
    share(&mut out, "replies_kind_right", kinds);
    let files: BTreeSet<&str> = told.iter().flat_map(|(_, s)| &s.articles).map(String::as_str).collect();
    found.terms(&files, lines, &mut failures)?.into_measures("terms", &mut out);
    let of_told: Vec<&Story> = told.iter().map(|(_, story)| *story).collect();
    found.count_claims(&of_told, lines, linked, &mut out, &mut failures)?;
    let by_file: BTreeMap<&str, &ArticleLine> =
        lines.iter().map(|l| (file_name(&l.article.path), l)).collect();
    let matched = Matched { keys: &found.keys, ids: &found.ids, lines: &by_file };
    let (mut events, mut differences) = (Tally::default(), Tally::default());
    for story in &stories {
        eval_events::score(story, &matched, &linked.events, &mut events, &mut differences, &mut failures);
    }
    events.into_measures("events", &mut out);
    differences.into_measures("differences", &mut out);
    let (mut wording, mut forms) = (Tally::default(), FormsTally::default());
    let outlets: BTreeMap<&str, &str> =
        gold.articles.iter().map(|(file, article)| (file.as_str(), article.outlet.name.as_str())).collect();
    for story in &stories {
        eval_wording::score(story, &found.keys, &found.ids, &linked.wording, &mut wording, &mut failures);
        eval_wording::score_forms(story, &outlets, &linked.forms, &mut forms, &mut failures);
    }
    wording.into_measures("wording", &mut out);
    forms.into_measures(&mut out);
    Ok((out, failures))
}

fn share(out: &mut BTreeMap<String, f64>, name: &str, (right, all): (usize, usize)) {
    if all > 0 {
        out.insert(format!("self_{name}"), right as f64 / all as f64);
    }
}

/// By statement the number of its group.
fn groups(groups: &[Vec<String>]) -> BTreeMap<&str, Vec<usize>> {
    let mut out: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, group) in groups.iter().enumerate() {
        group.iter().for_each(|id| out.entry(id).or_default().push(n));
    }
    out
}

pub(crate) fn share_a_group(groups: &BTreeMap<&str, Vec<usize>>, a: &str, b: &str) -> bool {
    let of = |id: &str| groups.get(id).map_or(&[][..], Vec::as_slice);
    a == b || of(a).iter().any(|group| of(b).contains(group))
}

/// What groups are compared in.
#[derive(Clone, Copy)]
struct Compared<'c> {
    name: &'c str,
    what: &'c str,
    story: &'c Story,
    why: Why<'c>,
}

/// The gold with what was found of it.
struct Found<'a> {
    gold: &'a Gold,
    statements: BTreeMap<&'a str, (&'a str, &'a GoldStatement)>,
    /// By gold id.
    keys: BTreeMap<String, Key>,
    /// By statement found.
    ids: BTreeMap<Key, String>,
}

impl<'a> Found<'a> {
    fn new(gold: &'a Gold, lines: &[ArticleLine]) -> Result<Self, GoldError> {
        let by_file: BTreeMap<&str, &ArticleLine> =
            lines.iter().map(|l| (file_name(&l.article.path), l)).collect();
        let mut keys = BTreeMap::new();
        for (id, (file, n)) in matched(gold, lines)? {
            let statement = by_file[file.as_str()].statements[n].id.clone();
            keys.insert(id, (file, statement));
        }
        let ids = keys.iter().map(|(id, key)| (key.clone(), id.clone())).collect();
        let all = gold.articles.iter().flat_map(|(file, a)| a.statements.iter().map(move |s| (file, s)));
        let statements = all.map(|(file, s)| (s.id.as_str(), (file.as_str(), s))).collect();
        Ok(Found { gold, statements, keys, ids })
    }

    fn shown(&self, id: &str) -> String {
        let Some((_, statement)) = self.statements.get(id) else { return id.to_string() };
        let words: Vec<&str> = statement.content.iter().map(crate::gold::Quote::text).collect();
        format!("{id} {}: {}", statement.speaker, words.join(" … "))
    }

    fn pairs(
        &self,
        level: Compared,
        gold: &BTreeMap<&str, Vec<usize>>,
        found: &BTreeMap<Key, usize>,
        tally: &mut Tally,
        failures: &mut Failures,
    ) {
        let Compared { name, what, story, why } = level;
        let articles: BTreeSet<&str> = story.articles.iter().map(String::as_str).collect();
        let asked: Vec<(&str, Option<&Key>)> = self
            .statements
            .iter()
            .filter(|(_, (file, s))| articles.contains(file) && !s.optional)
            .map(|(id, _)| (*id, self.keys.get(*id)))
            .collect();
        for (n, (a, x)) in asked.iter().enumerate() {
            for (b, y) in &asked[n + 1..] {
                let wanted = share_a_group(gold, a, b);
                let (Some(x), Some(y)) = (x, y) else {
                    if wanted {
                        failures.stage(name, what, "0 a statement was not found");
                    }
                    continue;
                };
                let given = match (found.get(*x), found.get(*y)) {
                    (Some(one), Some(other)) => one == other,
                    _ => false,
                };
                tally.wanted += usize::from(wanted);
                tally.given += usize::from(given);
                tally.right += usize::from(wanted && given);
                if wanted && given {
                    failures.stage(name, what, "9 joined");
                }
                if wanted != given {
                    let how = match given {
                        true => "joined wrongly".to_string(),
                        false => format!("not joined: {}", why(what, x, y)),
                    };
                    failures.stage(name, what, &how);
                    failures.push(format!("{what} {how}\n    {}\n    {}", self.shown(a), self.shown(b)));
                }
            }
        }
    }

    fn replies(
        &self,
        story: &Story,
        said: &BTreeMap<&str, Vec<usize>>,
        linked: &Linked,
        tally: &mut Tally,
        kinds: &mut (usize, usize),
        failures: &mut Failures,
    ) {
        let articles: BTreeSet<&str> = story.articles.iter().map(String::as_str).collect();
        // Any report of an utterance stands for it.
        let was_found = |id: &str| {
            self.keys.contains_key(id)
                || said
                    .iter()
                    .any(|(other, _)| share_a_group(said, id, other) && self.keys.contains_key(*other))
        };
        let mut met = BTreeSet::new();
        for row in &linked.replies {
            let (to, reply) = (key_of(&row["to"]), key_of(&row["reply"]));
            if !articles.contains(to.0.as_str()) || !articles.contains(reply.0.as_str()) {
                continue;
            }
            let shown =
                |side: &Value| format!("{}: {}", side["speaker"].as_str().unwrap_or("?"), side["text"]);
            let ids = self.ids.get(&to).zip(self.ids.get(&reply));
            let same = |r: &crate::gold_between::StoryReply| {
                ids.is_some_and(|(a, b)| share_a_group(said, &r.to, a) && share_a_group(said, &r.reply, b))
            };
            match story.replies.iter().position(same) {
                Some(n) => {
                    let wanted = &story.replies[n];
                    if !wanted.optional && met.insert(n) {
                        tally.right += 1;
                        tally.given += 1;
                        kinds.0 += usize::from(row["kind"].as_str() == Some(&wanted.kind));
                        kinds.1 += 1;
                    }
                }
                None => {
                    tally.given += 1;
                    failures.push(format!(
                        "reply that is none ({})\n    {} {}\n    {} {}",
                        row["because"].as_str().unwrap_or(""),
                        to.0,
                        shown(&row["to"]),
                        reply.0,
                        shown(&row["reply"])
                    ));
                }
            }
        }
        for (n, wanted) in story.replies.iter().enumerate().filter(|(_, r)| !r.optional) {
            if !was_found(&wanted.to) || !was_found(&wanted.reply) {
                continue;
            }
            tally.wanted += 1;
            if !met.contains(&n) {
                failures.push(format!(
                    "reply missed ({})\n    {}\n    {}",
                    wanted.kind,
                    self.shown(&wanted.to),
                    self.shown(&wanted.reply)
                ));
            }
        }
    }

    fn terms(
        &self,
        files: &BTreeSet<&str>,
        lines: &[ArticleLine],
        failures: &mut Failures,
    ) -> Result<Tally, GoldError> {
        let mut tally = Tally::default();
        for line in lines.iter().filter(|l| files.contains(file_name(&l.article.path))) {
            let file = file_name(&line.article.path);
            let aligned = Aligned::new(&self.gold.articles[file], line);
            for (id, (_, wanted)) in self.statements.iter().filter(|(_, (f, s))| *f == file && !s.optional) {
                let Some((_, statement)) = self.keys.get(*id) else { continue };
                let Some(have) = line.statements.iter().find(|s| s.id == *statement) else { continue };
                let gold = wanted.terms.iter().map(|t| aligned.quoted(&t.text));
                let gold = gold.collect::<Result<Vec<_>, _>>()?;
                let found: Vec<_> = have.terms.iter().map(|t| aligned.covered(&t.spans)).collect();
                tally.wanted += gold.len();
                tally.given += found.len();
                let mut taken = BTreeSet::new();
                for (g, tokens) in gold.iter().enumerate() {
                    let fits = |f: &usize| {
                        !taken.contains(f)
                            && have.terms[*f].role == wanted.terms[g].role
                            && jaccard(tokens, &found[*f]) >= SAME_CONTENT
                    };
                    match (0..found.len()).find(fits) {
                        Some(f) => {
                            taken.insert(f);
                            tally.right += 1;
                        }
                        None => failures.push(format!(
                            "term missed: {} {:?} in {id}",
                            wanted.terms[g].role,
                            wanted.terms[g].text.text()
                        )),
                    }
                }
                for f in (0..found.len()).filter(|f| !taken.contains(f)) {
                    failures.push(format!(
                        "term that is none: {} {:?} in {id}",
                        have.terms[f].role, have.terms[f].text
                    ));
                }
            }
        }
        Ok(tally)
    }

    fn count_claims(
        &self,
        stories: &[&Story],
        lines: &[ArticleLine],
        linked: &Linked,
        out: &mut BTreeMap<String, f64>,
        failures: &mut Failures,
    ) -> Result<(), GoldError> {
        let mut tally = Tally::default();
        let (mut answers, mut elsewhere) = ((0, 0), (0, 0));
        let mut met: BTreeSet<usize> = BTreeSet::new();
        let files: BTreeSet<&str> = stories.iter().flat_map(|s| &s.articles).map(String::as_str).collect();
        for claim in stories.iter().flat_map(|s| &s.count_claims) {
            let Some(line) = lines.iter().find(|l| file_name(&l.article.path) == claim.article) else {
                continue;
            };
            tally.wanted += 1;
            let rows: Vec<usize> = (0..linked.count_claims.len())
                .filter(|&n| {
                    linked.count_claims[n]["article"].as_str().map(file_name) == Some(&claim.article)
                })
                .collect();
            let point = |v: &Value| v.as_u64().unwrap_or(0) as u32;
            let aligned = Aligned::new(&self.gold.articles[&claim.article], line);
            let want = aligned.quoted(&claim.text)?;
            let have: Vec<_> = rows
                .iter()
                .map(|&n| &linked.count_claims[n])
                .map(|row| aligned.covered(&[(point(&row["start"]), point(&row["end"]))]))
                .collect();
            let hit =
                (0..have.len()).filter(|&n| !met.contains(&rows[n])).find(|&n| !want.is_disjoint(&have[n]));
            let Some(n) = hit.map(|n| rows[n]) else {
                failures.push(format!("count claim missed: {:?} in {}", claim.text.text(), claim.article));
                continue;
            };
            met.insert(n);
            tally.right += 1;
            let row = &linked.count_claims[n];
            let (answer, outside) = (row["in_record"].as_str().unwrap_or(""), row["elsewhere"].as_u64());
            answers = (answers.0 + usize::from(answer == claim.in_record), answers.1 + 1);
            elsewhere = (elsewhere.0 + usize::from(outside == Some(claim.elsewhere as u64)), elsewhere.1 + 1);
            if answer != claim.in_record || outside != Some(claim.elsewhere as u64) {
                failures.push(format!(
                    "count claim {:?} in {}: {} with {} elsewhere, found {answer} with {outside:?}: {}",
                    claim.text.text(),
                    claim.article,
                    claim.in_record,
                    claim.elsewhere,
                    row["line"]
                ));
            }
        }
        for (n, row) in linked.count_claims.iter().enumerate() {
            let file = row["article"].as_str().map_or("", file_name);
            if files.contains(file) {
                tally.given += 1;
                if !met.contains(&n) {
                    failures.push(format!("count claim that is none: {} in {file}", row["text"]));
                }
            }
        }
        tally.into_measures("count_claims", out);
        share(out, "count_claims_answer_right", answers);
        share(out, "count_claims_elsewhere_right", elsewhere);
        Ok(())
    }
}

pub(crate) fn key_of(evidence: &Value) -> Key {
    let file = evidence["article"].as_str().map_or("", file_name).to_string();
    (file, evidence["statement"].as_str().unwrap_or("").to_string())
}
