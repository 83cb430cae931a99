//! What a party takes back in words: every passage of the record that takes something back, and which of them take back the party's own terms.

use super::changes_found::{
    At, Change, ChangeKind, Step, To, Whose, days_of, earlier, latest_mention, named, of_side, with_cue,
};
use super::question::Asked;
use reportedly_link::{
    PUBLICATION_REACH_DAYS, Standing, TermRelation, TermWords, Withdrawal, is_body, same_term, withdrawals,
};
use reportedly_schema::linkage::Snapshot;
use reportedly_schema::{Interval, Kind, Term, TermRole};
use std::collections::BTreeSet;

/// Words that take something back, with where they stand.
pub(super) struct Told {
    at: To,
    /// Who says so: a speaker, by index; `None` for the outlet.
    speaker: Option<usize>,
    direct: bool,
    /// Whether the words that attribute the statement are themselves those that take back.
    in_cue: bool,
    found: Withdrawal,
    what: String,
    /// The value that a term is given.
    value: Option<String>,
    days: Interval,
}

/// All words of the record that take something back.
pub(super) fn told_withdrawals(everyone: &Asked, standings: &[Standing]) -> Vec<Told> {
    let snapshot = everyone.snapshot;
    let mut out = Vec::new();
    for (n, s) in snapshot.statements.iter().enumerate() {
        if matches!(standings[n], Standing::NotSaid(_)) || !everyone.admits_as_report(n) {
            continue;
        }
        let with_cue = with_cue(s);
        let direct = s.statement.kind == Kind::Direct;
        let texts = [(s.text.as_str(), false), (with_cue.as_str(), true)];
        for (text, in_cue) in texts.into_iter().filter(|(_, in_cue)| !(*in_cue && direct)) {
            for found in withdrawals(text) {
                // What stands in the content alone was found there.
                if in_cue && found.words.start > s.cue_text.len() {
                    continue;
                }
                out.push(Told {
                    at: To::Words { statement: n, words: quoted(text, &found) },
                    speaker: everyone.speaker_of[n],
                    direct,
                    in_cue,
                    what: text[found.what.clone()].to_string(),
                    value: found.value.clone().map(|range| text[range].to_string()),
                    days: days_of(snapshot, &[n], &s.statement.said.interval).0,
                    found,
                });
            }
        }
    }
    for (article, layers) in snapshot.layers.iter().enumerate() {
        let source = &snapshot.articles[article];
        if !everyone.searched(source) {
            continue;
        }
        let latest = source.published.as_ref().and_then(|p| p.latest);
        let reach = jiff::Span::new().days(PUBLICATION_REACH_DAYS);
        let days = Interval { earliest: latest.and_then(|day| day.checked_sub(reach).ok()), latest };
        for narration in &layers.narrations {
            let Some(text) = narration.span.of(&layers.text) else { continue };
            for found in withdrawals(text) {
                let words = quoted(text, &found);
                let start = narration.span.start + found.words.start.min(found.what.start) as u32;
                let end = narration.span.start + found.words.end.max(found.what.end) as u32;
                out.push(Told {
                    at: To::Narration { article, span: (start, end), words },
                    speaker: None,
                    direct: false,
                    in_cue: false,
                    what: text[found.what.clone()].to_string(),
                    value: found.value.clone().map(|range| text[range].to_string()),
                    days,
                    found,
                });
            }
        }
    }
    out
}

/// The words that take back with what they take back.
fn quoted(text: &str, found: &Withdrawal) -> String {
    let (start, end) = (found.words.start.min(found.what.start), found.words.end.max(found.what.end));
    let start = if found.what.is_empty() { found.words.start } else { start };
    let end = if found.value.is_some() { found.words.end } else { end };
    text.get(start..end).unwrap_or("").to_string()
}

/// Words by which texts name a party: its name, and the names of those who spoke for it.
pub(super) fn names(snapshot: &Snapshot, whose: &Whose, steps: &[Step]) -> BTreeSet<String> {
    const SHORTEST: usize = 3;
    let mut all: Vec<&str> = Vec::new();
    if let Whose::Party(party) = whose {
        all.push(party);
    }
    for draft in steps.iter().flat_map(|step| &step.drafts) {
        let speaker = draft.speaker.map(|s| &snapshot.links.speakers[s]);
        all.extend(speaker.into_iter().flat_map(|s| s.forms.iter().chain([&s.name])).map(String::as_str));
    }
    all.iter()
        .flat_map(|name| name.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() >= SHORTEST && word.starts_with(char::is_uppercase))
        .map(str::to_lowercase)
        .collect()
}

/// Common nouns by which texts tell for whom those of a party speak: "union" of "union leader Petra Osk".
fn bodies(snapshot: &Snapshot, steps: &[Step]) -> BTreeSet<String> {
    let drafts = steps.iter().flat_map(|step| &step.drafts);
    drafts
        .flat_map(|draft| &draft.reports)
        .flat_map(|&n| snapshot.statements[n].source_text.split(|c: char| !c.is_alphanumeric()))
        .map(str::to_lowercase)
        .filter(|word| is_body(word))
        .collect()
}

pub(super) fn withdrawn(
    snapshot: &Snapshot,
    standings: &[Standing],
    steps: &[Step],
    names: &BTreeSet<String>,
    told: &[Told],
    known: &[Change],
) -> Vec<Change> {
    let speakers: BTreeSet<usize> =
        steps.iter().flat_map(|s| &s.drafts).filter_map(|draft| draft.speaker).collect();
    let bodies = bodies(snapshot, steps);
    let mut out: Vec<Change> = Vec::new();
    let mut all: Vec<&Told> = told.iter().collect();
    all.sort_by_key(|t| (t.days.latest, t.days.earliest));
    for told in all {
        let own = told.speaker.is_some_and(|s| speakers.contains(&s))
            && match told.at {
                To::Words { statement, .. } => standings[statement] == Standing::Own,
                _ => false,
            };
        if !takes_back(told, own, names, &bodies) {
            continue;
        }
        let before = earlier(steps, &told.days);
        if let Some(value) = &told.value {
            out.extend(told_value(snapshot, steps, &before, told, value, known));
            continue;
        }
        let from = match told.what.trim() {
            "" => the_only_one(steps, &before, told.found.asked),
            what => named(steps, &before, what, told.found.asked)
                .or_else(|| meant(snapshot, steps, &before, told, what)),
        };
        let Some(from) = from else { continue };
        let item = &steps[from.step].items[from.item].words;
        let again = |change: &Change| {
            change.from_item.is_some_and(|other| {
                let other = &steps[other.step].items[other.item].words;
                other.relation(item) != TermRelation::Other
            })
        };
        let by_words = |c: &&Change| c.kind == ChangeKind::Replaced || c.kind == ChangeKind::Withdrawn;
        if known.iter().filter(by_words).any(again) || out.iter().any(again) {
            continue;
        }
        let who = match &told.at {
            To::Words { statement, .. } if !own => {
                let name = snapshot.statements[*statement].statement.speaker.name.as_deref();
                format!("told by {}", name.unwrap_or("a speaker not known"))
            }
            To::Narration { article, .. } => {
                format!(
                    "told by {}",
                    snapshot.articles[*article].outlet.as_deref().unwrap_or("an outlet not known")
                )
            }
            _ => "in its own words or those of a report of them".to_string(),
        };
        out.push(Change {
            kind: ChangeKind::Withdrawn,
            from_step: from.step,
            from_item: Some(from),
            to: told.at.clone(),
            days: told.days,
            values: None,
            mention: latest_mention(snapshot, steps, from, &told.days, &told.what),
            because: format!("words that take it back, {who}"),
        });
    }
    out
}

/// The latest earlier term to which words give another value, unless the terms themselves show it.
fn told_value(
    snapshot: &Snapshot,
    steps: &[Step],
    before: &[usize],
    told: &Told,
    value: &str,
    known: &[Change],
) -> Option<Change> {
    for &step in before {
        for (n, item) in steps[step].items.iter().enumerate() {
            if !of_side(item.words.term().role, told.found.asked) {
                continue;
            }
            let given = TermWords::new(item.words.term(), value);
            if item.words.same_value(&given) {
                return None;
            }
            let TermRelation::OtherValue(values) = item.words.relation(&given) else { continue };
            let from = At { step, item: n };
            let old = item.words.text()[values.from].to_string();
            let values = Some((old.clone(), value.to_string()));
            let again = |change: &Change| {
                change
                    .values
                    .as_ref()
                    .is_some_and(|(_, new)| TermWords::new(item.words.term(), new).same_value(&given))
            };
            return (!known.iter().any(again)).then(|| Change {
                kind: ChangeKind::ValueChanged,
                from_step: step,
                from_item: Some(from),
                to: told.at.clone(),
                days: told.days,
                mention: latest_mention(snapshot, steps, from, &told.days, &old),
                values,
                because: "words that give it another value".to_string(),
            });
        }
    }
    None
}

/// Whether it is the party that takes something of its own back.
fn takes_back(told: &Told, own: bool, names: &BTreeSet<String>, bodies: &BTreeSet<String>) -> bool {
    let Withdrawal { by, of, own_only, .. } = &told.found;
    let of_party = of.iter().all(|name| names.contains(name));
    let named = by.names.last().is_some_and(|name| names.contains(name));
    if !of_party || (by.others && !by.first_person) {
        return false;
    }
    if !own {
        return named && !own_only && !by.first_person;
    }
    match (by.names.is_empty(), told.direct) {
        (false, _) => named,
        // "last week's offer of 6 per cent had lapsed": whoever made it says so of his own, where what is named is found of him.
        (true, _) if told.found.of_itself && !told.what.trim().is_empty() => !by.others,
        (true, true) => by.first_person,
        (true, false) => {
            let body = by.bodies.iter().any(|body| bodies.contains(body));
            told.in_cue || by.first_person || by.third_person || body
        }
    }
}

/// The latest earlier term with the normal form of what is taken back, where no words of the two meet: "no longer insists on a full pull-out" and "only after the troops
/// have pulled out".
fn meant(snapshot: &Snapshot, steps: &[Step], before: &[usize], told: &Told, what: &str) -> Option<At> {
    let To::Words { statement, .. } = told.at else { return None };
    let bare = |term: &Term| Term { role: TermRole::Demand, actor: None, negated: false, ..term.clone() };
    let said = &snapshot.statements[statement];
    let conceded = said.statement.own_terms().filter(|term| {
        term.role == TermRole::Concession
            && term.members.len() == 1
            && term
                .members
                .iter()
                .any(|member| member.contains(what.trim()) || what.contains(member.as_str()))
    });
    let conceded: Vec<Term> = conceded.map(bare).collect();
    before.iter().find_map(|&step| {
        let items = steps[step].items.iter().enumerate();
        let fitting = items
            .filter(|(_, item)| {
                of_side(item.words.term().role, told.found.asked) && !item.words.term().negated
            })
            .filter_map(|(n, item)| {
                let known = bare(item.words.term());
                let joined =
                    conceded.iter().filter_map(|term| same_term(term, &known)).map(|(joined, _)| joined);
                Some((joined.min()?, n))
            });
        fitting.min().map(|(_, item)| At { step, item })
    })
}

/// The one thing that a party is found to ask or to give, where it is one.
fn the_only_one(steps: &[Step], before: &[usize], asked: Option<bool>) -> Option<At> {
    let mut out: Option<At> = None;
    for &step in before {
        for (item, found) in steps[step].items.iter().enumerate() {
            if !of_side(found.words.term().role, asked) {
                continue;
            }
            match out {
                None => out = Some(At { step, item }),
                Some(one) => {
                    let known = &steps[one.step].items[one.item].words;
                    if found.words.relation(known) == TermRelation::Other {
                        return None;
                    }
                }
            }
        }
    }
    out
}
