//! Whether two passages tell of one event: the same happening, on days that fit, with names in common and no other place.

use super::heads::{Happening, Head};
use super::once::{befell_once, told_again};
use super::telling::{NameIn, Telling};
use crate::wording::same_stock;
use reportedly_schema::Interval;
use reportedly_schema::linkage::Joined;

/// How the days of two passages stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Days {
    /// Both written, and the same few days.
    Same,
    /// Both written, one inside a longer time.
    Within,
    /// The same of a time longer than [`LONG_DAYS`].
    WithinYears,
    /// Not written in one or both, and possible.
    Possible,
}

/// Days in which a written time is narrow enough to be one event's, both ends inclusive.
const NARROW_DAYS: i32 = 4;

/// Days in which a written time can still tell one event from another where the other's lies inside it.
const LONG_DAYS: i32 = 62;

/// The weight of a name in common, in thousandths: it counts more than in statements, since names are what tells events apart.
const SHARED_NAME: u64 = 3_500;

/// The weight of each further word of a name in common.
const FURTHER_WORD: u64 = 2_000;

/// Weight in common beside the happening itself, in thousandths, by which passages of the same days tell of one event: two names, or a
/// name and a rarer word. Chosen with [`LEAST_POSSIBLE`] on the stories of `lab/gold/demo` and the development half of
/// `lab/gold/events`.
pub const LEAST_SAME_DAYS: u64 = 7_000;

/// The same where the days are only possible.
pub const LEAST_POSSIBLE: u64 = 9_000;

/// The same where what happened is told by a common verb and its object ("closed the locks").
pub const LEAST_POSSIBLE_OF_OBJECT: u64 = 12_000;

/// The same on the same days where no name is in common.
pub const LEAST_WITHOUT_NAMES: u64 = 16_000;

/// From this weight on the join is probable.
pub const PROBABLE_EVENT: u64 = 12_000;

/// The least weight in common by which the beginnings of two articles are of one event.
pub const LEAST_LEADS: u64 = 15_000;

/// Whether two passages tell of one event, how surely, and why.
pub(crate) fn same(a: &Telling, b: &Telling) -> Option<(Joined, String)> {
    let once = befell_once(a, b);
    let days = days(a, b).or_else(|| (once.is_some() && told_again(a, b)).then_some(Days::Possible))?;
    if other_place(a, b) {
        return None;
    }
    let (names, of_names) = shared_names(a, b);
    let weight = of_names + shared_words(a, b);
    let happening = once.or_else(|| shared_happening(a, b, days));
    let of_object = happening.is_some_and(|h| h.acts_on_an_object());
    let what = happening?.name().replace('_', " ");
    let least = match days {
        _ if once.is_some() => 0,
        Days::Same if names.is_empty() => LEAST_WITHOUT_NAMES,
        Days::Same => LEAST_SAME_DAYS,
        Days::Within | Days::WithinYears | Days::Possible if names.is_empty() => return None,
        Days::WithinYears if !of_object => return None,
        Days::WithinYears => LEAST_POSSIBLE_OF_OBJECT,
        Days::Within | Days::Possible if of_object => LEAST_POSSIBLE_OF_OBJECT,
        Days::Within | Days::Possible => LEAST_POSSIBLE,
    };
    if weight < least {
        return None;
    }
    let joined = match days {
        Days::Same if weight >= PROBABLE_EVENT => Joined::Probable,
        _ => Joined::Possible,
    };
    Some((joined, because(&what, &names, days)))
}

/// Whether the beginnings of two articles tell of one event, and of what kind it is.
pub(crate) fn same_lead(a: &Telling, b: &Telling) -> Option<(Happening, String)> {
    let days = days(a, b).filter(|days| *days != Days::WithinYears)?;
    let happening = shared_happening(a, b, days)?;
    let (names, of_names) = shared_names(a, b);
    let weight = of_names + shared_words(a, b);
    (!names.is_empty() && weight >= LEAST_LEADS)
        .then(|| (happening, because(&happening.name().replace('_', " "), &names, days)))
}

fn shared_happening(a: &Telling, b: &Telling, days: Days) -> Option<Happening> {
    let found = |x: &Head| {
        let one = b.heads.iter().any(|y| {
            let kept_apart = x.aside
                || y.aside
                || on_others(a, x, b, y)
                || by_others(a, x, b, y)
                || in_words(a, x)
                || in_words(b, y)
                || needs_a_name(x) && !anchored(a, x, b, y);
            y.happening.family() == x.happening.family() && !kept_apart
        });
        one && (days == Days::Same || !x.happening.needs_days())
    };
    a.heads.iter().find(|x| found(x)).map(|x| x.happening)
}

/// Names among the words that say who acts, or on whom.
pub(crate) fn named<'t>(telling: &Telling, keys: &'t [String]) -> Vec<&'t String> {
    let is_name = |key: &&String| telling.names.iter().any(|name| name.keys.contains(*key));
    keys.iter().filter(is_name).collect()
}

/// Kinds of which a day has many, so that two are one only where the words right around them name something in common.
fn needs_a_name(head: &Head) -> bool {
    head.happening.needs_days() || head.happening.name() == WIN
}

/// The kind of which there is one winner.
pub(super) const WIN: &str = "win";

/// Whether the clauses of two heads have a name in common.
fn anchored(a: &Telling, x: &Head, b: &Telling, y: &Head) -> bool {
    let beside = |t: &Telling, h: &Head| -> Vec<NameIn> {
        let clause_of = |n: usize| t.wording.tokens.get(n).map(|token| token.clause);
        t.names.iter().filter(|name| clause_of(name.at) == clause_of(h.at)).cloned().collect()
    };
    let (p, q) = (beside(a, x), beside(b, y));
    p.iter().any(|m| q.iter().any(|n| one_name(m, n)))
}

/// The kind that people also do with words alone ("attacked her rival").
const ATTACK: &str = "attack";

/// Whether an attack may be one in words: neither a place, nor people who came to harm, nor another kind of event is told of.
fn in_words(telling: &Telling, head: &Head) -> bool {
    head.happening.name() == ATTACK
        && telling.places().next().is_none()
        && !telling.figures.iter().any(|f| f.is_of_casualties())
        && telling.heads.iter().all(|h| h.happening.name() == ATTACK)
}

/// Whether both name who acts, and neither passage names the other's at all ("Venn struck Aldra", "Maros struck Aldra"); of winners, whether they are others.
fn by_others(a: &Telling, x: &Head, b: &Telling, y: &Head) -> bool {
    let (p, q) = (named(a, &x.agents), named(b, &y.agents));
    if x.happening.name() == WIN && !p.is_empty() && !q.is_empty() {
        return !p.iter().any(|m| q.iter().any(|n| same_stock(m, n)));
    }
    let among = |keys: &[&String], t: &Telling| {
        keys.iter().any(|k| t.names.iter().flat_map(|name| &name.keys).any(|l| same_stock(k, l)))
    };
    !p.is_empty() && !q.is_empty() && !among(&p, b) && !among(&q, a)
}

/// Whether both act on someone or something with a name, and not on the same ("won Aldra", "won Teluria").
fn on_others(a: &Telling, x: &Head, b: &Telling, y: &Head) -> bool {
    let (p, q) = (named(a, &x.patients), named(b, &y.patients));
    let meet =
        |names: &[&String], keys: &[String]| names.iter().any(|n| keys.iter().any(|k| same_stock(n, k)));
    !p.is_empty() && !q.is_empty() && !meet(&p, &y.patients) && !meet(&q, &x.patients)
}

fn because(what: &str, names: &[String], days: Days) -> String {
    let when = match days {
        Days::Same => "on the same days",
        Days::Within | Days::WithinYears => "in a time that holds the other's day",
        Days::Possible => "on days that may be the same",
    };
    let of =
        if names.is_empty() { "in the same words".to_string() } else { format!("of {}", names.join(", ")) };
    format!("{what} {of}, {when}")
}

/// Whether both name where it happened, and name other places.
pub(crate) fn other_place(a: &Telling, b: &Telling) -> bool {
    let within = |x: &Telling, y: &Telling| x.places().any(|p| y.names.iter().any(|q| one_name(p, q)));
    a.places().next().is_some() && b.places().next().is_some() && !within(a, b) && !within(b, a)
}

/// Whether both are dated by their own words, and to other days.
fn other_days(a: &Telling, b: &Telling) -> bool {
    !a.days.is_empty() && !b.days.is_empty() && !overlap(&a.days, &b.days)
}

/// Whether one tells of the same kind of happening to others than the other does, and of none to the same.
pub(crate) fn on_other_patients(a: &Telling, b: &Telling) -> bool {
    let pairs = || {
        a.heads
            .iter()
            .flat_map(|x| b.heads.iter().map(move |y| (x, y)))
            .filter(|(x, y)| x.happening.family() == y.happening.family())
    };
    let others = |(x, y): (&Head, &Head)| on_others(a, x, b, y);
    pairs().next().is_some() && pairs().all(others)
}

/// Whether something in the words of two passages keeps them from telling of one event.
pub(crate) fn exclude(a: &Telling, b: &Telling) -> bool {
    other_days(a, b) || on_other_patients(a, b)
}

/// Whether any of the one and of the other overlap.
pub(super) fn overlap(a: &[Interval], b: &[Interval]) -> bool {
    a.iter().any(|x| b.iter().any(|y| x.overlaps(y)))
}

/// Days from the first to the last of an interval; as many as can be where one of them is open.
pub(super) fn width(interval: &Interval) -> i32 {
    match (interval.earliest, interval.latest) {
        (Some(from), Some(to)) => from.until(to).map_or(i32::MAX, |gap| gap.get_days()),
        _ => i32::MAX,
    }
}

fn days(a: &Telling, b: &Telling) -> Option<Days> {
    let narrow = |all: &[Interval]| -> Vec<Interval> {
        all.iter().copied().filter(|i| width(i) < NARROW_DAYS).collect()
    };
    match (a.days.is_empty(), b.days.is_empty()) {
        (false, false) if overlap(&narrow(&a.days), &narrow(&b.days)) => Some(Days::Same),
        (false, false) => {
            let months = |all: &[Interval]| -> Vec<Interval> {
                all.iter().copied().filter(|i| width(i) < LONG_DAYS).collect()
            };
            if overlap(&months(&a.days), &months(&b.days)) {
                Some(Days::Within)
            } else {
                overlap(&a.days, &b.days).then_some(Days::WithinYears)
            }
        }
        (false, true) => overlap(&a.days, &b.near.into_iter().collect::<Vec<_>>()).then_some(Days::Possible),
        (true, false) => overlap(&a.near.into_iter().collect::<Vec<_>>(), &b.days).then_some(Days::Possible),
        (true, true) => match (a.near, b.near) {
            (Some(x), Some(y)) => x.overlaps(&y).then_some(Days::Possible),
            _ => None,
        },
    }
}

/// Whether two names are one, as far as their words tell: one has all words of the other, in any inflection.
pub(crate) fn one_name(a: &NameIn, b: &NameIn) -> bool {
    let within =
        |x: &NameIn, y: &NameIn| x.keys.iter().all(|k| y.keys.iter().any(|l| k == l || same_stock(k, l)));
    within(a, b) || within(b, a)
}

/// Names in common, as written in the first, each once, and their weight: a further word of a name says that it is no namesake.
fn shared_names(a: &Telling, b: &Telling) -> (Vec<String>, u64) {
    let mut out: Vec<String> = Vec::new();
    let mut weight = 0;
    let mut taken: Vec<&NameIn> = Vec::new();
    for name in &a.names {
        if taken.iter().any(|other| one_name(other, name)) {
            continue;
        }
        let words = b.names.iter().filter(|other| one_name(name, other));
        if let Some(words) = words.map(|other| name.keys.len().min(other.keys.len())).max() {
            taken.push(name);
            weight += SHARED_NAME + (words as u64 - 1) * FURTHER_WORD;
            out.push(crate::reply_sides::capitalised(&name.written));
        }
    }
    (out, weight)
}

/// The weight of words in common that are neither names nor of the happening.
pub(super) fn shared_words(a: &Telling, b: &Telling) -> u64 {
    let also = |of: &u64| b.words.binary_search_by_key(of, |(of, _)| *of).is_ok();
    a.words.iter().filter(|(of, _)| also(of)).map(|(_, weight)| u64::from(*weight)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::{Stance, Wording};

    #[test]
    fn one_happening_in_other_words_is_one_event_and_the_same_names_alone_are_none() {
        let day = Interval::day("2031-03-04".parse().unwrap());
        let told =
            |text| Telling::new(Wording::new(text, false, Stance::default()), Vec::new(), Some(day), &[]);
        let one = told("The ferry Osprey collided with a patrol boat off Port Venn.");
        assert!(same(&one, &told("A patrol boat rammed the ferry Osprey near Port Venn.")).is_some());
        assert!(same(&one, &told("The ferry Osprey sails from Port Venn at noon.")).is_none());
    }
}
