//! The words that show a reply, and the nouns by which one names what it answers.

use crate::lexicon::{Lexicon, entries};
use crate::names;
use crate::reply_nouns::named_by;
use crate::wording::{folded, same_stock};
use reportedly_schema::Kind;
use reportedly_schema::linkage::ReplyKind;
use std::collections::HashMap;
use std::str::FromStr as _;
use std::sync::LazyLock;

const REPLY_CUES: &str = include_str!("../vocabulary/reply_cues.tsv");
const EVASIONS: &str = include_str!("../vocabulary/evasions.tsv");

/// Where a cue of the vocabulary stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Cue,
    Content,
    Opening,
    Around,
    /// In a content whose subject is a noun for what was said: "the offer was not serious".
    Judged,
    /// No words of the vocabulary: the content says the opposite of what another asked or offered.
    Opposed,
}

/// A row of `reply_cues.tsv`.
#[derive(Debug)]
struct Entry {
    keys: Vec<String>,
    place: Place,
    kind: ReplyKind,
    named: bool,
}

struct Vocabulary {
    /// By the first word's key, the longest first.
    cues: HashMap<String, Vec<Entry>>,
    evasions: Vec<Vec<String>>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::read);

impl Vocabulary {
    #[allow(clippy::iter_over_hash_type)]
    fn read() -> Vocabulary {
        let lexicon = Lexicon::shared();
        let keys = |phrase: &str| phrase.split(' ').map(|w| lexicon.key(w)).collect::<Vec<_>>();
        let mut cues: HashMap<String, Vec<Entry>> = HashMap::new();
        for row in entries(REPLY_CUES) {
            let cells: Vec<&str> = row.split('\t').collect();
            let [phrase, place, kind, named] = cells[..] else { continue };
            let place = match place {
                "cue" => Place::Cue,
                "content" => Place::Content,
                "opening" => Place::Opening,
                "judged" => Place::Judged,
                _ => Place::Around,
            };
            let Ok(kind) = ReplyKind::from_str(kind) else { continue };
            let keys = keys(phrase);
            cues.entry(keys[0].clone()).or_default().push(Entry {
                keys,
                place,
                kind,
                named: named == "named",
            });
        }
        for entries in cues.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.keys.len()));
        }
        Vocabulary { cues, evasions: entries(EVASIONS).map(keys).collect() }
    }
}

/// A word with its place in the text.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub start: usize,
    pub end: usize,
    pub written: String,
    pub key: String,
    pub capital: bool,
    /// Whether it ends in `'s` or `s'`.
    pub possessive: bool,
    pub clause: u32,
}

/// Cuts a text into words; "won't" is "will" and "not".
pub(crate) fn words(text: &str) -> Vec<Word> {
    let lexicon = Lexicon::shared();
    let mut out: Vec<Word> = Vec::new();
    let mut clause = 0;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if !c.is_alphanumeric() {
            if matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '—' | '–' | '(' | ')') {
                clause += 1;
            }
            at += c.len_utf8();
            continue;
        }
        let end = word_end(text, at);
        let raw = &text[at..end];
        let whole = folded(raw);
        let (stem, tail) = whole.split_once('\'').unwrap_or((&whole, ""));
        let capital = c.is_uppercase();
        let denied = tail == "t" && stem.ends_with('n');
        let stem = match stem {
            "won" if denied => "will",
            "can" if denied => "can",
            stem if denied => &stem[..stem.len() - 1],
            stem => stem,
        };
        if matches!(stem, "but" | "although" | "though" | "while" | "if" | "unless" | "until" | "because") {
            clause += 1;
        }
        let possessive = tail == "s" || text[end..].starts_with(['\'', '’']) && stem.ends_with('s');
        let word = |written: &str| Word {
            start: at,
            end,
            written: written.to_string(),
            key: lexicon.key(written),
            capital,
            possessive,
            clause,
        };
        out.push(word(stem));
        if denied {
            out.push(Word { capital: false, ..word("not") });
        }
        at = end;
    }
    out
}

/// The end of the word that begins at `start`; an apostrophe between letters is inside.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    for (n, c) in text[start..].char_indices() {
        let next = text[start + n + c.len_utf8()..].chars().next();
        let inside = c.is_alphanumeric()
            || unicode_normalization::char::is_combining_mark(c)
            || (matches!(c, '\'' | '’' | 'ʼ') && next.is_some_and(char::is_alphabetic));
        if !inside {
            break;
        }
        end = start + n + c.len_utf8();
    }
    end
}

/// A cue found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CueFound {
    pub kind: ReplyKind,
    pub place: Place,
    /// Whether it shows a reply only beside a noun for what was said.
    pub named: bool,
    /// Whether nothing follows that is accepted or refused: "he would accept if the others did".
    pub bare: bool,
    /// Its words as written.
    pub quoted: String,
    /// Of a cue in the content, the words of what is accepted or refused, folded, as far as they follow it.
    pub object: Vec<String>,
    /// Whether that is one known thing: "would consider the meeting".
    pub thing: bool,
    /// Its last byte in the text where it stands.
    pub end: usize,
}

impl CueFound {
    /// Whether no sentence ends and no condition begins between what stands at `bytes` of the content and this cue.
    pub(crate) fn acts_on(&self, content: &str, bytes: &std::ops::Range<usize>) -> bool {
        let opens =
            |w: &Word| matches!(w.written.as_str(), "if" | "unless" | "once" | "when" | "until" | "while");
        let between = content.get(self.end.min(bytes.end)..self.end.max(bytes.end));
        between.is_some_and(|text| !text.contains(['.', '!', '?']) && !words(text).iter().any(opens))
    }
}

/// The statement as replies are looked for in it.
pub(crate) struct Looked<'a> {
    pub cue: &'a str,
    pub content: &'a str,
    /// The sentence without source and content.
    pub beside: &'a str,
    pub kind: Kind,
    /// Whether the saying is denied.
    pub negated: bool,
    /// Names of the speaker and of the bodies he speaks for, folded.
    pub own: &'a [String],
}

/// The cue that shows that a statement is a reply, the most telling first: the cue itself, then the content, then the words around.
pub(crate) fn reply_cue(looked: &Looked) -> Option<CueFound> {
    let cue_words = words(looked.cue);
    let content_words = words(looked.content);
    let in_content = in_content(looked, &content_words);
    let found =
        longest(&cue_words, Place::Cue, looked.cue).map(|(n, found)| then(&cue_words, n, found, looked.cue));
    let refuses = found.as_ref().is_some_and(|f| f.kind == ReplyKind::Refuses);
    if refuses && (evades(&content_words) || (0..cue_words.len()).any(|n| evades(&cue_words[n..]))) {
        return None;
    }
    let in_cue = found.map(|found| CueFound { kind: turned(found.kind, looked.negated), ..found });
    match (in_cue, in_content) {
        // "responded that it rejects the offer": the content says how.
        (Some(cue), Some(content)) if cue.kind == ReplyKind::Answers => {
            Some(CueFound { kind: content.kind, ..cue })
        }
        (Some(cue), _) => Some(cue),
        (None, Some(content)) => Some(content),
        (None, None) => judged(&content_words, looked.content).or_else(|| around(looked.beside)),
    }
}

/// "approved a resolution condemning": what is done to the content is what the last of the verbs says.
fn then(words: &[Word], n: usize, first: CueFound, text: &str) -> CueFound {
    if first.kind != ReplyKind::Accepts {
        return first;
    }
    let others = (n + 1..words.len()).filter_map(|n| entry_at(words, n, Place::Cue).map(|entry| (n, entry)));
    let mut others = others.filter(|(_, entry)| entry.kind != ReplyKind::Accepts);
    others.next().map_or(first, |(n, entry)| found(entry, words, n, text))
}

/// A cue beside the statement that goes with its verb: "in response", "responding to the offer", "asked about it". A finite verb is
/// another's: "as polls show X ahead, his rivals have responded to him".
fn around(beside: &str) -> Option<CueFound> {
    let words = words(beside);
    let with_the_verb =
        |w: &Word| w.written.ends_with("ing") || matches!(w.written.as_str(), "in" | "when" | "asked");
    (0..words.len())
        .filter(|&n| with_the_verb(&words[n]))
        .find_map(|n| entry_at(&words, n, Place::Around).map(|entry| found(entry, &words, n, beside)))
}

fn turned(kind: ReplyKind, negated: bool) -> ReplyKind {
    match (kind, negated) {
        (ReplyKind::Accepts, true) => ReplyKind::Refuses,
        (ReplyKind::Refuses, true) => ReplyKind::Answers,
        (kind, _) => kind,
    }
}

/// "declined to say when": nothing is refused but words.
fn evades(content: &[Word]) -> bool {
    VOCABULARY.evasions.iter().any(|phrase| {
        content.len() >= phrase.len() && phrase.iter().zip(content).all(|(key, word)| *key == word.key)
    })
}

/// The first place where an entry for `place` stands, with its first word.
fn longest(words: &[Word], place: Place, text: &str) -> Option<(usize, CueFound)> {
    (0..words.len()).find_map(|n| entry_at(words, n, place).map(|entry| (n, found(entry, words, n, text))))
}

fn entry_at(words: &[Word], n: usize, place: Place) -> Option<&'static Entry> {
    let entries = VOCABULARY.cues.get(&words[n].key)?;
    entries.iter().find(|entry| {
        entry.place == place
            && words.len() - n >= entry.keys.len()
            && entry.keys.iter().zip(&words[n..]).all(|(key, word)| *key == word.key)
    })
}

/// Words after a verb that has no object, or a pronoun for one.
const BARE: &[&str] =
    &["if", "only", "once", "when", "tomorrow", "today", "now", "it", "this", "them", "and", "but"];

fn found(entry: &Entry, words: &[Word], n: usize, text: &str) -> CueFound {
    let last = &words[n + entry.keys.len() - 1];
    let next = words.get(n + entry.keys.len());
    CueFound {
        kind: entry.kind,
        place: entry.place,
        named: entry.named,
        bare: next.is_none_or(|next| next.clause != last.clause || BARE.contains(&next.written.as_str())),
        quoted: text[words[n].start..last.end].to_string(),
        object: match entry.place {
            Place::Content => object(words, n + entry.keys.len(), last.clause),
            _ => Vec::new(),
        },
        end: last.end,
        thing: entry.place == Place::Content
            && next.is_some_and(|w| w.clause == last.clause && matches!(w.written.as_str(), "the" | "this")),
    }
}

/// Words of what is accepted or refused that are looked at.
const OBJECT_WORDS: usize = 8;

/// The words from `from` on in one clause, up to what is given up for it or what it depends on.
fn object(words: &[Word], from: usize, clause: u32) -> Vec<String> {
    let ends = |w: &Word| {
        matches!(w.written.as_str(), "in" | "instead" | "rather" | "on" | "only" | "when" | "once")
    };
    let inside = words.iter().skip(from).take(OBJECT_WORDS).take_while(|w| w.clause == clause && !ends(w));
    inside.map(|w| w.written.clone()).collect()
}

/// Words before a verb that leave its subject where it is.
const BETWEEN: &[&str] = &[
    "do",
    "does",
    "did",
    "will",
    "would",
    "can",
    "could",
    "shall",
    "should",
    "must",
    "may",
    "might",
    "have",
    "has",
    "had",
    "be",
    "is",
    "are",
    "was",
    "were",
    "am",
    "not",
    "never",
    "also",
    "now",
    "fully",
    "firmly",
    "to",
    "ready",
    "willing",
    "prepared",
    "only",
    "still",
    "already",
    "therefore",
    "clearly",
    "that",
    "cannot",
];

/// Nouns that with "our" or "her" before them stand for the speaker's own side.
pub(crate) const OWN_SIDE: &[&str] = &[
    "government",
    "country",
    "side",
    "ministry",
    "party",
    "office",
    "cabinet",
    "administration",
    "company",
    "union",
    "board",
    "team",
    "council",
    "leadership",
    "delegation",
    "association",
    "members",
];

/// Whether what stands before `at` is an answer of its own: "no to each", but not "no inspector".
fn stands_alone(words: &[Word], at: usize) -> bool {
    let clause = words[at - 1].clause;
    words.get(at).is_none_or(|next| {
        next.clause != clause || matches!(next.written.as_str(), "to" | "and" | "but" | "as" | "for" | "on")
    })
}

/// Words that deny.
const DENIALS: &[&str] = &["not", "no", "never", "nobody", "nothing", "cannot", "without"];

/// Words quoted of a denial: the word that denies and what it denies.
const DENIAL_WORDS: usize = 4;

/// The words by which a content denies something, as written.
pub(crate) fn denial(content: &str) -> Option<CueFound> {
    let words = words(content);
    let n = words.iter().position(|w| DENIALS.contains(&w.written.as_str()))?;
    let clause = words[n].clause;
    let last = words[n..].iter().take(DENIAL_WORDS).take_while(|w| w.clause == clause).last()?;
    Some(CueFound {
        kind: ReplyKind::Refuses,
        place: Place::Opposed,
        named: false,
        bare: false,
        quoted: content[words[n].start..last.end].to_string(),
        object: Vec::new(),
        thing: false,
        end: 0,
    })
}

/// Words after "only" that open a condition.
const ONLY_ON: &[&str] = &["after", "if", "when", "once"];

/// Readiness on a condition: "he would talk only after the strike had ended". The words that set it, as written.
pub(crate) fn only_on_a_condition(looked: &Looked) -> Option<CueFound> {
    let words = words(looked.content);
    let only = (0..words.len().saturating_sub(1))
        .find(|&n| words[n].written == "only" && ONLY_ON.contains(&words[n + 1].written.as_str()))?;
    let modal = (0..only).find(|&n| {
        matches!(
            words[n].written.as_str(),
            "will" | "would" | "could" | "can" | "ready" | "willing" | "prepared"
        )
    })?;
    own_subject(looked, &words, modal).then(|| CueFound {
        kind: ReplyKind::Conditions,
        place: Place::Opposed,
        named: false,
        bare: false,
        quoted: looked.content[words[only].start..words[only + 1].end].to_string(),
        object: Vec::new(),
        thing: false,
        end: 0,
    })
}

/// Words of a content at most that does nothing but name a thing.
const THING_WORDS: usize = 4;

/// Whether a content only names a thing spoken of before: "turned down the amnesty".
pub(crate) fn names_a_thing(content: &str) -> bool {
    let words = words(content);
    let known = |w: &Word| matches!(w.written.as_str(), "the" | "this" | "these" | "those" | "such");
    (2..=THING_WORDS).contains(&words.len()) && known(&words[0])
}

/// Whether a content begins with a pronoun for what was said before it: "called this a fairy tale".
pub(crate) fn points_back(content: &str) -> Option<Back> {
    match words(content).first()?.written.as_str() {
        "this" => Some(Back::This),
        "it" => Some(Back::It),
        _ => None,
    }
}

/// A pronoun for what was said before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Back {
    /// "called this a fairy tale"
    This,
    /// "called it a fairy tale": it may be a thing that nobody said.
    It,
}

/// A reply said in the content itself, by the speaker of himself or his side.
fn in_content(looked: &Looked, words: &[Word]) -> Option<CueFound> {
    let opening = words.iter().position(|w| !matches!(w.written.as_str(), "the" | "a" | "an" | "that"));
    if let Some(n) = opening
        && let Some(entry) = entry_at(words, n, Place::Opening)
        && stands_alone(words, n + entry.keys.len())
    {
        return Some(found(entry, words, n, looked.content));
    }
    (0..words.len()).find_map(|n| {
        let entry = entry_at(words, n, Place::Content)?;
        let negated =
            n > 0 && (n.saturating_sub(3)..n).any(|k| matches!(words[k].written.as_str(), "not" | "never"));
        (own_subject(looked, words, n)).then(|| {
            let found = found(entry, words, n, looked.content);
            CueFound { kind: turned(found.kind, negated), ..found }
        })
    })
}

/// What a content says of another's words: "the offer was not serious", "the proposal voiced by Venn cannot be considered serious".
fn judged(words: &[Word], content: &str) -> Option<CueFound> {
    const SUBJECT_WORDS: usize = 5;
    let first = words.iter().position(|w| w.written != "that")?;
    let opens = &words[first];
    let definite = matches!(opens.written.as_str(), "the" | "this" | "such") || opens.possessive;
    let subject = first..words.len().min(first + SUBJECT_WORDS);
    let noun = subject.clone().find(|&n| words[n].clause == opens.clause && named_by(&words[n]).is_some())?;
    if !definite {
        return None;
    }
    let clause = words[noun].clause;
    let after = noun + 1..words.len();
    let at = after
        .take_while(|&n| words[n].clause == clause)
        .find_map(|n| Some((n, entry_at(words, n, Place::Judged)?)));
    let (n, entry) = at?;
    Some(CueFound { place: Place::Content, ..found(entry, words, n, content) })
}

/// Whether the subject of the verb at `at` is the speaker or his side, and the clause no condition.
fn own_subject(looked: &Looked, words: &[Word], at: usize) -> bool {
    let direct = looked.kind == Kind::Direct;
    let clause = words[at].clause;
    let first = words.iter().position(|w| w.clause == clause).unwrap_or(at);
    if words[first..at]
        .iter()
        .any(|w| matches!(w.written.as_str(), "if" | "whether" | "unless" | "until" | "who"))
    {
        return false;
    }
    for n in (first..=at).rev() {
        let word = &words[n];
        let written = word.written.as_str();
        match written {
            "i" | "we" => return true,
            "he" | "she" | "it" => return !direct,
            _ if n == at => {}
            // "Council refuses", in the manner of a translation.
            _ if word.capital && n == first && OWN_SIDE.contains(&written) => return !direct,
            _ if word.capital && n > 0 => return looked.own.iter().any(|own| same_stock(own, &word.written)),
            _ if OWN_SIDE.contains(&written) && n > first => {
                return match words[n - 1].written.as_str() {
                    "our" | "my" => true,
                    "his" | "her" | "its" | "the" => !direct,
                    _ => false,
                };
            }
            // "the mayor would study the plan", said by his office.
            _ if names::is_title(written) && n > first && words[n - 1].written == "the" => return !direct,
            _ if BETWEEN.contains(&written) => {}
            "the" if n > 0 => return false,
            _ => return word.capital && looked.own.iter().any(|own| same_stock(own, &word.written)),
        }
    }
    false
}

/// The names of bodies and places by which a speaker is told, from the words that name the source: "Tolmark" in "Tolmark's President
/// Joren Tamsey". What stands after "in" or "at" is where someone is, not for whom he speaks. Folded.
pub(crate) fn bodies_in(source: &str, own_name: &[String]) -> Vec<String> {
    let lexicon = Lexicon::shared();
    let words = words(source);
    let mut out: Vec<String> = Vec::new();
    // "Ada Venn and Ivo Maros": neither speaks for the other.
    if words.windows(3).any(|w| w[0].capital && matches!(w[1].written.as_str(), "and" | "or") && w[2].capital)
    {
        return out;
    }
    for (n, word) in words.iter().enumerate() {
        // "in New Aldra"
        let first = (0..n).rev().take_while(|&k| words[k].capital).last().unwrap_or(n);
        let before = first.checked_sub(1).map_or("", |k| words[k].written.as_str());
        let counts = word.capital
            && word.written.len() >= LEAST_LETTERS
            && !matches!(before, "in" | "at" | "near" | "from" | "to")
            && !names::is_title(&word.written)
            && !names::is_generic_body_word(&word.written)
            && !lexicon.is_function_word(&word.written)
            && !own_name.iter().any(|own| same_stock(own, &word.written));
        if counts && !out.contains(&word.written) {
            out.push(word.written.clone());
        }
    }
    out
}

/// Letters of a name from which two forms of it can be compared ("Tolmark", "Tolmarkian").
pub(crate) const LEAST_LETTERS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    fn looked<'a>(cue: &'a str, content: &'a str, own: &'a [String]) -> Looked<'a> {
        Looked { cue, content, beside: cue, kind: Kind::Indirect, negated: false, own }
    }

    fn kind(cue: &str, content: &str) -> Option<ReplyKind> {
        reply_cue(&looked(cue, content, &["aldra".to_string()])).map(|found| found.kind)
    }

    #[test]
    fn every_row_of_the_vocabulary_is_read() {
        let read: usize = VOCABULARY.cues.len();
        assert!(read > 40, "{read}");
        for row in entries(REPLY_CUES) {
            let cells: Vec<&str> = row.split('\t').collect();
            assert_eq!(cells.len(), 4, "help: vocabulary/reply_cues.tsv: {row:?}");
            assert!(matches!(cells[1], "cue" | "content" | "opening" | "judged" | "around"), "{row:?}");
            assert!(ReplyKind::from_str(cells[2]).is_ok(), "{row:?}");
        }
    }

    #[test]
    fn cues_are_found_in_any_inflection() {
        assert_eq!(kind("has turned down", "Teluria's offer to pay half"), Some(ReplyKind::Refuses));
        assert_eq!(kind("rejected", "the demand"), Some(ReplyKind::Refuses));
        assert_eq!(kind("agreed to", "the plan"), Some(ReplyKind::Accepts));
        assert_eq!(kind("approved a motion condemning", "the plan"), Some(ReplyKind::Answers));
        assert_eq!(kind("hit back", "that nobody had asked"), Some(ReplyKind::Answers));
        assert_eq!(kind("said", "the harvest was good"), None);
        assert_eq!(kind("said", "no to each"), Some(ReplyKind::Refuses));
        assert_eq!(kind("says", "no"), Some(ReplyKind::Refuses));
        assert_eq!(kind("said", "no inspector will come"), None);
    }

    #[test]
    fn what_keeps_back_words_refuses_nothing() {
        assert_eq!(kind("declined", "to say when the port would open"), None);
        assert_eq!(kind("refused", "to be drawn on the date"), None);
        assert_eq!(kind("refused to say", "the word"), None);
        assert_eq!(kind("refused", "to meet the envoys"), Some(ReplyKind::Refuses));
    }

    #[test]
    fn only_the_speakers_own_yes_and_no_count() {
        assert_eq!(kind("said", "that we accept the plan"), Some(ReplyKind::Accepts));
        assert_eq!(kind("said", "that Aldra would accept the plan"), Some(ReplyKind::Accepts));
        assert_eq!(kind("said", "that Teluria had rejected the plan"), None);
        assert_eq!(kind("said", "that they had rejected the plan"), None);
        assert_eq!(kind("said", "that it would come if we accept the plan"), None);
        assert_eq!(kind("said", "we do not accept the plan"), Some(ReplyKind::Refuses));
        assert_eq!(kind("said", "we do not rule out talks"), Some(ReplyKind::Answers));
        assert_eq!(kind("said", "her government had no objection to the plan"), Some(ReplyKind::Accepts));
        assert_eq!(kind("said", "the union could not accept a figure below ten"), Some(ReplyKind::Refuses));
        assert_eq!(kind("said", "the mayor would study the proposal"), Some(ReplyKind::Answers));
        assert_eq!(kind("said", "the workers had accepted the plan"), None);
    }

    #[test]
    fn a_body_is_named_by_the_words_of_the_source() {
        let own = ["ivo".to_string(), "maros".to_string()];
        assert_eq!(bodies_in("Teluria's ambassador in Venn, Ivo Maros", &own), ["teluria"]);
        assert!(bodies_in("the Foreign Minister, Ivo Maros", &own).is_empty());
        assert!(bodies_in("Ada Venn and Ivo Maros", &own).is_empty());
        assert!(bodies_in("friends of Ivo Maros in New Aldra", &own).is_empty());
    }
}
