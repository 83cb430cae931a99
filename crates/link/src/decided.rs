//! What people decided of the statements of one speaker, in terms of what is being clustered.

use reportedly_schema::linkage::{Decision, EffectiveStatement, Level, LinkArticle, Ruling, StatementKey};
use std::collections::{BTreeMap, BTreeSet};

/// Pairs that are one by decision, and pairs that are not; the lesser index first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Decided {
    pub together: BTreeSet<(usize, usize)>,
    apart: BTreeSet<(usize, usize)>,
}

impl Decided {
    fn add(&mut self, ruling: Ruling, a: usize, b: usize) {
        let pairs = match ruling {
            Ruling::Together => &mut self.together,
            Ruling::Apart => &mut self.apart,
        };
        if a != b {
            pairs.insert((a.min(b), a.max(b)));
        }
    }

    /// Whether a member of one group was set apart from one of the other.
    pub(crate) fn keeps_apart(&self, one: &[usize], other: &[usize]) -> bool {
        !self.apart.is_empty()
            && one.iter().any(|&a| other.iter().any(|&b| self.apart.contains(&(a.min(b), a.max(b)))))
    }

    /// Everything that a decision names.
    pub(crate) fn named(&self) -> BTreeSet<usize> {
        self.together.iter().chain(&self.apart).flat_map(|&(a, b)| [a, b]).collect()
    }

    /// The same of other things, where `to` gives a thing's place, if it has one. Two things in one place were decided already, at
    /// another level.
    pub(crate) fn mapped(&self, to: impl Fn(usize) -> Option<usize>) -> Decided {
        let mut out = Decided::default();
        for (ruling, pairs) in [(Ruling::Together, &self.together), (Ruling::Apart, &self.apart)] {
            for &(a, b) in pairs {
                if let (Some(a), Some(b)) = (to(a), to(b)) {
                    out.add(ruling, a, b);
                }
            }
        }
        out
    }
}

/// The decisions of both levels over statements by index. A text that several articles carry has each statement several times, and
/// a decision holds for all of them.
pub(crate) fn decided(
    decisions: &[Decision],
    articles: &[LinkArticle],
    statements: &[EffectiveStatement],
) -> BTreeMap<Level, Decided> {
    let mut places: BTreeMap<StatementKey, Vec<usize>> =
        decisions.iter().flat_map(|d| [(d.a, Vec::new()), (d.b, Vec::new())]).collect();
    if !places.is_empty() {
        for (n, s) in statements.iter().enumerate() {
            let key =
                StatementKey { text_sha256: articles[s.article].text_sha256, statement: s.statement.id };
            if let Some(found) = places.get_mut(&key) {
                found.push(n);
            }
        }
    }
    let mut out: BTreeMap<Level, Decided> = Level::ALL.iter().map(|&l| (l, Decided::default())).collect();
    for decision in decisions {
        let of_level = out.entry(decision.level).or_default();
        for &a in &places[&decision.a] {
            for &b in &places[&decision.b] {
                of_level.add(decision.ruling, a, b);
            }
        }
    }
    out
}
