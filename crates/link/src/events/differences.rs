//! How two accounts of one event differ, by kind, with a line that sets what each gives side by side and says no more.

use super::figures::Counted;
use super::heads::{Family, Head};
use super::same_event::{WIN, named, one_name};
use super::telling::{NameIn, Reason, Telling};
use crate::lexicon::Lexicon;
use crate::wording::{Wording, same_stock};
use reportedly_schema::Span;
use reportedly_schema::linkage::DifferenceKind;
use std::collections::BTreeSet;

/// The words of two accounts that differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sides {
    pub kind: DifferenceKind,
    /// What it is about, in few words.
    pub of: String,
    /// Which words of the first account give it: bytes of one of its passages, and which passage.
    pub a: (Span, usize),
    pub b: (Span, usize),
}

/// Kinds of events that have no one who acts on another.
const MUTUAL: &[&str] = &["meeting", "debate", "election", "vote", "accident", "storm", "killing", "injury"];

/// Every difference between two accounts, each given as its passages; one for each kind and thing it is about.
pub(crate) fn differences(a: &[&Telling], b: &[&Telling]) -> Vec<Sides> {
    let mut out = Vec::new();
    numbers(a, b, &mut out);
    actors(a, b, &mut out);
    reasons(a, b, &mut out);
    places(a, b, &mut out);
    orders(a, b, &mut out);
    occurrences(a, b, &mut out);
    out.sort();
    let mut seen = BTreeSet::new();
    out.retain(|d| seen.insert((d.kind, d.of.clone())));
    out
}

fn each<'t, T: 't>(
    all: &'t [&'t Telling],
    of: impl Fn(&'t Telling) -> &'t [T],
) -> impl Iterator<Item = (usize, &'t T)> {
    let mut out = Vec::new();
    for (n, telling) in all.iter().enumerate() {
        out.extend(of(telling).iter().map(|x| (n, x)));
    }
    out.into_iter()
}

fn numbers(a: &[&Telling], b: &[&Telling], out: &mut Vec<Sides>) {
    let whats: BTreeSet<&str> = each(a, |t| &t.figures).map(|(_, f)| f.what.as_str()).collect();
    for what in whats {
        let of = |all: &[&Telling]| -> Vec<(usize, Counted)> {
            each(all, |t| &t.figures).filter(|(_, f)| f.what == what).map(|(n, f)| (n, f.clone())).collect()
        };
        let (mut x, mut y) = (of(a), of(b));
        name_counted(&mut x);
        name_counted(&mut y);
        if x.iter().any(|(_, f)| f.is_share()) || counts_several(&x) || counts_several(&y) {
            continue;
        }
        // Figures of which any leaves room for one of the other account may count different things.
        if x.iter().any(|(_, f)| y.iter().any(|(_, g)| !f.differs(g))) {
            continue;
        }
        if let (Some((m, f)), Some((n, g))) = (x.first(), y.first()) {
            out.push(Sides {
                kind: DifferenceKind::Number,
                of: f.of.clone(),
                a: (f.bytes, *m),
                b: (g.bytes, *n),
            });
        }
    }
}

/// Whether one account gives several numbers of things that have one noun ("66 delegates … 370 delegates"): of which of them the other's is, nothing tells.
fn counts_several(figures: &[(usize, Counted)]) -> bool {
    let things = || figures.iter().map(|(_, f)| f).filter(|f| !f.is_of_casualties());
    things().any(|f| things().any(|g| f.differs(g)))
}

/// Gives a figure that names nothing ("six hurt") the noun that the same account's equal figure counts ("six passengers").
fn name_counted(figures: &mut [(usize, Counted)]) {
    let named: Vec<(u64, String)> =
        figures.iter().filter_map(|(_, f)| Some((f.best, f.noun.clone()?))).collect();
    for (_, figure) in figures.iter_mut().filter(|(_, f)| f.noun.is_none()) {
        figure.noun = named.iter().find(|(best, _)| *best == figure.best).map(|(_, noun)| noun.clone());
    }
}

/// Whether two lists of word keys have one in common: the same stock, or one that ends with the other ("gunboat", "boat").
fn meets(a: &[String], b: &[String]) -> bool {
    let ends = |x: &str, y: &str| y.len() >= ENDING_LETTERS && x.ends_with(y);
    a.iter().any(|x| b.iter().any(|y| same_stock(x, y) || ends(x, y) || ends(y, x)))
}

/// The fewest letters of a word with which another may end and mean the same kind of thing.
const ENDING_LETTERS: usize = 4;

fn actors(a: &[&Telling], b: &[&Telling], out: &mut Vec<Sides>) {
    for (m, x) in each(a, |t| &t.heads) {
        for (n, y) in each(b, |t| &t.heads) {
            let told = x.happening == y.happening && !x.denied && !y.denied;
            let acts = !MUTUAL.contains(&x.happening.name());
            if !told || !acts || x.agents.is_empty() || y.agents.is_empty() || meets(&x.agents, &y.agents) {
                continue;
            }
            let exchanged = meets(&x.agents, &y.patients) || meets(&y.agents, &x.patients);
            // "The locks shut" has as its subject what "Aldra shut the locks" acts on.
            if x.happening.acts_on_an_object() && exchanged {
                continue;
            }
            let turned = exchanged;
            let all_named = |t: &Telling, h: &Head| named_among(t, &h.agents).len() == h.agents.len();
            // "Won his home state", of two winners: each has a home of his own.
            let prize = |t: &Telling, h: &Head| named_among(t, &h.patients);
            let one_object = match x.happening.name() {
                WIN => meets(&prize(a[m], x), &prize(b[n], y)),
                _ => x.happening.acts_on_an_object() || meets(&x.patients, &y.patients),
            };
            let others = all_named(a[m], x) && all_named(b[n], y) && one_object;
            if turned || others {
                out.push(Sides {
                    kind: DifferenceKind::Actor,
                    of: x.happening.name().replace('_', " "),
                    a: (clause(&a[m].wording, x.at), m),
                    b: (clause(&b[n].wording, y.at), n),
                });
            }
        }
    }
}

/// Those of some word keys that are of a name in the passage.
fn named_among(telling: &Telling, keys: &[String]) -> Vec<String> {
    named(telling, keys).into_iter().cloned().collect()
}

fn reasons(a: &[&Telling], b: &[&Telling], out: &mut Vec<Sides>) {
    // A reason is one of the event where its sentence tells of what the other account tells.
    let of = |all: &'_ [&Telling], others: &[&Telling]| -> Vec<(usize, Reason)> {
        let families: BTreeSet<Family> = others.iter().flat_map(|t| t.families()).collect();
        let mut out = Vec::new();
        for (n, t) in all.iter().enumerate() {
            let tokens = &t.wording.tokens;
            let sentence = |byte: u32| tokens.iter().find(|k| k.bytes.start >= byte).map(|k| k.sentence);
            let beside = |r: &&Reason| {
                let here = sentence(r.bytes.start);
                let of_event = |h: &Head| families.contains(&h.happening.family());
                t.heads.iter().any(|h| of_event(h) && tokens.get(h.at).map(|k| k.sentence) == here)
            };
            out.extend(t.reasons.iter().filter(beside).map(|r| (n, r.clone())));
        }
        out
    };
    let (x, y) = (of(a, b), of(b, a));
    let meet =
        x.iter().any(|(_, r)| y.iter().any(|(_, s)| r.features.iter().any(|f| s.features.contains(f))));
    if let (Some((m, r)), Some((n, s)), false) = (x.first(), y.first(), meet) {
        out.push(Sides {
            kind: DifferenceKind::Reason,
            of: "reason".to_string(),
            a: (r.bytes, *m),
            b: (s.bytes, *n),
        });
    }
}

/// Places of one kind that have other names: "in Maros waters" and "in Telurian waters", "at Lock Three" and "at Lock Four".
fn places(a: &[&Telling], b: &[&Telling], out: &mut Vec<Sides>) {
    let of = |all: &[&Telling]| -> Vec<(usize, NameIn)> {
        all.iter().enumerate().flat_map(|(n, t)| t.places().map(move |p| (n, p.clone()))).collect()
    };
    let (x, y) = (of(a), of(b));
    if x.iter().any(|(_, p)| y.iter().any(|(_, q)| one_name(p, q))) {
        return;
    }
    for (m, p) in &x {
        for (n, q) in &y {
            let noun = p.noun.as_ref().filter(|noun| !is_contest(noun));
            let one_kind = noun.is_some() && p.noun == q.noun && !meets(&p.keys, &q.keys)
                || other_number(&p.keys, &q.keys);
            if one_kind {
                let span = |t: &Telling, p: &NameIn| {
                    between(&t.wording, p.at, p.at + p.keys.len() - usize::from(p.noun.is_none()))
                };
                out.push(Sides {
                    kind: DifferenceKind::Place,
                    of: "place".to_string(),
                    a: (span(a[*m], p), *m),
                    b: (span(b[*n], q), *n),
                });
            }
        }
    }
}

/// Whether a noun behind a name is of what is held somewhere and no place ("in the Aldran primary").
fn is_contest(noun: &str) -> bool {
    const CONTESTS: &[&str] =
        &["primari", "caucus", "elect", "race", "contest", "debat", "campaign", "poll", "convent", "survey"];
    CONTESTS.contains(&noun)
}

/// Whether two names differ in a number alone ("Lock Three", "Lock Four").
fn other_number(a: &[String], b: &[String]) -> bool {
    let is_number =
        |k: &String| Lexicon::shared().number(k).is_some() || k.chars().all(|c| c.is_ascii_digit());
    let (Some((x, xs)), Some((y, ys))) = (a.split_last(), b.split_last()) else { return false };
    x != y && is_number(x) && is_number(y) && !xs.is_empty() && xs == ys
}

/// What a passage says came first, as pairs of happenings.
fn before_and_after(telling: &Telling) -> Vec<(&Head, &Head)> {
    let tokens = &telling.wording.tokens;
    let mut out = Vec::new();
    for pair in telling.heads.windows(2) {
        let [x, y] = pair else { continue };
        let (from, to) = (x.at + x.length, y.at);
        if from > to || tokens[x.at].sentence != tokens[y.at].sentence {
            continue;
        }
        match tokens[from..to].iter().rev().find(|t| matches!(t.written.as_str(), "before" | "after")) {
            Some(t) if t.written == "before" => out.push((x, y)),
            Some(_) => out.push((y, x)),
            None => {}
        }
    }
    out
}

fn orders(a: &[&Telling], b: &[&Telling], out: &mut Vec<Sides>) {
    for (m, x) in a.iter().enumerate() {
        for (first, then) in before_and_after(x) {
            for (n, y) in b.iter().enumerate() {
                let turned = before_and_after(y)
                    .into_iter()
                    .find(|(f, t)| f.happening == then.happening && t.happening == first.happening);
                if let Some((f, t)) = turned {
                    let words = |wording: &Wording, f: &Head, t: &Head| {
                        let (x, y) = (f.at.min(t.at), (f.at + f.length).max(t.at + t.length) - 1);
                        between(wording, x, y)
                    };
                    out.push(Sides {
                        kind: DifferenceKind::Order,
                        of: "order".to_string(),
                        a: (words(&x.wording, first, then), m),
                        b: (words(&y.wording, f, t), n),
                    });
                }
            }
        }
    }
}

fn occurrences(a: &[&Telling], b: &[&Telling], out: &mut Vec<Sides>) {
    for (m, x) in each(a, |t| &t.heads) {
        for (n, y) in each(b, |t| &t.heads) {
            // "Venn endorsed Reed" and "Maros did not endorse Reed" are two acts.
            let others = !x.agents.is_empty() && !y.agents.is_empty() && !meets(&x.agents, &y.agents);
            if x.happening == y.happening
                && x.denied != y.denied
                && !(others && x.happening.acts_on_an_object())
                && (meets(&x.agents, &y.agents) || meets(&x.patients, &y.patients))
            {
                out.push(Sides {
                    kind: DifferenceKind::Occurrence,
                    of: x.happening.name().replace('_', " "),
                    a: (clause(&a[m].wording, x.at), m),
                    b: (clause(&b[n].wording, y.at), n),
                });
            }
        }
    }
}

/// The bytes of a token's clause.
fn clause(wording: &Wording, at: usize) -> Span {
    let tokens = &wording.tokens;
    let inside = |n: &usize| tokens[*n].clause == tokens[at].clause;
    let first = (0..at).rev().take_while(inside).last().unwrap_or(at);
    let last = (at..tokens.len()).take_while(inside).last().unwrap_or(at);
    between(wording, first, last)
}

/// The bytes of the tokens `first` to `last`.
fn between(wording: &Wording, first: usize, last: usize) -> Span {
    Span { start: wording.tokens[first].bytes.start, end: wording.tokens[last].bytes.end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Stance;

    fn telling(text: &str) -> Telling {
        Telling::new(Wording::new(text, false, Stance::default()), Vec::new(), None, &[])
    }

    fn kinds(a: &[&str], b: &[&str]) -> Vec<DifferenceKind> {
        let all = |texts: &[&str]| -> Vec<Telling> { texts.iter().map(|text| telling(text)).collect() };
        let (a, b) = (all(a), all(b));
        let found = differences(&a.iter().collect::<Vec<_>>(), &b.iter().collect::<Vec<_>>());
        found.into_iter().map(|d| d.kind).collect()
    }

    #[test]
    fn numbers_of_several_things_and_shares_are_set_against_nothing() {
        assert_eq!(
            kinds(&["The barge carried 40 boxes."], &["The barge carried 60 boxes."]),
            [DifferenceKind::Number]
        );
        assert!(kinds(&["Reed has 40 seats.", "Venn has 90 seats."], &["Maros has 60 seats."]).is_empty());
        assert!(kinds(&["Reed won 40 percent."], &["Reed won 24 percent."]).is_empty());
    }

    #[test]
    fn an_act_of_one_is_no_denial_of_the_act_of_another() {
        assert!(kinds(&["Venn endorsed Reed."], &["Maros did not endorse Reed."]).is_empty());
        assert!(
            kinds(&["Venn endorsed Reed."], &["Venn did not endorse Reed."])
                .contains(&DifferenceKind::Occurrence)
        );
    }

    #[test]
    fn a_reason_is_one_of_what_both_tell() {
        let one = "The barge rammed the gate because the engine failed.";
        assert_eq!(kinds(&[one], &["The barge hit the gate because of the fog."]), [DifferenceKind::Reason]);
        assert!(kinds(&[one], &["She will resign because of the letter."]).is_empty());
    }
}
