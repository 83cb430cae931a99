//! The whole of `extract`: a reading in, an extraction out.

use crate::anaphora::{self, Anaphor};
use crate::attribution::{Attribution, AttributionBuffer, AttributionTagger};
use crate::cue::{self, Cue};
use crate::entity_tagger::Tagged;
use crate::relays::Relays;
use crate::said::{Occasion, Scene, said};
use crate::segment::{Segments, segment};
use crate::speakers::resolve::{Cast, cast};
use crate::words::Words;
use crate::{acts, addressee, count_claims, credits, doubts, narration, outlets, terms, venue};
use reportedly_schema::{
    Extraction, How, Interval, Kind, Mention, Named, Reading, Relay, Span, SpeakerKind, Statement,
    StatementId, Timex, TimexAnchor, TimexType,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Makes extractions: built once from the bytes of a model, then read-only, one for all threads.
#[derive(Debug)]
pub struct Extractor {
    tagger: AttributionTagger,
}

/// What the caller may choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Attributions below this confidence (thousandths, 0 to 1000) are left out.
    pub min_confidence: u16,
}

/// Scratch memory of one thread.
#[derive(Debug, Default)]
pub struct Buffer {
    attribution: AttributionBuffer,
}

/// Why no extractor could be built.
#[derive(Debug)]
pub struct Error(Box<dyn std::error::Error + Send + Sync>);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot use the model for attributions")
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.0.as_ref())
    }
}

impl Extractor {
    /// Builds an extractor from the bytes of a model file; the vocabulary is embedded.
    ///
    /// # Errors
    /// When the bytes are no model of attributions; the source says what is wrong with them.
    pub fn new(model: &[u8]) -> Result<Self, Error> {
        AttributionTagger::new(model).map(|tagger| Extractor { tagger }).map_err(|e| Error(Box::new(e)))
    }

    /// Extracts everything from one reading.
    pub fn extract(&self, reading: &Reading, settings: &Settings, buffer: &mut Buffer) -> Extraction {
        let segments = segment(&reading.text, &reading.blocks);
        let (mut attributions, tagged) = self.tagger.tag(&reading.text, &segments, &mut buffer.attribution);
        attributions.retain(|a| a.confidence >= settings.min_confidence);
        describe(reading, &segments, attributions, timexes(reading), tagged.as_ref())
    }

    /// The pronouns of a reading with everyone whom each may mean: what the ranking of antecedents is trained on.
    pub fn anaphors(&self, reading: &Reading, buffer: &mut Buffer) -> Vec<Anaphor> {
        let segments = segment(&reading.text, &reading.blocks);
        let (attributions, tagged) = self.tagger.tag(&reading.text, &segments, &mut buffer.attribution);
        let words = Words::new(&reading.text, &segments);
        let cast = cast(&words, &sound(&reading.text, attributions), &reading.authors, tagged.as_ref());
        anaphora::anaphors(&words, &cast)
    }

    /// The layers over attributions that are given, such as those of a gold standard.
    pub fn describe(&self, reading: &Reading, given: Vec<Attribution>, buffer: &mut Buffer) -> Extraction {
        let segments = segment(&reading.text, &reading.blocks);
        let (_, tagged) = self.tagger.tag(&reading.text, &segments, &mut buffer.attribution);
        describe(reading, &segments, given, timexes(reading), tagged.as_ref())
    }
}

/// The time expressions of the blocks that are no noise, resolved against the day of publication.
pub fn timexes(reading: &Reading) -> Vec<Timex> {
    let published = reading.published.as_ref().and_then(|p| p.value);
    reportedly_dates::tag(&reading.text, published)
        .into_iter()
        .filter_map(|tagged| {
            let span = Span::new(tagged.expression.start, tagged.expression.end);
            reading.block_at(span.start).filter(|b| !b.kind.is_noise())?;
            let kind = match tagged.expression.kind {
                reportedly_dates::Kind::Date => TimexType::Date,
                reportedly_dates::Kind::Time => TimexType::Time,
                reportedly_dates::Kind::Duration => TimexType::Duration,
                reportedly_dates::Kind::Set => TimexType::Set,
            };
            let resolved = tagged.resolved;
            let known = resolved.earliest.is_some() || resolved.latest.is_some();
            Some(Timex {
                span,
                kind,
                value: resolved.value,
                modifier: resolved.modifier.map(str::to_string),
                anchor: resolved.anchored_on.map(|a| match a {
                    reportedly_dates::Origin::Published => TimexAnchor::Published,
                    reportedly_dates::Origin::Preceding => TimexAnchor::Preceding,
                }),
                interval: known.then_some(Interval { earliest: resolved.earliest, latest: resolved.latest }),
            })
        })
        .collect()
}

/// All layers over given attributions: no model, no clock. `timexes` are in text order; `tagged` is what the model says of names.
///
/// Attributions whose spans do not cut the text, or whose content is empty, are left out; so are repeated ones.
pub fn describe(
    reading: &Reading,
    segments: &Segments,
    attributions: Vec<Attribution>,
    timexes: Vec<Timex>,
    tagged: Option<&Tagged>,
) -> Extraction {
    let words = Words::new(&reading.text, segments);
    let mut attributions = sound(&reading.text, without_dates(&words, attributions, &timexes));
    let told = addressee::turn_passives(&words, &mut attributions, &timexes);
    let mut relays = Relays::of_citing_outlets(&words, &mut attributions, &timexes);
    let cues: Vec<Cue> = attributions.iter().map(|a| cue::read(&words, a)).collect();
    let mut cast = cast(&words, &attributions, &reading.authors, tagged);
    relays.read(&words, &cast, &attributions, &cues);
    relays.read_reported_by(&words, &mut cast, &attributions);
    relays.read_credits(&credits::credits(reading), &attributions);
    let kept: Vec<usize> = (0..attributions.len()).filter(|i| !relays.dropped.contains(i)).collect();

    let mut settings = settings_of(&words, &attributions, &cues, &timexes);
    for (i, listener) in told {
        settings[i].addressee = Some(listener);
    }
    let occasions: Vec<Occasion> = (0..attributions.len())
        .map(|i| Occasion {
            attribution: &attributions[i],
            cue: &cues[i],
            entity: cast.resolved[i].entity,
            certain: !matches!(
                cast.resolved[i].speaker.kind,
                SpeakerKind::Unnamed | SpeakerKind::Unknown | SpeakerKind::Group
            ),
            continues: matches!(cast.resolved[i].speaker.how, How::Pronoun | How::Carried),
            venue: settings[i].venue.as_ref().map(|v| v.span),
            addressee: settings[i].addressee.as_ref().map(|v| v.span),
        })
        .collect();
    let mut order = kept.clone();
    order.sort_by_key(|i| place(&attributions[*i]));
    let counts = count_claims::counts(&words, &timexes);
    let dating = count_claims::without_windows(&words, &timexes, &counts);
    let scene = Scene {
        words: &words,
        occasions: &occasions,
        timexes: &dating,
        mentions: &mentioned(&cast),
        published: reading.published.as_ref(),
    };
    let when = said(&scene, &order);
    let ids = entity_ids(&words, &cast, &kept);

    let mut statements: Vec<Statement> = Vec::with_capacity(kept.len());
    for i in kept.iter().copied() {
        let a = &attributions[i];
        let resolved = &cast.resolved[i];
        let kind = if a.verbatim { Kind::Direct } else { cue::kind(&words, &a.content) };
        let mut speaker = resolved.speaker.clone();
        speaker.id = resolved.entity.and_then(|e| ids.get(&e).cloned());
        let mut why = a.why.clone();
        why.push(format!("speaker: {}", resolved.rule));
        why.push(format!("said: {}", when[i].1));
        if let Some(rule) = relays.why.get(&i) {
            why.push(format!("via: {rule}"));
        }
        let listener = settings[i].addressee.as_ref().map(|l| l.name.as_str());
        let voice = terms::Voice::new(&words, &cast, i, &a.source, listener, kind);
        let terms = terms::terms(&words, &cues[i], &a.content, &voice);
        let mut via = relays.via.remove(&i).unwrap_or_default();
        add_listener(&words, &cast, settings[i].addressee.as_ref(), &mut via);
        statements.push(Statement {
            id: StatementId::new(reading.text_sha256, &a.content, &a.cue),
            kind,
            mode: cues[i].mode,
            source: a.source.clone(),
            cue: a.cue.clone(),
            content: a.content.clone(),
            speaker,
            addressee: settings[i].addressee.clone(),
            via,
            said: when[i].0.clone(),
            times: cues[i].times,
            venue: settings[i].venue.clone(),
            acts: acts::with_terms(acts::acts(&words, &cues[i], &a.content, kind), &terms),
            negated: cues[i].negated,
            modality: cues[i].modality,
            terms,
            nested_in: None,
            confidence: a.confidence,
            why,
        });
    }
    statements.sort_by_key(|s| (s.start(), s.content.last().map(|c| c.end), s.id));
    let mut seen = BTreeSet::new();
    statements.retain(|s| seen.insert(s.id));
    nest(&mut statements);
    terms::tell_nested(&mut statements);

    let narrations = narration::narrations(&words, reading.text_sha256, covered(&statements, &relays));
    let mentions = mentions(&words, &cast, &ids);
    let problems = doubts::doubts(&words, &statements, &mentions, &timexes, reading);
    let count_claims = count_claims::count_claims(&words, &statements, &counts);
    Extraction { statements, narrations, timexes, mentions, count_claims, problems }
}

/// Where an attribution stands: its source, else its cue, else its content.
fn place(a: &Attribution) -> u32 {
    a.source.first().or(a.cue.first()).or(a.content.first()).map_or(0, |s| s.start)
}

/// Attributions that cut the text, in text order of their content.
fn sound(text: &str, attributions: Vec<Attribution>) -> Vec<Attribution> {
    let cuts = |spans: &[Span]| spans.iter().all(|s| !s.is_empty() && s.of(text).is_some());
    let mut out: Vec<Attribution> = attributions
        .into_iter()
        .filter(|a| !a.content.is_empty() && cuts(&a.content) && cuts(&a.cue) && cuts(&a.source))
        .collect();
    out.sort_by_key(|a| {
        (a.content.first().map(|s| s.start), a.content.last().map(|s| s.end), a.cue.first().copied())
    });
    out
}

/// A date is neither who says something nor what is said: time expressions at the start of a source, and parts of a content
/// beside others that are nothing but a time expression after the cue, are cut off.
fn without_dates(words: &Words, mut attributions: Vec<Attribution>, timexes: &[Timex]) -> Vec<Attribution> {
    let small =
        |at: usize| words.get(at).is_some_and(|w| w.among(&["on", "in", "at", "late", "early", "by"]));
    let timex_at = |at: usize| -> Option<usize> {
        let start = words.get(at)?.span.start;
        let found = timexes.get(timexes.partition_point(|t| t.span.start < start))?;
        (found.span.start == start).then(|| words.from(found.span.end))
    };
    // Past "on Monday ,": the first word that is no date.
    let past_dates = |from: usize, to: usize| -> usize {
        let mut at = from;
        while at < to {
            let Some(end) = timex_at(at).or_else(|| timex_at(at + 1).filter(|_| small(at))) else { break };
            let owns = words.get(end).is_some_and(|w| w.text.starts_with(['\'', '’', '-']));
            if owns || end > to {
                break;
            }
            at = end + usize::from(end < to && words.lower(end) == ",");
        }
        at
    };
    for a in &mut attributions {
        let verb = a.cue.first().map(|c| c.start);
        let mut source = Vec::with_capacity(a.source.len());
        for span in &a.source {
            let range = words.inside(*span);
            let at = past_dates(range.start, range.end);
            match words.get(at) {
                _ if at == range.start => source.push(*span),
                Some(first) if at < range.end => source.push(Span { start: first.span.start, end: span.end }),
                _ => {}
            }
        }
        a.source = source;
        if a.content.len() > 1 {
            let bare = |span: &Span| {
                let range = words.inside(*span);
                !range.is_empty() && past_dates(range.start, range.end) >= range.end
            };
            let rest: Vec<Span> =
                a.content.iter().copied().filter(|s| verb.is_none_or(|v| s.start < v) || !bare(s)).collect();
            if !rest.is_empty() {
                a.content = rest;
            }
        }
    }
    attributions
}

/// Addressee and venue of one statement.
#[derive(Clone, Debug, Default)]
struct Setting {
    addressee: Option<Named>,
    venue: Option<Named>,
}

fn settings_of(words: &Words, attributions: &[Attribution], cues: &[Cue], timexes: &[Timex]) -> Vec<Setting> {
    let contents: Vec<(usize, Span)> =
        attributions.iter().enumerate().flat_map(|(i, a)| a.content.iter().map(move |c| (i, *c))).collect();
    (0..attributions.len())
        .map(|i| {
            let a = &attributions[i];
            let Some(cue) = a.cue.first() else { return Setting::default() };
            // What others say in this sentence is no place for this statement's setting.
            let others: Vec<Span> = contents
                .iter()
                .filter(|(o, c)| *o != i && !c.contains(*cue) && !a.content.contains(c))
                .map(|c| c.1)
                .collect();
            Setting {
                addressee: addressee::addressee(words, a, &cues[i], timexes),
                venue: venue::venue(words, a, &others, timexes),
            }
        })
        .collect()
}

/// An outlet that is told something relays it.
fn add_listener(words: &Words, cast: &Cast, addressee: Option<&Named>, via: &mut Vec<Relay>) {
    let Some(named) = addressee else { return };
    let Some(relay) = outlets::relay_of(words, &cast.names, &words.inside(named.span)) else { return };
    if via.iter().all(|r| r.name != relay.name) {
        via.push(relay);
    }
}

/// Ids `e1`, `e2`, … in order of first mention, for persons and for whoever speaks.
fn entity_ids(words: &Words, cast: &Cast, kept: &[usize]) -> BTreeMap<usize, String> {
    let speaking: BTreeSet<usize> = kept.iter().filter_map(|i| cast.resolved[*i].entity).collect();
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    for (n, name) in cast.names.iter().enumerate() {
        let Some(entity) = cast.entities.of_name[n] else { continue };
        if cast.entities.all[entity].kind == SpeakerKind::Person || speaking.contains(&entity) {
            first.entry(entity).or_insert(name.start);
        }
    }
    for i in kept {
        let resolved = &cast.resolved[*i];
        let Some(entity) = resolved.entity else { continue };
        let at = resolved.mention.as_ref().map_or(words.all.len(), |m| m.start);
        let known = first.entry(entity).or_insert(at);
        *known = (*known).min(at);
    }
    let mut list: Vec<(usize, usize)> = first.into_iter().map(|(entity, at)| (at, entity)).collect();
    list.sort_unstable();
    list.into_iter().enumerate().map(|(n, (_, entity))| (entity, format!("e{}", n + 1))).collect()
}

/// The words at which entities are named or pointed to, in text order.
fn mentioned(cast: &Cast) -> Vec<(usize, usize)> {
    let names = cast.names.iter().enumerate();
    let mut out: Vec<(usize, usize)> = names
        .filter_map(|(n, name)| Some((name.start, cast.entities.of_name[n]?)))
        .chain(cast.pronouns.iter().filter_map(|p| Some((p.at, p.entity?))))
        .chain(cast.resolved.iter().filter_map(|r| Some((r.mention.as_ref()?.start, r.entity?))))
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Mentions of everyone who has an id.
fn mentions(words: &Words, cast: &Cast, ids: &BTreeMap<usize, String>) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    let mut add = |range: std::ops::Range<usize>, entity: usize| {
        let (Some(id), Some(span)) = (ids.get(&entity), words.span(&range)) else { return };
        out.push(Mention { span, entity: id.clone(), name: cast.entities.all[entity].name.clone() });
    };
    for (n, name) in cast.names.iter().enumerate() {
        if let Some(entity) = cast.entities.of_name[n] {
            add(name.start..name.words.end, entity);
        }
    }
    for resolved in &cast.resolved {
        if let (Some(entity), Some(mention)) = (resolved.entity, &resolved.mention) {
            add(mention.clone(), entity);
        }
    }
    for pronoun in &cast.pronouns {
        if let Some(entity) = pronoun.entity {
            add(pronoun.at..pronoun.at + 1, entity);
        }
    }
    out.sort_by(|a, b| (a.span, &a.entity).cmp(&(b.span, &b.entity)));
    out.dedup_by(|a, b| a.span == b.span && a.entity == b.entity);
    out
}

/// `nested_in`: the smallest other statement whose content holds this one's cue and content.
fn nest(statements: &mut [Statement]) {
    let size = |s: &Statement| s.content.iter().map(|c| c.len()).sum::<u32>();
    let parents: Vec<Option<StatementId>> = statements
        .iter()
        .map(|inner| {
            let held = |outer: &Statement| {
                let holds = |s: &Span| outer.content.iter().any(|c| c.contains(*s));
                outer.id != inner.id
                    && inner.content.iter().chain(&inner.cue).all(holds)
                    && (size(outer) > size(inner) || !inner.cue.is_empty())
            };
            statements.iter().filter(|o| held(o)).min_by_key(|o| (size(o), o.id)).map(|o| o.id)
        })
        .collect();
    for (statement, parent) in statements.iter_mut().zip(parents) {
        statement.nested_in = parent;
    }
}

/// Everything that statements take up.
fn covered(statements: &[Statement], relays: &Relays) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for s in statements {
        out.extend(s.source.iter().chain(&s.cue).chain(&s.content));
        out.extend(s.addressee.iter().chain(&s.venue).map(|n| n.span));
        out.extend(s.via.iter().map(|r| r.span));
        out.extend(s.said.span);
    }
    out.extend(relays.citing.values());
    out
}
