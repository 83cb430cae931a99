//! Who is behind a source span: names, titles, descriptions, pronouns, metonyms and carried speakers, inside one article.
//!
//! The work goes in text order: [`names`] finds what is named, `office_before` cuts offices off them, [`entities`] groups names, [`source`] reads a
//! source span and [`resolve`] joins the two, by `titles` where no name stands there. A wrong speaker is worse than an unknown one: where several fit, none is chosen and all are
//! listed as candidates.

mod another_office;
pub mod antecedents;
mod body_names;
mod body_signs;
mod carried;
mod cataphora;
mod coordinated;
mod described_bodies;
pub mod entities;
pub(crate) mod function_words;
mod goes_on;
mod head_noun;
pub mod headline_names;
mod holders;
pub mod introductions;
mod issuer;
mod leading_titles;
mod named_late;
pub mod names;
mod narrowing;
mod nicknames;
mod nominals;
mod office_before;
mod pointing;
pub mod pronouns;
pub mod resolve;
mod settled;
mod several_people;
mod short_names;
pub mod source;
mod states;
mod tagged_names;
mod titles;
mod unintroduced;

use crate::vocabulary::vocabulary;
use crate::words::Words;
use std::ops::Range;

/// Whether a name is a news agency (`agency`) or another outlet (`outlet`).
pub fn outlet_kind(words: &Words, name: &Range<usize>) -> Option<&'static str> {
    let v = vocabulary();
    if name.is_empty() {
        return None;
    }
    let written = words.cut(name);
    let plain = written.strip_prefix("The ").or(written.strip_prefix("the ")).unwrap_or(written);
    if let Some(kind) = v.agencies.get(plain) {
        return Some(kind);
    }
    let last = words.get(name.end - 1)?;
    if !last.is_capital || name.len() < 2 {
        return None;
    }
    let before = words.lower(name.end - 2);
    let public = last.is("agency") && v.not_news_agency.has(before);
    v.outlet_words.get(&last.lower).copied().filter(|_| !public)
}
