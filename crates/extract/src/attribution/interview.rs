//! Interviews printed as questions and answers: every paragraph of an answer is what the one asked says, without quotation marks.
//!
//! Two layouts: labelled ("Q: …", "A: …"), and plain, where paragraphs that are questions take turns with paragraphs in the first person under a
//! title or an introduction that tells of an interview. Who answers is the person whom the introduction names as asked, else the only
//! person it names in full; where neither is clear, nothing is made of a plain layout and the answers of a labelled one stay without a source.

use super::Attribution;
use crate::speakers::function_words::is_turn_label;
use crate::speakers::names::{Name, NameKind, is_common};
use crate::words::Words;
use reportedly_schema::{BlockKind, Span};
use std::ops::Range;

/// Questions that make an interview.
const LEAST: usize = 3;

/// Labelled questions that make one: the labels tell more than the layout.
const LEAST_LABELLED: usize = 2;

/// Words in parentheses behind a label at most.
const LONGEST_LABEL: usize = 6;

/// What a paragraph is in an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// Before the first question, or a heading.
    Apart,
    /// Asked.
    Question,
    /// Answered.
    Answer,
}

/// Adds a statement for every paragraph of an answer, and takes away what was made of questions and labels.
pub fn answers(words: &Words, names: &[Name], confidence: u16, found: &mut Vec<Attribution>) {
    printed(words, names, confidence, found);
    without_labels(words, found);
}

/// What the layout of an interview tells.
fn printed(words: &Words, names: &[Name], confidence: u16, found: &mut Vec<Attribution>) {
    let labelled = turns_by_label(words, names);
    let plain = || turns_by_layout(words, names);
    let Some(turns) = labelled.clone().or_else(plain) else { return };
    let asked = who_answers(words, names, &turns);
    if asked.is_none() && labelled.is_none() {
        return;
    }
    let paragraph = |s: &Span| words.get(words.from(s.start)).map_or(0, |w| w.paragraph);
    let turn = |a: &Attribution| a.content.first().map_or(Turn::Apart, |c| turns[paragraph(c)]);
    let of_label = |a: &Attribution| {
        a.source.first().is_some_and(|s| {
            let at = words.from(s.start);
            let name = || name_label(words, names, paragraph(s)).is_some_and(|(n, _)| names[n].start == at);
            is_label(words, at).is_some() || name()
        })
    };
    found.retain(|a| match turn(a) {
        // "QUESTION:" in the transcript of a briefing: somebody who is not named asks. In an interview the outlet does.
        Turn::Question => a
            .source
            .first()
            .is_some_and(|s| words.get(words.from(s.start)).is_some_and(|w| is_turn_label(w.text))),
        Turn::Answer => !of_label(a),
        Turn::Apart => true,
    });
    for (index, _) in turns.iter().enumerate().filter(|(_, t)| **t == Turn::Answer) {
        let range = body_of(words, names, index);
        let Some(content) = words.span(&range) else { continue };
        if found.iter().any(|a| a.content == [content]) {
            continue;
        }
        let speaker = speaking(words, names, &turns, index);
        found.push(Attribution {
            source: speaker
                .and_then(|n| words.span(&(names[n].start..names[n].words.end)))
                .into_iter()
                .collect(),
            cue: Vec::new(),
            content: vec![content],
            confidence,
            margin: None,
            verbatim: true,
            why: vec!["repair: answer of an interview".into()],
        });
    }
}

/// "ANSWER: We have seen the reports.": the label of an answer tells not who speaks.
fn without_labels(words: &Words, found: &mut [Attribution]) {
    let label = |a: &Attribution| is_label(words, words.from(a.source.first()?.start)).map(|(turn, _)| turn);
    for a in found.iter_mut().filter(|a| label(a) == Some(Turn::Answer)) {
        (a.source, a.cue) = (Vec::new(), Vec::new());
        a.why.push("repair: the label of an answer names nobody".into());
    }
}

/// Who speaks in a paragraph that is an answer of an interview, by index of the name.
pub fn answerer(words: &Words, names: &[Name], paragraph: usize) -> Option<usize> {
    let turns = turns_by_label(words, names).or_else(|| turns_by_layout(words, names))?;
    (turns.get(paragraph) == Some(&Turn::Answer)).then(|| speaking(words, names, &turns, paragraph)).flatten()
}

/// Who speaks in paragraph `answer`: the name that labels it or one before it in the same answer, else the one asked.
fn speaking(words: &Words, names: &[Name], turns: &[Turn], answer: usize) -> Option<usize> {
    let mut back = (0..=answer).rev().take_while(|p| turns[*p] == Turn::Answer);
    back.find_map(|p| name_label(words, names, p))
        .map(|(n, _)| n)
        .or_else(|| who_answers(words, names, turns))
}

/// Who is asked in a paragraph that is a question of an interview, by index of the name.
pub fn asked_in(words: &Words, names: &[Name], paragraph: usize) -> Option<usize> {
    let turns = turns_by_label(words, names).or_else(|| turns_by_layout(words, names))?;
    (turns.get(paragraph) == Some(&Turn::Question)).then(|| who_answers(words, names, &turns)).flatten()
}

/// The one asked before the first question, else the one whose name labels the first answer.
fn who_answers(words: &Words, names: &[Name], turns: &[Turn]) -> Option<usize> {
    let first = turns.iter().position(|t| *t == Turn::Question)?;
    let answer = turns.iter().position(|t| *t == Turn::Answer)?;
    asked(words, names, first).or_else(|| name_label(words, names, answer).map(|(n, _)| n))
}

/// The words of a paragraph, its label left out.
fn body_of(words: &Words, names: &[Name], paragraph: usize) -> Range<usize> {
    let range = words.of_paragraph(paragraph);
    let label = is_label(words, range.start).map(|(_, end)| end);
    match label.or_else(|| name_label(words, names, paragraph).map(|(_, end)| end)) {
        Some(end) if end < range.end => end..range.end,
        _ => range,
    }
}

/// "Q:", "A.", "Question:": whether the word opens its paragraph as the label of a turn, of which one, and where the turn's words begin.
fn is_label(words: &Words, at: usize) -> Option<(Turn, usize)> {
    let word = words.get(at)?;
    let opens = at == 0 || words.all[at - 1].paragraph != word.paragraph;
    let turn = match word.text.trim_end_matches('.') {
        "Q" | "Question" | "QUESTION" => Turn::Question,
        "A" | "Answer" | "ANSWER" => Turn::Answer,
        _ => return None,
    };
    let dot = word.text.ends_with('.');
    // "Q (Radio Norte):".
    let asker = words.get(at + 1).filter(|w| w.text == "(").and_then(|_| {
        (at + 2..at + 2 + LONGEST_LABEL).find(|n| words.get(*n).is_some_and(|w| w.text == ")"))
    });
    let next = asker.map_or(at + 1, |close| close + 1);
    let mark = words.get(next).is_some_and(|w| matches!(w.text, ":" | "." | "-" | "–" | "—"));
    (opens && (dot || mark)).then_some((turn, next + usize::from(mark)))
}

/// "Prime Minister Ada Venn:": the name that opens a paragraph as a label, and where the paragraph's words begin.
fn name_label(words: &Words, names: &[Name], paragraph: usize) -> Option<(usize, usize)> {
    let range = words.of_paragraph(paragraph);
    let n = names.iter().position(|n| {
        let told = n.words.len() > 1 || n.start < n.words.start;
        n.start == range.start && n.kind == NameKind::Person && told
    })?;
    let end = names[n].words.end;
    let colon = words.get(end).is_some_and(|w| w.text == ":") && end + 1 < range.end;
    colon.then_some((n, end + 1))
}

fn is_body(words: &Words, paragraph: usize) -> bool {
    words.kinds.get(paragraph) == Some(&BlockKind::Body)
}

/// Turns by the labels at the start of paragraphs; paragraphs without one go on with the turn before.
fn turns_by_label(words: &Words, names: &[Name]) -> Option<Vec<Turn>> {
    let mut turns = Vec::with_capacity(words.paragraphs.len());
    let mut now = Turn::Apart;
    let mut counts = [0usize; 2];
    for paragraph in 0..words.paragraphs.len() {
        let range = words.of_paragraph(paragraph);
        if let Some((turn, _)) = is_label(words, range.start).filter(|_| !range.is_empty()) {
            counts[usize::from(turn == Turn::Answer)] += 1;
            now = turn;
        } else if now == Turn::Question && name_label(words, names, paragraph).is_some() {
            counts[1] += 1;
            now = Turn::Answer;
        }
        turns.push(if is_body(words, paragraph) { now } else { Turn::Apart });
    }
    (counts.iter().all(|n| *n >= LEAST_LABELLED)).then_some(turns)
}

/// Turns by layout: questions as paragraphs of their own, each answered in the paragraphs behind it, most answers in the first person.
fn turns_by_layout(words: &Words, names: &[Name]) -> Option<Vec<Turn>> {
    let count = words.paragraphs.len();
    let question = |p: usize| {
        let range = words.of_paragraph(p);
        let last = words.get(range.end.wrapping_sub(1));
        is_body(words, p)
            && !range.is_empty()
            && last.is_some_and(|w| w.text == "?" && !w.quoted)
            && !words.all[range.start].quoted
            && !first_person(words, &range)
    };
    let first = (0..count).find(|p| question(*p))?;
    let heads = (0..first).any(|p| tells_of_interview(words, &words.of_paragraph(p)));
    if !heads || asked(words, names, first).is_none() {
        return None;
    }
    let mut turns = vec![Turn::Apart; first];
    for p in first..count {
        let last = turns.iter().rev().find(|t| **t != Turn::Apart).copied();
        turns.push(match last {
            _ if question(p) => Turn::Question,
            Some(_) if is_body(words, p) => Turn::Answer,
            _ => Turn::Apart,
        });
    }
    // Two questions in a row are no turns; an answer speaks of "I" or "we" as a rule.
    let questions = turns.iter().filter(|t| **t == Turn::Question).count();
    let answered = turns.windows(2).filter(|w| w == &[Turn::Question, Turn::Answer]).count();
    let mut answers = (first..count).filter(|p| turns[*p] == Turn::Answer).peekable();
    answers.peek()?;
    let all: Vec<usize> = answers.collect();
    let own = all.iter().filter(|p| first_person(words, &words.of_paragraph(**p))).count();
    (questions >= LEAST && answered * 4 >= questions * 3 && own * 2 >= all.len()).then_some(turns)
}

/// Whether a stretch of words tells in the first person outside quotation marks.
pub(super) fn first_person(words: &Words, range: &Range<usize>) -> bool {
    let own = ["i", "we", "my", "our", "me", "us", "i'm", "i've", "we're", "we've", "myself"];
    words.slice(range.clone()).iter().any(|w| !w.quoted && w.among(&own))
}

/// Words behind which the one asked is named.
const ASKING: &[&[&str]] = &[
    &["interview", "with"],
    &["interview", "of"],
    &["conversation", "with"],
    &["q", "&", "a", "with"],
    &["q&a", "with"],
    &["q&as", "with"],
    &["spoke", "to"],
    &["spoke", "with"],
    &["speaks", "to"],
    &["talked", "to"],
    &["talks", "to"],
    &["talked", "with"],
    &["talks", "with"],
    &["interviewed"],
    &["interviews"],
    &["asked"],
    &["met"],
];

/// Words that tell of an interview wherever they stand before the questions.
const INTERVIEW: &[&str] = &["interview", "interviewed", "interviews", "q&a", "conversation"];

fn tells_of_interview(words: &Words, range: &Range<usize>) -> bool {
    let meets = [
        ["sat", "down"],
        ["sits", "down"],
        ["spoke", "to"],
        ["spoke", "with"],
        ["speaks", "to"],
        ["talks", "to"],
    ];
    words.slice(range.clone()).iter().any(|w| w.among(INTERVIEW))
        || range
            .clone()
            .any(|at| meets.iter().any(|m| words.lower(at) == m[0] && words.lower(at + 1) == m[1]))
}

/// Who answers: named right behind words of asking before the first question, else the only person named in full there.
fn asked(words: &Words, names: &[Name], first: usize) -> Option<usize> {
    let person = |n: &usize| {
        let name = &names[*n];
        let paragraph = words.all[name.words.start].paragraph;
        // "Interview by Tora Blom": who asks.
        let after_by = name.start > 0 && words.lower(name.start - 1) == "by";
        let by = after_by || words.kinds.get(paragraph) == Some(&BlockKind::Byline);
        // A name that nothing tells a person's: of no words of everyday language.
        let maybe =
            || name.kind == NameKind::Unclear && !name.words.clone().any(|at| is_common(words.lower(at)));
        let known = name.words.len() > 1 && (name.kind == NameKind::Person || maybe());
        paragraph < first && known && !by
    };
    const NEAR: usize = 8;
    let behind = |n: &usize| {
        let from = names[*n].start.saturating_sub(NEAR);
        let sentence = words.sentence_of(names[*n].start);
        (from.max(sentence.start)..names[*n].start).any(|at| {
            ASKING.iter().any(|a| {
                let end = at + a.len();
                let told = (at..end).zip(*a).all(|(w, lower)| words.lower(w) == *lower);
                let between = names
                    .iter()
                    .any(|o| o.kind == NameKind::Person && (end..names[*n].start).contains(&o.start));
                told && end <= names[*n].start && !between
            })
        })
    };
    let persons: Vec<usize> = (0..names.len()).filter(person).collect();
    if let Some(named) = persons.iter().copied().find(behind) {
        return Some(named);
    }
    let surname = |n: usize| words.lower(names[n].words.end - 1);
    let only = *persons.first()?;
    persons.iter().all(|n| surname(*n) == surname(only)).then_some(only)
}
