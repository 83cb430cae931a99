//! Where an article names a person: the surname in any spelling, with given names before it, and nobody else of that surname.

use super::{NamesText, SpeakerForms};
use crate::holders::{any_office_at, is_honorific, offices_beside, titles_before};
use crate::lexicon::Lexicon;
use crate::names::{NormalName, Person, is_particle, normal, transliterated};
use crate::text_words::TextWord;
use reportedly_schema::{Mention, SpeakerKind};
use std::collections::BTreeSet;

/// Letters of a surname that is compared loosely at least.
const LEAST_LOOSE: usize = 4;

impl SpeakerForms {
    /// Where a person is named: first and last word of the proper name.
    pub(super) fn people_named(&self, text: &NamesText) -> Vec<(usize, usize)> {
        let words = &text.words;
        let mut out = Vec::new();
        let near = self.near_surnames(text);
        for (last, word) in words.iter().enumerate().filter(|(_, w)| w.capital) {
            let surname = transliterated(&plain(&word.folded));
            let of: Vec<&Person> = self
                .people
                .iter()
                .filter(|p| p.surname == surname || near.contains(&(surname.clone(), p.surname.clone())))
                .collect();
            if of.is_empty() {
                continue;
            }
            let mut first = last;
            let before = |at: usize| (at > 0 && words[at].follows).then(|| &words[at - 1]);
            while let Some(small) = before(first).filter(|w| is_particle(&w.folded)) {
                if !of.iter().any(|p| p.particles.contains(&small.folded)) {
                    break;
                }
                first -= 1;
            }
            let given = |w: &TextWord| {
                let name = transliterated(&plain(&w.folded));
                let agrees = |g: &String| {
                    *g == name
                        || loosely(g) == loosely(&name)
                        || (!near.is_empty() && name.chars().count() == 1)
                        || (name.chars().count() == 1 && g.starts_with(&name))
                };
                w.capital && !w.possessive && of.iter().any(|p| p.given.iter().any(agrees))
            };
            while before(first).is_some_and(given) {
                first -= 1;
            }
            let bare = first == last;
            if bare && self.is_other(text, &of, last) {
                continue;
            }
            out.push((first, last));
        }
        out
    }

    /// Surnames of an article that spell the speaker's in another way than names are compared by (`kh` for `k`), with the speaker's: only where the
    /// article has none in the usual spelling, and says an office of the speaker's beside it.
    fn near_surnames(&self, text: &NamesText) -> BTreeSet<(String, String)> {
        let words = &text.words;
        let capital = || words.iter().enumerate().filter(|(_, w)| w.capital);
        let usual = capital().any(|(_, w)| {
            let surname = transliterated(&plain(&w.folded));
            self.people.iter().any(|p| p.surname == surname)
        });
        let mut out = BTreeSet::new();
        if usual || (self.offices.is_empty() && self.titles.is_empty()) {
            return out;
        }
        for (at, word) in capital() {
            let surname = transliterated(&plain(&word.folded));
            for person in self.people.iter().filter(|p| p.surname != surname) {
                if loosely(&surname) != loosely(&person.surname) || surname.chars().count() < LEAST_LOOSE {
                    continue;
                }
                let mut first = at;
                while first > 0
                    && words[first].follows
                    && words[first - 1].capital
                    && at - first < 2
                    && any_office_at(&words[first - 1..first]).is_none()
                    && !is_honorific(&words[first - 1].folded)
                {
                    first -= 1;
                }
                let mut beside = (first..=at).flat_map(|n| offices_beside(words, (n, at)));
                let ranks =
                    words[titles_before(words, first)..first].iter().any(|w| self.titles.contains(&w.folded));
                if ranks || beside.any(|office| self.offices.contains(office)) {
                    out.insert((surname.clone(), person.surname.clone()));
                }
            }
        }
        out
    }

    /// Whether a bare surname is somebody else's: a capitalised word that may be a given name stands before it, or the article names
    /// another by that surname and does not say that this is the speaker.
    fn is_other(&self, text: &NamesText, of: &[&Person], at: usize) -> bool {
        let words = &text.words;
        let starts_here = |m: &Mention| m.span.start == words[at].span.start;
        let said_here = || text.mentions(words[at].span).any(starts_here);
        if let Some(before) = at.checked_sub(1).map(|n| &words[n]).filter(|_| words[at].follows) {
            let small = !before.capital || before.possessive;
            let no_name =
                small || Lexicon::shared().is_function_word(&before.folded) || titles_before(words, at) < at;
            if !no_name && !said_here() {
                return true;
            }
        }
        // A part of a longer name: "Venn Bridge", "Venn River".
        let goes_on = words.get(at + 1).is_some_and(|w| {
            w.follows && w.capital && !words[at].possessive && !w.capitals && !words[at].heading
        });
        if goes_on && !said_here() {
            return true;
        }
        let known_given = |name: &str| {
            of.iter().any(|p| {
                p.given.iter().any(|g| g == name || g.starts_with(name) && name.chars().count() == 1)
            })
        };
        let another = text.layers.mentions.iter().any(|m| {
            matches!(normal(&m.name, SpeakerKind::Person), NormalName::Person(p)
                if p.surname == of[0].surname && !p.given.is_empty() && !p.given.iter().any(|g| known_given(g))
                    && of.iter().any(|q| !q.given.is_empty()))
        });
        another
            && !text.mentions(words[at].span).any(|m| {
                matches!(normal(&m.name, SpeakerKind::Person), NormalName::Person(p) if p.given.iter().any(|g| known_given(g)))
            })
    }
}

/// One spelling for more variants than names are compared by: `h` after a consonant or at the end dropped, `j`, `dj`, `dzh` one, `w` as `v`, `c` as `k`,
/// vowels that stand for each other one.
fn loosely(word: &str) -> String {
    let mut out = word.to_string();
    for (from, to) in [
        ("dzh", "j"),
        ("dj", "j"),
        ("kh", "k"),
        ("gh", "g"),
        ("sh", "s"),
        ("ch", "k"),
        ("ou", "u"),
        ("oo", "u"),
        ("w", "v"),
        ("c", "k"),
    ] {
        out = out.replace(from, to);
    }
    if out.chars().count() > LEAST_LOOSE - 1 && (out.ends_with('h') || out.ends_with('k')) {
        out.pop();
        out.push('k');
    }
    out.replace(['i', 'j'], "y")
}

/// Without what stands inside a word.
pub(super) fn plain(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).collect()
}
