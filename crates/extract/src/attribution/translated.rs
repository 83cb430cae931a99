//! Sentences as agencies translate them: "In turn Minister Venn said", "In the ministry they refused to comment", "the Maros Post, citing sources, wrote
//! that".

use super::Attribution;
use super::repair::hull;
use crate::chain;
use crate::vocabulary::vocabulary;
use crate::words::Words;
use std::ops::Range;

/// Mends the sources of `found`.
pub fn mend(words: &Words, found: &mut [Attribution]) {
    for a in found.iter_mut() {
        in_turn(words, a);
        they_in(words, a);
        outlet_citing(words, a);
    }
}

/// Whether an attribution only points to earlier reports: "As reported, the talks failed".
pub fn points_to_reports(words: &Words, a: &Attribution) -> bool {
    let cue = hull(words, &a.cue).map(|cue| words.phrase(cue)).unwrap_or_default();
    a.source.is_empty()
        && matches!(
            cue.as_str(),
            "as reported"
                | "as previously reported"
                | "as earlier reported"
                | "as was reported"
                | "as is known"
        )
}

/// "In turn | Minister Venn said": an adverb of two words is no part of who speaks.
fn in_turn(words: &Words, a: &mut Attribution) {
    let [source] = a.source.as_slice() else { return };
    let range = words.inside(*source);
    if range.len() > 2 && words.phrase(range.start..range.start + 2) == "in turn" {
        a.source = words.span(&(range.start + 2..range.end)).into_iter().collect();
        a.why.push("repair: without the adverb before the source".into());
    }
}

/// "In the ministry they refused to comment": whoever speaks there speaks for the body.
fn they_in(words: &Words, a: &mut Attribution) {
    /// Words of the phrase for the body at most.
    const LONGEST: usize = 10;
    let [source] = a.source.as_slice() else { return };
    let they = words.inside(*source);
    if they.len() != 1 || !words.all[they.start].is("they") {
        return;
    }
    let sentence = words.sentence_of(they.start);
    let body = sentence.start + 1..they.start;
    let v = vocabulary();
    let plain = words.slice(body.clone()).iter().all(|w| w.is_word && !w.quoted);
    let first = body.start + usize::from(body.clone().next().is_some_and(|w| words.all[w].is("the")));
    let head = (first..body.end).take_while(|w| !words.all[*w].among(&["of", "for"])).last();
    let named = head.is_some_and(|head| {
        let noun = v.lemmas.noun(words.lower(head));
        v.organisations.has(&noun) || v.metonyms.has(&noun)
    });
    if words.all[sentence.start].is("in") && body.len() <= LONGEST && plain && named {
        a.source = words.span(&body).into_iter().collect();
        a.why.push("repair: the body in which they speak".into());
    }
}

/// "The Maros Post, citing | sources in the palace, wrote that Venn had left": who is cited is the source, and what the outlet wrote is told by it.
fn outlet_citing(words: &Words, a: &mut Attribution) {
    /// Words of whom it cites at most.
    const LONGEST: usize = 12;
    let (Some(cue), Some(content)) = (hull(words, &a.cue), hull(words, &a.content)) else { return };
    if !a.source.is_empty() || cue.end != content.start || chain::cites(words, cue.start) != Some(cue.len()) {
        return;
    }
    let verb = (content.start + 2..content.end.min(content.start + LONGEST))
        .find(|w| words.all[w - 1].is(",") && chain::reports(words, *w));
    let Some(verb) = verb else { return };
    let said: Range<usize> = verb + 1..content.end;
    let parts = [content.start..verb - 1, verb..verb + 1, said].map(|range| words.span(&range));
    if let [Some(source), Some(cue), Some(said)] = parts {
        (a.source, a.cue, a.content) = (vec![source], vec![cue], vec![said]);
        a.why.push("repair: whom the outlet cites before it tells".into());
    }
}
