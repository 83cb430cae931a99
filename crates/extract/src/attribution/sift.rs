//! Which attributions are none: one decision, by the class of the cue, the form of the content and the confidence.
//!
//! Annotated news puts a noun phrase alone after many verbs that tell an event ("withdrew from the town", "signed a decree");
//! a clause or a quotation is what shows that somebody's words are told.

use super::Attribution;
use crate::cue::AUXILIARIES;
use crate::terms::first_verb;
use crate::vocabulary::vocabulary;
use crate::words::Words;

/// Attributions below this confidence (thousandths) whose content holds no quotation are left out: fewer than half of them are right. Only the
/// lowest step of `fast` lies below it; on the tenth of PolNeAR train that no weights are learned from, all that this file leaves out changes relaxed F1
/// by 0.1 for either model.
const LEAST_UNQUOTED: u16 = 450;
/// The same for cues that the vocabulary does not know, unless a quotation or a clause shows that words are told.
const LEAST_UNKNOWN_CUE: u16 = 600;
/// The same for contents that are only a name or a pronoun.
const LEAST_BARE_CONTENT: u16 = 700;

/// Words that open a content clause.
const OPENERS: &[&str] =
    &["that", "to", "whether", "if", "how", "why", "what", "when", "where", "who", "because"];

/// Whether an attribution is to be kept.
pub fn keep(words: &Words, a: &Attribution) -> bool {
    let content: Vec<usize> = a.content.iter().flat_map(|s| words.inside(*s)).collect();
    if content.iter().all(|w| !words.all[*w].is_word) {
        return false;
    }
    let quoted = content.iter().any(|w| words.all[*w].quoted);
    let cue: Vec<usize> = a.cue.iter().flat_map(|s| words.inside(*s)).collect();
    if is_label(words, a) || asks_for_anonymity(words, &content) {
        return false;
    }
    if cue.is_empty() {
        return true;
    }
    if opens_condition(words, cue[0]) || claims_lives(words, &cue, &content) {
        return false;
    }
    if quoted {
        return true;
    }
    if a.confidence < LEAST_UNQUOTED {
        return false;
    }
    let bare = |w: usize| words.all[w].among(AUXILIARIES) || words.lower(w).ends_with("ly");
    let states = cue.iter().all(|w| bare(*w)) && cue.iter().any(|w| words.all[*w].is_word);
    let clause = content.first().is_some_and(|w| words.all[*w].among(OPENERS))
        || first_verb(words, content[0], content[content.len() - 1] + 1).is_some();
    if states && !clause {
        return false;
    }
    if !known(words, &cue) && a.confidence < LEAST_UNKNOWN_CUE && !clause {
        return false;
    }
    let thing = |w: usize| {
        let word = &words.all[w];
        !word.is_word
            || word.is_capital
            || word.among(&["the", "a", "an", "of", "it", "him", "her", "them", "this", "that", "us"])
    };
    !(content.iter().all(|w| thing(*w)) && a.confidence < LEAST_BARE_CONTENT)
}

/// Whether the content holds a word that can tell anything: no lone quotation mark, no "than" of a comparison.
pub fn says_something(words: &Words, a: &Attribution) -> bool {
    const EMPTY: &[&str] = &["than", "as", "that", "to", "and", "but", "or"];
    a.content
        .iter()
        .flat_map(|s| words.inside(*s))
        .any(|w| words.all[w].is_word && !words.all[w].among(EMPTY))
}

/// "Who asked not to be named": on what terms a source speaks, and nothing that is said.
fn asks_for_anonymity(words: &Words, content: &[usize]) -> bool {
    const NAMED: &[&str] = &["identified", "named", "quoted", "cited"];
    let first: Vec<&str> = content.iter().take(4).map(|w| words.lower(*w)).collect();
    match first.as_slice() {
        ["not", "to", "be", verb] | ["to", "not", "be", verb] => NAMED.contains(verb),
        // "Who did not wish to be named spoke of …".
        ["to", "be", verb, ..] => NAMED.contains(verb),
        ["anonymity", ..] | ["to", "remain", "anonymous", ..] => true,
        _ => false,
    }
}

/// "The flood claimed 12 lives": nothing that anybody says.
fn claims_lives(words: &Words, cue: &[usize], content: &[usize]) -> bool {
    const REACH: usize = 6;
    let claims = cue.iter().any(|w| vocabulary().lemmas.verb(words.lower(*w)) == "claim");
    claims
        && content.iter().take(REACH).any(|w| words.all[*w].among(&["lives", "life", "victims"]))
        && !content.iter().any(|w| words.all[*w].quoted)
        && !content.first().is_some_and(|w| words.all[*w].among(&["that", "to"]))
}

/// "Live: storm hits the coast": the word before a headline's colon tells what kind of text follows, and nobody says it.
fn is_label(words: &Words, a: &Attribution) -> bool {
    const LABELS: &[&str] = &[
        "live",
        "watch",
        "video",
        "photos",
        "pictures",
        "breaking",
        "update",
        "updated",
        "explainer",
        "explained",
        "analysis",
        "opinion",
        "exclusive",
        "factbox",
        "timeline",
        "recap",
        "podcast",
        "newsletter",
        "q&a",
        "interview",
        "editorial",
        "commentary",
        "obituary",
        "profile",
        "review",
        "correction",
        "correspondence",
        "background",
        "reminder",
    ];
    let [source] = a.source.as_slice() else { return false };
    let source = words.inside(*source);
    let colon = a.cue.iter().all(|c| words.inside(*c).all(|w| words.all[w].is(":")));
    // "Breaking news:".
    let news = source.len() == 2 && words.all[source.start + 1].is("news");
    (source.len() == 1 || news)
        && colon
        && words.lower(source.end) == ":"
        && words.all[source.start].among(LABELS)
}

/// Whether the vocabulary of cues knows a word of the cue.
fn known(words: &Words, cue: &[usize]) -> bool {
    let v = vocabulary();
    cue.iter().any(|w| {
        let lower = words.lower(*w);
        let (verb, noun) = (v.lemmas.verb(lower), v.lemmas.noun(lower));
        [lower, verb.as_str(), noun.as_str()].iter().any(|f| v.cues.has(f) && !AUXILIARIES.contains(f))
            || lower == "according"
    })
}

/// Whether the word stands in a connective of several words that opens a condition ("provided that").
pub fn opens_condition(words: &Words, at: usize) -> bool {
    vocabulary().connectives.iter().filter(|c| c.words.len() > 1).any(|c| {
        (at.saturating_sub(c.words.len() - 1)..=at)
            .any(|from| c.words.iter().enumerate().all(|(n, w)| words.lower(from + n) == *w))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;
    use reportedly_schema::{Block, BlockKind, Span};

    fn kept(text: &str, cue: &str, content: &str, confidence: u16) -> bool {
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None };
        let segments = segment(text, &[block]);
        let words = Words::new(text, &segments);
        let span =
            |part: &str| text.find(part).map(|at| Span::new(at, at + part.len())).into_iter().collect();
        let (cue, content) = (span(cue), span(content));
        keep(
            &words,
            &Attribution {
                source: Vec::new(),
                cue,
                content,
                confidence,
                margin: None,
                verbatim: false,
                why: Vec::new(),
            },
        )
    }

    #[test]
    fn events_are_no_statements() {
        assert!(!kept("Rolle withdrew from Maros.", "withdrew from", "Maros", 500));
        assert!(!kept("The roads are largely wet.", "are largely", "wet", 900));
        assert!(!kept("Rolle agreed, provided that it rained.", "provided", "that it rained", 900));
        assert!(!kept("Rolle said it rained.", "said", "it rained", 400));
    }

    #[test]
    fn clauses_and_quotations_stay() {
        assert!(kept("Rolle said it rained.", "said", "it rained", 500));
        assert!(kept("Rolle said \"no\".", "said", "\"no\"", 200));
        assert!(kept("Rolle supports it.", "supports", "it", 900));
    }
}
