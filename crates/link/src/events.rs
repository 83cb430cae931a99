//! Events, and who gives an account of them: passages of many articles that tell of one thing that happened.
//!
//! A passage is the content of a statement that its speaker is reported to have made, or a sentence in an outlet's own voice. Two passages tell
//! of one event by their words, days, names and places; passages hang together by such pairs and never against their days. The accounts of an event are those
//! of each teller on each date. Prefers not to match over matching wrongly: what is only a topic in common is no event.

mod agents;
mod claims;
mod context;
mod differences;
mod disputes;
mod figures;
mod heads;
mod leads;
mod mirror;
mod read;
mod same_event;
mod telling;
mod two_dates;
mod undertakings;

pub use same_event::{
    LEAST_LEADS, LEAST_POSSIBLE, LEAST_POSSIBLE_OF_OBJECT, LEAST_SAME_DAYS, LEAST_WITHOUT_HAPPENING,
    LEAST_WITHOUT_NAMES, PROBABLE_EVENT,
};

use crate::reply_sides::{Side, sides};
use crate::report;
use crate::standing::Standing;
use crate::wording::{Stance, Wording};
use differences::differences;
use heads::Family;
use reportedly_schema::linkage::{DifferenceKind, Joined, Layers, LinkArticle, Snapshot};
use reportedly_schema::statement::in_joined;
use reportedly_schema::{
    Act, Day, Interval, SaidBasis, Span, Statement, StatementId, TermRole, Timex, TimexType,
};
use same_event::{exclude, same};
use std::collections::{BTreeMap, BTreeSet};
use telling::Telling;

/// Days before publication, or before it was said, in which something told without a date may have happened, both ends inclusive: news
/// tells of the day or the days before.
pub const TOLD_WITHIN_DAYS: i32 = 3;

/// Days of a written time that is too long to tell one event from another.
const LONGEST_DAYS: i32 = 400;

/// The least weight, in thousandths, of a word by which passages are brought together.
const INDEX_WEIGHT: u32 = 5_000;

/// Names that stand for an event's participants, at most.
const MOST_PARTICIPANTS: usize = 8;

/// Who gives an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Teller {
    /// A speaker, as index into [`LinkGeneration::speakers`](reportedly_schema::linkage::LinkGeneration::speakers).
    Speaker(usize),
    /// The outlet of an article, in its own voice; the first article with it, by index.
    Outlet(usize),
}

/// Characters that tell of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The article, by index.
    pub article: usize,
    /// The statement, by index; `None` for the outlet's own words.
    pub statement: Option<usize>,
    /// The statement's or narration's id.
    pub id: StatementId,
    /// Bytes of the reading.
    pub spans: Vec<Span>,
    /// Its characters, parts joined by ` … `.
    pub text: String,
}

/// What one teller says of an event on one date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Who.
    pub teller: Teller,
    /// When it was said, or published.
    pub said: Interval,
    /// In the order of the articles' dates and of the text; never empty.
    pub passages: Vec<Passage>,
    /// What it gives as numbers.
    pub figures: Vec<FigureTold>,
}

/// A number that a teller gives of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureTold {
    /// Of what: `hurt`, `killed` and the like, else the noun as written.
    pub of: String,
    /// The least it may be, in thousandths; `None` where the words leave it open ("up to").
    pub low: Option<u64>,
    /// The number given, in thousandths.
    pub best: u64,
    /// The most it may be, in thousandths; `None` where the words leave it open ("at least").
    pub high: Option<u64>,
}

/// How two accounts differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// In what.
    pub kind: DifferenceKind,
    /// Indices of the accounts; equal where one account gives both.
    pub between: (usize, usize),
    /// Whether both tellers speak for one side, or are one.
    pub same_party: bool,
    /// What it is about, in few words.
    pub of: String,
    /// The words of the first, and of the second.
    pub words: (String, String),
}

/// Something that happened, or is said to have happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The id of its first passage.
    pub id: StatementId,
    /// The words of a passage that shares most with the others.
    pub gist: String,
    /// When, as far as the passages' own dates say; else the days in which it may have been.
    pub days: Interval,
    /// Where, as most passages name it.
    pub place: Option<String>,
    /// Names in two passages or more, the commonest first.
    pub participants: Vec<String>,
    /// By date, then teller.
    pub accounts: Vec<Account>,
    /// By accounts.
    pub differences: Vec<Difference>,
    /// The least sure of the joins.
    pub joined: Joined,
    /// Why the passages are of one event, in words.
    pub because: String,
}

/// The days in which something told on `told` may have happened.
fn before(told: Interval) -> Interval {
    let reach = jiff::Span::new().days(TOLD_WITHIN_DAYS);
    let first = told.earliest.or(told.latest);
    Interval { earliest: first.and_then(|day| day.checked_sub(reach).ok()), latest: told.latest }
}

/// Days of time expressions that bound what is told, and the bytes of all of them in the joined text of `parts`. What lies after the telling
/// has not happened.
fn written(timexes: &[Timex], told: Option<Interval>, parts: &[Span]) -> (Vec<Interval>, Vec<Span>) {
    let last = told.and_then(|t| t.latest);
    let bounds = |interval: &Interval| match (interval.earliest, interval.latest) {
        (Some(from), Some(to)) => {
            from.until(to).is_ok_and(|gap| gap.get_days() < LONGEST_DAYS)
                && last.is_none_or(|last| from <= last)
        }
        _ => false,
    };
    let days = timexes
        .iter()
        .filter(|t| t.kind == TimexType::Date || t.kind == TimexType::Time && names_a_day(t))
        .filter_map(|t| t.interval)
        .filter(bounds)
        .collect();
    (days, timexes.iter().filter_map(|t| in_joined(parts, t.span)).collect())
}

/// Whether a time of day says of which day: "Monday night" and not "9.40 p.m.", whose day only publication tells.
fn names_a_day(timex: &Timex) -> bool {
    timex.anchor.is_some() && timex.value.as_deref().is_some_and(|value| !value.contains(':'))
        || timex.span.len() > LONGEST_CLOCK
}

/// Bytes of a clock's time ("shortly before 10.30 p.m.").
const LONGEST_CLOCK: u32 = 12;

/// Whether a length of years or months says that something is long past ("seven years since").
fn long_past(timexes: &[Timex]) -> bool {
    let long =
        |value: &str| value.starts_with('P') && !value.starts_with("PT") && value.ends_with(['Y', 'M']);
    timexes.iter().any(|t| t.kind == TimexType::Duration && t.value.as_deref().is_some_and(long))
}

/// Acts by which one tells of what has happened, or will not tell.
const TELLS: &[Act] = &[
    Act::Assertion,
    Act::Accusation,
    Act::Denial,
    Act::Justification,
    Act::Agreement,
    Act::Acceptance,
    Act::Refusal,
    Act::NoComment,
];

/// Whether half of a content is what is asked or given: "if they halt the shelling", "the withdrawal of all troops" as a demand. That has not happened.
fn mostly_terms(statement: &Statement) -> bool {
    let length = |spans: &[Span]| spans.iter().map(|s| u64::from(s.len())).sum::<u64>();
    let terms: u64 =
        statement.own_terms().filter(|t| t.role != TermRole::Concession).map(|t| length(&t.spans)).sum();
    terms * 2 >= length(&statement.content)
}

/// A passage with what it is compared by.
struct Told {
    teller: Teller,
    said: Interval,
    /// For the order of accounts.
    passage: Passage,
    telling: Telling,
    first_day: Option<Day>,
    /// Whether its act is one of telling.
    tells: bool,
}

impl Told {
    /// Whether it tells of something that happened.
    fn tells_of_something(&self) -> bool {
        self.tells && (!self.telling.heads.is_empty() || self.telling.tells_of_the_past())
    }
}

/// Every event of which the snapshot's articles give two accounts or more: by two tellers, or by one whose accounts differ. A pure function of
/// articles, statements, layers, registry and links; empty where the snapshot holds no layers.
///
/// # Panics
/// When an index of the snapshot points nowhere: a programming error, never an input error.
pub fn events(snapshot: &Snapshot) -> Vec<Event> {
    if snapshot.layers.len() != snapshot.articles.len() {
        return Vec::new();
    }
    let all = told(snapshot);
    let sides = sides(&snapshot.statements, &snapshot.registry, &snapshot.links);
    let disputes = disputes::events(snapshot, &all, &sides);
    let told: Vec<Told> = all.into_iter().filter(|t| t.tells_of_something()).collect();
    let clusters = clusters(&told, &sides);
    let mut out: Vec<Event> =
        clusters.into_iter().filter_map(|cluster| event(snapshot, &told, cluster, &sides)).collect();
    out.extend(disputes);
    out.extend(two_dates::events(snapshot));
    out.sort_by_key(|e| (e.days.earliest.or(e.days.latest), e.id));
    out
}

/// Every passage that tells of something, by article and place.
fn told(snapshot: &Snapshot) -> Vec<Told> {
    let first_with_text = snapshot.links.first_with_text(snapshot.articles.len());
    let mut outlets: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out = Vec::new();
    for (n, (article, layers)) in snapshot.articles.iter().zip(&snapshot.layers).enumerate() {
        if first_with_text[n] != n {
            continue;
        }
        let first = article.outlet.as_deref().map_or(n, |outlet| *outlets.entry(outlet).or_insert(n));
        out.extend(narrated(n, article, layers, Teller::Outlet(first)));
    }
    let standings = crate::standings(&snapshot.articles, &snapshot.statements);
    let speaker_of = snapshot.links.speaker_of(snapshot.statements.len());
    let utterance_of = snapshot.links.utterance_of(snapshot.statements.len());
    for (n, statement) in snapshot.statements.iter().enumerate() {
        let s = &statement.statement;
        let tells = (s.acts.is_empty() || s.acts.iter().any(|a| TELLS.contains(&a.act))) && !mostly_terms(s);
        let (Some(speaker), Standing::Own) = (speaker_of[n], &standings[n]) else { continue };
        if first_with_text[statement.article] != statement.article {
            continue;
        }
        let article = &snapshot.articles[statement.article];
        let layers = &snapshot.layers[statement.article];
        let said = match utterance_of[n] {
            Some(u) => snapshot.links.occasions[snapshot.links.utterances[u].occasion].said,
            None => s.said.interval,
        };
        let said = match s.said.basis {
            SaidBasis::None => published(article),
            _ => said,
        };
        let inside: Vec<Timex> = layers
            .timexes
            .iter()
            .filter(|t| s.content.iter().any(|part| part.contains(t.span)) && s.said.span != Some(t.span))
            .cloned()
            .collect();
        let (days, dates) = written(&inside, Some(said), &s.content);
        let near = (!long_past(&inside)).then(|| before(said));
        let telling = Telling::new(report::wording(statement), days, near, &dates);
        out.push(Told {
            teller: Teller::Speaker(speaker),
            said,
            passage: Passage {
                article: statement.article,
                statement: Some(n),
                id: s.id,
                spans: s.content.clone(),
                text: statement.text.clone(),
            },
            first_day: telling.hull().map(|(from, _)| from),
            telling,
            tells,
        });
    }
    out.sort_by_key(|t| (snapshot.articles[t.passage.article].id, t.passage.spans[0].start, t.passage.id));
    out
}

fn narrated<'s>(
    n: usize,
    article: &'s LinkArticle,
    layers: &'s Layers,
    teller: Teller,
) -> impl Iterator<Item = Told> + 's {
    let said = published(article);
    layers.narrations.iter().filter_map(move |narration| {
        let text = narration.span.of(&layers.text)?;
        let inside: Vec<Timex> =
            layers.timexes.iter().filter(|t| narration.span.contains(t.span)).cloned().collect();
        let (days, dates) = written(&inside, Some(said), &[narration.span]);
        let wording = Wording::new(text, false, Stance::default());
        let near = (!long_past(&inside)).then(|| before(said));
        let telling = Telling::new(wording, days, near, &dates);
        Some(Told {
            teller,
            said,
            passage: Passage {
                article: n,
                statement: None,
                id: narration.id,
                spans: vec![narration.span],
                text: text.to_string(),
            },
            first_day: telling.hull().map(|(from, _)| from),
            telling,
            tells: true,
        })
    })
}

fn published(article: &LinkArticle) -> Interval {
    let day = article.published.as_ref();
    Interval {
        earliest: day.and_then(|p| p.value.or(p.earliest)),
        latest: day.and_then(|p| p.value.or(p.latest)),
    }
}

/// A group of passages with the least sure of its joins and the reason of the first.
struct Group {
    members: Vec<usize>,
    joined: Joined,
    because: String,
}

/// How surely two passages are of one event, which, and why.
type Pair = (Joined, usize, usize, String);

/// Groups of passages that tell of one event: pairs from the surest on, never joining passages whose words exclude each other.
fn clusters(told: &[Told], sides: &[Side]) -> Vec<Group> {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut compared: BTreeSet<(usize, usize)> = BTreeSet::new();
    for bucket in buckets(told) {
        for (a, b) in near_in_time(&bucket, |n| told[n].telling.hull()) {
            let apart = !overlapping(&told[a].passage, &told[b].passage);
            if apart
                && compared.insert((a, b))
                && let Some((joined, because)) = same(&told[a].telling, &told[b].telling)
            {
                pairs.push((joined, a, b, because));
            }
        }
    }
    leads::pairs(told, &mut pairs);
    mirror::pairs(told, sides, &mut pairs);
    pairs.sort();
    let mut group_of: Vec<usize> = (0..told.len()).collect();
    let mut groups: Vec<Option<Group>> = (0..told.len())
        .map(|n| Some(Group { members: vec![n], joined: Joined::Certain, because: String::new() }))
        .collect();
    for (joined, a, b, because) in pairs {
        let (x, y) = (group_of[a], group_of[b]);
        if x == y {
            continue;
        }
        let [Some(p), Some(q)] = [&groups[x], &groups[y]] else { continue };
        let fits = |&m: &usize| q.members.iter().all(|&n| !exclude(&told[m].telling, &told[n].telling));
        if !p.members.iter().all(fits) {
            continue;
        }
        let (keep, gone) = (x.min(y), x.max(y));
        let Some(moved) = groups[gone].take() else { continue };
        moved.members.iter().for_each(|&n| group_of[n] = keep);
        if let Some(group) = &mut groups[keep] {
            group.members.extend(moved.members);
            group.members.sort_unstable();
            group.joined = group.joined.max(moved.joined).max(joined);
            if group.because.is_empty() {
                group.because = if moved.because.is_empty() { because } else { moved.because };
            }
        }
    }
    let mut groups: Vec<Group> = groups.into_iter().flatten().filter(|g| g.members.len() > 1).collect();
    context::extend(told, &mut groups);
    groups
}

/// The pairs of a bucket whose days can meet, the lesser index first. Looks at no others, so that what is told over years costs no more than
/// what is told at one time.
fn near_in_time(bucket: &[usize], hull: impl Fn(usize) -> Option<(Day, Day)>) -> Vec<(usize, usize)> {
    let mut all: Vec<(Day, Day, usize)> =
        bucket.iter().filter_map(|&n| hull(n).map(|(from, to)| (from, to, n))).collect();
    all.sort_unstable();
    let mut out = Vec::new();
    for (at, &(_, to, a)) in all.iter().enumerate() {
        let meeting = all[at + 1..].iter().take_while(|(from, _, _)| *from <= to);
        out.extend(meeting.map(|&(_, _, b)| (a.min(b), a.max(b))));
    }
    out
}

/// Whether two passages are partly the same characters, as a statement inside another is.
fn overlapping(a: &Passage, b: &Passage) -> bool {
    let meet = |x: &Span| b.spans.iter().any(|y| x.start < y.end && y.start < x.end);
    a.article == b.article && a.spans.iter().any(meet)
}

/// Passages that share the family of a happening and a word heavy enough to tell events apart, in order.
fn buckets(told: &[Told]) -> Vec<Vec<usize>> {
    let keys = |Told { telling, .. }: &Told| {
        let words = telling.wording.features.iter().filter(|f| f.weight >= INDEX_WEIGHT).map(|f| f.of);
        (telling.families(), telling.name_stocks().chain(words).collect())
    };
    sharing(told.iter().map(keys))
}

/// By place those that share a family and a key with another, in order.
fn sharing(all: impl Iterator<Item = (BTreeSet<Family>, BTreeSet<u64>)>) -> Vec<Vec<usize>> {
    let mut buckets: BTreeMap<(Family, u64), Vec<usize>> = BTreeMap::new();
    for (n, (families, keys)) in all.enumerate() {
        for &family in &families {
            for &key in &keys {
                buckets.entry((family, key)).or_default().push(n);
            }
        }
    }
    buckets.into_values().filter(|bucket| bucket.len() > 1).collect()
}

/// The event of a group of passages; `None` where only one teller gives one account, or several that do not differ.
fn event(snapshot: &Snapshot, told: &[Told], group: Group, sides: &[Side]) -> Option<Event> {
    let mut by_teller: BTreeMap<(Option<Day>, Option<Day>, Teller), Vec<usize>> = BTreeMap::new();
    for &n in &group.members {
        let said = told[n].said;
        by_teller.entry((said.earliest.or(said.latest), said.latest, told[n].teller)).or_default().push(n);
    }
    let accounts: Vec<(Teller, Vec<usize>)> =
        by_teller.into_iter().map(|((_, _, teller), members)| (teller, members)).collect();
    let tellings: Vec<Vec<&Telling>> =
        accounts.iter().map(|(_, all)| all.iter().map(|&n| &told[n].telling).collect()).collect();
    let mut found = Vec::new();
    for x in 0..accounts.len() {
        for y in x..accounts.len() {
            let differing =
                if x == y { within(&tellings[x]) } else { differences(&tellings[x], &tellings[y]) };
            for d in differing {
                let cut = |account: usize, (span, passage): (Span, usize)| {
                    let text = &told[accounts[account].1[passage]].passage.text;
                    span.of(text).unwrap_or("").to_string()
                };
                found.push(Difference {
                    kind: d.kind,
                    between: (x, y),
                    same_party: one_side(accounts[x].0, accounts[y].0, sides),
                    words: (cut(x, d.a), cut(y, d.b)),
                    of: d.of,
                });
            }
        }
    }
    let tellers: BTreeSet<Teller> = accounts.iter().map(|(teller, _)| *teller).collect();
    let articles: BTreeSet<usize> = group.members.iter().map(|&n| told[n].passage.article).collect();
    if (tellers.len() < 2 || articles.len() < 2) && found.is_empty() {
        return None;
    }
    let members = &group.members;
    let shown =
        members.iter().copied().max_by_key(|&n| (shared_with(told, members, n), std::cmp::Reverse(n)))?;
    let accounts = accounts
        .into_iter()
        .map(|(teller, all)| Account {
            teller,
            said: told[all[0]].said,
            figures: all.iter().flat_map(|&n| figures_told(&told[n].telling)).collect(),
            passages: all.into_iter().map(|n| told[n].passage.clone()).collect(),
        })
        .collect();
    let first = members.iter().copied().min_by_key(|&n| {
        (told[n].first_day.is_none(), told[n].first_day, snapshot.articles[told[n].passage.article].id, n)
    })?;
    let (place, participants) = named(told, members);
    Some(Event {
        id: told[first].passage.id,
        gist: told[shown].passage.text.clone(),
        days: days_of(told, members),
        place,
        participants,
        accounts,
        differences: found,
        joined: group.joined,
        because: group.because,
    })
}

/// Differences among the passages of one account.
fn within(all: &[&Telling]) -> Vec<differences::Sides> {
    let mut out = Vec::new();
    for (n, a) in all.iter().enumerate() {
        for (m, b) in all.iter().enumerate().skip(n + 1) {
            for mut d in differences(&[a], &[b]) {
                if matches!(d.kind, DifferenceKind::Number | DifferenceKind::Occurrence) {
                    (d.a.1, d.b.1) = (n, m);
                    out.push(d);
                }
            }
        }
    }
    out
}

/// Whether two tellers are one or speak for one side, as far as their names and the registry say.
fn one_side(a: Teller, b: Teller, sides: &[Side]) -> bool {
    match (a, b) {
        (Teller::Speaker(a), Teller::Speaker(b)) => {
            a == b || sides[a].with(&sides[b]) || !sides[a].parties.is_disjoint(&sides[b].parties)
        }
        _ => a == b,
    }
}

fn figures_told(telling: &Telling) -> Vec<FigureTold> {
    let figure =
        |f: &figures::Figure| FigureTold { of: f.of.clone(), low: f.low, best: f.best, high: f.high };
    telling.figures.iter().map(figure).collect()
}

fn shared_with(told: &[Told], members: &[usize], n: usize) -> u64 {
    let shared = |&m: &usize| told[n].telling.wording.shared(&told[m].telling.wording).same;
    members.iter().filter(|&&m| m != n).map(shared).sum()
}

/// The days that most written dates agree on; where none is written, those in which it may have been.
fn days_of(told: &[Told], members: &[usize]) -> Interval {
    let written: Vec<Interval> = members.iter().flat_map(|&n| told[n].telling.days.iter().copied()).collect();
    let width = |i: &Interval| match (i.earliest, i.latest) {
        (Some(a), Some(b)) => a.until(b).map_or(i32::MAX, |gap| gap.get_days()),
        _ => i32::MAX,
    };
    let agreeing = |i: &Interval| written.iter().filter(|j| i.overlaps(j)).count();
    if let Some(best) = written.iter().min_by_key(|i| (std::cmp::Reverse(agreeing(i)), width(i), **i)) {
        return *best;
    }
    let near = || members.iter().filter_map(|&n| told[n].telling.near);
    let whole = Interval {
        earliest: near().filter_map(|i| i.earliest).max(),
        latest: near().filter_map(|i| i.latest).min(),
    };
    match (whole.earliest, whole.latest) {
        (Some(a), Some(b)) if a > b => near().next().unwrap_or_default(),
        _ => whole,
    }
}

/// The commonest place, and the names of two passages or more.
fn named(told: &[Told], members: &[usize]) -> (Option<String>, Vec<String>) {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut names: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for &n in members {
        let Told { telling, passage, .. } = &told[n];
        let mut seen = BTreeSet::new();
        for name in &telling.names {
            let last = &telling.wording.tokens[name.at + name.keys.len() - 1];
            let span = Span { start: telling.wording.tokens[name.at].bytes.start, end: last.bytes.end };
            let written = span.of(&passage.text).unwrap_or(&name.written).to_string();
            if name.place {
                *places.entry(written.clone()).or_default() += 1;
            } else if seen.insert(name.written.clone()) {
                names.entry(name.written.clone()).or_insert((0, written)).0 += 1;
            }
        }
    }
    let place = places.iter().max_by_key(|(name, count)| (**count, std::cmp::Reverse((*name).clone())));
    let mut common: Vec<(usize, String)> = names.into_values().filter(|(count, _)| *count > 1).collect();
    common.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let participants = common.into_iter().map(|(_, name)| name).take(MOST_PARTICIPANTS).collect();
    (place.map(|(name, _)| name.clone()), participants)
}
