//! Clauses: where one ends, its verb, and the subject before a verb.

use crate::speakers::function_words::is_day_or_month;
use crate::vocabulary::{Opens, vocabulary};
use crate::words::Words;
use std::ops::Range;

/// Words that open the next clause.
pub const NEXT_SUBJECTS: &[&str] = &["we", "i", "they", "he", "she", "you", "then", "there"];

pub fn is_modal(lower: &str) -> bool {
    matches!(
        lower,
        "will"
            | "'ll"
            | "would"
            | "'d"
            | "shall"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "should"
            | "wo"
            | "ca"
    )
}

/// Where the clause that starts at `start` ends: at the latest at `end`, and where one of `stops` (in order) begins.
pub fn clause_end(words: &Words, start: usize, end: usize, opens: Opens, stops: &[usize]) -> usize {
    let end = stops.get(stops.partition_point(|s| *s <= start)).map_or(end, |s| end.min(*s));
    let mut at = start;
    let mut opens = opens;
    while at < end {
        let word = &words.all[at];
        // "a guarantee that the dam will stay open": the phrase goes on as a clause.
        if opens == Opens::Phrase && at > start && word.among(&["that", "who", "whose"]) {
            opens = Opens::Clause;
        }
        // "all the prisoners home before maps are exchanged".
        if opens == Opens::Phrase && at > start && timed_clause(words, at, end) {
            opens = Opens::Clause;
        }
        if !word.is_word {
            // A mark of quotation inside a clause ("is “recognised under law”") does not end it.
            let quote = matches!(word.text, "\"" | "“" | "”" | "‘")
                && at > start
                && words.get(at + 1).is_some_and(|w| w.is_word && at + 1 < end);
            let joins = quote || matches!(word.text, "-" | "'" | "’" | "$" | "%" | "£" | "€" | "/");
            let names = || {
                at > start
                    && super::norm::names_of_list(words, at - 1, end).is_some_and(|(stop, _)| stop > at)
            };
            let list = word.is(",") && (list_goes_on(words, start, at, end, opens) || names());
            if !joins && !list {
                match beside_subject(words, start, at, end).filter(|_| opens == Opens::Clause) {
                    Some(verb) => {
                        at = verb;
                        continue;
                    }
                    None => return at,
                }
            }
        }
        if at > start {
            // "if the convoys stop we will reopen": the next clause without a comma.
            let next = words.lower(at + 1);
            let before = words.lower(at - 1);
            let least = start + usize::from(opens == Opens::Clause);
            // "the gang had to free the women before she would pick up the phone".
            let bound = matches!(
                before,
                "before"
                    | "after"
                    | "until"
                    | "till"
                    | "that"
                    | "what"
                    | "where"
                    | "as"
                    | "than"
                    | "how"
                    | "when"
            );
            if word.among(NEXT_SUBJECTS) && at > least && is_modal(next) && !bound {
                return at;
            }
            if opens == Opens::Clause && inverted(words, start, at, end) {
                return at;
            }
            // "without it | no one would come home".
            if opens == Opens::Phrase
                && at == start + 1
                && words.all[start].among(&["it", "them"])
                && word.among(&["no", "nobody", "nothing", "the", "there", "a", "an"])
            {
                return at;
            }
            // "without a fee there is no pipe".
            if opens == Opens::Phrase
                && word.is("there")
                && matches!(next, "is" | "are" | "was" | "were" | "'s" | "can" | "could")
            {
                return at;
            }
            if opens == Opens::Phrase && next_clause_owned(words, at, end) {
                return at;
            }
            // "the release of all crews | and that it had dropped the rest": the next of the contents.
            if opens == Opens::Phrase && word.is("and") && next == "that" && words.lower(at + 2) != "of" {
                return at;
            }
            // "by then", "a fund under which": no other clause's first word.
            let governed = word.is("then") && matches!(before, "by" | "until" | "till" | "since" | "before")
                || word.is("which")
                    && matches!(before, "under" | "in" | "by" | "for" | "on" | "with" | "of" | "to" | "from");
            if governed {
                opens = if word.is("which") { Opens::Clause } else { opens };
                at += 1;
                continue;
            }
            // "ten soldiers | and now demands twelve": another verb of the same subject.
            let verb_next = opens == Opens::Phrase
                && (matches!(next, "now" | "later" | "then" | "also" | "had" | "has" | "was" | "is")
                    && verb_shape(words, at + 2).is_some()
                    // "payment ahead | and refuses any discount".
                    || verb_shape(words, at + 1) == Some(1)
                        && matches!(words.lower(at + 2), "the" | "a" | "an" | "any" | "to" | "all" | "no" | "that"));
            let turns = word.among(&["and", "but", "or"]);
            if turns && verb_next {
                return at;
            }
            // "to write off the debt | and offered new bonds", "to 40 crowns | and dropped the rest": a verb of whoever asked.
            let told_next = (opens == Opens::Phrase || verb_shape(words, start) == Some(0))
                && word.among(&["and", "but"])
                && verb_shape(words, at - 1) != Some(2)
                && words.all[at + 1].is_small()
                && verb_shape(words, at + 1) == Some(2)
                && words.get(at + 2).is_some_and(|w| {
                    w.among(&["to", "that", "the", "a", "an", "new", "its", "his", "her", "their", "for"])
                });
            if told_next && at + 2 < end {
                return at;
            }
            let clause = NEXT_SUBJECTS.contains(&next) && is_modal(words.lower(at + 2));
            if turns && clause {
                return at;
            }
            let subordinate = word.among(&[
                "because",
                "although",
                "though",
                "while",
                "whereas",
                "but",
                "unless",
                "if",
                "then",
                "which",
                "otherwise",
            ]);
            if subordinate || word.is("so") && next == "that" {
                return at;
            }
            // "an offer of 6 per cent | had lapsed", not "the guns Orlu had seized".
            let had = word.is("had")
                && !NEXT_SUBJECTS.contains(&before)
                && before != "it"
                && !words.all[at - 1].is_capital;
            if opens == Opens::Phrase && had {
                return at;
            }
            if opens == Opens::Phrase
                && word.among(&[
                    "is", "are", "was", "were", "will", "would", "has", "have", "can", "must", "should",
                ])
            {
                return at;
            }
        }
        at += 1;
    }
    end
}

/// Whether a word of time opens a clause that has its verb near: "before maps are exchanged".
fn timed_clause(words: &Words, at: usize, end: usize) -> bool {
    const REACH: usize = 6;
    words.all[at].among(&["before", "until", "once"])
        && (at + 2..end.min(at + REACH))
            .take_while(|w| words.all[*w].is_word)
            .any(|w| words.all[w].among(&["is", "are", "was", "were", "has", "have"]))
}

/// "the Board, a relief agency, | had visited": the verb of a clause behind what its subject is, where a comma stands at `comma`.
fn beside_subject(words: &Words, start: usize, comma: usize, end: usize) -> Option<usize> {
    const LONGEST: usize = 8;
    let opens = words.get(comma + 1).is_some_and(|w| w.among(&["a", "an", "the", "its", "their"]));
    if !words.all[comma].is(",")
        || !opens
        || comma - start > LONGEST
        || first_verb(words, start, comma).is_some()
    {
        return None;
    }
    let close = (comma + 2..end.min(comma + 2 + LONGEST)).find(|w| !words.all[*w].is_word)?;
    let verb = close + 1;
    let finite = words
        .get(verb)
        .is_some_and(|w| w.among(&["is", "are", "was", "were", "has", "have", "had"]) || is_modal(&w.lower));
    (words.all[close].is(",") && verb < end && finite).then_some(verb)
}

/// "not before the women are home | will a truck cross": the main clause begins with its modal, after a clause that has its verb.
fn inverted(words: &Words, start: usize, at: usize, end: usize) -> bool {
    let word = &words.all[at];
    let subject = words.get(at + 1).is_some_and(|w| {
        at + 1 < end
            && (w.among(NEXT_SUBJECTS)
                || w.among(&["the", "a", "an", "any", "our", "their", "its", "it", "talks", "this"]))
    });
    word.is_small()
        && word.among(&["will", "would", "can", "could", "shall"])
        && subject
        && (words
            .slice(start..at)
            .iter()
            .any(|w| w.among(&["is", "are", "was", "were", "has", "have", "had"]))
            || first_verb(words, start, at).is_some())
}

/// "without a permit | their lorries will stop": a noun phrase is over, and the subject of a modal begins with whose it is.
fn next_clause_owned(words: &Words, at: usize, end: usize) -> bool {
    const LONGEST: usize = 3;
    let before = &words.all[at - 1];
    let over = before.is_word
        && !vocabulary().filler.has(&before.lower)
        && !before.among(&["and", "or", "of", "to", "for", "with", "from", "in", "on", "at", "by"]);
    over && words.all[at].among(&["his", "her", "its", "their", "our", "my", "your"])
        && (at + 2..end.min(at + 2 + LONGEST))
            .take_while(|w| words.all[w - 1].is_word)
            .any(|w| is_modal(words.lower(w)))
}

/// Whether a comma stands between members of one list: an "and" or "or" with a like member follows before the clause ends.
fn list_goes_on(words: &Words, start: usize, comma: usize, end: usize, opens: Opens) -> bool {
    const LONGEST_MEMBER: usize = 7;
    let next = comma + 1;
    if next >= end
        || NEXT_SUBJECTS.contains(&words.lower(next))
        || words.lower(next) == "the" && opens == Opens::Clause
    {
        return false;
    }
    if opens == Opens::Clause
        && verb_shape(words, next) != first_verb(words, start, comma).and_then(|v| verb_shape(words, v))
    {
        return words.all[next].among(&["and", "or"])
            && next + 1 < end
            && verb_shape(words, next + 1).is_some()
            && first_verb(words, start, comma).and_then(|v| verb_shape(words, v))
                == verb_shape(words, next + 1);
    }
    if opens == Opens::Clause && verb_shape(words, next).is_none() {
        return false;
    }
    let mut since = 0;
    for at in next..end {
        let word = &words.all[at];
        if word.among(&["and", "or"]) {
            let after = words.lower(at + 1);
            return at + 1 < end && !NEXT_SUBJECTS.contains(&after);
        }
        if word.is(",") {
            since = 0;
        } else if !word.is_word && !matches!(word.text, "-" | "'" | "’") {
            return false;
        }
        since += 1;
        if since > LONGEST_MEMBER || is_modal(&word.lower) {
            return false;
        }
    }
    false
}

/// The shape of a verb form: bare, with -s, with -ed, with -ing; `None` where the word is no known verb.
pub fn verb_shape(words: &Words, at: usize) -> Option<u8> {
    let v = vocabulary();
    let word = words.get(at)?;
    let lemma = v.lemmas.verb(&word.lower);
    if !word.is_word || !v.lemmas.is_verb(&lemma) || v.filler.has(&word.lower) {
        return None;
    }
    Some(match word.lower.as_str() {
        w if w == lemma => 0,
        w if w.ends_with("ing") => 3,
        w if w.ends_with('s') => 1,
        _ => 2,
    })
}

/// The verb of a clause: after a modal or "to", else the first verb form that no determiner or adjective turns into a noun.
pub fn first_verb(words: &Words, start: usize, end: usize) -> Option<usize> {
    let v = vocabulary();
    let mut found: Option<usize> = None;
    for at in start..end {
        let Some(_) = verb_shape(words, at) else {
            if found.is_some() && words.all[at].is_word {
                break;
            }
            continue;
        };
        let before = if at > start { words.lower(at - 1) } else { "" };
        if is_modal(before)
            || matches!(before, "to" | "not" | "n't")
            || matches!(before, "is" | "are" | "be" | "been" | "was" | "were")
        {
            return Some(at);
        }
        let determined = matches!(
            before,
            "the"
                | "a"
                | "an"
                | "this"
                | "that"
                | "these"
                | "those"
                | "its"
                | "their"
                | "our"
                | "your"
                | "his"
                | "her"
                | "'s"
                | "of"
                | "no"
                | "any"
                | "all"
                | "full"
                | "from"
                | "in"
                | "on"
                | "for"
                | "with"
                | "against"
                | "before"
                | "after"
                | "without"
                | "about"
                | "over"
                | "into"
                | "between"
                | "under"
                | "during"
        ) || v.adjectives.has(before);
        if determined {
            continue;
        }
        // Of two in a row ("attacks continue") the second is the verb, but not of "stops installing".
        if found.is_some() && verb_shape(words, at) == Some(3) {
            break;
        }
        found = Some(at);
    }
    found
}

/// Words after which "until" and "after" tell a time, not a condition.
pub fn is_time(lower: &str) -> bool {
    is_day_or_month(lower)
        || matches!(
            lower,
            "may"
                | "now"
                | "today"
                | "tomorrow"
                | "yesterday"
                | "then"
                | "recently"
                | "next"
                | "last"
                | "late"
                | "early"
                | "noon"
                | "midnight"
                | "after"
        )
}

/// Where the subject before the verb or modal at `at` starts, inside `range`.
pub fn subject_start(words: &Words, range: &Range<usize>, at: usize) -> usize {
    const LONGEST: usize = 9;
    let mut start = at;
    while start > range.start && at - start < LONGEST {
        let word = &words.all[start - 1];
        let stops = !word.is_word && !matches!(word.text, "-" | "'" | "’")
            || word.among(&[
                "that", "but", "because", "if", "then", "so", "when", "which", "as", "said", "says", "why",
                "think", "believe", "unless", "until", "how", "what", "whether", "where", "while", "to", "is",
                "are", "was", "were",
            ])
            // "Aldra and Venn must": of both; "we stay and Aldra must": of the second.
            || word.is("and") && !(words.get(start).is_some_and(|w| w.is_capital)
                && start - 1 > range.start && words.all[start - 2].is_capital && words.all[start - 2].is_word);
        if stops {
            break;
        }
        start -= 1;
        // "I told her | I would go": a pronoun is the whole subject, but of "Venn and I".
        let alone = start + 1 == at && word.among(&["we", "i", "he", "she", "they"]);
        if alone && !(start > range.start && words.all[start - 1].is("and")) {
            break;
        }
    }
    start
}

/// The subject of a verb, with what stands between the two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Its words; empty where there is none.
    pub words: Range<usize>,
    /// "does not", "never", "refused to", "not ready to".
    pub denied: bool,
    /// "would", "could".
    pub supposed: bool,
    /// "may", "might", "could".
    pub possible: bool,
}

/// Lemmas of verbs that deny what they govern.
const DENYING: &[&str] =
    &["refuse", "decline", "fail", "reluctant", "unwilling", "unable", "hesitate", "reject", "oppose"];

/// Words between a subject and its verb that tell nothing of who acts.
const BETWEEN: &[&str] = &[
    "am",
    "are",
    "is",
    "was",
    "were",
    "be",
    "been",
    "being",
    "'m",
    "'re",
    "'s",
    "'ve",
    "has",
    "have",
    "had",
    "do",
    "does",
    "did",
    "will",
    "'ll",
    "would",
    "'d",
    "shall",
    "can",
    "could",
    "may",
    "might",
    "also",
    "now",
    "still",
    "always",
    "ever",
    "again",
    "even",
    "just",
    "today",
    "however",
    "therefore",
    "both",
    "all",
    "remain",
    "remains",
    "remained",
    "stand",
    "stands",
    "stood",
    "only",
    "first",
    "already",
    "earlier",
    "instead",
    "wo",
    "ca",
];

/// The subject of the verb, adjective or modal at `at`: over auxiliaries, adverbs and governing verbs ("wants to", "refused to").
pub fn subject_of(words: &Words, range: &Range<usize>, at: usize) -> Subject {
    let v = vocabulary();
    let mut out = Subject { words: at..at, ..Subject::default() };
    let mut i = at;
    while i > range.start {
        let word = &words.all[i - 1];
        if word.among(&["not", "n't", "never", "cannot", "nobody", "neither", "nor"]) {
            out.denied = true;
            if word.is("nobody") {
                break;
            }
        } else if word.is("longer") && i - 1 > range.start && words.all[i - 2].is("no") {
            out.denied = true;
            i -= 1;
        } else if word.among(BETWEEN) {
            out.supposed |= word.among(&["would", "'d", "could"]);
            out.possible |= word.among(&["may", "might", "could"]);
        } else if word.is("to") && i - 1 > range.start {
            let before = words.lower(i - 2);
            let lemma = v.lemmas.verb(before);
            out.denied |= DENYING.contains(&lemma.as_str());
            if !v.lemmas.is_verb(&lemma)
                && !matches!(
                    before,
                    "ready"
                        | "willing"
                        | "prepared"
                        | "able"
                        | "unable"
                        | "unwilling"
                        | "reluctant"
                        | "likely"
                )
            {
                break;
            }
            i -= 1;
        } else if !(word.is_small() && word.lower.ends_with("ly")) {
            break;
        }
        i -= 1;
    }
    let start = subject_start(words, range, i);
    out.words = start..i;
    // "she asked for ten and now demands twelve": the subject of the verb before "and".
    if start == i && i > range.start && words.all[i - 1].among(&["and", "but", "or"]) {
        let clause = range.start.max(words.sentence_of(at).start)..i - 1;
        let finite = |w: &usize| {
            let before = words.lower(w.wrapping_sub(1));
            verb_shape(words, *w).is_some_and(|shape| match shape {
                0 => *w > clause.start && (is_modal(before) || NEXT_SUBJECTS.contains(&before)),
                1 | 2 => {
                    !matches!(before, "the" | "a" | "an" | "of" | "its" | "their" | "his" | "her" | "our")
                }
                _ => false,
            })
        };
        if let Some(verb) = clause.clone().rev().find(finite) {
            out.words = subject_of(words, &clause, verb).words;
        }
    }
    if words.slice(start..i).iter().any(|w| w.among(&["no", "nobody", "none", "neither"])) {
        out.denied = true;
    }
    out
}

/// Whether a verb form after a form of "be" stands in the passive: "must be shut down".
pub fn passive(words: &Words, at: usize) -> bool {
    let next = if words.lower(at + 1).ends_with("ly") || words.lower(at + 1) == "immediately" {
        at + 2
    } else {
        at + 1
    };
    words.lower(at) == "be" && verb_shape(words, next).is_some_and(|s| s != 3)
}

/// The verb of a clause that may begin with its bare verb, right after "to" or a modal: else [`first_verb`].
pub fn main_verb(words: &Words, start: usize, end: usize) -> Option<usize> {
    let before = if start > 0 { words.lower(start - 1) } else { "" };
    let governed = before == "to" || is_modal(before);
    let opens = start < end
        && (governed && words.all[start].is_small() && !vocabulary().filler.has(words.lower(start))
            || words.all[start].is_capital && verb_shape(words, start) == Some(0));
    if opens && !words.lower(start).ends_with("ly") {
        Some(start)
    } else {
        first_verb(words, start, end).or_else(|| unlisted_verb(words, start, end))
    }
}

/// "the government halves the tax": a verb of no list, by its ending, who acts before it and what it is done to after it.
fn unlisted_verb(words: &Words, start: usize, end: usize) -> Option<usize> {
    (start + 1..end).find(|at| {
        let word = &words.all[*at];
        let before = &words.all[at - 1];
        let ends = word.lower.ends_with("ed") || word.lower.ends_with('s') && !word.lower.ends_with("ss");
        let object = words.get(at + 1).is_some_and(|w| {
            at + 1 < end && w.among(&["the", "a", "an", "its", "their", "his", "her", "our", "all"])
        });
        word.is_small()
            && ends
            && object
            && !vocabulary().filler.has(&word.lower)
            && (before.is_capital && before.is_word || super::agents::is_noun_of_agent(before))
    })
}
