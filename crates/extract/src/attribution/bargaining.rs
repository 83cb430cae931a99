//! Clauses that tell what somebody asks or gives without a verb of saying: "raised its offer to 4 percent", "is sticking to its demand for longer breaks".
//!
//! Annotated news has too few of them to learn. A clause is taken only where its subject is somebody, its verb tells what was done, and no other attribution
//! has its words.

use super::Attribution;
use super::repair::{BY_RULE, hull};
use crate::speakers::function_words::is_calendar;
use crate::speakers::names::Name;
use crate::terms::{self, is_noun_of, is_noun_of_agent};
use crate::vocabulary::{Opens, vocabulary};
use crate::words::Words;
use reportedly_schema::Span;
use std::ops::Range;
use std::sync::LazyLock;

/// What follows a verb of `bargaining.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Follows {
    Value,
    GivenUp,
    Own,
    Object,
    Would,
    Figure,
    Condition,
}

static VERBS: LazyLock<Vec<(Vec<&'static str>, Follows)>> = LazyLock::new(|| {
    include_str!("../../vocabulary/bargaining.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (verb, follows) = line.split_once('\t')?;
            let follows = match follows {
                "value" => Follows::Value,
                "given_up" => Follows::GivenUp,
                "own" => Follows::Own,
                "object" => Follows::Object,
                "would" => Follows::Would,
                "figure" => Follows::Figure,
                "condition" => Follows::Condition,
                _ => return None,
            };
            Some((verb.split(' ').collect(), follows))
        })
        .collect()
});

/// Whether a verb gives what is asked or given another value: "raise".
pub(crate) fn gives_value(lemma: &str) -> bool {
    VERBS.iter().any(|(verb, follows)| verb[0] == lemma && *follows == Follows::Value)
}

/// Whether a verb gives up what is asked: "drop".
pub(crate) fn gives_up(lemma: &str) -> bool {
    VERBS.iter().any(|(verb, follows)| verb[0] == lemma && *follows == Follows::GivenUp)
}

/// Words between a verb and the noun for what is asked or given: "raised its latest pay | offer".
const NOUN_REACH: usize = 5;

/// Words of a noun phrase before "at", "a condition" or "dependent on".
const OBJECT_REACH: usize = 9;

/// Words of a subject.
const LONGEST_SUBJECT: usize = 9;

/// A clause found, in words of the article.
struct Clause {
    subject: Range<usize>,
    cue: Range<usize>,
    content: Range<usize>,
}

/// Adds the clauses that no attribution has, and gives a subject to those of which only the noun was found.
pub fn add(words: &Words, names: &[Name], found: &mut Vec<Attribution>) {
    for sentence in &words.sentences {
        for at in sentence.clone() {
            let Some(clause) = clause(words, names, sentence, at) else { continue };
            let (Some(subject), Some(cue), Some(content)) =
                (words.span(&clause.subject), words.span(&clause.cue), words.span(&clause.content))
            else {
                continue;
            };
            let whole = cue.hull(content);
            let touches = |a: &&mut Attribution| a.cue.iter().chain(&a.content).any(|s| s.overlaps(whole));
            let mut touching: Vec<&mut Attribution> = found.iter_mut().filter(touches).collect();
            match touching.as_mut_slice() {
                [] => found.push(made(subject, cue, content)),
                [known] if is_of_noun(words, known, &clause) => {
                    let pronoun = known.source.clone();
                    (known.source, known.cue, known.content) = (vec![subject], vec![cue], vec![content]);
                    known.why.push("repair: the subject of what is asked or given".into());
                    // "its" is whose the offer is, and no subject of the verb after it.
                    for other in found.iter_mut().filter(|a| !pronoun.is_empty() && a.source == pronoun) {
                        other.source = vec![subject];
                    }
                }
                [known] => {
                    let Some(rest) = without_later(words, known, &clause) else { continue };
                    known.content = rest;
                    found.push(made(subject, cue, content));
                }
                _ => {}
            }
        }
    }
}

fn made(subject: Span, cue: Span, content: Span) -> Attribution {
    Attribution {
        source: vec![subject],
        cue: vec![cue],
        content: vec![content],
        confidence: BY_RULE,
        margin: None,
        verbatim: false,
        why: vec!["repair: what somebody asks or gives".into()],
    }
}

/// "Venn would accept a truce, he said. He sticks to his demand for | a fee": the parts of what was said without those of a clause in a sentence after it; `None`
/// where the clause is of its own sentence or nothing would be left.
fn without_later(words: &Words, known: &Attribution, clause: &Clause) -> Option<Vec<Span>> {
    let cue = hull(words, &known.cue)?;
    if words.sentence_of(cue.start) == words.sentence_of(clause.cue.start) {
        return None;
    }
    let inside = |part: &Span| {
        let part = words.inside(*part);
        clause.content.start <= part.start && part.end <= clause.content.end
    };
    let whole = words.span(&(clause.cue.start..clause.content.end))?;
    let rest: Vec<Span> = known.content.iter().copied().filter(|part| !inside(part)).collect();
    (!rest.is_empty() && rest.iter().all(|part| !part.overlaps(whole))).then_some(rest)
}

/// "Moraska raised | its | offer | to 4 percent", "dropped | the condition | that …": the tagger saw the noun and not who did it.
fn is_of_noun(words: &Words, known: &Attribution, clause: &Clause) -> bool {
    let (Some(cue), Some(content)) = (hull(words, &known.cue), hull(words, &known.content)) else {
        return false;
    };
    let source_in_cue =
        hull(words, &known.source).is_none_or(|s| clause.cue.start < s.start && s.end <= clause.cue.end);
    let inside = cue.start > clause.cue.start && cue.end <= clause.content.start;
    source_in_cue
        && inside
        && content.start + 1 >= clause.content.start
        && content.start <= clause.content.end
}

/// The clause whose verb stands at `at`.
fn clause(words: &Words, names: &[Name], sentence: &Range<usize>, at: usize) -> Option<Clause> {
    let lemma = vocabulary().lemmas.verb(words.lower(at));
    let word = &words.all[at];
    if !word.is_small() || word.quoted {
        return None;
    }
    VERBS.iter().filter(|(verb, _)| verb[0] == lemma).find_map(|(verb, follows)| {
        let after = at + verb.len();
        let fits = verb.iter().enumerate().skip(1).all(|(n, w)| words.lower(at + n) == *w);
        if !fits || after >= sentence.end {
            return None;
        }
        let (cue, content) = split(words, sentence, at, after, *follows)?;
        let content = without_date(words, content);
        let said = words.slice(content.clone()).iter().any(|w| w.is_word && !w.is("to"));
        let quoted = words.slice(cue.start..content.end).iter().any(|w| w.quoted);
        let subject = subject(words, names, sentence, at, *follows)?;
        (said && !quoted).then_some(Clause { subject, cue, content })
    })
}

/// Where cue and content of a verb part.
fn split(
    words: &Words,
    sentence: &Range<usize>,
    at: usize,
    after: usize,
    follows: Follows,
) -> Option<(Range<usize>, Range<usize>)> {
    let end = sentence.end;
    let noun = |classes: &[&str]| {
        (after..end.min(after + NOUN_REACH)).take_while(|w| words.all[*w].is_word).find(|w| {
            let noun = vocabulary().lemmas.noun(words.lower(*w));
            classes.iter().any(|class| is_noun_of(&noun, class))
        })
    };
    let phrase = |start: usize| start..terms::clause_end(words, start, end, Opens::Phrase);
    match follows {
        Follows::Value => {
            let noun = noun(&["asked", "given"])?;
            // "its demand for a rise to 4 percent" names another thing's value.
            let to = noun + 1;
            (words.lower(to) == "to" && has_number(words, to + 1, end)).then(|| {
                let to_end = terms::clause_end(words, to + 1, end, Opens::Phrase);
                (at..noun + 1, to..to_end)
            })
        }
        Follows::GivenUp | Follows::Own => {
            let noun = noun(&["asked"])?;
            let whose = words.get(after).is_some_and(|w| {
                w.among(&["its", "their", "his", "her"])
                    || follows == Follows::GivenUp && w.among(&["the", "a", "an", "all", "earlier"])
            });
            let link = words.lower(noun + 1);
            match link {
                _ if !whose => None,
                "that" => {
                    let stop = terms::clause_end(words, noun + 2, end, Opens::Clause);
                    Some((at..noun + 1, noun + 1..stop))
                }
                "for" | "on" | "of" => Some((at..noun + 2, phrase(noun + 2))),
                _ => None,
            }
        }
        Follows::Object | Follows::Would => {
            let opens = words.get(after).is_some_and(|w| {
                w.among(&["a", "an", "the", "its", "their", "his", "her", "more", "less", "full", "no", "at"])
                    || w.is_word && has_number(words, after, end)
            });
            opens.then(|| (at..after, phrase(after)))
        }
        Follows::Figure => {
            let preposition = (after + 2..end.min(after + OBJECT_REACH)).find(|w| words.all[*w].is("at"))?;
            let object = words.get(after).is_some_and(|w| w.among(&["the", "its", "their", "his", "her"]));
            let plain = words.slice(after..preposition).iter().all(|w| {
                w.is_word && !w.among(&["to", "and", "that", "into", "in", "on", "out", "up", "it"])
            });
            (object && plain && has_number(words, preposition + 1, end)).then(|| {
                let stop = terms::clause_end(words, preposition + 1, end, Opens::Phrase);
                (at..after, after..stop)
            })
        }
        Follows::Condition => {
            let near = after + 1..end.min(after + OBJECT_REACH);
            let plain = |to: usize| {
                words.slice(after..to).iter().all(|w| {
                    w.is_word && !w.among(&["it", "to", "and", "clear", "that", "sure", "this", "no", "not"])
                })
            };
            let found = near.clone().find(|w| {
                words.all[*w].among(&["condition", "precondition"]) && words.lower(w - 1) == "a"
                    || words.all[*w].among(&["dependent", "conditional", "contingent"])
                        && matches!(words.lower(w + 1), "on" | "upon")
            })?;
            let named = words.all[found].among(&["condition", "precondition"]);
            let thing = if named { found - 1 } else { found };
            (plain(thing) && thing > after).then(|| {
                let stop = if named { found + 1 } else { phrase(found + 2).end };
                (at..after, after..stop)
            })
        }
    }
}

/// Whether a number, or a sum, opens what stands at `at`: "4 percent", "a cut of 28 percent".
pub(crate) fn has_number(words: &Words, at: usize, end: usize) -> bool {
    const NEAR: usize = 5;
    (at..end.min(at + NEAR))
        .take_while(|w| words.all[*w].is_word || matches!(words.all[*w].text, "$" | "£" | "€" | "-"))
        .take_while(|w| !words.all[*w].among(&["and", "but", "on", "in", "after", "if"]))
        .any(|w| terms::number_at(words, w, end).is_some())
}

/// "4 percent | on Friday": when it was done is no part of it.
pub(crate) fn without_date(words: &Words, content: Range<usize>) -> Range<usize> {
    let dated = content.clone().skip(1).find(|w| {
        let word = &words.all[*w];
        let day = |at: usize| {
            let day = words.get(at).is_some_and(|d| {
                d.is_capital && is_calendar(&d.lower) || d.among(&["monday", "yesterday", "tuesday", "today"])
            });
            day && !words.get(at + 1).is_some_and(|n| n.lower.starts_with(|c: char| c.is_ascii_digit()))
        };
        word.among(&["on", "last", "this", "late", "early"]) && day(w + 1)
            || word.among(&["yesterday", "today"])
    });
    content.start..dated.unwrap_or(content.end)
}

/// Who does what the verb at `at` tells; `None` where it is denied, only possible, or done by nobody who can be named.
fn subject(
    words: &Words,
    names: &[Name],
    sentence: &Range<usize>,
    at: usize,
    follows: Follows,
) -> Option<Range<usize>> {
    let mut end = at;
    let (mut has, mut is, mut would) = (false, false, false);
    while end > sentence.start {
        let word = &words.all[end - 1];
        match word.lower.as_str() {
            "has" | "have" | "had" | "'ve" => has = true,
            "is" | "are" | "was" | "were" | "been" => is = true,
            "would" | "could" => would = true,
            "also" | "now" | "then" | "later" | "still" | "again" | "already" | "even" | "further"
            | "therefore" | "finally" => {}
            lower if lower.ends_with("ly") && word.is_small() && !lower.starts_with("rep") => {}
            _ => break,
        }
        end -= 1;
    }
    let form = words.lower(at);
    let finite = match terms::verb_shape(words, at) {
        Some(3) => is && !would,
        Some(1) => !has && !is && !would,
        Some(2) => !is && !would,
        // "cut" and "put" are their own past; a plural has no ending: "creditors raise".
        Some(0) if would => !is && !has,
        Some(0) => !is && (matches!(form, "cut" | "put") || !has && is_plural(words, end)),
        _ => false,
    };
    if !finite || would != (follows == Follows::Would) {
        return None;
    }
    if end > sentence.start && words.all[end - 1].among(&["and", "but"]) {
        return subject_before(words, names, sentence, end - 1);
    }
    let start = phrase_before(words, sentence, end);
    opening(words, sentence, start).then_some(())?;
    someone(words, names, sentence, start..end)
}

fn is_plural(words: &Words, end: usize) -> bool {
    end.checked_sub(1).is_some_and(|w| {
        words.all[w].is("they") || words.lower(w).ends_with('s') && !words.lower(w).ends_with("ss")
    })
}

/// Where the noun phrase that ends before `end` begins.
fn phrase_before(words: &Words, sentence: &Range<usize>, end: usize) -> usize {
    const BREAKS: &[&str] = &[
        "that", "who", "which", "when", "while", "if", "and", "but", "or", "as", "is", "was", "were", "are",
        "has", "had", "have", "be", "been", "will", "would", "not", "n't", "because", "so", "then", "to",
        "than", "what", "how", "unless", "until", "should",
    ];
    (sentence.start..end)
        .rev()
        .take(LONGEST_SUBJECT + 2)
        .take_while(|w| {
            let word = &words.all[*w];
            let joins = matches!(word.text, "'" | "’" | "&")
                || word.text == "-" && word.span.start == words.all[*w - 1].span.end;
            (word.is_word || joins) && !word.quoted && !word.among(BREAKS)
        })
        .last()
        .unwrap_or(end)
}

/// Whether a subject may begin at `start`: at the start of its sentence, behind a dateline, or of a clause.
fn opening(words: &Words, sentence: &Range<usize>, start: usize) -> bool {
    start == sentence.start
        || matches!(words.all[start - 1].text, "," | ";" | ":" | "–" | "—" | "-")
        || words.all[start - 1].among(&["and", "but", "while"])
}

/// The subject of the first verb of a sentence, for a verb behind "and": "The union cut its demand to 7 percent | and dropped …".
fn subject_before(
    words: &Words,
    names: &[Name],
    sentence: &Range<usize>,
    end: usize,
) -> Option<Range<usize>> {
    let helps = |w: usize| words.all[w].among(&["has", "have", "had", "is", "are", "was", "were"]);
    let dateline = (sentence.start..end.min(sentence.start + LONGEST_SUBJECT)).find(|w| {
        matches!(words.all[*w].text, "–" | "—" | "-")
            && words.all[*w].span.start > words.all[w.saturating_sub(1)].span.end
    });
    let start = dateline.map_or(sentence.start, |w| w + 1);
    let verb = (start + 1..end).find(|w| {
        helps(*w) || words.all[*w].is_small() && matches!(terms::verb_shape(words, *w), Some(1 | 2))
    })?;
    // What is told of others in between has its own subject.
    let others = words.slice(verb..end).iter().any(|w| {
        w.among(&["that", "who", "which", "if", "while", "when", "because", "as", "he", "she", "they"])
            || w.text == ";"
    });
    if others || phrase_before(words, sentence, verb) > start {
        return None;
    }
    someone(words, names, sentence, start..verb)
}

/// The phrase without the date that opens or ends it, where it names somebody who can ask or give.
fn someone(
    words: &Words,
    names: &[Name],
    sentence: &Range<usize>,
    phrase: Range<usize>,
) -> Option<Range<usize>> {
    let (mut start, mut end) = (phrase.start, phrase.end);
    if end > start + 2
        && is_calendar(words.lower(end - 1))
        && words.all[end - 2].among(&["on", "last", "this"])
    {
        end -= 2;
    }
    if words.get(start).is_some_and(|w| w.among(&["on", "last", "late", "early", "in"])) {
        let day = (start..end.min(start + 4)).find(|w| is_calendar(words.lower(*w)))?;
        start = day + 1;
    }
    let who = start..end;
    if who.is_empty() || who.len() > LONGEST_SUBJECT {
        return None;
    }
    let last = &words.all[end - 1];
    let first = &words.all[start];
    let pronoun =
        who.len() == 1 && (last.among(&["he", "she", "they"]) || last.is("it") && start == sentence.start);
    let capital = last.is_capital && last.is_word && !is_calendar(&last.lower);
    let named = capital && names.iter().any(|n| n.words.end == end || n.words.contains(&(end - 1)));
    let acts = !words.slice(start..end - 1).iter().enumerate().any(|(n, w)| {
        let at = start + n;
        w.is_small()
            && matches!(terms::verb_shape(words, at), Some(1..=3))
            && at + 1 < end
            && !noun_before(words, at)
    });
    let governed = first.among(&[
        "in", "at", "of", "for", "with", "by", "from", "after", "before", "during", "under", "as", "since",
        "despite", "without", "what", "there", "this", "that", "nobody", "no", "neither", "prices", "you",
        "we", "i",
    ]);
    let agent = named || is_noun_of_agent(last) && !last.is_capital || capital && start == sentence.start;
    (!governed && acts && (pronoun || agent)).then_some(who)
}

/// "the striking union", "united front": a form of a verb that tells what a noun is like.
fn noun_before(words: &Words, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|b| {
        words.all[b].among(&["the", "a", "an", "its", "their", "his", "her", "'s"]) || words.all[b].is_capital
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;
    use crate::speakers::names::names;
    use reportedly_schema::{Block, BlockKind};

    fn with(text: &str, given: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None };
        let segments = segment(text, &[block]);
        let words = Words::new(text, &segments);
        let span = |part: &str| {
            text.find(part).filter(|_| !part.is_empty()).map(|at| Span::new(at, at + part.len()))
        };
        let mut found: Vec<Attribution> = given
            .iter()
            .map(|(source, cue, content)| Attribution {
                source: span(source).into_iter().collect(),
                cue: span(cue).into_iter().collect(),
                content: span(content).into_iter().collect(),
                ..Attribution::default()
            })
            .collect();
        add(&words, &names(&words), &mut found);
        let cut = |spans: &[Span]| spans.iter().map(|s| s.of(text).unwrap()).collect::<Vec<_>>().join(" … ");
        found.iter().map(|a| (cut(&a.source), cut(&a.cue), cut(&a.content))).collect()
    }

    fn is(text: &str, expected: &[(&str, &str, &str)]) {
        let found = with(text, &[]);
        let found: Vec<(&str, &str, &str)> =
            found.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_value_given_to_what_is_asked_or_given_is_a_statement() {
        is(
            "Venn Ferries raised its offer to 4 percent on Friday.",
            &[("Venn Ferries", "raised its offer", "to 4 percent")],
        );
        is(
            "The union has lowered its demand to 40 crowns and dropped the condition that the quay stay open.",
            &[
                ("The union", "lowered its demand", "to 40 crowns"),
                ("The union", "dropped the condition", "that the quay stay open"),
            ],
        );
        is(
            "MAROS - Creditors increased their offer to a cut of 28 percent.",
            &[("Creditors", "increased their offer", "to a cut of 28 percent")],
        );
    }

    #[test]
    fn what_somebody_holds_to_or_would_take_is_a_statement() {
        is(
            "It is sticking to its demand for longer breaks.",
            &[("It", "sticking to its demand for", "longer breaks")],
        );
        is("She is holding out for a separate fund.", &[("She", "holding out for", "a separate fund")]);
        is("They would settle for a freeze until May.", &[("They", "settle for", "a freeze until May")]);
        is("Venn put the cost at 35 million.", &[("Venn", "put", "the cost at 35 million")]);
        is("Venn also made a lower levy a condition.", &[("Venn", "made", "a lower levy a condition")]);
    }

    #[test]
    fn a_clause_in_a_later_sentence_is_taken_out_of_what_was_said_before() {
        let text = "A truce is fine, Venn said. He is sticking to his demand for a fee.";
        let found = with(text, &[("Venn", "said", "A truce is fine")]);
        assert_eq!(found.len(), 2);
        let mut all = vec![Attribution::default()];
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None };
        let segments = segment(text, &[block]);
        let words = Words::new(text, &segments);
        let span = |part: &str| text.find(part).map(|at| Span::new(at, at + part.len())).unwrap();
        all[0].cue = vec![span("said")];
        all[0].content = vec![span("A truce is fine"), span("a fee")];
        add(&words, &names(&words), &mut all);
        assert_eq!(all[0].content, [span("A truce is fine")]);
        assert_eq!(all[1].source, [span("He")]);
    }

    #[test]
    fn the_subject_is_given_to_what_the_noun_alone_tells() {
        let found = with(
            "Aldra raised its offer to 40 tons but rejected the date.",
            &[("its", "offer", "to 40 tons"), ("its", "rejected", "the date")],
        );
        let found: Vec<&str> = found.iter().map(|(source, ..)| source.as_str()).collect();
        assert_eq!(found, ["Aldra", "Aldra"]);
    }

    #[test]
    fn what_is_not_done_or_done_by_a_thing_is_none() {
        for text in [
            "Venn has not raised its offer to 4 percent.",
            "If Venn raised its offer to 4 percent, the strike would end.",
            "The offer was raised to 4 percent.",
            "Venn refused to drop the condition that the quay stay open.",
            "Venn raised its flag to 40 metres.",
            "The storm cut the harvest to 40 tons.",
            "Venn withdrew its troops.",
            "Rising prices put the cost at risk.",
            "Venn accepted the prize.",
        ] {
            is(text, &[]);
        }
    }
}
