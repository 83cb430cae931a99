//! Descriptions that stand beside a person's name between commas: "Ada Venn, the general secretary of the union, said", "the head of the
//! Aldran delegation, Ada Venn, said".

use crate::holders::any_office_at;
use crate::lexicon::{Lexicon, entries};
use crate::offices::is_office_word;
use crate::text_words::TextWord;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Words of such a description at most.
const LONGEST: usize = 9;

/// Words of a description before its owner's possessive at most ("Northern Aldra's president").
const OWNER_REACH: usize = 3;

/// Words before a description that stands before a name.
const BEFORE: &[&str] = &["the", "its", "their", "our", "his", "her"];

/// Small words that a description may have inside.
const INSIDE: &[&str] = &["of", "the", "for", "and"];

/// Words that tell for whom someone speaks or acts.
static ROLES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| entries(include_str!("../vocabulary/introducing_words.tsv")).collect());

/// Words, first and last, of the descriptions beside the name at the words `first` to `last`.
pub(crate) fn appositions(words: &[TextWord], first: usize, last: usize) -> Vec<(usize, usize)> {
    let closed = words.get(last + 1).is_some_and(|w| w.after_comma);
    if !closed || words[last].possessive {
        return Vec::new();
    }
    [behind(words, last), ahead(words, first)].into_iter().flatten().collect()
}

/// "…, the general secretary of the union, …": from the comma to the next, or to the end of the sentence.
fn behind(words: &[TextWord], last: usize) -> Option<(usize, usize)> {
    let begins = last + 1;
    // What ends otherwise than with a comma or the sentence is cut.
    let ends = |n: usize| words.get(n + 1).is_none_or(|next| next.after_comma || next.opens);
    let end = (begins..words.len().min(begins + LONGEST))
        .find(|&n| words.get(n + 1).is_none_or(|next| !next.follows || next.opens))?;
    let from = begins + usize::from(words[begins].folded == "the");
    let owned = (from..end.min(from + OWNER_REACH)).any(|n| words[n].possessive);
    let bare = any_office_at(&words[from..=end]).is_some();
    let listed = words.get(end + 1).is_some_and(|next| next.after_comma && next.capital);
    (from <= end && ends(end) && (from > begins || owned || bare) && !listed && describes(&words[from..=end]))
        .then_some((from, end))
}

/// "The head of the Aldran delegation, Ada Venn, …": from "the", or from the start of the sentence.
fn ahead(words: &[TextWord], first: usize) -> Option<(usize, usize)> {
    let end = first.checked_sub(1).filter(|_| words[first].after_comma)?;
    let from = (end.saturating_sub(LONGEST)..=end).find(|&n| {
        let inside = (n + 1..=end).all(|m| words[m].follows);
        let the = n > 0 && words[n].follows && BEFORE.contains(&words[n - 1].folded.as_str());
        let owned = words[n].opens && (n..end.min(n + OWNER_REACH)).any(|m| words[m].possessive);
        inside && (the || owned) && describes(&words[n..=end])
    })?;
    Some((from, end))
}

/// Whether words are a noun phrase around an office or a role: its head before "of", or at the end.
fn describes(words: &[TextWord]) -> bool {
    let lexicon = Lexicon::shared();
    let head = words.iter().position(|w| w.folded == "of").unwrap_or(words.len());
    let Some(head) = head.checked_sub(1).map(|n| &words[n]) else { return false };
    let role = is_office_word(&head.folded) || ROLES.contains(head.folded.as_str());
    let plain = |w: &TextWord| {
        let small = w.folded.as_str();
        let function = lexicon.is_function_word(small) && !INSIDE.contains(&small);
        !function && (w.capital || !lexicon.is_past_form(small) && !small.ends_with("ed"))
    };
    role && words.iter().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_words::tests::layers;
    use crate::text_words::text_words;

    fn found(body: &str) -> Vec<String> {
        let layers = layers("", body);
        let words = text_words(&layers);
        let first = words.iter().position(|w| w.folded == "ada").unwrap();
        let cut = |from: usize, to: usize| {
            layers.text[words[from].span.start as usize..words[to].span.end as usize].to_string()
        };
        appositions(&words, first, first + 1).into_iter().map(|(from, to)| cut(from, to)).collect()
    }

    #[test]
    fn a_description_between_commas_is_found() {
        assert_eq!(
            found("Ada Venn, the general secretary of the nurses union, said no."),
            ["general secretary of the nurses union"]
        );
        assert_eq!(
            found("The head of the Aldran delegation, Ada Venn, left."),
            ["head of the Aldran delegation"]
        );
        assert_eq!(found("Ada Venn, the head of the nurses' union, left."), ["head of the nurses' union"]);
        assert_eq!(found("Aldra's foreign minister, Ada Venn, left."), ["Aldra's foreign minister"]);
    }

    #[test]
    fn another_between_commas_is_no_description() {
        assert!(found("In talks with the prime minister, Ada Venn was silent.").is_empty());
        assert!(found("The mayor, Ada Venn and Colm Reed left.").is_empty());
        assert!(found("Ada Venn, the mayor said, was silent.").is_empty());
        assert!(found("Ada Venn, the mayor, Colm Reed and two guards left.").is_empty());
    }
}
