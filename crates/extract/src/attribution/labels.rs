//! The labels of tokens, and how spans are written in them.
//!
//! A label names a role and whether it begins a span (`B`) or goes on with one (`I`); sources and contents also carry the side on
//! which their cue lies (`<` before, `>` after), so that the sequence model decides most of the linking. Outside of spans the
//! label remembers which role came last in the paragraph: a chain sees only one label back, and what may follow depends on it.

/// A role in an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Whose it is.
    Source,
    /// Said, demanded, according to.
    Cue,
    /// What.
    Content,
}

/// On which side of a source or content its cue lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Before it.
    Before,
    /// After it.
    After,
}

/// A run of tokens of one role in a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Its role.
    pub role: Role,
    /// Where its cue lies; meaningless for a cue.
    pub side: Side,
}

/// Names of the labels, in the order of their numbers.
pub const NAMES: [&str; 14] =
    ["O", "OS", "OQ", "OC", "BQ", "IQ", "BS<", "IS<", "BS>", "IS>", "BC<", "IC<", "BC>", "IC>"];

/// What a label stands for inside a span: role, side, whether it begins one.
pub fn meaning(label: u8) -> Option<(Role, Side, bool)> {
    let begins = label.is_multiple_of(2);
    match label {
        4 | 5 => Some((Role::Cue, Side::After, begins)),
        6 | 7 => Some((Role::Source, Side::Before, begins)),
        8 | 9 => Some((Role::Source, Side::After, begins)),
        10 | 11 => Some((Role::Content, Side::Before, begins)),
        12 | 13 => Some((Role::Content, Side::After, begins)),
        _ => None,
    }
}

/// Writes runs, in text order and disjoint, as labels of `length` tokens.
pub fn encode(runs: &[Run], length: usize) -> Vec<u8> {
    let mut labels = Vec::with_capacity(length);
    let mut outside = 0;
    for run in runs {
        labels.resize(run.start, outside);
        let (begin, after) = match (run.role, run.side) {
            (Role::Cue, _) => (4, 2),
            (Role::Source, Side::Before) => (6, 1),
            (Role::Source, Side::After) => (8, 1),
            (Role::Content, Side::Before) => (10, 3),
            (Role::Content, Side::After) => (12, 3),
        };
        labels.push(begin);
        labels.resize(run.end, begin + 1);
        outside = after;
    }
    labels.resize(length, outside);
    labels
}

/// Reads runs out of labels. A label that goes on with a span of another kind begins one.
pub fn decode(labels: &[u8], runs: &mut Vec<Run>) {
    runs.clear();
    let mut open: Option<Run> = None;
    for (n, &label) in labels.iter().enumerate() {
        match (meaning(label), &mut open) {
            (Some((role, side, false)), Some(run)) if run.role == role && run.side == side => run.end = n + 1,
            (Some((role, side, _)), _) => {
                runs.extend(open.replace(Run { start: n, end: n + 1, role, side }));
            }
            (None, _) => runs.extend(open.take()),
        }
    }
    runs.extend(open);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_and_meanings_agree() {
        for (label, name) in NAMES.iter().enumerate() {
            let role = match name.as_bytes().get(1) {
                Some(b'S') => Role::Source,
                Some(b'Q') => Role::Cue,
                _ => Role::Content,
            };
            match meaning(label as u8) {
                None => assert!(name.starts_with('O')),
                Some((found, side, begins)) => {
                    assert_eq!((found, begins), (role, name.starts_with('B')));
                    assert!(
                        role == Role::Cue || name.ends_with(if side == Side::Before { '<' } else { '>' })
                    );
                }
            }
        }
    }

    #[test]
    fn outside_remembers_the_last_role() {
        let cue = Run { start: 1, end: 2, role: Role::Cue, side: Side::After };
        let content = Run { start: 3, end: 5, role: Role::Content, side: Side::Before };
        let names: Vec<&str> = encode(&[cue, content], 6).iter().map(|&l| NAMES[l as usize]).collect();
        assert_eq!(names, ["O", "BQ", "OQ", "BC<", "IC<", "OC"]);
    }

    proptest! {
        #[test]
        fn runs_read_back(parts in prop::collection::vec((0usize..3, 1usize..4, 0u8..5), 0..8)) {
            let (mut at, mut runs) = (0, Vec::new());
            for (gap, length, kind) in parts {
                let (role, side) = match kind {
                    0 => (Role::Cue, Side::After),
                    1 => (Role::Source, Side::Before),
                    2 => (Role::Source, Side::After),
                    3 => (Role::Content, Side::Before),
                    _ => (Role::Content, Side::After),
                };
                runs.push(Run { start: at + gap, end: at + gap + length, role, side });
                at += gap + length;
            }
            let mut back = Vec::new();
            decode(&encode(&runs, at + 2), &mut back);
            prop_assert_eq!(back, runs);
        }

        #[test]
        fn any_labels_decode_to_ordered_runs(labels in prop::collection::vec(0u8..14, 0..30)) {
            let mut runs = Vec::new();
            decode(&labels, &mut runs);
            prop_assert!(runs.iter().all(|r| r.start < r.end && r.end <= labels.len()));
            prop_assert!(runs.windows(2).all(|w| w[0].end <= w[1].start));
        }
    }
}
