//! What two reports of one speaker have in common: whether they are of one thing said on one occasion, and why.

use crate::identities::Identities;
use crate::report::{Basis, Report, Venue};
use crate::sketch::is_reprint;
use crate::wording::same_stock;
use reportedly_schema::Times;
use reportedly_schema::linkage::{EffectiveStatement, Joined, LinkArticle};

/// Words from which equal contents are the same words and no coincidence.
pub const SAME_WORDS: usize = 8;

/// Words of an equal run inside quotation marks that show the same quotation.
pub const SAME_QUOTED_WORDS: usize = 5;

/// Words of an equal run inside quotation marks that show the same quotation though one report is told days after the other.
pub const RETOLD_WORDS: usize = 8;

/// The weight of such a run, in thousandths: four words of content, so that it is no turn of phrase.
pub const RETOLD_WEIGHT: u64 = 9_000;

/// Thousandths of the shorter wording's weight that such a run has.
pub const RETOLD_SHARE: u64 = 300;

/// Shared weight with opposite signs from which two statements contradict each other, in thousandths: any word of content.
pub const OPPOSED_WEIGHT: u64 = 1_500;

/// The least shared weight that is worth comparing, in thousandths: two words of content.
pub const LEAST_SHARED_WEIGHT: u64 = 4_500;

/// Thousandths of the shorter wording's weight that must be shared on one and the same dated day. On the Microsoft Research
/// paraphrase corpus (training part, 3,576 pairs, taken as indirect speech of one day) precision 78.3, recall 72.0; most pairs wrongly
/// joined there add a detail, which two reports of one remark do too.
pub const SAME_DAY_COVER: u64 = 700;

/// The same where the days only overlap.
pub const OVERLAP_COVER: u64 = 800;

/// Why two reports are of one utterance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tie {
    pub joined: Joined,
    /// Shared weight in thousandths; the strongest ties are made first.
    pub strength: u64,
    pub because: String,
}

/// Whether two statements, each with its article, report one thing said on one occasion, and why: a pure function of the two,
/// the frozen vocabulary and the registry.
///
/// Never where one is the opposite of the other, where figures contradict, where an offer goes to someone else, where the days
/// cannot be the same or the venues exclude each other. Reprints of the same words are the exception for days: a relative date
/// ("Monday") resolves to another day in a copy that was published later, up to [`REPRINT_REACH_DAYS`].
pub fn same_utterance(
    a: (&EffectiveStatement, &LinkArticle),
    b: (&EffectiveStatement, &LinkArticle),
    identities: &Identities,
) -> Option<(Joined, String)> {
    let (speaker, _) = match crate::same_speaker(a, b, identities) {
        Some(found) => found,
        None if same_place(a, b) => (Joined::Certain, String::new()),
        None => return None,
    };
    let tie = tie(&Report::new(a.0, a.1), &Report::new(b.0, b.1))?;
    Some((tie.joined.max(speaker), tie.because))
}

/// The same characters of the same text.
fn same_place(a: (&EffectiveStatement, &LinkArticle), b: (&EffectiveStatement, &LinkArticle)) -> bool {
    a.1.text_sha256 == b.1.text_sha256 && a.0.statement.id == b.0.statement.id
}

/// What forbids that two reports are of one utterance, whatever their words.
pub(crate) fn conflict(a: &Report, b: &Report) -> bool {
    contradiction(a, b)
        || venues_conflict(&a.venue, &b.venue)
        || !(days_meet(a, b) || copied(a, b) || retold(a, b))
}

/// Whether one report may be told later of what the other reports: it gives no day of its own, appeared after the days of the
/// other, and has the same distinctive words in quotation marks.
pub(crate) fn retold(a: &Report, b: &Report) -> bool {
    let after = |later: &Report, earlier: &Report| {
        later.when.basis == Basis::Published
            && earlier.when.basis != Basis::Undated
            && matches!(
                (later.when.interval.earliest, earlier.when.interval.latest),
                (Some(start), Some(end)) if end < start
            )
    };
    (after(a, b) || after(b, a)) && {
        let run = a.wording.quoted_run(&b.wording);
        run.words >= RETOLD_WORDS
            && run.weight >= RETOLD_WEIGHT
            && run.weight * 1000 >= a.wording.total.min(b.wording.total) * RETOLD_SHARE
    }
}

/// Opposite polarity, another number or another addressee.
pub(crate) fn contradiction(a: &Report, b: &Report) -> bool {
    let elsewhere = !a.addressed.is_empty()
        && !b.addressed.is_empty()
        && !a.addressed.iter().any(|x| b.addressed.iter().any(|y| same_stock(x, y)));
    elsewhere
        || a.wording.other_number(&b.wording)
        || a.wording.other_partner(&b.wording)
        || a.wording.shared(&b.wording).opposite >= OPPOSED_WEIGHT
}

pub(crate) fn days_meet(a: &Report, b: &Report) -> bool {
    a.when.basis == Basis::Undated
        || b.when.basis == Basis::Undated
        || a.when.interval.overlaps(&b.when.interval)
}

/// Days by which the written dates of copies of one text may lie apart: a weekday in a copy printed later can mean the next week's.
pub const REPRINT_REACH_DAYS: i32 = 7;

/// The same words in copies of one text, unless the copies date them further apart than [`REPRINT_REACH_DAYS`].
fn copied(a: &Report, b: &Report) -> bool {
    a.wording.normal == b.wording.normal && is_reprint(a.article, b.article) && !far_apart(a, b)
}

fn far_apart(a: &Report, b: &Report) -> bool {
    let reach = jiff::Span::new().days(REPRINT_REACH_DAYS);
    let before = |a: &Report, b: &Report| match (a.when.interval.latest, b.when.interval.earliest) {
        (Some(end), Some(start)) => end.checked_add(reach).is_ok_and(|reached| reached < start),
        _ => false,
    };
    let dated = a.when.basis == Basis::Dated && b.when.basis == Basis::Dated;
    dated && (before(a, b) || before(b, a))
}

pub(crate) fn venues_conflict(a: &Option<Venue>, b: &Option<Venue>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a.conflicts(b))
}

/// The tie of two reports by one speaker.
pub(crate) fn tie(a: &Report, b: &Report) -> Option<Tie> {
    let shared = a.wording.shared(&b.wording);
    let tie = |joined, because: String| Some(Tie { joined, strength: shared.same, because });
    if a.article.text_sha256 == b.article.text_sha256
        && a.statement.statement.id == b.statement.statement.id
        && !far_apart(a, b)
    {
        return tie(Joined::Certain, "the same place in the same text".to_string());
    }
    if conflict(a, b) {
        return None;
    }
    let words = a.wording.tokens.len();
    let equal = words > 0 && a.wording.normal == b.wording.normal;
    if equal && is_reprint(a.article, b.article) {
        return tie(Joined::Certain, "the same words in a reprint".to_string());
    }
    if equal && words >= SAME_WORDS {
        return tie(Joined::Certain, format!("the same {words} words"));
    }
    let day = a.when.day().filter(|day| b.when.day() == Some(*day));
    let undated = a.when.basis == Basis::Undated || b.when.basis == Basis::Undated;
    let summary =
        a.statement.statement.times == Times::Repeated || b.statement.statement.times == Times::Repeated;
    if summary {
        return None;
    }
    let run = a.wording.quoted_run(&b.wording).words;
    if run >= SAME_QUOTED_WORDS {
        return match day {
            _ if !days_meet(a, b) => tie(
                Joined::Possible,
                format!("the same {run} words in quotation marks, the later report without a day of its own"),
            ),
            Some(day) => {
                tie(Joined::Certain, format!("the same {run} words in quotation marks, both said on {day}"))
            }
            None if !undated => {
                tie(Joined::Probable, format!("the same {run} words in quotation marks, {}", meeting(a, b)))
            }
            None => {
                tie(Joined::Possible, format!("the same {run} words in quotation marks, one without a date"))
            }
        };
    }
    let least = a.wording.total.min(b.wording.total).max(1);
    let cover = shared.same * 1000 / least;
    if undated || shared.features < 2 || shared.same < LEAST_SHARED_WEIGHT {
        return None;
    }
    let alike = format!("{}% of the shorter wording's weight", cover / 10);
    match day {
        Some(day) if cover >= SAME_DAY_COVER => {
            tie(Joined::Probable, format!("aligned words ({alike}), both said on {day}"))
        }
        None if cover >= OVERLAP_COVER => {
            tie(Joined::Possible, format!("aligned words ({alike}), {}", meeting(a, b)))
        }
        _ => None,
    }
}

/// How the days of two reports meet, in words.
fn meeting(a: &Report, b: &Report) -> String {
    let dated = |r: &Report| r.when.basis == Basis::Dated;
    match (dated(a), dated(b)) {
        (true, true) => "the days overlap".to_string(),
        (false, false) => "published within days of each other".to_string(),
        _ => "one dated by its publication only".to_string(),
    }
}
