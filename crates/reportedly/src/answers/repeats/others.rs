//! What others say for a speaker or ascribe to him, and what of his own almost matches: listed apart, never counted.

use super::NearRow;
use super::chosen::Chosen;
use crate::answers::evidence::Evidence;
use reportedly_link::{Match, Query, SpeakerNames, Standing, Words, about_words, names_who_takes_the_stance};

/// Thousandths of the question's weight that a statement must cover to be listed as near.
const NEAR_COVER: u32 = 400;

/// A statement in which others speak for the speaker, or of him.
pub(super) struct OfOthers {
    statement: usize,
    /// Whether the speaker is its source, by others' account.
    own: bool,
    /// Whether someone else speaks of him, rather than for him.
    told_of: bool,
    why: String,
    words: Words,
}

/// How near a statement is to matching, its place in the order of statements, and its row.
pub(super) type NearKey = (u32, reportedly_link::Order, NearRow);

impl Chosen<'_> {
    /// Everything that a spokesman says for the speaker, that others say of him, and that is ascribed to him, whatever it is about.
    fn others(&self) -> Vec<OfOthers> {
        let snapshot = self.snapshot();
        let speaker = &snapshot.links.speakers[self.speaker];
        let names = SpeakerNames::new(speaker);
        let mut found = Vec::new();
        for (n, s) in snapshot.statements.iter().enumerate() {
            let own = self.asked.speaker_of[n] == Some(self.speaker);
            let (told_of, why) = match (&self.standings[n], own) {
                (Standing::Ascribed(why), true) => (false, why.clone()),
                (_, true) | (Standing::NotSaid(_), false) => continue,
                (_, false) => {
                    let who = s.statement.speaker.name.as_deref().unwrap_or("a source not known");
                    let (source, text) = &self.names[n];
                    if names.stand_in(source) {
                        (false, format!("said for {} by {who}", speaker.name))
                    } else if names.stand_in(text) {
                        (true, format!("said of {} by {who}", speaker.name))
                    } else {
                        continue;
                    }
                }
            };
            let reported = !own && self.asked.told_of[n] == Some(self.speaker);
            if self.asked.admits(n) && !reported {
                found.push(OfOthers { statement: n, own, told_of, why, words: Words::of(s) });
            }
        }
        found.sort_by_key(|o| self.order_of(o.statement));
        found
    }

    /// Those of them that are on the matter asked about.
    pub(super) fn for_by_others(&self, query: &Query) -> Vec<Evidence> {
        self.others
            .get_or_init(|| self.others())
            .iter()
            .filter(|o| match about_words(query, &o.words) {
                Match::Full => true,
                Match::OfOthers(_) => !o.own,
                _ => false,
            })
            .filter(|o| {
                !o.told_of
                    || names_who_takes_the_stance(
                        query,
                        &o.words,
                        &SpeakerNames::new(&self.snapshot().links.speakers[self.speaker]),
                    )
            })
            .map(|o| self.evidence(o.statement).with_note(o.why.clone()))
            .collect()
    }

    /// The speaker's own statements that almost match, with the reason, and how near they are.
    pub(super) fn near(&self) -> Vec<NearKey> {
        let snapshot = self.snapshot();
        snapshot.links.speakers[self.speaker]
            .statements
            .iter()
            .filter(|&&n| self.asked.admits(n))
            .filter_map(|&n| {
                let (strength, why) = match (&self.matches[n], &self.standings[n]) {
                    (_, Standing::Ascribed(_)) => return None,
                    (Match::Full, Standing::NotSaid(why)) => (1_300, why.clone()),
                    (Match::Full, Standing::Own) => return None,
                    (Match::Opposite(words), _) => (1_200, format!("opposite polarity: {words}")),
                    (Match::OfOthers(words), _) => (1_100, format!("said of others: {words}")),
                    (Match::Partial { covered, missing }, _)
                        if *covered >= NEAR_COVER && !missing.is_empty() =>
                    {
                        (*covered, format!("not found in it: {}", missing.join(", ")))
                    }
                    (Match::Partial { covered, .. }, _) if *covered >= NEAR_COVER => {
                        (*covered, "the words stand too far apart".to_string())
                    }
                    _ => return None,
                };
                Some((strength, self.order_of(n), NearRow { why, evidence: self.evidence(n) }))
            })
            .collect()
    }
}
