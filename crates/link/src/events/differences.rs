//! How two accounts of one event differ, by kind, with a line that sets what each gives side by side and says no more.

use super::figures::Counted;
use super::heads::Head;
use super::same_event::one_name;
use super::telling::{NameIn, Telling};
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
            let named = |t: &Telling, h: &Head| {
                let name = |k: &String| t.names.iter().any(|name| name.keys.contains(k));
                h.agents.iter().all(name)
            };
            let one_object = x.happening.acts_on_an_object() || meets(&x.patients, &y.patients);
            let others = named(a[m], x) && named(b[n], y) && one_object;
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

fn reasons(a: &[&Telling], b: &[&Telling], out: &mut Vec<Sides>) {
    let (x, y): (Vec<_>, Vec<_>) = (each(a, |t| &t.reasons).collect(), each(b, |t| &t.reasons).collect());
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
            let one_kind = p.noun.is_some() && p.noun == q.noun && !meets(&p.keys, &q.keys)
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
            if x.happening == y.happening
                && x.denied != y.denied
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
