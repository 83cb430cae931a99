//! Offices that stand by themselves for the speaker who holds them: "the prime minister", where the article has no other.

use super::{NamesText, SpeakerForms};
use crate::holders::{OF_ITS_OWN, any_office_at, holders, stands_for, with_owner};
use crate::lexicon::Lexicon;
use crate::text_words::{TextWord, between};
use crate::wording::same_stock;
use reportedly_schema::Span;

/// Words between "the" and an office: "the 61-year-old Aldran head of state".
const MOST_MODIFIERS: usize = 3;

/// Words before an office that make it another's, or nobody's for now.
const OF_ANOTHER: &[&str] = &[
    "former", "then", "new", "next", "deputy", "vice", "ex", "late", "future", "other", "no", "any", "every",
    "each",
];

impl SpeakerForms {
    /// Offices that stand for the speaker: held by nobody else in the article.
    pub(super) fn offices_in(&self, text: &NamesText) -> Vec<Span> {
        let words = &text.words;
        let held = holders(words);
        let named: Vec<(usize, usize)> = self.people_named(text);
        let is_self = |at: usize| named.iter().any(|(first, last)| (*first..=*last).contains(&at));
        let near_self = |at: usize| (at..words.len().min(at + 4)).any(is_self);
        let mut out = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let Some((office, n)) = any_office_at(&words[at..]) else {
                let rank = &words[at].folded;
                let of_another = || {
                    (0..words.len() - 1).any(|k| {
                        words[k].folded == *rank
                            && words[k + 1].follows
                            && words[k + 1].capital
                            && !is_self(k + 1)
                            && !near_self(k + 1)
                    })
                };
                if self.titles.contains(rank)
                    && !of_another()
                    && let Some(span) = self.definite(words, at, 1)
                {
                    out.push(span);
                }
                at += 1;
                continue;
            };
            let exact = stands_for(office);
            let own = exact.iter().any(|o| self.offices.contains(o));
            let others = held
                .iter()
                .any(|(o, name)| (exact.contains(o) || stands_for(o).contains(&office)) && !near_self(*name));
            if own
                && !others
                && let Some(span) = self.definite(words, at, n)
            {
                out.push(span);
            }
            at += n;
        }
        out
    }

    /// The bytes of an office that stands by itself for whoever holds it: after "the", or bare in a heading. `None` for an office before a name,
    /// of another body, or of somebody else than now.
    fn definite(&self, words: &[TextWord], at: usize, n: usize) -> Option<Span> {
        let last = at + n - 1;
        let mut end = last;
        if let Some(next) = words.get(last + 1).filter(|w| w.follows && !words[last].possessive) {
            let function = Lexicon::shared().is_function_word(&next.folded);
            if next.capital && !function && !(next.heading && words[at].capital) {
                return None;
            }
            if next.folded == "of" {
                let mut of = last + 2;
                if words.get(of).is_some_and(|w| w.folded == "the") {
                    of += 1;
                }
                let whose = words.get(of)?;
                let own = whose.capital && self.is_owner(&whose.folded);
                if !own && !OF_ITS_OWN.contains(&whose.folded.as_str()) {
                    return None;
                }
                // "president of Aldra Ada Venn" is a name with its title.
                if words.get(of + 1).is_some_and(|w| w.follows && w.capital && !whose.possessive) {
                    return None;
                }
                end = of;
            }
            if next.folded.starts_with("elect") {
                return None;
            }
        }
        let mut from = with_owner(words, at);
        if from < at && !self.owners.is_empty() && !self.is_owner(&words[from].folded) && !words[from].heading
        {
            return None;
        }
        let bare = from;
        for _ in 0..=MOST_MODIFIERS {
            if from == 0 || !words[from].follows {
                break;
            }
            let before = &words[from - 1];
            if before.folded == "the" {
                return Some(between(words, from, end));
            }
            if OF_ANOTHER.contains(&before.folded.as_str()) || before.possessive {
                return None;
            }
            if !(before.capital || before.folded.contains('-')) {
                break;
            }
            from -= 1;
        }
        // Headings, and outlets that leave articles out.
        let alone = words[bare].opens || (end > last && words[at].capital);
        (alone && (words[at].heading || end > last || from == bare && words[at].capital))
            .then(|| between(words, bare, end))
    }

    /// Whether a name or adjective says that something is the speaker's: none is known, or it is among those found beside the name.
    fn is_owner(&self, word: &str) -> bool {
        self.owners.iter().any(|own| same_stock(own, word))
    }
}
