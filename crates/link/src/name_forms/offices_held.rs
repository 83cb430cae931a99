//! Offices that stand by themselves for the speaker who holds them: "the prime minister", where the article has no other.

use super::{NamesText, SpeakerForms};
use crate::holders::{LED, OF_ITS_OWN, any_office_at, holders, names_what, stands_for, with_owner};
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

/// Words before an office by which no certain holder is meant, in texts that leave articles out.
const NO_ONE_HOLDER: &[&str] =
    &["a", "an", "as", "any", "no", "one", "two", "both", "some", "other", "another"];

/// Words between "of" and whose an office is.
const WHOSE: &[&str] = &["the", "their", "its", "our", "this"];

/// Words of leading that stand before other nouns of offices, too.
const LEADING: &[&str] = &["chief", "head", "leader"];

/// Words behind an office that make a body of it.
const ITS_BODY: &[&str] = &["office", "administration", "department", "party", "government"];

/// Words that say whose an office is, after "of", at most.
const MOST_WHOSE: usize = 5;

/// An office without a name.
struct Definite {
    span: Span,
    /// Whether it says that it is the speaker's own: "of their union".
    says_whose: bool,
}

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
                    && let Some(found) = self.definite(text, at, 1)
                {
                    out.push(found.span);
                }
                at += 1;
                continue;
            };
            let exact = stands_for(office);
            let own = exact.iter().any(|o| self.offices.contains(o));
            let others = || {
                held.iter().any(|(o, name)| {
                    (exact.contains(o) || stands_for(o).contains(&office)) && !near_self(*name)
                })
            };
            if own && let Some(found) = self.definite(text, at, n) {
                // "The leader of their union" is no other leader.
                if found.says_whose || !others() {
                    out.push(found.span);
                }
            }
            at += n;
        }
        out
    }

    /// An office that stands by itself for whoever holds it: after "the", or bare in a heading. `None` for an office before a name,
    /// of another body, or of somebody else than now.
    fn definite(&self, text: &NamesText, at: usize, n: usize) -> Option<Definite> {
        let words = &text.words;
        let last = at + n - 1;
        let mut end = last;
        let mut says_whose = false;
        if let Some(next) = words.get(last + 1).filter(|w| w.follows && !words[last].possessive) {
            let initial = || {
                next.folded.chars().count() == 1
                    && words.get(last + 2).is_some_and(|w| w.follows && w.capital)
            };
            let function = Lexicon::shared().is_function_word(&next.folded) && !initial();
            if next.capital && !function && !(next.heading && words[at].capital) {
                return None;
            }
            if next.folded == "of" {
                (end, says_whose) = self.whose(words, last + 2)?;
            }
            // "The chief strategist", "the inspector general": another office.
            let another = next.folded == "general"
                || LEADING.contains(&words[last].folded.as_str())
                    && names_what(next)
                    && !next.folded.ends_with('s');
            if another {
                return None;
            }
            if next.folded.starts_with("elect") {
                return None;
            }
        }
        // "The prime minister's office" is a body.
        let office = words.get(last + 1).filter(|w| words[last].possessive && w.follows);
        if office.is_some_and(|w| ITS_BODY.contains(&w.folded.as_str())) {
            return None;
        }
        let definite =
            |from: usize, says_whose: bool| Definite { span: between(words, from, end), says_whose };
        let mut from = with_owner(words, at);
        let whose = from < at && !self.owners.is_empty() && !self.is_owner(&words[from].folded);
        if whose && (!words[from].heading || words[at - 1].possessive) {
            return None;
        }
        if from < at && words[at - 1].possessive {
            return Some(definite(from, self.is_owner(&words[from].folded)));
        }
        let bare = from;
        for _ in 0..=MOST_MODIFIERS {
            if from == 0 || !words[from].follows {
                break;
            }
            let before = &words[from - 1];
            if before.folded == "the" {
                return Some(definite(from, says_whose));
            }
            if OF_ANOTHER.contains(&before.folded.as_str()) || before.possessive {
                return None;
            }
            let led = LED.contains(&words[last].folded.as_str()) && names_what(before);
            if !(before.capital || before.folded.contains('-') || led) {
                break;
            }
            from -= 1;
        }
        // Headings, and outlets that leave articles out.
        let left_out = words[at].heading || text.bare_style;
        let of_some =
            bare > 0 && words[bare].follows && NO_ONE_HOLDER.contains(&words[bare - 1].folded.as_str());
        let alone = words[bare].opens || (end > last && words[at].capital);
        ((left_out && !of_some) || alone && (end > last || from == bare && words[at].capital))
            .then(|| definite(bare, says_whose))
    }

    /// The last of the words that say after "of" whose an office is, and whether they name what is known to be the speaker's. `None` where it is
    /// another's, or the name of whoever holds it follows.
    fn whose(&self, words: &[TextWord], of: usize) -> Option<(usize, bool)> {
        let article = words.get(of).is_some_and(|w| WHOSE.contains(&w.folded.as_str()));
        let first = of + usize::from(article);
        words.get(first).filter(|w| w.follows)?;
        let their = article && words[of].folded != "the";
        if !their
            && OF_ITS_OWN.contains(&words[first].folded.as_str())
            && !words[first + 1..].first().is_some_and(|w| w.follows && w.capital)
        {
            let of = words.get(first + 1).is_some_and(|w| w.follows && w.folded == "of");
            let named = words.get(first + 2).filter(|w| of && w.follows && w.capital);
            return match named {
                Some(named) if self.is_known_owner(&named.folded) => Some((first + 2, true)),
                Some(_) => None,
                None => Some((first, false)),
            };
        }
        let most = words.len().min(first + MOST_WHOSE);
        let goes_on = |n: usize| {
            let small = words[n].folded.as_str();
            words[n].capital
                || !Lexicon::shared().is_function_word(small) && !Lexicon::shared().is_past_form(small)
        };
        let mut end = (first..most).take_while(|&n| words[n].follows && goes_on(n)).last()?;
        // "Of the striking doctors and nurses": one more behind "and", where the phrase ends.
        let ends = |n: usize| words.get(n + 1).is_none_or(|w| !w.follows || !goes_on(n + 1));
        let and = end + 2 < words.len()
            && words[end + 1].follows
            && words[end + 1].folded == "and"
            && words[end + 2].follows;
        if and && !words[end].capital && !words[end + 2].capital && goes_on(end + 2) && ends(end + 2) {
            end += 2;
        }
        // A phrase that is cut, or whose last word may be a verb, is read as far as the name in it goes.
        let capital = (first..=end).take_while(|&n| words[n].capital).last();
        let whole =
            words.get(end + 1).is_none_or(|w| !w.follows || !goes_on(end + 1)) && !words[end].possessive;
        let end = match capital {
            Some(capital) if !article || words[first].capital => capital,
            _ if whole => end,
            _ => return None,
        };
        let own = (first..=end).any(|n| !self.owners.is_empty() && self.is_owner(&words[n].folded));
        // "President of Aldra Ada Venn" is a name with its title.
        let named = words.get(end + 1).is_some_and(|w| w.follows && w.capital && !words[end].possessive);
        let known = own || self.owners.is_empty() && words[first].capital;
        (known && !named && (own || !their)).then_some((end, own))
    }

    /// Whether a name or adjective is known to be whose an office of the speaker is.
    pub(super) fn is_known_owner(&self, word: &str) -> bool {
        !self.owners.is_empty() && self.is_owner(word)
    }

    /// Whether a name or adjective says that something is the speaker's: none is known, or it is among those found beside the name.
    fn is_owner(&self, word: &str) -> bool {
        self.owners.iter().any(|own| same_stock(own, word))
    }
}
