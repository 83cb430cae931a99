//! "The agency quoted Venn as saying that …", "Venn was cited by the Post as telling lawmakers that …": whoever is quoted speaks, and whoever
//! quotes relays. Taggers often take the one who quotes for the speaker, and the one quoted for a part of what is said.

use super::Attribution;
use crate::speakers::names::Name;
use crate::vocabulary::vocabulary;
use crate::words::Words;
use std::ops::Range;

/// Words between "quoted" and "as saying" at most.
const WIDEST: usize = 12;

/// One place where somebody is quoted.
struct Quoting {
    /// The verb: "quoted", "cited".
    verb: usize,
    /// Who is quoted.
    quoted: Range<usize>,
    /// "as saying".
    saying: Range<usize>,
}

/// Verbs of quoting.
const QUOTES: &[&str] = &["quoted", "cited", "quotes", "cites", "quoting", "citing"];

/// The name of whoever quotes the source of an attribution: "the Maros Post quoted two officials as saying".
pub fn quoter(words: &Words, names: &[Name], a: &Attribution) -> Option<Range<usize>> {
    let source = words.inside(*a.source.first()?);
    let verb = source.start.checked_sub(1).filter(|w| words.all[*w].among(QUOTES))?;
    let name = names.iter().find(|n| n.words.end == verb)?;
    let end = words.sentence_of(verb).end.min(source.end + 2);
    (source.end..end).any(|w| words.all[w].is("as")).then_some(name.start..name.words.end)
}

/// Gives the words of those who are quoted back to them.
pub fn give_back(words: &Words, found: &mut Vec<Attribution>) {
    for place in (0..words.all.len()).filter_map(|at| quoting(words, at)) {
        let (Some(source), Some(cue)) = (words.span(&place.quoted), words.span(&place.saying)) else {
            continue;
        };
        let cues = place.verb..place.saying.end;
        let told = |a: &Attribution| a.cue.iter().any(|c| words.inside(*c).any(|w| cues.contains(&w)));
        // The one who quotes says nothing of the one quoted.
        let of_source = |w: usize| !words.all[w].is_word || place.quoted.contains(&w);
        found.retain(|a| !told(a) || !a.content.iter().all(|c| words.inside(*c).all(of_source)));
        for a in found.iter_mut().filter(|a| told(a) && !a.source.iter().any(|s| s.overlaps(source))) {
            let mut content = a.content.clone();
            for span in &mut content {
                // What stands up to "as saying" is no part of what is said.
                if span.start < cue.end && span.end > source.start {
                    let next = words.get(words.from(cue.end)).map_or(span.end, |w| w.span.start);
                    span.start = next.min(span.end);
                }
            }
            content.retain(|c| c.start < c.end);
            if content.is_empty() || content.iter().any(|c| c.overlaps(source)) {
                continue;
            }
            (a.content, a.source) = (content, vec![source]);
            a.why.push("repair: whoever is quoted speaks".into());
        }
    }
}

/// The place at which "as saying" begins at word `at`.
fn quoting(words: &Words, at: usize) -> Option<Quoting> {
    let says = words.all.get(at + 1).filter(|says| says.lower.ends_with("ing"))?;
    if !words.all[at].is("as") || words.all[at].quoted {
        return None;
    }
    let v = vocabulary();
    if !v.cues.has(&v.lemmas.verb(&says.lower)) {
        return None;
    }
    let sentence = words.sentence_of(at);
    let from = sentence.start.max(at.saturating_sub(WIDEST));
    let quotes = |w: &usize| words.all[*w].among(QUOTES);
    let verb = (from..at).rev().find(quotes)?;
    let passive = matches!(words.lower(verb + 1), "by" | "in") || verb + 1 == at;
    let quoted = if passive {
        let be = (sentence.start..verb)
            .rev()
            .find(|w| !words.all[*w].among(&["been", "being", "also", "later"]))?;
        if !words.all[be].among(&["was", "were", "is", "are", "has", "had", "have"]) {
            return None;
        }
        let mut start = be;
        while start > sentence.start && (words.all[start - 1].is_word || words.all[start - 1].is(",")) {
            start -= 1;
        }
        start..be
    } else {
        verb + 1..at
    };
    // "Quoted Venn and left, as saying": one comma parts, two hold an apposition.
    let inside = words.slice(quoted.clone());
    let parted = inside.iter().filter(|w| w.is(",")).count() % 2 == 1 && !passive;
    let nobody = quoted.is_empty() || parted || inside.iter().any(|w| w.quoted);
    (!nobody).then_some(Quoting { verb, quoted: trimmed(words, quoted), saying: at..at + 2 })
}

/// Without commas at its edges.
fn trimmed(words: &Words, mut range: Range<usize>) -> Range<usize> {
    while range.start < range.end && !words.all[range.start].is_word {
        range.start += 1;
    }
    while range.start < range.end && !words.all[range.end - 1].is_word {
        range.end -= 1;
    }
    range
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;
    use reportedly_schema::{Block, BlockKind, Span};

    /// The source and the content after the repair of one attribution with these parts.
    fn mended(text: &str, source: &str, cue: &str, content: &str) -> Option<(String, String)> {
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None };
        let segments = segment(text, &[block]);
        let words = Words::new(text, &segments);
        let span =
            |part: &str| text.find(part).map(|at| Span::new(at, at + part.len())).into_iter().collect();
        let mut found = vec![Attribution {
            source: span(source),
            cue: span(cue),
            content: span(content),
            confidence: 900,
            margin: None,
            verbatim: false,
            why: Vec::new(),
        }];
        give_back(&words, &mut found);
        let a = found.first()?;
        let cut = |spans: &[Span]| spans.iter().filter_map(|s| s.of(text)).collect::<Vec<_>>().join(" … ");
        Some((cut(&a.source), cut(&a.content)))
    }

    #[test]
    fn whoever_is_quoted_speaks() {
        let text = "Rolle quoted President Venn as saying that talks go on.";
        let wrong = mended(text, "Rolle", "quoted", "President Venn as saying that talks go on");
        assert_eq!(wrong, Some(("President Venn".into(), "that talks go on".into())));
        let text = "Deputy minister Ove Rolle was cited by the Post as telling lawmakers that talks go on.";
        let wrong = mended(text, "the Post", "telling", "that talks go on");
        assert_eq!(wrong, Some(("Deputy minister Ove Rolle".into(), "that talks go on".into())));
        assert_eq!(mended(text, "the Post", "cited", "Deputy minister Ove Rolle"), None);
    }

    #[test]
    fn other_sentences_stay_as_they_are() {
        let text = "Rolle quoted Venn and left, as telling him was hard.";
        let same = mended(text, "Rolle", "quoted", "Venn");
        assert_eq!(same, Some(("Rolle".into(), "Venn".into())));
    }
}
