//! Which words of a sentence are its source, where the tagger took too many, too few or none.

use super::Attribution;
use super::repair::hull;
use crate::chain;
use crate::speakers::function_words::is_calendar;
use crate::speakers::names::{Name, NameKind};
use crate::vocabulary::vocabulary;
use crate::words::Words;
use std::ops::Range;

/// Mends the sources of `found`.
pub fn mend(words: &Words, names: &[Name], found: &mut [Attribution]) {
    for a in found.iter_mut() {
        behind_dateline(words, a);
        name_in_cue(words, names, a);
        cited_that(words, names, a);
        accused_of(words, a);
        past_relative_clause(words, a);
        label_of_quotation(words, names, a);
        behind_according_to(words, names, a);
        behind_an_event(words, names, a);
        told_of(words, a);
        listener_in_content(words, a);
        agent_behind(words, names, a);
        name_behind_verb(words, names, a);
    }
}

/// The words of a source in one piece.
fn one_source(words: &Words, a: &Attribution) -> Option<Range<usize>> {
    let [source] = a.source.as_slice() else { return None };
    Some(words.inside(*source)).filter(|r| !r.is_empty())
}

/// The words of a source in one piece, and those of the first piece of the cue.
fn source_and_cue(words: &Words, a: &Attribution) -> Option<(Range<usize>, Range<usize>)> {
    let cue = words.inside(*a.cue.first()?);
    Some((one_source(words, a)?, cue)).filter(|(_, cue)| !cue.is_empty())
}

/// "Envoy Teodor | Hask proposed": the words of a name that the cue took.
fn name_in_cue(words: &Words, names: &[Name], a: &mut Attribution) {
    let Some((source, cue)) = source_and_cue(words, a) else { return };
    if source.is_empty() || source.end != cue.start {
        return;
    }
    let across = names.iter().find(|n| n.words.contains(&(cue.start - 1)) && n.words.contains(&cue.start));
    // Headlines give every word a capital.
    let small = |end: &usize| *end < cue.end && words.all[*end].is_small();
    let Some(end) = across.map(|n| n.words.end).filter(small) else { return };
    if let (Some(source), Some(cue)) = (words.span(&(source.start..end)), words.span(&(end..cue.end))) {
        a.source = vec![source];
        a.cue[0] = cue;
        a.why.push("repair: a name taken out of the cue".into());
    }
}

/// "MAROS (Coastal Agency) _ The commander said": where a report was written is no part of its first source.
fn behind_dateline(words: &Words, a: &mut Attribution) {
    /// Words from the place to the agency in parentheses.
    const LONGEST: usize = 9;
    let Some(source) = one_source(words, a) else { return };
    let opens =
        source.start == 0 || words.all[source.start - 1].paragraph != words.all[source.start].paragraph;
    let text = |at: usize| words.get(at).map_or("", |w| w.text);
    let reach = source.end.min(source.start + LONGEST);
    let close = (source.start + 1..reach).find(|at| text(*at) == ")");
    let Some(close) = close.filter(|_| opens && words.all[source.start].is_capital) else { return };
    let mut start = close + 1;
    while start < source.end && matches!(text(start), "_" | "-" | "–" | "—" | "--" | ":") {
        start += 1;
    }
    let named = words.slice(source.start..close).iter().all(|w| !w.is_small());
    if start > close + 1 && named && start < source.end {
        a.source = words.span(&(start..source.end)).into_iter().collect();
        a.why.push("repair: the source begins behind the dateline".into());
    }
}

/// "According to officials, Ada Venn told ministers …": the officials are the source of the sentence, and Venn of what she told.
fn behind_according_to(words: &Words, names: &[Name], a: &mut Attribution) {
    let Some((source, cue)) = source_and_cue(words, a) else { return };
    let opens = source.start >= 2 && words.phrase(source.start - 2..source.start) == "according to";
    if !opens || cue.start < source.end {
        return;
    }
    let Some(comma) = source.clone().find(|w| words.all[*w].is(",")) else { return };
    let speaker = comma + 1..source.end;
    let named = names.iter().any(|n| n.words.end == speaker.end && n.start == speaker.start);
    if let Some(speaker) = words.span(&speaker).filter(|_| named) {
        a.source = vec![speaker];
        a.why.push("repair: the subject behind \"according to\"".into());
    }
}

/// "Envoy of Iskary Ada Venn after the meeting told reporters": what a preposition leads is no speaker where a name stands before it.
fn behind_an_event(words: &Words, names: &[Name], a: &mut Attribution) {
    let Some((source, cue)) = source_and_cue(words, a) else { return };
    let preposition = source.start.checked_sub(1).map(|before| {
        if words.all[before].among(&["the", "a", "an", "his", "her", "their"]) {
            before.saturating_sub(1)
        } else {
            before
        }
    });
    let Some(at) = preposition.filter(|p| words.all[*p].among(&["after", "before", "during", "following"]))
    else {
        return;
    };
    const PRONOUNS: &[&str] = &["he", "she", "it", "they", "we", "i", "who", "you"];
    let event = |w: &crate::words::Word| !w.is_capital && !w.among(PRONOUNS);
    if cue.start != source.end || !words.slice(source.clone()).iter().all(event) {
        return;
    }
    let sentence = words.sentence_of(at);
    let Some(name) = names.iter().find(|n| n.words.end == at && n.kind != NameKind::Place) else { return };
    // The whole subject, and nothing else, stands before the event.
    let offices = |w: &crate::words::Word| w.is_word && (w.among(&["of", "the", "for"]) || names_role(w));
    if !words.slice(sentence.start..name.start).iter().all(offices) {
        return;
    }
    let start = sentence.start;
    if let Some(subject) = words.span(&(start..name.words.end)) {
        a.source = vec![subject];
        a.why.push("repair: the name before the event".into());
    }
}

/// "Ada Venn is said to be willing": others say so, and the sentence does not tell who.
fn told_of(words: &Words, a: &mut Attribution) {
    const TOLD: &[&str] =
        &["said", "reported", "believed", "thought", "understood", "rumoured", "rumored", "alleged", "known"];
    let Some((source, cue)) = source_and_cue(words, a) else { return };
    let passive = words.all[cue.start].among(&["is", "are", "was", "were"])
        && words.all[cue.end - 1].among(TOLD)
        && cue.len() <= 3;
    let to = (cue.end..cue.end + 2).any(|w| words.lower(w) == "to") || words.lower(cue.end - 1) == "to";
    if passive && to && source.end == cue.start {
        a.source.clear();
        a.why.push("repair: what others say of somebody".into());
    }
}

/// "Venn denied claims, first reported by the Mercury last month, that …": who did it stands behind "by", whoever the sentence is about.
fn agent_behind(words: &Words, names: &[Name], a: &mut Attribution) {
    let Some((source, cue)) = source_and_cue(words, a) else { return };
    let inserted = cue.start > source.end && words.all[cue.start - 1].is(",");
    let passive = words.lower(cue.end) == "by" && words.lower(cue.end - 1).ends_with("ed");
    if !inserted || !passive {
        return;
    }
    let the = usize::from(words.lower(cue.end + 1) == "the");
    let agent = names.iter().find(|n| n.words.start == cue.end + 1 + the);
    if let Some(agent) = agent.and_then(|n| words.span(&(cue.end + 1..n.words.end))) {
        a.source = vec![agent];
        a.why.push("repair: who did it stands behind \"by\"".into());
    }
}

/// "The driver had slept, jurors were told": who is told stands before the verb, behind the comma that closes what is said.
fn listener_in_content(words: &Words, a: &mut Attribution) {
    /// Words of the listener, at most.
    const LONGEST: usize = 5;
    let (Some(cue), Some(last)) = (hull(words, &a.cue), a.content.last().copied()) else { return };
    let said = words.inside(last);
    let passive = cue.len() > 1
        && words.all[cue.end - 1].among(&["told", "informed", "warned", "assured"])
        && words.slice(cue.clone()).iter().any(|w| w.among(&["was", "were", "been", "is", "are"]));
    if !passive || !a.source.is_empty() || said.end != cue.start {
        return;
    }
    let sentence = words.sentence_of(cue.start);
    let from = cue.start.saturating_sub(LONGEST + 1).max(sentence.start + 1);
    let Some(comma) = (from..cue.start).rev().find(|w| words.all[*w].is(",")) else { return };
    let listener = comma + 1..cue.start;
    let verb = listener.clone().any(|w| matches!(crate::terms::verb_shape(words, w), Some(2)));
    // Where the listener alone was taken, what is said opens the sentence.
    let from = if said.start > comma { sentence.start } else { words.inside(a.content[0]).start };
    let (Some(listener), Some(clause)) = (words.span(&listener), words.span(&(from..comma))) else { return };
    if verb {
        return;
    }
    (a.source, a.content) = (vec![listener], vec![clause]);
    a.why.push("repair: who is told, behind what is said".into());
}

/// "The Maros Post reported, citing sources in the palace, that Venn had left": the outlet reported it; what it cites is no part of what is said.
fn cited_that(words: &Words, names: &[Name], a: &mut Attribution) {
    /// Words from the reporting verb to "citing", at most.
    const REACH: usize = 6;
    let (Some(cue), Some(content)) = (hull(words, &a.cue), hull(words, &a.content)) else { return };
    if chain::cites(words, cue.start).is_none_or(|n| cue.start + n != content.start) {
        return;
    }
    let sentence = words.sentence_of(cue.start);
    let that =
        (content.start + 1..content.end).find(|w| words.all[*w].is("that") && words.all[w - 1].is(","));
    let verb =
        (sentence.start + 1..cue.start).rev().take(REACH).find(|w| super::clauses::is_cue_verb(words, *w));
    let (Some(that), Some(verb)) = (that, verb) else { return };
    let Some(clause) = super::clauses::subject_first(words, names, sentence.start, verb + 1) else { return };
    if let (Some(source), Some(cue), Some(said)) =
        (words.span(&clause.source), words.span(&(verb..verb + 1)), words.span(&(that..content.end)))
    {
        (a.source, a.cue, a.content) = (vec![source], vec![cue], vec![said]);
        a.why.push("repair: what is reported behind whom it cites".into());
    }
}

/// "accused by Kessar of breaking the deal, denies": what somebody is accused of is no part of who accuses.
fn accused_of(words: &Words, a: &mut Attribution) {
    let Some(source) = one_source(words, a) else { return };
    let by = source.start.checked_sub(1).is_some_and(|w| words.all[w].is("by"));
    let of = (source.start + 1..source.end).find(|w| {
        words.all[*w].among(&["of", "for"])
            && words.lower(w + 1).ends_with("ing")
            && words.all[w + 1].is_small()
    });
    if let Some(cut) = of.filter(|_| by).and_then(|of| words.span(&(source.start..of))) {
        a.source = vec![cut];
        a.why.push("repair: without what somebody is accused of".into());
    }
}

/// "Ada Venn, who was accused by Kessar of breaking the deal, denies …": the verb behind the relative clause is that of the noun before it.
fn past_relative_clause(words: &Words, a: &mut Attribution) {
    let Some((source, cue)) = source_and_cue(words, a) else { return };
    let sentence = words.sentence_of(cue.start);
    let closed = cue.start > sentence.start && words.all[cue.start - 1].is(",");
    if !closed || source.end > cue.start || !super::clauses::is_cue_verb(words, cue.start) {
        return;
    }
    let opens = (sentence.start + 1..source.start).find(|w| {
        words.all[*w].among(&["who", "whom", "whose"]) && words.all[w - 1].is(",") && !words.all[*w].quoted
    });
    let Some(subject) = opens.map(|who| sentence.start..who - 1).filter(|r| r.len() <= LONGEST_SUBJECT)
    else {
        return;
    };
    let plain = words.slice(subject.clone()).iter().all(|w| w.is_word && !w.quoted)
        && !subject.clone().any(|w| super::clauses::is_cue_verb(words, w));
    let inner = (source.end..cue.start).all(|w| !super::clauses::is_cue_verb(words, w));
    if let Some(subject) = words.span(&subject).filter(|_| plain && inner) {
        a.source = vec![subject];
        a.why.push("repair: the subject before the relative clause".into());
    }
}

/// Words of a subject before its relative clause, at most.
const LONGEST_SUBJECT: usize = 10;

/// "Quote: “…”", "Quote from Venn: “…”": the label of a quotation is nobody.
fn label_of_quotation(words: &Words, names: &[Name], a: &mut Attribution) {
    let Some(source) = one_source(words, a) else { return };
    let label = words.all[source.start].among(&["quote", "quotation", "verbatim"]);
    let opens = source.start == words.sentence_of(source.start).start;
    let colon = (source.end..source.end + 2).any(|w| words.lower(w).ends_with(':'));
    let quoted = a.content.first().is_some_and(|c| words.is_quoted(c.start));
    if !label || !opens || !colon || !quoted {
        return;
    }
    // "Quote from Venn", or the name that a line "Source: Venn on Kanal 4" above gives.
    let from = source.start + 1;
    let named = words.lower(from).eq("from") && from + 1 < source.end;
    let speaker = if named { Some(from + 1..source.end) } else { source_line(words, names, source.start) };
    a.source = speaker.and_then(|s| words.span(&s)).into_iter().collect();
    if !named {
        a.cue.clear();
    }
    a.why.push("repair: the label of a quotation is nobody".into());
}

/// The first name of the nearest line above word `at` that says who its source is.
fn source_line(words: &Words, names: &[Name], at: usize) -> Option<Range<usize>> {
    /// Paragraphs from the line to the quotation, at most.
    const NEAR: usize = 3;
    let here = words.get(at)?.paragraph;
    (here.saturating_sub(NEAR)..here).rev().find_map(|p| {
        let first = words.sentences.get(words.paragraphs[p].start)?.clone();
        let label = words.lower(first.start) == "source" && words.lower(first.start + 1) == ":";
        let name = names.iter().find(|n| n.start == first.start + 2 && n.words.end <= first.end)?;
        label.then_some(name.start..name.words.end)
    })
}

/// Words of a time between a verb and its subject.
fn is_time(words: &Words, at: usize) -> bool {
    let word = &words.all[at];
    word.among(&["on", "in", "at", "yesterday", "today", "last", "this", "evening", "morning"])
        || is_calendar(&word.lower)
        || word.lower.starts_with(|c: char| c.is_ascii_digit())
}

/// "This stated on 20 February Premier Ada Venn at a conference": in translations the subject may follow its verb.
fn name_behind_verb(words: &Words, names: &[Name], a: &mut Attribution) {
    if a.source.iter().any(|s| words.inside(*s).any(|w| !words.all[w].among(&["this", "that"]))) {
        return;
    }
    let Some(cue) = a.cue.first().map(|c| words.inside(*c)).filter(|c| !c.is_empty()) else { return };
    let sentence = words.sentence_of(cue.start);
    let this = (sentence.start..cue.start).all(|w| words.all[w].among(&["this", "that", "about", "it", ","]))
        && cue.start > sentence.start;
    let verb = cue.len() == 1 && super::clauses::is_cue_verb(words, cue.start);
    if !this || !verb {
        return;
    }
    let from = (cue.end..sentence.end).find(|w| !is_time(words, *w)).unwrap_or(sentence.end);
    let person = names.iter().find(|n| {
        matches!(n.kind, NameKind::Person | NameKind::Unclear)
            && n.words.start >= from
            && n.words.end <= sentence.end
            && words
                .slice(from..n.words.start)
                .iter()
                .all(|w| w.is_word && (w.is("of") || w.is("the") || names_role(w)))
    });
    let Some(source) = person.and_then(|n| words.span(&(from..n.words.end))) else { return };
    if !a.content.iter().any(|c| c.overlaps(source)) {
        a.source = vec![source];
        a.why.push("repair: the subject behind its verb".into());
    }
}

/// Whether a word may stand in the office before a name.
fn names_role(word: &crate::words::Word) -> bool {
    let v = vocabulary();
    word.is_capital
        || v.offices.has(&word.lower)
        || v.is_role(&word.lower)
        || v.organisations.has(&word.lower)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;
    use crate::speakers::names::names;
    use reportedly_schema::{Block, BlockKind, Span};

    /// The source and the cue after the rules, of an attribution with these parts.
    fn mended(text: &str, source: &str, cue: &str, content: &str) -> (String, String) {
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None };
        let segments = segment(text, &[block]);
        let words = Words::new(text, &segments);
        let span = |part: &str| {
            let at = text.find(part).filter(|_| !part.is_empty());
            at.map(|at| Span::new(at, at + part.len())).into_iter().collect()
        };
        let mut found = [Attribution {
            source: span(source),
            cue: span(cue),
            content: span(content),
            confidence: 900,
            ..Attribution::default()
        }];
        mend(&words, &names(&words), &mut found);
        let cut = |spans: &[Span]| spans.iter().map(|s| s.of(text).unwrap()).collect::<Vec<_>>().join(" … ");
        (cut(&found[0].source), cut(&found[0].cue))
    }

    #[test]
    fn a_name_is_given_back_by_the_cue() {
        let text = "Envoy of Lissany Teodor Venn proposed that both sides move.";
        let (source, cue) = mended(text, "Envoy of Lissany Teodor", "Venn proposed", "that both sides move");
        assert_eq!((source.as_str(), cue.as_str()), ("Envoy of Lissany Teodor Venn", "proposed"));
    }

    #[test]
    fn the_subject_stands_behind_those_according_to_whom() {
        let text = "According to officials, Ada Venn told ministers that it cost more.";
        let (source, _) = mended(text, "officials, Ada Venn", "told", "that it cost more");
        assert_eq!(source, "Ada Venn");
        let text = "According to officials, critics of the plan told ministers that it cost more.";
        let (source, _) = mended(text, "officials, critics of the plan", "told", "that it cost more");
        assert_eq!(source, "officials, critics of the plan");
    }

    #[test]
    fn a_relative_clause_does_not_hold_the_speaker() {
        let text = "Former premier Ada Venn, who was accused by Kessar of breaking the deal, denies having told them to go.";
        let (source, _) = mended(text, "Kessar of breaking the deal,", "denies", "having told them to go");
        assert_eq!(source, "Former premier Ada Venn");
        let (source, _) = mended(text, "Kessar of breaking the deal,", "was accused", "who");
        assert_eq!(source, "Kessar");
    }

    #[test]
    fn what_an_outlet_cites_is_not_said() {
        let text = "The Maros Post reported, citing sources in the palace, that Venn had left.";
        let (source, cue) =
            mended(text, "The Maros Post", "citing", "sources in the palace, that Venn had left");
        assert_eq!((source.as_str(), cue.as_str()), ("The Maros Post", "reported"));
    }

    #[test]
    fn the_label_of_a_quotation_is_nobody() {
        let text = "Quote: \"First silence. Then a meeting.\"";
        assert_eq!(mended(text, "Quote", ":", "\"First silence. Then a meeting.\"").0, "");
        let text = "Quote from Venn: \"First silence. Then a meeting.\"";
        assert_eq!(mended(text, "Quote from Venn", ":", "\"First silence. Then a meeting.\"").0, "Venn");
    }

    #[test]
    fn an_event_does_not_speak() {
        let text = "Envoy of Iskary Ada Venn after the conference told journalists that sides came closer.";
        let (source, _) = mended(text, "conference", "told", "that sides came closer");
        assert_eq!(source, "Envoy of Iskary Ada Venn");
        let text = "Ada Venn spoke before the committee said that sides came closer.";
        assert_eq!(mended(text, "committee", "said", "that sides came closer").0, "committee");
    }

    #[test]
    fn of_whom_others_tell_is_no_speaker() {
        let text = "Ada Venn is said to be willing.";
        assert_eq!(mended(text, "Ada Venn", "is said", "to be willing").0, "");
        let text = "Ada Venn said to be patient.";
        assert_eq!(mended(text, "Ada Venn", "said", "to be patient").0, "Ada Venn");
    }

    #[test]
    fn in_translations_the_subject_follows() {
        let text =
            "Verrana will reopen the locks. This stated on 20 February Premier Ada Venn at a conference.";
        let (source, _) = mended(text, "", "stated", "Verrana will reopen the locks");
        assert_eq!(source, "Premier Ada Venn");
        let (source, _) = mended(text, "This", "stated", "Verrana will reopen the locks");
        assert_eq!(source, "Premier Ada Venn");
        let text = "Verrana will reopen the locks. This changed on 20 February the plans of Ada Venn.";
        assert_eq!(mended(text, "", "changed", "Verrana will reopen the locks").0, "");
    }
}
