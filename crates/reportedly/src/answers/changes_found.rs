//! What changed between two things that a party said: its own terms, step by step through the days on which it is found to have spoken.
//!
//! A step is what a party said on one day. Steps are in order only where every possible day of one lies before every possible day of the other; where the order cannot
//! be told, nothing has changed. What comes out still has to be shown, see [`super::changes`].

use super::counted;
use super::first_seen::Candidate;
use super::parties::Parties;
use super::positions::{StatedBy, drafts};
use super::positions_over_time::{Draft, joined};
use super::question::{Asked, Question};
use super::replies::Reports;
use super::taken_back::{names, told_withdrawals, withdrawn};
use reportedly_link::{
    TermRelation, TermWords, names_term, naming, possible_days, replacements, standings, withdrawals,
};
use reportedly_schema::linkage::{EffectiveStatement, Snapshot};
use reportedly_schema::statement::JOINT;
use reportedly_schema::{Day, Interval, SaidBasis, Term, TermKind, TermRole};
use std::cmp::Reverse;
use std::collections::BTreeMap;

reportedly_schema::spelled! {
    /// What is found of a term between two things said by one party.
    ChangeKind {
        /// In this one, and in none before it, though terms were found before.
        FirstSeen = "first_seen",
        /// Words take it back.
        Withdrawn = "withdrawn",
        /// Words put another in its place.
        Replaced = "replaced",
        /// The same term with another number, amount, date or period.
        ValueChanged = "value_changed",
        /// Found before and not in this one: absence, which says nothing of a change of mind.
        NotMentioned = "not_mentioned",
    }
}

reportedly_schema::spelled! {
    /// What a change rests on.
    ChangeBasis {
        /// Words.
        Stated = "stated",
        /// That a later utterance does not have it.
        ByAbsence = "by_absence",
    }
}

/// Whose position: a declared party by name, else a speaker by index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whose {
    Party(String),
    Speaker(usize),
}

/// One thing asked or given in one report.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// The statement, by index.
    pub statement: usize,
    /// Which of its terms.
    pub term: usize,
    pub words: TermWords,
    /// Whether it is what follows where a condition of the same statement is met, without a number of its own: then the condition is what may be new.
    pub follows: bool,
}

/// What a party said on one day, or on days that cannot be parted.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// `earliest` is `None` where nothing tells how long before `latest` it was.
    pub days: Interval,
    /// Whether a day was written for it.
    pub dated: bool,
    pub drafts: Vec<Draft>,
    pub items: Vec<Item>,
}

impl Step {
    /// Whether every day of it lies before every day of `other`.
    pub fn before(&self, other: &Step) -> bool {
        is_before(&self.days, &other.days)
    }

    /// Among steps whose order cannot be told: dated ones first, then by day.
    fn key(&self) -> (bool, Option<Day>, Option<Day>) {
        (!self.dated, self.days.latest, self.days.earliest)
    }

    /// The draft that a statement is a report of.
    pub fn draft_of(&self, statement: usize) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.reports.contains(&statement))
    }
}

pub(super) fn is_before(a: &Interval, b: &Interval) -> bool {
    matches!((a.latest, b.earliest), (Some(end), Some(start)) if end < start)
}

/// Where something stands: a step of the party and one of its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub step: usize,
    pub item: usize,
}

/// The later side of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum To {
    /// A term.
    Item(At),
    /// Words of a statement, by index, whoever makes it.
    Words { statement: usize, words: String },
    /// Words of an article in its own voice: bytes of its text.
    Narration { article: usize, span: (u32, u32), words: String },
    /// A step that does not have it.
    Step(usize),
}

/// A change on its way to a row.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub kind: ChangeKind,
    /// The earlier term; for what is first seen the step only.
    pub from_step: usize,
    pub from_item: Option<At>,
    pub to: To,
    pub days: Interval,
    /// The two values as written.
    pub values: Option<(String, String)>,
    /// A later thing said that has the words of the earlier side too: the statement, by index, its step, and the words.
    pub mention: Option<(usize, usize, String)>,
    pub because: String,
}

/// Everything found of one party.
pub(super) struct Found {
    pub whose: Whose,
    pub steps: Vec<Step>,
    pub changes: Vec<Change>,
}

/// The changes of every party asked for.
pub(super) fn found(snapshot: &Snapshot, question: &Question, absences: bool) -> Vec<Found> {
    // What was said before the days asked about is what a change is held against.
    let question = Question { since: None, ..question.clone() };
    let asked = Asked::new(snapshot, &question);
    let everyone = Question { speaker: None, party: None, about: None, matter: None, ..question.clone() };
    let everyone = Asked::new(snapshot, &everyone);
    let standings = standings(&snapshot.articles, &snapshot.statements);
    let reports = Reports::new(snapshot);
    let parties = Parties::new(&asked);
    let told = told_withdrawals(&everyone, &standings);
    let mut by_party: BTreeMap<Whose, Vec<Draft>> = BTreeMap::new();
    for draft in joined(snapshot, drafts(&asked, &standings, &reports)) {
        let Some(speaker) = draft.speaker.filter(|_| draft.stated_by != StatedBy::Retold) else { continue };
        let whose = parties.of(draft.reports[0]).map_or(Whose::Speaker(speaker), Whose::Party);
        by_party.entry(whose).or_default().push(draft);
    }
    by_party
        .into_iter()
        .map(|(whose, drafts)| {
            let steps = steps(snapshot, drafts);
            let mut changes = of_terms(snapshot, &steps);
            for change in changes.iter_mut() {
                let value = change.values.as_ref().map(|(from, _)| from.as_str());
                change.mention = value
                    .zip(change.from_item)
                    .and_then(|(value, from)| latest_mention(snapshot, &steps, from, &change.days, value));
            }
            changes.extend(replaced(snapshot, &steps));
            let names = names(snapshot, &whose, &steps);
            let taken_back = withdrawn(snapshot, &standings, &steps, &names, &told, &changes);
            changes.extend(taken_back);
            settle(&steps, &mut changes);
            if absences {
                let absent = not_mentioned(&steps, &changes);
                changes.extend(absent);
            }
            Found { whose, steps, changes }
        })
        .collect()
}

/// When a thing was said: the days of its occasion; where only publication is known, the days before it that news reports; else nothing but that it was
/// not after publication.
pub(super) fn days_of(snapshot: &Snapshot, reports: &[usize], said: &Interval) -> (Interval, bool) {
    let statement = |n: usize| &snapshot.statements[n];
    let published = |n: usize| {
        let article = &snapshot.articles[statement(n).article];
        article.published.as_ref().and_then(|p| p.latest)
    };
    let possible: Vec<(Interval, bool)> = reports
        .iter()
        .filter_map(|&n| possible_days(statement(n), &snapshot.articles[statement(n).article]))
        .collect();
    if said.earliest.is_some() && said.latest.is_some() && possible.iter().any(|(_, dated)| *dated) {
        return (*said, true);
    }
    // "had demanded" beside no date of its own lies somewhere before what the article is about.
    let told_back = reports.iter().any(|&n| {
        let s = statement(n);
        s.cue_text.to_lowercase().split_whitespace().next() == Some("had")
            && !matches!(s.statement.said.basis, SaidBasis::Stated)
    });
    match possible.first().filter(|_| !told_back) {
        Some((days, dated)) => (*days, *dated),
        None => {
            let latest = reports.iter().filter_map(|&n| published(n)).min();
            (Interval { earliest: None, latest }, false)
        }
    }
}

fn steps(snapshot: &Snapshot, drafts: Vec<Draft>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for draft in drafts {
        let (days, dated) = days_of(snapshot, &draft.reports, &draft.said);
        let one_day = dated && days.single_day().is_some();
        match steps.iter_mut().find(|step| one_day && step.dated && step.days == days) {
            Some(step) => step.drafts.push(draft),
            None => steps.push(Step { days, dated, drafts: vec![draft], items: Vec::new() }),
        }
    }
    for step in &mut steps {
        for &n in step.drafts.iter().flat_map(|draft| &draft.reports) {
            let said = &snapshot.statements[n];
            let on_condition = said
                .statement
                .own_terms()
                .any(|term| term.role == TermRole::Condition && term.kind != Some(TermKind::InExchange));
            let takes_back = !withdrawals(&with_cue(said)).is_empty();
            for (at, term) in said.statement.terms.iter().enumerate() {
                let taken_back = takes_back && term.role == TermRole::Concession;
                if !term.held_by.is_speaker() || taken_back || is_denied(said, term) || is_retold(said, term)
                {
                    continue;
                }
                let follows = on_condition && matches!(term.role, TermRole::Offer | TermRole::Guarantee);
                let members = term.members.iter().map(|text| TermWords::new(term, text));
                let items = members.filter(TermWords::has_words);
                // An offer with a number of its own ("open the locks for thirty days") is one whatever it depends on.
                step.items.extend(items.map(|words| {
                    let follows = follows && !words.has_value();
                    Item { statement: n, term: at, words, follows }
                }));
            }
        }
    }
    steps.sort_by_cached_key(|step| {
        let first = &step.drafts[0];
        (step.days.latest, step.days.earliest, snapshot.statements[first.reports[0]].statement.id)
    });
    steps
}

/// A statement's cue and content: "drops" and "the demand on the towns".
pub(super) fn with_cue(statement: &EffectiveStatement) -> String {
    format!("{} {}", statement.cue_text, statement.text)
}

/// Whether "not" stands right before a term: "not in exchange for silence" is the term of nobody.
fn is_denied(statement: &EffectiveStatement, term: &Term) -> bool {
    let Some(before) = before_term(statement, term) else { return false };
    let last = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    matches!(last.to_lowercase().as_str(), "not" | "nor" | "never")
}

/// Whether a quotation tells a term of another day: "I said we would not raise it without access to the books", "we asked for 40, now we ask for 50".
fn is_retold(statement: &EffectiveStatement, term: &Term) -> bool {
    const SAID: &[&str] = &[
        "said", "told", "asked", "offered", "demanded", "proposed", "promised", "wanted", "insisted",
        "warned",
    ];
    const REACH: usize = 4;
    let Some(before) = before_term(statement, term) else { return false };
    let sentence = before.rsplit(['.', '!', '?', ';', ',']).next().unwrap_or("");
    let words: Vec<String> = sentence
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    let said = |pair: &[String]| matches!(pair[0].as_str(), "i" | "we") && SAID.contains(&pair[1].as_str());
    statement.statement.kind != reportedly_schema::Kind::Indirect && words.windows(2).take(REACH).any(said)
}

/// The text of a content before a term in it, where the term stands in its first part.
fn before_term<'s>(statement: &'s EffectiveStatement, term: &Term) -> Option<&'s str> {
    let first = term.spans.first()?;
    let part = statement.statement.content.iter().find(|part| part.contains(*first))?;
    // Only the first part of a content begins where its text does.
    (part.start == statement.statement.start())
        .then(|| statement.text.get(..(first.start - part.start) as usize))
        .flatten()
}

/// Steps before some days, the latest first.
fn steps_before(steps: &[Step], days: &Interval) -> Vec<usize> {
    let mut out: Vec<usize> = (0..steps.len()).filter(|&m| is_before(&steps[m].days, days)).collect();
    out.sort_by_key(|&m| Reverse((steps[m].days.latest, steps[m].days.earliest, m)));
    out
}

/// Those of them with terms.
pub(super) fn earlier(steps: &[Step], days: &Interval) -> Vec<usize> {
    let mut out = steps_before(steps, days);
    out.retain(|&m| !steps[m].items.is_empty());
    out
}

/// What is first seen, and values that changed.
fn of_terms(snapshot: &Snapshot, steps: &[Step]) -> Vec<Change> {
    let mut out: Vec<Change> = Vec::new();
    for (n, step) in steps.iter().enumerate() {
        let before = earlier(steps, &step.days);
        let Some(&latest) = before.first() else { continue };
        let mut seen: Vec<usize> = Vec::new();
        // What says most stands for a term that several reports of the day have, a sentence before a headline.
        let mut items: Vec<(usize, &Item)> = step.items.iter().enumerate().collect();
        let in_headline = |item: &Item| !ends_a_sentence(&snapshot.statements[item.statement].context);
        items.sort_by_key(|(_, item)| (in_headline(item), Reverse(item.words.richness())));
        for (at, item) in items {
            let candidate = Candidate { snapshot, steps, step: n, item: at };
            let new = || {
                item.words.says_something()
                    && !item.follows
                    && is_first(steps, n, at)
                    && !candidate.may_be_known()
            };
            let change = match other_value(steps, &before, step, item) {
                Some((from, because, values)) => Change {
                    kind: ChangeKind::ValueChanged,
                    from_step: from.step,
                    from_item: Some(from),
                    to: To::Item(At { step: n, item: at }),
                    days: step.days,
                    values: Some(values),
                    mention: None,
                    because,
                },
                None if new() => Change {
                    kind: ChangeKind::FirstSeen,
                    from_step: latest,
                    from_item: None,
                    to: To::Item(At { step: n, item: at }),
                    days: step.days,
                    values: None,
                    mention: None,
                    because: format!(
                        "not like any term of {} with terms",
                        counted(before.len(), "earlier utterance", "earlier utterances")
                    ),
                },
                None => continue,
            };
            // One thing that several reports of the day have is told once.
            let told = |known: usize| {
                let other: &Item = &step.items[known];
                item.words.same_value(&other.words)
                    || other.words.relation(&item.words) != TermRelation::Other
            };
            if !seen.iter().any(|&known| told(known)) {
                seen.push(at);
                out.push(change);
            }
        }
    }
    out
}

/// Whether the words around a statement end as a sentence does; those of a headline do not.
fn ends_a_sentence(context: &str) -> bool {
    let context = context.trim_end_matches(['”', '"', '’', '\'', '»', ')']);
    context.ends_with(['.', '!', '?', '…', ':'])
}

type ValueFound = (At, String, (String, String));

/// The latest earlier term that differs from `item` in its value only, unless the value it had is found in this step too.
fn other_value(steps: &[Step], before: &[usize], step: &Step, item: &Item) -> Option<ValueFound> {
    for &m in before {
        let earlier = &steps[m];
        if earlier.items.iter().any(|known| known.words.same_value(&item.words)) {
            return None;
        }
        if item.words.is_bare() && !is_of_one_thing(earlier, item) {
            return None;
        }
        for (at, known) in earlier.items.iter().enumerate() {
            let TermRelation::OtherValue(values) = known.words.relation(&item.words) else { continue };
            if step.items.iter().any(|other| known.words.same_value(&other.words)) {
                return None;
            }
            let cut = |words: &TermWords, range: std::ops::Range<usize>| words.text()[range].to_string();
            let values = (cut(&known.words, values.from), cut(&item.words, values.to));
            let because = format!("“{}” and “{}” are values of one thing", values.0, values.1);
            return Some((At { step: m, item: at }, because, values));
        }
    }
    None
}

/// Whether all earlier terms that a number alone may be another value of have one value: of two it is of neither.
fn is_of_one_thing(earlier: &Step, number: &Item) -> bool {
    let other = |known: &&Item| matches!(known.words.relation(&number.words), TermRelation::OtherValue(_));
    let mut all = earlier.items.iter().filter(other);
    let first = all.next();
    all.all(|known| first.is_some_and(|first| first.words.same_value(&known.words)))
}

/// Whether nothing like an item is found in any step that may be before its own.
fn is_first(steps: &[Step], n: usize, at: usize) -> bool {
    let (step, item) = (&steps[n], &steps[n].items[at]);
    steps.iter().enumerate().all(|(m, other)| {
        let beside = !other.before(step) && !step.before(other);
        let after = m != n && beside && other.days.earliest.is_some() && other.key() > step.key();
        m == n
            || step.before(other)
            || after
            || other.items.iter().all(|known| {
                !known.words.same_value(&item.words)
                    && known.words.relation(&item.words) == TermRelation::Other
            })
    })
}

/// Terms that words put in place of another.
fn replaced(snapshot: &Snapshot, steps: &[Step]) -> Vec<Change> {
    let mut out: Vec<Change> = Vec::new();
    for (n, step) in steps.iter().enumerate() {
        let before = earlier(steps, &step.days);
        for &statement in step.drafts.iter().flat_map(|draft| &draft.reports) {
            let text = &snapshot.statements[statement].text;
            for replacement in replacements(text) {
                let old = &text[replacement.old.clone()];
                // "2 per cent instead of 3": another value of one thing.
                if !old.chars().any(char::is_alphabetic) {
                    continue;
                }
                let Some(from) = named(steps, &before, old, None) else { continue };
                let known = &steps[from.step].items[from.item].words;
                let inside = |item: &Item| {
                    item.statement == statement
                        && replacement.new.iter().any(|part| text[part.clone()].contains(item.words.text()))
                };
                let new = step.items.iter().position(|item| {
                    inside(item)
                        && !matches!(
                            known.relation(&item.words),
                            TermRelation::Same | TermRelation::OtherValue(_)
                        )
                });
                let to = match new {
                    Some(item) => To::Item(At { step: n, item }),
                    None => {
                        let parts: Vec<&str> =
                            replacement.new.iter().map(|part| &text[part.clone()]).collect();
                        To::Words { statement, words: parts.join(JOINT) }
                    }
                };
                let because =
                    format!("“{}” puts one in place of the other", &text[replacement.words.clone()]);
                let change = Change {
                    kind: ChangeKind::Replaced,
                    from_step: from.step,
                    from_item: Some(from),
                    to,
                    days: step.days,
                    values: None,
                    mention: latest_mention(snapshot, steps, from, &step.days, old),
                    because,
                };
                if !out.iter().any(|known| known.from_item == change.from_item) {
                    out.push(change);
                }
            }
        }
    }
    out
}

/// The item that words name best in the latest earlier step that has one, of the side they say.
pub(super) fn named(steps: &[Step], before: &[usize], words: &str, asked: Option<bool>) -> Option<At> {
    before.iter().find_map(|&step| {
        let items = steps[step].items.iter().enumerate();
        let fitting = items
            .filter(|(_, item)| of_side(item.words.term().role, asked) && !item.words.term().negated)
            .filter_map(|(n, item)| Some((naming(words, &item.words)?, Reverse(n))));
        fitting.max().map(|(_, Reverse(item))| At { step, item })
    })
}

pub(super) fn of_side(role: TermRole, asked: Option<bool>) -> bool {
    match role {
        TermRole::Condition | TermRole::Demand => asked != Some(false),
        TermRole::Offer | TermRole::Guarantee => asked != Some(true),
        TermRole::Concession => asked.is_none(),
    }
}

/// The latest thing that the party said before `days` and after the term was found, and that has the same words: what the change is held against, though no term was found there.
pub(super) fn latest_mention(
    snapshot: &Snapshot,
    steps: &[Step],
    from: At,
    days: &Interval,
    words: &str,
) -> Option<(usize, usize, String)> {
    const SHORTEST: usize = 4;
    let words = words.trim();
    let bare =
        ["a ", "an ", "the ", "any "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(words);
    if bare.chars().count() < SHORTEST {
        return None;
    }
    let mut between = steps_before(steps, days).into_iter().filter(|&m| steps[from.step].before(&steps[m]));
    between.find_map(|m| {
        let mut reports = steps[m].drafts.iter().flat_map(|draft| &draft.reports);
        reports.find_map(|&n| {
            let text = &snapshot.statements[n].text;
            let at = text.find(bare)?;
            let before = text[..at].trim_end().rsplit(' ').next().unwrap_or("").to_lowercase();
            let denied = matches!(before.as_str(), "not" | "no" | "without" | "never");
            (!denied).then(|| (n, m, bare.to_string()))
        })
    })
}

/// Leaves out what is told better: the new side of a replacement is not told as first seen too, nor one change of value twice.
fn settle(steps: &[Step], changes: &mut Vec<Change>) {
    let at = |to: &To| match to {
        To::Item(at) => Some(*at),
        _ => None,
    };
    let replacing: Vec<(usize, Option<At>, String)> = changes
        .iter()
        .filter(|c| c.kind == ChangeKind::Replaced)
        .map(|c| {
            let words = match &c.to {
                To::Item(at) => steps[at.step].items[at.item].words.text().to_string(),
                To::Words { words, .. } => words.clone(),
                _ => String::new(),
            };
            (c.from_step, at(&c.to), words)
        })
        .collect();
    changes.retain(|c| {
        let Some(to) = at(&c.to).filter(|_| c.kind == ChangeKind::FirstSeen) else { return true };
        let item = &steps[to.step].items[to.item].words;
        !replacing.iter().any(|(_, known, words)| *known == Some(to) || names_term(words, item))
    });
    let mut values: Vec<(Option<(String, String)>, usize)> = Vec::new();
    changes.retain(|c| {
        if c.kind != ChangeKind::ValueChanged {
            return true;
        }
        let key = (c.values.clone(), c.from_step);
        let new = !values.contains(&key);
        values.push(key);
        new
    });
}

/// Terms that are found in no later step, held against the first later one.
fn not_mentioned(steps: &[Step], changes: &[Change]) -> Vec<Change> {
    let mut out: Vec<Change> = Vec::new();
    for (n, step) in steps.iter().enumerate() {
        let later: Vec<usize> =
            (0..steps.len()).filter(|&m| step.before(&steps[m]) && !steps[m].items.is_empty()).collect();
        let Some(&first) = later.iter().min_by_key(|&&m| (steps[m].days.latest, m)) else { continue };
        for (at, item) in step.items.iter().enumerate() {
            let like = |other: &Item| {
                item.words.same_value(&other.words)
                    || item.words.relation(&other.words) != TermRelation::Other
            };
            let again = steps
                .iter()
                .enumerate()
                .any(|(m, other)| m != n && !other.before(step) && other.items.iter().any(like));
            let told = changes
                .iter()
                .filter(|c| is_before(&step.days, &c.days))
                .any(|c| c.from_item.is_some_and(|from| like(&steps[from.step].items[from.item])));
            let here = out.iter().any(|c| {
                c.from_item.is_some_and(|from| from.step == n && like(&steps[from.step].items[from.item]))
            });
            if again || told || here {
                continue;
            }
            out.push(Change {
                kind: ChangeKind::NotMentioned,
                from_step: n,
                from_item: Some(At { step: n, item: at }),
                to: To::Step(first),
                days: steps[first].days,
                values: None,
                mention: None,
                because: format!(
                    "not mentioned in {} with terms",
                    counted(later.len(), "later utterance", "later utterances")
                ),
            });
        }
    }
    out
}
