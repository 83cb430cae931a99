//! Rules over the tagger's spans for constructions that annotated news has too seldom to learn.
//!
//! Each rule adds what a plain pattern shows (a reporting clause beside a quotation, a quotation that goes on in the next
//! paragraph) and leaves alone what the tagger decided; each notes itself in `why`.

use super::{
    Attribution, bargaining, clauses, content_ends, interview, printed_statement, quoted_as, retold, sift,
    source_words, translated,
};
use crate::chain;
use crate::noun_phrase;
use crate::speakers::names::{Name, names};
use crate::terms;
use crate::vocabulary::vocabulary;
use crate::words::Words;
use reportedly_schema::{Mode, Span};
use std::ops::Range;

/// Confidence, in thousandths, of an attribution that a rule alone made: that of a tagger's span of middling margin.
pub(super) const BY_RULE: u16 = 700;

/// Mends `found`, the attributions of one article; the answer is in text order, and no two share content and cue.
pub fn repair(words: &Words, found: &mut Vec<Attribution>) {
    found
        .retain(|a| a.cue.first().is_none_or(|c| !words.inside(*c).any(|w| sift::opens_condition(words, w))));
    let names = names(words);
    citing(words, &names, found);
    quoted_as::give_back(words, found);
    expected_to(words, found);
    for a in found.iter_mut() {
        source_beside_quotation(words, &names, a);
    }
    retold::give_back(words, &names, found);
    trailing_relays(words, &names, found);
    trailing_clauses(words, &names, found);
    later_paragraphs(words, found);
    lone_quotations(words, found);
    printed_statement::add(words, &names, found);
    source_words::mend(words, &names, found);
    translated::mend(words, found);
    content_ends::mend(words, found);
    bargaining::add(words, &names, found);
    nested_quotations(words, found);
    found.iter_mut().for_each(|a| without_preface(words, a));
    headlines(words, found);
    interview::answers(words, &names, BY_RULE, found);
    found.retain(|a| !a.content.is_empty());
    found.sort_by(|a, b| (&a.content, &a.cue, &a.source).cmp(&(&b.content, &b.cue, &b.source)));
    found.dedup_by(|a, b| a.content == b.content && (a.cue == b.cue || a.source == b.source));
}

/// Whether words lie in one of `spans`, wholly or in part.
pub(super) fn overlaps(words: &Words, range: &Range<usize>, spans: &[Span]) -> bool {
    words.span(range).is_some_and(|r| spans.iter().any(|s| s.overlaps(r)))
}

/// The words from the first of `spans` to the last.
pub(super) fn hull(words: &Words, spans: &[Span]) -> Option<Range<usize>> {
    let all = spans.iter().copied().reduce(Span::hull)?;
    Some(words.inside(all)).filter(|r| !r.is_empty())
}

fn is_mark_of_quotation(text: &str) -> bool {
    matches!(text, "\"" | "“" | "”" | "„" | "«" | "»" | "'" | "‘" | "’")
}

/// "Opening the case, Venn said the man was ill": what the speaker did meanwhile is no part of what is said, unless it tells words
/// itself ("Noting that …").
fn without_preface(words: &Words, a: &mut Attribution) {
    let (Some(first), Some(source)) = (a.content.first().copied(), a.source.first()) else { return };
    let part = words.inside(first);
    let opens = part.start == words.sentence_of(part.start).start;
    if a.content.len() < 2
        || !opens
        || first.start > source.start
        || part.clone().any(|w| words.all[w].quoted)
    {
        return;
    }
    let v = vocabulary();
    let verb = v.lemmas.verb(words.lower(part.start));
    let tells = v.cues.get(&verb).is_some_and(|cue| cue.mode != Mode::Intention);
    if words.lower(part.start).ends_with("ing") && v.lemmas.is_verb(&verb) && !tells {
        a.content.remove(0);
        a.why.push("repair: what the speaker did meanwhile is not said".into());
    }
}

/// A quotation beside a plain reporting clause whose source was not found: "…," Venn said; "…?" asked councillor Ada Venn;
/// Minister Ada Venn was brief: "…".
fn source_beside_quotation(words: &Words, names: &[Name], a: &mut Attribution) {
    if !a.source.is_empty() {
        return;
    }
    let Some(first) = a.content.first().map(|s| words.inside(*s)).filter(|r| !r.is_empty()) else { return };
    if !words.all[first.start].quoted && !words.all[first.end - 1].quoted {
        return;
    }
    let found = match a.cue.first() {
        Some(cue) => clauses::around(words, names, words.inside(*cue)),
        None => clauses::after_quotation(words, names, first.end)
            .or_else(|| clauses::before_colon(words, names, first.start)),
    };
    let Some(clause) = found else { return };
    let Some(source) = words.span(&clause.source) else { return };
    let mut content = a.content.clone();
    content.retain(|c| !c.overlaps(source) || c.start < source.start && words.is_quoted(c.start));
    if content.is_empty() || content.iter().any(|c| c.overlaps(source)) {
        return;
    }
    // A cue that took the source for a part of itself ("said printer Hob Tarn") gives it back.
    let swallowed = a.cue.iter().any(|c| c.overlaps(source));
    if (a.cue.is_empty() || swallowed)
        && let Some(cue) = clause.cue.and_then(|c| words.span(&(c..c + 1)))
    {
        if content.iter().any(|c| c.overlaps(cue)) {
            return;
        }
        a.cue = vec![cue];
    }
    a.content = content;
    a.source = vec![source];
    a.why.push("repair: reporting clause beside the quotation".into());
}

/// "It is over, union leader Venn said on Tuesday, the Coastal Agency reported": the inner clause is an attribution of its own.
fn trailing_relays(words: &Words, names: &[Name], found: &mut Vec<Attribution>) {
    let mut added = Vec::new();
    for a in found.iter() {
        let (Some(source), Some(content)) = (a.source.first(), hull(words, &a.content)) else { continue };
        if a.content.len() != 1
            || source.start < words.all[content.end - 1].span.end
            || crate::outlets::relay_of(words, names, &words.inside(*source)).is_none()
        {
            continue;
        }
        let Some(comma) = content.clone().rev().find(|w| words.all[*w].is(",") && !words.all[*w].quoted)
        else {
            continue;
        };
        let Some(clause) = clauses::subject_first(words, names, comma + 1, content.end) else { continue };
        let Some(cue) = clause.cue.filter(|c| content.end - c <= 6) else { continue };
        let (Some(inner), Some(cue), Some(source)) =
            (words.span(&(content.start..comma)), words.span(&(cue..cue + 1)), words.span(&clause.source))
        else {
            continue;
        };
        added.push(Attribution {
            source: vec![source],
            cue: vec![cue],
            content: vec![inner],
            confidence: a.confidence,
            margin: None,
            verbatim: false,
            why: vec!["repair: reporting clause before an outlet's".into()],
        });
    }
    for new in added {
        if !found.iter().any(|a| a.cue.iter().any(|c| c.overlaps(new.cue[0]))) {
            found.push(new);
        }
    }
}

/// "The house will open in May, its owner, Silva Ortt, said on Tuesday.": a sentence of which the tagger found nothing and that
/// ends in a plain reporting clause.
fn trailing_clauses(words: &Words, names: &[Name], found: &mut Vec<Attribution>) {
    let mut start = 0;
    while start < words.all.len() {
        let sentence = words.sentence_of(start);
        start = sentence.end.max(start + 1);
        let touched = found
            .iter()
            .any(|a| overlaps(words, &sentence, &a.content) || overlaps(words, &sentence, &a.cue));
        if touched {
            continue;
        }
        let Some((comma, clause)) = clauses::at_the_end(words, names, &sentence) else { continue };
        let content = sentence.start..comma;
        let (Some(cue), Some(source), Some(span)) = (
            clause.cue.and_then(|c| words.span(&(c..c + 1))),
            words.span(&clause.source),
            words.span(&content),
        ) else {
            continue;
        };
        if terms::first_verb(words, content.start, content.end).is_none() {
            continue;
        }
        found.push(Attribution {
            source: vec![source],
            cue: vec![cue],
            content: vec![span],
            confidence: BY_RULE,
            margin: None,
            verbatim: false,
            why: vec!["repair: reporting clause at the end".into()],
        });
    }
}

/// "It failed, the Coastal Agency reported, citing two officials": what is cited is a source, never a content.
fn citing(words: &Words, names: &[Name], found: &mut Vec<Attribution>) {
    for at in 0..words.all.len() {
        let Some(length) = chain::cites(words, at).filter(|_| !words.all[at].quoted) else { continue };
        let sentence = words.sentence_of(at);
        let Some((clause, comma)) = clauses::outlet_before(words, names, sentence.start, at) else {
            continue;
        };
        let Some(cue) = clause.cue else { continue };
        let (Some(tail), Some(cue_span), Some(source)) =
            (words.span(&(at..sentence.end)), words.span(&(cue..cue + 1)), words.span(&clause.source))
        else {
            continue;
        };
        let plain = |a: &Attribution| {
            let Some(content) = hull(words, &a.content) else { return true };
            terms::first_verb(words, content.start, content.end).is_none()
        };
        found.retain(|a| {
            !(a.content.iter().all(|c| tail.contains(*c))
                && (plain(a) || a.content.iter().any(|c| c.start <= words.all[at + length].span.start)))
        });
        let Some(comma) = comma.filter(|c| *c > sentence.start) else { continue };
        let Some(content) = words.span(&(sentence.start..comma)) else { continue };
        if words.all[sentence.start].quoted {
            continue;
        }
        match found.iter_mut().find(|a| a.content.iter().any(|c| c.overlaps(content))) {
            Some(known)
                if known.source.iter().all(|s| tail.contains(*s))
                    || known.cue.iter().all(|c| tail.contains(*c)) =>
            {
                known.source = vec![source];
                known.cue = vec![cue_span];
                known.why.push("repair: an outlet's clause with whom it cites".into());
            }
            Some(_) => {}
            None => found.push(Attribution {
                source: vec![source],
                cue: vec![cue_span],
                content: vec![content],
                confidence: BY_RULE,
                margin: None,
                verbatim: false,
                why: vec!["repair: an outlet's clause with whom it cites".into()],
            }),
        }
    }
}

/// Words between a verb of saying and its "that", at most.
const REACH: usize = 4;
/// Words of a subject without a verb, at most.
const LONGEST_SUBJECT: usize = 8;
/// Verbs of what is to come.
const WAITING: &[&str] = &["expected", "set", "due", "scheduled", "likely", "slated"];

/// "Judge Ada Venn is expected to rule that …": the judge is the source, ruling the cue.
fn expected_to(words: &Words, found: &mut [Attribution]) {
    for a in found.iter_mut().filter(|a| a.source.is_empty() && a.content.len() == 1) {
        // The network may leave out who is expected, and the verb.
        let Some(cue) = hull(words, &a.cue) else { continue };
        let content = words.inside(a.content[0]);
        let waits = cue.clone().any(|w| words.all[w].among(WAITING));
        let verb = cue.end + 1;
        let sentence = words.sentence_of(cue.start);
        let to = words.lower(cue.end) == "to" && clauses::is_cue_verb(words, verb);
        let subject = sentence.start..cue.start;
        let named = (1..=LONGEST_SUBJECT).contains(&subject.len())
            && (words.all[subject.end - 1].is_capital
                || terms::first_verb(words, subject.start, subject.end).is_none());
        let that = (verb + 1..=verb + REACH).contains(&content.start) && words.lower(content.start) == "that";
        if !waits || !to || !named || !that {
            continue;
        }
        let (Some(source), Some(cue)) = (words.span(&subject), words.span(&(verb..verb + 1))) else {
            continue;
        };
        a.source = vec![source];
        a.cue = vec![cue];
        a.why.push("repair: what somebody is expected to say".into());
    }
    for a in found.iter_mut().filter(|a| a.source.is_empty() && a.content.len() == 2) {
        let Some(cue) = hull(words, &a.cue) else { continue };
        let (subject, rest) = (words.inside(a.content[0]), words.inside(a.content[1]));
        let waits = cue.clone().any(|w| words.all[w].among(WAITING));
        if !waits || rest.len() < 4 || subject.is_empty() || subject.end != cue.start || rest.start != cue.end
        {
            continue;
        }
        let verb = rest.start + 1;
        if words.lower(rest.start) != "to" || !clauses::is_cue_verb(words, verb) {
            continue;
        }
        let that = (verb + 1..rest.end.min(verb + 1 + REACH)).find(|w| words.lower(*w) == "that");
        let (Some(that), Some(source)) = (that, words.span(&subject)) else { continue };
        let (Some(cue), Some(content)) = (words.span(&(verb..verb + 1)), words.span(&(that..rest.end)))
        else {
            continue;
        };
        a.source = vec![source];
        a.cue = vec![cue];
        a.content = vec![content];
        a.why.push("repair: what somebody is expected to say".into());
    }
}

/// A quotation whose paragraph ends without a closing mark goes on where the next paragraph opens with a mark.
fn later_paragraphs(words: &Words, found: &mut Vec<Attribution>) {
    for p in 1..words.paragraphs.len() {
        let (Some(before), Some(after)) =
            (words.paragraphs[p - 1].clone().last(), words.paragraphs[p].clone().next())
        else {
            continue;
        };
        let (Some(last), Some(first)) =
            (words.sentences[before].clone().last(), words.sentences[after].clone().next())
        else {
            continue;
        };
        let (last, first) = (&words.all[last], &words.all[first]);
        if !last.quoted || is_mark_of_quotation(last.text) || !matches!(first.text, "\"" | "“" | "«") {
            continue;
        }
        let (Some(open), Some(next)) = (
            words.quotations.iter().find(|q| q.contains(last.span)),
            words.quotations.iter().find(|q| q.contains(first.span)),
        ) else {
            continue;
        };
        let claimed = |a: &Attribution| a.content.iter().any(|c| c.overlaps(*next));
        if found.iter().any(|a| claimed(a) && !(a.cue.is_empty() && a.source.is_empty())) {
            continue;
        }
        let Some(owner) = found.iter().position(|a| a.content.iter().any(|c| c.overlaps(*open))) else {
            continue;
        };
        let text = words.span(&words.inside(*next));
        found[owner].content.extend(text);
        found[owner].why.push("repair: quotation over several paragraphs".into());
        let kept = found[owner].clone();
        found.retain(|a| *a == kept || !claimed(a));
    }
}

/// A paragraph that opens with a quotation which nobody is given for goes on with what the paragraph before quotes.
fn lone_quotations(words: &Words, found: &mut Vec<Attribution>) {
    let paragraph_of = |span: Span| words.inside(span).next().map(|w| words.all[w].paragraph);
    found.sort_by(|a, b| a.content.cmp(&b.content));
    let mut n = 0;
    while n < found.len() {
        let lone = &found[n];
        let opens = lone.content.first().is_some_and(|first| {
            let at = words.inside(*first).start;
            words
                .all
                .get(at)
                .is_some_and(|w| w.quoted && (at == 0 || words.all[at - 1].paragraph != w.paragraph))
        });
        let paragraph = lone.content.first().and_then(|c| paragraph_of(*c));
        if !lone.cue.is_empty() || !lone.source.is_empty() || !opens {
            n += 1;
            continue;
        }
        let last_part = |a: &Attribution| a.content.last().copied();
        let owner = (0..found.len())
            .filter(|o| *o != n && !found[*o].source.is_empty())
            .filter(|o| {
                last_part(&found[*o]).is_some_and(|c| {
                    paragraph_of(c).map(|p| p + 1) == paragraph
                        && words.inside(c).any(|w| words.all[w].quoted)
                })
            })
            .max_by_key(|o| last_part(&found[*o]));
        match owner {
            Some(owner) => {
                let lone = found.remove(n);
                let owner = &mut found[owner - usize::from(owner > n)];
                owner.content.extend(lone.content);
                owner.why.push("repair: quotation that goes on in the next paragraph".into());
            }
            None => n += 1,
        }
    }
}

/// Words in single marks inside a quotation, after a verb of saying: said by somebody whom the speaker quotes.
fn nested_quotations(words: &Words, found: &mut Vec<Attribution>) {
    let mut added: Vec<Attribution> = Vec::new();
    for a in found.iter() {
        for range in a.content.iter().map(|c| words.inside(*c)) {
            for at in range.clone().skip(1) {
                let word = &words.all[at];
                let opens = matches!(word.text, "'" | "‘")
                    && words.get(at + 1).is_some_and(|n| n.is_word && n.span.start == word.span.end)
                    && words.all[at - 1].span.end < word.span.start
                    && word.quoted;
                let verb = if words.all[at - 1].is_word { at - 1 } else { at.saturating_sub(2) };
                if !opens || verb < range.start || !clauses::is_cue_verb(words, verb) {
                    continue;
                }
                let close = (at + 2..range.end).find(|w| {
                    matches!(words.all[*w].text, "'" | "’")
                        && words.all[*w - 1].span.end == words.all[*w].span.start
                        && words
                            .get(*w + 1)
                            .is_none_or(|n| !n.is_word || n.span.start > words.all[*w].span.end)
                });
                let Some(close) = close else { continue };
                let (Some(cue), Some(content)) =
                    (words.span(&(verb..verb + 1)), words.span(&(at..close + 1)))
                else {
                    continue;
                };
                added.push(Attribution {
                    source: Vec::new(),
                    cue: vec![cue],
                    content: vec![content],
                    confidence: a.confidence.min(BY_RULE),
                    margin: None,
                    verbatim: false,
                    why: vec!["repair: quotation within a quotation".into()],
                });
            }
        }
    }
    for new in added {
        if !found.iter().any(|a| a.cue.iter().any(|c| c.overlaps(new.cue[0]))) {
            found.push(new);
        }
    }
}

/// "Venn: no second bridge": a line of its own that opens with the name of someone who is a source further on.
fn headlines(words: &Words, found: &mut Vec<Attribution>) {
    const LONGEST: usize = 20;
    const LONGEST_NAME: usize = 4;
    let mut added: Vec<Attribution> = Vec::new();
    for paragraph in words.paragraphs.iter().filter(|p| p.len() == 1) {
        let line = words.sentences[paragraph.start].clone();
        if line.len() > LONGEST || line.len() < 4 || words.all[line.end - 1].is(".") {
            continue;
        }
        let Some(colon) = line.clone().take(LONGEST_NAME + 1).find(|w| words.all[*w].is(":")) else {
            continue;
        };
        let named = colon > line.start && words.slice(line.start..colon).iter().all(|w| w.is_capital);
        let (Some(source), Some(content)) =
            (words.span(&(line.start..colon)), words.span(&(colon + 1..line.end)))
        else {
            continue;
        };
        let known = |a: &Attribution| {
            a.source.iter().any(|s| {
                words.inside(*s).last().is_some_and(|w| words.all[w].text == words.all[colon - 1].text)
            })
        };
        let touched = |a: &Attribution| a.content.iter().any(|c| c.overlaps(source.hull(content)));
        if named && found.iter().any(known) && !found.iter().any(touched) {
            added.push(Attribution {
                source: vec![source],
                cue: Vec::new(),
                content: vec![content],
                confidence: BY_RULE,
                margin: None,
                verbatim: false,
                why: vec!["repair: headline that names its speaker".into()],
            });
        }
    }
    found.extend(added);
}

/// The noun phrase from `start`, cut before its verb of reporting.
pub(super) fn phrase(words: &Words, start: usize, end: usize) -> Range<usize> {
    noun_phrase::after(words, start, end, &[], &[], false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;
    use reportedly_schema::{Block, BlockKind};

    fn span(text: &str, part: &str) -> Span {
        let at = text.find(part).unwrap_or_else(|| panic!("{part:?} in {text:?}"));
        Span::new(at, at + part.len())
    }

    /// Attributions given as (source, cue, content parts divided by " … ").
    fn mended(text: &str, given: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None };
        let segments = segment(text, &[block]);
        let words = Words::new(text, &segments);
        let list = |part: &str| {
            part.split(" … ").filter(|p| !p.is_empty()).map(|p| span(text, p)).collect::<Vec<_>>()
        };
        let mut found: Vec<Attribution> = given
            .iter()
            .map(|(source, cue, content)| Attribution {
                source: list(source),
                cue: list(cue),
                content: list(content),
                confidence: 900,
                margin: None,
                verbatim: false,
                why: Vec::new(),
            })
            .collect();
        repair(&words, &mut found);
        let cut = |spans: &[Span]| spans.iter().map(|s| s.of(text).unwrap()).collect::<Vec<_>>().join(" … ");
        found.iter().map(|a| (cut(&a.source), cut(&a.cue), cut(&a.content))).collect()
    }

    fn is(text: &str, given: &[(&str, &str, &str)], expected: &[(&str, &str, &str)]) {
        let found = mended(text, given);
        let found: Vec<(&str, &str, &str)> =
            found.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_clause_beside_a_quotation_names_its_source() {
        is(
            "\"We stay,\" said printer Dov Marsen.",
            &[("", "said", "\"We stay,\"")],
            &[("printer Dov Marsen", "said", "\"We stay,\"")],
        );
        is(
            "\"We stay,\" said printer Dov Marsen.",
            &[("", "said printer Dov Marsen", "\"We stay,\"")],
            &[("printer Dov Marsen", "said", "\"We stay,\"")],
        );
        is(
            "\"Why now?\" asked senator Ida Rolle.",
            &[("", "asked", "\"Why now?\" … senator Ida Rolle")],
            &[("senator Ida Rolle", "asked", "\"Why now?\"")],
        );
        is(
            "\"We stay,\" Dov Marsen said.",
            &[("", "", "\"We stay,\"")],
            &[("Dov Marsen", "said", "\"We stay,\"")],
        );
        is(
            "Captain Ida Rolle was calm after the storm: \"We stay.\"",
            &[("", "", "\"We stay.\"")],
            &[("Captain Ida Rolle", "", "\"We stay.\"")],
        );
    }

    #[test]
    fn an_inner_reporting_clause_is_an_attribution() {
        is(
            "The mine is shut, foreman Dov Marsen said on Monday, the Venn News Agency reported.",
            &[("the Venn News Agency", "reported", "The mine is shut, foreman Dov Marsen said on Monday")],
            &[
                ("foreman Dov Marsen", "said", "The mine is shut"),
                ("the Venn News Agency", "reported", "The mine is shut, foreman Dov Marsen said on Monday"),
            ],
        );
    }

    #[test]
    fn whom_an_outlet_cites_is_no_content() {
        is(
            "The mine is shut, the Maros Times reported, citing three people at the company.",
            &[("", "citing", "three people at the company")],
            &[("the Maros Times", "reported", "The mine is shut")],
        );
    }

    #[test]
    fn what_somebody_is_expected_to_say() {
        is(
            "Senator Ida Rolle is expected to announce on Monday that the mine is shut.",
            &[("", "is expected", "Senator Ida Rolle … to announce on Monday that the mine is shut")],
            &[("Senator Ida Rolle", "announce", "that the mine is shut")],
        );
    }

    #[test]
    fn quotations_go_on_in_the_next_paragraph() {
        is(
            "\"It rained,\" Rolle said. \"Nobody came.\n\n\"We waited.\"",
            &[("Rolle", "said", "\"It rained,\" … \"Nobody came.")],
            &[("Rolle", "said", "\"It rained,\" … \"Nobody came. … \"We waited.\"")],
        );
    }

    #[test]
    fn contents_reach_the_end_of_their_clause() {
        is(
            "Rolle agreed to open the mine, provided that the pumps worked.",
            &[("Rolle", "agreed", "to open the mine"), ("", "provided", "that the pumps worked")],
            &[("Rolle", "agreed", "to open the mine, provided that the pumps worked")],
        );
        is(
            "Rolle offered to open the mine in exchange for a licence.",
            &[("Rolle", "offered", "to open the mine")],
            &[("Rolle", "offered", "to open the mine in exchange for a licence")],
        );
        is(
            "Rolle did not say that the mine would open on Monday.",
            &[("Rolle", "say", "that the mine would open")],
            &[("Rolle", "say", "that the mine would open on Monday")],
        );
    }

    #[test]
    fn a_noun_with_its_clause_may_be_the_subject_of_another_verb() {
        is(
            "Ida Rolle's claim that the mine is dry drew protests in Maros.",
            &[("Ida Rolle's", "claim", "that the mine is dry drew protests in Maros")],
            &[("Ida Rolle's", "claim", "that the mine is dry")],
        );
        is(
            "Ida Rolle repeated her claim that the mine she knew was dry.",
            &[("Ida Rolle", "claim", "that the mine she knew was dry")],
            &[("Ida Rolle", "claim", "that the mine she knew was dry")],
        );
    }

    #[test]
    fn single_marks_inside_a_quotation_are_nested() {
        is(
            "\"He turned and said, 'Go home,'\" Rolle said.",
            &[("Rolle", "Rolle said", "\"He turned and said, 'Go home,'\"")],
            &[("Rolle", "Rolle said", "\"He turned and said, 'Go home,'\""), ("", "said", "'Go home,'")],
        );
    }

    #[test]
    fn a_quotation_alone_goes_on_with_the_one_before() {
        is(
            "\"It is over,\" Rolle said.\n\n\"Go home.\"",
            &[("Rolle", "said", "\"It is over,\""), ("", "", "\"Go home.\"")],
            &[("Rolle", "said", "\"It is over,\" … \"Go home.\"")],
        );
        is(
            "Rolle said that it is over.\n\n\"Go home.\"",
            &[("Rolle", "said", "that it is over"), ("", "", "\"Go home.\"")],
            &[("Rolle", "said", "that it is over"), ("", "", "\"Go home.\"")],
        );
    }

    #[test]
    fn a_headline_opens_with_its_speaker() {
        is(
            "Rolle: mine to stay shut\n\nThe mine stays shut, Ida Rolle said.",
            &[("Ida Rolle", "said", "The mine stays shut")],
            &[("Rolle", "", "mine to stay shut"), ("Ida Rolle", "said", "The mine stays shut")],
        );
        is("Weather: rain by noon\n\nIt rained.", &[], &[]);
    }
}
