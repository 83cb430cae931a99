//! The verb patterns of PETRARCH-2's CAMEO dictionary (MIT, Open Event Data Alliance), read as they lie in the research data, and a coder that
//! takes the first verb after the source that has a code.

use super::{Row, root};
use reportedly_link::word_keys;
use std::collections::BTreeMap;

/// A pattern around a verb: words before and after it, each with its alternatives.
struct Pattern {
    before: Vec<Vec<String>>,
    after: Vec<Vec<String>>,
    code: Option<usize>,
}

#[derive(Default)]
struct Verb {
    code: Option<usize>,
    patterns: Vec<Pattern>,
}

/// The dictionary.
pub struct Dictionary {
    verbs: BTreeMap<String, Verb>,
}

/// The root code of PLOVER for a code of CAMEO: by its first two figures, as PLOVER's manual maps them.
fn root_of(code: &str) -> Option<usize> {
    let code = code.trim_start_matches(':').split(':').next().unwrap_or("");
    Some(root(match code.get(..2)? {
        "02" | "10" => "REQUEST",
        "03" => "AGREE",
        "04" => "CONSULT",
        "05" => "SUPPORT",
        "06" => "COOPERATE",
        "07" => "AID",
        "08" => "YIELD",
        "09" | "11" => "ACCUSE",
        "12" => "REJECT",
        "13" => "THREATEN",
        "14" => "PROTEST",
        "15" => "MOBILIZE",
        "16" => "SANCTION",
        "17" => "COERCE",
        "18" | "19" | "20" => "ASSAULT",
        _ => return None,
    }))
}

/// Lower-case words of a sentence with the byte at which each begins.
pub fn tokens(text: &str) -> Vec<(usize, String)> {
    let mut out: Vec<(usize, String)> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric() || c == '-', start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                out.push((from, text[from..at].to_lowercase()));
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// What words are compared by: the key of the linker, for each word of `phrase`.
pub fn lemma(phrase: &str) -> String {
    let keys: Vec<String> = word_keys(phrase).into_iter().map(|w| w.key).collect();
    if keys.is_empty() { phrase.to_string() } else { keys.join(" ") }
}

impl Dictionary {
    /// Reads the dictionary's text; lines that are no pattern, verb or synonym are passed over.
    pub fn read(text: &str) -> Dictionary {
        let mut sets: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut verbs: BTreeMap<String, Verb> = BTreeMap::new();
        let mut set: Option<String> = None;
        let mut block: Vec<String> = Vec::new();
        let mut default = None;
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or("").trim();
            let code = || line.rsplit_once('[').map(|(_, c)| c.trim_end_matches(']').trim().to_string());
            if line.is_empty() {
                continue;
            } else if let Some(header) = line.strip_prefix("---") {
                set = None;
                block.clear();
                default =
                    header.rsplit_once('[').and_then(|(_, c)| root_of(c.split(']').next().unwrap_or("")));
            } else if let Some(pattern) = line.strip_prefix('-') {
                let body = pattern.rsplit_once('[').map_or(pattern, |(body, _)| body);
                let (before, after) = body.split_once('*').unwrap_or(("", body));
                let words = |part: &str| -> Vec<Vec<String>> {
                    part.split(|c: char| c.is_whitespace() || "{}()".contains(c))
                        .filter(|w| w.chars().any(char::is_alphabetic))
                        .map(|w| match w.strip_prefix('&') {
                            Some(name) => sets.get(name).cloned().unwrap_or_default(),
                            None => vec![lemma(&w.trim_matches('_').replace('_', " ").to_lowercase())],
                        })
                        .collect()
                };
                let made = code().and_then(|c| root_of(&c));
                for verb in &block {
                    verbs.entry(verb.clone()).or_default().patterns.push(Pattern {
                        before: words(before),
                        after: words(after),
                        code: made,
                    });
                }
            } else if let Some(name) = line.strip_prefix('&') {
                set = Some(name.to_string());
            } else if let (Some(name), Some(word)) = (&set, line.strip_prefix('+')) {
                let word = word.trim_matches('_').replace('_', " ").to_lowercase();
                sets.entry(name.clone()).or_default().push(lemma(&word));
            } else {
                let name = line
                    .split(['{', '[', ' '])
                    .next()
                    .unwrap_or("")
                    .trim_start_matches('+')
                    .trim_matches('_');
                let verb = lemma(&name.replace('_', " ").to_lowercase());
                let own = code().and_then(|c| root_of(&c)).or(default);
                let known = verbs.entry(verb.clone()).or_default();
                known.code = known.code.or(own);
                block.push(verb);
            }
        }
        Dictionary { verbs }
    }

    /// Whether a word, as [`lemma`] gives it, is a verb of the dictionary.
    pub fn has(&self, lemma: &str) -> bool {
        self.verbs.contains_key(lemma)
    }

    /// The code of a row: that of the first verb after the source that has one, or of the last before it in the passive ("was arrested by").
    pub fn code(&self, row: &Row) -> Option<usize> {
        let words = tokens(&row.sentence);
        let lemmas: Vec<String> = words.iter().map(|(_, w)| lemma(w)).collect();
        let place = |byte: u32| words.partition_point(|(at, _)| *at < byte as usize);
        let (from, to) = row.source.map_or((0, 0), |s| (place(s.start), place(s.end)));
        let passive = from > 0 && words[from - 1].1 == "by"
            || from > 1 && words[from - 1].1 == "the" && words[from - 2].1 == "by";
        let order: Vec<usize> = if passive {
            (0..from).rev().chain(to..words.len()).collect()
        } else {
            (to..words.len()).chain(0..from).collect()
        };
        order.into_iter().find_map(|at| self.at(&lemmas, &words, at))
    }

    fn at(&self, lemmas: &[String], words: &[(usize, String)], at: usize) -> Option<usize> {
        const BEFORE: usize = 6;
        const AFTER: usize = 9;
        if matches!(
            words[at].1.as_str(),
            "is" | "are"
                | "was"
                | "were"
                | "be"
                | "been"
                | "being"
                | "has"
                | "have"
                | "had"
                | "do"
                | "does"
                | "did"
                | "say"
                | "says"
                | "said"
                | "will"
                | "would"
                | "may"
                | "can"
        ) {
            return None;
        }
        // A noun of the same form: "the talks", "an attack".
        if at > 0
            && matches!(
                words[at - 1].1.as_str(),
                "the" | "a" | "an" | "of" | "in" | "s" | "its" | "their" | "his" | "her"
            )
        {
            return None;
        }
        let two = (at + 1 < lemmas.len()).then(|| format!("{} {}", lemmas[at], lemmas[at + 1]));
        let verb = two.and_then(|t| self.verbs.get(&t)).or_else(|| self.verbs.get(&lemmas[at]))?;
        let has = |near: &[String], wanted: &[Vec<String>]| {
            let text = near.join(" ");
            wanted.iter().all(|options| {
                options.iter().any(|o| near.contains(o) || o.contains(' ') && text.contains(o.as_str()))
            })
        };
        let before = &lemmas[at.saturating_sub(BEFORE)..at];
        let after = &lemmas[at + 1..lemmas.len().min(at + 1 + AFTER)];
        let best = verb
            .patterns
            .iter()
            .filter(|p| !p.before.is_empty() || !p.after.is_empty())
            .filter(|p| has(before, &p.before) && has(after, &p.after))
            .max_by_key(|p| p.before.len() + p.after.len());
        best.map_or(verb.code, |p| p.code.or(verb.code))
    }
}
