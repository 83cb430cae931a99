//! Entries of a chronology: "March 4: The federation asked for 12 per cent. The company offered two." Whatever an entry tells was said on its day.

use super::Scene;
use super::carrying::speaks_once;
use super::governing::{dates, is_to_come};
use reportedly_schema::{Timex, TimexType};
use std::ops::Range;

/// Entries with statements that make a chronology.
const LEAST: usize = 2;

/// The entries of a chronology, in text order; none where the article is no chronology.
#[derive(Clone, Debug, Default)]
pub(super) struct Entries<'t> {
    /// The bytes of each, and its day.
    all: Vec<(Range<usize>, &'t Timex)>,
}

impl<'t> Entries<'t> {
    /// Finds the entries of an article.
    pub(super) fn of(scene: &Scene<'t, '_>) -> Entries<'t> {
        let text = scene.words.text;
        let mut all: Vec<(Range<usize>, &Timex)> = Vec::new();
        for timex in scene.timexes.iter().filter(|t| dates(t) && !is_to_come(t, scene.published)) {
            let Some(layout) = layout(text, timex) else { continue };
            let from = timex.span.start as usize;
            if let Some((last, _)) = all.last_mut().filter(|(last, _)| last.end > from) {
                last.end = from;
            }
            let until = match layout {
                Layout::Label => text[from..].find('\n').map_or(text.len(), |line| from + line),
                Layout::Heading => text.len(),
            };
            all.push((from..until, timex));
        }
        all.retain(|(entry, _)| (0..scene.occasions.len()).any(|i| entry.contains(&byte_of(scene, i))));
        if all.len() < LEAST { Entries::default() } else { Entries { all } }
    }

    /// The day of the entry that tells statement `i`.
    pub(super) fn day(&self, scene: &Scene, i: usize) -> Option<&'t Timex> {
        let at = byte_of(scene, i);
        let (_, timex) = self.all.iter().find(|(entry, _)| entry.contains(&at))?;
        speaks_once(scene.words, &scene.occasions[i]).then_some(*timex)
    }
}

/// The byte at which a statement stands.
fn byte_of(scene: &Scene, i: usize) -> usize {
    scene.words.get(scene.place(i)).map_or(0, |w| w.span.start as usize)
}

/// How a chronology gives its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// "March 4: …"
    Label,
    /// A line of its own.
    Heading,
}

/// The layout of the entry that a date opens, if it opens one.
fn layout(text: &str, timex: &Timex) -> Option<Layout> {
    let opens = |c: char| c == '•' || c == '*' || c == '-' || c == '–' || c.is_whitespace();
    let (before, behind) = (&text[..timex.span.start as usize], &text[timex.span.end as usize..]);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let rest = behind.split('\n').next().unwrap_or_default().trim_start();
    // "7:30 a.m.": of which day the entries of a live report are told nowhere.
    let word =
        |w: &str| w.len() > 2 && w.starts_with(char::is_uppercase) && w.chars().any(char::is_lowercase);
    let clock = timex.kind == TimexType::Time && !timex.span.of(text)?.split_whitespace().any(word);
    if clock || !line.chars().all(opens) || timex.interval?.earliest.is_none() {
        return None;
    }
    match rest.chars().next() {
        None => Some(Layout::Heading),
        Some(':' | '–' | '—' | '-') => Some(Layout::Label),
        Some(_) => None,
    }
}
