//! What a passage dates to a day, and what it counts.

use super::super::agents::Who;
use super::super::figures::Figure;
use super::super::heads::{is_name, is_real};
use super::{Claim, Reader, What};
use crate::lexicon::{Lexicon, Phrases, entries};
use crate::wording::Wording;
use reportedly_schema::Interval;
use std::sync::LazyLock;

static OCCASIONS: LazyLock<Vec<(&'static str, Phrases<()>)>> = LazyLock::new(|| {
    entries(include_str!("../../../vocabulary/dated_occasions.tsv"))
        .filter_map(|row| row.split_once('\t'))
        .map(|(kind, members)| {
            let members = members.split(" | ").map(|words| (words, ()));
            (kind, Phrases::read(Lexicon::shared(), members))
        })
        .collect()
});

/// What a passage that has one written day tells to have been on it.
pub(in super::super) fn dated(wording: &Wording, days: &[Interval]) -> Vec<Claim> {
    let [day] = days else { return Vec::new() };
    let Some(day) = day.single_day() else { return Vec::new() };
    let reader = Reader { wording, undertaking: &|_| false };
    let mut out = Vec::new();
    for (kind, phrases) in OCCASIONS.iter() {
        let at = (0..wording.tokens.len()).find(|&n| {
            let words = wording.tokens[n..].iter().map(|t| (t.written.as_str(), t.key.as_str()));
            phrases.longest(words).is_some() && is_real(wording, n)
        });
        out.extend(at.map(|n| Claim {
            what: What::Dated(kind, day),
            who: Who::default(),
            object: None,
            at: n,
            bytes: reader.bytes(reader.sentence_start(n), reader.sentence_end(n)),
        }));
    }
    out
}

/// How many of what a passage tells of.
pub(in super::super) fn counts(wording: &Wording, figures: &[Figure]) -> Vec<Claim> {
    let reader = Reader { wording, undertaking: &|_| false };
    let claim = |figure: &Figure| {
        let at = wording.tokens.iter().position(|t| t.bytes.start == figure.bytes.start)?;
        let (from, end) = (reader.sentence_start(at), reader.sentence_end(at));
        let plain = |n: &usize| {
            (from..end).contains(n) && !is_name(wording, *n) && wording.tokens[*n].number.is_none()
        };
        let words = wording
            .occurrences
            .iter()
            .filter_map(|f| Some((f.at? as usize, f.weight)))
            .filter(|(n, _)| plain(n))
            .map(|(n, weight)| (wording.tokens[n].key.clone(), weight))
            .collect();
        Some(Claim {
            what: What::Counts(figure.clone(), words),
            who: Who::default(),
            object: None,
            at,
            bytes: figure.bytes,
        })
    };
    figures.iter().filter_map(claim).collect()
}
