//! Which things said state one position: what two articles tell of one list of conditions, one of them by the day, the other by the
//! season.

use super::cells::shown_interval;
use super::positions::StatedBy;
use reportedly_link::MemberWords;
use reportedly_schema::linkage::{Joined, Snapshot};
use reportedly_schema::{Interval, TermRole};
use std::collections::BTreeMap;

/// Days from which a date is that of a month or a season and no longer of an event.
pub(super) const VAGUE_DAYS: i32 = 28;

/// One thing said, on its way to a row.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// By index.
    pub speaker: Option<usize>,
    pub stated_by: StatedBy,
    /// Utterances by index; none for what makes no utterance.
    pub utterances: Vec<usize>,
    /// Statements by index, the first report first.
    pub reports: Vec<usize>,
    pub said: Interval,
    pub joined: Joined,
    pub because: String,
}

impl Draft {
    fn vague(&self) -> bool {
        match (self.said.earliest, self.said.latest) {
            (Some(a), Some(b)) => a.until(b).map_or(0, |s| s.get_days()) + 1 >= VAGUE_DAYS,
            (None, None) => true,
            // By publication: near a day.
            _ => false,
        }
    }

    fn undated(&self) -> bool {
        self.said == Interval::default()
    }
}

/// Why two drafts state one position.
struct Bond {
    shared: usize,
    joined: Joined,
    because: String,
}

/// A draft with what it is compared by.
struct Compared<'d> {
    draft: &'d Draft,
    /// Points of its utterances.
    points: Vec<usize>,
    /// Occasions of its utterances.
    occasions: Vec<usize>,
    /// Members of what is asked of others and of what must hold, with the term's negation.
    members: Vec<(&'d str, bool, MemberWords)>,
}

/// Joins drafts of one speaker that name members of one list of terms: on one occasion, or where one of them is dated by no more than a
/// month or a season and the days are compatible. What is vague joins the one draft that shares most with it, and none where two share
/// equally much: two days are never brought together by a season around both.
pub(super) fn joined(snapshot: &Snapshot, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut point_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (n, point) in snapshot.links.points.iter().enumerate() {
        point_of.extend(point.utterances.iter().map(|&utterance| (utterance, n)));
    }
    let compared: Vec<Compared> = drafts.iter().map(|draft| compared(snapshot, draft, &point_of)).collect();
    let mut by_speaker: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, draft) in drafts.iter().enumerate() {
        if let Some(speaker) = draft.speaker.filter(|_| !compared[n].members.is_empty()) {
            by_speaker.entry(speaker).or_default().push(n);
        }
    }
    let mut into: Vec<Option<(usize, Bond)>> = (0..drafts.len()).map(|_| None).collect();
    let mut kept = vec![false; drafts.len()];
    for own in by_speaker.values() {
        for &n in own {
            // A draft that others have joined stays where it is.
            if kept[n] {
                continue;
            }
            let mut bonds: Vec<(usize, Bond)> = own
                .iter()
                .filter(|&&m| m != n && into[m].is_none())
                .filter_map(|&m| Some((m, bond(&compared[n], &compared[m], m < n)?)))
                .collect();
            bonds.sort_by_key(|(m, bond)| (std::cmp::Reverse(bond.shared), bond.joined, *m));
            let clear = match bonds.as_slice() {
                [] => false,
                [_] => true,
                [a, b, ..] => (a.1.shared, a.1.joined) != (b.1.shared, b.1.joined),
            };
            if clear && let Some((at, bond)) = bonds.into_iter().next() {
                kept[at] = true;
                into[n] = Some((at, bond));
            }
        }
    }
    let mut out: Vec<Option<Draft>> = drafts.into_iter().map(Some).collect();
    for (n, bond) in into.into_iter().enumerate() {
        let Some((at, bond)) = bond else { continue };
        let Some(moved) = out[n].take() else { continue };
        let Some(kept) = out[at].as_mut() else {
            out[n] = Some(moved);
            continue;
        };
        kept.utterances.extend(moved.utterances);
        kept.reports.extend(moved.reports);
        kept.because = match kept.joined.max(moved.joined) == Joined::Certain {
            true => bond.because,
            false => format!("{}; {}", kept.because, bond.because),
        };
        kept.joined = kept.joined.max(moved.joined).max(bond.joined);
    }
    out.into_iter().flatten().collect()
}

fn compared<'d>(snapshot: &'d Snapshot, draft: &'d Draft, point_of: &BTreeMap<usize, usize>) -> Compared<'d> {
    let terms = draft.reports.iter().flat_map(|&n| snapshot.statements[n].statement.own_terms());
    let lists = terms.filter(|term| matches!(term.role, TermRole::Condition | TermRole::Demand));
    Compared {
        draft,
        points: draft.utterances.iter().filter_map(|utterance| point_of.get(utterance).copied()).collect(),
        occasions: draft.utterances.iter().map(|&n| snapshot.links.utterances[n].occasion).collect(),
        members: lists
            .flat_map(|term| term.members.iter().map(|m| (m.as_str(), term.negated, MemberWords::new(m))))
            .collect(),
    }
}

/// Why `moved` states the position that `kept` states; `earlier` tells whether `kept` comes before it.
fn bond(moved: &Compared, kept: &Compared, earlier: bool) -> Option<Bond> {
    let (a, b) = (moved.draft, kept.draft);
    if a.stated_by != b.stated_by {
        return None;
    }
    let one_occasion = moved.occasions.iter().any(|occasion| kept.occasions.contains(occasion));
    let one_point = moved.points.iter().any(|point| kept.points.contains(point));
    let overlap = a.said.overlaps(&b.said) && !b.undated();
    let vague = a.vague() && overlap && (!b.vague() || earlier);
    let together = one_occasion && earlier;
    if !vague && !together {
        return None;
    }
    let mut shared: Vec<&str> = Vec::new();
    for (member, negated, words) in &moved.members {
        let found =
            kept.members.iter().any(|(_, other, known)| other == negated && words.says_the_same(known));
        if found && !shared.contains(member) {
            shared.push(member);
        }
    }
    // Conditions are no part of a point: two lists without a member in common are two positions.
    let other_terms = !moved.members.is_empty() && !kept.members.is_empty();
    if shared.is_empty() && (!one_point || other_terms) {
        return None;
    }
    let days = if one_occasion {
        "on one occasion".to_string()
    } else if a.undated() {
        "one without a date".to_string()
    } else {
        format!("{} meets {}", shown_interval(&a.said), shown_interval(&b.said))
    };
    let sure = !shared.is_empty() && !a.undated();
    let what = match shared.first() {
        Some(member) => format!("both name “{member}”"),
        None => "one point".to_string(),
    };
    Some(Bond {
        shared: shared.len(),
        joined: if sure { Joined::Probable } else { Joined::Possible },
        because: format!("{what}, {days}"),
    })
}
