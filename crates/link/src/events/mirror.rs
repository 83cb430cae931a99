//! What two sides say of each other: "Teluria broke the truce", says Aldra; "Aldra broke the truce", says Teluria.

use super::Teller;
use super::groups::Pair;
use super::heads::{Happening, Head};
use super::same_event::{exclude, named};
use super::told::Told;
use crate::reply_sides::Side;
use crate::wording::same_stock;
use reportedly_schema::linkage::Joined;
use std::collections::{BTreeMap, BTreeSet};

/// Adds the pairs of statements of which each says of the other's side what the other says of its own: one kind of act on one object.
pub(super) fn pairs(told: &[Told], sides: &[Side], out: &mut Vec<Pair>) {
    let mut by_happening: BTreeMap<Happening, BTreeSet<usize>> = BTreeMap::new();
    for (n, one) in told.iter().enumerate().filter(|(_, one)| matches!(one.teller, Teller::Speaker(_))) {
        for head in one.telling.heads.iter().filter(|h| h.happening.acts_on_an_object() && !h.denied) {
            if !named(&one.telling, &head.agents).is_empty() {
                by_happening.entry(head.happening).or_default().insert(n);
            }
        }
    }
    for (happening, members) in by_happening {
        let members: Vec<usize> = members.into_iter().collect();
        for (at, &a) in members.iter().enumerate() {
            for &b in &members[at + 1..] {
                if of_each_other(&told[a], &told[b], happening, sides)
                    && !exclude(&told[a].telling, &told[b].telling)
                {
                    let what = happening.name().replace('_', " ");
                    out.push((Joined::Possible, a, b, format!("{what}: each says it of the other's side")));
                }
            }
        }
    }
}

fn of_each_other(a: &Told, b: &Told, happening: Happening, sides: &[Side]) -> bool {
    let (Teller::Speaker(p), Teller::Speaker(q)) = (a.teller, b.teller) else { return false };
    let (p, q) = (&sides[p], &sides[q]);
    if p.with(q) || !p.parties.is_disjoint(&q.parties) {
        return false;
    }
    let says_of = |told: &Told, own: &Side, other: &Side| {
        let of = |side: &Side, head: &Head| {
            named(&told.telling, &head.agents)
                .iter()
                .any(|agent| side.bodies.iter().chain(&side.own).any(|name| same_stock(agent, name)))
        };
        let heads = told.telling.heads.iter().filter(|h| h.happening == happening && !h.denied);
        heads.clone().any(|h| of(other, h)) && !heads.clone().any(|h| of(own, h))
    };
    says_of(a, p, q) && says_of(b, q, p)
}
