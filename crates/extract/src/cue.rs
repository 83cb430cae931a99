//! What a cue tells: how the content is held, once or repeatedly, denied, hypothetical or still to come.

use crate::attribution::Attribution;
use crate::vocabulary::{CueWord, vocabulary};
use crate::words::Words;
use reportedly_schema::{Kind, Modality, Mode, Span, Times};

/// A cue, read.
#[derive(Clone, Debug)]
pub struct Cue {
    /// Words of the cue, in text order.
    pub words: Vec<usize>,
    /// The word that carries the meaning.
    pub head: Option<usize>,
    /// Its lemma; empty where there is no cue.
    pub lemma: String,
    /// What the vocabulary says of it.
    pub entry: Option<&'static CueWord>,
    /// How the content is held.
    pub mode: Mode,
    /// Once or repeatedly.
    pub times: Times,
    /// Asserted, hypothetical or future.
    pub modality: Modality,
    /// The saying is denied.
    pub negated: bool,
    /// A negation stands before the cue, whatever that comes to: "did not deny".
    pub denied: bool,
    /// "declined to comment", "did not respond", "had no comment", "could not be reached for comment".
    pub no_comment: bool,
}

/// Words that carry no meaning of their own in a cue.
pub const AUXILIARIES: &[&str] = &[
    "has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "will", "would", "can", "could",
    "may", "might", "must", "shall", "should", "do", "does", "did", "to", "'s", "'ve", "'d", "'ll", "'re",
    "'m", "not", "n't", "never", "wo", "ca",
];

const REPEATING: &[&str] = &[
    "repeatedly",
    "often",
    "frequently",
    "regularly",
    "always",
    "constantly",
    "consistently",
    "routinely",
    "twice",
    "continually",
    "invariably",
    "habitually",
    "long",
];

const UNCERTAIN_TIMES: &[&str] = &["sometimes", "occasionally", "variously", "usually", "generally"];

/// Verbs of answering: declining one of them is having no comment.
const ANSWERING: &[&str] =
    &["comment", "respond", "answer", "elaborate", "discuss", "speak", "talk", "reply", "return"];

/// Verbs of saying: declining one of them denies the saying.
const SAYING: &[&str] =
    &["say", "confirm", "specify", "disclose", "name", "reveal", "mention", "provide", "identify", "tell"];

/// Reads the cue of an attribution.
pub fn read(words: &Words, attribution: &Attribution) -> Cue {
    let v = vocabulary();
    let list: Vec<usize> = attribution.cue.iter().flat_map(|s| words.inside(*s)).collect();
    let (head, lemma, entry) = head(words, &list);
    let window = window(words, attribution, &list);
    let has = |set: &[&str]| window.iter().any(|w| words.all[*w].among(set));
    let lemmas: Vec<String> = list.iter().map(|w| v.lemmas.verb(words.lower(*w))).collect();
    let after = after_cue(words, &list, attribution);
    let declines = matches!(lemma.as_str(), "decline" | "refuse");
    let denied = has(&["not", "n't", "never", "without", "nor", "neither"]);
    let follows = |set: &[&str]| lemmas.iter().chain(&after).any(|l| set.contains(&l.as_str()));
    let reached =
        has(&["reached", "contacted"]) && (denied || has(&["unavailable"])) && follows(&["comment"]);
    let none = window.iter().chain(&list).any(|w| words.all[*w].is("no") && words.lower(w + 1) == "comment");
    let no_comment = none
        || reached
        || (declines && follows(ANSWERING))
        || (denied && (follows(&["respond", "return", "reply", "answer"]) || follows(&["comment"])));
    let negated = (denied && !matches!(lemma.as_str(), "deny"))
        || (declines && follows(SAYING) && !follows(&["comment"]));
    Cue {
        mode: entry.map_or(Mode::Speech, |e| e.mode),
        times: times(words, &window, &list),
        modality: modality(words, attribution, &list, head, &lemma),
        words: list,
        head,
        lemma,
        entry,
        negated,
        denied: denied || window.windows(2).any(|w| words.all[w[0]].is("no") && words.all[w[1]].is("longer")),
        no_comment,
    }
}

fn head(words: &Words, list: &[usize]) -> (Option<usize>, String, Option<&'static CueWord>) {
    let v = vocabulary();
    for pass in 0..2 {
        for at in list.iter().copied() {
            let word = &words.all[at];
            if !word.is_word || word.among(AUXILIARIES) {
                continue;
            }
            let verb = v.lemmas.verb(&word.lower);
            let two = format!("{verb} {}", words.lower(at + 1));
            let three = format!("{two} {}", words.lower(at + 2));
            // "agreed on Monday to": the preposition is the day's.
            let dated = crate::speakers::function_words::is_calendar(words.lower(at + 2));
            for form in [three, two].into_iter().filter(|_| !dated) {
                if let Some(entry) = v.cues.get(&form) {
                    return (Some(at), form, Some(entry));
                }
            }
            // Verbs first, then nouns and adjectives ("concern", "ready").
            let noun = v.lemmas.noun(&word.lower);
            let forms: &[&str] = if pass == 0 { &[&word.lower, &verb] } else { &[&noun] };
            if let Some((form, entry)) = forms.iter().find_map(|f| v.cues.get(f).map(|e| (*f, e))) {
                return (Some(at), form.to_string(), Some(entry));
            }
        }
    }
    let first = list.iter().copied().find(|w| words.all[*w].is_word && !words.all[*w].among(AUXILIARIES));
    let lemma = first.map_or_else(String::new, |w| v.lemmas.verb(words.lower(w)));
    (first, lemma, None)
}

/// The cue with the auxiliaries and adverbs right before it.
fn window(words: &Words, attribution: &Attribution, list: &[usize]) -> Vec<usize> {
    let Some(first) = list.first().copied() else { return Vec::new() };
    const REACH: usize = 3;
    let sentence = words.sentence_of(first);
    let blocked = |at: usize| {
        let span = words.all[at].span;
        !words.all[at].is_word
            || attribution.source.iter().chain(&attribution.content).any(|s| s.overlaps(span))
    };
    let mut out: Vec<usize> = Vec::new();
    for at in (sentence.start..first).rev().take(REACH) {
        if blocked(at) {
            break;
        }
        out.push(at);
    }
    out.reverse();
    out.extend(list);
    out
}

/// Lemmas of the words right after the cue ("declined | to comment").
fn after_cue(words: &Words, list: &[usize], _attribution: &Attribution) -> Vec<String> {
    const REACH: usize = 4;
    let Some(last) = list.last().copied() else { return Vec::new() };
    let end = words.sentence_of(last).end;
    (last + 1..end.min(last + 1 + REACH))
        .take_while(|at| words.all[*at].is_word)
        .map(|at| vocabulary().lemmas.verb(words.lower(at)))
        .collect()
}

fn times(words: &Words, window: &[usize], list: &[usize]) -> Times {
    let mut near: Vec<usize> = window.to_vec();
    if let Some(last) = list.last() {
        let end = words.sentence_of(*last).end;
        near.extend((last + 1..end.min(last + 5)).take_while(|at| words.all[*at].is_word));
    }
    let has = |set: &[&str]| near.iter().any(|w| words.all[*w].among(set));
    let pair = |a: &[&str], b: &[&str]| {
        near.windows(2).any(|w| words.all[w[0]].among(a) && words.all[w[1]].among(b))
    };
    let counts =
        &["several", "many", "multiple", "numerous", "various", "two", "three", "four", "five", "different"];
    let keeps = window
        .windows(2)
        .any(|w| words.all[w[0]].among(&["keep", "keeps", "kept"]) && words.lower(w[1]).ends_with("ing"));
    if window.iter().any(|w| words.all[*w].among(REPEATING))
        || pair(counts, &["times", "occasions"])
        || pair(&["time"], &["and"]) && has(&["again"])
        || keeps
        || pair(&["used"], &["to"])
    {
        Times::Repeated
    } else if window.iter().any(|w| words.all[*w].among(UNCERTAIN_TIMES)) {
        Times::Unknown
    } else {
        Times::Once
    }
}

fn modality(words: &Words, a: &Attribution, list: &[usize], head: Option<usize>, lemma: &str) -> Modality {
    let Some(head) = head else { return Modality::Asserted };
    let sentence = words.sentence_of(head);
    const REACH: usize = 4;
    let mut before: Vec<usize> = Vec::new();
    for at in (sentence.start..head).rev().take(REACH) {
        let word = &words.all[at];
        let inside_source = a.source.iter().any(|s| s.overlaps(word.span));
        if !word.is_word || inside_source || a.content.iter().any(|s| s.overlaps(word.span)) {
            break;
        }
        before.push(at);
    }
    before.extend(list.iter().copied().filter(|w| *w < head));
    let has = |set: &[&str]| before.iter().any(|w| words.all[*w].among(set));
    // "would like to" is a polite wish, not a condition.
    let wish = matches!(lemma, "like" | "love" | "prefer" | "want");
    // "would settle for a freeze": what one takes is told by it.
    let takes = lemma == "settle for" && !has(&["might", "may"]);
    if has(&["would", "could", "might", "may", "'d"]) && !wish && !takes && !has(&["have"]) {
        return Modality::Hypothetical;
    }
    if has(&["will", "'ll", "shall", "wo"]) {
        return Modality::Future;
    }
    let to_come =
        has(&["to"]) && has(&["expected", "set", "due", "scheduled", "going", "slated", "likely", "about"]);
    if to_come {
        return Modality::Future;
    }
    // Headline style: "Venn to announce".
    let first = list.first().copied().unwrap_or(head);
    let after_source = a.source.last().is_some_and(|s| words.from(s.end) == first);
    if words.lower(first) == "to" && after_source {
        return Modality::Future;
    }
    let opens = a.source.first().map_or(first, |s| words.from(s.start).min(first));
    let conditional =
        opens > sentence.start && words.all[opens - 1].among(&["if", "unless", "whether", "should"]);
    if conditional { Modality::Hypothetical } else { Modality::Asserted }
}

/// Direct, indirect or mixed: by how many words of the content stand inside quotation marks.
pub fn kind(words: &Words, content: &[Span]) -> Kind {
    let (mut inside, mut all) = (0usize, 0usize);
    for at in content.iter().flat_map(|s| words.inside(*s)) {
        let word = &words.all[at];
        if word.is_word {
            all += 1;
            inside += usize::from(word.quoted);
        }
    }
    match inside {
        0 => Kind::Indirect,
        n if n == all => Kind::Direct,
        _ => Kind::Mixed,
    }
}
