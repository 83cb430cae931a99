//! Statements that stand inside what another sign seems to attribute: "“No,” she said, according to a transcript", "Recall that Venn said …";
//! and cues whose subject stands right before them and was not found.

use super::repair::hull;
use super::{Attribution, clauses};
use crate::speakers::function_words::is_calendar;
use crate::speakers::names::{Name, NameKind};
use crate::vocabulary::vocabulary;
use crate::words::Words;

/// Gives every such statement to whoever said it.
pub fn give_back(words: &Words, names: &[Name], found: &mut Vec<Attribution>) {
    found.retain(|a| !is_of_others(words, a));
    for a in found.iter_mut() {
        from_transcript(words, names, a);
        recalled(words, names, a);
        subject_before_cue(words, names, a);
    }
}

/// "“They forget,” she said, according to a transcript": the text only renders what she said.
fn from_transcript(words: &Words, names: &[Name], a: &mut Attribution) {
    const RENDERINGS: &[&str] = &[
        "transcript",
        "translation",
        "recording",
        "readout",
        "video",
        "audio",
        "footage",
        "subtitle",
        "transcription",
    ];
    let [source] = a.source.as_slice() else { return };
    let v = vocabulary();
    let source = words.inside(*source);
    let renders =
        words.slice(source.clone()).iter().any(|w| RENDERINGS.contains(&v.lemmas.noun(&w.lower).as_str()));
    let according = a.cue.iter().any(|c| words.inside(*c).any(|w| words.all[w].is("according")));
    let Some(content) = hull(words, &a.content).filter(|c| renders && according && c.end <= source.start)
    else {
        return;
    };
    let quoted_end = content.clone().rev().find(|w| words.all[*w].quoted).map(|w| w + 1);
    let behind = quoted_end.and_then(|end| {
        let clause = clauses::after_quotation(words, names, end)?;
        Some((content.start..end, clause))
    });
    let plain = || {
        let comma = content.clone().rev().find(|w| words.all[*w].is(",") && !words.all[*w].quoted)?;
        Some((content.start..comma, clauses::subject_first(words, names, comma + 1, content.end)?))
    };
    let Some((said, clause)) = behind.or_else(plain) else { return };
    let inside = clause.source.end.max(clause.cue.map_or(0, |c| c + 1)) <= content.end;
    let (Some(cue), Some(speaker), Some(said)) =
        (clause.cue.and_then(|c| words.span(&(c..c + 1))), words.span(&clause.source), words.span(&said))
    else {
        return;
    };
    if inside {
        (a.source, a.cue, a.content) = (vec![speaker], vec![cue], vec![said]);
        a.why.push("repair: whoever speaks in the transcript".into());
    }
}

/// "Recall that on 3 May Venn stated that …": the reader is told to recall, and Venn stated it.
fn recalled(words: &Words, names: &[Name], a: &mut Attribution) {
    const TOLD: &[&str] = &["recall", "recalled", "remember", "remind", "note", "known"];
    let [cue] = a.cue.as_slice() else { return };
    let cue = words.inside(*cue);
    if cue.is_empty() {
        return;
    }
    // "We remind", "It is recalled", "As is known".
    let first = words.sentence_of(cue.start).start;
    let outlet =
        |w: usize| words.all[w].among(&["we", "let", "us", "'s", "it", "is", "as", "will", "be", "you", ","]);
    let opens = words.all[cue.end - 1].among(TOLD) && (first..cue.end - 1).all(outlet);
    let own = a.source.iter().all(|s| words.inside(*s).all(outlet));
    let Some(content) = hull(words, &a.content).filter(|c| opens && own && c.start >= cue.end) else {
        return;
    };
    let dates = |w: usize| {
        let word = &words.all[w];
        word.among(&[
            "that",
            "earlier",
            "previously",
            "before",
            "on",
            "in",
            "at",
            "the",
            "last",
            "week",
            "month",
            "year",
            "of",
        ]) || is_calendar(&word.lower)
            || !word.is_word
            || word.lower.starts_with(|c: char| c.is_ascii_digit())
    };
    let inner = (content.start..content.end)
        .take_while(|from| (content.start..*from).all(dates))
        .find_map(|from| clauses::subject_first(words, names, from, content.end));
    let Some((source, verb)) = inner.and_then(|c| Some((c.source, c.cue?))) else { return };
    let (Some(source), Some(cue), Some(said)) =
        (words.span(&source), words.span(&(verb..verb + 1)), words.span(&(verb + 1..content.end)))
    else {
        return;
    };
    (a.source, a.cue, a.content) = (vec![source], vec![cue], vec![said]);
    a.why.push("repair: what the reader is told to recall".into());
}

/// "Venn sees the first cut in October": the name right before the cue, where nothing was found to be the source.
fn subject_before_cue(words: &Words, names: &[Name], a: &mut Attribution) {
    if !a.source.is_empty() {
        return;
    }
    let Some(cue) = a.cue.first().map(|c| words.inside(*c)).filter(|c| !c.is_empty()) else { return };
    let sentence = words.sentence_of(cue.start);
    let subject = names.iter().find(|n| {
        n.words.end == cue.start
            && n.kind != NameKind::Group
            && n.start >= sentence.start
            && (n.start == sentence.start || matches!(words.all[n.start - 1].text, ";" | ":" | "."))
    });
    let finite = words.all[cue.start].is_small() && !words.lower(cue.start).ends_with("ing");
    if let Some(source) = subject.filter(|_| finite).and_then(|n| words.span(&(n.start..n.words.end))) {
        a.source = vec![source];
        a.why.push("repair: the name right before the cue".into());
    }
}

/// "Council backs plan despite “white elephant” warning": the warning is another's, and the headline does not tell whose.
fn is_of_others(words: &Words, a: &Attribution) -> bool {
    let ([source], [cue]) = (a.source.as_slice(), a.cue.as_slice()) else { return false };
    let (source, cue) = (words.inside(*source), words.inside(*cue));
    let v = vocabulary();
    let noun = cue.len() == 1 && v.cues.has(&v.lemmas.noun(words.lower(cue.start)));
    let others = |w: usize| words.all[w].among(&["despite", "amid", "ignoring", "defying"]);
    noun && source.end < cue.start && (source.end..cue.start).any(others)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;
    use reportedly_schema::{Block, BlockKind, Span};

    #[test]
    fn what_a_plan_is_backed_despite_is_of_others() {
        let others = |text: &str, cue: &str| {
            let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Title, lang: None };
            let segments = segment(text, &[block]);
            let words = Words::new(text, &segments);
            let span =
                |part: &str| text.find(part).map(|at| Span::new(at, at + part.len())).into_iter().collect();
            let attribution = Attribution {
                source: span("Council"),
                cue: span(cue),
                content: span("\"white elephant\""),
                confidence: 900,
                margin: None,
                verbatim: false,
                why: Vec::new(),
            };
            is_of_others(&words, &attribution)
        };
        assert!(others("Council backs stadium despite \"white elephant\" warning", "warning"));
        assert!(!others("Council in \"white elephant\" warning", "warning"));
        assert!(!others("Council warns despite talks of \"white elephant\"", "warns"));
    }
}
