//! When it was said: the time expression that governs the cue, else the day that the text around it sets, else carried over, else bounded by
//! publication.

mod carrying;
mod entries;
pub(crate) mod frames;
mod governing;
mod lead_setting;
mod scenes;

use crate::attribution::Attribution;
use crate::cue::Cue;
use crate::words::Words;
use carrying::{goes_on, is_recent, moved_on, speaks_now};
use entries::Entries;
use governing::governing;
use lead_setting::LeadSetting;
use reportedly_schema::{Interval, Published, Said, SaidBasis, Span, Times, Timex};
use scenes::{at_the_time, setting};
use std::collections::BTreeMap;

/// What the rule needs to know of one statement.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    /// Its spans.
    pub attribution: &'a Attribution,
    /// Its cue.
    pub cue: &'a Cue,
    /// The entity of its speaker.
    pub entity: Option<usize>,
    /// The speaker is one person or body that the article names, so that two statements of it are of one and the same.
    pub certain: bool,
    /// The speaker is pointed to or carried, not named anew.
    pub continues: bool,
    /// The words that name the setting ("a speech on 9 June").
    pub venue: Option<Span>,
    /// The words that name who was told.
    pub addressee: Option<Span>,
}

/// What the rules read.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a, 't> {
    /// The words of the article.
    pub words: &'a Words<'t>,
    /// The statements.
    pub occasions: &'a [Occasion<'a>],
    /// Its time expressions, in text order.
    pub timexes: &'a [Timex],
    /// Mentions: a word and its entity, in text order.
    pub mentions: &'a [(usize, usize)],
    /// When it was published.
    pub published: Option<&'a Published>,
}

impl Scene<'_, '_> {
    /// The word at which a statement stands: of its cue, else its source, else its content.
    fn place(&self, i: usize) -> usize {
        let a = self.occasions[i].attribution;
        let start = a.cue.first().or(a.source.first()).or(a.content.first()).map_or(0, |s| s.start);
        self.words.from(start).min(self.words.all.len().saturating_sub(1))
    }
}

/// For every statement when it was said, and the rule for `why`. `order` lists the statements in text order.
pub fn said(scene: &Scene, order: &[usize]) -> Vec<(Said, &'static str)> {
    let Scene { words, occasions, timexes, published, .. } = *scene;
    let mut out = vec![(Said::none(), "no date"); occasions.len()];
    let frames = frames::frames(scene);
    let setting_of_lead = LeadSetting::of(scene);
    let entries = Entries::of(scene);
    let mut last: Option<usize> = None;
    let mut dated: BTreeMap<usize, usize> = BTreeMap::new();
    let mut done: Vec<usize> = Vec::with_capacity(order.len());
    for i in order.iter().copied() {
        let stated = governing(words, occasions, i, timexes, published)
            .map(|timex| (from_timex(timex, published), "time expression beside the cue"));
        let set = || {
            let timex = at_the_time(words, occasions, i, timexes)
                .or_else(|| setting(words, occasions, i, timexes))?;
            Some((carried(from_timex(timex, published)), "the sentence before sets the occasion"))
        };
        let entry = || {
            let timex = entries.day(scene, i)?;
            Some((carried(from_timex(timex, published)), "the entry of a chronology"))
        };
        let event = || {
            let since = occasions[i].entity.and_then(|e| dated.get(&e)).map(|l| scene.place(*l));
            frames::event(scene, &frames, i, since)
                .map(|said| (carried(said), "an event told before sets the occasion"))
        };
        let near = || {
            let entity = occasions[i].entity;
            last.filter(|l| goes_on(words, &occasions[*l], &occasions[i]))
                .or(entity.and_then(|e| dated.get(&e).copied()))
                .filter(|l| is_dated(&out[*l].0))
                .filter(|l| goes_on(words, &occasions[*l], &occasions[i]))
                .filter(|l| !moved_on(words, &occasions[*l], &occasions[i], timexes))
                .filter(|l| !carrying::elsewhere(words, &occasions[*l], &occasions[i]))
                .filter(|l| !carrying::looks_back(scene, *l, i))
                .filter(|l| !carrying::in_passing(words, &occasions[*l]))
                .filter(|l| is_recent(&out[*l].0, published) || !carrying::answers_another(scene, *l, i))
                .filter(|l| !speaks_now(words, occasions[i].cue) || is_recent(&out[*l].0, published))
                .filter(|_| occasions[i].cue.times == Times::Once)
                .map(|l| (carried(out[l].0.clone()), "same speaker goes on"))
        };
        let found = stated
            .or_else(set)
            .or_else(entry)
            .or_else(event)
            .or_else(near)
            .or_else(|| {
                let said = scenes::within_the_day(scene, &out, &done, i)?;
                Some((carried(said), "said within the day of what is told before"))
            })
            .or_else(|| {
                let said = scenes::beside(scene, &out, &done, &frames, i)?;
                Some((carried(said), "said on one stage with another"))
            })
            .or_else(|| {
                let said = setting_of_lead.as_ref()?.day(scene, i)?;
                Some((carried(said), "told in the setting of the lead"))
            })
            .or_else(|| {
                let said = scenes::at_court(scene, &out, &done, i)?;
                Some((carried(said), "told of the ruling of that day"))
            })
            .or_else(|| {
                let said = carrying::from_afar(scene, &out, &done, i)?;
                Some((carried(said), "the one day of the news on which the speaker spoke"))
            })
            .or_else(|| {
                let said = carrying::from_neighbour(scene, &out, &done, i)?;
                Some((carried(said), "a pronoun right behind, and one day of the news so far"))
            });
        out[i] = found.unwrap_or_else(|| by_publication(published));
        if let Some(entity) = occasions[i].entity {
            last = Some(i);
            if is_dated(&out[i].0) {
                dated.insert(entity, i);
            }
        }
        done.push(i);
    }
    for i in order.iter().copied().filter(|i| occasions[*i].cue.times == Times::Once) {
        if is_dated(&out[i].0) {
            continue;
        }
        if let Some(said) = frames::event_after(scene, &frames, &out, i) {
            out[i] = (carried(said), "the occasion is told after the words");
        } else if let Some(said) = carrying::from_below(scene, &out, order, i) {
            out[i] = (carried(said), "the words that it sums up are dated below");
        }
    }
    out
}

/// Whether the article dates it.
fn is_dated(said: &Said) -> bool {
    matches!(said.basis, SaidBasis::Stated | SaidBasis::Carried)
}

fn carried(said: Said) -> Said {
    Said { basis: SaidBasis::Carried, ..said }
}

fn by_publication(published: Option<&Published>) -> (Said, &'static str) {
    let latest = published.and_then(|p| p.latest.or(p.value));
    let Some(latest) = latest else { return (Said::none(), "no date and no day of publication") };
    let said = Said {
        value: Some(latest.to_string()),
        interval: Interval { earliest: None, latest: Some(latest) },
        basis: SaidBasis::Published,
        span: None,
    };
    (said, "bounded by publication")
}

fn from_timex(timex: &Timex, published: Option<&Published>) -> Said {
    let mut interval = timex.interval.unwrap_or_default();
    // Nothing is reported before it is said: "this week" ends with publication.
    if let Some(day) = published.and_then(|p| p.latest)
        && interval.latest.is_none_or(|l| l > day)
        && interval.earliest.is_none_or(|e| e <= day)
    {
        interval.latest = Some(day);
    }
    Said { value: timex.value.clone(), interval, basis: SaidBasis::Stated, span: Some(timex.span) }
}
