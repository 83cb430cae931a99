//! Acts of speaking: which utterances of one speaker were made on one occasion.

use crate::profile::Profile;
use crate::report::Venue;
use crate::tie::venues_conflict;
use crate::utterances::said;
use reportedly_schema::ArticleId;
use reportedly_schema::Interval;
use std::collections::BTreeMap;

/// An utterance as occasions see it.
pub(crate) struct Spoken {
    pub said: Interval,
    pub dated: bool,
    /// Of the first report that names one.
    pub venue: Option<(Venue, String)>,
    /// The article of the first report, for utterances dated by publication.
    pub article: ArticleId,
}

impl Spoken {
    /// Of the utterance with these reports, the first of which stands in `article`.
    pub(crate) fn new(reports: &[&Profile], article: ArticleId) -> Spoken {
        let (said, dated) = said(&reports.iter().map(|r| r.when).collect::<Vec<_>>());
        let venue = reports.iter().find_map(|r| r.venue.as_ref());
        let venue = venue.map(|name| (Venue::named(name), name.clone()));
        Spoken { said, dated, venue, article }
    }
}

/// What must be equal for two utterances to come from one occasion at all.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Day(jiff::civil::Date),
    /// One article's statements that it dates by nothing but its publication.
    Published(ArticleId, Option<jiff::civil::Date>),
    Alone(usize),
}

/// Groups the utterances of one speaker, given in canonical order, into occasions. Dated on the same single day and no conflicting
/// venue: one occasion; an utterance without a venue goes with the day's first. What is dated only by publication shares an
/// occasion with others of its own article. Everything else stands alone.
pub(crate) fn group(utterances: &[Spoken]) -> Vec<Vec<usize>> {
    let mut days: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (n, utterance) in utterances.iter().enumerate() {
        let key = match (utterance.dated, utterance.said.single_day(), utterance.said.latest) {
            (true, Some(day), _) => Key::Day(day),
            (false, _, Some(published)) => Key::Published(utterance.article, Some(published)),
            _ => Key::Alone(n),
        };
        days.entry(key).or_default().push(n);
    }
    let mut out: Vec<Vec<usize>> = Vec::new();
    for members in days.into_values() {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let venue = |n: usize| utterances[n].venue.as_ref().map(|v| v.0.clone());
        // Those with a venue first, so that those without go to the day's first occasion in any case.
        let (with, without): (Vec<usize>, Vec<usize>) =
            members.into_iter().partition(|&n| utterances[n].venue.is_some());
        for n in with {
            let fits = groups.iter_mut().find(|g| g.iter().all(|&m| !venues_conflict(&venue(m), &venue(n))));
            match fits {
                Some(group) => group.push(n),
                None => groups.push(vec![n]),
            }
        }
        match groups.first_mut() {
            Some(group) => group.extend(without),
            None if !without.is_empty() => groups.push(without),
            None => {}
        }
        for mut group in groups {
            group.sort_unstable();
            out.push(group);
        }
    }
    out.sort();
    out
}
