//! What tellers are at odds over wherever they speak of it: why talks or a project ended, who came up with something, who refuses to talk, who broke an agreement,
//! who began to shoot. Such accounts lie years apart and share few words; what they have in common is the kind of claim and what it is about.

use super::agents::{Introduced, first_subject, meet, name_keys};
use super::claims::{Claim, MEETING, What, claims};
use super::read::Read;
use super::undertakings::{Family, Named, Same, Undertakings, same_anchor};
use super::{Account, Difference, Event, Passage, Teller, Told, days_of, figures_told, named, one_side};
use crate::lexicon::Lexicon;
use crate::names::words;
use crate::reply_sides::Side;
use reportedly_schema::linkage::{DifferenceKind, Joined, Snapshot};

use reportedly_schema::{Act, ActBasis, BlockKind, Day, Interval, SpeakerKind};
use std::collections::{BTreeMap, BTreeSet};

/// Names that two articles must both come back to where nothing else tells that they speak of one thing.
const SHARED_NAMES: usize = 2;

/// The least weight in common, in thousandths, by which two proposals are one.
const LEAST_PROPOSAL: u32 = 3_000;

/// Days between two sayings that may still speak of one standing refusal: three years.
const STANDING_DAYS: i32 = 1_096;

/// A claim with who makes it and what is known around it.
struct Placed<'t> {
    told: &'t Told,
    index: usize,
    claim: Claim,
    /// The words of the claim.
    words: String,
    /// Who acts, with those on whose side they stand.
    who: BTreeSet<String>,
    /// On whose side the teller stands.
    side: BTreeSet<String>,
    undertaking: Option<Named>,
}

/// Two claims that differ.
struct Odds {
    kind: DifferenceKind,
    of: &'static str,
    a: usize,
    b: usize,
}

/// An event for each thing over which tellers are at odds.
pub(super) fn events(snapshot: &Snapshot, told: &[Told], sides: &[Side]) -> Vec<Event> {
    let undertakings: Vec<Undertakings> = snapshot.layers.iter().map(Undertakings::new).collect();
    let persons: BTreeSet<String> = snapshot
        .links
        .speakers
        .iter()
        .filter(|s| s.kind == SpeakerKind::Person)
        .filter_map(|s| words(&s.name).pop())
        .collect();
    let introduced = Introduced::new(&snapshot.layers, &persons, sides);
    let placed = placed(snapshot, told, &undertakings, &introduced, sides);
    let reasons = reasons(&placed, &undertakings);
    let mut odds: Vec<Odds> = Vec::new();
    for (b, y) in placed.iter().enumerate() {
        for (a, x) in placed[..b].iter().enumerate() {
            let apart = x.told.teller != y.told.teller && !one_side(x.told.teller, y.told.teller, sides);
            if apart
                && reasons[a] != reasons[b]
                && let Some((kind, of)) = at_odds(x, y, &undertakings)
            {
                odds.push(Odds { kind, of, a, b });
            }
        }
    }
    grouped(&placed, odds).into_iter().map(|group| event(told, &placed, group, sides)).collect()
}

/// For each claim the first that gives the same reason for the same end, as far as a chain of claims tells: one that shares its words or whom it
/// blames, or another by the same teller. A claim of another kind stands for itself.
fn reasons(placed: &[Placed], all: &[Undertakings]) -> Vec<usize> {
    let mut group: Vec<usize> = (0..placed.len()).collect();
    for (b, y) in placed.iter().enumerate() {
        for (a, x) in placed[..b].iter().enumerate() {
            let ended = matches!((&x.claim.what, &y.claim.what), (What::Ended(_), What::Ended(_)));
            let one =
                ended && (x.told.teller == y.told.teller || one_reason(x, y)) && one_undertaking(x, y, all);
            if one {
                let (keep, gone) = (group[a].min(group[b]), group[a].max(group[b]));
                group.iter_mut().filter(|g| **g == gone).for_each(|g| *g = keep);
            }
        }
    }
    group
}

/// Whether two claims give one reason.
fn one_reason(x: &Placed, y: &Placed) -> bool {
    let (What::Ended(p), What::Ended(q)) = (&x.claim.what, &y.claim.what) else { return false };
    !p.words.is_disjoint(&q.words) || meet(&x.who, &y.who)
}

fn placed<'t>(
    snapshot: &Snapshot,
    told: &'t [Told],
    undertakings: &[Undertakings],
    introduced: &Introduced,
    sides: &[Side],
) -> Vec<Placed<'t>> {
    let mut out: Vec<Placed> = Vec::new();
    for (index, one) in told.iter().enumerate() {
        let passage = &one.passage;
        if is_headline(snapshot, passage) || holds_words(snapshot, passage) {
            continue;
        }
        let here = &undertakings[passage.article];
        let read = Read::new(snapshot, one);
        let in_text = |n: usize| read.in_reading(n);
        let undertaking = |n: usize| in_text(n).is_some_and(|at| here.at(at).is_some());
        let statement = passage.statement.map(|n| &snapshot.statements[n]);
        let blames = statement.is_some_and(|s| {
            let cue = s.cue_text.to_lowercase();
            cue.split_whitespace().any(|w| BLAMING.contains(&w))
        });
        let denies = statement.is_some_and(|s| {
            let acts = &s.statement.acts;
            acts.iter().any(|a| matches!(a.act, Act::Denial | Act::Refusal) && a.basis == ActBasis::Cue)
        });
        let mut side = BTreeSet::new();
        if let Teller::Speaker(s) = one.teller {
            side.extend(introduced.expanded(&name_keys(&snapshot.links.speakers[s].name)));
            side.extend(sides[s].bodies.iter().map(|b| Lexicon::shared().key(b)));
        }
        for mut claim in claims(read.wording(), &undertaking, blames) {
            if denies {
                match &mut claim.what {
                    What::Refuses(denied) | What::Breaks(denied) => *denied = !*denied,
                    _ => continue,
                }
            }
            let mut who = introduced.expanded(&claim.who.names);
            if claim.who.ours {
                who.extend(side.iter().cloned());
            } else if who.is_empty() {
                who.extend(claim.who.nouns.iter().cloned());
            }
            if who.is_empty() && claim.who.theirs {
                who = spoken_of_before(told, index, introduced);
            }
            // Nobody is at odds with others by blaming his own side: more often the words are another's.
            let blames_itself = meet(&who, &side)
                && match claim.what {
                    What::Ended(_) => !claim.who.names.is_empty(),
                    What::Refuses(denied) | What::Breaks(denied) => !denied,
                    _ => false,
                };
            if blames_itself {
                continue;
            }
            let named = match claim.object {
                Some(n) => in_text(n).and_then(|at| here.at(at)).cloned(),
                None => in_text(claim.at).and_then(|at| here.before(at)).cloned(),
            };
            let words = claim.bytes.of(read.text()).unwrap_or("").to_string();
            out.push(Placed { told: one, index, claim, words, who, side: side.clone(), undertaking: named });
        }
    }
    out
}

/// Words of a cue that say that its source blames whom the content begins with.
const BLAMING: &[&str] = &["blamed", "blames", "blaming", "blame"];

fn is_headline(snapshot: &Snapshot, passage: &Passage) -> bool {
    let start = passage.spans[0].start;
    snapshot.layers[passage.article].blocks.iter().any(|b| {
        let title = matches!(b.kind, BlockKind::Title | BlockKind::Subtitle);
        title && b.span.start <= start && start < b.span.end
    })
}

/// Whether a sentence in the outlet's voice has another's words in it: those are told by the other.
fn holds_words(snapshot: &Snapshot, passage: &Passage) -> bool {
    passage.statement.is_none()
        && snapshot.statements_of(passage.article).any(|n| {
            let content = &snapshot.statements[n].statement.content;
            content.iter().any(|c| passage.spans.iter().any(|s| s.overlaps(*c)))
        })
}

/// Bytes between two passages of one teller in which "they" are those that the first begins with.
const THEY_REACH: u32 = 300;

/// Whom "they" of a passage means: whom the teller's words right before it begin with.
fn spoken_of_before(told: &[Told], index: usize, introduced: &Introduced) -> BTreeSet<String> {
    let one = &told[index];
    let start = one.passage.spans[0].start;
    let before = told[..index].iter().rev().find(|t| {
        let end = t.passage.spans.last().map_or(0, |s| s.end);
        let here = t.passage.article == one.passage.article && t.teller == one.teller;
        here && end <= start && start - end < THEY_REACH
    });
    let Some(before) = before else { return BTreeSet::new() };
    let who = first_subject(&before.telling.wording);
    if who.ours || who.theirs {
        return BTreeSet::new();
    }
    let mut out = introduced.expanded(&who.names);
    if out.is_empty() {
        out.extend(who.nouns);
    }
    out
}

/// How many names both articles come back to.
fn shared_names(a: &Undertakings, b: &Undertakings) -> usize {
    a.names.iter().filter(|name| b.names.contains(*name)).count()
}

/// Whether two claims are of one undertaking.
fn one_undertaking(x: &Placed, y: &Placed, all: &[Undertakings]) -> bool {
    let (Some(m), Some(n)) = (&x.undertaking, &y.undertaking) else { return false };
    let (p, q) = (x.told.passage.article, y.told.passage.article);
    if !one_family(m, p, n, q, all) {
        return false;
    }

    let anchor = |named: &Named, article: usize| named.anchor.map(|a| &all[article].anchors[a]);
    let same = match (anchor(m, p), anchor(n, q)) {
        (Some(a), Some(b)) if p != q || m.anchor != n.anchor => same_anchor(a, b),
        _ => Same::Unknown,
    };
    match same {
        Same::No => false,
        Same::Place => true,
        Same::Time | Same::Unknown if p == q => true,
        Same::Time => shared_names(&all[p], &all[q]) >= SHARED_NAMES,
        Same::Unknown => {
            let one_noun = m.noun == n.noun || m.family != n.family || matches!(m.family, Family::Topic(_));
            one_noun && shared_names(&all[p], &all[q]) >= SHARED_NAMES
        }
    }
}

/// Whether two nouns may name one undertaking: "the project" any that its article keeps naming, "the deal" what an article is about.
fn one_family(m: &Named, p: usize, n: &Named, q: usize, all: &[Undertakings]) -> bool {
    let general = |m: &Named, p: usize, n: &Named| {
        let binding = BINDING.contains(&m.noun.as_str()) && matches!(n.family, Family::Topic(_));
        let any = m.family == Family::General || binding;
        any && (n.family == Family::General || all[p].topics.contains(&n.noun))
    };
    m.family == n.family || general(m, p, n) || general(n, q, m)
}

/// Word keys of nouns that may stand for whatever was agreed.
const BINDING: &[&str] = &["deal", "accord", "agreement"];

fn one_setting(x: &Placed, y: &Placed, all: &[Undertakings]) -> bool {
    let (p, q) = (x.told.passage.article, y.told.passage.article);
    p == q || shared_names(&all[p], &all[q]) >= SHARED_NAMES
}

/// Whether and how two claims by two tellers differ.
fn at_odds(x: &Placed, y: &Placed, all: &[Undertakings]) -> Option<(DifferenceKind, &'static str)> {
    match (&x.claim.what, &y.claim.what) {
        (What::Ended(p), What::Ended(q)) => {
            let concrete = |c: &Placed, words: &BTreeSet<u64>| !c.who.is_empty() || !words.is_empty();
            let other = !one_reason(x, y);
            (other && concrete(x, &p.words) && concrete(y, &q.words) && one_undertaking(x, y, all))
                .then_some((DifferenceKind::Reason, "reason for the end"))
        }
        (What::Refuses(p), What::Refuses(q)) if near(x.told.said, y.told.said) && one_setting(x, y, all) => {
            mutual(x, y, *p, *q, "refusing to talk")
        }
        (What::Breaks(p), What::Breaks(q)) if one_undertaking(x, y, all) => {
            mutual(x, y, *p, *q, "breaking the agreement")
        }
        (What::Fires, What::Fires) => {
            let days = |t: &Told| t.telling.days.clone();
            let apart = !days(x.told).is_empty()
                && !days(y.told).is_empty()
                && !days(x.told).iter().any(|a| days(y.told).iter().any(|b| a.overlaps(b)));
            let others = !x.who.is_empty() && !y.who.is_empty() && !meet(&x.who, &y.who);
            (others && !apart && one_setting(x, y, all)).then_some((DifferenceKind::Actor, "who began"))
        }
        (What::Proposes(p), What::Proposes(q)) => {
            let others = !x.who.is_empty() && !y.who.is_empty() && !meet(&x.who, &y.who);
            if !others || !one_setting(x, y, all) {
                return None;
            }
            let in_other = |word: &str| q.words.iter().any(|(other, _)| one_word(word, other));
            let shared: Vec<_> = p.words.iter().filter(|(word, _)| in_other(word)).collect();
            let meeting = shared.iter().any(|(word, _)| word == MEETING);
            let weight: u32 = shared.iter().map(|(_, weight)| *weight).sum();
            let names_apart = !p.names.is_empty() && !q.names.is_empty() && !meet(&p.names, &q.names);
            let both_demand = p.demanded && q.demanded && !(p.origin && q.origin);
            let recurs = meeting || x.claim.object.is_some() || y.claim.object.is_some();
            let told_apart = p.origin || q.origin || x.told.passage.article == y.told.passage.article;
            ((meeting || weight >= LEAST_PROPOSAL) && !names_apart && !both_demand && (!recurs || told_apart))
                .then_some((DifferenceKind::Actor, "whose proposal"))
        }
        _ => None,
    }
}

/// Letters by which a verb and its noun are one word ("extend", "extension").
const WORD_LETTERS: usize = 5;

fn one_word(a: &str, b: &str) -> bool {
    a == b || a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count() >= WORD_LETTERS
}

fn near(a: Interval, b: Interval) -> bool {
    let day = |i: Interval| i.latest.or(i.earliest);
    match (day(a), day(b)) {
        (Some(a), Some(b)) => a.until(b).is_ok_and(|gap| gap.get_days().abs() <= STANDING_DAYS),
        _ => true,
    }
}

/// What one says of the other's side and the other of the one's; or what one says of the other, who denies it.
fn mutual(
    x: &Placed,
    y: &Placed,
    p: bool,
    q: bool,
    of: &'static str,
) -> Option<(DifferenceKind, &'static str)> {
    let speakers = matches!(x.told.teller, Teller::Speaker(_)) && matches!(y.told.teller, Teller::Speaker(_));
    if !speakers || p && q {
        return None;
    }
    if p != q {
        let (says, denies) = if q { (x, y) } else { (y, x) };
        let own = meet(&denies.who, &denies.side) || denies.claim.who.ours;
        let one = meet(&says.who, &denies.who) || meet(&says.who, &denies.side);
        return (own && one && !meet(&says.who, &says.side)).then_some((DifferenceKind::Occurrence, of));
    }
    let blames_itself = x.claim.who.ours || y.claim.who.ours;
    if x.who.is_empty() && y.who.is_empty() || meet(&x.who, &y.who) {
        return None;
    }
    let of_the_other = meet(&x.who, &y.side) || meet(&y.who, &x.side);
    (!blames_itself && of_the_other).then_some((DifferenceKind::Actor, of))
}

/// Differences that hang together by their claims.
fn grouped(placed: &[Placed], odds: Vec<Odds>) -> Vec<Vec<Odds>> {
    let mut group: Vec<usize> = (0..placed.len()).collect();
    for o in &odds {
        let (x, y) = (group[o.a], group[o.b]);
        let (keep, gone) = (x.min(y), x.max(y));
        group.iter_mut().filter(|g| **g == gone).for_each(|g| *g = keep);
    }
    let mut out: BTreeMap<usize, Vec<Odds>> = BTreeMap::new();
    for o in odds {
        out.entry(group[o.a]).or_default().push(o);
    }
    out.into_values().collect()
}

type Teller3 = (Option<Day>, Option<Day>, Teller);

fn event(told: &[Told], placed: &[Placed], group: Vec<Odds>, sides: &[Side]) -> Event {
    let key = |p: &Placed| -> Teller3 {
        (p.told.said.earliest.or(p.told.said.latest), p.told.said.latest, p.told.teller)
    };
    let claims: BTreeSet<usize> = group.iter().flat_map(|o| [o.a, o.b]).collect();
    let mut accounts: BTreeMap<Teller3, BTreeSet<usize>> = BTreeMap::new();
    for &c in &claims {
        accounts.entry(key(&placed[c])).or_default().insert(placed[c].index);
    }
    let place: BTreeMap<Teller3, usize> = accounts.keys().enumerate().map(|(n, key)| (*key, n)).collect();

    let mut seen: BTreeSet<(Teller, Teller, &str)> = BTreeSet::new();
    let mut differences = Vec::new();
    for o in &group {
        let (x, y) = (&placed[o.a], &placed[o.b]);
        let (m, n) = (place[&key(x)], place[&key(y)]);
        let (x, y, m, n) = if m <= n { (x, y, m, n) } else { (y, x, n, m) };
        let tellers = (x.told.teller.min(y.told.teller), x.told.teller.max(y.told.teller));
        if seen.insert((tellers.0, tellers.1, o.of)) {
            differences.push(Difference {
                kind: o.kind,
                between: (m, n),
                same_party: one_side(x.told.teller, y.told.teller, sides),
                of: o.of.to_string(),
                words: (x.words.clone(), y.words.clone()),
            });
        }
    }
    let members: Vec<usize> =
        claims.iter().map(|&c| placed[c].index).collect::<BTreeSet<_>>().into_iter().collect();
    let (where_, participants) = named(told, &members);
    let first = accounts.values().next().and_then(|all| all.first()).copied().unwrap_or(members[0]);
    Event {
        id: told[first].passage.id,
        gist: told[first].passage.text.clone(),
        days: days_of(told, &members),
        place: where_,
        participants,
        accounts: accounts
            .into_iter()
            .map(|((_, _, teller), all)| Account {
                teller,
                said: told[all.first().copied().unwrap_or(first)].said,
                figures: all.iter().flat_map(|&n| figures_told(&told[n].telling)).collect(),
                passages: all.iter().map(|&n| told[n].passage.clone()).collect(),
            })
            .collect(),
        because: format!("{}: told otherwise", group[0].of),
        differences,
        joined: Joined::Possible,
    }
}
