//! More training articles: real ones varied, and short ones composed.
//!
//! PolNeAR is American political news. [`vary`] gives its articles other names, quotation marks, spelling and manner, with the gold
//! moved along; [`compose`] writes short texts in forms that are rare there (agency reports, headlines, transcripts, reopened
//! quotations, statements without a speaker, marks that quote nobody) from the templates in `data/augment`, with contents that
//! [`collect`] takes from training articles. Everything is drawn from the seed alone.

mod compose;
mod contents;
mod lists;
mod manner;
mod marks;
mod names;
pub(crate) mod random;
mod rewrite;
pub mod show;
mod template;

pub use compose::compose;
pub use contents::collect;

use crate::polnear::GoldArticle;
pub use random::Random;
use std::collections::BTreeMap;

/// A variant of an article: other names, marks of another kind, and in part of the articles British forms, cues before their
/// sources, and the manner of translated reports. Equal arguments give equal variants; no attribution is added or lost.
pub fn vary(article: &GoldArticle, seed: u64) -> GoldArticle {
    let seed = article.id.bytes().fold(seed, |s, b| Random::new(s ^ u64::from(b)).next());
    let mut random = Random::part(seed, "vary");
    let found = names::find(&article.text);
    let edits = names::Renamer::some(seed).edits(&article.text, &found);
    let mut out = rewrite::replace(article, edits);
    if random.percent(30) {
        let share = 20 + random.below(60);
        out = manner::invert(&out, &mut random, share);
    }
    if random.percent(25) {
        out = manner::translated(&out, &mut random);
    }
    if random.percent(35) {
        out = manner::british(&out);
    }
    if random.percent(75) {
        let kind = marks::pick(&mut random);
        let mut dropping = random.clone();
        out = marks::change(&out, kind, random.percent(10).then_some(&mut dropping));
    }
    out
}

/// An article with every name replaced by another: what a model knows about names shows in the difference of scores.
pub fn swap_names(article: &GoldArticle, seed: u64) -> GoldArticle {
    let found = names::find(&article.text);
    rewrite::replace(article, names::Renamer::all(seed).edits(&article.text, &found))
}

/// A person's name to be handed out: given name and surname.
pub fn person(random: &mut Random, female: bool) -> (&'static str, &'static str) {
    let lists = lists::lists();
    let given: Vec<&str> =
        lists.given.iter().filter(|g| g.handed_out && g.female == female).map(|g| g.name).collect();
    (random.pick(&given).copied().unwrap_or("Ada"), random.pick(&lists.surnames).copied().unwrap_or("Venn"))
}

/// Whether a given name is a woman's; none where the list does not have it.
pub fn is_female(given: &str) -> Option<bool> {
    lists::lists().given.iter().find(|g| g.name == given).map(|g| g.female)
}

/// Other names for the people of a text, by the words that name them: given names for given names of the same gender, surnames
/// for surnames. Equal arguments give equal names.
pub fn people(text: &str, seed: u64) -> BTreeMap<String, String> {
    let mut renamer = names::Renamer::all(seed);
    let found = names::find(text);
    let people = found.iter().filter(|n| n.kind.is_person());
    people.map(|n| (text[n.span.range()].to_owned(), renamer.name(n.kind, &text[n.span.range()]))).collect()
}

#[cfg(test)]
mod tests;
