//! `lab eval entities`: names, nouns for persons and organisations, and coreference, on texts that no weights were learned from.

use crate::data;
use crate::labelled::whole;
use crate::marked::{Known, Labels, MarkedText, begins, columns, corenlp, gap, gum, meantime, tokens_of};
use rayon::prelude::*;
use reportedly_extract::attribution::{AttributionBuffer, AttributionTagger};
use reportedly_extract::entity_tagger::{NameKind, NounKind, Tagged};
use reportedly_extract::segment::{Segments, segment};
use reportedly_schema::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;

/// Options of `lab eval entities`.
#[derive(clap::Args, Debug)]
pub struct EntitiesOptions {
    /// The folder of research data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Model: `full`, `fast`, or the path of a model file.
    #[arg(long, default_value = "full")]
    model: String,
    /// Score GAP validation too. It is for reports at the end, never for choices.
    #[arg(long)]
    gap_validation: bool,
}

/// Right ones, found ones, those that are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    right: usize,
    found: usize,
    gold: usize,
}

impl Count {
    fn add(&mut self, other: Count) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }

    fn shown(&self) -> String {
        let share = |of: usize| 100.0 * self.right as f64 / of.max(1) as f64;
        let f1 = 200.0 * self.right as f64 / (self.found + self.gold).max(1) as f64;
        format!("P {:5.1}  R {:5.1}  F1 {f1:5.1}  of {}", share(self.found), share(self.gold), self.gold)
    }
}

type Counts = BTreeMap<String, Count>;

/// Runs `lab eval entities`.
///
/// # Errors
/// When data or model cannot be read, or the model has no branch.
pub fn run(options: &EntitiesOptions) -> Result<(), String> {
    let choice = data::model(&options.model)?;
    let tagger = AttributionTagger::new(choice.bytes()).map_err(|e| e.to_string())?;
    let held = |texts: Vec<MarkedText>| texts.into_iter().filter(|t| t.held).collect::<Vec<_>>();
    let mut texts = gum::read(&options.data.join("gum/dev"), true)?;
    texts.extend(held(meantime::read(&options.data.join("meantime/data"))?));
    texts.extend(held(columns::read(&options.data.join("ner/data"))?));
    texts.extend(corenlp::read(&options.data, "dev")?);
    let each = tagged(&tagger, &texts)?;
    let mut names: Counts = BTreeMap::new();
    for (text, (segments, found)) in texts.iter().zip(&each) {
        for (kind, count) in name_counts(text, segments, found) {
            names.entry(format!("{} {kind}", text.set)).or_default().add(count);
            if !kind.contains("NOUN") {
                names.entry(format!("{} all names", text.set)).or_default().add(count);
            }
        }
    }
    for (name, count) in &names {
        println!("{name:<32}{}", count.shown());
    }
    let mut pronouns: BTreeMap<&str, Count> = BTreeMap::new();
    for (text, (segments, found)) in texts.iter().zip(&each).filter(|(t, _)| t.set == "gum") {
        for (group, count) in pronoun_counts(text, segments, found) {
            pronouns.entry(group).or_default().add(count);
        }
    }
    for (group, count) in &pronouns {
        println!(
            "gum pronouns, {group}: the best of all words is in the right chain: {} of {} ({:.1} %)",
            count.right,
            count.gold,
            100.0 * count.right as f64 / count.gold.max(1) as f64
        );
    }
    println!("gap development, held tenth:");
    gap_table(&tagger, &held(gap::read(&options.data.join("gap/gap-development.tsv"))?))?;
    if options.gap_validation {
        println!("gap validation:");
        gap_table(&tagger, &gap::read(&options.data.join("gap/gap-validation.tsv"))?)?;
    }
    Ok(())
}

fn tagged(tagger: &AttributionTagger, texts: &[MarkedText]) -> Result<Vec<(Segments, Tagged)>, String> {
    let of = |text: &MarkedText| {
        let segments = segment(&text.text, &whole(&text.text));
        let (_, tagged) = tagger.tag(&text.text, &segments, &mut AttributionBuffer::default());
        Ok((segments, tagged.ok_or("the model has no branch for names")?))
    };
    texts.par_iter().map(of).collect()
}

fn kind_name(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "PERSON",
        NameKind::Organisation => "ORGANISATION",
        NameKind::Place => "PLACE",
        NameKind::Group => "GROUP",
        NameKind::Other => "OTHER",
    }
}

/// Names and nouns of a text by kind. A name counts where its words and its kind are those of the gold; what lies where the marks say nothing, or is
/// of a kind that the set does not mark, does not count.
fn name_counts(text: &MarkedText, segments: &Segments, tagged: &Tagged) -> Counts {
    let mut out: Counts = BTreeMap::new();
    let range = |span: Span| tokens_of(segments, span);
    let unclear: Vec<(Range<usize>, Labels)> = text
        .marks
        .iter()
        .filter_map(|m| match m.known {
            Known::Each(labels) => Some((range(m.span), labels)),
            _ => None,
        })
        .collect();
    let allowed = |words: &Range<usize>, label: Labels| {
        let marks = unclear.iter().filter(|(r, _)| r.start < words.end && words.start < r.end);
        marks.fold(text.unmarked, |all, (_, labels)| all | labels) & label != 0
    };
    let gold: BTreeMap<(usize, usize), &[NameKind]> = text
        .marks
        .iter()
        .filter_map(|m| match &m.known {
            Known::Name(kinds) => Some(((range(m.span).start, range(m.span).end), kinds.as_slice())),
            _ => None,
        })
        .collect();
    let mut matched = BTreeSet::new();
    for name in &tagged.names {
        let words = range(name.span);
        let right = gold.get(&(words.start, words.end)).is_some_and(|kinds| kinds.contains(&name.kind));
        if right {
            matched.insert((words.start, words.end));
        } else if allowed(&words, begins(name.kind)) {
            continue;
        }
        let gold = usize::from(right);
        out.entry(kind_name(name.kind).into()).or_default().add(Count { right: gold, found: 1, gold });
    }
    for (_, kinds) in gold.iter().filter(|(words, _)| !matched.contains(*words)) {
        // One that may be of several kinds and was not found counts for the widest.
        let kind = kinds.iter().max().copied().unwrap_or(NameKind::Other);
        out.entry(kind_name(kind).into()).or_default().gold += 1;
    }
    for (kind, name) in [(NounKind::Person, "PERSON-NOUN"), (NounKind::Organisation, "ORGANISATION-NOUN")] {
        if text.unmarked & (1 << (11 + kind as u16)) != 0 {
            continue;
        }
        let gold: BTreeSet<usize> =
            text.marks.iter().filter(|m| m.known == Known::Noun(kind)).map(|m| range(m.span).end).collect();
        let found: BTreeSet<usize> =
            tagged.nouns.iter().filter(|n| n.kind == kind).map(|n| range(n.span).end).collect();
        let right = gold.intersection(&found).count();
        out.entry(name.into()).or_default().add(Count { right, found: found.len(), gold: gold.len() });
    }
    out
}

/// Pronouns of the third person by number: whether the word that scores best is in their chain.
fn pronoun_counts(text: &MarkedText, segments: &Segments, tagged: &Tagged) -> BTreeMap<&'static str, Count> {
    let mut out: BTreeMap<&'static str, Count> = BTreeMap::new();
    for chain in &text.chains {
        let heads: BTreeSet<usize> = chain.iter().filter_map(|m| text.head(segments, *m)).collect();
        for &head in &heads {
            let word = segments.tokens[head].span;
            let group = match text.text[word.range()].to_lowercase().as_str() {
                "he" | "she" | "him" | "her" | "his" | "hers" | "himself" | "herself" => "he and she",
                "it" | "its" | "itself" => "it",
                "they" | "them" | "their" | "theirs" | "themselves" => "they",
                _ => continue,
            };
            let scored = |n: usize| Some((tagged.score(word.start, segments.tokens[n].span.start)?, n));
            let best =
                (0..segments.tokens.len()).filter_map(scored).max_by_key(|&(s, n)| (s, std::cmp::Reverse(n)));
            let right = usize::from(best.is_some_and(|(_, n)| heads.contains(&n)));
            out.entry(group).or_default().add(Count { right, found: 1, gold: 1 });
        }
    }
    out
}

/// GAP by its own measure (each name a yes or no), the better of the two names, or neither where others score better.
fn gap_table(tagger: &AttributionTagger, rows: &[MarkedText]) -> Result<(), String> {
    let each = tagged(tagger, rows)?;
    let mut counts: Counts = BTreeMap::new();
    for (row, (_, tagged)) in rows.iter().zip(&each) {
        let Some(choice) = row.choices.first() else { continue };
        let Some(asked) = choice.asked else { continue };
        let pronoun = row.text[choice.pronoun.range()].to_lowercase();
        let female = matches!(pronoun.as_str(), "she" | "her" | "hers");
        let words = |span: Span| -> BTreeSet<&str> { row.text[span.range()].split(' ').collect() };
        let names = asked.map(|(span, _)| words(span));
        // A name counts with its other mentions: those that share a word with it and none with the other.
        let mut scores = asked.map(|(span, _)| tagged.score_spans(choice.pronoun, span).unwrap_or(i32::MIN));
        let mut other = i32::MIN;
        for name in tagged.names.iter().filter(|n| n.kind == NameKind::Person) {
            let score = tagged.score_spans(choice.pronoun, name.span).unwrap_or(i32::MIN);
            let mine = words(name.span);
            match names.each_ref().map(|n| !n.is_disjoint(&mine)) {
                [true, false] => scores[0] = scores[0].max(score),
                [false, true] => scores[1] = scores[1].max(score),
                [true, true] => {}
                [false, false] => other = other.max(score),
            }
        }
        let best = usize::from(scores[1] > scores[0]);
        let beaten = other > scores[best];
        for (n, (_, right)) in asked.iter().enumerate() {
            let ways = [
                ("A or B", n == best),
                ("none below 0", n == best && scores[n] > 0),
                ("none below others", n == best && !beaten),
            ];
            for (way, found) in ways {
                let count =
                    Count { right: usize::from(found && *right), found: found.into(), gold: (*right).into() };
                let gender = if female { "feminine" } else { "masculine" };
                for part in ["overall", gender] {
                    counts.entry(format!("{way}, {part}")).or_default().add(count);
                }
            }
        }
    }
    for (name, count) in &counts {
        println!("{name:<32}{}", count.shown());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_become_shares() {
        let mut count = Count { right: 1, found: 2, gold: 1 };
        count.add(Count { right: 0, found: 0, gold: 1 });
        assert_eq!(count.shown(), "P  50.0  R  50.0  F1  50.0  of 2");
    }
}
