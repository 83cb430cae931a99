//! Statements printed below a reporting clause that ends its paragraph in a colon, as ministries and companies issue them: "Speaking today,
//! Minister Venn said:", and then what she said, with or without quotation marks.

use super::clauses::{self, Clause};
use super::repair::BY_RULE;
use super::{Attribution, interview};
use crate::speakers::names::{Name, NameKind};
use crate::speakers::source::PREPOSITIONS;
use crate::words::Words;
use reportedly_schema::Span;
use std::ops::Range;

/// Words between the verb and the colon at most: "said in a statement on Friday:".
const AFTER_VERB: usize = 7;

/// Paragraphs of one such statement at most.
const LONGEST: usize = 30;

/// Gives the paragraphs below each such clause to its source.
pub fn add(words: &Words, names: &[Name], found: &mut Vec<Attribution>) {
    for p in 0..words.paragraphs.len().saturating_sub(1) {
        let range = words.of_paragraph(p);
        if range.is_empty() || words.is_heading(p) {
            continue;
        }
        let Some(clause) = introducing(words, names, &range) else { continue };
        let cue = clause.cue.and_then(|c| words.span(&(c..c + 1)));
        let (Some(source), Some(cue)) = (words.span(&clause.source), cue) else { continue };
        // What the tagger found behind the verb is what is said.
        let of_clause = |a: &Attribution| a.cue.iter().any(|c| c.overlaps(cue));
        if found.iter().any(|a| of_clause(a) && a.content.iter().any(|c| c.start > cue.start)) {
            continue;
        }
        let below = words.of_paragraph(p + 1);
        let quoted = words.get(below.start).is_some_and(|w| matches!(w.text, "\"" | "“" | "«" | "„"));
        let content = if quoted {
            let opens = |a: &Attribution| {
                let first = a.content.first().map(|c| words.from(c.start));
                a.source.is_empty() && first.is_some_and(|f| (below.start..below.start + 2).contains(&f))
            };
            let Some(quotation) = found.iter().position(opens) else { continue };
            found.remove(quotation).content
        } else {
            printed(words, names, &clause.source, p)
        };
        if content.is_empty() {
            continue;
        }
        let why = "repair: printed below the reporting clause".to_string();
        match found.iter().position(of_clause) {
            Some(own) => {
                found[own].content = content;
                found[own].source = vec![source];
                found[own].verbatim = true;
                found[own].why.push(why);
            }
            None => found.push(Attribution {
                source: vec![source],
                cue: vec![cue],
                content,
                confidence: BY_RULE,
                margin: None,
                verbatim: true,
                why: vec![why],
            }),
        }
    }
}

/// The reporting clause with which a paragraph ends before its colon.
fn introducing(words: &Words, names: &[Name], paragraph: &Range<usize>) -> Option<Clause> {
    let colon = paragraph.end - 1;
    if !words.all[colon].is(":") {
        return None;
    }
    let sentence = words.sentence_of(colon).start..colon;
    let opening = clauses::subject_first(words, names, sentence.start, sentence.end);
    let clause =
        opening.or_else(|| clauses::at_the_end(words, names, &sentence).map(|(_, clause)| clause))?;
    let verb = clause.cue?;
    let near = colon - verb <= AFTER_VERB;
    let plain =
        words.slice(verb + 1..colon).iter().all(|w| !w.quoted && !w.among(&["that", "whether", "if"]));
    (near && plain).then(|| without_adjunct(words, names, clause))
}

/// "Speaking today Mr Venn said:": a clause that opens with a participle or a preposition has its source behind it, no comma parting them.
fn without_adjunct(words: &Words, names: &[Name], mut clause: Clause) -> Clause {
    let first = words.lower(clause.source.start);
    if first.ends_with("ing") || PREPOSITIONS.contains(&first) {
        let named = names.iter().find(|n| n.words.end == clause.source.end).map(|n| n.start);
        let the = || clause.source.clone().rev().find(|at| words.lower(*at) == "the");
        let start = named.filter(|n| *n > clause.source.start).or_else(the);
        clause.source.start = start.unwrap_or(clause.source.start);
    }
    clause
}

/// The paragraphs below paragraph `p` up to the last in the first person, before anything that is not of the statement.
fn printed(words: &Words, names: &[Name], source: &Range<usize>, p: usize) -> Vec<Span> {
    let speaker: Vec<&str> = names
        .iter()
        .filter(|n| source.contains(&n.words.start) && n.kind == NameKind::Person)
        .map(|n| words.lower(n.words.end - 1))
        .collect();
    let of_statement = |q: &usize| {
        let range = words.of_paragraph(*q);
        let colon = range.end.checked_sub(1).is_some_and(|last| words.all[last].is(":"));
        let told =
            words.slice(range.clone()).iter().any(|w| w.is_capital && speaker.contains(&w.lower.as_str()));
        !range.is_empty() && !words.is_heading(*q) && !colon && !told
    };
    let below: Vec<usize> = (p + 1..words.paragraphs.len()).take(LONGEST).take_while(of_statement).collect();
    let own = |q: &usize| interview::first_person(words, &words.of_paragraph(*q));
    let Some(last) = below.iter().rposition(own) else { return Vec::new() };
    below[..=last].iter().filter_map(|q| words.span(&words.of_paragraph(*q))).collect()
}
