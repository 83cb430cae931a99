//! Sentences as agencies translate them: "In turn Minister Venn said", "In the ministry they refused to comment", "the Maros Post, citing sources, wrote
//! that".

use super::Attribution;
use super::repair::hull;
use crate::chain;
use crate::said::frames::tells_of_remarks;
use crate::vocabulary::vocabulary;
use crate::words::Words;
use reportedly_schema::Span;
use std::ops::Range;

/// Words of whom an outlet cites at most.
const LONGEST_CITED: usize = 12;

/// Mends the sources of `found`.
pub fn mend(words: &Words, found: &mut [Attribution]) {
    for a in found.iter_mut() {
        in_turn(words, a);
        they_in(words, a);
        outlet_citing(words, a);
        according_citing(words, a);
        report_behind(words, a);
        without_where_said(words, a);
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
    let (Some(cue), Some(content)) = (hull(words, &a.cue), hull(words, &a.content)) else { return };
    if !a.source.is_empty() || cue.end != content.start || chain::cites(words, cue.start) != Some(cue.len()) {
        return;
    }
    let verb = (content.start + 2..content.end.min(content.start + LONGEST_CITED))
        .find(|w| words.all[w - 1].is(",") && chain::reports(words, *w));
    let Some(verb) = verb else { return };
    give_to_cited(words, a, [content.start..verb - 1, verb..verb + 1, verb + 1..content.end]);
}

/// Makes whom an outlet cites the source: `parts` are the words of source, cue and content.
fn give_to_cited(words: &Words, a: &mut Attribution, parts: [Range<usize>; 3]) {
    if let [Some(source), Some(cue), Some(said)] = parts.map(|range| words.span(&range)) {
        (a.source, a.cue, a.content) = (vec![source], vec![cue], vec![said]);
        a.why.push("repair: whom the outlet cites before it tells".into());
    }
}

/// "According to | the newspaper Maros Post, citing | two members of the cabinet, the talks failed": who is cited is the source of what the outlet
/// tells.
fn according_citing(words: &Words, a: &mut Attribution) {
    let (Some(source), Some(content)) = (hull(words, &a.source), hull(words, &a.content)) else { return };
    let first = source.start.checked_sub(2).map(|first| words.phrase(first..source.start));
    let citing = source.end + usize::from(words.lower(source.end) == ",");
    let Some(length) = chain::cites(words, citing).filter(|_| first.as_deref() == Some("according to"))
    else {
        return;
    };
    let cited = citing + length;
    let comma = (cited + 1..content.end.min(cited + LONGEST_CITED)).find(|w| words.all[*w].is(","));
    let Some(comma) = comma.filter(|comma| content.start == cited && comma + 1 < content.end) else { return };
    give_to_cited(words, a, [cited..comma, citing..cited, comma + 1..content.end]);
}

/// "This she said at a meeting with Ove Rolle, reports the press service.": the subject of a verb of passing on that follows a comma stands behind it.
fn report_behind(words: &Words, a: &mut Attribution) {
    /// Words behind the verb at most.
    const LONGEST: usize = 12;
    let (Some(source), Some(cue)) = (hull(words, &a.source), hull(words, &a.cue)) else { return };
    let sentence = words.sentence_of(cue.start);
    let comma = cue.start > sentence.start && words.all[cue.start - 1].is(",");
    let v = vocabulary();
    let behind = cue.end..sentence.end - usize::from(words.all[sentence.end - 1].text == ".");
    let present = cue.len() == 1 && words.lower(cue.start).ends_with('s') && chain::reports(words, cue.start);
    let phrase = words.slice(behind.clone());
    let body = phrase.iter().take_while(|w| !w.among(&["of", "for"])).last().is_some_and(|head| {
        let noun = v.lemmas.noun(&head.lower);
        head.is_capital || v.organisations.has(&noun) || v.outlet_nouns.get(&noun).is_some()
    });
    let plain = phrase.iter().all(|w| w.is_word && !w.quoted);
    if !comma || !present || source.end > cue.start || !body || !plain || behind.len() > LONGEST {
        return;
    }
    // "“No,” said Ove Rolle, the mayor, reports the Maros Post": Rolle said it.
    let said = (source.start.saturating_sub(3).max(sentence.start)..source.start)
        .find(|w| v.cues.get(&v.lemmas.verb(words.lower(*w))).is_some() && words.all[*w].is_small());
    if let Some(verb) = said {
        a.cue = words.span(&(verb..verb + 1)).into_iter().collect();
        a.why.push("repair: the verb beside whoever said it".into());
    } else {
        a.source = words.span(&behind).into_iter().collect();
        a.why.push("repair: who reports stands behind the verb".into());
    }
}

/// "Venn declared that … . | This she stated on Sunday at a rally": the second sentence tells where she said it, and is none of her words.
fn without_where_said(words: &Words, a: &mut Attribution) {
    let pieces = a.content.len();
    let tells = |piece: &Span| {
        let piece = words.inside(*piece);
        piece.start == words.sentence_of(piece.start).start
            && !words.all[piece.start].quoted
            && piece.clone().any(|n| tells_of_remarks(words, n))
    };
    let mut first = true;
    a.content.retain(|piece| std::mem::take(&mut first) || !tells(piece));
    if a.content.len() < pieces {
        a.why.push("repair: without the sentence that tells where it was said".into());
    }
}
