//! What a speaker says again: utterances of one proposition.

use crate::alignment::Alike;
use crate::candidates::features;
use crate::decided::Decided;
use crate::lexicon::Lexicon;
use crate::particulars::{same_act, same_figures};
use crate::profile::Profile;
use crate::report::Report;
use crate::tie::{Apart, LEAST_COVER, OVERLAP_COSINE, contradicted, contradicted_in, contradiction, scored};
use crate::wording::{Token, Wording};
use reportedly_schema::linkage::{EffectiveStatement, LinkArticle};
use std::cmp::Reverse;
use std::collections::HashMap;

/// Thousandths of the shorter wording's weight that two utterances of one point share, near words counted by their nearness.
pub const POINT_COVER: u64 = 700;

/// The cosine of their vectors, in thousandths, that does instead, given [`LEAST_COVER`] in equal words: as where days overlap.
pub const POINT_COSINE: i32 = OVERLAP_COSINE;

/// Thousandths of the longer wording's weight that they share at least: a short remark is not the point of every long answer that
/// touches on it.
pub const POINT_COVER_OF_LONGER: u64 = 300;

/// Thousandths of the shorter wording's weight in equal words from which two reports are compared leaving their conditions out.
pub const MAIN_EQUAL_COVER: u64 = 300;

/// The least weight likewise, in thousandths: a rare word or two common ones.
pub const MAIN_WEIGHT: u64 = 3_000;

/// The least shared weight, in thousandths: two words of content.
pub const POINT_SHARED_WEIGHT: u64 = 4_500;

/// Thousandths of the shorter wording's weight that two reports share at least to be compared as propositions, and the least
/// weight: below what [`likeness`] asks for, which may leave conditions out.
const COMPARED_COVER: u64 = 250;
const COMPARED_WEIGHT: u64 = 3_000;

/// Different wordings of one utterance that are compared with others: those of the first reports; more would cost their square.
pub const REPORTS_COMPARED: usize = 8;

/// What keeps two statements of one speaker from being of one point; `None` where they are alike as propositions. To measure by.
pub fn point_apart(
    a: (&EffectiveStatement, &LinkArticle),
    b: (&EffectiveStatement, &LinkArticle),
) -> Option<Apart> {
    let (x, y) = (Report::new(a.0, a.1), Report::new(b.0, b.1));
    likeness(&x, &y).is_none().then(|| contradicted(&x, &y).unwrap_or(Apart::Words))
}

/// How alike two reports are as propositions, in thousandths; `None` where they are not one point: by all their words, or by what
/// they say leaving their conditions out.
pub(crate) fn likeness(a: &Report, b: &Report) -> Option<u64> {
    alike(a, b).max(alike_but_for_conditions(a, b)).or_else(|| alike_in_particulars(a, b))
}

fn alike(a: &Report, b: &Report) -> Option<u64> {
    let (x, y) = (&a.wording, &b.wording);
    let shared = x.shared(y);
    let least = x.total.min(y.total).max(1);
    let equal = x.normal == y.normal && !x.tokens.is_empty();
    let comparable = shared.features >= 2
        && shared.same >= POINT_SHARED_WEIGHT
        && shared.same * 1000 / least >= LEAST_COVER;
    if !(equal || comparable) || contradiction(a, b) {
        return None;
    }
    let alike = |shared: u64| shared * 2000 / (x.total + y.total).max(1);
    if equal {
        return Some(alike(shared.same));
    }
    if only_conditions_alike(a, b) {
        return None;
    }
    let found = x.compare(y);
    let enough = found.cover_of_longer >= POINT_COVER_OF_LONGER
        && (found.cover >= POINT_COVER || found.cosine >= POINT_COSINE);
    enough.then(|| alike(found.shared))
}

/// The cosine, in thousandths, from which what two reports say beside their conditions may be one thing though they share no word.
const NEAR_MAINS: i32 = 450;

/// Whether all that two reports which both make conditions have in common stands in these: talks and a crossing that open on one condition are two
/// things.
fn only_conditions_alike(a: &Report, b: &Report) -> bool {
    let mains = a.main.as_ref().zip(b.main.as_ref());
    mains.is_some_and(|(x, y)| x.shared(y).features == 0 && x.compare(y).cosine < NEAR_MAINS)
}

/// The same leaving the conditions of both out: other terms make no other proposition. Fewer words are enough where the vectors are
/// near, the less so where both make conditions, or where both do the same by what they say (refuse, demand).
fn alike_but_for_conditions(a: &Report, b: &Report) -> Option<u64> {
    let (x, y) = (a.main.as_ref().unwrap_or(&a.wording), b.main.as_ref().unwrap_or(&b.wording));
    let shared = x.shared(y);
    let least = x.total.min(y.total).max(1);
    if shared.same < MAIN_WEIGHT
        || shared.same * 1000 / least < MAIN_EQUAL_COVER
        || contradicted_in((a, x), (b, y)).is_some()
    {
        return None;
    }
    let found = x.compare(y);
    let reaches = |least: &Alike| found.reaches(least);
    let mains = usize::from(a.main.is_some()) + usize::from(b.main.is_some());
    if mains == 1 && (carried_out(a, b) || carried_out(b, a)) {
        return None;
    }
    let enough = (mains > 0 && reaches(&CONDITIONAL))
        || (mains == 2 && (reaches(&BOTH_CONDITIONAL) || reaches(&BOTH_SHORT) || reaches(&SHORTER_WHOLE)))
        || (same_act(a, b) && (reaches(&PARAPHRASE) || reaches(&ONE_ACT)));
    enough.then(|| found.shared * 2000 / (x.total + y.total).max(1))
}

/// Whether the one says what would be done on a condition, and the other that something has been done: "would sue if the gates stayed shut" and "sued on Wednesday".
fn carried_out(a: &Report, b: &Report) -> bool {
    let would = |t: &Token| matches!(t.written.as_str(), "would" | "will" | "ll" | "shall" | "d");
    let open = |t: &Token| {
        would(t)
            || matches!(
                t.written.as_str(),
                "could" | "can" | "may" | "might" | "must" | "should" | "ready" | "willing" | "want" | "to"
            )
    };
    let lexicon = Lexicon::shared();
    let past = |t: &Token| {
        let w = t.written.as_str();
        !t.capital
            && (w.ends_with("ed") || lexicon.is_past_form(w) || matches!(w, "was" | "were" | "had" | "did"))
    };
    a.main.as_ref().is_some_and(|main| main.tokens.iter().any(would))
        && b.main.is_none()
        && !b.wording.tokens.iter().any(open)
        && b.wording.tokens.iter().any(past)
}

/// By fewer words where both give the same figures or do the same by what they say.
fn alike_in_particulars(a: &Report, b: &Report) -> Option<u64> {
    let (x, y) = (&a.wording, &b.wording);
    let shared = x.shared(y);
    let least = x.total.min(y.total).max(1);
    if shared.same < MAIN_WEIGHT || shared.same * 1000 / least < MAIN_EQUAL_COVER {
        return None;
    }
    let figures = same_figures(x, y).then_some((&SAME_FIGURES, FIGURES_SCORE));
    let act = same_act(a, b).then_some((&SAME_ACT, ACT_SCORE));
    if (figures.is_none() && act.is_none()) || contradiction(a, b) {
        return None;
    }
    let (found, score) = scored(x, y);
    let mut asked = figures.into_iter().chain(act);
    let enough = asked.any(|(least, least_score)| found.reaches(least) && score >= least_score);
    enough.then(|| found.shared * 2000 / (x.total + y.total).max(1))
}

/// The score that is enough beside the same figures, and what else is in common. Of such pairs of one speaker in the demo corpus (speakers and days given)
/// that nothing else joins 27 of 29 are of one point.
const FIGURES_SCORE: i64 = -3_000;
const SAME_FIGURES: Alike = Alike { features: 2, common: 2, cover: 300, cover_of_longer: 150, cosine: 0 };

/// The same beside one act: six of six.
const ACT_SCORE: i64 = -2_500;
const SAME_ACT: Alike = Alike { features: 2, common: 2, cover: 300, cover_of_longer: 100, cosine: 0 };

/// Where one of the two makes a condition. These were chosen on the stories of the demo corpus's first third, speakers and days
/// given: of 1,030 pairs of one speaker's statements on different days they meet one that the gold holds apart.
const CONDITIONAL: Alike = Alike { features: 2, common: 2, cover: 600, cover_of_longer: 300, cosine: 400 };

/// Where both do.
const BOTH_CONDITIONAL: Alike =
    Alike { features: 2, common: 2, cover: 500, cover_of_longer: 400, cosine: 450 };

/// Where both do, and say little beside them.
const BOTH_SHORT: Alike = Alike { features: 2, common: 2, cover: 700, cover_of_longer: 400, cosine: 0 };

/// Where both do, and all that the shorter one says beside its condition stands in the longer one.
const SHORTER_WHOLE: Alike = Alike { features: 1, common: 1, cover: 900, cover_of_longer: 250, cosine: 300 };

/// Where both do the same by what they say.
const PARAPHRASE: Alike = Alike { features: 2, common: 2, cover: 560, cover_of_longer: 390, cosine: 540 };

/// The same in fewer words.
const ONE_ACT: Alike = Alike { features: 1, common: 1, cover: 600, cover_of_longer: 450, cosine: 580 };

/// What an utterance was to the points before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prior {
    /// It is new, or other than it was.
    Unknown,
    /// It began a point.
    Led,
    /// It was in the point that this utterance, an earlier one, began.
    Followed(usize),
}

/// A report of an utterance, by index, with what it is found by.
pub(crate) type Told<'p> = (usize, &'p Profile);

/// The reports of an utterance that speak for it: of equal wordings the first, and no more than [`REPORTS_COMPARED`].
pub(crate) fn telling<'p>(reports: impl Iterator<Item = Told<'p>>) -> Vec<Told<'p>> {
    let mut out: Vec<Told> = Vec::new();
    for (n, profile) in reports {
        if out.len() == REPORTS_COMPARED {
            break;
        }
        if out.iter().all(|(_, other)| other.wording.normal != profile.wording.normal) {
            out.push((n, profile));
        }
    }
    out
}

/// Whether two reports are worth comparing as propositions.
fn comparable(a: &Profile, b: &Profile) -> bool {
    let mut theirs = features(b).peekable();
    let mut shared = 0;
    for (of, weight) in features(a) {
        while theirs.next_if(|other| other.0 < of).is_some() {}
        if let Some((_, other)) = theirs.next_if(|other| other.0 == of) {
            shared += u64::from(weight.min(other));
        }
    }
    a.wording.normal == b.wording.normal || is_enough(shared, a.wording.total.min(b.wording.total))
}

fn is_enough(shared: u64, least: u64) -> bool {
    shared >= (least * COMPARED_COVER / 1000).max(COMPARED_WEIGHT)
}

/// The reports of utterances that began a point, to be found by what they share with another.
#[derive(Default)]
struct Leaders<'p> {
    /// With the point of each.
    reports: Vec<(usize, Told<'p>)>,
    by_feature: HashMap<u64, Vec<(usize, u32)>>,
    by_text: HashMap<u64, Vec<usize>>,
    /// For each report the weight shared with the one that is looked for; zero between look-ups.
    shared: Vec<u64>,
}

impl<'p> Leaders<'p> {
    fn put(&mut self, point: usize, reports: &[Told<'p>]) {
        for &(report, profile) in reports {
            let at = self.reports.len();
            for (of, weight) in features(profile) {
                self.by_feature.entry(of).or_default().push((at, weight));
            }
            self.by_text.entry(profile.wording.normal).or_default().push(at);
            self.reports.push((point, (report, profile)));
            self.shared.push(0);
        }
    }

    /// The reports worth comparing with `profile`: a point and the report's index for each.
    fn find(&mut self, profile: &Profile, out: &mut Vec<(usize, usize)>) {
        let mut touched = Vec::new();
        for (of, weight) in features(profile) {
            for &(at, other) in self.by_feature.get(&of).map_or(&[][..], Vec::as_slice) {
                if self.shared[at] == 0 {
                    touched.push(at);
                }
                self.shared[at] += u64::from(weight.min(other));
            }
        }
        touched.retain(|&at| {
            let least = profile.wording.total.min(self.reports[at].1.1.wording.total);
            is_enough(std::mem::take(&mut self.shared[at]), least)
        });
        touched.extend(self.by_text.get(&profile.wording.normal).into_iter().flatten());
        touched.sort_unstable();
        touched.dedup();
        out.clear();
        out.extend(touched.into_iter().map(|at| (self.reports[at].0, self.reports[at].1.0)));
    }
}

/// Clusters the utterances of one speaker, each given by its [`telling`] reports, in canonical order. Each utterance joins the
/// point whose first utterance it is most like, any report of the one with any of the other (the earlier among equals), else begins
/// one; since every member is like the first one, no chain of small changes leads from one proposition to another. What a person
/// joined comes as one, by its first utterance; what a person set apart is never in one point.
///
/// `before` tells what is known of each: one that was there is compared only with utterances that newly began a point, which gives
/// the same as comparing it with all. An utterance that a decision names has to be `Unknown`. `likeness` is of two reports.
pub(crate) fn cluster(
    utterances: &[Vec<Told>],
    before: &[Prior],
    decided: &Decided,
    likeness: &dyn Fn(usize, usize) -> Option<u64>,
) -> Vec<Vec<usize>> {
    let units = units(utterances.len(), decided);
    let mut points: Vec<Vec<usize>> = Vec::new();
    let mut leader: Vec<usize> = Vec::new();
    let mut point_of_leader: Vec<Option<usize>> = vec![None; utterances.len()];
    let (mut all, mut new) = (Leaders::default(), Leaders::default());
    let mut found = Vec::new();
    for (n, unit) in units.iter().enumerate().filter(|(_, unit)| !unit.is_empty()) {
        let followed = match before[n] {
            Prior::Followed(other) if before[other] == Prior::Led => point_of_leader[other],
            _ => None,
        };
        let known = before[n] == Prior::Led || followed.is_some();
        let among = if known { &mut new } else { &mut all };
        let mut best: Option<(u64, Reverse<usize>)> = None;
        for &(report, profile) in &utterances[n] {
            among.find(profile, &mut found);
            for &(point, other) in &found {
                if decided.keeps_apart(&points[point], unit) {
                    continue;
                }
                best = best.max(likeness(other, report).map(|alike| (alike, Reverse(point))));
            }
        }
        // It stays where it was unless a new one is more like it: else it need not be asked how alike the two are.
        if let (Some(point), Some(_)) = (followed, best) {
            let mut alike = 0;
            for (other, theirs) in &utterances[leader[point]] {
                let ours = utterances[n].iter().filter(|(_, profile)| comparable(theirs, profile));
                alike = ours.filter_map(|(report, _)| likeness(*other, *report)).fold(alike, u64::max);
            }
            best = best.max(Some((alike, Reverse(point))));
        }
        let joins = best.map(|(_, Reverse(point))| point).or(followed);
        match joins {
            Some(point) => points[point].extend(unit),
            None => {
                let point = points.len();
                all.put(point, &utterances[n]);
                if before[n] != Prior::Led {
                    new.put(point, &utterances[n]);
                }
                points.push(unit.clone());
                leader.push(n);
                point_of_leader[n] = Some(point);
            }
        }
    }
    points.iter_mut().for_each(|point| point.sort_unstable());
    points
}

/// For each utterance what a person joined with it, itself first, where it is the first of them; empty for the others.
fn units(count: usize, decided: &Decided) -> Vec<Vec<usize>> {
    let mut units: Vec<Vec<usize>> = (0..count).map(|n| vec![n]).collect();
    let mut first: Vec<usize> = (0..count).collect();
    for &(a, b) in &decided.together {
        let (a, b) = (first[a].min(first[b]), first[a].max(first[b]));
        if a != b && !decided.keeps_apart(&units[a], &units[b]) {
            let moved = std::mem::take(&mut units[b]);
            moved.iter().for_each(|&n| first[n] = a);
            units[a].extend(moved);
        }
    }
    units
}

/// Reports looked at for the most typical one; more would cost their square.
const TYPICAL_OF: usize = 32;

/// The most typical of several wordings, which come in canonical order: the one that shares most with the others; the earlier among
/// equals.
pub(crate) fn typical(wordings: &[&Wording]) -> usize {
    let looked_at = &wordings[..wordings.len().min(TYPICAL_OF)];
    let mut likeness = vec![0u64; looked_at.len()];
    for (n, a) in looked_at.iter().enumerate() {
        for (m, b) in looked_at.iter().enumerate().skip(n + 1) {
            let alike = a.shared(b).same * 2000 / (a.total + b.total).max(1);
            likeness[n] += alike;
            likeness[m] += alike;
        }
    }
    (0..looked_at.len()).max_by_key(|&n| (likeness[n], Reverse(n))).unwrap_or(0)
}
