//! The setting of the lead: a meeting, a trial or a parliament whose day the first sentence gives, for what is told there further down.

use super::carrying::{lead, paragraph_at, speaks_once};
use super::frames::{day_of_lead, may_date_an_event};
use super::governing::{dates, is_free};
use super::scenes::OCCASIONS;
use super::{Occasion, Scene, from_timex};
use crate::vocabulary::vocabulary;
use crate::words::{Word, Words};
use reportedly_schema::{Said, Span, Timex, TimexAnchor};
use std::collections::BTreeSet;

/// Where the news of an article took place, and when.
#[derive(Debug)]
pub(super) struct LeadSetting {
    /// Kinds of settings that the headline and the first sentence name.
    kinds: BTreeSet<String>,
    /// Its day.
    said: Said,
    /// The last word of the sentence.
    end: usize,
}

/// What kind of setting a word names: a parliament and its hearings, a court and its trials, or an occasion of speaking.
fn kind_of(word: &Word) -> Option<String> {
    let v = vocabulary();
    let (noun, verb) = (v.lemmas.noun(&word.lower), v.lemmas.verb(&word.lower));
    let class = |class: &&str| v.sets(&noun, class) || v.sets(&verb, class);
    let listed = ["house", "court"].into_iter().find(class).map(str::to_string);
    listed.or_else(|| OCCASIONS.contains(&noun.as_str()).then_some(noun))
}

impl LeadSetting {
    /// The setting of the first sentence, where that has one day right before publication.
    pub(super) fn of(scene: &Scene) -> Option<LeadSetting> {
        let Scene { words, timexes, published, .. } = *scene;
        let sentence = words.sentences.get(words.paragraphs.get(lead(words)?)?.start)?.clone();
        let here = timexes.iter().filter(|t| sentence.contains(&words.from(t.span.start)));
        // "A ban on flights after midnight": a time of the day of another expression.
        let own = |t: &&Timex| t.anchor != Some(TimexAnchor::Preceding);
        let mut days = here
            .filter(own)
            .filter(|t| may_date_an_event(scene, t))
            .filter_map(|t| Some((day_of_lead(t, published)?, t)));
        let (day, timex) = days.next()?;
        if days.any(|(other, _)| other != day) {
            return None;
        }
        let title = |w: &&Word| words.is_heading(w.paragraph);
        let named = words.all.iter().filter(title).chain(words.slice(sentence.clone()));
        let kinds = named.filter(|w| !w.quoted).filter_map(kind_of).collect();
        Some(LeadSetting { kinds, said: from_timex(timex, published), end: sentence.end })
    }

    /// Its day for statement `i`, where that is told to have been made there: "told the meeting", "told jurors", "testified".
    pub(super) fn day(&self, scene: &Scene, i: usize) -> Option<Said> {
        let Scene { words, occasions, timexes, .. } = *scene;
        let me = &occasions[i];
        let below = scene.place(i) >= self.end && paragraph_at(words, scene.place(i)) > 0;
        // "At the hearing last fall".
        let sentence = words.sentence_of(scene.place(i));
        let dated = |t: &Timex| dates(t) && t.interval != Some(self.said.interval) && is_free(me, t.span);
        if timexes.iter().any(|t| sentence.contains(&words.from(t.span.start)) && dated(t)) {
            return None;
        }
        let there = settings(words, me).iter().any(|kind| self.kinds.contains(kind));
        (speaks_once(words, me) && below && there).then(|| self.said.clone())
    }
}

/// Kinds of settings in which a statement is told to have been made: "the meeting", "jurors"; not "a meeting", "the Harbour Committee", "the hearing last
/// fall".
fn settings(words: &Words, o: &Occasion) -> Vec<String> {
    const OTHER: &[&str] =
        &["last", "previous", "recent", "earlier", "separate", "another", "second", "first"];
    let known = |span: &&Span| {
        let inside = words.inside(**span);
        let the = |at: usize| words.get(at).is_some_and(|w| w.among(&["the", "that", "this"]));
        let definite = the(inside.start) || inside.start > 0 && the(inside.start - 1);
        let plain = words.slice(inside.clone()).iter().all(|w| w.is_small() && !w.among(OTHER));
        plain && (definite || inside.len() == 1)
    };
    let spans = o.addressee.iter().chain(&o.venue).filter(known).chain(&o.attribution.cue);
    spans.flat_map(|span| words.slice(words.inside(*span))).filter_map(kind_of).collect()
}
