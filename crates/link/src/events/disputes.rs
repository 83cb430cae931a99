//! What tellers are at odds over wherever they speak of it: why talks or a project ended, who came up with something, who refuses to talk, who broke an agreement,
//! who began to shoot. Such accounts lie years apart and share few words; what they have in common is the kind of claim and what it is about.

mod denials;

use super::agents::{Introduced, first_subject, meet, name_keys};
use super::claims::{Claim, MEETING, What, claims, counts, dated, recounts};
use super::figures::Figure;
use super::read::Read;
use super::same_event::{exclude, one_name, other_place};
use super::undertakings::{Family, Named, Same, Undertakings, same_anchor};
use super::{Account, Difference, Event, Passage, Teller, Told, days_of, figures_told, named, one_side};
use crate::lexicon::Lexicon;
use crate::names::words;
use crate::reply_sides::Side;
use crate::wording::{Stance, Wording};
use reportedly_schema::linkage::{DifferenceKind, Joined, Snapshot};

use reportedly_schema::{Act, ActBasis, BlockKind, Day, Interval, SpeakerKind};
use std::collections::{BTreeMap, BTreeSet};

/// Names that two articles must both come back to where nothing else tells that they speak of one thing.
const SHARED_NAMES: usize = 2;

/// The least weight in common, in thousandths, by which two proposals are one.
const LEAST_PROPOSAL: u32 = 3_000;

/// The same where both say whose idea it was.
const LEAST_ORIGIN: u32 = 2_500;

/// The same where they say it beside each other.
const LEAST_ORIGIN_BESIDE: u32 = 2_000;

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
    /// Whether it is another side, and the words do not tell which ("they").
    theirs: bool,
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
    let speakers = &snapshot.links.speakers;
    let last_words = |person: bool| -> BTreeSet<String> {
        let kind = speakers.iter().filter(|s| (s.kind == SpeakerKind::Person) == person);
        kind.filter_map(|s| words(&s.name).pop()).collect()
    };
    // What somewhere speaks as a body is no one's name: it would be introduced by whoever stands beside it.
    let bodies = last_words(false);
    let persons: BTreeSet<String> = last_words(true).difference(&bodies).cloned().collect();
    let of_persons =
        sides.iter().zip(speakers).filter(|(_, s)| s.kind == SpeakerKind::Person).map(|(side, _)| side);
    let mut introduced = Introduced::new(of_persons, &bodies);
    let mut undertakings = Vec::new();
    for layers in &snapshot.layers {
        let wording = Wording::new(&layers.text, false, Stance::default());
        introduced.add(layers, &wording, &persons);
        undertakings.push(Undertakings::new(layers, &wording));
    }
    let placed = placed(snapshot, told, &undertakings, &introduced, sides);
    let pairs = pairs(&placed, &undertakings);
    let reasons = reasons(&placed, &pairs, &undertakings);
    let mut odds: Vec<Odds> = Vec::new();
    for &(a, b) in &pairs {
        let (x, y) = (&placed[a], &placed[b]);
        let apart = x.told.teller != y.told.teller && !one_side(x.told.teller, y.told.teller, sides);
        if apart
            && reasons[a] != reasons[b]
            && let Some((kind, of)) = at_odds(x, y, &undertakings)
        {
            odds.push(Odds { kind, of, a, b });
        }
    }
    grouped(&placed, odds).into_iter().map(|group| event(told, &placed, group, sides)).collect()
}

/// What brings two claims together.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Article(u8, usize),
    Name(u8, String),
    Counted(String, String),
    Month(i16, i8),
}

/// Claims that share a key, at most: a name that more have tells none of them from another.
const MOST_SHARING: usize = 300;

/// Pairs of claims of one kind that may be of one thing, the lesser index first.
fn pairs(placed: &[Placed], all: &[Undertakings]) -> BTreeSet<(usize, usize)> {
    let mut keys: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (n, p) in placed.iter().enumerate() {
        let article = p.told.passage.article;
        let names = || all[article].names.iter().cloned();
        let mut add = |key: Key| keys.entry(key).or_default().push(n);
        let kind = match &p.claim.what {
            What::Ended(_) | What::Denies => 0,
            What::Refuses(_) => 1,
            What::Breaks(_) => 2,
            What::Fires => 3,
            What::Proposes(_) => 4,
            What::Act(row, _) => {
                add(Key::Article(5, article));
                let names = p.told.telling.names.iter().flat_map(|name| &name.keys);
                names.for_each(|name| add(Key::Counted(row.to_string(), name.clone())));
                continue;
            }
            What::Blames => {
                add(Key::Article(7, article));
                continue;
            }
            What::Denied(of) | What::DeniesThat(of) => {
                add(Key::Article(8, *of));
                continue;
            }
            What::Dated(_, day) => {
                add(Key::Month(day.year(), day.month()));
                continue;
            }
            What::Recounts(_) => 6,
            What::Counts(figure, words) => {
                add(Key::Article(6, article));
                let heavy =
                    words.iter().filter(|(word, weight)| *weight >= INDEX_WEIGHT && *word != figure.what);
                heavy.for_each(|(word, _)| add(Key::Counted(figure.what.clone(), word.clone())));
                continue;
            }
        };
        add(Key::Article(kind, article));
        if kind == 0 {
            let anchor = p.undertaking.as_ref().and_then(|u| u.anchor);
            let places = anchor.map(|a| &all[article].anchors[a].places);
            places.into_iter().flatten().for_each(|place| add(Key::Name(kind, place.clone())));
        }
        if kind < 5 {
            names().for_each(|name| add(Key::Name(kind, name)));
        }
    }
    let mut out = BTreeSet::new();
    for members in keys.into_values().filter(|members| members.len() <= MOST_SHARING) {
        for (at, &a) in members.iter().enumerate() {
            out.extend(members[at + 1..].iter().filter(|&&b| a != b).map(|&b| (a.min(b), a.max(b))));
        }
    }
    out
}

/// The least weight of a word by which two figures are brought together, in thousandths.
const INDEX_WEIGHT: u32 = 3_000;

/// For each claim the first that gives the same reason for the same end, as far as a chain of claims tells: one that shares its words or whom it
/// blames, or another by the same teller. A claim of another kind stands for itself.
fn reasons(placed: &[Placed], pairs: &BTreeSet<(usize, usize)>, all: &[Undertakings]) -> Vec<usize> {
    let mut group: Vec<usize> = (0..placed.len()).collect();
    for &(a, b) in pairs {
        let (x, y) = (&placed[a], &placed[b]);
        let ended = matches!((&x.claim.what, &y.claim.what), (What::Ended(_), What::Ended(_)));
        let one = ended && (x.told.teller == y.told.teller || one_reason(x, y)) && one_undertaking(x, y, all);
        if one {
            let (keep, gone) = (group[a].min(group[b]), group[a].max(group[b]));
            group.iter_mut().filter(|g| **g == gone).for_each(|g| *g = keep);
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
        let telling = &one.telling;
        let mut all = claims(read.wording(), &undertaking, blames);
        if !read.is_longer() {
            all.extend(dated(&telling.wording, &telling.days));
            all.extend(counts(&telling.wording, &telling.figures));
            all.extend(recounts(&telling.wording, &telling.figures));
        }
        for mut claim in all {
            if denies {
                match &mut claim.what {
                    What::Refuses(denied) | What::Breaks(denied) | What::Act(_, denied) => *denied = !*denied,
                    _ => continue,
                }
            }
            let mut who = introduced.expanded(&claim.who.names);
            let ours =
                claim.who.ours && (claim.who.names.is_empty() || !matches!(claim.what, What::Ended(_)));
            if ours {
                who.extend(side.iter().cloned());
            } else if who.is_empty() {
                who.extend(claim.who.nouns.iter().cloned());
            }
            if who.is_empty() && claim.who.theirs {
                who = spoken_of_before(told, index, introduced);
            }
            let theirs = who.is_empty() && claim.who.theirs;
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
                None => in_text(claim.at)
                    .and_then(|at| here.before(at).filter(|n| !claim.pronoun || at - n.at < PRONOUN_REACH))
                    .cloned(),
            };
            let words = claim.bytes.of(read.text()).unwrap_or("").to_string();
            let side = side.clone();
            out.push(Placed { told: one, index, claim, words, who, side, theirs, undertaking: named });
        }
        out.extend(denials::denials(snapshot, told, index, &side).into_iter().flatten());
    }
    out
}

/// Bytes before "it" or "they" in which the noun stands that they mean.
const PRONOUN_REACH: u32 = 250;

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
            // "The deal" of an article that keeps naming the place of the talks.
            let places = |named: &Named, article: usize, other: usize| {
                anchor(named, article).is_some_and(|a| meet(&a.places, &all[other].names))
            };
            let placed = places(m, p, q) || places(n, q, p);
            (one_noun || placed) && shared_names(&all[p], &all[q]) >= SHARED_NAMES
        }
    }
}

/// Whether two nouns may name one undertaking: "the project" any that its article keeps naming, "the deal" what an article is about.
fn one_family(m: &Named, p: usize, n: &Named, q: usize, all: &[Undertakings]) -> bool {
    // "A deal" and "the idea" are of anything: what the article is about tells of what.
    let general = |m: &Named, p: usize, n: &Named| {
        let topic = all[p].topics.contains(&n.noun);
        let binding = BINDING.contains(&m.noun.as_str());
        m.family == Family::General && (n.family == Family::General || topic) || binding && topic
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
        (What::Ended(_), What::Denies) => denied(x, y, all),
        (What::Denies, What::Ended(_)) => denied(y, x, all),
        (What::Refuses(p), What::Refuses(q)) if near(x.told.said, y.told.said) && one_setting(x, y, all) => {
            mutual(x, y, *p, *q, "refusing to talk")
        }
        (What::Breaks(p), What::Breaks(q)) if one_undertaking(x, y, all) || one_bond(x, y, all) => {
            mutual(x, y, *p, *q, "breaking the agreement")
        }
        (What::Fires, What::Fires) => {
            let days = |t: &Told| t.telling.days.clone();
            let apart = !days(x.told).is_empty()
                && !days(y.told).is_empty()
                && !days(x.told).iter().any(|a| days(y.told).iter().any(|b| a.overlaps(b)));
            let others = !x.who.is_empty() && !y.who.is_empty() && !meet(&x.who, &y.who);
            // "Aldra fired first", and an Aldran: "They fired first".
            let turned = |a: &Placed, b: &Placed| {
                a.theirs && a.told.passage.article == b.told.passage.article && meet(&b.who, &a.side)
            };
            let others = others || turned(x, y) || turned(y, x);
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
            let least = match p.origin && q.origin {
                true if beside(x, y) => LEAST_ORIGIN_BESIDE,
                true => LEAST_ORIGIN,
                false => LEAST_PROPOSAL,
            };
            ((meeting || weight >= least) && !names_apart && !both_demand && (!recurs || told_apart))
                .then_some((DifferenceKind::Actor, "whose proposal"))
        }
        (What::Act(p, denied), What::Act(q, other)) => {
            let speakers = matches!((x.told.teller, y.told.teller), (Teller::Speaker(_), Teller::Speaker(_)));
            let start = |p: &Placed| p.told.passage.spans[0].start;
            let answers = start(x).abs_diff(start(y)) < ANSWER_REACH || shares(x, y, 0);
            let there = beside(x, y) && answers
                || within_days(x.told.said, y.told.said, ACT_DAYS)
                    && !other_days(x, y)
                    && shares(x, y, LEAST_OF_ACT);
            // Who says that a third party did it does not say that the other's side did.
            let (says, denies) = if *denied { (y, x) } else { (x, y) };
            let of_another = !says.claim.who.names.is_empty() && !meet(&says.who, &denies.side);
            (speakers && denied != other && p == q && there && !of_another)
                .then_some((DifferenceKind::Occurrence, "whether it was"))
        }
        (What::Denied(p), What::DeniesThat(q)) | (What::DeniesThat(p), What::Denied(q)) => {
            (p == q).then_some((DifferenceKind::Occurrence, "whether it is so"))
        }
        (What::Blames, What::Blames) => {
            let others = !x.who.is_empty() && !y.who.is_empty() && !meet(&x.who, &y.who);
            let near = beside(x, y)
                && x.told.passage.spans[0].start.abs_diff(y.told.passage.spans[0].start) < BLAME_REACH;
            (others && near).then_some((DifferenceKind::Actor, "who is blamed"))
        }
        (What::Dated(p, day), What::Dated(q, other)) => {
            let gap = day.until(*other).map_or(i32::MAX, |gap| gap.get_days().abs());
            let apart = if *p == "speech" { SPEECH_DAYS_APART } else { DAYS_APART };
            let near = day.year() == other.year() && (1..=apart).contains(&gap);
            (p == q && near && one_setting(x, y, all) && one_matter(x, y))
                .then_some((DifferenceKind::Order, "day"))
        }
        (What::Counts(f, p), What::Counts(g, q)) => {
            let speakers = matches!((x.told.teller, y.told.teller), (Teller::Speaker(_), Teller::Speaker(_)));
            let of = |words: &BTreeSet<(String, u32)>, figure: &Figure| -> BTreeMap<String, u32> {
                words.iter().filter(|(word, _)| *word != figure.what).cloned().collect()
            };
            let (p, q) = (of(p, f), of(q, g));
            let shared: Vec<u32> =
                p.iter().filter(|(word, _)| q.contains_key(*word)).map(|(_, w)| *w).collect();
            let one = shared.len() >= COUNTED_WORDS
                && shared.len() * 2 >= p.len().min(q.len())
                && shared.iter().sum::<u32>() >= LEAST_COUNTED;
            let there = beside(x, y) || at_one_time(x, y) && one_matter(x, y);
            (speakers && f.differs(g) && (one && there || one_toll(x, y, f, g)) && one_setting(x, y, all))
                .then_some((DifferenceKind::Number, "number"))
        }
        (What::Counts(f, _), What::Recounts(g)) => recounted(x, y, f, g),
        (What::Recounts(g), What::Counts(f, _)) => recounted(y, x, f, g),
        _ => None,
    }
}

/// Words that make a figure a sum over a longer time.
const SUMS: &[&str] =
    &["since", "total", "overall", "altogether", "year", "years", "month", "months", "far", "war"];

/// Whether two figures beside each other are of people hurt, killed or held in one event: not of a sum over a longer time, and not of two sides' people.
fn one_toll(x: &Placed, y: &Placed, f: &Figure, g: &Figure) -> bool {
    let (a, b) = (&x.told.telling, &y.told.telling);
    let sums =
        |t: &super::telling::Telling| t.wording.tokens.iter().any(|t| SUMS.contains(&t.written.as_str()));
    let whose = |t: &super::telling::Telling, f: &Figure| -> BTreeSet<String> {
        let tokens = t.wording.tokens.iter();
        tokens.filter(|t| t.capital && f.bytes.contains(t.bytes)).map(|t| t.key.clone()).collect()
    };
    let (p, q) = (whose(a, f), whose(b, g));
    let whose_apart = (!p.is_empty() || !q.is_empty()) && !meet(&p, &q);
    f.is_of_casualties()
        && f.what == g.what
        && beside(x, y)
        && !sums(a)
        && !sums(b)
        && !whose_apart
        && !exclude(a, b)
        && !other_place(a, b)
}

/// "The police said 900 had come. The union put the number at 3,000."
fn recounted(x: &Placed, y: &Placed, f: &Figure, g: &Figure) -> Option<(DifferenceKind, &'static str)> {
    let end = x.told.passage.spans.last().map_or(0, |s| s.end);
    let start = y.told.passage.spans[0].start;
    let speakers = matches!((x.told.teller, y.told.teller), (Teller::Speaker(_), Teller::Speaker(_)));
    let right_after = speakers
        && x.told.passage.article == y.told.passage.article
        && end <= start
        && start - end < RECOUNT_REACH
        && x.told.telling.figures.len() == 1;
    let alike = f.best.max(g.best) <= f.best.min(g.best).saturating_mul(RECOUNT_TIMES);
    let of_the_same = Figure { what: f.what.clone(), noun: f.noun.clone(), ..g.clone() };
    (right_after && alike && f.differs(&of_the_same)).then_some((DifferenceKind::Number, "number"))
}

/// How many times as much as the one the other of two figures may be.
const RECOUNT_TIMES: u64 = 20;

/// Bytes between a figure and the words that set another against it.
const RECOUNT_REACH: u32 = 200;

/// Whether two claims of one article are of one agreement: the days beside it are often those on which it was broken, so that only places count.
fn one_bond(x: &Placed, y: &Placed, all: &[Undertakings]) -> bool {
    let article = x.told.passage.article;
    let (Some(m), Some(n)) = (&x.undertaking, &y.undertaking) else { return false };
    let places = |named: &Named| named.anchor.map(|a| &all[article].anchors[a].places);
    let apart = match (places(m), places(n)) {
        (Some(a), Some(b)) => !a.is_empty() && !b.is_empty() && !meet(a, b),
        _ => false,
    };
    article == y.told.passage.article && m.family == n.family && !apart
}

/// One says that someone ended it; he, or one of his side, that he did not.
fn denied(says: &Placed, denies: &Placed, all: &[Undertakings]) -> Option<(DifferenceKind, &'static str)> {
    let own = meet(&says.who, &denies.side);
    (own && one_undertaking(says, denies, all)).then_some((DifferenceKind::Occurrence, "whether it was"))
}

/// Days between two days that may be told of one occasion, at most: two rounds of a thing seldom follow so soon.
const DAYS_APART: i32 = 4;

/// The same for one speaker's speech of one place.
const SPEECH_DAYS_APART: i32 = 10;

/// Words in common by which two figures count one thing, their noun included.
const COUNTED_WORDS: usize = 3;

/// The least weight in common by which two figures count one thing, in thousandths.
const LEAST_COUNTED: u32 = 9_000;

/// Bytes between a telling of an act and the denial that answers it.
const DENIAL_REACH: u32 = 700;

/// Whether two passages stand near each other in one article.
fn beside(x: &Placed, y: &Placed) -> bool {
    let start = |p: &Placed| p.told.passage.spans[0].start;
    x.told.passage.article == y.told.passage.article && start(x).abs_diff(start(y)) < DENIAL_REACH
}

/// Whether two passages share a name and words enough to be of one matter.
fn one_matter(x: &Placed, y: &Placed) -> bool {
    shares(x, y, LEAST_MATTER)
}

/// Whether two passages share a name, and words of this weight at least.
fn shares(x: &Placed, y: &Placed, least: u64) -> bool {
    let (a, b) = (&x.told.telling, &y.told.telling);
    let name = a.names.iter().any(|p| b.names.iter().any(|q| one_name(p, q)));
    let shared = a.words.iter().filter(|(of, _)| b.words.binary_search_by_key(of, |(of, _)| *of).is_ok());
    let weight: u64 = shared.map(|(_, weight)| u64::from(*weight)).sum();
    name && weight >= least
}

/// The least weight in common, in thousandths, beside one act and a name.
const LEAST_OF_ACT: u64 = 2_500;

/// The least weight of words in common, in thousandths, by which two passages with a name in common are of one matter.
const LEAST_MATTER: u64 = 4_000;

/// Days between two tellings in which what is counted is the same: figures of what goes on change.
const COUNTED_DAYS: i32 = 31;

/// Whether two passages tell of one time: in one article, or told within a month; and not of other days by their own words.
fn at_one_time(x: &Placed, y: &Placed) -> bool {
    let (a, b) = (&x.told.telling, &y.told.telling);
    let overlap = a.days.iter().any(|p| b.days.iter().any(|q| p.overlaps(q)));
    let told_near = within_days(x.told.said, y.told.said, COUNTED_DAYS);
    match (a.days.is_empty(), b.days.is_empty()) {
        (false, false) => overlap,
        (true, true) => told_near,
        _ => x.told.passage.article == y.told.passage.article && told_near,
    }
}

/// Bytes between the telling of an act and its denial where they share no name.
const ANSWER_REACH: u32 = 350;

/// Days between two tellings of one act, at most, where they stand in two articles.
const ACT_DAYS: i32 = 14;

/// Bytes between two sayings of who is to blame.
const BLAME_REACH: u32 = 300;

/// Whether both are dated by their own words, and to other days.
fn other_days(x: &Placed, y: &Placed) -> bool {
    let (a, b) = (&x.told.telling.days, &y.told.telling.days);
    !a.is_empty() && !b.is_empty() && !a.iter().any(|p| b.iter().any(|q| p.overlaps(q)))
}

/// Letters by which a verb and its noun are one word ("extend", "extension").
const WORD_LETTERS: usize = 5;

fn one_word(a: &str, b: &str) -> bool {
    a == b || a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count() >= WORD_LETTERS
}

fn near(a: Interval, b: Interval) -> bool {
    within_days(a, b, STANDING_DAYS)
}

fn within_days(a: Interval, b: Interval, days: i32) -> bool {
    let day = |i: Interval| i.latest.or(i.earliest);
    match (day(a), day(b)) {
        (Some(a), Some(b)) => a.until(b).is_ok_and(|gap| gap.get_days().abs() <= days),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deal_is_the_dam_only_where_its_article_is_about_the_dam() {
        let named = |noun: &str, family| Named { at: 0, family, noun: noun.to_string(), anchor: None };
        let deal = named("deal", Family::Listed(1));
        let plan = named("plan", Family::General);
        let dam = named("dam", Family::Topic("dam".to_string()));
        let about = |topics: &[&str]| {
            let topics = topics.iter().map(|t| t.to_string()).collect();
            [Undertakings { topics, ..Undertakings::default() }, Undertakings::default()]
        };
        assert!(one_family(&dam, 0, &dam, 1, &about(&[])));
        assert!(one_family(&plan, 0, &plan, 1, &about(&[])));
        assert!(!one_family(&deal, 0, &dam, 1, &about(&[])));
        assert!(one_family(&deal, 0, &dam, 1, &about(&["dam"])));
        assert!(one_family(&plan, 0, &dam, 1, &about(&["dam"])));
        assert!(!one_family(&plan, 0, &dam, 1, &about(&["plan"])));
    }
}
