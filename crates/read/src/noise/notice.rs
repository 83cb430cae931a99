//! The outlet's notes on what it prints, told by their form: a paragraph that stands alone directly behind the date line or
//! at the end, about materials or reports in general, that names no one and tells of no event.

use super::{Lines, content_words};
use crate::vocabulary::{Verb, verb};
use reportedly_schema::BlockKind;
use std::collections::HashSet;

/// What such a note is about.
const SUBJECTS: [&str; 10] = [
    "materials",
    "information",
    "reports",
    "opinions",
    "publications",
    "views",
    "statements",
    "articles",
    "comments",
    "messages",
];

/// What may stand before the subject.
const DETERMINERS: [&str; 11] =
    ["the", "such", "these", "all", "any", "some", "our", "those", "much", "most", "many"];

/// What a note warns of. Such a note may name whose media it means and needs no modal verb.
const WARNED_OF: [&str; 7] =
    ["propaganda", "disinformation", "misinformation", "fake", "unverified", "manipulation", "censorship"];

/// How such a note speaks: of what may, should or must be.
const MODALS: [&str; 8] = ["may", "should", "must", "cannot", "can", "might", "not", "never"];

impl Lines<'_> {
    pub(super) fn notices(&mut self) {
        let Some(last) = (0..self.units.len()).rev().find(|n| self.is_body(*n)) else { return };
        let Some(first) = (0..self.units.len()).find(|n| self.is_body(*n)) else { return };
        if first == last {
            return;
        }
        for n in first..=last {
            let dated = n > 0 && self.kinds[n - 1] == BlockKind::Dateline;
            let placed = dated || n == last && self.alone_by_blank_lines(n);
            if placed && self.is_body(n) && self.is_notice(n) {
                self.kinds[n] = BlockKind::Disclaimer;
            }
        }
    }

    fn alone_by_blank_lines(&self, n: usize) -> bool {
        (n == 0 || self.units[n].gap > 0) && self.units.get(n + 1).is_none_or(|u| u.gap > 0)
    }

    fn is_notice(&self, n: usize) -> bool {
        /// The subject is among the first words.
        const REACH: usize = 4;
        /// Of a hundred content words, so many shared with the article make it a paragraph of its own.
        const OWN: usize = 25;
        let f = &self.features[n];
        // The first word's capital is the sentence's.
        let names = self.line(n).split_whitespace().skip(1).any(|w| w.starts_with(char::is_uppercase))
            && f.capitalised > f.borders + 1;
        if !f.terminal || f.quote || f.opens_quote || f.reports > 0 || tells_of_past(&f.plain) || f.digits > 0
        {
            return false;
        }
        let mut words = f.plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        let head: Vec<&str> = words.by_ref().take(REACH).collect();
        let Some(at) = head.iter().position(|w| SUBJECTS.contains(w)) else { return false };
        let determined = at == 0 || DETERMINERS.contains(&head[0]) || at == 1;
        let warns = f.plain.split(|c: char| !c.is_alphanumeric()).any(|w| WARNED_OF.contains(&w));
        let modal = head[at..].iter().copied().chain(words).any(|w| MODALS.contains(&w));
        let others: HashSet<&str> = (0..self.units.len())
            .filter(|m| *m != n && self.is_body(*m))
            .flat_map(|m| content_words(&self.features[m].plain))
            .collect();
        determined && (warns || modal && !names && self.shared(n, &others) < OWN)
    }
}

/// Whether a plain line has a past form that is no participle behind a form of "be" or before "by".
fn tells_of_past(plain: &str) -> bool {
    let words: Vec<&str> =
        plain.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty()).collect();
    (0..words.len()).any(|n| {
        let past = matches!(verb(words[n]), Some(Verb::Past))
            || words[n].len() >= 5 && words[n].ends_with("ed")
            || matches!(words[n], "was" | "were" | "had");
        let participle = n > 0 && matches!(words[n - 1], "be" | "been" | "is" | "are" | "being")
            || words.get(n + 1) == Some(&"by");
        past && !participle
    })
}

#[cfg(test)]
mod tests {
    use crate::units::units;
    use reportedly_schema::BlockKind;

    fn last_kind(note: &str) -> BlockKind {
        let text = format!(
            "Harbour to open again\n\nThe harbour of Aldra will open again in spring, its master said on Monday.\n\nReports of ice reached him from two ferries, he told a meeting of the town.\n\n{note}\n"
        );
        let units = units(&text);
        *super::super::classify(&text, &units, Default::default()).kinds.last().unwrap()
    }

    #[test]
    fn a_note_on_sources_is_no_paragraph_of_the_article() {
        assert_eq!(
            last_kind("Such publications may be part of a campaign and should be read with care."),
            BlockKind::Disclaimer
        );
    }

    #[test]
    fn a_warning_may_name_whose_media_it_means() {
        assert_eq!(
            last_kind("Many statements published by the Telurian news agencies contain disinformation."),
            BlockKind::Disclaimer
        );
        assert_eq!(
            last_kind("Telurian news agencies published statements that he called disinformation."),
            BlockKind::Body
        );
    }

    #[test]
    fn a_last_paragraph_that_tells_stays() {
        assert_eq!(
            last_kind("Reports of ice should reach the harbour within a day, he said."),
            BlockKind::Body
        );
        assert_eq!(
            last_kind("The ferries may sail in spring, but the harbour must be dredged first."),
            BlockKind::Body
        );
        assert_eq!(last_kind("Reports from Venn may take a week longer."), BlockKind::Body);
    }
}
