//! Which reports are worth comparing: those that share words of content within the same days, and those that share a quoted run or
//! all their words.
//!
//! Whether a pair is a candidate is a function of the two profiles alone; the index only finds such pairs without looking at all.

use crate::profile::Profile;
use crate::tie::{RETOLD_REACH_DAYS, RETOLD_WORDS, SAME_QUOTED_WORDS};
use std::collections::HashMap;

/// Thousandths of the shorter wording's weight from which two reports of the same days are compared. Well below what any tie asks
/// of shared words, so that one which weighs meaning as well loses nothing here.
pub(crate) const CANDIDATE_COVER: u64 = 200;

/// The least shared weight of a candidate, in thousandths: one rare word or two common ones of content.
pub(crate) const CANDIDATE_WEIGHT: u64 = 2_500;

/// A report under one key.
#[derive(Clone, Copy)]
struct Entry {
    at: usize,
    first: i32,
    last: i32,
    weight: u32,
}

/// Finds the candidates of a report among those put in before.
#[derive(Default)]
pub(crate) struct Index<'p> {
    profiles: Vec<&'p Profile>,
    by_feature: HashMap<u64, Vec<Entry>>,
    by_run: HashMap<u32, Vec<Entry>>,
    by_long_run: HashMap<u32, Vec<Entry>>,
    by_text: HashMap<u64, Vec<Entry>>,
    /// Per report the weight shared with the one that is looked for; zero between look-ups.
    shared: Vec<u64>,
    /// Whether only later days are still looked for, so that what is past may be forgotten.
    onward: bool,
}

/// All pairs of candidates, the lesser index first, sorted. `reprint` tells whether two reports stand in copies of one text.
pub(crate) fn pairs(profiles: &[&Profile], reprint: &dyn Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    // Undated ones first, since they may be of any day; then by day, so that each list holds only days that still matter.
    let mut order: Vec<usize> = (0..profiles.len()).collect();
    order.sort_by_key(|&n| (!profiles[n].undated(), profiles[n].first, n));
    let mut index = Index { onward: true, ..Index::default() };
    let mut pairs = Vec::new();
    let mut found = Vec::new();
    for (rank, &n) in order.iter().enumerate() {
        index.find(profiles[n], &|other| reprint(order[other], n), &mut found);
        pairs.extend(found.drain(..).map(|other| (order[other].min(n), order[other].max(n))));
        debug_assert_eq!(index.profiles.len(), rank);
        index.put(profiles[n]);
    }
    pairs.sort_unstable();
    pairs
}

impl<'p> Index<'p> {
    /// An index over all of these, by their place.
    pub(crate) fn of(profiles: impl IntoIterator<Item = &'p Profile>) -> Self {
        let mut index = Index::default();
        profiles.into_iter().for_each(|profile| index.put(profile));
        index
    }

    fn put(&mut self, profile: &'p Profile) {
        let at = self.profiles.len();
        let entry = |weight| Entry { at, first: profile.first, last: profile.last, weight };
        if !profile.undated() {
            for (of, weight) in features(profile) {
                self.by_feature.entry(of).or_default().push(entry(weight));
            }
        }
        for &run in &profile.runs {
            self.by_run.entry(run).or_default().push(entry(0));
        }
        for &run in &profile.long_runs {
            self.by_long_run.entry(run).or_default().push(entry(0));
        }
        self.by_text.entry(profile.wording.normal).or_default().push(entry(0));
        self.profiles.push(profile);
        self.shared.push(0);
    }

    /// The candidates of `profile`, sorted, each once; one that is in the index finds itself too.
    pub(crate) fn find(&mut self, profile: &Profile, reprint: &dyn Fn(usize) -> bool, out: &mut Vec<usize>) {
        out.clear();
        let past = |entry: &Entry| entry.last < profile.first;
        let meets = |entry: &Entry| entry.first <= profile.last && profile.first <= entry.last;
        let total = profile.wording.total;
        if !profile.undated() {
            let mut touched = Vec::new();
            for (of, weight) in features(profile) {
                let Some(entries) = self.by_feature.get_mut(&of) else { continue };
                if self.onward {
                    entries.retain(|entry| !past(entry));
                }
                for entry in entries.iter().filter(|entry| meets(entry)) {
                    let shared = &mut self.shared[entry.at];
                    if *shared == 0 {
                        touched.push(entry.at);
                    }
                    *shared += u64::from(weight.min(entry.weight));
                }
            }
            for at in touched {
                let shared = std::mem::take(&mut self.shared[at]);
                let least = total.min(self.profiles[at].wording.total);
                if shared >= (least * CANDIDATE_COVER / 1000).max(CANDIDATE_WEIGHT) {
                    out.push(at);
                }
            }
        }
        for run in &profile.runs {
            let Some(entries) = self.by_run.get_mut(run) else { continue };
            if self.onward {
                entries.retain(|entry| !past(entry));
            }
            out.extend(entries.iter().filter(|entry| meets(entry)).map(|entry| entry.at));
        }
        for run in &profile.long_runs {
            let Some(entries) = self.by_long_run.get_mut(run) else { continue };
            if self.onward {
                entries.retain(|entry| entry.last.saturating_add(RETOLD_REACH_DAYS) >= profile.first);
            }
            let profiles = &self.profiles;
            let told = entries.iter().filter(|entry| profiles[entry.at].when.may_be_retold(&profile.when));
            out.extend(told.map(|entry| entry.at));
        }
        if let Some(entries) = self.by_text.get(&profile.wording.normal) {
            let profiles = &self.profiles;
            out.extend(entries.iter().map(|entry| entry.at).filter(|&at| {
                equal_words_may_tie(profiles[at], profile)
                    || (!profiles[at].when.far_apart(&profile.when) && reprint(at))
            }));
        }
        out.sort_unstable();
        out.dedup();
    }
}

/// Whether two reports of equal words may be of one utterance though their texts are no copies of each other: on days that meet, and
/// without a date only where the words are many enough to be no coincidence.
pub(crate) fn equal_words_may_tie(a: &Profile, b: &Profile) -> bool {
    let meet = a.first <= b.last && b.first <= a.last;
    (meet && (a.words as usize >= SAME_QUOTED_WORDS || !(a.undated() || b.undated())))
        || (a.words as usize >= RETOLD_WORDS && a.when.may_be_retold(&b.when))
}

/// Features by what they are of, each once, with the weight.
pub(crate) fn features(profile: &Profile) -> impl Iterator<Item = (u64, u32)> {
    let features = &profile.wording.features;
    features
        .iter()
        .enumerate()
        .filter(|&(n, feature)| n == 0 || features[n - 1].of != feature.of)
        .map(|(_, feature)| (feature.of, feature.weight))
}
